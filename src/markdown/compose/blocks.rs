//! Block quotes, alerts, and blocks of code.

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind};

use super::{Composer, Element, PlacedEvent};
use crate::html::escaped;
use crate::markdown::Placeholder;

impl<'w> Composer<'w, '_> {
    /// Opens a block quote, or an alert if it has a kind.
    pub(super) fn block_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let Some(kind) = kind else {
            self.scope.start_aside();
            self.push_html("<blockquote>\n");
            return;
        };
        let (class, word) = match kind {
            BlockQuoteKind::Note => ("note", "note_title"),
            BlockQuoteKind::Tip => ("tip", "tip_title"),
            BlockQuoteKind::Important => ("important", "important_title"),
            BlockQuoteKind::Warning => ("warning", "warning_title"),
            BlockQuoteKind::Caution => ("caution", "caution_title"),
        };
        let word = self.placeholder(Placeholder::Word(word.into(), None));
        self.push_html(format!(
            "<div class=\"alert alert-{class}\">\n<p class=\"alert-title\">{word}</p>\n"
        ));
    }

    /// Composes the code block that starts at `at`. Returns the index of the next event.
    pub(super) fn code_block(
        &mut self,
        events: &[PlacedEvent<'w>],
        at: usize,
        kind: &CodeBlockKind,
    ) -> usize {
        let element = Element::new(events, at);
        let code = element.text();
        let language = match kind {
            CodeBlockKind::Fenced(info) => {
                info.split([' ', ',', '{']).next().unwrap_or("").to_owned()
            }
            CodeBlockKind::Indented => String::new(),
        };
        let marked = if language.is_empty() {
            None
        } else {
            let lines = &mut self.cache.lines;
            self.context.highlighter.highlight(&code, &language, lines)
        };
        let class = if language.is_empty() {
            String::new()
        } else {
            format!(" class=\"language-{}\"", escaped(&language))
        };
        let inner = marked.unwrap_or_else(|| escaped(&code));
        // The box scrolls sideways, so it must be focusable by keyboard.
        self.push_html(format!(
            "<pre class=\"code\" tabindex=\"0\"><code{class} translate=\"no\" dir=\"ltr\">{inner}</code></pre>\n"
        ));
        element.end + 1
    }
}
