//! What is dear to make, kept between builds: `.griot-cache/` below the site's root.
//!
//! An entry is named by a hash of all that it was made from, and begins with a hash of what it holds. Nothing
//! depends on it: the folder may be deleted at any time, an entry that was damaged is made again, and where
//! nothing can be written a build takes longer and is otherwise the same.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::fingerprint::Fingerprint;
use crate::lookup::Lookup;

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
        let mut file = fs::File::open(self.path(key)).ok()?;
        let mut hash = [0; blake3::OUT_LEN];
        file.read_exact(&mut hash).ok()?;
        let length = usize::try_from(file.metadata().ok()?.len()).ok()?;
        let mut result = Vec::with_capacity(length.saturating_sub(hash.len()));
        file.read_to_end(&mut result).ok()?;
        (blake3::hash(&result) == hash).then_some(result)
    }

    /// Keeps a result. That it cannot be written is no failure.
    pub fn put(&self, key: Key, result: &[u8]) {
        if let Some(mut writer) = self.writer() {
            writer.add(result);
            writer.finish(key);
        }
    }

    /// Writes a result piece by piece; nothing where nothing can be written.
    pub fn writer(&self) -> Option<Writer> {
        if self.is_link() || self.prepare().is_err() {
            return None;
        }
        // Two pictures with the same bytes are made at the same time, and another build may be at work.
        let file = tempfile::Builder::new()
            .suffix(UNFINISHED)
            .tempfile_in(&self.folder)
            .ok()?;
        let mut file = BufWriter::with_capacity(1 << 18, file);
        let is_sound = file.write_all(&[0; blake3::OUT_LEN]).is_ok();
        Some(Writer {
            cache: self.clone(),
            file,
            hasher: blake3::Hasher::new(),
            is_sound,
        })
    }

    /// Deletes what builds left that were stopped while they wrote.
    pub fn sweep(&self) {
        if self.is_link() {
            return;
        }
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return;
        };
        let is_old = |about: fs::Metadata| {
            let age = about.modified().ok().and_then(|time| time.elapsed().ok());
            age.is_some_and(|age| age > ABANDONED)
        };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let is_unfinished = name.to_str().is_some_and(|name| name.ends_with(UNFINISHED));
            if is_unfinished && entry.metadata().is_ok_and(is_old) {
                let _ = fs::remove_file(entry.path());
            }
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

/// How the name of a file ends that is being written.
const UNFINISHED: &str = ".tmp";
/// After this time nobody writes it any more.
const ABANDONED: Duration = Duration::from_secs(3600);

/// A result that is written piece by piece. One that is not finished leaves nothing behind.
pub struct Writer {
    cache: Cache,
    file: BufWriter<NamedTempFile>,
    hasher: blake3::Hasher,
    /// Whether all could be written so far.
    is_sound: bool,
}

impl Writer {
    pub fn add(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.is_sound = self.is_sound && self.file.write_all(bytes).is_ok();
    }

    /// Keeps the result under a key.
    pub fn finish(mut self, key: Key) {
        let hash = self.hasher.finalize();
        let is_whole =
            self.is_sound && self.file.seek(SeekFrom::Start(0)).is_ok() && self.file.write_all(hash.as_bytes()).is_ok();
        if is_whole && let Ok(file) = self.file.into_inner() {
            // What cannot be moved to its place is deleted.
            let _ = file.persist(self.cache.path(key));
        }
    }
}

/// Many small results in one file, each by the hash of what it was made from.
#[derive(Default)]
pub struct Bundle {
    /// The results, one after the other.
    bytes: Vec<u8>,
    places: Lookup<Hash, Range<usize>>,
}

impl Bundle {
    /// The results that were kept under a name; none where they are not there or were damaged.
    pub fn read(cache: &Cache, name: &str) -> Bundle {
        let bytes = cache.get(Key::of(&[name.as_bytes()])).unwrap_or_default();
        let mut places = Lookup::default();
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

    /// Keeps results under a name, and nothing else of their kind; no two have one hash.
    pub fn write<'r>(cache: &Cache, name: &str, results: impl Iterator<Item = (Hash, &'r [u8])>) {
        let Some(mut writer) = cache.writer() else {
            return;
        };
        for (hash, result) in results {
            if let Ok(length) = u32::try_from(result.len()) {
                writer.add(&hash.bytes());
                writer.add(&length.to_le_bytes());
                writer.add(result);
            }
        }
        let key = Key::of(&[name.as_bytes()]);
        writer.finish(key);
        cache.sweep();
        cache.keep(&BTreeSet::from([key]));
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
