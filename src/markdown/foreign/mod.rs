//! Finds syntax of other tools, including comments, which readers would see as it is written.
//!
//! A body is searched as readers see it: [`visible`] blanks out code, addresses and everything that
//! the parser consumed, without moving any byte. Each segment of running text is then searched
//! character by character. Ordinary prose (prices, times, hashtags, `C#`, `[sic]`) must not be
//! reported; the tests have many examples.

mod braces;
mod brackets;
mod comments;
mod formulas;
mod lines;
mod links;
mod marks;
mod tables;
mod tool_syntax;
mod visible;

use std::ops::Range;

use pulldown_cmark::{BrokenLink, Event, LinkType};

use self::tool_syntax::ToolSyntax;
use self::visible::Visible;
use crate::diag::Code;
use crate::message;
use crate::messages::Message;

/// A piece of syntax that is not Markdown.
#[derive(Debug)]
pub struct ForeignSyntax {
    /// The range in the body.
    pub range: Range<usize>,
    pub code: Code,
    pub message: Message,
    pub help: Message,
    /// What to write instead of the range, if that is certain.
    pub replacement: Option<String>,
}

/// A reference without a definition, such as `[text][name]`, as reported by the parser.
pub struct Unresolved {
    pub range: Range<usize>,
    pub reference: String,
    pub kind: LinkType,
}

impl Unresolved {
    /// Returns the reference, or `None` for plain brackets in the text, the most common case.
    pub fn from_broken_link(link: &BrokenLink) -> Option<Unresolved> {
        matches!(link.link_type, LinkType::Reference | LinkType::Collapsed).then(|| Unresolved {
            range: link.span.clone(),
            reference: link.reference.to_string(),
            kind: link.link_type,
        })
    }
}

/// Looks up names that a text may mean.
pub trait SiteNames {
    /// Whether a source has this id or name.
    fn is_source(&self, name: &str) -> bool;
    /// Returns the target of a wiki-link for a name.
    fn wiki_name(&self, name: &str) -> Option<String>;
    /// Returns the path of a file in the form in which a link or picture of this text must write
    /// it.
    fn file(&self, written: &str, is_picture: bool) -> Option<String>;
}

/// The state of a search.
pub(super) struct ForeignSearch<'s> {
    pub body: &'s str,
    pub visible: &'s Visible,
    pub known: &'s dyn SiteNames,
    pub found: Vec<ForeignSyntax>,
}

/// Returns all foreign syntax of a body in the order of the text, without overlaps.
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
    // A finding within another finding is the same mistake.
    let mut end = 0;
    found.retain(|found| {
        let is_new = found.range.start >= end;
        end = end.max(found.range.end);
        is_new
    });
    found
}

/// Whether a byte may begin foreign syntax.
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
    /// Adds a finding.
    pub(super) fn push(
        &mut self,
        code: Code,
        range: Range<usize>,
        message: Message,
        help: Message,
    ) {
        self.found.push(ForeignSyntax {
            range,
            code,
            message,
            help,
            replacement: None,
        });
    }

    /// Says what to write instead of the range of the last finding.
    pub(super) fn replace_last(&mut self, replacement: impl Into<String>) {
        if let Some(last) = self.found.last_mut() {
            last.replacement = Some(replacement.into());
        }
    }

    /// Adds a finding about foreign syntax, with what to write instead.
    pub(super) fn report(&mut self, range: Range<usize>, syntax: ToolSyntax, help: Message) {
        let message = syntax.message(&self.quote(&range));
        self.push(Code::ForeignMarkup, range, message, help);
    }

    /// Adds a finding about a comment of a tool that readers would see.
    pub(super) fn report_comment(&mut self, range: Range<usize>, tool: &str, note: &str) {
        let note = note.trim();
        let help = if note.is_empty() || note.contains("--") {
            message!("delete it")
        } else {
            message!(
                "delete it, or write `<!-- {note} -->`, which is not published",
                note = short(note)
            )
        };
        let message = message!("this {tool} comment would be published", tool);
        self.push(Code::UnpublishedComment, range, message, help);
    }

    /// Quotes a range for a message.
    pub(super) fn quote(&self, range: &Range<usize>) -> String {
        short(&self.body[range.clone()])
    }
}

/// The maximum number of bytes that a message quotes.
const MAX_QUOTE: usize = 80;

/// Joins a text into one line, and cuts it if it is long.
pub(super) fn short(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > MAX_QUOTE {
            line.truncate(line.floor_char_boundary(MAX_QUOTE));
            line.push_str(" ...");
            break;
        }
    }
    line
}

#[cfg(test)]
mod tests;
