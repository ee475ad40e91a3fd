//! Wiki-links and embeds, which become links and pictures between files.

use crate::import::report::ProblemKind;
use crate::import::sites::body::{Body, Edit};
use crate::import::sites::calls::source_destination;
use crate::import::sites::context::RewriteContext;
use crate::import::sites::markup::escaped_text;
use crate::import::sites::scan::Ranges;
use crate::import::sites::source::{folder, is_markdown, join, name, stem};
use crate::markdown::syntax;
use crate::media::{Use, use_of};

/// The maximum length of a wiki-link, in bytes.
const MAX_LINK: usize = 1000;

/// A wiki-link as it is written.
struct WikiLink<'t> {
    /// The name or path of a note or file; empty for a link within the note.
    path: &'t str,
    heading: Option<&'t str>,
    words: Option<&'t str>,
}

/// Replaces wiki-links and embeds.
pub(super) fn rewrite(body: &mut Body, context: &mut RewriteContext) {
    let text = body.text.clone();
    if !text.contains("[[") {
        return;
    }
    let code = Ranges::of_code(&syntax(&text));
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("[[").map(|start| at + start) {
        at = start + 2;
        let rest = &text[at..text.floor_char_boundary(at + MAX_LINK)];
        let rest = rest.lines().next().unwrap_or_default();
        let Some(end) = rest.find("]]") else {
            continue;
        };
        if code.contains(start) {
            continue;
        }
        let is_embed = text[..start].ends_with('!');
        let range = start - usize::from(is_embed)..at + end + 2;
        let link = WikiLink::parse(&rest[..end]);
        at += end + 2;
        let line = body.line(start);
        match replacement(&link, is_embed, line, context) {
            Some(new) => edits.push(Edit::new(range, new)),
            None => {
                // What is written stays readable without its brackets.
                context.flag(line, ProblemKind::LostLink, "", &text[range.clone()]);
                let words = link.words.unwrap_or(link.path);
                edits.push(Edit::new(range, escaped_text(words)));
            }
        }
    }
    body.edit(edits);
}

impl<'t> WikiLink<'t> {
    fn parse(written: &'t str) -> WikiLink<'t> {
        // In a table the bar is written `\|`.
        let (target, words) = match written.split_once('|') {
            Some((target, words)) => (target.trim_end_matches('\\'), Some(words.trim())),
            None => (written, None),
        };
        let (path, heading) = match target.split_once('#') {
            Some((path, heading)) => (path, heading.rsplit('#').next()),
            None => (target, None),
        };
        WikiLink {
            path: path.trim(),
            heading: heading.map(str::trim).filter(|heading| !heading.is_empty()),
            words: words.filter(|words| !words.is_empty()),
        }
    }
}

/// Returns the Markdown of a wiki-link, or `None` if it leads nowhere.
fn replacement(
    link: &WikiLink,
    is_embed: bool,
    line: u64,
    context: &mut RewriteContext,
) -> Option<String> {
    let block = link.heading.filter(|heading| heading.starts_with('^'));
    if let Some(block) = block {
        context.flag(line, ProblemKind::RemovedMark, "", block);
    }
    let heading = link.heading.filter(|_| block.is_none());
    let anchor = heading
        .map(|heading| format!("#{heading}"))
        .unwrap_or_default();
    if link.path.is_empty() {
        let words = link.words.or(heading)?;
        let own = &context.text.path;
        return Some(format!(
            "[{}]({})",
            escaped_text(words),
            source_destination(own, &anchor)
        ));
    }
    let path = file(link.path, context)?;
    let destination = source_destination(&path, &anchor);
    if !is_markdown(&path) {
        let is_size = |words: &&str| words.bytes().all(|b| b.is_ascii_digit() || b == b'x');
        let words = link.words.filter(|words| !is_size(words));
        return Some(match is_embed && use_of(&path) == Use::Picture {
            true => format!(
                "![{}]({destination})",
                escaped_text(words.unwrap_or_default())
            ),
            false => format!(
                "[{}]({destination})",
                escaped_text(words.unwrap_or(name(&path)))
            ),
        });
    }
    let title = context
        .index
        .by_path
        .get(&path)
        .and_then(|at| context.site.texts[*at].title.clone());
    let shown = match (heading, is_embed) {
        (Some(heading), _) => heading.to_owned(),
        (None, true) => title.unwrap_or_else(|| stem(&path).to_owned()),
        (None, false) => stem(link.path).to_owned(),
    };
    if is_embed {
        context.flag(line, ProblemKind::KnownShortcode, "embed", link.path);
    }
    let words = link.words.unwrap_or(&shown);
    Some(format!("[{}]({destination})", escaped_text(words)))
}

/// Returns the file that a name or path means: from the vault, from the note, or by its name alone.
fn file(written: &str, context: &RewriteContext) -> Option<String> {
    let files = &context.site.folder.files;
    let bare = written.trim_start_matches('/');
    let beside = join(folder(&context.text.path), written);
    let places = [Some(bare.to_owned()), beside];
    for place in places.into_iter().flatten() {
        for path in [format!("{place}.md"), place] {
            if files.contains(&path) {
                return Some(path);
            }
        }
    }
    if let Some(path) = context.index.named(name(bare)) {
        return Some(path.to_owned());
    }
    // A note may be called by another name.
    context.index.alias(bare).map(str::to_owned)
}
