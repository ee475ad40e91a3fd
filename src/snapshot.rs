//! What front matters say, typed and linked, and what relates, kept from one build to the next.
//!
//! Most edits change a text and leave all front matters as they are. Then the atlas is what it was, but for the places of the
//! texts in their files, and it is read here instead of being made. It is known by a fingerprint of all that it is made from.

use std::ops::Range;

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::allow::Allow;
use crate::cache::{self, Cache, Key, Writer};
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::fingerprint::Fingerprint;
use crate::load::Tree;
use crate::model::{Atlas, Kept, List};
use crate::relate::Relations;
use crate::resolve::{Clock, Names};
use crate::source::Sources;
use crate::trace::{Row, Shelf};

/// All that is made from front matters.
pub struct Linked {
    pub atlas: Atlas,
    pub names: Names,
    /// The fingerprints of both.
    pub rows: Vec<(Shelf, Row)>,
    /// What the files themselves do not want to hear.
    pub allowed: Vec<Allow>,
    /// What was found meanwhile.
    pub findings: Diagnostics,
}

/// What relates, with the fingerprints of it.
#[derive(Serialize, Deserialize)]
pub struct Related {
    pub relations: Relations,
    pub rows: Vec<(Shelf, Row)>,
}

const LINKED: &[u8] = b"linked 1";
const RELATED: &[u8] = b"related 1";

/// How many things are written or read at once.
const BLOCK: usize = 1024;

/// The fingerprint of all that [`Linked`] is made from: front matters and where they stand, settings, and the day.
pub fn print(tree: &Tree, sources: &Sources, config: &Config, clock: Clock) -> u64 {
    let mut print = Fingerprint::default();
    print.number(cache::program());
    print.value(&(config, clock, &tree.media));
    for document in &tree.documents {
        print.bytes(sources.path(document.file).as_bytes());
        print.bytes(&document.hash.bytes());
        print.value(&(document.file, sources.front(document.file)));
    }
    print.finish()
}

impl Linked {
    /// What an earlier build kept, where it was made from the same; the texts are where they are in `tree`.
    pub fn read(cache: &Cache, print: u64, tree: &Tree) -> Option<Linked> {
        let mut snapshot = Snapshot::read(cache, LINKED, print)?;
        let mut atlas = Atlas {
            articles: snapshot.list()?,
            actors: snapshot.list()?,
            regions: snapshot.list()?,
            events: snapshot.list()?,
            sources: snapshot.list()?,
            pages: snapshot.list()?,
        };
        let bodies = tree.documents.iter();
        atlas.set_bodies(&bodies.map(|document| (document.file, document.body.clone())).collect());
        Some(Linked {
            atlas,
            names: snapshot.part()?,
            rows: snapshot.part()?,
            allowed: snapshot.part()?,
            findings: snapshot.part()?,
        })
    }

    /// Keeps it under a fingerprint.
    pub fn write(&self, cache: &Cache, print: u64) -> Option<()> {
        let mut draft = Draft::new(cache, print)?;
        draft.list(&self.atlas.articles)?;
        draft.list(&self.atlas.actors)?;
        draft.list(&self.atlas.regions)?;
        draft.list(&self.atlas.events)?;
        draft.list(&self.atlas.sources)?;
        draft.list(&self.atlas.pages)?;
        draft.part(&self.names)?;
        draft.part(&self.rows)?;
        draft.part(&self.allowed)?;
        draft.part(&self.findings)?;
        draft.finish(LINKED);
        Some(())
    }
}

impl Related {
    /// What an earlier build kept, where it was made from the same.
    pub fn read(cache: &Cache, print: u64) -> Option<Related> {
        Snapshot::read(cache, RELATED, print)?.part()
    }

    /// Keeps it under a fingerprint.
    pub fn write(&self, cache: &Cache, print: u64) -> Option<()> {
        let mut draft = Draft::new(cache, print)?;
        draft.part(self)?;
        draft.finish(RELATED);
        Some(())
    }
}

/// A snapshot that is being written, part after part, so that no more than one is in memory.
struct Draft {
    writer: Writer,
}

impl Draft {
    fn new(cache: &Cache, print: u64) -> Option<Draft> {
        cache.sweep();
        let mut writer = cache.writer()?;
        writer.add(&print.to_le_bytes());
        Some(Draft { writer })
    }

    fn part<T: Serialize>(&mut self, value: &T) -> Option<()> {
        let bytes = postcard::to_allocvec(value).ok()?;
        self.writer.add(&(bytes.len() as u64).to_le_bytes());
        self.writer.add(&bytes);
        Some(())
    }

    /// The number of blocks, and these.
    fn list<T: Kept + Serialize>(&mut self, list: &List<T>) -> Option<()> {
        let blocks = list.blocks(BLOCK);
        self.part(&blocks.len())?;
        blocks.into_iter().try_for_each(|block| self.part(&block))
    }

    fn finish(self, name: &[u8]) {
        self.writer.finish(Key::of(&[name]));
    }
}

/// A snapshot as it was kept, and how far it was read.
struct Snapshot {
    bytes: Vec<u8>,
    at: usize,
}

impl Snapshot {
    fn read(cache: &Cache, name: &[u8], print: u64) -> Option<Snapshot> {
        let bytes = cache.get(Key::of(&[name]))?;
        let (known, _) = bytes.split_first_chunk()?;
        let at = known.len();
        (u64::from_le_bytes(*known) == print).then_some(Snapshot { bytes, at })
    }

    fn next(&mut self) -> Option<Range<usize>> {
        let (length, _) = self.bytes.get(self.at..)?.split_first_chunk()?;
        let start = self.at + length.len();
        let end = start.checked_add(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        self.at = end;
        (end <= self.bytes.len()).then_some(start..end)
    }

    fn part<T: DeserializeOwned>(&mut self) -> Option<T> {
        let range = self.next()?;
        postcard::from_bytes(&self.bytes[range]).ok()
    }

    fn list<T: Kept + DeserializeOwned + Send>(&mut self) -> Option<List<T>> {
        let count: usize = self.part()?;
        let ranges: Vec<Range<usize>> = (0..count).map(|_| self.next()).collect::<Option<_>>()?;
        let blocks = ranges
            .into_par_iter()
            .map(|range| postcard::from_bytes(&self.bytes[range]).ok());
        let blocks: Vec<Vec<T>> = blocks.collect::<Option<_>>()?;
        Some(List::new(blocks.into_iter().flatten().collect()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use jiff::civil;

    use super::*;
    use crate::resolve::Drafts;
    use crate::{config, load, resolve, schema};

    #[test]
    fn the_sample_site_comes_back_the_same() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (mut sources, mut findings) = (Sources::default(), Diagnostics::default());
        let config = config::read(root, &mut sources, &mut findings).expect("it can be read");
        let mut tree = load::tree(root, &config.languages, &mut sources, None, &mut findings).expect("it can be read");
        let clock = Clock {
            today: civil::date(2026, 1, 2),
            drafts: Drafts::Hidden,
        };
        let mut records = schema::records(&tree, &config, &sources, &mut findings);
        let allowed = std::mem::take(&mut records.allowed);
        let (atlas, names) = resolve::atlas(records, &BTreeSet::new(), &config, clock, &sources, &mut findings);
        // Pictures were said to be missing, so there is something to be told again.
        assert!(findings.has_errors() && !atlas.events.is_empty());
        let linked = Linked {
            rows: atlas.rows().into_iter().chain([names.row()]).collect(),
            atlas,
            names,
            allowed,
            findings,
        };
        let folder = tempfile::tempdir().expect("a folder of our own");
        let cache = Cache::of(folder.path(), "linked");
        let print = print(&tree, &sources, &config, clock);
        linked.write(&cache, print).expect("it has a form");
        assert!(Linked::read(&cache, print.wrapping_add(1), &tree).is_none());
        // A text that grew is where it is now.
        tree.documents[0].body.end += 1;
        let again = Linked::read(&cache, print, &tree).expect("it is there");
        assert_eq!(format!("{:?}", again.atlas), format!("{:?}", linked.atlas));
        assert_eq!(format!("{:?}", again.findings), format!("{:?}", linked.findings));
        assert_eq!(again.allowed, linked.allowed);
        let row = |linked: &Linked| postcard::to_allocvec(&(&linked.rows, linked.names.row())).expect("it has a form");
        assert!(row(&again) == row(&linked));
        let grown = again.atlas.things().any(|thing| {
            let bodies = again.atlas.bodies(thing).iter();
            let mut ranges = bodies.map(|(_, body)| (body.file, &body.range));
            ranges.any(|at| at == (tree.documents[0].file, &tree.documents[0].body))
        });
        assert!(grown);
    }
}
