//! Free pages, and the home page.

use serde::{Deserialize, Serialize};

use crate::lang::{Lang, Localized};
use crate::model::{
    Actor, Article, BodyFile, ClaimRef, Date, Event, Extra, Id, LocalizedText, Redirect,
};

/// The id of the free page whose text is on the home page.
pub const HOME: &str = "home";

/// A page that is not about another entity, such as "About" or "Method".
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct FreePage {
    /// The file name without language tag and extension.
    pub id: String,
    /// The title.
    pub title: LocalizedText,
    /// One or two sentences for previews.
    pub summary: LocalizedText,
    /// The sections of the home page; empty on other pages.
    pub home: Home,
    /// The Markdown text, one file for each language.
    pub bodies: Localized<BodyFile>,
    /// Former addresses of the page.
    pub redirects: Vec<Redirect>,
    /// The theme's own fields, by the language of the file.
    pub extra: Localized<Extra>,
    /// The folder below `content/pages/`, such as `interviews`; empty for most pages.
    pub folder: String,
    /// The page of that folder.
    pub parent: Option<Id<FreePage>>,
    /// The pages in the folder that this page is about.
    pub contents: Option<PageFolder>,
}

/// The pages in a folder.
#[derive(Debug, Default, Hash, Serialize, Deserialize)]
pub struct PageFolder {
    /// Those that the folder's file lists, in that order.
    pub first: Vec<Id<FreePage>>,
    /// The others, which are listed by title.
    pub others: Vec<Id<FreePage>>,
    /// The languages in which at least one of them is written.
    pub languages: Vec<Lang>,
}

impl FreePage {
    /// Whether there is a page in this language. That of a folder exists wherever a page in it does.
    pub fn exists_in(&self, lang: Lang) -> bool {
        let contents = self.contents.as_ref();
        self.bodies.exact(lang).is_some()
            || contents.is_some_and(|folder| folder.languages.contains(&lang))
    }

    /// Returns the language of the page for readers of `lang`: that one if the page exists in it,
    /// else the first in which it does.
    pub fn language_for(&self, lang: Lang) -> Lang {
        if self.exists_in(lang) {
            return lang;
        }
        let own = self.bodies.iter().map(|(lang, _)| lang).next();
        let inside = || self.contents.as_ref()?.languages.first().copied();
        own.or_else(inside).unwrap_or(lang)
    }
}

/// The explanation of the conflict on the home page, from the front matter of `pages/home.md`.
#[derive(Debug, Default, Hash, Serialize, Deserialize)]
pub struct Home {
    /// One sentence that says what the conflict is.
    pub lead: LocalizedText,
    /// The day for which the explanation is correct.
    pub as_of: Option<Date>,
    /// The most important events, in chronological order.
    pub turning_points: Vec<Id<Event>>,
    /// The sides of the conflict.
    pub sides: Vec<Side>,
    /// Claims about the numbers of people killed, hurt or displaced. They are never added up.
    pub toll: Vec<ClaimRef>,
    /// The contested claims and events, in the order in which they are shown.
    pub contested: Vec<Contested>,
    /// Articles for new readers, in the order in which to read them.
    pub start_here: Vec<Id<Article>>,
}

/// A side of the conflict, in one line.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Side {
    /// The name of the side.
    pub name: LocalizedText,
    /// The actors on the side.
    pub actors: Vec<Id<Actor>>,
    /// What the side is, in one sentence.
    pub text: LocalizedText,
}

/// A contested claim, or an event whose account is contested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Contested {
    /// A claim whose figure is contested.
    Claim(ClaimRef),
    /// An event whose account is contested.
    Event(Id<Event>),
}
