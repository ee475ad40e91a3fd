//! The events and claims of a language as rows of JSON, for the script that filters and sorts
//! lists.
//!
//! The file is fetched only on demand. Names that many rows share are stored once, in tables, and
//! rows refer to them by index. Lists on pages and lists made by the script use the same relations,
//! so their counts agree.

use std::collections::BTreeMap;
use std::convert::Infallible;

use super::context::PageContext;
use super::memo::{PageMemo, RenderedFile};
use super::view::TextView;
use super::{claims, counts, event_rows, tables};
use crate::incremental::fingerprint;
use crate::model::terms::SubEventType;
use crate::model::{Amount, ClaimRef, Count, Entity, Id, Source};
use crate::plan::{PageKind, PlannedPage};
use serde::Serialize;
use serde_json::Value;

/// The name of the file, in the folder of the list of events.
const FILE: &str = "rows.json";

/// A text, with its language if that is not the page's.
#[derive(Serialize)]
#[serde(untagged)]
enum RowText {
    Own(String),
    Other(String, String),
}

impl From<TextView> for RowText {
    fn from(text: TextView) -> RowText {
        match text.lang {
            Some(lang) => RowText::Other(text.text, lang),
            None => RowText::Own(text.text),
        }
    }
}

/// An entity that rows refer to by index: its name and address.
#[derive(Serialize)]
struct RowName(RowText, String);

/// A key and its label.
#[derive(Clone, PartialEq, Eq, Serialize)]
struct RowTerm(String, String);

/// The columns of events. `day` is the sort key; `date` is the EDTF date if it is not that day;
/// `most` is the greatest number of the main figure, its sort key; `unit` is what is counted, in
/// the form that follows the figure.
const OF_EVENTS: [&str; 15] = [
    "url", "title", "day", "when", "regions", "actors", "type", "grade", "figure", "unit",
    "measure", "most", "disputed", "sub", "date",
];

/// The columns of claims. `url` is relative to the address of the event; `count` replaces `low`,
/// `best` and `high` if they are one number; `date` is EDTF and words, if the claim has another
/// date than its event.
const OF_CLAIMS: [&str; 16] = [
    "event", "url", "figure", "measure", "unit", "claimant", "sources", "count", "grade", "of",
    "disputed", "counted", "low", "high", "best", "date",
];

/// A row with its values in the order of the columns; trailing nulls are omitted.
#[derive(Serialize)]
struct DataRow(Vec<Value>);

impl DataRow {
    fn new(mut values: Vec<Value>) -> DataRow {
        while values.last().is_some_and(Value::is_null) {
            values.pop();
        }
        DataRow(values)
    }
}

/// Converts a value to JSON; `None` becomes null.
fn value(value: impl Serialize) -> Value {
    serde_json::to_value(value).expect("texts and numbers are JSON")
}

/// Returns `true`, or null instead of `false`.
fn mark(is_so: bool) -> Value {
    value(is_so.then_some(true))
}

/// The columns of each kind of row.
#[derive(Serialize)]
struct RowColumns {
    events: &'static [&'static str],
    claims: &'static [&'static str],
}

/// The contents of the file.
#[derive(Serialize)]
struct DataRows {
    columns: RowColumns,
    actors: Vec<RowName>,
    regions: Vec<RowName>,
    sources: Vec<String>,
    types: Vec<RowTerm>,
    measures: Vec<RowTerm>,
    units: Vec<String>,
    grades: Vec<RowTerm>,
    events: Vec<DataRow>,
    claims: Vec<DataRow>,
}

/// Values in the order in which they were first added, with the index of each.
struct ValueTable<K, V> {
    numbers: BTreeMap<K, usize>,
    values: Vec<V>,
}

impl<K: Ord, V> ValueTable<K, V> {
    fn new() -> Self {
        ValueTable {
            numbers: BTreeMap::new(),
            values: Vec::new(),
        }
    }

    /// Returns the index of a key, adding its value if the key is new.
    fn number(&mut self, key: K, value: impl FnOnce() -> V) -> usize {
        let values = &mut self.values;
        *self.numbers.entry(key).or_insert_with(|| {
            values.push(value());
            values.len() - 1
        })
    }
}

/// Returns the address of the file of rows.
pub fn rows_url(context: &PageContext) -> String {
    format!("{}{FILE}", context.url(PageKind::Events))
}

/// Renders the file of rows of this language.
pub fn rows_file(context: &PageContext, memo: &PageMemo) -> RenderedFile {
    let events = PlannedPage {
        kind: PageKind::Events,
        lang: context.lang,
    };
    let path = format!("{}{FILE}", context.plan.relative(context.atlas, events));
    let own = fingerprint::of_value(&("rows", context.lang));
    let Ok(file) = memo.file(&path, own, || {
        Ok::<_, Infallible>(
            serde_json::to_vec(&all_rows(context)).expect("texts and numbers are JSON"),
        )
    });
    file
}

/// Collects the rows of all events and claims.
fn all_rows(context: &PageContext) -> DataRows {
    let events = context.atlas.events.len();
    let mut regions_of = vec![Vec::new(); events];
    let mut actors_of = vec![Vec::new(); events];
    let mut regions = ValueTable::new();
    let mut actors = ValueTable::new();
    let named = |entity: Entity| {
        let link = context.link(entity);
        let url = link.url.clone();
        RowName(link.label().into(), url)
    };
    for (id, _) in context.atlas.regions.iter() {
        for event in &context.relations.regions[id.index()].events {
            let number = regions.number(id, || named(Entity::Region(id)));
            regions_of[event.index()].push(number);
        }
    }
    for (id, _) in context.atlas.actors.iter() {
        for event in &context.relations.actors[id.index()].events {
            let number = actors.number(id, || named(Entity::Actor(id)));
            actors_of[event.index()].push(number);
        }
    }
    let mut sources: ValueTable<Id<Source>, String> = ValueTable::new();
    let mut types = ValueTable::new();
    let mut measures = ValueTable::new();
    let mut units = ValueTable::new();
    let mut grades = ValueTable::new();
    let mut rows = Vec::with_capacity(events);
    let mut claims = Vec::new();
    for (id, event) in context.atlas.events.iter() {
        let disputed = tables::disputed_claims(context, id);
        let address = context.link(Entity::Event(id)).url;
        let figure = event_rows::event_figure(context, id, &disputed);
        for (at, claim) in event.claims.iter().enumerate() {
            let this = ClaimRef {
                event: id,
                claim: at,
            };
            let count = match &claim.amount {
                Amount::Count(count) => *count,
                Amount::Value(_) => Count::default(),
            };
            let measure = claims::measure_without_label(context, claim);
            let unit = claims::unit(context, claim);
            let grade = claim
                .grade
                .map(|grade| claims::graded(context, "grade_", grade));
            let counted_in = claim
                .date
                .map(|date| (date.to_string(), context.words.date(&date)));
            let mut actor = |id| actors.number(id, || named(Entity::Actor(id)));
            let url = claims::claim_address(context, this);
            let one = count
                .best
                .filter(|_| count.low == count.best && count.high == count.best);
            let end = |end: Option<u64>| value(end.filter(|_| one.is_none()));
            claims.push(DataRow::new(vec![
                value(rows.len()),
                value(url.strip_prefix(address.as_str()).unwrap_or(&url)),
                value(RowText::from(counts::amount_text(context, &claim.amount))),
                value(measures.number(measure.name.clone(), || RowTerm(measure.key, measure.name))),
                value(units.number(unit.clone(), || unit)),
                value(actor(claim.claimant)),
                value(
                    (claim.sources.iter())
                        .map(|id| sources.number(*id, || context.link(Entity::Source(*id)).url))
                        .collect::<Vec<_>>(),
                ),
                value(one),
                value(grade.map(|grade| {
                    grades.number(grade.key.clone(), || RowTerm(grade.key, grade.name))
                })),
                value(claim.of.map(actor)),
                mark(disputed.contains(&at)),
                value(claims::counted_label(context, claim).map(RowText::from)),
                end(count.low),
                end(count.high),
                end(count.best),
                value(counted_in),
            ]));
        }
        let grade = figure.as_ref().and_then(|figure| figure.grade.clone());
        let day = event
            .date
            .earliest()
            .map_or_else(String::new, |day| day.to_string());
        let kind = event.event_type.map(|term| {
            let label = context.label("event_type_", term);
            types.number(label.key.clone(), || RowTerm(label.key, label.name))
        });
        let sub = (event.sub_event_type)
            .filter(|term| *term != SubEventType::Other)
            .map(|term| {
                let label = context.label("sub_event_type_", term);
                types.number(label.key.clone(), || RowTerm(label.key, label.name))
            });
        // The event's own regions come first, then the regions that enclose them.
        let mut around = std::mem::take(&mut regions_of[id.index()]);
        let own: Vec<usize> = (event.regions.iter())
            .filter_map(|region| regions.numbers.get(region).copied())
            .collect();
        around.sort_by_key(|number| {
            own.iter()
                .position(|own| own == number)
                .unwrap_or(own.len())
        });
        let measure = figure.as_ref().map(|figure| {
            let label = figure.measure.clone();
            measures.number(label.name.clone(), || RowTerm(label.key, label.name))
        });
        let unit = figure.as_ref().map(|figure| {
            let unit = figure.unit.clone();
            units.number(unit.clone(), || unit)
        });
        rows.push(DataRow::new(vec![
            value(address),
            value(RowText::from(context.text(&event.title))),
            value(&day),
            value(context.words.date(&event.date)),
            value(around),
            value(std::mem::take(&mut actors_of[id.index()])),
            value(kind),
            value(
                grade.map(|grade| {
                    grades.number(grade.key.clone(), || RowTerm(grade.key, grade.name))
                }),
            ),
            value(figure.as_ref().map(|figure| &figure.text)),
            value(unit),
            value(measure),
            value(figure.as_ref().and_then(|figure| figure.most)),
            mark(!disputed.is_empty()),
            value(sub),
            value(Some(event.date.to_string()).filter(|date| *date != day)),
        ]));
    }
    DataRows {
        columns: RowColumns {
            events: &OF_EVENTS,
            claims: &OF_CLAIMS,
        },
        actors: actors.values,
        regions: regions.values,
        sources: sources.values,
        types: types.values,
        measures: measures.values,
        units: units.values,
        grades: grades.values,
        events: rows,
        claims,
    }
}
