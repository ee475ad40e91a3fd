//! Incremental builds: a result is reused unless its input has changed.
//!
//! A cached value has a hash of its input as its key ([`Store::memo`]). A result that depends on
//! single items of the site's tables records which it read, and is computed again if one of these
//! has changed ([`Memo`], [`track`]). There is only one pipeline; a cold build is one with an empty
//! store.

pub mod fingerprint;
mod hash;
mod memo;
mod store;
pub mod track;

pub use self::hash::{Hash, program};
pub use self::memo::{Cached, Memo};
pub use self::store::{FOLDER, Store, exclude_from_git};
