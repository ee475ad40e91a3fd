//! A chart: figures over time, each as a band from the least to the most that its claimant says.
//!
//! Claims stand side by side and are never added up: no line joins them and no bar stacks them. The claimant is told by
//! a sign at both ends of the band; a claim of "at least" so many has an arrow. The axis of numbers begins at zero.
//! Time runs as in a [timeline](super::timeline).

use super::label::{Anchor, Block, LINE, width};
use super::place::{Placer, around};
use super::plane::{Point, Rect};
use super::svg::{End, Svg, Tag, along, path};
use super::ticks::{TimeAxis, TimeWords, whole};
use super::{Caption, Sample, Sign, WIDTH, real};
use crate::lang::{Direction, Lang};
use crate::model::Date;
use jiff::civil;

/// What a chart shows.
#[derive(Clone, Debug)]
pub struct Chart {
    pub caption: Caption,
    /// What is counted, above the axis: "people killed".
    pub measure: String,
    /// The claimants' names, in the order in which they get their signs.
    pub claimants: Vec<String>,
    pub claims: Vec<Claim>,
}

/// A figure that somebody claims.
#[derive(Clone, Debug)]
pub struct Claim {
    pub date: Date,
    pub low: u64,
    /// `None` for "at least".
    pub high: Option<u64>,
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
pub struct Drawn {
    pub svg: String,
    /// The sign of each claimant who has a claim in the chart.
    pub legend: Vec<Sample<usize>>,
    /// How many of the earliest claims were left out, because more could not be told apart.
    pub left_out: usize,
}

/// The most claims that a chart shows.
pub const MOST: usize = 120;
const HEIGHT: f64 = 240.0;
const TOP: f64 = 26.0;
/// The height of the ground line.
const GROUND: f64 = HEIGHT - 22.0;
const RADIUS: f64 = 4.2;
/// Between two claims of one day.
const APART: f64 = 11.0;

/// A claim with its place.
struct Stand<'a> {
    claim: &'a Claim,
    x: f64,
    /// From its earliest to its latest possible day.
    days: (f64, f64),
}

impl Chart {
    /// Draws the chart.
    pub fn draw(&self, words: &dyn TimeWords) -> Drawn {
        let lang = self.caption.lang;
        let mut claims: Vec<&Claim> = self.claims.iter().collect();
        claims.sort_by_key(|claim| (claim.date, claim.claimant));
        let left_out = claims.len().saturating_sub(MOST);
        claims.drain(..left_out);
        let most = claims
            .iter()
            .map(|claim| claim.high.unwrap_or(claim.low).max(claim.low))
            .max();
        let numbers = whole(most.unwrap_or(0), 5);
        let top = numbers.last().copied().unwrap_or(1);
        let texts: Vec<String> = numbers.iter().map(|number| words.count(*number)).collect();
        let margin = texts
            .iter()
            .map(|text| width(text))
            .fold(0.0, f64::max)
            .min(WIDTH / 2.0)
            + 8.0;
        let axis = TimeAxis::new(span(&claims), (margin + 8.0, WIDTH - 10.0), words);
        let height_of = |value: u64| GROUND - (GROUND - TOP) * share(value, top);
        let mut svg = Svg::new(&self.caption, "chart");
        draw_numbers(
            &mut svg,
            &numbers.iter().map(|n| height_of(*n)).zip(texts).collect::<Vec<_>>(),
            margin,
            lang,
        );
        draw_days(&mut svg, &axis, margin, lang, words);
        let measure = Block::new(&self.measure, "soft", f64::INFINITY);
        let (at, anchor) = match lang.direction() {
            Direction::LeftToRight => (0.0, Anchor::Left),
            Direction::RightToLeft => (WIDTH - measure.width(), Anchor::Right),
        };
        if measure.width() <= WIDTH {
            svg.block(&measure, Point::new(at, 0.0), anchor);
        }
        let stands = stands(&claims, &axis, lang);
        let mut placer = Placer::new(Rect {
            left: 0.0,
            top: LINE + 1.0,
            right: WIDTH,
            bottom: GROUND,
        });
        let numbers_from = along(lang, 0.0).min(along(lang, margin));
        placer.take(Rect::sized(Point::new(numbers_from, 0.0), margin, HEIGHT));
        for stand in &stands {
            placer.take(stand.rect(&height_of));
        }
        for stand in &stands {
            stand.draw(&mut svg, &mut placer, &height_of);
        }
        let shown = (0..self.claimants.len()).filter(|number| claims.iter().any(|claim| claim.claimant == *number));
        Drawn {
            svg: svg.finish(HEIGHT),
            legend: shown
                .map(|what| Sample {
                    what,
                    svg: Sign::numbered(what).sample("chart"),
                })
                .collect(),
            left_out,
        }
    }
}

impl Stand<'_> {
    /// The most that is claimed, or what is drawn for it.
    fn high(&self, height_of: &dyn Fn(u64) -> f64) -> f64 {
        match self.claim.high {
            Some(high) => height_of(high.max(self.claim.low)),
            None => (height_of(self.claim.low) - 18.0).max(TOP - 6.0),
        }
    }

    fn rect(&self, height_of: &dyn Fn(u64) -> f64) -> Rect {
        Rect {
            left: self.x - RADIUS - 1.0,
            top: self.high(height_of) - RADIUS - 1.0,
            right: self.x + RADIUS + 1.0,
            bottom: height_of(self.claim.low) + RADIUS + 1.0,
        }
    }

    fn draw(&self, svg: &mut Svg, placer: &mut Placer, height_of: &dyn Fn(u64) -> f64) {
        let claim = self.claim;
        let (low, high) = (height_of(claim.low), self.high(height_of));
        let middle = f64::midpoint(low, high);
        let sign = Sign::numbered(claim.claimant);
        let linked = svg.link(claim.href.as_deref(), &claim.says);
        if self.days.1 - self.days.0 > 3.0 * RADIUS {
            let days = [Point::new(self.days.0, middle), Point::new(self.days.1, middle)];
            svg.draw(&Tag::new("path").class("days").text("d", &path(&days, End::Open)));
        }
        if claim.high.is_none() {
            let arrow = [
                (0.0, low),
                (0.0, high),
                (-3.0, high + 4.0),
                (0.0, high),
                (3.0, high + 4.0),
            ];
            let arrow = arrow.map(|(x, y)| Point::new(self.x + x, y));
            svg.draw(&Tag::new("path").class("more").text("d", &path(&arrow, End::Open)));
            sign.draw(svg, Point::new(self.x, low), RADIUS);
        } else if low - high < 2.4 * RADIUS {
            sign.draw(svg, Point::new(self.x, middle), RADIUS);
        } else {
            let band = Tag::new("rect")
                .class("band")
                .at(["x", "y"], Point::new(self.x - 2.5, high));
            svg.draw(&band.number("width", 5.0).number("height", low - high));
            for end in [low, high] {
                sign.draw(svg, Point::new(self.x, end), RADIUS);
            }
        }
        let figure = Block::new(&claim.figure, "", f64::INFINITY);
        let places = around(Point::new(self.x, high), RADIUS + 2.0, &figure);
        let order = [2, 0, 1, 4, 6].map(|place: usize| places[place]);
        if let Some(place) = placer.place(order) {
            svg.block(&figure, Point::new(place.rect.left, place.rect.top), place.anchor);
        }
        svg.end_link(linked);
    }
}

/// The days that a chart shows; a day of no meaning when it is empty.
fn span(claims: &[&Claim]) -> (civil::Date, civil::Date) {
    let days = || {
        let ends = claims.iter().map(|claim| [claim.date.earliest(), claim.date.latest()]);
        ends.flatten().flatten()
    };
    let zero = civil::Date::ZERO;
    (days().min().unwrap_or(zero), days().max().unwrap_or(zero))
}

/// Where claims stand: at the middle of their days, those that would touch side by side.
fn stands<'a>(claims: &[&'a Claim], axis: &TimeAxis, lang: Lang) -> Vec<Stand<'a>> {
    let mut stands: Vec<Stand> = claims
        .iter()
        .map(|claim| {
            let first = claim.date.earliest().map_or(axis.start(), |day| axis.begin(day));
            let last = claim.date.latest().map_or(axis.stop(), |day| axis.end(day));
            Stand {
                claim,
                x: f64::midpoint(first, last),
                days: (first, last),
            }
        })
        .collect();
    stands.sort_by(|a, b| a.x.total_cmp(&b.x));
    let room = axis.stop() - axis.start() - 2.0 * RADIUS;
    let apart = APART.min(room / real(stands.len().max(2) - 1));
    let (first, last) = (axis.start() + RADIUS, axis.stop() - RADIUS);
    // Forwards nothing stands nearer than it may, then backwards nothing stands beyond the end.
    let mut least = first;
    for stand in &mut stands {
        stand.x = stand.x.max(least);
        least = stand.x + apart;
    }
    let mut greatest = last;
    for stand in stands.iter_mut().rev() {
        stand.x = stand.x.min(greatest);
        greatest = stand.x - apart;
    }
    for stand in &mut stands {
        let days = (along(lang, stand.days.0), along(lang, stand.days.1));
        stand.x = along(lang, stand.x);
        stand.days = (days.0.min(days.1), days.0.max(days.1));
    }
    stands
}

fn draw_numbers(svg: &mut Svg, numbers: &[(f64, String)], margin: f64, lang: Lang) {
    let ends = (along(lang, margin), along(lang, WIDTH));
    for (number, (y, _)) in numbers.iter().enumerate() {
        let class = if number == 0 { "ground" } else { "grid" };
        let line = [Point::new(ends.0.min(ends.1), *y), Point::new(ends.0.max(ends.1), *y)];
        svg.draw(&Tag::new("path").class(class).text("d", &path(&line, End::Open)));
    }
    for (y, text) in numbers {
        let text = Block::new(text, "soft", f64::INFINITY);
        let (left, anchor) = match lang.direction() {
            Direction::LeftToRight => (margin - 6.0 - text.width(), Anchor::Right),
            Direction::RightToLeft => (WIDTH - margin + 6.0, Anchor::Left),
        };
        svg.block(&text, Point::new(left, y - LINE / 2.0), anchor);
    }
}

fn draw_days(svg: &mut Svg, axis: &TimeAxis, margin: f64, lang: Lang, words: &dyn TimeWords) {
    let mut placer = Placer::new(Rect::sized(Point::new(0.0, GROUND), WIDTH, HEIGHT - GROUND));
    for tick in axis.ticks(words) {
        let text = Block::new(&tick.text, "soft", f64::INFINITY);
        let x = along(lang, tick.at);
        let line = [Point::new(x, GROUND), Point::new(x, GROUND + 4.0)];
        svg.draw(&Tag::new("path").class("ground").text("d", &path(&line, End::Open)));
        // A name at the edge stays within the figure, and off the axis of numbers.
        let (from, to) = match lang.direction() {
            Direction::LeftToRight => (margin - 6.0, WIDTH),
            Direction::RightToLeft => (0.0, WIDTH - margin + 6.0),
        };
        let left = (x - text.width() / 2.0).min(to - text.width()).max(from);
        let at = Point::new(left, GROUND + 5.0);
        let rect = text.at(at);
        if placer.fits(&rect) {
            placer.take(rect.grown(3.0));
            svg.block(&text, at, Anchor::Middle);
        }
    }
}

/// A value as a share of another, at most one.
fn share(value: u64, of: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a share of a chart's height needs few digits")]
    let share = value as f64 / of.max(1) as f64;
    share.min(1.0)
}
