//! What front matters say, typed and linked, and what relates, kept from one build to the next.
//!
//! Most edits change a text and leave all front matters as they are. Then the atlas is what it was, but for the places of the
//! texts in their files, and it is read here instead of being made. It is known by a fingerprint of all that it is made from.

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::Withheld;
use crate::allow::Allow;
use crate::cache::{self, Cache, Hash, Key, Writer};
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::fingerprint::{self, Fingerprint};
use crate::load::{Document, Kind, Tree};
use crate::model::{Atlas, Kept, List};
use crate::relate::Relations;
use crate::resolve::{Clock, Names};
use crate::schema;
use crate::source::Sources;
use crate::trace::{Prints, Row, Shelf};
use crate::yaml::Value;

/// All that is made from front matters.
pub struct Linked {
    pub atlas: Atlas,
    pub names: Names,
    /// The fingerprints of both.
    pub prints: Prints,
    /// What the files themselves do not want to hear.
    pub allowed: Vec<Allow>,
    /// What was found meanwhile.
    pub findings: Diagnostics,
    /// The texts that are not published yet.
    pub withheld: Vec<Withheld>,
    /// A fingerprint that stays when articles get other titles.
    pub origin: u64,
}

/// What [`Linked`] is made from.
#[derive(Serialize, Deserialize)]
pub struct Basis {
    /// The fingerprint of settings, of the day, and of where front matters stand.
    world: u64,
    /// The front matters themselves, in the order of the documents.
    fronts: Vec<Hash>,
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

impl Basis {
    /// What a site has now.
    pub fn of(tree: &Tree, sources: &Sources, config: &Config, clock: Clock) -> Basis {
        let mut print = Fingerprint::default();
        print.number(cache::program());
        print.value(&(config, clock, &tree.media));
        for document in &tree.documents {
            let (file, front) = (document.file, sources.front(document.file));
            print.bytes(sources.path(file).as_bytes());
            print.value(&(file, front.start, document.has_front, &document.salvage));
        }
        Basis {
            world: print.finish(),
            fronts: tree.documents.iter().map(|document| document.hash).collect(),
        }
    }

    /// Its fingerprint.
    pub fn print(&self) -> u64 {
        fingerprint::of(&(self.world, &self.fronts))
    }

    /// The documents whose front matters are others, by their places; nothing where something else is not the same.
    fn changed(&self, earlier: &Basis) -> Option<Vec<usize>> {
        let is_same = self.world == earlier.world && self.fronts.len() == earlier.fronts.len();
        let pairs = self.fronts.iter().zip(&earlier.fronts).enumerate();
        is_same.then(|| {
            pairs
                .filter(|(_, (now, before))| now != before)
                .map(|(at, _)| at)
                .collect()
        })
    }
}

impl Linked {
    /// What an earlier build kept, and the ids of the articles that have another title or summary since; nothing where more than that
    /// is not as it was. Texts are where they are in `tree`.
    pub fn read(cache: &Cache, basis: &Basis, tree: &Tree) -> Option<(Linked, BTreeSet<String>)> {
        let mut snapshot = Snapshot::read(cache, LINKED)?;
        let earlier: Basis = snapshot.part()?;
        let titled = (basis.changed(&earlier)?.into_iter())
            .map(|at| titled(&tree.documents[at], &tree.earlier(earlier.fronts[at])?))
            .collect::<Option<Vec<&Document>>>()?;
        let [articles, actors, regions, events, sources, pages] = std::array::from_fn(|_| snapshot.blocks());
        let names = snapshot.next()?;
        let (lists, names) = rayon::join(
            || {
                Some(Atlas {
                    articles: snapshot.list(articles?)?,
                    actors: snapshot.list(actors?)?,
                    regions: snapshot.list(regions?)?,
                    events: snapshot.list(events?)?,
                    sources: snapshot.list(sources?)?,
                    pages: snapshot.list(pages?)?,
                })
            },
            || snapshot.value(names),
        );
        let mut atlas: Atlas = lists?;
        let bodies = tree.documents.iter();
        atlas.set_bodies(&bodies.map(|document| (document.file, document.body.clone())).collect());
        let linked = Linked {
            atlas,
            names: names?,
            prints: snapshot.part()?,
            allowed: snapshot.part()?,
            findings: snapshot.part()?,
            withheld: snapshot.part()?,
            origin: snapshot.part()?,
        };
        let is_told = titled.iter().any(|document| linked.findings.concern(document.file));
        let ids = titled.into_iter().map(|document| document.id.clone()).collect();
        (!is_told).then_some((linked, ids))
    }

    /// Keeps it, with what it was made from.
    pub fn write(&self, cache: &Cache, basis: &Basis) -> Option<()> {
        let mut draft = Draft::new(cache)?;
        draft.part(basis)?;
        draft.list(&self.atlas.articles)?;
        draft.list(&self.atlas.actors)?;
        draft.list(&self.atlas.regions)?;
        draft.list(&self.atlas.events)?;
        draft.list(&self.atlas.sources)?;
        draft.list(&self.atlas.pages)?;
        draft.part(&self.names)?;
        draft.part(&self.prints)?;
        draft.part(&self.allowed)?;
        draft.part(&self.findings)?;
        draft.part(&self.withheld)?;
        draft.part(&self.origin)?;
        draft.finish(LINKED);
        Some(())
    }
}

/// The document of an article, if no more than its title and summary are others than they were.
fn titled<'d>(document: &'d Document, earlier: &Value) -> Option<&'d Document> {
    let is_titled = document.kind == Kind::Article && schema::differ_in_title(earlier, &document.front.value());
    is_titled.then_some(document)
}

impl Related {
    /// What an earlier build kept, where it was made from the same.
    pub fn read(cache: &Cache, print: u64) -> Option<Related> {
        let mut snapshot = Snapshot::read(cache, RELATED)?;
        let earlier: u64 = snapshot.part()?;
        if earlier == print { snapshot.part() } else { None }
    }

    /// Keeps it under a fingerprint.
    pub fn write(&self, cache: &Cache, print: u64) -> Option<()> {
        let mut draft = Draft::new(cache)?;
        draft.part(&print)?;
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
    fn new(cache: &Cache) -> Option<Draft> {
        cache.sweep();
        Some(Draft {
            writer: cache.writer()?,
        })
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
    fn read(cache: &Cache, name: &[u8]) -> Option<Snapshot> {
        let bytes = cache.get(Key::of(&[name]))?;
        Some(Snapshot { bytes, at: 0 })
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
        self.value(range)
    }

    fn value<T: DeserializeOwned>(&self, range: Range<usize>) -> Option<T> {
        postcard::from_bytes(&self.bytes[range]).ok()
    }

    /// Where the blocks of a list are.
    fn blocks(&mut self) -> Option<Vec<Range<usize>>> {
        let count: usize = self.part()?;
        (0..count).map(|_| self.next()).collect()
    }

    fn list<T: Kept + DeserializeOwned + Send>(&self, blocks: Vec<Range<usize>>) -> Option<List<T>> {
        let blocks = blocks.into_par_iter().map(|range| self.value(range));
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
        let (atlas, names, withheld) =
            resolve::atlas(records, &BTreeSet::new(), &config, clock, &sources, &mut findings);
        // Pictures were said to be missing, so there is something to be told again.
        assert!(findings.has_errors() && !atlas.events.is_empty());
        let basis = Basis::of(&tree, &sources, &config, clock);
        let mut prints = Prints::default();
        prints.extend(atlas.rows().into_iter().chain([names.row()]));
        let linked = Linked {
            atlas,
            names,
            prints,
            allowed,
            findings,
            withheld,
            origin: basis.print(),
        };
        let folder = tempfile::tempdir().expect("a folder of our own");
        let cache = Cache::of(folder.path(), "linked");
        linked.write(&cache, &basis).expect("it has a form");
        // A text that grew is where it is now.
        tree.documents[0].body.end += 1;
        let (again, titled) = Linked::read(&cache, &basis, &tree).expect("it is there");
        assert!(titled.is_empty());
        assert_eq!(format!("{:?}", again.atlas), format!("{:?}", linked.atlas));
        assert_eq!(format!("{:?}", again.findings), format!("{:?}", linked.findings));
        assert_eq!((again.allowed, again.origin), (linked.allowed, linked.origin));
        assert!(again.prints == linked.prints && again.names.row() == linked.names.row());
        let grown = again.atlas.things().any(|thing| {
            let bodies = again.atlas.bodies(thing).iter();
            let mut ranges = bodies.map(|(_, body)| (body.file, &body.range));
            ranges.any(|at| at == (tree.documents[0].file, &tree.documents[0].body))
        });
        assert!(grown);
        // Another day, and a front matter of which the last build knew nothing.
        let tomorrow = Clock {
            today: civil::date(2026, 1, 3),
            ..clock
        };
        assert!(Linked::read(&cache, &Basis::of(&tree, &sources, &config, tomorrow), &tree).is_none());
        tree.documents[0].hash = Hash::of(b"another");
        assert!(Linked::read(&cache, &Basis::of(&tree, &sources, &config, clock), &tree).is_none());
    }
}
