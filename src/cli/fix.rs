//! `griot check --fix` and `--diff`: applies the fixes of findings, or shows what they change.
//!
//! The site is checked again after each round of fixes, and the last check is the one that is
//! reported.

use super::report::path_for_person;
use super::site::SiteArguments;
use super::timings::Timings;
use crate::edit::{self, FixReport, Fixes};
use crate::messages::Message;
use crate::{Compiled, Options, message};

/// What is done with the fixes of findings.
#[derive(clap::Args)]
#[command(group = clap::ArgGroup::new("fixes").multiple(true))]
pub(super) struct FixArguments {
    /// Apply the safe fixes of findings
    #[arg(long, group = "fixes")]
    pub fix: bool,
    /// With --fix or --diff: include fixes that only a person can judge
    #[arg(long = "unsafe", requires = "fixes")]
    pub is_unsafe: bool,
    /// Print what --fix would change, and write nothing
    #[arg(long, group = "fixes")]
    pub diff: bool,
}

impl FixArguments {
    fn fixes(&self) -> Fixes {
        if self.is_unsafe {
            Fixes::All
        } else {
            Fixes::Safe
        }
    }
}

/// Applies fixes until none is left, and returns the last check.
pub(super) fn fix(
    site: &SiteArguments,
    arguments: &FixArguments,
    options: &Options,
    timings: &Timings,
) -> Result<Compiled, Message> {
    let check = || site.check(options, timings);
    let (compiled, report) = edit::fix_site(&site.root, arguments.fixes(), check)?;
    note_fixed(site, &report);
    Ok(compiled)
}

/// Prints what was changed, and what was left alone.
fn note_fixed(site: &SiteArguments, report: &FixReport) {
    for rename in &report.renames {
        site.console.note(&message!(
            "renamed {from} to {to}",
            from = path_for_person(rename.from.as_ref(), &site.root),
            to = path_for_person(rename.to.as_ref(), &site.root)
        ));
    }
    for path in &report.outdated {
        site.console.note(&message!(
            "{path} was left alone, because it has changed in the meantime",
            path = path_for_person(path.as_ref(), &site.root)
        ));
    }
    let (fixed, files) = (report.fixed, report.files.len() + report.renames.len());
    site.console.note(&match fixed {
        0 => message!("no finding was fixed"),
        _ => message!(
            fixed => "fixed {count} finding in {files}", "fixed {count} findings in {files}",
            files = message!(files => "{count} file", "{count} files")
        ),
    });
}

/// Prints what fixes would change, and returns the check without changes.
pub(super) fn diff(
    site: &SiteArguments,
    arguments: &FixArguments,
    options: &Options,
    timings: &Timings,
) -> Result<Compiled, Message> {
    let compiled = site.check(options, timings)?;
    let plan = edit::plan(
        &compiled.findings,
        &compiled.sources,
        arguments.fixes(),
        |_| true,
    );
    for change in &plan.files {
        let path = path_for_person(change.path.as_ref(), &site.root);
        super::print(&edit::unified_diff(change, &path));
    }
    for rename in &plan.renames {
        let path = |path: &String| path_for_person(path.as_ref(), &site.root);
        let (from, to) = (path(&rename.from), path(&rename.to));
        super::print(&format!("rename from {from}\nrename to {to}\n"));
    }
    let (fixed, left) = (plan.fixed.len(), compiled.findings.len() - plan.fixed.len());
    site.console.note(&message!(
        fixed =>
            "{count} finding would be fixed, {left} left; nothing was written",
            "{count} findings would be fixed, {left} left; nothing was written",
        left
    ));
    if plan.has_more {
        site.console.note(&message!(
            "some fixes overlap others, and would follow in a second round"
        ));
    }
    Ok(compiled)
}
