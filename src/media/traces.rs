//! Personal metadata in files that are published unchanged: location, device and author.
//!
//! Metadata of pictures in `content/media/` is removed. Videos, recordings, documents, and whatever
//! is in `content/static/`, are published as they are. So unencrypted metadata in them is found and
//! reported. A file may contain more than what is found here.

use super::{Medium, exif, sniffed};

/// The maximum number of characters of a value that are shown.
const MAX_SHOWN: usize = 60;

/// Returns the personal metadata of a file, each value with its kind.
pub fn traces(bytes: &[u8]) -> Vec<(&'static str, String)> {
    let mut found = match sniffed(bytes) {
        Some(Medium::Mp4) => video(bytes),
        Some(Medium::Pdf) => pdf(bytes),
        Some(
            Medium::Jpeg | Medium::Png | Medium::Webp | Medium::Heic | Medium::Avif | Medium::Tiff,
        ) => picture(bytes),
        Some(Medium::Svg | Medium::Gif) => creator(bytes).into_iter().collect(),
        _ => Vec::new(),
    };
    found.retain(|(_, value)| !value.is_empty());
    found.dedup();
    found
}

/// EXIF and XMP, and the texts of PNG.
fn picture(bytes: &[u8]) -> Vec<(&'static str, String)> {
    let mut found: Vec<(&str, String)> = exif::traces(bytes)
        .into_iter()
        .map(|(what, value)| (what, shown(&value)))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let mut add = |what, value: Option<String>| {
        if !found.iter().any(|(kind, _)| *kind == what) {
            found.extend(value.map(|value| (what, value)));
        }
    };
    add("author", creator(bytes).map(|(_, name)| name));
    let author = positions(bytes, b"tEXtAuthor\0").next().map(|at| {
        // The length of the chunk is before its name.
        let length = at
            .checked_sub(4)
            .and_then(|start| bytes[start..].first_chunk::<4>())
            .map_or(0, |length| u32::from_be_bytes(*length));
        let rest = &bytes[at + b"tEXtAuthor\0".len()..];
        let length = usize::try_from(length).map_or(0, |length| length.saturating_sub(7));
        plain(&rest[..rest.len().min(length)])
    });
    add("author", author);
    let has_place = positions(bytes, b"exif:GPSLatitude").next().is_some();
    add("place", has_place.then(|| "yes".to_owned()));
    found
}

/// Returns the author in XMP or in the description of a drawing.
fn creator(bytes: &[u8]) -> Option<(&'static str, String)> {
    const LONGEST: usize = 400;
    let at = positions(bytes, b"<dc:creator>").next()? + b"<dc:creator>".len();
    let text = &bytes[at..bytes.len().min(at + LONGEST)];
    let end = positions(text, b"</dc:creator>").next()?;
    let text = String::from_utf8_lossy(&text[..end]);
    let words: Vec<&str> = text
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text).trim())
        .filter(|part| !part.is_empty())
        .collect();
    Some(("author", shown(&words.join(" ")))).filter(|(_, name)| !name.is_empty())
}

/// QuickTime boxes that cameras write, and keys that telephones use.
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
    fn a_picture_tells_who_made_it() {
        let png = |name: &[u8], text: &[u8]| {
            let length = u32::try_from(text.len())
                .expect("it is short")
                .to_be_bytes();
            let head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
            traces(&[&head[..], &length, name, text, b"\x01\x02\x03\x04"].concat())
        };
        let author = [("author", "A. Diarra".to_owned())];
        assert_eq!(png(b"tEXt", b"Author\0A. Diarra"), author);
        assert_eq!(png(b"tEXt", b"Software\0Inkscape"), []);
        let xmp = b"<dc:creator> <rdf:Seq><rdf:li>A. Diarra</rdf:li></rdf:Seq></dc:creator>";
        assert_eq!(png(b"iTXt", xmp), author);
        let svg = |text: &str| traces(format!("<svg><metadata>{text}</metadata></svg>").as_bytes());
        let agent =
            "<dc:creator>\n<cc:Agent><dc:title>A. Diarra</dc:title></cc:Agent></dc:creator>";
        assert_eq!(svg(agent), author);
        assert_eq!(svg("<dc:creator></dc:creator><dc:title>Map</dc:title>"), []);
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
