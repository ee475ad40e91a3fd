//! Folders on Unix: a directory descriptor, relative to which names are opened with `openat`.

use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{Access, AtFlags, Mode, OFlags};

use super::FileType;

/// An open folder, below which no link is followed.
#[derive(Clone, Debug)]
pub struct Folder {
    handle: Arc<OwnedFd>,
    path: PathBuf,
}

impl Folder {
    /// Opens a folder; its own path may contain links.
    ///
    /// # Errors
    /// If it does not exist, is not a folder or cannot be opened.
    pub fn open(path: &Path) -> io::Result<Folder> {
        // `openat` refuses an empty path, which elsewhere means the current folder.
        let at = if path.as_os_str().is_empty() {
            Path::new(".")
        } else {
            path
        };
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let handle = rustix::fs::open(at, flags, Mode::empty())?;
        Ok(Folder {
            handle: Arc::new(handle),
            path: path.to_owned(),
        })
    }

    /// Returns the path by which the folder was opened, for messages.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the path of the folder still leads to it.
    pub fn is_in_place(&self) -> bool {
        let here = rustix::fs::fstat(&*self.handle);
        let there = rustix::fs::stat(&self.path);
        here.is_ok_and(|here| {
            there.is_ok_and(|there| (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino))
        })
    }

    pub(super) fn child(&self, name: &str) -> io::Result<Folder> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let handle = rustix::fs::openat(&*self.handle, name, flags, Mode::empty())?;
        Ok(Folder {
            handle: Arc::new(handle),
            path: self.path.join(name),
        })
    }

    /// Returns the type of the file or folder with this name, without following a link.
    ///
    /// # Errors
    /// If it does not exist.
    pub fn kind(&self, name: &str) -> io::Result<FileType> {
        let about = rustix::fs::statat(&*self.handle, name, AtFlags::SYMLINK_NOFOLLOW)?;
        Ok(match rustix::fs::FileType::from_raw_mode(about.st_mode) {
            rustix::fs::FileType::RegularFile => FileType::File,
            rustix::fs::FileType::Directory => FileType::Folder,
            rustix::fs::FileType::Symlink => FileType::Link,
            rustix::fs::FileType::Fifo => FileType::Pipe,
            rustix::fs::FileType::Socket => FileType::Socket,
            rustix::fs::FileType::CharacterDevice | rustix::fs::FileType::BlockDevice => {
                FileType::Device
            }
            rustix::fs::FileType::Unknown => FileType::Other,
        })
    }

    pub(super) fn opened(&self, name: &str) -> io::Result<File> {
        let flags =
            OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        Ok(rustix::fs::openat(&*self.handle, name, flags, Mode::empty())?.into())
    }

    /// Creates a new file, for writing and reading.
    ///
    /// # Errors
    /// If the name exists, or the file cannot be created.
    pub fn create(&self, name: &str) -> io::Result<File> {
        let flags =
            OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(rustix::fs::openat(&*self.handle, name, flags, Mode::from(0o666))?.into())
    }

    pub(super) fn opened_or_created(&self, name: &str) -> io::Result<File> {
        let flags =
            OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        Ok(rustix::fs::openat(&*self.handle, name, flags, Mode::from(0o666))?.into())
    }

    /// Whether a name still refers to an open file.
    pub(super) fn holds(&self, name: &str, file: &File) -> bool {
        let here = rustix::fs::fstat(file);
        let there = rustix::fs::statat(&*self.handle, name, AtFlags::SYMLINK_NOFOLLOW);
        here.is_ok_and(|here| {
            there.is_ok_and(|there| (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino))
        })
    }

    /// Creates a new folder.
    ///
    /// # Errors
    /// If the name exists, or the folder cannot be created.
    pub fn make(&self, name: &str) -> io::Result<()> {
        Ok(rustix::fs::mkdirat(&*self.handle, name, Mode::from(0o777))?)
    }

    /// Creates a new folder that only its owner may enter.
    ///
    /// # Errors
    /// If the name exists, or the folder cannot be created.
    pub fn make_private(&self, name: &str) -> io::Result<()> {
        Ok(rustix::fs::mkdirat(&*self.handle, name, Mode::from(0o700))?)
    }

    /// Moves a file to another folder and name, and replaces an existing file.
    ///
    /// # Errors
    /// If it cannot be moved.
    pub fn rename(&self, name: &str, to: &Folder, new: &str) -> io::Result<()> {
        Ok(rustix::fs::renameat(&*self.handle, name, &*to.handle, new)?)
    }

    /// Deletes a file or link.
    ///
    /// # Errors
    /// If it does not exist, is a folder or cannot be deleted.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(&*self.handle, name, AtFlags::empty())?)
    }

    /// Deletes an empty folder.
    ///
    /// # Errors
    /// If it does not exist, is not empty or cannot be deleted.
    pub fn remove_folder(&self, name: &str) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(
            &*self.handle,
            name,
            AtFlags::REMOVEDIR,
        )?)
    }

    /// Whether the permissions of the folder allow creating and deleting files.
    pub fn is_writable(&self) -> bool {
        let wanted = Access::WRITE_OK | Access::EXEC_OK;
        rustix::fs::accessat(&*self.handle, ".", wanted, AtFlags::EACCESS).is_ok()
    }

    /// Returns the names of all files and folders in the folder.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in rustix::fs::Dir::read_from(&*self.handle)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !matches!(name.as_str(), "." | "..") {
                names.push(name);
            }
        }
        Ok(names)
    }
}
