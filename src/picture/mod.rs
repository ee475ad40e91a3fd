//! Publication of pictures: upright, without metadata, and in several widths.
//!
//! Each picture is stripped, decoded once and scaled down, in its own format and in WebP. A browser
//! loads the smallest version that is large enough for its screen. Scaling is expensive, so results
//! are cached, by the content of the picture and the revision of this module. A damaged or too
//! large picture is a [`PictureError`], never a panic.

mod codec;
mod encoding;
mod error;
mod raster;
mod strip;

use std::collections::BTreeMap;

use rayon::prelude::*;

pub use self::error::{ActiveContent, PictureError};
use self::raster::Raster;
use self::strip::{Profile, Stripped};
use crate::incremental::{Hash, Store};
use crate::media::{self, Medium, Use};

/// The widths of derived pictures in pixels: for a phone, a phone with a dense screen, and a column
/// of text on a dense screen.
pub const WIDTHS: [u32; 3] = [480, 960, 1440];

/// The maximum number of pixels of a picture: 64 million are 8000 by 8000, or 256 MB of memory.
pub const MAX_PIXELS: u64 = 64_000_000;

/// The revision of the output. Raise it when the output for the same picture changes.
const REVISION: &[u8] = b"1";

/// The minimum number of pixels of pictures that are processed one after another, to limit memory.
const MIN_SEQUENTIAL: u64 = 16_000_000;

/// The minimum size in bytes of a file that is scaled down: smaller ones load quickly enough.
const MIN_SCALED: usize = 10_000;

/// The quality of JPEG, 0 to 100: for rotated originals, and for smaller versions.
const TURNED_QUALITY: u8 = 92;
const SMALLER_QUALITY: u8 = 80;

/// A supported format of pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PictureFormat {
    Jpeg,
    Png,
    Webp,
    Gif,
    Svg,
}

impl PictureFormat {
    /// Returns the format of a file extension.
    pub fn from_path(path: &str) -> Option<PictureFormat> {
        match media::ending(path).as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => Some(PictureFormat::Jpeg),
            "png" => Some(PictureFormat::Png),
            "webp" => Some(PictureFormat::Webp),
            "gif" => Some(PictureFormat::Gif),
            "svg" => Some(PictureFormat::Svg),
            _ => None,
        }
    }

    /// Returns the usual file extension.
    pub fn extension(self) -> &'static str {
        match self {
            PictureFormat::Jpeg => "jpg",
            PictureFormat::Png => "png",
            PictureFormat::Webp => "webp",
            PictureFormat::Gif => "gif",
            PictureFormat::Svg => "svg",
        }
    }
}

/// A file that pages use, ready to be published.
pub enum Published {
    /// A file that is not a picture. It is published unchanged.
    File(Vec<u8>),
    /// A picture without metadata.
    Picture(Picture),
}

/// A picture without metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The format of the published file.
    pub format: PictureFormat,
    /// The content of the published file.
    pub bytes: Vec<u8>,
    /// Width and height in pixels of the upright picture.
    pub size: Option<(u32, u32)>,
    /// Smaller versions, by format, then by width.
    pub smaller: Vec<Rendition>,
}

/// A smaller version of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendition {
    /// The format of the file.
    pub format: PictureFormat,
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
    /// The content of the file.
    pub bytes: Vec<u8>,
}

/// The files that pages use, and findings about these files.
pub struct Pictures {
    /// The files by path below `content/`, without those that have errors.
    pub files: BTreeMap<String, Published>,
    /// Files with errors, which are not published.
    pub errors: Vec<(String, PictureError)>,
    /// Metadata about people in files that are published unchanged: for each file, the kinds and
    /// the values of the metadata.
    pub traces: Vec<(String, Vec<(&'static str, String)>)>,
}

/// Prepares files for publication. If the site is not published (`is_wanted` is false), files are
/// only checked.
pub fn prepare(files: BTreeMap<String, Vec<u8>>, store: &Store, is_wanted: bool) -> Pictures {
    if is_wanted {
        prepare_all(files, store)
    } else {
        check_all(files, store)
    }
}

/// Returns the width and height in pixels of a picture that is published unchanged, if it has them.
///
/// # Errors
/// If the file is not a picture of the format of its extension.
pub fn size(path: &str, bytes: &[u8]) -> Result<Option<(u32, u32)>, PictureError> {
    let format = PictureFormat::from_path(path).ok_or(PictureError::Unsupported)?;
    Ok(strip::strip(format, bytes)?.size)
}

/// Prepares files for publication, in parallel.
fn prepare_all(files: BTreeMap<String, Vec<u8>>, store: &Store) -> Pictures {
    let found: Vec<(String, Result<PreparedFile, PictureError>)> = files
        .into_par_iter()
        .map(|(path, bytes)| {
            let found = prepare_file(&path, bytes, store);
            (path, found)
        })
        .collect();
    let (large, small): (Vec<_>, Vec<_>) = found.into_iter().partition(
        |(_, found)| matches!(found, Ok(PreparedFile::Pending(picture)) if picture.is_large()),
    );
    let finished = |(path, found): (String, Result<PreparedFile, PictureError>)| {
        let published = found.and_then(|found| match found {
            PreparedFile::Ready(published) => Ok(published),
            PreparedFile::Pending(picture) => picture.render(store).map(Published::Picture),
        });
        (path, published)
    };
    let mut done: Vec<_> = small.into_par_iter().map(finished).collect();
    done.extend(large.into_iter().map(finished));
    done.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut pictures = Pictures {
        files: BTreeMap::new(),
        errors: Vec::new(),
        traces: Vec::new(),
    };
    for (path, published) in done {
        match published {
            Ok(published) => {
                if let Published::File(bytes) = &published {
                    let traces = media::traces(bytes);
                    if !traces.is_empty() {
                        pictures.traces.push((path.clone(), traces));
                    }
                }
                pictures.files.insert(path, published);
            }
            Err(error) => pictures.errors.push((path, error)),
        }
    }
    pictures
}

/// Checks files like [`prepare_all`], but scales none, because other errors prevent the publication
/// of the site.
fn check_all(files: BTreeMap<String, Vec<u8>>, store: &Store) -> Pictures {
    let checked = |(path, bytes): (String, Vec<u8>)| {
        let traces = match PictureFormat::from_path(&path) {
            None => media::traces(&bytes),
            Some(_) => Vec::new(),
        };
        let error = match prepare_file(&path, bytes, store) {
            Ok(PreparedFile::Ready(_)) => None,
            Ok(PreparedFile::Pending(picture)) => {
                codec::decode(picture.format, &picture.stripped.bytes).err()
            }
            Err(error) => Some(error),
        };
        (path, error, traces)
    };
    // Files are checked one after another, since large ones would take much memory in parallel.
    let results: Vec<_> = files.into_iter().map(checked).collect();
    let mut pictures = Pictures {
        files: BTreeMap::new(),
        errors: Vec::new(),
        traces: Vec::new(),
    };
    for (path, error, traces) in results {
        match error {
            Some(error) => pictures.errors.push((path, error)),
            None if !traces.is_empty() => pictures.traces.push((path, traces)),
            None => {}
        }
    }
    pictures
}

/// A file that is ready, or a picture that has to be scaled.
enum PreparedFile {
    Ready(Published),
    Pending(PendingPicture),
}

/// A stripped picture that is not in the cache.
struct PendingPicture {
    format: PictureFormat,
    stripped: Stripped,
    key: Hash,
}

/// Strips a picture, or takes it from the cache. Checks that the format of the file is that of its
/// extension.
fn prepare_file(path: &str, bytes: Vec<u8>, store: &Store) -> Result<PreparedFile, PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    let Some(format) = PictureFormat::from_path(path) else {
        if media::use_of(path) == Use::Picture {
            // Some phones give this extension to JPEG files.
            let actual = media::sniffed(&bytes).filter(|medium| medium.picture_ending().is_some());
            return Err(actual.map_or(PictureError::Unsupported, PictureError::Is));
        }
        return match media::impostor(path, &bytes) {
            Some(medium) => Err(PictureError::Is(medium)),
            None => Ok(PreparedFile::Ready(Published::File(bytes))),
        };
    };
    let stripped = strip::strip(format, &bytes).map_err(|error| match media::sniffed(&bytes) {
        Some(Medium::Text | Medium::Xml) => error,
        Some(medium)
            if error == PictureError::OtherKind
                && medium.picture_ending() != Some(format.extension()) =>
        {
            PictureError::Is(medium)
        }
        _ => error,
    })?;
    match stripped.size {
        Some((0, _) | (_, 0)) => return Err(PictureError::Damaged),
        Some((width, height))
            if format != PictureFormat::Svg && pixels(width, height) > MAX_PIXELS =>
        {
            return Err(PictureError::TooLarge(width, height));
        }
        _ => {}
    }
    if matches!(format, PictureFormat::Gif | PictureFormat::Svg) {
        let picture = Picture {
            format,
            bytes: stripped.bytes,
            size: stripped.size,
            smaller: Vec::new(),
        };
        return Ok(PreparedFile::Ready(Published::Picture(picture)));
    }
    let key = Hash::of_parts(&[
        b"picture",
        env!("CARGO_PKG_VERSION").as_bytes(),
        REVISION,
        format.extension().as_bytes(),
        &bytes,
    ]);
    let cached = store
        .get(key)
        .and_then(|entry| encoding::read(&entry, format, &stripped.bytes));
    Ok(match cached {
        Some(picture) => PreparedFile::Ready(Published::Picture(picture)),
        None => PreparedFile::Pending(PendingPicture {
            format,
            stripped,
            key,
        }),
    })
}

fn pixels(width: u32, height: u32) -> u64 {
    u64::from(width) * u64::from(height)
}

impl PendingPicture {
    fn is_large(&self) -> bool {
        self.stripped
            .size
            .is_some_and(|(width, height)| pixels(width, height) > MIN_SEQUENTIAL)
    }

    /// Scales the picture and caches the result.
    fn render(self, store: &Store) -> Result<Picture, PictureError> {
        let plain = self.stripped.bytes.clone();
        let picture = render(self.format, self.stripped)?;
        store.put(self.key, &encoding::write(&picture, &plain));
        Ok(picture)
    }
}

/// Decodes a picture, turns it upright and scales it.
fn render(format: PictureFormat, stripped: Stripped) -> Result<Picture, PictureError> {
    let raster = codec::decode(format, &stripped.bytes)?;
    let turned = stripped.orientation != strip::Orientation::UPRIGHT && !stripped.animated;
    let raster = if turned {
        raster.turned(stripped.orientation)
    } else {
        raster
    };
    let profile = stripped.profile.as_ref();
    let bytes = if turned {
        match format {
            PictureFormat::Webp => codec::webp(&raster, profile),
            _ => codec::encode(format, &raster, TURNED_QUALITY, profile),
        }
        .ok_or(PictureError::Damaged)?
    } else {
        stripped.bytes
    };
    let smaller = if stripped.animated {
        Vec::new()
    } else {
        renditions(format, &raster, bytes.len(), profile)
    };
    Ok(Picture {
        format,
        size: Some((raster.width, raster.height)),
        bytes,
        smaller,
    })
}

/// Returns smaller versions in the format of the original and in WebP. A format is only used if its
/// files are smaller.
fn renditions(
    format: PictureFormat,
    raster: &Raster,
    original: usize,
    profile: Option<&Profile>,
) -> Vec<Rendition> {
    let largest = WIDTHS[WIDTHS.len() - 1];
    if original < MIN_SCALED {
        return Vec::new();
    }
    // A width is worthwhile if it saves a fifth.
    let saves = |width: &u32| u64::from(*width) * 5 <= u64::from(raster.width) * 4;
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(saves).collect();
    if raster.width <= largest {
        widths.push(raster.width);
    }
    let made: Vec<(Option<Rendition>, Option<Rendition>)> = widths
        .into_par_iter()
        .map(|width| {
            let scaled;
            let own_size = width == raster.width;
            let raster = if own_size {
                raster
            } else {
                scaled = raster.scaled(width);
                &scaled
            };
            let height = raster.height;
            let rendition = |format, bytes: Option<Vec<u8>>| {
                bytes.map(|bytes| Rendition {
                    format,
                    width,
                    height,
                    bytes,
                })
            };
            let own = match format {
                _ if own_size => None,
                PictureFormat::Webp => codec::webp(raster, profile),
                _ => codec::encode(format, raster, SMALLER_QUALITY, profile),
            };
            let webp = match format {
                PictureFormat::Webp => None,
                _ => codec::webp(raster, profile),
            };
            (
                rendition(format, own.filter(|bytes| bytes.len() < original)),
                rendition(PictureFormat::Webp, webp),
            )
        })
        .collect();
    let (own, webp): (Vec<_>, Vec<_>) = made.into_iter().unzip();
    let own: Vec<Rendition> = own.into_iter().flatten().collect();
    let webp: Vec<Rendition> = webp.into_iter().flatten().collect();
    // The largest files of each format are compared, because a drawing can be smaller in PNG than
    // in WebP.
    let best = |list: &[Rendition]| {
        list.last()
            .map_or(original, |rendition| rendition.bytes.len())
    };
    let own_best = if raster.width <= largest {
        original
    } else {
        best(&own)
    };
    let mut smaller = own;
    if best(&webp) < own_best {
        smaller.extend(webp);
    }
    smaller
}
