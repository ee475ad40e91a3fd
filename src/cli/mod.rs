//! The command line: arguments in, exit code out.
//!
//! This is the only place that reads the clock, prints, or knows whether there is a terminal. Findings for
//! people go to standard error, those for machines to standard output. Exit codes: 0 clean, 1 the
//! content has errors, 2 wrong usage or something that cannot be read or written.

mod timings;

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::{Timestamp, civil};

use crate::cache::Cache;
use crate::config::BaseUrl;
use crate::diag::emit::{self, Format, Style};
use crate::diag::{Code, Finding, Severity, count, nearest};
use crate::plan::Addresses;
use crate::render::{Artifact, Sink};
use crate::resolve::Drafts;
use crate::write::{Report, Staging};
use crate::{Compiled, Now, Options, Phase, compile_into};
use timings::Laps;

/// A static site generator that explains conflicts.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the site: content/ into public/
    Build {
        #[command(flatten)]
        site: SiteArguments,
        /// Where the site is written [default: public in the site's folder]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Make a site that opens from a disk: pages name one another by relative paths
        #[arg(long)]
        relative: bool,
    },
    /// Check everything and write nothing
    Check {
        #[command(flatten)]
        site: SiteArguments,
    },
    /// Explain the code of a finding; without one, list them all
    Explain {
        /// The word in brackets, such as `unknown-key`
        code: Option<String>,
    },
}

#[derive(Args)]
struct SiteArguments {
    /// The folder that holds content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The address the site will have, instead of `base_url` in site.yaml; a path alone keeps the host
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Show drafts too
    #[arg(long)]
    drafts: bool,
    /// Build as if it were this day (2022-02-23) or moment (2022-02-23T18:00:00Z); else SOURCE_DATE_EPOCH, else the clock
    #[arg(long, value_name = "TIME", value_parser = parse_now)]
    now: Option<Now>,
    /// What to treat as an error
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,
    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// How many threads work at once [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Tell how long each phase took
    #[arg(long)]
    timings: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// A warning fails like an error, and nothing is written
    Warnings,
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Build { site, out, relative } => build(
            &site,
            out,
            if relative {
                Addresses::Relative
            } else {
                Addresses::FromRoot
            },
        ),
        Command::Check { site } => check(&site),
        Command::Explain { code } => explain(code.as_deref()),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(message) => {
            anstream::eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

/// True when the content is clean; an error is a sentence about what could not be done at all.
type Outcome = Result<bool, String>;

fn build(site: &SiteArguments, out: Option<PathBuf>, addresses: Addresses) -> Outcome {
    let begun = Instant::now();
    let out = out.unwrap_or_else(|| {
        if site.root == Path::new(".") {
            "public".into()
        } else {
            site.root.join("public")
        }
    });
    let cache = Cache::of(&site.root, "output");
    let staging = Staging::begin(&out, Some(cache)).map_err(|error| error.to_string())?;
    let laps = Laps::begin();
    let compiled = match compiled(site, addresses, &staging, &laps) {
        Ok(compiled) => compiled,
        Err(message) => {
            staging.abandon();
            return Err(message);
        }
    };
    let clean = judge(&compiled, site);
    show(&compiled, site);
    if !clean {
        staging.abandon();
        let tally = emit::tally(&compiled.findings).unwrap_or_default();
        note(&format!(
            "{tally}; nothing was written. `griot explain CODE` tells more about the word in brackets"
        ));
        return Ok(false);
    }
    laps.add("writing");
    let report = staging.commit().map_err(|error| error.to_string())?;
    if site.timings {
        note(&laps.table());
    }
    summary(&compiled, &report, &out, begun.elapsed());
    Ok(true)
}

fn check(site: &SiteArguments) -> Outcome {
    let laps = Laps::begin();
    let compiled = compiled(site, Addresses::FromRoot, &Nowhere, &laps)?;
    if site.timings {
        note(&laps.table());
    }
    let clean = judge(&compiled, site);
    show(&compiled, site);
    let counts = compiled.counts;
    match emit::tally(&compiled.findings) {
        Some(tally) => note(&format!(
            "{tally}. `griot explain CODE` tells more about the word in brackets"
        )),
        None => note(&format!("nothing to report in {}", things(&compiled, counts.pages))),
    }
    Ok(clean)
}

fn explain(code: Option<&str>) -> Outcome {
    let mut out = std::io::stdout().lock();
    let text = match code {
        None => Code::ALL
            .iter()
            .map(|code| {
                let meaning = code
                    .page()
                    .lines()
                    .find(|line| !line.is_empty() && !line.starts_with('#'))
                    .unwrap_or_default();
                format!("{:<28} {:<8} {meaning}\n", code.word(), code.severity().word())
            })
            .collect(),
        Some(word) => match Code::from_word(word.trim_matches(['[', ']', '`'])) {
            Some(code) => code.page().to_owned(),
            None => {
                let near = nearest(word, Code::ALL.iter().map(|code| code.word()));
                let help = near.map_or_else(
                    || "`griot explain` lists them all".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                return Err(format!("there is no code `{word}`; {help}"));
            }
        },
    };
    // A reader that stops early, such as `head`, is no failure.
    let _ = out.write_all(text.as_bytes());
    Ok(true)
}

/// Takes files and forgets them: a check only wants to know that they can be made.
struct Nowhere;

impl Sink for Nowhere {
    fn take(&self, _: Artifact) {}
}

fn compiled(site: &SiteArguments, addresses: Addresses, sink: &dyn Sink, laps: &Laps) -> Result<Compiled, String> {
    if !site.root.is_dir() {
        return Err(format!(
            "there is no folder `{}`; --root names the one that holds content/",
            site.root.display()
        ));
    }
    if let Some(base_url) = &site.base_url {
        BaseUrl::parse(base_url, &BaseUrl::default()).map_err(|message| format!("--base-url: {message}"))?;
    }
    let options = Options {
        base_url: site.base_url.clone(),
        now: match site.now {
            Some(now) => now,
            None => epoch()?,
        },
        drafts: if site.drafts { Drafts::Shown } else { Drafts::Hidden },
        addresses,
    };
    let threads = usize::from(site.jobs.unwrap_or(0));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| error.to_string())?;
    let begun = &*laps;
    let compiled = with_progress(|progress| {
        let told = |phase| {
            begun.lap(phase);
            progress(phase);
        };
        pool.install(|| compile_into(&site.root, &options, sink, told))
    });
    compiled.map_err(|error| error.to_string())
}

/// `SOURCE_DATE_EPOCH` (reproducible-builds.org), else the clock.
fn epoch() -> Result<Now, String> {
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

fn parse_now(text: &str) -> Result<Now, String> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(Now::Moment(moment));
    }
    text.parse::<civil::Date>()
        .map(Now::Day)
        .map_err(|_| "write a day, 2022-02-23, or a moment with its zone, 2022-02-23T18:00:00Z".to_owned())
}

/// Whether the site may be written.
fn judge(compiled: &Compiled, site: &SiteArguments) -> bool {
    compiled
        .findings
        .iter()
        .all(|finding| finding.severity == Severity::Warning && site.deny != Some(Deny::Warnings))
}

/// Prints the findings, with paths that open from where the command runs.
fn show(compiled: &Compiled, site: &SiteArguments) {
    let findings: Vec<Finding> = compiled
        .findings
        .iter()
        .map(|finding| from_here(finding, &site.root))
        .collect();
    match site.format {
        Format::Human => {
            let text = emit::render(&findings, &compiled.sources, Format::Human, Style::Colour);
            anstream::eprint!("{text}");
        }
        format => {
            let text = emit::render(&findings, &compiled.sources, format, Style::Plain);
            let _ = std::io::stdout().lock().write_all(text.as_bytes());
        }
    }
}

fn from_here(finding: &Finding, root: &Path) -> Finding {
    let mut finding = finding.clone();
    if root != Path::new(".") {
        let at_root = |path: &str| root.join(path).display().to_string();
        finding.path = at_root(&finding.path);
        for (_, path, _) in &mut finding.related {
            *path = at_root(path);
        }
    }
    finding
}

fn summary(compiled: &Compiled, report: &Report, out: &Path, time: Duration) {
    let counts = compiled.counts;
    if let Some(tally) = emit::tally(&compiled.findings) {
        note(&tally);
    }
    note(&format!(
        "built {} in {:.2} s",
        things(compiled, counts.pages),
        time.as_secs_f64()
    ));
    let changes = [
        (report.written, "written"),
        (report.unchanged, "unchanged"),
        (report.deleted, "deleted"),
    ];
    let changes: Vec<String> = changes
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{number} {word}"))
        .collect();
    note(&format!("{}: {}", out.display(), changes.join(", ")));
    note(&format!("look at {}", out.join("index.html").display()));
}

fn things(compiled: &Compiled, pages: usize) -> String {
    let counts = compiled.counts;
    let kinds = [
        (counts.articles, "article"),
        (counts.actors, "actor"),
        (counts.regions, "region"),
        (counts.events, "event"),
        (counts.sources, "source"),
    ];
    let list: Vec<String> = kinds
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| count(*number, noun))
        .collect();
    format!("{} ({})", count(pages, "page"), list.join(", "))
}

fn note(text: &str) {
    anstream::eprintln!("{text}");
}

/// After this time a build says what it is doing, if somebody is watching.
const PATIENCE: Duration = Duration::from_millis(500);

/// Runs `work`; on a terminal, a line tells the phase when it takes long, and goes away in the end.
fn with_progress<T>(work: impl FnOnce(Box<dyn Fn(Phase) + Send + Sync>) -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return work(Box::new(|_| {}));
    }
    let (sender, receiver) = mpsc::channel();
    let line = std::thread::spawn(move || {
        let begun = Instant::now();
        let mut phase = Phase::Reading;
        let mut shown = false;
        loop {
            match receiver.recv_timeout(PATIENCE.saturating_sub(begun.elapsed()).max(Duration::from_millis(100))) {
                Ok(next) => phase = next,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if begun.elapsed() >= PATIENCE {
                let words = phase.words();
                // A line that cannot be drawn is not worth failing for.
                let _ = write!(
                    std::io::stderr(),
                    "\r\u{1b}[K{words} … {:.1} s",
                    begun.elapsed().as_secs_f64()
                );
                shown = true;
            }
        }
        if shown {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    });
    let outcome = work(Box::new(move |phase| {
        // The line may be gone already; the build does not depend on it.
        let _ = sender.send(phase);
    }));
    let _ = line.join();
    outcome
}
