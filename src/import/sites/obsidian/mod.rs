//! Obsidian: notes of a vault, wiki-links, embeds, callouts and properties.

mod callouts;
mod publisher;
mod wiki_links;

use self::publisher::Publisher;
use super::Generator;
use super::body::{Body, Edit};
use super::context::RewriteContext;
use super::dates::dated_name;
use super::roles::{is_article, set_day, tagged};
use super::scan::{Finder, Ranges};
use super::settings::Settings;
use super::source::{SourceFolder, stem};
use super::text::{SourceSite, SourceText, TextRole};
use crate::import::report::{ImportReport, Problem, ProblemKind};
use crate::lang::Languages;
use crate::markdown::syntax;

/// Reads the notes of a vault.
pub(super) fn read<'a>(
    folder: SourceFolder<'a>,
    languages: &Languages,
    report: &mut ImportReport,
) -> SourceSite<'a> {
    let settings = [".obsidian/templates.json", ".obsidian/daily-notes.json"];
    let templates = Settings::read(&folder, &settings[..1], report).text(&["folder"]);
    let daily = Settings::read(&folder, &settings[1..], report).text(&["folder"]);
    let mut site = SourceSite::new(Generator::Obsidian, folder);
    site.languages = languages.iter().map(|lang| lang.to_string()).collect();
    let publisher = Publisher::of(&site.folder, report);
    let root = publisher.root();
    site.roots = vec![root.to_owned()];
    let templates = templates.map(|folder| format!("{}/", folder.trim_matches('/')));
    for path in site.markdown_below(root) {
        let below = &path[root.len()..];
        let is_template = templates
            .as_ref()
            .is_some_and(|folder| below.starts_with(folder));
        if is_template || path.ends_with(".excalidraw.md") {
            continue;
        }
        if let Some(mut text) = SourceText::read(&site.folder, &path, report) {
            place(&mut text, below, daily.as_deref(), &site);
            publish(&mut text, below, &publisher, report);
            site.texts.push(text);
        }
    }
    site
}

/// Sets the role, the folder and the name of a note.
fn place(text: &mut SourceText, below: &str, daily: Option<&str>, site: &SourceSite) {
    let (name, tag) = tagged(stem(below), |tag| site.languages.contains(tag));
    text.name = name.to_owned();
    text.title = Some(name.to_owned());
    text.lang_tag = text.front.text("lang").or_else(|| tag.map(str::to_owned));
    text.folder = below.split('/').map(str::to_owned).collect();
    text.folder.pop();
    set_day(text);
    let daily = daily
        .map(|folder| folder.trim_matches('/'))
        .unwrap_or_default();
    let is_daily = dated_name(name).is_some_and(|(_, rest)| rest.is_empty())
        || !daily.is_empty() && below.starts_with(&format!("{daily}/"));
    if is_daily || is_article(text) {
        text.role = TextRole::Article;
    }
}

/// Sets the addresses of a note, and makes a draft of one that is not published.
fn publish(text: &mut SourceText, below: &str, publisher: &Publisher, report: &mut ImportReport) {
    let of_path = publisher.address(below);
    let own = text.front.text("permalink");
    text.address = own
        .map(|address| format!("/{}", address.trim_matches('/')))
        .or_else(|| of_path.clone());
    // The address of the path leads on to the permalink.
    text.former = of_path
        .into_iter()
        .chain(publisher.redirects(&text.front))
        .collect();
    if let Some((key, value)) = publisher.hides(below, &text.front) {
        let kind = ProblemKind::Unpublished;
        report.add(Problem::of_cell(0, &text.path, key, kind, &value));
        text.is_draft = true;
    }
}

/// Replaces what only Obsidian knows.
pub(super) fn rewrite(body: &mut Body, context: &mut RewriteContext) {
    remove_comments(body, context);
    wiki_links::rewrite(body, context);
    callouts::rewrite(body, context);
    replace_marks(body, context);
}

/// Removes comments: `%%…%%`, also over several lines.
fn remove_comments(body: &mut Body, context: &mut RewriteContext) {
    let text = body.text.clone();
    let code = Ranges::of_code(&syntax(&text));
    let mut marks = Finder::new(&text, "%%");
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(start) = marks.at_or_after(at) {
        if code.contains(start) {
            at = start + 2;
            continue;
        }
        // Without an end, all the rest is a comment.
        let end = marks.at_or_after(start + 2);
        let end = end.map_or(text.len(), |end| end + 2);
        let line = body.line(start);
        context.flag(line, ProblemKind::Comment, "", &text[start..end]);
        edits.push(body.removal(start..end));
        at = end;
    }
    body.edit(edits);
}

/// Replaces `==marked==` text, and removes the anchors of blocks and the marks of tags.
fn replace_marks(body: &mut Body, context: &mut RewriteContext) {
    let text = body.text.clone();
    let found = syntax(&text);
    let code = Ranges::of_code(&found);
    // Addresses may look like tags or marks.
    let mut skipped = found.code.clone();
    skipped.extend(found.links.iter().map(|link| link.range.clone()));
    skipped.extend(found.html.iter().cloned());
    skipped.extend(
        found
            .definitions
            .iter()
            .map(|definition| definition.place.clone()),
    );
    let skipped = Ranges::new(skipped);
    let mut edits = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim_end();
        for (from, to) in marked(written) {
            let (from, to) = (start + from, start + to);
            if !code.contains(from) {
                let number = body.line(start);
                context.flag(number, ProblemKind::KnownShortcode, "==", &text[from..to]);
                edits.push(Edit::new(from..from + 2, "**"));
                edits.push(Edit::new(to - 2..to, "**"));
            }
        }
        if let Some(at) = block_anchor(written)
            && !skipped.contains(start + at)
        {
            let range = start + at..start + written.len();
            let anchor = text[range.clone()].trim();
            context.flag(body.line(start), ProblemKind::RemovedMark, "", anchor);
            edits.push(body.removal(range));
        }
        if !is_heading(written) {
            let tags = tags(written).into_iter();
            let tags = tags.map(|(from, to)| (start + from, start + to));
            let tags: Vec<(usize, usize)> =
                tags.filter(|(from, _)| !skipped.contains(*from)).collect();
            edits.extend(tag_edits(
                &tags,
                start..start + written.len(),
                body,
                context,
            ));
        }
        start += line.len();
    }
    body.edit(edits);
}

/// Whether a line is a heading, and does not begin with a tag.
fn is_heading(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with('#') && line.trim_start_matches('#').starts_with(' ')
}

/// Returns the edits that make topics of the tags in a line. A line of tags alone is removed, and
/// among other words a tag loses its mark.
fn tag_edits(
    tags: &[(usize, usize)],
    line: std::ops::Range<usize>,
    body: &Body,
    context: &mut RewriteContext,
) -> Vec<Edit> {
    if tags.is_empty() {
        return Vec::new();
    }
    let mut others = String::new();
    let mut at = line.start;
    for (from, to) in tags {
        others.push_str(&body.text[at..*from]);
        at = *to;
    }
    others.push_str(&body.text[at..line.end]);
    let is_alone = others.trim().is_empty();
    let mut edits = Vec::new();
    let number = body.line(line.start);
    for (from, to) in tags {
        let tag = &body.text[*from..*to];
        context.topics.push(tag[1..].to_owned());
        context.flag(number, ProblemKind::RemovedMark, "tag", tag);
        if !is_alone {
            edits.push(Edit::new(*from..from + 1, ""));
        }
    }
    if is_alone {
        edits.push(body.removal(line));
    }
    edits
}

/// Returns the ranges of `==marked==` texts in a line.
fn marked(line: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = line[at..].find("==").map(|start| at + start) {
        let inner = &line[start + 2..];
        let Some(end) = inner.find("==") else {
            break;
        };
        let is_mark = end > 0
            && !inner.starts_with([' ', '='])
            && !inner[..end].ends_with(' ')
            && !inner[end + 2..].starts_with('=');
        if is_mark {
            found.push((start, start + end + 4));
        }
        at = start + end + 4;
    }
    found
}

/// Returns where the anchor of a block begins at the end of a line: ` ^id`.
fn block_anchor(line: &str) -> Option<usize> {
    let at = line.rfind('^')?;
    let id = &line[at + 1..];
    let is_id = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let before = &line[..at];
    (is_id && (before.is_empty() || before.ends_with(' '))).then(|| before.trim_end().len())
}

/// Returns the ranges of tags in a line: `#a/b`. A tag has a letter.
fn tags(line: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices('#') {
        let is_start = line[..at]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace);
        let rest = &line[at + 1..];
        let is_part = |c: char| c.is_alphanumeric() || "_-/".contains(c);
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let tag = rest[..end].trim_end_matches('/');
        if is_start && tag.chars().any(char::is_alphabetic) {
            found.push((at, at + 1 + tag.len()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found() {
        assert_eq!(marked("a ==b c== d = e == f"), [(2, 9)]);
        assert_eq!(tags("#a b #c/d, #12 x#y (#z)"), [(0, 2), (5, 9)]);
        assert_eq!(block_anchor("Text. ^a-1"), Some(5));
        assert_eq!(block_anchor("m^2"), None);
    }
}
