//! Imports: what other tools and data sets have becomes files of the site.
//!
//! An importer reads its input and makes [`ImportedDocument`]s. A [`SiteWriter`] writes them below
//! `content/`, and records what it wrote in [`lock::FILE`]. When the same input comes again, a
//! field that has changed in it is changed in the file, and a field that an editor has changed
//! stays. Whatever does not come in as it is, is in the [`ImportReport`].

mod document;
pub mod lock;
pub mod names;
mod report;
mod site;
pub mod sites;
mod table;
pub mod ucdp;
mod writer;

pub use self::document::ImportedDocument;
pub use self::report::{ImportReport, ImportUnit, Problem, ProblemKind, Severity};
pub use self::site::SiteNames;
pub use self::writer::{ImportMode, SiteWriter};
