//! Whether there is anything to build: the files that a build reads, as the disk tells of them, against those of the last build.
//!
//! Like `git status` this trusts what the disk says of a file: its size, its times (also the one that only the system can set), and
//! which file it is; and not where a time is so near to the build that a change could have come after it in the same moment. A build in which anything was found is never taken for known: it has to say it again.

use std::path::Path;
use std::time::SystemTime;

use super::site::SiteArguments;
use crate::cache::{self, Cache, Key};
use crate::config::{self, Updated};
use crate::diag::Diagnostics;
use crate::fingerprint::Fingerprint;
use crate::source::Sources;
use crate::write::{self, Output, Report};
use crate::{Counts, Options, Withheld, load, permalinks, session};

/// What a build is made from.
pub(super) struct Inputs {
    cache: Cache,
    key: Key,
    print: u64,
    /// Whether the time of every file is well before this one.
    is_settled: bool,
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
        print.value(&(&options.base_url, options.drafts, options.addresses, options.index));
        print.value(&session::clock(options, &config.time_zone).today);
        print.value(&stamps);
        let is_settled = stamps.iter().all(|(_, stamp)| !stamp.is_fresh(now));
        Some(Inputs {
            cache: Cache::of(&site.root, "inputs"),
            key: Key::of(&[b"inputs 2", out.to_string_lossy().as_bytes()]),
            print: print.finish(),
            is_settled,
        })
    }

    /// What the last build made, where it was made from the same and is still as it was written.
    pub(super) fn known(&self, out: &Output, output: &Cache) -> Option<(Counts, Vec<Withheld>, Report)> {
        let (print, counts, withheld): (u64, Counts, Vec<Withheld>) =
            postcard::from_bytes(&self.cache.get(self.key)?).ok()?;
        if print != self.print {
            return None;
        }
        Some((counts, withheld, write::intact(out, output)?))
    }

    /// Keeps what was built from them.
    pub(super) fn keep(self, counts: Counts, withheld: &[Withheld]) {
        if self.is_settled
            && let Ok(bytes) = postcard::to_allocvec(&(self.print, counts, withheld))
        {
            self.cache.put(self.key, &bytes);
        }
    }
}
