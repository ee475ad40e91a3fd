//! The layers of a theme, in order of precedence.
//!
//! A theme extends another, and so on down to `default`. Each theme is one or two layers: the
//! site's own folder, and below it the built-in theme of the same name. A file is taken from the
//! first layer that has it. `theme.yaml` is read here, and errors in it are reported as findings.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use include_dir::{Dir, include_dir};

use crate::config::{self, Config, DEFAULT_THEME, is_theme_name};
use crate::conflict::{self, Conflict};
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Fix, Location, nearest};
use crate::embedded;
use crate::fields::{FieldContext, FieldMap, Located};
use crate::lang::Lang;
use crate::load::{THEME, ThemeFolder};
use crate::message;
use crate::messages::or_list;
use crate::reference;
use crate::render::compiled;
use crate::render::view::CONTRACT;
use crate::source::{FileId, SourceFiles, Span};
use crate::yaml::{self, Value};

static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");
static PLAIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/plain");

/// The themes that are built into the program.
pub const BUILT_IN: [&str; 2] = [DEFAULT_THEME, "plain"];

/// The folder of templates in a theme.
pub(super) const TEMPLATES: &str = "templates/";

const KEYS: &[&str] = reference::THEME.names;

/// The files of a theme from one place.
pub(super) struct ThemeLayer {
    /// The theme's name.
    pub theme: String,
    /// Whether the files are the site's own, and not built in.
    pub is_own: bool,
    /// The files by path, relative to the theme's folder.
    pub files: BTreeMap<String, LayerFile>,
}

/// A file of a layer.
pub(super) enum LayerFile {
    /// A text file, into which findings can point.
    Text(FileId),
    /// A built-in file, or a file that is not text.
    Bytes(Cow<'static, [u8]>),
}

impl ThemeLayer {
    /// Returns a text file of the layer.
    pub fn text<'a>(&'a self, path: &str, sources: &'a SourceFiles) -> Option<&'a str> {
        match self.files.get(path)? {
            LayerFile::Text(file) => Some(sources.text(*file)),
            LayerFile::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
        }
    }

    /// Returns a file of the site's own.
    pub fn own_file(&self, path: &str) -> Option<FileId> {
        match self.files.get(path)? {
            LayerFile::Text(file) => Some(*file),
            LayerFile::Bytes(_) => None,
        }
    }

    /// Returns the paths of the layer's files in a folder, relative to that folder.
    pub fn names<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        self.files
            .keys()
            .filter_map(move |path| path.strip_prefix(folder))
    }
}

/// Returns the layers of the site's theme, in descending precedence. The last is always the
/// built-in `default`.
pub(super) fn layers(
    site_themes: Vec<ThemeFolder>,
    config: &Config,
    sources: &mut SourceFiles,
    diagnostics: &mut Diagnostics,
) -> Vec<ThemeLayer> {
    let mut folders: BTreeMap<String, ThemeLayer> = site_themes
        .into_iter()
        .map(|folder| (folder.name.clone(), read(folder, sources, diagnostics)))
        .collect();
    let mut layers: Vec<ThemeLayer> = Vec::new();
    let mut chain: Vec<String> = Vec::new();
    let mut name = config.theme.clone();
    let mut named_at = config
        .theme_at
        .clone()
        .map_or(Location::Path(config::FILE.into()), Location::Value);
    loop {
        let (own, built_in) = (folders.remove(&name), built_in(&name));
        if own.is_none() && built_in.is_none() {
            diagnostics.push(unknown_theme(&name, named_at));
            break;
        }
        chain.push(name.clone());
        let mut parent = (name != DEFAULT_THEME).then(|| DEFAULT_THEME.to_owned());
        if let Some(layer) = own {
            match layer.own_file(THEME) {
                Some(file) => {
                    if let Some(extends) = extended_theme(file, config, sources, diagnostics) {
                        parent = Some(extends.value);
                        named_at = Location::Value(extends.field);
                    }
                }
                None if built_in.is_none() => diagnostics.push(no_description(&name)),
                None => {}
            }
            layers.push(layer);
        }
        layers.extend(built_in);
        let Some(next) = parent else {
            return layers;
        };
        if let Some(at) = chain.iter().position(|known| *known == next) {
            diagnostics.push(theme_cycle(&chain[at..], named_at));
            break;
        }
        name = next;
    }
    // The error is reported. The layers of a theme that always works follow, so that further errors
    // are found.
    if !chain.iter().any(|known| known == DEFAULT_THEME) {
        layers.extend(built_in(DEFAULT_THEME));
    }
    layers
}

/// Returns for each compiled template whether it can be used, which means that no other layer
/// replaces one of its files or components.
pub(super) fn untouched(layers: &[ThemeLayer], sources: &SourceFiles) -> Vec<bool> {
    let mut files: BTreeSet<&str> = BTreeSet::new();
    let mut components: BTreeSet<&str> = BTreeSet::new();
    for layer in layers
        .iter()
        .filter(|layer| layer.is_own || layer.theme != DEFAULT_THEME)
    {
        for name in layer.names(TEMPLATES) {
            files.insert(name);
            let text = layer
                .text(&format!("{TEMPLATES}{name}"), sources)
                .unwrap_or_default();
            // The word after `component` may be the name of a component.
            let named = text.split("component").skip(1).map(str::trim_start);
            components.extend(named.filter_map(|rest| {
                rest.split(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .next()
            }));
        }
    }
    let is_free = |replaced: &BTreeSet<&str>, names: &[&str]| {
        !names.iter().any(|name| replaced.contains(name))
    };
    compiled::TEMPLATES
        .iter()
        .map(|known| is_free(&files, known.files) && is_free(&components, known.components))
        .collect()
}

/// Returns the built-in interface texts of a language or of its primary language, or else the
/// English ones.
pub fn built_in_words(lang: Lang) -> String {
    let family = lang.tag().split('-').next().unwrap_or_default();
    let texts = [family, "en"].map(|tag| embedded::text(&DEFAULT, &format!("i18n/{tag}.yaml")));
    let text = texts.into_iter().flatten().next();
    text.expect("English is built in").to_owned()
}

/// Returns the files of a built-in theme, sorted by path, or `None` if no theme has this name.
pub fn built_in_files(theme: &str) -> Option<Vec<(&'static str, &'static [u8])>> {
    match theme {
        DEFAULT_THEME => Some(embedded::files(&DEFAULT)),
        "plain" => Some(embedded::files(&PLAIN)),
        _ => None,
    }
}

/// Returns the files of a built-in theme as a layer.
fn built_in(theme: &str) -> Option<ThemeLayer> {
    let files = built_in_files(theme)?
        .into_iter()
        .map(|(path, bytes)| (path.to_owned(), LayerFile::Bytes(Cow::Borrowed(bytes))));
    Some(ThemeLayer {
        theme: theme.to_owned(),
        is_own: false,
        files: files.collect(),
    })
}

/// Reads the files of a folder; text files are added to the sources.
fn read(
    folder: ThemeFolder,
    sources: &mut SourceFiles,
    diagnostics: &mut Diagnostics,
) -> ThemeLayer {
    let mut files = BTreeMap::new();
    for file in folder.files {
        // An asset is published unchanged. Only style sheets are read.
        if file.path.starts_with("assets/") && !file.path.ends_with(".css") {
            files.insert(file.path, LayerFile::Bytes(file.bytes.into()));
            continue;
        }
        let shown = format!("themes/{}/{}", folder.name, file.path);
        match String::from_utf8(file.bytes) {
            Ok(text) => {
                let text = text
                    .strip_prefix('\u{feff}')
                    .map(str::to_owned)
                    .unwrap_or(text);
                let length = text.len();
                // YAML files are checked when they are read.
                let is_yaml = file.path.ends_with(".yaml");
                let found = conflict::find(&text, length).filter(|_| !is_yaml);
                let id = sources.add(shown, text, 0..length);
                match found {
                    Some(found) => diagnostics.push(conflict_at(id, &found)),
                    None => {
                        files.insert(file.path, LayerFile::Text(id));
                    }
                }
            }
            Err(_) => diagnostics.push(
                Diagnostic::new(
                    Code::NotUtf8,
                    Location::Path(shown),
                    message!("this file is not UTF-8 text"),
                )
                .help(message!("save it again as UTF-8")),
            ),
        }
    }
    ThemeLayer {
        theme: folder.name,
        is_own: true,
        files,
    }
}

/// Parses a YAML file of the site's own. Reports an error as a finding.
pub(super) fn parse_yaml(
    file: FileId,
    sources: &SourceFiles,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let text = sources.text(file);
    if let Some(found) = conflict::find(text, text.len()) {
        diagnostics.push(conflict_at(file, &found));
        return None;
    }
    match yaml::parse(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let span = Span::new(file, error.at..error.end);
            let fix = error
                .repair(text)
                .map(|repair| Fix::of_repair(file, 0, repair));
            let finding = Diagnostic::new(Code::YamlSyntax, span, error.message)
                .maybe_help(error.help)
                .fix(fix);
            let others = error.other.into_iter();
            let finding = others.fold(finding, |finding, (at, words)| {
                finding.related(Span::new(file, at), words)
            });
            diagnostics.push(finding);
            None
        }
    }
}

fn conflict_at(file: FileId, found: &Conflict) -> Diagnostic {
    let span = Span::new(file, found.at.clone());
    Diagnostic::new(Code::MergeConflict, span, found.message()).help(found.help())
}

/// Reads the theme.yaml of a site's theme. Returns the theme that it extends, if it declares one.
fn extended_theme(
    file: FileId,
    config: &Config,
    sources: &SourceFiles,
    diagnostics: &mut Diagnostics,
) -> Option<Located<String>> {
    let value = parse_yaml(file, sources, diagnostics)?;
    let mut context = FieldContext::new(sources, &config.languages, config.languages.default());
    let extends = FieldMap::open(&value, Field::top(file), KEYS, &mut context).and_then(|theme| {
        theme.text("name", &mut context);
        theme.text("description", &mut context);
        check_contract(&theme, &mut context);
        theme.text("extends", &mut context)
    });
    diagnostics.append(context.diagnostics);
    let extends = extends?;
    if !is_theme_name(&extends.value) {
        diagnostics.push(
            Diagnostic::new(
                Code::BadId,
                &extends.field,
                message!("`{name}` is not a valid theme name", name = extends.value),
            )
            .help(message!(
                "write the name of a folder in themes/, or of a built-in theme: {themes}",
                themes = or_list(BUILT_IN)
            )),
        );
        return None;
    }
    Some(extends)
}

/// Reports a theme for another version of the contract.
fn check_contract(theme: &FieldMap, context: &mut FieldContext) {
    let contract = theme.raw("contract");
    if contract.as_ref().map(|at| at.value) == Some(&Value::Int(CONTRACT)) {
        return;
    }
    let place = contract.map_or(Location::File(theme.field.file), |at| {
        Location::Value(at.field)
    });
    context.diagnostics.push(
        Diagnostic::new(
            Code::Template,
            place,
            message!(
                "this theme does not support version {contract} of the template contract",
                contract = CONTRACT
            ),
        )
        .help(message!(
            "write `contract: {contract}` once its templates fit",
            contract = CONTRACT
        )),
    );
}

/// Returns the finding for a theme without theme.yaml.
fn no_description(name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::Template,
        Location::Path(format!("themes/{name}/{THEME}")),
        message!("the theme `{name}` has no {file}", name, file = THEME),
    )
    .help(message!(
        "create it with `name: {name}` and `contract: {contract}`",
        name,
        contract = CONTRACT
    ))
}

/// Returns the finding for an unknown theme.
fn unknown_theme(name: &str, place: Location) -> Diagnostic {
    let help = match nearest(name, BUILT_IN) {
        Some(near) => message!("did you mean `{near}`?", near),
        None => message!(
            "write {themes}, or create themes/{name}/{file} with `name: {name}` and `contract: {contract}`",
            themes = or_list(BUILT_IN),
            name,
            file = THEME,
            contract = CONTRACT
        ),
    };
    Diagnostic::new(
        Code::UnknownReference,
        place,
        message!(
            "there is no theme `{name}`: neither a folder themes/{name}/ nor a built-in one",
            name
        ),
    )
    .help(help)
}

/// Returns the finding for a cycle of themes. Each theme in `circle` extends the next, and the last
/// extends the first.
fn theme_cycle(circle: &[String], place: Location) -> Diagnostic {
    let last = circle.last().expect("a circle has a theme");
    let path: Vec<String> = [last]
        .into_iter()
        .chain(circle)
        .map(|name| format!("`{name}`"))
        .collect();
    let help = if circle.iter().any(|name| name == DEFAULT_THEME) {
        message!("delete `extends` from the theme.yaml of `default`: it is the base of all themes")
    } else {
        message!("remove one of these steps; a theme without `extends` extends `default`")
    };
    Diagnostic::new(
        Code::Cycle,
        place,
        message!(
            "`{key}` of `{id}` is a cycle: {ring}",
            key = "extends",
            id = last,
            ring = path.join(" → ")
        ),
    )
    .help(help)
}
