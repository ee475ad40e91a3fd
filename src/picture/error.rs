//! Errors of pictures and other published files, with the messages of findings.

use super::MAX_PIXELS;
use crate::media::{Medium, Use, ending, use_of};
use crate::message;
use crate::messages::Message;

/// Why a file is not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureError {
    /// The content does not fit the extension, and its format is unknown.
    OtherKind,
    /// The content has another format than the extension says.
    Is(Medium),
    /// The file has no bytes.
    Empty,
    /// The file is truncated.
    Truncated,
    /// The picture cannot be decoded.
    Damaged,
    /// The picture has too many pixels: width and height.
    TooLarge(u32, u32),
    /// An SVG with scripts or external resources.
    Active(ActiveContent),
    /// An SVG that is not well-formed: the reason and the line, from 1.
    NotWellFormed(Message, usize),
    /// An XML document that is not SVG: its root element or namespace.
    NoDrawing(String),
    /// A format that not all browsers show, and whose metadata cannot be removed.
    Unsupported,
}

/// Content of an SVG that would run or load something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActiveContent {
    Script,
    /// An element that is not part of SVG.
    ForeignElement,
    Entity,
    /// A link to an external resource.
    ExternalLink,
    /// An embedded picture in an unsupported format.
    EmbeddedPicture,
}

impl ActiveContent {
    fn message(self) -> Message {
        match self {
            ActiveContent::Script => {
                message!("this drawing contains a script, which is not allowed")
            }
            ActiveContent::ForeignElement => message!(
                "this drawing contains an element that is not part of SVG, which is not allowed"
            ),
            ActiveContent::Entity => {
                message!("this drawing contains an entity, which is not allowed")
            }
            ActiveContent::ExternalLink => message!(
                "this drawing contains a link to an external resource, which is not allowed"
            ),
            ActiveContent::EmbeddedPicture => message!(
                "this drawing contains an embedded picture in an unsupported format, which is not allowed"
            ),
        }
    }
}

impl PictureError {
    /// Returns the message and the help of a finding about the file at a path.
    pub fn message_and_help(&self, path: &str) -> (Message, Message) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_picture = use_of(path) == Use::Picture;
        match self {
            PictureError::OtherKind => (
                message!("the content of this picture does not match its file name"),
                message!("save it again as JPEG, PNG or WebP"),
            ),
            PictureError::Is(Medium::LfsPointer) => (
                message!("this is a Git LFS pointer, not the file itself"),
                message!(
                    "fetch the file: `git lfs pull`; in GitHub Actions, `lfs: true` for actions/checkout"
                ),
            ),
            PictureError::Is(medium) => (
                named_otherwise(&ending(path), *medium),
                instead(name, *medium, is_picture),
            ),
            PictureError::Empty => (
                message!("this file is empty"),
                message!("copy it again from the original"),
            ),
            PictureError::Truncated => (
                message!("this picture is truncated"),
                message!("copy it again from the original: the copy or download was incomplete"),
            ),
            PictureError::Damaged => (
                message!("this picture is damaged"),
                message!(
                    "open it and save it again as JPEG, PNG or WebP; if it does not open, copy it again from the original"
                ),
            ),
            PictureError::TooLarge(width, height) => (
                message!(
                    "this picture has {width} by {height} pixels; the limit is {limit} million pixels",
                    width,
                    height,
                    limit = MAX_PIXELS / 1_000_000
                ),
                message!("save it smaller: 3000 pixels are enough for the width of any page"),
            ),
            PictureError::Active(content) => (
                content.message(),
                message!(
                    "save it as plain SVG, with its pictures and fonts embedded or turned into paths; or as PNG"
                ),
            ),
            PictureError::NotWellFormed(why, line) => (
                message!(
                    "this drawing is not well-formed, so browsers do not draw it: line {line}: {why}",
                    line,
                    why
                ),
                message!("open it in a drawing program and save it as plain SVG; or fix the line"),
            ),
            PictureError::NoDrawing(found) => (
                message!(
                    "this drawing begins with `{found}`, so browsers do not draw it",
                    found
                ),
                message!(
                    "its first element is `<svg xmlns=\"http://www.w3.org/2000/svg\">`: save it as plain SVG"
                ),
            ),
            PictureError::Unsupported => (
                message!(
                    "pictures in this format are not published: not every browser shows them, and their metadata would be published"
                ),
                supported(name),
            ),
        }
    }
}

/// Returns the message that a file has another format than its extension says.
fn named_otherwise(ending: &str, medium: Medium) -> Message {
    let picture = |format: &str| {
        message!(
            "this file is named `.{ending}`, but it is a {format} picture",
            ending,
            format
        )
    };
    match medium {
        Medium::Jpeg => picture("JPEG"),
        Medium::Png => picture("PNG"),
        Medium::Gif => picture("GIF"),
        Medium::Webp => picture("WebP"),
        Medium::Tiff => picture("TIFF"),
        Medium::Bmp => picture("BMP"),
        Medium::Jxl => picture("JPEG XL"),
        Medium::Avif => message!(
            "this file is named `.{ending}`, but it is an AVIF picture",
            ending
        ),
        Medium::Heic => message!(
            "this file is named `.{ending}`, but it is a HEIC picture, as phones take them",
            ending
        ),
        Medium::Svg => message!(
            "this file is named `.{ending}`, but it is an SVG drawing",
            ending
        ),
        Medium::Psd => message!(
            "this file is named `.{ending}`, but it is a Photoshop file",
            ending
        ),
        Medium::Pdf => message!(
            "this file is named `.{ending}`, but it is a PDF document",
            ending
        ),
        Medium::Mp4 => message!(
            "this file is named `.{ending}`, but it is an MP4 or QuickTime video",
            ending
        ),
        Medium::Webm => message!(
            "this file is named `.{ending}`, but it is a WebM or Matroska video",
            ending
        ),
        Medium::Avi => message!(
            "this file is named `.{ending}`, but it is an AVI video",
            ending
        ),
        Medium::Mp3 => message!(
            "this file is named `.{ending}`, but it is an MP3 recording",
            ending
        ),
        Medium::Ogg => message!(
            "this file is named `.{ending}`, but it is an Ogg recording",
            ending
        ),
        Medium::Wav => message!(
            "this file is named `.{ending}`, but it is a WAV recording",
            ending
        ),
        Medium::Flac => message!(
            "this file is named `.{ending}`, but it is a FLAC recording",
            ending
        ),
        Medium::Zip => message!(
            "this file is named `.{ending}`, but it is a ZIP archive or an office document",
            ending
        ),
        Medium::OldOffice => message!(
            "this file is named `.{ending}`, but it is an old office document",
            ending
        ),
        Medium::Html => message!(
            "this file is named `.{ending}`, but it is an HTML page",
            ending
        ),
        Medium::Xml => message!(
            "this file is named `.{ending}`, but it is an XML file",
            ending
        ),
        Medium::LfsPointer => message!(
            "this file is named `.{ending}`, but it is a Git LFS pointer",
            ending
        ),
        Medium::Text => message!("this file is named `.{ending}`, but it is a text", ending),
    }
}

/// Returns the help for a file with another format than its extension says.
fn instead(name: &str, medium: Medium, is_picture: bool) -> Message {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match (medium, medium.picture_ending()) {
        (_, Some(ending)) if is_picture => {
            message!(
                "rename it to `{stem}.{ending}`, and write that name where it is shown",
                stem,
                ending
            )
        }
        (
            Medium::Heic | Medium::Avif | Medium::Tiff | Medium::Bmp | Medium::Jxl | Medium::Psd,
            _,
        ) if is_picture => {
            message!("open it and save it as JPEG, `{stem}.jpg`", stem)
        }
        (Medium::Html, _) => {
            message!("it is probably an error page: open it to check, and download the file again")
        }
        _ if is_picture => {
            message!(
                "link to it under its own name, `[words](file)`, or download the picture `{name}` again",
                name
            )
        }
        _ => message!("rename it with the extension of its real format, or download it again"),
    }
}

/// Returns the help for a picture in an unsupported format.
fn supported(name: &str) -> Message {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match ending(name).as_str() {
        "svgz" => message!(
            "unpack it to `{stem}.svg`: `gunzip -S .svgz {name}` makes `{stem}`, to be renamed so",
            stem,
            name
        ),
        "eps" => message!("save it as plain SVG, `{stem}.svg`", stem),
        "bmp" | "xcf" | "psd" => message!(
            "save it as PNG, `{stem}.png`, or as JPEG, `{stem}.jpg`",
            stem
        ),
        _ => message!(
            "save it as JPEG, `{stem}.jpg`; PNG and WebP are published too",
            stem
        ),
    }
}
