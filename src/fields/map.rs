//! Mappings whose fields are read by key.

use super::context::{FieldContext, Located, Wanted, no_mapping};
use super::key_fix::UnknownKey;
use super::text::{count_of, phrase_of, text_of};
use super::{unknown_key, values};
use crate::diag::{Code, Diagnostic, Field, Fix, Location};
use crate::lang::Localized;
use crate::message;
use crate::messages::{Message, or_list};
use crate::model::{Extra, LocalizedText};
use crate::yaml::Value;

/// The maximum number of unknown keys of a mapping that are reported one by one.
const MAX_KEYS: usize = 40;

/// A YAML mapping that is being read.
pub struct FieldMap<'v> {
    pub field: Field,
    entries: &'v [(String, Value)],
    /// The known keys for which misspelt ones were taken. They are not reported as missing.
    pub(super) meant: Vec<&'static str>,
}

impl<'v> FieldMap<'v> {
    /// Opens a mapping, and reports keys that are not among `allowed`. At the top of a file an
    /// empty value is an empty mapping.
    pub fn open(
        value: &'v Value,
        field: Field,
        allowed: &[&'static str],
        context: &mut FieldContext,
    ) -> Option<FieldMap<'v>> {
        let entries: &[(String, Value)] = match value {
            Value::Map(entries) => entries,
            Value::Null if field.is_top() => &[],
            other => {
                let (message, help) = match other {
                    Value::Null => (
                        no_mapping(other),
                        message!(
                            "write keys and values, such as `{key}`, or delete the line",
                            key = allowed.first().copied().unwrap_or_default()
                        ),
                    ),
                    _ => {
                        let text = ["text", "title", "name", "code"]
                            .into_iter()
                            .find(|key| allowed.contains(key));
                        let written = values::flow(other, &field, context)
                            .filter(|_| !matches!(other, Value::List(_)));
                        let help = match (text, written) {
                            (Some(key), Some(text)) => {
                                message!("write `{line}`", line = format!("{{{key}: {text}}}"))
                            }
                            _ => message!(
                                "write keys and values, one a line; a key can be {keys}",
                                keys = or_list(allowed.iter().copied())
                            ),
                        };
                        (no_mapping(other), help)
                    }
                };
                let fix = help.text_argument("line").map(|line| {
                    Fix::not_safe(message!("write `{line}`", line)).replace(&field, line)
                });
                let finding = Diagnostic::new(Code::WrongType, &field, message);
                context.diagnostics.push(finding.help(help).fix(fix));
                return None;
            }
        };
        let mut mapping = FieldMap {
            field,
            entries,
            meant: Vec::new(),
        };
        mapping.unknown_keys(allowed, context);
        Some(mapping)
    }

    /// Reports the keys that are not among `allowed`, each with a suggestion. Two keys that belong
    /// together are one finding.
    fn unknown_keys(&mut self, allowed: &[&'static str], context: &mut FieldContext) {
        let mut covered: Vec<String> = Vec::new();
        let is_ignored = |key: &String| self.field.is_top() && context.ignored.contains(key);
        let unknown = self
            .entries
            .iter()
            .filter(|(key, _)| !allowed.contains(&key.as_str()) && !is_ignored(key));
        let unknown: Vec<&(String, Value)> = unknown.collect();
        // A file of another kind is one mistake, so not all of its unknown keys are reported.
        let (first, rest) = unknown.split_at(unknown.len().min(MAX_KEYS));
        if let [(key, _), ..] = rest {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownKey,
                    Location::Key(self.field.key(key.clone())),
                    message!(
                        rest.len() =>
                            "{count} more unknown key here, `{key}`",
                            "{count} more unknown keys here, from `{key}` on",
                        key
                    ),
                )
                .help(message!(
                    "if these are data for your theme, put them under `extra:`; if this file is not for griot, move it out of content/"
                )),
            );
        }
        for (key, value) in first.iter().copied() {
            if covered.contains(key) {
                continue;
            }
            let field = self.field.clone();
            let cure = unknown_key::key_help(
                &UnknownKey {
                    key,
                    value,
                    field: &field,
                    entries: self.entries,
                    allowed,
                },
                context,
            );
            self.apply(&cure);
            covered.extend(cure.with);
            let place = Location::Key(field.key(key.clone()));
            context.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownKey,
                    place,
                    message!("unknown key `{key}`", key),
                )
                .help(cure.help)
                .fix(cure.fix),
            );
        }
    }

    /// Whether a key has a value that is not empty.
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Returns the value of a key, unless it is empty.
    pub(super) fn get(&self, key: &str) -> Option<&'v Value> {
        self.entries
            .iter()
            .find(|(known, _)| known == key)
            .map(|(_, value)| value)
            .filter(|value| !value.is_empty())
    }

    /// Whether a key has an empty list.
    pub fn is_empty_list(&self, key: &str) -> bool {
        let written = self.entries.iter().find(|(known, _)| known == key);
        written.is_some_and(|(_, value)| matches!(value, Value::List(items) if items.is_empty()))
    }

    /// Whether a misspelt key was taken for this key.
    pub fn is_meant(&self, key: &str) -> bool {
        self.meant.contains(&key)
    }

    /// Reports a missing required key.
    pub fn require(
        &self,
        key: &'static str,
        code: Code,
        message: Message,
        context: &mut FieldContext,
    ) {
        if self.has(key) || self.meant.contains(&key) {
            return;
        }
        let written = self.entries.iter().any(|(known, _)| known == key);
        let place = if written {
            Location::Key(self.field.key(key))
        } else {
            Location::Value(self.field.clone())
        };
        let example = match key {
            "date" => "2022-02-23",
            "regions" | "sources" => "[...]",
            _ => "...",
        };
        let line = format!("{key}: {example}");
        let help = match key {
            "sources" => message!(
                "add `{line}`, the names of files in content/sources/ without `.md`",
                line
            ),
            _ => message!("add `{line}`", line),
        };
        context
            .diagnostics
            .push(Diagnostic::new(code, place, message).help(help));
    }

    /// Reads a text in one language.
    pub fn text(&self, key: &'static str, context: &mut FieldContext) -> Option<Located<String>> {
        let value = self.get(key)?;
        let field = self.field.key(key);
        text_of(value, key, &field, context).map(|value| Located { value, field })
    }

    /// Reads a localized text: a string, or a map by language. Empty if there is none.
    pub fn phrase(&self, key: &'static str, context: &mut FieldContext) -> LocalizedText {
        match self.get(key) {
            Some(value) => phrase_of(value, key, &self.field.key(key), context),
            None => LocalizedText::default(),
        }
    }

    /// Reads a localized text, each language with its field.
    pub fn located_phrase(
        &self,
        key: &'static str,
        context: &mut FieldContext,
    ) -> Localized<Located<String>> {
        let field = self.field.key(key);
        let is_map = matches!(self.get(key), Some(Value::Map(_)));
        let mut texts = Localized::default();
        for (lang, text) in self.phrase(key, context).iter() {
            let field = match is_map {
                true => field.key(lang.tag().to_owned()),
                false => field.clone(),
            };
            let value = text.clone();
            texts.set(lang, Located { value, field });
        }
        texts
    }

    /// Reads a boolean.
    pub fn flag(&self, key: &'static str, context: &mut FieldContext) -> Option<bool> {
        let value = self.get(key)?;
        match value {
            Value::Bool(flag) => return Some(*flag),
            Value::Text(text) if text == "yes" => return Some(true),
            Value::Text(text) if text == "no" => return Some(false),
            _ => {}
        }
        let field = self.field.key(key);
        let finding = context.wrong_type(&field, key, value, Wanted::YesOrNo);
        let meant = values::is_yes(value);
        let fix = meant.map(|yes| {
            let word = if yes { "yes" } else { "no" };
            let line = format!("{key}: {word}");
            Fix::safe(message!("write `{line}`", line)).replace(&field, word)
        });
        let finding = finding.fix(fix);
        let help = match meant {
            Some(true) => message!("write `{line}`", line = format!("{key}: yes")),
            Some(false) => message!("write `{line}`", line = format!("{key}: no")),
            None => message!("write `{key}: yes` or `{key}: no`", key),
        };
        context.diagnostics.push(finding.help(help));
        None
    }

    /// Reads a whole number that is not negative.
    pub fn count(&self, key: &'static str, context: &mut FieldContext) -> Option<u64> {
        let value = self.get(key)?;
        count_of(value, key, &self.field.key(key), context)
    }

    /// Returns a value without reading it, for keys that accept several types.
    pub fn raw(&self, key: &'static str) -> Option<Located<&'v Value>> {
        self.get(key).map(|value| Located {
            value,
            field: self.field.key(key),
        })
    }

    /// Reads data for the theme: a mapping that is passed to templates unchanged.
    pub fn extra(&self, context: &mut FieldContext) -> Extra {
        match self.get("extra") {
            None => Extra::default(),
            Some(Value::Map(entries)) => Extra::new(entries.clone()),
            Some(other) => {
                let field = self.field.key("extra");
                let finding = context.wrong_type(&field, "extra", other, Wanted::Mapping);
                let written =
                    values::flow(other, &field, context).unwrap_or_else(|| "...".to_owned());
                context.diagnostics.push(finding.help(message!(
                    "give it a key, such as `extra: {{note: {written}}}`",
                    written
                )));
                Extra::default()
            }
        }
    }

    /// Reads a mapping below a key.
    pub fn mapping(
        &self,
        key: &'static str,
        allowed: &[&'static str],
        context: &mut FieldContext,
    ) -> Option<FieldMap<'v>> {
        let value = self.get(key)?;
        let field = self.field.key(key);
        if !matches!(value, Value::Map(_))
            && let Some(line) = values::line(key, value, &field, context)
            && line.contains('{')
        {
            let finding = context.wrong_type(&field, key, value, Wanted::Mapping);
            let help = message!("write `{line}`", line);
            // What a picture shows is for the author to say.
            let fix = line
                .split_once(": ")
                .filter(|_| key == "point")
                .map(|(_, new)| Fix::safe(help.clone()).replace(&field, new));
            context.diagnostics.push(finding.help(help).fix(fix));
            return None;
        }
        if !matches!(value, Value::Map(_)) && key == "point" {
            let finding = context.wrong_type(&field, key, value, Wanted::Mapping);
            let help =
                message!("write decimal degrees, such as `point: {{lat: 14.4843, lon: -4.1833}}`");
            context.diagnostics.push(finding.help(help));
            return None;
        }
        FieldMap::open(value, field, allowed, context)
    }
}
