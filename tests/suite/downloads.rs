//! Downloads that are not tables: maps, bibliographies, the whole site, graphs.

use std::collections::BTreeMap;
use std::io::Write as _;

use boon::{Compiler, SchemaIndex, Schemas};
use griot::Compiled;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::{Field, Row};
use serde_json::{Value, json};

use crate::data::{file, table};
use crate::support::{Site, Theme, published_sample};

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
    let (_, rows) = table(file(sample, "data/claims.csv"));
    let rows = rows.iter().filter(|row| row["event"] == FOUNDING);
    assert_eq!(claims.len(), rows.count());
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

/// An entry of BibTeX: its type, its key and its fields.
type Entry = (String, String, BTreeMap<String, String>);

/// Reads BibTeX strictly: entries of fields in braces, and nothing else.
fn entries(text: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        rest = rest.strip_prefix('@').expect("an entry begins");
        let (kind, after) = rest.split_once('{').expect("a type");
        let (key, after) = after.split_once(",\n").expect("a key");
        rest = after.trim_start();
        let mut fields = BTreeMap::new();
        while !rest.starts_with('}') {
            let (name, after) = rest.split_once(" = {").expect("a field");
            let mut depth = 1_usize;
            let end = after.find(|sign| {
                depth += usize::from(sign == '{');
                depth -= usize::from(sign == '}');
                depth == 0
            });
            let (value, after) = after.split_at(end.expect("the field ends"));
            let before = fields.insert(name.to_owned(), value.to_owned());
            assert_eq!(before, None, "{key}: {name} occurs twice");
            let after = after.strip_prefix('}').expect("the field ends");
            rest = match after.strip_prefix(',') {
                Some(after) => after.trim_start(),
                None => after.trim_start(),
            };
            assert!(after.starts_with(',') || rest.starts_with('}'), "{key}");
        }
        rest = rest[1..].trim_start();
        entries.push((kind.to_owned(), key.to_owned(), fields));
    }
    entries
}

#[test]
fn sources_are_entries_of_bibtex_and_items_of_csl() {
    let sample = published_sample("/", Theme::Default);
    let (_, rows) = table(file(sample, "data/sources.csv"));
    let entries = entries(file(sample, "data/sources.bib"));
    let csl = json_of(sample, "data/sources.csl.json");
    let csl = by_id(&csl);
    assert_eq!((entries.len(), csl.len()), (rows.len(), rows.len()));
    for ((kind, key, fields), row) in entries.iter().zip(&rows) {
        assert_eq!(key, &row["id"]);
        assert_eq!(kind == "dataset", row["kind"] == "dataset", "{key}");
        let item = csl[key.as_str()];
        for (column, field, member) in [("url", "url", "URL"), ("author", "author", "author")] {
            let is_known = !row[column].is_empty();
            assert_eq!(fields.contains_key(field), is_known, "{key}: {field}");
            assert_eq!(item.get(member).is_some(), is_known, "{key}: {member}");
        }
        let archive = row["archive_url"].as_str();
        assert_eq!(item["archive_location"].as_str().unwrap_or(""), archive);
        assert_eq!(fields.contains_key("note"), !archive.is_empty(), "{key}");
        assert!(fields["title"].starts_with('{'), "{key}: case is protected");
    }
    let parts = csl
        .values()
        .filter(|item| item["issued"]["date-parts"].is_array());
    assert!(parts.count() > 50);
}

#[test]
fn no_title_of_a_source_breaks_the_bibliography() {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: T\nlanguages: [fr, en]\nbase_url: https://x.example/\nundeclared: allow\n",
        ),
        (
            "content/sources/a.md",
            "---\ntitle: {fr: 'Un } titre, \"x\" = {', en: A title}\nlang: fr\nauthor: '@misc{R&D_1'\nkind: news\n\
             publisher: '100 % \\'\ndate: 2022-02~\nurl: https://x.example/a?b=%20#c\n\
             archive_url: https://web.archive.org/web/1/https://x.example/a?b=%20#c\narchived_at: 2022-03-01\naccessed: 2022-03-02\n---\n",
        ),
        (
            "content/sources/b.md",
            "---\ntitle: B\nkind: communique\ndate: 2022..2023\n---\n",
        ),
    ]);
    let compiled = site.compile();
    assert!(!compiled.has_errors(), "{}", site.findings());
    let entries = entries(file(&compiled, "data/sources.bib"));
    let [(kind, key, fields), (other, _, of_other)] = &entries[..] else {
        panic!("two entries: {entries:?}");
    };
    assert_eq!(
        (kind.as_str(), key.as_str(), other.as_str()),
        ("article", "a", "misc")
    );
    let expected = [
        ("author", r"{@misc\textbraceleft{}R\&D\_1}"),
        ("date", "2022-02~"),
        ("journaltitle", r"{100 \% \textbackslash{}}"),
        ("language", "fr"),
        (
            "note",
            r"Archived 2022-03-01: \url{https://web.archive.org/web/1/https://x.example/a?b=\%20\#c}",
        ),
        (
            "title",
            r#"{Un \textbraceright{} titre, "x" = \textbraceleft{}}"#,
        ),
        ("url", "https://x.example/a?b=%20#c"),
        ("urldate", "2022-03-02"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(*fields, BTreeMap::from(expected));
    assert_eq!(of_other.get("date"), None, "biblatex has no such date");
    let csl = json_of(&compiled, "data/sources.csl.json");
    assert_eq!(
        csl[0],
        json!({
            "id": "a", "type": "article-newspaper", "genre": "news",
            "title": "Un } titre, \"x\" = {", "author": [{"literal": "@misc{R&D_1"}],
            "container-title": "100 % \\",
            "issued": {"date-parts": [[2022, 2]], "circa": true},
            "accessed": {"date-parts": [[2022, 3, 2]]},
            "URL": "https://x.example/a?b=%20#c", "archive": "web.archive.org",
            "archive_location": "https://web.archive.org/web/1/https://x.example/a?b=%20#c",
            "language": "fr",
        })
    );
    assert_eq!(csl[1]["issued"], json!({"literal": "[2022..2023]"}));
}

/// Compiles the schema of `site.json`.
fn site_schema(compiled: &Compiled) -> (Schemas, SchemaIndex) {
    let text = json_of(compiled, "data/site.schema.json");
    let id = text["$id"].as_str().expect("it has an address").to_owned();
    let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
    compiler.enable_format_assertions();
    compiler.add_resource(&id, text).expect("it is a schema");
    let index = compiler.compile(&id, &mut schemas).expect("it is complete");
    (schemas, index)
}

#[test]
fn the_whole_site_is_as_its_schema_says() {
    let sample = published_sample("/", Theme::Default);
    let (schemas, index) = site_schema(sample);
    let site = json_of(sample, "data/site.json");
    if let Err(error) = schemas.validate(&site, index) {
        panic!("{error}");
    }
    // Nothing may be added, and nothing has another type.
    let event = "/events/0";
    for (at, key, value) in [
        ("", "other", json!(1)),
        (event, "other", json!(1)),
        (event, "claims", json!("many")),
        (event, "event_type", json!("Battle")),
        (event, "date", json!("in 2022")),
        ("/articles/0", "title", json!({})),
        ("/sources/0", "url", json!("no address")),
    ] {
        let mut other = site.clone();
        other.pointer_mut(at).expect("it is there")[key] = value;
        assert!(schemas.validate(&other, index).is_err(), "{at}/{key}");
    }
}

#[test]
fn every_member_of_the_schema_is_explained() {
    let sample = published_sample("/", Theme::Default);
    let schema = json_of(sample, "data/site.schema.json");
    let kinds = schema["$defs"].as_object().expect("definitions");
    let objects = kinds.values().filter(|kind| kind["properties"].is_object());
    let objects: Vec<&Value> = objects.chain([&schema]).collect();
    assert!(objects.len() > 12);
    for kind in objects {
        assert_eq!(kind["additionalProperties"], false, "{kind}");
        for (name, member) in kind["properties"].as_object().expect("members") {
            let text = member["description"].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{name}");
        }
    }
}

#[test]
fn the_whole_site_has_what_the_tables_have() {
    let sample = published_sample("/", Theme::Default);
    let site = json_of(sample, "data/site.json");
    for (list, path) in [
        ("events", "data/events.csv"),
        ("actors", "data/actors.csv"),
        ("sources", "data/sources.csv"),
        ("regions", "data/regions.csv"),
    ] {
        let (_, rows) = table(file(sample, path));
        let items = by_id(&site[list]);
        assert_eq!(items.len(), rows.len(), "{list}");
        for row in &rows {
            assert!(
                items.contains_key(row["id"].as_str()),
                "{list}: {}",
                row["id"]
            );
        }
    }
    let (_, rows) = table(file(sample, "data/claims.csv"));
    let events = by_id(&site["events"]);
    let claims = events
        .values()
        .map(|event| event["claims"].as_array().map_or(0, Vec::len));
    assert_eq!(claims.sum::<usize>(), rows.len());
    let founding = events[FOUNDING];
    let claims = by_id(&founding["claims"]);
    let row = rows
        .iter()
        .find(|row| row["event"] == FOUNDING && row["measure"] == "neutralised")
        .expect("it is the founding claim");
    let claim = claims[row["id"].as_str()];
    assert_eq!(claim["measure"], "neutralised");
    assert_eq!(claim["claimant"], row["claimant"].as_str());
    assert!(claim["quote"].is_object() && claim["origins"][0]["party"] == true);
    let articles = by_id(&site["articles"]);
    assert!(
        articles
            .values()
            .any(|article| article["corrections"][0]["text"]["fr"].is_string())
    );
    assert_eq!(site["languages"], json!(["fr", "en", "ar"]));
}

/// A schema of FollowTheMoney, with itself and those above it.
struct Schema<'a> {
    above: Vec<&'a str>,
    required: Vec<&'a str>,
    /// The type of each property, or the schema of the entities to which it refers.
    properties: BTreeMap<&'a str, &'a str>,
}

/// The published model.
fn model() -> BTreeMap<&'static str, Schema<'static>> {
    let lines = include_str!("../followthemoney/schemata.tsv").lines();
    let schema = |line: &'static str| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, above, required, properties] = columns[..] else {
            panic!("four columns: {line}");
        };
        let properties = properties.split(' ');
        let schema = Schema {
            above: above.split(' ').collect(),
            required: required.split_whitespace().collect(),
            properties: properties
                .map(|property| property.split_once(':').expect("a type"))
                .collect(),
        };
        (name, schema)
    };
    lines.map(schema).collect()
}

/// Returns what is wrong with entities of FollowTheMoney.
fn graph_errors(text: &str) -> Vec<String> {
    let model = model();
    let read = |line: &str| serde_json::from_str::<Value>(line).expect("each line is JSON");
    let entities: Vec<Value> = text.lines().map(read).collect();
    let id_of = |entity: &Value| entity["id"].as_str().expect("an id").to_owned();
    let schemata: BTreeMap<String, &Value> = entities
        .iter()
        .map(|entity| (id_of(entity), &entity["schema"]))
        .collect();
    let mut errors = Vec::new();
    if schemata.len() != entities.len() {
        errors.push("an id occurs twice".to_owned());
    }
    for entity in &entities {
        let id = id_of(entity);
        let Some(schema) = entity["schema"].as_str().and_then(|name| model.get(name)) else {
            errors.push(format!("{id} has no schema of the model"));
            continue;
        };
        let properties = entity["properties"].as_object().expect("properties");
        for name in &schema.required {
            if !properties.contains_key(*name) {
                errors.push(format!("{id} lacks {name}"));
            }
        }
        for (name, values) in properties {
            let Some(kind) = schema.properties.get(name.as_str()) else {
                errors.push(format!("{id} cannot have {name}"));
                continue;
            };
            for value in values.as_array().expect("a list of values") {
                let value = value.as_str().expect("values are texts");
                let is_date = |text: &str| {
                    let signs = text
                        .bytes()
                        .all(|byte| byte.is_ascii_digit() || byte == b'-');
                    signs && matches!(text.len(), 4 | 7 | 10)
                };
                let is_right = match *kind {
                    "date" => is_date(value),
                    "url" => value.starts_with("http"),
                    // Schemata begin with a capital letter, types do not.
                    schema if schema.starts_with(char::is_uppercase) => schemata
                        .get(value)
                        .and_then(|found| model.get(found.as_str()?))
                        .is_some_and(|found| found.above.contains(&schema)),
                    _ => !value.is_empty(),
                };
                if !is_right {
                    errors.push(format!("{id}: {name} cannot be {value}"));
                }
            }
        }
    }
    errors
}

#[test]
fn entities_are_those_of_followthemoney() {
    let sample = published_sample("/", Theme::Default);
    let text = file(sample, "data/entities.ftm.jsonl");
    assert_eq!(graph_errors(text), Vec::<String>::new());
    for line in [
        r#"{"id":"event.e","schema":"Event","properties":{"name":["E"],"involved":["source.un-qde-159-jnim"]}}"#,
        r#"{"id":"event.e","schema":"Event","properties":{"name":["E"],"deaths":["1"]}}"#,
        r#"{"id":"event.e","schema":"Event","properties":{"date":["2022-02"]}}"#,
        r#"{"id":"event.e","schema":"Battle","properties":{}}"#,
        r#"{"id":"actor.jnim","schema":"Organization","properties":{"name":["JNIM"]}}"#,
    ] {
        let errors = graph_errors(&format!("{text}{line}\n"));
        assert!(!errors.is_empty(), "{line}");
    }
    let entity = |id: &str| -> Value {
        let line = text
            .lines()
            .find(|line| line.contains(&format!("\"id\":\"{id}\"")));
        serde_json::from_str(line.unwrap_or_else(|| panic!("{id}"))).expect("it is JSON")
    };
    let jnim = entity("actor.jnim");
    assert_eq!(jnim["schema"], "Organization");
    assert_eq!(jnim["properties"]["classification"], json!(["Rebel group"]));
    let link = entity("actor.jnim.opposed-to.actor.minusma");
    assert_eq!(link["schema"], "UnknownLink");
    assert_eq!(
        link["properties"]["startDate"],
        json!(["2017-03-02"]),
        "{link}"
    );
    let founding = entity(&format!("event.{FOUNDING}"));
    assert_eq!(
        founding["properties"].get("date"),
        None,
        "once within limits"
    );
    assert!(
        !text.contains("\"actor.civilians-mali\""),
        "no organization"
    );
}

/// The texts of a value of Parquet: none, one or several.
fn parquet_texts(value: &Field) -> Vec<String> {
    match value {
        Field::Null => Vec::new(),
        Field::Str(text) => vec![text.clone()],
        Field::Long(number) => vec![number.to_string()],
        Field::Double(number) => vec![number.to_string()],
        Field::Bool(flag) => vec![if *flag { "yes" } else { "no" }.to_owned()],
        Field::Date(days) => {
            let epoch = jiff::civil::date(1970, 1, 1);
            vec![(epoch + jiff::Span::new().days(*days)).to_string()]
        }
        Field::ListInternal(list) => list.elements().iter().flat_map(parquet_texts).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn parquet_has_the_rows_of_the_tables() {
    let sample = published_sample("/", Theme::Default);
    let mut lists = 0;
    for name in [
        "events",
        "claims",
        "estimates",
        "sources",
        "actors",
        "relations",
        "regions",
        "memberships",
    ] {
        let (columns, rows) = table(file(sample, &format!("data/{name}.csv")));
        let path = format!("data/{name}.parquet");
        let parquet = sample.artifacts.iter().find(|file| file.path == path);
        let mut copy = tempfile::tempfile().expect("a file of our own");
        copy.write_all(&parquet.expect("it is there").bytes)
            .expect("it is written");
        let reader = SerializedFileReader::new(copy).expect("it is Parquet");
        let written: Vec<Row> = reader
            .get_row_iter(None)
            .and_then(Iterator::collect)
            .expect("all rows are read");
        assert_eq!(written.len(), rows.len(), "{name}");
        for (written, row) in written.iter().zip(&rows) {
            let names: Vec<&String> = written.get_column_iter().map(|(name, _)| name).collect();
            assert_eq!(names, columns.iter().collect::<Vec<_>>());
            for (column, value) in written.get_column_iter() {
                let texts = parquet_texts(value);
                lists += usize::from(texts.len() > 1);
                // A cell of the sample that a spreadsheet would run is guarded only in CSV.
                let cell = row[column].strip_prefix('\'').unwrap_or(&row[column]);
                assert_eq!(texts.join(" | "), cell, "{name}: {column}");
            }
        }
    }
    assert!(lists > 100, "{lists}");
    assert!(
        !sample
            .artifacts
            .iter()
            .any(|file| file.path == "data/ucdp.parquet")
    );
}
