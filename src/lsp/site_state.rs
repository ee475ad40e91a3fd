//! What the server knows of a site, and what it has told of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::analyzer::FindingsByFile;
use super::view::SiteView;
use crate::messages::Message;

/// What is known of a site.
#[derive(Default)]
pub(super) struct SiteState {
    pub view: Option<Arc<SiteView>>,
    pub findings: FindingsByFile,
    /// The version of each open text when it was analysed last, by path.
    pub versions: BTreeMap<String, i32>,
    /// The documents for which an earlier text was analysed.
    pub unreadable: BTreeSet<String>,
    /// The findings that were sent, so that they are taken back.
    published: FindingsByFile,
    /// The version of each open text with the findings that were sent.
    published_versions: BTreeMap<String, i32>,
    /// Why the last analysis failed.
    pub failure: Option<Message>,
    /// Whether the first analysis has ended.
    pub is_analyzed: bool,
}

impl SiteState {
    /// Returns the files whose findings are others than those that were sent, and the open texts
    /// with another version, each with its version. They count as sent.
    pub fn changed_files(&mut self) -> Vec<(String, Option<i32>)> {
        let before = std::mem::replace(&mut self.published, self.findings.clone());
        let versions = std::mem::replace(&mut self.published_versions, self.versions.clone());
        let paths: BTreeSet<&String> = self
            .findings
            .keys()
            .chain(before.keys())
            .chain(self.versions.keys())
            .collect();
        let is_changed = |path: &&String| {
            let is_same = match (self.findings.get(*path), before.get(*path)) {
                (Some(now), Some(before)) => now.is_same(before),
                (now, before) => now.is_none() && before.is_none(),
            };
            !is_same || self.versions.get(*path) != versions.get(*path)
        };
        let changed = paths.into_iter().filter(is_changed);
        changed
            .map(|path| (path.clone(), self.versions.get(path).copied()))
            .collect()
    }
}
