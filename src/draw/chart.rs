//! A chart: figures over time, each as a band from the least to the most that its claimant says.
//!
//! Claims stand side by side and are never added up: no line joins them and no bar stacks them. The
//! claimant is told by a sign at both ends of the band; a claim of "at least" or "at most" so many
//! has an arrow, one of "about" so many a dashed line through what it may stand for. Numbers that
//! were published out of order have no band. The axis of numbers begins at zero. Time runs as in a
//! [timeline](super::timeline).
//!
//! A claim stands at its date and its number, whatever else stands there: neither is ever moved.
//! Signs of claims that coincide are drawn round one another, and the label counts them. Where
//! labels have no room, the greatest figures have theirs.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::label::{LINE, LabelBlock, TextAnchor, width};
use super::place::{LabelPlacer, LabelSpot, around};
use super::plane::{PlanePoint, Rect};
use super::svg::{self, PathEnd, Svg, Tag, along, element, path};
use super::ticks::{TimeAxis, TimeWords, whole};
use super::{Caption, Sample, Sign, WIDTH, real};
use crate::lang::{Direction, Lang};
use crate::model::Date;
use crate::model::count::{Count, Number};
use crate::model::date::{Certainty, DateShape};
use jiff::civil;

/// What a chart shows.
#[derive(Clone, Debug)]
pub struct Chart {
    pub caption: Caption,
    /// What is counted, above the axis: "people killed".
    pub measure: String,
    /// The claimants' names, in the order in which they get their signs.
    pub claimants: Vec<String>,
    pub claims: Vec<ChartClaim>,
}

/// A figure that somebody claims.
#[derive(Clone, Debug)]
pub struct ChartClaim {
    pub date: Date,
    pub count: Count,
    /// The number of the claimant.
    pub claimant: usize,
    /// The figure in words of the page's language, such as "27 to 30".
    pub figure: String,
    pub href: Option<String>,
    /// The link's name for those who do not see the figure.
    pub says: String,
}

/// A drawn chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnChart {
    pub svg: String,
    /// The sign of each claimant who has a claim in the chart.
    pub legend: Vec<Sample<usize>>,
    /// What else the marks of the chart mean.
    pub kinds: Vec<Sample<ClaimStyle>>,
    /// How many of the earliest claims were left out, because more could not be told apart.
    pub left_out: usize,
}

/// How a claim is drawn, beside its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimStyle {
    AtLeast,
    AtMost,
    About,
    /// A best guess within a range.
    Best,
    /// Numbers out of order.
    AsPublished,
    /// A date that is no single day.
    Days,
}

/// The most claims that a chart shows.
pub const MOST: usize = 120;
const HEIGHT: f64 = 250.0;
const TOP: f64 = 32.0;
/// The height of the ground line above the lower edge.
const FOOT: f64 = 26.0;
const RADIUS: f64 = 4.2;
/// How much larger a sign is that is drawn round another one.
const ROUND: f64 = 2.6;
/// How many signs are drawn round one another.
const ROUNDS: usize = 3;
/// The length of an arrow.
const ARROW: f64 = 18.0;

/// The axis of numbers.
struct CountAxis {
    top: f64,
    ground: f64,
    most: u64,
}

impl CountAxis {
    fn height_of(&self, value: u64) -> f64 {
        self.ground - (self.ground - self.top) * share(value, self.most)
    }
}

/// What is drawn for a count, in heights.
#[derive(Clone, Debug, Default, PartialEq)]
struct BandShape {
    /// Where signs stand.
    ends: Vec<f64>,
    band: Option<(f64, f64)>,
    /// From its beginning to its tip.
    arrow: Option<(f64, f64)>,
    /// What an approximate number may stand for.
    reach: Option<(f64, f64)>,
    best: Option<f64>,
    is_about: bool,
    is_out_of_order: bool,
}

impl BandShape {
    fn new(count: &Count, scale: &CountAxis) -> BandShape {
        let height = |number: Number| scale.height_of(number.value);
        let Some(interval) = count.interval() else {
            let numbers: BTreeSet<u64> = count
                .numbers()
                .iter()
                .map(|(_, number)| number.value)
                .collect();
            return BandShape {
                ends: numbers
                    .into_iter()
                    .map(|value| scale.height_of(value))
                    .collect(),
                is_out_of_order: true,
                ..BandShape::default()
            };
        };
        let form = BandShape {
            is_about: count.is_about(),
            ..BandShape::default()
        };
        if let Some(number) = count.single() {
            let at = height(number);
            let (least, most) = number.reach();
            let seen = RADIUS + 4.0;
            let reach = (
                scale.height_of(most).min(at - seen),
                scale
                    .height_of(least)
                    .max(at + seen)
                    .min(scale.ground.max(at)),
            );
            return BandShape {
                ends: vec![at],
                reach: number.is_about.then_some(reach),
                ..form
            };
        }
        let best = count.best().map(height);
        match (interval.low.map(height), interval.high.map(height)) {
            (Some(low), Some(high)) if low - high < 2.4 * RADIUS => BandShape {
                ends: vec![f64::midpoint(low, high)],
                ..form
            },
            (Some(low), Some(high)) => BandShape {
                ends: vec![low, high],
                band: Some((low, high)),
                best,
                ..form
            },
            (Some(low), None) => BandShape {
                ends: vec![low],
                arrow: Some((low, low - ARROW)),
                best,
                ..form
            },
            (None, Some(high)) => BandShape {
                ends: vec![high],
                arrow: Some((high, (high + ARROW).min(scale.ground))),
                best,
                ..form
            },
            (None, None) => form,
        }
    }

    /// The heights of its upper and its lower end.
    fn extent(&self) -> (f64, f64) {
        let pairs = [self.band, self.arrow, self.reach].into_iter().flatten();
        let all = pairs
            .flat_map(|(a, b)| [a, b])
            .chain(self.ends.iter().copied());
        all.fold((f64::INFINITY, f64::NEG_INFINITY), |(top, bottom), y| {
            (top.min(y), bottom.max(y))
        })
    }

    fn kinds(&self) -> impl Iterator<Item = ClaimStyle> {
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

/// A claim with its place.
struct PlacedClaim<'a> {
    claim: &'a ChartClaim,
    x: f64,
    /// From its earliest to its latest possible day; `None` where that is not to be seen.
    days: Option<(f64, f64)>,
    form: BandShape,
    /// How many claims with another sign stand at the very same place, in front of it.
    behind: usize,
    /// How many claims stand at the very same place, with this one; of the first of them only.
    pile: usize,
    /// With its place, and where a line leads that is far off.
    label: Option<(LabelBlock, LabelSpot, Option<PlanePoint>)>,
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
        let left_out = claims.len().saturating_sub(MOST);
        claims.drain(..left_out);
        let most = claims.iter().filter_map(|claim| claim.count.most()).max();
        let numbers = whole(most.unwrap_or(0), 5);
        // An arrow that begins at the top of the axis has room for all of it.
        let is_open = |claim: &&ChartClaim| {
            claim
                .count
                .interval()
                .is_some_and(|interval| interval.high.is_none())
        };
        let head = if claims.iter().any(is_open) {
            ARROW
        } else {
            0.0
        };
        let scale = CountAxis {
            top: TOP + head,
            ground: HEIGHT + head - FOOT,
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
                .map(|n| scale.height_of(*n))
                .zip(texts)
                .collect::<Vec<_>>(),
            margin,
            lang,
        );
        draw_days(&mut svg, &axis, (margin, scale.ground), lang, words);
        let measure = LabelBlock::new(&self.measure, "soft", f64::INFINITY);
        let (at, anchor) = match lang.direction() {
            Direction::LeftToRight => (0.0, TextAnchor::Left),
            Direction::RightToLeft => (WIDTH - measure.width(), TextAnchor::Right),
        };
        if measure.width() <= WIDTH {
            svg.block(&measure, PlanePoint::new(at, 0.0), anchor);
        }
        let mut stands = placed_claims(&claims, &axis, &scale, lang);
        place_labels(&mut stands, margin, &scale, lang, words);
        for stand in &stands {
            stand.draw(&mut svg);
        }
        let shown = (0..self.claimants.len())
            .filter(|number| claims.iter().any(|claim| claim.claimant == *number));
        let kinds: BTreeSet<ClaimStyle> = (stands.iter())
            .flat_map(|stand| {
                stand
                    .form
                    .kinds()
                    .chain(stand.days.map(|_| ClaimStyle::Days))
            })
            .collect();
        DrawnChart {
            svg: svg.finish(scale.ground + FOOT),
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
    /// The mark as the sample of a legend.
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

impl PlacedClaim<'_> {
    fn radius(&self) -> f64 {
        RADIUS + ROUND * real(self.behind.min(ROUNDS - 1))
    }

    /// The height at which its days are drawn.
    fn middle(&self) -> f64 {
        let first = self.form.ends.first().copied().unwrap_or(0.0);
        let (low, high) = self.form.band.unwrap_or((first, first));
        f64::midpoint(low, high)
    }

    fn rect(&self) -> Rect {
        let (top, bottom) = self.form.extent();
        let radius = self.radius() + 1.0;
        Rect {
            left: self.x - radius,
            top: top - radius,
            right: self.x + radius,
            bottom: bottom + radius,
        }
    }

    fn draw(&self, svg: &mut Svg) {
        let (claim, form) = (self.claim, &self.form);
        let linked = svg.link(claim.href.as_deref(), &claim.says);
        let upright = |from: f64, to: f64| {
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
            let class = if is_sure(&claim.date) {
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
            |class: &'static str, about: &'static str| if form.is_about { about } else { class };
        if let Some((from, to)) = form.reach {
            svg.draw(
                &Tag::new("path")
                    .class("more about")
                    .text("d", &upright(from, to)),
            );
        }
        if let Some((from, to)) = form.arrow {
            let back = if to < from { 4.0 } else { -4.0 };
            let arrow = [
                (0.0, from),
                (0.0, to),
                (-3.0, to + back),
                (0.0, to),
                (3.0, to + back),
            ];
            let arrow = arrow.map(|(x, y)| PlanePoint::new(self.x + x, y));
            let class = dashed("more", "more about");
            svg.draw(
                &Tag::new("path")
                    .class(class)
                    .text("d", &path(&arrow, PathEnd::Open)),
            );
        }
        if let Some((low, high)) = form.band {
            let band = Tag::new("rect")
                .class(dashed("band", "band about"))
                .at(["x", "y"], PlanePoint::new(self.x - 2.5, high));
            svg.draw(&band.number("width", 5.0).number("height", low - high));
        }
        if let (true, Some(first), Some(last)) =
            (form.is_out_of_order, form.ends.first(), form.ends.last())
        {
            svg.draw(
                &Tag::new("path")
                    .class("odd")
                    .text("d", &upright(*first, *last)),
            );
        }
        if let Some(best) = form.best {
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
        // A sign far behind others is not seen, and their label counts it.
        if self.behind < ROUNDS {
            let sign = Sign::numbered(claim.claimant);
            for end in &form.ends {
                sign.draw(svg, PlanePoint::new(self.x, *end), self.radius());
            }
        }
        if let Some((label, spot, leader)) = &self.label {
            if let Some(end) = leader {
                let top = PlanePoint::new(self.x, form.extent().0);
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

/// The days that a chart shows; a day of no meaning when it is empty.
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

/// Where a date stands on the axis, and from where to where it reaches: in the middle of its days;
/// where it is open at an end, at the end that is known.
fn place_of(date: &Date, axis: &TimeAxis) -> (f64, (f64, f64)) {
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

fn is_sure(date: &Date) -> bool {
    let sure = |part: Option<crate::model::date::DatePart>| {
        part.is_none_or(|part| part.certainty == Certainty::Sure)
    };
    match date.shape() {
        DateShape::At(part) => sure(Some(part)),
        DateShape::Within(from, to) => sure(Some(from)) && sure(Some(to)),
        DateShape::Lasted(from, to) => sure(from) && sure(to),
    }
}

/// The claims with their places, those that would hide others first.
fn placed_claims<'a>(
    claims: &[&'a ChartClaim],
    axis: &TimeAxis,
    scale: &CountAxis,
    lang: Lang,
) -> Vec<PlacedClaim<'a>> {
    let mut stands: Vec<PlacedClaim> = claims
        .iter()
        .map(|claim| {
            let (at, days) = place_of(&claim.date, axis);
            let (from, to) = (along(lang, days.0), along(lang, days.1));
            let mut days = (from.min(to), from.max(to));
            let x = along(lang, at);
            // A single day may be as long as the axis, and is a point all the same.
            let is_day =
                claim.date.earliest() == claim.date.latest() && claim.date.earliest().is_some();
            let is_long = !is_day && days.1 - days.0 > 3.0 * RADIUS;
            if !is_long && !is_sure(&claim.date) {
                days = (x - 2.0 * RADIUS, x + 2.0 * RADIUS);
            }
            PlacedClaim {
                claim,
                x,
                days: (is_long || !is_sure(&claim.date)).then_some(days),
                form: BandShape::new(&claim.count, scale),
                behind: 0,
                pile: 1,
                label: None,
            }
        })
        .collect();
    pile(&mut stands);
    stands.sort_by(|a, b| {
        let height = |stand: &PlacedClaim| {
            let (top, bottom) = stand.form.extent();
            bottom - top
        };
        (height(b), b.behind)
            .partial_cmp(&(height(a), a.behind))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    stands
}

/// Finds claims whose marks coincide: each but the last is drawn round the next one.
fn pile(stands: &mut [PlacedClaim]) {
    let mut piles: BTreeMap<(i64, Vec<i64>, bool), Vec<usize>> = BTreeMap::new();
    for (at, stand) in stands.iter().enumerate() {
        let ends = stand.form.ends.iter().map(|end| tenths(*end)).collect();
        let key = (tenths(stand.x), ends, stand.form.arrow.is_some());
        piles.entry(key).or_default().push(at);
    }
    for members in piles.into_values().filter(|members| members.len() > 1) {
        let mut signs: Vec<usize> = Vec::new();
        for at in members.iter().rev() {
            let claimant = stands[*at].claim.claimant;
            let place = signs.iter().position(|known| *known == claimant);
            stands[*at].pile = 0;
            stands[*at].behind = place.unwrap_or(signs.len());
            if place.is_none() && signs.len() < ROUNDS {
                signs.push(claimant);
            }
        }
        stands[members[0]].pile = members.len();
    }
}

/// A coordinate as it is written, in tenths.
fn tenths(value: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a figure is a few hundred units wide and high"
    )]
    let tenths = (value * 10.0).round() as i64;
    tenths
}

/// What stays free beside a label.
const APART: f64 = 5.0;

/// Places labels beside the marks, those of the greatest figures first.
fn place_labels(
    stands: &mut [PlacedClaim],
    margin: f64,
    scale: &CountAxis,
    lang: Lang,
    words: &dyn TimeWords,
) {
    let mut placer = LabelPlacer::new(Rect {
        left: 0.0,
        top: LINE + 1.0,
        right: WIDTH,
        bottom: scale.ground,
    });
    let numbers_from = along(lang, 0.0).min(along(lang, margin));
    placer.reserve(Rect::sized(
        PlanePoint::new(numbers_from, 0.0),
        margin,
        scale.ground + FOOT,
    ));
    for stand in stands.iter() {
        placer.reserve(stand.rect());
        if let Some((left, right)) = stand.days {
            let at = stand.middle();
            placer.reserve(Rect {
                left,
                top: at - 1.0,
                right,
                bottom: at + 1.0,
            });
        }
    }
    let mut order: Vec<usize> = (0..stands.len())
        .filter(|at| stands[*at].pile > 0)
        .collect();
    order.sort_by_key(|at| {
        (
            Reverse(stands[*at].claim.count.most()),
            stands[*at].claim.date,
            *at,
        )
    });
    for at in order {
        let stand = &stands[at];
        let text = match stand.pile {
            1 => stand.claim.figure.clone(),
            pile => format!("{} ×{}", stand.claim.figure, words.count(pile as u64)),
        };
        let label = LabelBlock::new(&text, "", f64::INFINITY);
        let (top, bottom) = stand.form.extent();
        let (upper, lower) = (
            PlanePoint::new(stand.x, top),
            PlanePoint::new(stand.x, bottom),
        );
        let clearance = stand.radius() + 2.0;
        let (above, below) = (
            around(upper, clearance, &label),
            around(lower, clearance, &label),
        );
        let order = [
            above[2], above[0], above[1], above[4], above[6], below[0], below[1], below[3],
            below[5], below[7],
        ];
        let beside = placer.place(order).map(|spot| (spot, None));
        let found = beside.or_else(|| placer.place_near(upper, clearance, &label));
        if let Some((spot, _)) = &found {
            // Two numbers that touch read as one.
            placer.reserve(Rect {
                left: spot.rect.left - APART,
                right: spot.rect.right + APART,
                ..spot.rect
            });
        }
        stands[at].label = found.map(|(spot, leader)| (label, spot, leader));
    }
}

fn draw_numbers(svg: &mut Svg, numbers: &[(f64, String)], margin: f64, lang: Lang) {
    let ends = (along(lang, margin), along(lang, WIDTH));
    for (number, (y, _)) in numbers.iter().enumerate() {
        let class = if number == 0 { "ground" } else { "grid" };
        let line = [
            PlanePoint::new(ends.0.min(ends.1), *y),
            PlanePoint::new(ends.0.max(ends.1), *y),
        ];
        svg.draw(
            &Tag::new("path")
                .class(class)
                .text("d", &path(&line, PathEnd::Open)),
        );
    }
    for (y, text) in numbers {
        let text = LabelBlock::new(text, "soft", f64::INFINITY);
        let (left, anchor) = match lang.direction() {
            Direction::LeftToRight => (margin - 6.0 - text.width(), TextAnchor::Right),
            Direction::RightToLeft => (WIDTH - margin + 6.0, TextAnchor::Left),
        };
        svg.block(&text, PlanePoint::new(left, y - LINE / 2.0), anchor);
    }
}

fn draw_days(
    svg: &mut Svg,
    axis: &TimeAxis,
    (margin, ground): (f64, f64),
    lang: Lang,
    words: &dyn TimeWords,
) {
    let mut placer = LabelPlacer::new(Rect::sized(PlanePoint::new(0.0, ground), WIDTH, FOOT));
    for tick in axis.ticks(words) {
        let text = LabelBlock::new(&tick.text, "soft", f64::INFINITY);
        let x = along(lang, tick.at);
        let line = [PlanePoint::new(x, ground), PlanePoint::new(x, ground + 4.0)];
        svg.draw(
            &Tag::new("path")
                .class("ground")
                .text("d", &path(&line, PathEnd::Open)),
        );
        // A name at the edge stays within the figure, and off the axis of numbers.
        let (from, to) = match lang.direction() {
            Direction::LeftToRight => (margin - 6.0, WIDTH),
            Direction::RightToLeft => (0.0, WIDTH - margin + 6.0),
        };
        let left = (x - text.width() / 2.0).min(to - text.width()).max(from);
        let at = PlanePoint::new(left, ground + 5.0);
        let rect = text.at(at);
        if placer.fits(&rect) {
            placer.reserve(rect.grown(3.0));
            svg.block(&text, at, TextAnchor::Middle);
        }
    }
}

/// A value as a share of another, at most one.
fn share(value: u64, of: u64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a share of a chart's height needs few digits"
    )]
    let share = value as f64 / of.max(1) as f64;
    share.min(1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::ticks::{FoldedTime, TickUnit, between};
    use super::*;

    struct Plain;

    impl TimeWords for Plain {
        fn tick(&self, day: civil::Date, unit: TickUnit) -> String {
            match unit {
                TickUnit::Year => day.year().to_string(),
                _ => day.to_string(),
            }
        }

        fn count(&self, count: u64) -> String {
            count.to_string()
        }

        fn folded(&self, fold: &FoldedTime) -> String {
            fold.count.to_string()
        }

        fn href(&self, _: &FoldedTime) -> Option<String> {
            None
        }
    }

    fn chart(tag: &str, claims: Vec<ChartClaim>) -> Chart {
        Chart {
            caption: Caption {
                id: "c".into(),
                title: String::new(),
                description: String::new(),
                lang: Lang::parse(tag).expect("a tag"),
            },
            measure: "killed".into(),
            claimants: vec!["A".into(), "B".into(), "C".into()],
            claims,
        }
    }

    fn claim(date: &str, count: Count, claimant: usize) -> ChartClaim {
        ChartClaim {
            date: Date::parse(date).expect(date),
            count,
            claimant,
            figure: "x".into(),
            href: None,
            says: String::new(),
        }
    }

    /// The middles of all circles, which are the signs of the first claimant, in the order in which
    /// they are drawn.
    fn circles(svg: &str) -> Vec<(f64, f64)> {
        let attribute = |tag: &str, name: &str| -> f64 {
            let (_, rest) = tag
                .split_once(&format!(" {name}=\""))
                .expect("the attribute");
            rest.split('"')
                .next()
                .and_then(|text| text.parse().ok())
                .expect("a number")
        };
        let tags = svg.split("<circle").skip(1);
        tags.map(|tag| (attribute(tag, "cx"), attribute(tag, "cy")))
            .collect()
    }

    proptest! {
        #[test]
        fn a_date_is_never_moved(
            days in prop::collection::vec((1990..2030_i16, 1..=12_i8, 1..=28_i8, 0..40_u64), 1..60),
            tag in prop::sample::select(vec!["fr", "ar"]),
        ) {
            let dated: Vec<(civil::Date, u64)> = days.iter().map(|(y, m, d, n)| (civil::Date::constant(*y, *m, *d), *n)).collect();
            let claims = dated.iter().map(|(day, n)| claim(&day.to_string(), Count::new(Number::exact(*n)), 0)).collect();
            let drawn = chart(tag, claims).draw(&Plain);
            // The axis is found by its own rule: from the margin of the greatest number to ten
            // units before the edge.
            let most = *whole(dated.iter().map(|(_, n)| *n).max().expect("some"), 5).last().expect("some");
            let texts = whole(dated.iter().map(|(_, n)| *n).max().expect("some"), 5);
            let margin = texts.iter().map(|n| width(&n.to_string())).fold(0.0, f64::max) + 8.0;
            let (first, last) = (dated.iter().map(|d| d.0).min().expect("some"), dated.iter().map(|d| d.0).max().expect("some"));
            let (left, right) = (margin + 8.0, WIDTH - 10.0);
            let expected: Vec<(i64, i64)> = dated
                .iter()
                .map(|(day, n)| {
                    let part = (f64::from(between(first, *day)) + 0.5) / (f64::from(between(first, last)) + 1.0);
                    let x = left + (right - left) * part;
                    let ground = HEIGHT - FOOT;
                    let y = ground - (ground - TOP) * share(*n, most);
                    (tenths(if tag == "ar" { WIDTH - x } else { x }), tenths(y))
                })
                .collect();
            let mut found: Vec<(i64, i64)> = circles(&drawn.svg).into_iter().map(|(x, y)| (tenths(x), tenths(y))).collect();
            prop_assert_eq!(found.len(), expected.len());
            // A coordinate between two tenths may be written as either.
            for (x, y) in expected {
                let near = |other: &(i64, i64)| (other.0 - x).abs() <= 1 && (other.1 - y).abs() <= 1;
                let at = found.iter().position(near);
                prop_assert!(at.is_some(), "no sign at {x}, {y} among {found:?}");
                found.swap_remove(at.expect("it is there"));
            }
        }
    }

    #[test]
    fn an_open_date_stands_at_its_known_end() {
        let at = |date: &str| {
            let exact = Count::new(Number::exact(5));
            let claims = vec![
                claim("2010", exact, 1),
                claim(date, exact, 0),
                claim("2020-12-31", exact, 1),
            ];
            circles(&chart("fr", claims).draw(&Plain).svg)[0].0
        };
        assert!((at("2015-06-01/..") - at("2015-06-01")).abs() < 0.5);
        assert!((at("../2015-06-01") - at("2015-06-01")).abs() < 0.5);
    }

    #[test]
    fn an_arrow_has_room_at_the_top_of_the_axis() {
        let at_least = Count {
            low: Some(500),
            ..Count::default()
        };
        let scale = CountAxis {
            top: TOP + ARROW,
            ground: HEIGHT + ARROW - FOOT,
            most: 500,
        };
        let form = BandShape::new(&at_least, &scale);
        let (from, to) = form.arrow.expect("an arrow");
        assert!((from - to - ARROW).abs() < 0.01 && to >= TOP, "{form:?}");
        let drawn = chart("fr", vec![claim("2022-03-27", at_least, 0)]).draw(&Plain);
        assert_eq!(
            drawn.kinds.iter().map(|kind| kind.what).collect::<Vec<_>>(),
            [ClaimStyle::AtLeast]
        );
    }

    #[test]
    fn numbers_out_of_order_have_no_band() {
        let published = Count {
            low: Some(105),
            best: Some(104),
            high: Some(102),
            as_published: true,
            ..Count::default()
        };
        let svg = chart("fr", vec![claim("2022", published, 0)])
            .draw(&Plain)
            .svg;
        assert!(!svg.contains("band") && svg.contains("odd"), "{svg}");
    }

    #[test]
    fn claims_that_coincide_are_drawn_round_one_another_and_counted() {
        let exact = Count::new(Number::exact(19));
        let claims = vec![
            claim("2022-03-27", exact, 0),
            claim("2022-03-27", exact, 1),
            claim("2022-03-27", exact, 0),
        ];
        let svg = chart("fr", claims).draw(&Plain).svg;
        assert!(svg.contains("x ×3"), "{svg}");
        let middles: BTreeSet<(i64, i64)> = circles(&svg)
            .iter()
            .map(|(x, y)| (tenths(*x), tenths(*y)))
            .collect();
        assert_eq!(middles.len(), 1, "{svg}");
    }
}
