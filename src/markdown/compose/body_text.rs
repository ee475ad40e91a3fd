//! The text of a body, and its place in a file.

use std::ops::Range;

use crate::markdown::{BodySource, ComposeContext};
use crate::model::Entity;
use crate::source::{FileId, Span};

/// A body with its text.
pub(super) struct BodyText<'w> {
    pub entity: Entity,
    pub file: FileId,
    /// The bytes of the file after its front matter.
    pub range: Range<usize>,
    pub text: &'w str,
    /// The folder of the file, below `content/`.
    pub folder: &'w str,
}

impl<'w> BodyText<'w> {
    /// Finds the body in the text of its file.
    pub fn new(context: &'w ComposeContext, body: &BodySource, file_text: &'w str) -> Self {
        let path = context
            .sources
            .path(body.file)
            .trim_start_matches("content/");
        BodyText {
            entity: body.entity,
            file: body.file,
            range: body.range.clone(),
            text: &file_text[body.range.clone()],
            folder: path.rsplit_once('/').map_or("", |(folder, _)| folder),
        }
    }

    /// Returns the span of a range of the text in its file.
    pub fn span(&self, range: &Range<usize>) -> Span {
        let start = self.range.start;
        Span::new(self.file, start + range.start..start + range.end)
    }
}
