//! Addresses of files: the client's `file:` addresses, and paths below a site's root.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;

use crate::config;
use crate::files::{self, FileType};

/// A file of a site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SitePath {
    /// The root folder of the site.
    pub root: PathBuf,
    /// The path below the root, separated by `/`.
    pub path: String,
}

impl SitePath {
    /// Returns the file at an address, if it is below the root of a site. The root is the nearest
    /// folder above the file that has the settings of a site.
    pub fn of(uri: &Uri) -> Option<SitePath> {
        let file = path_of(uri)?;
        let root = root_above(file.parent()?)?;
        let path = below(&root, &file)?;
        Some(SitePath { root, path })
    }
}

/// Returns the path of a `file:` address.
pub(super) fn path_of(uri: &Uri) -> Option<PathBuf> {
    match uri.scheme() {
        "file" => uri.to_file_path().ok(),
        _ => None,
    }
}

/// Returns the address of a file below a root.
pub(super) fn uri_of(root: &Path, path: &str) -> Option<Uri> {
    Uri::from_file_path(root.join(path)).ok()
}

/// Returns the nearest folder at or above this one that is the root of a site.
pub(super) fn root_above(folder: &Path) -> Option<PathBuf> {
    let is_root = |folder: &&Path| {
        matches!(
            files::file_type(folder, config::FILE),
            Ok(Some(FileType::File))
        )
    };
    folder.ancestors().find(is_root).map(Path::to_owned)
}

/// Returns a path below a root, separated by `/`.
fn below(root: &Path, file: &Path) -> Option<String> {
    let below = file.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}
