//! Texts that are valid YAML, but do not have the intended meaning.

use super::super::SyntaxError;
use super::super::lines::{YamlLine, odd_space, quoted};
use super::Explained;
use super::entries::no_entry;
use super::indentation::special_space;
use crate::message;

/// Explains valid YAML that does not have the intended meaning: a special space that becomes a part
/// of a key or replaces the space after it, a hyphen without a space, or an anchor that nothing
/// uses.
pub(in super::super) fn misread(text: &str) -> Option<SyntaxError> {
    let mut block: Option<usize> = None;
    for line in YamlLine::all(text) {
        let inner = line.text.trim();
        if inner.is_empty() {
            continue;
        }
        // A block scalar may contain anything.
        if block.is_some_and(|column| line.indentation() > column) {
            continue;
        }
        let found = special_space(text, line)
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
        // Lines that are indented further belong to the value that begins here.
        block = match line.entry() {
            Some(entry) if entry.value.is_empty() || entry.value.starts_with(['[', '{']) => None,
            Some(_) => Some(line.content()),
            None => Some(line.indentation()),
        };
    }
    None
}

/// Whether [`misread`](fn@misread) may find something.
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

/// Explains the first list item without a space after its hyphen.
fn no_space(text: &str, line: YamlLine) -> Option<Explained> {
    let inner = line.text.trim();
    let above = line.above(text)?;
    if !is_glued(inner) || above.entry().is_none_or(|entry| !entry.value.is_empty()) {
        return None;
    }
    Some(no_entry(text, line))
}

/// Explains the name of an unused anchor, which YAML removes from the text.
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
        message!("`&` has a special meaning at the beginning of a value"),
        message!(
            "put the text in quotes: `{line}`",
            line = format!("{before}{}", quoted(value))
        ),
    ))
}
