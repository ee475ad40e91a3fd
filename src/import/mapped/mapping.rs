//! What a mapping says of the columns of a table.

use crate::diag::Diagnostics;
use crate::import::dates::DayOrder;
use crate::import::table::TableHeader;
use crate::load::ContentKind;
use crate::model::Measure;
use crate::reference::Key;
use crate::source::SourceFiles;

/// Where a value comes from.
#[derive(Clone, Debug)]
pub enum CellSource {
    Column(String),
    /// The same text in each row.
    Fixed(String),
}

/// The columns of a date.
#[derive(Clone, Debug)]
pub struct DateColumns {
    pub start: String,
    pub end: Option<String>,
}

/// How days are written.
#[derive(Clone, Copy, Debug, Default)]
pub struct DayForm {
    pub order: Option<DayOrder>,
    /// Whether numbers are days of Excel, counted from 1900.
    pub is_excel: bool,
}

/// A region column with its level, which is empty if it is not known.
#[derive(Clone, Debug)]
pub struct RegionColumn {
    pub name: CellSource,
    pub level: String,
}

/// What a claim of each row is made of.
#[derive(Clone, Debug)]
pub struct ClaimColumns {
    pub measure: Measure,
    /// `low`, `best` and `high`. A single count is `best`.
    pub counts: [Option<String>; 3],
    pub claimant: CellSource,
    pub of: Option<CellSource>,
    pub sources: Vec<CellSource>,
}

/// A mapping of columns.
pub struct Mapping {
    /// The name of its file without extension.
    pub name: String,
    pub kind: ContentKind,
    /// The beginning of the ids.
    pub prefix: String,
    /// The columns of which the id is made.
    pub id: Vec<String>,
    pub title: Option<CellSource>,
    pub date: Option<DateColumns>,
    pub days: DayForm,
    pub regions: Vec<RegionColumn>,
    /// The columns of the place: its name, latitude and longitude.
    pub place: [Option<String>; 3],
    pub has_decimal_comma: bool,
    pub side_a: Vec<CellSource>,
    pub side_b: Vec<CellSource>,
    pub actors: Vec<CellSource>,
    pub sources: Vec<CellSource>,
    pub claims: Vec<ClaimColumns>,
    /// Other keys of the files.
    pub fields: Vec<(&'static Key, CellSource)>,
    pub body: Option<String>,
    pub extra: Vec<String>,
    pub ignore: Vec<String>,
    /// What separates names in a cell.
    pub separator: String,
    /// Every column that the mapping names.
    pub used: Vec<String>,
}

/// Why a mapping cannot be used.
pub struct MappingErrors {
    pub sources: SourceFiles,
    pub diagnostics: Diagnostics,
}

impl Mapping {
    /// Returns the columns of a table that the mapping does not name.
    pub fn unused(&self, header: &TableHeader) -> Vec<String> {
        let names = header.names().iter();
        let unused = names.filter(|name| {
            !name.is_empty() && !self.used.contains(name) && !self.ignore.contains(name)
        });
        unused.cloned().collect()
    }
}
