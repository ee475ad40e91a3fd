//! Placement of labels in a figure without overlaps.
//!
//! A label is placed beside its mark, or else at a distance with a leader line, or else not at all.
//! Reserved boxes are stored in a grid, and each query looks at nearby cells only. So the time is
//! linear in the number of labels.

use super::label::{LabelBlock, TextAnchor, VerticalAnchor};
use super::plane::{PlanePoint, Rect};

/// A position for a label: its box, and the part that stays in place when its size changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabelSpot {
    pub rect: Rect,
    pub anchor: TextAnchor,
    pub rise: VerticalAnchor,
}

/// Returns the positions around a mark, best first: beside it, above and below, at its corners.
pub fn around(mark: PlanePoint, clearance: f64, block: &LabelBlock) -> Vec<LabelSpot> {
    let (w, h) = (block.width(), block.height());
    let near = clearance * 0.7;
    let middle = (mark.x - w / 2.0, mark.y - h / 2.0);
    let (right, left) = (mark.x + clearance, mark.x - clearance - w);
    let (above, below) = (mark.y - clearance - h + 1.0, mark.y + clearance - 1.0);
    [
        (right, middle.1, TextAnchor::Left, VerticalAnchor::Middle),
        (left, middle.1, TextAnchor::Right, VerticalAnchor::Middle),
        (middle.0, above, TextAnchor::Middle, VerticalAnchor::Bottom),
        (middle.0, below, TextAnchor::Middle, VerticalAnchor::Top),
        (
            mark.x + near,
            above,
            TextAnchor::Left,
            VerticalAnchor::Bottom,
        ),
        (mark.x + near, below, TextAnchor::Left, VerticalAnchor::Top),
        (
            mark.x - near - w,
            above,
            TextAnchor::Right,
            VerticalAnchor::Bottom,
        ),
        (
            mark.x - near - w,
            below,
            TextAnchor::Right,
            VerticalAnchor::Top,
        ),
    ]
    .map(|(x, y, anchor, rise)| LabelSpot {
        rect: block.at(PlanePoint::new(x, y)),
        anchor,
        rise,
    })
    .into()
}

/// Returns positions at a distance, for a label with a leader line, in rings of growing size.
pub fn farther(mark: PlanePoint, block: &LabelBlock) -> impl Iterator<Item = LabelSpot> {
    let directions = [
        (1.0, -0.5),
        (-1.0, -0.5),
        (1.0, 0.5),
        (-1.0, 0.5),
        (0.0, -1.0),
        (0.0, 1.0),
    ];
    let (w, h) = (block.width(), block.height());
    [18.0, 28.0, 40.0, 54.0, 70.0, 90.0]
        .into_iter()
        .flat_map(move |reach| {
            directions.map(|(x, y)| {
                let end = PlanePoint::new(mark.x + x * reach, mark.y + y * reach);
                let (left, anchor) = match x {
                    x if x > 0.0 => (end.x, TextAnchor::Left),
                    x if x < 0.0 => (end.x - w, TextAnchor::Right),
                    _ => (end.x - w / 2.0, TextAnchor::Middle),
                };
                let (top, rise) = match y {
                    y if y < -0.9 => (end.y - h, VerticalAnchor::Bottom),
                    y if y > 0.9 => (end.y, VerticalAnchor::Top),
                    _ => (end.y - h / 2.0, VerticalAnchor::Middle),
                };
                LabelSpot {
                    rect: Rect::sized(PlanePoint::new(left, top), w, h),
                    anchor,
                    rise,
                }
            })
        })
}

/// Returns the end of a leader line at its label: the point of the box nearest to the mark.
pub fn leader_end(mark: PlanePoint, rect: &Rect) -> PlanePoint {
    PlanePoint::new(
        mark.x.clamp(rect.left, rect.right),
        mark.y.clamp(rect.top, rect.bottom),
    )
}

/// Returns small boxes along a leader line, from `clearance` off its mark to its end.
fn steps(mark: PlanePoint, end: PlanePoint, clearance: f64) -> Vec<Rect> {
    const STEP: f64 = 4.0;
    let length = mark.distance(end);
    (0..24)
        .map(|step| clearance + STEP * f64::from(step))
        .take_while(|along| *along < length)
        .map(|along| {
            let share = along / length;
            let at = PlanePoint::new(
                mark.x + (end.x - mark.x) * share,
                mark.y + (end.y - mark.y) * share,
            );
            Rect::round(at, 1.0)
        })
        .collect()
}

/// The reserved space of a figure.
#[derive(Clone, Debug)]
pub struct LabelPlacer {
    frame: Rect,
    columns: usize,
    rows: usize,
    /// The reserved boxes by cell, row by row down to the last reserved one.
    cells: Vec<Vec<Rect>>,
}

impl LabelPlacer {
    const CELL: f64 = 24.0;

    /// Returns the space of an empty figure. Labels have to be within its frame.
    pub fn new(frame: Rect) -> LabelPlacer {
        let columns = index(frame.width() / Self::CELL) + 1;
        let rows = index(frame.height() / Self::CELL) + 1;
        LabelPlacer {
            frame,
            columns,
            rows,
            cells: Vec::new(),
        }
    }

    /// Whether a box is within the frame and free.
    pub fn fits(&self, rect: &Rect) -> bool {
        self.frame.holds(rect)
            && self
                .near(rect)
                .filter_map(|cell| self.cells.get(cell))
                .all(|cell| cell.iter().all(|taken| !taken.overlaps(rect)))
    }

    /// Reserves a box, which may extend beyond the frame.
    pub fn reserve(&mut self, rect: Rect) {
        if rect.overlaps(&self.frame) {
            for cell in self.near(&rect) {
                if self.cells.len() <= cell {
                    self.cells.resize_with(cell + 1, Vec::new);
                }
                self.cells[cell].push(rect);
            }
        }
    }

    /// Reserves the first free position of several.
    pub fn place(&mut self, spots: impl IntoIterator<Item = LabelSpot>) -> Option<LabelSpot> {
        let spot = spots.into_iter().find(|spot| self.fits(&spot.rect))?;
        self.reserve(spot.rect);
        Some(spot)
    }

    /// Reserves a position beside a mark, or at a distance if a leader line to it is free.
    pub fn place_near(
        &mut self,
        mark: PlanePoint,
        clearance: f64,
        block: &LabelBlock,
    ) -> Option<(LabelSpot, Option<PlanePoint>)> {
        if let Some(spot) = self.place(around(mark, clearance, block)) {
            return Some((spot, None));
        }
        let spot = farther(mark, block).take(24).find(|spot| {
            let end = leader_end(mark, &spot.rect);
            self.fits(&spot.rect) && self.is_clear(mark, end, clearance + 3.0)
        })?;
        Some((
            spot,
            Some(self.reserve_with_leader(mark, &spot, clearance + 3.0)),
        ))
    }

    /// Reserves a position and its leader line. Returns the end of the line.
    pub fn reserve_with_leader(
        &mut self,
        mark: PlanePoint,
        spot: &LabelSpot,
        clearance: f64,
    ) -> PlanePoint {
        let end = leader_end(mark, &spot.rect);
        self.reserve(spot.rect);
        for step in steps(mark, end, clearance) {
            self.reserve(step);
        }
        end
    }

    /// Whether a line from a mark to a point is free, from `clearance` off the mark on.
    pub fn is_clear(&self, mark: PlanePoint, end: PlanePoint, clearance: f64) -> bool {
        steps(mark, end, clearance)
            .iter()
            .all(|step| self.fits(step))
    }

    fn near(&self, rect: &Rect) -> impl Iterator<Item = usize> + use<> {
        let columns = self.columns;
        let rows = self.rows;
        let cell =
            |value: f64, from: f64, count: usize| index((value - from) / Self::CELL).min(count - 1);
        let across =
            cell(rect.left, self.frame.left, columns)..=cell(rect.right, self.frame.left, columns);
        let down = cell(rect.top, self.frame.top, rows)..=cell(rect.bottom, self.frame.top, rows);
        down.flat_map(move |row| across.clone().map(move |column| row * columns + column))
    }
}

/// Returns an index in the grid; 0 for NaN and negative values.
fn index(value: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is between zero and a thousand, and `as` makes zero of what is no number"
    )]
    let index = value.clamp(0.0, 1000.0) as usize;
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_not_given_twice() {
        let mut placer = LabelPlacer::new(Rect::sized(PlanePoint::new(0.0, 0.0), 200.0, 100.0));
        let block = LabelBlock::new("Mopti", "", 100.0);
        let mark = PlanePoint::new(100.0, 50.0);
        let mut places = Vec::new();
        while let Some(spot) = placer.place(around(mark, 6.0, &block)) {
            assert!(places.iter().all(|other| !spot.rect.overlaps(other)));
            places.push(spot.rect);
        }
        assert!((2..=8).contains(&places.len()), "{}", places.len());
        assert!(
            !placer.fits(&Rect::sized(PlanePoint::new(190.0, 0.0), 20.0, 5.0)),
            "outside"
        );
    }
}
