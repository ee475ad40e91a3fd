//! Findings as JSON, one object a line. Their schema is `findings.schema.json`. Keys are added to
//! it, and never changed.

use serde::Serialize;

use super::{WithheldText, ends};
use crate::diag::Finding;
use crate::source::SourceFiles;

/// The JSON Schema of one line.
pub const SCHEMA: &str = include_str!("../findings.schema.json");

/// A line of output; see `findings.schema.json`.
#[derive(Serialize)]
struct JsonFinding<'a> {
    code: &'a str,
    severity: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    related: Vec<JsonRelated<'a>>,
    #[serde(skip_serializing_if = "is_zero")]
    unchecked: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "for serde")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// A related location in a line of output.
#[derive(Serialize)]
struct JsonRelated<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    message: &'a str,
}

/// Writes a finding as one line.
pub(super) fn json(finding: &Finding, sources: &SourceFiles, out: &mut String) {
    let (start, end) = finding.span.map(|span| ends(span, sources)).unzip();
    let object = JsonFinding {
        code: finding.code.word(),
        severity: finding.severity.word(),
        path: &finding.path,
        line: start.map(|p| p.line),
        column: start.map(|p| p.column),
        end_line: end.map(|p| p.line),
        end_column: end.map(|p| p.column),
        message: &finding.message,
        label: finding.label.as_deref(),
        help: finding.help.as_deref(),
        related: finding
            .related
            .iter()
            .map(|(span, path, words)| {
                let position = span.map(|span| sources.position(span));
                JsonRelated {
                    path,
                    line: position.map(|p| p.line),
                    column: position.map(|p| p.column),
                    message: words,
                }
            })
            .collect(),
        unchecked: finding.unchecked,
    };
    write(&object, out);
}

/// Writes a text that is not published yet as one line.
pub(super) fn withheld(withheld_text: &WithheldText, out: &mut String) {
    let object = JsonFinding {
        code: "withheld",
        severity: "note",
        path: &withheld_text.path,
        line: None,
        column: None,
        end_line: None,
        end_column: None,
        message: &format!(
            "this article is withheld: {}",
            withheld_text.reason.trim_matches(['(', ')'])
        ),
        label: None,
        help: Some(&format!("use {} to show it", withheld_text.option)),
        related: Vec::new(),
        unchecked: 0,
    };
    write(&object, out);
}

fn write(object: &JsonFinding, out: &mut String) {
    let line = serde_json::to_string(object).expect("strings and numbers always serialize");
    out.push_str(&line);
    out.push('\n');
}
