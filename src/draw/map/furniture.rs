//! The scale bar, and the positions of scale bar and locator on a map.

use super::canvas::MapCanvas;
use super::land::draw_path;
use super::locator::SIDES;
use super::{MapFigure, PHONE_TYPE_SIZE, View};
use crate::draw::WIDTH;
use crate::draw::label::{LabelBlock, TextAnchor, VerticalAnchor};
use crate::draw::place::LabelSpot;
use crate::draw::plane::{PlanePoint, Rect, contains};
use crate::draw::svg::{PathEnd, Tag, number, path};

/// The distance of the scale bar and the locator from the frame.
const GAP: f64 = 5.0;
/// The maximum length of a scale bar.
const MAX_BAR: f64 = 84.0;

/// Draws the scale bar and the locator in free corners of the map, or else below it. Returns the
/// height of the figure.
pub fn draw(canvas: &mut MapCanvas, map: &MapFigure) -> f64 {
    let frame = canvas.frame();
    let (kilometres, length) = scale(canvas.ground.projection.scale());
    let text = LabelBlock::sized(
        &canvas.words.distance(kilometres),
        "nb",
        WIDTH,
        PHONE_TYPE_SIZE,
    );
    let bar = (length + 5.0 + text.width(), text.height());
    let has_locator = !canvas.ground.locator.is_empty();
    let locator = has_locator.then(|| corner(canvas, map, SIDES, [1, 0, 3, 2]));
    let scale_bar = corner(canvas, map, bar, [2, 3, 1, 0]);
    let below = match (&locator, scale_bar) {
        (Some(None), _) => SIDES.1 + 2.0 * GAP,
        (_, None) => bar.1 + 2.0 * GAP,
        _ => 0.0,
    };
    let strip = frame.bottom + GAP;
    if let Some(locator) = locator {
        let at = locator.map_or(PlanePoint::new(WIDTH - SIDES.0 - GAP, strip), |rect| {
            PlanePoint::new(rect.left, rect.top)
        });
        let shift = format!("translate({} {})", number(at.x), number(at.y));
        let ground = canvas.ground;
        canvas
            .svg
            .open(&Tag::new("g").class("locator").text("transform", &shift));
        canvas.svg.raw(&ground.locator);
        canvas.svg.close("g");
    }
    let scale_bar =
        scale_bar.unwrap_or_else(|| Rect::sized(PlanePoint::new(GAP, strip), bar.0, bar.1));
    let middle = scale_bar.centre().y;
    let line = [
        (0.0, -3.0),
        (0.0, 3.0),
        (0.0, 0.0),
        (length, 0.0),
        (length, -3.0),
        (length, 3.0),
    ];
    let line = line.map(|(x, y)| PlanePoint::new(scale_bar.left + x, middle + y));
    draw_path(&mut canvas.svg, "scale", &path(&line, PathEnd::Open));
    let position = LabelSpot {
        rect: text.at(PlanePoint::new(
            scale_bar.left + length + 5.0,
            scale_bar.top,
        )),
        anchor: TextAnchor::Left,
        rise: VerticalAnchor::Middle,
    };
    canvas.svg.label(&text, &position, "");
    frame.bottom + below
}

/// Returns the first of the four corners, in the order of rows, that has no mark and nothing of the
/// map's subject.
fn corner(
    canvas: &mut MapCanvas,
    map: &MapFigure,
    size: (f64, f64),
    order: [usize; 4],
) -> Option<Rect> {
    let inner = canvas.frame().grown(-GAP);
    let rects = order.map(|corner| {
        let x = if corner % 2 == 0 {
            inner.left
        } else {
            inner.right - size.0
        };
        let y = if corner < 2 {
            inner.top
        } else {
            inner.bottom - size.1
        };
        Rect::sized(PlanePoint::new(x, y), size.0, size.1)
    });
    let ground = canvas.ground;
    let is_about = |point: PlanePoint| match map.view {
        View::Area(focus) => ground
            .shapes
            .get(focus)
            .is_some_and(|shape| contains(shape, point)),
        View::Marks if ground.is_whole => ground.is_home(point),
        View::Marks => {
            let areas = map.areas.iter().zip(&ground.shapes);
            areas
                .filter(|(area, _)| area.is_hatched)
                .any(|(_, shape)| contains(shape, point))
        }
    };
    let cover = |rect: &Rect| {
        let share = |step: i32| f64::from(step) / 6.0;
        let points = (0..=6).flat_map(|row| (0..=6).map(move |column| (share(column), share(row))));
        points
            .filter(|(x, y)| {
                is_about(PlanePoint::new(
                    rect.left + rect.width() * x,
                    rect.top + rect.height() * y,
                ))
            })
            .count()
    };
    let free = rects.into_iter().filter(|rect| canvas.placer.fits(rect));
    let rect = free.min_by_key(|rect| cover(&rect.grown(2.0)))?;
    // A small part of the corner may be covered.
    if cover(&rect) > 16 {
        return None;
    }
    canvas.placer.reserve(rect.grown(2.0));
    Some(rect)
}

/// Returns the kilometres of a scale bar (1, 2 or 5 times a power of ten), and its length in units.
fn scale(units: f64) -> (u32, f64) {
    let mut best = 1;
    let mut power = 1;
    while power <= 1_000 {
        for step in [power, 2 * power, 5 * power] {
            if f64::from(step) * units <= MAX_BAR {
                best = step;
            }
        }
        power *= 10;
    }
    (best, (f64::from(best) * units).min(MAX_BAR))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_bar_is_a_round_number() {
        for (units, kilometres) in [(0.25, 200), (0.4, 200), (5.0, 10), (90.0, 1), (0.01, 5000)] {
            let (found, length) = scale(units);
            assert_eq!(found, kilometres, "{units}");
            assert!(length <= MAX_BAR);
        }
    }
}
