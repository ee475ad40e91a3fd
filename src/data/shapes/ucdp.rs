//! The columns of the UCDP Georeferenced Event Dataset (GED), in their order.

use jiff::civil;

use super::{
    ShapedEvent, ShapedRow, days, event, imported, imported_column, is_uncertain, names,
    or_imported, or_imported_place, point, push_imported, push_place, push_region,
};
use crate::data::place::priogrid;
use crate::data::table::ColumnType::{Integer, Number, Text};
use crate::data::table::Meaning::{Codebook, Imported};
use crate::data::table::{Column, Table, push, push_joined, push_maybe};
use crate::model::terms::Term;
use crate::model::{Actor, Entity, Id, Source};
use crate::yaml::Value;

/// The separator of lists in UCDP's cells.
const SEPARATOR: &str = ";";

/// What the shape has no column for.
pub const UCDP_OMITS: &[&str] = &[
    "event.event_type",
    "event.actors",
    "claim.measure",
    "claim.claimant",
    "claim.quote",
    "claim.grade",
    "claim.status",
    "claim.contradicted_by",
    "estimate.basis",
    "estimate.by",
    "source.archive_url",
    "source.derives_from",
];

/// Writes a day as UCDP does, with the time of midnight.
fn push_midnight(out: &mut String, day: Option<civil::Date>) {
    push_maybe(out, day.map(|day| format!("{day} 00:00:00.000")));
}

/// Returns how exactly the date is known: UCDP's `date_prec`, by the length of the period.
fn date_prec(row: &ShapedRow) -> u8 {
    match days(row) {
        Some(1) if !is_uncertain(row) => 1,
        Some(..=6) => 2,
        Some(7) => 3,
        Some(..=31) => 4,
        _ => 5,
    }
}

/// Writes the number of a term in UCDP.
fn push_code(out: &mut String, term: Option<impl Term>) {
    if let Some(term) = term {
        out.push_str(term.others().first().copied().unwrap_or(term.text()));
    }
}

/// Writes UCDP's number of the only actor of a side.
fn push_number(row: &ShapedRow, out: &mut String, side: &[Id<Actor>]) {
    if let [actor] = side {
        push_maybe(out, row.data.atlas.actors[*actor].ucdp_id.as_ref());
    }
}

/// Writes the deaths of a side. An imported 0 says that none was attributed to it, which no claim
/// does; other imported numbers are claims, and never come from `extra.ucdp`.
fn push_deaths(row: &ShapedRow, out: &mut String, number: Option<u64>, column: &str) {
    push_maybe(out, number);
    if number.is_none() && matches!(imported(row, column), Some(Value::Int(0))) {
        out.push('0');
    }
}

/// Writes a part of each source.
fn push_sources(row: &ShapedRow, out: &mut String, part: impl Fn(&Source) -> String) {
    let sources = row.item.sources.iter();
    let parts = sources.map(|id| part(&row.data.atlas.sources[*id]));
    push_joined(out, SEPARATOR, parts);
}

/// Events in the 49 columns of UCDP GED.
pub const UCDP: Table<ShapedEvent> = Table {
    key: &[],
    references: &[],
    columns: &[
        Column::new("id", Text, Codebook, |row, out| {
            push_imported(row, out, "id");
            if out.is_empty() {
                out.push_str(&event(row).id);
            }
        }),
        imported_column!("relid", Text),
        Column::new("year", Integer, Codebook, |row, out| {
            push(out, event(row).date.year());
        }),
        imported_column!("active_year", Integer),
        imported_column!("code_status", Text),
        Column::new("type_of_violence", Integer, Codebook, |row, out| {
            push_code(out, event(row).type_of_violence);
        }),
        imported_column!("conflict_dset_id", Text),
        imported_column!("conflict_new_id", Integer),
        imported_column!("conflict_name", Text),
        imported_column!("dyad_dset_id", Text),
        imported_column!("dyad_new_id", Integer),
        imported_column!("dyad_name", Text),
        imported_column!("side_a_dset_id", Text),
        Column::new("side_a_new_id", Text, Codebook, |row, out| {
            push_number(row, out, &event(row).side_a);
            or_imported(row, out, "side_a_new_id");
        }),
        Column::new("side_a", Text, Codebook, |row, out| {
            push_joined(out, SEPARATOR, names(row, &event(row).side_a));
        }),
        imported_column!("side_b_dset_id", Text),
        Column::new("side_b_new_id", Text, Codebook, |row, out| {
            push_number(row, out, &event(row).side_b);
            or_imported(row, out, "side_b_new_id");
        }),
        Column::new("side_b", Text, Codebook, |row, out| {
            push_joined(out, SEPARATOR, names(row, &event(row).side_b));
        }),
        Column::new("number_of_sources", Integer, Codebook, |row, out| {
            push_imported(row, out, "number_of_sources");
            if out.is_empty() {
                push(out, row.item.sources.len());
            }
        }),
        Column::new("source_article", Text, Codebook, |row, out| {
            push_imported(row, out, "source_article");
            if imported(row, "source_article").is_none() {
                push_sources(row, out, |source| {
                    let title = row.data.text(&source.title);
                    let date = source.date.map(|date| date.to_string());
                    let parts = [source.publisher.clone(), date, Some(title.to_owned())];
                    let parts: Vec<String> = parts.into_iter().flatten().collect();
                    // A quotation mark in a title would end the entry.
                    format!("\"{}\"", parts.join(",").replace('"', "'"))
                });
            }
        }),
        Column::new("source_office", Text, Codebook, |row, out| {
            push_imported(row, out, "source_office");
            if imported(row, "source_article").is_none() {
                push_sources(row, out, |source| {
                    source.publisher.clone().unwrap_or_default()
                });
            }
        }),
        Column::new("source_date", Text, Codebook, |row, out| {
            push_imported(row, out, "source_date");
            if imported(row, "source_article").is_none() {
                push_sources(row, out, |source| {
                    source
                        .date
                        .map_or_else(String::new, |date| date.to_string())
                });
            }
        }),
        Column::new("source_headline", Text, Codebook, |row, out| {
            push_imported(row, out, "source_headline");
            if imported(row, "source_article").is_none() {
                push_sources(row, out, |source| row.data.text(&source.title).to_owned());
            }
        }),
        Column::new("source_original", Text, Codebook, |row, out| {
            let mut speakers: Vec<Id<Actor>> = Vec::new();
            let sources = row.item.sources.iter();
            for speaker in sources.filter_map(|id| row.data.atlas.sources[*id].original) {
                if !speakers.contains(&speaker) {
                    speakers.push(speaker);
                }
            }
            let names = speakers.iter();
            let names = names.map(|actor| row.data.name(Entity::Actor(*actor)));
            push_joined(out, SEPARATOR, names);
            or_imported(row, out, "source_original");
        }),
        Column::new("where_prec", Integer, Codebook, |row, out| {
            push_code(out, event(row).where_prec);
        }),
        Column::new("where_coordinates", Text, Codebook, |row, out| {
            push_place(row, out);
            or_imported_place(row, out, "where_coordinates");
        }),
        Column::new("where_description", Text, Codebook, |row, out| {
            if let Some(text) = &event(row).where_description {
                out.push_str(row.data.text(text));
            }
        }),
        Column::new("adm_1", Text, Codebook, |row, out| {
            push_region(row, out, row.item.adm1);
            or_imported_place(row, out, "adm_1");
        }),
        Column::new("adm_2", Text, Codebook, |row, out| {
            push_region(row, out, row.item.adm2);
            or_imported_place(row, out, "adm_2");
        }),
        Column::new("latitude", Number, Codebook, |row, out| {
            push_maybe(out, point(row).map(|point| degrees(point.lat)));
        }),
        Column::new("longitude", Number, Codebook, |row, out| {
            push_maybe(out, point(row).map(|point| degrees(point.lon)));
        }),
        Column::new("geom_wkt", Text, Codebook, |row, out| {
            if let Some(point) = point(row) {
                let (lon, lat) = (degrees(point.lon), degrees(point.lat));
                push(out, format_args!("POINT ({lon} {lat})"));
            }
        }),
        Column::new("priogrid_gid", Integer, Codebook, |row, out| {
            push_maybe(out, point(row).map(priogrid));
        }),
        Column::new("country", Text, Codebook, |row, out| {
            push_region(row, out, row.item.country);
            or_imported(row, out, "country");
        }),
        imported_column!("country_id", Integer),
        imported_column!("region", Text),
        Column::new("event_clarity", Integer, Codebook, |row, out| {
            push_code(out, event(row).event_clarity);
        }),
        Column::new("date_prec", Integer, Codebook, |row, out| {
            push_imported(row, out, "date_prec");
            if out.is_empty() {
                push(out, date_prec(row));
            }
        }),
        Column::new("date_start", Text, Codebook, |row, out| {
            push_midnight(out, event(row).date.earliest());
        }),
        Column::new("date_end", Text, Codebook, |row, out| {
            push_midnight(out, event(row).date.latest());
        }),
        Column::new("deaths_a", Integer, Codebook, |row, out| {
            push_deaths(row, out, row.item.deaths.side_a, "deaths_a");
        }),
        Column::new("deaths_b", Integer, Codebook, |row, out| {
            push_deaths(row, out, row.item.deaths.side_b, "deaths_b");
        }),
        Column::new("deaths_civilians", Integer, Codebook, |row, out| {
            push_deaths(row, out, row.item.deaths.civilians, "deaths_civilians");
        }),
        Column::new("deaths_unknown", Integer, Codebook, |row, out| {
            push_deaths(row, out, row.item.deaths.unknown, "deaths_unknown");
        }),
        Column::new("best", Integer, Codebook, |row, out| {
            push_maybe(out, row.item.deaths.all.best);
        }),
        Column::new("high", Integer, Codebook, |row, out| {
            push_maybe(out, row.item.deaths.all.high);
        }),
        Column::new("low", Integer, Codebook, |row, out| {
            push_maybe(out, row.item.deaths.all.low);
        }),
        imported_column!("gwnoa", Integer),
        imported_column!("gwnob", Integer),
    ],
};

/// Returns degrees as UCDP writes them: with a decimal even if they are whole, as in `21.0`.
fn degrees(value: f64) -> String {
    format!("{value:?}")
}
