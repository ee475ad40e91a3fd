//! Scales of claims: each figure as a point or a range, on an axis that all figures of a table
//! share.
//!
//! A number is a dot, an approximate one a hollow dot, and a range a bar with a dot at the best
//! estimate. "At least" and "at most" are a dot with an arrow of fixed length, because a bar to the
//! end of the axis would read as a range. An estimate is a hollow bar if its author refused to give
//! a best figure. Zero is drawn. A scale repeats the words beside it, so it is hidden from screen
//! readers. The stylesheet mirrors it in languages written from right to left.

use super::plane::{PlanePoint, Rect};
use super::svg::{PathEnd, Tag, element, number, path};
use super::wide;
use crate::model::Count;
use crate::model::count::Number;

const WIDTH: f64 = 200.0;
const HEIGHT: f64 = 16.0;
const MIDDLE: f64 = HEIGHT / 2.0;
/// The position of zero.
const ZERO: f64 = 7.0;
/// The length from zero to the maximum of the scale.
const LENGTH: f64 = 182.0;
/// The length from zero to the end of the axis.
const AXIS: f64 = 189.0;
/// The maximum of the scale as a multiple of the largest number. It leaves room for an arrow from
/// there.
const ROOM: f64 = 1.12;
const DOT: f64 = 5.0;
const ARROW: f64 = 22.0;
/// The minimum length of an arrow that is visible beside its dot.
const MIN_ARROW: f64 = 9.0;
/// The length and half the width of an arrow's head.
const HEAD: (f64, f64) = (6.0, 5.0);
/// The maximum ratio of a figure to the next smaller one on the same scale. A figure beyond it gets
/// a scale of its own.
const MAX_RATIO: u64 = 5;

/// The axis of the figures of one table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClaimScale {
    most: u64,
    is_open: bool,
}

/// The label at the end of a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScaleEnd {
    /// The largest round number on the axis, at a tick.
    pub value: u64,
    /// Whether a figure of the table has no upper bound: "500 and more".
    pub is_open: bool,
}

/// Whether a count without a best figure lacks it because the author refused to give one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BestGuess {
    /// The author did not refuse to give one.
    Given,
    /// The author refused to give one.
    Refused,
}

impl ClaimScale {
    /// Returns the scale of some figures; `None` if none of them has a number.
    pub fn for_counts<'a>(counts: impl IntoIterator<Item = &'a Count>) -> Option<ClaimScale> {
        let mut scale: Option<ClaimScale> = None;
        for count in counts {
            let Some(most) = count.greatest() else {
                continue;
            };
            let is_open = count
                .interval()
                .is_some_and(|interval| interval.high.is_none());
            let known = scale.unwrap_or(ClaimScale { most, is_open });
            scale = Some(ClaimScale {
                most: known.most.max(most),
                is_open: known.is_open || is_open,
            });
        }
        scale
    }

    /// Returns the label at the end of the axis.
    pub fn top(&self) -> ScaleEnd {
        ScaleEnd {
            value: round(wide(self.most) * ROOM * AXIS / LENGTH),
            is_open: self.is_open,
        }
    }

    /// Draws a figure as an inline `<svg>`. Draws only the axis if the figure has no numbers.
    pub fn draw(&self, count: &Count, best: BestGuess) -> String {
        let axis = format!(
            "M{} {}h{}M{0} 3v10M{} 3v10",
            number(ZERO),
            number(MIDDLE),
            number(AXIS),
            number(self.at(self.top().value))
        );
        format!(
            "<svg class=\"scale\" viewBox=\"0 0 {} {}\" aria-hidden=\"true\"><path class=\"ax\" d=\"{axis}\"/>{}</svg>",
            number(WIDTH),
            number(HEIGHT),
            self.marks(count, best)
        )
    }

    /// Returns the position of a number.
    fn at(&self, value: u64) -> f64 {
        let most = wide(self.most.max(1)) * ROOM;
        ZERO + (LENGTH * wide(value) / most).min(AXIS)
    }

    fn marks(&self, count: &Count, best: BestGuess) -> String {
        if let Some(single) = count.single() {
            return self.dot(single);
        }
        let guess = count.best().map(|best| self.dot(best)).unwrap_or_default();
        let Some(interval) = count.interval() else {
            let numbers: Vec<u64> = count
                .numbers()
                .iter()
                .map(|(_, number)| number.value)
                .collect();
            // Numbers out of order are a line between the extremes, which does not look like a
            // range.
            return match (numbers.iter().min(), numbers.iter().max()) {
                (Some(least), Some(most)) => self.bar("odd", *least, *most) + &guess,
                _ => String::new(),
            };
        };
        match (interval.low, interval.high) {
            (Some(low), Some(high)) if best == BestGuess::Refused => {
                self.hollow(low.value, high.value)
            }
            (Some(low), Some(high)) => self.bar("bar", low.value, high.value) + &guess,
            (Some(low), None) => {
                let end = count.best().unwrap_or(low);
                self.bar("bar", low.value, end.value) + &self.arrow(end.value, 1.0) + &self.dot(end)
            }
            (None, Some(high)) => {
                let end = count.best().unwrap_or(high);
                self.bar("bar", end.value, high.value)
                    + &self.arrow(end.value, -1.0)
                    + &self.dot(end)
            }
            (None, None) => guess,
        }
    }

    fn dot(&self, number: Number) -> String {
        let class = if number.is_about { "hol" } else { "dot" };
        let at = PlanePoint::new(self.at(number.value), MIDDLE);
        element(
            &Tag::new("circle")
                .class(class)
                .at(["cx", "cy"], at)
                .number("r", DOT),
        )
    }

    /// Draws a bar between two numbers; empty if they are equal.
    fn bar(&self, class: &str, from: u64, to: u64) -> String {
        let points = [from, to].map(|value| PlanePoint::new(self.at(value), MIDDLE));
        drawn(class, &points)
    }

    fn hollow(&self, low: u64, high: u64) -> String {
        let (left, right) = (self.at(low), self.at(high));
        // The bar is at least wide enough to be visible.
        let rect = Rect {
            left,
            right: right.max(left + 4.0),
            top: MIDDLE - 4.0,
            bottom: MIDDLE + 4.0,
        };
        let tag = Tag::new("rect")
            .class("hol")
            .at(["x", "y"], PlanePoint::new(rect.left, rect.top));
        element(
            &tag.number("width", rect.width())
                .number("height", rect.height()),
        )
    }

    /// Draws an arrow from a number. An arrow to lower numbers ends at zero, and is left out if it
    /// is too short to be seen.
    fn arrow(&self, from: u64, direction: f64) -> String {
        let start = self.at(from);
        let end = (start + direction * ARROW).clamp(ZERO, ZERO + AXIS);
        if (end - start).abs() < MIN_ARROW {
            return String::new();
        }
        let back = end - direction * HEAD.0;
        let points = [
            (start, MIDDLE),
            (end, MIDDLE),
            (back, MIDDLE - HEAD.1),
            (end, MIDDLE),
            (back, MIDDLE + HEAD.1),
        ];
        drawn("open", &points.map(|(x, y)| PlanePoint::new(x, y)))
    }
}

fn drawn(class: &str, points: &[PlanePoint]) -> String {
    match path(points, PathEnd::Open) {
        d if d.is_empty() => d,
        d => element(&Tag::new("path").class(class).text("d", &d)),
    }
}

/// Returns the index of the scale of each figure of a table.
///
/// A figure of more than `MAX_RATIO` times the next smaller one would press all others against
/// zero, so it gets a scale of its own. Zeros fit on any scale, and get the last one.
pub fn scales(counts: &[Count]) -> Vec<usize> {
    let mut sizes: Vec<u64> = counts
        .iter()
        .filter_map(Count::greatest)
        .filter(|most| *most > 0)
        .collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes.dedup();
    let alone = sizes
        .windows(2)
        .take_while(|pair| pair[0] > MAX_RATIO.saturating_mul(pair[1]));
    let alone: Vec<u64> = alone.map(|pair| pair[0]).collect();
    let number = |count: &Count| {
        let most = count.greatest().unwrap_or(0);
        alone
            .iter()
            .position(|size| *size == most)
            .unwrap_or(alone.len())
    };
    counts.iter().map(number).collect()
}

/// Returns the largest round number that is not above a value; at least 1.
fn round(value: f64) -> u64 {
    const ROUND: [u64; 10] = [10, 12, 15, 20, 25, 30, 40, 50, 60, 80];
    let mut best = 1;
    let mut power = 1_u64;
    while let Some(least) = power.checked_mul(ROUND[0]) {
        let numbers = ROUND.iter().filter_map(|round| power.checked_mul(*round));
        // In the table, numbers of one digit come before numbers of two.
        let numbers = numbers.chain((1..10).map(|digit| digit * power));
        best = numbers
            .filter(|round| wide(*round) <= value)
            .fold(best, u64::max);
        if wide(least) > value {
            break;
        }
        power = least;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::count::About;

    fn exact(value: u64) -> Count {
        Count::new(Number::exact(value))
    }

    fn at_least(value: u64) -> Count {
        Count {
            low: Some(value),
            ..Count::default()
        }
    }

    fn between(low: u64, best: Option<u64>, high: u64) -> Count {
        Count {
            low: Some(low),
            best,
            high: Some(high),
            ..Count::default()
        }
    }

    fn marks(counts: &[Count], best: BestGuess) -> Vec<String> {
        let scale = ClaimScale::for_counts(counts).expect("there are numbers");
        counts
            .iter()
            .map(|count| scale.marks(count, best))
            .collect()
    }

    #[test]
    fn at_least_has_a_short_arrow_whatever_the_scale() {
        let drawn = marks(&[at_least(500), exact(0), exact(203)], BestGuess::Given);
        assert_eq!(
            drawn[0],
            "<path class=\"open\" d=\"M169.5 8l22 0-6-5 6 5-6 5\"/><circle class=\"dot\" cx=\"169.5\" cy=\"8\" r=\"5\"/>"
        );
        assert_eq!(
            drawn[1], "<circle class=\"dot\" cx=\"7\" cy=\"8\" r=\"5\"/>",
            "zero is drawn"
        );
        assert_eq!(
            drawn[2],
            "<circle class=\"dot\" cx=\"73\" cy=\"8\" r=\"5\"/>"
        );
    }

    #[test]
    fn a_range_is_a_bar_with_a_dot_at_the_best_guess_only() {
        let drawn = marks(
            &[
                between(10, Some(12), 15),
                between(10, None, 15),
                between(10, None, 15),
            ],
            BestGuess::Given,
        );
        assert!(drawn[0].contains("class=\"bar\"") && drawn[0].contains("circle"));
        assert!(drawn[1].contains("class=\"bar\"") && !drawn[1].contains("circle"));
        let refused = marks(&[between(10, None, 15)], BestGuess::Refused);
        assert!(refused[0].starts_with("<rect class=\"hol\"") && !refused[0].contains("circle"));
    }

    #[test]
    fn about_is_hollow() {
        let about = Count::new(Number {
            value: 20,
            is_about: true,
        });
        assert!(marks(&[about], BestGuess::Given)[0].contains("class=\"hol\""));
        let mut least = at_least(20);
        least.about = About {
            low: true,
            ..About::default()
        };
        let drawn = marks(&[least], BestGuess::Given).remove(0);
        assert!(
            drawn.contains("class=\"hol\"") && drawn.contains("class=\"open\""),
            "{drawn}"
        );
    }

    #[test]
    fn an_arrow_down_ends_at_zero() {
        let at_most = |high| Count {
            high: Some(high),
            ..Count::default()
        };
        let drawn = marks(&[at_most(60), at_most(5), at_most(1)], BestGuess::Given);
        assert!(drawn[0].contains("l-22 0"), "{}", drawn[0]);
        assert!(drawn[1].contains("l-13.5 0"), "{}", drawn[1]);
        assert!(!drawn[2].contains("open"), "{}", drawn[2]);
    }

    #[test]
    fn nothing_leaves_the_drawing() {
        let large = [u64::MAX, 1, 0, 7];
        for most in large {
            let counts = [
                exact(most),
                at_least(most),
                between(0, Some(most / 2), most),
            ];
            let scale = ClaimScale::for_counts(&counts).expect("there are numbers");
            for count in &counts {
                let svg = scale.draw(count, BestGuess::Given);
                let numbers = svg
                    .split(['"', ' ', 'M', 'l', 'h', 'v', '-'])
                    .filter_map(|n| n.parse::<f64>().ok());
                assert!(numbers.max_by(f64::total_cmp) <= Some(WIDTH), "{svg}");
            }
            assert!(scale.at(scale.top().value) <= ZERO + AXIS + 0.1, "{most}");
        }
        assert_eq!(ClaimScale::for_counts(&[Count::default()]), None);
    }

    #[test]
    fn the_end_is_a_round_number_on_the_axis() {
        let top = |most| ClaimScale::for_counts(&[exact(most)]).map(|scale| scale.top().value);
        let tops = [0, 1, 7, 19, 60, 203, 500, 1_234_567].map(top);
        assert_eq!(
            tops.map(|top| top.expect("a number")),
            [1, 1, 8, 20, 60, 200, 500, 1_200_000]
        );
        let scale = ClaimScale::for_counts(&[exact(700), at_least(20)]).expect("there are numbers");
        assert!(scale.top().is_open);
    }

    #[test]
    fn a_figure_far_above_the_others_has_a_scale_of_its_own() {
        assert_eq!(
            scales(&[exact(203), at_least(500), exact(0), exact(20)]),
            [0, 0, 0, 0]
        );
        assert_eq!(scales(&[exact(300), exact(10_000), exact(0)]), [1, 0, 1]);
        assert_eq!(
            scales(&[exact(500), exact(0)]),
            [0, 0],
            "a dispute stays on one scale"
        );
        assert_eq!(
            scales(&[exact(9_000), exact(1_000), exact(9_000)]),
            [0, 1, 0]
        );
        assert_eq!(scales(&[]), Vec::<usize>::new());
    }
}
