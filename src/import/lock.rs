//! `imports.lock`: what imports have written, so that a later import knows what an editor has
//! changed.
//!
//! Each line is about one document: who imported it, its kind and id, the hash of its file, and a
//! hash of each field; or about a picture or other file: who imported it, `media`, its path and its
//! hash. Hashes are of what the import wrote. The file belongs into version control.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::files::{self, AccessError};
use crate::incremental::Hash;
use crate::load::ContentKind;
use crate::write::{self, WriteError};
use crate::yaml::Value;

use super::document::ImportedDocument;

/// The path of the list, below the site's root.
pub const FILE: &str = "imports.lock";

/// The maximum size of the list, in bytes.
const MAX_BYTES: u64 = 1 << 30;

const HEAD: &str = "\
# What `griot import` wrote: a later import changes only fields that nobody has changed since.
# Keep this file in version control. To let an import write a document again, delete its line.
";

/// The key of the hash of the text below the front matter.
pub const BODY: &str = "=";

/// The word of lines about pictures and other files.
const MEDIA: &str = "media";

/// What imports have written.
#[derive(Default)]
pub struct ImportLock {
    /// The rest of the line, by kind and id.
    lines: BTreeMap<(ContentKind, Box<str>), Box<str>>,
    /// The importer and the hash, by the path below `content/`.
    media: BTreeMap<Box<str>, (Box<str>, Box<str>)>,
}

/// What an import wrote of one document.
pub struct LockEntry<'l> {
    /// The importer, such as `ucdp`.
    pub importer: &'l str,
    file: &'l str,
    fields: &'l str,
}

impl ImportLock {
    /// Reads the list of a site. It is empty if there is no file.
    ///
    /// # Errors
    /// If the file exists and cannot be read.
    pub fn read(root: &Path) -> io::Result<ImportLock> {
        let bytes = match files::read(root, FILE, MAX_BYTES) {
            Ok(bytes) => bytes,
            Err(AccessError::Missing) => return Ok(ImportLock::default()),
            Err(error) => return Err(error.into()),
        };
        let mut lock = ImportLock::default();
        for line in String::from_utf8_lossy(&bytes).lines() {
            let mut parts = line.splitn(4, '\t');
            let all = (parts.next(), parts.next(), parts.next(), parts.next());
            let (Some(importer), Some(folder), Some(id), Some(hashes)) = all else {
                continue;
            };
            if folder == MEDIA {
                let own = (importer.into(), hashes.into());
                lock.media.insert(id.into(), own);
                continue;
            }
            let kind = ContentKind::ALL
                .into_iter()
                .find(|kind| kind.folder() == folder);
            if let Some(kind) = kind {
                let rest = format!("{importer}\t{hashes}");
                lock.lines.insert((kind, id.into()), rest.into());
            }
        }
        Ok(lock)
    }

    /// Replaces the list of a site.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, root: &Path) -> Result<(), WriteError> {
        let mut text = HEAD.to_owned();
        for ((kind, id), rest) in &self.lines {
            let (importer, hashes) = rest.split_once('\t').unwrap_or((rest, ""));
            let folder = kind.folder();
            text.push_str(&format!("{importer}\t{folder}\t{id}\t{hashes}\n"));
        }
        for (path, (importer, hash)) in &self.media {
            text.push_str(&format!("{importer}\t{MEDIA}\t{path}\t{hash}\n"));
        }
        write::replace(root, FILE, text.as_bytes())
    }

    /// Returns what an import wrote of a document.
    pub fn get(&self, kind: ContentKind, id: &str) -> Option<LockEntry<'_>> {
        let rest = self.lines.get(&(kind, id.into()))?;
        let (importer, hashes) = rest.split_once('\t')?;
        let (file, fields) = hashes.split_once('\t').unwrap_or((hashes, ""));
        Some(LockEntry {
            importer,
            file,
            fields,
        })
    }

    /// Returns the ids of the documents of an importer.
    pub fn ids<'l>(&'l self, importer: &'l str) -> impl Iterator<Item = (ContentKind, &'l str)> {
        let lines = self.lines.iter();
        lines.filter_map(move |((kind, id), rest)| {
            let (own, _) = rest.split_once('\t')?;
            (own == importer).then_some((*kind, &**id))
        })
    }

    /// Returns the hash of a picture or other file that an import wrote.
    pub fn media(&self, path: &str) -> Option<&str> {
        let (_, hash) = self.media.get(path)?;
        Some(hash)
    }

    /// Returns the paths of the pictures and other files below a folder that imports wrote.
    pub fn media_below<'l>(&'l self, folder: &'l str) -> impl Iterator<Item = &'l str> {
        let paths = self.media.keys();
        paths
            .filter(move |path| {
                path.strip_prefix(folder)
                    .is_some_and(|rest| rest.starts_with('/'))
            })
            .map(|path| &**path)
    }

    /// Records a picture or other file with its hash.
    pub fn set_media(&mut self, importer: &str, path: &str, hash: &str) {
        let own = (importer.into(), hash.into());
        self.media.insert(path.into(), own);
    }

    /// Records a document some of whose fields were not written, because an editor has changed
    /// them. These keep the hashes of what an import wrote last, so that the next import reports
    /// them again.
    pub fn set_merged(&mut self, importer: &str, document: &ImportedDocument, kept: &[&str]) {
        let earlier = self.get(document.kind, &document.id);
        let earlier = earlier.map(|entry| {
            let hashes = kept
                .iter()
                .map(|key| Some(format!("{key}={}", entry.hash(key)?)));
            hashes.flatten().collect::<Vec<_>>()
        });
        self.set(importer, document, None);
        let key = (document.kind, document.id.as_str().into());
        let Some(rest) = self.lines.get_mut(&key) else {
            return;
        };
        let mut parts: Vec<String> = rest.split('\t').map(str::to_owned).collect();
        parts.retain(|part| {
            let key = part.rsplit_once('=').map(|(key, _)| key);
            !key.is_some_and(|key| kept.contains(&key))
        });
        parts.extend(earlier.unwrap_or_default());
        *rest = parts.join("\t").into();
    }

    /// Records a document and the text of its file. `text` is `None` if the file also has what an
    /// editor wrote.
    pub fn set(&mut self, importer: &str, document: &ImportedDocument, text: Option<&str>) {
        let file = text.map_or_else(|| "-".to_owned(), file_hash);
        let fields = document.fields().iter();
        let fields = fields.map(|(key, value)| format!("{key}={}", value_hash(value)));
        let body =
            (!document.body.is_empty()).then(|| format!("{BODY}={}", body_hash(&document.body)));
        let fields: Vec<String> = fields.chain(body).collect();
        let rest = format!("{importer}\t{file}\t{}", fields.join("\t"));
        self.lines
            .insert((document.kind, document.id.as_str().into()), rest.into());
    }
}

impl LockEntry<'_> {
    /// Whether the file still has exactly the text that was written.
    pub fn is_unchanged(&self, text: &str) -> bool {
        self.file == file_hash(text)
    }

    /// Returns the keys of the fields that were written.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let fields = self.fields.split('\t');
        fields.filter_map(|field| Some(field.rsplit_once('=')?.0))
    }

    /// Returns the hash of a field as it was written, or `None` if it was not.
    pub fn hash(&self, key: &str) -> Option<&str> {
        let mut fields = self.fields.split('\t');
        fields.find_map(|field| {
            let (own, hash) = field.rsplit_once('=')?;
            (own == key).then_some(hash)
        })
    }
}

/// Returns the hash of a value of a field. Empty values have the same hash as none.
pub fn value_hash(value: &Value) -> String {
    let bytes = postcard::to_allocvec(value).expect("every value can be written");
    short(&[b"field", &bytes], 8)
}

/// Returns the hash of a text below a front matter.
pub fn body_hash(body: &str) -> String {
    short(&[b"body", body.trim().as_bytes()], 8)
}

/// Returns the hash of a picture or other file.
pub fn media_hash(bytes: &[u8]) -> String {
    short(&[b"media", bytes], 16)
}

fn file_hash(text: &str) -> String {
    short(&[b"file", text.as_bytes()], 16)
}

/// Returns the first hexadecimal digits of a hash.
fn short(parts: &[&[u8]], digits: usize) -> String {
    let mut hash = Hash::of_parts(parts).to_string();
    hash.truncate(digits);
    hash
}
