//! Languages: tags, direction, and localized values.
//!
//! A [`Lang`] is a parameter of everything that a reader sees. The interface texts of a language
//! are in the theme's `i18n/<lang>.yaml` and are read by `render::words`; its properties are here.
//! Plural rules, collation and number formats come from ICU (CLDR).

mod collation;
mod localized;
mod text;
mod typography;

use std::borrow::Cow;
use std::fmt;

use icu_locale_core::Locale;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use self::collation::Collation;
pub use self::localized::{Languages, Localized};
pub use self::text::{composed, fold, is_space, is_unseen, name};
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

/// The three-letter codes (ISO 639-2) of languages with a two-letter code, which tags must use (RFC
/// 5646).
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

/// The direction of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

impl Direction {
    /// Returns the value of HTML's `dir`.
    pub fn html(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }
}

impl Lang {
    /// The tag that sorts before every language.
    pub const MIN: Lang = Lang {
        bytes: [0; 11],
        length: 0,
    };
    /// The tag that sorts after every language.
    pub const MAX: Lang = Lang {
        bytes: [u8::MAX; 11],
        length: u8::MAX,
    };

    /// Parses a tag: two or three letters, then optionally a script of four letters and a region of
    /// two letters or three digits.
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

    /// Returns the tag.
    pub fn tag(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.length)]).expect("a tag is ASCII")
    }

    /// Whether the language's code is in ISO 639. Two-letter codes are checked against the list; a
    /// three-letter code is wrong only if a two-letter code exists.
    pub fn is_known(self) -> bool {
        let code = self.tag().split('-').next().unwrap_or_default();
        match code.len() {
            2 => CODES.split(' ').any(|known| known == code),
            _ => LONGER.iter().all(|(_, long)| !long.contains(&code)),
        }
    }

    /// Returns the direction of the language's usual script (CLDR `layout/orientation`).
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

    /// Returns the ICU locale. A locale without data in CLDR falls back to the root.
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

/// The names of languages in themselves (CLDR).
const OWN_NAMES: &[(&str, &str)] = &[
    ("af", "Afrikaans"),
    ("am", "አማርኛ"),
    ("bg", "български"),
    ("bm", "Bamanankan"),
    ("bn", "বাংলা"),
    ("bs", "Bosanski"),
    ("ca", "Català"),
    ("ckb", "کوردیی ناوەندی"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("el", "Ελληνικά"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("ff", "Pulaar"),
    ("fi", "Suomi"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("id", "Indonesia"),
    ("ig", "Igbo"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("ko", "한국어"),
    ("ku", "Kurdî"),
    ("ln", "Lingála"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mg", "Malagasy"),
    ("my", "မြန်မာ"),
    ("nl", "Nederlands"),
    ("nb", "Norsk bokmål"),
    ("om", "Oromoo"),
    ("pl", "Polski"),
    ("ps", "پښتو"),
    ("ro", "Română"),
    ("rn", "Ikirundi"),
    ("rw", "Ikinyarwanda"),
    ("sg", "Sängö"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("so", "Soomaali"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("ta", "தமிழ்"),
    ("ti", "ትግርኛ"),
    ("tr", "Türkçe"),
    ("ur", "اردو"),
    ("vi", "Tiếng Việt"),
    ("wo", "Wolof"),
    ("yo", "Èdè Yorùbá"),
    ("zu", "isiZulu"),
];

/// Returns the name of a language in itself, if it is known here.
pub fn own_name(lang: Lang) -> Option<&'static str> {
    OWN_NAMES
        .iter()
        .find(|(tag, _)| *tag == lang.tag())
        .map(|(_, name)| *name)
}

/// Returns the language without script and region whose texts can stand for those of this one:
/// `pt` for `pt-BR`, but nothing for `zh-Hant` or `ff-Adlm`, which are written otherwise.
pub fn family(lang: Lang) -> Option<Lang> {
    const OTHER_SCRIPT: [&str; 3] = ["zh-TW", "zh-HK", "zh-MO"];
    let (language, rest) = lang.tag().split_once('-')?;
    let has_script = rest.split('-').any(|part| part.len() == 4) && rest != "Hans";
    if has_script || OTHER_SCRIPT.contains(&lang.tag()) {
        return None;
    }
    Lang::parse(language)
}

/// Returns the language that a text means if it is not a tag: `FR`, `fr_FR`, `French`, `français`.
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
        ("pl", &["polish", "polonais"]),
        ("it", &["italian", "italien"]),
        ("nl", &["dutch", "neerlandais"]),
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
        ("ru", &["russian", "russe", "русский"]),
        ("uk", &["ukrainian", "ukrainien", "українська"]),
        ("zh", &["chinese", "chinois", "中文", "汉语"]),
    ];
    let folded = fold(text);
    if let Some((tag, _)) = NAMES
        .iter()
        .find(|(_, names)| names.iter().any(|name| fold(name) == folded))
    {
        return Lang::parse(tag);
    }
    let own = OWN_NAMES.iter().find(|(_, name)| fold(name) == folded);
    if let Some((tag, _)) = own {
        return Lang::parse(tag);
    }
    let first = folded.split(['-', '_', ' ']).next().unwrap_or_default();
    if let Some((tag, _)) = LONGER.iter().find(|(_, long)| long.contains(&first)) {
        return Lang::parse(tag);
    }
    Lang::parse(first).filter(|lang| lang.tag().len() == 2 && lang.is_known())
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
    fn codes_of_no_language_are_unknown() {
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
    fn names_of_languages_are_known() {
        let suggested = |name| suggested_tag(name).map(|lang| lang.tag().to_owned());
        for (name, tag) in [
            ("German", "de"),
            ("українська", "uk"),
            ("Русский", "ru"),
            ("中文", "zh"),
            ("Polski", "pl"),
            ("uk_UA", "uk"),
        ] {
            assert_eq!(suggested(name).as_deref(), Some(tag), "{name}");
        }
        assert_eq!(suggested("zz"), None);
        assert_eq!(suggested("Klingon"), None);
    }

    #[test]
    fn texts_of_a_related_language_have_its_script() {
        let of = |tag| {
            let lang = Lang::parse(tag).expect("a tag");
            family(lang).map(|lang| lang.tag().to_owned())
        };
        assert_eq!(of("pt-BR").as_deref(), Some("pt"));
        assert_eq!(of("zh-Hans").as_deref(), Some("zh"));
        assert_eq!(of("zh-CN").as_deref(), Some("zh"));
        for other in ["zh-Hant", "zh-TW", "ff-Adlm", "ff-Adlm-GN", "de"] {
            assert_eq!(of(other), None, "{other}");
        }
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
}
