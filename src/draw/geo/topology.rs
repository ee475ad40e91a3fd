//! Topology of shapes: shared borders are found and simplified once.
//!
//! Shapes that are simplified separately come apart along their borders. So rings are cut into arcs
//! where their neighbours change (Bostock's TopoJSON), and equal arcs of both directions are
//! merged. Each arc is simplified by the area of its triangles (Visvalingam and Whyatt 1993), and
//! rings are assembled from the simplified arcs.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::super::plane::{PlanePoint, Rings};
use super::super::svg::tenths;

/// A point on the grid of tenths of a unit, the precision of coordinates in the output.
type GridPoint = (i64, i64);

/// Shapes with shared borders.
#[derive(Clone, Debug)]
pub struct Topology {
    shapes: Vec<Rings>,
    borders: Vec<Border>,
}

/// A line between two shapes, or on the outside of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Border {
    /// The points of the line.
    pub line: Vec<PlanePoint>,
    /// The numbers of the shapes that it bounds, ascending.
    pub shapes: Vec<usize>,
}

impl Topology {
    /// Simplifies shapes: triangles of less than `area` square units are removed.
    pub fn new(shapes: &[Rings], area: f64) -> Topology {
        let rings: Vec<(usize, Vec<GridPoint>)> = shapes
            .iter()
            .enumerate()
            .flat_map(|(shape, rings)| rings.iter().map(move |ring| (shape, nodes(ring))))
            .filter(|(_, ring)| ring.len() >= 3)
            .collect();
        let junctions = junctions(&rings);
        let mut numbers: BTreeMap<Vec<GridPoint>, usize> = BTreeMap::new();
        let mut arcs: Vec<(Vec<PlanePoint>, BTreeSet<usize>)> = Vec::new();
        let mut simple: Vec<Rings> = vec![Vec::new(); shapes.len()];
        for (shape, ring) in &rings {
            let mut assembled: Vec<PlanePoint> = Vec::new();
            for arc in cut(ring, &junctions) {
                let backwards: Vec<GridPoint> = arc.iter().rev().copied().collect();
                let forwards = arc <= backwards;
                let arc = if forwards { arc } else { backwards };
                let number = *numbers.entry(arc).or_insert_with_key(|arc| {
                    arcs.push((simplified(arc, area), BTreeSet::new()));
                    arcs.len() - 1
                });
                arcs[number].1.insert(*shape);
                let line = &arcs[number].0;
                // The last point of an arc is the first of the next one.
                let length = line.len() - 1;
                if forwards {
                    assembled.extend(&line[..length]);
                } else {
                    assembled.extend(line.iter().rev().take(length));
                }
            }
            if assembled.len() >= 3 {
                simple[*shape].push(assembled);
            }
        }
        Topology {
            shapes: simple,
            borders: arcs
                .into_iter()
                .map(|(line, shapes)| Border {
                    line,
                    shapes: shapes.into_iter().collect(),
                })
                .collect(),
        }
    }

    /// Returns the simplified shapes in their original order. A shape that was too small is empty.
    pub fn shapes(&self) -> &[Rings] {
        &self.shapes
    }

    /// Returns every border once.
    pub fn borders(&self) -> &[Border] {
        &self.borders
    }

    /// Returns the union of several shapes.
    pub fn union(&self, is_part: impl Fn(usize) -> bool) -> Rings {
        let outer: Vec<&[PlanePoint]> = self
            .borders
            .iter()
            .filter(|border| {
                border
                    .shapes
                    .iter()
                    .filter(|shape| is_part(**shape))
                    .count()
                    == 1
            })
            .map(|border| border.line.as_slice())
            .collect();
        let node = |point: &PlanePoint| (tenths(point.x), tenths(point.y));
        let mut ends: BTreeMap<GridPoint, Vec<usize>> = BTreeMap::new();
        for (number, line) in outer.iter().enumerate() {
            for end in [line.first(), line.last()].into_iter().flatten() {
                ends.entry(node(end)).or_default().push(number);
            }
        }
        let mut used = vec![false; outer.len()];
        let mut rings = Rings::new();
        for start in 0..outer.len() {
            let mut ring: Vec<PlanePoint> = Vec::new();
            let mut next = (!used[start]).then_some(start);
            while let Some(number) = next {
                used[number] = true;
                let mut line = outer[number].to_vec();
                if ring.last().is_some_and(|last| line.first() != Some(last)) {
                    line.reverse();
                }
                ring.pop();
                ring.append(&mut line);
                next = ring
                    .last()
                    .and_then(|last| ends.get(&node(last)))
                    .and_then(|numbers| numbers.iter().copied().find(|number| !used[*number]));
            }
            ring.pop();
            if ring.len() >= 3 {
                rings.push(ring);
            }
        }
        rings
    }
}

fn nodes(ring: &[PlanePoint]) -> Vec<GridPoint> {
    let mut nodes: Vec<GridPoint> = ring.iter().map(|p| (tenths(p.x), tenths(p.y))).collect();
    nodes.dedup();
    while nodes.len() > 1 && nodes.first() == nodes.last() {
        nodes.pop();
    }
    nodes
}

/// Returns the points where rings part or meet, sorted. Such a point has different neighbours in
/// two rings.
fn junctions(rings: &[(usize, Vec<GridPoint>)]) -> Vec<GridPoint> {
    let mut neighbours: Vec<(GridPoint, (GridPoint, GridPoint))> =
        Vec::with_capacity(rings.iter().map(|(_, ring)| ring.len()).sum());
    for (_, ring) in rings {
        let mut before = ring[ring.len() - 1];
        for (at, node) in ring.iter().enumerate() {
            let after = *ring.get(at + 1).unwrap_or(&ring[0]);
            neighbours.push((*node, (before.min(after), before.max(after))));
            before = *node;
        }
    }
    neighbours.sort_unstable();
    let same = neighbours.chunk_by(|a, b| a.0 == b.0);
    let met = same.filter(|same| same.first() != same.last());
    met.map(|same| same[0].0).collect()
}

/// Cuts a ring into arcs from junction to junction. A ring without junctions is one closed arc,
/// which begins at its lowest point in sort order.
fn cut(ring: &[GridPoint], junctions: &[GridPoint]) -> Vec<Vec<GridPoint>> {
    let is_end = |node: &GridPoint| junctions.binary_search(node).is_ok();
    let start = ring
        .iter()
        .position(is_end)
        .or_else(|| (0..ring.len()).min_by_key(|&at| ring[at]));
    let Some(start) = start else {
        return Vec::new();
    };
    let mut arcs = Vec::new();
    let mut arc = vec![ring[start]];
    for step in 1..=ring.len() {
        let node = ring[(start + step) % ring.len()];
        arc.push(node);
        if step == ring.len() || is_end(&node) {
            arcs.push(std::mem::replace(&mut arc, vec![node]));
        }
    }
    arcs
}

fn simplified(arc: &[GridPoint], area: f64) -> Vec<PlanePoint> {
    let points: Vec<PlanePoint> = arc
        .iter()
        .map(|&(x, y)| PlanePoint::new(from_tenths(x), from_tenths(y)))
        .collect();
    let last = points.len() - 1;
    // A closed arc needs a triangle and the return to its first point. An open arc needs its two
    // ends.
    let least = if arc[0] == arc[last] { 4 } else { 2 };
    let triangle = |a: usize, b: usize, c: usize| {
        let (a, b, c) = (points[a], points[b], points[c]);
        ((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)).abs() / 2.0
    };
    let mut before: Vec<usize> = (0..points.len()).map(|at| at.saturating_sub(1)).collect();
    let mut after: Vec<usize> = (1..=points.len()).collect();
    let mut is_kept = vec![true; points.len()];
    // Areas are whole numbers, in hundredths of a square unit, so that they can be ordered.
    let weigh = |before: &[usize], after: &[usize], at: usize| {
        tenths(triangle(before[at], at, after[at]) * 10.0)
    };
    let mut weights: Vec<i64> = vec![0; points.len()];
    let mut heap = BinaryHeap::new();
    for (at, weight) in weights.iter_mut().enumerate().take(last).skip(1) {
        *weight = weigh(&before, &after, at);
        heap.push(Reverse((*weight, at)));
    }
    let limit = tenths(area * 10.0);
    let mut count = points.len();
    while let Some(Reverse((weight, at))) = heap.pop() {
        if count <= least || weight >= limit {
            break;
        }
        if !is_kept[at] || weight != weights[at] {
            continue;
        }
        is_kept[at] = false;
        count -= 1;
        let (left, right) = (before[at], after[at]);
        after[left] = right;
        before[right] = left;
        for near in [left, right] {
            if (1..last).contains(&near) {
                // The area of a neighbour is at least that of the removed point, as in
                // Visvalingam's method.
                weights[near] = weigh(&before, &after, near).max(weight);
                heap.push(Reverse((weights[near], near)));
            }
        }
    }
    points
        .iter()
        .zip(&is_kept)
        .filter(|(_, is_kept)| **is_kept)
        .map(|(point, _)| *point)
        .collect()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "tenths of a unit have at most ten digits"
)]
fn from_tenths(value: i64) -> f64 {
    value as f64 / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(points: &[(f64, f64)]) -> Vec<PlanePoint> {
        points.iter().map(|&(x, y)| PlanePoint::new(x, y)).collect()
    }

    /// Two squares side by side, whose common border has a small bend.
    fn neighbours() -> Vec<Rings> {
        vec![
            vec![ring(&[
                (0.0, 0.0),
                (10.0, 0.0),
                (10.3, 5.0),
                (10.0, 10.0),
                (0.0, 10.0),
            ])],
            vec![ring(&[
                (10.0, 0.0),
                (20.0, 0.0),
                (20.0, 10.0),
                (10.0, 10.0),
                (10.3, 5.0),
            ])],
        ]
    }

    #[test]
    fn a_common_border_is_one_line() {
        let topology = Topology::new(&neighbours(), 0.5);
        let shared: Vec<&Border> = topology
            .borders()
            .iter()
            .filter(|b| b.shapes == [0, 1])
            .collect();
        assert_eq!(shared.len(), 1);
        assert_eq!(topology.borders().len(), 3);
        assert!(
            shared[0].line.contains(&PlanePoint::new(10.3, 5.0)),
            "a bend of 1.5 square units stays"
        );
    }

    #[test]
    fn simplifying_leaves_no_gap() {
        let topology = Topology::new(&neighbours(), 4.0);
        let area: f64 = topology
            .shapes()
            .iter()
            .flatten()
            .map(|ring| super::super::super::plane::ring_area(ring).abs())
            .sum();
        assert!((area - 200.0).abs() < 1e-9, "{area}");
        assert!(
            topology
                .borders()
                .iter()
                .all(|border| border.line.len() < 5)
        );
    }

    #[test]
    fn together_they_have_one_outline() {
        let union = Topology::new(&neighbours(), 0.1).union(|_| true);
        assert_eq!(union.len(), 1);
        assert!((super::super::super::plane::ring_area(&union[0]).abs() - 200.0).abs() < 1e-9);
    }

    #[test]
    fn what_has_no_size_is_empty() {
        let dot = vec![ring(&[(1.0, 1.0), (1.0, 1.0), (1.01, 1.0)])];
        let topology = Topology::new(&[dot, Vec::new()], 0.5);
        assert!(topology.shapes().iter().all(Vec::is_empty) && topology.borders().is_empty());
    }

    #[test]
    fn an_island_in_a_lake_shares_its_shore() {
        let shore = ring(&[(3.0, 3.0), (6.0, 3.0), (6.0, 6.0), (3.0, 6.0)]);
        let mut turned = shore.clone();
        turned.rotate_left(2);
        turned.reverse();
        let land = vec![
            ring(&[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)]),
            shore,
        ];
        let topology = Topology::new(&[land, vec![turned]], 0.1);
        assert_eq!(
            topology
                .borders()
                .iter()
                .filter(|b| b.shapes == [0, 1])
                .count(),
            1
        );
    }
}
