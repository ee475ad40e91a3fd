//! Every test that needs no browser, in one program: one module for each feature, and one for each
//! rule.
//!
//! `cargo test --test suite serve::` runs those of one module. Sites in files are in `tests/cases/`
//! and `tests/sites/`; helpers of several modules are in `tests/support/`.

#[path = "../support/served.rs"]
mod served;
#[path = "../support/mod.rs"]
mod support;

mod accountability;
mod addresses;
mod canonical;
mod cases;
mod changes;
mod citations;
mod cms;
mod codes;
mod compiled;
mod contract;
mod crawl;
mod data;
mod docs;
mod docs_site;
mod downloads;
mod draw;
mod editors;
mod evidence;
mod feeds;
mod figures;
mod first_minutes;
mod fixes;
mod fmt;
mod history;
mod hostile;
mod images;
mod import_sites;
mod import_tables;
mod import_ucdp;
mod init;
mod large;
mod layers;
mod linear;
mod links;
#[cfg(feature = "lsp")]
mod lsp;
mod machines;
mod manual;
mod markdown;
mod memo;
mod messages;
mod mistakes;
mod numbers;
mod once;
mod oracles;
mod output;
mod packages;
mod pages;
mod past_figures;
mod permalinks;
mod photographs;
mod previews;
mod prose_fixes;
mod reference;
mod rename;
mod same_bytes;
mod schema;
mod script;
mod search;
mod serve;
mod skeletons;
mod structured_data;
mod template;
mod theme;
mod theme_command;
mod verify;
mod voice;
mod weight;
mod withheld;
mod words;
mod workflows;
