//! Locators: small maps of the position of a map in its country or in the world.

use super::land::{draw_path, mainland, shapes};
use crate::draw::countries::Countries;
use crate::draw::geo::{Fit, LonLat, Projection, Topology};
use crate::draw::plane::{PlanePoint, Rect, Rings, clip_ring, ring_area};
use crate::draw::svg::{PathEnd, Svg, Tag, element, whole_path};

/// The width and height of a locator.
pub const SIDES: (f64, f64) = (72.0, 66.0);
/// The distance to which outlines reach beyond the box of a locator before they are clipped.
const GAP: f64 = 5.0;

/// A small map of the position of a map in its country or the world.
pub struct Locator {
    /// The locator as SVG.
    pub drawn: String,
    /// The projection of the country; `None` if the locator shows a part of the world.
    pub projection: Option<Projection>,
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
/// The minimum extent of a locator on each side, in kilometres. Each step multiplies it by
/// `FARTHER`.
const MIN_EXTENT: f64 = 1_500.0;
const FARTHER: f64 = 1.5;

impl LocatorExtent {
    /// Returns the extent of the locator of a map, which shows the surroundings of the map.
    pub fn new(projection: &Projection, frame: &Rect) -> LocatorExtent {
        let corner = PlanePoint::new(frame.left, frame.top).distance(frame.centre());
        let reach = (corner / projection.scale() * 2.6).clamp(MIN_EXTENT, 9_000.0);
        let middle = projection.place(frame.centre());
        LocatorExtent {
            lat: whole(middle.lat / STEP),
            lon: whole(middle.lon / STEP),
            reach: whole((reach / MIN_EXTENT).ln() / FARTHER.ln()),
        }
    }

    /// Returns the projection of the extent.
    fn projection(self) -> Projection {
        let middle = LonLat {
            lat: (f64::from(self.lat) * STEP).clamp(-90.0, 90.0),
            lon: f64::from(self.lon) * STEP,
        };
        Projection::centred(
            middle,
            MIN_EXTENT * FARTHER.powi(self.reach),
            &locator_rect(),
        )
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "degrees and logarithms of lengths on the globe are small"
)]
fn whole(value: f64) -> i32 {
    value.round() as i32
}

/// The minimum area of a triangle in the outlines of a locator, in square units. Smaller triangles
/// are removed.
const MIN_TRIANGLE: f64 = 1.0;

/// Returns the box of a locator at the origin. It is moved to its position from there.
fn locator_rect() -> Rect {
    Rect::sized(PlanePoint::new(0.0, 0.0), SIDES.0, SIDES.1)
}

/// Begins a rectangle of the size of a locator.
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
    let topology = Topology::new(&all, MIN_TRIANGLE);
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
    let topology = Topology::new(&all, MIN_TRIANGLE);
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
