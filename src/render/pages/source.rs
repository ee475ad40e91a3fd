//! Sources: the bibliography, and the page of a source.

use super::{facts, listing};
use crate::model::{Actor, Entity, Id, Source};
use crate::plan::PageKind;
use crate::provenance;
use crate::render::context::PageContext;
use crate::render::list_items::{ListItemForm, Themed};
use crate::render::view::{AncestorView, Fact, Listing, SourcePage, SourcesPage};
use crate::render::{citation, head, list_items, paging, prose, sources};

/// Returns all sources sorted by title in the collation of the language.
pub fn bibliography(context: &PageContext) -> Vec<Id<Source>> {
    let mut sources: Vec<(Id<Source>, String)> = context
        .atlas
        .sources
        .iter()
        .map(|(id, _)| (id, context.name(Entity::Source(id)).text))
        .collect();
    sources.sort_by(|a, b| context.order.compare(&a.1, &b.1).then(a.0.cmp(&b.0)));
    sources.into_iter().map(|(id, _)| id).collect()
}

/// Returns a page of the bibliography.
pub fn sources_page(
    context: &PageContext,
    number: usize,
    bibliography: &[Id<Source>],
) -> SourcesPage {
    SourcesPage {
        page: head::page_view(context, PageKind::Sources(number)),
        list: Listing {
            items: paging::page_items(context, bibliography, number)
                .iter()
                .map(|id| crate::render::view::SourceItem {
                    rests: Some(sources::usage_text(context, *id)),
                    ..sources::source_item(context, *id)
                })
                .collect(),
            count: bibliography.len(),
            all: None,
        },
        pager: paging::pager(context, bibliography.len(), number, PageKind::Sources),
    }
}

/// Returns the page of a source.
pub fn source_page(context: &PageContext, id: Id<Source>) -> Themed<SourcePage> {
    let source = &context.atlas.sources[id];
    let relations = &context.relations.sources[id.index()];
    Ok(SourcePage {
        page: head::page_with_figures(
            context,
            PageKind::Source(id),
            Some(Entity::Source(id)),
            None,
        ),
        source: sources::source_item(context, id),
        citations: citation::source_citations(context, id),
        author: source
            .author
            .as_ref()
            .map(|name| context.typeset_name(name).into_owned()),
        publisher: (source.publisher.as_ref()).map(|name| context.typeset_name(name).into_owned()),
        date: source.date.map(|date| date.to_string()),
        facts: source_facts(context, source),
        prose: prose::prose_view(context, Entity::Source(id)),
        origins: ancestor_views(context, id),
        derives_from: context.sources(&source.derives_from),
        derived: paging::first_items(
            context,
            &relations.derived,
            PageKind::SourceDerived(id, 1),
            |source| context.source(*source),
        ),
        claims: listing::listed_claims(context, &relations.claims, PageKind::SourceClaims(id, 1)),
        events: paging::listing(
            context,
            &relations.events,
            PageKind::SourceEvents(id, 1),
            |event| list_items::listed_event(context, event),
        )?,
        articles: paging::listing(
            context,
            &relations.articles,
            PageKind::SourceArticles(id, 1),
            |article| list_items::listed_article(context, article, ListItemForm::Line),
        )?,
        backlinks: listing::backlinks(context, Entity::Source(id), &relations.backlinks),
    })
}

/// Returns the origins of a source.
fn ancestor_views(context: &PageContext, id: Id<Source>) -> Vec<AncestorView> {
    provenance::ancestors(context.atlas, id)
        .into_iter()
        .map(|ancestor| {
            let speaker = context.atlas.sources[ancestor.origin].original;
            let is_party =
                |actor: Id<Actor>| context.atlas.actors[actor].party_to_conflict == Some(true);
            AncestorView {
                source: context.link(Entity::Source(ancestor.origin)),
                steps: ancestor.steps,
                speaker: speaker.map(|actor| context.link(Entity::Actor(actor))),
                party: speaker.is_some_and(is_party),
            }
        })
        .collect()
}

/// Returns the metadata of a source.
fn source_facts(context: &PageContext, source: &Source) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(kind) = source.kind {
        facts.push(facts::fact(
            context,
            "fact_kind",
            context.label("source_kind_", kind).name,
        ));
    }
    if let Some(original) = source.original {
        facts.push(facts::link_fact(
            context,
            "fact_original",
            context.link(Entity::Actor(original)),
        ));
    }
    let texts = [
        ("fact_author", &source.author),
        ("fact_publisher", &source.publisher),
    ];
    facts.extend(texts.into_iter().filter_map(|(term, text)| {
        text.as_ref()
            .map(|text| facts::fact(context, term, context.typeset_name(text)))
    }));
    if let Some(date) = &source.date {
        facts.push(facts::fact(context, "fact_date", context.words.date(date)));
    }
    if let Some(lang) = source.lang {
        facts.push(facts::fact(
            context,
            "fact_language",
            context.language(lang),
        ));
    }
    if let Some(scale) = source.scale {
        facts.push(facts::fact(
            context,
            "fact_scale",
            context.label("scale_", scale).name,
        ));
    }
    let urls = [
        ("fact_url", &source.url),
        ("fact_archive", &source.archive_url),
    ];
    facts.extend(urls.into_iter().filter_map(|(term, url)| {
        url.as_ref()
            .map(|url| facts::web_fact(context, term, url, url.clone()))
    }));
    let dates = [
        ("fact_archived_at", &source.archived_at),
        ("fact_accessed", &source.accessed),
    ];
    facts.extend(dates.into_iter().filter_map(|(term, date)| {
        date.as_ref()
            .map(|date| facts::fact(context, term, context.words.date(date)))
    }));
    if let Some(sum) = &source.sha256 {
        facts.push(facts::fact(context, "fact_sha256", sum));
    }
    facts
}
