//! Staging: files wait in a private folder until all of them may be published.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rayon::prelude::*;

use super::error::WriteError;
use super::moves::{MoveSource, StagedFile, WHOLE, waiting};
use super::staging_folder::StagingFolder;
use super::written_files::{WrittenFile, WrittenFiles};
use super::{OutputFolder, Report};
use crate::incremental::{Hash, Store};
use crate::render::{Artifact, Sink};

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
    pub(super) fn stage(&self, artifact: &Artifact, hash: Option<Hash>) {
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
pub(super) fn above(path: &str) -> impl Iterator<Item = &str> {
    let mut path = path;
    std::iter::from_fn(move || {
        path = path.rsplit_once('/')?.0;
        Some(path)
    })
}
