//! Lists whose numbers are not shown as they are written: Markdown counts on from the first number,
//! whatever the others are.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::links::one_line;
use super::{Composer, PlacedEvent};
use crate::diag::{Code, Diagnostic, Severity};

/// How many lines a finding writes out.
const WRITTEN_OUT: usize = 3;

/// A list that is open.
struct OpenList {
    /// The number that is shown at its next item; none in a list without numbers.
    next: Option<u64>,
    items: Vec<NumberedItem>,
}

/// An item of a list with numbers.
struct NumberedItem {
    written: u64,
    shown: u64,
    /// The number in the body, without its mark.
    digits: Range<usize>,
}

impl Composer<'_, '_> {
    /// Reports each list that shows other numbers than those written, but for lists of one number
    /// throughout (`1.` `1.` `1.`), which is the usual way to let Markdown count.
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

    fn check_list(&mut self, items: &[NumberedItem]) {
        let wrong = || items.iter().filter(|item| item.written != item.shown);
        let (Some(first), Some(start)) = (wrong().next(), items.first()) else {
            return;
        };
        // Only zero and one are written throughout by custom.
        if start.written <= 1 && items.iter().all(|item| item.written == start.written) {
            return;
        }
        let many = wrong().count();
        let others = match many {
            1 => String::new(),
            2 => ", and one more number of this list is changed too".to_owned(),
            _ => format!(
                ", and {} more numbers of this list are changed too",
                many - 1
            ),
        };
        let message = format!(
            "`{}` is shown to readers as `{}`: a list counts on from its first number{others}",
            self.marker(first, first.written),
            self.marker(first, first.shown)
        );
        // In a list that begins with one, a number that is slightly off was hardly meant.
        let length = items.len() as u64;
        let is_miscounted =
            start.written <= 1 && items.iter().all(|item| item.written <= length + 2);
        let help = if is_miscounted {
            format!(
                "write `{}`; or `{}`, if this is a number and not a list",
                self.line(first, &self.marker(first, first.shown)),
                self.line(first, &self.escaped_marker(first))
            )
        } else {
            // All numbers are meant, the first one too.
            let lines: Vec<String> = items
                .iter()
                .take(WRITTEN_OUT)
                .map(|item| format!("`{}`", self.line(item, &self.escaped_marker(item))))
                .collect();
            let rest = if items.len() > WRITTEN_OUT {
                " and so on"
            } else {
                ""
            };
            format!(
                "put a backslash after each number to keep it: write {}{rest}",
                lines.join(", ")
            )
        };
        let severity = if is_miscounted {
            Severity::Warning
        } else {
            Severity::Error
        };
        let diagnostic =
            Diagnostic::new(Code::ListNumber, self.span(&first.digits), message).help(help);
        self.findings.push(diagnostic.severity(severity));
    }

    /// A number with the mark that stands behind it in the body.
    fn marker(&self, item: &NumberedItem, number: u64) -> String {
        let mark = self.body.text[item.digits.end..]
            .chars()
            .next()
            .unwrap_or('.');
        format!("{number}{mark}")
    }

    fn escaped_marker(&self, item: &NumberedItem) -> String {
        let end = item.digits.end;
        let mark = self.body.text[end..].chars().next().unwrap_or('.');
        format!("{}\\{mark}", &self.body.text[item.digits.clone()])
    }

    /// The line of an item with another number and mark.
    fn line(&self, item: &NumberedItem, marker: &str) -> String {
        let rest = self.body.text[item.digits.end..]
            .lines()
            .next()
            .unwrap_or_default();
        let rest = rest.get(1..).unwrap_or_default().trim();
        one_line(&format!("{marker} {rest}"))
    }
}

/// The number of the item that begins at `start`.
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
