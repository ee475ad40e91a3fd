//! Lambert's azimuthal equal-area projection, centred on the contents of a map and fitted to its
//! frame.
//!
//! The projection keeps areas equal, because regions are compared by hatches and counts. It is
//! azimuthal, because then it has no seam: a map that is centred on its data needs no special case
//! at the poles or at the 180th meridian. At a country's size, shapes are as good as a conformal
//! map's. The globe is a sphere; the error is below a third of a percent.

use super::super::plane::{PlanePoint, Rect};
use super::{LonLat, Sphere};

/// The mean radius of the earth in kilometres (IUGG).
const RADIUS: f64 = 6371.009;
/// The number of steps of a map's centre in the map's width; see [`Projection::stepped`].
const STEPS: f64 = 12.0;
/// The ratio of neighbouring steps of the scale.
const CLOSER: f64 = 1.25;
/// The difference of neighbouring steps of the height, in units of the viewBox.
const TALLER: f64 = 50.0;

/// The frame that a map is fitted to, in units of the viewBox.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// The width of the frame.
    pub width: f64,
    /// The minimum and the maximum height. Between them, the data determine the height.
    pub height: (f64, f64),
    /// The free space on each side.
    pub margin: f64,
    /// The minimum extent in each direction in kilometres. A single place has no extent of its own.
    pub least: f64,
}

/// A projection of places to the plane of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    axes: Axes,
    /// Units of the viewBox for one kilometre.
    scale: f64,
    offset: PlanePoint,
}

/// The centre of a projection, and the directions east and north at the centre.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Axes {
    place: LonLat,
    centre: Sphere,
    east: Sphere,
    north: Sphere,
}

impl Axes {
    fn at(place: LonLat) -> Axes {
        let (lat, lon) = (
            place.lat.to_radians().sin_cos(),
            place.lon.to_radians().sin_cos(),
        );
        Axes {
            place,
            centre: place.on_sphere(),
            east: Sphere([-lon.0, lon.1, 0.0]),
            north: Sphere([-lat.0 * lon.1, -lat.0 * lon.0, lat.1]),
        }
    }
}

impl Projection {
    /// Returns the projection that shows some places as large as the frame allows, and the height
    /// of the figure. Without a valid place it shows 0° N 0° E.
    pub fn fitted(places: &[LonLat], fit: Fit) -> (Projection, f64) {
        let points = Sphere::all(places);
        let mut projection = Projection {
            axes: Axes::at(mean(places, &points)),
            scale: 1.0,
            offset: PlanePoint::new(0.0, 0.0),
        };
        let bounds = |projection: &Projection| {
            projection
                .extent(&points)
                .unwrap_or(Rect::round(PlanePoint::new(0.0, 0.0), 0.0))
        };
        // The middle of the extent is a better centre than the mean of the places, which crowd
        // along rugged coasts.
        projection.axes = Axes::at(projection.place(bounds(&projection).centre()));
        let extent = bounds(&projection);
        let (wide, high) = (
            extent.width().max(fit.least),
            extent.height().max(fit.least),
        );
        let room = |length: f64| length - 2.0 * fit.margin;
        projection.scale = (room(fit.width) / wide).min(room(fit.height.1) / high);
        let height = (high * projection.scale + 2.0 * fit.margin)
            .ceil()
            .clamp(fit.height.0, fit.height.1);
        let middle = extent.centre();
        projection.offset = PlanePoint::new(
            fit.width / 2.0 - middle.x * projection.scale,
            height / 2.0 - middle.y * projection.scale,
        );
        (projection, height)
    }

    /// Like [`Projection::fitted`], but with centre, scale and height in steps, so that maps of
    /// nearly the same places share a base map. If places span half the globe, a place may be
    /// outside of the stepped frame; then the fitted projection is returned.
    pub fn stepped(places: &[LonLat], fit: Fit) -> (Projection, f64) {
        let fitted = Projection::fitted(places, fit);
        let points = Sphere::all(places);
        let Some(extent) = fitted.0.extent(&points) else {
            return fitted;
        };
        // The centre moves by half a step at most.
        let step = fit.width / STEPS;
        let kilometres = |length: f64| (length / fitted.0.scale).max(fit.least);
        let room = |length: f64| length - 2.0 * fit.margin - step;
        let (wide, high) = (kilometres(extent.width()), kilometres(extent.height()));
        let largest = (room(fit.width) / wide).min(room(fit.height.1) / high);
        let scale = CLOSER.powf(largest.log(CLOSER).floor());
        let taller = (high * scale + 2.0 * fit.margin + step - fit.height.0) / TALLER;
        let height = (fit.height.0 + taller.ceil().max(0.0) * TALLER).min(fit.height.1);
        let middle = fitted.0.place(extent.centre());
        let degrees = (step / scale / RADIUS).to_degrees();
        let lat = ((middle.lat / degrees).round() * degrees).clamp(-90.0, 90.0);
        let round = (360.0 * lat.to_radians().cos() / degrees).round().max(1.0);
        let lon = (middle.lon / 360.0 * round).round() * 360.0 / round;
        let frame = Rect::sized(PlanePoint::new(0.0, 0.0), fit.width, height);
        let stepped = Projection {
            axes: Axes::at(LonLat { lat, lon }),
            scale,
            offset: frame.centre(),
        };
        let inner = frame.grown(-fit.margin);
        match stepped.extent(&points) {
            Some(extent) if inner.holds(&extent) => (stepped, height),
            _ => fitted,
        }
    }

    /// Returns a key that is equal only for equal projections.
    pub fn key(&self) -> [u64; 5] {
        let place = self.axes.place;
        [
            place.lat,
            place.lon,
            self.scale,
            self.offset.x,
            self.offset.y,
        ]
        .map(f64::to_bits)
    }

    /// Returns a projection with this centre. The width of the frame shows `reach` kilometres on
    /// each side.
    pub fn centred(centre: LonLat, reach: f64, frame: &Rect) -> Projection {
        Projection {
            axes: Axes::at(centre),
            scale: frame.width() / (2.0 * reach),
            offset: frame.centre(),
        }
    }

    /// Projects a place; `None` if its coordinates are invalid.
    pub fn point(&self, place: LonLat) -> Option<PlanePoint> {
        place.is_on_globe().then(|| self.flat(place.on_sphere()))
    }

    /// Returns the bounding box of some points; `None` if there are none.
    fn extent(&self, points: &[Sphere]) -> Option<Rect> {
        let points: Vec<PlanePoint> = points.iter().map(|point| self.flat(*point)).collect();
        Rect::around(&points)
    }

    /// Projects a point of the sphere.
    fn flat(&self, point: Sphere) -> PlanePoint {
        let Axes {
            centre,
            east,
            north,
            ..
        } = self.axes;
        // The antipode of the centre would be a circle. The minimum makes it a point.
        let k = (2.0 / (1.0 + centre.dot(point)).max(1e-9)).sqrt() * RADIUS * self.scale;
        PlanePoint::new(
            self.offset.x + k * east.dot(point),
            self.offset.y - k * north.dot(point),
        )
    }

    /// Projects a ring. Returns `None` if it is in the other half of the globe, where rings would
    /// be turned inside out; no map shows that half.
    pub fn ring(&self, ring: &[Sphere]) -> Option<Vec<PlanePoint>> {
        let near = ring.iter().any(|point| self.axes.centre.dot(*point) > 0.0);
        near.then(|| ring.iter().map(|point| self.flat(*point)).collect())
    }

    /// Returns the place at a point: the inverse projection.
    pub fn place(&self, point: PlanePoint) -> LonLat {
        let x = (point.x - self.offset.x) / (RADIUS * self.scale);
        let y = (self.offset.y - point.y) / (RADIUS * self.scale);
        let rho = (x * x + y * y).sqrt();
        if rho < 1e-12 {
            return self.axes.place;
        }
        let c = 2.0 * (rho / 2.0).min(1.0).asin();
        let centre = self.axes.place.lat.to_radians();
        let lat = (c.cos() * centre.sin() + y * c.sin() * centre.cos() / rho)
            .clamp(-1.0, 1.0)
            .asin();
        let lon = (x * c.sin()).atan2(rho * centre.cos() * c.cos() - y * centre.sin() * c.sin());
        LonLat {
            lat: lat.to_degrees(),
            lon: (self.axes.place.lon + lon.to_degrees() + 540.0).rem_euclid(360.0) - 180.0,
        }
    }

    pub fn centre(&self) -> LonLat {
        self.axes.place
    }

    /// Units of the viewBox for one kilometre.
    pub fn scale(&self) -> f64 {
        self.scale
    }
}

/// Returns the centre of some places, also across the 180th meridian. `points` are the valid
/// places.
fn mean(places: &[LonLat], points: &[Sphere]) -> LonLat {
    let first = places.iter().find(|place| place.is_on_globe());
    let Sphere([x, y, z]) = Sphere::sum(points);
    let flat = (x * x + y * y).sqrt();
    if flat + z.abs() < 1e-6 {
        // Opposite places have no centre, and there may be no place at all.
        return first.copied().unwrap_or(LonLat { lat: 0.0, lon: 0.0 });
    }
    LonLat {
        lat: z.atan2(flat).to_degrees(),
        lon: if flat < 1e-9 {
            0.0
        } else {
            y.atan2(x).to_degrees()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIT: Fit = Fit {
        width: 360.0,
        height: (150.0, 400.0),
        margin: 10.0,
        least: 60.0,
    };

    fn places(list: &[(f64, f64)]) -> Vec<LonLat> {
        list.iter().map(|&(lat, lon)| LonLat { lat, lon }).collect()
    }

    #[test]
    fn everything_is_within_the_margin() {
        for list in [
            places(&[(10.0, -12.0), (25.0, 4.0)]),
            places(&[(-17.0, 179.0), (-18.0, -179.0)]),
            places(&[(89.0, 0.0), (89.0, 120.0), (89.0, -120.0)]),
            places(&[(90.0, 0.0), (-90.0, 0.0)]),
            places(&[(14.5, -4.2)]),
            places(&[(f64::NAN, 0.0), (4.0, f64::INFINITY), (1.0, 1.0)]),
        ] {
            let (projection, height) = Projection::fitted(&list, FIT);
            assert!((150.0..=400.0).contains(&height));
            for place in &list {
                let Some(point) = projection.point(*place) else {
                    continue;
                };
                assert!(
                    (9.9..=350.1).contains(&point.x) && point.y >= 9.9 && point.y <= height - 9.9,
                    "{place:?} {point:?} {height}"
                );
            }
        }
        assert!(Projection::fitted(&[], FIT).1 >= 150.0);
    }

    #[test]
    fn steps_leave_nothing_out_and_are_few() {
        let mut keys = std::collections::BTreeSet::new();
        for number in 0..200_u32 {
            let wander = f64::from(number) / 400.0;
            let list = places(&[
                (12.0 + wander, -9.0),
                (16.0, -4.0 + wander),
                (14.0, -3.0 - wander),
            ]);
            let (projection, height) = Projection::stepped(&list, FIT);
            let frame =
                Rect::sized(PlanePoint::new(0.0, 0.0), FIT.width, height).grown(-FIT.margin);
            for place in &list {
                let point = projection.point(*place).expect("it is on the globe");
                assert!(
                    frame.holds(&Rect::round(point, 0.0)),
                    "{place:?} {point:?} {height}"
                );
            }
            let fitted = Projection::fitted(&list, FIT).0;
            assert!(
                projection.scale() > 0.6 * fitted.scale(),
                "it is not much smaller"
            );
            keys.insert(projection.key());
        }
        assert!((2..20).contains(&keys.len()), "{}", keys.len());
        for far in [[(90.0, 0.0), (-90.0, 0.0)], [(5.0, 170.0), (-5.0, -20.0)]] {
            let far = places(&far);
            let (projection, height) = Projection::stepped(&far, FIT);
            let frame = Rect::sized(PlanePoint::new(0.0, 0.0), FIT.width, height);
            let points = far.iter().filter_map(|place| projection.point(*place));
            assert!(
                points
                    .map(|point| Rect::round(point, 0.0))
                    .all(|point| frame.holds(&point))
            );
        }
        assert_eq!(Projection::stepped(&[], FIT), Projection::fitted(&[], FIT));
    }

    #[test]
    fn the_date_line_is_no_edge() {
        let (projection, _) = Projection::fitted(&places(&[(-17.0, 179.0), (-18.0, -179.0)]), FIT);
        assert!(projection.scale() > 1.0, "two degrees fill the frame");
    }

    #[test]
    fn a_point_leads_back_to_its_place() {
        let (projection, _) = Projection::fitted(&places(&[(10.0, -12.0), (25.0, 4.0)]), FIT);
        let place = LonLat {
            lat: 14.35,
            lon: -3.61,
        };
        let back = projection.place(projection.point(place).expect("it is on the globe"));
        assert!((back.lat - place.lat).abs() < 1e-9 && (back.lon - place.lon).abs() < 1e-9);
    }
}
