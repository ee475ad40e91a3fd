//! Settings of a generator, in TOML, YAML or JSON.

use super::front::{json_value, scalar};
use super::source::SourceFolder;
use crate::import::report::{ImportReport, Problem, ProblemKind};
use crate::yaml::{self, Value};

/// The settings of a site.
pub(super) struct Settings(Value);

impl Settings {
    /// Reads the first of these files that exists. Settings that cannot be read are reported.
    pub fn read(folder: &SourceFolder, paths: &[&str], report: &mut ImportReport) -> Settings {
        let none = Settings(Value::Map(Vec::new()));
        let Some((path, text)) = paths
            .iter()
            .find_map(|path| Some((path, folder.settings(path)?)))
        else {
            return none;
        };
        let value = match path.rsplit('.').next() {
            Some("toml") => yaml::parse_toml(&text).map_err(|(_, message)| message),
            Some("json") => serde_json::from_str(&text)
                .map(json_value)
                .map_err(|error| crate::messages::Message::verbatim(error.to_string())),
            _ => yaml::parse(&text).map_err(|error| error.message),
        };
        match value {
            Ok(value) => Settings(value),
            Err(message) => {
                let kind = ProblemKind::UnreadableText;
                report.add(Problem::of_cell(0, path, "", kind, &message.english()));
                none
            }
        }
    }

    /// Returns the value at a path of keys, whatever their letter case.
    pub fn get(&self, keys: &[&str]) -> Option<&Value> {
        let mut value = &self.0;
        for key in keys {
            value = below(value, key)?;
        }
        Some(value)
    }

    /// Returns the text at a path of keys.
    pub fn text(&self, keys: &[&str]) -> Option<String> {
        scalar(self.get(keys)?)
    }

    /// Whether the value at a path of keys is `true`.
    pub fn is_true(&self, keys: &[&str]) -> bool {
        self.get(keys) == Some(&Value::Bool(true))
    }

    /// Returns the entries of the mapping at a path of keys.
    pub fn entries(&self, keys: &[&str]) -> &[(String, Value)] {
        match self.get(keys) {
            Some(Value::Map(entries)) => entries,
            _ => &[],
        }
    }

    /// Takes entries of other settings, which count more than its own.
    pub fn merge(&mut self, others: Settings) {
        merge(&mut self.0, others.0);
    }

    /// Returns the settings as the value of a path of keys.
    pub fn below_keys(self, keys: &[&str]) -> Settings {
        let keys = keys.iter().rev();
        Settings(keys.fold(self.0, |value, key| {
            Value::Map(vec![((*key).to_owned(), value)])
        }))
    }
}

/// Takes a value that counts more. Mappings are merged, whatever the letter case of their keys.
fn merge(value: &mut Value, other: Value) {
    match (value, other) {
        (Value::Map(entries), Value::Map(others)) => {
            for (key, other) in others {
                let own = entries.iter_mut();
                match own
                    .into_iter()
                    .find(|(own, _)| own.eq_ignore_ascii_case(&key))
                {
                    Some((_, own)) => merge(own, other),
                    None => entries.push((key, other)),
                }
            }
        }
        (value, other) => *value = other,
    }
}

/// Returns the entry of a mapping, whatever the letter case of its key.
pub(super) fn below<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    let Value::Map(entries) = value else {
        return None;
    };
    let (_, value) = entries
        .iter()
        .find(|(own, _)| own.eq_ignore_ascii_case(key))?;
    Some(value)
}
