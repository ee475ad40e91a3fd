//! Labels of the claims of a chart.

use std::cmp::Reverse;

use super::FOOT;
use super::band::CountAxis;
use super::claim::PlacedClaim;
use crate::draw::WIDTH;
use crate::draw::label::{LINE, LabelBlock};
use crate::draw::place::{LabelPlacer, around};
use crate::draw::plane::{PlanePoint, Rect};
use crate::draw::svg::along;
use crate::draw::ticks::TimeWords;
use crate::lang::Lang;

/// The free width at either side of a label.
const CLEARANCE: f64 = 5.0;

/// Places labels beside the marks, beginning with the highest figures.
pub(super) fn place_labels(
    claims: &mut [PlacedClaim],
    margin: f64,
    count_axis: &CountAxis,
    lang: Lang,
    words: &dyn TimeWords,
) {
    let mut placer = LabelPlacer::new(Rect {
        left: 0.0,
        top: LINE + 1.0,
        right: WIDTH,
        bottom: count_axis.ground,
    });
    let numbers_from = along(lang, 0.0).min(along(lang, margin));
    placer.reserve(Rect::sized(
        PlanePoint::new(numbers_from, 0.0),
        margin,
        count_axis.ground + FOOT,
    ));
    for claim in claims.iter() {
        placer.reserve(claim.rect());
        if let Some((left, right)) = claim.days {
            let at = claim.middle();
            placer.reserve(Rect {
                left,
                top: at - 1.0,
                right,
                bottom: at + 1.0,
            });
        }
    }
    let mut order: Vec<usize> = (0..claims.len())
        .filter(|at| claims[*at].stacked > 0)
        .collect();
    order.sort_by_key(|at| {
        (
            Reverse(claims[*at].claim.count.greatest()),
            claims[*at].claim.date,
            *at,
        )
    });
    for at in order {
        let placed = &claims[at];
        let text = match placed.stacked {
            1 => placed.claim.figure.clone(),
            several => format!("{} ×{}", placed.claim.figure, words.count(several as u64)),
        };
        let label = LabelBlock::new(&text, "", f64::INFINITY);
        let (top, bottom) = placed.shape.extent();
        let (upper, lower) = (
            PlanePoint::new(placed.x, top),
            PlanePoint::new(placed.x, bottom),
        );
        let clearance = placed.radius() + 2.0;
        let (above, below) = (
            around(upper, clearance, &label),
            around(lower, clearance, &label),
        );
        let spots = [
            above[2], above[0], above[1], above[4], above[6], below[0], below[1], below[3],
            below[5], below[7],
        ];
        let beside = placer.place(spots).map(|spot| (spot, None));
        let found = beside.or_else(|| placer.place_near(upper, clearance, &label));
        if let Some((spot, _)) = &found {
            // There is free space at either side, because two numbers that touch would be read as
            // one.
            placer.reserve(Rect {
                left: spot.rect.left - CLEARANCE,
                right: spot.rect.right + CLEARANCE,
                ..spot.rect
            });
        }
        claims[at].label = found.map(|(spot, leader)| (label, spot, leader));
    }
}
