//! What an import tells: counts, and each row and field that needs a person.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};

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
    /// The rows or texts of which nothing came in.
    pub skipped: u64,
    /// The links to addresses and files of the input that lead to files of the site now.
    pub links: u64,
    pub files: FileCounts,
    pub problems: Vec<Problem>,
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
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The row is not in the site.
    Skipped,
    /// An editor's text stays, and the input says something else.
    Kept,
    /// The row is in the site as it is.
    Flagged,
}

/// Defines the kinds of problems: their names in reports, severities and messages.
macro_rules! problem_kinds {
    ($($(#[doc = $doc:literal])* $kind:ident $name:literal $severity:ident $message:literal;)*) => {
        /// What is wrong with a row, cell or field.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ProblemKind {
            $($(#[doc = $doc])* $kind,)*
        }

        impl ProblemKind {
            /// Every kind.
            pub const ALL: &'static [ProblemKind] = &[$(ProblemKind::$kind),*];

            /// Returns the name in reports.
            pub fn name(self) -> &'static str {
                match self { $(ProblemKind::$kind => $name),* }
            }

            /// Returns how bad it is.
            pub fn severity(self) -> Severity {
                match self { $(ProblemKind::$kind => Severity::$severity),* }
            }

            /// Returns what is wrong, and what was done.
            pub fn message(self) -> Message {
                match self { $(ProblemKind::$kind => message!($message)),* }
            }
        }
    };
}

problem_kinds! {
    CellCount "cell-count" Skipped
        "the row has more or fewer cells than the header";
    NoId "no-id" Skipped
        "the row has no id, so a later import could not find it again";
    RepeatedId "repeated-id" Skipped
        "an earlier row has the same id";
    BadDate "bad-date" Skipped
        "the date is not one that can be read without guessing";
    ReversedDates "reversed-dates" Skipped
        "the last day is before the first";
    BadNumber "bad-number" Skipped
        "a count is not a whole number";
    BadTerm "bad-term" Skipped
        "the value is not in the list of the data set";
    BadCoordinates "bad-coordinates" Skipped
        "the coordinates are not on the globe";
    ControlCharacter "control-character" Skipped
        "a cell has a character that no text may have";
    NoRegion "no-region" Skipped
        "the row names no region, and an event needs one";
    AmbiguousName "ambiguous-name" Skipped
        "the site has several entities with this name";
    KeptField "kept-field" Kept
        "the input has a new value, and the editor's stays";
    Deleted "deleted" Kept
        "the file was deleted, and is not written again; to get it back, delete its line in imports.lock";
    Taken "taken" Kept
        "there is a file with this id that no import wrote, and it stays as it is";
    Unreadable "unreadable" Kept
        "the front matter of the file cannot be read, and the file stays as it is";
    GoneRow "gone-row" Kept
        "an earlier import had this row, and this input does not; its file stays";
    Order "order" Flagged
        "the figures are not in the order `low`, `best`, `high`, and are kept as published";
    Sum "sum" Flagged
        "the deaths by side do not add up to the best number";
    UnknownNumber "unknown-number" Flagged
        "`-1` stands for an unknown number, and is not taken for a figure";
    Encoding "encoding" Flagged
        "the cell is not UTF-8, and was read as Windows-1252";
    LineBreak "line-break" Flagged
        "the cell has a line break";
    SameDay "same-day" Flagged
        "the date is said to be inexact, and the first and last day are the same";
    NoAdm1 "no-adm1" Flagged
        "no first-order division";
    NoAdm2 "no-adm2" Flagged
        "no second-order division";
    Coalition "coalition" Flagged
        "several groups stand as one side, and come in as one actor";
    FreeSources "free-sources" Flagged
        "the sources are free text, which is kept, and no sources were made of it";
    UnequalSources "unequal-sources" Flagged
        "the lists of offices, days and headlines have other lengths than the list of articles, of which sources were made";
    SourceCount "source-count" Flagged
        "the number of sources is not that of the list";
    PublisherVariant "publisher-variant" Flagged
        "the publisher is also written in another way";
    NearName "near-name" Flagged
        "the name resembles a known one, and a new entity was made; if it is the same, add the name to `aliases`";
    UnreadableText "unreadable-text" Skipped
        "the file cannot be read";
    BadFrontMatter "front-matter" Skipped
        "the front matter cannot be read";
    NoLanguage "no-language" Skipped
        "the site does not have this language; add it to `languages` in site.yaml, and import again";
    RepeatedText "repeated-text" Skipped
        "another text has the same name and language";
    NoName "no-name" Skipped
        "the entry has no name of which an id can be made; add `name`, or `id`";
    SectionText "section-text" Skipped
        "griot makes the list of articles itself, so the text of this section has no place; write a page with it if it is needed";
    Outside "outside" Skipped
        "this leads out of the folder, or is a link, and is not read";
    KeptFile "kept-file" Kept
        "the file was changed here, and stays; the input has a new one";
    GoneText "gone-text" Kept
        "an earlier import had this text, and this input does not; its file stays";
    NoChapter "no-chapter" Flagged
        "the chapter has no file in the book";
    EmptyText "empty-text" Flagged
        "the text is empty, and griot makes this page itself";
    NoDate "no-date" Flagged
        "the article has no date, and needs one";
    UnreadDate "unread-date" Flagged
        "the date cannot be read without guessing, and is left out";
    BadValue "bad-value" Flagged
        "griot does not accept this value, so it is left out";
    AssumedLanguage "assumed-language" Flagged
        "the settings name a language that the site does not have, and its first language was taken for that of all texts";
    NamedByFile "named-by-file" Flagged
        "the text has no title, and its name was made one";
    ChangedId "changed-id" Flagged
        "the name is taken, so the text has another one";
    TakenAddress "taken-address" Flagged
        "another page has this old address, so it does not lead here";
    TextEncoding "text-encoding" Flagged
        "the text is not UTF-8, and was read as Windows-1252";
    UnknownShortcode "unknown-shortcode" Flagged
        "griot does not know this shortcode, which stays as it is";
    KnownShortcode "shortcode" Flagged
        "the shortcode became Markdown";
    RemovedMark "removed-mark" Flagged
        "a mark that griot does not have was removed";
    Comment "comment" Flagged
        "a comment was left out, because readers would see it";
    BrokenLink "broken-link" Flagged
        "the link leads to nothing that was imported, and stays as it is";
    LostLink "lost-link" Flagged
        "there is no such note or file, so only the words of the link stay";
    LostAnchor "lost-anchor" Flagged
        "the text has no such heading, so the link leads to its beginning";
    MissingAlt "missing-alt" Flagged
        "the picture has no alternative text; `griot check` reports the place";
    RemotePicture "remote-picture" Flagged
        "pages load nothing from other hosts, so the picture became a link; save it in content/media/ to show it";
    NoPicture "no-picture" Flagged
        "this is no picture, and became a link";
    RawHtml "raw-html" Flagged
        "texts with HTML, which is shown to readers as it is written, unless site.yaml has `html: allow`";
    KnownName "known-name" Flagged
        "the site has this name already, and its file stays as it is";
    ExtraKey "extra-key" Flagged
        "griot has no such key; it is kept in `extra`";
    LeftOut "left-out" Flagged
        "files that are no texts and that no text uses were left out";
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
        }
    }

    /// Returns a problem with a field of a document. `value` is that of the input.
    pub fn of_field(line: u64, kind: ProblemKind, id: &str, key: &str, value: String) -> Problem {
        Problem::of_cell(line, id, key, kind, &value)
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
        for sentence in self.counts() {
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
            let _ = writeln!(out, "| {headings} |\n|---:|---|---|---|");
            for problem in problems {
                let line = match problem.line {
                    0 => String::new(),
                    line => line.to_string(),
                };
                let cells = [&problem.id, &problem.column, &problem.value].map(|text| cell(text));
                let _ = writeln!(out, "| {line} | {} |", cells.join(" | "));
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
            skipped: self.skipped,
            files: self.files,
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

impl Severity {
    /// Returns the name in reports in English.
    fn name(self) -> &'static str {
        match self {
            Severity::Skipped => "skipped",
            Severity::Kept => "kept",
            Severity::Flagged => "flagged",
        }
    }

    fn words(self) -> Message {
        match self {
            Severity::Skipped => message!("skipped"),
            Severity::Kept => message!("kept"),
            Severity::Flagged => message!("flagged"),
        }
    }
}

#[derive(Serialize)]
struct JsonReport<'r> {
    input: &'r str,
    unit: ImportUnit,
    rows: u64,
    imported: u64,
    skipped: u64,
    files: FileCounts,
    problems: &'r [Problem],
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
        map.serialize_entry("message", &self.kind.message().english())?;
        map.end()
    }
}
