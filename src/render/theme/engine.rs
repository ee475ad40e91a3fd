//! The template engine of one language: the templates of all layers and the functions they can
//! call.
//!
//! A template of the site is registered as `<theme>/<file>`, a built-in one as `__builtin/<file>`
//! (and as `__builtin/<theme>/<file>` if the theme is not `default`). A name without a theme means
//! the first layer that has the file. A name with a theme means the file of that theme, its own or
//! inherited.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::{Kwargs, State, Tera};

use super::engine_message::own_error;
use super::filters;
use super::layer::ThemeLayer;
use crate::config::DEFAULT_THEME;
use crate::message;
use crate::render::words::{LanguageWords, WordShape};
use crate::source::{FileId, SourceFiles};

const FOLDER: &str = "templates/";

/// The origin of a template.
pub(super) enum TemplateOrigin {
    Own(FileId),
    /// The path of a built-in template in the repository.
    BuiltIn(String),
}

/// The origin of each template, by its name in the engine.
pub(super) type TemplateOrigins = BTreeMap<String, TemplateOrigin>;

/// Returns the origin of each template of the layers.
pub(super) fn origins(layers: &[ThemeLayer]) -> TemplateOrigins {
    let mut origins = TemplateOrigins::new();
    for layer in layers {
        let prefix = prefix(layer);
        for name in layer.names(FOLDER) {
            let path = format!("{FOLDER}{name}");
            let origin = match layer.own_file(&path) {
                Some(file) => TemplateOrigin::Own(file),
                None => TemplateOrigin::BuiltIn(format!("themes/{}/{path}", layer.theme)),
            };
            origins.insert(format!("{prefix}{name}"), origin);
        }
    }
    origins
}

/// Creates the engine with all templates and functions.
///
/// # Errors
/// Returns an error if a template is malformed or refers to something unknown.
pub(super) fn engine(
    layers: &[ThemeLayer],
    words: &Arc<LanguageWords>,
    assets: &Arc<BTreeMap<String, String>>,
    sources: &SourceFiles,
) -> Result<Tera, tera::Error> {
    let mut tera = Tera::new();
    // Escape output in every template, whatever its name.
    tera.autoescape_on([""]);
    tera.set_fallback_prefixes(layers.iter().map(prefix))?;
    let said = Arc::clone(words);
    tera.register_function("say", move |arguments: Kwargs, _: &State| {
        say(&said, &arguments)
    });
    filters::register(&mut tera, words);
    set_base(&mut tera, assets, "/");
    let mut templates: Vec<(String, String)> = Vec::new();
    for layer in layers {
        let prefix = prefix(layer);
        for name in layer.names(FOLDER) {
            if let Some(text) = layer.text(&format!("{FOLDER}{name}"), sources) {
                templates.push((format!("{prefix}{name}"), text.to_owned()));
            }
        }
    }
    templates.extend(inherited(layers));
    tera.add_raw_templates(templates)?;
    Ok(tera)
}

/// Sets the base path of asset addresses.
pub(super) fn set_base(tera: &mut Tera, assets: &Arc<BTreeMap<String, String>>, base: &str) {
    let (assets, base) = (Arc::clone(assets), base.to_owned());
    tera.register_function("asset", move |arguments: Kwargs, _: &State| {
        let name = arguments.must_get::<&str>("name")?;
        match assets.get(name) {
            Some(path) => Ok(format!("{base}{path}")),
            None => Err(own_error(
                message!("the theme has no asset `{name}`", name),
                name,
                assets.keys().map(String::as_str),
            )),
        }
    });
}

/// Returns the prefix of a layer's template names in the engine.
fn prefix(layer: &ThemeLayer) -> String {
    match (layer.is_own, layer.theme.as_str()) {
        (true, theme) => format!("{theme}/"),
        (false, DEFAULT_THEME) => "__builtin/".to_owned(),
        (false, theme) => format!("__builtin/{theme}/"),
    }
}

/// Returns templates named `<theme>/<file>` for the files that a theme inherits. Each includes the
/// inherited template.
fn inherited(layers: &[ThemeLayer]) -> Vec<(String, String)> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let themes: BTreeSet<&str> = layers.iter().map(|layer| layer.theme.as_str()).collect();
    for theme in themes {
        let below = layers.iter().skip_while(|layer| layer.theme != theme);
        for layer in below {
            for name in layer.names(FOLDER) {
                names
                    .entry(format!("{theme}/{name}"))
                    .or_insert_with(|| format!("{}{name}", prefix(layer)));
            }
        }
    }
    names
        .into_iter()
        .filter(|(name, target)| name != target)
        .map(|(name, target)| (name, format!("{{% extends \"{target}\" %}}")))
        .collect()
}

/// Implements `say(key="page_of", n=1, total=3)`.
fn say(words: &LanguageWords, arguments: &Kwargs) -> Result<String, tera::Error> {
    let key = arguments.must_get::<&str>("key")?;
    let mut n = None;
    let mut parts = Vec::new();
    for (name, value) in arguments.iter() {
        let name = name.to_string();
        if name == "key" {
            continue;
        }
        let count = u64::try_from(value.clone()).ok();
        if name == "n" {
            n = count.and_then(|count| usize::try_from(count).ok());
        }
        parts.push((
            name,
            count.map_or_else(|| value.to_string(), |count| words.number(count)),
        ));
    }
    let problem = match words.form(key) {
        Some(WordShape::Text) => None,
        Some(WordShape::Plural) if n.is_some() => None,
        Some(WordShape::Plural) => Some(message!(
            "`{key}` has plural forms, and needs `n`, a whole number",
            key
        )),
        Some(WordShape::List) => Some(message!("`{key}` is a list, which `say` cannot show", key)),
        None => {
            let languages = format!("`{}`", words.lang);
            let message = message!(
                "the theme has no word `{key}` in {languages}",
                key,
                languages
            );
            return Err(own_error(message, key, words.keys()));
        }
    };
    if let Some(message) = problem {
        return Err(own_error(message, key, []));
    }
    let parts: Vec<(&str, &str)> = parts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    Ok(words.say(key, n, &parts))
}
