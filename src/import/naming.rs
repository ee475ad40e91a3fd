//! Actors, regions and sources that rows name: known ones, or new files.

use super::document::{ImportedDocument, text, texts};
use super::entities::{DataSet, NamedActor};
use super::lock::ImportLock;
use super::report::ProblemKind;
use super::rows::{InputRow, RowImport, Skipped};
use super::site::{NameMatch, SiteNames};
use crate::fuzzy;
use crate::lang::fold;
use crate::load::ContentKind;

/// Whether an id may be used for a new entity: no file has it, or this importer wrote the file.
fn is_free(
    site: &SiteNames,
    lock: &ImportLock,
    importer: &str,
    kind: ContentKind,
    id: &str,
) -> bool {
    let is_own = || {
        lock.get(kind, id)
            .is_some_and(|entry| entry.importer == importer)
    };
    site.path(kind, id).is_none() || is_own()
}

impl RowImport<'_> {
    /// Whether the file of an actor has this number.
    pub fn has_number(&self, actor: &str, key: &'static str, number: &str) -> bool {
        self.numbered(key, number) == Some(actor)
    }

    /// Returns the actor with a number in the data set.
    fn numbered(&self, key: &'static str, number: &str) -> Option<&str> {
        let new = self.entities.numbers.get(number).map(String::as_str);
        new.or_else(|| self.site.actor_numbered(key, number))
    }

    /// Returns the id of the actor that a row names in a column.
    ///
    /// # Errors
    /// If several actors of the site have the name.
    pub fn actor(
        &mut self,
        row: &InputRow,
        column: &str,
        actor: NamedActor,
    ) -> Result<String, Skipped> {
        let kind = ContentKind::Actor;
        let name = actor.name;
        let key = fold(name);
        if let Some(id) = self.entities.known(kind, &key) {
            return Ok(id);
        }
        let number = actor.number;
        let numbered = number.and_then(|(key, number)| self.numbered(key, number));
        let numbered = numbered.map(str::to_owned);
        if let Some(id) = &numbered
            && self.entities.is_taken(kind, id)
        {
            // A number is one group, whatever it is called.
            let value = format!("{name}: {id}");
            self.flag(row, column, ProblemKind::OtherName, &value);
            self.entities.know(kind, &key, id);
            return Ok(id.clone());
        }
        let found = match numbered {
            Some(id) => NameMatch::Known(id),
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
        let id =
            own.unwrap_or_else(|| self.new_id(kind, &[name, &format!("{name} {}", self.importer)]));
        let mut document = ImportedDocument::new(kind, id)
            .with("name", text(name))
            .with("actor_type", actor.actor_type.map(text));
        if let Some((key, number)) = number {
            document = document.with(key, text(number));
            let id = document.id.clone();
            self.entities.numbers.insert(number.to_owned(), id);
        }
        Ok(self.entities.make(&key, document))
    }

    /// Returns the id of the publisher of a data set as an actor.
    pub fn publisher(&mut self, data: &DataSet) -> String {
        let kind = ContentKind::Actor;
        if let Some(id) = self.entities.known(kind, data.publisher) {
            return id;
        }
        let mut own = None;
        for name in [data.publisher, data.publisher_short] {
            match self.site.actor(name) {
                NameMatch::Known(id) if self.is_own(kind, &id) => own = Some(id),
                NameMatch::Known(id) => {
                    self.entities.know(kind, data.publisher, &id);
                    return id;
                }
                _ => {}
            }
        }
        let names = [data.publisher_short, data.publisher];
        let id = own.unwrap_or_else(|| self.new_id(kind, &names));
        let document = ImportedDocument::new(kind, id)
            .with("name", text(data.publisher))
            .with("aliases", texts([data.publisher_short]))
            .with("actor_type", text("Organization"))
            .with("url", text(data.publisher_url));
        self.entities.make(data.publisher, document)
    }

    /// Returns the id of a data set as a source.
    pub fn data_set(&mut self, data: &DataSet) -> String {
        let kind = ContentKind::Source;
        if let Some(id) = self.entities.known(kind, data.title) {
            return id;
        }
        let date = data.date.unwrap_or_default();
        let known = self.site.source(data.publisher, date, data.title);
        let id = match known.map(str::to_owned) {
            Some(id) if self.is_own(kind, &id) => id,
            Some(id) => {
                self.entities.know(kind, data.title, &id);
                return id;
            }
            None => self.new_id(kind, &[data.id]),
        };
        let document = ImportedDocument::new(kind, id)
            .with("title", text(data.title))
            .with("kind", text("dataset"))
            .with("publisher", text(data.publisher))
            .with("date", data.date.map(text))
            .with("url", text(data.url))
            .with("lang", text("en"));
        self.entities.make(data.title, document)
    }

    /// Returns the id of the most exact region of a row. `levels` are columns and the levels of
    /// their regions, from the largest.
    ///
    /// # Errors
    /// If the row names none, or several regions of the site have the name.
    pub fn region(&mut self, row: &InputRow, levels: &[(&str, &str)]) -> Result<String, Skipped> {
        let mut within: Option<String> = None;
        for (column, level) in levels {
            let name = row.get(column);
            if !name.is_empty() {
                within = Some(self.named_region(row, column, name, level, within.as_deref())?);
            }
        }
        let first = levels.first().map_or("", |(column, _)| column);
        within.ok_or_else(|| Skipped::new(first, ProblemKind::NoRegion, ""))
    }

    /// Returns the id of a region with a name. An empty level is not written.
    ///
    /// # Errors
    /// If several regions of the site have the name.
    pub fn named_region(
        &mut self,
        row: &InputRow,
        column: &str,
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
            NameMatch::Ambiguous(ids) if !ids.iter().any(|id| self.is_own(kind, id)) => {
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
        let longer = format!("{name} {}", within.unwrap_or(level));
        let id = own.unwrap_or_else(|| self.new_id(kind, &[name, &longer]));
        let document = ImportedDocument::new(kind, id)
            .with("name", text(name))
            .with("level", text(level))
            .with("iso_3166", country.flatten().map(text))
            .with("part_of", within.map(text));
        Ok(self.entities.make(&key, document))
    }

    /// Reports a publisher that an earlier row spells in another way.
    pub fn flag_variant(&mut self, row: &InputRow, column: &str, publisher: &str) {
        let folded = fold(publisher);
        let letters: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
        let first = self.entities.publishers.entry(letters);
        let first = first.or_insert_with(|| publisher.to_owned()).clone();
        if first != publisher {
            let value = format!("{publisher}: {first}");
            self.flag(row, column, ProblemKind::PublisherVariant, &value);
        }
    }

    /// Whether an earlier import wrote a document: then this one writes it again.
    pub fn is_own(&self, kind: ContentKind, id: &str) -> bool {
        let entry = self.writer.lock().get(kind, id);
        entry.is_some_and(|entry| entry.importer == self.importer)
    }

    /// Returns an id for a new entity.
    pub fn new_id(&self, kind: ContentKind, names: &[&str]) -> String {
        let lock = self.writer.lock();
        self.entities.free_id(kind, names, |id| {
            is_free(&self.site, lock, &self.importer, kind, id)
        })
    }
}
