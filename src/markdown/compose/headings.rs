//! Headings and their anchors.

use pulldown_cmark::HeadingLevel;

use super::{Composer, Element, PlacedEvent, typography};
use crate::html::escaped;
use crate::lang::composed;
use crate::markdown::ProseHeading;

impl<'w> Composer<'w, '_> {
    /// Composes the heading that starts at `at`. Returns the index of the next event.
    pub(super) fn heading(
        &mut self,
        events: &[PlacedEvent<'w>],
        at: usize,
        level: HeadingLevel,
        id: Option<&str>,
    ) -> usize {
        let element = Element::new(events, at);
        let text = element.text();
        let level = (level as u8 + self.scope.heading_shift).clamp(2, 6);
        let base = id.map_or_else(|| heading_slug(&text), |id| composed(id).into_owned());
        let anchor = self.anchors.add(base);
        self.push_html(format!("<h{level} id=\"{}\">", escaped(&anchor)));
        self.scope.start_heading();
        self.content(element);
        self.scope.end_heading();
        self.push_html(format!("</h{level}>\n"));
        let shown = match self.context.config.typography {
            true => typography::plain(
                element.content().iter().map(|(event, _)| event),
                self.scope.lang,
            ),
            false => text,
        };
        self.prose.headings.push(ProseHeading {
            level,
            anchor,
            text: shown.trim().to_owned(),
        });
        element.end + 1
    }
}

/// Returns the anchor of a heading as GitHub makes it: lowercase letters and digits of any script,
/// with hyphens for spaces.
pub(in crate::markdown) fn heading_slug(text: &str) -> String {
    composed(text.trim())
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            ' ' | '\u{a0}' | '\u{202f}' => Some('-'),
            c if c.is_alphanumeric()
                || c == '-'
                || c == '_'
                || unicode_normalization::char::is_combining_mark(c) =>
            {
                Some(c)
            }
            _ => None,
        })
        .collect()
}
