//! Days, as front matter writes them.

use std::fmt;

/// A day, counted from 1 January 2012.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub usize);

impl Day {
    /// The days of 2012 to 2025.
    pub const COUNT: usize = 5114;

    /// A day so much earlier; the first one at the earliest.
    pub fn before(self, days: usize) -> Day {
        Day(self.0.saturating_sub(days))
    }

    pub fn after(self, days: usize) -> Day {
        Day(self.0 + days)
    }

    /// Year, month, day.
    pub fn parts(self) -> (usize, usize, usize) {
        let (mut year, mut rest) = (2012, self.0);
        while rest >= days_of(year) {
            rest -= days_of(year);
            year += 1;
        }
        let february = days_of(year) - 337;
        let mut month = 1;
        for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
            if rest < length {
                break;
            }
            rest -= length;
            month += 1;
        }
        (year, month, rest + 1)
    }
}

/// No year from 2012 to 2099 is an exception to the rule of four.
fn days_of(year: usize) -> usize {
    if year.is_multiple_of(4) { 366 } else { 365 }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}
