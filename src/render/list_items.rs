//! Articles and events in lists.
//!
//! An event is in the lists of its year and of all its actors, regions and sources, and looks the
//! same in each. So the first page that lists an item renders it, once for each language, from a
//! template of its own. The recorded dependencies are replayed for every page that lists the item.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};

use super::context::PageContext;
use super::theme;
use super::view::{ArticleInList, ArticleItem, EventInList, EventItem};
use crate::diag::Diagnostic;
use crate::incremental::track::{self, Dependency};
use crate::model::{Actor, Article, Atlas, Entity, Event, Id};
use crate::relations;

/// The result of rendering with a theme, or the finding about its template.
pub type Themed<T> = Result<T, Box<Diagnostic>>;

/// An item of a list, as HTML.
#[derive(Clone, Debug)]
pub struct ListItem(Arc<str>);

impl ListItem {
    /// Returns the HTML of the item.
    pub fn html(&self) -> &str {
        &self.0
    }
}

impl Serialize for ListItem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// The form of an article in a list. Summaries are shown where readers choose what to read next,
/// and not in every list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListItemForm {
    /// With its summary, below the heading of the page (a heading of level 2).
    Summary2,
    /// With its summary, in a list that has a heading of its own (a heading of level 3).
    Summary3,
    /// Title and date on one line.
    Line,
}

/// The maximum number of articles for which a list on the page of an actor or region has summaries.
const MAX_WITH_SUMMARY: usize = 6;

impl ListItemForm {
    /// Returns the form for a list of this many articles below a heading of its own.
    pub fn for_count(count: usize) -> ListItemForm {
        match count {
            ..=MAX_WITH_SUMMARY => ListItemForm::Summary3,
            _ => ListItemForm::Line,
        }
    }
}

/// Caches the items of all lists in one language. Without slots, nothing is cached.
#[derive(Default)]
pub struct ListItemCache {
    /// One list for each [`ListItemForm`].
    articles: [Vec<ListItemSlot>; 3],
    events: Vec<ListItemSlot>,
}

/// A rendered item with its dependencies, once a page has requested it.
type ListItemSlot = OnceLock<Themed<(ListItem, Box<[Dependency]>)>>;

impl ListItemCache {
    /// Creates a cache with slots for all articles and events.
    pub fn new(atlas: &Atlas) -> ListItemCache {
        let empty = |count| {
            std::iter::repeat_with(ListItemSlot::new)
                .take(count)
                .collect()
        };
        let articles = || empty(atlas.articles.len());
        ListItemCache {
            articles: [articles(), articles(), articles()],
            events: empty(atlas.events.len()),
        }
    }
}

/// Renders an article in a list.
pub fn listed_article(
    context: &PageContext,
    id: Id<Article>,
    form: ListItemForm,
) -> Themed<ListItem> {
    let (list, level) = match form {
        ListItemForm::Summary2 => (&context.items.articles[0], Some(2)),
        ListItemForm::Summary3 => (&context.items.articles[1], Some(3)),
        ListItemForm::Line => (&context.items.articles[2], None),
    };
    item(list.get(id.index()), || {
        let item = article_item(context, id);
        context.render(
            "article-item.html",
            &ArticleInList { item, level },
            theme::ITEM,
        )
    })
}

/// Renders an event in a list.
pub fn listed_event(context: &PageContext, id: Id<Event>) -> Themed<ListItem> {
    item(context.items.events.get(id.index()), || {
        let item = event_item(context, id);
        context.render("event-item.html", &EventInList { item }, theme::ITEM)
    })
}

/// Renders articles in a list.
pub fn listed_articles<'i>(
    context: &PageContext,
    ids: impl IntoIterator<Item = &'i Id<Article>>,
    form: ListItemForm,
) -> Themed<Vec<ListItem>> {
    ids.into_iter()
        .map(|id| listed_article(context, *id, form))
        .collect()
}

/// Renders events in a list.
pub fn listed_events<'i>(
    context: &PageContext,
    ids: impl IntoIterator<Item = &'i Id<Event>>,
) -> Themed<Vec<ListItem>> {
    ids.into_iter()
        .map(|id| listed_event(context, *id))
        .collect()
}

/// Returns the item of a slot. Renders it if the slot is empty.
fn item(slot: Option<&ListItemSlot>, make: impl FnOnce() -> Themed<String>) -> Themed<ListItem> {
    let item = |html: String| ListItem(html.trim_end().into());
    let Some(slot) = slot else {
        return make().map(item);
    };
    let cached = slot.get_or_init(|| {
        let (html, reads) = track::track(make);
        html.map(|html| (item(html), reads.into()))
    });
    match cached {
        Ok((item, reads)) => {
            track::replay(reads);
            Ok(item.clone())
        }
        Err(finding) => Err(finding.clone()),
    }
}

/// Returns the view of an article in a list.
pub fn article_item(context: &PageContext, id: Id<Article>) -> ArticleItem {
    let article = &context.atlas.articles[id];
    ArticleItem {
        title: context.text(&article.title),
        url: context
            .plan
            .address(context.atlas, Entity::Article(id), context.lang),
        date: context.words.when(&article.date),
        summary: context.maybe(&article.summary),
        only_in: only_in(context, id),
        reason: None,
    }
}

/// Returns the name of an article's language, if the article does not exist in the page's language.
pub fn only_in(context: &PageContext, id: Id<Article>) -> Option<String> {
    let (lang, _) = context.atlas.articles[id].bodies.get(context.lang)?;
    (lang != context.lang).then(|| {
        context
            .words
            .say("only_in", None, &[("language", &context.language(lang))])
    })
}

/// Returns the view of an event in a list.
fn event_item(context: &PageContext, id: Id<Event>) -> EventItem {
    let event = &context.atlas.events[id];
    let actors: BTreeSet<Id<Actor>> = relations::participants(event).collect();
    EventItem {
        title: context.text(&event.title),
        url: context
            .plan
            .address(context.atlas, Entity::Event(id), context.lang),
        date: context.words.when(&event.date),
        event_type: event
            .event_type
            .map(|term| context.label("event_type_", term)),
        regions: context.regions(&event.regions),
        actors: actors
            .into_iter()
            .map(|actor| context.link(Entity::Actor(actor)))
            .collect(),
        claims: event.claims.len(),
    }
}
