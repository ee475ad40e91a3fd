//! Actors, regions and sources: what each is called, what it belongs to, and who else describes it.

use super::terms::{
    ADMINISTRATIVE_AREA, COUNTRY, GEO, GOVERNMENT_ORGANIZATION, LEGISLATION,
    NEWS_MEDIA_ORGANIZATION, ORGANIZATION, PERSON, PLACE, SchemaType, THING, WORK,
};
use super::writer::{Node, push_node, push_reference, push_words};
use super::{MAX_LISTED, dates, identifier};
use crate::model::{
    Actor, ActorType, Entity, GeoPoint, Id, Level, Region, RelationType, Source, SourceKind,
};
use crate::render::context::PageContext;
use crate::render::pages::facts;

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
pub fn actor_type(actor: &Actor) -> &'static SchemaType {
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

pub fn actor(node: &mut Node, context: &PageContext, id: Id<Actor>) {
    let actor = &context.atlas.actors[id];
    let kind = actor_type(actor);
    let aliases = facts::aliases(context, &actor.aliases);
    node.list("alternateName", &aliases, |out, alias| {
        push_words(out, alias);
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

pub fn region_type(region: &Region) -> &'static SchemaType {
    match region.level {
        Some(Level::Country) => COUNTRY,
        Some(Level::Adm1 | Level::Adm2) => ADMINISTRATIVE_AREA,
        Some(Level::Place | Level::Area) | None => PLACE,
    }
}

pub fn region(node: &mut Node, context: &PageContext, id: Id<Region>) {
    let region = &context.atlas.regions[id];
    let aliases = facts::aliases(context, &region.aliases);
    node.list("alternateName", &aliases, |out, alias| {
        push_words(out, alias);
    });
    node.maybe("identifier", region.iso_3166.as_deref());
    coordinates(node, region.point);
    let current = region.part_of.iter().filter(|part| part.until.is_none());
    let wholes: Vec<Id<Region>> = current.map(|part| part.region).collect();
    node.list("containedInPlace", &wholes, |out, whole| {
        push_region(out, context, *whole);
    });
    let wikidata = region.wikidata.as_ref().map(|item| wikidata(item));
    let geonames = region.geonames.as_ref();
    let geonames = geonames.map(|number| format!("https://www.geonames.org/{number}"));
    let elsewhere: Vec<String> = wikidata.into_iter().chain(geonames).collect();
    same_as(node, &elsewhere);
}

/// Writes a point, if there is one.
pub fn coordinates(node: &mut Node, point: Option<GeoPoint>) {
    if let Some(point) = point {
        node.node("geo", GEO, |node| {
            node.literal("latitude", point.lat);
            node.literal("longitude", point.lon);
        });
    }
}

/// Returns the type of a source. Types of articles are left out, because they need an author of a
/// known kind.
pub fn work_type(source: &Source) -> &'static SchemaType {
    match source.kind {
        Some(SourceKind::Law) => LEGISLATION,
        _ => WORK,
    }
}

pub fn source(node: &mut Node, context: &PageContext, id: Id<Source>) {
    let source = &context.atlas.sources[id];
    node.maybe("creditText", source.author.as_deref());
    if let Some(publisher) = &source.publisher {
        node.node("publisher", ORGANIZATION, |node| {
            node.text("name", publisher);
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
