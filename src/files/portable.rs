//! Folders on systems without descriptors of them: paths, each looked at before it is used.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::{Type, are_same};

/// A folder; what is below it is reached through no link.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Opens a folder, to which links may lead.
    ///
    /// # Errors
    /// When it is not there or is no folder.
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

    /// Its path when it was opened, for messages.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether its path still leads to it.
    pub fn is_in_place(&self) -> bool {
        self.path.is_dir()
    }

    pub(super) fn child(&self, name: &str) -> io::Result<Folder> {
        match self.kind(name)? {
            Type::Folder => Ok(Folder {
                path: self.path.join(name),
            }),
            _ => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    /// What stands under a name; a link is a link.
    ///
    /// # Errors
    /// When nothing does.
    pub fn kind(&self, name: &str) -> io::Result<Type> {
        Ok(Type::of(
            fs::symlink_metadata(self.path.join(name))?.file_type(),
        ))
    }

    pub(super) fn opened(&self, name: &str) -> io::Result<File> {
        File::open(self.path.join(name))
    }

    /// Makes a file that was not there, for writing and reading.
    ///
    /// # Errors
    /// When something has that name, or it cannot be made.
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

    /// Whether a name still stands for a file that is open: such a file cannot be deleted here.
    pub(super) fn holds(&self, name: &str, _: &File) -> bool {
        are_same(&self.path.join(name), &self.path.join(name))
    }

    /// Makes a folder that was not there.
    ///
    /// # Errors
    /// When something has that name, or it cannot be made.
    pub fn make(&self, name: &str) -> io::Result<()> {
        fs::create_dir(self.path.join(name))
    }

    /// Makes a folder that was not there.
    ///
    /// # Errors
    /// When something has that name, or it cannot be made.
    pub fn make_private(&self, name: &str) -> io::Result<()> {
        self.make(name)
    }

    /// Gives what stands under a name another name and folder, in the place of a file there.
    ///
    /// # Errors
    /// When it cannot be moved.
    pub fn rename(&self, name: &str, to: &Folder, new: &str) -> io::Result<()> {
        fs::rename(self.path.join(name), to.path.join(new))
    }

    /// Deletes a file or link.
    ///
    /// # Errors
    /// When it is not there, is a folder or cannot be deleted.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.path.join(name))
    }

    /// Deletes an empty folder.
    ///
    /// # Errors
    /// When it is not there, is not empty or cannot be deleted.
    pub fn remove_folder(&self, name: &str) -> io::Result<()> {
        fs::remove_dir(self.path.join(name))
    }

    /// Whether files can be made and deleted in it, as far as its permissions say.
    pub fn is_writable(&self) -> bool {
        fs::metadata(&self.path).is_ok_and(|about| !about.permissions().readonly())
    }

    /// The names in it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn names(&self) -> io::Result<Vec<String>> {
        fs::read_dir(&self.path)?
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect()
    }
}
