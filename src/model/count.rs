//! Counts: a number, a range, an open bound or an approximate number, and their comparison.
//!
//! A [`Count`] is what a claimant stated. Its [`Interval`] is the set of numbers that it allows: a
//! missing bound is open, so "at least 500" allows 500 and everything above. [`compare`] returns
//! whether several counts can all be true, and then their intersection, or else their least and
//! greatest distance. A count that was published with numbers out of order has no interval: nothing
//! is computed from it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A number, or a range with or without a best estimate. Each number may be approximate.
///
/// The unit is that of the [`Measure`](super::Measure), such as people. As in UCDP GED, `low`,
/// `best` and `high` are the lowest, the most likely and the highest number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The lowest number; `None` if it is open.
    pub low: Option<u64>,
    /// The most likely number.
    pub best: Option<u64>,
    /// The highest number; `None` if it is open.
    pub high: Option<u64>,
    /// Which of the three numbers are approximate.
    pub about: About,
    /// Whether the numbers are out of order because a data set was published that way.
    pub as_published: bool,
}

/// Which numbers of a [`Count`] are approximate, written `60~`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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

/// The numbers that a count allows. A missing end is open: down to zero, or without a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lowest number.
    pub low: Option<Number>,
    /// The highest number.
    pub high: Option<Number>,
}

/// The result of comparing several counts of the same quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregation {
    /// All can be true, if the number is in this count.
    Agree(Count),
    /// All can be true, because approximate numbers may stand for others.
    Nearly,
    /// At most some can be true.
    Apart {
        /// The least and greatest distance of the lowest and the highest.
        by: Count,
        /// The lowest and the highest, if each of the counts is a single number.
        ends: Option<(Number, Number)>,
    },
}

impl Number {
    /// An exact number.
    pub fn exact(value: u64) -> Number {
        Number {
            value,
            is_about: false,
        }
    }

    /// Returns the least and the greatest number that it may stand for.
    pub fn bounds(self) -> (u64, u64) {
        let slack = if self.is_about { slack(self.value) } else { 0 };
        (
            self.value.saturating_sub(slack),
            self.value.saturating_add(slack),
        )
    }
}

/// Returns the tolerance of an approximate number: half of the step to which it is rounded, but at
/// least a tenth and at most a fifth of it.
///
/// So "about 60" may stand for 54 to 66, and "about 1,200" for 1,080 to 1,320.
fn slack(value: u64) -> u64 {
    // The greatest power of ten that divides the value.
    let mut step = 1_u64;
    while step <= value / 10 && value.is_multiple_of(step * 10) {
        step *= 10;
    }
    (step / 2).clamp(value.div_ceil(10), value.div_ceil(5))
}

impl Count {
    /// A single number.
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

    /// The count of an interval; a single number if both ends are equal.
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

    /// Whether it has no number.
    pub fn is_empty(&self) -> bool {
        self.numbers().is_empty()
    }

    /// Returns its numbers with their names, in the order `low`, `best`, `high`.
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

    /// Whether its numbers are in the order `low`, `best`, `high`.
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

    /// Returns the interval that it allows; `None` if it has no number, or numbers out of order.
    ///
    /// A best estimate alone is the number itself; with a bound it does not limit the interval.
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

    /// Returns its number, if it allows only one.
    pub fn single(&self) -> Option<Number> {
        let interval = self.interval()?;
        let (low, high) = interval.low.zip(interval.high)?;
        (low.value == high.value).then_some(Number {
            value: low.value,
            is_about: low.is_about || high.is_about,
        })
    }

    /// Whether any of its numbers is approximate.
    pub fn is_about(&self) -> bool {
        self.numbers().iter().any(|(_, number)| number.is_about)
    }

    /// Returns its greatest number.
    pub fn greatest(&self) -> Option<u64> {
        self.numbers().iter().map(|(_, number)| number.value).max()
    }

    /// Whether both can be true. Counts that cannot be compared agree.
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

/// Compares counts; `None` if fewer than two have an interval.
pub fn compare(counts: &[Count]) -> Option<Aggregation> {
    let intervals: Vec<Interval> = counts.iter().filter_map(Count::interval).collect();
    if intervals.len() < 2 {
        return None;
    }
    let lows = || intervals.iter().filter_map(|interval| interval.low);
    let highs = || intervals.iter().filter_map(|interval| interval.high);
    // Of two equal ends the exact one is more precise.
    let inner_low = lows().max_by_key(|low| (low.value, !low.is_about));
    let inner_high = highs().min_by_key(|high| (high.value, high.is_about));
    let (Some(low), Some(high)) = (inner_low, inner_high) else {
        return Some(Aggregation::Agree(Count::within(Interval {
            low: inner_low,
            high: inner_high,
        })));
    };
    if low.value <= high.value {
        let joint = Interval {
            low: Some(low),
            high: Some(high),
        };
        return Some(Aggregation::Agree(match low.value == high.value {
            // An exact number and an approximate one agree on the exact one.
            true if !low.is_about || !high.is_about => Count::new(Number::exact(low.value)),
            _ => Count::within(joint),
        }));
    }
    let (least, greatest) = (
        lows().map(|low| low.bounds().0).max(),
        highs().map(|high| high.bounds().1).min(),
    );
    if least <= greatest {
        return Some(Aggregation::Nearly);
    }
    Some(apart(&intervals, low, high))
}

/// Returns the distance of intervals of which one begins at `low`, above `high`, the end of another
/// one.
fn apart(intervals: &[Interval], low: Number, high: Number) -> Aggregation {
    let lowest = intervals.iter().map(|interval| interval.low);
    let highest = intervals.iter().map(|interval| interval.high);
    // A count is never negative, so an open lower end is zero.
    let lowest = lowest
        .map(|low| low.unwrap_or(Number::exact(0)))
        .min_by_key(|low| low.value);
    let highest: Option<Vec<Number>> = highest.collect();
    let highest = highest.and_then(|all| all.into_iter().max_by_key(|high| high.value));
    let between = |above: Number, below: Number| Number {
        value: above.value.saturating_sub(below.value),
        is_about: above.is_about || below.is_about,
    };
    let least = between(low, high);
    let most = highest
        .zip(lowest)
        .map(|(above, below)| between(above, below));
    let is_single = |interval: &Interval| interval.low == interval.high;
    Aggregation::Apart {
        by: Count::within(Interval {
            low: Some(least),
            high: most,
        }),
        ends: intervals.iter().all(is_single).then_some((high, low)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `60`, `60~`, `10-15`, `500+` (at least), `-60` (at most), `~` before the sign for an
    /// approximate bound.
    fn count(text: &str) -> Count {
        let number = |text: &str| {
            let (digits, is_about) = match text.strip_suffix('~') {
                Some(digits) => (digits, true),
                None => (text, false),
            };
            (!digits.is_empty()).then(|| Number {
                value: digits.parse().expect("a number"),
                is_about,
            })
        };
        let (low, high) = match text.strip_suffix('+') {
            Some(low) => (number(low), None),
            None => match text.split_once('-') {
                Some((low, high)) => (number(low), number(high)),
                None => return Count::new(number(text).expect("a number")),
            },
        };
        Count::within(Interval { low, high })
    }

    fn written(count: &Count) -> String {
        let number = |number: Option<Number>| {
            number.map_or(String::new(), |n| {
                format!("{}{}", n.value, if n.is_about { "~" } else { "" })
            })
        };
        let interval = count.interval().expect("in order");
        match (interval.low, interval.high) {
            (low, high) if low == high => number(low),
            (low, None) => format!("{}+", number(low)),
            (low, high) => format!("{}-{}", number(low), number(high)),
        }
    }

    fn said(texts: &str) -> String {
        let counts: Vec<Count> = texts.split(' ').map(count).collect();
        match compare(&counts) {
            None => "-".into(),
            Some(Aggregation::Agree(joint)) => format!("agree on {}", written(&joint)),
            Some(Aggregation::Nearly) => "nearly".into(),
            Some(Aggregation::Apart { by, ends }) => {
                let ends = ends.map_or(String::new(), |(low, high)| {
                    format!(
                        ", {} to {}",
                        written(&Count::new(low)),
                        written(&Count::new(high))
                    )
                });
                format!("apart by {}{ends}", written(&by))
            }
        }
    }

    #[test]
    fn every_pair_of_kinds_of_counts() {
        // Exact, range, at least, at most, approximate; each with each, in agreement and not.
        for (pair, wanted) in [
            ("19 19", "agree on 19"),
            ("7 19", "apart by 12, 7 to 19"),
            ("12 10-15", "agree on 12"),
            ("20 10-15", "apart by 5-10"),
            ("5 10-15", "apart by 5-10"),
            ("500 500+", "agree on 500"),
            ("600 500+", "agree on 600"),
            ("0 500+", "apart by 500+"),
            ("60 -60", "agree on 60"),
            ("61 -60", "apart by 1-61"),
            ("60 60~", "agree on 60"),
            ("57 60~", "nearly"),
            ("66 60~", "nearly"),
            ("67 60~", "apart by 7~, 60~ to 67"),
            ("100 60~", "apart by 40~, 60~ to 100"),
            ("10-15 12-20", "agree on 12-15"),
            ("10-15 15-20", "agree on 15"),
            ("10-15 20-30", "apart by 5-20"),
            ("10-15 12+", "agree on 12-15"),
            ("10-15 15+", "agree on 15"),
            ("10-15 20+", "apart by 5+"),
            ("10-15 -12", "agree on 10-12"),
            ("10-15 -8", "apart by 2-15"),
            ("50-70 60~", "agree on 60~"),
            ("62-70 60~", "nearly"),
            ("80-90 60~", "apart by 20~-30~"),
            ("134+ 157+", "agree on 157+"),
            ("500+ -500", "agree on 500"),
            ("500+ -600", "agree on 500-600"),
            ("500+ -20", "apart by 480+"),
            ("50+ 60~", "agree on 60~"),
            ("65+ 60~", "nearly"),
            ("500+ 60~", "apart by 440~+"),
            ("-20 -60", "agree on -20"),
            ("-60 60~", "agree on 60"),
            ("-58 60~", "nearly"),
            ("-20 60~", "apart by 40~-60~"),
            ("60~ 60~", "agree on 60~"),
            ("60~ 65~", "nearly"),
            ("60~ 200~", "apart by 140~, 60~ to 200~"),
            ("100~+ 50", "apart by 50~+"),
            ("100~+ 95", "nearly"),
            ("0 0~", "agree on 0"),
        ] {
            let (a, b) = pair.split_once(' ').expect("a pair");
            assert_eq!(said(pair), wanted, "{pair}");
            assert_eq!(said(&format!("{b} {a}")), wanted, "{b} {a}");
        }
    }

    #[test]
    fn more_than_two_are_told_by_the_farthest() {
        assert_eq!(said("7 19 12"), "apart by 12, 7 to 19");
        assert_eq!(said("134+ 157+ 150-200"), "agree on 157-200");
        assert_eq!(said("0 500+ 203"), "apart by 500+");
        assert_eq!(said("12"), "-");
    }

    #[test]
    fn numbers_out_of_order_are_not_compared() {
        let published = Count {
            low: Some(105),
            best: Some(104),
            high: Some(102),
            as_published: true,
            ..Count::default()
        };
        assert_eq!(published.interval(), None);
        assert_eq!(compare(&[published, count("3")]), None);
        assert!(published.agrees(&count("3")));
        assert_eq!(published.greatest(), Some(105));
    }

    #[test]
    fn a_best_guess_beside_a_bound_is_no_bound() {
        let count = Count {
            low: Some(5),
            best: Some(8),
            ..Count::default()
        };
        assert_eq!(written(&count), "5+");
        assert_eq!(count.single(), None);
    }

    #[test]
    fn what_a_round_number_may_stand_for() {
        let reach = |value| {
            Number {
                value,
                is_about: true,
            }
            .bounds()
        };
        assert_eq!(
            [reach(60), reach(100), reach(30)],
            [(54, 66), (80, 120), (25, 35)]
        );
        assert_eq!(
            [reach(1200), reach(10), reach(19)],
            [(1080, 1320), (8, 12), (17, 21)]
        );
        assert_eq!([reach(0), reach(1)], [(0, 0), (0, 2)]);
        assert_eq!(reach(u64::MAX).1, u64::MAX);
    }

    fn any_count() -> impl Strategy<Value = Count> {
        let end = || prop::option::of(0..50_u64);
        (end(), end()).prop_filter_map("some end", |(a, b)| {
            let (low, high) = match (a, b) {
                (Some(a), Some(b)) => (Some(a.min(b)), Some(a.max(b))),
                other => other,
            };
            (low.is_some() || high.is_some()).then(|| {
                Count::within(Interval {
                    low: low.map(Number::exact),
                    high: high.map(Number::exact),
                })
            })
        })
    }

    fn allows(count: &Count, number: u64) -> bool {
        let interval = count.interval().expect("in order");
        interval.low.is_none_or(|low| low.value <= number)
            && interval.high.is_none_or(|high| number <= high.value)
    }

    proptest! {
        #[test]
        fn what_is_said_of_exact_counts_is_true(counts in prop::collection::vec(any_count(), 2..5)) {
            // Numbers up to 100 stand for all: no end is above 49.
            let common: Vec<u64> = (0..=100).filter(|n| counts.iter().all(|count| allows(count, *n))).collect();
            match compare(&counts) {
                Some(Aggregation::Agree(joint)) => {
                    let joint_numbers: Vec<u64> = (0..=100).filter(|n| allows(&joint, *n)).collect();
                    prop_assert_eq!(joint_numbers, common);
                }
                Some(Aggregation::Apart { by, .. }) => {
                    prop_assert!(common.is_empty());
                    let by = by.interval().expect("in order");
                    // The two that are farthest apart, by trying all pairs of numbers that are
                    // allowed.
                    let least = counts.iter().flat_map(|a| counts.iter().map(move |b| (a, b))).map(|(a, b)| {
                        let pairs = (0..=100).filter(|n| allows(a, *n)).flat_map(|n| (0..=100).filter(|m| allows(b, *m)).map(move |m| n.abs_diff(m)));
                        pairs.min().expect("each allows some number")
                    }).max();
                    prop_assert_eq!(by.low.map(|low| low.value), least);
                    let open = counts.iter().any(|count| count.interval().expect("in order").high.is_none());
                    prop_assert_eq!(by.high.is_none(), open);
                }
                other => prop_assert!(false, "{other:?}"),
            }
        }
    }
}
