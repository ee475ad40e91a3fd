//! Hashes and metadata of written files. They show, without reading a file, whether it is
//! unchanged.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use foldhash::HashMap;

use super::stamp;
use crate::files::{FileStamp, Folder};
use crate::incremental::{Hash, Store};

/// The hash of a file when it was written, and the metadata that reveals later changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrittenFile {
    pub hash: Hash,
    pub stamp: FileStamp,
    /// Whether a later change could leave the metadata the same. If so, the file is read to compare
    /// it.
    is_fresh: bool,
}

impl WrittenFile {
    /// Returns the record of a file with this hash and metadata.
    pub fn new(hash: Hash, about: &fs::Metadata) -> WrittenFile {
        let stamp = FileStamp::from_metadata(about);
        WrittenFile {
            hash,
            stamp,
            is_fresh: stamp.is_fresh(SystemTime::now()),
        }
    }

    /// Returns a record of the file at a path if its bytes have this hash; for files without a
    /// record, such as those restored from another machine.
    pub fn verify(folder: &Folder, path: &str, hash: Hash) -> Option<WrittenFile> {
        let mut file = folder.file(path).ok()?;
        let record = WrittenFile::new(hash, &file.metadata().ok()?);
        let mut bytes = Vec::new();
        (&mut file)
            .take(record.stamp.size + 1)
            .read_to_end(&mut bytes)
            .ok()?;
        (Hash::of(&bytes) == hash).then_some(record)
    }

    /// Whether the file at a path is unchanged since it was recorded.
    pub fn is_unchanged(&self, folder: &Folder, path: &str) -> bool {
        stamp(folder, path) == Some(self.stamp) && (!self.is_fresh || self.has_bytes(folder, path))
    }

    fn has_bytes(&self, folder: &Folder, path: &str) -> bool {
        let mut bytes = Vec::new();
        folder.file(path).is_ok_and(|file| {
            file.take(self.stamp.size + 1)
                .read_to_end(&mut bytes)
                .is_ok()
        }) && Hash::of(&bytes) == self.hash
    }

    /// Returns the record of a file after it was moved to its place, or `None` if it was changed
    /// after it was staged.
    pub fn moved(self, folder: &Folder, path: &str) -> Option<WrittenFile> {
        let now = stamp(folder, path)?;
        // A copy has its own inode and times.
        let is_copy = now.inode != self.stamp.inode || now.device != self.stamp.device;
        if now.size != self.stamp.size || !is_copy && !self.stamp.is_moved(&now) {
            return None;
        }
        Some(WrittenFile {
            stamp: now,
            is_fresh: is_copy || now.is_fresh(SystemTime::now()),
            ..self
        })
    }
}

/// The records of the files in an output folder, made by its last build and stored in the cache.
pub(super) struct WrittenFiles {
    store: Arc<Store>,
    key: Hash,
    known: HashMap<String, WrittenFile>,
    /// The key of the build that wrote the files.
    build: Option<Hash>,
}

impl WrittenFiles {
    /// Reads the records of an output folder from the store.
    pub fn read(store: Arc<Store>, out: &Path) -> WrittenFiles {
        let place = fs::canonicalize(out).unwrap_or_else(|_| out.to_owned());
        let key = Hash::of_parts(&[b"output", place.to_string_lossy().as_bytes()]);
        let text = store
            .get(key)
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .unwrap_or_default();
        let (first, rest) = text.split_once('\n').unwrap_or_default();
        WrittenFiles {
            known: rest.lines().filter_map(parsed).collect(),
            build: Hash::parse(first),
            store,
            key,
        }
    }

    /// Whether the build with this hash wrote the files.
    pub fn are_of_build(&self, build: Hash) -> bool {
        self.build == Some(build)
    }

    /// Returns the number of records.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Returns the record of a file.
    pub fn get(&self, path: &str) -> Option<WrittenFile> {
        self.known.get(path).copied()
    }

    /// Replaces all records by those of a new build.
    pub fn save(&self, records: Vec<(&str, WrittenFile)>, build: Option<Hash>) {
        let is_known = |(path, record): &(&str, WrittenFile)| self.get(path) == Some(*record);
        if build == self.build && records.len() == self.known.len() && records.iter().all(is_known)
        {
            return;
        }
        let mut text = build.map(|build| build.to_string()).unwrap_or_default();
        text.push('\n');
        for (
            path,
            WrittenFile {
                hash,
                stamp,
                is_fresh,
            },
        ) in records
        {
            let FileStamp {
                size,
                modified,
                changed,
                inode,
                device,
            } = stamp;
            let is_fresh = u8::from(is_fresh);
            text.push_str(&format!(
                "{hash} {size} {modified} {changed} {inode} {device} {is_fresh} {path}\n"
            ));
        }
        self.store.put(self.key, text.as_bytes());
    }
}

fn parsed(line: &str) -> Option<(String, WrittenFile)> {
    let mut parts = line.splitn(8, ' ');
    let mut next = || parts.next();
    let record = WrittenFile {
        hash: Hash::parse(next()?)?,
        stamp: FileStamp {
            size: next()?.parse().ok()?,
            modified: next()?.parse().ok()?,
            changed: next()?.parse().ok()?,
            inode: next()?.parse().ok()?,
            device: next()?.parse().ok()?,
        },
        is_fresh: next()? != "0",
    };
    Some((next()?.to_owned(), record))
}
