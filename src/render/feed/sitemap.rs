//! The sitemap (sitemaps.org 0.9) and robots.txt (RFC 9309).

use std::convert::Infallible;

use jiff::civil;

use super::xml::{document, text, write};
use super::{article_updated, correction_date};
use crate::incremental::fingerprint;
use crate::lang::Languages;
use crate::plan::{PageKind, PlannedPage};
use crate::render::Artifact;
use crate::render::context::PageContext;
use crate::render::memo::{PageMemo, RenderedFile};
use crate::render::pages::changes;

/// The maximum number of addresses in a sitemap, by its specification.
const MAX_ADDRESSES: usize = 50_000;

/// Returns the day of a page's last change, if it is known.
fn page_updated(context: &PageContext, kind: PageKind) -> Option<civil::Date> {
    match kind {
        PageKind::Article(id) => Some(article_updated(context, id)),
        PageKind::Corrections(1) => context
            .relations
            .corrections
            .first()
            .map(|at| correction_date(context, *at)),
        PageKind::Changes(1) => changes::all_changes(context)
            .first()
            .map(|change| change.commit.day),
        _ => None,
    }
}

/// Renders the sitemap: one file, or an index and its parts if there are more than
/// [`MAX_ADDRESSES`] pages.
pub fn sitemap(context: &PageContext, languages: &Languages, memo: &PageMemo) -> Vec<RenderedFile> {
    let pages: Vec<PlannedPage> = context
        .plan
        .pages
        .iter()
        .copied()
        .filter(|page| page.kind != PageKind::NotFound)
        .collect();
    let parts: Vec<&[PlannedPage]> = pages.chunks(MAX_ADDRESSES).collect();
    let name = |at: usize| match parts.len() {
        1 => "sitemap.xml".to_owned(),
        _ => format!("sitemap-{}.xml", at + 1),
    };
    // The list of pages is not tracked while the file is rendered, so its hash is part of the
    // identity.
    let sitemap_file = |path: String, list: u64, make: &dyn Fn() -> Vec<u8>| {
        let identity = fingerprint::of_value(&("sitemap", &path, list));
        memo.file(&path, identity, || Ok::<_, Infallible>(make()))
    };
    let sets = parts.iter().enumerate();
    let mut files: Vec<_> = sets
        .map(|(at, part)| {
            let list = fingerprint::of_value(part);
            sitemap_file(name(at), list, &|| urlset(context, languages, part))
        })
        .collect();
    if parts.len() != 1 {
        let list = fingerprint::of_value(&parts.len());
        files.push(sitemap_file("sitemap.xml".to_owned(), list, &|| {
            let mut xml = document();
            write(&mut xml, |xml| {
                xml.create_element("sitemapindex")
                    .with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"))
                    .write_inner_content(|xml| {
                        (0..parts.len()).try_for_each(|at| {
                            let address = context.plan.absolute(&context.plan.file(&name(at)));
                            xml.create_element("sitemap")
                                .write_inner_content(|xml| text(xml, "loc", &address))?;
                            Ok(())
                        })
                    })?;
                Ok(())
            });
            xml.into_inner()
        }));
    }
    let Ok(files) = files.into_iter().collect();
    files
}

/// Renders a sitemap of pages with their translations.
fn urlset(context: &PageContext, languages: &Languages, pages: &[PlannedPage]) -> Vec<u8> {
    let mut xml = document();
    let address = |page: PlannedPage| {
        context
            .plan
            .absolute(&context.plan.path(context.atlas, page))
    };
    write(&mut xml, |xml| {
        let mut root = xml
            .create_element("urlset")
            .with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"));
        if languages.count() > 1 {
            root = root.with_attribute(("xmlns:xhtml", "http://www.w3.org/1999/xhtml"));
        }
        root.write_inner_content(|xml| {
            for page in pages {
                xml.create_element("url").write_inner_content(|xml| {
                    text(xml, "loc", &address(*page))?;
                    if let Some(day) = page_updated(context, page.kind) {
                        text(xml, "lastmod", &day.to_string())?;
                    }
                    let translations = context.plan.languages_of(context.atlas, page.kind);
                    if translations.len() > 1 {
                        for lang in translations {
                            let href = address(PlannedPage {
                                kind: page.kind,
                                lang,
                            });
                            xml.create_element("xhtml:link")
                                .with_attributes([
                                    ("rel", "alternate"),
                                    ("hreflang", lang.tag()),
                                    ("href", &href),
                                ])
                                .write_empty()?;
                        }
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        Ok(())
    });
    xml.into_inner()
}

/// Renders a robots.txt that allows everything and names the sitemap.
pub fn robots(context: &PageContext) -> Artifact {
    let sitemap = context.plan.absolute(&context.plan.file("sitemap.xml"));
    Artifact {
        path: "robots.txt".into(),
        bytes: format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n").into_bytes(),
    }
}
