//! The words under which a word of a text is found: its stem without accents, the parts of a
//! compound, and emoji.
//!
//! Words are found exactly as in Pagefind 1.6, whose engine processes queries in the same way.

use convert_case::{Case, Casing as _};
use pagefind_stem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_segmentation::UnicodeSegmentation as _;

/// A word under which another word is found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct SearchWord {
    pub word: String,
    /// The word with its accents, if it has any.
    pub form: Option<String>,
    /// Whether it is a part of a compound.
    pub is_part: bool,
}

/// Characters that count as letters.
pub(super) const JOINING: [char; 10] = ['_', '‿', '⁀', '⁔', '︳', '︴', '﹍', '﹎', '﹏', '＿'];

/// The maximum number of characters of a tail of a dotted name that are indexed.
const MAX_TAIL: usize = 64;
/// The maximum number of characters of a suffix of a Katakana word that are indexed.
const MAX_SUFFIX: usize = 16;

/// Returns the stemmer of a language, or `None` if Pagefind has no engine for the language. `lang`
/// is a tag in lower case.
pub(super) fn stemmer(lang: &str) -> Option<Stemmer> {
    let algorithm = match lang.split('-').next().unwrap_or(lang) {
        "ar" => Algorithm::Arabic,
        "hy" => Algorithm::Armenian,
        "eu" => Algorithm::Basque,
        "ca" => Algorithm::Catalan,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "eo" => Algorithm::Esperanto,
        "et" => Algorithm::Estonian,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hi" => Algorithm::Hindi,
        "hu" => Algorithm::Hungarian,
        "id" => Algorithm::Indonesian,
        "ga" => Algorithm::Irish,
        "it" => Algorithm::Italian,
        "lt" => Algorithm::Lithuanian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "ne" => Algorithm::Nepali,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sr" => Algorithm::Serbian,
        "pl" => Algorithm::Polish,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        "yi" => Algorithm::Yiddish,
        _ => return None,
    };
    Some(Stemmer::create(algorithm))
}

/// Returns the words under which a word of a text is found, without the tails of dotted names.
pub(super) fn words(raw: &str, stemmer: Option<&Stemmer>) -> Vec<SearchWord> {
    let mut words = Vec::new();
    let lowered = lower(raw);
    if !lowered.is_empty() {
        words.push(word(&lowered, stemmer, false));
    }
    words.extend(
        suffixes(raw)
            .into_iter()
            .map(|suffix| word(suffix, None, true)),
    );
    if !is_compound(raw) || is_simple(raw) {
        return words;
    }
    let parts = parts(raw);
    if !lowered.is_empty() && (parts.contains(char::is_whitespace) || !lowered.starts_with(&parts))
    {
        let parts = parts.split_whitespace().filter(|part| part.len() > 1);
        words.extend(parts.map(|part| word(part, stemmer, true)));
    }
    if !raw.is_ascii() {
        let pictures = raw
            .graphemes(true)
            .filter(|sign| emojis::get(sign).is_some());
        words.extend(pictures.map(|sign| SearchWord {
            word: sign.to_owned(),
            form: None,
            is_part: false,
        }));
    }
    words
}

/// Returns the part after each dot of a dotted name, such as `is_set` of `config.is_set`, unless it
/// is in `words`.
pub(super) fn tails(raw: &str, stemmer: Option<&Stemmer>, words: &[SearchWord]) -> Vec<SearchWord> {
    let mut tails: Vec<SearchWord> = Vec::new();
    for (at, _) in raw.match_indices('.') {
        let tail = first(&raw[at + 1..], MAX_TAIL);
        let lowered = lower(tail);
        if !is_compound(tail) || lowered.chars().count() < 2 {
            continue;
        }
        let tail = word(&lowered, stemmer, true);
        if words
            .iter()
            .chain(&tails)
            .all(|other| other.word != tail.word)
        {
            tails.push(tail);
        }
    }
    tails
}

/// Returns whether a word has parts: punctuation inside it, or capitals after the first letter.
fn is_compound(raw: &str) -> bool {
    raw.chars().any(|sign| !sign.is_alphanumeric()) || raw.chars().skip(1).any(char::is_uppercase)
}

/// Returns whether a word has only lower-case letters after the first one, and punctuation only
/// around it. Most words do.
fn is_simple(raw: &str) -> bool {
    let word = raw.trim_matches(|sign: char| sign.is_ascii_punctuation() && sign != '_');
    let rest = word
        .strip_prefix(|first: char| first.is_ascii_uppercase())
        .unwrap_or(word);
    // Emoji are above this limit.
    !word.is_empty()
        && rest
            .chars()
            .all(|sign| sign.is_lowercase() && sign < '\u{2000}')
}

/// Returns the index word for a part as written.
fn word(written: &str, stemmer: Option<&Stemmer>, is_part: bool) -> SearchWord {
    let plain = without_accents(written);
    let word = plain.as_deref().unwrap_or(written);
    SearchWord {
        word: stemmer.map_or_else(
            || word.to_owned(),
            |stemmer| stemmer.stem(word).into_owned(),
        ),
        form: plain.is_some().then(|| written.to_owned()),
        is_part,
    }
}

/// Returns the letters of a word in lower case.
fn lower(raw: &str) -> String {
    let mut word = String::with_capacity(raw.len());
    for sign in raw.chars() {
        if sign.is_ascii() {
            if sign.is_ascii_alphanumeric() || sign == '_' {
                word.push(sign.to_ascii_lowercase());
            }
        } else if sign.is_uppercase() {
            word.extend(sign.to_lowercase());
        } else if sign.is_alphanumeric() || JOINING.contains(&sign) {
            word.push(sign);
        }
    }
    word
}

/// Returns the parts of a compound, separated by spaces.
fn parts(raw: &str) -> String {
    let apart = raw.replace(|sign: char| sign.is_ascii_punctuation(), " ");
    let small = apart.to_case(Case::Lower);
    small.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// Returns a word without its accents, or `None` if it has no accents.
fn without_accents(word: &str) -> Option<String> {
    let has_any = |sign: char| {
        let mut has = is_combining_mark(sign);
        decompose_canonical(sign, |part| has |= part != sign);
        has
    };
    if word.is_ascii() || !word.chars().any(has_any) {
        return None;
    }
    // The sound marks of Kana are kept, because they distinguish words.
    let is_sound = |sign: &char| matches!(sign, '\u{3099}' | '\u{309a}');
    let is_plain = |sign: &char| !is_combining_mark(*sign) || is_sound(sign);
    let mut plain: String = word.nfd().filter(is_plain).collect();
    if plain.contains(['\u{3099}', '\u{309a}']) {
        plain = plain.nfc().collect();
    }
    (plain != word).then_some(plain)
}

/// Returns the suffixes of a word in Katakana, a script without spaces between words.
fn suffixes(word: &str) -> Vec<&str> {
    let is_katakana = |sign: char| matches!(u32::from(sign), 0x30A1..=0x30FA | 0x30FC..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F);
    let mut suffixes: Vec<&str> = Vec::new();
    if !word.starts_with(is_katakana) || !word.chars().all(is_katakana) || word.chars().count() < 3
    {
        return suffixes;
    }
    for (at, _) in word.char_indices().skip(1) {
        let suffix = first(&word[at..], MAX_SUFFIX);
        if suffix.chars().count() >= 2 && !suffixes.contains(&suffix) {
            suffixes.push(suffix);
        }
    }
    suffixes
}

/// Returns the first `count` characters.
fn first(text: &str, count: usize) -> &str {
    text.char_indices()
        .nth(count)
        .map_or(text, |(end, _)| &text[..end])
}
