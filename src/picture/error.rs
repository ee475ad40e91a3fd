//! Errors of pictures and other published files, with the messages of findings.

use super::MAX_PIXELS;
use crate::media::{Medium, Use, ending, use_of};

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
    /// An SVG with scripts or external resources: what it contains.
    Active(&'static str),
    /// An SVG that is not well-formed: the reason and the line, from 1.
    NotWellFormed(&'static str, usize),
    /// An XML document that is not SVG: its root element or namespace.
    NoDrawing(String),
    /// A format that not all browsers show, and whose metadata cannot be removed.
    Unsupported,
}

impl PictureError {
    /// Returns the message and the help of a finding about the file at a path.
    pub fn message_and_help(&self, path: &str) -> (String, String) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_picture = use_of(path) == Use::Picture;
        match self {
            PictureError::OtherKind => (
                "the content of this picture does not match its file name".into(),
                "save it again as JPEG, PNG or WebP".into(),
            ),
            PictureError::Is(Medium::LfsPointer) => (
                "this is a Git LFS pointer, not the file itself".into(),
                "fetch the file: `git lfs pull`; in GitHub Actions, `lfs: true` for actions/checkout".into(),
            ),
            PictureError::Is(medium) => (
                format!("this file is named `.{}`, but it is {}", ending(path), medium.words()),
                instead(name, *medium, is_picture),
            ),
            PictureError::Empty => (
                "this file is empty".into(),
                "copy it again from the original".into(),
            ),
            PictureError::Truncated => (
                "this picture is truncated".into(),
                "copy it again from the original: the copy or download was incomplete".into(),
            ),
            PictureError::Damaged => (
                "this picture is damaged".into(),
                "open it and save it again as JPEG, PNG or WebP; if it does not open, copy it again from the original".into(),
            ),
            PictureError::TooLarge(width, height) => (
                format!(
                    "this picture has {width} by {height} pixels; the limit is {} million pixels",
                    MAX_PIXELS / 1_000_000
                ),
                "save it smaller: 3000 pixels are enough for the width of any page".into(),
            ),
            PictureError::Active(what) => (
                format!("this drawing contains {what}, which is not allowed"),
                "save it as plain SVG, with its pictures and fonts embedded or turned into paths; or as PNG".into(),
            ),
            PictureError::NotWellFormed(why, line) => (
                format!("this drawing is not well-formed, so browsers do not draw it: line {line}: {why}"),
                "open it in a drawing program and save it as plain SVG; or fix the line".into(),
            ),
            PictureError::NoDrawing(found) => (
                format!("this drawing begins with `{found}`, so browsers do not draw it"),
                "its first element is `<svg xmlns=\"http://www.w3.org/2000/svg\">`: save it as plain SVG".into(),
            ),
            PictureError::Unsupported => (
                "pictures in this format are not published: not every browser shows them, and their metadata would be published".into(),
                supported(name),
            ),
        }
    }
}

/// Returns the help for a file with another format than its extension says.
fn instead(name: &str, medium: Medium, is_picture: bool) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match (medium, medium.picture_ending()) {
        (_, Some(ending)) if is_picture => {
            format!("rename it to `{stem}.{ending}`, and write that name where it is shown")
        }
        (
            Medium::Heic | Medium::Avif | Medium::Tiff | Medium::Bmp | Medium::Jxl | Medium::Psd,
            _,
        ) if is_picture => {
            format!("open it and save it as JPEG, `{stem}.jpg`")
        }
        (Medium::Html, _) => {
            "it is probably an error page: open it to check, and download the file again".into()
        }
        _ if is_picture => {
            format!(
                "link to it under its own name, `[words](file)`, or download the picture `{name}` again"
            )
        }
        _ => "rename it with the extension of its real format, or download it again".into(),
    }
}

/// Returns the help for a picture in an unsupported format.
fn supported(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match ending(name).as_str() {
        "svgz" => format!(
            "unpack it to `{stem}.svg`: `gunzip -S .svgz {name}` makes `{stem}`, to be renamed so"
        ),
        "eps" => format!("save it as plain SVG, `{stem}.svg`"),
        "bmp" | "xcf" | "psd" => format!("save it as PNG, `{stem}.png`, or as JPEG, `{stem}.jpg`"),
        _ => format!("save it as JPEG, `{stem}.jpg`; PNG and WebP are published too"),
    }
}
