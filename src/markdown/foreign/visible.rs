//! A body as readers see it, with every byte at its offset.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

/// Replaces a byte that is not running text: code, an address, or syntax that the parser consumed.
pub const BLANK: u8 = 1;

/// A body in which everything but running text is blanked out.
pub struct Visible {
    /// The text is as long as the body, and line ends are preserved.
    pub text: String,
    pub segments: Vec<Segment>,
}

/// A segment of running text: a paragraph, heading, table cell or list item.
pub struct Segment {
    pub range: Range<usize>,
    /// Whether it starts a block quote.
    pub begins_quote: bool,
}

impl Visible {
    /// Blanks out a body, given its parsed events.
    pub fn new(body: &str, events: &[(Event, Range<usize>)]) -> Visible {
        let mut bytes: Vec<u8> = body
            .bytes()
            .map(|byte| if byte == b'\n' { byte } else { BLANK })
            .collect();
        let mut segments = Vec::new();
        let mut open: Option<Segment> = None;
        let mut begins_quote = false;
        let mut code = 0_usize;
        let mut cited = 0_usize;
        for (event, range) in events {
            match event {
                Event::Start(Tag::CodeBlock(_)) => code += 1,
                Event::End(TagEnd::CodeBlock) => code = code.saturating_sub(1),
                // Citations have their own syntax, and links contain no links.
                Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with("cite:") => {
                    cited = 1;
                }
                Event::End(TagEnd::Link) => cited = 0,
                _ => {}
            }
            match event {
                Event::Text(text) if code == 0 => {
                    let is_written = body.get(range.clone()) == Some(text);
                    if is_written && cited == 0 {
                        bytes[range.clone()].copy_from_slice(text.as_bytes());
                        // A character after a backslash is literal.
                        let is_escaped = range.start > 0
                            && body.as_bytes()[range.start - 1] == b'\\'
                            && bytes[range.start - 1] == BLANK;
                        if is_escaped {
                            let first = text.chars().next().map_or(0, char::len_utf8);
                            bytes[range.start..range.start + first].fill(BLANK);
                        }
                    }
                    extend(&mut open, range, &mut begins_quote);
                }
                Event::Code(_)
                | Event::InlineHtml(_)
                | Event::SoftBreak
                | Event::HardBreak
                | Event::FootnoteReference(_) => {
                    extend(&mut open, range, &mut begins_quote);
                }
                Event::Start(tag) if is_inline(tag) => extend(&mut open, range, &mut begins_quote),
                Event::End(tag) if is_inline_end(*tag) => {}
                Event::TaskListMarker(_) => {}
                _ => {
                    segments.extend(open.take());
                    match event {
                        Event::Start(Tag::BlockQuote(None)) => begins_quote = true,
                        Event::Start(Tag::Paragraph) => {}
                        _ => begins_quote = false,
                    }
                }
            }
        }
        segments.extend(open);
        Visible {
            // All bytes of a character are copied or blanked together.
            text: String::from_utf8(bytes).unwrap_or_default(),
            segments,
        }
    }
}

/// Extends the open segment to a range, or opens one.
fn extend(open: &mut Option<Segment>, range: &Range<usize>, begins_quote: &mut bool) {
    match open {
        Some(segment) => segment.range.end = segment.range.end.max(range.end),
        None => {
            *open = Some(Segment {
                range: range.clone(),
                begins_quote: std::mem::take(begins_quote),
            });
        }
    }
}

fn is_inline(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
