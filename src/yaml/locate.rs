//! Positions of values. A walk along a path raises an error at the value, and serde_yaml adds the
//! position to that error.

use std::fmt;
use std::ops::Range;

use serde::Deserialize as _;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::offset;

/// One step from the top of a document to a value in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// Whether the value at a path or its key is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sought {
    Value,
    Key,
}

/// Returns the range of the value (or the key) at `path` in `text`.
pub fn locate(text: &str, path: &[Step], sought: Sought) -> Option<Range<usize>> {
    let walk = Walk { path, sought };
    let error = walk
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .err()?;
    // The message is only searched for, because serde_yaml may put the path before it.
    if !error.to_string().contains(ARRIVED) {
        return None;
    }
    let start = offset(text, &error)?;
    Some(start..token_end(text, start, sought))
}

const ARRIVED: &str = "griot: arrived";

/// Returns the end of the token at `start`. It is used for a caret and need not be exact.
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

/// A walk along a path that ends in an error at the sought position.
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
    /// Ends the walk at a scalar if the path ends here.
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
                [Step::Index(wanted), rest @ ..] if *wanted == index => {
                    items.next_element_seed(Walk {
                        path: rest,
                        sought: self.sought,
                    })?
                }
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

/// Compares a key with the sought one. If `stop` is set, ends the walk at a match.
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

/// Skips a value.
struct Skip;

impl<'de> DeserializeSeed<'de> for Skip {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| ())
    }
}
