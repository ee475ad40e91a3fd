//! What one version of a document says: its title, and the claims and estimates of its events.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::load::{ContentKind, past_document};
use crate::model::terms::{Grade, Measure, Status, Term as _};
use crate::model::{Amount, Count, Date, LocalizedText};
use crate::resolve::{derived_claim_id, event_id};
use crate::schema::{self, RawArticle, RawClaim, RawEvent, RawEventUse, Record};

/// What facts are about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FactSubject {
    pub kind: ContentKind,
    /// The id of the entity.
    pub id: String,
    pub part: FactPart,
}

/// The part of an entity that facts are about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FactPart {
    Title,
    /// A claim, by its id.
    Claim(String),
    /// An estimate, by its measure and its number among those of this measure, from 0.
    Estimate(Measure, usize),
}

/// What a version says about a subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PastFacts {
    Title(LocalizedText),
    Claim(ClaimFacts),
    Estimate(Count),
}

/// The facts of a claim, with names as they were written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimFacts {
    pub measure: Measure,
    pub label: Option<LocalizedText>,
    pub amount: Amount,
    /// Whom the figure counts.
    pub of: Option<String>,
    pub claimant: Option<String>,
    pub grade: Option<Grade>,
    pub status: Option<Status>,
    pub sources: Vec<String>,
}

/// What one version of a document says.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct DocumentFacts {
    pub is_draft: bool,
    /// The date of an article, before which it is not published.
    pub date: Option<Date>,
    pub title: LocalizedText,
    /// Claims and estimates of an event with a file of its own.
    pub own: BTreeMap<FactPart, PastFacts>,
    /// The events that are written in an article, by id.
    pub inline: BTreeMap<String, BTreeMap<FactPart, PastFacts>>,
}

/// Reads a version of a document. `None` if it could not be read then either, or if it has no
/// history that readers would look for, as free pages.
pub(super) fn document_facts(path: &str, bytes: Vec<u8>, config: &Config) -> Option<DocumentFacts> {
    let (tree, sources) = past_document(path, bytes, &config.languages)?;
    // Mistakes of the past are not reported.
    let mut findings = Diagnostics::default();
    let mut records = schema::records(&tree, config, &sources, &mut findings);
    let titled = |title: LocalizedText| DocumentFacts {
        title,
        ..DocumentFacts::default()
    };
    let facts = if let Some(record) = records.articles.pop() {
        article_facts(record)
    } else if let Some(record) = records.events.pop() {
        let mut own = event_facts(record.fields);
        let title = match own.remove(&FactPart::Title) {
            Some(PastFacts::Title(title)) => without_id(&title, &record.id),
            _ => LocalizedText::default(),
        };
        DocumentFacts {
            own,
            ..titled(title)
        }
    } else if let Some(record) = records.actors.pop() {
        titled(without_id(&record.fields.name, &record.id))
    } else if let Some(record) = records.regions.pop() {
        titled(without_id(&record.fields.name, &record.id))
    } else {
        let record = records.sources.pop()?;
        titled(without_id(&record.fields.title, &record.id))
    };
    Some(facts)
}

fn article_facts(record: Record<RawArticle>) -> DocumentFacts {
    let fields = record.fields;
    let inline = fields.events.into_iter().filter_map(|used| match used {
        RawEventUse::Inline { event, .. } => Some((event_id(&event), event_facts(*event))),
        RawEventUse::Named { .. } => None,
    });
    DocumentFacts {
        is_draft: fields.draft,
        date: Some(fields.date.value),
        title: without_id(&fields.title, &record.id),
        own: BTreeMap::new(),
        inline: inline.collect(),
    }
}

/// Returns a title without the texts that are the id. The id replaces a missing title.
fn without_id(title: &LocalizedText, id: &str) -> LocalizedText {
    let mut kept = LocalizedText::default();
    for (lang, text) in title.iter().filter(|(_, text)| *text != id) {
        kept.set(lang, text.clone());
    }
    kept
}

fn event_facts(event: RawEvent) -> BTreeMap<FactPart, PastFacts> {
    let mut facts = BTreeMap::from([(FactPart::Title, PastFacts::Title(event.title))]);
    let mut ids = BTreeSet::new();
    for claim in event.claims {
        let id = match &claim.id {
            Some(id) => id.value.clone(),
            None => derived_claim_id(claim.measure, &ids),
        };
        ids.insert(id.clone());
        facts.insert(FactPart::Claim(id), PastFacts::Claim(claim_facts(claim)));
    }
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for estimate in event.estimates {
        let number = numbers.entry(estimate.measure.text()).or_default();
        let part = FactPart::Estimate(estimate.measure, *number);
        *number += 1;
        facts.insert(part, PastFacts::Estimate(estimate.count));
    }
    facts
}

fn claim_facts(claim: RawClaim) -> ClaimFacts {
    ClaimFacts {
        measure: claim.measure,
        label: claim.label,
        amount: claim.amount,
        of: claim.of.map(|name| name.value),
        claimant: claim.claimant.map(|name| name.value),
        grade: claim.grade,
        status: claim.status,
        sources: claim.sources.into_iter().map(|name| name.value).collect(),
    }
}
