//! Mentions of names, found in the context of the sentence. A part of a longer name is not a
//! mention, even if the rest of the longer name is emphasized, linked, or interrupted by a
//! footnote.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Composer, PlacedEvent};
use crate::lang::Lang;
use crate::markdown::bare_address::is_in_address;
use crate::model::Entity;

/// The maximum number of events that are read before and after a text.
const MAX_EVENTS: usize = 64;

impl<'w> Composer<'w, '_> {
    /// Returns the mentions to link in the text made from the events `run`. Words in another
    /// language are excluded.
    pub(super) fn mentions(
        &mut self,
        events: &[PlacedEvent<'w>],
        run: Range<usize>,
        text: &str,
        others: &[(Range<usize>, Lang)],
    ) -> Vec<(Range<usize>, Entity)> {
        if self.scope.no_mentions > 0 {
            return Vec::new();
        }
        let Some(mentions) = self.context.mentions.get(&self.scope.lang) else {
            return Vec::new();
        };
        let before = before(&events[..run.start], mentions.reach());
        let after = after(&events[run.end..], mentions.reach());
        let (start, end) = (before.len(), before.len() + text.len());
        let joined;
        let around = if before.is_empty() && after.is_empty() {
            text
        } else {
            joined = [before.as_str(), text, after.as_str()].concat();
            &joined
        };
        let mut found = mentions.find(around);
        found.retain(|(range, entity)| {
            range.start >= start
                && range.end <= end
                && !others.iter().any(|(other, _)| {
                    other.start + start < range.end && range.start < other.end + start
                })
                && !self.references.is_linked(*entity)
                && !is_in_address(around, range)
                && self.references.link(*entity)
        });
        for (range, _) in &mut found {
            *range = range.start - start..range.end - start;
        }
        found
    }
}

/// Returns the text of the same block before an event, as far as a name can reach.
fn before(events: &[PlacedEvent], reach: usize) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let mut length = 0;
    // Indexes in `parts` where the text of an open link begins.
    let mut links: Vec<usize> = Vec::new();
    for (event, _) in events.iter().rev().take(MAX_EVENTS) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let start = links.pop().unwrap_or(0);
                if is_citation(dest_url) {
                    parts.truncate(start);
                }
                continue;
            }
            Event::End(TagEnd::Link) => {
                links.push(parts.len());
                continue;
            }
            _ => {}
        }
        match part(event) {
            SentencePart::Text(text) => {
                parts.push(text);
                length += text.len();
            }
            SentencePart::Nothing => {}
            SentencePart::Boundary => break,
        }
        if length > reach {
            break;
        }
    }
    parts.reverse();
    let mut text = parts.concat();
    // Drops text that is out of reach, so that it is not searched.
    let beyond = text.floor_char_boundary(text.len().saturating_sub(reach.max(1) + 4));
    text.drain(..beyond);
    text
}

/// Returns the text of the same block from an event on, as far as a name can reach.
fn after(events: &[PlacedEvent], reach: usize) -> String {
    let mut text = String::new();
    let mut links: Vec<(bool, usize)> = Vec::new();
    for (event, _) in events.iter().take(MAX_EVENTS) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                links.push((is_citation(dest_url), text.len()));
            }
            Event::End(TagEnd::Link) => {
                if let Some((true, start)) = links.pop() {
                    text.truncate(start);
                }
            }
            _ => match part(event) {
                SentencePart::Text(part) => {
                    text.push_str(
                        &part[..part.floor_char_boundary(reach.saturating_sub(text.len()) + 4)],
                    );
                }
                SentencePart::Nothing => {}
                SentencePart::Boundary => break,
            },
        }
        if text.len() > reach {
            break;
        }
    }
    text
}

/// What an event contributes to the text of a sentence.
enum SentencePart<'e> {
    Text(&'e str),
    Nothing,
    /// The event ends the sentence.
    Boundary,
}

/// Returns the part of a sentence that an event contributes.
fn part<'e>(event: &'e Event) -> SentencePart<'e> {
    match event {
        Event::Text(text) | Event::Code(text) => SentencePart::Text(text),
        Event::SoftBreak => SentencePart::Text("\n"),
        Event::HardBreak => SentencePart::Text("\u{2}"),
        Event::FootnoteReference(_) => SentencePart::Nothing,
        Event::InlineHtml(tag)
            if tag
                .get(..3)
                .is_some_and(|tag| tag.eq_ignore_ascii_case("<br")) =>
        {
            SentencePart::Text("\u{2}")
        }
        Event::InlineHtml(_) => SentencePart::Nothing,
        Event::Start(
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript,
        )
        | Event::End(
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript,
        ) => SentencePart::Nothing,
        _ => SentencePart::Boundary,
    }
}

fn is_citation(destination: &str) -> bool {
    destination.starts_with("cite:")
}
