//! Linking: records become the [`Atlas`], with an id in place of every name.
//!
//! First, drafts and future articles are set aside. Then inline events and sources are added to the
//! entities with files, and all ids and names are collected in tables. Names without a file become
//! stubs, and each entity is built with ids in place of names. Last, the linked atlas is searched
//! for cycles and for events in regions that did not exist on their date.

mod build;
mod builder;
mod checks;
mod collect;
mod folders;
mod linker;
mod media_path;
mod name_search;
mod names;
mod other_form;
mod precision;
mod stubs;
mod topics;
mod unreadable;

use std::collections::{BTreeMap, BTreeSet};

pub use self::build::derived_claim_id;
pub use self::checks::{field_of, orphans};
pub use self::collect::event_id;
pub use self::media_path::{find_media, join};

use jiff::civil;
use serde::{Deserialize, Serialize};

use self::collect::{Collected, titles};
use self::linker::Linker;
use self::names::{NameMatch, NameTable};
use self::unreadable::Unreadable;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::fuzzy::{self, Confidence};
use crate::incremental::fingerprint;
use crate::incremental::track::{self, Table, TableHashes};
use crate::lang::fold;
use crate::load::ContentKind;
use crate::model::{Atlas, Entity, Id};
use crate::schema::{RawArticle, RawEventUse, RawPage, RawSourceUse, Record, Records};
use crate::source::{FileId, SourceFiles};

/// The conditions of publication: the current day, and whether drafts are shown.
#[derive(Clone, Copy, Debug, Hash)]
pub struct Clock {
    /// The current day in the site's time zone.
    pub today: civil::Date,
    /// Whether drafts are part of the site.
    pub drafts: Drafts,
}

/// Whether drafts are part of the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Drafts {
    /// Drafts are left out.
    #[default]
    Hidden,
    /// Drafts are built like published articles.
    Shown,
}

/// The tables of all names, for lookups of names in prose.
#[derive(Serialize, Deserialize)]
pub struct Names {
    name_tables: BTreeMap<ContentKind, NameTable>,
    /// The index in the atlas for each position in a table.
    order: BTreeMap<ContentKind, Vec<usize>>,
    /// The ids and titles of entities that are not published yet.
    withheld: BTreeSet<(ContentKind, String)>,
    unreadable: Unreadable,
}

/// A text that is not published yet, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Withheld {
    /// The file, relative to the site's root.
    pub path: String,
    /// The day on which it will be published, such as `2022-02-23`.
    pub until: Option<String>,
    /// Whether the text is a draft.
    pub is_draft: bool,
}

/// The meaning of a name in prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameMeaning {
    /// One entity.
    One(Entity),
    /// Several entities: the name is ambiguous.
    Several(Vec<Entity>),
    /// An entity that is not published yet.
    Withheld,
    /// An entity in a file that cannot be parsed.
    Unreadable(FileId),
    /// An unknown name, with the entity of a similar known name if there is one.
    None(Option<Entity>),
}

impl Names {
    /// Whether an unknown name is surely a misspelling of an entity, and of no other.
    pub fn is_only_near(&self, kind: Option<ContentKind>, name: &str, entity: Entity) -> bool {
        let folded = fold(name);
        let kinds = ContentKind::ALL.into_iter();
        let near = kinds
            .filter(|known| kind.is_none_or(|kind| kind == *known))
            .flat_map(|kind| {
                let names = self.name_tables[&kind].all();
                names.map(move |(known, place)| (kind, known, place))
            })
            .filter(|(_, known, _)| fuzzy::confidence(&folded, known) == Some(Confidence::Strong));
        let mut entities = near.map(|(kind, _, place)| self.entity(kind, place));
        entities.next() == Some(entity) && entities.all(|other| other == entity)
    }

    /// Looks up a name among the entities of one kind, or of all kinds.
    pub fn find(&self, kind: Option<ContentKind>, name: &str) -> NameMeaning {
        let kinds = ContentKind::ALL
            .into_iter()
            .filter(|k| kind.is_none_or(|kind| kind == *k));
        let mut entities = Vec::new();
        for kind in kinds.clone() {
            let places = match self.name_tables[&kind].find(name) {
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
            // Withheld and near names are searched in all tables.
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
                            self.name_tables[&kind]
                                .near(name)
                                .map(|(place, _)| self.entity(kind, place))
                        })
                        .next(),
                ),
            },
            _ => NameMeaning::Several(entities),
        }
    }

    /// Whether an id belongs to an entity that is not published yet.
    pub fn is_withheld(&self, kind: ContentKind, id: &str) -> bool {
        track::record_all(Table::Names);
        self.withheld.contains(&(kind, id.to_owned()))
    }

    /// Returns the file that defines an id if the file cannot be parsed.
    pub fn unreadable(&self, kind: ContentKind, id: &str) -> Option<FileId> {
        if self.unreadable.is_empty() {
            return None;
        }
        match self.name_tables[&kind].find(id) {
            NameMatch::One(place) => self.unreadable.at(kind, place),
            _ => None,
        }
    }

    /// The hashes of all names, to compare with those of the previous build.
    pub fn row(&self) -> (Table, TableHashes) {
        let names = self.name_tables.iter().flat_map(|(kind, directory)| {
            let order = self.order.get(kind).map_or(&[][..], Vec::as_slice);
            // An entity has another hash while its file cannot be parsed.
            let order = order.iter().enumerate().map(|(place, index)| {
                match self.unreadable.at(*kind, place) {
                    Some(_) => !*index,
                    None => *index,
                }
            });
            let order: Vec<usize> = order.collect();
            let noted: Vec<(usize, u64)> = directory.hashes(&order).collect();
            let noted = noted.into_iter();
            noted.map(|(name, fingerprint)| (name, of_kind(*kind, fingerprint)))
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

/// Combines the fingerprint of a name with its kind.
fn of_kind(kind: ContentKind, fingerprint: u64) -> u64 {
    fingerprint::of_value(&(kind, fingerprint))
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
    let guesses = std::mem::take(&mut records.salvaged);
    let (records, hidden) = published(records, clock, sources, &mut withheld);
    let mut collected = Collected::gather(
        records,
        config.languages.default(),
        &mut withheld,
        diagnostics,
    );
    folders::add_folders(&mut collected, sources, diagnostics);
    let mut linker = Linker {
        unreadable: Unreadable::new(&collected, guesses),
        name_tables: collected.name_tables(diagnostics),
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
    linker.stubs(&collected);
    linker.sort(&collected);
    let (atlas, names) = linker.build(collected);
    (atlas, names, hidden)
}

/// Removes drafts, draft translations and future articles, including their inline entities. Returns
/// the remaining records, and a list of the removed texts.
fn published(
    mut records: Records,
    clock: Clock,
    sources: &SourceFiles,
    withheld: &mut BTreeSet<(ContentKind, String)>,
) -> (Records, Vec<Withheld>) {
    let mut files = Vec::new();
    published_pages(&mut records, clock, sources, withheld, &mut files);
    if clock.drafts == Drafts::Shown {
        records.articles = records
            .articles
            .into_iter()
            .map(Record::with_drafts)
            .collect();
    }
    let mut shown = Vec::with_capacity(records.articles.len());
    for article in records.articles {
        let date = &article.fields.date.value;
        // If the beginning of a date is open, the date is in the future as long as its end is.
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

/// Removes draft pages, draft translations of pages, and all pages of a folder whose page is a
/// draft.
fn published_pages(
    records: &mut Records,
    clock: Clock,
    sources: &SourceFiles,
    withheld: &mut BTreeSet<(ContentKind, String)>,
    files: &mut Vec<Withheld>,
) {
    let pages = std::mem::take(&mut records.pages);
    if clock.drafts == Drafts::Shown {
        records.pages = pages.into_iter().map(Record::with_drafts).collect();
        return;
    }
    let hidden: BTreeSet<String> = pages
        .iter()
        .filter(|page| page.fields.draft)
        .map(|page| format!("{}/{}/", page.fields.folder, page.id))
        .collect();
    let is_hidden = |page: &Record<RawPage>| {
        let below = format!("{}/", page.fields.folder);
        let below = below.trim_start_matches('/');
        page.fields.draft
            || (hidden.iter()).any(|folder| below.starts_with(folder.trim_start_matches('/')))
    };
    for page in pages {
        let mut hide = |file| {
            files.push(Withheld {
                path: sources.path(file).to_owned(),
                until: None,
                is_draft: true,
            });
        };
        page.drafts.iter().for_each(|(_, file)| hide(*file));
        if !is_hidden(&page) {
            records.pages.push(page);
            continue;
        }
        hide(page.top.file);
        withheld.extend(
            titles(&page.fields.title)
                .into_iter()
                .chain([page.id])
                .map(|name| (ContentKind::Page, name)),
        );
    }
}

/// Records the ids and titles of an unpublished article and of its inline entities.
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
