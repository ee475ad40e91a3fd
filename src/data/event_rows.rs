//! Rows of our table of events, each made once.
//!
//! An event is in the tables of the whole site, of its year, and of all its actors and regions. The
//! first table that has the row makes it. Its dependencies are replayed for every other.

use std::iter;
use std::sync::OnceLock;

use super::{DataContext, events};
use crate::incremental::track::{self, Dependency};
use crate::model::{Atlas, Event, Id};

/// A row with its dependencies, once a table has requested it.
type RowSlot = OnceLock<(Box<[u8]>, Box<[Dependency]>)>;

/// The rows of all events.
pub struct EventRows(Vec<RowSlot>);

impl EventRows {
    /// Creates slots for all events.
    pub fn new(atlas: &Atlas) -> EventRows {
        let slots = iter::repeat_with(RowSlot::new);
        EventRows(slots.take(atlas.events.len()).collect())
    }

    /// Writes the table of these events.
    pub(super) fn csv(&self, data: &DataContext, ids: impl Iterator<Item = Id<Event>>) -> Vec<u8> {
        let mut table = events::EVENTS.header(data);
        for id in ids {
            let (row, reads) = self.0[id.index()].get_or_init(|| {
                let make = || events::EVENTS.rows(data, iter::once(id));
                let (row, reads) = track::track(make);
                (row.into(), reads.into())
            });
            track::replay(reads);
            table.extend_from_slice(row);
        }
        table
    }
}
