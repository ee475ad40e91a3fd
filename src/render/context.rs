//! The context of a page: the data of the site and the language of the page.
//!
//! A [`PageContext`] has the results of all earlier phases, read-only. It makes the texts, links
//! and labels that most views contain. The other views are made by functions in modules of their
//! own, which take the context.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::SiteData;
use super::compiled::CompiledView;
use super::list_items::{ListItemCache, Themed};
use super::media::{PublishedMedia, Sizes};
use super::theme::Theme;
use super::view::{CountedLink, LabelView, LinkView, PictureView, TextView};
use super::words::fallback::with_languages;
use super::words::{LanguageWords, key};
use crate::boundaries::Boundaries;
use crate::config::Config;
use crate::data::{DataContext, DownloadSizes};
use crate::history::SiteHistory;
use crate::lang::{Collation, Lang, typeset, typeset_quotation};
use crate::markdown::ProseIndex;
use crate::model::terms::Term;
use crate::model::{Actor, Atlas, Entity, Id, LocalizedText, Region, Source};
use crate::plan::{PageKind, Plan, PlannedPage};
use crate::preview::Previews;
use crate::provenance::Provenances;
use crate::relations::Relations;
use crate::source::SourceFiles;

/// Everything that a page of one language is rendered from.
#[derive(Clone, Copy)]
pub struct PageContext<'a> {
    pub atlas: &'a Atlas,
    pub provenances: &'a Provenances,
    pub boundaries: &'a Boundaries,
    pub articles: &'a ProseIndex,
    pub relations: &'a Relations,
    pub history: Option<&'a SiteHistory>,
    pub plan: &'a Plan,
    pub config: &'a Config,
    pub media: &'a PublishedMedia,
    /// The source files, for their paths.
    pub files: &'a SourceFiles,
    pub previews: &'a Previews,
    pub theme: &'a Theme,
    pub words: &'a LanguageWords,
    pub items: &'a ListItemCache,
    pub order: &'a Collation,
    /// The name of each language in the language itself.
    pub own_names: &'a BTreeMap<Lang, String>,
    /// The sizes of the tables of the whole site, for the page about the data.
    pub sizes: &'a DownloadSizes,
    pub lang: Lang,
}

impl<'a> PageContext<'a> {
    /// Returns the same context with the interface texts of pages.
    pub fn of_pages(self) -> PageContext<'a> {
        let words = self.theme.words_of_pages(self.lang);
        PageContext { words, ..self }
    }

    /// Returns the same context with the interface texts of everything else, such as search
    /// records.
    #[cfg(feature = "search")]
    pub fn of_data(self) -> PageContext<'a> {
        let words = self.theme.words(self.lang);
        PageContext { words, ..self }
    }

    /// Returns what downloads are made from.
    pub fn data(&self) -> DataContext<'a> {
        DataContext {
            atlas: self.atlas,
            provenances: self.provenances,
            relations: self.relations,
            plan: self.plan,
            config: self.config,
        }
    }

    /// Returns the address of a page in this language.
    pub fn url(&self, kind: PageKind) -> String {
        self.plan.path(
            self.atlas,
            PlannedPage {
                kind,
                lang: self.lang,
            },
        )
    }

    /// Returns a text in this language, or else in its first language, marked with that language.
    pub fn text(&self, phrase: &LocalizedText) -> TextView {
        phrase
            .get(self.lang)
            .map_or_else(TextView::default, |(lang, text)| self.text_in(lang, text))
    }

    /// Returns a text whose language is known.
    pub fn text_in(&self, lang: Lang, text: &str) -> TextView {
        self.marked(lang, self.typeset(lang, text))
    }

    /// Returns a text that the theme shows between quotation marks.
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

    /// Applies the typography of a text's language, if the site is configured to.
    pub fn typeset<'t>(&self, lang: Lang, text: &'t str) -> Cow<'t, str> {
        match self.config.typography {
            true => typeset(lang, text),
            false => Cow::Borrowed(text),
        }
    }

    /// Applies the typography of the page to a name without a language, such as a publisher's.
    pub fn typeset_name<'t>(&self, name: &'t str) -> Cow<'t, str> {
        self.typeset(self.lang, name)
    }

    /// Returns a text in this language.
    pub fn plain(&self, text: impl Into<String>) -> TextView {
        TextView {
            text: text.into(),
            lang: None,
            dir: None,
        }
    }

    /// Returns a text, or `None` if it is empty.
    pub fn maybe(&self, phrase: &LocalizedText) -> Option<TextView> {
        (!phrase.is_empty()).then(|| self.text(phrase))
    }

    /// Returns the name or title of an entity.
    pub fn name(&self, entity: Entity) -> TextView {
        self.text(self.atlas.name(entity))
    }

    /// Returns a link to an entity, labelled with its name.
    pub fn link(&self, entity: Entity) -> LinkView {
        self.name(entity)
            .leading_to(self.plan.address(self.atlas, entity, self.lang))
    }

    /// Returns links to actors, in the given order.
    pub fn actors(&self, ids: &[Id<Actor>]) -> Vec<LinkView> {
        ids.iter().map(|id| self.link(Entity::Actor(*id))).collect()
    }

    /// Returns links to regions, in the given order.
    pub fn regions(&self, ids: &[Id<Region>]) -> Vec<LinkView> {
        ids.iter()
            .map(|id| self.link(Entity::Region(*id)))
            .collect()
    }

    /// Returns links to sources, in the given order.
    pub fn sources(&self, ids: &[Id<Source>]) -> Vec<LinkView> {
        ids.iter().map(|id| self.source(*id)).collect()
    }

    /// Returns a link to a source. It is labelled with publisher and date if the source has them,
    /// because titles are long.
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

    /// Returns a link to an entity with a count.
    pub fn counted(&self, entity: Entity, count: usize) -> CountedLink {
        self.link(entity).counted(count)
    }

    /// Returns the translated label of a term.
    pub fn label<T: Term>(&self, prefix: &str, term: T) -> LabelView {
        let word = key(prefix, term.text());
        LabelView {
            name: self.words.get(&word).to_owned(),
            key: key("", term.text()),
        }
    }

    /// Returns the name of a language in this language.
    pub fn language(&self, lang: Lang) -> String {
        let key = format!("language_{lang}");
        if self.words.has(&key) {
            self.words.get(&key).to_owned()
        } else {
            lang.tag().to_owned()
        }
    }

    /// Returns a picture in its published sizes.
    pub fn picture(&self, path: &str, sizes: Sizes) -> PictureView {
        self.media
            .picture(path, sizes, |relative| self.plan.file(relative))
    }

    /// Returns a finished page, in which English texts of another language's page say so.
    pub fn finished(&self, html: String) -> String {
        let words = self.theme.words_of_pages(self.lang);
        match words.has_marks() {
            true => with_languages(&html, self.lang.direction()),
            false => html,
        }
    }

    /// Renders a template in this language. See
    /// [`Theme::render`](crate::render::theme::Theme::render) for `size`.
    pub fn render<T: CompiledView>(&self, template: &str, view: &T, size: usize) -> Themed<String> {
        self.theme
            .render(self.lang, template, view, self.files, size)
    }

    /// Computes an expensive value, if a template may show it.
    pub fn if_shown<T>(
        &self,
        template: &str,
        value: &str,
        make: impl FnOnce() -> Option<T>,
    ) -> Option<T> {
        self.theme.may_show(template, value).then(make).flatten()
    }
}

/// Data that the contexts of all languages share.
pub struct SharedContext {
    orders: BTreeMap<Lang, Collation>,
    own_names: BTreeMap<Lang, String>,
    items: BTreeMap<Lang, ListItemCache>,
    sizes: DownloadSizes,
}

impl SharedContext {
    /// Creates the shared data without a cache of list items.
    pub fn new(data: &SiteData, theme: &Theme) -> SharedContext {
        let languages = &data.config.languages;
        let name = |lang| theme.words(lang).get("language_name").to_owned();
        SharedContext {
            orders: languages
                .iter()
                .map(|lang| (lang, Collation::new(lang)))
                .collect(),
            own_names: languages.iter().map(|lang| (lang, name(lang))).collect(),
            items: languages
                .iter()
                .map(|lang| (lang, ListItemCache::default()))
                .collect(),
            sizes: DownloadSizes::new(),
        }
    }

    /// Adds a cache of list items, so that each item is rendered once.
    pub fn with_items(mut self, atlas: &Atlas) -> SharedContext {
        self.items
            .values_mut()
            .for_each(|items| *items = ListItemCache::new(atlas));
        self
    }

    /// Adds the sizes of downloads.
    pub fn with_sizes(mut self, sizes: DownloadSizes) -> SharedContext {
        self.sizes = sizes;
        self
    }

    /// Returns the context of one language.
    pub fn context<'a>(
        &'a self,
        data: &SiteData<'a>,
        theme: &'a Theme,
        lang: Lang,
    ) -> PageContext<'a> {
        PageContext {
            atlas: data.atlas,
            provenances: data.provenances,
            boundaries: data.boundaries,
            articles: data.articles,
            relations: data.relations,
            history: data.history,
            plan: data.plan,
            config: data.config,
            media: data.media,
            files: data.sources,
            previews: data.previews,
            theme,
            words: theme.words(lang),
            items: &self.items[&lang],
            order: &self.orders[&lang],
            own_names: &self.own_names,
            sizes: &self.sizes,
            lang,
        }
    }
}
