//! What is dear to make, kept between builds: `.griot-cache/` below the site's root.
//!
//! An entry is named by a hash of all that it was made from, and begins with a hash of what it holds. Nothing
//! depends on it: the folder may be deleted at any time, an entry that was damaged is made again, and where
//! nothing can be written a build takes longer and is otherwise the same.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::fingerprint::Fingerprint;

/// The folder, below the site's root.
pub const FOLDER: &str = ".griot-cache";

/// Results of one kind.
#[derive(Clone)]
pub struct Cache {
    folder: PathBuf,
}

/// Tells this program from every other, also from one that was built a moment later: what another program kept may not be what
/// this one would make.
pub fn program() -> u64 {
    let mut print = Fingerprint::default();
    print.value(env!("CARGO_PKG_VERSION"));
    if let Ok(about) = std::env::current_exe().and_then(fs::metadata) {
        print.number(about.len());
        print.value(&about.modified().ok());
    }
    print.finish()
}

/// What a result was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key([u8; blake3::OUT_LEN]);

/// A hash of a file's bytes, by which it is known again: half of a blake3 hash, more than enough against chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(u128);

impl Hash {
    pub fn of(bytes: &[u8]) -> Hash {
        Hash::of_parts(&[bytes])
    }

    /// The hash of several parts, one after the other.
    pub fn of_parts(parts: &[&[u8]]) -> Hash {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(part);
        }
        let hash = hasher.finalize();
        let (half, _) = hash.as_bytes().split_first_chunk::<16>().expect("it has 32 bytes");
        Hash(u128::from_le_bytes(*half))
    }

    pub fn bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }

    /// From what [`Hash::bytes`] gave.
    pub fn from_bytes(bytes: [u8; 16]) -> Hash {
        Hash(u128::from_le_bytes(bytes))
    }

    /// Reads what [`std::fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<Hash> {
        u128::from_str_radix(text, 16).ok().map(Hash)
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Key {
    /// The key of these parts, in their order; each counts with its length, so that no two lists have one key by chance of
    /// where their parts are cut.
    pub fn of(parts: &[&[u8]]) -> Key {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Key(hasher.finalize().into())
    }
}

impl Cache {
    /// The results of one kind, such as `images`, for the site below `root`.
    pub fn of(root: &Path, kind: &str) -> Cache {
        Cache {
            folder: root.join(FOLDER).join(kind),
        }
    }

    /// What was kept under a key; nothing where it is not there, or is not what was kept.
    pub fn get(&self, key: Key) -> Option<Vec<u8>> {
        if self.is_link() {
            return None;
        }
        let mut bytes = fs::read(self.path(key)).ok()?;
        let (hash, result) = bytes.split_at_checked(blake3::OUT_LEN)?;
        if blake3::hash(result).as_bytes() != hash {
            return None;
        }
        bytes.drain(..blake3::OUT_LEN);
        Some(bytes)
    }

    /// Keeps a result. That it cannot be written is no failure.
    pub fn put(&self, key: Key, result: &[u8]) {
        if self.is_link() || self.prepare().is_err() {
            return;
        }
        let path = self.path(key);
        // Two pictures with the same bytes are made at the same time, and another build may be at work.
        let mut beside = path.clone().into_os_string();
        beside.push(format!(".{}-{:?}.tmp", std::process::id(), std::thread::current().id()));
        let mut bytes = Vec::with_capacity(blake3::OUT_LEN + result.len());
        bytes.extend_from_slice(blake3::hash(result).as_bytes());
        bytes.extend_from_slice(result);
        if fs::write(&beside, bytes).is_err() || fs::rename(&beside, path).is_err() {
            let _ = fs::remove_file(&beside);
        }
    }

    /// Deletes all entries but these; other files are left alone.
    pub fn keep(&self, keys: &BTreeSet<Key>) {
        if self.is_link() {
            return;
        }
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return;
        };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let key = name
                .to_str()
                .and_then(|name| blake3::Hash::from_hex(name).ok())
                .map(|hash| Key(hash.into()));
            if key.is_some_and(|key| !keys.contains(&key)) {
                // What cannot be deleted stays, and is never read again.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Makes the folders, and sees to it that nobody commits them.
    fn prepare(&self) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let ignored = self.folder.with_file_name(".gitignore");
        if ignored.exists() {
            Ok(())
        } else {
            fs::write(ignored, "*\n")
        }
    }

    fn path(&self, key: Key) -> PathBuf {
        self.folder.join(blake3::Hash::from(key.0).to_hex().as_str())
    }

    /// Whether one of the two folders is a symbolic link: nothing is written or deleted outside the site.
    fn is_link(&self) -> bool {
        [Some(self.folder.as_path()), self.folder.parent()]
            .into_iter()
            .flatten()
            .any(|folder| fs::symlink_metadata(folder).is_ok_and(|about| about.is_symlink()))
    }
}

/// Many small results in one file, each by the hash of what it was made from.
#[derive(Default)]
pub struct Bundle {
    /// The results, one after the other.
    bytes: Vec<u8>,
    places: HashMap<Hash, Range<usize>>,
}

impl Bundle {
    /// The results that were kept under a name; none where they are not there or were damaged.
    pub fn read(cache: &Cache, name: &str) -> Bundle {
        let bytes = cache.get(Key::of(&[name.as_bytes()])).unwrap_or_default();
        let mut places = HashMap::new();
        let mut at = 0;
        while let Some((hash, length)) = entry(&bytes[at..]) {
            let begin = at + ENTRY;
            let Some(end) = begin.checked_add(length).filter(|end| *end <= bytes.len()) else {
                break;
            };
            places.insert(hash, begin..end);
            at = end;
        }
        Bundle { bytes, places }
    }

    /// The result of this hash.
    pub fn get(&self, hash: Hash) -> Option<&[u8]> {
        self.places.get(&hash).map(|place| &self.bytes[place.clone()])
    }

    /// Adds a result.
    pub fn put(&mut self, hash: Hash, result: &[u8]) {
        let Ok(length) = u32::try_from(result.len()) else {
            return;
        };
        self.bytes.extend_from_slice(&hash.bytes());
        self.bytes.extend_from_slice(&length.to_le_bytes());
        let begin = self.bytes.len();
        self.bytes.extend_from_slice(result);
        self.places.insert(hash, begin..self.bytes.len());
    }

    /// Keeps the results under a name.
    pub fn write(&self, cache: &Cache, name: &str) {
        cache.put(Key::of(&[name.as_bytes()]), &self.bytes);
    }

    pub fn len(&self) -> usize {
        self.places.len()
    }

    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

/// What stands before a result: its hash, and its length in four bytes.
const ENTRY: usize = 20;

fn entry(bytes: &[u8]) -> Option<(Hash, usize)> {
    let (hash, rest) = bytes.split_first_chunk::<16>()?;
    let (length, _) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    Some((Hash::from_bytes(*hash), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_damaged_is_not_given_back() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let cache = Cache::of(root.path(), "images");
        let (one, two) = (Key::of(&[b"a", b"b"]), Key::of(&[b"ab"]));
        assert_ne!(one, two);
        cache.put(one, b"result");
        assert_eq!(cache.get(one).as_deref(), Some(&b"result"[..]));
        assert_eq!(cache.get(two), None);
        let path = cache.path(one);
        let mut bytes = fs::read(&path).expect("it is there");
        *bytes.last_mut().expect("it is not empty") ^= 1;
        fs::write(&path, bytes).expect("it can be written");
        assert_eq!(cache.get(one), None);
        fs::write(&path, b"short").expect("it can be written");
        assert_eq!(cache.get(one), None);
    }

    #[test]
    fn what_is_no_longer_used_goes() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let cache = Cache::of(root.path(), "images");
        let (one, two) = (Key::of(&[b"1"]), Key::of(&[b"2"]));
        cache.put(one, b"1");
        cache.put(two, b"2");
        fs::write(cache.folder.join("notes.txt"), "x").expect("it can be written");
        cache.keep(&BTreeSet::from([two]));
        assert_eq!((cache.get(one), cache.get(two).as_deref()), (None, Some(&b"2"[..])));
        assert!(cache.folder.join("notes.txt").exists());
    }
}
