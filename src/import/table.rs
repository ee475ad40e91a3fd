//! Tables, row by row: CSV with its separators, encodings and line numbers, sheets of workbooks,
//! and points of GeoJSON.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use csv::ByteRecord;

use super::geojson::{self, Features};
use super::sheet::{self, Sheet};
pub use super::table_row::{TableHeader, TableRow, failed_with};
use crate::message;
use crate::messages::{Message, io_error};

/// The number of bytes at the start of a file in which its separator is looked for.
const SAMPLE: usize = 64 * 1024;

/// How a table is read.
#[derive(Clone, Debug, Default)]
pub struct TableOptions {
    /// The sheet of a workbook.
    pub sheet: Option<String>,
}

/// A table with a header.
pub struct TableReader {
    path: PathBuf,
    header: TableHeader,
    rows: Rows,
}

/// The rows of a table.
enum Rows {
    Csv(CsvRows),
    Sheet(Sheet),
    Features(Features),
}

/// The rows of a CSV file.
struct CsvRows {
    reader: csv::Reader<BufReader<File>>,
    record: ByteRecord,
}

impl TableReader {
    /// Opens a file: a workbook or GeoJSON if its name says so, otherwise CSV.
    ///
    /// # Errors
    /// If it cannot be read, or has no line.
    pub fn open(path: &Path, options: &TableOptions) -> Result<TableReader, Message> {
        let (names, rows) = if sheet::is_workbook(path) {
            let (names, rows) = sheet::open(path, options.sheet.as_deref())?;
            (names, Rows::Sheet(rows))
        } else if options.sheet.is_some() {
            return Err(message!(
                "`{path}` is no workbook, so `--sheet` chooses nothing",
                path = path.display()
            ));
        } else if geojson::is_geojson(path) {
            let (names, rows) = geojson::open(path)?;
            (names, Rows::Features(rows))
        } else {
            let (names, rows) = CsvRows::open(path)?;
            (names, Rows::Csv(rows))
        };
        let names = names.into_iter().map(|name| name.trim().to_owned());
        Ok(TableReader {
            path: path.to_owned(),
            header: TableHeader::new(names.collect()),
            rows,
        })
    }

    /// Returns a table of rows that were read from a file in another format.
    pub fn of_rows(path: &Path, names: &[&str], rows: Vec<TableRow>) -> TableReader {
        let names = names.iter().map(|name| (*name).to_owned());
        TableReader {
            path: path.to_owned(),
            header: TableHeader::new(names.collect()),
            rows: Rows::Features(rows.into_iter()),
        }
    }

    /// Returns the header.
    pub fn header(&self) -> &TableHeader {
        &self.header
    }

    /// Returns the next row, or `None` at the end. Empty lines are passed over.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn next_row(&mut self) -> Result<Option<TableRow>, Message> {
        match &mut self.rows {
            Rows::Csv(rows) => rows.next_row(&self.path),
            Rows::Sheet(rows) => Ok(rows.next_row()),
            Rows::Features(rows) => Ok(rows.next()),
        }
    }
}

impl CsvRows {
    /// Opens a file. Its separator is that of its first line: a comma, semicolon or tab.
    fn open(path: &Path) -> Result<(Vec<String>, CsvRows), Message> {
        let fail = |error: &std::io::Error| {
            message!(
                "`{path}`: {error}",
                path = path.display(),
                error = io_error(error)
            )
        };
        let file = File::open(path).map_err(|error| fail(&error))?;
        if file.metadata().map_err(|error| fail(&error))?.is_dir() {
            return Err(message!("`{path}` is a folder", path = path.display()));
        }
        let mut input = BufReader::with_capacity(SAMPLE, file);
        let start = input.fill_buf().map_err(|error| fail(&error))?;
        if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
            return Err(message!(
                "`{path}` is UTF-16; save it as CSV in UTF-8",
                path = path.display()
            ));
        }
        let has_mark = start.starts_with("\u{feff}".as_bytes());
        let delimiter = separator(start);
        // With the default, the line break of CRLF is counted for the next row. Only files of old
        // Macintoshes have no line feed.
        let terminator = match start.contains(&b'\n') {
            true => csv::Terminator::Any(b'\n'),
            false => csv::Terminator::CRLF,
        };
        if has_mark {
            input.consume(3);
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .terminator(terminator)
            .has_headers(false)
            .flexible(true)
            .from_reader(input);
        let mut record = ByteRecord::new();
        let is_there = reader
            .read_byte_record(&mut record)
            .map_err(|error| failed_with(path, &error))?;
        if !is_there {
            return Err(message!("`{path}` is empty", path = path.display()));
        }
        let names = record.iter().map(|name| decoded(name).0.into_owned());
        let names: Vec<String> = names.collect();
        Ok((names, CsvRows { reader, record }))
    }

    fn next_row(&mut self, path: &Path) -> Result<Option<TableRow>, Message> {
        loop {
            let is_there = self
                .reader
                .read_byte_record(&mut self.record)
                .map_err(|error| failed_with(path, &error))?;
            if !is_there {
                return Ok(None);
            }
            if self.record.len() > 1 || self.record.get(0).is_some_and(|cell| cell != b"\r") {
                return Ok(Some(self.row()));
            }
        }
    }

    /// Returns the row that was read last.
    fn row(&self) -> TableRow {
        let mut recoded = Vec::new();
        let cells = self.record.iter().enumerate().map(|(at, cell)| {
            let (text, is_utf8) = decoded(cell);
            if !is_utf8 {
                recoded.push(at);
            }
            text.into_owned()
        });
        let mut cells: Vec<String> = cells.collect();
        if let Some(last) = cells.last_mut()
            && last.ends_with('\r')
        {
            last.pop();
        }
        // Empty lines before the row are not its own.
        let breaks = self
            .record
            .as_slice()
            .iter()
            .filter(|byte| **byte == b'\n')
            .count() as u64;
        let start = self.record.position().map_or(0, csv::Position::line);
        let end = self.reader.position().line();
        TableRow {
            line: start.max(end.saturating_sub(breaks + 1)),
            cells,
            recoded,
        }
    }
}

/// Returns the character that separates cells in the first line of a text: the most frequent one
/// outside quotation marks.
fn separator(start: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            byte if !quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(other, _)| other == byte) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    let best = counts.iter().rev().max_by_key(|(_, count)| *count);
    best.map_or(b',', |(byte, _)| *byte)
}

/// Returns the text of a cell, and whether it is UTF-8. What is not is read as Windows-1252, which
/// spreadsheets write.
fn decoded(cell: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(cell) {
        Ok(text) => (Cow::Borrowed(text), true),
        Err(_) => (
            encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(cell)
                .0,
            false,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> (Vec<String>, Vec<TableRow>) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("t.csv");
        std::fs::write(&path, bytes).expect("it can be written");
        let mut table = TableReader::open(&path, &TableOptions::default()).expect("it is a table");
        let names = table.header().names().to_vec();
        let mut rows = Vec::new();
        while let Some(row) = table.next_row().expect("it can be read") {
            rows.push(row);
        }
        (names, rows)
    }

    #[test]
    fn separators_encodings_and_lines_are_found() {
        let (names, all) = rows(b"\xef\xbb\xbfa;\"b;c\"\r\n1;\"x\r\ny\"\r\n\r\n\xe9t\xe9;2;3\r\n");
        assert_eq!(names, ["a", "b;c"]);
        assert_eq!(all[0].cells(), ["1", "x\r\ny"]);
        assert_eq!(all[0].line, 2);
        assert_eq!(all[1].cells(), ["été", "2", "3"]);
        assert_eq!(
            (all[1].line, all[1].recoded.as_slice()),
            (5, [0].as_slice())
        );
    }

    #[test]
    fn a_table_may_have_one_column() {
        let (names, all) = rows(b"a\n1\n");
        assert_eq!((names, all.len()), (vec!["a".to_owned()], 1));
    }
}
