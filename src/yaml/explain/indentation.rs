//! Lines with a wrong indentation, and white space of the wrong kind.

use super::super::lines::{YamlLine, misplaced_space, odd_space, quoted, with_spaces};
use super::Explained;
use super::LibraryError;
use super::entries::no_entry;
use super::quotes::apostrophes;
use crate::message;
use crate::messages::Message;

/// Returns the message about a tab in the structure of a line.
pub(super) fn unexpected_tab() -> Message {
    message!("unexpected tab: YAML uses spaces here")
}

/// Explains a tab before the content of a line.
pub(super) fn tab(text: &str, line: YamlLine) -> Option<Explained> {
    let before = line.text.len() - line.text.trim_start().len();
    let at = line.text[..before].find('\t')?;
    let start = line.start + at;
    let wanted = column(text, line, line.text[..before].replace('\t', "  ").len());
    let right = format!("{}{}", " ".repeat(wanted), line.text[before..].trim_end());
    Some((
        start..start + 1,
        unexpected_tab(),
        message!(
            "indent with two spaces for each level: `{line}`",
            line = right
        ),
    ))
}

/// Explains a special space in the structure of a line.
pub(super) fn special_space(text: &str, line: YamlLine) -> Option<Explained> {
    let (range, what) = misplaced_space(line)?;
    let place = line.text[..range.start - line.start].chars().count() + 1;
    let right = with_spaces(line);
    let inner = right.trim_start();
    let right = match line.text[..range.start - line.start].trim().is_empty() {
        // The space is in the indentation, which must match the lines above.
        true => format!(
            "{}{inner}",
            " ".repeat(column(text, line, right.len() - inner.len()))
        ),
        false => right,
    };
    let help = match what.is_invisible() || line.text[range.end - line.start..].starts_with(':') {
        true => message!("delete it: `{line}`", line = right),
        false => message!("type an ordinary space: `{line}`", line = right),
    };
    Some((range, what.message(place), help))
}

/// Returns the column in which a line should begin: the column of a line above to which it may
/// belong.
fn column(text: &str, line: YamlLine, own: usize) -> usize {
    let is_item = line
        .text
        .trim_start_matches(|c: char| c.is_whitespace() || odd_space(c).is_some())
        .starts_with('-');
    let mut columns = Vec::new();
    let mut next = line.above(text);
    // Below a key without a value, a line is indented more.
    if let Some(above) =
        next.filter(|above| above.entry().is_some_and(|entry| entry.value.is_empty()))
    {
        columns.push(above.content() + 2);
    }
    let mut least = usize::MAX;
    while let Some(other) = next {
        let (outer, inner) = (other.indentation(), other.content());
        if outer < least || columns.is_empty() {
            if inner > outer && !is_item && inner < least {
                columns.push(inner);
            }
            if is_item == (inner > outer) || !is_item && inner == outer {
                columns.push(outer);
            }
            least = least.min(outer);
        }
        if outer == 0 {
            break;
        }
        next = other.above(text);
    }
    columns
        .into_iter()
        .min_by_key(|column| column.abs_diff(own))
        .unwrap_or(0)
}

/// Explains a wrong indentation.
pub(super) fn indented(text: &str, line: YamlLine, above: YamlLine) -> Explained {
    let own = line.indentation();
    let is_item = line.text.trim_start().starts_with("- ");
    let right = column(text, line, own);
    let reference = above
        .content()
        .max(if is_item { above.indentation() } else { 0 });
    let reference = if is_item && above.content() > above.indentation() {
        above.indentation()
    } else {
        reference
    };
    let message = match (own, reference) {
        (0, 0) => message!("this line is not indented, and the one above not at all"),
        (0, above) => message!(
            "this line is not indented, and the one above by {above}",
            above
        ),
        (own, 0) => message!(
            own => "this line is indented by {count} space, and the one above not at all",
            "this line is indented by {count} spaces, and the one above not at all"
        ),
        (own, above) => message!(
            own => "this line is indented by {count} space, and the one above by {above}",
            "this line is indented by {count} spaces, and the one above by {above}",
            above
        ),
    };
    let inner = line.text.trim();
    let help = match right {
        0 => message!("begin it in the first column: `{line}`", line = inner),
        n => message!(
            "indent it by {n}: `{line}`",
            n,
            line = format!("{}{inner}", " ".repeat(n))
        ),
    };
    let start = line.range().start;
    let first = line
        .text
        .trim()
        .split([' ', ':'])
        .next()
        .unwrap_or_default();
    (start..start + first.len().max(1), message, help)
}

impl<'t> LibraryError<'t> {
    /// Explains a line that does not fit those above it.
    pub(super) fn misfit(&self) -> Explained {
        let line = self.line;
        let before = self.text[line.start..self.at.min(line.start + line.text.len())].trim_end();
        if before.ends_with(['"', '\'', ']', '}'])
            && let Some(entry) = line.entry()
        {
            return (
                self.here(),
                message!("unexpected text after the closing quote or bracket"),
                message!(
                    "put the whole text in quotes: `{line}`",
                    line = format!(
                        "{}: {}",
                        entry.key.trim_end(),
                        quoted(apostrophes(entry.value))
                    )
                ),
            );
        }
        if before.ends_with(['"', '\'']) && line.content() > line.indentation() {
            let item = line.text[line.content()..].trim();
            return (
                self.here(),
                message!("unexpected text after the closing quote"),
                message!(
                    "put the whole text in quotes: `{line}`",
                    line = format!("- {}", quoted(item))
                ),
            );
        }
        let Some(above) = line.above(self.text) else {
            return no_entry(self.text, line);
        };
        let inner = line.text.trim();
        if self.has("'-' indicator") && line.entry().is_none() && !inner.starts_with('-') {
            return (
                line.range(),
                message!("this line is not an item of the list above it"),
                message!(
                    "begin it with a hyphen and a space: `{line}`",
                    line = format!("- {inner}")
                ),
            );
        }
        if inner.starts_with("- ")
            && line.indentation() == above.indentation()
            && above.entry().is_some_and(|entry| !entry.value.is_empty())
        {
            return (
                line.range(),
                message!("this line begins a list, but the key above it has a value"),
                message!("write a key without a value above the list, or delete this line"),
            );
        }
        if line.indentation() == above.indentation() && line.entry().is_none() {
            return no_entry(self.text, line);
        }
        indented(self.text, line, above)
    }

    /// Explains `key: - item`.
    pub(super) fn list_in_line(&self) -> Explained {
        let line = self.line;
        let message = message!("a list cannot begin on the line of its key");
        let help = match line.entry() {
            Some(entry) if entry.value.starts_with("- ") => {
                let items: Vec<&str> = entry.value[2..].split(" - ").map(str::trim).collect();
                message!(
                    "put the list in brackets: `{line}`",
                    line = format!("{}: [{}]", entry.key, items.join(", "))
                )
            }
            _ => match (line.above(self.text), line.text.trim()) {
                (Some(above), item)
                    if above.entry().is_some_and(|entry| !entry.value.is_empty()) =>
                {
                    let key = above.entry().map_or("", |entry| entry.key);
                    return (
                        self.here(),
                        message!(
                            "this line begins a list, but `{key}` above it has a value",
                            key
                        ),
                        message!(
                            "if it belongs to the text, put the whole text in quotes; if it is an item, write `{key}:` alone above `{item}`",
                            key,
                            item
                        ),
                    );
                }
                _ => message!(
                    "begin each item in a line of its own with `- `, or put the list in brackets: `[first, second]`"
                ),
            },
        };
        (self.here(), message, help)
    }
}
