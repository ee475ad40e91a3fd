//! References in front matter and settings: the fields that the reference says are references.

use super::Renamed;
use crate::diag::{Field, Fix};
use crate::load::ContentKind;
use crate::message;
use crate::reference::{self, Form, Section};
use crate::yaml::{self, Value};

/// The keys whose texts are addresses of claims.
const CLAIMS: [&str; 3] = ["contradicted_by", "responds_to", "toll"];

/// Whether YAML cannot be read.
pub(super) fn cannot_be_read(front: &str) -> bool {
    yaml::parse(front).is_err()
}

/// Whether an article declares an event with this id.
pub(super) fn has_inline_event(front: &str, id: &str) -> bool {
    let Ok(value) = yaml::parse(front) else {
        return false;
    };
    let Some(Value::List(events)) = yaml::entry(&value, &["events"]) else {
        return false;
    };
    events
        .iter()
        .any(|event| matches!(yaml::entry(event, &["id"]), Some(Value::Text(own)) if own == id))
}

/// Returns the names in a front matter: `name`, `title` and `aliases`, in all languages.
pub(super) fn names(front: &str) -> Vec<String> {
    let value = yaml::parse(front).unwrap_or(Value::Null);
    let mut names = Vec::new();
    for key in ["name", "title", "aliases"] {
        if let Some(value) = yaml::entry(&value, &[key]) {
            texts(value, &mut names);
        }
    }
    names
}

fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Text(text) => found.push(text.trim().to_owned()),
        Value::List(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Map(entries) => entries.iter().for_each(|(_, value)| texts(value, found)),
        _ => {}
    }
}

/// Whether a front matter redirects an address already.
pub(super) fn redirects(value: &Value, address: &str) -> bool {
    let mut found = Vec::new();
    if let Some(list) = yaml::entry(value, &["redirect_from"]) {
        texts(list, &mut found);
    }
    found.iter().any(|known| known == address)
}

/// Returns the fixes that rewrite the references in the keys of a file.
pub(super) fn references(path: &str, value: &Value, top: &Field, renamed: &Renamed) -> Vec<Fix> {
    let Some(section) = reference::of_file(path) else {
        return Vec::new();
    };
    let mut walk = Walk {
        renamed,
        fixes: Vec::new(),
    };
    walk.mapping(value, top, section.name, &[section]);
    walk.fixes
}

/// Returns the fixes that rewrite paths to the files of the entity, which settings have as values.
pub(super) fn paths(value: &Value, field: &Field, renamed: &Renamed) -> Vec<Fix> {
    match value {
        Value::Text(text) => {
            let new = renamed.moved("", text.trim());
            new.map(|new| replaced(field, text, new))
                .into_iter()
                .collect()
        }
        Value::List(items) => (items.iter().enumerate())
            .flat_map(|(index, item)| paths(item, &field.index(index), renamed))
            .collect(),
        Value::Map(entries) => entries
            .iter()
            .flat_map(|(key, value)| paths(value, &field.key(key.clone()), renamed))
            .collect(),
        _ => Vec::new(),
    }
}

/// Returns the fix that writes another name.
fn replaced(field: &Field, old: &str, new: String) -> Fix {
    Fix::safe(message!("write `{line}`", line = new)).replace_name(field, old.trim(), new)
}

/// A walk through the keys of a file, by the forms that the reference gives them.
struct Walk<'a> {
    renamed: &'a Renamed<'a>,
    fixes: Vec<Fix>,
}

impl Walk<'_> {
    /// Visits a mapping. `path` is its place in the reference, such as `event.claims`.
    fn mapping(&mut self, value: &Value, field: &Field, path: &str, sections: &[&Section]) {
        let Value::Map(entries) = value else {
            return;
        };
        for (key, value) in entries {
            let Some(known) = sections.iter().find_map(|section| section.key(key)) else {
                continue;
            };
            let below = field.key(key.clone());
            let inner = format!("{path}.{key}");
            match known.form {
                Form::Reference(kind) | Form::References(kind) => self.names(value, &below, kind),
                Form::Uses(kind) => {
                    self.names(value, &below, kind);
                    self.inner(value, &below, &inner);
                }
                Form::Mapping(_) | Form::Mappings(_) | Form::OneOrMore(_) => {
                    self.inner(value, &below, &inner);
                }
                _ if CLAIMS.contains(&key.as_str()) => self.claims(value, &below),
                _ => {}
            }
        }
        self.inline_event(value, field, path);
    }

    /// Visits the mappings below a key: one, or a list of them.
    fn inner(&mut self, value: &Value, field: &Field, path: &str) {
        let sections = reference::mappings_at(path);
        match value {
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.mapping(item, &field.index(index), path, &sections);
                }
            }
            value => self.mapping(value, field, path, &sections),
        }
    }

    /// Visits a name, or a list of names.
    fn names(&mut self, value: &Value, field: &Field, kind: &str) {
        if kind != self.renamed.kind.noun() {
            return;
        }
        match value {
            Value::Text(text) if self.renamed.is_meant(text) => {
                self.fixes
                    .push(replaced(field, text, self.renamed.new.to_owned()));
            }
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    if let Value::Text(_) = item {
                        self.names(item, &field.index(index), kind);
                    }
                }
            }
            _ => {}
        }
    }

    /// Visits the address of a claim, `event#claim`, or a list of them.
    fn claims(&mut self, value: &Value, field: &Field) {
        match value {
            Value::Text(text) if self.renamed.kind == ContentKind::Event => {
                if let Some((event, claim)) = text.split_once('#')
                    && self.renamed.is_meant(event)
                {
                    let new = format!("{}#{claim}", self.renamed.new);
                    self.fixes.push(replaced(field, text, new));
                }
            }
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.claims(item, &field.index(index));
                }
            }
            _ => {}
        }
    }

    /// Visits the id of an event that an article declares.
    fn inline_event(&mut self, value: &Value, field: &Field, path: &str) {
        let is_event = path == "article.events" && self.renamed.kind.noun() == "event";
        if let Some(Value::Text(id)) = yaml::entry(value, &["id"]).filter(|_| is_event)
            && id == self.renamed.old
        {
            let new = self.renamed.new.to_owned();
            self.fixes.push(replaced(&field.key("id"), id, new));
        }
    }
}
