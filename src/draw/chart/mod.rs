//! Charts: claimed figures over time, each as a band from its lowest to its highest number.
//!
//! Claims are drawn side by side and never added up: no line joins them and no bar stacks them. A
//! sign at both ends of the band shows the claimant. "At least" and "at most" are arrows; an
//! approximate number has a dashed line over the numbers that it may stand for. Numbers that were
//! published out of order have no band. The axis of numbers begins at zero. Time has the direction
//! of the language's script, as in a [timeline](super::timeline).
//!
//! Marks are never moved aside: they stay at the dates and numbers of their claims. A range too
//! short for a band is one sign in its middle. Signs of claims that coincide are drawn around one
//! another, and their label counts them. If not all labels fit, those of the highest figures are
//! drawn.

mod axes;
mod band;
mod claim;
mod labels;

use std::collections::BTreeSet;

use jiff::civil;

use self::axes::{draw_days, draw_numbers};
use self::band::CountAxis;
use self::claim::placed_claims;
use self::labels::place_labels;
use super::label::{LabelBlock, TextAnchor, width};
use super::plane::PlanePoint;
use super::svg::{self, PathEnd, Svg, Tag, element, path};
use super::ticks::{TimeAxis, TimeWords, whole};
use super::{Caption, Sample, Sign, WIDTH};
use crate::lang::Direction;
use crate::model::Date;
use crate::model::count::Count;

/// The content of a chart.
#[derive(Clone, Debug)]
pub struct Chart {
    /// The accessible texts.
    pub caption: Caption,
    /// The unit, written above the axis: "people killed".
    pub measure: String,
    /// The names of the claimants, in the order of their signs.
    pub claimants: Vec<String>,
    /// The claims, in any order.
    pub claims: Vec<ChartClaim>,
}

/// A claimed figure.
#[derive(Clone, Debug)]
pub struct ChartClaim {
    /// The date to which the figure refers.
    pub date: Date,
    /// The figure.
    pub count: Count,
    /// The index of the claimant in [`Chart::claimants`].
    pub claimant: usize,
    /// The figure in words of the page's language, for the label: "27 to 30".
    pub figure: String,
    /// The address to which the mark links.
    pub href: Option<String>,
    /// The accessible name of the link.
    pub accessible_name: String,
}

/// A drawn chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnChart {
    /// The inline `<svg>` element.
    pub svg: String,
    /// The sign of each claimant who has a claim in the chart.
    pub legend: Vec<Sample<usize>>,
    /// A sample of each style of mark in the chart.
    pub kinds: Vec<Sample<ClaimStyle>>,
    /// The number of the earliest claims that were left out, because of [`MAX_CLAIMS`].
    pub left_out: usize,
}

/// A style of mark that the legend explains, besides the signs of the claimants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimStyle {
    /// An arrow up, for "at least".
    AtLeast,
    /// An arrow down, for "at most".
    AtMost,
    /// A dashed line over the numbers that an approximate number may stand for.
    About,
    /// A line at the best estimate within a range.
    Best,
    /// A line from the lowest to the highest number of a count whose numbers were published out of
    /// order.
    AsPublished,
    /// A line over the possible days of a claim whose date is long or uncertain.
    Days,
}

/// The maximum number of claims in a chart: more could not be distinguished.
pub const MAX_CLAIMS: usize = 120;
/// The height of the figure without room for arrows, in units of the drawing.
const HEIGHT: f64 = 250.0;
/// The top of the axis of numbers.
const TOP: f64 = 32.0;
/// The distance of the base line from the lower edge.
const FOOT: f64 = 26.0;
/// The radius of a sign.
const RADIUS: f64 = 4.2;
/// The length of an arrow.
const ARROW: f64 = 18.0;

/// Returns the first and the last day of the claims, or an arbitrary day if there are none.
fn span(claims: &[&ChartClaim]) -> (civil::Date, civil::Date) {
    let days = || {
        let ends = claims
            .iter()
            .map(|claim| [claim.date.earliest(), claim.date.latest()]);
        ends.flatten().flatten()
    };
    let zero = civil::Date::ZERO;
    (days().min().unwrap_or(zero), days().max().unwrap_or(zero))
}

impl Chart {
    /// Draws the chart.
    pub fn draw(&self, words: &dyn TimeWords) -> DrawnChart {
        let lang = self.caption.lang;
        let mut claims: Vec<&ChartClaim> = self
            .claims
            .iter()
            .filter(|claim| !claim.count.is_empty())
            .collect();
        claims.sort_by_key(|claim| (claim.date, claim.claimant));
        let left_out = claims.len().saturating_sub(MAX_CLAIMS);
        claims.drain(..left_out);
        let most = claims
            .iter()
            .filter_map(|claim| claim.count.greatest())
            .max();
        let numbers = whole(most.unwrap_or(0), 5);
        // Arrows need more height, because they may begin at the top of the axis.
        let is_open = |claim: &&ChartClaim| {
            claim
                .count
                .interval()
                .is_some_and(|interval| interval.high.is_none())
        };
        let arrow_room = if claims.iter().any(is_open) {
            ARROW
        } else {
            0.0
        };
        let count_axis = CountAxis {
            top: TOP + arrow_room,
            ground: HEIGHT + arrow_room - FOOT,
            most: numbers.last().copied().unwrap_or(1),
        };
        let texts: Vec<String> = numbers.iter().map(|number| words.count(*number)).collect();
        let margin = texts
            .iter()
            .map(|text| width(text))
            .fold(0.0, f64::max)
            .min(WIDTH * 0.55)
            + 8.0;
        let axis = TimeAxis::new(span(&claims), (margin + 8.0, WIDTH - 10.0), words);
        let mut svg = Svg::new(&self.caption, "chart");
        draw_numbers(
            &mut svg,
            &numbers
                .iter()
                .map(|n| count_axis.height_of(*n))
                .zip(texts)
                .collect::<Vec<_>>(),
            margin,
            lang,
        );
        draw_days(&mut svg, &axis, margin, count_axis.ground, lang, words);
        let measure = LabelBlock::new(&self.measure, "soft", f64::INFINITY);
        let (at, anchor) = match lang.direction() {
            Direction::LeftToRight => (0.0, TextAnchor::Left),
            Direction::RightToLeft => (WIDTH - measure.width(), TextAnchor::Right),
        };
        if measure.width() <= WIDTH {
            svg.block(&measure, PlanePoint::new(at, 0.0), anchor);
        }
        let mut placed = placed_claims(&claims, &axis, &count_axis, lang);
        place_labels(&mut placed, margin, &count_axis, lang, words);
        for claim in &placed {
            claim.draw(&mut svg);
        }
        let shown = (0..self.claimants.len())
            .filter(|number| claims.iter().any(|claim| claim.claimant == *number));
        let kinds: BTreeSet<ClaimStyle> = (placed.iter())
            .flat_map(|claim| {
                claim
                    .shape
                    .kinds()
                    .chain(claim.days.map(|_| ClaimStyle::Days))
            })
            .collect();
        DrawnChart {
            svg: svg.finish(count_axis.ground + FOOT),
            legend: shown
                .map(|what| Sample {
                    what,
                    svg: Sign::numbered(what).sample("chart"),
                })
                .collect(),
            kinds: kinds
                .into_iter()
                .map(|what| Sample {
                    what,
                    svg: what.sample(),
                })
                .collect(),
            left_out,
        }
    }
}

impl ClaimStyle {
    /// Draws the mark as a sample of a legend.
    fn sample(self) -> String {
        let line = |class: &'static str, points: &[(f64, f64)]| {
            let points: Vec<PlanePoint> = points
                .iter()
                .map(|(x, y)| PlanePoint::new(*x, *y))
                .collect();
            element(
                &Tag::new("path")
                    .class(class)
                    .text("d", &path(&points, PathEnd::Open)),
            )
        };
        let drawn = match self {
            ClaimStyle::AtLeast => line(
                "more",
                &[
                    (14.0, 13.0),
                    (14.0, 1.0),
                    (11.0, 5.0),
                    (14.0, 1.0),
                    (17.0, 5.0),
                ],
            ),
            ClaimStyle::AtMost => line(
                "more",
                &[
                    (14.0, 1.0),
                    (14.0, 13.0),
                    (11.0, 9.0),
                    (14.0, 13.0),
                    (17.0, 9.0),
                ],
            ),
            ClaimStyle::About => line("more about", &[(14.0, 0.0), (14.0, 14.0)]),
            ClaimStyle::Best => line("best", &[(9.0, 7.0), (19.0, 7.0)]),
            ClaimStyle::AsPublished => line("odd", &[(14.0, 0.0), (14.0, 14.0)]),
            ClaimStyle::Days => line("days", &[(4.0, 7.0), (24.0, 7.0)]),
        };
        svg::sample("chart", &drawn)
    }
}

#[cfg(test)]
mod tests;
