//! Footnotes: numbered in the order of the first references, listed at the end of the text.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::dropped_text::folded_label;
use super::{Composer, Element, PlacedEvent};
use crate::diag::{Code, Diagnostic, Diagnostics, Fix};
use crate::load::slug;
use crate::markdown::Placeholder;
use crate::message;
use crate::source::Span;

/// The maximum length of a label in bytes, as in CommonMark links.
const MAX_LABEL: usize = 1000;

/// The footnotes of a body.
#[derive(Default)]
pub(super) struct Footnotes<'w> {
    by_label: BTreeMap<String, Footnote<'w>>,
    /// Labels in the order of their first references.
    order: Vec<String>,
}

/// A footnote, which may be referred to before it is defined.
#[derive(Default)]
struct Footnote<'w> {
    /// The label as written in the definition.
    label: String,
    events: Vec<Event<'w>>,
    /// The place of the definition, or `None` until the definition is read.
    span: Option<Span>,
    /// The number, from 1 in the order of the first references; 0 while there is no reference.
    number: usize,
    references: usize,
}

impl Footnotes<'_> {
    /// Adds a reference. Returns the number of the footnote, and the count of its references.
    fn refer(&mut self, label: &str) -> (usize, usize) {
        let label = folded_label(label);
        let note = self.by_label.entry(label.clone()).or_default();
        note.references += 1;
        if note.number == 0 {
            self.order.push(label);
            note.number = self.order.len();
        }
        (note.number, note.references)
    }

    /// Reports the footnotes without references.
    fn report_unused(&self, diagnostics: &mut Diagnostics) {
        for note in self.by_label.values() {
            let label = &note.label;
            if note.references == 0
                && let Some(span) = note.span
            {
                diagnostics.push(
                    Diagnostic::new(
                        Code::UnusedFootnote,
                        span,
                        message!(
                            "nothing refers to the footnote `{label}`, so readers will not see it",
                            label
                        ),
                    )
                    .help(message!(
                        "write `[^{label}]` where it belongs, or delete it",
                        label
                    )),
                );
            }
        }
    }
}

impl<'w> Composer<'w, '_> {
    /// Reports references to undefined footnotes, which the parser leaves as text.
    pub(super) fn report_missing_footnotes(&mut self, range: Range<usize>) {
        let text = &self.body.text[range.clone()];
        if !text.contains("[^") {
            return;
        }
        for (at, _) in text.match_indices("[^") {
            // Labels are short. So for an unclosed bracket the rest of the text need not be
            // searched.
            let rest =
                &text[at + 2..text.floor_char_boundary((at + 2 + MAX_LABEL).min(text.len()))];
            let Some((label, after)) = rest.split_once(']') else {
                continue;
            };
            let escaped = text[..at].ends_with('\\')
                || self.body.text[..range.start].ends_with('\\') && at == 0;
            if escaped || label.trim().is_empty() {
                continue;
            }
            let start = range.start + at;
            let place = start..start + label.len() + 3;
            if label.contains(char::is_whitespace) {
                let name = slug(label).unwrap_or_else(|| "note".into());
                let help = match after.starts_with(':') {
                    true => message!(
                        "write `[^{name}]:`, and `[^{name}]` where the note belongs",
                        name
                    ),
                    false => message!(
                        "write `[^{name}]` here, and add a line `[^{name}]: ...` with the text of the note",
                        name
                    ),
                };
                let message = message!(
                    "this is shown to readers as is: a footnote label cannot contain spaces"
                );
                let is_free = !self.body.text.contains(&format!("[^{name}]"));
                let new = format!("[^{name}]");
                let fix = Fix::safe(message!("write `{line}`", line = new.as_str()))
                    .replace(self.span(&place), new);
                let fix = is_free.then_some(fix);
                self.report_with_fix(Code::UnknownReference, &place, message, help, fix);
                continue;
            }
            self.report(
                Code::UnknownReference,
                &place,
                message!("there is no footnote `{label}`", label),
                message!("add a line `[^{label}]: ...` with its text", label),
            );
        }
    }

    /// Composes a reference to a footnote.
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let (number, times) = self.footnotes.refer(label);
        let suffix = if times == 1 {
            String::new()
        } else {
            format!("-{times}")
        };
        self.push_html(format!("<sup class=\"fnref\"><a id=\"fnref-{number}{suffix}\" href=\"#fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"));
    }

    /// Composes the text of a footnote, which is written at the end of the body.
    pub(super) fn footnote(&mut self, events: &[PlacedEvent<'w>], at: usize, label: &str) -> usize {
        let element = Element::new(events, at);
        let before = std::mem::take(&mut self.output.events);
        self.scope.no_lead += 1;
        self.content(element);
        self.scope.no_lead -= 1;
        let composed = std::mem::replace(&mut self.output.events, before);
        let span = self.span(element.range());
        let note = self
            .footnotes
            .by_label
            .entry(folded_label(label))
            .or_default();
        // As on GitHub, the first definition counts.
        if let Some(first) = note.span {
            let other = format!("{label}-2");
            let diagnostic = Diagnostic::new(
                Code::LostText,
                span,
                message!(
                    "there are two footnotes `{label}`, so readers will not see this one",
                    label
                ),
            )
            .help(message!(
                "give it a label of its own: `[^{other}]:`, and `[^{other}]` where it belongs",
                other
            ))
            .related(first, message!("the other one"));
            self.findings.push(diagnostic);
            return element.end + 1;
        }
        note.label = label.to_owned();
        note.events = composed;
        note.span = Some(span);
        element.end + 1
    }

    /// Writes the list of footnotes, and reports those without references.
    pub(super) fn footnote_list(&mut self) {
        self.footnotes.report_unused(&mut self.findings.diagnostics);
        if self.footnotes.order.is_empty() {
            return;
        }
        let word = self.placeholder(Placeholder::Word("footnotes".into(), None));
        self.push_html(format!(
            "<section class=\"footnotes\" role=\"doc-endnotes\">\n<h2 id=\"part-footnotes\">{word}</h2>\n<ol>\n"
        ));
        for (at, label) in self.footnotes.order.clone().into_iter().enumerate() {
            let number = at + 1;
            let note = self.footnotes.by_label.remove(&label).unwrap_or_default();
            self.push_html(format!("<li id=\"fn-{number}\">"));
            let mut events = note.events;
            let back: Vec<String> = (1..=note.references)
                .map(|time| {
                    let suffix = if time == 1 { String::new() } else { format!("-{time}") };
                    let word = self.placeholder(Placeholder::Word("back_to_text".into(), None));
                    format!(
                        " <a href=\"#fnref-{number}{suffix}\" role=\"doc-backlink\" aria-label=\"{word}\">↩\u{fe0e}</a>"
                    )
                })
                .collect();
            // The links back are appended to the footnote's last paragraph.
            let closing = matches!(events.last(), Some(Event::End(TagEnd::Paragraph)))
                .then(|| events.pop())
                .flatten();
            self.output.events.append(&mut events);
            self.push_html(back.concat());
            self.output.events.extend(closing);
            self.push_html("</li>\n");
        }
        self.push_html("</ol>\n</section>\n");
    }
}
