//! `datapackage.json`: the tables with their columns, and the documents (Frictionless Data Package,
//! version 2).

use serde_json::{Map, Value, json};

use super::table::{ColumnSchema, ColumnType, LIST_SEPARATOR, Meaning, TableSchema};
use super::{DataContext, DocumentId, DownloadSizes, TableId, any, citation};
use crate::messages::MessageLanguage;
use crate::reference;

/// Writes the file.
pub fn package(data: &DataContext, sizes: &DownloadSizes) -> Vec<u8> {
    let lang = data.config.languages.default();
    let mut package = Map::new();
    let mut set = |key: &str, value: Value| {
        package.insert(key.to_owned(), value);
    };
    set(
        "$schema",
        json!("https://datapackage.org/profiles/2.0/datapackage.json"),
    );
    set("name", json!("site-data"));
    set("title", json!(any(&data.config.title, lang)));
    let description = any(&data.config.description, lang);
    if !description.is_empty() {
        set("description", json!(description));
    }
    set(
        "homepage",
        json!(data.plan.absolute(&data.plan.file("data/"))),
    );
    let licence = any(data.licence(), lang);
    if !licence.is_empty() {
        let mut entry = Map::new();
        if let Some(name) = citation::spdx(licence) {
            entry.insert("name".to_owned(), json!(name));
        }
        entry.insert("title".to_owned(), json!(licence));
        // A licence needs a name or a path.
        if !entry.contains_key("name") {
            entry.insert(
                "path".to_owned(),
                json!(data.plan.absolute(&data.plan.file("data/"))),
            );
        }
        set("licenses", json!([entry]));
    }
    if let Some(publisher) = &data.config.publisher {
        set(
            "contributors",
            json!([{"title": publisher, "roles": ["publisher"]}]),
        );
    }
    let tables = TableId::ALL.into_iter();
    let tables = tables.map(|table| resource(data, table, sizes));
    // Readers take a resource called `*.schema.json` for the schema of a table.
    let documents = DocumentId::ALL.into_iter();
    let documents = documents.filter(|document| *document != DocumentId::SiteSchema);
    let documents = documents.map(|document| other_resource(document, sizes));
    set("resources", tables.chain(documents).collect());
    let mut bytes = serde_json::to_vec_pretty(&package).expect("it is JSON");
    bytes.push(b'\n');
    bytes
}

/// Describes a table.
fn resource(data: &DataContext, table: TableId, sizes: &DownloadSizes) -> Value {
    let path = table.path();
    let mut resource = json!({
        "name": table.name(),
        "type": "table",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": schema(&table.schema(data)),
    });
    if let Some(size) = sizes.get(&path) {
        resource["bytes"] = json!(size);
    }
    resource
}

/// Describes a document, which is not a table.
fn other_resource(document: DocumentId, sizes: &DownloadSizes) -> Value {
    let path = document.path();
    // All of the extension, because readers take `jsonl` alone for a table.
    let (_, format) = path.split_once('.').expect("files have an extension");
    let mut resource = json!({
        "name": document.name(),
        "path": path,
        "format": format,
        "mediatype": document.media_type(),
        "encoding": "utf-8",
    });
    if let Some(size) = sizes.get(&path) {
        resource["bytes"] = json!(size);
    }
    resource
}

/// Describes the columns of a table.
fn schema(table: &TableSchema) -> Value {
    let columns = table.columns.iter();
    let mut schema = json!({"fields": columns.map(field).collect::<Vec<_>>()});
    if !table.key.is_empty() {
        schema["primaryKey"] = json!(table.key);
    }
    let references = table.references.iter();
    let references: Vec<Value> = references
        .map(|reference| {
            json!({
                "fields": [reference.column],
                "reference": {"resource": reference.table, "fields": ["id"]},
            })
        })
        .collect();
    if !references.is_empty() {
        schema["foreignKeys"] = json!(references);
    }
    schema
}

/// Describes a column.
fn field(column: &ColumnSchema) -> Value {
    let mut field = json!({"name": column.name, "type": type_name(column.kind)});
    match column.kind {
        ColumnType::YesNo => {
            field["trueValues"] = json!(["yes"]);
            field["falseValues"] = json!(["no"]);
        }
        ColumnType::Address => field["format"] = json!("uri"),
        _ => {}
    }
    let mut description = match column.meaning {
        Meaning::Key(path) => meaning(path, MessageLanguage::English)
            .unwrap_or_default()
            .to_owned(),
        _ => String::new(),
    };
    if column.kind == ColumnType::List {
        let note = format!("Values are separated by `{LIST_SEPARATOR}`.");
        description = [description, note].join(" ").trim().to_owned();
    }
    if !description.is_empty() {
        field["description"] = json!(description);
    }
    field
}

/// Returns what a key of front matter means.
pub fn meaning(path: &str, language: MessageLanguage) -> Option<&'static str> {
    let (section, key) = path.split_once('.')?;
    let key = reference::find(section)?.key(key)?;
    Some(key.text.in_language(language))
}

fn type_name(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::Text | ColumnType::Date | ColumnType::Address | ColumnType::List => "string",
        ColumnType::Integer => "integer",
        ColumnType::Number => "number",
        ColumnType::Day => "date",
        ColumnType::YesNo => "boolean",
    }
}
