//! Quotation marks of languages.

use super::super::Lang;

/// Outer and inner quotation marks, with their spaces.
#[derive(Clone, Copy)]
pub(super) struct QuotationMarks {
    pub(super) outer: [&'static str; 2],
    inner: [&'static str; 2],
}

const fn quotes(outer: [&'static str; 2], inner: [&'static str; 2]) -> QuotationMarks {
    QuotationMarks { outer, inner }
}

const ENGLISH: QuotationMarks = quotes(["“", "”"], ["‘", "’"]);
const FRENCH: QuotationMarks = quotes(["«\u{202f}", "\u{202f}»"], ["“", "”"]);
const ANGLED: QuotationMarks = quotes(["«", "»"], ["“", "”"]);
const ANGLED_TWICE: QuotationMarks = quotes(["«", "»"], ["‹", "›"]);
const GERMAN: QuotationMarks = quotes(["„", "“"], ["‚", "‘"]);
const RUSSIAN: QuotationMarks = quotes(["«", "»"], ["„", "“"]);
const POLISH: QuotationMarks = quotes(["„", "”"], ["«", "»"]);
const SWEDISH: QuotationMarks = quotes(["”", "”"], ["’", "’"]);
const NORWEGIAN: QuotationMarks = quotes(["«", "»"], ["‘", "’"]);
const FULA: QuotationMarks = quotes(["„", "”"], ["‚", "’"]);
const CORNERED: QuotationMarks = quotes(["「", "」"], ["『", "』"]);

impl QuotationMarks {
    /// Returns the quotation marks of a language. Most are CLDR's `delimiters`; for Arabic they are
    /// those of Arabic newspapers. Languages that are not listed have the English marks, like
    /// CLDR's root.
    pub(super) fn for_lang(lang: Lang) -> QuotationMarks {
        match lang.tag() {
            "de-CH" | "de-LI" | "fr-CH" | "it-CH" => return ANGLED_TWICE,
            "pt-PT" | "pt-AO" | "pt-MZ" | "pt-CV" | "pt-GW" | "pt-ST" => return ANGLED,
            "zh-Hant" | "zh-TW" | "zh-HK" => return CORNERED,
            _ => {}
        }
        match lang.tag().split('-').next().unwrap_or_default() {
            "fr" => FRENCH,
            "ar" | "ast" | "bm" | "ca" | "dyu" | "el" | "es" | "eu" | "it" | "kab" | "mg"
            | "sg" | "sq" | "taq" => ANGLED,
            "am" | "az" | "fa" | "hy" | "ku" | "ti" => ANGLED_TWICE,
            "be" | "ru" | "shi" | "uk" | "zgh" => RUSSIAN,
            "bg" | "cs" | "de" | "et" | "hr" | "is" | "ka" | "lb" | "lt" | "sk" | "sl" => GERMAN,
            "hu" | "pl" | "ro" | "sr" => POLISH,
            "fi" | "rn" | "sv" => SWEDISH,
            "nb" | "nn" | "no" | "rw" => NORWEGIAN,
            "ff" => FULA,
            "ja" => CORNERED,
            _ => ENGLISH,
        }
    }

    /// Returns the marks at a nesting depth: 0 outside, 1 inside one pair.
    pub(super) fn at_depth(self, depth: usize) -> [&'static str; 2] {
        if depth.is_multiple_of(2) {
            self.outer
        } else {
            self.inner
        }
    }
}
