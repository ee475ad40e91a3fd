//! Themes: templates, words and assets, the built-in ones with a site's own over them.
//!
//! `themes/default` is part of the program. A file of the same path in a site's `themes/<name>/` takes its
//! place, one by one; a template there can still extend the built-in one as `__builtin/<file>`. There is
//! one template engine for each language, because the words are part of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_embed::RustEmbed;
use serde::Serialize;
use tera::{Context, Kwargs, State, Tera};

use super::style;
use super::view;
use super::words::Words;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::lang::Lang;
use crate::load::ThemeFile;
use crate::source::{FileId, Sources, Span};
use crate::yaml::{self, Value};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/themes/default/"]
struct Builtin;

/// The prefix under which built-in templates can always be reached.
const BUILTIN: &str = "__builtin/";

/// The asset that only the search page loads.
pub const SEARCH_SCRIPT: &str = "search.js";

/// A theme, ready to render.
pub struct Theme {
    engines: BTreeMap<Lang, Engine>,
    /// Files to publish, with their fingerprinted paths below the base path.
    pub assets: Vec<Asset>,
    /// Templates of the site itself, for findings.
    files: BTreeMap<String, FileId>,
}

struct Engine {
    tera: Tera,
    words: Arc<Words>,
}

/// A file of a theme that is published as it is.
pub struct Asset {
    /// `style.css`
    pub name: String,
    /// `assets/style.1a2b3c4d.css`
    pub path: String,
    pub bytes: Vec<u8>,
}

impl Theme {
    /// Reads the built-in theme and a site's own files over it. What is wrong with either is a finding.
    pub fn new(own: Vec<ThemeFile>, config: &Config, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Theme {
        let mut texts: BTreeMap<String, FileId> = BTreeMap::new();
        let mut assets: BTreeMap<String, Vec<u8>> = Builtin::iter()
            .filter_map(|path| {
                let name = path.strip_prefix("assets/")?.to_owned();
                Some((name.clone(), published(&name, Builtin::get(&path)?.data.into_owned())))
            })
            .collect();
        for file in own {
            if let Some(name) = file.path.strip_prefix("assets/") {
                assets.insert(name.to_owned(), file.bytes);
                continue;
            }
            let shown = format!("themes/{}/{}", config.theme, file.path);
            match String::from_utf8(file.bytes) {
                Ok(text) => {
                    let length = text.len();
                    texts.insert(file.path, sources.add(shown, text, 0..length));
                }
                Err(_) => diagnostics.push(
                    Diagnostic::new(Code::NotUtf8, Place::Path(shown), "this file is not UTF-8 text")
                        .help("save it again with the encoding UTF-8"),
                ),
            }
        }
        check_contract(&texts, config, sources, diagnostics);
        let mut engines = BTreeMap::new();
        for lang in config.languages.iter() {
            let words = Arc::new(words(lang, &texts, config, sources, diagnostics));
            match engine(&words, &texts, sources) {
                Ok(tera) => {
                    engines.insert(lang, Engine { tera, words });
                }
                Err(error) => {
                    diagnostics.push(finding(&error, &texts, sources));
                    break;
                }
            }
        }
        Theme {
            engines,
            assets: assets.into_iter().map(asset).collect(),
            files: texts,
        }
    }

    /// Whether every language has its templates; without them nothing can be rendered.
    pub fn is_complete(&self, config: &Config) -> bool {
        config.languages.iter().all(|lang| self.engines.contains_key(&lang))
    }

    /// The words of a language.
    pub fn words(&self, lang: Lang) -> &Words {
        &self.engines[&lang].words
    }

    /// Sets what is the same on all pages of a language.
    pub fn set_site(&mut self, lang: Lang, site: &view::Site) {
        if let Some(engine) = self.engines.get_mut(&lang) {
            let words = engine.words.plain();
            let globals = engine.tera.global_context();
            globals.insert("site", site);
            globals.insert("lang", lang.tag());
            globals.insert("dir", lang.direction().html());
            globals.insert("t", &words);
        }
    }

    /// Renders a page.
    ///
    /// # Errors
    /// A finding, when the template asks for something that is not there.
    pub fn render<T: Serialize>(
        &self,
        lang: Lang,
        template: &str,
        view: &T,
        sources: &Sources,
    ) -> Result<String, Box<Diagnostic>> {
        let engine = &self.engines[&lang];
        Context::from_serialize(view)
            .and_then(|context| engine.tera.render(template, &context))
            .map_err(|error| Box::new(finding(&error, &self.files, sources)))
    }

    /// The published path of an asset, or its plain one where there is none of that name.
    pub fn asset(&self, name: &str) -> String {
        self.assets
            .iter()
            .find(|asset| asset.name == name)
            .map_or_else(|| format!("assets/{name}"), |asset| asset.path.clone())
    }
}

/// A built-in asset as it is published: styles without what only their authors need. A site's own stay as they were written.
fn published(name: &str, bytes: Vec<u8>) -> Vec<u8> {
    match std::str::from_utf8(&bytes) {
        Ok(css) if name.ends_with(".css") => style::compact(css).into_bytes(),
        _ => bytes,
    }
}

/// What pages refer to is named by a fingerprint, so that it can be cached for ever; other files keep their names, because
/// style sheets refer to them.
fn asset((name, bytes): (String, Vec<u8>)) -> Asset {
    let path = match name.as_str() {
        "style.css" | "browse.css" | "icon.svg" | SEARCH_SCRIPT => {
            let hash = blake3::hash(&bytes).to_hex();
            let (stem, extension) = name.split_once('.').expect("these names have a dot");
            format!("assets/{stem}.{}.{extension}", &hash[..8])
        }
        other => format!("assets/{other}"),
    };
    Asset { name, path, bytes }
}

fn check_contract(texts: &BTreeMap<String, FileId>, config: &Config, sources: &Sources, diagnostics: &mut Diagnostics) {
    let Some(file) = texts.get("theme.yaml") else {
        if config.theme != "default" {
            diagnostics.push(
                Diagnostic::new(
                    Code::Template,
                    Place::Path(format!("themes/{}/theme.yaml", config.theme)),
                    format!("the theme `{}` has no theme.yaml", config.theme),
                )
                .help(format!(
                    "create it with `name: {}` and `contract: {}`, or write `theme: default` in site.yaml",
                    config.theme,
                    view::CONTRACT
                )),
            );
        }
        return;
    };
    let contract = match yaml::parse(sources.text(*file)) {
        Ok(Value::Map(entries)) => entries
            .into_iter()
            .find(|(key, _)| key == "contract")
            .map(|(_, value)| value),
        _ => None,
    };
    if contract != Some(Value::Int(view::CONTRACT)) {
        diagnostics.push(
            Diagnostic::new(
                Code::Template,
                Place::File(*file),
                format!(
                    "this theme is not made for version {} of the template contract",
                    view::CONTRACT
                ),
            )
            .help(format!("write `contract: {}` once its templates fit", view::CONTRACT)),
        );
    }
}

fn words(
    lang: Lang,
    texts: &BTreeMap<String, FileId>,
    config: &Config,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Words {
    let path = format!("i18n/{lang}.yaml");
    let mut files = Vec::new();
    let builtin = |path: &str| Builtin::get(path).and_then(|file| String::from_utf8(file.data.into_owned()).ok());
    // English stands behind every language, so that a new word of ours never shows its key.
    for text in [builtin("i18n/en.yaml"), builtin(&path)].into_iter().flatten() {
        files.push(yaml::parse(&text).expect("the built-in words are YAML"));
    }
    match texts.get(&path) {
        Some(file) => match yaml::parse(sources.text(*file)) {
            Ok(value @ (Value::Map(_) | Value::Null)) => files.push(value),
            Ok(other) => diagnostics.push(
                Diagnostic::new(
                    Code::WrongType,
                    Place::File(*file),
                    format!("this is {}, and a mapping is wanted", other.noun()),
                )
                .help("write a key and its words, one a line: `nav_events: \"Calendar\"`"),
            ),
            Err(error) => diagnostics.push(
                Diagnostic::new(Code::YamlSyntax, Span::new(*file, error.at..error.at + 1), error.message).maybe_help(error.help),
            ),
        },
        None if builtin(&path).is_none() => diagnostics.push(
            Diagnostic::new(
                Code::UnknownLanguage,
                Place::Path(crate::config::FILE.into()),
                format!("the theme `{}` has no words for `{lang}`", config.theme),
            )
            .help(format!("copy the built-in i18n/en.yaml to themes/{}/{path} and translate it, or take `{lang}` out of `languages`", config.theme)),
        ),
        None => {}
    }
    Words::new(lang, &files)
}

fn engine(words: &Arc<Words>, texts: &BTreeMap<String, FileId>, sources: &Sources) -> Result<Tera, tera::Error> {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes([BUILTIN])?;
    let said = Arc::clone(words);
    tera.register_function("say", move |arguments: Kwargs, _: &State| say(&said, &arguments));
    let mut templates: Vec<(String, String)> = Vec::new();
    for path in Builtin::iter() {
        if let Some(name) = path.strip_prefix("templates/")
            && let Some(file) = Builtin::get(&path)
        {
            templates.push((
                format!("{BUILTIN}{name}"),
                String::from_utf8_lossy(&file.data).into_owned(),
            ));
        }
    }
    for (path, file) in texts {
        if let Some(name) = path.strip_prefix("templates/") {
            templates.push((name.to_owned(), sources.text(*file).to_owned()));
        }
    }
    tera.add_raw_templates(templates)?;
    Ok(tera)
}

/// `say(key="page_of", n=1, total=3)`
fn say(words: &Words, arguments: &Kwargs) -> Result<String, tera::Error> {
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
    let parts: Vec<(&str, &str)> = parts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    Ok(words.say(key, n, &parts))
}

/// A template's error as a finding, in the site's own file where it is there.
fn finding(error: &tera::Error, files: &BTreeMap<String, FileId>, sources: &Sources) -> Diagnostic {
    let report = match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => report,
        _ => return misnamed(error, files, sources),
    };
    let at = report.span();
    let place = place_in(report.filename(), files, |file| {
        let text = sources.text(file);
        let start = offset(text, at.start_line, at.start_col);
        Span::new(file, start..offset(text, at.end_line, at.end_col).max(start))
    });
    let message = sentence(report.message());
    let help = match error.kind() {
        tera::ErrorKind::SyntaxError(_) if message.contains("unknown tag") || message.contains("end of input") => {
            "tags are closed in the reverse order: an `{% if %}` inside a block by `{% endif %}` before `{% endblock %}`"
        }
        tera::ErrorKind::SyntaxError(_) => "perhaps a quotation mark, a bracket, `}}` or `%}` is missing before this",
        _ => "the template contract says what each template is given",
    };
    Diagnostic::new(Code::Template, place, message).help(help)
}

/// A name in a template that means nothing: the engine gives such an error without a place, or draws it into its message.
fn misnamed(error: &tera::Error, files: &BTreeMap<String, FileId>, sources: &Sources) -> Diagnostic {
    let whole = |file: FileId| Span::new(file, 0..sources.text(file).lines().next().map_or(0, str::len));
    let (place, message, help) = match error.kind() {
        tera::ErrorKind::MissingParent { current, parent } => (
            place_in(current, files, whole),
            format!("there is no template `{parent}` to extend"),
            "the templates of the built-in theme are there as `base.html`, `article.html` and so on",
        ),
        tera::ErrorKind::CircularExtend { tpl, .. } | tera::ErrorKind::CircularInclude { tpl, .. } => (
            place_in(tpl, files, whole),
            format!("the template `{tpl}` leads back to itself"),
            "the built-in template of the same name is reached with `__builtin/` before it",
        ),
        _ => {
            let full = error.to_string();
            let mut lines = full.lines();
            let first = lines.next().unwrap_or_default().trim_start_matches("error: ");
            let place = lines.find_map(|line| {
                let mut parts = line.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
                let column: usize = parts.next()?.parse().ok()?;
                let row: usize = parts.next()?.parse().ok()?;
                Some((parts.next()?, row, column.checked_sub(1)?))
            });
            let width = lines
                .find(|line| line.contains('^'))
                .map_or(0, |line| line.matches('^').count());
            let place = place.map_or(Place::Path("themes".into()), |(template, row, column)| {
                place_in(template, files, |file| {
                    let text = sources.text(file);
                    Span::new(file, offset(text, row, column)..offset(text, row, column + width))
                })
            });
            (place, sentence(first), "check how the name is spelt")
        }
    };
    Diagnostic::new(Code::Template, place, message).help(help)
}

/// A place in a template: in the site's own file, else the name of the built-in one.
fn place_in(template: &str, files: &BTreeMap<String, FileId>, span: impl FnOnce(FileId) -> Span) -> Place {
    let path = format!("templates/{template}");
    match files.get(&path) {
        Some(file) => Place::Span(span(*file)),
        None => Place::Path(format!("themes/default/{}", path.replace(BUILTIN, ""))),
    }
}

/// The byte at a line, counted from 1, and a column, counted from 0.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = text.get(start..).unwrap_or("");
    start
        + rest
            .char_indices()
            .nth(column)
            .map_or(rest.len().min(column), |(at, _)| at)
}

/// The template engine's sentence, in the form of ours.
fn sentence(message: &str) -> String {
    let one = message.trim_end_matches('.').replace(". Available", "; available");
    let mut letters = one.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => "a template is not right".to_owned(),
    }
}
