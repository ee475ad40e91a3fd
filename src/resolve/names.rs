//! Which name means which thing.
//!
//! A [`NameTable`] holds the ids, names and aliases of one kind, folded (no case, no accents). It
//! is filled in two steps: the declared things first, then stubs for names in front matter that
//! nothing declares.

use std::collections::BTreeMap;
use std::ops::Bound;

use serde::{Deserialize, Serialize};

use crate::diag::edits;
use crate::fuzzy;
use crate::incremental::fingerprint;
use crate::incremental::track::{self, Table};
use crate::lang::fold;
use crate::load::slug;
use foldhash::HashMap;

/// Lookups by exact id.
const ID: &str = "id";
/// Lookups by folded name.
const NAME: &str = "name";

/// The names of one kind, by place in a list that is not yet sorted.
#[derive(Default, Serialize, Deserialize)]
pub struct NameTable {
    by_name: BTreeMap<String, Vec<usize>>,
    ids: HashMap<String, usize>,
}

/// What a name was found to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameMatch {
    One(usize),
    /// The name fits several things.
    Several(Vec<usize>),
    None,
}

impl NameTable {
    /// Adds a thing under its id. False when the id is taken.
    pub fn add(&mut self, place: usize, id: &str) -> bool {
        if self.ids.contains_key(id) {
            return false;
        }
        self.ids.insert(id.to_owned(), place);
        self.name(place, id);
        true
    }

    /// Adds a thing that is known by its name alone. Its id is found as an id, and is no name: it
    /// may be that of something declared.
    pub fn add_stub(&mut self, place: usize, id: &str, name: &str) {
        self.ids.insert(id.to_owned(), place);
        self.name(place, name);
    }

    /// Every name with a thing that has it, folded, in alphabetical order.
    pub fn all(&self) -> impl Iterator<Item = (&str, usize)> {
        self.by_name
            .iter()
            .map(|(name, places)| (name.as_str(), places[0]))
    }

    /// The one id of which a name is the first words, or that is the first words of a name: `afp`
    /// for `afp-2022`.
    pub fn by_words(&self, name: &str) -> Option<usize> {
        let name = slug(name)?;
        let longer = self.by_name.range::<str, _>((
            Bound::Included(format!("{name}-").as_str()),
            Bound::Unbounded,
        ));
        let mut longer = longer
            .take_while(|(known, _)| known.starts_with(&name))
            .map(|(_, places)| places[0]);
        match (longer.next(), longer.next()) {
            (Some(only), None) => return Some(only),
            (Some(_), Some(_)) => return None,
            _ => {}
        }
        let cuts = name
            .char_indices()
            .rev()
            .filter(|(_, c)| *c == '-')
            .map(|(at, _)| &name[..at]);
        cuts.filter(|part| part.len() > 1)
            .find_map(|part| self.ids.get(part).copied())
    }

    /// Adds another name of a thing.
    pub fn name(&mut self, place: usize, name: &str) {
        let places = self.by_name.entry(fold(name)).or_default();
        if !places.contains(&place) {
            places.push(place);
        }
    }

    /// What a name means. An exact id wins over names that fold to the same.
    pub fn find(&self, name: &str) -> NameMatch {
        track::record_name(Table::Names, ID, name);
        if let Some(place) = self.ids.get(name) {
            return NameMatch::One(*place);
        }
        let folded = fold(name);
        track::record_name(Table::Names, NAME, &folded);
        match self.by_name.get(&folded).map(Vec::as_slice) {
            Some([one]) => NameMatch::One(*one),
            Some(several) => NameMatch::Several(several.to_vec()),
            None => match slug(name) {
                Some(slug) => {
                    track::record_name(Table::Names, ID, &slug);
                    self.ids
                        .get(&slug)
                        .map_or(NameMatch::None, |place| NameMatch::One(*place))
                }
                None => NameMatch::None,
            },
        }
    }

    /// The known name that is nearest to one that is not known, folded, and what it means.
    pub fn near(&self, name: &str) -> Option<(usize, &str)> {
        let folded = fold(name);
        let near = self.by_name.iter().filter_map(|(known, places)| {
            let likeness = fuzzy::confidence(&folded, known)?;
            Some((likeness, edits(&folded, known), places[0], known.as_str()))
        });
        near.min().map(|(_, _, place, known)| (place, known))
    }

    /// All names by the numbers under which it is noted that they were looked up, with what they
    /// mean; `order` leads from a place here to the place in the atlas.
    pub fn hashes(&self, order: &[usize]) -> impl Iterator<Item = (usize, u64)> {
        let mut ids: Vec<(&String, &usize)> = self.ids.iter().collect();
        ids.sort_unstable();
        let ids = ids
            .into_iter()
            .map(|(id, place)| (track::name(ID, id), fingerprint::of_value(&order[*place])));
        let names = self.by_name.iter().map(|(name, places)| {
            let places: Vec<usize> = places.iter().map(|place| order[*place]).collect();
            (track::name(NAME, name), fingerprint::of_value(&places))
        });
        ids.chain(names)
    }

    /// The id of a thing.
    pub fn id_of(&self, place: usize) -> Option<&str> {
        let ids = self.ids.iter().filter(|(_, at)| **at == place);
        ids.map(|(id, _)| id.as_str()).min()
    }

    /// Whether an id is taken.
    pub fn has_id(&self, id: &str) -> bool {
        self.ids.contains_key(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_and_ids_win() {
        let mut directory = NameTable::default();
        assert!(directory.add(0, "segou"));
        directory.name(0, "Ségou");
        assert!(directory.add(1, "fama"));
        directory.name(1, "Forces armées maliennes");
        assert!(directory.add(2, "other"));
        directory.name(2, "FAMa");
        assert_eq!(directory.find("SEGOU"), NameMatch::One(0));
        assert_eq!(
            directory.find("forces armees  maliennes"),
            NameMatch::One(1)
        );
        assert_eq!(directory.find("fama"), NameMatch::One(1));
        assert_eq!(directory.find("FAMa"), NameMatch::Several(vec![1, 2]));
        assert_eq!(directory.near("Segu").map(|(place, _)| place), Some(0));
        assert_eq!(directory.find("nobody"), NameMatch::None);
    }
}
