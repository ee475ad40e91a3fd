//! Events in front matter: in files of their own, and inline in articles.

use super::claim::{RawClaim, claims};
use super::estimate::{RawEstimate, estimates};
use super::texts::{add_texts, placeholder, titled};
use super::{Fields, Reference, inline_keys};
use crate::diag::{Code, Diagnostic, Field, Fix, Location, Severity};
use crate::fields::{
    FieldContext, FieldMap, Located, phrase_of, point_of, suggested_term, text_of,
};
use crate::message;
use crate::model::terms::{EventClarity, EventType, Precision, SubEventType, Term, ViolenceType};
use crate::model::{Date, EventPlace, LocalizedText};
use crate::reference;
use crate::yaml::Value;

/// An event as written.
///
/// The fields are those of [`Event`](crate::model::Event), with names in place of ids.
#[derive(Clone)]
pub struct RawEvent {
    /// The `id` of an inline event, if it has one.
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

/// An event in an article's list, named by its id or written inline.
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

impl Fields for RawEvent {
    const KEYS: &'static [&'static str] = reference::EVENT.names;
    const TRANSLATED: &'static [&'static str] = &["title", "where_description", "redirect_from"];

    fn read(front: &FieldMap, id: &str, context: &mut FieldContext) -> Self {
        let title = titled(
            front,
            "title",
            id,
            message!("this event has no `title`"),
            context,
        );
        front.require(
            "date",
            Code::MissingField,
            message!("this event has no `date`"),
            context,
        );
        if front.is_empty_list("regions") {
            // A file made by `griot new` begins like this. An event without a region can be built,
            // but with a warning.
            context.diagnostics.push(
                Diagnostic::new(
                    Code::MissingField,
                    Location::Key(front.field.key("regions")),
                    message!("this event has no `regions`: where was it?"),
                )
                .severity(Severity::Warning)
                .help(message!(
                    "name at least one region, such as `regions: [mopti]`"
                )),
            );
        } else {
            front.require(
                "regions",
                Code::MissingField,
                message!("this event has no `regions`: where was it?"),
                context,
            );
        }
        let event_type = front.term_or::<EventType>("event_type", context, |text| {
            let sub: SubEventType = suggested_term(text)?;
            let parent = sub.event_type().text();
            Some(message!(
                "write `event_type: {parent}` and `sub_event_type: {sub}`",
                parent,
                sub = sub.text()
            ))
        });
        let sub_event_type = front.term_or::<SubEventType>("sub_event_type", context, |text| {
            let parent: EventType = suggested_term(text)?;
            Some(message!(
                "write `event_type: {parent}`, and delete this line",
                parent = parent.text()
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
                    message!(
                        "`{sub}` is a kind of `{parent}`",
                        sub = sub.value.text(),
                        parent
                    ),
                )
                .help(message!(
                    "write `{line}`",
                    line = format!("event_type: {parent}")
                ))
                .fix(event_type.as_ref().map(|kind| {
                    Fix::not_safe(message!("write `{line}`", line = parent))
                        .replace_scalar(&kind.field, parent)
                })),
            );
        }
        let where_prec = front.term::<Precision>("where_prec", context);
        let place = place(front, context);
        if let Some(precision) = &where_prec
            && precision.value == Precision::Exact
            && place.as_ref().is_none_or(|place| place.point.is_none())
        {
            context.diagnostics.push(
                Diagnostic::new(Code::MissingPlace, &precision.field, message!(
                    "`where_prec` is exact, but the place has no point"
                ))
                    .help(message!(
                        "add `place: {{name: ..., lat: ..., lon: ...}}`, or write how exactly it is known: `near`, `adm2`, `adm1`"
                    )),
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
        add_texts(&mut self.title, front, "title", context);
        let mut place = self.where_description.take().unwrap_or_default();
        add_texts(&mut place, front, "where_description", context);
        self.where_description = Some(place).filter(|p| !p.is_empty());
    }
}

/// Reads the events of an article. Each is an id, `{event: id, role: ...}`, or a complete event.
pub fn uses(front: &FieldMap, context: &mut FieldContext) -> Vec<RawEventUse> {
    let inline = inline_keys("event", RawEvent::KEYS);
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
            let Some(named) =
                FieldMap::open(item.value, item.field, reference::EVENT_USE.names, context)
            else {
                continue;
            };
            named.require(
                "event",
                Code::MissingField,
                message!("this does not say which event"),
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

/// Reads the place: a name, or a mapping with a name and a point.
fn place(front: &FieldMap, context: &mut FieldContext) -> Option<EventPlace> {
    let at = front.raw("place")?;
    if let Some(point) = point_of(at.value) {
        context.diagnostics.push(
            Diagnostic::new(
                Code::WrongType,
                &at.field,
                message!("expected a mapping with `name`, `lat` and `lon`"),
            )
            .help(message!("write `{line}`", line = format!("place: {point}")))
            .fix(
                Fix::safe(message!("write `{line}`", line = point))
                    .replace(&at.field, point.as_str()),
            ),
        );
        return None;
    }
    if let Value::Text(_) = at.value {
        return Some(EventPlace {
            name: Some(phrase_of(at.value, "place", &at.field, context)),
            point: None,
        });
    }
    let place = FieldMap::open(at.value, at.field, reference::EVENT_PLACE.names, context)?;
    Some(EventPlace {
        name: Some(place.phrase("name", context)).filter(|p| !p.is_empty()),
        point: place.point(context),
    })
}
