//! The land of a map: its own countries and their neighbours, with borders and coasts.

use super::super::countries::{Circle, Countries, Country};
use super::super::geo::{LonLat, Projection, Topology};
use super::super::plane::{PlanePoint, Rect, Rings, clip_line, clip_ring, ring_area};
use super::super::svg::{PathEnd, Svg, Tag, whole_path};
use super::MIN_TRIANGLE;

/// The countries in the frame.
pub struct Land {
    countries: Topology,
    codes: Vec<String>,
    is_home: Vec<bool>,
    /// The area of the map's own countries, including the parts outside of the frame.
    home_size: f64,
    frame: Rect,
}

/// The distance to which land is drawn beyond the frame, so that the edges at which it is clipped
/// are invisible.
pub const BEYOND: f64 = 24.0;

impl Land {
    pub fn new(
        countries: &Countries,
        home: &[String],
        projection: &Projection,
        frame: &Rect,
    ) -> Land {
        let is_home = |country: &Country| {
            home.contains(&country.code) && countries.get(&country.code).is_some()
        };
        let mut home_size = 0.0;
        let seen = shapes(countries, projection, frame, BEYOND, |country, ring| {
            if is_home(country) {
                home_size += ring_area(ring).abs();
            }
        });
        Land {
            home_size,
            is_home: seen.iter().map(|(country, _)| is_home(country)).collect(),
            codes: seen
                .iter()
                .map(|(country, _)| country.code.clone())
                .collect(),
            countries: Topology::new(
                &seen.into_iter().map(|(_, shape)| shape).collect::<Vec<_>>(),
                MIN_TRIANGLE,
            ),
            frame: *frame,
        }
    }

    /// Returns the map's own countries.
    pub fn home(&self) -> Rings {
        self.countries.union(|country| self.is_home[country])
    }

    /// Draws sea, land, foreign borders and, if the regions do not fill them, the map's own
    /// countries.
    pub fn draw_below(&self, svg: &mut Svg, is_filled: bool) {
        let frame = Tag::new("rect").number("width", self.frame.width());
        let frame = frame.number("height", self.frame.height());
        let coast = self.lines(&self.countries, |shapes| shapes.len() == 1);
        if coast.is_empty() && !self.codes.is_empty() {
            svg.draw(&frame.class("land"));
        } else {
            svg.draw(&frame.class("sea"));
            draw_path(svg, "land", &self.clipped(&self.countries.union(|_| true)));
            draw_path(svg, "coast", &coast);
        }
        let foreign = self.lines(&self.countries, |shapes| {
            shapes.len() > 1 && !shapes.iter().any(|shape| self.is_home[*shape])
        });
        draw_path(svg, "border", &foreign);
        if !is_filled {
            draw_path(svg, "home", &self.clipped(&self.home()));
        }
    }

    /// Draws the border of the map's own countries. If the regions fill these, the border of the
    /// regions is used, because it is more exact.
    pub fn draw_border(&self, svg: &mut Svg, areas: &Topology, is_filled: bool) {
        let lines = if is_filled {
            self.lines(areas, |shapes| shapes.len() == 1)
        } else {
            self.lines(&self.countries, |shapes| {
                shapes.iter().any(|shape| self.is_home[*shape])
            })
        };
        draw_path(svg, "outline", &lines);
    }

    /// Whether regions of this area fill the map's own countries.
    pub fn is_filled(&self, size: f64) -> bool {
        size > 0.8 * self.home_size
    }

    /// Returns the box of the map itself, without the scale bar and locator below it.
    pub fn frame(&self) -> Rect {
        self.frame
    }

    /// Returns the neighbouring countries, by code, with the visible part of each.
    pub fn neighbours(&self) -> impl Iterator<Item = (&str, Rings)> {
        self.codes.iter().enumerate().filter_map(|(at, code)| {
            let shape: Rings = self.countries.shapes()[at]
                .iter()
                .map(|ring| clip_ring(ring, &self.frame))
                .filter(|ring| ring.len() >= 3)
                .collect();
            (!self.is_home[at] && !shape.is_empty()).then_some((code.as_str(), shape))
        })
    }

    fn clipped(&self, shape: &[Vec<PlanePoint>]) -> String {
        let rings = shape.iter().map(|ring| clip_ring(ring, &self.frame));
        rings
            .map(|ring| whole_path(&ring, PathEnd::Closed))
            .collect()
    }

    /// Returns the path of the borders whose shapes, by index, satisfy `is_wanted`.
    fn lines(&self, of: &Topology, is_wanted: impl Fn(&[usize]) -> bool) -> String {
        let borders = of
            .borders()
            .iter()
            .filter(|border| is_wanted(&border.shapes));
        let lines = borders.flat_map(|border| clip_line(&border.line, &self.frame));
        lines.map(|line| whole_path(&line, PathEnd::Open)).collect()
    }
}

/// Returns the places of a country without overseas territories: its largest ring and those nearby.
pub fn mainland(country: &Country) -> Vec<LonLat> {
    // Areas are only compared with each other, so degrees of latitude are good enough as a unit.
    let flat = |ring: &Vec<LonLat>| -> Vec<PlanePoint> {
        ring.iter()
            .map(|place| PlanePoint::new(place.lon * place.lat.to_radians().cos(), place.lat))
            .collect()
    };
    let rings: Vec<(Vec<PlanePoint>, &Vec<LonLat>)> = country
        .rings
        .iter()
        .map(|ring| (flat(ring), ring))
        .collect();
    let area = |ring: &[PlanePoint]| ring_area(ring).abs();
    let largest = rings
        .iter()
        .max_by(|a, b| area(&a.0).total_cmp(&area(&b.0)))
        .and_then(|(ring, _)| Rect::around(ring));
    let Some(largest) = largest else {
        return Vec::new();
    };
    let reach = largest.grown(largest.width().max(largest.height()).max(2.0) * 0.5);
    rings
        .into_iter()
        .filter(|(ring, _)| Rect::around(ring).is_some_and(|bounds| reach.holds(&bounds)))
        .flat_map(|(_, places)| places.iter().copied())
        .collect()
}

/// Returns the countries in a box, with their rings clipped at a distance of `beyond` from it.
/// `whole` is called with each ring before it is clipped.
pub fn shapes<'a>(
    countries: &'a Countries,
    projection: &Projection,
    frame: &Rect,
    beyond: f64,
    mut whole: impl FnMut(&Country, &[PlanePoint]),
) -> Vec<(&'a Country, Rings)> {
    let around = visible_circle(projection, frame);
    let (near, reach) = (frame.grown(4.0), frame.grown(beyond));
    countries
        .iter()
        .filter(|country| country.circle.meets(&around))
        .filter_map(|country| {
            let rings = country.points.iter().zip(&country.circles);
            let rings = rings.filter(|(_, circle)| circle.meets(&around));
            let mut shape = Rings::new();
            for ring in rings.filter_map(|(ring, _)| projection.ring(ring)) {
                if Rect::around(&ring).is_some_and(|bounds| bounds.overlaps(&near)) {
                    whole(country, &ring);
                    shape.push(clip_ring(&ring, &reach));
                }
            }
            shape.retain(|ring| ring.len() >= 3);
            (!shape.is_empty()).then_some((country, shape))
        })
        .collect()
}

/// Returns a circle on the globe around everything in a box.
pub fn visible_circle(projection: &Projection, frame: &Rect) -> Circle {
    let corner = PlanePoint::new(frame.left, frame.top).distance(frame.centre());
    // A degree of latitude has 111 km. Far from the centre, a kilometre has fewer units.
    let reach = (corner / projection.scale() / 111.0 * 1.6 + 1.0).to_radians();
    Circle::new(projection.centre(), reach)
}

pub fn draw_path(svg: &mut Svg, class: &str, d: &str) {
    if !d.is_empty() {
        svg.draw(&Tag::new("path").class(class).text("d", d));
    }
}

/// Returns the area of a shape, with its holes.
pub fn size(shape: &[Vec<PlanePoint>]) -> f64 {
    shape.iter().map(|ring| ring_area(ring).abs()).sum()
}
