//! Exact ranges of values, keys and entries, for edits of a text.
//!
//! `locate` finds where a value begins; its end is read here, and then compared:
//! a range counts only if the text in it means the same value. So an unusual way of writing YAML
//! gives no range, and never a wrong one.

use std::ops::Range;

use super::{Sought, Step, Value, locate, parse};

/// What part of an entry is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The value.
    Value,
    /// The key.
    Key,
    /// The key and the value, or the item of a list: with its lines, or with one of its commas.
    Entry,
}

/// The maximum number of lines of a plain scalar that is tried.
const MAX_PLAIN_LINES: usize = 40;

/// Returns the exact range of what is at `path`. `None` if it is not there, or not certain.
pub fn extent(text: &str, path: &[Step], sought: Extent) -> Option<Range<usize>> {
    match sought {
        Extent::Key => key(text, path),
        Extent::Value => value(text, path, &parse(text).ok()?),
        Extent::Entry => entry(text, path, &parse(text).ok()?),
    }
}

/// Returns the value at a path.
fn at<'v>(value: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter()
        .try_fold(value, |value, step| match (value, step) {
            (Value::Map(entries), Step::Key(key)) => {
                let (_, value) = entries.iter().find(|(other, _)| other == key)?;
                Some(value)
            }
            (Value::List(items), Step::Index(index)) => items.get(*index),
            _ => None,
        })
}

/// Returns the range of a key with its quotes.
fn key(text: &str, path: &[Step]) -> Option<Range<usize>> {
    let Some(Step::Key(wanted)) = path.last() else {
        return None;
    };
    let start = locate(text, path, Sought::Key)?.start;
    let end = match text.get(start..)?.chars().next()? {
        quote @ ('"' | '\'') => quoted_end(text, start, quote)?,
        _ => {
            let line = text[start..].lines().next()?;
            let colon = line
                .match_indices(':')
                .map(|(at, _)| at)
                .find(|at| line[at + 1..].is_empty() || line[at + 1..].starts_with([' ', '\t']))?;
            start + line[..colon].trim_end().len()
        }
    };
    let is_key = match parse(&text[start..end]).ok()? {
        Value::Text(read) => read == *wanted,
        _ => text[start..end] == **wanted,
    };
    is_key.then_some(start..end)
}

/// Returns the range of a value.
fn value(text: &str, path: &[Step], document: &Value) -> Option<Range<usize>> {
    let wanted = at(document, path)?;
    if *wanted == Value::Null {
        return empty_value(text, path);
    }
    let start = locate(text, path, Sought::Value)?.start;
    let column = start - line_start(text, start);
    let is_same = |end: usize| {
        let alone = format!("{}{}", " ".repeat(column), &text[start..end]);
        parse(&alone).is_ok_and(|read| read == *wanted)
    };
    let end = match text[start..].chars().next()? {
        quote @ ('"' | '\'') => quoted_end(text, start, quote)?,
        '[' | '{' => closing(text, start)?,
        '|' | '>' => block_scalar_end(text, start),
        _ if matches!(wanted, Value::Map(_) | Value::List(_)) => collection_end(text, start),
        _ => {
            return plain_ends(text, start)
                .into_iter()
                .find(|end| is_same(*end))
                .map(|end| start..end);
        }
    };
    is_same(end).then_some(start..end)
}

/// Returns the empty range after the colon of a key without a value.
fn empty_value(text: &str, path: &[Step]) -> Option<Range<usize>> {
    let key = key(text, path)?;
    let rest = &text[key.end..];
    let colon = key.end + rest.find(':')? + 1;
    let after = text[colon..].lines().next().unwrap_or_default();
    after.trim().is_empty().then_some(colon..colon)
}

/// Returns the range of an entry or item: its lines, or what a comma separates.
fn entry(text: &str, path: &[Step], document: &Value) -> Option<Range<usize>> {
    let (last, above) = path.split_last()?;
    let value_range = value(text, path, document)?;
    let start = match last {
        Step::Key(_) => key(text, path)?.start,
        Step::Index(_) => value_range.start,
    };
    if is_in_flow(text, above) {
        return flow_entry(text, start..value_range.end);
    }
    let end = line_end(text, value_range.end);
    let line = line_start(text, start);
    let before = &text[line..start];
    match last {
        Step::Key(_) if before.bytes().all(|byte| byte == b' ') => Some(line..end),
        // The first key of an item: the next one takes its place behind the hyphen.
        Step::Key(_) if before.bytes().all(|byte| matches!(byte, b' ' | b'-')) => {
            let next = text.get(end..)?.lines().next()?;
            let indentation = next.len() - next.trim_start_matches(' ').len();
            let is_sibling = indentation == start - line
                && !next.trim_start().starts_with(['#', '-'])
                && !next.trim().is_empty();
            is_sibling.then(|| start..end + indentation)
        }
        Step::Index(_) => {
            let bare = before.trim_start_matches(' ').trim_end();
            (bare == "-").then_some(line..end)
        }
        Step::Key(_) => None,
    }
}

/// Extends the range of an entry in brackets by the comma that separates it.
fn flow_entry(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let after = &text[range.end..];
    let gap = after.len() - after.trim_start().len();
    if after[gap..].starts_with(',') {
        let rest = &after[gap + 1..];
        let space = rest.len() - rest.trim_start_matches(' ').len();
        return Some(range.start..range.end + gap + 1 + space);
    }
    let before = text[..range.start].trim_end();
    match before.chars().next_back()? {
        ',' => Some(before.len() - 1..range.end),
        '[' | '{' => Some(range),
        _ => None,
    }
}

/// Whether the value at a path, or one that contains it, is written in brackets.
pub(super) fn is_in_flow(text: &str, path: &[Step]) -> bool {
    (0..=path.len()).any(|length| {
        let start = match locate(text, &path[..length], Sought::Value) {
            Some(range) => range.start,
            None => return false,
        };
        text[start..].starts_with(['[', '{'])
    })
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Returns the end of the line of a position, with its line break. At the start of a line, the line
/// is over already.
fn line_end(text: &str, at: usize) -> usize {
    if at > 0 && text.as_bytes()[at - 1] == b'\n' {
        return at;
    }
    text[at..]
        .find('\n')
        .map_or(text.len(), |newline| at + newline + 1)
}

/// Returns the end of a quoted scalar.
fn quoted_end(text: &str, start: usize, quote: char) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == '"' => at += 1,
            b'\'' if quote == '\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
            byte if char::from(byte) == quote => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Returns the end of a list or mapping in brackets.
fn closing(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, start);
    while at < bytes.len() {
        let begins_scalar = || {
            let before = text[..at].trim_end_matches([' ', '\n', '\r']);
            before.ends_with(['[', '{', ',', ':'])
        };
        match bytes[at] {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            quote @ (b'"' | b'\'') if begins_scalar() => {
                at = quoted_end(text, at, char::from(quote))?;
                continue;
            }
            b'#' if bytes[at - 1].is_ascii_whitespace() => {
                at = line_end(text, at);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Returns the column of the key or item whose value begins at a position.
fn owner_column(text: &str, start: usize) -> usize {
    let line = &text[line_start(text, start)..start];
    let mut column = line.len() - line.trim_start_matches(' ').len();
    let mut last = column;
    while line[column..].starts_with("- ") {
        let rest = line[column + 1..].trim_start_matches(' ');
        last = column;
        column = line.len() - rest.len();
    }
    // `- |` has no key: the text is indented further than the hyphen.
    match line[column..].trim().is_empty() {
        true => last,
        false => column,
    }
}

/// Returns the end of a block scalar, without the empty lines after it.
fn block_scalar_end(text: &str, start: usize) -> usize {
    let own = owner_column(text, start);
    let mut end = line_end(text, start);
    let mut at = end;
    for line in text[end..].split_inclusive('\n') {
        at += line.len();
        if line.trim().is_empty() {
            continue;
        }
        if line.len() - line.trim_start_matches(' ').len() <= own {
            break;
        }
        end = at;
    }
    end
}

/// Returns the end of a list or mapping in lines.
fn collection_end(text: &str, start: usize) -> usize {
    let column = start - line_start(text, start);
    let is_list = text[start..].starts_with('-');
    let mut end = line_end(text, start);
    let mut at = end;
    for line in text[end..].split_inclusive('\n') {
        at += line.len();
        let bare = line.trim_start_matches(' ');
        let indentation = line.len() - bare.len();
        if bare.trim().is_empty() || bare.starts_with('#') && indentation <= column {
            continue;
        }
        let is_next = match is_list {
            true => indentation == column && bare.starts_with('-'),
            false => indentation == column && !bare.starts_with("- "),
        };
        if indentation <= column && !is_next {
            break;
        }
        end = at;
    }
    end
}

/// Returns where a plain scalar may end, the likeliest first.
fn plain_ends(text: &str, start: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = start;
    for line in text[start..].split_inclusive('\n').take(MAX_PLAIN_LINES) {
        let comment = line.find(" #").unwrap_or(line.len());
        let whole = line[..comment].trim_end();
        ends.push(at + whole.len());
        if let Some(end) = line[..comment].find([',', ']', '}']) {
            ends.push(at + line[..end].trim_end().len());
        }
        if let Some(end) = line.find(": ") {
            ends.push(at + line[..end].trim_end().len());
        }
        at += line.len();
    }
    ends.retain(|end| *end > start);
    ends
}

/// Returns a text as a scalar in the quotes of another one.
pub fn requote(old: &str, text: &str) -> String {
    let double = || {
        let escaped = text
            .replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\n', "\\n")
            .replace('\t', "\\t");
        format!("\"{escaped}\"")
    };
    match old.chars().next() {
        Some('\'') if !text.contains('\n') => format!("'{}'", text.replace('\'', "''")),
        Some('"') => double(),
        _ => {
            // A number is read as it is written, so it needs no quotes.
            let is_same = |value: &Value| match value {
                Value::Text(read) => read == text,
                Value::Int(number) => number.to_string() == text,
                _ => false,
            };
            let item = parse(&format!("[{text}]"));
            let entry = parse(&format!("a: {text}"));
            let is_plain = matches!(&item, Ok(Value::List(items)) if matches!(items.as_slice(), [one] if is_same(one)))
                && matches!(&entry, Ok(Value::Map(entries)) if matches!(entries.as_slice(), [(_, one)] if is_same(one)));
            match is_plain {
                true => text.to_owned(),
                false => double(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Step::{Index, Key};

    fn found<'t>(text: &'t str, path: &[Step], sought: Extent) -> &'t str {
        match extent(text, path, sought) {
            Some(range) => &text[range],
            None => "nothing",
        }
    }

    const TEXT: &str = "title: \"A: b\" # c\nlong: one\n  two\n'q': it''s\nlist: [a, 'b, c', {d: e}]\n\
        block: |\n  x\n\n  y\n\nitems:\n- id: a\n  b: c\n- e\nnone:\nend: 'x'\n";

    #[test]
    fn values_have_exact_ranges() {
        let value = |path: &[Step]| found(TEXT, path, Extent::Value);
        assert_eq!(value(&[Key("title")]), "\"A: b\"");
        assert_eq!(value(&[Key("long")]), "one\n  two");
        assert_eq!(value(&[Key("q")]), "it''s");
        assert_eq!(value(&[Key("list")]), "[a, 'b, c', {d: e}]");
        assert_eq!(value(&[Key("list"), Index(0)]), "a");
        assert_eq!(value(&[Key("list"), Index(1)]), "'b, c'");
        assert_eq!(value(&[Key("list"), Index(2), Key("d")]), "e");
        assert_eq!(value(&[Key("block")]), "|\n  x\n\n  y\n");
        assert_eq!(value(&[Key("items")]), "- id: a\n  b: c\n- e\n");
        assert_eq!(value(&[Key("items"), Index(0)]), "id: a\n  b: c\n");
        assert_eq!(value(&[Key("none")]), "");
        assert_eq!(value(&[Key("nobody")]), "nothing");
        assert_eq!(found(TEXT, &[Key("q")], Extent::Key), "'q'");
        assert_eq!(found(TEXT, &[Key("title")], Extent::Key), "title");
    }

    #[test]
    fn entries_are_removed_with_their_lines_or_commas() {
        let entry = |path: &[Step]| found(TEXT, path, Extent::Entry);
        assert_eq!(entry(&[Key("title")]), "title: \"A: b\" # c\n");
        assert_eq!(entry(&[Key("block")]), "block: |\n  x\n\n  y\n");
        assert_eq!(entry(&[Key("list"), Index(0)]), "a, ");
        assert_eq!(entry(&[Key("list"), Index(2)]), ", {d: e}");
        assert_eq!(entry(&[Key("list"), Index(2), Key("d")]), "d: e");
        assert_eq!(entry(&[Key("items"), Index(0)]), "- id: a\n  b: c\n");
        assert_eq!(entry(&[Key("items"), Index(0), Key("id")]), "id: a\n  ");
        assert_eq!(entry(&[Key("items"), Index(0), Key("b")]), "  b: c\n");
        assert_eq!(entry(&[Key("items"), Index(1)]), "- e\n");
        assert_eq!(entry(&[Key("none")]), "none:\n");
    }

    #[test]
    fn a_new_text_gets_the_old_quotes() {
        assert_eq!(requote("a", "b"), "b");
        assert_eq!(requote("'a'", "it's"), "'it''s'");
        assert_eq!(requote("\"a\"", "b\"c"), "\"b\\\"c\"");
        assert_eq!(requote("a", "b: c"), "\"b: c\"");
        assert_eq!(requote("a", "b, c"), "\"b, c\"");
        assert_eq!(requote("a", "no #"), "\"no #\"");
        assert_eq!(requote("a", "2022"), "2022");
    }
}
