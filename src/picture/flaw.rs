//! What may be wrong with a picture, in the words of a finding.

use super::MOST_PIXELS;

/// Why a picture is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It is not of the kind that its name says.
    OtherKind,
    /// It ends before its end.
    Truncated,
    Damaged,
    /// Width and height.
    TooLarge(u32, u32),
    /// A drawing that would do more than draw: what it holds.
    Active(&'static str),
    /// A format that cannot be shown everywhere, and from which the metadata is not taken out.
    Unsupported,
}

impl Flaw {
    /// What is wrong, and what to do.
    pub fn words(self) -> (String, &'static str) {
        match self {
            Flaw::OtherKind => (
                "this file is not the kind of picture that its name says".into(),
                "save it again as JPEG, PNG or WebP",
            ),
            Flaw::Truncated => (
                "this picture breaks off before its end".into(),
                "copy it again from where it came: it was not copied or loaded to the end",
            ),
            Flaw::Damaged => (
                "this picture is damaged".into(),
                "open it and save it again as JPEG, PNG or WebP; if it does not open, copy it again from where it came",
            ),
            Flaw::TooLarge(width, height) => (
                format!(
                    "this picture has {width} by {height} pixels, and at most {} million in all are read",
                    MOST_PIXELS / 1_000_000
                ),
                "save it smaller: 3000 pixels are enough for the width of any page",
            ),
            Flaw::Active(what) => (
                format!("this drawing holds {what}, so it could do more than be looked at"),
                "save it as plain SVG, with its pictures and fonts embedded or turned into paths; or as PNG",
            ),
            Flaw::Unsupported => (
                "pictures of this kind are not published: not every browser shows them, and what the camera wrote into them would go along".into(),
                "save it as JPEG, PNG or WebP",
            ),
        }
    }
}
