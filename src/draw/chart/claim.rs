//! Claims at their positions on a chart, and their marks.

use std::collections::BTreeMap;

use super::band::{BandShape, CountAxis};
use super::{ChartClaim, RADIUS};
use crate::draw::label::LabelBlock;
use crate::draw::place::LabelSpot;
use crate::draw::plane::{PlanePoint, Rect};
use crate::draw::svg::{PathEnd, Svg, Tag, along, path};
use crate::draw::ticks::TimeAxis;
use crate::draw::{Sign, real};
use crate::lang::Lang;
use crate::model::Date;
use crate::model::date::{Certainty, DatePart, DateShape};

/// The difference in radius between a sign and the next one drawn around it.
const RING_STEP: f64 = 2.6;
/// The maximum number of signs drawn around one another.
const MAX_RINGS: usize = 3;

/// A claim with its position.
pub(super) struct PlacedClaim<'a> {
    pub(super) claim: &'a ChartClaim,
    pub(super) x: f64,
    /// The left and right end of the claim's possible days; `None` if the distance is too short to
    /// be seen.
    pub(super) days: Option<(f64, f64)>,
    pub(super) shape: BandShape,
    /// The number of claims with another sign that are in front of it, at the same position.
    behind: usize,
    /// The number of claims at the same position, including this one. It is 0 for all but the first
    /// of them.
    pub(super) stacked: usize,
    /// The label with its position, and the end of its leader line if it is far from the marks.
    pub(super) label: Option<(LabelBlock, LabelSpot, Option<PlanePoint>)>,
}

impl PlacedClaim<'_> {
    /// Returns the radius of the claim's sign.
    pub(super) fn radius(&self) -> f64 {
        RADIUS + RING_STEP * real(self.behind.min(MAX_RINGS - 1))
    }

    /// Returns the height at which the line of possible days is drawn.
    pub(super) fn middle(&self) -> f64 {
        let first = self.shape.ends.first().copied().unwrap_or(0.0);
        let (low, high) = self.shape.band.unwrap_or((first, first));
        f64::midpoint(low, high)
    }

    /// Returns the bounding box of the claim's marks, without the line of its days.
    pub(super) fn rect(&self) -> Rect {
        let (top, bottom) = self.shape.extent();
        let radius = self.radius() + 1.0;
        Rect {
            left: self.x - radius,
            top: top - radius,
            right: self.x + radius,
            bottom: bottom + radius,
        }
    }

    /// Draws the marks and the label.
    pub(super) fn draw(&self, svg: &mut Svg) {
        let (claim, shape) = (self.claim, &self.shape);
        let linked = svg.link(claim.href.as_deref(), &claim.accessible_name);
        let vertical = |from: f64, to: f64| {
            path(
                &[PlanePoint::new(self.x, from), PlanePoint::new(self.x, to)],
                PathEnd::Open,
            )
        };
        if let Some((first, last)) = self.days {
            let middle = self.middle();
            let days = [
                PlanePoint::new(first, middle),
                PlanePoint::new(last, middle),
            ];
            let class = if is_certain(&claim.date) {
                "days"
            } else {
                "days about"
            };
            svg.draw(
                &Tag::new("path")
                    .class(class)
                    .text("d", &path(&days, PathEnd::Open)),
            );
        }
        let dashed =
            |class: &'static str, about: &'static str| if shape.is_about { about } else { class };
        if let Some((from, to)) = shape.reach {
            svg.draw(
                &Tag::new("path")
                    .class("more about")
                    .text("d", &vertical(from, to)),
            );
        }
        if let Some((from, to)) = shape.arrow {
            let barb = if to < from { 4.0 } else { -4.0 };
            let arrow = [
                (0.0, from),
                (0.0, to),
                (-3.0, to + barb),
                (0.0, to),
                (3.0, to + barb),
            ];
            let arrow = arrow.map(|(x, y)| PlanePoint::new(self.x + x, y));
            let class = dashed("more", "more about");
            svg.draw(
                &Tag::new("path")
                    .class(class)
                    .text("d", &path(&arrow, PathEnd::Open)),
            );
        }
        if let Some((low, high)) = shape.band {
            let band = Tag::new("rect")
                .class(dashed("band", "band about"))
                .at(["x", "y"], PlanePoint::new(self.x - 2.5, high));
            svg.draw(&band.number("width", 5.0).number("height", low - high));
        }
        if let (true, Some(first), Some(last)) =
            (shape.is_out_of_order, shape.ends.first(), shape.ends.last())
        {
            svg.draw(
                &Tag::new("path")
                    .class("odd")
                    .text("d", &vertical(*first, *last)),
            );
        }
        if let Some(best) = shape.best {
            let line = [
                PlanePoint::new(self.x - 5.0, best),
                PlanePoint::new(self.x + 5.0, best),
            ];
            svg.draw(
                &Tag::new("path")
                    .class("best")
                    .text("d", &path(&line, PathEnd::Open)),
            );
        }
        // Signs behind many others are left out; the label counts them.
        if self.behind < MAX_RINGS {
            let sign = Sign::numbered(claim.claimant);
            for end in &shape.ends {
                sign.draw(svg, PlanePoint::new(self.x, *end), self.radius());
            }
        }
        if let Some((label, spot, leader)) = &self.label {
            if let Some(end) = leader {
                let top = PlanePoint::new(self.x, shape.extent().0);
                let share = (self.radius() + 1.0) / top.distance(*end).max(1.0);
                let from = PlanePoint::new(
                    top.x + (end.x - top.x) * share,
                    top.y + (end.y - top.y) * share,
                );
                svg.draw(
                    &Tag::new("path")
                        .class("leader")
                        .text("d", &path(&[from, *end], PathEnd::Open)),
                );
            }
            svg.block(
                label,
                PlanePoint::new(spot.rect.left, spot.rect.top),
                spot.anchor,
            );
        }
        svg.end_link(linked);
    }
}

/// Returns the position of a date on the axis and the ends of its possible days.
///
/// The position is the middle of the days, or the known end of an open date.
fn position(date: &Date, axis: &TimeAxis) -> (f64, (f64, f64)) {
    let (first, last) = (
        date.earliest().map(|day| axis.begin(day)),
        date.latest().map(|day| axis.end(day)),
    );
    let at = match (first, last) {
        (Some(first), Some(last)) => f64::midpoint(first, last),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => f64::midpoint(axis.start(), axis.stop()),
    };
    (
        at,
        (first.unwrap_or(axis.start()), last.unwrap_or(axis.stop())),
    )
}

/// Whether a date has no qualifier.
fn is_certain(date: &Date) -> bool {
    let certain =
        |part: Option<DatePart>| part.is_none_or(|part| part.certainty == Certainty::Sure);
    match date.shape() {
        DateShape::At(part) => certain(Some(part)),
        DateShape::Within(from, to) => certain(Some(from)) && certain(Some(to)),
        DateShape::Lasted(from, to) => certain(from) && certain(to),
    }
}

/// Places claims on the axes. Claims that would hide others come first.
pub(super) fn placed_claims<'a>(
    claims: &[&'a ChartClaim],
    time_axis: &TimeAxis,
    count_axis: &CountAxis,
    lang: Lang,
) -> Vec<PlacedClaim<'a>> {
    let mut placed: Vec<PlacedClaim> = claims
        .iter()
        .map(|claim| {
            let (at, days) = position(&claim.date, time_axis);
            let (from, to) = (along(lang, days.0), along(lang, days.1));
            let mut days = (from.min(to), from.max(to));
            let x = along(lang, at);
            // A single day is a point, even if it fills the axis.
            let is_day =
                claim.date.earliest() == claim.date.latest() && claim.date.earliest().is_some();
            let is_long = !is_day && days.1 - days.0 > 3.0 * RADIUS;
            if !is_long && !is_certain(&claim.date) {
                days = (x - 2.0 * RADIUS, x + 2.0 * RADIUS);
            }
            PlacedClaim {
                claim,
                x,
                days: (is_long || !is_certain(&claim.date)).then_some(days),
                shape: BandShape::new(&claim.count, count_axis),
                behind: 0,
                stacked: 1,
                label: None,
            }
        })
        .collect();
    stack(&mut placed);
    placed.sort_by(|a, b| {
        let height = |claim: &PlacedClaim| {
            let (top, bottom) = claim.shape.extent();
            bottom - top
        };
        (height(b), b.behind)
            .partial_cmp(&(height(a), a.behind))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    placed
}

/// Finds claims whose marks coincide. Each of them except the last is drawn around the next one.
fn stack(claims: &mut [PlacedClaim]) {
    let mut stacks: BTreeMap<(i64, Vec<i64>, bool), Vec<usize>> = BTreeMap::new();
    for (at, claim) in claims.iter().enumerate() {
        let ends = claim.shape.ends.iter().map(|end| tenths(*end)).collect();
        let key = (tenths(claim.x), ends, claim.shape.arrow.is_some());
        stacks.entry(key).or_default().push(at);
    }
    for members in stacks.into_values().filter(|members| members.len() > 1) {
        let mut signs: Vec<usize> = Vec::new();
        for at in members.iter().rev() {
            let claimant = claims[*at].claim.claimant;
            let place = signs.iter().position(|known| *known == claimant);
            claims[*at].stacked = 0;
            claims[*at].behind = place.unwrap_or(signs.len());
            if place.is_none() && signs.len() < MAX_RINGS {
                signs.push(claimant);
            }
        }
        claims[members[0]].stacked = members.len();
    }
}

/// Rounds a coordinate to tenths, as it is written.
pub(super) fn tenths(value: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a figure is a few hundred units wide and high"
    )]
    let tenths = (value * 10.0).round() as i64;
    tenths
}
