//! Every page that will exist, and its address.
//!
//! The default language stands at the root, the others below their tags. All addresses of the site
//! are made by [`Plan::path`] and nowhere else. Two pages at one address are an error here, also
//! when they differ only in letter case or Unicode form, since not every host can tell those apart.

mod kinds;
mod letters;
mod paths;
mod taken;

use std::collections::{BTreeMap, BTreeSet};

pub use kinds::is_root;
pub use letters::{Letter, NAMES_PER_PAGE, indexed, letter_of};
pub use taken::{LONGEST_NAME, alike, difference};

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::incremental::fingerprint::Fingerprint;
use crate::incremental::track::{Table, TrackedValue};
use crate::lang::{Lang, Languages};
use crate::model::terms::ActorType;
use crate::model::{Actor, Article, Atlas, Entity, Event, FreePage, Id, Origin, Region, Source};
use crate::relations::Relations;

/// A page, whatever its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    Home,
    /// With the number of the page of the list, from 1; likewise below.
    Articles(usize),
    Article(Id<Article>),
    Actors,
    /// Actors of a type, or of none, where there are many.
    ActorsOfType(Option<ActorType>, usize),
    /// Actors whose name begins with a letter, where there are many.
    ActorsOfLetter(Letter, usize),
    Actor(Id<Actor>),
    ActorArticles(Id<Actor>, usize),
    ActorEvents(Id<Actor>, usize),
    /// What an actor claims.
    ActorClaims(Id<Actor>, usize),
    /// What is claimed about an actor.
    ActorClaimsAbout(Id<Actor>, usize),
    /// How an actor stands to others.
    ActorRelations(Id<Actor>, usize),
    Regions(usize),
    Region(Id<Region>),
    RegionArticles(Id<Region>, usize),
    RegionEvents(Id<Region>, usize),
    /// What belongs to a region.
    RegionParts(Id<Region>, usize),
    Events,
    Year(i16, usize),
    Event(Id<Event>),
    EventArticles(Id<Event>, usize),
    Sources(usize),
    Source(Id<Source>),
    /// What rests on a source.
    SourceClaims(Id<Source>, usize),
    SourceEvents(Id<Source>, usize),
    SourceArticles(Id<Source>, usize),
    /// Sources that derive from a source.
    SourceDerived(Id<Source>, usize),
    /// Pages that mention a thing without listing it.
    Backlinks(Entity, usize),
    Topics(usize),
    /// By place in the list of topics.
    Topic(usize, usize),
    /// What this site covers, and what it does not.
    Coverage,
    Corrections(usize),
    /// The index from A to Z, and the search above it.
    Search,
    /// A letter of the index, where that has too many names for one page.
    Letter(Letter, usize),
    Free(Id<FreePage>),
    NotFound,
}

impl PageKind {
    /// The thing that has this page as its own.
    pub fn entity(self) -> Option<Entity> {
        Some(match self {
            PageKind::Article(id) => Entity::Article(id),
            PageKind::Actor(id) => Entity::Actor(id),
            PageKind::Region(id) => Entity::Region(id),
            PageKind::Event(id) => Entity::Event(id),
            PageKind::Source(id) => Entity::Source(id),
            PageKind::Free(id) => Entity::Page(id),
            _ => return None,
        })
    }

    /// The number of the page of a list; 1 of what has one page.
    pub fn number(self) -> usize {
        match self {
            PageKind::Articles(n)
            | PageKind::Sources(n)
            | PageKind::ActorArticles(_, n)
            | PageKind::ActorEvents(_, n)
            | PageKind::ActorClaims(_, n)
            | PageKind::ActorClaimsAbout(_, n)
            | PageKind::EventArticles(_, n)
            | PageKind::SourceClaims(_, n)
            | PageKind::SourceEvents(_, n)
            | PageKind::SourceArticles(_, n)
            | PageKind::RegionArticles(_, n)
            | PageKind::RegionEvents(_, n)
            | PageKind::Year(_, n)
            | PageKind::Topic(_, n)
            | PageKind::ActorsOfType(_, n)
            | PageKind::ActorsOfLetter(_, n)
            | PageKind::ActorRelations(_, n)
            | PageKind::Regions(n)
            | PageKind::RegionParts(_, n)
            | PageKind::SourceDerived(_, n)
            | PageKind::Backlinks(_, n)
            | PageKind::Topics(n)
            | PageKind::Letter(_, n)
            | PageKind::Corrections(n) => n,
            _ => 1,
        }
    }

    /// The thing of which a page lists something.
    pub fn listed_of(self) -> Option<Entity> {
        Some(match self {
            PageKind::ActorArticles(id, _)
            | PageKind::ActorEvents(id, _)
            | PageKind::ActorClaims(id, _)
            | PageKind::ActorClaimsAbout(id, _)
            | PageKind::ActorRelations(id, _) => Entity::Actor(id),
            PageKind::RegionArticles(id, _)
            | PageKind::RegionEvents(id, _)
            | PageKind::RegionParts(id, _) => Entity::Region(id),
            PageKind::EventArticles(id, _) => Entity::Event(id),
            PageKind::SourceClaims(id, _)
            | PageKind::SourceEvents(id, _)
            | PageKind::SourceArticles(id, _)
            | PageKind::SourceDerived(id, _) => Entity::Source(id),
            PageKind::Backlinks(entity, _) => entity,
            _ => return None,
        })
    }
}

/// A page in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlannedPage {
    pub kind: PageKind,
    pub lang: Lang,
}

/// More claims than this are listed on pages of their own.
pub const CLAIMS: usize = 100;

/// How many regions that are part of no other stand on a page of the list of regions.
pub const ROOTS: usize = 100;

/// The id of the free page that is the home page's text.
pub use crate::model::HOME;

/// All pages and redirects of a site.
#[derive(Debug)]
pub struct Plan {
    pub pages: TrackedValue<Vec<PlannedPage>>,
    /// From a path below the base path to a page.
    pub redirects: Vec<(String, PlannedPage)>,
    /// The years that have a page of their events.
    years: BTreeSet<i16>,
    /// Ids of topics, for their addresses.
    topics: Vec<String>,
    /// How many pages each letter has: of the index, and of the list of actors.
    letters: BTreeMap<Lang, [letters::LetterPages; 2]>,
    languages: Languages,
    /// What every address of the site begins with: the base path, or a mark in a build to be opened
    /// from a disk.
    base: String,
    /// Scheme, host and base path.
    site: String,
    pub page_size: usize,
}

/// How pages name one another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Addresses {
    /// By absolute paths below the base path, for a web server.
    #[default]
    FromRoot,
    /// By paths from page to page, so that the site opens from a disk.
    Relative,
}

/// Stands for the base path in addresses that become relative. No text holds it: control characters
/// are refused when files are read, and replaced where Markdown or YAML could write them otherwise.
pub const MARK: &str = "/\u{2}/";

/// Plans every page.
pub fn plan(
    atlas: &Atlas,
    relations: &Relations,
    config: &Config,
    addresses: Addresses,
    diagnostics: &mut Diagnostics,
) -> Plan {
    let mut plan = Plan {
        pages: TrackedValue::new(Table::Plan, Vec::new()),
        redirects: Vec::new(),
        years: relations.years.keys().copied().collect(),
        topics: relations
            .topics
            .iter()
            .map(|topic| topic.topic.slug.clone())
            .collect(),
        letters: letters(atlas, config),
        languages: config.languages.clone(),
        base: match addresses {
            Addresses::FromRoot => config.base.path.clone(),
            Addresses::Relative => MARK.to_owned(),
        },
        site: format!("{}{}", config.base.origin, config.base.path),
        page_size: config.page_size,
    };
    for lang in config.languages.iter() {
        let mut kinds = plan.kinds(atlas, relations, lang);
        if config.search {
            kinds.push(PageKind::Search);
            kinds.extend(
                plan.paged_letters(lang, 0)
                    .map(|(letter, page)| PageKind::Letter(letter, page)),
            );
        }
        plan.pages
            .extend(kinds.into_iter().map(|kind| PlannedPage { kind, lang }));
    }
    plan.pages.push(PlannedPage {
        kind: PageKind::NotFound,
        lang: config.languages.default(),
    });
    plan.check_addresses(atlas, diagnostics);
    plan
}

impl Plan {
    /// Adds to a fingerprint what counts for every page: how addresses are made. Which pages there
    /// are is read by few.
    pub fn fingerprint(&self, print: &mut Fingerprint) {
        let Plan {
            pages: _,
            redirects: _,
            years,
            topics,
            letters,
            languages,
            base,
            site,
            page_size,
        } = self;
        print.value(&(years, topics, letters, languages, base, site, page_size));
    }

    /// Whether pages name one another by relative paths.
    pub fn is_relative(&self) -> bool {
        self.base == MARK
    }

    /// The address of a page: an absolute path that begins with the base path.
    pub fn path(&self, atlas: &Atlas, page: PlannedPage) -> String {
        let mut path = String::with_capacity(self.base.len() + 96);
        path.push_str(&self.base);
        self.push_relative(&mut path, atlas, page);
        path
    }

    /// The address of a file of the site.
    pub fn file(&self, relative: &str) -> String {
        format!("{}{relative}", self.base)
    }

    /// The path of the preview of an article's page. It stays the same when the article's text
    /// changes: networks remember a preview by the address of the page, and what once pointed at
    /// this one must go on finding it.
    pub fn preview(&self, atlas: &Atlas, page: PlannedPage) -> Option<String> {
        match page.kind {
            PageKind::Article(id) => Some(format!(
                "previews/{}/{}.png",
                page.lang.tag(),
                atlas.id(Entity::Article(id))
            )),
            _ => None,
        }
    }

    /// An address of the site with scheme and host.
    pub fn absolute(&self, path: &str) -> String {
        format!(
            "{}{}",
            self.site,
            path.strip_prefix(&self.base).unwrap_or(path)
        )
    }

    /// The page of a thing for readers of a language: in that language, else in the first in which
    /// it exists; and the anchor at which a thing that lives in an article stands there.
    pub fn page_of(
        &self,
        atlas: &Atlas,
        entity: Entity,
        lang: Lang,
    ) -> (PlannedPage, Option<String>) {
        match entity {
            Entity::Article(id) => {
                let lang = atlas
                    .bodies(Entity::Article(id))
                    .get(lang)
                    .map_or(lang, |(lang, _)| lang);
                (
                    PlannedPage {
                        kind: PageKind::Article(id),
                        lang,
                    },
                    None,
                )
            }
            Entity::Actor(id) => (
                PlannedPage {
                    kind: PageKind::Actor(id),
                    lang,
                },
                None,
            ),
            Entity::Region(id) => (
                PlannedPage {
                    kind: PageKind::Region(id),
                    lang,
                },
                None,
            ),
            Entity::Event(id) => match atlas.events[id].origin {
                Origin::Inline(article, _) => (
                    self.page_of(atlas, Entity::Article(article), lang).0,
                    Some(atlas.id(Entity::Event(id)).to_owned()),
                ),
                _ => (
                    PlannedPage {
                        kind: PageKind::Event(id),
                        lang,
                    },
                    None,
                ),
            },
            Entity::Source(id) => match atlas.sources[id].origin {
                Origin::Inline(article, _) => (
                    self.page_of(atlas, Entity::Article(article), lang).0,
                    Some(crate::markdown::source_anchor(atlas.id(Entity::Source(id)))),
                ),
                _ => (
                    PlannedPage {
                        kind: PageKind::Source(id),
                        lang,
                    },
                    None,
                ),
            },
            Entity::Page(id) => {
                let page = &atlas.pages[id];
                let kind = if page.id == HOME {
                    PageKind::Home
                } else {
                    PageKind::Free(id)
                };
                let lang = page.bodies.get(lang).map_or(lang, |(lang, _)| lang);
                (PlannedPage { kind, lang }, None)
            }
        }
    }

    /// The address of a thing for readers of a language.
    pub fn address(&self, atlas: &Atlas, entity: Entity, lang: Lang) -> String {
        let (page, anchor) = self.page_of(atlas, entity, lang);
        let mut path = self.path(atlas, page);
        if let Some(anchor) = anchor {
            path.push('#');
            path.push_str(&anchor);
        }
        path
    }

    /// The languages in which a page exists, the default first.
    pub fn languages_of(&self, atlas: &Atlas, kind: PageKind) -> Vec<Lang> {
        self.languages
            .iter()
            .filter(|lang| match kind {
                PageKind::Article(id) | PageKind::Backlinks(Entity::Article(id), _) => {
                    atlas.bodies(Entity::Article(id)).exact(*lang).is_some()
                }
                PageKind::Letter(letter, n) => self.letter_pages(*lang, 0, letter) >= n,
                PageKind::ActorsOfLetter(letter, n) => self.letter_pages(*lang, 1, letter) >= n,
                PageKind::Free(id) => atlas.pages[id].bodies.exact(*lang).is_some(),
                PageKind::NotFound => *lang == self.languages.default(),
                _ => true,
            })
            .collect()
    }

    /// The pages of all letters in a language: of the index, or of the list of actors.
    fn paged_letters(&self, lang: Lang, list: usize) -> impl Iterator<Item = (Letter, usize)> + '_ {
        let letters = self
            .letters
            .get(&lang)
            .into_iter()
            .flat_map(move |lists| &lists[list]);
        letters.flat_map(|(letter, count)| (1..=*count).map(|page| (*letter, page)))
    }

    fn letter_pages(&self, lang: Lang, list: usize, letter: Letter) -> usize {
        self.letters
            .get(&lang)
            .and_then(|lists| lists[list].get(&letter).copied())
            .unwrap_or(0)
    }

    /// Whether the index has a page for each letter.
    pub fn has_letters(&self, lang: Lang) -> bool {
        self.letters
            .get(&lang)
            .is_some_and(|lists| !lists[0].is_empty())
    }

    /// Whether there are topics, and a list of them.
    pub fn has_topics(&self) -> bool {
        !self.topics.is_empty()
    }

    /// Whether a year has a page of its events.
    pub fn has_year(&self, year: i16) -> bool {
        self.years.contains(&year)
    }

    /// Whether actors are so many that their list has a page for each type and letter.
    pub fn has_many_actors(&self, lang: Lang) -> bool {
        self.letters
            .get(&lang)
            .is_some_and(|lists| !lists[1].is_empty())
    }
}

/// How many pages each letter has in each language: of the index, and of the list of actors.
fn letters(atlas: &Atlas, config: &Config) -> BTreeMap<Lang, [letters::LetterPages; 2]> {
    let of = |lang| {
        [
            letters::of_index(atlas, lang),
            letters::of_actors(atlas, lang),
        ]
    };
    config
        .languages
        .iter()
        .map(|lang| (lang, of(lang)))
        .collect()
}
