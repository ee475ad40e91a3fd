//! The private folder in which files wait: nobody else can read it, no two builds share it, and it
//! is never in the output.
//!
//! It lies in the site's cache, from where files can be moved to most outputs without a copy. Each
//! has a lock beside it that its build holds; one whose lock nobody holds was left by a build that
//! was killed, and the next build deletes it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::files::{FileType, Folder, Lock, LockOutcome, chance};
use crate::incremental::{self, FOLDER};

/// The folder of all rooms, in the cache.
const STAGING: &str = "staging";
/// How the name of a room's lock ends.
const LOCK: &str = ".lock";

/// A folder of this build alone. It is deleted with all that is in it when it is dropped.
pub(super) struct StagingFolder {
    folder: Folder,
    path: PathBuf,
    kept_by: StagingOwner,
}

enum StagingOwner {
    Lock {
        _lock: Lock,
    },
    /// The folder for temporary files, where nothing can be written below the site's root.
    System {
        _folder: TempDir,
    },
}

impl StagingFolder {
    /// A new room, below the root where that can be written into.
    pub fn new(root: Option<&Path>) -> io::Result<StagingFolder> {
        if let Some(room) = root.and_then(|root| StagingFolder::in_cache(root).ok()) {
            return Ok(room);
        }
        let temporary = tempfile::Builder::new().prefix("griot-").tempdir()?;
        Ok(StagingFolder {
            folder: Folder::open(temporary.path())?,
            path: temporary.path().to_owned(),
            kept_by: StagingOwner::System { _folder: temporary },
        })
    }

    fn in_cache(root: &Path) -> io::Result<StagingFolder> {
        let cache = Folder::open(root)?.create_below(FOLDER)?;
        incremental::ignored(&cache)?;
        if cache.kind(STAGING).is_err() {
            match cache.make_private(STAGING) {
                // Another build was quicker.
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
        }
        let rooms = cache.below(STAGING)?;
        loop {
            let name = chance();
            // The lock comes first: a folder whose lock nobody holds is deleted by others.
            let lock = match Lock::try_acquire(&rooms, &format!("{name}{LOCK}"))? {
                LockOutcome::Taken(lock) => lock,
                LockOutcome::Busy => continue,
                LockOutcome::Unknown => return Err(io::ErrorKind::Unsupported.into()),
            };
            rooms.make_private(&name)?;
            let folder = rooms.below(&name)?;
            return Ok(StagingFolder {
                path: folder.path().to_owned(),
                folder,
                kept_by: StagingOwner::Lock { _lock: lock },
            });
        }
    }

    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for StagingFolder {
    fn drop(&mut self) {
        if matches!(self.kept_by, StagingOwner::Lock { .. }) {
            // While the lock is still held.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// Deletes what builds left below a site's root that were killed.
pub fn sweep(root: &Path) {
    let rooms = Folder::open(root).ok();
    let Some(rooms) = rooms.and_then(|root| root.below(&format!("{FOLDER}/{STAGING}")).ok()) else {
        return;
    };
    for name in rooms.names().unwrap_or_default() {
        let room = name.strip_suffix(LOCK).unwrap_or(&name);
        let Ok(LockOutcome::Taken(_lock)) = Lock::try_acquire(&rooms, &format!("{room}{LOCK}"))
        else {
            continue;
        };
        if matches!(rooms.kind(room), Ok(FileType::Folder)) {
            let _ = fs::remove_dir_all(rooms.path().join(room));
        }
    }
}
