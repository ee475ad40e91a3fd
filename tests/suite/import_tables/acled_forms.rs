//! The forms in which ACLED gives its rows: the export tool since 2024, with texts for types and
//! days such as `01 January 2024`; the API and exports before, with numbers, and columns that are
//! gone since; and files that a spreadsheet has saved again. All rows here are invented.

use std::fs;

use super::{contents, import, problems, rows, site};
use crate::support::{Site, options};

/// The columns of the export tool since 2023.
const COLUMNS: [&str; 31] = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
];

/// Two events: a clash, and a protest of one side alone.
const EVENTS: [[&str; 31]; 2] = [
    [
        "BOR101",
        "01 January 2024",
        "2024",
        "1",
        "Political violence",
        "Battles",
        "Armed clash",
        "Military Forces of Borealia (2015-)",
        "",
        "State forces",
        "Northern Front",
        "Port Militia; Valley Militia",
        "Rebel group",
        "State forces-Rebel group",
        "",
        "999",
        "Imagined Lands",
        "Borealia",
        "Région Haute",
        "Kesra",
        "",
        "Old Ford",
        "12.5",
        "-3.25",
        "1",
        "Borealia Radio; The Valley Times",
        "National-Subnational",
        "On 1 January 2024, \"unknown\" men,\nsaid the radio, attacked.\n3 were killed.",
        "3",
        "",
        "1704200000",
    ],
    [
        "BOR102",
        "15 February 2024",
        "2024",
        "2",
        "Demonstrations",
        "Protests",
        "Peaceful protest",
        "Protesters (Borealia)",
        "Teachers (Borealia)",
        "Protesters",
        "",
        "",
        "",
        "Protesters only",
        "",
        "999",
        "Imagined Lands",
        "Borealia",
        "Région Haute",
        "",
        "",
        "Port",
        "12.75",
        "-3.5",
        "3",
        "Port Daily",
        "Subnational",
        "Around 15 February 2024 (week of), teachers marched.",
        "0",
        "crowd size=about 50",
        "1708000000",
    ],
];

/// Returns a CSV file with all cells in quotation marks.
fn csv(separator: &str, columns: &[&str], rows: &[Vec<String>]) -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let head = columns.iter().map(|name| quoted(name)).collect::<Vec<_>>();
    let lines = rows.iter().map(|row| {
        let cells = row.iter().map(|cell| quoted(cell));
        cells.collect::<Vec<_>>().join(separator)
    });
    let lines: Vec<String> = std::iter::once(head.join(separator)).chain(lines).collect();
    lines.join("\r\n") + "\r\n"
}

fn exported() -> Vec<Vec<String>> {
    let row = |row: &[&str; 31]| row.iter().map(|cell| (*cell).to_owned()).collect();
    EVENTS.iter().map(row).collect()
}

/// Returns the rows as the API had them before 2024: numbers for types, ISO days.
fn numbered() -> Vec<Vec<String>> {
    let mut rows = exported();
    for row in &mut rows {
        for cell in row.iter_mut() {
            *cell = match cell.as_str() {
                "State forces" => "1",
                "Rebel group" => "2",
                "Protesters" => "6",
                "State forces-Rebel group" => "12",
                "Protesters only" => "60",
                "01 January 2024" => "2024-01-01",
                "15 February 2024" => "2024-02-15",
                other => other,
            }
            .to_owned();
        }
    }
    // Nobody on the other side.
    rows[1][12] = "0".to_owned();
    rows
}

/// Imports a file, and returns the site, what was printed and the problems.
fn imported(bytes: &[u8]) -> (Site, String, Vec<String>) {
    let site = site();
    let file = site.root().join("acled.csv");
    fs::write(&file, bytes).expect("it can be written");
    let (printed, report) = import(&site, &["acled", file.to_str().expect("it is UTF-8")]);
    assert_eq!(report["imported"], 2, "{printed}");
    assert_eq!(report["skipped"], 0, "{printed}");
    let problems = problems(&report);
    (site, printed, problems)
}

/// Returns the front matter of an event without what is kept beside its fields.
fn fields(site: &Site, id: &str) -> String {
    let files = contents(site);
    let text = &files[&format!("events/{id}.md")];
    text.split("\nextra:").next().unwrap_or_default().to_owned()
}

#[test]
fn the_export_tool_has_texts_and_names_of_months() {
    let text = format!("\u{feff}{}", csv(",", &COLUMNS, &exported()));
    let (site, _, problems) = imported(text.as_bytes());
    let only_the_note = problems
        .iter()
        .all(|problem| problem.starts_with("line-break 2 notes"));
    assert!(only_the_note && problems.len() == 1, "{problems:?}");
    let clash = fields(&site, "acled-bor101");
    assert!(clash.contains("\ndate: 2024-01-01\n"), "{clash}");
    assert!(clash.contains("sub_event_type: Armed clash"), "{clash}");
    assert!(clash.contains("count: 3\n"), "{clash}");
    assert!(
        clash.contains("- northern-front\n- port-militia\n- valley-militia\n"),
        "{clash}"
    );
    let protest = fields(&site, "acled-bor102");
    assert!(protest.contains("\ndate: 2024-02-15~\n"), "{protest}");
    assert!(protest.contains("where_prec: adm1"), "{protest}");
    assert!(
        !protest.contains("side_b") && !protest.contains("claims"),
        "{protest}"
    );
    let files = contents(&site);
    assert!(files["actors/northern-front.md"].contains("actor_type: Rebel group\n"));
    assert!(files["events/acled-bor101.md"].contains("said the radio"));
    assert!(!site.findings().contains("error"), "{}", site.findings());
}

#[test]
fn numbers_of_before_2024_mean_the_same_and_come_out_as_texts() {
    let (texts, ..) = imported(csv(",", &COLUMNS, &exported()).as_bytes());
    let (numbers, _, problems) = imported(csv(",", &COLUMNS, &numbered()).as_bytes());
    assert_eq!(problems.len(), 1, "{problems:?}");
    for id in ["acled-bor101", "acled-bor102"] {
        assert_eq!(fields(&texts, id), fields(&numbers, id));
    }
    for site in [&texts, &numbers] {
        let compiled = griot::compile(site.root(), &options(), |_| {}).expect("it can be read");
        let mut files = compiled.artifacts.iter();
        let table = files
            .find(|file| file.path == "data/acled.csv")
            .expect("there is one");
        let table = rows(&String::from_utf8_lossy(&table.bytes));
        let cells =
            |column: &str| -> Vec<String> { table.iter().map(|row| row[column].clone()).collect() };
        assert_eq!(cells("inter1"), ["State forces", "Protesters"]);
        assert_eq!(
            cells("interaction"),
            ["State forces-Rebel group", "Protesters only"]
        );
        assert_eq!(cells("fatalities"), ["3", "0"]);
        assert_eq!(cells("tags"), ["", "crowd size=about 50"]);
    }
}

#[test]
fn columns_of_before_2023_are_kept() {
    let mut columns: Vec<&str> = COLUMNS.to_vec();
    // These three came later.
    let later = ["disorder_type", "civilian_targeting", "tags"];
    let at: Vec<usize> = later
        .iter()
        .map(|name| {
            columns
                .iter()
                .position(|column| column == name)
                .expect("it is there")
        })
        .collect();
    columns.retain(|column| !later.contains(column));
    columns.extend(["data_id", "event_id_no_cnty", "iso3"]);
    let rows = numbered().into_iter().enumerate().map(|(number, row)| {
        let cells = row.into_iter().enumerate();
        let cells = cells
            .filter(|(place, _)| !at.contains(place))
            .map(|(_, cell)| cell);
        let more = [
            format!("90000{number}"),
            format!("10{number}"),
            "BOR".to_owned(),
        ];
        cells.chain(more).collect()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let (site, ..) = imported(csv(",", &columns, &rows).as_bytes());
    let text = &contents(&site)["events/acled-bor102.md"];
    assert!(
        text.contains("data_id: 900001\n") && text.contains("iso3: BOR\n"),
        "{text}"
    );
    assert!(text.contains("event_type: Protests\n"), "{text}");
    assert!(!site.findings().contains("error"), "{}", site.findings());
}

#[test]
fn a_spreadsheet_may_have_saved_the_file_again() {
    let text = csv(";", &COLUMNS, &exported());
    let windows: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect();
    let (site, _, problems) = imported(&windows);
    let (texts, ..) = imported(csv(",", &COLUMNS, &exported()).as_bytes());
    for id in ["acled-bor101", "acled-bor102"] {
        assert_eq!(fields(&texts, id), fields(&site, id));
    }
    assert!(
        problems
            .iter()
            .any(|problem| problem.starts_with("encoding 2 admin1")),
        "{problems:?}"
    );
    // Days as a spreadsheet shows them can be read in two ways.
    let shown = text.replace("01 January 2024", "01/02/2024");
    let site = self::site();
    let file = site.root().join("acled.csv");
    fs::write(&file, shown).expect("it can be written");
    let (printed, report) = import(&site, &["acled", file.to_str().expect("it is UTF-8")]);
    assert_eq!(report["skipped"], 1, "{printed}");
    assert!(printed.contains("skipped [bad-date]"), "{printed}");
}
