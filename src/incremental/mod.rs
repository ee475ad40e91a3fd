//! Incremental builds: a result is reused unless its input has changed.
//!
//! The key of a cached value is a hash of its input ([`Store::memo`]). If a result depends on
//! single items of the site's tables, the items that it read are recorded, and the result is
//! computed again if one of them has changed ([`Memo`], [`track`]). There is only one pipeline; a
//! cold build is a build with an empty store.

pub mod fingerprint;
mod hash;
mod memo;
mod store;
pub mod track;

pub use self::hash::{Hash, program};
pub use self::memo::{Cached, Memo};
pub use self::store::{FOLDER, Store, exclude_from_git};
