//! Events with their claims. A claim has the words of its measure: "19 neutralised" never becomes a
//! number of deaths.

use super::terms::{CLAIM, EVENT, PLACE};
use super::writer::{Node, push_node, push_reference};
use super::{MAX_LISTED, dates, entities, identifier, publisher};
use crate::model::{Amount, ClaimRef, Entity, Event, Id, Precision, Source, Status};
use crate::relations;
use crate::render::context::PageContext;
use crate::render::view::TextView;
use crate::render::{claims, counts};

/// How an event names its actors and regions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// With type and name.
    Full,
    /// By address, because the document names them elsewhere.
    Address,
}

impl Naming {
    fn push(self, out: &mut String, context: &PageContext, entity: Entity) {
        match (self, entity) {
            (Naming::Full, Entity::Actor(id)) => entities::push_actor(out, context, id),
            (Naming::Full, Entity::Region(id)) => entities::push_region(out, context, id),
            _ => push_reference(out, &identifier(context, entity)),
        }
    }
}

/// Writes an event of an article, which names the actors and regions of its events itself.
pub fn push_event(out: &mut String, context: &PageContext, id: Id<Event>) {
    push_node(out, EVENT, |node| {
        node.id(&identifier(context, Entity::Event(id)));
        node.words("name", &context.name(Entity::Event(id)));
        event(node, context, id, Naming::Address);
    });
}

/// Writes when, where and between whom something happened, and who claims what about it.
pub fn event(node: &mut Node, context: &PageContext, id: Id<Event>, naming: Naming) {
    let event = &context.atlas.events[id];
    let (start, end) = dates::start_and_end(&event.date);
    node.maybe("startDate", start.as_deref());
    node.maybe("endDate", end.as_deref());
    location(node, context, event, naming);
    let mut actors: Vec<_> = relations::participants(event).collect();
    actors.truncate(MAX_LISTED);
    node.list("about", &actors, |out, actor| {
        naming.push(out, context, Entity::Actor(*actor));
    });
    let claims: Vec<ClaimRef> = (0..event.claims.len().min(MAX_LISTED))
        .map(|claim| ClaimRef { event: id, claim })
        .collect();
    node.list("subjectOf", &claims, |out, at| {
        push_claim(out, context, *at);
    });
}

/// Writes where an event happened. Coordinates that stand for a district or more are left out,
/// because a point here has no precision.
fn location(node: &mut Node, context: &PageContext, event: &Event, naming: Naming) {
    let push_region = |out: &mut String, region: &_| {
        naming.push(out, context, Entity::Region(*region));
    };
    let is_exact = event
        .where_prec
        .is_none_or(|precision| precision <= Precision::Near);
    let place = event.place.as_ref();
    let point = place.and_then(|place| place.point).filter(|_| is_exact);
    let name = place.and_then(|place| place.name.as_ref());
    if point.is_none() && name.is_none() {
        node.list("location", &event.regions, push_region);
        return;
    }
    node.node("location", PLACE, |node| {
        if let Some(name) = name {
            node.words("name", &context.text(name));
        }
        entities::coordinates(node, point);
        node.list("containedInPlace", &event.regions, push_region);
    });
}

/// Writes a claim: its words, who makes it, about whom, and where it appears.
fn push_claim(out: &mut String, context: &PageContext, at: ClaimRef) {
    let claim = &context.atlas.events[at.event].claims[at.claim];
    push_node(out, CLAIM, |node| {
        node.id(&context.plan.absolute(&claims::claim_address(context, at)));
        node.words("text", &claim_text(context, at));
        let claimant = identifier(context, Entity::Actor(claim.claimant));
        node.reference("author", &claimant);
        if let Some(of) = claim.of {
            node.reference("about", &identifier(context, Entity::Actor(of)));
        }
        if let Some(date) = &claim.date {
            let covered = dates::coverage(std::iter::once(date));
            node.maybe("temporalCoverage", covered.as_deref());
        }
        let sources: &[Id<Source>] = &claim.sources;
        node.list("appearance", sources, |out, source| {
            push_reference(out, &identifier(context, Entity::Source(*source)));
        });
        // The editors have compared the claim with its source.
        if claim.status == Some(Status::Accepted) {
            publisher(node, "claimInterpreter", context);
        }
    });
}

/// Returns "19 neutralised", or the words of a claim without numbers.
fn claim_text(context: &PageContext, at: ClaimRef) -> TextView {
    let claim = &context.atlas.events[at.event].claims[at.claim];
    let figure = counts::amount_text(context, &claim.amount);
    if matches!(claim.amount, Amount::Value(_)) {
        return figure;
    }
    let unit = claims::unit(context, claim);
    let text = format!("{} {unit}", figure.text);
    context.plain(match claims::counted_label(context, claim) {
        Some(label) => {
            let parts = [("measure", text.as_str()), ("label", &label.text)];
            context.words.say("measure_of", None, &parts)
        }
        None => text,
    })
}
