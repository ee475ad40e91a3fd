//! Warnings that an editor has judged, and does not want to hear again: `allow: [{code: ...,
//! reason: ...}]`.
//!
//! In the front matter of a file it is about that file, in `site.yaml` about the whole site. A
//! reason has to be given, errors cannot be silenced, and what silences nothing is itself reported.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::diag::{Code, Diagnostic, Diagnostics, Field, Severity, nearest};
use crate::fields::{FieldContext, FieldMap};
use crate::source::FileId;

/// The key under which they stand.
pub const KEY: &str = "allow";

/// A kind of warning that is not shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Suppression {
    pub code: Code,
    /// The file that it is about; none for the whole site.
    pub file: Option<FileId>,
    /// Where it stands.
    pub field: Field,
}

/// How far the `allow` of a file reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuppressionScope {
    File,
    Site,
}

/// Reads the list of a file.
pub fn read(
    front: &FieldMap,
    reach: SuppressionScope,
    context: &mut FieldContext,
) -> Vec<Suppression> {
    let mut allowed = Vec::new();
    for item in front.list(KEY, context) {
        let Some(entry) =
            FieldMap::open(item.value, item.field.clone(), &["code", "reason"], context)
        else {
            continue;
        };
        entry.require(
            "code",
            Code::MissingField,
            "this entry has no `code`".into(),
            context,
        );
        entry.require(
            "reason",
            Code::MissingField,
            "this entry has no `reason`".into(),
            context,
        );
        // Read for its type; readers of the file are whom it is for.
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
                    format!(
                        "`{}` is an error, but only warnings can be allowed",
                        word.value
                    ),
                )
                .help("fix the error, and delete this entry"),
            ),
            None => {
                let warnings = || {
                    Code::ALL
                        .iter()
                        .filter(|code| code.severity() == Severity::Warning)
                };
                let help = match nearest(&word.value, warnings().map(|code| code.word())) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write the code of the finding: the word in brackets".to_owned(),
                };
                context.diagnostics.push(
                    Diagnostic::new(
                        Code::NotInList,
                        &word.field,
                        format!("unknown code `{}`", word.value),
                    )
                    .help(help),
                );
            }
        }
    }
    allowed
}

/// Takes the allowed warnings out, and reports what allows nothing. `published` are the files whose
/// warnings were looked for.
pub fn apply(allowed: &[Suppression], published: &BTreeSet<FileId>, diagnostics: &mut Diagnostics) {
    let mut used = vec![false; allowed.len()];
    diagnostics.retain(|diagnostic| {
        if diagnostic.severity != Severity::Warning {
            return true;
        }
        let file = diagnostic.place.file();
        let mut kept = true;
        for (allow, used) in allowed.iter().zip(&mut used) {
            if allow.code == diagnostic.code && (allow.file.is_none() || allow.file == file) {
                (*used, kept) = (true, false);
            }
        }
        kept
    });
    // With errors not every check has run, so nothing is known to be needless.
    if diagnostics.has_errors() {
        return;
    }
    for (allow, used) in allowed.iter().zip(used) {
        // Whether an address is missing depends on the command.
        let may_be_used = used || allow.code == Code::NoBaseUrl;
        if !may_be_used && allow.file.is_none_or(|file| published.contains(&file)) {
            diagnostics.push(
                Diagnostic::new(
                    Code::UnusedAllow,
                    &allow.field,
                    format!("there is no `{}` warning here to allow", allow.code.word()),
                )
                .help("delete this entry: it would hide the next such warning"),
            );
        }
    }
}
