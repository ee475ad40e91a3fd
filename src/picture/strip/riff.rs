//! WebP (RFC 9649): chunks in a RIFF container, and frames with chunks of their own.

use super::{Cursor, Orientation, Profile, Stripped, length};
use crate::picture::PictureError;

const HAS_PROFILE: u8 = 0x20;
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;
const HAS_ALPHA: u8 = 0x10;
/// The number of bytes of a frame before its chunks: position, size, duration and flags.
const FRAME: usize = 16;

pub fn strip(bytes: &[u8]) -> Result<Stripped, PictureError> {
    let mut size = None;
    let mut orientation = Orientation::UPRIGHT;
    let mut profile = None;
    let mut animated = false;
    let mut body = Vec::with_capacity(bytes.len());
    for (name, data) in chunks(contents(bytes)?)? {
        match &name {
            b"VP8X" => {
                let mut data = data.to_vec();
                if data.len() < 10 {
                    return Err(PictureError::Damaged);
                }
                data[0] &= !(HAS_EXIF | HAS_XMP | HAS_PROFILE);
                size = Some((1 + number(&data[4..7]), 1 + number(&data[7..10])));
                chunk(&mut body, name, &data[..10]);
            }
            b"ICCP" => profile = Profile::read(data),
            b"EXIF" => orientation = Orientation::read(data),
            b"ANMF" => {
                animated = true;
                let (head, inner) = data.split_at_checked(FRAME).ok_or(PictureError::Damaged)?;
                let mut frame = head.to_vec();
                for (name, data) in chunks(inner)? {
                    if matches!(&name, b"ALPH" | b"VP8 " | b"VP8L") {
                        chunk(&mut frame, name, data);
                    }
                }
                chunk(&mut body, name, &frame);
            }
            b"VP8 " | b"VP8L" => {
                size = size.or_else(|| coded_size(name, data));
                chunk(&mut body, name, data);
            }
            b"ANIM" | b"ALPH" => chunk(&mut body, name, data),
            _ => {}
        }
    }
    let plain = container(&body)?;
    let bytes = match &profile {
        Some(profile) => with_profile(&plain, profile).unwrap_or(plain),
        None => plain,
    };
    Ok(Stripped {
        bytes,
        size: Some(size.ok_or(PictureError::Damaged)?),
        orientation,
        profile: profile.filter(Profile::is_rgb),
        animated,
    })
}

/// Adds a colour profile to a picture. Returns `None` if the chunks of the picture cannot be
/// parsed.
pub fn with_profile(bytes: &[u8], profile: &Profile) -> Option<Vec<u8>> {
    let parts = chunks(contents(bytes).ok()?).ok()?;
    let (first, data) = parts.first()?;
    let mut body = Vec::with_capacity(bytes.len() + profile.bytes.len() + 32);
    let rest = if first == b"VP8X" {
        let mut head = data.to_vec();
        *head.first_mut()? |= HAS_PROFILE;
        chunk(&mut body, *first, &head);
        &parts[1..]
    } else {
        let (width, height) = coded_size(*first, data)?;
        // Only lossless data have an alpha flag of their own: the bit after width and height.
        let alpha = first == b"VP8L" && data.get(4)? & 0x10 != 0;
        let mut head = vec![HAS_PROFILE | if alpha { HAS_ALPHA } else { 0 }, 0, 0, 0];
        head.extend(&(width.checked_sub(1)?).to_le_bytes()[..3]);
        head.extend(&(height.checked_sub(1)?).to_le_bytes()[..3]);
        chunk(&mut body, *b"VP8X", &head);
        &parts[..]
    };
    chunk(&mut body, *b"ICCP", &profile.bytes);
    for (name, data) in rest {
        chunk(&mut body, *name, data);
    }
    container(&body).ok()
}

/// Reads width and height from the beginning of coded pixels.
fn coded_size(name: [u8; 4], data: &[u8]) -> Option<(u32, u32)> {
    if &name == b"VP8L" {
        let bits = u32::from_le_bytes(data.get(1..5)?.try_into().ok()?);
        return Some((1 + (bits & 0x3fff), 1 + (bits >> 14 & 0x3fff)));
    }
    let side = |at: usize| {
        Some(u32::from(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?)) & 0x3fff)
    };
    Some((side(6)?, side(8)?))
}

/// Returns the content of the container, without data after its end.
fn contents(bytes: &[u8]) -> Result<&[u8], PictureError> {
    let mut cursor = Cursor { rest: bytes };
    let (mark, size, kind) = (cursor.advance(4)?, cursor.array()?, cursor.advance(4)?);
    if mark != b"RIFF" || kind != b"WEBP" {
        return Err(PictureError::OtherKind);
    }
    let size = length(u32::from_le_bytes(size))?;
    cursor.advance(size.checked_sub(4).ok_or(PictureError::Damaged)?)
}

/// The name and content of a chunk.
type Chunk<'a> = ([u8; 4], &'a [u8]);

fn chunks(bytes: &[u8]) -> Result<Vec<Chunk<'_>>, PictureError> {
    let mut cursor = Cursor { rest: bytes };
    let mut chunks = Vec::new();
    while !cursor.rest.is_empty() {
        let name = cursor.array()?;
        let size = length(u32::from_le_bytes(cursor.array()?))?;
        chunks.push((name, cursor.advance(size)?));
        // Chunks have an even length; the padding byte of the last one may be missing.
        if size % 2 == 1 && !cursor.rest.is_empty() {
            cursor.byte()?;
        }
    }
    Ok(chunks)
}

fn container(body: &[u8]) -> Result<Vec<u8>, PictureError> {
    let size = u32::try_from(body.len() + 4).map_err(|_| PictureError::Damaged)?;
    Ok([b"RIFF", &size.to_le_bytes()[..], b"WEBP", body].concat())
}

fn chunk(out: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    let size = u32::try_from(data.len()).expect("it is no longer than the chunk it was read from");
    out.extend(name);
    out.extend(size.to_le_bytes());
    out.extend_from_slice(data);
    if size % 2 == 1 {
        out.push(0);
    }
}

/// Parses a little-endian number of three bytes.
fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .rev()
        .fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}
