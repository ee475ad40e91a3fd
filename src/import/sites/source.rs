//! The folder of another generator's site. Nothing outside of it is read, and no link is followed.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use encoding_rs::WINDOWS_1252;

pub(super) use super::patterns::is_below;
use crate::files::{self, FileReader, FileType};
use crate::import::writer::MAX_MEDIA;
use crate::load::MAX_TEXT;
use crate::message;
use crate::messages::{Message, io_error};
pub(super) use crate::resolve::join;

/// The files of a source.
pub(super) struct SourceFolder<'a> {
    root: &'a Path,
    /// The paths of regular files, separated by `/`.
    pub files: BTreeSet<String>,
    /// The paths of links, pipes and the like, which are not read.
    pub special: Vec<String>,
}

/// A text as it was read.
pub(super) struct DecodedText {
    pub text: String,
    /// Whether it is in Windows-1252.
    pub was_recoded: bool,
}

impl<'a> SourceFolder<'a> {
    /// Lists the files below a folder, without those in hidden folders and in folders that
    /// `is_foreign` names.
    ///
    /// # Errors
    /// If it is not a folder, or cannot be read.
    pub fn open(
        root: &'a Path,
        is_foreign: impl Fn(&str) -> bool,
    ) -> Result<SourceFolder<'a>, Message> {
        if !root.is_dir() {
            return Err(message!("`{path}` is not a folder", path = root.display()));
        }
        let enters =
            |path: &str| !is_hidden(path) && name(path) != "node_modules" && !is_foreign(path);
        let listed = files::list(root, enters).map_err(|error| at(root, &error))?;
        let (mut files, mut special) = (BTreeSet::new(), Vec::new());
        for file in listed {
            match file.kind {
                _ if is_hidden(&file.path) || is_foreign(&file.path) => {}
                FileType::File => {
                    files.insert(file.path);
                }
                _ => special.push(file.path),
            }
        }
        Ok(SourceFolder {
            root,
            files,
            special,
        })
    }

    /// Reads a text.
    ///
    /// # Errors
    /// If it cannot be read, is too large or is not text.
    pub fn text(&self, path: &str) -> Result<DecodedText, Message> {
        let bytes = files::read(self.root, path, MAX_TEXT)
            .map_err(|error| io_error(&io::Error::from(error)))?;
        if bytes.contains(&0) {
            return Err(message!("the file is not text"));
        }
        let decoded = match String::from_utf8(bytes) {
            Ok(text) => (text, false),
            Err(error) => {
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(error.as_bytes());
                (text.into_owned(), true)
            }
        };
        let text = decoded.0.strip_prefix('\u{feff}').unwrap_or(&decoded.0);
        Ok(DecodedText {
            text: text.replace("\r\n", "\n"),
            was_recoded: decoded.1,
        })
    }

    /// Reads a text such as the settings of a generator. Returns `None` if it cannot be read.
    pub fn settings(&self, path: &str) -> Option<String> {
        if !self.files.contains(path) && !path.starts_with('.') {
            return None;
        }
        self.text(path).ok().map(|decoded| decoded.text)
    }

    /// Reads a picture or other file.
    ///
    /// # Errors
    /// If it cannot be read, or is too large.
    pub fn bytes(&self, reader: &mut FileReader, path: &str) -> Result<Vec<u8>, Message> {
        reader
            .read(path, MAX_MEDIA)
            .map_err(|error| io_error(&io::Error::from(error)))
    }

    /// Returns a reader of the files.
    pub fn reader(&self) -> FileReader<'a> {
        FileReader::new(self.root)
    }
}

fn at(root: &Path, error: &io::Error) -> Message {
    message!(
        "`{path}`: {error}",
        path = root.display(),
        error = io_error(error)
    )
}

/// Whether a file or folder is hidden.
fn is_hidden(path: &str) -> bool {
    name(path).starts_with('.')
}

/// Returns the last part of a path.
pub(super) fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Returns the folder of a path; empty at the top.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Returns the name of a file without its folders and its extension.
pub(super) fn stem(path: &str) -> &str {
    let name = name(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether a file is Markdown, by its extension.
pub(super) fn is_markdown(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    [".md", ".markdown", ".mdown", ".mkd", ".mdx"]
        .iter()
        .any(|extension| lower.ends_with(extension))
}

/// Whether a file is a text that generators publish and that is not Markdown, by its extension.
pub(super) fn is_other_text(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let extension = lower
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    matches!(
        extension,
        "ad" | "adoc" | "asciidoc" | "htm" | "html" | "org" | "pandoc" | "pdc" | "rst" | "textile"
    )
}

/// Returns the relative path from a folder to a file.
pub(super) fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = to.len().saturating_sub(1);
    let same = from
        .iter()
        .zip(&to[..folders])
        .take_while(|(from, to)| from == to)
        .count();
    let mut parts = vec![".."; from.len() - same];
    parts.extend(&to[same..]);
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_and_related() {
        assert_eq!(join("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(join("a", "../../c.md"), None);
        assert_eq!(relative("articles", "articles/x.md"), "x.md");
        assert_eq!(relative("articles", "media/a/b.png"), "../media/a/b.png");
        assert_eq!(relative("pages/a/b", "pages/a/_index.md"), "../_index.md");
        assert_eq!(relative("", "x.md"), "x.md");
    }
}
