//! Actors from their records and stubs.

use crate::lang::Localized;
use crate::model::{Actor, ActorLabel, LocalizedText, Origin, Relation};
use crate::resolve::builder::Builder;
use crate::resolve::collect::CollectedRecord;
use crate::resolve::linker::Stub;
use crate::schema::RawActor;

impl Builder<'_> {
    /// Builds an actor.
    pub(super) fn actor_of(&mut self, entry: CollectedRecord<RawActor>) -> Actor {
        let raw = entry.fields;
        Actor {
            id: entry.id,
            name: raw.name,
            aliases: raw.aliases.into_iter().map(|at| at.value).collect(),
            actor_type: raw.actor_type,
            active: raw.active,
            relations: raw
                .relations
                .iter()
                .filter_map(|relation| {
                    Some(Relation {
                        relation_type: relation.relation_type,
                        actor: self.actor(&relation.actor)?,
                        from: relation.from,
                        until: relation.until,
                        sources: self.look_up_all(&relation.sources, Self::source),
                    })
                })
                .collect(),
            region: raw.region.and_then(|region| self.region(&region)),
            party_to_conflict: raw.party_to_conflict,
            labels: raw
                .labels
                .into_iter()
                .map(|label| ActorLabel {
                    text: label.text,
                    used_by: label.used_by.and_then(|actor| self.actor(&actor)),
                    source: label.source.and_then(|source| self.source(&source)),
                })
                .collect(),
            acled_name: raw.acled_name,
            ucdp_id: raw.ucdp_id,
            wikidata: raw.wikidata,
            url: raw.url,
            bodies: entry.bodies,
            origin: Origin::Declared(entry.top.file),
            redirects: entry.redirects,
            extra: entry.extra,
        }
    }
}

/// Returns an actor of which only the name is known.
pub(super) fn actor_stub(stub: Stub) -> Actor {
    Actor {
        id: stub.id,
        name: LocalizedText::one(stub.lang, stub.name),
        aliases: Vec::new(),
        actor_type: None,
        active: None,
        relations: Vec::new(),
        region: None,
        party_to_conflict: None,
        labels: Vec::new(),
        acled_name: None,
        ucdp_id: None,
        wikidata: None,
        url: None,
        bodies: Localized::default(),
        origin: Origin::Stub(stub.field),
        redirects: Vec::new(),
        extra: Localized::default(),
    }
}
