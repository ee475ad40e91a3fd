//! Rows of a table on their way into a site: what all importers of tables share.
//!
//! An importer makes a document of a row, or says why it cannot. [`run`] does the rest: it writes
//! the document and the entities that the row is the first to name, and reports what is unusual.

use std::collections::HashSet;
use std::path::Path;

use super::document::{ImportedDocument, map, text};
use super::entities::EntityMaker;
use super::report::{ImportReport, Problem, ProblemKind};
use super::site::SiteNames;
use super::table::{TableHeader, TableOptions, TableReader, TableRow};
use super::writer::{ImportMode, SiteWriter};
use crate::load::{ContentKind, slug, transliterated};
use crate::messages::Message;
use crate::model::Date;
use crate::render::words::LanguageWords;
use crate::yaml::Value;

/// A row that does not come in.
pub struct Skipped {
    pub column: String,
    pub kind: ProblemKind,
    pub value: String,
}

impl Skipped {
    pub fn new(column: &str, kind: ProblemKind, value: &str) -> Skipped {
        Skipped {
            column: column.to_owned(),
            kind,
            value: value.to_owned(),
        }
    }
}

/// A table to import, and where to.
pub struct TableInput<'a> {
    pub root: &'a Path,
    pub file: &'a Path,
    pub table: TableOptions,
    pub mode: ImportMode,
    pub folders: EventFolders,
}

/// Where the files of new events go. A file that is there already stays where it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventFolders {
    /// All into `content/events/`.
    #[default]
    One,
    /// Each into the folder of its year, such as `content/events/2013/`.
    Years,
}

/// A row with its header and the id by which reports name it.
pub struct InputRow<'r> {
    pub header: &'r TableHeader,
    pub row: &'r TableRow,
    pub id: String,
}

impl<'r> InputRow<'r> {
    /// Returns a cell; empty if there is no such column.
    pub fn get(&self, column: &str) -> &'r str {
        self.row.get(self.header, column)
    }
}

/// A running import of a table.
pub struct RowImport<'a> {
    /// The name in `imports.lock`, such as `ucdp`.
    pub importer: String,
    pub writer: SiteWriter<'a>,
    pub report: ImportReport,
    pub entities: EntityMaker,
    /// The ids of the rows that came in so far.
    pub seen: HashSet<String>,
    /// The ids of the rows that did not come in, as parts of ids of documents.
    skipped: HashSet<String>,
    /// The words of the site's default language.
    pub words: LanguageWords,
    pub site: SiteNames,
    pub folders: EventFolders,
}

/// What an importer of a table does with a row.
pub trait RowImporter<'a> {
    fn rows(&mut self) -> &mut RowImport<'a>;

    /// Returns the id by which reports name a row.
    fn row_name(&self, header: &TableHeader, row: &TableRow) -> String;

    /// Makes the document of a row. `None` if the site has what the row is about already, in a file
    /// that is not of this import.
    ///
    /// # Errors
    /// If the row cannot come in.
    fn document(&mut self, row: &InputRow) -> Result<Option<ImportedDocument>, Skipped>;
}

/// The number of rows between two reports of progress.
const PROGRESS: u64 = 1000;

/// Imports all rows of a table. `progress` is told the number of rows so far.
///
/// # Errors
/// If something cannot be read or written.
pub fn run<'a>(
    importer: &mut impl RowImporter<'a>,
    table: &mut TableReader,
    progress: &dyn Fn(u64),
) -> Result<(), Message> {
    while let Some(row) = table.next_row()? {
        let rows = importer.rows();
        rows.report.rows += 1;
        if rows.report.rows.is_multiple_of(PROGRESS) {
            progress(rows.report.rows);
        }
        let problems = rows.report.problems.len();
        let row = InputRow {
            id: importer.row_name(table.header(), &row),
            header: table.header(),
            row: &row,
        };
        let made = match importer.rows().check_cells(&row) {
            Ok(()) => importer.document(&row),
            Err(skipped) => Err(skipped),
        };
        importer.rows().finish_row(&row, made, problems)?;
    }
    Ok(())
}

impl<'a> RowImport<'a> {
    /// Begins an import into the site below a folder.
    ///
    /// # Errors
    /// If the site cannot be read.
    pub fn new(root: &'a Path, importer: &str, mode: ImportMode) -> Result<RowImport<'a>, Message> {
        let site = SiteNames::read(root)?;
        Ok(RowImport {
            importer: importer.to_owned(),
            writer: SiteWriter::new(root, importer, mode)?,
            report: ImportReport::default(),
            entities: EntityMaker::default(),
            seen: HashSet::new(),
            skipped: HashSet::new(),
            words: LanguageWords::built_in(site.config.languages.default()),
            site,
            folders: EventFolders::One,
        })
    }

    /// Records what was written, and returns the report.
    ///
    /// # Errors
    /// If the list of imports cannot be written.
    pub fn finish(self) -> Result<ImportReport, Message> {
        self.writer.finish()?;
        Ok(self.report)
    }

    /// Writes the document of a row and its new entities, or reports why it does not come in.
    /// `problems` is the number of problems before the row.
    fn finish_row(
        &mut self,
        row: &InputRow,
        made: Result<Option<ImportedDocument>, Skipped>,
        problems: usize,
    ) -> Result<(), Message> {
        match made {
            Ok(document) => {
                for entity in self.entities.take_new() {
                    self.put(&entity, row.row.line)?;
                }
                match document {
                    Some(mut document) => {
                        if self.folders == EventFolders::Years {
                            set_year_folder(&mut document);
                        }
                        self.put(&document, row.row.line)?;
                        self.report.imported += 1;
                    }
                    None => self.report.known += 1,
                }
            }
            Err(skipped) => {
                // A row that does not come in makes no entities, and is reported once.
                self.entities.forget_new();
                self.report.problems.truncate(problems);
                self.flag(row, &skipped.column, skipped.kind, &skipped.value);
                self.report.skipped += 1;
                self.skipped
                    .extend(slug(&row.id).or_else(|| transliterated(&row.id)));
            }
        }
        Ok(())
    }

    /// Writes a document.
    ///
    /// # Errors
    /// If its file cannot be read or written.
    pub fn put(&mut self, document: &ImportedDocument, line: u64) -> Result<(), Message> {
        self.writer
            .put(document, &mut self.site, line, &mut self.report)
    }

    /// Reports a cell.
    pub fn flag(&mut self, row: &InputRow, column: &str, kind: ProblemKind, value: &str) {
        let problem = Problem::of_cell(row.row.line, &row.id, column, kind, value);
        self.report.add(problem);
    }

    /// Checks the number of cells, and their characters.
    fn check_cells(&mut self, row: &InputRow) -> Result<(), Skipped> {
        let names = row.header.names();
        let cells = row.row.cells();
        if cells.len() != names.len() {
            let value = format!("{}, {}", cells.len(), names.len());
            return Err(Skipped::new("", ProblemKind::CellCount, &value));
        }
        for at in &row.row.recoded {
            self.flag(row, &names[*at], ProblemKind::Encoding, &cells[*at]);
        }
        for (name, cell) in names.iter().zip(cells) {
            if cell.contains(is_refused) {
                let value = format!("{name}: {}", cell.replace(is_refused, "\u{fffd}"));
                return Err(Skipped::new("", ProblemKind::ControlCharacter, &value));
            }
            if cell.trim().contains(['\n', '\r']) {
                self.flag(row, name, ProblemKind::LineBreak, cell);
            }
        }
        Ok(())
    }

    /// Reports rows that an earlier import had and this input does not. The ids of their documents
    /// begin with a prefix, before the id of the row. A row that did not come in is reported already.
    pub fn report_gone(&mut self, kind: ContentKind, prefix: &str) {
        let known = self.writer.lock().ids(&self.importer);
        let gone = known.filter_map(|(own, id)| {
            let row = id.strip_prefix(prefix)?;
            let is_here = self.seen.contains(row)
                || self.skipped.contains(row)
                || self.entities.is_taken(kind, id);
            (own == kind && !is_here).then(|| {
                let path = self.site.path(kind, id).unwrap_or_default().to_owned();
                Problem::of_file(0, ProblemKind::GoneRow, id, path)
            })
        });
        let gone: Vec<Problem> = gone.collect();
        self.report.problems.extend(gone);
    }

    /// Returns a title of sides, place and date, in the site's language. Empty parts are left out.
    pub fn title(&self, sides: &[&str], place: &str, date: &str) -> String {
        let date = Date::parse(date)
            .map(|date| self.words.date(&date))
            .unwrap_or_default();
        let comma = match self.words.lang.tag().split('-').next() {
            Some("ar" | "fa" | "ur") => "،",
            _ => ",",
        };
        let sides: Vec<&str> = sides
            .iter()
            .copied()
            .filter(|side| !side.is_empty())
            .collect();
        let sides = sides.join(" – ");
        let parts = [sides.as_str(), place, date.as_str()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let title = parts.join(&format!("{comma} "));
        title.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Puts the file of a new event into the folder of the year in which its date begins.
fn set_year_folder(document: &mut ImportedDocument) {
    let year = match document.field("date") {
        Some(Value::Text(date)) => date.get(..4).map(str::to_owned),
        _ => None,
    };
    let year = year.filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    if let (ContentKind::Event, Some(year)) = (document.kind, year) {
        let folder = ContentKind::Event.folder();
        document.path = format!("{folder}/{year}/{}.md", document.id);
    }
}

/// Whether no text of a site may have a character.
pub fn is_refused(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

/// Returns a cell as a number if it is written as YAML writes it, else as a text.
pub fn scalar(cell: &str) -> Value {
    match cell.parse::<i64>() {
        Ok(number) if number.to_string() == cell => Value::Int(number),
        _ => Value::Text(cell.to_owned()),
    }
}

/// Returns a whole number as a value.
pub fn whole(number: u64) -> Value {
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Returns the place of an event: the name in a column, with the point in `latitude` and
/// `longitude`.
///
/// # Errors
/// If the point is not on the globe.
pub fn place(row: &InputRow, name: &str) -> Result<Value, Skipped> {
    let (lat, lon) = (row.get("latitude"), row.get("longitude"));
    let name = Some(row.get(name)).filter(|name| !name.is_empty());
    let [lat, lon] = match (lat, lon) {
        ("", "") => [None, None],
        _ => match degrees(lat, lon) {
            Some(point) => point.map(Some),
            None => {
                let value = format!("{lat}, {lon}");
                let kind = ProblemKind::BadCoordinates;
                return Err(Skipped::new("latitude", kind, &value));
            }
        },
    };
    Ok(map([("name", name.map(text)), ("lat", lat), ("lon", lon)]))
}

/// Returns a latitude and a longitude as values. `None` if they are not on the globe.
pub fn degrees(lat: &str, lon: &str) -> Option<[Value; 2]> {
    let degrees = |cell: &str, most: f64| {
        let number: f64 = cell.parse().ok()?;
        (number.abs() <= most).then_some(Value::Float(number))
    };
    Some([degrees(lat, 90.0)?, degrees(lon, 180.0)?])
}
