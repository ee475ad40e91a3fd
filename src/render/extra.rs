//! `extra:` in front matter: a mapping that is passed to templates as written, and only interpreted
//! by themes.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::model::Extra;
use crate::yaml::Value;

/// The mapping below `extra:`.
#[derive(Clone, Debug, Hash)]
pub struct ExtraView(pub Extra);

/// A YAML value as a value of the template language.
struct ExtraValue<'v>(&'v Value);

impl Serialize for ExtraView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        entries(self.0.entries(), serializer)
    }
}

impl Serialize for ExtraValue<'_> {
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
                    list.serialize_element(&ExtraValue(item))?;
                }
                list.end()
            }
            Value::Map(map) => entries(map, serializer),
        }
    }
}

fn entries<S: Serializer>(entries: &[(String, Value)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(entries.len()))?;
    for (key, value) in entries {
        map.serialize_entry(key, &ExtraValue(value))?;
    }
    map.end()
}
