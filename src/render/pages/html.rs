//! Selects the view and the template of each kind of page.

use super::listing::newest_first;
use super::{
    LetterLists, actor, article, changes, corrections, coverage, data, event, free, home, letters,
    listing, region, search, source, topic,
};
use crate::html::escaped;
use crate::plan::{PageKind, PlannedPage};
use crate::render::compiled::CompiledView;
use crate::render::context::PageContext;
use crate::render::list_items::Themed;
use crate::render::{is_searchable, theme};

/// Renders a page to HTML.
pub fn html(context: &PageContext, page: PlannedPage, lists: &LetterLists) -> Themed<String> {
    let html = context.finished(with_template(context, page, lists)?);
    // A link within the page does not need the path of the page.
    let self_link = format!("href=\"{}#", escaped(&context.url(page.kind)));
    Ok(match html.contains(&self_link) {
        true => html.replace(&self_link, "href=\"#"),
        false => html,
    })
}

/// Renders a page with its template.
fn with_template(context: &PageContext, page: PlannedPage, lists: &LetterLists) -> Themed<String> {
    fn render<T: CompiledView>(context: &PageContext, template: &str, view: &T) -> Themed<String> {
        context.render(template, view, theme::PAGE)
    }
    let relations = context.relations;
    match page.kind {
        PageKind::Home => render(context, "home.html", &home::home_page(context)?),
        PageKind::Articles(n) => render(
            context,
            "articles.html",
            &article::articles_page(context, n)?,
        ),
        PageKind::Article(id) => render(
            context,
            "article.html",
            &article::article_page(context, id)?,
        ),
        PageKind::Actors => render(context, "actors.html", &actor::actors_page(context, lists)),
        PageKind::Actor(id) => render(context, "actor.html", &actor::actor_page(context, id)?),
        PageKind::ActorArticles(id, n) => {
            let articles = &relations.actors[id.index()].articles;
            let view =
                listing::article_listing(context, articles, n, |n| PageKind::ActorArticles(id, n))?;
            render(context, "listing.html", &view)
        }
        PageKind::ActorEvents(id, n) => {
            let events = &relations.actors[id.index()].events;
            let view =
                listing::event_listing(context, events, n, |n| PageKind::ActorEvents(id, n))?;
            render(context, "listing.html", &view)
        }
        PageKind::ActorClaims(id, n) => {
            let claims = newest_first(&relations.actors[id.index()].claims_made);
            let view =
                listing::claim_listing(context, &claims, n, |n| PageKind::ActorClaims(id, n));
            render(context, "listing.html", &view)
        }
        PageKind::ActorClaimsAbout(id, n) => {
            let claims = newest_first(&relations.actors[id.index()].claims_about);
            let view =
                listing::claim_listing(context, &claims, n, |n| PageKind::ActorClaimsAbout(id, n));
            render(context, "listing.html", &view)
        }
        PageKind::ActorsOfType(kind, n) => render(
            context,
            "listing.html",
            &letters::actors_of_type_page(context, lists, kind, n),
        ),
        PageKind::ActorsOfLetter(letter, n) => render(
            context,
            "listing.html",
            &letters::actors_of_letter_page(context, lists, letter, n),
        ),
        PageKind::ActorRelations(id, n) => render(
            context,
            "listing.html",
            &actor::relation_listing(context, id, n),
        ),
        PageKind::Regions(n) => render(context, "regions.html", &region::regions_page(context, n)),
        PageKind::RegionParts(id, n) => render(
            context,
            "listing.html",
            &region::parts_listing(context, id, n),
        ),
        PageKind::Region(id) => render(context, "region.html", &region::region_page(context, id)?),
        PageKind::RegionArticles(id, n) => {
            let articles = &relations.regions[id.index()].articles;
            let view = listing::article_listing(context, articles, n, |n| {
                PageKind::RegionArticles(id, n)
            })?;
            render(context, "listing.html", &view)
        }
        PageKind::RegionEvents(id, n) => {
            let events = &relations.regions[id.index()].events;
            let view =
                listing::event_listing(context, events, n, |n| PageKind::RegionEvents(id, n))?;
            render(context, "listing.html", &view)
        }
        PageKind::Events => render(context, "events.html", &event::events_page(context)?),
        PageKind::Year(year, n) => {
            render(context, "year.html", &event::year_page(context, year, n)?)
        }
        PageKind::Event(id) => render(context, "event.html", &event::event_page(context, id)?),
        PageKind::EventArticles(id, n) => {
            let articles = &relations.events[id.index()].articles;
            let view =
                listing::article_listing(context, articles, n, |n| PageKind::EventArticles(id, n))?;
            render(context, "listing.html", &view)
        }
        PageKind::Sources(n) => render(
            context,
            "sources.html",
            &source::sources_page(context, n, lists.sources(context)),
        ),
        PageKind::Source(id) => render(context, "source.html", &source::source_page(context, id)?),
        PageKind::SourceClaims(id, n) => {
            let claims = &relations.sources[id.index()].claims;
            let view =
                listing::claim_listing(context, claims, n, |n| PageKind::SourceClaims(id, n));
            render(context, "listing.html", &view)
        }
        PageKind::SourceEvents(id, n) => {
            let events = &relations.sources[id.index()].events;
            let view =
                listing::event_listing(context, events, n, |n| PageKind::SourceEvents(id, n))?;
            render(context, "listing.html", &view)
        }
        PageKind::SourceArticles(id, n) => {
            let articles = &relations.sources[id.index()].articles;
            let view = listing::article_listing(context, articles, n, |n| {
                PageKind::SourceArticles(id, n)
            })?;
            render(context, "listing.html", &view)
        }
        PageKind::SourceDerived(id, n) => {
            let derived = &relations.sources[id.index()].derived;
            let kind = |n| PageKind::SourceDerived(id, n);
            let view =
                listing::link_listing(context, derived, n, kind, |source| context.source(*source));
            render(context, "listing.html", &view)
        }
        PageKind::Backlinks(entity, n) => {
            let kind = |n| PageKind::Backlinks(entity, n);
            let view = listing::link_listing(
                context,
                listing::mentions(context, entity),
                n,
                kind,
                |page| context.link(*page),
            );
            render(context, "listing.html", &view)
        }
        PageKind::Topics(n) => render(context, "topics.html", &topic::topics_page(context, n)),
        PageKind::Topic(at, n) => {
            let articles = &relations.topics[at].articles;
            let view = listing::article_listing(context, articles, n, |n| PageKind::Topic(at, n))?;
            render(context, "listing.html", &view)
        }
        PageKind::Coverage => render(context, "coverage.html", &coverage::coverage_page(context)),
        PageKind::Data => render(context, "data.html", &data::data_page(context)),
        PageKind::Corrections(n) => render(
            context,
            "corrections.html",
            &corrections::corrections_page(context, n),
        ),
        PageKind::Changes(n) => render(context, "changes.html", &changes::changes_page(context, n)),
        PageKind::Search => {
            let script = is_searchable(context.config, context.plan)
                .then(|| context.theme.asset(theme::SEARCH_SCRIPT));
            render(
                context,
                "search.html",
                &search::search_page(context, lists, script.as_deref()),
            )
        }
        PageKind::Letter(letter, n) => render(
            context,
            "letter.html",
            &letters::letter_page(context, lists, letter, n),
        ),
        PageKind::Free(id) => render(context, "page.html", &free::free_page(context, id, 1)),
        PageKind::Folder(id, n) => render(context, "page.html", &free::free_page(context, id, n)),
        PageKind::NotFound => render(context, "404.html", &free::not_found_page(context)),
    }
}
