//! TOML as values, and written as YAML.
//!
//! Front matter of Hugo and Zola is TOML. Most of its lines are YAML with `=` for a colon, so they
//! are changed one by one, and keep their comments and quotes. The result counts only if it is read
//! as the same values.

use super::{Value, parse};
use crate::messages::Message;

/// Parses TOML.
///
/// # Errors
/// The byte offset of the error, and the message of the parser.
pub fn parse_toml(text: &str) -> Result<Value, (usize, Message)> {
    let value: toml::Value = toml::from_str(text).map_err(|error| {
        let line = error.line_col().map_or(0, |(line, _)| line);
        let before = line.checked_sub(1);
        let end = before.and_then(|line| text.match_indices('\n').nth(line));
        let offset = end.map_or(0, |(at, _)| at + 1);
        (offset, Message::verbatim(error.to_string()))
    })?;
    Ok(value_of(value))
}

fn value_of(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::Text(text),
        toml::Value::Integer(number) => Value::Int(number),
        toml::Value::Float(number) => Value::Float(number),
        toml::Value::Boolean(flag) => Value::Bool(flag),
        toml::Value::Datetime(date) => Value::Text(date.to_string()),
        toml::Value::Array(items) => Value::List(items.into_iter().map(value_of).collect()),
        toml::Value::Table(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| (key, value_of(value)))
                .collect(),
        ),
    }
}

/// Returns TOML as YAML, line by line. `None` if a line cannot be changed on its own, or if the
/// YAML has other values.
pub fn toml_as_yaml(text: &str) -> Option<String> {
    let mut yaml = String::with_capacity(text.len());
    let mut margin = String::new();
    // The brackets of a list that are still open.
    let mut open = 0;
    for line in text.split_inclusive('\n') {
        let inner = line.trim_start();
        if open > 0 {
            // A list of several lines is indented, so that it belongs to its key.
            yaml.push_str(&margin);
            yaml.push_str("  ");
            yaml.push_str(inner);
            open += depth(inner)?;
            continue;
        }
        if inner.trim_end().is_empty() || inner.starts_with('#') {
            yaml.push_str(line);
            continue;
        }
        let end = &line[line.trim_end_matches(['\n', '\r']).len()..];
        if let Some(header) = inner.strip_prefix('[') {
            let path = header.split(']').next()?;
            margin.clear();
            for key in path.split('.') {
                yaml.push_str(&format!("{margin}{}:{end}", plain_key(key)?));
                margin.push_str("  ");
            }
            continue;
        }
        let (key, value) = inner.split_once('=')?;
        let value = value.trim_start();
        if value.starts_with("\"\"\"") || value.starts_with("'''") || value.starts_with('{') {
            return None;
        }
        yaml.push_str(&format!("{margin}{}: {value}", plain_key(key)?));
        if value.starts_with('[') {
            open = depth(value)?;
        }
    }
    let (expected, found) = (parse_toml(text).ok()?, parse(&yaml).ok()?);
    is_same(&expected, &found).then_some(yaml)
}

/// Returns a key without its quotes. `None` if it is not a plain word.
fn plain_key(key: &str) -> Option<&str> {
    let key = key.trim().trim_matches(['"', '\'']);
    let is_plain = key
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    (is_plain && !key.is_empty()).then_some(key)
}

/// Returns how many more brackets a line opens than it closes, outside of texts and comments.
/// `None` if a text does not end in the line.
fn depth(line: &str) -> Option<i32> {
    let mut depth = 0;
    let mut quote = None;
    let mut is_escaped = false;
    for c in line.chars() {
        match quote {
            Some(_) if is_escaped => is_escaped = false,
            Some('"') if c == '\\' => is_escaped = true,
            Some(mark) if c == mark => quote = None,
            Some(_) => {}
            None => match c {
                '"' | '\'' => quote = Some(c),
                '[' => depth += 1,
                ']' => depth -= 1,
                '#' => break,
                _ => {}
            },
        }
    }
    quote.is_none().then_some(depth)
}

/// Whether two values are the same, whatever the order of keys.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Map(one), Value::Map(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| {
                    let mut found = other.iter().filter(|(other, _)| other == key);
                    found.any(|(_, other)| is_same(value, other))
                })
        }
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(one, other))
        }
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_toml_keep_their_comments_and_quotes() {
        let toml = "title = \"Mali: two weeks\" # the title\ndate = 2022-02-23\n\n# Topics\n\
            draft = true\nweight = 10\ntags = ['a', \"b # c\"]\nactors = [\n  \"fama\", # the army\n\
            \x20 \"mnla\",\n]\n\n[extra]\nimage = \"a.jpg\"\n";
        let yaml = "title: \"Mali: two weeks\" # the title\ndate: 2022-02-23\n\n# Topics\n\
            draft: true\nweight: 10\ntags: ['a', \"b # c\"]\nactors: [\n  \"fama\", # the army\n\
            \x20 \"mnla\",\n  ]\n\nextra:\n  image: \"a.jpg\"\n";
        assert_eq!(toml_as_yaml(toml).as_deref(), Some(yaml));
        let windows = toml.replace('\n', "\r\n");
        assert_eq!(toml_as_yaml(&windows), Some(yaml.replace('\n', "\r\n")));
    }

    #[test]
    fn what_is_not_the_same_in_yaml_is_left_alone() {
        for toml in [
            "title = \"\"\"a\nb\"\"\"\n",
            "size = 1_000\n",
            "place = {lat = 1.0}\n",
            "a.b = 1\n",
            "[[claims]]\nid = \"a\"\n",
            "[a]\nb = 1\n[a.c]\nd = 1\n",
            "title = \n",
        ] {
            assert_eq!(toml_as_yaml(toml), None, "{toml}");
        }
    }
}
