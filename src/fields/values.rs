//! Values in the form that another key expects, as YAML in one line.

use super::FieldContext;
use crate::diag::Field;
use crate::lang::fold;
use crate::model::date::Date;
use crate::yaml::Value;

/// The maximum length of a line in a help.
pub const MAX_LINE: usize = 100;

/// The type of a key's value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ValueForm {
    Texts,
    Date,
    Flag,
    Image,
    Point,
    /// A term of a closed list.
    Term,
    Count,
    Address,
    Text,
    Other,
}

/// Returns the type of a key's value.
fn form(key: &str) -> ValueForm {
    match key {
        "topics" | "authors" | "actors" | "regions" | "sources" | "side_a" | "side_b"
        | "aliases" | "redirect_from" | "languages" | "open_questions" | "derives_from"
        | "established" | "not_established" | "ignore_keys" => ValueForm::Texts,
        "date" | "updated" | "from" | "until" | "archived_at" | "accessed" | "review_by"
        | "active" => ValueForm::Date,
        "draft" | "graphic" | "party_to_conflict" | "search" | "previews" | "typography" => {
            ValueForm::Flag
        }
        "image" => ValueForm::Image,
        "point" => ValueForm::Point,
        "event_type" | "sub_event_type" | "type_of_violence" | "event_clarity" | "where_prec"
        | "publish_precision" | "measure" | "grade" | "status" | "kind" | "scale"
        | "actor_type" | "level" | "type" => ValueForm::Term,
        "count" | "low" | "best" | "high" => ValueForm::Count,
        "url" | "archive_url" | "base_url" | "licence_url" | "source_url" => ValueForm::Address,
        "events" | "claims" | "corrections" | "relations" | "labels" | "estimate" | "allow"
        | "extra" => ValueForm::Other,
        _ => ValueForm::Text,
    }
}

/// Whether a key has a list of texts.
pub(super) fn holds_texts(key: &str) -> bool {
    form(key) == ValueForm::Texts
}

/// Returns `known: value`, where the value is that of another key. `None` if it does not fit in a
/// line.
pub(super) fn line(
    known: &str,
    value: &Value,
    field: &Field,
    context: &FieldContext,
) -> Option<String> {
    let line = format!("{known}: {}", converted(known, value, field, context)?);
    (line.chars().count() <= MAX_LINE).then_some(line)
}

/// Returns the value for a key, where the value is that of another key.
pub(super) fn converted(
    known: &str,
    value: &Value,
    field: &Field,
    context: &FieldContext,
) -> Option<String> {
    Some(match form(known) {
        ValueForm::Texts => format!("[{}]", texts(known, value, field, context)?.join(", ")),
        ValueForm::Date => date(value, field, context)?,
        ValueForm::Flag => match is_yes(value)? {
            true => "yes".to_owned(),
            false => "no".to_owned(),
        },
        ValueForm::Image => image(value)?,
        ValueForm::Point => super::degrees::point(value)?,
        ValueForm::Term => {
            let text = flow(value, field, context)?;
            let term = super::meaning::of_key(known, text.trim_matches('"'));
            term.map_or(text, str::to_owned)
        }
        ValueForm::Count => match value {
            Value::Int(_) => flow(value, field, context)?,
            other => super::figure::count(other, context.lang)?,
        },
        ValueForm::Address => {
            let text = plain_text(value)?;
            scalar(
                &crate::address::web_fault(&text)
                    .and_then(|fault| fault.write)
                    .unwrap_or(text),
            )
        }
        ValueForm::Text => match value {
            Value::Text(text) => line_scalar(text.trim()),
            // A list of one item stands for that item.
            Value::List(items) => match items.as_slice() {
                [_] => flow(&items[0], &field.index(0), context)?,
                _ if known != "author" => return None,
                _ => {
                    let all: Option<Vec<String>> = items.iter().map(plain_text).collect();
                    scalar(&all?.join(", "))
                }
            },
            Value::Map(entries) if known == "publisher" || known == "author" => {
                scalar(&named(entries)?)
            }
            other => flow(other, field, context)?,
        },
        ValueForm::Other => flow(value, field, context)?,
    })
}

/// Returns `known: [...]` with the existing items and those of another key.
pub(super) fn merged(
    known: &str,
    existing: (&Value, &Field),
    more: (&Value, &Field),
    context: &FieldContext,
) -> Option<String> {
    if form(known) != ValueForm::Texts {
        return None;
    }
    let mut all = texts(known, existing.0, existing.1, context)?;
    for text in texts(known, more.0, more.1, context)? {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    let line = format!("{known}: [{}]", all.join(", "));
    (line.chars().count() <= MAX_LINE).then_some(line)
}

/// Returns the items of a list in the forms of other tools: a list, a text with commas, names of
/// entities, taxonomies.
fn texts(known: &str, value: &Value, field: &Field, context: &FieldContext) -> Option<Vec<String>> {
    let texts = match value {
        Value::List(items) => {
            let mut texts = Vec::new();
            for (index, item) in items.iter().enumerate() {
                match item {
                    Value::Map(entries) => texts.push(scalar(&named(entries)?)),
                    Value::List(_) => return None,
                    item => texts.push(flow(item, &field.index(index), context)?),
                }
            }
            texts
        }
        Value::Map(entries) if named(entries).is_some() => vec![scalar(&named(entries)?)],
        Value::Map(entries) => {
            let mut texts = Vec::new();
            for (key, value) in entries {
                texts.extend(self::texts(known, value, &field.key(key.clone()), context)?);
            }
            texts
        }
        Value::Text(text) if known == "redirect_from" => vec![scalar(&from_root(text))],
        Value::Text(text) => parts(
            text,
            matches!(known, "authors" | "actors" | "side_a" | "side_b"),
        )
        .into_iter()
        .map(|part| scalar(part.trim_start_matches('#')))
        .collect(),
        other => vec![flow(other, field, context)?],
    };
    (!texts.is_empty()).then_some(texts)
}

/// Splits a text of several names at commas, semicolons or bars. Names of people and groups are
/// also split at "and".
pub(super) fn parts(text: &str, by_and: bool) -> Vec<&str> {
    let mut parts: Vec<&str> = text.split([',', ';', '|', '،', '؛']).collect();
    if by_and {
        for and in [" and ", " et ", " & "] {
            parts = parts.into_iter().flat_map(|part| part.split(and)).collect();
        }
    }
    parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// Returns the name of an entity that is written as a mapping.
fn named(entries: &[(String, Value)]) -> Option<String> {
    let (_, value) = entries
        .iter()
        .find(|(key, _)| matches!(key.as_str(), "name" | "title" | "nom" | "label"))?;
    plain_text(value)
}

/// Returns a scalar as text.
fn plain_text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.trim().to_owned()),
        Value::Int(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns a date in the form that griot reads.
pub(super) fn date(value: &Value, field: &Field, context: &FieldContext) -> Option<String> {
    let text = match value {
        Value::Text(text) => text.trim().to_owned(),
        Value::Int(_) | Value::Float(_) => context.as_written(field),
        Value::List(items) => match items.as_slice() {
            [from, to] => {
                let (from, to) = (
                    date(from, &field.index(0), context)?,
                    date(to, &field.index(1), context)?,
                );
                return Some(format!("{from}/{to}"));
            }
            _ => return None,
        },
        Value::Map(entries) => {
            let end = |keys: &[&str]| {
                let (key, value) = entries
                    .iter()
                    .find(|(key, _)| keys.contains(&key.as_str()))?;
                date(value, &field.key(key.clone()), context)
            };
            let (from, to) = (
                end(&["from", "start", "begin", "earliest", "debut"]),
                end(&["to", "end", "until", "latest", "fin"]),
            );
            return match (from, to) {
                (Some(from), Some(to)) => Some(format!("{from}/{to}")),
                (Some(from), None) => Some(format!("{from}/..")),
                _ => None,
            };
        }
        _ => return None,
    };
    match Date::parse(&text) {
        Ok(date) => Some(date.without_time().to_string()),
        Err(error) => {
            let date = Date::parse(error.write.first()?).ok()?;
            Some(date.without_time().to_string())
        }
    }
}

/// Returns whether a value means yes or no, in any spelling.
pub(super) fn is_yes(value: &Value) -> Option<bool> {
    let word = match value {
        Value::Bool(yes) => return Some(*yes),
        Value::Int(1) => return Some(true),
        Value::Int(0) => return Some(false),
        Value::Text(text) => fold(text),
        _ => return None,
    };
    match word.as_str() {
        "yes" | "y" | "true" | "t" | "on" | "1" | "oui" | "o" | "vrai" | "si" | "sim" | "ja"
        | "نعم" | "صحيح" => Some(true),
        "no" | "n" | "false" | "f" | "off" | "0" | "non" | "faux" | "nao" | "nein" | "لا"
        | "خطا" => Some(false),
        _ => None,
    }
}

/// Returns the YAML for a picture that is written as an address, or in the form of another tool.
pub(super) fn image(value: &Value) -> Option<String> {
    const ALT: &str = "\"what the picture shows\"";
    let file = |path: &str| scalar(path.trim().rsplit('/').next().unwrap_or(path));
    match value {
        Value::Text(path) => Some(format!("{{src: {}, alt: {ALT}}}", file(path))),
        Value::List(items) => image(items.first()?),
        Value::Map(entries) => {
            let find = |keys: &[&str]| {
                let (_, value) = entries
                    .iter()
                    .find(|(key, value)| keys.contains(&key.as_str()) && !value.is_empty())?;
                plain_text(value)
            };
            let src = find(&["src", "url", "image", "path", "file", "name"])?;
            let alt = find(&["alt", "alt_text", "altText", "title", "description"])
                .map_or_else(|| ALT.to_owned(), |alt| scalar(&alt));
            let credit = find(&["credit", "caption", "copyright", "attribution"])
                .map(|credit| format!(", credit: {}", scalar(&credit)));
            Some(format!(
                "{{src: {}, alt: {alt}{}}}",
                file(&src),
                credit.unwrap_or_default()
            ))
        }
        _ => None,
    }
}

/// Returns a value as YAML in one line, with numbers as their author wrote them.
pub(super) fn flow(value: &Value, field: &Field, context: &FieldContext) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::Text(text) => scalar(text.trim()),
        Value::Bool(_) | Value::Int(_) | Value::Float(_) => context.as_written(field),
        Value::List(items) => {
            let items: Option<Vec<String>> = items
                .iter()
                .enumerate()
                .map(|(index, item)| flow(item, &field.index(index), context))
                .collect();
            format!("[{}]", items?.join(", "))
        }
        Value::Map(entries) => {
            let entries: Option<Vec<String>> = entries
                .iter()
                .map(|(key, value)| {
                    Some(format!(
                        "{}: {}",
                        scalar(key),
                        flow(value, &field.key(key.clone()), context)?
                    ))
                })
                .collect();
            format!("{{{}}}", entries?.join(", "))
        }
    })
}

/// Returns a text as a YAML scalar on a line of its own, where commas and brackets need no quotes.
fn line_scalar(text: &str) -> String {
    let bare: String = text
        .chars()
        .map(|c| {
            if matches!(c, ',' | '[' | ']' | '{' | '}') {
                'x'
            } else {
                c
            }
        })
        .collect();
    if scalar(&bare) == bare {
        text.to_owned()
    } else {
        scalar(text)
    }
}

/// Returns a text as a YAML scalar, quoted if necessary.
pub(super) fn scalar(text: &str) -> String {
    let is_plain = text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_'))
        && !text.ends_with([' ', ':'])
        && !text.contains([',', '[', ']', '{', '}', '"', '\\', '\n', '\t', '`'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !matches!(fold(text).as_str(), "true" | "false" | "null" | "~")
        && (!is_numeric(text) || is_date(text));
    if is_plain {
        text.to_owned()
    } else if text.contains(['\\', '\n', '\t', '\'']) || !text.contains('"') {
        format!(
            "\"{}\"",
            text.replace('\\', "\\\\")
                .replace('"', "\\\"")
                .replace('\n', "\\n")
                .replace('\t', "\\t")
        )
    } else {
        format!("'{text}'")
    }
}

/// Whether YAML may parse a text as a number.
fn is_numeric(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | '_' | 'x' | 'o'))
}

fn is_date(text: &str) -> bool {
    text.contains('-') && Date::parse(text).is_ok()
}

/// Returns the id that a text could become, as the name of a file.
pub(super) fn id(text: &str) -> Option<String> {
    let mut id = String::new();
    for c in fold(text.trim_end_matches(".md").trim_end_matches(".html")).chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    let id = id.trim_end_matches('-').to_owned();
    (!id.is_empty()).then_some(id)
}

/// Returns a path from the site's root.
pub(super) fn from_root(path: &str) -> String {
    format!("/{}", path.trim().trim_start_matches('/'))
}
