//! Suppressions of warnings: `allow: [{code: ..., reason: ...}]`.
//!
//! A suppression in the front matter of a file applies to that file, and one in `site.yaml` to the
//! complete site. A reason is required. Errors cannot be suppressed. An unused suppression is
//! itself reported.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::diag::{
    Code, Diagnostic, Diagnostics, Field, Fix, Safety, Severity, Target, is_only_near, nearest,
};
use crate::fields::{FieldContext, FieldMap};
use crate::message;
use crate::reference;
use crate::source::FileId;

/// The key of suppressions.
pub const KEY: &str = "allow";

/// A suppression of one kind of warning.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Suppression {
    pub code: Code,
    /// The file to which it applies; `None` for the complete site.
    pub file: Option<FileId>,
    /// The field that declares it.
    pub field: Field,
}

/// The scope of a suppression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuppressionScope {
    File,
    Site,
}

/// Reads the suppressions of a file.
pub fn read(
    front: &FieldMap,
    reach: SuppressionScope,
    context: &mut FieldContext,
) -> Vec<Suppression> {
    let mut allowed = Vec::new();
    for item in front.list(KEY, context) {
        let Some(entry) = FieldMap::open(
            item.value,
            item.field.clone(),
            reference::SUPPRESSION.names,
            context,
        ) else {
            continue;
        };
        entry.require(
            "code",
            Code::MissingField,
            message!("this entry has no `code`"),
            context,
        );
        entry.require(
            "reason",
            Code::MissingField,
            message!("this entry has no `reason`"),
            context,
        );
        // Only the type of the reason is checked, because the reason is for readers of the file.
        entry.text("reason", context);
        let Some(word) = entry.text("code", context) else {
            continue;
        };
        match Code::from_word(&word.value) {
            Some(code) if code.severity() == Severity::Warning => allowed.push(Suppression {
                code,
                file: (reach == SuppressionScope::File).then_some(item.field.file),
                field: item.field,
            }),
            Some(_) => context.diagnostics.push(
                Diagnostic::new(
                    Code::NotInList,
                    &word.field,
                    message!(
                        "`{word}` is an error, but only warnings can be allowed",
                        word = word.value
                    ),
                )
                .help(message!("fix the error, and delete this entry")),
            ),
            None => {
                let warnings = || {
                    Code::ALL
                        .iter()
                        .filter(|code| code.severity() == Severity::Warning)
                };
                let near = nearest(&word.value, warnings().map(|code| code.word()));
                let is_certain = is_only_near(&word.value, warnings().map(|code| code.word()));
                let safety = if is_certain {
                    Safety::Safe
                } else {
                    Safety::Unsafe
                };
                let fix = near.map(|near| {
                    Fix::new(safety, message!("write `{line}`", line = near))
                        .replace_scalar(&word.field, near)
                });
                let help = match near {
                    Some(near) => message!("did you mean `{name}`?", name = near),
                    None => message!("write the code of the finding: the word in brackets"),
                };
                context.diagnostics.push(
                    Diagnostic::new(
                        Code::NotInList,
                        &word.field,
                        message!("unknown code `{word}`", word = word.value),
                    )
                    .help(help)
                    .fix(fix),
                );
            }
        }
    }
    allowed
}

/// Removes suppressed warnings, and reports unused suppressions. `published` are the files that
/// were searched for warnings.
pub fn apply(allowed: &[Suppression], published: &BTreeSet<FileId>, diagnostics: &mut Diagnostics) {
    let mut used = vec![false; allowed.len()];
    diagnostics.retain(|diagnostic| {
        if diagnostic.severity != Severity::Warning {
            return true;
        }
        let file = diagnostic.place.file();
        let mut is_reported = true;
        for (allow, used) in allowed.iter().zip(&mut used) {
            if allow.code == diagnostic.code && (allow.file.is_none() || allow.file == file) {
                (*used, is_reported) = (true, false);
            }
        }
        is_reported
    });
    // After an error some checks have not run, so a suppression may seem unused.
    if diagnostics.has_errors() {
        return;
    }
    for (allow, used) in allowed.iter().zip(used) {
        // Whether these are reported depends on the command.
        let depends = [Code::NoBaseUrl, Code::GoneLink, Code::BlockedLink];
        let may_be_used = used || depends.contains(&allow.code);
        if !may_be_used && allow.file.is_none_or(|file| published.contains(&file)) {
            diagnostics.push(
                Diagnostic::new(
                    Code::UnusedAllow,
                    &allow.field,
                    message!(
                        "there is no `{code}` warning here to allow",
                        code = allow.code.word()
                    ),
                )
                .help(message!(
                    "delete this entry: it would hide the next such warning"
                ))
                .fix(
                    Fix::safe(message!("delete this entry"))
                        .delete(Target::Entry(allow.field.clone())),
                ),
            );
        }
    }
}
