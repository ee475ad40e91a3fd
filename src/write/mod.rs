//! The finished site on disk: changed files only, each at once, and nothing of anybody else's.
//!
//! A folder is ours when it holds our manifest, a list of the files that the last build wrote. One
//! that is not empty and not ours is refused; dot files are neither counted nor touched. One build
//! at a time writes into a folder: it is locked by the operating system, so that a build that is
//! killed leaves no lock behind. Files are taken one by one as they are made, and wait in a private
//! folder of the cache; when all are there and nothing is wrong, it is first looked whether each
//! can have its place, and then each is moved there, or folder by folder where the output was
//! empty. One whose bytes are the same is left alone. What the manifest names and this build did
//! not make is deleted, and nothing else ever is.

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

pub use self::error::WriteError;
pub use self::output::{OutputFolder, refuse_source};
pub use self::staging::Staging;
use self::staging::above;
pub use self::staging_folder::sweep;
use crate::files::{AccessError, FileStamp, FileType, Folder, NewFile};
use crate::render::Artifact;

/// The list of our files in an output folder.
pub const MANIFEST: &str = ".griot-manifest";

/// What a build did to its output folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub written: usize,
    pub unchanged: usize,
    pub deleted: usize,
    /// The size of the whole site.
    pub bytes: u64,
}

/// Brings the folder `out` to hold these files.
///
/// # Errors
/// When the folder is not ours, or something cannot be read or written. Files that were already
/// moved to their places stay, and the manifest knows them.
pub fn report(out: &Path, artifacts: &[Artifact]) -> Result<Report, WriteError> {
    let staging = Staging::new(OutputFolder::claim(out, |_| {})?, None);
    artifacts
        .par_iter()
        .for_each(|artifact| staging.stage(artifact, None));
    staging.commit(None)
}

/// Writes a file below a folder beside its place, then moves it: a reader sees the old file or the
/// new one, and so does whoever finds the disk after a power cut.
///
/// # Errors
/// When it cannot be written, or its place is below a link.
pub fn replace(root: &Path, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
    let fail = |error: io::Error| WriteError::Io(root.join(path), error);
    let folder = Folder::open(root).map_err(fail)?;
    let (folder, name) = folder
        .parent(path)
        .map_err(|refused| fail(refused.into()))?;
    match folder.kind(name) {
        Ok(FileType::Link) => return Err(WriteError::Link(root.join(path))),
        Ok(FileType::File) | Err(_) => {}
        Ok(found) => {
            let refused = AccessError::Is(found, name.to_owned());
            return Err(fail(refused.into()));
        }
    }
    write_file(&folder, name, bytes).map_err(fail)
}

fn write_file(folder: &Folder, name: &str, bytes: &[u8]) -> io::Result<()> {
    let (fresh, mut file) = NewFile::in_folder(folder, &format!("{OURS}{name}."), UNFINISHED)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fresh.place(name)
}

/// How the names of unfinished files and folders begin and end.
const OURS: &str = ".griot-";

const UNFINISHED: &str = ".tmp";

/// The stamp of a regular file below a folder.
fn stamp(folder: &Folder, path: &str) -> Option<FileStamp> {
    let about = fs::symlink_metadata(folder.path().join(path)).ok()?;
    about.is_file().then(|| FileStamp::of(&about))
}
