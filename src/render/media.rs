//! Pictures and other files that pages show: where they are published, and how a page lets a
//! browser choose among the sizes of a picture.
//!
//! An original keeps its name; what was made of it is named by width and a fingerprint, so that it
//! can be cached for ever.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::Artifact;
use super::view::PictureView;
use crate::incremental::fingerprint::Fingerprint;
use crate::model::Photographs;
use crate::picture::{Picture, PictureFormat, Published};
use crate::plan::LONGEST_NAME;

/// The files that pages use, by their path below `content/`.
pub struct PublishedMedia {
    files: BTreeMap<String, Published>,
    /// Files that are copied as they are, by the path that they have in the site.
    copied: BTreeSet<String>,
    photographs: Photographs,
}

/// The path of a picture, and its width and height in pixels.
pub type Shared = (String, (u32, u32));

/// How wide a picture is shown by the built-in style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sizes {
    /// The column of text, or all of a narrow screen.
    Column,
    /// Half of the column, or all of a narrow screen.
    Half,
}

impl Sizes {
    /// The attribute `sizes` for a picture that is so many pixels wide, and is not shown wider.
    fn html(self, width: u32) -> String {
        // How many pixels each is at most.
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

/// An original wider than this is not offered where there are smaller ones; it can still be opened.
const WIDEST: u32 = 1920;

/// What a path of an address may not hold as it is. A comma or space would end an address in a
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

    /// What is known of pictures.
    pub fn photographs(&self) -> &Photographs {
        &self.photographs
    }

    /// Whether there are pictures among the files.
    pub fn has_pictures(&self) -> bool {
        self.files
            .values()
            .any(|file| matches!(file, Published::Picture(_)))
    }

    /// The files that are copied as they are, by the path that they have in the site.
    pub fn copied(&self) -> impl Iterator<Item = &str> {
        self.copied.iter().map(String::as_str)
    }

    /// Adds what pages say of the files to a fingerprint.
    pub fn fingerprint(&self, print: &mut Fingerprint) {
        for (path, file) in &self.files {
            print.bytes(path.as_bytes());
            if let Published::Picture(picture) = file {
                print.value(&(picture.format, picture.size));
                for smaller in &picture.smaller {
                    print.value(&(smaller.format, smaller.width, smaller.height));
                    print.bytes(&smaller.bytes);
                }
            }
        }
        print.value(&self.photographs);
    }

    /// The path of a file below the base path, as it stands in an address.
    pub fn path(&self, path: &str) -> String {
        encoded(&published(path))
    }

    /// What a page says of a picture; `address` makes an address of a path below the base path.
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
                    let path = derived(path, rendition.format, rendition.width, &rendition.bytes);
                    format!("{} {}w", address(&encoded(&path)), rendition.width)
                })
                .collect()
        };
        let mut srcset = srcset_of(picture.format);
        if let (Some((width, _)), false) = (picture.size, srcset.is_empty())
            && width <= WIDEST
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

    /// The path and size of a picture for social networks, which know JPEG, PNG, WebP and GIF, and
    /// refuse what is very large.
    pub fn shared(&self, path: &str) -> Option<Shared> {
        let picture = self
            .picture_at(path)
            .filter(|picture| picture.format != PictureFormat::Svg)?;
        let (width, height) = picture.size?;
        let smaller = picture
            .smaller
            .iter()
            .rfind(|rendition| rendition.format == picture.format && width > WIDEST);
        Some(match smaller {
            Some(rendition) => {
                let path = derived(path, rendition.format, rendition.width, &rendition.bytes);
                (encoded(&path), (rendition.width, rendition.height))
            }
            None => (self.path(path), (width, height)),
        })
    }

    /// The files to publish. Two originals with one name and other endings may lead to one and the
    /// same smaller picture.
    pub fn artifacts(&self) -> Vec<Artifact> {
        let mut artifacts = Vec::with_capacity(self.files.len());
        let mut smaller: BTreeMap<String, &[u8]> = BTreeMap::new();
        for (path, file) in &self.files {
            let bytes = match file {
                Published::File(bytes) => bytes,
                Published::Picture(picture) => {
                    smaller.extend(picture.smaller.iter().map(|rendition| {
                        let path =
                            derived(path, rendition.format, rendition.width, &rendition.bytes);
                        (path, rendition.bytes.as_slice())
                    }));
                    &picture.bytes
                }
            };
            artifacts.push(Artifact {
                path: published(path),
                bytes: bytes.clone(),
            });
        }
        artifacts.extend(smaller.into_iter().map(|(path, bytes)| Artifact {
            path,
            bytes: bytes.to_vec(),
        }));
        artifacts
    }

    fn picture_at(&self, path: &str) -> Option<&Picture> {
        match self.files.get(path) {
            Some(Published::Picture(picture)) => Some(picture),
            _ => None,
        }
    }
}

pub(super) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, RESERVED).to_string()
}

/// Everything stands below `media/`, also what lies beside an article.
fn published(path: &str) -> String {
    if path.starts_with("media/") {
        path.to_owned()
    } else {
        format!("media/{path}")
    }
}

/// `media/mopti.960.1a2b3c4d.webp`
fn derived(path: &str, format: PictureFormat, width: u32, bytes: &[u8]) -> String {
    let path = published(path);
    let stem = path
        .rsplit_once('.')
        .map_or(path.as_str(), |(stem, _)| stem);
    let hash = blake3::hash(bytes).to_hex();
    let ending = format!(".{width}.{}.{}", &hash[..8], format.extension());
    // No file system takes a longer name; the hash still tells it from others.
    let folder = stem.rfind('/').map_or(0, |at| at + 1);
    let most = stem.floor_char_boundary(folder + LONGEST_NAME.saturating_sub(ending.len()));
    format!("{}{ending}", &stem[..most])
}
