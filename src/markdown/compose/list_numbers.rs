//! Checks numbered lists: Markdown counts up from the first number and ignores the others.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::links::one_line;
use super::{Composer, PlacedEvent};
use crate::diag::{Code, Diagnostic, Fix, Severity};
use crate::message;
use crate::messages::{Argument, ListConjunction};

/// The maximum number of lines that a finding quotes.
const MAX_QUOTED: usize = 3;

/// An open list.
struct OpenList {
    /// The number with which the next item is shown, or `None` in a bulleted list.
    next: Option<u64>,
    items: Vec<NumberedItem>,
}

/// An item of a numbered list.
struct NumberedItem {
    written: u64,
    shown: u64,
    /// The bytes of the number in the body, without the delimiter after it.
    digits: Range<usize>,
}

impl Composer<'_, '_> {
    /// Reports lists whose numbers are shown differently from how they are written. One number
    /// throughout (`1.` `1.` `1.`) is not reported: it is a common way to let Markdown count.
    pub(super) fn check_numbers(&mut self, events: &[PlacedEvent]) {
        let mut open: Vec<OpenList> = Vec::new();
        for (event, range) in events {
            match event {
                Event::Start(Tag::List(first)) => open.push(OpenList {
                    next: *first,
                    items: Vec::new(),
                }),
                Event::Start(Tag::Item) => {
                    if let Some(list) = open.last_mut()
                        && let Some(shown) = list.next
                    {
                        list.next = Some(shown + 1);
                        list.items.extend(item(self.body.text, range.start, shown));
                    }
                }
                Event::End(TagEnd::List(_)) => {
                    if let Some(list) = open.pop() {
                        self.check_list(&list.items);
                    }
                }
                _ => {}
            }
        }
    }

    /// Reports a list if a number is shown differently from how it is written.
    fn check_list(&mut self, items: &[NumberedItem]) {
        let wrong = || items.iter().filter(|item| item.written != item.shown);
        let (Some(first), Some(start)) = (wrong().next(), items.first()) else {
            return;
        };
        // By convention only 0 and 1 are repeated.
        if start.written <= 1 && items.iter().all(|item| item.written == start.written) {
            return;
        }
        let many = wrong().count();
        let written = self.marker(first, first.written);
        let shown = self.marker(first, first.shown);
        let message = match many {
            1 => message!(
                "`{written}` is shown to readers as `{shown}`: a list counts on from its first number",
                written,
                shown
            ),
            _ => message!(
                many - 1 =>
                "`{written}` is shown to readers as `{shown}`: a list counts on from its first number, and one more number of this list is changed too",
                "`{written}` is shown to readers as `{shown}`: a list counts on from its first number, and {count} more numbers of this list are changed too",
                written,
                shown
            ),
        };
        // In a list that begins with 1, a number that is slightly off was probably not intended.
        let length = items.len() as u64;
        let is_miscounted =
            start.written <= 1 && items.iter().all(|item| item.written <= length + 2);
        let help = if is_miscounted {
            message!(
                "write `{line}`; or `{escaped}`, if this is a number and not a list",
                line = self.line(first, &shown),
                escaped = self.line(first, &self.escaped_marker(first))
            )
        } else {
            // All numbers are intentional, including the first one.
            let lines = items.iter().take(MAX_QUOTED).map(|item| {
                Argument::Text(format!("`{}`", self.line(item, &self.escaped_marker(item))))
            });
            let lines = Argument::List(lines.collect(), ListConjunction::Comma);
            if items.len() > MAX_QUOTED {
                message!(
                    "put a backslash after each number to keep it: write {lines} and so on",
                    lines
                )
            } else {
                message!(
                    "put a backslash after each number to keep it: write {lines}",
                    lines
                )
            }
        };
        let severity = if is_miscounted {
            Severity::Warning
        } else {
            Severity::Error
        };
        let fixes = self.number_fixes(items, first, is_miscounted);
        let diagnostic = Diagnostic::new(Code::ListNumber, self.span(&first.digits), message)
            .help(help)
            .fixes(fixes);
        self.findings.push(diagnostic.severity(severity));
    }

    /// Returns the fixes of a list: its numbers in order or as text if it was miscounted, else each
    /// number kept by a backslash.
    fn number_fixes(
        &self,
        items: &[NumberedItem],
        first: &NumberedItem,
        is_miscounted: bool,
    ) -> Vec<Fix> {
        let escape = |fix: Fix, item: &NumberedItem| {
            let end = item.digits.end;
            fix.replace(self.span(&(end..end)), "\\")
        };
        if !is_miscounted {
            let fix = Fix::safe(message!("put a backslash after each number"));
            return vec![items.iter().fold(fix, escape)];
        }
        let in_order = Fix::not_safe(message!("write the numbers in order"));
        let wrong = items.iter().filter(|item| item.written != item.shown);
        let in_order = wrong.fold(in_order, |fix, item| {
            fix.replace(self.span(&item.digits), item.shown.to_string())
        });
        let title = message!("write `{line}`", line = self.escaped_marker(first));
        vec![in_order, escape(Fix::not_safe(title), first)]
    }

    /// Returns a number with the delimiter that is written in the body.
    fn marker(&self, item: &NumberedItem, number: u64) -> String {
        let mark = self.body.text[item.digits.end..]
            .chars()
            .next()
            .unwrap_or('.');
        format!("{number}{mark}")
    }

    /// Returns the marker of an item as literal text.
    fn escaped_marker(&self, item: &NumberedItem) -> String {
        let end = item.digits.end;
        let mark = self.body.text[end..].chars().next().unwrap_or('.');
        format!("{}\\{mark}", &self.body.text[item.digits.clone()])
    }

    /// Returns the line of an item with another marker.
    fn line(&self, item: &NumberedItem, marker: &str) -> String {
        let rest = self.body.text[item.digits.end..]
            .lines()
            .next()
            .unwrap_or_default();
        let rest = rest.get(1..).unwrap_or_default().trim();
        one_line(&format!("{marker} {rest}"))
    }
}

/// Parses the number of the item that begins at `start`.
fn item(body: &str, start: usize, shown: u64) -> Option<NumberedItem> {
    let text = body.get(start..)?;
    let start = start + (text.len() - text.trim_start_matches([' ', '\t']).len());
    let digits = body[start..].bytes().take_while(u8::is_ascii_digit).count();
    Some(NumberedItem {
        written: body[start..start + digits].parse().ok()?,
        shown,
        digits: start..start + digits,
    })
}
