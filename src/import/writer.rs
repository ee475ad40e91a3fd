//! Writing of imported documents, without losing what an editor wrote.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::document::ImportedDocument;
use super::lock::{self, ImportLock, LockEntry, body_hash, value_hash};
use super::report::{ImportReport, Problem, ProblemKind};
use super::site::SiteNames;
use crate::files::{self, AccessError, Folder, NewFile};
use crate::load::{self, ContentKind, MAX_TEXT};
use crate::message;
use crate::messages::{Message, io_error};
use crate::yaml::{self, Value};

/// Whether an import writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportMode {
    Write,
    /// Only tells what would be written.
    DryRun,
}

/// Writes the documents of an import below `content/`.
pub struct SiteWriter<'a> {
    root: &'a Path,
    /// The importer, such as `ucdp`.
    importer: String,
    mode: ImportMode,
    lock: ImportLock,
    folders: BTreeMap<ContentKind, Folder>,
}

impl<'a> SiteWriter<'a> {
    /// Returns a writer into the site below a folder.
    ///
    /// # Errors
    /// If the list of earlier imports cannot be read.
    pub fn new(
        root: &'a Path,
        importer: &str,
        mode: ImportMode,
    ) -> Result<SiteWriter<'a>, Message> {
        Ok(SiteWriter {
            root,
            importer: importer.to_owned(),
            mode,
            lock: ImportLock::read(root).map_err(|error| io_error(&error))?,
            folders: BTreeMap::new(),
        })
    }

    /// Returns the name of the importer.
    pub fn importer(&self) -> &str {
        &self.importer
    }

    /// Returns what earlier imports wrote.
    pub fn lock(&self) -> &ImportLock {
        &self.lock
    }

    /// Writes a document, or changes the fields of its file that only imports have written.
    ///
    /// # Errors
    /// If a file cannot be read or written.
    pub fn put(
        &mut self,
        document: &ImportedDocument,
        site: &mut SiteNames,
        line: u64,
        report: &mut ImportReport,
    ) -> Result<(), Message> {
        let known = site.path(document.kind, &document.id);
        let known = known.filter(|path| !is_translation(path, document, site));
        let known = known.map(str::to_owned);
        let is_imported = self.lock.get(document.kind, &document.id).is_some();
        match known {
            None if is_imported => {
                let id = document.id.clone();
                report.add(Problem::of_file(
                    line,
                    ProblemKind::Deleted,
                    &id,
                    default_path(document),
                ));
                report.files.deleted += 1;
                Ok(())
            }
            None => {
                let path = default_path(document);
                let text = document.text();
                self.write(&path, document.kind, &text)?;
                self.lock.set(&self.importer, document, Some(&text));
                site.set_path(document.kind, &document.id, path);
                report.files.created += 1;
                Ok(())
            }
            Some(path) => self.update(document, &path, line, report),
        }
    }

    /// Updates the file of a document.
    fn update(
        &mut self,
        document: &ImportedDocument,
        path: &str,
        line: u64,
        report: &mut ImportReport,
    ) -> Result<(), Message> {
        let fail = |error: &io::Error| at_path(self.root, path, error);
        let bytes = files::read(self.root, path, MAX_TEXT).map_err(|error| fail(&error.into()))?;
        let new = document.text();
        // An import that was interrupted may have written it.
        if bytes == new.as_bytes() {
            self.lock.set(&self.importer, document, Some(&new));
            report.files.unchanged += 1;
            return Ok(());
        }
        let problem = |kind| Problem::of_file(line, kind, &document.id, path.to_owned());
        let Some(entry) = self.lock.get(document.kind, &document.id) else {
            report.add(problem(ProblemKind::Taken));
            report.files.taken += 1;
            return Ok(());
        };
        // A file that is not UTF-8 was not written by an import, and could not be written again.
        let Ok(old) = String::from_utf8(bytes) else {
            report.add(problem(ProblemKind::Unreadable));
            report.files.unchanged += 1;
            return Ok(());
        };
        let with_old_addresses =
            old_addresses(&old).map(|earlier| document.clone().with_old_addresses(&earlier));
        let document = with_old_addresses.as_ref().unwrap_or(document);
        if entry.is_unchanged(&old) {
            let new = document.text();
            if old == new {
                report.files.unchanged += 1;
            } else {
                self.write(path, document.kind, &new)?;
                report.files.updated += 1;
            }
            self.lock.set(&self.importer, document, Some(&new));
            return Ok(());
        }
        let Some(merged) = merge(&old, document, &entry) else {
            report.add(problem(ProblemKind::Unreadable));
            report.files.unchanged += 1;
            return Ok(());
        };
        let kept: Vec<&str> = merged.kept.iter().map(|(key, _)| key.as_str()).collect();
        self.lock.set_merged(&self.importer, document, &kept);
        for (key, value) in merged.kept {
            let key = match key.as_str() {
                lock::BODY => "text".to_owned(),
                _ => key,
            };
            report.add(Problem::of_field(
                line,
                ProblemKind::KeptField,
                &document.id,
                &key,
                &value,
            ));
            report.files.kept_fields += 1;
        }
        if merged.text == old {
            report.files.unchanged += 1;
        } else {
            self.write(path, document.kind, &merged.text)?;
            report.files.updated += 1;
        }
        Ok(())
    }

    /// Writes a picture or other file at a path below `content/`. A file that somebody has changed
    /// or deleted since an earlier import stays so. `source` is its path in the input.
    ///
    /// # Errors
    /// If a file cannot be read or written.
    pub fn put_media(
        &mut self,
        path: &str,
        bytes: &[u8],
        source: &str,
        report: &mut ImportReport,
    ) -> Result<(), Message> {
        let place = format!("content/{path}");
        let problem = |kind| Problem::of_file(0, kind, source, place.clone());
        let new = lock::media_hash(bytes);
        let recorded = self.lock.media(path).map(str::to_owned);
        let current = match files::read(self.root, &place, MAX_MEDIA) {
            Ok(bytes) => Some(lock::media_hash(&bytes)),
            Err(AccessError::Missing) => None,
            Err(error) => return Err(at_path(self.root, &place, &error.into())),
        };
        match (current, recorded) {
            (Some(current), _) if current == new => report.files.unchanged += 1,
            (None, None) => {
                self.write_bytes(&place, bytes)?;
                report.files.created += 1;
            }
            (Some(current), Some(recorded)) if current == recorded => {
                self.write_bytes(&place, bytes)?;
                report.files.updated += 1;
            }
            (None, Some(_)) => {
                report.add(problem(ProblemKind::Deleted));
                report.files.deleted += 1;
                return Ok(());
            }
            (Some(_), None) => {
                report.add(problem(ProblemKind::Taken));
                report.files.taken += 1;
                return Ok(());
            }
            (Some(_), Some(recorded)) => {
                if recorded != new {
                    report.add(problem(ProblemKind::KeptFile));
                    report.files.kept_fields += 1;
                }
                report.files.unchanged += 1;
            }
        }
        self.lock.set_media(&self.importer, path, &new);
        Ok(())
    }

    /// Writes a file below the site's root as a whole.
    fn write_bytes(&self, path: &str, bytes: &[u8]) -> Result<(), Message> {
        if self.mode == ImportMode::DryRun {
            return Ok(());
        }
        let (above, _) = path.rsplit_once('/').unwrap_or(("", path));
        below(self.root, above)
            .and_then(|folder| place_file(&folder, path, bytes))
            .map_err(|error| at_path(self.root, path, &error))
    }

    /// Records what was written.
    ///
    /// # Errors
    /// If the list of imports cannot be written.
    pub fn finish(self) -> Result<(), Message> {
        match self.mode {
            ImportMode::DryRun => Ok(()),
            ImportMode::Write => self.lock.write(self.root).map_err(|error| error.message()),
        }
    }

    /// Writes a document as a whole.
    fn write(&mut self, path: &str, kind: ContentKind, text: &str) -> Result<(), Message> {
        if self.mode == ImportMode::DryRun {
            return Ok(());
        }
        let (above, _) = path.rsplit_once('/').unwrap_or(("", path));
        let fail = |error: &io::Error| at_path(self.root, path, error);
        let own;
        let folder = if above == default_folder(kind) {
            match self.folders.entry(kind) {
                std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
                std::collections::btree_map::Entry::Vacant(new) => {
                    let folder = below(self.root, above).map_err(|error| fail(&error))?;
                    new.insert(folder)
                }
            }
        } else {
            own = below(self.root, above).map_err(|error| fail(&error))?;
            &own
        };
        place_file(folder, path, text.as_bytes()).map_err(|error| fail(&error))
    }
}

/// The prefix of unfinished files. Hidden files are no content.
const UNFINISHED: &str = ".griot-import-";

/// The maximum size of a picture or other file.
pub const MAX_MEDIA: u64 = 1 << 30;

/// Writes a file into its folder, where it appears as a whole.
fn place_file(folder: &Folder, path: &str, bytes: &[u8]) -> io::Result<()> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (fresh, mut file) = NewFile::in_folder(folder, UNFINISHED, ".tmp")?;
    file.write_all(bytes)?;
    drop(file);
    fresh.place(name)
}

fn below(root: &Path, above: &str) -> io::Result<Folder> {
    Ok(Folder::open(root)?.create_below(above)?)
}

fn at_path(root: &Path, path: &str, error: &io::Error) -> Message {
    let path: PathBuf = root.join(path);
    message!(
        "`{path}`: {error}",
        path = path.display(),
        error = io_error(error)
    )
}

fn default_folder(kind: ContentKind) -> String {
    format!("content/{}", kind.folder())
}

/// Whether a file is a translation of an article or page, and the document its original.
fn is_translation(path: &str, document: &ImportedDocument, site: &SiteNames) -> bool {
    let tag = |path: &str| {
        let name = path.rsplit('/').next()?.strip_suffix(".md")?;
        name.split_once('.').map(|(_, tag)| tag.to_owned())
    };
    let default = site.config.languages.default().to_string();
    matches!(document.kind, ContentKind::Article | ContentKind::Page)
        && tag(&document.path).is_none()
        && tag(path).is_some_and(|tag| tag != default)
}

fn default_path(document: &ImportedDocument) -> String {
    format!("content/{}", document.path)
}

/// A file in which an import has changed the fields that are its own.
struct Merged {
    text: String,
    /// The fields that an editor has changed and the input as well, with the input's value.
    kept: Vec<(String, String)>,
}

/// Returns the old addresses in the front matter of a file.
fn old_addresses(text: &str) -> Option<Value> {
    let value = yaml::parse(&text[load::split(text).front]).ok()?;
    yaml::entry(&value, &["redirect_from"]).cloned()
}

/// Changes the fields of a file that still have the values that an import wrote. `None` if the
/// front matter cannot be read, or is gone.
fn merge(old: &str, document: &ImportedDocument, entry: &LockEntry) -> Option<Merged> {
    // Some editors write a byte order mark.
    let old = old.strip_prefix('\u{feff}').unwrap_or(old);
    let split = load::split(old);
    if !split.has_front {
        return None;
    }
    let mut front = old[split.front.clone()].to_owned();
    let value = yaml::parse(&front).ok()?;
    let mut keys: Vec<&str> = document.fields().iter().map(|(key, _)| *key).collect();
    let written = entry.keys().filter(|key| *key != lock::BODY);
    let gone: Vec<&str> = written.filter(|key| !keys.contains(key)).collect();
    keys.extend(gone);
    let mut kept = Vec::new();
    for key in keys {
        let path: Vec<&str> = key.split('.').collect();
        let current = yaml::entry(&value, &path).filter(|value| !value.is_empty());
        let (new, current) = (document.field(key), current.map(value_hash));
        let hash = new.map(value_hash);
        if current == hash {
            continue;
        }
        let is_own = current.as_deref() == entry.hash(key);
        if is_own && !(current.is_some() && yaml::has_comment(&front, &path)) {
            front = yaml::set_entry(&front, &path, new)?;
        } else if hash.as_deref() != entry.hash(key) {
            kept.push((key.to_owned(), new.map(shown).unwrap_or_default()));
        }
    }
    let mut body = old[split.body.clone()].to_owned();
    let current = (!body.trim().is_empty()).then(|| body_hash(&body));
    let new = (!document.body.is_empty()).then(|| body_hash(&document.body));
    if current != new {
        if current.as_deref() == entry.hash(lock::BODY) {
            body = match document.body.is_empty() {
                true => String::new(),
                false => format!("\n{}\n", document.body.trim_end()),
            };
        } else if new.as_deref() != entry.hash(lock::BODY) {
            kept.push((lock::BODY.to_owned(), changed_lines(&body, &document.body)));
        }
    }
    let text = format!(
        "{}{front}{}{body}",
        &old[..split.front.start],
        &old[split.front.end..split.body.start]
    );
    Some(Merged { text, kept })
}

/// Returns the first line of two texts that differs: as it is here, and in the input. More lines
/// are counted.
fn changed_lines(own: &str, input: &str) -> String {
    let (own, input): (Vec<&str>, Vec<&str>) =
        (own.trim().lines().collect(), input.trim().lines().collect());
    let same = own.iter().zip(&input).take_while(|(a, b)| a == b).count();
    let (own, input) = (&own[same..], &input[same..]);
    let ends = own.iter().rev().zip(input.iter().rev());
    let same = ends.take_while(|(a, b)| a == b).count();
    let (own, input) = (&own[..own.len() - same], &input[..input.len() - same]);
    let mut shown: Vec<String> = Vec::new();
    for (mark, lines) in [('-', own), ('+', input)] {
        let mut lines = lines.iter().filter(|line| !line.trim().is_empty());
        if let Some(first) = lines.next() {
            let start: String = first.chars().take(MAX_LINE).collect();
            let more = match lines.count() {
                0 => String::new(),
                more => format!(" (+{more})"),
            };
            let cut = if start.len() < first.len() { "…" } else { "" };
            shown.push(format!("{mark} {start}{cut}{more}"));
        }
    }
    shown.join(" / ")
}

/// How much is shown of a line that differs. Two such lines fit into a report's value.
const MAX_LINE: usize = 48;

/// Returns a value in one line.
fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        value => yaml::emit(value).trim_end().replace('\n', "; "),
    }
}
