//! How much a site weighs, and whether a host takes it.
//!
//! A site that has grown too large is refused by its host when it is published, long after whoever added the files has gone
//! home. So files are weighed as they are made, and what is too heavy is told with everything else.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use crate::cache::Hash;
use crate::config;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::render::{Artifact, Sink};

/// From which weight on a finding is made, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Of all files together.
    pub site: u64,
    /// Of one file; this much is let through.
    pub file: u64,
}

/// What GitHub takes: sites of a gigabyte, of which some is left to react in, and files of a hundred megabytes.
pub const GITHUB: Limits = Limits {
    site: 900_000_000,
    file: 100_000_000,
};

/// How many files are named when the site is too heavy.
const NAMED: usize = 5;

/// What the files of a site weigh together, and which weigh most.
#[derive(Debug, Default)]
pub struct Weights {
    bytes: u64,
    /// The heaviest first, then by path: the order in which files come does not matter.
    largest: BTreeSet<(Reverse<u64>, String)>,
    heavy: BTreeSet<(Reverse<u64>, String)>,
}

impl Weights {
    fn add(&mut self, path: &str, bytes: u64, limits: Limits) {
        self.bytes += bytes;
        if bytes > limits.file {
            self.heavy.insert((Reverse(bytes), path.to_owned()));
        }
        let lightest = self.largest.last().map_or(0, |(Reverse(bytes), _)| *bytes);
        if self.largest.len() < NAMED || bytes >= lightest {
            self.largest.insert((Reverse(bytes), path.to_owned()));
            if self.largest.len() > NAMED {
                self.largest.pop_last();
            }
        }
    }

    /// Reports what is too heavy.
    pub fn report(&self, limits: Limits, diagnostics: &mut Diagnostics) {
        let finding = |message: String| Diagnostic::new(Code::Heavy, Place::Path(config::FILE.into()), message);
        for (Reverse(bytes), path) in &self.heavy {
            let (is, most) = (megabytes(*bytes), megabytes(limits.file));
            diagnostics.push(
                finding(format!("the file `{path}` is {is}; the limit of GitHub is {most}"))
                    .help("make it smaller, split it, or host it elsewhere and link to it"),
            );
        }
        if self.bytes >= limits.site {
            let largest: Vec<String> = self
                .largest
                .iter()
                .map(|(Reverse(bytes), path)| format!("`{path}` ({})", megabytes(*bytes)))
                .collect();
            diagnostics.push(
                finding(format!(
                    "the site is {}; the limit of GitHub Pages is 1 GB",
                    megabytes(self.bytes)
                ))
                .help(format!(
                    "make files smaller, or host some elsewhere; the largest are {}",
                    largest.join(", ")
                )),
            );
        }
    }
}

/// Weighs files on their way to a sink.
pub struct Scales<'s> {
    sink: &'s dyn Sink,
    limits: Limits,
    weights: Mutex<Weights>,
}

impl<'s> Scales<'s> {
    /// Scales before a sink.
    pub fn before(sink: &'s dyn Sink, limits: Limits) -> Scales<'s> {
        Scales {
            sink,
            limits,
            weights: Mutex::default(),
        }
    }

    /// What went over the scales.
    pub fn weights(self) -> Weights {
        self.weights.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Scales<'_> {
    fn take(&self, artifact: Artifact, hash: Option<Hash>) {
        self.weights.lock().unwrap_or_else(PoisonError::into_inner).add(
            &artifact.path,
            artifact.bytes.len() as u64,
            self.limits,
        );
        self.sink.take(artifact, hash);
    }

    fn keep(&self, path: &str, hash: Hash, size: u64) -> bool {
        let kept = self.sink.keep(path, hash, size);
        if kept {
            let mut weights = self.weights.lock().unwrap_or_else(PoisonError::into_inner);
            weights.add(path, size, self.limits);
        }
        kept
    }
}

/// A size in megabytes, rounded up to a tenth: what is over a limit shows so.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole} MB"),
        (whole, tenth) => format!("{whole}.{tenth} MB"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn told(files: &[(&str, u64)], limits: Limits) -> Vec<(String, String)> {
        let mut weights = Weights::default();
        for (path, bytes) in files {
            weights.add(path, *bytes, limits);
        }
        let mut diagnostics = Diagnostics::default();
        weights.report(limits, &mut diagnostics);
        let findings = diagnostics.settle(&Sources::default());
        findings
            .into_iter()
            .map(|finding| (finding.message, finding.help.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn a_site_is_told_from_nine_hundred_megabytes_on_with_its_largest_files() {
        let mut files: Vec<(String, u64)> = (0..9).map(|at| (format!("media/{at}.pdf"), 99_900_000)).collect();
        files.push(("index.html".into(), 899_999));
        let borrowed = |files: &[(String, u64)]| -> Vec<(String, String)> {
            let files: Vec<(&str, u64)> = files.iter().map(|(path, bytes)| (path.as_str(), *bytes)).collect();
            told(&files, GITHUB)
        };
        assert_eq!(borrowed(&files), []);
        files[9].1 += 1;
        let findings = borrowed(&files);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(findings[0].0, "the site is 900 MB; the limit of GitHub Pages is 1 GB");
        assert!(
            findings[0].1.ends_with(
                "the largest are `media/0.pdf` (99.9 MB), `media/1.pdf` (99.9 MB), `media/2.pdf` (99.9 MB), \
                 `media/3.pdf` (99.9 MB), `media/4.pdf` (99.9 MB)"
            ),
            "{}",
            findings[0].1
        );
        files.reverse();
        assert_eq!(borrowed(&files), findings, "whatever the order");
    }

    #[test]
    fn every_file_over_its_limit_is_named_and_the_limit_is_let_through() {
        let limits = Limits {
            site: 900_000_000,
            file: 100_000_000,
        };
        let files: Vec<String> = (0..7).map(|at| format!("{at}.bin")).collect();
        let mut list: Vec<(&str, u64)> = files.iter().map(|path| (path.as_str(), 100_000_001)).collect();
        list.push(("even.bin", 100_000_000));
        let findings = told(&list, limits);
        assert_eq!(findings.len(), 7, "{findings:?}");
        assert_eq!(
            findings[6].0,
            "the file `6.bin` is 100.1 MB; the limit of GitHub is 100 MB"
        );
    }

    #[test]
    fn megabytes_are_rounded_up() {
        assert_eq!(megabytes(0), "0 MB");
        assert_eq!(megabytes(1), "0.1 MB");
        assert_eq!(megabytes(900_000_000), "900 MB");
        assert_eq!(megabytes(900_000_001), "900.1 MB");
    }
}
