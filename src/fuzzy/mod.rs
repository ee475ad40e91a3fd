//! Fuzzy matching of names: which known name was probably meant, and which similar names are
//! distinct.
//!
//! `North Kivu` and `South Kivu` differ by two letters and are two regions. Likewise, names with
//! different numbers, single letters or countries are never misspellings of each other
//! ([`are_distinct`]). All texts here are folded ([`crate::lang::fold`]).

mod countries;
mod distinguish;
mod index;

pub use self::countries::{codes, country};
pub use self::distinguish::are_distinct;
pub use self::index::FuzzyIndex;
use crate::diag::edits;

/// How certain it is that a name is a misspelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// The known name is almost certainly the one that was meant.
    Strong,
    /// The name may be that of something else.
    Weak,
}

/// The minimum length of a misspelling: shorter names resemble too many others.
const MIN_LENGTH: usize = 4;

/// The maximum length of a name that becomes another name by substituting one letter: Niono and
/// Nioro are two places.
const MAX_SHORT_LENGTH: usize = 6;

/// Returns the maximum number of edits between two names. `length` is the number of letters of the
/// longer one.
fn limit(length: usize) -> usize {
    (length / 3).clamp(1, 3)
}

/// Returns how certain it is that `name` is a misspelling of `known`, or `None` if it is not.
pub fn confidence(name: &str, known: &str) -> Option<Confidence> {
    let (short, long) = {
        let (a, b) = (name.chars().count(), known.chars().count());
        (a.min(b), a.max(b))
    };
    if short < MIN_LENGTH || long - short > limit(long) {
        return None;
    }
    let distance = edits(name, known);
    if distance == 0
        || distance > limit(long)
        || !word_by_word(name, known)
        || are_distinct(name, known)
    {
        return None;
    }
    // Beyond one edit per four letters the names must begin alike.
    let begin = name
        .chars()
        .zip(known.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let is_far = distance > (long / 4).clamp(1, 3);
    if is_far && begin < 3 {
        return None;
    }
    let is_substitution =
        short == long && long <= MAX_SHORT_LENGTH && sorted(name) != sorted(known);
    Some(if is_far && begin * 2 < long || is_substitution {
        Confidence::Weak
    } else {
        Confidence::Strong
    })
}

/// Whether each word of a name is near the corresponding word of the other: three edits in one word
/// of a long name make another word. Returns `true` if the numbers of words differ.
fn word_by_word(name: &str, known: &str) -> bool {
    let words = |text: &str| {
        text.split([' ', '-'])
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (first, second) = (words(name), words(known));
    first.len() != second.len()
        || first.len() == 1
        || first.iter().zip(&second).all(|(a, b)| {
            let long = a.chars().count().max(b.chars().count());
            edits(a, b) <= (long / 4).clamp(1, 3)
        })
}

/// Returns the set of letters of a name, hashed to 64 bits.
fn letters(name: &str) -> u64 {
    name.chars()
        .fold(0, |letters, c| letters | 1 << (u32::from(c) % 64))
}

/// Returns the letters of a word in alphabetical order.
fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}
