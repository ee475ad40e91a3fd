//! YAML, and the only module that knows which library reads it.
//!
//! [`parse`] turns a text into a [`Value`] tree. Scalars keep what YAML says of their type, because
//! a title may be `2022` and a count may not be `many`. The tree carries no places: when a finding
//! needs one, [`locate`] walks the same text again to the wanted path and raises an error on
//! arrival; the place of that error is the answer. So places cost nothing where nothing is wrong.

mod dropped_text;
mod explain;
mod lines;
mod locate;
mod salvage;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::mem;
use std::ops::Range;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, Visitor,
};
use serde::{Deserialize, Serialize};

pub use self::dropped_text::{DroppedText, lost};
pub use self::locate::{Sought, Step, locate};
pub use self::salvage::{salvage, words};

/// A YAML document without its places. Maps keep their order.
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

// Floating-point numbers have no `Hash`: their bits stand for them.
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

/// A [`Value`] whose texts are where its bytes are.
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

/// How deep values may stand in each other that come from a cache; the reader of YAML lets no more
/// through.
const DEEPEST: usize = 160;

/// Whether some bytes are a [`Value`] as `postcard` writes it, and nothing else: such as can be
/// read without a check, whoever made them.
pub fn is_written(bytes: &[u8]) -> bool {
    // How many items of each list or mapping are still to come, and whether a key stands before
    // each.
    let mut open: Vec<(u64, bool)> = vec![(1, false)];
    let mut rest = bytes;
    while let Some((left, has_key)) = open.last_mut() {
        if *left == 0 {
            open.pop();
            continue;
        }
        *left -= 1;
        if (*has_key && text(&mut rest).is_none()) || open.len() > DEEPEST {
            return false;
        }
        let read = match varint(&mut rest) {
            Some(0) => Some(()),
            Some(1) => byte(&mut rest).filter(|byte| *byte < 2).map(|_| ()),
            Some(2) => varint(&mut rest).map(|_| ()),
            Some(3) => rest.split_at_checked(8).map(|(_, after)| rest = after),
            Some(4) => text(&mut rest),
            Some(kind @ (5 | 6)) => varint(&mut rest).map(|count| open.push((count, kind == 6))),
            _ => None,
        };
        if read.is_none() {
            return false;
        }
    }
    rest.is_empty()
}

fn byte(rest: &mut &[u8]) -> Option<u8> {
    let (first, after) = rest.split_first()?;
    *rest = after;
    Some(*first)
}

/// A number in groups of seven bits, the last first.
fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for group in 0..10 {
        let byte = byte(rest)?;
        let bits = u64::from(byte & 0x7f);
        if group == 9 && bits > 1 {
            return None;
        }
        number |= bits << (7 * group);
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn text(rest: &mut &[u8]) -> Option<()> {
    let length = usize::try_from(varint(rest)?).ok()?;
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    std::str::from_utf8(text).ok().map(|_| ())
}

impl Value {
    /// Whether nothing is in it: null, an empty text or list, or a mapping or list of such. Forms
    /// of a CMS write them for each field that was left empty.
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Null => true,
            Value::Text(text) => text.trim().is_empty(),
            Value::List(items) => items.iter().all(Value::is_empty),
            Value::Map(entries) => entries.iter().all(|(_, value)| value.is_empty()),
            _ => false,
        }
    }

    /// What a value is, in an editor's words, with an article.
    pub fn noun(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Bool(_) => "a yes-or-no value",
            Value::Int(_) | Value::Float(_) => "a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// Why a text is not YAML that griot reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The sentence, without a place.
    pub message: String,
    /// What to do, where the usual cause is known.
    pub help: Option<String>,
    /// Byte offset in the text.
    pub at: usize,
    /// Where the mistake ends.
    pub end: usize,
    /// Another place that belongs to it, with a few words.
    pub other: Option<(Range<usize>, &'static str)>,
}

/// Reads one YAML document. An empty text is [`Value::Null`].
///
/// # Errors
/// When the text is not YAML, names a key twice in one mapping, or uses a tag.
pub fn parse(text: &str) -> Result<Value, SyntaxError> {
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    // Most texts have plain keys and no tags. Others are read with more care, and so are their
    // mistakes.
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

/// Reads keys and their values, as [`parse`] does; a text that holds none is none.
///
/// # Errors
/// When the text is not YAML, or is one text where keys are wanted.
pub fn parse_mapping(text: &str) -> Result<Value, SyntaxError> {
    match parse(text)? {
        Value::Text(_) | Value::Int(_) | Value::Float(_) | Value::Bool(_) => {
            Err(explain::no_mapping(text))
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

/// Which keys are read.
#[derive(Clone, Copy)]
enum Keys {
    /// Words that are nothing but texts, so that nothing else is tried; all others are mistakes.
    Plain,
    /// All, also numbers.
    Any,
}

#[derive(Clone, Copy)]
struct ValueTree {
    keys: Keys,
}

impl<'de> DeserializeSeed<'de> for ValueTree {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueTree {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("YAML")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        // A whole number beyond 2^63 is no count of anything; it stays readable as text.
        Ok(i64::try_from(value).map_or_else(|_| Value::Text(value.to_string()), Value::Int))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(Value::Text(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(Value::Text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::Text(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Vec::new();
        while let Some(key) = entries.next_key_seed(MapKey {
            seen: &map,
            keys: self.keys,
        })? {
            let value = entries.next_value_seed(self)?;
            map.push((key, value));
        }
        Ok(Value::Map(map))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Value, A::Error> {
        Err(A::Error::custom(
            "YAML tags such as `!name` are not supported",
        ))
    }
}

/// A key of a mapping, as text; refuses one that the mapping already has.
struct MapKey<'m> {
    seen: &'m [(String, Value)],
    keys: Keys,
}

impl<'de> DeserializeSeed<'de> for MapKey<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        match self.keys {
            Keys::Plain => deserializer.deserialize_str(self),
            Keys::Any => deserializer.deserialize_any(self),
        }
    }
}

impl Visitor<'_> for MapKey<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<String, E> {
        if matches!(self.keys, Keys::Plain) && !is_plain(key) {
            return Err(E::custom("this key is to be read with more care"));
        }
        if self.seen.iter().any(|(known, _)| known == key) {
            return Err(E::custom(format!("the key `{key}` {}", explain::SECOND)));
        }
        Ok(key.to_owned())
    }

    fn visit_bool<E: serde::de::Error>(self, key: bool) -> Result<String, E> {
        self.visit_str(&key.to_string())
    }

    fn visit_u64<E: serde::de::Error>(self, key: u64) -> Result<String, E> {
        self.visit_str(&key.to_string())
    }

    fn visit_i64<E: serde::de::Error>(self, key: i64) -> Result<String, E> {
        self.visit_str(&key.to_string())
    }

    fn visit_f64<E: serde::de::Error>(self, key: f64) -> Result<String, E> {
        self.visit_str(&key.to_string())
    }
}

/// Whether a scalar is a text, with quotes and without.
fn is_plain(scalar: &str) -> bool {
    scalar.starts_with(|first: char| first.is_ascii_alphabetic())
        && !["null", "true", "false"]
            .iter()
            .any(|word| scalar.eq_ignore_ascii_case(word))
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
            (error.at, error.message.as_str()),
            (10, "the key `a` is repeated here")
        );
    }

    #[test]
    fn a_tab_is_called_a_tab() {
        let error = parse("a:\n\tb: 1\n").expect_err("a tab indents");
        assert_eq!(error.message, "unexpected tab: YAML uses spaces here");
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
        assert_eq!(nested.message, "the key `b` is repeated here");
    }
}
