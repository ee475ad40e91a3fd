//! Findings: diagnostics with path, line and column.

use serde::{Deserialize, Serialize};

use super::Code;
use super::code::Severity;
use super::diagnostic::{Diagnostic, Location};
use super::fix::Fix;
use crate::messages::Message;
use crate::source::{SourceFiles, Span};
use crate::yaml::Sought;

/// A finding with path, line and column.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Finding {
    pub code: Code,
    pub severity: Severity,
    /// The path of the file, relative to the site's root and separated by `/`.
    pub path: String,
    /// The range of the finding, or `None` if the path is not that of a source file.
    pub span: Option<Span>,
    pub message: Message,
    pub label: Option<Message>,
    pub help: Option<Message>,
    pub related: Vec<(Option<Span>, String, Message)>,
    /// The number of references into the file that were not checked because it cannot be read.
    pub unchecked: usize,
    /// Changes after which the finding is gone; alternatives, if there are several.
    pub fixes: Vec<Fix>,
}

impl Finding {
    /// Returns what findings are sorted by.
    pub(super) fn key(&self) -> (bool, String, Option<Span>, Code, String) {
        let is_last = !self.code.is_unreadable();
        (
            is_last,
            self.path.clone(),
            self.span,
            self.code,
            self.message.english(),
        )
    }
}

pub(super) fn finding(diagnostic: Diagnostic, sources: &SourceFiles) -> Finding {
    let (path, span) = resolve(&diagnostic.place, sources);
    Finding {
        code: diagnostic.code,
        severity: diagnostic.severity,
        path,
        span,
        message: diagnostic.message,
        label: diagnostic.label,
        help: diagnostic.help,
        related: diagnostic
            .related
            .into_iter()
            .map(|(place, words)| {
                let (path, span) = resolve(&place, sources);
                (span, path, words)
            })
            .collect(),
        unchecked: 0,
        fixes: diagnostic.fixes,
    }
}

/// Returns the path and the span of a location.
fn resolve(place: &Location, sources: &SourceFiles) -> (String, Option<Span>) {
    let span = match place {
        Location::Span(span) => *span,
        Location::Value(field) => field.span(sources, Sought::Value),
        Location::Key(field) => field.span(sources, Sought::Key),
        Location::File(file) => {
            let first = sources.text(*file).lines().next().map_or(0, str::len);
            Span::new(*file, 0..first)
        }
        Location::Path(path) => return (path.clone(), None),
    };
    (sources.path(span.file).to_owned(), Some(span))
}
