//! A picture as the cache keeps it: its size, what it was turned into, and its smaller ones.
//!
//! Numbers are little-endian; every list of bytes stands behind its length. An original that did
//! not change is not kept a second time.

use super::{Picture, PictureFormat, Rendition};

const FORMATS: [PictureFormat; 3] = [PictureFormat::Jpeg, PictureFormat::Png, PictureFormat::Webp];

/// The entry of a picture; `plain` is the original without metadata.
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

/// The picture of an entry; nothing where it cannot be read.
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
