//! What a page was made from.
//!
//! A page is a function of what it reads. While one is made, every access to the lists of the site
//! is noted: which item of which [`Table`]. Where all that was read is as it was in an earlier
//! build, the page is too, and need not be made again. Nobody has to declare what a page depends
//! on, so nobody can forget to. The lists do the noting themselves: `model::List`, `relate`'s
//! tables, the prose, the lineages.
//!
//! Notes are kept by thread, since a page is made on one; nothing that makes a page may hand a part
//! of it to another. What is made once for several pages keeps its notes with it, and each of these
//! pages takes them over ([`replay`]).

use std::cell::{Cell, RefCell};
use std::hash::Hash;
use std::ops::{Deref, DerefMut, Index, IndexMut};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::incremental::fingerprint::{self, Fingerprint};
use foldhash::HashMap;

/// A list of the site. What belongs to no list counts for every page.
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
    Twins,
    Lineages,
    Names,
    Words,
    Plan,
}

impl Table {
    /// Every shelf, in the order of their numbers.
    pub const ALL: [Table; 28] = [
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
        Table::Twins,
        Table::Lineages,
        Table::Names,
        Table::Words,
        Table::Plan,
    ];
}

/// One access: an item, or all of a shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dependency(u32);

impl Dependency {
    /// The bits of the item's number.
    const BITS: u32 = 27;
    /// Stands for all of a shelf, as does every number beyond it.
    const ALL: u32 = (1 << Self::BITS) - 1;

    fn new(table: Table, item: Option<usize>) -> Dependency {
        let item = item
            .and_then(|item| u32::try_from(item).ok())
            .map_or(Self::ALL, |item| item.min(Self::ALL));
        Dependency((table as u32) << Self::BITS | item)
    }

    /// The shelf; none where the number was not made by [`Dependency`].
    pub fn table(self) -> Option<Table> {
        Table::ALL.get((self.0 >> Self::BITS) as usize).copied()
    }

    /// The item; none where all of the shelf was read.
    pub fn item(self) -> Option<usize> {
        let item = self.0 & Self::ALL;
        (item != Self::ALL).then_some(item as usize)
    }

    /// As a number, to be kept.
    pub fn number(self) -> u32 {
        self.0
    }

    /// From what [`Dependency::number`] gave.
    pub fn from_number(number: u32) -> Dependency {
        Dependency(number)
    }
}

thread_local! {
    static RECORDED: RefCell<Option<Vec<Dependency>>> = const { RefCell::new(None) };
    /// Whether there are any: most phases do not listen, and read a lot.
    static IS_TRACKING: Cell<bool> = const { Cell::new(false) };
}

/// Notes that an item was read, where somebody wants to know.
#[inline]
pub fn record(table: Table, item: usize) {
    note(table, Some(item));
}

/// Notes that a name was looked up: its number is made only where somebody wants to know. `kind`
/// tells names apart that are written alike.
#[inline]
pub fn record_name(table: Table, kind: &str, text: &str) {
    if IS_TRACKING.get() {
        note(table, Some(name(kind, text)));
    }
}

/// Notes that all of a shelf was read, or how much is on it.
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

fn push(read: Dependency) {
    RECORDED.with_borrow_mut(|notes| {
        if let Some(notes) = notes
            && notes.last() != Some(&read)
        {
            notes.push(read);
        }
    });
}

/// Makes something, and tells what was read meanwhile: each once, sorted.
pub fn track<T>(make: impl FnOnce() -> T) -> (T, Vec<Dependency>) {
    let outer = RECORDED.replace(Some(Vec::new()));
    let listened = IS_TRACKING.replace(true);
    let made = make();
    IS_TRACKING.set(listened);
    let mut reads = RECORDED.replace(outer).unwrap_or_default();
    reads.sort_unstable();
    reads.dedup();
    (made, reads)
}

/// Notes once more what was read for a part that is on hand, and was noted when it was made.
pub fn replay(reads: &[Dependency]) {
    if IS_TRACKING.get() {
        reads.iter().for_each(|read| push(*read));
    }
}

/// What everything is in this build, in fingerprints.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Fingerprints {
    rows: HashMap<Table, TableHashes>,
}

/// The fingerprints of one shelf.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct TableHashes {
    all: u64,
    items: ItemHashes,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
enum ItemHashes {
    None,
    /// By number.
    List(Vec<u64>),
    /// Numbers that are hashes of names.
    Names(HashMap<usize, u64>),
}

impl TableHashes {
    /// A shelf with these items.
    pub fn list<T: Hash + Sync>(items: &[T]) -> TableHashes {
        TableHashes::new(items.par_iter().map(fingerprint::of_value).collect())
    }

    /// A shelf whose items have these fingerprints.
    pub fn new(items: Vec<u64>) -> TableHashes {
        TableHashes {
            all: of_numbers(&items),
            items: ItemHashes::List(items),
        }
    }

    /// What is read as a whole.
    pub fn whole<T: Hash + ?Sized>(value: &T) -> TableHashes {
        TableHashes {
            all: fingerprint::of_value(value),
            items: ItemHashes::None,
        }
    }

    /// Names, each by [`name`], with the fingerprints of what they mean; several may have one
    /// number. `rest` is what is read only as a whole.
    pub fn names(names: impl Iterator<Item = (usize, u64)>, rest: u64) -> TableHashes {
        let mut row = TableHashes {
            all: rest,
            items: ItemHashes::Names(HashMap::default()),
        };
        names.for_each(|(name, print)| row.add(name, print));
        row
    }

    /// Adds what a name means, so that the order counts for nothing.
    fn add(&mut self, name: usize, print: u64) {
        if let ItemHashes::Names(items) = &mut self.items {
            let item = items.entry(name).or_default();
            *item = item.wrapping_add(print);
            self.all = self.all.wrapping_add(of_numbers(&[name as u64, print]));
        }
    }
}

fn of_numbers(numbers: &[u64]) -> u64 {
    let mut print = Fingerprint::default();
    print.numbers(numbers);
    print.finish()
}

/// The number by which a name is noted; `kind` keeps apart what is looked up in different ways.
pub fn name(kind: &str, name: &str) -> usize {
    let mut print = Fingerprint::default();
    print.bytes(kind.as_bytes());
    print.bytes(name.as_bytes());
    // Less than what stands for all.
    usize::try_from(print.finish() % u64::from(Dependency::ALL)).unwrap_or_default()
}

impl Fingerprints {
    pub fn extend(&mut self, rows: impl IntoIterator<Item = (Table, TableHashes)>) {
        self.rows.extend(rows);
    }

    /// The fingerprint of all that was read.
    pub fn combined(&self, reads: &[Dependency]) -> u64 {
        let mut print = Fingerprint::default();
        let mut known = None;
        for read in reads {
            let table = read.table();
            let row = match known {
                Some((at, row)) if at == table => row,
                _ => table.and_then(|table| self.rows.get(&table)),
            };
            known = Some((table, row));
            print.number(u64::from(read.number()));
            // What is gone is like nothing else.
            print.number(match (row, read.item()) {
                (Some(row), None) => row.all,
                (Some(row), Some(item)) => match &row.items {
                    ItemHashes::None => row.all,
                    ItemHashes::List(items) => items.get(item).copied().unwrap_or(u64::MAX),
                    ItemHashes::Names(items) => items.get(&item).copied().unwrap_or(u64::MAX),
                },
                (None, _) => u64::MAX,
            });
        }
        print.finish()
    }
}

/// A list whose items are noted when they are read.
#[derive(Debug, Serialize, Deserialize)]
pub struct TrackedVec<T> {
    table: Table,
    items: Vec<T>,
}

impl<T> TrackedVec<T> {
    pub fn new(table: Table, items: Vec<T>) -> TrackedVec<T> {
        TrackedVec { table, items }
    }

    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        record_all(self.table);
        self.items.iter()
    }

    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.items.iter_mut()
    }

    /// The fingerprints of all items.
    pub fn row(&self) -> (Table, TableHashes)
    where
        T: Hash + Sync,
    {
        (self.table, TableHashes::list(&self.items))
    }

    pub fn len(&self) -> usize {
        record_all(self.table);
        self.items.len()
    }

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

/// Something that is noted as a whole when it is read.
#[derive(Debug, Serialize, Deserialize)]
pub struct TrackedValue<T> {
    table: Table,
    value: T,
}

impl<T> TrackedValue<T> {
    pub fn new(table: Table, value: T) -> TrackedValue<T> {
        TrackedValue { table, value }
    }

    /// Its fingerprint.
    pub fn row(&self) -> (Table, TableHashes)
    where
        T: Hash,
    {
        (self.table, TableHashes::whole(&self.value))
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
    fn what_is_read_is_noted_once_and_only_while_somebody_listens() {
        let table = TrackedVec::new(Table::Events, vec!['a', 'b', 'c']);
        let whole = TrackedValue::new(Table::Twins, 7);
        assert_eq!(table[0], 'a');
        let ((), reads) = track(|| {
            let (inner, reads) = track(|| table[1]);
            assert_eq!(
                (inner, reads),
                ('b', vec![Dependency::new(Table::Events, Some(1))])
            );
            assert_eq!((table[2], table[2], *whole, table[2]), ('c', 'c', 7, 'c'));
            assert_eq!(table.len(), 3);
        });
        let expected = [
            (Table::Events, Some(2)),
            (Table::Events, None),
            (Table::Twins, None),
        ];
        assert_eq!(
            reads,
            expected.map(|(table, item)| Dependency::new(table, item))
        );
        assert_eq!(reads[0].item(), Some(2));
        assert_eq!(reads[1].item(), None);
        assert_eq!(
            Dependency::from_number(reads[2].number()).table(),
            Some(Table::Twins)
        );
    }

    #[test]
    fn shelves_have_their_numbers() {
        for (number, table) in Table::ALL.into_iter().enumerate() {
            assert_eq!(table as usize, number);
        }
    }
}
