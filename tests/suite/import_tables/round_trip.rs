//! Import of what a site publishes in `data/`: the sample is built, imported into an empty site,
//! and built again. What tables do not have is listed in docs/src/how-to/import-data.md.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

use griot::Compiled;
use serde_json::Value;

use super::{import, problems, rows};
use crate::support::{Site, Theme, options, project, published_sample};

/// The tables that an import reads.
const TABLES: [&str; 8] = [
    "events",
    "claims",
    "estimates",
    "sources",
    "actors",
    "relations",
    "regions",
    "memberships",
];

/// The sample and what became of its tables.
struct RoundTrip {
    old: &'static Compiled,
    new: Compiled,
    /// The ids of documents whose title or name is in a language that the site does not have.
    untitled: BTreeSet<String>,
}

static ROUND_TRIP: LazyLock<RoundTrip> = LazyLock::new(|| {
    let old = published_sample("/", Theme::Default);
    let settings = fs::read_to_string(project().join("content/site.yaml")).expect("it is there");
    let site = Site::new(&[("content/site.yaml", &settings)]);
    for name in TABLES {
        let path = format!("data/{name}.csv");
        site.put(&format!("tables/{name}.csv"), &published(old, &path));
    }
    site.put("tables/site.json", &published(old, "data/site.json"));
    let folder = site.root().join("tables");
    let arguments = ["data", folder.to_str().expect("it is UTF-8")];
    let (printed, report) = import(&site, &arguments);
    assert_eq!(report["skipped"], 0, "{printed}");
    assert!(report["imported"].as_u64() > Some(500), "{printed}");
    let problems = problems(&report);
    let untitled: BTreeSet<String> = problems
        .iter()
        .filter_map(|problem| problem.strip_prefix("other-language "))
        .filter_map(|problem| problem.split(' ').nth(2))
        .map(str::to_owned)
        .collect();
    assert_eq!(untitled.len(), problems.len(), "{printed}");
    let (_, again) = import(&site, &arguments);
    assert_eq!(again["files"]["unchanged"], report["files"]["created"]);
    let new = griot::compile(site.root(), &options(), |_| {}).expect("it can be read");
    RoundTrip { old, new, untitled }
});

/// Returns a file of a site.
fn published(compiled: &Compiled, path: &str) -> String {
    let mut files = compiled.artifacts.iter();
    let file = files.find(|file| file.path == path);
    let file = file.unwrap_or_else(|| panic!("{path} is missing"));
    String::from_utf8(file.bytes.to_vec()).expect("it is UTF-8")
}

/// Whether a column tells where the site has a row, and not what the row says. The addresses of
/// sources and actors are in `url` too.
fn is_of_the_site(table: &str, column: &str) -> bool {
    match column {
        "page" | "article" => true,
        "url" => !matches!(table, "sources" | "actors"),
        _ => false,
    }
}

#[test]
fn every_cell_of_the_sample_comes_back() {
    let trip = &*ROUND_TRIP;
    for name in TABLES {
        let path = format!("data/{name}.csv");
        let (old, new) = (published(trip.old, &path), published(&trip.new, &path));
        let (old, new) = (rows(&old), rows(&new));
        assert!(!old.is_empty(), "{name} has rows");
        assert_eq!(old.len(), new.len(), "{name}");
        for (old, new) in old.iter().zip(&new) {
            for (column, cell) in old {
                let is_title = column.starts_with("title_") || column.starts_with("name_");
                let is_missing = is_title && trip.untitled.contains(&old["id"]);
                if !is_of_the_site(name, column) && !is_missing {
                    assert_eq!(*cell, new[column], "{name}, {column}: {old:?}");
                }
            }
        }
    }
}

#[test]
fn what_is_made_of_the_tables_comes_back() {
    let trip = &*ROUND_TRIP;
    let paths = |compiled: &Compiled| -> BTreeSet<String> {
        let paths = compiled.artifacts.iter().map(|file| file.path.clone());
        paths
            .filter(|path| path.starts_with("data/") && path.ends_with(".csv"))
            .collect()
    };
    let all = paths(trip.old);
    assert_eq!(all, paths(&trip.new));
    let others = all
        .iter()
        .filter(|path| path.starts_with("data/years/") || path.ends_with("cled.csv"));
    // A title that no table has is the headline of a source.
    let untitled = |row: &super::CsvRow| {
        let articles = row.get("source_article").map_or("", String::as_str);
        trip.untitled
            .iter()
            .any(|id| articles.contains(id.as_str()))
    };
    let mut count = 0;
    for path in others.chain([&"data/ucdp.csv".to_owned()]) {
        let (old, new) = (published(trip.old, path), published(&trip.new, path));
        let (old, new) = (rows(&old), rows(&new));
        assert_eq!(old.len(), new.len(), "{path}");
        for (old, new) in old.iter().zip(&new) {
            for (column, cell) in old {
                let is_headline = matches!(column.as_str(), "source_article" | "source_headline");
                if !(is_of_the_site(path, column) || is_headline && untitled(new)) {
                    assert_eq!(*cell, new[column], "{path}, {column}: {old:?}");
                }
            }
        }
        count += old.len();
    }
    assert!(count > 200, "{count} rows");
}

/// Removes what tells where the site has something, and the titles that tables do not have.
fn without_places(value: &mut Value, list: &str, untitled: &BTreeSet<String>) {
    match value {
        Value::Object(entries) => {
            let is_untitled = entries
                .get("id")
                .and_then(Value::as_str)
                .is_some_and(|id| untitled.contains(id));
            entries.retain(|key, _| {
                let is_title = key.starts_with("title") || key.starts_with("name");
                !(is_of_the_site(list, key) || is_untitled && is_title)
            });
            for value in entries.values_mut() {
                without_places(value, list, untitled);
            }
        }
        Value::Array(items) => {
            for item in items {
                without_places(item, list, untitled);
            }
        }
        _ => {}
    }
}

#[test]
fn the_document_of_the_site_has_the_same_records() {
    let trip = &*ROUND_TRIP;
    let read = |compiled: &Compiled| -> BTreeMap<String, Value> {
        let text = published(compiled, "data/site.json");
        serde_json::from_str(&text).expect("it is JSON")
    };
    let (old, mut new) = (read(trip.old), read(&trip.new));
    for list in ["events", "actors", "relations", "regions", "sources"] {
        let mut old = old[list].clone();
        let mut new = new.remove(list).expect("there is a list");
        without_places(&mut old, list, &trip.untitled);
        without_places(&mut new, list, &trip.untitled);
        let (old, new) = (
            old.as_array().expect("a list"),
            new.as_array().expect("a list"),
        );
        assert_eq!(old.len(), new.len(), "{list}");
        for (old, new) in old.iter().zip(new) {
            assert_eq!(old, new, "{list}");
        }
    }
}
