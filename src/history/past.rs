//! Comparison of what was published before and after each commit.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;

use super::document::{DocumentFacts, FactPart, FactSubject, PastFacts};
use super::versions::{EntityFile, EntityKey, Versions};
use super::{PastChange, PastChanges, PastCommit};
use crate::git::FileVersion;
use crate::load::ContentKind;
use crate::model::LocalizedText;

/// What is published of some entities.
type Facts = BTreeMap<FactSubject, PastFacts>;

/// The files of an entity at one time, by the paths that they have today.
type EntityState = BTreeMap<String, (bool, FileVersion)>;

/// Returns all changes of what was published.
pub(super) fn changes(versions: &Versions) -> PastChanges {
    let mut comparison = Comparison::new(versions);
    for (at, commit) in versions.commits.iter().enumerate() {
        let touched: BTreeSet<&EntityKey> = commit.files.iter().map(|file| &file.entity).collect();
        for file in &commit.files {
            comparison.apply(file);
        }
        let mut after = Facts::new();
        for entity in touched {
            comparison.add_published(entity, versions.next_day(entity, at), &mut after);
        }
        comparison.compare(&commit.commit, after);
    }
    comparison.found
}

/// The comparison, from the oldest commit to the newest.
struct Comparison<'v> {
    versions: &'v Versions<'v>,
    states: BTreeMap<EntityKey, EntityState>,
    /// What was last published. What becomes a draft stays here, until it is published again.
    shown: Facts,
    found: PastChanges,
}

impl<'v> Comparison<'v> {
    /// Begins with the files that are older than the oldest commit.
    fn new(versions: &'v Versions<'v>) -> Comparison<'v> {
        let mut comparison = Comparison {
            versions,
            states: BTreeMap::new(),
            shown: Facts::new(),
            found: PastChanges::default(),
        };
        let mut first: BTreeMap<&EntityKey, civil::Date> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for commit in &versions.commits {
            for file in &commit.files {
                if !seen.insert(&file.path) {
                    continue;
                }
                if let Some(before) = &file.before {
                    first.entry(&file.entity).or_insert(commit.commit.day);
                    comparison.set(file, Some(before));
                }
            }
        }
        let mut shown = Facts::new();
        for (entity, day) in first {
            comparison.add_published(entity, Some(day), &mut shown);
        }
        comparison.shown = shown;
        comparison
    }

    fn apply(&mut self, file: &EntityFile) {
        self.set(file, file.after.as_ref());
    }

    fn set(&mut self, file: &EntityFile, version: Option<&FileVersion>) {
        let state = self.states.entry(file.entity.clone()).or_default();
        match version {
            Some(version) => {
                let version = (file.is_translation, version.clone());
                state.insert(file.path.clone(), version);
            }
            None => {
                state.remove(&file.path);
            }
        }
    }

    /// Adds what is published of an entity, unless all of it is a draft. `until` is the day of the
    /// next version: what is dated later was never published.
    fn add_published(&self, entity: &EntityKey, until: Option<civil::Date>, facts: &mut Facts) {
        let Some(state) = self.states.get(entity) else {
            return;
        };
        let read = |(is_translation, version): &(bool, FileVersion)| {
            let document = self.versions.facts(version);
            (*is_translation, document)
        };
        let documents: Vec<_> = state.values().map(read).collect();
        let has_original = documents.iter().any(|(is_translation, _)| !is_translation);
        let is_published = |document: &DocumentFacts| {
            let date = document.date.as_ref();
            let day = date.and_then(|date| date.earliest().or(date.latest()));
            let is_later = until.is_some_and(|until| day.is_some_and(|day| day > until));
            !document.is_draft && !is_later
        };
        // A translation is not published before its original. What cannot be read is not published.
        let is_hidden = documents.iter().any(|(is_translation, document)| {
            !is_translation && !document.is_some_and(is_published)
        });
        if is_hidden {
            return;
        }
        let mut title = LocalizedText::default();
        for (is_translation, document) in documents {
            let Some(document) = document.filter(|document| is_published(document)) else {
                continue;
            };
            for (lang, text) in document.title.iter() {
                title.set(lang, text.clone());
            }
            if is_translation && has_original {
                continue;
            }
            let own = document.own.iter();
            facts.extend(own.map(|(part, fact)| (subject(entity, part), fact.clone())));
            for (id, event) in &document.inline {
                let event_key = (ContentKind::Event, id.clone());
                let inline = event.iter();
                facts.extend(inline.map(|(part, fact)| (subject(&event_key, part), fact.clone())));
            }
        }
        if !state.is_empty() {
            facts.insert(subject(entity, &FactPart::Title), PastFacts::Title(title));
        }
    }

    /// Compares what a commit published with what was published before.
    fn compare(&mut self, commit: &PastCommit, after: Facts) {
        let count = self.found.changes.len();
        let entities: BTreeSet<EntityKey> = (after.keys())
            .map(|subject| (subject.kind, subject.id.clone()))
            .collect();
        for entity in entities {
            let title = subject(&entity, &FactPart::Title);
            if !self.shown.contains_key(&title) {
                // Nothing of it was published before.
                continue;
            }
            let of_entity = |facts: &Facts| -> BTreeSet<FactSubject> {
                facts
                    .range(title.clone()..)
                    .map(|(subject, _)| subject)
                    .take_while(|subject| (subject.kind, &subject.id) == (entity.0, &entity.1))
                    .cloned()
                    .collect()
            };
            let subjects = &of_entity(&self.shown) | &of_entity(&after);
            for subject in subjects {
                let (before, after) = (self.shown.get(&subject), after.get(&subject));
                if before != after {
                    let change = PastChange {
                        commit: self.found.commits.len(),
                        before: before.cloned(),
                        after: after.cloned(),
                        subject: subject.clone(),
                    };
                    self.found.changes.push(change);
                }
                if after.is_none() {
                    self.shown.remove(&subject);
                }
            }
        }
        for (subject, facts) in after {
            match (self.shown.get_mut(&subject), facts) {
                // A title in a language that is a draft now is compared when it is published again.
                (Some(PastFacts::Title(known)), PastFacts::Title(title)) => {
                    for (lang, text) in title.iter() {
                        known.set(lang, text.clone());
                    }
                }
                (_, facts) => {
                    self.shown.insert(subject, facts);
                }
            }
        }
        if self.found.changes.len() > count {
            self.found.commits.push(commit.clone());
        }
    }
}

fn subject(entity: &EntityKey, part: &FactPart) -> FactSubject {
    FactSubject {
        kind: entity.0,
        id: entity.1.clone(),
        part: part.clone(),
    }
}
