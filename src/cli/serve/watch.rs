//! File watching: the events of the system become sets of changed paths.
//!
//! An editor that saves a file may write a temporary one, rename it, delete another and change the
//! folder. So changes are collected until nothing has happened for a moment, and a file with
//! unchanged bytes does not count. Only folders are watched, because the watch of a file would end
//! when the file is replaced.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, Flag, MetadataKind, ModifyKind};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::checks::permalinks;
use crate::files;
use crate::incremental::Hash;
use crate::load;
use crate::message;
use crate::messages::{Message, io_error};

/// The minimum time without an event before changes are reported.
const MIN_QUIET: Duration = Duration::from_millis(30);

/// The maximum time for which changes are collected.
const MAX_COLLECTING: Duration = Duration::from_millis(500);

/// The interval of polling.
const POLLING: Duration = Duration::from_millis(500);

/// The folders below the site's root that are watched recursively.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// The maximum size in bytes of a file whose content is compared with its former content. A larger
/// file always counts as changed when the system reports it.
const MAX_COMPARED: u64 = 1 << 30;

/// A watcher of a site's folder.
pub(super) struct SiteWatcher {
    root: PathBuf,
    watcher: Box<dyn Watcher>,
    events: Receiver<notify::Result<Event>>,
    sender: Sender<notify::Result<Event>>,
    watched: BTreeSet<&'static str>,
    /// The hash of each changed file; `None` for a file that was deleted.
    seen: BTreeMap<PathBuf, Option<Hash>>,
}

impl SiteWatcher {
    /// Begins to watch the site below `root`. With `polling`, checks the disk regularly instead of
    /// waiting for events.
    ///
    /// # Errors
    /// If the folder cannot be watched. The error is a sentence.
    pub(super) fn begin(root: &Path, polling: bool) -> Result<SiteWatcher, Message> {
        let root = fs::canonicalize(root).map_err(|error| {
            message!(
                "`{path}`: {error}",
                path = root.display(),
                error = io_error(&error)
            )
        })?;
        let (sender, events) = mpsc::channel();
        // Links are not followed when a site is read.
        let config = Config::default()
            .with_follow_symlinks(false)
            .with_poll_interval(POLLING);
        let handler = sender.clone();
        let watcher: notify::Result<Box<dyn Watcher>> = if polling {
            PollWatcher::new(handler, config).map(|watcher| Box::new(watcher) as Box<dyn Watcher>)
        } else {
            RecommendedWatcher::new(handler, config)
                .map(|watcher| Box::new(watcher) as Box<dyn Watcher>)
        };
        let mut watch = SiteWatcher {
            watcher: watcher.map_err(|error| unwatched(&error))?,
            root,
            events,
            sender,
            watched: BTreeSet::new(),
            seen: BTreeMap::new(),
        };
        // The root itself is watched for permalinks.lock, and for folders that are created later.
        watch
            .watcher
            .watch(&watch.root, RecursiveMode::NonRecursive)
            .map_err(|error| unwatched(&error))?;
        watch.watch_folders(&BTreeSet::new())?;
        Ok(watch)
    }

    /// Returns a function that makes [`SiteWatcher::next`] report that anything may have changed.
    pub(super) fn wake(&self) -> impl Fn() + Send + use<> {
        let sender = self.sender.clone();
        move || {
            let all = Event::new(EventKind::Other).set_flag(Flag::Rescan);
            // The receiver may have been dropped.
            let _ = sender.send(Ok(all));
        }
    }

    /// Waits for a change, and returns the changed paths below the root. The path of a folder
    /// stands for all files in it, and the empty path for the root.
    ///
    /// # Errors
    /// If the site can no longer be watched. The error is a sentence.
    pub(super) fn next(&mut self) -> Result<BTreeSet<PathBuf>, Message> {
        loop {
            let mut paths = self.gathered()?;
            self.watch_folders(&paths)?;
            paths.retain(|path| self.differs(path));
            if !paths.is_empty() {
                return Ok(paths);
            }
        }
    }

    /// Returns the paths of one burst of events.
    fn gathered(&self) -> Result<BTreeSet<PathBuf>, Message> {
        let ended = || message!("the file watcher stopped");
        let mut paths = BTreeSet::new();
        while paths.is_empty() {
            self.add(self.events.recv().map_err(|_| ended())?, &mut paths);
        }
        let started = Instant::now();
        let mut last = started;
        loop {
            let quiet = MIN_QUIET.saturating_sub(last.elapsed());
            let left = MAX_COLLECTING.saturating_sub(started.elapsed());
            if quiet.is_zero() || left.is_zero() {
                return Ok(paths);
            }
            match self.events.recv_timeout(quiet.min(left)) {
                Ok(event) => {
                    if self.add(event, &mut paths) {
                        last = Instant::now();
                    }
                }
                Err(RecvTimeoutError::Timeout) => return Ok(paths),
                Err(RecvTimeoutError::Disconnected) => return Err(ended()),
            }
        }
    }

    /// Adds the paths of an event that belong to the site. Returns whether there were any.
    fn add(&self, event: notify::Result<Event>, paths: &mut BTreeSet<PathBuf>) -> bool {
        let event = match event {
            Ok(event) if event.need_rescan() => return paths.insert(PathBuf::new()),
            Ok(event) => event,
            // Events were lost, so anything may have changed.
            Err(_) => return paths.insert(PathBuf::new()),
        };
        if !changes(event.kind) {
            return false;
        }
        let mut any = false;
        for path in &event.paths {
            let changed = match path.strip_prefix(&self.root) {
                // A folder changes whenever a file in it does, but that file has an event of its
                // own.
                Ok(_) if is_inside(event.kind) && is_folder(path) => None,
                Ok(below) => is_read(below).then(|| below.to_owned()),
                // A path outside of the root was reached through a link inside the site.
                Err(_) => Some(PathBuf::new()),
            };
            any |= changed.is_some();
            paths.extend(changed);
        }
        any
    }

    /// Whether the content of a path has changed since it was last compared. Always true for
    /// folders.
    fn differs(&mut self, path: &Path) -> bool {
        let full = self.root.join(path);
        if is_folder(&full) {
            // Files may have appeared with the folder, without events of their own.
            self.seen.retain(|seen, _| !seen.starts_with(path));
            return true;
        }
        let below: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
        let bytes =
            below.and_then(|parts| files::read(&self.root, &parts.join("/"), MAX_COMPARED).ok());
        let hash = bytes.map(|bytes| Hash::of(&bytes));
        self.seen.insert(path.to_owned(), hash) != Some(hash)
    }

    /// Forgets all hashes after a failed build, so that every file counts as changed when it is
    /// saved again.
    pub(super) fn rewatch(&mut self) {
        self.seen.clear();
    }

    /// Watches the folders that exist now. Watches folders that were recreated again.
    fn watch_folders(&mut self, changed: &BTreeSet<PathBuf>) -> Result<(), Message> {
        for folder in FOLDERS {
            let path = self.root.join(folder);
            let is_other = changed.contains(Path::new(folder)) || changed.contains(Path::new(""));
            if self.watched.contains(folder) && (is_other || !is_folder(&path)) {
                // This fails if the watch has already ended with its folder.
                let _ = self.watcher.unwatch(&path);
                self.watched.remove(folder);
            }
            if !self.watched.contains(folder) && is_folder(&path) {
                match self.watcher.watch(&path, RecursiveMode::Recursive) {
                    Ok(()) => self.watched.insert(folder),
                    // The folder was deleted at this very time; another event follows.
                    Err(_) if !is_folder(&path) => false,
                    Err(error) => return Err(unwatched(&error)),
                };
            }
        }
        Ok(())
    }
}

/// Whether there is a folder at a path; a link to one does not count.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|about| about.is_dir())
}

fn unwatched(error: &notify::Error) -> Message {
    let error = match &error.kind {
        notify::ErrorKind::Io(error) => io_error(error),
        notify::ErrorKind::MaxFilesWatch => message!("the system watches too many files"),
        _ => Message::verbatim(error.to_string()),
    };
    message!(
        "cannot watch the site: {error}; use --poll to poll for changes instead",
        error
    )
}

/// Whether an event may change a site. Reading a file is an event that does not: builds read files
/// too.
fn changes(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(ModifyKind::Metadata(about)) => about != MetadataKind::AccessTime,
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
    }
}

/// Whether an event concerns the content of a file, not its creation, deletion or name.
fn is_inside(kind: EventKind) -> bool {
    match kind {
        EventKind::Modify(ModifyKind::Name(_)) => false,
        EventKind::Modify(_) | EventKind::Access(_) => true,
        _ => false,
    }
}

/// Whether a path below the root belongs to the site, by the rules of `load`. Hidden files and
/// backups do not.
fn is_read(path: &Path) -> bool {
    let names: Option<Vec<&str>> = path
        .components()
        .map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    let Some(names) = names else {
        return false;
    };
    // Files that are copied unchanged may be hidden.
    let is_copied = matches!(names[..], ["content", load::STATIC, ..]);
    if names
        .iter()
        .any(|name| name.starts_with('.') && !is_copied || name.ends_with('~'))
    {
        return false;
    }
    match names[..] {
        [] => false,
        [name] => FOLDERS.contains(&name) || name == permalinks::FILE,
        [folder, ..] => FOLDERS.contains(&folder),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_or_hidden_is_no_part_of_a_site() {
        for path in [
            "content",
            "content/articles/a.md",
            "content/site.yaml",
            "themes/x/assets/style.css",
            "permalinks.lock",
            "content/static/.well-known/security.txt",
        ] {
            assert!(is_read(Path::new(path)), "{path}");
        }
        for path in [
            "public/index.html",
            ".griot-cache/images/1",
            ".git/HEAD",
            "content/articles/.a.md.swp",
            "content/.hidden/a.md",
            "content/articles/a.md~",
            "README.md",
            "",
            ".griot-permalinks.lock.tmp",
        ] {
            assert!(!is_read(Path::new(path)), "{path}");
        }
    }
}
