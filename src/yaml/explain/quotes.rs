//! Mistakes with quotation marks and apostrophes.

use super::super::lines::YamlLine;
use super::Explained;
use super::LibraryError;
use crate::message;

/// Returns a single-quoted text that contains apostrophes, without its quotes.
pub(super) fn apostrophes(value: &str) -> &str {
    let inner = value
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''));
    let is_between = |(at, _): (usize, &str), text: &str| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        letter(text[..at].chars().next_back()) && letter(text[at + 1..].chars().next())
    };
    match inner {
        Some(inner)
            if inner
                .match_indices('\'')
                .all(|found| is_between(found, inner)) =>
        {
            inner
        }
        _ => value,
    }
}

/// The maximum number of lines above an error that are searched for its cause.
const MAX_LINES: usize = 40;

impl<'t> LibraryError<'t> {
    /// Finds a quotation mark in a line above that is only closed in a later line, after it has
    /// swallowed keys.
    pub(super) fn swallowed_quote(&self) -> Option<usize> {
        let mut below: Vec<YamlLine> = Vec::new();
        let mut next = Some(self.line);
        for _ in 0..MAX_LINES {
            let line = next?;
            let value = line.entry().map_or("", |entry| entry.value);
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            if let Some(quote) = quote.filter(|quote| !value[1..].contains(*quote)) {
                // A key whose own value has the quotation mark was not meant to be part of this
                // text.
                let closing = below.iter().rev().find(|line| line.text.contains(quote))?;
                let is_key = closing.entry().is_some_and(|entry| entry.is_plain())
                    && closing.content() <= line.content();
                return is_key.then(|| line.start + line.text.trim_end().len() - value.len());
            }
            below.push(line);
            next = line.above(self.text);
        }
        None
    }

    pub(super) fn unclosed_quote(&self) -> Explained {
        let at = self.opening.unwrap_or(self.at);
        let line = YamlLine::at(self.text, at);
        let sign = self.text[at..].chars().next().unwrap_or('"');
        let rest = self.text[at..line.start + line.text.len()].trim_end();
        let inner = rest.trim_start_matches(sign);
        let help = if inner.contains(sign) {
            message!("close the quotation mark")
        } else if rest.ends_with([']', '}']) {
            let (text, end) = rest.split_at(rest.len() - 1);
            let before = self.text[line.start..at].trim_start();
            message!(
                "close it: `{line}`",
                line = format!("{before}{}{sign}{end}", text.trim_end())
            )
        } else {
            message!(
                "close it at the end of the text: `{line}`",
                line = format!("{}{rest}{sign}", self.text[line.start..at].trim_start())
            )
        };
        let end = at + sign.len_utf8();
        (at..end, message!("unclosed quotation mark"), help)
    }

    pub(super) fn backslash(&self) -> Explained {
        let line = self.line;
        let help = match self.entry() {
            Some(entry) => {
                let inner = entry.value.trim_matches('"');
                message!(
                    "use single quotes: `{line}`",
                    line = format!("{}: '{}'", entry.key, inner.replace('\'', "''"))
                )
            }
            None => message!("write `\\\\` for a backslash, or use single quotes"),
        };
        let place = self.text[..self.at]
            .rfind('\\')
            .filter(|at| *at >= line.start);
        (
            place.map_or_else(|| self.here(), |at| at..at + 1),
            message!("a backslash has a special meaning in double quotes"),
            help,
        )
    }
}
