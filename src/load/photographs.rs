//! Metadata files of pictures: `photo.jpg.yaml` beside `photo.jpg`.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::names::renaming;
use super::{CONTENT, ReadText, read_text, report_dropped_text, yaml_file};
use crate::diag::{Code, Diagnostic, Diagnostics, Fix, Location, Safety, nearest};
use crate::lang::{composed, fold};
use crate::media::{self, Use};
use crate::message;
use crate::messages::Message;
use crate::source::{FileId, SourceFiles};
use crate::yaml::Value;

/// The suffix of a metadata file: it follows the name of the picture.
const ENDING: &str = ".yaml";

/// The metadata file of a picture.
pub struct PhotographFile {
    pub file: FileId,
    /// The path of the picture, below `content/`.
    pub picture: String,
    pub value: Value,
}

/// Returns the name of the picture that a metadata file describes, from the name of that file.
pub(super) fn picture_of(path: &str) -> Option<&str> {
    let picture = path.strip_suffix(ENDING)?;
    (media::use_of(picture) == Use::Picture).then_some(picture)
}

/// Returns the picture that a misnamed metadata file was meant to describe, such as `photo.jpg` for
/// `photo.yaml` or `photo.jpg.yml`.
pub(super) fn suggested_picture(path: &str, media: &[String]) -> Option<String> {
    let stem = [ENDING, ".yml", ".YAML", ".YML"]
        .iter()
        .find_map(|ending| path.strip_suffix(ending))?;
    let is_meant = |picture: &&String| {
        let name = picture
            .rsplit_once('.')
            .map_or(picture.as_str(), |(name, _)| name);
        media::use_of(picture) == Use::Picture
            && (fold(name) == fold(stem) || fold(picture) == fold(stem))
    };
    let picture = media.iter().find(is_meant)?;
    Some(format!("{}{ENDING}", name_of(picture)))
}

/// Reads the metadata files in the order of their paths. Reports a metadata file without a picture.
///
/// # Errors
/// If a metadata file cannot be read.
pub(super) fn read(
    root: &Path,
    paths: Vec<String>,
    media: &[String],
    sources: &mut SourceFiles,
    diagnostics: &mut Diagnostics,
) -> io::Result<Vec<PhotographFile>> {
    let recorded: BTreeSet<String> = (paths.iter())
        .filter_map(|path| Some(composed(picture_of(path)?).into_owned()))
        .collect();
    let known = &*sources;
    let read = paths
        .into_par_iter()
        .map(|path| Ok((read_text(root, &path, known)?, path)));
    let read: Vec<io::Result<(ReadText, String)>> = read.collect();
    let mut records: BTreeMap<String, PhotographFile> = BTreeMap::new();
    for read in read {
        let (text, path) = read?;
        let (text, value) = yaml_file(text);
        let range = 0..text.len();
        let file = sources.add(format!("{CONTENT}/{path}"), text, range.clone());
        let value = match value {
            Ok(value) => value,
            Err(error) => {
                diagnostics.push(error.at(file));
                continue;
            }
        };
        report_dropped_text(file, &range, sources, diagnostics);
        let Some(picture) = picture_of(&path).map(|picture| composed(picture).into_owned()) else {
            continue;
        };
        if media.binary_search(&picture).is_err() {
            diagnostics.push(without_picture(&picture, media, &recorded).at(file));
            continue;
        }
        records.insert(
            picture.clone(),
            PhotographFile {
                file,
                picture,
                value,
            },
        );
    }
    Ok(records.into_values().collect())
}

/// The texts of a finding, before its location is known.
struct UnplacedFinding {
    message: Message,
    help: Message,
    fix: Option<Fix>,
}

impl UnplacedFinding {
    fn at(self, file: FileId) -> Diagnostic {
        Diagnostic::new(Code::StrayFile, Location::File(file), self.message)
            .help(self.help)
            .fix(self.fix)
    }
}

/// Reports a metadata file without a picture, and suggests the picture that was meant.
fn without_picture(
    picture: &str,
    media: &[String],
    recorded: &BTreeSet<String>,
) -> UnplacedFinding {
    let name = name_of(picture);
    let folder = &picture[..picture.len() - name.len()];
    let beside = || {
        media
            .iter()
            .filter(|path| !recorded.contains(*path))
            .filter_map(|path| path.strip_prefix(folder))
            .filter(|other| !other.contains('/') && media::use_of(other) == Use::Picture)
    };
    // The name may differ in case or extension, or be misspelt.
    let stem = |name: &str| fold(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let near = beside()
        .find(|other| stem(other) == stem(name))
        .or_else(|| nearest(name, beside()));
    let is_same = near.is_some_and(|other| stem(other) == stem(name));
    let safety = if is_same {
        Safety::Safe
    } else {
        Safety::Unsafe
    };
    let record = format!("{picture}{ENDING}");
    let fix = near.map(|near| renaming(&record, &format!("{near}{ENDING}"), safety));
    UnplacedFinding {
        fix,
        message: message!(
            "there is no picture `{name}` beside this record, so the record is ignored",
            name
        ),
        help: match near {
            Some(near) => message!(
                "did you mean `{near}`? Rename this file to `{name}`",
                near,
                name = format!("{near}{ENDING}")
            ),
            None => message!(
                "put the picture `{name}` beside this file, or delete this file",
                name
            ),
        },
    }
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
