//! Free pages such as "About", and the page for unknown addresses.

use crate::model::{Entity, FreePage, Id};
use crate::plan::PageKind;
use crate::render::context::PageContext;
use crate::render::view::{FreePageView, NotFoundPage};
use crate::render::{head, prose, sources};

/// Returns a free page.
pub fn free_page(context: &PageContext, id: Id<FreePage>) -> FreePageView {
    let entity = Entity::Page(id);
    FreePageView {
        page: head::page_with_figures(context, PageKind::Free(id), Some(entity), None),
        prose: prose::prose_view(context, entity).unwrap_or_default(),
        sources: sources::source_list(context, prose::own_prose(context, entity), []),
    }
}

/// Returns the page for unknown addresses.
pub fn not_found_page(context: &PageContext) -> NotFoundPage {
    NotFoundPage {
        page: head::page_view(context, PageKind::NotFound),
    }
}
