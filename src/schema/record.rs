//! Records from the documents of one id: an original and its translations.

use crate::address;
use crate::diag::{Code, Diagnostic, Field, Fix, Location, Severity};
use crate::fields::{FieldContext, FieldMap};
use crate::lang::Localized;
use crate::load::{ContentKind, Document, is_folder_index};
use crate::message;
use crate::model::{BodyFile, Extra, Redirect};
use crate::schema::original::{OpenDocument, Original, declared_lang, no_front_matter, original};
use crate::schema::translation::check_structure;
use crate::schema::{Fields, Record};
use crate::suppress::{self, SuppressionScope};

/// Reads the record of an original and its translations. Returns `None` if the front matter of the
/// original is not a mapping.
pub(super) fn record<T: Fields>(
    documents: &[OpenDocument],
    context: &mut FieldContext,
) -> Option<Record<T>> {
    let Original {
        document: original,
        lang,
        is_translation,
    } = original(documents, context)?;
    let top = Field::top(original.file);
    // The text of a folder's page may be all that an editor writes of it.
    let has_front = original.has_front || is_folder_index(context.sources.path(original.file));
    if !has_front {
        context.diagnostics.push(no_front_matter(original, context));
    }
    context.lang = lang;
    let with_common = |keys: &[&'static str]| {
        keys.iter()
            .copied()
            .chain([suppress::KEY, "extra"])
            .collect::<Vec<_>>()
    };
    // If the fields are a guess, their findings are dropped.
    let unreadable = (!original.is_readable() || !has_front).then_some(original.file);
    let earlier = std::mem::take(&mut context.diagnostics);
    let front = FieldMap::open(&original.front, top.clone(), &with_common(T::KEYS), context);
    let record = front.as_ref().map(|front| Record {
        id: original.id.clone(),
        fields: T::read(front, &original.id, context),
        bodies: Localized::one(lang, body(original)),
        redirects: redirects(front, context),
        extra: extra(front, context),
        with_drafts: None,
        drafts: Vec::new(),
        unreadable,
        allowed: if unreadable.is_none() {
            suppress::read(front, SuppressionScope::File, context)
        } else {
            Vec::new()
        },
        top,
    });
    let mut new = std::mem::replace(&mut context.diagnostics, earlier);
    if is_translation {
        // The fields that it lacks are those of the missing original.
        new.retain(|finding| finding.code != Code::MissingField);
    }
    if unreadable.is_none() {
        context.diagnostics.append(new);
    }
    let (Some(front), Some(mut record)) = (front, record) else {
        return None;
    };
    let mut drafts = Vec::new();
    for document in documents
        .iter()
        .filter(|opened| !std::ptr::eq(*opened, original))
    {
        let default = context.languages.default();
        let own = document
            .suffix
            .or_else(|| declared_lang(document, context))
            .unwrap_or(default);
        if own == lang {
            // Two files with the same suffix were reported when they were loaded.
            if document.suffix != original.suffix {
                context.diagnostics.push(
                    Diagnostic::new(
                        Code::DuplicateId,
                        Location::File(document.file),
                        match document.kind {
                            ContentKind::Article => message!(
                                "two files are the `{lang}` text of the article `{id}`",
                                lang = own,
                                id = document.id
                            ),
                            ContentKind::Actor => message!(
                                "two files are the `{lang}` text of the actor `{id}`",
                                lang = own,
                                id = document.id
                            ),
                            ContentKind::Region => message!(
                                "two files are the `{lang}` text of the region `{id}`",
                                lang = own,
                                id = document.id
                            ),
                            ContentKind::Event => message!(
                                "two files are the `{lang}` text of the event `{id}`",
                                lang = own,
                                id = document.id
                            ),
                            ContentKind::Source => message!(
                                "two files are the `{lang}` text of the source `{id}`",
                                lang = own,
                                id = document.id
                            ),
                            ContentKind::Page => message!(
                                "two files are the `{lang}` text of the page `{id}`",
                                lang = own,
                                id = document.id
                            ),
                        },
                    )
                    .help(message!("keep one of them"))
                    .related(Location::File(original.file), message!("the other one")),
                );
            }
            // The fields of this document are read only for their findings.
            let keys = with_common(T::KEYS);
            if document.is_readable()
                && let Some(front) =
                    FieldMap::open(&document.front, Field::top(document.file), &keys, context)
            {
                T::read(&front, &document.id, context);
                redirects(&front, context);
            }
            continue;
        }
        if !document.is_readable() {
            record.bodies.set(own, body(document));
            continue;
        }
        if !document.has_front && matches!(document.kind, ContentKind::Article | ContentKind::Page)
        {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::MissingFrontMatter,
                    Location::File(document.file),
                    message!("this translation has no front matter"),
                )
                .help(message!(
                    "begin the file with a line `---`, then `title: ...`, then another line `---`"
                )),
            );
            continue;
        }
        context.lang = own;
        let top = Field::top(document.file);
        let Some(own_front) = FieldMap::open(&document.front, top, &with_common(T::KEYS), context)
        else {
            record.bodies.set(own, body(document));
            continue;
        };
        if unreadable.is_none() {
            check_structure::<T>(&own_front, &front, lang, context);
        }
        let front = own_front;
        let mut allowed = suppress::read(&front, SuppressionScope::File, context);
        record.allowed.append(&mut allowed);
        if T::is_draft(&front, context) {
            drafts.push((own, document, front));
        } else {
            translate(&mut record, document, &front, context);
        }
    }
    // Drafts are added to a copy, so that the record itself has only published content.
    if !drafts.is_empty() {
        let mut with_drafts = Record {
            id: record.id.clone(),
            top: record.top.clone(),
            fields: record.fields.clone(),
            bodies: record.bodies.clone(),
            redirects: record.redirects.clone(),
            extra: record.extra.clone(),
            with_drafts: None,
            drafts: Vec::new(),
            unreadable: record.unreadable,
            allowed: Vec::new(),
        };
        for (lang, document, front) in drafts {
            context.lang = lang;
            translate(&mut with_drafts, document, &front, context);
            record.drafts.push((lang, document.file));
        }
        record.with_drafts = Some(Box::new(with_drafts));
    }
    Some(record)
}

/// Adds the texts and the body of a translation; `context.lang` is its language.
fn translate<T: Fields>(
    record: &mut Record<T>,
    document: &Document,
    front: &FieldMap,
    context: &mut FieldContext,
) {
    record.fields.translate(front, context);
    let mut more = redirects(front, context);
    record.redirects.append(&mut more);
    for (lang, own) in extra(front, context).iter() {
        record.extra.set(lang, own.clone());
    }
    record.bodies.set(context.lang, body(document));
}

/// Reads the theme's own fields. They are in the language of the file.
fn extra(front: &FieldMap, context: &mut FieldContext) -> Localized<Extra> {
    let extra = front.extra(context);
    if extra == Extra::default() {
        Localized::default()
    } else {
        Localized::one(context.lang, extra)
    }
}

/// The body of a document.
fn body(document: &Document) -> BodyFile {
    BodyFile {
        file: document.file,
    }
}

/// Reads the former addresses (`redirect_from`).
fn redirects(front: &FieldMap, context: &mut FieldContext) -> Vec<Redirect> {
    let mut redirects = Vec::new();
    for old in front.texts("redirect_from", context) {
        match address::old_path(&old.value, &context.base) {
            Ok(path) => {
                let is_url = old.value.contains("://");
                if let Some(fault) = address::twice(&path, &context.base).filter(|_| !is_url) {
                    let fix = path_fix(&old.field, fault.write);
                    let finding = Diagnostic::new(Code::BrokenLink, &old.field, fault.message);
                    let finding = finding.severity(Severity::Warning).help(fault.help);
                    context.diagnostics.push(finding.fix(fix));
                }
                redirects.push(Redirect {
                    path,
                    field: old.field,
                    lang: context.lang,
                });
            }
            Err(fault) => {
                let fix = path_fix(&old.field, fault.write);
                let finding = Diagnostic::new(Code::BrokenLink, &old.field, fault.message);
                context.diagnostics.push(finding.help(fault.help).fix(fix));
            }
        }
    }
    redirects
}

/// Returns the fix that writes another path.
fn path_fix(field: &Field, path: Option<String>) -> Option<Fix> {
    path.map(|path| Fix::safe(message!("write `{line}`", line = path)).replace_scalar(field, path))
}
