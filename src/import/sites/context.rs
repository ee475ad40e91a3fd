//! What the rewriting of a text needs: the other texts, the files, and the report.

use std::collections::BTreeMap;

use super::media::MediaPlan;
use super::remote::RemotePictures;
use super::text::{SourceSite, SourceText, TextIndex};
use crate::import::report::{ImportReport, Problem, ProblemKind};

/// The scheme of links that name a file by its path in the source, while a text is rewritten.
pub(super) const SOURCE_SCHEME: &str = "griot-source:";

/// An import while its texts are rewritten.
pub(super) struct RewriteContext<'s, 'a> {
    pub site: &'s SourceSite<'a>,
    pub index: &'s TextIndex,
    /// The text that is rewritten.
    pub text: &'s SourceText,
    pub media: &'s mut MediaPlan,
    /// The pictures of other hosts, if they are to be copied.
    pub remote: Option<&'s mut RemotePictures>,
    pub report: &'s mut ImportReport,
    pub tally: &'s mut Tally,
    /// Topics that stand in the text.
    pub topics: Vec<String>,
}

impl RewriteContext<'_, '_> {
    /// Reports something in the text.
    pub fn flag(&mut self, line: u64, kind: ProblemKind, what: &str, value: &str) {
        let problem = Problem::of_cell(line, &self.text.path, what, kind, value);
        self.report.add(problem);
    }

    /// Copies a picture of another host, if pictures are to be copied. Returns its path below
    /// `content/`. It is reported whether it is copied, or why not.
    pub fn fetch(&mut self, line: u64, key: &str, address: &str) -> Option<String> {
        let found = self.remote.as_mut().map(|remote| remote.get(address));
        match found {
            None => {
                self.flag(line, ProblemKind::RemotePicture, key, address);
                None
            }
            Some(Ok(target)) => {
                self.flag(line, ProblemKind::FetchedPicture, key, address);
                Some(target)
            }
            Some(Err(reason)) => {
                let value = format!("{address}: {}", reason.english());
                self.flag(line, ProblemKind::UnfetchedPicture, key, &value);
                None
            }
        }
    }

    /// Returns the path below `content/` of a picture of another host that was copied.
    pub fn fetched(&mut self, address: &str) -> Option<String> {
        self.remote.as_mut()?.get(address).ok()
    }

    /// Counts something that is reported once for all texts.
    pub fn count(&mut self, line: u64, kind: ProblemKind, what: &str) {
        self.tally.count(&self.text.path, line, kind, what);
    }
}

/// Problems that are reported once, with their number and the first place.
#[derive(Default)]
pub(super) struct Tally {
    counts: BTreeMap<(ProblemKind, String), TallyEntry>,
}

/// The places of a problem. There is at least one.
type TallyEntry = Vec<(String, u64)>;

impl Tally {
    /// Counts a problem.
    pub fn count(&mut self, path: &str, line: u64, kind: ProblemKind, what: &str) {
        let entry = self.counts.entry((kind, what.to_owned()));
        entry.or_default().push((path.to_owned(), line));
    }

    /// Adds the problems to a report.
    pub fn report(self, report: &mut ImportReport) {
        for ((kind, what), places) in self.counts {
            let count = format!("×{}", places.len());
            let (path, line) = &places[0];
            let mut problem = Problem::of_cell(*line, path, &what, kind, &count);
            problem.places = places;
            report.add(problem);
        }
    }
}
