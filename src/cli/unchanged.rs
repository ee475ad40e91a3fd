//! Whether there is anything to build: the files that a build reads, as the disk tells of them, against those of the last build.
//!
//! Like `git status` this trusts what the disk says of a file: its size, its times (also the one that only the system can set), and
//! which file it is; and not where a time is so near to the build that a change could have come after it in the same moment. What a build found is kept with the texts that it points into, and said again.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::site::SiteArguments;
use crate::cache::{self, Cache, Key};
use crate::config::{self, Updated};
use crate::diag::{Diagnostics, Finding};
use crate::fingerprint::Fingerprint;
use crate::source::{FileId, Sources, Span};
use crate::write::{self, Output, Report};
use crate::{Compiled, Counts, Options, Withheld, load, permalinks, session};

/// What a build is made from.
pub(super) struct Inputs {
    cache: Cache,
    key: Key,
    print: u64,
    /// Whether the time of every file is well before this one.
    is_settled: bool,
}

/// What a build made of its inputs.
#[derive(Serialize, Deserialize)]
struct Kept {
    print: u64,
    counts: Counts,
    withheld: Vec<Withheld>,
    findings: Vec<Finding>,
    /// The texts that findings point into: path, text, and where its front matter stands.
    texts: Vec<(String, String, Range<usize>)>,
}

impl Inputs {
    /// The inputs of a build into a folder; nothing where something else counts too, or not all can be read.
    pub(super) fn of(site: &SiteArguments, options: &Options, out: &Path) -> Option<Inputs> {
        let now = SystemTime::now();
        let config = config::read(&site.root, &mut Sources::default(), &mut Diagnostics::default()).ok()?;
        if config.updated == Updated::Git {
            return None;
        }
        let stamps = load::stamps(&site.root, &[permalinks::FILE]).ok()?;
        let mut print = Fingerprint::default();
        print.number(cache::program());
        print.value(&(&options.base_url, options.drafts, options.addresses));
        print.value(&session::clock(options, &config.time_zone).today);
        print.value(&stamps);
        let is_settled = stamps.iter().all(|(_, stamp)| !stamp.is_fresh(now));
        Some(Inputs {
            cache: Cache::of(&site.root, "inputs"),
            key: Key::of(&[b"inputs 3", out.to_string_lossy().as_bytes()]),
            print: print.finish(),
            is_settled,
        })
    }

    /// What the last build made and found, where it was made from the same and is still as it was written.
    pub(super) fn known(&self, out: &Output, output: &Cache) -> Option<(Compiled, Report)> {
        let kept: Kept = postcard::from_bytes(&self.cache.get(self.key)?).ok()?;
        if kept.print != self.print {
            return None;
        }
        let mut sources = Sources::default();
        let mut ids = BTreeMap::new();
        for (path, text, front) in kept.texts {
            let length = text.len();
            ids.insert(sources.add(path, text, front), length);
        }
        let mut findings = kept.findings;
        let is_whole = findings.iter_mut().flat_map(spans).all(|span| {
            let length = ids.get(&span.file).copied().unwrap_or_default();
            span.start <= span.end && span.end as usize <= length
        });
        let report = is_whole.then(|| write::intact(out, output))??;
        let compiled = Compiled {
            sources,
            findings,
            artifacts: Vec::new(),
            counts: kept.counts,
            addresses: None,
            withheld: kept.withheld,
        };
        Some((compiled, report))
    }

    /// Keeps what was built from them.
    pub(super) fn keep(self, compiled: &Compiled) {
        if !self.is_settled {
            return;
        }
        let mut findings = compiled.findings.clone();
        let mut texts = Sources::default();
        let mut ids: BTreeMap<FileId, FileId> = BTreeMap::new();
        let mut kept = Vec::new();
        for span in findings.iter_mut().flat_map(spans) {
            let file = span.file;
            span.file = *ids.entry(file).or_insert_with(|| {
                let sources = &compiled.sources;
                let (path, text) = (sources.path(file).to_owned(), sources.text(file).to_owned());
                kept.push((path.clone(), text, sources.front(file)));
                texts.add(path, String::new(), 0..0)
            });
        }
        let kept = Kept {
            print: self.print,
            counts: compiled.counts,
            withheld: compiled.withheld.clone(),
            findings,
            texts: kept,
        };
        if let Ok(bytes) = postcard::to_allocvec(&kept) {
            self.cache.put(self.key, &bytes);
        }
    }
}

/// All places in texts that a finding points to.
fn spans(finding: &mut Finding) -> impl Iterator<Item = &mut Span> {
    let related = finding.related.iter_mut().filter_map(|(span, ..)| span.as_mut());
    finding.span.iter_mut().chain(related)
}
