//! Removal of metadata from pictures: camera, place, time, name, comment, software.
//!
//! Each format is rebuilt from the parts that are needed to show the picture (an allow-list). So
//! unknown kinds of metadata, and data after the end of the picture, are removed too. Pixels are
//! neither decoded nor changed. Sizes in headers are checked later.

mod chunks;
mod exif;
mod gif;
mod jpeg;
mod profile;
mod riff;
mod svg;

pub use self::exif::Orientation;
pub use self::profile::Profile;
pub use self::riff::with_profile;
use super::{PictureError, PictureFormat};

/// A picture without metadata, and the metadata that is needed to show it.
pub struct Stripped {
    pub bytes: Vec<u8>,
    /// Width and height in pixels as stored, before the picture is rotated. A drawing may have no
    /// size.
    pub size: Option<(u32, u32)>,
    pub orientation: Orientation,
    /// The colour profile, unless it is sRGB.
    pub profile: Option<Profile>,
    /// Whether the picture has several frames.
    pub animated: bool,
}

/// Removes everything from a picture that is not needed to show it.
///
/// # Errors
///
/// If the bytes have another format, are truncated, or contain scripts or external resources.
pub fn strip(format: PictureFormat, bytes: &[u8]) -> Result<Stripped, PictureError> {
    match format {
        PictureFormat::Jpeg => jpeg::strip(bytes),
        PictureFormat::Png => chunks::strip(bytes),
        PictureFormat::Webp => riff::strip(bytes),
        PictureFormat::Gif => gif::strip(bytes),
        PictureFormat::Svg => svg::strip(bytes),
    }
}

/// A reader of the remaining bytes of a file.
struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    fn advance(&mut self, length: usize) -> Result<&'a [u8], PictureError> {
        let (part, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(PictureError::Truncated)?;
        self.rest = rest;
        Ok(part)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], PictureError> {
        Ok(self
            .advance(N)?
            .try_into()
            .expect("as many bytes were taken"))
    }

    fn byte(&mut self) -> Result<u8, PictureError> {
        Ok(self.array::<1>()?[0])
    }
}

/// Converts a length in a file to `usize`.
fn length(value: u32) -> Result<usize, PictureError> {
    usize::try_from(value).map_err(|_| PictureError::Truncated)
}
