//! Rows as events.

use super::claims::{Parties, SIDES};
use super::dates::{RowDates, dates};
use super::{Skipped, UcdpImport, UcdpRow};
use crate::import::document::{ImportedDocument, map, text, texts};
use crate::import::report::ProblemKind;
use crate::load::ContentKind;
use crate::model::Date;
use crate::yaml::Value;

/// The beginning of the ids of events, before the id of the row.
pub const ID_PREFIX: &str = "ucdp-";

/// The columns that become fields. All others stand in `extra.ucdp`.
const FIELDS: [&str; 29] = [
    "year",
    "type_of_violence",
    "side_a_new_id",
    "side_a",
    "side_b_new_id",
    "side_b",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "id",
    "relid",
];

impl UcdpImport<'_> {
    /// Makes the event of a row.
    pub(super) fn event(&mut self, row: &UcdpRow) -> Result<ImportedDocument, Skipped> {
        self.check_cells(row)?;
        let id = self.row_id(row)?;
        let dates = dates(row)?;
        let violence = term(row, "type_of_violence", &VIOLENCE)?;
        let clarity = term(row, "event_clarity", &["1", "2"])?;
        let precision = term(row, "where_prec", &PRECISIONS)?;
        let place = self.place(row)?;
        self.flag_unusual(row, &dates);
        let side_a = self.actor(row, "side_a", "side_a_new_id", "gwnoa")?;
        let side_b = self.actor(row, "side_b", "side_b_new_id", "gwnob")?;
        let has_civilians = !matches!(row.get("deaths_civilians"), "" | "0" | "-1");
        let civilians = match has_civilians {
            true => Some(self.civilians(row)?),
            false => None,
        };
        let region = self.region(row)?;
        let claimant = self.claimant();
        let data_set = self.data_set();
        let parties = Parties {
            side_a: &side_a,
            side_b: &side_b,
            civilians: civilians.as_deref(),
            claimant: &claimant,
            data_set: &data_set,
        };
        let claims = self.claims(row, &parties)?;
        let mut sources = vec![data_set.clone()];
        sources.extend(self.sources(row));
        let date = dates.written(row.get("date_prec"));
        let description = row.get("where_description");
        let numbers = [("side_a_new_id", &side_a), ("side_b_new_id", &side_b)];
        let numbers = numbers.map(|(column, side)| {
            let is_extra = !self.has_number(side, row.get(column));
            is_extra.then_some(column)
        });
        self.seen.insert(row.id().to_owned());
        Ok(ImportedDocument::new(ContentKind::Event, id)
            .with("title", text(self.title(row, &date)))
            .with("date", text(date))
            .with("type_of_violence", violence.map(text))
            .with(
                "event_clarity",
                clarity
                    .and_then(|clarity| clarity.parse().ok())
                    .map(Value::Int),
            )
            .with("regions", texts([region]))
            .with("place", place)
            .with("where_prec", precision.map(text))
            .with(
                "where_description",
                (!description.is_empty()).then(|| text(description)),
            )
            .with("side_a", texts([side_a]))
            .with("side_b", texts([side_b]))
            .with("claims", claims)
            .with("sources", texts(sources))
            .with("extra.ucdp", extra(row, &dates, &numbers)))
    }

    /// Checks the number of cells, and their characters.
    fn check_cells(&mut self, row: &UcdpRow) -> Result<(), Skipped> {
        let names = row.header.names();
        let cells = row.row.cells();
        if cells.len() != names.len() {
            let value = format!("{}, {}", cells.len(), names.len());
            return Err(Skipped::new("", ProblemKind::CellCount, &value));
        }
        let recoded = row.row.recoded.iter();
        for at in recoded {
            self.flag(row, &names[*at], ProblemKind::Encoding, &cells[*at]);
        }
        for (name, cell) in names.iter().zip(cells) {
            if cell.contains(is_refused) {
                let value = format!("{name}: {}", cell.replace(is_refused, "\u{fffd}"));
                return Err(Skipped::new("", ProblemKind::ControlCharacter, &value));
            }
            if cell.trim().contains(['\n', '\r']) {
                self.flag(row, name, ProblemKind::LineBreak, cell);
            }
        }
        Ok(())
    }

    /// Returns the id of the event.
    fn row_id(&mut self, row: &UcdpRow) -> Result<String, Skipped> {
        let id = row.id();
        let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
        if !is_id {
            return Err(Skipped::new("id", ProblemKind::NoId, id));
        }
        if self.seen.contains(id) {
            return Err(Skipped::new("id", ProblemKind::RepeatedId, id));
        }
        Ok(format!("{ID_PREFIX}{id}"))
    }

    /// Returns the place of a row with its point.
    fn place(&mut self, row: &UcdpRow) -> Result<Option<Value>, Skipped> {
        let (lat, lon) = (row.get("latitude"), row.get("longitude"));
        let name = row.get("where_coordinates");
        let name = (!name.is_empty()).then(|| text(name));
        let point = match (lat, lon) {
            ("", "") => [None, None],
            _ => {
                let degrees = |cell: &str, most: f64| {
                    let number: f64 = cell.parse().ok()?;
                    (number.abs() <= most).then_some(Value::Float(number))
                };
                let point = [degrees(lat, 90.0), degrees(lon, 180.0)];
                if point.contains(&None) {
                    let value = format!("{lat}, {lon}");
                    return Err(Skipped::new(
                        "latitude",
                        ProblemKind::BadCoordinates,
                        &value,
                    ));
                }
                point
            }
        };
        let [lat, lon] = point;
        Ok(Some(map([("name", name), ("lat", lat), ("lon", lon)])))
    }

    /// Reports what a person may want to look at.
    fn flag_unusual(&mut self, row: &UcdpRow, dates: &RowDates) {
        let precision = row.get("date_prec");
        if dates.start == dates.end && !matches!(precision, "" | "1") {
            self.flag(row, "date_prec", ProblemKind::SameDay, precision);
        }
        for (column, kind) in [
            ("adm_1", ProblemKind::NoAdm1),
            ("adm_2", ProblemKind::NoAdm2),
        ] {
            if row.header.has(column) && row.get(column).is_empty() {
                self.flag(row, column, kind, row.get("where_coordinates"));
            }
        }
        for column in ["side_a", "side_b"] {
            // `Military faction (forces of A, B)` is one group.
            let name = row.get(column);
            let outside = name.split('(').next().unwrap_or_default();
            if outside.contains(", ") || outside.contains(" & ") {
                self.flag(row, column, ProblemKind::Coalition, name);
            }
        }
    }

    /// Returns the title: sides, place and date.
    fn title(&self, row: &UcdpRow, date: &str) -> String {
        let place = ["where_coordinates", "adm_2", "adm_1", "country"];
        let place = place
            .iter()
            .map(|column| row.get(column))
            .find(|name| !name.is_empty());
        let date = Date::parse(date)
            .map(|date| self.words.date(&date))
            .unwrap_or_default();
        let comma = match self.words.lang.tag().split('-').next() {
            Some("ar" | "fa" | "ur") => "،",
            _ => ",",
        };
        let sides = format!("{} – {}", row.get("side_a"), row.get("side_b"));
        let parts = [Some(sides.as_str()), place, Some(date.as_str())];
        let parts: Vec<&str> = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        let title = parts.join(&format!("{comma} "));
        title.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Names of terms in front matter, by UCDP's numbers from 1.
const VIOLENCE: [&str; 3] = ["state-based", "non-state", "one-sided"];
const PRECISIONS: [&str; 7] = [
    "exact",
    "near",
    "adm2",
    "adm1",
    "fuzzy",
    "country",
    "international",
];

/// Returns the term that a number stands for.
fn term(
    row: &UcdpRow,
    column: &'static str,
    terms: &[&'static str],
) -> Result<Option<&'static str>, Skipped> {
    let cell = row.get(column);
    if cell.is_empty() {
        return Ok(None);
    }
    let number: Option<usize> = cell.parse().ok();
    let term = number.and_then(|number| terms.get(number.checked_sub(1)?));
    match term {
        Some(term) => Ok(Some(term)),
        None => Err(Skipped::new(column, ProblemKind::BadTerm, cell)),
    }
}

/// Returns the columns that have no field. `numbers` are those of sides that no actor has.
fn extra(row: &UcdpRow, dates: &RowDates, numbers: &[Option<&str>]) -> Value {
    let mut entries = vec![("id".to_owned(), scalar(row.id()))];
    for name in row.header.names() {
        let cell = row.get(name);
        let is_extra = match name.as_str() {
            "id" | "" => false,
            "relid" => true,
            // The download has a 0 where it would have nothing.
            name if SIDES.contains(&name) => cell == "0",
            "date_prec" => cell != dates.precision(),
            name => !FIELDS.contains(&name) || numbers.contains(&Some(name)),
        };
        if is_extra && !cell.is_empty() {
            entries.push((name.clone(), scalar(cell)));
        }
    }
    Value::Map(entries)
}

/// Returns a cell as a number if it is written as YAML writes it, else as a text.
fn scalar(cell: &str) -> Value {
    match cell.parse::<i64>() {
        Ok(number) if number.to_string() == cell => Value::Int(number),
        _ => text(cell),
    }
}

/// Whether no text of a site may have a character.
fn is_refused(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}
