//! What front matters say, typed and linked, and what relates, kept from one build to the next.
//!
//! Most edits change a text and leave all front matters as they are. Then the atlas is what it was, but for the places of the
//! texts in their files, and it is read here instead of being made. It is known by a fingerprint of all that it is made from.

use std::ops::Range;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::allow::Allow;
use crate::cache::{self, Cache, Key};
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::fingerprint::Fingerprint;
use crate::load::Tree;
use crate::model::Atlas;
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

/// What is small of it.
#[derive(Serialize, Deserialize)]
struct Rest<N, R, A, F> {
    names: N,
    rows: R,
    allowed: A,
    findings: F,
}

/// What relates, with the fingerprints of it.
#[derive(Serialize, Deserialize)]
pub struct Related {
    pub relations: Relations,
    pub rows: Vec<(Shelf, Row)>,
}

/// A snapshot in the form in which it is kept.
pub struct Written {
    name: &'static [u8],
    print: u64,
    parts: Vec<Vec<u8>>,
}

const LINKED: &[u8] = b"linked 1";
const RELATED: &[u8] = b"related 1";

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
        let snapshot = Snapshot::read(cache, LINKED, print)?;
        let ((articles, events), (sources, (others, rest))) = rayon::join(
            || (snapshot.part(0), snapshot.part(1)),
            || (snapshot.part(2), (snapshot.part(3), snapshot.part(4))),
        );
        let (actors, regions, pages) = others?;
        let mut atlas = Atlas {
            articles: articles?,
            actors,
            regions,
            events: events?,
            sources: sources?,
            pages,
        };
        let bodies = tree.documents.iter();
        atlas.set_bodies(&bodies.map(|document| (document.file, document.body.clone())).collect());
        let Rest {
            names,
            rows,
            allowed,
            findings,
        } = rest?;
        Some(Linked {
            atlas,
            names,
            rows,
            allowed,
            findings,
        })
    }

    /// Itself, to be kept under a fingerprint.
    pub fn written(&self, print: u64) -> Option<Written> {
        let atlas = &self.atlas;
        let rest = Rest {
            names: &self.names,
            rows: &self.rows,
            allowed: &self.allowed,
            findings: &self.findings,
        };
        let ((articles, events), (sources, others, rest)) = rayon::join(
            || (bytes(&atlas.articles), bytes(&atlas.events)),
            || {
                let others = bytes(&(&atlas.actors, &atlas.regions, &atlas.pages));
                (bytes(&atlas.sources), others, bytes(&rest))
            },
        );
        Some(Written {
            name: LINKED,
            print,
            parts: vec![articles?, events?, sources?, others?, rest?],
        })
    }
}

impl Related {
    /// What an earlier build kept, where it was made from the same.
    pub fn read(cache: &Cache, print: u64) -> Option<Related> {
        Snapshot::read(cache, RELATED, print)?.part(0)
    }

    /// Itself, to be kept under a fingerprint.
    pub fn written(&self, print: u64) -> Option<Written> {
        Some(Written {
            name: RELATED,
            print,
            parts: vec![bytes(self)?],
        })
    }
}

impl Written {
    /// Writes it into the cache.
    pub fn keep(self, cache: &Cache) {
        let Some(mut writer) = cache.writer() else {
            return;
        };
        writer.add(&self.print.to_le_bytes());
        for part in &self.parts {
            writer.add(&(part.len() as u64).to_le_bytes());
            writer.add(part);
        }
        writer.finish(Key::of(&[self.name]));
        cache.sweep();
    }
}

/// A snapshot as it was kept.
struct Snapshot {
    bytes: Vec<u8>,
    parts: Vec<Range<usize>>,
}

impl Snapshot {
    fn read(cache: &Cache, name: &[u8], print: u64) -> Option<Snapshot> {
        let bytes = cache.get(Key::of(&[name]))?;
        let (known, mut rest) = bytes.split_first_chunk::<8>()?;
        if u64::from_le_bytes(*known) != print {
            return None;
        }
        let mut parts = Vec::new();
        while let Some((length, after)) = rest.split_first_chunk::<8>() {
            let start = bytes.len() - after.len();
            let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
            rest = after.get(length..)?;
            parts.push(start..start + length);
        }
        Some(Snapshot { bytes, parts })
    }

    fn part<T: DeserializeOwned>(&self, number: usize) -> Option<T> {
        let range = self.parts.get(number)?.clone();
        postcard::from_bytes(&self.bytes[range]).ok()
    }
}

fn bytes<T: Serialize>(value: &T) -> Option<Vec<u8>> {
    postcard::to_allocvec(value).ok()
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
        linked.written(print).expect("it has a form").keep(&cache);
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
