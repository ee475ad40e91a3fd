//! Base maps: projection, borders, coasts, rivers, towns and locator, shared by maps of the same
//! land.
//!
//! Projecting and simplifying outlines takes most of the time of a map, and many maps of a site
//! show the same land. So base maps are cached: one for a country with its regions, and one for
//! each region. Maps of a few places use *windows*: base maps whose centre, scale and height are in
//! steps, so that nearby places share one.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::super::WIDTH;
use super::super::countries::Countries;
use super::super::geo::{Fit, LonLat, Projection, Sphere, Topology};
use super::super::nature::{NaturalEarthTown, Nature, Water};
use super::super::plane::{
    PlanePoint, Rect, Rings, clip_line, clip_ring, contains, thinned, visual_centre,
};
use super::super::svg::{PathEnd, Svg, whole_path};
use super::land::{self, BEYOND, Land};
use super::locator::{self, Locator, LocatorExtent};
use super::{FIT, FIT_AREA, FIT_MARKS, MIN_ENLARGEMENT, MIN_TRIANGLE, MapFigure, View, shape_path};

/// The built-in data of maps, and the cache of base maps.
#[derive(Default)]
pub struct BaseMapData {
    countries: Countries,
    /// Parsed when the first map is drawn.
    nature: OnceLock<Nature>,
    /// Base maps by key. Only a cache: a base map does not depend on the order of maps.
    base_maps: Mutex<BTreeMap<Focus, Arc<CachedBaseMap>>>,
    /// Cached windows, by their projection.
    windows: Mutex<BTreeMap<([u64; 5], BaseMapKey), VisibleFeatures>>,
    /// Cached locators.
    locators: Mutex<Locators>,
}

/// Locators by their extent and their countries.
type Locators = BTreeMap<(Option<LocatorExtent>, Vec<String>), Arc<Locator>>;

/// The key of a base map: the map's countries, and the fingerprints of the boundaries of its
/// regions.
type BaseMapKey = (Vec<String>, Vec<u64>);

/// The key of a base map, and the index of the area that it is fitted to, if any.
type Focus = (BaseMapKey, Option<usize>);

/// A cached window.
struct VisibleFeatures {
    ground: Arc<BaseMap>,
    /// Whether the window was used again after the last eviction.
    again: bool,
}

/// The maximum number of windows in the cache. If it is reached, unused ones are evicted.
const MAX_WINDOWS: usize = 512;

/// A cached base map.
struct CachedBaseMap {
    ground: Arc<BaseMap>,
    /// The minimum and the maximum latitude and longitude of the visible land.
    bounds: Option<[f64; 4]>,
}

/// The base of a map: everything but its data.
pub struct BaseMap {
    pub projection: Projection,
    /// The height of the map, in units of the viewBox.
    pub height: f64,
    /// Whether the map's own countries are visible completely.
    pub is_whole: bool,
    /// The part of each area that is in the frame; empty if its boundary is not known.
    pub shapes: Vec<Rings>,
    /// The path of each area.
    pub paths: Vec<String>,
    /// The countries in the frame.
    pub land: Land,
    /// Sea, land and borders, as SVG.
    pub below: String,
    /// Waters and the border of the country, drawn over the regions.
    pub above: String,
    /// The rivers in the frame, the larger first.
    pub rivers: Vec<River>,
    /// The towns in the frame, the larger first.
    pub towns: Vec<(NaturalEarthTown, PlanePoint)>,
    /// The locator as SVG, with its upper left corner at the origin; empty if the map needs none.
    pub locator: String,
    /// The neighbouring countries in the frame.
    pub neighbours: Vec<Neighbour>,
    /// The best position for a name in each shape, computed on demand.
    name_positions: Vec<OnceLock<Option<PlanePoint>>>,
    home: Rings,
}

/// The part of a neighbouring country in the frame.
pub struct Neighbour {
    pub code: String,
    pub shape: Rings,
    /// The best position for its name, computed on demand.
    middle: OnceLock<Option<PlanePoint>>,
}

impl Neighbour {
    /// Returns the best position for the country's name.
    pub fn middle(&self) -> Option<PlanePoint> {
        *self.middle.get_or_init(|| middle(&self.shape))
    }
}

fn middle(shape: &[Vec<PlanePoint>]) -> Option<PlanePoint> {
    visual_centre(shape).map(|(middle, _)| middle)
}

/// The part of a river in the frame.
pub struct River {
    pub name: String,
    pub lines: Vec<Vec<PlanePoint>>,
    pub length: f64,
}

impl BaseMap {
    /// Returns the best position for the name of an area.
    pub fn middle(&self, area: usize) -> Option<PlanePoint> {
        *self.name_positions[area].get_or_init(|| middle(&self.shapes[area]))
    }

    /// Whether a point is in the map's own countries.
    pub fn is_home(&self, point: PlanePoint) -> bool {
        contains(&self.home, point)
    }
}

impl BaseMapData {
    /// Returns the outlines of countries.
    pub fn countries(&self) -> &Countries {
        &self.countries
    }

    fn nature(&self) -> &Nature {
        self.nature.get_or_init(Nature::new)
    }

    /// Returns the ISO 3166-1 code of the country that has the same name as a river.
    pub fn namesake(&self, river: &str) -> Option<&'static str> {
        let mut rivers = self.nature().rivers.iter();
        rivers.find(|known| known.name == river)?.country
    }

    /// Returns the base map of a map.
    pub(super) fn base_map_of(&self, map: &MapFigure) -> Arc<BaseMap> {
        let marks = map.marked_places();
        let has_country = map
            .home
            .iter()
            .any(|code| self.countries.get(code).is_some());
        if !has_country && map.areas.iter().all(|area| area.outline.rings().is_empty()) {
            return self.window(map, &marks, FIT);
        }
        if let View::Area(focus) = map.view
            && let Some(area) = map.areas.get(focus)
            && !area.outline.rings().is_empty()
        {
            let places = || area.outline.rings().iter().flatten().copied().collect();
            return Arc::clone(
                &self
                    .cached_base_map(map, Some(focus), &places, FIT_AREA)
                    .ground,
            );
        }
        let known = self.cached_base_map(map, None, &|| map.land(&self.countries), FIT);
        if !marks.is_empty() {
            let (closer, _) = Projection::fitted(&marks, FIT_MARKS);
            if closer.scale() > MIN_ENLARGEMENT * known.ground.projection.scale() {
                return self.window(map, &marks, FIT_MARKS);
            }
        }
        let within = |place: &LonLat| {
            known.bounds.is_some_and(|[south, north, west, east]| {
                (south..=north).contains(&place.lat) && (west..=east).contains(&place.lon)
            })
        };
        if marks.iter().all(within) {
            return Arc::clone(&known.ground);
        }
        let all = [map.land(&self.countries), marks].concat();
        let (projection, height) = Projection::fitted(&all, FIT);
        Arc::new(self.base_map(map, projection, height, true))
    }

    /// Returns the cached base map of the map's land, or of one of its areas (`focus`). If it is
    /// new, it is fitted to `places`.
    fn cached_base_map(
        &self,
        map: &MapFigure,
        focus: Option<usize>,
        places: &dyn Fn() -> Vec<LonLat>,
        fit: Fit,
    ) -> Arc<CachedBaseMap> {
        let key = (map.key(), focus);
        let known = self
            .base_maps
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&key)
            .cloned();
        known.unwrap_or_else(|| {
            let places = places();
            let (projection, height) = Projection::fitted(&places, fit);
            let known = Arc::new(CachedBaseMap {
                ground: Arc::new(self.base_map(map, projection, height, focus.is_none())),
                bounds: bounds(&places),
            });
            let mut base_maps = self
                .base_maps
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            Arc::clone(base_maps.entry(key).or_insert(known))
        })
    }

    /// Returns the base map of a few places, from the cache of windows.
    fn window(&self, map: &MapFigure, places: &[LonLat], fit: Fit) -> Arc<BaseMap> {
        let (projection, height) = Projection::stepped(places, fit);
        let key = (projection.key(), map.key());
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let known = windows.get_mut(&key).map(|seen| {
            seen.again = true;
            Arc::clone(&seen.ground)
        });
        drop(windows);
        known.unwrap_or_else(|| {
            let ground = Arc::new(self.base_map(map, projection, height, false));
            let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
            if windows.len() >= MAX_WINDOWS {
                // Windows that were not used again are evicted.
                windows.retain(|_, seen| std::mem::take(&mut seen.again));
            }
            windows.insert(
                key,
                VisibleFeatures {
                    ground: Arc::clone(&ground),
                    again: false,
                },
            );
            ground
        })
    }

    fn base_map(
        &self,
        map: &MapFigure,
        projection: Projection,
        height: f64,
        is_whole: bool,
    ) -> BaseMap {
        let frame = Rect::sized(PlanePoint::new(0.0, 0.0), WIDTH, height);
        let mut size = 0.0;
        let reach = frame.grown(BEYOND);
        let shapes: Vec<Rings> = map
            .areas
            .iter()
            .map(|area| {
                let rings = area
                    .outline
                    .rings()
                    .iter()
                    .filter_map(|ring| flat(&projection, ring));
                let shape: Rings = rings.collect();
                size += land::size(&shape);
                clipped(&shape, &reach)
            })
            .collect();
        let areas = Topology::new(&shapes, MIN_TRIANGLE);
        let land = Land::new(&self.countries, &map.home, &projection, &frame);
        let is_filled = land.is_filled(size) && size > 0.0;
        let mut svg = Svg::fragment();
        land.draw_below(&mut svg, is_filled);
        let below = svg.into_body();
        let mut svg = Svg::fragment();
        let rivers = self.draw_waters(&mut svg, &projection, &frame);
        land.draw_border(&mut svg, &areas, is_filled);
        let shapes: Vec<Rings> = areas
            .shapes()
            .iter()
            .map(|shape| clipped(shape, &frame))
            .collect();
        BaseMap {
            is_whole,
            paths: shapes.iter().map(|shape| shape_path(shape)).collect(),
            name_positions: shapes.iter().map(|_| OnceLock::new()).collect(),
            neighbours: land
                .neighbours()
                .map(|(code, shape)| Neighbour {
                    code: code.to_owned(),
                    shape,
                    middle: OnceLock::new(),
                })
                .collect(),
            home: if is_filled {
                areas.union(|_| true)
            } else {
                land.home()
            },
            shapes,
            locator: if is_whole && !map.home.is_empty() {
                String::new()
            } else {
                self.locator(map, &projection, &frame)
            },
            towns: self.towns(&projection, &frame),
            above: svg.into_body(),
            projection,
            height,
            land,
            below,
            rivers,
        }
    }

    /// Draws lakes and rivers. Returns the rivers in the frame.
    fn draw_waters(&self, svg: &mut Svg, projection: &Projection, frame: &Rect) -> Vec<River> {
        const THIN: f64 = 0.5;
        let around = land::visible_circle(projection, frame);
        let nature = self.nature();
        let lines = |water: &Water| -> Vec<Vec<PlanePoint>> {
            let near = water.lines.iter().filter(|line| line.circle.meets(&around));
            near.filter_map(|line| projection.ring(&line.points))
                .collect()
        };
        let mut lakes = String::new();
        for lake in &nature.lakes {
            for ring in lines(lake) {
                let ring = clip_ring(&ring, &frame.grown(BEYOND));
                let ring = clip_ring(&thinned(&ring, THIN), frame);
                lakes.push_str(&whole_path(&ring, PathEnd::Closed));
            }
        }
        let mut rivers = Vec::new();
        let (mut large, mut small) = (String::new(), String::new());
        for river in &nature.rivers {
            let seen: Vec<Vec<PlanePoint>> = lines(river)
                .iter()
                .flat_map(|line| clip_line(line, frame))
                .map(|line| thinned(&line, THIN))
                .collect();
            if seen.is_empty() {
                continue;
            }
            let to = if river.rank <= LARGE {
                &mut large
            } else {
                &mut small
            };
            seen.iter()
                .for_each(|line| to.push_str(&whole_path(line, PathEnd::Open)));
            let length = seen.iter().flat_map(|line| line.windows(2));
            rivers.push(River {
                name: river.name.clone(),
                length: length.map(|pair| pair[0].distance(pair[1])).sum(),
                lines: seen,
            });
        }
        land::draw_path(svg, "stream", &small);
        land::draw_path(svg, "river", &large);
        land::draw_path(svg, "lake", &lakes);
        rivers
    }

    /// Returns the towns in the frame.
    fn towns(&self, projection: &Projection, frame: &Rect) -> Vec<(NaturalEarthTown, PlanePoint)> {
        let around = land::visible_circle(projection, frame);
        let near = self
            .nature()
            .towns
            .iter()
            .filter(|town| around.has(town.point));
        near.filter_map(|town| {
            let at = projection.point(town.place)?;
            frame.has(at).then(|| (town.clone(), at))
        })
        .collect()
    }

    /// Returns the locator of a map, in its country or else in the world. Maps near each other
    /// share the part of the world.
    fn locator(&self, map: &MapFigure, projection: &Projection, frame: &Rect) -> String {
        let around = map
            .home
            .is_empty()
            .then(|| LocatorExtent::new(projection, frame));
        let key = (around, map.home.clone());
        let known = self
            .locators
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&key)
            .cloned();
        let known = known.unwrap_or_else(|| {
            Arc::new(match around {
                Some(around) => locator::world(&self.countries, around),
                None => locator::country(&self.countries, &map.home),
            })
        });
        let mut locators = self.locators.lock().unwrap_or_else(PoisonError::into_inner);
        let known = Arc::clone(locators.entry(key).or_insert(known));
        drop(locators);
        let mark = match (around, &known.projection) {
            (Some(around), _) => locator::mark(around, projection.place(frame.centre())),
            (None, Some(small)) => locator::window(small, projection, frame),
            (None, None) => String::new(),
        };
        if known.drawn.is_empty() {
            return String::new();
        }
        format!("{}{mark}", known.drawn)
    }
}

/// Rivers of at most this rank are drawn wider.
const LARGE: u8 = 4;

/// Returns the part of a shape in a box.
fn clipped(shape: &[Vec<PlanePoint>], frame: &Rect) -> Rings {
    let rings = shape.iter().map(|ring| clip_ring(ring, frame));
    rings.filter(|ring| ring.len() >= 3).collect()
}

fn flat(projection: &Projection, ring: &[LonLat]) -> Option<Vec<PlanePoint>> {
    projection.ring(&Sphere::all(ring))
}

/// Returns the bounds of places in degrees; `None` if they span half the globe.
fn bounds(places: &[LonLat]) -> Option<[f64; 4]> {
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

impl MapFigure {
    /// Returns the key of the map's base map.
    fn key(&self) -> BaseMapKey {
        let fingerprints = self.areas.iter().map(|area| area.outline.fingerprint());
        (self.home.clone(), fingerprints.collect())
    }

    /// Returns the outlines of the map's subject: its regions, or else its countries. Spots are not
    /// included.
    fn land(&self, countries: &Countries) -> Vec<LonLat> {
        let home = self.home.iter().filter_map(|code| countries.get(code));
        let land: Vec<LonLat> = home.flat_map(land::mainland).collect();
        if !land.is_empty() {
            return land;
        }
        let rings = self.areas.iter().flat_map(|area| area.outline.rings());
        rings.flatten().copied().collect()
    }

    /// Returns the places that have to be visible: the places of marks, and the outlines of vague
    /// regions.
    fn marked_places(&self) -> Vec<LonLat> {
        let areas = self.areas.iter().filter(|area| area.is_vague);
        let vague = areas.flat_map(|area| area.outline.rings()).flatten();
        let spots = self
            .spots
            .iter()
            .map(|spot| spot.place)
            .filter(LonLat::is_on_globe);
        spots.chain(vague.copied()).collect()
    }
}
