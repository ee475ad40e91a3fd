//! Files that cannot be read: what they define is known as far as it could be guessed, and nothing
//! that follows is reported.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::collect::Collected;
use crate::lang::fold;
use crate::load::ContentKind;
use crate::schema::SalvagedNames;
use crate::source::FileId;

/// What stands, or may stand, in files that cannot be read.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Unreadable {
    /// Things by their place in the directory of their kind.
    places: BTreeMap<(ContentKind, usize), FileId>,
    /// Folded words that may be names or ids, by the kind of thing.
    words: BTreeMap<(ContentKind, String), FileId>,
}

impl Unreadable {
    /// What the files of a site leave open.
    pub fn new(collected: &Collected, guesses: Vec<SalvagedNames>) -> Unreadable {
        let mut words = BTreeMap::new();
        for guess in guesses {
            // Events and sources also stand inside articles.
            let inside: &[ContentKind] = match guess.kind {
                ContentKind::Article => &[ContentKind::Event, ContentKind::Source],
                _ => &[],
            };
            for kind in inside.iter().copied().chain([guess.kind]) {
                let named = guess
                    .words
                    .iter()
                    .map(|word| ((kind, word.clone()), guess.file));
                words.extend(named);
            }
        }
        Unreadable {
            places: collected.unreadable(),
            words,
        }
    }

    /// Whether every file can be read.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty() && self.words.is_empty()
    }

    /// The words, for a fingerprint.
    pub fn words(&self) -> &BTreeMap<(ContentKind, String), FileId> {
        &self.words
    }

    /// The file in which the thing at a place stands, if it cannot be read.
    pub fn at(&self, kind: ContentKind, place: usize) -> Option<FileId> {
        self.places.get(&(kind, place)).copied()
    }

    /// A file that cannot be read, and may define a name that nothing else does.
    pub fn may_define(&self, kind: ContentKind, name: &str) -> Option<FileId> {
        if self.words.is_empty() {
            return None;
        }
        self.words.get(&(kind, fold(name))).copied()
    }

    /// Adds a thing that nothing else defines.
    pub fn add(&mut self, kind: ContentKind, place: usize, file: FileId) {
        self.places.insert((kind, place), file);
    }
}
