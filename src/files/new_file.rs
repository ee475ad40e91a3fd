//! Files that appear at their place complete or not at all.

use std::collections::hash_map::RandomState;
use std::fs::File;
use std::hash::{BuildHasher as _, Hasher as _};
use std::io::{self};

use super::Folder;

/// The name of a new file, which nobody can guess. The file is deleted unless it is given its
/// place.
#[derive(Debug)]
pub struct NewFile {
    folder: Folder,
    name: String,
}

impl NewFile {
    /// A new, empty file in a folder, for writing and reading; its name begins and ends so.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn in_folder(folder: &Folder, prefix: &str, suffix: &str) -> io::Result<(NewFile, File)> {
        loop {
            let name = format!("{prefix}{}{suffix}", chance());
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

    /// Moves it to a name in its folder, in the place of what is there.
    ///
    /// # Errors
    /// When it cannot be moved; then it is deleted.
    pub fn place(self, name: &str) -> io::Result<()> {
        let folder = self.folder.clone();
        self.place_in(&folder, name)
    }

    /// Moves it to a name in another folder.
    ///
    /// # Errors
    /// When it cannot be moved; then it is deleted.
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

/// Letters that no other process has, and that nobody can foresee.
pub fn chance() -> String {
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
