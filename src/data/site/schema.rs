//! `site.schema.json`: the JSON Schema (2020-12) of `site.json`.

use serde_json::{Map, Value, json};

use super::kinds::SITE;
use super::{About, Member, MemberValue, ObjectKind};
use crate::data::table::{Column, ColumnType, Meaning};
use crate::data::{DataContext, DocumentId, meaning, word};
use crate::messages::MessageLanguage;
use crate::reference::{self, Form};

/// The form of dates: EDTF of level 1, and sets of level 2.
const DATE: &str = r"^(P(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?|(P|\.\.)/(P|\.\.)|\[P\.\.P\])$";

/// A part of a date.
const DATE_PART: &str = r"\d{4}(-\d\d(-\d\d)?)?[~?]?";

/// The definitions of a schema, by name.
#[derive(Default)]
pub struct Definitions(Map<String, Value>);

/// Writes the schema.
pub fn schema(data: &DataContext) -> Vec<u8> {
    let mut definitions = Definitions::default();
    let root = definitions.object(data, &SITE);
    let address = data
        .plan
        .absolute(&data.plan.file(&DocumentId::SiteSchema.path()));
    let mut schema = Map::new();
    schema.insert(
        "$schema".to_owned(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    schema.insert("$id".to_owned(), json!(address));
    schema.insert("title".to_owned(), json!("site.json"));
    schema.extend(root);
    definitions.0.insert("date".to_owned(), date());
    definitions.0.insert("texts".to_owned(), texts());
    definitions.0.sort_keys();
    schema.insert("$defs".to_owned(), Value::Object(definitions.0));
    let mut bytes = serde_json::to_vec_pretty(&schema).expect("it is JSON");
    bytes.push(b'\n');
    bytes
}

fn date() -> Value {
    json!({
        "description": "A date in EDTF (ISO 8601-2). `a/b` lasted from a to b; `[a..b]` happened \
            once from a to b; `~` is approximate, `?` uncertain.",
        "type": "string",
        "pattern": DATE.replace('P', DATE_PART),
    })
}

fn texts() -> Value {
    json!({
        "description": "A text in one or several languages, by language tag.",
        "type": "object",
        "propertyNames": {"pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
        "additionalProperties": {"type": "string"},
        "minProperties": 1,
    })
}

impl Definitions {
    /// Adds a kind of object unless it is there. Returns its name.
    pub fn add<R>(&mut self, data: &DataContext, kind: &ObjectKind<R>) -> &'static str {
        if !self.0.contains_key(kind.name) {
            let object = self.object(data, kind);
            self.0.insert(kind.name.to_owned(), Value::Object(object));
        }
        kind.name
    }

    /// Describes a kind of object.
    fn object<R>(&mut self, data: &DataContext, kind: &ObjectKind<R>) -> Map<String, Value> {
        let mut properties = Map::new();
        let mut required: Vec<&str> = Vec::new();
        let columns = kind.table.columns.iter();
        for column in columns.filter(|column| !kind.skipped.contains(&column.name)) {
            properties.insert(column.name.to_owned(), column_schema(column));
            if kind.table.key.contains(&column.name) {
                required.push(column.name);
            }
        }
        for member in kind.members {
            properties.insert(member.name.to_owned(), self.member(data, member));
            if matches!(member.value, MemberValue::Objects(_)) {
                required.push(member.name);
            }
        }
        let schema = json!({
            "description": kind.about,
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        });
        match schema {
            Value::Object(schema) => schema,
            _ => unreachable!("it is written as an object"),
        }
    }

    fn member<R>(&mut self, data: &DataContext, member: &Member<R>) -> Value {
        let mut schema = match &member.value {
            MemberValue::Text(_) => json!({"type": "string"}),
            MemberValue::Address(_) => address(),
            MemberValue::Texts(_) => definition("texts"),
            MemberValue::TextLists(_) => list(&definition("texts")),
            MemberValue::Languages(_) => list(&json!({"type": "string"})),
            MemberValue::Objects(objects) => list(&definition(objects.define(data, self))),
        };
        let text = match member.about {
            About::Key(path) => english(path),
            About::English(text) => text,
        };
        schema["description"] = json!(text);
        schema
    }
}

fn definition(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

fn list(items: &Value) -> Value {
    json!({"type": "array", "items": items})
}

fn address() -> Value {
    json!({"type": "string", "format": "uri"})
}

/// Describes the values of a column.
fn column_schema<R>(column: &Column<R>) -> Value {
    let mut schema = match column.kind {
        _ if column.is_localized => definition("texts"),
        ColumnType::Text => match choices(column.meaning) {
            Some(values) => json!({"enum": values}),
            None => json!({"type": "string"}),
        },
        ColumnType::Integer => json!({"type": "integer", "minimum": 0}),
        ColumnType::Number => json!({"type": "number"}),
        ColumnType::Day => json!({"type": "string", "format": "date"}),
        ColumnType::Date => definition("date"),
        ColumnType::YesNo => json!({"type": "boolean"}),
        ColumnType::Address => address(),
        ColumnType::List => list(&json!({"type": "string"})),
    };
    schema["description"] = json!(match column.meaning {
        Meaning::Key(path) => english(path),
        Meaning::Word(name) => word(name),
        Meaning::Codebook | Meaning::Imported => "",
    });
    schema
}

/// Returns the values of a closed list.
fn choices(meaning: Meaning) -> Option<Vec<&'static str>> {
    let Meaning::Key(path) = meaning else {
        return None;
    };
    let (section, key) = path.split_once('.')?;
    match reference::find(section)?.key(key)?.form {
        Form::Choice(values) => Some(values.iter().map(|value| value.value).collect()),
        _ => None,
    }
}

fn english(path: &str) -> &'static str {
    meaning(path, MessageLanguage::English).unwrap_or_default()
}
