//! What a page was made from.
//!
//! A page is a function of what it reads. While one is made, every access to the lists of the site is noted: which item of
//! which [`Shelf`]. Where all that was read is as it was in an earlier build, the page is too, and need not be made again.
//! Nobody has to declare what a page depends on, so nobody can forget to. The lists do the noting themselves: `model::List`,
//! `relate`'s tables, the prose, the lineages.
//!
//! Notes are kept by thread, since a page is made on one; nothing that makes a page may hand a part of it to another. What is made
//! once for several pages keeps its notes with it, and each of these pages takes them over ([`again`]).

use std::cell::{Cell, RefCell};
use std::fmt::Debug;
use std::ops::{Deref, DerefMut, Index, IndexMut};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::fingerprint::{self, Fingerprint};
use crate::lookup::Lookup;

/// A list of the site. What belongs to no list counts for every page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Shelf {
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

impl Shelf {
    /// Every shelf, in the order of their numbers.
    pub const ALL: [Shelf; 28] = [
        Shelf::Articles,
        Shelf::Actors,
        Shelf::Regions,
        Shelf::Events,
        Shelf::Sources,
        Shelf::Pages,
        Shelf::ArticleProse,
        Shelf::ActorProse,
        Shelf::RegionProse,
        Shelf::EventProse,
        Shelf::SourceProse,
        Shelf::PageProse,
        Shelf::ArticleRelations,
        Shelf::ActorRelations,
        Shelf::RegionRelations,
        Shelf::EventRelations,
        Shelf::SourceRelations,
        Shelf::Topics,
        Shelf::ArticlesByDate,
        Shelf::Corrections,
        Shelf::Timeline,
        Shelf::Years,
        Shelf::Answers,
        Shelf::Twins,
        Shelf::Lineages,
        Shelf::Names,
        Shelf::Words,
        Shelf::Plan,
    ];
}

/// One access: an item, or all of a shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Read(u32);

impl Read {
    /// The bits of the item's number.
    const BITS: u32 = 27;
    /// Stands for all of a shelf, as does every number beyond it.
    const ALL: u32 = (1 << Self::BITS) - 1;

    fn new(shelf: Shelf, item: Option<usize>) -> Read {
        let item = item
            .and_then(|item| u32::try_from(item).ok())
            .map_or(Self::ALL, |item| item.min(Self::ALL));
        Read((shelf as u32) << Self::BITS | item)
    }

    /// The shelf; none where the number was not made by [`Read`].
    pub fn shelf(self) -> Option<Shelf> {
        Shelf::ALL.get((self.0 >> Self::BITS) as usize).copied()
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

    /// From what [`Read::number`] gave.
    pub fn from_number(number: u32) -> Read {
        Read(number)
    }
}

thread_local! {
    static NOTES: RefCell<Option<Vec<Read>>> = const { RefCell::new(None) };
    /// Whether there are any: most phases do not listen, and read a lot.
    static LISTENS: Cell<bool> = const { Cell::new(false) };
}

/// Notes that an item was read, where somebody wants to know.
#[inline]
pub fn read(shelf: Shelf, item: usize) {
    note(shelf, Some(item));
}

/// Notes that a name was looked up: its number is made only where somebody wants to know. `kind` tells names apart that are written
/// alike.
#[inline]
pub fn read_name(shelf: Shelf, kind: &str, text: &str) {
    if LISTENS.get() {
        note(shelf, Some(name(kind, text)));
    }
}

/// Notes that all of a shelf was read, or how much is on it.
#[inline]
pub fn read_all(shelf: Shelf) {
    note(shelf, None);
}

#[inline]
fn note(shelf: Shelf, item: Option<usize>) {
    if LISTENS.get() {
        write_down(Read::new(shelf, item));
    }
}

fn write_down(read: Read) {
    NOTES.with_borrow_mut(|notes| {
        if let Some(notes) = notes
            && notes.last() != Some(&read)
        {
            notes.push(read);
        }
    });
}

/// Makes something, and tells what was read meanwhile: each once, sorted.
pub fn noted<T>(make: impl FnOnce() -> T) -> (T, Vec<Read>) {
    let outer = NOTES.replace(Some(Vec::new()));
    let listened = LISTENS.replace(true);
    let made = make();
    LISTENS.set(listened);
    let mut reads = NOTES.replace(outer).unwrap_or_default();
    reads.sort_unstable();
    reads.dedup();
    (made, reads)
}

/// Notes once more what was read for a part that is on hand, and was noted when it was made.
pub fn again(reads: &[Read]) {
    if LISTENS.get() {
        reads.iter().for_each(|read| write_down(*read));
    }
}

/// What everything is in this build, in fingerprints.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Prints {
    rows: Lookup<Shelf, Row>,
}

/// The fingerprints of one shelf.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    all: u64,
    items: Items,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
enum Items {
    None,
    /// By number.
    List(Vec<u64>),
    /// Numbers that are hashes of names.
    Names(Lookup<usize, u64>),
}

impl Row {
    /// A shelf with these items.
    pub fn list<T: Debug + Sync>(items: &[T]) -> Row {
        Row::of(items.par_iter().map(fingerprint::of).collect())
    }

    /// A shelf whose items have these fingerprints.
    pub fn of(items: Vec<u64>) -> Row {
        Row {
            all: of_numbers(&items),
            items: Items::List(items),
        }
    }

    /// What is read as a whole.
    pub fn whole<T: Debug + ?Sized>(value: &T) -> Row {
        Row {
            all: fingerprint::of(value),
            items: Items::None,
        }
    }

    /// Names, each by [`name`], with the fingerprints of what they mean; several may have one number. `rest` is what is read only
    /// as a whole.
    pub fn names(names: impl Iterator<Item = (usize, u64)>, rest: u64) -> Row {
        let mut row = Row {
            all: rest,
            items: Items::Names(Lookup::default()),
        };
        names.for_each(|(name, print)| row.add(name, print));
        row
    }

    /// Adds what a name means, so that the order counts for nothing.
    fn add(&mut self, name: usize, print: u64) {
        if let Items::Names(items) = &mut self.items {
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
    usize::try_from(print.finish() % u64::from(Read::ALL)).unwrap_or_default()
}

impl Prints {
    pub fn extend(&mut self, rows: impl IntoIterator<Item = (Shelf, Row)>) {
        self.rows.extend(rows);
    }

    /// The fingerprint of all that was read.
    pub fn of(&self, reads: &[Read]) -> u64 {
        let mut print = Fingerprint::default();
        let mut known = None;
        for read in reads {
            let shelf = read.shelf();
            let row = match known {
                Some((at, row)) if at == shelf => row,
                _ => shelf.and_then(|shelf| self.rows.get(&shelf)),
            };
            known = Some((shelf, row));
            print.number(u64::from(read.number()));
            // What is gone is like nothing else.
            print.number(match (row, read.item()) {
                (Some(row), None) => row.all,
                (Some(row), Some(item)) => match &row.items {
                    Items::None => row.all,
                    Items::List(items) => items.get(item).copied().unwrap_or(u64::MAX),
                    Items::Names(items) => items.get(&item).copied().unwrap_or(u64::MAX),
                },
                (None, _) => u64::MAX,
            });
        }
        print.finish()
    }
}

/// A list whose items are noted when they are read.
#[derive(Debug, Serialize, Deserialize)]
pub struct Table<T> {
    shelf: Shelf,
    items: Vec<T>,
}

impl<T> Table<T> {
    pub fn new(shelf: Shelf, items: Vec<T>) -> Table<T> {
        Table { shelf, items }
    }

    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        read_all(self.shelf);
        self.items.iter()
    }

    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.items.iter_mut()
    }

    /// The fingerprints of all items.
    pub fn row(&self) -> (Shelf, Row)
    where
        T: Debug + Sync,
    {
        (self.shelf, Row::list(&self.items))
    }

    pub fn len(&self) -> usize {
        read_all(self.shelf);
        self.items.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T> Index<usize> for Table<T> {
    type Output = T;

    fn index(&self, item: usize) -> &T {
        read(self.shelf, item);
        &self.items[item]
    }
}

impl<T> IndexMut<usize> for Table<T> {
    fn index_mut(&mut self, item: usize) -> &mut T {
        &mut self.items[item]
    }
}

/// Something that is noted as a whole when it is read.
#[derive(Debug, Serialize, Deserialize)]
pub struct Whole<T> {
    shelf: Shelf,
    value: T,
}

impl<T> Whole<T> {
    pub fn new(shelf: Shelf, value: T) -> Whole<T> {
        Whole { shelf, value }
    }

    /// Its fingerprint.
    pub fn row(&self) -> (Shelf, Row)
    where
        T: Debug,
    {
        (self.shelf, Row::whole(&self.value))
    }
}

impl<T> Deref for Whole<T> {
    type Target = T;

    fn deref(&self) -> &T {
        read_all(self.shelf);
        &self.value
    }
}

impl<T> DerefMut for Whole<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_noted_once_and_only_while_somebody_listens() {
        let table = Table::new(Shelf::Events, vec!['a', 'b', 'c']);
        let whole = Whole::new(Shelf::Twins, 7);
        assert_eq!(table[0], 'a');
        let ((), reads) = noted(|| {
            let (inner, reads) = noted(|| table[1]);
            assert_eq!((inner, reads), ('b', vec![Read::new(Shelf::Events, Some(1))]));
            assert_eq!((table[2], table[2], *whole, table[2]), ('c', 'c', 7, 'c'));
            assert_eq!(table.len(), 3);
        });
        let expected = [(Shelf::Events, Some(2)), (Shelf::Events, None), (Shelf::Twins, None)];
        assert_eq!(reads, expected.map(|(shelf, item)| Read::new(shelf, item)));
        assert_eq!(reads[0].item(), Some(2));
        assert_eq!(reads[1].item(), None);
        assert_eq!(Read::from_number(reads[2].number()).shelf(), Some(Shelf::Twins));
    }

    #[test]
    fn shelves_have_their_numbers() {
        for (number, shelf) in Shelf::ALL.into_iter().enumerate() {
            assert_eq!(shelf as usize, number);
        }
    }
}
