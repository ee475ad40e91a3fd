//! Counts as marks: the heights of signs, bands and arrows.

use std::collections::BTreeSet;

use super::{ARROW, ClaimStyle, RADIUS};
use crate::model::count::{Count, Number};

/// The axis of numbers.
pub(super) struct CountAxis {
    /// The height of `most`.
    pub(super) top: f64,
    /// The height of zero.
    pub(super) ground: f64,
    /// The number at the top of the axis.
    pub(super) most: u64,
}

impl CountAxis {
    /// Returns the height of a number, in units of the drawing from the upper edge.
    pub(super) fn height_of(&self, value: u64) -> f64 {
        self.ground - (self.ground - self.top) * share(value, self.most)
    }
}

/// The marks of a count, as heights from the upper edge.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct BandShape {
    /// The heights of the signs.
    pub(super) ends: Vec<f64>,
    /// The heights of the lower and the upper end of the band.
    pub(super) band: Option<(f64, f64)>,
    /// The heights of the start and the tip of the arrow.
    pub(super) arrow: Option<(f64, f64)>,
    /// The heights of the highest and the lowest number that an approximate number may stand for.
    pub(super) reach: Option<(f64, f64)>,
    pub(super) best: Option<f64>,
    pub(super) is_about: bool,
    pub(super) is_out_of_order: bool,
}

impl BandShape {
    /// Returns the marks of a count.
    pub(super) fn new(count: &Count, axis: &CountAxis) -> BandShape {
        let height = |number: Number| axis.height_of(number.value);
        let Some(interval) = count.interval() else {
            let numbers: BTreeSet<u64> = count
                .numbers()
                .iter()
                .map(|(_, number)| number.value)
                .collect();
            return BandShape {
                ends: numbers
                    .into_iter()
                    .map(|value| axis.height_of(value))
                    .collect(),
                is_out_of_order: true,
                ..BandShape::default()
            };
        };
        let shape = BandShape {
            is_about: count.is_about(),
            ..BandShape::default()
        };
        if let Some(number) = count.single() {
            let at = height(number);
            let (least, most) = number.bounds();
            let visible = RADIUS + 4.0;
            let reach = (
                axis.height_of(most).min(at - visible),
                axis.height_of(least)
                    .max(at + visible)
                    .min(axis.ground.max(at)),
            );
            return BandShape {
                ends: vec![at],
                reach: number.is_about.then_some(reach),
                ..shape
            };
        }
        let best = count.best().map(height);
        match (interval.low.map(height), interval.high.map(height)) {
            (Some(low), Some(high)) if low - high < 2.4 * RADIUS => BandShape {
                ends: vec![f64::midpoint(low, high)],
                ..shape
            },
            (Some(low), Some(high)) => BandShape {
                ends: vec![low, high],
                band: Some((low, high)),
                best,
                ..shape
            },
            (Some(low), None) => BandShape {
                ends: vec![low],
                arrow: Some((low, low - ARROW)),
                best,
                ..shape
            },
            (None, Some(high)) => BandShape {
                ends: vec![high],
                arrow: Some((high, (high + ARROW).min(axis.ground))),
                best,
                ..shape
            },
            (None, None) => shape,
        }
    }

    /// Returns the heights of the upper and the lower end.
    pub(super) fn extent(&self) -> (f64, f64) {
        let pairs = [self.band, self.arrow, self.reach].into_iter().flatten();
        let all = pairs
            .flat_map(|(a, b)| [a, b])
            .chain(self.ends.iter().copied());
        all.fold((f64::INFINITY, f64::NEG_INFINITY), |(top, bottom), y| {
            (top.min(y), bottom.max(y))
        })
    }

    /// Returns the styles of the marks.
    pub(super) fn kinds(&self) -> impl Iterator<Item = ClaimStyle> {
        let arrow = self.arrow.map(|(from, to)| {
            if to < from {
                ClaimStyle::AtLeast
            } else {
                ClaimStyle::AtMost
            }
        });
        let kinds = [
            arrow,
            self.is_about.then_some(ClaimStyle::About),
            self.best.map(|_| ClaimStyle::Best),
            self.is_out_of_order.then_some(ClaimStyle::AsPublished),
        ];
        kinds.into_iter().flatten()
    }
}

/// Returns a value as a share of another, at most 1.
pub(super) fn share(value: u64, of: u64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a share of a chart's height needs few digits"
    )]
    let share = value as f64 / of.max(1) as f64;
    share.min(1.0)
}
