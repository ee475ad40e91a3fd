//! EXIF: reads only the orientation of a photograph.

/// The orientation in EXIF (tag 0x0112), 1 to 8: 1 is upright, 6 has to be rotated a quarter to the
/// right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orientation(u8);

const TAG: u16 = 0x0112;
const SHORT: u16 = 3;

impl Orientation {
    pub const UPRIGHT: Orientation = Orientation(1);

    /// Parses a block of EXIF. Returns upright if it has no orientation or is damaged.
    pub fn read(exif: &[u8]) -> Orientation {
        let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
        match orientation(tiff) {
            Some(number @ 1..=8) => Orientation(number),
            _ => Orientation::UPRIGHT,
        }
    }

    /// Whether the rotation swaps width and height.
    pub fn swaps(self) -> bool {
        self.0 >= 5
    }

    /// Returns the stored position of a pixel that is at `x`, `y` in the upright picture. `width`
    /// and `height` are those of the stored picture.
    pub fn source(self, (x, y): (usize, usize), (width, height): (usize, usize)) -> (usize, usize) {
        match self.0 {
            2 => (width - 1 - x, y),
            3 => (width - 1 - x, height - 1 - y),
            4 => (x, height - 1 - y),
            5 => (y, x),
            6 => (y, height - 1 - x),
            7 => (width - 1 - y, height - 1 - x),
            8 => (width - 1 - y, x),
            _ => (x, y),
        }
    }
}

fn orientation(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    };
    let long = |at: usize| -> Option<u32> {
        let bytes = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let entries = usize::from(short(directory)?);
    (0..entries)
        .map_while(|entry| directory.checked_add(2 + entry * 12))
        .find(|at| short(*at) == Some(TAG) && short(at + 2) == Some(SHORT))
        .and_then(|at| u8::try_from(short(at + 8)?).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_byte_orders_and_nonsense() {
        let little = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0\0\0\0\0";
        assert_eq!(Orientation::read(little), Orientation(6));
        assert_eq!(Orientation::read(big), Orientation(8));
        for nonsense in [
            &b""[..],
            b"II*\0",
            b"II*\0\xff\xff\xff\xff",
            b"MM\0*\0\0\0\x08\xff\xff",
        ] {
            assert_eq!(Orientation::read(nonsense), Orientation::UPRIGHT);
        }
    }

    #[test]
    fn a_quarter_turn_brings_the_stored_left_edge_to_the_top() {
        // The picture is stored 3 wide and 2 high, and shown 2 wide and 3 high. A camera held on
        // its right side stores the top as the left edge.
        assert_eq!(Orientation(6).source((1, 0), (3, 2)), (0, 0));
        assert_eq!(Orientation(6).source((0, 0), (3, 2)), (0, 1));
        assert_eq!(Orientation(8).source((0, 2), (3, 2)), (0, 0));
    }
}
