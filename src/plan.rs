//! Every page that will exist, and its address.
//!
//! The default language stands at the root, the others below their tags. All addresses of the site are made
//! by [`Plan::path`] and nowhere else. Two pages at one address are an error here, also when they
//! differ only in letter case or Unicode form, since not every host can tell those apart.

mod letters;

use std::collections::BTreeMap;

pub use letters::{Letter, NAMES_PER_PAGE, indexed, letter_of};
use unicode_normalization::UnicodeNormalization;

use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Place};
use crate::lang::{Lang, Languages};
use crate::model::terms::{ActorType, Term};
use crate::model::{Actor, Article, Atlas, Event, FreePage, Id, Origin, Region, Source, Thing};
use crate::relate::Relations;

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
    Backlinks(Thing, usize),
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
    pub fn thing(self) -> Option<Thing> {
        Some(match self {
            PageKind::Article(id) => Thing::Article(id),
            PageKind::Actor(id) => Thing::Actor(id),
            PageKind::Region(id) => Thing::Region(id),
            PageKind::Event(id) => Thing::Event(id),
            PageKind::Source(id) => Thing::Source(id),
            PageKind::Free(id) => Thing::Page(id),
            _ => return None,
        })
    }
}

/// A page in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Page {
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
    pub pages: Vec<Page>,
    /// From a path below the base path to a page.
    pub redirects: Vec<(String, Page)>,
    /// Ids of topics, for their addresses.
    topics: Vec<String>,
    /// How many pages each letter has: of the index, and of the list of actors.
    letters: BTreeMap<Lang, [letters::Pages; 2]>,
    languages: Languages,
    /// What every address of the site begins with: the base path, or a mark in a build to be opened from a disk.
    base: String,
    /// Scheme, host and base path.
    site: String,
    pub page_size: usize,
}

/// How pages name one another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Addresses {
    /// By absolute paths below the base path, for a web server.
    #[default]
    FromRoot,
    /// By paths from page to page, so that the site opens from a disk.
    Relative,
}

/// Stands for the base path in addresses that become relative. No text holds it: control characters are refused when files
/// are read, and replaced where Markdown or YAML could write them otherwise.
pub const MARK: &str = "/\u{2}/";

/// The longest name of a file or folder that file systems take, in bytes.
pub const LONGEST_NAME: usize = 255;
/// The longest path below the output folder, in bytes: some room is left for the path of that folder.
const LONGEST_PATH: usize = 1000;

/// Plans every page.
pub fn plan(
    atlas: &Atlas,
    relations: &Relations,
    config: &Config,
    addresses: Addresses,
    diagnostics: &mut Diagnostics,
) -> Plan {
    let mut plan = Plan {
        pages: Vec::new(),
        redirects: Vec::new(),
        topics: relations.topics.iter().map(|topic| topic.topic.slug.clone()).collect(),
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
        plan.pages.extend(kinds.into_iter().map(|kind| Page { kind, lang }));
    }
    plan.pages.push(Page {
        kind: PageKind::NotFound,
        lang: config.languages.default(),
    });
    plan.check_addresses(atlas, diagnostics);
    plan
}

impl Plan {
    fn kinds(&self, atlas: &Atlas, relations: &Relations, lang: Lang) -> Vec<PageKind> {
        let size = self.page_size;
        let pages = |count: usize| 1..=count.div_ceil(size).max(1);
        let mut kinds = vec![PageKind::Home, PageKind::Actors, PageKind::Events];
        let mut backlinks = Vec::new();
        let mut mentioned = |thing: Thing, count: usize| {
            if count > size {
                backlinks.extend(pages(count).map(|page| PageKind::Backlinks(thing, page)));
            }
        };
        kinds.extend(pages(relations.articles_by_date.len()).map(PageKind::Articles));
        kinds.extend(
            atlas
                .articles
                .iter()
                .filter(|(_, article)| article.bodies.exact(lang).is_some())
                .map(|(id, _)| PageKind::Article(id)),
        );
        for (id, _) in (atlas.articles.iter()).filter(|(_, article)| article.bodies.exact(lang).is_some()) {
            mentioned(Thing::Article(id), relations.articles[id.index()].backlinks.len());
        }
        if self.has_many_actors(lang) {
            for kind in ActorType::ALL.iter().copied().map(Some).chain([None]) {
                let count = atlas
                    .actors
                    .iter()
                    .filter(|(_, actor)| actor.actor_type == kind)
                    .count();
                if count > 0 {
                    kinds.extend(pages(count).map(|page| PageKind::ActorsOfType(kind, page)));
                }
            }
            kinds.extend(
                self.paged_letters(lang, 1)
                    .map(|(letter, page)| PageKind::ActorsOfLetter(letter, page)),
            );
        }
        for (id, actor) in atlas.actors.iter() {
            let own = &relations.actors[id.index()];
            kinds.push(PageKind::Actor(id));
            mentioned(Thing::Actor(id), own.backlinks.len());
            let related = actor.relations.len() + own.inverse.len();
            if related > size {
                kinds.extend(pages(related).map(|page| PageKind::ActorRelations(id, page)));
            }
            if own.articles.len() > size {
                kinds.extend(pages(own.articles.len()).map(|page| PageKind::ActorArticles(id, page)));
            }
            if own.events.len() > size {
                kinds.extend(pages(own.events.len()).map(|page| PageKind::ActorEvents(id, page)));
            }
            if own.claims_made.len() > CLAIMS {
                kinds.extend(pages(own.claims_made.len()).map(|page| PageKind::ActorClaims(id, page)));
            }
            if own.claims_about.len() > CLAIMS {
                kinds.extend(pages(own.claims_about.len()).map(|page| PageKind::ActorClaimsAbout(id, page)));
            }
        }
        let roots = atlas.regions.iter().filter(|(_, region)| is_root(region)).count();
        kinds.extend((1..=roots.div_ceil(ROOTS).max(1)).map(PageKind::Regions));
        for (id, _) in atlas.regions.iter() {
            let own = &relations.regions[id.index()];
            kinds.push(PageKind::Region(id));
            mentioned(Thing::Region(id), own.backlinks.len());
            if own.parts.len() > size {
                kinds.extend(pages(own.parts.len()).map(|page| PageKind::RegionParts(id, page)));
            }
            if own.articles.len() > size {
                kinds.extend(pages(own.articles.len()).map(|page| PageKind::RegionArticles(id, page)));
            }
            if own.events.len() > size {
                kinds.extend(pages(own.events.len()).map(|page| PageKind::RegionEvents(id, page)));
            }
        }
        for (year, events) in relations.years.iter() {
            kinds.extend(pages(events.len()).map(|page| PageKind::Year(*year, page)));
        }
        let is_own = |origin: &Origin| matches!(origin, Origin::Declared(_));
        for (id, _) in atlas.events.iter().filter(|(_, event)| is_own(&event.origin)) {
            kinds.push(PageKind::Event(id));
            mentioned(Thing::Event(id), relations.events[id.index()].backlinks.len());
            let articles = relations.events[id.index()].articles.len();
            if articles > size {
                kinds.extend(pages(articles).map(|page| PageKind::EventArticles(id, page)));
            }
        }
        kinds.extend(pages(atlas.sources.len()).map(PageKind::Sources));
        for (id, _) in atlas.sources.iter().filter(|(_, source)| is_own(&source.origin)) {
            let own = &relations.sources[id.index()];
            kinds.push(PageKind::Source(id));
            mentioned(Thing::Source(id), own.backlinks.len());
            if own.derived.len() > size {
                kinds.extend(pages(own.derived.len()).map(|page| PageKind::SourceDerived(id, page)));
            }
            if own.claims.len() > CLAIMS {
                kinds.extend(pages(own.claims.len()).map(|page| PageKind::SourceClaims(id, page)));
            }
            if own.events.len() > size {
                kinds.extend(pages(own.events.len()).map(|page| PageKind::SourceEvents(id, page)));
            }
            if own.articles.len() > size {
                kinds.extend(pages(own.articles.len()).map(|page| PageKind::SourceArticles(id, page)));
            }
        }
        if !relations.topics.is_empty() {
            kinds.extend(pages(relations.topics.len()).map(PageKind::Topics));
        }
        kinds.extend(backlinks);
        for (at, topic) in relations.topics.iter().enumerate() {
            kinds.extend(pages(topic.articles.len()).map(|page| PageKind::Topic(at, page)));
        }
        kinds.push(PageKind::Coverage);
        kinds.extend(pages(relations.corrections.len()).map(PageKind::Corrections));
        kinds.extend(
            atlas
                .pages
                .iter()
                .filter(|(_, page)| page.id != HOME && page.bodies.exact(lang).is_some())
                .map(|(id, _)| PageKind::Free(id)),
        );
        kinds
    }

    /// The path of a page below the base path, without a slash at its beginning: `en/actors/fama/`, or nothing for the home page.
    pub fn relative(&self, atlas: &Atlas, page: Page) -> String {
        let mut path = String::with_capacity(64);
        self.push_relative(&mut path, atlas, page);
        path
    }

    fn push_relative(&self, path: &mut String, atlas: &Atlas, page: Page) {
        if page.lang != self.languages.default() {
            path.push_str(page.lang.tag());
            path.push('/');
        }
        let mut number = 1;
        let mut add = |parts: &[&str]| {
            for part in parts {
                path.push_str(part);
                path.push('/');
            }
        };
        match page.kind {
            PageKind::Home => {}
            PageKind::Articles(n) => {
                add(&["articles"]);
                number = n;
            }
            PageKind::Article(id) => add(&["articles", atlas.id(Thing::Article(id))]),
            PageKind::Actors => add(&["actors"]),
            PageKind::ActorsOfType(kind, n) => {
                let name = kind.map_or_else(|| "none".to_owned(), |kind| in_address(kind.text()));
                add(&["actors", "types", &name]);
                number = n;
            }
            PageKind::ActorsOfLetter(letter, n) => {
                add(&["actors", "letters", &letter.address()]);
                number = n;
            }
            PageKind::Actor(id) => add(&["actors", atlas.id(Thing::Actor(id))]),
            PageKind::ActorArticles(id, n) => {
                add(&["actors", atlas.id(Thing::Actor(id)), "articles"]);
                number = n;
            }
            PageKind::ActorEvents(id, n) => {
                add(&["actors", atlas.id(Thing::Actor(id)), "events"]);
                number = n;
            }
            PageKind::ActorClaims(id, n) => {
                add(&["actors", atlas.id(Thing::Actor(id)), "claims"]);
                number = n;
            }
            PageKind::ActorClaimsAbout(id, n) => {
                add(&["actors", atlas.id(Thing::Actor(id)), "claims-about"]);
                number = n;
            }
            PageKind::ActorRelations(id, n) => {
                add(&["actors", atlas.id(Thing::Actor(id)), "relations"]);
                number = n;
            }
            PageKind::Regions(n) => {
                add(&["regions"]);
                number = n;
            }
            PageKind::RegionParts(id, n) => {
                add(&["regions", atlas.id(Thing::Region(id)), "parts"]);
                number = n;
            }
            PageKind::Region(id) => add(&["regions", atlas.id(Thing::Region(id))]),
            PageKind::RegionArticles(id, n) => {
                add(&["regions", atlas.id(Thing::Region(id)), "articles"]);
                number = n;
            }
            PageKind::RegionEvents(id, n) => {
                add(&["regions", atlas.id(Thing::Region(id)), "events"]);
                number = n;
            }
            PageKind::Events => add(&["events"]),
            PageKind::Year(year, n) => {
                add(&["events", &format!("{year:04}")]);
                number = n;
            }
            PageKind::Event(id) => add(&["events", atlas.id(Thing::Event(id))]),
            PageKind::EventArticles(id, n) => {
                add(&["events", atlas.id(Thing::Event(id)), "articles"]);
                number = n;
            }
            PageKind::Sources(n) => {
                add(&["sources"]);
                number = n;
            }
            PageKind::Source(id) => add(&["sources", atlas.id(Thing::Source(id))]),
            PageKind::SourceClaims(id, n) => {
                add(&["sources", atlas.id(Thing::Source(id)), "claims"]);
                number = n;
            }
            PageKind::SourceEvents(id, n) => {
                add(&["sources", atlas.id(Thing::Source(id)), "events"]);
                number = n;
            }
            PageKind::SourceArticles(id, n) => {
                add(&["sources", atlas.id(Thing::Source(id)), "articles"]);
                number = n;
            }
            PageKind::SourceDerived(id, n) => {
                add(&["sources", atlas.id(Thing::Source(id)), "derived"]);
                number = n;
            }
            PageKind::Backlinks(thing, n) => {
                add(&[folder_of(thing), atlas.id(thing), "backlinks"]);
                number = n;
            }
            PageKind::Topics(n) => {
                add(&["topics"]);
                number = n;
            }
            PageKind::Topic(at, n) => {
                add(&["topics", &self.topics[at]]);
                number = n;
            }
            PageKind::Coverage => add(&["coverage"]),
            PageKind::Corrections(n) => {
                add(&["corrections"]);
                number = n;
            }
            PageKind::Search => add(&["search"]),
            PageKind::Letter(letter, n) => {
                add(&["search", &letter.address()]);
                number = n;
            }
            PageKind::Free(id) => add(&[atlas.id(Thing::Page(id))]),
            PageKind::NotFound => path.push_str("404.html"),
        }
        if number > 1 {
            path.push_str(&format!("page/{number}/"));
        }
    }

    /// Whether pages name one another by relative paths.
    pub fn is_relative(&self) -> bool {
        self.base == MARK
    }

    /// The address of a page: an absolute path that begins with the base path.
    pub fn path(&self, atlas: &Atlas, page: Page) -> String {
        let mut path = String::with_capacity(self.base.len() + 96);
        path.push_str(&self.base);
        self.push_relative(&mut path, atlas, page);
        path
    }

    /// The address of a file of the site.
    pub fn file(&self, relative: &str) -> String {
        format!("{}{relative}", self.base)
    }

    /// The path of the preview of an article's page. It stays the same when the article's text changes: networks remember a
    /// preview by the address of the page, and what once pointed at this one must go on finding it.
    pub fn preview(&self, atlas: &Atlas, page: Page) -> Option<String> {
        match page.kind {
            PageKind::Article(id) => Some(format!(
                "previews/{}/{}.png",
                page.lang.tag(),
                atlas.id(Thing::Article(id))
            )),
            _ => None,
        }
    }

    /// An address of the site with scheme and host.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{}", self.site, path.strip_prefix(&self.base).unwrap_or(path))
    }

    /// The page of a thing for readers of a language: in that language, else in the first in which it exists; and the anchor
    /// at which a thing that lives in an article stands there.
    pub fn page_of(&self, atlas: &Atlas, thing: Thing, lang: Lang) -> (Page, Option<String>) {
        match thing {
            Thing::Article(id) => {
                let lang = atlas
                    .bodies(Thing::Article(id))
                    .get(lang)
                    .map_or(lang, |(lang, _)| lang);
                (
                    Page {
                        kind: PageKind::Article(id),
                        lang,
                    },
                    None,
                )
            }
            Thing::Actor(id) => (
                Page {
                    kind: PageKind::Actor(id),
                    lang,
                },
                None,
            ),
            Thing::Region(id) => (
                Page {
                    kind: PageKind::Region(id),
                    lang,
                },
                None,
            ),
            Thing::Event(id) => match atlas.events[id].origin {
                Origin::Inline(article, _) => (
                    self.page_of(atlas, Thing::Article(article), lang).0,
                    Some(atlas.id(Thing::Event(id)).to_owned()),
                ),
                _ => (
                    Page {
                        kind: PageKind::Event(id),
                        lang,
                    },
                    None,
                ),
            },
            Thing::Source(id) => match atlas.sources[id].origin {
                Origin::Inline(article, _) => (
                    self.page_of(atlas, Thing::Article(article), lang).0,
                    Some(crate::markdown::source_anchor(atlas.id(Thing::Source(id)))),
                ),
                _ => (
                    Page {
                        kind: PageKind::Source(id),
                        lang,
                    },
                    None,
                ),
            },
            Thing::Page(id) => {
                let page = &atlas.pages[id];
                let kind = if page.id == HOME {
                    PageKind::Home
                } else {
                    PageKind::Free(id)
                };
                let lang = page.bodies.get(lang).map_or(lang, |(lang, _)| lang);
                (Page { kind, lang }, None)
            }
        }
    }

    /// The address of a thing for readers of a language.
    pub fn address(&self, atlas: &Atlas, thing: Thing, lang: Lang) -> String {
        let (page, anchor) = self.page_of(atlas, thing, lang);
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
                PageKind::Article(id) | PageKind::Backlinks(Thing::Article(id), _) => {
                    atlas.bodies(Thing::Article(id)).exact(*lang).is_some()
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
        let letters = self.letters.get(&lang).into_iter().flat_map(move |lists| &lists[list]);
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
        self.letters.get(&lang).is_some_and(|lists| !lists[0].is_empty())
    }

    /// Whether actors are so many that their list has a page for each type and letter.
    pub fn has_many_actors(&self, lang: Lang) -> bool {
        self.letters.get(&lang).is_some_and(|lists| !lists[1].is_empty())
    }

    /// Whether names have changed in a way that other letters have pages than those planned.
    pub fn has_other_letters(&self, atlas: &Atlas, config: &Config) -> bool {
        self.letters != letters(atlas, config)
    }

    /// The first article that has a topic.
    fn place_of_topic(&self, atlas: &Atlas, at: usize) -> Place {
        let slug = &self.topics[at];
        let mut articles = atlas.articles.iter();
        let found = articles.find(|(_, article)| article.topics.iter().any(|topic| topic.slug == *slug));
        found.map_or_else(settings, |(id, _)| place_of(atlas, PageKind::Article(id)))
    }

    /// Finds pages and redirects that would be written to one file, and those whose names no file system takes.
    fn check_addresses(&mut self, atlas: &Atlas, diagnostics: &mut Diagnostics) {
        let mut taken: BTreeMap<String, (String, Place)> = BTreeMap::new();
        // A redirect may name the file that a page is.
        let key = |path: &str| -> String {
            let key = alike(path.trim_matches('/'));
            let folder = key
                .strip_suffix("index.html")
                .map(|folder| folder.trim_end_matches('/'));
            folder.map_or(key.clone(), str::to_owned)
        };
        for page in &self.pages {
            let path = self.relative(atlas, *page);
            let place = match page.kind {
                PageKind::Topic(at, _) => self.place_of_topic(atlas, at),
                kind => place_of(atlas, kind),
            };
            let preview = self.preview(atlas, *page).unwrap_or_default();
            if let Some(message) = too_long(&path).or_else(|| too_long(&preview)) {
                let help = match page.kind {
                    PageKind::Article(_)
                    | PageKind::Event(_)
                    | PageKind::Source(_)
                    | PageKind::Free(_)
                    | PageKind::Backlinks(Thing::Article(_) | Thing::Event(_) | Thing::Source(_), _) => {
                        "give the file a shorter name".to_owned()
                    }
                    PageKind::Topic(..) => "write a shorter topic, and put the rest in the text".to_owned(),
                    _ => "write a shorter name, or give it a file with a short id".to_owned(),
                };
                diagnostics.push(Diagnostic::new(Code::LongAddress, place.clone(), message).help(help));
            }
            if let Some((_, first)) = taken.get(&key(&path)) {
                diagnostics.push(twice(&path, place, first.clone()));
            } else {
                taken.insert(key(&path), (format!("/{path}"), place));
            }
        }
        let redirects = atlas
            .things()
            .flat_map(|thing| atlas.redirects(thing).iter().map(move |redirect| (thing, redirect)));
        for (thing, redirect) in redirects {
            let place = Place::Value(redirect.field.clone());
            if let Some(message) = too_long(&redirect.path) {
                diagnostics.push(
                    Diagnostic::new(Code::LongAddress, place.clone(), message)
                        .help("delete it: no host had a page at such an address"),
                );
                continue;
            }
            if let Some((path, first)) = taken.get(&key(&redirect.path)) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::AddressTaken,
                        place,
                        match difference(&redirect.path, path) {
                            Some(difference) => format!(
                                "the address `{}` is already taken by `{path}`: they differ only in {difference}",
                                redirect.path
                            ),
                            None => format!("the address `{}` is already taken", redirect.path),
                        },
                    )
                    .help("delete this redirect: an address leads to one page only")
                    .related(first.clone(), "it is taken by this one"),
                );
            } else {
                taken.insert(key(&redirect.path), (redirect.path.clone(), place));
                let page = self.page_of(atlas, thing, redirect.lang).0;
                self.redirects
                    .push((redirect.path.trim_start_matches('/').to_owned(), page));
            }
        }
    }
}

/// How many pages each letter has in each language: of the index, and of the list of actors.
fn letters(atlas: &Atlas, config: &Config) -> BTreeMap<Lang, [letters::Pages; 2]> {
    let of = |lang| [letters::of_index(atlas, lang), letters::of_actors(atlas, lang)];
    config.languages.iter().map(|lang| (lang, of(lang))).collect()
}

/// Whether a region is part of nothing now; it may also stand where it was a part.
pub fn is_root(region: &Region) -> bool {
    region.part_of.iter().all(|part| part.until.is_some())
}

/// A value of a closed list as a part of an address.
fn in_address(text: &str) -> String {
    text.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}

/// The folder in which the pages of a kind stand.
fn folder_of(thing: Thing) -> &'static str {
    match thing {
        Thing::Article(_) => "articles",
        Thing::Actor(_) => "actors",
        Thing::Region(_) => "regions",
        Thing::Event(_) => "events",
        Thing::Source(_) => "sources",
        Thing::Page(_) => "pages",
    }
}

/// What is too long about an address.
fn too_long(path: &str) -> Option<String> {
    let name = path.split('/').max_by_key(|name| name.len()).unwrap_or_default();
    let begin: String = name.chars().take(30).collect();
    if name.len() > LONGEST_NAME {
        return Some(format!(
            "the address `.../{begin}...` has a name of {} bytes; the limit of file systems is {LONGEST_NAME}",
            name.len()
        ));
    }
    (path.len() > LONGEST_PATH).then(|| {
        format!(
            "the address `.../{begin}...` has {} bytes; the limit is {LONGEST_PATH}",
            path.len()
        )
    })
}

/// A path as hosts and disks see it that tell neither capital from small letters nor one Unicode form from another: two paths
/// that are alike may be one file there.
pub fn alike(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    path.nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// What alone keeps two paths apart that are alike; nothing where they are the same but for slashes and the name of the file.
pub fn difference(a: &str, b: &str) -> Option<&'static str> {
    let bare = |path: &str| -> String {
        let path = path.trim_matches('/');
        let folder = path.strip_suffix("index.html").unwrap_or(path);
        folder.trim_end_matches('/').to_owned()
    };
    let (a, b) = (bare(a), bare(b));
    if a == b {
        None
    } else if a.nfc().eq(b.nfc()) {
        Some("how accents are encoded (Unicode form)")
    } else {
        Some("capital letters")
    }
}

/// The file that a page comes from; the site's settings for pages that come from none.
fn place_of(atlas: &Atlas, kind: PageKind) -> Place {
    let body = |file| Place::Value(Field::top(file));
    match kind {
        PageKind::Article(id) => atlas.articles[id]
            .bodies
            .iter()
            .next()
            .map_or_else(settings, |(_, b)| body(b.file)),
        PageKind::Free(id) => atlas.pages[id]
            .bodies
            .iter()
            .next()
            .map_or_else(settings, |(_, b)| body(b.file)),
        PageKind::Actor(id)
        | PageKind::ActorArticles(id, _)
        | PageKind::ActorEvents(id, _)
        | PageKind::ActorClaims(id, _)
        | PageKind::ActorClaimsAbout(id, _)
        | PageKind::ActorRelations(id, _) => atlas.actors[id].origin.place(),
        PageKind::Region(id)
        | PageKind::RegionArticles(id, _)
        | PageKind::RegionEvents(id, _)
        | PageKind::RegionParts(id, _) => atlas.regions[id].origin.place(),
        PageKind::Backlinks(Thing::Article(id), _) => place_of(atlas, PageKind::Article(id)),
        PageKind::Backlinks(Thing::Actor(id), _) => atlas.actors[id].origin.place(),
        PageKind::Backlinks(Thing::Region(id), _) => atlas.regions[id].origin.place(),
        PageKind::Backlinks(Thing::Event(id), _) => atlas.events[id].origin.place(),
        PageKind::Backlinks(Thing::Source(id), _) => atlas.sources[id].origin.place(),
        PageKind::Event(id) | PageKind::EventArticles(id, _) => atlas.events[id].origin.place(),
        PageKind::Source(id)
        | PageKind::SourceClaims(id, _)
        | PageKind::SourceEvents(id, _)
        | PageKind::SourceArticles(id, _)
        | PageKind::SourceDerived(id, _) => atlas.sources[id].origin.place(),
        _ => settings(),
    }
}

fn settings() -> Place {
    Place::Path(crate::config::FILE.into())
}

/// Two pages at one address. A page that griot generates stays, and the file that wants its place is told another name.
fn twice(path: &str, second: Place, first: Place) -> Diagnostic {
    let built_in = |place: &Place| place.file().is_none();
    let (place, other) = if built_in(&second) {
        (first, second)
    } else {
        (second, first)
    };
    if !built_in(&other) {
        let message = format!("two pages have the address `/{path}`");
        let finding = Diagnostic::new(Code::AddressTaken, place, message);
        return finding
            .help("rename one of the two files")
            .related(other, "the other one");
    }
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
    Diagnostic::new(
        Code::AddressTaken,
        place,
        format!("two pages have the address `/{path}`: this file and the page `{name}` that griot generates"),
    )
    .help(format!("rename this file, such as to `about-{name}.md`"))
}
