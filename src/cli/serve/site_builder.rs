//! Builds of the served site: the last good one and the next one.
//!
//! Every change compiles the site again with all caches. The bytes of unchanged pages are kept.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use percent_encoding::percent_decode_str;
use rayon::ThreadPool;

use super::page_store::PageStore;
use super::served_site::{ServedFile, ServedFiles, ServedSite, SharedSite};
use crate::Compiled;
use crate::cli::site::{BuildVerdict, SiteArguments};
use crate::cli::timings::Timings;
use crate::compile::Compiler;
use crate::config::{self, BaseUrl};
use crate::diag::Diagnostics;
use crate::incremental::{Hash, Store};
use crate::messages::{Message, io_error};
use crate::plan::Addresses;
use crate::render::{Artifact, INDEX, Sink};
use crate::source::SourceFiles;

/// Builds a site repeatedly.
pub(super) struct SiteBuilder<'a> {
    arguments: &'a SiteArguments,
    /// The origin at which the site is served: scheme, host and port.
    origin: String,
    shared: Arc<SharedSite>,
    store: Arc<Store>,
    compiler: Compiler,
    /// The thread that writes the store to the disk after a build.
    saving: Option<JoinHandle<()>>,
    thread_pool: ThreadPool,
}

/// The outcome of a build.
pub(super) struct Rebuilt {
    /// Whether the new site is shown. If not, the site before it still is.
    pub verdict: BuildVerdict,
    /// The files that are new or changed, below the base path.
    pub changed: BTreeSet<String>,
    pub deleted: BTreeSet<String>,
    /// The old name of each style sheet with its new one, if only style sheets changed.
    pub restyled: BTreeMap<String, String>,
    /// The findings, and the texts to which they point.
    pub compiled: Compiled,
    pub timings: Timings,
}

impl<'a> SiteBuilder<'a> {
    pub(super) fn new(
        arguments: &'a SiteArguments,
        origin: String,
        shared: Arc<SharedSite>,
    ) -> Result<SiteBuilder<'a>, Message> {
        let store = Arc::new(Store::open(&arguments.root));
        Ok(SiteBuilder {
            arguments,
            origin,
            shared,
            compiler: Compiler::new(&arguments.root, Arc::clone(&store)).long_lived(),
            store,
            saving: None,
            thread_pool: arguments.thread_pool()?,
        })
    }

    /// Builds the site, and shows it if it has no errors.
    ///
    /// # Errors
    /// If an existing file or folder cannot be read. The site before it is still shown.
    pub(super) fn rebuild(&mut self) -> Result<Rebuilt, Message> {
        let base = self.base()?;
        let mut options = self.arguments.options(Addresses::FromRoot)?;
        options.base_url = Some(format!("{}{base}", self.origin));
        options.needs_address = false;
        let timings = Timings::begin();
        let served = self.shared.read();
        let none = ServedFiles::new();
        let old = served.site.as_ref().map_or(&none, |site| &site.files);
        let root = &self.arguments.root;
        let store = served.site.as_ref().map(|site| Arc::clone(&site.store));
        let sink = RebuildSink {
            old,
            store: store.unwrap_or_else(|| PageStore::new(root)),
            files: Mutex::default(),
            wants_index: self.shared.wants_index(),
        };
        let on_phase = |phase| timings.begin_phase(phase);
        if let Some(saving) = self.saving.take() {
            // If the store cannot be written, that is not an error.
            let _ = saving.join();
        }
        let compiler = &mut self.compiler;
        let compiled = self
            .thread_pool
            .install(|| compiler.compile(&options, &sink, on_phase));
        let compiled = compiled.map_err(|error| io_error(&error))?;
        let store = Arc::clone(&self.store);
        self.saving = Some(thread::spawn(move || store.save()));
        let verdict = self.arguments.verdict(&compiled.findings);
        let mut rebuilt = Rebuilt {
            verdict,
            changed: BTreeSet::new(),
            deleted: BTreeSet::new(),
            restyled: BTreeMap::new(),
            compiled,
            timings,
        };
        if verdict != BuildVerdict::Clean {
            return Ok(rebuilt);
        }
        let is_indexed = sink.wants_index;
        let store = sink.store;
        let mut files = sink
            .files
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        // The search index is not shown on pages, and a page that searches has already loaded its
        // own.
        let shown = |path: &&String| !path.starts_with(INDEX);
        let differs = |path: &&String| {
            old.get(*path).map(|file| file.hash) != files.get(*path).map(|file| file.hash)
        };
        rebuilt.changed = files
            .keys()
            .filter(shown)
            .filter(differs)
            .cloned()
            .collect();
        rebuilt.deleted = old
            .keys()
            .filter(shown)
            .filter(|path| !files.contains_key(*path))
            .cloned()
            .collect();
        rebuilt.restyled = restyled(old, &files, &rebuilt.changed, &rebuilt.deleted);
        let store = store.compacted(&mut files, root);
        drop(served);
        self.shared.write().site = Some(ServedSite {
            base: percent_decode_str(&base).decode_utf8_lossy().into_owned(),
            files,
            store,
            is_indexed,
        });
        Ok(rebuilt)
    }

    /// Returns the address at which the site is served. Its base path is that of the command line
    /// or of site.yaml at this time.
    pub(super) fn address(&self) -> String {
        self.address_at(&self.origin)
    }

    /// Returns the address of the site at another origin.
    pub(super) fn address_at(&self, origin: &str) -> String {
        let base = self.base().unwrap_or_else(|_| "/".into());
        format!("{origin}{base}")
    }

    /// Returns the base path that the command line or site.yaml has.
    fn base(&self) -> Result<String, Message> {
        // Errors in it are reported by the compilation.
        let config = config::read(
            &self.arguments.root,
            &mut SourceFiles::default(),
            &mut Diagnostics::default(),
        )
        .map_err(|error| io_error(&error))?;
        let base = match &self.arguments.base_url {
            Some(address) => BaseUrl::parse(address, &config.base).map_err(|bad| bad.message)?,
            None => config.base,
        };
        Ok(base.path)
    }
}

/// A sink that reuses the stored bytes of unchanged files.
struct RebuildSink<'a> {
    old: &'a ServedFiles,
    store: Arc<PageStore>,
    files: Mutex<ServedFiles>,
    /// Whether the search index is needed.
    wants_index: bool,
}

impl Sink for RebuildSink<'_> {
    fn take(&self, artifact: Artifact, hash: Option<Hash>) {
        let hash = hash.unwrap_or_else(|| Hash::of(&artifact.bytes));
        let file = match self.old.get(&artifact.path) {
            Some(old) if old.hash == hash => old.clone(),
            _ => ServedFile {
                bytes: self.store.add(artifact.bytes),
                hash,
            },
        };
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(artifact.path, file);
    }

    fn reuse(&self, path: &str, hash: Hash, _size: u64) -> bool {
        let Some(file) = self.old.get(path).filter(|file| file.hash == hash) else {
            return false;
        };
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(path.to_owned(), file.clone());
        true
    }

    fn wants_index(&self) -> bool {
        self.wants_index
    }

    // Every change would change the file. The server computes it when somebody opens it.
    fn wants_checksums(&self) -> bool {
        false
    }

    fn reset(&self) {
        self.files
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

/// Returns the renamed style sheets by their old names, if pages differ only in these names.
fn restyled(
    old: &ServedFiles,
    new: &ServedFiles,
    changed: &BTreeSet<String>,
    deleted: &BTreeSet<String>,
) -> BTreeMap<String, String> {
    let (sheets, others): (Vec<&String>, Vec<&String>) =
        changed.iter().partition(|path| path.ends_with(".css"));
    let mut names = BTreeMap::new();
    for path in deleted {
        let mut successors = sheets
            .iter()
            .filter(|sheet| without_fingerprint(sheet) == without_fingerprint(path));
        match (successors.next(), successors.next()) {
            (Some(only), None) if path.ends_with(".css") => {
                names.insert(path.clone(), (*only).clone())
            }
            _ => return BTreeMap::new(),
        };
    }
    let all_are_renamed = names.len() == sheets.len();
    let same_but_for_names = |path: &&String| {
        let (Some(before), Some(after)) = (old.get(*path), new.get(*path)) else {
            return false;
        };
        let (Ok(before), Ok(after)) = (before.bytes.read(), after.bytes.read()) else {
            return false;
        };
        let Ok(before) = std::str::from_utf8(&before) else {
            return false;
        };
        let renamed = names
            .iter()
            .fold(before.to_owned(), |text, (from, to)| text.replace(from, to));
        renamed.as_bytes() == &*after
    };
    if all_are_renamed && others.iter().all(same_but_for_names) {
        names
    } else {
        BTreeMap::new()
    }
}

/// Splits the name of an asset into the parts before and after its fingerprint.
fn without_fingerprint(path: &str) -> Option<(&str, &str)> {
    let (rest, ending) = path.rsplit_once('.')?;
    let (name, _) = rest.rsplit_once('.')?;
    Some((name, ending))
}
