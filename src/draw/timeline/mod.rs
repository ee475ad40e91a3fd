//! Timelines: when events happened, and how precisely that is known.
//!
//! Up to ten events have a row each, with their title: a disc for a day, a bar for a duration, and
//! a dashed hollow bar for a moment somewhere within a period. More events are marks in lanes, one
//! lane for each kind, stacked by bins such as months. The mark of an event is hollow if the day of
//! the event is unknown or uncertain. If there are more than a hundred events, or a stack would be
//! too high, bars count them. Events of a year or more are also bars above the lanes, and turning
//! points are numbered discs. Time has the direction of the script: in Arabic it runs from right to
//! left, as readers expect.

mod bins;
mod lanes;
mod mark;
mod rows;

use jiff::civil;

use super::label::{LINE, LabelBlock, TextAnchor, VerticalAnchor};
use super::place::{LabelPlacer, LabelSpot};
use super::plane::{PlanePoint, Rect};
use super::sign::SignShape;
use super::svg::{PathEnd, Svg, Tag, along, path};
use super::ticks::{Tick, TimeAxis, TimeWords};
use super::{Caption, Sample, WIDTH};
use crate::lang::{Direction, Lang};
use crate::model::Date;
use crate::model::date::{Certainty, DateShape};

/// The content of a timeline.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// The accessible texts.
    pub caption: Caption,
    /// Groups of events, from top to bottom.
    pub lanes: Vec<Lane>,
    /// Turning points, in the order of their numbers.
    pub turning_points: Vec<Date>,
    /// Periods of presence of actors. They are bars above the lanes, in this order. They are left
    /// out if events have rows.
    pub presences: Vec<TimelineEvent>,
}

/// A group of events.
#[derive(Clone, Debug)]
pub struct Lane {
    /// The name, with the number of events.
    pub name: String,
    /// The shape of the marks of its events.
    pub form: SignShape,
    /// The events, in any order.
    pub events: Vec<TimelineEvent>,
}

/// An event.
#[derive(Clone, Debug)]
pub struct TimelineEvent {
    /// The title, which is visible if the event has a row.
    pub title: String,
    /// When it happened.
    pub date: Date,
    /// The address to which the event links.
    pub href: Option<String>,
    /// The accessible name of the link: the title and the date in words.
    pub accessible_name: String,
}

impl TimelineEvent {
    /// Returns the accessible name of a link around a visible title. It is empty if the title is
    /// shown completely, because then the title is the name.
    fn accessible_name_beside(&self, title: &LabelBlock) -> &str {
        let lines: Vec<&str> = title.lines().map(|line| line.text.as_str()).collect();
        match lines.join(" ") == self.title {
            true => "",
            false => &self.accessible_name,
        }
    }
}

/// A drawn timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnTimeline {
    /// The inline `<svg>` element.
    pub svg: String,
    /// Samples of the marks that have no label.
    pub legend: Vec<Sample<TimelineLegendItem>>,
}

/// A mark that a legend explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimelineLegendItem {
    /// A day.
    Day,
    /// A duration.
    Lasted,
    /// A single moment somewhere within a period.
    Within,
    /// An event of unknown or uncertain day, in a lane.
    Unsure,
    /// A bar that counts events.
    Count,
    /// The numbered disc of a turning point.
    TurningPoint,
}

/// The maximum number of events that have a row each.
const MAX_ROWS: usize = 10;
/// The maximum number of events that are marks. More are counted in bars.
const MAX_MARKS: usize = 100;
const MARGIN: f64 = 10.0;
/// The radius of the disc of a turning point.
const TURN: f64 = 9.5;
/// The distance of the discs of neighbouring turning points.
const TURN_APART: f64 = 2.0 * TURN + 1.5;

impl Timeline {
    /// Draws the timeline.
    pub fn draw(&self, words: &dyn TimeWords) -> DrawnTimeline {
        let lang = self.caption.lang;
        let mut canvas = TimelineCanvas {
            svg: Svg::new(&self.caption, "times"),
            axis: TimeAxis::new(self.span(), (MARGIN, WIDTH - MARGIN), words),
            lang,
            shown: Vec::new(),
        };
        let count = self
            .lanes
            .iter()
            .map(|lane| lane.events.len())
            .sum::<usize>();
        let mut body = TimelineCanvas {
            svg: Svg::part_of(&self.caption),
            axis: canvas.axis,
            lang,
            shown: Vec::new(),
        };
        let turns = self.turns(&canvas.axis);
        let top = if turns.is_empty() {
            4.0
        } else {
            2.0 * TURN + 8.0
        };
        let bottom = if count <= MAX_ROWS {
            rows::draw(&mut body, &self.lanes, top)
        } else {
            lanes::draw(&mut body, self, top, words, count > MAX_MARKS)
        };
        // The grid is below the marks.
        draw_grid(&mut canvas, words, top - 2.0, bottom);
        draw_turns(&mut canvas, &turns, bottom, words);
        canvas.svg.append(&body.svg);
        canvas.shown.extend(body.shown);
        canvas.shown.sort_unstable();
        canvas.shown.dedup();
        DrawnTimeline {
            legend: canvas.shown.iter().map(|what| sample(*what)).collect(),
            svg: canvas.svg.finish(bottom + LINE + 6.0),
        }
    }

    /// Returns the first and the last day of the timeline, or an arbitrary day if it is empty.
    fn span(&self) -> (civil::Date, civil::Date) {
        let events = self
            .lanes
            .iter()
            .flat_map(|lane| &lane.events)
            .map(|event| event.date);
        let dates = events.chain(self.turning_points.iter().copied());
        let days: Vec<civil::Date> = dates
            .flat_map(|date| [date.earliest(), date.latest()])
            .flatten()
            .collect();
        let zero = civil::Date::ZERO;
        (
            days.iter().min().copied().unwrap_or(zero),
            days.iter().max().copied().unwrap_or(zero),
        )
    }

    /// Returns the positions of turning points, and the positions of their discs, which do not
    /// overlap.
    fn turns(&self, axis: &TimeAxis) -> Vec<(f64, f64)> {
        let at = |date: &Date| {
            date.earliest()
                .or(date.latest())
                .map(|day| axis.middle(day))
        };
        let points: Vec<f64> = self.turning_points.iter().filter_map(at).collect();
        let mut discs = points.clone();
        // If the discs do not fit side by side, none is drawn.
        if super::real(points.len()) * TURN_APART > WIDTH - 2.0 * MARGIN || !points.is_sorted() {
            return Vec::new();
        }
        let first = MARGIN + TURN;
        for at in 0..discs.len() {
            let least = if at == 0 {
                first
            } else {
                discs[at - 1] + TURN_APART
            };
            discs[at] = discs[at].max(least);
        }
        let mut most = WIDTH - MARGIN - TURN;
        for disc in discs.iter_mut().rev() {
            *disc = disc.min(most);
            most = *disc - TURN_APART;
        }
        points.into_iter().zip(discs).collect()
    }
}

/// A timeline while it is drawn.
struct TimelineCanvas {
    svg: Svg,
    axis: TimeAxis,
    lang: Lang,
    shown: Vec<TimelineLegendItem>,
}

impl TimelineCanvas {
    /// Writes a label at its position.
    fn write(&mut self, block: &LabelBlock, spot: &LabelSpot) {
        self.svg.label(block, spot, "");
    }

    /// Returns the position of a text at the beginning of a line.
    fn heading(&self, block: &LabelBlock, top: f64) -> LabelSpot {
        let (left, anchor) = match self.lang.direction() {
            Direction::LeftToRight => (MARGIN, TextAnchor::Left),
            Direction::RightToLeft => (WIDTH - MARGIN - block.width(), TextAnchor::Right),
        };
        LabelSpot {
            rect: block.at(PlanePoint::new(left, top)),
            anchor,
            rise: VerticalAnchor::Bottom,
        }
    }

    fn line(&mut self, class: &str, points: [(f64, f64); 2]) {
        let points = points.map(|(x, y)| PlanePoint::new(x, y));
        self.svg.draw(
            &Tag::new("path")
                .class(class)
                .text("d", &path(&points, PathEnd::Open)),
        );
    }
}

/// Whether a date is exactly one day without a qualifier.
fn is_sure(date: &Date) -> bool {
    matches!(date.shape(), DateShape::At(part) if part.day.is_some() && part.certainty == Certainty::Sure)
}

/// Returns the day by which an event is sorted.
fn day(event: &TimelineEvent) -> civil::Date {
    let date = &event.date;
    date.earliest()
        .or(date.latest())
        .unwrap_or(civil::Date::ZERO)
}

fn draw_grid(canvas: &mut TimelineCanvas, words: &dyn TimeWords, top: f64, bottom: f64) {
    let ticks: Vec<Tick> = canvas.axis.ticks(words);
    let mut lines = String::new();
    for tick in &ticks {
        let x = along(canvas.lang, tick.at);
        lines.push_str(&path(
            &[PlanePoint::new(x, top), PlanePoint::new(x, bottom + 2.0)],
            PathEnd::Open,
        ));
    }
    if !lines.is_empty() {
        canvas
            .svg
            .draw(&Tag::new("path").class("grid").text("d", &lines));
    }
    let mut placer = LabelPlacer::new(Rect::sized(PlanePoint::new(0.0, bottom), WIDTH, LINE + 6.0));
    for tick in &ticks {
        let text = LabelBlock::new(&tick.text, "soft", WIDTH);
        let half = text.width() / 2.0;
        let left = (along(canvas.lang, tick.at) - half).clamp(0.0, (WIDTH - text.width()).max(0.0));
        let spot = LabelSpot {
            rect: text.at(PlanePoint::new(left, bottom + 4.0)),
            anchor: TextAnchor::Middle,
            rise: VerticalAnchor::Top,
        };
        // A label that was moved from the edge may overlap its neighbour.
        if placer.fits(&spot.rect) {
            placer.reserve(spot.rect.grown(3.0));
            canvas.write(&text, &spot);
        }
    }
}

fn draw_turns(
    canvas: &mut TimelineCanvas,
    turns: &[(f64, f64)],
    bottom: f64,
    words: &dyn TimeWords,
) {
    for (number, (at, disc)) in turns.iter().enumerate() {
        let (x, disc) = (along(canvas.lang, *at), along(canvas.lang, *disc));
        let foot = 2.0 * TURN + 4.0;
        let line = [
            PlanePoint::new(disc, TURN + 1.0),
            PlanePoint::new(x, foot),
            PlanePoint::new(x, bottom),
        ];
        canvas.svg.draw(
            &Tag::new("path")
                .class("turn")
                .text("d", &path(&line, PathEnd::Open)),
        );
        let centre = PlanePoint::new(disc, TURN + 1.0);
        let tag = Tag::new("circle").class("turned").at(["cx", "cy"], centre);
        canvas.svg.draw(&tag.number("r", TURN));
        let text = words.count(u64::try_from(number + 1).unwrap_or(u64::MAX));
        let block = LabelBlock::sized(&text, "num", WIDTH, super::label::SIZE * 0.85);
        let corner = PlanePoint::new(
            centre.x - block.width() / 2.0,
            centre.y - block.height() / 2.0,
        );
        let spot = LabelSpot {
            rect: block.at(corner),
            anchor: TextAnchor::Middle,
            rise: VerticalAnchor::Middle,
        };
        canvas.write(&block, &spot);
        canvas.shown.push(TimelineLegendItem::TurningPoint);
    }
}

fn sample(what: TimelineLegendItem) -> Sample<TimelineLegendItem> {
    let content = match what {
        TimelineLegendItem::Day => "<circle class=\"mark\" cx=\"14\" cy=\"7\" r=\"4.5\"/>",
        TimelineLegendItem::Lasted => {
            "<rect class=\"bar\" x=\"2\" y=\"3\" width=\"24\" height=\"8\"/>"
        }
        TimelineLegendItem::Within => {
            "<rect class=\"hollow\" x=\"2\" y=\"3\" width=\"24\" height=\"8\"/>"
        }
        TimelineLegendItem::Unsure => "<circle class=\"open\" cx=\"14\" cy=\"7\" r=\"4.5\"/>",
        TimelineLegendItem::Count => {
            "<path class=\"count\" d=\"M6 14v-6h5v6zM12 14v-12h5v12zM18 14v-9h5v9z\"/>"
        }
        TimelineLegendItem::TurningPoint => {
            "<circle class=\"turned\" cx=\"14\" cy=\"7\" r=\"6.5\"/>"
        }
    };
    Sample {
        what,
        svg: super::svg::sample("times", content),
    }
}
