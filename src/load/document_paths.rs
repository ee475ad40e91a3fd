//! Paths of documents and other files with keys, without reading them.

use std::io;
use std::path::Path;

use super::kind::ContentKind;
use super::names::parse_name;
use super::{CONTENT, PathClass, classify, walk};
use crate::diag::Diagnostics;
use crate::lang::{Lang, Languages};

/// Where a document is.
pub struct DocumentPath {
    pub kind: ContentKind,
    pub id: String,
    /// The language tag in the file name.
    pub suffix: Option<Lang>,
    /// The path below the site's root.
    pub path: String,
}

/// Returns the paths of all documents of a site. Files that are none are left out.
///
/// # Errors
/// If an existing folder cannot be read.
pub fn document_paths(root: &Path, languages: &Languages) -> io::Result<Vec<DocumentPath>> {
    let paths = walk(root, CONTENT, &mut Diagnostics::default())?.into_iter();
    let documents = paths.filter_map(|path| {
        let PathClass::Document(kind) = classify(&path) else {
            return None;
        };
        let name = parse_name(&path, kind);
        Some(DocumentPath {
            kind,
            id: name.id(languages).to_owned(),
            suffix: name.suffix(),
            path: format!("{CONTENT}/{path}"),
        })
    });
    Ok(documents.collect())
}

/// Returns the paths of all files with keys: documents, settings, records of pictures and lists of
/// words. They are relative to the site's root.
///
/// # Errors
/// If an existing folder cannot be read.
pub fn keyed_files(root: &Path) -> io::Result<Vec<String>> {
    let paths = walk(root, CONTENT, &mut Diagnostics::default())?.into_iter();
    let keyed = paths.filter(|path| match classify(path) {
        PathClass::Document(_) | PathClass::Photograph | PathClass::Settings => true,
        PathClass::Style => path.ends_with(".yaml"),
        _ => false,
    });
    Ok(keyed.map(|path| format!("{CONTENT}/{path}")).collect())
}
