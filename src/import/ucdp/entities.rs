//! Actors, regions and the data set of rows: known ones, or new files.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Skipped, UcdpImport, UcdpRow};
use crate::fuzzy;
use crate::import::document::{ImportedDocument, map, text, texts};
use crate::import::lock::ImportLock;
use crate::import::report::ProblemKind;
use crate::import::site::{NameMatch, SiteNames};
use crate::lang::{Lang, fold};
use crate::load::{ContentKind, slug, transliterated};
use crate::yaml::Value;

/// Makes entities that the site does not have, each once.
pub struct EntityMaker {
    version: Option<String>,
    /// The ids of this import's entities by kind and key: those that are known, and those made.
    ids: HashMap<(ContentKind, String), String>,
    /// The ids that are taken, by kind.
    taken: HashSet<(ContentKind, String)>,
    /// The entities of the current row.
    new: Vec<(String, ImportedDocument)>,
    /// The numbers of actors in the data set that stand in their files, with the ids.
    numbers: HashSet<(String, String)>,
    /// The publishers so far, by their letters and digits.
    pub publishers: BTreeMap<String, String>,
}

/// The maximum number of letters of an id that is made of a name.
const MAX_ID: usize = 60;

impl EntityMaker {
    pub fn new(version: Option<String>) -> EntityMaker {
        EntityMaker {
            version,
            ids: HashMap::new(),
            taken: HashSet::new(),
            new: Vec::new(),
            numbers: HashSet::new(),
            publishers: BTreeMap::new(),
        }
    }

    /// Returns the entities that the current row is the first to name.
    pub fn take_new(&mut self) -> Vec<ImportedDocument> {
        self.new.drain(..).map(|(_, document)| document).collect()
    }

    /// Forgets the entities of a row that does not come in.
    pub fn forget_new(&mut self) {
        for (key, document) in self.new.drain(..) {
            self.ids.remove(&(document.kind, key));
            self.taken.remove(&(document.kind, document.id));
        }
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
        let ids = names.iter().filter_map(|name| {
            let mut id = slug(name).or_else(|| transliterated(name))?;
            if id.len() > MAX_ID {
                let end = id[..MAX_ID].rfind('-').unwrap_or(MAX_ID);
                id.truncate(end);
            }
            Some(id)
        });
        let ids: Vec<String> = ids.collect();
        let free = |id: &String| !self.taken.contains(&(kind, id.clone())) && is_free(id);
        if let Some(id) = ids.iter().find(|id| free(id)) {
            return id.clone();
        }
        let first = ids
            .first()
            .cloned()
            .unwrap_or_else(|| kind.noun().to_owned());
        let numbered = (2_u64..).map(|number| format!("{first}-{number}"));
        numbered.into_iter().find(free).expect("numbers do not end")
    }
}

fn first(ids: Vec<String>) -> Option<String> {
    ids.into_iter().next()
}

/// Whether an id may be used for a new entity: no file has it, or an import wrote the file.
pub fn is_free(site: &SiteNames, lock: &ImportLock, kind: ContentKind, id: &str) -> bool {
    let is_own = || {
        lock.get(kind, id)
            .is_some_and(|entry| entry.importer == super::NAME)
    };
    site.path(kind, id).is_none() || is_own()
}

/// The label of deaths of an unknown side, by language.
const UNKNOWN_SIDE: [(&str, &str); 3] = [
    ("en", "killed, side unknown"),
    ("fr", "tués, camp inconnu"),
    ("ar", "قتلى لا يُعرف طرفهم"),
];

impl UcdpImport<'_> {
    /// Returns the label of deaths of an unknown side, in the languages of the site, or else in
    /// English.
    pub(super) fn unknown_side(&self) -> Value {
        let languages = &self.site.config.languages;
        let known = UNKNOWN_SIDE
            .iter()
            .filter(|(tag, _)| Lang::parse(tag).is_some_and(|lang| languages.contains(lang)));
        let texts: Vec<_> = known
            .map(|(tag, label)| (*tag, Some(text(*label))))
            .collect();
        match texts.is_empty() {
            true => text(UNKNOWN_SIDE[0].1),
            false => map(texts),
        }
    }

    /// Returns the id of the actor in a column of names, with its number in another column.
    pub(super) fn actor(
        &mut self,
        row: &UcdpRow,
        column: &'static str,
        number: &str,
        government: &str,
    ) -> Result<String, Skipped> {
        let name = row.get(column);
        let number = Some(row.get(number)).filter(|number| !number.is_empty());
        let is_state = !row.get(government).is_empty();
        let kind = match name {
            "Civilians" => Some("Civilians"),
            _ if is_state => Some("State forces"),
            _ => None,
        };
        self.named_actor(row, column, name, number, kind)
    }

    /// Whether the file of an actor has this number.
    pub(super) fn has_number(&self, actor: &str, number: &str) -> bool {
        let known = self.site.actor_numbered("ucdp_id", number);
        known == Some(actor)
            || self
                .entities
                .numbers
                .contains(&(actor.to_owned(), number.to_owned()))
    }

    /// Returns the id of the civilians of a row.
    pub(super) fn civilians(&mut self, row: &UcdpRow) -> Result<String, Skipped> {
        self.named_actor(
            row,
            "deaths_civilians",
            "Civilians",
            None,
            Some("Civilians"),
        )
    }

    fn named_actor(
        &mut self,
        row: &UcdpRow,
        column: &'static str,
        name: &str,
        number: Option<&str>,
        actor_type: Option<&str>,
    ) -> Result<String, Skipped> {
        let kind = ContentKind::Actor;
        let key = fold(name);
        if let Some(id) = self.entities.known(kind, &key) {
            return Ok(id);
        }
        let numbered = number.and_then(|number| self.site.actor_numbered("ucdp_id", number));
        let found = match numbered {
            Some(id) => NameMatch::Known(id.to_owned()),
            None => self.site.actor(name),
        };
        // What an earlier import wrote is written again.
        let mut own = None;
        match found {
            NameMatch::Known(id) if self.is_own(kind, &id) => own = Some(id),
            NameMatch::Known(id) => {
                self.entities.know(kind, &key, &id);
                return Ok(id);
            }
            NameMatch::Ambiguous(ids) => {
                let value = format!("{name}: {}", ids.join(", "));
                return Err(Skipped::new(column, ProblemKind::AmbiguousName, &value));
            }
            NameMatch::Unknown { near } => {
                if let Some(near) = near {
                    let value = format!("{name}: {near}");
                    self.flag(row, column, ProblemKind::NearName, &value);
                }
            }
        }
        let id = own.unwrap_or_else(|| self.new_id(kind, &[name, &format!("{name} UCDP")]));
        let document = ImportedDocument::new(kind, id)
            .with("name", text(name))
            .with("actor_type", actor_type.map(text))
            .with("ucdp_id", number.map(text));
        if let Some(number) = number {
            let known = (document.id.clone(), number.to_owned());
            self.entities.numbers.insert(known);
        }
        Ok(self.entities.make(&key, document))
    }

    /// Returns the id of UCDP as an actor.
    pub(super) fn claimant(&mut self) -> String {
        let kind = ContentKind::Actor;
        if let Some(id) = self.entities.known(kind, CLAIMANT) {
            return id;
        }
        let mut own = None;
        for name in [CLAIMANT, CLAIMANT_SHORT] {
            match self.site.actor(name) {
                NameMatch::Known(id) if self.is_own(kind, &id) => own = Some(id),
                NameMatch::Known(id) => {
                    self.entities.know(kind, CLAIMANT, &id);
                    return id;
                }
                _ => {}
            }
        }
        let id = own.unwrap_or_else(|| self.new_id(kind, &[CLAIMANT_SHORT, CLAIMANT]));
        let document = ImportedDocument::new(kind, id)
            .with("name", text(CLAIMANT))
            .with("aliases", texts([CLAIMANT_SHORT]))
            .with("actor_type", text("Organization"))
            .with("url", text("https://ucdp.uu.se/"));
        self.entities.make(CLAIMANT, document)
    }

    /// Returns the id of the data set as a source.
    pub(super) fn data_set(&mut self) -> String {
        let kind = ContentKind::Source;
        if let Some(id) = self.entities.known(kind, DATA_SET) {
            return id;
        }
        let version = self.entities.version.clone();
        let title = match &version {
            Some(version) => format!("{DATA_SET}, version {version}"),
            None => DATA_SET.to_owned(),
        };
        // A version has the year of its release: 23.1 is of 2023.
        let year = version
            .as_deref()
            .and_then(|version| version.split('.').next());
        let year = year.map(|year| format!("20{year}"));
        let name = format!("ucdp ged {}", version.as_deref().unwrap_or_default());
        let known = self
            .site
            .source(CLAIMANT, year.as_deref().unwrap_or_default(), &title);
        let known = known.map(str::to_owned);
        let (own, other) = known.into_iter().partition(|id| self.is_own(kind, id));
        if let Some(id) = first(other) {
            self.entities.know(kind, DATA_SET, &id);
            return id;
        }
        let id = first(own).unwrap_or_else(|| self.new_id(kind, &[name.trim()]));
        let document = ImportedDocument::new(kind, id)
            .with("title", text(title))
            .with("kind", text("dataset"))
            .with("publisher", text(CLAIMANT))
            .with("date", year.map(text))
            .with("url", text("https://ucdp.uu.se/downloads/"))
            .with("lang", text("en"));
        self.entities.make(DATA_SET, document)
    }

    /// Returns the id of the most exact region of a row.
    pub(super) fn region(&mut self, row: &UcdpRow) -> Result<String, Skipped> {
        let mut within: Option<String> = None;
        let levels = [("country", "country"), ("adm_1", "adm1"), ("adm_2", "adm2")];
        for (column, level) in levels {
            let name = row.get(column);
            if !name.is_empty() {
                within = Some(self.named_region(row, column, name, level, within.as_deref())?);
            }
        }
        within.ok_or_else(|| Skipped::new("country", ProblemKind::NoRegion, ""))
    }

    fn named_region(
        &mut self,
        row: &UcdpRow,
        column: &'static str,
        name: &str,
        level: &str,
        within: Option<&str>,
    ) -> Result<String, Skipped> {
        let kind = ContentKind::Region;
        let key = format!("{}\n{}", within.unwrap_or_default(), fold(name));
        if let Some(id) = self.entities.known(kind, &key) {
            return Ok(id);
        }
        let mut own = None;
        match self.site.region(name, within) {
            NameMatch::Known(id) if self.is_own(kind, &id) => {
                // Another region of the same name may be part of another one.
                let is_same = self.site.part_of(&id) == within;
                own = Some(id).filter(|_| is_same);
            }
            NameMatch::Known(id) => {
                self.entities.know(kind, &key, &id);
                return Ok(id);
            }
            NameMatch::Ambiguous(ids) if ids.iter().all(|id| !self.is_own(kind, id)) => {
                let value = format!("{name}: {}", ids.join(", "));
                return Err(Skipped::new(column, ProblemKind::AmbiguousName, &value));
            }
            NameMatch::Unknown { near: Some(near) } => {
                let value = format!("{name}: {near}");
                self.flag(row, column, ProblemKind::NearName, &value);
            }
            _ => {}
        }
        let country = (level == "country").then(|| fuzzy::codes().get(&fold(name)).copied());
        let names = [
            name.to_owned(),
            format!("{name} {}", within.unwrap_or(level)),
        ];
        let id = own.unwrap_or_else(|| self.new_id(kind, &[&names[0], &names[1]]));
        let document = ImportedDocument::new(kind, id)
            .with("name", text(name))
            .with("level", text(level))
            .with("iso_3166", country.flatten().map(text))
            .with("part_of", within.map(text));
        Ok(self.entities.make(&key, document))
    }

    /// Whether an earlier import wrote a document: then this one writes it again.
    pub(super) fn is_own(&self, kind: ContentKind, id: &str) -> bool {
        let entry = self.writer.lock().get(kind, id);
        entry.is_some_and(|entry| entry.importer == super::NAME)
    }

    /// Returns an id for a new entity.
    pub(super) fn new_id(&self, kind: ContentKind, names: &[&str]) -> String {
        let lock = self.writer.lock();
        self.entities
            .free_id(kind, names, |id| is_free(&self.site, lock, kind, id))
    }
}

const CLAIMANT: &str = "Uppsala Conflict Data Program";
const CLAIMANT_SHORT: &str = "UCDP";
const DATA_SET: &str = "UCDP Georeferenced Event Dataset";
