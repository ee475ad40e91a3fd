//! Output formats of findings: for people (with source lines or in one line each), and for
//! machines.
//!
//! All formats get the same sorted findings, and decide nothing. Findings quote texts of the site,
//! and programs act on what they read. So each format escapes texts by the rules of its readers,
//! and no text can inject anything.

mod fold;
mod github;
mod human;
mod json;
mod sarif;
mod summary;

use std::fmt::Write as _;

use super::{Code, Finding, Severity};
use crate::message;
use crate::messages::{Argument, ListConjunction, Message, MessageLanguage, ToArgument as _};
use crate::source::{Position, SourceFiles, Span};

pub use self::fold::{FoldedFindings, page};
pub use self::json::SCHEMA as JSON_SCHEMA;
pub use self::summary::{summary, withheld as withheld_summary};

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum OutputFormat {
    /// Each finding with its line, a caret and help
    #[default]
    Human,
    /// One line each: `file:line:column: severity[code]: message; help`
    Short,
    /// JSON Lines, as described by `griot explain --json-schema`
    Json,
    /// GitHub Actions annotations, and a job summary
    Github,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
}

/// Whether colours are wanted. Whether the terminal gets them is decided by the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorChoice {
    Plain,
    Colour,
}

/// What all formats need beside findings.
#[derive(Clone, Copy)]
pub struct EmitContext<'a> {
    /// Where lines and columns come from.
    pub sources: &'a SourceFiles,
    /// The language of messages.
    pub language: MessageLanguage,
    /// What precedes the paths of the site where the command runs. The paths of findings have it
    /// already.
    pub prefix: &'a str,
}

impl EmitContext<'_> {
    /// Returns a path of the site as the command shows it.
    fn path(&self, path: &str) -> String {
        match self.prefix.trim_end_matches('/') {
            "" => path.to_owned(),
            prefix => format!("{prefix}/{path}"),
        }
    }
}

/// Renders all findings in one format, in English.
pub fn render(
    findings: &[Finding],
    sources: &SourceFiles,
    format: OutputFormat,
    style: ColorChoice,
) -> String {
    let context = EmitContext {
        sources,
        language: MessageLanguage::English,
        prefix: "",
    };
    render_with(findings, &[], context, format, style)
}

/// Renders all findings in one format. Formats for machines also get the texts that are not
/// published yet.
pub fn render_with(
    findings: &[Finding],
    withheld: &[WithheldText],
    context: EmitContext,
    format: OutputFormat,
    style: ColorChoice,
) -> String {
    let mut out = String::new();
    match format {
        OutputFormat::Human => findings
            .iter()
            .for_each(|finding| human::human(finding, context, style, &mut out)),
        OutputFormat::Short => findings
            .iter()
            .for_each(|finding| short(finding, context, &mut out)),
        OutputFormat::Json => {
            findings
                .iter()
                .for_each(|finding| json::json(finding, context, &mut out));
            withheld.iter().for_each(|withheld_text| {
                json::withheld(withheld_text, context.language, &mut out);
            });
        }
        OutputFormat::Github => {
            github::commands(findings, context, &mut out);
            if let Some(words) = withheld_words(withheld) {
                github::notice(&words.text(context.language), &mut out);
            }
        }
        OutputFormat::Sarif => sarif::log(findings, withheld, context, &mut out),
    }
    out
}

/// A text that is not published yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithheldText {
    pub path: String,
    /// The day of publication, `2022-02-23`; `None` for a draft without a later date.
    pub until: Option<String>,
    /// Whether it is a draft, on its day too.
    pub is_draft: bool,
    /// The command-line option that shows the text.
    pub option: &'static str,
}

impl WithheldText {
    /// Returns a sentence that says why the text is not published.
    fn reason(&self) -> Message {
        match (&self.until, self.is_draft) {
            (Some(day), true) => {
                message!("this article is withheld: draft, and dated {day}", day)
            }
            (Some(day), false) => message!("this article is withheld: until {day}", day),
            (None, _) => message!("this article is withheld: draft"),
        }
    }

    /// Returns a sentence that says how to see the text.
    fn help(&self) -> Message {
        message!("use {option} to show it", option = self.option)
    }
}

/// How many unpublished texts a line names.
const NAMED: usize = 10;

/// Returns a sentence such as "2 articles withheld: a.md until 2022-02-23, b.md (draft); use
/// --drafts and --now to show them", or `None` if no text is withheld.
pub fn withheld_words(withheld: &[WithheldText]) -> Option<Message> {
    if withheld.is_empty() {
        return None;
    }
    let named = withheld.iter().take(NAMED).map(|text| {
        let path = visible(&text.path);
        let words = match (&text.until, text.is_draft) {
            (Some(day), true) => message!("{path} (draft, and dated {day})", path, day),
            (Some(day), false) => message!("{path} until {day}", path, day),
            (None, _) => message!("{path} (draft)", path),
        };
        words.to_argument()
    });
    let texts = Argument::List(named.collect(), ListConjunction::Comma);
    let mut options: Vec<&str> = withheld.iter().map(|text| text.option).collect();
    options.sort_unstable();
    options.dedup();
    let options = options.iter().map(|option| option.to_argument()).collect();
    let options = Argument::List(options, ListConjunction::And);
    let number = withheld.len();
    // Beside articles there are free pages.
    if withheld
        .iter()
        .any(|text| text.path.contains("content/pages/"))
    {
        return Some(message!(
            number =>
                "{count} text withheld: {texts}; use {options} to show it",
                "{count} texts withheld: {texts}; use {options} to show them",
            texts = match number.saturating_sub(NAMED) {
                0 => texts,
                more => message!(
                    more =>
                        "{texts} and {count} more",
                        "{texts} and {count} more",
                    texts
                )
                .to_argument(),
            },
            options
        ));
    }
    Some(if number > NAMED {
        message!(
            number =>
                "{count} article withheld: {texts} and {more} more; use {options} to show it",
                "{count} articles withheld: {texts} and {more} more; use {options} to show them",
            texts,
            more = number - NAMED,
            options
        )
    } else {
        message!(
            number =>
                "{count} article withheld: {texts}; use {options} to show it",
                "{count} articles withheld: {texts}; use {options} to show them",
            texts,
            options
        )
    })
}

/// Returns the numbers of findings, such as "2 errors, 1 warning; 3 references to the file that
/// cannot be read were not checked", or `None` if there are none. A cause in many places counts
/// once: "1 error in 11,866 places".
pub fn tally(findings: &[Finding]) -> Option<Message> {
    let errors = fold::counted(findings, Severity::Error);
    let warnings = fold::counted(findings, Severity::Warning);
    let tally = match (errors, warnings) {
        (Some(errors), Some(warnings)) => message!("{errors}, {warnings}", errors, warnings),
        (errors, warnings) => errors.or(warnings)?,
    };
    let unchecked: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.unchecked > 0)
        .collect();
    let words = match unchecked.as_slice() {
        [] => None,
        [one] if one.path.ends_with(crate::diag::SITE) => unchecked_words(one),
        [one] => Some(message!(
            one.unchecked =>
                "{count} reference to `{path}`, which cannot be read, was not checked",
                "{count} references to `{path}`, which cannot be read, were not checked",
            path = one.path
        )),
        several => {
            let number: usize = several.iter().map(|finding| finding.unchecked).sum();
            Some(message!(
                number =>
                    "{count} reference to files that cannot be read was not checked",
                    "{count} references to files that cannot be read were not checked"
            ))
        }
    };
    Some(match words {
        Some(words) => message!("{tally}; {words}", tally, words),
        None => tally,
    })
}

/// Returns how many references were not checked because of a finding, in words.
pub fn unchecked_words(finding: &Finding) -> Option<Message> {
    let number = finding.unchecked;
    match number {
        0 => None,
        _ if finding.path.ends_with(crate::diag::SITE) => Some(message!(
            number =>
                "{count} file was not checked because of it",
                "{count} files were not checked because of it"
        )),
        _ => Some(message!(
            number =>
                "{count} reference to the file that cannot be read was not checked",
                "{count} references to the file that cannot be read were not checked"
        )),
    }
}

/// Replaces control characters, which a terminal would execute.
pub fn visible(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() && c != '\n' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

/// Writes a finding in one line. The word of its severity is English in all languages, because
/// editors search for it.
fn short(finding: &Finding, context: EmitContext, out: &mut String) {
    let place = finding.span.map_or_else(String::new, |span| {
        let position = context.sources.position(span);
        format!(":{}:{}", position.line, position.column)
    });
    let mut line = format!(
        "{}{place}: {}[{}]: {}",
        finding.path,
        finding.severity.word(),
        finding.code.word(),
        finding.message.text(context.language),
    );
    for more in finding.help.iter().chain(&unchecked_words(finding)) {
        line.push_str("; ");
        line.push_str(&more.text(context.language));
    }
    // A finding is one line, even if its help has two.
    writeln!(out, "{}", visible(&line.replace('\n', " ")))
        .expect("writing to a String cannot fail");
}

/// Returns the positions of the first byte of a span and of the byte after its last.
fn ends(span: Span, sources: &SourceFiles) -> (Position, Position) {
    let end = Span {
        start: span.end,
        ..span
    };
    (sources.position(span), sources.position(end))
}

/// Returns the message, and the help as a second sentence.
fn sentences(finding: &Finding, language: MessageLanguage) -> String {
    let mut text = closed(&finding.message.text(language));
    if let Some(help) = &finding.help {
        text.push(' ');
        text.push_str(&capitalized(&closed(&help.text(language))));
    }
    if let Some(words) = unchecked_words(finding) {
        text.push(' ');
        text.push_str(&closed(&words.text(language)));
    }
    text
}

fn closed(sentence: &str) -> String {
    let sentence = sentence.trim_end();
    let stop = if sentence.ends_with(['.', '?', '!', '؟']) {
        ""
    } else {
        "."
    };
    format!("{sentence}{stop}")
}

fn capitalized(sentence: &str) -> String {
    let mut letters = sentence.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
