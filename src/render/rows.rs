//! The events and claims of a language as rows of JSON, for the script that filters and sorts
//! lists.
//!
//! The file is only fetched on demand. Names that many rows share are stored once, in tables, and
//! rows refer to them by index. Lists on pages and lists made by the script use the same relations,
//! so their counts agree.

use std::collections::BTreeMap;
use std::convert::Infallible;

use serde::Serialize;
use serde_json::Value;

use super::context::PageContext;
use super::memo::{PageMemo, RenderedFile};
use super::tables::disputed_claims;
use super::view::{Graded, LabelView, TextView};
use super::{claims, counts, event_rows};
use crate::incremental::fingerprint;
use crate::model::terms::SubEventType;
use crate::model::{Actor, Amount, ClaimRef, Count, Entity, Event, Id, Region, Source};
use crate::plan::{PageKind, PlannedPage};

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
/// `most` is the maximum number of the main figure, as its sort key; `unit` is what is counted, in
/// the form that follows the figure.
const OF_EVENTS: [&str; 15] = [
    "url", "title", "day", "when", "regions", "actors", "type", "grade", "figure", "unit",
    "measure", "most", "disputed", "sub", "date",
];

/// The columns of claims. `url` is relative to the address of the event; `count` replaces `low`,
/// `best` and `high` if they are one number; `date` is the EDTF date and the date in words, if the
/// claim has another date than its event.
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
    let identity = fingerprint::of_value(&("rows", context.lang));
    let Ok(file) = memo.file(&path, identity, || {
        Ok::<_, Infallible>(
            serde_json::to_vec(&all_rows(context)).expect("texts and numbers are JSON"),
        )
    });
    file
}

/// The tables to which rows refer by index.
struct RowTables<'c> {
    context: &'c PageContext<'c>,
    actors: ValueTable<Id<Actor>, RowName>,
    regions: ValueTable<Id<Region>, RowName>,
    sources: ValueTable<Id<Source>, String>,
    types: ValueTable<String, RowTerm>,
    measures: ValueTable<String, RowTerm>,
    units: ValueTable<String, String>,
    grades: ValueTable<String, RowTerm>,
}

impl<'c> RowTables<'c> {
    fn new(context: &'c PageContext<'c>) -> Self {
        RowTables {
            context,
            actors: ValueTable::new(),
            regions: ValueTable::new(),
            sources: ValueTable::new(),
            types: ValueTable::new(),
            measures: ValueTable::new(),
            units: ValueTable::new(),
            grades: ValueTable::new(),
        }
    }

    fn actor(&mut self, id: Id<Actor>) -> usize {
        let context = self.context;
        self.actors
            .number(id, || row_name(context, Entity::Actor(id)))
    }

    fn region(&mut self, id: Id<Region>) -> usize {
        let context = self.context;
        self.regions
            .number(id, || row_name(context, Entity::Region(id)))
    }

    fn source(&mut self, id: Id<Source>) -> usize {
        let context = self.context;
        self.sources
            .number(id, || context.link(Entity::Source(id)).url)
    }

    fn event_type(&mut self, LabelView { key, name }: LabelView) -> usize {
        self.types.number(key.clone(), || RowTerm(key, name))
    }

    fn measure(&mut self, LabelView { key, name }: LabelView) -> usize {
        self.measures.number(name.clone(), || RowTerm(key, name))
    }

    fn unit(&mut self, unit: String) -> usize {
        self.units.number(unit.clone(), || unit)
    }

    fn grade(&mut self, Graded { key, name, .. }: Graded) -> usize {
        self.grades.number(key.clone(), || RowTerm(key, name))
    }

    /// Returns the row of a claim. `event` is the index of its event's row.
    fn claim_row(&mut self, at: ClaimRef, event: usize, is_disputed: bool) -> DataRow {
        let context = self.context;
        let claim = &context.atlas.events[at.event].claims[at.claim];
        let count = match &claim.amount {
            Amount::Count(count) => *count,
            Amount::Value(_) => Count::default(),
        };
        let grade = claim
            .grade
            .map(|grade| claims::graded(context, "grade_", grade));
        let date = claim
            .date
            .map(|date| (date.to_string(), context.words.date(&date)));
        let address = context.link(Entity::Event(at.event)).url;
        let url = claims::claim_address(context, at);
        let single = count
            .best
            .filter(|_| count.low == count.best && count.high == count.best);
        let end = |end: Option<u64>| value(end.filter(|_| single.is_none()));
        let sources = claim.sources.iter();
        DataRow::new(vec![
            value(event),
            value(url.strip_prefix(address.as_str()).unwrap_or(&url)),
            value(RowText::from(counts::amount_text(context, &claim.amount))),
            value(self.measure(claims::measure_without_label(context, claim))),
            value(self.unit(claims::unit(context, claim))),
            value(self.actor(claim.claimant)),
            value(sources.map(|id| self.source(*id)).collect::<Vec<_>>()),
            value(single),
            value(grade.map(|grade| self.grade(grade))),
            value(claim.of.map(|actor| self.actor(actor))),
            mark(is_disputed),
            value(claims::counted_label(context, claim).map(RowText::from)),
            end(count.low),
            end(count.high),
            end(count.best),
            value(date),
        ])
    }

    /// Returns the row of an event. The indexes are those of its regions, including enclosing ones,
    /// and of its actors.
    fn event_row(
        &mut self,
        id: Id<Event>,
        disputed: &[usize],
        mut regions: Vec<usize>,
        actors: Vec<usize>,
    ) -> DataRow {
        let context = self.context;
        let event = &context.atlas.events[id];
        let figure = event_rows::event_figure(context, id, disputed);
        let day = event
            .date
            .earliest()
            .map_or_else(String::new, |day| day.to_string());
        let event_type = event
            .event_type
            .map(|term| self.event_type(context.label("event_type_", term)));
        let sub_type = (event.sub_event_type)
            .filter(|term| *term != SubEventType::Other)
            .map(|term| self.event_type(context.label("sub_event_type_", term)));
        // The event's own regions come first, then the regions that enclose them.
        let own_regions: Vec<usize> = (event.regions.iter())
            .filter_map(|region| self.regions.numbers.get(region).copied())
            .collect();
        regions.sort_by_key(|number| {
            own_regions
                .iter()
                .position(|own| own == number)
                .unwrap_or(own_regions.len())
        });
        let figure = figure.as_ref();
        let measure = figure.map(|figure| self.measure(figure.measure.clone()));
        let unit = figure.map(|figure| self.unit(figure.unit.clone()));
        let grade = figure.and_then(|figure| figure.grade.clone());
        DataRow::new(vec![
            value(context.link(Entity::Event(id)).url),
            value(RowText::from(context.text(&event.title))),
            value(&day),
            value(context.words.date(&event.date)),
            value(regions),
            value(actors),
            value(event_type),
            value(grade.map(|grade| self.grade(grade))),
            value(figure.map(|figure| &figure.text)),
            value(unit),
            value(measure),
            value(figure.and_then(|figure| figure.most)),
            mark(!disputed.is_empty()),
            value(sub_type),
            value(Some(event.date.to_string()).filter(|date| *date != day)),
        ])
    }
}

fn row_name(context: &PageContext, entity: Entity) -> RowName {
    let link = context.link(entity);
    let url = link.url.clone();
    RowName(link.label().into(), url)
}

/// Collects the rows of all events and claims.
fn all_rows(context: &PageContext) -> DataRows {
    let count = context.atlas.events.len();
    let mut tables = RowTables::new(context);
    let mut regions_of = vec![Vec::new(); count];
    let mut actors_of = vec![Vec::new(); count];
    for (id, _) in context.atlas.regions.iter() {
        for event in &context.relations.regions[id.index()].events {
            regions_of[event.index()].push(tables.region(id));
        }
    }
    for (id, _) in context.atlas.actors.iter() {
        for event in &context.relations.actors[id.index()].events {
            actors_of[event.index()].push(tables.actor(id));
        }
    }
    let mut events = Vec::with_capacity(count);
    let mut claims = Vec::new();
    for (id, event) in context.atlas.events.iter() {
        let disputed = disputed_claims(context, id);
        for claim in 0..event.claims.len() {
            let at = ClaimRef { event: id, claim };
            claims.push(tables.claim_row(at, events.len(), disputed.contains(&claim)));
        }
        let regions = std::mem::take(&mut regions_of[id.index()]);
        let actors = std::mem::take(&mut actors_of[id.index()]);
        events.push(tables.event_row(id, &disputed, regions, actors));
    }
    DataRows {
        columns: RowColumns {
            events: &OF_EVENTS,
            claims: &OF_CLAIMS,
        },
        actors: tables.actors.values,
        regions: tables.regions.values,
        sources: tables.sources.values,
        types: tables.types.values,
        measures: tables.measures.values,
        units: tables.units.values,
        grades: tables.grades.values,
        events,
        claims,
    }
}
