//! Changes of a site's own files that a person has asked for: fixes of findings, the order of
//! keys, and new ids.
//!
//! Changes are made in memory first, as ranges of a text, so that nothing outside of a range moves:
//! line breaks, a byte order mark and a missing final newline stay as they are. Then each file is
//! replaced as a whole, if it still has the text in which the ranges were found. Nothing outside of
//! the site's folder is written, and no symbolic link is followed.

mod diff;
mod file_change;
mod fixes;
mod format;
mod rename;
mod rounds;

use std::ops::Range;

pub use self::diff::unified_diff;
pub use self::file_change::{ChangeOutcome, FileChange, rename, write};
pub use self::fixes::{FixPlan, Fixes, plan};
pub use self::format::{Formatted, format};
pub use self::rename::{RenamePlan, plan_rename, plan_rename_unsaved};
pub use self::rounds::{FixReport, fix_site};

/// A range of bytes of a text, and what replaces it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextEdit {
    pub start: usize,
    pub end: usize,
    pub text: String,
}

impl TextEdit {
    /// Returns an edit of a range.
    pub fn new(range: Range<usize>, text: impl Into<String>) -> TextEdit {
        TextEdit {
            start: range.start,
            end: range.end,
            text: text.into(),
        }
    }
}

/// Returns a text with its edits applied. They are sorted, and do not overlap.
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        new.push_str(&text[at..edit.start]);
        new.push_str(&edit.text);
        at = edit.end;
    }
    new.push_str(&text[at..]);
    new
}
