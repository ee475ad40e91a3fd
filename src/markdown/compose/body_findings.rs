//! The findings of one body.

use std::ops::Range;

use crate::diag::{Diagnostic, Diagnostics};
use crate::message;
use crate::messages::Message;
use crate::source::FileId;

/// The diagnostics of a body, and the ranges that were reported as syntax of other tools.
#[derive(Default)]
pub(super) struct BodyFindings {
    pub diagnostics: Diagnostics,
    /// The ranges reported as syntax of other tools, sorted by end.
    foreign_ranges: Vec<Range<usize>>,
}

impl BodyFindings {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Counts a reference into a file that cannot be read.
    pub fn unchecked(&mut self, file: FileId) {
        self.diagnostics.unchecked(file, 1);
    }

    /// Records that a range was reported as syntax of another tool.
    pub fn add_foreign_range(&mut self, range: Range<usize>) {
        self.foreign_ranges.push(range);
    }

    /// Whether a range lies within a range that was reported as syntax of another tool.
    pub fn is_foreign(&self, range: &Range<usize>) -> bool {
        let next = self
            .foreign_ranges
            .partition_point(|reported| reported.end < range.end);
        self.foreign_ranges
            .get(next)
            .is_some_and(|reported| reported.start <= range.start)
    }
}

/// Returns the help for a link to something that is not published yet.
pub(super) fn publish_both() -> Message {
    message!("publish both together, or build with --drafts or a later --now to see them")
}
