//! Dates as an editor knows them: with their precision.
//!
//! A subset of EDTF (ISO 8601-2:2019, levels 0 and 1) and one form of our own, `a..b` for "once, some
//! time within", which level 2 writes `[a..b]`. A date is never rounded: it keeps how it was written
//! and knows its earliest and latest possible day, by which everything sorts.

use std::cmp::Ordering;
use std::fmt;

use jiff::civil;
use serde::{Deserialize, Serialize};

/// A date with its precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Shape", into = "Shape")]
pub struct Date {
    shape: Shape,
    earliest: Option<civil::Date>,
    latest: Option<civil::Date>,
}

/// What a date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// `2022-02-22`, `2022-02`, `2022`: at one time.
    At(Part),
    /// `a/b`: it lasted from a to b; `None` is open (`..`).
    Lasted(Option<Part>, Option<Part>),
    /// `a..b`: it happened once, some time within.
    Within(Part, Part),
}

/// A year, a month or a day, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub year: i16,
    pub month: Option<i8>,
    pub day: Option<i8>,
    pub certainty: Certainty,
}

/// EDTF's qualifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
        let shape = if let Some((from, to)) = text.split_once('/') {
            if looks_like_slashes(text) {
                return Err(slashes(text));
            }
            let open = |part: &str| match part {
                ".." | "" => Ok(None),
                part => Part::parse(part).map(Some),
            };
            match (open(from)?, open(to)?) {
                (None, None) => {
                    return Err(DateError {
                        message: format!("`{text}` has neither a beginning nor an end"),
                        help: "write at least one of them: `2012/..` is since 2012".into(),
                    });
                }
                (from, to) => Shape::Lasted(from, to),
            }
        } else if let Some((from, to)) = text.split_once("..") {
            if from.is_empty() || to.is_empty() {
                let year = format!("{from}{to}");
                return Err(DateError {
                    message: format!("`{text}` has only one end"),
                    help: format!("write `{year}/..` for since then, `../{year}` for until then"),
                });
            }
            Shape::Within(Part::parse(from)?, Part::parse(to)?)
        } else {
            Shape::At(Part::parse(text)?)
        };
        let date = Date::from(shape);
        match (date.earliest, date.latest) {
            (Some(from), Some(to)) if from > to => {
                let mark = if matches!(shape, Shape::Within(..)) { ".." } else { "/" };
                let (from, to) = text.split_once(mark).unwrap_or((text, text));
                Err(DateError {
                    message: format!("`{text}` ends before it begins"),
                    help: format!("write `{to}{mark}{from}`, if that is what is meant"),
                })
            }
            _ => Ok(date),
        }
    }

    /// One day.
    pub fn day(day: civil::Date) -> Date {
        Date {
            shape: Shape::At(Part {
                year: day.year(),
                month: Some(day.month()),
                day: Some(day.day()),
                certainty: Certainty::Sure,
            }),
            earliest: Some(day),
            latest: Some(day),
        }
    }

    /// What the date says.
    pub fn shape(&self) -> Shape {
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
        matches!(self.shape, Shape::At(Part { day: Some(_), .. }))
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

impl From<Part> for Date {
    fn from(part: Part) -> Date {
        let shape = Shape::At(part);
        Date {
            shape,
            earliest: shape.earliest(),
            latest: shape.latest(),
        }
    }
}

impl Ord for Date {
    /// By earliest, then latest possible day; an open end is the farthest.
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |date: &Date| {
            (
                date.earliest.unwrap_or(civil::Date::MIN),
                date.latest.unwrap_or(civil::Date::MAX),
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
        let open = |part: Option<Part>| part.map_or_else(|| "..".to_owned(), |part| part.to_string());
        match self.shape {
            Shape::At(part) => write!(f, "{part}"),
            Shape::Lasted(from, to) => write!(f, "{}/{}", open(from), open(to)),
            Shape::Within(from, to) => write!(f, "{from}..{to}"),
        }
    }
}

impl From<Shape> for Date {
    fn from(shape: Shape) -> Date {
        Date {
            shape,
            earliest: shape.earliest(),
            latest: shape.latest(),
        }
    }
}

impl From<Date> for Shape {
    fn from(date: Date) -> Shape {
        date.shape
    }
}

impl Shape {
    fn earliest(&self) -> Option<civil::Date> {
        match self {
            Shape::At(part) | Shape::Within(part, _) => Some(part.first_day()),
            Shape::Lasted(from, _) => from.map(|part| part.first_day()),
        }
    }

    fn latest(&self) -> Option<civil::Date> {
        match self {
            Shape::At(part) | Shape::Within(_, part) => Some(part.last_day()),
            Shape::Lasted(_, to) => to.map(|part| part.last_day()),
        }
    }
}

impl Part {
    fn parse(text: &str) -> Result<Part, DateError> {
        let malformed = || DateError {
            message: format!("`{text}` is not a date"),
            help: FORMS.into(),
        };
        let (digits, certainty) = match text.char_indices().next_back() {
            Some((at, '~')) => (&text[..at], Certainty::Approximate),
            Some((at, '?')) => (&text[..at], Certainty::Uncertain),
            _ => (text, Certainty::Sure),
        };
        let numbers: Vec<&str> = digits.split('-').collect();
        let shaped = numbers
            .iter()
            .all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
            && numbers[0].len() == 4
            && numbers.len() <= 3;
        if !shaped {
            return Err(if looks_like_slashes(&text.replace('-', "/")) {
                slashes(text)
            } else {
                malformed()
            });
        }
        if let Some(short) = numbers[1..].iter().find(|n| n.len() != 2) {
            let padded: Vec<String> = numbers.iter().map(|n| format!("{n:0>2}")).collect();
            return Err(DateError {
                message: format!("`{short}` in `{text}` has not two digits"),
                help: format!("write `{}`", padded.join("-")),
            });
        }
        let number = |at: usize| {
            numbers
                .get(at)
                .map(|n| n.parse::<i8>().map_err(|_| malformed()))
                .transpose()
        };
        let (year, month, day) = (numbers[0].parse().map_err(|_| malformed())?, number(1)?, number(2)?);
        if let Some(m) = month
            && !(1..=12).contains(&m)
        {
            return Err(DateError {
                message: format!("`{text}` has no month {m}"),
                help: "the order is year, month, day: `2022-02-23`".into(),
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
            });
        }
        Ok(Part {
            year,
            month,
            day,
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

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
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

/// `10/8/1932`: digits and two slashes, or a slash with fewer than four digits before it.
fn looks_like_slashes(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['/', '.']).collect();
    parts.len() == 3
        && parts
            .iter()
            .all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
}

fn slashes(text: &str) -> DateError {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    // Whichever order is meant: what gives a day is offered, and two answers mean that the text is ambiguous.
    let mut meant: Vec<String> = [[2, 1, 0], [2, 0, 1], [0, 1, 2]]
        .iter()
        .filter(|order| parts[order[0]].len() == 4)
        .map(|order| order.map(|at| format!("{:0>2}", parts[at])).join("-"))
        .filter(|written| Part::parse(written).is_ok())
        .collect();
    meant.dedup();
    let message = match meant.as_slice() {
        [_, _, ..] => format!("`{text}` can be read in two ways"),
        _ => format!("`{text}` is not written as a date is here"),
    };
    DateError {
        message,
        help: if meant.is_empty() {
            "write year, month, day: `2022-02-23`".into()
        } else {
            let list = meant.iter().map(|written| format!("`{written}`")).collect::<Vec<_>>();
            format!("write year, month, day: {}", list.join(" or "))
        },
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
        ] {
            assert_eq!(Date::parse(text).map(|d| d.to_string()).as_deref(), Ok(text));
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
        assert_eq!(error("23/02/2022").help, "write year, month, day: `2022-02-23`");
        assert_eq!(error("23-02-2022").help, "write year, month, day: `2022-02-23`");
        assert_eq!(error("23/02/22").help, "write year, month, day: `2022-02-23`");
        assert_eq!(error("2022/2/3").help, "write year, month, day: `2022-02-03`");
        assert_eq!(error("2022-2-3").help, "write `2022-02-03`");
        assert_eq!(
            error("2022-03/2022-02").help,
            "write `2022-02/2022-03`, if that is what is meant"
        );
        assert_eq!(error("2022-13").message, "`2022-13` has no month 13");
        assert_eq!(
            error("2012..").help,
            "write `2012/..` for since then, `../2012` for until then"
        );
        for text in [
            "",
            "hier",
            "2022-02-22T10:00",
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
        assert_eq!(written, ["2012/..", "2022-01-01", "2022", "2022-02", "2022-02-22"]);
    }
}
