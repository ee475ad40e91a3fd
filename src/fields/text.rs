//! Texts, in one language or several, and counts.

use super::context::{FieldContext, Located, Wanted};
use super::lists::quoted;
use super::{figure, values};
use crate::diag::{Code, Diagnostic, Field, Fix, Location, Safety, Target};
use crate::lang::{self, Lang};
use crate::message;
use crate::messages::{Message, or_list};
use crate::model::LocalizedText;
use crate::source::{InvisibleKind, first_invisible, invisible_kind};
use crate::yaml::Value;

/// Reports a text that is not a language tag; `key` precedes the tag in the suggested line.
pub fn no_tag(tag: &Located<String>, key: &str, examples: &[&str]) -> Diagnostic {
    let message = message!("`{tag}` is not a language tag", tag = tag.value);
    let finding = Diagnostic::new(Code::UnknownLanguage, &tag.field, message);
    let meant = lang::suggested_tag(&tag.value);
    let fix = meant.map(|lang| {
        Fix::safe(message!("write `{line}`", line = lang)).replace_scalar(&tag.field, lang.tag())
    });
    finding.fix(fix).help(match meant {
        Some(lang) => message!("write `{line}`", line = format!("{key}{lang}")),
        None => message!(
            "write a BCP 47 tag in lower case, such as {names}",
            names = or_list(examples.iter().copied())
        ),
    })
}

/// Reads a text from any scalar, because YAML takes some texts for numbers or booleans.
pub fn text_of(
    value: &Value,
    key: &str,
    field: &Field,
    context: &mut FieldContext,
) -> Option<String> {
    match value {
        value if value.is_empty() => {
            let finding = context.wrong_type(field, key, &Value::Null, Wanted::Text);
            context
                .diagnostics
                .push(finding.help(message!("write something here, or delete it")));
            None
        }
        Value::Text(text) => {
            // YAML escapes can produce invisible characters, and characters that XML does not
            // allow.
            let found = first_invisible(text).and_then(|at| text[at..].chars().next());
            if let Some(found) = found.or_else(|| text.contains('\r').then_some('\r')) {
                context.diagnostics.push(
                    Diagnostic::new(
                        Code::ControlCharacter,
                        field,
                        match invisible_kind(found) {
                            InvisibleKind::Control => message!(
                                "`{key}` contains an invisible control character",
                                key
                            ),
                            InvisibleKind::Reversing(name) => message!(
                                "`{key}` contains an invisible character that reverses the text after it ({name})",
                                key,
                                name
                            ),
                            InvisibleKind::Invalid(name) => message!(
                                "`{key}` contains an invalid character ({name})",
                                key,
                                name
                            ),
                        },
                    )
                    .help(message!("delete the escape `\\{escape}`", escape = escape(found))),
                );
                return None;
            }
            Some(text.trim().to_owned())
        }
        Value::Bool(_) | Value::Int(_) | Value::Float(_) => Some(context.as_written(field)),
        other => {
            let finding = context.wrong_type(field, key, other, Wanted::Text);
            let help = quoted(other);
            let fix = help.as_ref().and_then(|help| quoting(help, field));
            let (help, fix) = match help {
                Some(help) => (Some(help), fix),
                None => (
                    one_text(other, key, field, context),
                    one_item(other, key, field, context),
                ),
            };
            context.diagnostics.push(finding.maybe_help(help).fix(fix));
            None
        }
    }
}

/// Returns YAML's escape for a character, without the backslash.
fn escape(c: char) -> String {
    match (c, u32::from(c)) {
        ('\r', _) => "r".to_owned(),
        (_, code @ 0..=0xff) => format!("x{code:02X}"),
        (_, code @ 0..=0xffff) => format!("u{code:04X}"),
        (_, code) => format!("U{code:08X}"),
    }
}

/// Reads a localized text from a string or a map by language.
pub fn phrase_of(
    value: &Value,
    key: &str,
    field: &Field,
    context: &mut FieldContext,
) -> LocalizedText {
    let Value::Map(entries) = value else {
        let lang = context.lang;
        return text_of(value, key, field, context).map_or_else(LocalizedText::default, |text| {
            LocalizedText::one(lang, text)
        });
    };
    let mut phrase = LocalizedText::default();
    // `war: north` is meant as a text with a colon in it, but YAML reads a mapping.
    let is_language = |tag: &str| {
        Lang::parse(tag).is_some_and(|lang| context.languages.contains(lang) || tag.len() == 2)
    };
    if entries.iter().all(|(tag, _)| !is_language(tag))
        && let Some(help) = quoted(value)
    {
        let finding = context.wrong_type(field, key, value, Wanted::Text);
        let fix = quoting(&help, field);
        context.diagnostics.push(finding.help(help).fix(fix));
        return phrase;
    }
    for (tag, value) in entries.iter().filter(|(_, value)| !value.is_empty()) {
        let below = field.key(tag.clone());
        match Lang::parse(tag).filter(|lang| context.languages.contains(*lang)) {
            Some(lang) => {
                if let Some(text) = text_of(value, tag, &below, context) {
                    phrase.set(lang, text);
                }
            }
            None => {
                let meant =
                    lang::suggested_tag(tag).filter(|lang| context.languages.contains(*lang));
                let fix = meant.filter(|lang| entries.iter().all(|(key, _)| key != lang.tag()));
                let fix = fix.map(|lang| {
                    Fix::safe(message!("write `{line}`", line = lang))
                        .replace(Target::Key(below.clone()), lang.tag())
                });
                let help = match meant {
                    Some(lang) => message!("did you mean `{name}`?", name = lang),
                    None => context.no_language(tag),
                };
                context.diagnostics.push(
                    Diagnostic::new(
                        Code::UnknownLanguage,
                        Location::Key(below),
                        message!("`{tag}` is not a language of this site", tag),
                    )
                    .help(help)
                    .fix(fix),
                );
            }
        }
    }
    phrase
}

/// Reads a whole number that is not negative.
pub fn count_of(
    value: &Value,
    key: &str,
    field: &Field,
    context: &mut FieldContext,
) -> Option<u64> {
    match value {
        Value::Int(number) => {
            let count = u64::try_from(*number).ok();
            if count.is_none() {
                context.diagnostics.push(
                    Diagnostic::new(
                        Code::BadNumber,
                        field,
                        message!(
                            "`{key}` is {number}; a count cannot be negative",
                            key,
                            number
                        ),
                    )
                    .help(message!("write a whole number from 0 up")),
                );
            }
            count
        }
        other => {
            let finding = context.wrong_type(field, key, other, Wanted::WholeNumber);
            let meant = figure::count(other, context.lang);
            let fix = meant.as_ref().map(|count| {
                let line = format!("{key}: {count}");
                let is_digits = count.bytes().all(|byte| byte.is_ascii_digit());
                let safety = if is_digits {
                    Safety::Safe
                } else {
                    Safety::Unsafe
                };
                Fix::new(safety, message!("write `{line}`", line)).replace(field, count.as_str())
            });
            let finding = finding.fix(fix);
            let help = match meant {
                Some(count) => message!("write `{line}`", line = format!("{key}: {count}")),
                None => {
                    message!(
                        "write digits alone, without quotes or spaces, such as `{key}: 19`",
                        key
                    )
                }
            };
            context.diagnostics.push(finding.help(help));
            None
        }
    }
}

/// Returns the fix that puts a text in quotes which was parsed as a mapping, as the help says.
fn quoting(help: &Message, field: &Field) -> Option<Fix> {
    let line = help.text_argument("line")?;
    let title = message!("write `{line}`", line);
    Some(Fix::safe(title).replace(field, line))
}

/// Returns the fix for a list of one item where one text is expected.
fn one_item(value: &Value, key: &str, field: &Field, context: &FieldContext) -> Option<Fix> {
    let Value::List(items) = value else {
        return None;
    };
    let line = values::line(key, value, field, context)?;
    let (_, new) = line.split_once(": ")?;
    let safety = match items.len() {
        1 => Safety::Safe,
        _ => Safety::Unsafe,
    };
    Some(Fix::new(safety, message!("write `{line}`", line)).replace(field, new))
}

/// Returns the line to write for a list or mapping where one text is expected.
fn one_text(value: &Value, key: &str, field: &Field, context: &FieldContext) -> Option<Message> {
    match value {
        Value::List(items) => match values::line(key, value, field, context) {
            Some(line) => Some(message!("write `{line}`", line)),
            None => {
                let first = values::flow(items.first()?, &field.index(0), context)?;
                Some(message!(
                    "write one of them, such as `{line}`",
                    line = format!("{key}: {first}")
                ))
            }
        },
        _ => None,
    }
}
