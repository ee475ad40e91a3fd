//! YAML, and the only module that depends on a YAML library.
//!
//! [`parse`] turns a text into a [`Value`] tree. Scalars keep their YAML type, because a title may
//! be `2022` and a count may not be `many`. The tree has no positions. When a finding needs one,
//! [`locate`](fn@locate) walks the same text again and raises an error at the sought path;
//! serde_yaml adds the position to that error. So positions cost nothing unless something is wrong.

mod dropped_text;
mod edit;
mod emit;
mod explain;
mod extent;
mod from_toml;
mod lines;
mod locate;
mod repair;
mod salvage;
mod visitor;
mod written;

use std::hash::{Hash, Hasher};
use std::mem;
use std::ops::Range;

use serde::de::DeserializeSeed as _;
use serde::{Deserialize, Serialize};

pub use self::dropped_text::{DroppedText, dropped_texts};
pub use self::edit::{entry, has_comment, set_entry};
pub use self::emit::{PlainValue, emit};
pub use self::extent::{Extent, extent, requote};
pub use self::from_toml::{parse_toml, toml_as_yaml};
pub use self::locate::{Sought, Step, locate};
pub use self::repair::Repair;
pub use self::salvage::{salvage, words};
use self::visitor::{Keys, ValueTree};
pub use self::written::is_written;
use crate::messages::Message;

/// A YAML document without positions. Maps keep their order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

// Floating-point numbers have no `Hash`, so their bits are hashed.
impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        mem::discriminant(self).hash(state);
        match self {
            Value::Null => {}
            Value::Bool(value) => value.hash(state),
            Value::Int(value) => value.hash(state),
            Value::Float(value) => value.to_bits().hash(state),
            Value::Text(value) => value.hash(state),
            Value::List(values) => values.hash(state),
            Value::Map(entries) => entries.hash(state),
        }
    }
}

/// A [`Value`] that borrows its texts from serialized bytes.
#[derive(Debug, Deserialize)]
pub enum ValueRef<'v> {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(&'v str),
    #[serde(borrow)]
    List(Vec<ValueRef<'v>>),
    #[serde(borrow)]
    Map(Vec<(&'v str, ValueRef<'v>)>),
}

impl Value {
    /// Whether the value is null, an empty text or list, or contains only empty values. A CMS
    /// writes them for every field that was left empty.
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Null => true,
            Value::Text(text) => text.trim().is_empty(),
            Value::List(items) => items.iter().all(Value::is_empty),
            Value::Map(entries) => entries.iter().all(|(_, value)| value.is_empty()),
            _ => false,
        }
    }
}

/// Why a text is not valid YAML for griot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The message, without a position.
    pub message: Message,
    /// What to do, if the usual cause is known.
    pub help: Option<Message>,
    /// The byte offset in the text.
    pub at: usize,
    /// The end of the mistake, as a byte offset.
    pub end: usize,
    /// A related range, with a few words.
    pub other: Option<(Range<usize>, Message)>,
}

/// Parses one YAML document. An empty text is [`Value::Null`].
///
/// # Errors
/// If the text is not YAML, repeats a key in a mapping, or uses a tag.
pub fn parse(text: &str) -> Result<Value, SyntaxError> {
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    // Most texts have plain keys and no tags. All others, and texts with errors, are parsed by a
    // slower reader.
    let plain = if text.contains('!') {
        None
    } else {
        read(text, Keys::Plain).ok()
    };
    let value = match plain {
        Some(value) => value,
        None => read(text, Keys::Any).map_err(|error| explain::explain(text, &error))?,
    };
    match explain::may_be_misread(text)
        .then(|| explain::misread(text))
        .flatten()
    {
        Some(error) => Err(error),
        None => Ok(value),
    }
}

/// Parses keys and their values, as [`parse`] does. A text without any key is an empty document.
///
/// # Errors
/// If the text is not YAML, or is a single text instead of keys.
pub fn parse_mapping(text: &str) -> Result<Value, SyntaxError> {
    match parse(text)? {
        Value::Text(_) | Value::Int(_) | Value::Float(_) | Value::Bool(_) => {
            Err(explain::explain_text(text))
        }
        value => Ok(value),
    }
}

fn read(text: &str, keys: Keys) -> Result<Value, serde_yaml::Error> {
    ValueTree { keys }.deserialize(serde_yaml::Deserializer::from_str(text))
}

fn offset(text: &str, error: &serde_yaml::Error) -> Option<usize> {
    let location = error.location()?;
    let line_start = match location.line() {
        0 | 1 => 0,
        line => text.match_indices('\n').nth(line - 2)?.0 + 1,
    };
    let line = &text[line_start..];
    let in_line = line.char_indices().nth(location.column().saturating_sub(1));
    Some(line_start + in_line.map_or(line.len(), |(at, _)| at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read_and_nothing_else() {
        let value = parse("a: [1, -2.5, true, ~, {b: c, é: []}]\nd: text\n").expect("it is YAML");
        let bytes = postcard::to_allocvec(&value).expect("it has a form");
        assert!(is_written(&bytes));
        for end in 0..bytes.len() {
            assert!(!is_written(&bytes[..end]), "{end}");
        }
        for at in 0..bytes.len() {
            for other in 0..=255 {
                let mut bytes = bytes.clone();
                bytes[at] = other;
                if is_written(&bytes) {
                    assert!(
                        postcard::from_bytes::<ValueRef>(&bytes).is_ok(),
                        "{at} {other}"
                    );
                }
            }
        }
        let deep = [5, 1].repeat(1_000_000);
        assert!(!is_written(&deep));
        assert!(!is_written(&[
            5, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1
        ]));
    }

    fn found<'t>(text: &'t str, path: &[Step], sought: Sought) -> &'t str {
        &text[locate(text, path, sought).expect("the path leads to a place")]
    }

    #[test]
    fn a_view_has_the_form_of_its_value() {
        let value =
            parse("a: ~\nb: true\nc: -1\nd: 1.5\ne: é\nf: [x, {y: z}]\n").expect("it is YAML");
        let bytes = postcard::to_allocvec(&value).expect("it can be written");
        let view: ValueRef = postcard::from_bytes(&bytes).expect("it can be read");
        assert_eq!(format!("{view:?}"), format!("{value:?}"));
    }

    #[test]
    fn plain_keys_are_read_as_all_keys_are() {
        for plain in [
            "a: 1\nb: {c: [d, {e: f}]}\n",
            "\"a\": b\n'c': d\n",
            "inf: 1\nnan: 2\ne5: 3\n",
            "a: &x {b: 1}\nc: *x\n",
        ] {
            let value = read(plain, Keys::Any).expect(plain);
            assert_eq!(read(plain, Keys::Plain).expect(plain), value);
        }
        for other in [
            "1: a",
            "1.10: a",
            "0x10: a",
            "~: a",
            "True: a",
            "\"True\": a",
            "null: a",
            ": a",
            ".inf: a",
            "? [a]\n: b",
            "é: a",
        ] {
            assert!(read(other, Keys::Plain).is_err(), "{other}");
        }
        assert_eq!(
            parse("1.10: a"),
            Ok(Value::Map(vec![(
                "1.1".to_owned(),
                Value::Text("a".to_owned())
            )]))
        );
        assert!(parse("!x a: b").is_err());
    }

    #[test]
    fn a_path_leads_to_bytes() {
        let text = "titre: \"Ségou : l'été\"\nactors: [fama, Famaa]\nevents:\n  - id: a\n    side_a: [x] # note\n";
        use Step::{Index, Key};
        assert_eq!(
            found(text, &[Key("actors"), Index(1)], Sought::Value),
            "Famaa"
        );
        assert_eq!(
            found(text, &[Key("titre")], Sought::Value),
            "\"Ségou : l'été\""
        );
        assert_eq!(found(text, &[Key("titre")], Sought::Key), "titre");
        assert_eq!(
            found(
                text,
                &[Key("events"), Index(0), Key("side_a"), Index(0)],
                Sought::Value
            ),
            "x"
        );
        assert_eq!(
            found(text, &[Key("events"), Index(0), Key("id")], Sought::Value),
            "a"
        );
        assert_eq!(locate(text, &[Key("nobody")], Sought::Value), None);
        let numbers = "a: {b: 1.10, c: true, d: 2022}\n";
        for (key, value) in [("b", "1.10"), ("c", "true"), ("d", "2022")] {
            assert_eq!(found(numbers, &[Key("a"), Key(key)], Sought::Value), value);
        }
    }

    #[test]
    fn a_repeated_key_is_refused_at_its_second_place() {
        let error = parse("a: 1\nb: 2\na: 3\n").expect_err("a key stands twice");
        assert_eq!(
            (error.at, error.message.english().as_str()),
            (10, "the key `a` is repeated here")
        );
    }

    #[test]
    fn a_tab_is_called_a_tab() {
        let error = parse("a:\n\tb: 1\n").expect_err("a tab indents");
        assert_eq!(
            error.message.english(),
            "unexpected tab: YAML uses spaces here"
        );
    }

    #[test]
    fn what_is_not_closed_is_shown_where_it_opens() {
        for (text, at) in [
            ("é: 1\na: [x, y\nb: 1\n", 9),
            ("a: \"x\nb: 1\n", 3),
            ("a: 1\nb:2\nc: 3\n", 5),
        ] {
            assert_eq!(parse(text).expect_err(text).at, at, "{text}");
        }
    }

    #[test]
    fn messages_are_ours() {
        for text in [
            "a: 1\n\tb: 2",
            "a: - b",
            "a: 1\n...\nb: 1",
            "a: *b",
            "a: !b c",
            "a: > b",
            "a: \"\\q\"",
            "a: 'b'c'",
        ] {
            let error = parse(text).expect_err(text);
            assert!(error.help.is_some(), "{text}: {error:?}");
        }
        let nested = parse("a:\n  - b: 1\n    b: 2\n").expect_err("a key stands twice");
        assert_eq!(nested.message.english(), "the key `b` is repeated here");
    }
}
