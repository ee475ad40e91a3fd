//! Markdown becomes HTML with holes.
//!
//! Each body is composed on its own, in parallel: names become links, citations get numbers, links
//! between files find their things. A [`Prose`] knows whom it mentions and which pictures it wants,
//! but no address: where one belongs it has a [`Placeholder`], which `render` fills for the page at
//! hand. When all are composed, anchors of links between files are checked. The rest is CommonMark
//! with GitHub's extensions.

mod bare_address;
mod compose;
mod foreign;
mod highlight;
mod lint;
mod loose_text;
mod memo;
mod mention;
mod quotations;
mod target;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, or_list};
use crate::incremental::fingerprint::Fingerprint;
use crate::incremental::track::{self, Fingerprints, Table};
use crate::incremental::{Hash, Store};
use crate::lang::{Lang, fold};
use crate::load::{ContentTree, Document};
use crate::model::{
    Actor, Atlas, ClaimRef, Entity, EventType, Id, Measure, Origin, Photographs, Region, Source,
};
use crate::resolve::Names;
use crate::source::{FileId, SourceFiles, SourceText, Span};
use crate::wordlists;
use foldhash::HashMap;

use self::compose::Composer;
use self::highlight::{HighlightCache, Highlighter};
use self::lint::{ProseLint, WordCache};
use self::memo::ProseMemo;
use self::mention::Mentions;
use self::quotations::ClaimQuotations;
use self::target::LinkTargets;

/// How many texts with code are composed one after the other, at least.
const IN_A_ROW: usize = 64;

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
    html: ProseHtml,
    /// The fingerprint of all of it, so that the HTML is not read for that.
    print: u64,
    /// Whether there is nothing in it.
    is_empty: bool,
    /// Sorted by place.
    placeholders: Vec<(usize, Placeholder)>,
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
    anchors: BTreeSet<String>,
}

/// The HTML of a text: in memory, or in the store.
#[derive(Clone)]
enum ProseHtml {
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

impl Prose {
    /// Sets the HTML.
    fn set(&mut self, html: String) {
        self.is_empty = html.trim().is_empty();
        self.html = ProseHtml::Own(html);
    }

    /// Ends it: takes its fingerprint, and gives back memory that was taken while it grew.
    fn finish(&mut self) {
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

/// Something that only the page at hand knows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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

/// A figure that a text asks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FigureRequest {
    pub kind: FigureKind,
    /// The region that a map shows, the actor of a graph, the thing whose events a timeline has.
    pub about: Option<Entity>,
    /// The claim whose origins it shows.
    pub claim: Option<ClaimRef>,
    pub filter: FigureFilter,
    /// The language of its words, where that is not the page's.
    pub lang: Option<Lang>,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Its place among the figures of the text, from 1.
    pub number: usize,
}

/// The kinds of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FigureKind {
    Map,
    Timeline,
    Graph,
    Chart,
    Origins,
    Table,
}

impl FigureKind {
    /// Every kind.
    pub const ALL: [FigureKind; 6] = [
        FigureKind::Map,
        FigureKind::Timeline,
        FigureKind::Graph,
        FigureKind::Chart,
        FigureKind::Origins,
        FigureKind::Table,
    ];

    /// The word before the colon of a request.
    pub fn word(self) -> &'static str {
        match self {
            FigureKind::Map => "map",
            FigureKind::Timeline => "timeline",
            FigureKind::Graph => "graph",
            FigureKind::Chart => "chart",
            FigureKind::Origins => "origins",
            FigureKind::Table => "table",
        }
    }
}

/// Which events or claims a figure shows: those that meet every condition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FigureFilter {
    pub actors: Vec<Id<Actor>>,
    pub regions: Vec<Id<Region>>,
    pub event_type: Option<EventType>,
    pub from: Option<civil::Date>,
    pub to: Option<civil::Date>,
    pub measure: Option<Measure>,
}

/// A heading below the title.
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

/// A link to a heading of another file, to be checked when all are composed.
#[derive(Serialize, Deserialize)]
struct WantedAnchor {
    span: Span,
    entity: Entity,
    lang: Lang,
    anchor: String,
}

/// What composing one body gives.
#[derive(Serialize, Deserialize)]
struct RenderedBody {
    prose: Prose,
    wanted: Vec<WantedAnchor>,
    diagnostics: Diagnostics,
}

/// What composing needs besides the body.
struct ComposeContext<'a> {
    atlas: &'a Atlas,
    names: &'a Names,
    files: LinkTargets<'a>,
    config: &'a Config,
    sources: &'a SourceFiles,
    photographs: &'a Photographs,
    mentions: &'a BTreeMap<Lang, Mentions>,
    lint: &'a ProseLint,
    quotes: &'a ClaimQuotations,
    highlighter: &'a Highlighter,
}

/// What was found out in texts before. It makes the next ones quicker, and changes nothing in them.
#[derive(Default)]
struct ThreadCache {
    cache: BTreeMap<Lang, WordCache>,
    lines: HighlightCache,
}

/// What every text of a site is measured by: the names that are listened for, and the words that
/// take a side.
pub struct ProseTools {
    mentions: BTreeMap<Lang, Mentions>,
    lint: ProseLint,
    quotes: ClaimQuotations,
    highlighter: Highlighter,
}

impl ProseTools {
    /// The tools of a site; what is wrong in its style lists is a finding.
    pub fn new(
        atlas: &Atlas,
        tree: &ContentTree,
        config: &Config,
        sources: &SourceFiles,
        diagnostics: &mut Diagnostics,
    ) -> ProseTools {
        let styles = wordlists::styles(tree, &config.languages, sources, diagnostics);
        let mentions = |lang| (lang, Mentions::new(lang, atlas));
        let mentions = config.languages.iter().map(mentions).collect();
        let lint = ProseLint::new(atlas, &config.languages, styles);
        for record in &tree.photographs {
            diagnostics.append(lint.photograph(
                config.languages.default(),
                record,
                &mentions,
                sources,
            ));
        }
        ProseTools {
            mentions,
            lint,
            quotes: ClaimQuotations::new(atlas),
            highlighter: Highlighter::default(),
        }
    }
}

/// What texts are made from.
#[derive(Clone, Copy)]
pub struct ProseInputs<'a> {
    pub atlas: &'a Atlas,
    pub names: &'a Names,
    pub tree: &'a ContentTree,
    pub config: &'a Config,
    pub sources: &'a SourceFiles,
    pub photographs: &'a Photographs,
    pub tools: &'a ProseTools,
}

impl<'a> ProseInputs<'a> {
    /// The files whose bodies are composed, one for each body.
    pub fn files(atlas: &Atlas) -> Vec<FileId> {
        bodies(atlas).into_iter().map(|(.., file)| file).collect()
    }

    fn context(self) -> ComposeContext<'a> {
        ComposeContext {
            atlas: self.atlas,
            names: self.names,
            files: LinkTargets::new(self.tree, self.sources, self.atlas, self.names),
            config: self.config,
            sources: self.sources,
            photographs: self.photographs,
            mentions: &self.tools.mentions,
            lint: &self.tools.lint,
            quotes: &self.tools.quotes,
            highlighter: &self.tools.highlighter,
        }
    }
}

/// A text that was composed, without its prose.
struct ComposedText {
    wanted: Vec<WantedAnchor>,
    findings: Diagnostics,
}

/// All texts of a site.
pub struct ComposedTexts {
    pub articles: ProseIndex,
    texts: Vec<ComposedText>,
}

impl ComposedTexts {
    /// Composes all bodies, but for those that are in the store as they would become. `wholes` are
    /// the files of the bodies, in the order of [`ProseInputs::files`]; those that findings may
    /// point into are returned.
    pub fn compose(
        material: ProseInputs,
        wholes: Vec<SourceText>,
        store: &Arc<Store>,
        fingerprints: &mut Fingerprints,
    ) -> (ComposedTexts, Vec<SourceText>) {
        let context = material.context();
        fingerprints.extend([context.lint.row()]);
        let press = ProseMemo::new(store, fingerprints, &context, material.tree);
        let bodies = bodies(material.atlas);
        let documents = documents(material.tree);
        let make = |cache: &mut ThreadCache, (at, whole): (usize, SourceText)| {
            let ((entity, lang, file), text) = (bodies[at], whole.text());
            let document = documents[&file];
            let compose = || compose(&context, (entity, lang), text, document, cache);
            let composed = press.composed((entity, lang), (file, &document.body), text, compose);
            let may_be_reported = !composed.diagnostics.is_empty() || !composed.wanted.is_empty();
            (at, (composed, may_be_reported.then_some(whole)))
        };
        // Texts with code are composed in rows, beside the others: grammars are large, more so with
        // every thread that uses them, and should be gone before all is composed.
        let (with_code, without): (Vec<_>, Vec<_>) = (wholes.into_par_iter().enumerate())
            .partition(|(_, whole)| highlight::may_be_code(whole.text()));
        let in_rows = || {
            let rows = with_code.into_par_iter().with_min_len(IN_A_ROW);
            let composed: Vec<_> = rows.map_init(ThreadCache::default, make).collect();
            context.highlighter.clear();
            composed
        };
        let others = || {
            without
                .into_par_iter()
                .map_init(ThreadCache::default, make)
                .collect()
        };
        let (mut composed, others): (Vec<_>, Vec<_>) = rayon::join(in_rows, others);
        composed.extend(others);
        composed.sort_unstable_by_key(|(at, _)| *at);
        let mut reported = Vec::new();
        let mut texts = ComposedTexts {
            articles: ProseIndex::default(),
            texts: Vec::with_capacity(bodies.len()),
        };
        for ((entity, lang, _), (_, (composed, whole))) in bodies.into_iter().zip(composed) {
            reported.extend(whole);
            texts.texts.push(ComposedText {
                wanted: composed.wanted,
                findings: composed.diagnostics,
            });
            texts.articles.prose.insert((entity, lang), composed.prose);
        }
        (texts, reported)
    }

    /// All findings: of each text, and of links to places in others.
    /// Places in files that are `unreadable` are counted.
    pub fn findings(
        &self,
        atlas: &Atlas,
        unreadable: &BTreeSet<FileId>,
        diagnostics: &mut Diagnostics,
    ) {
        for text in &self.texts {
            diagnostics.append(text.findings.clone());
        }
        let wanted = || self.texts.iter().flat_map(|text| &text.wanted);
        let pages: BTreeSet<(Entity, Lang)> =
            wanted().map(|want| (want.entity, want.lang)).collect();
        let anchors: BTreeMap<(Entity, Lang), BTreeSet<String>> = pages
            .into_iter()
            .map(|(entity, lang)| {
                let mut all = fixed_anchors(atlas, entity);
                if let Some(prose) = self.articles.exact(entity, lang) {
                    all.extend(prose.anchors.iter().cloned());
                }
                ((entity, lang), all)
            })
            .collect();
        for want in wanted() {
            let body = atlas.bodies(want.entity).exact(want.lang);
            if let Some(body) = body.filter(|body| unreadable.contains(&body.file)) {
                diagnostics.unchecked(body.file, 1);
                continue;
            }
            check_anchor(
                want,
                &anchors[&(want.entity, want.lang)],
                atlas,
                diagnostics,
            );
        }
    }
}

/// Composes a body; `text` is that of its whole file.
fn compose(
    context: &ComposeContext,
    (entity, lang): (Entity, Lang),
    text: &str,
    document: &Document,
    cache: &mut ThreadCache,
) -> RenderedBody {
    let body = (document.file, document.body.clone());
    let text = compose::prepared(text, document.body.clone());
    let mut composed = Composer::new(context, (entity, lang), body, &text, cache).compose();
    let front = (context.lint).front(lang, document, context.mentions, context.sources);
    composed.diagnostics.append(front);
    composed.prose.finish();
    composed
}

fn documents(tree: &ContentTree) -> HashMap<FileId, &Document> {
    let documents = tree.documents.iter();
    documents
        .map(|document| (document.file, document))
        .collect()
}

fn bodies(atlas: &Atlas) -> Vec<(Entity, Lang, FileId)> {
    let of = |entity| {
        atlas
            .bodies(entity)
            .iter()
            .map(move |(lang, body)| (entity, lang, body.file))
    };
    atlas.entities().flat_map(of).collect()
}

/// Anchors that a page has whatever its prose: those of its claims, and of the events that live in
/// an article.
fn fixed_anchors(atlas: &Atlas, entity: Entity) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    match entity {
        Entity::Article(article) => {
            for used in &atlas.articles[article].events {
                let event = &atlas.events[used.event];
                if matches!(event.origin, Origin::Inline(home, _) if home == article) {
                    anchors.insert(event.id.clone());
                    anchors.extend(
                        event
                            .claims
                            .iter()
                            .map(|claim| claim_anchor(Some(&event.id), &claim.id)),
                    );
                }
            }
        }
        Entity::Event(event) => anchors.extend(
            atlas.events[event]
                .claims
                .iter()
                .map(|claim| claim_anchor(None, &claim.id)),
        ),
        _ => {}
    }
    anchors
}

/// The id of a claim in a page: its own on its event's page, with the event's before it in an
/// article.
pub fn claim_anchor(event: Option<&str>, claim: &str) -> String {
    event.map_or_else(|| claim.to_owned(), |event| format!("{event}-{claim}"))
}

/// The id of a source in a list of sources.
pub fn source_anchor(source: &str) -> String {
    format!("source-{source}")
}

fn check_anchor(
    want: &WantedAnchor,
    anchors: &BTreeSet<String>,
    atlas: &Atlas,
    diagnostics: &mut Diagnostics,
) {
    if anchors.contains(&want.anchor) {
        return;
    }
    let wanted = fold(&want.anchor);
    let help = match anchors.iter().find(|known| fold(known) == wanted) {
        Some(known) => format!("write `#{known}`"),
        None => match crate::diag::nearest(&want.anchor, anchors.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `#{near}`?"),
            None if anchors.is_empty() => {
                "it has no headings: delete the `#` and what follows".to_owned()
            }
            None if anchors.len() <= 12 => {
                let known: Vec<String> = anchors.iter().map(|known| format!("#{known}")).collect();
                format!("write {}", or_list(known.iter().map(String::as_str)))
            }
            None => "a heading's anchor is its text in lower case, with hyphens between words"
                .to_owned(),
        },
    };
    let id = atlas.id(want.entity);
    diagnostics.push(
        Diagnostic::new(
            Code::BrokenAnchor,
            want.span,
            format!("`{id}` has no heading with the anchor `{}`", want.anchor),
        )
        .help(help),
    );
}
