//! Comparison of a folder with the files that a build makes.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::files::{self, FileType, Folder};
use crate::incremental::Hash;

/// The files in which a folder and a build differ, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FolderDifferences {
    /// Files of the build that are not in the folder.
    pub missing: Vec<String>,
    /// Files whose bytes are others than those of the build.
    pub different: Vec<String>,
    /// Files in the folder that are not of the build.
    pub extra: Vec<String>,
}

impl FolderDifferences {
    /// Whether the folder has exactly the files of the build.
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.different.is_empty() && self.extra.is_empty()
    }
}

/// Compares the files below `folder` with those of a build, which are given by their hashes.
///
/// A link is not a file of a build. Extra files whose path begins with a dot, such as the manifest
/// or `.git`, do not count.
///
/// # Errors
/// If the folder or one of its files cannot be read.
pub fn compare(folder: &Path, built: &BTreeMap<String, Hash>) -> io::Result<FolderDifferences> {
    let mut differences = FolderDifferences::default();
    for (path, hash) in built {
        match files::file_type(folder, path) {
            Ok(Some(FileType::File)) => {
                let bytes = files::read(folder, path, u64::MAX).map_err(io::Error::from)?;
                if Hash::of(&bytes) != *hash {
                    differences.different.push(path.clone());
                }
            }
            Ok(None) => differences.missing.push(path.clone()),
            _ => differences.different.push(path.clone()),
        }
    }
    let root = Folder::open(folder)?;
    // Folders are opened one by one, because a site has more than a process may keep open.
    let mut waiting = vec![String::new()];
    while let Some(above) = waiting.pop() {
        let folder = root
            .below(above.trim_end_matches('/'))
            .map_err(io::Error::from)?;
        for name in folder.names()? {
            let path = format!("{above}{name}");
            if folder.kind(&name)? == FileType::Folder {
                waiting.push(format!("{path}/"));
            } else if !path.starts_with('.') && !built.contains_key(&path) {
                differences.extra.push(path);
            }
        }
    }
    differences.extra.sort();
    Ok(differences)
}
