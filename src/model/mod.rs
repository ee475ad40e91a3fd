//! The [`Atlas`]: everything that a site knows, typed and linked. Pure data.
//!
//! A reference is an [`Id`], an index into the atlas; nothing is left to look up by name. The
//! vocabularies (kinds of events, actors, sources) are closed lists of the field's own terms.
//! Nothing here reads, checks or renders.

pub mod count;
pub mod date;
pub mod licence;
pub mod photograph;
pub mod terms;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Index;

pub use self::count::{About, Count, Number};
pub use self::date::Date;
pub use self::licence::Licence;
pub use self::photograph::{Photograph, Photographs};
pub use self::terms::{
    ActorType, EventClarity, EventType, Grade, Level, Measure, Precision, RelationType, Scale,
    SourceKind, Status, SubEventType, ViolenceType,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::diag::{Field, Location};
use crate::incremental::fingerprint::Fingerprint;
use crate::incremental::track::{self, Table, TableHashes};
use crate::lang::{Lang, Localized};
use crate::source::FileId;
use crate::yaml::Value;

/// A thing in the atlas.
pub struct Id<T> {
    index: u32,
    kind: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// The thing at that place of its list.
    ///
    /// # Panics
    /// When there are more than four thousand million things.
    pub fn new(index: usize) -> Self {
        Id {
            index: u32::try_from(index).expect("fewer things than a u32 can count"),
            kind: PhantomData,
        }
    }

    /// Its place in the list.
    pub fn index(self) -> usize {
        self.index as usize
    }
}

// Derives would ask the same of `T`, which is only a name here.
impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}

impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.index.serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id<T>, D::Error> {
        Ok(Id {
            index: u32::deserialize(deserializer)?,
            kind: PhantomData,
        })
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "#{}", self.index)
    }
}

/// What has a list of its own in the atlas.
pub trait Tracked {
    /// Where accesses to the list are noted.
    const TABLE: Table;
}

macro_rules! kept {
    ($($kind:ident: $table:ident),*) => {
        $(impl Tracked for $kind {
            const TABLE: Table = Table::$table;
        })*
    };
}

kept!(Article: Articles, Actor: Actors, Region: Regions, Event: Events, Source: Sources, FreePage: Pages);

/// The things of one kind, sorted by their ids' texts. What is read is noted; see [`trace`].
#[derive(Debug, Serialize, Deserialize)]
pub struct List<T> {
    items: Vec<T>,
}

impl<T: Tracked> List<T> {
    /// The list of those things, in that order.
    pub fn new(items: Vec<T>) -> Self {
        List { items }
    }

    /// Every thing with its id.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Id<T>, &T)> {
        track::record_all(T::TABLE);
        self.items
            .iter()
            .enumerate()
            .map(|(index, item)| (Id::new(index), item))
    }

    /// The thing itself, to be completed by the phase that builds the list.
    pub fn get_mut(&mut self, id: Id<T>) -> &mut T {
        &mut self.items[id.index()]
    }

    /// A thing without noting it: for what [`Atlas::outline`] tells.
    fn quietly(&self, id: Id<T>) -> &T {
        &self.items[id.index()]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        track::record_all(T::TABLE);
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The fingerprints of all things.
    pub fn row(&self) -> (Table, TableHashes)
    where
        T: Hash + Sync,
    {
        (T::TABLE, TableHashes::list(&self.items))
    }
}

impl<T: Tracked> Index<Id<T>> for List<T> {
    type Output = T;

    fn index(&self, id: Id<T>) -> &T {
        track::record(T::TABLE, id.index());
        &self.items[id.index()]
    }
}

/// All that a site knows.
#[derive(Debug, Serialize, Deserialize)]
pub struct Atlas {
    pub articles: List<Article>,
    pub actors: List<Actor>,
    pub regions: List<Region>,
    pub events: List<Event>,
    pub sources: List<Source>,
    pub pages: List<FreePage>,
}

impl Atlas {
    /// Every thing, kind by kind, in the order of the lists.
    pub fn entities(&self) -> impl Iterator<Item = Entity> + '_ {
        let articles = self.articles.iter().map(|(id, _)| Entity::Article(id));
        let actors = self.actors.iter().map(|(id, _)| Entity::Actor(id));
        let regions = self.regions.iter().map(|(id, _)| Entity::Region(id));
        let events = self.events.iter().map(|(id, _)| Entity::Event(id));
        let sources = self.sources.iter().map(|(id, _)| Entity::Source(id));
        let pages = self.pages.iter().map(|(id, _)| Entity::Page(id));
        articles
            .chain(actors)
            .chain(regions)
            .chain(events)
            .chain(sources)
            .chain(pages)
    }

    /// The fingerprints of all lists.
    pub fn rows(&self) -> [(Table, TableHashes); 6] {
        [
            self.articles.row(),
            self.actors.row(),
            self.regions.row(),
            self.events.row(),
            self.sources.row(),
            self.pages.row(),
        ]
    }

    /// The id of a thing. That it is read is not noted: see [`Atlas::outline`].
    pub fn id(&self, entity: Entity) -> &str {
        match entity {
            Entity::Article(id) => &self.articles.quietly(id).id,
            Entity::Actor(id) => &self.actors.quietly(id).id,
            Entity::Region(id) => &self.regions.quietly(id).id,
            Entity::Event(id) => &self.events.quietly(id).id,
            Entity::Source(id) => &self.sources.quietly(id).id,
            Entity::Page(id) => &self.pages.quietly(id).id,
        }
    }

    /// Adds to a fingerprint which things there are, and in which languages they have texts: every
    /// page counts on that, to link to others, and a list of all events should not be made again
    /// because an article got another title.
    pub fn outline(&self, print: &mut Fingerprint) {
        for entity in self.entities() {
            print.value(&(entity, self.id(entity)));
            for (lang, body) in self.bodies(entity).iter() {
                print.value(&(lang, body));
            }
        }
    }

    /// The name or title of a thing.
    pub fn name(&self, entity: Entity) -> &LocalizedText {
        match entity {
            Entity::Article(id) => &self.articles[id].title,
            Entity::Actor(id) => &self.actors[id].name,
            Entity::Region(id) => &self.regions[id].name,
            Entity::Event(id) => &self.events[id].title,
            Entity::Source(id) => &self.sources[id].title,
            Entity::Page(id) => &self.pages[id].title,
        }
    }

    /// The Markdown of a thing, in the languages in which it has some. That it is read is not
    /// noted: see [`Atlas::outline`].
    pub fn bodies(&self, entity: Entity) -> &Localized<BodyFile> {
        match entity {
            Entity::Article(id) => &self.articles.quietly(id).bodies,
            Entity::Actor(id) => &self.actors.quietly(id).bodies,
            Entity::Region(id) => &self.regions.quietly(id).bodies,
            Entity::Event(id) => &self.events.quietly(id).bodies,
            Entity::Source(id) => &self.sources.quietly(id).bodies,
            Entity::Page(id) => &self.pages.quietly(id).bodies,
        }
    }

    /// The addresses of an earlier time that now lead to a thing.
    pub fn redirects(&self, entity: Entity) -> &[Redirect] {
        match entity {
            Entity::Article(id) => &self.articles[id].redirects,
            Entity::Actor(id) => &self.actors[id].redirects,
            Entity::Region(id) => &self.regions[id].redirects,
            Entity::Event(id) => &self.events[id].redirects,
            Entity::Source(id) => &self.sources[id].redirects,
            Entity::Page(id) => &self.pages[id].redirects,
        }
    }

    /// What only a theme knows of a thing, in a language: what its original says, with what its
    /// translation says instead.
    pub fn extra(&self, entity: Entity, lang: Lang) -> Extra {
        let extra = match entity {
            Entity::Article(id) => &self.articles[id].extra,
            Entity::Actor(id) => &self.actors[id].extra,
            Entity::Region(id) => &self.regions[id].extra,
            Entity::Event(id) => &self.events[id].extra,
            Entity::Source(id) => &self.sources[id].extra,
            Entity::Page(id) => &self.pages[id].extra,
        };
        let original = extra
            .iter()
            .next()
            .map(|(_, own)| own.clone())
            .unwrap_or_default();
        extra
            .exact(lang)
            .map_or(original.clone(), |own| original.with(own))
    }
}

/// A thing that may be linked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Entity {
    Article(Id<Article>),
    Actor(Id<Actor>),
    Region(Id<Region>),
    Event(Id<Event>),
    Source(Id<Source>),
    Page(Id<FreePage>),
}

impl Entity {
    /// Its place in the list of its kind.
    pub fn index(self) -> usize {
        match self {
            Entity::Article(id) => id.index(),
            Entity::Actor(id) => id.index(),
            Entity::Region(id) => id.index(),
            Entity::Event(id) => id.index(),
            Entity::Source(id) => id.index(),
            Entity::Page(id) => id.index(),
        }
    }

    /// Where accesses to its prose are noted.
    pub fn prose_table(self) -> Table {
        match self {
            Entity::Article(_) => Table::ArticleProse,
            Entity::Actor(_) => Table::ActorProse,
            Entity::Region(_) => Table::RegionProse,
            Entity::Event(_) => Table::EventProse,
            Entity::Source(_) => Table::SourceProse,
            Entity::Page(_) => Table::PageProse,
        }
    }
}

/// A text that a reader sees, in one or several languages.
pub type LocalizedText = Localized<String>;

/// What only a theme knows of a thing: a mapping as its author wrote it. Most things have none.
#[derive(Clone, Debug, Default, PartialEq, Hash, Serialize, Deserialize)]
pub struct Extra(Vec<(String, Value)>);

impl Extra {
    /// The entries of a mapping.
    pub fn new(entries: Vec<(String, Value)>) -> Extra {
        Extra(entries)
    }

    /// The entries, in the order in which they are written.
    pub fn entries(&self) -> &[(String, Value)] {
        &self.0
    }

    /// Replaces entries by those of a translation.
    #[must_use]
    pub fn with(&self, other: &Extra) -> Extra {
        let mut entries = self.entries().to_vec();
        for (key, value) in other.entries() {
            match entries.iter_mut().find(|(known, _)| known == key) {
                Some((_, old)) => *old = value.clone(),
                None => entries.push((key.clone(), value.clone())),
            }
        }
        Extra::new(entries)
    }
}

/// The file of a Markdown text in one language. Where the text stands in it is in the tree of
/// documents: an edit of the text leaves the atlas as it is.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct BodyFile {
    pub file: FileId,
}

/// An address of an earlier time that now leads here.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct Redirect {
    /// As written: an absolute path below the base path.
    pub path: String,
    pub field: Field,
    /// The language whose page it leads to.
    pub lang: Lang,
}

/// A dated text by the desk, with what it explains.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Article {
    pub id: String,
    pub title: LocalizedText,
    /// One body for each language in which the article exists; the original first.
    pub bodies: Localized<BodyFile>,
    pub date: Date,
    pub updated: Option<Date>,
    pub summary: LocalizedText,
    pub authors: Vec<LocalizedText>,
    /// Those named in the article's own front matter, without its events'.
    pub actors: Vec<Id<Actor>>,
    pub regions: Vec<Id<Region>>,
    pub topics: Vec<Topic>,
    pub events: Vec<EventUse>,
    pub sources: Vec<Id<Source>>,
    pub corrections: Vec<Correction>,
    pub open_questions: Vec<LocalizedText>,
    /// What is sure, a line each.
    pub established: Vec<LocalizedText>,
    /// What is not sure, a line each.
    pub not_established: Vec<LocalizedText>,
    pub review_by: Option<Date>,
    pub image: Option<Image>,
    /// Languages in which a translation is a draft: not published, and not missing either.
    pub in_translation: Vec<Lang>,
    pub redirects: Vec<Redirect>,
    /// What only a theme knows of it, by the language of the file.
    pub extra: Localized<Extra>,
}

/// A subject that several articles share, by its slug and the name it was first given.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Topic {
    pub slug: String,
    pub name: LocalizedText,
}

/// An event in an article, and what part it plays there.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct EventUse {
    pub event: Id<Event>,
    /// For instance `background`.
    pub role: Option<String>,
}

/// What was wrong and is now right.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Correction {
    pub date: Date,
    pub text: LocalizedText,
}

/// An article's picture.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Image {
    /// The path of the file below `content/`.
    pub media: String,
    pub alt: LocalizedText,
    pub credit: Option<LocalizedText>,
}

/// One who acts: forces, groups, governments, organizations, persons.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Actor {
    pub id: String,
    pub name: LocalizedText,
    pub aliases: Vec<Alias>,
    pub actor_type: Option<ActorType>,
    /// When it existed.
    pub active: Option<Date>,
    pub relations: Vec<Relation>,
    pub region: Option<Id<Region>>,
    pub party_to_conflict: Option<bool>,
    pub labels: Vec<ActorLabel>,
    pub acled_name: Option<String>,
    pub ucdp_id: Option<String>,
    pub wikidata: Option<String>,
    pub url: Option<String>,
    pub bodies: Localized<BodyFile>,
    pub origin: Origin,
    pub redirects: Vec<Redirect>,
    /// What only a theme knows of it, by the language of the file.
    pub extra: Localized<Extra>,
}

/// Another name; one without a language is the same in all.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct Alias {
    pub lang: Option<Lang>,
    pub name: String,
}

/// Whether a thing has a file or only a name.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub enum Origin {
    Declared(FileId),
    /// Inline in the front matter of an article.
    Inline(Id<Article>, Field),
    /// A name without a file, by its first use.
    Stub(Field),
}

impl Origin {
    /// Where a finding about the thing points.
    pub fn place(&self) -> Location {
        match self {
            Origin::Declared(file) => Location::File(*file),
            Origin::Inline(_, field) | Origin::Stub(field) => Location::Value(field.clone()),
        }
    }
}

/// How two actors stand to one another, and when.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Relation {
    pub relation_type: RelationType,
    pub actor: Id<Actor>,
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub sources: Vec<Id<Source>>,
}

/// What somebody calls an actor.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct ActorLabel {
    pub text: LocalizedText,
    pub used_by: Option<Id<Actor>>,
    pub source: Option<Id<Source>>,
}

/// A place with an extent.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Region {
    pub id: String,
    pub name: LocalizedText,
    pub aliases: Vec<Alias>,
    pub level: Option<Level>,
    pub iso_3166: Option<String>,
    pub part_of: Vec<Membership>,
    pub point: Option<GeoPoint>,
    pub geometry: Option<Geometry>,
    pub geonames: Option<String>,
    pub wikidata: Option<String>,
    pub bodies: Localized<BodyFile>,
    pub origin: Origin,
    pub redirects: Vec<Redirect>,
    /// What only a theme knows of it, by the language of the file.
    pub extra: Localized<Extra>,
}

/// What a region belonged to, and when.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct Membership {
    pub region: Id<Region>,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Membership {
    /// Whether it may have held at a date.
    pub fn held_at(&self, date: &Date) -> bool {
        date.meets(
            self.from.and_then(|from| from.earliest()),
            self.until.and_then(|until| until.latest()),
        )
    }
}

/// Degrees, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GeoPoint {
    /// -90 to 90, north positive.
    pub lat: f64,
    /// -180 to 180, east positive.
    pub lon: f64,
}

// Floating-point numbers have no `Hash`: their bits stand for them.
impl Hash for GeoPoint {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.lat.to_bits(), self.lon.to_bits()).hash(state);
    }
}

/// Which feature of which file is a region's boundary.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Geometry {
    /// Below `content/`.
    pub file: String,
    pub property: String,
    pub value: String,
}

/// Something that happened, at a time, in a place.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Event {
    pub id: String,
    pub title: LocalizedText,
    pub date: Date,
    pub event_type: Option<EventType>,
    pub sub_event_type: Option<SubEventType>,
    pub type_of_violence: Option<ViolenceType>,
    pub event_clarity: Option<EventClarity>,
    pub regions: Vec<Id<Region>>,
    pub place: Option<EventPlace>,
    pub where_prec: Option<Precision>,
    pub where_description: Option<LocalizedText>,
    pub side_a: Vec<Id<Actor>>,
    pub side_b: Vec<Id<Actor>>,
    pub actors: Vec<Id<Actor>>,
    pub claims: Vec<Claim>,
    pub estimates: Vec<Estimate>,
    pub sources: Vec<Id<Source>>,
    /// How exactly the place may be published, where that is less than is known.
    pub publish_precision: Option<Precision>,
    pub graphic: bool,
    pub bodies: Localized<BodyFile>,
    pub origin: Origin,
    pub redirects: Vec<Redirect>,
    /// What only a theme knows of it, by the language of the file.
    pub extra: Localized<Extra>,
}

/// A named point where an event happened.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct EventPlace {
    pub name: Option<LocalizedText>,
    pub point: Option<GeoPoint>,
}

/// What somebody says of an event, on whose authority.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Claim {
    pub id: String,
    /// Its place in the event's list as written.
    pub written: usize,
    pub measure: Measure,
    /// What is counted, for `other`.
    pub label: Option<LocalizedText>,
    pub amount: Amount,
    /// The day that the figure is of, where that is not the event's.
    pub date: Option<Date>,
    pub of: Option<Id<Actor>>,
    pub claimant: Id<Actor>,
    pub sources: Vec<Id<Source>>,
    pub quote: LocalizedText,
    pub grade: Option<Grade>,
    pub status: Option<Status>,
    pub notes: LocalizedText,
    pub responds_to: Option<ClaimRef>,
    pub contradicted_by: Vec<ClaimRef>,
}

impl Event {
    /// The day that the figure of a claim is of: its own, else the event's.
    pub fn date_of(&self, claim: &Claim) -> Date {
        claim.date.unwrap_or(self.date)
    }
}

/// A claim, by its event and its place in the event's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClaimRef {
    pub event: Id<Event>,
    pub claim: usize,
}

/// The figure of a claim, or its words where it is not a figure.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub enum Amount {
    Count(Count),
    Value(LocalizedText),
}

/// The desk's own figure, signed.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Estimate {
    pub measure: Measure,
    pub count: Count,
    pub basis: LocalizedText,
    pub by: LocalizedText,
    pub date: Date,
}

/// Where something can be read.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Source {
    pub id: String,
    pub title: LocalizedText,
    pub kind: Option<SourceKind>,
    pub publisher: Option<String>,
    pub author: Option<String>,
    pub date: Option<Date>,
    pub url: Option<String>,
    pub archive_url: Option<String>,
    pub archived_at: Option<Date>,
    pub accessed: Option<Date>,
    pub lang: Option<Lang>,
    pub scale: Option<Scale>,
    /// Whose words they are.
    pub original: Option<Id<Actor>>,
    pub derives_from: Vec<Id<Source>>,
    pub sha256: Option<String>,
    pub bodies: Localized<BodyFile>,
    pub origin: Origin,
    pub redirects: Vec<Redirect>,
    /// What only a theme knows of it, by the language of the file.
    pub extra: Localized<Extra>,
}

/// A page that is none of the above: about, method, home.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct FreePage {
    pub id: String,
    pub title: LocalizedText,
    pub summary: LocalizedText,
    /// What gives the home page its shape; empty on other pages.
    pub home: Home,
    pub bodies: Localized<BodyFile>,
    pub redirects: Vec<Redirect>,
    /// What only a theme knows of it, by the language of the file.
    pub extra: Localized<Extra>,
}

/// The id of the free page that stands on the home page.
pub const HOME: &str = "home";

/// The explanation that a home page begins with, from the front matter of `pages/home.md`.
#[derive(Debug, Default, Hash, Serialize, Deserialize)]
pub struct Home {
    /// One sentence that says what the conflict is.
    pub lead: LocalizedText,
    /// The day of which all of it is true.
    pub as_of: Option<Date>,
    pub turning_points: Vec<Id<Event>>,
    pub sides: Vec<Side>,
    /// Claims about how many were killed, hurt or displaced; they are never added.
    pub toll: Vec<ClaimRef>,
    pub contested: Vec<Contested>,
    pub start_here: Vec<Id<Article>>,
}

/// A side of the conflict, in a line.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Side {
    pub name: LocalizedText,
    pub actors: Vec<Id<Actor>>,
    pub text: LocalizedText,
}

/// What is contested: one figure, or the whole account of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Contested {
    Claim(ClaimRef),
    Event(Id<Event>),
}
