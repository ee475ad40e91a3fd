//! Links to claims: `[19 personnes](claim:event#claim)`.
//!
//! The number in the text must be that of the claim, so that prose and data cannot diverge. The
//! first link to a claim has a note with the claimant, the support and the origins of the claim.
//! Later links are plain links to the claim.

use std::collections::BTreeMap;
use std::ops::Range;

use super::body_findings::publish_both;
use super::{Composer, Element};
use crate::diag::{Code, Fix, Safety, is_only_near, nearest};
use crate::load::ContentKind;
use crate::markdown::lint::LinkedClaim;
use crate::markdown::{ComposeContext, Placeholder};
use crate::message;
use crate::messages::{Message, or_list};
use crate::model::{Amount, Atlas, Claim, ClaimRef, Entity, Event, Id};
use crate::resolve::{NameMeaning, field_of};

/// The maximum number of claims that a finding suggests.
const MAX_SUGGESTIONS: usize = 3;

/// The prefix of links to claims.
pub(super) const CLAIM: &str = "claim:";
/// The prefix of figures that show the origins of a claim.
pub(super) const ORIGINS: &str = "origins:";

/// The claims that a text links to.
#[derive(Default)]
pub(super) struct ClaimLinks<'w> {
    /// Numbers of the notes, from 1 in the order of the first links.
    numbers: BTreeMap<ClaimRef, usize>,
    /// Every claim as `event#claim`, by the id of the claim. Filled when the first unknown claim is
    /// looked up.
    by_id: Option<BTreeMap<&'w str, Vec<String>>>,
}

/// Returns what the claim of a link counts, or `None` if there is no such claim.
pub(super) fn linked_claim(context: &ComposeContext, destination: &str) -> Option<LinkedClaim> {
    let (event, id) = destination.strip_prefix(CLAIM)?.split_once('#')?;
    let NameMeaning::One(Entity::Event(event)) =
        context.names.find(Some(ContentKind::Event), event)
    else {
        return None;
    };
    let event = &context.atlas.events[event];
    let claim = event.claims.iter().find(|claim| claim.id == id)?;
    let is_same_count = |other: &&Claim| match (&claim.amount, &other.amount) {
        (Amount::Count(count), Amount::Count(other)) => {
            (count.low, count.best, count.high) == (other.low, other.best, other.high)
        }
        _ => false,
    };
    let others = event.claims.iter().filter(|other| other.id != id);
    Some(LinkedClaim {
        measure: claim.measure,
        field: field_of(&event.origin)
            .key("claims")
            .index(claim.written)
            .key("measure"),
        others: others
            .filter(is_same_count)
            .map(|other| (other.measure, format!("{CLAIM}{}#{}", event.id, other.id)))
            .collect(),
    })
}

/// The address of a claim as written: `claim:event#claim`.
struct ClaimAddress<'d> {
    scheme: &'static str,
    event: &'d str,
    claim: &'d str,
}

impl<'w> ClaimLinks<'w> {
    /// Numbers a claim. Returns `None` if the claim already has a number.
    fn add(&mut self, claim: ClaimRef) -> Option<usize> {
        let next = self.numbers.len() + 1;
        let is_new = !self.numbers.contains_key(&claim);
        is_new.then(|| *self.numbers.entry(claim).or_insert(next))
    }

    /// Returns the claims with this id, each as `event#claim`.
    fn with_id(&mut self, atlas: &'w Atlas, id: &str) -> Vec<String> {
        let claims = self.by_id.get_or_insert_with(|| {
            let mut claims: BTreeMap<&str, Vec<String>> = BTreeMap::new();
            for (_, event) in atlas.events.iter() {
                for claim in &event.claims {
                    let address = format!("{}#{}", event.id, claim.id);
                    claims.entry(claim.id.as_str()).or_default().push(address);
                }
            }
            claims
        });
        claims.get(id).cloned().unwrap_or_default()
    }
}

impl<'w> Composer<'w, '_> {
    /// Composes a link to a claim. If the claim is unknown, only the text is written.
    pub(super) fn claim_link(&mut self, element: Element<'_, 'w>, destination: &str) {
        let Some(claim) = self.resolve_claim(destination, element.range()) else {
            self.content(element);
            return;
        };
        self.check_claim_number(element, claim);
        let event = Entity::Event(claim.event);
        // An event's own page shows its claims in full, and a heading has no room for a note.
        let has_note = event != self.body.entity && !self.scope.in_heading;
        let number = match has_note {
            true => self.claim_links.add(claim),
            false => None,
        };
        let (open, close) = if let Some(number) = number {
            let note = self.placeholder(Placeholder::Note(claim, number));
            ("<label class=\"fig\">".to_owned(), note)
        } else {
            let address = self.placeholder(Placeholder::Claim(claim));
            (
                format!("<a class=\"figure\" href=\"{address}\">"),
                "</a>".to_owned(),
            )
        };
        if event != self.body.entity {
            self.prose.mentions.insert(event);
        }
        self.push_html(open);
        self.link_content(element);
        self.push_html(close);
    }

    /// Returns the claim that `claim:event#claim` or `origins:event#claim` refers to, or reports
    /// it.
    pub(super) fn resolve_claim(
        &mut self,
        destination: &str,
        range: &Range<usize>,
    ) -> Option<ClaimRef> {
        let scheme = if destination.starts_with(ORIGINS) {
            ORIGINS
        } else {
            CLAIM
        };
        let target = destination.strip_prefix(scheme).unwrap_or(destination);
        let (name, claim) = target.split_once('#').unwrap_or((target, ""));
        let address = ClaimAddress {
            scheme,
            event: name,
            claim,
        };
        let event = self.resolve_event(&address, range)?;
        let claims = &self.context.atlas.events[event].claims;
        let found = claims.iter().position(|known| known.id == claim);
        if found.is_none() {
            self.report_unknown_claim(&address, event, range);
        }
        found.map(|claim| ClaimRef { event, claim })
    }

    /// Returns the event of a claim, or reports that there is none.
    fn resolve_event(&mut self, address: &ClaimAddress, range: &Range<usize>) -> Option<Id<Event>> {
        let name = address.event;
        match self.context.names.find(Some(ContentKind::Event), name) {
            NameMeaning::One(Entity::Event(event)) => return Some(event),
            NameMeaning::Unreadable(file) => self.findings.unchecked(file),
            NameMeaning::Withheld => self.report(
                Code::WithheldLink,
                range,
                message!(
                    "the event `{name}` is not published yet, so it is shown as text",
                    name
                ),
                publish_both(),
            ),
            meaning => {
                let near = match meaning {
                    NameMeaning::None(near) => near,
                    _ => None,
                };
                let fix = near.and_then(|near| {
                    let safety = self.name_safety(Some(ContentKind::Event), name, near);
                    let id = self.context.atlas.id(near);
                    let (old, new) = (format!(":{name}#"), format!(":{id}#"));
                    self.rewritten(range, &old, &new, safety)
                });
                let help = self.unknown_event_help(address, near, range);
                self.report_with_fix(
                    Code::UnknownReference,
                    range,
                    message!("there is no event `{name}`", name),
                    help,
                    fix,
                );
            }
        }
        None
    }

    /// Returns what to write instead of the address of an unknown event.
    fn unknown_event_help(
        &mut self,
        address: &ClaimAddress,
        near: Option<Entity>,
        range: &Range<usize>,
    ) -> Message {
        let ClaimAddress {
            scheme,
            event,
            claim,
        } = address;
        let atlas = self.context.atlas;
        // Only a claim id was given, or the id belongs to a claim of another event.
        let wanted = if claim.is_empty() { event } else { claim };
        let own = self.claim_links.with_id(atlas, wanted);
        let own: Vec<String> = own
            .iter()
            .map(|address| self.with_address(range, &format!("{scheme}{address}")))
            .collect();
        match near {
            Some(near) if !claim.is_empty() => message!(
                "did you mean `{name}`?",
                name = self.with_address(range, &format!("{scheme}{}#{claim}", atlas.id(near)))
            ),
            _ if !own.is_empty() && own.len() <= MAX_SUGGESTIONS => {
                message!(
                    "write {list}",
                    list = or_list(own.iter().map(String::as_str))
                )
            }
            _ => message!(
                "write the id of an event and that of its claim: `{link}`",
                link = self.with_address(range, &format!("{scheme}event#claim"))
            ),
        }
    }

    /// Reports a claim that its event does not have.
    fn report_unknown_claim(
        &mut self,
        address: &ClaimAddress,
        event: Id<Event>,
        range: &Range<usize>,
    ) {
        let ClaimAddress { scheme, claim, .. } = address;
        let event = &self.context.atlas.events[event];
        let id = &event.id;
        let known = || event.claims.iter().map(|known| known.id.as_str());
        let message = if claim.is_empty() {
            message!("this names the event `{id}`, but none of its claims", id)
        } else {
            message!("the event `{id}` has no claim `{claim}`", id, claim)
        };
        let near = nearest(claim, known());
        let safety = match is_only_near(claim, known()) {
            true => Safety::Safe,
            false => Safety::Unsafe,
        };
        let fixes: Vec<Fix> = match near {
            Some(near) => vec![(near, safety)],
            None if !claim.is_empty() && event.claims.len() <= MAX_SUGGESTIONS => {
                known().map(|known| (known, Safety::Unsafe)).collect()
            }
            None => Vec::new(),
        }
        .into_iter()
        .filter_map(|(new, safety)| {
            self.rewritten(range, &format!("#{claim}"), &format!("#{new}"), safety)
        })
        .collect();
        let help = match near {
            Some(near) => message!(
                "did you mean `{name}`?",
                name = self.with_address(range, &format!("{scheme}{id}#{near}"))
            ),
            None if event.claims.is_empty() => {
                message!("that event has no claims: add one, with its claimant and sources")
            }
            None => {
                let all: Vec<String> = known()
                    .map(|known| self.with_address(range, &format!("{scheme}{id}#{known}")))
                    .collect();
                message!(
                    "write {list}",
                    list = or_list(all.iter().map(String::as_str))
                )
            }
        };
        self.report_with_fix(Code::UnknownReference, range, message, help, fixes);
    }
}
