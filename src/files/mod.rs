//! Access to files that cannot be led astray: regular files only, through no symbolic link below a
//! folder, and up to a limit.
//!
//! A [`Folder`] is held open, and what is below it is reached from it name by name. So a name that
//! is exchanged for a link between a check and its use leads nowhere: on Unix every step refuses
//! links by itself. Opening never waits: a pipe without a writer would hold up a build for ever, so
//! files are opened without blocking and looked at before they are read.

mod error;
mod folder;
mod lock;
mod new_file;
#[cfg(not(unix))]
mod portable;
mod resolve;
mod stamp;
#[cfg(unix)]
mod unix;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

pub use self::error::{AccessError, FileType};
use self::folder::plain;
pub use self::lock::{Lock, LockOutcome};
pub use self::new_file::{NewFile, chance};
#[cfg(not(unix))]
pub use self::portable::Folder;
pub use self::resolve::{are_same, resolved, target};
pub use self::stamp::FileStamp;
#[cfg(unix)]
pub use self::unix::Folder;

/// The bytes of a regular file at a path below `root`, if there are at most `limit`.
///
/// # Errors
/// When it is not there, is no regular file, is reached through a link, is too large or cannot be
/// read.
pub fn read(root: &Path, path: &str, limit: u64) -> Result<Vec<u8>, AccessError> {
    FileReader::new(root).read(path, limit)
}

/// Reads files below a folder, and holds the folder of the last one open: the next is most often
/// beside it.
pub struct FileReader<'a> {
    root: &'a Path,
    last: Option<(String, Folder)>,
}

impl<'a> FileReader<'a> {
    /// A reader of what is below `root`.
    pub fn new(root: &'a Path) -> FileReader<'a> {
        FileReader { root, last: None }
    }

    /// The bytes of a regular file, if there are at most `limit`.
    ///
    /// # Errors
    /// As [`read`].
    pub fn read(&mut self, path: &str, limit: u64) -> Result<Vec<u8>, AccessError> {
        let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
        plain(name)?;
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
        whole(file, about.len(), limit)
    }
}

/// The bytes of a file that tells this size, if there are at most `limit`.
fn whole(mut file: File, size: u64, limit: u64) -> Result<Vec<u8>, AccessError> {
    if size > limit {
        return Err(AccessError::TooLarge(size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    // It may grow while it is read, and some files do not tell their size.
    (&mut file)
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(AccessError::Io)?;
    if bytes.len() as u64 > limit {
        return Err(AccessError::TooLarge(bytes.len() as u64));
    }
    Ok(bytes)
}

/// A regular file at a path below `root`, open for reading.
///
/// # Errors
/// When it is not there, is no regular file, is reached through a link or cannot be opened.
pub fn open(root: &Path, path: &str) -> Result<File, AccessError> {
    Folder::open(root).map_err(AccessError::from_io)?.file(path)
}

/// What stands at a path below `root`; nothing where nothing does.
///
/// # Errors
/// When a folder on the way is none, is a link or cannot be opened.
pub fn look(root: &Path, path: &str) -> Result<Option<FileType>, AccessError> {
    let found = Folder::open(root)
        .map_err(AccessError::from_io)
        .and_then(|folder| folder.look(path));
    match found {
        Ok(found) => Ok(Some(found)),
        Err(AccessError::Missing) => Ok(None),
        Err(refused) => Err(refused),
    }
}
