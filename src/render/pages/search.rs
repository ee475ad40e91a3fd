//! The search page, with an index of all entities from A to Z that needs no script.

use std::collections::BTreeMap;

use super::{LetterLists, letters};
use crate::model::{Entity, Id, Source};
use crate::plan::{Letter, PageKind};
use crate::render::context::PageContext;
use crate::render::head;
#[cfg(feature = "search")]
use crate::render::names;
#[cfg(feature = "search")]
use crate::render::search::FOLDER;
use crate::render::view::{IndexEntry, IndexGroup, PageView, SearchEngine, SearchPage};

/// Returns the search page. `script` is the path of the theme's search script, relative to the base
/// path, if pages may have scripts.
pub fn search_page(context: &PageContext, lists: &LetterLists, script: Option<&str>) -> SearchPage {
    let many = context.plan.has_letters(context.lang);
    let engine = search_engine(context).filter(|_| script.is_some());
    let names = lists.names(context);
    SearchPage {
        page: PageView {
            script: script
                .filter(|_| engine.is_some())
                .map(|path| context.plan.file(path)),
            ..head::page_view(context, PageKind::Search)
        },
        engine,
        count: names.values().map(Vec::len).sum(),
        letters: if many {
            Vec::new()
        } else {
            index_groups(context, names)
        },
        letter_pages: if many {
            letters::index_letters(context, lists)
        } else {
            Vec::new()
        },
    }
}

/// Returns the entries of all letters in the collation of the language.
fn index_groups(context: &PageContext, names: &BTreeMap<Letter, Vec<Entity>>) -> Vec<IndexGroup> {
    let mut letters: Vec<(&Letter, &Vec<Entity>)> = names.iter().collect();
    letters.sort_by(|a, b| context.order.compare(&a.0.text(), &b.0.text()));
    letters
        .into_iter()
        .enumerate()
        .map(|(at, (letter, entities))| IndexGroup {
            letter: letters::letter_name(context, *letter),
            anchor: format!("part-letter-{}", at + 1),
            entries: entities
                .iter()
                .map(|entity| index_entry(context, *entity))
                .collect(),
        })
        .collect()
}

/// Returns an entry of the index.
pub fn index_entry(context: &PageContext, entity: Entity) -> IndexEntry {
    let mut parts = vec![kind_word(context, entity).to_owned()];
    match entity {
        Entity::Article(id) => parts.push(context.words.date(&context.atlas.articles[id].date)),
        Entity::Event(id) => parts.push(context.words.date(&context.atlas.events[id].date)),
        Entity::Source(id) => parts.extend(imprint(context, id)),
        Entity::Actor(_) | Entity::Region(_) | Entity::Page(_) => {}
    }
    IndexEntry {
        link: context.link(entity),
        note: parts.join(context.words.get("list_separator")),
    }
}

/// Returns publisher and date of a source, since titles alone do not distinguish sources.
fn imprint(context: &PageContext, id: Id<Source>) -> Vec<String> {
    let source = &context.atlas.sources[id];
    let date = source.date.as_ref().map(|date| context.words.date(date));
    let publisher = source
        .publisher
        .iter()
        .map(|name| context.typeset_name(name).into_owned());
    publisher.chain(date).collect()
}

/// Returns the noun for the kind of an entity.
pub fn kind_word<'a>(context: &PageContext<'a>, entity: Entity) -> &'a str {
    context.words.get(match entity {
        Entity::Article(_) => "search_kind_article",
        Entity::Actor(_) => "search_kind_actor",
        Entity::Region(_) => "search_kind_region",
        Entity::Event(_) => "search_kind_event",
        Entity::Source(_) => "search_kind_source",
        Entity::Page(_) => "search_kind_page",
    })
}

#[cfg(feature = "search")]
fn search_engine(context: &PageContext) -> Option<SearchEngine> {
    Some(SearchEngine {
        bundle: context.plan.file(FOLDER),
        base: context.plan.file(""),
        names: context.plan.file(&names::names_path(context)),
        filters: context.plan.file(&names::filters_path(context)),
    })
}

#[cfg(not(feature = "search"))]
fn search_engine(_: &PageContext) -> Option<SearchEngine> {
    None
}
