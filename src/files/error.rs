//! The type of a file, and the reasons for which it cannot be read.

use std::fmt;
use std::fs;
use std::io;

/// The type of the file, folder or other object at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileType {
    File,
    Folder,
    Link,
    Pipe,
    Socket,
    Device,
    Other,
}

impl FileType {
    /// Returns the type of a file from its metadata.
    pub fn from_std(file: fs::FileType) -> FileType {
        #[cfg(unix)]
        {
            use std::os::unix::fs::FileTypeExt as _;
            if file.is_fifo() {
                return FileType::Pipe;
            } else if file.is_socket() {
                return FileType::Socket;
            } else if file.is_block_device() || file.is_char_device() {
                return FileType::Device;
            }
        }
        if file.is_symlink() {
            FileType::Link
        } else if file.is_dir() {
            FileType::Folder
        } else if file.is_file() {
            FileType::File
        } else {
            FileType::Other
        }
    }

    /// Returns the type in words, with an article.
    pub fn words(self) -> &'static str {
        match self {
            FileType::File => "a file",
            FileType::Folder => "a folder",
            FileType::Link => "a symbolic link",
            FileType::Pipe => "a named pipe",
            FileType::Socket => "a socket",
            FileType::Device => "a device",
            FileType::Other => "neither a file nor a folder",
        }
    }
}

/// Why a file or folder was not opened.
#[derive(Debug)]
pub enum AccessError {
    Missing,
    /// An object on the path does not have the expected type. The path is relative to the folder of
    /// the call.
    Is(FileType, String),
    /// The file has this many bytes, which is more than allowed.
    TooLarge(u64),
    Io(io::Error),
}

impl AccessError {
    /// Returns the access error of an I/O error.
    pub(super) fn from_io(error: io::Error) -> AccessError {
        match error.kind() {
            io::ErrorKind::NotFound => AccessError::Missing,
            _ => AccessError::Io(error),
        }
    }
}

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            AccessError::Missing => f.write_str("no such file or folder"),
            AccessError::Is(FileType::Link, path) => {
                write!(
                    f,
                    "`{path}` is a symbolic link, and griot does not follow links"
                )
            }
            AccessError::Is(other, path) => write!(f, "`{path}` is {}", other.words()),
            AccessError::TooLarge(size) => write!(f, "it has {size} bytes, which is too large"),
            AccessError::Io(error) => error.fmt(f),
        }
    }
}

impl From<AccessError> for io::Error {
    fn from(error: AccessError) -> io::Error {
        match error {
            AccessError::Io(error) => error,
            AccessError::Missing => io::ErrorKind::NotFound.into(),
            other => io::Error::new(io::ErrorKind::InvalidInput, other.to_string()),
        }
    }
}
