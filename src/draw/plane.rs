//! Points, boxes and rings in the plane of a figure, in units of its viewBox; y grows downwards.
//!
//! A *shape* is a list of rings with the even-odd rule: a point is inside if a ray from it crosses
//! an odd number of edges. So holes, islands and islands in lakes need no distinction. Rings do not
//! repeat their first point.

/// A point in a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlanePoint {
    /// The distance from the left edge.
    pub x: f64,
    /// The distance from the upper edge.
    pub y: f64,
}

impl PlanePoint {
    /// Returns a point from its coordinates.
    pub fn new(x: f64, y: f64) -> PlanePoint {
        PlanePoint { x, y }
    }

    /// Returns the distance of two points.
    pub fn distance(self, other: PlanePoint) -> f64 {
        self.square(other).sqrt()
    }

    /// Returns the square of the distance.
    fn square(self, other: PlanePoint) -> f64 {
        (self.x - other.x).powi(2) + (self.y - other.y).powi(2)
    }
}

/// A box whose sides are along the axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// The left side.
    pub left: f64,
    /// The upper side.
    pub top: f64,
    /// The right side.
    pub right: f64,
    /// The lower side.
    pub bottom: f64,
}

impl Rect {
    /// Returns a box from its upper left corner and its size.
    pub fn sized(at: PlanePoint, width: f64, height: f64) -> Rect {
        Rect {
            left: at.x,
            top: at.y,
            right: at.x + width,
            bottom: at.y + height,
        }
    }

    /// Returns a square around a point. `reach` is half its side.
    pub fn round(at: PlanePoint, reach: f64) -> Rect {
        Rect::sized(
            PlanePoint::new(at.x - reach, at.y - reach),
            2.0 * reach,
            2.0 * reach,
        )
    }

    /// Returns the bounding box of some points; `None` if there are none.
    pub fn around<'a>(points: impl IntoIterator<Item = &'a PlanePoint>) -> Option<Rect> {
        let mut points = points.into_iter();
        let first = Rect::round(*points.next()?, 0.0);
        Some(points.fold(first, |rect, p| Rect {
            left: p.x.min(rect.left),
            top: p.y.min(rect.top),
            right: p.x.max(rect.right),
            bottom: p.y.max(rect.bottom),
        }))
    }

    /// Returns the width.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Returns the height.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Returns the centre.
    pub fn centre(&self) -> PlanePoint {
        PlanePoint::new(
            f64::midpoint(self.left, self.right),
            f64::midpoint(self.top, self.bottom),
        )
    }

    /// Returns the box with all sides moved outwards, or inwards if `by` is negative.
    pub fn grown(&self, by: f64) -> Rect {
        Rect {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    /// Whether two boxes have more than an edge in common.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether another box is inside of this one.
    pub fn holds(&self, other: &Rect) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }

    /// Whether a point is inside of the box.
    pub fn has(&self, point: PlanePoint) -> bool {
        self.holds(&Rect::round(point, 0.0))
    }
}

/// A shape: rings with the even-odd rule.
pub type Rings = Vec<Vec<PlanePoint>>;

/// Calls a function with each edge of a shape; rings are closed.
fn for_edges(shape: &[Vec<PlanePoint>], mut act: impl FnMut(PlanePoint, PlanePoint)) {
    for ring in shape {
        let Some(mut before) = ring.last().copied() else {
            continue;
        };
        for point in ring {
            act(before, *point);
            before = *point;
        }
    }
}

/// Returns the signed area of a ring. The sign depends on the direction of the ring.
pub fn ring_area(ring: &[PlanePoint]) -> f64 {
    let Some(mut before) = ring.last() else {
        return 0.0;
    };
    let mut sum = 0.0;
    for point in ring {
        sum += before.x * point.y - point.x * before.y;
        before = point;
    }
    sum / 2.0
}

/// Whether a point is inside of a shape.
pub fn contains(shape: &[Vec<PlanePoint>], point: PlanePoint) -> bool {
    let mut is_within = false;
    for_edges(shape, |a, b| {
        if (a.y > point.y) != (b.y > point.y)
            && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x
        {
            is_within = !is_within;
        }
    });
    is_within
}

/// Returns the distance of a point from the nearest edge of a shape; negative outside.
pub fn depth(shape: &[Vec<PlanePoint>], point: PlanePoint) -> f64 {
    let mut least = f64::INFINITY;
    for_edges(shape, |a, b| {
        least = least.min(square_to_segment(point, a, b));
    });
    let distance = least.sqrt();
    if contains(shape, point) {
        distance
    } else {
        -distance
    }
}

/// Returns the point farthest from all edges of a shape, to half a unit, and its distance from the
/// nearest edge. It is the best position for a name.
///
/// The search halves squares and drops those that cannot contain a better point (Mapbox's
/// "polylabel").
pub fn visual_centre(shape: &[Vec<PlanePoint>]) -> Option<(PlanePoint, f64)> {
    const PRECISION: f64 = 0.5;
    const MAX_ROUNDS: usize = 400;
    let bounds = Rect::around(shape.iter().flatten())?;
    let half = (bounds.width().max(bounds.height()) / 8.0).max(PRECISION);
    let cell = |centre: PlanePoint, half: f64| (depth(shape, centre), centre, half);
    let mut best = cell(bounds.centre(), 0.0);
    let mut open = Vec::new();
    let mut y = bounds.top + half;
    while y - half <= bounds.bottom {
        let mut x = bounds.left + half;
        while x - half <= bounds.right {
            open.push(cell(PlanePoint::new(x, y), half));
            x += 2.0 * half;
        }
        y += 2.0 * half;
    }
    for _ in 0..MAX_ROUNDS {
        let promise = |c: &(f64, PlanePoint, f64)| c.0 + c.2 * std::f64::consts::SQRT_2;
        let Some(at) = (0..open.len()).reduce(|a, b| {
            if promise(&open[b]) > promise(&open[a]) {
                b
            } else {
                a
            }
        }) else {
            break;
        };
        let next = open.swap_remove(at);
        if next.0 > best.0 {
            best = next;
        }
        if promise(&next) - best.0 <= PRECISION {
            break;
        }
        let half = next.2 / 2.0;
        for (x, y) in [(-half, -half), (half, -half), (-half, half), (half, half)] {
            open.push(cell(PlanePoint::new(next.1.x + x, next.1.y + y), half));
        }
    }
    (best.0 > 0.0).then_some((best.1, best.0))
}

/// Clips a ring to a box (Sutherland and Hodgman). New edges run along the box.
pub fn clip_ring(ring: &[PlanePoint], rect: &Rect) -> Vec<PlanePoint> {
    let mut ring = ring.to_vec();
    for side in sides(rect) {
        if ring.iter().all(|point| side(*point) >= 0.0) {
            continue;
        }
        let mut clipped = Vec::with_capacity(ring.len());
        for (at, a) in ring.iter().enumerate() {
            let b = ring.get(at + 1).unwrap_or(&ring[0]);
            let (inside, next) = (side(*a), side(*b));
            if inside >= 0.0 {
                clipped.push(*a);
            }
            if (inside >= 0.0) != (next >= 0.0) {
                clipped.push(between(*a, *b, inside / (inside - next)));
            }
        }
        ring = clipped;
    }
    ring
}

/// Clips a line to a box (Liang and Barsky).
pub fn clip_line(line: &[PlanePoint], rect: &Rect) -> Vec<Vec<PlanePoint>> {
    let mut parts: Vec<Vec<PlanePoint>> = Vec::new();
    for pair in line.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let Some((from, to)) = inside(a, b, rect) else {
            continue;
        };
        let (start, end) = (between(a, b, from), between(a, b, to));
        match parts.last_mut() {
            Some(part) if part.last() == Some(&start) => part.push(end),
            _ => parts.push(vec![start, end]),
        }
    }
    parts
}

/// Returns the shares of a segment between which it is inside of a box.
fn inside(a: PlanePoint, b: PlanePoint, rect: &Rect) -> Option<(f64, f64)> {
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for side in sides(rect) {
        let (inside, next) = (side(a), side(b));
        if inside < 0.0 && next < 0.0 {
            return None;
        } else if inside < 0.0 {
            from = from.max(inside / (inside - next));
        } else if next < 0.0 {
            to = to.min(inside / (inside - next));
        }
    }
    (from <= to).then_some((from, to))
}

/// Simplifies a line: drops the points nearer than `tolerance` to the result (Douglas and Peucker).
pub fn thinned(line: &[PlanePoint], tolerance: f64) -> Vec<PlanePoint> {
    let mut is_kept = vec![false; line.len()];
    for end in [0, line.len().wrapping_sub(1)] {
        if let Some(end) = is_kept.get_mut(end) {
            *end = true;
        }
    }
    let mut open = vec![(0, line.len().saturating_sub(1))];
    while let Some((from, to)) = open.pop() {
        let off = |at: usize| to_segment(line[at], line[from], line[to]);
        let Some(far) = (from + 1..to).max_by(|a, b| off(*a).total_cmp(&off(*b))) else {
            continue;
        };
        if off(far) >= tolerance {
            is_kept[far] = true;
            open.extend([(from, far), (far, to)]);
        }
    }
    let points = line.iter().zip(is_kept);
    points
        .filter(|(_, is_kept)| *is_kept)
        .map(|(point, _)| *point)
        .collect()
}

/// Whether a line enters a box.
pub fn enters(line: &[PlanePoint], rect: &Rect) -> bool {
    line.windows(2)
        .any(|pair| inside(pair[0], pair[1], rect).is_some())
}

fn between(a: PlanePoint, b: PlanePoint, share: f64) -> PlanePoint {
    if share <= 0.0 {
        a
    } else if share >= 1.0 {
        b
    } else {
        PlanePoint::new(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
    }
}

/// Returns functions for the distance of a point from each side of a box, positive inside.
fn sides(rect: &Rect) -> [impl Fn(PlanePoint) -> f64; 4] {
    let Rect {
        left,
        top,
        right,
        bottom,
    } = *rect;
    [
        (1.0, 0.0, -left),
        (-1.0, 0.0, right),
        (0.0, 1.0, -top),
        (0.0, -1.0, bottom),
    ]
    .map(|(x, y, offset)| move |p: PlanePoint| x * p.x + y * p.y + offset)
}

fn to_segment(p: PlanePoint, a: PlanePoint, b: PlanePoint) -> f64 {
    square_to_segment(p, a, b).sqrt()
}

fn square_to_segment(p: PlanePoint, a: PlanePoint, b: PlanePoint) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx * dx + dy * dy;
    let share = if length > 0.0 {
        (((p.x - a.x) * dx + (p.y - a.y) * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    p.square(PlanePoint::new(a.x + dx * share, a.y + dy * share))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(points: &[(f64, f64)]) -> Vec<PlanePoint> {
        points.iter().map(|&(x, y)| PlanePoint::new(x, y)).collect()
    }

    fn with_hole() -> Rings {
        vec![
            ring(&[(0.0, 0.0), (30.0, 0.0), (30.0, 10.0), (0.0, 10.0)]),
            ring(&[(2.0, 2.0), (12.0, 2.0), (12.0, 8.0), (2.0, 8.0)]),
        ]
    }

    #[test]
    fn a_hole_is_outside() {
        assert!(contains(&with_hole(), PlanePoint::new(1.0, 5.0)));
        assert!(!contains(&with_hole(), PlanePoint::new(5.0, 5.0)));
    }

    #[test]
    fn the_visual_centre_keeps_clear_of_holes() {
        let (centre, clear) = visual_centre(&with_hole()).expect("it has one");
        assert!(
            (centre.y - 5.0).abs() < 1.0 && centre.x > 16.0 && clear > 4.5,
            "{centre:?}"
        );
        assert_eq!(visual_centre(&[]), None);
        assert_eq!(visual_centre(&[ring(&[(1.0, 1.0), (1.0, 1.0)])]), None);
    }

    #[test]
    fn a_thinned_line_keeps_its_ends_and_its_bends() {
        let line = ring(&[
            (0.0, 0.0),
            (5.0, 0.1),
            (10.0, 0.0),
            (10.0, 8.0),
            (10.1, 9.0),
        ]);
        let thin = ring(&[(0.0, 0.0), (10.0, 0.0), (10.1, 9.0)]);
        assert_eq!(thinned(&line, 0.5), thin);
        assert_eq!(thinned(&line[..1], 0.5), line[..1]);
        assert_eq!(thinned(&[], 0.5), []);
        let box_of = |x| Rect::sized(PlanePoint::new(x, 4.0), 2.0, 2.0);
        assert!(enters(&thin, &box_of(9.0)) && !enters(&thin, &box_of(3.0)));
    }

    #[test]
    fn what_leaves_the_frame_is_cut_at_it() {
        let frame = Rect::sized(PlanePoint::new(0.0, 0.0), 10.0, 10.0);
        let square = ring(&[(5.0, 5.0), (15.0, 5.0), (15.0, 15.0), (5.0, 15.0)]);
        assert!((ring_area(&clip_ring(&square, &frame)).abs() - 25.0).abs() < 1e-9);
        let line = ring(&[
            (-5.0, 5.0),
            (5.0, 5.0),
            (5.0, 15.0),
            (8.0, 15.0),
            (8.0, 5.0),
        ]);
        assert_eq!(
            clip_line(&line, &frame),
            [
                ring(&[(0.0, 5.0), (5.0, 5.0), (5.0, 10.0)]),
                ring(&[(8.0, 10.0), (8.0, 5.0)])
            ]
        );
    }
}
