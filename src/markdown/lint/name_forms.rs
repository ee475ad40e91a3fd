//! Forms in which words are compared with the words of names.

use super::name_index::MIN_LENGTH;
use crate::lang::fold;
use crate::phrases::is_arabic;

/// Whether a word is capitalized, or its script has no capitals.
pub fn begins_as_name(word: &str) -> bool {
    match word.as_bytes().first() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_uppercase(),
        _ => word.starts_with(char::is_uppercase) || is_arabic(word),
    }
}

/// Whether a word has only letters, and at least `MIN_LENGTH` of them.
pub fn is_long(word: &str) -> bool {
    word.chars().nth(MIN_LENGTH - 1).is_some() && word.chars().all(char::is_alphabetic)
}

/// Returns a word in folded form.
pub fn folded_word(word: &str) -> String {
    if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        fold(word)
    }
}

/// Appends a word in folded form.
pub fn push_folded(out: &mut String, word: &str) {
    if word.is_ascii() {
        let start = out.len();
        out.push_str(word);
        out[start..].make_ascii_lowercase();
    } else {
        out.push_str(&fold(word));
    }
}

/// Whether the folded form of a word is `folded`.
pub fn folds_to(word: &str, folded: &str) -> bool {
    if word.is_ascii() {
        word.eq_ignore_ascii_case(folded)
    } else {
        fold(word) == folded
    }
}

/// Returns a text in folded form with spaces for hyphens.
pub fn unhyphened(text: &str) -> String {
    fold(&text.replace(['-', '\u{2010}', '\u{2011}'], " "))
}

/// Returns a text in lower case with plain apostrophes and spaces.
pub fn spelling(text: &str) -> String {
    text.to_lowercase().replace('’', "'").replace('\u{a0}', " ")
}

/// Returns the set of letters in a word, hashed to 64 bits.
pub fn letters(word: &str) -> u64 {
    word.chars()
        .fold(0, |set, c| set | 1 << (u32::from(c) % 64))
}

/// Returns a folded word without the Arabic article.
pub fn without_article(word: &str) -> &str {
    word.strip_prefix("ال").unwrap_or(word)
}

/// Returns the first two and the last two letters of a word.
pub fn edge_letters(word: &str) -> Option<([char; 2], [char; 2])> {
    let mut letters = word.chars();
    let start = [letters.next()?, letters.next()?];
    let last = letters.next_back()?;
    Some((start, [letters.next_back()?, last]))
}
