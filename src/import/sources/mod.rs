//! Import of bibliographies as sources: BibTeX, BibLaTeX and CSL JSON, as Zotero exports them.
//!
//! Each entry becomes a row of a table with the same columns, so that reports and repeated imports
//! are those of tables. An entry that the site has already, by DOI, address, or title with
//! publisher and date, stays as it is. Entries that are gone are not reported: a site has several
//! bibliographies.

mod bibtex;
mod csl;

use std::collections::BTreeMap;
use std::path::Path;

use super::document::{ImportedDocument, map, text};
use super::input::read_whole;
use super::report::{ImportReport, ProblemKind};
use super::rows::{self, InputRow, RowImport, RowImporter, Skipped};
use super::table::{TableHeader, TableReader, TableRow};
use super::writer::ImportMode;
use crate::lang::Lang;
use crate::load::{ContentKind, slug, transliterated};
use crate::message;
use crate::messages::Message;
use crate::model::Date;

/// The name of the importer in `imports.lock`.
pub const NAME: &str = "sources";

/// The columns of an entry.
const COLUMNS: [&str; 13] = [
    "key",
    "title",
    "author",
    "publisher",
    "date",
    "url",
    "archive_url",
    "accessed",
    "lang",
    "kind",
    "doi",
    "archive",
    "archive_location",
];

/// The maximum size of a bibliography in bytes, since it is held in memory.
const MAX_BYTES: u64 = 64 << 20;

/// What to import, and where to.
pub struct SourcesOptions<'a> {
    pub root: &'a Path,
    pub file: &'a Path,
    pub mode: ImportMode,
}

/// The entries of a bibliography as rows of [`COLUMNS`].
#[derive(Default)]
struct Entries {
    rows: Vec<TableRow>,
    /// How often each field stands that griot has no key for.
    unused: BTreeMap<String, usize>,
}

/// An entry by column.
type Entry = BTreeMap<&'static str, String>;

impl Entries {
    fn add(&mut self, line: u64, mut entry: Entry) {
        let cells = COLUMNS.map(|column| entry.remove(column).unwrap_or_default());
        self.rows.push(TableRow::new(line, cells.to_vec()));
    }

    fn add_unused(&mut self, field: &str) {
        *self.unused.entry(field.to_owned()).or_default() += 1;
    }
}

/// A running import.
struct SourcesImport<'a> {
    rows: RowImport<'a>,
}

impl<'a> RowImporter<'a> for SourcesImport<'a> {
    fn rows(&mut self) -> &mut RowImport<'a> {
        &mut self.rows
    }

    fn row_name(&self, header: &TableHeader, row: &TableRow) -> String {
        row.get(header, "key").to_owned()
    }

    fn document(&mut self, row: &InputRow) -> Result<Option<ImportedDocument>, Skipped> {
        self.source(row)
    }
}

/// Imports a bibliography: CSL JSON if its name ends in `.json`, otherwise BibTeX.
///
/// # Errors
/// If it cannot be read, or a source cannot be written.
pub fn import(options: &SourcesOptions) -> Result<ImportReport, Message> {
    let path = options.file;
    let bytes = read_whole(path, MAX_BYTES)?;
    let Ok(content) = std::str::from_utf8(&bytes) else {
        return Err(message!(
            "`{path}` is not UTF-8; export it as UTF-8",
            path = path.display()
        ));
    };
    let content = content.strip_prefix('\u{feff}').unwrap_or(content);
    let is_json = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let entries = match is_json {
        true => csl::entries(content, path)?,
        false => bibtex::entries(content, path)?,
    };
    let mut table = TableReader::of_rows(path, &COLUMNS, entries.rows);
    let mut import = SourcesImport {
        rows: RowImport::new(options.root, NAME, options.mode)?,
    };
    rows::run(&mut import, &mut table, &|_| {})?;
    let mut report = import.rows.finish()?;
    if !entries.unused.is_empty() {
        let fields = entries.unused.iter();
        let fields: Vec<String> = fields
            .map(|(field, count)| format!("{field} ({count})"))
            .collect();
        report.notices.push(message!(
            "not imported, because sources have no key for them: {fields}",
            fields = fields.join(", ")
        ));
    }
    Ok(report)
}

impl SourcesImport<'_> {
    /// Makes the source of an entry. `None` if the site has it.
    fn source(&mut self, row: &InputRow) -> Result<Option<ImportedDocument>, Skipped> {
        let kind = ContentKind::Source;
        let title = one_line(row.get("title"));
        if title.is_empty() {
            return Err(Skipped::new("title", ProblemKind::NoTitle, ""));
        }
        let id = slug(&row.id).or_else(|| transliterated(&row.id));
        let id = id.ok_or_else(|| Skipped::new("key", ProblemKind::NoId, &row.id))?;
        if !self.rows.seen.insert(id.clone()) {
            return Err(Skipped::new("key", ProblemKind::RepeatedId, &row.id));
        }
        let site = &self.rows.site;
        let (doi, url) = (row.get("doi"), row.get("url"));
        let named = || site.source(row.get("publisher"), row.get("date"), &title);
        let known = site.source_with_doi(doi).or_else(|| site.source_at(url));
        if known.or_else(named).is_some_and(|known| known != id) {
            return Ok(None);
        }
        let titled = site.source_titled(&title).filter(|titled| *titled != id);
        if let Some(titled) = titled.map(str::to_owned) {
            let value = format!("{title}: {titled}");
            self.rows.flag(row, "title", ProblemKind::NearName, &value);
        }
        let date = self.date(row, "date");
        let accessed = self.date(row, "accessed");
        let url = self.address(row, "url");
        let archive_url = self.address(row, "archive_url");
        let value = |column: &str| Some(one_line(row.get(column))).filter(|cell| !cell.is_empty());
        let lang = value("lang").filter(|tag| Lang::parse(tag).is_some());
        let extra = map([
            ("doi", value("doi").map(text)),
            ("archive", value("archive").map(text)),
            ("archive_location", value("archive_location").map(text)),
            ("date", left(row, "date", date.as_ref())),
            ("accessed", left(row, "accessed", accessed.as_ref())),
            ("url", left(row, "url", url.as_ref())),
        ]);
        let mut document = ImportedDocument::new(kind, id)
            .with("title", text(title))
            .with("kind", value("kind").map(text))
            .with("publisher", value("publisher").map(text))
            .with("author", value("author").map(text))
            .with("date", date.map(text))
            .with("url", url.map(text))
            .with("archive_url", archive_url.map(text))
            .with("accessed", accessed.map(text))
            .with("lang", lang.map(text));
        if let crate::yaml::Value::Map(entries) = extra {
            for (key, value) in entries {
                let key = EXTRA
                    .into_iter()
                    .find(|own| own.ends_with(&format!(".{key}")));
                document = document.with(key.expect("each has a key"), value);
            }
        }
        Ok(Some(document))
    }

    /// Returns a date that is EDTF, as it is.
    fn date(&mut self, row: &InputRow, column: &str) -> Option<String> {
        let written = row.get(column);
        if written.is_empty() {
            return None;
        }
        if Date::parse(written).is_ok() {
            return Some(written.to_owned());
        }
        self.rows.flag(row, column, ProblemKind::OddDate, written);
        None
    }

    /// Returns an address on the web.
    fn address(&mut self, row: &InputRow, column: &str) -> Option<String> {
        let written = row.get(column);
        if written.is_empty() {
            return None;
        }
        let url = url::Url::parse(written).ok();
        if url.is_some_and(|url| matches!(url.scheme(), "http" | "https")) {
            return Some(written.to_owned());
        }
        self.rows
            .flag(row, column, ProblemKind::OddAddress, written);
        None
    }
}

/// The keys of what sources have no field for. Each is one for itself, so that an editor may add
/// others beside them.
const EXTRA: [&str; 6] = [
    "extra.doi",
    "extra.archive",
    "extra.archive_location",
    "extra.date",
    "extra.accessed",
    "extra.url",
];

/// Returns a cell that did not become a field.
fn left(row: &InputRow, column: &str, field: Option<&String>) -> Option<crate::yaml::Value> {
    let written = row.get(column);
    (field.is_none() && !written.is_empty()).then(|| text(written))
}

/// Returns a text in one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
