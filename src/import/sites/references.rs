//! References that shortcodes and tags make to a file of the source, wherever they stand: as the
//! destination of a link, in HTML, or among words.

use std::ops::Range;

use super::body::{Body, Edit};
use super::context::{RewriteContext, SOURCE_SCHEME};
use super::fields::new_address;
use super::front::scalar;
use super::markup::escaped_text;
use super::media::is_for_readers;
use super::source::{is_markdown, name};
use crate::address::decoded;
use crate::import::report::ProblemKind;

/// Characters that end a path in the source, which has them encoded.
const ENDS: &[char] = &[
    ' ', '\t', '\n', '\r', '"', '\'', '<', '>', '(', ')', '[', ']', '|', '`', '\\', '*',
];

/// Returns what a shortcode at a place becomes that leads to a destination: the destination itself
/// where one stands, else a link with the title of its text.
pub(super) fn placed(
    destination: String,
    text: &str,
    range: &Range<usize>,
    context: &RewriteContext,
) -> (Range<usize>, String) {
    let line = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[line..range.start];
    if is_destination(before, &text[..range.start]) {
        return (range.clone(), destination);
    }
    let mut words = escaped_text(&title(&destination, context));
    if before.contains('|') {
        words = words.replace('|', "\\|");
    }
    let is_autolink = before.ends_with('<') && text[range.end..].starts_with('>');
    let range = match is_autolink {
        true => range.start - 1..range.end + 1,
        false => range.clone(),
    };
    (range, format!("[{words}]({destination})"))
}

/// Whether what stands behind a part of a line is the destination of a link, or within a tag of
/// HTML.
fn is_destination(line: &str, before: &str) -> bool {
    let is_open = |open: &str, close: char| {
        let inner = line.rfind(open).map(|at| &line[at + open.len()..]);
        inner.is_some_and(|inner| !inner.contains(close))
    };
    let definition = line.trim_start().strip_prefix('[');
    let definition = definition.and_then(|rest| rest.split_once("]:"));
    let is_definition = definition.is_some_and(|(_, rest)| {
        let rest = rest.trim_start();
        !rest.contains(char::is_whitespace) || rest.starts_with("{{")
    });
    let is_tag = line
        .rfind('<')
        .is_some_and(|at| !line[at..].contains('>') && line[at..].contains('='));
    let attribute = before.trim_end_matches(['"', '\'']);
    is_open("](", ')') || is_definition || is_tag || attribute.ends_with('=')
}

/// Returns the title of the text that a destination leads to, else its last part.
fn title(destination: &str, context: &RewriteContext) -> String {
    let path = destination.strip_prefix(SOURCE_SCHEME);
    let (path, anchor) = match path {
        Some(path) => path.split_once('#').unwrap_or((path, "")),
        None => return decoded(destination.trim_start_matches('#')),
    };
    let path = decoded(path);
    let text = context.index.by_path.get(path.trim_start_matches('/'));
    let text = text.map(|at| &context.site.texts[*at]);
    let title = text.and_then(|text| {
        let own = text.title.clone();
        own.or_else(|| text.front.get("title").and_then(scalar))
    });
    match title {
        Some(title) => title,
        None if path.is_empty() => decoded(anchor),
        None => name(&path).to_owned(),
    }
}

/// Replaces all paths of the source that are left in a text by addresses: those in HTML, and those
/// that are no links.
pub(super) fn resolve(body: &mut Body, context: &mut RewriteContext) {
    let text = body.text.clone();
    let mut edits = Vec::new();
    for (start, _) in text.match_indices(SOURCE_SCHEME) {
        let from = start + SOURCE_SCHEME.len();
        let end = text[from..].find(ENDS).map_or(text.len(), |at| from + at);
        let written = &text[from..end];
        let new = address(written, context).unwrap_or_else(|| {
            let line = body.line(start);
            context.flag(line, ProblemKind::BrokenLink, "", written);
            written.to_owned()
        });
        edits.push(Edit::new(start..end, new));
    }
    body.edit(edits);
}

/// Returns the address of a file of the source in the new site. `None` if it has none.
fn address(written: &str, context: &mut RewriteContext) -> Option<String> {
    let (path, anchor) = written.split_once('#').unwrap_or((written, ""));
    let path = decoded(path);
    let path = path.trim_start_matches('/');
    let site = context.site;
    let Some(at) = context.index.by_path.get(path).copied() else {
        let is_file = site.folder.files.contains(path);
        if !is_file || !is_for_readers(path) || is_markdown(path) {
            return None;
        }
        context.report.links += 1;
        return Some(format!("/{}", context.media.place(site, path)));
    };
    let text = &site.texts[at];
    if text.target.is_empty() {
        return None;
    }
    context.report.links += 1;
    let anchor = context.index.anchor(at, &decoded(anchor));
    let anchor = anchor.filter(|anchor| !anchor.is_empty());
    let anchor = anchor.map(|anchor| format!("#{anchor}"));
    let address = new_address(&text.target, text.own_lang);
    Some(format!("{address}{}", anchor.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_told_from_words() {
        for (line, expected) in [
            ("[a](", true),
            ("[a](<", true),
            ("[a](https://x.org", true),
            ("[one]: ", true),
            ("[two]: {{ site.baseurl }}", true),
            ("<a href=\"", true),
            ("<a class='b' href=", true),
            ("[a](b) and ", false),
            ("| ", false),
            ("- ", false),
            ("<", false),
            ("[two]: x \"", false),
        ] {
            assert_eq!(is_destination(line, line), expected, "{line}");
        }
    }
}
