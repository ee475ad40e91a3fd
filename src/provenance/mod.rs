//! Provenance of claims: the origins of their sources, found by following `derives_from`.
//!
//! An *origin* is a source whose `derives_from` is empty. A *report* tells in its own words what an
//! origin says. A source that only reproduces another source is neither. It is a copy if both have
//! the same `original`. If it derives only from reports, these reports count in its place. So five
//! pages may be two reports of one origin, which may be a party to the conflict. If a source has
//! several origins, those that speak for the claimant count for the claim.
//!
//! A data set is compiled from the texts of others, and its rows name their sources. If it is cited
//! next to such a source, it is a report and adds no origin of its own. Of the many origins of the
//! entire set, only those count that the other cited sources have too. Only a data set with a
//! speaker (`original`) publishes counts of its own.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::incremental::track::{self, Table};
use crate::model::{Actor, Atlas, Claim, ClaimRef, Event, Id, Source, SourceKind};

/// The provenance of one claim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Provenance {
    /// The reports, without duplicates, in the order of the claim's sources. Empty if the claim is
    /// based on origins directly.
    pub reports: Vec<Id<Source>>,
    /// The origins, without duplicates, in the order of the claim's sources.
    pub origins: Vec<EventOrigin>,
}

/// An origin in the context of one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EventOrigin {
    pub source: Id<Source>,
    /// The actor who speaks in the origin.
    pub speaker: Option<Id<Actor>>,
    /// Whether the speaker is a party to the conflict, or on a side of the event.
    pub party: bool,
}

impl Provenance {
    /// Whether there are origins and all of them speak for a party to the conflict.
    pub fn only_parties(&self) -> bool {
        !self.origins.is_empty() && self.origins.iter().all(|origin| origin.party)
    }
}

/// The provenance of every claim.
#[derive(Debug, Default)]
pub struct Provenances {
    /// The provenances by event, then by claim.
    events: Vec<Vec<Provenance>>,
}

impl Provenances {
    /// Returns the provenance of a claim.
    pub fn get(&self, claim: ClaimRef) -> &Provenance {
        track::record(Table::Provenances, claim.event.index());
        &self.events[claim.event.index()][claim.claim]
    }

    /// Returns all claims with their provenance, by event.
    pub fn iter(&self) -> impl Iterator<Item = (ClaimRef, &Provenance)> {
        track::record_all(Table::Provenances);
        self.events.iter().enumerate().flat_map(|(event, claims)| {
            let event = Id::new(event);
            claims
                .iter()
                .enumerate()
                .map(move |(claim, provenance)| (ClaimRef { event, claim }, provenance))
        })
    }
}

/// Determines the provenance of every claim.
pub fn provenances(atlas: &Atlas) -> Provenances {
    let derivations = derivations(atlas);
    Provenances {
        events: atlas
            .events
            .iter()
            .map(|(_, event)| {
                let follow = |claim| provenance(atlas, event, claim, &derivations);
                event.claims.iter().map(follow).collect()
            })
            .collect(),
    }
}

/// Determines the provenance of one claim.
fn provenance(
    atlas: &Atlas,
    event: &Event,
    claim: &Claim,
    derivations: &[DerivationPath],
) -> Provenance {
    let mut seen = BTreeSet::new();
    let mut provenance = Provenance::default();
    let (compiled, others): (Vec<Id<Source>>, Vec<Id<Source>>) = claim
        .sources
        .iter()
        .partition(|source| is_compiled(&atlas.sources[**source]));
    for source in others.iter().chain(&compiled) {
        let mut derivation = Cow::Borrowed(&derivations[source.index()]);
        if !provenance.origins.is_empty() && compiled.contains(source) {
            derivation = Cow::Owned(derivation_of_data_set(*source, &derivation, &provenance));
        }
        for report in &derivation.reports {
            if seen.insert(*report) {
                provenance.reports.push(*report);
            }
        }
        // If one of the origins of a source speaks for the claimant, the figure comes from there.
        let speaks = |origin: &Id<Source>| atlas.sources[*origin].original == Some(claim.claimant);
        let claimant_speaks = derivation.origins.iter().any(speaks);
        for origin in derivation
            .origins
            .iter()
            .filter(|origin| !claimant_speaks || speaks(origin))
        {
            if seen.insert(*origin) {
                let speaker = atlas.sources[*origin].original;
                provenance.origins.push(EventOrigin {
                    source: *origin,
                    speaker,
                    party: speaker.is_some_and(|actor| is_party(atlas, event, actor)),
                });
            }
        }
    }
    provenance
}

/// Whether a source is a data set compiled from the texts of others.
fn is_compiled(source: &Source) -> bool {
    source.kind == Some(SourceKind::Dataset) && source.original.is_none()
}

/// Returns the derivation of a data set that is cited with other sources: the origins that it
/// shares with them. If the data set names no source, it is another report of the cited sources. If
/// it names only sources that are not cited, its own derivation is returned.
fn derivation_of_data_set(
    source: Id<Source>,
    derivation: &DerivationPath,
    known: &Provenance,
) -> DerivationPath {
    let is_known = |origin: &Id<Source>| known.origins.iter().any(|root| root.source == *origin);
    let origins: Vec<Id<Source>> = derivation
        .origins
        .iter()
        .copied()
        .filter(is_known)
        .collect();
    match (derivation.origins.as_slice(), origins.is_empty()) {
        ([only], true) if *only == source => DerivationPath {
            reports: vec![source],
            origins,
        },
        (_, true) => derivation.clone(),
        (_, false) => {
            let is_shared =
                |report: &Id<Source>| *report == source || known.reports.contains(report);
            DerivationPath {
                reports: derivation
                    .reports
                    .iter()
                    .copied()
                    .filter(is_shared)
                    .collect(),
                origins,
            }
        }
    }
}

/// An origin of a source, with its distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ancestor {
    /// A source whose `derives_from` is empty.
    pub origin: Id<Source>,
    /// The minimum number of derivations from the source to the origin; 0 for a source that is its
    /// own origin.
    pub steps: usize,
}

/// Returns the origins of a source, nearest first.
pub fn ancestors(atlas: &Atlas, source: Id<Source>) -> Vec<Ancestor> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::from([source]);
    let mut level = vec![source];
    for steps in 0.. {
        let mut next = Vec::new();
        for source in level {
            let parents = &atlas.sources[source].derives_from;
            if parents.is_empty() {
                found.push(Ancestor {
                    origin: source,
                    steps,
                });
            }
            next.extend(
                parents
                    .iter()
                    .copied()
                    .filter(|parent| seen.insert(*parent)),
            );
        }
        if next.is_empty() {
            break;
        }
        level = next;
    }
    found
}

/// Whether an actor is a party to the conflict as a whole, or on a side of this event.
pub fn is_party(atlas: &Atlas, event: &Event, actor: Id<Actor>) -> bool {
    atlas.actors[actor].party_to_conflict == Some(true)
        || event.side_a.contains(&actor)
        || event.side_b.contains(&actor)
}

/// The reports and origins of one source.
#[derive(Clone, Default)]
struct DerivationPath {
    reports: Vec<Id<Source>>,
    origins: Vec<Id<Source>>,
}

/// Returns the derivation of each source. It is computed after the derivations of the sources in
/// `derives_from`. The stack is explicit, because chains may be long. Cycles are reported
/// elsewhere; an edge that would close one is ignored here.
fn derivations(atlas: &Atlas) -> Vec<DerivationPath> {
    let mut derivations: Vec<Option<DerivationPath>> = vec![None; atlas.sources.len()];
    let mut open = vec![false; atlas.sources.len()];
    for (start, _) in atlas.sources.iter() {
        let mut stack = vec![(start, 0)];
        while let Some((source, next)) = stack.pop() {
            if derivations[source.index()].is_some() {
                continue;
            }
            open[source.index()] = true;
            let parents = &atlas.sources[source].derives_from;
            match parents.get(next) {
                Some(parent) => {
                    stack.push((source, next + 1));
                    if derivations[parent.index()].is_none() && !open[parent.index()] {
                        stack.push((*parent, 0));
                    }
                }
                None => {
                    derivations[source.index()] = Some(derivation(atlas, source, &derivations));
                    open[source.index()] = false;
                }
            }
        }
    }
    derivations
        .into_iter()
        .map(Option::unwrap_or_default)
        .collect()
}

/// Returns the derivation of a source, given the derivations of its parents.
fn derivation(
    atlas: &Atlas,
    source: Id<Source>,
    known: &[Option<DerivationPath>],
) -> DerivationPath {
    let own = &atlas.sources[source];
    if own.derives_from.is_empty() {
        return DerivationPath {
            reports: Vec::new(),
            origins: vec![source],
        };
    }
    let mut found = DerivationPath::default();
    let mut seen = BTreeSet::new();
    let mut reads_an_origin = false;
    for parent in &own.derives_from {
        let Some(derivation) = &known[parent.index()] else {
            continue;
        };
        let copies = own.original.is_some() && own.original == atlas.sources[*parent].original;
        // A parent without reports is an origin, or a copy of one.
        reads_an_origin |= derivation.reports.is_empty() && !copies;
        found.reports.extend(
            derivation
                .reports
                .iter()
                .filter(|report| seen.insert(**report)),
        );
        found.origins.extend(
            derivation
                .origins
                .iter()
                .filter(|origin| seen.insert(**origin)),
        );
    }
    if reads_an_origin {
        found.reports = vec![source];
    }
    found
}

#[cfg(test)]
mod tests;
