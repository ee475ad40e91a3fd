//! The scale bar, and the locator: a small map of where in the world this is.

use super::super::WIDTH;
use super::super::countries::Countries;
use super::super::geo::{Place, Projection, Topology};
use super::super::label::{Anchor, Block, LINE};
use super::super::plane::{Point, Rect, Shape, clip_ring, contains, ring_area};
use super::super::svg::{End, Svg, Tag, element, number, path};
use super::land::{draw_path, shapes};
use super::names::Sheet;

const SIDE: f64 = 68.0;
const GAP: f64 = 6.0;
/// The longest that a scale bar may be.
const LONGEST: f64 = 84.0;

/// Draws both in corners that the map does not need, else below the map; returns the figure's height.
pub fn draw(sheet: &mut Sheet, distance: &dyn Fn(u32) -> String) -> f64 {
    let frame = sheet.frame();
    let (kilometres, length) = scale(sheet.ground.projection.scale());
    let text = Block::new(&distance(kilometres), "soft", WIDTH);
    let bar = (length.max(text.width()), LINE + 6.0);
    let busy = &sheet.ground.busy;
    let locator = corner(sheet, busy, (SIDE, SIDE), [3, 0, 2, 1]);
    let scale_bar = corner(sheet, busy, bar, [2, 3, 1, 0]);
    let below = match (locator, scale_bar) {
        (None, _) => SIDE + 2.0 * GAP,
        (_, None) => bar.1 + 2.0 * GAP,
        _ => 0.0,
    };
    let strip = frame.bottom + GAP;
    let locator = locator.unwrap_or_else(|| Rect::sized(Point::new(WIDTH - SIDE - GAP, strip), SIDE, SIDE));
    let scale_bar = scale_bar.unwrap_or_else(|| Rect::sized(Point::new(GAP, strip), bar.0, bar.1));
    let shift = format!("translate({} {})", number(locator.left), number(locator.top));
    let ground = sheet.ground;
    sheet
        .svg
        .open(&Tag::new("g").class("locator").text("transform", &shift));
    sheet.svg.raw(&ground.locator);
    sheet.svg.close("g");
    let line = [
        (scale_bar.left, scale_bar.bottom - 5.0),
        (scale_bar.left, scale_bar.bottom - 1.0),
        (scale_bar.left + length, scale_bar.bottom - 1.0),
        (scale_bar.left + length, scale_bar.bottom - 5.0),
    ];
    let line = line.map(|(x, y)| Point::new(x, y));
    draw_path(&mut sheet.svg, "scale", &path(&line, End::Open));
    let at = Point::new(scale_bar.left, scale_bar.top);
    sheet.svg.block(&text, at, Anchor::Left);
    frame.bottom + below
}

/// The first of the four corners, counted by rows, that holds neither a mark nor any of the map's own land.
fn corner(sheet: &mut Sheet, busy: &Shape, size: (f64, f64), order: [usize; 4]) -> Option<Rect> {
    let inner = sheet.frame().grown(-GAP);
    let rects = order.map(|corner| {
        let x = if corner % 2 == 0 {
            inner.left
        } else {
            inner.right - size.0
        };
        let y = if corner < 2 { inner.top } else { inner.bottom - size.1 };
        Rect::sized(Point::new(x, y), size.0, size.1)
    });
    let is_empty = |rect: &Rect| {
        let share = |step: i32| f64::from(step) / 6.0;
        (0..=6).all(|row| {
            (0..=6).all(|column| {
                let x = rect.left + rect.width() * share(column);
                let y = rect.top + rect.height() * share(row);
                !contains(busy, Point::new(x, y))
            })
        })
    };
    let rect = rects
        .into_iter()
        .find(|rect| sheet.placer.fits(rect) && is_empty(&rect.grown(2.0)))?;
    sheet.placer.take(rect.grown(2.0));
    Some(rect)
}

/// The kilometres of a scale bar, one, two or five and noughts, and its length.
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

/// The part of the world that a locator shows: round a place in whole steps, as far as a step says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Around {
    lat: i32,
    lon: i32,
    reach: i32,
}

/// From one middle of a locator to the next, in degrees.
const STEP: f64 = 3.0;
/// The least that a locator shows on each side, in kilometres; each step of its reach is half as much again.
const NEAREST: f64 = 1_500.0;
const FARTHER: f64 = 1.5;

impl Around {
    pub fn of(projection: &Projection, frame: &Rect) -> Around {
        let corner = Point::new(frame.left, frame.top).distance(frame.centre());
        let reach = (corner / projection.scale() * 2.6).clamp(NEAREST, 9_000.0);
        let middle = projection.place(frame.centre());
        Around {
            lat: whole(middle.lat / STEP),
            lon: whole(middle.lon / STEP),
            reach: whole((reach / NEAREST).ln() / FARTHER.ln()),
        }
    }

    fn projection(self) -> Projection {
        let middle = Place {
            lat: (f64::from(self.lat) * STEP).clamp(-90.0, 90.0),
            lon: f64::from(self.lon) * STEP,
        };
        Projection::centred(middle, NEAREST * FARTHER.powi(self.reach), &square())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "degrees and logarithms of lengths on the globe are small"
)]
fn whole(value: f64) -> i32 {
    value.round() as i32
}

/// Where a locator is drawn, before it is moved to its place.
fn square() -> Rect {
    Rect::sized(Point::new(0.0, 0.0), SIDE, SIDE)
}

/// Draws a part of the world, with the map's own countries told apart, and an edge round it.
pub fn world(countries: &Countries, home: &[String], around: Around) -> String {
    let rect = &square();
    let seen = shapes(countries, &around.projection(), rect, GAP, |_, _| {});
    let is_home: Vec<bool> = seen.iter().map(|(country, _)| home.contains(&country.code)).collect();
    let all: Vec<Shape> = seen.into_iter().map(|(_, shape)| shape).collect();
    let topology = Topology::new(&all, 0.4);
    let clipped = |shape: Shape| -> Shape {
        let rings = shape.iter().map(|ring| clip_ring(ring, rect));
        rings.filter(|ring| ring_area(ring).abs() > 1.0).collect()
    };
    let written = |shape: &Shape| -> String { shape.iter().map(|ring| path(ring, End::Closed)).collect() };
    let home = clipped(topology.union(|country| is_home[country]));
    let size: f64 = home.iter().map(|ring| ring_area(ring).abs()).sum();
    let box_of = |class: &str| {
        let tag = Tag::new("rect").class(class);
        tag.number("width", rect.width()).number("height", rect.height())
    };
    let mut svg = Svg::fragment();
    svg.draw(&box_of("sea"));
    draw_path(&mut svg, "land", &written(&clipped(topology.union(|_| true))));
    if size >= 12.0 {
        draw_path(&mut svg, "here", &written(&home));
    }
    svg.draw(&box_of("edge"));
    svg.into_body()
}

/// A dot on a locator that tells no countries apart.
pub fn mark(world: &str, around: Around, place: Place) -> String {
    if world.contains("class=\"here\"") {
        return String::new();
    }
    let Some(at) = around.projection().point(place) else {
        return String::new();
    };
    element(&Tag::new("circle").class("here").at(["cx", "cy"], at).number("r", 3.0))
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
