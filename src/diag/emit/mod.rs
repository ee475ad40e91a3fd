//! Output formats of findings: for people (with source lines or in one line each), and for
//! machines.
//!
//! All formats get the same sorted findings, and decide nothing. Findings quote texts of the site,
//! and programs act on what they read. So each format escapes texts by the rules of its readers,
//! and no text can inject anything.

mod fold;
mod github;
mod human;
mod json;
mod sarif;
mod summary;

use std::fmt::Write as _;

use super::{Code, Finding, Severity, count};
use crate::source::{Position, SourceFiles, Span};

pub use self::fold::{FoldedFindings, page};
pub use self::json::SCHEMA as JSON_SCHEMA;
pub use self::summary::{summary, withheld as withheld_summary};

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum OutputFormat {
    /// Each finding with its line, a caret and help
    #[default]
    Human,
    /// One line each: `file:line:column: severity[code]: message; help`
    Short,
    /// JSON Lines, as described by `griot explain --json-schema`
    Json,
    /// GitHub Actions annotations, and a job summary
    Github,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
}

/// Whether colours are wanted. Whether the terminal gets them is decided by the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorChoice {
    Plain,
    Colour,
}

/// Renders all findings in one format.
pub fn render(
    findings: &[Finding],
    sources: &SourceFiles,
    format: OutputFormat,
    style: ColorChoice,
) -> String {
    render_with(findings, &[], sources, format, style)
}

/// Renders all findings in one format. Formats for machines also get the texts that are not
/// published yet.
pub fn render_with(
    findings: &[Finding],
    withheld: &[WithheldText],
    sources: &SourceFiles,
    format: OutputFormat,
    style: ColorChoice,
) -> String {
    let mut out = String::new();
    match format {
        OutputFormat::Human => findings
            .iter()
            .for_each(|finding| human::human(finding, sources, style, &mut out)),
        OutputFormat::Short => findings
            .iter()
            .for_each(|finding| short(finding, sources, &mut out)),
        OutputFormat::Json => {
            findings
                .iter()
                .for_each(|finding| json::json(finding, sources, &mut out));
            withheld
                .iter()
                .for_each(|withheld_text| json::withheld(withheld_text, &mut out));
        }
        OutputFormat::Github => {
            github::commands(findings, sources, &mut out);
            withheld_words(withheld)
                .iter()
                .for_each(|words| github::notice(words, &mut out));
        }
        OutputFormat::Sarif => sarif::log(findings, withheld, sources, &mut out),
    }
    out
}

/// A text that is not published yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithheldText {
    pub path: String,
    /// The day of publication, `2022-02-23`; `None` for a draft without a later date.
    pub until: Option<String>,
    /// The reason in words, such as "until 2022-02-23" or "draft".
    pub reason: String,
    /// The command-line option that shows the text.
    pub option: &'static str,
}

/// How many unpublished texts a line names.
const NAMED: usize = 10;

/// Returns a sentence such as "2 articles withheld: a.md until 2022-02-23, b.md (draft); use
/// --drafts and --now to show them", or `None` if no text is withheld.
pub fn withheld_words(withheld: &[WithheldText]) -> Option<String> {
    if withheld.is_empty() {
        return None;
    }
    let named = withheld.iter().take(NAMED);
    let mut list: Vec<String> = named
        .map(|withheld_text| format!("{} {}", withheld_text.path, withheld_text.reason))
        .collect();
    if withheld.len() > NAMED {
        let last = list.pop().unwrap_or_default();
        list.push(format!("{last} and {} more", withheld.len() - NAMED));
    }
    let mut options: Vec<&str> = withheld
        .iter()
        .map(|withheld_text| withheld_text.option)
        .collect();
    options.sort_unstable();
    options.dedup();
    let is_article = |text: &WithheldText| !text.path.contains("content/pages/");
    let noun = match withheld.iter().all(is_article) {
        true => "article",
        false => "text",
    };
    let them = if withheld.len() == 1 { "it" } else { "them" };
    Some(visible(&format!(
        "{} withheld: {}; use {} to show {them}",
        count(withheld.len(), noun),
        list.join(", "),
        options.join(" and ")
    )))
}

/// Returns the numbers of findings, such as "2 errors, 1 warning; 3 references to the file that
/// cannot be read were not checked", or `None` if there are none. A cause in many places counts
/// once: "1 error in 11,866 places".
pub fn tally(findings: &[Finding]) -> Option<String> {
    let errors = fold::counted(findings, Severity::Error);
    let warnings = fold::counted(findings, Severity::Warning);
    let counts: Vec<String> = errors.into_iter().chain(warnings).collect();
    if counts.is_empty() {
        return None;
    }
    let tally = counts.join(", ");
    let unchecked: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.unchecked > 0)
        .collect();
    let words = match unchecked.as_slice() {
        [] => None,
        [one] => unchecked_words(one),
        several => {
            let number = several.iter().map(|finding| finding.unchecked).sum();
            Some(format!(
                "{} to files that cannot be read were not checked",
                count(number, "reference")
            ))
        }
    };
    Some(words.map_or_else(|| tally.clone(), |words| format!("{tally}; {words}")))
}

/// Returns how many references were not checked because of a finding, in words.
fn unchecked_words(finding: &Finding) -> Option<String> {
    let number = finding.unchecked;
    let were = if number == 1 { "was" } else { "were" };
    let is_site = finding.path.ends_with(crate::diag::SITE);
    match number {
        0 => None,
        _ if is_site => Some(format!(
            "{} {were} not checked because of it",
            count(number, "file")
        )),
        _ => Some(format!(
            "{} to the file that cannot be read {were} not checked",
            count(number, "reference")
        )),
    }
}

/// Replaces control characters, which a terminal would execute.
pub fn visible(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() && c != '\n' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

fn short(finding: &Finding, sources: &SourceFiles, out: &mut String) {
    let place = finding.span.map_or_else(String::new, |span| {
        let position = sources.position(span);
        format!(":{}:{}", position.line, position.column)
    });
    let help = finding
        .help
        .as_ref()
        .map_or_else(String::new, |help| format!("; {help}"));
    let unchecked = unchecked_words(finding).map_or_else(String::new, |words| format!("; {words}"));
    let line = format!(
        "{}{place}: {}[{}]: {}{help}{unchecked}",
        finding.path,
        finding.severity.word(),
        finding.code.word(),
        finding.message,
    );
    // A finding is one line, even if its help has two.
    writeln!(out, "{}", visible(&line.replace('\n', " ")))
        .expect("writing to a String cannot fail");
}

/// Returns the positions of the first byte of a span and of the byte after its last.
fn ends(span: Span, sources: &SourceFiles) -> (Position, Position) {
    let end = Span {
        start: span.end,
        ..span
    };
    (sources.position(span), sources.position(end))
}

/// Returns the message, and the help as a second sentence.
fn sentences(finding: &Finding) -> String {
    let mut text = closed(&finding.message);
    if let Some(help) = &finding.help {
        text.push(' ');
        text.push_str(&capitalized(&closed(help)));
    }
    if let Some(words) = unchecked_words(finding) {
        text.push(' ');
        text.push_str(&closed(&words));
    }
    text
}

fn closed(sentence: &str) -> String {
    let sentence = sentence.trim_end();
    let stop = if sentence.ends_with(['.', '?', '!']) {
        ""
    } else {
        "."
    };
    format!("{sentence}{stop}")
}

fn capitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
