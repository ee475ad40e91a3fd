//! A file whose text changes, and how it is written.

use std::io;
use std::path::Path;

use crate::files::{self, AccessError, Folder};
use crate::load::MAX_TEXT;
use crate::message;
use crate::messages::{Message, io_error};
use crate::write::replace;

/// A file whose text changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// The path, relative to the site's root.
    pub path: String,
    /// The text in which the edits were found, without a byte order mark.
    pub old: String,
    pub new: String,
    /// Whether `old` is only the front matter of a document, whose body was dropped.
    pub is_front: bool,
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeOutcome {
    Written,
    /// The file has another text by now, so it was left as it is.
    Outdated,
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes a change as a whole, unless the file has another text by now.
///
/// # Errors
/// If the file cannot be read or written, or is reached through a link.
pub fn write(root: &Path, change: &FileChange) -> Result<ChangeOutcome, Message> {
    let bytes = match files::read(root, &change.path, MAX_TEXT) {
        Ok(bytes) => bytes,
        Err(AccessError::Missing) => return Ok(ChangeOutcome::Outdated),
        Err(error) => return Err(at_path(root, &change.path, &error.into())),
    };
    let (mark, text) = match bytes.strip_prefix(BYTE_ORDER_MARK) {
        Some(text) => (BYTE_ORDER_MARK, text),
        None => (&[][..], &bytes[..]),
    };
    let rest = match text.strip_prefix(change.old.as_bytes()) {
        Some(rest) if rest.is_empty() || change.is_front => rest,
        _ => return Ok(ChangeOutcome::Outdated),
    };
    let new = [mark, change.new.as_bytes(), rest].concat();
    replace(root, &change.path, &new).map_err(|error| error.message())?;
    Ok(ChangeOutcome::Written)
}

/// Gives a file another path below the root. Returns `Outdated` if the file is not there, or if
/// another one has that path.
///
/// # Errors
/// If it cannot be moved, or a path leads through a link.
pub fn rename(root: &Path, from: &str, to: &str) -> Result<ChangeOutcome, Message> {
    let fail = |error: io::Error| at_path(root, to, &error);
    let top = Folder::open(root).map_err(fail)?;
    let (folder, name) = match top.parent(from) {
        Ok(found) => found,
        Err(AccessError::Missing) => return Ok(ChangeOutcome::Outdated),
        Err(error) => return Err(at_path(root, from, &error.into())),
    };
    let (above, new) = to.rsplit_once('/').unwrap_or(("", to));
    let target = top
        .create_below(above)
        .map_err(|error| fail(error.into()))?;
    // Where case does not count, the old name answers to the new one, but only a list has names.
    let has = |folder: &Folder, name: &str| -> Result<bool, Message> {
        let names = folder.names().map_err(fail)?;
        Ok(names.iter().any(|known| known == name))
    };
    if !has(&folder, name)? || has(&target, new)? {
        return Ok(ChangeOutcome::Outdated);
    }
    folder.rename(name, &target, new).map_err(fail)?;
    Ok(ChangeOutcome::Written)
}

fn at_path(root: &Path, path: &str, error: &io::Error) -> Message {
    message!(
        "`{path}`: {error}",
        path = root.join(path).display(),
        error = io_error(error)
    )
}
