//! Lines that are not `key: value`.

use super::super::SyntaxError;
use super::super::lines::{YamlLine, is_word, quoted};
use super::Explained;
use super::LibraryError;
use super::indentation::indented;
use crate::message;

/// Explains a line that is not `key: value`.
pub(super) fn no_entry(text: &str, line: YamlLine) -> Explained {
    let range = line.range();
    let inner = line.text.trim();
    let key = |word: &str| is_word(word);
    let indent = " ".repeat(line.indentation());
    if let Some((word, value)) = inner.trim_start_matches("- ").split_once(':')
        && key(word)
        && !value.is_empty()
        && !value.starts_with([' ', '/'])
    {
        let start = range.start + (inner.len() - inner.trim_start_matches("- ").len());
        let item = if inner.starts_with("- ") { "- " } else { "" };
        return (
            start..start + word.len() + 1,
            message!("missing space after the colon"),
            message!("write `{line}`", line = format!("{item}{word}: {value}")),
        );
    }
    for sign in ["：", " = ", "=", "\u{a0}:"] {
        if let Some((word, value)) = inner.split_once(sign)
            && key(word.trim())
        {
            let at = range.start + inner.find(sign).unwrap_or(0);
            let at = at + (sign.len() - sign.trim_start().len());
            let value = value.trim();
            return (
                at..at + sign.trim().len(),
                match sign {
                    "：" => message!("expected `: `, found a full-width colon"),
                    "\u{a0}:" => message!("expected `: `, found a non-breaking space"),
                    _ => message!("expected `: `, found `=`"),
                },
                message!("write `{line}`", line = format!("{}: {value}", word.trim())),
            );
        }
    }
    for bullet in ["•", "*", "·", "–", "—", "-"] {
        if let Some(item) = inner.strip_prefix(bullet).map(str::trim)
            && !item.is_empty()
            && !item.starts_with(bullet)
            && !(bullet == "*" && item.ends_with('*'))
        {
            let what = if bullet == "-" {
                message!("missing space after the hyphen")
            } else {
                message!("`{bullet}` is not a list marker in YAML", bullet)
            };
            return (
                range.start..range.start + bullet.len(),
                what,
                message!(
                    "write a hyphen and a space: `{line}`",
                    line = format!("{indent}- {item}")
                ),
            );
        }
    }
    if inner
        .chars()
        .all(|c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}'))
    {
        return (
            range,
            message!("this line is made of dashes; a front matter ends with three hyphens"),
            message!("write `---`, or delete the line"),
        );
    }
    if inner.starts_with("<!--") {
        return (
            range,
            message!("this is an HTML comment"),
            message!(
                "begin a comment with `#`: `# {words}`",
                words = inner
                    .trim_start_matches("<!--")
                    .trim_end_matches("-->")
                    .trim()
            ),
        );
    }
    let sibling = line
        .above(text)
        .filter(|above| above.content() > above.indentation());
    if sibling
        .is_some_and(|above| above.indentation() == line.indentation() && above.entry().is_none())
    {
        return (
            range,
            message!("this line is not an item of the list above it"),
            message!(
                "begin it with a hyphen and a space: `{line}`",
                line = format!("{indent}- {inner}")
            ),
        );
    }
    let message = message!("expected `key: value`");
    let above = line
        .above(text)
        .filter(|above| above.indentation() == line.indentation());
    if let Some(entry) = above
        .and_then(YamlLine::entry)
        .filter(|entry| !entry.value.is_empty())
    {
        let further = " ".repeat(line.indentation() + 2);
        return (
            range,
            message,
            message!(
                "if it continues `{key}`, indent it by two spaces: `{line}`",
                key = entry.key.trim_end(),
                line = format!("{further}{inner}")
            ),
        );
    }
    (
        range,
        message,
        message!(
            "write a key, a colon and a space before it, such as `summary: ...`, or delete it"
        ),
    )
}

/// Explains a key that occurs twice in a mapping.
pub(super) fn repeated_key(text: &str, at: usize, key: &str) -> SyntaxError {
    let line = YamlLine::at(text, at);
    let column = at - line.start;
    let value = line.entry().map(|entry| entry.value);
    let mut first = None;
    let mut next = line.above(text);
    while let Some(other) = next {
        let is_same = other.content() == column
            && other
                .entry()
                .is_some_and(|entry| entry.key.trim_end() == key);
        if is_same {
            first = Some(other);
            break;
        }
        // An item that begins here, or a line that is indented less, belongs to another mapping.
        if other.indentation() < column && other.content() <= column && other.content() != column {
            break;
        }
        next = other.above(text);
    }
    let message = message!("the key `{key}` is repeated here", key);
    let known = first.and_then(|first| Some((first, first.entry()?.value)));
    let help = match (known, value) {
        (Some((_, old)), Some(new)) if old == new => {
            message!("delete one of the two lines: they say the same")
        }
        (Some((_, old)), Some(new))
            if old.starts_with('[')
                && new.starts_with('[')
                && old.ends_with(']')
                && new.ends_with(']') =>
        {
            let (old, new) = (old[1..old.len() - 1].trim(), new[1..new.len() - 1].trim());
            message!(
                "write one list: `{line}`",
                line = format!("{key}: [{old}, {new}]")
            )
        }
        (Some((_, old)), Some(new)) if !old.is_empty() && !new.is_empty() => {
            message!(
                "keep `{line}` or `{other}`, and delete the other line",
                line = format!("{key}: {old}"),
                other = format!("{key}: {new}")
            )
        }
        _ => message!("delete one of the two, or put the content of both under one of them"),
    };
    let end = at + key.len().min(text.len() - at);
    SyntaxError {
        message,
        help: Some(help),
        at,
        end: text.floor_char_boundary(end),
        other: first.map(|first| {
            let start = first.start + first.content();
            (start..start + key.len(), message!("the first one"))
        }),
    }
}

impl<'t> LibraryError<'t> {
    /// Explains a colon and a space where no value may begin.
    pub(super) fn second_colon(&self) -> Explained {
        let line = self.line;
        let before = &self.text[line.start..self.at];
        let own = &before[line.content().min(before.len())..];
        if let Some(entry) = line.entry().filter(|_| own.contains(": ")) {
            // Typographic quotation marks were meant as quotes.
            let message = match entry.value.chars().next() {
                Some(mark @ ('“' | '”' | '„' | '«')) => {
                    message!(
                        "unexpected second `: `, because `{mark}` is not a quotation mark in YAML",
                        mark
                    )
                }
                _ => message!("unexpected second `: `"),
            };
            return (
                self.here(),
                message,
                message!(
                    "put the text in quotes if the colon belongs to it: `{line}`",
                    line = entry.quoted()
                ),
            );
        }
        let Some(above) = line.above(self.text) else {
            return no_entry(self.text, line);
        };
        // The line above is not a key, and the parser took this line for its continuation.
        if above.entry().is_none()
            && above.content() == above.indentation()
            && above.indentation() >= line.indentation()
        {
            return no_entry(self.text, above);
        }
        // This line has words with a colon, and is indented further than a key with a text. So it
        // continues that text.
        if let (Some(entry), Some(value)) = (above.entry(), line.entry())
            && !entry.value.is_empty()
            && !value.is_plain()
        {
            let joined = format!("{} {}", entry.value, line.text.trim());
            return (
                self.here(),
                message!(
                    "unexpected `: ` in the second line of `{key}`",
                    key = entry.key
                ),
                message!(
                    "put the whole text in quotes: `{line}`",
                    line = format!("{}: {}", entry.key, quoted(&joined))
                ),
            );
        }
        indented(self.text, line, above)
    }
}
