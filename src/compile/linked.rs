//! What is made of all front matters at once, and what relates: as before where nothing of it
//! changed, else made anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use jiff::civil;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::Phase;
use crate::config::{self, Config, Updated};
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Location};
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

/// All that is made from front matters.
#[derive(Serialize, Deserialize)]
pub(super) struct LinkedSite {
    /// The hash of what it was made from.
    key: Hash,
    pub atlas: Atlas,
    pub names: Names,
    /// The fingerprints of both.
    pub fingerprints: Fingerprints,
    /// The warnings that the files themselves allow.
    pub allowed: Vec<Suppression>,
    /// What was found meanwhile.
    pub findings: Diagnostics,
    /// The texts that are not published yet.
    pub withheld: Vec<Withheld>,
}

/// What relates, with its fingerprints.
#[derive(Serialize, Deserialize)]
pub(super) struct CachedRelations {
    /// The hash of what it was made from.
    key: Hash,
    pub relations: Relations,
    pub rows: Vec<(Table, TableHashes)>,
}

/// Where earlier results are looked for.
pub(super) struct Reuse<'a> {
    pub store: &'a Arc<Store>,
    /// Whether results are saved in the store, for the next process.
    pub is_saved: bool,
}

/// The slots of the store that these two have. The entry of a slot begins with the hash of what it
/// was made from: they are large, and the last is enough.
fn slot(name: &str) -> Hash {
    Hash::of_parts(&[b"slot", name.as_bytes()])
}

/// Types all front matters and links what they name. `previous` is from an earlier compilation;
/// `is_kept` says whether this one goes into the store, for the next program.
pub(super) fn linked(
    root: &Path,
    (tree, sources): (&ContentTree, &SourceFiles),
    config: &Config,
    clock: Clock,
    (reuse, previous): (&Reuse, Option<LinkedSite>),
    progress: &dyn Fn(Phase),
) -> LinkedSite {
    let history = (config.updated == Updated::Git).then(|| {
        let zone = TimeZone::get(&config.time_zone).unwrap_or(TimeZone::UTC);
        (Git { root }).days("content", &zone)
    });
    let key = key(tree, sources, config, clock, &history);
    let is_same = |linked: &LinkedSite| linked.key == key;
    if let Some(linked) = previous.filter(is_same) {
        return linked;
    }
    if let Some(linked) = reuse.store.value(slot("linked")).filter(is_same) {
        return linked;
    }
    let linked = link(key, (tree, sources), config, clock, history, progress);
    if reuse.is_saved && !linked.findings.has_errors() {
        reuse.store.put_value(slot("linked"), &linked);
    }
    linked
}

/// The hash of all that front matters become: they themselves and where they stand, the settings,
/// the day, and the files of pictures.
fn key(
    tree: &ContentTree,
    sources: &SourceFiles,
    config: &Config,
    clock: Clock,
    history: &Option<Result<BTreeMap<String, civil::Date>, NoHistory>>,
) -> Hash {
    let mut print = Fingerprint::default();
    print.number(program());
    print.value(&(config, clock, &tree.media, history));
    let mut bytes = Vec::with_capacity(tree.documents.len() * 24);
    for document in &tree.documents {
        let (file, front) = (document.file, sources.front(document.file));
        print.bytes(sources.path(file).as_bytes());
        print.value(&(file, front.start, document.has_front, &document.salvage));
        bytes.extend_from_slice(&document.hash.bytes());
    }
    bytes.extend_from_slice(&print.finish().to_le_bytes());
    Hash::of(&bytes)
}

fn link(
    key: Hash,
    (tree, sources): (&ContentTree, &SourceFiles),
    config: &Config,
    clock: Clock,
    history: Option<Result<BTreeMap<String, civil::Date>, NoHistory>>,
    progress: &dyn Fn(Phase),
) -> LinkedSite {
    let mut findings = Diagnostics::default();
    let mut records = schema::records(tree, config, sources, &mut findings);
    match history {
        Some(Ok(days)) => records.set_updated(&days, sources),
        Some(Err(reason)) => findings.push(no_history(&reason, config.updated_at.as_ref())),
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

/// What relates, by front matters and by what texts mention.
pub(super) fn related(
    linked: &LinkedSite,
    articles: &ProseIndex,
    (reuse, previous): (&Reuse, Option<CachedRelations>),
) -> CachedRelations {
    let key = Hash::of_parts(&[
        &linked.key.bytes(),
        &relations::print(articles).to_le_bytes(),
    ]);
    let is_same = |related: &CachedRelations| related.key == key;
    if let Some(related) = previous.filter(is_same) {
        return related;
    }
    if let Some(related) = reuse.store.value(slot("related")).filter(is_same) {
        return related;
    }
    let relations = relations::relations(&linked.atlas, articles);
    let rows = relations.rows().into();
    let related = CachedRelations {
        key,
        relations,
        rows,
    };
    if reuse.is_saved {
        reuse.store.put_value(slot("related"), &related);
    }
    related
}

/// Why articles have no days from git.
fn no_history(reason: &NoHistory, at: Option<&Field>) -> Diagnostic {
    let (message, help) = match reason {
        NoHistory::NoGit => (
            "`updated: git` needs the program `git`, which is not installed".to_owned(),
            "install git, or write `updated: written`",
        ),
        NoHistory::NoRepository => (
            "`updated: git` needs a git repository, and this folder is not in one".to_owned(),
            "build the site from a clone of its repository, or write `updated: written`",
        ),
        NoHistory::Shallow => (
            "`updated: git` needs the whole history, but this clone is shallow".to_owned(),
            "fetch all of it: `fetch-depth: 0` for actions/checkout, `git fetch --unshallow` elsewhere; until then no article gets a day from git",
        ),
        NoHistory::Failed(said) => (
            format!(
                "`updated: git` failed: {}",
                said.split_whitespace().collect::<Vec<_>>().join(" ")
            ),
            "fix what git reports, or write `updated: written`",
        ),
    };
    let place = at.map_or_else(|| Location::Path(config::FILE.into()), Location::from);
    Diagnostic::new(Code::NoHistory, place, message).help(help)
}
