//! Citations, whose numbers lead to the list of sources, and footnotes, gathered at the end of the
//! text.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, TagEnd};

use super::dropped_text::folded_label;
use super::{Composer, matching_end};
use crate::diag::{Code, Diagnostic};
use crate::html::escaped;
use crate::load::{ContentKind, slug};
use crate::markdown::{Citation, Placeholder, source_anchor};
use crate::model::Entity;
use crate::resolve::NameMeaning;

/// How many bytes a label has at most: as many as those of links.
const LONGEST_LABEL: usize = 1000;

impl<'w> Composer<'w, '_> {
    /// `@a; @b, p. 3`: numbers that lead to the list of sources.
    pub(super) fn citation(&mut self, list: &str, range: &Range<usize>) {
        let mut links = Vec::new();
        for part in list.split(';') {
            let part = part.trim();
            let (name, locator) = part.split_once(',').map_or((part, ""), |(name, locator)| {
                (name.trim_end(), locator.trim())
            });
            let Some(name) = name.strip_prefix('@') else {
                self.report(
                    Code::UnknownReference,
                    range,
                    format!("`{part}` in a citation does not begin with `@`"),
                    format!("write `[{}]`", with_at_signs(list)),
                );
                continue;
            };
            let source = match self.context.names.find(Some(ContentKind::Source), name) {
                NameMeaning::One(Entity::Source(source)) => source,
                NameMeaning::Unreadable(file) => {
                    self.diagnostics.unchecked(file, 1);
                    continue;
                }
                NameMeaning::Withheld => {
                    self.report(
                        Code::WithheldLink,
                        range,
                        format!("the source `{name}` is not published yet, so it is not cited"),
                        "give it a file of its own in content/sources/",
                    );
                    continue;
                }
                meaning => {
                    let shorter = self.source_by_prefix(name);
                    let help = match meaning {
                        _ if shorter.is_some() => {
                            format!("did you mean `@{}`?", shorter.unwrap_or_default())
                        }
                        NameMeaning::None(Some(near)) => {
                            format!("did you mean `@{}`?", self.context.atlas.id(near))
                        }
                        _ => format!(
                            "create content/sources/{}.md",
                            slug(name).unwrap_or_else(|| "its-id".into())
                        ),
                    };
                    self.report(
                        Code::UnknownReference,
                        range,
                        format!("there is no source `{name}`"),
                        help,
                    );
                    continue;
                }
            };
            let next = self.citations.len();
            let number = *self.citations.entry(source).or_insert(next);
            if number == next {
                self.prose.citations.push(Citation { source });
            }
            let target = source_anchor(&self.context.atlas.sources[source].id);
            let locator = if locator.is_empty() {
                String::new()
            } else {
                format!(", {}", escaped(locator))
            };
            links.push(format!(
                "<a href=\"#{target}\" role=\"doc-biblioref\">{}</a>{locator}",
                number + 1
            ));
        }
        if !links.is_empty() {
            self.prose.lead.truncate(self.prose.lead.trim_end().len());
            // The space before a mark is taken back: it belongs to the word before it.
            if let Some(Event::Text(text)) = self.out.last_mut()
                && text.ends_with([' ', '\n'])
            {
                let trimmed = text.trim_end_matches([' ', '\n']).len();
                *text = match text {
                    CowStr::Borrowed(whole) => CowStr::Borrowed(&whole[..trimmed]),
                    _ => text[..trimmed].to_owned().into(),
                };
            }
            self.push_html(format!("<sup class=\"cite\">[{}]</sup>", links.join(", ")));
        }
    }

    /// The source whose id is the beginning of a name: `afp` for `afp-2022`.
    fn source_by_prefix(&self, name: &str) -> Option<String> {
        let mut rest = name;
        while let Some((shorter, _)) = rest.rsplit_once('-') {
            if let NameMeaning::One(entity) =
                self.context.names.find(Some(ContentKind::Source), shorter)
            {
                return Some(self.context.atlas.id(entity).to_owned());
            }
            rest = shorter;
        }
        None
    }

    /// References to notes that are nowhere: the parser leaves them as text, which would pass
    /// unseen.
    pub(super) fn report_missing_footnotes(&mut self, range: Range<usize>) {
        let text = &self.text[range.clone()];
        if !text.contains("[^") {
            return;
        }
        for (at, _) in text.match_indices("[^") {
            // A label is short; a bracket that is never closed is no reason to read all of the
            // text.
            let rest =
                &text[at + 2..text.floor_char_boundary((at + 2 + LONGEST_LABEL).min(text.len()))];
            let Some((label, after)) = rest.split_once(']') else {
                continue;
            };
            let escaped =
                text[..at].ends_with('\\') || self.text[..range.start].ends_with('\\') && at == 0;
            if escaped || label.trim().is_empty() {
                continue;
            }
            let start = range.start + at;
            let place = start..start + label.len() + 3;
            if label.contains(char::is_whitespace) {
                let name = slug(label).unwrap_or_else(|| "note".into());
                let help = match after.starts_with(':') {
                    true => format!("write `[^{name}]:`, and `[^{name}]` where the note belongs"),
                    false => {
                        format!(
                            "write `[^{name}]` here, and add a line `[^{name}]: ...` with the text of the note"
                        )
                    }
                };
                let message =
                    "this is shown to readers as is: a footnote label cannot contain spaces";
                self.report(Code::UnknownReference, &place, message.to_owned(), help);
                continue;
            }
            self.report(
                Code::UnknownReference,
                &place,
                format!("there is no footnote `{label}`"),
                format!("add a line `[^{label}]: ...` with its text"),
            );
        }
    }

    pub(super) fn footnote_reference(&mut self, label: &str) {
        let label = folded_label(label);
        let note = self.notes.entry(label.clone()).or_default();
        note.references += 1;
        if note.number == 0 {
            self.note_order.push(label);
            note.number = self.note_order.len();
        }
        let (number, times) = (note.number, note.references);
        let suffix = if times == 1 {
            String::new()
        } else {
            format!("-{times}")
        };
        self.push_html(format!("<sup class=\"fnref\"><a id=\"fnref-{number}{suffix}\" href=\"#fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"));
    }

    /// The text of a note, kept until all is read.
    pub(super) fn footnote(
        &mut self,
        events: &[(Event<'w>, Range<usize>)],
        at: usize,
        label: &str,
    ) -> usize {
        let end = matching_end(events, at);
        let range = events[at].1.clone();
        let before = std::mem::take(&mut self.out);
        self.aside += 1;
        self.steps(events, at + 1, end);
        self.aside -= 1;
        let inner = std::mem::replace(&mut self.out, before);
        let span = self.span(&range);
        let note = self.notes.entry(folded_label(label)).or_default();
        // As on GitHub the first one counts.
        if let Some(first) = note.span {
            let other = format!("{label}-2");
            let diagnostic = Diagnostic::new(
                Code::LostText,
                span,
                format!("there are two footnotes `{label}`, so readers will not see this one"),
            )
            .help(format!(
                "give it a label of its own: `[^{other}]:`, and `[^{other}]` where it belongs"
            ))
            .related(first, "the other one");
            self.diagnostics.push(diagnostic);
            return end + 1;
        }
        note.label = label.to_owned();
        note.events = inner;
        note.span = Some(span);
        end + 1
    }

    /// The list of notes, in the order in which they are referred to.
    pub(super) fn footnotes(&mut self) {
        for note in self.notes.values() {
            let label = &note.label;
            if note.references == 0
                && let Some(span) = note.span
            {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::UnusedFootnote,
                        span,
                        format!(
                            "nothing refers to the footnote `{label}`, so readers will not see it"
                        ),
                    )
                    .help(format!("write `[^{label}]` where it belongs, or delete it")),
                );
            }
        }
        if self.note_order.is_empty() {
            return;
        }
        let word = self.placeholder(Placeholder::Word("footnotes".into(), None));
        self.push_html(format!(
            "<section class=\"footnotes\" role=\"doc-endnotes\">\n<h2 id=\"part-footnotes\">{word}</h2>\n<ol>\n"
        ));
        for (at, label) in self.note_order.clone().into_iter().enumerate() {
            let number = at + 1;
            let note = self.notes.remove(&label).unwrap_or_default();
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
            // The way back stands in the note's last paragraph.
            let closing = matches!(events.last(), Some(Event::End(TagEnd::Paragraph)))
                .then(|| events.pop())
                .flatten();
            self.out.append(&mut events);
            self.push_html(back.concat());
            self.out.extend(closing);
            self.push_html("</li>\n");
        }
        self.push_html("</ol>\n</section>\n");
    }
}

/// A list of citations, each from its sign on.
fn with_at_signs(list: &str) -> String {
    let parts = list
        .split(';')
        .map(str::trim)
        .map(|part| match part.find('@') {
            Some(at) => part[at..].to_owned(),
            None => format!("@{part}"),
        });
    parts.collect::<Vec<_>>().join("; ")
}
