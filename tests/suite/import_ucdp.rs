//! `griot import ucdp`: rows of UCDP GED as files, and out again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::support::{self, Site};

const ROWS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ucdp/ged-23.1-part.csv");

fn site() -> Site {
    Site::new(&[(
        "content/site.yaml",
        "title: T\nlanguages: [en]\nsearch: no\n",
    )])
}

/// Returns the text of a file of the site.
fn read(site: &Site, path: &str) -> String {
    fs::read_to_string(site.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Builds the site into `public/`.
fn build(site: &Site) -> Output {
    let mut command = support::griot();
    command
        .current_dir(site.root())
        .args(["build", "--lang", "en"]);
    command.output().expect("griot runs")
}

fn import(site: &Site, file: &str, options: &[&str]) -> Output {
    let mut command = support::griot();
    command
        .current_dir(site.root())
        .args(["import", "ucdp", file]);
    command.args(options).args(["--lang", "en"]);
    command.output().expect("griot runs")
}

/// Imports a file, and returns the exit code and the report.
fn report(site: &Site, file: &str) -> (Option<i32>, Value) {
    let path = site.root().join("report.json");
    let outcome = import(site, file, &["--report", "report.json"]);
    let errors = String::from_utf8_lossy(&outcome.stderr).into_owned();
    let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("no report: {errors}"));
    fs::remove_file(path).expect("it can be removed");
    (
        outcome.status.code(),
        serde_json::from_str(&text).expect("it is JSON"),
    )
}

/// Returns the number of problems of each kind.
fn kinds(report: &Value) -> BTreeMap<String, usize> {
    let mut kinds = BTreeMap::new();
    for problem in report["problems"].as_array().expect("a list") {
        let kind = problem["kind"].as_str().expect("a text");
        *kinds.entry(kind.to_owned()).or_default() += 1;
    }
    kinds
}

type Rows = BTreeMap<String, BTreeMap<String, String>>;

/// Returns the rows of a table by their ids.
fn rows(path: &Path) -> Rows {
    let mut reader = csv::Reader::from_path(path).expect("it is there");
    let names = reader.headers().expect("a header").clone();
    let rows = reader.records().map(|row| {
        let row = row.expect("it is CSV");
        let cells = names.iter().zip(row.iter());
        let cells = cells.map(|(name, cell)| (name.to_owned(), cell.to_owned()));
        (row[0].to_owned(), cells.collect())
    });
    rows.collect()
}

/// Writes a file with the header of UCDP GED and these rows. A row is that of a real event with
/// some of its cells replaced.
fn table(site: &Site, changes: &[&[(&str, &str)]]) {
    let mut reader = csv::Reader::from_path(ROWS).expect("it is there");
    let names = reader.headers().expect("a header").clone();
    let real = reader
        .records()
        .nth(300)
        .expect("it has rows")
        .expect("it is CSV");
    let mut writer = csv::Writer::from_path(site.root().join("rows.csv")).expect("it is new");
    writer.write_record(&names).expect("it can be written");
    for (number, change) in changes.iter().enumerate() {
        let cells = names.iter().zip(real.iter()).map(|(name, cell)| {
            let changed = change.iter().find(|(column, _)| *column == name);
            match (changed, name) {
                (Some((_, cell)), _) => (*cell).to_owned(),
                (None, "id") => (number + 1).to_string(),
                (None, _) => cell.to_owned(),
            }
        });
        writer.write_record(cells).expect("it can be written");
    }
    writer.flush().expect("it can be written");
}

/// Returns the text of the event of a row.
fn event(site: &Site, id: &str) -> String {
    read(site, &format!("content/events/ucdp-{id}.md"))
}

#[test]
fn real_rows_come_in_and_go_out_as_they_are() {
    let site = site();
    let (code, report) = report(&site, ROWS);
    assert_eq!(code, Some(0));
    assert_eq!(
        (&report["rows"], &report["imported"]),
        (&390.into(), &390.into())
    );
    let kinds = kinds(&report);
    // Counted in the file by other means.
    assert_eq!(kinds["order"], 12);
    assert_eq!(kinds["unknown-number"], 55);
    assert_eq!(kinds["free-sources"], 55);
    assert_eq!(kinds["no-adm1"], 6);
    assert_eq!(kinds["no-adm2"], 20);
    let lines = report["problems"].as_array().expect("a list").iter();
    let broken = lines.filter(|problem| problem["kind"] == "line-break");
    let broken: BTreeSet<_> = broken.map(|problem| problem["line"].as_u64()).collect();
    assert_eq!(broken.len(), 57);

    let outcome = build(&site);
    assert!(
        outcome.status.success(),
        "{}",
        String::from_utf8_lossy(&outcome.stderr)
    );
    let (before, after) = (
        rows(Path::new(ROWS)),
        rows(&site.root().join("public/data/ucdp.csv")),
    );
    assert_eq!(before.len(), after.len());
    for (id, row) in &before {
        for (column, cell) in row {
            let other = &after[id][column];
            assert_eq!(cell, other, "{id} {column}");
        }
    }
}

#[test]
fn figures_are_claims_of_ucdp_and_the_data_set_is_one_origin() {
    let site = site();
    table(
        &site,
        &[&[
            ("deaths_a", "2"),
            ("deaths_b", "0"),
            ("deaths_civilians", "3"),
            ("deaths_unknown", "1"),
            ("low", "5"),
            ("best", "6"),
            ("high", "9"),
            (
                "source_article",
                "\"AFP,2014-02-09,Six dead\";\"Reuters,2014-02-10,Six dead; more\"",
            ),
            ("source_original", "police"),
        ]],
    );
    assert_eq!(report(&site, "rows.csv").0, Some(0));
    let event = event(&site, "1");
    for text in [
        "- id: deaths\n  measure: killed\n  count:\n    low: 5\n    best: 6\n    high: 9\n  claimant: ucdp\n  sources:\n  - ucdp-ged\n",
        "- id: deaths-a\n  measure: killed\n  count: 2\n  of: ",
        "- id: deaths-civilians\n  measure: killed\n  count: 3\n  of: civilians\n",
        "- id: deaths-unknown\n  measure: killed\n  count: 1\n  label:\n    en: killed, side unknown\n",
        "sources:\n- ucdp-ged\n- afp-2014-02-09-six-dead\n- reuters-2014-02-10-six-dead-more\n",
        "source_original: police\n",
    ] {
        assert!(event.contains(text), "{text}\nin\n{event}");
    }
    assert!(!event.contains("deaths-b\n"), "{event}");
    assert!(build(&site).status.success());
    let claims = read(&site, "public/data/claims.csv");
    let mut claims = csv::Reader::from_reader(claims.as_bytes());
    let names = claims.headers().expect("a header").clone();
    let origins = names
        .iter()
        .position(|name| name == "origins")
        .expect("a column");
    for row in claims.records() {
        assert_eq!(&row.expect("it is CSV")[origins], "ucdp-ged");
    }
}

#[test]
fn the_same_file_changes_nothing_and_a_newer_one_only_what_it_owns() {
    let site = site();
    let change: &[(&str, &str)] = &[("id", "7"), ("best", "4"), ("low", "4"), ("high", "4")];
    table(&site, &[change, &[("id", "8")]]);
    report(&site, "rows.csv");
    let first = event(&site, "7");
    let (code, again) = report(&site, "rows.csv");
    assert_eq!((code, event(&site, "7")), (Some(0), first.clone()));
    assert_eq!(
        (&again["files"]["created"], &again["files"]["updated"]),
        (&0.into(), &0.into())
    );

    // An editor writes a title, a comment, a field and a text.
    let mine = first.replacen("title: ", "# checked by the desk\ntitle: Mine, not ", 1);
    let mine = mine.replacen("where_prec:", "event_type: Battles\nwhere_prec:", 1);
    site.put(
        "content/events/ucdp-7.md",
        &format!("{mine}\nA text of the desk.\n"),
    );
    let newer: &[(&str, &str)] = &[
        ("id", "7"),
        ("best", "5"),
        ("low", "5"),
        ("high", "5"),
        ("where_coordinates", "Elsewhere town"),
    ];
    table(&site, &[newer]);
    let (code, report) = report(&site, "rows.csv");
    let text = event(&site, "7");
    for kept in [
        "# checked by the desk\n",
        "title: Mine, not ",
        "event_type: Battles\n",
        "A text of the desk.\n",
    ] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    assert!(
        text.contains("count: 5\n") && text.contains("name: Elsewhere town\n"),
        "{text}"
    );
    // The new title is told, and row 8 is gone.
    let kinds = kinds(&report);
    assert_eq!((kinds["kept-field"], kinds["gone-row"]), (1, 1));
    assert_eq!(code, Some(1));
    assert!(read(&site, "content/events/ucdp-8.md").contains("title:"));
    assert!(build(&site).status.success());
}

#[test]
fn a_deleted_file_stays_deleted_and_a_foreign_one_is_not_touched() {
    let site = site();
    table(&site, &[&[], &[]]);
    report(&site, "rows.csv");
    fs::remove_file(site.root().join("content/events/ucdp-1.md")).expect("it is there");
    let (code, second) = report(&site, "rows.csv");
    assert_eq!((code, kinds(&second)["deleted"]), (Some(1), 1));
    assert!(!site.root().join("content/events/ucdp-1.md").exists());

    let own = "---\ntitle: Mine\ndate: 2014\nregions: [x]\n---\n";
    site.put("content/events/ucdp-3.md", own);
    table(&site, &[&[("id", "3")]]);
    let (code, third) = report(&site, "rows.csv");
    assert_eq!((code, kinds(&third)["taken"]), (Some(1), 1));
    assert_eq!(read(&site, "content/events/ucdp-3.md"), own);
}

#[test]
fn a_row_that_no_longer_comes_in_is_told_once() {
    let site = site();
    table(&site, &[&[], &[]]);
    report(&site, "rows.csv");
    table(&site, &[&[], &[("date_start", "3/4/2014")]]);
    let (code, second) = report(&site, "rows.csv");
    assert_eq!(code, Some(1));
    let kinds = kinds(&second);
    assert_eq!(kinds.get("bad-date"), Some(&1), "{kinds:?}");
    assert_eq!(kinds.get("gone-row"), None, "{kinds:?}");
}

#[test]
fn a_file_that_cannot_be_merged_stays_as_it_is() {
    let site = site();
    table(&site, &[&[]]);
    report(&site, "rows.csv");
    let path = site.root().join("content/events/ucdp-1.md");
    let first = fs::read(&path).expect("it is there");
    let latin = [first.as_slice(), b"\xe9t\xe9\n"].concat();
    for text in [latin, b"Only a text.\n".to_vec()] {
        fs::write(&path, &text).expect("it can be written");
        table(&site, &[&[("best", "50"), ("high", "50")]]);
        let (code, report) = report(&site, "rows.csv");
        assert_eq!((code, kinds(&report)["unreadable"]), (Some(1), 1));
        assert_eq!(fs::read(&path).expect("it is there"), text);
    }
    // A byte order mark is no front matter, and hides none.
    fs::write(&path, ["\u{feff}".as_bytes(), &first].concat()).expect("it can be written");
    table(&site, &[&[("where_coordinates", "Elsewhere town")]]);
    report(&site, "rows.csv");
    let text = event(&site, "1");
    assert!(
        text.starts_with("---\n") && text.contains("Elsewhere town\n"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_read_is_listed_and_skipped() {
    let site = site();
    table(
        &site,
        &[
            &[("id", "")],
            &[("date_start", "3/4/2014")],
            &[("date_start", "2014-05-02"), ("date_end", "2014-05-01")],
            &[("best", "many")],
            &[("latitude", "95")],
            &[("type_of_violence", "4")],
            &[("side_a", "A\u{7}B")],
            &[("country", ""), ("adm_1", ""), ("adm_2", "")],
            &[("id", "20")],
            &[("id", "20")],
        ],
    );
    let mut text = read(&site, "rows.csv");
    text.push_str("99,too,short\n");
    site.put("rows.csv", &text);
    let (code, report) = report(&site, "rows.csv");
    assert_eq!(
        (code, &report["imported"], &report["skipped"]),
        (Some(1), &1.into(), &10.into())
    );
    let skipped = report["problems"].as_array().expect("a list").iter();
    let skipped = skipped.filter(|problem| problem["severity"] == "skipped");
    let skipped: Vec<(u64, &str)> = skipped
        .map(|problem| {
            let line = problem["line"].as_u64().expect("a number");
            (line, problem["kind"].as_str().expect("a text"))
        })
        .collect();
    assert_eq!(
        skipped,
        [
            (2, "no-id"),
            (3, "bad-date"),
            (4, "reversed-dates"),
            (5, "bad-number"),
            (6, "bad-coordinates"),
            (7, "bad-term"),
            (8, "control-character"),
            (9, "no-region"),
            (11, "repeated-id"),
            (12, "cell-count"),
        ]
    );
    assert_eq!(
        fs::read_dir(site.root().join("content/events"))
            .expect("a folder")
            .count(),
        1
    );
}

#[test]
fn what_is_unusual_comes_in_and_is_flagged() {
    let site = site();
    table(
        &site,
        &[
            &[
                ("low", "9"),
                ("best", "5"),
                ("high", "3"),
                ("deaths_a", "-1"),
            ],
            &[
                ("date_start", "2014-05-01"),
                ("date_end", "2014-05-01"),
                ("date_prec", "4"),
            ],
            &[("side_a", "FPRC, MPC")],
            &[("source_article", "AFP, 3 May")],
            &[
                ("source_article", "\"AFP,2014-02-09,A\""),
                ("source_office", "AFP;Reuters"),
            ],
            &[("source_article", "\"A.F.P.,2014-02-09,B\"")],
        ],
    );
    let (code, report) = report(&site, "rows.csv");
    assert_eq!((code, &report["imported"]), (Some(0), &6.into()));
    let kinds = kinds(&report);
    for kind in [
        "order",
        "unknown-number",
        "same-day",
        "coalition",
        "free-sources",
        "unequal-sources",
        "publisher-variant",
    ] {
        assert!(kinds.contains_key(kind), "{kind}: {kinds:?}");
    }
    let text = event(&site, "1");
    assert!(
        text.contains("low: 9\n    best: 5\n    high: 3\n  as_published: true\n"),
        "{text}"
    );
    let outcome = build(&site);
    assert!(
        outcome.status.success(),
        "{}",
        String::from_utf8_lossy(&outcome.stderr)
    );
}

#[test]
fn known_actors_and_regions_are_matched_by_name_and_number() {
    let site = site();
    let real = &rows(Path::new(ROWS));
    let row = real
        .values()
        .find(|row| row["side_a"] == "FPRC")
        .expect("a row");
    site.put(
        "content/actors/front.md",
        &format!(
            "---\nname: The front\nucdp_id: {}\n---\n",
            row["side_a_new_id"]
        ),
    );
    site.put(
        "content/actors/people.md",
        "---\nname: People\naliases: [Civilians]\n---\n",
    );
    site.put(
        "content/regions/car.md",
        "---\nname: {en: Central African Republic}\nlevel: country\n---\n",
    );
    report(&site, ROWS);
    let text = event(&site, &row["id"]);
    assert!(text.contains("side_a:\n- front\n"), "{text}");
    assert!(!site.root().join("content/actors/civilians.md").exists());
    assert!(
        !site
            .root()
            .join("content/regions/central-african-republic.md")
            .exists()
    );
    assert!(read(&site, "content/regions/ouaka-province.md").contains("part_of: car\n"));
}

#[test]
fn a_dry_run_writes_nothing_and_a_foreign_file_is_refused() {
    let site = site();
    let outcome = import(&site, ROWS, &["--dry-run"]);
    let text = String::from_utf8_lossy(&outcome.stdout).into_owned();
    assert!(
        text.contains("390 rows imported") && text.contains("files created"),
        "{text}"
    );
    assert!(!site.root().join("content/events").exists());
    assert!(!site.root().join("imports.lock").exists());

    site.put("none.csv", "1,2,3\n4,5,6\n");
    let outcome = import(&site, "none.csv", &[]);
    let text = String::from_utf8_lossy(&outcome.stderr).into_owned();
    assert_eq!(outcome.status.code(), Some(2));
    assert!(text.contains("is not the header of UCDP GED"), "{text}");
}

#[test]
fn the_report_is_markdown_too() {
    let site = site();
    table(&site, &[&[("low", "9"), ("side_a", "A | B")]]);
    import(&site, "rows.csv", &["--report", "report.md"]);
    let text = read(&site, "report.md");
    assert!(text.starts_with("# Import of rows.csv\n"), "{text}");
    assert!(text.contains("## flagged: order (1)\n"), "{text}");
    assert!(text.contains("| 2 | 1 | low | 9, "), "{text}");
}
