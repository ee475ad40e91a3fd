//! `griot build` and `griot check`: one compilation, the verdict on it, and the summary.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::changed;
use super::fix::{self, FixArguments};
use super::outcome::{CommandResult, ExitStatus};
use super::report::{note_explain, note_withheld, print_findings};
use super::site::{BuildVerdict, SiteArguments, require_folder};
use super::timings::Timings;
use crate::checks::permalinks;
use crate::diag::Code;
use crate::diag::emit;
use crate::files;
use crate::incremental::Store;
use crate::message;
use crate::messages::{Argument, Decimal, ListConjunction, Message, ToArgument as _};
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
    let output = match OutputFolder::claim(&out, |words| site.console.note(words)) {
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
    timings.add(message!("writing"));
    let report = staging
        .commit(compiled.build)
        .map_err(|error| error.message())?;
    store.save();
    if let Some(addresses) = &compiled.addresses {
        write::replace(&site.root, permalinks::FILE, addresses.as_bytes())
            .map_err(|error| error.message())?;
    }
    if site.timings {
        super::note(&timings.table(site.console.language));
    }
    summary(&compiled, first, site, started.elapsed());
    note_written(&report, &out, addresses, site);
    note_withheld(&compiled.withheld, site);
    if site.drafts {
        site.console
            .note(&message!("drafts are included: do not publish this folder"));
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
        return Err(error.message().into());
    }
    site.console.error(&error.message());
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
    if let Some(tally) = emit::tally(&compiled.findings) {
        let tally = verdict.explain(tally);
        site.console
            .note(&message!("{tally}; nothing was written", tally));
    }
    note_explain(first, site);
    note_withheld(&compiled.withheld, site);
}

/// Returns the output folder: that of `--out`, which may be a link, or else `public` below the
/// root, which may not be one.
fn output_folder(root: &Path, asked: Option<PathBuf>) -> Result<PathBuf, Message> {
    let out = match asked {
        Some(out) => out,
        None => {
            let out = if root == Path::new(".") {
                "public".into()
            } else {
                root.join("public")
            };
            if let Some(target) = files::link_target(root, "public") {
                return Err(message!(
                    "`{out}` is a symbolic link, and griot does not write through links; use \
                     `--out {target}`, or delete the link",
                    out = out.display(),
                    target = target.display()
                ));
            }
            out
        }
    };
    let is_file = std::fs::metadata(&out).is_ok_and(|about| !about.is_dir());
    let outcome = write::refuse_source(root, &out);
    match outcome {
        Ok(()) if is_file => Err(message!(
            "`{out}` is not a folder; choose another with --out",
            out = out.display()
        )),
        outcome => outcome
            .map(|()| out)
            .map_err(|error: WriteError| error.message()),
    }
}

/// Compiles the site and prints all findings, or only those that changes since a revision caused.
/// Applies fixes first, if that is asked for.
pub(super) fn check(
    site: &SiteArguments,
    since: Option<&str>,
    fixes: &FixArguments,
) -> CommandResult {
    let options = site.options(Addresses::FromRoot)?;
    require_folder(&site.root)?;
    let timings = Timings::begin();
    if fixes.diff {
        let compiled = fix::diff(site, fixes, &options, &timings)?;
        return Ok(site.verdict(&compiled.findings).status());
    }
    let mut compiled = match fixes.fix {
        true => fix::fix(site, fixes, &options, &timings)?,
        false => site.check(&options, &timings)?,
    };
    if site.timings {
        super::note(&timings.table(site.console.language));
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
    match emit::tally(&compiled.findings) {
        Some(tally) => {
            site.console.note(&verdict.explain(tally));
            note_explain(first, site);
        }
        None if since.is_some() => {
            site.console
                .note(&message!("no findings caused by the changes"));
        }
        None => {
            let pages = pages(&compiled);
            site.console
                .note(&message!("no findings in {pages}", pages));
        }
    }
    if let Some(revision) = since
        && older > 0
    {
        site.console.note(&message!(
            older =>
                "{count} finding not shown, because `{revision}` has the same",
                "{count} findings not shown, because `{revision}` has the same",
            revision
        ));
    }
    note_withheld(&compiled.withheld, site);
    Ok(verdict.status())
}

/// Prints the findings of a build that was written, and what the site has.
fn summary(compiled: &Compiled, first: Option<Code>, site: &SiteArguments, time: Duration) {
    if let Some(tally) = emit::tally(&compiled.findings) {
        site.console.note(&tally);
        note_explain(first, site);
    }
    site.console.note(&message!(
        "built {pages} in {seconds} s",
        pages = pages(compiled),
        seconds = Decimal(time.as_secs_f64(), 2)
    ));
}

/// Prints what a build has written, and how to view it.
fn note_written(report: &Report, out: &Path, addresses: Addresses, site: &SiteArguments) {
    let (written, unchanged, deleted) = (report.written, report.unchanged, report.deleted);
    let changes = [
        (
            written,
            message!(written => "{count} written", "{count} written"),
        ),
        (
            unchanged,
            message!(unchanged => "{count} unchanged", "{count} unchanged"),
        ),
        (
            deleted,
            message!(deleted => "{count} deleted", "{count} deleted"),
        ),
    ];
    site.console.note(&message!(
        "{folder}: {changes}",
        folder = out.display(),
        changes = those_with_some(&changes)
    ));
    site.console.note(&match addresses {
        Addresses::Relative => {
            message!("open {page}", page = out.join("index.html").display())
        }
        // Links begin at the root of a web server, so the files cannot be opened from the disk.
        Addresses::FromRoot => message!(
            "preview it with `griot serve`; to open it from a disk, build with `--relative`"
        ),
    });
}

/// Returns the messages about other numbers than zero, separated by commas.
fn those_with_some<const N: usize>(counts: &[(usize, Message); N]) -> Argument {
    let some = counts.iter().filter(|(number, _)| *number > 0);
    let some = some.map(|(_, words)| words.to_argument()).collect();
    Argument::List(some, ListConjunction::Comma)
}

/// Returns "12 pages (3 articles, 1 actor)", or "12 pages" if the site has nothing but free pages.
fn pages(compiled: &Compiled) -> Message {
    let n = compiled.counts;
    if [n.articles, n.actors, n.regions, n.events, n.sources] == [0; 5] {
        return message!(n.pages => "{count} page", "{count} pages");
    }
    let kinds = those_with_some(&[
        (
            n.articles,
            message!(n.articles => "{count} article", "{count} articles"),
        ),
        (
            n.actors,
            message!(n.actors => "{count} actor", "{count} actors"),
        ),
        (
            n.regions,
            message!(n.regions => "{count} region", "{count} regions"),
        ),
        (
            n.events,
            message!(n.events => "{count} event", "{count} events"),
        ),
        (
            n.sources,
            message!(n.sources => "{count} source", "{count} sources"),
        ),
    ]);
    message!(n.pages => "{count} page ({kinds})", "{count} pages ({kinds})", kinds)
}
