//! What UCDP read about an event: entries of `source_article`.

use super::UcdpImport;
use crate::import::document::{ImportedDocument, text};
use crate::import::report::ProblemKind;
use crate::import::rows::InputRow;
use crate::lang::fold;
use crate::load::ContentKind;

/// An entry: the publisher, the day and the headline.
struct Entry<'a> {
    publisher: &'a str,
    date: &'a str,
    headline: &'a str,
}

impl UcdpImport<'_> {
    /// Returns the ids of the sources of a row. Free text, as in rows of before 2013, is kept in
    /// `extra.ucdp` and makes none.
    pub(super) fn sources(&mut self, row: &InputRow) -> Vec<String> {
        let number = row.get("number_of_sources");
        if number == "-1" {
            self.rows
                .flag(row, "number_of_sources", ProblemKind::UnknownNumber, number);
        }
        let cell = row.get("source_article");
        if cell.is_empty() {
            return Vec::new();
        }
        let Some(entries) = entries(cell) else {
            self.rows
                .flag(row, "source_article", ProblemKind::FreeSources, cell);
            return Vec::new();
        };
        let length = |column| match row.get(column) {
            "" => 0,
            list => list.split(';').count(),
        };
        let lengths = ["source_office", "source_date", "source_headline"].map(length);
        if lengths != [entries.len(); 3] {
            let value = format!("{}, {}, {}", lengths[0], lengths[1], lengths[2]);
            self.rows
                .flag(row, "source_headline", ProblemKind::UnequalSources, &value);
        }
        if number
            .parse()
            .is_ok_and(|number: usize| number != entries.len())
        {
            let value = format!("{number}, {}", entries.len());
            self.rows
                .flag(row, "number_of_sources", ProblemKind::SourceCount, &value);
        }
        let mut ids: Vec<String> = Vec::new();
        for entry in entries {
            let id = self.source(row, &entry);
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// Returns the id of the source of an entry.
    fn source(&mut self, row: &InputRow, entry: &Entry) -> String {
        let kind = ContentKind::Source;
        let (publisher, date, headline) = (entry.publisher, entry.date, entry.headline);
        let key = format!("{}\n{date}\n{}", fold(publisher), fold(headline));
        if let Some(id) = self.rows.entities.known(kind, &key) {
            return id;
        }
        self.rows.flag_variant(row, "source_office", publisher);
        let known = self
            .rows
            .site
            .source(publisher, date, headline)
            .map(str::to_owned);
        let name = format!("{publisher} {date} {headline}");
        let id = match known {
            Some(id) if self.rows.is_own(kind, &id) => id,
            Some(id) => {
                self.rows.entities.know(kind, &key, &id);
                return id;
            }
            None => self.rows.new_id(kind, &[&name]),
        };
        let title = match headline.is_empty() {
            true => format!("{publisher}, {date}"),
            false => headline.to_owned(),
        };
        let document = ImportedDocument::new(kind, id)
            .with("title", text(title))
            .with("publisher", text(publisher))
            .with("date", text(date));
        self.rows.entities.make(&key, document)
    }
}

/// Returns the entries of a cell, which are `"publisher,day,headline"` with semicolons between
/// them. `None` if it is free text.
fn entries(cell: &str) -> Option<Vec<Entry<'_>>> {
    let inner = cell.strip_prefix('"')?.strip_suffix('"')?;
    inner.split("\";\"").map(entry).collect()
}

fn entry(text: &str) -> Option<Entry<'_>> {
    // A publisher may have commas in its name. The day stands between two.
    let commas = text.match_indices(',').map(|(at, _)| at);
    commas.into_iter().find_map(|at| {
        let rest = &text[at + 1..];
        let (date, headline) = rest.split_once(',').unwrap_or((rest, ""));
        let publisher = text[..at].trim();
        (is_day(date.trim()) && !publisher.is_empty()).then(|| Entry {
            publisher,
            date: date.trim(),
            headline: headline.trim(),
        })
    })
}

fn is_day(text: &str) -> bool {
    text.len() == "2022-02-22".len() && text.parse::<jiff::civil::Date>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_and_free_text_is_not() {
        let cell = "\"The Globe, Mail,2014-02-09,One; two\";\"AFP ,2014-02-10,\"";
        let read = entries(cell).expect("it is a list");
        let read: Vec<_> = read
            .iter()
            .map(|entry| (entry.publisher, entry.date, entry.headline))
            .collect();
        assert_eq!(
            read,
            [
                ("The Globe, Mail", "2014-02-09", "One; two"),
                ("AFP", "2014-02-10", "")
            ]
        );
        assert!(entries("AFP 14/9-09, All Africa 16/9-09").is_none());
        assert!(entries("\"AFP\"").is_none());
    }
}
