//! Permalinks: published addresses must continue to work.
//!
//! `permalinks.lock`, beside `content/`, lists the addresses of all pages that come from a file or
//! a name, one a line. `build --update-permalinks` adds the addresses of the current build; only an
//! editor removes one. A listed address without a page or a redirect is an error, because other
//! sites may link to it.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::message;
use crate::model::Atlas;
use crate::plan::{PageKind, Plan};
use crate::source::{FileId, SourceFiles, Span};

/// The path of the list, below the site's root.
pub const FILE: &str = "permalinks.lock";

const HEAD: &str = "\
# The addresses that this site has published. griot refuses to build when one of them leads nowhere.
# `griot build --update-permalinks` adds new ones. Delete a line only if its address may break for good.
";

/// Reports listed addresses that have neither a page nor a redirect.
pub fn check(
    list: FileId,
    plan: &Plan,
    atlas: &Atlas,
    sources: &SourceFiles,
    diagnostics: &mut Diagnostics,
) {
    let today = published(plan, atlas);
    let mut alive: BTreeSet<&str> = today.iter().map(String::as_str).collect();
    let redirects: Vec<String> = plan
        .redirects
        .iter()
        .map(|(from, _)| format!("/{from}"))
        .collect();
    alive.extend(redirects.iter().map(String::as_str));
    let known: BTreeSet<&str> = lines(sources.text(list))
        .map(|(_, address)| address)
        .collect();
    for (at, address) in lines(sources.text(list)) {
        if alive.contains(address) {
            continue;
        }
        let new = today
            .iter()
            .map(String::as_str)
            .filter(|page| !known.contains(page));
        let help = match nearest(address, new) {
            Some(page) => message!(
                "if the page is at `{page}` now, add `redirect_from: [{address}]` to its file; if it may break for good, delete this line",
                page,
                address
            ),
            None => message!(
                "if the page has another address now, add `redirect_from: [{address}]` to its file; if it may break for good, delete this line",
                address
            ),
        };
        let span = Span::new(list, at..at + address.len());
        diagnostics.push(
            Diagnostic::new(
                Code::LostAddress,
                span,
                message!("`{address}` was published, but no longer exists", address),
            )
            .help(help),
        );
    }
}

/// Returns the list with the current addresses added.
pub fn updated(list: Option<FileId>, plan: &Plan, atlas: &Atlas, sources: &SourceFiles) -> String {
    let mut addresses = published(plan, atlas);
    if let Some(list) = list {
        addresses.extend(lines(sources.text(list)).map(|(_, address)| address.to_owned()));
    }
    let mut text = HEAD.to_owned();
    for address in addresses {
        text.push_str(&address);
        text.push('\n');
    }
    text
}

/// Returns the addresses below the base path of pages that come from a file or a name. Pages of
/// long lists after the first are left out, because their number changes.
fn published(plan: &Plan, atlas: &Atlas) -> BTreeSet<String> {
    let permanent = plan.pages.iter().filter(|page| {
        matches!(
            page.kind,
            PageKind::Article(_)
                | PageKind::Actor(_)
                | PageKind::Region(_)
                | PageKind::Event(_)
                | PageKind::Source(_)
                | PageKind::Free(_)
        )
    });
    permanent
        .map(|page| format!("/{}", plan.relative(atlas, *page)))
        .collect()
}

/// Returns the addresses of a list, each with its position in the text.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let places = text.split_inclusive('\n').map(move |line| {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        (start, line.trim())
    });
    places.filter(|(_, line)| line.starts_with('/'))
}
