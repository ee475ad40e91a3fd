//! Findings as JSON, one object a line. Their schema is `findings.schema.json`. Keys are added to
//! it, and never changed.

use serde::Serialize;

use super::{EmitContext, WithheldText, ends};
use crate::diag::{Finding, Fix};
use crate::messages::{Message, MessageLanguage};

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
    #[serde(flatten)]
    words: FindingWords,
    /// The same in English, if `words` are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    english: Option<FindingWords>,
    related: Vec<JsonRelated<'a>>,
    #[serde(skip_serializing_if = "is_zero")]
    unchecked: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<JsonFix<'a>>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "for serde")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// What a finding says, in one language.
#[derive(Serialize)]
struct FindingWords {
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
}

impl FindingWords {
    fn of(finding: &Finding, language: MessageLanguage) -> FindingWords {
        let text = |message: &Message| message.text(language);
        FindingWords {
            message: text(&finding.message),
            label: finding.label.as_ref().map(text),
            help: finding.help.as_ref().map(text),
        }
    }
}

/// A related location in a line of output.
#[derive(Serialize)]
struct JsonRelated<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    message: String,
}

/// A change after which the finding is gone.
#[derive(Serialize)]
struct JsonFix<'a> {
    title: String,
    safety: &'a str,
    edits: Vec<JsonEdit>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    renames: Vec<JsonRename>,
}

/// A range of a file, and the text that replaces it.
#[derive(Serialize)]
struct JsonEdit {
    path: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: String,
}

/// A file that gets another path.
#[derive(Serialize)]
struct JsonRename {
    from: String,
    to: String,
}

impl<'a> JsonFix<'a> {
    /// Returns a fix. `None` if its ranges cannot be found.
    fn of(fix: &'a Fix, context: EmitContext) -> Option<JsonFix<'a>> {
        let resolved = fix.resolve(context.sources)?;
        let edits = resolved.edits.into_iter().map(|edit| {
            let (start, end) = ends(edit.span, context.sources);
            JsonEdit {
                path: context.path(context.sources.path(edit.span.file)),
                line: start.line,
                column: start.column,
                end_line: end.line,
                end_column: end.column,
                text: edit.text,
            }
        });
        let renames = resolved.renames.into_iter().map(|rename| JsonRename {
            from: context.path(&rename.from),
            to: context.path(&rename.to),
        });
        Some(JsonFix {
            title: fix.title.text(context.language),
            safety: fix.safety.word(),
            edits: edits.collect(),
            renames: renames.collect(),
        })
    }
}

/// Writes a finding as one line.
pub(super) fn json(finding: &Finding, context: EmitContext, out: &mut String) {
    let EmitContext {
        sources, language, ..
    } = context;
    let (start, end) = finding.span.map(|span| ends(span, sources)).unzip();
    let object = JsonFinding {
        code: finding.code.word(),
        severity: finding.severity.word(),
        path: &finding.path,
        line: start.map(|p| p.line),
        column: start.map(|p| p.column),
        end_line: end.map(|p| p.line),
        end_column: end.map(|p| p.column),
        words: FindingWords::of(finding, language),
        english: (language != MessageLanguage::English)
            .then(|| FindingWords::of(finding, MessageLanguage::English)),
        related: finding
            .related
            .iter()
            .map(|(span, path, words)| {
                let position = span.map(|span| sources.position(span));
                JsonRelated {
                    path,
                    line: position.map(|p| p.line),
                    column: position.map(|p| p.column),
                    message: words.text(language),
                }
            })
            .collect(),
        unchecked: finding.unchecked,
        fixes: finding
            .fixes
            .iter()
            .filter_map(|fix| JsonFix::of(fix, context))
            .collect(),
    };
    write(&object, out);
}

/// Writes a text that is not published yet as one line.
pub(super) fn withheld(text: &WithheldText, language: MessageLanguage, out: &mut String) {
    let (message, help) = (text.reason(), text.help());
    let words = |language| FindingWords {
        message: message.text(language),
        label: None,
        help: Some(help.text(language)),
    };
    let object = JsonFinding {
        code: "withheld",
        severity: "note",
        path: &text.path,
        line: None,
        column: None,
        end_line: None,
        end_column: None,
        words: words(language),
        english: (language != MessageLanguage::English).then(|| words(MessageLanguage::English)),
        related: Vec::new(),
        unchecked: 0,
        fixes: Vec::new(),
    };
    write(&object, out);
}

fn write(object: &JsonFinding, out: &mut String) {
    let line = serde_json::to_string(object).expect("strings and numbers always serialize");
    out.push_str(&line);
    out.push('\n');
}
