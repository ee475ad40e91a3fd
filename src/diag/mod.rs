//! Findings: each says what is wrong, where, and what to do about it.
//!
//! A phase adds [`Diagnostic`]s to [`Diagnostics`] and continues. A diagnostic has a symbolic
//! location, such as a span, a field of the front matter or a file. At the end,
//! [`Diagnostics::into_findings`] computes the bytes, lines and columns of all of them, and sorts
//! them. `emit` renders the result. Nothing in this module prints.

mod code;
mod diagnostic;
pub mod emit;
mod field;
mod finding;
mod fix;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use self::code::{Code, Severity};
pub use self::diagnostic::{Diagnostic, Location};
pub use self::field::{Field, FieldStep};
pub use self::finding::Finding;
use self::finding::finding;
pub use self::fix::{Edit, FileRename, Fix, ResolvedFix, Safety, Target};
pub use self::wording::{edits, is_only_near, nearest};
use crate::message;
use crate::messages::Message;
use crate::source::{FileId, SourceFiles};

/// The settings file, relative to the site's root. If it is missing, only unreadable files are
/// reported.
pub const SITE: &str = "content/site.yaml";

/// The maximum number of other locations that a finding names after [`Diagnostics::join`].
const MAX_JOINED: usize = 2;

/// The findings of a run, in the order of the phases.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// The number of references into each unreadable file that were not checked for that reason.
    unchecked: BTreeMap<FileId, usize>,
}

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds the findings of one item of a parallel phase. Called in the order of the items.
    pub fn append(&mut self, mut more: Diagnostics) {
        self.list.append(&mut more.list);
        for (file, times) in more.unchecked {
            *self.unchecked.entry(file).or_default() += times;
        }
    }

    /// Adds several findings.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(more);
    }

    /// Counts references into a file that cannot be read and that are therefore not checked.
    pub fn unchecked(&mut self, file: FileId, times: usize) {
        *self.unchecked.entry(file).or_default() += times;
    }

    /// Whether any finding is about a file.
    pub fn concern(&self, file: FileId) -> bool {
        self.list
            .iter()
            .any(|diagnostic| diagnostic.place.file() == Some(file))
    }

    /// Returns the files that have a finding with this code.
    pub fn files_with(&self, code: Code) -> BTreeSet<FileId> {
        let found = self
            .list
            .iter()
            .filter(|diagnostic| diagnostic.code == code);
        found
            .filter_map(|diagnostic| diagnostic.place.file())
            .collect()
    }

    /// Returns the files to which findings point, and those that their fixes change.
    pub fn files(&self) -> BTreeSet<FileId> {
        let places = self.list.iter().flat_map(|diagnostic| {
            let related = diagnostic.related.iter().map(|(place, _)| place);
            related.chain([&diagnostic.place])
        });
        let fixes = self.list.iter().flat_map(|diagnostic| &diagnostic.fixes);
        places
            .filter_map(Location::file)
            .chain(fixes.flat_map(Fix::files))
            .collect()
    }

    /// Joins findings with the same code and message into the first one, which counts the others.
    pub fn join(&mut self, code: Code) {
        let mut by_words: BTreeMap<(Message, Option<Message>), Vec<Diagnostic>> = BTreeMap::new();
        let (same, rest) = std::mem::take(&mut self.list)
            .into_iter()
            .partition(|finding| finding.code == code);
        self.list = rest;
        for finding in same {
            by_words
                .entry((finding.message.clone(), finding.help.clone()))
                .or_default()
                .push(finding);
        }
        for (_, mut findings) in by_words {
            findings.sort_by_key(|finding| match &finding.place {
                Location::Span(span) => (Some(*span), None),
                place => (None, place.file()),
            });
            let mut all = findings.into_iter();
            let Some(mut first) = all.next() else {
                continue;
            };
            if all.len() > 0 {
                first.message = message!(
                    all.len() =>
                        "{message}, here and in one other place",
                        "{message}, here and in {count} other places",
                    message = first.message
                );
            }
            // Each place keeps its fixes, which are not those of the others.
            let fixes = all.as_slice().iter().flat_map(|other| other.fixes.iter());
            first.fixes.extend(fixes.cloned().collect::<Vec<_>>());
            first.related.extend(
                all.take(MAX_JOINED)
                    .map(|other| (other.place, message!("also here"))),
            );
            self.list.push(first);
        }
    }

    /// Returns all findings, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Retains the findings for which `wanted` returns true.
    pub fn retain(&mut self, wanted: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(wanted);
    }

    /// Whether there are no findings, and no unchecked references.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && self.unchecked.is_empty()
    }

    /// Whether any finding stops the build.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// Computes locations, drops duplicates, and sorts by file, position and code. Files that
    /// cannot be read come first.
    pub fn into_findings(mut self, sources: &SourceFiles) -> Vec<Finding> {
        let list = std::mem::take(&mut self.list);
        let mut findings: Vec<Finding> = list
            .into_iter()
            .map(|diagnostic| {
                let cause = (diagnostic.place.file()).filter(|_| diagnostic.code.is_unreadable());
                let mut finding = finding(diagnostic, sources);
                finding.unchecked = cause
                    .and_then(|file| self.unchecked.remove(&file))
                    .unwrap_or(0);
                finding
            })
            .collect();
        findings.sort_by_cached_key(Finding::key);
        let mut seen = BTreeSet::new();
        findings.retain(|f| seen.insert((f.path.clone(), f.span, f.code, f.message.clone())));
        findings
    }
}
