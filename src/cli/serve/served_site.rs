//! The files that are served.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::thread;
use std::time::{Duration, Instant};

use super::page_store::{PageBytes, PageStore};
use crate::incremental::Hash;
use crate::messages::MessageLanguage;
use crate::render::INDEX;

/// A file of the site.
#[derive(Clone)]
pub(super) struct ServedFile {
    pub bytes: PageBytes,
    pub hash: Hash,
}

/// The files of a site by path, below its base path.
pub(super) type ServedFiles = BTreeMap<String, ServedFile>;

/// The state from which requests are answered.
#[derive(Default)]
pub(super) struct ServedState {
    /// The last good site, or `None` before the first good build.
    pub site: Option<ServedSite>,
    /// Why there is no site: the findings as text.
    pub failure: String,
    /// The language of griot's own pages.
    pub language: MessageLanguage,
}

/// A site without errors.
pub(super) struct ServedSite {
    /// The base path on the host, decoded, with a slash at both ends.
    pub base: String,
    pub files: ServedFiles,
    /// The store of the bytes of these files and of those of the next build.
    pub store: Arc<PageStore>,
    /// Whether the files include the search index, if the site has one.
    pub is_indexed: bool,
}

/// The site that is served. Every connection reads it, and every build replaces it.
#[derive(Default)]
pub(super) struct SharedSite {
    state: RwLock<ServedState>,
    search: Mutex<SearchState>,
}

/// Whether a page has used the search. No search index is built before.
#[derive(Default)]
struct SearchState {
    is_wanted: bool,
    /// Requests another build.
    wake: Option<RebuildSignal>,
}

/// Requests another build.
pub(super) type RebuildSignal = Box<dyn Fn() + Send>;

/// The maximum time for which a request waits for the search index, and the interval of its checks.
const MAX_WAIT: Duration = Duration::from_secs(300);
const INTERVAL: Duration = Duration::from_millis(20);

impl SharedSite {
    /// Returns an empty state. `wake` is called when the search index is needed for the first time.
    pub(super) fn new(wake: RebuildSignal) -> SharedSite {
        let (is_wanted, wake) = (false, Some(wake));
        SharedSite {
            state: RwLock::default(),
            search: Mutex::new(SearchState { is_wanted, wake }),
        }
    }

    pub(super) fn read(&self) -> RwLockReadGuard<'_, ServedState> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn write(&self) -> RwLockWriteGuard<'_, ServedState> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the search index is needed.
    pub(super) fn wants_index(&self) -> bool {
        self.search
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_wanted
    }

    /// Requests the search index if a decoded path belongs to the search. If the path is that of a
    /// part of the index, waits for it.
    pub(super) fn wait_for_index(&self, path: &str) {
        let leads_to = |what: &str| {
            let state = self.read();
            let site = state
                .site
                .as_ref()
                .filter(|site| !site.is_indexed && site.is_searchable());
            site.is_some_and(|site| {
                path.strip_prefix(&site.base)
                    .is_some_and(|below| below.starts_with(what))
            })
        };
        let is_missing = || leads_to(INDEX);
        // The script of the search page is answered at once, because the index will be ready when a
        // reader has typed a word.
        if !is_missing() && !leads_to(SEARCH_SCRIPT) {
            return;
        }
        let mut search = self.search.lock().unwrap_or_else(PoisonError::into_inner);
        search.is_wanted = true;
        // One request is enough, because all later builds have an index.
        if let Some(wake) = search.wake.take() {
            wake();
        }
        drop(search);
        let started = Instant::now();
        while is_missing() && started.elapsed() < MAX_WAIT {
            thread::sleep(INTERVAL);
        }
    }
}

/// The prefix of the script that only the search page has.
const SEARCH_SCRIPT: &str = "assets/search.";

impl ServedSite {
    /// Whether the site has downloads, and so a list of checksums.
    pub(super) fn has_data(&self) -> bool {
        self.files.contains_key(DATA_PACKAGE)
    }

    /// Whether the site has a page for searching.
    fn is_searchable(&self) -> bool {
        let mut scripts = self.files.range(SEARCH_SCRIPT.to_owned()..);
        scripts
            .next()
            .is_some_and(|(path, _)| path.starts_with(SEARCH_SCRIPT))
    }
}

/// The description of all downloads.
pub(super) const DATA_PACKAGE: &str = "datapackage.json";

/// The page that answers unknown addresses.
pub(super) const NOT_FOUND: &str = "404.html";

impl ServedState {
    /// Returns a file of the site.
    pub(super) fn file(&self, path: &str) -> Option<&ServedFile> {
        self.site.as_ref()?.files.get(path)
    }

    /// Returns the version of a page. It changes when the page changes, and when the first good
    /// site replaces the findings.
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
