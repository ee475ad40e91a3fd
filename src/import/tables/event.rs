//! Rows of events, claims and estimates.

use super::DataImport;
use super::cells::{TableCells, cell, flag, items, line, list, number};
use crate::import::document::{ImportedDocument, map, text};
use crate::import::rows::InputRow;
use crate::load::ContentKind;
use crate::yaml::Value;

impl DataImport<'_> {
    pub(super) fn event(&mut self, row: &InputRow) -> ImportedDocument {
        let claims = self.claims.remove(&row.id).map(Value::List);
        let estimates = self.estimates.remove(&row.id).map(Value::List);
        let title = self.named(row, "title");
        let cells = TableCells {
            languages: &self.languages,
        };
        let place = map([
            ("name", cells.localized(row, "place")),
            ("lat", number(row, "latitude")),
            ("lon", number(row, "longitude")),
        ]);
        ImportedDocument::new(ContentKind::Event, &row.id)
            .with("title", title)
            .with("date", line(row, "date"))
            .with("event_type", line(row, "event_type"))
            .with("sub_event_type", line(row, "sub_event_type"))
            .with("type_of_violence", line(row, "type_of_violence"))
            .with("event_clarity", number(row, "event_clarity"))
            .with("regions", list(row, "regions"))
            .with("place", place)
            .with("where_prec", line(row, "where_prec"))
            .with(
                "where_description",
                cells.localized(row, "where_description"),
            )
            .with("side_a", list(row, "side_a"))
            .with("side_b", list(row, "side_b"))
            .with("actors", list(row, "actors"))
            .with("claims", claims)
            .with("estimate", estimates)
            .with("sources", list(row, "sources"))
            .with(
                "graphic",
                flag(row, "graphic").filter(|flag| *flag == Value::Bool(true)),
            )
    }
}

/// Returns a claim of an event.
pub fn claim(cells: &TableCells, row: &InputRow) -> Value {
    let value = cells.localized(row, "value");
    let (count, is_ordered) = match value {
        Some(_) => (None, true),
        None => count(row),
    };
    map([
        ("id", line(row, "id")),
        ("measure", line(row, "measure")),
        ("label", cells.localized(row, "label")),
        ("count", count),
        ("as_published", (!is_ordered).then_some(Value::Bool(true))),
        ("value", value),
        ("date", line(row, "date")),
        ("of", line(row, "of")),
        ("claimant", line(row, "claimant")),
        ("sources", list(row, "sources")),
        ("quote", quote(cells, row)),
        ("grade", line(row, "grade")),
        ("status", line(row, "status")),
        ("notes", cells.localized(row, "notes")),
        ("responds_to", line(row, "responds_to")),
        ("contradicted_by", list(row, "contradicted_by")),
    ])
}

/// Returns an estimate of an event.
pub fn estimate(cells: &TableCells, row: &InputRow) -> Value {
    let [low, best, high] = numbers(row);
    map([
        ("measure", line(row, "measure")),
        ("low", low),
        ("best", best),
        ("high", high),
        ("basis", cells.localized(row, "basis")),
        ("by", cells.localized(row, "by")),
        ("date", line(row, "date")),
    ])
}

/// Returns `low`, `best` and `high` with what is approximate.
fn numbers(row: &InputRow) -> [Option<Value>; 3] {
    let about: Vec<&str> = items(row, "approximate").collect();
    ["low", "best", "high"].map(|key| match about.contains(&key) {
        true => Some(text(format!("{}~", row.get(key)))),
        false => number(row, key),
    })
}

/// Returns the count of a claim, and whether its numbers are in order.
fn count(row: &InputRow) -> (Option<Value>, bool) {
    let figures = ["low", "best", "high"].map(|key| row.get(key).parse::<u64>().ok());
    let is_ordered = figures.iter().flatten().is_sorted();
    let count = match numbers(row) {
        [None, None, None] => None,
        [None, Some(best), None] => Some(best),
        [low, best, high] => Some(map([("low", low), ("best", best), ("high", high)])),
    };
    (count, is_ordered)
}

/// Returns the words of the source: a text in the default language, or a mapping by language.
fn quote(cells: &TableCells, row: &InputRow) -> Option<Value> {
    let languages: Vec<&str> = items(row, "quote_languages").collect();
    let quotes: Vec<&str> = items(row, "quote").collect();
    match languages.as_slice() {
        [] => None,
        [lang] if Some(*lang) == cells.languages.first().map(crate::lang::Lang::tag) => {
            line(row, "quote")
        }
        // One quotation may have the separator in it.
        [lang] => Some(map([(*lang, Some(text(cell(row, "quote"))))])),
        languages if languages.len() == quotes.len() => {
            let quotes = quotes.into_iter().map(|quote| Some(text(quote)));
            Some(map(languages.iter().copied().zip(quotes)))
        }
        _ => None,
    }
}
