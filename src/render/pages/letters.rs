//! Lists by letter: the index from A to Z and the list of actors, where those are too long for one
//! page.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::incremental::track::{self, Table};
use crate::lang::Direction;
use crate::model::terms::ActorType;
use crate::model::{Actor, Entity, Id, Source};
use crate::plan::{self, Letter, NAMES_PER_PAGE, PageKind};
use crate::render::context::PageContext;
use crate::render::view::{CountedLink, DescribedLink, LetterPage, Listing, ListingPage};

/// Long lists of one language in the order of its dictionary, each made for the first page that
/// wants it.
#[derive(Default)]
pub struct LetterLists {
    sources: OnceLock<Vec<Id<Source>>>,
    names: OnceLock<BTreeMap<Letter, Vec<Entity>>>,
    actors: OnceLock<Vec<(Id<Actor>, Letter)>>,
}

/// The shelves of all that the index names.
const NAMED: [Table; 6] = [
    Table::Pages,
    Table::Articles,
    Table::Regions,
    Table::Actors,
    Table::Events,
    Table::Sources,
];

impl LetterLists {
    /// All sources by title.
    pub fn sources(&self, context: &PageContext) -> &[Id<Source>] {
        // What was read for a list is noted by each page that uses it.
        track::record_all(Table::Sources);
        self.sources.get_or_init(|| context.bibliography())
    }

    /// Everything that the index lists, by letter and name.
    pub fn names(&self, context: &PageContext) -> &BTreeMap<Letter, Vec<Entity>> {
        NAMED.into_iter().for_each(track::record_all);
        self.names.get_or_init(|| {
            let mut letters: BTreeMap<Letter, Vec<Entity>> = BTreeMap::new();
            for entity in context.sorted(plan::index_entities(context.atlas, context.lang)) {
                let letter = plan::letter_of(context.atlas, context.lang, entity);
                letters.entry(letter).or_default().push(entity);
            }
            letters
        })
    }

    /// All actors by name, each with its letter.
    pub fn actors(&self, context: &PageContext) -> &[(Id<Actor>, Letter)] {
        track::record_all(Table::Actors);
        self.actors.get_or_init(|| {
            let letter = |id| plan::letter_of(context.atlas, context.lang, Entity::Actor(id));
            let all = context.atlas.actors.iter().map(|(id, _)| id).collect();
            let sorted = context.actors_by_name(all).into_iter();
            sorted.map(|id| (id, letter(id))).collect()
        })
    }
}

impl PageContext<'_> {
    /// Things by name, then by address.
    pub fn sorted(&self, entities: Vec<Entity>) -> Vec<Entity> {
        let mut named: Vec<(String, Entity)> = (entities.into_iter())
            .map(|entity| (self.name(entity).text, entity))
            .collect();
        let address = |entity| self.plan.address(self.atlas, entity, self.lang);
        named.sort_by(|a, b| {
            let by_name = self.order.compare(&a.0, &b.0);
            by_name.then_with(|| address(a.1).cmp(&address(b.1)))
        });
        named.into_iter().map(|(_, entity)| entity).collect()
    }

    /// Actors by name.
    pub fn actors_by_name(&self, actors: Vec<Id<Actor>>) -> Vec<Id<Actor>> {
        let mut named: Vec<(String, Id<Actor>)> = (actors.into_iter())
            .map(|id| (self.name(Entity::Actor(id)).text, id))
            .collect();
        named.sort_by(|a, b| self.order.compare(&a.0, &b.0).then(a.1.cmp(&b.1)));
        named.into_iter().map(|(_, id)| id).collect()
    }

    /// What a letter is called where it stands for itself.
    pub fn letter_name(&self, letter: Letter) -> String {
        match letter.text() {
            text if text.is_empty() => self.words.get("letter_other").to_owned(),
            // From the first digit to the last, whichever way the page runs.
            text if text.chars().count() > 1 && self.lang.direction() == Direction::RightToLeft => {
                format!("\u{2066}{text}\u{2069}")
            }
            text => text,
        }
    }

    /// The letters of a list in the order of the language, each with how many names it has and
    /// where its first page is.
    pub fn letter_links(
        &self,
        counts: impl IntoIterator<Item = (Letter, usize)>,
        page: impl Fn(Letter) -> PageKind,
    ) -> Vec<CountedLink> {
        let mut letters: Vec<(String, Letter, usize)> = (counts.into_iter())
            .map(|(letter, count)| (letter.text(), letter, count))
            .collect();
        letters.sort_by(|a, b| self.order.compare(&a.0, &b.0));
        letters
            .into_iter()
            .map(|(_, letter, count)| {
                self.plain(self.letter_name(letter))
                    .leading_to(self.url(page(letter)))
                    .counted(count)
            })
            .collect()
    }

    /// The letters of the index.
    pub fn index_letters(&self, lists: &LetterLists) -> Vec<CountedLink> {
        let counts = lists
            .names(self)
            .iter()
            .map(|(letter, names)| (*letter, names.len()));
        self.letter_links(counts, |letter| PageKind::Letter(letter, 1))
    }

    /// A page of a letter of the index.
    pub fn letter_page(&self, lists: &LetterLists, letter: Letter, number: usize) -> LetterPage {
        let names = lists
            .names(self)
            .get(&letter)
            .map_or(&[][..], Vec::as_slice);
        let part = part_of(names, number, NAMES_PER_PAGE);
        LetterPage {
            page: self.page(PageKind::Letter(letter, number)),
            list: Listing {
                items: part
                    .iter()
                    .map(|entity| self.index_entry(*entity))
                    .collect(),
                count: names.len(),
                all: None,
            },
            letters: self.index_letters(lists),
            pager: self.pager_by(NAMES_PER_PAGE, names.len(), number, |n| {
                PageKind::Letter(letter, n)
            }),
        }
    }

    /// A page of the actors of a type.
    pub fn actors_of_type(
        &self,
        lists: &LetterLists,
        kind: Option<ActorType>,
        number: usize,
    ) -> ListingPage {
        let of_type = |id: Id<Actor>| self.atlas.actors[id].actor_type == kind;
        let actors: Vec<Id<Actor>> = (lists.actors(self).iter())
            .filter(|(id, _)| of_type(*id))
            .map(|(id, _)| *id)
            .collect();
        let size = self.plan.page_size;
        self.actor_listing(&actors, number, size, |n| PageKind::ActorsOfType(kind, n))
    }

    /// A page of the actors whose name begins with a letter.
    pub fn actors_of_letter(
        &self,
        lists: &LetterLists,
        letter: Letter,
        number: usize,
    ) -> ListingPage {
        let actors: Vec<Id<Actor>> = (lists.actors(self).iter())
            .filter(|(_, own)| *own == letter)
            .map(|(id, _)| *id)
            .collect();
        self.actor_listing(&actors, number, NAMES_PER_PAGE, |n| {
            PageKind::ActorsOfLetter(letter, n)
        })
    }

    fn actor_listing(
        &self,
        actors: &[Id<Actor>],
        number: usize,
        size: usize,
        kind: impl Fn(usize) -> PageKind,
    ) -> ListingPage {
        let part = part_of(actors, number, size);
        ListingPage {
            actors: Some(Listing {
                items: part.iter().map(|id| self.described_actor(*id)).collect(),
                count: actors.len(),
                all: None,
            }),
            ..self.listing_page(
                kind(number),
                self.pager_by(size, actors.len(), number, kind),
            )
        }
    }

    /// An actor in a list: how many events it has, and what it is.
    pub fn described_actor(&self, id: Id<Actor>) -> DescribedLink {
        let events = self.relations.actors[id.index()].events.len();
        DescribedLink {
            link: self.counted(Entity::Actor(id), events),
            text: self.described_in_brief(Entity::Actor(id)),
        }
    }
}

/// The part of a list that a page shows.
pub fn part_of<T>(items: &[T], number: usize, size: usize) -> &[T] {
    let from = ((number - 1) * size).min(items.len());
    &items[from..(from + size).min(items.len())]
}
