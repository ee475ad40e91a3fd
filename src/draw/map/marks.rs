//! Marks of places on a map, with their counts.

use super::canvas::{MapCanvas, Pass};
use super::{Disc, MIN_LABELLED_COUNT, MapFigure, Precision};
use crate::draw::WIDTH;
use crate::draw::label::{LabelBlock, TextAnchor, VerticalAnchor};
use crate::draw::place::LabelSpot;
use crate::draw::plane::{PlanePoint, Rect};
use crate::draw::svg::Tag;

/// A count that fits into its mark.
pub(super) struct DiscCount {
    /// The index of the disc.
    pub(super) disc: usize,
    pass: Pass,
    block: LabelBlock,
    rect: Rect,
}

impl MapFigure {
    /// Draws the marks, the largest first so that none hides a smaller one; then their counts.
    pub(super) fn draw_discs(&self, canvas: &mut MapCanvas, discs: &[Disc]) {
        for disc in discs {
            let spot = &self.spots[disc.spot];
            let linked = canvas.svg.link(spot.href.as_deref(), &spot.accessible_name);
            if spot.href.is_some() {
                let hit = Tag::new("circle").class("hit").at(["cx", "cy"], disc.at);
                canvas.svg.draw(&hit.number("r", disc.radius.max(12.0)));
            }
            let class = match spot.precision {
                Precision::District => "ring",
                Precision::Place | Precision::Several => "dot",
            };
            let tag = Tag::new("circle").class(class).at(["cx", "cy"], disc.at);
            canvas.svg.draw(&tag.number("r", disc.radius));
            canvas.svg.end_link(linked);
        }
        for count in &self.counts(canvas, discs) {
            let position = LabelSpot {
                rect: count.rect,
                anchor: TextAnchor::Middle,
                rise: VerticalAnchor::Middle,
            };
            let wide = if count.pass == Pass::Second { "w" } else { "" };
            canvas.svg.label(&count.block, &position, wide);
        }
    }

    /// Returns the counts that fit into their marks and are not hidden by smaller ones.
    pub(super) fn counts(&self, canvas: &MapCanvas, discs: &[Disc]) -> Vec<DiscCount> {
        let mut counts: Vec<DiscCount> = Vec::new();
        for (number, disc) in discs.iter().enumerate() {
            let spot = &self.spots[disc.spot];
            if spot.count < MIN_LABELLED_COUNT {
                continue;
            }
            let text = canvas.words.number(spot.count);
            let class = match spot.precision {
                Precision::District => "num on",
                _ => "num",
            };
            for pass in [Pass::First, Pass::Second] {
                let size = pass.size();
                let block = LabelBlock::sized(&text, class, WIDTH, size);
                let corner = PlanePoint::new(
                    disc.at.x - block.width() / 2.0,
                    disc.at.y - block.height() / 2.0,
                );
                let rect = block.at(corner);
                let fits = PlanePoint::new(rect.left, disc.at.y - size * 0.36).distance(disc.at)
                    < disc.radius;
                let is_hidden = discs[number + 1..]
                    .iter()
                    .any(|other| Rect::round(other.at, other.radius).overlaps(&rect));
                if fits && !is_hidden && counts.iter().all(|other| !other.rect.overlaps(&rect)) {
                    counts.push(DiscCount {
                        disc: number,
                        pass,
                        block,
                        rect,
                    });
                    break;
                }
            }
        }
        counts
    }
}
