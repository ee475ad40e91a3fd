//! Comparison of counts: whether all of them can be true, or how far they are apart.

use super::{Count, Interval, Number};

/// The result of comparing several counts of the same quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregation {
    /// All counts can be true. If so, the actual number is within this count.
    Agree(Count),
    /// All counts can be true, but only because an approximate number also stands for other
    /// numbers.
    Nearly,
    /// The counts cannot all be true.
    Apart {
        /// The minimum and the maximum distance between the lowest and the highest count.
        by: Count,
        /// The lowest and the highest number, if each of the counts is a single number.
        ends: Option<(Number, Number)>,
    },
}

/// Compares counts. Returns `None` if fewer than two have an interval.
pub fn compare(counts: &[Count]) -> Option<Aggregation> {
    let intervals: Vec<Interval> = counts.iter().filter_map(Count::interval).collect();
    if intervals.len() < 2 {
        return None;
    }
    let lows = || intervals.iter().filter_map(|interval| interval.low);
    let highs = || intervals.iter().filter_map(|interval| interval.high);
    // If two ends are equal, the exact one is preferred.
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
            // An exact and an approximate number agree on the exact one.
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

/// Returns the distance of intervals that have no number in common. One of them begins at `low`;
/// another ends at `high`, which is below `low`.
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
