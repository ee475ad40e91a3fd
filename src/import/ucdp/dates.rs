//! Dates of rows.

use jiff::civil;

use crate::import::dates::iso_day;
use crate::import::report::ProblemKind;
use crate::import::rows::{InputRow, Skipped};

/// The first and last possible day of a row.
pub struct RowDates {
    pub start: civil::Date,
    pub end: civil::Date,
}

/// Reads `date_start` and `date_end`.
pub fn dates(row: &InputRow) -> Result<RowDates, Skipped> {
    let [start, end] = ["date_start", "date_end"].map(|column| {
        let cell = row.get(column);
        iso_day(cell).ok_or_else(|| Skipped::new(column, ProblemKind::BadDate, cell))
    });
    let (start, end) = (start?, end?);
    if start > end {
        let value = format!("{start}, {end}");
        return Err(Skipped::new("date_end", ProblemKind::ReversedDates, &value));
    }
    Ok(RowDates { start, end })
}

impl RowDates {
    /// Returns the date as it is written in front matter. What happened within several days
    /// happened once, unless the date is said to be exact: then it lasted.
    pub fn written(&self, precision: &str) -> String {
        let (start, end) = (self.start, self.end);
        match (start == end, precision) {
            (true, _) => start.to_string(),
            (false, "1") => format!("{start}/{end}"),
            (false, _) => format!("{start}..{end}"),
        }
    }

    /// Returns the precision that follows from the number of days, as the download has it.
    pub fn precision(&self) -> &'static str {
        match (self.end - self.start).get_days() + 1 {
            1 => "1",
            2..=6 => "2",
            7 => "3",
            8..=31 => "4",
            _ => "5",
        }
    }
}
