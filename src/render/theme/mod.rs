//! Themes: templates, interface texts and assets.
//!
//! A theme consists of layers (`layer`): a site's own files over built-in ones. A file replaces the
//! file of the same path in the layers below. There is one template engine for each language,
//! because the interface texts are part of it. The documentation for theme authors is
//! `themes/README.md`.

mod asset;
mod engine;
mod engine_message;
mod filters;
mod layer;
mod names;
mod template_error;
mod used_names;
mod vocabulary;
pub mod word_file;
mod word_keys;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::{Context, Tera};

pub use self::asset::{Asset, fingerprinted};
use self::engine::TemplateOrigins;
pub use self::layer::{BUILT_IN, built_in_files, built_in_words, languages};
use self::vocabulary::Vocabulary;
pub use self::vocabulary::unknown_language;
use super::compiled::{CompiledContext, CompiledView};
use super::view;
use super::words::LanguageWords;
use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics, Location};
use crate::lang::Lang;
use crate::load::ThemeFolder;
use crate::source::SourceFiles;

/// The script that only the search page loads.
pub const SEARCH_SCRIPT: &str = "search.js";

/// The style sheet that only pages with pictures load.
pub const PICTURES_STYLE: &str = "pictures.css";

/// The style sheet for a logo and a footer of the site's own.
pub const FRAME_STYLE: &str = "frame.css";

/// The script that redirects from a former address and keeps the fragment.
pub const REDIRECT_SCRIPT: &str = "redirect.js";

/// The script that enhances every page. It is published once for each language, preceded by the
/// interface texts of that language.
pub const SCRIPT: &str = "site.js";

/// The script for filterable lists, which `site.js` fetches on demand.
pub const LISTS_SCRIPT: &str = "lists.js";

/// The style sheet for the elements that `site.js` adds.
pub const SCRIPT_STYLE: &str = "tools.css";

/// A theme, ready to render.
pub struct Theme {
    engines: BTreeMap<Lang, Engine>,
    /// Assets to publish, with their hashed paths relative to the base path.
    pub assets: Vec<Asset>,
    /// The same paths by name, for templates.
    paths: Arc<BTreeMap<String, String>>,
    /// The origin of each template, for findings.
    origins: TemplateOrigins,
    /// For each compiled template, whether no theme replaces it.
    untouched: Vec<bool>,
    /// The expensive values that each template may show.
    shown: BTreeMap<String, BTreeSet<&'static str>>,
}

/// The template engine of one language.
struct Engine {
    tera: Tera,
    /// The interface texts of pages, with marks around texts that are English for want of others.
    words: Arc<LanguageWords>,
    /// The same texts without marks, for everything else.
    plain: Arc<LanguageWords>,
    /// The data that compiled templates need, or `None` until the site is set.
    ready: Option<CompiledContext>,
}

impl Theme {
    /// Reads the built-in themes, and a site's own files over them. Errors in either are reported
    /// as findings.
    pub fn new(
        site_themes: Vec<ThemeFolder>,
        config: &Config,
        sources: &mut SourceFiles,
        diagnostics: &mut Diagnostics,
    ) -> Theme {
        let layers = layer::layers(site_themes, config, sources, diagnostics);
        let sources = &*sources;
        let assets = asset::assets(&layers, sources, diagnostics);
        let paths = Arc::new(asset::paths(&assets));
        let origins = engine::origins(&layers);
        let vocabularies = vocabulary::words(&layers, config, sources, diagnostics);
        // If a file is unreadable, names are not checked, because all names of that file would be
        // missing.
        let is_readable = !diagnostics
            .iter()
            .any(|finding| is_unreadable(finding, sources));
        if is_readable {
            vocabulary::check(&vocabularies, &layers, config, sources, diagnostics);
            names::check(&layers, &vocabularies, &paths, sources, diagnostics);
            word_keys::check(&layers, sources, diagnostics);
        }
        let untouched = layer::untouched(&layers, sources);
        let mut engines = BTreeMap::new();
        for Vocabulary { plain, words } in vocabularies {
            match engine::engine(&layers, &words, &paths, sources) {
                Ok(tera) => {
                    let engine = Engine {
                        tera,
                        words,
                        plain,
                        ready: None,
                    };
                    engines.insert(engine.words.lang, engine);
                }
                Err(_) if !is_readable => break,
                Err(error) => {
                    diagnostics.push(template_error::finding(&error, &origins, sources));
                    break;
                }
            }
        }
        Theme {
            engines,
            assets,
            paths,
            origins,
            untouched,
            shown: used_names::expensive_by_template(&layers, sources),
        }
    }

    /// Returns whether every language has its templates. Otherwise nothing can be rendered.
    pub fn is_complete(&self, config: &Config) -> bool {
        config
            .languages
            .iter()
            .all(|lang| self.engines.contains_key(&lang))
    }

    /// Returns the interface texts of a language.
    pub fn words(&self, lang: Lang) -> &LanguageWords {
        &self.engines[&lang].plain
    }

    /// Returns the interface texts of a language for pages: a page that has some of them goes
    /// through [`with_languages`](super::words::fallback::with_languages).
    pub fn words_of_pages(&self, lang: Lang) -> &LanguageWords {
        &self.engines[&lang].words
    }

    /// Sets the data that is the same on all pages of a language. `base` is the start of every
    /// address of the site.
    pub fn set_site(&mut self, lang: Lang, site: &view::SiteView, base: &str) {
        if let Some(engine) = self.engines.get_mut(&lang) {
            engine::set_base(&mut engine.tera, &self.paths, base);
            let words = engine.words.plain();
            let globals = engine.tera.global_context();
            globals.insert("site", site);
            globals.insert("lang", lang.tag());
            globals.insert("dir", lang.direction().html());
            globals.insert("t", &words);
            engine.ready = CompiledContext::new(site, &engine.words, &self.untouched, |name| {
                self.paths.get(name).map(|path| format!("{base}{path}"))
            });
        }
    }

    /// Returns whether a template may show an expensive value: `figures`, `graph`, `json_ld` or
    /// `map`.
    pub fn may_show(&self, template: &str, value: &str) -> bool {
        self.shown
            .get(template)
            .is_none_or(|shown| shown.contains(value))
    }

    /// Renders a template: a page, or a part that pages share. `size` is the expected number of
    /// bytes.
    ///
    /// # Errors
    /// Returns a finding if the template uses a value that does not exist.
    pub fn render<T: CompiledView>(
        &self,
        lang: Lang,
        template: &str,
        view: &T,
        sources: &SourceFiles,
        size: usize,
    ) -> Result<String, Box<Diagnostic>> {
        let engine = &self.engines[&lang];
        let compiled = engine
            .ready
            .as_ref()
            .and_then(|ready| ready.fill(template, view, size));
        let gave_up = match compiled {
            Some(Ok(page)) => return Ok(page),
            Some(Err(_)) => true,
            None => false,
        };
        let mut page = Vec::with_capacity(size);
        Context::from_serialize(view)
            .and_then(|context| engine.tera.render_to(template, &context, &mut page))
            .map(|()| {
                debug_assert!(
                    !gave_up,
                    "the function of `{template}` knows what the engine knows"
                );
                String::from_utf8(page).expect("templates and values are text")
            })
            .map_err(|error| Box::new(template_error::finding(&error, &self.origins, sources)))
    }

    /// Returns the content of an asset.
    pub fn bytes(&self, name: &str) -> Option<&[u8]> {
        let at = self
            .assets
            .binary_search_by(|asset| asset.name.as_str().cmp(name))
            .ok()?;
        Some(&self.assets[at].bytes)
    }

    /// Returns the published path of an asset, or its unhashed path if there is no asset of that
    /// name.
    pub fn asset(&self, name: &str) -> String {
        self.paths
            .get(name)
            .cloned()
            .unwrap_or_else(|| format!("assets/{name}"))
    }
}

/// Returns whether a finding says that a file of a theme is unreadable.
fn is_unreadable(finding: &Diagnostic, sources: &SourceFiles) -> bool {
    let path = match &finding.place {
        Location::Path(path) => path.as_str(),
        place => place.file().map_or("", |file| sources.path(file)),
    };
    finding.code.is_unreadable() && path.starts_with("themes/")
}

/// The size in bytes that most pages do not exceed.
pub const PAGE: usize = 48 * 1024;
/// The size in bytes that most items of lists do not exceed.
pub const ITEM: usize = 1024;
