//! Import of the Armed Conflict Location & Event Data (ACLED).
//!
//! Each row becomes an event. The number of deaths is a claim of ACLED, whose source is the data
//! set; ACLED's 0 is no claim. The publishers that ACLED read are sources of the event. Columns
//! that griot has no field for stand in `extra.acled`, from where the download `data/acled.csv` has
//! them again.

mod actors;
mod event;

use std::collections::BTreeMap;
use std::path::Path;

use super::document::ImportedDocument;
use super::report::ImportReport;
use super::rows::{self, InputRow, RowImport, RowImporter, Skipped, TableInput};
use super::table::{TableHeader, TableReader, TableRow};
use crate::load::ContentKind;
use crate::message;
use crate::messages::{Message, or_list};

/// The name of the importer in `imports.lock`.
pub const NAME: &str = "acled";

/// ACLED's licence, which users accept.
const TERMS: &str = "https://acleddata.com/eula";

/// The columns without which a row is no event.
const REQUIRED: [&str; 7] = [
    "event_id_cnty",
    "event_date",
    "time_precision",
    "event_type",
    "actor1",
    "country",
    "fatalities",
];

/// A running import.
struct AcledImport<'a> {
    rows: RowImport<'a>,
    /// The type of each actor, as the first row with one says, by folded name.
    types: BTreeMap<String, &'static str>,
}

impl<'a> RowImporter<'a> for AcledImport<'a> {
    fn rows(&mut self) -> &mut RowImport<'a> {
        &mut self.rows
    }

    fn row_name(&self, header: &TableHeader, row: &TableRow) -> String {
        row.get(header, "event_id_cnty").to_owned()
    }

    fn document(&mut self, row: &InputRow) -> Result<Option<ImportedDocument>, Skipped> {
        self.event(row).map(Some)
    }
}

/// Imports a file. `progress` is told the number of rows so far.
///
/// # Errors
/// If the file is not of ACLED, or something cannot be read or written.
pub fn import(options: &TableInput, progress: &dyn Fn(u64)) -> Result<ImportReport, Message> {
    let mut table = TableReader::open(options.file, &options.table)?;
    check_header(table.header(), options.file)?;
    // A file of an actor is written when the first row names it, and its type may stand in a later
    // one: so the types are read first.
    let types = actors::types(&mut TableReader::open(options.file, &options.table)?)?;
    let mut import = AcledImport {
        rows: RowImport::new(options.root, NAME, options.mode)?,
        types,
    };
    import.rows.folders = options.folders;
    rows::run(&mut import, &mut table, progress)?;
    import
        .rows
        .report_gone(ContentKind::Event, event::ID_PREFIX);
    let mut report = import.rows.finish()?;
    report.notices.push(message!(
        "ACLED's licence ({terms}) does not let its rows be published as they are, and asks for \
         attribution: make sure that you may publish what you import. `data: no` in site.yaml \
         builds a site without tables for download",
        terms = TERMS
    ));
    Ok(report)
}

/// Refuses a table that lacks columns.
fn check_header(header: &TableHeader, file: &Path) -> Result<(), Message> {
    let missing = header.missing(&REQUIRED);
    if missing.is_empty() {
        return Ok(());
    }
    let file = file.display();
    if missing.len() == REQUIRED.len() {
        return Err(message!(
            "the first line of `{file}` is not the header of ACLED, which begins with \
             `event_id_cnty,event_date,year`; if the line of column names is missing, add it",
            file
        ));
    }
    Err(message!(
        "`{file}` has no column {missing}, which ACLED has",
        file,
        missing = or_list(missing.iter().copied())
    ))
}
