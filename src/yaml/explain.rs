//! The YAML library's messages in an editor's words, with the line that was meant.
//!
//! The library says where it could not go on, which is often below the mistake. So the line there
//! and the one above it are looked at first, for what editors get wrong; its own words only choose
//! between the explanations, and are never shown.

use std::ops::Range;

use super::lines::{LineEntry, YamlLine, misplaced_space, odd_space, quoted, with_spaces};
use super::{SyntaxError, offset};

/// An explanation: the place, the sentence and the cure.
type Explained = (Range<usize>, String, String);

pub(super) fn explain(text: &str, error: &serde_yaml::Error) -> SyntaxError {
    let full = error.to_string();
    let at = offset(text, error).unwrap_or(0);
    if let Some((_, key)) = full.split_once("the key `")
        && full.contains(SECOND)
    {
        return twice(text, at, key.split('`').next().unwrap_or_default());
    }
    if let Some(error) = separator(text) {
        return error;
    }
    let problem = LibraryError {
        text,
        at,
        line: YamlLine::at(text, at),
        opening: began(text, &full),
        says: &full,
    };
    let (range, message, help) = problem.explained();
    SyntaxError {
        message,
        help: Some(help),
        at: range.start,
        end: range.end,
        other: None,
    }
}

/// What [`super::Key`] says of a key that stands twice.
pub(super) const SECOND: &str = "is repeated here";

/// A text that is no mapping, although the library can read it: all of it is one text.
pub(super) fn no_mapping(text: &str) -> SyntaxError {
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

/// A separator of lines or paragraphs that no editor shows, and that ends a line for YAML.
fn separator(text: &str) -> Option<SyntaxError> {
    let at = if text.is_ascii() {
        None
    } else {
        text.find(['\u{2028}', '\u{2029}'])
    }?;
    let line = YamlLine::at(text, at);
    let right = line.text.replace(['\u{2028}', '\u{2029}'], " ");
    Some(SyntaxError {
        message: "found an invisible character (a line separator)".to_owned(),
        help: Some(format!("delete it: `{}`", right.trim())),
        at,
        end: at + '\u{2028}'.len_utf8(),
        other: None,
    })
}

/// Where and how the library could not go on.
#[derive(Clone, Copy)]
struct LibraryError<'t> {
    text: &'t str,
    at: usize,
    line: YamlLine<'t>,
    /// Where that began in which it was.
    opening: Option<usize>,
    says: &'t str,
}

impl<'t> LibraryError<'t> {
    fn has(&self, words: &str) -> bool {
        self.says.contains(words)
    }

    fn explained(&self) -> Explained {
        let opened = self.opening.map(|at| YamlLine::at(self.text, at));
        let near = [opened, self.line.above(self.text), Some(self.line)];
        for line in near.into_iter().flatten() {
            if let Some(found) = tab(self.text, line).or_else(|| odd(self.text, line)) {
                return found;
            }
        }
        if self.has("tab character") {
            return (
                self.here(),
                TAB.to_owned(),
                "indent with two spaces for each level".to_owned(),
            );
        }
        if let Some(open) = self.swallowed() {
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

    /// The character at which the library stopped.
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

    /// A sign that has a special meaning at the beginning of a value.
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
        let meant = |value: &str| match entry {
            Some(entry) => format!("put the text in quotes: `{}: {}`", entry.key, quoted(value)),
            None if line.content() > line.indentation() => {
                format!("put the text in quotes: `- {}`", quoted(value))
            }
            None => format!("put it in quotes: `{}`", quoted(value)),
        };
        if self.has("recursion limit") || self.has("repetition limit") {
            let message = "lists and mappings are nested too deeply here";
            return (
                self.here(),
                message.to_owned(),
                "write it with fewer levels, and without `&` and `*`".to_owned(),
            );
        }
        if self.has("invalid type") {
            return (
                line.range(),
                "unexpected list or mapping; expected text".to_owned(),
                meant(value),
            );
        }
        // In a list in brackets, the sign stands where the library stopped.
        let here = self.text[self.at..].chars().next();
        let (place, sign) = match (value.chars().next(), here) {
            (Some(sign), _) if is_sign(sign) => (start..start + sign.len_utf8(), Some(sign)),
            (_, Some(sign)) if is_sign(sign) => (self.here(), Some(sign)),
            _ => (self.here(), None),
        };
        match sign {
            Some(sign @ ('>' | '|')) => (
                place,
                format!("`{sign}` has a special meaning at the beginning of a value"),
                format!("{}, or begin the text on the next line, indented by two more spaces", meant(value)),
            ),
            Some('%') if line.text.starts_with('%') => (
                place,
                "`%` has a special meaning at the beginning of a line".to_owned(),
                format!("put a key before it, and the text in quotes: `summary: {}`", quoted(line.text.trim())),
            ),
            Some('`') => (
                place,
                "a backtick has a special meaning at the beginning of a value".to_owned(),
                meant(value),
            ),
            Some(sign) if value.starts_with(sign) => (
                place,
                format!("`{sign}` has a special meaning at the beginning of a value"),
                meant(value),
            ),
            Some(sign) => (
                place,
                format!("`{sign}` has a special meaning at the beginning of a value"),
                "put the text in quotes".to_owned(),
            ),
            None if here.is_some_and(|c| !c.is_whitespace() && (c.is_control() || !c.is_ascii())) => (
                self.here(),
                "unexpected character in text".to_owned(),
                "delete it".to_owned(),
            ),
            None => (
                line.range(),
                "this line does not fit those around it".to_owned(),
                "look for a quotation mark or bracket that is not closed, and for keys that do not begin in the same column"
                    .to_owned(),
            ),
        }
    }

    /// A quotation mark in a line above that was closed by one of a later line, with keys between
    /// them.
    fn swallowed(&self) -> Option<usize> {
        let mut below: Vec<YamlLine> = Vec::new();
        let mut next = Some(self.line);
        for _ in 0..LINES {
            let line = next?;
            let value = line.entry().map_or("", |entry| entry.value);
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            if let Some(quote) = quote.filter(|quote| !value[1..].contains(*quote)) {
                // A key whose own value has the sign was not meant to be the rest of this text.
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

    fn unclosed_quote(&self) -> Explained {
        let at = self.opening.unwrap_or(self.at);
        let line = YamlLine::at(self.text, at);
        let sign = self.text[at..].chars().next().unwrap_or('"');
        let rest = self.text[at..line.start + line.text.len()].trim_end();
        let inner = rest.trim_start_matches(sign);
        let help = if inner.contains(sign) {
            "close the quotation mark".to_owned()
        } else if rest.ends_with([']', '}']) {
            let (text, end) = rest.split_at(rest.len() - 1);
            let before = self.text[line.start..at].trim_start();
            format!("close it: `{before}{}{sign}{end}`", text.trim_end())
        } else {
            format!(
                "close it at the end of the text: `{}{rest}{sign}`",
                self.text[line.start..at].trim_start()
            )
        };
        let end = at + sign.len_utf8();
        (at..end, "unclosed quotation mark".to_owned(), help)
    }

    /// A list or mapping in brackets that does not go on as it should.
    fn bracket(&self) -> Explained {
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
        // A bracket that is closed in its line holds what does not go together.
        if let Some(end) = inside.find(close) {
            let list = &inside[1..end];
            let items: Vec<&str> = list.split(',').map(str::trim).collect();
            let before = line.text[..open - line.start].trim_start();
            let after = &inside[end + 1..];
            if close == ']'
                && items.iter().any(|item| item.is_empty())
                && !list.contains(['"', '\''])
            {
                let kept: Vec<&str> = items.into_iter().filter(|item| !item.is_empty()).collect();
                return (
                    self.here(),
                    "unexpected comma".to_owned(),
                    format!("delete it: `{before}[{}]{after}`", kept.join(", ")),
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
                    "missing comma before this, or quotes around it".to_owned(),
                    format!(
                        "put what belongs together in quotes: `{before}[{}]{after}`",
                        items.join(", ")
                    ),
                );
            }
            let help = self.in_braces(line).unwrap_or_else(|| {
                "put a comma between the items of a list, and an item with a colon in quotes: `[first, \"second: more\"]`".to_owned()
            });
            return (
                self.here(),
                "missing comma before this, or quotes around it".to_owned(),
                help,
            );
        }
        let written = line.text.trim();
        (
            open..open + 1,
            "unclosed bracket".to_owned(),
            format!("close it: `{}{close}`", written.trim_end_matches(',')),
        )
    }

    /// Two colons between two commas: a comma is missing before the second key, or the text wants
    /// quotes.
    fn in_braces(&self, line: YamlLine) -> Option<String> {
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
        let right = match super::lines::is_word(word) && !before.trim().is_empty() {
            true => format!("{key}: {before}, {word}{}", &value[colon..]),
            false => format!("{key}: {}", quoted(value.trim())),
        };
        let whole = format!("{}{right}{}", &line.text[..start], &line.text[end..]);
        Some(format!("write `{}`", whole.trim()))
    }

    /// The bracket that was opened last in the nearest line that has one.
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

    /// A colon and a space where no value may begin.
    fn second_colon(&self) -> Explained {
        let line = self.line;
        let before = &self.text[line.start..self.at];
        let own = &before[line.content().min(before.len())..];
        if let Some(entry) = line.entry().filter(|_| own.contains(": ")) {
            // What was put in typographic marks was meant to be quoted.
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
        // The line above is no key, and this one was taken for more of it.
        if above.entry().is_none()
            && above.content() == above.indentation()
            && above.indentation() >= line.indentation()
        {
            return no_entry(self.text, above);
        }
        // Words with a colon, further in than a key with a text: the text goes on.
        if let (Some(entry), Some(value)) = (above.entry(), line.entry())
            && !entry.value.is_empty()
            && !value.is_plain()
        {
            let whole = format!("{} {}", entry.value, line.text.trim());
            return (
                self.here(),
                format!("unexpected `: ` in the second line of `{}`", entry.key),
                format!(
                    "put the whole text in quotes: `{}: {}`",
                    entry.key,
                    quoted(&whole)
                ),
            );
        }
        indented(self.text, line, above)
    }

    /// A line that does not belong to what is above it.
    fn misfit(&self) -> Explained {
        let line = self.line;
        let before = self.text[line.start..self.at.min(line.start + line.text.len())].trim_end();
        if before.ends_with(['"', '\'', ']', '}'])
            && let Some(entry) = line.entry()
        {
            return (
                self.here(),
                "unexpected text after the closing quote or bracket".to_owned(),
                format!(
                    "put the whole text in quotes: `{}: {}`",
                    entry.key.trim_end(),
                    quoted(apostrophes(entry.value))
                ),
            );
        }
        if before.ends_with(['"', '\'']) && line.content() > line.indentation() {
            let item = line.text[line.content()..].trim();
            return (
                self.here(),
                "unexpected text after the closing quote".to_owned(),
                format!("put the whole text in quotes: `- {}`", quoted(item)),
            );
        }
        let Some(above) = line.above(self.text) else {
            return no_entry(self.text, line);
        };
        let inner = line.text.trim();
        if self.has("'-' indicator") && line.entry().is_none() && !inner.starts_with('-') {
            return (
                line.range(),
                "this line is not an item of the list above it".to_owned(),
                format!("begin it with a hyphen and a space: `- {inner}`"),
            );
        }
        if inner.starts_with("- ")
            && line.indentation() == above.indentation()
            && above.entry().is_some_and(|entry| !entry.value.is_empty())
        {
            return (
                line.range(),
                "this line begins a list, but the key above it has a value".to_owned(),
                "write a key without a value above the list, or delete this line".to_owned(),
            );
        }
        if line.indentation() == above.indentation() && line.entry().is_none() {
            return no_entry(self.text, line);
        }
        indented(self.text, line, above)
    }

    /// `key: - item`.
    fn list_in_line(&self) -> Explained {
        let line = self.line;
        let message = "a list cannot begin on the line of its key".to_owned();
        let help = match line.entry() {
            Some(entry) if entry.value.starts_with("- ") => {
                let items: Vec<&str> = entry.value[2..].split(" - ").map(str::trim).collect();
                format!("put the list in brackets: `{}: [{}]`", entry.key, items.join(", "))
            }
            _ => match (line.above(self.text), line.text.trim()) {
                (Some(above), item) if above.entry().is_some_and(|entry| !entry.value.is_empty()) => {
                    let key = above.entry().map_or("", |entry| entry.key);
                    return (
                        self.here(),
                        format!("this line begins a list, but `{key}` above it has a value"),
                        format!(
                            "if it belongs to the text, put the whole text in quotes; if it is an item, write `{key}:` alone above `{item}`"
                        ),
                    );
                }
                _ => "begin each item in a line of its own with `- `, or put the list in brackets: `[first, second]`"
                    .to_owned(),
            },
        };
        (self.here(), message, help)
    }

    fn second_document(&self) -> Explained {
        let ends = |line: &str| line.starts_with("---") || line.starts_with("...");
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            if ends(line) {
                return (
                    start..start + line.trim_end().len(),
                    "three hyphens or dots on this line end the document too early".to_owned(),
                    "delete this line".to_owned(),
                );
            }
            start += line.len();
        }
        self.sign()
    }

    fn backslash(&self) -> Explained {
        let line = self.line;
        let help = match self.entry() {
            Some(entry) => {
                let inner = entry.value.trim_matches('"');
                format!(
                    "use single quotes: `{}: '{}'`",
                    entry.key,
                    inner.replace('\'', "''")
                )
            }
            None => "write `\\\\` for a backslash, or use single quotes".to_owned(),
        };
        let place = self.text[..self.at]
            .rfind('\\')
            .filter(|at| *at >= line.start);
        (
            place.map_or_else(|| self.here(), |at| at..at + 1),
            "a backslash has a special meaning in double quotes".to_owned(),
            help,
        )
    }
}

/// A text in single quotes that has apostrophes inside, without the quotes.
fn apostrophes(value: &str) -> &str {
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

/// How far above a mistake its cause is looked for.
const LINES: usize = 40;

const TAB: &str = "unexpected tab: YAML uses spaces here";

fn is_sign(c: char) -> bool {
    matches!(
        c,
        '@' | '`' | '%' | '&' | '*' | '!' | '|' | '>' | '?' | ',' | ']' | '}'
    )
}

/// A tab before the content of a line.
fn tab(text: &str, line: YamlLine) -> Option<Explained> {
    let before = line.text.len() - line.text.trim_start().len();
    let at = line.text[..before].find('\t')?;
    let start = line.start + at;
    let wanted = column(text, line, line.text[..before].replace('\t', "  ").len());
    let right = format!("{}{}", " ".repeat(wanted), line.text[before..].trim_end());
    Some((
        start..start + 1,
        TAB.to_owned(),
        format!("indent with two spaces for each level: `{right}`"),
    ))
}

/// A space of another kind in the structure of a line.
fn odd(text: &str, line: YamlLine) -> Option<Explained> {
    let (range, what) = misplaced_space(line)?;
    let place = line.text[..range.start - line.start].chars().count() + 1;
    let right = with_spaces(line);
    let inner = right.trim_start();
    let right = match line.text[..range.start - line.start].trim().is_empty() {
        // It stands in the indentation, which has to fit what is above.
        true => format!(
            "{}{inner}",
            " ".repeat(column(text, line, right.len() - inner.len()))
        ),
        false => right,
    };
    let help =
        match what.contains("invisible") || line.text[range.end - line.start..].starts_with(':') {
            true => format!("delete it: `{right}`"),
            false => format!("type an ordinary space: `{right}`"),
        };
    Some((range, format!("found {what} (column {place})"), help))
}

/// A line that is no key with a value, as it may have been meant.
fn no_entry(text: &str, line: YamlLine) -> Explained {
    let range = line.range();
    let inner = line.text.trim();
    let key = |word: &str| super::lines::is_word(word);
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

/// The column in which a line should begin that begins near another: that of a line above which it
/// may go with.
fn column(text: &str, line: YamlLine, own: usize) -> usize {
    let is_item = line
        .text
        .trim_start_matches(|c: char| c.is_whitespace() || odd_space(c).is_some())
        .starts_with('-');
    let mut columns = Vec::new();
    let mut next = line.above(text);
    // Below a key without a value, a line begins further in.
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

/// A line that begins in another column than it should.
fn indented(text: &str, line: YamlLine, above: YamlLine) -> Explained {
    let own = line.indentation();
    let is_item = line.text.trim_start().starts_with("- ");
    let right = column(text, line, own);
    let reference = above
        .content()
        .max(if is_item { above.indentation() } else { 0 });
    let spaces = |number: usize| match number {
        0 => "not indented".to_owned(),
        1 => "indented by 1 space".to_owned(),
        n => format!("indented by {n} spaces"),
    };
    let reference = if is_item && above.content() > above.indentation() {
        above.indentation()
    } else {
        reference
    };
    let message = format!(
        "this line is {}, and the one above {}",
        spaces(own),
        match reference {
            0 => "not at all".to_owned(),
            n => format!("by {n}"),
        }
    );
    let inner = line.text.trim();
    let help = match right {
        0 => format!("begin it in the first column: `{inner}`"),
        n => format!("indent it by {n}: `{}{inner}`", " ".repeat(n)),
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

/// A comment that begins inside a list in brackets and swallows its end.
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
        "`#` begins a comment here, so the bracket is never closed".to_owned(),
        format!(
            "write `{before}[{}]`, or `{before}{bare}`",
            items.join(", ")
        ),
    ))
}

/// A key that a mapping has already.
fn twice(text: &str, at: usize, key: &str) -> SyntaxError {
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
        // An item that begins here, or what is further out, is another mapping.
        if other.indentation() < column && other.content() <= column && other.content() != column {
            break;
        }
        next = other.above(text);
    }
    let message = format!("the key `{key}` {SECOND}");
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

/// What the library can read, and reads as something else than was meant: an unusual space that is
/// part of a key or stands in place of the space behind one, a hyphen without its space, the name
/// of an anchor that nothing uses.
pub(super) fn misread(text: &str) -> Option<SyntaxError> {
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
pub(super) fn may_be_misread(text: &str) -> bool {
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

/// Where that began in which a mistake was found: the library says "..., while scanning a quoted
/// scalar at line 3 column 8".
fn began(text: &str, message: &str) -> Option<usize> {
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

    /// Words of the library, of which an editor is to see none.
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
                let help = error.help.unwrap_or_default();
                let is_ours =
                    !FOREIGN.iter().any(|words| error.message.contains(words)) && !help.is_empty();
                let is_inside = error.at <= error.end
                    && error.end <= text.len()
                    && text.is_char_boundary(error.at);
                if !is_ours || !is_inside {
                    wrong.push(format!(
                        "{text:?}: {} {:?} {help}",
                        error.message,
                        error.at..error.end
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
