//! What the rewriting of a text needs: the other texts, the files, and the report.

use std::collections::BTreeMap;

use super::media::MediaPlan;
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
