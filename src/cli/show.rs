//! Findings on their way out: to a person on standard error, to a machine on standard output, and to GitHub's summary of a step.
//!
//! People want paths that open from where the command runs. GitHub and readers of SARIF want them from the top of
//! the repository, wherever the command runs.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use super::site::SiteArguments;
use super::{note, print};
use crate::Compiled;
use crate::diag::Finding;
use crate::diag::emit::{self, Format, Style};

/// Prints the findings of a run.
pub(super) fn show(compiled: &Compiled, site: &SiteArguments) {
    let prefix = match site.format {
        Format::Github | Format::Sarif => from_repository(&site.root).unwrap_or_default(),
        Format::Human | Format::Short | Format::Json => from_here(&site.root),
    };
    let findings: Vec<Finding> = compiled
        .findings
        .iter()
        .map(|finding| below(finding, &prefix))
        .collect();
    let style = match site.format {
        Format::Human => Style::Colour,
        _ => Style::Plain,
    };
    let text = emit::render(&findings, &compiled.sources, site.format, style);
    match site.format {
        Format::Human => anstream::eprint!("{text}"),
        _ => print(&text),
    }
    if site.format == Format::Github
        && let Some(file) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty())
    {
        append(Path::new(&file), &emit::summary(&compiled.findings, &compiled.sources));
    }
}

/// A finding with paths that open from where the command runs.
pub(super) fn for_person(finding: &Finding, site: &SiteArguments) -> Finding {
    below(finding, &from_here(&site.root))
}

/// What stands before paths of the site so that they open from here; nothing where the site is here.
fn from_here(root: &Path) -> String {
    if root == Path::new(".") {
        String::new()
    } else {
        slashed(root)
    }
}

/// The site's folder from the top of what GitHub checked out, else from here; nothing where it is in neither.
fn from_repository(root: &Path) -> Option<String> {
    let root = root.canonicalize().ok()?;
    let workspace = std::env::var_os("GITHUB_WORKSPACE").and_then(|top| Path::new(&top).canonicalize().ok());
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).ok();
    let tops = [workspace, here];
    tops.iter()
        .flatten()
        .find_map(|top| root.strip_prefix(top).ok())
        .map(slashed)
}

fn slashed(path: &Path) -> String {
    path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
}

fn below(finding: &Finding, prefix: &str) -> Finding {
    let mut finding = finding.clone();
    if !prefix.is_empty() {
        let at_root = |path: &str| format!("{}/{path}", prefix.trim_end_matches('/'));
        finding.path = at_root(&finding.path);
        for (_, path, _) in &mut finding.related {
            *path = at_root(path);
        }
    }
    finding
}

/// Adds to the summary of a step. The findings are told already, so a summary that cannot be written fails nothing.
fn append(file: &Path, text: &str) {
    let outcome = OpenOptions::new()
        .append(true)
        .create(true)
        .open(file)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    if let Err(error) = outcome {
        note(&format!("the summary of the step could not be written: {error}"));
    }
}
