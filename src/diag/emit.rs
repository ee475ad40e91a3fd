//! Findings as text: for people (with the lines they are about), short (one line each), and JSON.
//!
//! All formats get the same sorted findings, and none decides anything. The caret pictures are drawn
//! by `annotate-snippets`, the library that draws those of Cargo.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle};
use serde::Serialize;

use super::{Finding, Severity, count};
use crate::source::{Sources, Span};

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With the line in question, a caret and the cure
    #[default]
    Human,
    /// One line each: file:line:column: severity[code]: sentence
    Short,
    /// One JSON object a line
    Json,
}

/// Whether colour is asked for; the edge decides whether the terminal gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Colour,
}

/// All findings in one format. `prefix` is put before each path, so that paths open from where the command runs.
pub fn render(findings: &[Finding], sources: &Sources, format: Format, style: Style) -> String {
    let mut out = String::new();
    for finding in findings {
        match format {
            Format::Human => human(finding, sources, style, &mut out),
            Format::Short => short(finding, sources, &mut out),
            Format::Json => json(finding, sources, &mut out),
        }
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

fn human(finding: &Finding, sources: &Sources, style: Style, out: &mut String) {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(&finding.message)).id(finding.code.word());
    let mut group = match finding.span {
        Some(span) if is_about_file(span, sources) => title.element(origin(span, sources, &finding.path)),
        Some(span) => {
            let beside = finding.related.iter().filter(|(_, path, _)| path == &finding.path);
            let beside: Vec<(Span, &str)> = beside
                .filter_map(|(near, _, words)| near.map(|near| (near, words.as_str())))
                .collect();
            let excerpt = Excerpt::of(beside.iter().map(|(near, _)| *near).chain([span]), span, sources);
            let mut snippet = excerpt.snippet(&finding.path).annotation(
                AnnotationKind::Primary
                    .span(excerpt.local(span))
                    .label(finding.label.clone().map(|label| visible(&label))),
            );
            for (near, words) in beside {
                snippet = snippet.annotation(AnnotationKind::Context.span(excerpt.local(near)).label(visible(words)));
            }
            title.element(snippet)
        }
        None => title.element(Origin::path(finding.path.clone())),
    };
    let mut groups: Vec<Group> = Vec::new();
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    groups.push(group);
    for (span, path, words) in &finding.related {
        if path == &finding.path && span.is_some() {
            continue;
        }
        let title = Level::NOTE.secondary_title(visible(words));
        let element: Element = match span {
            Some(span) if is_about_file(*span, sources) => origin(*span, sources, path).into(),
            Some(span) => {
                let excerpt = Excerpt::of([*span], *span, sources);
                let snippet = excerpt.snippet(path);
                snippet
                    .annotation(AnnotationKind::Primary.span(excerpt.local(*span)))
                    .into()
            }
            None => Origin::path(path.clone()).into(),
        };
        groups.push(title.element(element));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    out.push_str(&renderer.decor_style(DecorStyle::Ascii).render(&groups));
    out.push_str("\n\n");
}

/// The lines that some spans of one file touch, and those between; what is far away need not be read again.
struct Excerpt<'a> {
    text: &'a str,
    /// Where the lines begin, in the file.
    start: usize,
    line: usize,
}

impl<'a> Excerpt<'a> {
    fn of(spans: impl IntoIterator<Item = Span>, any: Span, sources: &'a Sources) -> Excerpt<'a> {
        let text = sources.text(any.file);
        let ranges: Vec<Range<usize>> = spans.into_iter().map(|span| first_line_of(span, text)).collect();
        let from = ranges.iter().map(|range| range.start).min().unwrap_or(0);
        let to = ranges.iter().map(|range| range.end).max().unwrap_or(text.len());
        let start = text[..from].rfind('\n').map_or(0, |at| at + 1);
        let end = text[to..].find('\n').map_or(text.len(), |at| to + at);
        Excerpt {
            text: &text[start..end],
            start,
            line: text[..start].bytes().filter(|&b| b == b'\n').count() + 1,
        }
    }

    fn snippet(&self, path: &str) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        Snippet::source(self.text).line_start(self.line).path(path.to_owned())
    }

    /// The bytes of a span within the excerpt.
    fn local(&self, span: Span) -> Range<usize> {
        let bound = |at: u32| {
            self.text
                .floor_char_boundary((at as usize).saturating_sub(self.start).min(self.text.len()))
        };
        let start = bound(span.start);
        // A span of several lines is drawn as its first: the caret says where, not how much.
        let line_end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at);
        start..bound(span.end).clamp(start, line_end)
    }
}

/// The bytes of a span that stand in its first line.
fn first_line_of(span: Span, text: &str) -> Range<usize> {
    let start = text.floor_char_boundary((span.start as usize).min(text.len()));
    let end = text.floor_char_boundary((span.end as usize).clamp(start, text.len()));
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    start..end.clamp(start, line_end)
}

/// Whether a span is the line that opens a front matter: a finding about the file itself, and a line that shows nothing.
fn is_about_file(span: Span, sources: &Sources) -> bool {
    let text = sources.text(span.file);
    span.start == 0 && text[first_line_of(span, text)].trim_end() == "---"
}

fn origin<'a>(span: Span, sources: &Sources, path: &str) -> Origin<'a> {
    let position = sources.position(span);
    Origin::path(path.to_owned())
        .line(position.line)
        .char_column(position.column)
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
    help: Option<&'a str>,
    related: Vec<JsonRelated<'a>>,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    message: &'a str,
}

fn json(finding: &Finding, sources: &Sources, out: &mut String) {
    let start = finding.span.map(|span| sources.position(span));
    let end = finding.span.map(|span| {
        sources.position(Span {
            start: span.end,
            ..span
        })
    });
    let object = JsonFinding {
        code: finding.code.word(),
        severity: finding.severity.word(),
        path: &finding.path,
        line: start.map(|p| p.line),
        column: start.map(|p| p.column),
        end_line: end.map(|p| p.line),
        end_column: end.map(|p| p.column),
        message: &finding.message,
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
    };
    let line = serde_json::to_string(&object).expect("strings and numbers always serialize");
    out.push_str(&line);
    out.push('\n');
}
