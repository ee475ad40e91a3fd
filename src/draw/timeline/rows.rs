//! Rows of events, with the title of each above its mark.

use super::super::WIDTH;
use super::super::label::{LabelBlock, SIZE, TextAnchor, VerticalAnchor};
use super::super::place::LabelSpot;
use super::super::plane::PlanePoint;
use super::mark::{self, BAR, DrawnMark};
use super::{Lane, MARGIN, TimelineCanvas, TimelineEvent, day};
use crate::lang::Direction;

/// The gap between the mark of an event and the title of the next.
const GAP: f64 = 9.0;
/// The maximum number of lines of a title.
const MAX_LINES: usize = 2;

/// Draws all events in chronological order. Returns the lower edge.
pub fn draw(canvas: &mut TimelineCanvas, lanes: &[Lane], top: f64) -> f64 {
    let mut events: Vec<&TimelineEvent> = lanes.iter().flat_map(|lane| &lane.events).collect();
    events.sort_by_key(|event| (day(event), event.date));
    let marks: Vec<DrawnMark> = events
        .iter()
        .map(|event| DrawnMark::new(&event.date, &canvas.axis, canvas.lang))
        .collect();
    if marks.iter().any(|mark| mark.fill().is_some()) {
        mark::define_fades(&mut canvas.svg);
    }
    let mut y = top;
    for (event, mark) in events.into_iter().zip(marks) {
        let block = LabelBlock::new(&event.title, "", WIDTH - 2.0 * MARGIN).limited(MAX_LINES);
        let linked = canvas
            .svg
            .link(event.href.as_deref(), event.accessible_name_beside(&block));
        if block.count() > 0 {
            let spot = beside(&block, &mark, y, canvas.lang.direction());
            canvas.write(&block, &spot);
        }
        let middle = y + block.height() + 2.0 + BAR / 2.0;
        mark.draw(&mut canvas.svg, middle);
        canvas.svg.end_link(linked);
        canvas.shown.push(mark.kind());
        y = middle + BAR / 2.0 + GAP;
    }
    y
}

/// Returns the position of a title: from the beginning of its mark, or else up to the end of the
/// mark, or else where it fits.
fn beside(block: &LabelBlock, mark: &DrawnMark, top: f64, direction: Direction) -> LabelSpot {
    let (least, most) = (MARGIN, WIDTH - MARGIN - block.width());
    let (on, back) = (mark.left, mark.right - block.width());
    let choices = match direction {
        Direction::LeftToRight => [(on, TextAnchor::Left), (back, TextAnchor::Right)],
        Direction::RightToLeft => [(back, TextAnchor::Right), (on, TextAnchor::Left)],
    };
    let fits =
        |(left, _): &(f64, TextAnchor)| *left >= least - SIZE / 2.0 && *left <= most + SIZE / 2.0;
    let (left, anchor) = choices.into_iter().find(fits).unwrap_or(match direction {
        Direction::LeftToRight => (on, TextAnchor::Left),
        Direction::RightToLeft => (back, TextAnchor::Right),
    });
    LabelSpot {
        rect: block.at(PlanePoint::new(left.min(most).max(least.min(most)), top)),
        anchor,
        rise: VerticalAnchor::Bottom,
    }
}
