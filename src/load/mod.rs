//! Loading: the files of a site. The folder of a file determines its kind; the file name determines
//! the id and the language.
//!
//! `content/<kind>/**/<id>[.<lang>].md` is a document of that kind. `media/` and `geo/` have the
//! files that documents refer to. Metadata files are beside their pictures (`photo.jpg.yaml`).
//! `style/<lang>.yaml` are the site's own word lists. Paths are sorted, so the order of a directory
//! never matters. Texts are read in parallel. Links are not followed, so nothing outside the site
//! can be published.

mod bytes;
mod document;
mod document_paths;
mod encoding;
mod fences;
mod front_matter;
mod ids;
mod kind;
mod names;
mod past;
mod photographs;
mod stamps;
pub mod stray;
mod text;
mod theme;
mod walk;
mod word_list;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use rayon::prelude::*;

pub use self::bytes::{copied, files};
pub use self::document::Document;
use self::document::{SplitDocument, document, document_error, report_duplicates};
pub use self::document_paths::{DocumentPath, document_paths, keyed_files};
use self::front_matter::yaml_file;
pub use self::front_matter::{FrontMatter, FrontMatterSplit, report_dropped_text, split};
pub use self::ids::{is_id, slug, transliterated};
pub use self::kind::ContentKind;
use self::names::is_readme;
pub use self::names::{is_folder_index, page_folder, sibling};
pub use self::past::{DocumentIdentity, document_identity, past_document, unreadable_document};
pub use self::photographs::PhotographFile;
pub use self::stamps::{Stamps, have_hashes, stamps};
pub use self::text::MAX_TEXT;
use self::text::{
    FileError, ReadText, merge_conflict, read_below, read_text, read_with, text_or_error,
};
pub use self::theme::{THEME, ThemeFile, ThemeFolder, themes};
use self::walk::walk;
pub use self::word_list::WordListFile;
use self::word_list::word_list;
use crate::config;
use crate::diag::{Code, Diagnostic, Diagnostics, Location};
use crate::files::{self, FileType};
use crate::incremental::Store;
use crate::lang::{Languages, composed};
use crate::message;
use crate::messages::Message;
use crate::source::{FileId, SourceFiles};
use crate::yaml::Value;

/// The folder of the site's content.
const CONTENT: &str = "content";

/// The folder below `content/` whose files are copied unchanged.
pub const STATIC: &str = "static";

/// The files of a site, before their fields are read.
#[derive(Default)]
pub struct ContentTree {
    pub documents: Vec<Document>,
    /// The files below `content/` that documents may refer to. Paths are separated by `/` and in
    /// Unicode form NFC.
    pub media: Vec<String>,
    pub styles: Vec<WordListFile>,
    pub photographs: Vec<PhotographFile>,
    /// Static files below `content/static/`, which are copied unchanged. Paths are separated by
    /// `/`.
    pub copied: BTreeSet<String>,
    /// Media files whose names are not in NFC: the path on the disk, by the path in NFC.
    spelt: BTreeMap<String, String>,
}

impl ContentTree {
    fn add_media(&mut self, path: String) {
        match composed(&path) {
            Cow::Borrowed(_) => self.media.push(path),
            Cow::Owned(name) => {
                self.spelt.insert(name.clone(), path);
                self.media.push(name);
            }
        }
    }

    /// Sorts the media files, and reports files whose names differ only in Unicode form.
    fn sort_media(&mut self, diagnostics: &mut Diagnostics) {
        self.media.sort_unstable();
        let same = self.media.windows(2).filter(|pair| pair[0] == pair[1]);
        diagnostics.extend(same.map(|pair| same_composed_name(&pair[0])));
        self.media.dedup();
    }

    /// Returns the documents that could not be read.
    pub fn unreadable(&self) -> impl Iterator<Item = &Document> {
        self.documents
            .iter()
            .filter(|document| !document.is_readable())
    }

    /// Returns the files among `wanted` that exist. A missing file was reported where it is named.
    pub fn present(&self, wanted: &BTreeSet<String>) -> BTreeSet<String> {
        self.media
            .iter()
            .filter(|path| wanted.contains(*path))
            .cloned()
            .collect()
    }

    /// Drops all front matters. Called when they are no longer needed.
    pub fn drop_front_matters(&mut self) {
        for document in &mut self.documents {
            document.front = FrontMatter::new(&Value::Null);
        }
    }
}

/// Reads `content/` below `root`. A front matter whose value is in the store is not parsed again.
///
/// # Errors
/// If an existing folder or file cannot be read.
pub fn tree(
    root: &Path,
    languages: &Languages,
    sources: &mut SourceFiles,
    store: Option<&Store>,
    diagnostics: &mut Diagnostics,
) -> io::Result<ContentTree> {
    let mut tree = ContentTree::default();
    let (mut texts, mut records) = (Vec::new(), Vec::new());
    for path in content_paths(root, sources, diagnostics)? {
        match classify(&path) {
            PathClass::Document(kind) => texts.push((path, kind)),
            PathClass::Media => tree.add_media(path),
            PathClass::Photograph => records.push(path),
            PathClass::Copied(below) => {
                tree.copied.insert(below);
            }
            PathClass::Notes => {}
            PathClass::Style => {
                let text = read_text(root, &path, sources)?;
                tree.styles
                    .extend(word_list(&path, text, languages, sources, diagnostics));
            }
            PathClass::Settings => {}
            PathClass::Stray(message, help) => {
                let place = Location::Path(format!("content/{path}"));
                let fix = stray::moved(&path, &help);
                let finding = Diagnostic::new(Code::StrayFile, place, message);
                diagnostics.push(finding.help(help).fix(fix));
            }
        }
    }
    tree.sort_media(diagnostics);
    let mut split = Vec::new();
    for mut document in read_documents(root, texts, sources)? {
        // A README explains the folder to readers on GitHub.
        if !document.split.has_front && is_readme(&document.path) {
            continue;
        }
        let text = std::mem::take(&mut document.text);
        let path = format!("{CONTENT}/{}", document.path);
        let file = sources.add(path, text, document.split.front.clone());
        split.push((file, document));
    }
    let parsed: Vec<(Document, Diagnostics)> = split
        .into_par_iter()
        .map(|(file, split)| {
            let mut own = Diagnostics::default();
            let document = document(file, split, languages, sources, store, &mut own);
            (document, own)
        })
        .collect();
    for (document, own) in parsed {
        diagnostics.append(own);
        tree.documents.push(document);
    }
    report_duplicates(&tree, diagnostics);
    // Metadata files come last, so that a new one does not change the file id of a document.
    tree.photographs = photographs::read(root, records, &tree.media, sources, diagnostics)?;
    Ok(tree)
}

/// Returns the paths of all files below `content/`, and of unsaved texts that are not files yet,
/// sorted.
fn content_paths(
    root: &Path,
    sources: &SourceFiles,
    diagnostics: &mut Diagnostics,
) -> io::Result<Vec<String>> {
    let mut paths = walk(root, CONTENT, diagnostics)?;
    let unsaved = sources.unsaved_below(CONTENT);
    if !unsaved.is_empty() {
        let is_hidden = |path: &String| path.split('/').any(|part| part.starts_with('.'));
        paths.extend(unsaved.into_iter().filter(|path| !is_hidden(path)));
        paths.sort();
        paths.dedup();
    }
    Ok(paths)
}

/// Reads and splits documents, in parallel.
fn read_documents(
    root: &Path,
    paths: Vec<(String, ContentKind)>,
    sources: &SourceFiles,
) -> io::Result<Vec<SplitDocument>> {
    let reader = || files::FileReader::new(root);
    let read = paths
        .into_par_iter()
        .map_init(reader, |reader, (path, kind)| {
            let read = read_with(reader, root, &format!("{CONTENT}/{path}"), sources)?;
            let (text, error) = text_or_error(read);
            let split = split(&text);
            let error = error.or_else(|| document_error(&text, &split));
            Ok(SplitDocument {
                path,
                kind,
                text,
                split,
                error,
            })
        });
    // All documents are read before errors are looked at, so that the first error in the order of
    // paths is returned.
    let read: Vec<io::Result<SplitDocument>> = read.collect();
    read.into_iter().collect()
}

/// Reports two files whose names differ only in Unicode form.
fn same_composed_name(path: &str) -> Diagnostic {
    Diagnostic::new(
        Code::AddressTaken,
        Location::Path(format!("{CONTENT}/{path}")),
        message!(
            "two files have the name `{path}`: they differ only in how accents are encoded (Unicode form)",
            path
        ),
    )
    .help(message!("rename or delete one of them"))
}

/// Reads a text file in the site's root. Returns `None` if it does not exist, or if its content is
/// not valid, which is reported.
///
/// # Errors
/// If it exists and cannot be read.
pub fn read_root_file(
    root: &Path,
    name: &str,
    sources: &mut SourceFiles,
    diagnostics: &mut Diagnostics,
) -> io::Result<Option<FileId>> {
    match files::file_type(root, name) {
        _ if sources.unsaved(name).is_some() => {}
        Ok(None) => return Ok(None),
        Ok(Some(FileType::File)) => {}
        Ok(Some(found)) => {
            diagnostics.push(config::special_file(root, name.to_owned(), found));
            return Ok(None);
        }
        Err(error) => return Err(error.into()),
    }
    let (text, error) = text_or_error(read_below(root, name, sources)?);
    let error = error.or_else(|| merge_conflict(&text, text.len()));
    let file = sources.add(name.to_owned(), text, 0..0);
    match error {
        None => Ok(Some(file)),
        Some(error) => {
            diagnostics.push(error.at(file));
            Ok(None)
        }
    }
}

/// The class of a file, by its path.
enum PathClass {
    Document(ContentKind),
    Media,
    /// The metadata file of a picture.
    Photograph,
    Style,
    Settings,
    /// A static file, with its path in the site.
    Copied(String),
    /// A README.
    Notes,
    /// A file that is not read: what is wrong, and what to do.
    Stray(Message, Message),
}

fn classify(path: &str) -> PathClass {
    let folder = path.split_once('/').map(|(folder, _)| folder);
    let markdown = is_markdown(path);
    let kind = ContentKind::ALL
        .into_iter()
        .find(|kind| folder == Some(kind.folder()));
    match (folder, kind) {
        (_, Some(kind)) if markdown && stray::is_section(path) && !is_folder_index(path) => {
            let (message, help) = stray::section(path, kind);
            PathClass::Stray(message, help)
        }
        (_, Some(kind)) if markdown => PathClass::Document(kind),
        (Some(STATIC), _) => PathClass::Copied(path[STATIC.len() + 1..].to_owned()),
        _ if is_readme(path) => PathClass::Notes,
        (_, Some(_)) | (Some("media"), _) if photographs::picture_of(path).is_some() => {
            PathClass::Photograph
        }
        (_, Some(_)) | (Some("media" | "geo"), _) => PathClass::Media,
        (Some("style"), _) if path.ends_with(".css") => PathClass::Media,
        (Some("style"), _) => PathClass::Style,
        (None, _) if path == "site.yaml" => PathClass::Settings,
        (None, _) => {
            let (message, help) = stray::at_top(path);
            PathClass::Stray(message, help)
        }
        (Some(folder), _) => {
            let (message, help) = stray::in_folder(folder, path);
            PathClass::Stray(message, help)
        }
    }
}

/// Whether a file is Markdown, by its extension.
fn is_markdown(path: &str) -> bool {
    path.ends_with(".md") || path.ends_with(".markdown")
}
