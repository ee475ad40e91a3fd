//! Explains errors of serde_yaml in words that editors know, with the line that was meant.
//!
//! serde_yaml reports where it stopped, which is often below the mistake. So that line and the one
//! above it are first searched for typical mistakes. The message of serde_yaml only selects between
//! explanations, and is never shown.

mod brackets;
mod entries;
mod indentation;
mod misread;
mod quotes;

use std::ops::Range;

use self::entries::{no_entry, repeated_key};
use self::indentation::{special_space, tab, unexpected_tab};
pub(super) use self::misread::{may_be_misread, misread};
use super::lines::{LineEntry, YamlLine, quoted};
use super::{SyntaxError, offset};
use crate::message;
use crate::messages::Message;

/// An explanation: range, message and help.
type Explained = (Range<usize>, Message, Message);

pub(super) fn explain(text: &str, error: &serde_yaml::Error) -> SyntaxError {
    let full = error.to_string();
    let at = offset(text, error).unwrap_or(0);
    if let Some((_, key)) = full.split_once("the key `")
        && full.contains(REPEATED_KEY_WORDS)
    {
        return repeated_key(text, at, key.split('`').next().unwrap_or_default());
    }
    if let Some(error) = separator(text) {
        return error;
    }
    let problem = LibraryError {
        text,
        at,
        line: YamlLine::at(text, at),
        opening: construct_start(text, &full),
        says: &full,
    };
    let (range, message, help) = problem.explanation();
    SyntaxError {
        message,
        help: Some(help),
        at: range.start,
        end: range.end,
        other: None,
    }
}

/// The phrase in an error of [`super::visitor`] about a repeated key.
pub(super) const REPEATED_KEY_WORDS: &str = "is repeated here";

/// Explains a document that is a single text instead of a mapping.
pub(super) fn explain_text(text: &str) -> SyntaxError {
    let start = text.len() - text.trim_start().len();
    let line = YamlLine::at(text, start);
    let (range, message, help) = no_entry(text, line);
    SyntaxError {
        message,
        help: Some(help),
        at: range.start,
        end: range.end,
        other: None,
    }
}

/// Explains an invisible line or paragraph separator, which ends a line in YAML.
fn separator(text: &str) -> Option<SyntaxError> {
    let at = if text.is_ascii() {
        None
    } else {
        text.find(['\u{2028}', '\u{2029}'])
    }?;
    let line = YamlLine::at(text, at);
    let right = line.text.replace(['\u{2028}', '\u{2029}'], " ");
    Some(SyntaxError {
        message: message!("found an invisible character (a line separator)"),
        help: Some(message!("delete it: `{line}`", line = right.trim())),
        at,
        end: at + '\u{2028}'.len_utf8(),
        other: None,
    })
}

/// The position and message of an error of serde_yaml.
#[derive(Clone, Copy)]
struct LibraryError<'t> {
    text: &'t str,
    at: usize,
    line: YamlLine<'t>,
    /// The beginning of the construct in which the error occurred.
    opening: Option<usize>,
    says: &'t str,
}

impl<'t> LibraryError<'t> {
    fn has(&self, words: &str) -> bool {
        self.says.contains(words)
    }

    fn explanation(&self) -> Explained {
        let opened = self.opening.map(|at| YamlLine::at(self.text, at));
        let near = [opened, self.line.above(self.text), Some(self.line)];
        for line in near.into_iter().flatten() {
            if let Some(found) = tab(self.text, line).or_else(|| special_space(self.text, line)) {
                return found;
            }
        }
        if self.has("tab character") {
            return (
                self.here(),
                unexpected_tab(),
                message!("indent with two spaces for each level"),
            );
        }
        if let Some(open) = self.swallowed_quote() {
            let opening = Some(open);
            return LibraryError { opening, ..*self }.unclosed_quote();
        }
        if self.has("while scanning a quoted scalar")
            && !self.has("while parsing a quoted")
            && !self.has("escape")
        {
            return self.unclosed_quote();
        }
        if self.has("expected ',' or") || self.has("parsing a flow") {
            return self.bracket();
        }
        if self.has("could not find expected ':'") {
            return no_entry(self.text, opened.unwrap_or(self.line));
        }
        if self.has("mapping values are not allowed") {
            return self.second_colon();
        }
        if self.has("did not find expected key") || self.has("'-' indicator") {
            return self.misfit();
        }
        if self.has("block sequence entries are not allowed") {
            return self.list_in_line();
        }
        if self.has("more than one document")
            || self.has("document start")
            || self.has("document indicator")
        {
            return self.second_document();
        }
        if self.has("escape") || self.has("hexadecimal number") {
            return self.backslash();
        }
        self.sign()
    }

    /// Returns the character at which serde_yaml stopped.
    fn here(&self) -> Range<usize> {
        let end = self.text[self.at..]
            .chars()
            .next()
            .map_or(self.at, |c| self.at + c.len_utf8());
        self.at..end
    }

    fn entry(&self) -> Option<LineEntry<'t>> {
        self.line.entry()
    }

    /// Explains a character with a special meaning at the beginning of a value.
    fn sign(&self) -> Explained {
        let line = self
            .opening
            .map_or(self.line, |at| YamlLine::at(self.text, at));
        let line = if line.text.trim().is_empty() {
            self.line
        } else {
            line
        };
        let entry = line.entry();
        let value = entry.map_or_else(
            || line.text[line.content().min(line.text.len())..].trim(),
            |entry| entry.value,
        );
        let start = line.start + line.text.find(value).unwrap_or(0);
        let right = match entry {
            Some(entry) => format!("{}: {}", entry.key, quoted(value)),
            None if line.content() > line.indentation() => format!("- {}", quoted(value)),
            None => quoted(value),
        };
        let is_structured = entry.is_some() || line.content() > line.indentation();
        let meant = if is_structured {
            message!("put the text in quotes: `{line}`", line = right)
        } else {
            message!("put it in quotes: `{line}`", line = right)
        };
        if self.has("recursion limit") || self.has("repetition limit") {
            let message = message!("lists and mappings are nested too deeply here");
            return (
                self.here(),
                message,
                message!("write it with fewer levels, and without `&` and `*`"),
            );
        }
        if self.has("invalid type") {
            return (
                line.range(),
                message!("unexpected list or mapping; expected text"),
                meant,
            );
        }
        // In a list in brackets, it is the character at which serde_yaml stopped.
        let here = self.text[self.at..].chars().next();
        let (place, sign) = match (value.chars().next(), here) {
            (Some(sign), _) if is_sign(sign) => (start..start + sign.len_utf8(), Some(sign)),
            (_, Some(sign)) if is_sign(sign) => (self.here(), Some(sign)),
            _ => (self.here(), None),
        };
        match sign {
            Some(sign @ ('>' | '|')) => (
                place,
                message!(
                    "`{sign}` has a special meaning at the beginning of a value",
                    sign
                ),
                message!(
                    "put the text in quotes: `{line}`, or begin the text on the next line, indented by two more spaces",
                    line = right
                ),
            ),
            Some('%') if line.text.starts_with('%') => (
                place,
                message!("`%` has a special meaning at the beginning of a line"),
                message!(
                    "put a key before it, and the text in quotes: `summary: {quoted}`",
                    quoted = quoted(line.text.trim())
                ),
            ),
            Some('`') => (
                place,
                message!("a backtick has a special meaning at the beginning of a value"),
                meant,
            ),
            Some(sign) if value.starts_with(sign) => (
                place,
                message!(
                    "`{sign}` has a special meaning at the beginning of a value",
                    sign
                ),
                meant,
            ),
            Some(sign) => (
                place,
                message!(
                    "`{sign}` has a special meaning at the beginning of a value",
                    sign
                ),
                message!("put the text in quotes"),
            ),
            None if here
                .is_some_and(|c| !c.is_whitespace() && (c.is_control() || !c.is_ascii())) =>
            {
                (
                    self.here(),
                    message!("unexpected character in text"),
                    message!("delete it"),
                )
            }
            None => (
                line.range(),
                message!("this line does not fit those around it"),
                message!(
                    "look for a quotation mark or bracket that is not closed, and for keys that do not begin in the same column"
                ),
            ),
        }
    }

    fn second_document(&self) -> Explained {
        let ends = |line: &str| line.starts_with("---") || line.starts_with("...");
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            if ends(line) {
                return (
                    start..start + line.trim_end().len(),
                    message!("three hyphens or dots on this line end the document too early"),
                    message!("delete this line"),
                );
            }
            start += line.len();
        }
        self.sign()
    }
}

/// Whether a character has a special meaning at the beginning of a value.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '@' | '`' | '%' | '&' | '*' | '!' | '|' | '>' | '?' | ',' | ']' | '}'
    )
}

/// Returns the beginning of the construct that contains the error, from a phrase such as "while
/// scanning a quoted scalar at line 3 column 8".
fn construct_start(text: &str, message: &str) -> Option<usize> {
    let (_, place) = message.split_once(", while ")?.1.split_once(" at line ")?;
    let (line, column) = place.split_once(" column ")?;
    let line_start: usize = text
        .split_inclusive('\n')
        .take(line.parse::<usize>().ok()?.checked_sub(1)?)
        .map(str::len)
        .sum();
    let digits = column.split(|c: char| !c.is_ascii_digit()).next()?;
    let column = digits.parse::<usize>().ok()?.checked_sub(1)?;
    let line = text.get(line_start..)?;
    Some(
        line_start
            + line
                .char_indices()
                .nth(column)
                .map_or(line.len(), |(at, _)| at),
    )
}

#[cfg(test)]
mod tests {
    use crate::yaml::parse_mapping;

    /// Fragments of serde_yaml's messages, which no explanation may contain.
    const FOREIGN: &[&str] = &[
        "did not find",
        "could not",
        "while ",
        "not allowed",
        "found a tab",
        "found character",
        "found extra",
        "found incompatible",
        "found invalid",
        "found undefined",
        "found unexpected",
        "found unknown",
        "expected '",
        "expected <",
        "expected a ",
        "unexpected end",
        "invalid",
        "limit exceeded",
        "unknown anchor",
        "EOF",
        "duplicate",
        "at line",
        "scalar",
        "token",
    ];

    const TEXT: &str = "title: \"Mali: a\"\nname: 'b'\nlist: [a, \"b\", c]\nmap: {a: b, c: d}\nevents:\n  - id: x\n    text: |\n      a\n      b\n    claims:\n      - {count: 3}\n  - y\nend: >\n  z\n";

    #[test]
    fn no_word_of_the_library_is_shown() {
        let signs = [
            "\"", "'", "[", "]", "{", "}", ":", "- ", "\t", " ", "#", "&", "*", "!", "|", ">", "%",
            "@", "`", ",", "?", "\\", "\n", "\n---\n", "...", "<<: ", "\u{a0}", "é", "\u{feff}",
            ": ", "? ",
        ];
        let mut wrong = Vec::new();
        for at in 0..=TEXT.len() {
            for (length, sign) in signs
                .iter()
                .flat_map(|sign| [(0, *sign), (1, *sign)])
                .chain([(1, ""), (3, "")])
            {
                let mut text = TEXT.to_owned();
                text.replace_range(at..(at + length).min(TEXT.len()), sign);
                let Err(error) = parse_mapping(&text) else {
                    continue;
                };
                let message = error.message.english();
                let help = error.help.map_or_else(String::new, |help| help.english());
                let is_ours =
                    !FOREIGN.iter().any(|words| message.contains(words)) && !help.is_empty();
                let is_inside = error.at <= error.end
                    && error.end <= text.len()
                    && text.is_char_boundary(error.at);
                if !is_ours || !is_inside {
                    wrong.push(format!(
                        "{text:?}: {message} {:?} {help}",
                        error.at..error.end
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
