//! Events, their claims and the desk's estimates, in files of their own and inline in articles.

use super::amount::{count_or_range, range_of};
use super::{Fields, Reference, inline_keys, placeholder, titled};
use crate::diag::{Code, Diagnostic, Field, Location, Severity};
use crate::fields::{
    FieldContext, FieldMap, Located, phrase_of, point_of, suggested_term, text_of,
};
use crate::model::terms::{
    EventClarity, EventType, Grade, Measure, Precision, Status, SubEventType, Term, ViolenceType,
};
use crate::model::{Amount, Count, Date, EventPlace, LocalizedText};
use crate::yaml::Value;

/// An event as written.
#[derive(Clone)]
pub struct RawEvent {
    /// Given for inline events only, and not always.
    pub id: Option<Reference>,
    pub title: LocalizedText,
    pub date: Located<Date>,
    pub event_type: Option<EventType>,
    pub sub_event_type: Option<SubEventType>,
    pub type_of_violence: Option<ViolenceType>,
    pub event_clarity: Option<EventClarity>,
    pub regions: Vec<Reference>,
    pub place: Option<EventPlace>,
    pub where_prec: Option<Precision>,
    pub where_description: Option<LocalizedText>,
    pub side_a: Vec<Reference>,
    pub side_b: Vec<Reference>,
    pub actors: Vec<Reference>,
    pub claims: Vec<RawClaim>,
    pub estimates: Vec<RawEstimate>,
    pub sources: Vec<Reference>,
    pub publish_precision: Option<Precision>,
    pub graphic: bool,
}

/// An event in an article's list.
#[derive(Clone)]
pub enum RawEventUse {
    Named {
        event: Reference,
        role: Option<String>,
    },
    Inline {
        event: Box<RawEvent>,
        role: Option<String>,
        field: Field,
    },
}

/// A claim as written.
#[derive(Clone)]
pub struct RawClaim {
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

/// An estimate as written.
#[derive(Clone)]
pub struct RawEstimate {
    pub measure: Measure,
    pub count: Count,
    pub basis: LocalizedText,
    pub by: LocalizedText,
    pub date: Date,
}

const CLAIM: &[&str] = &[
    "id",
    "measure",
    "label",
    "count",
    "value",
    "as_published",
    "date",
    "of",
    "claimant",
    "sources",
    "quote",
    "grade",
    "status",
    "notes",
    "responds_to",
    "contradicted_by",
];

const ESTIMATE: &[&str] = &["measure", "low", "best", "high", "basis", "by", "date"];

impl Fields for RawEvent {
    const KEYS: &'static [&'static str] = &[
        "title",
        "date",
        "event_type",
        "sub_event_type",
        "type_of_violence",
        "event_clarity",
        "regions",
        "place",
        "where_prec",
        "where_description",
        "side_a",
        "side_b",
        "actors",
        "claims",
        "estimate",
        "sources",
        "publish_precision",
        "graphic",
        "redirect_from",
    ];
    const TRANSLATED: &'static [&'static str] = &["title", "where_description", "redirect_from"];

    fn read(front: &FieldMap, id: &str, context: &mut FieldContext) -> Self {
        let title = titled(front, "title", id, "event", context);
        front.require(
            "date",
            Code::MissingField,
            "this event has no `date`".into(),
            context,
        );
        if front.is_empty_list("regions") {
            // So begins the skeleton that `griot new` writes: an event may be built before its
            // region is known, but never unsaid.
            context.diagnostics.push(
                Diagnostic::new(
                    Code::MissingField,
                    Location::Key(front.field.key("regions")),
                    "this event has no `regions`: where was it?",
                )
                .severity(Severity::Warning)
                .help("name at least one region, such as `regions: [mopti]`"),
            );
        } else {
            front.require(
                "regions",
                Code::MissingField,
                "this event has no `regions`: where was it?".into(),
                context,
            );
        }
        let event_type = front.term_or::<EventType>("event_type", context, |text| {
            let sub: SubEventType = suggested_term(text)?;
            let parent = sub.event_type().text();
            Some(format!(
                "write `event_type: {parent}` and `sub_event_type: {}`",
                sub.text()
            ))
        });
        let sub_event_type = front.term_or::<SubEventType>("sub_event_type", context, |text| {
            let parent: EventType = suggested_term(text)?;
            Some(format!(
                "write `event_type: {}`, and delete this line",
                parent.text()
            ))
        });
        if let Some(sub) = &sub_event_type
            && event_type.as_ref().map(|kind| kind.value) != Some(sub.value.event_type())
            && (event_type.is_some() || !front.has("event_type"))
        {
            let parent = sub.value.event_type().text();
            context.diagnostics.push(
                Diagnostic::new(
                    Code::NotInList,
                    &sub.field,
                    format!("`{}` is a kind of `{parent}`", sub.value.text()),
                )
                .help(format!("write `event_type: {parent}`")),
            );
        }
        let where_prec = front.term::<Precision>("where_prec", context);
        let place = place(front, context);
        if let Some(precision) = &where_prec
            && precision.value == Precision::Exact
            && place.as_ref().is_none_or(|place| place.point.is_none())
        {
            context.diagnostics.push(
                Diagnostic::new(Code::MissingPlace, &precision.field, "`where_prec` is exact, but the place has no point")
                    .help("add `place: {name: ..., lat: ..., lon: ...}`, or write how exactly it is known: `near`, `adm2`, `adm1`"),
            );
        }
        RawEvent {
            id: None,
            title,
            date: front.moment("date", context).unwrap_or_else(|| Located {
                value: placeholder(),
                field: front.field.clone(),
            }),
            event_type: event_type.map(|at| at.value),
            sub_event_type: sub_event_type.map(|at| at.value),
            type_of_violence: front.term("type_of_violence", context).map(|at| at.value),
            event_clarity: front.term("event_clarity", context).map(|at| at.value),
            regions: front.texts("regions", context),
            place,
            where_prec: where_prec.map(|at| at.value),
            where_description: Some(front.phrase("where_description", context))
                .filter(|p| !p.is_empty()),
            side_a: front.texts("side_a", context),
            side_b: front.texts("side_b", context),
            actors: front.texts("actors", context),
            claims: claims(front, context),
            estimates: estimates(front, context),
            sources: front.texts("sources", context),
            publish_precision: front.term("publish_precision", context).map(|at| at.value),
            graphic: front.flag("graphic", context).unwrap_or(false),
        }
    }

    fn translate(&mut self, front: &FieldMap, context: &mut FieldContext) {
        super::add_texts(&mut self.title, front, "title", context);
        let mut place = self.where_description.take().unwrap_or_default();
        super::add_texts(&mut place, front, "where_description", context);
        self.where_description = Some(place).filter(|p| !p.is_empty());
    }
}

/// The events of an article: ids, `{event: id, role: ...}`, or whole events.
pub fn uses(front: &FieldMap, context: &mut FieldContext) -> Vec<RawEventUse> {
    let inline = inline_keys(&["id", "role"], RawEvent::KEYS);
    let mut uses = Vec::new();
    for item in front.list("events", context) {
        let Value::Map(entries) = item.value else {
            if let Some(id) = text_of(item.value, "events", &item.field, context) {
                uses.push(RawEventUse::Named {
                    event: Located {
                        value: id,
                        field: item.field,
                    },
                    role: None,
                });
            }
            continue;
        };
        if entries.iter().any(|(key, _)| key == "event") {
            let Some(named) = FieldMap::open(item.value, item.field, &["event", "role"], context)
            else {
                continue;
            };
            named.require(
                "event",
                Code::MissingField,
                "this does not say which event".into(),
                context,
            );
            if let Some(event) = named.text("event", context) {
                let role = named.text("role", context).map(|text| text.value);
                uses.push(RawEventUse::Named { event, role });
            }
        } else if let Some(inline) =
            FieldMap::open(item.value, item.field.clone(), &inline, context)
        {
            let mut event = RawEvent::read(&inline, "event", context);
            event.id = inline.text("id", context);
            uses.push(RawEventUse::Inline {
                role: inline.text("role", context).map(|text| text.value),
                event: Box::new(event),
                field: item.field,
            });
        }
    }
    uses
}

fn place(front: &FieldMap, context: &mut FieldContext) -> Option<EventPlace> {
    let at = front.raw("place")?;
    if let Some(point) = point_of(at.value) {
        context.diagnostics.push(
            Diagnostic::new(
                Code::WrongType,
                &at.field,
                "expected a mapping with `name`, `lat` and `lon`",
            )
            .help(format!("write `place: {point}`")),
        );
        return None;
    }
    if let Value::Text(_) = at.value {
        return Some(EventPlace {
            name: Some(phrase_of(at.value, "place", &at.field, context)),
            point: None,
        });
    }
    let place = FieldMap::open(at.value, at.field, &["name", "lat", "lon"], context)?;
    Some(EventPlace {
        name: Some(place.phrase("name", context)).filter(|p| !p.is_empty()),
        point: place.point(context),
    })
}

fn claims(front: &FieldMap, context: &mut FieldContext) -> Vec<RawClaim> {
    let items = front.list("claims", context);
    let mut claims = Vec::with_capacity(items.len());
    for item in items {
        let claim = FieldMap::open(item.value, item.field, CLAIM, context);
        claims.extend(claim.and_then(|claim| self::claim(&claim, context)));
    }
    claims
}

fn claim(claim: &FieldMap, context: &mut FieldContext) -> Option<RawClaim> {
    claim.require(
        "measure",
        Code::MissingField,
        "this claim does not say what it measures".into(),
        context,
    );
    claim.require(
        "claimant",
        Code::ClaimUnsourced,
        "this claim has no claimant: who says so?".into(),
        context,
    );
    claim.require(
        "sources",
        Code::ClaimUnsourced,
        "this claim has no sources: where is it said?".into(),
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
                "this claim has an empty list of sources: where is it said?",
            )
            .help("name at least one source by its id"),
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
            "`measure: other` needs a `label` that says what is counted".into(),
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
                "this claim has the status conflict, but no notes",
            )
            .help("add `notes: ...` with the two readings and where each is found"),
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

/// A count, a range or words; a finding when there is none of them, or both.
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
                "this claim has neither `count` nor `value`: what does it say?".into(),
                context,
            );
            Amount::Value(LocalizedText::default())
        }
        (Some(_), Some(value)) => {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownKey,
                    Location::Key(value.field),
                    "this claim has both `count` and `value`",
                )
                .help("keep one: `count` for figures, `value` for words; two statements are two claims"),
            );
            Amount::Value(LocalizedText::default())
        }
    }
}

fn estimates(front: &FieldMap, context: &mut FieldContext) -> Vec<RawEstimate> {
    let Some(at) = front.raw("estimate") else {
        return Vec::new();
    };
    let items = match at.value {
        Value::List(items) => items
            .iter()
            .enumerate()
            .map(|(index, value)| (value, at.field.index(index)))
            .collect(),
        value => vec![(value, at.field)],
    };
    items
        .into_iter()
        .filter_map(|(value, field)| {
            let estimate = FieldMap::open(value, field, ESTIMATE, context)?;
            estimate.require(
                "measure",
                Code::MissingField,
                "this estimate does not say what it measures".into(),
                context,
            );
            let range = range_of(&estimate, None, context);
            if range.is_empty() && !estimate.is_meant("best") && !estimate.is_meant("high") {
                estimate.require(
                    "low",
                    Code::MissingField,
                    "this estimate has no figure".into(),
                    context,
                );
            }
            for (key, question) in [
                ("basis", "what does it rest on?"),
                ("by", "whose is it?"),
                ("date", "when was it made?"),
            ] {
                estimate.require(
                    key,
                    Code::UnsignedEstimate,
                    format!("this estimate has no `{key}`: {question}"),
                    context,
                );
            }
            Some(RawEstimate {
                measure: estimate
                    .term("measure", context)
                    .map_or(Measure::Other, |at| at.value),
                count: range,
                basis: estimate.phrase("basis", context),
                by: estimate.phrase("by", context),
                date: estimate
                    .date("date", context)
                    .map_or_else(placeholder, |at| at.value),
            })
        })
        .collect()
}

/// Words as they were said, by language; any language, not only those of the site.
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
        match crate::lang::Lang::parse(tag) {
            Some(lang) => {
                if let Some(text) = text_of(value, tag, &below, context) {
                    phrase.set(lang, text);
                }
            }
            None => context.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownLanguage,
                    Location::Key(below),
                    format!("`{tag}` is not a language tag"),
                )
                .help("write the language the words were said in, such as `fr`, `ar` or `bm`"),
            ),
        }
    }
    phrase
}

/// One reference, or a list of them.
fn references(front: &FieldMap, key: &'static str, context: &mut FieldContext) -> Vec<Reference> {
    match front.raw(key).map(|at| at.value) {
        Some(Value::Text(_)) => front.text(key, context).into_iter().collect(),
        _ => front.texts(key, context),
    }
}
