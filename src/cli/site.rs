//! Arguments that commands share: which site, at what time, and how strict.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use jiff::{Timestamp, civil};

use super::console::Console;
use super::outcome::ExitStatus;
use super::progress::with_progress;
use super::timings::Timings;
use crate::compile::Compiler;
use crate::config::BaseUrl;
use crate::diag::emit::OutputFormat;
use crate::diag::{Finding, Severity};
use crate::incremental::{Hash, Store};
use crate::message;
use crate::messages::{Message, MessageLanguage};
use crate::plan::Addresses;
use crate::render::{Artifact, Sink};
use crate::resolve::Drafts;
use crate::{Compiled, Now, Options};

#[derive(Args)]
pub(super) struct SiteArguments {
    /// Root folder of the site, which contains content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Override `base_url` in site.yaml; a path alone keeps the host
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Include drafts
    #[arg(long)]
    pub drafts: bool,
    /// Build as of a day (2022-02-23) or moment (2022-02-23T18:00:00Z) [default:
    /// SOURCE_DATE_EPOCH, else the current time]
    #[arg(long, value_name = "TIME", value_parser = parse_now)]
    pub now: Option<Now>,
    /// Treat findings of this severity as errors
    #[arg(long, value_name = "WHAT")]
    pub deny: Option<Deny>,
    /// Fail if there are more than N warnings, counting each place
    #[arg(long, value_name = "N")]
    pub max_warnings: Option<usize>,
    /// Show every finding, without grouping or limit
    #[arg(long)]
    pub all: bool,
    /// Output format of findings
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: OutputFormat,
    /// Language of messages [default: GRIOT_LANG, else the site's first]
    #[arg(long, value_name = "LANG")]
    pub lang: Option<MessageLanguage>,
    /// Number of threads [default: number of cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// Print the duration of each phase
    #[arg(long)]
    pub timings: bool,
    /// Where messages go
    #[arg(skip)]
    pub console: Console,
}

/// A sink that drops files. It is used by checks.
struct NullSink;

impl Sink for NullSink {
    fn take(&self, _: Artifact, _: Option<Hash>) {}

    fn reuse(&self, _: &str, _: Hash, _: u64) -> bool {
        true
    }

    fn reuse_all(&self, _: Hash) -> bool {
        true
    }

    fn wants_index(&self) -> bool {
        false
    }

    fn wants_checksums(&self) -> bool {
        false
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    /// Fail on any warning
    Warnings,
}

impl SiteArguments {
    /// Returns the options of a compilation.
    pub fn options(&self, addresses: Addresses) -> Result<Options, Message> {
        if let Some(base_url) = &self.base_url {
            BaseUrl::parse(base_url, &BaseUrl::default()).map_err(|bad| {
                let (message, help) = (bad.message, bad.help);
                message!("--base-url: {message}; {help}", message, help)
            })?;
        }
        Ok(Options {
            base_url: self.base_url.clone(),
            now: match self.now {
                Some(now) => now,
                None => epoch()?,
            },
            drafts: if self.drafts {
                Drafts::Shown
            } else {
                Drafts::Hidden
            },
            addresses,
            permalinks: false,
            needs_address: addresses == Addresses::FromRoot,
        })
    }

    /// Compiles the site into a sink, with a progress line if it takes long.
    pub fn compile(
        &self,
        options: &Options,
        store: &Arc<Store>,
        sink: &dyn Sink,
        timings: &Timings,
    ) -> Result<Compiled, Message> {
        let thread_pool = self.thread_pool()?;
        with_progress(self.console.language, |progress| {
            let on_phase = |phase| {
                timings.begin_phase(phase);
                progress(phase);
            };
            thread_pool.install(|| {
                Compiler::new(&self.root, Arc::clone(store)).compile(options, sink, on_phase)
            })
        })
        .map_err(|error| Message::verbatim(error.to_string()))
    }

    /// Compiles the site and drops its files.
    pub fn check(&self, options: &Options, timings: &Timings) -> Result<Compiled, Message> {
        let store = Arc::new(Store::open(&self.root));
        let compiled = self.compile(options, &store, &NullSink, timings);
        store.save();
        compiled
    }

    /// Compiles another state of the site without printing anything.
    pub fn compile_at(
        &self,
        root: &Path,
        store: &Arc<Store>,
        options: &Options,
    ) -> Result<Compiled, Message> {
        let mut compiler = Compiler::new(root, Arc::clone(store));
        self.thread_pool()?
            .install(|| compiler.compile(options, &NullSink, |_| {}))
            .map_err(|error| Message::verbatim(error.to_string()))
    }

    /// Returns a thread pool with the number of threads of `--jobs`.
    pub fn thread_pool(&self) -> Result<rayon::ThreadPool, Message> {
        rayon::ThreadPoolBuilder::new()
            .num_threads(usize::from(self.jobs.unwrap_or(0)))
            .build()
            .map_err(|error| Message::verbatim(error.to_string()))
    }

    /// Returns the verdict on findings: whether the site may be written.
    pub fn verdict(&self, findings: &[Finding]) -> BuildVerdict {
        let errors = findings
            .iter()
            .filter(|f| f.severity == Severity::Error)
            .count();
        let warnings = findings.len() - errors;
        if errors > 0 {
            return BuildVerdict::Refused;
        }
        if warnings > 0 && self.deny == Some(Deny::Warnings) {
            return BuildVerdict::Denied;
        }
        match self.max_warnings {
            Some(most) if warnings > most => BuildVerdict::TooMany { warnings, most },
            _ => BuildVerdict::Clean,
        }
    }
}

/// Whether a site may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BuildVerdict {
    Clean,
    /// There are errors.
    Refused,
    /// There are no errors, but there are warnings, which `--deny warnings` forbids.
    Denied,
    /// There are no errors, but there are more warnings than `--max-warnings` allows.
    TooMany {
        warnings: usize,
        most: usize,
    },
}

impl BuildVerdict {
    /// Returns the exit status of a command that ends with this verdict.
    pub fn status(self) -> ExitStatus {
        match self {
            BuildVerdict::Clean => ExitStatus::Clean,
            BuildVerdict::Refused | BuildVerdict::Denied | BuildVerdict::TooMany { .. } => {
                ExitStatus::Findings
            }
        }
    }

    /// Returns the numbers of findings as in `tally`. Adds the reason for the verdict if they do
    /// not show it.
    pub fn explain(self, tally: Message) -> Message {
        match self {
            BuildVerdict::TooMany { warnings, most } => message!(
                warnings =>
                    "{count} warning, more than --max-warnings {most}",
                    "{count} warnings, more than --max-warnings {most}",
                most
            ),
            BuildVerdict::Denied => {
                message!("{tally}, which --deny warnings does not allow", tally)
            }
            BuildVerdict::Clean | BuildVerdict::Refused => tally,
        }
    }
}

/// Returns an error if the root does not exist.
pub(super) fn require_folder(root: &Path) -> Result<(), Message> {
    if root.is_dir() {
        return Ok(());
    }
    Err(message!(
        "there is no folder `{folder}`; point --root at the folder that contains content/",
        folder = root.display()
    ))
}

/// Returns the time of `SOURCE_DATE_EPOCH` (reproducible-builds.org), else of the clock.
pub(super) fn epoch() -> Result<Now, Message> {
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => seconds
            .parse::<i64>()
            .ok()
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
            .map(Now::Moment)
            .ok_or_else(|| {
                message!(
                    "SOURCE_DATE_EPOCH is `{seconds}`; expected seconds since 1970",
                    seconds
                )
            }),
        Err(_) => Ok(Now::Moment(Timestamp::now())),
    }
}

pub(super) fn parse_now(text: &str) -> Result<Now, String> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(Now::Moment(moment));
    }
    text.parse::<civil::Date>().map(Now::Day).map_err(|_| {
        // clap takes only texts; they are translated when they are printed.
        message!(
            "write a day, such as 2022-02-23, or a moment with its zone, such as \
             2022-02-23T18:00:00Z"
        )
        .english()
    })
}
