//! Diagnostics: findings whose lines and columns are not yet computed.

use serde::{Deserialize, Serialize};

use super::Code;
use super::code::Severity;
use super::field::Field;
use super::fix::Fix;
use crate::messages::Message;
use crate::source::{FileId, SourceFiles, Span};
use crate::yaml::Sought;

/// The location of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Location {
    Span(Span),
    /// The value of a field.
    Value(Field),
    /// The name of a field.
    Key(Field),
    /// The first line of a file.
    File(FileId),
    /// A path that is not a source file: a folder, an image, a template.
    Path(String),
}

impl Location {
    /// Returns the place of a word in the value of a field if it occurs there once, else that of the
    /// value.
    pub fn of_word(field: &Field, word: &str, sources: &SourceFiles) -> Location {
        let span = field.span(sources, Sought::Value);
        let start = span.start as usize;
        let text = sources.text(field.file);
        let written = match &text[start..span.end as usize] {
            block if block.starts_with(['|', '>']) => {
                let end = sources.front(field.file).end;
                block_scalar(&text[..end], start)
            }
            flow => flow,
        };
        let mut places = written.match_indices(word);
        match (places.next(), places.next()) {
            (Some((at, _)), None) => {
                Span::new(field.file, start + at..start + at + word.len()).into()
            }
            _ => field.into(),
        }
    }

    /// Returns the source file of the location, if it has one.
    pub fn file(&self) -> Option<FileId> {
        match self {
            Location::Span(span) => Some(span.file),
            Location::Value(field) | Location::Key(field) => Some(field.file),
            Location::File(file) => Some(*file),
            Location::Path(_) => None,
        }
    }
}

/// Returns a block scalar with the lines after its sign, which are indented more than the line that
/// has the sign.
fn block_scalar(text: &str, sign: usize) -> &str {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let first = text[..sign].rfind('\n').map_or(0, |at| at + 1);
    let own = indent(&text[first..]);
    let mut lines = text[sign..].split_inclusive('\n');
    let mut end = sign + lines.next().map_or(0, str::len);
    for line in lines {
        if !line.trim().is_empty() && indent(line) <= own {
            break;
        }
        end += line.len();
    }
    &text[sign..end]
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

/// A finding whose line and column are not yet computed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    pub place: Location,
    /// The message: a sentence in lower case, without a full stop, with names in backticks.
    pub message: Message,
    /// A few words beside the caret.
    pub label: Option<Message>,
    /// The help: what to do.
    pub help: Option<Message>,
    /// Related locations, each with a few words.
    pub related: Vec<(Location, Message)>,
    /// Changes after which the finding is gone; alternatives, if there are several.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// Returns a finding with the severity of its code.
    pub fn new(code: Code, place: impl Into<Location>, message: impl Into<Message>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            place: place.into(),
            message: message.into(),
            label: None,
            help: None,
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Adds the help.
    #[must_use]
    pub fn help(mut self, help: impl Into<Message>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds the help, if there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<Message>) -> Diagnostic {
        self.help = self.help.or(help);
        self
    }

    /// Adds a few words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<Message>) -> Diagnostic {
        self.label = Some(label.into());
        self
    }

    /// Adds a related location.
    #[must_use]
    pub fn related(mut self, place: impl Into<Location>, words: impl Into<Message>) -> Diagnostic {
        self.related.push((place.into(), words.into()));
        self
    }

    /// Adds a change after which the finding is gone.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Diagnostic {
        self.fixes.extend(fix.into());
        self
    }

    /// Adds alternatives, of which a person chooses one.
    #[must_use]
    pub fn fixes(mut self, fixes: Vec<Fix>) -> Diagnostic {
        self.fixes.extend(fixes);
        self
    }

    /// Changes the severity, for checks that a setting makes stricter.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Diagnostic {
        self.severity = severity;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_block_scalars_are_found() {
        let text =
            "footer:\n  fr: |\n    Un [lien](a.md).\n\n    Fin.\n  en: >\n    A [link](a.md).\n";
        let mut sources = SourceFiles::default();
        let file = sources.add("site.yaml".into(), text.into(), 0..text.len());
        let field = |lang: &'static str| Field::top(file).key("footer").key(lang);
        let found = |lang, word| match Location::of_word(&field(lang), word, &sources) {
            Location::Span(span) => span.start as usize,
            _ => 0,
        };
        assert_eq!(found("fr", "a.md"), text.find("a.md").expect("it is there"));
        assert_eq!(
            found("en", "a.md"),
            text.rfind("a.md").expect("it is there")
        );
        assert_eq!(found("fr", "b.md"), 0);
    }
}
