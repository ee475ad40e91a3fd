//! Events from their records, with their claims and estimates.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic};
use crate::load::ContentKind;
use crate::message;
use crate::model::terms::Term as _;
use crate::model::{Claim, ClaimRef, Estimate, Event, Id, Measure, Origin};
use crate::resolve::builder::{Builder, ClaimLink};
use crate::resolve::collect::{CollectedRecord, check_id};
use crate::schema::{RawClaim, RawEstimate, RawEvent};

impl Builder<'_> {
    /// Builds an event. `place` is its position in the unsorted list.
    pub(super) fn event_of(&mut self, place: usize, entry: CollectedRecord<RawEvent>) -> Event {
        let raw = entry.fields;
        let id: Id<Event> = self.id(ContentKind::Event, place);
        Event {
            title: raw.title,
            date: raw.date.value,
            event_type: raw.event_type,
            sub_event_type: raw.sub_event_type,
            type_of_violence: raw.type_of_violence,
            event_clarity: raw.event_clarity,
            regions: self.look_up_all(&raw.regions, Self::region),
            place: raw.place,
            where_prec: raw.where_prec,
            where_description: raw.where_description,
            side_a: self.look_up_all(&raw.side_a, Self::actor),
            side_b: self.look_up_all(&raw.side_b, Self::actor),
            actors: self.look_up_all(&raw.actors, Self::actor),
            claims: self.claims(id, raw.claims),
            estimates: raw.estimates.into_iter().map(estimate).collect(),
            sources: self.look_up_all(&raw.sources, Self::source),
            publish_precision: raw.publish_precision,
            graphic: raw.graphic,
            bodies: entry.bodies,
            origin: match entry.inside {
                Some(article) => Origin::Inline(self.id(ContentKind::Article, article), entry.top),
                None => Origin::Declared(entry.top.file),
            },
            redirects: entry.redirects,
            extra: entry.extra,
            id: entry.id,
        }
    }

    /// Builds the claims of an event. A claim with an unknown claimant is dropped.
    fn claims(&mut self, event: Id<Event>, raw: Vec<RawClaim>) -> Vec<Claim> {
        let mut claims: Vec<Claim> = Vec::with_capacity(raw.len());
        let mut ids = BTreeSet::new();
        // The claims without an id of their author's, each with the id of its claimant.
        let mut unnamed: Vec<(usize, String)> = Vec::new();
        for (written, claim) in raw.into_iter().enumerate() {
            let id = match &claim.id {
                Some(written) => {
                    check_id(&written.value, Some(written), &mut self.diagnostics);
                    if ids.contains(&written.value) {
                        self.diagnostics.push(
                            Diagnostic::new(
                                Code::DuplicateId,
                                &written.field,
                                message!(
                                    "two claims of this event have the id `{id}`",
                                    id = written.value
                                ),
                            )
                            .help(message!("give one of them another id")),
                        );
                    }
                    written.value.clone()
                }
                None => derived_claim_id(claim.measure, &ids),
            };
            ids.insert(id.clone());
            let Some(claimant) = claim.claimant.as_ref().and_then(|name| self.actor(name)) else {
                continue;
            };
            if claim.id.is_none() {
                let claimant = claim.claimant.as_ref().and_then(|name| self.actor_id(name));
                unnamed.push((claims.len(), claimant.unwrap_or_default()));
            }
            let from = ClaimRef {
                event,
                claim: claims.len(),
            };
            let responses = claim.responds_to.into_iter().map(|to| ClaimLink {
                from,
                to,
                answers: true,
            });
            let contradictions = claim.contradicted_by.into_iter().map(|to| ClaimLink {
                from,
                to,
                answers: false,
            });
            self.claim_links.extend(responses.chain(contradictions));
            claims.push(Claim {
                anchor: id.clone(),
                id,
                written,
                measure: claim.measure,
                label: claim.label,
                amount: claim.amount,
                date: claim.date,
                of: claim.of.as_ref().and_then(|name| self.actor(name)),
                claimant,
                sources: self.look_up_all(&claim.sources, Self::source),
                quote: claim.quote,
                grade: claim.grade,
                status: claim.status,
                notes: claim.notes,
                responds_to: None,
                contradicted_by: Vec::new(),
            });
        }
        for (at, claimant) in unnamed {
            claims[at].anchor = free_anchor(&claims, &claims[at], &claimant);
        }
        claims
    }
}

/// Returns the id of a claim that is written without one: its measure, with a number if an earlier
/// claim has this id.
pub fn derived_claim_id(measure: Measure, earlier: &BTreeSet<String>) -> String {
    let base = measure.text().replace('_', "-");
    (1..)
        .map(|n| {
            if n == 1 {
                base.clone()
            } else {
                format!("{base}-{n}")
            }
        })
        .find(|id| !earlier.contains(id))
        .expect("numbers do not end")
}

/// Returns the anchor of a claim without an id of its author's: measure and claimant, with a number
/// from the second such claim on. It differs from all anchors and ids of the event.
fn free_anchor(claims: &[Claim], claim: &Claim, claimant: &str) -> String {
    let base = format!("{}-{claimant}", claim.measure.text().replace('_', "-"));
    let is_free = |anchor: &String| {
        let mut others = claims.iter();
        others.all(|other| other.anchor != *anchor && other.id != *anchor)
    };
    let numbered = (2..).map(|n| format!("{base}-{n}"));
    let mut anchors = std::iter::once(base.clone()).chain(numbered);
    anchors.find(is_free).expect("numbers do not end")
}

/// Builds an estimate.
fn estimate(raw: RawEstimate) -> Estimate {
    Estimate {
        written: raw.written,
        measure: raw.measure,
        count: raw.count,
        basis: raw.basis,
        by: raw.by,
        date: raw.date,
    }
}
