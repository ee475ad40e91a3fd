//! Tables of number words, and of the function words beside numbers.
//!
//! Words of French and English are here, Arabic words in `arabic`; in other languages only digits
//! are read. French includes Swiss and Belgian tens, and both the spelling of 1990 (hyphens
//! throughout) and the older one. `grammar` combines the words.

use NumberWord::{
    And, Article, Cent, Collective, Et, Half, Hundred, Manner, Mille, One, Scale, Score, Sixty,
};
use NumberWord::{Collectives, Plural, Teen, Ten, Tens, Thousand, Unit, Zero};

use crate::lang::Lang;

/// The languages whose number words are known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberLanguage {
    French,
    English,
    Arabic,
    Other,
}

/// The role of a word in a number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberWord {
    /// A word for none: 0.
    Zero,
    /// `un`, `one`: a number only together with others.
    One,
    /// `a`, `an` before "hundred" and the like.
    Article,
    /// 2 to 9.
    Unit(u64),
    /// `dix`, which makes 17 to 19 with a unit.
    Ten,
    /// 10 to 19, complete.
    Teen(u64),
    /// 20 to 90, followed by a unit.
    Tens(u64),
    /// `soixante`, which is followed by a number up to 19.
    Sixty,
    /// `vingt`: 20, and 80 after four.
    Score,
    /// `cent`: 100, also without a number before it.
    Cent,
    /// `hundred`, which requires a number before it.
    Hundred,
    /// `mille`: 1000, also without a number before it.
    Mille,
    /// `thousand`, which requires a number before it.
    Thousand,
    /// `million` and `milliard`, which require a number before them.
    Scale(u64),
    /// `dizaine`, `dozen`: a collective noun after an article or a number.
    Collective(u64),
    /// `dizaines`, `milliers`: after a number.
    Collectives(u64),
    /// `cents`, `vingts`: after a number.
    Plural(u64),
    /// `et` of "vingt et un".
    Et,
    /// `and` of "one hundred and five".
    And,
    /// `demi`, `half`.
    Half,
    /// `bonne` of "une bonne centaine".
    Manner,
}

/// The maximum length of a number word, in bytes.
const MAX_LENGTH: usize = 12;

/// The French words, sorted by bytes for binary search, with ASCII letters in lower case.
const FRENCH: &[(&str, NumberWord)] = &[
    ("aucun", Zero),
    ("aucune", Zero),
    ("bonne", Manner),
    ("cent", Cent),
    ("centaine", Collective(100)),
    ("centaines", Collectives(100)),
    ("cents", Plural(100)),
    ("cinq", Unit(5)),
    ("cinquantaine", Collective(50)),
    ("cinquante", Tens(50)),
    ("demi", Half),
    ("deux", Unit(2)),
    ("dix", Ten),
    ("dizaine", Collective(10)),
    ("dizaines", Collectives(10)),
    ("douzaine", Collective(12)),
    ("douzaines", Collectives(12)),
    ("douze", Teen(12)),
    ("et", Et),
    ("grosse", Manner),
    ("huit", Unit(8)),
    ("huitante", Tens(80)),
    ("mille", Mille),
    ("milliard", Scale(1_000_000_000)),
    ("milliards", Scale(1_000_000_000)),
    ("millier", Collective(1000)),
    ("milliers", Collectives(1000)),
    ("million", Scale(1_000_000)),
    ("millions", Scale(1_000_000)),
    ("neuf", Unit(9)),
    ("nonante", Tens(90)),
    ("octante", Tens(80)),
    ("onze", Teen(11)),
    ("petite", Manner),
    ("quarantaine", Collective(40)),
    ("quarante", Tens(40)),
    ("quatorze", Teen(14)),
    ("quatre", Unit(4)),
    ("quinzaine", Collective(15)),
    ("quinze", Teen(15)),
    ("seize", Teen(16)),
    ("sept", Unit(7)),
    ("septante", Tens(70)),
    ("six", Unit(6)),
    ("soixantaine", Collective(60)),
    ("soixante", Sixty),
    ("treize", Teen(13)),
    ("trentaine", Collective(30)),
    ("trente", Tens(30)),
    ("trois", Unit(3)),
    ("un", One),
    ("une", One),
    ("vingt", Score),
    ("vingtaine", Collective(20)),
    ("vingts", Plural(20)),
    ("zero", Zero),
    ("zÉro", Zero),
    ("zéro", Zero),
];

/// The English words, sorted likewise.
const ENGLISH: &[(&str, NumberWord)] = &[
    ("a", Article),
    ("an", Article),
    ("and", And),
    ("billion", Scale(1_000_000_000)),
    ("dozen", Collective(12)),
    ("eight", Unit(8)),
    ("eighteen", Teen(18)),
    ("eighty", Tens(80)),
    ("eleven", Teen(11)),
    ("fifteen", Teen(15)),
    ("fifty", Tens(50)),
    ("five", Unit(5)),
    ("forty", Tens(40)),
    ("four", Unit(4)),
    ("fourteen", Teen(14)),
    ("half", Half),
    ("hundred", Hundred),
    ("million", Scale(1_000_000)),
    ("nine", Unit(9)),
    ("nineteen", Teen(19)),
    ("ninety", Tens(90)),
    ("none", Zero),
    ("one", One),
    ("seven", Unit(7)),
    ("seventeen", Teen(17)),
    ("seventy", Tens(70)),
    ("six", Unit(6)),
    ("sixteen", Teen(16)),
    ("sixty", Tens(60)),
    ("ten", Teen(10)),
    ("thirteen", Teen(13)),
    ("thirty", Tens(30)),
    ("thousand", Thousand),
    ("three", Unit(3)),
    ("twelve", Teen(12)),
    ("twenty", Tens(20)),
    ("two", Unit(2)),
    ("zero", Zero),
];

const FRENCH_LENGTHS: &[u16; 26] = &lengths(FRENCH);
const ENGLISH_LENGTHS: &[u16; 26] = &lengths(ENGLISH);

/// Returns, for each first letter, the lengths in bytes of its words as a bit set.
const fn lengths(table: &[(&str, NumberWord)]) -> [u16; 26] {
    let mut lengths = [0; 26];
    let mut at = 0;
    while at < table.len() {
        let word = table[at].0.as_bytes();
        lengths[(word[0] - b'a') as usize] |= 1 << word.len();
        at += 1;
    }
    lengths
}

/// English ordinals and fractions after a number. The French ones end in `ième`.
const ENGLISH_PARTS: &[&str] = &[
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "quarter",
    "halve",
    "hundredth",
    "thousandth",
    "millionth",
];

impl NumberLanguage {
    pub(super) fn for_lang(lang: Lang) -> NumberLanguage {
        match lang.tag().split('-').next() {
            Some("fr") => NumberLanguage::French,
            Some("en") => NumberLanguage::English,
            Some("ar") => NumberLanguage::Arabic,
            _ => NumberLanguage::Other,
        }
    }

    /// Returns the role of a word in a number, regardless of case.
    pub(super) fn term(self, word: &str) -> Option<NumberWord> {
        let (table, lengths) = match self {
            NumberLanguage::French => (FRENCH, FRENCH_LENGTHS),
            NumberLanguage::English => (ENGLISH, ENGLISH_LENGTHS),
            NumberLanguage::Arabic | NumberLanguage::Other => return None,
        };
        // Every word of a text is looked up, and most are not in the table. So the first letter and
        // the length are tested first.
        let first = usize::from(word.bytes().next()?.to_ascii_lowercase().wrapping_sub(b'a'));
        if lengths.get(first)? & (1 << word.len().min(MAX_LENGTH + 1)) == 0 {
            return None;
        }
        let mut lower = [0; MAX_LENGTH];
        let lower = lower.get_mut(..word.len())?;
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        let found = table.binary_search_by(|(known, _)| known.as_bytes().cmp(lower));
        Some(table[found.ok()?].1)
    }

    /// Returns the separators of groups of three digits. Narrow and non-breaking spaces count as
    /// spaces.
    pub(super) fn groups(self) -> &'static [char] {
        match self {
            NumberLanguage::French => &[' ', '.', '\'', '’', '٬'],
            NumberLanguage::English => &[' ', ',', '٬'],
            NumberLanguage::Arabic | NumberLanguage::Other => &[' ', '.', ',', '٬', '،'],
        }
    }

    /// Returns the words between the ends of a range.
    pub(super) fn to(self) -> &'static [&'static str] {
        match self {
            NumberLanguage::French => &["à", "ou"],
            NumberLanguage::English => &["to", "or"],
            NumberLanguage::Arabic => &["إلى", "الى", "أو", "او"],
            NumberLanguage::Other => &[],
        }
    }

    /// Returns the words between the ends of a range that starts with
    /// [`between`](NumberLanguage::between).
    pub(super) fn and(self) -> &'static [&'static str] {
        match self {
            NumberLanguage::French => &["et"],
            NumberLanguage::English => &["and"],
            NumberLanguage::Arabic => &["و"],
            NumberLanguage::Other => &[],
        }
    }

    pub(super) fn between(self) -> &'static [&'static str] {
        match self {
            NumberLanguage::French => &["entre"],
            NumberLanguage::English => &["between"],
            NumberLanguage::Arabic => &["بين"],
            NumberLanguage::Other => &[],
        }
    }

    /// Returns the words that may mean nobody or nothing.
    pub(super) fn nothing(self) -> &'static [&'static str] {
        match self {
            NumberLanguage::French => &[
                "aucun", "aucune", "nul", "nulle", "personne", "pas", "sans", "rien",
            ],
            NumberLanguage::English => {
                &["no", "nobody", "none", "not", "nothing", "without", "nil"]
            }
            NumberLanguage::Arabic | NumberLanguage::Other => &[],
        }
    }

    /// Returns the numbers from zero on, as uninflected words.
    pub(super) fn spelled(self) -> &'static [&'static str] {
        match self {
            NumberLanguage::French => &[
                "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf",
                "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept",
                "dix-huit", "dix-neuf", "vingt",
            ],
            NumberLanguage::English => &[
                "zero",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
                "thirteen",
                "fourteen",
                "fifteen",
                "sixteen",
                "seventeen",
                "eighteen",
                "nineteen",
                "twenty",
            ],
            NumberLanguage::Arabic | NumberLanguage::Other => &[],
        }
    }

    /// Returns the words for one that can be used alone.
    pub(super) fn ones(self) -> &'static [&'static str] {
        match self {
            NumberLanguage::French => &["un", "une"],
            NumberLanguage::English => &["one", "a", "an"],
            NumberLanguage::Arabic => &["واحد", "واحدة"],
            NumberLanguage::Other => &[],
        }
    }

    /// Returns the symbols and words after a number that make it a percentage.
    pub(super) fn share(self) -> &'static [&'static str] {
        match self {
            NumberLanguage::French => &["%", "‰", "٪", "pour cent", "pour mille"],
            NumberLanguage::English => &["%", "‰", "٪", "percent", "per cent"],
            NumberLanguage::Arabic => {
                &["%", "‰", "٪", "في المئة", "في المائة", "بالمئة", "بالمائة"]
            }
            NumberLanguage::Other => &["%", "‰", "٪"],
        }
    }

    /// Whether letters may be attached to the figure after them: Arabic attaches its article and
    /// short particles.
    pub(super) fn is_prefix(self, word: &str) -> bool {
        let letters = word.trim_end_matches('ـ');
        self == NumberLanguage::Arabic
            && matches!(
                letters,
                "و" | "ف" | "ب" | "ل" | "ك" | "ال" | "وال" | "بال" | "لل" | "ول"
            )
    }

    /// Whether a word after a number makes it an ordinal or a fraction.
    pub(super) fn is_part(self, word: &str) -> bool {
        let word = word.to_lowercase();
        let singular = word.strip_suffix('s').unwrap_or(&word);
        match self {
            NumberLanguage::French => {
                singular.ends_with("ième") || matches!(word.as_str(), "tiers" | "quart" | "quarts")
            }
            NumberLanguage::English => {
                ENGLISH_PARTS.contains(&singular)
                    || singular.ends_with("teenth")
                    || singular.ends_with("tieth")
            }
            NumberLanguage::Arabic | NumberLanguage::Other => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_can_be_searched() {
        for table in [FRENCH, ENGLISH] {
            assert!(table.is_sorted_by(|(a, _), (b, _)| a < b));
            assert!(table.iter().all(|(word, _)| word.len() <= MAX_LENGTH));
        }
    }
}
