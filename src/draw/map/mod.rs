//! Maps: regions tinted by the number of events, places as dots, with towns, rivers and borders for
//! orientation.
//!
//! A map is fitted to its marks, or to the country if the marks cover most of it. A place is marked
//! by a dot, or by a ring if only its district is known. The area of either is proportional to its
//! number of events.
//! The tint of a region shows the number of events anywhere in it. A region is hatched only if the
//! map has few events and the place of one of them in the region is unknown. Nothing is shown by
//! colour alone: tints have numbers in the legend, marks differ in shape, and each map has a table.
//!
//! The same drawing is shown on phones and wide screens. Labels of the first class are placed at
//! the size of type on a phone. Labels of the second class (`w` in the stylesheet) are then placed
//! around them, at the maximum size at which they are shown. Type only shrinks from there.

mod canvas;
mod furniture;
mod ground;
mod inside;
mod land;
mod legend;
mod locator;
mod marks;
mod names;
mod rivers;
mod tint;
mod towns;

use std::sync::Arc;

pub use ground::{BaseMap, BaseMapData};
pub use legend::MapLegendItem;

use super::geo::{Fit, LonLat};
use super::nature;
use super::place::LabelPlacer;
use super::plane::{PlanePoint, Rect};
use super::svg::{PathEnd, Svg, Tag, whole_path};
use super::{Caption, Sample, WIDTH, real};
use crate::incremental::fingerprint;
use tint::Tints;

/// The size of type on a phone, in units of the viewBox; the stylesheet has the same value.
pub const PHONE_TYPE_SIZE: f64 = 14.7;
/// The maximum size of type at which labels of the second class are shown; the stylesheet has the
/// same value.
pub const WIDE_TYPE_SIZE: f64 = 10.8;

/// The content of a map.
#[derive(Clone, Debug)]
pub struct MapFigure {
    /// The accessible texts.
    pub caption: Caption,
    /// The ISO 3166-1 codes of the countries that the map is about.
    pub home: Vec<String>,
    /// The regions, in the order in which they are drawn.
    pub areas: Vec<Area>,
    /// The places with events.
    pub spots: Vec<MapSpot>,
    /// The site's own towns, in addition to the built-in ones. Towns whose names do not fit are
    /// left out.
    pub towns: Vec<MapTown>,
    /// The extent of the map.
    pub view: View,
}

/// The extent that a map is fitted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// All marks, or the country if the marks cover most of it.
    Marks,
    /// One of the areas.
    Area(usize),
}

/// A region.
#[derive(Clone, Debug)]
pub struct Area {
    /// The name of the region.
    pub name: String,
    /// The boundary of the region, with holes by the even-odd rule; empty if it is not known.
    pub outline: SharedOutline,
    /// The number of events anywhere in the region, which decides its tint.
    pub count: usize,
    /// Whether the region has events without a mark of their own, so that the map has to show all
    /// of it.
    pub is_vague: bool,
    /// Whether the region is hatched, to show that the place of an event in it is unknown.
    pub is_hatched: bool,
    /// The address to which the region links.
    pub href: Option<String>,
    /// The accessible name of the link.
    pub accessible_name: String,
}

/// A boundary that many maps may share.
#[derive(Clone, Debug, Default)]
pub struct SharedOutline {
    rings: Arc<Vec<Vec<LonLat>>>,
    print: u64,
}

impl SharedOutline {
    /// Returns an outline from rings in degrees.
    pub fn new(rings: Vec<Vec<LonLat>>) -> SharedOutline {
        let mut print = fingerprint::Fingerprint::default();
        for ring in &rings {
            print.number(ring.len() as u64);
            for place in ring {
                print.number(place.lat.to_bits());
                print.number(place.lon.to_bits());
            }
        }
        SharedOutline {
            rings: Arc::new(rings),
            print: print.finish(),
        }
    }

    /// Returns the rings, in degrees.
    pub fn rings(&self) -> &[Vec<LonLat>] {
        &self.rings
    }

    /// Returns the fingerprint of the boundary.
    pub fn fingerprint(&self) -> u64 {
        self.print
    }
}

/// A place with events.
#[derive(Clone, Debug)]
pub struct MapSpot {
    /// The name of the place.
    pub name: String,
    /// Its coordinates.
    pub place: LonLat,
    /// How precisely the place is known.
    pub precision: Precision,
    /// The number of events there, to which the area of the mark is proportional.
    pub count: usize,
    /// The address to which the mark links.
    pub href: Option<String>,
    /// The accessible name of the link.
    pub accessible_name: String,
}

/// How precisely a place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// At the place, or very near it.
    Place,
    /// Somewhere in the district around it.
    District,
    /// Several places too close to be distinguished. The largest gives the name.
    Several,
}

/// A town.
#[derive(Clone, Debug)]
pub struct MapTown {
    /// The name of the town.
    pub name: String,
    /// Its coordinates.
    pub place: LonLat,
}

/// The texts of a map, in the page's language.
pub trait MapWords {
    /// Returns a distance in kilometres, for the scale bar.
    fn distance(&self, kilometres: u32) -> String;

    /// Returns a number in the language's digits.
    fn number(&self, number: usize) -> String;

    /// Returns the name of a country, by its ISO 3166-1 code.
    fn country(&self, code: &str) -> Option<String>;

    /// Returns the name of a built-in town, or `None` if there is none in the script of the
    /// language.
    fn town(&self, town: &nature::NaturalEarthTown) -> Option<String>;

    /// Returns the name of a built-in river, or `None` if there is none in the script of the
    /// language.
    fn river(&self, name: &str) -> Option<String>;
}

/// A drawn map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DrawnMap {
    /// The inline `<svg>` element.
    pub svg: String,
    /// The indices of spots with invalid coordinates, or outside of the frame.
    pub left_out: Vec<usize>,
    /// Samples of the tints and marks on the map.
    pub legend: Vec<Sample<MapLegendItem>>,
    /// Whether marks differ in size.
    pub is_scaled: bool,
}

/// The minimum area of a triangle in borders, in square units. Smaller triangles are removed.
const MIN_TRIANGLE: f64 = 0.8;
/// The frame of a country.
const FIT: Fit = Fit {
    width: WIDTH,
    height: (190.0, 440.0),
    margin: 16.0,
    least: 60.0,
};
/// The frame of one region, with 6 percent of its size on each side.
const FIT_AREA: Fit = Fit {
    width: WIDTH,
    height: (230.0, 400.0),
    margin: WIDTH * 0.12 / 2.24,
    least: 60.0,
};
/// The frame of some marks. A single village is shown with its surroundings.
const FIT_MARKS: Fit = Fit {
    width: WIDTH,
    height: (230.0, 330.0),
    margin: 30.0,
    least: 260.0,
};
/// The minimum enlargement at which the map is fitted to its marks: their scale divided by that of
/// the country.
const MIN_ENLARGEMENT: f64 = 1.7;

/// The radius of a mark for one event; areas of marks are proportional to their counts.
const RADIUS: f64 = 4.4;
/// The maximum and the minimum radius. All marks are scaled down if one would be larger.
const MAX_RADIUS: f64 = 26.0;
const MIN_RADIUS: f64 = 3.0;
/// The minimum count that is written in its mark.
const MIN_LABELLED_COUNT: usize = 5;

impl MapFigure {
    /// Draws the map.
    pub fn draw(&self, lands: &BaseMapData, words: &dyn MapWords) -> DrawnMap {
        let ground = lands.base_map_of(self);
        let tints = Tints::for_counts(self.areas.iter().map(|area| area.count));
        let mut svg = Svg::new(&self.caption, "map");
        svg.raw(&ground.below);
        self.draw_areas(&mut svg, &ground, &tints);
        svg.raw(&ground.above);
        let mut canvas = canvas::MapCanvas {
            svg,
            placer: LabelPlacer::new(ground.land.frame()),
            ground: &ground,
            tints: &tints,
            words,
        };
        let discs = self.discs(&ground);
        for disc in &discs {
            canvas
                .placer
                .reserve(Rect::round(disc.at, disc.radius + 1.5));
        }
        let height = furniture::draw(&mut canvas, self);
        self.draw_names(&mut canvas, &discs);
        DrawnMap {
            left_out: (0..self.spots.len())
                .filter(|spot| discs.iter().all(|disc| disc.spot != *spot))
                .collect(),
            legend: self.legend(&ground, &tints, &discs),
            is_scaled: discs
                .iter()
                .any(|disc| self.spots[disc.spot].count != self.spots[discs[0].spot].count),
            svg: canvas.svg.finish(height),
        }
    }

    /// Draws the regions. Those with events are links to their pages.
    fn draw_areas(&self, svg: &mut Svg, ground: &BaseMap, tints: &Tints) {
        if self.areas.iter().any(|area| area.is_hatched) {
            let id = svg.id("hatch");
            svg.define(&legend::hatch(&id));
        }
        for (number, area) in self.areas.iter().enumerate() {
            let path = &ground.paths[number];
            if path.is_empty() {
                continue;
            }
            let linked = svg.link(
                area.href.as_deref().filter(|_| area.count > 0),
                &area.accessible_name,
            );
            let tag = Tag::new("path").text("d", path);
            let tag = match area.is_hatched {
                true => tag.class("area").text("fill", &svg.url("hatch")),
                // A region that the map is about is tinted, even without events.
                false => {
                    let least = usize::from(self.view == View::Area(number));
                    tag.class(&format!("area t{}", tints.class(area.count).max(least)))
                }
            };
            svg.draw(&tag);
            svg.end_link(linked);
        }
    }

    /// Returns the marks of all spots in the frame, the largest first.
    fn discs(&self, ground: &BaseMap) -> Vec<Disc> {
        let most = self
            .spots
            .iter()
            .map(|spot| spot.count)
            .max()
            .unwrap_or(1)
            .max(1);
        let unit = RADIUS.min(MAX_RADIUS / real(most).sqrt());
        // At a large scale, only a larger ring looks like a district.
        let wide = if ground.projection.scale() > 0.6 {
            7.0
        } else {
            RADIUS
        };
        let frame = ground.land.frame();
        let inner = frame.grown(-MIN_RADIUS);
        let mut discs: Vec<Disc> = self
            .spots
            .iter()
            .enumerate()
            .filter_map(|(spot, known)| {
                let at = ground
                    .projection
                    .point(known.place)
                    .filter(|at| inner.has(*at))?;
                let radius = match known.precision {
                    Precision::District => wide,
                    _ => MIN_RADIUS,
                };
                let radius = (unit * real(known.count.max(1)).sqrt()).max(radius);
                let room = (at.x - frame.left).min(frame.right - at.x);
                let room = room.min(at.y - frame.top).min(frame.bottom - at.y);
                Some(Disc {
                    spot,
                    at,
                    radius: radius.min(room),
                })
            })
            .collect();
        discs.sort_by_key(|disc| (std::cmp::Reverse(self.spots[disc.spot].count), disc.spot));
        discs
    }
}

/// The mark of a spot.
struct Disc {
    spot: usize,
    at: PlanePoint,
    radius: f64,
}

/// Returns the path of a shape, all its rings in one.
fn shape_path(shape: &[Vec<PlanePoint>]) -> String {
    shape
        .iter()
        .map(|ring| whole_path(ring, PathEnd::Closed))
        .collect()
}
