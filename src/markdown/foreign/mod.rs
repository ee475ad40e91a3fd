//! What other tools understand and Markdown does not: it would be shown to readers as it stands,
//! and a comment with it.
//!
//! A body is looked at as readers see it: [`visible`] blanks out code, addresses, and whatever the
//! parser made use of, so that every byte keeps its place. Then each stretch of running text is
//! searched for marks, sign by sign. What ordinary prose writes (prices, times, hashtags, `C#`,
//! `[sic]`) is left alone; the tests below have much of it.

mod braces;
mod brackets;
mod comments;
mod formulas;
mod lines;
mod links;
mod marks;
mod tables;
mod visible;

use std::ops::Range;

use pulldown_cmark::{BrokenLink, Event, LinkType};

use crate::diag::Code;

use self::visible::Visible;

/// Something that is no Markdown.
#[derive(Debug)]
pub struct ForeignSyntax {
    /// In the body.
    pub range: Range<usize>,
    pub code: Code,
    pub message: String,
    pub help: String,
}

/// A reference to a line that is nowhere, such as `[text][name]`, as the parser asks for it.
pub struct Unresolved {
    pub range: Range<usize>,
    pub reference: String,
    pub kind: LinkType,
}

impl Unresolved {
    /// `None` where brackets alone stand in the text, which most are.
    pub fn from_broken_link(link: &BrokenLink) -> Option<Unresolved> {
        matches!(link.link_type, LinkType::Reference | LinkType::Collapsed).then(|| Unresolved {
            range: link.span.clone(),
            reference: link.reference.to_string(),
            kind: link.link_type,
        })
    }
}

/// What a site knows that a text may mean.
pub trait SiteNames {
    /// Whether a source has that id or name.
    fn is_source(&self, name: &str) -> bool;
    /// The wiki-link that leads to what has that name.
    fn wiki_name(&self, name: &str) -> Option<String>;
    /// How a file is written in a link or picture of this text.
    fn file(&self, written: &str, is_picture: bool) -> Option<String>;
}

/// What is searched.
pub(super) struct ForeignSearch<'s> {
    pub body: &'s str,
    pub visible: &'s Visible,
    pub known: &'s dyn SiteNames,
    pub found: Vec<ForeignSyntax>,
}

/// Everything in a body that is no Markdown, in the order of the text, no part of it twice.
pub fn find_all(
    body: &str,
    events: &[(Event, Range<usize>)],
    unresolved: Vec<Unresolved>,
    known: &dyn SiteNames,
) -> Vec<ForeignSyntax> {
    if !body.bytes().any(is_trigger) {
        return Vec::new();
    }
    let visible = Visible::new(body, events);
    let mut search = ForeignSearch {
        body,
        visible: &visible,
        known,
        found: Vec::new(),
    };
    search.front_matter();
    search.comments();
    for segment in &visible.segments {
        search.marks(segment);
        search.links(segment);
    }
    search.unresolved(unresolved);
    let mut found = search.found;
    found.sort_by_key(|found| (found.range.start, std::cmp::Reverse(found.range.end)));
    // One mistake is one finding: what lies within another, or touches it, is that one.
    let mut end = 0;
    found.retain(|found| {
        let is_new = found.range.start >= end;
        end = end.max(found.range.end);
        is_new
    });
    found
}

/// Whether a byte may begin a mark of another tool.
fn is_trigger(byte: u8) -> bool {
    matches!(
        byte,
        b'%' | b'{'
            | b'='
            | b'['
            | b']'
            | b'^'
            | b'$'
            | b'~'
            | b':'
            | b'#'
            | b'\''
            | b'@'
            | b'+'
            | b'|'
            | b'<'
            | b'\\'
            | b'!'
            | b'('
            | b'-'
    ) || byte >= 0xe3
}

impl ForeignSearch<'_> {
    pub(super) fn push(
        &mut self,
        code: Code,
        range: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.found.push(ForeignSyntax {
            range,
            code,
            message: message.into(),
            help: help.into(),
        });
    }

    /// A mark of another tool, with what to write.
    pub(super) fn mark(&mut self, range: Range<usize>, what: &str, help: impl Into<String>) {
        let written = self.quote(&range);
        let message = format!("`{written}` is {what}, and readers would see it as is");
        self.push(Code::ForeignMarkup, range, message, help);
    }

    /// A comment that readers would see.
    pub(super) fn comment(&mut self, range: Range<usize>, what: &str, note: &str) {
        let note = note.trim();
        let help = if note.is_empty() || note.contains("--") {
            "delete it".to_owned()
        } else {
            format!(
                "delete it, or write `<!-- {} -->`, which is not published",
                short(note)
            )
        };
        self.push(
            Code::UnpublishedComment,
            range,
            format!("this {what} comment would be published"),
            help,
        );
    }

    /// What stands in a range, for a message.
    pub(super) fn quote(&self, range: &Range<usize>) -> String {
        short(&self.body[range.clone()])
    }
}

/// How many bytes of a text are repeated in a message.
const SHORT: usize = 80;

/// A text in one line, cut where it is long.
pub(super) fn short(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > SHORT {
            line.truncate(line.floor_char_boundary(SHORT));
            line.push_str(" ...");
            break;
        }
    }
    line
}

#[cfg(test)]
mod tests;
