//! Determines which document of an id is the original, and the language of each document.

use std::ops::Deref;

use crate::diag::{Code, Diagnostic, Field, Location};
use crate::fields::FieldContext;
use crate::lang::Lang;
use crate::load::{ContentKind, Document, sibling};
use crate::message;
use crate::messages::{Argument, ListConjunction};
use crate::yaml::Value;

/// A document with its front matter as a value.
pub(super) struct OpenDocument<'d> {
    pub(super) document: &'d Document,
    pub(super) front: Value,
}

impl Deref for OpenDocument<'_> {
    type Target = Document;

    fn deref(&self) -> &Document {
        self.document
    }
}

/// The original of a record.
pub(super) struct Original<'o, 'd> {
    pub(super) document: &'o OpenDocument<'d>,
    pub(super) lang: Lang,
    /// Whether it is a translation, because there is no original.
    pub(super) is_translation: bool,
}

/// Returns the original and its language. It is the document in the site's default language, or
/// else the one that declares a `lang`.
pub(super) fn original<'o, 'd>(
    documents: &'o [OpenDocument<'d>],
    context: &mut FieldContext,
) -> Option<Original<'o, 'd>> {
    let default = context.languages.default();
    let mut candidates: Vec<(&OpenDocument, Lang)> = Vec::new();
    for document in documents {
        let declared = declared_lang(document, context);
        if let Some(value) = lang_value(document)
            && (declared.is_none()
                || document
                    .suffix
                    .is_some_and(|suffix| Some(suffix) != declared))
        {
            let (message, help) = match (value, declared, document.suffix) {
                (_, Some(declared), Some(suffix)) => (
                    message!(
                        "the file's name says `{suffix}`, and `lang` says `{declared}`",
                        suffix,
                        declared
                    ),
                    message!("leave `lang` out, or rename the file"),
                ),
                (Value::Text(tag), ..) => (
                    message!("`{tag}` is not a language of this site", tag),
                    context.no_language(tag),
                ),
                _ => (
                    message!("`lang` is not a language tag"),
                    context.no_language(""),
                ),
            };
            context.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownLanguage,
                    &Field::top(document.file).key("lang"),
                    message,
                )
                .help(help),
            );
        }
        let lang = document.suffix.or(declared).unwrap_or(default);
        if document.suffix.is_none() || lang == default || declared.is_some() {
            candidates.push((document, lang));
        }
    }
    let found = match candidates.as_slice() {
        [] => {
            let first = documents.first()?;
            // A document that cannot be parsed may be the original.
            let are_readable = documents.iter().all(|document| document.is_readable());
            if are_readable {
                report_missing(documents, first, context);
            }
            return Some(Original {
                document: first,
                lang: first.suffix.unwrap_or(default),
                is_translation: true,
            });
        }
        [only] => Some(*only),
        [first, ..] => candidates
            .iter()
            .find(|(_, lang)| *lang == default)
            .or(Some(first))
            .copied(),
    };
    found.map(|(document, lang)| Original {
        document,
        lang,
        is_translation: false,
    })
}

/// Reports translations without an original once, at the first.
fn report_missing(documents: &[OpenDocument], first: &OpenDocument, context: &mut FieldContext) {
    let default = context.languages.default();
    let tag = first.suffix.unwrap_or(default);
    let path = context.sources.path(first.file);
    let help = if first.kind == ContentKind::Article {
        message!(
            "add `{name}`, or write `lang: {tag}` here if this is the original",
            name = sibling(path, Some(default)),
            tag
        )
    } else {
        message!("rename it to `{name}`", name = sibling(path, None))
    };
    let finding = Diagnostic::new(
        Code::TranslationWithoutOriginal,
        Location::File(first.file),
        message!("this is the `{tag}` text of `{id}`, and there is none in `{default}`, the site's first language", tag, id = first.id, default),
    )
    .help(help);
    let others = documents.iter().filter(|other| other.file != first.file);
    context
        .diagnostics
        .push(others.fold(finding, |finding, other| {
            finding.related(Location::File(other.file), message!("another translation"))
        }));
}

/// Returns the language that an article declares, if the site has it.
pub(super) fn declared_lang(document: &OpenDocument, context: &FieldContext) -> Option<Lang> {
    match lang_value(document)? {
        Value::Text(tag) => Lang::parse(tag).filter(|lang| context.languages.contains(*lang)),
        _ => None,
    }
}

/// Returns the value of `lang` in the front matter of an article.
fn lang_value<'o>(document: &'o OpenDocument) -> Option<&'o Value> {
    match &document.front {
        Value::Map(entries) if document.kind == ContentKind::Article => {
            let lang = entries
                .iter()
                .find(|(key, _)| key == "lang")
                .map(|(_, value)| value);
            lang.filter(|value| !value.is_empty())
        }
        _ => None,
    }
}

/// Returns a finding about a document without front matter. The help has the lines to add.
pub(super) fn no_front_matter(document: &Document, context: &FieldContext) -> Diagnostic {
    let text = context.sources.text(document.file);
    let first = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    let title = match first.trim_start_matches('#').trim() {
        "" => "...".to_owned(),
        title if first.starts_with('#') && !title.contains([':', '#', '"']) => title.to_owned(),
        title if first.starts_with('#') => format!("'{}'", title.replace('\'', "''")),
        _ => "...".to_owned(),
    };
    let keys = match document.kind {
        ContentKind::Article => format!("`title: {title}`, `date: 2022-02-23`"),
        ContentKind::Actor | ContentKind::Region => format!("`name: {title}`"),
        ContentKind::Event => format!("`title: {title}`, `date: 2022-02-23`, `regions: [...]`"),
        ContentKind::Source | ContentKind::Page => format!("`title: {title}`"),
    };
    let lines = ["`---`", &keys, "`---`"].map(|line| Argument::Text(line.to_owned()));
    let lines = Argument::List(lines.into(), ListConjunction::Comma);
    Diagnostic::new(
        Code::MissingFrontMatter,
        Location::File(document.file),
        match document.kind {
            ContentKind::Article => message!("this article has no front matter"),
            ContentKind::Actor => message!("this actor has no front matter"),
            ContentKind::Region => message!("this region has no front matter"),
            ContentKind::Event => message!("this event has no front matter"),
            ContentKind::Source => message!("this source has no front matter"),
            ContentKind::Page => message!("this page has no front matter"),
        },
    )
    .help(message!("begin the file with these lines: {lines}", lines))
}
