//! Actors and the data set of rows, as UCDP names them.

use super::UcdpImport;
use crate::import::document::{map, text};
use crate::import::entities::{DataSet, NamedActor};
use crate::import::rows::{InputRow, Skipped};
use crate::lang::Lang;
use crate::yaml::Value;

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
        let languages = &self.rows.site.config.languages;
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
    pub(super) fn side(
        &mut self,
        row: &InputRow,
        column: &str,
        number: &str,
        government: &str,
    ) -> Result<String, Skipped> {
        let name = row.get(column);
        let number = Some(row.get(number)).filter(|number| !number.is_empty());
        let is_state = !row.get(government).is_empty();
        let actor_type = match name {
            "Civilians" => Some("Civilians"),
            _ if is_state => Some("State forces"),
            _ => None,
        };
        let actor = NamedActor {
            name,
            number: number.map(|number| (NUMBER, number)),
            actor_type,
        };
        self.rows.actor(row, column, actor)
    }

    /// Returns the id of the civilians of a row.
    pub(super) fn civilians(&mut self, row: &InputRow) -> Result<String, Skipped> {
        let actor = NamedActor {
            name: "Civilians",
            number: None,
            actor_type: Some("Civilians"),
        };
        self.rows.actor(row, "deaths_civilians", actor)
    }

    /// Returns the ids of UCDP as an actor, and of the data set as a source.
    pub(super) fn publisher_and_data_set(&mut self) -> (String, String) {
        let version = self.version.as_deref();
        let title = match version {
            Some(version) => format!("{DATA_SET}, version {version}"),
            None => DATA_SET.to_owned(),
        };
        // A version has the year of its release: 23.1 is of 2023.
        let year = version.and_then(|version| version.split('.').next());
        let year = year.map(|year| format!("20{year}"));
        let id = format!("ucdp ged {}", version.unwrap_or_default());
        let data = DataSet {
            publisher: "Uppsala Conflict Data Program",
            publisher_short: "UCDP",
            publisher_url: "https://ucdp.uu.se/",
            title: &title,
            id: id.trim(),
            date: year.as_deref(),
            url: "https://ucdp.uu.se/downloads/",
        };
        (self.rows.publisher(&data), self.rows.data_set(&data))
    }
}

/// The key of UCDP's number in the file of an actor.
pub const NUMBER: &str = "ucdp_id";

const DATA_SET: &str = "UCDP Georeferenced Event Dataset";
