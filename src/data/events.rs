//! Our tables of events, claims and estimates.

use super::DataContext;
use super::table::ColumnType::{Address, Date, Day, Integer, List, Number, Text, YesNo};
use super::table::Meaning::{Key, Word};
use super::table::{
    Column, Reference, Row, Table, push, push_date, push_day, push_list, push_maybe, push_text,
};
use crate::lang::Lang;
use crate::markdown::claim_anchor;
use crate::model::terms::Term;
use crate::model::{
    Actor, Amount, Claim, ClaimRef, Count, Entity, Estimate, Event, GeoPoint, Id, LocalizedText,
    Origin, Region, Source,
};
use crate::plan::PlannedPage;
use crate::provenance::EventOrigin;

/// `yes` or `no`.
pub(super) fn push_flag(out: &mut String, flag: bool) {
    out.push_str(if flag { "yes" } else { "no" });
}

/// Writes a term as it is written in front matter.
pub(super) fn push_term(out: &mut String, term: Option<impl Term>) {
    out.push_str(term.map_or("", Term::text));
}

pub(super) fn push_actors(out: &mut String, data: &DataContext, ids: &[Id<Actor>]) {
    push_list(out, ids.iter().map(|id| data.atlas.id(Entity::Actor(*id))));
}

pub(super) fn push_sources(out: &mut String, data: &DataContext, ids: &[Id<Source>]) {
    push_list(out, ids.iter().map(|id| data.atlas.id(Entity::Source(*id))));
}

fn push_regions(out: &mut String, data: &DataContext, ids: &[Id<Region>]) {
    push_list(out, ids.iter().map(|id| data.atlas.id(Entity::Region(*id))));
}

type EventRow<'a> = Row<'a, Id<Event>>;

fn event<'a>(row: &EventRow<'a>) -> &'a Event {
    &row.data.atlas.events[*row.item]
}

fn point(row: &EventRow) -> Option<GeoPoint> {
    event(row).place.as_ref()?.point
}

/// Events, earliest first.
pub const EVENTS: Table<Id<Event>> = Table {
    key: &["id"],
    references: &[],
    columns: &[
        Column::new("id", Text, Word("data_column_id"), |row, out| {
            out.push_str(&event(row).id);
        }),
        Column::new("url", Address, Word("data_column_url"), |row, out| {
            out.push_str(&row.data.address(Entity::Event(*row.item)));
        }),
        Column::localized("title", Key("event.title"), |row, out| {
            push_text(out, &event(row).title, row.lang);
        }),
        Column::new("date", Date, Key("event.date"), |row, out| {
            push(out, event(row).date);
        }),
        Column::new("date_start", Day, Word("data_column_start"), |row, out| {
            push_day(out, event(row).date.earliest());
        }),
        Column::new("date_end", Day, Word("data_column_end"), |row, out| {
            push_day(out, event(row).date.latest());
        }),
        Column::new("event_type", Text, Key("event.event_type"), |row, out| {
            push_term(out, event(row).event_type);
        }),
        Column::new(
            "sub_event_type",
            Text,
            Key("event.sub_event_type"),
            |row, out| push_term(out, event(row).sub_event_type),
        ),
        Column::new(
            "type_of_violence",
            Text,
            Key("event.type_of_violence"),
            |row, out| push_term(out, event(row).type_of_violence),
        ),
        Column::new(
            "event_clarity",
            Integer,
            Key("event.event_clarity"),
            |row, out| push_term(out, event(row).event_clarity),
        ),
        Column::new("regions", List, Key("event.regions"), |row, out| {
            push_regions(out, row.data, &event(row).regions);
        }),
        Column::localized("place", Key("event.place"), |row, out| {
            let place = event(row).place.as_ref();
            if let Some(name) = place.and_then(|place| place.name.as_ref()) {
                push_text(out, name, row.lang);
            }
        }),
        Column::new("latitude", Number, Key("point.lat"), |row, out| {
            push_maybe(out, point(row).map(|point| point.lat));
        }),
        Column::new("longitude", Number, Key("point.lon"), |row, out| {
            push_maybe(out, point(row).map(|point| point.lon));
        }),
        Column::new("where_prec", Text, Key("event.where_prec"), |row, out| {
            push_term(out, event(row).where_prec);
        }),
        Column::localized(
            "where_description",
            Key("event.where_description"),
            |row, out| {
                if let Some(text) = &event(row).where_description {
                    push_text(out, text, row.lang);
                }
            },
        ),
        Column::new("side_a", List, Key("event.side_a"), |row, out| {
            push_actors(out, row.data, &event(row).side_a);
        }),
        Column::new("side_b", List, Key("event.side_b"), |row, out| {
            push_actors(out, row.data, &event(row).side_b);
        }),
        Column::new("actors", List, Key("event.actors"), |row, out| {
            push_actors(out, row.data, &event(row).actors);
        }),
        Column::new("sources", List, Key("event.sources"), |row, out| {
            push_sources(out, row.data, &event(row).sources);
        }),
        Column::new("graphic", YesNo, Key("event.graphic"), |row, out| {
            push_flag(out, event(row).graphic);
        }),
        Column::new("article", Text, Word("data_column_article"), |row, out| {
            if let Origin::Inline(article, _) = event(row).origin {
                out.push_str(row.data.atlas.id(Entity::Article(article)));
            }
        }),
    ],
};

type ClaimRow<'a> = Row<'a, ClaimRef>;

fn claim<'a>(row: &ClaimRow<'a>) -> &'a Claim {
    &row.data.atlas.events[row.item.event].claims[row.item.claim]
}

fn count<'a>(row: &ClaimRow<'a>) -> Option<&'a Count> {
    match &claim(row).amount {
        Amount::Count(count) => Some(count),
        Amount::Value(_) => None,
    }
}

/// Writes which of the numbers are approximate.
fn push_approximate(out: &mut String, count: &Count) {
    let numbers = count.numbers().into_iter();
    let names = numbers.filter(|(_, number)| number.is_about);
    push_list(out, names.map(|(name, _)| name));
}

/// Returns the address of a claim, with scheme and host.
pub(super) fn claim_address(data: &DataContext, at: ClaimRef) -> String {
    let lang = data.config.languages.default();
    let (page, anchor): (PlannedPage, _) =
        data.plan.page_of(data.atlas, Entity::Event(at.event), lang);
    let claim = &data.atlas.events[at.event].claims[at.claim];
    let path = data.plan.path(data.atlas, page);
    let anchor = claim_anchor(anchor.as_deref(), &claim.anchor);
    data.plan.absolute(&format!("{path}#{anchor}"))
}

/// Writes references to claims as `event#claim`.
fn push_claims<'c>(
    out: &mut String,
    data: &DataContext,
    claims: impl Iterator<Item = &'c ClaimRef>,
) {
    let name = |at: &ClaimRef| {
        let event = &data.atlas.events[at.event];
        format!("{}#{}", event.id, event.claims[at.claim].id)
    };
    push_list(out, claims.map(name));
}

/// Claims, in the order of their events.
pub const CLAIMS: Table<ClaimRef> = Table {
    key: &["event", "id"],
    references: &[
        Reference {
            column: "event",
            table: "events",
        },
        Reference {
            column: "of",
            table: "actors",
        },
        Reference {
            column: "claimant",
            table: "actors",
        },
    ],
    columns: &[
        Column::new("event", Text, Word("data_column_event"), |row, out| {
            out.push_str(row.data.atlas.id(Entity::Event(row.item.event)));
        }),
        Column::new("id", Text, Key("claim.id"), |row, out| {
            out.push_str(&claim(row).id);
        }),
        Column::new("url", Address, Word("data_column_url"), |row, out| {
            out.push_str(&claim_address(row.data, *row.item));
        }),
        Column::new("measure", Text, Key("claim.measure"), |row, out| {
            out.push_str(claim(row).measure.text());
        }),
        Column::localized("label", Key("claim.label"), |row, out| {
            if let Some(label) = &claim(row).label {
                push_text(out, label, row.lang);
            }
        }),
        Column::new("low", Integer, Key("count.low"), |row, out| {
            push_maybe(out, count(row).and_then(|count| count.low));
        }),
        Column::new("best", Integer, Key("count.best"), |row, out| {
            push_maybe(out, count(row).and_then(|count| count.best));
        }),
        Column::new("high", Integer, Key("count.high"), |row, out| {
            push_maybe(out, count(row).and_then(|count| count.high));
        }),
        Column::new(
            "approximate",
            List,
            Word("data_column_approximate"),
            |row, out| {
                if let Some(count) = count(row) {
                    push_approximate(out, count);
                }
            },
        ),
        Column::localized("value", Key("claim.value"), |row, out| {
            if let Amount::Value(value) = &claim(row).amount {
                push_text(out, value, row.lang);
            }
        }),
        Column::new("date", Date, Key("claim.date"), |row, out| {
            push_date(out, claim(row).date.as_ref());
        }),
        Column::new("date_start", Day, Word("data_column_start"), |row, out| {
            let event = &row.data.atlas.events[row.item.event];
            push_day(out, event.date_of(claim(row)).earliest());
        }),
        Column::new("date_end", Day, Word("data_column_end"), |row, out| {
            let event = &row.data.atlas.events[row.item.event];
            push_day(out, event.date_of(claim(row)).latest());
        }),
        Column::new("of", Text, Key("claim.of"), |row, out| {
            if let Some(of) = claim(row).of {
                out.push_str(row.data.atlas.id(Entity::Actor(of)));
            }
        }),
        Column::new("claimant", Text, Key("claim.claimant"), |row, out| {
            out.push_str(row.data.atlas.id(Entity::Actor(claim(row).claimant)));
        }),
        Column::new("sources", List, Key("claim.sources"), |row, out| {
            push_sources(out, row.data, &claim(row).sources);
        }),
        Column::new("quote", List, Key("claim.quote"), |row, out| {
            push_list(out, claim(row).quote.iter().map(|(_, quote)| quote));
        }),
        Column::new(
            "quote_languages",
            List,
            Word("data_column_quote_languages"),
            |row, out| {
                let languages = claim(row).quote.iter();
                push_list(out, languages.map(|(lang, _): (Lang, _)| lang.to_string()));
            },
        ),
        Column::new("grade", Text, Key("claim.grade"), |row, out| {
            push_term(out, claim(row).grade);
        }),
        Column::new("status", Text, Key("claim.status"), |row, out| {
            push_term(out, claim(row).status);
        }),
        Column::localized("notes", Key("claim.notes"), |row, out| {
            push_text(out, &claim(row).notes, row.lang);
        }),
        Column::new("responds_to", Text, Key("claim.responds_to"), |row, out| {
            push_claims(out, row.data, claim(row).responds_to.iter());
        }),
        Column::new(
            "contradicted_by",
            List,
            Key("claim.contradicted_by"),
            |row, out| push_claims(out, row.data, claim(row).contradicted_by.iter()),
        ),
        Column::new("reports", List, Word("data_column_reports"), |row, out| {
            let provenance = row.data.provenances.get(*row.item);
            push_sources(out, row.data, &provenance.reports);
        }),
        Column::new("origins", List, Word("data_column_origins"), |row, out| {
            let origins = row.data.provenances.get(*row.item).origins.iter();
            let id = |source| row.data.atlas.id(Entity::Source(source));
            push_list(out, origins.map(|origin| id(origin.source)));
        }),
        Column::new(
            "only_parties",
            YesNo,
            Word("data_column_only_parties"),
            |row, out| push_flag(out, row.data.provenances.get(*row.item).only_parties()),
        ),
    ],
};

/// Origins of claims.
pub const ORIGINS: Table<EventOrigin> = Table {
    key: &["source", "party"],
    references: &[],
    columns: &[
        Column::new("source", Text, Word("data_column_origin"), |row, out| {
            out.push_str(row.data.atlas.id(Entity::Source(row.item.source)));
        }),
        Column::new("speaker", Text, Key("source.original"), |row, out| {
            push_actors(out, row.data, row.item.speaker.as_slice());
        }),
        Column::new("party", YesNo, Word("data_column_party"), |row, out| {
            push_flag(out, row.item.party);
        }),
    ],
};

type EstimateRow<'a> = Row<'a, (Id<Event>, usize)>;

fn estimate<'a>(row: &EstimateRow<'a>) -> &'a Estimate {
    let (event, at) = *row.item;
    &row.data.atlas.events[event].estimates[at]
}

fn push_estimate_text(row: &EstimateRow, out: &mut String, text: fn(&Estimate) -> &LocalizedText) {
    push_text(out, text(estimate(row)), row.lang);
}

/// The desk's own estimates, in the order of their events.
pub const ESTIMATES: Table<(Id<Event>, usize)> = Table {
    key: &["event", "number"],
    references: &[Reference {
        column: "event",
        table: "events",
    }],
    columns: &[
        Column::new("event", Text, Word("data_column_event"), |row, out| {
            out.push_str(row.data.atlas.id(Entity::Event(row.item.0)));
        }),
        Column::new("number", Integer, Word("data_column_number"), |row, out| {
            push(out, row.item.1 + 1);
        }),
        Column::new("measure", Text, Key("estimate.measure"), |row, out| {
            out.push_str(estimate(row).measure.text());
        }),
        Column::new("low", Integer, Key("estimate.low"), |row, out| {
            push_maybe(out, estimate(row).count.low);
        }),
        Column::new("best", Integer, Key("estimate.best"), |row, out| {
            push_maybe(out, estimate(row).count.best);
        }),
        Column::new("high", Integer, Key("estimate.high"), |row, out| {
            push_maybe(out, estimate(row).count.high);
        }),
        Column::new(
            "approximate",
            List,
            Word("data_column_approximate"),
            |row, out| push_approximate(out, &estimate(row).count),
        ),
        Column::localized("basis", Key("estimate.basis"), |row, out| {
            push_estimate_text(row, out, |estimate| &estimate.basis);
        }),
        Column::localized("by", Key("estimate.by"), |row, out| {
            push_estimate_text(row, out, |estimate| &estimate.by);
        }),
        Column::new("date", Date, Key("estimate.date"), |row, out| {
            push(out, estimate(row).date);
        }),
    ],
};
