//! Autolinks: turns bare addresses into links before the other steps see the text.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::PlacedEvent;
use crate::markdown::bare_address::{BareAddress, BareAddressKind, addresses};

/// Returns the events of a body, in which bare addresses are links.
pub(super) fn with_addresses<'e>(
    events: Vec<PlacedEvent<'e>>,
    body: &'e str,
) -> Vec<PlacedEvent<'e>> {
    if addresses(body).is_empty() {
        return events;
    }
    let mut out = Vec::with_capacity(events.len() + 8);
    // Links, pictures and code contain no autolinks.
    let mut inside = 0_usize;
    let mut at = 0;
    while let Some((event, range)) = events.get(at) {
        match event {
            Event::Start(
                Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock,
            ) => inside += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                inside = inside.saturating_sub(1);
            }
            Event::Text(_) if inside == 0 => {
                at = run(&events, at, body, &mut out);
                continue;
            }
            _ => {}
        }
        out.push((event.clone(), range.clone()));
        at += 1;
    }
    out
}

/// Copies the consecutive texts from `at` on, with addresses in them as links. Returns the index of
/// the event after them.
fn run<'e>(
    events: &[PlacedEvent<'e>],
    at: usize,
    body: &'e str,
    out: &mut Vec<PlacedEvent<'e>>,
) -> usize {
    let parts: Vec<(&CowStr<'e>, &Range<usize>)> = events[at..]
        .iter()
        .map_while(|(event, range)| match event {
            Event::Text(text) => Some((text, range)),
            _ => None,
        })
        .collect();
    let next = at + parts.len();
    let text: String = parts.iter().map(|(text, _)| text.as_ref()).collect();
    let found = addresses(&text);
    let pieces = TextPieces { parts: &parts };
    let mut done = 0;
    for (number, bare) in found.iter().enumerate() {
        pieces.push_text(done..bare.range.start, out);
        let start = pieces.source(bare.range.start);
        done = bare.range.end;
        if number + 1 == found.len()
            && done == text.len()
            && let Some((end, after)) = end_after_emphasis(events, next, start, body)
        {
            link(
                bare,
                body[start..end].replace("&amp;", "&"),
                start..end,
                out,
            );
            // This is the rest of a text. The beginning of the text belongs to the address.
            let Some((Event::Text(_), range)) =
                events.get(after).filter(|(_, range)| range.start < end)
            else {
                return after;
            };
            out.push((
                Event::Text(CowStr::Borrowed(&body[end..range.end])),
                end..range.end,
            ));
            return after + 1;
        }
        let end = pieces.source_end(bare.range.end);
        link(bare, text[bare.range.clone()].to_owned(), start..end, out);
    }
    pieces.push_text(done..text.len(), out);
    next
}

/// Finds the end of an address that continues through syntax that the parser read as emphasis, such
/// as `https://example.org/_a_/b`. Returns the end with the index of the next event.
fn end_after_emphasis(
    events: &[PlacedEvent],
    next: usize,
    start: usize,
    body: &str,
) -> Option<(usize, usize)> {
    let is_emphasis = |event: &Event| {
        matches!(
            event,
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
                | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough)
        )
    };
    let (first, range) = events.get(next)?;
    let is_touched = body
        .get(start..range.start)
        .is_some_and(|between| !between.contains(char::is_whitespace));
    if !matches!(first, Event::Start(_)) || !is_emphasis(first) || !is_touched {
        return None;
    }
    let word = body[start..].split(char::is_whitespace).next()?;
    let end = start
        + addresses(word)
            .first()
            .filter(|bare| bare.range.start == 0)?
            .range
            .end;
    let mut depth = 0_usize;
    for (offset, (event, range)) in events[next..].iter().enumerate() {
        let is_over = match event {
            // The end event of an element has the range of the element.
            Event::End(_) if depth > 0 => false,
            _ => range.start >= end,
        };
        if is_over {
            return (depth == 0).then_some((end, next + offset));
        }
        match event {
            Event::Start(_) if is_emphasis(event) && range.end <= end => depth += 1,
            Event::End(_) if is_emphasis(event) && depth > 0 => depth -= 1,
            Event::Text(text) => {
                if range.end > end && text.len() != range.len() {
                    return None;
                }
                if range.end > end {
                    return (depth == 0).then_some((end, next + offset));
                }
            }
            _ => return (depth == 0 && range.start >= end).then_some((end, next + offset)),
        }
    }
    (depth == 0).then_some((end, events.len()))
}

/// Writes the events of a link.
fn link(bare: &BareAddress, written: String, range: Range<usize>, out: &mut Vec<PlacedEvent>) {
    let (link_type, dest) = match bare.kind {
        BareAddressKind::Web => (LinkType::Autolink, written.clone()),
        BareAddressKind::Host => (LinkType::Autolink, format!("http://{written}")),
        BareAddressKind::Mail => (LinkType::Email, written.clone()),
    };
    let tag = Tag::Link {
        link_type,
        dest_url: dest.into(),
        title: CowStr::Borrowed(""),
        id: CowStr::Borrowed(""),
    };
    out.push((Event::Start(tag), range.clone()));
    out.push((Event::Text(written.into()), range.clone()));
    out.push((Event::End(TagEnd::Link), range));
}

/// Consecutive texts with their places in the body.
struct TextPieces<'p, 'e> {
    parts: &'p [(&'p CowStr<'e>, &'p Range<usize>)],
}

impl<'e> TextPieces<'_, 'e> {
    /// Writes a range of the concatenated texts.
    fn push_text(&self, wanted: Range<usize>, out: &mut Vec<PlacedEvent<'e>>) {
        let mut at = 0;
        for (text, range) in self.parts {
            let here = at..at + text.len();
            at = here.end;
            let (start, end) = (wanted.start.max(here.start), wanted.end.min(here.end));
            if start >= end {
                continue;
            }
            let (from, to) = (start - here.start, end - here.start);
            let source = match text.len() == range.len() {
                true => range.start + from..range.start + to,
                false => (*range).clone(),
            };
            let part = match text {
                CowStr::Borrowed(text) => CowStr::Borrowed(&text[from..to]),
                text => text[from..to].to_owned().into(),
            };
            out.push((Event::Text(part), source));
        }
    }

    /// Returns the place in the body of an offset in the concatenated texts.
    fn source(&self, wanted: usize) -> usize {
        self.place(wanted, |at, wanted| wanted < at)
    }

    /// Returns the place in the body of the end of a range.
    fn source_end(&self, wanted: usize) -> usize {
        self.place(wanted, |at, wanted| wanted <= at)
    }

    fn place(&self, wanted: usize, is_within: impl Fn(usize, usize) -> bool) -> usize {
        let mut at = 0;
        for (text, range) in self.parts {
            let start = at;
            at += text.len();
            if is_within(at, wanted) {
                return match text.len() == range.len() {
                    true => range.start + (wanted - start),
                    false if wanted == start => range.start,
                    false => range.end,
                };
            }
        }
        self.parts.last().map_or(0, |(_, range)| range.end)
    }
}
