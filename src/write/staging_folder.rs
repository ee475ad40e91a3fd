//! The staging folder: private to one build, unreadable for other users, and never in the output.
//!
//! It is in the site's cache, from which files can be renamed into most outputs. The lock of each
//! staging folder is a file beside it, which the build holds. A folder that is not locked was left
//! by a killed build, and the next build deletes it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::files::{FileType, Folder, Lock, LockOutcome, random_name};
use crate::incremental::{self, FOLDER};

/// The parent of all staging folders, in the cache.
const STAGING: &str = "staging";
/// The suffix of a staging folder's lock.
const LOCK: &str = ".lock";

/// A folder of this build alone. It is deleted with its content on drop.
pub(super) struct StagingFolder {
    folder: Folder,
    path: PathBuf,
    kept_by: StagingOwner,
}

/// The object that deletes the folder.
enum StagingOwner {
    Lock {
        _lock: Lock,
    },
    /// In the system's folder for temporary files. Used if nothing can be written below the site's
    /// root.
    System {
        _folder: TempDir,
    },
}

impl StagingFolder {
    /// Creates a staging folder, below the root if that can be written.
    pub fn new(root: Option<&Path>) -> io::Result<StagingFolder> {
        if let Some(staging) = root.and_then(|root| StagingFolder::in_cache(root).ok()) {
            return Ok(staging);
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
        incremental::exclude_from_git(&cache)?;
        if cache.kind(STAGING).is_err() {
            match cache.make_private(STAGING) {
                // Another build has just created it.
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
        }
        let parent = cache.below(STAGING)?;
        loop {
            let name = random_name();
            // The lock is taken first, because other builds delete an unlocked folder.
            let lock = match Lock::try_acquire(&parent, &format!("{name}{LOCK}"))? {
                LockOutcome::Taken(lock) => lock,
                LockOutcome::Busy => continue,
                LockOutcome::Unknown => return Err(io::ErrorKind::Unsupported.into()),
            };
            parent.make_private(&name)?;
            let folder = parent.below(&name)?;
            return Ok(StagingFolder {
                path: folder.path().to_owned(),
                folder,
                kept_by: StagingOwner::Lock { _lock: lock },
            });
        }
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Returns the path of the folder.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for StagingFolder {
    fn drop(&mut self) {
        if matches!(self.kept_by, StagingOwner::Lock { .. }) {
            // The folder is deleted while the lock is still held.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// Deletes the staging folders of killed builds below a site's root.
pub fn sweep(root: &Path) {
    let parent = Folder::open(root).ok();
    let Some(parent) = parent.and_then(|root| root.below(&format!("{FOLDER}/{STAGING}")).ok())
    else {
        return;
    };
    for name in parent.names().unwrap_or_default() {
        let staging = name.strip_suffix(LOCK).unwrap_or(&name);
        let Ok(LockOutcome::Taken(_lock)) = Lock::try_acquire(&parent, &format!("{staging}{LOCK}"))
        else {
            continue;
        };
        if matches!(parent.kind(staging), Ok(FileType::Folder)) {
            let _ = fs::remove_dir_all(parent.path().join(staging));
        }
    }
}
