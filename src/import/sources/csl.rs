//! CSL JSON, the format of citation processors.

use std::path::Path;

use serde_json::Value;

use super::{Entries, Entry};
use crate::import::table::failed_with;
use crate::message;
use crate::messages::Message;

/// Variables by their column. The first one that an item has is taken.
const VARIABLES: [(&str, &[&str]); 8] = [
    ("title", &["title"]),
    ("publisher", &["container-title", "publisher"]),
    ("url", &["URL"]),
    ("doi", &["DOI"]),
    ("lang", &["language"]),
    ("archive", &["archive"]),
    ("archive_location", &["archive_location", "archive-place"]),
    ("archive_url", &["archive-url"]),
];

/// Variables that are read for other columns.
const OTHERS: [&str; 7] = [
    "id",
    "citation-key",
    "type",
    "author",
    "editor",
    "issued",
    "accessed",
];

/// Reads the items of a file. Their lines are their numbers.
pub fn entries(content: &str, path: &Path) -> Result<Entries, Message> {
    let value: Value = serde_json::from_str(content).map_err(|error| failed_with(path, &error))?;
    let items = value.as_array().or_else(|| value.get("items")?.as_array());
    let Some(items) = items else {
        return Err(message!(
            "`{path}` is no CSL JSON, which is a list of items",
            path = path.display()
        ));
    };
    let mut entries = Entries::default();
    for (item, number) in items.iter().zip(1..) {
        let read = self::item(item, &mut entries);
        entries.add(number, read);
    }
    Ok(entries)
}

fn item(item: &Value, entries: &mut Entries) -> Entry {
    let text = |name: &str| item.get(name).and_then(text_of);
    let mut read = Entry::new();
    // Zotero's ids are addresses, which end in the key.
    let id = text("citation-key").or_else(|| text("id"));
    let id = id.unwrap_or_default();
    let id = id.rsplit('/').next().unwrap_or_default();
    read.insert("key", id.to_owned());
    for (column, names) in VARIABLES {
        if let Some(value) = names.iter().find_map(|name| text(name)) {
            read.insert(column, value);
        }
    }
    let names = ["author", "editor"];
    let names = names.iter().find_map(|name| item.get(name)?.as_array());
    if let Some(names) = names {
        let names: Vec<String> = names.iter().map(name_of).collect();
        read.insert("author", names.join(", "));
    }
    for (column, name) in [("date", "issued"), ("accessed", "accessed")] {
        if let Some(date) = item.get(name).and_then(date) {
            read.insert(column, date);
        }
    }
    if let Some(kind) = text("type").and_then(|name| kind(&name)) {
        read.insert("kind", kind.to_owned());
    }
    for name in item.as_object().into_iter().flat_map(|item| item.keys()) {
        let is_used = OTHERS.contains(&name.as_str())
            || VARIABLES
                .iter()
                .any(|(_, names)| names.contains(&name.as_str()));
        if !is_used {
            entries.add_unused(name);
        }
    }
    read
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn name_of(name: &Value) -> String {
    let part = |key: &str| name.get(key).and_then(text_of);
    if let Some(literal) = part("literal") {
        return literal;
    }
    let particle = part("non-dropping-particle").or_else(|| part("dropping-particle"));
    let parts = [part("given"), particle, part("family"), part("suffix")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Returns a date as EDTF: its parts, or else what it says in words.
fn date(date: &Value) -> Option<String> {
    let Some(ends) = date.get("date-parts").and_then(Value::as_array) else {
        return date
            .get("raw")
            .or_else(|| date.get("literal"))
            .and_then(text_of);
    };
    let ends = ends.iter().filter_map(|end| {
        let parts = end.as_array()?.iter().filter_map(text_of);
        let parts = parts.enumerate().map(|(at, part)| match at {
            0 => format!("{part:0>4}"),
            _ => format!("{part:0>2}"),
        });
        let parts: Vec<String> = parts.collect();
        (!parts.is_empty()).then(|| parts.join("-"))
    });
    let ends: Vec<String> = ends.collect();
    let is_circa = date
        .get("circa")
        .is_some_and(|circa| *circa != Value::Bool(false));
    let circa = if is_circa { "~" } else { "" };
    (!ends.is_empty()).then(|| format!("{}{circa}", ends.join("/")))
}

/// Returns the kind of a source, where the type of an item says it.
fn kind(item_type: &str) -> Option<&'static str> {
    match item_type {
        "article-newspaper" | "article-magazine" => Some("news"),
        "report" => Some("report"),
        "dataset" => Some("dataset"),
        "legal_case" => Some("court"),
        "legislation" | "bill" | "regulation" | "treaty" => Some("law"),
        "interview" => Some("interview"),
        "post" => Some("social"),
        "article-journal" | "book" | "chapter" | "thesis" | "paper-conference" | "manuscript"
        | "pamphlet" | "map" | "motion_picture" | "song" | "graphic" => Some("other"),
        _ => None,
    }
}
