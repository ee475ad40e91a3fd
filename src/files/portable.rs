//! Folders on systems without directory descriptors. A folder is a path, which is checked before
//! each use.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::{FileType, are_same};

/// A folder, below which no link is followed.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Opens a folder; its own path may contain links.
    ///
    /// # Errors
    /// If it does not exist or is not a folder.
    pub fn open(path: &Path) -> io::Result<Folder> {
        let at = if path.as_os_str().is_empty() {
            Path::new(".")
        } else {
            path
        };
        if !fs::metadata(at)?.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        Ok(Folder {
            path: at.to_owned(),
        })
    }

    /// Returns the path by which the folder was opened, for messages.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the path still leads to a folder.
    pub fn is_in_place(&self) -> bool {
        self.path.is_dir()
    }

    /// Opens a folder in this one; a link is refused.
    pub(super) fn child(&self, name: &str) -> io::Result<Folder> {
        match self.kind(name)? {
            FileType::Folder => Ok(Folder {
                path: self.path.join(name),
            }),
            _ => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    /// Returns the type of the file or folder with this name, without following a link.
    ///
    /// # Errors
    /// If it does not exist.
    pub fn kind(&self, name: &str) -> io::Result<FileType> {
        Ok(FileType::from_std(
            fs::symlink_metadata(self.path.join(name))?.file_type(),
        ))
    }

    pub(super) fn opened(&self, name: &str) -> io::Result<File> {
        File::open(self.path.join(name))
    }

    /// Creates a new file, for writing and reading.
    ///
    /// # Errors
    /// If the name exists, or the file cannot be created.
    pub fn create(&self, name: &str) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options
            .read(true)
            .write(true)
            .create_new(true)
            .open(self.path.join(name))
    }

    pub(super) fn opened_or_created(&self, name: &str) -> io::Result<File> {
        let mut options = OpenOptions::new();
        let options = options.read(true).write(true).create(true).truncate(false);
        options.open(self.path.join(name))
    }

    /// Whether a name still refers to an open file. On these systems an open file cannot be
    /// deleted, so it is enough that the name exists.
    pub(super) fn holds(&self, name: &str, _: &File) -> bool {
        are_same(&self.path.join(name), &self.path.join(name))
    }

    /// Creates a new folder.
    ///
    /// # Errors
    /// If the name exists, or the folder cannot be created.
    pub fn make(&self, name: &str) -> io::Result<()> {
        fs::create_dir(self.path.join(name))
    }

    /// Creates a new folder. It is private only if its parent is.
    ///
    /// # Errors
    /// If the name exists, or the folder cannot be created.
    pub fn make_private(&self, name: &str) -> io::Result<()> {
        self.make(name)
    }

    /// Moves a file to another folder and name, and replaces an existing file.
    ///
    /// # Errors
    /// If it cannot be moved.
    pub fn rename(&self, name: &str, to: &Folder, new: &str) -> io::Result<()> {
        fs::rename(self.path.join(name), to.path.join(new))
    }

    /// Deletes a file or link.
    ///
    /// # Errors
    /// If it does not exist, is a folder or cannot be deleted.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.path.join(name))
    }

    /// Deletes an empty folder.
    ///
    /// # Errors
    /// If it does not exist, is not empty or cannot be deleted.
    pub fn remove_folder(&self, name: &str) -> io::Result<()> {
        fs::remove_dir(self.path.join(name))
    }

    /// Whether the permissions of the folder allow creating and deleting files.
    pub fn is_writable(&self) -> bool {
        fs::metadata(&self.path).is_ok_and(|about| !about.permissions().readonly())
    }

    /// Returns the names of all files and folders in the folder.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn names(&self) -> io::Result<Vec<String>> {
        fs::read_dir(&self.path)?
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect()
    }
}
