//! Parts of dates, made from numbers.

use crate::model::date::time::digits;
use crate::model::date::{Certainty, DatePart, DateShape};

/// Returns a year, month or day without a qualifier.
pub(super) fn date_part(year: i16, month: Option<i8>, day: Option<i8>) -> DatePart {
    DatePart {
        year,
        month,
        day,
        time: None,
        certainty: Certainty::Sure,
    }
}

/// Returns the date "some time within `count` months", the first of which is `first`.
pub(super) fn months(year: i16, first: i8, count: i8) -> DateShape {
    let last = first + count - 1;
    DateShape::Within(
        date_part(year, Some(first), None),
        date_part(
            year + i16::from((last - 1) / 12),
            Some((last - 1) % 12 + 1),
            None,
        ),
    )
}

/// Parses a year of exactly four digits.
pub(super) fn four_digit_year(year: &str) -> Option<i16> {
    digits(year).filter(|_| year.len() == 4)
}

/// Parses a day. `None` if the calendar does not have it.
pub(super) fn day(year: &str, month: &str, day: &str) -> Option<DatePart> {
    DatePart::parse(&format!("{year}-{month:0>2}-{day:0>2}")).ok()
}

/// Parses a month of a year.
pub(super) fn year_month(year: &str, month: &str) -> Option<DateShape> {
    DatePart::parse(&format!("{year}-{month:0>2}"))
        .ok()
        .map(DateShape::At)
}

/// Parses an ordinal date of ISO 8601: `2022-053` is the 53rd day of 2022.
pub(super) fn ordinal_date(year: &str, ordinal: &str) -> Option<DatePart> {
    let (year, ordinal) = (four_digit_year(year)?, digits::<i16>(ordinal)?);
    let first = jiff::civil::Date::new(year, 1, 1).ok()?;
    let found = first
        .checked_add(jiff::Span::new().days(ordinal - 1))
        .ok()?;
    (ordinal > 0 && found.year() == year)
        .then(|| date_part(year, Some(found.month()), Some(found.day())))
}
