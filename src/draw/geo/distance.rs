//! Distance of a place from an outline, and whether it lies inside.

use super::{LonLat, Sphere};

/// The mean radius of the Earth, in kilometres.
const EARTH: f64 = 6371.0;

/// Returns the distance of a place from an outline in kilometres; 0 if it lies inside. Holes follow
/// from the even-odd rule.
pub fn outside(place: LonLat, rings: &[Vec<LonLat>]) -> f64 {
    if holds(place, rings) {
        return 0.0;
    }
    let here = place.on_sphere();
    let mut least = f64::INFINITY;
    for ring in rings {
        let points = Sphere::all(ring);
        for (at, point) in points.iter().enumerate() {
            let next = points[(at + 1) % points.len()];
            least = least.min(to_line(here, *point, next));
        }
    }
    least * EARTH
}

/// Whether a place lies inside an outline.
///
/// Counts how often the meridian crosses the outline between the place and the north pole, which is
/// in no outline. So outlines may cross the 180th meridian or go round the south pole.
fn holds(place: LonLat, rings: &[Vec<LonLat>]) -> bool {
    // Returns the shorter turn from one longitude to another, in degrees.
    let turn = |from: f64, to: f64| (to - from + 540.0).rem_euclid(360.0) - 180.0;
    let mut inside = false;
    for ring in rings {
        for (at, from) in ring.iter().enumerate() {
            let to = ring[(at + 1) % ring.len()];
            let start = turn(place.lon, from.lon);
            let length = turn(from.lon, to.lon);
            if (start > 0.0) != (start + length > 0.0) {
                let share = -start / length;
                let lat = from.lat + share * (to.lat - from.lat);
                if lat > place.lat {
                    inside = !inside;
                }
            }
        }
    }
    inside
}

/// Returns the angle between a point and the shorter arc from `a` to `b`.
fn to_line(point: Sphere, a: Sphere, b: Sphere) -> f64 {
    let normal = cross(a, b);
    let length = normal.dot(normal).sqrt();
    // The nearest point of the great circle lies on the arc if the point is between the planes
    // through both ends.
    let is_between =
        length > 1e-12 && cross(normal, a).dot(point) > 0.0 && cross(b, normal).dot(point) > 0.0;
    if is_between {
        return (normal.dot(point) / length).clamp(-1.0, 1.0).asin().abs();
    }
    angle(point, a).min(angle(point, b))
}

fn angle(a: Sphere, b: Sphere) -> f64 {
    a.dot(b).clamp(-1.0, 1.0).acos()
}

fn cross(Sphere(a): Sphere, Sphere(b): Sphere) -> Sphere {
    Sphere([
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> LonLat {
        LonLat { lat, lon }
    }

    #[test]
    fn distances_are_those_of_the_globe() {
        let square = vec![vec![
            at(0.0, 0.0),
            at(0.0, 10.0),
            at(10.0, 10.0),
            at(10.0, 0.0),
        ]];
        assert!(outside(at(5.0, 5.0), &square).abs() < 1e-9);
        // A degree of a great circle is 111.19 km.
        assert!((outside(at(-1.0, 5.0), &square) - 111.19).abs() < 0.1);
        assert!((outside(at(-1.0, 0.0), &square) - 111.19).abs() < 0.1);
        assert!((outside(at(0.0, 12.0), &square) - 222.39).abs() < 0.1);
        let with_a_hole = [
            square,
            vec![vec![at(4.0, 4.0), at(4.0, 6.0), at(6.0, 6.0), at(6.0, 4.0)]],
        ]
        .concat();
        assert!((outside(at(5.0, 5.0), &with_a_hole) - 111.0).abs() < 1.0);
    }

    #[test]
    fn an_outline_may_cross_the_180th_meridian_or_hold_the_south_pole() {
        let across = vec![vec![
            at(60.0, 170.0),
            at(60.0, -170.0),
            at(70.0, -170.0),
            at(70.0, 170.0),
        ]];
        for (lon, inside) in [
            (175.0, true),
            (180.0, true),
            (-175.0, true),
            (160.0, false),
            (0.0, false),
            (-100.0, false),
        ] {
            assert_eq!(outside(at(65.0, lon), &across) == 0.0, inside, "{lon}");
        }
        let pole = vec![
            (-18..18)
                .map(|step| at(-70.0, f64::from(step * 10)))
                .collect(),
        ];
        assert!(outside(at(-80.0, 33.0), &pole) == 0.0 && outside(at(-89.9, -179.0), &pole) == 0.0);
        assert!(outside(at(-60.0, 33.0), &pole) > 1000.0);
    }

    #[test]
    fn a_dot_and_nothing_are_outlines_too() {
        assert!((outside(at(0.0, 1.0), &[vec![at(0.0, 0.0)]]) - 111.19).abs() < 0.1);
        assert!(outside(at(0.0, 1.0), &[]).is_infinite());
    }
}
