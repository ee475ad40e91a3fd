//! Dates of rows.

use jiff::civil;

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
        day(cell).ok_or_else(|| Skipped::new(column, ProblemKind::BadDate, cell))
    });
    let (start, end) = (start?, end?);
    if start > end {
        let value = format!("{start}, {end}");
        return Err(Skipped::new("date_end", ProblemKind::ReversedDates, &value));
    }
    Ok(RowDates { start, end })
}

/// Reads a day as ISO 8601 has it, with or without a time. `3/4/2010` may be March or April.
pub fn day(cell: &str) -> Option<civil::Date> {
    let (day, time) = match cell.split_once([' ', 'T']) {
        Some((day, time)) => (day, time),
        None => (cell, ""),
    };
    let is_time = time
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b":.Z".contains(&byte));
    let has_form = day.len() == "2022-02-22".len() && is_time;
    day.parse().ok().filter(|_| has_form)
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
            ..=6 => "2",
            7 => "3",
            ..=31 => "4",
            _ => "5",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unambiguous_days_are_read() {
        for cell in [
            "2010-04-03",
            "2010-04-03 00:00:00.000",
            "2010-04-03T00:00:00Z",
        ] {
            assert_eq!(day(cell), Some(civil::date(2010, 4, 3)), "{cell}");
        }
        for cell in [
            "",
            "3/4/2010",
            "2010-4-3",
            "2010-02-30",
            "2010-04-03 noon",
            "40271",
        ] {
            assert_eq!(day(cell), None, "{cell}");
        }
    }
}
