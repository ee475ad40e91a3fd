//! Files that are read as a whole.

use std::fs;
use std::path::Path;

use crate::message;
use crate::messages::{Message, io_error};

/// Reads a file of at most `limit` bytes, since it is held in memory.
///
/// # Errors
/// If it is larger, or cannot be read.
pub fn read_whole(path: &Path, limit: u64) -> Result<Vec<u8>, Message> {
    let fail = |error: &std::io::Error| {
        message!(
            "`{path}`: {error}",
            path = path.display(),
            error = io_error(error)
        )
    };
    let size = path.metadata().map_err(|error| fail(&error))?;
    if size.len() > limit {
        return Err(message!(
            "`{path}` is larger than {megabytes} MB; split it",
            path = path.display(),
            megabytes = limit >> 20
        ));
    }
    fs::read(path).map_err(|error| fail(&error))
}
