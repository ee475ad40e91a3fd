//! Actors, regions and sources: what each is called, what it belongs to, and who else describes it.

use super::event::Naming;
use super::terms::{
    ADMINISTRATIVE_AREA, COUNTRY, EVENT, GOVERNMENT_ORGANIZATION, LEGISLATION,
    NEWS_MEDIA_ORGANIZATION, ORGANIZATION, PERSON, PLACE, SchemaType, THING, WORK,
};
use super::writer::{Node, push_node, push_reference, push_words};
use super::{MAX_LISTED, PageHead, dates, event, identifier};
use crate::model::{Actor, ActorType, Entity, Id, Level, Region, RelationType, Source, SourceKind};
use crate::plan::PageKind;
use crate::render::context::PageContext;
use crate::render::pages::facts;

/// Writes what the page of an actor, a region, an event or a source describes.
pub fn push_described(out: &mut String, context: &PageContext, kind: PageKind, head: &PageHead) {
    let Some(entity) = kind.entity() else {
        return;
    };
    let described = match entity {
        Entity::Actor(id) => actor_type(&context.atlas.actors[id]),
        Entity::Region(id) => region_type(&context.atlas.regions[id]),
        Entity::Event(_) => EVENT,
        _ => work_type(kind, context),
    };
    push_node(out, described, |node| {
        node.id(&identifier(context, entity));
        node.words("name", head.title);
        if !matches!(entity, Entity::Source(_)) {
            node.text("description", head.description);
        }
        node.text("mainEntityOfPage", head.canonical);
        match entity {
            Entity::Actor(id) => actor(node, context, id),
            Entity::Region(id) => region(node, context, id),
            Entity::Event(id) => event::event(node, context, id, Naming::Full),
            Entity::Source(id) => source(node, context, id),
            Entity::Article(_) | Entity::Page(_) => {}
        }
    });
}

/// Writes an actor by name.
pub fn push_actor(out: &mut String, context: &PageContext, id: Id<Actor>) {
    push_named(
        out,
        context,
        actor_type(&context.atlas.actors[id]),
        Entity::Actor(id),
    );
}

/// Writes a region by name.
pub fn push_region(out: &mut String, context: &PageContext, id: Id<Region>) {
    push_named(
        out,
        context,
        region_type(&context.atlas.regions[id]),
        Entity::Region(id),
    );
}

fn push_named(out: &mut String, context: &PageContext, kind: &'static SchemaType, entity: Entity) {
    push_node(out, kind, |node| {
        node.id(&identifier(context, entity));
        node.words("name", &context.name(entity));
    });
}

/// Returns the type of an actor. Civilians or protesters are neither a person nor an organization,
/// and of some actors nobody says what they are.
fn actor_type(actor: &Actor) -> &'static SchemaType {
    match actor.actor_type {
        None | Some(ActorType::Rioters | ActorType::Protesters | ActorType::Civilians) => THING,
        Some(ActorType::Person) => PERSON,
        Some(ActorType::Government) => GOVERNMENT_ORGANIZATION,
        Some(ActorType::Media) => NEWS_MEDIA_ORGANIZATION,
        Some(
            ActorType::StateForces
            | ActorType::RebelGroup
            | ActorType::PoliticalMilitia
            | ActorType::IdentityMilitia
            | ActorType::ExternalForces
            | ActorType::InternationalOrganization
            | ActorType::Organization,
        ) => ORGANIZATION,
    }
}

fn actor(node: &mut Node, context: &PageContext, id: Id<Actor>) {
    let actor = &context.atlas.actors[id];
    let kind = actor_type(actor);
    let aliases = facts::aliases(context, &actor.aliases);
    node.list("alternateName", &aliases, |out, alias| {
        push_words(out, alias)
    });
    if kind.name != PERSON.name && kind.name != THING.name {
        let active = actor.active.as_ref().map(dates::start_and_end);
        let (from, until) = active.unwrap_or_default();
        node.maybe("foundingDate", from.as_deref());
        node.maybe("dissolutionDate", until.as_deref());
    }
    if kind.name != THING.name {
        // A membership has no dates here, so only those that last are written.
        let memberships: Vec<Id<Actor>> = (actor.relations.iter())
            .filter(|relation| {
                let is_membership = matches!(
                    relation.relation_type,
                    RelationType::MemberOf | RelationType::PartOfCoalition
                );
                is_membership && relation.until.is_none()
            })
            .map(|relation| relation.actor)
            .take(MAX_LISTED)
            .collect();
        node.list("memberOf", &memberships, |out, whole| {
            push_reference(out, &identifier(context, Entity::Actor(*whole)));
        });
    }
    let wikidata = actor.wikidata.as_ref().map(|item| wikidata(item));
    let elsewhere: Vec<String> = wikidata.into_iter().chain(actor.url.clone()).collect();
    same_as(node, &elsewhere);
}

fn region_type(region: &Region) -> &'static SchemaType {
    match region.level {
        Some(Level::Country) => COUNTRY,
        Some(Level::Adm1 | Level::Adm2) => ADMINISTRATIVE_AREA,
        Some(Level::Place | Level::Area) | None => PLACE,
    }
}

fn region(node: &mut Node, context: &PageContext, id: Id<Region>) {
    let region = &context.atlas.regions[id];
    let aliases = facts::aliases(context, &region.aliases);
    node.list("alternateName", &aliases, |out, alias| {
        push_words(out, alias)
    });
    node.maybe("identifier", region.iso_3166.as_deref());
    event::coordinates(node, region.point);
    let current = region.part_of.iter().filter(|part| part.until.is_none());
    let wholes: Vec<Id<Region>> = current.map(|part| part.region).collect();
    node.list("containedInPlace", &wholes, |out, whole| {
        push_region(out, context, *whole)
    });
    let wikidata = region.wikidata.as_ref().map(|item| wikidata(item));
    let geonames = region.geonames.as_ref();
    let geonames = geonames.map(|number| format!("https://www.geonames.org/{number}"));
    let elsewhere: Vec<String> = wikidata.into_iter().chain(geonames).collect();
    same_as(node, &elsewhere);
}

/// Returns the type of a source. Types of articles are left out, because they need an author of a
/// known kind.
fn work_type(kind: PageKind, context: &PageContext) -> &'static SchemaType {
    match kind {
        PageKind::Source(id) if context.atlas.sources[id].kind == Some(SourceKind::Law) => {
            LEGISLATION
        }
        _ => WORK,
    }
}

fn source(node: &mut Node, context: &PageContext, id: Id<Source>) {
    let source = &context.atlas.sources[id];
    node.maybe("creditText", source.author.as_deref());
    if let Some(publisher) = &source.publisher {
        node.node("publisher", ORGANIZATION, |node| {
            node.text("name", publisher)
        });
    }
    let published = source.date.as_ref().and_then(dates::iso);
    node.maybe("datePublished", published.as_deref());
    node.maybe("inLanguage", source.lang.as_ref().map(|lang| lang.tag()));
    node.maybe("url", source.url.as_deref());
    node.maybe("archivedAt", source.archive_url.as_deref());
    let origins: &[Id<Source>] = &source.derives_from;
    node.list("isBasedOn", origins, |out, origin| {
        push_reference(out, &identifier(context, Entity::Source(*origin)));
    });
}

fn wikidata(item: &str) -> String {
    format!("https://www.wikidata.org/wiki/{item}")
}

fn same_as(node: &mut Node, addresses: &[String]) {
    node.list("sameAs", addresses, |out, address| {
        super::writer::push_string(out, address);
    });
}
