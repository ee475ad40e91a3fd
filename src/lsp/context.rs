//! What a request about a file is answered from.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use gen_lsp_types as lsp;

use super::buffers::{Buffer, Buffers};
use super::features::EditFeatures;
use super::findings::FileFindings;
use super::locations::{SitePath, uri_of};
use super::position::{Encoding, Lines};
use super::view::SiteView;
use crate::files;
use crate::lang::Lang;
use crate::load::{self, MAX_TEXT};
use crate::messages::MessageLanguage;

/// What a request about a file is answered from.
pub(super) struct FileContext<'a> {
    pub buffers: &'a Buffers,
    pub buffer: &'a Buffer,
    pub at: &'a SitePath,
    /// The site as it was analysed last. `None` if its settings could never be read.
    pub view: Option<&'a SiteView>,
    pub findings: Option<&'a FileFindings>,
    /// The version of each open text when it was analysed last, by path.
    pub versions: Option<&'a BTreeMap<String, i32>>,
    /// The documents for which an earlier text was analysed, because they cannot be read.
    pub unreadable: Option<&'a BTreeSet<String>>,
    pub features: EditFeatures,
    pub encoding: Encoding,
    pub language: MessageLanguage,
}

/// The parts of a file.
pub(super) struct FileParts {
    /// The range of the YAML: a front matter, or a whole file.
    pub front: Range<usize>,
    pub body: Range<usize>,
}

impl FileParts {
    /// Whether an offset is in the YAML. A document without front matter has none.
    pub fn is_front(&self, offset: usize) -> bool {
        let is_there = self.front.start > 0 || self.body.is_empty();
        is_there && (self.front.start..=self.front.end).contains(&offset)
    }
}

impl FileContext<'_> {
    pub fn text(&self) -> &str {
        &self.buffer.text
    }

    pub fn lines(&self) -> Lines<'_> {
        self.buffer.lines(self.encoding)
    }

    /// Returns the parts of the file.
    pub fn parts(&self) -> FileParts {
        parts(&self.at.path, self.text())
    }

    /// Returns the folder of the file, below `content/`.
    pub fn folder(&self) -> &str {
        let below = self.at.path.strip_prefix("content/").unwrap_or_default();
        below.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Returns the language of the file's text: that of the analysis, or else of the site.
    pub fn lang(&self) -> Option<Lang> {
        let view = self.view?;
        let of_text = view.entity_at(&self.at.path).map(|(_, lang)| lang);
        Some(of_text.unwrap_or_else(|| view.site.config.languages.default()))
    }

    /// Returns the language of the file's text, or the default one of a site.
    pub fn lang_in(&self, view: &SiteView) -> Lang {
        self.lang()
            .unwrap_or_else(|| view.site.config.languages.default())
    }

    /// Returns the text of another file of the site: the open one, or else that on the disk.
    pub fn text_of(&self, path: &str) -> Option<String> {
        text_of(self.buffers, &self.at.root, path)
    }

    /// Returns the version of a text, if it is open.
    pub fn version_of(&self, path: &str) -> Option<i32> {
        let open = self.buffers.at(&self.at.root, path);
        open.map(|(_, buffer)| buffer.version)
    }

    /// Whether the ranges of findings of this file are right in another text, or in its own: whether
    /// the text has not been changed in the editor since it was analysed.
    pub fn is_as_analysed(&self, path: &str) -> bool {
        let is_unreadable = self.unreadable.is_some_and(|paths| paths.contains(path));
        // Of a document that cannot be read, its own findings alone are about its present text.
        if is_unreadable && path != self.at.path {
            return false;
        }
        let analysed = self.versions.and_then(|versions| versions.get(path));
        self.version_of(path) == analysed.copied()
    }

    /// Returns the address of a file of the site, as the client writes it.
    pub fn uri_of(&self, path: &str) -> Option<lsp::Uri> {
        let open = self.buffers.at(&self.at.root, path);
        open.map(|(uri, _)| uri.clone())
            .or_else(|| uri_of(&self.at.root, path))
    }
}

/// Returns the parts of a file, by its path below the site's root.
pub(super) fn parts(path: &str, text: &str) -> FileParts {
    if path.ends_with(".yaml") {
        return FileParts {
            front: 0..text.len(),
            body: text.len()..text.len(),
        };
    }
    let split = load::split(text);
    FileParts {
        front: split.front,
        body: split.body,
    }
}

/// Returns the text of a file of a site: the open one, or else that on the disk. `None` if it cannot
/// be read.
pub(super) fn text_of(buffers: &Buffers, root: &Path, path: &str) -> Option<String> {
    if let Some((_, buffer)) = buffers.at(root, path) {
        return Some(buffer.text.clone());
    }
    String::from_utf8(files::read(root, path, MAX_TEXT).ok()?).ok()
}
