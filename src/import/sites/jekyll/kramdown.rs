//! Marks of kramdown: attributes, tables of contents, comments.

use crate::import::report::ProblemKind;
use crate::import::sites::body::Body;
use crate::import::sites::context::RewriteContext;
use crate::import::sites::scan::{Finder, Ranges};
use crate::markdown::syntax;

/// Removes marks that Markdown does not have.
pub(super) fn rewrite(body: &mut Body, context: &mut RewriteContext) {
    let text = body.text.clone();
    if !text.contains("{:") && !text.contains("{::") {
        return;
    }
    let code = Ranges::of_code(&syntax(&text));
    let mut ends = ["}", "{:/comment}", "{:/}"].map(|end| Finder::new(&text, end));
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("{:").map(|start| at + start) {
        at = start + 2;
        if code.contains(start) {
            continue;
        }
        let Some(end) = ends[0].at_or_after(start).map(|end| end + 1) else {
            break;
        };
        let mut range = start..end;
        let mut kind = ProblemKind::RemovedMark;
        if text[start..].starts_with("{::comment}") {
            let long = ends[1].at_or_after(end).map(|at| at + "{:/comment}".len());
            let short = ends[2].at_or_after(end).map(|at| at + "{:/}".len());
            if let Some(close) = long.into_iter().chain(short).min() {
                range.end = close;
                kind = ProblemKind::Comment;
            }
        }
        // The item of a list stands before a table of contents, which takes its place.
        if text[range.clone()].to_lowercase().starts_with("{:toc") {
            range.start = item_before(&text, start);
        }
        let line = body.line(range.start);
        context.flag(line, kind, "", &text[range.clone()]);
        // A space before an attribute is of it.
        let before = &text[..range.start];
        if before.ends_with(' ') && !before.trim_end_matches(' ').ends_with('\n') {
            range.start = before.trim_end_matches(' ').len();
        }
        at = range.end;
        edits.push(body.removal(range));
    }
    body.edit(edits);
}

/// Returns where the list before a table of contents begins: `* TOC`.
fn item_before(text: &str, at: usize) -> usize {
    let above = text[..at].trim_end_matches('\n');
    let start = above.rfind('\n').map_or(0, |at| at + 1);
    let line = above[start..].trim();
    let is_item = line.starts_with(['*', '-', '+', '1']) && line.to_lowercase().contains("toc");
    match is_item || matches!(line, "- placeholder" | "* placeholder") {
        true => start,
        false => at,
    }
}
