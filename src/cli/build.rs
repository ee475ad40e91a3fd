//! `griot build` and `griot check`: one compilation, the verdict on it, and the summary.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::outcome::{CommandResult, ExitStatus};
use super::report::{note_explain, note_withheld, print_findings};
use super::site::{BuildVerdict, SiteArguments, require_folder};
use super::timings::Timings;
use super::{changed, note};
use crate::checks::permalinks;
use crate::diag::emit;
use crate::diag::{Code, count};
use crate::files;
use crate::incremental::Store;
use crate::plan::Addresses;
use crate::write::{self, OutputFolder, Report, Staging, WriteError};
use crate::{Compiled, Options};

/// Whether the list of published addresses is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Permalinks {
    Keep,
    /// The addresses of this build are added to the list.
    Update,
}

/// Compiles the site, and writes it if there are no errors.
pub(super) fn build(
    site: &SiteArguments,
    out: Option<PathBuf>,
    addresses: Addresses,
    permalinks: Permalinks,
) -> CommandResult {
    let started = Instant::now();
    require_folder(&site.root)?;
    let mut options = site.options(addresses)?;
    options.permalinks = permalinks == Permalinks::Update;
    let out = output_folder(&site.root, out)?;
    let timings = Timings::begin();
    let output = match OutputFolder::claim(&out, note) {
        Ok(output) => output,
        Err(error) => return report_unwritable(site, &options, &timings, &error),
    };
    write::sweep(&site.root);
    let store = Arc::new(Store::open(&site.root));
    let staging = Staging::new(output, Some((&site.root, &store)));
    let compiled = match site.compile(&options, &store, &staging, &timings) {
        Ok(compiled) => compiled,
        Err(message) => {
            staging.abandon();
            return Err(message.into());
        }
    };
    let verdict = site.verdict(&compiled.findings);
    let first = print_findings(&compiled, site);
    if verdict != BuildVerdict::Clean {
        staging.abandon();
        store.save();
        note_refused(&compiled, first, verdict, site);
        return Ok(ExitStatus::Findings);
    }
    timings.add("writing");
    let report = staging
        .commit(compiled.build)
        .map_err(|error| error.to_string())?;
    store.save();
    if let Some(addresses) = &compiled.addresses {
        write::replace(&site.root, permalinks::FILE, addresses.as_bytes())
            .map_err(|error| error.to_string())?;
    }
    if site.timings {
        note(&timings.table());
    }
    summary(
        &compiled,
        first,
        &report,
        &out,
        addresses,
        started.elapsed(),
    );
    note_withheld(&compiled.withheld, site);
    if site.drafts {
        note("drafts are included: do not publish this folder");
    }
    Ok(ExitStatus::Clean)
}

/// Reports the findings of a site whose output folder cannot be written, so that one run shows all
/// errors.
fn report_unwritable(
    site: &SiteArguments,
    options: &Options,
    timings: &Timings,
    error: &WriteError,
) -> CommandResult {
    let compiled = site.check(options, timings)?;
    let verdict = site.verdict(&compiled.findings);
    let first = print_findings(&compiled, site);
    if verdict == BuildVerdict::Clean {
        return Err(error.to_string().into());
    }
    note(&format!("error: {error}"));
    note_refused(&compiled, first, verdict, site);
    Ok(ExitStatus::Findings)
}

/// Prints that nothing was written, and why.
fn note_refused(
    compiled: &Compiled,
    first: Option<Code>,
    verdict: BuildVerdict,
    site: &SiteArguments,
) {
    let tally = emit::tally(&compiled.findings).unwrap_or_default();
    note(&format!("{}; nothing was written", verdict.explain(&tally)));
    note_explain(first);
    note_withheld(&compiled.withheld, site);
}

/// Returns the output folder: that of `--out`, which may be a link, or else `public` below the
/// root, which may not be one.
fn output_folder(root: &Path, asked: Option<PathBuf>) -> Result<PathBuf, String> {
    let out = match asked {
        Some(out) => out,
        None => {
            let out = if root == Path::new(".") {
                "public".into()
            } else {
                root.join("public")
            };
            if let Some(target) = files::link_target(root, "public") {
                return Err(format!(
                    "`{}` is a symbolic link, and griot does not write through links; use `--out {}`, or delete the link",
                    out.display(),
                    target.display()
                ));
            }
            out
        }
    };
    let is_file = std::fs::metadata(&out).is_ok_and(|about| !about.is_dir());
    let outcome = write::refuse_source(root, &out);
    match outcome {
        Ok(()) if is_file => Err(format!(
            "`{}` is not a folder; choose another with --out",
            out.display()
        )),
        outcome => outcome
            .map(|()| out)
            .map_err(|error: WriteError| error.to_string()),
    }
}

/// Compiles the site and prints all findings, or only those that changes since a revision caused.
pub(super) fn check(site: &SiteArguments, since: Option<&str>) -> CommandResult {
    let options = site.options(Addresses::FromRoot)?;
    require_folder(&site.root)?;
    let timings = Timings::begin();
    let mut compiled = site.check(&options, &timings)?;
    if site.timings {
        note(&timings.table());
    }
    let mut older = 0;
    if let Some(revision) = since {
        let all = compiled.findings.len();
        compiled.findings = changed::caused(
            site,
            revision,
            &options,
            std::mem::take(&mut compiled.findings),
        )?;
        older = all - compiled.findings.len();
    }
    let verdict = site.verdict(&compiled.findings);
    let first = print_findings(&compiled, site);
    let counts = compiled.counts;
    match emit::tally(&compiled.findings) {
        Some(tally) => {
            note(&verdict.explain(&tally));
            note_explain(first);
        }
        None if since.is_some() => note("no findings caused by the changes"),
        None => note(&format!(
            "no findings in {}",
            entities(&compiled, counts.pages)
        )),
    }
    if let Some(revision) = since
        && older > 0
    {
        note(&format!(
            "{} not shown, because `{revision}` has the same",
            count(older, "finding")
        ));
    }
    note_withheld(&compiled.withheld, site);
    Ok(match verdict {
        BuildVerdict::Clean => ExitStatus::Clean,
        BuildVerdict::Refused | BuildVerdict::Denied | BuildVerdict::TooMany { .. } => {
            ExitStatus::Findings
        }
    })
}

/// Prints what a build has written, and how to view it.
fn summary(
    compiled: &Compiled,
    first: Option<Code>,
    report: &Report,
    out: &Path,
    addresses: Addresses,
    time: Duration,
) {
    let counts = compiled.counts;
    if let Some(tally) = emit::tally(&compiled.findings) {
        note(&tally);
        note_explain(first);
    }
    note(&format!(
        "built {} in {:.2} s",
        entities(compiled, counts.pages),
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
    match addresses {
        Addresses::Relative => note(&format!("open {}", out.join("index.html").display())),
        // Links begin at the root of a web server, so the files cannot be opened from the disk.
        Addresses::FromRoot => {
            note("preview it with `griot serve`; to open it from a disk, build with `--relative`");
        }
    }
}

fn entities(compiled: &Compiled, pages: usize) -> String {
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
    let pages = count(pages, "page");
    if list.is_empty() {
        return pages;
    }
    format!("{pages} ({})", list.join(", "))
}
