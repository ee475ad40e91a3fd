//! The events and claims of a language as rows of JSON, for the script that filters and sorts them.
//!
//! The file is fetched only when a reader asks for it. Names that many rows share stand once, in lists, and
//! rows hold their numbers. Lists that pages show and lists that the script makes come from the same
//! relations, so that both count alike.

use std::collections::BTreeMap;
use std::convert::Infallible;

use serde::Serialize;

use super::desk::Desk;
use super::memo::{Done, Press};
use super::view::Text;
use crate::fingerprint;
use crate::model::terms::SubEventType;
use crate::model::{Amount, ClaimRef, Count, Id, Source, Thing};
use crate::plan::{Page, PageKind};

/// The name of the file, beside the page of all events.
const FILE: &str = "rows.json";

/// A text, with its language where that is not the page's.
#[derive(Serialize)]
#[serde(untagged)]
enum Words {
    Own(String),
    Other(String, String),
}

impl From<Text> for Words {
    fn from(text: Text) -> Words {
        match text.lang {
            Some(lang) => Words::Other(text.text, lang),
            None => Words::Own(text.text),
        }
    }
}

/// What other rows name by number: its name and address.
#[derive(Serialize)]
struct Named(Words, String);

/// A key and its word.
#[derive(Clone, PartialEq, Eq, Serialize)]
struct Term(String, String);

#[derive(Serialize)]
struct EventRow {
    url: String,
    title: Words,
    /// `YYYY-MM-DD`, by which events sort.
    day: String,
    /// The date as it was written, in EDTF, where that is not the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    when: String,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    event_type: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sub: Option<usize>,
    regions: Vec<usize>,
    actors: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    figure: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    measure: Option<usize>,
    /// What is counted, as it stands after the figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<usize>,
    /// The greatest number of the figure, by which figures sort.
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<usize>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    disputed: bool,
}

#[derive(Serialize)]
struct ClaimRow {
    event: usize,
    url: String,
    figure: Words,
    #[serde(skip_serializing_if = "Option::is_none")]
    counted: Option<Words>,
    measure: usize,
    /// What is counted, as it stands after the figure.
    unit: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    best: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<u64>,
    claimant: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<usize>,
    /// EDTF and words, where the claim is of another day than its event.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<(String, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<usize>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    disputed: bool,
    sources: Vec<usize>,
}

#[derive(Serialize)]
struct Rows {
    actors: Vec<Named>,
    regions: Vec<Named>,
    sources: Vec<String>,
    types: Vec<Term>,
    measures: Vec<Term>,
    units: Vec<String>,
    grades: Vec<Term>,
    events: Vec<EventRow>,
    claims: Vec<ClaimRow>,
}

/// Values in the order in which they were first met, and the number of each.
struct Numbered<K, V> {
    numbers: BTreeMap<K, usize>,
    values: Vec<V>,
}

impl<K: Ord, V> Numbered<K, V> {
    fn new() -> Self {
        Numbered {
            numbers: BTreeMap::new(),
            values: Vec::new(),
        }
    }

    fn number(&mut self, key: K, value: impl FnOnce() -> V) -> usize {
        let values = &mut self.values;
        *self.numbers.entry(key).or_insert_with(|| {
            values.push(value());
            values.len() - 1
        })
    }
}

impl Desk<'_> {
    /// The address of the file of rows.
    pub(super) fn data_rows_url(&self) -> String {
        format!("{}{FILE}", self.url(PageKind::Events))
    }

    /// The file of rows of this language.
    pub(super) fn data_rows(&self, press: &Press) -> Done {
        let events = Page {
            kind: PageKind::Events,
            lang: self.lang,
        };
        let path = format!("{}{FILE}", self.plan.relative(self.atlas, events));
        let own = fingerprint::of(&("rows", self.lang));
        let Ok(done) = press.file(&path, own, || {
            Ok::<_, Infallible>(serde_json::to_vec(&self.all_rows()).expect("texts and numbers are JSON"))
        });
        done
    }

    fn all_rows(&self) -> Rows {
        let events = self.atlas.events.len();
        let mut regions_of = vec![Vec::new(); events];
        let mut actors_of = vec![Vec::new(); events];
        let mut regions = Numbered::new();
        let mut actors = Numbered::new();
        let named = |thing: Thing| {
            let link = self.link(thing);
            let url = link.url.clone();
            Named(link.label().into(), url)
        };
        for (id, _) in self.atlas.regions.iter() {
            for event in &self.relations.regions[id.index()].events {
                let number = regions.number(id, || named(Thing::Region(id)));
                regions_of[event.index()].push(number);
            }
        }
        for (id, _) in self.atlas.actors.iter() {
            for event in &self.relations.actors[id.index()].events {
                let number = actors.number(id, || named(Thing::Actor(id)));
                actors_of[event.index()].push(number);
            }
        }
        let mut sources: Numbered<Id<Source>, String> = Numbered::new();
        let mut types = Numbered::new();
        let mut measures = Numbered::new();
        let mut units = Numbered::new();
        let mut grades = Numbered::new();
        let mut rows = Vec::with_capacity(events);
        let mut claims = Vec::new();
        for (id, event) in self.atlas.events.iter() {
            let disputed = self.disputed(id);
            let figure = self.event_figure(id, &disputed);
            for (at, claim) in event.claims.iter().enumerate() {
                let this = ClaimRef { event: id, claim: at };
                let count = match &claim.amount {
                    Amount::Count(count) => *count,
                    Amount::Value(_) => Count::default(),
                };
                let measure = self.plain_measure(claim);
                let unit = self.unit(claim);
                let grade = claim.grade.map(|grade| self.graded("grade_", grade));
                let counted_in = claim.date.map(|date| (date.to_string(), self.words.date(&date)));
                let mut actor = |id| actors.number(id, || named(Thing::Actor(id)));
                claims.push(ClaimRow {
                    event: rows.len(),
                    url: self.claim_address(this),
                    figure: self.amount(&claim.amount).into(),
                    counted: self.counted_by(claim).map(Words::from),
                    measure: measures.number(measure.name.clone(), || Term(measure.key, measure.name)),
                    unit: units.number(unit.clone(), || unit),
                    low: count.low,
                    best: count.best,
                    high: count.high,
                    claimant: actor(claim.claimant),
                    of: claim.of.map(actor),
                    date: counted_in,
                    grade: grade.map(|grade| grades.number(grade.key.clone(), || Term(grade.key, grade.name))),
                    disputed: disputed.contains(&at),
                    sources: (claim.sources.iter())
                        .map(|id| sources.number(*id, || self.link(Thing::Source(*id)).url))
                        .collect(),
                });
            }
            let grade = figure.as_ref().and_then(|figure| figure.grade.clone());
            let day = event.date.earliest().map_or_else(String::new, |day| day.to_string());
            rows.push(EventRow {
                url: self.link(Thing::Event(id)).url,
                title: self.text(&event.title).into(),
                date: Some(event.date.to_string()).filter(|date| *date != day),
                day,
                when: self.words.date(&event.date),
                event_type: event.event_type.map(|term| {
                    let label = self.label("event_type_", term);
                    types.number(label.key.clone(), || Term(label.key, label.name))
                }),
                sub: (event.sub_event_type)
                    .filter(|term| *term != SubEventType::Other)
                    .map(|term| {
                        let label = self.label("sub_event_type_", term);
                        types.number(label.key.clone(), || Term(label.key, label.name))
                    }),
                regions: {
                    // Its own first; then those that these are part of.
                    let mut all = std::mem::take(&mut regions_of[id.index()]);
                    let own: Vec<usize> = (event.regions.iter())
                        .filter_map(|region| regions.numbers.get(region).copied())
                        .collect();
                    all.sort_by_key(|number| own.iter().position(|own| own == number).unwrap_or(own.len()));
                    all
                },
                actors: std::mem::take(&mut actors_of[id.index()]),
                measure: figure.as_ref().map(|figure| {
                    let label = figure.measure.clone();
                    measures.number(label.name.clone(), || Term(label.key, label.name))
                }),
                unit: figure.as_ref().map(|figure| {
                    let unit = figure.unit.clone();
                    units.number(unit.clone(), || unit)
                }),
                most: figure.as_ref().and_then(|figure| figure.most),
                figure: figure.map(|figure| figure.text),
                grade: grade.map(|grade| grades.number(grade.key.clone(), || Term(grade.key, grade.name))),
                disputed: !disputed.is_empty(),
            });
        }
        Rows {
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
}
