//! Rows as events.

use super::UcdpImport;
use super::claims::{Parties, SIDES};
use super::dates::{RowDates, dates};
use super::entities::NUMBER;
use crate::import::document::{ImportedDocument, text, texts};
use crate::import::report::ProblemKind;
use crate::import::rows::{InputRow, Skipped, place, scalar};
use crate::load::ContentKind;
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
    pub(super) fn event(&mut self, row: &InputRow) -> Result<ImportedDocument, Skipped> {
        let id = self.row_id(row)?;
        let dates = dates(row)?;
        let violence = term(row, "type_of_violence", &VIOLENCE)?;
        let clarity = term(row, "event_clarity", &["1", "2"])?;
        let precision = term(row, "where_prec", &PRECISIONS)?;
        let place = place(row, "where_coordinates")?;
        self.flag_unusual(row, &dates);
        let side_a = self.side(row, "side_a", "side_a_new_id", "gwnoa")?;
        let side_b = self.side(row, "side_b", "side_b_new_id", "gwnob")?;
        let has_civilians = !matches!(row.get("deaths_civilians"), "" | "0" | "-1");
        let civilians = match has_civilians {
            true => Some(self.civilians(row)?),
            false => None,
        };
        let region = self.rows.region(row, &LEVELS)?;
        let (claimant, data_set) = self.publisher_and_data_set();
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
            let is_extra = !self.rows.has_number(side, NUMBER, row.get(column));
            is_extra.then_some(column)
        });
        self.rows.seen.insert(row.id.clone());
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

    /// Returns the id of the event.
    fn row_id(&mut self, row: &InputRow) -> Result<String, Skipped> {
        let id = row.id.as_str();
        let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
        if !is_id {
            return Err(Skipped::new("id", ProblemKind::NoId, id));
        }
        if self.rows.seen.contains(id) {
            return Err(Skipped::new("id", ProblemKind::RepeatedId, id));
        }
        Ok(format!("{ID_PREFIX}{id}"))
    }

    /// Reports what a person may want to look at.
    fn flag_unusual(&mut self, row: &InputRow, dates: &RowDates) {
        let precision = row.get("date_prec");
        if dates.start == dates.end && !matches!(precision, "" | "1") {
            self.rows
                .flag(row, "date_prec", ProblemKind::SameDay, precision);
        }
        for (column, kind) in [
            ("adm_1", ProblemKind::NoAdm1),
            ("adm_2", ProblemKind::NoAdm2),
        ] {
            if row.header.has(column) && row.get(column).is_empty() {
                self.rows
                    .flag(row, column, kind, row.get("where_coordinates"));
            }
        }
        for column in ["side_a", "side_b"] {
            // `Military faction (forces of A, B)` is one group.
            let name = row.get(column);
            let outside = name.split('(').next().unwrap_or_default();
            if outside.contains(", ") || outside.contains(" & ") {
                self.rows.flag(row, column, ProblemKind::Coalition, name);
            }
        }
    }

    /// Returns the title: sides, place and date.
    fn title(&self, row: &InputRow, date: &str) -> String {
        let place = ["where_coordinates", "adm_2", "adm_1", "country"];
        let place = place
            .iter()
            .map(|column| row.get(column))
            .find(|name| !name.is_empty());
        let sides = [row.get("side_a"), row.get("side_b")];
        self.rows.title(&sides, place.unwrap_or_default(), date)
    }
}

/// Columns of regions with their levels, from the largest.
const LEVELS: [(&str, &str); 3] = [("country", "country"), ("adm_1", "adm1"), ("adm_2", "adm2")];

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
    row: &InputRow,
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
fn extra(row: &InputRow, dates: &RowDates, numbers: &[Option<&str>]) -> Value {
    let mut entries = vec![("id".to_owned(), scalar(&row.id))];
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
