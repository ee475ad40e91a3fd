//! Which view and which template each page is made with.

use super::{LetterLists, newest_first};
use crate::html::escaped;
use crate::plan::{PageKind, PlannedPage};
use crate::render::compiled::CompiledView;
use crate::render::context::PageContext;
use crate::render::list_items::Themed;
use crate::render::{is_searchable, theme};

/// A page as HTML.
pub fn html(context: &PageContext, page: PlannedPage, lists: &LetterLists) -> Themed<String> {
    let html = filled(context, page, lists)?;
    // A link to another place of the same page need not name the page.
    let own = format!("href=\"{}#", escaped(&context.url(page.kind)));
    Ok(match html.contains(&own) {
        true => html.replace(&own, "href=\"#"),
        false => html,
    })
}

/// A page as its template gives it.
fn filled(context: &PageContext, page: PlannedPage, lists: &LetterLists) -> Themed<String> {
    fn render<T: CompiledView>(context: &PageContext, template: &str, view: &T) -> Themed<String> {
        context.themed(template, view, theme::PAGE)
    }
    let relations = context.relations;
    match page.kind {
        PageKind::Home => render(context, "home.html", &context.home()?),
        PageKind::Articles(n) => render(context, "articles.html", &context.articles(n)?),
        PageKind::Article(id) => render(context, "article.html", &context.article(id)?),
        PageKind::Actors => render(context, "actors.html", &context.actors_page(lists)),
        PageKind::Actor(id) => render(context, "actor.html", &context.actor(id)?),
        PageKind::ActorArticles(id, n) => {
            let articles = &relations.actors[id.index()].articles;
            let view = context.article_listing(articles, n, |n| PageKind::ActorArticles(id, n))?;
            render(context, "listing.html", &view)
        }
        PageKind::ActorEvents(id, n) => {
            let events = &relations.actors[id.index()].events;
            let view = context.event_listing(events, n, |n| PageKind::ActorEvents(id, n))?;
            render(context, "listing.html", &view)
        }
        PageKind::ActorClaims(id, n) => {
            let claims = newest_first(&relations.actors[id.index()].claims_made);
            let view = context.claim_listing(&claims, n, |n| PageKind::ActorClaims(id, n));
            render(context, "listing.html", &view)
        }
        PageKind::ActorClaimsAbout(id, n) => {
            let claims = newest_first(&relations.actors[id.index()].claims_about);
            let view = context.claim_listing(&claims, n, |n| PageKind::ActorClaimsAbout(id, n));
            render(context, "listing.html", &view)
        }
        PageKind::ActorsOfType(kind, n) => render(
            context,
            "listing.html",
            &context.actors_of_type(lists, kind, n),
        ),
        PageKind::ActorsOfLetter(letter, n) => render(
            context,
            "listing.html",
            &context.actors_of_letter(lists, letter, n),
        ),
        PageKind::ActorRelations(id, n) => {
            render(context, "listing.html", &context.relation_listing(id, n))
        }
        PageKind::Regions(n) => render(context, "regions.html", &context.regions_page(n)),
        PageKind::RegionParts(id, n) => {
            render(context, "listing.html", &context.parts_listing(id, n))
        }
        PageKind::Region(id) => render(context, "region.html", &context.region(id)?),
        PageKind::RegionArticles(id, n) => {
            let articles = &relations.regions[id.index()].articles;
            let view = context.article_listing(articles, n, |n| PageKind::RegionArticles(id, n))?;
            render(context, "listing.html", &view)
        }
        PageKind::RegionEvents(id, n) => {
            let events = &relations.regions[id.index()].events;
            let view = context.event_listing(events, n, |n| PageKind::RegionEvents(id, n))?;
            render(context, "listing.html", &view)
        }
        PageKind::Events => render(context, "events.html", &context.events_page()?),
        PageKind::Year(year, n) => render(context, "year.html", &context.year(year, n)?),
        PageKind::Event(id) => render(context, "event.html", &context.event_page(id)?),
        PageKind::EventArticles(id, n) => {
            let articles = &relations.events[id.index()].articles;
            let view = context.article_listing(articles, n, |n| PageKind::EventArticles(id, n))?;
            render(context, "listing.html", &view)
        }
        PageKind::Sources(n) => render(
            context,
            "sources.html",
            &context.sources_page(n, lists.sources(context)),
        ),
        PageKind::Source(id) => render(context, "source.html", &context.source_page(id)?),
        PageKind::SourceClaims(id, n) => {
            let claims = &relations.sources[id.index()].claims;
            let view = context.claim_listing(claims, n, |n| PageKind::SourceClaims(id, n));
            render(context, "listing.html", &view)
        }
        PageKind::SourceEvents(id, n) => {
            let events = &relations.sources[id.index()].events;
            let view = context.event_listing(events, n, |n| PageKind::SourceEvents(id, n))?;
            render(context, "listing.html", &view)
        }
        PageKind::SourceArticles(id, n) => {
            let articles = &relations.sources[id.index()].articles;
            let view = context.article_listing(articles, n, |n| PageKind::SourceArticles(id, n))?;
            render(context, "listing.html", &view)
        }
        PageKind::SourceDerived(id, n) => {
            let derived = &relations.sources[id.index()].derived;
            let kind = |n| PageKind::SourceDerived(id, n);
            let view = context.link_listing(derived, n, kind, |source| context.source(*source));
            render(context, "listing.html", &view)
        }
        PageKind::Backlinks(entity, n) => {
            let kind = |n| PageKind::Backlinks(entity, n);
            let view = context.link_listing(context.mentions(entity), n, kind, |page| {
                context.link(*page)
            });
            render(context, "listing.html", &view)
        }
        PageKind::Topics(n) => render(context, "topics.html", &context.topics_page(n)),
        PageKind::Topic(at, n) => {
            let articles = &relations.topics[at].articles;
            let view = context.article_listing(articles, n, |n| PageKind::Topic(at, n))?;
            render(context, "listing.html", &view)
        }
        PageKind::Coverage => render(context, "coverage.html", &context.coverage()),
        PageKind::Corrections(n) => render(context, "corrections.html", &context.corrections(n)),
        PageKind::Search => {
            let script = is_searchable(context.config, context.plan)
                .then(|| context.theme.asset(theme::SEARCH_SCRIPT));
            render(
                context,
                "search.html",
                &context.search_page(lists, script.as_deref()),
            )
        }
        PageKind::Letter(letter, n) => render(
            context,
            "letter.html",
            &context.letter_page(lists, letter, n),
        ),
        PageKind::Free(id) => render(context, "page.html", &context.free_page(id)),
        PageKind::NotFound => render(context, "404.html", &context.not_found()),
    }
}
