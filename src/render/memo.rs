//! Pages that need not be made again.
//!
//! Of every page and feed is kept what was read while it was made ([`crate::trace`]), a fingerprint of that, and a hash of the
//! file. It is left out when all it read is as it was, and what belongs to no list (settings, theme, addresses) is too, and
//! the sink still has that file. What a file depends on is never declared, so it cannot be declared wrongly.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::search::FOLDER;
use super::{Artifact, Made, Sink};
use crate::cache::{Bundle, Cache, Hash, Key};
use crate::fingerprint::{self, Fingerprint};
use crate::lookup::Lookup;
use crate::markdown::PROSE;
use crate::model::{Atlas, Thing};
use crate::trace::{Prints, Read, Row, Shelf, noted};

/// What was kept of each file, by its path.
#[derive(Default)]
pub struct Memo {
    /// The fingerprint of what counts for all.
    world: u64,
    files: BTreeMap<String, Known>,
    records: Records,
}

/// What the search index keeps of pages, by [`Done::key`].
#[derive(Clone, Default)]
struct Records {
    /// As the last program kept them.
    read: Arc<Bundle>,
    made: Lookup<Hash, Arc<[u8]>>,
    /// Those that pages have; nothing where no index was made.
    used: Option<BTreeSet<Hash>>,
}

impl Records {
    const NAME: &str = "records 1";

    fn get(&self, key: Hash) -> Option<&[u8]> {
        let made = self.made.get(&key).map(|record| &**record);
        made.or_else(|| self.read.get(key))
    }

    fn write(&self, cache: &Cache) {
        if let Some(used) = &self.used
            && (!self.made.is_empty() || used.len() != self.read.len())
        {
            let all = used.iter().filter_map(|key| Some((*key, self.get(*key)?)));
            Bundle::write(cache, Records::NAME, all);
        }
    }
}

/// What is kept of one file.
#[derive(Clone)]
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

    /// What the last build of the site below `root` kept; nothing where it is not there or was damaged.
    pub fn read(root: &Path) -> Memo {
        let bytes = Cache::of(root, "pages").get(Key::of(&[Memo::NAME]));
        let mut memo = bytes.and_then(|bytes| Memo::parsed(&bytes)).unwrap_or_default();
        if !memo.files.is_empty() {
            memo.records.read = Arc::new(Bundle::read(&Cache::of(root, "records"), Records::NAME));
        }
        memo
    }

    /// Keeps what a build made.
    pub fn write(&self, root: &Path) {
        self.records.write(&Cache::of(root, "records"));
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
        Cache::of(root, "pages").put(Key::of(&[Memo::NAME]), &bytes);
    }

    /// What the index keeps of a page.
    pub fn record(&self, key: Hash) -> Option<&[u8]> {
        self.records.get(key)
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
        let records = Records::default();
        Some(Memo { world, files, records })
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

impl Done {
    /// By what the record of this page is kept: the same for a page that is as it was, and for no other.
    pub fn key(&self) -> Hash {
        let Known { own, hash, print, .. } = &self.known;
        Hash::of_parts(&[
            &hash.bytes(),
            &own.to_le_bytes(),
            &print.to_le_bytes(),
            self.path.as_bytes(),
        ])
    }
}

impl Press<'_> {
    /// Makes the file at `path` unless it is known to be as it was. `own` is what the file is, apart from what is read to make it.
    pub fn file<E>(&self, path: String, own: u64, make: impl FnOnce() -> Result<Vec<u8>, E>) -> Result<Done, E> {
        if let Some(done) = self.kept(&path, own, |_| true) {
            return Ok(done);
        }
        let (bytes, reads) = noted(make);
        Ok(self.put(path, own, bytes?, reads))
    }

    /// The same for a file that reads nothing and that `own` tells from all others.
    #[cfg(feature = "search")]
    pub fn plain<E>(&self, path: String, own: u64, make: impl FnOnce() -> Result<Vec<u8>, E>) -> Result<Done, E> {
        match self.kept(&path, own, |_| true) {
            Some(done) => Ok(done),
            None => Ok(self.put(path, own, make()?, Vec::new())),
        }
    }

    /// The file at `path`, where it is known to be as it was, `is_whole` says that nothing is missing for it, and the sink has it.
    pub fn kept(&self, path: &str, own: u64, is_whole: impl FnOnce(&Done) -> bool) -> Option<Done> {
        let done = Done {
            path: path.to_owned(),
            known: self.fresh(path, own)?,
        };
        (is_whole(&done) && self.sink.keep(path, done.known.hash, done.known.size)).then_some(done)
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
        (self.prints.of(&known.reads) == known.print).then(|| known.clone())
    }

    /// What is kept of all files for the next build; `records` are those of pages that can be found, where they were made in this one.
    pub fn memo(&self, done: Vec<Done>, records: Option<Vec<(Hash, Option<Vec<u8>>)>>) -> Memo {
        let mut files: BTreeMap<String, Known> = done.into_iter().map(|done| (done.path, done.known)).collect();
        let old = &self.old.records;
        let records = match records {
            Some(records) => {
                let used = records.iter().map(|(key, _)| *key).collect();
                let made = records.into_iter().filter_map(|(key, record)| {
                    let record = record.map(Arc::from).or_else(|| old.made.get(&key).cloned())?;
                    Some((key, record))
                });
                Records {
                    read: Arc::clone(&old.read),
                    made: made.collect(),
                    used: Some(used),
                }
            }
            None => {
                // Whoever makes the index next begins with what is known of it.
                let index = self.old.files.range(FOLDER.to_owned()..);
                let index = index.take_while(|(path, _)| path.starts_with(FOLDER));
                files.extend(index.map(|(path, known)| (path.clone(), known.clone())));
                Records {
                    used: None,
                    ..old.clone()
                }
            }
        };
        Memo {
            world: self.world,
            files,
            records,
        }
    }
}
