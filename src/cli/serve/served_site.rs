//! The files that are served, each as it was when it last differed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::thread;
use std::time::{Duration, Instant};

use super::page_store::{PageBytes, PageStore};
use crate::incremental::Hash;
use crate::render::INDEX;

/// A file of the site.
#[derive(Clone)]
pub(super) struct ServedFile {
    pub bytes: PageBytes,
    pub hash: Hash,
}

/// The files of a site by path, below its base path.
pub(super) type ServedFiles = BTreeMap<String, ServedFile>;

/// What stands on the shelf.
#[derive(Default)]
pub(super) struct ServedState {
    /// The last good site; none before there was one.
    pub site: Option<ServedSite>,
    /// Why there is none: findings as text.
    pub failure: String,
}

/// A good site.
pub(super) struct ServedSite {
    /// Where it begins on its host, decoded; with a slash at both ends.
    pub base: String,
    pub files: ServedFiles,
    /// Where their bytes are, and those of the next site go.
    pub depot: Arc<PageStore>,
    /// Whether the search index is among them, where the site has one.
    pub is_indexed: bool,
}

/// Read by every connection, and filled between one site and the next.
#[derive(Default)]
pub(super) struct SharedSite {
    stock: RwLock<ServedState>,
    search: Mutex<SearchState>,
}

/// Whether anybody searches. The index of a site that nobody searches is never made.
#[derive(Default)]
struct SearchState {
    is_wanted: bool,
    /// Has the site made again.
    wake: Option<RebuildSignal>,
}

/// Has the site made again.
pub(super) type RebuildSignal = Box<dyn Fn() + Send>;

/// How long somebody who searches waits for the index, and how often it is looked for.
const LONGEST: Duration = Duration::from_secs(300);
const BETWEEN: Duration = Duration::from_millis(20);

impl SharedSite {
    /// One that calls for the index with `wake`, when it is wanted first.
    pub(super) fn new(wake: RebuildSignal) -> SharedSite {
        let (is_wanted, wake) = (false, Some(wake));
        SharedSite {
            stock: RwLock::default(),
            search: Mutex::new(SearchState { is_wanted, wake }),
        }
    }

    pub(super) fn read(&self) -> RwLockReadGuard<'_, ServedState> {
        self.stock.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn write(&self) -> RwLockWriteGuard<'_, ServedState> {
        self.stock.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether anybody searches.
    pub(super) fn wants_index(&self) -> bool {
        self.search
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_wanted
    }

    /// Has the index made where a decoded path leads to the search, and waits for it where the path
    /// leads to a part of it.
    pub(super) fn wait_for_index(&self, path: &str) {
        let leads_to = |what: &str| {
            let stock = self.read();
            let site = stock
                .site
                .as_ref()
                .filter(|site| !site.is_indexed && site.is_searchable());
            site.is_some_and(|site| {
                path.strip_prefix(&site.base)
                    .is_some_and(|below| below.starts_with(what))
            })
        };
        let is_missing = || leads_to(INDEX);
        // Whoever opens the page of the search will have typed a word when it is needed.
        if !is_missing() && !leads_to(SEARCH_SCRIPT) {
            return;
        }
        let mut search = self.search.lock().unwrap_or_else(PoisonError::into_inner);
        search.is_wanted = true;
        // Once: every site that is made from now on has it.
        if let Some(wake) = search.wake.take() {
            wake();
        }
        drop(search);
        let begun = Instant::now();
        while is_missing() && begun.elapsed() < LONGEST {
            thread::sleep(BETWEEN);
        }
    }
}

/// How the path of the script begins that the page of the search has, and no other.
const SEARCH_SCRIPT: &str = "assets/search.";

impl ServedSite {
    /// Whether readers can search.
    fn is_searchable(&self) -> bool {
        let mut scripts = self.files.range(SEARCH_SCRIPT.to_owned()..);
        scripts
            .next()
            .is_some_and(|(path, _)| path.starts_with(SEARCH_SCRIPT))
    }
}

/// What is shown at an address that leads nowhere.
pub(super) const NOT_FOUND: &str = "404.html";

impl ServedState {
    /// A file of the site.
    pub(super) fn file(&self, path: &str) -> Option<&ServedFile> {
        self.site.as_ref()?.files.get(path)
    }

    /// What a page is known by: it changes when the page does, and when there is one where there
    /// was none.
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
