//! Writing the store to the disk.

use std::fs::File;
use std::io::{self, Write as _};
use std::sync::Arc;
use std::time::Duration;

use foldhash::HashMap;

use super::super::Hash;
use super::Store;
use super::bytes::StoreBytes;
use super::index::{PartKind, StorePart, ValueLocation, checksum, index_bytes};
use super::{BASE, CHANGES, FILES, FOLDER, StoreState};
use crate::files::{self, Folder, NewFile};

/// The maximum number of successive writes of its file that an unused entry survives.
const MAX_UNUSED_WRITES: u8 = 2;

/// The suffix of unfinished files.
const UNFINISHED: &str = ".tmp";

/// The minimum age of an unfinished or unlisted file that is deleted: a younger one may belong to
/// another build.
pub(super) const MIN_ABANDONED_AGE: Duration = Duration::from_secs(3600);

/// Moves the entries of the files that are rewritten to the new file. Drops entries that were not
/// used for too long.
fn move_entries(state: &mut StoreState, into: PartKind, folder: &Folder) {
    let is_moved = |entry: &ValueLocation| match into {
        PartKind::Base => entry.part != PartKind::New,
        _ => entry.part == PartKind::Changes,
    };
    let mut moved: Vec<(PartKind, u64, Hash)> = (state.entries.iter())
        .filter(|(_, entry)| is_moved(entry))
        .map(|(key, entry)| (entry.part, entry.at, *key))
        .collect();
    // Values are read in the order of their positions, which is the fastest.
    moved.sort_unstable();
    for (_, _, key) in moved {
        let Some(mut entry) = state.entries.remove(&key) else {
            continue;
        };
        entry.age = match std::mem::take(entry.is_used.get_mut()) {
            true => 0,
            false => entry.age + 1,
        };
        if entry.age > MAX_UNUSED_WRITES {
            if entry.is_file {
                let _ = folder
                    .below(FILES)
                    .map(|files| files.remove(&key.to_string()));
            }
            continue;
        }
        if !entry.is_file {
            let part = match entry.part {
                PartKind::Base => &state.base,
                _ => &state.changes,
            };
            let length = usize::try_from(entry.length).unwrap_or_default();
            let value = part
                .as_ref()
                .and_then(|part| part.bytes.read(entry.at, length).ok());
            let Some(value) = value.filter(|value| checksum(value) == entry.checksum) else {
                continue;
            };
            entry.at = state.fresh.length();
            state.fresh.add(&value);
        }
        entry.part = PartKind::New;
        state.entries.insert(key, entry);
    }
}

/// Deletes unfinished files of killed builds, and value files without an index entry.
fn sweep(folder: &Folder, entries: &HashMap<Hash, ValueLocation>) {
    let is_old = |file: File| {
        let changed = file.metadata().and_then(|about| about.modified()).ok();
        let age = changed.and_then(|time| time.elapsed().ok());
        age.is_some_and(|age| age > MIN_ABANDONED_AGE)
    };
    let is_left = |name: &str| {
        let is_unknown = |key: Hash| !entries.contains_key(&key);
        name.ends_with(UNFINISHED) || Hash::parse(name).is_some_and(is_unknown)
    };
    let folders = [Some(folder.clone()), folder.below(FILES).ok()];
    for folder in folders.iter().flatten() {
        let names = folder.names().unwrap_or_default();
        for name in names.iter().filter(|name| is_left(name)) {
            // A young file may belong to another build.
            if folder.file(name).is_ok_and(is_old) {
                let _ = folder.remove(name);
            }
        }
    }
}

/// Writes a `.gitignore` that excludes all files of a folder that griot created.
///
/// # Errors
/// If there is no `.gitignore` and it cannot be written.
pub fn exclude_from_git(folder: &Folder) -> io::Result<()> {
    const NAME: &str = ".gitignore";
    if folder.kind(NAME).is_ok() {
        return Ok(());
    }
    match folder.create(NAME) {
        Ok(mut file) => file.write_all(b"*\n"),
        // Another build has just written it.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

impl Store {
    /// Writes new values to the disk. Errors are ignored.
    pub fn save(&self) {
        let mut state = self.state_mut();
        if state.added > 0 {
            // If writing fails, the next build computes the missing values again.
            let _ = self.write(&mut state);
        }
    }

    fn write(&self, state: &mut StoreState) -> io::Result<()> {
        let folder = self.folder(FOLDER)?;
        if state.fresh.file.is_none() {
            state.fresh.file = Some(self.fresh_file()?);
        }
        let total = |part: PartKind| -> u64 {
            let of = state
                .entries
                .values()
                .filter(|entry| entry.part == part && !entry.is_file);
            of.map(|entry| u64::from(entry.length)).sum()
        };
        let added = total(PartKind::Changes) + total(PartKind::New);
        let into = if state.base.is_some() && added * 8 < total(PartKind::Base) {
            PartKind::Changes
        } else {
            PartKind::Base
        };
        move_entries(state, into, &folder);
        let id = checksum(files::random_name().as_bytes());
        let base = match (&state.base, into) {
            (Some(base), PartKind::Changes) => base.id,
            _ => id,
        };
        let end = index_bytes(&state.entries, state.fresh.length(), id, base);
        state.fresh.add(&end);
        sweep(&folder, &state.entries);
        if !state.fresh.flush() {
            return Err(io::ErrorKind::WriteZero.into());
        }
        let fresh = std::mem::take(&mut state.fresh);
        let (file, handle) = fresh.file.expect("it was written");
        let name = if into == PartKind::Base {
            BASE
        } else {
            CHANGES
        };
        file.place(name)?;
        let bytes = match cfg!(unix) {
            true => StoreBytes::File(handle),
            false => StoreBytes::open(
                files::open(&self.root, &format!("{FOLDER}/{name}")).map_err(io::Error::from)?,
            )?,
        };
        for entry in state
            .entries
            .values_mut()
            .filter(|entry| entry.part == PartKind::New)
        {
            entry.part = into;
        }
        let part = Some(StorePart { id, bytes });
        if into == PartKind::Base {
            let _ = folder.remove(CHANGES);
            (state.base, state.changes) = (part, None);
        } else {
            state.changes = part;
        }
        state.added = 0;
        Ok(())
    }

    /// Creates a file for values. It is deleted unless it is renamed to its place.
    pub(super) fn fresh_file(&self) -> io::Result<(NewFile, Arc<File>)> {
        let (fresh, file) = NewFile::in_folder(&self.folder(FOLDER)?, "", UNFINISHED)?;
        Ok((fresh, Arc::new(file)))
    }

    /// Writes a value into a file of its own.
    pub(super) fn write_file(&self, key: Hash, value: &[u8]) -> io::Result<()> {
        let (fresh, mut file) =
            NewFile::in_folder(&self.folder(&format!("{FOLDER}/{FILES}"))?, "", UNFINISHED)?;
        file.write_all(value)?;
        fresh.place(&key.to_string())
    }

    /// Opens a folder of the store. Creates it if it is missing, and excludes it from git.
    fn folder(&self, path: &str) -> io::Result<Folder> {
        if self.is_read_only {
            return Err(io::ErrorKind::ReadOnlyFilesystem.into());
        }
        let root = Folder::open(&self.root)?;
        exclude_from_git(&root.create_below(FOLDER)?)?;
        Ok(root.create_below(path)?)
    }
}
