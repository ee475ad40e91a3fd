//! The kinds of objects in `site.json`.

use super::About::{English, Key};
use super::MemberValue::{Address, Languages, Objects, Text, TextLists, Texts};
use super::{About, ListOf, Member, MemberValue, ObjectKind};
use crate::data::articles::{ARTICLES, ArticlePart, CORRECTIONS, EVENT_USES, TOPICS};
use crate::data::entities::{
    self, ACTORS, ALIASES, LABELS, MEMBERSHIPS, REGIONS, RELATIONS, SOURCES,
};
use crate::data::events::{CLAIMS, ESTIMATES, EVENTS, ORIGINS};
use crate::data::table::Table;
use crate::data::{DataContext, DocumentId};
use crate::model::{Actor, Alias, Article, ClaimRef, Event, Id, Region, Source, Topic};
use crate::provenance::EventOrigin;

/// Defines a kind that has the columns of a table and nothing else.
const fn plain<R>(
    name: &'static str,
    about: &'static str,
    table: &'static Table<R>,
    skipped: &'static [&'static str],
) -> ObjectKind<R> {
    ObjectKind {
        name,
        about,
        table,
        skipped,
        members: &[],
    }
}

/// Defines a list of objects with a line each.
const fn lines<C>(
    kind: &'static ObjectKind<C>,
    items: fn(&DataContext, &()) -> Vec<C>,
) -> ListOf<(), C> {
    ListOf {
        kind,
        items,
        has_lines: true,
    }
}

/// Defines a list of objects within an object.
const fn within<R, C>(
    kind: &'static ObjectKind<C>,
    items: fn(&DataContext, &R) -> Vec<C>,
) -> ListOf<R, C> {
    ListOf {
        kind,
        items,
        has_lines: false,
    }
}

const fn member<R>(name: &'static str, about: About, value: MemberValue<R>) -> Member<R> {
    Member { name, about, value }
}

/// The document.
pub const SITE: ObjectKind<()> = ObjectKind {
    name: "site",
    about: "A site as data: what it says about events, who claims what, and from which sources. \
        Texts of articles and pictures are left out. Nothing that is not published is here.",
    table: &Table {
        columns: &[],
        key: &[],
        references: &[],
    },
    skipped: &[],
    members: &[
        member(
            "$schema",
            English("The address of the schema of this document."),
            Address(|data, ()| {
                let file = data.plan.file(&DocumentId::SiteSchema.path());
                data.plan.absolute(&file)
            }),
        ),
        member(
            "title",
            Key("site.title"),
            Texts(|data, ()| &data.config.title),
        ),
        member(
            "description",
            Key("site.description"),
            Texts(|data, ()| &data.config.description),
        ),
        member(
            "url",
            English("The address of the site."),
            Address(|data, ()| data.plan.absolute(&data.plan.file(""))),
        ),
        member(
            "languages",
            Key("site.languages"),
            Languages(|data, ()| {
                data.config
                    .languages
                    .iter()
                    .map(|lang| lang.to_string())
                    .collect()
            }),
        ),
        member(
            "publisher",
            Key("site.publisher"),
            Text(|data, ()| data.config.publisher.as_deref()),
        ),
        member(
            "licence",
            English("The licence of the data."),
            Texts(|data, ()| data.licence()),
        ),
        member(
            "articles",
            English("The articles, by id."),
            Objects(&lines(&ARTICLE, |data, ()| {
                data.atlas.articles.iter().map(|(id, _)| id).collect()
            })),
        ),
        member(
            "events",
            English("The events, earliest first, with what is claimed about them."),
            Objects(&lines(&EVENT, |data, ()| data.timeline().collect())),
        ),
        member(
            "actors",
            English("The actors, by id."),
            Objects(&lines(&ACTOR, |data, ()| {
                data.atlas.actors.iter().map(|(id, _)| id).collect()
            })),
        ),
        member(
            "relations",
            English("Relations between actors."),
            Objects(&lines(&RELATION, |data, ()| {
                entities::relations(data).collect()
            })),
        ),
        member(
            "regions",
            English("The regions, by id."),
            Objects(&lines(&REGION, |data, ()| {
                data.atlas.regions.iter().map(|(id, _)| id).collect()
            })),
        ),
        member(
            "sources",
            English("The sources, by id."),
            Objects(&lines(&SOURCE, |data, ()| {
                data.atlas.sources.iter().map(|(id, _)| id).collect()
            })),
        ),
    ],
};

const ARTICLE: ObjectKind<Id<Article>> = ObjectKind {
    name: "article",
    about: "An article, without its text.",
    table: &ARTICLES,
    skipped: &[],
    members: &[
        member(
            "authors",
            Key("article.authors"),
            TextLists(|data, id| &data.atlas.articles[*id].authors),
        ),
        member(
            "topics",
            Key("article.topics"),
            Objects(&within(&TOPIC, |data, id: &Id<Article>| {
                data.atlas.articles[*id].topics.clone()
            })),
        ),
        member(
            "events",
            Key("article.events"),
            Objects(&within(&EVENT_USE, |data, id: &Id<Article>| {
                numbered(*id, data.atlas.articles[*id].events.len())
            })),
        ),
        member(
            "corrections",
            Key("article.corrections"),
            Objects(&within(&CORRECTION, |data, id: &Id<Article>| {
                numbered(*id, data.atlas.articles[*id].corrections.len())
            })),
        ),
        member(
            "established",
            Key("article.established"),
            TextLists(|data, id| &data.atlas.articles[*id].established),
        ),
        member(
            "not_established",
            Key("article.not_established"),
            TextLists(|data, id| &data.atlas.articles[*id].not_established),
        ),
        member(
            "open_questions",
            Key("article.open_questions"),
            TextLists(|data, id| &data.atlas.articles[*id].open_questions),
        ),
    ],
};

/// Returns the items of a list in an entity.
fn numbered<T>(id: Id<T>, count: usize) -> Vec<(Id<T>, usize)> {
    (0..count).map(|at| (id, at)).collect()
}

const TOPIC: ObjectKind<Topic> = plain("topic", "A topic of articles.", &TOPICS, &[]);

const EVENT_USE: ObjectKind<ArticlePart> =
    plain("event_use", "An event of an article.", &EVENT_USES, &[]);

const CORRECTION: ObjectKind<ArticlePart> = plain(
    "correction",
    "A correction of an article.",
    &CORRECTIONS,
    &[],
);

const EVENT: ObjectKind<Id<Event>> = ObjectKind {
    name: "event",
    about: "An event. Its place is as exact as it may be published.",
    table: &EVENTS,
    skipped: &[],
    members: &[
        member(
            "claims",
            Key("event.claims"),
            Objects(&within(&CLAIM, |data, event: &Id<Event>| {
                let claims = 0..data.atlas.events[*event].claims.len();
                let at = |claim| ClaimRef {
                    event: *event,
                    claim,
                };
                claims.map(at).collect()
            })),
        ),
        member(
            "estimates",
            Key("event.estimate"),
            Objects(&within(&ESTIMATE, |data, id: &Id<Event>| {
                numbered(*id, data.atlas.events[*id].estimates.len())
            })),
        ),
    ],
};

const CLAIM: ObjectKind<ClaimRef> = ObjectKind {
    name: "claim",
    about: "A claim about an event: what an actor states, and which sources say so.",
    table: &CLAIMS,
    skipped: &["event", "quote", "quote_languages", "origins"],
    members: &[
        member(
            "quote",
            Key("claim.quote"),
            Texts(|data, at| &data.atlas.events[at.event].claims[at.claim].quote),
        ),
        member(
            "origins",
            English("The sources from which all others of the claim derive."),
            Objects(&within(&ORIGIN, |data, at: &ClaimRef| {
                data.provenances.get(*at).origins.clone()
            })),
        ),
    ],
};

const ORIGIN: ObjectKind<EventOrigin> = plain(
    "origin",
    "A source from which others derive.",
    &ORIGINS,
    &[],
);

const ESTIMATE: ObjectKind<(Id<Event>, usize)> = plain(
    "estimate",
    "An estimate of the desk.",
    &ESTIMATES,
    &["event"],
);

const ACTOR: ObjectKind<Id<Actor>> = ObjectKind {
    name: "actor",
    about: "A force, group, government, organization or person.",
    table: &ACTORS,
    skipped: &["aliases"],
    members: &[
        member(
            "aliases",
            Key("actor.aliases"),
            Objects(&within(&ALIAS, |data, id: &Id<Actor>| {
                data.atlas.actors[*id].aliases.clone()
            })),
        ),
        member(
            "labels",
            Key("actor.labels"),
            Objects(&within(&LABEL, |data, id: &Id<Actor>| {
                numbered(*id, data.atlas.actors[*id].labels.len())
            })),
        ),
    ],
};

const ALIAS: ObjectKind<Alias> = plain("alias", "Another name.", &ALIASES, &[]);

const LABEL: ObjectKind<(Id<Actor>, usize)> = plain(
    "label",
    "A word by which others call an actor.",
    &LABELS,
    &[],
);

const RELATION: ObjectKind<(Id<Actor>, usize)> = plain(
    "relation",
    "A relation between two actors in a period.",
    &RELATIONS,
    &[],
);

const REGION: ObjectKind<Id<Region>> = ObjectKind {
    name: "region",
    about: "A country, an administrative division, a place or another area.",
    table: &REGIONS,
    skipped: &["aliases", "part_of"],
    members: &[
        member(
            "aliases",
            Key("region.aliases"),
            Objects(&within(&ALIAS, |data, id: &Id<Region>| {
                data.atlas.regions[*id].aliases.clone()
            })),
        ),
        member(
            "part_of",
            Key("region.part_of"),
            Objects(&within(&MEMBERSHIP, |data, id: &Id<Region>| {
                numbered(*id, data.atlas.regions[*id].part_of.len())
            })),
        ),
    ],
};

const MEMBERSHIP: ObjectKind<(Id<Region>, usize)> = plain(
    "membership",
    "A region that contains another one, and the period in which it does.",
    &MEMBERSHIPS,
    &["region", "number"],
);

const SOURCE: ObjectKind<Id<Source>> = plain(
    "source",
    "A document that articles cite and that claims are based on.",
    &SOURCES,
    &[],
);
