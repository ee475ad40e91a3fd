//! The store: everything that a build can reuse, in `.griot-cache/` below the site's root.
//!
//! The key of a value is a hash of its input, so the value of a key never changes. Only a few large
//! values have a fixed key, and are replaced. The file `store` has most values. The file `changes`
//! has the values that were added after `store` was written, so that a small edit does not rewrite
//! everything. Each of the two ends with an index. A value of more than [`MAX_INLINE`] bytes has a
//! file of its own. Values and indices have checksums: a damaged value counts as missing and is
//! computed again. [`program`] is a part of the key if another build of griot could not read the
//! value, or would compute another one. An entry is dropped if it was not used during three
//! successive writes of its file.
//!
//! The folder may be deleted at any time. If nothing can be written, values stay in memory.

mod append_file;
mod bytes;
mod index;
mod save;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use foldhash::HashMap;
use serde::Serialize;
use serde::de::DeserializeOwned;

use self::append_file::AppendFile;
use self::bytes::StoreBytes;
use self::index::{PartKind, StorePart, ValueLocation, checksum, open_part};
pub use self::save::exclude_from_git;
use super::{Hash, program};
use crate::files::{self, Folder};

/// The folder, below the site's root.
pub const FOLDER: &str = ".griot-cache";

const BASE: &str = "store";

const CHANGES: &str = "changes";

/// The folder of values that are files of their own.
const FILES: &str = "files";

/// The maximum size of a value in the files `store` and `changes`, in bytes. A larger value has a
/// file of its own.
const MAX_INLINE: usize = 1 << 16;

/// The maximum size of a value with a file of its own, in bytes.
const MAX_FILE: u64 = 1 << 31;

/// The values that builds can reuse: see the description of this module.
pub struct Store {
    root: PathBuf,
    is_read_only: bool,
    /// The fingerprint of the program.
    program: u64,
    state: RwLock<StoreState>,
    /// Whether a value could not be read although [`Store::has`] had returned true for it.
    is_damaged: AtomicBool,
}

/// The entries and files of a store.
#[derive(Default)]
struct StoreState {
    entries: HashMap<Hash, ValueLocation>,
    base: Option<StorePart>,
    changes: Option<StorePart>,
    fresh: AppendFile,
    /// The number of entries added since the last save.
    added: usize,
}

impl Store {
    /// Opens the store of the site below `root`.
    pub fn open(root: &Path) -> Store {
        let mut state = StoreState::default();
        if let Some((base, in_base, _)) = open_part(root, BASE, PartKind::Base) {
            if let Some((changes, entries, _)) = open_part(root, CHANGES, PartKind::Changes)
                .filter(|(.., belongs_to)| *belongs_to == base.id)
            {
                state.entries.extend(entries);
                state.changes = Some(changes);
            }
            for (key, entry) in in_base {
                state.entries.entry(key).or_insert(entry);
            }
            state.base = Some(base);
        }
        Store {
            root: root.to_owned(),
            is_read_only: false,
            program: program(),
            state: RwLock::new(state),
            is_damaged: AtomicBool::new(false),
        }
    }

    /// Opens the store of the site below `root` without ever changing it. New values stay in
    /// memory.
    pub fn open_read_only(root: &Path) -> Store {
        Store {
            is_read_only: true,
            ..Store::open(root)
        }
    }

    /// Returns the key of a value that only this build of griot can read or compute. `of` is the
    /// hash of its input.
    pub fn own_key(&self, of: Hash) -> Hash {
        Hash::of_parts(&[&of.bytes(), &self.program.to_le_bytes()])
    }

    fn state(&self) -> RwLockReadGuard<'_, StoreState> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn state_mut(&self) -> RwLockWriteGuard<'_, StoreState> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the value of `key`, or `None` if it is missing or damaged.
    pub fn get(&self, key: Hash) -> Option<Vec<u8>> {
        let state = self.state();
        let entry = state.entries.get(&key)?;
        entry.is_used.store(true, Ordering::Relaxed);
        let (at, length, expected) = (
            entry.at,
            usize::try_from(entry.length).ok()?,
            entry.checksum,
        );
        let bytes = match (entry.is_file, entry.part) {
            (true, _) => None,
            (false, PartKind::Base) => state.base.as_ref().map(|part| part.bytes.clone()),
            (false, PartKind::Changes) => state.changes.as_ref().map(|part| part.bytes.clone()),
            (false, PartKind::New) => match state.fresh.pending(at, length) {
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
            files::read(&self.root, &path_of(key), MAX_FILE).ok()?
        } else {
            bytes?.read(at, length).ok()?
        };
        (checksum(&value) == expected).then_some(value)
    }

    /// Whether there is an entry for `key`. Its value is not read, and may be damaged.
    pub fn has(&self, key: Hash) -> bool {
        let state = self.state();
        let entry = state.entries.get(&key);
        entry.is_some_and(|entry| {
            entry.is_used.store(true, Ordering::Relaxed);
            true
        })
    }

    /// Returns the keys of all values in ascending order.
    pub fn keys(&self) -> Vec<Hash> {
        let mut keys: Vec<Hash> = self.state().entries.keys().copied().collect();
        keys.sort_unstable();
        keys
    }

    /// Adds a value, or replaces an existing one.
    pub fn put(&self, key: Hash, value: &[u8]) {
        let Ok(length) = u32::try_from(value.len()) else {
            return;
        };
        let mut entry = ValueLocation {
            part: PartKind::New,
            is_file: false,
            at: 0,
            length,
            checksum: checksum(value),
            age: 0,
            is_used: AtomicBool::new(true),
        };
        entry.is_file = value.len() > MAX_INLINE && self.write_file(key, value).is_ok();
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

    /// Returns the value of `key`, or computes and adds it.
    pub fn memo<T: Serialize + DeserializeOwned>(&self, key: Hash, make: impl FnOnce() -> T) -> T {
        self.value(key).unwrap_or_else(|| {
            let value = make();
            self.put_value(key, &value);
            value
        })
    }

    /// Returns the value of `key` as a `T`. `None` if it is missing or of another type.
    pub fn value<T: DeserializeOwned>(&self, key: Hash) -> Option<T> {
        postcard::from_bytes(&self.get(key)?).ok()
    }

    /// Serializes a value and adds it.
    pub fn put_value<T: Serialize>(&self, key: Hash, value: &T) {
        if let Ok(bytes) = postcard::to_allocvec(value) {
            self.put(key, &bytes);
        }
    }

    /// Records that an existing value could not be read, which makes the current result incomplete.
    pub fn report_damage(&self) {
        self.is_damaged.store(true, Ordering::Relaxed);
    }

    /// Returns whether damage was recorded, and resets the record.
    pub fn take_damage(&self) -> bool {
        self.is_damaged.swap(false, Ordering::Relaxed)
    }

    /// Deletes all values, also those on the disk. Returns whether there were any.
    pub fn clear(&self) -> bool {
        let state = std::mem::take(&mut *self.state_mut());
        if !self.is_read_only
            && let Ok(folder) = Folder::open(&self.root).and_then(|root| Ok(root.below(FOLDER)?))
        {
            for name in [BASE, CHANGES] {
                let _ = folder.remove(name);
            }
        }
        !state.entries.is_empty()
    }
}

/// Returns the path of a value that is a file of its own.
fn path_of(key: Hash) -> String {
    format!("{FOLDER}/{FILES}/{key}")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::append_file::MAX_BUFFERED;
    use super::save::MIN_ABANDONED_AGE;
    use super::*;
    use std::fs::File;

    fn key(number: u32) -> Hash {
        Hash::of(&number.to_le_bytes())
    }

    /// A value of this length that contains its number.
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
        let lengths = [0, 1, MAX_INLINE, MAX_INLINE + 1, MAX_BUFFERED + 7];
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
    fn a_read_only_store_is_read_and_not_written() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let store = Store::open(root.path());
        store.put(key(0), &value(0, 1000));
        store.put(key(1), &value(1, MAX_INLINE + 1));
        store.save();
        let other = Store::open_read_only(root.path());
        assert_eq!(other.get(key(0)), Some(value(0, 1000)));
        assert_eq!(other.get(key(1)), Some(value(1, MAX_INLINE + 1)));
        other.put(key(1), &value(2, MAX_INLINE + 1));
        other.put(key(3), &value(3, 2 * MAX_BUFFERED));
        assert_eq!(other.get(key(1)), Some(value(2, MAX_INLINE + 1)));
        assert_eq!(other.get(key(3)), Some(value(3, 2 * MAX_BUFFERED)));
        other.save();
        other.clear();
        let store = Store::open(root.path());
        assert_eq!(store.get(key(0)), Some(value(0, 1000)));
        assert_eq!(store.get(key(1)), Some(value(1, MAX_INLINE + 1)));
        assert_eq!(store.get(key(3)), None);
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
        // An unused entry is dropped when its file is written repeatedly.
        let store = Store::open(root.path());
        assert_eq!(store.get(key(0)), Some(value(0, 1000)));
        assert_eq!(store.get(key(100)), None);
        assert_eq!(store.get(key(104)), Some(value(104, 1000)));
        // Many changes: the complete store is rewritten.
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
        (0..3).for_each(|number| store.put(key(number), &value(number, MAX_INLINE + 1)));
        store.save();
        let base = root.path().join(FOLDER).join(BASE);
        fs::remove_file(base).expect("it is there");
        let hours = std::time::SystemTime::now() - 2 * MIN_ABANDONED_AGE;
        for number in 0..2 {
            let file = File::options()
                .write(true)
                .open(at(number))
                .expect("it is there");
            file.set_modified(hours).expect("it can be set");
        }
        // The first of the two old ones is added again. The young one may belong to another build.
        let store = Store::open(root.path());
        store.put(key(0), &value(0, MAX_INLINE + 1));
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
        // Two programs begin with the same store. The slower one overwrites nothing of the faster
        // one.
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
        store.put(key(20), &value(20, MAX_INLINE + 1));
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
        for (number, length) in (0..).zip([10, MAX_INLINE + 1, 2 * MAX_BUFFERED]) {
            store.put(key(number), &value(number, length));
            store.save();
            assert_eq!(store.get(key(number)), Some(value(number, length)));
        }
    }
}
