//! YAML, and the only file that knows which library reads it.
//!
//! [`parse`] turns a text into a [`Value`] tree. Scalars keep what YAML says of their type, because a
//! title may be `2022` and a count may not be `many`. The tree carries no places: when a finding needs
//! one, [`locate`] walks the same text again to the wanted path and raises an error on arrival; the
//! place of that error is the answer. So places cost nothing where nothing is wrong.

use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, Visitor};

/// A YAML document without its places. Maps keep their order.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

impl Value {
    /// What a value is, in an editor's words, with an article.
    pub fn noun(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Bool(_) => "a yes or no",
            Value::Int(_) | Value::Float(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// One step of the way from the top of a document to a value in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// Whether the value at a path is looked for, or the key that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sought {
    Value,
    Key,
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
}

/// Reads one YAML document. An empty text is [`Value::Null`].
///
/// # Errors
/// When the text is not YAML, names a key twice in one mapping, or uses a tag.
pub fn parse(text: &str) -> Result<Value, SyntaxError> {
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    Tree.deserialize(serde_yaml::Deserializer::from_str(text))
        .map_err(|error| explain(text, &error))
}

/// The bytes at which the value (or the key) at `path` stands in `text`.
pub fn locate(text: &str, path: &[Step], sought: Sought) -> Option<Range<usize>> {
    let walk = Walk { path, sought };
    let error = walk.deserialize(serde_yaml::Deserializer::from_str(text)).err()?;
    // The library may put the path before the message.
    if !error.to_string().contains(ARRIVED) {
        return None;
    }
    let start = offset(text, &error)?;
    Some(start..token_end(text, start, sought))
}

const ARRIVED: &str = "griot: arrived";

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

/// Where the token that begins at `start` ends; good enough for a caret, it need not be exact.
fn token_end(text: &str, start: usize, sought: Sought) -> usize {
    let rest = &text[start..];
    let line = rest.lines().next().unwrap_or("");
    let length = match line.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let mut escaped = false;
            line.char_indices()
                .skip(1)
                .find(|&(_, c)| {
                    let closes = c == quote && !escaped;
                    escaped = c == '\\' && quote == '"' && !escaped;
                    closes
                })
                .map_or(line.len(), |(at, c)| at + c.len_utf8())
        }
        Some('[' | '{') => {
            let (mut depth, mut quoted) = (0, false);
            line.char_indices()
                .find(|&(_, c)| {
                    match c {
                        '"' => quoted = !quoted,
                        '[' | '{' if !quoted => depth += 1,
                        ']' | '}' if !quoted => depth -= 1,
                        _ => {}
                    }
                    depth == 0
                })
                .map_or(line.len(), |(at, c)| at + c.len_utf8())
        }
        _ if sought == Sought::Key => line.find(':').unwrap_or(line.len()),
        _ => {
            // A comma or a closing bracket ends a plain scalar only inside `[ ]` or `{ }`.
            let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
            let before = &text[line_start..start];
            let flow = before.contains(['[', '{']);
            let comment = line.find(" #").unwrap_or(line.len());
            let end = if flow {
                line.find([',', ']', '}']).unwrap_or(comment)
            } else {
                comment
            };
            line[..end.min(comment)].trim_end().len()
        }
    };
    start + length.max(usize::from(!line.is_empty()).min(rest.len()))
}

fn explain(text: &str, error: &serde_yaml::Error) -> SyntaxError {
    let full = error.to_string();
    // The library may put the path before the message.
    let full = match full.split_once(": ") {
        Some((path, rest)) if !path.contains(' ') => rest,
        _ => full.as_str(),
    };
    let mut at = offset(text, error).unwrap_or(0);
    let tab = text[at..].starts_with('\t') || text[..at].ends_with('\t');
    let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let after_closing = text[line_start..at].trim_end().ends_with(['"', '\'', ']', '}']);
    let opening = began(text, full);
    let (message, help) = if tab && full.contains("cannot start any token") || full.contains("tab character") {
        (
            "a tab is used where YAML wants spaces".to_owned(),
            Some("indent with two spaces for each level"),
        )
    } else if full.contains("mapping values are not allowed") && !text[line_start..at].contains(": ") {
        (
            "this line begins further in than its neighbours".to_owned(),
            Some("begin keys that belong together in the same column"),
        )
    } else if full.contains("mapping values are not allowed") {
        (
            "a second `: ` stands in one line".to_owned(),
            Some("put the text in quotes if the colon belongs to it: `title: \"Mali: the crisis\"`"),
        )
    } else if full.contains("could not find expected ':'") {
        at = opening.unwrap_or(at);
        (
            "this line is no key with a value".to_owned(),
            Some("write a key, a colon and a space, then the value: `title: Mali`"),
        )
    } else if full.contains("did not find expected key") && after_closing {
        (
            "something stands behind the closing quotation mark or bracket".to_owned(),
            Some("put the whole text in double quotes: `title: \"[Update] The crisis\"`"),
        )
    } else if full.contains("did not find expected key") {
        (
            "this line does not fit the one above".to_owned(),
            Some("a key is followed by `: `, and the keys of one mapping begin in the same column"),
        )
    } else if full.contains("block sequence entries are not allowed") {
        (
            "a list does not begin in the line of its key".to_owned(),
            Some("begin each item in a line of its own with `- `, or put the list in brackets: `[first, second]`"),
        )
    } else if full.contains("more than one document") {
        let ends = |line: &str| line.starts_with("---") || line.starts_with("...");
        at = text
            .split_inclusive('\n')
            .scan(0, |next, line| {
                let start = *next;
                *next += line.len();
                Some((start, line))
            })
            .find(|(_, line)| ends(line))
            .map_or(at, |(start, _)| start);
        (
            "three hyphens or dots in this line end what is read too early".to_owned(),
            Some("delete this line"),
        )
    } else if full.contains("unknown anchor") {
        (
            "`*` has a meaning of its own at the beginning of a value".to_owned(),
            Some("put the text in quotes"),
        )
    } else if full.contains("YAML tags") {
        (
            "`!` has a meaning of its own at the beginning of a value".to_owned(),
            Some("put the text in quotes"),
        )
    } else if full.contains("did not find expected comment or line break") {
        (
            "`>` and `|` have a meaning of their own at the beginning of a value".to_owned(),
            Some("put the text in quotes, or begin it in the next line, two spaces further in"),
        )
    } else if full.contains("unknown escape character") {
        (
            "a backslash in double quotes has a meaning of its own".to_owned(),
            Some("write `\\\\` for a backslash, or use single quotes"),
        )
    } else if full.contains("found character that cannot start any token") {
        (
            "this character cannot begin a plain text".to_owned(),
            Some("put the text in quotes"),
        )
    } else if full.contains("found unexpected end of stream") {
        at = opening.unwrap_or(at);
        (
            "a quotation mark is opened and never closed".to_owned(),
            Some("close the quotation mark"),
        )
    } else if full.contains("did not find expected ',' or") && opening.is_some_and(|start| start >= line_start) {
        (
            "a comma is missing before this, or quotes".to_owned(),
            Some(
                "put a comma between the items of a list, and an item that holds a colon in quotes: `[first, \"second: more\"]`",
            ),
        )
    } else if full.contains("did not find expected ',' or") {
        at = opening.unwrap_or(at);
        (
            "a bracket is opened and never closed".to_owned(),
            Some("close it, and put a comma between the items"),
        )
    } else {
        let sentence = full.split(" at line ").next().unwrap_or(full);
        (sentence.trim_end_matches('.').to_owned(), None)
    };
    SyntaxError {
        message,
        help: help.map(str::to_owned),
        at,
    }
}

/// Where that began in which a mistake was found: the library says "..., while scanning a quoted scalar at line 3 column 8".
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
    Some(line_start + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at))
}

struct Tree;

impl<'de> DeserializeSeed<'de> for Tree {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree {
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
        while let Some(item) = items.next_element_seed(Tree)? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Vec::new();
        while let Some(key) = entries.next_key_seed(Key { seen: &map })? {
            let value = entries.next_value_seed(Tree)?;
            map.push((key, value));
        }
        Ok(Value::Map(map))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Value, A::Error> {
        Err(A::Error::custom("YAML tags such as `!name` are not read"))
    }
}

/// A key of a mapping, as text; refuses one that the mapping already has.
struct Key<'m> {
    seen: &'m [(String, Value)],
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<String, E> {
        if self.seen.iter().any(|(known, _)| known == key) {
            return Err(E::custom(format!("the key `{key}` stands here a second time")));
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

/// A walk along a path that ends in an error, at the place that is sought.
struct Walk<'p> {
    path: &'p [Step<'p>],
    sought: Sought,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Walk<'_> {
    fn scalar<E: serde::de::Error>(&self) -> Result<(), E> {
        if self.path.is_empty() {
            Err(E::custom(ARRIVED))
        } else {
            Ok(())
        }
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("YAML")
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        self.scalar()
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        self.scalar()
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        self.scalar()
    }

    fn visit_i128<E: serde::de::Error>(self, _: i128) -> Result<(), E> {
        self.scalar()
    }

    fn visit_u128<E: serde::de::Error>(self, _: u128) -> Result<(), E> {
        self.scalar()
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        self.scalar()
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<(), E> {
        self.scalar()
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.scalar()
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.scalar()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.scalar()?;
        let mut index = 0;
        loop {
            let found = match self.path {
                [Step::Index(wanted), rest @ ..] if *wanted == index => items.next_element_seed(Walk {
                    path: rest,
                    sought: self.sought,
                })?,
                _ => items.next_element_seed(Skip)?,
            };
            if found.is_none() {
                return Ok(());
            }
            index += 1;
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        self.scalar()?;
        let (wanted, rest) = match self.path {
            [Step::Key(key), rest @ ..] => (Some(*key), rest),
            _ => (None, &[][..]),
        };
        let stop = rest.is_empty() && self.sought == Sought::Key;
        while let Some(matches) = entries.next_key_seed(KeyIs { wanted, stop })? {
            if matches {
                entries.next_value_seed(Walk {
                    path: rest,
                    sought: self.sought,
                })?;
            } else {
                entries.next_value_seed(Skip)?;
            }
        }
        Ok(())
    }
}

/// Tells whether a key is the wanted one; with `stop`, arrives there.
struct KeyIs<'p> {
    wanted: Option<&'p str>,
    stop: bool,
}

impl<'de> DeserializeSeed<'de> for KeyIs<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for KeyIs<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<bool, E> {
        let matches = self.wanted == Some(key);
        if matches && self.stop {
            Err(E::custom(ARRIVED))
        } else {
            Ok(matches)
        }
    }

    fn visit_bool<E: serde::de::Error>(self, key: bool) -> Result<bool, E> {
        self.visit_str(&key.to_string())
    }

    fn visit_u64<E: serde::de::Error>(self, key: u64) -> Result<bool, E> {
        self.visit_str(&key.to_string())
    }

    fn visit_i64<E: serde::de::Error>(self, key: i64) -> Result<bool, E> {
        self.visit_str(&key.to_string())
    }

    fn visit_f64<E: serde::de::Error>(self, key: f64) -> Result<bool, E> {
        self.visit_str(&key.to_string())
    }
}

/// Passes over a value.
struct Skip;

impl<'de> DeserializeSeed<'de> for Skip {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| ())
    }
}

use serde::Deserialize as _;

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, path: &[Step], sought: Sought) -> &'t str {
        &text[locate(text, path, sought).expect("the path leads to a place")]
    }

    #[test]
    fn a_path_leads_to_bytes() {
        let text = "titre: \"Ségou : l'été\"\nactors: [fama, Famaa]\nevents:\n  - id: a\n    side_a: [x] # note\n";
        use Step::{Index, Key};
        assert_eq!(found(text, &[Key("actors"), Index(1)], Sought::Value), "Famaa");
        assert_eq!(found(text, &[Key("titre")], Sought::Value), "\"Ségou : l'été\"");
        assert_eq!(found(text, &[Key("titre")], Sought::Key), "titre");
        assert_eq!(
            found(text, &[Key("events"), Index(0), Key("side_a"), Index(0)], Sought::Value),
            "x"
        );
        assert_eq!(found(text, &[Key("events"), Index(0), Key("id")], Sought::Value), "a");
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
            (10, "the key `a` stands here a second time")
        );
    }

    #[test]
    fn a_tab_is_called_a_tab() {
        let error = parse("a:\n\tb: 1\n").expect_err("a tab indents");
        assert_eq!(error.message, "a tab is used where YAML wants spaces");
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
        assert_eq!(nested.message, "the key `b` stands here a second time");
    }
}
