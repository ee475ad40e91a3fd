//! Elements of a body: ranges of the parser's events.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

/// An event with its range in the body.
pub(super) type PlacedEvent<'w> = (Event<'w>, Range<usize>);

/// An element: its start event, its end event, and the events between them.
#[derive(Clone, Copy)]
pub(super) struct Element<'e, 'w> {
    /// All events of the body.
    pub events: &'e [PlacedEvent<'w>],
    pub start: usize,
    pub end: usize,
}

impl<'e, 'w> Element<'e, 'w> {
    /// Returns the element that starts at `start`.
    pub fn new(events: &'e [PlacedEvent<'w>], start: usize) -> Self {
        Element {
            events,
            start,
            end: matching_end(events, start),
        }
    }

    /// Returns the events between start and end.
    pub fn content(self) -> &'e [PlacedEvent<'w>] {
        &self.events[self.start + 1..self.end]
    }

    /// Returns the range of the element in the body.
    pub fn range(self) -> &'e Range<usize> {
        &self.events[self.start].1
    }

    /// Returns the text of the element without markup.
    pub fn text(self) -> String {
        plain_text(self.content())
    }
}

/// Returns the index of the event that ends the element starting at `at`.
pub(super) fn matching_end(events: &[PlacedEvent], at: usize) -> usize {
    let mut depth = 0_usize;
    for (offset, (event, _)) in events[at..].iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => {
                depth -= 1;
                if depth == 0 {
                    return at + offset;
                }
            }
            _ => {}
        }
    }
    events.len().saturating_sub(1)
}

/// Returns the text of events without markup.
fn plain_text(events: &[PlacedEvent]) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// Whether the paragraph that starts at `at` consists of exactly one picture.
pub(super) fn is_lone_image(events: &[PlacedEvent], at: usize) -> bool {
    matches!(events.get(at), Some((Event::Start(Tag::Paragraph), _)))
        && matches!(
            events.get(at + 1),
            Some((Event::Start(Tag::Image { .. }), _))
        )
        && matches!(
            events.get(matching_end(events, at + 1) + 1),
            Some((Event::End(TagEnd::Paragraph), _))
        )
}
