//! The texts that are open in the editor.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use gen_lsp_types::{TextDocumentContentChangeEvent as Change, Uri};

use super::locations::SitePath;
use super::position::{Encoding, Lines};
use crate::files;
use crate::load::MAX_TEXT;
use crate::source::UnsavedTexts;

/// A text that is open in the editor.
pub(super) struct Buffer {
    /// The file, if it belongs to a site.
    pub at: Option<SitePath>,
    pub text: String,
    pub version: i32,
    /// Whether the text is that of the file on the disk.
    is_saved: bool,
}

/// All open texts.
#[derive(Default)]
pub(super) struct Buffers {
    open: BTreeMap<Uri, Buffer>,
}

impl Buffers {
    /// Opens a text.
    pub fn open(&mut self, uri: Uri, text: String, version: i32) {
        let at = SitePath::of(&uri);
        let is_saved = at.as_ref().is_some_and(|at| is_on_disk(at, &text));
        let buffer = Buffer {
            at,
            text,
            version,
            is_saved,
        };
        self.open.insert(uri, buffer);
    }

    /// Changes a text. Changes apply one after another.
    pub fn change(&mut self, uri: &Uri, version: i32, changes: Vec<Change>, encoding: Encoding) {
        let Some(buffer) = self.open.get_mut(uri) else {
            return;
        };
        for change in changes {
            match change {
                Change::TextDocumentContentChangePartial(part) => {
                    let range = Lines::new(&buffer.text, encoding).offsets(part.range);
                    buffer.text.replace_range(range, &part.text);
                }
                Change::TextDocumentContentChangeWholeDocument(whole) => buffer.text = whole.text,
            }
        }
        buffer.version = version;
        buffer.is_saved = false;
    }

    /// Records that a text was written to the disk.
    pub fn save(&mut self, uri: &Uri) {
        if let Some(buffer) = self.open.get_mut(uri) {
            // A file that was just created may be the settings of a site.
            buffer.at = SitePath::of(uri);
            buffer.is_saved = true;
        }
    }

    pub fn close(&mut self, uri: &Uri) {
        self.open.remove(uri);
    }

    pub fn get(&self, uri: &Uri) -> Option<&Buffer> {
        self.open.get(uri)
    }

    /// Returns the open text of a file with its address, if the file is open.
    pub fn at(&self, root: &Path, path: &str) -> Option<(&Uri, &Buffer)> {
        let is_same = |at: &SitePath| at.root == root && at.path == path;
        self.open
            .iter()
            .find(|(_, buffer)| buffer.at.as_ref().is_some_and(is_same))
    }

    /// Returns the texts of a site that are not saved.
    pub fn unsaved(&self, root: &Path) -> Arc<UnsavedTexts> {
        let of_site = self.of(root).filter(|(_, buffer)| !buffer.is_saved);
        Arc::new(
            of_site
                .map(|(path, buffer)| (path.to_owned(), buffer.text.clone()))
                .collect(),
        )
    }

    /// Returns the version of every open text of a site, by path.
    pub fn versions(&self, root: &Path) -> BTreeMap<String, i32> {
        self.of(root)
            .map(|(path, buffer)| (path.to_owned(), buffer.version))
            .collect()
    }

    fn of<'b>(&'b self, root: &'b Path) -> impl Iterator<Item = (&'b str, &'b Buffer)> {
        self.open.values().filter_map(move |buffer| {
            let at = buffer.at.as_ref().filter(|at| at.root == root)?;
            Some((at.path.as_str(), buffer))
        })
    }
}

impl Buffer {
    /// Returns the text with the positions of its lines.
    pub fn lines(&self, encoding: Encoding) -> Lines<'_> {
        Lines::new(&self.text, encoding)
    }
}

/// Whether a file has this text. A file in another encoding counts as one: the editor has converted
/// it, and the finding about its encoding stays until it is saved.
fn is_on_disk(at: &SitePath, text: &str) -> bool {
    let Ok(bytes) = files::read(&at.root, &at.path, MAX_TEXT) else {
        return false;
    };
    let Ok(written) = String::from_utf8(bytes) else {
        return true;
    };
    let written = written.strip_prefix('\u{feff}').unwrap_or(&written);
    written == text.strip_prefix('\u{feff}').unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use gen_lsp_types as lsp;

    use super::*;

    fn part(start: (u32, u32), end: (u32, u32), text: &str) -> Change {
        let at = |(line, character)| lsp::Position { line, character };
        let range = lsp::Range {
            start: at(start),
            end: at(end),
        };
        let change = serde_json::json!({"range": range, "text": text});
        serde_json::from_value(change).expect("it is a change")
    }

    #[test]
    fn changes_apply_one_after_another() {
        let uri: Uri = "untitled:Untitled-1".parse().expect("it is an address");
        let mut buffers = Buffers::default();
        buffers.open(uri.clone(), "a\u{1f600}b\nc\n".into(), 1);
        let changes = vec![part((0, 1), (0, 3), "x"), part((0, 2), (1, 0), "-")];
        buffers.change(&uri, 2, changes, Encoding::Utf16);
        let text = |buffers: &Buffers| buffers.get(&uri).map(|b| (b.text.clone(), b.version));
        assert_eq!(text(&buffers), Some(("ax-c\n".into(), 2)));
        // Beyond the end, and without a range.
        buffers.change(&uri, 3, vec![part((9, 9), (7, 7), "!")], Encoding::Utf8);
        assert_eq!(text(&buffers), Some(("ax-c\n!".into(), 3)));
        let whole = serde_json::from_value(serde_json::json!({"text": "new"}));
        buffers.change(
            &uri,
            4,
            vec![whole.expect("it is a change")],
            Encoding::Utf8,
        );
        assert_eq!(text(&buffers), Some(("new".into(), 4)));
        buffers.close(&uri);
        assert_eq!(text(&buffers), None);
    }
}
