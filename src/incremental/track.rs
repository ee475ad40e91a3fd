//! Dependency tracking: which items of the site's tables a page was made from.
//!
//! A page is a function of the data that it reads. While a page is made, every access to the tables
//! of the site is recorded: which item of which [`Table`]. If all these items are unchanged since
//! an earlier build, so is the page. Dependencies are never declared, so none can be forgotten. The
//! tables record accesses themselves: `model::List`, the tables of `relations`, the prose, the
//! provenances.
//!
//! Records are per thread, because a page is made on one thread: the code that makes a page must
//! not pass a part of the work to another thread. A part that several pages share is made once and
//! stores its dependencies, and each of these pages replays them ([`replay`]).

use std::cell::{Cell, RefCell};
use std::hash::Hash;
use std::ops::{Deref, DerefMut, Index, IndexMut};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::incremental::fingerprint::{self, Fingerprint};
use foldhash::HashMap;

/// A table of the site. Data outside of all tables is a dependency of every page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Table {
    Articles,
    Actors,
    Regions,
    Events,
    Sources,
    Pages,
    ArticleProse,
    ActorProse,
    RegionProse,
    EventProse,
    SourceProse,
    PageProse,
    ArticleRelations,
    ActorRelations,
    RegionRelations,
    EventRelations,
    SourceRelations,
    Topics,
    ArticlesByDate,
    Corrections,
    Timeline,
    Years,
    Answers,
    AmbiguousSources,
    Provenances,
    Names,
    Words,
    Plan,
    Changes,
    FigureHistory,
}

impl Table {
    /// Every table, in the order of their numbers.
    pub const ALL: [Table; 30] = [
        Table::Articles,
        Table::Actors,
        Table::Regions,
        Table::Events,
        Table::Sources,
        Table::Pages,
        Table::ArticleProse,
        Table::ActorProse,
        Table::RegionProse,
        Table::EventProse,
        Table::SourceProse,
        Table::PageProse,
        Table::ArticleRelations,
        Table::ActorRelations,
        Table::RegionRelations,
        Table::EventRelations,
        Table::SourceRelations,
        Table::Topics,
        Table::ArticlesByDate,
        Table::Corrections,
        Table::Timeline,
        Table::Years,
        Table::Answers,
        Table::AmbiguousSources,
        Table::Provenances,
        Table::Names,
        Table::Words,
        Table::Plan,
        Table::Changes,
        Table::FigureHistory,
    ];
}

/// One access: to an item, or to a complete table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dependency(u32);

impl Dependency {
    /// The number of bits of the item's number.
    const BITS: u32 = 27;
    /// The number that stands for the complete table. All larger numbers do too.
    const ALL: u32 = (1 << Self::BITS) - 1;

    fn new(table: Table, item: Option<usize>) -> Dependency {
        let item = item
            .and_then(|item| u32::try_from(item).ok())
            .map_or(Self::ALL, |item| item.min(Self::ALL));
        Dependency((table as u32) << Self::BITS | item)
    }

    /// Returns the table, or `None` for a number that [`Dependency`] has not made.
    pub fn table(self) -> Option<Table> {
        Table::ALL.get((self.0 >> Self::BITS) as usize).copied()
    }

    /// Returns the item, or `None` for the complete table.
    pub fn item(self) -> Option<usize> {
        let item = self.0 & Self::ALL;
        (item != Self::ALL).then_some(item as usize)
    }

    /// Returns the dependency as a number, to be stored.
    pub fn number(self) -> u32 {
        self.0
    }

    /// Returns the dependency with this number; the inverse of [`Dependency::number`].
    pub fn from_number(number: u32) -> Dependency {
        Dependency(number)
    }
}

thread_local! {
    static RECORDED: RefCell<Option<Vec<Dependency>>> = const { RefCell::new(None) };
    /// Whether accesses are recorded. Most phases read much and are not tracked.
    static IS_TRACKING: Cell<bool> = const { Cell::new(false) };
}

/// Records that an item was read, if accesses are tracked.
#[inline]
pub fn record(table: Table, item: usize) {
    note(table, Some(item));
}

/// Records that a name was looked up. Its hash is computed only if accesses are tracked. `kind`
/// separates lookups of the same text by id and by name.
#[inline]
pub fn record_name(table: Table, kind: &str, text: &str) {
    if IS_TRACKING.get() {
        note(table, Some(name(kind, text)));
    }
}

/// Records that a complete table was read, or its length.
#[inline]
pub fn record_all(table: Table) {
    note(table, None);
}

#[inline]
fn note(table: Table, item: Option<usize>) {
    if IS_TRACKING.get() {
        push(Dependency::new(table, item));
    }
}

/// Adds a dependency to the records of this thread.
fn push(read: Dependency) {
    RECORDED.with_borrow_mut(|notes| {
        if let Some(notes) = notes
            && notes.last() != Some(&read)
        {
            notes.push(read);
        }
    });
}

/// Runs `make`. Returns its result with its dependencies, sorted and without duplicates.
pub fn track<T>(make: impl FnOnce() -> T) -> (T, Vec<Dependency>) {
    let outer = RECORDED.replace(Some(Vec::new()));
    let listened = IS_TRACKING.replace(true);
    let result = make();
    IS_TRACKING.set(listened);
    let mut reads = RECORDED.replace(outer).unwrap_or_default();
    reads.sort_unstable();
    reads.dedup();
    (result, reads)
}

/// Records the dependencies of a cached part again, for the page that uses the part.
pub fn replay(reads: &[Dependency]) {
    if IS_TRACKING.get() {
        reads.iter().for_each(|read| push(*read));
    }
}

/// The fingerprints of all tables in this build.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Fingerprints {
    rows: HashMap<Table, TableHashes>,
}

/// The fingerprints of one table.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct TableHashes {
    all: u64,
    items: ItemHashes,
}

/// The hashes of a table's items.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
enum ItemHashes {
    None,
    /// Hashes by the number of the item.
    List(Vec<u64>),
    /// Hashes by the number of the name; see [`name`].
    Names(HashMap<usize, u64>),
}

impl TableHashes {
    /// Hashes a table with these items.
    pub fn list<T: Hash + Sync>(items: &[T]) -> TableHashes {
        TableHashes::new(items.par_iter().map(fingerprint::of_value).collect())
    }

    /// Returns a table whose items have these fingerprints.
    pub fn new(items: Vec<u64>) -> TableHashes {
        TableHashes {
            all: of_numbers(&items),
            items: ItemHashes::List(items),
        }
    }

    /// Hashes a value that has no items and is always read as a whole.
    pub fn single<T: Hash + ?Sized>(value: &T) -> TableHashes {
        TableHashes {
            all: fingerprint::of_value(value),
            items: ItemHashes::None,
        }
    }

    /// Returns a table of names. Each name has the number that [`name`] returns, and the
    /// fingerprint of its meaning. Several names may share a number. `rest` is the fingerprint of
    /// the data that is only read with the complete table.
    pub fn names(names: impl Iterator<Item = (usize, u64)>, rest: u64) -> TableHashes {
        let mut row = TableHashes {
            all: rest,
            items: ItemHashes::Names(HashMap::default()),
        };
        names.for_each(|(name, fingerprint)| row.add(name, fingerprint));
        row
    }

    /// Adds the meaning of a name. The order of additions does not matter.
    fn add(&mut self, name: usize, fingerprint: u64) {
        if let ItemHashes::Names(items) = &mut self.items {
            let item = items.entry(name).or_default();
            *item = item.wrapping_add(fingerprint);
            self.all = self
                .all
                .wrapping_add(of_numbers(&[name as u64, fingerprint]));
        }
    }
}

fn of_numbers(numbers: &[u64]) -> u64 {
    let mut fingerprint = Fingerprint::default();
    fingerprint.numbers(numbers);
    fingerprint.finish()
}

/// Returns the number of a name. `kind` separates lookups of the same text by id and by name.
pub fn name(kind: &str, name: &str) -> usize {
    let mut fingerprint = Fingerprint::default();
    fingerprint.bytes(kind.as_bytes());
    fingerprint.bytes(name.as_bytes());
    // The number must be less than that of the complete table.
    usize::try_from(fingerprint.finish() % u64::from(Dependency::ALL)).unwrap_or_default()
}

impl Fingerprints {
    /// Adds or replaces tables.
    pub fn extend(&mut self, rows: impl IntoIterator<Item = (Table, TableHashes)>) {
        self.rows.extend(rows);
    }

    /// Returns the combined fingerprint of these dependencies.
    pub fn combined(&self, reads: &[Dependency]) -> u64 {
        let mut fingerprint = Fingerprint::default();
        let mut known = None;
        for read in reads {
            let table = read.table();
            let row = match known {
                Some((at, row)) if at == table => row,
                _ => table.and_then(|table| self.rows.get(&table)),
            };
            known = Some((table, row));
            fingerprint.number(u64::from(read.number()));
            // The fingerprint of a missing item differs from that of every item.
            fingerprint.number(match (row, read.item()) {
                (Some(row), None) => row.all,
                (Some(row), Some(item)) => match &row.items {
                    ItemHashes::None => row.all,
                    ItemHashes::List(items) => items.get(item).copied().unwrap_or(u64::MAX),
                    ItemHashes::Names(items) => items.get(&item).copied().unwrap_or(u64::MAX),
                },
                (None, _) => u64::MAX,
            });
        }
        fingerprint.finish()
    }
}

/// A list that records which items are read.
#[derive(Debug, Serialize, Deserialize)]
pub struct TrackedVec<T> {
    table: Table,
    items: Vec<T>,
}

impl<T> TrackedVec<T> {
    /// Returns a tracked list.
    pub fn new(table: Table, items: Vec<T>) -> TrackedVec<T> {
        TrackedVec { table, items }
    }

    /// Returns all items, and records that the complete table was read.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        record_all(self.table);
        self.items.iter()
    }

    /// Returns all items mutably. The access is not recorded.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.items.iter_mut()
    }

    /// Returns the fingerprints of all items.
    pub fn row(&self) -> (Table, TableHashes)
    where
        T: Hash + Sync,
    {
        (self.table, TableHashes::list(&self.items))
    }

    /// Returns the number of items, and records that the complete table was read.
    pub fn len(&self) -> usize {
        record_all(self.table);
        self.items.len()
    }

    /// Whether the list is empty. Records that the complete table was read.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T> Index<usize> for TrackedVec<T> {
    type Output = T;

    fn index(&self, item: usize) -> &T {
        record(self.table, item);
        &self.items[item]
    }
}

impl<T> IndexMut<usize> for TrackedVec<T> {
    fn index_mut(&mut self, item: usize) -> &mut T {
        &mut self.items[item]
    }
}

/// A value that is tracked as a whole.
#[derive(Debug, Serialize, Deserialize)]
pub struct TrackedValue<T> {
    table: Table,
    value: T,
}

impl<T> TrackedValue<T> {
    /// Returns a tracked value.
    pub fn new(table: Table, value: T) -> TrackedValue<T> {
        TrackedValue { table, value }
    }

    /// Returns the fingerprint of the value, as a table.
    pub fn row(&self) -> (Table, TableHashes)
    where
        T: Hash,
    {
        (self.table, TableHashes::single(&self.value))
    }
}

impl<T> Deref for TrackedValue<T> {
    type Target = T;

    fn deref(&self) -> &T {
        record_all(self.table);
        &self.value
    }
}

impl<T> DerefMut for TrackedValue<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_are_recorded_once_and_only_while_tracked() {
        let table = TrackedVec::new(Table::Events, vec!['a', 'b', 'c']);
        let value = TrackedValue::new(Table::AmbiguousSources, 7);
        assert_eq!(table[0], 'a');
        let ((), reads) = track(|| {
            let (inner, reads) = track(|| table[1]);
            assert_eq!(
                (inner, reads),
                ('b', vec![Dependency::new(Table::Events, Some(1))])
            );
            assert_eq!((table[2], table[2], *value, table[2]), ('c', 'c', 7, 'c'));
            assert_eq!(table.len(), 3);
        });
        let expected = [
            (Table::Events, Some(2)),
            (Table::Events, None),
            (Table::AmbiguousSources, None),
        ];
        assert_eq!(
            reads,
            expected.map(|(table, item)| Dependency::new(table, item))
        );
        assert_eq!(reads[0].item(), Some(2));
        assert_eq!(reads[1].item(), None);
        assert_eq!(
            Dependency::from_number(reads[2].number()).table(),
            Some(Table::AmbiguousSources)
        );
    }

    #[test]
    fn shelves_have_their_numbers() {
        for (number, table) in Table::ALL.into_iter().enumerate() {
            assert_eq!(table as usize, number);
        }
    }
}
