//! Whether a word is a misspelling of another, or another word.
//!
//! A near-miss is one edit in four letters away, two at most. An inflection (`Maliens`) is no miss,
//! nor is an acronym or a short name of other letters: places and forces often differ by one.

use crate::diag::edits;

/// Up to here one letter in place of another makes another name.
const SHORT: usize = 6;

/// How many edits make a near-miss of words of so many letters.
pub fn limit(length: usize) -> usize {
    (length / 4).clamp(1, 2)
}

/// How far a word is from the word of a name, if that is within `limit`; both folded. Zero where
/// only accents differ.
pub fn distance(written: &str, word: &str, name: &str, limit: usize) -> Option<usize> {
    if word == name {
        return Some(0);
    }
    if is_inflected(word, name) || is_of_place(word, name) {
        return None;
    }
    let distance = Some(edits(word, name)).filter(|distance| *distance <= limit)?;
    // Acronyms and short names differ by a letter because they are different: MINUSMA is not
    // MINUSCA, and Niono is not Nioro. In a misspelling letters are swapped, doubled or lost.
    let (short, long) = (word.chars().count(), name.chars().count());
    let strict = is_shouted(written) || short == long && long <= SHORT;
    (!strict || sorted(word) == sorted(name)).then_some(distance)
}

/// Whether a word is written in capitals alone.
pub fn is_shouted(word: &str) -> bool {
    !word.chars().any(char::is_lowercase) && word.chars().any(char::is_uppercase)
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}

/// Endings that make a word of a name without misspelling it, in French, English and Arabic.
const ENDINGS: &[&str] = &[
    "", "s", "e", "es", "x", "n", "ne", "nes", "ns", "an", "ans", "en", "ens", "ien", "iens",
    "ienne", "iennes", "ian", "ians", "is", "ois", "oise", "oises", "ais", "aise", "aises", "ie",
    "ies", "ique", "iques", "i", "a", "al", "aux", "ish", "ese", "ean", "eans", "een", "eens",
    "eenne", "eennes", "ain", "ains", "aine", "aines", "ic", "ics", "ical", "cy", "cies", "t",
    "ts", "ite", "ites", "ism", "isme", "ist", "iste", "ists", "istes", "ity", "ite", "er", "ers",
    "y", "ies", "ي", "ية", "يا", "يون", "يين", "ون", "ين", "ات", "ان", "ا", "ه", "ها", "هم", "ة",
];

/// Endings of people and adjectives that are made of a country's or a place's name, in English and
/// French.
const OF_PLACES: &[&str] = &[
    "an", "ans", "ian", "ians", "ean", "eans", "ese", "ish", "ien", "iens", "ienne", "iennes",
    "een", "eens", "eenne", "eennes", "ain", "ains", "aine", "aines", "ais", "aise", "aises",
    "ois", "oise", "oises", "ique", "iques", "ite", "ites", "ic", "al", "ale", "aux", "ism",
    "isme",
];

/// Whether a word is an adjective, or a people's name, that is made of a name or of one like it: it
/// ends as such words do, the name does not, and they begin alike (American, Amerika).
fn is_of_place(word: &str, name: &str) -> bool {
    let alike = word
        .chars()
        .zip(name.chars())
        .take_while(|(a, b)| a == b)
        .count();
    alike >= 3
        && OF_PLACES
            .iter()
            .any(|end| word.ends_with(end) && !name.ends_with(end))
}

/// Whether two words differ only by their endings.
fn is_inflected(a: &str, b: &str) -> bool {
    let shared: usize = a
        .chars()
        .zip(b.chars())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    ENDINGS.contains(&&a[shared..]) && ENDINGS.contains(&&b[shared..])
}
