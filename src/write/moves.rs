//! Moving staged files into the output.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;

use rayon::prelude::*;

use super::OutputFolder;
use super::error::WriteError;
use super::staging_folder::StagingFolder;
use crate::files::{AccessError, Folder};

/// The place of a file in the staging folder.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum StagedFile {
    /// Directly in it; the number is its name.
    Numbered(usize),
    /// Below [`OUTPUT_TREE`], at the same path as in the output.
    Below,
}

/// The name of the folder in the staging folder that has the structure of the output.
pub(super) const OUTPUT_TREE: &str = "site";

/// Returns the path of a staged file.
pub(super) fn staged_path(staging: &StagingFolder, path: &str, place: StagedFile) -> PathBuf {
    match place {
        StagedFile::Numbered(number) => staging.path().join(number.to_string()),
        StagedFile::Below => staging.path().join(OUTPUT_TREE).join(path),
    }
}

/// The folder from which files are renamed to their places. Renaming is atomic, so no incomplete
/// file is ever visible.
pub(super) enum MoveSource<'r> {
    /// The staging folder.
    Here(&'r StagingFolder),
    /// A hidden folder of the output with copies of the files, because the staging folder is on
    /// another file system. Files are only copied once all of them may be published.
    Copied(Folder, String),
}

impl<'r> MoveSource<'r> {
    pub(super) fn new(
        out: &OutputFolder,
        staging: &'r StagingFolder,
        moves: &[(&str, StagedFile)],
    ) -> Result<MoveSource<'r>, WriteError> {
        if out.can_move_from(staging) {
            return Ok(MoveSource::Here(staging));
        }
        let (folder, name) = out.hidden_folder()?;
        let incoming = MoveSource::Copied(folder.clone(), name);
        let copied = moves
            .par_iter()
            .enumerate()
            .try_for_each(|(number, (path, place))| {
                let from = staged_path(staging, path, *place);
                let mut to = folder.create(&number.to_string())?;
                io::copy(&mut fs::File::open(from)?, &mut to).map(|_| ())
            });
        if let Err(error) = copied {
            incoming.clear(out);
            return Err(WriteError::Io(out.path().to_owned(), error));
        }
        Ok(incoming)
    }

    pub(super) fn move_all(
        &self,
        out: &OutputFolder,
        moves: &[(&str, StagedFile)],
    ) -> Result<(), WriteError> {
        let outcome = match self {
            MoveSource::Here(staging) => {
                let alone: Vec<(&str, String)> = moves
                    .iter()
                    .filter_map(|(path, place)| match place {
                        StagedFile::Numbered(number) => Some((*path, number.to_string())),
                        StagedFile::Below => None,
                    })
                    .collect();
                move_files(out, staging.folder(), &alone)
                    .and_then(|()| move_tree(staging.folder(), out))
            }
            MoveSource::Copied(folder, _) => {
                let alone: Vec<(&str, String)> = moves
                    .iter()
                    .enumerate()
                    .map(|(number, (path, _))| (*path, number.to_string()))
                    .collect();
                move_files(out, folder, &alone)
            }
        };
        self.clear(out);
        outcome
    }

    /// Deletes the hidden folder of the output, if there is one.
    fn clear(&self, out: &OutputFolder) {
        if let MoveSource::Copied(_, name) = self {
            let _ = fs::remove_dir_all(out.path().join(name));
        }
    }
}

/// Moves the files that are named by numbers to their places.
fn move_files(
    out: &OutputFolder,
    from: &Folder,
    moves: &[(&str, String)],
) -> Result<(), WriteError> {
    let mut by_folder: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (path, number) in moves {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        by_folder.entry(folder).or_default().push((name, number));
    }
    by_folder.into_par_iter().try_for_each(|(folder, files)| {
        let target = out
            .folder()
            .create_below(folder)
            .map_err(|error| out.error(error, folder))?;
        files.into_iter().try_for_each(|(name, number)| {
            let place = || out.path().join(folder).join(name);
            (from.rename(number, &target, name)).map_err(|error| WriteError::Io(place(), error))
        })
    })
}

/// Moves the folders below [`OUTPUT_TREE`], if there are any, into the output. The output must not
/// have folders of the same names.
fn move_tree(from: &Folder, out: &OutputFolder) -> Result<(), WriteError> {
    let fail = |error| WriteError::Io(out.path().to_owned(), error);
    let from = match from.below(OUTPUT_TREE) {
        Ok(folder) => folder,
        Err(AccessError::Missing) => return Ok(()),
        Err(error) => return Err(fail(error.into())),
    };
    for name in from.names().map_err(fail)? {
        from.rename(&name, out.folder(), &name).map_err(fail)?;
    }
    Ok(())
}
