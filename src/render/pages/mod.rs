//! The views of all kinds of pages: one struct of the theme contract for each.

pub mod actor;
mod article;
pub mod changes;
pub mod corrections;
mod coverage;
pub mod data;
mod event;
pub mod facts;
mod free;
mod home;
mod html;
pub mod letters;
mod listing;
mod region;
mod search;
#[cfg(feature = "search")]
pub mod search_facts;
mod source;
mod topic;

pub use html::html;
pub use letters::LetterLists;
