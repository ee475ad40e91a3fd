//! Edit distance between words, and whether a small distance means a misspelling.
//!
//! A misspelling differs by one edit per four letters, but by at most two edits. Inflections
//! (`Maliens`) are not misspellings. Acronyms and short names with other letters are not either,
//! because places and armed forces often differ by one letter.

use crate::diag::edits;

/// The maximum length of a name that becomes another name by substituting one letter.
const MAX_SHORT_LENGTH: usize = 6;

/// Returns the maximum edit distance of a misspelling, by the number of letters.
pub fn limit(length: usize) -> usize {
    (length / 4).clamp(1, 2)
}

/// Returns the distance between a word and a word of a name, both folded, if it is within `limit`.
/// The distance is 0 if only accents differ.
pub fn distance(written: &str, word: &str, name: &str, limit: usize) -> Option<usize> {
    if word == name {
        return Some(0);
    }
    if is_inflected(word, name) || is_of_place(word, name) {
        return None;
    }
    let distance = Some(edits(word, name)).filter(|distance| *distance <= limit)?;
    // Acronyms and short names that differ by a letter are different: MINUSMA is not MINUSCA, and
    // Niono is not Nioro. Misspellings swap, double or drop letters.
    let (short, long) = (word.chars().count(), name.chars().count());
    let strict = is_all_caps(written) || short == long && long <= MAX_SHORT_LENGTH;
    (!strict || sorted(word) == sorted(name)).then_some(distance)
}

/// Whether a word is written in capitals only.
pub fn is_all_caps(word: &str) -> bool {
    !word.chars().any(char::is_lowercase) && word.chars().any(char::is_uppercase)
}

/// Returns the letters of a word in alphabetical order.
fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}

/// Endings that derive a word from a name, in French, English and Arabic.
const ENDINGS: &[&str] = &[
    "", "s", "e", "es", "x", "n", "ne", "nes", "ns", "an", "ans", "en", "ens", "ien", "iens",
    "ienne", "iennes", "ian", "ians", "is", "ois", "oise", "oises", "ais", "aise", "aises", "ie",
    "ies", "ique", "iques", "i", "a", "al", "aux", "ish", "ese", "ean", "eans", "een", "eens",
    "eenne", "eennes", "ain", "ains", "aine", "aines", "ic", "ics", "ical", "cy", "cies", "t",
    "ts", "ite", "ites", "ism", "isme", "ist", "iste", "ists", "istes", "ity", "ite", "er", "ers",
    "y", "ies", "ي", "ية", "يا", "يون", "يين", "ون", "ين", "ات", "ان", "ا", "ه", "ها", "هم", "ة",
];

/// Endings that derive demonyms and adjectives from the names of countries and places, in English
/// and French.
const OF_PLACES: &[&str] = &[
    "an", "ans", "ian", "ians", "ean", "eans", "ese", "ish", "ien", "iens", "ienne", "iennes",
    "een", "eens", "eenne", "eennes", "ain", "ains", "aine", "aines", "ais", "aise", "aises",
    "ois", "oise", "oises", "ique", "iques", "ite", "ites", "ic", "al", "ale", "aux", "ism",
    "isme",
];

/// Whether a word is an adjective or demonym of a similar name (American, Amerika): the word has
/// such an ending, the name does not, and both begin alike.
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

/// Whether two words differ only in their endings.
fn is_inflected(a: &str, b: &str) -> bool {
    let shared: usize = a
        .chars()
        .zip(b.chars())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    ENDINGS.contains(&&a[shared..]) && ENDINGS.contains(&&b[shared..])
}
