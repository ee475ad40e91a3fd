//! Findings for people: source lines, carets and the help.
//!
//! They are rendered by `annotate-snippets`, the library that also renders Cargo's messages.

use std::ops::Range;

use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle,
};

use super::{ColorChoice, EmitContext, visible};
use crate::diag::{Finding, Severity};
use crate::message;
use crate::messages::Message;
use crate::source::{SourceFiles, Span};

/// Writes one finding with its source lines.
pub(super) fn human(finding: &Finding, context: EmitContext, style: ColorChoice, out: &mut String) {
    let EmitContext {
        sources, language, ..
    } = context;
    let text = |message: &Message| visible(&message.text(language));
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let level = level.with_name(finding.severity.name().text(language));
    let title = level
        .primary_title(text(&finding.message))
        .id(finding.code.word());
    let mut group = match finding.span {
        Some(span) if is_about_file(span, sources) => {
            title.element(origin(span, sources, &finding.path))
        }
        Some(span) => {
            let beside = finding
                .related
                .iter()
                .filter(|(_, path, _)| path == &finding.path);
            let beside: Vec<(Span, &Message)> = beside
                .filter_map(|(near, _, words)| near.map(|near| (near, words)))
                .collect();
            let excerpt = Excerpt::new(
                beside.iter().map(|(near, _)| *near).chain([span]),
                span,
                sources,
            );
            let mut snippet = excerpt.snippet(&finding.path).annotation(
                AnnotationKind::Primary
                    .span(excerpt.local(span))
                    .label(finding.label.as_ref().map(text)),
            );
            for (near, words) in beside {
                snippet = snippet.annotation(
                    AnnotationKind::Context
                        .span(excerpt.local(near))
                        .label(text(words)),
                );
            }
            title.element(snippet)
        }
        None => title.element(Origin::path(finding.path.clone())),
    };
    let mut groups: Vec<Group> = Vec::new();
    if let Some(help) = &finding.help {
        let level = Level::HELP.with_name(message!("help").text(language));
        group = group.element(level.message(text(help)));
    }
    groups.push(group);
    for (span, path, words) in &finding.related {
        if path == &finding.path && span.is_some() {
            continue;
        }
        let level = Level::NOTE.with_name(message!("note").text(language));
        let title = level.secondary_title(text(words));
        let element: Element = match span {
            Some(span) if is_about_file(*span, sources) => origin(*span, sources, path).into(),
            Some(span) => {
                let excerpt = Excerpt::new([*span], *span, sources);
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
        ColorChoice::Plain => Renderer::plain(),
        ColorChoice::Colour => Renderer::styled(),
    };
    out.push_str(&renderer.decor_style(DecorStyle::Ascii).render(&groups));
    out.push_str("\n\n");
}

/// The lines of a file from the first to the last span. The rest of the file is not searched.
struct Excerpt<'a> {
    text: &'a str,
    /// The position of its first byte in the file.
    start: usize,
    line: usize,
}

impl<'a> Excerpt<'a> {
    fn new(
        spans: impl IntoIterator<Item = Span>,
        any: Span,
        sources: &'a SourceFiles,
    ) -> Excerpt<'a> {
        let text = sources.text(any.file);
        let ranges: Vec<Range<usize>> = spans
            .into_iter()
            .map(|span| first_line_of(span, text))
            .collect();
        let from = ranges.iter().map(|range| range.start).min().unwrap_or(0);
        let to = ranges
            .iter()
            .map(|range| range.end)
            .max()
            .unwrap_or(text.len());
        let start = text[..from].rfind('\n').map_or(0, |at| at + 1);
        let end = text[to..].find('\n').map_or(text.len(), |at| to + at);
        Excerpt {
            text: &text[start..end],
            start,
            line: sources.position(Span::new(any.file, start..start)).line,
        }
    }

    fn snippet(&self, path: &str) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        Snippet::source(self.text)
            .line_start(self.line)
            .path(path.to_owned())
    }

    /// Returns the range of a span, relative to the excerpt.
    fn local(&self, span: Span) -> Range<usize> {
        let bound = |at: u32| {
            self.text.floor_char_boundary(
                (at as usize)
                    .saturating_sub(self.start)
                    .min(self.text.len()),
            )
        };
        let start = bound(span.start);
        // Only the first line of a long span is marked, because the caret shows where the finding
        // is, not how much it covers.
        let line_end = self.text[start..]
            .find('\n')
            .map_or(self.text.len(), |at| start + at);
        start..bound(span.end).clamp(start, line_end)
    }
}

/// Returns the part of a span that is in its first line.
fn first_line_of(span: Span, text: &str) -> Range<usize> {
    let start = text.floor_char_boundary((span.start as usize).min(text.len()));
    let end = text.floor_char_boundary((span.end as usize).clamp(start, text.len()));
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    start..end.clamp(start, line_end)
}

/// Whether a span is the opening line of a front matter, or is in a dropped text. Such a finding is
/// about the file, and the line would show nothing.
fn is_about_file(span: Span, sources: &SourceFiles) -> bool {
    let text = sources.text(span.file);
    text.is_empty() || span.start == 0 && text[first_line_of(span, text)].trim_end() == "---"
}

fn origin<'a>(span: Span, sources: &SourceFiles, path: &str) -> Origin<'a> {
    let position = sources.position(span);
    Origin::path(path.to_owned())
        .line(position.line)
        .char_column(position.column)
}
