//! Rows as documents.

use super::MappedImport;
use super::cells::{cell, date};
use super::mapping::CellSource;
use crate::import::document::{ImportedDocument, map, text, texts};
use crate::import::report::ProblemKind;
use crate::import::rows::{InputRow, Skipped, degrees, scalar};
use crate::import::site::NameMatch;
use crate::lang::fold;
use crate::load::{ContentKind, slug, transliterated};
use crate::reference::{Form, Key};
use crate::yaml::Value;

/// The column of features of GeoJSON that says what they are.
const GEOMETRY_TYPE: &str = "geometry.type";

impl MappedImport<'_> {
    /// Makes the document of a row.
    pub(super) fn mapped(&mut self, row: &InputRow) -> Result<Option<ImportedDocument>, Skipped> {
        let mapping = self.mapping;
        let id = self.row_id(row)?;
        let title = mapping.title.as_ref().map(|title| cell(row, title).1);
        let title = title.filter(|title| !title.is_empty());
        let made = match mapping.kind {
            ContentKind::Event => Some(self.event(row, &id, title)?),
            kind => self.entity(row, kind, &id, title)?,
        };
        let suffix = id.strip_prefix(mapping.prefix.as_str()).unwrap_or(&id);
        self.rows.seen.insert(suffix.to_owned());
        Ok(made)
    }

    /// Returns the id of the document.
    fn row_id(&mut self, row: &InputRow) -> Result<String, Skipped> {
        let column = self.mapping.id.join(", ");
        let made = slug(&row.id).or_else(|| transliterated(&row.id));
        let made = made.ok_or_else(|| Skipped::new(&column, ProblemKind::NoId, &row.id))?;
        if self.rows.seen.contains(&made) {
            return Err(Skipped::new(&column, ProblemKind::RepeatedId, &row.id));
        }
        Ok(format!("{}{made}", self.mapping.prefix))
    }

    fn event(
        &mut self,
        row: &InputRow,
        id: &str,
        title: Option<&str>,
    ) -> Result<ImportedDocument, Skipped> {
        let mapping = self.mapping;
        let column = mapping.date.as_ref().map_or("", |date| date.start.as_str());
        let date = self.date(row)?;
        let date = date.ok_or_else(|| Skipped::new(column, ProblemKind::BadDate, ""))?;
        let place = self.place(row)?;
        let region = self.region(row)?;
        let side_a = self.actors(row, &mapping.side_a)?;
        let side_b = self.actors(row, &mapping.side_b)?;
        let actors = self.actors(row, &mapping.actors)?;
        let sources = self.sources(row, &mapping.sources);
        let (claims, mut left) = self.claims(row, &sources)?;
        let title = match title {
            Some(title) => title.to_owned(),
            None => self.made_title(row, &date),
        };
        let mut document = ImportedDocument::new(ContentKind::Event, id)
            .with("title", text(one_line(&title)))
            .with("date", text(date))
            .with("regions", texts([region]))
            .with("place", place)
            .with("side_a", texts(side_a))
            .with("side_b", texts(side_b))
            .with("actors", texts(actors))
            .with("claims", claims)
            .with("sources", texts(sources));
        document = self.with_fields(document, row, &mut left)?;
        Ok(self.with_rest(document, row, &left))
    }

    /// Makes an actor, region or source. `None` if the site has one with this name.
    fn entity(
        &mut self,
        row: &InputRow,
        kind: ContentKind,
        id: &str,
        title: Option<&str>,
    ) -> Result<Option<ImportedDocument>, Skipped> {
        let Some(title) = title else {
            let column = match &self.mapping.title {
                Some(CellSource::Column(column)) => column.as_str(),
                _ => "",
            };
            return Err(Skipped::new(column, ProblemKind::NoTitle, ""));
        };
        if self.is_known(row, kind, title, id) {
            return Ok(None);
        }
        let key = match kind {
            ContentKind::Source => "title",
            _ => "name",
        };
        let mut document = ImportedDocument::new(kind, id).with(key, text(one_line(title)));
        if let Some(date) = self.date(row)? {
            let key = match kind {
                ContentKind::Actor => "active",
                _ => "date",
            };
            document = document.with(key, text(date));
        }
        if kind == ContentKind::Region {
            let part_of = match self.mapping.regions.is_empty() {
                true => None,
                false => Some(self.region(row)?),
            };
            document = document
                .with("part_of", part_of.map(text))
                .with("point", self.place(row)?);
        }
        let mut left = Vec::new();
        document = self.with_fields(document, row, &mut left)?;
        Ok(Some(self.with_rest(document, row, &left)))
    }

    /// Whether the site has an actor, region or source in a file that is not of this import.
    fn is_known(&self, row: &InputRow, kind: ContentKind, title: &str, id: &str) -> bool {
        let site = &self.rows.site;
        let named = match kind {
            ContentKind::Actor => site.actor(title),
            ContentKind::Region => site.region(title, None),
            _ => {
                let mut fields = self.mapping.fields.iter();
                let url = fields.find(|(key, _)| key.name == "url");
                let url = url.map(|(_, source)| cell(row, source).1);
                let known = url.and_then(|url| site.source_at(url));
                return known.is_some_and(|known| known != id);
            }
        };
        matches!(named, NameMatch::Known(known) if !self.rows.is_own(kind, &known))
    }

    /// Adds the keys below `fields`. `left` gets the columns whose cells cannot be their values.
    fn with_fields(
        &mut self,
        mut document: ImportedDocument,
        row: &InputRow,
        left: &mut Vec<String>,
    ) -> Result<ImportedDocument, Skipped> {
        for (key, source) in &self.mapping.fields {
            let (column, written) = cell(row, source);
            if written.is_empty() {
                continue;
            }
            match self.value(key, column, written)? {
                Some(value) => document = document.with(key.name, value),
                None => {
                    self.rows
                        .flag(row, column, ProblemKind::UnknownTerm, written);
                    left.push(column.to_owned());
                }
            }
        }
        Ok(document)
    }

    /// Returns a cell as the value of a key. `None` if it is not in the key's list.
    fn value(&self, key: &Key, column: &str, written: &str) -> Result<Option<Value>, Skipped> {
        let list = || {
            let items = written
                .split(self.mapping.separator.as_str())
                .map(str::trim);
            texts(items.filter(|item| !item.is_empty()))
        };
        Ok(match &key.form {
            Form::Choice(values) => {
                let folded = fold(written);
                let known = values.iter().find(|value| fold(value.value) == folded);
                known.map(|value| text(value.value))
            }
            Form::Texts | Form::Names => Some(list()),
            Form::Date | Form::Day | Form::Interval => {
                let read = date(written, self.mapping.days);
                Some(text(
                    read.map_err(|kind| Skipped::new(column, kind, written))?,
                ))
            }
            Form::YesNo => match fold(written).as_str() {
                "yes" | "true" | "oui" | "نعم" => Some(Value::Bool(true)),
                "no" | "false" | "non" | "لا" => Some(Value::Bool(false)),
                _ => None,
            },
            _ => Some(text(written)),
        })
    }

    /// Adds the text, and the columns without a place.
    fn with_rest(
        &self,
        mut document: ImportedDocument,
        row: &InputRow,
        left: &[String],
    ) -> ImportedDocument {
        if let Some(column) = &self.mapping.body {
            row.get(column).clone_into(&mut document.body);
        }
        let columns = self.mapping.extra.iter().chain(left);
        let mut entries: Vec<(String, Value)> = Vec::new();
        for column in columns {
            let written = row.get(column);
            if !written.is_empty() && !entries.iter().any(|(own, _)| own == column) {
                entries.push((column.clone(), scalar(written)));
            }
        }
        document.with("extra.csv", Value::Map(entries))
    }

    fn place(&mut self, row: &InputRow) -> Result<Option<Value>, Skipped> {
        let geometry = row.get(GEOMETRY_TYPE);
        if !matches!(geometry, "" | "Point") {
            self.rows
                .flag(row, GEOMETRY_TYPE, ProblemKind::NoPoint, geometry);
        }
        let [name, lat, lon] = self.mapping.place.each_ref().map(|column| {
            let column = column.as_ref();
            (
                column.map_or("", String::as_str),
                column.map_or("", |column| row.get(column)),
            )
        });
        let point = match (lat.1, lon.1) {
            ("", "") => [None, None],
            (north, east) => match degrees(&self.degrees(north), &self.degrees(east)) {
                Some(point) => point.map(Some),
                None => {
                    let value = format!("{north}, {east}");
                    return Err(Skipped::new(lat.0, ProblemKind::BadCoordinates, &value));
                }
            },
        };
        let [lat, lon] = point;
        let name = (!name.1.is_empty()).then(|| text(name.1));
        Ok(Some(map([("name", name), ("lat", lat), ("lon", lon)])))
    }

    fn region(&mut self, row: &InputRow) -> Result<String, Skipped> {
        let mapping = self.mapping;
        let mut within: Option<String> = None;
        for region in &mapping.regions {
            let (column, name) = cell(row, &region.name);
            if !name.is_empty() {
                let level = region.level.as_str();
                within =
                    Some(
                        self.rows
                            .named_region(row, column, name, level, within.as_deref())?,
                    );
            }
        }
        let first = mapping
            .regions
            .first()
            .map(|region| cell(row, &region.name).0);
        within.ok_or_else(|| Skipped::new(first.unwrap_or(""), ProblemKind::NoRegion, ""))
    }

    fn actors(&mut self, row: &InputRow, sources: &[CellSource]) -> Result<Vec<String>, Skipped> {
        let names = self.names(row, sources);
        let names: Vec<(String, String)> = owned(&names);
        let mut ids: Vec<String> = Vec::new();
        for (column, name) in names {
            let id = self.named_actor(row, &column, &name)?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    /// Returns the ids of the sources in some cells, which are ids, addresses or titles.
    pub(super) fn sources(&mut self, row: &InputRow, sources: &[CellSource]) -> Vec<String> {
        let names = self.names(row, sources);
        let names: Vec<(String, String)> = owned(&names);
        let mut ids: Vec<String> = Vec::new();
        for (column, name) in names {
            let id = self.source(row, &column, &name);
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    fn source(&mut self, row: &InputRow, column: &str, name: &str) -> String {
        let kind = ContentKind::Source;
        let key = fold(name);
        if let Some(id) = self.rows.entities.known(kind, &key) {
            return id;
        }
        let is_address = name.starts_with("https://") || name.starts_with("http://");
        let site = &self.rows.site;
        let known = site.path(kind, name).map(|_| name);
        let known = known.or_else(|| site.source_at(name));
        let known = known
            .or_else(|| site.source_titled(name))
            .map(str::to_owned);
        let id = match known {
            Some(id) if self.rows.is_own(kind, &id) => id,
            Some(id) => {
                self.rows.entities.know(kind, &key, &id);
                return id;
            }
            None => {
                let bare = name
                    .trim_start_matches("https://")
                    .trim_start_matches("http://");
                self.rows.new_id(kind, &[bare])
            }
        };
        if is_address && self.rows.site.path(kind, &id).is_none() {
            self.rows.flag(row, column, ProblemKind::SourceTitle, name);
        }
        let document = ImportedDocument::new(kind, id)
            .with("title", text(one_line(name)))
            .with("url", is_address.then(|| text(name)));
        self.rows.entities.make(&key, document)
    }

    /// Returns a title of sides, place and date.
    fn made_title(&self, row: &InputRow, date: &str) -> String {
        let mapping = self.mapping;
        let sides = [&mapping.side_a, &mapping.side_b].map(|side| {
            let names = self.names(row, side);
            names.first().map_or("", |(_, name)| *name)
        });
        let place = mapping.place[0].as_ref().map(|column| row.get(column));
        let regions = mapping.regions.iter().rev();
        let mut places = place
            .into_iter()
            .chain(regions.map(|region| cell(row, &region.name).1));
        let place = places.find(|name| !name.is_empty());
        self.rows.title(&sides, place.unwrap_or_default(), date)
    }
}

fn owned(names: &[(&str, &str)]) -> Vec<(String, String)> {
    let names = names.iter();
    names
        .map(|(column, name)| ((*column).to_owned(), (*name).to_owned()))
        .collect()
}

/// Returns a text in one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
