//! Names of rivers on a map.

use super::canvas::{MapCanvas, MapNames, NAME_WIDTH, Pass, PlacedLabel};
use crate::draw::label::LabelBlock;
use crate::draw::place::around;
use crate::draw::plane::{PlanePoint, enters};
use crate::draw::real;

/// The minimum length of a named river on the map.
const MIN_NAMED_LENGTH: f64 = 70.0;

/// Names rivers beside their course, where no river crosses the name.
pub(super) fn name_rivers(canvas: &mut MapCanvas, pass: Pass, names: &mut MapNames) {
    // These parts of the course are tried, as shares of its length.
    const SHARES: [f64; 9] = [0.75, 0.25, 0.85, 0.15, 0.6, 0.4, 0.5, 0.92, 0.08];
    let most = pass.limits().rivers;
    let ground = canvas.ground;
    let mut named = names.rivers.iter().filter(|is_named| **is_named).count();
    for (number, river) in ground.rivers.iter().enumerate() {
        if named >= most
            || names.rivers[number]
            || river.name.is_empty()
            || river.length < MIN_NAMED_LENGTH
        {
            continue;
        }
        let Some(name) = canvas.words.river(&river.name) else {
            continue;
        };
        let block = LabelBlock::sized(&name, "rv", NAME_WIDTH * pass.size(), pass.size());
        let points: Vec<PlanePoint> = river
            .lines
            .iter()
            .flat_map(|line| points_along(line))
            .collect();
        let count = real(points.len());
        let position = SHARES.iter().find_map(|share| {
            let at = *points.get(truncated(share * count))?;
            around(at, 5.0, &block).into_iter().find(|position| {
                let is_dry = |lines: &[Vec<PlanePoint>]| {
                    !lines.iter().any(|line| enters(line, &position.rect))
                };
                canvas.placer.fits(&position.rect)
                    && ground.rivers.iter().all(|river| is_dry(&river.lines))
            })
        });
        if let Some(position) = position {
            canvas.placer.reserve(position.rect);
            names.rivers[number] = true;
            named += 1;
            names.labels.push(PlacedLabel {
                pass,
                block,
                position,
                leader: None,
            });
        }
    }
}

/// Truncates an index in a list of points.
fn truncated(value: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is between zero and the number of points on a map"
    )]
    let index = value.max(0.0) as usize;
    index
}

/// Returns points along a line, about `STEP` units from one to the next.
fn points_along(line: &[PlanePoint]) -> Vec<PlanePoint> {
    const STEP: f64 = 6.0;
    let mut points = Vec::new();
    for pair in line.windows(2) {
        let length = pair[0].distance(pair[1]);
        let steps = truncated(length / STEP).clamp(1, 200);
        points.extend((0..steps).map(|step| {
            let share = real(step) / real(steps);
            PlanePoint::new(
                pair[0].x + (pair[1].x - pair[0].x) * share,
                pair[0].y + (pair[1].y - pair[0].y) * share,
            )
        }));
    }
    points
}
