//! Cells by what a mapping says of them: dates, numbers, lists of names.

use jiff::civil;

use super::MappedImport;
use super::mapping::{CellSource, DayForm};
use crate::import::dates::{NumericDay, iso_day, named_day, numeric_day};
use crate::import::report::ProblemKind;
use crate::import::rows::{InputRow, Skipped};
use crate::model::Date;

/// The largest number that is taken for a day of Excel, a day of the year 2200.
const LAST_SERIAL: f64 = 109_938.0;

/// The number of minutes of a day.
const MINUTES: f64 = 1440.0;

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

/// Returns a date as it is written in front matter. A time of day stays, unless it is midnight,
/// which spreadsheets add.
pub fn date(cell: &str, form: DayForm) -> Result<String, ProblemKind> {
    let Some((day, time)) = cell
        .rsplit_once([' ', 'T'])
        .filter(|(_, time)| is_time(time))
    else {
        return date_alone(cell, form);
    };
    let day = date_alone(day.trim_end_matches(','), form)?;
    let (hour, rest) = time.split_once(':').unwrap_or((time, ""));
    let minute = rest.get(..2).unwrap_or("00");
    let is_midnight = time.bytes().all(|byte| b"0:.Z".contains(&byte));
    let zone = if time.ends_with('Z') { "Z" } else { "" };
    let with_time = format!("{day}T{hour:0>2}:{minute}{zone}");
    match Date::parse(&with_time) {
        _ if is_midnight => Ok(day),
        Ok(_) => Ok(with_time),
        Err(_) => Err(ProblemKind::BadDate),
    }
}

/// Whether a text is a time of day, such as `14:30` or `00:00:00.000`.
fn is_time(text: &str) -> bool {
    text.contains(':')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b":.Z".contains(&byte))
}

/// Returns a date without a time of day.
fn date_alone(cell: &str, form: DayForm) -> Result<String, ProblemKind> {
    let day = iso_day(cell).or_else(|| named_day(cell));
    if let Some(day) = day {
        return Ok(day.to_string());
    }
    let is_number = cell
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if let Ok(number) = cell.parse::<f64>()
        && is_number
        && (cell.len() != "2022".len() || form.is_excel)
    {
        return match form.is_excel {
            true => excel_day(number).ok_or(ProblemKind::BadDate),
            false => Err(ProblemKind::SerialDate),
        };
    }
    match numeric_day(cell, form.order) {
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

/// Returns the day, and the time if it has one, that Excel's number stands for. Excel counts a 29
/// February 1900, which there was not, so its first two months are refused.
fn excel_day(number: f64) -> Option<String> {
    let minutes = (number * MINUTES).round();
    if !(61.0 * MINUTES..=LAST_SERIAL * MINUTES).contains(&minutes) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "larger numbers are refused above"
    )]
    let minutes = minutes as i64;
    let first = civil::date(1899, 12, 30).at(0, 0, 0, 0);
    let moment = first.checked_add(jiff::Span::new().minutes(minutes)).ok()?;
    Some(match (moment.hour(), moment.minute()) {
        (0, 0) => moment.date().to_string(),
        (hour, minute) => format!("{}T{hour:02}:{minute:02}", moment.date()),
    })
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
            ("2022-03-04T09:05:00", "2022-03-04T09:05"),
            ("2022-03-04T09:05Z", "2022-03-04T09:05Z"),
            ("4 March 2022, 9:05", "2022-03-04T09:05"),
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
        assert_eq!(
            date("4/3/2022 14:30", french).as_deref(),
            Ok("2022-03-04T14:30")
        );
        assert_eq!(date("4/3/2022 0:00", french).as_deref(), Ok("2022-03-04"));
        assert_eq!(date("4/3/2022 25:00", french), Err(ProblemKind::BadDate));
        assert_eq!(date("3/14/2022", french), Err(ProblemKind::BadDate));
        let excel = DayForm {
            order: None,
            is_excel: true,
        };
        assert_eq!(date("44624", excel).as_deref(), Ok("2022-03-04"));
        assert_eq!(date("44624.5", excel).as_deref(), Ok("2022-03-04T12:00"));
        assert_eq!(date("12", excel), Err(ProblemKind::BadDate));
    }
}
