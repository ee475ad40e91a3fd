//! Folders on Unix: a descriptor, from which names are reached by `openat` and its like.

use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{Access, AtFlags, Mode, OFlags};

use super::FileType;

/// A folder that is held open; what is below it is reached through no link.
#[derive(Clone, Debug)]
pub struct Folder {
    handle: Arc<OwnedFd>,
    path: PathBuf,
}

impl Folder {
    /// Opens a folder, to which links may lead.
    ///
    /// # Errors
    /// When it is not there, is no folder or cannot be opened.
    pub fn open(path: &Path) -> io::Result<Folder> {
        // An empty path would be the current folder elsewhere.
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

    /// Its path when it was opened, for messages.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether its path still leads to it.
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

    /// What stands under a name; a link is a link.
    ///
    /// # Errors
    /// When nothing does.
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

    /// Makes a file that was not there, for writing and reading.
    ///
    /// # Errors
    /// When something has that name, or it cannot be made.
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

    /// Whether a name still stands for a file that is open.
    pub(super) fn holds(&self, name: &str, file: &File) -> bool {
        let here = rustix::fs::fstat(file);
        let there = rustix::fs::statat(&*self.handle, name, AtFlags::SYMLINK_NOFOLLOW);
        here.is_ok_and(|here| {
            there.is_ok_and(|there| (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino))
        })
    }

    /// Makes a folder that was not there.
    ///
    /// # Errors
    /// When something has that name, or it cannot be made.
    pub fn make(&self, name: &str) -> io::Result<()> {
        Ok(rustix::fs::mkdirat(&*self.handle, name, Mode::from(0o777))?)
    }

    /// Makes a folder that was not there, which its owner alone may enter.
    ///
    /// # Errors
    /// When something has that name, or it cannot be made.
    pub fn make_private(&self, name: &str) -> io::Result<()> {
        Ok(rustix::fs::mkdirat(&*self.handle, name, Mode::from(0o700))?)
    }

    /// Gives what stands under a name another name and folder, in the place of a file there.
    ///
    /// # Errors
    /// When it cannot be moved.
    pub fn rename(&self, name: &str, to: &Folder, new: &str) -> io::Result<()> {
        Ok(rustix::fs::renameat(&*self.handle, name, &*to.handle, new)?)
    }

    /// Deletes a file or link.
    ///
    /// # Errors
    /// When it is not there, is a folder or cannot be deleted.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(&*self.handle, name, AtFlags::empty())?)
    }

    /// Deletes an empty folder.
    ///
    /// # Errors
    /// When it is not there, is not empty or cannot be deleted.
    pub fn remove_folder(&self, name: &str) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(
            &*self.handle,
            name,
            AtFlags::REMOVEDIR,
        )?)
    }

    /// Whether files can be made and deleted in it, as far as its permissions say.
    pub fn is_writable(&self) -> bool {
        let wanted = Access::WRITE_OK | Access::EXEC_OK;
        rustix::fs::accessat(&*self.handle, ".", wanted, AtFlags::EACCESS).is_ok()
    }

    /// The names in it.
    ///
    /// # Errors
    /// When it cannot be read.
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
