//! Paths of media files, relative to the document that names them.

use super::builder::Builder;
use crate::diag::Field;
use crate::lang::composed;

/// Returns the folder of a document, below `content/`.
pub fn folder_of(top: &Field, builder: &Builder) -> String {
    let path = builder
        .sources
        .path(top.file)
        .trim_start_matches("content/");
    path.rsplit_once('/')
        .map_or("", |(folder, _)| folder)
        .to_owned()
}

/// Returns the media file that `src` names in a document of `folder`. The path is relative to the
/// document, or else to `media/`.
pub fn find_media(folder: &str, src: &str, exists: impl Fn(&str) -> bool) -> Option<String> {
    [folder, "media"]
        .into_iter()
        .filter_map(|base| Some(composed(&join(base, src)?).into_owned()))
        .find(|path| exists(path))
}

/// Joins a folder and a relative path. Both are below the same root, such as `content/`. Returns
/// `None` if the result is outside of it.
pub fn join(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
