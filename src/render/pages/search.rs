//! The search page: everything from A to Z, which needs no script; and what the index has to know
//! of each page.

use std::collections::BTreeMap;

use super::LetterLists;
#[cfg(feature = "search")]
use crate::model::{Actor, Alias, Date, LocalizedText, Region};
use crate::model::{Entity, Id, Source};
use crate::plan::{Letter, PageKind};
#[cfg(feature = "search")]
use crate::relations;
use crate::render::context::PageContext;
#[cfg(feature = "search")]
use crate::render::search::{FOLDER, PageFacts};
use crate::render::view::{IndexEntry, IndexGroup, PageView, SearchEngine, SearchPage};

impl PageContext<'_> {
    /// The search page; `script` is the path of the theme's script below the base path, where there
    /// may be one.
    pub fn search_page(&self, lists: &LetterLists, script: Option<&str>) -> SearchPage {
        let many = self.plan.has_letters(self.lang);
        let engine = self.engine().filter(|_| script.is_some());
        let names = lists.names(self);
        SearchPage {
            page: PageView {
                script: script
                    .filter(|_| engine.is_some())
                    .map(|path| self.plan.file(path)),
                ..self.page(PageKind::Search)
            },
            engine,
            count: names.values().map(Vec::len).sum(),
            letters: if many {
                Vec::new()
            } else {
                self.index_groups(names)
            },
            letter_pages: if many {
                self.index_letters(lists)
            } else {
                Vec::new()
            },
        }
    }

    /// The entries of all letters, in the order of the language.
    fn index_groups(&self, names: &BTreeMap<Letter, Vec<Entity>>) -> Vec<IndexGroup> {
        let mut letters: Vec<(&Letter, &Vec<Entity>)> = names.iter().collect();
        letters.sort_by(|a, b| self.order.compare(&a.0.text(), &b.0.text()));
        letters
            .into_iter()
            .enumerate()
            .map(|(at, (letter, entities))| IndexGroup {
                letter: self.letter_name(*letter),
                anchor: format!("part-letter-{}", at + 1),
                entries: entities
                    .iter()
                    .map(|entity| self.index_entry(*entity))
                    .collect(),
            })
            .collect()
    }

    /// An entry of the index.
    pub fn index_entry(&self, entity: Entity) -> IndexEntry {
        let mut parts = vec![self.kind_word(entity).to_owned()];
        match entity {
            Entity::Article(id) => parts.push(self.words.date(&self.atlas.articles[id].date)),
            Entity::Event(id) => parts.push(self.words.date(&self.atlas.events[id].date)),
            Entity::Source(id) => parts.extend(self.imprint(id)),
            Entity::Actor(_) | Entity::Region(_) | Entity::Page(_) => {}
        }
        IndexEntry {
            link: self.link(entity),
            note: parts.join(self.words.get("list_separator")),
        }
    }

    /// Publisher and date of a source: titles alone do not tell sources apart.
    fn imprint(&self, id: Id<Source>) -> Vec<String> {
        let source = &self.atlas.sources[id];
        let date = source.date.as_ref().map(|date| self.words.date(date));
        let publisher = source
            .publisher
            .iter()
            .map(|name| self.typeset_name(name).into_owned());
        publisher.chain(date).collect()
    }

    /// What a thing is, in a word.
    fn kind_word(&self, entity: Entity) -> &str {
        self.words.get(match entity {
            Entity::Article(_) => "search_kind_article",
            Entity::Actor(_) => "search_kind_actor",
            Entity::Region(_) => "search_kind_region",
            Entity::Event(_) => "search_kind_event",
            Entity::Source(_) => "search_kind_source",
            Entity::Page(_) => "search_kind_page",
        })
    }

    #[cfg(feature = "search")]
    fn engine(&self) -> Option<SearchEngine> {
        Some(SearchEngine {
            bundle: self.plan.file(FOLDER),
            base: self.plan.file(""),
            names: self.plan.file(&self.names_path()),
            filters: self.plan.file(&self.filters_path()),
        })
    }

    #[cfg(not(feature = "search"))]
    fn engine(&self) -> Option<SearchEngine> {
        None
    }
}

#[cfg(feature = "search")]
impl PageContext<'_> {
    /// What the index has to know of a page; none of what is not searched: lists lead to what is.
    pub fn facts_of(&self, kind: PageKind) -> Option<PageFacts> {
        let (atlas, relations) = (self.atlas, self.relations);
        let entity = kind.entity()?;
        let mut facts = PageFacts::default();
        facts
            .filters
            .push(("kind", self.kind_word(entity).to_owned()));
        match entity {
            Entity::Article(id) => {
                let (article, own) = (&atlas.articles[id], &relations.articles[id.index()]);
                facts.date = Some(self.words.date(&article.date));
                self.add(&mut facts, &own.actors, &self.around(&own.regions, None));
                let about: Vec<i16> = article
                    .events
                    .iter()
                    .map(|part| atlas.events[part.event].date.year())
                    .collect();
                // An article without events is about the time when it was written, for all that is
                // known.
                let written = article.date.year();
                add_years(
                    &mut facts,
                    if about.is_empty() {
                        vec![written]
                    } else {
                        about
                    },
                );
            }
            Entity::Event(id) => {
                let event = &atlas.events[id];
                facts.date = Some(self.words.date(&event.date));
                let actors: Vec<Id<Actor>> = relations::participants(event).collect();
                self.add(
                    &mut facts,
                    &actors,
                    &self.around(&event.regions, Some(&event.date)),
                );
                add_years(&mut facts, vec![event.date.year()]);
            }
            Entity::Actor(id) => {
                let actor = &atlas.actors[id];
                facts.names = self.all_names(&actor.name, &actor.aliases);
                self.add(&mut facts, &[id], &[]);
                let events = relations.actors[id.index()].events.iter();
                add_years(
                    &mut facts,
                    events
                        .map(|event| atlas.events[*event].date.year())
                        .collect(),
                );
            }
            Entity::Region(id) => {
                let region = &atlas.regions[id];
                facts.names = self.all_names(&region.name, &region.aliases);
                // Titles of articles and events name places; the place itself is rather wanted than
                // they are.
                facts.names.insert(0, self.name(entity).text);
                self.add(&mut facts, &[], &self.around(&[id], None));
                let events = relations.regions[id.index()].events.iter();
                add_years(
                    &mut facts,
                    events
                        .map(|event| atlas.events[*event].date.year())
                        .collect(),
                );
            }
            Entity::Source(id) => {
                facts.title = Some(self.name(entity).text);
                let date = atlas.sources[id].date.as_ref();
                facts.date = date.map(|date| self.words.date(date));
                add_years(
                    &mut facts,
                    date.map(|date| date.year()).into_iter().collect(),
                );
            }
            Entity::Page(_) => {}
        }
        Some(facts)
    }

    fn add(&self, facts: &mut PageFacts, actors: &[Id<Actor>], regions: &[Id<Region>]) {
        let actors = actors.iter().map(|id| ("actor", Entity::Actor(*id)));
        let regions = regions.iter().map(|id| ("region", Entity::Region(*id)));
        for (filter, entity) in actors.chain(regions) {
            let value = (filter, self.name(entity).text);
            if !facts.filters.contains(&value) {
                facts.filters.push(value);
            }
        }
    }

    /// Regions with all that they belong to at a date, or ever belonged to: who asks for the whole
    /// wants its parts.
    fn around(&self, regions: &[Id<Region>], at: Option<&Date>) -> Vec<Id<Region>> {
        let mut found = regions.to_vec();
        let mut next = 0;
        while let Some(id) = found.get(next) {
            for whole in &self.atlas.regions[*id].part_of {
                if at.is_none_or(|date| whole.applies_at(date)) && !found.contains(&whole.region) {
                    found.push(whole.region);
                }
            }
            next += 1;
        }
        found
    }

    /// All names and aliases beside the title: those of other languages, which the page does not
    /// show, and its own, since a page is rather wanted by a name of its own than by a word of its
    /// text.
    fn all_names(&self, name: &LocalizedText, aliases: &[Alias]) -> Vec<String> {
        let title = name.get(self.lang).map(|(_, title)| title);
        let names = name.iter().map(|(lang, name)| (Some(lang), name));
        let aliases = aliases.iter().map(|alias| (alias.lang, &alias.name));
        names
            .chain(aliases)
            .filter(|(_, name)| Some(*name) != title)
            .map(|(lang, name)| self.typeset(lang.unwrap_or(self.lang), name).into_owned())
            .collect()
    }
}

/// Adds years to a page's filters, each once.
#[cfg(feature = "search")]
fn add_years(facts: &mut PageFacts, mut years: Vec<i16>) {
    years.sort_unstable();
    years.dedup();
    facts
        .filters
        .extend(years.into_iter().map(|year| ("year", year.to_string())));
}
