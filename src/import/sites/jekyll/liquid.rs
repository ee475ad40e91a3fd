//! Liquid in texts of Jekyll.

use std::collections::HashMap;
use std::ops::Range;

use super::kramdown;
use crate::import::report::ProblemKind;
use crate::import::sites::body::{Body, Edit};
use crate::import::sites::calls::{
    CallArguments, code_block, markdown, placed, source_destination,
};
use crate::import::sites::context::RewriteContext;
use crate::import::sites::references::placed as placed_link;
use crate::import::sites::scan::Finder;
use crate::import::sites::source::stem;

/// A tag `{% … %}` or an output `{{ … }}`.
struct LiquidTag<'t> {
    range: Range<usize>,
    name: &'t str,
    arguments: &'t str,
    is_output: bool,
}

/// Replaces Liquid, and what only kramdown knows.
pub(in crate::import::sites) fn rewrite(body: &mut Body, context: &mut RewriteContext) {
    let text = body.text.clone();
    let tags = tags(&text);
    let closes = closes(&tags);
    let mut edits = Vec::new();
    let mut at = 0;
    for (number, tag) in tags.iter().enumerate() {
        if tag.range.start < at {
            continue;
        }
        let line = body.line(tag.range.start);
        let written = &text[tag.range.clone()];
        if tag.is_output {
            match output(tag) {
                Some(new) => edits.push(Edit::new(tag.range.clone(), new)),
                None => context.count(line, ProblemKind::UnknownShortcode, written),
            }
            continue;
        }
        let (range, new, kind) = match (tag.name, closes[number].map(|close| &tags[close])) {
            ("raw", Some(close)) => {
                // What is between them stays as it is.
                edits.push(Edit::new(tag.range.clone(), ""));
                edits.push(Edit::new(close.range.clone(), ""));
                at = close.range.end;
                continue;
            }
            ("highlight", Some(close)) => {
                let language = tag.arguments.split_whitespace().next().unwrap_or_default();
                let code = code_block(language, &text[tag.range.end..close.range.start]);
                (
                    tag.range.start..close.range.end,
                    code,
                    ProblemKind::KnownShortcode,
                )
            }
            ("comment", Some(close)) => {
                let range = tag.range.start..close.range.end;
                context.flag(line, ProblemKind::Comment, "", &text[range.clone()]);
                edits.push(body.removal(range));
                at = close.range.end;
                continue;
            }
            ("post_url" | "link", _) => match target(tag, context) {
                Some(new) => {
                    let (range, new) = placed_link(new, &text, &tag.range, context);
                    (range, new, ProblemKind::KnownShortcode)
                }
                None => {
                    context.flag(line, ProblemKind::BrokenLink, tag.name, tag.arguments);
                    continue;
                }
            },
            _ => match known(tag) {
                Some(new) => {
                    let new = placed(&new, &text, &tag.range);
                    (tag.range.clone(), new, ProblemKind::KnownShortcode)
                }
                None => {
                    if !tag.name.starts_with("end") {
                        let name = match tag.name {
                            "include" => written,
                            name => name,
                        };
                        context.count(line, ProblemKind::UnknownShortcode, name);
                    }
                    continue;
                }
            },
        };
        context.flag(line, kind, tag.name, written);
        at = range.end;
        edits.push(Edit::new(range, new));
    }
    body.edit(edits);
    kramdown::rewrite(body, context);
}

/// Finds the tags and outputs of a text.
fn tags(text: &str) -> Vec<LiquidTag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    let (mut tag_ends, mut output_ends) = (Finder::new(text, "%}"), Finder::new(text, "}}"));
    while let Some(start) = text[at..].find('{').map(|start| at + start) {
        let (end, is_output) = match text[start..].get(..2) {
            Some("{%") => (tag_ends.at_or_after(start + 2), false),
            Some("{{") => (output_ends.at_or_after(start + 2), true),
            _ => {
                at = start + 1;
                continue;
            }
        };
        let Some(end) = end else {
            at = start + 2;
            continue;
        };
        let inner = text[start + 2..end].trim_matches('-').trim();
        let (name, arguments) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        at = end + 2;
        tags.push(LiquidTag {
            range: start..at,
            name,
            arguments: match is_output {
                true => inner,
                false => arguments.trim(),
            },
            is_output,
        });
    }
    tags
}

/// Returns the tag that closes each of them, if there is one: `endraw` closes `raw`.
fn closes(tags: &[LiquidTag]) -> Vec<Option<usize>> {
    let mut next: HashMap<&str, usize> = HashMap::new();
    let mut closes = vec![None; tags.len()];
    let numbered = tags.iter().enumerate().rev();
    for (number, tag) in numbered.filter(|(_, tag)| !tag.is_output) {
        match tag.name.strip_prefix("end") {
            Some(name) => {
                next.insert(name, number);
            }
            None => closes[number] = next.get(tag.name).copied(),
        }
    }
    closes
}

/// Returns what an output is in an address: nothing for that of the site, else its text.
fn output(tag: &LiquidTag) -> Option<String> {
    let (value, filters) = tag.arguments.split_once('|').unwrap_or((tag.arguments, ""));
    let value = value.trim();
    if matches!(value, "site.baseurl" | "site.url" | "site.github.url") {
        return Some(String::new());
    }
    let quoted = value
        .strip_prefix(['"', '\''])
        .and_then(|value| value.strip_suffix(['"', '\'']))?;
    let are_known = filters.split('|').all(|filter| {
        let filter = filter.trim();
        filter.starts_with("relative_url")
            || filter.starts_with("absolute_url")
            || filter.starts_with("prepend: site.")
    });
    (are_known && !filters.is_empty()).then(|| match quoted.contains("://") {
        true => quoted.to_owned(),
        false => format!("/{}", quoted.trim_start_matches('/')),
    })
}

/// Returns the destination of a link to a post or to another file.
fn target(tag: &LiquidTag, context: &RewriteContext) -> Option<String> {
    let written = tag
        .arguments
        .trim()
        .trim_matches(['"', '\''])
        .trim_start_matches('/');
    let index = &context.index.by_path;
    if tag.name == "link" {
        let is_file = context.site.folder.files.contains(written);
        return is_file.then(|| source_destination(written, ""));
    }
    let posts = context.site.texts.iter();
    let mut posts = posts.filter(|text| {
        let below = text.path.split_once("_posts/").map(|(_, below)| below);
        below.is_some_and(|below| {
            let bare = below.rsplit_once('.').map_or(below, |(bare, _)| bare);
            bare == written || stem(below) == written
        })
    });
    let post = posts.next()?;
    index
        .contains_key(&post.path)
        .then(|| source_destination(&post.path, ""))
}

/// Returns the Markdown of an include or tag that many sites have.
fn known(tag: &LiquidTag) -> Option<String> {
    if tag.name == "include" || tag.name == "include_relative" {
        let (file, arguments) = tag
            .arguments
            .split_once(char::is_whitespace)
            .unwrap_or((tag.arguments, ""));
        return markdown(stem(file), &CallArguments::parse(arguments));
    }
    markdown(tag.name, &CallArguments::parse(tag.arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_in_addresses_are_known() {
        for (written, new) in [
            ("{{ site.baseurl }}", Some("")),
            ("{{ '/a/b' | relative_url }}", Some("/a/b")),
            ("{{ \"a.png\" | prepend: site.baseurl }}", Some("/a.png")),
            ("{{ page.title }}", None),
            ("{{ 'x' | upcase }}", None),
        ] {
            let found = tags(written);
            assert_eq!(output(&found[0]).as_deref(), new, "{written}");
        }
    }
}
