//! The choice of fixes that are applied together.

use std::collections::BTreeMap;

use super::{FileChange, TextEdit, apply};
use crate::diag::{Edit, FileRename, Finding, Fix, Safety};
use crate::load;
use crate::source::{FileId, SourceFiles};
use crate::yaml;

/// Which fixes are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixes {
    Safe,
    /// Also those that only a person can judge, where there is one alone.
    All,
}

/// The changes of one round.
#[derive(Default)]
pub struct FixPlan {
    pub files: Vec<FileChange>,
    pub renames: Vec<FileRename>,
    /// The findings that the changes fix, as indices of the list.
    pub fixed: Vec<usize>,
    /// Whether a fix was left for the next round, because it overlaps another one.
    pub has_more: bool,
}

impl FixPlan {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.renames.is_empty()
    }
}

/// Returns the one fix of a finding that may be applied. Of alternatives, none is.
fn chosen(finding: &Finding, fixes: Fixes) -> Option<&Fix> {
    let of = |safety| {
        let mut all = finding.fixes.iter().filter(move |fix| fix.safety == safety);
        all.next().filter(|_| all.next().is_none())
    };
    match fixes {
        Fixes::Safe => of(Safety::Safe),
        Fixes::All => of(Safety::Safe).or_else(|| of(Safety::Unsafe)),
    }
}

/// Chooses fixes that do not overlap. Of two that do, the first is applied, and the other one is
/// left for the next round. Findings for which `is_wanted` is false are skipped.
pub fn plan(
    findings: &[Finding],
    sources: &SourceFiles,
    fixes: Fixes,
    is_wanted: impl Fn(&Finding) -> bool,
) -> FixPlan {
    let mut plan = FixPlan::default();
    let mut edits: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
    let mut fixed: Vec<(usize, Vec<FileId>)> = Vec::new();
    for (index, finding) in findings.iter().enumerate() {
        let fix = chosen(finding, fixes).filter(|_| is_wanted(finding));
        let Some(fix) = fix.and_then(|fix| fix.resolve(sources)) else {
            continue;
        };
        // Two findings may have the same cause, and so the same edits.
        let new: Vec<&Edit> = fix
            .edits
            .iter()
            .filter(|edit| !(edits.get(&edit.span.file)).is_some_and(|known| known.contains(edit)))
            .collect();
        let is_taken = new.iter().any(|edit| {
            let known = edits.get(&edit.span.file).into_iter().flatten();
            known.into_iter().any(|other| overlap(edit, other))
        }) || fix.renames.iter().any(|rename| {
            let mut known = plan.renames.iter();
            known.any(|other| {
                other != rename && (other.from == rename.from || other.to == rename.to)
            })
        });
        if is_taken {
            plan.has_more = true;
            continue;
        }
        for edit in new {
            edits.entry(edit.span.file).or_default().push(edit.clone());
        }
        for rename in fix.renames {
            if !plan.renames.contains(&rename) {
                plan.renames.push(rename);
            }
        }
        let files = fix.edits.iter().map(|edit| edit.span.file).collect();
        fixed.push((index, files));
    }
    for (file, edits) in edits {
        match file_change(file, edits, sources) {
            Some(change) => plan.files.push(change),
            None => fixed.retain(|(_, files)| !files.contains(&file)),
        }
    }
    plan.fixed = fixed.into_iter().map(|(index, _)| index).collect();
    plan
}

/// Whether two edits cannot both be applied. Insertions at one place have no order.
fn overlap(one: &Edit, other: &Edit) -> bool {
    let (one, other) = (one.span, other.span);
    (one.start < other.end && other.start < one.end) || one.start == other.start
}

/// Returns the text of a file with its edits. `None` if its front matter could be read before, and
/// could not be read after.
fn file_change(file: FileId, edits: Vec<Edit>, sources: &SourceFiles) -> Option<FileChange> {
    let old = sources.text(file);
    let mut edits: Vec<TextEdit> = edits
        .into_iter()
        .map(|edit| TextEdit {
            start: edit.span.start as usize,
            end: edit.span.end as usize,
            text: edit.text,
        })
        .collect();
    edits.sort();
    let new = apply(old, &edits);
    let path = sources.path(file);
    let is_readable = |text: &str| match path.ends_with(".md") {
        true => yaml::parse(&text[load::split(text).front]).is_ok(),
        false => !path.ends_with(".yaml") || yaml::parse(text).is_ok(),
    };
    let after_front = old[sources.front(file).end..].matches('\n').count();
    (!is_readable(old) || is_readable(&new)).then(|| FileChange {
        path: path.to_owned(),
        is_front: path.ends_with(".md") && after_front <= 2,
        old: old.to_owned(),
        new,
    })
}
