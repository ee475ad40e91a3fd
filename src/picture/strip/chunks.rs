//! PNG (ISO/IEC 15948): chunks with a name, a length and a checksum.

use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::{Cursor, Orientation, Profile, Stripped, length};
use crate::picture::PictureError;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The maximum size in bytes of a decompressed colour profile.
const MAX_PROFILE: usize = 4 * 1024 * 1024;

pub fn strip(bytes: &[u8]) -> Result<Stripped, PictureError> {
    let rest = bytes
        .strip_prefix(SIGNATURE)
        .ok_or(PictureError::OtherKind)?;
    let mut cursor = Cursor { rest };
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(SIGNATURE);
    let mut size = None;
    let mut orientation = Orientation::UPRIGHT;
    let mut profile = None;
    let mut animated = false;
    loop {
        let size_of = length(u32::from_be_bytes(cursor.array()?))?;
        let name: [u8; 4] = cursor.array()?;
        let data = cursor.advance(size_of)?;
        let sum: [u8; 4] = cursor.array()?;
        match &name {
            b"IHDR" => {
                let [a, b, c, d, e, f, g, h, ..] = *data else {
                    return Err(PictureError::Damaged);
                };
                size = Some((
                    u32::from_be_bytes([a, b, c, d]),
                    u32::from_be_bytes([e, f, g, h]),
                ));
            }
            b"eXIf" => orientation = Orientation::read(data),
            b"iCCP" => {
                profile = packed(data);
                if let Some(profile) = &profile {
                    // The name of the profile may identify someone, so every file gets this name
                    // instead.
                    let data = [
                        &b"profile\0\0"[..],
                        &compress_to_vec_zlib(&profile.bytes, 9),
                    ]
                    .concat();
                    chunk(&mut out, *b"iCCP", &data);
                }
            }
            b"acTL" => animated = true,
            _ => {}
        }
        let needed = matches!(
            &name,
            b"IHDR"
                | b"PLTE"
                | b"IDAT"
                | b"IEND"
                | b"tRNS"
                | b"gAMA"
                | b"cHRM"
                | b"sRGB"
                | b"cICP"
                | b"sBIT"
                | b"bKGD"
                | b"pHYs"
                | b"acTL"
                | b"fcTL"
                | b"fdAT"
        );
        if needed {
            out.extend(
                u32::try_from(size_of)
                    .expect("it was read as such")
                    .to_be_bytes(),
            );
            out.extend(name);
            out.extend_from_slice(data);
            out.extend(sum);
        }
        if &name == b"IEND" {
            break;
        }
    }
    Ok(Stripped {
        bytes: out,
        size: Some(size.ok_or(PictureError::Damaged)?),
        orientation,
        profile: profile.filter(Profile::is_rgb),
        animated,
    })
}

/// Decompresses a profile, or returns `None` if it cannot be read.
fn packed(data: &[u8]) -> Option<Profile> {
    let name = data.iter().position(|byte| *byte == 0)?;
    let packed = data.get(name + 2..)?;
    Profile::read(&decompress_to_vec_zlib_with_limit(packed, MAX_PROFILE).ok()?)
}

fn chunk(out: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).expect("a profile is smaller than four gigabytes");
    let mut sum = crc32fast::Hasher::new();
    sum.update(&name);
    sum.update(data);
    out.extend(length.to_be_bytes());
    out.extend(name);
    out.extend_from_slice(data);
    out.extend(sum.finalize().to_be_bytes());
}
