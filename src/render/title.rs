//! Titles and descriptions of pages.

use super::context::PageContext;
use super::pages::{actor, letters};
use super::summary::shortened;
use super::view::TextView;
use crate::model::Entity;
use crate::plan::PageKind;

/// The maximum number of characters of a description.
const MAX_DESCRIPTION: usize = 160;

/// Returns the heading of a page.
pub fn page_title(context: &PageContext, kind: PageKind) -> TextView {
    let word = |key: &str| context.plain(context.words.get(key));
    let of = |key: &str, entity: Entity| {
        let name = context.name(entity).text;
        context.plain(context.words.say(key, None, &[("name", &name)]))
    };
    match kind {
        PageKind::Home => context.text(&context.config.title),
        PageKind::Articles(_) => word("articles_title"),
        PageKind::Actors => word("actors_title"),
        PageKind::Regions(_) => word("regions_title"),
        PageKind::Events => word("events_title"),
        PageKind::Sources(_) => word("sources_title"),
        PageKind::Topics(_) => word("topics_title"),
        PageKind::Coverage => word("coverage_title"),
        PageKind::Data => word("data_title"),
        PageKind::Corrections(_) => word("corrections_title"),
        PageKind::Changes(_) => word("changes_title"),
        PageKind::Search => word("search_title"),
        PageKind::Letter(letter, _) => {
            let name = letters::letter_name(context, letter);
            context.plain(
                context
                    .words
                    .say("letter_title", None, &[("letter", &name)]),
            )
        }
        PageKind::ActorsOfLetter(letter, _) => {
            let name = letters::letter_name(context, letter);
            context.plain(
                context
                    .words
                    .say("actors_letter_title", None, &[("letter", &name)]),
            )
        }
        PageKind::ActorsOfType(kind, _) => context.plain(actor::actor_types_name(context, kind)),
        PageKind::ActorRelations(id, _) => of("listing_relations_title", Entity::Actor(id)),
        PageKind::RegionParts(id, _) => of("listing_parts_title", Entity::Region(id)),
        PageKind::SourceDerived(id, _) => of("listing_derived_title", Entity::Source(id)),
        PageKind::Backlinks(entity, _) => of("listing_backlinks_title", entity),
        PageKind::NotFound => word("not_found_title"),
        PageKind::Year(year, _) => context.plain(context.words.say(
            "year_title",
            None,
            &[("year", &year.to_string())],
        )),
        PageKind::Topic(at, _) => context.plain(context.words.say(
            "topic_title",
            None,
            &[(
                "name",
                &context.text(&context.relations.topics[at].topic.name).text,
            )],
        )),
        PageKind::ActorArticles(id, _) => of("listing_articles_title", Entity::Actor(id)),
        PageKind::ActorEvents(id, _) => of("listing_events_title", Entity::Actor(id)),
        PageKind::ActorClaims(id, _) => of("listing_claims_made_title", Entity::Actor(id)),
        PageKind::ActorClaimsAbout(id, _) => of("listing_claims_about_title", Entity::Actor(id)),
        PageKind::EventArticles(id, _) => of("listing_articles_title", Entity::Event(id)),
        PageKind::SourceClaims(id, _) => of("listing_claims_title", Entity::Source(id)),
        PageKind::SourceEvents(id, _) => of("listing_events_title", Entity::Source(id)),
        PageKind::SourceArticles(id, _) => of("listing_articles_title", Entity::Source(id)),
        PageKind::RegionArticles(id, _) => of("listing_articles_title", Entity::Region(id)),
        PageKind::RegionEvents(id, _) => of("listing_events_title", Entity::Region(id)),
        PageKind::Article(id) => context.name(Entity::Article(id)),
        PageKind::Actor(id) => context.name(Entity::Actor(id)),
        PageKind::Region(id) => context.name(Entity::Region(id)),
        PageKind::Event(id) => context.name(Entity::Event(id)),
        PageKind::Source(id) => context.name(Entity::Source(id)),
        PageKind::Free(id) | PageKind::Folder(id, _) => context.name(Entity::Page(id)),
    }
}

/// Returns a title that is unique in the site. Two sources may have the same title, and an event
/// may have the title of its article.
pub fn unique_title(context: &PageContext, kind: PageKind, title: &TextView) -> String {
    match kind {
        PageKind::Source(id) => {
            let source = &context.atlas.sources[id];
            let mut parts = vec![title.text.clone()];
            parts.extend(
                source
                    .publisher
                    .as_ref()
                    .map(|name| context.typeset_name(name).into_owned()),
            );
            parts.extend(source.date.as_ref().map(|date| context.words.date(date)));
            if context.relations.ambiguous_sources.contains(&id) {
                parts.push(source.id.clone());
            }
            parts.join(context.words.get("list_separator"))
        }
        PageKind::Event(id) => {
            let date = context.words.date(&context.atlas.events[id].date);
            if title.text.contains(&date) {
                title.text.clone()
            } else {
                format!("{} ({date})", title.text)
            }
        }
        // A region and an actor may share a name, and so may an article and its subject.
        PageKind::Actor(_) => format!("{} · {}", title.text, context.words.get("actors_title")),
        PageKind::Region(_) => format!("{} · {}", title.text, context.words.get("regions_title")),
        _ => title.text.clone(),
    }
}

/// Returns the meta description of a page. `suffix` is the number of the page in its list.
pub fn page_description(context: &PageContext, kind: PageKind, suffix: &str) -> String {
    let word = |key: &str| format!("{}{suffix}", context.words.get(key));
    match kind {
        PageKind::Home => {
            let configured = context.text(&context.config.description).text;
            if configured.is_empty() {
                context.text(&context.config.title).text
            } else {
                configured
            }
        }
        PageKind::Articles(_) => word("articles_description"),
        PageKind::Actors => word("actors_description"),
        PageKind::Regions(_) => word("regions_description"),
        PageKind::Events => word("events_description"),
        PageKind::Sources(_) => word("sources_description"),
        PageKind::Topics(_) => word("topics_description"),
        PageKind::Coverage => word("coverage_description"),
        PageKind::Data => word("data_description"),
        PageKind::Corrections(_) => word("corrections_description"),
        PageKind::Changes(_) => word("changes_description"),
        PageKind::Search => word("search_description"),
        PageKind::NotFound => word("not_found_description"),
        PageKind::Year(year, _) => format!(
            "{}{suffix}",
            context
                .words
                .say("year_description", None, &[("year", &year.to_string())])
        ),
        PageKind::Topic(at, _) => format!(
            "{}{suffix}",
            context.words.say(
                "topic_description",
                None,
                &[(
                    "name",
                    &context.text(&context.relations.topics[at].topic.name).text
                )]
            )
        ),
        PageKind::ActorArticles(..)
        | PageKind::ActorEvents(..)
        | PageKind::ActorClaims(..)
        | PageKind::ActorClaimsAbout(..)
        | PageKind::EventArticles(..)
        | PageKind::SourceClaims(..)
        | PageKind::SourceEvents(..)
        | PageKind::SourceArticles(..)
        | PageKind::RegionArticles(..)
        | PageKind::RegionEvents(..)
        | PageKind::ActorsOfType(..)
        | PageKind::ActorsOfLetter(..)
        | PageKind::ActorRelations(..)
        | PageKind::RegionParts(..)
        | PageKind::SourceDerived(..)
        | PageKind::Backlinks(..)
        | PageKind::Folder(..)
        | PageKind::Letter(..) => {
            let name = page_title(context, kind).text;
            format!(
                "{}{suffix}",
                context
                    .words
                    .say("listing_description", None, &[("name", &name)])
            )
        }
        PageKind::Article(id) => {
            let summary = context.atlas.articles[id]
                .summary
                .exact(context.lang)
                .cloned();
            lead_or_summary(context, summary, Entity::Article(id))
                .unwrap_or_else(|| context.name(Entity::Article(id)).text)
        }
        PageKind::Free(id) => {
            let summary = context.atlas.pages[id].summary.exact(context.lang).cloned();
            lead_or_summary(context, summary, Entity::Page(id))
                .unwrap_or_else(|| context.name(Entity::Page(id)).text)
        }
        PageKind::Actor(id) => {
            lead_or_summary(context, None, Entity::Actor(id)).unwrap_or_else(|| {
                let count = context.relations.actors[id.index()].events.len();
                context.words.say(
                    "actor_description",
                    Some(count),
                    &[("name", &context.name(Entity::Actor(id)).text)],
                )
            })
        }
        PageKind::Region(id) => {
            lead_or_summary(context, None, Entity::Region(id)).unwrap_or_else(|| {
                let count = context.relations.regions[id.index()].events.len();
                context.words.say(
                    "region_description",
                    Some(count),
                    &[("name", &context.name(Entity::Region(id)).text)],
                )
            })
        }
        PageKind::Event(id) => {
            lead_or_summary(context, None, Entity::Event(id)).unwrap_or_else(|| {
                let date = context.words.date(&context.atlas.events[id].date);
                context.words.say(
                    "event_description",
                    None,
                    &[
                        ("title", &context.name(Entity::Event(id)).text),
                        ("date", &date),
                    ],
                )
            })
        }
        PageKind::Source(id) => {
            let title = unique_title(context, kind, &context.name(Entity::Source(id)));
            context
                .words
                .say("source_description", None, &[("title", &title)])
        }
    }
}

/// Returns a summary, or else the start of the prose if the prose is in the page's language.
fn lead_or_summary(
    context: &PageContext,
    summary: Option<String>,
    entity: Entity,
) -> Option<String> {
    let text = summary.or_else(|| {
        let prose = context.articles.exact(entity, context.lang)?;
        (!prose.lead.trim().is_empty()).then(|| prose.lead.clone())
    })?;
    Some(
        context
            .typeset(context.lang, &shortened(&text, MAX_DESCRIPTION))
            .into_owned(),
    )
}
