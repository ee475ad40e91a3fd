//! Keys and values of a YAML text that may not be valid yet, with their paths.
//!
//! While somebody types, a text is invalid most of the time, and a parser of YAML says only where
//! it stopped. This reader goes by indentation, hyphens and brackets, and never fails. What it
//! misreads costs a completion: findings come from the real parser.

use std::ops::Range;

/// The maximum depth of brackets.
const MAX_DEPTH: usize = 32;

/// One step from the top of the text to a value in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PathStep {
    Key(String),
    Index(usize),
}

/// A key or a single value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct YamlToken {
    /// The path to the token: that of a key ends with the key.
    pub path: Vec<PathStep>,
    /// The range without quotes.
    pub range: Range<usize>,
    pub is_key: bool,
    /// Whether the token is in quotes.
    pub is_quoted: bool,
}

/// Returns all keys and single values of a text, in order. Block texts (`|`, `>`) are left out.
pub(super) fn tokens(text: &str) -> Vec<YamlToken> {
    let mut reader = TokenReader {
        text,
        open: Vec::new(),
        found: Vec::new(),
    };
    reader.read();
    reader.found
}

/// An open key or item, at a column.
struct OpenStep {
    column: usize,
    step: PathStep,
}

impl OpenStep {
    fn is_item(&self) -> bool {
        matches!(self.step, PathStep::Index(_))
    }
}

struct TokenReader<'t> {
    text: &'t str,
    open: Vec<OpenStep>,
    found: Vec<YamlToken>,
}

impl TokenReader<'_> {
    fn read(&mut self) {
        let mut at = 0;
        // The column of the key whose value is a block text.
        let mut block: Option<usize> = None;
        while at < self.text.len() {
            let end = self.line_end(at);
            let line = &self.text[at..end];
            let bare = line.trim_start_matches(' ');
            let column = line.len() - bare.len();
            let is_blank = bare.trim().is_empty();
            if block.is_some_and(|key| is_blank || column > key) {
                at = end + 1;
                continue;
            }
            block = None;
            if is_blank || bare.starts_with('#') {
                at = end + 1;
                continue;
            }
            let (read_to, opens_block) = self.line(at, end);
            block = opens_block;
            at = self.line_end(read_to.max(at)) + 1;
        }
    }

    fn line_end(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |end| at + end)
    }

    /// Reads the line from `start` to `end`. Returns how far was read, because brackets may span
    /// several lines, and the column of the key if a block text follows.
    fn line(&mut self, start: usize, end: usize) -> (usize, Option<usize>) {
        let mut at = start + indentation(&self.text[start..end]);
        let mut column = at - start;
        loop {
            let rest = &self.text[at..end];
            if !(rest.starts_with("- ") || rest.trim_end() == "-") {
                break;
            }
            self.item(column);
            at += 1;
            at += indentation(&self.text[at..end]);
            column = at - start;
        }
        if let Some((key, value_at)) = key(self.text, at, end) {
            self.close(|step| step.column >= column);
            let name = self.text[key.clone()].to_owned();
            let step = PathStep::Key(name);
            self.open.push(OpenStep { column, step });
            self.push(
                key,
                true,
                value_at > at && self.text[at..].starts_with(['"', '\'']),
            );
            at = value_at + indentation(&self.text[value_at..end]);
        } else {
            self.close(|step| step.column >= column);
        }
        let rest = self.text[at..end].trim_end();
        if rest.starts_with(['|', '>']) {
            return (end, self.open.last().map(|step| step.column));
        }
        if rest.starts_with(['[', '{']) {
            let path = self.path();
            return (self.brackets(at, &path, 0), None);
        }
        if !rest.is_empty() && !rest.starts_with('#') {
            self.scalar(at, end);
        }
        (end, None)
    }

    /// Opens an item at a column: the next one of the list there, or the first.
    fn item(&mut self, column: usize) {
        self.close(|step| step.column > column);
        let before = self
            .open
            .pop_if(|step| step.column == column && step.is_item());
        let index = match before.map(|item| item.step) {
            Some(PathStep::Index(index)) => index + 1,
            _ => 0,
        };
        let step = PathStep::Index(index);
        self.open.push(OpenStep { column, step });
    }

    fn close(&mut self, ends: impl Fn(&OpenStep) -> bool) {
        while self.open.pop_if(|step| ends(step)).is_some() {}
    }

    fn path(&self) -> Vec<PathStep> {
        self.open.iter().map(|open| open.step.clone()).collect()
    }

    /// Adds a token at the open path.
    fn push(&mut self, range: Range<usize>, is_key: bool, is_quoted: bool) {
        let path = self.path();
        self.found.push(YamlToken {
            path,
            range,
            is_key,
            is_quoted,
        });
    }

    /// Adds the single value that begins at a position of a line.
    fn scalar(&mut self, at: usize, end: usize) {
        let line = &self.text[at..end];
        if let Some((quoted, _)) = quoted(line) {
            self.push(at + 1..at + quoted.end, false, true);
            return;
        }
        let plain = line.find(" #").map_or(line, |comment| &line[..comment]);
        self.push(at..at + plain.trim_end().len(), false, false);
    }

    /// Reads a list or mapping in brackets at a path. Returns the position after it. Brackets that
    /// are not closed end before a line that looks like the next key.
    fn brackets(&mut self, start: usize, path: &[PathStep], depth: usize) -> usize {
        let is_list = self.text[start..].starts_with('[');
        let mut at = start + 1;
        let mut index = 0;
        let mut path = path.to_vec();
        let length = path.len();
        if is_list {
            path.push(PathStep::Index(0));
        }
        while let Some(c) = self.text[at..].chars().next() {
            match c {
                ']' | '}' => return at + 1,
                '\n' if self.is_next_key(at + 1) => return at,
                c if c.is_whitespace() => at += c.len_utf8(),
                '#' if self.text[..at].ends_with([' ', '\n']) => at = self.line_end(at),
                ',' => {
                    at += 1;
                    index += 1;
                    path.truncate(length);
                    if is_list {
                        path.push(PathStep::Index(index));
                    }
                }
                '[' | '{' if depth < MAX_DEPTH => at = self.brackets(at, &path, depth + 1),
                _ => {
                    let (range, end) = self.flow_scalar(at);
                    let is_quoted = range.start > at;
                    let after = &self.text[end..];
                    let is_key = after.starts_with(": ")
                        || after.starts_with(":\n")
                        || after == ":"
                        || is_quoted && after.starts_with(':');
                    if is_key {
                        path.truncate(length + usize::from(is_list));
                        path.push(PathStep::Key(self.text[range.clone()].to_owned()));
                    }
                    self.found.push(YamlToken {
                        path: path.clone(),
                        range,
                        is_key,
                        is_quoted,
                    });
                    at = (end + usize::from(is_key)).max(at + c.len_utf8());
                }
            }
        }
        at
    }

    /// Whether a line looks like a key of the text's top: then brackets before it were not closed.
    fn is_next_key(&self, at: usize) -> bool {
        let line = &self.text[at..self.line_end(at)];
        let word = line.find(':').map(|colon| &line[..colon]);
        word.is_some_and(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        })
    }

    /// Returns the range of a value within brackets, without its quotes, and the position after it.
    fn flow_scalar(&self, at: usize) -> (Range<usize>, usize) {
        let rest = &self.text[at..];
        if let Some((inner, is_closed)) = quoted(rest.lines().next().unwrap_or_default()) {
            let end = at + inner.end;
            return (at + inner.start..end, end + usize::from(is_closed));
        }
        let end = at + flow_scalar_length(rest);
        (at..at + self.text[at..end].trim_end().len(), end)
    }
}

/// Returns the length of the value without quotes with which a text within brackets begins.
fn flow_scalar_length(rest: &str) -> usize {
    let mut before = ' ';
    for (offset, c) in rest.char_indices() {
        let after = rest[offset + c.len_utf8()..].chars().next();
        let ends = match c {
            ',' | ']' | '}' | '[' | '{' | '\n' => true,
            ':' => after.is_none_or(char::is_whitespace),
            '#' => before == ' ',
            _ => false,
        };
        if ends && offset > 0 {
            return offset;
        }
        before = c;
    }
    rest.len()
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Returns the range of a text in quotes at the beginning of a line, and whether it is closed. If it
/// is not, it ends with the line.
fn quoted(line: &str) -> Option<(Range<usize>, bool)> {
    let quote = line.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut is_escaped = false;
    for (at, c) in line.char_indices().skip(1) {
        if is_escaped {
            is_escaped = false;
        } else if c == '\\' && quote == '"' {
            is_escaped = true;
        } else if c == quote {
            return Some((1..at, true));
        }
    }
    Some((1..line.trim_end().len().max(1), false))
}

/// Returns the range of the key with which a part of a line begins, and the position after its
/// colon.
fn key(text: &str, at: usize, end: usize) -> Option<(Range<usize>, usize)> {
    let rest = &text[at..end];
    let first = rest.chars().next()?;
    if matches!(first, '#' | '[' | '{' | ']' | '}' | ',' | '|' | '>') {
        return None;
    }
    if let Some((inner, is_closed)) = quoted(rest) {
        let is_key = is_closed && rest[inner.end + 1..].starts_with(':');
        return is_key.then_some((at + 1..at + inner.end, at + inner.end + 2));
    }
    let mut colons = rest.match_indices(':').map(|(colon, _)| colon);
    let colon = colons.find(|colon| {
        let after = &rest[colon + 1..];
        after.is_empty() || after.starts_with([' ', '\t', '\r'])
    })?;
    let name = rest[..colon].trim_end();
    let is_key = !name.is_empty() && !name.contains(" #");
    is_key.then_some((at..at + name.len(), at + colon + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the tokens of a text, each as `path = text`, with `!` after a key.
    fn shown(text: &str) -> Vec<String> {
        let show = |token: YamlToken| {
            let steps: Vec<String> = (token.path.iter())
                .map(|step| match step {
                    PathStep::Key(key) => key.clone(),
                    PathStep::Index(index) => index.to_string(),
                })
                .collect();
            let mark = if token.is_key { "!" } else { "" };
            format!("{}{mark} = {}", steps.join("."), &text[token.range])
        };
        tokens(text).into_iter().map(show).collect()
    }

    #[test]
    fn blocks_are_read_by_indentation() {
        let text = "title: A b # no\nclaims:\n  - id: x\n    of: fama\n\n  - measure: killed\nevents:\n- a\n- b\nsummary: >\n  key: no\nlast: \"q: r\"\n";
        let expected = [
            "title! = title",
            "title = A b",
            "claims! = claims",
            "claims.0.id! = id",
            "claims.0.id = x",
            "claims.0.of! = of",
            "claims.0.of = fama",
            "claims.1.measure! = measure",
            "claims.1.measure = killed",
            "events! = events",
            "events.0 = a",
            "events.1 = b",
            "summary! = summary",
            "last! = last",
            "last = q: r",
        ];
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn brackets_are_read_over_lines() {
        let text = "a: [x, 'y z',\n  {type: t, actor: \"w\"}]\nname: {fr: Un, en: Two}\n";
        let expected = [
            "a! = a",
            "a.0 = x",
            "a.1 = y z",
            "a.2.type! = type",
            "a.2.type = t",
            "a.2.actor! = actor",
            "a.2.actor = w",
            "name! = name",
            "name.fr! = fr",
            "name.fr = Un",
            "name.en! = en",
            "name.en = Two",
        ];
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn unfinished_texts_are_read() {
        assert_eq!(
            shown("actors: [jnim, fa\nregion: mali\n"),
            [
                "actors! = actors",
                "actors.0 = jnim",
                "actors.1 = fa",
                "region! = region",
                "region = mali"
            ]
        );
        assert_eq!(
            shown("relations:\n  - ty\n"),
            ["relations! = relations", "relations.0 = ty"]
        );
        assert_eq!(
            shown("relations:\n  - type: x\n    ac"),
            [
                "relations! = relations",
                "relations.0.type! = type",
                "relations.0.type = x",
                "relations.0 = ac"
            ]
        );
    }

    #[test]
    fn no_text_is_too_strange() {
        for text in [
            "[",
            "{",
            "- ",
            "-",
            ":",
            "\"",
            "'",
            "a: \"",
            "a: [\"",
            "a: {b: ",
            "é: [é\u{e000}",
            "- - - a",
            "a: [[[[",
            "\r\n",
            "a:\r\n  - b\r\n",
            "}",
            "a: ]",
            "#",
            "a: [b: c: d]",
            "x: {: ,,}",
        ] {
            let found = tokens(text);
            assert!(
                found
                    .iter()
                    .all(|token| text.get(token.range.clone()).is_some()),
                "{text:?}"
            );
        }
        assert!(
            !tokens(&"[".repeat(100_000))
                .iter()
                .any(|token| token.is_key)
        );
        // Everything that stands there while somebody types a text.
        let text =
            "é: [à, 'ü ö', {\"ñ\": \u{a0}x}]\n\"k\u{e000}\": - |\n - \"ï\\\"\u{a0}\n'a: {[ }";
        for (end, _) in text.char_indices() {
            for (start, _) in text[..end].char_indices() {
                let part = &text[start..end];
                let found = tokens(part);
                assert!(
                    found
                        .iter()
                        .all(|token| part.get(token.range.clone()).is_some())
                );
            }
        }
    }
}
