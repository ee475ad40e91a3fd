//! Composed prose: HTML with placeholders for what depends on the page.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::figure_request::FigureRequest;
use crate::incremental::fingerprint::Fingerprint;
use crate::incremental::track::{self, Table};
use crate::incremental::{Hash, Store};
use crate::lang::Lang;
use crate::model::{ClaimRef, Entity, Id, Source};

/// Where accesses to prose are noted.
pub const PROSE: [Table; 6] = [
    Table::ArticleProse,
    Table::ActorProse,
    Table::RegionProse,
    Table::EventProse,
    Table::SourceProse,
    Table::PageProse,
];

/// All prose of a site, by thing and language. What is read is noted; see [`trace`].
#[derive(Default)]
pub struct ProseIndex {
    prose: BTreeMap<(Entity, Lang), Prose>,
}

impl ProseIndex {
    /// The prose of a thing in exactly this language.
    pub fn exact(&self, entity: Entity, lang: Lang) -> Option<&Prose> {
        track::record(entity.prose_table(), entity.index());
        self.prose.get(&(entity, lang))
    }

    /// The fingerprint of a thing's prose in all its languages.
    pub fn fingerprint(&self, entity: Entity) -> u64 {
        let (least, most) = (Lang::LEAST, Lang::MOST);
        let mut print = Fingerprint::default();
        for ((_, lang), prose) in self.prose.range((entity, least)..=(entity, most)) {
            print.value(lang);
            print.number(prose.print);
        }
        print.finish()
    }

    /// Adds the prose of an entity in a language.
    pub(super) fn insert(&mut self, entity: Entity, lang: Lang, prose: Prose) {
        self.prose.insert((entity, lang), prose);
    }

    /// Everything that was composed, by thing and language.
    pub fn iter(&self) -> impl Iterator<Item = (Entity, Lang, &Prose)> {
        for table in PROSE {
            track::record_all(table);
        }
        self.prose
            .iter()
            .map(|((entity, lang), prose)| (*entity, *lang, prose))
    }
}

/// HTML made from one body.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Prose {
    #[serde(skip)]
    pub(super) html: ProseHtml,
    /// The fingerprint of all of it, so that the HTML is not read for that.
    print: u64,
    /// Whether there is nothing in it.
    is_empty: bool,
    /// Sorted by place.
    pub(super) placeholders: Vec<(usize, Placeholder)>,
    pub headings: Vec<ProseHeading>,
    /// Its first words, as plain text.
    pub lead: String,
    /// What it links to, by name or by file, without itself.
    pub mentions: BTreeSet<Entity>,
    /// In the order of their numbers.
    pub citations: Vec<Citation>,
    /// Files below `content/` that it shows or links to.
    pub media: BTreeSet<String>,
    /// Ids of headings and of whatever else can be linked to.
    pub(super) anchors: BTreeSet<String>,
}

impl Prose {
    /// The HTML, with each hole filled.
    pub fn fill(&self, mut fill: impl FnMut(&Placeholder) -> String) -> String {
        let html = self.html.text();
        let mut out = String::with_capacity(html.len() + self.placeholders.len() * 32);
        let mut rest = &*html;
        let mut done = 0;
        for (at, placeholder) in &self.placeholders {
            let (before, after) = rest.split_at_checked(at - done).unwrap_or((rest, ""));
            out.push_str(before);
            out.push_str(&fill(placeholder));
            (rest, done) = (after, *at);
        }
        out.push_str(rest);
        out
    }

    /// Whether figures drawn from data stand in it.
    pub fn has_drawings(&self) -> bool {
        self.placeholders
            .iter()
            .any(|(_, placeholder)| matches!(placeholder, Placeholder::Drawing(_)))
    }

    /// Whether pictures stand in it.
    pub fn has_pictures(&self) -> bool {
        self.placeholders
            .iter()
            .any(|(_, placeholder)| matches!(placeholder, Placeholder::Picture { .. }))
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.is_empty
    }
}

impl Prose {
    /// Sets the HTML.
    pub(super) fn set_html(&mut self, html: String) {
        self.is_empty = html.trim().is_empty();
        self.html = ProseHtml::Own(html);
    }

    /// Ends it: takes its fingerprint, and gives back memory that was taken while it grew.
    pub(super) fn finish(&mut self) {
        if let ProseHtml::Own(html) = &mut self.html {
            html.shrink_to_fit();
        }
        self.placeholders.shrink_to_fit();
        self.headings.shrink_to_fit();
        self.citations.shrink_to_fit();
        let Prose {
            html,
            print: _,
            is_empty: _,
            placeholders,
            headings,
            lead,
            mentions,
            citations,
            media,
            anchors,
        } = &*self;
        let mut print = Fingerprint::default();
        print.bytes(html.text().as_bytes());
        print.value(&(
            lead,
            placeholders,
            headings,
            mentions,
            citations,
            media,
            anchors,
        ));
        self.print = print.finish();
    }
}

/// The HTML of a text: in memory, or in the store.
#[derive(Clone)]
pub(super) enum ProseHtml {
    Own(String),
    Stored(Arc<Store>, Hash),
}

impl std::fmt::Debug for ProseHtml {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            ProseHtml::Own(text) => f.debug_tuple("Own").field(text).finish(),
            ProseHtml::Stored(_, key) => f.debug_tuple("Stored").field(key).finish(),
        }
    }
}

impl Default for ProseHtml {
    fn default() -> ProseHtml {
        ProseHtml::Own(String::new())
    }
}

impl ProseHtml {
    fn text(&self) -> Cow<'_, str> {
        match self {
            ProseHtml::Own(text) => Cow::Borrowed(text),
            ProseHtml::Stored(store, key) => {
                let text = store
                    .get(*key)
                    .and_then(|bytes| String::from_utf8(bytes).ok());
                if text.is_none() {
                    store.report_damage();
                }
                Cow::Owned(text.unwrap_or_default())
            }
        }
    }
}

/// Something that only the page at hand knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Placeholder {
    /// The address of a thing's page: in this language if one is set, else in the page's own.
    Address {
        entity: Entity,
        lang: Option<Lang>,
        anchor: Option<String>,
    },
    /// The address of a file below `content/`.
    Media(String),
    /// The address of a file that is copied as it is, by its path in the site.
    File(String),
    /// A picture, by its path below `content/`, and what it shows in words; one of a gallery takes
    /// half of the column.
    Picture {
        path: String,
        alt: String,
        is_half: bool,
    },
    /// What stands below a picture: its record, or whose it is as the text says.
    Caption { path: String, credit: String },
    /// The address at which a claim stands.
    Claim(ClaimRef),
    /// The end of a figure that is a claim, with the note that belongs to it and its number.
    Note(ClaimRef, usize),
    /// A word of the page's language, by its key, with a number where it takes one.
    Word(Cow<'static, str>, Option<usize>),
    /// A figure drawn from data, with its table.
    Drawing(Box<FigureRequest>),
}

/// A heading below the title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProseHeading {
    pub level: u8,
    pub anchor: String,
    pub text: String,
}

/// A source that is cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    pub source: Id<Source>,
}
