//! Articles: the list, and the page of an article.

use super::{corrections, listing, topic};
use crate::model::{Article, Entity, Id, Origin};
use crate::plan::PageKind;
use crate::relations;
use crate::render::context::PageContext;
use crate::render::list_items::{ListItemForm, Themed};
use crate::render::view::{ArticleItem, ArticlePage, ArticlesPage, Listing};
use crate::render::{caption, citation, claims, figures, head, list_items, paging, prose, sources};

/// Returns the page of an article.
pub fn article_page(context: &PageContext, id: Id<Article>) -> Themed<ArticlePage> {
    let article = &context.atlas.articles[id];
    let relations = &context.relations.articles[id.index()];
    let entity = Entity::Article(id);
    let (mut own_events, mut events) = (Vec::new(), Vec::new());
    let mut claimed = Vec::new();
    for used in &article.events {
        let event = &context.atlas.events[used.event];
        if matches!(event.origin, Origin::Inline(home, _) if home == id) {
            own_events.push(claims::event_view(
                context,
                used.event,
                used.role.as_deref(),
            ));
            claimed.extend(
                event
                    .sources
                    .iter()
                    .chain(event.claims.iter().flat_map(|claim| &claim.sources))
                    .copied(),
            );
        } else {
            events.push(list_items::listed_event(context, used.event)?);
        }
    }
    let sources = article.sources.iter().copied().chain(claimed);
    let figures = context.if_shown("article.html", "figures", || match events.is_empty() {
        // Events that the page describes in full need no table.
        true => figures::figures_without_table(context, &figures::article_events(context, id)),
        false => figures::event_figures(context, &figures::article_events(context, id), None),
    });
    Ok(ArticlePage {
        page: head::page_with_figures(
            context,
            PageKind::Article(id),
            Some(entity),
            figures.as_ref(),
        ),
        figures,
        date: context.words.when(&article.date),
        updated: article
            .updated
            .as_ref()
            .map(|date| context.words.when(date)),
        summary: context.maybe(&article.summary),
        authors: article
            .authors
            .iter()
            .map(|author| context.text(author).text)
            .collect(),
        image: article
            .image
            .as_ref()
            .map(|image| caption::image_view(context, image)),
        prose: prose::prose_view(context, entity).unwrap_or_default(),
        topics: article
            .topics
            .iter()
            .filter_map(|topic| {
                context
                    .relations
                    .topics
                    .iter()
                    .position(|known| known.topic.slug == topic.slug)
            })
            .map(|at| {
                context
                    .text(&context.relations.topics[at].topic.name)
                    .leading_to(context.url(PageKind::Topic(at, 1)))
            })
            .collect(),
        actors: context.actors(&relations.actors),
        regions: context.regions(&relations.regions),
        events,
        sources: sources::source_list(context, prose::own_prose(context, entity), sources),
        corrections: corrections::article_corrections(context, id),
        open_questions: article
            .open_questions
            .iter()
            .map(|question| context.text(question))
            .collect(),
        established: article
            .established
            .iter()
            .map(|line| context.text(line))
            .collect(),
        not_established: article
            .not_established
            .iter()
            .map(|line| context.text(line))
            .collect(),
        claims: own_events
            .iter()
            .map(|event| {
                event.others
                    + event
                        .tables
                        .iter()
                        .map(|table| table.rows.len())
                        .sum::<usize>()
            })
            .sum(),
        own_events,
        citations: citation::citations(context, PageKind::Article(id)),
        related: relations
            .related
            .iter()
            .map(|related| related_item(context, related))
            .collect(),
        backlinks: listing::backlinks(context, entity, &relations.backlinks),
        previous: relations
            .previous
            .map(|other| context.link(Entity::Article(other))),
        next: relations
            .next
            .map(|other| context.link(Entity::Article(other))),
    })
}

/// Returns a related article with the reason for the relation.
fn related_item(context: &PageContext, related: &relations::RelatedArticle) -> ArticleItem {
    let names: Vec<String> = related
        .shared
        .iter()
        .take(3)
        .map(|entity| context.name(*entity).text)
        .collect();
    ArticleItem {
        // The reason for the relation replaces the summary.
        summary: None,
        reason: (!names.is_empty()).then(|| {
            context
                .words
                .say("shares", None, &[("names", &context.words.list(&names))])
        }),
        ..list_items::article_item(context, related.article)
    }
}

/// Returns a page of the list of articles.
pub fn articles_page(context: &PageContext, number: usize) -> Themed<ArticlesPage> {
    let all = &context.relations.articles_by_date;
    // The newest articles have summaries. Readers of later pages look for a certain article.
    let form = match number {
        1 => ListItemForm::Summary2,
        _ => ListItemForm::Line,
    };
    Ok(ArticlesPage {
        page: head::page_view(context, PageKind::Articles(number)),
        list: Listing {
            items: list_items::listed_articles(
                context,
                paging::page_items(context, all, number),
                form,
            )?,
            count: all.len(),
            all: None,
        },
        pager: paging::pager(context, all.len(), number, PageKind::Articles),
        topics: topic::main_topics(context),
        topics_url: context
            .plan
            .has_topics()
            .then(|| context.url(PageKind::Topics(1))),
    })
}
