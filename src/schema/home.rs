//! The sections of the home page, in the front matter of `pages/home.md`.

use super::Reference;
use super::texts::same_number;
use crate::diag::{Code, Diagnostic, Location, Severity};
use crate::fields::{FieldContext, FieldMap};
use crate::message;
use crate::model::{Date, HOME, LocalizedText};
use crate::reference;

/// The maximum number of letters of the lead and of a side's text: more do not fit on the first
/// screen of a phone.
const MAX_LEAD: usize = 190;
const MAX_SIDE: usize = 90;

/// The number of turning points that readers can take in at a glance.
const TURNING_POINTS: std::ops::RangeInclusive<usize> = 3..=7;

/// The sections of the home page as written; see [`Home`](crate::model::Home).
#[derive(Clone, Default)]
pub struct RawHome {
    pub lead: LocalizedText,
    pub as_of: Option<Date>,
    pub turning_points: Vec<Reference>,
    pub sides: Vec<RawSide>,
    pub toll: Vec<Reference>,
    pub contested: Vec<Reference>,
    pub start_here: Vec<Reference>,
}

/// A side of the conflict as written; see [`Side`](crate::model::Side).
#[derive(Clone)]
pub struct RawSide {
    pub name: LocalizedText,
    pub actors: Vec<Reference>,
    pub text: LocalizedText,
}

/// Reads the keys of the home page. On any other page, each of them is reported.
pub fn read(front: &FieldMap, id: &str, context: &mut FieldContext) -> RawHome {
    if id != HOME {
        for key in reference::HOME.names {
            if let Some(at) = front.raw(key) {
                context.diagnostics.push(
                    Diagnostic::new(
                        Code::UnknownKey,
                        Location::Key(at.field),
                        message!("`{key}` belongs in pages/{home}.md", key, home = HOME),
                    )
                    .help(message!(
                        "move it to content/pages/{home}.md, or delete it",
                        home = HOME
                    )),
                );
            }
        }
        return RawHome::default();
    }
    let turning_points = front.texts("turning_points", context);
    if let Some(at) = front
        .raw("turning_points")
        .filter(|at| !at.value.is_empty())
        && !TURNING_POINTS.contains(&turning_points.len())
    {
        let (least, most) = (TURNING_POINTS.start(), TURNING_POINTS.end());
        context.diagnostics.push(
            Diagnostic::new(
                Code::WrongType,
                Location::Key(at.field),
                message!(
                    "`turning_points` has {number}, expected {least} to {most}",
                    number = turning_points.len(),
                    least,
                    most
                ),
            )
            .help(message!(
                "name the {least} to {most} events without which the story cannot be told",
                least,
                most
            )),
        );
    }
    RawHome {
        lead: short(front, "lead", MAX_LEAD, context),
        as_of: front.date("as_of", context).map(|at| at.value),
        turning_points,
        sides: sides(front, true, context),
        toll: front.texts("toll", context),
        contested: front.texts("contested", context),
        start_here: front.texts("start_here", context),
    }
}

impl RawHome {
    /// Adds the texts of a translation.
    pub fn translate(&mut self, front: &FieldMap, context: &mut FieldContext) {
        for (lang, text) in short(front, "lead", MAX_LEAD, context).iter() {
            self.lead.set(lang, text.clone());
        }
        let sides = sides(front, false, context);
        same_number(front, "sides", self.sides.len(), sides.len(), context);
        for (mine, theirs) in self.sides.iter_mut().zip(sides) {
            for (lang, text) in theirs.name.iter() {
                mine.name.set(lang, text.clone());
            }
            for (lang, text) in theirs.text.iter() {
                mine.text.set(lang, text.clone());
            }
        }
    }
}

fn sides(front: &FieldMap, original: bool, context: &mut FieldContext) -> Vec<RawSide> {
    let keys: &[&'static str] = if original {
        reference::SIDE.names
    } else {
        &["name", "text"]
    };
    let items = front.list("sides", context);
    items
        .into_iter()
        .filter_map(|item| {
            let side = FieldMap::open(item.value, item.field, keys, context)?;
            if original {
                side.require(
                    "name",
                    Code::MissingField,
                    message!("this side has no `name`"),
                    context,
                );
            }
            Some(RawSide {
                name: side.phrase("name", context),
                actors: side.texts("actors", context),
                text: short(&side, "text", MAX_SIDE, context),
            })
        })
        .collect()
}

/// Reads a text. Reports a warning if it is too long for its place.
fn short(
    front: &FieldMap,
    key: &'static str,
    longest: usize,
    context: &mut FieldContext,
) -> LocalizedText {
    let phrase = front.phrase(key, context);
    for (_, text) in phrase.iter() {
        let length = text.chars().count();
        if length > longest {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::LongText,
                    &front.field.key(key),
                    message!(
                        "this text has {length} characters, so it does not fit the first screen of a phone",
                        length
                    ),
                )
                .severity(Severity::Warning)
                .help(message!("say it in {longest} characters or fewer", longest)),
            );
        }
    }
    phrase
}
