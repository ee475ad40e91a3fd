//! Random access to the bytes of the store's files.

use std::fs::File;
use std::io::{self, Read as _};
use std::sync::Arc;

/// The bytes of a file: on the disk, or in memory on systems that cannot replace an open file.
#[derive(Clone)]
pub(super) enum StoreBytes {
    File(Arc<File>),
    Memory(Arc<[u8]>),
}

impl StoreBytes {
    pub(super) fn open(mut file: File) -> io::Result<StoreBytes> {
        if cfg!(unix) {
            return Ok(StoreBytes::File(Arc::new(file)));
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(StoreBytes::Memory(bytes.into()))
    }

    /// Returns the number of bytes.
    pub(super) fn length(&self) -> io::Result<u64> {
        match self {
            StoreBytes::File(file) => Ok(file.metadata()?.len()),
            StoreBytes::Memory(bytes) => Ok(bytes.len() as u64),
        }
    }

    /// Reads `length` bytes at `at`.
    pub(super) fn read(&self, at: u64, length: usize) -> io::Result<Vec<u8>> {
        match self {
            StoreBytes::File(file) => read_at(file, at, length),
            StoreBytes::Memory(bytes) => usize::try_from(at)
                .ok()
                .and_then(|at| bytes.get(at..at.checked_add(length)?))
                .map(<[u8]>::to_vec)
                .ok_or_else(|| io::ErrorKind::UnexpectedEof.into()),
        }
    }
}

#[cfg(unix)]
fn read_at(file: &File, at: u64, length: usize) -> io::Result<Vec<u8>> {
    use std::os::unix::fs::FileExt as _;
    let mut bytes = vec![0; length];
    file.read_exact_at(&mut bytes, at)?;
    Ok(bytes)
}

#[cfg(not(unix))]
fn read_at(_: &File, _: u64, _: usize) -> io::Result<Vec<u8>> {
    Err(io::ErrorKind::Unsupported.into())
}
