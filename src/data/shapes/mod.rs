//! Events in the columns of other data sets.
//!
//! A column of which the model knows nothing takes its value from `extra.ucdp` or `extra.acled` of
//! the event, so that what was imported goes out again. Numbers of deaths and coordinates never
//! come from there.

mod acled;
mod ucdp;

pub use self::acled::{ACLED, ACLED_OMITS, disorder_type};
pub use self::ucdp::{UCDP, UCDP_OMITS};
use super::deaths::{EventDeaths, deaths};
use super::table::Row;
use super::{DataContext, place};
use crate::model::{Actor, Entity, Event, GeoPoint, Id, Level, Region, Source};
use crate::yaml::Value;

/// A data set whose columns a table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Ucdp,
    Acled,
}

impl Shape {
    /// Returns the key of `extra` that has the fields of this shape.
    fn key(self) -> &'static str {
        match self {
            Shape::Ucdp => "ucdp",
            Shape::Acled => "acled",
        }
    }
}

/// An event, with what several columns say about it.
pub struct ShapedEvent {
    shape: Shape,
    event: Id<Event>,
    deaths: EventDeaths,
    country: Option<Id<Region>>,
    adm1: Option<Id<Region>>,
    adm2: Option<Id<Region>>,
    /// The sources of the event and of its claims, without duplicates.
    sources: Vec<Id<Source>>,
}

/// Returns all events, earliest first.
pub fn rows<'a>(data: &DataContext<'a>, shape: Shape) -> impl Iterator<Item = ShapedEvent> + 'a {
    let atlas = data.atlas;
    data.timeline().map(move |id| {
        let event = &atlas.events[id];
        let mut sources: Vec<Id<Source>> = Vec::new();
        for source in event
            .sources
            .iter()
            .chain(event.claims.iter().flat_map(|claim| &claim.sources))
        {
            if !sources.contains(source) {
                sources.push(*source);
            }
        }
        ShapedEvent {
            shape,
            event: id,
            deaths: deaths(atlas, event),
            country: place::region_of_level(atlas, event, Level::Country),
            adm1: place::region_of_level(atlas, event, Level::Adm1),
            adm2: place::region_of_level(atlas, event, Level::Adm2),
            sources,
        }
    })
}

type ShapedRow<'a> = Row<'a, ShapedEvent>;

fn event<'a>(row: &ShapedRow<'a>) -> &'a Event {
    &row.data.atlas.events[row.item.event]
}

/// Returns the coordinates of the event itself. Points of its regions are not those of the event.
fn point(row: &ShapedRow) -> Option<GeoPoint> {
    event(row).place.as_ref()?.point
}

/// Writes the name of the place.
fn push_place(row: &ShapedRow, out: &mut String) {
    let place = event(row).place.as_ref();
    if let Some(name) = place.and_then(|place| place.name.as_ref()) {
        out.push_str(row.data.text(name));
    }
}

/// Writes the name of a region.
fn push_region(row: &ShapedRow, out: &mut String, region: Option<Id<Region>>) {
    if let Some(region) = region {
        out.push_str(row.data.name(Entity::Region(region)));
    }
}

/// Returns the names of actors.
fn names<'a>(row: &ShapedRow<'a>, actors: &'a [Id<Actor>]) -> impl Iterator<Item = &'a str> {
    let data = *row.data;
    actors.iter().map(move |id| data.name(Entity::Actor(*id)))
}

/// Returns the field of this name that the event was imported with.
fn imported<'a>(row: &ShapedRow<'a>, column: &str) -> Option<&'a Value> {
    let mut extras = event(row).extra.iter();
    extras.find_map(|(_, extra)| {
        let mut entries = extra.entries().iter();
        let (_, fields) = entries.rfind(|(key, _)| key == row.item.shape.key())?;
        let Value::Map(fields) = fields else {
            return None;
        };
        let (_, value) = fields.iter().find(|(key, _)| key == column)?;
        Some(value)
    })
}

/// Writes the field of this name that the event was imported with.
fn push_imported(row: &ShapedRow, out: &mut String, column: &str) {
    use std::fmt::Write as _;
    let written = match imported(row, column) {
        Some(Value::Int(number)) => write!(out, "{number}"),
        Some(Value::Float(number)) => write!(out, "{number}"),
        Some(Value::Text(text)) => write!(out, "{text}"),
        Some(Value::Bool(flag)) => write!(out, "{}", i32::from(*flag)),
        _ => Ok(()),
    };
    written.expect("a text can be written");
}

/// Writes the imported field if the cell is empty so far.
fn or_imported(row: &ShapedRow, out: &mut String, column: &str) {
    if out.is_empty() {
        push_imported(row, out, column);
    }
}

/// Writes the imported name of a place if the cell is empty so far and the place is published as
/// exactly as it is known.
fn or_imported_place(row: &ShapedRow, out: &mut String, column: &str) {
    if place::is_published(event(row)) {
        or_imported(row, out, column);
    }
}

/// Returns the number of days from the first to the last possible one. `None` if an end is open.
fn days(row: &ShapedRow) -> Option<i32> {
    let date = &event(row).date;
    let (from, to) = date.earliest().zip(date.latest())?;
    Some((to - from).get_days() + 1)
}

/// Whether the day itself is uncertain or approximate.
fn is_uncertain(row: &ShapedRow) -> bool {
    event(row).date.to_string().contains(['~', '?'])
}

/// Defines a column that only imported rows have.
macro_rules! imported_column {
    ($name:literal, $kind:expr) => {
        Column::new($name, $kind, Imported, |row, out| {
            push_imported(row, out, $name);
        })
    };
}
use imported_column;
