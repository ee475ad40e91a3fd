//! Feeds (Atom, RFC 4287, and JSON Feed 1.1), the calendar of the timeline, the sitemap and
//! robots.txt.
//!
//! A feed does not contain the time of the build: its date is that of its newest entry, so the same
//! content gives the same bytes. Articles have days, not times; the time of an entry is the start
//! of its day in UTC.

mod atom;
mod calendar;
mod content;
mod json;
mod sitemap;
mod xml;

use std::convert::Infallible;

use jiff::civil;
use rayon::prelude::*;

pub use self::calendar::{calendar, calendar_address};
pub use self::sitemap::{robots, sitemap};
use crate::config::FeedText;
use crate::history::EntityChange;
use crate::incremental::fingerprint;
use crate::model::{Article, Entity, Id};
use crate::plan::{PageKind, PlannedPage};
use crate::relations::CorrectionRef;
use crate::render::context::PageContext;
use crate::render::memo::{PageMemo, RenderedFile};
use crate::render::pages::{changes, corrections};
use crate::render::title;
use crate::render::view::TextView;

/// A feed, before it is written in a format.
struct Channel {
    /// The page that the feed belongs to. The feed is in the folder of that page.
    page: PageKind,
    title: String,
    updated: civil::Date,
    entries: Vec<FeedEntry>,
}

/// An entry of a feed: an article, a correction or a change.
struct FeedEntry {
    /// The id, which is an address. It does not change when the title does.
    id: String,
    /// The address of the page.
    url: String,
    title: TextView,
    published: civil::Date,
    updated: civil::Date,
    authors: Vec<String>,
    /// The slugs of the topics, with their names.
    topics: Vec<(String, String)>,
    summary: TextView,
    /// The text as HTML, if feeds have it.
    content: Option<String>,
}

/// A format of feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FeedFormat {
    Atom,
    Json,
}

impl FeedFormat {
    /// Returns the name of a feed's file.
    fn file_name(self) -> &'static str {
        match self {
            FeedFormat::Atom => "feed.xml",
            FeedFormat::Json => "feed.json",
        }
    }
}

/// Renders the feeds of this language: one for the site, one for its corrections, and one for each
/// actor, region and topic with articles. The first two exist even if they are empty, because every
/// page may link to them. So does the feed of changes, if the site's history is known.
pub fn feeds(context: &PageContext, memo: &PageMemo) -> Vec<RenderedFile> {
    let actors = context.atlas.actors.iter();
    let regions = context.atlas.regions.iter();
    let actors = actors.map(|(id, _)| PageKind::Actor(id));
    let regions = regions.map(|(id, _)| PageKind::Region(id));
    let topics = (0..context.relations.topics.len()).map(|at| PageKind::Topic(at, 1));
    let lists: Vec<PageKind> = actors.chain(regions).chain(topics).collect();
    let lists = lists
        .into_par_iter()
        .filter(|kind| !feed_articles(context, *kind).is_empty());
    let mut kinds = vec![PageKind::Home, PageKind::Corrections(1)];
    kinds.extend(context.plan.has_changes.then_some(PageKind::Changes(1)));
    kinds.par_extend(lists);
    let formats = formats(context);
    let files: Result<Vec<_>, Infallible> = kinds
        .into_par_iter()
        .flat_map_iter(|kind| formats.iter().map(move |format| (kind, *format)))
        .map(|(kind, format)| {
            let identity = fingerprint::of_value(&("feed", kind, context.lang, format));
            memo.file(&feed_path(context, kind, format), identity, || {
                let channel = channel(context, kind);
                Ok(match format {
                    FeedFormat::Atom => atom::write_feed(context, &channel),
                    FeedFormat::Json => json::write_feed(context, &channel),
                })
            })
        })
        .collect();
    let Ok(files) = files;
    files
}

/// Returns the formats of the feeds of this site.
fn formats(context: &PageContext) -> &'static [FeedFormat] {
    match context.config.data {
        true => &[FeedFormat::Atom, FeedFormat::Json],
        false => &[FeedFormat::Atom],
    }
}

/// Returns the path of a page's feed.
fn feed_path(context: &PageContext, kind: PageKind, format: FeedFormat) -> String {
    let page = PlannedPage {
        kind,
        lang: context.lang,
    };
    let folder = context.plan.relative(context.atlas, page);
    format!("{folder}{}", format.file_name())
}

/// Returns the address of a page's feed in a format, or `None` if the site has no feeds in it.
pub fn feed_address(context: &PageContext, kind: PageKind, format: FeedFormat) -> Option<String> {
    formats(context)
        .contains(&format)
        .then(|| format!("{}{}", context.url(kind), format.file_name()))
}

/// Returns the newest articles of an actor, region or topic that exist in this language. The list
/// is empty for all other pages.
pub fn feed_articles(context: &PageContext, kind: PageKind) -> Vec<Id<Article>> {
    let relations = context.relations;
    let articles = match kind {
        PageKind::Actor(id) => &relations.actors[id.index()].articles,
        PageKind::Region(id) => &relations.regions[id.index()].articles,
        PageKind::Topic(at, _) => &relations.topics[at].articles,
        _ => return Vec::new(),
    };
    articles_in_language(context, articles)
}

/// Returns the title of the feed of a page, from what the page is about.
pub fn feed_title(context: &PageContext, kind: PageKind) -> String {
    let name = match kind {
        PageKind::Corrections(_) => return list_feed_title(context, "feed_corrections_title"),
        PageKind::Changes(_) => return list_feed_title(context, "feed_changes_title"),
        PageKind::Actor(id) => context.name(Entity::Actor(id)),
        PageKind::Region(id) => context.name(Entity::Region(id)),
        PageKind::Topic(at, _) => context.text(&context.relations.topics[at].topic.name),
        _ => context.text(&context.config.title),
    };
    let name = [("name", name.text.as_str())];
    context.words.say("feed_title", None, &name)
}

/// Returns the feed of a page.
fn channel(context: &PageContext, page: PageKind) -> Channel {
    let entries: Vec<FeedEntry> = match page {
        PageKind::Corrections(_) => correction_entries(context),
        PageKind::Changes(_) => change_entries(context),
        PageKind::Home => {
            let articles = articles_in_language(context, &context.relations.articles_by_date);
            article_entries(context, &articles)
        }
        _ => article_entries(context, &feed_articles(context, page)),
    };
    let newest = entries.iter().map(|entry| entry.updated).max();
    Channel {
        page,
        title: feed_title(context, page),
        updated: newest.unwrap_or_else(|| latest_update(context)),
        entries,
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

fn article_entries(context: &PageContext, articles: &[Id<Article>]) -> Vec<FeedEntry> {
    let entry = |id: &Id<Article>| article_entry(context, *id);
    articles.iter().map(entry).collect()
}

fn article_entry(context: &PageContext, id: Id<Article>) -> FeedEntry {
    let article = &context.atlas.articles[id];
    let kind = PageKind::Article(id);
    let page = context.plan.absolute(&context.url(kind));
    let topics = article.topics.iter();
    let full = context.config.feed_text == FeedText::Full;
    FeedEntry {
        id: page.clone(),
        title: title::page_title(context, kind),
        published: article.date.earliest().unwrap_or(civil::Date::ZERO),
        updated: article_updated(context, id),
        authors: article
            .authors
            .iter()
            .map(|author| context.text(author).text)
            .collect(),
        topics: topics
            .map(|topic| (topic.slug.clone(), context.text(&topic.name).text))
            .collect(),
        summary: context.plain(title::page_description(context, kind, "")),
        content: full
            .then(|| content::full_text(context, Entity::Article(id), &page))
            .flatten(),
        url: page,
    }
}

/// Returns the newest corrections. They include corrections of articles in other languages, because
/// a reader of one correction should learn of the others.
fn correction_entries(context: &PageContext) -> Vec<FeedEntry> {
    let corrections = &context.relations.corrections;
    let newest = &corrections[..corrections.len().min(context.config.feed_size)];
    let entry = |at: &CorrectionRef| correction_entry(context, *at);
    newest.iter().map(entry).collect()
}

/// Returns the title of the feed of corrections or of changes, from its word.
fn list_feed_title(context: &PageContext, word: &str) -> String {
    let site = context.text(&context.config.title).text;
    context.words.say(word, None, &[("name", &site)])
}

/// Returns the newest changes.
fn change_entries(context: &PageContext) -> Vec<FeedEntry> {
    let newest = changes::all_changes(context);
    let newest = newest.iter().take(context.config.feed_size);
    newest.map(|change| change_entry(context, change)).collect()
}

/// Returns the entry for the changes of an entity in a commit.
fn change_entry(context: &PageContext, change: &EntityChange) -> FeedEntry {
    let list = context.plan.absolute(&context.url(PageKind::Changes(1)));
    let item = changes::change_item(context, change);
    let subject = item.subject.clone().label();
    let words = [("title", subject.text.as_str())];
    let id = context.atlas.id(change.entity);
    FeedEntry {
        id: format!(
            "{list}#{}/{}/{id}",
            change.commit.hash,
            change.entity.folder()
        ),
        url: context.plan.absolute(&item.subject.url),
        title: TextView {
            text: context.words.say("feed_change", None, &words),
            ..subject
        },
        published: change.commit.day,
        updated: change.commit.day,
        authors: Vec::new(),
        topics: Vec::new(),
        summary: context.plain(changes::change_text(context, &item)),
        content: None,
    }
}

/// Returns the entry for a correction. Its id does not change when other corrections are added or
/// an article is translated.
fn correction_entry(context: &PageContext, at: CorrectionRef) -> FeedEntry {
    let article = &context.atlas.articles[at.article];
    let correction = &article.corrections[at.written];
    let list = context.url(PageKind::Corrections(1));
    let list = context.plan.absolute(&list);
    let title = context.name(Entity::Article(at.article));
    let words = [("title", title.text.as_str())];
    let address = corrections::correction_address(context, at);
    let day = correction_date(context, at);
    FeedEntry {
        id: format!("{list}#{}/{}/{}", article.id, correction.date, at.of_day),
        url: context.plan.absolute(&address),
        title: TextView {
            text: context.words.say("feed_correction", None, &words),
            ..title
        },
        published: day,
        updated: day,
        authors: Vec::new(),
        topics: Vec::new(),
        summary: context.text(&correction.text),
        content: None,
    }
}

/// Returns who publishes the site: its publisher, or else its name.
fn publisher(context: &PageContext) -> String {
    match &context.config.publisher {
        Some(name) => context.typeset_name(name).into_owned(),
        None => context.text(&context.config.title).text,
    }
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
