//! Long lists: the first items on one page, and all items on pages of their own.

use super::context::PageContext;
use super::list_items::{ListItem, Themed};
use super::view::{Listing, Pager};
use crate::plan::PageKind;

/// The maximum number of items of a long list on the page that links to all of them. Templates do
/// not fold this many.
const MAX_SHOWN: usize = 6;

/// Returns how many of `count` items a page shows: all, or only the first few if there are more
/// than `most`, because then other pages list all of them.
pub fn shown_count(count: usize, most: usize) -> usize {
    match count > most {
        true => MAX_SHOWN.min(most),
        false => count,
    }
}

/// Returns the items of a list: all, or the first few with the address of the full list.
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

/// Returns the items on a page of a list.
pub fn page_items<'i, T>(context: &PageContext, items: &'i [T], number: usize) -> &'i [T] {
    page_slice(items, number, context.plan.page_size)
}

/// Returns the links between the pages of a list with the usual number of items per page.
pub fn pager(
    context: &PageContext,
    count: usize,
    number: usize,
    kind: impl Fn(usize) -> PageKind,
) -> Option<Pager> {
    pager_of_size(context, context.plan.page_size, count, number, kind)
}

/// Returns the links between the pages of a list with `size` items per page.
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

/// Returns the items on a page of a list, as views.
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

/// Returns as many items as fit on one page, with the address of the full list.
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

/// Returns the items on a page of a list with `size` items per page.
pub fn page_slice<T>(items: &[T], number: usize, size: usize) -> &[T] {
    let from = ((number - 1) * size).min(items.len());
    &items[from..(from + size).min(items.len())]
}
