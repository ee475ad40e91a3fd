//! References to claims: `event#claim`.

use crate::diag::{Code, Diagnostic, nearest};
use crate::message;
use crate::messages::{Message, or_list};
use crate::model::{Atlas, Claim, ClaimRef, Event, Id, List};
use crate::resolve::builder::{Builder, ClaimLink};
use crate::schema::Reference;

impl Builder<'_> {
    /// Looks up `event#claim`, or `claim` alone in the event `around`. Reports an unknown claim.
    pub(super) fn claim_ref(
        &mut self,
        to: &Reference,
        around: Option<Id<Event>>,
        events: &List<Event>,
    ) -> Option<ClaimRef> {
        let (event, claim) = match to.value.split_once('#') {
            Some((event, claim)) => {
                let name = Reference {
                    value: event.to_owned(),
                    field: to.field.clone(),
                };
                (self.event(&name)?, claim)
            }
            None => (around?, to.value.as_str()),
        };
        let found = events[event]
            .claims
            .iter()
            .position(|known| known.id == claim);
        if let Some(claim) = found {
            return Some(ClaimRef { event, claim });
        }
        if let Some(file) = self.unreadable_event(&events[event].id) {
            self.diagnostics.unchecked(file, 1);
            return None;
        }
        let known = events[event].claims.iter().map(|known| known.id.as_str());
        let help = match nearest(claim, known.clone()) {
            Some(near) => message!("did you mean `{near}`?", near),
            None if events[event].claims.is_empty() => message!("that event has no claims"),
            None => message!("write {list}", list = or_list(known)),
        };
        self.diagnostics.push(
            Diagnostic::new(
                Code::UnknownReference,
                &to.field,
                message!(
                    "the event `{event}` has no claim `{claim}`",
                    event = events[event].id,
                    claim
                ),
            )
            .help(help),
        );
        None
    }

    /// Looks up the targets of links between claims, and adds the links to the atlas.
    pub(super) fn claim_links(&mut self, links: Vec<ClaimLink>, atlas: &mut Atlas) {
        let mut events = std::mem::replace(&mut atlas.events, List::new(Vec::new()));
        for link in links {
            let Some(to) = self.claim_ref(&link.to, Some(link.from.event), &events) else {
                continue;
            };
            let from = events.claim_mut(link.from);
            if link.answers {
                from.responds_to = Some(to);
            } else {
                from.contradicted_by.push(to);
            }
        }
        atlas.events = events;
    }

    /// Returns the help for a reference that names an event without a claim: the references to
    /// write.
    pub(super) fn claims_to_write(&mut self, name: &Reference, events: &List<Event>) -> Message {
        let claims: Vec<String> = match self.known_event(&name.value) {
            Some(event) => (events[event].claims.iter())
                .map(|claim| format!("{}#{}", events[event].id, claim.id))
                .collect(),
            None => Vec::new(),
        };
        if claims.is_empty() {
            message!("write the id of an event and that of its claim: `event#claim`")
        } else {
            message!(
                "write {list}",
                list = or_list(claims.iter().map(String::as_str))
            )
        }
    }
}

impl List<Event> {
    fn claim_mut(&mut self, at: ClaimRef) -> &mut Claim {
        &mut self.get_mut(at.event).claims[at.claim]
    }
}
