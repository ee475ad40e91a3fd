//! `griot verify`: builds the site again and compares it with a folder, and the folder with its
//! checksums.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::outcome::{CommandResult, ExitStatus};
use super::report::print_findings;
use super::site::{BuildVerdict, SiteArguments, require_folder};
use super::timings::Timings;
use crate::incremental::{Hash, Store};
use crate::message;
use crate::messages::Message;
use crate::plan::Addresses;
use crate::render::{Artifact, Sink};
use crate::write::{self, ChecksumDifferences, FolderDifferences};

/// Keeps the hash of each file.
#[derive(Default)]
struct HashSink {
    files: Mutex<BTreeMap<String, Hash>>,
}

impl Sink for HashSink {
    fn take(&self, artifact: Artifact, hash: Option<Hash>) {
        let hash = hash.unwrap_or_else(|| Hash::of(&artifact.bytes));
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(artifact.path, hash);
    }

    fn reset(&self) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.clear();
    }
}

/// Builds the site without a cache, and compares it with the files in `folder`.
pub(super) fn verify(site: &SiteArguments, folder: &Path, addresses: Addresses) -> CommandResult {
    require_folder(&site.root)?;
    require_folder(folder)?;
    let options = site.options(addresses)?;
    let unreadable = |error: std::io::Error| Message::verbatim(error.to_string());
    // Neither mistakes of a cache nor changes of it belong to the comparison.
    let empty = tempfile::tempdir().map_err(unreadable)?;
    let store = Arc::new(Store::open_read_only(empty.path()));
    let sink = HashSink::default();
    let compiled = site.compile(&options, &store, &sink, &Timings::begin())?;
    if site.verdict(&compiled.findings) != BuildVerdict::Clean {
        print_findings(&compiled, site);
        return Ok(ExitStatus::Findings);
    }
    let built = sink
        .files
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    let differences = write::compare(folder, &built).map_err(unreadable)?;
    let checksums = write::check_checksums(folder).map_err(unreadable)?;
    let notes = notes(&differences, checksums.as_ref());
    for note in &notes {
        site.console.note(note);
    }
    let folder = folder.display();
    if notes.is_empty() {
        site.console.note(&message!(
            "`{folder}` is exactly what the site builds",
            folder
        ));
        return Ok(ExitStatus::Clean);
    }
    site.console
        .note(&message!("`{folder}` is not what the site builds", folder));
    Ok(ExitStatus::Findings)
}

/// Returns a line for each file in which a folder differs from the build or from its own checksums.
fn notes(differences: &FolderDifferences, checksums: Option<&ChecksumDifferences>) -> Vec<Message> {
    let none = ChecksumDifferences::default();
    let checksums = checksums.unwrap_or(&none);
    let mut notes = Vec::new();
    for path in &differences.missing {
        notes.push(message!("missing: {path}", path));
    }
    for path in &differences.different {
        notes.push(match checksums.changed.contains(path) {
            true => message!(
                "different: {path} (changed after SHA256SUMS was written)",
                path
            ),
            false => message!("different: {path}", path),
        });
    }
    for path in &differences.extra {
        notes.push(match checksums.changed.contains(path) {
            true => message!("extra: {path} (changed after SHA256SUMS was written)", path),
            false => message!("extra: {path}", path),
        });
    }
    // Files that are as the site builds them, and files that it no longer builds.
    let changed = checksums.changed.iter();
    let told =
        |path: &&String| differences.different.contains(path) || differences.extra.contains(path);
    for path in changed.filter(|path| !told(path)) {
        notes.push(message!("not as SHA256SUMS says: {path}", path));
    }
    let missing = checksums.missing.iter();
    for path in missing.filter(|path| !differences.missing.contains(path)) {
        notes.push(message!("missing, but in SHA256SUMS: {path}", path));
    }
    for line in &checksums.unreadable {
        notes.push(message!("SHA256SUMS: line {line} is not a checksum", line));
    }
    notes
}
