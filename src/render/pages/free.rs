//! Free pages such as "About", with the pages in their folder, and the page for unknown addresses.

use crate::model::{Entity, FreePage, Id};
use crate::plan::PageKind;
use crate::render::context::PageContext;
use crate::render::view::{FreePageView, NotFoundPage, PageItem};
use crate::render::{head, paging, prose, sources};

/// Returns a free page. `number` is that of the page of its list, from 1; later pages have the list
/// alone.
pub fn free_page(context: &PageContext, id: Id<FreePage>, number: usize) -> FreePageView {
    let entity = Entity::Page(id);
    let pages = context.atlas.pages[id].contents.is_some();
    let pages = pages.then(|| listed_pages(context, id));
    let kind = |number| match number {
        1 => PageKind::Free(id),
        number => PageKind::Folder(id, number),
    };
    let is_first = number == 1;
    let own = is_first
        .then(|| prose::own_prose(context, entity))
        .flatten();
    FreePageView {
        page: head::page_with_figures(context, kind(number), is_first.then_some(entity), None),
        prose: (is_first.then(|| prose::prose_view(context, entity)))
            .flatten()
            .unwrap_or_default(),
        sources: sources::source_list(context, own, []),
        pager: (pages.as_ref()).and_then(|pages| paging::pager(context, pages.len(), number, kind)),
        list: pages.map(|pages| {
            paging::page_listing(context, &pages, number, |page| page_item(context, *page))
        }),
    }
}

/// Returns the pages in a folder: those that its file lists, then the others by title.
fn listed_pages(context: &PageContext, folder: Id<FreePage>) -> Vec<Id<FreePage>> {
    let first = context.atlas.pages[folder].contents.as_ref();
    let first = first.map_or(&[][..], |contents| &contents.first);
    let title = |id: &Id<FreePage>| context.name(Entity::Page(*id)).text;
    let all = context.atlas.pages_in(folder, context.lang);
    let (mut pages, others): (Vec<_>, Vec<_>) = all.partition(|id| first.contains(id));
    let mut others: Vec<_> = others.into_iter().map(|id| (title(&id), id)).collect();
    others.sort_by(|a, b| context.order.compare(&a.0, &b.0));
    pages.extend(others.into_iter().map(|(_, id)| id));
    pages
}

fn page_item(context: &PageContext, id: Id<FreePage>) -> PageItem {
    PageItem {
        link: context.link(Entity::Page(id)),
        summary: context.maybe(&context.atlas.pages[id].summary),
    }
}

/// Returns the page for unknown addresses.
pub fn not_found_page(context: &PageContext) -> NotFoundPage {
    NotFoundPage {
        page: head::page_view(context, PageKind::NotFound),
    }
}
