//! Cells by what a mapping says of them: dates, numbers, lists of names.

use jiff::civil;

use super::MappedImport;
use super::mapping::{CellSource, DayForm};
use crate::import::dates::{NumericDay, iso_day, named_day, numeric_day};
use crate::import::report::ProblemKind;
use crate::import::rows::{InputRow, Skipped};
use crate::model::Date;

/// The largest number that is taken for a day of Excel: 31 December 2199.
const LAST_SERIAL: i64 = 109_938;

/// Returns the cell that a source of values means, with the column that reports name.
pub fn cell<'r>(row: &InputRow<'r>, source: &'r CellSource) -> (&'r str, &'r str) {
    match source {
        CellSource::Column(column) => (column, row.get(column)),
        CellSource::Fixed(text) => ("", text),
    }
}

impl MappedImport<'_> {
    /// Returns the names in some cells, each with its column.
    pub(super) fn names<'r>(
        &'r self,
        row: &InputRow<'r>,
        sources: &'r [CellSource],
    ) -> Vec<(&'r str, &'r str)> {
        let mut names = Vec::new();
        for source in sources {
            let (column, cell) = cell(row, source);
            let parts = match source {
                CellSource::Column(_) => cell.split(self.mapping.separator.as_str()).collect(),
                CellSource::Fixed(_) => vec![cell],
            };
            let parts = parts.into_iter().map(str::trim);
            names.extend(
                parts
                    .filter(|name| !name.is_empty())
                    .map(|name| (column, name)),
            );
        }
        names
    }

    /// Returns the date of a row as it is written in front matter.
    pub(super) fn date(&self, row: &InputRow) -> Result<Option<String>, Skipped> {
        let Some(columns) = &self.mapping.date else {
            return Ok(None);
        };
        let start = row.get(&columns.start);
        let form = self.mapping.days;
        if start.is_empty() {
            return Ok(None);
        }
        let start = date(start, form).map_err(|kind| Skipped::new(&columns.start, kind, start))?;
        let Some(column) = &columns.end else {
            return Ok(Some(start));
        };
        let end = row.get(column);
        if end.is_empty() {
            return Ok(Some(start));
        }
        let end = date(end, form).map_err(|kind| Skipped::new(column, kind, end))?;
        if start == end {
            return Ok(Some(start));
        }
        let interval = format!("{start}/{end}");
        match Date::parse(&interval) {
            Ok(_) => Ok(Some(interval)),
            Err(_) => Err(Skipped::new(column, ProblemKind::ReversedDates, &interval)),
        }
    }

    /// Returns the degrees of a cell with a decimal point.
    pub(super) fn degrees(&self, cell: &str) -> String {
        match self.mapping.has_decimal_comma {
            true => cell.replace(',', "."),
            false => cell.to_owned(),
        }
    }
}

/// Returns a date as it is written in front matter.
pub fn date(cell: &str, form: DayForm) -> Result<String, ProblemKind> {
    let day = iso_day(cell).or_else(|| named_day(cell));
    if let Some(day) = day {
        return Ok(day.to_string());
    }
    if let Ok(number) = cell.parse::<f64>()
        && cell
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && (cell.len() != "2022".len() || form.is_excel)
    {
        return match form.is_excel {
            true => excel_day(number).ok_or(ProblemKind::BadDate),
            false => Err(ProblemKind::SerialDate),
        };
    }
    // A time of day after the day.
    let day = match cell.rsplit_once(' ') {
        Some((day, time)) if time.contains(':') => day,
        _ => cell,
    };
    match numeric_day(day, form.order) {
        NumericDay::Day(day) => return Ok(day.to_string()),
        NumericDay::Ambiguous => return Err(ProblemKind::AmbiguousDate),
        NumericDay::NoDay => {}
    }
    // EDTF begins with the year: `2022`, `2022-03`, `2022-03-04/2022-03-08`.
    let has_year = cell.bytes().take(4).filter(u8::is_ascii_digit).count() == 4;
    match Date::parse(cell) {
        Ok(_) if has_year => Ok(cell.to_owned()),
        _ => Err(ProblemKind::BadDate),
    }
}

/// Returns the day that Excel's number stands for. Excel counts a 29 February 1900, which there was
/// not, so its first two months are refused.
fn excel_day(number: f64) -> Option<String> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a larger number is refused below"
    )]
    let days = number.floor() as i64;
    if !(61..=LAST_SERIAL).contains(&days) {
        return None;
    }
    let first = civil::date(1899, 12, 30);
    let day = first.checked_add(jiff::Span::new().days(days)).ok()?;
    Some(day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::dates::DayOrder;

    #[test]
    fn dates_are_read_in_one_way_or_refused() {
        let plain = DayForm::default();
        let read = |cell| date(cell, plain).ok();
        for (cell, expected) in [
            ("2022-03-04", "2022-03-04"),
            ("2022", "2022"),
            ("2022-03", "2022-03"),
            ("4 mars 2022", "2022-03-04"),
            ("2022/3/4", "2022-03-04"),
            ("2022-03-04/2022-03-08", "2022-03-04/2022-03-08"),
        ] {
            assert_eq!(read(cell).as_deref(), Some(expected), "{cell}");
        }
        assert_eq!(date("3/4/2022", plain), Err(ProblemKind::AmbiguousDate));
        assert_eq!(date("44624", plain), Err(ProblemKind::SerialDate));
        assert_eq!(date("soon", plain), Err(ProblemKind::BadDate));
        let french = DayForm {
            order: Some(DayOrder::DayMonthYear),
            is_excel: false,
        };
        assert_eq!(date("4/3/2022 14:30", french).as_deref(), Ok("2022-03-04"));
        assert_eq!(date("3/14/2022", french), Err(ProblemKind::BadDate));
        let excel = DayForm {
            order: None,
            is_excel: true,
        };
        assert_eq!(date("44624", excel).as_deref(), Ok("2022-03-04"));
        assert_eq!(date("44624.5", excel).as_deref(), Ok("2022-03-04"));
        assert_eq!(date("12", excel), Err(ProblemKind::BadDate));
    }
}
