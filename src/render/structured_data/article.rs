//! Articles: who wrote what and when, about whom, where and when, and from which sources.

use std::collections::BTreeSet;

use jiff::Span;

use super::terms::{CORRECTION, NEWS_ARTICLE, ORGANIZATION, PERSON, REPORTAGE, SchemaType};
use super::writer::{Node, push_document, push_node, push_reference};
use super::{MAX_LISTED, PageHead, dates, entities, event, identifier, publisher};
use crate::model::{Article, Date, Entity, Event, Id, Origin, Source};
use crate::render::context::PageContext;
use crate::render::prose;

/// Words in the names of those who write together. Nobody says of an author in front matter whether
/// it is a person.
const GROUP_WORDS: &[&str] = &[
    "agence",
    "agency",
    "association",
    "bureau",
    "collectif",
    "collective",
    "desk",
    "editors",
    "newsroom",
    "observatoire",
    "observatory",
    "project",
    "projet",
    "redaction",
    "rédaction",
    "staff",
    "team",
    "équipe",
    "التحرير",
    "الفريق",
    "تحرير",
    "فريق",
    "مرصد",
    "وكالة",
];

/// The role of events that an article is not about.
const BACKGROUND: &str = "background";

/// The maximum number of days between an event and a report about it: a quarter, because reports on
/// human rights come that late.
const MAX_DAYS_REPORTED: i64 = 92;

/// Writes what search engines show of an article.
pub fn push_brief(out: &mut String, context: &PageContext, id: Id<Article>, head: &PageHead) {
    push_node(out, article_type(context, id), |node| {
        brief(node, context, id, head);
    });
}

/// Writes the document with all data of an article.
pub fn push_full(out: &mut String, context: &PageContext, id: Id<Article>, head: &PageHead) {
    push_document(out, article_type(context, id), |node| {
        brief(node, context, id, head);
        details(node, context, id, head);
    });
}

/// Returns the type of an article. A report names its sources and is about events of the last
/// months; an explanation reaches further back, or is about none.
fn article_type(context: &PageContext, id: Id<Article>) -> &'static SchemaType {
    let article = &context.atlas.articles[id];
    let oldest = (article.date.earliest())
        .map(|day| day.saturating_sub(Span::new().days(MAX_DAYS_REPORTED)));
    let is_recent = |date: &Date| date.earliest() >= oldest;
    let dates = reported_dates(context, article);
    let is_report =
        !dates.is_empty() && dates.iter().all(is_recent) && !cited_sources(context, id).is_empty();
    match is_report {
        true => REPORTAGE,
        false => NEWS_ARTICLE,
    }
}

/// Returns the dates of the events that an article is about.
fn reported_dates(context: &PageContext, article: &Article) -> Vec<Date> {
    (article.events.iter())
        .filter(|used| used.role.as_deref() != Some(BACKGROUND))
        .map(|used| context.atlas.events[used.event].date)
        .collect()
}

fn brief(node: &mut Node, context: &PageContext, id: Id<Article>, head: &PageHead) {
    let article = &context.atlas.articles[id];
    node.id(head.canonical);
    node.words("headline", head.title);
    let authors: Vec<String> = (article.authors.iter())
        .map(|author| context.text(author).text)
        .collect();
    match authors.is_empty() {
        true => node.node("author", ORGANIZATION, |node| {
            node.text("name", &site_name(context));
        }),
        false => node.list("author", &authors, |out, name| {
            push_node(out, author_type(context, name), |node| {
                node.text("name", name);
            });
        }),
    }
    node.maybe("datePublished", dates::iso(&article.date).as_deref());
    let updated = article.updated.as_ref().and_then(dates::iso);
    node.maybe("dateModified", updated.as_deref());
    publisher(node, "publisher", context);
    node.maybe("image", head.image);
}

/// Writes what the page says elsewhere too, and all else.
fn details(node: &mut Node, context: &PageContext, id: Id<Article>, head: &PageHead) {
    node.text("description", head.description);
    node.text("inLanguage", context.lang.tag());
    let article = &context.atlas.articles[id];
    let relations = &context.relations.articles[id.index()];
    let original = article.bodies.iter().next().map(|(lang, _)| lang);
    if let Some(original) = original.filter(|lang| *lang != context.lang) {
        let address = (context.plan).address(context.atlas, Entity::Article(id), original);
        node.reference("translationOfWork", &context.plan.absolute(&address));
    }
    node.list("correction", &relations.corrections, |out, at| {
        let correction = &article.corrections[at.written];
        push_node(out, CORRECTION, |node| {
            node.words("text", &context.text(&correction.text));
            node.maybe("datePublished", dates::iso(&correction.date).as_deref());
        });
    });
    let topics: Vec<String> = (article.topics.iter())
        .filter_map(|topic| {
            let mut known = context.relations.topics.iter();
            known.find(|known| known.topic.slug == topic.slug)
        })
        .map(|known| context.text(&known.topic.name).text)
        .collect();
    node.text("keywords", &topics.join(", "));
    let events = article.events.iter().map(|used| Entity::Event(used.event));
    let actors = relations.actors.iter().map(|actor| Entity::Actor(*actor));
    let about: Vec<Entity> = events
        .take(MAX_LISTED)
        .chain(actors.take(MAX_LISTED))
        .collect();
    node.list("about", &about, |out, entity| match entity {
        Entity::Event(event) if is_own(context, *event, id) => {
            event::push_event(out, context, *event);
        }
        Entity::Actor(actor) => entities::push_actor(out, context, *actor),
        entity => push_reference(out, &identifier(context, *entity)),
    });
    let regions = &relations.regions[..relations.regions.len().min(MAX_LISTED)];
    node.list("spatialCoverage", regions, |out, region| {
        entities::push_region(out, context, *region);
    });
    let covered = reported_dates(context, article);
    node.maybe(
        "temporalCoverage",
        dates::coverage(covered.iter()).as_deref(),
    );
    let cited: Vec<Id<Source>> = cited_sources(context, id)
        .into_iter()
        .take(MAX_LISTED)
        .collect();
    node.list("citation", &cited, |out, source| {
        push_reference(out, &identifier(context, Entity::Source(*source)));
    });
}

/// Returns whether an event is defined in this article and has no page of its own.
fn is_own(context: &PageContext, event: Id<Event>, article: Id<Article>) -> bool {
    let origin = &context.atlas.events[event].origin;
    matches!(origin, Origin::Inline(home, _) if *home == article)
}

/// Returns the sources that an article cites in its text or names in its front matter, each once.
fn cited_sources(context: &PageContext, id: Id<Article>) -> Vec<Id<Source>> {
    let prose = prose::own_prose(context, Entity::Article(id));
    let cited = prose.map_or(&[][..], |prose| &prose.citations).iter();
    let mut seen = BTreeSet::new();
    cited
        .map(|citation| citation.source)
        .chain(context.atlas.articles[id].sources.iter().copied())
        .filter(|source| seen.insert(*source))
        .collect()
}

/// Returns the name of the publisher, or else of the site.
fn site_name(context: &PageContext) -> String {
    let publisher = context.config.publisher.as_ref();
    publisher.map_or_else(
        || context.text(&context.config.title).text,
        |name| context.typeset_name(name).into_owned(),
    )
}

/// Returns the type of an author: an organization if the name is that of the publisher or site, is
/// one word, or has a word for a group; otherwise a person.
fn author_type(context: &PageContext, name: &str) -> &'static SchemaType {
    let is_site = name == site_name(context) || name == context.text(&context.config.title).text;
    match is_site || is_group(name) {
        true => ORGANIZATION,
        false => PERSON,
    }
}

fn is_group(name: &str) -> bool {
    let words: Vec<String> = name
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.len() < 2
        || words
            .iter()
            .any(|word| GROUP_WORDS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn desks_are_no_persons() {
        for name in [
            "the desk",
            "La rédaction",
            "هيئة التحرير",
            "AFP",
            "L’équipe Sahel",
        ] {
            assert!(is_group(name), "{name}");
        }
        for name in ["Awa Traoré", "عائشة ديالو", "J. M. Coulibaly"] {
            assert!(!is_group(name), "{name}");
        }
    }
}
