//! The plan of a site: all pages and their addresses.
//!
//! Pages of the default language are at the root, others below their language tag. Only
//! [`Plan::path`] makes the address of a page. Two pages at one address are an error. So are
//! addresses that differ only in letter case or Unicode normalization, because some hosts do not
//! distinguish them.

mod kinds;
mod letters;
mod paths;
mod taken;

use std::collections::{BTreeMap, BTreeSet};

pub use kinds::is_root;
pub use letters::{Letter, MAX_NAMES_PER_PAGE, index_entities, letter_of};
pub use taken::{MAX_NAME, PathDifference, collision_key, difference};

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::history::SiteHistory;
use crate::incremental::fingerprint::Fingerprint;
use crate::incremental::track::{Table, TrackedValue};
use crate::lang::{Lang, Languages};
use crate::model::terms::ActorType;
use crate::model::{Actor, Article, Atlas, Entity, Event, FreePage, Id, Origin, Region, Source};
use crate::relations::Relations;

/// A page in any language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// The home page.
    Home,
    /// A page of the list of articles. Here and below, the `usize` is the number of the page, from
    /// 1.
    Articles(usize),
    /// An article.
    Article(Id<Article>),
    /// The list of actors.
    Actors,
    /// Actors of a type, or without a type. Exists only if the list is split.
    ActorsOfType(Option<ActorType>, usize),
    /// Actors whose name begins with a letter. Exists only if the list is split.
    ActorsOfLetter(Letter, usize),
    /// An actor.
    Actor(Id<Actor>),
    /// Articles about an actor.
    ActorArticles(Id<Actor>, usize),
    /// Events with an actor.
    ActorEvents(Id<Actor>, usize),
    /// Claims by an actor.
    ActorClaims(Id<Actor>, usize),
    /// Claims about an actor.
    ActorClaimsAbout(Id<Actor>, usize),
    /// Relations of an actor.
    ActorRelations(Id<Actor>, usize),
    /// A page of the list of regions.
    Regions(usize),
    /// A region.
    Region(Id<Region>),
    /// Articles about a region.
    RegionArticles(Id<Region>, usize),
    /// Events in a region.
    RegionEvents(Id<Region>, usize),
    /// Regions that are part of a region.
    RegionParts(Id<Region>, usize),
    /// The list of events, by year.
    Events,
    /// Events of a year.
    Year(i16, usize),
    /// An event.
    Event(Id<Event>),
    /// Articles about an event.
    EventArticles(Id<Event>, usize),
    /// A page of the list of sources.
    Sources(usize),
    /// A source.
    Source(Id<Source>),
    /// Claims with a source.
    SourceClaims(Id<Source>, usize),
    /// Events with a source.
    SourceEvents(Id<Source>, usize),
    /// Articles with a source.
    SourceArticles(Id<Source>, usize),
    /// Sources that derive from a source.
    SourceDerived(Id<Source>, usize),
    /// Pages that mention an entity without listing it.
    Backlinks(Entity, usize),
    /// A page of the list of topics.
    Topics(usize),
    /// A topic, by its index in the list of topics.
    Topic(usize, usize),
    /// What the site covers and what it does not.
    Coverage,
    /// The tables for download, with their columns.
    Data,
    /// A page of the list of corrections.
    Corrections(usize),
    /// A page of the list of changes. Exists only if the site's history is known.
    Changes(usize),
    /// The index from A to Z, and the search above it.
    Search,
    /// Entities of a letter of the index. Exists only if the index is split.
    Letter(Letter, usize),
    /// A free page.
    Free(Id<FreePage>),
    /// A later page of the list of a folder of free pages; [`PageKind::Free`] has the first.
    Folder(Id<FreePage>, usize),
    /// The page for unknown addresses (HTTP 404).
    NotFound,
}

impl PageKind {
    /// Returns the entity that this page is about, if it is the entity's main page.
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

    /// Returns the number of this page in its list, from 1. Returns 1 for pages that do not belong
    /// to a list.
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
            | PageKind::Corrections(n)
            | PageKind::Changes(n)
            | PageKind::Folder(_, n) => n,
            _ => 1,
        }
    }

    /// Returns the entity whose articles, events, claims or the like this page lists.
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
    /// Which page it is.
    pub kind: PageKind,
    /// The language of the page.
    pub lang: Lang,
}

/// The maximum number of claims that are listed on the page itself. Beyond it, they have pages of
/// their own.
pub const MAX_CLAIMS: usize = 100;

/// The maximum number of root regions on a page of the list of regions.
pub const MAX_ROOTS: usize = 100;

/// The id of the free page whose text is on the home page.
pub use crate::model::HOME;

/// All pages and redirects of a site.
#[derive(Debug)]
pub struct Plan {
    /// All pages, in the order in which they are written.
    pub pages: TrackedValue<Vec<PlannedPage>>,
    /// Redirects from a path below the base path to a page.
    pub redirects: Vec<(String, PlannedPage)>,
    /// The years that have a page of their events.
    years: BTreeSet<i16>,
    /// The slugs of topics, for their addresses.
    topics: Vec<String>,
    /// The number of pages of each letter, for the index and for the list of actors.
    letters: BTreeMap<Lang, [letters::LetterPages; 2]>,
    languages: Languages,
    /// The beginning of every address: the base path, or [`MARK`] in a build with relative links.
    base: String,
    /// The public address of the site: scheme, host and base path.
    site: String,
    /// The maximum number of items on a page of a list, from the settings.
    pub page_size: usize,
    /// Whether the site has a list of changes.
    pub has_changes: bool,
}

/// The form of links between pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Addresses {
    /// Absolute paths below the base path, for a web server.
    #[default]
    FromRoot,
    /// Relative paths, so that the site can be opened from a disk.
    Relative,
}

/// The placeholder of the base path in addresses that become relative. No text of a site contains
/// it: control characters are refused when files are read, and replaced where Markdown or YAML
/// could produce them in another way.
pub const MARK: &str = "/\u{2}/";

/// Plans every page.
pub fn plan(
    atlas: &Atlas,
    relations: &Relations,
    config: &Config,
    history: Option<&SiteHistory>,
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
        letters: letters::count(atlas, &config.languages),
        languages: config.languages.clone(),
        base: match addresses {
            Addresses::FromRoot => config.base.path.clone(),
            Addresses::Relative => MARK.to_owned(),
        },
        site: format!("{}{}", config.base.origin, config.base.path),
        page_size: config.page_size,
        has_changes: history.is_some(),
    };
    for lang in config.languages.iter() {
        let mut kinds = plan.kinds(atlas, relations, lang);
        if let Some(history) = history {
            let pages = history.changes.len().div_ceil(plan.page_size).max(1);
            kinds.extend((1..=pages).map(PageKind::Changes));
        }
        if config.data {
            kinds.push(PageKind::Data);
        }
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
    /// Returns the first language of the site.
    pub fn default_language(&self) -> Lang {
        self.languages.default()
    }

    /// Hashes the form of addresses, on which every page depends. The set of pages is not included,
    /// because few pages depend on it.
    pub fn fingerprint(&self, fingerprint: &mut Fingerprint) {
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
            has_changes,
        } = self;
        let sizes = (page_size, has_changes);
        fingerprint.value(&(years, topics, letters, languages, base, site, sizes));
    }

    /// Whether links between pages are relative.
    pub fn is_relative(&self) -> bool {
        self.base == MARK
    }

    /// Returns the address of a page: an absolute path that begins with the base path.
    pub fn path(&self, atlas: &Atlas, page: PlannedPage) -> String {
        let mut path = String::with_capacity(self.base.len() + 96);
        path.push_str(&self.base);
        self.push_relative(&mut path, atlas, page);
        path
    }

    /// Returns the address of a file of the site.
    pub fn file(&self, relative: &str) -> String {
        format!("{}{relative}", self.base)
    }

    /// Returns an address of the site with scheme and host.
    pub fn absolute(&self, path: &str) -> String {
        format!(
            "{}{}",
            self.site,
            path.strip_prefix(&self.base).unwrap_or(path)
        )
    }

    /// Returns the page of an entity for readers of a language: in that language if it exists, or
    /// else in the first language of the entity. For an entity that is defined in an article, it is
    /// the article's page, with an anchor.
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
                let lang = page.language_for(lang);
                (PlannedPage { kind, lang }, None)
            }
        }
    }

    /// Returns the address of an entity for readers of a language.
    pub fn address(&self, atlas: &Atlas, entity: Entity, lang: Lang) -> String {
        let (page, anchor) = self.page_of(atlas, entity, lang);
        let mut path = self.path(atlas, page);
        if let Some(anchor) = anchor {
            path.push('#');
            path.push_str(&anchor);
        }
        path
    }

    /// Returns the languages in which a page exists, the default first.
    pub fn languages_of(&self, atlas: &Atlas, kind: PageKind) -> Vec<Lang> {
        self.languages
            .iter()
            .filter(|lang| match kind {
                PageKind::Article(id) | PageKind::Backlinks(Entity::Article(id), _) => {
                    atlas.bodies(Entity::Article(id)).exact(*lang).is_some()
                }
                PageKind::Letter(letter, n) => self.letter_pages(*lang, 0, letter) >= n,
                PageKind::ActorsOfLetter(letter, n) => self.letter_pages(*lang, 1, letter) >= n,
                PageKind::Free(id) => atlas.pages[id].exists_in(*lang),
                PageKind::Folder(id, n) => self.folder_pages(atlas, id, *lang) >= n,
                PageKind::NotFound => *lang == self.languages.default(),
                _ => true,
            })
            .collect()
    }

    /// Returns all pages of letters in a language. `list` is 0 for the index and 1 for the list of
    /// actors.
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

    /// Whether the site has topics, and therefore a list of topics.
    pub fn has_topics(&self) -> bool {
        !self.topics.is_empty()
    }

    /// Whether a year has a page of its events.
    pub fn has_year(&self, year: i16) -> bool {
        self.years.contains(&year)
    }

    /// Whether the list of actors has a page for each type and letter.
    pub fn has_many_actors(&self, lang: Lang) -> bool {
        self.letters
            .get(&lang)
            .is_some_and(|lists| !lists[1].is_empty())
    }
}
