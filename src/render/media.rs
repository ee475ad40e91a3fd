//! Pictures and other files that pages show: where they are published, how large they are, and without what
//! cameras write into them.
//!
//! A photograph may carry the place and time at which it was taken, and the name of who took it. Before a
//! picture is published its metadata segments (EXIF, XMP, IPTC, comments) are taken out, pixel data untouched.

use std::collections::BTreeMap;

use img_parts::ImageEXIF as _;
use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::Png;
use img_parts::riff::RiffContent;
use img_parts::webp::WebP;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::Artifact;

/// The files that pages use, by their path below `content/`.
pub struct Media {
    files: BTreeMap<String, File>,
}

struct File {
    bytes: Vec<u8>,
    size: Option<(usize, usize)>,
}

/// What a path of an address may not hold as it is.
const RESERVED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
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

impl Media {
    /// Prepares files for publication. Returns the paths of pictures that are not what their names say.
    pub fn new(files: BTreeMap<String, Vec<u8>>) -> (Media, Vec<String>) {
        let mut broken = Vec::new();
        let files = files
            .into_iter()
            .map(|(path, bytes)| {
                let stripped = stripped(&path, bytes);
                let (bytes, good) = match stripped {
                    Ok(bytes) => (bytes, true),
                    Err(bytes) => (bytes, false),
                };
                if !good {
                    broken.push(path.clone());
                }
                let size = imagesize::blob_size(&bytes).ok().map(|size| (size.width, size.height));
                (path, File { bytes, size })
            })
            .collect();
        (Media { files }, broken)
    }

    /// The path of a file below the base path, as it stands in an address.
    pub fn path(&self, path: &str) -> String {
        utf8_percent_encode(&published(path), RESERVED).to_string()
    }

    /// Width and height in pixels.
    pub fn size(&self, path: &str) -> Option<(usize, usize)> {
        self.files.get(path).and_then(|file| file.size)
    }

    /// The files to publish.
    pub fn artifacts(&self) -> Vec<Artifact> {
        self.files
            .iter()
            .map(|(path, file)| Artifact {
                path: published(path),
                bytes: file.bytes.clone(),
            })
            .collect()
    }
}

/// Everything stands below `media/`, also what lies beside an article.
fn published(path: &str) -> String {
    if path.starts_with("media/") {
        path.to_owned()
    } else {
        format!("media/{path}")
    }
}

/// The bytes without metadata; the bytes as they were where the file is not what its name says.
fn stripped(path: &str, bytes: Vec<u8>) -> Result<Vec<u8>, Vec<u8>> {
    let extension = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match extension.as_str() {
        "jpg" | "jpeg" => match Jpeg::from_bytes(bytes.clone().into()) {
            Ok(mut jpeg) => {
                // APP0 is JFIF itself, APP2 the colour profile, APP14 how colours are stored; the rest tells of the camera.
                jpeg.segments_mut().retain(|segment| {
                    let marker = segment.marker();
                    let app = (markers::APP0..=markers::APP15).contains(&marker);
                    !(marker == markers::COM
                        || (app && !matches!(marker, markers::APP0 | markers::APP2 | markers::APP14)))
                });
                Ok(jpeg.encoder().bytes().to_vec())
            }
            Err(_) => Err(bytes),
        },
        "png" => match Png::from_bytes(bytes.clone().into()) {
            Ok(mut png) => {
                png.set_exif(None);
                png.chunks_mut()
                    .retain(|chunk| !matches!(&chunk.kind(), b"tEXt" | b"zTXt" | b"iTXt" | b"eXIf" | b"tIME"));
                Ok(png.encoder().bytes().to_vec())
            }
            Err(_) => Err(bytes),
        },
        "webp" => match WebP::from_bytes(bytes.clone().into()) {
            Ok(mut webp) => {
                webp.set_exif(None);
                webp.chunks_mut()
                    .retain(|chunk| &chunk.id() != b"XMP " || !matches!(chunk.content(), RiffContent::Data(_)));
                Ok(webp.encoder().bytes().to_vec())
            }
            Err(_) => Err(bytes),
        },
        _ => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The smallest JPEG with an EXIF segment: start, APP1, end of image after an empty scan.
    fn jpeg_with_secret() -> Vec<u8> {
        let secret = b"Exif\0\0GPS 14.35 -3.61";
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1];
        bytes.extend(u16::try_from(secret.len() + 2).expect("short").to_be_bytes());
        bytes.extend(secret);
        bytes.extend([0xff, 0xda, 0, 2, 0xff, 0xd9]);
        bytes
    }

    #[test]
    fn a_photograph_does_not_tell_where_it_was_taken() {
        let files = BTreeMap::from([("media/a.jpg".to_owned(), jpeg_with_secret())]);
        let (media, broken) = Media::new(files);
        assert!(broken.is_empty());
        let published = media.artifacts().remove(0).bytes;
        assert!(!published.windows(3).any(|part| part == b"GPS"), "{published:?}");
        assert!(published.starts_with(&[0xff, 0xd8]));
    }

    #[test]
    fn a_picture_that_is_none_is_named() {
        let files = BTreeMap::from([("media/a.png".to_owned(), b"not a picture".to_vec())]);
        assert_eq!(Media::new(files).1, ["media/a.png"]);
    }
}
