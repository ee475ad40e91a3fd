//! What changes on the disk: events of many systems become sets of paths.
//!
//! An editor that saves a file may write a temporary one, rename it, delete another and touch the
//! folder. So changes are gathered until it has been quiet for a moment, and a file whose bytes are
//! what they were does not count. Folders are watched, never files: a file that is replaced would
//! take its watch with it.

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

/// How long nothing has to happen before changes are told.
const QUIET: Duration = Duration::from_millis(30);

/// How long changes are gathered at most.
const LONGEST: Duration = Duration::from_millis(500);

/// How often the disk is looked at where the system does not tell.
const POLLING: Duration = Duration::from_millis(500);

/// The folders, below the site's root, that are watched with all that is in them.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// The largest file that is compared with what it was, in bytes; one that is larger counts as
/// changed when the disk says so.
const LARGEST: u64 = 1 << 30;

/// A site's folder that is being watched.
pub(super) struct SiteWatcher {
    root: PathBuf,
    watcher: Box<dyn Watcher>,
    events: Receiver<notify::Result<Event>>,
    sender: Sender<notify::Result<Event>>,
    watched: BTreeSet<&'static str>,
    /// What each file held when it last changed; nothing where it was gone.
    seen: BTreeMap<PathBuf, Option<Hash>>,
}

impl SiteWatcher {
    /// Begins to watch the site below `root`; `polling` looks at the disk again and again instead
    /// of waiting to be told.
    ///
    /// # Errors
    /// With a sentence, when it cannot be watched.
    pub(super) fn begin(root: &Path, polling: bool) -> Result<SiteWatcher, String> {
        let root =
            fs::canonicalize(root).map_err(|error| format!("`{}`: {error}", root.display()))?;
        let (sender, events) = mpsc::channel();
        // Links are not followed when a site is read.
        let config = Config::default()
            .with_follow_symlinks(false)
            .with_poll_interval(POLLING);
        let told = sender.clone();
        let watcher: notify::Result<Box<dyn Watcher>> = if polling {
            PollWatcher::new(told, config).map(|watcher| Box::new(watcher) as Box<dyn Watcher>)
        } else {
            RecommendedWatcher::new(told, config)
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
        // The root itself, for the list of addresses and for folders that are made later.
        watch
            .watcher
            .watch(&watch.root, RecursiveMode::NonRecursive)
            .map_err(|error| unwatched(&error))?;
        watch.watch_folders(&BTreeSet::new())?;
        Ok(watch)
    }

    /// Has [`SiteWatcher::next`] tell that anything may have changed.
    pub(super) fn wake(&self) -> impl Fn() + Send + use<> {
        let sender = self.sender.clone();
        move || {
            let all = Event::new(EventKind::Other).set_flag(Flag::Rescan);
            // Nobody listens any more where it cannot be sent.
            let _ = sender.send(Ok(all));
        }
    }

    /// Waits until something that a site is made of has changed: paths below its root. A folder
    /// stands for all that is in it, and the empty path for the root.
    ///
    /// # Errors
    /// With a sentence, when the site can no longer be watched.
    pub(super) fn next(&mut self) -> Result<BTreeSet<PathBuf>, String> {
        loop {
            let mut paths = self.gathered()?;
            self.watch_folders(&paths)?;
            paths.retain(|path| self.differs(path));
            if !paths.is_empty() {
                return Ok(paths);
            }
        }
    }

    /// The paths of one burst of events.
    fn gathered(&self) -> Result<BTreeSet<PathBuf>, String> {
        let ended = || "the file watcher stopped".to_owned();
        let mut paths = BTreeSet::new();
        while paths.is_empty() {
            self.add(self.events.recv().map_err(|_| ended())?, &mut paths);
        }
        let begun = Instant::now();
        let mut last = begun;
        loop {
            let quiet = QUIET.saturating_sub(last.elapsed());
            let left = LONGEST.saturating_sub(begun.elapsed());
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

    /// Adds the paths of an event that a site is made of; tells whether there were any.
    fn add(&self, event: notify::Result<Event>, paths: &mut BTreeSet<PathBuf>) -> bool {
        let event = match event {
            Ok(event) if event.need_rescan() => return paths.insert(PathBuf::new()),
            Ok(event) => event,
            // Something was missed, and nobody can say what.
            Err(_) => return paths.insert(PathBuf::new()),
        };
        if !changes(event.kind) {
            return false;
        }
        let mut any = false;
        for path in &event.paths {
            let changed = match path.strip_prefix(&self.root) {
                // A folder differs whenever something in it comes or goes, hidden or not; that is
                // told by itself.
                Ok(_) if is_inside(event.kind) && is_folder(path) => None,
                Ok(below) => is_read(below).then(|| below.to_owned()),
                // What lies elsewhere came through a link from within.
                Err(_) => Some(PathBuf::new()),
            };
            any |= changed.is_some();
            paths.extend(changed);
        }
        any
    }

    /// Whether a path holds something else than when it was last looked at. Of folders that is not
    /// known.
    fn differs(&mut self, path: &Path) -> bool {
        let full = self.root.join(path);
        if is_folder(&full) {
            // What it holds now may have come with it, and was told of by nobody.
            self.seen.retain(|seen, _| !seen.starts_with(path));
            return true;
        }
        let below: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
        let bytes = below.and_then(|parts| files::read(&self.root, &parts.join("/"), LARGEST).ok());
        let hash = bytes.map(|bytes| Hash::of(&bytes));
        self.seen.insert(path.to_owned(), hash) != Some(hash)
    }

    /// Everything counts as changed when it is next saved: what was last made of it failed.
    pub(super) fn rewatch(&mut self) {
        self.seen.clear();
    }

    /// Watches the folders that are there now, and again those that came back.
    fn watch_folders(&mut self, changed: &BTreeSet<PathBuf>) -> Result<(), String> {
        for folder in FOLDERS {
            let path = self.root.join(folder);
            let is_other = changed.contains(Path::new(folder)) || changed.contains(Path::new(""));
            if self.watched.contains(folder) && (is_other || !is_folder(&path)) {
                // It fails where the watch went with its folder.
                let _ = self.watcher.unwatch(&path);
                self.watched.remove(folder);
            }
            if !self.watched.contains(folder) && is_folder(&path) {
                match self.watcher.watch(&path, RecursiveMode::Recursive) {
                    Ok(()) => self.watched.insert(folder),
                    // It was there a moment ago; its end is an event too.
                    Err(_) if !is_folder(&path) => false,
                    Err(error) => return Err(unwatched(&error)),
                };
            }
        }
        Ok(())
    }
}

/// Whether a folder is at a path; a link to one is none.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|about| about.is_dir())
}

fn unwatched(error: &notify::Error) -> String {
    format!("cannot watch the site: {error}; use --poll to poll for changes instead")
}

/// Whether an event tells of something that may change a site. Reading is an event too, and a build
/// reads.
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

/// Whether an event tells of what something holds, rather than of its coming, going or another
/// name.
fn is_inside(kind: EventKind) -> bool {
    match kind {
        EventKind::Modify(ModifyKind::Name(_)) => false,
        EventKind::Modify(_) | EventKind::Access(_) => true,
        _ => false,
    }
}

/// Whether a site is made of what lies at a path below its root, by the rules of `load`: hidden
/// files and backups are passed over.
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
    // What is copied as it is may be hidden.
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
