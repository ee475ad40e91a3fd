//! Files that settings name, by their paths below `content/`.

use crate::diag::nearest;
use crate::load::{ContentTree, STATIC};
use crate::resolve::find_media;

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SiteFile {
    /// A file that is published because something shows it, by its path below `content/`.
    Media(String),
    /// A file that is copied unchanged, by its path below `content/static/`.
    Copied(String),
}

/// Returns the file at a path relative to a folder below `content/`, or else to `media/`.
pub fn find(tree: &ContentTree, folder: &str, written: &str) -> Option<SiteFile> {
    let exists = |path: &str| {
        let is_media = |path: &str| {
            let media = &tree.media;
            media
                .binary_search_by(|known| known.as_str().cmp(path))
                .is_ok()
        };
        copied(tree, path).is_some() || is_media(path)
    };
    let path = find_media(folder, written, exists)?;
    Some(match copied(tree, &path) {
        Some(below) => SiteFile::Copied(below.to_owned()),
        None => SiteFile::Media(path),
    })
}

/// Returns the path below `content/static/` of an existing file there.
fn copied<'p>(tree: &ContentTree, path: &'p str) -> Option<&'p str> {
    path.strip_prefix(STATIC)?
        .strip_prefix('/')
        .filter(|below| tree.copied.contains(*below))
}

/// Returns where to put a missing file: at the written path if that is in a folder that is read,
/// else in `folder`.
pub fn place_for(written: &str, folder: &str) -> String {
    let is_known = ["media/", "style/", "static/"]
        .iter()
        .any(|known| written.starts_with(known));
    match is_known && !written.contains("..") {
        true => format!("content/{written}"),
        false => {
            let name = written.rsplit('/').next().unwrap_or(written);
            format!("content/{folder}/{name}")
        }
    }
}

/// Returns the path below `content/` of the file whose name or path is nearest to a missing one.
pub fn near(tree: &ContentTree, missing: &str) -> Option<String> {
    let copied = tree.copied.iter().map(|path| format!("{STATIC}/{path}"));
    let all: Vec<String> = tree.media.iter().cloned().chain(copied).collect();
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let wanted = name(missing);
    let same = all.iter().find(|path| name(path) == wanted);
    same.cloned().or_else(|| {
        let near = nearest(missing, all.iter().map(String::as_str)).map(str::to_owned);
        near.or_else(|| {
            let names: Vec<String> = all.iter().map(|path| name(path)).collect();
            let near = nearest(&wanted, names.iter().map(String::as_str))?;
            all.iter().find(|path| name(path) == near).cloned()
        })
    })
}
