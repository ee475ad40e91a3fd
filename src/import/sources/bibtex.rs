//! BibTeX and BibLaTeX.

use std::path::Path;

use biblatex::{Bibliography, ChunksExt as _, Person, RawBibliography};

use super::{Entries, Entry};
use crate::import::dates::month_number;
use crate::lang::fold;
use crate::message;
use crate::messages::Message;

/// Fields by their column. The first one that an entry has is taken.
const FIELDS: [(&str, &[&str]); 9] = [
    ("title", &["title"]),
    (
        "publisher",
        &[
            "journaltitle",
            "journal",
            "newspaper",
            "publisher",
            "institution",
            "organization",
            "school",
        ],
    ),
    ("url", &["url"]),
    ("doi", &["doi"]),
    ("accessed", &["urldate"]),
    ("lang", &["langid", "language"]),
    ("archive", &["archive", "eprinttype", "archiveprefix"]),
    ("archive_location", &["archive_location", "eprint"]),
    ("archive_url", &["archiveurl"]),
];

/// Fields that are read for other columns.
const OTHERS: [&str; 7] = [
    "author", "editor", "date", "year", "month", "day", "subtitle",
];

/// Names of languages in BibLaTeX, with their tags.
const LANGUAGES: [(&str, &str); 12] = [
    ("english", "en"),
    ("american", "en-US"),
    ("british", "en-GB"),
    ("french", "fr"),
    ("francais", "fr"),
    ("arabic", "ar"),
    ("german", "de"),
    ("ngerman", "de"),
    ("spanish", "es"),
    ("portuguese", "pt"),
    ("russian", "ru"),
    ("ukrainian", "uk"),
];

/// Reads the entries of a file.
pub fn entries(content: &str, path: &Path) -> Result<Entries, Message> {
    let fail = |error: biblatex::ParseError| {
        message!(
            "`{path}`, line {line}: {error}",
            path = path.display(),
            line = line_of(content, error.span.start),
            error = error.kind
        )
    };
    let raw = RawBibliography::parse(content).map_err(fail)?;
    let starts = raw.entries.iter().map(|entry| entry.span.start);
    let lines: Vec<u64> = starts.map(|start| line_of(content, start)).collect();
    let bibliography = Bibliography::from_raw(raw).map_err(fail)?;
    let mut entries = Entries::default();
    for (entry, line) in bibliography.iter().zip(lines) {
        let read = self::entry(entry, &mut entries);
        entries.add(line, read);
    }
    Ok(entries)
}

fn line_of(content: &str, at: usize) -> u64 {
    let before = content.as_bytes().get(..at).unwrap_or_default();
    before.iter().filter(|byte| **byte == b'\n').count() as u64 + 1
}

fn entry(entry: &biblatex::Entry, entries: &mut Entries) -> Entry {
    let field = |name: &str| entry.get(name).map(|chunks| chunks.format_verbatim());
    let mut read = Entry::from([("key", entry.key.clone())]);
    for (column, names) in FIELDS {
        if let Some(value) = names.iter().find_map(|name| field(name)) {
            read.insert(column, value);
        }
    }
    if let (Some(title), Some(subtitle)) = (read.get_mut("title"), field("subtitle")) {
        *title = format!("{title}: {subtitle}");
    }
    let persons = |name| entry.get_as::<Vec<Person>>(name).ok();
    if let Some(persons) = persons("author").or_else(|| persons("editor")) {
        let names = persons.iter().map(name_of).collect::<Vec<_>>();
        read.insert("author", names.join(", "));
    }
    if let Some(date) = field("date").or_else(|| date(&field)) {
        read.insert("date", date);
    }
    if let Some(lang) = read.get_mut("lang") {
        let folded = fold(lang);
        let known = LANGUAGES.iter().find(|(name, _)| *name == folded);
        if let Some((_, tag)) = known {
            (*tag).clone_into(lang);
        }
    }
    let archive = read.get("archive").cloned().unwrap_or_default();
    if archive.starts_with("http") {
        read.remove("archive");
        read.insert("archive_url", archive);
    }
    if let Some(kind) = kind(
        &entry.entry_type.to_string(),
        field("entrysubtype").as_deref(),
    ) {
        read.insert("kind", kind.to_owned());
    }
    for name in entry.fields.keys() {
        let is_used = OTHERS.contains(&name.as_str())
            || FIELDS
                .iter()
                .any(|(_, names)| names.contains(&name.as_str()));
        if !is_used {
            entries.add_unused(name);
        }
    }
    read
}

/// Returns the date of `year`, `month` and `day`, which BibTeX has.
fn date(field: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let year = field("year")?;
    let Some(month) = field("month") else {
        return Some(year);
    };
    let number = month.trim().parse().ok().or_else(|| month_number(&month));
    let Some(number) = number.filter(|number: &i8| (1..=12).contains(number)) else {
        return Some(format!("{year} {month}"));
    };
    match field("day").and_then(|day| day.trim().parse::<i8>().ok()) {
        Some(day) => Some(format!("{year}-{number:02}-{day:02}")),
        None => Some(format!("{year}-{number:02}")),
    }
}

fn name_of(person: &Person) -> String {
    let parts = [
        &person.given_name,
        &person.prefix,
        &person.name,
        &person.suffix,
    ];
    let parts: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" ")
}

/// Returns the kind of a source, where the type of an entry says it.
fn kind(entry_type: &str, subtype: Option<&str>) -> Option<&'static str> {
    match (entry_type, subtype) {
        (_, Some("newspaper")) => Some("news"),
        ("report" | "techreport", _) => Some("report"),
        ("dataset", _) => Some("dataset"),
        ("jurisdiction", _) => Some("court"),
        ("legislation" | "legal", _) => Some("law"),
        ("article" | "book" | "inbook" | "incollection" | "inproceedings" | "thesis", _)
        | ("phdthesis" | "mastersthesis" | "manual" | "proceedings" | "booklet", _) => {
            Some("other")
        }
        _ => None,
    }
}
