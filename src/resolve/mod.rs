//! Records become the [`Atlas`]: every name is looked up, nothing is left as text that means a thing.
//!
//! First what is not published yet is set aside. Then inline events and sources join those with files,
//! all ids and names go into directories, names without a file become stubs, and each record is built
//! anew with ids in place of names. What only the whole can show (cycles, regions outside their
//! time, claims that answer claims) is checked in `checks`.

mod build;
mod checks;
mod link;
mod names;
mod pool;
mod precision;
mod topics;
mod unreadable;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;
use serde::{Deserialize, Serialize};

use self::link::Linker;
use self::names::{Directory, Found};
use self::pool::{Pool, event_id, titles};
use self::unreadable::Unreadable;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::fingerprint;
use crate::load::Kind;
use crate::model::{Atlas, Id, Thing};
use crate::schema::{RawArticle, RawEventUse, RawSourceUse, Record, Records};
use crate::source::{FileId, Sources};
use crate::trace::{self, Row, Shelf};

/// What is published: up to which day, and whether drafts are shown.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// The day it is in the site's time zone.
    pub today: civil::Date,
    pub drafts: Drafts,
}

/// Whether drafts are part of the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drafts {
    #[default]
    Hidden,
    Shown,
}

/// Everything that names can mean, for looking up names in prose.
#[derive(Serialize, Deserialize)]
pub struct Names {
    directories: BTreeMap<Kind, Directory>,
    /// From a place in a directory to the place in the atlas.
    order: BTreeMap<Kind, Vec<usize>>,
    /// Ids and titles of what is not published yet.
    withheld: BTreeSet<(Kind, String)>,
    unreadable: Unreadable,
}

/// A text that is not published yet, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Withheld {
    /// Its file, relative to the site's root.
    pub path: String,
    /// The day on which it appears, `2022-02-23`, where that is to come.
    pub until: Option<String>,
    pub is_draft: bool,
}

/// What a name in prose was found to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    One(Thing),
    Several(Vec<Thing>),
    /// A thing that is not published yet.
    Withheld,
    /// Something in a file that cannot be read.
    Unreadable(FileId),
    /// The nearest known name, if there is one.
    None(Option<Thing>),
}

impl Names {
    /// What a name means, among one kind or all.
    pub fn find(&self, kind: Option<Kind>, name: &str) -> Meaning {
        let kinds = Kind::ALL.into_iter().filter(|k| kind.is_none_or(|kind| kind == *k));
        let mut things = Vec::new();
        for kind in kinds.clone() {
            let places = match self.directories[&kind].find(name) {
                Found::One(place) => vec![place],
                Found::Several(places) => places,
                Found::None => continue,
            };
            if let Some(file) = places.iter().find_map(|place| self.unreadable.at(kind, *place)) {
                return Meaning::Unreadable(file);
            }
            things.extend(places.into_iter().map(|place| self.thing(kind, place)));
        }
        if things.is_empty() {
            // What is withheld or near is looked for among all.
            trace::read_all(Shelf::Names);
        }
        match things.as_slice() {
            [one] => Meaning::One(*one),
            [] if kinds
                .clone()
                .any(|kind| self.withheld.contains(&(kind, name.to_owned()))) =>
            {
                Meaning::Withheld
            }
            [] => match kinds.clone().find_map(|kind| self.unreadable.may_define(kind, name)) {
                Some(file) => Meaning::Unreadable(file),
                None => Meaning::None(
                    kinds
                        .filter_map(|kind| {
                            self.directories[&kind]
                                .near(name)
                                .map(|(place, _)| self.thing(kind, place))
                        })
                        .next(),
                ),
            },
            _ => Meaning::Several(things),
        }
    }

    /// Whether the thing with that id exists and is not published yet.
    pub fn is_withheld(&self, kind: Kind, id: &str) -> bool {
        trace::read_all(Shelf::Names);
        self.withheld.contains(&(kind, id.to_owned()))
    }

    /// The file of the thing with that id, where it cannot be read.
    pub fn unreadable(&self, kind: Kind, id: &str) -> Option<FileId> {
        if self.unreadable.is_empty() {
            return None;
        }
        match self.directories[&kind].find(id) {
            Found::One(place) => self.unreadable.at(kind, place),
            _ => None,
        }
    }

    /// The fingerprints of all names.
    pub fn row(&self) -> (Shelf, Row) {
        let names = self.directories.iter().flat_map(|(kind, directory)| {
            let order = self.order.get(kind).map_or(&[][..], Vec::as_slice);
            // What cannot be read means something else than it did, in the same place.
            let order = order
                .iter()
                .enumerate()
                .map(|(place, index)| match self.unreadable.at(*kind, place) {
                    Some(_) => !*index,
                    None => *index,
                });
            let order: Vec<usize> = order.collect();
            let noted: Vec<(usize, u64)> = directory.noted(&order).collect();
            let noted = noted.into_iter();
            noted.map(|(name, print)| (name, of_kind(*kind, print)))
        });
        (
            Shelf::Names,
            Row::names(names, fingerprint::of(&(&self.withheld, self.unreadable.words()))),
        )
    }

    fn thing(&self, kind: Kind, place: usize) -> Thing {
        let index = self.order[&kind][place];
        match kind {
            Kind::Article => Thing::Article(Id::new(index)),
            Kind::Actor => Thing::Actor(Id::new(index)),
            Kind::Region => Thing::Region(Id::new(index)),
            Kind::Event => Thing::Event(Id::new(index)),
            Kind::Source => Thing::Source(Id::new(index)),
            Kind::Page => Thing::Page(Id::new(index)),
        }
    }
}

/// The fingerprint of what a name means as one of a kind.
fn of_kind(kind: Kind, print: u64) -> u64 {
    fingerprint::of(&(kind, print))
}

/// Links all records. `media` are the files that an image may name, below `content/`.
pub fn atlas(
    mut records: Records,
    media: &BTreeSet<String>,
    config: &Config,
    clock: Clock,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> (Atlas, Names, Vec<Withheld>) {
    let mut withheld = BTreeSet::new();
    let guesses = std::mem::take(&mut records.guesses);
    let (records, hidden) = published(records, clock, sources, &mut withheld);
    let pool = Pool::gather(records, config.languages.default(), &mut withheld, diagnostics);
    let mut linker = Linker {
        unreadable: Unreadable::of(&pool, guesses),
        directories: pool.directories(diagnostics),
        order: BTreeMap::new(),
        withheld,
        media,
        sources,
        config,
        diagnostics,
        actor_stubs: Vec::new(),
        region_stubs: Vec::new(),
        unknown: Vec::new(),
    };
    linker.stubs(&pool);
    linker.sort(&pool);
    let (atlas, names) = linker.build(pool);
    (atlas, names, hidden)
}

/// Leaves out drafts, translations that are drafts, and articles of a day to come, with all that stands in them. Returns which files
/// these are too.
fn published(
    mut records: Records,
    clock: Clock,
    sources: &Sources,
    withheld: &mut BTreeSet<(Kind, String)>,
) -> (Records, Vec<Withheld>) {
    if clock.drafts == Drafts::Shown {
        records.articles = records.articles.into_iter().map(Record::with_drafts).collect();
    }
    let mut files = Vec::new();
    let mut shown = Vec::with_capacity(records.articles.len());
    for article in records.articles {
        let date = &article.fields.date.value;
        // A date without a beginning is one to come as long as its end is.
        let until = date.earliest().or(date.latest()).filter(|day| *day > clock.today);
        let is_draft = article.fields.draft && clock.drafts == Drafts::Hidden;
        if until.is_some() || is_draft {
            files.push(Withheld {
                path: sources.path(article.top.file).to_owned(),
                until: until.map(|day| day.to_string()),
                is_draft,
            });
            hide(article, withheld);
            continue;
        }
        if clock.drafts == Drafts::Hidden {
            files.extend(article.drafts.iter().map(|(_, file)| Withheld {
                path: sources.path(*file).to_owned(),
                until: None,
                is_draft: true,
            }));
        }
        shown.push(article);
    }
    files.sort_unstable();
    records.articles = shown;
    (records, files)
}

/// Notes what an article that is not published holds.
fn hide(article: Record<RawArticle>, withheld: &mut BTreeSet<(Kind, String)>) {
    withheld.insert((Kind::Article, article.id));
    withheld.extend(
        titles(&article.fields.title)
            .into_iter()
            .map(|title| (Kind::Article, title)),
    );
    for event in article.fields.events {
        if let RawEventUse::Inline { event, .. } = event {
            withheld.insert((Kind::Event, event_id(&event)));
            withheld.extend(titles(&event.title).into_iter().map(|title| (Kind::Event, title)));
        }
    }
    for source in article.fields.sources {
        if let RawSourceUse::Inline { id, .. } = source {
            withheld.insert((Kind::Source, id.value));
        }
    }
}

pub use self::build::{find_media, join};

pub use self::checks::{field_of, orphans};
