//! The bytes of served files, kept in an unnamed file below `.griot-cache/`.
//!
//! Ten thousand pages have half a gigabyte, and few of them are ever opened. The name of the file
//! is deleted as soon as it is created, so the file is gone when the program ends, however it ends.
//! If no file can be created, the bytes stay in memory.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::served_site::ServedFiles;
use crate::files::{Folder, NewFile};
use crate::incremental;

/// A file to which bytes are appended. It can be read at any position.
pub(super) struct PageStore(Mutex<Option<OpenPageStore>>);

/// The open file of a store.
struct OpenPageStore {
    file: fs::File,
    /// The length of the complete bytes in it; an incomplete write is overwritten.
    end: u64,
}

/// The bytes of one file of the site.
#[derive(Clone)]
pub(super) enum PageBytes {
    Stored {
        store: Arc<PageStore>,
        at: u64,
        length: usize,
    },
    Memory(Arc<[u8]>),
}

/// The maximum number of unused bytes in the file. It may exceed this by the number of bytes in
/// use.
const MAX_UNUSED: u64 = 64 << 20;

impl PageStore {
    /// Returns an empty store for the site below `root`.
    pub(super) fn new(root: &Path) -> Arc<PageStore> {
        let open = unnamed_file(root)
            .ok()
            .map(|file| OpenPageStore { file, end: 0 });
        Arc::new(PageStore(Mutex::new(open)))
    }

    /// Stores bytes. If they cannot be written they stay in memory.
    pub(super) fn add(self: &Arc<PageStore>, bytes: Vec<u8>) -> PageBytes {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match open.as_mut().and_then(|open| open.add(&bytes).ok()) {
            Some(at) => PageBytes::Stored {
                store: Arc::clone(self),
                at,
                length: bytes.len(),
            },
            None => PageBytes::Memory(bytes.into()),
        }
    }

    /// Returns this store. If too much of it is unused, returns a copy that has only these files.
    pub(super) fn compacted(
        self: Arc<PageStore>,
        files: &mut ServedFiles,
        root: &Path,
    ) -> Arc<PageStore> {
        let end = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .as_ref()
            .map_or(0, |open| open.end);
        let used: u64 = files.values().map(|file| file.bytes.stored()).sum();
        if end <= 2 * used + MAX_UNUSED {
            return self;
        }
        let next = PageStore::new(root);
        for file in files.values_mut().filter(|file| file.bytes.stored() > 0) {
            // Bytes that cannot be read stay in the old store. A request for them reports the
            // error.
            if let Ok(bytes) = file.bytes.read() {
                file.bytes = next.add(bytes.into_owned());
            }
        }
        next
    }
}

impl OpenPageStore {
    /// Appends bytes. Returns their position.
    fn add(&mut self, bytes: &[u8]) -> io::Result<u64> {
        let at = self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(bytes)?;
        self.end += bytes.len() as u64;
        Ok(at)
    }
}

impl PageBytes {
    /// Returns the bytes.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn read(&self) -> io::Result<Cow<'_, [u8]>> {
        match self {
            PageBytes::Memory(bytes) => Ok(Cow::Borrowed(bytes)),
            PageBytes::Stored { store, at, length } => {
                let mut bytes = vec![0; *length];
                let mut open = store.0.lock().unwrap_or_else(PoisonError::into_inner);
                let file = &mut open.as_mut().ok_or(io::ErrorKind::NotFound)?.file;
                file.seek(SeekFrom::Start(*at))?;
                file.read_exact(&mut bytes)?;
                Ok(Cow::Owned(bytes))
            }
        }
    }

    /// Returns how many of the bytes are in a store's file.
    fn stored(&self) -> u64 {
        match self {
            PageBytes::Memory(_) => 0,
            PageBytes::Stored { length, .. } => *length as u64,
        }
    }
}

/// Creates a file without a name.
fn unnamed_file(root: &Path) -> io::Result<fs::File> {
    let folder = Folder::open(root)?.create_below(incremental::FOLDER)?;
    incremental::exclude_from_git(&folder)?;
    let (fresh, file) = NewFile::in_folder(&folder, "served-", ".tmp")?;
    // Deletes its name, so that the file is deleted when it is closed.
    drop(fresh);
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::super::served_site::ServedFile;
    use super::*;
    use crate::incremental::Hash;

    fn end(store: &PageStore) -> u64 {
        store
            .0
            .lock()
            .expect("nobody panicked")
            .as_ref()
            .map_or(0, |open| open.end)
    }

    #[test]
    fn bytes_are_in_a_file_that_has_no_name() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let store = PageStore::new(root.path());
        let stored: Vec<PageBytes> = [&b"first"[..], b"", b"third"]
            .map(|bytes| store.add(bytes.to_vec()))
            .into();
        assert_eq!(end(&store), 10);
        for (bytes, wanted) in stored.iter().zip([&b"first"[..], b"", b"third"]).rev() {
            assert_eq!(bytes.read().expect("it is there"), wanted);
        }
        let names: Vec<_> = fs::read_dir(root.path().join(incremental::FOLDER))
            .expect("it is there")
            .collect();
        assert_eq!(names.len(), 1, "the list of ignored files: {names:?}");
    }

    #[test]
    fn without_a_folder_bytes_are_in_memory() {
        let root = tempfile::tempdir().expect("a folder of our own");
        fs::write(root.path().join(incremental::FOLDER), "no folder").expect("it can be written");
        let bytes = PageStore::new(root.path()).add(b"page".to_vec());
        assert!(matches!(&bytes, PageBytes::Memory(_)));
        assert_eq!(bytes.read().expect("it is there"), &b"page"[..]);
    }

    #[test]
    fn what_no_page_has_any_more_goes_when_it_is_much() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let mut store = PageStore::new(root.path());
        let page = |number: u8| vec![number; 40 << 20];
        let mut files = ServedFiles::new();
        for number in 0..4 {
            let (bytes, hash) = (store.add(page(number)), Hash::of(&[number]));
            files.insert("index.html".to_owned(), ServedFile { bytes, hash });
            store = store.compacted(&mut files, root.path());
            assert!(end(&store) <= 2 * (40 << 20) + MAX_UNUSED, "after {number}");
            let bytes = files["index.html"].bytes.read().expect("it is there");
            assert!(bytes == page(number), "page {number}");
        }
        assert_eq!(end(&store), 40 << 20, "the others are gone");
    }
}
