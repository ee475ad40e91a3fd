//! Encoding of pictures in the cache: their size, and their converted and smaller versions.
//!
//! Numbers are little-endian, and the length of a byte string precedes it. An original that
//! stripping left unchanged is not stored again.

use super::{Picture, PictureFormat, Rendition};

const FORMATS: [PictureFormat; 3] = [PictureFormat::Jpeg, PictureFormat::Png, PictureFormat::Webp];

/// Encodes a picture; `plain` is the original without metadata.
pub fn write(picture: &Picture, plain: &[u8]) -> Vec<u8> {
    let (width, height) = picture.size.unwrap_or_default();
    let mut out = Vec::new();
    out.extend(width.to_le_bytes());
    out.extend(height.to_le_bytes());
    let turned: &[u8] = if picture.bytes == plain {
        &[]
    } else {
        &picture.bytes
    };
    bytes(&mut out, turned);
    for rendition in &picture.smaller {
        let format = FORMATS
            .iter()
            .position(|format| *format == rendition.format);
        out.extend(
            u32::try_from(format.unwrap_or_default())
                .unwrap_or_default()
                .to_le_bytes(),
        );
        out.extend(rendition.width.to_le_bytes());
        out.extend(rendition.height.to_le_bytes());
        bytes(&mut out, &rendition.bytes);
    }
    out
}

/// Decodes a picture; `None` if the entry is damaged.
pub fn read(entry: &[u8], format: PictureFormat, plain: &[u8]) -> Option<Picture> {
    let mut rest = entry;
    let size = (number(&mut rest)?, number(&mut rest)?);
    let turned = list(&mut rest)?;
    let mut smaller = Vec::new();
    while !rest.is_empty() {
        let format = usize::try_from(number(&mut rest)?).ok()?;
        smaller.push(Rendition {
            format: *FORMATS.get(format)?,
            width: number(&mut rest)?,
            height: number(&mut rest)?,
            bytes: list(&mut rest)?.to_vec(),
        });
    }
    Some(Picture {
        format,
        bytes: if turned.is_empty() { plain } else { turned }.to_vec(),
        size: Some(size),
        smaller,
    })
}

fn bytes(out: &mut Vec<u8>, list: &[u8]) {
    out.extend((list.len() as u64).to_le_bytes());
    out.extend_from_slice(list);
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    let (number, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(u32::from_le_bytes(*number))
}

fn list<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, after) = rest.split_first_chunk()?;
    let (list, after) =
        after.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    *rest = after;
    Some(list)
}
