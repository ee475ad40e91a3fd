//! Documents: Markdown files with front matter.

use std::collections::{BTreeMap, BTreeSet};

use super::front_matter::{FrontMatter, FrontMatterSplit, front_matter, report_dropped_text};
use super::ids::{is_id, slug, transliterated};
use super::kind::ContentKind;
use super::names::{bad_id, parse_name};
use super::text::{FileError, invisible_error, invisible_in_body, merge_conflict};
use super::{ContentTree, fences};
use crate::diag::{Code, Diagnostic, Diagnostics, Field, Location};
use crate::incremental::{Hash, Store};
use crate::lang::{Lang, Languages, fold};
use crate::message;
use crate::source::{FileId, SourceFiles};
use crate::yaml::{self, Value};

/// A Markdown file: its front matter as YAML, its body as a range of bytes.
pub struct Document {
    pub file: FileId,
    pub kind: ContentKind,
    pub id: String,
    /// The language tag in the file name.
    pub suffix: Option<Lang>,
    pub front: FrontMatter,
    /// The hash of the text of the front matter.
    pub hash: Hash,
    /// Whether there is a front matter.
    pub has_front: bool,
    pub body: std::ops::Range<usize>,
    /// The folded words that may be names or ids, if the file cannot be read. Then `front` has what
    /// could be salvaged, and the body is empty.
    pub salvage: Option<BTreeSet<String>>,
}

impl Document {
    /// Whether the file could be read.
    pub fn is_readable(&self) -> bool {
        self.salvage.is_none()
    }
}

/// A document before its front matter is parsed.
pub(super) struct SplitDocument {
    /// The path below `content/`.
    pub path: String,
    pub kind: ContentKind,
    pub text: String,
    pub split: FrontMatterSplit,
    /// Why the document cannot be read, if that is known before its YAML is parsed.
    pub error: Option<FileError>,
}

/// Parses the front matter of a document, and reports errors in it and in the file name.
pub(super) fn document(
    file: FileId,
    document: SplitDocument,
    languages: &Languages,
    sources: &SourceFiles,
    store: Option<&Store>,
    diagnostics: &mut Diagnostics,
) -> Document {
    let SplitDocument {
        path,
        kind,
        split,
        error,
        ..
    } = document;
    let text = sources.text(file);
    let hash = Hash::of_parts(&[b"front matter", text[split.front.clone()].as_bytes()]);
    let front = match error {
        Some(error) => Err(error),
        None => front_matter(text, &split.front, store.map(|store| (store, hash))),
    };
    let named = parse_name(&path, kind);
    let (id, suffix, tag) = (
        named.id(languages),
        named.suffix(),
        named.unknown_tag(languages),
    );
    // At most one finding for each file: either its content cannot be read, or its name is not
    // valid.
    match (&front, tag) {
        (Err(_), _) => {}
        (Ok(_), Some(tag)) => diagnostics.push(
            Diagnostic::new(
                Code::UnknownLanguage,
                Location::File(file),
                message!(
                    "the file name says `{tag}`, which is not a language of this site",
                    tag
                ),
            )
            .help(message!(
                "add `{tag}` to `languages` in site.yaml, or rename the file",
                tag
            )),
        ),
        (Ok(_), None) if !is_id(id) => {
            diagnostics.push(bad_id(&named, id, suffix, (file, &path)));
        }
        _ => {}
    }
    if front.is_ok() {
        report_dropped_text(file, &split.front, sources, diagnostics);
        invisible_in_body(file, text, split.body.start, diagnostics);
    }
    let (front, error) = match front {
        Ok(front) => (front, None),
        Err(error) => (FrontMatter::new(&Value::Null), Some(error)),
    };
    // The id that the file will have when it is renamed.
    let new_id = if is_id(id) {
        Some(id.to_owned())
    } else {
        slug(id)
    };
    let is_readable = error.is_none() && tag.is_none() && new_id.is_some();
    let mut document = Document {
        id: new_id
            .or_else(|| transliterated(id))
            .unwrap_or_else(|| id.to_owned()),
        file,
        kind,
        suffix,
        front,
        hash,
        has_front: split.has_front,
        body: split.body.clone(),
        salvage: None,
    };
    if !is_readable {
        // The text that may be meant as front matter. If there is no front matter, it is the first
        // few kilobytes.
        let written = if split.front.is_empty() {
            &text[..text.floor_char_boundary(4096)]
        } else {
            &text[split.front]
        };
        document.front = FrontMatter::new(&salvaged_value(written));
        document.salvage = Some(yaml::words(written).into_iter().map(fold).collect());
        (document.has_front, document.body) = (true, split.body.start..split.body.start);
    }
    if let Some(error) = error {
        diagnostics.push(error.at(file));
    }
    document
}

/// Returns why a document is unreadable, except for errors in its YAML.
pub(super) fn document_error(text: &str, split: &FrontMatterSplit) -> Option<FileError> {
    merge_conflict(text, split.body.start)
        .or_else(|| {
            invisible_error(text, 0)
                .filter(|error| !split.has_front || error.at.start < split.body.start)
        })
        .or_else(|| fences::fence_error(text, split))
}

/// Returns the fields that can be salvaged from a front matter. Fields that limit an entity in time
/// are left out, because a part of such a field has another meaning.
fn salvaged_value(written: &str) -> Value {
    match yaml::salvage(written) {
        Value::Map(mut entries) => {
            entries.retain(|(key, _)| !["active", "part_of", "review_by"].contains(&key.as_str()));
            Value::Map(entries)
        }
        value => value,
    }
}

/// Reports files with the same kind, id and language.
pub(super) fn report_duplicates(tree: &ContentTree, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<(ContentKind, &str, Option<Lang>), FileId> = BTreeMap::new();
    for document in &tree.documents {
        let key = (document.kind, document.id.as_str(), document.suffix);
        if let Some(first) = seen.insert(key, document.file) {
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    Location::Value(Field::top(document.file)),
                    match document.kind {
                        ContentKind::Article => {
                            message!("two files are the article `{id}`", id = document.id)
                        }
                        ContentKind::Actor => {
                            message!("two files are the actor `{id}`", id = document.id)
                        }
                        ContentKind::Region => {
                            message!("two files are the region `{id}`", id = document.id)
                        }
                        ContentKind::Event => {
                            message!("two files are the event `{id}`", id = document.id)
                        }
                        ContentKind::Source => {
                            message!("two files are the source `{id}`", id = document.id)
                        }
                        ContentKind::Page => {
                            message!("two files are the page `{id}`", id = document.id)
                        }
                    },
                )
                .help(message!(
                    "rename one of them: an id is the file's name, in any folder"
                ))
                .related(
                    Location::Value(Field::top(first)),
                    message!("the other one"),
                ),
            );
        }
    }
}
