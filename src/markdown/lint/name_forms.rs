//! Forms in which words are compared with the words of names.

use super::name_index::SHORTEST;
use crate::lang::fold;
use crate::phrases::is_arabic;

/// Whether a word begins with a capital, or has none because its script has none.
pub fn begins_as_name(word: &str) -> bool {
    match word.as_bytes().first() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_uppercase(),
        _ => word.starts_with(char::is_uppercase) || is_arabic(word),
    }
}

pub fn is_long(word: &str) -> bool {
    word.chars().nth(SHORTEST - 1).is_some() && word.chars().all(char::is_alphabetic)
}

pub fn folded_word(word: &str) -> String {
    if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        fold(word)
    }
}

/// Writes a word after others, folded.
pub fn push_folded(out: &mut String, word: &str) {
    if word.is_ascii() {
        let start = out.len();
        out.push_str(word);
        out[start..].make_ascii_lowercase();
    } else {
        out.push_str(&fold(word));
    }
}

/// Whether a word, folded, is `folded`.
pub fn folds_to(word: &str, folded: &str) -> bool {
    if word.is_ascii() {
        word.eq_ignore_ascii_case(folded)
    } else {
        fold(word) == folded
    }
}

pub fn unhyphened(text: &str) -> String {
    fold(&text.replace(['-', '\u{2010}', '\u{2011}'], " "))
}

/// A text as it is spelt, whatever its case and its kind of apostrophe.
pub fn spelt(text: &str) -> String {
    text.to_lowercase().replace('’', "'").replace('\u{a0}', " ")
}

/// Which letters a word has, as a set of 64.
pub fn letters(word: &str) -> u64 {
    word.chars()
        .fold(0, |set, c| set | 1 << (u32::from(c) % 64))
}

/// A folded word without the Arabic article.
pub fn bare(word: &str) -> &str {
    word.strip_prefix("ال").unwrap_or(word)
}

pub fn corners(word: &str) -> Option<([char; 2], [char; 2])> {
    let mut letters = word.chars();
    let start = [letters.next()?, letters.next()?];
    let last = letters.next_back()?;
    Some((start, [letters.next_back()?, last]))
}
