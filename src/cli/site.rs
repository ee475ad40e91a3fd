//! What `build` and `check` share: which site, when, and how strict.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::{Timestamp, civil};

use super::progress::with_progress;
use super::timings::Laps;
use crate::cache::Hash;
use crate::config::BaseUrl;
use crate::diag::emit::Format;
use crate::diag::{Finding, Severity, count};
use crate::plan::Addresses;
use crate::render::{Artifact, Sink};
use crate::resolve::Drafts;
use crate::{Compiled, Now, Options, compile_into};

#[derive(Args)]
pub(super) struct SiteArguments {
    /// The folder that holds content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// The address the site will have, instead of `base_url` in site.yaml; a path alone keeps the host
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Show drafts too
    #[arg(long)]
    pub drafts: bool,
    /// Build as if it were this day (2022-02-23) or moment (2022-02-23T18:00:00Z); else SOURCE_DATE_EPOCH, else the clock
    #[arg(long, value_name = "TIME", value_parser = parse_now)]
    pub now: Option<Now>,
    /// What to treat as an error
    #[arg(long, value_name = "WHAT")]
    pub deny: Option<Deny>,
    /// How many warnings are let through; more fail like an error, and nothing is written. Each place counts, also where one cause has many
    #[arg(long, value_name = "N")]
    pub max_warnings: Option<usize>,
    /// Show every finding by itself: else one cause in many places is shown once, and no more than a page in all
    #[arg(long)]
    pub all: bool,
    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
    /// How many threads work at once [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// Tell how long each phase took
    #[arg(long)]
    pub timings: bool,
}

/// Takes files and forgets them: a check only wants to know that they can be made.
pub(super) struct Nowhere;

impl Sink for Nowhere {
    fn take(&self, _: Artifact, _: Option<Hash>) {}

    fn keep(&self, _: &str, _: Hash, _: u64) -> bool {
        true
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    /// A warning fails like an error, and nothing is written
    Warnings,
}

impl SiteArguments {
    /// What a compilation is told.
    pub fn options(&self, addresses: Addresses) -> Result<Options, String> {
        if let Some(base_url) = &self.base_url {
            BaseUrl::parse(base_url, &BaseUrl::default())
                .map_err(|bad| format!("--base-url: {}; {}", bad.message, bad.help))?;
        }
        Ok(Options {
            base_url: self.base_url.clone(),
            now: match self.now {
                Some(now) => now,
                None => epoch()?,
            },
            drafts: if self.drafts { Drafts::Shown } else { Drafts::Hidden },
            addresses,
            index: true,
            permalinks: false,
            needs_address: addresses == Addresses::FromRoot,
        })
    }

    /// Compiles the site into a sink, and says so where it takes long.
    pub fn compiled(&self, options: &Options, sink: &dyn Sink, laps: &Laps) -> Result<Compiled, String> {
        let pool = self.pool()?;
        with_progress(|progress| {
            let told = |phase| {
                laps.lap(phase);
                progress(phase);
            };
            pool.install(|| compile_into(&self.root, options, sink, told))
        })
        .map_err(|error| error.to_string())
    }

    /// Compiles another state of the site, in silence.
    pub fn compiled_at(&self, root: &Path, options: &Options) -> Result<Compiled, String> {
        self.pool()?
            .install(|| compile_into(root, options, &Nowhere, |_| {}))
            .map_err(|error| error.to_string())
    }

    pub fn pool(&self) -> Result<rayon::ThreadPool, String> {
        rayon::ThreadPoolBuilder::new()
            .num_threads(usize::from(self.jobs.unwrap_or(0)))
            .build()
            .map_err(|error| error.to_string())
    }

    /// Whether the site may be written.
    pub fn verdict(&self, findings: &[Finding]) -> Verdict {
        let errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
        let warnings = findings.len() - errors;
        if errors > 0 || warnings > 0 && self.deny == Some(Deny::Warnings) {
            return Verdict::Refused;
        }
        match self.max_warnings {
            Some(most) if warnings > most => Verdict::TooMany { warnings, most },
            _ => Verdict::Clean,
        }
    }
}

/// What becomes of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Clean,
    Refused,
    /// There are warnings alone, and more than are let through.
    TooMany {
        warnings: usize,
        most: usize,
    },
}

impl Verdict {
    /// The tally of findings, with the reason where it alone does not give one.
    pub fn explain(self, tally: &str) -> String {
        match self {
            Verdict::TooMany { warnings, most } => {
                format!("{}, and --max-warnings lets {most} through", count(warnings, "warning"))
            }
            Verdict::Clean | Verdict::Refused => tally.to_owned(),
        }
    }
}

/// A sentence about a root that is not there.
pub(super) fn require_folder(root: &Path) -> Result<(), String> {
    if root.is_dir() {
        return Ok(());
    }
    Err(format!(
        "there is no folder `{}`; --root names the one that holds content/",
        root.display()
    ))
}

/// `SOURCE_DATE_EPOCH` (reproducible-builds.org), else the clock.
pub(super) fn epoch() -> Result<Now, String> {
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => seconds
            .parse::<i64>()
            .ok()
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
            .map(Now::Moment)
            .ok_or_else(|| format!("SOURCE_DATE_EPOCH is `{seconds}`, and seconds since 1970 are wanted")),
        Err(_) => Ok(Now::Moment(Timestamp::now())),
    }
}

pub(super) fn parse_now(text: &str) -> Result<Now, String> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(Now::Moment(moment));
    }
    text.parse::<civil::Date>()
        .map(Now::Day)
        .map_err(|_| "write a day, 2022-02-23, or a moment with its zone, 2022-02-23T18:00:00Z".to_owned())
}
