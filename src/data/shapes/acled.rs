//! The columns of ACLED, in their order.

use jiff::civil;

use super::{
    ShapedEvent, ShapedRow, days, event, imported, imported_column, is_uncertain, or_imported,
    or_imported_place, point, push_imported, push_place, push_region,
};
use crate::data::deaths::Deaths;
use crate::data::table::ColumnType::{Day, Integer, Number, Text};
use crate::data::table::Meaning::{Codebook, Imported};
use crate::data::table::{Column, Table, push, push_day, push_joined, push_maybe};
use crate::lang::fold;
use crate::model::terms::Term;
use crate::model::{Actor, ActorType, Entity, EventType, Id, Precision, SourceKind, SubEventType};
use crate::yaml::Value;

/// The separator of lists in ACLED's cells.
const SEPARATOR: &str = "; ";

/// What the shape has no column for.
pub const ACLED_OMITS: &[&str] = &[
    "event.type_of_violence",
    "event.event_clarity",
    "claim.measure",
    "claim.claimant",
    "claim.quote",
    "claim.grade",
    "claim.status",
    "claim.contradicted_by",
    "estimate.low",
    "estimate.high",
    "estimate.basis",
    "estimate.by",
    "source.archive_url",
    "source.derives_from",
];

/// Returns how exactly the date is known: ACLED's `time_precision`. `None` if it is less exact than
/// a month, for which ACLED has no number.
fn time_precision(row: &ShapedRow) -> Option<u8> {
    match days(row)? {
        1 if !is_uncertain(row) => Some(1),
        ..=7 => Some(2),
        8..=31 => Some(3),
        _ => None,
    }
}

/// Returns how exactly the place is known: ACLED's `geo_precision`, from a town (1) to a province
/// (3). `None` if it is less exact.
fn geo_precision(precision: Precision) -> Option<u8> {
    match precision {
        Precision::Exact | Precision::Near => Some(1),
        Precision::Adm2 => Some(2),
        Precision::Adm1 | Precision::Fuzzy => Some(3),
        Precision::Country | Precision::International => None,
    }
}

/// Returns the kind of disorder of an event, which follows from its type.
pub fn disorder_type(event_type: EventType, detail: Option<SubEventType>) -> &'static str {
    match (event_type, detail) {
        (EventType::StrategicDevelopments, _) => "Strategic developments",
        (EventType::Protests, Some(SubEventType::ExcessiveForce)) => {
            "Political violence; Demonstrations"
        }
        (EventType::Protests, _) | (EventType::Riots, Some(SubEventType::ViolentDemonstration)) => {
            "Demonstrations"
        }
        (EventType::Riots, None) => "",
        _ => "Political violence",
    }
}

/// Returns the name of an actor in ACLED: that of its file, or the one in a cell that was imported,
/// if it is one of its names. Otherwise the site's.
fn name<'a>(row: &ShapedRow<'a>, actor: Id<Actor>, column: &str) -> &'a str {
    let known = &row.data.atlas.actors[actor];
    if let Some(name) = &known.acled_name {
        return name;
    }
    if let Some(Value::Text(cell)) = imported(row, column) {
        let names = known.name.iter().map(|(_, name)| name);
        let names = names.chain(known.aliases.iter().map(|alias| &alias.name));
        let names: Vec<String> = names.map(|name| fold(name)).collect();
        let mut cell = cell.split(SEPARATOR.trim_end()).map(str::trim);
        if let Some(name) = cell.find(|name| names.contains(&fold(name))) {
            return name;
        }
    }
    row.data.name(Entity::Actor(actor))
}

/// Writes the first actor of a side.
fn push_first(row: &ShapedRow, out: &mut String, side: &[Id<Actor>], column: &str) {
    if let Some(actor) = side.first() {
        out.push_str(name(row, *actor, column));
    }
}

/// Writes all actors of a side but the first.
fn push_others(row: &ShapedRow, out: &mut String, side: &[Id<Actor>], column: &str) {
    let others = side.iter().skip(1);
    push_joined(
        out,
        SEPARATOR,
        others.map(|actor| name(row, *actor, column)),
    );
    or_imported(row, out, column);
}

/// Writes the day of an event. Of an event that is known to the month, the imported day in it.
fn push_event_date(row: &ShapedRow, out: &mut String) {
    let date = &event(row).date;
    let day = match imported(row, "event_date") {
        Some(Value::Text(day)) => day.parse().ok(),
        _ => None,
    };
    let within = day.filter(|day: &civil::Date| {
        date.earliest().is_some_and(|first| first <= *day)
            && date.latest().is_some_and(|last| *day <= last)
    });
    push_day(out, within.or(date.earliest()));
}

/// Returns the kind of the first actor of a side, if ACLED has it.
fn inter(row: &ShapedRow, side: &[Id<Actor>]) -> Option<ActorType> {
    let kind = row.data.atlas.actors[*side.first()?].actor_type?;
    (kind <= ActorType::ExternalForces).then_some(kind)
}

fn push_inter(row: &ShapedRow, out: &mut String, side: &[Id<Actor>]) {
    out.push_str(inter(row, side).map_or("", Term::text));
}

/// Events in the 31 columns of ACLED.
pub const ACLED: Table<ShapedEvent> = Table {
    key: &[],
    references: &[],
    columns: &[
        Column::new("event_id_cnty", Text, Codebook, |row, out| {
            push_imported(row, out, "event_id_cnty");
            if out.is_empty() {
                out.push_str(&event(row).id);
            }
        }),
        Column::new("event_date", Day, Codebook, |row, out| {
            if time_precision(row).is_some() {
                push_event_date(row, out);
            }
        }),
        Column::new("year", Integer, Codebook, |row, out| {
            push(out, event(row).date.year());
        }),
        Column::new("time_precision", Integer, Codebook, |row, out| {
            push_maybe(out, time_precision(row));
        }),
        Column::new("disorder_type", Text, Codebook, |row, out| {
            push_imported(row, out, "disorder_type");
            if out.is_empty()
                && let Some(event_type) = event(row).event_type
            {
                out.push_str(disorder_type(event_type, event(row).sub_event_type));
            }
        }),
        Column::new("event_type", Text, Codebook, |row, out| {
            out.push_str(event(row).event_type.map_or("", Term::text));
            or_imported(row, out, "event_type");
        }),
        Column::new("sub_event_type", Text, Codebook, |row, out| {
            out.push_str(event(row).sub_event_type.map_or("", Term::text));
            or_imported(row, out, "sub_event_type");
        }),
        Column::new("actor1", Text, Codebook, |row, out| {
            push_first(row, out, &event(row).side_a, "actor1");
        }),
        Column::new("assoc_actor_1", Text, Codebook, |row, out| {
            push_others(row, out, &event(row).side_a, "assoc_actor_1");
        }),
        Column::new("inter1", Text, Codebook, |row, out| {
            push_inter(row, out, &event(row).side_a);
            or_imported(row, out, "inter1");
        }),
        Column::new("actor2", Text, Codebook, |row, out| {
            push_first(row, out, &event(row).side_b, "actor2");
        }),
        Column::new("assoc_actor_2", Text, Codebook, |row, out| {
            push_others(row, out, &event(row).side_b, "assoc_actor_2");
        }),
        Column::new("inter2", Text, Codebook, |row, out| {
            push_inter(row, out, &event(row).side_b);
            or_imported(row, out, "inter2");
        }),
        Column::new("interaction", Text, Codebook, |row, out| {
            let sides = [&event(row).side_a, &event(row).side_b];
            match sides.map(|side| inter(row, side)) {
                [Some(one), Some(other)] => {
                    let (first, second) = (one.min(other), one.max(other));
                    push(out, format_args!("{}-{}", first.text(), second.text()));
                }
                [Some(only), None] if event(row).side_b.is_empty() => {
                    push(out, format_args!("{} only", only.text()));
                }
                _ => {}
            }
            or_imported(row, out, "interaction");
        }),
        Column::new("civilian_targeting", Text, Codebook, |row, out| {
            if event(row).event_type == Some(EventType::AgainstCivilians) {
                out.push_str("Civilian targeting");
            }
            or_imported(row, out, "civilian_targeting");
        }),
        imported_column!("iso", Integer),
        imported_column!("region", Text),
        Column::new("country", Text, Codebook, |row, out| {
            push_region(row, out, row.item.country);
            or_imported(row, out, "country");
        }),
        Column::new("admin1", Text, Codebook, |row, out| {
            push_region(row, out, row.item.adm1);
            or_imported_place(row, out, "admin1");
        }),
        Column::new("admin2", Text, Codebook, |row, out| {
            push_region(row, out, row.item.adm2);
            or_imported_place(row, out, "admin2");
        }),
        Column::new("admin3", Text, Imported, |row, out| {
            or_imported_place(row, out, "admin3");
        }),
        Column::new("location", Text, Codebook, |row, out| {
            push_place(row, out);
            or_imported_place(row, out, "location");
        }),
        Column::new("latitude", Number, Codebook, |row, out| {
            push_maybe(out, point(row).map(|point| point.lat));
        }),
        Column::new("longitude", Number, Codebook, |row, out| {
            push_maybe(out, point(row).map(|point| point.lon));
        }),
        Column::new("geo_precision", Integer, Codebook, |row, out| {
            push_maybe(out, event(row).where_prec.and_then(geo_precision));
            or_imported_place(row, out, "geo_precision");
        }),
        Column::new("source", Text, Codebook, |row, out| {
            push_imported(row, out, "source");
            if out.is_empty() {
                let sources = row.item.sources.iter();
                let sources = sources.map(|id| &row.data.atlas.sources[*id]);
                // ACLED cites the data set itself nowhere.
                let is_imported = imported(row, "event_id_cnty").is_some();
                let sources = sources
                    .filter(|source| !is_imported || source.kind != Some(SourceKind::Dataset));
                let mut names: Vec<&str> = Vec::new();
                for source in sources {
                    let title = row.data.text(&source.title);
                    let name = source.publisher.as_deref().unwrap_or(title);
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
                push_joined(out, SEPARATOR, names.into_iter());
            }
        }),
        Column::new("source_scale", Text, Codebook, |row, out| {
            push_imported(row, out, "source_scale");
            if out.is_empty() {
                let sources = row.item.sources.iter();
                let scales = sources.filter_map(|id| row.data.atlas.sources[*id].scale);
                let scales: std::collections::BTreeSet<_> = scales.collect();
                push_joined(out, "-", scales.into_iter().map(Term::text));
            }
        }),
        Column::new("notes", Text, Codebook, |row, out| {
            push_imported(row, out, "notes");
            if out.is_empty() {
                out.push_str(row.data.text(&event(row).title));
            }
        }),
        Column::new("fatalities", Integer, Codebook, |row, out| {
            // ACLED's 0 says that it knows of no death, which no claim does.
            push_maybe(out, row.item.deaths.all.best);
            if row.item.deaths.all == Deaths::default()
                && matches!(imported(row, "fatalities"), Some(Value::Int(0)))
            {
                out.push('0');
            }
        }),
        imported_column!("tags", Text),
        imported_column!("timestamp", Integer),
    ],
};
