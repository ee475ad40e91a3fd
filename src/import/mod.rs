//! Imports: what other tools and data sets have becomes files of the site.
//!
//! An importer reads its input and makes [`ImportedDocument`]s. A [`SiteWriter`] writes them below
//! `content/`, and records what it wrote in [`lock::FILE`]. When the same input comes again, a
//! field that has changed in it is changed in the file, and a field that an editor has changed
//! stays. Whatever does not come in as it is, is in the [`ImportReport`].

pub mod acled;
mod dates;
mod document;
mod entities;
pub mod explain;
mod geojson;
mod input;
pub mod lock;
pub mod mapped;
pub mod names;
mod naming;
mod problem_kind;
mod report;
mod rows;
mod sheet;
mod site;
pub mod sites;
pub mod sources;
mod table;
mod table_row;
pub mod tables;
pub mod ucdp;
mod writer;

pub use self::document::ImportedDocument;
pub use self::report::{ImportReport, ImportUnit, Problem, ProblemKind, Severity};
pub use self::rows::{EventFolders, TableInput};
pub use self::site::SiteNames;
pub use self::table::TableOptions;
pub use self::writer::{ImportMode, SiteWriter};
