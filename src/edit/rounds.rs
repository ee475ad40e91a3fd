//! Rounds of fixes: a site is checked, fixed, and checked again.
//!
//! A fix may uncover another finding, such as the keys of a file that could not be read before. So
//! the last check is the one that counts, and a finding that is still there was not fixed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{ChangeOutcome, FixPlan, Fixes, plan, rename, write};
use crate::compile::Compiled;
use crate::diag::{Code, FileRename, Finding};
use crate::messages::Message;

/// The maximum number of times that a site is checked again. A round applies all fixes that do not
/// overlap, and one for each file that cannot be read, so few sites need more than two.
const MAX_ROUNDS: usize = 20;

/// The number of times that the fix of a finding is tried. A second mistake in the same words may
/// only be found when the first is fixed.
const MAX_TRIES: usize = 3;

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
pub struct FixReport {
    /// The files that were written.
    pub files: BTreeSet<String>,
    pub renames: Vec<FileRename>,
    /// The files that had another text by now, or a name that was taken.
    pub outdated: BTreeSet<String>,
    /// The findings whose fixes were applied.
    applied: BTreeMap<FindingKey, usize>,
    /// The number of findings that were fixed.
    pub fixed: usize,
}

/// Applies fixes until none is left. Returns the last check, and what was changed.
///
/// # Errors
/// If the site cannot be checked, or a file cannot be written.
pub fn fix_site(
    root: &Path,
    fixes: Fixes,
    mut check: impl FnMut() -> Result<Compiled, Message>,
) -> Result<(Compiled, FixReport), Message> {
    let mut compiled = check()?;
    let mut report = FixReport::default();
    // How often the fix of a finding did not help.
    let mut lasting: BTreeMap<FindingKey, usize> = BTreeMap::new();
    for _ in 0..MAX_ROUNDS {
        let is_new = |finding: &Finding| {
            lasting
                .get(&key(finding))
                .is_none_or(|times| *times < MAX_TRIES)
        };
        let plan = plan(&compiled.findings, &compiled.sources, fixes, is_new);
        if plan.is_empty() || !apply(root, &plan, &mut report)? {
            break;
        }
        let fixed = plan.fixed.iter().map(|index| &compiled.findings[*index]);
        let fixed = counted(fixed);
        let before = counted(compiled.findings.iter());
        compiled = check()?;
        let after = counted(compiled.findings.iter());
        for (key, count) in fixed {
            let is_lasting = after.get(&key) >= before.get(&key);
            *report.applied.entry(key.clone()).or_default() += count;
            if is_lasting {
                *lasting.entry(key).or_default() += 1;
            }
        }
    }
    let left = counted(compiled.findings.iter());
    let still_there = |key: &FindingKey| left.get(key).copied().unwrap_or(0);
    report.fixed = report
        .applied
        .iter()
        .map(|(key, count)| count.saturating_sub(still_there(key)))
        .sum();
    Ok((compiled, report))
}

/// Writes the changes of a round. Returns whether anything was written.
fn apply(root: &Path, plan: &FixPlan, report: &mut FixReport) -> Result<bool, Message> {
    let mut has_written = false;
    for change in &plan.files {
        match write(root, change)? {
            ChangeOutcome::Written => {
                has_written = true;
                report.files.insert(change.path.clone());
            }
            ChangeOutcome::Outdated => {
                report.outdated.insert(change.path.clone());
            }
        }
    }
    for file in &plan.renames {
        match rename(root, &file.from, &file.to)? {
            ChangeOutcome::Written => {
                has_written = true;
                report.files.remove(&file.from);
                report.renames.push(file.clone());
            }
            ChangeOutcome::Outdated => {
                report.outdated.insert(file.to.clone());
            }
        }
    }
    Ok(has_written)
}
