//! Titles of texts: from the front matter, the first heading or the name.

use super::dates::dated_name;
use super::text::SourceText;
use crate::import::report::{ImportReport, Problem, ProblemKind};
use crate::lang::fold;
use crate::markdown::syntax;
use crate::source::first_invisible;

/// Sets the title of a text. A first heading that repeats it, or that becomes it, is removed,
/// because a page shows its title above the text. Returns the heading.
pub(super) fn set_title(text: &mut SourceText, report: &mut ImportReport) -> Option<String> {
    let found = syntax(&text.body.text);
    let first = found.headings.first().filter(|heading| {
        let before = text.body.text[..heading.range.start].trim();
        heading.level == 1 && before.is_empty() && !heading.text.contains(['{', '%'])
    });
    let own = text.own_title().or_else(|| text.title.take());
    let own = own.filter(|title| first_invisible(title).is_none());
    let (title, repeated) = match (own, first) {
        (Some(title), Some(heading)) => {
            let is_same = fold(&title) == fold(&heading.text);
            (title, is_same.then_some(heading))
        }
        (Some(title), None) => (title, None),
        (None, Some(heading)) => (heading.text.trim().to_owned(), Some(heading)),
        (None, None) => {
            let title = from_name(&text.name);
            let kind = ProblemKind::NamedByFile;
            report.add(Problem::of_cell(1, &text.path, "title", kind, &title));
            (title, None)
        }
    };
    let removed = repeated.map(|heading| (heading.range.clone(), heading.text.clone()));
    text.title = Some(title);
    removed.map(|(range, heading)| {
        let edit = text
            .body
            .removal(range.start..range.start + text.body.text[range].trim_end().len());
        text.body.edit(vec![edit]);
        heading
    })
}

/// Returns the words of a file's name.
fn from_name(name: &str) -> String {
    let words = match dated_name(name) {
        Some((_, rest)) if !rest.is_empty() => rest,
        _ => name,
    };
    let words = words.replace(['-', '_'], " ");
    let words = words.trim();
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => name.to_owned(),
    }
}
