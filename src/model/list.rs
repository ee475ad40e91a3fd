//! Lists of entities that record which of their items are read.

use std::hash::Hash;
use std::ops::Index;

use serde::{Deserialize, Serialize};

use crate::incremental::track::{self, Table, TableHashes};
use crate::model::Id;

/// A kind of entity. It has a list of its own in the atlas.
pub trait Tracked {
    /// The table under which reads of the list are recorded.
    const TABLE: Table;
}

/// The entities of one kind, sorted by the texts of their ids.
///
/// Reads are recorded as dependencies; see [`crate::incremental::track`].
#[derive(Debug, Serialize, Deserialize)]
pub struct List<T> {
    items: Vec<T>,
}

impl<T: Tracked> List<T> {
    /// Returns a list of entities, which must be sorted already.
    pub fn new(items: Vec<T>) -> Self {
        List { items }
    }

    /// Returns every entity with its id. Records a dependency on the list.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Id<T>, &T)> {
        track::record_all(T::TABLE);
        self.items
            .iter()
            .enumerate()
            .map(|(index, item)| (Id::new(index), item))
    }

    /// Returns the entity mutably, for the phase that builds the list.
    pub fn get_mut(&mut self, id: Id<T>) -> &mut T {
        &mut self.items[id.index()]
    }

    /// Returns the entity without recording the read.
    ///
    /// For values that are part of [`Atlas::outline`](super::Atlas::outline) only, because every
    /// page depends on these anyway.
    pub(super) fn untracked(&self, id: Id<T>) -> &T {
        &self.items[id.index()]
    }

    /// Returns the number of entities. Records a dependency on the list.
    pub fn len(&self) -> usize {
        track::record_all(T::TABLE);
        self.items.len()
    }

    /// Whether the list has no entities. Records a dependency on the list.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the hashes of all entities, to compare with those of the previous build.
    pub fn table_hashes(&self) -> (Table, TableHashes)
    where
        T: Hash + Sync,
    {
        (T::TABLE, TableHashes::list(&self.items))
    }
}

impl<T: Tracked> Index<Id<T>> for List<T> {
    type Output = T;

    fn index(&self, id: Id<T>) -> &T {
        track::record(T::TABLE, id.index());
        &self.items[id.index()]
    }
}
