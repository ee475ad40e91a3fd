//! Import of spreadsheets whose columns a mapping explains.
//!
//! A mapping is a small YAML file, which is read like other files of a site: with a finding for
//! each mistake. Nothing is guessed from cells: a date that can be read in two ways is refused
//! until the mapping says in which order its numbers stand. [`suggest()`] writes a first mapping from
//! a table.

mod cells;
mod claims;
mod document;
mod mapping;
mod reader;
mod suggest;

use std::path::Path;

pub use self::mapping::{Mapping, MappingErrors};
pub use self::suggest::suggest;
use super::document::ImportedDocument;
use super::report::{ImportReport, ProblemKind};
use super::rows::{self, EventFolders, InputRow, RowImport, RowImporter, Skipped, TableInput};
use super::table::{TableHeader, TableReader, TableRow};
use crate::load::ContentKind;
use crate::message;
use crate::messages::Message;

/// A running import.
struct MappedImport<'a> {
    rows: RowImport<'a>,
    mapping: &'a Mapping,
}

impl<'a> RowImporter<'a> for MappedImport<'a> {
    fn rows(&mut self) -> &mut RowImport<'a> {
        &mut self.rows
    }

    fn row_name(&self, header: &TableHeader, row: &TableRow) -> String {
        let cells = self.mapping.id.iter().map(|column| row.get(header, column));
        let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
        cells.join(" ")
    }

    fn document(&mut self, row: &InputRow) -> Result<Option<ImportedDocument>, Skipped> {
        self.mapped(row)
    }
}

/// Reads a mapping for a table.
///
/// # Errors
/// If a file cannot be read, or the mapping is not valid: then with its findings.
pub fn read_for(
    options: &TableInput,
    mapping: &Path,
) -> Result<Result<Mapping, MappingErrors>, Message> {
    let table = TableReader::open(options.file, &options.table)?;
    reader::read(mapping, table.header())
}

/// Imports a table with a mapping that was read for it. `progress` is told the number of rows so
/// far.
///
/// # Errors
/// If something cannot be read or written.
pub fn import<'a>(
    options: &TableInput<'a>,
    mapping: &'a Mapping,
    progress: &dyn Fn(u64),
) -> Result<ImportReport, Message> {
    if options.folders == EventFolders::Years && mapping.kind != ContentKind::Event {
        return Err(message!(
            "`--into year` is for events, and the mapping is of something else; leave it out"
        ));
    }
    let mut table = TableReader::open(options.file, &options.table)?;
    // Two spreadsheets of a site do not take rows of the other for rows that are gone.
    let importer = format!("csv:{}", mapping.name);
    let mut import = MappedImport {
        rows: RowImport::new(options.root, &importer, options.mode)?,
        mapping,
    };
    import.rows.folders = options.folders;
    rows::run(&mut import, &mut table, progress)?;
    import.rows.report_gone(mapping.kind, &mapping.prefix);
    let mut report = import.rows.finish()?;
    add_notices(&mut report, mapping, table.header());
    Ok(report)
}

/// Adds what is to say about the table as a whole.
fn add_notices(report: &mut ImportReport, mapping: &Mapping, header: &TableHeader) {
    // Excel writes whole files in Windows-1252: that is one thing to know, and not one a cell.
    let cells = report.problems.len();
    report
        .problems
        .retain(|problem| problem.kind != ProblemKind::Encoding);
    let recoded = cells - report.problems.len();
    if recoded > 0 {
        report.notices.push(message!(
            recoded =>
                "{count} cell is not UTF-8, and was read as Windows-1252",
                "{count} cells are not UTF-8, and were read as Windows-1252"
        ));
    }
    let unused = mapping.unused(header);
    if !unused.is_empty() {
        report.notices.push(message!(
            unused.len() =>
                "the mapping does not name {count} column: {columns}",
                "the mapping does not name {count} columns: {columns}",
            columns = unused.join(", ")
        ));
    }
    let repeated = header.repeated();
    if !repeated.is_empty() {
        report.notices.push(message!(
            "of several columns with one name the first is read: {columns}",
            columns = repeated.join(", ")
        ));
    }
    if header.names().iter().any(String::is_empty) {
        report
            .notices
            .push(message!("columns without a name are not read"));
    }
}
