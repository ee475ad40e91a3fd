//! Search for the known name that is nearest to an unknown one.

use super::names::NameTable;
use crate::fuzzy::{Confidence, FuzzyIndex};
use crate::lang::fold;

/// An index of the known names of one kind for fuzzy search.
#[derive(Default)]
pub struct NameSearch {
    index: FuzzyIndex,
    /// The position of the entity of each name, in the order of the index.
    places: Vec<usize>,
}

impl NameSearch {
    /// Indexes all names of a table.
    pub fn new(directory: &NameTable) -> NameSearch {
        let mut search = NameSearch::default();
        directory
            .all()
            .for_each(|(name, place)| search.add(name, place));
        search
    }

    /// Adds the folded name of an entity.
    pub fn add(&mut self, name: &str, place: usize) {
        self.index.add(name);
        self.places.push(place);
    }

    /// Returns the position of the entity with the most similar name, and that name in folded form.
    pub fn near(&self, name: &str) -> Option<(usize, &str, Confidence)> {
        let folded = fold(name);
        let mut candidates = self.index.near(&folded).into_iter();
        candidates.find_map(|(number, likeness)| {
            let known = self.index.name(number);
            // Two acronyms with the same letters are different names: MINUSMA and MINUSCA are two
            // missions.
            let is_other_acronym = is_upper_case(name)
                && known.chars().count() == folded.chars().count()
                && !same_letters(known, &folded);
            (!is_other_acronym).then_some((self.places[number], known, likeness))
        })
    }
}

impl NameSearch {
    /// Whether a name is surely a misspelling of one entity, and of no other.
    pub fn is_only_near(&self, name: &str, place: usize) -> bool {
        let near = self.index.near(&fold(name));
        let mut strong = near
            .iter()
            .filter(|(_, likeness)| *likeness == Confidence::Strong);
        let is_strong = strong.clone().next().is_some();
        is_strong && strong.all(|(number, _)| self.places[*number] == place)
    }
}

/// Whether a name has only upper-case letters, like an acronym.
fn is_upper_case(name: &str) -> bool {
    !name.chars().any(char::is_lowercase) && name.chars().any(char::is_uppercase)
}

/// Whether two words have the same letters, in any order.
fn same_letters(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(a) == sorted(b)
}
