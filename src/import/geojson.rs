//! Points of GeoJSON (RFC 7946) as tables: a row for each feature, a column for each property.

use std::path::Path;
use std::vec;

use serde_json::Value;

use super::input::read_whole;
use super::table_row::{TableRow, failed_with};
use crate::message;
use crate::messages::Message;

/// The columns of a feature's geometry. Other columns are its properties.
const GEOMETRY: [&str; 3] = ["geometry.type", "geometry.lat", "geometry.lon"];
/// The column of the feature's own id.
const ID: &str = "feature.id";

/// The maximum size of a file in bytes, since it is held in memory.
const MAX_BYTES: u64 = 256 << 20;

/// The features of a file as rows. Their lines are the numbers of the features.
pub type Features = vec::IntoIter<TableRow>;

/// Whether a file is GeoJSON, by its name.
pub fn is_geojson(path: &Path) -> bool {
    let extension = path
        .extension()
        .map(|extension| extension.to_ascii_lowercase());
    extension.is_some_and(|own| own == "geojson" || own == "json")
}

/// Reads a file. Returns the names of the columns, and the rows.
///
/// # Errors
/// If it cannot be read, or is no collection of features.
pub fn open(path: &Path) -> Result<(Vec<String>, Features), Message> {
    let bytes = read_whole(path, MAX_BYTES)?;
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|error| failed_with(path, &error))?;
    let features = value.get("features").and_then(Value::as_array);
    let (Some("FeatureCollection"), Some(features)) =
        (value.get("type").and_then(Value::as_str), features)
    else {
        return Err(message!(
            "`{path}` is no GeoJSON `FeatureCollection`",
            path = path.display()
        ));
    };
    let mut names: Vec<String> = vec![ID.to_owned()];
    names.extend(GEOMETRY.map(str::to_owned));
    for feature in features {
        if let Some(Value::Object(properties)) = feature.get("properties") {
            for key in properties.keys() {
                if !names.contains(key) {
                    names.push(key.clone());
                }
            }
        }
    }
    let rows = features.iter().zip(1..).map(|(feature, number)| {
        let cells = names.iter().map(|name| cell(feature, name));
        TableRow::new(number, cells.collect())
    });
    let rows: Vec<TableRow> = rows.collect();
    Ok((names, rows.into_iter()))
}

/// Returns the text of a column of a feature.
fn cell(feature: &Value, name: &str) -> String {
    let geometry = feature.get("geometry");
    let kind = || geometry?.get("type")?.as_str();
    let degrees = |at: usize| {
        let is_point = kind() == Some("Point");
        let number = geometry?.get("coordinates")?.get(at)?;
        is_point.then(|| number.to_string())
    };
    match name {
        ID => feature.get("id").map(text).unwrap_or_default(),
        "geometry.type" => kind().unwrap_or_default().to_owned(),
        "geometry.lon" => degrees(0).unwrap_or_default(),
        "geometry.lat" => degrees(1).unwrap_or_default(),
        name => {
            let properties = feature.get("properties");
            let value = properties.and_then(|properties| properties.get(name));
            value.map(text).unwrap_or_default()
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
