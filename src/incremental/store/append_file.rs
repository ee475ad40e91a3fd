//! The file to which new values are appended.

use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::sync::Arc;

use crate::files::NewFile;

/// The number of bytes at which the buffer is written.
pub(super) const MAX_BUFFERED: usize = 1 << 20;

/// A buffered file to which values are appended.
#[derive(Default)]
pub(super) struct AppendFile {
    /// The new file and its open handle; `None` if values stay in memory.
    pub(super) file: Option<(NewFile, Arc<File>)>,
    /// Whether all writes have succeeded.
    pub(super) is_sound: bool,
    /// The number of bytes in the file.
    written: u64,
    /// The bytes that are not yet written.
    pending: Vec<u8>,
}

impl AppendFile {
    pub(super) fn length(&self) -> u64 {
        self.written + self.pending.len() as u64
    }

    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
        if self.pending.len() >= MAX_BUFFERED && self.is_sound {
            self.is_sound = self.flush();
        }
    }

    /// Writes the pending bytes. Returns whether that succeeded; if not, they stay in memory.
    pub(super) fn flush(&mut self) -> bool {
        let Some((_, file)) = &self.file else {
            return false;
        };
        let is_written = write_at(file, self.written, &self.pending);
        if is_written {
            self.written += self.pending.len() as u64;
            self.pending.clear();
        }
        is_written
    }

    /// Returns a value that is still buffered.
    pub(super) fn pending(&self, at: u64, length: usize) -> Option<Vec<u8>> {
        let at = usize::try_from(at.checked_sub(self.written)?).ok()?;
        self.pending
            .get(at..at.checked_add(length)?)
            .map(<[u8]>::to_vec)
    }
}

/// Writes bytes at `at`, the end of the file. Returns whether that succeeded.
fn write_at(mut file: &File, at: u64, bytes: &[u8]) -> bool {
    // Overwrites the incomplete bytes of a failed write.
    file.seek(SeekFrom::Start(at)).is_ok() && file.write_all(bytes).is_ok()
}
