//! Documents that an importer makes.

use crate::load::ContentKind;
use crate::yaml::{self, Value};

/// A document as an importer wants it to be.
#[derive(Clone, Debug)]
pub struct ImportedDocument {
    pub kind: ContentKind,
    /// The id. A translation has the language after it, as its file does: `coup.fr`.
    pub id: String,
    /// The path of the file below `content/`.
    pub path: String,
    /// The fields in the order of the file. A key with a dot, such as `extra.ucdp`, is an entry of
    /// a mapping.
    fields: Vec<(&'static str, Value)>,
    pub body: String,
}

impl ImportedDocument {
    /// Returns a document without fields.
    pub fn new(kind: ContentKind, id: impl Into<String>) -> ImportedDocument {
        let id = id.into();
        ImportedDocument {
            kind,
            path: format!("{}/{id}.md", kind.folder()),
            id,
            fields: Vec::new(),
            body: String::new(),
        }
    }

    /// Adds a field. An empty value is not written.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl Into<Option<Value>>) -> ImportedDocument {
        if let Some(value) = value.into().filter(|value| !value.is_empty()) {
            self.fields.push((key, value));
        }
        self
    }

    /// Returns the fields with their keys.
    pub fn fields(&self) -> &[(&'static str, Value)] {
        &self.fields
    }

    /// Returns the field with this key.
    pub fn field(&self, key: &str) -> Option<&Value> {
        let (_, value) = self.fields.iter().find(|(other, _)| *other == key)?;
        Some(value)
    }

    /// Returns the document with the old addresses of an earlier state too: they have to last.
    #[must_use]
    pub fn with_old_addresses(mut self, earlier: &Value) -> ImportedDocument {
        const KEY: &str = "redirect_from";
        let Value::List(earlier) = earlier else {
            return self;
        };
        let at = self.fields.iter().position(|(key, _)| *key == KEY);
        let at = at.unwrap_or_else(|| {
            let extra = self
                .fields
                .iter()
                .position(|(key, _)| key.starts_with("extra"));
            let at = extra.unwrap_or(self.fields.len());
            self.fields.insert(at, (KEY, Value::List(Vec::new())));
            at
        });
        if let Value::List(own) = &mut self.fields[at].1 {
            for old in earlier {
                if !own.contains(old) {
                    own.push(old.clone());
                }
            }
        }
        self.fields
            .retain(|(key, value)| *key != KEY || !value.is_empty());
        self
    }

    /// Returns the text of the file.
    pub fn text(&self) -> String {
        let mut entries: Vec<(String, Value)> = Vec::new();
        for (key, value) in &self.fields {
            match key.split_once('.') {
                None => entries.push(((*key).to_owned(), value.clone())),
                Some((above, key)) => {
                    let entry = (key.to_owned(), value.clone());
                    match entries.iter_mut().find(|(other, _)| other == above) {
                        Some((_, Value::Map(entries))) => entries.push(entry),
                        _ => entries.push((above.to_owned(), Value::Map(vec![entry]))),
                    }
                }
            }
        }
        let front = yaml::emit(&Value::Map(entries));
        match self.body.is_empty() {
            true => format!("---\n{front}---\n"),
            false => format!("---\n{front}---\n\n{}\n", self.body.trim_end()),
        }
    }
}

/// Returns a text as a value.
pub fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

/// Returns a list of texts.
pub fn texts(items: impl IntoIterator<Item = impl Into<String>>) -> Value {
    Value::List(items.into_iter().map(text).collect())
}

/// Returns a mapping. Entries whose values are empty are left out.
pub fn map<'k>(entries: impl IntoIterator<Item = (&'k str, Option<Value>)>) -> Value {
    let entries = entries.into_iter().filter_map(|(key, value)| {
        let value = value.filter(|value| !value.is_empty())?;
        Some((key.to_owned(), value))
    });
    Value::Map(entries.collect())
}
