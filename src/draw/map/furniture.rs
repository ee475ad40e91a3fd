//! The scale bar and the locator: a small map of the position in the country or in the world.

use super::super::WIDTH;
use super::super::countries::Countries;
use super::super::geo::{Fit, LonLat, Projection, Topology};
use super::super::label::{LabelBlock, TextAnchor, VerticalAnchor};
use super::super::place::LabelSpot as Position;
use super::super::plane::{PlanePoint, Rect, Rings, clip_ring, contains, ring_area};
use super::super::svg::{PathEnd, Svg, Tag, element, number, path, whole_path};
use super::canvas::MapCanvas;
use super::ground::Locator;
use super::land::{draw_path, mainland, shapes};
use super::{MapFigure, PHONE, View};

/// The width and height of a locator.
const SIDES: (f64, f64) = (72.0, 66.0);
const GAP: f64 = 5.0;
/// The greatest length of a scale bar.
const LONGEST: f64 = 84.0;

/// Draws both in free corners of the map, or else below it. Returns the height of the figure.
pub fn draw(canvas: &mut MapCanvas, map: &MapFigure) -> f64 {
    let frame = canvas.frame();
    let (kilometres, length) = scale(canvas.ground.projection.scale());
    let text = LabelBlock::sized(&canvas.words.distance(kilometres), "nb", WIDTH, PHONE);
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
    let position = Position {
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

/// Returns the first of the four corners, by rows, that has no mark and nothing of the map's
/// subject.
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
            if f64::from(step) * units <= LONGEST {
                best = step;
            }
        }
        power *= 10;
    }
    (best, (f64::from(best) * units).min(LONGEST))
}

/// The part of the world in a locator: its centre and its extent in steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocatorExtent {
    lat: i32,
    lon: i32,
    reach: i32,
}

/// The step of the centre of a locator, in degrees.
const STEP: f64 = 3.0;
/// The least extent of a locator on each side, in kilometres. Each step multiplies it by `FARTHER`.
const NEAREST: f64 = 1_500.0;
const FARTHER: f64 = 1.5;

impl LocatorExtent {
    pub fn new(projection: &Projection, frame: &Rect) -> LocatorExtent {
        let corner = PlanePoint::new(frame.left, frame.top).distance(frame.centre());
        let reach = (corner / projection.scale() * 2.6).clamp(NEAREST, 9_000.0);
        let middle = projection.place(frame.centre());
        LocatorExtent {
            lat: whole(middle.lat / STEP),
            lon: whole(middle.lon / STEP),
            reach: whole((reach / NEAREST).ln() / FARTHER.ln()),
        }
    }

    fn projection(self) -> Projection {
        let middle = LonLat {
            lat: (f64::from(self.lat) * STEP).clamp(-90.0, 90.0),
            lon: f64::from(self.lon) * STEP,
        };
        Projection::centred(middle, NEAREST * FARTHER.powi(self.reach), &locator_rect())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "degrees and logarithms of lengths on the globe are small"
)]
fn whole(value: f64) -> i32 {
    value.round() as i32
}

/// Triangles of less than this many square units are removed from the outlines of a locator.
const COARSE: f64 = 1.0;

/// Returns the box of a locator at the origin, from which it is moved to its position.
fn locator_rect() -> Rect {
    Rect::sized(PlanePoint::new(0.0, 0.0), SIDES.0, SIDES.1)
}

fn box_tag(class: &str) -> Tag {
    let rect = locator_rect();
    let tag = Tag::new("rect").class(class);
    tag.number("width", rect.width())
        .number("height", rect.height())
}

/// Draws the outline of countries; empty if none of them is known.
pub fn country(countries: &Countries, home: &[String]) -> Locator {
    let rect = &locator_rect();
    let places: Vec<LonLat> = home
        .iter()
        .filter_map(|code| countries.get(code))
        .flat_map(mainland)
        .collect();
    let fit = Fit {
        width: rect.width(),
        height: (rect.height(), rect.height()),
        margin: 5.0,
        least: 60.0,
    };
    let (projection, _) = Projection::fitted(&places, fit);
    let seen = shapes(countries, &projection, rect, GAP, |_, _| {});
    let own = seen
        .into_iter()
        .filter(|(country, _)| home.contains(&country.code));
    let all: Vec<Rings> = own.map(|(_, shape)| shape).collect();
    let topology = Topology::new(&all, COARSE);
    let outline = topology.union(|_| true);
    let drawn: String = outline
        .iter()
        .map(|ring| whole_path(&clip_ring(ring, rect), PathEnd::Closed))
        .collect();
    let mut svg = Svg::fragment();
    if !drawn.is_empty() {
        svg.draw(&box_tag("edge"));
        draw_path(&mut svg, "whole", &drawn);
    }
    Locator {
        drawn: svg.into_body(),
        projection: Some(projection),
    }
}

/// Draws the frame of a map on the locator of its country.
pub fn window(small: &Projection, projection: &Projection, frame: &Rect) -> String {
    let corners = [
        PlanePoint::new(frame.left, frame.top),
        PlanePoint::new(frame.right, frame.top),
        PlanePoint::new(frame.left, frame.bottom),
        PlanePoint::new(frame.right, frame.bottom),
    ];
    let points: Vec<PlanePoint> = corners
        .iter()
        .filter_map(|corner| small.point(projection.place(*corner)))
        .collect();
    let Some(rect) = Rect::around(&points) else {
        return String::new();
    };
    let inner = locator_rect().grown(-1.0);
    // The map may show places outside of this country.
    if !rect.overlaps(&inner) {
        return String::new();
    }
    let (left, top) = (rect.left.max(inner.left), rect.top.max(inner.top));
    let tag = Tag::new("rect")
        .class("here")
        .at(["x", "y"], PlanePoint::new(left, top));
    let width = (rect.right.min(inner.right) - left).max(3.0);
    let height = (rect.bottom.min(inner.bottom) - top).max(3.0);
    element(&tag.number("width", width).number("height", height))
}

/// Draws a part of the world with a frame.
pub fn world(countries: &Countries, around: LocatorExtent) -> Locator {
    let rect = &locator_rect();
    let seen = shapes(countries, &around.projection(), rect, GAP, |_, _| {});
    let all: Vec<Rings> = seen.into_iter().map(|(_, shape)| shape).collect();
    let topology = Topology::new(&all, COARSE);
    let rings = topology
        .union(|_| true)
        .into_iter()
        .map(|ring| clip_ring(&ring, rect));
    let land: String = rings
        .filter(|ring| ring_area(ring).abs() > 1.0)
        .map(|ring| whole_path(&ring, PathEnd::Closed))
        .collect();
    let mut svg = Svg::fragment();
    svg.draw(&box_tag("sea"));
    draw_path(&mut svg, "land", &land);
    svg.draw(&box_tag("frame"));
    Locator {
        drawn: svg.into_body(),
        projection: None,
    }
}

/// Draws a dot on a locator of a part of the world.
pub fn mark(around: LocatorExtent, place: LonLat) -> String {
    let Some(at) = around.projection().point(place) else {
        return String::new();
    };
    element(
        &Tag::new("circle")
            .class("spot")
            .at(["cx", "cy"], at)
            .number("r", 3.0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_bar_is_a_round_number() {
        for (units, kilometres) in [(0.25, 200), (0.4, 200), (5.0, 10), (90.0, 1), (0.01, 5000)] {
            let (found, length) = scale(units);
            assert_eq!(found, kilometres, "{units}");
            assert!(length <= LONGEST);
        }
    }
}
