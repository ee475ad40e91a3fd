//! Rows of tables, their columns, and files that are none.

use std::collections::HashMap;
use std::path::Path;

use crate::message;
use crate::messages::Message;

/// The names of the columns.
pub struct TableHeader {
    names: Vec<String>,
    positions: HashMap<String, usize>,
}

/// A row of a table.
pub struct TableRow {
    /// The line of the file on which the row begins.
    pub line: u64,
    pub(super) cells: Vec<String>,
    /// The columns that are not UTF-8.
    pub recoded: Vec<usize>,
}

impl TableHeader {
    pub fn new(names: Vec<String>) -> TableHeader {
        let mut positions = HashMap::new();
        for (at, name) in names.iter().enumerate() {
            positions.entry(name.clone()).or_insert(at);
        }
        TableHeader { names, positions }
    }

    /// Returns the names of the columns.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns the names that several columns have.
    pub fn repeated(&self) -> Vec<&str> {
        let names = self.names.iter().enumerate();
        let later = names.filter(|(at, name)| !name.is_empty() && self.positions[*name] != *at);
        later.map(|(_, name)| name.as_str()).collect()
    }

    /// Returns those of these names that no column has.
    pub fn missing(&self, names: &[&'static str]) -> Vec<&'static str> {
        let names = names.iter().copied();
        names.filter(|name| !self.has(name)).collect()
    }

    /// Whether there is a column with this name.
    pub fn has(&self, name: &str) -> bool {
        self.positions.contains_key(name)
    }
}

impl TableRow {
    /// Returns a row of texts.
    pub fn new(line: u64, cells: Vec<String>) -> TableRow {
        let recoded = Vec::new();
        TableRow {
            line,
            cells,
            recoded,
        }
    }

    /// Returns the cells alone.
    pub fn into_cells(self) -> Vec<String> {
        self.cells
    }

    /// Returns the cells.
    pub fn cells(&self) -> &[String] {
        &self.cells
    }

    /// Returns the cell of a column without white space around it; empty if there is none.
    pub fn get(&self, header: &TableHeader, column: &str) -> &str {
        let at = header.positions.get(column);
        at.and_then(|at| self.cells.get(*at))
            .map_or("", |cell| cell.trim())
    }
}

/// Returns the message about a file that a reader of its format refuses.
pub fn failed_with(path: &Path, error: &dyn std::error::Error) -> Message {
    let error = error.to_string();
    message!("`{path}`: {error}", path = path.display(), error)
}
