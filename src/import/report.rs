//! What an import tells: counts, and each row and field that needs a person.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};

use super::explain;
pub use super::problem_kind::{ProblemKind, Severity};
use crate::message;
use crate::messages::{Message, MessageLanguage};

/// What an import did.
#[derive(Debug, Default)]
pub struct ImportReport {
    pub unit: ImportUnit,
    /// The rows of the input without the header, or its texts.
    pub rows: u64,
    /// The rows or texts that became documents.
    pub imported: u64,
    /// The rows about what the site has already, in files that stay as they are.
    pub known: u64,
    /// The rows or texts of which nothing came in.
    pub skipped: u64,
    /// The links to addresses and files of the input that lead to files of the site now.
    pub links: u64,
    pub files: FileCounts,
    pub problems: Vec<Problem>,
    /// What whoever imports must know about the input as a whole.
    pub notices: Vec<Message>,
}

/// What an import reads one after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ImportUnit {
    #[default]
    Rows,
    /// Texts in files. The id of a problem is the path of its file in the input.
    Texts,
    /// Names in a list.
    Names,
}

/// The number of files by what was done to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FileCounts {
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    /// Fields that stay as an editor wrote them, although the input has another value.
    pub kept_fields: u64,
    /// Documents whose files an editor has deleted.
    pub deleted: u64,
    /// Documents whose files are not of this import.
    pub taken: u64,
}

/// A row, cell or field that did not come in as it is, or that needs a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line of the input on which the row begins; 0 if it is about no row.
    pub line: u64,
    /// The id of the row, or of the document.
    pub id: String,
    /// The column or key, or an empty text.
    pub column: String,
    pub kind: ProblemKind,
    /// The value in question.
    pub value: String,
    /// The files and lines of a problem that is told once and stands in several places.
    pub places: Vec<(String, u64)>,
}

/// The maximum number of letters of a value in a report.
const MAX_VALUE: usize = 120;

/// The maximum number of examples of a kind on the terminal.
const MAX_EXAMPLES: usize = 3;

impl Problem {
    /// Returns a problem with a cell of a row.
    pub fn of_cell(line: u64, id: &str, column: &str, kind: ProblemKind, value: &str) -> Problem {
        Problem {
            line,
            id: id.to_owned(),
            column: column.to_owned(),
            kind,
            value: shortened(value),
            places: Vec::new(),
        }
    }

    /// Returns a problem with a file.
    pub fn of_file(line: u64, kind: ProblemKind, id: &str, path: String) -> Problem {
        Problem {
            line,
            id: id.to_owned(),
            column: String::new(),
            kind,
            value: path,
            places: Vec::new(),
        }
    }

    /// Returns a problem with a field of a document. `value` is that of the input.
    pub fn of_field(line: u64, kind: ProblemKind, id: &str, key: &str, value: &str) -> Problem {
        Problem::of_cell(line, id, key, kind, value)
    }
}

/// Returns a value in one line, cut if it is long.
fn shortened(value: &str) -> String {
    let line: String = value.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MAX_VALUE) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

impl ImportReport {
    /// Adds a problem.
    pub fn add(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Whether everything that was asked for is in the site.
    pub fn is_complete(&self) -> bool {
        let kinds = self.problems.iter().map(|problem| problem.kind.severity());
        self.skipped == 0
            && kinds
                .into_iter()
                .all(|severity| severity == Severity::Flagged)
    }

    /// Returns the problems by kind, the worst first.
    fn by_kind(&self) -> BTreeMap<(Severity, ProblemKind), Vec<&Problem>> {
        let mut kinds: BTreeMap<_, Vec<&Problem>> = BTreeMap::new();
        for problem in &self.problems {
            let key = (problem.kind.severity(), problem.kind);
            kinds.entry(key).or_default().push(problem);
        }
        kinds
    }

    /// Returns the kind of problem that is shown first.
    pub fn worst(&self) -> Option<ProblemKind> {
        let kinds = self.problems.iter().map(|problem| problem.kind);
        kinds.min_by_key(|kind| (kind.severity(), *kind))
    }

    /// Returns the counts as sentences.
    fn counts(&self) -> Vec<Message> {
        let files = &self.files;
        let (input, imported, skipped) = match self.unit {
            ImportUnit::Rows => (
                message!(self.rows => "{count} row in the input", "{count} rows in the input"),
                message!(self.imported => "{count} row imported", "{count} rows imported"),
                message!(self.skipped => "{count} row skipped", "{count} rows skipped"),
            ),
            ImportUnit::Names => (
                message!(self.rows => "{count} name in the input", "{count} names in the input"),
                message!(self.imported => "{count} name imported", "{count} names imported"),
                message!(self.skipped => "{count} name skipped", "{count} names skipped"),
            ),
            ImportUnit::Texts => (
                message!(self.rows => "{count} text in the input", "{count} texts in the input"),
                message!(self.imported => "{count} text imported", "{count} texts imported"),
                message!(self.skipped => "{count} text skipped", "{count} texts skipped"),
            ),
        };
        let mut sentences = vec![input, imported];
        if self.known > 0 {
            sentences.push(message!(
                self.known =>
                    "{count} row is about what the site has already",
                    "{count} rows are about what the site has already"
            ));
        }
        if self.skipped > 0 {
            sentences.push(skipped);
        }
        if self.links > 0 {
            sentences.push(message!(
                self.links => "{count} link leads to a file of the site now",
                "{count} links lead to files of the site now"
            ));
        }
        sentences.push(message!(files.created => "{count} file created", "{count} files created"));
        sentences.push(message!(files.updated => "{count} file updated", "{count} files updated"));
        sentences
            .push(message!(files.unchanged => "{count} file unchanged", "{count} files unchanged"));
        sentences
    }

    /// Returns a summary for the terminal: counts, and a few examples of each kind of problem.
    pub fn summary(&self, language: MessageLanguage) -> String {
        let mut out = String::new();
        for ((severity, kind), problems) in self.by_kind() {
            let _ = writeln!(
                out,
                "{} [{}] ×{}: {}",
                severity.words().text(language),
                kind.name(),
                problems.len(),
                kind.message().text(language)
            );
            for problem in problems.iter().take(MAX_EXAMPLES) {
                let _ = writeln!(out, "    {}", place(problem, self.unit, language));
            }
        }
        for sentence in self.counts().iter().chain(&self.notices) {
            let _ = writeln!(out, "{}", sentence.text(language));
        }
        out
    }

    /// Returns the whole report as Markdown.
    pub fn markdown(&self, input: &str, language: MessageLanguage) -> String {
        let title = message!("Import of {input}", input);
        let mut out = format!("# {}\n\n", cell(&title.text(language)));
        for sentence in self.counts() {
            let _ = writeln!(out, "* {}", sentence.text(language));
        }
        for notice in &self.notices {
            let _ = writeln!(out, "\n{}", notice.text(language));
        }
        let (id, column) = match self.unit {
            ImportUnit::Rows | ImportUnit::Names => (message!("id"), message!("column")),
            ImportUnit::Texts => (message!("file"), message!("what")),
        };
        let headings = [message!("line"), id, column, message!("value")];
        let headings = headings.map(|heading| heading.text(language)).join(" | ");
        for ((severity, kind), problems) in self.by_kind() {
            let severity = severity.words().text(language);
            let (name, count) = (kind.name(), problems.len());
            let _ = write!(out, "\n## {severity}: {name} ({count})\n\n");
            let _ = writeln!(out, "{}\n", kind.message().text(language));
            let _ = writeln!(out, "{}\n", explain::paragraph(kind, language));
            let _ = writeln!(out, "| {headings} |\n|---:|---|---|---|");
            for problem in problems {
                let cells = [&problem.column, &problem.value].map(|text| cell(text));
                let first = [(problem.id.clone(), problem.line)];
                let places: &[(String, u64)] = match problem.places.is_empty() {
                    true => &first,
                    false => &problem.places,
                };
                for (id, line) in places {
                    let line = match line {
                        0 => String::new(),
                        line => line.to_string(),
                    };
                    let _ = writeln!(out, "| {line} | {} | {} |", cell(id), cells.join(" | "));
                }
            }
        }
        out
    }

    /// Returns the whole report as JSON.
    pub fn json(&self, input: &str) -> String {
        let report = JsonReport {
            input,
            unit: self.unit,
            rows: self.rows,
            imported: self.imported,
            known: self.known,
            skipped: self.skipped,
            files: self.files,
            notices: self.notices.iter().map(Message::english).collect(),
            problems: &self.problems,
        };
        let text = serde_json::to_string_pretty(&report).expect("texts are JSON");
        format!("{text}\n")
    }
}

/// Returns a text for a cell of a Markdown table.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "|\\`*_[]<>&#".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Returns where a problem is, in one line.
fn place(problem: &Problem, unit: ImportUnit, language: MessageLanguage) -> String {
    let (line, id) = (problem.line, &problem.id);
    let (column, value) = (&problem.column, &problem.value);
    if unit == ImportUnit::Texts {
        let line = (line > 0).then(|| line.to_string());
        let parts = [Some(id), line.as_ref()].into_iter().flatten();
        let place = parts.cloned().collect::<Vec<_>>().join(":");
        let parts = [&place, column, value].into_iter();
        let parts: Vec<&str> = parts
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        return parts.join(": ");
    }
    let place = match (line, column.is_empty()) {
        (0, _) => message!("{id}: {value}", id, value),
        (_, true) => message!("line {line}, {id}: {value}", line, id, value),
        _ => message!(
            "line {line}, {id}, {column}: {value}",
            line,
            id,
            column,
            value
        ),
    };
    place.text(language)
}

#[derive(Serialize)]
struct JsonReport<'r> {
    input: &'r str,
    unit: ImportUnit,
    rows: u64,
    imported: u64,
    known: u64,
    skipped: u64,
    files: FileCounts,
    notices: Vec<String>,
    problems: &'r [Problem],
}

/// A place of a problem. The line is 0 if it is about the whole file.
#[derive(Serialize)]
struct JsonPlace<'r> {
    id: &'r str,
    line: u64,
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("severity", self.kind.severity().name())?;
        map.serialize_entry("kind", self.kind.name())?;
        if self.line > 0 {
            map.serialize_entry("line", &self.line)?;
        }
        map.serialize_entry("id", &self.id)?;
        if !self.column.is_empty() {
            map.serialize_entry("column", &self.column)?;
        }
        map.serialize_entry("value", &self.value)?;
        if !self.places.is_empty() {
            let places = self.places.iter();
            let places: Vec<JsonPlace> = places
                .map(|(id, line)| JsonPlace { id, line: *line })
                .collect();
            map.serialize_entry("places", &places)?;
        }
        map.serialize_entry("message", &self.kind.message().english())?;
        map.end()
    }
}
