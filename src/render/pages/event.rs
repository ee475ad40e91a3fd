//! Events: the list by year, the page of a year, and the page of an event.

use super::{data, listing};
use crate::data::EventScope;
use crate::model::{Entity, Event, Id};
use crate::plan::PageKind;
use crate::render::context::PageContext;
use crate::render::list_items::{ListItemForm, Themed};
use crate::render::summary::take_summary;
use crate::render::view::{CountedLink, EventPage, EventsPage, Listing, YearGroup, YearPage};
use crate::render::{citation, claims, figures, head, list_items, paging, prose, sources};

/// The maximum number of events of a year in the list. The page of the year has the others.
const MAX_PER_YEAR: usize = 25;

/// The maximum number of events in the list. If there are many years, each has fewer events.
const MAX_EVENTS: usize = 400;

/// Returns links to years with their counts, latest first.
pub fn year_links(context: &PageContext) -> Vec<CountedLink> {
    context
        .relations
        .years
        .iter()
        .rev()
        .map(|(year, events)| {
            context
                .plain(year.to_string())
                .leading_to(context.url(PageKind::Year(*year, 1)))
                .counted(events.len())
        })
        .collect()
}

/// Returns the list of events.
pub fn events_page(context: &PageContext) -> Themed<EventsPage> {
    let figures = context.if_shown("events.html", "figures", || {
        figures::event_figures(context, &context.relations.timeline, None)
    });
    let per_year = MAX_PER_YEAR.min(MAX_EVENTS / context.relations.years.len().max(1));
    let group = |(year, events): (&i16, &Vec<Id<Event>>)| {
        Ok(YearGroup {
            year: year.to_string(),
            url: context.url(PageKind::Year(*year, 1)),
            count: events.len(),
            events: list_items::listed_events(context, events.iter().take(per_year))?,
        })
    };
    Ok(EventsPage {
        page: head::page_with_figures(context, PageKind::Events, None, figures.as_ref()),
        figures,
        count: context.relations.timeline.len(),
        years: context
            .relations
            .years
            .iter()
            .rev()
            .map(group)
            .collect::<Themed<_>>()?,
    })
}

/// Returns a page of the events of a year.
pub fn year_page(context: &PageContext, year: i16, number: usize) -> Themed<YearPage> {
    let events = &context.relations.years[&year];
    let link = |(year, events): (&i16, &Vec<Id<Event>>)| {
        context
            .plain(year.to_string())
            .leading_to(context.url(PageKind::Year(*year, 1)))
            .counted(events.len())
    };
    Ok(YearPage {
        page: head::page_view(context, PageKind::Year(year, number)),
        year: year.to_string(),
        list: Listing {
            items: list_items::listed_events(context, paging::page_items(context, events, number))?,
            count: events.len(),
            all: None,
        },
        pager: paging::pager(context, events.len(), number, |n| PageKind::Year(year, n)),
        previous: context.relations.years.range(..year).next_back().map(link),
        next: context.relations.years.range(year + 1..).next().map(link),
        data: data::events_link(context, EventScope::Year(year)),
    })
}

/// Returns the page of an event.
pub fn event_page(context: &PageContext, id: Id<Event>) -> Themed<EventPage> {
    let event = &context.atlas.events[id];
    let relations = &context.relations.events[id.index()];
    let entity = Entity::Event(id);
    let sources = event
        .sources
        .iter()
        .chain(event.claims.iter().flat_map(|claim| &claim.sources))
        .copied();
    let figures = context.if_shown("event.html", "figures", || {
        figures::event_figures(context, &[id], None)
    });
    let (summary, prose) = take_summary(prose::prose_view(context, entity));
    Ok(EventPage {
        page: head::page_with_figures(context, PageKind::Event(id), Some(entity), figures.as_ref()),
        figures,
        event: claims::event_view(context, id, None),
        citations: citation::citations(context, PageKind::Event(id)),
        summary,
        prose,
        sources: sources::source_list(context, prose::own_prose(context, entity), sources),
        articles: paging::listing(
            context,
            &relations.articles,
            PageKind::EventArticles(id, 1),
            |article| list_items::listed_article(context, article, ListItemForm::Line),
        )?,
        backlinks: listing::backlinks(context, entity, &relations.backlinks),
        previous: relations
            .previous
            .map(|other| context.link(Entity::Event(other))),
        next: relations
            .next
            .map(|other| context.link(Entity::Event(other))),
    })
}
