//! The type of a file, and the reasons for which it cannot be read.

use std::fs;
use std::io;

use crate::message;
use crate::messages::{Message, MessageError};

/// The type of the file, folder or other object at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

    /// Returns the message that a path has this type.
    pub fn message(self, path: &str) -> Message {
        match self {
            FileType::File => message!("`{path}` is a file", path),
            FileType::Folder => message!("`{path}` is a folder", path),
            FileType::Link => message!(
                "`{path}` is a symbolic link, and griot does not follow links",
                path
            ),
            FileType::Pipe => message!("`{path}` is a named pipe", path),
            FileType::Socket => message!("`{path}` is a socket", path),
            FileType::Device => message!("`{path}` is a device", path),
            FileType::Other => message!("`{path}` is neither a file nor a folder", path),
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

/// Returns an I/O error with a message of griot's own.
fn of_message(message: Message) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, MessageError(message))
}

impl From<AccessError> for io::Error {
    fn from(error: AccessError) -> io::Error {
        match error {
            AccessError::Io(error) => error,
            AccessError::Missing => io::ErrorKind::NotFound.into(),
            AccessError::Is(found, path) => of_message(found.message(&path)),
            AccessError::TooLarge(size) => {
                of_message(message!("it has {size} bytes, which is too large", size))
            }
        }
    }
}
