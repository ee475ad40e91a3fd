//! Places on the globe, their projection to the plane, and the topology of borders.

mod distance;
mod projection;
mod topology;

pub use distance::outside;
pub use projection::{Fit, Projection};
pub use topology::{Border, Topology};

/// A place on the globe, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LonLat {
    /// Latitude, -90 to 90, north positive.
    pub lat: f64,
    /// Longitude, -180 to 180, east positive.
    pub lon: f64,
}

impl LonLat {
    /// Whether the coordinates are valid.
    pub fn is_on_globe(&self) -> bool {
        self.lat.abs() <= 90.0 && self.lon.abs() <= 360.0
    }

    /// Returns the place as a point of the unit sphere. The axes lead to 0° N 0° E, to 0° N 90° E,
    /// and to the north pole.
    pub fn on_sphere(self) -> Sphere {
        let (lat, lon) = (
            self.lat.to_radians().sin_cos(),
            self.lon.to_radians().sin_cos(),
        );
        Sphere([lat.1 * lon.1, lat.1 * lon.0, lat.0])
    }
}

/// A point of the unit sphere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sphere(pub [f64; 3]);

impl Sphere {
    /// Returns the places with valid coordinates as points.
    pub fn all(places: &[LonLat]) -> Vec<Sphere> {
        let on_globe = places.iter().filter(|place| place.is_on_globe());
        on_globe.map(|place| place.on_sphere()).collect()
    }

    /// Returns the vector sum of points. It points to their centre, and its length is not 1.
    pub fn sum(points: &[Sphere]) -> Sphere {
        let sum = points
            .iter()
            .fold([0.0; 3], |sum: [f64; 3], Sphere(point)| {
                [sum[0] + point[0], sum[1] + point[1], sum[2] + point[2]]
            });
        Sphere(sum)
    }

    /// Returns the cosine of the angle between two points, seen from the centre of the globe.
    pub fn dot(self, other: Sphere) -> f64 {
        let (a, b) = (self.0, other.0);
        a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
    }
}
