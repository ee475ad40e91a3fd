//! Skips the rendering of unchanged files.
//!
//! For every page and feed, the store has the dependencies recorded while it was rendered
//! ([`crate::incremental::track`]) and a hash of the file. A file is skipped if all its
//! dependencies are unchanged, everything outside of the tables (settings, theme, addresses) is
//! unchanged, and the sink still has the file. Dependencies are recorded, never declared, so they
//! cannot be declared wrongly.

use std::collections::BTreeSet;
use std::convert::Infallible;

use rayon::prelude::*;

use super::theme::fingerprinted;
use super::{Artifact, Sink, SiteData};
use crate::incremental::fingerprint::{self, Fingerprint};
use crate::incremental::track::{Fingerprints, Table, TableHashes};
use crate::incremental::{Cached, Hash, Memo};
use crate::markdown::PROSE;
use crate::model::{Atlas, Entity};

/// A file that was sent to the sink, or that the sink already had.
pub struct RenderedFile {
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    hash: Hash,
    /// The key of the file. It differs from the key of every other file, even of a file with the
    /// same bytes that was made from other inputs.
    key: Hash,
}

/// Adds the hashes of the tables that pages read, except the tables of the atlas and of its
/// relations.
pub fn add_hashes(data: &SiteData, fingerprints: &mut Fingerprints) {
    fingerprints.extend([
        (Table::Provenances, provenances(data)),
        data.plan.pages.row(),
    ]);
    fingerprints.extend(
        (data.history.iter()).flat_map(|history| [history.changes.row(), history.figures.row()]),
    );
    fingerprints.extend(PROSE.map(|table| (table, prose(data, table))));
}

/// Returns a hash of all data that every page depends on. `fingerprint` already has the data that
/// only the caller knows.
pub fn global_hash(data: &SiteData, mut fingerprint: Fingerprint) -> u64 {
    fingerprint.value(data.config);
    data.atlas.outline(&mut fingerprint);
    data.plan.fingerprint(&mut fingerprint);
    data.media.fingerprint(&mut fingerprint);
    for path in data.sources.paths() {
        fingerprint.bytes(path.as_bytes());
    }
    data.boundaries.fingerprint(&mut fingerprint);
    fingerprint.finish()
}

/// Hashes the prose of each entity of a kind, in all its languages.
fn prose(data: &SiteData, table: Table) -> TableHashes {
    let count = |atlas: &Atlas| match table {
        Table::ArticleProse => atlas.articles.len(),
        Table::ActorProse => atlas.actors.len(),
        Table::RegionProse => atlas.regions.len(),
        Table::EventProse => atlas.events.len(),
        Table::SourceProse => atlas.sources.len(),
        _ => atlas.pages.len(),
    };
    let entities: BTreeSet<Entity> = data
        .articles
        .iter()
        .map(|(entity, ..)| entity)
        .filter(|entity| entity.prose_table() == table)
        .collect();
    let entities: Vec<Entity> = entities.into_iter().collect();
    let fingerprints: Vec<(usize, u64)> = entities
        .into_par_iter()
        .map(|entity| (entity.index(), data.articles.fingerprint(entity)))
        .collect();
    let mut items = vec![Fingerprint::default().finish(); count(data.atlas)];
    for (at, fingerprint) in fingerprints {
        items[at] = fingerprint;
    }
    TableHashes::new(items)
}

/// Hashes the provenances of the claims of each event.
fn provenances(data: &SiteData) -> TableHashes {
    let mut items = vec![0; data.atlas.events.len()];
    for (at, provenance) in data.provenances.iter() {
        let item = &mut items[at.event.index()];
        *item = fingerprint::of_value(&(*item, at.claim, provenance));
    }
    TableHashes::new(items)
}

/// Renders pages and feeds, or reuses the unchanged ones.
pub struct PageMemo<'a> {
    pub memo: Memo<'a>,
    /// A hash of all data that every page depends on.
    pub global_hash: u64,
    pub sink: &'a dyn Sink,
    /// The last transformation of each file before it is sent.
    pub last: fn(&mut Artifact),
}

impl RenderedFile {
    /// Returns the key of data stored beside this file. The key stays the same while the file is
    /// unchanged, and differs for every other file.
    pub fn beside(&self, what: &str) -> Hash {
        Hash::of_parts(&[what.as_bytes(), &self.key.bytes(), &self.hash.bytes()])
    }
}

impl PageMemo<'_> {
    /// Renders the file at `path` unless it is unchanged. `identity` is a hash that identifies the
    /// file, without the dependencies that are recorded while it is rendered.
    pub fn file<E>(
        &self,
        path: &str,
        identity: u64,
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<RenderedFile, E> {
        if let Some(file) = self.reuse(path, identity) {
            return Ok(file);
        }
        let cached = self.memo.make(make);
        let (value, reads, fingerprint) = (cached.value?, cached.reads, cached.fingerprint);
        Ok(self.send(
            path,
            identity,
            Cached {
                value,
                reads,
                fingerprint,
            },
        ))
    }

    /// Renders an asset whose path has a hash of its content, unless it is unchanged. The path is
    /// stored with the dependencies of the content, so that it is known without making the content.
    #[cfg_attr(
        not(feature = "search"),
        expect(dead_code, reason = "only files of the search have such paths")
    )]
    pub fn fingerprinted_file(
        &self,
        name: &str,
        identity: u64,
        make: impl Fn() -> Vec<u8>,
    ) -> RenderedFile {
        let key = self.key(name, identity);
        let (path, new) = match self.memo.get::<String>(key) {
            Some(cached) => (cached.value, None),
            None => {
                let made = self.memo.make(&make);
                let path = fingerprinted(name, &made.value);
                let cached = Cached {
                    value: path.clone(),
                    reads: made.reads,
                    fingerprint: made.fingerprint,
                };
                self.memo.put(key, &cached);
                (path, Some(made.value))
            }
        };
        let Ok(file) = self.file(&path, identity, || {
            Ok::<_, Infallible>(new.unwrap_or_else(make))
        });
        file
    }

    /// Returns the file at `path` if it is unchanged and the sink has it.
    pub fn reuse(&self, path: &str, identity: u64) -> Option<RenderedFile> {
        let key = self.key(path, identity);
        let Cached {
            value, fingerprint, ..
        } = self.memo.get::<(Hash, u64)>(key)?;
        let (hash, size) = value;
        self.sink
            .reuse(path, hash, size)
            .then(|| rendered_file(path, key, (hash, size), fingerprint))
    }

    /// Sends a rendered file to the sink, and stores its dependencies.
    pub fn send(&self, path: &str, identity: u64, cached: Cached<Vec<u8>>) -> RenderedFile {
        let key = self.key(path, identity);
        let mut artifact = Artifact {
            path: path.to_owned(),
            bytes: cached.value,
        };
        (self.last)(&mut artifact);
        let hash = Hash::of(&artifact.bytes);
        let size = artifact.bytes.len() as u64;
        self.sink.take(artifact, Some(hash));
        let file = rendered_file(path, key, (hash, size), cached.fingerprint);
        let (value, reads, fingerprint) = ((hash, size), cached.reads, cached.fingerprint);
        self.memo.put(
            key,
            &Cached {
                value,
                reads,
                fingerprint,
            },
        );
        file
    }

    fn key(&self, path: &str, identity: u64) -> Hash {
        let numbers = [self.global_hash.to_le_bytes(), identity.to_le_bytes()];
        Hash::of_parts(&[b"page", &numbers[0], &numbers[1], path.as_bytes()])
    }
}

fn rendered_file(
    path: &str,
    key: Hash,
    (hash, size): (Hash, u64),
    fingerprint: u64,
) -> RenderedFile {
    RenderedFile {
        path: path.to_owned(),
        size,
        hash,
        key: Hash::of_parts(&[&key.bytes(), &fingerprint.to_le_bytes()]),
    }
}
