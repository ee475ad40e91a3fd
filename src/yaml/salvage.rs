//! Salvage: reads the valid parts of invalid YAML, so that references to its entities are not
//! reported as wrong.
//!
//! A text is split into the entries of its outermost mapping or list. An entry that is valid YAML
//! is parsed; others are split again, and finally taken as plain text. The result is a guess and is
//! never published.

use super::{Keys, Value, read};

/// The maximum depth to which a text is split.
const MAX_DEPTH: usize = 6;

/// The maximum number of bytes of a text that are read.
const MAX_BYTES: usize = 256 * 1024;

/// Returns the valid entries of a text, or an empty mapping.
pub fn salvage(text: &str) -> Value {
    match salvaged(&lines(text), MAX_DEPTH) {
        map @ Value::Map(_) => map,
        _ => Value::Map(Vec::new()),
    }
}

/// Returns everything in a text that may be a name or an id: values, and items of lists.
pub fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for line in lines(text) {
        let mut line = line.trim();
        while let Some(rest) = line.strip_prefix("- ") {
            line = rest.trim_start();
        }
        words.push(without_quotes(line));
        if let Some((_, value)) = line.split_once(": ") {
            words.push(without_quotes(value));
        }
        words.extend(
            line.split([',', '[', ']', '{', '}', ';', ':'])
                .map(without_quotes),
        );
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Returns the lines without fences and markers of merge conflicts.
fn lines(text: &str) -> Vec<&str> {
    let text = &text[..text.floor_char_boundary(MAX_BYTES)];
    let is_marker = |line: &str| {
        ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
            .iter()
            .any(|m| line.starts_with(m))
    };
    let is_rule = |line: &str| {
        line.chars()
            .all(|c| matches!(c, '-' | '+' | '.' | '—' | '–'))
    };
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .filter(|line| !is_marker(line) && !is_rule(line.trim()))
        .collect()
}

/// Returns the value of some lines: parsed if they are valid YAML, or else split further.
fn salvaged(lines: &[&str], depth: usize) -> Value {
    let base = lines
        .iter()
        .map(|line| indentation(line))
        .min()
        .unwrap_or(0);
    let mut map = Vec::new();
    let mut list = Vec::new();
    for block in blocks(lines, base) {
        let first = &block[0][base..];
        if let Some(item) = first.strip_prefix("- ") {
            list.push(of_item(block, item, depth));
        } else if let Some((key, value)) = entry(first)
            && !map.iter().any(|(known, _)| known == key)
        {
            map.push((key.to_owned(), of_entry(block, value, depth)));
        }
    }
    if list.len() > map.len() {
        Value::List(list)
    } else {
        Value::Map(map)
    }
}

/// Groups lines: each line with the minimum indentation, and the further indented lines below it.
fn blocks<'a, 't>(lines: &'a [&'t str], base: usize) -> Vec<&'a [&'t str]> {
    let begins = |line: &str| {
        indentation(line) == base
            && (line[base..].starts_with("- ") || entry(&line[base..]).is_some())
    };
    let starts: Vec<usize> = (0..lines.len()).filter(|at| begins(lines[*at])).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| &lines[*start..end])
        .collect()
}

/// Returns the value of `key: value` and the lines below it.
fn of_entry(block: &[&str], value: &str, depth: usize) -> Value {
    if let Ok(Value::Map(entries)) = read(&block.join("\n"), Keys::Any)
        && let [(_, value)] = entries.as_slice()
    {
        return value.clone();
    }
    if value.is_empty() && block.len() > 1 && depth > 0 {
        return salvaged(&block[1..], depth - 1);
    }
    plain(value)
}

/// Returns the value after a hyphen and the lines below it.
fn of_item(block: &[&str], item: &str, depth: usize) -> Value {
    let indent = block[0].len() - item.len();
    let mut inner = vec![format!("{}{item}", " ".repeat(indent))];
    inner.extend(block[1..].iter().map(|line| (*line).to_owned()));
    if let Ok(value) = read(&inner.join("\n"), Keys::Any) {
        return value;
    }
    let inner: Vec<&str> = inner.iter().map(String::as_str).collect();
    match salvaged(&inner, depth.saturating_sub(1)) {
        Value::Map(entries) if entries.is_empty() || depth == 0 => plain(item),
        value => value,
    }
}

/// Returns a text without its quotes, or the texts of a list in brackets.
fn plain(value: &str) -> Value {
    match value.trim().strip_prefix('[') {
        Some(list) => Value::List(
            list.split([',', ']'])
                .map(without_quotes)
                .filter(|item| !item.is_empty())
                .map(|item| Value::Text(item.to_owned()))
                .collect(),
        ),
        None if without_quotes(value).is_empty() => Value::Null,
        None => Value::Text(without_quotes(value).to_owned()),
    }
}

/// Returns a text without surrounding marks.
fn without_quotes(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '“' | '”' | '«' | '»' | '[' | ']' | ',')
    })
}

/// Returns the key and the value of a line such as `key: value`.
fn entry(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    let is_key = !key.is_empty()
        && key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    is_key.then(|| (key, value.trim()))
}

/// Returns the length in bytes of the white space that begins a line, including tabs and
/// non-breaking spaces.
fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn at<'v>(value: &'v Value, key: &str) -> &'v Value {
        let Value::Map(entries) = value else {
            panic!("{value:?} is no mapping")
        };
        &entries.iter().find(|(known, _)| known == key).expect(key).1
    }

    #[test]
    fn all_but_the_broken_entry_is_read() {
        let value = salvage(
            "name: \"FAMa\naliases: [Armée, \"Forces armées]\nkind: x\nlist:\n  - a\n  - b\n",
        );
        assert_eq!(at(&value, "name"), &text("FAMa"));
        assert_eq!(
            at(&value, "aliases"),
            &Value::List(vec![text("Armée"), text("Forces armées")])
        );
        assert_eq!(at(&value, "list"), &Value::List(vec![text("a"), text("b")]));
    }

    #[test]
    fn what_stands_inside_an_article_is_found() {
        let text_of = "title: A: b\nevents:\n  - e0\n  - id: e1\n    title: \"x\n    claims:\n      - id: c1\n        count: 3\n  - id: e2\n    date: 2022\n";
        let value = salvage(text_of);
        let Value::List(events) = at(&value, "events") else {
            panic!("{value:?}")
        };
        assert_eq!(events[0], text("e0"));
        assert_eq!(at(&events[1], "id"), &text("e1"));
        let Value::List(claims) = at(&events[1], "claims") else {
            panic!("{value:?}")
        };
        assert_eq!(at(&claims[0], "id"), &text("c1"));
        assert_eq!(at(&events[2], "id"), &text("e2"));
    }

    #[test]
    fn words_are_values_and_parts_of_lists() {
        let found = words("name: \"FAMa\naliases: [Armée, \"Forces\"]\n  - id: x-1\n");
        for word in ["FAMa", "Armée", "Forces", "x-1"] {
            assert!(found.contains(&word), "{word}: {found:?}");
        }
    }
}
