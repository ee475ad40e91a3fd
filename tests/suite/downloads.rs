//! Downloads that are not tables: maps, bibliographies, the whole site, graphs.

use std::collections::BTreeMap;

use griot::Compiled;
use serde_json::{Value, json};

use crate::data::file;
use crate::support::{Theme, published_sample};

fn json_of(compiled: &Compiled, path: &str) -> Value {
    serde_json::from_str(file(compiled, path)).expect("it is JSON")
}

/// Items of an array by their ids. No id occurs twice.
fn by_id(items: &Value) -> BTreeMap<&str, &Value> {
    let items = items.as_array().expect("it is a list");
    let named: BTreeMap<&str, &Value> = items
        .iter()
        .map(|item| (item["id"].as_str().expect("it has an id"), item))
        .collect();
    assert_eq!(named.len(), items.len());
    named
}

const FOUNDING: &str = "2022-02-fama-centre-operations";

#[test]
fn events_are_features_of_geojson() {
    let sample = published_sample("/", Theme::Default);
    let map = json_of(sample, "data/events.geojson");
    assert_eq!(map["type"], "FeatureCollection");
    assert_eq!(map.get("crs"), None, "RFC 7946 has no other");
    let features = by_id(&map["features"]);
    let founding = features[FOUNDING];
    assert_eq!(founding["geometry"], Value::Null);
    let properties = &founding["properties"];
    assert_eq!(properties["date"], "[2022-02-16..2022-02-22]");
    assert_eq!(properties["where_prec"], "adm1");
    assert_eq!(properties["side_a"], json!(["fama"]));
    assert_eq!(properties["latitude"], Value::Null);
    let claims = by_id(&properties["claims"]);
    assert_eq!(claims.len(), 4);
    let mut points = 0;
    for (id, feature) in &features {
        assert_eq!(feature["type"], "Feature", "{id}");
        if feature["geometry"].is_null() {
            continue;
        }
        points += 1;
        assert_eq!(feature["geometry"]["type"], "Point", "{id}");
        let [lon, lat] = [0, 1].map(|at| feature["geometry"]["coordinates"][at].as_f64());
        let (lon, lat) = lon.zip(lat).expect("two numbers");
        // Mali and its neighbours: longitude is first.
        assert!(
            (-13.0..5.0).contains(&lon) && (9.0..26.0).contains(&lat),
            "{id}"
        );
    }
    assert!(points > 10, "{points}");
}

#[test]
fn the_page_and_the_package_name_every_document() {
    let sample = published_sample("/", Theme::Default);
    let package = json_of(sample, "datapackage.json");
    let resources = package["resources"].as_array().expect("a list");
    let documents: Vec<&Value> = resources
        .iter()
        .filter(|resource| resource["type"] != "table")
        .collect();
    assert!(!documents.is_empty());
    for resource in documents {
        let path = resource["path"].as_str().expect("a path");
        assert_eq!(resource["bytes"], file(sample, path).len(), "{path}");
        for page in [
            "data/index.html",
            "en/data/index.html",
            "ar/data/index.html",
        ] {
            assert!(file(sample, page).contains(&format!("/{path}\"")), "{path}");
        }
    }
}
