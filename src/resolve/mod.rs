//! Records become the [`Atlas`]: every name is looked up, nothing is left as text that means a
//! thing.
//!
//! First what is not published yet is set aside. Then inline events and sources join those with
//! files, all ids and names go into directories, names without a file become stubs, and each record
//! is built anew with ids in place of names. What only the whole can show (cycles, regions outside
//! their time, claims that answer claims) is checked in `checks`.

mod build;
mod checks;
mod collect;
mod link;
mod names;
mod precision;
mod topics;
mod unreadable;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;
use serde::{Deserialize, Serialize};

use self::collect::{Collected, event_id, titles};
use self::link::Linker;
use self::names::{NameMatch, NameTable};
use self::unreadable::Unreadable;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::incremental::fingerprint;
use crate::incremental::track::{self, Table, TableHashes};
use crate::load::ContentKind;
use crate::model::{Atlas, Entity, Id};
use crate::schema::{RawArticle, RawEventUse, RawSourceUse, Record, Records};
use crate::source::{FileId, SourceFiles};

/// What is published: up to which day, and whether drafts are shown.
#[derive(Clone, Copy, Debug, Hash)]
pub struct Clock {
    /// The day it is in the site's time zone.
    pub today: civil::Date,
    pub drafts: Drafts,
}

/// Whether drafts are part of the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Drafts {
    #[default]
    Hidden,
    Shown,
}

/// Everything that names can mean, for looking up names in prose.
#[derive(Serialize, Deserialize)]
pub struct Names {
    directories: BTreeMap<ContentKind, NameTable>,
    /// From a place in a directory to the place in the atlas.
    order: BTreeMap<ContentKind, Vec<usize>>,
    /// Ids and titles of what is not published yet.
    withheld: BTreeSet<(ContentKind, String)>,
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
pub enum NameMeaning {
    One(Entity),
    Several(Vec<Entity>),
    /// A thing that is not published yet.
    Withheld,
    /// Something in a file that cannot be read.
    Unreadable(FileId),
    /// The nearest known name, if there is one.
    None(Option<Entity>),
}

impl Names {
    /// What a name means, among one kind or all.
    pub fn find(&self, kind: Option<ContentKind>, name: &str) -> NameMeaning {
        let kinds = ContentKind::ALL
            .into_iter()
            .filter(|k| kind.is_none_or(|kind| kind == *k));
        let mut entities = Vec::new();
        for kind in kinds.clone() {
            let places = match self.directories[&kind].find(name) {
                NameMatch::One(place) => vec![place],
                NameMatch::Several(places) => places,
                NameMatch::None => continue,
            };
            if let Some(file) = places
                .iter()
                .find_map(|place| self.unreadable.at(kind, *place))
            {
                return NameMeaning::Unreadable(file);
            }
            entities.extend(places.into_iter().map(|place| self.entity(kind, place)));
        }
        if entities.is_empty() {
            // What is withheld or near is looked for among all.
            track::record_all(Table::Names);
        }
        match entities.as_slice() {
            [one] => NameMeaning::One(*one),
            [] if kinds
                .clone()
                .any(|kind| self.withheld.contains(&(kind, name.to_owned()))) =>
            {
                NameMeaning::Withheld
            }
            [] => match kinds
                .clone()
                .find_map(|kind| self.unreadable.may_define(kind, name))
            {
                Some(file) => NameMeaning::Unreadable(file),
                None => NameMeaning::None(
                    kinds
                        .filter_map(|kind| {
                            self.directories[&kind]
                                .near(name)
                                .map(|(place, _)| self.entity(kind, place))
                        })
                        .next(),
                ),
            },
            _ => NameMeaning::Several(entities),
        }
    }

    /// Whether the thing with that id exists and is not published yet.
    pub fn is_withheld(&self, kind: ContentKind, id: &str) -> bool {
        track::record_all(Table::Names);
        self.withheld.contains(&(kind, id.to_owned()))
    }

    /// The file of the thing with that id, where it cannot be read.
    pub fn unreadable(&self, kind: ContentKind, id: &str) -> Option<FileId> {
        if self.unreadable.is_empty() {
            return None;
        }
        match self.directories[&kind].find(id) {
            NameMatch::One(place) => self.unreadable.at(kind, place),
            _ => None,
        }
    }

    /// The fingerprints of all names.
    pub fn row(&self) -> (Table, TableHashes) {
        let names = self.directories.iter().flat_map(|(kind, directory)| {
            let order = self.order.get(kind).map_or(&[][..], Vec::as_slice);
            // What cannot be read means something else than it did, in the same place.
            let order = order.iter().enumerate().map(|(place, index)| {
                match self.unreadable.at(*kind, place) {
                    Some(_) => !*index,
                    None => *index,
                }
            });
            let order: Vec<usize> = order.collect();
            let noted: Vec<(usize, u64)> = directory.hashes(&order).collect();
            let noted = noted.into_iter();
            noted.map(|(name, print)| (name, of_kind(*kind, print)))
        });
        (
            Table::Names,
            TableHashes::names(
                names,
                fingerprint::of_value(&(&self.withheld, self.unreadable.words())),
            ),
        )
    }

    fn entity(&self, kind: ContentKind, place: usize) -> Entity {
        let index = self.order[&kind][place];
        match kind {
            ContentKind::Article => Entity::Article(Id::new(index)),
            ContentKind::Actor => Entity::Actor(Id::new(index)),
            ContentKind::Region => Entity::Region(Id::new(index)),
            ContentKind::Event => Entity::Event(Id::new(index)),
            ContentKind::Source => Entity::Source(Id::new(index)),
            ContentKind::Page => Entity::Page(Id::new(index)),
        }
    }
}

/// The fingerprint of what a name means as one of a kind.
fn of_kind(kind: ContentKind, print: u64) -> u64 {
    fingerprint::of_value(&(kind, print))
}

/// Links all records. `media` are the files that an image may name, below `content/`.
pub fn atlas(
    mut records: Records,
    media: &BTreeSet<String>,
    config: &Config,
    clock: Clock,
    sources: &SourceFiles,
    diagnostics: &mut Diagnostics,
) -> (Atlas, Names, Vec<Withheld>) {
    let mut withheld = BTreeSet::new();
    let guesses = std::mem::take(&mut records.guesses);
    let (records, hidden) = published(records, clock, sources, &mut withheld);
    let pool = Collected::gather(
        records,
        config.languages.default(),
        &mut withheld,
        diagnostics,
    );
    let mut linker = Linker {
        unreadable: Unreadable::new(&pool, guesses),
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

/// Leaves out drafts, translations that are drafts, and articles of a day to come, with all that
/// stands in them. Returns which files these are too.
fn published(
    mut records: Records,
    clock: Clock,
    sources: &SourceFiles,
    withheld: &mut BTreeSet<(ContentKind, String)>,
) -> (Records, Vec<Withheld>) {
    if clock.drafts == Drafts::Shown {
        records.articles = records
            .articles
            .into_iter()
            .map(Record::with_drafts)
            .collect();
    }
    let mut files = Vec::new();
    let mut shown = Vec::with_capacity(records.articles.len());
    for article in records.articles {
        let date = &article.fields.date.value;
        // A date without a beginning is one to come as long as its end is.
        let until = date
            .earliest()
            .or(date.latest())
            .filter(|day| *day > clock.today);
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
fn hide(article: Record<RawArticle>, withheld: &mut BTreeSet<(ContentKind, String)>) {
    withheld.insert((ContentKind::Article, article.id));
    withheld.extend(
        titles(&article.fields.title)
            .into_iter()
            .map(|title| (ContentKind::Article, title)),
    );
    for event in article.fields.events {
        if let RawEventUse::Inline { event, .. } = event {
            withheld.insert((ContentKind::Event, event_id(&event)));
            withheld.extend(
                titles(&event.title)
                    .into_iter()
                    .map(|title| (ContentKind::Event, title)),
            );
        }
    }
    for source in article.fields.sources {
        if let RawSourceUse::Inline { id, .. } = source {
            withheld.insert((ContentKind::Source, id.value));
        }
    }
}

pub use self::build::{find_media, join};

pub use self::checks::{field_of, orphans};
