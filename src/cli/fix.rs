//! `griot check --fix` and `--diff`: applies the fixes of findings, or shows what they change.
//!
//! A fix may uncover another finding, such as the keys of a file that could not be read before. So
//! the site is checked again after each round, and the last check is the one that is reported.

use std::collections::BTreeMap;

use super::report::path_for_person;
use super::site::SiteArguments;
use super::timings::Timings;
use crate::diag::{Code, FileRename, Finding};
use crate::edit::{self, ChangeOutcome, FixPlan, Fixes};
use crate::messages::Message;
use crate::{Compiled, Options, message};

/// The maximum number of times that a site is checked again. A round applies all fixes that do not
/// overlap, so few sites need more than two.
const MAX_ROUNDS: usize = 10;

/// What is done with the fixes of findings.
#[derive(clap::Args)]
#[command(group = clap::ArgGroup::new("fixes").multiple(true))]
pub(super) struct FixArguments {
    /// Apply the safe fixes of findings
    #[arg(long, group = "fixes")]
    pub fix: bool,
    /// With --fix or --diff: include fixes that only a person can judge
    #[arg(long = "unsafe", requires = "fixes")]
    pub all: bool,
    /// Print what --fix would change, and write nothing
    #[arg(long, group = "fixes")]
    pub diff: bool,
}

impl FixArguments {
    fn fixes(&self) -> Fixes {
        if self.all { Fixes::All } else { Fixes::Safe }
    }
}

/// What identifies a finding while lines move.
type FindingKey = (Code, String, String);

fn key(finding: &Finding) -> FindingKey {
    (
        finding.code,
        finding.path.clone(),
        finding.message.english(),
    )
}

fn counted<'f>(findings: impl Iterator<Item = &'f Finding>) -> BTreeMap<FindingKey, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(key(finding)).or_default() += 1;
    }
    counts
}

/// What the rounds have changed.
#[derive(Default)]
struct Changed {
    /// The files that were written, each under its last name.
    files: std::collections::BTreeSet<String>,
    renames: Vec<FileRename>,
    /// Files that had another text by now, or a name that was taken.
    outdated: std::collections::BTreeSet<String>,
    /// The findings whose fixes were applied.
    fixed: BTreeMap<FindingKey, usize>,
}

/// Applies fixes until none is left, and returns the last check.
pub(super) fn fix(
    site: &SiteArguments,
    arguments: &FixArguments,
    options: &Options,
    timings: &Timings,
) -> Result<Compiled, Message> {
    let mut compiled = site.check(options, timings)?;
    let mut changed = Changed::default();
    for _ in 0..MAX_ROUNDS {
        // A fix that did not help once is not tried again.
        let is_new = |finding: &Finding| !changed.fixed.contains_key(&key(finding));
        let plan = edit::plan(
            &compiled.findings,
            &compiled.sources,
            arguments.fixes(),
            is_new,
        );
        if plan.is_empty() {
            break;
        }
        if !apply(site, &plan, &compiled, &mut changed)? {
            break;
        }
        compiled = site.check(options, timings)?;
    }
    report(site, &compiled, &changed);
    Ok(compiled)
}

/// Writes the changes of a round. Returns whether anything was written.
fn apply(
    site: &SiteArguments,
    plan: &FixPlan,
    compiled: &Compiled,
    changed: &mut Changed,
) -> Result<bool, Message> {
    let mut has_written = false;
    for change in &plan.files {
        match edit::write(&site.root, change)? {
            ChangeOutcome::Written => {
                has_written = true;
                changed.files.insert(change.path.clone());
            }
            ChangeOutcome::Outdated => {
                changed.outdated.insert(change.path.clone());
            }
        }
    }
    for rename in &plan.renames {
        match edit::rename(&site.root, &rename.from, &rename.to)? {
            ChangeOutcome::Written => {
                has_written = true;
                changed.files.remove(&rename.from);
                changed.renames.push(rename.clone());
            }
            ChangeOutcome::Outdated => {
                changed.outdated.insert(rename.to.clone());
            }
        }
    }
    let fixed = plan.fixed.iter().map(|index| &compiled.findings[*index]);
    for (key, count) in counted(fixed) {
        *changed.fixed.entry(key).or_default() += count;
    }
    Ok(has_written)
}

/// Prints what was changed, and what was left alone.
fn report(site: &SiteArguments, last: &Compiled, changed: &Changed) {
    let left = counted(last.findings.iter());
    let fixed: usize = changed
        .fixed
        .iter()
        .map(|(key, count)| count.saturating_sub(left.get(key).copied().unwrap_or(0)))
        .sum();
    for rename in &changed.renames {
        site.console.note(&message!(
            "renamed {from} to {to}",
            from = path_for_person(rename.from.as_ref(), &site.root),
            to = path_for_person(rename.to.as_ref(), &site.root)
        ));
    }
    for path in &changed.outdated {
        site.console.note(&message!(
            "{path} was left alone, because it has changed in the meantime",
            path = path_for_person(path.as_ref(), &site.root)
        ));
    }
    let files = changed.files.len() + changed.renames.len();
    site.console.note(&match fixed {
        0 => message!("no finding was fixed"),
        _ => message!(
            "fixed {findings} in {files}",
            findings = message!(fixed => "{count} finding", "{count} findings"),
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
