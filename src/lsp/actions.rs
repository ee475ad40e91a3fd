//! Quick fixes: the fixes of findings at a range.

use gen_lsp_types as lsp;

use super::context::FileContext;
use super::findings::{FileFinding, FindingFix};
use super::workspace_edit::workspace_edit;
use crate::diag::Safety;

/// Returns the fixes of the findings at a range. Fixes of a text that has changed since it was
/// analysed are left out: a client asks again when it gets the new findings.
pub(super) fn quick_fixes(
    context: &FileContext,
    params: &lsp::CodeActionParams,
) -> Vec<lsp::CodeAction> {
    let wanted = params.context.only.as_ref();
    let is_wanted = wanted.is_none_or(|kinds| {
        let mut kinds = kinds.iter();
        kinds.any(|kind| {
            matches!(
                kind,
                lsp::CodeActionKind::QuickFix | lsp::CodeActionKind::Empty
            )
        })
    });
    if !is_wanted {
        return Vec::new();
    }
    let findings = context.findings.into_iter().flat_map(|file| &file.list);
    let here = findings.filter(|finding| {
        let range = finding.diagnostic.range;
        range.start <= params.range.end && params.range.start <= range.end
    });
    here.flat_map(|finding| actions(context, finding)).collect()
}

fn actions(context: &FileContext, finding: &FileFinding) -> Vec<lsp::CodeAction> {
    let is_only = finding.fixes.len() == 1;
    let action = |fix: &FindingFix| {
        let is_current = fix.edits.keys().all(|path| context.is_as_analysed(path));
        let edit = workspace_edit(context, &fix.edits, &fix.renames).filter(|_| is_current)?;
        Some(lsp::CodeAction {
            title: fix.title.clone(),
            kind: Some(lsp::CodeActionKind::QuickFix),
            diagnostics: Some(vec![finding.diagnostic.clone()]),
            is_preferred: Some(is_only && fix.safety == Safety::Safe),
            edit: Some(edit),
            ..lsp::CodeAction::default()
        })
    };
    finding.fixes.iter().filter_map(action).collect()
}
