//! Which view and which template each page is made with.

use super::{Lists, newest_first};
use crate::html::escaped;
use crate::plan::{Page, PageKind};
use crate::render::compiled::Fill;
use crate::render::desk::Desk;
use crate::render::items::Themed;
use crate::render::{is_searchable, theme};

/// A page as HTML.
pub fn html(desk: &Desk, page: Page, lists: &Lists) -> Themed<String> {
    let html = filled(desk, page, lists)?;
    // A link to another place of the same page need not name the page.
    let own = format!("href=\"{}#", escaped(&desk.url(page.kind)));
    Ok(match html.contains(&own) {
        true => html.replace(&own, "href=\"#"),
        false => html,
    })
}

/// A page as its template gives it.
fn filled(desk: &Desk, page: Page, lists: &Lists) -> Themed<String> {
    fn render<T: Fill>(desk: &Desk, template: &str, view: &T) -> Themed<String> {
        desk.themed(template, view, theme::PAGE)
    }
    let relations = desk.relations;
    match page.kind {
        PageKind::Home => render(desk, "home.html", &desk.home()?),
        PageKind::Articles(n) => render(desk, "articles.html", &desk.articles(n)?),
        PageKind::Article(id) => render(desk, "article.html", &desk.article(id)?),
        PageKind::Actors => render(desk, "actors.html", &desk.actors_page(lists)),
        PageKind::Actor(id) => render(desk, "actor.html", &desk.actor(id)?),
        PageKind::ActorArticles(id, n) => {
            let articles = &relations.actors[id.index()].articles;
            let view = desk.article_listing(articles, n, |n| PageKind::ActorArticles(id, n))?;
            render(desk, "listing.html", &view)
        }
        PageKind::ActorEvents(id, n) => {
            let events = &relations.actors[id.index()].events;
            let view = desk.event_listing(events, n, |n| PageKind::ActorEvents(id, n))?;
            render(desk, "listing.html", &view)
        }
        PageKind::ActorClaims(id, n) => {
            let claims = newest_first(&relations.actors[id.index()].claims_made);
            let view = desk.claim_listing(&claims, n, |n| PageKind::ActorClaims(id, n));
            render(desk, "listing.html", &view)
        }
        PageKind::ActorClaimsAbout(id, n) => {
            let claims = newest_first(&relations.actors[id.index()].claims_about);
            let view = desk.claim_listing(&claims, n, |n| PageKind::ActorClaimsAbout(id, n));
            render(desk, "listing.html", &view)
        }
        PageKind::ActorsOfType(kind, n) => render(desk, "listing.html", &desk.actors_of_type(lists, kind, n)),
        PageKind::ActorsOfLetter(letter, n) => render(desk, "listing.html", &desk.actors_of_letter(lists, letter, n)),
        PageKind::ActorRelations(id, n) => render(desk, "listing.html", &desk.relation_listing(id, n)),
        PageKind::Regions(n) => render(desk, "regions.html", &desk.regions_page(n)),
        PageKind::RegionParts(id, n) => render(desk, "listing.html", &desk.parts_listing(id, n)),
        PageKind::Region(id) => render(desk, "region.html", &desk.region(id)?),
        PageKind::RegionArticles(id, n) => {
            let articles = &relations.regions[id.index()].articles;
            let view = desk.article_listing(articles, n, |n| PageKind::RegionArticles(id, n))?;
            render(desk, "listing.html", &view)
        }
        PageKind::RegionEvents(id, n) => {
            let events = &relations.regions[id.index()].events;
            let view = desk.event_listing(events, n, |n| PageKind::RegionEvents(id, n))?;
            render(desk, "listing.html", &view)
        }
        PageKind::Events => render(desk, "events.html", &desk.events_page()?),
        PageKind::Year(year, n) => render(desk, "year.html", &desk.year(year, n)?),
        PageKind::Event(id) => render(desk, "event.html", &desk.event_page(id)?),
        PageKind::EventArticles(id, n) => {
            let articles = &relations.events[id.index()].articles;
            let view = desk.article_listing(articles, n, |n| PageKind::EventArticles(id, n))?;
            render(desk, "listing.html", &view)
        }
        PageKind::Sources(n) => render(desk, "sources.html", &desk.sources_page(n, lists.sources(desk))),
        PageKind::Source(id) => render(desk, "source.html", &desk.source_page(id)?),
        PageKind::SourceClaims(id, n) => {
            let claims = &relations.sources[id.index()].claims;
            let view = desk.claim_listing(claims, n, |n| PageKind::SourceClaims(id, n));
            render(desk, "listing.html", &view)
        }
        PageKind::SourceEvents(id, n) => {
            let events = &relations.sources[id.index()].events;
            let view = desk.event_listing(events, n, |n| PageKind::SourceEvents(id, n))?;
            render(desk, "listing.html", &view)
        }
        PageKind::SourceArticles(id, n) => {
            let articles = &relations.sources[id.index()].articles;
            let view = desk.article_listing(articles, n, |n| PageKind::SourceArticles(id, n))?;
            render(desk, "listing.html", &view)
        }
        PageKind::SourceDerived(id, n) => {
            let derived = &relations.sources[id.index()].derived;
            let kind = |n| PageKind::SourceDerived(id, n);
            let view = desk.link_listing(derived, n, kind, |source| desk.source(*source));
            render(desk, "listing.html", &view)
        }
        PageKind::Backlinks(thing, n) => {
            let kind = |n| PageKind::Backlinks(thing, n);
            let view = desk.link_listing(desk.mentions(thing), n, kind, |page| desk.link(*page));
            render(desk, "listing.html", &view)
        }
        PageKind::Topics(n) => render(desk, "topics.html", &desk.topics_page(n)),
        PageKind::Topic(at, n) => {
            let articles = &relations.topics[at].articles;
            let view = desk.article_listing(articles, n, |n| PageKind::Topic(at, n))?;
            render(desk, "listing.html", &view)
        }
        PageKind::Coverage => render(desk, "coverage.html", &desk.coverage()),
        PageKind::Corrections(n) => render(desk, "corrections.html", &desk.corrections(n)),
        PageKind::Search => {
            let script = is_searchable(desk.config, desk.plan).then(|| desk.theme.asset(theme::SEARCH_SCRIPT));
            render(desk, "search.html", &desk.search_page(lists, script.as_deref()))
        }
        PageKind::Letter(letter, n) => render(desk, "letter.html", &desk.letter_page(lists, letter, n)),
        PageKind::Free(id) => render(desk, "page.html", &desk.free_page(id)),
        PageKind::NotFound => render(desk, "404.html", &desk.not_found()),
    }
}
