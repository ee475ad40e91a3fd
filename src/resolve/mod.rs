//! Records become the [`Atlas`]: every name is looked up, nothing is left as text that means a thing.
//!
//! First what is not published yet is set aside. Then inline events and sources join those with files,
//! all ids and names go into directories, names without a file become stubs, and each record is built
//! anew with ids in place of names. What only the whole can show (cycles, regions outside their
//! time, claims that answer claims) is checked in `checks`.

mod build;
mod checks;
mod names;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;

use self::names::{Directory, Found};
use crate::config::{Config, Undeclared};
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Place, Severity};
use crate::lang::Localized;
use crate::lang::{Lang, fold};
use crate::load::{Kind, slug};
use crate::model::{Actor, Alias, Atlas, Body, Event, Id, Origin, Phrase, Redirect, Region, Source, Thing};
use crate::schema::{
    RawActor, RawArticle, RawEvent, RawEventUse, RawRegion, RawSource, RawSourceUse, Record, Records, Reference,
};

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
pub struct Names {
    directories: BTreeMap<Kind, Directory>,
    /// From a place in a directory to the place in the atlas.
    order: BTreeMap<Kind, Vec<usize>>,
    /// Ids of what is not published yet.
    withheld: BTreeSet<(Kind, String)>,
}

/// What a name in prose was found to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    One(Thing),
    Several(Vec<Thing>),
    /// A thing that is not published yet.
    Withheld,
    /// The nearest known name, if there is one.
    None(Option<Thing>),
}

impl Names {
    /// What a name means, among one kind or all.
    pub fn find(&self, kind: Option<Kind>, name: &str) -> Meaning {
        let kinds = Kind::ALL.into_iter().filter(|k| kind.is_none_or(|kind| kind == *k));
        let mut things = Vec::new();
        for kind in kinds.clone() {
            match self.directories[&kind].find(name) {
                Found::One(place) => things.push(self.thing(kind, place)),
                Found::Several(places) => things.extend(places.into_iter().map(|place| self.thing(kind, place))),
                Found::None => {}
            }
        }
        match things.as_slice() {
            [one] => Meaning::One(*one),
            [] if kinds
                .clone()
                .any(|kind| self.withheld.contains(&(kind, name.to_owned()))) =>
            {
                Meaning::Withheld
            }
            [] => Meaning::None(
                kinds
                    .filter_map(|kind| {
                        self.directories[&kind]
                            .near(name)
                            .map(|(place, _)| self.thing(kind, place))
                    })
                    .next(),
            ),
            _ => Meaning::Several(things),
        }
    }

    /// Whether the thing with that id exists and is not published yet.
    pub fn is_withheld(&self, kind: Kind, id: &str) -> bool {
        self.withheld.contains(&(kind, id.to_owned()))
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

/// Links all records. `media` are the files that an image may name, below `content/`.
pub fn atlas(
    records: Records,
    media: &BTreeSet<String>,
    config: &Config,
    clock: Clock,
    sources: &crate::source::Sources,
    diagnostics: &mut Diagnostics,
) -> (Atlas, Names) {
    let mut withheld = BTreeSet::new();
    let records = published(records, clock, &mut withheld);
    let pool = Pool::gather(records, config.languages.default(), &mut withheld, diagnostics);
    let mut linker = Linker {
        directories: pool.directories(diagnostics),
        order: BTreeMap::new(),
        withheld,
        media,
        sources,
        config,
        diagnostics,
        actor_stubs: Vec::new(),
        region_stubs: Vec::new(),
        claim_links: Vec::new(),
    };
    linker.stubs(&pool);
    linker.sort(&pool);
    linker.build(pool)
}

/// Leaves out drafts and articles of a day to come, with all that stands in them.
fn published(mut records: Records, clock: Clock, withheld: &mut BTreeSet<(Kind, String)>) -> Records {
    let (shown, hidden): (Vec<_>, Vec<_>) = records.articles.into_iter().partition(|article| {
        let early = article
            .fields
            .date
            .value
            .earliest()
            .is_some_and(|day| day > clock.today);
        let draft = article.fields.draft && clock.drafts == Drafts::Hidden;
        !early && !draft
    });
    for article in hidden {
        withheld.insert((Kind::Article, article.id));
        for event in article.fields.events {
            if let RawEventUse::Inline { event, .. } = event {
                withheld.insert((Kind::Event, event_id(&event)));
            }
        }
        for source in article.fields.sources {
            if let RawSourceUse::Inline { id, .. } = source {
                withheld.insert((Kind::Source, id.value));
            }
        }
    }
    records.articles = shown;
    records
}

/// The id of an inline event: its own, else its date and title.
fn event_id(event: &RawEvent) -> String {
    match &event.id {
        Some(id) => id.value.clone(),
        None => {
            let title = event.title.iter().next().map_or("", |(_, title)| title.as_str());
            let date = event.date.value.to_string().replace(['/', '.', '~', '?'], "-");
            slug(&format!("{date}-{title}")).unwrap_or_else(|| slug(&date).unwrap_or_else(|| "event".to_owned()))
        }
    }
}

/// A record, or a thing that stands inside an article.
struct Entry<T> {
    id: String,
    top: Field,
    fields: T,
    bodies: Localized<Body>,
    redirects: Vec<Redirect>,
    /// The article's place in the pool, for what stands inside one.
    inside: Option<usize>,
}

impl<T> Entry<T> {
    fn from(record: Record<T>) -> Entry<T> {
        Entry {
            id: record.id,
            top: record.top,
            fields: record.fields,
            bodies: record.bodies,
            redirects: record.redirects,
            inside: None,
        }
    }
}

/// All entries, inline ones among them.
struct Pool {
    articles: Vec<Entry<RawArticle>>,
    actors: Vec<Entry<RawActor>>,
    regions: Vec<Entry<RawRegion>>,
    events: Vec<Entry<RawEvent>>,
    sources: Vec<Entry<RawSource>>,
    pages: Vec<Entry<crate::schema::RawPage>>,
    /// For each article, the events it names or holds.
    event_uses: Vec<Vec<PoolUse>>,
    /// For each article, the sources it names or holds.
    source_uses: Vec<Vec<PoolUse>>,
    default_lang: Lang,
}

/// An article's use of an event or source.
enum PoolUse {
    Named(Reference, Option<String>),
    /// By place in the pool.
    Inline(usize, Option<String>),
}

impl Pool {
    fn gather(
        records: Records,
        default_lang: Lang,
        withheld: &mut BTreeSet<(Kind, String)>,
        diagnostics: &mut Diagnostics,
    ) -> Pool {
        let mut pool = Pool {
            articles: records.articles.into_iter().map(Entry::from).collect(),
            actors: records.actors.into_iter().map(Entry::from).collect(),
            regions: records.regions.into_iter().map(Entry::from).collect(),
            events: records.events.into_iter().map(Entry::from).collect(),
            sources: records.sources.into_iter().map(Entry::from).collect(),
            pages: records.pages.into_iter().map(Entry::from).collect(),
            event_uses: Vec::new(),
            source_uses: Vec::new(),
            default_lang,
        };
        for (article, entry) in pool.articles.iter_mut().enumerate() {
            let mut events = Vec::new();
            for used in std::mem::take(&mut entry.fields.events) {
                match used {
                    RawEventUse::Named { event, role } => events.push(PoolUse::Named(event, role)),
                    RawEventUse::Inline { event, role, field } => {
                        let id = event_id(&event);
                        check_id(&id, event.id.as_ref(), diagnostics);
                        events.push(PoolUse::Inline(pool.events.len(), role));
                        pool.events.push(inline(id, field, *event, article));
                    }
                }
            }
            pool.event_uses.push(events);
            let mut sources = Vec::new();
            for used in std::mem::take(&mut entry.fields.sources) {
                match used {
                    RawSourceUse::Named(source) => sources.push(PoolUse::Named(source, None)),
                    RawSourceUse::Inline { id, source, field } => {
                        check_id(&id.value, Some(&id), diagnostics);
                        sources.push(PoolUse::Inline(pool.sources.len(), None));
                        pool.sources.push(inline(id.value, field, *source, article));
                    }
                }
            }
            pool.source_uses.push(sources);
        }
        // What a published file declares is there, whatever an unpublished article holds under the same id.
        for event in &pool.events {
            withheld.remove(&(Kind::Event, event.id.clone()));
        }
        for source in &pool.sources {
            withheld.remove(&(Kind::Source, source.id.clone()));
        }
        pool
    }

    fn directories(&self, diagnostics: &mut Diagnostics) -> BTreeMap<Kind, Directory> {
        BTreeMap::from([
            (
                Kind::Article,
                directory(
                    Kind::Article,
                    &self.articles,
                    |entry| titles(&entry.fields.title),
                    diagnostics,
                ),
            ),
            (
                Kind::Actor,
                directory(
                    Kind::Actor,
                    &self.actors,
                    |entry| names(&entry.fields.name, entry.fields.aliases.iter().map(|a| &a.value)),
                    diagnostics,
                ),
            ),
            (
                Kind::Region,
                directory(
                    Kind::Region,
                    &self.regions,
                    |entry| names(&entry.fields.name, entry.fields.aliases.iter().map(|a| &a.value)),
                    diagnostics,
                ),
            ),
            (
                Kind::Event,
                directory(
                    Kind::Event,
                    &self.events,
                    |entry| titles(&entry.fields.title),
                    diagnostics,
                ),
            ),
            (
                Kind::Source,
                directory(Kind::Source, &self.sources, |_| Vec::new(), diagnostics),
            ),
            (
                Kind::Page,
                directory(
                    Kind::Page,
                    &self.pages,
                    |entry| titles(&entry.fields.title),
                    diagnostics,
                ),
            ),
        ])
    }

    /// Every reference to an actor or region in front matter, in the order of the files.
    fn each_reference(&self, mut visit: impl FnMut(Kind, &Reference)) {
        for entry in &self.actors {
            entry
                .fields
                .relations
                .iter()
                .for_each(|relation| visit(Kind::Actor, &relation.actor));
            entry
                .fields
                .labels
                .iter()
                .filter_map(|label| label.used_by.as_ref())
                .for_each(|actor| visit(Kind::Actor, actor));
            entry
                .fields
                .region
                .iter()
                .for_each(|region| visit(Kind::Region, region));
        }
        for entry in &self.articles {
            entry.fields.actors.iter().for_each(|actor| visit(Kind::Actor, actor));
            entry
                .fields
                .regions
                .iter()
                .for_each(|region| visit(Kind::Region, region));
        }
        for entry in &self.events {
            let event = &entry.fields;
            for actor in event.side_a.iter().chain(&event.side_b).chain(&event.actors) {
                visit(Kind::Actor, actor);
            }
            event.regions.iter().for_each(|region| visit(Kind::Region, region));
            for claim in &event.claims {
                claim
                    .claimant
                    .iter()
                    .chain(&claim.of)
                    .for_each(|actor| visit(Kind::Actor, actor));
            }
        }
        for entry in &self.regions {
            entry
                .fields
                .part_of
                .iter()
                .for_each(|part| visit(Kind::Region, &part.region));
        }
        for entry in &self.sources {
            entry.fields.original.iter().for_each(|actor| visit(Kind::Actor, actor));
        }
    }
}

fn inline<T>(id: String, top: Field, fields: T, article: usize) -> Entry<T> {
    Entry {
        id,
        top,
        fields,
        bodies: Localized::default(),
        redirects: Vec::new(),
        inside: Some(article),
    }
}

/// An id that is written in front matter has to be one.
fn check_id(id: &str, written: Option<&Reference>, diagnostics: &mut Diagnostics) {
    if let Some(written) = written
        && !crate::load::is_id(id)
    {
        let cure = match slug(id) {
            Some(slug) => format!("write `{slug}`"),
            None => "choose one in Latin letters".to_owned(),
        };
        diagnostics.push(
            Diagnostic::new(
                Code::BadId,
                &written.field,
                format!("`{id}` cannot be an id: ids are made of a to z, 0 to 9 and hyphens"),
            )
            .help(cure),
        );
    }
}

fn titles(title: &Phrase) -> Vec<String> {
    title.iter().map(|(_, text)| text.clone()).collect()
}

fn names<'a>(name: &Phrase, aliases: impl Iterator<Item = &'a Alias>) -> Vec<String> {
    let mut names = titles(name);
    names.extend(aliases.map(|alias| alias.name.clone()));
    names
}

fn directory<T>(
    kind: Kind,
    entries: &[Entry<T>],
    names: impl Fn(&Entry<T>) -> Vec<String>,
    diagnostics: &mut Diagnostics,
) -> Directory {
    let mut directory = Directory::default();
    for (place, entry) in entries.iter().enumerate() {
        if !directory.add(place, &entry.id) {
            let first = entries
                .iter()
                .find(|other| other.id == entry.id)
                .expect("the id is taken by one before");
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    &entry.top,
                    format!("two {}s have the id `{}`", kind.noun(), entry.id),
                )
                .help("give one of them another id; ids are unique within a kind, inline ones included")
                .related(&first.top, "the other one"),
            );
        }
    }
    for (place, entry) in entries.iter().enumerate() {
        for name in names(entry) {
            directory.name(place, &name);
        }
    }
    directory
}

/// Looks up names, and makes things for those that nothing declares.
struct Linker<'a> {
    directories: BTreeMap<Kind, Directory>,
    order: BTreeMap<Kind, Vec<usize>>,
    withheld: BTreeSet<(Kind, String)>,
    media: &'a BTreeSet<String>,
    sources: &'a crate::source::Sources,
    config: &'a Config,
    diagnostics: &'a mut Diagnostics,
    actor_stubs: Vec<Stub>,
    region_stubs: Vec<Stub>,
    /// Claims that name other claims, to be looked up when all are built.
    claim_links: Vec<build::ClaimLink>,
}

/// A thing known only by its name.
struct Stub {
    id: String,
    name: String,
    field: Field,
    lang: Lang,
}

impl Linker<'_> {
    /// Makes a stub for each name of an actor or region that no file declares.
    fn stubs(&mut self, pool: &Pool) {
        let mut unknown: Vec<(Kind, Reference)> = Vec::new();
        let mut seen = BTreeSet::new();
        pool.each_reference(|kind, name| {
            if self.directories[&kind].find(&name.value) == Found::None && seen.insert((kind, fold(&name.value))) {
                unknown.push((kind, name.clone()));
            }
        });
        for (kind, name) in unknown {
            self.stub(kind, name, pool);
        }
    }

    fn stub(&mut self, kind: Kind, name: Reference, pool: &Pool) {
        let (declared, stubs) = match kind {
            Kind::Actor => (pool.actors.len(), &mut self.actor_stubs),
            _ => (pool.regions.len(), &mut self.region_stubs),
        };
        let directory = self.directories.get_mut(&kind).expect("every kind has a directory");
        let Some(id) = slug(&name.value) else {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::BadId,
                    &name.field,
                    format!("`{}` has no file, and no address can be made of this name", name.value),
                )
                .help(format!(
                    "create a file in content/{}/ with an id in Latin letters, and `name: {}` in it",
                    kind.folder(),
                    name.value
                )),
            );
            return;
        };
        if directory.has_id(&id) {
            return;
        }
        let near = directory.near(&name.value).map(|(place, _)| place);
        let known = near.map(|place| {
            if place < declared {
                let phrase = match kind {
                    Kind::Actor => &pool.actors[place].fields.name,
                    _ => &pool.regions[place].fields.name,
                };
                phrase
                    .get(pool.default_lang)
                    .map(|(_, name)| name.clone())
                    .unwrap_or_default()
            } else {
                stubs[place - declared].name.clone()
            }
        });
        let place = declared + stubs.len();
        directory.add(place, &id);
        directory.name(place, &name.value);
        let severity = match self.config.undeclared {
            Undeclared::Allow => None,
            Undeclared::Warn => Some(Severity::Warning),
            Undeclared::Error => Some(Severity::Error),
        };
        let create = format!("create content/{}/{id}.md with `name: {}`", kind.folder(), name.value);
        if let Some(known) = known {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::MisspeltName,
                    &name.field,
                    format!("no {} is called `{}`", kind.noun(), name.value),
                )
                .help(format!(
                    "did you mean `{known}`? If this is another {}, {create}",
                    kind.noun()
                )),
            );
        } else if let Some(severity) = severity {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::Undeclared,
                    &name.field,
                    format!(
                        "the {} `{}` has no file; it gets a page with what is known of it",
                        kind.noun(),
                        name.value
                    ),
                )
                .severity(severity)
                .help(format!("{create}, or write `undeclared: allow` in site.yaml")),
            );
        }
        stubs.push(Stub {
            id,
            name: name.value,
            field: name.field,
            lang: pool.default_lang,
        });
    }

    /// Decides the order of every list: by id.
    fn sort(&mut self, pool: &Pool) {
        let stub_ids = |stubs: &[Stub]| stubs.iter().map(|stub| stub.id.clone()).collect::<Vec<_>>();
        let mut order = |kind: Kind, ids: Vec<String>| {
            let mut places: Vec<usize> = (0..ids.len()).collect();
            places.sort_by(|a, b| ids[*a].cmp(&ids[*b]));
            let mut rank = vec![0; ids.len()];
            for (at, place) in places.into_iter().enumerate() {
                rank[place] = at;
            }
            self.order.insert(kind, rank);
        };
        order(Kind::Article, ids(&pool.articles));
        order(Kind::Actor, [ids(&pool.actors), stub_ids(&self.actor_stubs)].concat());
        order(
            Kind::Region,
            [ids(&pool.regions), stub_ids(&self.region_stubs)].concat(),
        );
        order(Kind::Event, ids(&pool.events));
        order(Kind::Source, ids(&pool.sources));
        order(Kind::Page, ids(&pool.pages));
    }

    fn id<T>(&self, kind: Kind, place: usize) -> Id<T> {
        Id::new(self.order[&kind][place])
    }

    fn actor(&mut self, name: &Reference) -> Option<Id<Actor>> {
        self.look_up(Kind::Actor, name)
    }

    fn region(&mut self, name: &Reference) -> Option<Id<Region>> {
        self.look_up(Kind::Region, name)
    }

    fn event(&mut self, name: &Reference) -> Option<Id<Event>> {
        self.look_up(Kind::Event, name)
    }

    fn source(&mut self, name: &Reference) -> Option<Id<Source>> {
        self.look_up(Kind::Source, name)
    }

    fn look_up<T>(&mut self, kind: Kind, name: &Reference) -> Option<Id<T>> {
        let noun = kind.noun();
        match self.directories[&kind].find(&name.value) {
            Found::One(place) => Some(self.id(kind, place)),
            Found::Several(places) => {
                let ids: Vec<String> = places.iter().filter_map(|place| self.id_text(kind, *place)).collect();
                let list = crate::diag::or_list(ids.iter().map(String::as_str));
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::AmbiguousName,
                        &name.field,
                        format!("`{}` fits several {noun}s", name.value),
                    )
                    .help(format!("write the id: {list}")),
                );
                None
            }
            Found::None if self.withheld.contains(&(kind, name.value.clone())) => {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::WithheldLink,
                        &name.field,
                        format!(
                            "the {noun} `{}` is not published yet, so this mention of it is left out",
                            name.value
                        ),
                    )
                    .help("publish both together, or build with --drafts or a later --now to see them"),
                );
                None
            }
            Found::None => {
                // Actors and regions without a slug were reported when stubs were made.
                if matches!(kind, Kind::Event | Kind::Source) {
                    let help = match self.directories[&kind].near(&name.value) {
                        Some((place, near)) => {
                            let id = self.id_text(kind, place).unwrap_or_else(|| near.to_owned());
                            format!("did you mean `{id}`?")
                        }
                        None => format!(
                            "create content/{}/{}.md",
                            kind.folder(),
                            slug(&name.value).unwrap_or_else(|| "its-id".into())
                        ),
                    };
                    self.diagnostics.push(
                        Diagnostic::new(
                            Code::UnknownReference,
                            &name.field,
                            format!("there is no {noun} `{}`", name.value),
                        )
                        .help(help),
                    );
                }
                None
            }
        }
    }

    /// The id of a thing by its place in the pool.
    fn id_text(&self, kind: Kind, place: usize) -> Option<String> {
        self.directories[&kind].id_of(place).map(str::to_owned)
    }
}

fn ids<T>(entries: &[Entry<T>]) -> Vec<String> {
    entries.iter().map(|entry| entry.id.clone()).collect()
}

/// Puts built things into the order that `sort` decided.
fn arranged<T>(built: Vec<T>, rank: &[usize]) -> Vec<T> {
    let mut slots: Vec<Option<T>> = built.iter().map(|_| None).collect();
    for (item, at) in built.into_iter().zip(rank) {
        slots[*at] = Some(item);
    }
    slots.into_iter().flatten().collect()
}

/// The place of a finding about a thing with a file, or with a name only.
fn place_of(origin: &Origin) -> Place {
    match origin {
        Origin::Declared(file) => Place::File(*file),
        Origin::Inline(_, field) | Origin::Stub(field) => Place::Value(field.clone()),
    }
}

pub use self::build::join;
pub use self::checks::orphans;
