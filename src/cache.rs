//! What is dear to make, kept between builds: `.griot-cache/` below the site's root.
//!
//! An entry is named by a hash of all that it was made from, and begins with a hash of what it holds. Nothing
//! depends on it: the folder may be deleted at any time, an entry that was damaged is made again, and where
//! nothing can be written a build takes longer and is otherwise the same.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufReader, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::files::{self, Folder, Fresh};
use crate::fingerprint::Fingerprint;
use crate::lookup::Lookup;

/// The folder, below the site's root.
pub const FOLDER: &str = ".griot-cache";

/// Results of one kind.
#[derive(Clone)]
pub struct Cache {
    root: PathBuf,
    /// The folder below the root.
    folder: String,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
            root: root.to_owned(),
            folder: format!("{FOLDER}/{kind}"),
        }
    }

    /// What was kept under a key; nothing where it is not there, or is not what was kept.
    pub fn get(&self, key: Key) -> Option<Vec<u8>> {
        let mut result = files::read(&self.root, &self.path(key), LARGEST).ok()?;
        let hash: [u8; blake3::OUT_LEN] = *result.first_chunk()?;
        result.drain(..hash.len());
        (blake3::hash(&result) == hash).then_some(result)
    }

    /// What was kept under a key, to be read part by part, and what `read` makes of it from its beginning; nothing where it is not
    /// there, or is not what was kept. All of it goes by once, but only what `read` keeps is in memory.
    pub fn open<T>(&self, key: Key, read: impl FnOnce(&mut dyn io::Read) -> io::Result<T>) -> Option<(T, Held)> {
        let mut file = files::open(&self.root, &self.path(key)).ok()?;
        let mut hash = [0; blake3::OUT_LEN];
        file.read_exact(&mut hash).ok()?;
        let mut hashed = Hashed {
            file: BufReader::with_capacity(BUFFER, file),
            hasher: blake3::Hasher::new(),
        };
        let made = read(&mut hashed).ok()?;
        io::copy(&mut hashed, &mut io::sink()).ok()?;
        let is_whole = hashed.hasher.finalize() == hash;
        let held = is_whole.then(|| Held::of(hashed.file.into_inner()))?;
        Some((made, held?))
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
        let folder = self.prepare().ok()?;
        // Two pictures with the same bytes are made at the same time, and another build may be at work.
        let (fresh, file) = Fresh::in_folder(&folder, "", UNFINISHED).ok()?;
        let mut file = BufWriter::with_capacity(BUFFER, file);
        let is_sound = file.write_all(&[0; blake3::OUT_LEN]).is_ok();
        Some(Writer {
            fresh,
            file,
            hasher: blake3::Hasher::new(),
            length: 0,
            is_sound,
        })
    }

    /// Deletes what builds left that were stopped while they wrote.
    pub fn sweep(&self) {
        let is_old = |file: fs::File| {
            let changed = file.metadata().and_then(|about| about.modified()).ok();
            let age = changed.and_then(|time| time.elapsed().ok());
            age.is_some_and(|age| age > ABANDONED)
        };
        let Some((folder, names)) = self.entries() else {
            return;
        };
        for name in names.iter().filter(|name| name.ends_with(UNFINISHED)) {
            if folder.file(name).is_ok_and(is_old) {
                let _ = folder.remove(name);
            }
        }
    }

    /// Deletes all entries but these; other files are left alone.
    pub fn keep(&self, keys: &BTreeSet<Key>) {
        let Some((folder, names)) = self.entries() else {
            return;
        };
        for name in names {
            let key = blake3::Hash::from_hex(&name).ok().map(|hash| Key(hash.into()));
            if key.is_some_and(|key| !keys.contains(&key)) {
                // What cannot be deleted stays, and is never read again.
                let _ = folder.remove(&name);
            }
        }
    }

    /// The folder, and the names in it.
    fn entries(&self) -> Option<(Folder, Vec<String>)> {
        let folder = Folder::open(&self.root).ok()?.below(&self.folder).ok()?;
        let names = folder.names().ok()?;
        Some((folder, names))
    }

    /// Makes the folders, and sees to it that nobody commits them.
    fn prepare(&self) -> io::Result<Folder> {
        let root = Folder::open(&self.root)?;
        ignored(&root.made(FOLDER)?)?;
        Ok(root.made(&self.folder)?)
    }

    fn path(&self, key: Key) -> String {
        format!("{}/{}", self.folder, blake3::Hash::from(key.0).to_hex())
    }
}

/// The kinds of results that a compilation reads.
const KINDS: [&str; 8] = [
    "fronts", "linked", "related", "texts", "pages", "records", "images", "previews",
];

/// Deletes all that a compilation of the site below `root` would read; tells whether there was anything.
pub fn clear(root: &Path) -> bool {
    let mut any = false;
    for kind in KINDS {
        let cache = Cache::of(root, kind);
        any |= cache.entries().is_some_and(|(_, names)| !names.is_empty());
        cache.keep(&BTreeSet::new());
    }
    any
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

/// The largest result that is read at once, in bytes; nothing that was written is as large.
const LARGEST: u64 = 1 << 31;

/// How the name of a file ends that is being written.
const UNFINISHED: &str = ".tmp";
/// After this time nobody writes it any more.
const ABANDONED: Duration = Duration::from_secs(3600);

/// A result that is written piece by piece. One that is not finished leaves nothing behind.
pub struct Writer {
    fresh: Fresh,
    file: BufWriter<fs::File>,
    hasher: blake3::Hasher,
    /// How many bytes the result has so far.
    length: u64,
    /// Whether all could be written so far.
    is_sound: bool,
}

impl Writer {
    /// The result, to be read part by part; what is added can be read after [`Writer::flush`]. None where a file that is open cannot
    /// be replaced.
    pub fn held(&self) -> Option<Held> {
        if cfg!(unix) {
            Held::of(self.file.get_ref().try_clone().ok()?)
        } else {
            None
        }
    }

    /// How many bytes the result has so far.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Hands what was added to the disk, and says whether all of it could be written.
    pub fn flush(&mut self) -> bool {
        self.is_sound = self.is_sound && self.file.flush().is_ok();
        self.is_sound
    }

    pub fn add(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.length += bytes.len() as u64;
        self.is_sound = self.is_sound && self.file.write_all(bytes).is_ok();
    }

    /// Keeps the result under a key.
    pub fn finish(mut self, key: Key) {
        let hash = self.hasher.finalize();
        let is_whole =
            self.is_sound && self.file.seek(SeekFrom::Start(0)).is_ok() && self.file.write_all(hash.as_bytes()).is_ok();
        if is_whole && self.file.into_inner().is_ok() {
            // What cannot be moved to its place is deleted.
            let _ = self.fresh.place(blake3::Hash::from(key.0).to_hex().as_str());
        }
    }
}

/// How much is read or written at once.
const BUFFER: usize = 1 << 18;

/// A file that is hashed while it is read.
struct Hashed {
    file: BufReader<fs::File>,
    hasher: blake3::Hasher,
}

impl io::Read for Hashed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(into)?;
        self.hasher.update(&into[..count]);
        Ok(count)
    }
}

/// A result that is read part by part. Nobody changes it: a new one takes its place, and this one lasts as long as it is held.
#[derive(Debug)]
pub struct Held {
    place: Place,
    /// Why something could not be read.
    failure: OnceLock<io::Error>,
}

#[derive(Debug)]
enum Place {
    #[cfg(unix)]
    File(fs::File),
    Memory(Vec<u8>),
}

impl Held {
    /// A result in memory.
    pub fn in_memory(result: Vec<u8>) -> Held {
        Held::at(Place::Memory(result))
    }

    fn at(place: Place) -> Held {
        Held {
            place,
            failure: OnceLock::new(),
        }
    }

    #[cfg(unix)]
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
    fn of(file: fs::File) -> Option<Held> {
        Some(Held::at(Place::File(file)))
    }

    /// Elsewhere a file cannot be replaced while it is open.
    #[cfg(not(unix))]
    fn of(mut file: fs::File) -> Option<Held> {
        let mut result = Vec::new();
        file.seek(SeekFrom::Start(blake3::OUT_LEN as u64)).ok()?;
        file.read_to_end(&mut result).ok()?;
        Some(Held::in_memory(result))
    }

    /// A part of the result, by its bytes. What cannot be read is empty, and [`Held::failure`] tells why.
    pub fn part(&self, range: Range<u64>) -> Cow<'_, [u8]> {
        let part = match &self.place {
            #[cfg(unix)]
            Place::File(file) => {
                use std::os::unix::fs::FileExt as _;
                usize::try_from(range.end - range.start)
                    .map_err(io::Error::other)
                    .and_then(|length| {
                        let mut part = vec![0; length];
                        file.read_exact_at(&mut part, blake3::OUT_LEN as u64 + range.start)?;
                        Ok(Cow::Owned(part))
                    })
            }
            Place::Memory(result) => usize::try_from(range.start)
                .ok()
                .zip(usize::try_from(range.end).ok())
                .and_then(|(start, end)| result.get(start..end))
                .map(Cow::Borrowed)
                .ok_or_else(|| io::ErrorKind::UnexpectedEof.into()),
        };
        part.unwrap_or_else(|error| {
            // The first failure is told; others come of the same.
            let _ = self.failure.set(error);
            Cow::Borrowed(&[])
        })
    }

    /// Why something could not be read, where that was so.
    pub fn failure(&self) -> Option<&io::Error> {
        self.failure.get()
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
        let path = root.path().join(cache.path(one));
        let mut bytes = fs::read(&path).expect("it is there");
        *bytes.last_mut().expect("it is not empty") ^= 1;
        fs::write(&path, bytes).expect("it can be written");
        assert_eq!(cache.get(one), None);
        fs::write(&path, b"short").expect("it can be written");
        assert_eq!(cache.get(one), None);
    }

    #[test]
    fn a_result_can_be_read_part_by_part() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let cache = Cache::of(root.path(), "texts");
        let key = Key::of(&[b"a"]);
        let mut writer = cache.writer().expect("it can be written");
        let early = writer.held();
        writer.add(b"first");
        writer.add(b"second");
        assert_eq!((writer.length(), writer.flush()), (11, true));
        if let Some(early) = early {
            assert_eq!(&*early.part(5..8), b"sec");
        }
        writer.finish(key);
        let begin = |reader: &mut dyn io::Read| {
            let mut begin = [0; 5];
            reader.read_exact(&mut begin).map(|()| begin)
        };
        let (read, held) = cache.open(key, begin).expect("it is there");
        assert_eq!(&read, b"first");
        // Another takes its place, and what is held stays.
        cache.put(key, b"third");
        assert_eq!((&*held.part(0..5), &*held.part(5..11)), (&b"first"[..], &b"second"[..]));
        assert!(held.failure().is_none());
        assert!(held.part(5..20).is_empty());
        assert!(held.failure().is_some());
        let held = Held::in_memory(b"12345".to_vec());
        assert_eq!(&*held.part(1..3), b"23");
        assert!(held.part(4..6).is_empty() && held.failure().is_some());
        fs::write(
            root.path().join(cache.path(key)),
            b"damaged, and not what was kept there",
        )
        .expect("it can be written");
        assert!(cache.open(key, begin).is_none());
    }

    #[test]
    fn what_is_no_longer_used_goes() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let cache = Cache::of(root.path(), "images");
        let (one, two) = (Key::of(&[b"1"]), Key::of(&[b"2"]));
        cache.put(one, b"1");
        cache.put(two, b"2");
        fs::write(root.path().join(&cache.folder).join("notes.txt"), "x").expect("it can be written");
        cache.keep(&BTreeSet::from([two]));
        assert_eq!((cache.get(one), cache.get(two).as_deref()), (None, Some(&b"2"[..])));
        assert!(root.path().join(&cache.folder).join("notes.txt").exists());
    }
}
