//! Safe access to files. Only regular files are read, up to a size limit, and no symbolic link
//! below a folder is followed.
//!
//! A [`Folder`] is an open directory, and each name of a path below it is opened in turn. On Unix
//! every step refuses links: a name that is replaced by a link between a check and its use is not
//! followed. Opening a pipe without a writer would block a build for ever. So files are opened
//! without blocking, and checked before they are read.

mod error;
mod folder;
mod lock;
mod new_file;
#[cfg(not(unix))]
mod portable;
mod resolve;
mod stamp;
mod tree;
#[cfg(unix)]
mod unix;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

pub use self::error::{AccessError, FileType};
use self::folder::check_name;
pub use self::lock::{Lock, LockOutcome};
pub use self::new_file::{NewFile, random_name};
#[cfg(not(unix))]
pub use self::portable::Folder;
pub use self::resolve::{are_same, link_target, resolve};
pub use self::stamp::FileStamp;
pub use self::tree::{ListedFile, MAX_FILES, list};
#[cfg(unix)]
pub use self::unix::Folder;

/// Reads a regular file at a path below `root`, if it has at most `limit` bytes.
///
/// # Errors
/// If it does not exist, is not a regular file, is reached through a link, is too large or cannot
/// be read.
pub fn read(root: &Path, path: &str, limit: u64) -> Result<Vec<u8>, AccessError> {
    FileReader::new(root).read(path, limit)
}

/// Reads files below a folder. Keeps the folder of the last file open, because the next file is
/// usually in the same folder.
pub struct FileReader<'a> {
    root: &'a Path,
    last: Option<(String, Folder)>,
}

impl<'a> FileReader<'a> {
    /// Returns a reader of files below `root`.
    pub fn new(root: &'a Path) -> FileReader<'a> {
        FileReader { root, last: None }
    }

    /// Reads a regular file, if it has at most `limit` bytes.
    ///
    /// # Errors
    /// As for [`read`].
    pub fn read(&mut self, path: &str, limit: u64) -> Result<Vec<u8>, AccessError> {
        let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
        check_name(name)?;
        let folder = match &self.last {
            Some((last, folder)) if last == above => folder,
            _ => {
                let folder = Folder::open(self.root)
                    .map_err(AccessError::from_io)?
                    .below(above)?;
                &self.last.insert((above.to_owned(), folder)).1
            }
        };
        let (file, about) = folder.regular(name, path)?;
        read_limited(file, about.len(), limit)
    }
}

/// Reads a file, if it has at most `limit` bytes. `size` is the size in its metadata.
fn read_limited(mut file: File, size: u64, limit: u64) -> Result<Vec<u8>, AccessError> {
    if size > limit {
        return Err(AccessError::TooLarge(size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    // The file may grow while it is read, and some special files have no size.
    (&mut file)
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(AccessError::Io)?;
    if bytes.len() as u64 > limit {
        return Err(AccessError::TooLarge(bytes.len() as u64));
    }
    Ok(bytes)
}

/// Opens a regular file at a path below `root` for reading.
///
/// # Errors
/// If it does not exist, is not a regular file, is reached through a link or cannot be opened.
pub fn open(root: &Path, path: &str) -> Result<File, AccessError> {
    Folder::open(root).map_err(AccessError::from_io)?.file(path)
}

/// Returns the type of the file, folder or other object at a path below `root`, or `None` if there
/// is nothing.
///
/// # Errors
/// If a part of the path is not a folder, is a link or cannot be opened.
pub fn file_type(root: &Path, path: &str) -> Result<Option<FileType>, AccessError> {
    let found = Folder::open(root)
        .map_err(AccessError::from_io)
        .and_then(|folder| folder.file_type(path));
    match found {
        Ok(found) => Ok(Some(found)),
        Err(AccessError::Missing) => Ok(None),
        Err(error) => Err(error),
    }
}
