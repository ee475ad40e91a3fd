//! Pages that need not be made again.
//!
//! Of every page and feed is kept what was read while it was made ([`crate::trace`]), a fingerprint of that, and a hash of the
//! file. It is left out when all it read is as it was, and what belongs to no list (settings, theme, addresses) is too, and
//! the sink still has that file. What a file depends on is never declared, so it cannot be declared wrongly.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{Artifact, Made, Sink};
use crate::cache::{Cache, Hash, Key};
use crate::fingerprint::{self, Fingerprint};
use crate::markdown::PROSE;
use crate::model::{Atlas, Thing};
use crate::trace::{Prints, Read, Row, Shelf, noted};

/// What was kept of each file, by its path.
#[derive(Default)]
pub struct Memo {
    /// The fingerprint of what counts for all.
    world: u64,
    files: BTreeMap<String, Known>,
}

/// What is kept of one file.
struct Known {
    /// Which page it is, with what is its own.
    own: u64,
    hash: Hash,
    /// How many bytes it has.
    size: u64,
    /// The fingerprint of all that was read.
    print: u64,
    reads: Vec<Read>,
}

/// A file that was made, or left as it was.
pub struct Done {
    pub path: String,
    known: Known,
}

impl Memo {
    const NAME: &[u8] = b"pages 2";

    /// What the last build kept; nothing where it is not there or was damaged.
    pub fn read(cache: &Cache) -> Memo {
        let bytes = cache.get(Key::of(&[Memo::NAME]));
        bytes.and_then(|bytes| Memo::parsed(&bytes)).unwrap_or_default()
    }

    /// Keeps what a build made.
    pub fn write(&self, cache: &Cache) {
        let mut bytes = Vec::with_capacity(self.files.len() * 256);
        bytes.extend_from_slice(&self.world.to_le_bytes());
        for (path, known) in &self.files {
            number(&mut bytes, path.len());
            bytes.extend_from_slice(path.as_bytes());
            bytes.extend_from_slice(&known.own.to_le_bytes());
            bytes.extend_from_slice(&known.hash.bytes());
            bytes.extend_from_slice(&known.size.to_le_bytes());
            bytes.extend_from_slice(&known.print.to_le_bytes());
            number(&mut bytes, known.reads.len());
            for read in &known.reads {
                bytes.extend_from_slice(&read.number().to_le_bytes());
            }
        }
        cache.put(Key::of(&[Memo::NAME]), &bytes);
    }

    fn parsed(bytes: &[u8]) -> Option<Memo> {
        let mut rest = bytes;
        let world = u64::from_le_bytes(taken(&mut rest)?);
        let mut files = BTreeMap::new();
        while !rest.is_empty() {
            let length = length(&mut rest)?;
            let (path, after) = rest.split_at_checked(length)?;
            rest = after;
            let own = u64::from_le_bytes(taken(&mut rest)?);
            let hash = Hash::from_bytes(taken(&mut rest)?);
            let size = u64::from_le_bytes(taken(&mut rest)?);
            let print = u64::from_le_bytes(taken(&mut rest)?);
            let count = self::length(&mut rest)?;
            let (numbers, after) = rest.split_at_checked(count.checked_mul(4)?)?;
            rest = after;
            let numbers = numbers.as_chunks::<4>().0.iter();
            let known = Known {
                own,
                hash,
                size,
                print,
                reads: numbers
                    .map(|number| Read::from_number(u32::from_le_bytes(*number)))
                    .collect(),
            };
            files.insert(std::str::from_utf8(path).ok()?.to_owned(), known);
        }
        Some(Memo { world, files })
    }
}

fn number(bytes: &mut Vec<u8>, number: usize) {
    let number = u32::try_from(number).expect("fewer than a u32 can count");
    bytes.extend_from_slice(&number.to_le_bytes());
}

fn length(rest: &mut &[u8]) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(taken(rest)?)).ok()
}

fn taken<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (first, after) = rest.split_first_chunk::<N>()?;
    *rest = after;
    Some(*first)
}

/// Adds the fingerprints of all that pages read, besides those of the atlas and of what relates.
pub fn rows(made: &Made, prints: &mut Prints) {
    prints.extend([(Shelf::Lineages, lineages(made))]);
    prints.extend(PROSE.map(|shelf| (shelf, prose(made, shelf))));
}

/// The fingerprint of what counts for every page; `print` has taken what only the caller knows.
pub fn world(made: &Made, mut print: Fingerprint) -> u64 {
    print.value(made.config);
    made.atlas.outline(&mut print);
    print.value(made.plan);
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
    pub old: &'a Memo,
    pub prints: &'a Prints,
    /// The fingerprint of what counts for every page.
    pub world: u64,
    pub sink: &'a dyn Sink,
    /// What is done to every file before it goes.
    pub last: fn(&mut Artifact),
}

impl Press<'_> {
    /// Makes the file at `path` unless it is known to be as it was. `own` is what the file is, apart from what is read to make it.
    pub fn file<E>(&self, path: String, own: u64, make: impl FnOnce() -> Result<Vec<u8>, E>) -> Result<Done, E> {
        if let Some(known) = self.fresh(&path, own)
            && self.sink.keep(&path, known.hash, known.size)
        {
            return Ok(Done { path, known });
        }
        let (bytes, reads) = noted(make);
        Ok(self.put(path, own, bytes?, reads))
    }

    /// Sends a file that was made, with what was read for it.
    pub fn put(&self, path: String, own: u64, bytes: Vec<u8>, reads: Vec<Read>) -> Done {
        let mut artifact = Artifact {
            path: path.clone(),
            bytes,
        };
        (self.last)(&mut artifact);
        let hash = Hash::of(&artifact.bytes);
        let size = artifact.bytes.len() as u64;
        let print = self.prints.of(&reads);
        self.sink.take(artifact, Some(hash));
        let known = Known {
            own,
            hash,
            size,
            print,
            reads,
        };
        Done { path, known }
    }

    fn fresh(&self, path: &str, own: u64) -> Option<Known> {
        if self.old.world != self.world {
            return None;
        }
        let known = self.old.files.get(path).filter(|known| known.own == own)?;
        (self.prints.of(&known.reads) == known.print).then(|| Known {
            own,
            hash: known.hash,
            size: known.size,
            print: known.print,
            reads: known.reads.clone(),
        })
    }

    /// What is kept of all files for the next build.
    pub fn memo(&self, done: Vec<Done>) -> Memo {
        Memo {
            world: self.world,
            files: done.into_iter().map(|done| (done.path, done.known)).collect(),
        }
    }
}
