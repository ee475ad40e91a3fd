//! Rows of actors, regions and sources.

use super::DataImport;
use super::cells::{self, TableCells, flag, line, list, number};
use crate::import::document::{ImportedDocument, map};
use crate::import::report::ProblemKind;
use crate::import::rows::InputRow;
use crate::load::ContentKind;
use crate::yaml::Value;

impl DataImport<'_> {
    /// Returns the names of a document. The id stands for one in a language that the site does not
    /// have.
    pub(super) fn named(&mut self, row: &InputRow, column: &str) -> Value {
        if let Some(names) = self.cells().localized(row, column) {
            return names;
        }
        self.rows
            .flag(row, column, ProblemKind::OtherLanguage, &row.id);
        Value::Text(row.id.clone())
    }

    fn cells(&self) -> TableCells<'_> {
        TableCells {
            languages: &self.languages,
        }
    }

    pub(super) fn actor(&mut self, row: &InputRow) -> ImportedDocument {
        let relations = self.relations.remove(&row.id).map(Value::List);
        let labels = self.labels.remove(&row.id).map(Value::List);
        let name = self.named(row, "name");
        let cells = self.cells();
        let mut document = ImportedDocument::new(ContentKind::Actor, &row.id)
            .with("name", name)
            .with("aliases", cells.aliases(row));
        for key in ["actor_type", "active", "region"] {
            document = document.with(key, line(row, key));
        }
        document = document.with("party_to_conflict", flag(row, "party_to_conflict"));
        for key in ["acled_name", "ucdp_id", "wikidata", "url"] {
            document = document.with(key, line(row, key));
        }
        document.with("relations", relations).with("labels", labels)
    }

    pub(super) fn region(&mut self, row: &InputRow) -> ImportedDocument {
        let memberships = self.memberships.remove(&row.id).map(Value::List);
        let name = self.named(row, "name");
        let cells = self.cells();
        let point = map([
            ("lat", number(row, "latitude")),
            ("lon", number(row, "longitude")),
        ]);
        ImportedDocument::new(ContentKind::Region, &row.id)
            .with("name", name)
            .with("aliases", cells.aliases(row))
            .with("level", line(row, "level"))
            .with("iso_3166", line(row, "iso_3166"))
            .with("part_of", memberships)
            .with("point", point)
            .with("geonames", line(row, "geonames"))
            .with("wikidata", line(row, "wikidata"))
    }

    pub(super) fn source(&mut self, row: &InputRow) -> ImportedDocument {
        let mut document = ImportedDocument::new(ContentKind::Source, &row.id)
            .with("title", self.named(row, "title"));
        for key in [
            "kind",
            "publisher",
            "author",
            "date",
            "url",
            "archive_url",
            "archived_at",
            "accessed",
            "lang",
            "scale",
            "original",
        ] {
            document = document.with(key, line(row, key));
        }
        document
            .with("derives_from", list(row, "derives_from"))
            .with("sha256", line(row, "sha256"))
    }
}

/// Returns a relation of an actor.
pub fn relation(_: &TableCells, row: &InputRow) -> Value {
    map([
        ("type", line(row, "type")),
        ("actor", line(row, "other")),
        ("from", line(row, "from")),
        ("until", line(row, "until")),
        ("sources", list(row, "sources")),
    ])
}

/// Returns what a region is part of, and when.
pub fn membership(_: &TableCells, row: &InputRow) -> Value {
    let (from, until) = (line(row, "from"), line(row, "until"));
    if from.is_none() && until.is_none() {
        return Value::Text(cells::cell(row, "part_of").to_owned());
    }
    map([
        ("region", line(row, "part_of")),
        ("from", from),
        ("until", until),
    ])
}
