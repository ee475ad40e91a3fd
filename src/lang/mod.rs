//! Languages: their tags, direction, and texts that exist in several of them.
//!
//! A [`Lang`] is a parameter of everything that a reader sees. What a language *says* (its words,
//! months, plurals) stands in the theme's `i18n/<lang>.yaml` and is read by `render::words`; what
//! a language *is* stands here. Plural rules, collation and number format come from ICU (CLDR).

mod typography;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use icu_collator::options::{AlternateHandling, CollatorOptions};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

pub use typography::{OBJECT, may_change, typeset, typeset_parts, typeset_quotation};

/// A BCP 47 language tag of at most eleven characters, such as `fr`, `ar` or `pt-BR`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang {
    bytes: [u8; 11],
    length: u8,
}

/// The codes of two letters (ISO 639-1).
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz \
    ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja \
    jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne \
    ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su \
    sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Codes of three letters (ISO 639-2) of languages that have one of two letters, which is the one
/// to use in tags (RFC 5646).
const LONGER: &[(&str, &[&str])] = &[
    ("am", &["amh"]),
    ("ar", &["ara"]),
    ("bm", &["bam"]),
    ("de", &["deu", "ger"]),
    ("en", &["eng"]),
    ("es", &["spa"]),
    ("fa", &["fas", "per"]),
    ("ff", &["ful"]),
    ("fr", &["fra", "fre"]),
    ("ha", &["hau"]),
    ("it", &["ita"]),
    ("ku", &["kur"]),
    ("ln", &["lin"]),
    ("nl", &["nld", "dut"]),
    ("pt", &["por"]),
    ("ru", &["rus"]),
    ("so", &["som"]),
    ("sw", &["swa"]),
    ("ti", &["tir"]),
    ("tr", &["tur"]),
    ("uk", &["ukr"]),
    ("wo", &["wol"]),
    ("yo", &["yor"]),
    ("zh", &["zho", "chi"]),
];

/// The way a script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

impl Direction {
    /// The value of HTML's `dir`.
    pub fn html(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }
}

impl Lang {
    /// Comes before every language.
    pub const LEAST: Lang = Lang {
        bytes: [0; 11],
        length: 0,
    };
    /// Comes after every language.
    pub const MOST: Lang = Lang {
        bytes: [u8::MAX; 11],
        length: u8::MAX,
    };

    /// Reads a tag: two or three letters, then perhaps a script of four letters and a region of two
    /// letters or three digits.
    pub fn parse(tag: &str) -> Option<Lang> {
        let mut parts = tag.split('-');
        let language = parts.next()?;
        let letters = |s: &str| s.bytes().all(|b| b.is_ascii_alphabetic());
        if !(2..=3).contains(&language.len()) || !letters(language) || tag.len() > 11 {
            return None;
        }
        let well_formed = parts.all(|part| match part.len() {
            4 | 2 => letters(part),
            3 => part.bytes().all(|b| b.is_ascii_digit()),
            _ => false,
        });
        if !well_formed || language.bytes().any(|b| b.is_ascii_uppercase()) {
            return None;
        }
        let mut bytes = [0; 11];
        bytes[..tag.len()].copy_from_slice(tag.as_bytes());
        Some(Lang {
            bytes,
            length: u8::try_from(tag.len()).expect("at most eleven"),
        })
    }

    /// The tag.
    pub fn tag(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.length)]).expect("a tag is ASCII")
    }

    /// Whether the language's code is one of ISO 639: all of two letters are known. Of those of
    /// three letters only the ones that have a code of two letters instead are told to be wrong.
    pub fn is_known(self) -> bool {
        let code = self.tag().split('-').next().unwrap_or_default();
        match code.len() {
            2 => CODES.split(' ').any(|known| known == code),
            _ => LONGER.iter().all(|(_, long)| !long.contains(&code)),
        }
    }

    /// The way the language is written, by its usual script (CLDR `layout/orientation`).
    pub fn direction(self) -> Direction {
        let mut parts = self.tag().split('-');
        let language = parts.next().unwrap_or_default();
        let script = parts.find(|part| part.len() == 4);
        let rtl = match script {
            Some(script) => matches!(script, "Arab" | "Hebr" | "Thaa" | "Syrc" | "Nkoo" | "Adlm"),
            None => matches!(
                language,
                "ar" | "fa"
                    | "he"
                    | "ur"
                    | "ps"
                    | "ckb"
                    | "dv"
                    | "yi"
                    | "ug"
                    | "sd"
                    | "syr"
                    | "nqo"
            ),
        };
        if rtl {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        }
    }

    /// The same language for ICU; one that CLDR does not know falls back to the root's rules there.
    pub fn locale(self) -> Locale {
        self.tag().parse().unwrap_or(Locale::UNKNOWN)
    }
}

impl Serialize for Lang {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.tag())
    }
}

impl<'de> Deserialize<'de> for Lang {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Lang, D::Error> {
        let tag: Cow<str> = Cow::deserialize(deserializer)?;
        Lang::parse(&tag).ok_or_else(|| D::Error::custom("no language tag"))
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// The languages of a site; the first is the default, whose pages stand at the root.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Languages {
    list: Vec<Lang>,
}

impl Languages {
    /// The languages in the order of `site.yaml`; an empty list becomes English.
    pub fn new(mut list: Vec<Lang>) -> Languages {
        // A language that is named twice is there once.
        let mut seen = std::collections::BTreeSet::new();
        list.retain(|lang| seen.insert(*lang));
        if list.is_empty() {
            list.push(Lang::parse("en").expect("`en` is a tag"));
        }
        Languages { list }
    }

    /// The language of files without a suffix.
    pub fn default(&self) -> Lang {
        self.list[0]
    }

    /// All of them, the default first.
    pub fn iter(&self) -> impl Iterator<Item = Lang> + '_ {
        self.list.iter().copied()
    }

    /// Whether the site has this language.
    pub fn contains(&self, lang: Lang) -> bool {
        self.list.contains(&lang)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.list.len()
    }
}

/// A thing in one or several languages, in the order in which it was written; never empty when it
/// is required.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Localized<T> {
    entries: Vec<(Lang, T)>,
}

impl<T> Default for Localized<T> {
    fn default() -> Self {
        Localized {
            entries: Vec::new(),
        }
    }
}

impl<T> Localized<T> {
    /// The thing in one language.
    pub fn one(lang: Lang, value: T) -> Self {
        Localized {
            entries: vec![(lang, value)],
        }
    }

    /// Adds or replaces the thing in a language.
    pub fn set(&mut self, lang: Lang, value: T) {
        match self.entries.iter_mut().find(|(known, _)| *known == lang) {
            Some((_, old)) => *old = value,
            None => {
                // Most have one language, and there are many of them.
                self.entries.reserve_exact(1);
                self.entries.push((lang, value));
            }
        }
    }

    /// The thing in exactly this language.
    pub fn exact(&self, lang: Lang) -> Option<&T> {
        self.entries
            .iter()
            .find(|(known, _)| *known == lang)
            .map(|(_, value)| value)
    }

    /// The thing in this language, else in the first it was written in, with the language it is in.
    pub fn get(&self, lang: Lang) -> Option<(Lang, &T)> {
        self.entries
            .iter()
            .find(|(known, _)| *known == lang)
            .or(self.entries.first())
            .map(|(lang, value)| (*lang, value))
    }

    /// Every language and what it has, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (Lang, &mut T)> {
        self.entries.iter_mut().map(|(lang, value)| (*lang, value))
    }

    /// Every language and what it has.
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &T)> {
        self.entries.iter().map(|(lang, value)| (*lang, value))
    }

    /// Whether it exists in no language at all.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// The language that a text means which is no tag: `FR`, `fr_FR`, `French`, `français`.
pub fn suggested_tag(text: &str) -> Option<Lang> {
    const NAMES: &[(&str, &[&str])] = &[
        (
            "en",
            &["english", "anglais", "الانجليزيه", "انجليزي", "الانجليزية"],
        ),
        (
            "fr",
            &["french", "francais", "الفرنسيه", "فرنسي", "الفرنسية"],
        ),
        ("ar", &["arabic", "arabe", "العربيه", "عربي", "العربية"]),
        ("es", &["spanish", "espagnol", "espanol"]),
        ("pt", &["portuguese", "portugais", "portugues"]),
        ("de", &["german", "allemand", "deutsch"]),
        ("bm", &["bambara", "bamanankan"]),
        (
            "ff",
            &["fula", "fulani", "fulah", "fulfulde", "peul", "pulaar"],
        ),
        ("ha", &["hausa", "haoussa"]),
        ("taq", &["tamasheq", "tamashek"]),
        ("sw", &["swahili", "kiswahili"]),
        ("so", &["somali"]),
        ("am", &["amharic", "amharique"]),
        ("ti", &["tigrinya", "tigrigna"]),
        ("wo", &["wolof"]),
        ("fa", &["persian", "farsi", "persan"]),
        ("ku", &["kurdish", "kurde"]),
        ("tr", &["turkish", "turc"]),
        ("ru", &["russian", "russe"]),
        ("uk", &["ukrainian", "ukrainien"]),
        ("zh", &["chinese", "chinois"]),
    ];
    let folded = fold(text);
    if let Some((tag, _)) = NAMES
        .iter()
        .find(|(_, names)| names.contains(&folded.as_str()))
    {
        return Lang::parse(tag);
    }
    let first = folded.split(['-', '_', ' ']).next().unwrap_or_default();
    if let Some((tag, _)) = LONGER.iter().find(|(_, long)| long.contains(&first)) {
        return Lang::parse(tag);
    }
    Lang::parse(first).filter(|lang| lang.tag().len() == 2)
}

/// A text with each letter and its accents in one (Unicode's form NFC). Most are so already.
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// Whether a character is white space in a name: breaking or not, narrow, or of no width at all.
pub fn is_space(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{180e}' | '\u{200b}' | '\u{200c}' | '\u{2060}' | '\u{feff}'
        )
}

/// Whether a character is drawn as nothing and parts nothing: soft hyphens, joiners, and marks of
/// direction.
pub fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{200d}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// A name as it is shown and compared: in Unicode's form NFC, without what cannot be seen, with one
/// space for each run of white space.
pub fn name(text: &str) -> Cow<'_, str> {
    let plain = |text: &str| {
        text.bytes().all(|b| b.is_ascii_graphic() || b == b' ')
            && !text.contains("  ")
            && text.trim() == text
    };
    if plain(text) {
        return Cow::Borrowed(text);
    }
    let composed: String = composed(text).chars().filter(|c| !is_unseen(*c)).collect();
    let words: Vec<&str> = composed
        .split(is_space)
        .filter(|word| !word.is_empty())
        .collect();
    Cow::Owned(words.join(" "))
}

/// A name without case, accents or the kind of apostrophe, hyphen and space: how references are
/// compared.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    if name.is_ascii() {
        folded.push_str(name);
        folded.make_ascii_lowercase();
    } else {
        for c in name
            .nfd()
            .filter(|&c| !is_combining_mark(c) && !is_unseen(c) && c != 'ـ')
            .flat_map(char::to_lowercase)
        {
            match c {
                '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' => folded.push('\''),
                '\u{2010}'..='\u{2013}' | '\u{2212}' => folded.push('-'),
                'ß' => folded.push_str("ss"),
                'œ' => folded.push_str("oe"),
                'æ' => folded.push_str("ae"),
                // The same letters as other keyboards have them.
                'ى' | 'ی' => folded.push('ي'),
                'ک' => folded.push('ك'),
                'ٱ' => folded.push('ا'),
                c if is_space(c) => folded.push(' '),
                c => folded.push(c),
            }
        }
    }
    let mut words = folded.split_whitespace();
    let mut out = words.next().unwrap_or_default().to_owned();
    for word in words {
        out.push(' ');
        out.push_str(word);
    }
    out
}

/// The order of a language's dictionary.
pub struct Collation {
    collator: CollatorBorrowed<'static>,
}

impl Collation {
    /// The CLDR collation of a language.
    ///
    /// # Panics
    /// Never: a language without data falls back to the root collation.
    pub fn new(lang: Lang) -> Collation {
        // Brackets and quotation marks before a title do not decide where it stands.
        let mut options = CollatorOptions::default();
        options.alternate_handling = Some(AlternateHandling::Shifted);
        let collator = Collator::try_new(lang.locale().into(), options)
            .expect("the root collation is compiled in");
        Collation { collator }
    }

    /// Compares two texts as a dictionary would; equal only when they are the same text.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.compare(a, b).then_with(|| a.cmp(b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_strictly() {
        for good in ["fr", "ar", "pt-BR", "zh-Hant", "bm", "ff-Adlm", "nqo"] {
            assert_eq!(
                Lang::parse(good).map(|l| l.tag().to_owned()).as_deref(),
                Some(good)
            );
        }
        for bad in ["", "f", "FR", "french", "fr_FR", "fr-", "2022"] {
            assert_eq!(Lang::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn codes_of_no_language_are_told() {
        let known = |tag| Lang::parse(tag).is_some_and(Lang::is_known);
        assert!(
            ["fr", "ar", "pt-BR", "taq", "ckb", "ff-Adlm"]
                .into_iter()
                .all(known)
        );
        assert!(!["zz", "fra", "eng-GB", "xx"].into_iter().any(known));
        assert_eq!(
            suggested_tag("fra")
                .map(|lang| lang.tag().to_owned())
                .as_deref(),
            Some("fr")
        );
    }

    #[test]
    fn folding_forgets_case_and_accents() {
        assert_eq!(fold("Ségou  "), "segou");
        assert_eq!(fold("Côte d’Ivoire"), "cote d'ivoire");
        assert_eq!(fold("FAMa"), "fama");
    }

    #[test]
    fn any_run_of_white_space_is_one_space() {
        for space in [
            "  ",
            "\u{a0}",
            "\u{202f}",
            "\u{200b}",
            "\n",
            "\t",
            " \u{200b} ",
            "\u{feff}",
            "\u{2060}",
            "\u{200c}",
        ] {
            assert_eq!(
                fold(&format!("Ansar{space}Dine{space}")),
                "ansar dine",
                "{space:?}"
            );
            assert_eq!(
                name(&format!("{space}Ansar{space}Dine")),
                "Ansar Dine",
                "{space:?}"
            );
        }
        assert_eq!(name("Se\u{301}gou\u{200e}"), "Ségou");
        assert_eq!(name("FA\u{ad}Ma"), "FAMa");
        assert_eq!(fold("أنصارُ الدِّيـن"), fold("انصار الدین"));
        assert_eq!(fold("Menaka\u{2013}Gao"), fold("Ménaka-Gao"));
    }

    #[test]
    fn french_punctuation_stays_with_its_word() {
        let fr = Lang::parse("fr").expect("a tag");
        assert_eq!(
            typeset(fr, "« quoi » : qui ? 10:30"),
            "«\u{202f}quoi\u{202f}»\u{202f}: qui\u{202f}? 10:30"
        );
        assert_eq!(typeset(Lang::parse("en").expect("a tag"), "a : b"), "a : b");
    }

    #[test]
    fn accents_sort_beside_their_letters() {
        let order = Collation::new(Lang::parse("fr").expect("a tag"));
        let mut names = vec!["Tombouctou", "Éleveurs", "Zone", "Etat"];
        names.sort_by(|a, b| order.compare(a, b));
        assert_eq!(names, ["Éleveurs", "Etat", "Tombouctou", "Zone"]);
    }
}
