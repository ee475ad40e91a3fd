//! Many events in lanes: marks stacked by bins of time, or bars that count them.

use std::collections::BTreeMap;

use jiff::civil;

use super::super::label::{LINE, LabelBlock, TextAnchor, VerticalAnchor};
use super::super::place::LabelSpot;
use super::super::plane::{PlanePoint, Rect};
use super::super::sign::{Sign, SignFill};
use super::super::svg::{Tag, along};
use super::super::ticks::{FoldedTime, TimeWords, between};
use super::super::{WIDTH, real};
use super::bins::BinLength;
use super::mark::BAR;
use super::{
    Lane, MARGIN, Timeline, TimelineCanvas, TimelineEvent, TimelineLegendItem, day, is_sure,
};
use crate::model::date::DateShape;

/// The minimum width of a bin of stacked marks, and of a bin of a bar.
const MIN_STACK_WIDTH: f64 = 6.6;
const MIN_COLUMN_WIDTH: f64 = 4.0;
/// The radius of a mark, and the distance to the mark above it.
const RADIUS: f64 = 3.2;
const STEP: f64 = 7.6;
/// The maximum number of marks in a stack. Higher stacks become bars.
const MAX_STACK: usize = 14;
/// The height of the largest bar.
const MAX_BAR: f64 = 70.0;
/// The minimum duration in days of an event above the lanes, and the maximum number of such events.
const MIN_LASTING_DAYS: i32 = 365;
const MAX_LASTING: usize = 6;

/// Events by the first day of the bin in which they began.
type EventStacks<'a> = BTreeMap<civil::Date, Vec<&'a TimelineEvent>>;

/// Draws all lanes. Returns their lower edge.
pub fn draw(
    canvas: &mut TimelineCanvas,
    timeline: &Timeline,
    top: f64,
    words: &dyn TimeWords,
    is_counted: bool,
) -> f64 {
    let lanes = &timeline.lanes;
    let mut y = top;
    for event in timeline.presences.iter().chain(lasting(lanes)) {
        y = draw_lasting(canvas, event, y);
    }
    let bin = BinLength::of_marks(&canvas.axis, MIN_STACK_WIDTH);
    let stacks: Vec<EventStacks> = lanes.iter().map(|lane| stacked(lane, bin)).collect();
    let tallest = stacks.iter().flat_map(BTreeMap::values).map(Vec::len).max();
    let lanes = lanes
        .iter()
        .zip(&stacks)
        .filter(|(lane, _)| !lane.events.is_empty());
    if is_counted || tallest > Some(MAX_STACK) {
        let bin = BinLength::of_counts(&canvas.axis, MIN_COLUMN_WIDTH);
        let lanes: Vec<(&Lane, EventStacks)> =
            lanes.map(|(lane, _)| (lane, stacked(lane, bin))).collect();
        let most = lanes
            .iter()
            .flat_map(|(_, stacks)| stacks.values())
            .map(Vec::len)
            .max();
        for (lane, stacks) in &lanes {
            let columns = LaneColumns {
                bin,
                most: most.unwrap_or(1),
                words,
            };
            y = columns.draw(canvas, lane, stacks, y);
        }
        return y;
    }
    for (lane, stacks) in lanes {
        y = stack(canvas, lane, stacks, bin, y);
    }
    y
}

fn stacked(lane: &Lane, bin: BinLength) -> EventStacks<'_> {
    let mut events: Vec<&TimelineEvent> = lane.events.iter().collect();
    events.sort_by_key(|event| (day(event), event.date));
    let mut stacks = EventStacks::new();
    for event in events {
        stacks
            .entry(bin.around(day(event)).0)
            .or_default()
            .push(event);
    }
    stacks
}

/// Draws the title of a lane. Returns its lower edge.
fn head(canvas: &mut TimelineCanvas, lane: &Lane, y: f64) -> f64 {
    let block = LabelBlock::new(&lane.name, "", WIDTH - 2.0 * MARGIN).limited(2);
    if block.count() > 0 {
        let spot = canvas.heading(&block, y);
        canvas.write(&block, &spot);
    }
    y + block.height()
}

/// Draws the events of a lane as marks.
fn stack(
    canvas: &mut TimelineCanvas,
    lane: &Lane,
    stacks: &EventStacks,
    bin: BinLength,
    y: f64,
) -> f64 {
    let tallest = stacks.values().map(Vec::len).max().unwrap_or(0);
    let base = head(canvas, lane, y + 4.0) + real(tallest) * STEP + 4.0;
    canvas.line("base", [(MARGIN / 2.0, base), (WIDTH - MARGIN / 2.0, base)]);
    for (from, events) in stacks {
        let (_, until) = bin.around(*from);
        let x = f64::midpoint(canvas.axis.begin(*from), canvas.axis.end(until));
        let x = along(canvas.lang, x.clamp(MARGIN, WIDTH - MARGIN));
        for (number, event) in events.iter().enumerate() {
            let sign = Sign {
                form: lane.form,
                fill: if is_sure(&event.date) {
                    SignFill::Solid
                } else {
                    SignFill::Hollow
                },
            };
            if sign.fill == SignFill::Hollow {
                canvas.shown.push(TimelineLegendItem::Unsure);
            }
            let linked = canvas
                .svg
                .link(event.href.as_deref(), &event.accessible_name);
            let at = PlanePoint::new(x, base - STEP / 2.0 - 1.0 - real(number) * STEP);
            sign.draw(&mut canvas.svg, at, RADIUS);
            canvas.svg.end_link(linked);
        }
    }
    base + 4.0
}

/// The bars of all lanes.
struct LaneColumns<'a> {
    bin: BinLength,
    /// The number of events in the largest bin of any lane.
    most: usize,
    words: &'a dyn TimeWords,
}

impl LaneColumns<'_> {
    /// Draws the events of a lane as bars that count them.
    fn draw(&self, canvas: &mut TimelineCanvas, lane: &Lane, stacks: &EventStacks, y: f64) -> f64 {
        let height = |count: usize| (MAX_BAR * real(count) / real(self.most.max(1))).max(1.5);
        let own = stacks.values().map(Vec::len).max().unwrap_or(0);
        // The number of the largest bar is written above the bar.
        let base = head(canvas, lane, y + 4.0) + LINE + height(own);
        let largest = stacks.iter().find(|(_, events)| events.len() == own);
        for (from, events) in stacks {
            let (_, until) = self.bin.around(*from);
            let (a, b) = (
                along(canvas.lang, canvas.axis.begin(*from)),
                along(canvas.lang, canvas.axis.end(until)),
            );
            let (left, right) = (a.min(b), a.max(b));
            let fold = FoldedTime {
                from: *from,
                until,
                count: events.len(),
            };
            let high = height(events.len());
            let linked = canvas
                .svg
                .link(self.words.href(&fold).as_deref(), &self.words.folded(&fold));
            let tag = Tag::new("rect").class("count");
            let tag = tag.at(["x", "y"], PlanePoint::new(left, base - high));
            // There is a narrow gap between bars.
            canvas.svg.draw(
                &tag.number("width", (right - left - 0.8).max(0.8))
                    .number("height", high),
            );
            canvas.svg.end_link(linked);
            if largest.is_some_and(|(largest, _)| largest == from) {
                let block = LabelBlock::new(
                    &self
                        .words
                        .count(u64::try_from(events.len()).unwrap_or(u64::MAX)),
                    "count",
                    WIDTH,
                );
                let middle = f64::midpoint(left, right) - block.width() / 2.0;
                let middle = middle.clamp(0.0, (WIDTH - block.width()).max(0.0));
                let spot = LabelSpot {
                    rect: block.at(PlanePoint::new(middle, base - high - block.height())),
                    anchor: TextAnchor::Middle,
                    rise: VerticalAnchor::Bottom,
                };
                canvas.write(&block, &spot);
            }
        }
        canvas.line("base", [(MARGIN / 2.0, base), (WIDTH - MARGIN / 2.0, base)]);
        canvas.shown.push(TimelineLegendItem::Count);
        base + 4.0
    }
}

/// Returns the events that lasted for years, earliest first.
fn lasting(lanes: &[Lane]) -> Vec<&TimelineEvent> {
    let days = |event: &TimelineEvent| match event.date.shape() {
        DateShape::Lasted(Some(_), Some(_)) => {
            let ends = event.date.earliest().zip(event.date.latest());
            ends.map_or(0, |(from, until)| between(from, until))
        }
        _ => 0,
    };
    let mut lasting: Vec<&TimelineEvent> = (lanes.iter().flat_map(|lane| &lane.events))
        .filter(|event| days(event) >= MIN_LASTING_DAYS)
        .collect();
    lasting.sort_by_key(|event| (std::cmp::Reverse(days(event)), day(event)));
    lasting.truncate(MAX_LASTING);
    lasting.sort_by_key(|event| (day(event), event.date));
    lasting
}

/// Draws a bar for a lasting event with its name above. A bar without a known end reaches the edge
/// of the figure. Returns the lower edge.
fn draw_lasting(canvas: &mut TimelineCanvas, event: &TimelineEvent, y: f64) -> f64 {
    let edge = WIDTH - MARGIN / 2.0;
    let begin = event
        .date
        .earliest()
        .map_or(MARGIN / 2.0, |day| canvas.axis.begin(day));
    let end = event.date.latest().map_or(edge, |day| canvas.axis.end(day));
    let (begin, end) = (
        begin.clamp(MARGIN / 2.0, edge),
        end.clamp(MARGIN / 2.0, edge),
    );
    let (a, b) = (along(canvas.lang, begin), along(canvas.lang, end));
    let (left, right) = (a.min(b), a.max(b));
    let block = LabelBlock::new(&event.title, "", WIDTH - 2.0 * MARGIN).limited(1);
    let linked = canvas
        .svg
        .link(event.href.as_deref(), event.accessible_name_beside(&block));
    let at = match a < b {
        true => left.min(WIDTH - MARGIN - block.width()),
        false => (right - block.width()).max(MARGIN),
    };
    let spot = LabelSpot {
        rect: block.at(PlanePoint::new(at.max(MARGIN / 2.0), y)),
        anchor: if a < b {
            TextAnchor::Left
        } else {
            TextAnchor::Right
        },
        rise: VerticalAnchor::Bottom,
    };
    canvas.write(&block, &spot);
    let y = y + block.height() + 1.0;
    let rect = Rect::sized(PlanePoint::new(left, y), (right - left).max(1.0), BAR - 1.0);
    let tag = Tag::new("rect")
        .class("bar")
        .at(["x", "y"], PlanePoint::new(rect.left, rect.top));
    canvas.svg.draw(
        &tag.number("width", rect.width())
            .number("height", rect.height()),
    );
    canvas.svg.end_link(linked);
    canvas.shown.push(TimelineLegendItem::Lasted);
    y + BAR + 5.0
}
