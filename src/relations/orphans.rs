//! Reports actors and regions that nothing uses.

use std::collections::BTreeSet;

use super::Relations;
use crate::diag::Diagnostics;
use crate::model::{Actor, Atlas, Id};
use crate::resolve;

/// Reports actors and regions without events, articles, mentions or claims.
pub fn orphans(atlas: &Atlas, relations: &Relations, diagnostics: &mut Diagnostics) {
    let sourced: BTreeSet<Id<Actor>> = atlas
        .sources
        .iter()
        .filter_map(|(_, source)| source.original)
        .collect();
    let sides = atlas.pages.iter().flat_map(|(_, page)| &page.home.sides);
    let named: BTreeSet<Id<Actor>> = sides.flat_map(|side| &side.actors).copied().collect();
    let actors = atlas
        .actors
        .iter()
        .filter(|(id, _)| {
            let own = &relations.actors[id.index()];
            !own.events.is_empty()
                || !own.articles.is_empty()
                || !own.backlinks.is_empty()
                || !own.claims_made.is_empty()
                || !own.claims_about.is_empty()
                || sourced.contains(id)
                || named.contains(id)
        })
        .map(|(id, _)| id)
        .collect();
    let regions = atlas
        .regions
        .iter()
        .filter(|(id, _)| {
            let own = &relations.regions[id.index()];
            !own.events.is_empty() || !own.articles.is_empty() || !own.backlinks.is_empty()
        })
        .map(|(id, _)| id)
        .collect();
    resolve::orphans(atlas, &actors, &regions, diagnostics);
}
