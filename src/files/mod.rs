//! Access to files that cannot be led astray: regular files only, through no symbolic link below a
//! folder, and up to a limit.
//!
//! A [`Folder`] is held open, and what is below it is reached from it name by name. So a name that
//! is exchanged for a link between a check and its use leads nowhere: on Unix every step refuses
//! links by itself. Opening never waits: a pipe without a writer would hold up a build for ever, so
//! files are opened without blocking and looked at before they are read.

mod lock;
#[cfg(not(unix))]
mod portable;
#[cfg(unix)]
mod unix;

use std::collections::hash_map::RandomState;
use std::fmt;
use std::fs::{self, File};
use std::hash::{BuildHasher as _, Hasher as _};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub use self::lock::{Lock, LockOutcome};
#[cfg(not(unix))]
pub use self::portable::Folder;
#[cfg(unix)]
pub use self::unix::Folder;

/// What stands at a path.
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
    /// The type of what some metadata is about.
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

    /// The words for it, with an article.
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
    /// Something else stands at this path, where a file or a folder is wanted; the path begins at
    /// the folder that was asked.
    Is(FileType, String),
    /// It has more bytes than may be read.
    TooLarge(u64),
    Io(io::Error),
}

impl AccessError {
    fn from_io(error: io::Error) -> AccessError {
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
    fn from(refused: AccessError) -> io::Error {
        match refused {
            AccessError::Io(error) => error,
            AccessError::Missing => io::ErrorKind::NotFound.into(),
            other => io::Error::new(io::ErrorKind::InvalidInput, other.to_string()),
        }
    }
}

/// The bytes of a regular file at a path below `root`, if there are at most `limit`.
///
/// # Errors
/// When it is not there, is no regular file, is reached through a link, is too large or cannot be
/// read.
pub fn read(root: &Path, path: &str, limit: u64) -> Result<Vec<u8>, AccessError> {
    FileReader::new(root).read(path, limit)
}

/// Reads files below a folder, and holds the folder of the last one open: the next is most often
/// beside it.
pub struct FileReader<'a> {
    root: &'a Path,
    last: Option<(String, Folder)>,
}

impl<'a> FileReader<'a> {
    /// A reader of what is below `root`.
    pub fn new(root: &'a Path) -> FileReader<'a> {
        FileReader { root, last: None }
    }

    /// The bytes of a regular file, if there are at most `limit`.
    ///
    /// # Errors
    /// As [`read`].
    pub fn read(&mut self, path: &str, limit: u64) -> Result<Vec<u8>, AccessError> {
        let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
        plain(name)?;
        let folder = match &self.last {
            Some((last, folder)) if last == above => folder,
            _ => {
                let folder = Folder::open(self.root)
                    .map_err(AccessError::from_io)?
                    .below(above)?;
                &self.last.insert((above.to_owned(), folder)).1
            }
        };
        let (file, about) = folder.regular(name, path)?;
        whole(file, about.len(), limit)
    }
}

/// The bytes of a file that tells this size, if there are at most `limit`.
fn whole(mut file: File, size: u64, limit: u64) -> Result<Vec<u8>, AccessError> {
    if size > limit {
        return Err(AccessError::TooLarge(size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    // It may grow while it is read, and some files do not tell their size.
    (&mut file)
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(AccessError::Io)?;
    if bytes.len() as u64 > limit {
        return Err(AccessError::TooLarge(bytes.len() as u64));
    }
    Ok(bytes)
}

/// A regular file at a path below `root`, open for reading.
///
/// # Errors
/// When it is not there, is no regular file, is reached through a link or cannot be opened.
pub fn open(root: &Path, path: &str) -> Result<File, AccessError> {
    Folder::open(root).map_err(AccessError::from_io)?.file(path)
}

/// What stands at a path below `root`; nothing where nothing does.
///
/// # Errors
/// When a folder on the way is none, is a link or cannot be opened.
pub fn look(root: &Path, path: &str) -> Result<Option<FileType>, AccessError> {
    let found = Folder::open(root)
        .map_err(AccessError::from_io)
        .and_then(|folder| folder.look(path));
    match found {
        Ok(found) => Ok(Some(found)),
        Err(AccessError::Missing) => Ok(None),
        Err(refused) => Err(refused),
    }
}

impl Folder {
    /// A folder at a path below this one; the empty path is the folder itself.
    ///
    /// # Errors
    /// When a part of the path is not there, is no folder or is a link.
    pub fn below(&self, path: &str) -> Result<Folder, AccessError> {
        self.walked(path, |folder, name| folder.child(name))
    }

    /// A folder at a path below this one, which is made where it is not there.
    ///
    /// # Errors
    /// When a part of the path is no folder or is a link, or one cannot be made.
    pub fn create_below(&self, path: &str) -> Result<Folder, AccessError> {
        self.walked(path, |folder, name| match folder.child(name) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                match folder.make(name) {
                    // Another program may have made it in this moment.
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
            plain(name)?;
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

    /// A regular file at a path below this folder, open for reading.
    ///
    /// # Errors
    /// When it is not there, is no regular file, is reached through a link or cannot be opened.
    pub fn file(&self, path: &str) -> Result<File, AccessError> {
        let (folder, name) = self.parent(path)?;
        Ok(folder.regular(name, path)?.0)
    }

    /// A regular file in this folder, open for reading, and what the disk says of it; `path` is for
    /// messages.
    fn regular(&self, name: &str, path: &str) -> Result<(File, fs::Metadata), AccessError> {
        let other = |found| AccessError::Is(found, path.to_owned());
        // Opening a pipe or a device may already do something, so it is asked first; and then
        // again, of what was opened.
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

    /// What stands at a path below this folder.
    ///
    /// # Errors
    /// When nothing does, or a folder on the way is none or a link.
    pub fn look(&self, path: &str) -> Result<FileType, AccessError> {
        let (folder, name) = self.parent(path)?;
        folder.kind(name).map_err(AccessError::from_io)
    }

    /// The folder in which a path ends, and the name there.
    pub fn parent<'p>(&self, path: &'p str) -> Result<(Folder, &'p str), AccessError> {
        let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
        plain(name)?;
        Ok((self.below(above)?, name))
    }
}

/// Whether a part of a path is a name: anything else could lead out of its folder.
fn plain(name: &str) -> Result<(), AccessError> {
    let leads_out = matches!(name, "" | "." | "..")
        || name.contains(['/', '\0'])
        || cfg!(windows) && name.contains(['\\', ':']);
    if !leads_out {
        Ok(())
    } else {
        Err(AccessError::Io(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("`{name}` is not a valid file name"),
        )))
    }
}

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

/// What a file is known by without reading it: as git does, more than size and time, since both are
/// easily put back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FileStamp {
    pub size: u64,
    /// When its bytes were changed; in nanoseconds since 1970, like the next.
    pub modified: i128,
    /// When anything about it was changed: the system sets this, and nobody else can.
    pub changed: i128,
    pub inode: u64,
    pub device: u64,
}

/// In nanoseconds.
const SECOND: i128 = 1_000_000_000;

impl FileStamp {
    #[cfg(unix)]
    pub fn of(about: &fs::Metadata) -> FileStamp {
        use std::os::unix::fs::MetadataExt as _;
        FileStamp {
            size: about.len(),
            modified: i128::from(about.mtime()) * SECOND + i128::from(about.mtime_nsec()),
            changed: i128::from(about.ctime()) * SECOND + i128::from(about.ctime_nsec()),
            inode: about.ino(),
            device: about.dev(),
        }
    }

    #[cfg(not(unix))]
    pub fn of(about: &fs::Metadata) -> FileStamp {
        let since = |time: io::Result<SystemTime>| time.map_or(0, nanoseconds);
        FileStamp {
            size: about.len(),
            modified: since(about.modified()),
            changed: since(about.modified()).max(since(about.created())),
            inode: 0,
            device: 0,
        }
    }

    /// Whether it could be changed once more without another stamp, at the time `now`: the clock of
    /// a file system goes in steps.
    pub fn is_fresh(&self, now: SystemTime) -> bool {
        let last = self.modified.max(self.changed);
        let step = if last % SECOND == 0 {
            2 * SECOND
        } else {
            SECOND / 20
        };
        last + step >= nanoseconds(now)
    }

    /// Whether it is the same file with the same bytes under another name: moving it changes only
    /// when it was changed.
    pub fn is_moved(&self, other: &FileStamp) -> bool {
        let changed = other.changed;
        FileStamp { changed, ..*self } == *other
    }
}

fn nanoseconds(time: SystemTime) -> i128 {
    let signed = |nanoseconds: u128| i128::try_from(nanoseconds).unwrap_or(i128::MAX);
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => signed(since.as_nanos()),
        Err(before) => -signed(before.duration().as_nanos()),
    }
}

/// Where a path leads, as far as it is there: links are followed, and `..` is left where it stands.
///
/// # Errors
/// When there is no current folder.
pub fn resolved(path: &Path) -> io::Result<PathBuf> {
    let mut way = std::env::current_dir()?;
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                way.pop();
            }
            other => way.push(other),
        }
        if let Ok(real) = fs::canonicalize(&way) {
            way = real;
        }
    }
    Ok(way)
}

/// Where a link at a path below `root` leads: a path from the root where that is below it. Nothing
/// where it is no link.
pub fn target(root: &Path, path: &str) -> Option<PathBuf> {
    let target = fs::read_link(root.join(path)).ok()?;
    if target.is_absolute() {
        let below = target.strip_prefix(root).map(Path::to_owned);
        return Some(below.unwrap_or(target));
    }
    let mut way: Vec<std::ffi::OsString> = Vec::new();
    for part in Path::new(path).parent()?.join(target).components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir if way.last().is_some_and(|last| last != "..") => {
                way.pop();
            }
            other => way.push(other.as_os_str().to_owned()),
        }
    }
    Some(way.into_iter().collect())
}

/// Whether two paths lead to the same folder or file, by whatever names.
pub fn are_same(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if let (Ok(one), Ok(other)) = (fs::metadata(one), fs::metadata(other)) {
            return (one.dev(), one.ino()) == (other.dev(), other.ino());
        }
    }
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let made = std::process::Command::new("mkfifo")
            .arg(at("pipe"))
            .status();
        assert!(made.expect("there is such a program").success());
        let refused = |path: &str| match read(root.path(), path, 9) {
            Err(AccessError::Is(found, at)) => (found, at),
            other => panic!("{path}: {other:?}"),
        };
        assert_eq!(refused("folder/b"), (FileType::Link, "folder".to_owned()));
        assert_eq!(refused("file"), (FileType::Link, "file".to_owned()));
        assert_eq!(refused("pipe"), (FileType::Pipe, "pipe".to_owned()));
        assert_eq!(refused("socket"), (FileType::Socket, "socket".to_owned()));
        // The folder itself may be reached through a link.
        assert_eq!(read(&at("folder"), "b", 9).expect("it is there"), b"text");
    }

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

    #[test]
    fn a_path_is_resolved_as_far_as_it_is_there() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let real = fs::canonicalize(root.path()).expect("it is there");
        assert_eq!(
            resolved(&root.path().join("x/../y/./z")).expect("there is a folder"),
            real.join("y/z")
        );
        assert!(are_same(&real, root.path()) && !are_same(&real, Path::new("/")));
    }
}
