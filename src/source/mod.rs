//! The texts that a build reads, and positions in them.
//!
//! Every file is read once, by `load` or `config`, and stays in memory while a finding may point
//! into it. The body of a document without findings is dropped once it is composed. A [`Span`]
//! counts bytes of the file; lines and columns are computed only when a finding is shown. Nothing
//! here reads a file.

mod invisible;
mod lines;
mod outline;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

pub use self::invisible::{InvisibleKind, first_invisible, invisible_kind, is_invisible};
use self::lines::LineIndex;
pub use self::outline::{OutlinePart, YamlOutline};

/// The index of a file in [`SourceFiles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(u32);

/// A range of bytes in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

/// A line and a column, both counted from 1. Columns count characters, as editors do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// All texts of a build. Clones share them.
#[derive(Clone, Default)]
pub struct SourceFiles {
    files: Vec<Arc<SourceFile>>,
    unsaved: Arc<UnsavedTexts>,
}

/// The texts that an editor has open and has not saved, by their paths below the site's root. They
/// are read in place of the files.
pub type UnsavedTexts = BTreeMap<String, String>;

/// A file as it was read.
pub struct SourceText {
    file: FileId,
    text: Arc<SourceFile>,
}

impl SourceText {
    /// Returns the full text.
    pub fn text(&self) -> &str {
        &self.text.text
    }
}

/// A file, and data derived from its text on demand.
struct SourceFile {
    path: String,
    text: String,
    front: Range<usize>,
    /// Computed for the first finding in the file. Thousands may follow, and each would otherwise
    /// read the file from its beginning.
    lines: OnceLock<LineIndex>,
    outline: OnceLock<YamlOutline>,
}

impl SourceFile {
    /// Returns a file.
    fn new(path: String, text: String, front: Range<usize>) -> SourceFile {
        SourceFile {
            path,
            text,
            front,
            lines: OnceLock::new(),
            outline: OnceLock::new(),
        }
    }
}

impl SourceFiles {
    /// Returns no texts yet, and which are to be read in place of files.
    pub fn with_unsaved(unsaved: Arc<UnsavedTexts>) -> SourceFiles {
        SourceFiles {
            files: Vec::new(),
            unsaved,
        }
    }

    /// Returns the unsaved text that is read in place of a file, if there is one.
    pub fn unsaved(&self, path: &str) -> Option<&str> {
        self.unsaved.get(path).map(String::as_str)
    }

    /// Returns the paths of unsaved texts in a folder, relative to the folder, sorted.
    pub fn unsaved_below(&self, folder: &str) -> Vec<String> {
        let below = |path: &String| {
            let below = path.strip_prefix(folder)?.strip_prefix('/')?;
            Some(below.to_owned())
        };
        self.unsaved.keys().filter_map(below).collect()
    }

    /// Adds a text. `path` is relative to the site's root, with `/`; `front` is the range of its
    /// YAML.
    ///
    /// # Panics
    /// If more than `u32::MAX` files are added.
    pub fn add(&mut self, path: String, text: String, front: Range<usize>) -> FileId {
        let id = u32::try_from(self.files.len()).expect("fewer files than a u32 can count");
        self.files
            .push(Arc::new(SourceFile::new(path, text, front)));
        FileId(id)
    }

    /// Replaces the text of a file.
    fn replace(&mut self, file: FileId, text: String, front: Range<usize>) {
        let old = &mut self.files[file.0 as usize];
        *old = Arc::new(SourceFile::new(old.path.clone(), text, front));
    }

    /// Returns a shared handle of a file, which outlives [`SourceFiles::drop_bodies`].
    pub fn source_text(&self, file: FileId) -> SourceText {
        SourceText {
            file,
            text: Arc::clone(&self.files[file.0 as usize]),
        }
    }

    /// Drops the bodies of these files. No finding may point into a dropped body until it is
    /// restored.
    pub fn drop_bodies(&mut self, files: impl IntoIterator<Item = FileId>) {
        for file in files {
            let old = &self.files[file.0 as usize];
            // The line that closes the front matter stays, so that the front matter ends with a
            // line.
            let rest = &old.text[old.front.end..];
            let end = old.front.end
                + rest
                    .match_indices('\n')
                    .nth(1)
                    .map_or(rest.len(), |(at, _)| at + 1);
            if end < old.text.len() {
                let (text, front) = (old.text[..end].to_owned(), old.front.clone());
                self.replace(file, text, front);
            }
        }
    }

    /// Restores a dropped body.
    pub fn restore_body(&mut self, text: SourceText) {
        self.files[text.file.0 as usize] = text.text;
    }

    /// Returns the paths of all files, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.path.as_str())
    }

    /// Returns the path of a file, relative to the site's root.
    pub fn path(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].path
    }

    /// Returns the text of a file.
    pub fn text(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].text
    }

    /// Returns the range of the YAML of a file: its front matter, or all of `site.yaml`.
    pub fn front(&self, file: FileId) -> Range<usize> {
        self.files[file.0 as usize].front.clone()
    }

    /// Returns the outline of a file's front matter.
    pub fn outline(&self, file: FileId) -> &YamlOutline {
        let file = &self.files[file.0 as usize];
        file.outline
            .get_or_init(|| YamlOutline::new(file.text.get(file.front.clone()).unwrap_or_default()))
    }

    /// Returns the line and column at which a span begins.
    pub fn position(&self, span: Span) -> Position {
        let text = self.text(span.file);
        let start = text.floor_char_boundary(span.start as usize);
        let lines = self.files[span.file.0 as usize]
            .lines
            .get_or_init(|| LineIndex::new(text));
        let line = lines.starts.partition_point(|line| *line <= start);
        let line_start = lines.starts[line.saturating_sub(1)];
        Position {
            line,
            column: lines.before(text, start) - lines.before(text, line_start) + 1,
        }
    }
}

impl Span {
    /// Returns the span of a range of bytes. Positions beyond `u32::MAX` are clamped.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span {
            file,
            start: clamp(range.start),
            end: clamp(range.end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_can_be_dropped_and_restored() {
        let mut sources = SourceFiles::default();
        let text = "---\na: b\n---\nfirst\nsecond\n";
        let file = sources.add("a.md".into(), text.into(), 4..9);
        let short = sources.add("b.md".into(), "---\na: b".into(), 4..8);
        let shared = sources.source_text(file);
        sources.drop_bodies([file, short]);
        assert_eq!(
            (sources.text(file), sources.front(file)),
            ("---\na: b\n---\nfirst\n", 4..9)
        );
        assert_eq!(sources.text(short), "---\na: b");
        assert_eq!(shared.text(), text);
        sources.restore_body(shared);
        assert_eq!(sources.text(file), text);
    }

    #[test]
    fn a_place_is_found_without_reading_from_the_beginning() {
        let mut sources = SourceFiles::default();
        let text = "é\n".repeat(700) + &"é".repeat(3000) + "\nx\n\n";
        let file = sources.add("a.md".into(), text.clone(), 0..0);
        for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            let before = &text[..at];
            let line_start = before.rfind('\n').map_or(0, |at| at + 1);
            let expected = Position {
                line: before.matches('\n').count() + 1,
                column: before[line_start..].chars().count() + 1,
            };
            assert_eq!(sources.position(Span::new(file, at..at)), expected, "{at}");
        }
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut sources = SourceFiles::default();
        let file = sources.add("a.md".into(), "é\nségou x".into(), 0..0);
        let at = "é\nségou ".len();
        let position = sources.position(Span::new(file, at..at + 1));
        assert_eq!(position, Position { line: 2, column: 7 });
    }
}
