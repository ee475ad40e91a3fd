//! Checks the keys in a site's own word files.
//!
//! A misspelt key changes no word, and the built-in one is shown as before. A theme may add keys of
//! its own, so a key is only reported if it is unknown and the theme's own files do not name it.

use std::collections::BTreeSet;

use super::layer::ThemeLayer;
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Location, Severity, nearest};
use crate::message;
use crate::messages::or_list;
use crate::render::words::CATEGORIES;
use crate::source::{FileId, SourceFiles};
use crate::yaml::{self, Value};

/// The folder of words in a theme.
const WORDS: &str = "i18n/";

/// Reports keys that change no word, and forms of the plural that no number has.
pub(super) fn check(layers: &[ThemeLayer], sources: &SourceFiles, diagnostics: &mut Diagnostics) {
    let known = KnownKeys::new(layers, sources);
    for layer in layers.iter().filter(|layer| layer.is_own) {
        for name in layer.names(WORDS) {
            let Some(file) = layer.own_file(&format!("{WORDS}{name}")) else {
                continue;
            };
            // Errors are reported where the words are read.
            let Ok(Value::Map(entries)) = yaml::parse(sources.text(file)) else {
                continue;
            };
            for (key, value) in &entries {
                if !known.is_shown(key) {
                    diagnostics.push(unknown_word(file, key, &known.built_in));
                } else if let Value::Map(forms) = value {
                    check_forms(file, key, forms, diagnostics);
                }
            }
        }
    }
}

/// Returns the keys of a word file that change no word.
pub(super) fn unused(layers: &[ThemeLayer], file: &str, sources: &SourceFiles) -> BTreeSet<String> {
    let known = KnownKeys::new(layers, sources);
    match yaml::parse(file) {
        Ok(Value::Map(entries)) => entries
            .into_iter()
            .map(|(key, _)| key)
            .filter(|key| !known.is_shown(key))
            .collect(),
        _ => BTreeSet::new(),
    }
}

/// The keys of words that pages show.
pub(super) struct KnownKeys<'l> {
    built_in: BTreeSet<String>,
    /// The site's own files, which may name more.
    own_texts: Vec<&'l str>,
}

impl<'l> KnownKeys<'l> {
    pub fn new(layers: &'l [ThemeLayer], sources: &'l SourceFiles) -> KnownKeys<'l> {
        let own_texts = (layers.iter().filter(|layer| layer.is_own))
            .flat_map(|layer| layer.files.keys().map(move |path| (layer, path)))
            .filter(|(_, path)| !path.starts_with(WORDS))
            .filter_map(|(layer, path)| layer.text(path, sources));
        KnownKeys {
            built_in: built_in_keys(layers, sources),
            own_texts: own_texts.collect(),
        }
    }

    /// Returns whether a key is built in, or named by the site's own files.
    pub fn is_shown(&self, key: &str) -> bool {
        self.built_in.contains(key) || self.own_texts.iter().any(|text| is_named(text, key))
    }
}

/// Returns the keys of the built-in words.
fn built_in_keys(layers: &[ThemeLayer], sources: &SourceFiles) -> BTreeSet<String> {
    let texts = layers
        .iter()
        .filter(|layer| !layer.is_own)
        .filter_map(|layer| layer.text("i18n/en.yaml", sources));
    let entries = texts.filter_map(|text| match yaml::parse(text) {
        Ok(Value::Map(entries)) => Some(entries),
        _ => None,
    });
    entries.flatten().map(|(key, _)| key).collect()
}

/// Whether a text names a word, or may compute its key from a prefix: `"desk_" ~ kind`.
fn is_named(text: &str, key: &str) -> bool {
    let may_compute = |(end, _): (usize, &str)| {
        let prefix = &key[..=end];
        ['"', '\'', '`']
            .iter()
            .any(|mark| text.contains(&format!("{mark}{prefix}{mark}")))
    };
    text.contains(key) || key.match_indices('_').any(may_compute)
}

fn unknown_word(file: FileId, key: &str, known: &BTreeSet<String>) -> Diagnostic {
    let help = match nearest(key, known.iter().map(String::as_str)) {
        Some(near) => message!("did you mean `{near}`?", near),
        None => message!(
            "no template of the theme shows it: delete it, or write a key of the built-in words: \
             `griot theme show i18n/en.yaml` prints them"
        ),
    };
    let place = Location::Key(Field::top(file).key(key.to_owned()));
    Diagnostic::new(
        Code::UnknownKey,
        place,
        message!("unknown word `{key}`", key),
    )
    .severity(Severity::Warning)
    .help(help)
}

/// Reports forms of the plural that are not plural categories.
fn check_forms(file: FileId, key: &str, forms: &[(String, Value)], diagnostics: &mut Diagnostics) {
    for (form, _) in forms {
        if CATEGORIES.contains(&form.as_str()) {
            continue;
        }
        let help = match nearest(form, CATEGORIES) {
            Some(near) => message!("did you mean `{near}`?", near),
            None => message!("write {names}", names = or_list(CATEGORIES)),
        };
        let field = Field::top(file).key(key.to_owned()).key(form.to_owned());
        let message = message!("`{form}` is not a form of the plural", form);
        diagnostics.push(
            Diagnostic::new(Code::UnknownKey, Location::Key(field), message)
                .severity(Severity::Warning)
                .help(help),
        );
    }
}
