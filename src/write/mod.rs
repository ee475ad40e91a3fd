//! Writing of the site to the disk: only changed files, each atomically, and only griot's own
//! files.
//!
//! A folder belongs to griot if it has a manifest, which lists the files of the last build. Any
//! other folder must be empty; files whose name begins with a dot are neither counted nor touched.
//! Only one build at a time writes into a folder. The operating system holds the lock, so a killed
//! build does not leave it behind.
//!
//! Files are staged in a private folder of the cache as soon as they are rendered. When all are
//! staged and there is no error, the output is checked for obstacles. Then each file is moved to
//! its place, or each folder as a whole if the output was empty. A file that already has the same
//! bytes is not touched. Files of the manifest that are not in this build are deleted. Of all other
//! files, only the leftovers of killed builds are deleted.

mod checksums;
mod compare;
mod error;
mod moves;
mod output;
mod staging;
mod staging_folder;
mod written_files;

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use rayon::prelude::*;

pub use self::checksums::{ChecksumDifferences, check_checksums};
pub use self::compare::{FolderDifferences, compare};
pub use self::error::{Obstacle, SourceFolder, WriteError};
pub use self::output::{OutputFolder, refuse_source};
pub use self::staging::Staging;
use self::staging::parent_folders;
pub use self::staging_folder::sweep;
use crate::files::{AccessError, FileStamp, FileType, Folder, NewFile};
use crate::render::Artifact;

/// The name of the manifest, which lists griot's files in an output folder.
pub const MANIFEST: &str = ".griot-manifest";

/// What a build changed in its output folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub written: usize,
    pub unchanged: usize,
    pub deleted: usize,
    /// The size of the site in bytes.
    pub bytes: u64,
}

/// Writes a site into the folder `out`.
///
/// # Errors
/// If the folder does not belong to griot, or something cannot be read or written. Files that were
/// already moved stay, and are in the manifest.
pub fn report(out: &Path, artifacts: &[Artifact]) -> Result<Report, WriteError> {
    let staging = Staging::new(OutputFolder::claim(out, |_| {})?, None);
    artifacts
        .par_iter()
        .for_each(|artifact| staging.stage(artifact, None));
    staging.commit(None)
}

/// Replaces a file below a folder atomically. Even after a power failure, a reader finds either the
/// old file or the new one.
///
/// # Errors
/// If it cannot be written, or its path contains a link.
pub fn replace(root: &Path, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
    let fail = |error: io::Error| WriteError::Io(root.join(path), error);
    let folder = Folder::open(root).map_err(fail)?;
    let (folder, name) = folder.parent(path).map_err(|error| fail(error.into()))?;
    let mut permissions = None;
    match folder.kind(name) {
        Ok(FileType::Link) => return Err(WriteError::Link(root.join(path))),
        Ok(FileType::File) => {
            let about = folder.file(name).map_err(|error| fail(error.into()))?;
            permissions = about.metadata().ok().map(|about| about.permissions());
        }
        Err(_) => {}
        Ok(found) => {
            let error = AccessError::Is(found, name.to_owned());
            return Err(fail(error.into()));
        }
    }
    write_file(&folder, name, bytes, permissions).map_err(fail)
}

/// Writes a file as a whole, with the permissions of the one that it replaces.
fn write_file(
    folder: &Folder,
    name: &str,
    bytes: &[u8],
    permissions: Option<fs::Permissions>,
) -> io::Result<()> {
    let (fresh, mut file) = NewFile::in_folder(folder, &format!("{OURS}{name}."), UNFINISHED)?;
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    file.sync_all()?;
    drop(file);
    fresh.place(name)
}

/// The prefix and suffix of unfinished files and folders.
const OURS: &str = ".griot-";

const UNFINISHED: &str = ".tmp";

/// Returns the stamp of a regular file below a folder.
fn stamp(folder: &Folder, path: &str) -> Option<FileStamp> {
    let about = fs::symlink_metadata(folder.path().join(path)).ok()?;
    about.is_file().then(|| FileStamp::from_metadata(&about))
}
