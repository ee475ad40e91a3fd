//! Tables of names.
//!
//! A [`NameTable`] has the ids, names and aliases of the entities of one kind. They are folded:
//! case and accents are removed. Declared entities are added first, then stubs for undeclared names
//! in front matter.

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

/// The kind of a lookup by exact id.
const ID: &str = "id";
/// The kind of a lookup by folded name.
const NAME: &str = "name";

/// The names of one kind of entities, each with positions in the unsorted list.
#[derive(Default, Serialize, Deserialize)]
pub struct NameTable {
    by_name: BTreeMap<String, Vec<usize>>,
    ids: HashMap<String, usize>,
}

/// The result of a lookup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameMatch {
    One(usize),
    /// The name is ambiguous.
    Several(Vec<usize>),
    None,
}

impl NameTable {
    /// Adds an entity with its id. Returns false if another entity has the id.
    pub fn add(&mut self, place: usize, id: &str) -> bool {
        if self.ids.contains_key(id) {
            return false;
        }
        self.ids.insert(id.to_owned(), place);
        self.add_name(place, id);
        true
    }

    /// Adds a stub. Its id is not added as a name, because a declared entity may have that name.
    pub fn add_stub(&mut self, place: usize, id: &str, name: &str) {
        self.ids.insert(id.to_owned(), place);
        self.add_name(place, name);
    }

    /// Returns the folded names in alphabetical order, each with the first entity that has it.
    pub fn all(&self) -> impl Iterator<Item = (&str, usize)> {
        self.by_name
            .iter()
            .map(|(name, places)| (name.as_str(), places[0]))
    }

    /// Returns the entity with a longer or shorter form of a name. This is the only entity whose id
    /// begins with the words of the name, or else the entity whose id is the beginning of the name
    /// (`afp` for `afp-2022`). Returns `None` if several ids begin with the words of the name.
    pub fn find_by_words(&self, name: &str) -> Option<usize> {
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

    /// Adds another name of an entity.
    pub fn add_name(&mut self, place: usize, name: &str) {
        let places = self.by_name.entry(fold(name)).or_default();
        if !places.contains(&place) {
            places.push(place);
        }
    }

    /// Looks up a name in front matter. The name of a file (`fama.md`, `fama.fr.md`) stands for its
    /// id, since some forms know no other.
    pub fn find_reference(&self, name: &str) -> NameMatch {
        self.find(match name.strip_suffix(".md") {
            Some(stem) => stem.split('.').next().unwrap_or(stem),
            None => name,
        })
    }

    /// Looks up a name: as an exact id, or else as a folded name, or else by its slug as an id.
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

    /// Returns the entity with the name most similar to an unknown one, and that name in folded
    /// form.
    pub fn near(&self, name: &str) -> Option<(usize, &str)> {
        let folded = fold(name);
        let near = self.by_name.iter().filter_map(|(known, places)| {
            let likeness = fuzzy::confidence(&folded, known)?;
            Some((likeness, edits(&folded, known), places[0], known.as_str()))
        });
        near.min().map(|(_, _, place, known)| (place, known))
    }

    /// Returns the hash of the meaning of each name, with the number under which lookups of the
    /// name are recorded. `order` has the index in the atlas for each position.
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

    /// Returns the id of an entity.
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
        directory.add_name(0, "Ségou");
        assert!(directory.add(1, "fama"));
        directory.add_name(1, "Forces armées maliennes");
        assert!(directory.add(2, "other"));
        directory.add_name(2, "FAMa");
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
