//! The index at the end of each file of the store.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use foldhash::HashMap;

use super::super::Hash;
use super::FOLDER;
use super::bytes::StoreBytes;
use crate::files;
use crate::incremental::fingerprint::Fingerprint;

/// The location of a value.
pub(super) struct ValueLocation {
    pub(super) part: PartKind,
    /// Whether the value has a file of its own.
    pub(super) is_file: bool,
    pub(super) at: u64,
    pub(super) length: u32,
    pub(super) checksum: u64,
    /// The number of times that the value's file was rewritten since the value was last used.
    pub(super) age: u8,
    pub(super) is_used: AtomicBool,
}

/// The file that contains an entry: one of the two on the disk, or the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PartKind {
    Base,
    Changes,
    New,
}

/// One of the two files of the store.
#[derive(Clone)]
pub(super) struct StorePart {
    /// A random id of this file.
    pub(super) id: u64,
    pub(super) bytes: StoreBytes,
}

/// The size of an index entry: key, position, length, checksum, age, and whether the value has a
/// file of its own.
const ENTRY: usize = 16 + 8 + 4 + 8 + 1 + 1;

/// The size of the footer. It has five numbers of eight bytes: magic number, id, id of the base,
/// position of the index, and checksum of index and footer.
const FOOTER: usize = 5 * 8;

const MAGIC: u64 = u64::from_le_bytes(*b"griot 01");

pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let mut fingerprint = Fingerprint::default();
    fingerprint.bytes(bytes);
    fingerprint.finish()
}

/// Returns the index of all new entries, with the footer.
pub(super) fn index_bytes(
    entries: &HashMap<Hash, ValueLocation>,
    begin: u64,
    id: u64,
    base: u64,
) -> Vec<u8> {
    let mut new: Vec<(&Hash, &ValueLocation)> = entries
        .iter()
        .filter(|(_, entry)| entry.part == PartKind::New)
        .collect();
    new.sort_unstable_by_key(|(key, _)| **key);
    let mut bytes = Vec::with_capacity(new.len() * ENTRY + FOOTER);
    for (key, entry) in new {
        bytes.extend_from_slice(&key.bytes());
        bytes.extend_from_slice(&entry.at.to_le_bytes());
        bytes.extend_from_slice(&entry.length.to_le_bytes());
        bytes.extend_from_slice(&entry.checksum.to_le_bytes());
        bytes.extend_from_slice(&[entry.age, u8::from(entry.is_file)]);
    }
    for number in [MAGIC, id, base, begin] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    let checksum = checksum(&bytes);
    bytes.extend_from_slice(&checksum.to_le_bytes());
    bytes
}

/// A file of the store with its entries, and the id of its base.
type OpenedFile = (StorePart, Vec<(Hash, ValueLocation)>, u64);

/// Opens a file of the store. Returns `None` if it is missing or damaged.
pub(super) fn open_part(root: &Path, name: &str, part: PartKind) -> Option<OpenedFile> {
    let file = files::open(root, &format!("{FOLDER}/{name}")).ok()?;
    let bytes = StoreBytes::open(file).ok()?;
    let length = bytes.length().ok()?;
    let end_at = length.checked_sub(FOOTER as u64)?;
    let end = bytes.read(end_at, FOOTER).ok()?;
    let number = |at: usize| {
        let number = end[at * 8..]
            .first_chunk::<8>()
            .expect("it has five of them");
        u64::from_le_bytes(*number)
    };
    let [mark, id, base, begin, expected] = std::array::from_fn(number);
    if mark != MAGIC || begin > end_at {
        return None;
    }
    let mut rows = bytes
        .read(begin, usize::try_from(end_at - begin).ok()?)
        .ok()?;
    let entries_end = rows.len();
    rows.extend_from_slice(&end[..FOOTER - 8]);
    if checksum(&rows) != expected {
        return None;
    }
    let rows = rows[..entries_end].as_chunks::<ENTRY>().0.iter();
    let entries = rows
        .map(|row| entry(row, part))
        .collect::<Option<Vec<_>>>()?;
    Some((StorePart { id, bytes }, entries, base))
}

/// Parses an entry of an index.
fn entry(row: &[u8; ENTRY], part: PartKind) -> Option<(Hash, ValueLocation)> {
    let (key, rest) = row.split_first_chunk()?;
    let (at, rest) = rest.split_first_chunk()?;
    let (length, rest) = rest.split_first_chunk()?;
    let (checksum, rest) = rest.split_first_chunk()?;
    let [age, is_file] = *rest.first_chunk()?;
    let entry = ValueLocation {
        part,
        is_file: is_file != 0,
        at: u64::from_le_bytes(*at),
        length: u32::from_le_bytes(*length),
        checksum: u64::from_le_bytes(*checksum),
        age,
        is_used: AtomicBool::new(false),
    };
    Some((Hash::from_bytes(*key), entry))
}
