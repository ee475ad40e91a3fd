//! What every page is built from: texts, links, dates and list items in one language.
//!
//! A [`PageContext`] knows everything that earlier phases made, read-only, and the language of the
//! page. Its functions turn one thing into one struct of the theme contract; the pages themselves
//! are put together in `pages`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::evidence::without_wrapping;
use super::list_items::{ListItem, ListItemCache, Themed};
use super::media::{PublishedMedia, Sizes, encoded};
use super::theme::Theme;
use super::view::{
    self, ArticleItem, CountedLink, EventItem, LabelView, LinkView, Listing, PictureView,
    SourceItem, TextView,
};
use super::words::{LanguageWords, key};
use crate::boundaries::Boundaries;
use crate::config::Config;
use crate::html::escaped;
use crate::lang::{Collation, Lang, typeset, typeset_quotation};
use crate::markdown::{Placeholder, Prose, ProseIndex, source_anchor};
use crate::model::terms::Term;
use crate::model::{
    Actor, Article, Atlas, Entity, Event, Id, LocalizedText, Origin, Region, Source,
};
use crate::plan::{PageKind, Plan, PlannedPage};
use crate::preview::Previews;
use crate::provenance::Provenances;
use crate::relations::{self, CorrectionRef, Relations};
use crate::source::SourceFiles;

/// How many items of a list stand on a page that leads to all of them; as many as templates do not
/// fold.
const FIRST: usize = 6;

/// Everything a page of one language is made from.
#[derive(Clone, Copy)]
pub struct PageContext<'a> {
    pub atlas: &'a Atlas,
    pub provenances: &'a Provenances,
    pub boundaries: &'a Boundaries,
    pub articles: &'a ProseIndex,
    pub relations: &'a Relations,
    pub plan: &'a Plan,
    pub config: &'a Config,
    pub media: &'a PublishedMedia,
    /// The texts that were read, for their paths.
    pub files: &'a SourceFiles,
    pub previews: &'a Previews,
    pub theme: &'a Theme,
    pub words: &'a LanguageWords,
    pub items: &'a ListItemCache,
    pub order: &'a Collation,
    /// What each language calls itself.
    pub own_names: &'a BTreeMap<Lang, String>,
    pub lang: Lang,
}

impl PageContext<'_> {
    /// The address of a page of this language.
    pub fn url(&self, kind: PageKind) -> String {
        self.plan.path(
            self.atlas,
            PlannedPage {
                kind,
                lang: self.lang,
            },
        )
    }

    /// A text in this language, else in the first it was written in, marked as such.
    pub fn text(&self, phrase: &LocalizedText) -> TextView {
        phrase
            .get(self.lang)
            .map_or_else(TextView::default, |(lang, text)| self.text_in(lang, text))
    }

    /// A text in a known language.
    pub fn text_in(&self, lang: Lang, text: &str) -> TextView {
        self.marked(lang, self.typeset(lang, text))
    }

    /// A text that the theme shows between quotation marks.
    pub fn quoted(&self, lang: Lang, text: &str) -> TextView {
        let text = match self.config.typography {
            true => typeset_quotation(lang, text),
            false => Cow::Borrowed(text),
        };
        self.marked(lang, text)
    }

    fn marked(&self, lang: Lang, text: Cow<str>) -> TextView {
        let foreign = lang != self.lang;
        TextView {
            text: text.into_owned(),
            lang: foreign.then(|| lang.tag().to_owned()),
            dir: foreign.then(|| lang.direction().html()),
        }
    }

    /// A text in the typography of its language, if the site wants that.
    pub fn typeset<'t>(&self, lang: Lang, text: &'t str) -> Cow<'t, str> {
        match self.config.typography {
            true => typeset(lang, text),
            false => Cow::Borrowed(text),
        }
    }

    /// A name that has no language of its own, such as a publisher's, in the typography of the
    /// page.
    pub fn typeset_name<'t>(&self, name: &'t str) -> Cow<'t, str> {
        self.typeset(self.lang, name)
    }

    /// A text of this language.
    pub fn plain(&self, text: impl Into<String>) -> TextView {
        TextView {
            text: text.into(),
            lang: None,
            dir: None,
        }
    }

    /// A text where there is one.
    pub fn maybe(&self, phrase: &LocalizedText) -> Option<TextView> {
        (!phrase.is_empty()).then(|| self.text(phrase))
    }

    /// The name or title of a thing.
    pub fn name(&self, entity: Entity) -> TextView {
        self.text(self.atlas.name(entity))
    }

    /// A link to a thing, by its name.
    pub fn link(&self, entity: Entity) -> LinkView {
        self.name(entity)
            .leading_to(self.plan.address(self.atlas, entity, self.lang))
    }

    /// Links to actors, in the order given.
    pub fn actors(&self, ids: &[Id<Actor>]) -> Vec<LinkView> {
        ids.iter().map(|id| self.link(Entity::Actor(*id))).collect()
    }

    /// Links to regions, in the order given.
    pub fn regions(&self, ids: &[Id<Region>]) -> Vec<LinkView> {
        ids.iter()
            .map(|id| self.link(Entity::Region(*id)))
            .collect()
    }

    /// Links to sources, in the order given.
    pub fn sources(&self, ids: &[Id<Source>]) -> Vec<LinkView> {
        ids.iter().map(|id| self.source(*id)).collect()
    }

    /// A link to a source, by publisher and date where it has them, since titles are long.
    pub fn source(&self, id: Id<Source>) -> LinkView {
        let source = &self.atlas.sources[id];
        let full = self.link(Entity::Source(id));
        let Some(publisher) = &source.publisher else {
            return full;
        };
        let mut parts = vec![
            self.words
                .isolated(&self.typeset_name(publisher))
                .into_owned(),
        ];
        parts.extend(source.date.as_ref().map(|date| self.words.date(date)));
        let text = parts.join(self.words.get("list_separator"));
        self.plain(text).leading_to(full.url)
    }

    /// A link with a count.
    pub fn counted(&self, entity: Entity, count: usize) -> CountedLink {
        self.link(entity).counted(count)
    }

    /// The translated name of a value of a closed list.
    pub fn label<T: Term>(&self, prefix: &str, term: T) -> LabelView {
        let word = key(prefix, term.text());
        LabelView {
            name: self.words.get(&word).to_owned(),
            key: key("", term.text()),
        }
    }

    /// An article in a list.
    pub fn article_item(&self, id: Id<Article>) -> ArticleItem {
        let article = &self.atlas.articles[id];
        ArticleItem {
            title: self.text(&article.title),
            url: self
                .plan
                .address(self.atlas, Entity::Article(id), self.lang),
            date: self.words.when(&article.date),
            summary: self.maybe(&article.summary),
            only_in: self.only_in(id),
            reason: None,
        }
    }

    /// The language of an article that does not exist in this one, in words.
    pub fn only_in(&self, id: Id<Article>) -> Option<String> {
        let (lang, _) = self.atlas.articles[id].bodies.get(self.lang)?;
        (lang != self.lang).then(|| {
            self.words
                .say("only_in", None, &[("language", &self.language(lang))])
        })
    }

    /// The name of a language in this one.
    pub fn language(&self, lang: Lang) -> String {
        let key = format!("language_{lang}");
        if self.words.has(&key) {
            self.words.get(&key).to_owned()
        } else {
            lang.tag().to_owned()
        }
    }

    /// A correction's anchor in its article.
    pub fn correction_anchor(&self, at: CorrectionRef) -> String {
        format!("part-correction-{}", at.number)
    }

    /// Where a correction stands: in its article, in this language or in the one that the article
    /// exists in.
    pub fn correction_address(&self, at: CorrectionRef) -> String {
        let article = self
            .plan
            .address(self.atlas, Entity::Article(at.article), self.lang);
        format!("{article}#{}", self.correction_anchor(at))
    }

    /// An event in a list.
    pub fn event_item(&self, id: Id<Event>) -> EventItem {
        let event = &self.atlas.events[id];
        let actors: BTreeSet<Id<Actor>> = relations::participants(event).collect();
        EventItem {
            title: self.text(&event.title),
            url: self.plan.address(self.atlas, Entity::Event(id), self.lang),
            date: self.words.when(&event.date),
            event_type: event.event_type.map(|term| self.label("event_type_", term)),
            regions: self.regions(&event.regions),
            actors: actors
                .into_iter()
                .map(|actor| self.link(Entity::Actor(actor)))
                .collect(),
            claims: event.claims.len(),
        }
    }

    /// How many of so many items a page shows, when there is a page with all of them from `most`
    /// on: all, else a few.
    pub fn shown(&self, count: usize, most: usize) -> usize {
        match count > most {
            true => FIRST.min(most),
            false => count,
        }
    }

    /// The items of a list, of a long one the first few and where all of them are.
    pub fn listing<I: Copy>(
        &self,
        ids: &[I],
        all: PageKind,
        item: impl Fn(I) -> Themed<ListItem>,
    ) -> Themed<Listing<ListItem>> {
        let size = self.plan.page_size;
        Ok(Listing {
            items: (ids.iter().take(self.shown(ids.len(), size)))
                .map(|id| item(*id))
                .collect::<Themed<_>>()?,
            count: ids.len(),
            all: (ids.len() > size).then(|| self.url(all)),
        })
    }

    /// The prose of a thing, in this language or in the one that it exists in; none where it is
    /// empty.
    pub fn prose(&self, entity: Entity) -> Option<view::ProseView> {
        let (lang, _) = self.atlas.bodies(entity).get(self.lang)?;
        let prose = self.articles.exact(entity, lang)?;
        if prose.is_empty() {
            return None;
        }
        let foreign = lang != self.lang;
        Some(view::ProseView {
            body: without_wrapping(&prose.fill(|placeholder| self.fill(placeholder, lang))),
            lang: foreign.then(|| lang.tag().to_owned()),
            dir: foreign.then(|| lang.direction().html()),
            language_name: foreign.then(|| self.language(lang)),
            headings: prose
                .headings
                .iter()
                .map(|heading| view::HeadingView {
                    level: heading.level,
                    anchor: heading.anchor.clone(),
                    text: heading.text.clone(),
                })
                .collect(),
        })
    }

    /// What a hole holds on a page of this language; `around` is the language of the text.
    pub fn fill(&self, placeholder: &Placeholder, around: Lang) -> String {
        match placeholder {
            Placeholder::Address {
                entity,
                lang,
                anchor,
            } => {
                let (page, own) = self
                    .plan
                    .page_of(self.atlas, *entity, lang.unwrap_or(self.lang));
                let path = self.plan.path(self.atlas, page);
                match anchor.as_ref().or(own.as_ref()) {
                    Some(anchor) => escaped(&format!("{path}#{anchor}")),
                    None => path,
                }
            }
            Placeholder::File(path) => escaped(&self.plan.file(&encoded(path))),
            Placeholder::Media(path) => escaped(&self.plan.file(&self.media.path(path))),
            Placeholder::Picture { path, alt, is_half } => {
                let sizes = if *is_half { Sizes::Half } else { Sizes::Column };
                in_prose(&self.picture(path, sizes), alt)
            }
            Placeholder::Caption { path, credit } => self.picture_caption(path, credit, around),
            Placeholder::Claim(at) => escaped(&self.claim_address(*at)),
            Placeholder::Note(claim, number) => self.note(*claim, *number, around),
            Placeholder::Drawing(drawing) => self.drawing(drawing),
            Placeholder::Word(word, number) => escaped(&self.words.say(word, *number, &[])),
        }
    }

    /// A picture in the sizes that it has.
    pub fn picture(&self, path: &str, sizes: Sizes) -> PictureView {
        self.media
            .picture(path, sizes, |relative| self.plan.file(relative))
    }

    /// The prose of a thing in this language, for its citations.
    pub fn own_prose(&self, entity: Entity) -> Option<&Prose> {
        let (lang, _) = self.atlas.bodies(entity).get(self.lang)?;
        self.articles.exact(entity, lang)
    }

    /// The numbered sources of a text, then those that are used without a number.
    pub fn source_list(
        &self,
        prose: Option<&Prose>,
        others: impl IntoIterator<Item = Id<Source>>,
    ) -> Vec<SourceItem> {
        let mut listed = BTreeSet::new();
        let mut items = Vec::new();
        for (at, citation) in prose
            .map_or(&[][..], |prose| &prose.citations)
            .iter()
            .enumerate()
        {
            listed.insert(citation.source);
            items.push(SourceItem {
                number: Some(at + 1),
                ..self.source_item(citation.source)
            });
        }
        for source in others {
            if listed.insert(source) {
                items.push(self.source_item(source));
            }
        }
        items
    }

    /// A source in a list.
    pub fn source_item(&self, id: Id<Source>) -> SourceItem {
        let source = &self.atlas.sources[id];
        SourceItem {
            anchor: source_anchor(&source.id),
            number: None,
            citation: self.citation(source),
            kind: source.kind.map(|kind| self.label("source_kind_", kind)),
            page: matches!(source.origin, Origin::Declared(_))
                .then(|| self.url(PageKind::Source(id))),
            url: source.url.clone(),
            archive_url: source.archive_url.clone(),
            archive: self.archive(source),
            rests: None,
        }
    }

    /// What is known of an archived copy, in words: the day of the copy, or that there is none of
    /// what has an address.
    fn archive(&self, source: &Source) -> Option<String> {
        match (&source.archive_url, &source.archived_at) {
            (Some(_), Some(date)) => Some(self.words.on("archived_copy", date)),
            (Some(_), None) => Some(self.words.get("archived_copy").to_owned()),
            (None, _) => source
                .url
                .as_ref()
                .map(|_| self.words.get("not_archived").to_owned()),
        }
    }

    /// A source as a bibliography gives it, as HTML: author, title in its own language, publisher,
    /// date, day of access.
    pub fn citation(&self, source: &Source) -> String {
        let mut parts = Vec::new();
        if let Some(author) = &source.author {
            parts.push(escaped(&self.words.isolated(&self.typeset_name(author))));
        }
        let title = self.text(&source.title);
        let words = escaped(&title.text);
        parts.push(match (&title.lang, title.dir) {
            (Some(lang), Some(dir)) => {
                format!("<cite lang=\"{lang}\" dir=\"{dir}\">{words}</cite>")
            }
            _ => format!("<cite>{words}</cite>"),
        });
        if let Some(publisher) = &source.publisher {
            parts.push(escaped(&self.words.isolated(&self.typeset_name(publisher))));
        }
        if let Some(date) = &source.date {
            parts.push(escaped(&self.words.date(date)));
        }
        if let Some(date) = &source.accessed {
            parts.push(escaped(&self.words.on("consulted", date)));
        }
        format!(
            "{}.",
            parts.join(&escaped(self.words.get("list_separator")))
        )
    }

    /// What rests on a source, in words.
    pub fn rests(&self, id: Id<Source>) -> String {
        let own = &self.relations.sources[id.index()];
        let counts = [
            ("rests_claims", own.claims.len()),
            ("rests_events", own.events.len()),
            ("rests_articles", own.articles.len()),
            ("rests_pages", own.backlinks.len()),
        ];
        let parts: Vec<String> = counts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(word, count)| self.words.say(word, Some(count), &[]))
            .collect();
        if parts.is_empty() {
            self.words.get("rests_nothing").to_owned()
        } else {
            format!("{} {}", self.words.get("rests_on"), self.words.list(&parts))
        }
    }
}

/// A picture within prose: loaded when the reader comes near it, in the size that fits the screen.
fn in_prose(picture: &PictureView, alt: &str) -> String {
    let attribute = |name: &str, value: Option<&str>| {
        value.map_or_else(String::new, |value| {
            format!(" {name}=\"{}\"", escaped(value))
        })
    };
    let side = |name: &str, value: Option<u32>| {
        value.map_or_else(String::new, |value| format!(" {name}=\"{value}\""))
    };
    let img = format!(
        "<img src=\"{}\"{}{}{}{} alt=\"{}\" loading=\"lazy\" decoding=\"async\">",
        escaped(&picture.src),
        attribute("srcset", picture.srcset.as_deref()),
        attribute(
            "sizes",
            picture.srcset.as_ref().and(picture.sizes.as_deref())
        ),
        side("width", picture.width),
        side("height", picture.height),
        escaped(alt)
    );
    match &picture.webp {
        Some(webp) => format!(
            "<picture><source type=\"image/webp\"{}{}>{img}</picture>",
            attribute("srcset", Some(webp)),
            attribute("sizes", picture.sizes.as_deref())
        ),
        None => img,
    }
}
