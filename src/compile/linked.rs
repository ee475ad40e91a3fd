//! What is made of all front matters at once, and what relates: as before where nothing of it changed, else made anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::Phase;
use crate::allow::Allow;
use crate::config::{self, Config, Updated};
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Place};
use crate::fingerprint::Fingerprint;
use crate::git::{Git, NoHistory};
use crate::incremental::{Hash, Store, program};
use crate::load::Tree;
use crate::markdown::Articles;
use crate::model::Atlas;
use crate::relate::{self, Relations};
use crate::resolve::{self, Clock, Names, Withheld};
use crate::schema;
use crate::source::Sources;
use crate::trace::{Prints, Row, Shelf};

/// All that is made from front matters.
#[derive(Serialize, Deserialize)]
pub(super) struct Linked {
    /// The hash of what it was made from.
    key: Hash,
    pub atlas: Atlas,
    pub names: Names,
    /// The fingerprints of both.
    pub prints: Prints,
    /// The warnings that the files themselves allow.
    pub allowed: Vec<Allow>,
    /// What was found meanwhile.
    pub findings: Diagnostics,
    /// The texts that are not published yet.
    pub withheld: Vec<Withheld>,
}

/// What relates, with its fingerprints.
#[derive(Serialize, Deserialize)]
pub(super) struct Related {
    /// The hash of what it was made from.
    key: Hash,
    pub relations: Relations,
    pub rows: Vec<(Shelf, Row)>,
}

/// The slots of the store that these two have. The entry of a slot begins with the hash of what it was made from: they are large, and the
/// last is enough.
fn slot(name: &str) -> Hash {
    Hash::of_parts(&[b"slot", name.as_bytes()])
}

/// Types all front matters and links what they name. `previous` is from an earlier compilation; `is_kept` says whether this one goes
/// into the store, for the next program.
pub(super) fn linked(
    root: &Path,
    (tree, sources): (&Tree, &Sources),
    config: &Config,
    clock: Clock,
    (store, previous, is_kept): (&Store, Option<Linked>, bool),
    progress: &impl Fn(Phase),
) -> Linked {
    let history = (config.updated == Updated::Git).then(|| {
        let zone = TimeZone::get(&config.time_zone).unwrap_or(TimeZone::UTC);
        (Git { root }).days("content", &zone)
    });
    let key = key(tree, sources, config, clock, &history);
    let is_same = |linked: &Linked| linked.key == key;
    if let Some(linked) = previous.filter(is_same) {
        return linked;
    }
    if let Some(linked) = store.value(slot("linked")).filter(is_same) {
        return linked;
    }
    let linked = made(key, (tree, sources), config, clock, history, progress);
    if is_kept && !linked.findings.has_errors() {
        store.put_value(slot("linked"), &linked);
    }
    linked
}

/// The hash of all that front matters become: they themselves and where they stand, the settings, the day, and the files of pictures.
fn key(
    tree: &Tree,
    sources: &Sources,
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

fn made(
    key: Hash,
    (tree, sources): (&Tree, &Sources),
    config: &Config,
    clock: Clock,
    history: Option<Result<BTreeMap<String, civil::Date>, NoHistory>>,
    progress: &impl Fn(Phase),
) -> Linked {
    let mut findings = Diagnostics::default();
    let mut records = schema::records(tree, config, sources, &mut findings);
    match history {
        Some(Ok(days)) => records.updated_by(&days, sources),
        Some(Err(reason)) => findings.push(no_history(&reason, config.updated_at.as_ref())),
        None => {}
    }
    progress(Phase::Linking);
    let allowed = std::mem::take(&mut records.allowed);
    let media: BTreeSet<String> = tree.media.iter().cloned().collect();
    let (atlas, names, withheld) = resolve::atlas(records, &media, config, clock, sources, &mut findings);
    let (rows, row) = rayon::join(|| atlas.rows(), || names.row());
    let mut prints = Prints::default();
    prints.extend(rows.into_iter().chain([row]));
    Linked {
        key,
        atlas,
        names,
        prints,
        allowed,
        findings,
        withheld,
    }
}

/// What relates, by front matters and by what texts mention.
pub(super) fn related(
    linked: &Linked,
    articles: &Articles,
    (store, previous, is_kept): (&Store, Option<Related>, bool),
) -> Related {
    let key = Hash::of_parts(&[&linked.key.bytes(), &relate::print(articles).to_le_bytes()]);
    let is_same = |related: &Related| related.key == key;
    if let Some(related) = previous.filter(is_same) {
        return related;
    }
    if let Some(related) = store.value(slot("related")).filter(is_same) {
        return related;
    }
    let relations = relate::relations(&linked.atlas, articles);
    let rows = relations.rows().into();
    let related = Related { key, relations, rows };
    if is_kept {
        store.put_value(slot("related"), &related);
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
    let place = at.map_or_else(|| Place::Path(config::FILE.into()), Place::from);
    Diagnostic::new(Code::NoHistory, place, message).help(help)
}
