//! Atomic creation: a file is complete when its name appears.

use std::collections::hash_map::RandomState;
use std::fs::File;
use std::hash::{BuildHasher as _, Hasher as _};
use std::io;

use super::Folder;

/// A new file with an unpredictable name. It is deleted on drop unless it was moved to its place.
#[derive(Debug)]
pub struct NewFile {
    folder: Folder,
    name: String,
}

impl NewFile {
    /// Creates an empty file in a folder, for writing and reading. Its name has this prefix and
    /// suffix.
    ///
    /// # Errors
    /// If it cannot be created.
    pub fn in_folder(folder: &Folder, prefix: &str, suffix: &str) -> io::Result<(NewFile, File)> {
        loop {
            let name = format!("{prefix}{}{suffix}", random_name());
            match folder.create(&name) {
                Ok(file) => {
                    let folder = folder.clone();
                    return Ok((NewFile { folder, name }, file));
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Renames the file within its folder. Replaces an existing file.
    ///
    /// # Errors
    /// If it cannot be renamed, in which case it is deleted.
    pub fn place(self, name: &str) -> io::Result<()> {
        let folder = self.folder.clone();
        self.place_in(&folder, name)
    }

    /// Moves the file to a name in another folder. Replaces an existing file.
    ///
    /// # Errors
    /// If it cannot be moved, in which case it is deleted.
    pub fn place_in(mut self, folder: &Folder, name: &str) -> io::Result<()> {
        self.folder.rename(&self.name, folder, name)?;
        self.name.clear();
        Ok(())
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.name.is_empty() {
            let _ = self.folder.remove(&self.name);
        }
    }
}

/// Returns random letters. No other process has chosen the same, and they cannot be predicted.
pub fn random_name() -> String {
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u32(std::process::id());
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_fresh_file_is_placed_or_goes() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let folder = Folder::open(root.path()).expect("it is there");
        let names = || fs::read_dir(root.path()).expect("it is there").count();
        drop(NewFile::in_folder(&folder, ".", ".tmp").expect("it can be made"));
        assert_eq!(names(), 0);
        let (fresh, _) = NewFile::in_folder(&folder, ".", ".tmp").expect("it can be made");
        fresh.place("a").expect("it can be moved");
        assert_eq!((names(), root.path().join("a").exists()), (1, true));
    }
}
