//! What maps of the same land have in common: projection, borders and coasts, and where in the world it is.
//!
//! Projecting and simplifying outlines is nearly all the work of a map, and most maps of a site show the same
//! land. So its ground is made once for each set of countries and regions. A map that shows more than these, or
//! none of them, has a ground of its own.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::super::WIDTH;
use super::super::countries::Countries;
use super::super::geo::{Place, Projection, Sphere, Topology};
use super::super::plane::{Point, Rect, Shape};
use super::super::svg::Svg;
use super::furniture::{self, Around};
use super::land::{self, Land};
use super::{FIT, Map, SIMPLER, shape_path};

/// The outlines of countries, and the grounds that were made from them.
#[derive(Default)]
pub struct Lands {
    countries: Countries,
    /// Only remembered, never told: the same ground whoever asks first.
    made: Mutex<BTreeMap<Key, Arc<Known>>>,
    /// Likewise what is seen of the world by maps that are about no land of their own, by their projection.
    windows: Mutex<BTreeMap<Window, Seen>>,
    /// Likewise small maps of where in the world a map is.
    locators: Mutex<Locators>,
}

/// Locators by what they show, and which countries they tell apart.
type Locators = BTreeMap<(Around, Vec<String>), Arc<str>>;

/// What a ground is made from: the map's countries, and the corners of its regions, as bits.
type Key = (Vec<String>, Vec<Vec<(u64, u64)>>);

/// A window, by its projection and the map's countries.
type Window = ([u64; 5], Vec<String>);

/// What is seen through a window.
struct Seen {
    ground: Arc<Ground>,
    /// Whether it was looked through again since room was made last.
    again: bool,
}

/// How many windows are remembered, until room is made.
const WINDOWS: usize = 512;

/// Land that was drawn before.
struct Known {
    ground: Arc<Ground>,
    /// The least and the greatest latitude and longitude of what is to be seen.
    bounds: Option<[f64; 4]>,
}

/// The land of a map.
pub struct Ground {
    pub projection: Projection,
    pub height: f64,
    pub areas: Topology,
    /// The path of each area.
    pub paths: Vec<String>,
    pub land: Land,
    /// Sea, land, borders and the outlines of regions, as SVG.
    pub drawn: String,
    /// What the map is about, which nothing should cover.
    pub busy: Shape,
    /// Where in the world this is, as SVG whose upper left corner is at nought.
    pub locator: String,
}

impl Ground {
    /// The outline of one of the map's areas; empty where none is known.
    pub fn shape(&self, area: usize) -> &[Vec<Point>] {
        self.areas.shapes().get(area).map_or(&[], Vec::as_slice)
    }
}

impl Lands {
    /// The outlines of countries.
    pub fn countries(&self) -> &Countries {
        &self.countries
    }

    /// The ground of a map.
    pub(super) fn ground(&self, map: &Map) -> Arc<Ground> {
        let land = map.land(&self.countries);
        if land.is_empty() {
            return self.window(map);
        }
        let bits = |place: &Place| (place.lat.to_bits(), place.lon.to_bits());
        let rings = map
            .areas
            .iter()
            .map(|area| area.rings.iter().flatten().map(bits).collect());
        let key = (map.home.clone(), rings.collect());
        let known = self
            .made
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&key)
            .cloned();
        let known = known.unwrap_or_else(|| {
            let known = Arc::new(Known {
                ground: Arc::new(self.made_for(map, Projection::fitted(&land, FIT))),
                bounds: bounds(&land),
            });
            let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(made.entry(key).or_insert(known))
        });
        let within = |place: &Place| {
            known.bounds.is_some_and(|[south, north, west, east]| {
                (south..=north).contains(&place.lat) && (west..=east).contains(&place.lon)
            })
        };
        if map.marked_places().all(|place| within(&place)) {
            return Arc::clone(&known.ground);
        }
        Arc::new(self.made_for(map, Projection::fitted(&map.extent(land), FIT)))
    }

    /// The ground of a map that is about no land of its own: one of the windows on the world through which such maps look.
    fn window(&self, map: &Map) -> Arc<Ground> {
        let (projection, height) = Projection::stepped(&map.extent(Vec::new()), FIT);
        let key = (projection.key(), map.home.clone());
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let known = windows.get_mut(&key).map(|seen| {
            seen.again = true;
            Arc::clone(&seen.ground)
        });
        drop(windows);
        known.unwrap_or_else(|| {
            let ground = Arc::new(self.made_for(map, (projection, height)));
            let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
            if windows.len() >= WINDOWS {
                // Those that nobody looked through again make room.
                windows.retain(|_, seen| std::mem::take(&mut seen.again));
            }
            windows.insert(
                key,
                Seen {
                    ground: Arc::clone(&ground),
                    again: false,
                },
            );
            ground
        })
    }

    fn made_for(&self, map: &Map, (projection, height): (Projection, f64)) -> Ground {
        let frame = Rect::sized(Point::new(0.0, 0.0), WIDTH, height);
        let shapes: Vec<Shape> = map
            .areas
            .iter()
            .map(|area| area.rings.iter().filter_map(|ring| flat(&projection, ring)).collect())
            .collect();
        let areas = Topology::new(&shapes, SIMPLER);
        let land = Land::new(&self.countries, &map.home, &projection, &frame);
        let mut svg = Svg::fragment();
        land.draw(&mut svg, &areas);
        let drawn = svg.into_body();
        Ground {
            paths: areas.shapes().iter().map(|shape| shape_path(shape)).collect(),
            busy: land.home().into_iter().chain(areas.union(|_| true)).collect(),
            locator: self.locator(map, &projection, &frame),
            projection,
            height,
            areas,
            land,
            drawn,
        }
    }

    /// Where in the world a map is. Maps that lie near one another show the same part of the world, with a mark each.
    fn locator(&self, map: &Map, projection: &Projection, frame: &Rect) -> String {
        let around = Around::of(projection, frame);
        let key = (around, map.home.clone());
        let known = self
            .locators
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&key)
            .cloned();
        let world = known.unwrap_or_else(|| furniture::world(&self.countries, &map.home, around).into());
        let mut locators = self.locators.lock().unwrap_or_else(PoisonError::into_inner);
        let world = Arc::clone(locators.entry(key).or_insert(world));
        drop(locators);
        format!(
            "{world}{}",
            furniture::mark(&world, around, projection.place(frame.centre()))
        )
    }
}

fn flat(projection: &Projection, ring: &[Place]) -> Option<Vec<Point>> {
    projection.ring(&Sphere::all(ring))
}

/// The bounds of places in degrees; none of what lies round half the globe, which has no bounds in degrees.
fn bounds(places: &[Place]) -> Option<[f64; 4]> {
    let first = places.first()?;
    let bounds = places
        .iter()
        .fold([first.lat, first.lat, first.lon, first.lon], |b, place| {
            [
                b[0].min(place.lat),
                b[1].max(place.lat),
                b[2].min(place.lon),
                b[3].max(place.lon),
            ]
        });
    (bounds[3] - bounds[2] < 180.0).then_some(bounds)
}

impl Map {
    /// The places of what a map is about: its regions, else its countries; never its spots.
    fn land(&self, countries: &Countries) -> Vec<Place> {
        let rings = self.areas.iter().flat_map(|area| area.rings.iter().flatten().copied());
        let land: Vec<Place> = rings.collect();
        if !land.is_empty() {
            return land;
        }
        let home = self.home.iter().filter_map(|code| countries.get(code));
        home.flat_map(land::mainland).collect()
    }

    /// Places that have to be on the map whatever its land.
    fn marked_places(&self) -> impl Iterator<Item = Place> + '_ {
        let marked = self.areas.iter().filter(|area| area.mark.is_some());
        let spots = self.spots.iter().map(|spot| spot.place);
        spots.chain(marked.filter_map(|area| area.seat))
    }

    /// Every place that is to be seen.
    fn extent(&self, mut land: Vec<Place>) -> Vec<Place> {
        land.extend(self.marked_places());
        land
    }
}
