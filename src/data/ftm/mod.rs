//! `entities.ftm.jsonl`: the site as a graph in the model of FollowTheMoney, one entity a line.
//!
//! The model has people, organizations, events, documents and links between them. It has no claims
//! and no figures, no groups of people such as civilians, and no uncertain dates: these are left
//! out. An id begins with the kind of what it stands for, so it is unique and does not change.

mod entity;
mod links;

use self::entity::{Graph, prefix_date};
use super::{DataContext, place};
use crate::lang::Lang;
use crate::model::date::DateShape;
use crate::model::terms::Term;
use crate::model::{
    Actor, ActorType, Article, Entity, Event, Id, Level, LocalizedText, Region, Source, SourceKind,
};
use crate::relations::participants;

/// Languages in the codes of ISO 639-3, which the model has.
const LANGUAGES: &[(&str, &str)] = &[
    ("ar", "ara"),
    ("bm", "bam"),
    ("de", "deu"),
    ("en", "eng"),
    ("es", "spa"),
    ("ff", "ful"),
    ("fr", "fra"),
    ("it", "ita"),
    ("pt", "por"),
    ("ru", "rus"),
    ("zh", "zho"),
];

/// Writes the file.
pub fn entities(data: &DataContext) -> Vec<u8> {
    let mut graph = Graph::default();
    for (id, actor) in data.atlas.actors.iter() {
        push_actor(data, &mut graph, id, actor);
    }
    for id in data.timeline() {
        push_event(data, &mut graph, id);
    }
    for (id, source) in data.atlas.sources.iter() {
        push_source(data, &mut graph, id, source);
    }
    for (id, article) in data.atlas.articles.iter() {
        push_article(data, &mut graph, id, article);
    }
    links::push_links(data, &mut graph);
    graph.lines()
}

/// Returns the schema of an actor. `None` for groups of people without an organization.
fn schema_of(actor: &Actor) -> Option<&'static str> {
    Some(match actor.actor_type {
        Some(ActorType::Person) => "Person",
        Some(ActorType::Government | ActorType::StateForces) => "PublicBody",
        Some(ActorType::Civilians | ActorType::Protesters | ActorType::Rioters) => return None,
        Some(
            ActorType::RebelGroup
            | ActorType::PoliticalMilitia
            | ActorType::IdentityMilitia
            | ActorType::ExternalForces
            | ActorType::InternationalOrganization
            | ActorType::Organization
            | ActorType::Media,
        ) => "Organization",
        None => "LegalEntity",
    })
}

/// Returns the id of an actor in the graph. `None` if it is not there.
fn actor_id(data: &DataContext, id: Id<Actor>) -> Option<String> {
    let actor = &data.atlas.actors[id];
    schema_of(actor).map(|_| format!("actor.{}", actor.id))
}

fn event_id(data: &DataContext, id: Id<Event>) -> String {
    format!("event.{}", data.atlas.id(Entity::Event(id)))
}

fn source_id(data: &DataContext, id: Id<Source>) -> String {
    format!("source.{}", data.atlas.id(Entity::Source(id)))
}

fn article_id(data: &DataContext, id: Id<Article>) -> String {
    format!("article.{}", data.atlas.id(Entity::Article(id)))
}

fn texts(text: &LocalizedText) -> impl Iterator<Item = &str> {
    text.iter().map(|(_, text)| text.as_str())
}

fn language(lang: Lang) -> Option<&'static str> {
    let mut known = LANGUAGES.iter();
    known
        .find(|(tag, _)| *tag == lang.tag())
        .map(|(_, code)| *code)
}

/// Returns the code of ISO 3166-1 of a country.
fn country(data: &DataContext, region: Option<Id<Region>>) -> Option<String> {
    let region = &data.atlas.regions[region?];
    let code = region.iso_3166.as_ref()?;
    (region.level == Some(Level::Country) && code.len() == 2).then(|| code.to_lowercase())
}

fn push_actor(data: &DataContext, graph: &mut Graph, id: Id<Actor>, actor: &Actor) {
    let (Some(own), Some(schema)) = (actor_id(data, id), schema_of(actor)) else {
        return;
    };
    graph.entity(&own, schema, |entity| {
        entity.values("name", texts(&actor.name));
        let aliases = actor.aliases.iter().map(|alias| alias.name.as_str());
        entity.values("alias", aliases);
        entity.values("classification", actor.actor_type.map(Term::text));
        entity.values("country", country(data, actor.region));
        entity.values("wikidataId", actor.wikidata.as_deref());
        entity.values("website", actor.url.as_deref());
        entity.values("sourceUrl", [data.address(Entity::Actor(id))]);
    });
}

fn push_event(data: &DataContext, graph: &mut Graph, id: Id<Event>) {
    let event = &data.atlas.events[id];
    graph.entity(&event_id(data, id), "Event", |entity| {
        entity.values("name", texts(&event.title));
        entity.period(event.date.shape());
        let kinds = [
            event.event_type.map(Term::text),
            event.sub_event_type.map(Term::text),
        ];
        entity.values("keywords", kinds.into_iter().flatten());
        let place = event.place.as_ref().and_then(|place| place.name.as_ref());
        entity.values("location", place.into_iter().flat_map(texts));
        let region = place::region_of_level(data.atlas, event, Level::Country);
        entity.values("country", country(data, region));
        let involved = participants(event).filter_map(|actor| actor_id(data, actor));
        entity.values("involved", involved);
        let sources = event.sources.iter();
        entity.values("proof", sources.map(|source| source_id(data, *source)));
        entity.values("sourceUrl", [data.address(Entity::Event(id))]);
    });
}

fn push_source(data: &DataContext, graph: &mut Graph, id: Id<Source>, source: &Source) {
    let is_article = matches!(source.kind, Some(SourceKind::News | SourceKind::Wire));
    let schema = if is_article { "Article" } else { "Document" };
    graph.entity(&source_id(data, id), schema, |entity| {
        // Documents need the name of a file; this is the one by which the site knows them.
        if !is_article {
            entity.values("fileName", [source.id.as_str()]);
        }
        entity.values("title", texts(&source.title));
        entity.values("author", source.author.as_deref());
        entity.values("publisher", source.publisher.as_deref());
        if let Some(DateShape::At(part)) = source.date.map(|date| date.shape()) {
            entity.values("publishedAt", prefix_date(part));
        }
        if let Some(DateShape::At(part)) = source.accessed.map(|date| date.shape()) {
            entity.values("retrievedAt", prefix_date(part));
        }
        entity.values("language", source.lang.and_then(language));
        entity.values("keywords", source.kind.map(Term::text));
        let addresses = source.url.iter().chain(&source.archive_url);
        entity.values("sourceUrl", addresses);
    });
}

fn push_article(data: &DataContext, graph: &mut Graph, id: Id<Article>, article: &Article) {
    graph.entity(&article_id(data, id), "Article", |entity| {
        entity.values("title", texts(&article.title));
        entity.values("author", article.authors.iter().flat_map(texts));
        entity.values("publisher", data.config.publisher.as_deref());
        for (name, date) in [
            ("publishedAt", Some(article.date)),
            ("modifiedAt", article.updated),
        ] {
            if let Some(DateShape::At(part)) = date.map(|date| date.shape()) {
                entity.values(name, prefix_date(part));
            }
        }
        let languages = article.bodies.iter().filter_map(|(lang, _)| language(lang));
        entity.values("language", languages);
        entity.values("summary", texts(&article.summary));
        let topics = article.topics.iter().flat_map(|topic| texts(&topic.name));
        entity.values("keywords", topics);
        entity.values("sourceUrl", [data.address(Entity::Article(id))]);
    });
}
