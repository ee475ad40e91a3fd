//! What the readers of fields share.

use jiff::tz::TimeZone;

use super::values;
use crate::address::SiteRoot;
use crate::diag::{Code, Diagnostic, Diagnostics, Field, or_list};
use crate::lang::{self, Lang, Languages};
use crate::source::SourceFiles;
use crate::yaml::{Sought, Value};

/// A value and its field.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Located<T> {
    pub value: T,
    pub field: Field,
}

/// The context of reading a file.
pub struct FieldContext<'a> {
    pub sources: &'a SourceFiles,
    pub languages: &'a Languages,
    /// The language of the file, which its plain texts have.
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
        wanted: &str,
    ) -> Diagnostic {
        let message = match value {
            Value::Null => format!("`{key}` is empty; expected {wanted}"),
            _ => format!("`{key}` is {}; expected {wanted}", value.noun()),
        };
        Diagnostic::new(Code::WrongType, field, message)
    }

    /// Returns a value as YAML in one line.
    pub fn in_line(&self, value: &Value, field: &Field) -> String {
        values::flow(value, field, self).unwrap_or_else(|| "...".to_owned())
    }

    /// Returns the help about a language that the site does not have.
    pub fn no_language(&self, tag: &str) -> String {
        let known: Vec<String> = self.languages.iter().map(|lang| lang.to_string()).collect();
        let one_of = or_list(known.iter().map(String::as_str));
        match lang::suggested_tag(tag).or_else(|| Lang::parse(tag)) {
            Some(lang) if self.languages.contains(lang) => format!("write `{lang}`"),
            Some(lang) => format!(
                "write {one_of}, or `languages: [{}, {lang}]` in site.yaml",
                known.join(", ")
            ),
            None => format!("write {one_of}"),
        }
    }

    /// Returns a number or boolean as its author wrote it: `1.10` stays `1.10`.
    pub(super) fn as_written(&self, field: &Field) -> String {
        let span = field.span(self.sources, Sought::Value);
        self.sources.text(field.file)[span.start as usize..span.end as usize].to_owned()
    }
}
