//! Reading of pictures and other files that are published.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use super::text::io_error_at;
use super::{CONTENT, ContentTree, STATIC};
use crate::conflict;
use crate::diag::{Code, Diagnostic, Diagnostics, Location};
use crate::files::{self, AccessError};
use crate::message;

/// The maximum size of a picture or other file that is published, in bytes.
pub(super) const MAX_MEDIA: u64 = 1024 * 1024 * 1024;

/// Reads a file below the root, or reports it if it is too large.
pub(super) fn read_limited(
    root: &Path,
    path: &str,
    limit: u64,
    diagnostics: &mut Diagnostics,
) -> io::Result<Option<Vec<u8>>> {
    match files::read(root, path, limit) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(AccessError::TooLarge(size)) => {
            let message = message!(
                "this file has {size} bytes; the limit is {limit}",
                size,
                limit
            );
            diagnostics.push(
                Diagnostic::new(Code::TooLarge, Location::Path(path.to_owned()), message).help(
                    message!("make it smaller, split it, or host it elsewhere and link to it"),
                ),
            );
            Ok(None)
        }
        Err(error) => Err(io_error_at(&root.join(path), &error.into())),
    }
}

/// Reads files below `content/`, by path. A file that is too large is reported and left out.
///
/// # Errors
/// If a file cannot be read.
pub fn files(
    root: &Path,
    paths: &BTreeSet<String>,
    tree: &ContentTree,
    diagnostics: &mut Diagnostics,
) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut read = BTreeMap::new();
    for path in paths {
        let spelt = tree.spelt.get(path).unwrap_or(path);
        if let Some(bytes) =
            read_limited(root, &format!("content/{spelt}"), MAX_MEDIA, diagnostics)?
        {
            read.insert(path.clone(), bytes);
        }
    }
    Ok(read)
}

/// Reads a static file by its path below `content/static/`. Returns a finding if it contains a
/// merge conflict.
///
/// # Errors
/// If it cannot be read.
pub fn copied(root: &Path, path: &str) -> io::Result<(Vec<u8>, Option<Diagnostic>)> {
    let full = root.join(CONTENT).join(STATIC).join(path);
    let bytes = fs::read(&full).map_err(|error| io_error_at(&full, &error))?;
    let found = std::str::from_utf8(&bytes)
        .ok()
        .and_then(|text| conflict::find(text, text.len()));
    let is_complete = |found: &conflict::Conflict| found.lines.len() > 2;
    let error = found.filter(is_complete).map(|found| {
        let place = Location::Path(format!("{CONTENT}/{STATIC}/{path}"));
        Diagnostic::new(Code::MergeConflict, place, found.message()).help(found.help())
    });
    Ok((bytes, error))
}
