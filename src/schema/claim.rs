//! Claims in the front matter of an event.

use super::Reference;
use super::amount::count_or_range;
use crate::diag::{Code, Diagnostic, Field, Location};
use crate::fields::{FieldContext, FieldMap, phrase_of, text_of};
use crate::lang::Lang;
use crate::message;
use crate::model::terms::{Grade, Measure, Status};
use crate::model::{Amount, Date, LocalizedText};
use crate::reference;
use crate::yaml::Value;

/// A claim as written.
///
/// The fields are those of [`Claim`](crate::model::Claim), with names in place of ids.
#[derive(Clone)]
pub struct RawClaim {
    /// The field of the claim, for diagnostics.
    pub field: Field,
    pub id: Option<Reference>,
    pub measure: Measure,
    pub label: Option<LocalizedText>,
    pub amount: Amount,
    pub date: Option<Date>,
    pub of: Option<Reference>,
    pub claimant: Option<Reference>,
    pub sources: Vec<Reference>,
    pub quote: LocalizedText,
    pub grade: Option<Grade>,
    pub status: Option<Status>,
    pub notes: LocalizedText,
    pub responds_to: Option<Reference>,
    pub contradicted_by: Vec<Reference>,
}

/// Reads the claims of an event.
pub(super) fn claims(front: &FieldMap, context: &mut FieldContext) -> Vec<RawClaim> {
    let items = front.list("claims", context);
    let mut claims = Vec::with_capacity(items.len());
    for item in items {
        let claim = FieldMap::open(item.value, item.field, reference::CLAIM.names, context);
        claims.extend(claim.and_then(|claim| self::claim(&claim, context)));
    }
    claims
}

/// Reads a claim.
fn claim(claim: &FieldMap, context: &mut FieldContext) -> Option<RawClaim> {
    claim.require(
        "measure",
        Code::MissingField,
        message!("this claim does not say what it measures"),
        context,
    );
    claim.require(
        "claimant",
        Code::ClaimUnsourced,
        message!("this claim has no claimant: who says so?"),
        context,
    );
    claim.require(
        "sources",
        Code::ClaimUnsourced,
        message!("this claim has no sources: where is it said?"),
        context,
    );
    let sources = claim.texts("sources", context);
    if sources.is_empty()
        && claim
            .raw("sources")
            .is_some_and(|at| matches!(at.value, Value::List(items) if items.is_empty()))
    {
        context.diagnostics.push(
            Diagnostic::new(
                Code::ClaimUnsourced,
                &claim.field.key("sources"),
                message!("this claim has an empty list of sources: where is it said?"),
            )
            .help(message!("name at least one source by its id")),
        );
    }
    let measure = claim.term::<Measure>("measure", context);
    let label = Some(claim.phrase("label", context)).filter(|p| !p.is_empty());
    if let Some(measure) = &measure
        && measure.value == Measure::Other
        && label.is_none()
    {
        claim.require(
            "label",
            Code::MissingField,
            message!("`measure: other` needs a `label` that says what is counted"),
            context,
        );
    }
    let status = claim.term::<Status>("status", context);
    let notes = claim.phrase("notes", context);
    if let Some(status) = &status
        && status.value == Status::Conflict
        && notes.is_empty()
    {
        context.diagnostics.push(
            Diagnostic::new(
                Code::ConflictWithoutNotes,
                &status.field,
                message!("this claim has the status conflict, but no notes"),
            )
            .help(message!(
                "add `notes: ...` with the two readings and where each is found"
            )),
        );
    }
    let amount = amount(claim, context);
    Some(RawClaim {
        field: claim.field.clone(),
        id: claim.text("id", context),
        measure: measure.map_or(Measure::Other, |at| at.value),
        label,
        amount,
        date: claim.date("date", context).map(|at| at.value),
        of: claim.text("of", context),
        claimant: claim.text("claimant", context),
        sources,
        quote: quotations(claim, "quote", context),
        grade: claim.term("grade", context).map(|at| at.value),
        status: status.map(|at| at.value),
        notes,
        responds_to: claim.text("responds_to", context),
        contradicted_by: references(claim, "contradicted_by", context),
    })
}

/// Reads a count, a range or words. Reports a claim that has none of them, or has both a number and
/// words.
fn amount(claim: &FieldMap, context: &mut FieldContext) -> Amount {
    match (claim.raw("count"), claim.raw("value")) {
        (Some(count), None) => {
            let as_published = claim.flag("as_published", context).unwrap_or(false);
            Amount::Count(count_or_range(&count, as_published, context))
        }
        (None, Some(value)) => {
            Amount::Value(phrase_of(value.value, "value", &value.field, context))
        }
        (None, None) => {
            claim.require(
                "count",
                Code::MissingField,
                message!("this claim has neither `count` nor `value`: what does it say?"),
                context,
            );
            Amount::Value(LocalizedText::default())
        }
        (Some(_), Some(value)) => {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownKey,
                    Location::Key(value.field),
                    message!("this claim has both `count` and `value`"),
                )
                .help(message!(
                    "keep one: `count` for figures, `value` for words; two statements are two claims"
                )),
            );
            Amount::Value(LocalizedText::default())
        }
    }
}

/// Reads quotations by the language in which they were said, which need not be a language of the
/// site.
fn quotations(front: &FieldMap, key: &'static str, context: &mut FieldContext) -> LocalizedText {
    let Some(at) = front.raw(key) else {
        return LocalizedText::default();
    };
    let Value::Map(entries) = at.value else {
        return phrase_of(at.value, key, &at.field, context);
    };
    let mut phrase = LocalizedText::default();
    for (tag, value) in entries {
        let below = at.field.key(tag.clone());
        match Lang::parse(tag) {
            Some(lang) => {
                if let Some(text) = text_of(value, tag, &below, context) {
                    phrase.set(lang, text);
                }
            }
            None => context.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownLanguage,
                    Location::Key(below),
                    message!("`{tag}` is not a language tag", tag),
                )
                .help(message!(
                    "write the language the words were said in, such as `fr`, `ar` or `bm`"
                )),
            ),
        }
    }
    phrase
}

/// Reads one reference, or a list of them.
fn references(front: &FieldMap, key: &'static str, context: &mut FieldContext) -> Vec<Reference> {
    match front.raw(key).map(|at| at.value) {
        Some(Value::Text(_)) => front.text(key, context).into_iter().collect(),
        _ => front.texts(key, context),
    }
}
