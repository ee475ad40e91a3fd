//! Actors of rows, their types, and the data set.

use std::collections::BTreeMap;

use super::AcledImport;
use crate::import::entities::{DataSet, NamedActor};
use crate::import::report::ProblemKind;
use crate::import::rows::{InputRow, Skipped};
use crate::import::table::{TableHeader, TableReader, TableRow};
use crate::lang::fold;
use crate::messages::Message;
use crate::model::ActorType;
use crate::model::terms::Term;

/// The key of ACLED's name in the file of an actor.
const NUMBER: &str = "acled_name";

/// The columns of a side.
#[derive(Clone, Copy)]
pub struct SideColumns {
    actor: &'static str,
    others: &'static str,
    inter: &'static str,
}

pub const SIDE_A: SideColumns = SideColumns {
    actor: "actor1",
    others: "assoc_actor_1",
    inter: "inter1",
};
pub const SIDE_B: SideColumns = SideColumns {
    actor: "actor2",
    others: "assoc_actor_2",
    inter: "inter2",
};

/// The actors of one side of a row.
pub struct Side {
    pub ids: Vec<String>,
    /// The type of the first one, as the download will have it.
    pub actor_type: Option<&'static str>,
    /// The columns that the files of the actors do not have.
    pub extra: Vec<&'static str>,
}

/// Reads the types of actors in all rows.
pub fn types(table: &mut TableReader) -> Result<BTreeMap<String, &'static str>, Message> {
    let mut types = BTreeMap::new();
    while let Some(row) = table.next_row()? {
        for side in [SIDE_A, SIDE_B] {
            add_type(&mut types, table.header(), &row, side);
        }
    }
    Ok(types)
}

fn add_type(
    types: &mut BTreeMap<String, &'static str>,
    header: &TableHeader,
    row: &TableRow,
    side: SideColumns,
) {
    if let Some(actor_type) = actor_type(row.get(header, side.inter)) {
        let name = fold(row.get(header, side.actor));
        types.entry(name).or_insert(actor_type);
    }
}

/// Returns the type of an actor that ACLED's `inter` means: a name, or a number before 2024.
fn actor_type(inter: &str) -> Option<&'static str> {
    let acled = ActorType::ALL.get(..8).unwrap_or_default();
    if let Ok(number) = inter.parse::<usize>() {
        return Some(acled.get(number.checked_sub(1)?)?.text());
    }
    let singular = |text: &str| text.strip_suffix('s').unwrap_or(text).to_lowercase();
    let found = acled
        .iter()
        .find(|term| singular(term.text()) == singular(inter));
    Some(found?.text())
}

/// Returns the names of a list in a cell.
pub fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';')
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

impl AcledImport<'_> {
    /// Returns the actors of a side.
    pub(super) fn side(&mut self, row: &InputRow, columns: SideColumns) -> Result<Side, Skipped> {
        let mut side = Side {
            ids: Vec::new(),
            actor_type: None,
            extra: Vec::new(),
        };
        let first = Some(row.get(columns.actor)).filter(|name| !name.is_empty());
        let others = names(row.get(columns.others));
        let named = first
            .map(|name| (columns.actor, name))
            .into_iter()
            .chain(others.map(|name| (columns.others, name)));
        for (column, name) in named {
            let actor = NamedActor {
                name,
                number: Some((NUMBER, name)),
                actor_type: self.types.get(&fold(name)).copied(),
            };
            let id = self.rows.actor(row, column, actor)?;
            let is_repeated = side.ids.contains(&id);
            if (is_repeated || !self.rows.has_number(&id, NUMBER, name))
                && !side.extra.contains(&column)
            {
                side.extra.push(column);
            }
            if !is_repeated {
                side.ids.push(id);
            }
        }
        self.check_type(row, columns, &mut side);
        Ok(side)
    }

    /// Compares the type of the first actor of a side with that in its file.
    fn check_type(&mut self, row: &InputRow, columns: SideColumns, side: &mut Side) {
        let inter = row.get(columns.inter);
        let written = actor_type(inter);
        if written.is_none() && !matches!(inter, "" | "0") {
            self.rows
                .flag(row, columns.inter, ProblemKind::UnknownTerm, inter);
        }
        let of_site = side
            .ids
            .first()
            .and_then(|id| self.rows.site.actor_type(id));
        side.actor_type = match of_site {
            Some(own) => actor_type(own),
            None => self.types.get(&fold(row.get(columns.actor))).copied(),
        };
        if side.actor_type != written {
            match (side.actor_type, written) {
                (Some(own), Some(_)) => {
                    let value = format!("{}: {inter}, {own}", row.get(columns.actor));
                    self.rows
                        .flag(row, columns.inter, ProblemKind::OtherType, &value);
                }
                _ => side.extra.push(columns.inter),
            }
        }
    }

    /// Returns the ids of ACLED as an actor, and of the data set as a source.
    pub(super) fn publisher_and_data_set(&mut self) -> (String, String) {
        let data = DataSet {
            publisher: "Armed Conflict Location & Event Data",
            publisher_short: "ACLED",
            publisher_url: "https://acleddata.com/",
            title: "ACLED data",
            id: "acled data",
            date: None,
            url: "https://acleddata.com/conflict-data",
        };
        (self.rows.publisher(&data), self.rows.data_set(&data))
    }
}

#[cfg(test)]
mod tests {
    use super::actor_type;

    #[test]
    fn numbers_and_names_of_types_are_read() {
        assert_eq!(actor_type("2"), Some("Rebel group"));
        assert_eq!(actor_type("Rebel groups"), Some("Rebel group"));
        assert_eq!(actor_type("State Forces"), Some("State forces"));
        assert_eq!(actor_type("8"), Some("External/Other forces"));
        assert_eq!(actor_type("0"), None);
        assert_eq!(actor_type("9"), None);
        assert_eq!(actor_type("Media"), None);
    }
}
