//! Files that cannot be parsed, and the entities that they may define. Errors that may only follow
//! from these files are not reported.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::collect::Collected;
use crate::lang::fold;
use crate::load::ContentKind;
use crate::schema::SalvagedNames;
use crate::source::FileId;

/// The entities that files which cannot be parsed define or may define.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Unreadable {
    /// The files of entities, by position in the list of their kind.
    places: BTreeMap<(ContentKind, usize), FileId>,
    /// The words of these files, folded, by the kind of the entity that each word may name.
    words: BTreeMap<(ContentKind, String), FileId>,
}

impl Unreadable {
    /// Collects the entities and words of these files.
    pub fn new(collected: &Collected, guesses: Vec<SalvagedNames>) -> Unreadable {
        let mut words = BTreeMap::new();
        for guess in guesses {
            // Articles also contain inline events and sources.
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

    /// Whether every file can be parsed.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty() && self.words.is_empty()
    }

    /// Returns the words, for a fingerprint.
    pub fn words(&self) -> &BTreeMap<(ContentKind, String), FileId> {
        &self.words
    }

    /// Returns the file of the entity at a position if the file cannot be parsed.
    pub fn at(&self, kind: ContentKind, place: usize) -> Option<FileId> {
        self.places.get(&(kind, place)).copied()
    }

    /// Returns a file that cannot be parsed and may define an unknown name.
    pub fn may_define(&self, kind: ContentKind, name: &str) -> Option<FileId> {
        if self.words.is_empty() {
            return None;
        }
        self.words.get(&(kind, fold(name))).copied()
    }

    /// Adds an entity whose file cannot be parsed.
    pub fn add(&mut self, kind: ContentKind, place: usize, file: FileId) {
        self.places.insert((kind, place), file);
    }
}
