//! Markdown as a reader hears it: block by block, plain text with the way back to the source.
//!
//! A block is a paragraph, a heading, an item of a list, a cell, or a picture's description in its
//! place. What is not the site's own voice has no text here: block quotes (but GitHub's alerts
//! are), code, raw HTML, citations, bare addresses. It leaves a mark behind, so that words around
//! it stay apart.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use crate::lang::composed;

/// Stands where something is left out of a sentence.
const LEFT_OUT: char = '\u{fffc}';

/// Plain text, in NFC, and where each part of it stands in the body.
#[derive(Debug, Default)]
pub struct Passage {
    pub text: String,
    /// Texts of links to a claim.
    pub claimed: Vec<Range<usize>>,
    /// Names in wiki-links.
    pub named: Vec<Range<usize>>,
    /// Where sources are cited.
    pub cited: Vec<usize>,
    /// Texts that are in another language, with it.
    pub foreign: Vec<Range<usize>>,
    /// In the order of the text, none touching another.
    pieces: Vec<PassagePiece>,
}

#[derive(Debug)]
struct PassagePiece {
    range: Range<usize>,
    source: Range<usize>,
    /// Whether the source has the same bytes.
    same: bool,
}

impl Passage {
    /// A block of a text that is no Markdown.
    pub fn plain(text: &str) -> Passage {
        Passage {
            text: composed(text).into_owned(),
            ..Passage::default()
        }
    }

    /// The bytes of the body that a range of the text was made from; as near as can be told where
    /// the two differ.
    pub fn source(&self, range: &Range<usize>) -> Range<usize> {
        let holding = |at: usize| {
            let next = self.pieces.partition_point(|piece| piece.range.end <= at);
            self.pieces
                .get(next)
                .filter(|piece| piece.range.start <= at)
        };
        let start = holding(range.start).map_or(0, |piece| match piece.same {
            true => piece.source.start + (range.start - piece.range.start),
            false => piece.source.start,
        });
        let end = holding(range.end.saturating_sub(1)).map_or(start, |piece| match piece.same {
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
                same: body.get(source.clone()) == Some(&self.text[range.clone()]),
                range,
                source: source.clone(),
            });
        }
    }
}

/// The blocks of a body, from the events of its parser.
pub fn blocks(events: &[(Event, Range<usize>)], body: &str) -> Vec<Passage> {
    let mut gathering = PassageBuilder {
        body,
        done: Vec::new(),
        block: Passage::default(),
        open: Vec::new(),
        silent: 0,
    };
    for (event, range) in events {
        gathering.push_event(event, range);
    }
    gathering.end_block();
    gathering.done
}

struct PassageBuilder<'b> {
    body: &'b str,
    done: Vec<Passage>,
    block: Passage,
    /// What is open, outermost first.
    open: Vec<OpenElement>,
    /// How many of those are silent.
    silent: usize,
}

#[derive(Clone, Copy)]
enum OpenElement {
    /// A part of a sentence: emphasis, a link.
    Inline,
    /// A part of a sentence that is not told.
    LeftOut,
    /// A link to a claim, with the place where its text begins.
    Claim(usize),
    /// A wiki-link that shows a name.
    Name(usize),
    /// Words in another language.
    Foreign(usize),
    Picture,
    Block,
    SilentBlock,
}

impl PassageBuilder<'_> {
    fn push_event(&mut self, event: &Event, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(_) => self.end(),
            Event::Rule => self.end_block(),
            _ if self.silent > 0 => {}
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
        match open {
            OpenElement::Block | OpenElement::SilentBlock => self.end_block(),
            // A description is heard by itself, as a sentence apart.
            OpenElement::Picture => self.block.text.push('\n'),
            OpenElement::LeftOut => self.block.text.push(LEFT_OUT),
            OpenElement::Inline
            | OpenElement::Claim(_)
            | OpenElement::Name(_)
            | OpenElement::Foreign(_) => {}
        }
        if matches!(open, OpenElement::SilentBlock | OpenElement::LeftOut) {
            self.silent += 1;
        }
        self.open.push(open);
    }

    fn end(&mut self) {
        let here = self.block.text.len();
        match self.open.pop() {
            Some(OpenElement::Block) => self.end_block(),
            Some(OpenElement::SilentBlock) => {
                self.end_block();
                self.silent -= 1;
            }
            Some(OpenElement::LeftOut) => self.silent -= 1,
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
            OpenElement::SilentBlock
        }
        _ => OpenElement::Block,
    }
}
