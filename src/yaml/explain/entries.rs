//! Lines that are not `key: value`.

use super::super::SyntaxError;
use super::super::lines::{YamlLine, is_word, quoted};
use super::LibraryError;
use super::indentation::indented;
use super::{Explained, REPEATED_KEY_WORDS};

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
            "missing space after the colon".to_owned(),
            format!("write `{item}{word}: {value}`"),
        );
    }
    for (sign, name) in [
        ("：", "a full-width colon"),
        (" = ", "`=`"),
        ("=", "`=`"),
        ("\u{a0}:", "a non-breaking space"),
    ] {
        if let Some((word, value)) = inner.split_once(sign)
            && key(word.trim())
        {
            let at = range.start + inner.find(sign).unwrap_or(0);
            let at = at + (sign.len() - sign.trim_start().len());
            let value = value.trim();
            return (
                at..at + sign.trim().len(),
                format!("expected `: `, found {name}"),
                format!("write `{}: {value}`", word.trim()),
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
                "missing space after the hyphen".to_owned()
            } else {
                format!("`{bullet}` is not a list marker in YAML")
            };
            return (
                range.start..range.start + bullet.len(),
                what,
                format!("write a hyphen and a space: `{indent}- {item}`"),
            );
        }
    }
    if inner
        .chars()
        .all(|c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}'))
    {
        return (
            range,
            "this line is made of dashes; a front matter ends with three hyphens".to_owned(),
            "write `---`, or delete the line".to_owned(),
        );
    }
    if inner.starts_with("<!--") {
        return (
            range,
            "this is an HTML comment".to_owned(),
            format!(
                "begin a comment with `#`: `# {}`",
                inner
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
            "this line is not an item of the list above it".to_owned(),
            format!("begin it with a hyphen and a space: `{indent}- {inner}`"),
        );
    }
    let message = "expected `key: value`".to_owned();
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
            format!(
                "if it continues `{}`, indent it by two spaces: `{further}{inner}`",
                entry.key.trim_end()
            ),
        );
    }
    (
        range,
        message,
        "write a key, a colon and a space before it, such as `summary: ...`, or delete it"
            .to_owned(),
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
    let message = format!("the key `{key}` {REPEATED_KEY_WORDS}");
    let known = first.and_then(|first| Some((first, first.entry()?.value)));
    let help = match (known, value) {
        (Some((_, old)), Some(new)) if old == new => {
            "delete one of the two lines: they say the same".to_owned()
        }
        (Some((_, old)), Some(new))
            if old.starts_with('[')
                && new.starts_with('[')
                && old.ends_with(']')
                && new.ends_with(']') =>
        {
            let (old, new) = (old[1..old.len() - 1].trim(), new[1..new.len() - 1].trim());
            format!("write one list: `{key}: [{old}, {new}]`")
        }
        (Some((_, old)), Some(new)) if !old.is_empty() && !new.is_empty() => {
            format!("keep `{key}: {old}` or `{key}: {new}`, and delete the other line")
        }
        _ => "delete one of the two, or put the content of both under one of them".to_owned(),
    };
    let end = at + key.len().min(text.len() - at);
    SyntaxError {
        message,
        help: Some(help),
        at,
        end: text.floor_char_boundary(end),
        other: first.map(|first| {
            let start = first.start + first.content();
            (start..start + key.len(), "the first one")
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
                    format!(
                        "unexpected second `: `, because `{mark}` is not a quotation mark in YAML"
                    )
                }
                _ => "unexpected second `: `".to_owned(),
            };
            return (
                self.here(),
                message,
                format!(
                    "put the text in quotes if the colon belongs to it: `{}`",
                    entry.quoted()
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
                format!("unexpected `: ` in the second line of `{}`", entry.key),
                format!(
                    "put the whole text in quotes: `{}: {}`",
                    entry.key,
                    quoted(&joined)
                ),
            );
        }
        indented(self.text, line, above)
    }
}
