//! Composed prose: HTML, with placeholders for parts that depend on the page.

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

/// The tables in which reads of prose are tracked.
pub const PROSE: [Table; 6] = [
    Table::ArticleProse,
    Table::ActorProse,
    Table::RegionProse,
    Table::EventProse,
    Table::SourceProse,
    Table::PageProse,
];

/// All prose of a site, by entity and language. Reads are tracked; see [`track`].
#[derive(Default)]
pub struct ProseIndex {
    prose: BTreeMap<(Entity, Lang), Prose>,
}

impl ProseIndex {
    /// Returns the prose of an entity in exactly this language.
    pub fn exact(&self, entity: Entity, lang: Lang) -> Option<&Prose> {
        track::record(entity.prose_table(), entity.index());
        self.prose.get(&(entity, lang))
    }

    /// Returns the fingerprint of an entity's prose in all its languages.
    pub fn fingerprint(&self, entity: Entity) -> u64 {
        let (least, most) = (Lang::MIN, Lang::MAX);
        let mut fingerprint = Fingerprint::default();
        for ((_, lang), prose) in self.prose.range((entity, least)..=(entity, most)) {
            fingerprint.value(lang);
            fingerprint.number(prose.fingerprint);
        }
        fingerprint.finish()
    }

    /// Adds the prose of an entity in a language.
    pub(super) fn insert(&mut self, entity: Entity, lang: Lang, prose: Prose) {
        self.prose.insert((entity, lang), prose);
    }

    /// Returns all prose by entity and language.
    pub fn iter(&self) -> impl Iterator<Item = (Entity, Lang, &Prose)> {
        for table in PROSE {
            track::record_all(table);
        }
        self.prose
            .iter()
            .map(|((entity, lang), prose)| (*entity, *lang, prose))
    }
}

/// The HTML of one body, and the data that other pages need about it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Prose {
    #[serde(skip)]
    pub(super) html: ProseHtml,
    /// The fingerprint of all fields. With it, stored HTML need not be read to compute the
    /// fingerprint.
    fingerprint: u64,
    /// Whether the HTML has no text.
    is_empty: bool,
    /// Placeholders by their offsets in the HTML, in ascending order.
    pub(super) placeholders: Vec<(usize, Placeholder)>,
    pub headings: Vec<ProseHeading>,
    /// The first words as plain text, for descriptions.
    pub lead: String,
    /// The entities that the text links to by name or file, except its own entity.
    pub mentions: BTreeSet<Entity>,
    /// The cited sources, in the order of their numbers.
    pub citations: Vec<Citation>,
    /// Files below `content/` that the text shows or links to.
    pub media: BTreeSet<String>,
    /// Ids of headings and other link targets.
    pub(super) anchors: BTreeSet<String>,
}

impl Prose {
    /// Returns the HTML with each placeholder filled.
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

    /// Whether the prose contains figures drawn from data.
    pub fn has_drawings(&self) -> bool {
        self.placeholders
            .iter()
            .any(|(_, placeholder)| matches!(placeholder, Placeholder::Drawing(_)))
    }

    /// Whether the prose contains pictures.
    pub fn has_pictures(&self) -> bool {
        self.placeholders
            .iter()
            .any(|(_, placeholder)| matches!(placeholder, Placeholder::Picture { .. }))
    }

    /// Whether the prose contains no text.
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

    /// Completes the prose: computes the fingerprint and frees unused capacity.
    pub(super) fn finish(&mut self) {
        if let ProseHtml::Own(html) = &mut self.html {
            html.shrink_to_fit();
        }
        self.placeholders.shrink_to_fit();
        self.headings.shrink_to_fit();
        self.citations.shrink_to_fit();
        let Prose {
            html,
            fingerprint: _,
            is_empty: _,
            placeholders,
            headings,
            lead,
            mentions,
            citations,
            media,
            anchors,
        } = &*self;
        let mut fingerprint = Fingerprint::default();
        fingerprint.bytes(html.text().as_bytes());
        fingerprint.value(&(
            lead,
            placeholders,
            headings,
            mentions,
            citations,
            media,
            anchors,
        ));
        self.fingerprint = fingerprint.finish();
    }
}

/// The HTML of a body, in memory or in the store.
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

/// Something in the HTML that depends on the page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Placeholder {
    /// The address of an entity's page in a language; `None` is the language of the page.
    Address {
        entity: Entity,
        lang: Option<Lang>,
        anchor: Option<String>,
    },
    /// The address of a file below `content/`.
    Media(String),
    /// The address of a file that is copied unchanged, by its path in the site.
    File(String),
    /// A picture by its path below `content/`, with its alternative text. A picture in a gallery
    /// takes half of the column.
    Picture {
        path: String,
        alt: String,
        is_half: bool,
    },
    /// The caption of a picture: its metadata, or the credit that the text gives.
    Caption { path: String, credit: String },
    /// The address of a claim.
    Claim(ClaimRef),
    /// The end of a link to a claim: the note about the claim, and the number of the note.
    Note(ClaimRef, usize),
    /// An interface text in the page's language, by its key, with a number if it takes one.
    Word(Cow<'static, str>, Option<usize>),
    /// A figure drawn from data, with its table.
    Drawing(Box<FigureRequest>),
}

/// A heading below the title of the page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ProseHeading {
    pub level: u8,
    pub anchor: String,
    pub text: String,
}

/// A source that is cited.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Citation {
    pub source: Id<Source>,
}
