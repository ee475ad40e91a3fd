//! The schemas of values: one for each form of the reference.

use serde_json::{Map, Value, json};

use super::{SchemaWriter, reference_to};
use crate::forms::SiteNames;
use crate::messages::MessageLanguage;
use crate::model::terms::{EventClarity, Precision, SubEventType, Term, ViolenceType};
use crate::reference::{self, Form, Key, ListValue, Section};
use crate::yaml;

/// The definition of what counts as absent.
pub(super) const EMPTY: &str = "empty";
/// The definition of a text, for which YAML may have a number or a boolean.
pub(super) const TEXT: &str = "text";
/// The definition of a text or a mapping by language.
const TRANSLATED: &str = "translated";
/// The definition of a language tag.
const LANGUAGE: &str = "language";
/// The definition of a date.
const DATE: &str = "date";
/// The definition of a number, or an approximate one.
const FIGURE: &str = "figure";

impl SchemaWriter<'_> {
    /// Returns the schema of the value of a key that is not empty.
    pub(super) fn value(&self, key: &Key, path: &str) -> Value {
        match key.form {
            Form::Text | Form::Path => reference_to(TEXT),
            Form::Code(pattern) => json!({
                "type": ["string", "integer"],
                "pattern": format!("^\\s*({pattern})\\s*$"),
            }),
            Form::Translated => reference_to(TRANSLATED),
            Form::TranslatedList => list(reference_to(TRANSLATED)),
            Form::Texts | Form::Paths => list(reference_to(TEXT)),
            Form::OneOrMoreTexts => one_or_more(reference_to(TEXT)),
            Form::Names => names(),
            Form::Day | Form::Moment | Form::Date | Form::Interval => reference_to(DATE),
            Form::YesNo => json!({"enum": [true, false, "yes", "no"]}),
            Form::Number => json!({"type": "integer", "minimum": 1}),
            Form::Figure => reference_to(FIGURE),
            Form::Degrees => {
                let limit = if key.name == "lat" { 90 } else { 180 };
                json!({"type": "number", "minimum": -limit, "maximum": limit})
            }
            Form::Count => {
                json!({"anyOf": [reference_to(FIGURE), reference_to("count-mapping")]})
            }
            Form::Reference(kind) => self.reference(kind),
            Form::References(kind) => list(self.reference(kind)),
            Form::Choice(values) => self.choice(values),
            // The address of the site may be a path alone.
            Form::Address if key.name == "base_url" => reference_to(TEXT),
            Form::Address => json!({
                "type": "string",
                "pattern": "^\\s*[Hh][Tt][Tt][Pp][Ss]?:\\S+\\s*$",
            }),
            Form::LanguageTag => reference_to(LANGUAGE),
            Form::LanguageTags => list(reference_to(LANGUAGE)),
            Form::Mapping(inner) => mapping(inner),
            Form::TextOrMapping(inner) => json!({"anyOf": [reference_to(TEXT), mapping(inner)]}),
            Form::Mappings(inner) => list(mapping(inner)),
            Form::OneOrMore(inner) => one_or_more(mapping(inner)),
            Form::Uses(kind) => list(self.used(kind, path)),
            Form::OneOrMoreUses(inner) => {
                let id = self.reference("region");
                json!({"anyOf": [id, list(json!({"anyOf": [id, mapping(inner)]}))]})
            }
            Form::Anything => json!({"type": "object"}),
        }
    }

    /// Returns the schema of an item of a list of ids and mappings.
    fn used(&self, kind: &str, path: &str) -> Value {
        let mut alternatives = vec![self.reference(kind)];
        let inner = reference::mappings_at(path);
        alternatives.extend(inner.iter().map(|section| mapping(section.name)));
        json!({"anyOf": alternatives})
    }

    /// Returns the schema of a reference. Actors and regions need no file, so other names are
    /// accepted too unless the site refuses them.
    fn reference(&self, kind: &str) -> Value {
        let Some((names, list)) = self
            .names
            .and_then(|names| Some((names, names.of_kind(kind)?)))
        else {
            return reference_to(TEXT);
        };
        let known = json!({"enum": list});
        match kind {
            "actor" | "region" if !names.needs_files => {
                json!({"anyOf": [known, reference_to(TEXT)]})
            }
            _ => known,
        }
    }

    /// Returns the schema of a closed list: a constant with its meaning for each value.
    fn choice(&self, values: &[ListValue]) -> Value {
        let one = |value: &ListValue| {
            let text = value.text.in_language(self.language);
            json!({"const": value.value, "description": text})
        };
        let mut all: Vec<Value> = values.iter().map(one).collect();
        let other = other_spellings(values);
        if !other.is_empty() {
            all.push(json!({"enum": other}));
        }
        json!({"anyOf": all})
    }
}

/// Returns the definitions that need nothing of the reference.
pub(super) fn basic(names: Option<&SiteNames>) -> Map<String, Value> {
    let mut defs = Map::new();
    defs.insert(
        EMPTY.to_owned(),
        json!({"anyOf": [
            {"type": "null"},
            {"type": "string", "pattern": "^\\s*$"},
            {"type": "array", "items": reference_to(EMPTY)},
            {"type": "object", "additionalProperties": reference_to(EMPTY)},
        ]}),
    );
    defs.insert(
        TEXT.to_owned(),
        json!({"type": ["string", "number", "boolean"], "pattern": "\\S"}),
    );
    let known = names.filter(|names| !names.languages.is_empty());
    let language = match known {
        Some(names) => json!({"enum": names.languages}),
        None => any_language(),
    };
    // The language of a source need not be one of the site.
    defs.insert(LANGUAGE.to_owned(), any_language());
    defs.insert(
        TRANSLATED.to_owned(),
        json!({"anyOf": [reference_to(TEXT), {
            "type": "object",
            "propertyNames": language,
            "additionalProperties": optional(reference_to(TEXT)),
        }]}),
    );
    defs.insert(
        DATE.to_owned(),
        json!({"anyOf": [
            {"type": "string", "pattern": date_pattern()},
            {"type": "integer", "minimum": 1000, "maximum": 9999},
        ]}),
    );
    defs.insert(
        FIGURE.to_owned(),
        json!({"anyOf": [
            {"type": "integer", "minimum": 0},
            {"type": "string", "pattern": "^\\s*[0-9]+~?\\s*$"},
        ]}),
    );
    defs
}

fn any_language() -> Value {
    let pattern = "^\\s*[a-z]{2,3}(-([A-Za-z]{4}|[A-Za-z]{2}|[0-9]{3}))*\\s*$";
    json!({"type": "string", "pattern": pattern})
}

/// Returns the regular expression of the dates that griot reads. It knows how many days a month
/// has, and no leap years.
pub fn date_pattern() -> String {
    let day = "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)\
               |02-(?:0[1-9]|[12][0-9]))";
    let time = "T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::(?:[0-5][0-9]|60)(?:\\.[0-9]+)?)?\
                (?:Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?";
    let part = format!("[0-9]{{4}}(?:-(?:{day}(?:{time})?|0[1-9]|1[0-2]))?[~?]?");
    format!("^\\s*(?:{part}(?:(?:/|\\.\\.){part}|/(?:\\.\\.)?)?|(?:\\.\\.)?/{part})\\s*$")
}

/// Returns what a value of one key asks of others.
pub(super) fn conditions(section: &Section) -> Vec<Value> {
    let mut all = Vec::new();
    let has = |key: &str| {
        let not_empty = json!({"not": reference_to(EMPTY)});
        json!({"required": [key], "properties": {key: not_empty}})
    };
    let one_of = reference::one_of(section);
    if !one_of.is_empty() {
        let alternatives: Vec<Value> = one_of.iter().map(|key| has(key)).collect();
        all.push(json!({"anyOf": alternatives}));
    }
    for (key, value, needed) in reference::required_by(section) {
        let condition = json!({"required": [key], "properties": {*key: {"const": value}}});
        all.push(json!({"if": condition, "then": has(needed)}));
    }
    if section.key("sub_event_type").is_some() {
        for sub in SubEventType::ALL {
            let condition = json!({
                "required": ["sub_event_type"],
                "properties": {"sub_event_type": {"const": sub.text()}},
            });
            let kind = json!({
                "required": ["event_type"],
                "properties": {"event_type": {"const": sub.event_type().text()}},
            });
            all.push(json!({"if": condition, "then": kind}));
        }
    }
    all
}

/// Returns the value of a key's example, if the example is one for schemas too.
pub(super) fn example(key: &Key, language: MessageLanguage) -> Option<Value> {
    let parsed = yaml::parse(key.example.in_language(language)).ok()?;
    let yaml::Value::Map(entries) = parsed else {
        return None;
    };
    let (_, value) = entries.into_iter().find(|(name, _)| name == key.name)?;
    Some(json(value))
}

/// Returns a default as JSON: `yes` and `no` are booleans.
pub(super) fn scalar(text: &str) -> Value {
    match text {
        "yes" => Value::Bool(true),
        "no" => Value::Bool(false),
        _ => text
            .parse::<u64>()
            .map_or_else(|_| json!(text), |number| json!(number)),
    }
}

/// Returns a value of YAML as JSON.
fn json(value: yaml::Value) -> Value {
    match value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Bool(flag) => Value::Bool(flag),
        yaml::Value::Int(number) => json!(number),
        yaml::Value::Float(number) => json!(number),
        yaml::Value::Text(text) => Value::String(text),
        yaml::Value::List(items) => items.into_iter().map(json).collect(),
        yaml::Value::Map(entries) => entries
            .into_iter()
            .map(|(key, value)| (key, json(value)))
            .collect::<Map<String, Value>>()
            .into(),
    }
}

/// Returns the spellings beside those of a list, such as UCDP's numbers, as texts and as numbers.
fn other_spellings(values: &[ListValue]) -> Vec<Value> {
    fn of<T: Term>(values: &[ListValue]) -> Vec<&'static str> {
        let terms: Option<Vec<T>> = values.iter().map(|one| T::from_text(one.value)).collect();
        let terms = terms.unwrap_or_default();
        let spellings = terms.iter().flat_map(|term| {
            // YAML reads `1` as a number.
            let own = term.text().parse::<u64>().is_ok().then(|| term.text());
            term.others().iter().copied().chain(own)
        });
        spellings.collect()
    }
    let mut all = of::<ViolenceType>(values);
    all.extend(of::<EventClarity>(values));
    all.extend(of::<Precision>(values));
    let numbers = all.iter().filter_map(|text| text.parse::<u64>().ok());
    let numbers: Vec<Value> = numbers.map(|number| json!(number)).collect();
    let texts = all.iter().map(|text| json!(text));
    texts.chain(numbers).collect()
}

/// Returns the schema of a value that may be empty.
#[expect(
    clippy::needless_pass_by_value,
    reason = "schemas are put together from values"
)]
pub(super) fn optional(value: Value) -> Value {
    json!({"anyOf": [value, reference_to(EMPTY)]})
}

fn mapping(section: &str) -> Value {
    reference_to(&format!("{section}-mapping"))
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "schemas are put together from values"
)]
fn list(item: Value) -> Value {
    json!({"type": "array", "items": item})
}

fn one_or_more(item: Value) -> Value {
    json!({"anyOf": [item, list(item)]})
}

/// Returns the schema of a list of names, or of lists by language.
fn names() -> Value {
    let one_or_more = one_or_more(reference_to(TEXT));
    json!({"anyOf": [
        list(reference_to(TEXT)),
        {
            "type": "object",
            "propertyNames": {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"},
            "additionalProperties": optional(one_or_more),
        },
    ]})
}
