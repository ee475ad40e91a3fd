//! Renders all pages, and collects the records from which the search index is built.

use std::collections::BTreeMap;

use rayon::prelude::*;

#[cfg(all(test, feature = "search"))]
use super::Artifact;
use super::context::PageContext;
use super::list_items::Themed;
use super::memo::{PageMemo, RenderedFile};
#[cfg(all(test, feature = "search"))]
use super::pages::search_facts;
use super::pages::{LetterLists, html};
use super::search::{SearchDocument, SearchIndexer, SearchRecord};
use super::{SiteData, pagefind_attributes, search};
use crate::diag::Diagnostic;
use crate::incremental::{Cached, fingerprint};
use crate::lang::Lang;
use crate::plan::{PageKind, PlannedPage};

/// The search record of a page, and its fragment if the page was rendered in this build.
pub struct SearchedPage {
    page: PlannedPage,
    record: Vec<u8>,
    fragment: Option<Vec<u8>>,
}

/// A page's file, and its data for the search index.
type PageResult = Result<(RenderedFile, Option<SearchedPage>), Box<Diagnostic>>;

/// The name under which the store has the search record of a page.
const RECORD: &str = "record";

/// Renders every page, in the plan's order.
pub fn render_pages(
    data: &SiteData,
    contexts: &BTreeMap<Lang, PageContext>,
    indexer: Option<&SearchIndexer>,
    memo: &PageMemo,
) -> Vec<PageResult> {
    let lists: BTreeMap<Lang, LetterLists> = contexts
        .keys()
        .map(|lang| (*lang, LetterLists::default()))
        .collect();
    let render = |page: &PlannedPage| {
        let (context, lists) = (&contexts[&page.lang], &lists[&page.lang]);
        render_page(context, lists, *page, indexer, memo)
    };
    data.plan.pages.par_iter().map(render).collect()
}

/// Renders a page, or reuses it if it is unchanged and its search record is cached.
fn render_page(
    context: &PageContext,
    lists: &LetterLists,
    page: PlannedPage,
    indexer: Option<&SearchIndexer>,
    memo: &PageMemo,
) -> PageResult {
    let store = memo.memo.store;
    let address = context.plan.relative(context.atlas, page);
    let path = output_path(&address);
    let preview = context.previews.pictures.get(&page);
    let sizes = (page.kind == PageKind::Data).then_some(context.sizes);
    let identity = fingerprint::of_value(&(&page, preview.map(|(_, words)| words), sizes));
    let indexer = indexer.filter(|_| page.kind.entity().is_some());
    if let Some(file) = memo.reuse(&path, identity) {
        match indexer.map(|_| store.get(file.beside(RECORD))) {
            None => return Ok((file, None)),
            Some(Some(record)) => {
                let fragment = None;
                let searched = SearchedPage {
                    page,
                    record,
                    fragment,
                };
                return Ok((file, Some(searched)));
            }
            // The page was rendered in a build without an index.
            Some(None) => {}
        }
    }
    let Cached {
        value,
        reads,
        fingerprint,
    } = memo.memo.make(|| -> Themed<_> {
        let html = html(context, page, lists)?;
        let record = indexer.and_then(|indexer| indexer.read_page(context, page, &address, &html));
        let published = pagefind_attributes::without_attributes(&html).into_owned();
        Ok((published.into_bytes(), record))
    });
    let (value, record) = value?;
    let file = memo.send(
        &path,
        identity,
        Cached {
            value,
            reads,
            fingerprint,
        },
    );
    let searched = record.map(|SearchRecord { record, fragment }| {
        store.put(file.beside(RECORD), &record);
        SearchedPage {
            page,
            record,
            fragment: Some(fragment),
        }
    });
    Ok((file, searched))
}

/// Builds the search index from the records of the pages.
pub fn search_index(
    data: &SiteData,
    contexts: &BTreeMap<Lang, PageContext>,
    indexer: &SearchIndexer,
    searched: &[SearchedPage],
    memo: &PageMemo,
) -> Result<Vec<RenderedFile>, Box<Diagnostic>> {
    let mut documents: BTreeMap<Lang, Vec<SearchDocument>> = BTreeMap::new();
    let mut pages: BTreeMap<Lang, Vec<PlannedPage>> = BTreeMap::new();
    for SearchedPage {
        page,
        record,
        fragment,
    } in searched
    {
        documents
            .entry(page.lang)
            .or_default()
            .push(SearchDocument {
                record,
                fragment: fragment.as_deref(),
            });
        pages.entry(page.lang).or_default().push(*page);
    }
    let render_fragment = |lang: Lang, at: usize| {
        let (context, page) = (&contexts[&lang], pages[&lang][at]);
        let html = html(context, page, &LetterLists::default())?;
        let record = indexer.read_page(context, page, &data.plan.relative(data.atlas, page), &html);
        Ok(record.map(|record| record.fragment).unwrap_or_default())
    };
    #[cfg(all(test, feature = "search"))]
    for (lang, pages) in &pages {
        let page = |page: &PlannedPage| {
            let facts = search_facts::page_facts(&contexts[lang], page.kind)
                .expect("only pages with facts are searched");
            let html = html(&contexts[lang], *page, &LetterLists::default())
                .expect("it was rendered before");
            (data.plan.relative(data.atlas, *page), html, facts)
        };
        let files = search::oracle::files(*lang, &pages.iter().map(page).collect::<Vec<_>>());
        for (path, bytes) in files {
            let path = format!("{}{path}", search::oracle::FOLDER);
            memo.sink.take(Artifact { path, bytes }, None);
        }
    }
    search::index(&documents, memo, render_fragment)
}

/// Returns the path of the file that a host serves for an address.
fn output_path(address: &str) -> String {
    if address.is_empty() || address.ends_with('/') {
        format!("{address}index.html")
    } else {
        address.to_owned()
    }
}
