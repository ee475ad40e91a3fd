//! The search page: everything from A to Z, which needs no script; and what the index has to know of each page.

use std::collections::BTreeMap;

use super::Lists;
#[cfg(feature = "search")]
use crate::model::{Actor, Alias, Date, Phrase, Region};
use crate::model::{Id, Source, Thing};
use crate::plan::{Letter, PageKind};
#[cfg(feature = "search")]
use crate::relate;
use crate::render::desk::Desk;
#[cfg(feature = "search")]
use crate::render::search::{FOLDER, Facts};
use crate::render::view::{IndexEntry, IndexGroup, Page, SearchEngine, SearchPage};

impl Desk<'_> {
    /// The search page; `script` is the path of the theme's script below the base path, where there may be one.
    pub fn search_page(&self, lists: &Lists, script: Option<&str>) -> SearchPage {
        let many = self.plan.has_letters(self.lang);
        let engine = self.engine().filter(|_| script.is_some());
        let names = lists.names(self);
        SearchPage {
            page: Page {
                script: script.filter(|_| engine.is_some()).map(|path| self.plan.file(path)),
                ..self.page(PageKind::Search)
            },
            engine,
            count: names.values().map(Vec::len).sum(),
            letters: if many { Vec::new() } else { self.index_groups(names) },
            letter_pages: if many { self.index_letters(lists) } else { Vec::new() },
        }
    }

    /// The entries of all letters, in the order of the language.
    fn index_groups(&self, names: &BTreeMap<Letter, Vec<Thing>>) -> Vec<IndexGroup> {
        let mut letters: Vec<(&Letter, &Vec<Thing>)> = names.iter().collect();
        letters.sort_by(|a, b| self.order.compare(&a.0.text(), &b.0.text()));
        letters
            .into_iter()
            .enumerate()
            .map(|(at, (letter, things))| IndexGroup {
                letter: self.letter_name(*letter),
                anchor: format!("part-letter-{}", at + 1),
                entries: things.iter().map(|thing| self.index_entry(*thing)).collect(),
            })
            .collect()
    }

    /// An entry of the index.
    pub fn index_entry(&self, thing: Thing) -> IndexEntry {
        let mut parts = vec![self.kind_word(thing).to_owned()];
        match thing {
            Thing::Article(id) => parts.push(self.words.date(&self.atlas.articles[id].date)),
            Thing::Event(id) => parts.push(self.words.date(&self.atlas.events[id].date)),
            Thing::Source(id) => parts.extend(self.imprint(id)),
            Thing::Actor(_) | Thing::Region(_) | Thing::Page(_) => {}
        }
        IndexEntry {
            link: self.link(thing),
            note: parts.join(self.words.get("list_separator")),
        }
    }

    /// Publisher and date of a source: titles alone do not tell sources apart.
    fn imprint(&self, id: Id<Source>) -> Vec<String> {
        let source = &self.atlas.sources[id];
        let date = source.date.as_ref().map(|date| self.words.date(date));
        let publisher = source.publisher.iter().map(|name| self.typeset_name(name).into_owned());
        publisher.chain(date).collect()
    }

    /// What a thing is, in a word.
    fn kind_word(&self, thing: Thing) -> &str {
        self.words.get(match thing {
            Thing::Article(_) => "search_kind_article",
            Thing::Actor(_) => "search_kind_actor",
            Thing::Region(_) => "search_kind_region",
            Thing::Event(_) => "search_kind_event",
            Thing::Source(_) => "search_kind_source",
            Thing::Page(_) => "search_kind_page",
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
impl Desk<'_> {
    /// What the index has to know of a page; none of what is not searched: lists lead to what is.
    pub fn facts_of(&self, kind: PageKind) -> Option<Facts> {
        let (atlas, relations) = (self.atlas, self.relations);
        let thing = kind.thing()?;
        let mut facts = Facts::default();
        facts.filters.push(("kind", self.kind_word(thing).to_owned()));
        match thing {
            Thing::Article(id) => {
                let (article, own) = (&atlas.articles[id], &relations.articles[id.index()]);
                facts.date = Some(self.words.date(&article.date));
                self.add(&mut facts, &own.actors, &self.around(&own.regions, None));
                let about: Vec<i16> = article
                    .events
                    .iter()
                    .map(|part| atlas.events[part.event].date.year())
                    .collect();
                // An article without events is about the time when it was written, for all that is known.
                let written = article.date.year();
                add_years(&mut facts, if about.is_empty() { vec![written] } else { about });
            }
            Thing::Event(id) => {
                let event = &atlas.events[id];
                facts.date = Some(self.words.date(&event.date));
                let actors: Vec<Id<Actor>> = relate::participants(event).collect();
                self.add(&mut facts, &actors, &self.around(&event.regions, Some(&event.date)));
                add_years(&mut facts, vec![event.date.year()]);
            }
            Thing::Actor(id) => {
                let actor = &atlas.actors[id];
                facts.names = self.all_names(&actor.name, &actor.aliases);
                self.add(&mut facts, &[id], &[]);
                let events = relations.actors[id.index()].events.iter();
                add_years(
                    &mut facts,
                    events.map(|event| atlas.events[*event].date.year()).collect(),
                );
            }
            Thing::Region(id) => {
                let region = &atlas.regions[id];
                facts.names = self.all_names(&region.name, &region.aliases);
                // Titles of articles and events name places; the place itself is rather wanted than they are.
                facts.names.insert(0, self.name(thing).text);
                self.add(&mut facts, &[], &self.around(&[id], None));
                let events = relations.regions[id.index()].events.iter();
                add_years(
                    &mut facts,
                    events.map(|event| atlas.events[*event].date.year()).collect(),
                );
            }
            Thing::Source(id) => {
                facts.title = Some(self.name(thing).text);
                let date = atlas.sources[id].date.as_ref();
                facts.date = date.map(|date| self.words.date(date));
                add_years(&mut facts, date.map(|date| date.year()).into_iter().collect());
            }
            Thing::Page(_) => {}
        }
        Some(facts)
    }

    fn add(&self, facts: &mut Facts, actors: &[Id<Actor>], regions: &[Id<Region>]) {
        let actors = actors.iter().map(|id| ("actor", Thing::Actor(*id)));
        let regions = regions.iter().map(|id| ("region", Thing::Region(*id)));
        for (filter, thing) in actors.chain(regions) {
            let value = (filter, self.name(thing).text);
            if !facts.filters.contains(&value) {
                facts.filters.push(value);
            }
        }
    }

    /// Regions with all that they belong to at a date, or ever belonged to: who asks for the whole wants its parts.
    fn around(&self, regions: &[Id<Region>], at: Option<&Date>) -> Vec<Id<Region>> {
        let mut found = regions.to_vec();
        let mut next = 0;
        while let Some(id) = found.get(next) {
            for whole in &self.atlas.regions[*id].part_of {
                if at.is_none_or(|date| whole.held_at(date)) && !found.contains(&whole.region) {
                    found.push(whole.region);
                }
            }
            next += 1;
        }
        found
    }

    /// All names and aliases beside the title: those of other languages, which the page does not show, and its own, since a page is
    /// rather wanted by a name of its own than by a word of its text.
    fn all_names(&self, name: &Phrase, aliases: &[Alias]) -> Vec<String> {
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
fn add_years(facts: &mut Facts, mut years: Vec<i16>) {
    years.sort_unstable();
    years.dedup();
    facts
        .filters
        .extend(years.into_iter().map(|year| ("year", year.to_string())));
}
