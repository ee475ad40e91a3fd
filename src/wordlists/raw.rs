//! Word lists as written: the built-in ones, and those of a site that override them.
//!
//! A built-in list has its reasons in each language of messages. Those of a site are texts.

use std::collections::BTreeSet;

use super::{CasualtyWords, LoadedWord, TopicWords};
use crate::diag::{Code, Diagnostic, Diagnostics, Field, nearest};
use crate::fields::{FieldContext, FieldMap, Located};
use crate::lang::{Lang, Languages, composed, fold};
use crate::message;
use crate::messages::{Argument, TranslatedText};
use crate::phrases::normalized;
use crate::source::SourceFiles;
use crate::yaml::{self, Value};

/// A word list as written.
#[derive(Default)]
pub(super) struct RawWordList {
    pub words: Vec<LoadedWord>,
    /// Words of the built-in list that are allowed.
    pub without: Vec<Located<String>>,
    pub casualties: Vec<String>,
    pub figures: CasualtyWords,
    pub topics: TopicWords,
    /// Folded names.
    pub names: Vec<String>,
}

/// Keys of a word list.
const KEYS: &[&str] = &[
    "words",
    "without",
    "casualties",
    "figures",
    "topics",
    "names",
];
/// Keys of `topics`.
const TOPICS: &[&str] = &["about", "elsewhere", "apart", "conflict"];
/// Keys of `figures`.
const FIGURES: &[&str] = &["between", "not_after", "not_before", "units"];
/// Keys of an entry of `words`.
const ENTRY: &[&str] = &["forms", "except", "reason", "instead"];
/// Keys of a reason of a built-in list: the languages of messages.
const LANGUAGES: &[&str] = &["en", "fr", "ar"];

/// Where a list is written.
#[derive(Clone, Copy)]
pub(super) enum ListOrigin<'p> {
    BuiltIn,
    /// A file of the site, by its path.
    Site(&'p str),
}

/// Built-in lists by language.
pub(super) const BUILT_IN: &[(&str, &str)] = &[
    ("ar", include_str!("ar.yaml")),
    ("en", include_str!("en.yaml")),
    ("fr", include_str!("fr.yaml")),
];

/// Returns the built-in list of a language. A regional variety such as `fr-CA` has the list of its
/// language.
pub(super) fn built_in(lang: Lang) -> Option<RawWordList> {
    let language = lang.tag().split('-').next()?;
    let (_, text) = BUILT_IN.iter().find(|(tag, _)| *tag == language)?;
    Some(read_built_in(text, lang).0)
}

/// Reads a built-in list. Returns it with its errors.
pub(super) fn read_built_in(text: &str, lang: Lang) -> (RawWordList, Diagnostics) {
    let value = yaml::parse(text).expect("a test reads every built-in list");
    let mut sources = SourceFiles::default();
    let file = sources.add(String::new(), text.to_owned(), 0..text.len());
    let languages = Languages::new(vec![lang]);
    let mut context = FieldContext::new(&sources, &languages, lang);
    let list = read_list(&value, Field::top(file), ListOrigin::BuiltIn, &mut context);
    (list, context.diagnostics)
}

/// Reads a list.
pub(super) fn read_list(
    value: &Value,
    field: Field,
    origin: ListOrigin,
    context: &mut FieldContext,
) -> RawWordList {
    let Some(list) = FieldMap::open(value, field, KEYS, context) else {
        return RawWordList::default();
    };
    let items = list.list("words", context);
    RawWordList {
        words: items
            .into_iter()
            .filter_map(|item| {
                let map = FieldMap::open(item.value, item.field, ENTRY, context)?;
                entry(&map, origin, context)
            })
            .collect(),
        without: list.texts("without", context),
        casualties: forms(&list, "casualties", context),
        figures: list.mapping("figures", FIGURES, context).map_or_else(
            CasualtyWords::default,
            |figures| CasualtyWords {
                between: forms(&figures, "between", context).into_iter().collect(),
                not_after: forms(&figures, "not_after", context).into_iter().collect(),
                not_before: forms(&figures, "not_before", context).into_iter().collect(),
                units: forms(&figures, "units", context).into_iter().collect(),
            },
        ),
        topics: list.mapping("topics", TOPICS, context).map_or_else(
            TopicWords::default,
            |topics| TopicWords {
                about: forms(&topics, "about", context),
                elsewhere: forms(&topics, "elsewhere", context),
                apart: forms(&topics, "apart", context),
                conflict: forms(&topics, "conflict", context),
            },
        ),
        names: list
            .texts("names", context)
            .iter()
            .map(|at| fold(&at.value))
            .collect(),
    }
}

/// Reads an entry of `words`.
fn entry(entry: &FieldMap, origin: ListOrigin, context: &mut FieldContext) -> Option<LoadedWord> {
    for (key, message) in [
        (
            "forms",
            message!("this entry has no `forms`: which words does it look for?"),
        ),
        (
            "reason",
            message!("this entry has no `reason`: why does the word take a side?"),
        ),
        (
            "instead",
            message!("this entry has no `instead`: what should be written?"),
        ),
    ] {
        entry.require(key, Code::MissingField, message, context);
    }
    let forms = forms(entry, "forms", context);
    let except = self::forms(entry, "except", context);
    let reason = argument(entry, "reason", origin, context);
    let instead = argument(entry, "instead", origin, context);
    Some(LoadedWord {
        forms,
        except,
        reason: reason?,
        instead: instead?,
        file: match origin {
            ListOrigin::BuiltIn => None,
            ListOrigin::Site(path) => Some(path.to_owned()),
        },
    })
}

/// Reads a text for messages: one of the site, or one in each language.
fn argument(
    entry: &FieldMap,
    key: &'static str,
    origin: ListOrigin,
    context: &mut FieldContext,
) -> Option<Argument> {
    if matches!(origin, ListOrigin::Site(_)) {
        return Some(Argument::Text(entry.text(key, context)?.value));
    }
    let texts = entry.mapping(key, LANGUAGES, context)?;
    Some(Argument::Translated(TranslatedText {
        english: texts.text("en", context)?.value,
        french: texts.text("fr", context)?.value,
        arabic: texts.text("ar", context)?.value,
    }))
}

/// Reads words and phrases, in the form in which they are compared.
fn forms(list: &FieldMap, key: &'static str, context: &mut FieldContext) -> Vec<String> {
    list.texts(key, context)
        .iter()
        .map(|at| form(&at.value))
        .collect()
}

fn form(text: &str) -> String {
    let composed = composed(text);
    let spaced: Vec<&str> = composed.split_whitespace().collect();
    normalized(&spaced.join(" ").replace('’', "'"))
}

/// Merges a site's list into the built-in one.
pub(super) fn merged(
    mut list: RawWordList,
    own: RawWordList,
    context: &mut FieldContext,
) -> RawWordList {
    let known: BTreeSet<String> = list
        .words
        .iter()
        .flat_map(|entry| entry.forms.iter().cloned())
        .chain(list.casualties.iter().cloned())
        .collect();
    let mut allowed = BTreeSet::new();
    for at in &own.without {
        let form = form(&at.value);
        if !known.contains(&form) {
            let help = match nearest(&form, known.iter().map(String::as_str)) {
                Some(near) => message!("did you mean `{name}`?", name = near),
                None => {
                    message!("only words of the built-in list can be removed: delete this one")
                }
            };
            let message = message!("`{word}` is not in the built-in list", word = at.value);
            context
                .diagnostics
                .push(Diagnostic::new(Code::NotInList, &at.field, message).help(help));
        }
        allowed.insert(form);
    }
    // An entry of the site replaces all entries that share a form with it.
    let replaced: BTreeSet<&String> = own.words.iter().flat_map(|entry| &entry.forms).collect();
    list.words
        .retain(|entry| !entry.forms.iter().any(|form| replaced.contains(form)));
    for entry in &mut list.words {
        entry.forms.retain(|form| !allowed.contains(form));
    }
    list.casualties.retain(|form| !allowed.contains(form));
    list.words.extend(own.words);
    list.casualties.extend(own.casualties);
    list.figures.between.extend(own.figures.between);
    list.figures.not_after.extend(own.figures.not_after);
    list.figures.not_before.extend(own.figures.not_before);
    list.figures.units.extend(own.figures.units);
    list.topics.about.extend(own.topics.about);
    list.topics.elsewhere.extend(own.topics.elsewhere);
    list.topics.apart.extend(own.topics.apart);
    list.topics.conflict.extend(own.topics.conflict);
    list.names.extend(own.names);
    list
}
