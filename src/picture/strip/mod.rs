//! Pictures without what tells of their maker: camera, place, time, name, comment, programme.
//!
//! Each format is taken apart and put together again from those parts that are needed to show it,
//! so that a kind of metadata that nobody thought of is left out too, and so is whatever lies
//! behind the picture's end. Pixels are not touched. Nothing is decoded here; what the parts say of
//! sizes is believed later, within limits.

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

/// A picture without metadata, and what the metadata said of showing it.
pub struct Stripped {
    pub bytes: Vec<u8>,
    /// Width and height in pixels, before it is turned. A drawing need not have a size.
    pub size: Option<(u32, u32)>,
    pub orientation: Orientation,
    /// The colour profile, where it is another than sRGB.
    pub profile: Option<Profile>,
    /// Whether it has several frames.
    pub animated: bool,
}

/// Takes out of a picture what is not needed to show it.
///
/// # Errors
/// When the bytes are no picture of that format, break off, or would do more than show a picture.
pub fn strip(format: PictureFormat, bytes: &[u8]) -> Result<Stripped, PictureError> {
    match format {
        PictureFormat::Jpeg => jpeg::strip(bytes),
        PictureFormat::Png => chunks::strip(bytes),
        PictureFormat::Webp => riff::strip(bytes),
        PictureFormat::Gif => gif::strip(bytes),
        PictureFormat::Svg => svg::strip(bytes),
    }
}

/// The part of a file that is still to be read.
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

/// A length in a file as one of memory.
fn length(value: u32) -> Result<usize, PictureError> {
    usize::try_from(value).map_err(|_| PictureError::Truncated)
}
