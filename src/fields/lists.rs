//! Fields that hold lists.

use super::context::{FieldContext, Located, Wanted};
use super::map::FieldMap;
use super::text::{phrase_of, text_of};
use super::values;
use crate::diag::{Code, Diagnostic, Field, Fix};
use crate::lang::Lang;
use crate::message;
use crate::messages::Message;
use crate::model::LocalizedText;
use crate::source::Span;
use crate::yaml::{Sought, Value};

/// Splits a text at semicolons, which no name contains.
fn several(text: &str) -> Vec<&str> {
    text.split([';', '؛'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// Reports a text with several names where a list is expected.
fn one_of_several(field: &Field, text: &str, parts: &[&str]) -> Diagnostic {
    let list: Vec<String> = parts.iter().map(|part| values::scalar(part)).collect();
    let line = list.join(", ");
    let help = if parts.len() == 2 {
        message!("two names? Put a comma between them: `{line}`", line)
    } else {
        message!("several names? Put a comma between them: `{line}`", line)
    };
    Diagnostic::new(
        Code::WrongType,
        field,
        message!("`{text}` is read as one name", text),
    )
    .help(help)
    .fix(Fix::safe(message!("write `{line}`", line)).replace_item(field, list))
}

/// Splits a text at the sign with which it begins, if that was meant as the hyphen of an item.
fn bulleted(value: &Value) -> Option<(&'static str, &str)> {
    let Value::Text(text) = value else {
        return None;
    };
    let text = text.trim_start();
    let bullets = ["•", "*", "·", "–", "—"];
    let bullet = bullets.into_iter().find(|sign| text.starts_with(*sign))?;
    let rest = text[bullet.len()..].strip_prefix(' ')?;
    let item = rest.split(" - ").next().unwrap_or(rest);
    Some((bullet, item.trim()))
}

/// Returns the text of `[[FAMa]]`, which YAML reads as a list in a list. `None` if there are
/// several texts.
fn bracketed(items: &[Value]) -> Option<&str> {
    match items {
        [Value::Text(text)] => Some(text.split('|').next().unwrap_or(text).trim()),
        [Value::List(inner)] => bracketed(inner),
        _ => None,
    }
}

/// Returns the YAML to write for a text that was parsed as a mapping because it contains a colon.
pub(super) fn quoted(value: &Value) -> Option<Message> {
    match value {
        Value::Map(entries) => match entries.as_slice() {
            [(tag, _)] if tag.len() == 2 && Lang::parse(tag).is_some() => None,
            [(key, Value::Text(text))]
                if matches!(
                    key.as_str(),
                    "name" | "id" | "title" | "actor" | "region" | "source" | "event"
                ) =>
            {
                Some(message!("write `{line}`", line = values::scalar(text)))
            }
            [(before, Value::Text(after))] => Some(message!(
                "put the text in quotes: `{line}`",
                line = format!("\"{before}: {after}\"")
            )),
            [(before, Value::Int(after))] => Some(message!(
                "put the text in quotes: `{line}`",
                line = format!("\"{before}: {after}\"")
            )),
            _ => None,
        },
        _ => None,
    }
}

impl<'v> FieldMap<'v> {
    /// Reads a list of texts, such as names.
    pub fn texts(&self, key: &'static str, context: &mut FieldContext) -> Vec<Located<String>> {
        let items = self.list(key, context);
        let mut texts = Vec::with_capacity(items.len());
        for Located { value, field } in items {
            if let Value::List(inner) = value
                && let Some(name) = bracketed(inner)
            {
                // `[[FAMa]]` is a list in a list.
                let finding = context.wrong_type(&field, key, value, Wanted::Text);
                let help = message!("write `{name}`, without the second brackets", name);
                let fix = Fix::safe(help.clone()).replace(&field, values::scalar(name));
                context.diagnostics.push(finding.help(help).fix(fix));
                continue;
            }
            let Some(text) = text_of(value, key, &field, context) else {
                continue;
            };
            let parts = several(&text);
            if parts.len() > 1 {
                context
                    .diagnostics
                    .push(one_of_several(&field, &text, &parts));
            }
            texts.extend(parts.into_iter().map(|part| Located {
                value: part.to_owned(),
                field: field.clone(),
            }));
        }
        texts
    }

    /// Reads a text or a list of texts, which may contain semicolons.
    pub fn lines(&self, key: &'static str, context: &mut FieldContext) -> Vec<Located<String>> {
        let items = match self.get(key) {
            Some(value @ Value::Text(_)) => vec![Located {
                value,
                field: self.field.key(key),
            }],
            _ => self.list(key, context),
        };
        let read = items.into_iter().filter_map(|Located { value, field }| {
            let written = context.as_written(&field);
            // YAML takes a colon and a space within an element for a key and its value.
            if matches!(value, Value::Map(_)) && written.starts_with('<') && !written.contains('\'')
            {
                let finding = context.wrong_type(&field, key, value, Wanted::Text);
                let help = message!(
                    "put it in single quotes: `'{written}'`",
                    written = written.trim()
                );
                let fix = Fix::safe(help.clone()).replace(&field, format!("'{}'", written.trim()));
                context.diagnostics.push(finding.help(help).fix(fix));
                return None;
            }
            let value = text_of(value, key, &field, context)?;
            Some(Located { value, field })
        });
        read.collect()
    }

    /// Reads a list of localized texts, each a string or a map by language.
    pub fn phrases(
        &self,
        key: &'static str,
        context: &mut FieldContext,
    ) -> Vec<Located<LocalizedText>> {
        let mut phrases = Vec::new();
        for item in self.list(key, context) {
            // Only topics and authors are split, because they are names; questions are sentences.
            let parts = match item.value {
                Value::Text(text) if matches!(key, "topics" | "authors") => several(text),
                _ => Vec::new(),
            };
            if parts.len() > 1 {
                let Value::Text(text) = item.value else {
                    continue;
                };
                context
                    .diagnostics
                    .push(one_of_several(&item.field, text.trim(), &parts));
                continue;
            }
            let value = phrase_of(item.value, key, &item.field, context);
            if !value.is_empty() {
                phrases.push(Located {
                    value,
                    field: item.field,
                });
            }
        }
        phrases
    }

    /// Returns the items of a list without reading them. Empty if there is none.
    pub fn list(&self, key: &'static str, context: &mut FieldContext) -> Vec<Located<&'v Value>> {
        let field = self.field.key(key);
        match self.get(key) {
            None => Vec::new(),
            Some(Value::List(items)) => items
                .iter()
                .enumerate()
                .map(|(index, value)| Located {
                    value,
                    field: field.index(index),
                })
                .collect(),
            Some(other) => {
                let finding = context.wrong_type(&field, key, other, Wanted::List);
                if let Some((bullet, item)) = bulleted(other) {
                    let start = field.span(context.sources, Sought::Value).start as usize;
                    let sign = Span::new(field.file, start..start + bullet.len());
                    let line = format!("- {item}");
                    let fix =
                        Fix::safe(message!("write `{line}`", line)).replace_part(sign, bullet, "-");
                    let help = message!("write a hyphen and a space: `{line}`", line);
                    context.diagnostics.push(finding.help(help).fix(fix));
                    return Vec::new();
                }
                let line =
                    values::line(key, other, &field, context).filter(|_| values::holds_texts(key));
                let new = match (&line, other) {
                    (Some(line), _) => line.split_once(": ").map(|(_, new)| new.to_owned()),
                    (None, Value::Map(_)) => None,
                    (None, _) => Some(format!("[{}]", context.as_written(&field))),
                };
                let fix = new.map(|new| {
                    let line = format!("{key}: {new}");
                    Fix::safe(message!("write `{line}`", line)).replace(&field, new)
                });
                let finding = finding.fix(fix);
                let help = match (line, other) {
                    (Some(line), Value::Map(_)) => message!("write `{line}`", line),
                    (None, Value::Map(_)) => {
                        message!("begin it with `- `: it is the first item of a list")
                    }
                    (Some(line), _) => message!("put it in brackets: `{line}`", line),
                    (None, _) => {
                        message!(
                            "put it in brackets: `{line}`",
                            line = format!("{key}: [{}]", context.as_written(&field))
                        )
                    }
                };
                context.diagnostics.push(finding.help(help));
                Vec::new()
            }
        }
    }
}
