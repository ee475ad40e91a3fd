//! Long lists: the first items on one page, and all of them on pages of their own.

use super::context::PageContext;
use super::list_items::{ListItem, Themed};
use super::view::{Listing, Pager};
use crate::plan::PageKind;

/// How many items of a list stand on a page that leads to all of them; as many as templates do not
/// fold.
const FIRST: usize = 6;

/// How many of so many items a page shows, when there is a page with all of them from `most`
/// on: all, else a few.
pub fn shown_count(count: usize, most: usize) -> usize {
    match count > most {
        true => FIRST.min(most),
        false => count,
    }
}

/// The items of a list, of a long one the first few and where all of them are.
pub fn listing<I: Copy>(
    context: &PageContext,
    ids: &[I],
    all: PageKind,
    item: impl Fn(I) -> Themed<ListItem>,
) -> Themed<Listing<ListItem>> {
    let size = context.plan.page_size;
    Ok(Listing {
        items: (ids.iter().take(shown_count(ids.len(), size)))
            .map(|id| item(*id))
            .collect::<Themed<_>>()?,
        count: ids.len(),
        all: (ids.len() > size).then(|| context.url(all)),
    })
}

/// The part of a list that a page shows.
pub fn page_items<'i, T>(context: &PageContext, items: &'i [T], number: usize) -> &'i [T] {
    page_slice(items, number, context.plan.page_size)
}

pub fn pager(
    context: &PageContext,
    count: usize,
    number: usize,
    kind: impl Fn(usize) -> PageKind,
) -> Option<Pager> {
    pager_of_size(context, context.plan.page_size, count, number, kind)
}

/// The way through the pages of a list with so many items a page.
pub fn pager_of_size(
    context: &PageContext,
    size: usize,
    count: usize,
    number: usize,
    kind: impl Fn(usize) -> PageKind,
) -> Option<Pager> {
    let total = count.div_ceil(size).max(1);
    (total > 1).then(|| Pager {
        number,
        total,
        first: (number > 1).then(|| context.url(kind(1))),
        previous: (number > 1).then(|| context.url(kind(number - 1))),
        next: (number < total).then(|| context.url(kind(number + 1))),
        last: (number < total).then(|| context.url(kind(total))),
    })
}

/// The items of a page of a list.
pub fn page_listing<T, V>(
    context: &PageContext,
    items: &[T],
    number: usize,
    view: impl FnMut(&T) -> V,
) -> Listing<V> {
    Listing {
        items: page_items(context, items, number)
            .iter()
            .map(view)
            .collect(),
        count: items.len(),
        all: None,
    }
}

/// The first items of a long list, and where all of them are.
pub fn first_items<T, V>(
    context: &PageContext,
    items: &[T],
    all: PageKind,
    view: impl FnMut(&T) -> V,
) -> Listing<V> {
    let size = context.plan.page_size;
    Listing {
        items: items.iter().take(size).map(view).collect(),
        count: items.len(),
        all: (items.len() > size).then(|| context.url(all)),
    }
}

/// The part of a list that a page shows.
pub fn page_slice<T>(items: &[T], number: usize, size: usize) -> &[T] {
    let from = ((number - 1) * size).min(items.len());
    &items[from..(from + size).min(items.len())]
}
