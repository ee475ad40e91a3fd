//! Import of the tables that a site publishes in `data/`: the twin of the download.
//!
//! Records, their ids, dates, claims and links come back, and the labels of actors from
//! `site.json`, which no table has. What neither has does not: texts of articles, of events and of
//! entities, outlines, photographs, former addresses and `extra`.

mod cells;
mod entities;
mod event;
mod labels;

use std::collections::HashMap;
use std::path::Path;

use super::document::ImportedDocument;
use super::report::{ImportReport, ProblemKind};
use super::rows::{self, InputRow, RowImport, RowImporter, Skipped};
use super::table::{TableHeader, TableOptions, TableReader, TableRow};
use super::writer::ImportMode;
use crate::lang::Lang;
use crate::load::{ContentKind, is_id};
use crate::message;
use crate::messages::Message;
use crate::yaml::Value;

/// The name of the importer in `imports.lock`.
pub const NAME: &str = "data";

/// The tables whose rows are documents.
const DOCUMENTS: [(ContentKind, &str); 4] = [
    (ContentKind::Region, "regions"),
    (ContentKind::Actor, "actors"),
    (ContentKind::Source, "sources"),
    (ContentKind::Event, "events"),
];

/// What to import, and where to.
pub struct DataOptions<'a> {
    pub root: &'a Path,
    /// The folder of the tables.
    pub folder: &'a Path,
    pub mode: ImportMode,
}

/// The parts of documents in other tables, by the ids of the documents.
type Parts = HashMap<String, Vec<Value>>;

/// A running import.
struct DataImport<'a> {
    rows: RowImport<'a>,
    kind: ContentKind,
    /// The languages that columns have, such as `title_fr`.
    languages: Vec<Lang>,
    claims: Parts,
    estimates: Parts,
    relations: Parts,
    memberships: Parts,
    labels: Parts,
}

impl<'a> RowImporter<'a> for DataImport<'a> {
    fn rows(&mut self) -> &mut RowImport<'a> {
        &mut self.rows
    }

    fn row_name(&self, header: &TableHeader, row: &TableRow) -> String {
        row.get(header, "id").to_owned()
    }

    fn document(&mut self, row: &InputRow) -> Result<Option<ImportedDocument>, Skipped> {
        if !is_id(&row.id) {
            return Err(Skipped::new("id", ProblemKind::NoId, &row.id));
        }
        if !self.rows.seen.insert(row.id.clone()) {
            return Err(Skipped::new("id", ProblemKind::RepeatedId, &row.id));
        }
        Ok(Some(match self.kind {
            ContentKind::Region => self.region(row),
            ContentKind::Actor => self.actor(row),
            ContentKind::Source => self.source(row),
            _ => self.event(row),
        }))
    }
}

/// Imports the tables in a folder. A table that is not there has no rows.
///
/// # Errors
/// If there is none, or something cannot be read or written.
pub fn import(options: &DataOptions, progress: &dyn Fn(u64)) -> Result<ImportReport, Message> {
    let path = |name: &str| options.folder.join(format!("{name}.csv"));
    if !DOCUMENTS.iter().any(|(_, name)| path(name).is_file()) {
        return Err(message!(
            "`{folder}` has no `events.csv`, `actors.csv`, `regions.csv` or `sources.csv`, which \
             `griot build` writes to `data/`",
            folder = options.folder.display()
        ));
    }
    let rows = RowImport::new(options.root, NAME, options.mode)?;
    let languages: Vec<Lang> = rows.site.config.languages.iter().collect();
    let cells = cells::TableCells {
        languages: &languages,
    };
    let mut import = DataImport {
        kind: ContentKind::Event,
        claims: parts(&path("claims"), "event", |row| event::claim(&cells, row))?,
        estimates: parts(&path("estimates"), "event", |row| {
            event::estimate(&cells, row)
        })?,
        relations: parts(&path("relations"), "actor", |row| {
            entities::relation(&cells, row)
        })?,
        memberships: parts(&path("memberships"), "region", |row| {
            entities::membership(&cells, row)
        })?,
        labels: labels::labels(options.folder)?,
        languages: languages.clone(),
        rows,
    };
    for (kind, name) in DOCUMENTS {
        let path = path(name);
        if !path.is_file() {
            continue;
        }
        import.kind = kind;
        import.rows.seen.clear();
        let mut table = open(&path)?;
        rows::run(&mut import, &mut table, progress)?;
        import.rows.report_gone(kind, "");
    }
    import.rows.finish()
}

fn open(path: &Path) -> Result<TableReader, Message> {
    TableReader::open(path, &TableOptions::default())
}

/// Reads a table whose rows are parts of documents. `key` is the column of the document's id.
fn parts(path: &Path, key: &str, part: impl Fn(&InputRow) -> Value) -> Result<Parts, Message> {
    let mut parts = Parts::new();
    if !path.is_file() {
        return Ok(parts);
    }
    let mut table = open(path)?;
    while let Some(row) = table.next_row()? {
        let row = InputRow {
            id: row.get(table.header(), key).to_owned(),
            header: table.header(),
            row: &row,
        };
        let own = parts.entry(row.id.clone()).or_default();
        own.push(part(&row));
    }
    Ok(parts)
}
