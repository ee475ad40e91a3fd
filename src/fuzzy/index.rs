//! Index of known names that finds near ones without comparing with all.

use std::collections::BTreeSet;

use super::{Confidence, SHORTEST, letters, likeness, limit};
use crate::diag::edits;
use foldhash::HashMap;

/// Known names, to be searched for the one that is nearest to another without comparing it with
/// all.
///
/// Two names that are a few edits apart share a piece: each known name is cut into one piece more
/// than there may be edits, and the pieces of the name that is looked for are tried at the places
/// to which the edits may have moved them.
#[derive(Default)]
pub struct FuzzyIndex {
    names: Vec<String>,
    /// Which letters each name has.
    letters: Vec<u64>,
    /// By the length of the name, the number of the piece, and the piece.
    pieces: HashMap<(usize, usize, Box<str>), Vec<usize>>,
    longest: usize,
}

/// More names than this with the same piece, such as "battalion of": it tells nothing, and the
/// others are looked at.
const MOST: usize = 24;

impl FuzzyIndex {
    /// Adds a name, and gives its number: they are counted from 0.
    pub fn add(&mut self, name: &str) -> usize {
        let number = self.names.len();
        let letters: Vec<char> = name.chars().collect();
        if letters.len() >= SHORTEST {
            for (piece, (start, end)) in cuts(letters.len()).enumerate() {
                let text: String = letters[start..end].iter().collect();
                let numbers = self
                    .pieces
                    .entry((letters.len(), piece, text.into()))
                    .or_default();
                if numbers.len() <= MOST {
                    numbers.push(number);
                }
            }
            self.longest = self.longest.max(letters.len());
        }
        self.letters.push(self::letters(name));
        self.names.push(name.to_owned());
        number
    }

    /// The name with a number.
    pub fn name(&self, number: usize) -> &str {
        &self.names[number]
    }

    /// The known names that a name may be a misspelling of, the nearest first.
    pub fn near(&self, name: &str) -> Vec<(usize, Confidence)> {
        let letters: Vec<char> = name.chars().collect();
        let length = letters.len();
        if length < SHORTEST {
            return Vec::new();
        }
        let reach = limit(length + 3);
        let mut found = BTreeSet::new();
        for known in length.saturating_sub(reach).max(SHORTEST)..=(length + reach).min(self.longest)
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
                        && numbers.len() <= MOST
                    {
                        found.extend(numbers.iter().copied());
                    }
                }
            }
        }
        // An edit takes one letter out and puts another in.
        let own = self::letters(name);
        let most = 2 * u32::try_from(reach).unwrap_or(u32::MAX);
        let mut near: Vec<(Confidence, usize, usize)> = found
            .into_iter()
            .filter(|number| (self.letters[*number] ^ own).count_ones() <= most)
            .filter_map(|number| {
                let known = &self.names[number];
                Some((likeness(name, known)?, edits(name, known), number))
            })
            .collect();
        near.sort_unstable();
        near.into_iter()
            .map(|(likeness, _, number)| (number, likeness))
            .collect()
    }
}

/// The pieces of a name of so many letters.
fn cuts(length: usize) -> impl Iterator<Item = (usize, usize)> {
    // The other name may be longer, and more edits away then.
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
