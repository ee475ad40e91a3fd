//! The newest content that pages of events, actors and regions rest on: the day of their version.
//!
//! Nothing else dates such a page: front matter has no day on which it was written.

use std::cmp::Reverse;

use super::Relations;
use crate::markdown::ProseIndex;
use crate::model::{Atlas, ClaimRef, Date, Entity, Event, Id, Source};

/// The newest of the dates that were added.
#[derive(Default)]
struct Newest(Option<Date>);

impl Newest {
    /// Adds a date. Of two that begin on the same day, the more exact one counts.
    fn add(&mut self, date: Option<Date>) {
        let key = |date: &Date| Some((date.earliest()?, Reverse(date.latest())));
        if let Some(date) = date
            && key(&date) > self.0.as_ref().and_then(key)
        {
            self.0 = Some(date);
        }
    }

    fn add_sources<'s>(
        &mut self,
        atlas: &Atlas,
        sources: impl IntoIterator<Item = &'s Id<Source>>,
    ) {
        for source in sources {
            self.add(atlas.sources[*source].date);
        }
    }
}

/// Fills `newest` of events, actors and regions. Their lists of events and claims exist already.
pub(super) fn newest_content(atlas: &Atlas, prose: &ProseIndex, relations: &mut Relations) {
    let events: Vec<Option<Date>> = (atlas.events.iter())
        .map(|(_, event)| newest_of_event(atlas, event))
        .collect();
    let of_claims = |claims: &[ClaimRef], newest: &mut Newest| {
        for at in claims {
            newest.add(events[at.event.index()]);
        }
    };
    for ((_, actor), own) in atlas.actors.iter().zip(relations.actors.iter_mut()) {
        let mut newest = Newest::default();
        for event in &own.events {
            newest.add(events[event.index()]);
        }
        of_claims(&own.claims_made, &mut newest);
        of_claims(&own.claims_about, &mut newest);
        let of_relations = actor
            .relations
            .iter()
            .flat_map(|relation| &relation.sources);
        let of_labels = actor
            .labels
            .iter()
            .filter_map(|label| label.source.as_ref());
        newest.add_sources(atlas, of_relations.chain(of_labels));
        own.newest = newest.0;
    }
    for own in relations.regions.iter_mut() {
        let mut newest = Newest::default();
        for event in &own.events {
            newest.add(events[event.index()]);
        }
        own.newest = newest.0;
    }
    for (own, newest) in relations.events.iter_mut().zip(events) {
        own.newest = newest;
    }
    for (entity, _, text) in prose.iter() {
        let own = match entity {
            Entity::Actor(id) => &mut relations.actors[id.index()].newest,
            Entity::Region(id) => &mut relations.regions[id.index()].newest,
            _ => continue,
        };
        let mut newest = Newest(*own);
        newest.add_sources(
            atlas,
            text.citations.iter().map(|citation| &citation.source),
        );
        *own = newest.0;
    }
}

/// Returns the date of the newest content about an event: of the event itself, its sources and its
/// estimates.
fn newest_of_event(atlas: &Atlas, event: &Event) -> Option<Date> {
    let mut newest = Newest::default();
    newest.add(event.date.latest().map(Date::day));
    let claims = event.claims.iter().flat_map(|claim| &claim.sources);
    newest.add_sources(atlas, event.sources.iter().chain(claims));
    for estimate in &event.estimates {
        newest.add(Some(estimate.date));
    }
    newest.0
}
