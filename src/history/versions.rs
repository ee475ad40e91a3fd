//! The versions of each entity's files, commit by commit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil;
use jiff::tz::TimeZone;
use rayon::prelude::*;

use super::document::{DocumentFacts, document_facts};
use super::{HistoryLimit, PastCommit};
use crate::config::Config;
use crate::git::{Commit, FileVersion, Git, NoHistory};
use crate::incremental::{Hash, Store};
use crate::lang::Lang;
use crate::load::{ContentKind, MAX_TEXT, document_identity};

/// An entity, by the kind and id that it has today.
pub(super) type EntityKey = (ContentKind, String);

/// All versions of the files that have changed.
pub(super) struct Versions<'a> {
    config: &'a Config,
    /// The commits, oldest first.
    pub commits: Vec<CommitVersions>,
    /// The indexes of the commits that changed an entity, in ascending order.
    touches: BTreeMap<EntityKey, Vec<usize>>,
    facts: BTreeMap<FileVersion, Option<DocumentFacts>>,
}

/// The changes of one commit.
pub(super) struct CommitVersions {
    pub commit: PastCommit,
    pub files: Vec<EntityFile>,
}

/// A change of a file of an entity.
pub(super) struct EntityFile {
    pub entity: EntityKey,
    /// The path of the file today. It stays the same when the file is moved.
    pub path: String,
    /// Whether the file is a translation, by its name.
    pub is_translation: bool,
    pub before: Option<FileVersion>,
    pub after: Option<FileVersion>,
}

impl<'a> Versions<'a> {
    /// Assigns the files of commits to entities. The commits are newest first.
    pub fn new(commits: Vec<Commit>, config: &'a Config, zone: &TimeZone) -> Versions<'a> {
        let mut paths = TodaysPaths::default();
        let mut list: Vec<CommitVersions> = commits
            .into_iter()
            .map(|commit| CommitVersions {
                files: paths.files(&commit, config),
                commit: PastCommit {
                    day: commit.moment.to_zoned(zone.clone()).date(),
                    hash: commit.hash,
                },
            })
            .collect();
        list.reverse();
        let mut touches: BTreeMap<EntityKey, Vec<usize>> = BTreeMap::new();
        for (at, commit) in list.iter().enumerate() {
            for file in &commit.files {
                let touched = touches.entry(file.entity.clone()).or_default();
                if touched.last() != Some(&at) {
                    touched.push(at);
                }
            }
        }
        Versions {
            config,
            commits: list,
            touches,
            facts: BTreeMap::new(),
        }
    }

    /// Returns the number of commits and the day of the oldest one.
    pub fn oldest(&self) -> Option<HistoryLimit> {
        self.commits.first().map(|oldest| HistoryLimit {
            commits: self.commits.len(),
            since: oldest.commit.day,
        })
    }

    /// Returns the day of the next commit after one that changed an entity.
    pub fn next_day(&self, entity: &EntityKey, after: usize) -> Option<civil::Date> {
        let touched = self.touches.get(entity)?;
        let next = touched.partition_point(|at| *at <= after);
        let next = touched.get(next)?;
        Some(self.commits[*next].commit.day)
    }

    /// Returns what a version says, or `None` if it cannot be read.
    pub fn facts(&self, version: &FileVersion) -> Option<&DocumentFacts> {
        self.facts.get(version)?.as_ref()
    }

    /// Reads what the versions say, from the store or from the repository. Returns their keys in
    /// the store.
    pub fn load(
        &mut self,
        git: &Git,
        store: &Arc<Store>,
        settings: &[u8],
    ) -> Result<Vec<Hash>, NoHistory> {
        let wanted = self.wanted();
        let key = |version: &FileVersion| {
            let (path, blob) = (version.path.as_bytes(), version.blob.as_bytes());
            store.own_key(Hash::of_parts(&[b"past document", path, blob, settings]))
        };
        let keys: Vec<Hash> = wanted.iter().map(key).collect();
        let mut missing = Vec::new();
        for (version, key) in wanted.into_iter().zip(&keys) {
            match store.value(*key) {
                Some(facts) => {
                    self.facts.insert(version, facts);
                }
                None => missing.push((version, *key)),
            }
        }
        for group in missing.chunks(VERSIONS_AT_ONCE) {
            let blobs: BTreeSet<&str> = group.iter().map(|(at, _)| at.blob.as_str()).collect();
            let blobs: Vec<String> = blobs.into_iter().map(str::to_owned).collect();
            let contents = git.blobs(&blobs, MAX_TEXT)?;
            let read = |(version, key): &(FileVersion, Hash)| {
                let bytes = contents.get(&version.blob)?.clone();
                let facts = document_facts(&version.path, bytes, self.config);
                store.put_value(*key, &facts);
                Some((version.clone(), facts))
            };
            let read: Vec<_> = group.par_iter().filter_map(read).collect();
            self.facts.extend(read);
        }
        Ok(keys)
    }

    /// Returns the versions that have to be read: not those of files that were added once and have
    /// never changed, which are most of them.
    fn wanted(&self) -> BTreeSet<FileVersion> {
        let mut changed: BTreeSet<&EntityKey> = BTreeSet::new();
        for commit in &self.commits {
            let is_old = |file: &EntityFile| file.before.is_some();
            // An event may have moved from an article into a file of its own.
            let may_move =
                (commit.files.iter()).any(|file| is_old(file) && holds_events(file.entity.0));
            for file in &commit.files {
                let is_changed = is_old(file)
                    || self.touches[&file.entity].len() > 1
                    || may_move && holds_events(file.entity.0);
                if is_changed {
                    changed.insert(&file.entity);
                }
            }
        }
        let files = self.commits.iter().flat_map(|commit| &commit.files);
        files
            .filter(|file| changed.contains(&file.entity))
            .flat_map(|file| file.before.iter().chain(&file.after))
            .cloned()
            .collect()
    }
}

/// The number of versions whose contents are in memory at a time.
const VERSIONS_AT_ONCE: usize = 200;

/// Whether documents of a kind may say what happened.
fn holds_events(kind: ContentKind) -> bool {
    matches!(kind, ContentKind::Article | ContentKind::Event)
}

/// The paths that moved files have today, by an earlier path. Commits are read newest first.
#[derive(Default)]
struct TodaysPaths(BTreeMap<String, String>);

impl TodaysPaths {
    /// Returns the changes of a commit to files of entities.
    fn files(&mut self, commit: &Commit, config: &Config) -> Vec<EntityFile> {
        let mut files = Vec::new();
        let mut moved = Vec::new();
        for change in &commit.files {
            let is_move = match (&change.before, &change.after) {
                (Some(before), Some(after)) => before.path != after.path,
                _ => false,
            };
            let kind = |version: &FileVersion| {
                document_identity(&version.path, &config.languages).map(|name| name.kind)
            };
            if is_move && change.before.as_ref().map(kind) != change.after.as_ref().map(kind) {
                // What was an article and is an event has another history.
                for (before, after) in [(&change.before, &None), (&None, &change.after)] {
                    files.extend(self.file(before.clone(), after.clone(), config));
                }
                continue;
            }
            if let (true, Some(before), Some(after)) = (is_move, &change.before, &change.after) {
                moved.push((before.path.clone(), self.today(&after.path)));
            }
            files.extend(self.file(change.before.clone(), change.after.clone(), config));
        }
        // A path at which a file is new may have been that of another file before.
        for change in commit.files.iter().filter(|change| change.before.is_none()) {
            if let Some(after) = &change.after {
                self.0.remove(&after.path);
            }
        }
        self.0.extend(moved);
        files
    }

    fn today(&self, path: &str) -> String {
        self.0.get(path).cloned().unwrap_or_else(|| path.to_owned())
    }

    fn file(
        &self,
        before: Option<FileVersion>,
        after: Option<FileVersion>,
        config: &Config,
    ) -> Option<EntityFile> {
        let path = self.today(&after.as_ref().or(before.as_ref())?.path);
        let name = document_identity(&path, &config.languages)?;
        let default = config.languages.default();
        (name.kind != ContentKind::Page).then(|| EntityFile {
            entity: (name.kind, name.id),
            path,
            is_translation: name.suffix.is_some_and(|lang: Lang| lang != default),
            before,
            after,
        })
    }
}
