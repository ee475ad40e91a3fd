//! Dates with their precision and certainty.
//!
//! The syntax is a subset of EDTF (ISO 8601-2:2019, levels 0 and 1), with one form of griot's own:
//! `a..b` for "once, some time within", which EDTF writes as `[a..b]` on level 2. A date is never
//! rounded: it keeps its form as written. It has an earliest and a latest possible day, by which
//! dates are sorted.

use crate::message;
use crate::messages::Message;

mod edtf;
mod foreign;
mod part;
mod time;

use std::cmp::Ordering;
use std::fmt;

use jiff::civil;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

pub use self::part::{Certainty, DatePart};
pub use self::time::TimeOfDay;

/// A date, a duration or a time within limits, each with its precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "DateShape", into = "DateShape")]
pub struct Date {
    shape: DateShape,
    earliest: Option<civil::Date>,
    latest: Option<civil::Date>,
}

/// The form of a date, with its parts as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DateShape {
    /// `2022-02-22`, `2022-02`, `2022`: a day, month or year.
    At(DatePart),
    /// `a/b`: a duration from a to b; `None` is open (`..`).
    Lasted(Option<DatePart>, Option<DatePart>),
    /// `a..b`: once, at some time from a to b.
    Within(DatePart, DatePart),
}

/// Why a text is not a valid date, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// What is wrong; the message of the finding.
    pub message: Message,
    /// What to write; the help of the finding.
    pub help: Message,
    /// The dates that the help suggests, the most likely first.
    pub write: Vec<String>,
    /// Whether the text has an accepted form. Then it is not read as a form of another tool.
    is_final: bool,
    /// Whether the message names the mistake. Then it stays, even if the help is that for a form of
    /// another tool.
    has_precise_message: bool,
}

impl Date {
    /// Parses a date.
    ///
    /// # Errors
    /// If the text has another form, names a day that does not exist, or ends before it begins. The
    /// error says what to write.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        let text = text.trim();
        Date::parse_strictly(text).map_err(|error| match foreign::suggestion(text) {
            // If the date has the right form, its message is more precise than "not in a date
            // format".
            Some(suggestion) if error.has_precise_message && !error.is_final => DateError {
                message: error.message,
                ..suggestion
            },
            Some(suggestion) if !error.is_final => suggestion,
            _ => error,
        })
    }

    /// Parses a date in one of the accepted forms.
    fn parse_strictly(text: &str) -> Result<Date, DateError> {
        let shape = if let Some((from, to)) = text.split_once('/') {
            let open = |part: &str| match part {
                ".." | "" => Ok(None),
                part => DatePart::parse(part).map(Some),
            };
            match (open(from)?, open(to)?) {
                (None, None) => {
                    return Err(DateError::in_right_form(
                        message!("`{text}` has neither a beginning nor an end", text),
                        message!("write at least one of them: `2012/..` is since 2012"),
                    ));
                }
                (from, to) => DateShape::Lasted(from, to),
            }
        } else if let Some((from, to)) = text.split_once("..") {
            if from.is_empty() || to.is_empty() {
                let year = format!("{from}{to}");
                DatePart::parse(&year)?;
                return Err(DateError::in_right_form(
                    message!("`{text}` has only a start or an end", text),
                    message!(
                        "write `{year}/..` for since then, `../{year}` for until then",
                        year
                    ),
                ));
            }
            DateShape::Within(DatePart::parse(from)?, DatePart::parse(to)?)
        } else {
            DateShape::At(DatePart::parse(text)?)
        };
        let date = Date::from(shape);
        let times = match shape {
            DateShape::Lasted(Some(from), Some(to)) | DateShape::Within(from, to) => {
                from.time.zip(to.time)
            }
            _ => None,
        };
        match (date.earliest, date.latest) {
            (Some(from), Some(to))
                if from > to
                    || from == to
                        && times.is_some_and(|(from, to)| from.minutes() > to.minutes()) =>
            {
                let separator = if matches!(shape, DateShape::Within(..)) {
                    ".."
                } else {
                    "/"
                };
                let (from, to) = text.split_once(separator).unwrap_or((text, text));
                Err(DateError::in_right_form(
                    message!("`{text}` ends before it begins", text),
                    message!(
                        "write `{line}`, if that is what is meant",
                        line = format!("{to}{separator}{from}")
                    ),
                ))
            }
            _ => Ok(date),
        }
    }

    /// Returns the date without times of day.
    #[must_use]
    pub fn without_time(self) -> Date {
        self.with_parts(|part| DatePart { time: None, ..part })
    }

    /// Returns the date with each time of day converted to the site's time zone.
    ///
    /// An offset equal to that of the site is removed, because it need not be shown. Any other
    /// offset affects the order of dates.
    #[must_use]
    pub fn in_zone(self, zone: &TimeZone) -> Date {
        self.with_parts(|part| DatePart {
            time: part.time.map(|time| time.in_zone(part.first_day(), zone)),
            ..part
        })
    }

    /// Returns the date with `change` applied to each of its parts.
    fn with_parts(self, change: impl Fn(DatePart) -> DatePart) -> Date {
        Date::from(match self.shape {
            DateShape::At(part) => DateShape::At(change(part)),
            DateShape::Lasted(from, to) => DateShape::Lasted(from.map(&change), to.map(&change)),
            DateShape::Within(from, to) => DateShape::Within(change(from), change(to)),
        })
    }

    /// Returns the date of a single day.
    pub fn day(day: civil::Date) -> Date {
        Date {
            shape: DateShape::At(DatePart {
                year: day.year(),
                month: Some(day.month()),
                day: Some(day.day()),
                time: None,
                certainty: Certainty::Sure,
            }),
            earliest: Some(day),
            latest: Some(day),
        }
    }

    /// Returns the form of the date, with its parts as written.
    pub fn shape(&self) -> DateShape {
        self.shape
    }

    /// Returns the first possible day; `None` if the beginning is open.
    pub fn earliest(&self) -> Option<civil::Date> {
        self.earliest
    }

    /// Returns the last possible day; `None` if the end is open.
    pub fn latest(&self) -> Option<civil::Date> {
        self.latest
    }

    /// Returns the year under which the date is listed: that of its earliest day, or else of its
    /// latest day.
    pub fn year(&self) -> i16 {
        self.earliest
            .or(self.latest)
            .expect("a date has at least one end")
            .year()
    }

    /// Whether the date is exactly one day.
    pub fn is_one_day(&self) -> bool {
        matches!(self.shape, DateShape::At(DatePart { day: Some(_), .. }))
    }

    /// Whether the two dates may have a day in common.
    pub fn overlaps(&self, other: &Date) -> bool {
        self.intersects(other.earliest, other.latest)
    }

    /// Whether the date may include a day from `from` to `until`, both included. `None` means an
    /// open end.
    pub fn intersects(&self, from: Option<civil::Date>, until: Option<civil::Date>) -> bool {
        let begins_before_end = match (self.earliest, until) {
            (Some(a), Some(b)) => a <= b,
            _ => true,
        };
        let ends_after_begin = match (self.latest, from) {
            (Some(a), Some(b)) => a >= b,
            _ => true,
        };
        begins_before_end && ends_after_begin
    }
}

impl From<DatePart> for Date {
    fn from(part: DatePart) -> Date {
        let shape = DateShape::At(part);
        Date {
            shape,
            earliest: shape.earliest(),
            latest: shape.latest(),
        }
    }
}

impl Ord for Date {
    /// Compares by the earliest possible day, then the latest, then the time of day. An open
    /// beginning is before every day, and an open end after every day.
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |date: &Date| {
            (
                date.earliest.unwrap_or(civil::Date::MIN),
                date.latest.unwrap_or(civil::Date::MAX),
                date.shape
                    .first_part()
                    .and_then(|part| part.time)
                    .map(TimeOfDay::minutes),
            )
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Date {
    /// Writes the date as it is written in front matter.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let open =
            |part: Option<DatePart>| part.map_or_else(|| "..".to_owned(), |part| part.to_string());
        match self.shape {
            DateShape::At(part) => write!(f, "{part}"),
            DateShape::Lasted(from, to) => write!(f, "{}/{}", open(from), open(to)),
            DateShape::Within(from, to) => write!(f, "{from}..{to}"),
        }
    }
}

impl From<DateShape> for Date {
    /// A range whose two ends are the same date becomes that date.
    fn from(shape: DateShape) -> Date {
        let shape = match shape {
            DateShape::Lasted(Some(from), Some(to)) | DateShape::Within(from, to) if from == to => {
                DateShape::At(from)
            }
            shape => shape,
        };
        Date {
            shape,
            earliest: shape.earliest(),
            latest: shape.latest(),
        }
    }
}

impl From<Date> for DateShape {
    fn from(date: Date) -> DateShape {
        date.shape
    }
}

impl DateShape {
    /// Returns the date, or its beginning if it has two parts. Returns `None` if the beginning is
    /// open.
    fn first_part(&self) -> Option<DatePart> {
        match self {
            DateShape::At(part) | DateShape::Within(part, _) => Some(*part),
            DateShape::Lasted(from, _) => *from,
        }
    }

    fn earliest(&self) -> Option<civil::Date> {
        match self {
            DateShape::At(part) | DateShape::Within(part, _) => Some(part.first_day()),
            DateShape::Lasted(from, _) => from.map(|part| part.first_day()),
        }
    }

    fn latest(&self) -> Option<civil::Date> {
        match self {
            DateShape::At(part) | DateShape::Within(_, part) => Some(part.last_day()),
            DateShape::Lasted(_, to) => to.map(|part| part.last_day()),
        }
    }
}

impl DateError {
    /// Returns the error for a mistake in a date that has an accepted form.
    fn in_right_form(message: Message, help: Message) -> DateError {
        DateError {
            message,
            help,
            write: Vec::new(),
            is_final: true,
            has_precise_message: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_back_as_they_were_read() {
        for text in [
            "2022-02-22",
            "2022-02",
            "2022",
            "2022-02-22~",
            "2022?",
            "2022-02-16/2022-02-22",
            "2012/..",
            "../2012",
            "2022-02-16..2022-02-22",
            "2022-03-27T05:30",
            "2022-03-27T05:30:10Z",
            "2022-03-27T05:30+02:00~",
            "2022-03-27T05:30/2022-03-27T07:00",
        ] {
            assert_eq!(
                Date::parse(text).map(|d| d.to_string()).as_deref(),
                Ok(text)
            );
        }
    }

    #[test]
    fn errors_say_what_to_write() {
        let error = |text: &str| Date::parse(text).expect_err(text);
        assert_eq!(
            error("2022-02-30").message.english(),
            "`2022-02-30` is not in the calendar: 2022-02 has 28 days"
        );
        assert_eq!(
            error("10/8/1932").help.english(),
            "write year, month, day: `1932-08-10` or `1932-10-08`"
        );
        assert_eq!(
            error("23/02/2022").help.english(),
            "write year, month, day: `2022-02-23`"
        );
        assert_eq!(
            error("23-02-2022").help.english(),
            "write year, month, day: `2022-02-23`"
        );
        assert_eq!(
            error("23/02/22").help.english(),
            "write year, month, day: `2022-02-23` or `2023-02-22`"
        );
        assert_eq!(
            error("2022/2/3").help.english(),
            "write year, month, day: `2022-02-03`"
        );
        assert_eq!(error("2022-2-3").help.english(), "write `2022-02-03`");
        assert_eq!(
            error("2022-03/2022-02").help.english(),
            "write `2022-02/2022-03`, if that is what is meant"
        );
        assert_eq!(
            error("2022-13").message.english(),
            "`2022-13` is not a date: there is no month 13"
        );
        assert_eq!(
            error("2022-03-27T07:00/2022-03-27T05:30").help.english(),
            "write `2022-03-27T05:30/2022-03-27T07:00`, if that is what is meant"
        );
        assert_eq!(
            error("2012..").help.english(),
            "write `2012/..` for since then, `../2012` for until then"
        );
        for text in [
            "",
            "hier",
            "2022-02-22T25:00",
            "2022-02T10:00",
            "22-02-2022",
            "-2022",
            "2022-",
            "..",
            "/",
            "２０２２",
            "1-2-3",
            "1.2.3",
            "22-02-22",
        ] {
            error(text);
        }
    }

    #[test]
    fn everything_sorts_by_earliest_then_latest() {
        let mut dates: Vec<Date> = ["2022-02-22", "2022", "2012/..", "2022-02", "2022-01-01"]
            .iter()
            .map(|text| Date::parse(text).expect("a date"))
            .collect();
        dates.sort();
        let written: Vec<String> = dates.iter().map(Date::to_string).collect();
        assert_eq!(
            written,
            ["2012/..", "2022-01-01", "2022", "2022-02", "2022-02-22"]
        );
    }

    #[test]
    fn a_range_to_the_same_date_is_that_date() {
        for (range, date) in [
            ("2022-02-22/2022-02-22", "2022-02-22"),
            ("2022-02-22..2022-02-22", "2022-02-22"),
            ("2022/2022", "2022"),
            ("2022-02/2022-02", "2022-02"),
            ("2022~..2022~", "2022~"),
        ] {
            assert_eq!(Date::parse(range), Date::parse(date));
        }
    }

    #[test]
    fn times_sort_by_the_moment_in_the_site_s_zone() {
        let zone = TimeZone::get("Europe/Paris").expect("a zone");
        let read = |text: &str| Date::parse(text).expect(text).in_zone(&zone);
        let mut dates = [
            "2022-07-01T12:00",
            "2022-07-01",
            "2022-07-01T11:00Z",
            "2022-07-01T12:30+02:00",
        ]
        .map(read);
        dates.sort();
        let written = dates.map(|date| date.to_string());
        // The offset of the site's own zone is not written.
        assert_eq!(
            written,
            [
                "2022-07-01",
                "2022-07-01T12:00",
                "2022-07-01T12:30",
                "2022-07-01T11:00Z"
            ]
        );
        assert_eq!(read("2022-07-01T12:00").without_time(), read("2022-07-01"));
    }
}
