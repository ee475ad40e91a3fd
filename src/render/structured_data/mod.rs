//! What a page is about as data: JSON-LD with the terms of schema.org.
//!
//! Every page has one document in its HTML, for search engines and archives. Articles have only
//! what search engines show there, because an article must load in one round trip; the rest is in a
//! file beside the page ([decision 40](../../../docs/decisions/0040-structured-data.md)). Like
//! pages, documents are made from the atlas, which has nothing that is not published. What
//! schema.org cannot say is left out: there is no `ClaimReview`, because no page rates a claim.

mod article;
mod dataset;
mod dates;
mod entities;
mod event;
mod terms;
mod writer;

use std::convert::Infallible;

use rayon::prelude::*;

use self::terms::{
    BREADCRUMBS, COLLECTION_PAGE, EVENT, LIST_ITEM, ORGANIZATION, WEB_PAGE, WEB_SITE,
};
use self::writer::{CONTEXT, Node, push_document, push_node};
use super::context::PageContext;
use super::memo::{PageMemo, RenderedFile};
use super::view::{LinkView, PageView, TextView};
use super::{social_image, title};
use crate::incremental::fingerprint;
use crate::model::{Article, Entity, Id};
use crate::plan::{PageKind, PlannedPage};

/// The name of the file with all data of an article, in the folder of its page.
const FILE: &str = "article.jsonld";

/// The maximum number of actors, regions, events, claims or sources in a list. Lists are for
/// machines that follow links, and a page must not grow without limit.
const MAX_LISTED: usize = 50;

/// What a document has from the head of its page.
struct PageHead<'a> {
    title: &'a TextView,
    description: &'a str,
    canonical: &'a str,
    image: Option<&'a str>,
}

/// Returns whether pages have JSON-LD. Without a `base_url` there are no addresses that identify
/// anything.
fn is_wanted(context: &PageContext) -> bool {
    context.config.data && !context.config.base.is_unset()
}

/// Returns the JSON-LD for the HTML of a page, without `<`.
pub fn json_ld(context: &PageContext, kind: PageKind, page: &PageView) -> Option<String> {
    if kind == PageKind::NotFound
        || !is_wanted(context)
        || !context.theme.may_show(template(kind), "json_ld")
    {
        return None;
    }
    let head = PageHead {
        title: &page.title,
        description: &page.description,
        canonical: &page.canonical,
        image: page.image.as_ref().map(|image| image.url.as_str()),
    };
    let crumbs = |out: &mut String| {
        push_node(out, BREADCRUMBS, |node| {
            breadcrumbs(node, context, &page.breadcrumbs, &page.title);
        });
    };
    let mut out = String::with_capacity(2048);
    match kind {
        PageKind::Home => push_document(&mut out, WEB_SITE, |node| {
            node.id(&page.canonical);
            node.words("name", &page.title);
            node.text("description", &page.description);
            node.text("url", &page.canonical);
            node.text("inLanguage", context.lang.tag());
            publisher(node, "publisher", context);
        }),
        PageKind::Article(id) => graph(&mut out, |out| {
            article::push_brief(out, context, id, &head);
            out.push(',');
            crumbs(out);
        }),
        PageKind::Data => graph(&mut out, |out| {
            dataset::push_dataset(out, context, &head);
            out.push(',');
            crumbs(out);
        }),
        PageKind::Actor(_) | PageKind::Region(_) | PageKind::Event(_) | PageKind::Source(_) => {
            graph(&mut out, |out| {
                push_described(out, context, kind, &head);
                out.push(',');
                crumbs(out);
            });
        }
        _ => {
            let kind = match kind {
                PageKind::Free(_) | PageKind::Search => WEB_PAGE,
                _ => COLLECTION_PAGE,
            };
            push_document(&mut out, kind, |node| {
                node.id(&page.canonical);
                node.words("name", &page.title);
                node.text("inLanguage", context.lang.tag());
                node.node("breadcrumb", BREADCRUMBS, |node| {
                    breadcrumbs(node, context, &page.breadcrumbs, &page.title);
                });
            });
        }
    }
    Some(out)
}

/// Writes what the page of an actor, a region, an event or a source describes.
fn push_described(out: &mut String, context: &PageContext, kind: PageKind, head: &PageHead) {
    let Some(entity) = kind.entity() else {
        return;
    };
    let described = match entity {
        Entity::Actor(id) => entities::actor_type(&context.atlas.actors[id]),
        Entity::Region(id) => entities::region_type(&context.atlas.regions[id]),
        Entity::Event(_) => EVENT,
        Entity::Source(id) => entities::work_type(&context.atlas.sources[id]),
        Entity::Article(_) | Entity::Page(_) => return,
    };
    push_node(out, described, |node| {
        node.id(&identifier(context, entity));
        node.words("name", head.title);
        if !matches!(entity, Entity::Source(_)) {
            node.text("description", head.description);
        }
        node.text("mainEntityOfPage", head.canonical);
        match entity {
            Entity::Actor(id) => entities::actor(node, context, id),
            Entity::Region(id) => entities::region(node, context, id),
            Entity::Event(id) => event::event(node, context, id, event::Naming::Full),
            Entity::Source(id) => entities::source(node, context, id),
            Entity::Article(_) | Entity::Page(_) => {}
        }
    });
}

/// Returns the address of the file with all data of an article, for the head of its page.
pub fn article_data(context: &PageContext, kind: PageKind) -> Option<String> {
    (matches!(kind, PageKind::Article(_)) && is_wanted(context))
        .then(|| format!("{}{FILE}", context.url(kind)))
}

/// Renders the file with all data of each article in this language.
pub fn article_files(context: &PageContext, memo: &PageMemo) -> Vec<RenderedFile> {
    if !is_wanted(context) {
        return Vec::new();
    }
    let render = |page: &PlannedPage| {
        let PageKind::Article(id) = page.kind else {
            return None;
        };
        let path = format!("{}{FILE}", context.plan.relative(context.atlas, *page));
        // The file names the preview of its page.
        let preview = context.previews.pictures.contains_key(page);
        let identity = fingerprint::of_value(&("json-ld", page, preview));
        let Ok(file) = memo.file(&path, identity, || {
            Ok::<_, Infallible>(article_document(context, id).into_bytes())
        });
        Some(file)
    };
    let pages = context.plan.pages.par_iter();
    pages
        .filter(|page| page.lang == context.lang)
        .filter_map(render)
        .collect()
}

/// Returns all data of an article.
fn article_document(context: &PageContext, id: Id<Article>) -> String {
    let kind = PageKind::Article(id);
    let image = social_image::shared_image(context, kind);
    let head = PageHead {
        title: &title::page_title(context, kind),
        description: &title::page_description(context, kind, ""),
        canonical: &context.plan.absolute(&context.url(kind)),
        image: image.as_ref().map(|image| image.url.as_str()),
    };
    let mut out = String::with_capacity(8192);
    article::push_full(&mut out, context, id, &head);
    out
}

/// Writes a document about several things.
fn graph(out: &mut String, fill: impl FnOnce(&mut String)) {
    out.push_str(CONTEXT);
    out.push_str("\"@graph\":[");
    fill(out);
    out.push_str("]}");
}

/// Writes the links from the home page to a page, and the page itself.
fn breadcrumbs(node: &mut Node, context: &PageContext, links: &[LinkView], title: &TextView) {
    let names = links.iter().map(|link| {
        let name = link.clone().label();
        (name, Some(context.plan.absolute(&link.url)))
    });
    let steps: Vec<(usize, (TextView, Option<String>))> =
        (1..).zip(names.chain([(title.clone(), None)])).collect();
    node.list("itemListElement", &steps, |out, (position, step)| {
        push_node(out, LIST_ITEM, |node| {
            node.literal("position", position);
            node.words("name", &step.0);
            node.maybe("item", step.1.as_deref());
        });
    });
}

/// Writes the publisher of the site, if the site names one.
fn publisher(node: &mut Node, property: &'static str, context: &PageContext) {
    if let Some(name) = &context.config.publisher {
        node.node(property, ORGANIZATION, |node| {
            node.text("name", &context.typeset_name(name));
        });
    }
}

/// Returns the address that identifies an entity on pages of all languages: that of its page in the
/// site's first language.
fn identifier(context: &PageContext, entity: Entity) -> String {
    let lang = context.config.languages.default();
    let address = context.plan.address(context.atlas, entity, lang);
    context.plan.absolute(&address)
}

/// Returns the template of a kind of page.
fn template(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Home => "home.html",
        PageKind::Articles(_) => "articles.html",
        PageKind::Article(_) => "article.html",
        PageKind::Actors => "actors.html",
        PageKind::Actor(_) => "actor.html",
        PageKind::Regions(_) => "regions.html",
        PageKind::Region(_) => "region.html",
        PageKind::Events => "events.html",
        PageKind::Year(..) => "year.html",
        PageKind::Event(_) => "event.html",
        PageKind::Sources(_) => "sources.html",
        PageKind::Source(_) => "source.html",
        PageKind::Topics(_) => "topics.html",
        PageKind::Coverage => "coverage.html",
        PageKind::Corrections(_) => "corrections.html",
        PageKind::Changes(_) => "changes.html",
        PageKind::Search => "search.html",
        PageKind::Letter(..) => "letter.html",
        PageKind::Data => "data.html",
        PageKind::Free(_) | PageKind::Folder(..) => "page.html",
        PageKind::NotFound => "404.html",
        _ => "listing.html",
    }
}
