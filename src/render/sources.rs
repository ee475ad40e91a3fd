//! Sources in lists: their citations, archived copies and usage.

use std::collections::BTreeSet;

use super::context::PageContext;
use super::view::SourceItem;
use crate::html::escaped;
use crate::markdown::{Prose, source_anchor};
use crate::model::{Id, Origin, Source};
use crate::plan::PageKind;

/// Returns the numbered sources of a text, followed by the sources that are used without a number.
pub fn source_list(
    context: &PageContext,
    prose: Option<&Prose>,
    others: impl IntoIterator<Item = Id<Source>>,
) -> Vec<SourceItem> {
    let mut listed = BTreeSet::new();
    let mut items = Vec::new();
    for (at, citation) in prose
        .map_or(&[][..], |prose| &prose.citations)
        .iter()
        .enumerate()
    {
        listed.insert(citation.source);
        items.push(SourceItem {
            number: Some(at + 1),
            ..source_item(context, citation.source)
        });
    }
    for source in others {
        if listed.insert(source) {
            items.push(source_item(context, source));
        }
    }
    items
}

/// Returns the view of a source in a list.
pub fn source_item(context: &PageContext, id: Id<Source>) -> SourceItem {
    let source = &context.atlas.sources[id];
    SourceItem {
        anchor: source_anchor(&source.id),
        number: None,
        citation: citation(context, source),
        kind: source.kind.map(|kind| context.label("source_kind_", kind)),
        page: matches!(source.origin, Origin::Declared(_))
            .then(|| context.url(PageKind::Source(id))),
        url: source.url.clone(),
        archive_url: source.archive_url.clone(),
        archive: archive_text(context, source),
        rests: None,
    }
}

/// Returns the state of the archived copy in words: its date, or that a source with an address has
/// no copy.
fn archive_text(context: &PageContext, source: &Source) -> Option<String> {
    match (&source.archive_url, &source.archived_at) {
        (Some(_), Some(date)) => Some(context.words.on("archived_copy", date)),
        (Some(_), None) => Some(context.words.get("archived_copy").to_owned()),
        (None, _) => source
            .url
            .as_ref()
            .map(|_| context.words.get("not_archived").to_owned()),
    }
}

/// Returns the bibliographic entry of a source as HTML: author, title in its own language,
/// publisher, date, date of access.
fn citation(context: &PageContext, source: &Source) -> String {
    let mut parts = Vec::new();
    if let Some(author) = &source.author {
        parts.push(escaped(
            &context.words.isolated(&context.typeset_name(author)),
        ));
    }
    let title = context.text(&source.title);
    let words = escaped(&title.text);
    parts.push(match (&title.lang, title.dir) {
        (Some(lang), Some(dir)) => {
            format!("<cite lang=\"{lang}\" dir=\"{dir}\">{words}</cite>")
        }
        _ => format!("<cite>{words}</cite>"),
    });
    if let Some(publisher) = &source.publisher {
        parts.push(escaped(
            &context.words.isolated(&context.typeset_name(publisher)),
        ));
    }
    if let Some(date) = &source.date {
        parts.push(escaped(&context.words.date(date)));
    }
    if let Some(date) = &source.accessed {
        parts.push(escaped(&context.words.on("consulted", date)));
    }
    format!(
        "{}.",
        parts.join(&escaped(context.words.get("list_separator")))
    )
}

/// Returns the numbers of claims, events and articles that use a source, in words.
pub fn usage_text(context: &PageContext, id: Id<Source>) -> String {
    let relations = &context.relations.sources[id.index()];
    let counts = [
        ("rests_claims", relations.claims.len()),
        ("rests_events", relations.events.len()),
        ("rests_articles", relations.articles.len()),
        ("rests_pages", relations.backlinks.len()),
    ];
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| context.words.say(word, Some(count), &[]))
        .collect();
    if parts.is_empty() {
        context.words.get("rests_nothing").to_owned()
    } else {
        format!(
            "{} {}",
            context.words.get("rests_on"),
            context.words.list(&parts)
        )
    }
}
