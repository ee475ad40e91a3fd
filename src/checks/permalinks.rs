//! Permalinks: published addresses must continue to work.
//!
//! `permalinks.lock`, beside `content/`, lists the addresses of all pages that come from a file or
//! a name, one a line. `build --update-permalinks` adds the addresses of the current build; only an
//! editor removes one. A listed address without a page or a redirect is an error, because other
//! sites may link to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic, Diagnostics, Fix, Safety, is_only_near, nearest};
use crate::lang::Lang;
use crate::message;
use crate::model::{Atlas, Entity, Origin};
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
    let mut files_of_pages = None;
    for (at, address) in lines(sources.text(list)) {
        if alive.contains(address) {
            continue;
        }
        let new = today
            .iter()
            .map(String::as_str)
            .filter(|page| !known.contains(page));
        let near = nearest(address, new.clone());
        let files = files_of_pages.get_or_insert_with(|| files(plan, atlas));
        let fixes = redirects_from(address, near, new, files);
        let help = match near {
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
            .help(help)
            .fixes(fixes),
        );
    }
}

/// The maximum number of pages that may be the one that had another address.
const MAX_CANDIDATES: usize = 3;

/// Returns the fixes that make an address redirect to the page that had it, which has a new
/// address. That is the one with a similar address, or one of the few in the same folder.
fn redirects_from<'p>(
    address: &str,
    near: Option<&str>,
    new: impl Iterator<Item = &'p str> + Clone,
    files: &BTreeMap<String, FileId>,
) -> Vec<Fix> {
    let folder = |address: &'_ str| -> String {
        let path = address.trim_end_matches('/');
        path.rsplit_once('/')
            .map_or("", |(above, _)| above)
            .to_owned()
    };
    let is_certain = near.is_some() && is_only_near(address, new.clone());
    let candidates: Vec<&str> = match near.filter(|_| is_certain) {
        Some(near) => vec![near],
        None => new.filter(|page| folder(page) == folder(address)).collect(),
    };
    let safety = if is_certain {
        Safety::Safe
    } else {
        Safety::Unsafe
    };
    if candidates.len() > MAX_CANDIDATES {
        return Vec::new();
    }
    let fixes = candidates.into_iter().filter_map(|page| {
        let file = *files.get(page)?;
        let title = message!("redirect `{address}` to `{page}`", address, page);
        Some(Fix::new(safety, title).add_item(file, "redirect_from", address))
    });
    fixes.collect()
}

/// Returns the file of each page that has one, by its address.
fn files(plan: &Plan, atlas: &Atlas) -> BTreeMap<String, FileId> {
    let declared = |origin: &Origin, lang: Lang| match origin {
        Origin::Declared(file) if lang == plan.default_language() => Some(*file),
        _ => None,
    };
    let pages = plan.pages.iter().filter_map(|page| {
        let lang = page.lang;
        let (entity, declared) = match page.kind {
            PageKind::Article(id) => (Entity::Article(id), None),
            PageKind::Free(id) => (Entity::Page(id), None),
            PageKind::Actor(id) => (Entity::Actor(id), declared(&atlas.actors[id].origin, lang)),
            PageKind::Region(id) => (
                Entity::Region(id),
                declared(&atlas.regions[id].origin, lang),
            ),
            PageKind::Event(id) => (Entity::Event(id), declared(&atlas.events[id].origin, lang)),
            PageKind::Source(id) => (
                Entity::Source(id),
                declared(&atlas.sources[id].origin, lang),
            ),
            _ => return None,
        };
        let body = atlas.bodies(entity).exact(lang).map(|body| body.file);
        let file = body.or(declared)?;
        Some((format!("/{}", plan.relative(atlas, *page)), file))
    });
    pages.collect()
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
