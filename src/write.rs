//! The finished site on disk: changed files only, each at once, and nothing of anybody else's.
//!
//! A folder is ours when it holds our manifest, a list of the files that the last build wrote. One that is
//! not empty and not ours is refused; dot files are neither counted nor touched. A file is written beside
//! its place and moved there; one whose bytes are the same is left alone. What the manifest names and
//! this build did not make is deleted, and nothing else ever is.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

use crate::render::Artifact;

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
    let old = ours(out)?;
    let new: BTreeSet<&str> = artifacts.iter().map(|artifact| artifact.path.as_str()).collect();
    let stale: Vec<&String> = old.iter().filter(|path| !new.contains(path.as_str())).collect();
    fs::create_dir_all(out).map_err(|error| WriteError::Io(out.to_owned(), error))?;
    // Should this build be cut off, the next one still knows what is ours.
    let union: BTreeSet<&str> = old.iter().map(String::as_str).chain(new.iter().copied()).collect();
    write_manifest(out, &union)?;
    // A page may become a folder, and a folder a page: what stands in the way goes first.
    let (first, last): (Vec<&String>, Vec<&String>) = stale.into_iter().partition(|path| stands_in_the_way(path, &new));
    let mut deleted = 0;
    for path in first {
        deleted += usize::from(delete(out, path)?);
    }
    folders(out, artifacts)?;
    let written: Vec<Result<bool, WriteError>> = artifacts.par_iter().map(|artifact| write(out, artifact)).collect();
    let mut report = Report::default();
    for (outcome, artifact) in written.into_iter().zip(artifacts) {
        if outcome? {
            report.written += 1;
        } else {
            report.unchanged += 1;
        }
        report.bytes += artifact.bytes.len() as u64;
    }
    for path in last {
        deleted += usize::from(delete(out, path)?);
    }
    write_manifest(out, &new)?;
    report.deleted = deleted;
    Ok(report)
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
fn folders(out: &Path, artifacts: &[Artifact]) -> Result<(), WriteError> {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for artifact in artifacts {
        let Some((folder, _)) = artifact.path.rsplit_once('/') else {
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

/// Writes a file if its bytes differ; tells whether it did.
fn write(out: &Path, artifact: &Artifact) -> Result<bool, WriteError> {
    let path = out.join(&artifact.path);
    if let Ok(about) = fs::symlink_metadata(&path)
        && about.is_file()
        && about.len() == artifact.bytes.len() as u64
        && fs::read(&path).is_ok_and(|bytes| bytes == artifact.bytes)
    {
        return Ok(false);
    }
    replace(&path, &artifact.bytes)?;
    Ok(true)
}

/// Writes beside the place, then moves: a reader sees the old file or the new one.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
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
