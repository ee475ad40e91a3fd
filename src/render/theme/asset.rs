//! Assets of a theme: files that are published under names with a hash of their content.
//!
//! The hash lets browsers cache an asset forever. Style sheets refer to other assets by relative
//! paths (`url(…)` and `@import`). Those assets are published first, and their new names are
//! written into the style sheet before it is hashed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::layer::{LayerFile, ThemeLayer};
use crate::css::{has_scheme, references};
use crate::diag::{Code, Diagnostic, Diagnostics, Location, nearest};
use crate::message;
use crate::messages::Message;
use crate::render::minify;
use crate::resolve::join;
use crate::source::{FileId, SourceFiles, Span};

const FOLDER: &str = "assets/";

/// A file of a theme, to be published.
pub struct Asset {
    /// The name of the asset, such as `style.css`.
    pub name: String,
    /// The path of the asset, such as `assets/style.1a2b3c4d.css`.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// Returns the assets of all layers, each from the first layer that has it, sorted by name.
pub(super) fn assets(
    layers: &[ThemeLayer],
    sources: &SourceFiles,
    diagnostics: &mut Diagnostics,
) -> Vec<Asset> {
    let mut files: BTreeMap<String, &LayerFile> = BTreeMap::new();
    for layer in layers.iter().rev() {
        for name in layer.names(FOLDER) {
            let file = &layer.files[&format!("{FOLDER}{name}")];
            // A copy that equals the built-in file does not replace it.
            if files
                .get(name)
                .is_none_or(|below| !is_same(file, below, sources))
            {
                files.insert(name.to_owned(), file);
            }
        }
    }
    let mut publisher = AssetPublisher {
        files,
        sources,
        published: BTreeMap::new(),
        diagnostics,
    };
    let names: Vec<String> = publisher.files.keys().cloned().collect();
    for name in &names {
        publisher.publish(name, &mut Vec::new());
    }
    publisher.published.into_values().collect()
}

/// Returns whether two files have the same content.
fn is_same(one: &LayerFile, other: &LayerFile, sources: &SourceFiles) -> bool {
    let bytes = |file: &LayerFile| match file {
        LayerFile::Bytes(bytes) => bytes.to_vec(),
        LayerFile::Text(file) => sources.text(*file).as_bytes().to_vec(),
    };
    bytes(one) == bytes(other)
}

/// Publishes files, after the files that they refer to.
struct AssetPublisher<'a> {
    files: BTreeMap<String, &'a LayerFile>,
    sources: &'a SourceFiles,
    published: BTreeMap<String, Asset>,
    diagnostics: &'a mut Diagnostics,
}

impl AssetPublisher<'_> {
    /// Publishes a file. `dependents` are the style sheets that are being published and refer to
    /// it, directly or not.
    fn publish(&mut self, name: &str, dependents: &mut Vec<String>) {
        if self.published.contains_key(name) {
            return;
        }
        let bytes = match self.files[name] {
            // Only built-in files are borrowed from the program, so this is a built-in script.
            LayerFile::Bytes(Cow::Borrowed(bytes)) if name.ends_with(".js") => {
                minify::compact_script(&String::from_utf8_lossy(bytes)).into_bytes()
            }
            LayerFile::Bytes(bytes) if !name.ends_with(".css") => bytes.to_vec(),
            LayerFile::Bytes(bytes) => {
                // A built-in style sheet is minified. The site's own style sheets are published as
                // written.
                let text = minify::compact(&String::from_utf8_lossy(bytes));
                self.with_published_names(name, &text, None, dependents)
                    .into_bytes()
            }
            LayerFile::Text(file) => {
                let text = self.sources.text(*file);
                self.with_published_names(name, text, Some(*file), dependents)
                    .into_bytes()
            }
        };
        let asset = Asset {
            name: name.to_owned(),
            path: fingerprinted(name, &bytes),
            bytes,
        };
        self.published.insert(name.to_owned(), asset);
    }

    /// Returns a style sheet in which references to other assets have their published names.
    fn with_published_names(
        &mut self,
        name: &str,
        css: &str,
        file: Option<FileId>,
        dependents: &mut Vec<String>,
    ) -> String {
        dependents.push(name.to_owned());
        let mut text = String::with_capacity(css.len() + 64);
        let mut from = 0;
        for range in references(css) {
            let written = &css[range.clone()];
            let (path, rest) = written.split_at(written.find(['?', '#']).unwrap_or(written.len()));
            if path.is_empty() || path.starts_with('/') || has_scheme(path) {
                continue;
            }
            let target = resolve(name, path).filter(|target| self.files.contains_key(target));
            let problem = match &target {
                None => Some(message!(
                    "this style sheet refers to `{path}`, which is not an asset of the theme",
                    path
                )),
                Some(target) if dependents.contains(target) => Some(message!(
                    "this style sheet refers to `{path}`, which refers back to it",
                    path
                )),
                Some(target) => {
                    self.publish(target, dependents);
                    None
                }
            };
            if let Some(message) = problem {
                let place = file.map_or(
                    Location::Path(format!("themes/default/{FOLDER}{name}")),
                    |file| Location::Span(Span::new(file, range.clone())),
                );
                let help = self.help(name, path);
                self.diagnostics
                    .push(Diagnostic::new(Code::Template, place, message).help(help));
                continue;
            }
            let Some(asset) = target.and_then(|target| self.published.get(&target)) else {
                continue;
            };
            // The published file is in the same folder; only its name has a hash.
            let folder = path.rfind('/').map_or("", |at| &path[..=at]);
            let file_name = asset.path.rsplit('/').next().unwrap_or(&asset.path);
            text.push_str(&css[from..range.start]);
            text.extend([folder, file_name, rest]);
            from = range.end;
        }
        text.push_str(&css[from..]);
        dependents.pop();
        text
    }

    /// Returns the help text for an unknown reference.
    fn help(&self, name: &str, path: &str) -> Message {
        let wanted = resolve(name, path).unwrap_or_default();
        match nearest(&wanted, self.files.keys().map(String::as_str)) {
            Some(near) if near != wanted => message!("did you mean `{near}`?", near),
            _ => message!(
                "write a path from the style sheet to a file in the theme's folder assets/"
            ),
        }
    }
}

/// Returns the path at which an asset is published: `assets/fonts/text.1a2b3c4d.woff2` for
/// `fonts/text.woff2`.
pub fn fingerprinted(name: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    let file = name.rfind('/').map_or(0, |at| at + 1);
    let end = name[file..].rfind('.').map_or(name.len(), |at| file + at);
    format!("{FOLDER}{}.{}{}", &name[..end], &hash[..8], &name[end..])
}

/// Resolves a path relative to an asset. Returns `None` if it leads out of the assets folder.
fn resolve(from: &str, path: &str) -> Option<String> {
    join(from.rsplit_once('/').map_or("", |(folder, _)| folder), path)
}

/// Returns the published paths of assets by name, relative to the base path.
pub(super) fn paths(assets: &[Asset]) -> BTreeMap<String, String> {
    assets
        .iter()
        .map(|asset| (asset.name.clone(), asset.path.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_stand_before_the_last_ending() {
        let name = fingerprinted("fonts/a.b.woff2", b"x");
        assert!(
            name.starts_with("assets/fonts/a.b.") && name.ends_with(".woff2") && name.len() == 31,
            "{name}"
        );
        assert!(fingerprinted("a.b/licence", b"x").starts_with("assets/a.b/licence."));
    }

    #[test]
    fn paths_stay_among_the_assets() {
        assert_eq!(
            resolve("css/a.css", "../img/x.png").as_deref(),
            Some("img/x.png")
        );
        assert_eq!(resolve("a.css", "./x.png").as_deref(), Some("x.png"));
        assert_eq!(resolve("a.css", "../x.png"), None);
    }
}
