//! Counts: a number, a range, an open bound or an approximate number, and their comparison.
//!
//! A [`Count`] is what a claimant stated. Its [`Interval`] is the set of numbers that it allows. A
//! missing bound is open: "at least 500" allows 500 and every greater number.
//! [`compare`](fn@compare) returns whether several counts can all be true. If so, it returns their
//! intersection, otherwise their minimum and maximum distance. A count that was published with its
//! numbers out of order has no interval, and nothing is computed from it.

mod compare;
#[cfg(test)]
mod tests;

use std::fmt;

pub use self::compare::{Aggregation, compare};
use serde::{Deserialize, Serialize};

/// A number, or a range with or without a best estimate. Each number may be approximate.
///
/// The unit is that of the [`Measure`](super::Measure), such as people. As in UCDP GED, `low`,
/// `best` and `high` are the lowest, the most likely and the highest number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Count {
    /// The lowest number; `None` if it is open.
    pub low: Option<u64>,
    /// The most likely number.
    pub best: Option<u64>,
    /// The highest number; `None` if it is open.
    pub high: Option<u64>,
    /// Which of the three numbers are approximate.
    pub about: About,
    /// Whether the numbers may be out of order, because the data set was published that way.
    pub as_published: bool,
}

/// Which numbers of a [`Count`] are approximate, written `60~`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct About {
    /// Whether `low` is approximate.
    pub low: bool,
    /// Whether `best` is approximate.
    pub best: bool,
    /// Whether `high` is approximate.
    pub high: bool,
}

/// A number, exact or approximate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// The number.
    pub value: u64,
    /// Whether it is approximate.
    pub is_about: bool,
}

/// The numbers that a count allows. A missing end is open: the low end is zero, and the high end
/// has no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lowest number.
    pub low: Option<Number>,
    /// The highest number.
    pub high: Option<Number>,
}

impl Number {
    /// Returns an exact number.
    pub fn exact(value: u64) -> Number {
        Number {
            value,
            is_about: false,
        }
    }

    /// Returns the minimum and the maximum number that this one may stand for.
    pub fn bounds(self) -> (u64, u64) {
        let slack = if self.is_about { slack(self.value) } else { 0 };
        (
            self.value.saturating_sub(slack),
            self.value.saturating_add(slack),
        )
    }
}

/// Returns how much an approximate number may differ: half of the step to which it is rounded, but
/// at least a tenth and at most a fifth of the number.
///
/// So "about 60" may stand for 54 to 66, and "about 1,200" for 1,080 to 1,320.
fn slack(value: u64) -> u64 {
    // The maximum power of ten that divides the value.
    let mut step = 1_u64;
    while step <= value / 10 && value.is_multiple_of(step * 10) {
        step *= 10;
    }
    (step / 2).clamp(value.div_ceil(10), value.div_ceil(5))
}

impl Count {
    /// Returns a count that is a single number.
    pub fn new(number: Number) -> Count {
        if number.is_about {
            return Count {
                best: Some(number.value),
                about: About {
                    best: true,
                    ..About::default()
                },
                ..Count::default()
            };
        }
        let value = Some(number.value);
        Count {
            low: value,
            best: value,
            high: value,
            ..Count::default()
        }
    }

    /// Returns the count of an interval. It is a single number if both ends are equal.
    fn within(interval: Interval) -> Count {
        match (interval.low, interval.high) {
            (Some(low), Some(high)) if low.value == high.value => Count::new(Number {
                value: low.value,
                is_about: low.is_about || high.is_about,
            }),
            (low, high) => Count {
                low: low.map(|number| number.value),
                high: high.map(|number| number.value),
                about: About {
                    low: low.is_some_and(|number| number.is_about),
                    best: false,
                    high: high.is_some_and(|number| number.is_about),
                },
                ..Count::default()
            },
        }
    }

    /// Whether the count has no number.
    pub fn is_empty(&self) -> bool {
        self.numbers().is_empty()
    }

    /// Returns the numbers with their keys, in the order `low`, `best`, `high`.
    pub fn numbers(&self) -> Vec<(&'static str, Number)> {
        let named = |name, value: Option<u64>, is_about| {
            value.map(|value| (name, Number { value, is_about }))
        };
        let all = [
            named("low", self.low, self.about.low),
            named("best", self.best, self.about.best),
            named("high", self.high, self.about.high),
        ];
        all.into_iter().flatten().collect()
    }

    /// Whether the numbers are in the order `low`, `best`, `high`.
    pub fn is_ordered(&self) -> bool {
        self.numbers().is_sorted_by_key(|(_, number)| number.value)
    }

    /// Returns the best estimate.
    pub fn best(&self) -> Option<Number> {
        self.best.map(|value| Number {
            value,
            is_about: self.about.best,
        })
    }

    /// Returns the interval that the count allows, or `None` if the count has no number or its
    /// numbers are out of order.
    ///
    /// If there is only a best estimate, the interval is that number. If there is a bound, the best
    /// estimate does not limit the interval.
    pub fn interval(&self) -> Option<Interval> {
        if self.is_empty() || !self.is_ordered() {
            return None;
        }
        let number = |value: Option<u64>, is_about| value.map(|value| Number { value, is_about });
        if self.low.is_none() && self.high.is_none() {
            let best = self.best();
            return Some(Interval {
                low: best,
                high: best,
            });
        }
        Some(Interval {
            low: number(self.low, self.about.low),
            high: number(self.high, self.about.high),
        })
    }

    /// Returns the number of the count, if it allows only one.
    pub fn single(&self) -> Option<Number> {
        let interval = self.interval()?;
        let (low, high) = interval.low.zip(interval.high)?;
        (low.value == high.value).then_some(Number {
            value: low.value,
            is_about: low.is_about || high.is_about,
        })
    }

    /// Whether any number of the count is approximate.
    pub fn is_about(&self) -> bool {
        self.numbers().iter().any(|(_, number)| number.is_about)
    }

    /// Returns the maximum number of the count.
    pub fn greatest(&self) -> Option<u64> {
        self.numbers().iter().map(|(_, number)| number.value).max()
    }

    /// Whether both counts can be true. Returns `true` if they cannot be compared.
    pub fn agrees(&self, other: &Count) -> bool {
        !matches!(compare(&[*self, *other]), Some(Aggregation::Apart { .. }))
    }
}

/// Writes `19`, `60~`, `10..15`, `500..` or `..60`. Numbers out of order are listed: `105, 104,
/// 102`.
impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Some(Interval { low, high }) = self.interval() else {
            let numbers: Vec<String> = self
                .numbers()
                .iter()
                .map(|(_, number)| number.to_string())
                .collect();
            return f.write_str(&numbers.join(", "));
        };
        match (low, high) {
            (Some(low), Some(high)) if low == high => write!(f, "{low}"),
            _ => {
                let end = |number: Option<Number>| {
                    number.map_or_else(String::new, |number| number.to_string())
                };
                write!(f, "{}..{}", end(low), end(high))
            }
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}{}", self.value, if self.is_about { "~" } else { "" })
    }
}
