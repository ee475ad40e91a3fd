//! Texts that need not be composed again.
//!
//! Of every text without a finding is kept what it became, what was read meanwhile ([`crate::trace`]) and a fingerprint of
//! that. It is known by a hash of its file and by what it belongs to. What all texts share (settings, files that can be linked
//! to, the words and names that are listened for) is in one fingerprint, taken of the tools themselves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::cache::{self, Cache, Hash, Key};
use crate::diag::Diagnostics;
use crate::fingerprint::Fingerprint;
use crate::lang::Lang;
use crate::load::Tree;
use crate::markdown::{Composed, Prose, Wanted, Workshop};
use crate::model::{Body, Thing};
use crate::trace::{Prints, Read, noted};

/// What was kept of each text. On the disk it is two files: most of it, and the few texts that changed since, so that one that changed
/// is not a reason to write all.
#[derive(Default)]
pub struct Memo {
    texts: Known,
    /// The texts of the first file, by what was read for them.
    most: BTreeMap<[u8; 16], u64>,
}

/// Texts by their names.
#[derive(Default, Serialize, Deserialize)]
struct Known {
    /// The fingerprint of what all texts share.
    world: u64,
    texts: BTreeMap<[u8; 16], Text>,
}

/// What is kept of one text.
#[derive(Clone, Serialize, Deserialize)]
struct Text {
    /// The fingerprint of all that was read.
    print: u64,
    reads: Vec<u32>,
    /// A [`Prose`] and what it wants of others, as bytes.
    #[serde(with = "bytes")]
    result: Vec<u8>,
}

/// A text to be kept, by its name.
pub struct Kept([u8; 16], Text);

mod bytes {
    //! Bytes in one piece, not one by one.
    use serde::de::{Deserializer, Error, Visitor};
    use serde::ser::Serializer;

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Vec<u8>;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}

impl Memo {
    /// The names of the two files.
    const MOST: &[u8] = b"texts 2";
    const REST: &[u8] = b"texts 2, changed";

    /// What the last build kept; nothing where it is not there or was damaged.
    pub fn read(cache: &Cache) -> Memo {
        let file = |name: &[u8]| -> Known {
            let bytes = cache.get(Key::of(&[name]));
            bytes
                .and_then(|bytes| postcard::from_bytes(&bytes).ok())
                .unwrap_or_default()
        };
        let mut texts = file(Memo::MOST);
        let most = texts.texts.iter().map(|(name, text)| (*name, text.print)).collect();
        let rest = file(Memo::REST);
        if rest.world == texts.world {
            texts.texts.extend(rest.texts);
        }
        Memo { texts, most }
    }

    /// Keeps what a build made; `old` is what was read before it.
    pub fn write(self, cache: &Cache, old: &Memo) {
        let put = |name: &[u8], texts: &Known| {
            if let Ok(bytes) = postcard::to_allocvec(texts) {
                cache.put(Key::of(&[name]), &bytes);
            }
        };
        let Known { world, texts } = self.texts;
        let all = texts.len();
        let is_new = |(name, text): &([u8; 16], Text)| old.most.get(name) != Some(&text.print);
        if world == old.texts.world
            && texts
                .iter()
                .filter(|(name, text)| old.most.get(*name) != Some(&text.print))
                .count()
                * 8
                < all
        {
            let texts = texts.into_iter().filter(is_new).collect();
            put(Memo::REST, &Known { world, texts });
        } else {
            put(Memo::MOST, &Known { world, texts });
            put(Memo::REST, &Known::default());
        }
    }

    /// Adds a text.
    pub fn extend(&mut self, kept: Option<Kept>) {
        self.texts.texts.extend(kept.map(|Kept(name, text)| (name, text)));
    }

    /// Whether another holds all of it; then it need not be written.
    pub fn is_in(&self, other: &Memo) -> bool {
        let (own, other) = (&self.texts, &other.texts);
        let same = |(name, text): (&[u8; 16], &Text)| other.texts.get(name).is_some_and(|old| old.print == text.print);
        own.world == other.world && own.texts.iter().all(same)
    }
}

/// Where texts are composed, or taken as they were.
pub(super) struct Press<'a> {
    old: &'a Memo,
    prints: &'a Prints,
    world: u64,
}

/// What was read for a text, the fingerprint of that, and what is to be kept of the text.
pub(super) struct Record {
    pub reads: Vec<Read>,
    pub print: u64,
    pub kept: Option<Kept>,
}

impl<'a> Press<'a> {
    pub fn of(old: &'a Memo, prints: &'a Prints, workshop: &Workshop, tree: &Tree) -> Press<'a> {
        let mut print = Fingerprint::default();
        print.number(cache::program());
        print.value(workshop.config);
        workshop.atlas.outline(&mut print);
        workshop.files.fingerprint(&mut print);
        for mentions in workshop.mentions.values() {
            mentions.fingerprint(&mut print);
        }
        workshop.voice.fingerprint(&mut print);
        for style in &tree.styles {
            print.value(&(style.lang, &style.value));
        }
        Press {
            old,
            prints,
            world: print.finish(),
        }
    }

    /// A memo without texts.
    pub fn empty(&self) -> Memo {
        let texts = Known {
            world: self.world,
            texts: BTreeMap::new(),
        };
        Memo {
            texts,
            most: BTreeMap::new(),
        }
    }

    /// Composes a text of the file `text`, unless it is known what would come out.
    pub fn composed(
        &self,
        (thing, lang, body): (Thing, Lang, &Body),
        text: &str,
        compose: impl FnOnce() -> Composed,
    ) -> (Composed, Record) {
        let place = format!("{thing:?} {lang} {:?} {:?} ", body.file, body.range);
        let name = Hash::of_parts(&[place.as_bytes(), text.as_bytes()]).bytes();
        if let Some((composed, known)) = self.known(&name) {
            let record = Record {
                reads: known.reads().collect(),
                print: known.print,
                kept: Some(Kept(name, known)),
            };
            return (composed, record);
        }
        let (composed, reads) = noted(compose);
        let print = self.prints.of(&reads);
        let kept = || {
            let result = postcard::to_allocvec(&(&composed.prose, &composed.wanted)).ok()?;
            let reads = reads.iter().map(|read| read.number()).collect();
            Some(Kept(name, Text { print, reads, result }))
        };
        let kept = composed.diagnostics.is_empty().then(kept).flatten();
        (composed, Record { reads, print, kept })
    }

    fn known(&self, name: &[u8; 16]) -> Option<(Composed, Text)> {
        if self.old.texts.world != self.world {
            return None;
        }
        let known = self.old.texts.texts.get(name)?;
        let reads: Vec<Read> = known.reads().collect();
        if self.prints.of(&reads) != known.print {
            return None;
        }
        let (prose, wanted): (Prose, Vec<Wanted>) = postcard::from_bytes(&known.result).ok()?;
        let composed = Composed {
            prose,
            wanted,
            diagnostics: Diagnostics::default(),
        };
        Some((composed, known.clone()))
    }
}

impl Text {
    fn reads(&self) -> impl Iterator<Item = Read> {
        self.reads.iter().map(|number| Read::from_number(*number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Hole;
    use crate::model::Id;

    #[test]
    fn what_is_kept_comes_back_the_same() {
        let root = tempfile::tempdir().expect("a folder of our own");
        let cache = Cache::of(root.path(), "texts");
        let prose = Prose {
            html: "<p>é</p>".to_owned(),
            holes: vec![
                (3, Hole::Word("footnotes".into(), Some(2))),
                (3, Hole::Media("a.png".to_owned())),
            ],
            mentions: [Thing::Actor(Id::new(7))].into(),
            ..Prose::default()
        };
        let text = |print| Text {
            print,
            reads: vec![1, 2],
            result: postcard::to_allocvec(&(&prose, Vec::<Wanted>::new())).expect("it has a form"),
        };
        let memo = |changed: u64| Memo {
            texts: Known {
                world: 9,
                texts: (0..20)
                    .map(|number| ([number; 16], text(if number == 1 { changed } else { 3 })))
                    .collect(),
            },
            most: BTreeMap::new(),
        };
        memo(3).write(&cache, &Memo::default());
        let again = Memo::read(&cache);
        assert!(memo(3).is_in(&again) && !memo(4).is_in(&again));
        let result = &again.texts.texts[&[1; 16]].result;
        let (same, _): (Prose, Vec<Wanted>) = postcard::from_bytes(result).expect("it is whole");
        assert_eq!(format!("{same:?}"), format!("{prose:?}"));
        // One that changed goes into a file of its own, and what is in it can change again.
        for changed in [4, 5, 3] {
            memo(changed).write(&cache, &Memo::read(&cache));
            let again = Memo::read(&cache);
            assert!(memo(changed).is_in(&again) && again.most[&[1; 16]] == 3);
        }
    }
}
