//! Personal metadata in files that are published unchanged: location, device and author.
//!
//! Metadata of pictures is removed, but videos, recordings and documents are published as they are.
//! So unencrypted metadata in these is found and reported. A file may contain more metadata than
//! this module finds.

use super::{Medium, sniffed};

/// The maximum number of characters of a value that are shown.
const MAX_SHOWN: usize = 60;

/// Returns the personal metadata of a file, each value with its kind.
pub fn traces(bytes: &[u8]) -> Vec<(&'static str, String)> {
    let mut found = match sniffed(bytes) {
        Some(Medium::Mp4) => video(bytes),
        Some(Medium::Pdf) => pdf(bytes),
        _ => Vec::new(),
    };
    found.retain(|(_, value)| !value.is_empty());
    found.dedup();
    found
}

/// Returns the metadata of a video: QuickTime boxes that cameras write, and keys that telephones
/// use.
fn video(bytes: &[u8]) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for (mark, what) in [
        (&b"\xa9xyz"[..], "place"),
        (b"\xa9mak", "maker"),
        (b"\xa9mod", "device"),
    ] {
        // The boxes have the size of the text and its language before the text.
        for at in positions(bytes, mark).take(1) {
            let rest = &bytes[at + mark.len()..];
            let length = rest
                .first_chunk::<2>()
                .map_or(0, |size| usize::from(u16::from_be_bytes(*size)));
            let value = rest
                .get(4..)
                .map_or(&[][..], |text| &text[..text.len().min(length)]);
            found.push((what, plain(value)));
        }
    }
    for (key, what) in [
        (&b"com.apple.quicktime.location.ISO6709"[..], "place"),
        (b"com.apple.quicktime.make", "maker"),
        (b"com.apple.quicktime.model", "device"),
        (b"com.android.manufacturer", "maker"),
        (b"com.android.model", "device"),
    ] {
        let is_known = found.iter().any(|(kind, _)| *kind == what);
        if !is_known && positions(bytes, key).next().is_some() {
            found.push((what, value_of(bytes, what)));
        }
    }
    found
}

/// Returns the value of a QuickTime key, which is elsewhere in the file. A location is recognized
/// by its form. Of other values, only the presence is reported.
fn value_of(bytes: &[u8], what: &str) -> String {
    const DATA: &[u8] = b"data\0\0\0\x01\0\0\0\0";
    for at in positions(bytes, DATA) {
        let rest = &bytes[at + DATA.len()..];
        let text = plain(&rest[..rest.len().min(MAX_SHOWN)]);
        let is_place = text.starts_with(['+', '-']) && text[1..].contains(['+', '-']);
        if what == "place" && is_place {
            return text;
        }
    }
    "yes".to_owned()
}

/// Returns the information dictionary of a PDF, if it is not compressed.
fn pdf(bytes: &[u8]) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for (key, what) in [(&b"/Author"[..], "author"), (b"<dc:creator>", "author")] {
        for at in positions(bytes, key).take(1) {
            let rest = &bytes[at + key.len()..];
            let rest = &rest[..rest.len().min(400)];
            let value = match rest.iter().position(|byte| !byte.is_ascii_whitespace()) {
                Some(start) if rest[start] == b'(' => {
                    let end = rest
                        .iter()
                        .position(|byte| *byte == b')')
                        .unwrap_or(rest.len());
                    text(rest.get(start + 1..end).unwrap_or_default())
                }
                Some(start) if key.starts_with(b"<") => {
                    let text = String::from_utf8_lossy(&rest[start..]).into_owned();
                    let inner = text
                        .split("<rdf:li>")
                        .nth(1)
                        .and_then(|rest| rest.split('<').next());
                    inner.unwrap_or_default().trim().to_owned()
                }
                Some(start) if rest[start] == b'<' && rest.get(start + 1) != Some(&b'<') => {
                    "yes".to_owned()
                }
                _ => String::new(),
            };
            if !found.iter().any(|(kind, _)| *kind == what) || value.is_empty() {
                found.push((what, value));
            }
        }
    }
    found
}

/// Decodes a text of a PDF: UTF-16 if it has a byte order mark, or else one byte for each
/// character.
fn text(bytes: &[u8]) -> String {
    match bytes.strip_prefix(b"\xfe\xff") {
        Some(wide) => {
            let units = wide
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            let text: String = char::decode_utf16(units)
                .map(|c| c.unwrap_or('\u{fffd}'))
                .collect();
            shown(&text)
        }
        None => plain(bytes),
    }
}

fn plain(bytes: &[u8]) -> String {
    let end = bytes
        .iter()
        .position(|byte| *byte == 0)
        .unwrap_or(bytes.len());
    shown(&String::from_utf8_lossy(&bytes[..end]))
}

fn shown(text: &str) -> String {
    let visible = text.chars().filter(|c| !c.is_control() && *c != '\u{fffd}');
    visible
        .take(MAX_SHOWN)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Returns the positions of a byte sequence.
fn positions<'b>(bytes: &'b [u8], mark: &'b [u8]) -> impl Iterator<Item = usize> + 'b {
    memchr::memmem::find_iter(bytes, mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_video_tells_where_and_with_what_it_was_taken() {
        let mut bytes =
            b"\0\0\0\x14ftypmp42\0\0\0\0isom\0\0\0\x24udta\0\0\0\x1c\xa9xyz\0\x12\x15\xc7+12.6392-008.0029/".to_vec();
        bytes.extend(b"\0\0\0\x11\xa9mod\0\x05\x15\xc7Pixel");
        let expected = [("place", "+12.6392-008.0029/"), ("device", "Pixel")];
        assert_eq!(
            traces(&bytes),
            expected.map(|(what, value)| (what, value.to_owned()))
        );
        assert!(traces(b"\0\0\0\x14ftypmp42\0\0\0\0isom").is_empty());
    }

    #[test]
    fn a_document_tells_who_wrote_it() {
        let found = |text: &str| traces(format!("%PDF-1.4\n{text}").as_bytes());
        assert_eq!(
            found("<< /Author (A. Diarra) /Title (x) >>"),
            [("author", "A. Diarra".to_owned())]
        );
        assert_eq!(
            found("<dc:creator> <rdf:Seq><rdf:li>A. Diarra</rdf:li></rdf:Seq>"),
            [("author", "A. Diarra".to_owned())]
        );
        assert!(found("<< /Title (x) >>").is_empty());
        assert!(found("<< /Author () >>").is_empty());
    }
}
