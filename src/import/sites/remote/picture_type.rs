//! The format of a picture, by its first bytes: what a host says of a file may be wrong.

/// Returns the extension of a picture, or `None` if it is in no format that pages show. SVG is a
/// document that may load others, and is not copied.
pub(super) fn extension(bytes: &[u8]) -> Option<&'static str> {
    let starts = |mark: &[u8]| bytes.starts_with(mark);
    let brand = |at: usize| bytes.get(at..at + 4);
    Some(match bytes {
        _ if starts(&[0xff, 0xd8, 0xff]) => "jpg",
        _ if starts(b"\x89PNG\r\n\x1a\n") => "png",
        _ if starts(b"GIF87a") || starts(b"GIF89a") => "gif",
        _ if starts(b"RIFF") && brand(8) == Some(b"WEBP") => "webp",
        _ if brand(4) == Some(b"ftyp") && matches!(brand(8), Some(b"avif" | b"avis")) => "avif",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_their_first_bytes() {
        for (bytes, expected) in [
            (&b"\xff\xd8\xff\xe0"[..], Some("jpg")),
            (b"\x89PNG\r\n\x1a\n\0", Some("png")),
            (b"GIF89a..", Some("gif")),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some("webp")),
            (b"\0\0\0\x1cftypavif", Some("avif")),
            (b"<svg xmlns='x'/>", None),
            (b"<!doctype html>", None),
            (b"", None),
        ] {
            assert_eq!(extension(bytes), expected);
        }
    }
}
