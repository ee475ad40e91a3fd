//! An unknown key, and the edits that make it a known one.

use super::keys::MEANINGS;
use super::{FieldContext, values};
use crate::diag::{Field, Fix, Safety, Target, is_only_near};
use crate::lang::fold;
use crate::message;
use crate::yaml::{self, Value};

/// An unknown key in its mapping.
pub(super) struct UnknownKey<'u> {
    pub key: &'u str,
    pub value: &'u Value,
    /// The mapping that contains it.
    pub field: &'u Field,
    pub entries: &'u [(String, Value)],
    pub allowed: &'u [&'static str],
}

impl UnknownKey<'_> {
    /// Returns the entry with another key.
    pub(super) fn entry(&self, key: &str) -> Option<&(String, Value)> {
        self.entries.iter().find(|(other, _)| other == key)
    }

    /// Returns the fix that deletes the entry.
    pub(super) fn deleted(&self) -> Fix {
        let key = self.key;
        Fix::safe(message!("delete `{key}`", key))
            .delete(Target::Entry(self.field.key(key.to_owned())))
    }

    /// Returns the fix that writes several entries as one: the first becomes `line`, and the others
    /// are deleted. `None` if the new key is there already, or if something is missing.
    pub(super) fn combined(&self, keys: &[String], line: &str) -> Option<Fix> {
        let (known, value) = line.split_once(": ")?;
        let is_free = self.entry(known).is_none() || keys.iter().any(|key| key == known);
        let mut written = self.entries.iter().filter(|(key, _)| keys.contains(key));
        let (first, _) = written
            .next()
            .filter(|_| is_free && !line.contains("..."))?;
        let fix = Fix::safe(message!("write `{line}`", line)).replace_entry(
            &self.field.key(first.clone()),
            known,
            value,
        );
        Some(written.fold(fix, |fix, (key, _)| {
            fix.delete(Target::Entry(self.field.key(key.clone())))
        }))
    }
}

/// Returns the fix that gives a value its right key, in the form that this key expects.
pub(super) fn new_key(
    unknown: &UnknownKey,
    known: &'static str,
    context: &FieldContext,
) -> Option<Fix> {
    let field = unknown.field.key(unknown.key.to_owned());
    let converted = values::converted(known, unknown.value, &field, context);
    let plain = normalized(unknown.key);
    // A key that is a known word for another one is certain; a key that is only spelt like one is,
    // if no other is.
    let is_certain = normalized(known) == plain
        || MEANINGS
            .iter()
            .any(|(_, words)| words.contains(&plain.as_str()))
        || is_only_near(&unknown.key.to_lowercase(), unknown.allowed.iter().copied());
    let safety = match is_certain && converted.is_some() {
        true => Safety::Safe,
        false => Safety::Unsafe,
    };
    let fix = |title| Fix::new(safety, title);
    let key = message!("write `{line}`", line = format!("{known}:"));
    match converted {
        // What a figure counts, and how well it is supported, is for the author to say.
        Some(new) if !is_same(unknown.value, &new) && !matches!(known, "measure" | "grade") => {
            // So is what a picture shows.
            let line = format!("{known}: {new}");
            let fix = fix(message!("write `{line}`", line)).replace_entry(&field, known, new);
            (known != "image").then_some(fix)
        }
        _ => Some(fix(key).replace(Target::Key(field), known)),
    }
}

/// Whether a value means the same as some YAML.
fn is_same(value: &Value, written: &str) -> bool {
    yaml::parse(&format!("x: {written}")) == Ok(Value::Map(vec![("x".to_owned(), value.clone())]))
}

/// Removes case, accents and hyphens from a key.
pub(super) fn normalized(key: &str) -> String {
    let mut plain: String = fold(key).chars().filter(|c| c.is_alphanumeric()).collect();
    if plain.ends_with('ة') {
        plain.pop();
        plain.push('ه');
    }
    plain
}
