//! Layout of the nodes of a graph.
//!
//! Distances in the plane follow distances in the graph: the stress between the two is minimised by
//! majorisation (de Leeuw's SMACOF, as Gansner, Koren and North use it for graphs, 2004). The best
//! of several results from different initial layouts is taken. Then nodes with their names are
//! pushed apart. Only sums, products and square roots are used, because IEEE 754 defines their
//! rounding: the layout is chaotic, and sines differ between machines.

use std::collections::BTreeSet;

use super::super::label::LINE;
use super::super::plane::{PlanePoint, Rect};
use super::super::{WIDTH, real};
use super::{EdgeKind, GraphEdge};

/// The space that a node and its name take around its sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NodeBox {
    /// Half the width of the space.
    pub half: f64,
    pub above: f64,
    pub below: f64,
}

const MARGIN: f64 = 4.0;
const BEGINNINGS: usize = 6;
const ROUNDS: usize = 120;

/// Returns the positions of the nodes and the height of the figure. No two boxes overlap.
pub fn layout(bodies: &[NodeBox], ties: &BTreeSet<GraphEdge>) -> (Vec<PlanePoint>, f64) {
    let distances = distances(bodies.len(), ties);
    let best = (0..BEGINNINGS)
        .map(|number| {
            let points = majorised(beginning(bodies.len(), number), &distances);
            (stress(&points, &distances), points)
        })
        .reduce(|a, b| if b.0 < a.0 { b } else { a });
    let points = best.map(|(_, points)| points).unwrap_or_default();
    let area: f64 = bodies
        .iter()
        .map(|body| body.half * 2.0 * (body.above + body.below))
        .sum();
    let mut height = (area * 3.2 / WIDTH + 60.0).clamp(140.0, 1_200.0);
    for _ in 0..10 {
        let mut spread = stretched(&points, bodies, height);
        if push_apart(&mut spread, bodies, height) {
            return (spread, height);
        }
        height = (height * 1.12).ceil();
    }
    rows(&points, bodies)
}

/// Returns the lengths of the shortest paths between all nodes. Opponents are farther apart than
/// allies.
fn distances(count: usize, ties: &BTreeSet<GraphEdge>) -> Vec<Vec<f64>> {
    let mut distances = vec![vec![f64::INFINITY; count]; count];
    for tie in ties {
        let length = if tie.kind == EdgeKind::Opposed {
            1.6
        } else {
            1.0
        };
        let shorter = distances[tie.from][tie.to].min(length);
        distances[tie.from][tie.to] = shorter;
        distances[tie.to][tie.from] = shorter;
    }
    for by in 0..count {
        for from in 0..count {
            for to in 0..count {
                let way = distances[from][by] + distances[by][to];
                distances[from][to] = distances[from][to].min(way);
            }
        }
    }
    let finite = distances
        .iter()
        .flatten()
        .copied()
        .filter(|length| length.is_finite());
    let apart = finite.fold(1.0, f64::max).min(3.0) + 0.5;
    for (from, row) in distances.iter_mut().enumerate() {
        for (to, length) in row.iter_mut().enumerate() {
            if from == to {
                *length = 0.0;
            } else if !length.is_finite() {
                *length = apart;
            }
        }
    }
    distances
}

/// Returns one of the initial layouts, by number: nodes along a square, each time in another order.
fn beginning(count: usize, number: usize) -> Vec<PlanePoint> {
    let strides = [1, 7, 11, 13, 17, 19];
    let stride = strides[number % strides.len()];
    (0..count)
        .map(|node| {
            let along = real(node * stride % count.max(1)) * 4.0 / real(count.max(1));
            // Nodes at the same position differ a little in their second coordinate.
            let apart = real(node) / 1_000.0;
            match along {
                a if a < 1.0 => PlanePoint::new(a, apart),
                a if a < 2.0 => PlanePoint::new(1.0 - apart, a - 1.0),
                a if a < 3.0 => PlanePoint::new(3.0 - a, 1.0 - apart),
                a => PlanePoint::new(apart, 4.0 - a),
            }
        })
        .collect()
}

fn majorised(mut points: Vec<PlanePoint>, distances: &[Vec<f64>]) -> Vec<PlanePoint> {
    for _ in 0..ROUNDS {
        for at in 0..points.len() {
            let (mut x, mut y, mut weight) = (0.0, 0.0, 0.0);
            for other in (0..points.len()).filter(|other| *other != at) {
                let length = distances[at][other];
                let w = 1.0 / (length * length);
                let now = points[at].distance(points[other]).max(1e-6);
                let pull = length / now;
                x += w * (points[other].x + (points[at].x - points[other].x) * pull);
                y += w * (points[other].y + (points[at].y - points[other].y) * pull);
                weight += w;
            }
            if weight > 0.0 {
                points[at] = PlanePoint::new(x / weight, y / weight);
            }
        }
    }
    points
}

fn stress(points: &[PlanePoint], distances: &[Vec<f64>]) -> f64 {
    let mut sum = 0.0;
    for (at, point) in points.iter().enumerate() {
        for (other, length) in distances[at].iter().enumerate().take(at) {
            sum += (point.distance(points[other]) / length - 1.0).powi(2);
        }
    }
    sum
}

/// Scales a layout to the size of the figure.
fn stretched(points: &[PlanePoint], bodies: &[NodeBox], height: f64) -> Vec<PlanePoint> {
    let Some(bounds) = Rect::around(points) else {
        return Vec::new();
    };
    let share = |value: f64, from: f64, length: f64| {
        if length > 1e-9 {
            (value - from) / length
        } else {
            0.5
        }
    };
    points
        .iter()
        .zip(bodies)
        .map(|(point, body)| {
            let (left, top) = (MARGIN + body.half, MARGIN + body.above);
            let (right, bottom) = (WIDTH - MARGIN - body.half, height - MARGIN - body.below);
            PlanePoint::new(
                left + (right - left) * share(point.x, bounds.left, bounds.width()),
                top + (bottom - top) * share(point.y, bounds.top, bounds.height()),
            )
        })
        .collect()
}

/// Pushes overlapping nodes apart within the figure. Returns whether no nodes overlap at the end.
fn push_apart(points: &mut [PlanePoint], bodies: &[NodeBox], height: f64) -> bool {
    for _ in 0..200 {
        let mut apart = true;
        for at in 0..points.len() {
            for other in 0..at {
                let (a, b) = (
                    rect(points[at], bodies[at]),
                    rect(points[other], bodies[other]),
                );
                if !a.overlaps(&b) {
                    continue;
                }
                apart = false;
                let across = a.right.min(b.right) - a.left.max(b.left) + 0.5;
                let down = a.bottom.min(b.bottom) - a.top.max(b.top) + 0.5;
                let sign = |a: f64, b: f64| if a < b { -0.5 } else { 0.5 };
                let (x, y) = if across < down {
                    (across * sign(points[at].x, points[other].x), 0.0)
                } else {
                    (0.0, down * sign(points[at].y, points[other].y))
                };
                points[at] = clamped(
                    PlanePoint::new(points[at].x + x, points[at].y + y),
                    bodies[at],
                    height,
                );
                points[other] = clamped(
                    PlanePoint::new(points[other].x - x, points[other].y - y),
                    bodies[other],
                    height,
                );
            }
        }
        if apart {
            return true;
        }
    }
    false
}

/// Arranges nodes row by row, if pushing them apart has failed.
fn rows(points: &[PlanePoint], bodies: &[NodeBox]) -> (Vec<PlanePoint>, f64) {
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by(|a, b| points[*a].y.total_cmp(&points[*b].y).then(a.cmp(b)));
    let mut placed = points.to_vec();
    let (mut x, mut y, mut tallest) = (MARGIN, MARGIN, 0.0_f64);
    for node in order {
        let body = bodies[node];
        if x + 2.0 * body.half > WIDTH - MARGIN {
            x = MARGIN;
            y += tallest + LINE;
            tallest = 0.0;
        }
        placed[node] = PlanePoint::new(x + body.half, y + body.above);
        x += 2.0 * body.half + 8.0;
        tallest = tallest.max(body.above + body.below);
    }
    (placed, y + tallest + MARGIN)
}

fn rect(at: PlanePoint, body: NodeBox) -> Rect {
    Rect {
        left: at.x - body.half - 2.0,
        right: at.x + body.half + 2.0,
        top: at.y - body.above - 1.0,
        bottom: at.y + body.below + 1.0,
    }
}

fn clamped(at: PlanePoint, body: NodeBox, height: f64) -> PlanePoint {
    let within = |value: f64, from: f64, to: f64| value.max(from).min(to.max(from));
    PlanePoint::new(
        within(at.x, MARGIN + body.half, WIDTH - MARGIN - body.half),
        within(at.y, MARGIN + body.above, height - MARGIN - body.below),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: NodeBox = NodeBox {
        half: 45.0,
        above: 9.0,
        below: 40.0,
    };

    fn tie(from: usize, to: usize, kind: EdgeKind) -> GraphEdge {
        GraphEdge { from, to, kind }
    }

    #[test]
    fn nothing_overlaps_however_many_there_are() {
        for count in [0, 1, 2, 7, 40] {
            let ties: BTreeSet<GraphEdge> = (1..count)
                .map(|node| tie(0, node, EdgeKind::Supports))
                .collect();
            let bodies = vec![BODY; count];
            let (points, height) = layout(&bodies, &ties);
            for at in 0..count {
                let a = rect(points[at], BODY);
                assert!(
                    a.grown(-2.0).top >= 0.0 && a.bottom <= height,
                    "{count}: {a:?} in {height}"
                );
                for point in &points[..at] {
                    assert!(
                        !a.grown(-0.6).overlaps(&rect(*point, BODY).grown(-0.6)),
                        "{count}"
                    );
                }
            }
        }
    }

    #[test]
    fn allies_stand_nearer_than_opponents() {
        let ties = BTreeSet::from([tie(0, 1, EdgeKind::Allied), tie(1, 2, EdgeKind::Opposed)]);
        let distances = distances(3, &ties);
        let points = majorised(beginning(3, 0), &distances);
        assert!(points[0].distance(points[1]) < points[1].distance(points[2]));
    }
}
