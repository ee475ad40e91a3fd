//! Lists by letter: the index from A to Z and the list of actors, split into pages if they are
//! long.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{listing, search, source};
use crate::incremental::track::{self, Table};
use crate::lang::Direction;
use crate::model::terms::ActorType;
use crate::model::{Actor, Entity, Id, Source};
use crate::plan::{self, Letter, MAX_NAMES_PER_PAGE, PageKind};
use crate::render::context::PageContext;
use crate::render::paging::page_slice;
use crate::render::view::{CountedLink, DescribedLink, LetterPage, Listing, ListingPage};
use crate::render::{head, paging, summary};

/// Sorted lists of one language. Each is computed by the first page that needs it.
#[derive(Default)]
pub struct LetterLists {
    sources: OnceLock<Vec<Id<Source>>>,
    names: OnceLock<BTreeMap<Letter, Vec<Entity>>>,
    actors: OnceLock<Vec<(Id<Actor>, Letter)>>,
}

/// The tables of all entities in the index.
const NAMED: [Table; 6] = [
    Table::Pages,
    Table::Articles,
    Table::Regions,
    Table::Actors,
    Table::Events,
    Table::Sources,
];

impl LetterLists {
    /// Returns all sources by title.
    pub fn sources(&self, context: &PageContext) -> &[Id<Source>] {
        // Every page that uses a shared list records the dependencies of the list.
        track::record_all(Table::Sources);
        self.sources.get_or_init(|| source::bibliography(context))
    }

    /// Returns all entities of the index, by letter and name.
    pub fn names(&self, context: &PageContext) -> &BTreeMap<Letter, Vec<Entity>> {
        NAMED.into_iter().for_each(track::record_all);
        self.names.get_or_init(|| {
            let mut letters: BTreeMap<Letter, Vec<Entity>> = BTreeMap::new();
            for entity in sorted_by_name(context, plan::index_entities(context.atlas, context.lang))
            {
                let letter = plan::letter_of(context.atlas, context.lang, entity);
                letters.entry(letter).or_default().push(entity);
            }
            letters
        })
    }

    /// Returns all actors by name, each with its letter.
    pub fn actors(&self, context: &PageContext) -> &[(Id<Actor>, Letter)] {
        track::record_all(Table::Actors);
        self.actors.get_or_init(|| {
            let letter = |id| plan::letter_of(context.atlas, context.lang, Entity::Actor(id));
            let all = context.atlas.actors.iter().map(|(id, _)| id).collect();
            let sorted = actors_by_name(context, all).into_iter();
            sorted.map(|id| (id, letter(id))).collect()
        })
    }
}

/// Sorts entities by name, then by address.
fn sorted_by_name(context: &PageContext, entities: Vec<Entity>) -> Vec<Entity> {
    let mut named: Vec<(String, Entity)> = (entities.into_iter())
        .map(|entity| (context.name(entity).text, entity))
        .collect();
    let address = |entity| context.plan.address(context.atlas, entity, context.lang);
    named.sort_by(|a, b| {
        let by_name = context.order.compare(&a.0, &b.0);
        by_name.then_with(|| address(a.1).cmp(&address(b.1)))
    });
    named.into_iter().map(|(_, entity)| entity).collect()
}

/// Sorts actors by name.
fn actors_by_name(context: &PageContext, actors: Vec<Id<Actor>>) -> Vec<Id<Actor>> {
    let mut named: Vec<(String, Id<Actor>)> = (actors.into_iter())
        .map(|id| (context.name(Entity::Actor(id)).text, id))
        .collect();
    named.sort_by(|a, b| context.order.compare(&a.0, &b.0).then(a.1.cmp(&b.1)));
    named.into_iter().map(|(_, id)| id).collect()
}

/// Returns the label of a letter.
pub fn letter_name(context: &PageContext, letter: Letter) -> String {
    match letter.text() {
        text if text.is_empty() => context.words.get("letter_other").to_owned(),
        // A range of digits runs from left to right in every script.
        text if text.chars().count() > 1 && context.lang.direction() == Direction::RightToLeft => {
            format!("\u{2066}{text}\u{2069}")
        }
        text => text,
    }
}

/// Returns links to letters in the collation of the language, each with its count and the address
/// of its first page.
pub fn letter_links(
    context: &PageContext,
    counts: impl IntoIterator<Item = (Letter, usize)>,
    page: impl Fn(Letter) -> PageKind,
) -> Vec<CountedLink> {
    let mut letters: Vec<(String, Letter, usize)> = (counts.into_iter())
        .map(|(letter, count)| (letter.text(), letter, count))
        .collect();
    letters.sort_by(|a, b| context.order.compare(&a.0, &b.0));
    letters
        .into_iter()
        .map(|(_, letter, count)| {
            context
                .plain(letter_name(context, letter))
                .leading_to(context.url(page(letter)))
                .counted(count)
        })
        .collect()
}

/// Returns links to the letters of the index.
pub fn index_letters(context: &PageContext, lists: &LetterLists) -> Vec<CountedLink> {
    let counts = lists
        .names(context)
        .iter()
        .map(|(letter, names)| (*letter, names.len()));
    letter_links(context, counts, |letter| PageKind::Letter(letter, 1))
}

/// Returns a page of a letter of the index.
pub fn letter_page(
    context: &PageContext,
    lists: &LetterLists,
    letter: Letter,
    number: usize,
) -> LetterPage {
    let names = lists
        .names(context)
        .get(&letter)
        .map_or(&[][..], Vec::as_slice);
    let part = page_slice(names, number, MAX_NAMES_PER_PAGE);
    LetterPage {
        page: head::page_view(context, PageKind::Letter(letter, number)),
        list: Listing {
            items: part
                .iter()
                .map(|entity| search::index_entry(context, *entity))
                .collect(),
            count: names.len(),
            all: None,
        },
        letters: index_letters(context, lists),
        pager: paging::pager_of_size(context, MAX_NAMES_PER_PAGE, names.len(), number, |n| {
            PageKind::Letter(letter, n)
        }),
    }
}

/// Returns a page of the actors of a type.
pub fn actors_of_type_page(
    context: &PageContext,
    lists: &LetterLists,
    kind: Option<ActorType>,
    number: usize,
) -> ListingPage {
    let of_type = |id: Id<Actor>| context.atlas.actors[id].actor_type == kind;
    let actors: Vec<Id<Actor>> = (lists.actors(context).iter())
        .filter(|(id, _)| of_type(*id))
        .map(|(id, _)| *id)
        .collect();
    let size = context.plan.page_size;
    actor_listing(context, &actors, number, size, |n| {
        PageKind::ActorsOfType(kind, n)
    })
}

/// Returns a page of the actors whose name starts with a letter.
pub fn actors_of_letter_page(
    context: &PageContext,
    lists: &LetterLists,
    letter: Letter,
    number: usize,
) -> ListingPage {
    let actors: Vec<Id<Actor>> = (lists.actors(context).iter())
        .filter(|(_, initial)| *initial == letter)
        .map(|(id, _)| *id)
        .collect();
    actor_listing(context, &actors, number, MAX_NAMES_PER_PAGE, |n| {
        PageKind::ActorsOfLetter(letter, n)
    })
}

/// Returns a page of a list of actors.
fn actor_listing(
    context: &PageContext,
    actors: &[Id<Actor>],
    number: usize,
    size: usize,
    kind: impl Fn(usize) -> PageKind,
) -> ListingPage {
    let part = page_slice(actors, number, size);
    ListingPage {
        actors: Some(Listing {
            items: part
                .iter()
                .map(|id| described_actor(context, *id))
                .collect(),
            count: actors.len(),
            all: None,
        }),
        ..listing::listing_page(
            context,
            kind(number),
            paging::pager_of_size(context, size, actors.len(), number, kind),
        )
    }
}

/// Returns an actor with its count of events and a short description.
pub fn described_actor(context: &PageContext, id: Id<Actor>) -> DescribedLink {
    let events = context.relations.actors[id.index()].events.len();
    DescribedLink {
        link: context.counted(Entity::Actor(id), events),
        text: summary::lead_sentence(context, Entity::Actor(id)),
    }
}
