//! Edits after which syntax of other tools is gone, with ranges in the body.

use std::ops::Range;

use crate::diag::Safety;
use crate::message;
use crate::messages::Message;

/// A fix of foreign syntax.
#[derive(Debug)]
pub struct SyntaxFix {
    pub safety: Safety,
    pub title: Message,
    /// Ranges of the body with the texts that replace them. No two overlap.
    pub edits: Vec<(Range<usize>, String)>,
    /// A topic that is added to the front matter.
    pub topic: Option<String>,
}

impl SyntaxFix {
    /// Returns a fix without edits, to which they are added.
    pub(super) fn new(safety: Safety, title: Message) -> SyntaxFix {
        SyntaxFix {
            safety,
            title,
            edits: Vec::new(),
            topic: None,
        }
    }

    /// Returns a safe fix that replaces a range. Its title quotes the new text.
    pub(super) fn write(range: Range<usize>, text: impl Into<String>) -> SyntaxFix {
        let text = text.into();
        let title = message!("write `{line}`", line = super::short(&text));
        SyntaxFix::new(Safety::Safe, title).edit(range, text)
    }

    /// Returns a safe fix that deletes a range.
    pub(super) fn delete(range: Range<usize>) -> SyntaxFix {
        SyntaxFix::new(Safety::Safe, message!("delete this")).edit(range, "")
    }

    /// Adds an edit.
    pub(super) fn edit(mut self, range: Range<usize>, text: impl Into<String>) -> SyntaxFix {
        self.edits.push((range, text.into()));
        self
    }

    /// Returns the same fix, safe only if a condition holds.
    pub(super) fn safe_if(mut self, is_safe: bool) -> SyntaxFix {
        if !is_safe {
            self.safety = Safety::Unsafe;
        }
        self
    }

    /// Returns the same fix as one that only a person can judge.
    pub(super) fn not_safe(self) -> SyntaxFix {
        self.safe_if(false)
    }
}

/// Returns the line break that a text has.
pub(super) fn newline(text: &str) -> &'static str {
    match text.contains("\r\n") {
        true => "\r\n",
        false => "\n",
    }
}

/// Returns the range of the line in which a position is, without its line break.
pub(super) fn line_around(body: &str, at: usize) -> Range<usize> {
    let start = body[..at].rfind('\n').map_or(0, |at| at + 1);
    let end = body[at..].find('\n').map_or(body.len(), |end| at + end);
    let end = end - usize::from(body[start..end].ends_with('\r'));
    start..end
}

/// Returns what stands before a range in its line, if these are only spaces and marks of quotes.
pub(super) fn quote_prefix(body: &str, at: usize) -> Option<&str> {
    let start = body[..at].rfind('\n').map_or(0, |at| at + 1);
    let prefix = &body[start..at];
    let is_prefix = prefix.chars().all(|c| matches!(c, '>' | ' ' | '\t'));
    is_prefix.then_some(prefix)
}

/// Whether a range is all that stands in its lines, except for marks of quotes.
pub(super) fn is_alone(body: &str, range: &Range<usize>) -> bool {
    let rest = &body[range.end..line_around(body, range.end).end];
    quote_prefix(body, range.start).is_some() && rest.trim().is_empty()
}

/// Returns the range to delete so that a construct is gone: its lines, if nothing else is in them,
/// otherwise the construct with the spaces before it, or after it if a line begins with it.
pub fn with_spaces(body: &str, range: &Range<usize>) -> Range<usize> {
    if is_alone(body, range) {
        let start = line_around(body, range.start).start;
        let end = line_around(body, range.end).end;
        let after = &body[end..];
        let breaks = after.len() - after.trim_start_matches('\r').len();
        let end = end + breaks + usize::from(after[breaks..].starts_with('\n'));
        return start..end;
    }
    let is_space = |c| matches!(c, ' ' | '\t');
    if quote_prefix(body, range.start).is_some() {
        let after = &body[range.end..];
        let spaces = after.len() - after.trim_start_matches(is_space).len();
        return range.start..range.end + spaces;
    }
    let spaces = body[..range.start].trim_end_matches(is_space).len();
    spaces..range.end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constructs_are_deleted_with_their_spaces_or_lines() {
        for (before, after) in [
            ("a\n<x>\nb\n", "a\nb\n"),
            ("a\r\n<x>\r\nb\r\n", "a\r\nb\r\n"),
            ("> a\n> <x>\n> b\n", "> a\n> b\n"),
            ("a <x>\nb", "a\nb"),
            ("a <x> b", "a b"),
            ("<x> b", "b"),
            ("> <x> b", "> b"),
            ("a<x> b", "a b"),
            ("a\n\n<x>", "a\n\n"),
        ] {
            let start = before.find('<').expect("it is there");
            // The mark of a quote is no end of the construct.
            let end = start + 3;
            let range = with_spaces(before, &(start..end));
            let found = format!("{}{}", &before[..range.start], &before[range.end..]);
            assert_eq!(found, after, "{before:?}");
        }
    }
}
