//! Parser of boundaries in GeoJSON (RFC 7946): polygon features with their properties.
//!
//! Written by hand on serde_json: only polygons are of use here, and an editor who exported the
//! wrong layer needs a message that says so. Errors are values, not diagnostics, because the caller
//! knows the name of the file.

use serde_json::{Map, Value};

use super::geo::LonLat;
use crate::message;
use crate::messages::Message;

/// A feature whose geometry is a Polygon or MultiPolygon.
#[derive(Clone, Debug, PartialEq)]
pub struct GeoJsonFeature {
    /// The properties of the feature.
    pub properties: Map<String, Value>,
    /// Outer rings and holes, distinguished by the even-odd rule. Rings do not repeat their first
    /// place.
    pub rings: Vec<Vec<LonLat>>,
}

/// Why boundaries cannot be read, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeoJsonError {
    /// What is wrong, for the finding.
    pub message: Message,
    /// What to do, for the finding.
    pub help: Message,
}

impl GeoJsonFeature {
    /// Whether a property has a value. Numbers are compared as text: `5` equals the number 5.
    pub fn has(&self, property: &str, value: &str) -> bool {
        match self.properties.get(property) {
            Some(Value::String(text)) => text == value,
            Some(Value::Number(number)) => number.to_string() == value,
            Some(Value::Bool(answer)) => answer.to_string() == value,
            _ => false,
        }
    }
}

/// Parses the features of a FeatureCollection, or a single Feature, in the order of the file.
///
/// # Errors
///
/// If the text is not JSON or has no feature, or if a feature is not a polygon with closed rings of
/// valid coordinates.
pub fn read(text: &str) -> Result<Vec<GeoJsonFeature>, GeoJsonError> {
    // Some programs write a byte order mark.
    let file: Value =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            wrong(
                message!(
                    "this is not JSON: line {line}, column {column}",
                    line = error.line(),
                    column = error.column()
                ),
                message!("export the boundaries as GeoJSON again"),
            )
        })?;
    let features = match file.get("type").and_then(Value::as_str) {
        Some("FeatureCollection") => file
            .get("features")
            .and_then(Value::as_array)
            .map(Vec::as_slice),
        Some("Feature") => Some(std::slice::from_ref(&file)),
        _ => None,
    };
    let features = features.ok_or_else(|| {
        wrong(
            message!("this JSON is not a `FeatureCollection`"),
            message!(
                "export the boundaries as GeoJSON; other forms, such as TopoJSON, are not read"
            ),
        )
    })?;
    features
        .iter()
        .enumerate()
        .map(|(at, value)| feature(at + 1, value))
        .collect()
}

fn feature(number: usize, value: &Value) -> Result<GeoJsonFeature, GeoJsonError> {
    let geometry = value.get("geometry").unwrap_or(&Value::Null);
    let kind = geometry.get("type").and_then(Value::as_str);
    let coordinates = geometry.get("coordinates").and_then(Value::as_array);
    let polygons: Vec<&Value> = match (kind, coordinates) {
        (Some("Polygon"), Some(_)) => geometry.get("coordinates").into_iter().collect(),
        (Some("MultiPolygon"), Some(polygons)) => polygons.iter().collect(),
        (Some("Polygon" | "MultiPolygon"), None) => return Err(malformed(number)),
        (kind, _) => {
            return Err(wrong(
                match kind {
                    Some(kind) => message!(
                        "feature {number} is a `{kind}`, not a boundary",
                        number,
                        kind
                    ),
                    None => message!("feature {number} has no geometry", number),
                },
                message!("keep only features that are a `Polygon` or a `MultiPolygon`"),
            ));
        }
    };
    let mut rings = Vec::new();
    for polygon in polygons {
        for ring in polygon.as_array().ok_or_else(|| malformed(number))? {
            rings.push(self::ring(number, ring)?);
        }
    }
    Ok(GeoJsonFeature {
        properties: value
            .get("properties")
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default(),
        rings,
    })
}

fn ring(number: usize, value: &Value) -> Result<Vec<LonLat>, GeoJsonError> {
    let positions = value.as_array().ok_or_else(|| malformed(number))?;
    let mut places = positions
        .iter()
        .map(|position| place(number, position))
        .collect::<Result<Vec<LonLat>, _>>()?;
    if places.len() < 4 || places.first() != places.last() {
        return Err(wrong(
            message!("feature {number} has a ring that is not closed", number),
            message!("a ring has at least four positions, and the last is the first again"),
        ));
    }
    places.pop();
    Ok(places)
}

fn place(number: usize, position: &Value) -> Result<LonLat, GeoJsonError> {
    let coordinate = |at: usize| position.get(at).and_then(Value::as_f64);
    let (Some(lon), Some(lat)) = (coordinate(0), coordinate(1)) else {
        return Err(malformed(number));
    };
    if lon.abs() > 180.0 || lat.abs() > 90.0 {
        return Err(wrong(
            message!(
                "feature {number} has the position {lon}, {lat}, which is not on the globe",
                number,
                lon,
                lat
            ),
            message!("export the boundaries in degrees of longitude and latitude (WGS 84)"),
        ));
    }
    Ok(LonLat { lat, lon })
}

fn malformed(number: usize) -> GeoJsonError {
    wrong(
        message!(
            "the coordinates of feature {number} are not those of a polygon",
            number
        ),
        message!("export the boundaries as GeoJSON again"),
    )
}

fn wrong(message: Message, help: Message) -> GeoJsonError {
    GeoJsonError { message, help }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collection(geometry: &str) -> String {
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"name":"A","n":5}},"geometry":{geometry}}}]}}"#
        )
    }

    #[test]
    fn holes_and_islands_are_rings() {
        let text = collection(
            r#"{"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,1],[2,2],[1,1]]],[[[20,0],[21,0],[21,1,7],[20,0]]]]}"#,
        );
        let features = read(&text).expect("it is well formed");
        assert_eq!(features.len(), 1);
        assert_eq!(
            features[0].rings.iter().map(Vec::len).collect::<Vec<_>>(),
            [3, 3, 3]
        );
        assert!(
            features[0].has("name", "A")
                && features[0].has("n", "5")
                && !features[0].has("name", "B")
        );
    }

    #[test]
    fn errors_say_which_feature_and_what_to_do() {
        let message = |text: &str| read(text).expect_err(text).message.english();
        assert_eq!(message("{"), "this is not JSON: line 1, column 1");
        assert_eq!(message("{}"), "this JSON is not a `FeatureCollection`");
        assert_eq!(
            message(&collection(r#"{"type":"Point","coordinates":[1,2]}"#)),
            "feature 1 is a `Point`, not a boundary"
        );
        assert_eq!(message(&collection("null")), "feature 1 has no geometry");
        assert_eq!(
            message(&collection(
                r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}"#
            )),
            "feature 1 has a ring that is not closed"
        );
        assert_eq!(
            message(&collection(
                r#"{"type":"Polygon","coordinates":[[[500000,0],[1,0],[1,1],[500000,0]]]}"#
            )),
            "feature 1 has the position 500000, 0, which is not on the globe"
        );
        assert_eq!(
            message(&collection(r#"{"type":"Polygon","coordinates":[7]}"#)),
            "the coordinates of feature 1 are not those of a polygon"
        );
    }
}
