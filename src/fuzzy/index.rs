//! An index of known names that finds similar names without comparing with all.

use std::collections::BTreeSet;

use super::{Confidence, MIN_LENGTH, confidence, letters, limit};
use crate::diag::edits;
use foldhash::HashMap;

/// An index of known names for fuzzy search.
///
/// Each known name is cut into one more piece than the maximum number of edits. So two names within
/// that number of edits share a piece. The pieces of the query are looked up at all offsets to
/// which the edits may have moved them.
#[derive(Default)]
pub struct FuzzyIndex {
    names: Vec<String>,
    /// The set of letters of each name, hashed to 64 bits.
    letters: Vec<u64>,
    /// Names by their length, the index of a piece, and the piece.
    pieces: HashMap<(usize, usize, Box<str>), Vec<usize>>,
    longest: usize,
}

/// The maximum number of names that share a usable piece. Pieces of more names, such as "battalion
/// of", are ignored; the other pieces suffice.
const MAX_SHARED: usize = 24;

impl FuzzyIndex {
    /// Adds a name, and returns its number, counted from 0.
    pub fn add(&mut self, name: &str) -> usize {
        let number = self.names.len();
        let letters: Vec<char> = name.chars().collect();
        if letters.len() >= MIN_LENGTH {
            for (piece, (start, end)) in cuts(letters.len()).enumerate() {
                let text: String = letters[start..end].iter().collect();
                let numbers = self
                    .pieces
                    .entry((letters.len(), piece, text.into()))
                    .or_default();
                if numbers.len() <= MAX_SHARED {
                    numbers.push(number);
                }
            }
            self.longest = self.longest.max(letters.len());
        }
        self.letters.push(self::letters(name));
        self.names.push(name.to_owned());
        number
    }

    /// Returns the name with this number.
    pub fn name(&self, number: usize) -> &str {
        &self.names[number]
    }

    /// Returns the names that `name` may be a misspelling of, nearest first.
    pub fn near(&self, name: &str) -> Vec<(usize, Confidence)> {
        let letters: Vec<char> = name.chars().collect();
        let length = letters.len();
        if length < MIN_LENGTH {
            return Vec::new();
        }
        let reach = limit(length + 3);
        let mut found = BTreeSet::new();
        for known in
            length.saturating_sub(reach).max(MIN_LENGTH)..=(length + reach).min(self.longest)
        {
            let edits = limit(length.max(known));
            for (piece, (start, end)) in cuts(known).enumerate() {
                for from in start.saturating_sub(edits)..=start + edits {
                    let to = from + end - start;
                    if to > length {
                        break;
                    }
                    let text: String = letters[from..to].iter().collect();
                    if let Some(numbers) = self.pieces.get(&(known, piece, text.into()))
                        && numbers.len() <= MAX_SHARED
                    {
                        found.extend(numbers.iter().copied());
                    }
                }
            }
        }
        // An edit removes at most one letter and adds at most one.
        let own = self::letters(name);
        let max_letters = 2 * u32::try_from(reach).unwrap_or(u32::MAX);
        let mut near: Vec<(Confidence, usize, usize)> = found
            .into_iter()
            .filter(|number| (self.letters[*number] ^ own).count_ones() <= max_letters)
            .filter_map(|number| {
                let known = &self.names[number];
                Some((confidence(name, known)?, edits(name, known), number))
            })
            .collect();
        near.sort_unstable();
        near.into_iter()
            .map(|(confidence, _, number)| (number, confidence))
            .collect()
    }
}

/// Returns the ranges of the pieces into which a name of `length` letters is cut.
fn cuts(length: usize) -> impl Iterator<Item = (usize, usize)> {
    // The other name may be longer, which allows more edits.
    let count = (limit(length + 3) + 1).min(length);
    (0..count).map(move |piece| (piece * length / count, (piece + 1) * length / count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::fold;

    #[test]
    fn misspellings_are_found_among_many() {
        let mut index = FuzzyIndex::default();
        let known = [
            "Mopti",
            "Mali",
            "Tombouctou",
            "Ségou",
            "Forces armées maliennes",
            "Al-Qaida",
            "Nioro",
            "Ansar Dine",
        ];
        for name in known {
            index.add(&fold(name));
        }
        for number in 0..3000 {
            index.add(&format!("battalion of {number:04} {}", number % 7));
        }
        for (text, name, likeness) in [
            ("Moptee", "mopti", Confidence::Strong),
            ("malii", "mali", Confidence::Strong),
            ("Tombouctu", "tombouctou", Confidence::Strong),
            ("Tombuctoo", "tombouctou", Confidence::Strong),
            ("Segu", "segou", Confidence::Strong),
            (
                "Forces armees maliene",
                "forces armees maliennes",
                Confidence::Strong,
            ),
            ("Al Qaida", "al-qaida", Confidence::Strong),
            ("Niono", "nioro", Confidence::Weak),
            ("Ansar Dinne", "ansar dine", Confidence::Strong),
        ] {
            let found = index.near(&fold(text));
            assert_eq!(
                found.first().map(|(at, like)| (index.name(*at), *like)),
                Some((name, likeness)),
                "{text}"
            );
        }
        for text in ["Kidal", "FDLR-FOCA", "Bamako", "battalion of 3999 1"] {
            assert_eq!(index.near(&fold(text)), [], "{text}");
        }
    }
}
