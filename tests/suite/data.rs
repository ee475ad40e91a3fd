//! The site as a data set: tables in our shape and in those of UCDP GED and ACLED.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use griot::Compiled;
use proptest::prelude::*;

use crate::support::{Site, Theme, published_sample};

const UCDP: &str = "id relid year active_year code_status type_of_violence conflict_dset_id \
    conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id \
    side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office \
    source_date source_headline source_original where_prec where_coordinates where_description \
    adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity \
    date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low \
    gwnoa gwnob";

const ACLED: &str = "event_id_cnty event_date year time_precision disorder_type event_type \
    sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction \
    civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude \
    geo_precision source source_scale notes fatalities tags timestamp";

/// A row by the names of its columns.
pub type CsvRow = BTreeMap<String, String>;

/// The text of a file.
pub fn file<'c>(compiled: &'c Compiled, path: &str) -> &'c str {
    let mut files = compiled.artifacts.iter();
    let file = files
        .find(|file| file.path == path)
        .unwrap_or_else(|| panic!("{path} is missing"));
    std::str::from_utf8(&file.bytes).expect("it is UTF-8")
}

/// Reads a table, in which every row has a cell for each column and ends with CRLF.
pub fn table(text: &str) -> (Vec<String>, Vec<CsvRow>) {
    assert!(text.ends_with("\r\n"), "the last row ends");
    assert!(!text.starts_with('\u{feff}'), "no byte order mark");
    let mut reader = csv::ReaderBuilder::new()
        .flexible(false)
        .terminator(csv::Terminator::CRLF)
        .from_reader(text.as_bytes());
    let columns: Vec<String> = reader
        .headers()
        .expect("there are columns")
        .iter()
        .map(str::to_owned)
        .collect();
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.expect("it is CSV");
        let cells = record.iter().map(str::to_owned);
        columns.iter().cloned().zip(cells).collect()
    };
    let rows = reader.records().map(row).collect();
    (columns, rows)
}

fn row<'r>(rows: &'r [CsvRow], column: &str, value: &str) -> &'r CsvRow {
    let mut rows = rows.iter();
    rows.find(|row| row[column] == value)
        .unwrap_or_else(|| panic!("no row has {column} {value}"))
}

/// Asserts some cells of a row.
fn expect(row: &CsvRow, cells: &[(&str, &str)]) {
    for (column, value) in cells {
        assert_eq!(row[*column], *value, "{column}");
    }
}

const FOUNDING: &str = "2022-02-fama-centre-operations";

#[test]
fn the_founding_item_goes_out_in_the_columns_of_ucdp() {
    let sample = published_sample("/", Theme::Default);
    let (columns, rows) = table(file(sample, "data/ucdp.csv"));
    assert_eq!(columns, UCDP.split_whitespace().collect::<Vec<_>>());
    expect(
        row(&rows, "id", FOUNDING),
        &[
            ("low", "0"),
            ("best", ""),
            ("high", "19"),
            ("event_clarity", "2"),
            ("where_prec", "4"),
            ("date_prec", "3"),
            ("date_start", "2022-02-16 00:00:00.000"),
            ("date_end", "2022-02-22 00:00:00.000"),
            ("type_of_violence", "1"),
            ("deaths_a", ""),
            ("deaths_b", ""),
            ("adm_1", ""),
            ("country", "Mali"),
        ],
    );
}

#[test]
fn the_founding_item_goes_out_in_the_columns_of_acled() {
    let sample = published_sample("/", Theme::Default);
    let (columns, rows) = table(file(sample, "data/acled.csv"));
    assert_eq!(columns, ACLED.split_whitespace().collect::<Vec<_>>());
    expect(
        row(&rows, "event_id_cnty", FOUNDING),
        &[
            ("event_date", "2022-02-16"),
            ("time_precision", "2"),
            ("disorder_type", "Political violence"),
            ("fatalities", ""),
            ("inter1", "State forces"),
        ],
    );
}

#[test]
fn all_tables_of_the_sample_are_strict_csv() {
    let sample = published_sample("/", Theme::Default);
    let tables = sample.artifacts.iter();
    let tables = tables.filter(|file| file.path.ends_with(".csv"));
    let mut count = 0;
    for file in tables {
        let text = std::str::from_utf8(&file.bytes).expect("it is UTF-8");
        let (columns, rows) = table(text);
        assert!(!columns.is_empty() && !rows.is_empty(), "{}", file.path);
        count += 1;
    }
    assert!(count > 20, "there are tables of parts: {count}");
}

#[test]
fn events_of_a_region_have_those_of_its_parts() {
    let sample = published_sample("/", Theme::Default);
    let (_, all) = table(file(sample, "data/events.csv"));
    let (_, mali) = table(file(sample, "regions/mali/events.csv"));
    let (_, mopti) = table(file(sample, "regions/mopti/events.csv"));
    assert!(mopti.len() < mali.len() && mali.len() <= all.len());
    let founding = row(&mopti, "id", FOUNDING);
    assert_eq!(founding, row(&mali, "id", FOUNDING));
    assert_eq!(founding, row(&all, "id", FOUNDING));
    assert!(founding["regions"].contains(" | "));
    let page = file(sample, "regions/mopti/index.html");
    assert!(page.contains("/regions/mopti/events.csv"));
}

#[test]
fn references_between_tables_lead_to_rows() {
    let sample = published_sample("/", Theme::Default);
    let package: serde_json::Value =
        serde_json::from_str(file(sample, "datapackage.json")).expect("it is JSON");
    let mut checked = 0;
    let resources = package["resources"].as_array().expect("there are tables");
    for resource in resources
        .iter()
        .filter(|resource| resource["type"] == "table")
    {
        let path = resource["path"].as_str().expect("it has a path");
        let text = file(sample, path);
        assert_eq!(resource["bytes"], text.len(), "{path}");
        let (columns, rows) = table(text);
        let fields = resource["schema"]["fields"].as_array().expect("fields");
        let names: Vec<&str> = fields.iter().filter_map(|f| f["name"].as_str()).collect();
        assert_eq!(names, columns, "{path}");
        let keys = resource["schema"]["foreignKeys"].as_array();
        for key in keys.into_iter().flatten() {
            let column = key["fields"][0].as_str().expect("a column");
            let other = key["reference"]["resource"].as_str().expect("a table");
            let (_, others) = table(file(sample, &format!("data/{other}.csv")));
            for row in rows.iter().filter(|row| !row[column].is_empty()) {
                assert!(
                    others.iter().any(|other| other["id"] == row[column]),
                    "{path}: {column} {}",
                    row[column]
                );
                checked += 1;
            }
        }
    }
    assert!(checked > 100, "{checked}");
}

/// The settings and actors of small sites.
const SITE: &[(&str, &str)] = &[
    (
        "content/site.yaml",
        "title: T\nlanguages: [en]\nbase_url: https://x.example/\nundeclared: allow\nlicence: CC BY 4.0\n",
    ),
    (
        "content/regions/mali.md",
        "---\nname: Mali\nlevel: country\n---\n",
    ),
    (
        "content/regions/mopti.md",
        "---\nname: Mopti\nlevel: adm1\npart_of: mali\n---\n",
    ),
    (
        "content/regions/djenne.md",
        "---\nname: Djenné\nlevel: adm2\npart_of: mopti\n---\n",
    ),
    (
        "content/sources/wire.md",
        "---\ntitle: A wire\npublisher: Wire\n---\n",
    ),
    (
        "content/actors/people.md",
        "---\nname: People\nactor_type: Civilians\n---\n",
    ),
];

/// Compiles a site with more files.
fn site(more: &[(&str, &str)]) -> Compiled {
    let files: Vec<(&str, &str)> = SITE.iter().chain(more).copied().collect();
    let site = Site::new(&files);
    let compiled = site.compile();
    assert!(!compiled.has_errors(), "{}", site.findings());
    compiled
}

/// Returns the row in UCDP's columns of an event with these lines.
fn ucdp_row(lines: &str) -> CsvRow {
    let event = format!(
        "---\ntitle: E\ndate: 2022-02-22\nregions: [mopti]\nside_a: [army]\nside_b: [rebels]\n{lines}---\n"
    );
    let compiled = site(&[("content/events/e.md", &event)]);
    table(file(&compiled, "data/ucdp.csv")).1.remove(0)
}

/// Returns a claim.
fn claim(measure: &str, count: &str, more: &str) -> String {
    format!("  - {{measure: {measure}, count: {count}, claimant: army, sources: [wire]{more}}}\n")
}

fn with_claims(claims: &[String]) -> CsvRow {
    ucdp_row(&format!("claims:\n{}", claims.concat()))
}

#[test]
fn neutralised_is_not_killed() {
    for of in ["", ", of: rebels"] {
        let row = with_claims(&[claim("neutralised", "19", of)]);
        for column in [
            "low",
            "best",
            "high",
            "deaths_a",
            "deaths_b",
            "deaths_civilians",
        ] {
            assert_eq!(row[column], "", "{column}");
        }
    }
    let row = with_claims(&[
        claim("neutralised", "19", ", of: rebels, id: a"),
        claim("killed", "2", ", of: army, id: b"),
    ]);
    // The others may be dead too.
    expect(
        &row,
        &[
            ("low", "2"),
            ("best", ""),
            ("high", ""),
            ("deaths_a", "2"),
            ("deaths_b", ""),
        ],
    );
}

#[test]
fn claims_become_numbers_of_deaths() {
    let row = with_claims(&[claim("killed", "5", "")]);
    expect(
        &row,
        &[("low", "5"), ("best", "5"), ("high", "5"), ("deaths_b", "")],
    );
    let row = with_claims(&[claim(
        "killed",
        "{low: 3, best: 5, high: 9}",
        ", of: rebels",
    )]);
    expect(
        &row,
        &[
            ("low", "3"),
            ("best", "5"),
            ("high", "9"),
            ("deaths_b", "5"),
        ],
    );
    let row = with_claims(&[claim("killed", "{low: 500}", "")]);
    expect(&row, &[("low", "500"), ("best", ""), ("high", "")]);
    let row = with_claims(&[claim("killed", "4", ", of: people")]);
    expect(&row, &[("deaths_civilians", "4"), ("deaths_b", "")]);
    // Claims that differ make a range, and those of two groups are not added up.
    let row = with_claims(&[
        claim("killed", "5", ", id: a"),
        claim("killed", "8", ", id: b"),
    ]);
    expect(&row, &[("low", "5"), ("best", ""), ("high", "8")]);
    let row = with_claims(&[
        claim("killed", "5", ", of: army, id: a"),
        claim("killed", "8", ", of: rebels, id: b"),
    ]);
    expect(
        &row,
        &[
            ("low", "8"),
            ("best", ""),
            ("high", ""),
            ("deaths_a", "5"),
            ("deaths_b", "8"),
        ],
    );
    // Discounted claims, and those about a part of the dead, do not count.
    let row = with_claims(&[
        claim("killed", "5", ", id: a, grade: discounted"),
        claim("killed", "3", ", id: b, label: children"),
    ]);
    expect(&row, &[("low", ""), ("best", ""), ("high", "")]);
    let row = with_claims(&[claim("killed", "0", ", of: people, grade: contested")]);
    expect(&row, &[("low", ""), ("best", ""), ("deaths_civilians", "")]);
}

#[test]
fn an_estimate_comes_before_claims() {
    let row = ucdp_row(&format!(
        "claims:\n{}estimate: {{measure: killed, low: 0, best: null, high: 19, basis: b, by: desk, date: 2022-03-01}}\n",
        claim("killed", "22", "")
    ));
    expect(&row, &[("low", "0"), ("best", ""), ("high", "19")]);
    let row =
        ucdp_row("estimate: {measure: wounded, best: 4, basis: b, by: desk, date: 2022-03-01}\n");
    expect(&row, &[("low", ""), ("best", ""), ("high", "")]);
}

#[test]
fn what_was_imported_goes_out_again() {
    let row = ucdp_row(
        "place: {name: Obo, lat: 5.399784, lon: 26.486881}\nwhere_prec: near\n\
         extra:\n  ucdp: {id: 37213, relid: 0, active_year: 1, code_status: Clear, conflict_new_id: 314, \
         conflict_name: 'Uganda: Government', country_id: 482, gwnoa: 500, best: 77, high: 78, \
         latitude: 1, deaths_b: 76, priogrid_gid: 1}\n",
    );
    expect(
        &row,
        &[
            ("id", "37213"),
            ("relid", "0"),
            ("active_year", "1"),
            ("code_status", "Clear"),
            ("conflict_new_id", "314"),
            ("conflict_name", "Uganda: Government"),
            ("country_id", "482"),
            ("gwnoa", "500"),
            ("where_coordinates", "Obo"),
            ("latitude", "5.399784"),
            ("geom_wkt", "POINT (26.486881 5.399784)"),
            ("priogrid_gid", "137213"),
            // Deaths come only from estimates and claims.
            ("best", ""),
            ("high", ""),
            ("deaths_b", ""),
        ],
    );
}

#[test]
fn cells_that_a_spreadsheet_would_run_are_guarded() {
    let event = "---\ntitle: '=HYPERLINK(\"http://x.example\")'\ndate: 2022-02-22\nregions: [mopti]\nplace: {name: '@here', lat: -4.5, lon: -3.25}\n---\n";
    let compiled = site(&[("content/events/e.md", event)]);
    let (_, rows) = table(file(&compiled, "data/events.csv"));
    expect(
        &rows[0],
        &[
            ("title_en", "'=HYPERLINK(\"http://x.example\")"),
            ("place_en", "'@here"),
            ("latitude", "-4.5"),
            ("longitude", "-3.25"),
        ],
    );
}

#[test]
fn a_site_can_be_without_data() {
    let event = "---\ntitle: E\ndate: 2022-02-22\nregions: [mopti]\n---\n";
    let files: Vec<(&str, &str)> = SITE
        .iter()
        .copied()
        .chain([
            ("content/events/e.md", event),
            (
                "content/site.yaml",
                "title: T\nlanguages: [en]\nbase_url: https://x.example/\nundeclared: allow\ndata: no\n",
            ),
        ])
        .collect();
    let compiled = Site::new(&files).compile();
    for file in &compiled.artifacts {
        let is_data = file.path.starts_with("data/")
            || file.path.ends_with(".csv")
            || ["datapackage.json", "CITATION.cff", "SHA256SUMS"].contains(&file.path.as_str());
        assert!(!is_data, "{}", file.path);
        if file.path.ends_with(".html") {
            let text = String::from_utf8_lossy(&file.bytes);
            assert!(
                !text.contains(".csv") && !text.contains("/data/"),
                "{}",
                file.path
            );
        }
    }
}

#[test]
fn a_page_called_data_is_reported() {
    let files: Vec<(&str, &str)> = SITE
        .iter()
        .copied()
        .chain([("content/pages/data.md", "---\ntitle: Data\n---\nText.\n")])
        .collect();
    let findings = Site::new(&files).findings();
    assert!(findings.contains("address-taken"), "{findings}");
}

/// The points of features, by their ids.
fn points(geojson: &str) -> BTreeMap<String, Option<[f64; 2]>> {
    let read: serde_json::Value = serde_json::from_str(geojson).expect("it is JSON");
    let features = read["features"].as_array().expect("features").iter();
    let point = |feature: &serde_json::Value| {
        let id = feature["id"].as_str().expect("an id").to_owned();
        let point = serde_json::from_value(feature["geometry"]["coordinates"].clone());
        (id, point.expect("longitude and latitude, or nothing"))
    };
    features.map(point).collect()
}

/// The values of `publish_precision`, most exact first, each with the regions that it leaves.
const PRECISIONS: &[&str] = &["", "exact", "near", "adm2", "adm1", "fuzzy", "country"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn no_place_is_more_exact_than_it_may_be_published(
        places in prop::collection::vec((-89_999_i32..89_999, -179_999_i32..179_999, 0..PRECISIONS.len()), 1..12)
    ) {
        let mut files: Vec<(String, String)> = Vec::new();
        for (at, (lat, lon, precision)) in places.iter().enumerate() {
            let (lat, lon) = (f64::from(*lat) / 1000.0, f64::from(*lon) / 1000.0);
            let mut event = format!(
                "---\ntitle: E\ndate: 2022-02-22\nregions: [djenne]\nwhere_prec: exact\n\
                 where_description: hidden{at}x\nplace: {{name: village{at}x, lat: {lat}, lon: {lon}}}\n"
            );
            if !PRECISIONS[*precision].is_empty() {
                writeln!(event, "publish_precision: {}", PRECISIONS[*precision]).expect("text");
            }
            write!(
                event,
                "extra:\n  ucdp: {{latitude: {lat}, longitude: {lon}, geom_wkt: 'POINT ({lon} {lat})', priogrid_gid: 9, \
                 where_coordinates: village{at}x, where_description: hidden{at}x, adm_2: village{at}x, adm_1: village{at}x}}\n  \
                 acled: {{latitude: {lat}, longitude: {lon}, location: village{at}x, admin1: village{at}x, admin2: village{at}x, admin3: village{at}x}}\n---\n"
            ).expect("text");
            files.push((format!("content/events/e{at}.md"), event));
        }
        let more: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let compiled = site(&more);
        let withheld = places.iter().enumerate().filter(|(_, (.., precision))| *precision >= 2);
        for (at, _) in withheld {
            for file in &compiled.artifacts {
                let text = String::from_utf8_lossy(&file.bytes);
                for word in [format!("village{at}x"), format!("hidden{at}x")] {
                    prop_assert!(!text.contains(&word), "{}: {word}", &file.path);
                }
            }
        }
        let parquet = compiled.artifacts.iter().find(|file| file.path == "data/events.parquet");
        let parquet = &parquet.expect("it is there").bytes;
        let is_exact = |degrees: i32| {
            places.iter().any(|(lat, lon, precision)| *precision < 2 && (*lat == degrees || *lon == degrees))
        };
        for (lat, lon, precision) in &places {
            for degrees in [*lat, *lon] {
                let bytes = (f64::from(degrees) / 1000.0).to_le_bytes();
                let is_there = parquet.windows(8).any(|window| window == bytes);
                // Zeros stand between other values too.
                if degrees != 0 && (*precision < 2 || !is_exact(degrees)) {
                    prop_assert_eq!(is_there, *precision < 2, "{}", degrees);
                }
            }
        }
        for (id, point) in points(file(&compiled, "data/events.geojson")) {
            let at: usize = id[1..].parse().expect("it is one of the events");
            let (lat, lon, precision) = places[at];
            let exact = [f64::from(lon) / 1000.0, f64::from(lat) / 1000.0];
            prop_assert_eq!(point, (precision < 2).then_some(exact), "{}", id);
        }
        let whole: serde_json::Value =
            serde_json::from_str(file(&compiled, "data/site.json")).expect("it is JSON");
        for event in whole["events"].as_array().expect("events") {
            let at: usize = event["id"].as_str().expect("an id")[1..].parse().expect("a number");
            let (lat, lon, precision) = places[at];
            let exact = [lat, lon].map(|degrees| f64::from(degrees) / 1000.0);
            let point = ["latitude", "longitude"].map(|key| event[key].as_f64());
            let expected = if precision < 2 { exact.map(Some) } else { [None; 2] };
            prop_assert_eq!(point, expected, "{}", at);
        }
        let tables = compiled.artifacts.iter().filter(|file| file.path.ends_with(".csv"));
        for file in tables {
            let text = std::str::from_utf8(&file.bytes).expect("it is UTF-8");
            let (_, rows) = table(text);
            for row in rows {
                let id = ["id", "event_id_cnty"].iter().find_map(|name| row.get(*name));
                let Some(at) = id.and_then(|id| id.strip_prefix('e')?.parse::<usize>().ok()) else {
                    continue;
                };
                let (lat, _, precision) = places[at];
                let is_exact = precision < 2;
                let lat = (f64::from(lat) / 1000.0).to_string();
                let point = row.get("latitude").map_or("", String::as_str);
                prop_assert_eq!(point, if is_exact { lat.as_str() } else { "" }, "{}", &file.path);
                if !is_exact {
                    for column in ["longitude", "geom_wkt", "priogrid_gid"] {
                        prop_assert_eq!(row.get(column).map_or("", String::as_str), "");
                    }
                    let all: String = row.values().map(|cell| format!("{cell}\n")).collect();
                    prop_assert!(!all.contains(&format!("village{at}x")), "{}: {}", &file.path, all);
                    prop_assert!(!all.contains(&format!("hidden{at}x")), "{}: {}", &file.path, all);
                }
            }
        }
    }
}
