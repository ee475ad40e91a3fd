//! How much a site weighs, and whether a host takes it.
//!
//! A site that has grown too large is refused by its host when it is published, long after whoever
//! added the files has gone home. So files are weighed as they are made, and what is too heavy is
//! told with everything else.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::config;
use crate::diag::{Code, Diagnostic, Diagnostics, Location};
use crate::incremental::{Hash, Store};
use crate::render::{Artifact, Sink};

/// From which weight on a finding is made, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct SizeLimits {
    /// Of all files together.
    pub site: u64,
    /// Of one file; this much is let through.
    pub file: u64,
    /// Of one page as it is sent, compressed; this much is let through.
    pub page: u64,
}

/// What GitHub takes: sites of a gigabyte, of which some is left to react in, and files of a
/// hundred megabytes.
pub const GITHUB: SizeLimits = SizeLimits {
    site: 900_000_000,
    file: 100_000_000,
    page: 100 * 1024,
};

/// How well hosts compress what they send.
const LEVEL: u8 = 6;

/// How many files are named when the site is too heavy.
const NAMED: usize = 5;

/// What the files of a site weigh together, and which weigh most.
#[derive(Debug, Default)]
pub struct SiteSizes {
    bytes: u64,
    /// The heaviest first, then by path: the order in which files come does not matter.
    largest: BTreeSet<(Reverse<u64>, String)>,
    heavy: BTreeSet<(Reverse<u64>, String)>,
    /// Pages that are too long for a slow line, with what makes them so.
    long: BTreeSet<LongPage>,
}

/// A page that is too long: how many bytes are sent for it, its path, and what most of it is.
type LongPage = (Reverse<u64>, String, PagePart);

/// What most of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum PagePart {
    Figures,
    Tables,
    Lists,
    Text,
}

impl SiteSizes {
    fn add(&mut self, path: &str, bytes: u64, limits: SizeLimits) {
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
    pub fn report(&self, limits: SizeLimits, diagnostics: &mut Diagnostics) {
        let finding = |message: String| {
            Diagnostic::new(Code::Heavy, Location::Path(config::FILE.into()), message)
        };
        for (Reverse(bytes), path) in &self.heavy {
            let (is, most) = (megabytes(*bytes), megabytes(limits.file));
            diagnostics.push(
                finding(format!(
                    "the file `{path}` is {is}; the limit of GitHub is {most}"
                ))
                .help("make it smaller, split it, or host it elsewhere and link to it"),
            );
        }
        for (Reverse(bytes), path, what) in &self.long {
            let (is, most) = (bytes.div_ceil(1024), limits.page / 1024);
            diagnostics.push(
                finding(format!(
                    "the page `{path}` is {is} KB compressed; readers on slow lines can take {most}"
                ))
                .help(match *what {
                    PagePart::Figures => {
                        "most of it is figures drawn from data: give them fewer events, by a region, an actor or years"
                    }
                    PagePart::Tables => {
                        "most of it is tables: split it, or leave the rows to the pages of events and sources"
                    }
                    PagePart::Lists => "most of it is lists: split it into several pages",
                    PagePart::Text => "most of it is text: split it into several",
                }),
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
pub struct SizeSink<'s> {
    sink: &'s dyn Sink,
    store: &'s Store,
    limits: SizeLimits,
    weights: Mutex<SiteSizes>,
}

impl<'s> SizeSink<'s> {
    /// Scales before a sink.
    pub fn before(sink: &'s dyn Sink, store: &'s Store, limits: SizeLimits) -> SizeSink<'s> {
        SizeSink {
            sink,
            store,
            limits,
            weights: Mutex::default(),
        }
    }

    /// What went over the scales.
    pub fn weights(self) -> SiteSizes {
        self.weights
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl SizeSink<'_> {
    /// The key of what is sent for a page with those bytes, and what most of it is.
    fn key(hash: Hash) -> Hash {
        Hash::of_parts(&[b"weight", &hash.bytes()])
    }

    /// What is to be said of a page that is too long; `None` of any other file.
    fn long_page(&self, artifact: &Artifact, hash: Option<Hash>) -> Option<LongPage> {
        // Compressing makes nothing larger, so most pages need not be compressed to be judged.
        if !is_page(&artifact.path) || artifact.bytes.len() as u64 <= self.limits.page {
            return None;
        }
        let weigh = || (compressed(&artifact.bytes), most_of(&artifact.bytes));
        let hash = hash.unwrap_or_else(|| Hash::of(&artifact.bytes));
        self.judged(&artifact.path, self.store.memo(SizeSink::key(hash), weigh))
    }

    fn judged(&self, path: &str, (bytes, what): (u64, PagePart)) -> Option<LongPage> {
        (bytes > self.limits.page).then(|| (Reverse(bytes), path.to_owned(), what))
    }
}

impl Sink for SizeSink<'_> {
    fn take(&self, artifact: Artifact, hash: Option<Hash>) {
        // Compressing takes long: nobody waits for it.
        let long = self.long_page(&artifact, hash);
        let mut weights = self.weights.lock().unwrap_or_else(PoisonError::into_inner);
        weights.add(&artifact.path, artifact.bytes.len() as u64, self.limits);
        weights.long.extend(long);
        drop(weights);
        self.sink.take(artifact, hash);
    }

    fn reuse(&self, path: &str, hash: Hash, size: u64) -> bool {
        let long = match is_page(path) && size > self.limits.page {
            true => match self.store.value(SizeSink::key(hash)) {
                Some(known) => self.judged(path, known),
                // Nobody knows how long it is.
                None => return false,
            },
            false => None,
        };
        let kept = self.sink.reuse(path, hash, size);
        if kept {
            let mut weights = self.weights.lock().unwrap_or_else(PoisonError::into_inner);
            weights.add(path, size, self.limits);
            weights.long.extend(long);
        }
        kept
    }

    fn wants_index(&self) -> bool {
        self.sink.wants_index()
    }
}

fn is_page(path: &str) -> bool {
    path.ends_with(".html")
}

/// How many bytes hosts send for these.
fn compressed(bytes: &[u8]) -> u64 {
    miniz_oxide::deflate::compress_to_vec(bytes, LEVEL).len() as u64
}

/// What most of a page is: figures, tables, lists or text.
fn most_of(html: &[u8]) -> PagePart {
    let html = String::from_utf8_lossy(html);
    let between = |open: &str, close: &str| -> usize {
        let parts = html.split(open).skip(1);
        parts
            .map(|part| part.find(close).unwrap_or(part.len()))
            .sum()
    };
    let figures = between("<figure class=\"drawing", "</figure>");
    let kinds = [
        (PagePart::Figures, figures),
        (PagePart::Tables, between("<table", "</table>")),
        (PagePart::Lists, between("<li>", "</li>")),
    ];
    let known: usize = kinds.iter().map(|(_, bytes)| bytes).sum();
    let (most, bytes) = kinds
        .into_iter()
        .max_by_key(|(_, bytes)| *bytes)
        .unwrap_or((PagePart::Text, 0));
    if bytes >= html.len().saturating_sub(known) {
        most
    } else {
        PagePart::Text
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
    use crate::source::SourceFiles;

    fn reported(files: &[(&str, u64)], limits: SizeLimits) -> Vec<(String, String)> {
        let mut weights = SiteSizes::default();
        for (path, bytes) in files {
            weights.add(path, *bytes, limits);
        }
        let mut diagnostics = Diagnostics::default();
        weights.report(limits, &mut diagnostics);
        let findings = diagnostics.into_findings(&SourceFiles::default());
        findings
            .into_iter()
            .map(|finding| (finding.message, finding.help.unwrap_or_default()))
            .collect()
    }

    /// Has every file.
    struct Has;

    impl Sink for Has {
        fn take(&self, _: Artifact, _: Option<Hash>) {}

        fn reuse(&self, _: &str, _: Hash, _: u64) -> bool {
            true
        }
    }

    #[test]
    fn a_site_is_told_from_nine_hundred_megabytes_on_with_its_largest_files() {
        let mut files: Vec<(String, u64)> = (0..9)
            .map(|at| (format!("media/{at}.pdf"), 99_900_000))
            .collect();
        files.push(("index.html".into(), 899_999));
        let borrowed = |files: &[(String, u64)]| -> Vec<(String, String)> {
            let files: Vec<(&str, u64)> = files
                .iter()
                .map(|(path, bytes)| (path.as_str(), *bytes))
                .collect();
            reported(&files, GITHUB)
        };
        assert_eq!(borrowed(&files), []);
        files[9].1 += 1;
        let findings = borrowed(&files);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(
            findings[0].0,
            "the site is 900 MB; the limit of GitHub Pages is 1 GB"
        );
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
        let limits = GITHUB;
        let files: Vec<String> = (0..7).map(|at| format!("{at}.bin")).collect();
        let mut list: Vec<(&str, u64)> = files
            .iter()
            .map(|path| (path.as_str(), 100_000_001))
            .collect();
        list.push(("even.bin", 100_000_000));
        let findings = reported(&list, limits);
        assert_eq!(findings.len(), 7, "{findings:?}");
        assert_eq!(
            findings[6].0,
            "the file `6.bin` is 100.1 MB; the limit of GitHub is 100 MB"
        );
    }

    #[test]
    fn a_page_that_is_too_long_is_named_with_what_it_is_made_of() {
        // Numbers that do not repeat: little can be saved.
        let noise = |count: u64| -> Vec<String> {
            (0..count)
                .map(|n| format!("{:x}", n.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
                .collect()
        };
        let long = format!("<ol><li>{}</li></ol>", noise(20_000).join("</li><li>"));
        let short = "<p>word</p>".repeat(20_000);
        let root = tempfile::tempdir().expect("a folder of our own");
        let store = Store::open(root.path());
        let files = [
            ("sources/a/index.html", &long),
            ("articles/b/index.html", &short),
            ("data/a.csv", &long),
        ];
        let scales = SizeSink::before(&Has, &store, GITHUB);
        for (path, text) in files {
            let (path, bytes) = (path.to_owned(), text.clone().into_bytes());
            scales.take(Artifact { path, bytes }, None);
        }
        let mut diagnostics = Diagnostics::default();
        scales.weights().report(GITHUB, &mut diagnostics);
        // What the sink has already is judged alike, and is not asked for where it is not known.
        let scales = SizeSink::before(&Has, &store, GITHUB);
        for (path, text) in files {
            assert!(scales.reuse(path, Hash::of(text.as_bytes()), text.len() as u64));
        }
        assert!(!scales.reuse("b.html", Hash::of(b"unknown"), 200_000));
        let mut again = Diagnostics::default();
        scales.weights().report(GITHUB, &mut again);
        assert_eq!(format!("{again:?}"), format!("{diagnostics:?}"));
        let findings = diagnostics.into_findings(&SourceFiles::default());
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(
            findings[0]
                .message
                .starts_with("the page `sources/a/index.html` is ")
                && findings[0]
                    .message
                    .ends_with(" KB compressed; readers on slow lines can take 100"),
            "{}",
            findings[0].message
        );
        assert_eq!(
            findings[0].help.as_deref(),
            Some("most of it is lists: split it into several pages")
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
