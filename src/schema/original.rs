//! Determines which document of an id is the original, and the language of each document.

use std::ops::Deref;

use crate::diag::{Code, Diagnostic, Field, Location};
use crate::fields::FieldContext;
use crate::lang::Lang;
use crate::load::{ContentKind, Document, sibling};
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

/// Returns the original and its language. The original is the document in the site's default
/// language, or else the document that declares a `lang`.
pub(super) fn original<'o, 'd>(
    documents: &'o [OpenDocument<'d>],
    context: &mut FieldContext,
) -> Option<(&'o OpenDocument<'d>, Lang)> {
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
                    format!("the file's name says `{suffix}`, and `lang` says `{declared}`"),
                    "leave `lang` out, or rename the file",
                ),
                (Value::Text(tag), ..) => (format!("`{tag}` is not a language of this site"), ""),
                _ => ("`lang` is not a language tag".to_owned(), ""),
            };
            let help = match value {
                Value::Text(tag) if help.is_empty() => context.no_language(tag),
                _ if help.is_empty() => context.no_language(""),
                _ => help.to_owned(),
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
    match candidates.as_slice() {
        [] => {
            let first = documents.first()?;
            // A document that cannot be parsed may be the original.
            let are_readable = documents.iter().all(|document| document.is_readable());
            for document in documents.iter().filter(|_| are_readable) {
                let tag = document.suffix.unwrap_or(default);
                context.diagnostics.push(
                    Diagnostic::new(
                        Code::TranslationWithoutOriginal,
                        Location::File(document.file),
                        format!("this is the `{tag}` text of `{}`, and there is none in `{default}`, the site's first language", document.id),
                    )
                    .help(if document.kind == ContentKind::Article {
                        let path = context.sources.path(document.file);
                        format!(
                            "add `{}`, or write `lang: {tag}` here if this is the original",
                            sibling(path, Some(default))
                        )
                    } else {
                        let path = context.sources.path(document.file);
                        format!("rename it to `{}`", sibling(path, None))
                    }),
                );
            }
            Some((first, first.suffix.unwrap_or(default)))
        }
        [only] => Some(*only),
        [first, ..] => candidates
            .iter()
            .find(|(_, lang)| *lang == default)
            .or(Some(first))
            .copied(),
    }
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
    Diagnostic::new(
        Code::MissingFrontMatter,
        Location::File(document.file),
        format!("this {} has no front matter", document.kind.noun()),
    )
    .help(format!(
        "begin the file with these lines: `---`, {keys}, `---`"
    ))
}
