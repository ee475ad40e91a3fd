//! Places of events: cells of PRIO-GRID, and the country and divisions in which an event is.

use std::collections::BTreeSet;

use crate::model::{Atlas, Event, GeoPoint, Id, Level, Precision, Region};

/// The number of columns of PRIO-GRID, whose cells have half a degree.
const COLUMNS: i64 = 720;

/// The number of rows of PRIO-GRID.
const ROWS: i64 = 360;

/// Returns the number of the PRIO-GRID cell of a point: cells of half a degree, counted from 1 in
/// the south-west, row by row.
pub fn priogrid(point: GeoPoint) -> i64 {
    // A point on the eastern or northern edge belongs to the last cell.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "degrees are between -180 and 180"
    )]
    let cell = |degrees: f64, edge: f64, last: i64| {
        (((degrees + edge) * 2.0).floor() as i64 + 1).clamp(1, last)
    };
    let row = cell(point.lat, 90.0, ROWS);
    let column = cell(point.lon, 180.0, COLUMNS);
    (row - 1) * COLUMNS + column
}

/// Returns the region of a level that has all regions of an event, on its date. `None` if there is
/// none, or the event is in several.
pub fn region_of_level(atlas: &Atlas, event: &Event, level: Level) -> Option<Id<Region>> {
    let mut found: Option<Id<Region>> = None;
    for region in &event.regions {
        let mut own = enclosing(atlas, *region, event);
        own.retain(|id| atlas.regions[*id].level == Some(level));
        match (own.as_slice(), found) {
            ([one], None) => found = Some(*one),
            ([one], Some(other)) if *one == other => {}
            _ => return None,
        }
    }
    found
}

/// Returns a region and all that enclose it on the date of an event.
fn enclosing(atlas: &Atlas, region: Id<Region>, event: &Event) -> Vec<Id<Region>> {
    let mut seen = BTreeSet::from([region]);
    let mut all = vec![region];
    let mut at = 0;
    while let Some(here) = all.get(at).copied() {
        let parts = atlas.regions[here].part_of.iter();
        for part in parts.filter(|part| part.applies_at(&event.date)) {
            if seen.insert(part.region) {
                all.push(part.region);
            }
        }
        at += 1;
    }
    all
}

/// Whether the place of an event is published as exactly as it is known, so that names of places in
/// fields of other tools may be published too.
pub fn is_published(event: &Event) -> bool {
    event
        .publish_precision
        .is_none_or(|precision| precision == Precision::Exact)
}
