//! What the library can read, but reads as something else than was meant.

use super::super::SyntaxError;
use super::super::lines::{YamlLine, odd_space, quoted};
use super::Explained;
use super::entries::no_entry;
use super::indentation::odd;

/// What the library can read, and reads as something else than was meant: an unusual space that is
/// part of a key or stands in place of the space behind one, a hyphen without its space, the name
/// of an anchor that nothing uses.
pub(in super::super) fn misread(text: &str) -> Option<SyntaxError> {
    let mut block: Option<usize> = None;
    for line in YamlLine::all(text) {
        let inner = line.text.trim();
        if inner.is_empty() {
            continue;
        }
        // Lines of a text in several lines say what they like.
        if block.is_some_and(|column| line.indentation() > column) {
            continue;
        }
        let found = odd(text, line)
            .or_else(|| no_space(text, line))
            .or_else(|| anchor(text, line));
        if let Some((range, message, help)) = found {
            return Some(SyntaxError {
                message,
                help: Some(help),
                at: range.start,
                end: range.end,
                other: None,
            });
        }
        // What follows further in belongs to a value that has begun here.
        block = match line.entry() {
            Some(entry) if entry.value.is_empty() || entry.value.starts_with(['[', '{']) => None,
            Some(_) => Some(line.content()),
            None => Some(line.indentation()),
        };
    }
    None
}

/// Whether [`misread`] may find something.
pub(in super::super) fn may_be_misread(text: &str) -> bool {
    text.contains(": &")
        || text.contains("- &")
        || text.contains('-') && has_glued_hyphen(text)
        || !text.is_ascii() && text.chars().any(|c| odd_space(c).is_some())
}

/// Whether a line begins with a hyphen and a letter.
fn has_glued_hyphen(text: &str) -> bool {
    text.lines().any(|line| is_glued(line.trim_start()))
}

fn is_glued(line: &str) -> bool {
    let mut letters = line.chars();
    letters.next() == Some('-')
        && letters
            .next()
            .is_some_and(|c| c.is_alphabetic() || matches!(c, '"' | '\'' | '['))
}

/// The first item of a list whose hyphen has no space behind it.
fn no_space(text: &str, line: YamlLine) -> Option<Explained> {
    let inner = line.text.trim();
    let above = line.above(text)?;
    if !is_glued(inner) || above.entry().is_none_or(|entry| !entry.value.is_empty()) {
        return None;
    }
    Some(no_entry(text, line))
}

/// The name of an anchor that nothing uses: it is taken out of the text.
fn anchor(text: &str, line: YamlLine) -> Option<Explained> {
    let (before, value) = match line.entry() {
        Some(entry) => (format!("{}: ", entry.key), entry.value),
        None => ("- ".to_owned(), line.text[line.content()..].trim()),
    };
    let name = value
        .strip_prefix('&')?
        .split(char::is_whitespace)
        .next()
        .filter(|name| !name.is_empty())?;
    if text.contains(&format!("*{name}")) {
        return None;
    }
    let start = line.start + line.text.trim_end().len() - value.len();
    Some((
        start..start + 1,
        "`&` has a special meaning at the beginning of a value".to_owned(),
        format!("put the text in quotes: `{before}{}`", quoted(value)),
    ))
}
