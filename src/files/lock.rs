//! Locks between processes: a file that the operating system locks, so that a process that is
//! killed leaves none behind.

use std::fs::{File, TryLockError};
use std::io;

use super::{FileType, Folder};

/// A lock that this process holds until it is dropped or the process ends.
#[derive(Debug)]
pub struct Lock {
    folder: Folder,
    name: String,
    /// Closing it ends the lock.
    _file: File,
}

/// What came of asking for a lock.
#[derive(Debug)]
pub enum LockOutcome {
    Taken(Lock),
    /// Another process holds it.
    Busy,
    /// The file system knows no locks.
    Unknown,
}

impl Lock {
    /// Asks for the lock of this name in a folder, and does not wait.
    ///
    /// # Errors
    /// When its file cannot be made.
    pub fn try_acquire(folder: &Folder, name: &str) -> io::Result<LockOutcome> {
        loop {
            let file = folder.opened_or_created(name)?;
            if FileType::from_std(file.metadata()?.file_type()) != FileType::File {
                return Err(io::Error::other(format!("`{name}` is not a file")));
            }
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(LockOutcome::Busy),
                Err(TryLockError::Error(_)) => return Ok(LockOutcome::Unknown),
            }
            // Whoever held it may have deleted the file since it was opened; then another file is
            // the lock.
            if folder.holds(name, &file) {
                return Ok(LockOutcome::Taken(Lock {
                    folder: folder.clone(),
                    name: name.to_owned(),
                    _file: file,
                }));
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is still locked: whoever opened this file before sees that it is the lock no
        // more.
        if cfg!(unix) {
            let _ = self.folder.remove(&self.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_held_once_and_leaves_nothing() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let folder = Folder::open(root.path()).expect("it is there");
        let ask = || Lock::try_acquire(&folder, ".lock").expect("files can be made");
        let LockOutcome::Taken(lock) = ask() else {
            panic!("nobody else holds it");
        };
        assert!(matches!(ask(), LockOutcome::Busy));
        drop(lock);
        assert!(folder.kind(".lock").is_err());
        // A file that a killed process left is no lock.
        drop(folder.create(".lock").expect("files can be made"));
        assert!(matches!(ask(), LockOutcome::Taken(_)));
    }
}
