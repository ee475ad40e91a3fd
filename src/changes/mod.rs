//! What a site said at one time and says at another: figures, grades, statuses, sources and titles.
//!
//! [`SiteFacts`] are taken from the atlas, so what is not published is in neither of them. They are
//! compared by ids: a claim that got another id is one that is gone and one that is new.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::terms::Term;
use crate::model::{Amount, Atlas, Claim, Count, Entity, Estimate, LocalizedText};

/// The facts of a site that `griot changes` compares.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct SiteFacts {
    facts: BTreeMap<FactSubject, Fields>,
}

/// The fields of one claim, estimate or title, by their keys in front matter.
type Fields = BTreeMap<String, FactValue>;

/// What facts are about, in the order of the list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct FactSubject {
    /// The folder of the entity, such as `events`.
    pub folder: &'static str,
    /// The id of the entity.
    pub entity: String,
    #[serde(flatten)]
    pub part: FactPart,
}

/// The part of an entity that facts are about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FactPart {
    Title,
    /// A claim, by its id.
    Claim(String),
    /// An estimate, by its measure. A second one of the same measure is `killed 2`.
    Estimate(String),
}

/// A value of a field, as text or as a list of texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum FactValue {
    Text(String),
    List(Vec<String>),
}

/// A claim, estimate or title that is not what it was.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    #[serde(flatten)]
    pub subject: FactSubject,
    pub change: ChangeKind,
    /// The fields that differ.
    pub fields: BTreeMap<String, FieldChange>,
}

/// What has happened to a claim, estimate or title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    Added,
    Changed,
    Removed,
}

/// The values of a field; `None` if it was not or is not there.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    pub before: Option<FactValue>,
    pub after: Option<FactValue>,
}

impl SiteFacts {
    /// Returns the facts of an atlas.
    pub fn of(atlas: &Atlas) -> SiteFacts {
        let mut facts = BTreeMap::new();
        for entity in atlas.entities() {
            let (folder, key) = match entity {
                Entity::Article(_) => ("articles", "title"),
                Entity::Actor(_) => ("actors", "name"),
                Entity::Region(_) => ("regions", "name"),
                Entity::Event(_) => ("events", "title"),
                Entity::Source(_) => ("sources", "title"),
                Entity::Page(_) => ("pages", "title"),
            };
            let subject = |part| FactSubject {
                folder,
                entity: atlas.id(entity).to_owned(),
                part,
            };
            let mut title = Fields::new();
            add_text(&mut title, key, atlas.name(entity));
            facts.insert(subject(FactPart::Title), title);
            let Entity::Event(id) = entity else {
                continue;
            };
            let event = &atlas.events[id];
            for claim in &event.claims {
                let part = FactPart::Claim(claim.id.clone());
                facts.insert(subject(part), claim_fields(atlas, claim));
            }
            let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
            for estimate in &event.estimates {
                let measure = estimate.measure.text();
                let number = numbers.entry(measure).or_default();
                *number += 1;
                let name = match *number {
                    1 => measure.to_owned(),
                    number => format!("{measure} {number}"),
                };
                let part = FactPart::Estimate(name);
                facts.insert(subject(part), estimate_fields(estimate));
            }
        }
        SiteFacts { facts }
    }
}

/// Returns what differs between two states of a site. Titles are compared if both states have them.
pub fn compare(before: &SiteFacts, after: &SiteFacts) -> Vec<Change> {
    let subjects: BTreeSet<&FactSubject> = before.facts.keys().chain(after.facts.keys()).collect();
    let none = Fields::new();
    let changes = subjects.into_iter().filter_map(|subject| {
        let (old, new) = (before.facts.get(subject), after.facts.get(subject));
        let change = match (old, new) {
            (Some(_), Some(_)) => ChangeKind::Changed,
            // Each title belongs to a page, and new pages are no change of what was said.
            _ if subject.part == FactPart::Title => return None,
            (None, _) => ChangeKind::Added,
            (Some(_), None) => ChangeKind::Removed,
        };
        let (old, new) = (old.unwrap_or(&none), new.unwrap_or(&none));
        let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        let fields: BTreeMap<String, FieldChange> = keys
            .into_iter()
            .filter(|key| old.get(*key) != new.get(*key))
            .map(|key| {
                let change = FieldChange {
                    before: old.get(key).cloned(),
                    after: new.get(key).cloned(),
                };
                (key.clone(), change)
            })
            .collect();
        (!fields.is_empty()).then(|| Change {
            subject: subject.clone(),
            change,
            fields,
        })
    });
    changes.collect()
}

fn claim_fields(atlas: &Atlas, claim: &Claim) -> Fields {
    let mut fields = Fields::new();
    match &claim.amount {
        Amount::Count(count) => {
            fields.insert("count".to_owned(), FactValue::Text(count_text(count)));
        }
        Amount::Value(value) => add_text(&mut fields, "value", value),
    }
    let claimant = atlas.id(Entity::Actor(claim.claimant)).to_owned();
    let mut add = |key: &str, value: &str| {
        fields.insert(key.to_owned(), FactValue::Text(value.to_owned()));
    };
    add("measure", claim.measure.text());
    add("claimant", &claimant);
    if let Some(grade) = claim.grade {
        add("grade", grade.text());
    }
    if let Some(status) = claim.status {
        add("status", status.text());
    }
    // Their order says nothing.
    let sources: BTreeSet<String> = claim
        .sources
        .iter()
        .map(|source| atlas.id(Entity::Source(*source)).to_owned())
        .collect();
    if !sources.is_empty() {
        let sources = FactValue::List(sources.into_iter().collect());
        fields.insert("sources".to_owned(), sources);
    }
    fields
}

fn estimate_fields(estimate: &Estimate) -> Fields {
    let mut fields = Fields::new();
    let count = FactValue::Text(count_text(&estimate.count));
    fields.insert("count".to_owned(), count);
    fields
}

/// Returns a count with all its numbers: `19`, `10..30`, or `10..30 (best 19)`.
fn count_text(count: &Count) -> String {
    let interval = count.to_string();
    match count.best() {
        Some(best) if best.to_string() != interval && !count.as_published => {
            format!("{interval} (best {best})")
        }
        _ => interval,
    }
}

/// Adds a text in each of its languages.
fn add_text(fields: &mut Fields, key: &str, text: &LocalizedText) {
    for (lang, text) in text.iter() {
        fields.insert(format!("{key}.{lang}"), FactValue::Text(text.clone()));
    }
}
