//! The events that are written, and the placeholders in them.
//!
//! Where the HTML depends on the page, a marker is written: the number of a placeholder between two
//! control characters. No text contains these, because control characters are refused when files
//! are read. At the end, markers become placeholders with their offsets.

use pulldown_cmark::{CowStr, Event, html};

use crate::lang::Lang;
use crate::markdown::Placeholder;

use super::typography::typographic;

/// Encloses the number of a placeholder.
const MARK: char = '\u{1}';

/// The events that are written so far.
#[derive(Default)]
pub(super) struct Output<'w> {
    pub events: Vec<Event<'w>>,
    placeholders: Vec<Placeholder>,
    /// The number of figures drawn from data.
    drawings: usize,
}

/// The HTML of a body, and its placeholders by offset.
pub(super) struct OutputHtml {
    pub html: String,
    pub placeholders: Vec<(usize, Placeholder)>,
}

impl<'w> Output<'w> {
    pub fn push(&mut self, event: Event<'w>) {
        self.events.push(event);
    }

    pub fn push_html(&mut self, html: impl Into<CowStr<'w>>) {
        self.events.push(Event::InlineHtml(html.into()));
    }

    /// Adds a placeholder, and returns the marker to write for it.
    pub fn placeholder(&mut self, placeholder: Placeholder) -> String {
        if matches!(placeholder, Placeholder::Drawing(_)) {
            self.drawings += 1;
        }
        self.placeholders.push(placeholder);
        format!("{MARK}{}{MARK}", self.placeholders.len() - 1)
    }

    /// Returns the number of the next figure drawn from data, from 1.
    pub fn next_drawing(&self) -> usize {
        self.drawings + 1
    }

    /// Writes the HTML, and turns markers into placeholders. `typography` is the language whose
    /// typography is applied.
    pub fn into_html(self, capacity: usize, typography: Option<Lang>) -> OutputHtml {
        let mut marked = String::with_capacity(capacity);
        let events = match typography {
            Some(lang) => typographic(self.events, lang),
            None => self.events,
        };
        html::push_html(&mut marked, events.into_iter());
        let mut parts = marked.split(MARK);
        let mut html = String::with_capacity(marked.len());
        let mut placeholders = Vec::new();
        html.push_str(parts.next().unwrap_or_default());
        while let (Some(number), Some(text)) = (parts.next(), parts.next()) {
            let number: usize = number
                .parse()
                .expect("we wrote the number between two marks");
            placeholders.push((html.len(), self.placeholders[number].clone()));
            html.push_str(text);
        }
        OutputHtml { html, placeholders }
    }
}
