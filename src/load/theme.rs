//! The site's own themes.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::bytes::read_limited;
use super::walk::walk;
use crate::config::{DEFAULT_THEME, is_theme_name};
use crate::diag::Diagnostics;
use crate::yaml::{self, Value};

/// The maximum size of a file of a theme, in bytes.
const MAX_ASSET: u64 = 64 * 1024 * 1024;

/// The file that describes a theme, in its folder.
pub const THEME: &str = "theme.yaml";

/// The folder of a theme in the site.
pub struct ThemeFolder {
    /// The name of the folder, which is the name of the theme.
    pub name: String,
    /// The files, sorted by path. There is at least one.
    pub files: Vec<ThemeFile>,
}

/// A file of a site's own theme.
pub struct ThemeFile {
    /// The path, below `themes/<name>/`.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// Returns the site's own folders of a theme and of the themes that it extends, in this order.
///
/// A theme without a folder is left out, because it may be built in. `render::theme` validates the
/// names.
///
/// # Errors
/// If an existing folder or file cannot be read.
pub fn themes(
    root: &Path,
    name: &str,
    diagnostics: &mut Diagnostics,
) -> io::Result<Vec<ThemeFolder>> {
    let mut folders = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = Some(name.to_owned());
    while let Some(name) = next {
        let files = theme(root, &name, diagnostics)?;
        let description = files.iter().find(|file| file.path == THEME);
        next = match description.and_then(|file| extended(&file.bytes)) {
            Some(parent) => Some(parent),
            // The default theme is the base of every built-in theme.
            None if name == DEFAULT_THEME => None,
            None => Some(DEFAULT_THEME.to_owned()),
        };
        seen.insert(name.clone());
        next = next.filter(|parent| is_theme_name(parent) && !seen.contains(parent));
        if !files.is_empty() {
            folders.push(ThemeFolder { name, files });
        }
    }
    Ok(folders)
}

fn theme(root: &Path, name: &str, diagnostics: &mut Diagnostics) -> io::Result<Vec<ThemeFile>> {
    let folder = format!("themes/{name}");
    let known = ["templates/", "assets/", "i18n/"];
    let paths: Vec<String> = walk(root, &folder, diagnostics)?
        .into_iter()
        .filter(|path| path == THEME || known.iter().any(|folder| path.starts_with(folder)))
        .collect();
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        if let Some(bytes) =
            read_limited(root, &format!("{folder}/{path}"), MAX_ASSET, diagnostics)?
        {
            files.push(ThemeFile { path, bytes });
        }
    }
    Ok(files)
}

/// Returns the name of the theme that a `theme.yaml` extends, if it can be read. Its errors are
/// reported later.
fn extended(bytes: &[u8]) -> Option<String> {
    let Ok(Value::Map(entries)) = yaml::parse(std::str::from_utf8(bytes).ok()?) else {
        return None;
    };
    entries.into_iter().find_map(|(key, value)| match value {
        Value::Text(name) if key == "extends" => Some(name.trim().to_owned()),
        _ => None,
    })
}
