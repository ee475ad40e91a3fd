//! Printing of findings: for people to standard error, for machines to standard output, and to
//! GitHub's job summary.
//!
//! People need paths relative to the current directory. GitHub and readers of SARIF always need
//! paths relative to the top of the repository.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use super::site::SiteArguments;
use super::{print, print_stderr};
use crate::Compiled;
use crate::diag::emit::{self, ColorChoice, EmitContext, OutputFormat, WithheldText};
use crate::diag::{Code, Finding, Severity};
use crate::resolve::Withheld;
use crate::{message, messages};

/// Prints the findings of a run. Returns the code of the first finding, for [`note_explain`].
pub(super) fn print_findings(compiled: &Compiled, site: &SiteArguments) -> Option<Code> {
    let prefix = match site.format {
        OutputFormat::Github | OutputFormat::Sarif => {
            from_repository(&site.root).unwrap_or_default()
        }
        OutputFormat::Human | OutputFormat::Short | OutputFormat::Json => from_here(&site.root),
    };
    let findings: Vec<Finding> = compiled
        .findings
        .iter()
        .map(|finding| with_prefixed_paths(finding, &prefix))
        .collect();
    // People see only the first findings; machines get all of them.
    let limit = match site.format {
        OutputFormat::Human => Some(30),
        OutputFormat::Short | OutputFormat::Github => Some(100),
        OutputFormat::Json | OutputFormat::Sarif => None,
    };
    let (findings, rest) = match limit.filter(|_| !site.all) {
        Some(limit) => {
            let page = emit::page(&findings, &compiled.sources, limit);
            (page.findings, page.rest)
        }
        None => (findings, None),
    };
    let style = match site.format {
        OutputFormat::Human => ColorChoice::Colour,
        _ => ColorChoice::Plain,
    };
    let withheld = withheld_texts(&compiled.withheld, &prefix);
    let context = EmitContext {
        sources: &compiled.sources,
        language: site.console.language,
        prefix: &prefix,
    };
    let text = emit::render_with(&findings, &withheld, context, site.format, style);
    match site.format {
        OutputFormat::Human => print_stderr(&text),
        _ => print(&text),
    }
    if let Some(rest) = rest {
        site.console.note(&rest);
    }
    if site.format == OutputFormat::Github
        && let Some(file) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty())
    {
        let mut summary = emit::summary(&compiled.findings, context);
        summary.push_str(&emit::withheld_summary(
            &withheld_texts(&compiled.withheld, ""),
            context.language,
        ));
        append(Path::new(&file), &summary, site);
    }
    let error = findings
        .iter()
        .find(|finding| finding.severity == Severity::Error);
    error.or(findings.first()).map(|finding| finding.code)
}

/// Prints the command that explains a finding. `first` is the code of the first error shown, or
/// else of the first warning.
pub(super) fn note_explain(first: Option<Code>, site: &SiteArguments) {
    if let Some(code) = first {
        let code = code.word();
        site.console
            .note(&message!("For more, run `griot explain {code}`", code));
    }
}

/// Prints which texts are not published yet.
pub(super) fn note_withheld(withheld: &[Withheld], site: &SiteArguments) {
    if let Some(words) = emit::withheld_words(&withheld_texts(withheld, &from_here(&site.root))) {
        site.console.note(&words);
    }
}

/// Returns the texts that are not published yet, each with the option that shows it.
fn withheld_texts(withheld: &[Withheld], prefix: &str) -> Vec<WithheldText> {
    let all = withheld.iter().map(|text| WithheldText {
        path: with_prefix(&text.path, prefix),
        until: text.until.clone(),
        is_draft: text.is_draft || text.until.is_none(),
        option: match &text.until {
            Some(_) if !text.is_draft => "--now",
            _ => "--drafts",
        },
    });
    all.collect()
}

/// Returns a path of the site with a prefix.
fn with_prefix(path: &str, prefix: &str) -> String {
    if prefix.is_empty() {
        path.to_owned()
    } else {
        format!("{}/{path}", prefix.trim_end_matches('/'))
    }
}

/// Returns a finding with paths relative to the current directory.
pub(super) fn for_person(finding: &Finding, site: &SiteArguments) -> Finding {
    with_prefixed_paths(finding, &from_here(&site.root))
}

/// Returns a path of the site, relative to the current directory. Control characters are replaced,
/// because a terminal would execute them.
pub(super) fn path_for_person(path: &Path, root: &Path) -> String {
    emit::visible(&with_prefix(&slashed(path), &from_here(root)).replace('\n', "\u{fffd}"))
}

/// Returns the prefix that makes paths of the site relative to the current directory. Empty if that
/// directory is the site's root.
fn from_here(root: &Path) -> String {
    if root == Path::new(".") {
        String::new()
    } else {
        slashed(root)
    }
}

/// Returns the site's folder relative to GitHub's checkout, or else to the current directory.
/// `None` if the folder is in neither.
fn from_repository(root: &Path) -> Option<String> {
    let root = root.canonicalize().ok()?;
    let workspace =
        std::env::var_os("GITHUB_WORKSPACE").and_then(|top| Path::new(&top).canonicalize().ok());
    let here = std::env::current_dir()
        .and_then(|here| here.canonicalize())
        .ok();
    let tops = [workspace, here];
    tops.iter()
        .flatten()
        .find_map(|top| root.strip_prefix(top).ok())
        .map(slashed)
}

fn slashed(path: &Path) -> String {
    path.display()
        .to_string()
        .replace(std::path::MAIN_SEPARATOR, "/")
}

fn with_prefixed_paths(finding: &Finding, prefix: &str) -> Finding {
    let mut finding = finding.clone();
    if !prefix.is_empty() {
        finding.path = with_prefix(&finding.path, prefix);
        for (_, path, _) in &mut finding.related {
            *path = with_prefix(path, prefix);
        }
    }
    finding
}

/// Appends a text to the job summary. The findings are printed already, so an error here does not
/// end the command.
fn append(file: &Path, text: &str, site: &SiteArguments) {
    let outcome = OpenOptions::new()
        .append(true)
        .create(true)
        .open(file)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    if let Err(error) = outcome {
        site.console.note(&message!(
            "cannot write the summary of the step: {error}",
            error = messages::io_error(&error)
        ));
    }
}
