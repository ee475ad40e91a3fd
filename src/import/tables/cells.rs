//! Cells of griot's own tables.

use crate::data::table::{LIST_SEPARATOR, is_formula};
use crate::import::document::{map, text, texts};
use crate::import::rows::{InputRow, scalar};
use crate::lang::Lang;
use crate::yaml::Value;

/// Reads the cells of rows.
pub struct TableCells<'l> {
    /// The languages of the site, the default one first.
    pub languages: &'l [Lang],
}

/// Returns a cell. An apostrophe before what a spreadsheet would run is not its own.
pub fn cell<'r>(row: &InputRow<'r>, column: &str) -> &'r str {
    let written = row.get(column);
    match written.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => written,
    }
}

/// Returns a cell as a text. `None` if it is empty.
pub fn line(row: &InputRow, column: &str) -> Option<Value> {
    Some(cell(row, column))
        .filter(|cell| !cell.is_empty())
        .map(text)
}

/// Returns a cell as a number or a text. `None` if it is empty.
pub fn number(row: &InputRow, column: &str) -> Option<Value> {
    let cell = Some(row.get(column)).filter(|cell| !cell.is_empty())?;
    match cell.parse::<f64>() {
        Ok(number) if cell.contains('.') => Some(Value::Float(number)),
        _ => Some(scalar(cell)),
    }
}

/// Returns the items of a cell.
pub fn items<'r>(row: &InputRow<'r>, column: &str) -> impl Iterator<Item = &'r str> {
    let items = cell(row, column).split(LIST_SEPARATOR);
    items.map(str::trim).filter(|item| !item.is_empty())
}

/// Returns a list in a cell. `None` if it is empty.
pub fn list(row: &InputRow, column: &str) -> Option<Value> {
    Some(texts(items(row, column))).filter(|list| !list.is_empty())
}

/// Returns `yes` or `no` in a cell.
pub fn flag(row: &InputRow, column: &str) -> Option<Value> {
    match row.get(column) {
        "yes" => Some(Value::Bool(true)),
        "no" => Some(Value::Bool(false)),
        _ => None,
    }
}

impl TableCells<'_> {
    /// Returns the texts of a column in all languages: a text if only the default language has
    /// one, else a mapping.
    pub fn localized(&self, row: &InputRow, column: &str) -> Option<Value> {
        let texts = self.languages.iter().filter_map(|lang| {
            let written = line(row, &format!("{column}_{lang}"))?;
            Some((lang.tag(), Some(written)))
        });
        let texts: Vec<(&str, Option<Value>)> = texts.collect();
        match texts.as_slice() {
            [] => None,
            [(lang, written)] if Some(*lang) == self.languages.first().map(Lang::tag) => {
                written.clone()
            }
            _ => Some(map(texts)),
        }
    }

    /// Returns other names: a list, or a mapping of lists if they have languages.
    pub fn aliases(&self, row: &InputRow) -> Option<Value> {
        let mut lists: Vec<(&str, Vec<&str>)> = Vec::new();
        let mut plain: Vec<&str> = Vec::new();
        for item in items(row, "aliases") {
            let named = item
                .strip_suffix(']')
                .and_then(|item| item.rsplit_once(" ["));
            let named =
                named.filter(|(_, tag)| self.languages.iter().any(|lang| lang.tag() == *tag));
            match named {
                None => plain.push(item),
                Some((name, tag)) => match lists.iter_mut().find(|(own, _)| *own == tag) {
                    Some((_, names)) => names.push(name),
                    None => lists.push((tag, vec![name])),
                },
            }
        }
        if lists.is_empty() {
            return Some(texts(plain)).filter(|list| !list.is_empty());
        }
        let lists = lists
            .into_iter()
            .map(|(tag, names)| (tag, Some(texts(names))));
        Some(map(lists))
    }
}
