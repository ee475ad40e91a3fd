//! Comparison of a folder with its own file of checksums.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use crate::files::{self, FileType};
use crate::render::checksums::{self, Checksum};

/// The files in which a folder differs from its checksums.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChecksumDifferences {
    /// Files with other bytes than when the checksums were written.
    pub changed: BTreeSet<String>,
    /// Files that have a checksum and are not in the folder.
    pub missing: BTreeSet<String>,
    /// Numbers of lines that are no checksums, from 1.
    pub unreadable: Vec<usize>,
}

/// Compares the files below `folder` with their checksums. `None` if the folder has no file of
/// checksums.
///
/// # Errors
/// If a file cannot be read.
pub fn check_checksums(folder: &Path) -> io::Result<Option<ChecksumDifferences>> {
    if files::file_type(folder, checksums::FILE).map_err(io::Error::from)? != Some(FileType::File) {
        return Ok(None);
    }
    let text = files::read(folder, checksums::FILE, u64::MAX).map_err(io::Error::from)?;
    let mut differences = ChecksumDifferences::default();
    for (at, line) in text.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let parsed = std::str::from_utf8(line)
            .ok()
            .and_then(checksums::parse_line);
        match parsed {
            Some((path, checksum)) => check_file(folder, path, checksum, &mut differences)?,
            None => differences.unreadable.push(at + 1),
        }
    }
    Ok(Some(differences))
}

/// Compares one file with its checksum.
fn check_file(
    folder: &Path,
    path: String,
    checksum: Checksum,
    differences: &mut ChecksumDifferences,
) -> io::Result<()> {
    // A path that leads out of the folder is no file of it.
    match files::file_type(folder, &path) {
        Ok(Some(FileType::File)) => {
            let bytes = files::read(folder, &path, u64::MAX).map_err(io::Error::from)?;
            if checksums::checksum(&bytes) != checksum {
                differences.changed.insert(path);
            }
        }
        Ok(Some(_)) => {
            differences.changed.insert(path);
        }
        Ok(None) | Err(_) => {
            differences.missing.insert(path);
        }
    }
    Ok(())
}
