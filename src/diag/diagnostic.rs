//! Diagnostics: findings whose location is not yet a line and a column.

use serde::{Deserialize, Serialize};

use super::Code;
use super::code::Severity;
use super::field::Field;
use crate::source::{FileId, Span};

/// Where a finding points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Location {
    Span(Span),
    /// The value of a field.
    Value(Field),
    /// The name of a field.
    Key(Field),
    /// The first line of a file.
    File(FileId),
    /// A path that is not among the sources: a folder, an image, a template.
    Path(String),
}

impl Location {
    /// The file, where it is one that was read.
    pub fn file(&self) -> Option<FileId> {
        match self {
            Location::Span(span) => Some(span.file),
            Location::Value(field) | Location::Key(field) => Some(field.file),
            Location::File(file) => Some(*file),
            Location::Path(_) => None,
        }
    }
}

impl From<Span> for Location {
    fn from(span: Span) -> Location {
        Location::Span(span)
    }
}

impl From<&Field> for Location {
    fn from(field: &Field) -> Location {
        Location::Value(field.clone())
    }
}

/// One finding.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    pub place: Location,
    /// A sentence: lower case, no full stop, names in backticks.
    pub message: String,
    /// A few words beside the caret.
    pub label: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// Other places that belong to the finding, each with a few words.
    pub related: Vec<(Location, String)>,
}

impl Diagnostic {
    /// A finding with its code's own severity.
    pub fn new(code: Code, place: impl Into<Location>, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            place: place.into(),
            message: message.into(),
            label: None,
            help: None,
            related: Vec::new(),
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds what to do, where there is something to say.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Diagnostic {
        self.help = self.help.or(help);
        self
    }

    /// Adds a few words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = Some(label.into());
        self
    }

    /// Adds another place that belongs to the finding.
    #[must_use]
    pub fn related(mut self, place: impl Into<Location>, words: impl Into<String>) -> Diagnostic {
        self.related.push((place.into(), words.into()));
        self
    }

    /// Changes how bad the finding is; for checks whose weight a setting decides.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Diagnostic {
        self.severity = severity;
        self
    }
}
