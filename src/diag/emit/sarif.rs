//! Findings as SARIF 2.1.0 (OASIS), for code scanning services and editors.
//!
//! The log has one run, and each code is a rule. Columns count characters, as `columnKind`
//! declares. Paths are relative references, which readers resolve.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{EmitContext, WithheldText, capitalized, closed, ends, sentences, visible};
use crate::diag::{Code, Finding, Fix};
use crate::messages::MessageLanguage;
use crate::source::{SourceFiles, Span};

/// The characters that are not percent-encoded in a path.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Writes the complete log as one line.
pub(super) fn log(
    findings: &[Finding],
    withheld: &[WithheldText],
    context: EmitContext,
    out: &mut String,
) {
    let EmitContext {
        sources, language, ..
    } = context;
    let rules: Vec<Value> = Code::ALL
        .iter()
        .copied()
        .map(|code| rule(code, language))
        .collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| result(finding, context))
        .collect();
    let mut log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "griot",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    if !withheld.is_empty() {
        let notes = withheld.iter().map(|withheld_text| {
            let sentences = [withheld_text.reason(), withheld_text.help()];
            let sentences = sentences.map(|one| capitalized(&closed(&one.text(language))));
            json!({
                "descriptor": {"id": "withheld"},
                "level": "note",
                "message": {"text": sentences.join(" ")},
                "locations": [{"physicalLocation": place(&withheld_text.path, None, sources)}],
            })
        });
        let notes: Vec<Value> = notes.collect();
        log["runs"][0]["invocations"] =
            json!([{"executionSuccessful": true, "toolExecutionNotifications": notes}]);
    }
    out.push_str(&log.to_string());
    out.push('\n');
}

/// Returns the rule of a code. Its texts are from the page of the code.
fn rule(code: Code, language: MessageLanguage) -> Value {
    json!({
        "id": code.word(),
        "shortDescription": {"text": code.meaning(language)},
        "fullDescription": {"text": code.reason(language)},
        "help": {"text": code.cure(language), "markdown": code.page(language)},
        "defaultConfiguration": {"level": code.severity().word()},
    })
}

/// Returns the SARIF result of a finding.
fn result(finding: &Finding, context: EmitContext) -> Value {
    let EmitContext {
        sources, language, ..
    } = context;
    let words = |language| text(&capitalized(&sentences(finding, language)));
    let mut result = json!({
        "ruleId": finding.code.word(),
        "ruleIndex": Code::ALL.iter().position(|code| *code == finding.code),
        "level": finding.severity.word(),
        "message": {"text": words(language)},
        "locations": [{"physicalLocation": place(&finding.path, finding.span, sources)}],
    });
    if !finding.related.is_empty() {
        let related = finding
            .related
            .iter()
            .enumerate()
            .map(|(id, (span, path, words))| {
                json!({
                    "id": id,
                    "physicalLocation": place(path, *span, sources),
                    "message": {"text": text(&words.text(language))},
                })
            });
        result["relatedLocations"] = related.collect();
    }
    if language != MessageLanguage::English {
        result["properties"]["english"] = json!(words(MessageLanguage::English));
    }
    if finding.unchecked > 0 {
        result["properties"]["unchecked"] = json!(finding.unchecked);
    }
    let fixes: Vec<Value> = finding
        .fixes
        .iter()
        .filter_map(|one| fix(one, context))
        .collect();
    if !fixes.is_empty() {
        result["fixes"] = json!(fixes);
    }
    result
}

/// Returns a fix as SARIF. `None` if it renames files, which SARIF cannot say, or if its ranges
/// cannot be found.
fn fix(fix: &Fix, context: EmitContext) -> Option<Value> {
    let resolved = fix.resolve(context.sources)?;
    if resolved.edits.is_empty() || !resolved.renames.is_empty() {
        return None;
    }
    let files = resolved
        .edits
        .chunk_by(|one, next| one.span.file == next.span.file);
    let changes = files.map(|edits| {
        let replacements = edits.iter().map(|edit| {
            json!({
                "deletedRegion": region(edit.span, context.sources),
                "insertedContent": {"text": edit.text},
            })
        });
        let path = context.path(context.sources.path(edits[0].span.file));
        json!({
            "artifactLocation": location(&path),
            "replacements": replacements.collect::<Vec<_>>(),
        })
    });
    Some(json!({
        "description": {"text": text(&fix.title.text(context.language))},
        "artifactChanges": changes.collect::<Vec<_>>(),
        "properties": {"safety": fix.safety.word()},
    }))
}

fn place(path: &str, span: Option<Span>, sources: &SourceFiles) -> Value {
    let mut place = json!({"artifactLocation": location(path)});
    if let Some(span) = span {
        place["region"] = region(span, sources);
    }
    place
}

fn location(path: &str) -> Value {
    json!({"uri": utf8_percent_encode(path, PATH).to_string()})
}

fn region(span: Span, sources: &SourceFiles) -> Value {
    let (start, end) = ends(span, sources);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// Escapes brackets and backslashes, because `[words](target)` is a link in SARIF.
fn text(text: &str) -> String {
    let text = visible(text);
    if text.contains("](") {
        text.replace('\\', "\\\\")
            .replace('[', "\\[")
            .replace(']', "\\]")
    } else {
        text
    }
}
