//! Findings: what is wrong, where, and what to do about it.
//!
//! A phase pushes [`Diagnostic`]s into [`Diagnostics`] and goes on. A finding names its place
//! loosely (a span, a field of the front matter, a file); [`Diagnostics::settle`] works out bytes,
//! lines and columns once, at the end, and sorts. `emit` draws what comes out of it. Nothing here
//! prints.

pub mod emit;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::source::{FileId, SourceFiles, Span, YamlOutline};
use crate::yaml::{self, Sought, Step};

/// How bad a finding is. An error stops the build before anything is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    Error,
    Warning,
}

impl Severity {
    /// The word that stands before a finding.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

macro_rules! codes {
    ($($name:ident $severity:ident $word:literal)*) => {
        /// The kind of a finding. Each has a word and a page of its own in `codes/`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code { $($name),* }

        impl Code {
            /// Every code, by word.
            pub const ALL: &[Code] = &[$(Code::$name),*];

            /// The word an editor sees and gives to `griot explain`.
            pub fn word(self) -> &'static str {
                match self { $(Code::$name => $word),* }
            }

            /// What a finding of this kind does to the build.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),* }
            }

            /// The page that explains the code, in Markdown.
            pub fn page(self) -> &'static str {
                match self { $(Code::$name => include_str!(concat!("codes/", $word, ".md"))),* }
            }
        }
    };
}

codes! {
    ActorOutOfTime Warning "actor-out-of-time"
    AddressTaken Error "address-taken"
    LostAddress Error "lost-address"
    AmbiguousName Error "ambiguous-name"
    AsPublished Warning "as-published"
    BadCoordinates Error "bad-coordinates"
    BadDate Error "bad-date"
    BadFigure Error "bad-figure"
    BadGeometry Error "bad-geometry"
    BadId Error "bad-id"
    BadNumber Error "bad-number"
    BrokenAnchor Error "broken-anchor"
    BrokenImage Error "broken-image"
    BrokenLink Error "broken-link"
    ClaimUnsourced Error "claim-unsourced"
    ConflictWithoutNotes Error "conflict-without-notes"
    ControlCharacter Error "control-character"
    Cycle Error "cycle"
    DroppedText Warning "dropped-text"
    DuplicateId Error "duplicate-id"
    FarAway Warning "far-away"
    FigureMismatch Error "figure-mismatch"
    ForeignMarkup Warning "foreign-markup"
    Heavy Warning "heavy"
    HiddenCaption Warning "hidden-caption"
    LargeGallery Warning "large-gallery"
    LinkScheme Error "link-scheme"
    ListNumber Warning "list-number"
    LoadedWord Warning "loaded-word"
    LongAddress Error "long-address"
    LongText Warning "long-text"
    LostText Warning "lost-text"
    MergeConflict Error "merge-conflict"
    Metadata Warning "metadata"
    MisspeltName Error "misspelt-name"
    MissingAlt Error "missing-alt"
    MissingCredit Warning "missing-credit"
    MissingField Error "missing-field"
    MissingFrontMatter Error "missing-front-matter"
    MissingPlace Error "missing-place"
    MissingSite Error "missing-site"
    MissingTranslation Warning "missing-translation"
    NearName Warning "near-name"
    NoBaseUrl Warning "no-base-url"
    NoHistory Warning "no-history"
    NoLink Warning "no-link"
    NotArchived Warning "not-archived"
    NotInList Error "not-in-list"
    NotUtf8 Error "not-utf8"
    OddDate Warning "odd-date"
    Orphan Warning "orphan"
    OtherKind Error "other-kind"
    RawHtml Warning "raw-html"
    RegionOutOfTime Error "region-out-of-time"
    ReviewDue Warning "review-due"
    SpecialFile Error "special-file"
    StrayFile Warning "stray-file"
    Template Error "template"
    TooLarge Error "too-large"
    TranslationWithoutOriginal Error "translation-without-original"
    TwoCredits Warning "two-credits"
    Unadmitted Warning "unadmitted"
    UnclaimedFigure Warning "unclaimed-figure"
    Undeclared Warning "undeclared"
    UnknownKey Error "unknown-key"
    UnknownLanguage Error "unknown-language"
    UnknownReference Error "unknown-reference"
    UnsaidConflict Error "unsaid-conflict"
    UnsignedEstimate Error "unsigned-estimate"
    UnpublishedComment Error "unpublished-comment"
    UnusedAllow Warning "unused-allow"
    UnusedFootnote Warning "unused-footnote"
    WithheldLink Warning "withheld-link"
    WrongType Error "wrong-type"
    YamlSyntax Error "yaml-syntax"
}

impl Code {
    /// The code with that word.
    pub fn from_word(word: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.word() == word)
    }

    /// Whether it says that a file, or a part of one, could not be read. Such findings come first,
    /// for others may follow from them.
    pub fn is_unreadable(self) -> bool {
        matches!(
            self,
            Code::ControlCharacter
                | Code::MergeConflict
                | Code::MissingFrontMatter
                | Code::MissingSite
                | Code::NotUtf8
                | Code::SpecialFile
                | Code::TooLarge
                | Code::YamlSyntax
        )
    }

    /// What it means, in one paragraph: the first of its page.
    pub fn meaning(self) -> String {
        self.paragraphs().next().unwrap_or_default()
    }

    /// What it means and why it matters: all that its page says before the example.
    pub fn reason(self) -> String {
        let all: Vec<String> = self.paragraphs().collect();
        all.join("\n\n")
    }

    /// What to do about it, in Markdown: the last part of its page.
    pub fn cure(self) -> &'static str {
        let page = self.page();
        page.split_once("\n## Cure\n")
            .map_or(page, |(_, cure)| cure.trim())
    }

    /// The paragraphs before the first heading, each in one line.
    fn paragraphs(self) -> impl Iterator<Item = String> {
        let intro = self.page().split("\n## ").next().unwrap_or_default();
        intro
            .split("\n\n")
            .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|paragraph| !paragraph.is_empty() && !paragraph.starts_with('#'))
    }
}

/// The file without which nothing else of a site is checked, relative to the site's root.
pub const SITE: &str = "content/site.yaml";

/// One step to a field, owned, so that it outlives the phase that read it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FieldStep {
    Key(Cow<'static, str>),
    Index(usize),
}

/// A value in a file's front matter, by the way that leads to it. A site has hundreds of thousands
/// of them, so those that lie below one share the way to it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Field {
    pub file: FileId,
    last: Option<Arc<FieldPath>>,
}

/// The last step of a way, and the way to it.
#[derive(PartialEq, Eq, Hash)]
struct FieldPath {
    above: Option<Arc<FieldPath>>,
    step: FieldStep,
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:?} {:?}", self.file, self.path())
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.file, self.path()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Field, D::Error> {
        let (file, path): (FileId, Vec<FieldStep>) = Deserialize::deserialize(deserializer)?;
        Ok(path
            .into_iter()
            .fold(Field::top(file), |field, step| field.with(step)))
    }
}

impl Field {
    /// The top of a file's front matter.
    pub fn top(file: FileId) -> Field {
        Field { file, last: None }
    }

    /// The field `key` below this one.
    #[must_use]
    pub fn key(&self, key: impl Into<Cow<'static, str>>) -> Field {
        self.with(FieldStep::Key(key.into()))
    }

    /// The item `index` below this one.
    #[must_use]
    pub fn index(&self, index: usize) -> Field {
        self.with(FieldStep::Index(index))
    }

    fn with(&self, step: FieldStep) -> Field {
        let above = self.last.clone();
        Field {
            file: self.file,
            last: Some(Arc::new(FieldPath { above, step })),
        }
    }

    /// Whether it is the whole front matter.
    pub fn is_top(&self) -> bool {
        self.last.is_none()
    }

    /// The steps from the top.
    fn path(&self) -> Vec<&FieldStep> {
        let mut path: Vec<&FieldStep> =
            std::iter::successors(self.last.as_deref(), |below| below.above.as_deref())
                .map(|below| &below.step)
                .collect();
        path.reverse();
        path
    }

    /// The bytes of the value (or of its key), else those of the nearest thing above it.
    pub fn span(&self, sources: &SourceFiles, sought: Sought) -> Span {
        let front = sources.front(self.file);
        let text = &sources.text(self.file)[front.clone()];
        let steps: Vec<Step> = self
            .path()
            .into_iter()
            .map(|step| match step {
                FieldStep::Key(key) => Step::Key(key),
                FieldStep::Index(index) => Step::Index(*index),
            })
            .collect();
        let nearby = || nearby(text, &steps, sought, sources.outline(self.file));
        let range = nearby()
            .or_else(|| {
                (0..=steps.len())
                    .rev()
                    .find_map(|length| yaml::locate(text, &steps[..length], sought))
            })
            .unwrap_or(0..text.lines().next().map_or(0, str::len));
        Span::new(
            self.file,
            front.start + range.start..front.start + range.end,
        )
    }
}

/// Where a value stands in a front matter, looked for in the lines of the innermost entry or item
/// round it: a file may have thousands of findings, and each would read all of it. `None` where it
/// is not found there.
fn nearby(
    text: &str,
    steps: &[Step],
    sought: Sought,
    outline: &YamlOutline,
) -> Option<Range<usize>> {
    let mut part = outline.whole();
    let mut depth: usize = 0;
    for step in steps {
        let below = match step {
            Step::Key(key) => outline.entry(part, key),
            Step::Index(index) => outline.item(part, *index),
        };
        let Some(below) = below else {
            break;
        };
        part = below;
        depth += 1;
    }
    let last = match steps.get(depth.checked_sub(1)?)? {
        Step::Index(_) => Step::Index(0),
        key => *key,
    };
    let lines = part.lines();
    let before = std::iter::repeat_n(Step::Index(0), part.hyphens());
    let inner: Vec<Step> = before
        .chain([last])
        .chain(steps[depth..].iter().copied())
        .collect();
    let found = yaml::locate(&text[lines.clone()], &inner, sought)?;
    Some(lines.start + found.start..lines.start + found.end)
}

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

/// How many other places a joined finding names.
const JOINED: usize = 2;

/// The findings of a run, in the order in which phases made them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// How many references to what stands in a file were not checked, because it cannot be read.
    unchecked: BTreeMap<FileId, usize>,
}

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds the findings of one item of a parallel phase, in the order of the items.
    pub fn append(&mut self, mut more: Diagnostics) {
        self.list.append(&mut more.list);
        for (file, times) in more.unchecked {
            *self.unchecked.entry(file).or_default() += times;
        }
    }

    /// Adds some findings.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(more);
    }

    /// Counts a reference, or some, to what stands in a file that cannot be read.
    pub fn unchecked(&mut self, file: FileId, times: usize) {
        *self.unchecked.entry(file).or_default() += times;
    }

    /// Whether any finding is about a file.
    pub fn concern(&self, file: FileId) -> bool {
        self.list
            .iter()
            .any(|diagnostic| diagnostic.place.file() == Some(file))
    }

    /// The files about which there is a finding of that code.
    pub fn files_with(&self, code: Code) -> BTreeSet<FileId> {
        let found = self
            .list
            .iter()
            .filter(|diagnostic| diagnostic.code == code);
        found
            .filter_map(|diagnostic| diagnostic.place.file())
            .collect()
    }

    /// The files that findings point into.
    pub fn files(&self) -> BTreeSet<FileId> {
        let places = self.list.iter().flat_map(|diagnostic| {
            let related = diagnostic.related.iter().map(|(place, _)| place);
            related.chain([&diagnostic.place])
        });
        places.filter_map(Location::file).collect()
    }

    /// Makes one finding of those of a kind that say the same of several places: it stands at the
    /// first of them and counts the others.
    pub fn join(&mut self, code: Code) {
        let mut by_words: BTreeMap<(String, Option<String>), Vec<Diagnostic>> = BTreeMap::new();
        let (same, rest) = std::mem::take(&mut self.list)
            .into_iter()
            .partition(|finding| finding.code == code);
        self.list = rest;
        for finding in same {
            by_words
                .entry((finding.message.clone(), finding.help.clone()))
                .or_default()
                .push(finding);
        }
        for (_, mut findings) in by_words {
            findings.sort_by_key(|finding| match &finding.place {
                Location::Span(span) => (Some(*span), None),
                place => (None, place.file()),
            });
            let mut all = findings.into_iter();
            let Some(mut first) = all.next() else {
                continue;
            };
            match all.len() {
                0 => {}
                1 => first.message.push_str(", here and in one other place"),
                others => first
                    .message
                    .push_str(&format!(", here and in {others} other places")),
            }
            first.related.extend(
                all.take(JOINED)
                    .map(|other| (other.place, "also here".to_owned())),
            );
            self.list.push(first);
        }
    }

    /// All findings, in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Keeps the findings that are wanted.
    pub fn retain(&mut self, wanted: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(wanted);
    }

    /// Whether there is none, and nothing was left unchecked.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && self.unchecked.is_empty()
    }

    /// Whether any finding stops the build.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// Works out places, drops repetitions, and sorts by file, place and code; files that cannot be
    /// read come first.
    pub fn into_findings(mut self, sources: &SourceFiles) -> Vec<Finding> {
        let list = std::mem::take(&mut self.list);
        let mut findings: Vec<Finding> = list
            .into_iter()
            .map(|diagnostic| {
                let cause = (diagnostic.place.file()).filter(|_| diagnostic.code.is_unreadable());
                let mut finding = finding(diagnostic, sources);
                finding.unchecked = cause
                    .and_then(|file| self.unchecked.remove(&file))
                    .unwrap_or(0);
                finding
            })
            .collect();
        findings.sort_by(|a, b| a.key().cmp(&b.key()));
        let mut seen = BTreeSet::new();
        findings.retain(|f| seen.insert((f.path.clone(), f.span, f.code, f.message.clone())));
        findings
    }
}

/// A finding whose place is worked out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Finding {
    pub code: Code,
    pub severity: Severity,
    /// Relative to the site's root, with `/`.
    pub path: String,
    /// Absent where the path is not a text that was read.
    pub span: Option<Span>,
    pub message: String,
    pub label: Option<String>,
    pub help: Option<String>,
    pub related: Vec<(Option<Span>, String, String)>,
    /// How many references to what stands in the file were not checked, because it cannot be read.
    pub unchecked: usize,
}

impl Finding {
    fn key(&self) -> (bool, &str, Option<Span>, Code, &str) {
        let is_last = !self.code.is_unreadable();
        (is_last, &self.path, self.span, self.code, &self.message)
    }
}

fn finding(diagnostic: Diagnostic, sources: &SourceFiles) -> Finding {
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
    }
}

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

/// The item of `known` that is nearest to `name`, if it is near enough to be what was meant.
///
/// Near is an edit or two (insertion, deletion, substitution, swap of neighbours), one in four
/// letters at most; both sides are compared as given, so fold case and accents first.
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let length = name.chars().count();
    known
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= 3)
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate))
        .filter(|&(distance, candidate)| {
            // What has no letter in common is not near, however short it is.
            let other = candidate.chars().count();
            distance < length.max(other) && distance <= (length.max(other) / 4).clamp(1, 3)
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many edits (insertion, deletion, substitution, swap of neighbours) lead from one word to
/// another.
pub fn edits(a: &str, b: &str) -> usize {
    strsim::osa_distance(a, b)
}

/// "`a`, `b` or `c`".
pub fn or_list<'k>(items: impl IntoIterator<Item = &'k str>) -> String {
    list(items, "or")
}

/// "`a`, `b` and `c`".
pub fn and_list<'k>(items: impl IntoIterator<Item = &'k str>) -> String {
    list(items, "and")
}

fn list<'k>(items: impl IntoIterator<Item = &'k str>, word: &str) -> String {
    let items: Vec<String> = items.into_iter().map(|item| format!("`{item}`")).collect();
    match items.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// A whole number with commas between thousands.
pub fn grouped(number: impl fmt::Display) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "1 error", "2 errors": a count with its noun.
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_is_not_any() {
        assert_eq!(nearest("famaa", ["fama", "minusma"]), Some("fama"));
        assert_eq!(nearest("dtae", ["date", "title"]), Some("date"));
        assert_eq!(nearest("ab", ["xy"]), None);
        assert_eq!(nearest("3", ["1", "2"]), None);
    }
}
