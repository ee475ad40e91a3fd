//! Values as YAML text.

use serde::ser::{Serialize, SerializeMap as _, SerializeSeq as _, Serializer};

use super::Value;

/// Returns a value as YAML in block style, which [`parse`](super::parse) reads back as the same
/// value. The text ends with a line break.
pub fn emit(value: &Value) -> String {
    serde_yaml::to_string(&PlainValue(value)).expect("a value can be written")
}

/// A value that is serialized as itself, and not as a variant of an enumeration.
pub struct PlainValue<'v>(pub &'v Value);

impl Serialize for PlainValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Int(value) => serializer.serialize_i64(*value),
            Value::Float(value) => serializer.serialize_f64(*value),
            Value::Text(value) => serializer.serialize_str(value),
            Value::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(&PlainValue(item))?;
                }
                list.end()
            }
            Value::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, &PlainValue(value))?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::parse;

    #[test]
    fn what_is_emitted_is_read_back() {
        let texts = [
            "yes",
            "no",
            "on",
            "off",
            "y",
            "N",
            "~",
            "null",
            "true",
            "1",
            "1.5",
            "0x1F",
            "1e3",
            ".inf",
            "2022-02-22",
            "2022-03-27T05:30",
            "12:30",
            "a: b",
            "a #b",
            "# a",
            "- a",
            "-",
            "?",
            "? a",
            "[a]",
            "{a}",
            "*a",
            "&a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a`",
            "'a'",
            "\"a\"",
            " a",
            "a ",
            "a\nb",
            "a\n",
            "\na",
            "a\n\n b\n",
            "a\tb",
            "\ta",
            "a\\b",
            "é 鳥 ن",
            "---",
            "...",
            "--- a",
            "",
            "a,b",
            "a: ",
            ":a",
            "a:",
            "=",
            "<<",
            "007",
            "1_000",
            "+1",
            "l'armée",
            "a\u{a0}b",
            "a\r\nb",
        ];
        for text in texts {
            let text = Value::Text(text.to_owned());
            let value = Value::Map(vec![
                ("key".to_owned(), text.clone()),
                (
                    "list".to_owned(),
                    Value::List(vec![text.clone(), Value::Null]),
                ),
                ("map".to_owned(), Value::Map(vec![("key".to_owned(), text)])),
                ("empty".to_owned(), Value::List(Vec::new())),
                ("number".to_owned(), Value::Float(5.25)),
                ("whole".to_owned(), Value::Int(-7)),
                ("flag".to_owned(), Value::Bool(true)),
            ]);
            let emitted = emit(&value);
            assert_eq!(parse(&emitted).as_ref(), Ok(&value), "{emitted}");
        }
    }
}
