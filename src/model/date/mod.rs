//! Dates as an editor knows them: with their precision.
//!
//! A subset of EDTF (ISO 8601-2:2019, levels 0 and 1) and one form of our own, `a..b` for "once,
//! some time within", which level 2 writes `[a..b]`. A date is never rounded: it keeps how it was
//! written and knows its earliest and latest possible day, by which everything sorts.

mod foreign;

use std::cmp::Ordering;
use std::fmt;

use jiff::civil;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// A date with its precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "DateShape", into = "DateShape")]
pub struct Date {
    shape: DateShape,
    earliest: Option<civil::Date>,
    latest: Option<civil::Date>,
}

/// What a date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DateShape {
    /// `2022-02-22`, `2022-02`, `2022`: at one time.
    At(DatePart),
    /// `a/b`: it lasted from a to b; `None` is open (`..`).
    Lasted(Option<DatePart>, Option<DatePart>),
    /// `a..b`: it happened once, some time within.
    Within(DatePart, DatePart),
}

/// A year, a month or a day, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DatePart {
    pub year: i16,
    pub month: Option<i8>,
    pub day: Option<i8>,
    /// The time of day, where a day has one.
    pub time: Option<TimeOfDay>,
    pub certainty: Certainty,
}

/// A time of day as written: `05:30`, `05:30:10`, `05:30Z`, `05:30+02:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TimeOfDay {
    pub hour: i8,
    pub minute: i8,
    pub second: Option<i8>,
    /// How many minutes it is ahead of UTC; none is the site's own time zone.
    pub offset: Option<i16>,
    /// How many minutes it is ahead of the site's time zone; known once the date was read by
    /// [`Date::in_zone`].
    ahead: i16,
}

/// EDTF's qualifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Certainty {
    Sure,
    /// `~`: about then.
    Approximate,
    /// `?`: then, perhaps.
    Uncertain,
}

/// Why a text is not a date, and what to write instead where that is clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    pub message: String,
    pub help: String,
    /// The dates that the help names, the likeliest first.
    pub write: Vec<String>,
    /// Whether the form is right, so that no other reading is looked for.
    is_final: bool,
    /// Whether the message says what is wrong, also where the help is that of another reading.
    is_told: bool,
}

const FORMS: &str = "write `2022-02-22`, `2022-02` or `2022`; `2022-02-16/2022-02-22` for a duration, \
                     `2022-02-16..2022-02-22` for some time within";

impl Date {
    /// Reads a date.
    ///
    /// # Errors
    /// When the text is none of the forms of the content model, names a day that does not exist, or
    /// ends before it begins; the error says what to write.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        let text = text.trim();
        Date::parse_strictly(text).map_err(|error| match foreign::cure(text) {
            // What is written as a date is here, and is none, has a better answer than a guess at
            // its form.
            Some(cure) if error.is_told && !error.is_final => DateError {
                message: error.message,
                ..cure
            },
            Some(cure) if !error.is_final => cure,
            _ => error,
        })
    }

    /// Reads a date that is written as the content model says.
    fn parse_strictly(text: &str) -> Result<Date, DateError> {
        let shape = if let Some((from, to)) = text.split_once('/') {
            let open = |part: &str| match part {
                ".." | "" => Ok(None),
                part => DatePart::parse(part).map(Some),
            };
            match (open(from)?, open(to)?) {
                (None, None) => {
                    return Err(DateError::known(
                        format!("`{text}` has neither a beginning nor an end"),
                        "write at least one of them: `2012/..` is since 2012",
                    ));
                }
                (from, to) => DateShape::Lasted(from, to),
            }
        } else if let Some((from, to)) = text.split_once("..") {
            if from.is_empty() || to.is_empty() {
                let year = format!("{from}{to}");
                DatePart::parse(&year)?;
                return Err(DateError::known(
                    format!("`{text}` has only a start or an end"),
                    format!("write `{year}/..` for since then, `../{year}` for until then"),
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
                let mark = if matches!(shape, DateShape::Within(..)) {
                    ".."
                } else {
                    "/"
                };
                let (from, to) = text.split_once(mark).unwrap_or((text, text));
                Err(DateError::known(
                    format!("`{text}` ends before it begins"),
                    format!("write `{to}{mark}{from}`, if that is what is meant"),
                ))
            }
            _ => Ok(date),
        }
    }

    /// The date without times of day.
    #[must_use]
    pub fn without_time(self) -> Date {
        self.with_parts(|part| DatePart { time: None, ..part })
    }

    /// The date with its times of day compared with the site's time zone: what is written in that
    /// zone needs no zone beside it, and what is written in another sorts by the moment that it
    /// was.
    #[must_use]
    pub fn in_zone(self, zone: &TimeZone) -> Date {
        self.with_parts(|part| DatePart {
            time: part.time.map(|time| time.in_zone(part.first_day(), zone)),
            ..part
        })
    }

    fn with_parts(self, change: impl Fn(DatePart) -> DatePart) -> Date {
        Date::from(match self.shape {
            DateShape::At(part) => DateShape::At(change(part)),
            DateShape::Lasted(from, to) => DateShape::Lasted(from.map(&change), to.map(&change)),
            DateShape::Within(from, to) => DateShape::Within(change(from), change(to)),
        })
    }

    /// One day.
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

    /// What the date says.
    pub fn shape(&self) -> DateShape {
        self.shape
    }

    /// The first day on which it may have been; `None` when it is open towards the past.
    pub fn earliest(&self) -> Option<civil::Date> {
        self.earliest
    }

    /// The last day on which it may have been; `None` when it is open towards the future.
    pub fn latest(&self) -> Option<civil::Date> {
        self.latest
    }

    /// The year under which it is listed: that of its earliest day, else of its latest.
    pub fn year(&self) -> i16 {
        self.earliest
            .or(self.latest)
            .expect("a date has at least one end")
            .year()
    }

    /// Whether it is one day and no other.
    pub fn is_one_day(&self) -> bool {
        matches!(self.shape, DateShape::At(DatePart { day: Some(_), .. }))
    }

    /// Whether the two may have a day in common.
    pub fn overlaps(&self, other: &Date) -> bool {
        self.meets(other.earliest, other.latest)
    }

    /// Whether it may have a day between two days, both included; `None` is open.
    pub fn meets(&self, from: Option<civil::Date>, until: Option<civil::Date>) -> bool {
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
    /// By earliest, then latest possible day, then the time of day where one is known; an open end
    /// is the farthest.
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
    /// As it is written in front matter.
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
    /// A range from a date to the same date is that date.
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
    /// A mistake in a date that is otherwise written as it should be.
    fn known(message: String, help: impl Into<String>) -> DateError {
        DateError {
            message,
            help: help.into(),
            write: Vec::new(),
            is_final: true,
            is_told: true,
        }
    }
}

impl DatePart {
    fn parse(text: &str) -> Result<DatePart, DateError> {
        let malformed = || DateError {
            message: format!("`{text}` is not a date"),
            help: FORMS.into(),
            write: Vec::new(),
            is_final: false,
            is_told: false,
        };
        let (plain, certainty) = match text.char_indices().next_back() {
            Some((at, '~')) => (&text[..at], Certainty::Approximate),
            Some((at, '?')) => (&text[..at], Certainty::Uncertain),
            _ => (text, Certainty::Sure),
        };
        let (digits, time) = match plain.split_once('T') {
            Some((digits, time)) => (digits, Some(time)),
            None => (plain, None),
        };
        let numbers: Vec<&str> = digits.split('-').collect();
        let shaped = (1..=3).contains(&numbers.len())
            && numbers
                .iter()
                .zip([4, 2, 2])
                .all(|(number, length)| number.len() == length)
            && numbers
                .iter()
                .all(|number| number.bytes().all(|b| b.is_ascii_digit()));
        if !shaped {
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
                message: format!("`{text}` is not a date: there is no month {m}"),
                help: "the order is year, month, day: `2022-02-23`".into(),
                write: Vec::new(),
                is_final: false,
                is_told: true,
            });
        }
        if let (Some(m), Some(d)) = (month, day)
            && civil::Date::new(year, m, d).is_err()
        {
            let last = last_of_month(year, m).day();
            return Err(DateError {
                message: format!("`{text}` is not in the calendar: {year}-{m:02} has {last} days"),
                help: format!(
                    "write a day from `{year}-{m:02}-01` to `{year}-{m:02}-{last}`, or `{year}-{m:02}` if the day is not known"
                ),
                write: Vec::new(),
                is_final: d != 0,
                is_told: false,
            });
        }
        let time = match time {
            Some(time) if day.is_some() => Some(TimeOfDay::parse(time).map_err(|hour| match hour {
                None => malformed(),
                Some(hour) => DateError::known(
                    format!("`{text}` has an invalid time: `{hour}`"),
                    "write hours from 00 to 23 and minutes from 00 to 59, such as `2022-03-27T05:30`",
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

    /// Its first day.
    pub fn first_day(&self) -> civil::Date {
        civil::Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .expect("parts are checked when read")
    }

    /// Its last day.
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

fn last_of_month(year: i16, month: i8) -> civil::Date {
    civil::Date::new(year, month, 1)
        .expect("month and year are checked")
        .last_of_month()
}

impl TimeOfDay {
    /// Reads `05:30`, with seconds and a zone or without. The error is the time, where it has the
    /// right form and is not on the clock.
    fn parse(text: &str) -> Result<TimeOfDay, Option<String>> {
        let zone = text.find(['Z', '+', '-']).unwrap_or(text.len());
        let (clock, zone) = text.split_at(zone);
        // Parts of a second are left out: nobody knows them, and some tools write them.
        let (clock, fraction) = clock
            .split_once('.')
            .map_or((clock, "0"), |(clock, fraction)| (clock, fraction));
        let parts: Vec<&str> = clock.split(':').collect();
        let two_digits = |text: &str| (text.len() == 2).then(|| digits(text)).flatten();
        let numbers: Vec<i8> = parts.iter().filter_map(|part| two_digits(part)).collect();
        if numbers.len() != parts.len()
            || digits::<u64>(fraction).is_none()
            || clock.len() < 8 && fraction != "0"
        {
            return Err(None);
        }
        let (hour, minute, second) = match numbers.as_slice() {
            [hour, minute] => (*hour, *minute, None),
            [hour, minute, second] => (*hour, *minute, Some(*second)),
            _ => return Err(None),
        };
        let offset = match zone {
            "" => None,
            "Z" => Some(0),
            zone => {
                let (hours, minutes) = zone[1..].split_once(':').unwrap_or((&zone[1..], "00"));
                let hours: i16 = two_digits(hours).ok_or(None)?.into();
                let minutes: i16 = two_digits(minutes).ok_or(None)?.into();
                if hours > 14 || minutes > 59 {
                    return Err(Some(zone.to_owned()));
                }
                let ahead = hours * 60 + minutes;
                Some(if zone.starts_with('-') { -ahead } else { ahead })
            }
        };
        // A leap second is on the clock.
        if hour > 23 || minute > 59 || second.is_some_and(|second| second > 60) {
            return Err(Some(clock.to_owned()));
        }
        Ok(TimeOfDay {
            hour,
            minute,
            second,
            offset,
            ahead: 0,
        })
    }

    /// The minutes since the day began, as a clock in the site's time zone shows them; below 0 or
    /// beyond a day where the day is another there.
    fn minutes(self) -> i16 {
        i16::from(self.hour) * 60 + i16::from(self.minute) - self.ahead
    }

    fn in_zone(self, day: civil::Date, zone: &TimeZone) -> TimeOfDay {
        let Some(offset) = self.offset else {
            return self;
        };
        // Near the change to summer time the hour counts.
        let moment = day.at(self.hour, self.minute, 0, 0);
        let site = zone
            .to_ambiguous_zoned(moment)
            .compatible()
            .map_or(0, |zoned| zoned.offset().seconds() / 60);
        let ahead = offset - i16::try_from(site).unwrap_or(0);
        TimeOfDay {
            offset: (ahead != 0).then_some(offset),
            ahead,
            ..self
        }
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)?;
        if let Some(second) = self.second {
            write!(f, ":{second:02}")?;
        }
        match self.offset {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
            }
        }
    }
}

/// A number of ASCII digits and nothing else.
fn digits<T: std::str::FromStr>(text: &str) -> Option<T> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
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
            error("2022-02-30").message,
            "`2022-02-30` is not in the calendar: 2022-02 has 28 days"
        );
        assert_eq!(
            error("10/8/1932").help,
            "write year, month, day: `1932-08-10` or `1932-10-08`"
        );
        assert_eq!(
            error("23/02/2022").help,
            "write year, month, day: `2022-02-23`"
        );
        assert_eq!(
            error("23-02-2022").help,
            "write year, month, day: `2022-02-23`"
        );
        assert_eq!(
            error("23/02/22").help,
            "write year, month, day: `2022-02-23` or `2023-02-22`"
        );
        assert_eq!(
            error("2022/2/3").help,
            "write year, month, day: `2022-02-03`"
        );
        assert_eq!(error("2022-2-3").help, "write `2022-02-03`");
        assert_eq!(
            error("2022-03/2022-02").help,
            "write `2022-02/2022-03`, if that is what is meant"
        );
        assert_eq!(
            error("2022-13").message,
            "`2022-13` is not a date: there is no month 13"
        );
        assert_eq!(
            error("2022-03-27T07:00/2022-03-27T05:30").help,
            "write `2022-03-27T05:30/2022-03-27T07:00`, if that is what is meant"
        );
        assert_eq!(
            error("2012..").help,
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
        // The zone of the site goes without saying.
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
