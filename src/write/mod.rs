//! The finished site on disk: changed files only, each at once, and nothing of anybody else's.
//!
//! A folder is ours when it holds our manifest, a list of the files that the last build wrote. One
//! that is not empty and not ours is refused; dot files are neither counted nor touched. One build
//! at a time writes into a folder: it is locked by the operating system, so that a build that is
//! killed leaves no lock behind. Files are taken one by one as they are made, and wait in a private
//! folder of the cache; when all are there and nothing is wrong, it is first looked whether each
//! can have its place, and then each is moved there, or folder by folder where the output was
//! empty. One whose bytes are the same is left alone. What the manifest names and this build did
//! not make is deleted, and nothing else ever is.

mod output;
mod records;
mod room;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rayon::prelude::*;

pub use self::output::{OutputFolder, refuse_source};
use self::records::{WrittenFile, WrittenFiles};
use self::room::StagingFolder;
pub use self::room::sweep;
use crate::files::{AccessError, FileStamp, FileType, Folder, NewFile};
use crate::incremental::{Hash, Store};
use crate::render::{Artifact, Sink};

/// The list of our files in an output folder.
pub const MANIFEST: &str = ".griot-manifest";

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
    /// The folder is one that a site is made from, or holds it.
    Source(PathBuf, String),
    /// Another build has been writing into the folder for too long.
    Busy(PathBuf),
    /// Things that stand in the way, each with a reason; nothing was moved.
    Blocked(PathBuf, Vec<(String, &'static str)>),
    Io(PathBuf, io::Error),
}

/// How many obstacles are named.
const NAMED: usize = 50;

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            WriteError::Foreign(path) => write!(
                f,
                "`{}` is not empty and was not made by griot, so griot does not write to it; choose another folder with --out, or empty it yourself",
                path.display()
            ),
            WriteError::Link(path) => write!(
                f,
                "`{}` is a symbolic link, and griot does not write through links; delete it",
                path.display()
            ),
            WriteError::Source(path, why) => write!(
                f,
                "`{}` cannot be the output: {why}; choose another folder with --out, such as `public`",
                path.display()
            ),
            WriteError::Busy(path) => write!(
                f,
                "another griot has been building into `{}` for a long time; stop it, or choose another folder with --out",
                path.display()
            ),
            WriteError::Blocked(out, obstacles) => {
                write!(f, "nothing was written to `{}`", out.display())?;
                for (path, why) in obstacles.iter().take(NAMED) {
                    write!(f, "\n`{}` {why}", out.join(path).display())?;
                }
                if obstacles.len() > NAMED {
                    write!(f, "\nand {} more", obstacles.len() - NAMED)?;
                }
                Ok(())
            }
            WriteError::Io(path, error) => write!(f, "`{}`: {error}", path.display()),
        }
    }
}

/// Brings the folder `out` to hold these files.
///
/// # Errors
/// When the folder is not ours, or something cannot be read or written. Files that were already
/// moved to their places stay, and the manifest knows them.
pub fn report(out: &Path, artifacts: &[Artifact]) -> Result<Report, WriteError> {
    let staging = Staging::new(OutputFolder::claim(out, |_| {})?, None);
    artifacts
        .par_iter()
        .for_each(|artifact| staging.stage(artifact, None));
    staging.commit(None)
}

/// Where files wait until it is certain that all of them may be published: in a private folder,
/// outside the output.
pub struct Staging {
    output: OutputFolder,
    root: Option<PathBuf>,
    records: Option<WrittenFiles>,
    /// Whether nothing of a site is in the output, so that whole folders can be moved there.
    is_bare: bool,
    room: OnceLock<Option<StagingFolder>>,
    taken: Mutex<StagedFiles>,
    /// The number of the next file that waits.
    next: AtomicUsize,
}

/// What was taken so far; workers add to it in any order.
#[derive(Default)]
struct StagedFiles {
    files: BTreeMap<String, PendingFile>,
    failure: Option<WriteError>,
}

/// A file that the site will have.
struct PendingFile {
    /// Where it waits; none where the one in place has these bytes already.
    place: Option<StagedFile>,
    record: Option<WrittenFile>,
    size: u64,
}

/// Where a file waits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum StagedFile {
    /// By its number.
    Numbered(usize),
    /// In a folder that is as the output will be.
    Below,
}

/// The folder in which files wait that is as the output will be.
const WHOLE: &str = "site";

impl Staging {
    /// Brings an output folder to hold a site. With the site's root and store, files wait below it,
    /// and those that are as they were written need not be read.
    pub fn new(output: OutputFolder, site: Option<(&Path, &Arc<Store>)>) -> Staging {
        let records = site.map(|(_, store)| WrittenFiles::read(Arc::clone(store), output.path()));
        let is_bare = output.is_bare();
        Staging {
            output,
            root: site.map(|(root, _)| root.to_owned()),
            records,
            is_bare,
            room: OnceLock::new(),
            taken: Mutex::default(),
            next: AtomicUsize::new(0),
        }
    }

    /// The folder in which files wait; nothing where none can be made, which is reported by
    /// [`Staging::commit`].
    fn room(&self) -> Option<&StagingFolder> {
        let room = self
            .room
            .get_or_init(|| match StagingFolder::new(self.root.as_deref()) {
                Ok(room) => Some(room),
                Err(error) => {
                    let path = std::env::temp_dir();
                    self.lock_staged()
                        .failure
                        .get_or_insert(WriteError::Io(path, error));
                    None
                }
            });
        room.as_ref()
    }

    /// Takes a file, whose hash may be known. What goes wrong is reported by [`Staging::commit`].
    fn stage(&self, artifact: &Artifact, hash: Option<Hash>) {
        let outcome = self.wait(artifact, hash);
        let mut taken = self.lock_staged();
        match outcome {
            Ok(Some(waiting)) => {
                taken.files.insert(artifact.path.clone(), waiting);
            }
            Ok(None) => {}
            Err(error) => {
                taken.failure.get_or_insert(error);
            }
        }
    }

    /// Whether the file in place has bytes of this hash; then it stays. One that the disk says is
    /// as it was written is not read.
    pub fn keep(&self, path: &str, hash: Hash) -> bool {
        let Some(records) = self.records.as_ref().filter(|_| self.output.holds(path)) else {
            return false;
        };
        let folder = self.output.folder();
        let known = records.get(path).filter(|record| record.hash == hash);
        let still = known.filter(|record| record.is_still(folder, path));
        let Some(record) = still.or_else(|| WrittenFile::verify(folder, path, hash)) else {
            return false;
        };
        let waiting = PendingFile {
            place: None,
            record: Some(record),
            size: record.stamp.size,
        };
        self.lock_staged().files.insert(path.to_owned(), waiting);
        true
    }

    /// Whether the output has what that build wrote, and all of it as it was; then it stays.
    fn keep_all(&self, build: Hash) -> bool {
        let old: Vec<&str> = self.output.old().collect();
        let Some(records) = self
            .records
            .as_ref()
            .filter(|records| records.are_of(build))
        else {
            return false;
        };
        if old.is_empty() || records.len() != old.len() {
            return false;
        }
        let still = |path: &&str| {
            let record = records
                .get(path)
                .filter(|record| record.is_still(self.output.folder(), path))?;
            let (place, size) = (None, record.stamp.size);
            let record = Some(record);
            Some((
                (*path).to_owned(),
                PendingFile {
                    place,
                    record,
                    size,
                },
            ))
        };
        let files: Option<BTreeMap<String, PendingFile>> = old.par_iter().map(still).collect();
        let is_whole = files.is_some();
        self.lock_staged().files = files.unwrap_or_default();
        is_whole
    }

    fn lock_staged(&self) -> MutexGuard<'_, StagedFiles> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a file where it waits; nothing where there is no such place.
    fn wait(
        &self,
        artifact: &Artifact,
        hash: Option<Hash>,
    ) -> Result<Option<PendingFile>, WriteError> {
        let records = self.records.as_ref();
        let hash = records.map(|_| hash.unwrap_or_else(|| Hash::of(&artifact.bytes)));
        let size = artifact.bytes.len() as u64;
        // Hidden files may stand beside some of somebody else's.
        let is_free = self.is_bare && !artifact.path.starts_with('.');
        if !is_free && let Some(record) = self.in_place(artifact, hash) {
            return Ok(Some(PendingFile {
                place: None,
                record,
                size,
            }));
        }
        let Some(room) = self.room() else {
            return Ok(None);
        };
        let place = if is_free {
            StagedFile::Below
        } else {
            StagedFile::Numbered(self.next.fetch_add(1, Ordering::Relaxed))
        };
        let beside = waiting(room, &artifact.path, place);
        let fail = |error| WriteError::Io(beside.clone(), error);
        if let (StagedFile::Below, Some(folder)) = (place, beside.parent()) {
            fs::create_dir_all(folder).map_err(fail)?;
        }
        let mut file = fs::File::create_new(&beside).map_err(fail)?;
        file.write_all(&artifact.bytes).map_err(fail)?;
        let record = match hash {
            Some(hash) => Some(WrittenFile::new(hash, &file.metadata().map_err(fail)?)),
            None => None,
        };
        let place = Some(place);
        Ok(Some(PendingFile {
            place,
            record,
            size,
        }))
    }

    /// The record of the file in place, where that has these bytes already; without a hash there is
    /// no record.
    fn in_place(&self, artifact: &Artifact, hash: Option<Hash>) -> Option<Option<WrittenFile>> {
        let known = self
            .records
            .as_ref()
            .and_then(|records| records.get(&artifact.path));
        if let Some(record) = known.filter(|record| Some(record.hash) == hash)
            && record.is_still(self.output.folder(), &artifact.path)
        {
            return Some(Some(record));
        }
        let size = artifact.bytes.len() as u64;
        let mut file = self.output.folder().file(&artifact.path).ok()?;
        let about = file.metadata().ok().filter(|about| about.len() == size)?;
        let mut bytes = Vec::with_capacity(artifact.bytes.len());
        (&mut file).take(size + 1).read_to_end(&mut bytes).ok()?;
        (bytes == artifact.bytes).then(|| hash.map(|hash| WrittenFile::new(hash, &about)))
    }

    /// Moves everything to its place, and deletes what the site has no more. `build` is the
    /// compilation whose files these are, if that is certain.
    ///
    /// # Errors
    /// When something stands in the way, and then nothing was moved; else the first that came up.
    /// Files that were already moved stay, and the manifest knows them.
    pub fn commit(self, build: Option<Hash>) -> Result<Report, WriteError> {
        let StagedFiles { files, failure } = std::mem::take(&mut *self.lock_staged());
        let outcome = match failure {
            Some(error) => Err(error),
            None => self.publish(&files, build),
        };
        if outcome.is_err() {
            self.output.give_up();
        }
        outcome
    }

    /// Publishes nothing.
    pub fn abandon(self) {
        self.output.give_up();
    }

    fn publish(
        &self,
        files: &BTreeMap<String, PendingFile>,
        build: Option<Hash>,
    ) -> Result<Report, WriteError> {
        let out = &self.output;
        let new: BTreeSet<&str> = files.keys().map(String::as_str).collect();
        let stale: BTreeSet<&str> = out.old().filter(|path| !new.contains(path)).collect();
        let moves: Vec<(&str, StagedFile)> = files
            .iter()
            .filter_map(|(path, file)| Some((path.as_str(), file.place?)))
            .collect();
        out.refuse_obstacles(moves.iter().map(|(path, _)| *path), &stale)?;
        let incoming = match self.room.get() {
            Some(Some(room)) if !moves.is_empty() => Some(MoveSource::new(out, room, &moves)?),
            _ => None,
        };
        // Should this build be cut off, the next one still knows what is ours.
        let union: BTreeSet<&str> = out.old().chain(new.iter().copied()).collect();
        out.write_manifest(&union)?;
        // A page may become a folder, and a folder a page: what stands in the way goes first.
        let (first, last): (Vec<&str>, Vec<&str>) =
            stale.iter().partition(|path| is_obstructed(path, &new));
        let mut report = Report::default();
        for path in first {
            report.deleted += usize::from(out.delete(path)?);
        }
        if let Some(incoming) = &incoming {
            incoming.enter(out, &moves)?;
        }
        report.written = moves.len();
        report.unchanged = files.len() - moves.len();
        report.bytes = files.values().map(|file| file.size).sum();
        for path in last {
            report.deleted += usize::from(out.delete(path)?);
        }
        out.write_manifest(&new)?;
        if let Some(records) = &self.records {
            let list: Vec<(&str, WrittenFile)> = files
                .par_iter()
                .filter_map(|(path, file)| {
                    let record = file.record?;
                    let record = match file.place {
                        Some(_) => record.moved(out.folder(), path)?,
                        None => record,
                    };
                    Some((path.as_str(), record))
                })
                .collect();
            records.save(list, build);
        }
        Ok(report)
    }
}

fn waiting(room: &StagingFolder, path: &str, place: StagedFile) -> PathBuf {
    match place {
        StagedFile::Numbered(number) => room.path().join(number.to_string()),
        StagedFile::Below => room.path().join(WHOLE).join(path),
    }
}

/// From where files are moved to their places: without a copy, so that none is ever there in part.
enum MoveSource<'r> {
    /// From where they wait.
    Here(&'r StagingFolder),
    /// From a hidden folder of the output, because they waited on another file system. Only what
    /// may be published comes there.
    Copied(Folder, String),
}

impl<'r> MoveSource<'r> {
    fn new(
        out: &OutputFolder,
        room: &'r StagingFolder,
        moves: &[(&str, StagedFile)],
    ) -> Result<MoveSource<'r>, WriteError> {
        if out.can_move_from(room) {
            return Ok(MoveSource::Here(room));
        }
        let (folder, name) = out.hidden_folder()?;
        let incoming = MoveSource::Copied(folder.clone(), name);
        let copied = moves
            .par_iter()
            .enumerate()
            .try_for_each(|(number, (path, place))| {
                let from = waiting(room, path, *place);
                let mut to = folder.create(&number.to_string())?;
                io::copy(&mut fs::File::open(from)?, &mut to).map(|_| ())
            });
        if let Err(error) = copied {
            incoming.clear(out);
            return Err(WriteError::Io(out.path().to_owned(), error));
        }
        Ok(incoming)
    }

    fn enter(&self, out: &OutputFolder, moves: &[(&str, StagedFile)]) -> Result<(), WriteError> {
        let outcome = match self {
            MoveSource::Here(room) => {
                let alone: Vec<(&str, String)> = moves
                    .iter()
                    .filter_map(|(path, place)| match place {
                        StagedFile::Numbered(number) => Some((*path, number.to_string())),
                        StagedFile::Below => None,
                    })
                    .collect();
                enter(out, room.folder(), &alone).and_then(|()| move_all(room.folder(), out))
            }
            MoveSource::Copied(folder, _) => {
                let alone: Vec<(&str, String)> = moves
                    .iter()
                    .enumerate()
                    .map(|(number, (path, _))| (*path, number.to_string()))
                    .collect();
                enter(out, folder, &alone)
            }
        };
        self.clear(out);
        outcome
    }

    /// Deletes the hidden folder, where there is one.
    fn clear(&self, out: &OutputFolder) {
        if let MoveSource::Copied(_, name) = self {
            let _ = fs::remove_dir_all(out.path().join(name));
        }
    }
}

/// Moves files, which have numbers for names, to their places.
fn enter(out: &OutputFolder, from: &Folder, moves: &[(&str, String)]) -> Result<(), WriteError> {
    let mut by_folder: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (path, number) in moves {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        by_folder.entry(folder).or_default().push((name, number));
    }
    by_folder.into_par_iter().try_for_each(|(folder, files)| {
        let target = out
            .folder()
            .create_below(folder)
            .map_err(|refused| out.error(refused, folder))?;
        files.into_iter().try_for_each(|(name, number)| {
            let place = || out.path().join(folder).join(name);
            (from.rename(number, &target, name)).map_err(|error| WriteError::Io(place(), error))
        })
    })
}

/// Moves what waits in folders into the output, where nothing of these names is. There may be no
/// such folder.
fn move_all(from: &Folder, out: &OutputFolder) -> Result<(), WriteError> {
    let fail = |error| WriteError::Io(out.path().to_owned(), error);
    let from = match from.below(WHOLE) {
        Ok(folder) => folder,
        Err(AccessError::Missing) => return Ok(()),
        Err(refused) => return Err(fail(refused.into())),
    };
    for name in from.names().map_err(fail)? {
        from.rename(&name, out.folder(), &name).map_err(fail)?;
    }
    Ok(())
}

impl Sink for Staging {
    fn take(&self, artifact: Artifact, hash: Option<Hash>) {
        self.stage(&artifact, hash);
    }

    fn reuse(&self, path: &str, hash: Hash, _size: u64) -> bool {
        Staging::keep(self, path, hash)
    }

    fn reuse_all(&self, build: Hash) -> bool {
        Staging::keep_all(self, build)
    }

    fn reset(&self) {
        *self.lock_staged() = StagedFiles::default();
        // Files of an earlier attempt may wait below, where a folder is moved with all that is in
        // it.
        if let Some(Some(room)) = self.room.get() {
            let _ = fs::remove_dir_all(room.path().join(WHOLE));
        }
    }
}

/// Whether a file would have to be a folder for one of the new files, or one of them a folder for
/// it.
fn is_obstructed(path: &str, new: &BTreeSet<&str>) -> bool {
    let below = format!("{path}/");
    let as_folder = new
        .range(below.as_str()..)
        .next()
        .is_some_and(|next| next.starts_with(&below));
    as_folder || above(path).any(|folder| new.contains(folder))
}

/// The folders in which a path lies, from the innermost.
fn above(path: &str) -> impl Iterator<Item = &str> {
    let mut path = path;
    std::iter::from_fn(move || {
        path = path.rsplit_once('/')?.0;
        Some(path)
    })
}

/// Writes a file below a folder beside its place, then moves it: a reader sees the old file or the
/// new one, and so does whoever finds the disk after a power cut.
///
/// # Errors
/// When it cannot be written, or its place is below a link.
pub fn replace(root: &Path, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
    let fail = |error: io::Error| WriteError::Io(root.join(path), error);
    let folder = Folder::open(root).map_err(fail)?;
    let (folder, name) = folder
        .parent(path)
        .map_err(|refused| fail(refused.into()))?;
    match folder.kind(name) {
        Ok(FileType::Link) => return Err(WriteError::Link(root.join(path))),
        Ok(FileType::File) | Err(_) => {}
        Ok(found) => {
            let refused = AccessError::Is(found, name.to_owned());
            return Err(fail(refused.into()));
        }
    }
    write_file(&folder, name, bytes).map_err(fail)
}

fn write_file(folder: &Folder, name: &str, bytes: &[u8]) -> io::Result<()> {
    let (fresh, mut file) = NewFile::in_folder(folder, &format!("{OURS}{name}."), UNFINISHED)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fresh.place(name)
}

/// How the names of unfinished files and folders begin and end.
const OURS: &str = ".griot-";
const UNFINISHED: &str = ".tmp";

/// The stamp of a regular file below a folder.
fn stamp(folder: &Folder, path: &str) -> Option<FileStamp> {
    let about = fs::symlink_metadata(folder.path().join(path)).ok()?;
    about.is_file().then(|| FileStamp::of(&about))
}
