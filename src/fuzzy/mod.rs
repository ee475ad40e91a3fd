//! Names that are nearly others: which known name was probably meant, and which names, however
//! alike, are two.
//!
//! `North Kivu` and `South Kivu` are one letter or two apart and two regions. So are names with
//! other numbers, other letters, or those of two countries: they are never misspellings of each
//! other ([`are_two`]). All texts here are folded ([`crate::lang::fold`]).

mod countries;
mod distinguish;
mod index;

pub use self::countries::{codes, country};
pub use self::distinguish::are_two;
pub use self::index::FuzzyIndex;
use crate::diag::edits;

/// How sure it is that a name is a misspelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Hardly anything else can be meant.
    Strong,
    /// Perhaps it is another name.
    Weak,
}

/// Shorter names have too many neighbours.
const SHORTEST: usize = 4;

/// Up to here one letter in place of another makes another name: Niono and Nioro are two places.
const SHORT: usize = 6;

/// How many edits at most make a near-miss of two names, the longer of which has so many letters.
fn limit(length: usize) -> usize {
    (length / 3).clamp(1, 3)
}

/// Whether a name may be a misspelling of another.
pub fn likeness(name: &str, known: &str) -> Option<Confidence> {
    let (short, long) = {
        let (a, b) = (name.chars().count(), known.chars().count());
        (a.min(b), a.max(b))
    };
    if short < SHORTEST || long - short > limit(long) {
        return None;
    }
    let distance = edits(name, known);
    if distance == 0 || distance > limit(long) || !word_by_word(name, known) || are_two(name, known)
    {
        return None;
    }
    // Beyond one edit in four letters the names have to begin alike.
    let begin = name
        .chars()
        .zip(known.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let is_far = distance > (long / 4).clamp(1, 3);
    if is_far && begin < 3 {
        return None;
    }
    let is_substitution = short == long && long <= SHORT && sorted(name) != sorted(known);
    Some(if is_far && begin * 2 < long || is_substitution {
        Confidence::Weak
    } else {
        Confidence::Strong
    })
}

/// Whether each word of a name is near the word in its place in the other: three edits in one word
/// of a long name make another word. Names of other numbers of words are compared as a whole.
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

/// The letters of a name, each as one of 64 bits.
fn letters(name: &str) -> u64 {
    name.chars()
        .fold(0, |letters, c| letters | 1 << (u32::from(c) % 64))
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}
