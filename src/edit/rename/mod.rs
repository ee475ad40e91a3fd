//! Renames of entities: the files, every reference to the id, and the old address.
//!
//! References by name stay, because the name of an entity does not change. A reference by id is
//! rewritten in its quotes, or as a part of its link. If one cannot be rewritten with certainty,
//! nothing is.

mod front;
mod prose;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{FileChange, TextEdit, apply};
use crate::config;
use crate::diag::{Diagnostics, Field, FileRename, Fix};
use crate::files;
use crate::lang::{Lang, Languages, fold};
use crate::load::{self, ContentKind, DocumentPath, MAX_TEXT, is_id, slug};
use crate::message;
use crate::messages::{Message, io_error};
use crate::model::HOME;
use crate::source::{SourceFiles, UnsavedTexts};
use crate::yaml::{self, Value};

/// The changes of a rename.
#[derive(Debug, Default)]
pub struct RenamePlan {
    pub files: Vec<FileChange>,
    /// The edits of each file, by path.
    pub edits: BTreeMap<String, Vec<TextEdit>>,
    pub renames: Vec<FileRename>,
    /// Files that cannot be read, so that references in them stay.
    pub unread: Vec<String>,
}

/// What is renamed.
pub(super) struct Renamed<'a> {
    pub kind: ContentKind,
    pub old: &'a str,
    pub new: &'a str,
    /// The names of the entity, folded. References by them stay.
    names: BTreeSet<String>,
    /// The files of the entity, below `content/`; of a page bundle, its folder with a slash.
    paths: Vec<String>,
    /// Whether an entity of another kind has the same id.
    pub is_shared: bool,
}

impl Renamed<'_> {
    /// Whether a text refers to the entity by its id.
    pub fn is_meant(&self, text: &str) -> bool {
        let text = text.trim();
        text == self.old
            || !self.names.contains(&fold(text))
                && (fold(text) == fold(self.old) || slug(text).as_deref() == Some(self.old))
    }

    /// Returns the new form of a path that leads to the entity from a folder below `content/`.
    pub fn moved(&self, folder: &str, path: &str) -> Option<String> {
        let (bare, anchor) = match path.find(['#', '?']) {
            Some(at) => path.split_at(at),
            None => (path, ""),
        };
        let full = joined(folder, bare)?;
        let parts: Vec<&str> = bare.split('/').collect();
        let depth = |path: &str| path.matches('/').count();
        for own in &self.paths {
            // The part of the path that has the id, counted from the end.
            let from_end = match own.strip_suffix('/') {
                Some(bundle) if full == bundle || full.starts_with(own.as_str()) => {
                    depth(&full) - depth(bundle)
                }
                None if full == *own => 0,
                _ => continue,
            };
            let at = parts.len().checked_sub(from_end + 1)?;
            let rest = parts[at].strip_prefix(self.old)?;
            let new = format!("{}{rest}", self.new);
            let mut parts = parts;
            parts[at] = &new;
            return Some(format!("{}{anchor}", parts.join("/")));
        }
        None
    }
}

/// Returns a path relative to a folder as a path from `content/`.
fn joined(folder: &str, path: &str) -> Option<String> {
    if path.is_empty() || path.starts_with('/') || path.contains(':') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A file that may refer to the entity.
struct KeyedFile {
    /// The path below the site's root.
    path: String,
    text: String,
}

/// Plans the rename of an entity.
///
/// # Errors
/// If there is no such entity, if the new id is taken or not valid, or if a file cannot be read.
pub fn plan_rename(
    root: &Path,
    kind: ContentKind,
    old: &str,
    new: &str,
) -> Result<RenamePlan, Message> {
    plan_rename_unsaved(root, &UnsavedTexts::new(), kind, old, new)
}

/// Plans the rename of an entity in a site with unsaved texts, which are read in place of files.
///
/// # Errors
/// As for [`plan_rename`].
pub fn plan_rename_unsaved(
    root: &Path,
    unsaved: &UnsavedTexts,
    kind: ContentKind,
    old: &str,
    new: &str,
) -> Result<RenamePlan, Message> {
    let failed = |error: std::io::Error| io_error(&error);
    let config = config::read(
        root,
        &mut SourceFiles::default(),
        &mut Diagnostics::default(),
    );
    let languages = config.map_err(failed)?.languages;
    let documents = load::document_paths(root, &languages).map_err(failed)?;
    let mut plan = RenamePlan::default();
    let mut texts = Vec::new();
    for path in load::keyed_files(root).map_err(failed)? {
        let read = || String::from_utf8(files::read(root, &path, MAX_TEXT).ok()?).ok();
        match unsaved.get(&path).cloned().or_else(read) {
            Some(text) => {
                let text = text
                    .strip_prefix('\u{feff}')
                    .map(str::to_owned)
                    .unwrap_or(text);
                texts.push(KeyedFile { path, text });
            }
            None => plan.unread.push(path),
        }
    }
    let own: Vec<&DocumentPath> = documents
        .iter()
        .filter(|document| document.kind == kind && document.id == old)
        .collect();
    check_ids(kind, new, &documents, &texts)?;
    let is_inline = own.is_empty()
        && kind == ContentKind::Event
        && texts
            .iter()
            .any(|file| front::has_inline_event(file_front(file), old));
    if own.is_empty() && !is_inline || kind == ContentKind::Page && old == HOME {
        return Err(nothing_there(kind, old));
    }
    let renamed = renamed(kind, old, new, &own, &documents, &texts);
    for file in &texts {
        let document = own.iter().find(|document| document.path == file.path);
        let redirects = match document {
            Some(document) => old_addresses(document, &own, &languages),
            None => Vec::new(),
        };
        match changed(file, &renamed, &redirects)? {
            Some((change, edits)) => {
                plan.edits.insert(change.path.clone(), edits);
                plan.files.push(change);
            }
            None if front::cannot_be_read(file_front(file)) => plan.unread.push(file.path.clone()),
            None => {}
        }
    }
    plan.renames = renames(&own, old, new);
    Ok(plan)
}

fn file_front(file: &KeyedFile) -> &str {
    match file.path.ends_with(".yaml") {
        true => &file.text,
        false => &file.text[load::split(&file.text).front],
    }
}

/// Checks that the new id is valid and free.
fn check_ids(
    kind: ContentKind,
    new: &str,
    documents: &[DocumentPath],
    texts: &[KeyedFile],
) -> Result<(), Message> {
    if !is_id(new) {
        return Err(match slug(new) {
            Some(slug) => message!(
                "`{new}` is not a valid id: use a to z, 0 to 9 and hyphens, such as `{slug}`",
                new,
                slug
            ),
            None => message!(
                "`{new}` is not a valid id: use a to z, 0 to 9 and hyphens",
                new
            ),
        });
    }
    let taken = documents
        .iter()
        .find(|document| document.kind == kind && document.id == new);
    if let Some(taken) = taken {
        return Err(message!(
            "`{new}` exists already: {path}",
            new,
            path = taken.path
        ));
    }
    let inline = texts
        .iter()
        .filter(|_| kind == ContentKind::Event)
        .find(|file| front::has_inline_event(file_front(file), new));
    match inline {
        Some(file) => Err(message!(
            "`{new}` exists already: {path}",
            new,
            path = file.path
        )),
        None => Ok(()),
    }
}

/// Returns the message about an entity without a file.
fn nothing_there(kind: ContentKind, old: &str) -> Message {
    let folder = kind.folder();
    message!(
        "there is no file of `{old}` in content/{folder}/",
        old,
        folder
    )
}

/// Returns what is renamed, with the names of the entity.
fn renamed<'a>(
    kind: ContentKind,
    old: &'a str,
    new: &'a str,
    own: &[&DocumentPath],
    documents: &[DocumentPath],
    texts: &[KeyedFile],
) -> Renamed<'a> {
    let below = |path: &str| path.strip_prefix("content/").unwrap_or(path).to_owned();
    let paths = own.iter().map(|document| match bundle(document, old) {
        Some(folder) => below(&format!("{folder}/")),
        None => below(&document.path),
    });
    let own_texts = texts
        .iter()
        .filter(|file| own.iter().any(|document| document.path == file.path));
    let names = own_texts.flat_map(|file| front::names(file_front(file)));
    Renamed {
        kind,
        old,
        new,
        names: names.map(|name| fold(&name)).collect(),
        paths: paths.collect(),
        is_shared: documents
            .iter()
            .any(|document| document.kind != kind && document.id == old),
    }
}

/// Returns the folder of a page bundle, `content/articles/x` for `content/articles/x/index.md`.
fn bundle<'d>(document: &'d DocumentPath, id: &str) -> Option<&'d str> {
    let (folder, name) = document.path.rsplit_once('/')?;
    (!name.starts_with(id) && folder.ends_with(&format!("/{id}"))).then_some(folder)
}

/// Returns the new paths of the files of an entity.
fn renames(own: &[&DocumentPath], old: &str, new: &str) -> Vec<FileRename> {
    let mut renames: Vec<FileRename> = Vec::new();
    for document in own {
        let rename = match (bundle(document, old), document.path.rsplit_once('/')) {
            (Some(folder), _) => {
                let above = folder.strip_suffix(old).unwrap_or_default();
                FileRename {
                    from: folder.to_owned(),
                    to: format!("{above}{new}"),
                }
            }
            (None, Some((above, name))) => FileRename {
                from: document.path.clone(),
                to: format!(
                    "{above}/{new}{}",
                    name.strip_prefix(old).unwrap_or_default()
                ),
            },
            (None, None) => continue,
        };
        if !renames.contains(&rename) {
            renames.push(rename);
        }
    }
    renames
}

/// Returns the addresses that the pages of a file had: that in its language, and for the original
/// those in languages without a file.
fn old_addresses(
    document: &DocumentPath,
    own: &[&DocumentPath],
    languages: &Languages,
) -> Vec<String> {
    let default = languages.default();
    let lang = document.suffix.unwrap_or(default);
    let path = match document.kind {
        ContentKind::Page => match load::page_folder(&document.path) {
            "" => document.id.clone(),
            folder => format!("{folder}/{}", document.id),
        },
        kind => format!("{}/{}", kind.folder(), document.id),
    };
    let address = |lang: Lang| match lang == default {
        true => format!("/{path}/"),
        false => format!("/{lang}/{path}/"),
    };
    let mut addresses = vec![address(lang)];
    let has_all = !matches!(document.kind, ContentKind::Article | ContentKind::Page);
    if lang == default && has_all {
        let has_file = |lang: Lang| own.iter().any(|other| other.suffix == Some(lang));
        let others = languages.iter().filter(|lang| *lang != default);
        addresses.extend(others.filter(|lang| !has_file(*lang)).map(address));
    }
    addresses
}

/// Returns a file with its references rewritten, and with old addresses, and the edits of it.
fn changed(
    file: &KeyedFile,
    renamed: &Renamed,
    redirects: &[String],
) -> Result<Option<(FileChange, Vec<TextEdit>)>, Message> {
    let below = file.path.strip_prefix("content/").unwrap_or(&file.path);
    let folder = below.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut edits = front_edits(file, renamed, redirects)?;
    edits.extend(prose::references(&file.text, folder, renamed));
    edits.sort();
    // A link in a value of the front matter is found twice.
    edits.dedup_by(|next, one| next == one || next.start < one.end);
    let change = FileChange {
        path: file.path.clone(),
        old: file.text.clone(),
        new: apply(&file.text, &edits),
        is_front: false,
    };
    Ok((!edits.is_empty()).then_some((change, edits)))
}

/// Returns the edits of the keys of a file, and those that add old addresses.
fn front_edits(
    file: &KeyedFile,
    renamed: &Renamed,
    redirects: &[String],
) -> Result<Vec<TextEdit>, Message> {
    let split = load::split(&file.text);
    let is_document = !file.path.ends_with(".yaml");
    let front = match is_document {
        true => split.front.clone(),
        false => 0..file.text.len(),
    };
    let value = yaml::parse(&file.text[front.clone()]).unwrap_or(Value::Null);
    let mut sources = SourceFiles::default();
    let id = sources.add(file.path.clone(), file.text.clone(), front);
    let top = Field::top(id);
    let mut fixes = front::references(&file.path, &value, &top, renamed);
    if file.path == "content/site.yaml" {
        fixes.extend(front::paths(&value, &top, renamed));
    }
    let redirects = redirects
        .iter()
        .filter(|address| !front::redirects(&value, address));
    let redirects: Vec<&str> = redirects.map(String::as_str).collect();
    let redirects = redirects.join(", ");
    if split.has_front && !redirects.is_empty() {
        let title = message!("redirect `{address}`", address = redirects);
        fixes.push(Fix::safe(title).add_item(id, "redirect_from", redirects.as_str()));
    }
    let mut edits = Vec::new();
    if is_document && !split.has_front && !redirects.is_empty() {
        let front = format!("---\nredirect_from: [{redirects}]\n---\n");
        edits.push(TextEdit::new(0..0, front));
    }
    for fix in fixes {
        let resolved = fix.resolve(&sources).ok_or_else(|| {
            message!(
                "{path}: `{line}` cannot be written by itself; write it by hand first",
                path = file.path,
                line = fix.title
            )
        })?;
        edits.extend(resolved.edits.into_iter().map(|edit| TextEdit {
            start: edit.span.start as usize,
            end: edit.span.end as usize,
            text: edit.text,
        }));
    }
    Ok(edits)
}
