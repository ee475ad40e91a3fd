//! Staging: the files of a build are collected in a private folder until all of them may be
//! published.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rayon::prelude::*;

use super::error::WriteError;
use super::moves::{MoveSource, OUTPUT_TREE, StagedFile, staged_path};
use super::staging_folder::StagingFolder;
use super::written_files::{WrittenFile, WrittenFiles};
use super::{OutputFolder, Report};
use crate::incremental::{Hash, Store};
use crate::render::{Artifact, Sink};

/// Collects the files of a build in a private folder outside the output, until all may be
/// published.
pub struct Staging {
    output: OutputFolder,
    root: Option<PathBuf>,
    records: Option<WrittenFiles>,
    /// Whether the output contains no file of a site, so that folders can be moved as they are.
    is_bare: bool,
    staging: OnceLock<Option<StagingFolder>>,
    staged: Mutex<StagedFiles>,
    /// The number of the next file.
    next: AtomicUsize,
}

/// The files staged so far. Threads add them in any order.
#[derive(Default)]
struct StagedFiles {
    files: BTreeMap<String, PendingFile>,
    failure: Option<WriteError>,
}

/// A file of the new site.
struct PendingFile {
    /// The place of the staged file. `None` if the file in the output already has these bytes.
    place: Option<StagedFile>,
    record: Option<WrittenFile>,
    size: u64,
}

impl Staging {
    /// Returns a staging area for an output folder. If `site` has the site's root and store, files
    /// are staged in the cache, and unchanged files are recognized without being read.
    pub fn new(output: OutputFolder, site: Option<(&Path, &Arc<Store>)>) -> Staging {
        let records = site.map(|(_, store)| WrittenFiles::read(Arc::clone(store), output.path()));
        let is_bare = output.is_bare();
        Staging {
            output,
            root: site.map(|(root, _)| root.to_owned()),
            records,
            is_bare,
            staging: OnceLock::new(),
            staged: Mutex::default(),
            next: AtomicUsize::new(0),
        }
    }

    /// Returns the staging folder, or `None` if it cannot be created. [`Staging::commit`] reports
    /// that.
    fn staging(&self) -> Option<&StagingFolder> {
        let staging = self
            .staging
            .get_or_init(|| match StagingFolder::new(self.root.as_deref()) {
                Ok(staging) => Some(staging),
                Err(error) => {
                    let path = std::env::temp_dir();
                    self.lock_staged()
                        .failure
                        .get_or_insert(WriteError::Io(path, error));
                    None
                }
            });
        staging.as_ref()
    }

    /// Stages a file. `hash` is its hash, if that is known. Errors are reported by
    /// [`Staging::commit`].
    pub(super) fn stage(&self, artifact: &Artifact, hash: Option<Hash>) {
        let outcome = self.write_staged(artifact, hash);
        let mut staged = self.lock_staged();
        match outcome {
            Ok(Some(staged_path)) => {
                staged.files.insert(artifact.path.clone(), staged_path);
            }
            Ok(None) => {}
            Err(error) => {
                staged.failure.get_or_insert(error);
            }
        }
    }

    /// Keeps a file of the output if it has this hash, and returns whether it does. The file is not
    /// read if its metadata is the same as when it was written.
    pub fn reuse_file(&self, path: &str, hash: Hash) -> bool {
        let Some(records) = self.records.as_ref().filter(|_| self.output.holds(path)) else {
            return false;
        };
        let folder = self.output.folder();
        let known = records.get(path).filter(|record| record.hash == hash);
        let still = known.filter(|record| record.is_unchanged(folder, path));
        let Some(record) = still.or_else(|| WrittenFile::verify(folder, path, hash)) else {
            return false;
        };
        let staged_path = PendingFile {
            place: None,
            record: Some(record),
            size: record.stamp.size,
        };
        self.lock_staged()
            .files
            .insert(path.to_owned(), staged_path);
        true
    }

    /// Keeps all files of the output if that build wrote them and they are unchanged. Returns
    /// whether they were kept.
    fn reuse_build(&self, build: Hash) -> bool {
        let old: Vec<&str> = self.output.old_files().collect();
        let Some(records) = self
            .records
            .as_ref()
            .filter(|records| records.are_of_build(build))
        else {
            return false;
        };
        if old.is_empty() || records.len() != old.len() {
            return false;
        }
        let still = |path: &&str| {
            let record = records
                .get(path)
                .filter(|record| record.is_unchanged(self.output.folder(), path))?;
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
        self.staged.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a file into the staging folder. Returns `None` if there is no such folder.
    fn write_staged(
        &self,
        artifact: &Artifact,
        hash: Option<Hash>,
    ) -> Result<Option<PendingFile>, WriteError> {
        let records = self.records.as_ref();
        let hash = records.map(|_| hash.unwrap_or_else(|| Hash::of(&artifact.bytes)));
        let size = artifact.bytes.len() as u64;
        // The folder of a hidden file may already be in the output, with foreign files.
        let is_free = self.is_bare && !artifact.path.starts_with('.');
        if !is_free && let Some(record) = self.in_place(artifact, hash) {
            return Ok(Some(PendingFile {
                place: None,
                record,
                size,
            }));
        }
        let Some(staging) = self.staging() else {
            return Ok(None);
        };
        let place = if is_free {
            StagedFile::Below
        } else {
            StagedFile::Numbered(self.next.fetch_add(1, Ordering::Relaxed))
        };
        let staged = staged_path(staging, &artifact.path, place);
        let fail = |error| WriteError::Io(staged.clone(), error);
        if let (StagedFile::Below, Some(folder)) = (place, staged.parent()) {
            fs::create_dir_all(folder).map_err(fail)?;
        }
        let mut file = fs::File::create_new(&staged).map_err(fail)?;
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

    /// Returns `None` if the file in the output has other bytes. Otherwise returns the record of
    /// the file, which only exists if the hash is known.
    fn in_place(&self, artifact: &Artifact, hash: Option<Hash>) -> Option<Option<WrittenFile>> {
        let known = self
            .records
            .as_ref()
            .and_then(|records| records.get(&artifact.path));
        if let Some(record) = known.filter(|record| Some(record.hash) == hash)
            && record.is_unchanged(self.output.folder(), &artifact.path)
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

    /// Moves all files to their places, and deletes the files that the site no longer has. `build`
    /// is the key of the compilation's input, if it is known.
    ///
    /// # Errors
    /// If there are obstacles; then no file was moved. Otherwise the first error: files that were
    /// already moved stay, and are in the manifest.
    pub fn commit(self, build: Option<Hash>) -> Result<Report, WriteError> {
        let StagedFiles { files, failure } = std::mem::take(&mut *self.lock_staged());
        let outcome = match failure {
            Some(error) => Err(error),
            None => self.publish(&files, build),
        };
        if outcome.is_err() {
            self.output.release();
        }
        outcome
    }

    /// Ends the build without publishing anything.
    pub fn abandon(self) {
        self.output.release();
    }

    fn publish(
        &self,
        files: &BTreeMap<String, PendingFile>,
        build: Option<Hash>,
    ) -> Result<Report, WriteError> {
        let out = &self.output;
        let new: BTreeSet<&str> = files.keys().map(String::as_str).collect();
        let stale: BTreeSet<&str> = out.old_files().filter(|path| !new.contains(path)).collect();
        let moves: Vec<(&str, StagedFile)> = files
            .iter()
            .filter_map(|(path, file)| Some((path.as_str(), file.place?)))
            .collect();
        out.refuse_obstacles(moves.iter().map(|(path, _)| *path), &stale)?;
        let incoming = match self.staging.get() {
            Some(Some(staging)) if !moves.is_empty() => {
                Some(MoveSource::new(out, staging, &moves)?)
            }
            _ => None,
        };
        // Both old and new files are listed, so that the next build knows all files even if this
        // one is killed.
        let union: BTreeSet<&str> = out.old_files().chain(new.iter().copied()).collect();
        out.write_manifest(&union)?;
        // A page may have become a folder, or a folder a page. Stale files in the way of these are
        // deleted first.
        let (first, last): (Vec<&str>, Vec<&str>) =
            stale.iter().partition(|path| is_in_the_way(path, &new));
        let mut report = Report::default();
        for path in first {
            report.deleted += usize::from(out.delete(path)?);
        }
        if let Some(incoming) = &incoming {
            incoming.move_all(out, &moves)?;
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
        Staging::reuse_file(self, path, hash)
    }

    fn reuse_all(&self, build: Hash) -> bool {
        Staging::reuse_build(self, build)
    }

    fn reset(&self) {
        *self.lock_staged() = StagedFiles::default();
        // The folder may have files of an earlier attempt, and folders are moved with all their
        // content.
        if let Some(Some(staging)) = self.staging.get() {
            let _ = fs::remove_dir_all(staging.path().join(OUTPUT_TREE));
        }
    }
}

/// Whether a stale file is at the path of a new folder, or in a folder at the path of a new file.
fn is_in_the_way(path: &str, new: &BTreeSet<&str>) -> bool {
    let below = format!("{path}/");
    let as_folder = new
        .range(below.as_str()..)
        .next()
        .is_some_and(|next| next.starts_with(&below));
    as_folder || parent_folders(path).any(|folder| new.contains(folder))
}

/// Returns the folders that contain a path, the innermost first.
pub(super) fn parent_folders(path: &str) -> impl Iterator<Item = &str> {
    let mut path = path;
    std::iter::from_fn(move || {
        path = path.rsplit_once('/')?.0;
        Some(path)
    })
}
