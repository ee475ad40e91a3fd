//! Pages that need not be made again.
//!
//! Of every page and feed the store keeps what was read while it was made ([`crate::trace`]) and a hash of the file. It is left out
//! when all it read is as it was, and what belongs to no list (settings, theme, addresses) is too, and the sink still has that
//! file. What a file depends on is never declared, so it cannot be declared wrongly.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{Artifact, Made, Sink};
use crate::fingerprint::{self, Fingerprint};
use crate::incremental::{Cached, Hash, Memo};
use crate::markdown::PROSE;
use crate::model::{Atlas, Thing};
use crate::trace::{Prints, Row, Shelf};

/// A file that was sent to the sink, or that the sink has.
pub struct Done {
    pub path: String,
    hash: Hash,
    /// Tells it from every other file, also from one with the same bytes that was made from something else.
    key: Hash,
}

/// Adds the fingerprints of all that pages read, besides those of the atlas and of what relates.
pub fn rows(made: &Made, prints: &mut Prints) {
    prints.extend([(Shelf::Lineages, lineages(made)), made.plan.pages.row()]);
    prints.extend(PROSE.map(|shelf| (shelf, prose(made, shelf))));
}

/// The fingerprint of what counts for every page; `print` has taken what only the caller knows.
pub fn world(made: &Made, mut print: Fingerprint) -> u64 {
    print.value(made.config);
    made.atlas.outline(&mut print);
    made.plan.fingerprint(&mut print);
    made.media.fingerprint(&mut print);
    for path in made.sources.paths() {
        print.bytes(path.as_bytes());
    }
    made.boundaries.fingerprint(&mut print);
    print.finish()
}

/// The prose of each thing of a kind, in all its languages.
fn prose(made: &Made, shelf: Shelf) -> Row {
    let count = |atlas: &Atlas| match shelf {
        Shelf::ArticleProse => atlas.articles.len(),
        Shelf::ActorProse => atlas.actors.len(),
        Shelf::RegionProse => atlas.regions.len(),
        Shelf::EventProse => atlas.events.len(),
        Shelf::SourceProse => atlas.sources.len(),
        _ => atlas.pages.len(),
    };
    let things: BTreeSet<Thing> = made
        .articles
        .iter()
        .map(|(thing, ..)| thing)
        .filter(|thing| thing.prose_shelf() == shelf)
        .collect();
    let things: Vec<Thing> = things.into_iter().collect();
    let prints: Vec<(usize, u64)> = things
        .into_par_iter()
        .map(|thing| (thing.index(), made.articles.fingerprint(thing)))
        .collect();
    let mut items = vec![Fingerprint::default().finish(); count(made.atlas)];
    for (at, print) in prints {
        items[at] = print;
    }
    Row::of(items)
}

fn lineages(made: &Made) -> Row {
    let mut items = vec![0; made.atlas.events.len()];
    for (at, lineage) in made.lineages.iter() {
        let item = &mut items[at.event.index()];
        *item = fingerprint::of(&(*item, at.claim, lineage));
    }
    Row::of(items)
}

/// Where pages and feeds are made, or left as they are.
pub struct Press<'a> {
    pub memo: Memo<'a>,
    /// The fingerprint of what counts for every page.
    pub world: u64,
    pub sink: &'a dyn Sink,
    /// What is done to every file before it goes.
    pub last: fn(&mut Artifact),
}

impl Done {
    /// The key of what is kept of this page beside it: the same for a page that is as it was, and for no other.
    pub fn beside(&self, what: &str) -> Hash {
        Hash::of_parts(&[what.as_bytes(), &self.key.bytes(), &self.hash.bytes()])
    }
}

impl Press<'_> {
    /// Makes the file at `path` unless it is known to be as it was. `own` is what the file is, apart from what is read to make it.
    pub fn file<E>(&self, path: &str, own: u64, make: impl FnOnce() -> Result<Vec<u8>, E>) -> Result<Done, E> {
        if let Some(done) = self.kept(path, own) {
            return Ok(done);
        }
        let made = self.memo.make(make);
        let (value, reads, print) = (made.value?, made.reads, made.print);
        Ok(self.put(path, own, Cached { value, reads, print }))
    }

    /// The file at `path`, where it is known to be as it was and the sink has it.
    pub fn kept(&self, path: &str, own: u64) -> Option<Done> {
        let key = self.key(path, own);
        let Cached { value, print, .. } = self.memo.get::<(Hash, u64)>(key)?;
        let (hash, size) = value;
        self.sink.keep(path, hash, size).then(|| done(path, key, hash, print))
    }

    /// Sends a file that was made, with what was read for it.
    pub fn put(&self, path: &str, own: u64, made: Cached<Vec<u8>>) -> Done {
        let key = self.key(path, own);
        let mut artifact = Artifact {
            path: path.to_owned(),
            bytes: made.value,
        };
        (self.last)(&mut artifact);
        let hash = Hash::of(&artifact.bytes);
        let size = artifact.bytes.len() as u64;
        self.sink.take(artifact, Some(hash));
        let done = done(path, key, hash, made.print);
        let (value, reads, print) = ((hash, size), made.reads, made.print);
        self.memo.put(key, &Cached { value, reads, print });
        done
    }

    fn key(&self, path: &str, own: u64) -> Hash {
        let numbers = [self.world.to_le_bytes(), own.to_le_bytes()];
        Hash::of_parts(&[b"page", &numbers[0], &numbers[1], path.as_bytes()])
    }
}

fn done(path: &str, key: Hash, hash: Hash, print: u64) -> Done {
    Done {
        path: path.to_owned(),
        hash,
        key: Hash::of_parts(&[&key.bytes(), &print.to_le_bytes()]),
    }
}
