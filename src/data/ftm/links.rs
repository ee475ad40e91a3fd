//! Links between entities: relations of actors, derivations and speakers of sources, events of
//! articles.

use super::entity::Graph;
use super::{actor_id, article_id, event_id, schema_of, source_id};
use crate::data::DataContext;
use crate::model::date::{DatePart, DateShape};
use crate::model::terms::Term;
use crate::model::{Actor, Date, Entity, Id, Relation, RelationType};

/// Writes all links.
pub fn push_links(data: &DataContext, graph: &mut Graph) {
    for (id, actor) in data.atlas.actors.iter() {
        for relation in &actor.relations {
            push_relation(data, graph, id, relation);
        }
    }
    for (id, source) in data.atlas.sources.iter() {
        let own = source_id(data, id);
        for origin in &source.derives_from {
            let other = source_id(data, *origin);
            graph.link(
                format!("{own}.derives-from.{other}"),
                "UnknownLink",
                |link| {
                    link.values("subject", [own.as_str()]);
                    link.values("object", [other.as_str()]);
                    link.values("role", ["derives from"]);
                },
            );
        }
        let speaker = source.original.and_then(|actor| actor_id(data, actor));
        if let Some(speaker) = speaker {
            documentation(graph, &own, &speaker, "speaker");
        }
    }
    for (id, article) in data.atlas.articles.iter() {
        let own = article_id(data, id);
        for event in &article.events {
            let other = event_id(data, event.event);
            documentation(
                graph,
                &own,
                &other,
                event.role.as_deref().unwrap_or("event"),
            );
        }
        for actor in article.actors.iter().filter_map(|id| actor_id(data, *id)) {
            documentation(graph, &own, &actor, "actor");
        }
    }
}

/// Writes that a document is about something.
fn documentation(graph: &mut Graph, document: &str, other: &str, role: &str) {
    graph.link(
        format!("{document}.about.{other}"),
        "Documentation",
        |link| {
            link.values("document", [document]);
            link.values("entity", [other]);
            link.values("role", [role]);
        },
    );
}

/// The schema of a relation, and its properties for the actor that declares it and for the other.
fn schema_of_relation(kind: RelationType, other: &Actor) -> (&'static str, [&'static str; 2]) {
    let is_organization = matches!(schema_of(other), Some("Organization" | "PublicBody"));
    match kind {
        RelationType::MemberOf | RelationType::PartOfCoalition if is_organization => {
            ("Membership", ["member", "organization"])
        }
        RelationType::Succeeds => ("Succession", ["successor", "predecessor"]),
        _ => ("UnknownLink", ["subject", "object"]),
    }
}

fn push_relation(data: &DataContext, graph: &mut Graph, id: Id<Actor>, relation: &Relation) {
    let ends = actor_id(data, id).zip(actor_id(data, relation.actor));
    // An entity of the model may not be linked to itself.
    let Some((own, other)) = ends.filter(|(own, other)| own != other) else {
        return;
    };
    let other_actor = &data.atlas.actors[relation.actor];
    let (schema, [first, second]) = schema_of_relation(relation.relation_type, other_actor);
    let kind = relation.relation_type.text();
    graph.link(format!("{own}.{kind}.{other}"), schema, |link| {
        link.values(first, [own.as_str()]);
        link.values(second, [other.as_str()]);
        link.values("role", [kind]);
        link.limits(
            part(relation.from, first_part),
            part(relation.until, last_part),
        );
        let sources = relation.sources.iter();
        link.values("proof", sources.map(|source| source_id(data, *source)));
        link.values("sourceUrl", [data.address(Entity::Actor(id))]);
    });
}

/// Returns the part of a date that begins or ends a period, if there is one.
fn part(date: Option<Date>, of: fn(DateShape) -> Option<DatePart>) -> Option<DatePart> {
    date.and_then(|date| of(date.shape()))
}

fn first_part(shape: DateShape) -> Option<DatePart> {
    match shape {
        DateShape::At(part) => Some(part),
        DateShape::Lasted(from, _) => from,
        DateShape::Within(..) => None,
    }
}

fn last_part(shape: DateShape) -> Option<DatePart> {
    match shape {
        DateShape::At(part) => Some(part),
        DateShape::Lasted(_, until) => until,
        DateShape::Within(..) => None,
    }
}
