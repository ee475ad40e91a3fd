//! Atom feeds (RFC 4287), the sitemap and robots.txt.
//!
//! A feed does not contain the time of the build: its date is that of its newest entry, so the same
//! content gives the same bytes. Articles have days, not times; the time of an entry is the start
//! of its day in UTC.

mod sitemap;
mod xml;

use std::convert::Infallible;

use jiff::civil;
use quick_xml::events::BytesText;
use rayon::prelude::*;

pub use self::sitemap::{robots, sitemap};
use self::xml::{XmlWriter, document, instant, link, page_link, text, text_in, write};
use crate::incremental::fingerprint;
use crate::model::{Article, Entity, Id};
use crate::plan::{PageKind, PlannedPage};
use crate::relations::CorrectionRef;
use crate::render::context::PageContext;
use crate::render::head;
use crate::render::memo::{PageMemo, RenderedFile};
use crate::render::pages::corrections;
use crate::render::view::TextView;

/// The metadata of a feed.
struct Channel {
    /// The page that the feed belongs to. The feed is in the folder of that page.
    page: PageKind,
    title: String,
    updated: civil::Date,
}

/// Renders the feeds of this language: one for the site, one for its corrections, and one for each
/// actor and region with articles. The first two exist even if they are empty, because every page
/// may link to them.
pub fn feeds(context: &PageContext, memo: &PageMemo) -> Vec<RenderedFile> {
    let actors = context.atlas.actors.iter().map(|(id, _)| Entity::Actor(id));
    let regions = context
        .atlas
        .regions
        .iter()
        .map(|(id, _)| Entity::Region(id));
    let entities: Vec<Entity> = actors.chain(regions).collect();
    let feed_file = |kind: PageKind, make: &dyn Fn() -> Vec<u8>| {
        let identity = fingerprint::of_value(&("feed", kind, context.lang));
        memo.file(&feed_path(context, kind), identity, || {
            Ok::<_, Infallible>(make())
        })
    };
    let site = feed_file(PageKind::Home, &|| {
        let articles = articles_in_language(context, &context.relations.articles_by_date);
        article_feed(
            context,
            PageKind::Home,
            &context.text(&context.config.title).text,
            &articles,
        )
    });
    let corrections = feed_file(PageKind::Corrections(1), &|| correction_feed(context));
    let others = entities.par_iter().filter_map(|entity| {
        let articles = feed_articles(context, *entity);
        let kind = match entity {
            Entity::Actor(id) => PageKind::Actor(*id),
            Entity::Region(id) => PageKind::Region(*id),
            _ => return None,
        };
        if articles.is_empty() {
            return None;
        }
        let feed = || {
            article_feed(
                context,
                kind,
                &context.name(*entity).text,
                &feed_articles(context, *entity),
            )
        };
        Some(feed_file(kind, &feed))
    });
    let others: Vec<_> = others.collect();
    let Ok(files) = [site, corrections].into_iter().chain(others).collect();
    files
}

/// Returns the path of a page's feed.
fn feed_path(context: &PageContext, kind: PageKind) -> String {
    format!(
        "{}feed.xml",
        context.plan.relative(
            context.atlas,
            PlannedPage {
                kind,
                lang: context.lang
            }
        )
    )
}

/// Returns the newest articles of an actor or region that exist in this language.
pub fn feed_articles(context: &PageContext, entity: Entity) -> Vec<Id<Article>> {
    match entity {
        Entity::Actor(id) => {
            articles_in_language(context, &context.relations.actors[id.index()].articles)
        }
        Entity::Region(id) => {
            articles_in_language(context, &context.relations.regions[id.index()].articles)
        }
        _ => Vec::new(),
    }
}

/// Returns the first articles that exist in this language, up to the size of a feed.
fn articles_in_language(context: &PageContext, articles: &[Id<Article>]) -> Vec<Id<Article>> {
    articles
        .iter()
        .copied()
        .filter(|id| {
            context.atlas.articles[*id]
                .bodies
                .exact(context.lang)
                .is_some()
        })
        .take(context.config.feed_size)
        .collect()
}

/// Renders a feed of articles.
fn article_feed(
    context: &PageContext,
    page: PageKind,
    name: &str,
    articles: &[Id<Article>],
) -> Vec<u8> {
    let newest = articles
        .iter()
        .map(|id| article_updated(context, *id))
        .max();
    let channel = Channel {
        page,
        title: context.words.say("feed_title", None, &[("name", name)]),
        updated: newest.unwrap_or_else(|| latest_update(context)),
    };
    atom(context, &channel, |xml| {
        articles
            .iter()
            .try_for_each(|id| article_entry(context, xml, *id))
    })
}

/// Renders the feed of all corrections. It includes corrections of articles in other languages,
/// because a reader of one correction should learn of the others.
fn correction_feed(context: &PageContext) -> Vec<u8> {
    let corrections = &context.relations.corrections;
    let newest = &corrections[..corrections.len().min(context.config.feed_size)];
    let channel = Channel {
        page: PageKind::Corrections(1),
        title: corrections_feed_title(context),
        updated: newest
            .iter()
            .map(|at| correction_date(context, *at))
            .max()
            .unwrap_or_else(|| latest_update(context)),
    };
    atom(context, &channel, |xml| {
        newest
            .iter()
            .try_for_each(|at| correction_entry(context, xml, *at))
    })
}

/// Returns the title of the feed of corrections.
pub fn corrections_feed_title(context: &PageContext) -> String {
    let site = context.text(&context.config.title).text;
    context
        .words
        .say("feed_corrections_title", None, &[("name", &site)])
}

/// Renders a feed with its metadata and its entries.
fn atom(
    context: &PageContext,
    channel: &Channel,
    entries: impl FnOnce(&mut XmlWriter) -> std::io::Result<()>,
) -> Vec<u8> {
    let kind = channel.page;
    let page = context.plan.absolute(&context.url(kind));
    let address = format!("{page}feed.xml");
    let publisher = context
        .config
        .publisher
        .as_ref()
        .map(|name| context.typeset_name(name).into_owned())
        .unwrap_or_else(|| context.text(&context.config.title).text);
    let mut xml = document();
    write(&mut xml, |xml| {
        xml.create_element("feed")
            .with_attributes([
                ("xmlns", "http://www.w3.org/2005/Atom"),
                ("xml:lang", context.lang.tag()),
            ])
            .write_inner_content(|xml| {
                text(xml, "id", &address)?;
                text(xml, "title", &channel.title)?;
                text(xml, "updated", &instant(channel.updated))?;
                link(xml, "self", &address, "application/atom+xml")?;
                link(xml, "alternate", &page, "text/html")?;
                xml.create_element("author")
                    .write_inner_content(|xml| text(xml, "name", &publisher))?;
                xml.create_element("generator")
                    .with_attribute(("version", env!("CARGO_PKG_VERSION")))
                    .write_text_content(BytesText::new("griot"))?;
                entries(xml)
            })?;
        Ok(())
    });
    xml.into_inner()
}

fn article_entry(
    context: &PageContext,
    xml: &mut XmlWriter,
    id: Id<Article>,
) -> std::io::Result<()> {
    let article = &context.atlas.articles[id];
    let page = context.plan.absolute(&context.url(PageKind::Article(id)));
    let head = head::page_view(context, PageKind::Article(id));
    let published = article.date.earliest().unwrap_or(civil::Date::ZERO);
    xml.create_element("entry").write_inner_content(|xml| {
        text(xml, "id", &page)?;
        text(xml, "title", &head.title.text)?;
        page_link(xml, &page)?;
        text(xml, "published", &instant(published))?;
        text(xml, "updated", &instant(article_updated(context, id)))?;
        for author in &article.authors {
            xml.create_element("author")
                .write_inner_content(|xml| text(xml, "name", &context.text(author).text))?;
        }
        for topic in &article.topics {
            let label = context.text(&topic.name).text;
            let category = xml
                .create_element("category")
                .with_attribute(("term", topic.slug.as_str()));
            match label == topic.slug {
                true => category.write_empty()?,
                false => category
                    .with_attribute(("label", label.as_str()))
                    .write_empty()?,
            };
        }
        text(xml, "summary", &head.description)
    })?;
    Ok(())
}

/// Writes an entry for a correction. Its id does not change when other corrections are added or an
/// article is translated.
fn correction_entry(
    context: &PageContext,
    xml: &mut XmlWriter,
    at: CorrectionRef,
) -> std::io::Result<()> {
    let article = &context.atlas.articles[at.article];
    let correction = &article.corrections[at.written];
    let list = context
        .plan
        .absolute(&context.url(PageKind::Corrections(1)));
    let id = format!("{list}#{}/{}/{}", article.id, correction.date, at.of_day);
    let title = context.name(Entity::Article(at.article));
    let title = TextView {
        text: context
            .words
            .say("feed_correction", None, &[("title", &title.text)]),
        ..title
    };
    let address = context
        .plan
        .absolute(&corrections::correction_address(context, at));
    let day = instant(correction_date(context, at));
    xml.create_element("entry").write_inner_content(|xml| {
        text(xml, "id", &id)?;
        text_in(xml, "title", &title)?;
        page_link(xml, &address)?;
        text(xml, "published", &day)?;
        text(xml, "updated", &day)?;
        text_in(xml, "summary", &context.text(&correction.text))
    })?;
    Ok(())
}

fn correction_date(context: &PageContext, at: CorrectionRef) -> civil::Date {
    let date = context.atlas.articles[at.article].corrections[at.written].date;
    date.earliest()
        .or(date.latest())
        .unwrap_or(civil::Date::ZERO)
}

/// Returns the day of the newest article, or the Unix epoch if there is none. It is the date of a
/// feed without entries.
fn latest_update(context: &PageContext) -> civil::Date {
    let articles = context
        .atlas
        .articles
        .iter()
        .map(|(id, _)| article_updated(context, id));
    articles.max().unwrap_or(civil::date(1970, 1, 1))
}

/// Returns the day of an article's last change.
fn article_updated(context: &PageContext, id: Id<Article>) -> civil::Date {
    let article = &context.atlas.articles[id];
    let published = article.date.earliest();
    let updated = article.updated.and_then(|date| date.earliest());
    updated.max(published).unwrap_or(civil::Date::ZERO)
}
