//! Pictures and other files that texts use, which go to `content/media/`.

use std::collections::{BTreeMap, HashMap};

use super::remote::RemotePictures;
use super::source::SourceFolder;
use super::text::SourceSite;
use crate::import::report::{ImportReport, Problem, ProblemKind};
use crate::import::writer::SiteWriter;
use crate::media::{Use, ending, use_of};
use crate::messages::{Message, io_error};

/// Extensions of files for readers, beside pictures, videos, sounds and documents.
const FILES: [&str; 18] = [
    "bib", "csv", "geojson", "gpx", "gz", "ics", "json", "kml", "kmz", "md5", "sha256", "srt",
    "tsv", "txt", "vtt", "xml", "yaml", "zip",
];

/// The files to copy.
#[derive(Default)]
pub(super) struct MediaPlan {
    /// The path below `content/` by the path in the source.
    targets: BTreeMap<String, String>,
    /// The path in the source by the path below `content/`, in lower case.
    sources: HashMap<String, String>,
}

/// Whether a file is for readers, and no part of the program of the old site.
pub(super) fn is_for_readers(path: &str) -> bool {
    use_of(path) != Use::Other || FILES.contains(&ending(path).as_str())
}

/// Writes the copies of pictures of other hosts.
///
/// # Errors
/// If a file cannot be read or written.
pub(super) fn copy_remote(
    remote: &RemotePictures,
    writer: &mut SiteWriter,
    report: &mut ImportReport,
) -> Result<(), Message> {
    for (target, file, address) in remote.copies() {
        let bytes = std::fs::read(file).map_err(|error| io_error(&error))?;
        writer.put_media(target, &bytes, address, report)?;
    }
    Ok(())
}

impl MediaPlan {
    /// Returns the path below `content/` to which a file is copied.
    pub fn place(&mut self, site: &SourceSite, path: &str) -> &str {
        if !self.targets.contains_key(path) {
            let root = site
                .roots
                .iter()
                .filter(|root| path.starts_with(root.as_str()));
            let root = root
                .max_by_key(|root| root.len())
                .map_or("", String::as_str);
            let below = &path[root.len()..];
            let below = below.strip_prefix("media/").unwrap_or(below);
            let mut target = format!("media/{below}");
            // Some disks take names in other letter case for the same.
            if self.sources.contains_key(&target.to_lowercase()) {
                target = format!("media/source/{path}");
            }
            self.sources.insert(target.to_lowercase(), path.to_owned());
            self.targets.insert(path.to_owned(), target);
        }
        &self.targets[path]
    }

    /// Whether a file is copied.
    pub fn has(&self, path: &str) -> bool {
        self.targets.contains_key(path)
    }

    /// Copies the files.
    ///
    /// # Errors
    /// If a file of the site cannot be read or written.
    pub fn copy(
        &self,
        folder: &SourceFolder,
        writer: &mut SiteWriter,
        report: &mut ImportReport,
    ) -> Result<(), Message> {
        let mut reader = folder.reader();
        for (source, target) in &self.targets {
            match folder.bytes(&mut reader, source) {
                Ok(bytes) => writer.put_media(target, &bytes, source, report)?,
                Err(message) => {
                    let kind = ProblemKind::UnreadableText;
                    report.add(Problem::of_cell(0, source, "", kind, &message.english()));
                }
            }
        }
        Ok(())
    }
}
