//! Folders of free pages: `pages/interviews/amina.md` is below `/interviews/`, where a page lists
//! them.
//!
//! The page of a folder comes from its `_index.md`, or from an `index.md` beside other pages. A
//! folder without either gets a page that has its name as the title.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::collect::{Collected, CollectedRecord};
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Location};
use crate::fields::Located;
use crate::lang::Localized;
use crate::load::{is_id, slug};
use crate::message;
use crate::model::{FreePage, Id, LocalizedText, PageFolder};
use crate::schema::{RawHome, RawPage, folder_title};
use crate::source::{FileId, SourceFiles};

/// A page that the file of a folder lists.
pub(super) type ListedPage = Located<Id<FreePage>>;

/// Adds a page for each folder of pages that has none.
pub(super) fn add_folders(
    collected: &mut Collected,
    sources: &SourceFiles,
    diagnostics: &mut Diagnostics,
) {
    // The folders, each with the first file in it.
    let mut folders: BTreeMap<String, FileId> = BTreeMap::new();
    let mut pages: BTreeMap<String, usize> = BTreeMap::new();
    for (at, page) in collected.pages.iter().enumerate() {
        let folder = page.fields.folder.as_str();
        pages.entry(path_of(folder, &page.id)).or_insert(at);
        let mut ends: Vec<usize> = folder.match_indices('/').map(|(end, _)| end).collect();
        ends.extend((!folder.is_empty()).then_some(folder.len()));
        for end in ends {
            folders
                .entry(folder[..end].to_owned())
                .or_insert(page.top.file);
        }
    }
    let lang = collected.default_lang;
    for (path, file) in folders {
        if let Some(at) = pages.get(&path) {
            collected.pages[*at].fields.is_folder = true;
            continue;
        }
        let (above, name) = path.rsplit_once('/').unwrap_or(("", &path));
        if !is_id(name) {
            diagnostics.push(bad_name(name, file, sources));
            continue;
        }
        collected.pages.push(CollectedRecord {
            id: name.to_owned(),
            top: Field::top(file),
            fields: RawPage {
                title: folder_title(lang, name),
                summary: LocalizedText::default(),
                home: RawHome::default(),
                draft: false,
                pages: Vec::new(),
                folder: above.to_owned(),
                is_folder: true,
            },
            bodies: Localized::default(),
            redirects: Vec::new(),
            extra: Localized::default(),
            drafts: Vec::new(),
            inside: None,
            unreadable: None,
        });
    }
}

/// Returns the path of a page below `content/pages/`, without an extension.
fn path_of(folder: &str, id: &str) -> String {
    match folder {
        "" => id.to_owned(),
        folder => format!("{folder}/{id}"),
    }
}

/// Reports the name of a folder that cannot be a part of an address.
fn bad_name(name: &str, file: FileId, sources: &SourceFiles) -> Diagnostic {
    let help = match slug(name) {
        Some(slug) => message!("rename the folder to `{slug}`", slug),
        None => message!("rename the folder with the letters a to z, digits and hyphens"),
    };
    let path = sources.path(file);
    let end = path
        .find(&format!("/{name}/"))
        .map_or(path.len(), |at| at + 1 + name.len());
    let message = message!(
        "the folder name `{name}` is not a valid id: use a to z, 0 to 9 and hyphens",
        name
    );
    Diagnostic::new(Code::BadId, Location::Path(path[..end].to_owned()), message).help(help)
}

/// Sets which pages each folder has, once all pages are in order. `listed` has the pages that come
/// first in each folder, as its file names them.
pub(super) fn fill_folders(
    pages: &mut [FreePage],
    listed: &BTreeMap<String, Vec<ListedPage>>,
    diagnostics: &mut Diagnostics,
) {
    let places: BTreeMap<String, usize> = (pages.iter().enumerate())
        .map(|(at, page)| (path_of(&page.folder, &page.id), at))
        .collect();
    let mut inside: BTreeMap<usize, Vec<Id<FreePage>>> = BTreeMap::new();
    for (at, page) in pages.iter_mut().enumerate() {
        let parent = places.get(&page.folder).copied();
        page.parent = parent.map(Id::new);
        if let Some(parent) = parent {
            inside.entry(parent).or_default().push(Id::new(at));
        }
    }
    // The deepest folders come first, since a folder has the languages of those in it.
    let depth = |page: &FreePage| path_of(&page.folder, &page.id).matches('/').count();
    let mut folders: Vec<usize> = (0..pages.len())
        .filter(|at| pages[*at].contents.is_some())
        .collect();
    folders.sort_by_key(|at| Reverse(depth(&pages[*at])));
    for at in folders {
        let all = inside.remove(&at).unwrap_or_default();
        let mut languages = BTreeSet::new();
        for id in &all {
            let page = &pages[id.index()];
            languages.extend(page.bodies.iter().map(|(lang, _)| lang));
            languages.extend(page.contents.iter().flat_map(|folder| &folder.languages));
        }
        let mut first = Vec::new();
        for page in listed.get(&pages[at].id).into_iter().flatten() {
            if all.contains(&page.value) {
                first.push(page.value);
            } else {
                let (id, folder) = (&pages[page.value.index()].id, &pages[at].id);
                let message = message!(
                    "the page `{id}` is not in the folder `{folder}`",
                    id,
                    folder
                );
                let finding = Diagnostic::new(Code::UnknownReference, &page.field, message);
                diagnostics
                    .push(finding.help(message!("delete it, or move the page into the folder")));
            }
        }
        let mut others = all;
        others.retain(|id| !first.contains(id));
        pages[at].contents = Some(PageFolder {
            first,
            others,
            languages: languages.into_iter().collect(),
        });
    }
}
