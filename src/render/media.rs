//! Published pictures and other files: their paths, and the sizes from which browsers choose.
//!
//! An original keeps its name. The name of a smaller copy has its width and content hash, so the
//! copy can be cached forever.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::Artifact;
use super::view::PictureView;
use crate::incremental::fingerprint::Fingerprint;
use crate::model::Photographs;
use crate::picture::{Picture, PictureFormat, Published};
use crate::plan::MAX_NAME;

/// The files that pages use, by path below `content/`.
pub struct PublishedMedia {
    files: BTreeMap<String, Published>,
    /// Files that are copied unchanged, by path in the site.
    copied: BTreeSet<String>,
    photographs: Photographs,
}

/// The path of a picture, and its width and height in pixels.
pub type Shared = (String, (u32, u32));

/// The width at which the built-in style shows a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sizes {
    /// As wide as the text column; the full width of a narrow screen.
    Column,
    /// Half of the text column; the full width of a narrow screen.
    Half,
}

impl Sizes {
    /// Returns the attribute `sizes` for a picture of this width in pixels. The picture is never
    /// enlarged.
    fn html(self, width: u32) -> String {
        // Caps a size at the width of the picture, if the size can exceed it.
        let upto = |size: &str, pixels: u32| match width < pixels {
            true => format!("min({size}, {width}px)"),
            false => size.to_owned(),
        };
        match self {
            Sizes::Column => format!(
                "(min-width: 70rem) {}, {}",
                upto("40rem", 640),
                upto("92vw", 1030)
            ),
            Sizes::Half => format!(
                "(min-width: 70rem) {}, (min-width: 40rem) {}, {}",
                upto("19.5rem", 312),
                upto("46vw", 515),
                upto("92vw", 589)
            ),
        }
    }
}

/// The maximum width of an original that is offered besides smaller copies. A wider one can still
/// be opened.
const MAX_OFFERED_WIDTH: u32 = 1920;

/// The characters to encode in the path of an address. A comma or space would end an address in
/// `srcset`.
const RESERVED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b',')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\\')
    .add(b'^')
    .add(b'|')
    .add(b'[')
    .add(b']');

impl PublishedMedia {
    pub fn new(
        files: BTreeMap<String, Published>,
        copied: BTreeSet<String>,
        photographs: Photographs,
    ) -> PublishedMedia {
        PublishedMedia {
            files,
            copied,
            photographs,
        }
    }

    /// Returns the metadata of pictures.
    pub fn photographs(&self) -> &Photographs {
        &self.photographs
    }

    /// Returns whether any of the files is a picture.
    pub fn has_pictures(&self) -> bool {
        self.files
            .values()
            .any(|file| matches!(file, Published::Picture(_)))
    }

    /// Returns the paths in the site of files that are copied unchanged.
    pub fn copied(&self) -> impl Iterator<Item = &str> {
        self.copied.iter().map(String::as_str)
    }

    /// Adds the data of the files that pages show to a fingerprint.
    pub fn fingerprint(&self, fingerprint: &mut Fingerprint) {
        for (path, file) in &self.files {
            fingerprint.bytes(path.as_bytes());
            if let Published::Picture(picture) = file {
                fingerprint.value(&(picture.format, picture.size));
                for smaller in &picture.smaller {
                    fingerprint.value(&(smaller.format, smaller.width, smaller.height));
                    fingerprint.bytes(&smaller.bytes);
                }
            }
        }
        fingerprint.value(&self.photographs);
    }

    /// Returns the encoded address of a file, relative to the base path.
    pub fn path(&self, path: &str) -> String {
        encoded(&published_path(path))
    }

    /// Returns the width and height of a picture in pixels, if they are known.
    pub fn size(&self, path: &str) -> Option<(u32, u32)> {
        self.picture_at(path)?.size
    }

    /// Returns the view of a picture. `address` turns a path relative to the base path into an
    /// address.
    pub fn picture(
        &self,
        path: &str,
        sizes: Sizes,
        address: impl Fn(&str) -> String,
    ) -> PictureView {
        let src = address(&self.path(path));
        let Some(picture) = self.picture_at(path) else {
            return PictureView {
                src,
                width: None,
                height: None,
                srcset: None,
                webp: None,
                sizes: None,
            };
        };
        let srcset_of = |format: PictureFormat| -> Vec<String> {
            let renditions = picture
                .smaller
                .iter()
                .filter(|rendition| rendition.format == format);
            renditions
                .map(|rendition| {
                    let path =
                        derived_path(path, rendition.format, rendition.width, &rendition.bytes);
                    format!("{} {}w", address(&encoded(&path)), rendition.width)
                })
                .collect()
        };
        let mut srcset = srcset_of(picture.format);
        if let (Some((width, _)), false) = (picture.size, srcset.is_empty())
            && width <= MAX_OFFERED_WIDTH
        {
            srcset.push(format!("{src} {width}w"));
        }
        let webp = if picture.format == PictureFormat::Webp {
            Vec::new()
        } else {
            srcset_of(PictureFormat::Webp)
        };
        let listed = |list: &[String]| (!list.is_empty()).then(|| list.join(", "));
        PictureView {
            width: picture.size.map(|size| size.0),
            height: picture.size.map(|size| size.1),
            sizes: (!srcset.is_empty() || !webp.is_empty())
                .then(|| sizes.html(picture.size.map_or(u32::MAX, |size| size.0))),
            srcset: listed(&srcset),
            webp: listed(&webp),
            src,
        }
    }

    /// Returns the path and size of a picture for social networks. They support JPEG, PNG, WebP and
    /// GIF, and reject large files.
    pub fn shared(&self, path: &str) -> Option<Shared> {
        let picture = self
            .picture_at(path)
            .filter(|picture| picture.format != PictureFormat::Svg)?;
        let (width, height) = picture.size?;
        let smaller = picture
            .smaller
            .iter()
            .rfind(|rendition| rendition.format == picture.format && width > MAX_OFFERED_WIDTH);
        Some(match smaller {
            Some(rendition) => {
                let path = derived_path(path, rendition.format, rendition.width, &rendition.bytes);
                (encoded(&path), (rendition.width, rendition.height))
            }
            None => (self.path(path), (width, height)),
        })
    }

    /// Returns the files to publish. Two originals whose names differ only in the extension may
    /// yield the same smaller picture.
    pub fn artifacts(&self) -> Vec<Artifact> {
        let mut artifacts = Vec::with_capacity(self.files.len());
        let mut smaller: BTreeMap<String, &[u8]> = BTreeMap::new();
        for (path, file) in &self.files {
            let bytes = match file {
                Published::File(bytes) => bytes,
                Published::Picture(picture) => {
                    smaller.extend(picture.smaller.iter().map(|rendition| {
                        let path =
                            derived_path(path, rendition.format, rendition.width, &rendition.bytes);
                        (path, rendition.bytes.as_slice())
                    }));
                    &picture.bytes
                }
            };
            artifacts.push(Artifact {
                path: published_path(path),
                bytes: bytes.clone(),
            });
        }
        artifacts.extend(smaller.into_iter().map(|(path, bytes)| Artifact {
            path,
            bytes: bytes.to_vec(),
        }));
        artifacts
    }

    /// Returns the picture at a path, or `None` if the file is not a picture.
    fn picture_at(&self, path: &str) -> Option<&Picture> {
        match self.files.get(path) {
            Some(Published::Picture(picture)) => Some(picture),
            _ => None,
        }
    }
}

/// Percent-encodes a path for an address.
pub(super) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, RESERVED).to_string()
}

/// Returns the published path: everything is below `media/`, including files beside an article.
fn published_path(path: &str) -> String {
    if path.starts_with("media/") {
        path.to_owned()
    } else {
        format!("media/{path}")
    }
}

/// Returns a path such as `media/mopti.960.1a2b3c4d.webp`.
fn derived_path(path: &str, format: PictureFormat, width: u32, bytes: &[u8]) -> String {
    let path = published_path(path);
    let stem = path
        .rsplit_once('.')
        .map_or(path.as_str(), |(stem, _)| stem);
    let hash = blake3::hash(bytes).to_hex();
    let ending = format!(".{width}.{}.{}", &hash[..8], format.extension());
    // File systems limit the length of names. The hash keeps shortened names distinct.
    let folder = stem.rfind('/').map_or(0, |at| at + 1);
    let most = stem.floor_char_boundary(folder + MAX_NAME.saturating_sub(ending.len()));
    format!("{}{ending}", &stem[..most])
}
