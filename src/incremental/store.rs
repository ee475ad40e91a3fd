//! The store: everything that a build can reuse, in `.griot-cache/` below the site's root.
//!
//! A value is named by a hash of what it was made from, so its entry is never updated; a few that
//! are large have a fixed name, and the last one takes the place of the one before. The file
//! `store` holds most of them, and `changes` those that were added since, so that a small edit does
//! not write all. Each of the two ends with a table of its entries; a value of more than [`LARGE`]
//! bytes is a file of its own. Values and tables have checksums: what is damaged counts as missing
//! and is made again. What only the program that made it can read, or would make in the same way,
//! has [`program`](super::program) in its key. An entry that nobody used while its file was written
//! [`OLDEST`] times is left out.
//!
//! The folder may be deleted at any time. Where nothing can be written, values are held in memory.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Hash, program};
use crate::files::{self, Folder, NewFile};
use crate::incremental::fingerprint::Fingerprint;
use foldhash::HashMap;

/// The folder, below the site's root.
pub const FOLDER: &str = ".griot-cache";

const BASE: &str = "store";
const CHANGES: &str = "changes";

/// The folder of values that are files of their own.
const FILES: &str = "files";

/// The size in bytes above which a value is a file of its own.
const LARGE: usize = 1 << 16;

/// The most bytes that such a file may have.
const LARGEST: u64 = 1 << 31;

/// How often a file is written without an entry that is not used.
const OLDEST: u8 = 2;

/// How many bytes are gathered before they are written.
const BUFFER: usize = 1 << 20;

/// The end of the names of files that are being written, and the age at which nobody writes them
/// any more.
const UNFINISHED: &str = ".tmp";
const ABANDONED: Duration = Duration::from_secs(3600);

/// See the [module](self).
pub struct Store {
    root: PathBuf,
    /// The fingerprint of the program.
    program: u64,
    state: RwLock<StoreState>,
    /// Whether a value was not there that had been promised.
    is_damaged: AtomicBool,
}

#[derive(Default)]
struct StoreState {
    entries: HashMap<Hash, ValueLocation>,
    base: Option<StorePart>,
    changes: Option<StorePart>,
    fresh: AppendFile,
    /// How many entries were added since the last save.
    added: usize,
}

/// Where a value is.
struct ValueLocation {
    table: Index,
    /// Whether it is a file of its own.
    is_file: bool,
    at: u64,
    length: u32,
    checksum: u64,
    /// How often the table was written since it was used last.
    age: u8,
    is_used: AtomicBool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Index {
    Base,
    Changes,
    New,
}

/// One of the two files.
#[derive(Clone)]
struct StorePart {
    /// Tells it from every other file of its name.
    id: u64,
    bytes: StoreBytes,
}

/// The bytes of a file: on the disk, or in memory where a file that is open cannot be replaced.
#[derive(Clone)]
enum StoreBytes {
    File(Arc<File>),
    Memory(Arc<[u8]>),
}

impl StoreBytes {
    fn open(mut file: File) -> io::Result<StoreBytes> {
        if cfg!(unix) {
            return Ok(StoreBytes::File(Arc::new(file)));
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(StoreBytes::Memory(bytes.into()))
    }

    fn length(&self) -> io::Result<u64> {
        match self {
            StoreBytes::File(file) => Ok(file.metadata()?.len()),
            StoreBytes::Memory(bytes) => Ok(bytes.len() as u64),
        }
    }

    fn read(&self, at: u64, length: usize) -> io::Result<Vec<u8>> {
        match self {
            StoreBytes::File(file) => read_at(file, at, length),
            StoreBytes::Memory(bytes) => usize::try_from(at)
                .ok()
                .and_then(|at| bytes.get(at..at.checked_add(length)?))
                .map(<[u8]>::to_vec)
                .ok_or_else(|| io::ErrorKind::UnexpectedEof.into()),
        }
    }
}

#[cfg(unix)]
fn read_at(file: &File, at: u64, length: usize) -> io::Result<Vec<u8>> {
    use std::os::unix::fs::FileExt as _;
    let mut bytes = vec![0; length];
    file.read_exact_at(&mut bytes, at)?;
    Ok(bytes)
}

#[cfg(not(unix))]
fn read_at(_: &File, _: u64, _: usize) -> io::Result<Vec<u8>> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Writes bytes at the end of a file, which is where `at` says.
fn write_at(mut file: &File, at: u64, bytes: &[u8]) -> bool {
    // What was written of it in vain is written over.
    file.seek(SeekFrom::Start(at)).is_ok() && file.write_all(bytes).is_ok()
}

/// The file that values are added to.
#[derive(Default)]
struct AppendFile {
    /// None where values stay in memory.
    file: Option<(NewFile, Arc<File>)>,
    /// Whether all of it could be written so far.
    is_sound: bool,
    /// How many bytes are in the file.
    written: u64,
    /// What follows them.
    pending: Vec<u8>,
}

impl AppendFile {
    fn length(&self) -> u64 {
        self.written + self.pending.len() as u64
    }

    fn add(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
        if self.pending.len() >= BUFFER && self.is_sound {
            self.is_sound = self.flush();
        }
    }

    /// Writes what is pending, and returns whether it could. What cannot be written stays in
    /// memory.
    fn flush(&mut self) -> bool {
        let Some((_, file)) = &self.file else {
            return false;
        };
        let is_written = write_at(file, self.written, &self.pending);
        if is_written {
            self.written += self.pending.len() as u64;
            self.pending.clear();
        }
        is_written
    }

    /// A value, if it is not yet written.
    fn pending(&self, at: u64, length: usize) -> Option<Vec<u8>> {
        let at = usize::try_from(at.checked_sub(self.written)?).ok()?;
        self.pending
            .get(at..at.checked_add(length)?)
            .map(<[u8]>::to_vec)
    }
}

/// The bytes of one entry in a table: key, place, length, checksum, age, and whether it is a file.
const ENTRY: usize = 16 + 8 + 4 + 8 + 1 + 1;

/// What ends a file, in eight bytes each: its mark, its id, that of the base it belongs to, where
/// its table begins, and a checksum of the table and of all this.
const END: usize = 5 * 8;
const MARK: u64 = u64::from_le_bytes(*b"griot 01");

fn checksum(bytes: &[u8]) -> u64 {
    let mut print = Fingerprint::default();
    print.bytes(bytes);
    print.finish()
}

impl Store {
    /// The store of the site below `root`.
    pub fn open(root: &Path) -> Store {
        let mut state = StoreState::default();
        if let Some((base, entries, _)) = opened(root, BASE, Index::Base) {
            if let Some((changes, entries, _)) = opened(root, CHANGES, Index::Changes)
                .filter(|(.., belongs_to)| *belongs_to == base.id)
            {
                state.entries.extend(entries);
                state.changes = Some(changes);
            }
            for (key, entry) in entries {
                state.entries.entry(key).or_insert(entry);
            }
            state.base = Some(base);
        }
        Store {
            root: root.to_owned(),
            program: program(),
            state: RwLock::new(state),
            is_damaged: AtomicBool::new(false),
        }
    }

    /// The key of what only this program can read or make, by the hash of what it is made from.
    pub fn own_key(&self, of: Hash) -> Hash {
        Hash::of_parts(&[&of.bytes(), &self.program.to_le_bytes()])
    }

    fn state(&self) -> RwLockReadGuard<'_, StoreState> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn state_mut(&self) -> RwLockWriteGuard<'_, StoreState> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The value of `key`, or `None` if it is missing or damaged.
    pub fn get(&self, key: Hash) -> Option<Vec<u8>> {
        let state = self.state();
        let entry = state.entries.get(&key)?;
        entry.is_used.store(true, Ordering::Relaxed);
        let (at, length, expected) = (
            entry.at,
            usize::try_from(entry.length).ok()?,
            entry.checksum,
        );
        let bytes = match (entry.is_file, entry.table) {
            (true, _) => None,
            (false, Index::Base) => state.base.as_ref().map(|part| part.bytes.clone()),
            (false, Index::Changes) => state.changes.as_ref().map(|part| part.bytes.clone()),
            (false, Index::New) => match state.fresh.pending(at, length) {
                Some(value) => return Some(value),
                None => state
                    .fresh
                    .file
                    .as_ref()
                    .map(|(_, file)| StoreBytes::File(Arc::clone(file))),
            },
        };
        let is_file = entry.is_file;
        drop(state);
        let value = if is_file {
            files::read(&self.root, &path_of(key), LARGEST).ok()?
        } else {
            bytes?.read(at, length).ok()?
        };
        (checksum(&value) == expected).then_some(value)
    }

    /// Whether there is a value for `key`, without reading it.
    pub fn has(&self, key: Hash) -> bool {
        let state = self.state();
        let entry = state.entries.get(&key);
        entry.is_some_and(|entry| {
            entry.is_used.store(true, Ordering::Relaxed);
            true
        })
    }

    /// The keys of all values, sorted.
    pub fn keys(&self) -> Vec<Hash> {
        let mut keys: Vec<Hash> = self.state().entries.keys().copied().collect();
        keys.sort_unstable();
        keys
    }

    /// Adds a value, in the place of one that is there.
    pub fn put(&self, key: Hash, value: &[u8]) {
        let Ok(length) = u32::try_from(value.len()) else {
            return;
        };
        let mut entry = ValueLocation {
            table: Index::New,
            is_file: false,
            at: 0,
            length,
            checksum: checksum(value),
            age: 0,
            is_used: AtomicBool::new(true),
        };
        entry.is_file = value.len() > LARGE && self.write_file(key, value).is_ok();
        let mut state = self.state_mut();
        if !entry.is_file {
            if state.fresh.length() == 0 && cfg!(unix) {
                state.fresh.file = self.fresh_file().ok();
                state.fresh.is_sound = state.fresh.file.is_some();
            }
            entry.at = state.fresh.length();
            state.fresh.add(value);
        }
        state.entries.insert(key, entry);
        state.added += 1;
    }

    /// The value of `key`, made by `make` and added if it is missing.
    pub fn memo<T: Serialize + DeserializeOwned>(&self, key: Hash, make: impl FnOnce() -> T) -> T {
        self.value(key).unwrap_or_else(|| {
            let value = make();
            self.put_value(key, &value);
            value
        })
    }

    /// The value of `key` as a type, or `None` if it is missing or not of that type.
    pub fn value<T: DeserializeOwned>(&self, key: Hash) -> Option<T> {
        postcard::from_bytes(&self.get(key)?).ok()
    }

    /// Adds a value of a type.
    pub fn put_value<T: Serialize>(&self, key: Hash, value: &T) {
        if let Ok(bytes) = postcard::to_allocvec(value) {
            self.put(key, &bytes);
        }
    }

    /// Records that a value could not be read that was there before; then what is being made lacks
    /// it.
    pub fn report_damage(&self) {
        self.is_damaged.store(true, Ordering::Relaxed);
    }

    /// Whether damage was reported, which this forgets.
    pub fn take_damage(&self) -> bool {
        self.is_damaged.swap(false, Ordering::Relaxed)
    }

    /// Deletes everything, on the disk too. Returns whether there was anything.
    pub fn clear(&self) -> bool {
        let state = std::mem::take(&mut *self.state_mut());
        if let Ok(folder) = Folder::open(&self.root).and_then(|root| Ok(root.below(FOLDER)?)) {
            for name in [BASE, CHANGES] {
                let _ = folder.remove(name);
            }
        }
        !state.entries.is_empty()
    }

    /// Writes what was added to the disk. That it cannot be written is no failure.
    pub fn save(&self) {
        let mut state = self.state_mut();
        if state.added > 0 {
            // Without it the next build makes again what is in none of the files.
            let _ = self.write(&mut state);
        }
    }

    fn write(&self, state: &mut StoreState) -> io::Result<()> {
        let folder = self.folder(FOLDER)?;
        if state.fresh.file.is_none() {
            state.fresh.file = Some(self.fresh_file()?);
        }
        let total = |table: Index| -> u64 {
            let of = state
                .entries
                .values()
                .filter(|entry| entry.table == table && !entry.is_file);
            of.map(|entry| u64::from(entry.length)).sum()
        };
        let added = total(Index::Changes) + total(Index::New);
        let into = if state.base.is_some() && added * 8 < total(Index::Base) {
            Index::Changes
        } else {
            Index::Base
        };
        gather(state, into, &folder);
        let id = checksum(files::chance().as_bytes());
        let base = match (&state.base, into) {
            (Some(base), Index::Changes) => base.id,
            _ => id,
        };
        let end = table(&state.entries, state.fresh.length(), id, base);
        state.fresh.add(&end);
        sweep(&folder, &state.entries);
        if !state.fresh.flush() {
            return Err(io::ErrorKind::WriteZero.into());
        }
        let fresh = std::mem::take(&mut state.fresh);
        let (file, handle) = fresh.file.expect("it was written");
        let name = if into == Index::Base { BASE } else { CHANGES };
        file.place(name)?;
        let bytes = match cfg!(unix) {
            true => StoreBytes::File(handle),
            false => StoreBytes::open(
                files::open(&self.root, &format!("{FOLDER}/{name}")).map_err(io::Error::from)?,
            )?,
        };
        for entry in state
            .entries
            .values_mut()
            .filter(|entry| entry.table == Index::New)
        {
            entry.table = into;
        }
        let part = Some(StorePart { id, bytes });
        if into == Index::Base {
            let _ = folder.remove(CHANGES);
            (state.base, state.changes) = (part, None);
        } else {
            state.changes = part;
        }
        state.added = 0;
        Ok(())
    }

    /// A new file for values, which is deleted unless it is given its place.
    fn fresh_file(&self) -> io::Result<(NewFile, Arc<File>)> {
        let (fresh, file) = NewFile::in_folder(&self.folder(FOLDER)?, "", UNFINISHED)?;
        Ok((fresh, Arc::new(file)))
    }

    /// Writes a value into a file of its own.
    fn write_file(&self, key: Hash, value: &[u8]) -> io::Result<()> {
        let (fresh, mut file) =
            NewFile::in_folder(&self.folder(&format!("{FOLDER}/{FILES}"))?, "", UNFINISHED)?;
        file.write_all(value)?;
        fresh.place(&key.to_string())
    }

    /// A folder of the store, which is made if it is missing, and is never committed.
    fn folder(&self, path: &str) -> io::Result<Folder> {
        let root = Folder::open(&self.root)?;
        ignored(&root.create_below(FOLDER)?)?;
        Ok(root.create_below(path)?)
    }
}

/// Makes the entries of the files that are written anew part of the new one, and leaves out those
/// that nobody uses.
fn gather(state: &mut StoreState, into: Index, folder: &Folder) {
    let is_moved = |entry: &ValueLocation| match into {
        Index::Base => entry.table != Index::New,
        _ => entry.table == Index::Changes,
    };
    let mut moved: Vec<(Index, u64, Hash)> = (state.entries.iter())
        .filter(|(_, entry)| is_moved(entry))
        .map(|(key, entry)| (entry.table, entry.at, *key))
        .collect();
    // In the order in which they are read most quickly.
    moved.sort_unstable();
    for (_, _, key) in moved {
        let Some(mut entry) = state.entries.remove(&key) else {
            continue;
        };
        entry.age = match std::mem::take(entry.is_used.get_mut()) {
            true => 0,
            false => entry.age + 1,
        };
        if entry.age > OLDEST {
            if entry.is_file {
                let _ = folder
                    .below(FILES)
                    .map(|files| files.remove(&key.to_string()));
            }
            continue;
        }
        if !entry.is_file {
            let part = match entry.table {
                Index::Base => &state.base,
                _ => &state.changes,
            };
            let length = usize::try_from(entry.length).unwrap_or_default();
            let value = part
                .as_ref()
                .and_then(|part| part.bytes.read(entry.at, length).ok());
            let Some(value) = value.filter(|value| checksum(value) == entry.checksum) else {
                continue;
            };
            entry.at = state.fresh.length();
            state.fresh.add(&value);
        }
        entry.table = Index::New;
        state.entries.insert(key, entry);
    }
}

/// Where a value is that is a file of its own.
fn path_of(key: Hash) -> String {
    format!("{FOLDER}/{FILES}/{key}")
}

/// The table of all new entries, and what ends the file.
fn table(entries: &HashMap<Hash, ValueLocation>, begin: u64, id: u64, base: u64) -> Vec<u8> {
    let mut new: Vec<(&Hash, &ValueLocation)> = entries
        .iter()
        .filter(|(_, entry)| entry.table == Index::New)
        .collect();
    new.sort_unstable_by_key(|(key, _)| **key);
    let mut bytes = Vec::with_capacity(new.len() * ENTRY + END);
    for (key, entry) in new {
        bytes.extend_from_slice(&key.bytes());
        bytes.extend_from_slice(&entry.at.to_le_bytes());
        bytes.extend_from_slice(&entry.length.to_le_bytes());
        bytes.extend_from_slice(&entry.checksum.to_le_bytes());
        bytes.extend_from_slice(&[entry.age, u8::from(entry.is_file)]);
    }
    for number in [MARK, id, base, begin] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    let checksum = checksum(&bytes);
    bytes.extend_from_slice(&checksum.to_le_bytes());
    bytes
}

/// A file of the store with its entries, and the id of the base that it belongs to.
type OpenedFile = (StorePart, Vec<(Hash, ValueLocation)>, u64);

/// Opens a file of the store.
/// `None` if it is not there or is damaged.
fn opened(root: &Path, name: &str, table: Index) -> Option<OpenedFile> {
    let file = files::open(root, &format!("{FOLDER}/{name}")).ok()?;
    let bytes = StoreBytes::open(file).ok()?;
    let length = bytes.length().ok()?;
    let end_at = length.checked_sub(END as u64)?;
    let end = bytes.read(end_at, END).ok()?;
    let number = |at: usize| {
        let number = end[at * 8..]
            .first_chunk::<8>()
            .expect("it has five of them");
        u64::from_le_bytes(*number)
    };
    let [mark, id, base, begin, expected] = std::array::from_fn(number);
    if mark != MARK || begin > end_at {
        return None;
    }
    let mut rows = bytes
        .read(begin, usize::try_from(end_at - begin).ok()?)
        .ok()?;
    let entries_end = rows.len();
    rows.extend_from_slice(&end[..END - 8]);
    if checksum(&rows) != expected {
        return None;
    }
    let rows = rows[..entries_end].as_chunks::<ENTRY>().0.iter();
    let entries = rows
        .map(|row| entry(row, table))
        .collect::<Option<Vec<_>>>()?;
    Some((StorePart { id, bytes }, entries, base))
}

/// An entry of a table.
fn entry(row: &[u8; ENTRY], table: Index) -> Option<(Hash, ValueLocation)> {
    let (key, rest) = row.split_first_chunk()?;
    let (at, rest) = rest.split_first_chunk()?;
    let (length, rest) = rest.split_first_chunk()?;
    let (checksum, rest) = rest.split_first_chunk()?;
    let [age, is_file] = *rest.first_chunk()?;
    let entry = ValueLocation {
        table,
        is_file: is_file != 0,
        at: u64::from_le_bytes(*at),
        length: u32::from_le_bytes(*length),
        checksum: u64::from_le_bytes(*checksum),
        age,
        is_used: AtomicBool::new(false),
    };
    Some((Hash::from_bytes(*key), entry))
}

/// Deletes what builds left behind that were stopped while they wrote, and files of values that are
/// in no table.
fn sweep(folder: &Folder, entries: &HashMap<Hash, ValueLocation>) {
    let is_old = |file: File| {
        let changed = file.metadata().and_then(|about| about.modified()).ok();
        let age = changed.and_then(|time| time.elapsed().ok());
        age.is_some_and(|age| age > ABANDONED)
    };
    let is_left = |name: &str| {
        let is_unknown = |key: Hash| !entries.contains_key(&key);
        name.ends_with(UNFINISHED) || Hash::parse(name).is_some_and(is_unknown)
    };
    let folders = [Some(folder.clone()), folder.below(FILES).ok()];
    for folder in folders.iter().flatten() {
        let names = folder.names().unwrap_or_default();
        for name in names.iter().filter(|name| is_left(name)) {
            // What is young may be another build's.
            if folder.file(name).is_ok_and(is_old) {
                let _ = folder.remove(name);
            }
        }
    }
}

/// Sees to it that nobody commits what is in a folder of ours.
///
/// # Errors
/// When its list of ignored files is not there and cannot be written.
pub fn ignored(folder: &Folder) -> io::Result<()> {
    const NAME: &str = ".gitignore";
    if folder.kind(NAME).is_ok() {
        return Ok(());
    }
    match folder.create(NAME) {
        Ok(mut file) => file.write_all(b"*\n"),
        // Another build was quicker.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn key(number: u32) -> Hash {
        Hash::of(&number.to_le_bytes())
    }

    /// A value that tells its number, of so many bytes.
    fn value(number: u32, length: usize) -> Vec<u8> {
        number
            .to_le_bytes()
            .into_iter()
            .cycle()
            .take(length)
            .collect()
    }

    #[test]
    fn what_is_put_is_there_for_the_next_program() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let store = Store::open(root.path());
        let lengths = [0, 1, LARGE, LARGE + 1, BUFFER + 7];
        for (number, length) in (0..).zip(lengths) {
            store.put(key(number), &value(number, length));
        }
        let all = |store: &Store| {
            for (number, length) in (0..).zip(lengths) {
                assert_eq!(
                    store.get(key(number)),
                    Some(value(number, length)),
                    "{length}"
                );
            }
            assert_eq!(store.get(key(9)), None);
        };
        all(&store);
        store.save();
        all(&store);
        all(&Store::open(root.path()));
        assert!(store.clear());
        assert_eq!(Store::open(root.path()).get(key(1)), None);
    }

    #[test]
    fn few_changes_go_into_a_file_of_their_own() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let names = || {
            let entries = fs::read_dir(root.path().join(FOLDER)).expect("it was made");
            let mut names: Vec<String> = entries
                .map(|entry| {
                    entry
                        .expect("it can be read")
                        .file_name()
                        .to_string_lossy()
                        .into_owned()
                })
                .collect();
            names.sort();
            names
        };
        let store = Store::open(root.path());
        (0..100).for_each(|number| store.put(key(number), &value(number, 1000)));
        store.save();
        assert_eq!(names(), [".gitignore", BASE]);
        let base = fs::read(root.path().join(FOLDER).join(BASE)).expect("it is there");
        for more in 100..105 {
            let store = Store::open(root.path());
            store.put(key(more), &value(more, 1000));
            store.save();
        }
        assert_eq!(names(), [".gitignore", CHANGES, BASE]);
        assert_eq!(
            fs::read(root.path().join(FOLDER).join(BASE)).expect("it is there"),
            base
        );
        // What nobody asks for goes when its file is written again and again.
        let store = Store::open(root.path());
        assert_eq!(store.get(key(0)), Some(value(0, 1000)));
        assert_eq!(store.get(key(100)), None);
        assert_eq!(store.get(key(104)), Some(value(104, 1000)));
        // Many changes: all of it is written anew.
        (200..300).for_each(|number| store.put(key(number), &value(number, 1000)));
        store.save();
        assert_eq!(names(), [".gitignore", BASE]);
        let store = Store::open(root.path());
        for number in [0, 99, 104, 200, 299] {
            assert_eq!(store.get(key(number)), Some(value(number, 1000)));
        }
    }

    #[test]
    fn files_that_no_table_names_are_deleted_when_they_are_old() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let at = |number: u32| root.path().join(path_of(key(number)));
        let store = Store::open(root.path());
        (0..3).for_each(|number| store.put(key(number), &value(number, LARGE + 1)));
        store.save();
        let base = root.path().join(FOLDER).join(BASE);
        fs::remove_file(base).expect("it is there");
        let hours = std::time::SystemTime::now() - 2 * ABANDONED;
        for number in 0..2 {
            let file = File::options()
                .write(true)
                .open(at(number))
                .expect("it is there");
            file.set_modified(hours).expect("it can be set");
        }
        // One of the two is wanted again, and the young one may be another build's.
        let store = Store::open(root.path());
        store.put(key(0), &value(0, LARGE + 1));
        store.save();
        assert_eq!(
            [0, 1, 2].map(|number| at(number).exists()),
            [true, false, true]
        );
    }

    #[test]
    fn changes_to_another_base_are_left_out() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let store = Store::open(root.path());
        (0..100).for_each(|number| store.put(key(number), &value(number, 1000)));
        store.save();
        // Two programs begin with the same; the other one is slower, and overwrites nothing of the
        // first.
        let other = Store::open(root.path());
        (200..400).for_each(|number| store.put(key(number), &value(number, 1000)));
        store.save();
        other.put(key(100), b"small");
        other.save();
        let store = Store::open(root.path());
        assert_eq!(store.get(key(100)), None);
        assert_eq!(store.get(key(399)), Some(value(399, 1000)));
        assert_eq!(store.get(key(0)), Some(value(0, 1000)));
    }

    #[test]
    fn what_was_damaged_is_missing() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let store = Store::open(root.path());
        (0..6).for_each(|number| store.put(key(number), &value(number, 40)));
        store.put(key(20), &value(20, LARGE + 1));
        store.save();
        let path = root.path().join(FOLDER).join(BASE);
        let good = fs::read(&path).expect("it is there");
        for place in 0..good.len() {
            let mut bytes = good.clone();
            bytes[place] ^= 0x41;
            fs::write(&path, bytes).expect("it can be written");
            let store = Store::open(root.path());
            for number in 0..6 {
                assert!(
                    store
                        .get(key(number))
                        .is_none_or(|found| found == value(number, 40)),
                    "{place}"
                );
            }
        }
        for length in 0..good.len() {
            fs::write(&path, &good[..length]).expect("it can be written");
            assert_eq!(Store::open(root.path()).get(key(0)), None, "{length}");
        }
        fs::write(&path, &good).expect("it can be written");
        fs::write(root.path().join(path_of(key(20))), "short").expect("it can be written");
        let store = Store::open(root.path());
        assert_eq!(
            (store.get(key(0)), store.get(key(20))),
            (Some(value(0, 40)), None)
        );
    }

    #[test]
    fn where_nothing_can_be_written_values_are_in_memory() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let store = Store::open(&root.path().join("missing"));
        for (number, length) in (0..).zip([10, LARGE + 1, 2 * BUFFER]) {
            store.put(key(number), &value(number, length));
            store.save();
            assert_eq!(store.get(key(number)), Some(value(number, length)));
        }
    }
}
