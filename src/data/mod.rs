//! The site as a data set: tables for download, in shapes of its own, of UCDP GED and of ACLED.
//!
//! Everything is made from the atlas, from which what is not published is gone. What a shape cannot
//! say stays empty. Each table is a list of columns with a function that writes a cell
//! ([`table::Column`]), so header, cells, schema and the page that explains them agree.

mod citation;
mod deaths;
mod entities;
mod event_rows;
mod events;
mod package;
mod place;
mod shapes;
pub mod table;
#[cfg(test)]
mod tests;

pub use self::citation::last_update;
pub use self::event_rows::EventRows;
pub use self::package::meaning;
pub use self::shapes::disorder_type;
use self::table::{Meaning, TableSchema};
use crate::config::Config;
use crate::incremental::fingerprint::Fingerprint;
use crate::lang::{Lang, Localized};
use crate::model::{Actor, Atlas, ClaimRef, Entity, Event, Id, LocalizedText, Region};
use crate::plan::{PageKind, Plan, PlannedPage};
use crate::provenance::Provenances;
use crate::relations::Relations;

/// The folder of the files about the whole site.
pub const FOLDER: &str = "data/";

/// What downloads are made from.
#[derive(Clone, Copy)]
pub struct DataContext<'a> {
    pub atlas: &'a Atlas,
    pub provenances: &'a Provenances,
    pub relations: &'a Relations,
    pub plan: &'a Plan,
    pub config: &'a Config,
}

/// A file that readers can download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// The path below the root of the site.
    pub path: String,
    pub media_type: &'static str,
    pub kind: DownloadKind,
}

/// What a download contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DownloadKind {
    /// A table of the whole site.
    Table(TableId),
    /// Our table of events, for an actor, a region or a year.
    Events(EventScope),
    /// The description of all tables (`datapackage.json`).
    Package,
    /// How to cite the data (`CITATION.cff`).
    Citation,
}

/// A table of the whole site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableId {
    Events,
    Claims,
    Estimates,
    Sources,
    Actors,
    Relations,
    Regions,
    Memberships,
    /// Events in the columns of the UCDP Georeferenced Event Dataset.
    Ucdp,
    /// Events in the columns of ACLED.
    Acled,
}

/// Whose events a table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventScope {
    Actor(Id<Actor>),
    /// A region and its parts.
    Region(Id<Region>),
    Year(i16),
}

/// Sizes of finished downloads by path, in bytes.
pub type DownloadSizes = std::collections::BTreeMap<String, u64>;

impl TableId {
    /// Every table, in the order of the page about the data.
    pub const ALL: [TableId; 10] = [
        TableId::Events,
        TableId::Claims,
        TableId::Estimates,
        TableId::Sources,
        TableId::Actors,
        TableId::Relations,
        TableId::Regions,
        TableId::Memberships,
        TableId::Ucdp,
        TableId::Acled,
    ];

    /// Returns the name of the table, which is also that of its file.
    pub fn name(self) -> &'static str {
        match self {
            TableId::Events => "events",
            TableId::Claims => "claims",
            TableId::Estimates => "estimates",
            TableId::Sources => "sources",
            TableId::Actors => "actors",
            TableId::Relations => "relations",
            TableId::Regions => "regions",
            TableId::Memberships => "memberships",
            TableId::Ucdp => "ucdp",
            TableId::Acled => "acled",
        }
    }

    /// Returns the path of the file below the root of the site.
    pub fn path(self) -> String {
        format!("{FOLDER}{}.csv", self.name())
    }

    /// Returns the columns of the table with their types and meanings.
    pub fn schema(self, data: &DataContext) -> TableSchema {
        match self {
            TableId::Events => events::EVENTS.schema(data),
            TableId::Claims => events::CLAIMS.schema(data),
            TableId::Estimates => events::ESTIMATES.schema(data),
            TableId::Sources => entities::SOURCES.schema(data),
            TableId::Actors => entities::ACTORS.schema(data),
            TableId::Relations => entities::RELATIONS.schema(data),
            TableId::Regions => entities::REGIONS.schema(data),
            TableId::Memberships => entities::MEMBERSHIPS.schema(data),
            TableId::Ucdp => shapes::UCDP.schema(data),
            TableId::Acled => shapes::ACLED.schema(data),
        }
    }

    /// Returns the keys of front matter that the shape has no column for, as `section.key`.
    pub fn omits(self) -> &'static [&'static str] {
        match self {
            TableId::Ucdp => shapes::UCDP_OMITS,
            TableId::Acled => shapes::ACLED_OMITS,
            _ => &[],
        }
    }

    /// Returns the columns that only have a value if the row was imported: the model has no field
    /// for them.
    pub fn imported_columns(self, data: &DataContext) -> Vec<String> {
        let schema = self.schema(data);
        let imported = schema.columns.into_iter();
        imported
            .filter(|column| column.meaning == Meaning::Imported)
            .map(|column| column.name)
            .collect()
    }

    fn bytes(self, data: &DataContext, rows: &EventRows) -> Vec<u8> {
        match self {
            TableId::Events => rows.csv(data, data.timeline()),
            TableId::Claims => events::CLAIMS.csv(data, claims(data)),
            TableId::Estimates => events::ESTIMATES.csv(data, estimates(data)),
            TableId::Sources => {
                entities::SOURCES.csv(data, data.atlas.sources.iter().map(|(id, _)| id))
            }
            TableId::Actors => {
                entities::ACTORS.csv(data, data.atlas.actors.iter().map(|(id, _)| id))
            }
            TableId::Relations => entities::RELATIONS.csv(data, entities::relations(data)),
            TableId::Regions => {
                entities::REGIONS.csv(data, data.atlas.regions.iter().map(|(id, _)| id))
            }
            TableId::Memberships => entities::MEMBERSHIPS.csv(data, entities::memberships(data)),
            TableId::Ucdp => shapes::UCDP.csv(data, shapes::rows(data, shapes::Shape::Ucdp)),
            TableId::Acled => shapes::ACLED.csv(data, shapes::rows(data, shapes::Shape::Acled)),
        }
    }
}

/// Returns all claims, in the order of their events.
fn claims<'a>(data: &DataContext<'a>) -> impl Iterator<Item = ClaimRef> + 'a {
    let atlas = data.atlas;
    data.timeline().flat_map(move |event| {
        (0..atlas.events[event].claims.len()).map(move |claim| ClaimRef { event, claim })
    })
}

/// Returns all estimates, in the order of their events.
fn estimates<'a>(data: &DataContext<'a>) -> impl Iterator<Item = (Id<Event>, usize)> + 'a {
    let atlas = data.atlas;
    data.timeline()
        .flat_map(move |event| (0..atlas.events[event].estimates.len()).map(move |at| (event, at)))
}

impl Download {
    /// Makes the file. `rows` are those of events, and `sizes` those of all tables, which the
    /// package describes.
    pub fn bytes(&self, data: &DataContext, rows: &EventRows, sizes: &DownloadSizes) -> Vec<u8> {
        match self.kind {
            DownloadKind::Table(table) => table.bytes(data, rows),
            DownloadKind::Events(scope) => rows.csv(data, data.events(scope).iter().copied()),
            DownloadKind::Package => package::package(data, sizes),
            DownloadKind::Citation => citation::citation(data),
        }
    }

    /// Returns the hash of what the file is made from besides the data of the site.
    pub fn identity(&self, sizes: &DownloadSizes) -> u64 {
        let mut fingerprint = Fingerprint::default();
        fingerprint.value(&("data", self.kind));
        if self.kind == DownloadKind::Package {
            fingerprint.value(sizes);
        }
        fingerprint.finish()
    }
}

/// Returns the tables: those of the whole site, and the events of each actor, region and year that
/// has any. Empty if the site has no data.
pub fn tables(data: &DataContext) -> Vec<Download> {
    if !data.config.data {
        return Vec::new();
    }
    let csv = |path, kind| Download {
        path,
        media_type: "text/csv",
        kind,
    };
    let whole = TableId::ALL
        .into_iter()
        .map(|table| csv(table.path(), DownloadKind::Table(table)));
    let actors = data.atlas.actors.iter();
    let actors = actors.map(|(id, _)| EventScope::Actor(id));
    let regions = data.atlas.regions.iter();
    let regions = regions.map(|(id, _)| EventScope::Region(id));
    let years = data.relations.years.keys();
    let years = years.map(|year| EventScope::Year(*year));
    let parts = actors.chain(regions).chain(years);
    let parts =
        parts.filter_map(|scope| Some(csv(events_path(data, scope)?, DownloadKind::Events(scope))));
    whole.chain(parts).collect()
}

/// Returns what describes the tables, to be made after them. Empty if the site has no data.
pub fn descriptions(data: &DataContext) -> Vec<Download> {
    if !data.config.data {
        return Vec::new();
    }
    vec![
        Download {
            path: "datapackage.json".to_owned(),
            media_type: "application/json",
            kind: DownloadKind::Package,
        },
        Download {
            path: "CITATION.cff".to_owned(),
            media_type: "application/yaml",
            kind: DownloadKind::Citation,
        },
    ]
}

/// Returns the path of the table of these events. `None` if there are none, or the site has no
/// data.
pub fn events_path(data: &DataContext, scope: EventScope) -> Option<String> {
    if !data.config.data || data.events(scope).is_empty() {
        return None;
    }
    let lang = data.config.languages.default();
    let page = |kind| data.plan.relative(data.atlas, PlannedPage { kind, lang });
    Some(match scope {
        EventScope::Actor(id) => format!("{}events.csv", page(PageKind::Actor(id))),
        EventScope::Region(id) => format!("{}events.csv", page(PageKind::Region(id))),
        EventScope::Year(year) => format!("{FOLDER}years/{year:04}.csv"),
    })
}

impl<'a> DataContext<'a> {
    /// Returns the events of an actor, region or year, earliest first.
    fn events(&self, scope: EventScope) -> &'a [Id<Event>] {
        match scope {
            EventScope::Actor(id) => &self.relations.actors[id.index()].events,
            EventScope::Region(id) => &self.relations.regions[id.index()].events,
            EventScope::Year(year) => self
                .relations
                .years
                .get(&year)
                .map(Vec::as_slice)
                .unwrap_or_default(),
        }
    }

    /// Returns all events, earliest first.
    fn timeline(&self) -> impl Iterator<Item = Id<Event>> + 'a {
        self.relations.timeline.iter().copied()
    }

    /// Returns the language of names in the shapes of others: English if the site has it.
    fn names_language(&self) -> Lang {
        let english = Lang::parse("en").expect("`en` is a tag");
        match self.config.languages.contains(english) {
            true => english,
            false => self.config.languages.default(),
        }
    }

    /// Returns a text for the shapes of others.
    fn text(&self, text: &'a LocalizedText) -> &'a str {
        any(text, self.names_language())
    }

    /// Returns the name of an entity for the shapes of others.
    fn name(&self, entity: Entity) -> &'a str {
        self.text(self.atlas.name(entity))
    }

    /// Returns the address of an entity's page in the default language, with scheme and host.
    fn address(&self, entity: Entity) -> String {
        let lang = self.config.languages.default();
        self.plan
            .absolute(&self.plan.address(self.atlas, entity, lang))
    }

    /// Returns the licence of the data as the site words it.
    pub fn licence(&self) -> &'a LocalizedText {
        match self.config.data_licence.is_empty() {
            true => &self.config.licence,
            false => &self.config.data_licence,
        }
    }
}

/// Returns the value in a language, or else the first one; empty if there is none.
fn any(text: &Localized<String>, lang: Lang) -> &str {
    text.get(lang).map_or("", |(_, text)| text.as_str())
}
