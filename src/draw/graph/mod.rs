//! Graphs of actors: who supports, belongs to or opposes whom.
//!
//! Nothing is shown by colour alone: actors differ by their sign, relations by their line and its
//! mark (an arrow for support, a cross for opposition). The same graph has the same layout in each
//! build and on each machine. Of more than [`MAX_NODES`] actors, the focus is drawn, then its
//! neighbours, then the actors with the most relations; the number of other actors is returned.

mod layout;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::label::{LabelBlock, TextAnchor};
use super::place::LabelPlacer;
use super::plane::{PlanePoint, Rect, clip_line};
use super::svg::{self, PathEnd, Svg, Tag, element, path};
use super::{Caption, Sample, Sign, WIDTH};
use layout::NodeBox;

/// The content of a graph.
#[derive(Clone, Debug)]
pub struct Graph {
    /// The accessible texts.
    pub caption: Caption,
    /// The actors.
    pub nodes: Vec<GraphNode>,
    /// The relations, by the indices of their nodes.
    pub ties: Vec<GraphEdge>,
    /// The index of the node that the graph is about: it is always drawn, and emphasised.
    pub focus: Option<usize>,
}

/// An actor.
#[derive(Clone, Debug)]
pub struct GraphNode {
    /// The name below the sign.
    pub name: String,
    /// The sign of the kind of actor.
    pub sign: Sign,
    /// The address to which the node links.
    pub href: Option<String>,
    /// The accessible name of the link.
    pub accessible_name: String,
}

/// A relation between two nodes, by their indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GraphEdge {
    /// The index of the first node.
    pub from: usize,
    /// The index of the second node.
    pub to: usize,
    /// The kind of relation.
    pub kind: EdgeKind,
}

/// The kind of a relation, and its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EdgeKind {
    /// Symmetric; a double line.
    Allied,
    /// Symmetric; a line crossed out.
    Opposed,
    /// From the first to the second; a line with an arrow.
    Supports,
    /// From the member to the group; a thin line with an open arrow.
    Member,
    /// From the later to the earlier; a dotted line with an arrow.
    Follows,
}

/// A drawn graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnGraph {
    /// The inline `<svg>` element.
    pub svg: String,
    /// The number of nodes that were left out.
    pub left_out: usize,
    /// Samples of the kinds of lines in the graph.
    pub lines: Vec<Sample<EdgeKind>>,
    /// Samples of the signs in the graph.
    pub signs: Vec<Sample<Sign>>,
}

/// The maximum number of nodes in a graph.
pub const MAX_NODES: usize = 40;
/// The radius of a sign.
const RADIUS: f64 = 6.0;
/// The width at which a name is broken into a second line.
const ROOM: f64 = 116.0;

impl Graph {
    /// Draws the graph.
    pub fn draw(&self) -> DrawnGraph {
        let shown = self.shown_nodes();
        let place_of: BTreeMap<usize, usize> = shown
            .iter()
            .enumerate()
            .map(|(place, node)| (*node, place))
            .collect();
        let ties: BTreeSet<GraphEdge> = self
            .ties
            .iter()
            .filter_map(|tie| tie.between(&place_of))
            .collect();
        let names: Vec<LabelBlock> = shown
            .iter()
            .map(|node| {
                let class = if self.focus == Some(*node) {
                    "name"
                } else {
                    ""
                };
                LabelBlock::new(&self.nodes[*node].name, class, ROOM).limited(4)
            })
            .collect();
        let bodies: Vec<NodeBox> = names
            .iter()
            .map(|name| NodeBox {
                half: (name.width() / 2.0).clamp(RADIUS + 4.0, WIDTH / 2.0 - 4.0),
                above: RADIUS + 3.0,
                // A strip below the name is free, so that arrows are visible in it.
                below: RADIUS + 12.0 + name.height(),
            })
            .collect();
        let (points, height) = layout::layout(&bodies, &ties);
        let mut svg = Svg::new(&self.caption, "graph");
        let mut placer = LabelPlacer::new(Rect::sized(PlanePoint::new(0.0, 0.0), WIDTH, height));
        for (at, name) in points.iter().zip(&names) {
            placer.reserve(Rect::round(*at, RADIUS));
            placer.reserve(name.at(under(*at, name)));
        }
        let mut parallel: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for tie in &ties {
            let beside = parallel
                .entry((tie.from.min(tie.to), tie.from.max(tie.to)))
                .or_default();
            let ends = aside(points[tie.from], points[tie.to], *beside);
            let share = clear_share(&mut placer, ends);
            let line = uncovered(
                ends,
                points
                    .iter()
                    .zip(&names)
                    .map(|(at, name)| name.at(under(*at, name))),
            );
            for tag in tie_tags(tie.kind, ends, share, &line) {
                svg.draw(&tag);
            }
            *beside = if *beside > 0.0 {
                -*beside
            } else {
                5.0 - *beside
            };
        }
        for (place, node) in shown.iter().enumerate() {
            let (node, name, at) = (&self.nodes[*node], &names[place], points[place]);
            let linked = svg.link(node.href.as_deref(), &node.accessible_name);
            if node.href.is_some() {
                let hit = Tag::new("circle").class("hit").at(["cx", "cy"], at);
                svg.draw(&hit.number("r", RADIUS + 3.0));
            }
            node.sign.draw(&mut svg, at, RADIUS);
            svg.block(name, under(at, name), TextAnchor::Middle);
            svg.end_link(linked);
        }
        let kinds: BTreeSet<EdgeKind> = ties.iter().map(|tie| tie.kind).collect();
        let signs: BTreeSet<Sign> = shown.iter().map(|node| self.nodes[*node].sign).collect();
        DrawnGraph {
            svg: svg.finish(height),
            left_out: self.nodes.len() - shown.len(),
            lines: kinds.into_iter().map(line_sample).collect(),
            signs: signs
                .into_iter()
                .map(|what| Sample {
                    what,
                    svg: what.sample("graph"),
                })
                .collect(),
        }
    }

    /// Returns the indices of the nodes that are drawn, ascending.
    fn shown_nodes(&self) -> Vec<usize> {
        let mut ties = vec![0_usize; self.nodes.len()];
        for tie in &self.ties {
            for end in [tie.from, tie.to] {
                if let Some(count) = ties.get_mut(end) {
                    *count += 1;
                }
            }
        }
        let near: BTreeSet<usize> = self
            .ties
            .iter()
            .filter_map(|tie| match self.focus {
                Some(focus) if tie.from == focus => Some(tie.to),
                Some(focus) if tie.to == focus => Some(tie.from),
                _ => None,
            })
            .collect();
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        order.sort_by_key(|node| {
            (
                self.focus != Some(*node),
                !near.contains(node),
                Reverse(ties[*node]),
                *node,
            )
        });
        order.truncate(MAX_NODES);
        order.sort_unstable();
        order
    }
}

impl GraphEdge {
    /// Returns the edge between the positions of its nodes in the drawing, if both are drawn and
    /// differ. Symmetric edges get one direction.
    fn between(&self, places: &BTreeMap<usize, usize>) -> Option<GraphEdge> {
        let (from, to) = (*places.get(&self.from)?, *places.get(&self.to)?);
        let turned = matches!(self.kind, EdgeKind::Allied | EdgeKind::Opposed) && from > to;
        let (from, to) = if turned { (to, from) } else { (from, to) };
        (from != to).then_some(GraphEdge { from, to, ..*self })
    }
}

/// Returns a line that ends before the signs of its nodes. It is moved aside by `by` if several
/// lines join the nodes.
fn aside(from: PlanePoint, to: PlanePoint, by: f64) -> (PlanePoint, PlanePoint) {
    let length = from.distance(to).max(1.0);
    let (x, y) = ((to.x - from.x) / length, (to.y - from.y) / length);
    let clear = (RADIUS + 3.0).min(length / 3.0);
    let shift = |p: PlanePoint, along: f64| {
        PlanePoint::new(p.x + x * along - y * by, p.y + y * along + x * by)
    };
    (shift(from, clear), shift(to, -clear))
}

/// Returns the upper left corner of a node's name below the node's sign.
fn under(sign: PlanePoint, name: &LabelBlock) -> PlanePoint {
    PlanePoint::new(
        (sign.x - name.width() / 2.0).max(0.0),
        sign.y + RADIUS + 3.0,
    )
}

/// Returns the position of a mark on a line, as a share of the length. The mark overlaps no name
/// and no other mark there. It is in the middle if possible.
fn clear_share(placer: &mut LabelPlacer, (from, to): (PlanePoint, PlanePoint)) -> f64 {
    const SHARES: [f64; 13] = [
        0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8, 0.14, 0.86,
    ];
    let mark = |share: f64| {
        let at = PlanePoint::new(
            from.x + (to.x - from.x) * share,
            from.y + (to.y - from.y) * share,
        );
        Rect::round(at, 4.2)
    };
    let clear = SHARES.into_iter().find(|share| placer.fits(&mark(*share)));
    let share = clear.unwrap_or(0.5);
    placer.reserve(mark(share));
    share
}

/// Returns the path of a line without the parts under names.
fn uncovered((from, to): (PlanePoint, PlanePoint), names: impl Iterator<Item = Rect>) -> String {
    let length = from.distance(to).max(0.1);
    let hidden = names.flat_map(|name| clip_line(&[from, to], &name.grown(1.0)));
    let mut hidden: Vec<(f64, f64)> = hidden
        .filter_map(|part| {
            Some((
                part.first()?.distance(from) / length,
                part.last()?.distance(from) / length,
            ))
        })
        .collect();
    hidden.sort_by(|a, b| a.0.total_cmp(&b.0));
    hidden.push((1.0, 1.0));
    let at = |share: f64| {
        PlanePoint::new(
            from.x + (to.x - from.x) * share,
            from.y + (to.y - from.y) * share,
        )
    };
    let (mut line, mut seen) = (String::new(), 0.0);
    for (begin, end) in hidden {
        if begin > seen {
            line.push_str(&path(&[at(seen), at(begin)], PathEnd::Open));
        }
        seen = end.max(seen);
    }
    line
}

/// Returns the tags of a line from its path, and of its mark, which is at a share of the line's
/// length.
fn tie_tags(
    kind: EdgeKind,
    (from, to): (PlanePoint, PlanePoint),
    share: f64,
    drawn: &str,
) -> Vec<Tag> {
    let length = from.distance(to).max(0.1);
    let (x, y) = ((to.x - from.x) / length, (to.y - from.y) / length);
    let middle = PlanePoint::new(
        from.x + (to.x - from.x) * share,
        from.y + (to.y - from.y) * share,
    );
    let off = |ahead: f64, beside: f64| {
        PlanePoint::new(
            middle.x + x * ahead - y * beside,
            middle.y + y * ahead + x * beside,
        )
    };
    let line = |class: &str| Tag::new("path").class(class).text("d", drawn);
    let head = [off(-3.5, 3.6), off(4.0, 0.0), off(-3.5, -3.6)];
    let arrow =
        |class: &str, end: PathEnd| Tag::new("path").class(class).text("d", &path(&head, end));
    match kind {
        // A light line on a heavy one makes a double line.
        EdgeKind::Allied => vec![line("tie allied"), line("tie between")],
        EdgeKind::Opposed => {
            let cross = [
                (off(-3.5, 4.5), off(3.5, -4.5)),
                (off(-3.5, -4.5), off(3.5, 4.5)),
            ];
            let cross: String = cross.map(|(a, b)| path(&[a, b], PathEnd::Open)).concat();
            vec![
                line("tie opposed"),
                Tag::new("path").class("tie opposed").text("d", &cross),
            ]
        }
        EdgeKind::Supports => vec![line("tie"), arrow("tip", PathEnd::Closed)],
        EdgeKind::Member => vec![line("tie member"), arrow("tie", PathEnd::Open)],
        EdgeKind::Follows => vec![line("tie follows"), arrow("tip", PathEnd::Closed)],
    }
}

fn line_sample(what: EdgeKind) -> Sample<EdgeKind> {
    let ends = (PlanePoint::new(1.0, 7.0), PlanePoint::new(27.0, 7.0));
    let tags = tie_tags(what, ends, 0.5, &path(&[ends.0, ends.1], PathEnd::Open));
    let content: String = tags.iter().map(element).collect();
    Sample {
        what,
        svg: svg::sample("graph", &content),
    }
}
