//! Types of files, by extension and by their first bytes; and personal metadata in files.
//!
//! An extension proves nothing. A page that says "not found" is often saved as `photo.jpg`, and a
//! telephone calls every picture `IMG_0001.jpg`. Nothing is decoded here.

mod exif;
mod traces;

pub use self::traces::traces;

/// The type of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Medium {
    Jpeg,
    Png,
    Gif,
    Webp,
    Svg,
    Heic,
    Avif,
    Tiff,
    Bmp,
    Jxl,
    Psd,
    Pdf,
    Mp4,
    Webm,
    Avi,
    Mp3,
    Ogg,
    Wav,
    Flac,
    /// Also office documents since 2007: texts, tables, slides.
    Zip,
    /// Office documents before 2007.
    OldOffice,
    Html,
    Xml,
    /// The placeholder of a large file that git LFS did not fetch.
    LfsPointer,
    /// Text without a signature.
    Text,
}

/// What a file is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    Picture,
    Video,
    Sound,
    Document,
    Other,
}

impl Medium {
    /// Returns the extension of a picture format that every browser shows.
    pub fn picture_ending(self) -> Option<&'static str> {
        match self {
            Medium::Jpeg => Some("jpg"),
            Medium::Png => Some("png"),
            Medium::Gif => Some("gif"),
            Medium::Webp => Some("webp"),
            Medium::Svg => Some("svg"),
            _ => None,
        }
    }
}

/// Returns the extension of a file in lower case; empty if there is none.
pub fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.')
        .map_or("", |(_, ending)| ending)
        .to_ascii_lowercase()
}

/// Returns the use of a file, by its extension.
pub fn use_of(path: &str) -> Use {
    match ending(path).as_str() {
        "jpg" | "jpeg" | "jpe" | "jfif" | "png" | "webp" | "gif" | "svg" | "arw" | "avif"
        | "bmp" | "cr2" | "cr3" | "dng" | "eps" | "heic" | "heif" | "jp2" | "jxl" | "nef"
        | "orf" | "psd" | "raf" | "rw2" | "svgz" | "tif" | "tiff" | "xcf" => Use::Picture,
        "mp4" | "m4v" | "mov" | "webm" | "mkv" | "avi" | "ogv" | "3gp" | "mpg" | "mpeg" | "wmv" => {
            Use::Video
        }
        "mp3" | "m4a" | "ogg" | "oga" | "opus" | "wav" | "flac" | "aac" | "amr" => Use::Sound,
        "pdf" | "doc" | "docx" | "odt" | "rtf" | "xls" | "xlsx" | "ods" | "ppt" | "pptx"
        | "odp" | "epub" => Use::Document,
        _ => Use::Other,
    }
}

/// Returns the types that a file with this extension may have, or `None` for any.
fn expected_media(path: &str) -> Option<&'static [Medium]> {
    Some(match ending(path).as_str() {
        "pdf" => &[Medium::Pdf],
        "mp4" | "m4v" | "mov" | "m4a" | "3gp" => &[Medium::Mp4],
        "webm" | "mkv" => &[Medium::Webm],
        "avi" => &[Medium::Avi],
        "mp3" => &[Medium::Mp3],
        "ogg" | "oga" | "ogv" | "opus" => &[Medium::Ogg],
        "wav" => &[Medium::Wav],
        "flac" => &[Medium::Flac],
        "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" | "epub" | "zip" | "kmz" => &[Medium::Zip],
        // Some programs write text or HTML with these extensions, which office programs open.
        "doc" | "xls" | "ppt" => &[
            Medium::OldOffice,
            Medium::Zip,
            Medium::Html,
            Medium::Text,
            Medium::Xml,
        ],
        "csv" | "tsv" | "txt" | "json" | "geojson" | "gpx" | "kml" | "srt" | "vtt" => {
            &[Medium::Text, Medium::Xml]
        }
        _ => return None,
    })
}

/// Returns the type of a file, if its extension says otherwise and both types are known. A text
/// format is reported only if it is clearly another one.
pub fn impostor(path: &str, bytes: &[u8]) -> Option<Medium> {
    let found = sniffed(bytes)?;
    if found == Medium::LfsPointer {
        return Some(found);
    }
    let promised = expected_media(path)?;
    (!promised.contains(&found)).then_some(found)
}

/// Returns the type of a file by its first bytes.
pub fn sniffed(bytes: &[u8]) -> Option<Medium> {
    const SIGNATURES: &[(usize, &[u8], Medium)] = &[
        (0, b"\xff\xd8\xff", Medium::Jpeg),
        (0, b"\x89PNG\r\n\x1a\n", Medium::Png),
        (0, b"GIF8", Medium::Gif),
        (8, b"WEBP", Medium::Webp),
        (8, b"WAVE", Medium::Wav),
        (8, b"AVI ", Medium::Avi),
        (0, b"II*\0", Medium::Tiff),
        (0, b"MM\0*", Medium::Tiff),
        (0, b"8BPS", Medium::Psd),
        (0, b"\xff\x0a", Medium::Jxl),
        (0, b"\0\0\0\x0cJXL ", Medium::Jxl),
        (0, b"%PDF-", Medium::Pdf),
        (0, b"\x1aE\xdf\xa3", Medium::Webm),
        (0, b"ID3", Medium::Mp3),
        (0, b"OggS", Medium::Ogg),
        (0, b"fLaC", Medium::Flac),
        (0, b"PK\x03\x04", Medium::Zip),
        (0, b"PK\x05\x06", Medium::Zip),
        (0, b"\xd0\xcf\x11\xe0", Medium::OldOffice),
        (
            0,
            b"version https://git-lfs.github.com/spec/",
            Medium::LfsPointer,
        ),
    ];
    let has = |(at, mark, _): &&(usize, &[u8], Medium)| {
        bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark))
    };
    if let Some((_, _, medium)) = SIGNATURES.iter().find(has) {
        return Some(*medium);
    }
    if let Some(brand) = bytes.get(4..12).and_then(|box_| box_.strip_prefix(b"ftyp")) {
        return Some(match brand {
            b"avif" | b"avis" => Medium::Avif,
            b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1" => Medium::Heic,
            _ => Medium::Mp4,
        });
    }
    if bytes
        .get(4..8)
        .is_some_and(|kind| matches!(kind, b"moov" | b"mdat" | b"wide" | b"free"))
    {
        return Some(Medium::Mp4);
    }
    // The signature is short, so other bytes must fit too.
    if bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]) {
        return Some(Medium::Bmp);
    }
    if bytes.first() == Some(&0xff)
        && bytes
            .get(1)
            .is_some_and(|second| matches!(second, 0xfb | 0xf3 | 0xf2 | 0xfa))
    {
        return Some(Medium::Mp3);
    }
    text_medium(bytes)
}

/// Returns the type of a text, or `None` if it is not text.
fn text_medium(bytes: &[u8]) -> Option<Medium> {
    const MAX_BYTES: usize = 4096;
    let begin = &bytes[..bytes.len().min(MAX_BYTES)];
    let begin = begin.strip_prefix(b"\xef\xbb\xbf").unwrap_or(begin);
    let text = match std::str::from_utf8(begin) {
        Ok(text) => text,
        // The last character may be cut off.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&begin[..error.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    if text.contains('\0') {
        return None;
    }
    let small = text.trim_start().to_ascii_lowercase();
    let after_comments = without_prolog(&small);
    Some(match after_comments {
        begin if begin.starts_with("<!doctype html") || begin.starts_with("<html") => Medium::Html,
        begin if begin.starts_with("<head") || begin.starts_with("<body") => Medium::Html,
        begin if begin.starts_with("<svg") || begin.starts_with("<!doctype svg") => Medium::Svg,
        _ if small.starts_with("<?xml") => Medium::Xml,
        _ => Medium::Text,
    })
}

/// Skips declarations and comments at the beginning of a text.
fn without_prolog(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<?") {
            rest.find("?>").map(|at| at + 2)
        } else if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else {
            None
        };
        match end {
            Some(end) => rest = &rest[end..],
            None => return rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_first_bytes() {
        for (bytes, medium) in [
            (&b"\xff\xd8\xff\xe0"[..], Some(Medium::Jpeg)),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some(Medium::Webp)),
            (b"\0\0\0\x18ftypheic\0\0", Some(Medium::Heic)),
            (b"\0\0\0\x18ftypqt  \0\0", Some(Medium::Mp4)),
            (
                b"<?xml version=\"1.0\"?>\n<!-- x --><svg/>",
                Some(Medium::Svg),
            ),
            (b"\n<!DOCTYPE html><title>404", Some(Medium::Html)),
            (b"<?xml version=\"1.0\"?><kml/>", Some(Medium::Xml)),
            (b"a;b\n1;2\n", Some(Medium::Text)),
            (
                b"version https://git-lfs.github.com/spec/v1\noid",
                Some(Medium::LfsPointer),
            ),
            (b"\0\x01\x02\x03", None),
        ] {
            assert_eq!(sniffed(bytes), medium, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_file_must_match_its_extension() {
        let page = b"<!doctype html><title>Not found</title>";
        for path in ["a.pdf", "a.mp4", "a.docx", "a.csv", "media/A.PDF"] {
            assert_eq!(impostor(path, page), Some(Medium::Html), "{path}");
        }
        for (path, bytes) in [
            ("a.html", &page[..]),
            ("a.pdf", b"%PDF-1.4"),
            ("a.csv", b"a,b"),
            ("a.xls", page),
            ("a.unknown", page),
            ("a.mp4", b"\0\x01\x02\x03 who knows"),
        ] {
            assert_eq!(impostor(path, bytes), None, "{path}");
        }
    }
}
