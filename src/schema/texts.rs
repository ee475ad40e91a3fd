//! Texts for readers, with their translations, and placeholders for missing values.

use crate::diag::{Code, Diagnostic, Location};
use crate::fields::{FieldContext, FieldMap};
use crate::message;
use crate::messages::Message;
use crate::model::{Date, LocalizedText};

/// Returns the date that replaces a missing one. The finding about it fails the build.
pub(super) fn placeholder() -> Date {
    Date::parse("0001").expect("a year is a date")
}

/// Reads a required text. If it is missing, the id replaces it in later findings.
pub(super) fn titled(
    front: &FieldMap,
    key: &'static str,
    id: &str,
    missing: Message,
    context: &mut FieldContext,
) -> LocalizedText {
    front.require(key, Code::MissingField, missing, context);
    let phrase = front.phrase(key, context);
    if phrase.is_empty() {
        LocalizedText::one(context.lang, id.to_owned())
    } else {
        phrase
    }
}

/// Reports a list in a translation whose length differs from the original's, because their items
/// are matched by order.
pub(super) fn same_number(
    front: &FieldMap,
    key: &'static str,
    original: usize,
    own: usize,
    context: &mut FieldContext,
) {
    if own == 0 || own == original {
        return;
    }
    context.diagnostics.push(
        Diagnostic::new(
            Code::WrongType,
            Location::Key(front.field.key(key)),
            message!(
                "`{key}` has {own} here, but {original} in the original",
                key,
                own,
                original
            ),
        )
        .help(message!(
            "translate each of the original's, in their order, or leave the key out"
        )),
    );
}

/// Reads a list of sentences for readers.
pub(super) fn sentences(
    front: &FieldMap,
    key: &'static str,
    context: &mut FieldContext,
) -> Vec<LocalizedText> {
    let items = front.phrases(key, context);
    items.into_iter().map(|at| at.value).collect()
}

/// Adds the sentences of a translation to those of the original, in their order.
pub(super) fn add_sentences(
    original: &mut [LocalizedText],
    front: &FieldMap,
    key: &'static str,
    context: &mut FieldContext,
) {
    let own = sentences(front, key, context);
    same_number(front, key, original.len(), own.len(), context);
    for (sentence, translated) in original.iter_mut().zip(own) {
        for (lang, text) in translated.iter() {
            sentence.set(lang, text.clone());
        }
    }
}

/// Adds the texts of a translation to those of the original.
pub(super) fn add_texts(
    phrase: &mut LocalizedText,
    front: &FieldMap,
    key: &'static str,
    context: &mut FieldContext,
) {
    for (lang, text) in front.phrase(key, context).iter() {
        phrase.set(lang, text.clone());
    }
}
