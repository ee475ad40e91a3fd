//! Operations on folders that are the same on every system.

use std::fs::{self, File};
use std::io;

use super::Folder;
use super::error::{AccessError, FileType};
use crate::message;
use crate::messages::MessageError;

impl Folder {
    /// Opens a folder at a path below this one. The empty path is the folder itself.
    ///
    /// # Errors
    /// If a part of the path does not exist, is not a folder or is a link.
    pub fn below(&self, path: &str) -> Result<Folder, AccessError> {
        self.walked(path, |folder, name| folder.child(name))
    }

    /// Opens a folder at a path below this one, and creates it if it does not exist.
    ///
    /// # Errors
    /// If a part of the path is not a folder or is a link, or cannot be created.
    pub fn create_below(&self, path: &str) -> Result<Folder, AccessError> {
        self.walked(path, |folder, name| match folder.child(name) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                match folder.make(name) {
                    // Another program may have created it in the meantime.
                    Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                        return Err(error);
                    }
                    _ => {}
                }
                folder.child(name)
            }
            outcome => outcome,
        })
    }

    fn walked(
        &self,
        path: &str,
        step: impl Fn(&Folder, &str) -> io::Result<Folder>,
    ) -> Result<Folder, AccessError> {
        let mut folder = self.clone();
        let mut end = 0;
        for name in path.split('/').filter(|_| !path.is_empty()) {
            end += name.len() + usize::from(end > 0);
            check_name(name)?;
            folder = match step(&folder, name) {
                Ok(next) => next,
                Err(error) => {
                    return Err(match folder.kind(name) {
                        Ok(FileType::Folder) | Err(_) => AccessError::from_io(error),
                        Ok(other) => AccessError::Is(other, path[..end].to_owned()),
                    });
                }
            };
        }
        Ok(folder)
    }

    /// Opens a regular file at a path below this folder for reading.
    ///
    /// # Errors
    /// If it does not exist, is not a regular file, is reached through a link or cannot be opened.
    pub fn file(&self, path: &str) -> Result<File, AccessError> {
        let (folder, name) = self.parent(path)?;
        Ok(folder.regular(name, path)?.0)
    }

    /// Opens a regular file in this folder for reading. Returns it with its metadata. `path` is
    /// only for messages.
    pub(super) fn regular(
        &self,
        name: &str,
        path: &str,
    ) -> Result<(File, fs::Metadata), AccessError> {
        let other = |found| AccessError::Is(found, path.to_owned());
        // Opening a pipe or a device may have side effects, so the type is checked before the file
        // is opened. It is checked again afterwards, because the file may have been replaced.
        match self.kind(name).map_err(AccessError::from_io)? {
            FileType::File => {}
            found => return Err(other(found)),
        }
        let file = self.opened(name).map_err(|error| match self.kind(name) {
            Ok(FileType::File) | Err(_) => AccessError::from_io(error),
            Ok(found) => other(found),
        })?;
        let about = file.metadata().map_err(AccessError::Io)?;
        match FileType::from_std(about.file_type()) {
            FileType::File => Ok((file, about)),
            found => Err(other(found)),
        }
    }

    /// Returns the type of the file, folder or other object at a path below this folder.
    ///
    /// # Errors
    /// If it does not exist, or a part of the path is not a folder or is a link.
    pub fn file_type(&self, path: &str) -> Result<FileType, AccessError> {
        let (folder, name) = self.parent(path)?;
        folder.kind(name).map_err(AccessError::from_io)
    }

    /// Returns the folder that contains a path, and the last name of the path.
    pub fn parent<'p>(&self, path: &'p str) -> Result<(Folder, &'p str), AccessError> {
        let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
        check_name(name)?;
        Ok((self.below(above)?, name))
    }
}

/// Checks that a part of a path is a plain name, because anything else could lead out of the
/// folder.
pub(super) fn check_name(name: &str) -> Result<(), AccessError> {
    let leads_out = matches!(name, "" | "." | "..")
        || name.contains(['/', '\0'])
        || cfg!(windows) && name.contains(['\\', ':']);
    if !leads_out {
        Ok(())
    } else {
        Err(AccessError::Io(io::Error::new(
            io::ErrorKind::InvalidInput,
            MessageError(message!("`{name}` is not a valid file name", name)),
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::read;

    #[test]
    fn only_plain_names_lead_anywhere() {
        let root = tempfile::tempdir().expect("a folder of our own");
        fs::create_dir(root.path().join("a")).expect("folders can be made");
        fs::write(root.path().join("a/b"), "text").expect("files can be written");
        assert_eq!(read(root.path(), "a/b", 4).expect("it is there"), b"text");
        assert!(matches!(
            read(root.path(), "a/b", 3),
            Err(AccessError::TooLarge(4))
        ));
        assert!(matches!(
            read(root.path(), "a", 9),
            Err(AccessError::Is(FileType::Folder, _))
        ));
        assert!(
            matches!(read(root.path(), "a/b/c", 9), Err(AccessError::Is(FileType::File, path)) if path == "a/b")
        );
        assert!(matches!(
            read(root.path(), "a/c", 9),
            Err(AccessError::Missing)
        ));
        for path in ["", "..", "a/../a/b", "/etc/passwd", "./a/b", "a//b", "a/"] {
            assert!(read(root.path(), path, 9).is_err(), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_are_not_opened() {
        use std::os::unix::fs::symlink;
        use std::os::unix::net::UnixListener;
        let root = tempfile::tempdir().expect("a folder of our own");
        let at = |name: &str| root.path().join(name);
        fs::create_dir(at("a")).expect("folders can be made");
        fs::write(at("a/b"), "text").expect("files can be written");
        symlink("a", at("folder")).expect("links can be made");
        symlink("a/b", at("file")).expect("links can be made");
        let _socket = UnixListener::bind(at("socket")).expect("sockets can be made");
        let status = std::process::Command::new("mkfifo")
            .arg(at("pipe"))
            .status();
        assert!(status.expect("there is such a program").success());
        let error = |path: &str| match read(root.path(), path, 9) {
            Err(AccessError::Is(found, at)) => (found, at),
            other => panic!("{path}: {other:?}"),
        };
        assert_eq!(error("folder/b"), (FileType::Link, "folder".to_owned()));
        assert_eq!(error("file"), (FileType::Link, "file".to_owned()));
        assert_eq!(error("pipe"), (FileType::Pipe, "pipe".to_owned()));
        assert_eq!(error("socket"), (FileType::Socket, "socket".to_owned()));
        // A link may lead to the folder itself.
        assert_eq!(read(&at("folder"), "b", 9).expect("it is there"), b"text");
    }
}
