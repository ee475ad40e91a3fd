//! Locks between processes. The operating system locks a file, so a killed process leaves no lock.

use std::fs::{File, TryLockError};
use std::io;

use super::{FileType, Folder};
use crate::message;
use crate::messages::MessageError;

/// A lock that is held until it is dropped or the process ends.
#[derive(Debug)]
pub struct Lock {
    folder: Folder,
    name: String,
    /// The locked file. Closing it releases the lock.
    _file: File,
}

/// The outcome of an attempt to lock.
#[derive(Debug)]
pub enum LockOutcome {
    Taken(Lock),
    /// Another process has the lock.
    Busy,
    /// The file system does not support locks.
    Unknown,
}

impl Lock {
    /// Tries to take the lock with this name in a folder, without waiting.
    ///
    /// # Errors
    /// If the file of the lock cannot be created.
    pub fn try_acquire(folder: &Folder, name: &str) -> io::Result<LockOutcome> {
        loop {
            let file = folder.opened_or_created(name)?;
            if FileType::from_std(file.metadata()?.file_type()) != FileType::File {
                let message = message!("`{name}` is not a file", name);
                return Err(io::Error::other(MessageError(message)));
            }
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(LockOutcome::Busy),
                Err(TryLockError::Error(_)) => return Ok(LockOutcome::Unknown),
            }
            // The previous owner may have deleted the file after it was opened. Then the lock is
            // another file.
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
        // The file is deleted while it is still locked. Another process that has opened it can then
        // see that the file is no longer the lock.
        if cfg!(unix) {
            let _ = self.folder.remove(&self.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_exclusive_and_leaves_no_file() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let folder = Folder::open(root.path()).expect("it is there");
        let ask = || Lock::try_acquire(&folder, ".lock").expect("files can be made");
        let LockOutcome::Taken(lock) = ask() else {
            panic!("nobody else holds it");
        };
        assert!(matches!(ask(), LockOutcome::Busy));
        drop(lock);
        assert!(folder.kind(".lock").is_err());
        // The file that a killed process left is not locked.
        drop(folder.create(".lock").expect("files can be made"));
        assert!(matches!(ask(), LockOutcome::Taken(_)));
    }
}
