//! Documents by themselves: earlier versions, which come from a repository and not from the disk, and
//! texts that are being written.

use super::document::{Document, SplitDocument, document, document_error};
use super::front_matter::split;
use super::kind::ContentKind;
use super::names::{is_readme, parse_name};
use super::text::{ReadText, text_or_error};
use super::{CONTENT, ContentTree, PathClass, classify};
use crate::diag::Diagnostics;
use crate::lang::{Lang, Languages};
use crate::source::SourceFiles;

/// What the path of a document says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentIdentity {
    pub kind: ContentKind,
    pub id: String,
    /// The language tag in the file name.
    pub suffix: Option<Lang>,
}

/// Returns what a path below the site's root says of the document there. `None` if no document can
/// be there.
pub fn document_identity(path: &str, languages: &Languages) -> Option<DocumentIdentity> {
    let below = path.strip_prefix(CONTENT)?.strip_prefix('/')?;
    let PathClass::Document(kind) = classify(below) else {
        return None;
    };
    let named = parse_name(below, kind);
    Some(DocumentIdentity {
        kind,
        id: named.id(languages).to_owned(),
        suffix: named.suffix(),
    })
}

/// Returns a tree with one document alone: an earlier version of the file at a path below the
/// site's root. `None` if it cannot be read.
pub fn past_document(
    path: &str,
    bytes: Vec<u8>,
    languages: &Languages,
) -> Option<(ContentTree, SourceFiles)> {
    let (document, sources, _) = lone(path, String::from_utf8(bytes).ok()?, languages)?;
    document.is_readable().then(|| {
        let documents = vec![document];
        let tree = ContentTree {
            documents,
            ..ContentTree::default()
        };
        (tree, sources)
    })
}

/// Returns why a text cannot be read as the document at a path below the site's root. `None` if it
/// can be read, or if no document can be there.
pub fn unreadable_document(
    path: &str,
    text: &str,
    languages: &Languages,
) -> Option<(SourceFiles, Diagnostics)> {
    let (document, sources, findings) = lone(path, text.to_owned(), languages)?;
    (!document.is_readable()).then_some((sources, findings))
}

/// Returns a document alone, with its text and its findings. `None` if no document can be there.
fn lone(
    path: &str,
    text: String,
    languages: &Languages,
) -> Option<(Document, SourceFiles, Diagnostics)> {
    let name = document_identity(path, languages)?;
    let (text, _) = text_or_error(ReadText::Read(text));
    let parts = split(&text);
    let below = path[CONTENT.len() + 1..].to_owned();
    if !parts.has_front && is_readme(&below) {
        return None;
    }
    let mut sources = SourceFiles::default();
    let front = parts.front.clone();
    let parts = SplitDocument {
        path: below,
        kind: name.kind,
        error: document_error(&text, &parts),
        text: String::new(),
        split: parts,
    };
    let file = sources.add(path.to_owned(), text, front);
    let mut findings = Diagnostics::default();
    let document = document(file, parts, languages, &sources, None, &mut findings);
    Some((document, sources, findings))
}
