//! griot compiles articles about a conflict into a linked static site, with their events, actors,
//! regions and sources. It refuses a site with contradictions or broken references.
//!
//! [`compile::Compiler`] is the pipeline that `build`, `check` and `serve` run. Modules are listed
//! in groups between blank lines, and a module uses only groups above its own;
//! `tests/suite/layers.rs` checks that.

pub mod messages;

pub mod address;
pub mod conflict;
pub mod css;
pub mod embedded;
pub mod html;
pub mod media;
pub mod phrases;
pub mod reference;
pub mod source;
pub mod yaml;

pub mod files;
pub mod http;

pub mod incremental;

pub mod diag;
pub mod lang;

pub mod fuzzy;
pub mod number;

pub mod model;

pub mod bibtex;

pub mod draw;

pub mod fields;

pub mod suppress;

pub mod config;

pub mod git;
pub mod load;

pub mod schema;
pub mod wordlists;

pub mod resolve;

pub mod boundaries;
pub mod changes;
pub mod history;
pub mod provenance;

pub mod markdown;

pub mod relations;

pub mod plan;

pub mod coverage;
pub mod data;

pub mod picture;
pub mod preview;

pub mod frame;

pub mod render;

pub mod checks;

pub mod compile;

pub mod links;

pub mod write;

pub mod edit;

pub mod forms;
pub mod import;

pub mod lsp;

pub mod cli;

pub use crate::compile::{Compiled, Counts, Now, Options, Phase, compile, compile_into};
