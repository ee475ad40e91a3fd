//! Positions for names inside of shapes.

use crate::draw::label::{LabelBlock, TextAnchor, VerticalAnchor};
use crate::draw::place::{LabelPlacer, LabelSpot};
use crate::draw::plane::{PlanePoint, Rect, contains};

/// Returns the free position for a name that is nearest to the middle of a shape, among those
/// entirely inside of it.
///
/// If there is no such position, returns the one where the fewest of nine points of the name are
/// outside of the shape, if at most `outside` are.
pub(super) fn within(
    placer: &LabelPlacer,
    shape: &[Vec<PlanePoint>],
    middle: impl FnOnce() -> Option<PlanePoint>,
    block: &LabelBlock,
    outside: usize,
) -> Option<LabelSpot> {
    const STEPS: i32 = 12;
    let bounds = Rect::around(shape.iter().flatten())?;
    let size = (block.width(), block.height());
    // A name that is much larger than its shape cannot fit.
    if bounds.width() < size.0 * 0.7 || bounds.height() < size.1 * 0.7 {
        return None;
    }
    let middle = middle()?;
    let centred = |centre: PlanePoint| {
        Rect::sized(
            PlanePoint::new(centre.x - size.0 / 2.0, centre.y - size.1 / 2.0),
            size.0,
            size.1,
        )
    };
    let share = |step: i32| f64::from(step) / f64::from(STEPS);
    let grid =
        (0..=STEPS).flat_map(|row| (0..=STEPS).map(move |column| (share(column), share(row))));
    let mut rects: Vec<(f64, Rect)> = grid
        .map(|(x, y)| {
            PlanePoint::new(
                bounds.left + bounds.width() * x,
                bounds.top + bounds.height() * y,
            )
        })
        .chain([middle])
        .map(|centre| (centre, centred(centre)))
        .filter(|(_, rect)| placer.fits(rect))
        .map(|(centre, rect)| (centre.distance(middle), rect))
        .collect();
    rects.sort_by(|a, b| a.0.total_cmp(&b.0));
    let is_outside = |probe: &PlanePoint| !contains(shape, *probe);
    let rects = || rects.iter().map(|(_, rect)| *rect);
    let rect = rects()
        .find(|rect| !probes(rect).any(|probe| is_outside(&probe)))
        .or_else(|| {
            if outside == 0 {
                return None;
            }
            let best = rects()
                .map(|rect| (probes(&rect).filter(is_outside).count(), rect))
                .min_by_key(|(count, _)| *count)?;
            (best.0 <= outside).then_some(best.1)
        })?;
    Some(LabelSpot {
        rect,
        anchor: TextAnchor::Middle,
        rise: VerticalAnchor::Middle,
    })
}

/// Returns the corners of a box, the middles of its sides and its centre.
fn probes(rect: &Rect) -> impl Iterator<Item = PlanePoint> + use<> {
    let rect = *rect;
    let centre = rect.centre();
    [rect.left, centre.x, rect.right]
        .into_iter()
        .flat_map(move |x| [rect.top, centre.y, rect.bottom].map(|y| PlanePoint::new(x, y)))
}
