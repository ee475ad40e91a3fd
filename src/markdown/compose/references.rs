//! The entities that a text links to and the sources that it cites, up to the current event.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Entity, Id, Source};

/// The entities that are linked so far, and the numbers of the cited sources.
pub(super) struct References {
    /// The entities that are linked: only their first mention is linked automatically.
    linked: BTreeSet<Entity>,
    /// Numbers of citations, from 1 in the order of the text.
    citations: BTreeMap<Id<Source>, usize>,
}

impl References {
    /// Marks the text's own entity as linked, because a text does not link to its own entity.
    pub fn new(own: Entity) -> References {
        References {
            linked: BTreeSet::from([own]),
            citations: BTreeMap::new(),
        }
    }

    /// Whether the entity is linked already.
    pub fn is_linked(&self, entity: Entity) -> bool {
        self.linked.contains(&entity)
    }

    /// Records a link to an entity. Returns whether it is the first one.
    pub fn link(&mut self, entity: Entity) -> bool {
        self.linked.insert(entity)
    }

    /// Returns the number of a source, and whether it is cited for the first time.
    pub fn cite(&mut self, source: Id<Source>) -> (usize, bool) {
        let next = self.citations.len() + 1;
        let number = *self.citations.entry(source).or_insert(next);
        (number, number == next)
    }
}
