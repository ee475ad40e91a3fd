//! Findings as text: for people (with the lines they are about), short (one line each), and for machines.
//!
//! All formats get the same sorted findings, and none decides anything. What a site's texts say stands in findings,
//! and a machine may act on what it reads: each format escapes by its reader's rules, so that no text can say more than it means.

mod github;
mod human;
mod json;
mod sarif;
mod summary;

use std::fmt::Write as _;

use super::{Finding, Severity, count};
use crate::source::{Position, Sources, Span};

pub use self::json::SCHEMA as JSON_SCHEMA;
pub use self::summary::summary;

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With the line in question, a caret and the cure
    #[default]
    Human,
    /// One line each: file:line:column: severity[code]: sentence
    Short,
    /// One JSON object a line; `griot explain --json-schema` describes it
    Json,
    /// Annotations of GitHub Actions, and the whole list in the summary of the step
    Github,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
}

/// Whether colour is asked for; the edge decides whether the terminal gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Colour,
}

/// All findings in one format.
pub fn render(findings: &[Finding], sources: &Sources, format: Format, style: Style) -> String {
    let mut out = String::new();
    match format {
        Format::Human => findings
            .iter()
            .for_each(|finding| human::human(finding, sources, style, &mut out)),
        Format::Short => findings.iter().for_each(|finding| short(finding, sources, &mut out)),
        Format::Json => findings
            .iter()
            .for_each(|finding| json::json(finding, sources, &mut out)),
        Format::Github => github::commands(findings, sources, &mut out),
        Format::Sarif => sarif::log(findings, sources, &mut out),
    }
    out
}

/// "2 errors, 1 warning", or nothing when there are none.
pub fn tally(findings: &[Finding]) -> Option<String> {
    let errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
    let warnings = findings.len() - errors;
    match (errors, warnings) {
        (0, 0) => None,
        (0, w) => Some(count(w, "warning")),
        (e, 0) => Some(count(e, "error")),
        (e, w) => Some(format!("{}, {}", count(e, "error"), count(w, "warning"))),
    }
}

/// Control characters would move a terminal's cursor: they are shown as a mark instead.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c })
        .collect()
}

fn short(finding: &Finding, sources: &Sources, out: &mut String) {
    let place = finding.span.map_or_else(String::new, |span| {
        let position = sources.position(span);
        format!(":{}:{}", position.line, position.column)
    });
    let help = finding
        .help
        .as_ref()
        .map_or_else(String::new, |help| format!("; {help}"));
    let line = format!(
        "{}{place}: {}[{}]: {}{help}",
        finding.path,
        finding.severity.word(),
        finding.code.word(),
        finding.message,
    );
    // A finding is one line even where a help text has two.
    writeln!(out, "{}", visible(&line.replace('\n', " "))).expect("writing to a String cannot fail");
}

/// Where a span begins and ends; the end is the place after its last character.
fn ends(span: Span, sources: &Sources) -> (Position, Position) {
    let end = Span {
        start: span.end,
        ..span
    };
    (sources.position(span), sources.position(end))
}

/// The message as a sentence that goes on in lower case, and what to do as another one.
fn sentences(finding: &Finding) -> String {
    let mut text = closed(&finding.message);
    if let Some(help) = &finding.help {
        text.push(' ');
        text.push_str(&capitalized(&closed(help)));
    }
    text
}

fn closed(sentence: &str) -> String {
    let sentence = sentence.trim_end();
    let stop = if sentence.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{sentence}{stop}")
}

fn capitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
