//! Plain text of Markdown by blocks, with a map back to the source.
//!
//! A block is a paragraph, heading, list item, table cell, or the alternative text of a picture.
//! Whatever is not the site's own prose is replaced by a marker, so that the words around it stay
//! apart: block quotes (except GitHub's alerts), code, raw HTML, citations, and bare addresses.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use crate::lang::composed;

/// Replaces everything that is left out of a sentence.
const LEFT_OUT: char = '\u{fffc}';

/// Plain text in NFC, with the source of each part.
#[derive(Debug, Default)]
pub struct Passage {
    pub text: String,
    /// Texts of links to claims.
    pub claimed: Vec<Range<usize>>,
    /// The destination of each of these links.
    pub claims: Vec<String>,
    /// Names in wiki-links.
    pub named: Vec<Range<usize>>,
    /// Positions of citations.
    pub cited: Vec<usize>,
    /// Texts in another language.
    pub foreign: Vec<Range<usize>>,
    /// The parts in the order of the text, without overlaps.
    pieces: Vec<PassagePiece>,
}

/// A part of a passage with its source.
#[derive(Debug)]
struct PassagePiece {
    range: Range<usize>,
    source: Range<usize>,
    /// Whether the text equals the source.
    is_same: bool,
}

impl Passage {
    /// Returns a block of text that is not Markdown.
    pub fn plain(text: &str) -> Passage {
        Passage {
            text: composed(text).into_owned(),
            ..Passage::default()
        }
    }

    /// Returns the range of the body from which a range was made. The result is an approximation if
    /// text and source differ.
    pub fn source(&self, range: &Range<usize>) -> Range<usize> {
        let piece_at = |at: usize| {
            let next = self.pieces.partition_point(|piece| piece.range.end <= at);
            self.pieces
                .get(next)
                .filter(|piece| piece.range.start <= at)
        };
        let start = piece_at(range.start).map_or(0, |piece| match piece.is_same {
            true => piece.source.start + (range.start - piece.range.start),
            false => piece.source.start,
        });
        let end =
            piece_at(range.end.saturating_sub(1)).map_or(start, |piece| match piece.is_same {
                true => piece.source.start + (range.end - piece.range.start),
                false => piece.source.end,
            });
        start..end.max(start)
    }

    fn push(&mut self, text: &str, source: &Range<usize>, body: &str) {
        let start = self.text.len();
        self.text.push_str(&composed(text));
        let range = start..self.text.len();
        if !range.is_empty() {
            self.pieces.push(PassagePiece {
                is_same: body.get(source.clone()) == Some(&self.text[range.clone()]),
                range,
                source: source.clone(),
            });
        }
    }
}

/// Returns the blocks of a body, given its parsed events.
pub fn blocks(events: &[(Event, Range<usize>)], body: &str) -> Vec<Passage> {
    let mut builder = PassageBuilder {
        body,
        done: Vec::new(),
        block: Passage::default(),
        open: Vec::new(),
        left_out: 0,
    };
    for (event, range) in events {
        builder.push_event(event, range);
    }
    builder.end_block();
    builder.done
}

/// Builds the passages of a body from its events.
struct PassageBuilder<'b> {
    body: &'b str,
    done: Vec<Passage>,
    block: Passage,
    /// Open elements, outermost first.
    open: Vec<OpenElement>,
    /// The number of open elements that are left out.
    left_out: usize,
}

/// The role of an open element.
#[derive(Clone, Copy)]
enum OpenElement {
    /// Part of a sentence, such as emphasis or a link.
    Inline,
    /// Part of a sentence, but left out.
    LeftOut,
    /// A link to a claim, with the start of its text.
    Claim(usize),
    /// A wiki-link that shows a name, with its start.
    Name(usize),
    /// Words in another language, with their start.
    Foreign(usize),
    Picture,
    Block,
    LeftOutBlock,
}

impl PassageBuilder<'_> {
    fn push_event(&mut self, event: &Event, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(_) => self.end(),
            Event::Rule => self.end_block(),
            _ if self.left_out > 0 => {}
            Event::Text(text) => self.block.push(text, range, self.body),
            Event::SoftBreak | Event::HardBreak => self.block.push(" ", range, self.body),
            Event::TaskListMarker(_) => {}
            Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_) => self.block.text.push(LEFT_OUT),
        }
    }

    fn start(&mut self, tag: &Tag) {
        let open = opened(tag, self.block.text.len());
        if matches!(tag, Tag::Link { dest_url, .. } if dest_url.starts_with("cite:")) {
            self.block.cited.push(self.block.text.len());
        }
        if let (OpenElement::Claim(_), Tag::Link { dest_url, .. }) = (open, tag) {
            self.block.claims.push(dest_url.to_string());
        }
        match open {
            OpenElement::Block | OpenElement::LeftOutBlock => self.end_block(),
            // An alternative text is a separate sentence.
            OpenElement::Picture => self.block.text.push('\n'),
            OpenElement::LeftOut => self.block.text.push(LEFT_OUT),
            OpenElement::Inline
            | OpenElement::Claim(_)
            | OpenElement::Name(_)
            | OpenElement::Foreign(_) => {}
        }
        if matches!(open, OpenElement::LeftOutBlock | OpenElement::LeftOut) {
            self.left_out += 1;
        }
        self.open.push(open);
    }

    fn end(&mut self) {
        let here = self.block.text.len();
        match self.open.pop() {
            Some(OpenElement::Block) => self.end_block(),
            Some(OpenElement::LeftOutBlock) => {
                self.end_block();
                self.left_out -= 1;
            }
            Some(OpenElement::LeftOut) => self.left_out -= 1,
            Some(OpenElement::Picture) => self.block.text.push('\n'),
            Some(OpenElement::Claim(start)) => self.block.claimed.push(start..here),
            Some(OpenElement::Name(start)) => self.block.named.push(start..here),
            Some(OpenElement::Foreign(start)) => self.block.foreign.push(start..here),
            Some(OpenElement::Inline) | None => {}
        }
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        if !block.pieces.is_empty() {
            self.done.push(block);
        }
    }
}

/// Returns the role of an element; `here` is the offset at which its text begins.
fn opened(tag: &Tag, here: usize) -> OpenElement {
    match tag {
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {
            OpenElement::Inline
        }
        Tag::Image { .. } => OpenElement::Picture,
        Tag::Link {
            link_type,
            dest_url,
            ..
        } => match link_type {
            LinkType::Autolink
            | LinkType::Email
            | LinkType::ShortcutUnknown
            | LinkType::CollapsedUnknown => OpenElement::LeftOut,
            LinkType::WikiLink { has_pothole: false } => OpenElement::Name(here),
            _ if dest_url.starts_with("claim:") => OpenElement::Claim(here),
            _ if dest_url.starts_with("lang:") => OpenElement::Foreign(here),
            _ => OpenElement::Inline,
        },
        Tag::BlockQuote(None) | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => {
            OpenElement::LeftOutBlock
        }
        _ => OpenElement::Block,
    }
}
