//! The two axes of a chart: numbers and days.

use super::FOOT;
use crate::draw::WIDTH;
use crate::draw::label::{LINE, LabelBlock, TextAnchor};
use crate::draw::place::LabelPlacer;
use crate::draw::plane::{PlanePoint, Rect};
use crate::draw::svg::{PathEnd, Svg, Tag, along, path};
use crate::draw::ticks::{TimeAxis, TimeWords};
use crate::lang::{Direction, Lang};

/// Draws the grid lines of the axis of numbers with their labels; `numbers` has the height and the
/// text of each.
pub(super) fn draw_numbers(svg: &mut Svg, numbers: &[(f64, String)], margin: f64, lang: Lang) {
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

/// Draws the ticks of the axis of time with their labels.
pub(super) fn draw_days(
    svg: &mut Svg,
    axis: &TimeAxis,
    margin: f64,
    ground: f64,
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
        // A label at the edge stays within the figure and beside the axis of numbers.
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
