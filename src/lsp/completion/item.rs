//! One offer of a completion.

use std::ops::Range;

use gen_lsp_types as lsp;

use crate::lsp::position::Lines;

/// A text that may be written in place of a range.
pub(super) struct Offered {
    pub label: String,
    pub kind: lsp::CompletionItemKind,
    pub detail: Option<String>,
    /// An explanation in Markdown.
    pub documentation: Option<String>,
    pub range: Range<usize>,
    pub new_text: String,
    /// What was typed. Clients filter by it, and names that are spelled otherwise must stay.
    pub typed: String,
}

impl Offered {
    /// Returns the offer in the form of the protocol, at a rank from 0.
    pub fn item(self, rank: usize, lines: &Lines) -> lsp::CompletionItem {
        let documentation = self.documentation.map(|value| {
            let kind = lsp::MarkupKind::Markdown;
            lsp::Documentation::MarkupContent(lsp::MarkupContent { kind, value })
        });
        let edit = lsp::TextEdit {
            range: lines.range(self.range),
            new_text: self.new_text,
        };
        lsp::CompletionItem {
            filter_text: Some(match self.typed.is_empty() {
                true => self.label.clone(),
                false => self.typed,
            }),
            label: self.label,
            kind: Some(self.kind),
            detail: self.detail,
            documentation,
            sort_text: Some(format!("{rank:04}")),
            text_edit: Some(lsp::CompletionItemTextEdit::TextEdit(edit)),
            ..lsp::CompletionItem::default()
        }
    }
}
