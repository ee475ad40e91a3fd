//! Metadata files of pictures: `photo.jpg.yaml`.

use super::codes::web_address;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Location};
use crate::fields::{FieldContext, FieldMap};
use crate::load::{ContentTree, PhotographFile};
use crate::message;
use crate::model::{Licence, Photograph, Photographs};
use crate::reference;
use crate::source::SourceFiles;
use crate::suppress::{self, Suppression, SuppressionScope};
use crate::yaml::Value;

const KEYS: &[&str] = reference::PHOTOGRAPH.names;

/// Reads all metadata files of pictures, and their suppressions.
pub fn photographs(
    tree: &ContentTree,
    config: &Config,
    sources: &SourceFiles,
    diagnostics: &mut Diagnostics,
) -> (Photographs, Vec<Suppression>) {
    let mut photographs = Photographs::default();
    let mut allowed = Vec::new();
    for PhotographFile {
        file,
        picture,
        value,
    } in &tree.photographs
    {
        let mut context = config.context(sources);
        let front = FieldMap::open(value, Field::top(*file), KEYS, &mut context);
        if let Some(front) = front {
            // A record without a line has no line to point at.
            let place = match value {
                Value::Null => Location::Path(sources.path(*file).to_owned()),
                _ => Location::Value(front.field.clone()),
            };
            owned(&front, place, &mut context);
            photographs.insert(picture.clone(), photograph(&front, &mut context));
            allowed.append(&mut suppress::read(
                &front,
                SuppressionScope::File,
                &mut context,
            ));
        }
        diagnostics.append(context.diagnostics);
    }
    (photographs, allowed)
}

fn photograph(front: &FieldMap, context: &mut FieldContext) -> Photograph {
    Photograph {
        top: front.field.clone(),
        shows: front.phrase("shows", context),
        not_shown: front.phrase("not_shown", context),
        place: front.phrase("place", context),
        date: front.date("date", context).map(|at| at.value),
        credit: front.phrase("credit", context),
        licence: licence(front, context),
        licence_url: web_address(front, "licence_url", context),
        source_url: web_address(front, "source_url", context),
    }
}

/// Reports a record that lacks a credit or a licence.
fn owned(front: &FieldMap, place: Location, context: &mut FieldContext) {
    let is_there = |key: &str| front.has(key) || front.is_meant(key);
    let (message, help) = match (is_there("credit"), is_there("licence")) {
        (true, true) => return,
        (false, true) => (
            message!("this record does not say whose the picture is"),
            message!("add `credit: ...`: the name of whoever took it"),
        ),
        (true, false) => (
            message!("this record does not say under what licence the picture is shown"),
            message!(
                "add `licence: ...`, such as `licence: CC-BY-SA-4.0` or `licence: By permission`"
            ),
        ),
        (false, false) => (
            message!(
                "this record says neither whose the picture is nor under what licence it is shown"
            ),
            message!(
                "add `credit: ...`, the name of whoever took it, and `licence: ...`, such as `licence: CC-BY-SA-4.0`"
            ),
        ),
    };
    context
        .diagnostics
        .push(Diagnostic::new(Code::MissingCredit, place, message).help(help));
}

fn licence(front: &FieldMap, context: &mut FieldContext) -> Option<Licence> {
    let at = front.raw("licence")?;
    let phrase = front.phrase("licence", context);
    if let Value::Text(text) = at.value {
        match Licence::parse(text.trim()) {
            Ok(Some(licence)) => return Some(licence),
            Ok(None) => {}
            Err(none) => {
                context.diagnostics.push(
                    Diagnostic::new(Code::NotInList, &at.field, none.message).help(none.help),
                );
                return None;
            }
        }
    }
    (!phrase.is_empty()).then_some(Licence::Other(phrase))
}
