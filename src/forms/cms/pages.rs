//! Pages CMS: `.pages.yml` at the root of the repository.
//!
//! Its collections show the files of all languages, and a new file is in the default language.

use super::{CmsSite, collections, label, map, target, text};
use crate::forms::FileKind;
use crate::forms::fields::{FieldWriter, FormField, Input};
use crate::yaml::Value;

/// Returns the configuration.
pub(super) fn config(site: &CmsSite) -> Value {
    let writer = FieldWriter::new(site.language);
    let mut content: Vec<Value> = collections(&writer)
        .iter()
        .map(|one| {
            let mut fields: Vec<Value> = one.fields.iter().map(field).collect();
            fields.push(body(&writer));
            let primary = map(vec![("primary", text(one.title))]);
            map(vec![
                ("name", text(one.name)),
                ("label", text(&one.label)),
                ("type", text("collection")),
                ("path", text(format!("content/{}", one.folder))),
                ("filename", text("{primary}.md")),
                ("view", primary),
                ("fields", Value::List(fields)),
            ])
        })
        .collect();
    if site.has_home {
        let fields = writer.fields(FileKind::find("home").expect("there is a home page"));
        let mut fields: Vec<Value> = fields.iter().map(field).collect();
        fields.push(body(&writer));
        content.push(map(vec![
            ("name", text("home")),
            ("label", text(writer.label("home"))),
            ("type", text("file")),
            ("path", text("content/pages/home.md")),
            ("fields", Value::List(fields)),
        ]));
    }
    let media = map(vec![
        ("input", text("content/media")),
        ("output", text("../media")),
    ]);
    map(vec![("media", media), ("content", Value::List(content))])
}

fn body(writer: &FieldWriter) -> Value {
    map(vec![
        ("name", text("body")),
        ("label", text(writer.body_label())),
        // A rich text would be read as HTML and written anew.
        ("type", text("code")),
        ("options", map(vec![("format", text("markdown"))])),
    ])
}

fn field(one: &FormField) -> Value {
    let mut entries = vec![
        ("name", text(one.name)),
        ("label", text(label(one.name))),
        ("description", text(&one.hint)),
    ];
    entries.extend(typed(&one.input));
    if one.is_required {
        entries.push(("required", Value::Bool(true)));
    }
    map(entries)
}

/// Returns the type of an input, with its options.
fn typed(input: &Input) -> Vec<(&'static str, Value)> {
    let named = |name: &str| ("type", text(name));
    let inner = |fields: &[FormField]| {
        let fields = fields.iter().map(field).collect();
        ("fields", Value::List(fields))
    };
    match input {
        Input::Line => vec![named("string")],
        Input::Pattern { pattern, message } => {
            let entries = vec![
                ("regex", text(or_empty(pattern))),
                ("message", text(message)),
            ];
            vec![named("string"), ("pattern", map(entries))]
        }
        Input::Lines => vec![named("text")],
        Input::Day => vec![
            named("date"),
            ("default", text("")),
            ("options", map(vec![("format", text("yyyy-MM-dd"))])),
        ],
        Input::Switch => vec![named("boolean")],
        Input::Choice(values) => {
            let option = |(value, label): &(String, String)| {
                map(vec![("name", text(value)), ("label", text(label))])
            };
            let values = Value::List(values.iter().map(option).collect());
            vec![named("select"), ("options", map(vec![("values", values)]))]
        }
        Input::Reference(kind) => reference(kind, false),
        Input::References(kind) => reference(kind, true),
        Input::Whole | Input::Decimal => vec![named("number")],
        Input::Texts => vec![named("string"), ("list", Value::Bool(true))],
        Input::Mapping(fields) => vec![named("object"), inner(fields)],
        Input::Mappings(fields) => {
            vec![named("object"), ("list", Value::Bool(true)), inner(fields)]
        }
    }
}

/// Returns a regular expression that an empty field matches too.
fn or_empty(pattern: &str) -> String {
    let bare = pattern.trim_start_matches('^').trim_end_matches('$');
    format!("^(?:{bare})?$")
}

/// Returns a reference. What is stored is a name that griot finds: that of an actor or a region, and
/// of others the name of the file, since no template knows the id alone.
fn reference(kind: &str, multiple: bool) -> Vec<(&'static str, Value)> {
    let (collection, title) = target(kind);
    let value = match title {
        "name" => "{fields.name}",
        _ => "{name}",
    };
    let mut options = vec![
        ("collection", text(collection)),
        ("search", text(title)),
        ("value", text(value)),
        ("label", text(format!("{{fields.{title}}}"))),
    ];
    if multiple {
        options.push(("multiple", Value::Bool(true)));
    }
    vec![("type", text("reference")), ("options", map(options))]
}
