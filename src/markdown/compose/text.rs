//! Running text: names become links, quotations in other languages are marked.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, TagEnd};

use super::{Composer, PlacedEvent};
use crate::lang::{Lang, composed};
use crate::markdown::loose_text::LINE_BREAK;
use crate::model::Entity;

/// The maximum number of bytes of plain text that are used for descriptions.
const MAX_LEAD: usize = 400;

/// The role of a range of the text.
#[derive(Clone, Copy)]
enum Marked {
    /// A name that becomes a link.
    Name(Entity),
    /// Words in another language.
    Words(Lang),
}

impl<'w> Composer<'w, '_> {
    /// Composes text across soft line breaks, because a name may be broken over two lines. Returns
    /// the index of the next event.
    pub(super) fn text_run(&mut self, events: &[PlacedEvent<'w>], at: usize) -> usize {
        let is_text = |(event, _): &&PlacedEvent| {
            matches!(event, Event::Text(_) | Event::SoftBreak | Event::HardBreak)
        };
        let next = at + events[at..].iter().take_while(is_text).count();
        let source = events[at].1.start..events[next - 1].1.end;
        self.report_missing_footnotes(source.clone());
        let parts = events[at..next].iter().map(|(event, range)| match event {
            Event::Text(part) => (part.as_ref(), range),
            Event::HardBreak => ("\u{2}", range),
            _ => ("\n", range),
        });
        // Most texts equal their source and need no copy.
        let mut end = source.start;
        let is_written = parts.clone().all(|(part, range)| {
            let follows = range.start == end && self.body.text.get(range.clone()) == Some(part);
            end = range.end;
            follows
        });
        let text = if is_written {
            Cow::Borrowed(&self.body.text[source])
        } else {
            Cow::Owned(parts.map(|(part, _)| part).collect())
        };
        self.push_lead(&text);
        let text = if self.scope.no_mentions > 0 {
            text
        } else {
            map_text(text, composed)
        };
        let others = self.context.quotes.find(&text, self.scope.lang);
        let names = self.mentions(events, at..next, &text, &others);
        let mut marked: Vec<(Range<usize>, Marked)> = others
            .into_iter()
            .map(|(range, lang)| (range, Marked::Words(lang)))
            .collect();
        marked.extend(
            names
                .into_iter()
                .map(|(range, entity)| (range, Marked::Name(entity))),
        );
        marked.sort_by_key(|(range, _)| range.start);
        self.marked_text(&text, marked);
        next
    }

    /// Adds the first words of the body to the lead, which is used for descriptions.
    pub(super) fn push_lead(&mut self, text: &str) {
        if self.scope.no_lead == 0 && self.prose.lead.len() < MAX_LEAD {
            self.prose.lead.push_str(&text.replace(LINE_BREAK, " "));
        }
    }

    /// Separates the texts of two blocks in the lead.
    pub(super) fn separate_lead(&mut self, end: &Event) {
        let is_block = !matches!(
            end,
            Event::End(
                TagEnd::Emphasis
                    | TagEnd::Strong
                    | TagEnd::Strikethrough
                    | TagEnd::Link
                    | TagEnd::Image
            )
        );
        if is_block && !self.prose.lead.is_empty() && !self.prose.lead.ends_with(' ') {
            self.prose.lead.push(' ');
        }
    }

    /// Writes a text: each marked range becomes a link, or a `<span>` with its language.
    ///
    /// The ranges do not overlap.
    #[expect(clippy::ptr_arg, reason = "parts of a borrowed text are borrowed")]
    fn marked_text(&mut self, text: &Cow<'w, str>, marked: Vec<(Range<usize>, Marked)>) {
        let mut done = 0;
        for (range, marked) in marked {
            self.push_text(text, done..range.start);
            let close = match marked {
                Marked::Name(entity) => {
                    let address = self.address(entity, None, None);
                    self.push_html(format!("<a class=\"mention\" href=\"{address}\">"));
                    "</a>"
                }
                Marked::Words(lang) => {
                    self.push_html(format!(
                        "<span lang=\"{lang}\" dir=\"{}\">",
                        lang.direction().html()
                    ));
                    "</span>"
                }
            };
            self.push_text(text, range.clone());
            self.push_html(close);
            done = range.end;
        }
        self.push_text(text, done..text.len());
    }

    /// Writes a range of a text. In the text, [`LINE_BREAK`] stands for a hard line break.
    #[expect(clippy::ptr_arg, reason = "parts of a borrowed text are borrowed")]
    fn push_text(&mut self, text: &Cow<'w, str>, range: Range<usize>) {
        let mut start = range.start;
        for (at, _) in text[range.clone()].match_indices(LINE_BREAK) {
            let end = range.start + at;
            self.output.push(Event::Text(subtext(text, start..end)));
            self.output.push(Event::HardBreak);
            start = end + LINE_BREAK.len_utf8();
        }
        if start < range.end {
            self.output
                .push(Event::Text(subtext(text, start..range.end)));
        }
    }
}

/// Applies a change that leaves most texts as they are, and avoids copying those.
fn map_text<'w>(text: Cow<'w, str>, change: impl Fn(&str) -> Cow<'_, str>) -> Cow<'w, str> {
    let text = match text {
        Cow::Borrowed(text) => return change(text),
        Cow::Owned(text) => text,
    };
    if let Cow::Owned(changed) = change(&text) {
        return changed.into();
    }
    text.into()
}

/// Returns a part of a text, copied only if the text itself is owned.
fn subtext<'w>(text: &Cow<'w, str>, range: Range<usize>) -> CowStr<'w> {
    match text {
        Cow::Borrowed(text) => CowStr::Borrowed(&text[range]),
        Cow::Owned(text) => text[range].to_owned().into(),
    }
}
