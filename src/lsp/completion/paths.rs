//! Paths of files, as texts write them.

use crate::lsp::view::SiteView;
use crate::markdown::{is_picture, relative};

/// Returns the paths of all pictures for a document in a folder of `content/`. Those in `media/` are
/// written without it.
pub(super) fn pictures(view: &SiteView, folder: &str) -> Vec<String> {
    let pictures = view.site.media.iter().filter(|path| is_picture(path));
    let paths = pictures.map(|path| match path.strip_prefix("media/") {
        Some(name) => name.to_owned(),
        None => relative(folder, path),
    });
    paths.collect()
}

/// Returns the paths of all files with outlines.
pub(super) fn outlines(view: &SiteView) -> Vec<String> {
    let is_outline = |path: &&String| path.ends_with(".geojson") || path.ends_with(".json");
    view.site.media.iter().filter(is_outline).cloned().collect()
}
