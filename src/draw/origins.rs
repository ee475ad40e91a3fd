//! Figures of provenance: the pages that publish something, the sources that they repeat, and the
//! origins of these.
//!
//! Pages are on the left, origins on the right as filled blocks, and sources between the two in the
//! middle. A line means "repeats". So readers see that five pages based on one text are one
//! account.

use super::label::{LINE, LabelBlock, TextAnchor, VerticalAnchor};
use super::place::LabelSpot;
use super::plane::{PlanePoint, Rect};
use super::svg::{self, PathEnd, Svg, Tag, path};
use super::{Caption, Sample, WIDTH};

/// The content of the figure.
#[derive(Clone, Debug)]
pub struct OriginsFigure {
    /// The accessible texts.
    pub caption: Caption,
    /// The sources.
    pub sources: Vec<OriginsSource>,
}

/// A source.
#[derive(Clone, Debug)]
pub struct OriginsSource {
    /// The name in the box.
    pub name: String,
    /// The indices of the sources that it repeats; an origin repeats none.
    pub repeats: Vec<usize>,
    /// The address to which the box links.
    pub href: Option<String>,
    /// The accessible name of the link.
    pub accessible_name: String,
}

/// A drawn figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnOrigins {
    /// The inline `<svg>` element.
    pub svg: String,
    /// The number of sources that were left out.
    pub left_out: usize,
    /// Samples of the lines and blocks.
    pub legend: Vec<Sample<OriginsLegendItem>>,
}

/// An entry of the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OriginsLegendItem {
    /// The line from a source to a source that it repeats.
    Repeats,
    /// The block of an origin.
    Origin,
}

/// The maximum number of sources in a column.
const MAX_SOURCES: usize = 14;
const GAP: f64 = 10.0;
/// The padding between a box and its text.
const PAD: f64 = 6.0;
/// The left and the right end of each column.
const COLUMNS: [(f64, f64); 3] = [(2.0, 130.0), (152.0, 240.0), (258.0, WIDTH - 1.0)];
/// The columns if the middle one is empty.
const BROAD: [(f64, f64); 3] = [(2.0, 196.0), (0.0, 0.0), (224.0, WIDTH - 1.0)];

/// A source with its position.
struct PlacedSource {
    source: usize,
    column: usize,
    block: LabelBlock,
    rect: Rect,
}

impl OriginsFigure {
    /// Draws the figure.
    pub fn draw(&self) -> DrawnOrigins {
        let columns = self.columns();
        let shown: usize = columns.iter().map(Vec::len).sum();
        let has_relays = !columns[1].is_empty();
        let mut placed: Vec<PlacedSource> = Vec::new();
        let mut height = 0.0_f64;
        for (column, sources) in columns.iter().enumerate() {
            let (left, right) = if has_relays {
                COLUMNS[column]
            } else {
                BROAD[column]
            };
            let class = ["", "", "inv"][column];
            let pad = if column == 0 { 0.0 } else { PAD };
            let mut y = 2.0;
            for source in sources {
                let room = right - left - 2.0 * pad;
                let block = LabelBlock::new(&self.sources[*source].name, class, room)
                    .limited([2, 3, 5][column]);
                let high = block.height().max(LINE) + 2.0 * pad;
                placed.push(PlacedSource {
                    source: *source,
                    column,
                    block,
                    rect: Rect::sized(PlanePoint::new(left, y), right - left, high),
                });
                y += high + GAP;
            }
            height = height.max(y - GAP + 2.0);
        }
        // Columns are centred vertically.
        for column in 0..3 {
            let own = || placed.iter().filter(|node| node.column == column);
            let end = own().map(|node| node.rect.bottom).fold(0.0, f64::max);
            let shift = ((height - end - 2.0) / 2.0).max(0.0);
            for node in placed.iter_mut().filter(|node| node.column == column) {
                node.rect.top += shift;
                node.rect.bottom += shift;
            }
        }
        let mut svg = Svg::new(&self.caption, "origins");
        let lines = self.lines(&placed);
        if !lines.is_empty() {
            svg.draw(&Tag::new("path").class("repeats").text("d", &lines));
        }
        for node in &placed {
            self.draw_source(&mut svg, node);
        }
        let mut legend = Vec::new();
        if !lines.is_empty() {
            legend.push(sample(OriginsLegendItem::Repeats));
        }
        if !columns[2].is_empty() {
            legend.push(sample(OriginsLegendItem::Origin));
        }
        DrawnOrigins {
            svg: svg.finish(height.max(LINE)),
            left_out: self.sources.len() - shown,
            legend,
        }
    }

    /// Returns the sources of the three columns: sources that no other source repeats, sources in
    /// between, and origins. Sources with the same origin are next to each other.
    fn columns(&self) -> [Vec<usize>; 3] {
        let is_known = |number: &usize| *number < self.sources.len();
        let is_repeated = |number: usize| {
            self.sources
                .iter()
                .any(|source| source.repeats.contains(&number))
        };
        let column = |number: usize| match self.sources[number].repeats.iter().any(is_known) {
            false => 2,
            true if is_repeated(number) => 1,
            true => 0,
        };
        let mut columns = [Vec::new(), Vec::new(), Vec::new()];
        for number in 0..self.sources.len() {
            columns[column(number)].push(number);
        }
        columns[2].truncate(MAX_SOURCES / 2);
        let place = |list: &[usize], number: usize| list.iter().position(|known| *known == number);
        let [pages, relays, origins] = &mut columns;
        let aim = |number: &usize, list: &[usize]| {
            let repeats = self.sources[*number].repeats.iter();
            repeats
                .filter_map(|to| place(list, *to))
                .min()
                .unwrap_or(usize::MAX)
        };
        relays.sort_by_key(|number| (aim(number, origins), *number));
        relays.truncate(MAX_SOURCES / 2);
        pages.sort_by_key(|number| (aim(number, relays), aim(number, origins), *number));
        pages.truncate(MAX_SOURCES);
        columns
    }

    /// Draws a line from each source to the sources that it repeats.
    fn lines(&self, placed: &[PlacedSource]) -> String {
        let mut lines = String::new();
        for from in placed {
            for to in &self.sources[from.source].repeats {
                let Some(to) = placed
                    .iter()
                    .find(|node| node.source == *to && node.source != from.source)
                else {
                    continue;
                };
                let (a, b) = (from.rect.centre().y, to.rect.centre().y);
                let start = from.rect.right + if from.column == 0 { 4.0 } else { 0.0 };
                let points = if from.column == to.column {
                    let out = from.rect.right + 9.0;
                    vec![(start, a), (out, a), (out, b), (to.rect.right, b)]
                } else {
                    // A line past the middle column goes below or above its boxes, towards its end.
                    let bend = to.rect.left - 10.0;
                    vec![(start, a), (start + 8.0, a), (bend, b), (to.rect.left, b)]
                };
                let points: Vec<PlanePoint> = points
                    .into_iter()
                    .map(|(x, y)| PlanePoint::new(x, y))
                    .collect();
                lines.push_str(&path(&points, PathEnd::Open));
            }
        }
        lines
    }

    fn draw_source(&self, svg: &mut Svg, node: &PlacedSource) {
        let source = &self.sources[node.source];
        // The accessible name begins with the visible words (WCAG 2.5.3, Label in Name).
        let seen: Vec<&str> = node.block.lines().map(|line| line.text.as_str()).collect();
        let name = match (seen.join(" "), source.accessible_name.as_str()) {
            (seen, name) if seen.is_empty() || name.contains(&seen) => name.to_owned(),
            (seen, "") => seen,
            (seen, name) => format!("{seen} — {name}"),
        };
        let linked = svg.link(source.href.as_deref(), &name);
        let class = ["hit", "relay", "origin"][node.column];
        let tag = Tag::new("rect")
            .class(class)
            .at(["x", "y"], PlanePoint::new(node.rect.left, node.rect.top));
        if node.column > 0 || source.href.is_some() {
            let width = tag.number("width", node.rect.width());
            svg.draw(&width.number("height", node.rect.height()));
        }
        let (centre, block) = (node.rect.centre(), &node.block);
        let (left, anchor) = match node.column {
            0 => (node.rect.right - block.width(), TextAnchor::Right),
            _ => (centre.x - block.width() / 2.0, TextAnchor::Middle),
        };
        let spot = LabelSpot {
            rect: block.at(PlanePoint::new(left, centre.y - block.height() / 2.0)),
            anchor,
            rise: VerticalAnchor::Middle,
        };
        if block.count() > 0 {
            svg.label(block, &spot, "");
        }
        svg.end_link(linked);
    }
}

fn sample(what: OriginsLegendItem) -> Sample<OriginsLegendItem> {
    let content = match what {
        OriginsLegendItem::Repeats => "<path class=\"repeats\" d=\"M2 7l24 0\"/>",
        OriginsLegendItem::Origin => {
            "<rect class=\"origin\" x=\"3\" y=\"1\" width=\"22\" height=\"12\"/>"
        }
    };
    Sample {
        what,
        svg: svg::sample("origins", content),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn figure(repeats: &[&[usize]]) -> OriginsFigure {
        OriginsFigure {
            caption: Caption {
                id: "o".into(),
                title: "t".into(),
                description: "d".into(),
                lang: Lang::parse("fr").expect("a tag"),
            },
            sources: repeats
                .iter()
                .enumerate()
                .map(|(number, repeats)| OriginsSource {
                    name: format!("Source {number}"),
                    repeats: repeats.to_vec(),
                    href: None,
                    accessible_name: String::new(),
                })
                .collect(),
        }
    }

    #[test]
    fn pages_relays_and_origins_have_columns() {
        // Two pages repeat a dispatch. It repeats a communiqué, which a third page repeats
        // directly.
        let known = figure(&[&[2], &[2], &[4], &[4], &[]]);
        assert_eq!(known.columns(), [vec![0, 1, 3], vec![2], vec![4]]);
        let drawn = known.draw();
        assert_eq!(drawn.svg.matches("class=\"origin\"").count(), 1);
        assert_eq!(
            drawn
                .legend
                .iter()
                .map(|sample| sample.what)
                .collect::<Vec<_>>(),
            [OriginsLegendItem::Repeats, OriginsLegendItem::Origin]
        );
        let lines = drawn
            .svg
            .split("class=\"repeats\" d=\"")
            .nth(1)
            .expect("lines");
        assert_eq!(
            lines
                .split('"')
                .next()
                .expect("a path")
                .matches('M')
                .count(),
            4
        );
    }

    #[test]
    fn what_is_read_out_begins_with_what_is_seen() {
        let mut known = figure(&[&[1], &[]]);
        for source in &mut known.sources {
            source.href = Some("/s/".into());
        }
        known.sources[0].accessible_name = "A title".into();
        known.sources[1].accessible_name = "What Source 1 says".into();
        let svg = known.draw().svg;
        assert!(svg.contains("aria-label=\"Source 0 — A title\""), "{svg}");
        assert!(svg.contains("aria-label=\"What Source 1 says\""), "{svg}");
    }

    #[test]
    fn an_origin_alone_and_rings_are_drawn() {
        let alone = figure(&[&[]]).draw();
        assert_eq!(alone.legend.len(), 1);
        assert_eq!(figure(&[]).draw().left_out, 0);
        let ring = figure(&[&[1], &[0], &[7]]).draw();
        assert_eq!(ring.svg.matches("class=\"relay\"").count(), 2);
    }

    #[test]
    fn what_has_no_room_is_counted() {
        let many: Vec<Vec<usize>> = std::iter::once(vec![])
            .chain((0..40).map(|_| vec![0]))
            .collect();
        let many: Vec<&[usize]> = many.iter().map(Vec::as_slice).collect();
        assert_eq!(figure(&many).draw().left_out, 40 - MAX_SOURCES);
    }
}
