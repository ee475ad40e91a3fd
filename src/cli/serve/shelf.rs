//! The files that are served: in memory, each as it was when it last differed.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::cache::Hash;

/// A file of the site.
#[derive(Clone)]
pub(super) struct File {
    pub bytes: Arc<[u8]>,
    pub hash: Hash,
}

/// The files of a site by path, below its base path.
pub(super) type Files = BTreeMap<String, File>;

/// What stands on the shelf.
#[derive(Default)]
pub(super) struct Stock {
    /// The last good site; none before there was one.
    pub site: Option<Shown>,
    /// Why there is none: findings as text.
    pub failure: String,
}

/// A good site.
pub(super) struct Shown {
    /// Where it begins on its host, decoded; with a slash at both ends.
    pub base: String,
    pub files: Files,
}

/// Read by every connection, and filled between one site and the next.
#[derive(Default)]
pub(super) struct Shelf(RwLock<Stock>);

impl Shelf {
    pub(super) fn read(&self) -> RwLockReadGuard<'_, Stock> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn write(&self) -> RwLockWriteGuard<'_, Stock> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is shown at an address that leads nowhere.
pub(super) const NOT_FOUND: &str = "404.html";

impl Stock {
    /// A file of the site.
    pub(super) fn file(&self, path: &str) -> Option<&File> {
        self.site.as_ref()?.files.get(path)
    }

    /// What a page is known by: it changes when the page does, and when there is one where there was none.
    pub(super) fn stamp(&self, page: &str) -> String {
        if self.site.is_none() {
            return "unbuilt".into();
        }
        match (self.file(page), self.file(NOT_FOUND)) {
            (Some(file), _) => file.hash.to_string(),
            (None, Some(file)) => format!("missing-{}", file.hash),
            (None, None) => "missing".into(),
        }
    }
}
