//! Detection of unchanged input, by file metadata.
//!
//! Like `git status`, this module trusts a file's size, inode and times. One of these is the ctime,
//! which only the system can set. Files that were modified shortly before the build ("racily
//! clean") are also compared by the hash of their bytes.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Compiled, Counts, Options};
use crate::checks::permalinks;
use crate::config::{self, History, Updated};
use crate::diag::{Diagnostics, Finding, Fix};
use crate::incremental::fingerprint::Fingerprint;
use crate::incremental::{Hash, Store, program};
use crate::load;
use crate::resolve::Withheld;
use crate::source::{FileId, SourceFiles, Span};

/// The input of a compilation, identified by the metadata of its files and by the options.
pub(super) struct InputStamps {
    pub key: Hash,
    /// The files that could change again without a change of metadata, with the hashes of their
    /// bytes.
    unsettled: Vec<(String, Hash)>,
}

/// The cached result of a compilation.
#[derive(Serialize, Deserialize)]
struct CachedOutcome {
    unsettled: Vec<(String, Hash)>,
    counts: Counts,
    withheld: Vec<Withheld>,
    findings: Vec<Finding>,
    /// The texts that findings point into or change: the path, the text, and the range of its front matter.
    texts: Vec<(String, String, Range<usize>)>,
}

impl InputStamps {
    /// Returns the input of a compilation. `None` if a file cannot be read, or if the compilation
    /// also reads git's history or updates the list of published addresses.
    pub fn read(root: &Path, options: &Options) -> Option<InputStamps> {
        let config = config::read(
            root,
            &mut SourceFiles::default(),
            &mut Diagnostics::default(),
        )
        .ok()?;
        if config.updated == Updated::Git || config.history == History::Git || options.permalinks {
            return None;
        }
        let stamps = load::stamps(root, &[permalinks::FILE]).ok()?;
        let mut fingerprint = Fingerprint::default();
        fingerprint.number(program());
        fingerprint.value(&(&options.base_url, options.needs_address, options.addresses));
        fingerprint.value(&options.clock(&config.time_zone));
        fingerprint.value(&stamps.files);
        Some(InputStamps {
            key: Hash::of_parts(&[b"inputs", &fingerprint.finish().to_le_bytes()]),
            unsettled: stamps.unsettled,
        })
    }

    /// Returns the cached result of an earlier compilation of the same input.
    pub fn cached_outcome(&self, root: &Path, store: &Store) -> Option<Compiled> {
        let outcome: CachedOutcome = store.value(self.key)?;
        if !load::have_hashes(root, &outcome.unsettled) {
            return None;
        }
        let mut sources = SourceFiles::default();
        let mut ids = BTreeMap::new();
        for (path, text, front) in outcome.texts {
            let length = text.len();
            ids.insert(sources.add(path, text, front), length);
        }
        let mut findings = outcome.findings;
        let is_complete = findings.iter_mut().flat_map(spans).all(|span| {
            let length = ids.get(&span.file).copied().unwrap_or_default();
            span.start <= span.end && span.end as usize <= length
        }) && findings
            .iter_mut()
            .flat_map(fixed_files)
            .all(|file| ids.contains_key(file));
        is_complete.then_some(Compiled {
            sources,
            findings,
            artifacts: Vec::new(),
            counts: outcome.counts,
            addresses: None,
            withheld: outcome.withheld,
            build: Some(self.key),
        })
    }

    /// Caches the result of the compilation of this input, and sets its key in `compiled`.
    pub fn cache(self, store: &Store, compiled: &mut Compiled) {
        let mut findings = compiled.findings.clone();
        let mut texts = SourceFiles::default();
        let mut ids: BTreeMap<FileId, FileId> = BTreeMap::new();
        let mut cached_texts = Vec::new();
        let mut renumber = |file: &mut FileId| {
            *file = *ids.entry(*file).or_insert_with(|| {
                let sources = &compiled.sources;
                let (path, text) = (
                    sources.path(*file).to_owned(),
                    sources.text(*file).to_owned(),
                );
                cached_texts.push((path.clone(), text, sources.front(*file)));
                texts.add(path, String::new(), 0..0)
            });
        };
        for finding in &mut findings {
            spans(finding).for_each(|span| renumber(&mut span.file));
            fixed_files(finding).for_each(&mut renumber);
        }
        let outcome = CachedOutcome {
            unsettled: self.unsettled,
            counts: compiled.counts,
            withheld: compiled.withheld.clone(),
            findings,
            texts: cached_texts,
        };
        store.put_value(self.key, &outcome);
        compiled.build = Some(self.key);
    }
}

/// Returns all spans of a finding.
fn spans(finding: &mut Finding) -> impl Iterator<Item = &mut Span> {
    let related = finding
        .related
        .iter_mut()
        .filter_map(|(span, ..)| span.as_mut());
    finding.span.iter_mut().chain(related)
}

/// Returns the files that the fixes of a finding change.
fn fixed_files(finding: &mut Finding) -> impl Iterator<Item = &mut FileId> {
    finding.fixes.iter_mut().flat_map(Fix::files_mut)
}
