//! Entities that rows name, each made once.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::document::ImportedDocument;
use crate::load::{ContentKind, slug, transliterated};

/// Makes entities that the site does not have, each once.
#[derive(Default)]
pub struct EntityMaker {
    /// The ids of this import's entities by kind and key: those that are known, and those made.
    ids: HashMap<(ContentKind, String), String>,
    /// The ids that are taken, by kind.
    taken: HashSet<(ContentKind, String)>,
    /// The entities of the current row.
    new: Vec<(String, ImportedDocument)>,
    /// The ids of new actors by their numbers in the data set.
    pub numbers: HashMap<String, String>,
    /// The publishers so far, by their letters and digits.
    pub publishers: BTreeMap<String, String>,
}

/// An actor as a row names it.
#[derive(Clone, Copy)]
pub struct NamedActor<'n> {
    pub name: &'n str,
    /// The key in the file of an actor by which the data set knows it, and its value.
    pub number: Option<(&'static str, &'n str)>,
    pub actor_type: Option<&'n str>,
}

/// The actor who publishes a data set, and the source that the data set is.
pub struct DataSet<'d> {
    pub publisher: &'d str,
    pub publisher_short: &'d str,
    pub publisher_url: &'d str,
    pub title: &'d str,
    /// What the id of the source is made of.
    pub id: &'d str,
    pub date: Option<&'d str>,
    pub url: &'d str,
}

/// The maximum number of letters of an id that is made of a name.
const MAX_ID: usize = 60;

impl EntityMaker {
    /// Returns the entities that the current row is the first to name.
    pub fn take_new(&mut self) -> Vec<ImportedDocument> {
        self.new.drain(..).map(|(_, document)| document).collect()
    }

    /// Forgets the entities of a row that does not come in.
    pub fn forget_new(&mut self) {
        for (key, document) in self.new.drain(..) {
            self.ids.remove(&(document.kind, key));
            self.numbers.retain(|_, id| *id != document.id);
            self.taken.remove(&(document.kind, document.id));
        }
    }

    /// Whether this import has made an entity with this id.
    pub fn is_taken(&self, kind: ContentKind, id: &str) -> bool {
        self.taken.contains(&(kind, id.to_owned()))
    }

    /// Returns the id of an entity that was seen before.
    pub fn known(&self, kind: ContentKind, key: &str) -> Option<String> {
        self.ids.get(&(kind, key.to_owned())).cloned()
    }

    /// Records the id of an entity that the site has.
    pub fn know(&mut self, kind: ContentKind, key: &str, id: &str) {
        self.ids.insert((kind, key.to_owned()), id.to_owned());
    }

    /// Adds an entity, and returns its id.
    pub fn make(&mut self, key: &str, document: ImportedDocument) -> String {
        let id = document.id.clone();
        self.ids.insert((document.kind, key.to_owned()), id.clone());
        self.taken.insert((document.kind, id.clone()));
        self.new.push((key.to_owned(), document));
        id
    }

    /// Returns a free id that is made of the first of these names that has letters for one. An id
    /// that an earlier import used for the same key is free.
    pub fn free_id(
        &self,
        kind: ContentKind,
        names: &[&str],
        is_free: impl Fn(&str) -> bool,
    ) -> String {
        let made = names.iter().filter_map(|name| {
            let mut id = slug(name).or_else(|| transliterated(name))?;
            if id.len() > MAX_ID {
                let end = id[..MAX_ID].rfind('-').unwrap_or(MAX_ID);
                id.truncate(end);
            }
            Some(id)
        });
        let made: Vec<String> = made.collect();
        let free = |id: &String| !self.is_taken(kind, id) && is_free(id);
        if let Some(id) = made.iter().find(|id| free(id)) {
            return id.clone();
        }
        let first = made
            .first()
            .cloned()
            .unwrap_or_else(|| kind.noun().to_owned());
        let numbered = (2_u64..).map(|number| format!("{first}-{number}"));
        numbered.into_iter().find(free).expect("numbers do not end")
    }
}
