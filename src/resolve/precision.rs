//! Coarsening of places to the `publish_precision` of their event.
//!
//! An exact place can endanger people. The place is removed from the atlas, so that no later phase
//! can publish it on a page, list or feed. If no coarser region is known, the build fails.

use std::collections::BTreeSet;

use super::checks::field_of;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::message;
use crate::model::{Atlas, Event, Id, Level, Precision, Region};

/// Coarsens the place of every event with `publish_precision`.
pub fn coarsen(atlas: &mut Atlas, diagnostics: &mut Diagnostics) {
    let asking: Vec<(Id<Event>, Precision)> = atlas
        .events
        .iter()
        .filter_map(|(id, event)| event.publish_precision.map(|precision| (id, precision)))
        .filter(|(_, precision)| *precision > Precision::Exact)
        .collect();
    for (id, precision) in asking {
        let event = &atlas.events[id];
        let mut regions = BTreeSet::new();
        for region in &event.regions {
            match coarser(atlas, *region, event, precision) {
                Some(region) => {
                    regions.insert(region);
                }
                None => diagnostics.push(
                    Diagnostic::new(
                        Code::MissingPlace,
                        &field_of(&event.origin).key("publish_precision"),
                        message!(
                            "the region `{region}` is more exact than this allows, and there is no coarser one",
                            region = atlas.regions[*region].id
                        ),
                    )
                    .help(message!(
                        "give the regions a `level`, and say what they are `part_of`"
                    )),
                ),
            }
        }
        let event = atlas.events.get_mut(id);
        event.regions = regions.into_iter().collect();
        event.place = None;
        event.where_description = None;
        event.where_prec = event.where_prec.max(Some(precision));
    }
}

/// Returns the region if it is coarse enough, or else the nearest coarse enough region that
/// enclosed it at the time.
fn coarser(
    atlas: &Atlas,
    region: Id<Region>,
    event: &Event,
    precision: Precision,
) -> Option<Id<Region>> {
    // With the precision "near", the place is removed. The region stays, because no region is that
    // exact.
    if precision == Precision::Near {
        return Some(region);
    }
    let mut found = vec![region];
    let mut at = 0;
    while let Some(here) = found.get(at).copied() {
        if atlas.regions[here]
            .level
            .is_some_and(|level| is_coarse(level, precision))
        {
            return Some(here);
        }
        for part in &atlas.regions[here].part_of {
            if part.applies_at(&event.date) && !found.contains(&part.region) {
                found.push(part.region);
            }
        }
        at += 1;
    }
    None
}

fn is_coarse(level: Level, precision: Precision) -> bool {
    match precision {
        Precision::Exact | Precision::Near => true,
        Precision::Adm2 => level != Level::Place,
        Precision::Adm1 | Precision::Fuzzy => !matches!(level, Level::Place | Level::Adm2),
        Precision::Country | Precision::International => level == Level::Country,
    }
}
