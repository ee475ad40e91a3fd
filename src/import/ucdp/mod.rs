//! Import of the UCDP Georeferenced Event Dataset (GED).
//!
//! Each row becomes an event. Its figures are claims whose claimant is UCDP and whose source is the
//! data set, because UCDP counted them; what UCDP read is listed as sources of the event, and is no
//! second report of the figure. Columns that griot has no field for stand in `extra.ucdp`, from
//! where the download `data/ucdp.csv` has them again.

mod claims;
mod dates;
mod entities;
mod event;
mod sources;

use std::path::Path;

use super::document::ImportedDocument;
use super::report::ImportReport;
use super::rows::{self, InputRow, RowImport, RowImporter, Skipped, TableInput};
use super::table::{TableHeader, TableReader, TableRow};
use crate::load::ContentKind;
use crate::message;
use crate::messages::{Message, or_list};

/// The name of the importer in `imports.lock`.
pub const NAME: &str = "ucdp";

/// The columns without which a row is no event.
const REQUIRED: [&str; 10] = [
    "id",
    "type_of_violence",
    "side_a",
    "side_b",
    "country",
    "date_start",
    "date_end",
    "best",
    "high",
    "low",
];

/// What to import, and where to.
pub struct UcdpOptions<'a> {
    pub input: TableInput<'a>,
    /// The version of the data set, such as `23.1`. By default that in the name of the file.
    pub version: Option<String>,
}

/// Imports a file. `progress` is told the number of rows so far.
///
/// # Errors
/// If the file is not of UCDP, or something cannot be read or written.
pub fn import(options: &UcdpOptions, progress: &dyn Fn(u64)) -> Result<ImportReport, Message> {
    let input = &options.input;
    let mut table = TableReader::open(input.file, &input.table)?;
    check_header(table.header(), input.file)?;
    let mut import = UcdpImport {
        rows: RowImport::new(input.root, NAME, input.mode)?,
        version: version(options),
    };
    import.rows.folders = input.folders;
    rows::run(&mut import, &mut table, progress)?;
    import
        .rows
        .report_gone(ContentKind::Event, event::ID_PREFIX);
    import.rows.finish()
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
            "the first line of `{file}` is not the header of UCDP GED, which begins with \
             `id,relid,year`; if the line of column names is missing, add it",
            file
        ));
    }
    Err(message!(
        "`{file}` has no column {missing}, which UCDP GED has",
        file,
        missing = or_list(missing.iter().copied())
    ))
}

/// Returns the version of the data set: that of the option, or the first number with a point in the
/// name of the file, such as `23.1` or `v23_1`.
fn version(options: &UcdpOptions) -> Option<String> {
    if options.version.is_some() {
        return options.version.clone();
    }
    let name = options
        .input
        .file
        .file_stem()?
        .to_string_lossy()
        .replace('_', ".");
    let mut parts = name.split(|c: char| !c.is_ascii_digit() && c != '.');
    parts.find_map(|part| {
        let (major, minor) = part.trim_matches('.').split_once('.')?;
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        (major.len() == 2 && is_number(major) && is_number(minor))
            .then(|| format!("{major}.{minor}"))
    })
}

/// A running import.
struct UcdpImport<'a> {
    rows: RowImport<'a>,
    version: Option<String>,
}

impl<'a> RowImporter<'a> for UcdpImport<'a> {
    fn rows(&mut self) -> &mut RowImport<'a> {
        &mut self.rows
    }

    fn row_name(&self, header: &TableHeader, row: &TableRow) -> String {
        row.get(header, "id").to_owned()
    }

    fn document(&mut self, row: &InputRow) -> Result<Option<ImportedDocument>, Skipped> {
        self.event(row).map(Some)
    }
}
