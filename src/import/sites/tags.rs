//! `<img>` tags: those that stand alone become pictures in Markdown.

use std::ops::Range;

use super::body::{Body, Edit};
use super::calls::CallArguments;
use super::context::RewriteContext;
use super::markup::picture;
use crate::import::report::ProblemKind;
use crate::markdown::{MarkdownSyntax, syntax};

/// Tags that have no end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Makes pictures of `<img>` tags. One within other HTML stays as it is, and is reported: half of it
/// would be Markdown, which is none within HTML.
pub(super) fn rewrite(body: &mut Body, context: &mut RewriteContext) {
    if !body.text.to_ascii_lowercase().contains("<img") {
        return;
    }
    let found = syntax(&body.text);
    let mut edits = Vec::new();
    for (range, is_alone) in tags(&body.text, &found) {
        let tag = &body.text[range.clone()];
        let line = body.line(range.start);
        let attributes = tag[4..].trim_end_matches('>').trim_end_matches('/');
        let arguments = CallArguments::parse(attributes);
        let src = arguments.named(&["src"]);
        match src {
            Some(src) if is_alone => {
                let alt = arguments.named(&["alt"]).unwrap_or_default();
                let title = arguments.named(&["title"]).unwrap_or_default();
                context.flag(line, ProblemKind::KnownShortcode, "img", tag);
                edits.push(Edit::new(range, picture(alt, src, title)));
            }
            src => context.flag(line, ProblemKind::HtmlPicture, "img", src.unwrap_or(tag)),
        }
    }
    body.edit(edits);
}

/// Returns the `<img>` tags of a text, and whether each stands within no other HTML.
fn tags(text: &str, found: &MarkdownSyntax) -> Vec<(Range<usize>, bool)> {
    let mut tags = Vec::new();
    for block in &found.html_blocks {
        let inner = pictures_in(text, block.clone());
        let mut rest = String::new();
        let mut at = block.start;
        for range in &inner {
            rest.push_str(&text[at..range.start]);
            at = range.end;
        }
        rest.push_str(&text[at..block.end]);
        let is_alone = !rest.contains(['<', '>']);
        tags.extend(inner.into_iter().map(|range| (range, is_alone)));
    }
    // Tags in a line: those that are open where the next one stands.
    let mut open: Vec<String> = Vec::new();
    let mut end = 0;
    for range in &found.html {
        let in_block = found
            .html_blocks
            .partition_point(|block| block.start <= range.start);
        let in_block = in_block.checked_sub(1).map(|at| &found.html_blocks[at]);
        if in_block.is_some_and(|block| block.contains(&range.start)) {
            continue;
        }
        if text[end..range.start].contains("\n\n") {
            open.clear();
        }
        end = range.end;
        let tag = &text[range.clone()];
        let name = name_of(tag);
        if name == "img" {
            tags.push((range.clone(), open.is_empty()));
        } else if tag.starts_with("</") {
            let known = open.iter().rposition(|open| *open == name);
            open.truncate(known.unwrap_or(open.len()));
        } else if !tag.ends_with("/>") && !VOID.contains(&name.as_str()) {
            open.push(name);
        }
    }
    tags
}

/// Returns the name of a tag in lower case.
fn name_of(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    name[..end.unwrap_or(name.len())].to_ascii_lowercase()
}

/// Returns the `<img>` tags in a block of HTML.
fn pictures_in(text: &str, block: Range<usize>) -> Vec<Range<usize>> {
    let html = text[block.clone()].to_ascii_lowercase();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = html[at..].find("<img").map(|start| at + start) {
        at = start + 4;
        if html[at..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-') {
            continue;
        }
        let mut quote = None;
        let end = html[at..].char_indices().find(|(_, c)| {
            match quote {
                Some(open) if *c == open => quote = None,
                None if matches!(c, '"' | '\'') => quote = Some(*c),
                _ => {}
            }
            quote.is_none() && *c == '>'
        });
        let Some((end, _)) = end else {
            break;
        };
        at += end + 1;
        found.push(block.start + start..block.start + at);
    }
    found
}
