//! Limits on the size of a site, its files and its pages.
//!
//! A host refuses a site that is too large, but only when the site is published, long after the
//! change that made it too large. So sizes are counted while files are rendered, and reported with
//! all other findings.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::config;
use crate::diag::{Code, Diagnostic, Diagnostics, Location};
use crate::incremental::{Hash, Store};
use crate::message;
use crate::messages::{Argument, ListConjunction, Message};
use crate::render::{Artifact, Sink};

/// Limits in bytes. A site, file or page above its limit is reported.
#[derive(Clone, Copy, Debug)]
pub struct SizeLimits {
    /// The limit for all files together.
    pub site: u64,
    /// The limit for one file.
    pub file: u64,
    /// The limit for one page, compressed as it is sent.
    pub page: u64,
}

/// The limits of GitHub: one gigabyte for a site, less a margin, and a hundred megabytes for a
/// file.
pub const GITHUB: SizeLimits = SizeLimits {
    site: 900_000_000,
    file: 100_000_000,
    page: 100 * 1024,
};

/// The compression level that hosts typically use.
const LEVEL: u8 = 6;

/// The maximum number of files that are named if the site is too large.
const MAX_NAMED: usize = 5;

/// The total size of a site's files, and the largest of them.
#[derive(Debug, Default)]
pub struct SiteSizes {
    bytes: u64,
    /// The largest files. The largest is first, and equal sizes are sorted by path, so that the
    /// order of files does not matter.
    largest: BTreeSet<(Reverse<u64>, String)>,
    heavy: BTreeSet<(Reverse<u64>, String)>,
    /// Pages that are too long for a slow connection, each with its largest part.
    long: BTreeSet<LongPage>,
}

/// A page that is too long: its compressed size, its path, and its largest part.
type LongPage = (Reverse<u64>, String, PagePart);

/// The largest part of a page.
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
        if self.largest.len() < MAX_NAMED || bytes >= lightest {
            self.largest.insert((Reverse(bytes), path.to_owned()));
            if self.largest.len() > MAX_NAMED {
                self.largest.pop_last();
            }
        }
    }

    /// Reports the files, pages and sites that exceed the limits.
    pub fn report(&self, limits: SizeLimits, diagnostics: &mut Diagnostics) {
        let finding = |message: Message| {
            Diagnostic::new(Code::Heavy, Location::Path(config::FILE.into()), message)
        };
        for (Reverse(bytes), path) in &self.heavy {
            let (size, limit) = (megabytes(*bytes), megabytes(limits.file));
            diagnostics.push(
                finding(message!(
                    "the file `{path}` is {size} MB; the limit of GitHub is {limit} MB",
                    path,
                    size,
                    limit
                ))
                .help(message!(
                    "make it smaller, split it, or host it elsewhere and link to it"
                )),
            );
        }
        for (Reverse(bytes), path, what) in &self.long {
            let (size, limit) = (bytes.div_ceil(1024), limits.page / 1024);
            diagnostics.push(
                finding(message!(
                    "the page `{path}` is {size} KB compressed; readers on slow lines can take {limit}",
                    path,
                    size,
                    limit
                ))
                .help(match *what {
                    PagePart::Figures => message!(
                        "most of it is figures drawn from data: give them fewer events, by a region, an actor or years"
                    ),
                    PagePart::Tables => message!(
                        "most of it is tables: split it, or leave the rows to the pages of events and sources"
                    ),
                    PagePart::Lists => {
                        message!("most of it is lists: split it into several pages")
                    }
                    PagePart::Text => message!("most of it is text: split it into several"),
                }),
            );
        }
        if self.bytes >= limits.site {
            let largest = self.largest.iter().map(|(Reverse(bytes), path)| {
                let size = megabytes(*bytes);
                Argument::Message(message!("`{path}` ({size} MB)", path, size))
            });
            let files = Argument::List(largest.collect(), ListConjunction::Comma);
            diagnostics.push(
                finding(message!(
                    "the site is {size} MB; the limit of GitHub Pages is 1 GB",
                    size = megabytes(self.bytes)
                ))
                .help(message!(
                    "make files smaller, or host some elsewhere; the largest are {files}",
                    files
                )),
            );
        }
    }
}

/// A sink that counts sizes and passes files on to another sink.
pub struct SizeSink<'s> {
    sink: &'s dyn Sink,
    store: &'s Store,
    limits: SizeLimits,
    sizes: Mutex<SiteSizes>,
}

impl<'s> SizeSink<'s> {
    /// Wraps a sink.
    pub fn wrap(sink: &'s dyn Sink, store: &'s Store, limits: SizeLimits) -> SizeSink<'s> {
        SizeSink {
            sink,
            store,
            limits,
            sizes: Mutex::default(),
        }
    }

    /// Returns the counted sizes.
    pub fn sizes(self) -> SiteSizes {
        self.sizes
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl SizeSink<'_> {
    /// Returns the key under which the compressed size and the largest part of a page are cached.
    fn key(hash: Hash) -> Hash {
        Hash::of_parts(&[b"weight", &hash.bytes()])
    }

    /// Returns the measurements of a page that is too long. `None` for any other file.
    fn long_page(&self, artifact: &Artifact, hash: Option<Hash>) -> Option<LongPage> {
        // Compression makes nothing larger, so a page below the limit is not compressed.
        if !is_page(&artifact.path) || artifact.bytes.len() as u64 <= self.limits.page {
            return None;
        }
        let weigh = || (compressed(&artifact.bytes), main_part(&artifact.bytes));
        let hash = hash.unwrap_or_else(|| Hash::of(&artifact.bytes));
        self.if_too_long(&artifact.path, self.store.memo(SizeSink::key(hash), weigh))
    }

    fn if_too_long(&self, path: &str, (bytes, what): (u64, PagePart)) -> Option<LongPage> {
        (bytes > self.limits.page).then(|| (Reverse(bytes), path.to_owned(), what))
    }
}

impl Sink for SizeSink<'_> {
    fn take(&self, artifact: Artifact, hash: Option<Hash>) {
        // Compression is slow, so it is done before any lock is taken.
        let long = self.long_page(&artifact, hash);
        let mut sizes = self.sizes.lock().unwrap_or_else(PoisonError::into_inner);
        sizes.add(&artifact.path, artifact.bytes.len() as u64, self.limits);
        sizes.long.extend(long);
        drop(sizes);
        self.sink.take(artifact, hash);
    }

    fn reuse(&self, path: &str, hash: Hash, size: u64) -> bool {
        let long = match is_page(path) && size > self.limits.page {
            true => match self.store.value(SizeSink::key(hash)) {
                Some(known) => self.if_too_long(path, known),
                // The size of this page is not cached, so the page is rendered again.
                None => return false,
            },
            false => None,
        };
        let is_reused = self.sink.reuse(path, hash, size);
        if is_reused {
            let mut sizes = self.sizes.lock().unwrap_or_else(PoisonError::into_inner);
            sizes.add(path, size, self.limits);
            sizes.long.extend(long);
        }
        is_reused
    }

    fn wants_index(&self) -> bool {
        self.sink.wants_index()
    }
}

fn is_page(path: &str) -> bool {
    path.ends_with(".html")
}

/// Returns the compressed size of some bytes.
fn compressed(bytes: &[u8]) -> u64 {
    miniz_oxide::deflate::compress_to_vec(bytes, LEVEL).len() as u64
}

/// Returns the largest part of a page: figures, tables, lists or text.
fn main_part(html: &[u8]) -> PagePart {
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

/// Returns a size in megabytes. It is rounded up to a tenth, so that a size above a limit is also
/// shown as above it.
fn megabytes(bytes: u64) -> Argument {
    let tenths = bytes.div_ceil(100_000);
    match (tenths / 10, tenths % 10) {
        (whole, 0) => Argument::Number(whole),
        (whole, tenth) => Argument::Decimal(format!("{whole}.{tenth}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFiles;

    fn reported(files: &[(&str, u64)], limits: SizeLimits) -> Vec<(String, String)> {
        let mut sizes = SiteSizes::default();
        for (path, bytes) in files {
            sizes.add(path, *bytes, limits);
        }
        let mut diagnostics = Diagnostics::default();
        sizes.report(limits, &mut diagnostics);
        let findings = diagnostics.into_findings(&SourceFiles::default());
        findings
            .into_iter()
            .map(|finding| {
                let help = finding.help.map(|help| help.english());
                (finding.message.english(), help.unwrap_or_default())
            })
            .collect()
    }

    /// A sink that has every file.
    struct Has;

    impl Sink for Has {
        fn take(&self, _: Artifact, _: Option<Hash>) {}

        fn reuse(&self, _: &str, _: Hash, _: u64) -> bool {
            true
        }
    }

    #[test]
    fn a_site_of_900_megabytes_is_reported_with_its_largest_files() {
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
        // Numbers that do not repeat, so that compression saves little.
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
        let sink = SizeSink::wrap(&Has, &store, GITHUB);
        for (path, text) in files {
            let (path, bytes) = (path.to_owned(), text.clone().into_bytes());
            sink.take(Artifact { path, bytes }, None);
        }
        let mut diagnostics = Diagnostics::default();
        sink.sizes().report(GITHUB, &mut diagnostics);
        // A cached page is judged in the same way as a new one. It is not reused if its size is not
        // cached.
        let sink = SizeSink::wrap(&Has, &store, GITHUB);
        for (path, text) in files {
            assert!(sink.reuse(path, Hash::of(text.as_bytes()), text.len() as u64));
        }
        assert!(!sink.reuse("b.html", Hash::of(b"unknown"), 200_000));
        let mut again = Diagnostics::default();
        sink.sizes().report(GITHUB, &mut again);
        assert_eq!(format!("{again:?}"), format!("{diagnostics:?}"));
        let findings = diagnostics.into_findings(&SourceFiles::default());
        assert_eq!(findings.len(), 1, "{findings:?}");
        let message = findings[0].message.english();
        assert!(
            message.starts_with("the page `sources/a/index.html` is ")
                && message.ends_with(" KB compressed; readers on slow lines can take 100"),
            "{message}"
        );
        assert_eq!(
            findings[0].help,
            Some(message!("most of it is lists: split it into several pages"))
        );
    }

    #[test]
    fn megabytes_are_rounded_up() {
        let shown = |bytes| message!("{size}", size = megabytes(bytes)).english();
        assert_eq!(shown(0), "0");
        assert_eq!(shown(1), "0.1");
        assert_eq!(shown(900_000_000), "900");
        assert_eq!(shown(900_000_001), "900.1");
    }
}
