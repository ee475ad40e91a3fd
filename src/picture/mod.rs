//! Pictures as they are published: upright, without metadata, and in several widths.
//!
//! Each picture is stripped, decoded once and made smaller, in its own format and in WebP; a
//! browser takes the smallest that is large enough for its screen. That is dear, so results are
//! kept in a cache and made again only when a picture or this module changes. A picture that is
//! damaged or too large is a [`Flaw`], never a panic.

mod codec;
mod encoding;
mod error;
mod raster;
mod strip;

use std::collections::BTreeMap;

use rayon::prelude::*;

pub use self::error::PictureError;
use self::raster::Raster;
use self::strip::{Profile, Stripped};
use crate::incremental::{Hash, Store};
use crate::media::{self, Medium, Use};

/// Widths in pixels of derived pictures: a phone, a phone with a dense screen, a column of text on
/// a dense screen.
pub const WIDTHS: [u32; 3] = [480, 960, 1440];

/// How many pixels a picture may have: 64 million are 8000 by 8000, and 256 MB of memory.
pub const MOST_PIXELS: u64 = 64_000_000;

/// Raised whenever the same picture would become other bytes.
const REVISION: &[u8] = b"1";

/// From this size on pictures are worked on one after another, so that memory holds one of them.
const LARGE: u64 = 16_000_000;

/// A file of fewer bytes is loaded as quickly as any.
const SMALL: usize = 10_000;

/// The quality of a JPEG that stands for an original, and of derived pictures; of 100.
const TURNED_QUALITY: u8 = 92;
const SMALLER_QUALITY: u8 = 80;

/// A format that is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PictureFormat {
    Jpeg,
    Png,
    Webp,
    Gif,
    Svg,
}

impl PictureFormat {
    /// The format that a file name promises.
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

    /// The usual ending of a file name.
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

/// A file that pages use, ready to publish.
pub enum Published {
    /// What is no picture, as it was.
    File(Vec<u8>),
    Picture(Picture),
}

/// A picture without metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub format: PictureFormat,
    pub bytes: Vec<u8>,
    /// Width and height in pixels, as it is seen.
    pub size: Option<(u32, u32)>,
    /// By format, then by width.
    pub smaller: Vec<Rendition>,
}

/// A picture made from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendition {
    pub format: PictureFormat,
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

/// What becomes of the files that pages use.
pub struct Pictures {
    /// By path below `content/`; those with a flaw are missing.
    pub files: BTreeMap<String, Published>,
    pub flaws: Vec<(String, PictureError)>,
    /// What files that are published as they are tell of whoever made them, each with what it is.
    pub traces: Vec<(String, Vec<(&'static str, String)>)>,
}

/// Makes files ready to publish; or only looks at them, and makes nothing, for a site that is not
/// published.
pub fn published(files: BTreeMap<String, Vec<u8>>, store: &Store, is_wanted: bool) -> Pictures {
    if is_wanted {
        pictures(files, store)
    } else {
        inspected(files, store)
    }
}

/// Makes files ready to publish, in parallel.
fn pictures(files: BTreeMap<String, Vec<u8>>, store: &Store) -> Pictures {
    let found: Vec<(String, Result<PreparedFile, PictureError>)> = files
        .into_par_iter()
        .map(|(path, bytes)| {
            let found = prepared(&path, bytes, store);
            (path, found)
        })
        .collect();
    let (large, small): (Vec<_>, Vec<_>) = found.into_iter().partition(
        |(_, found)| matches!(found, Ok(PreparedFile::Unmade(unmade)) if unmade.is_large()),
    );
    let finished = |(path, found): (String, Result<PreparedFile, PictureError>)| {
        let published = found.and_then(|found| match found {
            PreparedFile::Made(published) => Ok(published),
            PreparedFile::Unmade(unmade) => unmade.make(store).map(Published::Picture),
        });
        (path, published)
    };
    let mut done: Vec<_> = small.into_par_iter().map(finished).collect();
    done.extend(large.into_iter().map(finished));
    done.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut pictures = Pictures {
        files: BTreeMap::new(),
        flaws: Vec::new(),
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
            Err(flaw) => pictures.flaws.push((path, flaw)),
        }
    }
    pictures
}

/// Looks at files as [`pictures`] does, and makes nothing: for a site that is not published because
/// of something else.
fn inspected(files: BTreeMap<String, Vec<u8>>, store: &Store) -> Pictures {
    let looked_at = |(path, bytes): (String, Vec<u8>)| {
        let traces = match PictureFormat::from_path(&path) {
            None => media::traces(&bytes),
            Some(_) => Vec::new(),
        };
        let flaw = match prepared(&path, bytes, store) {
            Ok(PreparedFile::Made(_)) => None,
            Ok(PreparedFile::Unmade(unmade)) => {
                codec::decode(unmade.format, &unmade.stripped.bytes).err()
            }
            Err(flaw) => Some(flaw),
        };
        (path, flaw, traces)
    };
    // One after the other where they may be large, so that memory holds few of them.
    let looked: Vec<_> = files.into_iter().map(looked_at).collect();
    let mut pictures = Pictures {
        files: BTreeMap::new(),
        flaws: Vec::new(),
        traces: Vec::new(),
    };
    for (path, flaw, traces) in looked {
        match flaw {
            Some(flaw) => pictures.flaws.push((path, flaw)),
            None if !traces.is_empty() => pictures.traces.push((path, traces)),
            None => {}
        }
    }
    pictures
}

/// A file that is ready, or a picture that is still to be made smaller.
enum PreparedFile {
    Made(Published),
    Unmade(PendingPicture),
}

struct PendingPicture {
    format: PictureFormat,
    stripped: Stripped,
    key: Hash,
}

fn prepared(path: &str, bytes: Vec<u8>, store: &Store) -> Result<PreparedFile, PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    let Some(format) = PictureFormat::from_path(path) else {
        if media::use_of(path) == Use::Picture {
            // A telephone may call a JPEG so.
            let published =
                media::sniffed(&bytes).filter(|medium| medium.picture_ending().is_some());
            return Err(published.map_or(PictureError::Unsupported, PictureError::Is));
        }
        return match media::impostor(path, &bytes) {
            Some(medium) => Err(PictureError::Is(medium)),
            None => Ok(PreparedFile::Made(Published::File(bytes))),
        };
    };
    let stripped = strip::strip(format, &bytes).map_err(|flaw| match media::sniffed(&bytes) {
        Some(Medium::Text | Medium::Xml) => flaw,
        Some(medium)
            if flaw == PictureError::OtherKind
                && medium.picture_ending() != Some(format.extension()) =>
        {
            PictureError::Is(medium)
        }
        _ => flaw,
    })?;
    match stripped.size {
        Some((0, _) | (_, 0)) => return Err(PictureError::Damaged),
        Some((width, height))
            if format != PictureFormat::Svg && pixels(width, height) > MOST_PIXELS =>
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
        return Ok(PreparedFile::Made(Published::Picture(picture)));
    }
    let key = Hash::of_parts(&[
        b"picture",
        env!("CARGO_PKG_VERSION").as_bytes(),
        REVISION,
        format.extension().as_bytes(),
        &bytes,
    ]);
    let kept = store
        .get(key)
        .and_then(|entry| encoding::read(&entry, format, &stripped.bytes));
    Ok(match kept {
        Some(picture) => PreparedFile::Made(Published::Picture(picture)),
        None => PreparedFile::Unmade(PendingPicture {
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
            .is_some_and(|(width, height)| pixels(width, height) > LARGE)
    }

    /// Makes the picture and keeps it.
    fn make(self, store: &Store) -> Result<Picture, PictureError> {
        let plain = self.stripped.bytes.clone();
        let picture = derived(self.format, self.stripped)?;
        store.put(self.key, &encoding::write(&picture, &plain));
        Ok(picture)
    }
}

/// Decodes a picture, turns it upright and makes its smaller ones.
fn derived(format: PictureFormat, stripped: Stripped) -> Result<Picture, PictureError> {
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
        smaller(format, &raster, bytes.len(), profile)
    };
    Ok(Picture {
        format,
        size: Some((raster.width, raster.height)),
        bytes,
        smaller,
    })
}

/// Smaller pictures in the format of the original, where they are smaller files, and in WebP, where
/// that is smaller still.
fn smaller(
    format: PictureFormat,
    raster: &Raster,
    original: usize,
    profile: Option<&Profile>,
) -> Vec<Rendition> {
    let largest = WIDTHS[WIDTHS.len() - 1];
    if original < SMALL {
        return Vec::new();
    }
    // A width is worth a file of its own if it saves a fifth.
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
    // What the largest of each costs a reader is what decides; a drawing in PNG may well be smaller
    // than its WebP.
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
