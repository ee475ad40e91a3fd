//! Years, months and days, each with its certainty.

use std::fmt;

use jiff::civil;
use serde::{Deserialize, Serialize};

use super::DateError;
use super::time::TimeOfDay;
use crate::message;

/// A year, a month or a day, and how certain it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DatePart {
    /// The year, 0 to 9999.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: Option<i8>,
    /// The day, 1 to 31. `None` if the month is `None`.
    pub day: Option<i8>,
    /// The time of day. `None` if the day is `None`.
    pub time: Option<TimeOfDay>,
    /// The qualifier.
    pub certainty: Certainty,
}

/// The qualifiers of EDTF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Certainty {
    /// No qualifier.
    Sure,
    /// `~`: approximate.
    Approximate,
    /// `?`: uncertain.
    Uncertain,
}

impl DatePart {
    /// Parses `2022`, `2022-02` or `2022-02-22`, with a time of day and a qualifier.
    pub(super) fn parse(text: &str) -> Result<DatePart, DateError> {
        let malformed = || DateError {
            message: message!("`{text}` is not a date", text),
            help: message!(
                "write `2022-02-22`, `2022-02` or `2022`; `2022-02-16/2022-02-22` for a duration, `2022-02-16..2022-02-22` for some time within"
            ),
            write: Vec::new(),
            is_final: false,
            has_precise_message: false,
        };
        let (unqualified, certainty) = match text.char_indices().next_back() {
            Some((at, '~')) => (&text[..at], Certainty::Approximate),
            Some((at, '?')) => (&text[..at], Certainty::Uncertain),
            _ => (text, Certainty::Sure),
        };
        let (digits, time) = match unqualified.split_once('T') {
            Some((digits, time)) => (digits, Some(time)),
            None => (unqualified, None),
        };
        let numbers: Vec<&str> = digits.split('-').collect();
        let has_right_form = (1..=3).contains(&numbers.len())
            && numbers
                .iter()
                .zip([4, 2, 2])
                .all(|(number, length)| number.len() == length)
            && numbers
                .iter()
                .all(|number| number.bytes().all(|b| b.is_ascii_digit()));
        if !has_right_form {
            return Err(malformed());
        }
        let number = |at: usize| {
            numbers
                .get(at)
                .map(|n| n.parse::<i8>().map_err(|_| malformed()))
                .transpose()
        };
        let (year, month, day) = (
            numbers[0].parse().map_err(|_| malformed())?,
            number(1)?,
            number(2)?,
        );
        if let Some(m) = month
            && !(1..=12).contains(&m)
        {
            return Err(DateError {
                message: message!(
                    "`{text}` is not a date: there is no month {month}",
                    text,
                    month = m
                ),
                help: message!("the order is year, month, day: `2022-02-23`"),
                write: Vec::new(),
                is_final: false,
                has_precise_message: true,
            });
        }
        if let (Some(m), Some(d)) = (month, day)
            && civil::Date::new(year, m, d).is_err()
        {
            let last = last_of_month(year, m).day();
            return Err(DateError {
                message: message!(
                    "`{text}` is not in the calendar: {month} has {last} days",
                    text,
                    month = format!("{year}-{m:02}"),
                    last
                ),
                help: message!(
                    "write a day from `{first}` to `{last}`, or `{month}` if the day is not known",
                    first = format!("{year}-{m:02}-01"),
                    last = format!("{year}-{m:02}-{last}"),
                    month = format!("{year}-{m:02}")
                ),
                write: Vec::new(),
                is_final: d != 0,
                has_precise_message: false,
            });
        }
        let time = match time {
            Some(time) if day.is_some() => Some(TimeOfDay::parse(time).map_err(|hour| match hour {
                None => malformed(),
                Some(hour) => DateError::in_right_form(
                    message!("`{text}` has an invalid time: `{hour}`", text, hour),
                    message!(
                        "write hours from 00 to 23 and minutes from 00 to 59, such as `2022-03-27T05:30`"
                    ),
                ),
            })?),
            Some(_) => return Err(malformed()),
            None => None,
        };
        Ok(DatePart {
            year,
            month,
            day,
            time,
            certainty,
        })
    }

    /// Returns the first day of the year, month or day.
    pub fn first_day(&self) -> civil::Date {
        civil::Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .expect("parts are checked when read")
    }

    /// Returns the last day of the year, month or day.
    pub fn last_day(&self) -> civil::Date {
        let month = self.month.unwrap_or(12);
        match self.day {
            Some(_) => self.first_day(),
            None => last_of_month(self.year, month),
        }
    }
}

impl fmt::Display for DatePart {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        if let Some(time) = self.time {
            write!(f, "T{time}")?;
        }
        f.write_str(match self.certainty {
            Certainty::Sure => "",
            Certainty::Approximate => "~",
            Certainty::Uncertain => "?",
        })
    }
}

/// Returns the last day of a month.
pub(super) fn last_of_month(year: i16, month: i8) -> civil::Date {
    civil::Date::new(year, month, 1)
        .expect("month and year are checked")
        .last_of_month()
}
