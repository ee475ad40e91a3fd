//! Mistakes in lists and mappings in brackets.

use super::super::lines::{YamlLine, is_word, quoted};
use super::Explained;
use super::LibraryError;
use crate::message;
use crate::messages::Message;

/// Explains a comment in a list in brackets that hides the end of the list.
fn comment_in_brackets(inside: &str, open: usize, line: YamlLine) -> Option<Explained> {
    let bytes = inside.as_bytes();
    let at = (1..bytes.len()).find(|at| {
        bytes[*at] == b'#'
            && (bytes[*at - 1] == b' ' || matches!(bytes[*at - 1], b'[' | b'{' | b','))
    })?;
    let close = if inside.starts_with('{') { '}' } else { ']' };
    if inside[..at].contains(close) || !inside.ends_with(close) {
        return None;
    }
    let items: Vec<String> = inside[1..inside.len() - 1]
        .split(',')
        .map(|item| match item.trim() {
            item if item.contains('#') && !item.starts_with(['"', '\'']) => quoted(item),
            item => item.to_owned(),
        })
        .collect();
    let before = line.text[..open - line.start].trim_start();
    let bare = inside.replace('#', "");
    let start = open + at;
    Some((
        start..start + 1,
        message!("`#` begins a comment here, so the bracket is never closed"),
        message!(
            "write `{line}`, or `{other}`",
            line = format!("{before}[{}]", items.join(", ")),
            other = format!("{before}{bare}")
        ),
    ))
}

impl<'t> LibraryError<'t> {
    /// Explains an error in a list or mapping in brackets.
    pub(super) fn bracket(&self) -> Explained {
        let is_bracket = |at: &usize| self.text[*at..].starts_with(['[', '{']);
        let Some(open) = self
            .opening
            .filter(is_bracket)
            .or_else(|| self.open_bracket())
        else {
            return self.sign();
        };
        let line = YamlLine::at(self.text, open);
        let inside = &self.text[open..line.start + line.text.len()];
        if let Some(found) = comment_in_brackets(inside, open, line) {
            return found;
        }
        let (_, close) = if inside.starts_with('{') {
            ('{', '}')
        } else {
            ('[', ']')
        };
        // If the bracket is closed in its own line, the items of the list do not fit together.
        if let Some(end) = inside.find(close) {
            let list = &inside[1..end];
            let items: Vec<&str> = list.split(',').map(str::trim).collect();
            let before = line.text[..open - line.start].trim_start();
            let after = &inside[end + 1..];
            if close == ']'
                && items.iter().any(|item| item.is_empty())
                && !list.contains(['"', '\''])
            {
                let items: Vec<&str> = items.into_iter().filter(|item| !item.is_empty()).collect();
                return (
                    self.here(),
                    message!("unexpected comma"),
                    message!(
                        "delete it: `{line}`",
                        line = format!("{before}[{}]{after}", items.join(", "))
                    ),
                );
            }
            if close == ']' && !list.contains(['"', '\'', '[', '{']) {
                let items: Vec<String> = (items.iter())
                    .map(|item| {
                        if item
                            .contains([':', '{', '}', '#', '&', '*', '!', '|', '>', '%', '@', '`'])
                        {
                            quoted(item)
                        } else {
                            (*item).to_owned()
                        }
                    })
                    .collect();
                return (
                    self.here(),
                    message!("missing comma before this, or quotes around it"),
                    message!(
                        "put what belongs together in quotes: `{line}`",
                        line = format!("{before}[{}]{after}", items.join(", "))
                    ),
                );
            }
            let help = self.in_braces(line).unwrap_or_else(|| {
                message!(
                    "put a comma between the items of a list, and an item with a colon in quotes: `[first, \"second: more\"]`"
                )
            });
            return (
                self.here(),
                message!("missing comma before this, or quotes around it"),
                help,
            );
        }
        let written = line.text.trim();
        (
            open..open + 1,
            message!("unclosed bracket"),
            message!(
                "close it: `{line}`",
                line = format!("{}{close}", written.trim_end_matches(','))
            ),
        )
    }

    /// Explains two colons between two commas: a comma is missing before the second key, or the
    /// text needs quotes.
    fn in_braces(&self, line: YamlLine) -> Option<Message> {
        let at = self
            .at
            .checked_sub(line.start)
            .filter(|at| *at < line.text.len())?;
        let start = line.text[..at].rfind(['{', ','])? + 1;
        let end = at + line.text[at..].find(['}', ','])?;
        let (key, value) = line.text[start..end].split_once(": ")?;
        let colon = value.find(": ")?;
        let (before, word) = value[..colon]
            .rsplit_once(' ')
            .unwrap_or(("", &value[..colon]));
        let right = match is_word(word) && !before.trim().is_empty() {
            true => format!("{key}: {before}, {word}{}", &value[colon..]),
            false => format!("{key}: {}", quoted(value.trim())),
        };
        let corrected = format!("{}{right}{}", &line.text[..start], &line.text[end..]);
        Some(message!("write `{line}`", line = corrected.trim()))
    }

    /// Returns the last open bracket in the nearest line that has an open bracket.
    fn open_bracket(&self) -> Option<usize> {
        let mut next = Some(self.line);
        while let Some(line) = next {
            let bytes = line.text.as_bytes();
            let opens = |at: &usize| {
                let is_first = *at == 0 || matches!(bytes[*at - 1], b' ' | b'[' | b'{' | b',');
                matches!(bytes[*at], b'[' | b'{') && is_first
            };
            if let Some(at) = (0..bytes.len()).find(opens) {
                return Some(line.start + at);
            }
            next = line.above(self.text);
        }
        None
    }
}
