//! Control characters that character references would write, such as `&#1;`.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use super::comments::HIDDEN;
use super::{Composer, PlacedEvent};
use crate::diag::{Code, Fix};
use crate::message;
use crate::source::{InvisibleKind, first_invisible, invisible_kind, is_invisible};

impl Composer<'_, '_> {
    /// Replaces control characters in the events, and reports character references that write them.
    pub(super) fn remove_control_characters(&mut self, events: &mut [PlacedEvent]) {
        // Only a character reference or a control character in the file itself can produce one.
        if !self.body.text.contains('&') && first_invisible(self.body.text).is_none() {
            return;
        }
        for (event, range) in events {
            if let Event::Text(text) = event
                && text.starts_with(HIDDEN)
            {
                let shown = text.trim_start_matches(HIDDEN).trim_start().to_owned();
                range.start = range.end.saturating_sub(shown.len()).max(range.start);
                *text = shown.into();
            }
            let (clean, found) = without_control_characters(std::mem::replace(event, Event::Rule));
            *event = clean;
            // Control characters in the file itself were reported when it was read.
            let is_written = first_invisible(&self.body.text[range.clone()]).is_some();
            if let Some(found) = found.filter(|_| !is_written) {
                let written = &self.body.text[range.clone()];
                let is_reference =
                    written.starts_with("&#") && written.find(';') == Some(written.len() - 1);
                let fix = Fix::safe(message!("delete this")).delete(self.span(range));
                self.report_with_fix(
                    Code::ControlCharacter,
                    range,
                    match invisible_kind(found) {
                        InvisibleKind::Control => {
                            message!("a character reference writes an invisible control character")
                        }
                        InvisibleKind::Reversing(name) => message!(
                            "a character reference writes an invisible character that reverses the text after it ({name})",
                            name
                        ),
                        InvisibleKind::Invalid(name) => message!(
                            "a character reference writes an invalid character ({name})",
                            name
                        ),
                    }
,
                    message!("delete it"),
                    is_reference.then_some(fix),
                );
            }
        }
    }
}

/// Returns the event without control characters, and the first control character that it had. A
/// character reference such as `&#1;` could otherwise write the markers of placeholders.
fn without_control_characters(event: Event) -> (Event, Option<char>) {
    /// Replaces control characters in one text.
    fn clean<'t>(text: CowStr<'t>, found: &mut Option<char>) -> CowStr<'t> {
        match first_invisible(&text) {
            Some(_) if text.contains(HIDDEN) => clean(text.replace(HIDDEN, "").into(), found),
            Some(at) => {
                *found = found.or_else(|| text[at..].chars().next());
                CowStr::from(text.replace(is_invisible, "\u{fffd}"))
            }
            None => text,
        }
    }
    let found = &mut None;
    let event = match event {
        Event::Text(text) => Event::Text(clean(text, found)),
        Event::Code(text) => Event::Code(clean(text, found)),
        Event::Html(text) => Event::Html(clean(text, found)),
        Event::InlineHtml(text) => Event::InlineHtml(clean(text, found)),
        Event::FootnoteReference(label) => Event::FootnoteReference(clean(label, found)),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Link {
            link_type,
            dest_url: clean(dest_url, found),
            title: clean(title, found),
            id,
        }),
        Event::Start(Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Image {
            link_type,
            dest_url: clean(dest_url, found),
            title: clean(title, found),
            id,
        }),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(clean(info, found))))
        }
        other => other,
    };
    (event, *found)
}
