//! Corrections: those of an article, and the list of all.

use crate::model::{Article, Entity, Id};
use crate::plan::PageKind;
use crate::relations::CorrectionRef;
use crate::render::context::PageContext;
use crate::render::view::{CorrectionItem, CorrectionView, CorrectionsPage, Listing};
use crate::render::{head, list_items, paging};

/// Returns the corrections of an article, newest first.
pub fn article_corrections(context: &PageContext, id: Id<Article>) -> Vec<CorrectionView> {
    context.relations.articles[id.index()]
        .corrections
        .iter()
        .map(|at| {
            let correction = &context.atlas.articles[id].corrections[at.written];
            CorrectionView {
                anchor: correction_anchor(*at),
                date: context.words.when(&correction.date),
                text: context.text(&correction.text),
            }
        })
        .collect()
}

/// Returns a page of the list of corrections.
pub fn corrections_page(context: &PageContext, number: usize) -> CorrectionsPage {
    let all = &context.relations.corrections;
    CorrectionsPage {
        page: head::page_view(context, PageKind::Corrections(number)),
        list: Listing {
            items: paging::page_items(context, all, number)
                .iter()
                .map(|at| correction_item(context, *at))
                .collect(),
            count: all.len(),
            all: None,
        },
        pager: paging::pager(context, all.len(), number, PageKind::Corrections),
    }
}

fn correction_item(context: &PageContext, at: CorrectionRef) -> CorrectionItem {
    let article = &context.atlas.articles[at.article];
    let correction = &article.corrections[at.written];
    CorrectionItem {
        date: context.words.when(&correction.date),
        text: context.text(&correction.text),
        article: context
            .text(&article.title)
            .leading_to(correction_address(context, at)),
        only_in: list_items::only_in(context, at.article),
    }
}

/// Returns the anchor of a correction in its article.
fn correction_anchor(at: CorrectionRef) -> String {
    format!("part-correction-{}", at.number)
}

/// Returns the address of a correction in its article, in this language, or else in a language in
/// which the article exists.
pub fn correction_address(context: &PageContext, at: CorrectionRef) -> String {
    let article = context
        .plan
        .address(context.atlas, Entity::Article(at.article), context.lang);
    format!("{article}#{}", correction_anchor(at))
}
