//! Lines of YAML as an editor wrote them, and their corrections.

use crate::message;
use crate::messages::Message;

use std::ops::Range;

/// A line of a text, without its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct YamlLine<'t> {
    pub text: &'t str,
    /// The offset of the line's first byte in the text.
    pub start: usize,
}

/// The key of a line, and the text after its colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineEntry<'t> {
    /// The text before the key: white space and hyphens.
    pub before: &'t str,
    pub key: &'t str,
    /// The text after the colon, without surrounding white space.
    pub value: &'t str,
}

impl<'t> YamlLine<'t> {
    /// Returns all lines of a text.
    pub fn all(text: &'t str) -> impl Iterator<Item = YamlLine<'t>> {
        let mut next = 0;
        text.split_inclusive('\n').map(move |line| {
            let start = next;
            next += line.len();
            YamlLine {
                text: line.trim_end_matches(['\n', '\r']),
                start,
            }
        })
    }

    /// Returns the line that contains a position.
    pub fn at(text: &'t str, at: usize) -> YamlLine<'t> {
        let at = text.floor_char_boundary(at);
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = text[start..]
            .find('\n')
            .map_or(text.len(), |end| start + end);
        YamlLine {
            text: text[start..end].trim_end_matches('\r'),
            start,
        }
    }

    /// Returns the nearest line above that is neither empty nor a comment.
    pub fn above(self, text: &'t str) -> Option<YamlLine<'t>> {
        let mut line = self;
        while line.start > 0 {
            line = YamlLine::at(text, line.start - 1);
            let inner = line.text.trim();
            if !inner.is_empty() && !inner.starts_with('#') {
                return Some(line);
            }
        }
        None
    }

    /// Returns the range of the line without surrounding white space.
    pub fn range(self) -> Range<usize> {
        let inner = self.text.trim();
        let start = self.start + (self.text.len() - self.text.trim_start().len());
        start..start + inner.len()
    }

    /// Returns the number of spaces at the beginning of the line.
    pub fn indentation(self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    /// Returns the column of the line's content, after hyphens.
    pub fn content(self) -> usize {
        let mut rest = self.text.trim_start_matches(' ');
        while let Some(inner) = rest.strip_prefix("- ") {
            rest = inner.trim_start_matches(' ');
        }
        self.text.len() - rest.len()
    }

    /// Returns the key and value of the line, if it has them.
    pub fn entry(self) -> Option<LineEntry<'t>> {
        let from = self.text.len() - self.text.trim_start().len();
        let from = from.max(self.content());
        let (before, rest) = self.text.split_at(from);
        let (key, value) = match rest.split_once(": ") {
            Some((key, value)) => (key, value),
            None => (rest.trim_end().strip_suffix(':')?, ""),
        };
        let is_key =
            !key.is_empty() && !key.contains([':', '"', '\'', '[', '{', '#']) && key.len() <= 60;
        is_key.then(|| LineEntry {
            before,
            key,
            value: value.trim(),
        })
    }
}

impl LineEntry<'_> {
    /// Whether the key looks like a key, and not like words of a text.
    pub fn is_plain(&self) -> bool {
        is_word(self.key.trim_end())
    }

    /// Returns the entry with its value in quotes.
    pub fn quoted(&self) -> String {
        format!("{}: {}", self.key.trim_end(), quoted(self.value))
    }
}

/// Whether a text is a single word, as keys are.
pub(super) fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// Returns a text in quotes, as an editor would write it.
pub(super) fn quoted(text: &str) -> String {
    // Typographic marks that were meant as quotes are replaced.
    let pairs = [("“", "”"), ("„", "“"), ("«", "»"), ("”", "”")];
    let inner = pairs.iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open.chars().next()?, close.chars().next()?])).then(|| inner.trim())
    });
    let text = inner.unwrap_or(text);
    let is_simple = !text.contains(['"', '\\']);
    if is_simple {
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// White space that YAML does not accept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OddSpace {
    NonBreaking,
    NarrowNonBreaking,
    ZeroWidth,
    Ideographic,
    /// A space of another width.
    Unusual,
    /// A mark of the direction of text.
    Direction,
}

impl OddSpace {
    /// Whether editors show nothing in its place.
    pub fn is_invisible(self) -> bool {
        matches!(self, OddSpace::ZeroWidth | OddSpace::Direction)
    }

    /// Returns the message of a finding.
    pub fn message(self, column: usize) -> Message {
        match self {
            OddSpace::NonBreaking => {
                message!("found a non-breaking space (column {column})", column)
            }
            OddSpace::NarrowNonBreaking => message!(
                "found a narrow non-breaking space (column {column})",
                column
            ),
            OddSpace::ZeroWidth => message!(
                "found an invisible character (a zero-width space) (column {column})",
                column
            ),
            OddSpace::Ideographic => message!(
                "found an ideographic space (U+3000) (column {column})",
                column
            ),
            OddSpace::Unusual => message!("found an unusual space (column {column})", column),
            OddSpace::Direction => message!(
                "found an invisible character (a text direction mark) (column {column})",
                column
            ),
        }
    }
}

/// Returns what kind of white space that YAML does not accept a character is.
pub(super) fn odd_space(c: char) -> Option<OddSpace> {
    Some(match c {
        '\u{a0}' => OddSpace::NonBreaking,
        '\u{202f}' => OddSpace::NarrowNonBreaking,
        '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' => OddSpace::ZeroWidth,
        '\u{3000}' => OddSpace::Ideographic,
        '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{205f}' => OddSpace::Unusual,
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            OddSpace::Direction
        }
        _ => return None,
    })
}

/// Finds a special space in the structure of a line: at its beginning, after a hyphen, or before or
/// after the colon of a key.
pub(super) fn misplaced_space(line: YamlLine) -> Option<(Range<usize>, OddSpace)> {
    let is_space = |c: char| c == ' ' || odd_space(c).is_some();
    let mut at = 0;
    let found = |from: usize, to: usize| {
        let (offset, c) = line.text[from..to]
            .char_indices()
            .find(|(_, c)| odd_space(*c).is_some())?;
        let start = line.start + from + offset;
        Some((start..start + c.len_utf8(), odd_space(c)?))
    };
    loop {
        let rest = &line.text[at..];
        let inner = rest.trim_start_matches(is_space);
        let end = at + rest.len() - inner.len();
        // A line of text may begin with a special space, but not a line with a hyphen or a key.
        let structured = inner.starts_with('-') || key_of(inner).is_some();
        if structured && let Some(place) = found(at, end) {
            return Some(place);
        }
        match inner.strip_prefix('-') {
            Some(more) if more.starts_with(is_space) => at = end + 1,
            _ => {
                if at > 0
                    && let Some(place) = found(at, end)
                {
                    return Some(place);
                }
                let (key, behind) = key_of(inner)?;
                let colon = end + key.len() + (inner.len() - key.len() - behind.len() - 1);
                let value = behind.trim_start_matches(is_space);
                let spaces = (colon + 1, colon + 1 + behind.len() - value.len());
                // After an ordinary space, a special one belongs to the text.
                let first = behind.chars().next().filter(|c| odd_space(*c).is_some());
                return found(end + key.len(), colon)
                    .or_else(|| first.and_then(|_| found(spaces.0, spaces.1)));
            }
        }
    }
}

/// Splits a text at its first key. Any kind of space is accepted before the key.
fn key_of(text: &str) -> Option<(&str, &str)> {
    let (before, behind) = text.split_once(':')?;
    let key = before.trim_end_matches(|c: char| c == ' ' || odd_space(c).is_some());
    let ends =
        behind.is_empty() || behind.starts_with(|c: char| c == ' ' || odd_space(c).is_some());
    (is_word(key) && ends).then_some((key, behind))
}

/// Returns a line with ordinary spaces in its structure.
pub(super) fn with_spaces(line: YamlLine) -> String {
    let mut text = line.text.to_owned();
    while let Some((range, _)) = misplaced_space(YamlLine {
        text: &text,
        start: 0,
    }) {
        // No space is needed before a colon, and a zero-width space replaces none.
        let wanted = match text[range.end..].starts_with(':')
            || text[range.clone()].chars().all(is_unseen)
        {
            true => "",
            false => " ",
        };
        text.replace_range(range, wanted);
    }
    text
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> YamlLine<'_> {
        YamlLine { text, start: 0 }
    }

    #[test]
    fn spaces_of_other_kinds_are_found_in_the_structure_only() {
        for (text, at, right) in [
            ("title:\u{a0}Army", Some(6), "title: Army"),
            ("title\u{a0}: Army", Some(5), "title: Army"),
            ("\u{a0}\u{a0}title: Army", Some(0), "  title: Army"),
            ("  -\u{a0}fama", Some(3), "  - fama"),
            ("\u{200b}title: Army", Some(0), "title: Army"),
            ("- id:\u{202f}x", Some(5), "- id: x"),
            ("title: Mali\u{a0}: x", None, "title: Mali\u{a0}: x"),
            ("title: \u{a0}x", None, "title: \u{a0}x"),
            ("une ligne\u{a0}: texte", None, "une ligne\u{a0}: texte"),
        ] {
            assert_eq!(
                misplaced_space(line(text)).map(|(range, _)| range.start),
                at,
                "{text}"
            );
            assert_eq!(with_spaces(line(text)), right);
        }
    }

    #[test]
    fn quotation_marks_fit_the_text() {
        assert_eq!(quoted("Mali: x"), "\"Mali: x\"");
        assert_eq!(quoted("the \"x\": y's"), "'the \"x\": y''s'");
        assert_eq!(quoted("“Mali: x”"), "\"Mali: x\"");
    }
}
