//! Incremental builds: what was made before is made again only where what it was made from has
//! changed.
//!
//! Everything that is cached is named by a hash of what it was made from ([`Store::memo`]). What
//! depends on single items of the site's lists records which of them it read, and is made again
//! when one of these differs ([`Memo`], [`track`]). There is one way to make a site; a cold build
//! is one whose store is empty.

pub mod fingerprint;
mod hash;
mod memo;
mod store;
pub mod track;

pub use self::hash::{Hash, program};
pub use self::memo::{Cached, Memo};
pub use self::store::{FOLDER, Store, ignored};
