//! Front matter of other generators: YAML, TOML, and the JSON of Hugo.

use crate::message;
use crate::messages::Message;
use crate::yaml::{self, Value};

/// A front matter with the lines of its keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Front {
    pub entries: Vec<FrontEntry>,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FrontEntry {
    pub key: String,
    pub value: Value,
    /// The line of the file, or 0 if it is not in the file.
    pub line: u64,
}

/// A text split into front matter and body.
pub(super) struct SplitText<'t> {
    pub front: Front,
    pub has_front: bool,
    pub body: &'t str,
    /// The line on which the body begins.
    pub body_line: u64,
}

/// Why a front matter cannot be read.
pub(super) struct FrontError {
    pub line: u64,
    pub message: Message,
}

/// Splits a text. JSON is read only if its first line is an opening brace.
pub(super) fn split(text: &str) -> Result<SplitText<'_>, FrontError> {
    let first = text.lines().next().unwrap_or("").trim_end();
    match first {
        "---" => fenced(text, "---", yaml_value),
        "+++" => fenced(text, "+++", yaml::parse_toml),
        "{" => json(text),
        _ => Ok(SplitText {
            front: Front::default(),
            has_front: false,
            body: text,
            body_line: 1,
        }),
    }
}

/// Splits a text whose front matter is between two lines.
fn fenced<'t>(
    text: &'t str,
    fence: &str,
    read: impl Fn(&str) -> Result<Value, (usize, Message)>,
) -> Result<SplitText<'t>, FrontError> {
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = start;
    let mut number = 1;
    for line in text[start..].split_inclusive('\n') {
        number += 1;
        if line.trim_end() == fence {
            let front = &text[start..at];
            let value = read(front).map_err(|(offset, message)| FrontError {
                line: 2 + front[..offset.min(front.len())].matches('\n').count() as u64,
                message,
            })?;
            let body = &text[at + line.len()..];
            return Ok(SplitText {
                front: Front::new(value, front, 2)?,
                has_front: true,
                body,
                body_line: number + 1,
            });
        }
        at += line.len();
    }
    Err(FrontError {
        line: 1,
        message: message!(
            "the line `{fence}` that ends the front matter is missing",
            fence
        ),
    })
}

/// Splits a text whose front matter is a JSON object.
fn json(text: &str) -> Result<SplitText<'_>, FrontError> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    let value = match values.next() {
        Some(Ok(value)) => value,
        Some(Err(error)) => {
            return Err(FrontError {
                line: error.line() as u64,
                message: Message::verbatim(error.to_string()),
            });
        }
        None => serde_json::Value::Null,
    };
    let end = values.byte_offset();
    let end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    Ok(SplitText {
        front: Front::new(json_value(value), &text[..end], 1)?,
        has_front: true,
        body: &text[end..],
        body_line: text[..end].matches('\n').count() as u64 + 1,
    })
}

fn yaml_value(text: &str) -> Result<Value, (usize, Message)> {
    yaml::parse_mapping(text).map_err(|error| (error.at, error.message))
}

/// Returns a value of JSON.
pub(super) fn json_value(value: serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(flag) => Value::Bool(flag),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(number) => Value::Int(number),
            None => Value::Float(number.as_f64().unwrap_or_default()),
        },
        serde_json::Value::String(text) => Value::Text(text),
        serde_json::Value::Array(items) => Value::List(items.into_iter().map(json_value).collect()),
        serde_json::Value::Object(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| (key, json_value(value)))
                .collect(),
        ),
    }
}

impl Front {
    fn new(value: Value, text: &str, first: u64) -> Result<Front, FrontError> {
        let entries = match value {
            Value::Map(entries) => entries,
            Value::Null => Vec::new(),
            _ => {
                return Err(FrontError {
                    line: first,
                    message: message!("the front matter is not a mapping"),
                });
            }
        };
        let entries = entries.into_iter().map(|(key, value)| FrontEntry {
            line: line_of(text, &key).map_or(first, |line| first + line),
            key,
            value,
        });
        Ok(Front {
            entries: entries.collect(),
        })
    }

    /// Returns the value of a key, whatever its letter case.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let entry = self
            .entries
            .iter()
            .find(|entry| entry.key.eq_ignore_ascii_case(key));
        entry
            .map(|entry| &entry.value)
            .filter(|value| !value.is_empty())
    }

    /// Returns the text of a key. Numbers count as texts.
    pub fn text(&self, key: &str) -> Option<String> {
        scalar(self.get(key)?)
    }

    /// Removes the entry of a key, whatever its letter case.
    pub fn take(&mut self, key: &str) -> Option<FrontEntry> {
        let at = self
            .entries
            .iter()
            .position(|entry| entry.key.eq_ignore_ascii_case(key))?;
        Some(self.entries.remove(at))
    }

    /// Adds an entry unless there is one with its key.
    pub fn add_default(&mut self, key: &str, value: Value) {
        if self.get(key).is_none() {
            self.take(key);
            self.entries.push(FrontEntry {
                key: key.to_owned(),
                value,
                line: 0,
            });
        }
    }
}

/// Returns a single value as a text; `None` for lists and mappings.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.trim().to_owned()),
        Value::Int(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// Returns the line of a key, from 0: the first one that begins with it, or with the name of its
/// table in TOML.
fn line_of(text: &str, key: &str) -> Option<u64> {
    let is_own = |line: &str| {
        let line = line.trim_start().trim_start_matches('[');
        let line = line.trim_start_matches(['"', '\'']);
        let rest = line
            .strip_prefix(key)
            .map(|rest| rest.trim_start_matches(['"', '\'']));
        rest.is_some_and(|rest| rest.trim_start().starts_with([':', '=', ']', '.']))
    };
    text.lines().position(is_own).map(|line| line as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<(String, u64)>, String, u64) {
        let split = split(text).unwrap_or_else(|error| panic!("{}", error.message.english()));
        let entries = split.front.entries.into_iter();
        let keys = entries.map(|entry| (entry.key, entry.line)).collect();
        (keys, split.body.to_owned(), split.body_line)
    }

    #[test]
    fn three_formats_are_read_with_their_lines() {
        for text in [
            "---\ntitle: A\ntags: [x]\n---\nbody",
            "+++\ntitle = \"A\"\ntags = [\"x\"]\n+++\nbody",
            "{\n\"tags\": [\"x\"],\n\"title\": \"A\"\n}\nbody",
        ] {
            let (mut keys, body, line) = read(text);
            keys.sort();
            assert_eq!(keys.len(), 2, "{text}");
            assert!(
                keys.iter().all(|(_, line)| [2, 3].contains(line)),
                "{keys:?}"
            );
            assert_eq!((body.as_str(), line), ("body", 5), "{text}");
        }
        let (keys, ..) = read("+++\ntitle = \"A\"\n[taxonomies]\ntags = []\n+++\n");
        assert!(keys.contains(&("taxonomies".to_owned(), 3)), "{keys:?}");
    }

    #[test]
    fn errors_have_their_line() {
        for text in ["---\na: b\nc: [\n---\n", "+++\na = 1\nb = \n+++\n"] {
            let error = split(text).err().expect("it is wrong");
            assert!((3..=4).contains(&error.line), "{text}: {}", error.line);
        }
        assert_eq!(split("---\na: b\n").err().expect("it is wrong").line, 1);
    }
}
