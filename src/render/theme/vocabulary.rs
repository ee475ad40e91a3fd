//! The interface texts of each language of the site, and what of them is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::layer::{self, ThemeLayer};
use super::word_keys::KnownKeys;
use crate::config::{self, Config};
use crate::diag::{Code, Diagnostic, Diagnostics, Location};
use crate::fields::no_mapping;
use crate::lang::{Lang, family, suggested_tag};
use crate::message;
use crate::render::words::{LanguageWords, Marks, english};
use crate::source::SourceFiles;
use crate::yaml::{self, Value};

/// The interface texts of one language, in the two forms in which they are shown.
pub(super) struct Vocabulary {
    /// Without marks, for files of data.
    pub plain: Arc<LanguageWords>,
    /// With marks around texts that are English for want of others, for pages. The same as `plain`
    /// if nothing is missing.
    pub words: Arc<LanguageWords>,
}

/// The parsed files of interface texts of each language, in ascending precedence.
type WordFiles = BTreeMap<Lang, Vec<Value>>;

/// Returns the interface texts of each language of the site. Each layer overrides the layers below
/// it, and a language the one that it belongs to: `pt-BR` overrides `pt`. English texts take the
/// place of those that a language lacks. Only files of these languages are read.
pub(super) fn words(
    layers: &[ThemeLayer],
    config: &Config,
    sources: &SourceFiles,
    diagnostics: &mut Diagnostics,
) -> Vec<Vocabulary> {
    let files = read_files(layers, config.languages.iter(), sources, diagnostics);
    config
        .languages
        .iter()
        .map(|lang| vocabulary(lang, &files))
        .collect()
}

/// Returns the interface texts of one language, which the site need not have, without marks.
pub(super) fn words_of(
    lang: Lang,
    layers: &[ThemeLayer],
    sources: &SourceFiles,
    diagnostics: &mut Diagnostics,
) -> LanguageWords {
    let files = read_files(layers, [lang].into_iter(), sources, diagnostics);
    LanguageWords::new(
        lang,
        &files[&english()],
        own_files(lang, &files),
        Marks::Without,
    )
}

fn read_files(
    layers: &[ThemeLayer],
    languages: impl Iterator<Item = Lang>,
    sources: &SourceFiles,
    diagnostics: &mut Diagnostics,
) -> WordFiles {
    let languages: BTreeSet<Lang> = languages
        .flat_map(|lang| [Some(lang), family(lang)])
        .flatten()
        .chain([english()])
        .collect();
    let mut files = WordFiles::new();
    for lang in languages {
        let path = format!("i18n/{lang}.yaml");
        let texts = layers
            .iter()
            .rev()
            .filter_map(|layer| read_file(layer, &path, sources, diagnostics));
        files.insert(lang, texts.collect());
    }
    files
}

fn vocabulary(lang: Lang, files: &WordFiles) -> Vocabulary {
    let words = |marks| LanguageWords::new(lang, &files[&english()], own_files(lang, files), marks);
    let plain = Arc::new(words(Marks::Without));
    let words = match plain.missing().is_empty() {
        true => Arc::clone(&plain),
        false => Arc::new(words(Marks::With)),
    };
    Vocabulary { plain, words }
}

/// Returns the files of a language, after those of the language that it belongs to.
fn own_files(lang: Lang, files: &WordFiles) -> impl Iterator<Item = &Value> {
    let tags = [family(lang), Some(lang)].into_iter().flatten();
    tags.filter_map(|tag| files.get(&tag)).flatten()
}

/// Reports each language that lacks texts, with their number.
pub(super) fn check(
    vocabularies: &[Vocabulary],
    layers: &[ThemeLayer],
    config: &Config,
    sources: &SourceFiles,
    diagnostics: &mut Diagnostics,
) {
    for Vocabulary { plain, .. } in vocabularies {
        let lang = plain.lang;
        let untranslated = plain.untranslated();
        if untranslated.is_empty() {
            continue;
        }
        // Keys that no page shows are reported where they stand.
        let known = KnownKeys::new(layers, sources);
        let missing = untranslated
            .iter()
            .filter(|key| known.is_shown(key))
            .count();
        let total = plain.keys().filter(|key| known.is_shown(key)).count();
        if missing == 0 {
            continue;
        }
        let path = format!("i18n/{lang}.yaml");
        let has_file = layers.iter().any(|layer| layer.files.contains_key(&path));
        let place = place(lang, config, sources);
        let finding = if lang.is_known() || has_file {
            Diagnostic::new(
                Code::MissingWords,
                place,
                message!(
                    missing =>
                        "{count} of {total} texts of the theme is missing in `{lang}`",
                        "{count} of {total} texts of the theme are missing in `{lang}`",
                    total,
                    lang
                ),
            )
            .help(message!(
                "`griot words {lang}` writes them to `themes/{theme}/{path}`, to be translated; until \
                 then they are shown in English",
                lang,
                theme = config.theme,
                path
            ))
        } else {
            let finding = Diagnostic::new(
                Code::UnknownLanguage,
                place,
                message!("`{lang}` is not the tag of a language", lang),
            );
            finding.help(unknown_language(lang.tag()))
        };
        diagnostics.push(finding);
    }
}

/// Returns the help about a tag that no language has.
pub fn unknown_language(tag: &str) -> crate::messages::Message {
    match suggested_tag(tag) {
        Some(near) => message!("write `{tag}`", tag = near),
        None => message!(
            "write the tag of a language in BCP 47, such as `de`, `sw` or `pt-BR`; it is in the \
             IANA Language Subtag Registry"
        ),
    }
}

/// Returns the place where the site names a language.
fn place(lang: Lang, config: &Config, sources: &SourceFiles) -> Location {
    let Some(field) = &config.languages_at else {
        return Location::Path(config::FILE.into());
    };
    let text = sources.text(field.file);
    let at = match yaml::parse(text) {
        Ok(Value::Map(entries)) => entries.iter().find_map(|(key, value)| match value {
            Value::List(items) if key == "languages" => items
                .iter()
                .position(|item| matches!(item, Value::Text(tag) if tag == lang.tag())),
            _ => None,
        }),
        _ => None,
    };
    Location::Value(at.map_or_else(|| field.clone(), |at| field.index(at)))
}

/// Reads a file of interface texts, if the layer has it.
fn read_file(
    layer: &ThemeLayer,
    path: &str,
    sources: &SourceFiles,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let Some(file) = layer.own_file(path) else {
        let text = layer.text(path, sources)?;
        return Some(yaml::parse(text).expect("the built-in words are YAML"));
    };
    match layer::parse_yaml(file, sources, diagnostics)? {
        value @ (Value::Map(_) | Value::Null) => Some(value),
        other => {
            diagnostics.push(
                Diagnostic::new(Code::WrongType, Location::File(file), no_mapping(&other)).help(
                    message!("write a key and its words, one a line: `nav_events: \"Calendar\"`"),
                ),
            );
            None
        }
    }
}
