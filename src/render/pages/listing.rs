//! Pages that continue a list from another page.

use crate::model::{Article, ClaimRef, Entity, Event, Id};
use crate::plan::{MAX_CLAIMS, PageKind};
use crate::render::context::PageContext;
use crate::render::list_items::{ListItemForm, Themed};
use crate::render::view::{ClaimLine, LinkView, Listing, ListingPage, Pager};
use crate::render::{claims, head, list_items, paging};

/// Returns a listing page without items. The caller sets one kind of items.
pub fn listing_page(context: &PageContext, kind: PageKind, pager: Option<Pager>) -> ListingPage {
    ListingPage {
        page: head::page_view(context, kind),
        of: kind.listed_of().map(|entity| context.link(entity)),
        articles: None,
        events: None,
        claims: None,
        part: None,
        actors: None,
        relations: None,
        parts: None,
        links: None,
        pager,
    }
}

/// Returns a page of links to pages that mention an entity, or to sources that derive from it.
pub fn link_listing<T>(
    context: &PageContext,
    items: &[T],
    number: usize,
    kind: impl Fn(usize) -> PageKind,
    link: impl Fn(&T) -> LinkView,
) -> ListingPage {
    ListingPage {
        links: Some(paging::page_listing(context, items, number, link)),
        ..listing_page(
            context,
            kind(number),
            paging::pager(context, items.len(), number, kind),
        )
    }
}

/// Returns the first pages that mention an entity without listing it.
pub fn backlinks(context: &PageContext, entity: Entity, pages: &[Entity]) -> Listing<LinkView> {
    paging::first_items(context, pages, PageKind::Backlinks(entity, 1), |page| {
        context.link(*page)
    })
}

/// Returns all pages that mention an entity without listing it.
pub fn mentions<'a>(context: &PageContext<'a>, entity: Entity) -> &'a [Entity] {
    let at = entity.index();
    match entity {
        Entity::Article(_) => &context.relations.articles[at].backlinks,
        Entity::Actor(_) => &context.relations.actors[at].backlinks,
        Entity::Region(_) => &context.relations.regions[at].backlinks,
        Entity::Event(_) => &context.relations.events[at].backlinks,
        Entity::Source(_) => &context.relations.sources[at].backlinks,
        Entity::Page(_) => &[],
    }
}

/// Returns a page of the articles of a topic, an actor or a region.
pub fn article_listing(
    context: &PageContext,
    ids: &[Id<Article>],
    number: usize,
    kind: impl Fn(usize) -> PageKind,
) -> Themed<ListingPage> {
    let form = match kind(number) {
        PageKind::Topic(_, 1) => ListItemForm::Summary2,
        _ => ListItemForm::Line,
    };
    Ok(ListingPage {
        articles: Some(Listing {
            items: list_items::listed_articles(
                context,
                paging::page_items(context, ids, number),
                form,
            )?,
            count: ids.len(),
            all: None,
        }),
        ..listing_page(
            context,
            kind(number),
            paging::pager(context, ids.len(), number, kind),
        )
    })
}

/// Returns a page of the claims of a source, or of the claims by or about an actor.
pub fn claim_listing(
    context: &PageContext,
    claims: &[ClaimRef],
    number: usize,
    kind: impl Fn(usize) -> PageKind,
) -> ListingPage {
    let part = match kind(number) {
        PageKind::ActorClaims(..) => "claimant",
        PageKind::ActorClaimsAbout(..) => "about",
        _ => "source",
    };
    ListingPage {
        claims: Some(paging::page_listing(context, claims, number, |at| {
            claims::claim_line(context, *at)
        })),
        part: Some(part),
        ..listing_page(
            context,
            kind(number),
            paging::pager(context, claims.len(), number, kind),
        )
    }
}

/// Returns the first claims, with the address of the full list.
pub fn listed_claims(
    context: &PageContext,
    claims: &[ClaimRef],
    all: PageKind,
) -> Listing<ClaimLine> {
    Listing {
        items: (claims
            .iter()
            .take(paging::shown_count(claims.len(), MAX_CLAIMS)))
        .map(|at| claims::claim_line(context, *at))
        .collect(),
        count: claims.len(),
        all: (claims.len() > MAX_CLAIMS).then(|| context.url(all)),
    }
}

/// Returns a page of the events of an actor or region, newest first.
pub fn event_listing(
    context: &PageContext,
    ids: &[Id<Event>],
    number: usize,
    kind: impl Fn(usize) -> PageKind,
) -> Themed<ListingPage> {
    let newest: Vec<Id<Event>> = ids.iter().rev().copied().collect();
    Ok(ListingPage {
        events: Some(Listing {
            items: list_items::listed_events(
                context,
                paging::page_items(context, &newest, number),
            )?,
            count: ids.len(),
            all: None,
        }),
        ..listing_page(
            context,
            kind(number),
            paging::pager(context, ids.len(), number, kind),
        )
    })
}

/// Reverses claims that are sorted by date.
pub fn newest_first(claims: &[ClaimRef]) -> Vec<ClaimRef> {
    claims.iter().rev().copied().collect()
}
