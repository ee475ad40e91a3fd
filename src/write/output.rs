//! The output folder: ownership, lock, obstacles, and the files of the last build.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::error::{Obstacle, SourceFolder};
use super::staging_folder::StagingFolder;
use super::{MANIFEST, OURS, UNFINISHED, WriteError, parent_folders, write_file};
use crate::files::{self, AccessError, FileType, Folder, Lock, LockOutcome, NewFile, random_name};
use crate::incremental;
use crate::message;
use crate::messages::Message;

/// The first line of a manifest.
const HEADER: &str = "griot manifest 1";

/// The maximum size of a manifest, in bytes.
const MAX_MANIFEST: u64 = 256 * 1024 * 1024;

/// The lock file.
const LOCK: &str = ".griot-lock";

/// The maximum time for which a build waits for another one.
const MAX_WAIT: Duration = Duration::from_secs(600);
const INTERVAL: Duration = Duration::from_millis(20);

/// The name of the staging folder in earlier versions.
const FORMER_STAGING: &str = ".griot-staging";

/// An output folder. It is locked by this build until the value is dropped.
pub struct OutputFolder {
    path: PathBuf,
    folder: Folder,
    /// The files of the last build.
    old: BTreeSet<String>,
    /// Whether this build created the folder.
    is_new: bool,
    /// The lock; `None` if the file system does not support locks.
    lock: Option<Lock>,
}

impl OutputFolder {
    /// Locks an output folder. Waits while another build has the lock, and reports that through
    /// `tell`.
    ///
    /// # Errors
    /// If the folder is not griot's, if it cannot be created or written, or if another build has
    /// the lock for too long.
    pub fn claim(out: &Path, tell: impl Fn(&Message)) -> Result<OutputFolder, WriteError> {
        let begun = Instant::now();
        let mut was_told = false;
        let fail = |error| WriteError::Io(out.to_owned(), error);
        loop {
            // This is checked first, so that not even a lock is put into a foreign folder.
            own_files(out)?;
            let is_new = !out.exists();
            fs::create_dir_all(out).map_err(fail)?;
            // A build that fails deletes the folder that it created, perhaps at the same moment.
            let is_gone = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
            let folder = match Folder::open(out) {
                Err(error) if is_gone(&error) => continue,
                folder => folder.map_err(fail)?,
            };
            let lock = match Lock::try_acquire(&folder, LOCK) {
                Err(error) if is_gone(&error) => continue,
                Err(error) => return Err(WriteError::Io(out.join(LOCK), error)),
                Ok(LockOutcome::Busy) if begun.elapsed() > MAX_WAIT => {
                    return Err(WriteError::Busy(out.to_owned()));
                }
                Ok(LockOutcome::Busy) => {
                    if !was_told {
                        tell(&message!(
                            "waiting for another griot that is building into `{path}`",
                            path = out.display()
                        ));
                        was_told = true;
                    }
                    thread::sleep(INTERVAL);
                    continue;
                }
                Ok(LockOutcome::Unknown) => {
                    tell(&message!(
                        "the file system of `{path}` has no locks; make sure that no other griot builds into it",
                        path = out.display()
                    ));
                    None
                }
                Ok(LockOutcome::Taken(lock)) => Some(lock),
            };
            if !folder.is_in_place() {
                continue;
            }
            let mut output = OutputFolder {
                path: out.to_owned(),
                folder,
                old: BTreeSet::new(),
                is_new,
                lock,
            };
            output.old = own_files(out)?;
            output.sweep();
            return Ok(output);
        }
    }

    /// Returns the path of the folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Returns the files of the last build.
    pub(super) fn old_files(&self) -> impl Iterator<Item = &str> {
        self.old.iter().map(String::as_str)
    }

    /// Whether the last build wrote a file.
    pub(super) fn holds(&self, path: &str) -> bool {
        self.old.contains(path)
    }

    /// Whether the output contains no file of a site.
    pub(super) fn is_bare(&self) -> bool {
        let names = self.folder.names().unwrap_or_default();
        self.old.is_empty() && names.iter().all(|name| name.starts_with('.'))
    }

    /// Deletes the folder if this build created it and it is empty.
    pub fn release(&self) {
        if self.is_new {
            if self.lock.is_some() {
                let _ = self.folder.remove(LOCK);
            }
            let _ = fs::remove_dir(&self.path);
        }
    }

    /// Deletes the leftovers of killed builds.
    fn sweep(&self) {
        for name in self.folder.names().unwrap_or_default() {
            let is_unfinished = name.starts_with(OURS) && name.ends_with(UNFINISHED);
            if !is_unfinished && name != FORMER_STAGING {
                continue;
            }
            let _ = match self.folder.kind(&name) {
                Ok(FileType::Folder) => fs::remove_dir_all(self.path.join(&name)),
                _ => self.folder.remove(&name),
            };
        }
    }

    /// Whether files can be renamed from a staging folder into the output. An empty file is moved
    /// as a test.
    pub(super) fn can_move_from(&self, staging: &StagingFolder) -> bool {
        let Ok((fresh, file)) = NewFile::in_folder(staging.folder(), OURS, UNFINISHED) else {
            return false;
        };
        drop(file);
        let name = format!("{OURS}{}{UNFINISHED}", random_name());
        let is_moved = fresh.place_in(&self.folder, &name).is_ok();
        is_moved && self.folder.remove(&name).is_ok()
    }

    /// Creates a hidden folder in the output. Returns the folder and its name.
    pub(super) fn hidden_folder(&self) -> Result<(Folder, String), WriteError> {
        let name = format!("{OURS}{}{UNFINISHED}", random_name());
        let fail = |error| WriteError::Io(self.path.join(&name), error);
        self.folder.make_private(&name).map_err(fail)?;
        let folder = self
            .folder
            .below(&name)
            .map_err(|error| fail(error.into()))?;
        Ok((folder, name))
    }

    /// Returns the error about a path below the output that could not be opened.
    pub(super) fn error(&self, error: AccessError, path: &str) -> WriteError {
        match error {
            AccessError::Is(FileType::Link, path) => WriteError::Link(self.path.join(path)),
            other => WriteError::Io(self.path.join(path), other.into()),
        }
    }

    /// Checks that every new file can be placed, and that every stale file can be deleted.
    ///
    /// # Errors
    /// If there are obstacles. The error has all of them.
    pub(super) fn refuse_obstacles<'p>(
        &self,
        moves: impl Iterator<Item = &'p str>,
        stale: &BTreeSet<&'p str>,
    ) -> Result<(), WriteError> {
        let mut obstacles = BTreeMap::new();
        // The names of new files by folder. Of a stale file, only the folder matters.
        let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for path in moves {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            folders.entry(folder).or_default().push(name);
        }
        for path in stale {
            folders
                .entry(path.rsplit_once('/').map_or("", |(folder, _)| folder))
                .or_default();
        }
        for (folder, names) in folders {
            self.look_at(folder, &names, stale, &mut obstacles);
        }
        if obstacles.is_empty() {
            return Ok(());
        }
        // If the only obstacle is a link, the error is about the link, because the author may have
        // made it.
        if obstacles.len() == 1
            && let Some((path, _)) = obstacles
                .iter()
                .find(|(_, obstacle)| **obstacle == Obstacle::Link)
        {
            return Err(WriteError::Link(self.path.join(path)));
        }
        Err(WriteError::Blocked(
            self.path.clone(),
            obstacles.into_iter().collect(),
        ))
    }

    /// Checks one folder for obstacles in the way of the files `names`.
    fn look_at(
        &self,
        path: &str,
        names: &[&str],
        stale: &BTreeSet<&str>,
        obstacles: &mut BTreeMap<String, Obstacle>,
    ) {
        let folder = match self.folder.below(path) {
            Ok(folder) => folder,
            Err(AccessError::Missing) if names.is_empty() => return,
            // The missing folder is created in the innermost existing one, which is checked
            // instead.
            Err(AccessError::Missing) => {
                let there = parent_folders(path).find_map(|above| self.folder.below(above).ok());
                if !there.unwrap_or_else(|| self.folder.clone()).is_writable() {
                    obstacles.insert(path.to_owned(), Obstacle::ClosedParent);
                }
                return;
            }
            // The stale file in the way is deleted first.
            Err(AccessError::Is(_, path)) if stale.contains(path.as_str()) => return,
            Err(AccessError::Is(FileType::Link, path)) => {
                obstacles.insert(path, Obstacle::Link);
                return;
            }
            Err(AccessError::Is(_, path)) => {
                obstacles.insert(path, Obstacle::FileForFolder);
                return;
            }
            Err(_) => {
                obstacles.insert(path.to_owned(), Obstacle::Unreadable);
                return;
            }
        };
        if !folder.is_writable() {
            let shown = if path.is_empty() { "." } else { path };
            obstacles.insert(shown.to_owned(), Obstacle::Closed);
        }
        for name in names {
            let full = if path.is_empty() {
                (*name).to_owned()
            } else {
                format!("{path}/{name}")
            };
            let obstacle = match folder.kind(name) {
                Err(_) => continue,
                Ok(FileType::Folder) if self.will_be_empty(&full, stale) => continue,
                Ok(FileType::Folder) => Obstacle::FolderForFile,
                Ok(_) if self.holds(&full) => continue,
                Ok(FileType::Link) => Obstacle::Link,
                Ok(_) => Obstacle::Foreign,
            };
            obstacles.insert(full, obstacle);
        }
    }

    /// Whether a folder contains only stale files.
    fn will_be_empty(&self, path: &str, stale: &BTreeSet<&str>) -> bool {
        let Ok(folder) = self.folder.below(path) else {
            return false;
        };
        let Ok(names) = folder.names() else {
            return false;
        };
        !names.is_empty()
            && names.iter().all(|name| {
                let below = format!("{path}/{name}");
                match folder.kind(name) {
                    Ok(FileType::Folder) => self.will_be_empty(&below, stale),
                    _ => stale.contains(below.as_str()),
                }
            })
    }

    /// Writes the manifest. It reaches the disk before any file that it lists.
    pub(super) fn write_manifest(&self, paths: &BTreeSet<&str>) -> Result<(), WriteError> {
        let mut text = String::from(HEADER);
        text.push('\n');
        for path in paths {
            text.push_str(path);
            text.push('\n');
        }
        if manifest(&self.folder).is_ok_and(|old| old.is_some_and(|old| old == text)) {
            return Ok(());
        }
        write_file(&self.folder, MANIFEST, text.as_bytes(), None)
            .map_err(|error| WriteError::Io(self.path.join(MANIFEST), error))
    }

    /// Deletes a file of the manifest, and the folders that become empty. Returns whether the file
    /// existed.
    pub(super) fn delete(&self, path: &str) -> Result<bool, WriteError> {
        let (folder, name) = match self.folder.parent(path) {
            Ok(found) => found,
            Err(AccessError::Missing) => return Ok(false),
            // There is a file at the path of its folder.
            Err(AccessError::Is(FileType::File, _)) => return Ok(false),
            Err(error) => return Err(self.error(error, path)),
        };
        let was_there = match folder.kind(name) {
            Err(_) => false,
            // The manifest has a file at this path, so somebody else created the folder.
            Ok(FileType::Folder) => return Ok(false),
            Ok(_) => match folder.remove(name) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => false,
                Err(error) => return Err(WriteError::Io(self.path.join(path), error)),
                Ok(()) => true,
            },
        };
        for empty in parent_folders(path) {
            let Ok((folder, name)) = self.folder.parent(empty) else {
                break;
            };
            if folder.remove_folder(name).is_err() {
                break;
            }
        }
        Ok(was_there)
    }
}

/// Returns the text of a folder's manifest, if there is one.
fn manifest(folder: &Folder) -> io::Result<Option<String>> {
    let file = match folder.file(MANIFEST) {
        Ok(file) => file,
        Err(AccessError::Missing) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let mut bytes = Vec::new();
    file.take(MAX_MANIFEST).read_to_end(&mut bytes)?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Returns the files of the last build.
///
/// # Errors
/// If the folder does not belong to griot.
fn own_files(out: &Path) -> Result<BTreeSet<String>, WriteError> {
    let fail = |error| WriteError::Io(out.to_owned(), error);
    let folder = match Folder::open(out) {
        Ok(folder) => folder,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(fail(error)),
    };
    let text = manifest(&folder).map_err(|error| WriteError::Io(out.join(MANIFEST), error))?;
    let mut lines = text.as_deref().unwrap_or_default().lines();
    if lines.next() == Some(HEADER) {
        return Ok(lines
            .filter(|path| is_plain(path))
            .map(str::to_owned)
            .collect());
    }
    let names = folder.names().map_err(fail)?;
    if names.iter().all(|name| name.starts_with('.')) {
        Ok(BTreeSet::new())
    } else {
        Err(WriteError::Foreign(out.to_owned()))
    }
}

/// Whether a path of a manifest leads to a file inside of its folder. Anybody may have edited the
/// manifest.
fn is_plain(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
}

/// Refuses an output folder that is an input of a site, is inside of an input, or contains the
/// site.
///
/// # Errors
/// If the folder is refused. The error has the folder and the reason.
pub fn refuse_source(root: &Path, out: &Path) -> Result<(), WriteError> {
    let refuse = |reason| Err(WriteError::Source(out.to_owned(), reason));
    let real = files::resolve(out).map_err(|error| WriteError::Io(out.to_owned(), error))?;
    let root = files::resolve(root).map_err(|error| WriteError::Io(root.to_owned(), error))?;
    if root.ancestors().any(|above| files::are_same(above, &real)) || real == root {
        return refuse(SourceFolder::Site);
    }
    for folder in real.ancestors() {
        if folder.file_name().is_some_and(|name| name == ".git") {
            return refuse(SourceFolder::Git);
        }
        // The inputs of this site, and those of any other site.
        for name in [
            "content",
            "themes",
            "src",
            incremental::FOLDER,
            ".git",
            ".github",
        ] {
            let source = root.join(name);
            if folder == source || files::are_same(folder, &source) {
                return refuse(SourceFolder::Input(name));
            }
        }
        if folder.join(crate::config::FILE).is_file()
            && !files::are_same(folder, &root)
            && folder == real
        {
            return refuse(SourceFolder::OtherSite);
        }
        let is_content = folder.file_name().is_some_and(|name| name == "content")
            && folder.join("site.yaml").is_file();
        if is_content {
            return refuse(SourceFolder::OtherContent);
        }
    }
    Ok(())
}
