//! Typing and linking of front matters, and derivation of relations. A result is reused if the
//! input is unchanged.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use jiff::civil;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::Phase;
use super::history::{GitSetting, no_history};
use crate::config::{Config, Updated};
use crate::diag::Diagnostics;
use crate::git::{Git, NoHistory};
use crate::incremental::fingerprint::Fingerprint;
use crate::incremental::track::{Fingerprints, Table, TableHashes};
use crate::incremental::{Hash, Store, program};
use crate::load::ContentTree;
use crate::markdown::ProseIndex;
use crate::model::Atlas;
use crate::relations::{self, Relations};
use crate::resolve::{self, Clock, Names, Withheld};
use crate::schema;
use crate::source::SourceFiles;
use crate::suppress::Suppression;

/// Everything that is made from front matters.
#[derive(Serialize, Deserialize)]
pub(super) struct LinkedSite {
    /// The hash of the input of typing and linking.
    key: Hash,
    pub atlas: Atlas,
    pub names: Names,
    /// The fingerprints of the atlas and the names.
    pub fingerprints: Fingerprints,
    /// The suppressions that front matters declare.
    pub allowed: Vec<Suppression>,
    /// The findings of typing and linking.
    pub findings: Diagnostics,
    /// The texts that are not published yet.
    pub withheld: Vec<Withheld>,
}

/// Relations of entities, with their fingerprints.
#[derive(Serialize, Deserialize)]
pub(super) struct CachedRelations {
    /// The hash of the input of the derivation.
    key: Hash,
    pub relations: Relations,
    pub rows: Vec<(Table, TableHashes)>,
}

/// Where earlier results are found.
pub(super) struct Reuse<'a> {
    pub store: &'a Arc<Store>,
    /// Whether results are saved in the store, for the next process.
    pub is_saved: bool,
}

/// Returns the key of a slot of the store. A slot holds one large entry, which begins with the hash
/// of its input; a new entry replaces the old one.
fn slot(name: &str) -> Hash {
    Hash::of_parts(&[b"slot", name.as_bytes()])
}

/// The input of typing and linking.
pub(super) struct LinkInputs<'a> {
    pub root: &'a Path,
    pub tree: &'a ContentTree,
    pub sources: &'a SourceFiles,
    pub config: &'a Config,
    pub clock: Clock,
}

/// The day of the latest commit to each path, if the settings ask for it.
type History = Option<Result<BTreeMap<String, civil::Date>, NoHistory>>;

/// Types all front matters and resolves the names in them. If the input is unchanged, returns the
/// earlier result instead, from `previous` (of this process) or from the store.
pub(super) fn link_or_reuse(
    inputs: &LinkInputs,
    reuse: &Reuse,
    previous: Option<Arc<LinkedSite>>,
    progress: &dyn Fn(Phase),
) -> Arc<LinkedSite> {
    let history = inputs.history();
    let key = inputs.key(&history);
    let is_same = |linked: &LinkedSite| linked.key == key;
    if let Some(linked) = previous.filter(|linked| is_same(linked)) {
        return linked;
    }
    if let Some(linked) = reuse.store.value(slot("linked")).filter(is_same) {
        return Arc::new(linked);
    }
    let linked = inputs.link(key, history, progress);
    if reuse.is_saved && !linked.findings.has_errors() {
        reuse.store.put_value(slot("linked"), &linked);
    }
    Arc::new(linked)
}

impl LinkInputs<'_> {
    fn history(&self) -> History {
        (self.config.updated == Updated::Git).then(|| {
            let zone = TimeZone::get(&self.config.time_zone).unwrap_or(TimeZone::UTC);
            (Git { root: self.root }).days("content", &zone)
        })
    }

    /// Returns the hash of everything that the result depends on: front matters and their
    /// positions, settings, day, and the list of media files.
    fn key(&self, history: &History) -> Hash {
        let LinkInputs { tree, sources, .. } = *self;
        let mut fingerprint = Fingerprint::default();
        fingerprint.number(program());
        fingerprint.value(&(self.config, self.clock, &tree.media, history));
        let mut bytes = Vec::with_capacity(tree.documents.len() * 24);
        for document in &tree.documents {
            let (file, front) = (document.file, sources.front(document.file));
            fingerprint.bytes(sources.path(file).as_bytes());
            fingerprint.value(&(file, front.start, document.has_front, &document.salvage));
            bytes.extend_from_slice(&document.hash.bytes());
        }
        bytes.extend_from_slice(&fingerprint.finish().to_le_bytes());
        Hash::of(&bytes)
    }

    /// Types and links without searching for an earlier result.
    fn link(&self, key: Hash, history: History, progress: &dyn Fn(Phase)) -> LinkedSite {
        let LinkInputs {
            tree,
            sources,
            config,
            clock,
            ..
        } = *self;
        let mut findings = Diagnostics::default();
        let mut records = schema::records(tree, config, sources, &mut findings);
        match history {
            Some(Ok(days)) => records.set_updated(&days, sources),
            Some(Err(reason)) => {
                let setting = GitSetting::Updated;
                findings.push(no_history(&reason, setting, config.updated_at.as_ref()));
            }
            None => {}
        }
        progress(Phase::Linking);
        let allowed = std::mem::take(&mut records.allowed);
        let media: BTreeSet<String> = tree.media.iter().cloned().collect();
        let (atlas, names, withheld) =
            resolve::atlas(records, &media, config, clock, sources, &mut findings);
        let (rows, row) = rayon::join(|| atlas.table_hashes(), || names.row());
        let mut fingerprints = Fingerprints::default();
        fingerprints.extend(rows.into_iter().chain([row]));
        LinkedSite {
            key,
            atlas,
            names,
            fingerprints,
            allowed,
            findings,
            withheld,
        }
    }
}

/// Returns the relations that front matters and mentions in texts establish.
pub(super) fn relate_or_reuse(
    linked: &LinkedSite,
    articles: &ProseIndex,
    reuse: &Reuse,
    previous: Option<Arc<CachedRelations>>,
) -> Arc<CachedRelations> {
    let key = Hash::of_parts(&[
        &linked.key.bytes(),
        &relations::fingerprint(articles).to_le_bytes(),
    ]);
    let is_same = |related: &CachedRelations| related.key == key;
    if let Some(related) = previous.filter(|related| is_same(related)) {
        return related;
    }
    if let Some(related) = reuse.store.value(slot("related")).filter(is_same) {
        return Arc::new(related);
    }
    let relations = relations::derive(&linked.atlas, articles);
    let rows = relations.rows().into();
    let related = CachedRelations {
        key,
        relations,
        rows,
    };
    if reuse.is_saved {
        reuse.store.put_value(slot("related"), &related);
    }
    Arc::new(related)
}
