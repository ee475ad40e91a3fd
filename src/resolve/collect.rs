//! The published records before linking, and the inline events and sources of articles.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::names::NameTable;
use crate::diag::{Code, Diagnostic, Diagnostics, Field};
use crate::lang::Localized;
use crate::lang::{Lang, fold};
use crate::load::{ContentKind, slug};
use crate::message;
use crate::messages::Message;
use crate::model::{Alias, BodyFile, Extra, LocalizedText, Redirect};
use crate::schema::{
    RawActor, RawArticle, RawEvent, RawEventUse, RawRegion, RawSource, RawSourceUse, Record,
    Records, Reference,
};
use crate::source::FileId;

/// Returns the id of an inline event: the written id, or else an id made from date and title.
pub fn event_id(event: &RawEvent) -> String {
    match &event.id {
        Some(id) => id.value.clone(),
        None => {
            let title = event
                .title
                .iter()
                .next()
                .map_or("", |(_, title)| title.as_str());
            let date = event
                .date
                .value
                .without_time()
                .to_string()
                .replace(['/', '.', '~', '?'], "-");
            slug(&format!("{date}-{title}"))
                .unwrap_or_else(|| slug(&date).unwrap_or_else(|| "event".to_owned()))
        }
    }
}

/// An entity with a file of its own, or an inline entity of an article.
pub struct CollectedRecord<T> {
    pub id: String,
    pub top: Field,
    pub fields: T,
    pub bodies: Localized<BodyFile>,
    pub redirects: Vec<Redirect>,
    pub extra: Localized<Extra>,
    /// The languages of translations that are not published yet.
    pub drafts: Vec<Lang>,
    /// The position of the article that contains the entity, if it is inline.
    pub inside: Option<usize>,
    /// The file of the entity if the file cannot be parsed.
    pub unreadable: Option<FileId>,
}

impl<T> CollectedRecord<T> {
    pub fn from(record: Record<T>) -> CollectedRecord<T> {
        CollectedRecord {
            id: record.id,
            top: record.top,
            fields: record.fields,
            bodies: record.bodies,
            redirects: record.redirects,
            extra: record.extra,
            drafts: record.drafts.into_iter().map(|(lang, _)| lang).collect(),
            inside: None,
            unreadable: record.unreadable,
        }
    }
}

/// All records and inline entities, in unsorted lists.
pub struct Collected {
    pub articles: Vec<CollectedRecord<RawArticle>>,
    pub actors: Vec<CollectedRecord<RawActor>>,
    pub regions: Vec<CollectedRecord<RawRegion>>,
    pub events: Vec<CollectedRecord<RawEvent>>,
    pub sources: Vec<CollectedRecord<RawSource>>,
    pub pages: Vec<CollectedRecord<crate::schema::RawPage>>,
    /// The events that each article uses, by name or inline.
    pub event_uses: Vec<Vec<CollectedUse>>,
    /// The sources that each article uses, by name or inline.
    pub source_uses: Vec<Vec<CollectedUse>>,
    pub default_lang: Lang,
}

/// An article's use of an event or source.
pub enum CollectedUse {
    Named(Reference, Option<String>),
    /// An inline entity, by its position in the unsorted list of the kind, with its role.
    Inline(usize, Option<String>),
}

impl Collected {
    pub fn gather(
        records: Records,
        default_lang: Lang,
        withheld: &mut BTreeSet<(ContentKind, String)>,
        diagnostics: &mut Diagnostics,
    ) -> Collected {
        let mut collected = Collected {
            articles: records
                .articles
                .into_iter()
                .map(CollectedRecord::from)
                .collect(),
            actors: records
                .actors
                .into_iter()
                .map(CollectedRecord::from)
                .collect(),
            regions: records
                .regions
                .into_iter()
                .map(CollectedRecord::from)
                .collect(),
            events: records
                .events
                .into_iter()
                .map(CollectedRecord::from)
                .collect(),
            sources: records
                .sources
                .into_iter()
                .map(CollectedRecord::from)
                .collect(),
            pages: records
                .pages
                .into_iter()
                .map(CollectedRecord::from)
                .collect(),
            event_uses: Vec::new(),
            source_uses: Vec::new(),
            default_lang,
        };
        for (article, entry) in collected.articles.iter_mut().enumerate() {
            let mut events = Vec::new();
            for used in std::mem::take(&mut entry.fields.events) {
                match used {
                    RawEventUse::Named { event, role } => {
                        events.push(CollectedUse::Named(event, role));
                    }
                    RawEventUse::Inline { event, role, field } => {
                        let id = event_id(&event);
                        check_id(&id, event.id.as_ref(), diagnostics);
                        events.push(CollectedUse::Inline(collected.events.len(), role));
                        collected
                            .events
                            .push(inline(id, field, *event, article, entry.unreadable));
                    }
                }
            }
            collected.event_uses.push(events);
            let mut sources = Vec::new();
            for used in std::mem::take(&mut entry.fields.sources) {
                match used {
                    RawSourceUse::Named(source) => sources.push(CollectedUse::Named(source, None)),
                    RawSourceUse::Inline { id, source, field } => {
                        check_id(&id.value, Some(&id), diagnostics);
                        sources.push(CollectedUse::Inline(collected.sources.len(), None));
                        collected.sources.push(inline(
                            id.value,
                            field,
                            *source,
                            article,
                            entry.unreadable,
                        ));
                    }
                }
            }
            collected.source_uses.push(sources);
        }
        // An id of a published entity is not withheld, even if an unpublished article uses the same
        // id.
        for event in &collected.events {
            withheld.remove(&(ContentKind::Event, event.id.clone()));
        }
        for source in &collected.sources {
            withheld.remove(&(ContentKind::Source, source.id.clone()));
        }
        collected
    }

    /// Returns the positions of entities whose files cannot be parsed, each with its file.
    pub fn unreadable(&self) -> BTreeMap<(ContentKind, usize), FileId> {
        fn places<T>(
            kind: ContentKind,
            entries: &[CollectedRecord<T>],
        ) -> impl Iterator<Item = ((ContentKind, usize), FileId)> {
            let entries = entries.iter().enumerate();
            entries.filter_map(move |(place, entry)| Some(((kind, place), entry.unreadable?)))
        }
        places(ContentKind::Article, &self.articles)
            .chain(places(ContentKind::Actor, &self.actors))
            .chain(places(ContentKind::Region, &self.regions))
            .chain(places(ContentKind::Event, &self.events))
            .chain(places(ContentKind::Source, &self.sources))
            .chain(places(ContentKind::Page, &self.pages))
            .collect()
    }

    pub fn name_tables(&self, diagnostics: &mut Diagnostics) -> BTreeMap<ContentKind, NameTable> {
        let built: Vec<(ContentKind, NameTable, Diagnostics)> = ContentKind::ALL
            .into_par_iter()
            .map(|kind| {
                let mut own = Diagnostics::default();
                let table = self.name_table(kind, &mut own);
                (kind, table, own)
            })
            .collect();
        let mut tables = BTreeMap::new();
        for (kind, table, own) in built {
            diagnostics.append(own);
            tables.insert(kind, table);
        }
        tables
    }

    fn name_table(&self, kind: ContentKind, diagnostics: &mut Diagnostics) -> NameTable {
        match kind {
            ContentKind::Article => name_table_of(
                kind,
                &self.articles,
                |entry| titles(&entry.fields.title),
                diagnostics,
            ),
            ContentKind::Actor => name_table_of(
                kind,
                &self.actors,
                |entry| {
                    names(
                        &entry.fields.name,
                        entry.fields.aliases.iter().map(|a| &a.value),
                    )
                },
                diagnostics,
            ),
            ContentKind::Region => name_table_of(
                kind,
                &self.regions,
                |entry| {
                    names(
                        &entry.fields.name,
                        entry.fields.aliases.iter().map(|a| &a.value),
                    )
                },
                diagnostics,
            ),
            ContentKind::Event => name_table_of(
                kind,
                &self.events,
                |entry| titles(&entry.fields.title),
                diagnostics,
            ),
            ContentKind::Source => name_table_of(kind, &self.sources, |_| Vec::new(), diagnostics),
            ContentKind::Page => name_table_of(
                kind,
                &self.pages,
                |entry| titles(&entry.fields.title),
                diagnostics,
            ),
        }
    }

    /// Returns the name of a declared actor or region as written, if it folds to `folded`. Returns
    /// the id if no name does.
    pub fn spelling(&self, kind: ContentKind, place: usize, folded: &str) -> String {
        let (id, names) = match kind {
            ContentKind::Actor => {
                let entry = &self.actors[place];
                (
                    &entry.id,
                    names(
                        &entry.fields.name,
                        entry.fields.aliases.iter().map(|alias| &alias.value),
                    ),
                )
            }
            _ => {
                let entry = &self.regions[place];
                (
                    &entry.id,
                    names(
                        &entry.fields.name,
                        entry.fields.aliases.iter().map(|alias| &alias.value),
                    ),
                )
            }
        };
        names
            .into_iter()
            .find(|name| fold(name) == folded)
            .unwrap_or_else(|| id.clone())
    }

    /// Calls a function with every reference to an actor or region, in the order of the files.
    pub fn each_reference(&self, mut visit: impl FnMut(ContentKind, &Reference)) {
        for entry in &self.actors {
            entry
                .fields
                .relations
                .iter()
                .for_each(|relation| visit(ContentKind::Actor, &relation.actor));
            entry
                .fields
                .labels
                .iter()
                .filter_map(|label| label.used_by.as_ref())
                .for_each(|actor| visit(ContentKind::Actor, actor));
            entry
                .fields
                .region
                .iter()
                .for_each(|region| visit(ContentKind::Region, region));
        }
        for entry in &self.articles {
            entry
                .fields
                .actors
                .iter()
                .for_each(|actor| visit(ContentKind::Actor, actor));
            entry
                .fields
                .regions
                .iter()
                .for_each(|region| visit(ContentKind::Region, region));
        }
        for entry in &self.events {
            let event = &entry.fields;
            for actor in event
                .side_a
                .iter()
                .chain(&event.side_b)
                .chain(&event.actors)
            {
                visit(ContentKind::Actor, actor);
            }
            event
                .regions
                .iter()
                .for_each(|region| visit(ContentKind::Region, region));
            for claim in &event.claims {
                claim
                    .claimant
                    .iter()
                    .chain(&claim.of)
                    .for_each(|actor| visit(ContentKind::Actor, actor));
            }
        }
        for entry in &self.regions {
            entry
                .fields
                .part_of
                .iter()
                .for_each(|part| visit(ContentKind::Region, &part.region));
        }
        for entry in &self.pages {
            let sides = entry.fields.home.sides.iter();
            sides
                .flat_map(|side| &side.actors)
                .for_each(|actor| visit(ContentKind::Actor, actor));
        }
        for entry in &self.sources {
            entry
                .fields
                .original
                .iter()
                .for_each(|actor| visit(ContentKind::Actor, actor));
        }
    }
}

fn inline<T>(
    id: String,
    top: Field,
    fields: T,
    article: usize,
    unreadable: Option<FileId>,
) -> CollectedRecord<T> {
    CollectedRecord {
        id,
        top,
        fields,
        bodies: Localized::default(),
        redirects: Vec::new(),
        extra: Localized::default(),
        drafts: Vec::new(),
        inside: Some(article),
        unreadable,
    }
}

/// Reports an id in front matter that is not valid.
pub fn check_id(id: &str, written: Option<&Reference>, diagnostics: &mut Diagnostics) {
    if let Some(written) = written
        && !crate::load::is_id(id)
    {
        let cure = match slug(id) {
            Some(slug) => message!("write `{text}`", text = slug),
            None => message!("choose one in Latin letters"),
        };
        diagnostics.push(
            Diagnostic::new(
                Code::BadId,
                &written.field,
                message!(
                    "`{id}` is not a valid id: use a to z, 0 to 9 and hyphens",
                    id
                ),
            )
            .help(cure),
        );
    }
}

pub fn titles(title: &LocalizedText) -> Vec<String> {
    title.iter().map(|(_, text)| text.clone()).collect()
}

pub fn names<'a>(name: &LocalizedText, aliases: impl Iterator<Item = &'a Alias>) -> Vec<String> {
    let mut names = titles(name);
    names.extend(aliases.map(|alias| alias.name.clone()));
    names
}

pub fn name_table_of<T>(
    kind: ContentKind,
    entries: &[CollectedRecord<T>],
    names: impl Fn(&CollectedRecord<T>) -> Vec<String>,
    diagnostics: &mut Diagnostics,
) -> NameTable {
    let mut table = NameTable::default();
    for (place, entry) in entries.iter().enumerate() {
        if !table.add(place, &entry.id) {
            let first = entries
                .iter()
                .find(|other| other.id == entry.id)
                .expect("the id is taken by one before");
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    &entry.top,
                    same_id(kind, &entry.id),
                )
                .help(message!(
                    "give one of them another id; ids are unique within a kind, inline ones included"
                ))
                .related(&first.top, message!("the other one")),
            );
        }
    }
    for (place, entry) in entries.iter().enumerate() {
        for name in names(entry) {
            table.add_name(place, &name);
        }
    }
    table
}

/// Returns the message about an id that two entities of a kind have.
fn same_id(kind: ContentKind, id: &str) -> Message {
    match kind {
        ContentKind::Article => message!("two articles have the id `{id}`", id),
        ContentKind::Actor => message!("two actors have the id `{id}`", id),
        ContentKind::Region => message!("two regions have the id `{id}`", id),
        ContentKind::Event => message!("two events have the id `{id}`", id),
        ContentKind::Source => message!("two sources have the id `{id}`", id),
        ContentKind::Page => message!("two pages have the id `{id}`", id),
    }
}
