//! Writing of new files into a folder that may already have others: all of them or none.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::message;
use crate::messages::{Message, and_list, io_error};

/// Writes files that must not exist yet, and creates their folders.
///
/// # Errors
/// If a file exists, if something else is at the path of a folder, or if a file cannot be written.
/// All files that were already written are then deleted again.
pub(in crate::cli) fn write_files(root: &Path, files: &[(String, String)]) -> Result<(), Message> {
    let mut in_the_way: Vec<&str> = files
        .iter()
        .filter_map(|(path, _)| obstacle(root, path))
        .collect();
    in_the_way.dedup();
    if !in_the_way.is_empty() {
        let list = and_list(in_the_way.iter().copied());
        return Err(message!(
            in_the_way.len() =>
                "{list} is in `{folder}` already; nothing was written. Move it away, or choose \
                 another folder",
                "{list} are in `{folder}` already; nothing was written. Move them away, or choose \
                 another folder",
            list,
            folder = root.display()
        ));
    }
    let mut written = WrittenSoFar::default();
    for (path, text) in files {
        if let Err((path, error)) = written.file(&root.join(path), text) {
            written.undo();
            return Err(message!(
                "`{path}`: {error}; nothing was written",
                path = path.display(),
                error = io_error(&error)
            ));
        }
    }
    Ok(())
}

/// Returns the path that prevents a file from being written: that of the file itself, or of
/// something above it that is not a folder. A link also prevents it, because it may lead out of the
/// site.
fn obstacle<'p>(root: &Path, path: &'p str) -> Option<&'p str> {
    let ends = path.match_indices('/').map(|(at, _)| at);
    for end in ends {
        match fs::symlink_metadata(root.join(&path[..end])) {
            Ok(about) if about.is_dir() => {}
            Ok(_) => return Some(&path[..end]),
            Err(_) => return None,
        }
    }
    fs::symlink_metadata(root.join(path))
        .is_ok()
        .then_some(path)
}

/// The files and folders created so far, in the order of creation.
#[derive(Default)]
struct WrittenSoFar {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl WrittenSoFar {
    fn file(&mut self, path: &Path, text: &str) -> Result<(), (PathBuf, io::Error)> {
        let folders: Vec<&Path> = path.ancestors().skip(1).collect();
        for folder in folders.into_iter().rev() {
            if folder.as_os_str().is_empty() || folder.is_dir() {
                continue;
            }
            fs::create_dir(folder).map_err(|error| (folder.to_owned(), error))?;
            self.folders.push(folder.to_owned());
        }
        let fail = |error| (path.to_owned(), error);
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(path)
            .map_err(fail)?;
        self.files.push(path.to_owned());
        file.write_all(text.as_bytes()).map_err(fail)
    }

    /// Deletes what was created. Folders are deleted only if they are empty.
    fn undo(self) {
        for file in self.files {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}
