//! Days, as front matter writes them.

use std::fmt;

/// A day, counted from 1 January 2012.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub usize);

impl Day {
    /// The number of days from 2012 to 2025.
    pub const COUNT: usize = 5114;

    /// Returns the day this many days earlier, but not before the first.
    pub fn before(self, days: usize) -> Day {
        Day(self.0.saturating_sub(days))
    }

    /// Returns the day this many days later, but not after the last.
    pub fn after(self, days: usize) -> Day {
        Day(self.0 + days)
    }

    /// Returns year, month and day.
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

/// Returns the days of a year. From 2012 to 2099 every fourth year is a leap year.
fn days_of(year: usize) -> usize {
    if year.is_multiple_of(4) { 366 } else { 365 }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}
