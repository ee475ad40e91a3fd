//! JSON Schema (2020-12) of front matter and settings.
//!
//! A schema accepts what griot reads without a finding about its form, and refuses what griot
//! refuses by its form: unknown keys, wrong types, values outside closed lists. What needs the rest
//! of the site, such as whether a date is later than another, stays with `griot check`.

mod value;

pub use self::value::date_pattern;

use serde_json::{Map, Value, json};

use super::{FILE_KINDS, FileKind, SiteNames};
use crate::messages::MessageLanguage;
use crate::reference::{self, Key, Section};

/// The dialect of the schemas.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Makes schemas in one language, with or without the names of a site.
pub struct SchemaWriter<'n> {
    pub language: MessageLanguage,
    /// The names of the site. `None` for a schema of any site.
    pub names: Option<&'n SiteNames>,
}

impl SchemaWriter<'_> {
    /// Returns the schema of the files of a kind. A translation has the same keys, and none is
    /// required.
    pub fn kind(&self, kind: &FileKind, is_translation: bool) -> Value {
        let mut schema = Map::new();
        schema.insert("$schema".to_owned(), json!(DIALECT));
        schema.extend(self.file(kind, is_translation));
        schema.insert("$defs".to_owned(), Value::Object(self.shared()));
        Value::Object(schema)
    }

    /// Returns one document with a schema for each kind of file in `$defs`. As a schema it accepts
    /// a file of any kind.
    pub fn all(&self) -> Value {
        let mut defs = self.shared();
        let mut kinds = Vec::new();
        for kind in &FILE_KINDS {
            defs.insert(kind.name.to_owned(), Value::Object(self.file(kind, false)));
            kinds.push(reference_to(kind.name));
            if kind.is_translated {
                let name = format!("{}-translation", kind.name);
                defs.insert(name, Value::Object(self.file(kind, true)));
            }
        }
        json!({"$schema": DIALECT, "anyOf": kinds, "$defs": defs})
    }

    /// Returns the schema of a file, whose references lead to [`SchemaWriter::shared`].
    fn file(&self, kind: &FileKind, is_translation: bool) -> Map<String, Value> {
        let sections: Vec<&Section> = kind
            .sections
            .iter()
            .map(|name| reference::find(name).expect("kinds of files name sections"))
            .collect();
        let about = reference::find(kind.name).expect("every kind has a section");
        let mut schema = self.mapping(about, &sections, &[]);
        if is_translation {
            schema.remove("required");
            schema.remove("allOf");
        }
        let ignored = self.names.map_or(&[][..], |names| &names.ignored);
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            for key in ignored {
                properties.entry(key.clone()).or_insert(Value::Bool(true));
            }
        }
        schema
    }

    /// Returns the schema of a mapping with the keys of some sections, without those in `left_out`.
    fn mapping(
        &self,
        about: &Section,
        sections: &[&Section],
        left_out: &[&str],
    ) -> Map<String, Value> {
        let keys = sections.iter().flat_map(|section| section.keys);
        let keys: Vec<&Key> = keys.filter(|key| !left_out.contains(&key.name)).collect();
        let path = |key: &Key| {
            let owner = sections
                .iter()
                .find(|section| section.key(key.name).is_some());
            format!("{}.{}", owner.map_or("", |owner| owner.name), key.name)
        };
        let mut properties = Map::new();
        for key in &keys {
            properties.insert(key.name.to_owned(), self.key(key, &path(key)));
        }
        let required: Vec<&str> = keys
            .iter()
            .filter(|key| key.is_required)
            .map(|key| key.name)
            .collect();
        let mut schema = Map::new();
        schema.insert("title".to_owned(), json!(about.name));
        let text = about.text.in_language(self.language);
        schema.insert("description".to_owned(), json!(text));
        schema.insert("type".to_owned(), json!("object"));
        schema.insert("properties".to_owned(), Value::Object(properties));
        if !required.is_empty() {
            schema.insert("required".to_owned(), json!(required));
        }
        schema.insert("additionalProperties".to_owned(), Value::Bool(false));
        let conditions: Vec<Value> = sections
            .iter()
            .flat_map(|section| value::conditions(section))
            .collect();
        if !conditions.is_empty() {
            schema.insert("allOf".to_owned(), Value::Array(conditions));
        }
        schema
    }

    /// Returns the schema of a key: its value, its meaning and an example.
    fn key(&self, key: &Key, path: &str) -> Value {
        let value = self.value(key, path);
        let mut schema = Map::new();
        let text = key.text.in_language(self.language);
        schema.insert("description".to_owned(), json!(text));
        if let Some(default) = key.default {
            schema.insert("default".to_owned(), json!(value::scalar(default)));
        }
        if let Some(example) = value::example(key, self.language) {
            schema.insert("examples".to_owned(), json!([example]));
        }
        if key.is_required {
            schema.insert("not".to_owned(), reference_to(value::EMPTY));
            if let Value::Object(value) = value {
                schema.extend(value);
            }
        } else {
            let alternatives = json!([value, reference_to(value::EMPTY)]);
            schema.insert("anyOf".to_owned(), alternatives);
        }
        Value::Object(schema)
    }

    /// Returns the definitions that the schemas of files refer to.
    fn shared(&self) -> Map<String, Value> {
        let mut defs = value::basic(self.names);
        for section in reference::ALL {
            if let reference::Place::Keys(_) = section.place {
                let schema = self.mapping(section, &[section], &[]);
                defs.insert(format!("{}-mapping", section.name), Value::Object(schema));
            }
        }
        for (kind, own) in reference::INLINE {
            let section = reference::find(kind).expect("kinds are sections");
            let mut schema = self.mapping(section, &[section], &["redirect_from"]);
            let id_is_required = kind == "source";
            if let Some(Value::Object(properties)) = schema.get_mut("properties") {
                for key in own {
                    let text = match id_is_required {
                        true => reference_to(value::TEXT),
                        false => value::optional(reference_to(value::TEXT)),
                    };
                    properties.insert((*key).to_owned(), text);
                }
            }
            if let (true, Some(Value::Array(required))) =
                (id_is_required, schema.get_mut("required"))
            {
                required.push(json!("id"));
            }
            defs.insert(format!("{kind}-mapping"), Value::Object(schema));
        }
        defs
    }
}

/// Returns a reference to a definition.
fn reference_to(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}
