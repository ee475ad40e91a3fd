//! Fields that several kinds of entities have: other names, periods, and identifiers of other
//! databases.

use super::texts::add_texts;
use crate::diag::{Code, Diagnostic, Field, Fix, Location};
use crate::fields::{FieldContext, FieldMap, Located, text_of};
use crate::lang::Lang;
use crate::message;
use crate::model::{Alias, Date, LocalizedText};
use crate::yaml::Value;

/// Reads a list of names, or a mapping of such lists by language.
pub fn aliases(front: &FieldMap, context: &mut FieldContext) -> Vec<Located<Alias>> {
    let Some(at) = front.raw("aliases") else {
        return Vec::new();
    };
    let Value::Map(entries) = at.value else {
        if let Some(line) = by_language(at.value) {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::WrongType,
                    &at.field,
                    message!("names by language must be one mapping of lists"),
                )
                .help(message!(
                    "write `{line}`",
                    line = format!("aliases: {line}")
                ))
                .fix(Fix::safe(message!("write `{line}`", line)).replace(&at.field, line.as_str())),
            );
            return Vec::new();
        }
        return front
            .texts("aliases", context)
            .into_iter()
            .map(|name| Located {
                value: Alias {
                    lang: None,
                    name: name.value,
                },
                field: name.field,
            })
            .collect();
    };
    let mut aliases = Vec::new();
    for (tag, value) in entries.iter().filter(|(_, value)| !value.is_empty()) {
        let field = at.field.key(tag.clone());
        let Some(lang) = Lang::parse(tag).filter(|lang| context.languages.contains(*lang)) else {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownLanguage,
                    Location::Key(field),
                    message!("`{tag}` is not a language of this site", tag),
                )
                .help(message!(
                    "{help}; or write the names as one list without languages",
                    help = context.no_language(tag)
                )),
            );
            continue;
        };
        let items: Vec<(&Value, Field)> = match value {
            Value::List(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| (item, field.index(index)))
                .collect(),
            Value::Null => Vec::new(),
            one => vec![(one, field)],
        };
        for (item, field) in items {
            if let Some(name) = text_of(item, "aliases", &field, context) {
                aliases.push(Located {
                    value: Alias {
                        lang: Some(lang),
                        name,
                    },
                    field,
                });
            }
        }
    }
    aliases
}

/// Returns the correct form of a list of names, each for one language, such as `{fr: [Armée], en:
/// [Army]}`.
fn by_language(value: &Value) -> Option<String> {
    let Value::List(items) = value else {
        return None;
    };
    let mut names: Vec<(&str, Vec<&str>)> = Vec::new();
    for item in items {
        let Value::Map(entries) = item else {
            return None;
        };
        for (tag, name) in entries {
            let (Some(_), Value::Text(name)) = (Lang::parse(tag).filter(|_| tag.len() == 2), name)
            else {
                return None;
            };
            match names.iter_mut().find(|(known, _)| known == tag) {
                Some((_, list)) => list.push(name),
                None => names.push((tag, vec![name])),
            }
        }
    }
    let names: Vec<String> = names
        .iter()
        .map(|(tag, list)| format!("{tag}: [{}]", list.join(", ")))
        .collect();
    (!names.is_empty()).then(|| format!("{{{}}}", names.join(", ")))
}

/// Reads `from` and `until`. Reports them if they are in the wrong order.
pub fn period(front: &FieldMap, context: &mut FieldContext) -> (Option<Date>, Option<Date>) {
    let from = front.date("from", context).map(|at| at.value);
    let until = front.date("until", context);
    if let (Some(from), Some(until)) = (&from, &until)
        && let (Some(begin), Some(end)) = (from.earliest(), until.value.latest())
        && end < begin
    {
        context.diagnostics.push(
            Diagnostic::new(
                Code::BadDate,
                &until.field,
                message!("`until` is before `from`"),
            )
            .help(message!(
                "write the earlier date in `from`, the later one in `until`"
            )),
        );
    }
    (from, until.map(|at| at.value))
}

pub fn is_wikidata(text: &str) -> bool {
    text.strip_prefix('Q').is_some_and(is_digits)
}

pub fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

pub fn is_iso_3166(text: &str) -> bool {
    let (country, part) = text
        .split_once('-')
        .map_or((text, None), |(country, part)| (country, Some(part)));
    country.len() == 2
        && country.bytes().all(|b| b.is_ascii_uppercase())
        && part.is_none_or(|part| {
            (1..=3).contains(&part.len())
                && part
                    .bytes()
                    .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        })
}

pub fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Adds the names of a translation. Its aliases are names in its language.
pub fn translate_names(
    name: &mut LocalizedText,
    known: &mut Vec<Located<Alias>>,
    front: &FieldMap,
    context: &mut FieldContext,
) {
    add_texts(name, front, "name", context);
    let lang = context.lang;
    known.extend(aliases(front, context).into_iter().map(|mut alias| {
        alias.value.lang = Some(lang);
        alias
    }));
}
