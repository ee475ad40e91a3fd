//! The finished site on disk: changed files only, each at once, and nothing of anybody else's.
//!
//! A folder is ours when it holds our manifest, a list of the files that the last build wrote. One that is
//! not empty and not ours is refused; dot files are neither counted nor touched. Files are taken one by one as they are made, and
//! wait in a hidden folder; when all are there and nothing is wrong, each is moved to its place, or folder by folder where the output
//! was empty. One whose bytes are the same is left alone. What the manifest names and this build did not make is deleted, and nothing else ever is.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::UNIX_EPOCH;

use rayon::prelude::*;

use crate::cache::{Cache, Hash, Key};
use crate::lookup::Lookup;
use crate::render::{Artifact, Sink};

/// The list of our files in an output folder.
pub const MANIFEST: &str = ".griot-manifest";

/// The first line of a manifest.
const HEADER: &str = "griot manifest 1";

/// What a build did to its output folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub written: usize,
    pub unchanged: usize,
    pub deleted: usize,
    /// The size of the whole site.
    pub bytes: u64,
}

/// Why a site was not written.
#[derive(Debug)]
pub enum WriteError {
    /// The folder holds something, and it is not ours.
    Foreign(PathBuf),
    /// A link stands where a folder of the site would be; writing through it could reach outside.
    Link(PathBuf),
    Io(PathBuf, io::Error),
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            WriteError::Foreign(path) => write!(
                f,
                "`{}` is not empty and was not made by griot, so nothing is written there; choose another folder with --out, or empty it yourself",
                path.display()
            ),
            WriteError::Link(path) => write!(
                f,
                "`{}` is a symbolic link, and griot does not write through links; delete it",
                path.display()
            ),
            WriteError::Io(path, error) => write!(f, "`{}`: {error}", path.display()),
        }
    }
}

/// Brings the folder `out` to hold these files.
///
/// # Errors
/// When the folder is not ours, or something cannot be read or written. Files that were already moved to their
/// places stay, and the manifest knows them.
pub fn report(out: &Path, artifacts: &[Artifact]) -> Result<Report, WriteError> {
    let staging = Staging::new(out, None);
    artifacts.par_iter().for_each(|artifact| staging.stage(artifact, None));
    staging.commit()
}

/// Where files wait until it is certain that all of them may be published: in a hidden folder of the output. Nothing is touched
/// before the first file comes.
pub struct Staging {
    out: PathBuf,
    cache: Option<Cache>,
    ready: OnceLock<Option<Ready>>,
    taken: Mutex<Taken>,
    /// The number of the next file that waits.
    next: AtomicUsize,
}

/// An output folder into which may be written.
struct Ready {
    /// The files of the last build.
    old: BTreeSet<String>,
    records: Option<Records>,
    /// Whether the folder was not there before.
    is_new: bool,
    /// Whether nothing of a site is in it, so that whole folders can be moved there.
    is_bare: bool,
}

/// What was taken so far; workers add to it in any order.
#[derive(Default)]
struct Taken {
    files: BTreeMap<String, Waiting>,
    failure: Option<WriteError>,
}

/// A file that the site will have.
struct Waiting {
    /// Where it waits; none where the one in place has these bytes already.
    place: Option<Place>,
    record: Option<Record>,
    size: u64,
}

/// Where a file waits.
#[derive(Clone, Copy)]
enum Place {
    /// By its number.
    Numbered(usize),
    /// In a folder that is as the output will be.
    Below,
}

/// A hidden folder of the output, in which files wait.
const STAGING: &str = ".griot-staging";
/// The folder in it that is as the output will be.
const WHOLE: &str = "site";

impl Staging {
    /// Brings the folder `out` to hold a site; with `cache`, files that are as they were written need not be read.
    pub fn new(out: &Path, cache: Option<Cache>) -> Staging {
        Staging {
            out: out.to_owned(),
            cache,
            ready: OnceLock::new(),
            taken: Mutex::default(),
            next: AtomicUsize::new(0),
        }
    }

    /// The output folder; nothing where it cannot be written into, which is told by [`Staging::commit`].
    fn ready(&self) -> Option<&Ready> {
        let ready = self.ready.get_or_init(|| match self.prepare() {
            Ok(ready) => Some(ready),
            Err(error) => {
                self.taken().failure.get_or_insert(error);
                None
            }
        });
        ready.as_ref()
    }

    fn prepare(&self) -> Result<Ready, WriteError> {
        let out = &self.out;
        let old = ours(out)?;
        let is_new = !out.exists();
        fs::create_dir_all(out).map_err(|error| WriteError::Io(out.clone(), error))?;
        let folder = out.join(STAGING);
        let fail = |error| WriteError::Io(folder.clone(), error);
        match fs::symlink_metadata(&folder) {
            Ok(about) if about.is_symlink() => return Err(WriteError::Link(folder)),
            // A build that was cut off left it.
            Ok(_) => fs::remove_dir_all(&folder).map_err(fail)?,
            Err(_) => {}
        }
        fs::create_dir(&folder).map_err(fail)?;
        let records = self.cache.clone().map(|cache| Records::read(cache, out));
        let entries = fs::read_dir(out).map_err(|error| WriteError::Io(out.clone(), error))?;
        let mut names = entries.flatten().map(|entry| entry.file_name());
        let is_bare = old.is_empty() && names.all(|name| name.to_string_lossy().starts_with('.'));
        Ok(Ready {
            old,
            records,
            is_new,
            is_bare,
        })
    }

    /// Takes a file, whose hash may be known. What goes wrong is told by [`Staging::commit`].
    fn stage(&self, artifact: &Artifact, hash: Option<Hash>) {
        let Some(ready) = self.ready() else {
            return;
        };
        let outcome = self.wait(artifact, hash, ready);
        let mut taken = self.taken();
        match outcome {
            Ok(waiting) => {
                taken.files.insert(artifact.path.clone(), waiting);
            }
            Err(error) => {
                taken.failure.get_or_insert(error);
            }
        }
    }

    /// Whether the file in place is as the last build wrote it, with this hash; then it stays.
    pub fn keep(&self, path: &str, hash: Hash) -> bool {
        let Some(ready) = self.ready() else {
            return false;
        };
        let known = ready.records.as_ref().and_then(|records| records.of(path));
        let Some(record) = known.filter(|record| record.hash == hash && ready.old.contains(path)) else {
            return false;
        };
        let about = fs::symlink_metadata(self.out.join(path))
            .ok()
            .filter(fs::Metadata::is_file);
        if about.is_none_or(|about| Record::of(hash, &about) != record) {
            return false;
        }
        let waiting = Waiting {
            place: None,
            record: Some(record),
            size: record.size,
        };
        self.taken().files.insert(path.to_owned(), waiting);
        true
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self, artifact: &Artifact, hash: Option<Hash>, ready: &Ready) -> Result<Waiting, WriteError> {
        let records = ready.records.as_ref();
        let hash = records.map(|_| hash.unwrap_or_else(|| Hash::of(&artifact.bytes)));
        let size = artifact.bytes.len() as u64;
        let path = self.out.join(&artifact.path);
        // Hidden files may stand beside some of somebody else's.
        let is_hidden = artifact.path.starts_with('.');
        let is_free = ready.is_bare && !is_hidden;
        let about = (!is_free)
            .then(|| fs::symlink_metadata(&path).ok())
            .flatten()
            .filter(fs::Metadata::is_file);
        if let Some(about) = about.filter(|about| about.len() == size) {
            let found = hash.map(|hash| Record::of(hash, &about));
            let known = records.and_then(|records| records.of(&artifact.path));
            if (found.is_some() && known == found) || fs::read(&path).is_ok_and(|bytes| bytes == artifact.bytes) {
                return Ok(Waiting {
                    place: None,
                    record: found,
                    size,
                });
            }
        }
        let place = if is_free {
            Place::Below
        } else {
            Place::Numbered(self.next.fetch_add(1, Ordering::Relaxed))
        };
        let beside = self.waiting(&artifact.path, place);
        let fail = |error| WriteError::Io(beside.clone(), error);
        if let (Place::Below, Some(folder)) = (place, beside.parent()) {
            fs::create_dir_all(folder).map_err(fail)?;
        }
        let mut file = fs::File::create(&beside).map_err(fail)?;
        file.write_all(&artifact.bytes).map_err(fail)?;
        let record = match hash {
            Some(hash) => Some(Record::of(hash, &file.metadata().map_err(fail)?)),
            None => None,
        };
        Ok(Waiting {
            place: Some(place),
            record,
            size,
        })
    }

    fn waiting(&self, path: &str, place: Place) -> PathBuf {
        let folder = self.out.join(STAGING);
        match place {
            Place::Numbered(number) => folder.join(number.to_string()),
            Place::Below => folder.join(WHOLE).join(path),
        }
    }

    /// Moves everything to its place, and deletes what the site has no more.
    ///
    /// # Errors
    /// The first that came up. Files that were already moved stay, and the manifest knows them.
    pub fn commit(self) -> Result<Report, WriteError> {
        let Some(ready) = self.ready() else {
            let folder = || WriteError::Io(self.out.clone(), io::ErrorKind::Other.into());
            return Err(self.taken().failure.take().unwrap_or_else(folder));
        };
        let outcome = self.publish(ready);
        // Empty unless something failed; then what waits is of no use.
        let _ = fs::remove_dir_all(self.out.join(STAGING));
        outcome
    }

    /// Publishes nothing.
    pub fn abandon(self) {
        if let Some(Some(ready)) = self.ready.get() {
            let _ = fs::remove_dir_all(self.out.join(STAGING));
            if ready.is_new {
                // Nothing is in it.
                let _ = fs::remove_dir(&self.out);
            }
        }
    }

    fn publish(&self, ready: &Ready) -> Result<Report, WriteError> {
        let (out, old) = (&self.out, &ready.old);
        let Taken { files, failure } = std::mem::take(&mut *self.taken());
        if let Some(error) = failure {
            return Err(error);
        }
        let new: BTreeSet<&str> = files.keys().map(String::as_str).collect();
        let stale: Vec<&String> = old.iter().filter(|path| !new.contains(path.as_str())).collect();
        // Should this build be cut off, the next one still knows what is ours.
        let union: BTreeSet<&str> = old.iter().map(String::as_str).chain(new.iter().copied()).collect();
        write_manifest(out, &union)?;
        // A page may become a folder, and a folder a page: what stands in the way goes first.
        let (first, last): (Vec<&String>, Vec<&String>) =
            stale.into_iter().partition(|path| stands_in_the_way(path, &new));
        let mut report = Report::default();
        for path in first {
            report.deleted += usize::from(delete(out, path)?);
        }
        let moves: Vec<(&String, Place)> = files
            .iter()
            .filter_map(|(path, file)| Some((path, file.place?)))
            .collect();
        let alone: Vec<(&str, Place)> = moves
            .iter()
            .filter(|(_, place)| matches!(place, Place::Numbered(_)))
            .map(|(path, place)| (path.as_str(), *place))
            .collect();
        folders(out, alone.iter().map(|(path, _)| *path))?;
        alone.into_par_iter().try_for_each(|(path, place)| {
            let target = out.join(path);
            fs::rename(self.waiting(path, place), &target).map_err(|error| WriteError::Io(target, error))
        })?;
        move_all(&out.join(STAGING).join(WHOLE), out)?;
        report.written = moves.len();
        report.unchanged = files.len() - moves.len();
        report.bytes = files.values().map(|file| file.size).sum();
        for path in last {
            report.deleted += usize::from(delete(out, path)?);
        }
        write_manifest(out, &new)?;
        if let Some(records) = &ready.records {
            records.keep(
                files
                    .iter()
                    .filter_map(|(path, file)| Some((path.as_str(), file.record?))),
            );
        }
        Ok(report)
    }
}

impl Sink for Staging {
    fn take(&self, artifact: Artifact, hash: Option<Hash>) {
        self.stage(&artifact, hash);
    }

    fn keep(&self, path: &str, hash: Hash, _size: u64) -> bool {
        Staging::keep(self, path, hash)
    }
}

/// Moves what is in a folder into another, where nothing of these names is. There may be no such folder.
fn move_all(from: &Path, to: &Path) -> Result<(), WriteError> {
    let fail = |error| WriteError::Io(to.to_owned(), error);
    let entries = match fs::read_dir(from) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(fail(error)),
    };
    for entry in entries {
        let entry = entry.map_err(fail)?;
        fs::rename(entry.path(), to.join(entry.file_name())).map_err(fail)?;
    }
    Ok(())
}

/// What the last build wrote into a folder, where every file of it is still as it was written: a report that nothing changed.
pub fn intact(out: &Path, cache: &Cache) -> Option<Report> {
    let old = ours(out).ok()?;
    let records = Records::read(cache.clone(), out);
    if old.is_empty() || records.known.len() != old.len() {
        return None;
    }
    let files: Vec<&String> = old.iter().collect();
    let sizes: Option<Vec<u64>> = files
        .into_par_iter()
        .map(|path| {
            let record = records.of(path)?;
            let about = fs::symlink_metadata(out.join(path))
                .ok()
                .filter(fs::Metadata::is_file)?;
            (Record::of(record.hash, &about) == record).then_some(record.size)
        })
        .collect();
    let sizes = sizes?;
    Some(Report {
        unchanged: sizes.len(),
        bytes: sizes.iter().sum(),
        ..Report::default()
    })
}

/// What a file held when it was written: a hash, and what the disk says of a file that nobody has changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Record {
    hash: Hash,
    size: u64,
    /// In nanoseconds since 1970, or the like.
    changed: u128,
}

impl Record {
    fn of(hash: Hash, about: &fs::Metadata) -> Record {
        let changed = about
            .modified()
            .ok()
            .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Record {
            hash,
            size: about.len(),
            changed: changed.map_or(0, |time| time.as_nanos()),
        }
    }
}

/// The records of an output folder, as the last build left them in the cache.
struct Records {
    cache: Cache,
    key: Key,
    known: Lookup<String, Record>,
}

impl Records {
    fn read(cache: Cache, out: &Path) -> Records {
        let place = fs::canonicalize(out).unwrap_or_else(|_| out.to_owned());
        let key = Key::of(&[b"output 1", place.to_string_lossy().as_bytes()]);
        let text = cache
            .get(key)
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .unwrap_or_default();
        let known = text.lines().filter_map(|line| {
            let mut parts = line.splitn(4, ' ');
            let record = Record {
                hash: Hash::parse(parts.next()?)?,
                size: parts.next()?.parse().ok()?,
                changed: parts.next()?.parse().ok()?,
            };
            Some((parts.next()?.to_owned(), record))
        });
        Records {
            known: known.collect(),
            cache,
            key,
        }
    }

    fn of(&self, path: &str) -> Option<Record> {
        self.known.get(path).copied()
    }

    fn keep<'p>(&self, records: impl Iterator<Item = (&'p str, Record)>) {
        let mut text = String::new();
        let mut changed = false;
        let mut count = 0;
        for (path, record) in records {
            changed |= self.of(path) != Some(record);
            count += 1;
            text.push_str(&format!("{} {} {} {path}\n", record.hash, record.size, record.changed));
        }
        if changed || count != self.known.len() {
            self.cache.put(self.key, text.as_bytes());
        }
    }
}

/// The files that the last build wrote; a finding when the folder is somebody else's.
fn ours(out: &Path) -> Result<BTreeSet<String>, WriteError> {
    let fail = |error| WriteError::Io(out.to_owned(), error);
    let entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(fail(error)),
    };
    match fs::read_to_string(out.join(MANIFEST)) {
        Ok(text) => {
            let mut lines = text.lines();
            if lines.next() == Some(HEADER) {
                return Ok(lines.filter(|path| is_plain(path)).map(str::to_owned).collect());
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(fail(error)),
    }
    for entry in entries {
        if !entry.map_err(fail)?.file_name().to_string_lossy().starts_with('.') {
            return Err(WriteError::Foreign(out.to_owned()));
        }
    }
    Ok(BTreeSet::new())
}

/// Whether a path of a manifest stays in its folder: a manifest is a file like any other, and may have been changed.
fn is_plain(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
}

/// Whether a file would have to be a folder for one of the new files, or one of them a folder for it.
fn stands_in_the_way(path: &str, new: &BTreeSet<&str>) -> bool {
    let below = format!("{path}/");
    let as_folder = new
        .range(below.as_str()..)
        .next()
        .is_some_and(|next| next.starts_with(&below));
    let mut above = path;
    as_folder
        || std::iter::from_fn(|| {
            above = above.rsplit_once('/')?.0;
            Some(above)
        })
        .any(|folder| new.contains(folder))
}

/// Makes the folders of all files, and refuses to go through links.
fn folders<'p>(out: &Path, paths: impl Iterator<Item = &'p str>) -> Result<(), WriteError> {
    let mut done: HashSet<&str> = HashSet::new();
    for path in paths {
        let Some((folder, _)) = path.rsplit_once('/') else {
            continue;
        };
        if !done.insert(folder) {
            continue;
        }
        let mut path = out.to_owned();
        for part in folder.split('/') {
            path.push(part);
            match fs::symlink_metadata(&path) {
                Ok(about) if about.is_symlink() => return Err(WriteError::Link(path)),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    fs::create_dir(&path).map_err(|error| WriteError::Io(path.clone(), error))?;
                }
                Err(error) => return Err(WriteError::Io(path, error)),
            }
        }
    }
    Ok(())
}

/// Writes beside the place, then moves: a reader sees the old file or the new one.
///
/// # Errors
/// When it cannot be written.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let beside = path.with_file_name(format!(".griot-{name}.tmp"));
    let fail = |error| WriteError::Io(path.to_owned(), error);
    fs::write(&beside, bytes).map_err(fail)?;
    fs::rename(&beside, path).map_err(|error| {
        // The error that matters is the first; the file beside goes if it can.
        let _ = fs::remove_file(&beside);
        fail(error)
    })
}

fn write_manifest(out: &Path, paths: &BTreeSet<&str>) -> Result<(), WriteError> {
    let mut text = String::from(HEADER);
    text.push('\n');
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    let path = out.join(MANIFEST);
    if fs::read_to_string(&path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    replace(&path, text.as_bytes())
}

/// Deletes a file of ours and the folders that it leaves empty; tells whether it was there.
fn delete(out: &Path, relative: &str) -> Result<bool, WriteError> {
    let path = out.join(relative);
    let mut folder = out.to_owned();
    for part in Path::new(relative).parent().into_iter().flat_map(Path::components) {
        folder.push(part);
        if fs::symlink_metadata(&folder).is_ok_and(|about| about.is_symlink()) {
            return Err(WriteError::Link(folder));
        }
    }
    let was_there = match fs::remove_file(&path) {
        Ok(()) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(WriteError::Io(path, error)),
    };
    let mut above = path.parent();
    while let Some(folder) = above.filter(|folder| *folder != out) {
        if fs::remove_dir(folder).is_err() {
            break;
        }
        above = folder.parent();
    }
    Ok(was_there)
}
