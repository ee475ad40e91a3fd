//! Personal metadata of EXIF in a picture: where it was taken, when, with what, and by whom.
//!
//! EXIF is a TIFF file within the picture (CIPA DC-008). It is searched for by its mark, so the
//! segments of each format need not be known.

/// A list of fields in a TIFF file is followed at most this often.
const MAX_FIELDS: u16 = 512;

/// The tag of the list with the fields of the camera.
const CAMERA: u16 = 0x8769;
/// The tag of the list with the place.
const GPS: u16 = 0x8825;

/// Text fields that say something about people, with what they say.
const TEXTS: [(u16, &str); 7] = [
    (0x010f, "maker"),
    (0x0110, "device"),
    (0x013b, "author"),
    (0x9c9d, "author"),
    (0x9003, "time"),
    (0xa430, "owner"),
    (0xa431, "serial number"),
];

/// Returns the personal metadata of EXIF in a file, each value with its kind.
pub(super) fn traces(bytes: &[u8]) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    if let Some(tiff) = tiff(bytes) {
        let first = tiff.long(4).and_then(|at| usize::try_from(at).ok());
        if let Some(at) = first {
            tiff.fields(at, true, &mut found);
        }
    }
    found
}

/// Returns the TIFF file within a picture, or the picture itself if it is one.
fn tiff(bytes: &[u8]) -> Option<Tiff<'_>> {
    if let Some(tiff) = Tiff::new(bytes) {
        return Some(tiff);
    }
    // In JPEG and HEIC a mark of six bytes is before it, in PNG and WebP the name of the chunk, in
    // WebP also its length.
    let marks: [(&[u8], usize); 3] = [(b"Exif\0\0", 0), (b"eXIf", 0), (b"EXIF", 4)];
    marks.into_iter().find_map(|(mark, skipped)| {
        memchr::memmem::find_iter(bytes, mark)
            .find_map(|at| Tiff::new(bytes.get(at + mark.len() + skipped..)?))
    })
}

/// A TIFF file. Offsets in it count from its start.
struct Tiff<'b> {
    bytes: &'b [u8],
    is_little: bool,
}

impl<'b> Tiff<'b> {
    fn new(bytes: &'b [u8]) -> Option<Tiff<'b>> {
        let is_little = match bytes.get(..4)? {
            b"II*\0" => true,
            b"MM\0*" => false,
            _ => return None,
        };
        Some(Tiff { bytes, is_little })
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = *self.bytes.get(at..)?.first_chunk::<2>()?;
        Some(match self.is_little {
            true => u16::from_le_bytes(bytes),
            false => u16::from_be_bytes(bytes),
        })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let bytes = *self.bytes.get(at..)?.first_chunk::<4>()?;
        Some(match self.is_little {
            true => u32::from_le_bytes(bytes),
            false => u32::from_be_bytes(bytes),
        })
    }

    /// Returns an offset in the file.
    fn offset(&self, at: usize) -> Option<usize> {
        usize::try_from(self.long(at)?).ok()
    }

    /// Reads a list of fields, and the lists that the first one refers to.
    fn fields(&self, list: usize, is_first: bool, found: &mut Vec<(&'static str, String)>) {
        let count = self.short(list).unwrap_or(0).min(MAX_FIELDS);
        for number in 0..usize::from(count) {
            let at = list.saturating_add(2 + number * 12);
            let Some(tag) = self.short(at) else {
                return;
            };
            if let Some((_, what)) = TEXTS.iter().find(|(known, _)| *known == tag) {
                found.extend(self.text(at).map(|text| (*what, text)));
            }
            let Some(below) = self.offset(at.saturating_add(8)).filter(|_| is_first) else {
                continue;
            };
            match tag {
                CAMERA => self.fields(below, false, found),
                GPS => found.extend(self.place(below).map(|place| ("place", place))),
                _ => {}
            }
        }
    }

    /// Returns the text of the field at an offset. A text of up to four bytes is in the field.
    fn text(&self, at: usize) -> Option<String> {
        let length = self.offset(at + 4)?;
        let start = if length <= 4 {
            at + 8
        } else {
            self.offset(at + 8)?
        };
        let text = self.bytes.get(start..start.checked_add(length)?)?;
        // Windows writes an author in UTF-16; without the zero bytes most names can be read.
        let text: Vec<u8> = text.iter().copied().filter(|byte| *byte != 0).collect();
        Some(String::from_utf8_lossy(&text).into_owned())
    }

    /// Returns the place in a list of GPS fields. Returns `yes` if it is not in degrees.
    fn place(&self, list: usize) -> Option<String> {
        let (mut lat, mut lon) = (None, None);
        let (mut is_south, mut is_west) = (false, false);
        let count = self.short(list)?.min(MAX_FIELDS);
        for number in 0..usize::from(count) {
            let at = list.checked_add(2 + number * 12)?;
            let letter = self.bytes.get(at.checked_add(8)?).copied();
            match self.short(at)? {
                1 => is_south = letter == Some(b'S'),
                2 => lat = Some(self.degrees(at)),
                3 => is_west = letter == Some(b'W'),
                4 => lon = Some(self.degrees(at)),
                _ => {}
            }
        }
        let signed = |degrees: f64, is_negative| if is_negative { -degrees } else { degrees };
        match (lat?, lon?) {
            (Some(lat), Some(lon)) => Some(format!(
                "{:.4}, {:.4}",
                signed(lat, is_south),
                signed(lon, is_west)
            )),
            _ => Some("yes".to_owned()),
        }
    }

    /// Returns degrees from three fractions: degrees, minutes and seconds.
    fn degrees(&self, at: usize) -> Option<f64> {
        let start = self.offset(at + 8)?;
        let part = |number: usize| {
            let at = start.checked_add(number * 8)?;
            let (above, below) = (self.long(at)?, self.long(at.checked_add(4)?)?);
            (below != 0).then(|| f64::from(above) / f64::from(below))
        };
        let degrees = part(0)? + part(1).unwrap_or(0.0) / 60.0 + part(2).unwrap_or(0.0) / 3600.0;
        (degrees <= 180.0).then_some(degrees)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a big-endian TIFF file with a device and a place.
    fn sample() -> Vec<u8> {
        let mut tiff = b"MM\0*\0\0\0\x08\0\x02".to_vec();
        tiff.extend(b"\x01\x10\0\x02\0\0\0\x06\0\0\0\x26");
        tiff.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x2c\0\0\0\0");
        tiff.extend(b"Pixel\0");
        tiff.extend(b"\0\x04");
        tiff.extend(b"\0\x01\0\x02\0\0\0\x02N\0\0\0");
        tiff.extend(b"\0\x02\0\x05\0\0\0\x03\0\0\0\x62");
        tiff.extend(b"\0\x03\0\x02\0\0\0\x02W\0\0\0");
        tiff.extend(b"\0\x04\0\x05\0\0\0\x03\0\0\0\x7a\0\0\0\0");
        for number in [12_u32, 1, 30, 1, 0, 1, 8, 1, 0, 1, 36, 1] {
            tiff.extend(number.to_be_bytes());
        }
        tiff
    }

    #[test]
    fn a_picture_tells_where_and_with_what_it_was_taken() {
        let wanted = [("device", "Pixel"), ("place", "12.5000, -8.0100")]
            .map(|(what, value)| (what, value.to_owned()));
        for mark in [&b""[..], b"\xff\xe1\0\0Exif\0\0", b"RIFFEXIF\x10\0\0\0"] {
            assert_eq!(traces(&[mark, &sample()].concat()), wanted);
        }
    }

    #[test]
    fn a_damaged_list_is_read_as_far_as_it_goes() {
        let whole = sample();
        for end in 0..whole.len() {
            let found = traces(&whole[..end]);
            assert!(found.len() <= 2, "{found:?}");
        }
        let mut endless = b"MM\0*\xff\xff\xff\xff".to_vec();
        assert_eq!(traces(&endless), []);
        endless.truncate(4);
        endless.extend(b"\0\0\0\x08\xff\xff\x88\x25\0\x04\0\0\0\x01\xff\xff\xff\xfe");
        assert_eq!(traces(&endless), []);
    }
}
