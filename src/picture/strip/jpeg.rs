//! JPEG (ITU-T T.81): segments between markers, and scans of coded pixels.

use super::{Cursor, Orientation, Profile, Stripped};
use crate::picture::PictureError;

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const JFIF: u8 = 0xe0;
const EXIF: u8 = 0xe1;
const COLOUR_PROFILE: u8 = 0xe2;
const ADOBE: u8 = 0xee;
/// The maximum number of bytes of a profile in one segment, without its name and numbers.
const MAX_PROFILE_PART: usize = 65_519;
const PROFILE_NAME: &[u8] = b"ICC_PROFILE\0";

pub fn strip(bytes: &[u8]) -> Result<Stripped, PictureError> {
    let rest = bytes
        .strip_prefix(&[0xff, START])
        .ok_or(PictureError::OtherKind)?;
    let mut cursor = Cursor { rest };
    let (mut head, mut body) = (vec![0xff, START], Vec::with_capacity(bytes.len()));
    let mut size = None;
    let mut orientation = Orientation::UPRIGHT;
    let mut parts: Vec<(u8, &[u8])> = Vec::new();
    let mut colours = 0;
    loop {
        let marker = marker(&mut cursor)?;
        if marker == END {
            body.extend([0xff, END]);
            break;
        }
        let length = usize::from(u16::from_be_bytes(cursor.array()?));
        let data = cursor.advance(length.checked_sub(2).ok_or(PictureError::Damaged)?)?;
        match marker {
            JFIF if data.starts_with(b"JFIF\0") && data.len() >= 14 => {
                // The last two bytes are the size of a thumbnail, which may show what was cropped.
                let mut plain = data[..14].to_vec();
                plain[12..].fill(0);
                segment(&mut head, JFIF, &plain);
            }
            EXIF if data.starts_with(b"Exif\0\0") => orientation = Orientation::read(data),
            COLOUR_PROFILE => {
                if let Some([number, _, part @ ..]) = data.strip_prefix(PROFILE_NAME) {
                    parts.push((*number, part));
                }
            }
            ADOBE if data.starts_with(b"Adobe") && data.len() >= 12 => {
                segment(&mut head, ADOBE, &data[..12]);
            }
            SCAN => {
                segment(&mut body, SCAN, data);
                body.extend_from_slice(scan(&mut cursor)?);
            }
            // These are SOF, with the size. DHT, JPG and DAC have numbers in the same range.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let [_, a, b, c, d, count, ..] = *data else {
                    return Err(PictureError::Damaged);
                };
                size = Some((
                    u32::from(u16::from_be_bytes([c, d])),
                    u32::from(u16::from_be_bytes([a, b])),
                ));
                colours = count;
                segment(&mut body, marker, data);
            }
            // These are DHT and DAC, then DQT, DNL, DRI, DHP and EXP.
            0xc4 | 0xcc | 0xdb..=0xdf => segment(&mut body, marker, data),
            _ => {}
        }
    }
    parts.sort_by_key(|(number, _)| *number);
    let profile: Vec<u8> = parts
        .into_iter()
        .flat_map(|(_, part)| part)
        .copied()
        .collect();
    let profile = Profile::read(&profile);
    if let Some(profile) = &profile {
        let chunks: Vec<&[u8]> = profile.bytes.chunks(MAX_PROFILE_PART).collect();
        let total = u8::try_from(chunks.len()).map_err(|_| PictureError::Damaged)?;
        for (number, chunk) in (1..=total).zip(chunks) {
            segment(
                &mut head,
                COLOUR_PROFILE,
                &[PROFILE_NAME, &[number, total], chunk].concat(),
            );
        }
    }
    head.append(&mut body);
    Ok(Stripped {
        bytes: head,
        size: Some(size.ok_or(PictureError::Damaged)?),
        orientation,
        // Derived pictures are RGB, so profiles of other colour spaces do not fit.
        profile: profile.filter(|profile| colours == 3 && profile.is_rgb()),
        animated: false,
    })
}

/// Reads the next marker, after fill bytes.
fn marker(cursor: &mut Cursor) -> Result<u8, PictureError> {
    if cursor.byte()? != 0xff {
        return Err(PictureError::Damaged);
    }
    loop {
        match cursor.byte()? {
            0xff => {}
            // These markers have no segment, and cannot occur here.
            0x00 | 0x01 | 0xd0..=START => return Err(PictureError::Damaged),
            marker => return Ok(marker),
        }
    }
}

/// Reads coded pixels up to the next marker that is not a restart marker.
fn scan<'a>(cursor: &mut Cursor<'a>) -> Result<&'a [u8], PictureError> {
    let end = memchr::memchr_iter(0xff, cursor.rest)
        .find(|at| {
            !matches!(
                cursor.rest.get(at + 1),
                None | Some(0x00 | 0xd0..=0xd7 | 0xff)
            )
        })
        .ok_or(PictureError::Truncated)?;
    cursor.advance(end)
}

fn segment(out: &mut Vec<u8>, marker: u8, data: &[u8]) {
    let length =
        u16::try_from(data.len() + 2).expect("it is no longer than the segment it was read from");
    out.extend([0xff, marker]);
    out.extend(length.to_be_bytes());
    out.extend_from_slice(data);
}
