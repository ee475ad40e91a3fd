//! Articles and events in lists.
//!
//! An event stands in the lists of its year and of all its actors, regions and sources, and looks the same in each. So an
//! item is made once for a language, from a template of its own, whichever page lists it first. What was read for it is
//! noted again for every page that lists it.

use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};

use super::desk::Desk;
use super::theme;
use super::view::{ArticleInList, EventInList};
use crate::diag::Diagnostic;
use crate::model::{Article, Atlas, Event, Id};
use crate::trace::{self, Read};

/// What a theme made, or what is wrong with its template.
pub type Themed<T> = Result<T, Box<Diagnostic>>;

/// An item of a list, as HTML.
#[derive(Clone, Debug)]
pub struct Item(Arc<str>);

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// The level of the headings in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// The list is what the page is about.
    H2,
    /// The list has a heading of its own.
    H3,
}

/// The items of all lists in one language; none is remembered where there are no slots for them.
#[derive(Default)]
pub struct Items {
    /// By the level of their headings.
    articles: [Vec<Slot>; 2],
    events: Vec<Slot>,
}

/// An item, once it has been asked for, with what was read for it.
type Slot = OnceLock<Themed<(Item, Box<[Read]>)>>;

impl Items {
    pub fn of(atlas: &Atlas) -> Items {
        let empty = |count| std::iter::repeat_with(Slot::new).take(count).collect();
        Items {
            articles: [empty(atlas.articles.len()), empty(atlas.articles.len())],
            events: empty(atlas.events.len()),
        }
    }
}

impl Desk<'_> {
    /// A template of this language, filled from its view; see [`theme::Theme::render`] for `size`.
    pub fn themed<T: Serialize>(&self, template: &str, view: &T, size: usize) -> Themed<String> {
        self.theme.render(self.lang, template, view, self.files, size)
    }

    /// An article in a list.
    pub fn listed_article(&self, id: Id<Article>, heading: Heading) -> Themed<Item> {
        let (list, level) = match heading {
            Heading::H2 => (&self.items.articles[0], 2),
            Heading::H3 => (&self.items.articles[1], 3),
        };
        item(list.get(id.index()), || {
            let item = self.article_item(id);
            self.themed("article-item.html", &ArticleInList { item, level }, theme::ITEM)
        })
    }

    /// An event in a list.
    pub fn listed_event(&self, id: Id<Event>) -> Themed<Item> {
        item(self.items.events.get(id.index()), || {
            let item = self.event_item(id);
            self.themed("event-item.html", &EventInList { item }, theme::ITEM)
        })
    }

    /// Articles in a list.
    pub fn listed_articles<'i>(
        &self,
        ids: impl IntoIterator<Item = &'i Id<Article>>,
        heading: Heading,
    ) -> Themed<Vec<Item>> {
        ids.into_iter().map(|id| self.listed_article(*id, heading)).collect()
    }

    /// Events in a list.
    pub fn listed_events<'i>(&self, ids: impl IntoIterator<Item = &'i Id<Event>>) -> Themed<Vec<Item>> {
        ids.into_iter().map(|id| self.listed_event(*id)).collect()
    }
}

/// What is in a slot, made if it is empty.
fn item(slot: Option<&Slot>, make: impl FnOnce() -> Themed<String>) -> Themed<Item> {
    let item = |html: String| Item(html.trim_end().into());
    let Some(slot) = slot else {
        return make().map(item);
    };
    let made = slot.get_or_init(|| {
        let (html, reads) = trace::noted(make);
        html.map(|html| (item(html), reads.into()))
    });
    match made {
        Ok((item, reads)) => {
            trace::again(reads);
            Ok(item.clone())
        }
        Err(finding) => Err(finding.clone()),
    }
}
