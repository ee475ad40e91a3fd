//! Bins of time: days, months or years, as short as can be distinguished on an axis.

use jiff::{Span, civil};

use super::super::ticks::{TimeAxis, between};

/// The length of a bin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinLength {
    Days(i32),
    Months(i32),
}

/// All lengths, ascending.
const ALL: [BinLength; 12] = [
    BinLength::Days(1),
    BinLength::Days(2),
    BinLength::Days(7),
    BinLength::Months(1),
    BinLength::Months(3),
    BinLength::Months(6),
    BinLength::Months(12),
    BinLength::Months(24),
    BinLength::Months(60),
    BinLength::Months(120),
    BinLength::Months(1_200),
    BinLength::Months(12_000),
];
/// The lengths of bins for bars: those that have a name.
const COUNTED: [BinLength; 6] = [
    BinLength::Days(1),
    BinLength::Months(1),
    BinLength::Months(12),
    BinLength::Months(120),
    BinLength::Months(1_200),
    BinLength::Months(12_000),
];

impl BinLength {
    /// Returns the shortest length that is at least `width` wide on an axis.
    pub fn of_marks(axis: &TimeAxis, width: f64) -> BinLength {
        fitting(&ALL, axis, width)
    }

    /// Returns the shortest length with a name that is at least `width` wide on an axis.
    pub fn of_counts(axis: &TimeAxis, width: f64) -> BinLength {
        fitting(&COUNTED, axis, width)
    }

    /// Returns the first and the last day of the bin that contains a day.
    pub fn around(self, day: civil::Date) -> (civil::Date, civil::Date) {
        match self {
            BinLength::Days(days) => {
                let from = day
                    .checked_sub(Span::new().days(between(civil::Date::ZERO, day).rem_euclid(days)))
                    .unwrap_or(day);
                let until = from
                    .checked_add(Span::new().days(days - 1))
                    .unwrap_or(civil::Date::MAX);
                (from, until)
            }
            BinLength::Months(months) => {
                let month = i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
                let from = month.div_euclid(months) * months;
                let next = first_day(from + months);
                (first_day(from), next.yesterday().unwrap_or(next))
            }
        }
    }

    fn days(self) -> f64 {
        match self {
            BinLength::Days(days) => f64::from(days),
            BinLength::Months(months) => f64::from(months) * 30.4,
        }
    }
}

fn fitting(bins: &[BinLength], axis: &TimeAxis, width: f64) -> BinLength {
    let wide = |bin: &&BinLength| bin.days() * axis.day() >= width;
    let last = bins.last().copied().unwrap_or(BinLength::Days(1));
    bins.iter().find(wide).copied().unwrap_or(last)
}

/// Returns the first day of a month, clamped to the calendar. Months are counted from the year 0.
fn first_day(month: i32) -> civil::Date {
    let beyond = if month < 0 {
        civil::Date::MIN
    } else {
        civil::Date::MAX
    };
    let year = i16::try_from(month.div_euclid(12)).ok();
    let month = i8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    year.and_then(|year| civil::Date::new(year, month, 1).ok())
        .unwrap_or(beyond)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_lies_in_its_stretch() {
        let year = BinLength::Months(12).around(date(2013, 5, 6));
        assert_eq!(year, (date(2013, 1, 1), date(2013, 12, 31)));
        let quarter = BinLength::Months(3).around(date(2012, 2, 29));
        assert_eq!(quarter, (date(2012, 1, 1), date(2012, 3, 31)));
        assert_eq!(
            BinLength::Days(1).around(date(2012, 2, 29)).0,
            date(2012, 2, 29)
        );
        for day in [civil::Date::MIN, civil::Date::MAX, civil::Date::ZERO] {
            for bin in ALL {
                let (from, until) = bin.around(day);
                assert!(from <= until, "{bin:?} {day}");
            }
        }
    }
}
