//! GIF (89a): blocks of pictures and extensions, without comments and application data.

use super::{Cursor, Orientation, Stripped};
use crate::picture::PictureError;

const EXTENSION: u8 = 0x21;
const PICTURE: u8 = 0x2c;
const END: u8 = 0x3b;
/// The label of a graphic control extension: duration and disposal of a frame.
const CONTROL: u8 = 0xf9;
const APPLICATION: u8 = 0xff;
/// The application extensions with the number of repetitions.
const REPEATS: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

pub fn strip(bytes: &[u8]) -> Result<Stripped, PictureError> {
    if !bytes.starts_with(b"GIF87a") && !bytes.starts_with(b"GIF89a") {
        return Err(PictureError::OtherKind);
    }
    let mut cursor = Cursor { rest: bytes };
    let mut out = Vec::with_capacity(bytes.len());
    let head = cursor.advance(13)?;
    out.extend_from_slice(head);
    out.extend_from_slice(cursor.advance(colours(head[10]))?);
    let side = |at: usize| u32::from(u16::from_le_bytes([head[at], head[at + 1]]));
    let mut frames = 0_usize;
    loop {
        match cursor.byte()? {
            END => break,
            EXTENSION => {
                let label = cursor.byte()?;
                let data = blocks(&mut cursor)?;
                let repeats = label == APPLICATION
                    && REPEATS.iter().any(|name| data.get(1..12) == Some(*name));
                if label == CONTROL || repeats {
                    out.extend([EXTENSION, label]);
                    out.extend_from_slice(data);
                }
            }
            PICTURE => {
                let about = cursor.advance(9)?;
                out.push(PICTURE);
                out.extend_from_slice(about);
                out.extend_from_slice(cursor.advance(colours(about[8]))?);
                out.push(cursor.byte()?);
                out.extend_from_slice(blocks(&mut cursor)?);
                frames += 1;
            }
            _ => return Err(PictureError::Damaged),
        }
    }
    out.push(END);
    Ok(Stripped {
        bytes: out,
        size: Some((side(6), side(8))),
        orientation: Orientation::UPRIGHT,
        profile: None,
        animated: frames > 1,
    })
}

/// Returns the bytes of the colour table that these flags announce.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

/// Reads sub-blocks up to the empty one.
fn blocks<'a>(cursor: &mut Cursor<'a>) -> Result<&'a [u8], PictureError> {
    let start = cursor.rest;
    let mut length = 0;
    loop {
        let size = usize::from(cursor.byte()?);
        cursor.advance(size)?;
        length += size + 1;
        if size == 0 {
            return Ok(&start[..length]);
        }
    }
}
