//! The context that the readers of fields share.

use jiff::tz::TimeZone;

use super::values;
use crate::address::SiteRoot;
use crate::diag::{Code, Diagnostic, Diagnostics, Field};
use crate::lang::{self, Lang, Languages};
use crate::message;
use crate::messages::{Message, or_list};
use crate::source::SourceFiles;
use crate::yaml::{Sought, Value};

/// A value and its field.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Located<T> {
    pub value: T,
    pub field: Field,
}

/// The type of value that a key must have.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wanted {
    Text,
    List,
    Mapping,
    Date,
    Degrees,
    WholeNumber,
    YesOrNo,
}

impl Wanted {
    /// Returns the message about a value of another type. `found` says which type it has.
    fn message(self, found: &Message) -> Message {
        match self {
            Wanted::Text => message!("{found}; expected text", found),
            Wanted::List => message!("{found}; expected a list", found),
            Wanted::Mapping => message!("{found}; expected a mapping", found),
            Wanted::Date => message!("{found}; expected a date", found),
            Wanted::Degrees => message!("{found}; expected a number of degrees", found),
            Wanted::WholeNumber => message!("{found}; expected a whole number", found),
            Wanted::YesOrNo => message!("{found}; expected `yes` or `no`", found),
        }
    }
}

/// Returns a sentence about the type of a value.
fn found(key: &str, value: &Value) -> Message {
    match value {
        Value::Null => message!("`{key}` is empty", key),
        Value::Bool(_) => message!("`{key}` is a yes-or-no value", key),
        Value::Int(_) | Value::Float(_) => message!("`{key}` is a number", key),
        Value::Text(_) => message!("`{key}` is text", key),
        Value::List(_) => message!("`{key}` is a list", key),
        Value::Map(_) => message!("`{key}` is a mapping", key),
    }
}

/// Returns the message about a value that must be a mapping.
pub fn no_mapping(value: &Value) -> Message {
    match value {
        Value::Null => message!("expected a mapping, found nothing"),
        Value::Bool(_) => message!("expected a mapping, found a yes-or-no value"),
        Value::Int(_) | Value::Float(_) => message!("expected a mapping, found a number"),
        Value::Text(_) => message!("expected a mapping, found text"),
        Value::List(_) => message!("expected a mapping, found a list"),
        Value::Map(_) => message!("expected a mapping"),
    }
}

/// The context of reading a file.
pub struct FieldContext<'a> {
    pub sources: &'a SourceFiles,
    pub languages: &'a Languages,
    /// The language of the file, which is also the language of texts without one.
    pub lang: Lang,
    /// The site's time zone.
    pub zone: TimeZone,
    /// The address of the site.
    pub base: SiteRoot,
    /// Keys of other tools that are ignored at the top of a file.
    pub ignored: &'a [String],
    pub diagnostics: Diagnostics,
}

impl<'a> FieldContext<'a> {
    /// Returns a context with defaults.
    pub fn new(sources: &'a SourceFiles, languages: &'a Languages, lang: Lang) -> FieldContext<'a> {
        FieldContext {
            sources,
            languages,
            lang,
            zone: TimeZone::UTC,
            base: SiteRoot::default(),
            ignored: &[],
            diagnostics: Diagnostics::default(),
        }
    }

    /// Returns a finding about a value of the wrong type.
    pub(super) fn wrong_type(
        &mut self,
        field: &Field,
        key: &str,
        value: &Value,
        wanted: Wanted,
    ) -> Diagnostic {
        Diagnostic::new(Code::WrongType, field, wanted.message(&found(key, value)))
    }

    /// Returns a value as YAML in one line.
    pub fn in_line(&self, value: &Value, field: &Field) -> String {
        values::flow(value, field, self).unwrap_or_else(|| "...".to_owned())
    }

    /// Returns the help for a language that the site does not have.
    pub fn no_language(&self, tag: &str) -> Message {
        let known: Vec<String> = self.languages.iter().map(|lang| lang.to_string()).collect();
        let names = or_list(known.iter().map(String::as_str));
        match lang::suggested_tag(tag).or_else(|| Lang::parse(tag)) {
            Some(lang) if self.languages.contains(lang) => message!("write `{line}`", line = lang),
            Some(lang) => message!(
                "write {names}, or `{line}` in site.yaml",
                names,
                line = format!("languages: [{}, {lang}]", known.join(", "))
            ),
            None => message!("write {names}", names),
        }
    }

    /// Returns a number or boolean as its author wrote it: `1.10` stays `1.10`.
    pub(super) fn as_written(&self, field: &Field) -> String {
        let span = field.span(self.sources, Sought::Value);
        self.sources.text(field.file)[span.start as usize..span.end as usize].to_owned()
    }
}
