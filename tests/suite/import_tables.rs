//! Imports of ACLED, of spreadsheets, of points, of bibliographies, and of griot's own tables.

mod acled_forms;
mod round_trip;
mod years;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{Site, griot, project};

const SETTINGS: &str = "title: Test\nbase_url: https://example.org/\nlanguages: [en]\n";

/// A row by the names of its columns.
type CsvRow = BTreeMap<String, String>;

fn site() -> Site {
    Site::new(&[("content/site.yaml", SETTINGS)])
}

fn fixture(name: &str) -> PathBuf {
    project().join("tests/imports").join(name)
}

/// Runs an import into a site. Returns what it printed and its report.
fn import(site: &Site, arguments: &[&str]) -> (String, Value) {
    let report = site.root().join("report.json");
    let output = griot()
        .arg("import")
        .args(arguments)
        .arg("--root")
        .arg(site.root())
        .arg("--report")
        .arg(&report)
        .output()
        .expect("griot runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("it is UTF-8");
    let printed = text(&output.stdout) + &text(&output.stderr);
    let report = fs::read_to_string(&report).unwrap_or_default();
    (
        printed,
        serde_json::from_str(&report).unwrap_or(Value::Null),
    )
}

/// Returns the rows of a CSV file.
fn rows(text: &str) -> Vec<CsvRow> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let columns = reader.headers().expect("there is a header").clone();
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.expect("it is CSV");
        let cells = columns.iter().zip(record.iter());
        cells
            .map(|(column, cell)| (column.to_owned(), cell.to_owned()))
            .collect()
    };
    reader.records().map(row).collect()
}

/// Returns the problems of a report as `kind line column value`.
fn problems(report: &Value) -> Vec<String> {
    let problems = report["problems"].as_array().expect("a list");
    let problem = |problem: &Value| {
        let text = |key: &str| problem[key].as_str().unwrap_or_default().to_owned();
        format!(
            "{} {} {} {}",
            text("kind"),
            problem["line"].as_u64().unwrap_or_default(),
            text("column"),
            text("value")
        )
    };
    problems.iter().map(problem).collect()
}

/// Returns the texts of all files below `content/`, by path.
fn contents(site: &Site) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for folder in ["actors", "events", "regions", "sources"] {
        let Ok(entries) = fs::read_dir(site.root().join("content").join(folder)) else {
            continue;
        };
        for entry in entries {
            let entry = entry.expect("the folder can be read");
            let text = fs::read_to_string(entry.path()).expect("it is UTF-8");
            let name = entry.file_name().to_string_lossy().into_owned();
            files.insert(format!("{folder}/{name}"), text);
        }
    }
    files
}

fn acled(site: &Site, path: &Path) -> (String, Value) {
    import(site, &["acled", path.to_str().expect("it is UTF-8")])
}

#[test]
fn rows_of_acled_come_out_again() {
    let site = site();
    let (_, report) = acled(&site, &fixture("acled.csv"));
    assert_eq!(report["rows"], 31);
    assert_eq!(report["imported"], 25);
    assert_eq!(report["skipped"], 6);
    assert_eq!(
        problems(&report),
        [
            "line-break 18 notes First line of the note. Second line of the note.",
            "bad-date 24 event_date 13/09/2021",
            "bad-number 25 fatalities many",
            "bad-coordinates 26 latitude 95.5, -3.25",
            "repeated-id 27 event_id_cnty BOR1",
            "no-id 28 event_id_cnty ",
            "bad-term 29 time_precision 4",
            "unknown-term 30 sub_event_type Cyber attack",
            "other-year 31 year 2020",
            "other-type 32 inter1 Northern Front: Political militia, Rebel group",
            "unknown-term 33 geo_precision 9",
        ]
    );
    let notice = report["notices"][0].as_str().expect("there is a notice");
    assert!(notice.contains("https://acleddata.com/eula"), "{notice}");
    assert!(!site.findings().contains("error"), "{}", site.findings());
    site.build().expect("the site can be written");
    let written = fs::read_to_string(fixture("acled.csv")).expect("it can be read");
    let mut published: BTreeMap<String, CsvRow> = BTreeMap::new();
    for row in rows(&site.page("data/acled.csv")) {
        published.insert(row["event_id_cnty"].clone(), row);
    }
    let mut differences = Vec::new();
    let mut compared = 0;
    let mut seen = Vec::new();
    for row in rows(&written) {
        let id = row["event_id_cnty"].clone();
        let Some(other) = published.get(&id).filter(|_| !seen.contains(&id)) else {
            continue;
        };
        for (column, cell) in &row {
            compared += 1;
            if other[column] != *cell {
                differences.push(format!("{id} {column}: {cell} > {}", other[column]));
            }
        }
        seen.push(id);
    }
    assert_eq!((seen.len(), compared), (25, 25 * 31));
    // Other forms of the same, and what the report told.
    assert_eq!(
        differences,
        [
            "BOR20 event_date: 12 September 2021 > 2021-09-12",
            "BOR21 inter1: 1 > State forces",
            "BOR21 inter2: 2 > Rebel group",
            "BOR21 interaction: 12 > State forces-Rebel group",
            "BOR28 year: 2020 > 2021",
            "BOR29 inter1: Political militia > Rebel group",
        ]
    );
}

#[test]
fn acled_claims_deaths_and_no_zero() {
    let site = site();
    acled(&site, &fixture("acled.csv"));
    let files = contents(&site);
    let event = &files["events/acled-bor1.md"];
    assert!(
        event.contains("measure: killed\n  count: 12\n  claimant: acled\n"),
        "{event}"
    );
    let quiet = &files["events/acled-bor2.md"];
    assert!(!quiet.contains("claims:"), "{quiet}");
    assert!(quiet.contains("fatalities: 0\n"), "{quiet}");
    // A week has its middle, a month itself.
    assert!(files["events/acled-bor3.md"].contains("date: 2021-03-06~\n"));
    assert!(files["events/acled-bor4.md"].contains("date: 2021-03\n"));
    // The type stands in a later row than the name.
    let militia = &files["actors/hill-communal-militia-borealia.md"];
    assert!(
        militia.contains("actor_type: Identity militia\n"),
        "{militia}"
    );
}

#[test]
fn an_actor_of_the_site_is_matched_by_its_other_names() {
    let site = site();
    site.put(
        "content/actors/army.md",
        "---\nname: The Army\naliases: [Military Forces of Borealia (2015-)]\nactor_type: State forces\n---\n",
    );
    acled(&site, &fixture("acled.csv"));
    let files = contents(&site);
    assert!(files["events/acled-bor1.md"].contains("side_a:\n- army\n"));
    assert!(!files.contains_key("actors/military-forces-of-borealia-2015.md"));
    site.build().expect("the site can be written");
    let table = rows(&site.page("data/acled.csv"));
    let first = table
        .iter()
        .find(|row| row["event_id_cnty"] == "BOR1")
        .expect("it is there");
    assert_eq!(first["actor1"], "Military Forces of Borealia (2015-)");
}

#[test]
fn a_newer_acled_file_keeps_words_of_editors() {
    let site = site();
    let old = fs::read_to_string(fixture("acled.csv")).expect("it can be read");
    acled(&site, &fixture("acled.csv"));
    let before = contents(&site);
    let (_, again) = acled(&site, &fixture("acled.csv"));
    assert_eq!(again["files"]["unchanged"], 52);
    assert_eq!(contents(&site), before, "a second import changes nothing");

    let title = "title: What the desk calls it\n";
    let path = "content/events/acled-bor1.md";
    let event = &before["events/acled-bor1.md"];
    let (_, rest) = event["---\n".len()..].split_once('\n').expect("a title");
    site.put(path, &format!("---\n{title}{rest}\nThe desk's text.\n"));
    let new: Vec<&str> = old
        .lines()
        .filter(|line| !line.starts_with("BOR2,"))
        .collect();
    let new = new.join("\n").replace("Ford.\",12,", "Ford.\",14,") + "\n";
    let file = site.root().join("newer.csv");
    fs::write(&file, new).expect("it can be written");
    let (_, report) = acled(&site, &file);
    let event = fs::read_to_string(site.root().join(path)).expect("it is there");
    assert!(event.contains(title), "{event}");
    assert!(event.contains("count: 14\n"), "{event}");
    assert!(event.ends_with("The desk's text.\n"), "{event}");
    let gone = problems(&report);
    assert!(
        gone.contains(&"gone-row 0  content/events/acled-bor2.md".to_owned()),
        "{gone:?}"
    );
}

#[test]
fn another_table_is_not_acled() {
    let site = site();
    let (printed, _) = acled(&site, &fixture("incidents.csv"));
    assert!(printed.contains("is not the header of ACLED"), "{printed}");
    let file = site.root().join("part.csv");
    fs::write(
        &file,
        "event_id_cnty,event_date,time_precision,event_type,actor1\n",
    )
    .expect("ok");
    let (printed, _) = acled(&site, &file);
    assert!(
        printed.contains("has no column `country` or `fatalities`"),
        "{printed}"
    );
}

const MAP: &str = "\
kind: event
id: No
date: {column: Day, order: day-month-year}
regions: [{column: Country, level: country}]
place: {name: Place, lat: Lat, lon: Lon}
decimal: comma
sources: [Source]
claims:
  - measure: killed
    count: Killed
    claimant: Said by
extra: [Remark]
";

/// Imports a file with a mapping.
fn mapped(site: &Site, file: &Path, map: &str, more: &[&str]) -> (String, Value) {
    site.put("incidents.yaml", map);
    let map = site.root().join("incidents.yaml");
    let mut arguments = vec!["csv", file.to_str().expect("it is UTF-8"), "--map"];
    arguments.push(map.to_str().expect("it is UTF-8"));
    arguments.extend(more);
    import(site, &arguments)
}

#[test]
fn csv_xlsx_and_ods_give_the_same_files() {
    let sites = ["incidents.csv", "incidents.xlsx", "incidents.ods"].map(|name| {
        let site = site();
        let more: &[&str] = match name.ends_with("xlsx") {
            true => &["--sheet", "Incidents"],
            false => &[],
        };
        let (printed, report) = mapped(&site, &fixture(name), MAP, more);
        assert_eq!(report["imported"], 3, "{name}: {printed}");
        let files = contents(&site);
        let (_, again) = mapped(&site, &fixture(name), MAP, more);
        assert_eq!(again["files"]["unchanged"], report["files"]["created"]);
        assert_eq!(contents(&site), files, "{name} again");
        assert!(!site.findings().contains("error"), "{}", site.findings());
        files
    });
    assert_eq!(sites[0], sites[1]);
    assert_eq!(sites[0], sites[2]);
    let event = &sites[0]["events/incidents-1.md"];
    assert_eq!(
        event,
        "---\n\
         title: Old Ford, 4 March 2021\n\
         date: 2021-03-04\n\
         regions:\n\
         - borealia\n\
         place:\n  name: Old Ford\n  lat: 12.5\n  lon: -3.25\n\
         claims:\n\
         - id: killed-1\n  measure: killed\n  count: 4\n  claimant: radio\n  sources:\n  - example-org-a\n\
         sources:\n\
         - example-org-a\n\
         extra:\n  csv:\n    Remark: first\n\
         ---\n"
    );
}

#[test]
fn a_sheet_is_chosen_and_not_guessed() {
    let site = site();
    let (printed, _) = mapped(&site, &fixture("incidents.xlsx"), MAP, &[]);
    assert!(
        printed.contains("has several sheets; write `--sheet` with `Incidents` or `Notes`"),
        "{printed}"
    );
    let (printed, _) = mapped(&site, &fixture("incidents.csv"), MAP, &["--sheet", "Notes"]);
    assert!(printed.contains("is no workbook"), "{printed}");
}

#[test]
fn days_that_can_be_read_in_two_ways_are_refused() {
    let site = site();
    let map = MAP.replace("{column: Day, order: day-month-year}", "Day");
    let (_, report) = mapped(&site, &fixture("incidents.csv"), &map, &[]);
    assert_eq!(report["skipped"], 3);
    assert_eq!(problems(&report)[0], "ambiguous-date 2 Day 04/03/2021");
    // A day that is none in the order is not swapped.
    let map = MAP.replace("day-month-year", "month-day-year");
    let (_, report) = mapped(&site, &fixture("incidents.csv"), &map, &[]);
    assert_eq!(report["imported"], 2);
    assert_eq!(
        problems(&report)[0],
        "source-title 2 Source https://example.org/a"
    );
    assert_eq!(problems(&report)[1], "bad-date 4 Day 13/12/2021");
    let file = site.root().join("serial.csv");
    fs::write(&file, "No,Day,Country\n1,44259,Borealia\n").expect("it can be written");
    let short = "id: No\ndate: Day\nregions: [Country]\n";
    let (_, report) = mapped(&site, &file, short, &[]);
    assert_eq!(problems(&report)[0], "serial-date 2 Day 44259");
    let excel = short.replace("date: Day", "date: {column: Day, as: excel}");
    let (_, report) = mapped(&site, &file, &excel, &[]);
    assert_eq!(report["imported"], 1);
    let event = &contents(&site)["events/incidents-1.md"];
    assert!(event.contains("date: 2021-03-04\n"), "{event}");
}

#[test]
fn mistakes_of_a_mapping_are_findings() {
    let site = site();
    let map = "id: Nr\ndate: {column: Day, order: day-month}\nregions: [Country]\n\
               place: {lat: Lat}\nside_c: [Place]\n";
    let (printed, _) = mapped(&site, &fixture("incidents.csv"), map, &[]);
    for expected in [
        "error[unknown-reference]: the table has no column `Nr`",
        "incidents.yaml:1:5",
        "did you mean `No`?",
        "`day-month` is not a valid `order`",
        "`lat` needs `lon`",
        "unknown key `side_c`",
        "did you mean `side_a`?",
        "4 errors",
    ] {
        assert!(printed.contains(expected), "{expected}: {printed}");
    }
    assert!(contents(&site).is_empty());
}

#[test]
fn figures_that_are_none_are_kept_and_told() {
    let site = site();
    let file = site.root().join("figures.csv");
    let text = "No,Day,Country,Killed,Said by,Source\n\
                1,2021-03-04,Borealia,several,Army,A paper\n\
                2,2021-03-05,Borealia,0,Army,A paper\n\
                3,2021-03-06,Borealia,3,,A paper\n\
                4,2021-03-07,Borealia,3,Army,\n";
    fs::write(&file, text).expect("it can be written");
    let map = "id: No\ndate: Day\nregions: [Country]\nsources: Source\nclaims:\n\
               - {measure: killed, count: Killed, claimant: Said by}\n";
    let (_, report) = mapped(&site, &file, map, &[]);
    assert_eq!(
        problems(&report),
        [
            "no-count 2 Killed several",
            "zero 3 Killed 0",
            "no-claimant 4 Said by ",
            "no-source 5 Killed ",
        ]
    );
    let files = contents(&site);
    assert!(files["events/incidents-1.md"].contains("Killed: several\n"));
    assert!(files.values().all(|text| !text.contains("claims:")));
}

#[test]
fn a_suggested_mapping_is_a_mapping() {
    let site = site();
    let file = fixture("incidents.csv");
    let output = griot()
        .args(["import", "csv", "--suggest"])
        .arg(&file)
        .output()
        .expect("griot runs");
    let map = String::from_utf8(output.stdout).expect("it is UTF-8");
    for guess in [
        "id: No  # ?",
        "order: day-month-year",
        "decimal: comma",
        "count: Killed",
    ] {
        assert!(map.contains(guess), "{guess}: {map}");
    }
    let (printed, report) = mapped(&site, &file, &map, &[]);
    assert_eq!(report["imported"], 3, "{printed}");
    assert_eq!(report["notices"], serde_json::json!([]));
}

#[test]
fn columns_without_a_place_are_listed() {
    let site = site();
    let map = MAP.replace("extra: [Remark]\n", "");
    let (printed, _) = mapped(&site, &fixture("incidents.csv"), &map, &[]);
    assert!(
        printed.contains("the mapping does not name 1 column: Remark"),
        "{printed}"
    );
}

#[test]
fn a_spreadsheet_in_windows_1252_is_told_once() {
    let site = site();
    let file = site.root().join("windows.csv");
    let text = b"N\xb0;Jour;Pays\n1;2021-03-04;Bor\xe9alie\n2;2021-03-05;Bor\xe9alie\n";
    fs::write(&file, text).expect("it can be written");
    let map = "id: N°\ndate: Jour\nregions: [Pays]\n";
    let (printed, report) = mapped(&site, &file, map, &[]);
    assert_eq!(report["imported"], 2, "{printed}");
    assert!(problems(&report).is_empty());
    assert_eq!(
        report["notices"],
        serde_json::json!(["2 cells are not UTF-8, and were read as Windows-1252"])
    );
    assert!(contents(&site)["regions/borealie.md"].contains("name: Boréalie\n"));
}

#[test]
fn columns_that_cannot_be_told_apart_are_told() {
    let site = site();
    let file = site.root().join("columns.csv");
    let text = "No,Day,Country,Day,\n1,2021-03-04,Borealia,2021-03-05,x\n";
    fs::write(&file, text).expect("it can be written");
    let map = "id: No\ndate: Day\nregions: [Country]\n";
    let (_, report) = mapped(&site, &file, map, &[]);
    assert_eq!(
        report["notices"],
        serde_json::json!([
            "of several columns with one name the first is read: Day",
            "columns without a name are not read"
        ])
    );
    assert!(contents(&site)["events/incidents-1.md"].contains("date: 2021-03-04\n"));
}

#[test]
fn actors_come_in_beside_known_ones() {
    let site = site();
    site.put("content/actors/army.md", "---\nname: The Army\n---\n");
    let file = site.root().join("actors.csv");
    let text = "code,name,type,other names\n\
                army2,the army,State forces,\nfront,Northern Front,rebel group,NF; The Front\n";
    fs::write(&file, text).expect("it can be written");
    let map =
        "kind: actor\nid: code\ntitle: name\nfields: {actor_type: type, aliases: other names}\n";
    let (_, report) = mapped(&site, &file, map, &[]);
    assert_eq!(
        (&report["imported"], &report["known"]),
        (&1.into(), &1.into())
    );
    assert_eq!(
        contents(&site)["actors/front.md"],
        "---\nname: Northern Front\naliases:\n- NF\n- The Front\nactor_type: Rebel group\n---\n"
    );
}

#[test]
fn regions_and_sources_come_in_too() {
    let site = site();
    site.put(
        "content/regions/borealia.md",
        "---\nname: Borealia\nlevel: country\n---\n",
    );
    let known = "---\ntitle: The desk's own\nurl: https://example.org/a\n---\n";
    site.put("content/sources/own.md", known);
    let file = site.root().join("table.csv");
    fs::write(
        &file,
        "code,name,in,lat,lon,link\nupl,Uplands,borealia,12.5,-3.25,https://example.org/a\n",
    )
    .expect("it can be written");
    let map = "kind: region\nid: code\ntitle: name\nregions: [in]\nplace: {lat: lat, lon: lon}\nignore: [link]\n";
    let (printed, report) = mapped(&site, &file, map, &[]);
    assert_eq!(report["imported"], 1, "{printed}");
    assert_eq!(
        contents(&site)["regions/upl.md"],
        "---\nname: Uplands\npart_of: borealia\npoint:\n  lat: 12.5\n  lon: -3.25\n---\n"
    );
    let map = "kind: source\nid: code\ntitle: name\nfields: {url: link}\nignore: [in, lat, lon]\n";
    let (printed, report) = mapped(&site, &file, map, &[]);
    assert_eq!(report["known"], 1, "{printed}");
    assert_eq!(contents(&site)["sources/own.md"], known);
    let map = map
        .replace("kind: source\n", "kind: actor\nside_a: [in]\n")
        .replace("url: link", "url: link, wikidata: in");
    let (printed, _) = mapped(&site, &file, &map, &[]);
    assert!(
        printed.contains("`side_a` is of events, and the mapping is of kind `actor`"),
        "{printed}"
    );
}

#[test]
fn points_of_geojson_are_rows() {
    let site = site();
    let file = site.root().join("points.geojson");
    let text = r#"{"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": "a", "properties": {"day": "2021-03-04", "land": "Borealia"},
         "geometry": {"type": "Point", "coordinates": [-3.25, 12.5]}},
        {"type": "Feature", "id": "b", "properties": {"day": "2021-03-05", "land": "Borealia"},
         "geometry": {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}}]}"#;
    fs::write(&file, text).expect("it can be written");
    let map = "id: feature.id\ndate: day\nregions: [land]\n\
               place: {lat: geometry.lat, lon: geometry.lon}\n";
    let (printed, report) = mapped(&site, &file, map, &[]);
    assert_eq!(report["imported"], 2, "{printed}");
    assert_eq!(problems(&report), ["no-point 2 geometry.type LineString"]);
    let files = contents(&site);
    assert!(files["events/incidents-a.md"].contains("lat: 12.5\n  lon: -3.25\n"));
    assert!(!files["events/incidents-b.md"].contains("place:"));
}

const BIBLIOGRAPHY: &str = r#"
@string{afp = "AFP"}
@article{traore2021, title = {The {Old} Ford}, author = {Traoré, Awa and {Radio Borealia}},
  journal = afp, year = 2021, month = mar, url = {https://example.org/a}, doi = {10.1/ABC},
  abstract = {Not imported}, langid = {french}}
@online{nothing, author = {X}}
@report{r:1, title = {Report}, institution = {Office}, date = {2021-05/2021-06}, url = {nowhere}}
@misc{m, title = {Other}, date = {spring 2020}, archive = {https://web.archive.org/x}}
@misc{known, title = {Known}, url = {https://example.org/known}}
"#;

#[test]
fn bibliographies_become_sources() {
    let site = site();
    let known = "---\ntitle: The desk's own\nurl: https://example.org/known\n---\n";
    site.put("content/sources/own.md", known);
    site.put("list.bib", BIBLIOGRAPHY);
    let file = site.root().join("list.bib");
    let arguments = ["sources", file.to_str().expect("it is UTF-8")];
    let (_, report) = import(&site, &arguments);
    assert_eq!(
        (&report["imported"], &report["known"]),
        (&3.into(), &1.into())
    );
    assert_eq!(
        problems(&report),
        [
            "no-title 6 title ",
            "odd-address 7 url nowhere",
            "odd-date 8 date spring 2020"
        ]
    );
    assert_eq!(
        report["notices"][0],
        "not imported, because sources have no key for them: abstract (1)"
    );
    let files = contents(&site);
    assert_eq!(
        files["sources/traore2021.md"],
        "---\ntitle: The Old Ford\nkind: other\npublisher: AFP\n\
         author: Awa Traoré, Radio Borealia\ndate: 2021-03\nurl: https://example.org/a\n\
         lang: fr\nextra:\n  doi: 10.1/ABC\n---\n"
    );
    assert_eq!(files["sources/own.md"], known);
    import(&site, &arguments);
    assert_eq!(contents(&site), files, "a second import changes nothing");
    assert!(!site.findings().contains("error"), "{}", site.findings());
}

#[test]
fn a_bibliography_with_an_error_names_its_line() {
    let site = site();
    site.put("bad.bib", "@book{a, title = {X}}\n@book{b");
    let file = site.root().join("bad.bib");
    let (printed, _) = import(&site, &["sources", file.to_str().expect("it is UTF-8")]);
    assert!(printed.contains("bad.bib`, line 2: "), "{printed}");
}

#[test]
fn items_of_csl_json_become_sources() {
    let site = site();
    let text = r#"[
        {"id": "http://zotero.org/users/1/items/ABCD", "type": "article-newspaper",
         "title": "Paper", "container-title": "Daily",
         "author": [{"family": "Diallo", "given": "B."}, {"literal": "AFP"}],
         "issued": {"date-parts": [["2020", 3, 4]]}, "URL": "https://example.org/z",
         "accessed": {"date-parts": [[2021, 1, 2]]}, "language": "fr"},
        {"id": "b", "type": "book", "title": "Book",
         "issued": {"date-parts": [[2019]], "circa": true}}]"#;
    site.put("items.json", text);
    let file = site.root().join("items.json");
    let (_, report) = import(&site, &["sources", file.to_str().expect("it is UTF-8")]);
    assert_eq!(report["imported"], 2);
    let files = contents(&site);
    assert_eq!(
        files["sources/abcd.md"],
        "---\ntitle: Paper\nkind: news\npublisher: Daily\nauthor: B. Diallo, AFP\n\
         date: 2020-03-04\nurl: https://example.org/z\naccessed: 2021-01-02\nlang: fr\n---\n"
    );
    assert!(files["sources/b.md"].contains("date: 2019~\n"));
}

#[test]
fn a_dry_run_writes_nothing() {
    let site = site();
    let file = fixture("acled.csv");
    let (printed, report) = import(
        &site,
        &["acled", file.to_str().expect("it is UTF-8"), "--dry-run"],
    );
    assert!(printed.contains("this was a dry run"), "{printed}");
    assert_eq!(report["files"]["created"], 52);
    assert!(contents(&site).is_empty());
    assert!(!site.root().join("imports.lock").exists());
}
