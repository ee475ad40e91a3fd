//! Published pictures: upright, in several sizes, without metadata; and malicious pictures.

use std::collections::BTreeMap;
use std::fs;

use crate::support::{self, Site};
use griot::Compiled;
use jpeg_encoder::{ColorType, Encoder};
use zune_core::bytestream::ZCursor;
use zune_jpeg::JpegDecoder;

const SECRET: &[u8] = b"SECRET-14.35N-3.61W";

/// A synthetic photograph: red on the left, blue on the right, with noise so that it does not
/// compress well.
fn pixels(width: u32, height: u32) -> Vec<u8> {
    let mut noise = 1_u32;
    let mut pixels = Vec::new();
    for _ in 0..height {
        for x in 0..width {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let grain = noise.to_be_bytes()[0] / 8;
            pixels.extend(if x < width / 2 {
                [220, grain, grain]
            } else {
                [grain, grain, 220]
            });
        }
    }
    pixels
}

fn jpeg(width: u16, height: u16, segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    Encoder::new(&mut bytes, 90)
        .encode(
            &pixels(width.into(), height.into()),
            width,
            height,
            ColorType::Rgb,
        )
        .expect("it can be encoded");
    let mut out = bytes[..2].to_vec();
    for (marker, data) in segments {
        out.extend([0xff, *marker]);
        out.extend(
            u16::try_from(data.len() + 2)
                .expect("it is short")
                .to_be_bytes(),
        );
        out.extend_from_slice(data);
    }
    out.extend_from_slice(&bytes[2..]);
    out
}

fn png_chunk(name: &[u8], data: &[u8]) -> Vec<u8> {
    let mut sum = crc32fast::Hasher::new();
    sum.update(name);
    sum.update(data);
    let length = u32::try_from(data.len()).expect("it is short");
    [
        &length.to_be_bytes()[..],
        name,
        data,
        &sum.finalize().to_be_bytes(),
    ]
    .concat()
}

/// A PNG with these chunks after its header.
fn png(width: u32, height: u32, chunks: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("it can be encoded");
    writer
        .write_image_data(&pixels(width, height))
        .expect("it can be encoded");
    writer.finish().expect("it can be encoded");
    [&bytes[..33], &chunks.concat(), &bytes[33..]].concat()
}

fn riff_chunk(name: &[u8], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).expect("it is short");
    let mut chunk = [name, &length.to_le_bytes(), data].concat();
    chunk.resize(chunk.len().next_multiple_of(2), 0);
    chunk
}

/// A WebP in the extended form, with these chunks after its pixels.
fn webp(width: u32, height: u32, chunks: &[Vec<u8>]) -> Vec<u8> {
    let plain = webp::Encoder::from_rgb(&pixels(width, height), width, height)
        .encode_simple(false, 90.0)
        .expect("it can be encoded");
    let side = |side: u32| (side - 1).to_le_bytes()[..3].to_vec();
    // The flags announce a colour profile, EXIF and XMP.
    let head = riff_chunk(
        b"VP8X",
        &[&[0x2c, 0, 0, 0][..], &side(width), &side(height)].concat(),
    );
    let body = [
        &head[..],
        &riff_chunk(b"ICCP", &profile()),
        &plain[12..],
        &chunks.concat(),
    ]
    .concat();
    let length = u32::try_from(body.len() + 4).expect("it is short");
    [b"RIFF", &length.to_le_bytes()[..], b"WEBP", &body].concat()
}

/// EXIF with an orientation and a location.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif.extend_from_slice(SECRET);
    exif
}

/// The profile of a screen, with the screen's number.
fn profile() -> Vec<u8> {
    let mut profile = vec![0; 128];
    profile[8] = 2;
    profile[12..24].copy_from_slice(b"mntrRGB XYZ ");
    profile[36..40].copy_from_slice(b"acsp");
    profile[80..84].copy_from_slice(b"SECR");
    profile.extend(3_u32.to_be_bytes());
    let data = [b"XYZ \0\0\0\0\0\0\xf3\x51\0\x01\0\0\0\x01\x16\xcc", SECRET].concat();
    for (name, at, length) in [
        (b"wtpt", 0, 20),
        (b"mmod", 20, SECRET.len()),
        (b"desc", 20, SECRET.len()),
    ] {
        profile.extend(name);
        profile.extend(
            u32::try_from(128 + 4 + 36 + at)
                .expect("it is short")
                .to_be_bytes(),
        );
        profile.extend(u32::try_from(length).expect("it is short").to_be_bytes());
    }
    profile.extend(data);
    profile
}

/// A site whose article shows these pictures.
fn site(pictures: &[(&str, Vec<u8>)]) -> Site {
    let site = Site::new(&[(
        "content/site.yaml",
        "title: My site\nlanguages: [en]\nbase_url: /repo/\n",
    )]);
    fs::create_dir_all(site.root().join("content/media")).expect("folders can be made");
    let mut text = "---\ntitle: A\ndate: 2022-02-23\n---\n\n".to_owned();
    for (name, bytes) in pictures {
        fs::write(site.root().join("content/media").join(name), bytes)
            .expect("files can be written");
        text.push_str(&format!("![What it shows](../media/{name})\n\n"));
    }
    site.put("content/articles/a.md", &text);
    site
}

fn files(compiled: &Compiled) -> BTreeMap<&str, &[u8]> {
    assert!(
        !compiled.artifacts.is_empty(),
        "{}",
        support::findings(compiled)
    );
    compiled
        .artifacts
        .iter()
        .map(|file| (file.path.as_str(), file.bytes.as_slice()))
        .collect()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn decoded(bytes: &[u8]) -> (usize, usize, Vec<u8>) {
    let mut decoder = JpegDecoder::new(ZCursor::new(bytes));
    let pixels = decoder.decode().expect("it is a JPEG");
    let info = decoder.info().expect("it was decoded");
    (info.width.into(), info.height.into(), pixels)
}

#[test]
fn no_published_file_tells_what_a_picture_tells_of_its_maker() {
    let told = |name: &[u8]| [name, SECRET].concat();
    let in_profile = [&b"ICC_PROFILE\0\x01\x01"[..], &profile()].concat();
    let thumbnail = [&b"JFIF\0\x01\x02\0\0\x01\0\x01\x02\x03"[..], SECRET].concat();
    let mut photograph = jpeg(
        700,
        400,
        &[
            (0xe0, &thumbnail),
            (0xe0, &told(b"JFXX\0")),
            (0xe1, &[b"Exif\0\0", &exif(1)[..]].concat()),
            (0xe1, &told(b"http://ns.adobe.com/xap/1.0/\0")),
            (0xe2, &in_profile),
            (0xe2, &told(b"MPF\0")),
            (0xe5, &told(b"")),
            (0xed, &told(b"Photoshop 3.0\08BIM\x04\x04")),
            (0xfe, SECRET),
        ],
    );
    // Some cameras put a film, or a second picture, behind the end of the first.
    photograph.extend_from_slice(SECRET);
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(&profile(), 6);
    let mut screen = png(
        700,
        400,
        &[
            png_chunk(b"iCCP", &[SECRET, &[0, 0], &packed].concat()),
            png_chunk(b"tEXt", &told(b"Author\0")),
            png_chunk(b"zTXt", &told(b"Comment\0\0")),
            png_chunk(b"iTXt", &told(b"XML:com.adobe.xmp\0\0\0\0\0")),
            png_chunk(b"eXIf", &exif(1)),
            png_chunk(b"tIME", b"\x07\xe6\x02\x17\x0c\0\0"),
            png_chunk(b"prVt", SECRET),
        ],
    );
    screen.extend_from_slice(SECRET);
    let mut modern = webp(
        700,
        400,
        &[
            riff_chunk(b"EXIF", &exif(1)),
            riff_chunk(b"XMP ", SECRET),
            riff_chunk(b"note", SECRET),
        ],
    );
    modern.extend_from_slice(SECRET);
    let dot = b"\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff";
    let comment = [&[0x21, 0xfe, 19][..], SECRET, &[0]].concat();
    let frame = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3b";
    let film = [b"GIF89a", &dot[..], &comment, frame, SECRET].concat();
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><!--{0}--><metadata>{0}</metadata>\
         <image href=\"data:image/jpeg;base64,{1}\"/></svg>",
        String::from_utf8_lossy(SECRET),
        {
            use base64::Engine as _;
            base64::engine::general_purpose::STANDARD.encode(jpeg(8, 8, &[(0xfe, SECRET)]))
        }
    );
    let pictures = [
        ("a.jpg", photograph),
        ("b.png", screen),
        ("c.webp", modern),
        ("d.gif", film),
        ("e.svg", drawing.into_bytes()),
    ];
    for (name, bytes) in &pictures {
        assert!(has(bytes, SECRET), "{name} has the secret before");
    }
    let site = site(&pictures);
    let compiled = site.compile();
    let files = files(&compiled);
    for (name, _) in &pictures {
        assert!(
            files.contains_key(format!("media/{name}").as_str()),
            "{name}"
        );
    }
    let told: Vec<&&str> = files
        .iter()
        .filter(|(_, bytes)| has(bytes, b"SECR"))
        .map(|(path, _)| path)
        .collect();
    assert!(told.is_empty(), "{told:?}");
    for (path, bytes) in files
        .iter()
        .filter(|(path, _)| path.starts_with("media/") && !path.ends_with(".svg"))
    {
        for mark in [
            &b"Exif"[..],
            b"EXIF",
            b"XMP ",
            b"tEXt",
            b"zTXt",
            b"iTXt",
            b"eXIf",
            b"tIME",
            b"8BIM",
            b"mmod",
            b"JFXX",
        ] {
            assert!(
                !has(bytes, mark),
                "{path} has {}",
                String::from_utf8_lossy(mark)
            );
        }
    }
    for path in ["media/a.jpg", "media/c.webp"] {
        assert!(
            has(files[path], b"wtpt"),
            "{path} keeps what its colours need"
        );
    }
    let svg = std::str::from_utf8(files["media/e.svg"]).expect("it is text");
    assert!(
        !svg.contains("U0VDUkVU") && svg.contains("data:image/jpeg;base64,"),
        "{svg}"
    );
    // The smaller ones were made of the pixels, and have the profile too.
    let smaller: Vec<&str> = files
        .keys()
        .copied()
        .filter(|path| path.contains(".480."))
        .collect();
    assert!(smaller.len() >= 4, "{smaller:?}");
    assert!(
        smaller
            .iter()
            .filter(|path| path.contains("/a."))
            .all(|path| has(files[path], b"wtpt"))
    );
}

#[test]
fn a_photograph_stands_upright() {
    for (orientation, size, red) in [
        (1, (600, 300), (0, 150)),
        (3, (600, 300), (599, 150)),
        (6, (300, 600), (150, 0)),
        (8, (300, 600), (150, 599)),
    ] {
        let exif = [b"Exif\0\0", &exif(orientation)[..]].concat();
        let site = site(&[("a.jpg", jpeg(600, 300, &[(0xe1, &exif)]))]);
        let compiled = site.compile();
        let files = files(&compiled);
        let (width, height, pixels) = decoded(files["media/a.jpg"]);
        assert_eq!((width, height), size, "orientation {orientation}");
        let at = (red.1 * width + red.0) * 3;
        assert!(
            pixels[at] > 150 && pixels[at + 2] < 100,
            "orientation {orientation}: {:?}",
            &pixels[at..at + 3]
        );
        let page = String::from_utf8_lossy(files["articles/a/index.html"]).into_owned();
        assert!(
            page.contains(&format!("width=\"{}\" height=\"{}\"", size.0, size.1)),
            "{page}"
        );
    }
    let lying = png(60, 30, &[png_chunk(b"eXIf", &exif(6))]);
    let also = webp(60, 30, &[riff_chunk(b"EXIF", &exif(6))]);
    let site = site(&[("a.png", lying), ("b.webp", also)]);
    let compiled = site.compile();
    let page = String::from_utf8_lossy(files(&compiled)["articles/a/index.html"]).into_owned();
    assert_eq!(
        page.matches("width=\"30\" height=\"60\"").count(),
        2,
        "{page}"
    );
}

#[test]
fn a_browser_can_choose_and_everything_it_can_choose_is_there() {
    let site = site(&[
        ("large.jpg", jpeg(2000, 1000, &[])),
        ("small, and.jpg", jpeg(700, 350, &[])),
        ("tiny.png", png(20, 10, &[])),
    ]);
    site.put(
        "content/articles/b.md",
        "---\ntitle: B\ndate: 2022-02-24\nimage: {src: ../media/large.jpg, alt: Large}\n---\nText.\n",
    );
    // A name with a space has this form in Markdown.
    let text = fs::read_to_string(site.root().join("content/articles/a.md")).expect("it is there");
    site.put(
        "content/articles/a.md",
        &text.replace("small, and.jpg", "small,%20and.jpg"),
    );
    let compiled = site.compile();
    let files = files(&compiled);
    let page = String::from_utf8_lossy(files["articles/a/index.html"]).into_owned();
    let sets: Vec<&str> = page
        .split("srcset=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(sets.len(), 4, "{page}");
    let widths = |set: &str| -> Vec<String> {
        set.split(", ")
            .filter_map(|item| item.rsplit_once(' '))
            .map(|(_, width)| width.to_owned())
            .collect()
    };
    assert_eq!(
        widths(sets[0]),
        ["480w", "960w", "1440w"],
        "WebP, none larger than asked for"
    );
    assert_eq!(
        widths(sets[1]),
        ["480w", "960w", "1440w"],
        "the original is wider than any screen needs"
    );
    assert_eq!(widths(sets[2]), ["480w", "700w"]);
    assert_eq!(
        widths(sets[3]),
        ["480w", "700w"],
        "an original that is not wide is among its sizes"
    );
    for item in sets.iter().flat_map(|set| set.split(", ")) {
        let (address, _) = item.rsplit_once(' ').expect("an address and a width");
        let path = address
            .strip_prefix("/repo/")
            .expect("it stands below the base path");
        let path = path.replace("%20", " ").replace("%2C", ",");
        assert!(files.contains_key(path.as_str()), "{path}");
    }
    assert!(page.contains("<source type=\"image/webp\""));
    assert_eq!(
        page.matches("loading=\"lazy\" decoding=\"async\"").count(),
        3
    );
    assert_eq!(page.matches("sizes=\"(min-width").count(), 4, "{page}");
    assert!(
        page.contains("<img src=\"/repo/media/tiny.png\" width=\"20\" height=\"10\""),
        "{page}"
    );
    let top = String::from_utf8_lossy(files["articles/b/index.html"]).into_owned();
    let img = top
        .split("<img ")
        .nth(1)
        .and_then(|rest| rest.split('>').next())
        .expect("a picture");
    assert!(
        !img.contains("loading=") && img.contains("srcset=") && img.contains("alt=\"Large\""),
        "{img}"
    );
    assert!(
        top.contains("property=\"og:image\" content=\"")
            && top.contains("property=\"og:image:alt\" content=\"Large\"")
    );
    // Each rendition is as wide as it says.
    for (path, bytes) in files
        .iter()
        .filter(|(path, _)| path.contains(".960.") && path.ends_with(".jpg"))
    {
        assert_eq!(decoded(bytes).0, 960, "{path}");
        assert!(bytes.len() < files["media/large.jpg"].len());
    }
}

#[test]
fn pictures_that_are_meant_to_do_harm_are_findings() {
    let header = |width: u32, height: u32| {
        [
            &width.to_be_bytes()[..],
            &height.to_be_bytes(),
            &[8, 2, 0, 0, 0],
        ]
        .concat()
    };
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; 50_000_000], 1);
    let signature = b"\x89PNG\r\n\x1a\n".to_vec();
    let end = png_chunk(b"IEND", b"");
    let bomb = |width, height| {
        [
            signature.clone(),
            png_chunk(b"IHDR", &header(width, height)),
            png_chunk(b"IDAT", &packed),
            end.clone(),
        ]
        .concat()
    };
    let whole = jpeg(300, 200, &[]);
    let mut wide = whole.clone();
    let at = wide
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0])
        .expect("a frame");
    wide[at + 5..at + 9].copy_from_slice(&[0xea, 0x60, 0xea, 0x60]);
    let good = webp(300, 200, &[]);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("a.png", bomb(60_000, 60_000), "60000 by 60000 pixels"),
        ("a.png", bomb(7_000, 7_000), "damaged"),
        ("a.jpg", wide, "60000 by 60000 pixels"),
        ("a.jpg", whole[..whole.len() / 2].to_vec(), "is truncated"),
        ("a.jpg", whole[..40].to_vec(), "is truncated"),
        ("a.png", png(30, 20, &[])[..60].to_vec(), "is truncated"),
        ("a.webp", good[..good.len() / 2].to_vec(), "is truncated"),
        (
            "a.jpg",
            png(30, 20, &[]),
            "it is a PNG picture; rename it to `a.png`",
        ),
        ("a.gif", b"GIF89a".to_vec(), "is truncated"),
        (
            "a.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>".to_vec(),
            "contains a script",
        ),
        (
            "a.svg",
            b"\x89PNG\r\n\x1a\n".to_vec(),
            "it is a PNG picture",
        ),
        ("a.heic", b"x".to_vec(), "not published"),
        ("a.jpg", Vec::new(), "is empty"),
    ];
    for (name, bytes, expected) in cases {
        let found = site(&[(name, bytes)]).findings();
        assert!(
            found.contains("error[broken-image]") && found.contains(expected),
            "{name}: {found}"
        );
        assert!(
            found.starts_with(&format!("content/media/{name}")),
            "{found}"
        );
    }
}

#[test]
fn any_byte_of_a_picture_may_be_wrong() {
    let seeds = [
        (
            "a.jpg",
            jpeg(40, 30, &[(0xe1, &[b"Exif\0\0", &exif(6)[..]].concat())]),
        ),
        ("a.png", png(40, 30, &[png_chunk(b"eXIf", &exif(6))])),
        ("a.webp", webp(40, 30, &[riff_chunk(b"EXIF", &exif(6))])),
    ];
    let mut noise = 7_u32;
    for (name, seed) in seeds {
        let site = site(&[(name, seed.clone())]);
        let path = site.root().join("content/media").join(name);
        for _ in 0..60 {
            let mut bytes = seed.clone();
            for _ in 0..3 {
                noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = usize::try_from(noise >> 8).expect("it fits") % bytes.len().min(400);
                bytes[at] = noise.to_be_bytes()[3];
            }
            fs::write(&path, bytes).expect("it can be written");
            let _ = site.compile();
        }
    }
}

#[test]
fn a_warm_build_gives_the_bytes_of_a_cold_one_and_mends_what_was_damaged() {
    let exif = [b"Exif\0\0", &exif(6)[..]].concat();
    let site = site(&[
        ("a.jpg", jpeg(1000, 600, &[(0xe1, &exif)])),
        ("b.png", png(600, 300, &[])),
    ]);
    let cold = site.compile().artifacts;
    let store = site.root().join(".griot-cache");
    let files = || -> Vec<_> {
        let entries = walkdir::WalkDir::new(&store)
            .sort_by_file_name()
            .into_iter();
        let paths = entries.map(|entry| entry.expect("it can be read").into_path());
        paths.filter(|path| path.is_file()).collect()
    };
    assert_eq!(site.compile().artifacts, cold);
    for path in files() {
        let mut bytes = fs::read(&path).expect("it is there");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0xff;
        fs::write(&path, bytes).expect("it can be written");
    }
    assert_eq!(site.compile().artifacts, cold);
    fs::remove_dir_all(&store).expect("it may be deleted");
    assert_eq!(site.compile().artifacts, cold);
    // A picture that is no longer used leaves nothing behind for long.
    let large = |site: &Site| {
        site.compile();
        fs::read_dir(store.join("files"))
            .expect("it is there")
            .count()
    };
    let count = large(&site);
    for width in 500..520 {
        fs::write(
            site.root().join("content/media/a.jpg"),
            jpeg(width * 2, 600, &[]),
        )
        .expect("it can be written");
        site.compile();
    }
    assert!(large(&site) <= count + 6, "{} and {count}", large(&site));
}

#[test]
fn two_originals_of_one_name_may_share_what_is_made_of_them() {
    let picture = jpeg(700, 350, &[]);
    let site = site(&[("a.jpg", picture.clone()), ("a.jpeg", picture)]);
    let compiled = site.compile();
    assert!(
        compiled.findings.is_empty(),
        "{}",
        support::findings(&compiled)
    );
    let made = files(&compiled);
    assert!(made.contains_key("media/a.jpg") && made.contains_key("media/a.jpeg"));
}
