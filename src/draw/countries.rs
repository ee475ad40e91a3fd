//! The outlines of the world's countries, built in: Natural Earth, 1:50 million, in the public
//! domain.
//!
//! `countries.txt` has each border once, as an arc that the countries on both sides share; the head
//! of the file describes the format. Borders are those of Natural Earth, which mostly show de facto
//! control. Drawing them claims no more than that.

use std::f64::consts::PI;

use super::geo::{LonLat, Sphere};

const TEXT: &str = include_str!("countries.txt");

/// The outlines of all countries.
#[derive(Clone, Debug)]
pub struct Countries {
    list: Vec<Country>,
}

/// A country and its rings. Rings do not repeat their first place. Holes follow from the even-odd
/// rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Country {
    /// The code of ISO 3166-1 alpha-2; `XK` for Kosovo, `-` if there is none.
    pub code: String,
    /// The rings, in degrees.
    pub rings: Vec<Vec<LonLat>>,
    /// The rings on the sphere.
    pub points: Vec<Vec<Sphere>>,
    /// A circle around each ring.
    pub circles: Vec<Circle>,
    /// A circle around all rings.
    pub circle: Circle,
}

/// A circle on the globe.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    middle: Sphere,
    /// The angle in radians, seen from the centre of the globe.
    radius: f64,
    /// The sine and cosine of the radius.
    parts: (f64, f64),
}

impl Circle {
    /// Returns a circle around a place, with a radius in radians.
    pub fn new(place: LonLat, radius: f64) -> Circle {
        Circle::at(place.on_sphere(), radius)
    }

    fn at(middle: Sphere, radius: f64) -> Circle {
        let parts = radius.sin_cos();
        Circle {
            middle,
            radius,
            parts,
        }
    }

    /// Returns a circle around some points.
    pub fn round(points: &[Sphere]) -> Circle {
        let sum = Sphere::sum(points);
        let length = sum.dot(sum).sqrt().max(1e-12);
        let middle = Sphere(sum.0.map(|part| part / length));
        let far = points
            .iter()
            .map(|point| angle(middle, *point))
            .fold(0.0, f64::max);
        Circle::at(middle, far)
    }

    /// Whether a point is within the circle.
    pub fn has(&self, point: Sphere) -> bool {
        self.radius >= PI || self.middle.dot(point) >= self.parts.1
    }

    /// Whether two circles overlap.
    pub fn meets(&self, other: &Circle) -> bool {
        let (own, others) = (self.parts, other.parts);
        // Circles overlap if the angle between their centres is at most the sum of their radii. The
        // cosine of that sum is compared, because it needs no inverse function.
        self.radius + other.radius >= PI
            || self.middle.dot(other.middle) > own.1 * others.1 - own.0 * others.0
    }
}

fn angle(a: Sphere, b: Sphere) -> f64 {
    a.dot(b).clamp(-1.0, 1.0).acos()
}

impl Default for Countries {
    fn default() -> Self {
        Countries::new()
    }
}

impl Countries {
    /// Parses the built-in outlines.
    pub fn new() -> Countries {
        let mut lines = TEXT.lines().filter(|line| !line.starts_with('#'));
        let arcs: Vec<Vec<LonLat>> = lines
            .by_ref()
            .take_while(|line| !line.is_empty())
            .map(arc)
            .collect();
        let list = lines
            .map(|line| {
                let (code, rings) = line.split_once(' ').expect("a code, then the rings");
                let rings: Vec<Vec<LonLat>> = rings
                    .split(['/', ';'])
                    .map(|text| ring(text, &arcs))
                    .collect();
                let sphere =
                    |ring: &Vec<LonLat>| ring.iter().map(|place| place.on_sphere()).collect();
                let points: Vec<Vec<Sphere>> = rings.iter().map(sphere).collect();
                Country {
                    code: code.to_owned(),
                    circle: Circle::round(&points.concat()),
                    circles: points.iter().map(|ring| Circle::round(ring)).collect(),
                    rings,
                    points,
                }
            })
            .collect();
        Countries { list }
    }

    /// Returns every country, by code.
    pub fn iter(&self) -> impl Iterator<Item = &Country> {
        self.list.iter()
    }

    /// Returns the country of an ISO 3166-1 code. The code may also be that of a region, such as
    /// `ML-5`.
    pub fn get(&self, code: &str) -> Option<&Country> {
        let code = code.split('-').next().filter(|code| !code.is_empty())?;
        self.list
            .iter()
            .find(|country| country.code.eq_ignore_ascii_case(code))
    }
}

/// Parses an arc of the built-in files.
pub(super) fn arc(line: &str) -> Vec<LonLat> {
    let mut numbers = Vec::new();
    let (mut value, mut shift) = (0_i32, 0);
    for byte in line.bytes() {
        let bits = i32::from(byte - b'?');
        value |= (bits & 31) << shift;
        shift += 5;
        if bits & 32 == 0 {
            numbers.push(if value & 1 == 1 {
                -((value + 1) >> 1)
            } else {
                value >> 1
            });
            (value, shift) = (0, 0);
        }
    }
    let (mut lon, mut lat) = (0, 0);
    numbers
        .chunks_exact(2)
        .map(|pair| {
            lon += pair[0];
            lat += pair[1];
            LonLat {
                lat: f64::from(lat) / 100.0,
                lon: f64::from(lon) / 100.0,
            }
        })
        .collect()
}

fn ring(text: &str, arcs: &[Vec<LonLat>]) -> Vec<LonLat> {
    let mut ring = Vec::new();
    for part in text.split(',') {
        let reversed = part.strip_prefix('-');
        let arc = &arcs[reversed
            .unwrap_or(part)
            .parse::<usize>()
            .expect("the number of an arc")];
        // The last place of an arc is the first of the next one.
        let length = arc.len() - 1;
        match reversed {
            Some(_) => ring.extend(arc.iter().rev().take(length)),
            None => ring.extend(arc.iter().take(length)),
        }
    }
    ring
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_outlines_can_be_read() {
        let countries = Countries::new();
        assert!(countries.iter().count() > 230);
        assert!(TEXT.len() < 120_000);
        for country in countries.iter() {
            assert!(!country.rings.is_empty(), "{}", country.code);
            for place in country.rings.iter().flatten() {
                assert!(
                    place.lat.abs() <= 90.0 && place.lon.abs() <= 180.0,
                    "{} {place:?}",
                    country.code
                );
            }
        }
        // These countries are smaller than the grid of one kilometre; a map of them shows their
        // surroundings.
        let is_dot = |country: &&Country| country.rings.iter().all(|ring| ring.len() < 3);
        let dots: Vec<&str> = countries
            .iter()
            .filter(is_dot)
            .map(|country| country.code.as_str())
            .collect();
        assert_eq!(dots, ["MC", "MF", "MO", "SX"]);
        let mali = countries.get("ml-5").expect("it is there");
        assert_eq!(mali.rings.len(), 1);
        assert_eq!(countries.get("-"), None);
    }
}
