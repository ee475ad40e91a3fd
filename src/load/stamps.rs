//! Metadata of all files that a build may read.

use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;

use super::bytes::MAX_MEDIA;
use super::walk::walk;
use crate::diag::Diagnostics;
use crate::files::{self, FileStamp};
use crate::incremental::Hash;

/// The metadata of all files that a build may read.
pub struct Stamps {
    /// The path and the metadata of each file, sorted by path.
    pub files: Vec<(String, FileStamp)>,
    /// Files that were modified very recently, with the hashes of their bytes. Another change could
    /// leave their metadata the same.
    pub unsettled: Vec<(String, Hash)>,
}

/// Returns the metadata of all files that a build may read: content, themes, and the files in
/// `alone`.
///
/// # Errors
/// If an existing folder cannot be read, or contains something other than files.
pub fn stamps(root: &Path, alone: &[&str]) -> io::Result<Stamps> {
    let now = SystemTime::now();
    let mut paths: Vec<String> = alone.iter().map(|&name| name.to_owned()).collect();
    let mut diagnostics = Diagnostics::default();
    for folder in ["content", "themes"] {
        let below = walk(root, folder, &mut diagnostics)?;
        paths.extend(below.into_iter().map(|path| format!("{folder}/{path}")));
    }
    if !diagnostics.is_empty() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let stamp = |path: String| {
        let about = fs::symlink_metadata(root.join(&path)).ok()?;
        Some((path, FileStamp::from_metadata(&about)))
    };
    let files: Vec<(String, FileStamp)> = paths.into_par_iter().filter_map(stamp).collect();
    let fresh = files.par_iter().filter(|(_, stamp)| stamp.is_fresh(now));
    let unsettled = fresh.map(|(path, _)| Ok((path.clone(), hash_of(root, path)?)));
    let unsettled = unsettled.collect::<io::Result<_>>()?;
    Ok(Stamps { files, unsettled })
}

/// Whether each of these files still has the hash in the list.
pub fn have_hashes(root: &Path, files: &[(String, Hash)]) -> bool {
    files
        .par_iter()
        .all(|(path, hash)| hash_of(root, path).is_ok_and(|found| found == *hash))
}

fn hash_of(root: &Path, path: &str) -> io::Result<Hash> {
    Ok(Hash::of(&files::read(root, path, MAX_MEDIA)?))
}
