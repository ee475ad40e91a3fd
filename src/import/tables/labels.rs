//! The labels of actors, which are in `site.json` and in no table.

use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value as Json;

use super::Parts;
use crate::message;
use crate::messages::{Message, io_error};
use crate::yaml::Value;

/// What is read of `site.json`.
#[derive(Deserialize)]
struct SiteDocument {
    #[serde(default)]
    actors: Vec<LabelledActor>,
}

#[derive(Deserialize)]
struct LabelledActor {
    id: String,
    #[serde(default)]
    labels: Vec<serde_json::Map<String, Json>>,
}

/// Returns the labels of actors by their ids. Without a `site.json` there are none.
///
/// # Errors
/// If the file cannot be read.
pub fn labels(folder: &Path) -> Result<Parts, Message> {
    let path = folder.join("site.json");
    let fail = |error: Message| message!("`{path}`: {error}", path = path.display(), error);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Parts::new()),
        Err(error) => return Err(fail(io_error(&error))),
    };
    let document: SiteDocument = serde_json::from_slice(&bytes)
        .map_err(|error| fail(Message::verbatim(error.to_string())))?;
    let actors = document.actors.into_iter();
    let labelled = actors.filter(|actor| !actor.labels.is_empty());
    Ok(labelled
        .map(|actor| {
            let labels = actor
                .labels
                .into_iter()
                .map(|label| value(Json::Object(label)));
            (actor.id, labels.collect())
        })
        .collect())
}

/// Returns texts and mappings of texts as they stand in a front matter.
fn value(json: Json) -> Value {
    match json {
        Json::String(text) => Value::Text(text),
        Json::Array(items) => Value::List(items.into_iter().map(value).collect()),
        Json::Object(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, item)| (key, value(item)))
                .collect(),
        ),
        Json::Bool(flag) => Value::Bool(flag),
        Json::Number(number) => number.as_i64().map_or(Value::Null, Value::Int),
        Json::Null => Value::Null,
    }
}
