//! Articles: dated texts about the conflict.

use serde::{Deserialize, Serialize};

use crate::lang::{Lang, Localized};
use crate::model::{
    Actor, BodyFile, Date, Event, Extra, Id, LocalizedText, Redirect, Region, Source,
};

/// A dated text by the editors, with the entities that it is about.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Article {
    /// The file name without language tag and extension.
    pub id: String,
    /// The title.
    pub title: LocalizedText,
    /// The bodies, one for each language in which the article exists. The original is first.
    pub bodies: Localized<BodyFile>,
    /// The day of publication.
    pub date: Date,
    /// The day of the last change, if that is not the day of publication.
    pub updated: Option<Date>,
    /// One or two sentences for lists, feeds and previews.
    pub summary: LocalizedText,
    /// The authors, as they are shown.
    pub authors: Vec<LocalizedText>,
    /// The actors named in the article's own front matter. Actors of its events are not included.
    pub actors: Vec<Id<Actor>>,
    /// The regions named in the article's own front matter. Regions of its events are not included.
    pub regions: Vec<Id<Region>>,
    /// The topics.
    pub topics: Vec<Topic>,
    /// The events that it is about.
    pub events: Vec<EventUse>,
    /// The sources named in front matter. Sources that only the text cites are not included.
    pub sources: Vec<Id<Source>>,
    /// Corrections published after the article.
    pub corrections: Vec<Correction>,
    /// What is not known, as questions.
    pub open_questions: Vec<LocalizedText>,
    /// What is certain, one line each.
    pub established: Vec<LocalizedText>,
    /// What is not certain, one line each.
    pub not_established: Vec<LocalizedText>,
    /// The day from which a warning reminds the editors to read the article again.
    pub review_by: Option<Date>,
    /// The picture at the top.
    pub image: Option<Image>,
    /// The languages of draft translations. They are not published, but not reported as missing
    /// either.
    pub in_translation: Vec<Lang>,
    /// Former addresses of its page.
    pub redirects: Vec<Redirect>,
    /// The theme's own fields, by the language of the file.
    pub extra: Localized<Extra>,
}

/// A subject that several articles share.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Topic {
    /// The name as part of an address; topics with the same slug are the same.
    pub slug: String,
    /// The name at its first use.
    pub name: LocalizedText,
}

/// An event in an article, and the role of the event in the article.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct EventUse {
    /// The event.
    pub event: Id<Event>,
    /// The role in the author's word, such as `background`.
    pub role: Option<String>,
}

/// A published correction: what was wrong, and what is right.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Correction {
    /// The day of the correction.
    pub date: Date,
    /// What was wrong, and what is right.
    pub text: LocalizedText,
}

/// The picture at the top of an article.
#[derive(Debug, Hash, Serialize, Deserialize)]
pub struct Image {
    /// The path of the file below `content/`.
    pub media: String,
    /// The text alternative of the picture (HTML `alt`).
    pub alt: LocalizedText,
    /// Who made the picture.
    pub credit: Option<LocalizedText>,
}
