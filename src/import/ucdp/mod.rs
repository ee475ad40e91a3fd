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

use std::collections::HashSet;
use std::path::Path;

use self::entities::EntityMaker;
use super::document::ImportedDocument;
use super::report::{ImportReport, Problem, ProblemKind};
use super::site::SiteNames;
use super::table::{TableHeader, TableReader, TableRow};
use super::writer::{ImportMode, SiteWriter};
use crate::load::ContentKind;
use crate::message;
use crate::messages::{Message, or_list};
use crate::render::words::LanguageWords;

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
    pub root: &'a Path,
    pub file: &'a Path,
    pub mode: ImportMode,
    /// The version of the data set, such as `23.1`. By default that in the name of the file.
    pub version: Option<String>,
}

/// A row that does not come in.
struct Skipped {
    column: &'static str,
    kind: ProblemKind,
    value: String,
}

impl Skipped {
    fn new(column: &'static str, kind: ProblemKind, value: &str) -> Skipped {
        let value = value.to_owned();
        Skipped {
            column,
            kind,
            value,
        }
    }
}

/// A row with what is known about it.
struct UcdpRow<'r> {
    header: &'r TableHeader,
    row: &'r TableRow,
}

impl<'r> UcdpRow<'r> {
    /// Returns a cell; empty if there is no such column.
    fn get(&self, column: &str) -> &'r str {
        self.row.get(self.header, column)
    }

    fn id(&self) -> &'r str {
        self.get("id")
    }
}

/// Imports a file. `progress` is told the number of rows so far.
///
/// # Errors
/// If the file is not of UCDP, or something cannot be read or written.
pub fn import(options: &UcdpOptions, progress: &dyn Fn(u64)) -> Result<ImportReport, Message> {
    let mut table = TableReader::open(options.file)?;
    check_header(table.header(), options.file)?;
    let site = SiteNames::read(options.root)?;
    let words = LanguageWords::built_in(site.config.languages.default());
    let mut import = UcdpImport {
        writer: SiteWriter::new(options.root, NAME, options.mode)?,
        report: ImportReport::default(),
        entities: EntityMaker::new(version(options)),
        seen: HashSet::new(),
        words,
        site,
    };
    while let Some(row) = table.next_row(options.file)? {
        import.report.rows += 1;
        if import.report.rows.is_multiple_of(PROGRESS) {
            progress(import.report.rows);
        }
        let row = UcdpRow {
            header: table.header(),
            row: &row,
        };
        import.row(&row)?;
    }
    import.report_gone();
    import.writer.finish()?;
    Ok(import.report)
}

/// The number of rows between two reports of progress.
const PROGRESS: u64 = 1000;

/// Refuses a table that lacks columns.
fn check_header(header: &TableHeader, file: &Path) -> Result<(), Message> {
    let missing: Vec<&str> = REQUIRED
        .into_iter()
        .filter(|name| !header.has(name))
        .collect();
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
        .file
        .file_stem()?
        .to_string_lossy()
        .replace('_', ".");
    let mut parts = name.split(|c: char| !c.is_ascii_digit() && c != '.');
    let found = parts.find_map(|part| {
        let (major, minor) = part.trim_matches('.').split_once('.')?;
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        (major.len() == 2 && is_number(major) && is_number(minor))
            .then(|| format!("{major}.{minor}"))
    });
    found
}

/// A running import.
struct UcdpImport<'a> {
    writer: SiteWriter<'a>,
    report: ImportReport,
    entities: EntityMaker,
    /// The ids of the rows so far.
    seen: HashSet<String>,
    words: LanguageWords,
    site: SiteNames,
}

impl UcdpImport<'_> {
    /// Imports a row, or reports why it does not come in.
    fn row(&mut self, row: &UcdpRow) -> Result<(), Message> {
        let problems = self.report.problems.len();
        match self.event(row) {
            Ok(event) => {
                for document in self.entities.take_new() {
                    self.put(&document, row.row.line)?;
                }
                self.put(&event, row.row.line)?;
                self.report.imported += 1;
            }
            Err(skipped) => {
                // A row that does not come in makes no entities, and is reported once.
                self.entities.forget_new();
                self.report.problems.truncate(problems);
                self.flag(row, skipped.column, skipped.kind, &skipped.value);
                self.report.skipped += 1;
            }
        }
        Ok(())
    }

    fn put(&mut self, document: &ImportedDocument, line: u64) -> Result<(), Message> {
        self.writer
            .put(document, &mut self.site, line, &mut self.report)
    }

    /// Reports a cell.
    fn flag(&mut self, row: &UcdpRow, column: &str, kind: ProblemKind, value: &str) {
        let problem = Problem::of_cell(row.row.line, row.id(), column, kind, value);
        self.report.add(problem);
    }

    /// Reports rows that an earlier import had.
    fn report_gone(&mut self) {
        let known = self.writer.lock().ids(NAME);
        let gone = known.filter_map(|(kind, id)| {
            let number = id.strip_prefix(event::ID_PREFIX)?;
            (kind == ContentKind::Event && !self.seen.contains(number)).then(|| {
                let path = self.site.path(kind, id).unwrap_or_default().to_owned();
                Problem::of_file(0, ProblemKind::GoneRow, id, path)
            })
        });
        let gone: Vec<Problem> = gone.collect();
        self.report.problems.extend(gone);
    }
}
