//! Sheets of workbooks (XLSX, ODS) as tables.
//!
//! Workbooks are read as a whole: a sheet has a million rows at most. A cell that the workbook
//! shows as a date is one, and stands here as ISO 8601; a number without that form stays a number.

use std::path::Path;

use calamine::{Data, Range, Reader as _, open_workbook_auto};

use super::table_row::{TableRow, failed_with};
use crate::message;
use crate::messages::{Message, or_list};

/// The maximum size of a workbook in bytes, since it is held in memory.
const MAX_BYTES: u64 = 256 << 20;

/// The extensions of workbooks.
const EXTENSIONS: [&str; 3] = ["xlsx", "xlsm", "ods"];

/// The rows of a sheet below its header.
pub struct Sheet {
    range: Range<Data>,
    /// The number of the next row of the range, from 0.
    next: usize,
}

/// Whether a file is a workbook, by its name.
pub fn is_workbook(path: &Path) -> bool {
    let extension = path
        .extension()
        .map(|extension| extension.to_ascii_lowercase());
    extension.is_some_and(|own| EXTENSIONS.iter().any(|other| *other == own))
}

/// Opens the only sheet of a workbook, or that with a name. Returns it with the names of its
/// columns, which stand in its first row that is not empty.
///
/// # Errors
/// If it cannot be read, or has several sheets and no name is given.
pub fn open(path: &Path, name: Option<&str>) -> Result<(Vec<String>, Sheet), Message> {
    let size = path.metadata().map_err(|error| {
        message!(
            "`{path}`: {error}",
            path = path.display(),
            error = crate::messages::io_error(&error)
        )
    })?;
    if size.len() > MAX_BYTES {
        return Err(message!(
            "`{path}` is larger than {megabytes} MB; save the sheet as CSV",
            path = path.display(),
            megabytes = MAX_BYTES >> 20
        ));
    }
    let mut workbook = open_workbook_auto(path).map_err(|error| failed_with(path, &error))?;
    let names = workbook.sheet_names();
    let chosen = match (name, names.as_slice()) {
        (Some(name), _) => names.iter().find(|own| *own == name),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    let Some(chosen) = chosen else {
        let names = or_list(names.iter().map(String::as_str));
        let path = path.display();
        return Err(match name {
            Some(name) => message!(
                "`{path}` has no sheet `{name}`; write `--sheet` with {names}",
                path,
                name,
                names
            ),
            None => message!(
                "`{path}` has several sheets; write `--sheet` with {names}",
                path,
                names
            ),
        });
    };
    let range = workbook
        .worksheet_range(chosen)
        .map_err(|error| failed_with(path, &error))?;
    let mut sheet = Sheet { range, next: 0 };
    match sheet.next_row() {
        Some(row) => Ok((row.into_cells(), sheet)),
        None => Err(message!("`{path}` is empty", path = path.display())),
    }
}

impl Sheet {
    /// Returns the next row that is not empty.
    pub fn next_row(&mut self) -> Option<TableRow> {
        let first = self.range.start().map_or(0, |(row, _)| u64::from(row));
        loop {
            let cells = self.range.rows().nth(self.next)?;
            self.next += 1;
            if cells.iter().any(|cell| *cell != Data::Empty) {
                let line = first + self.next as u64;
                return Some(TableRow::new(line, cells.iter().map(text).collect()));
            }
        }
    }
}

/// Returns a cell as text.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(flag) => flag.to_string(),
        // `#DIV/0!` is no number and no date, and is reported as what it is.
        Data::Error(error) => error.to_string(),
        Data::DateTime(moment) if moment.is_duration() => moment.as_f64().to_string(),
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            match (hour, minute, second) {
                (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
    }
}
