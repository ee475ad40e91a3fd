//! Checks of the site as a whole: its address and its files. Also drops findings that may only be
//! consequences of others.

pub mod dates;
pub mod editorial;
pub mod location;
pub mod permalinks;
pub mod size_limits;

use std::collections::BTreeSet;

use crate::boundaries;
use crate::config::{self, Config};
use crate::diag::{Code, Diagnostic, Diagnostics, Location};
use crate::load::{self, ContentTree};
use crate::media;
use crate::message;
use crate::messages::{Argument, ListConjunction, Message};
use crate::model::Atlas;
use crate::picture;
use crate::source::{FileId, SourceFiles};

/// Reports errors in published files, and personal metadata in pictures.
pub fn check_pictures(pictures: &picture::Pictures, diagnostics: &mut Diagnostics) {
    let place = |path: &str| Location::Path(format!("content/{path}"));
    for (path, flaw) in &pictures.errors {
        let (message, help) = flaw.message_and_help(path);
        let code = match media::use_of(path) {
            media::Use::Picture => Code::BrokenImage,
            _ => Code::OtherKind,
        };
        diagnostics.push(Diagnostic::new(code, place(path), message).help(help));
    }
    for (path, traces) in &pictures.traces {
        check_traces(path, traces, diagnostics);
    }
}

/// Reports personal metadata in a file that is published unchanged. `path` is below `content/`.
pub fn check_traces(path: &str, traces: &[(&'static str, String)], diagnostics: &mut Diagnostics) {
    if traces.is_empty() {
        return;
    }
    let traces = traces
        .iter()
        .map(|(what, value)| Argument::Message(trace(what, value)));
    let traces = Argument::List(traces.collect(), ListConjunction::Comma);
    let name = path.rsplit('/').next().unwrap_or(path);
    diagnostics.push(
        Diagnostic::new(
            Code::Metadata,
            Location::Path(format!("content/{path}")),
            message!("this file is published with personal metadata: {traces}", traces),
        )
        .help(message!(
            "remove it from a copy, such as with `exiftool -all= {name}`; or write `allow` in site.yaml with a reason",
            name
        )),
    );
}

/// Returns the name of personal metadata, with its value if that is known.
fn trace(what: &str, value: &str) -> Message {
    match (what, value) {
        ("place", "yes") => message!("its place"),
        ("place", _) => message!("its place (`{value}`)", value),
        ("maker", "yes") => message!("its maker"),
        ("maker", _) => message!("its maker (`{value}`)", value),
        ("device", "yes") => message!("its device"),
        ("device", _) => message!("its device (`{value}`)", value),
        (_, "yes") => message!("its author"),
        _ => message!("its author (`{value}`)", value),
    }
}

/// Returns the files that cannot be read, or have no readable front matter.
pub fn unreadable(tree: &ContentTree, diagnostics: &Diagnostics) -> BTreeSet<FileId> {
    let mut files: BTreeSet<FileId> = tree.unreadable().map(|document| document.file).collect();
    files.extend(diagnostics.iter().filter_map(|diagnostic| {
        let file = diagnostic.place.file();
        file.filter(|_| diagnostic.code == Code::MissingFrontMatter)
    }));
    files
}

/// Reports files in content folders that nothing uses.
pub fn report_strays(
    tree: &ContentTree,
    atlas: &Atlas,
    used: &BTreeSet<String>,
    all_known: bool,
    diagnostics: &mut Diagnostics,
) {
    let mut all = used.clone();
    all.extend(boundaries::required_files(atlas));
    // A file that cannot be read may use any picture. So only files that are never published are
    // reported then.
    let is_complete = all_known && tree.unreadable().next().is_none();
    load::stray::report(&tree.media, &all, is_complete, diagnostics);
}

/// Whether a finding may only be a consequence of files that cannot be read: it is about a guess at
/// the content of such a file, or the check needs the complete site.
fn is_consequence(diagnostic: &Diagnostic, broken: &BTreeSet<FileId>) -> bool {
    let code = diagnostic.code;
    match diagnostic.place.file() {
        // A wrong file name is still reported for a file that cannot be read.
        Some(file) if broken.contains(&file) => {
            !code.is_unreadable() && !matches!(code, Code::BadId | Code::UnknownLanguage)
        }
        _ => matches!(
            code,
            Code::LostAddress
                | Code::Orphan
                | Code::Unadmitted
                | Code::UnsaidConflict
                | Code::UnusedAllow
        ),
    }
}

/// Drops findings that may only be consequences of files that cannot be read.
pub fn drop_consequences(tree: &ContentTree, sources: &SourceFiles, diagnostics: &mut Diagnostics) {
    let broken = unreadable(tree, diagnostics);
    // A word list that cannot be read may have allowed the words that are reported in its language.
    let has_list = |finding: &Diagnostic| {
        let file = finding
            .place
            .file()
            .filter(|_| finding.code.is_unreadable());
        file.is_some_and(|file| sources.path(file).starts_with("content/style/"))
    };
    if diagnostics.iter().any(has_list) {
        let codes = [Code::LoadedWord, Code::NearName, Code::UnclaimedFigure];
        diagnostics.retain(|finding| !codes.contains(&finding.code));
    }
    if !broken.is_empty() {
        diagnostics.retain(|diagnostic| !is_consequence(diagnostic, &broken));
    }
}

/// Drops all findings except those about unreadable files, for a site with unreadable settings.
pub fn retain_unreadable(tree: &ContentTree, sources: &SourceFiles, diagnostics: &mut Diagnostics) {
    let about_site = |diagnostic: &Diagnostic| match &diagnostic.place {
        Location::Path(path) => path == config::FILE,
        place => place
            .file()
            .is_some_and(|file| sources.path(file) == config::FILE),
    };
    diagnostics.retain(|diagnostic| diagnostic.code.is_unreadable() || about_site(diagnostic));
    let cause = diagnostics.iter().find(|diagnostic| about_site(diagnostic));
    if let Some(file) = cause.and_then(|diagnostic| diagnostic.place.file()) {
        diagnostics.unchecked(file, tree.documents.len());
    }
}

/// Reports a missing or local base address.
pub fn check_address(config: &Config, diagnostics: &mut Diagnostics) {
    let finding = match &config.base_at {
        _ if !config.base.is_local() => return,
        // An invalid address was reported already.
        Some(field)
            if diagnostics
                .iter()
                .any(|finding| finding.place == Location::from(field)) =>
        {
            return;
        }
        Some(field) => Diagnostic::new(
            Code::NoBaseUrl,
            field,
            message!(
                "`{address}` is a local address, but the sitemap, feeds and shared links use it",
                address = config.base.origin
            ),
        ),
        None => Diagnostic::new(
            Code::NoBaseUrl,
            Location::Path(config::FILE.into()),
            message!(
                "`base_url` is not set, so the sitemap, feeds and shared links use `{address}`",
                address = format!("{}{}", config.base.origin, config.base.path)
            ),
        ),
    };
    let help = message!(
        "write it in site.yaml, such as `base_url: https://name.github.io/site/`, or give it with `--base-url`"
    );
    diagnostics.push(finding.help(help));
}
