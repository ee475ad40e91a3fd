//! Colour profiles (ICC.1): their colour data, without people, software, screens and dates.
//!
//! A screenshot has the profile of the screen, often with the name and serial number of the screen.
//! Only the colour tags are copied; the required texts are the same in every picture.

/// A colour profile without metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub bytes: Vec<u8>,
}

const HEADER: usize = 128;
/// The tags that are copied: white point, primaries, curves, adaptation, and lookup tables.
const NEEDED: [&[u8; 4]; 20] = [
    b"wtpt", b"chad", b"cicp", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC",
    b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"D2B0", b"D2B1", b"B2D0", b"B2D1",
];

impl Profile {
    /// Parses a profile. Returns `None` if it is damaged, or is sRGB, the default of pictures
    /// without a profile.
    pub fn read(bytes: &[u8]) -> Option<Profile> {
        let header = bytes.get(..HEADER)?;
        if &header[36..40] != b"acsp" {
            return None;
        }
        let modern = header[8] >= 4;
        let count = usize::try_from(u32_at(bytes, HEADER)?).ok()?;
        let mut tags: Vec<([u8; 4], &[u8])> = Vec::new();
        for tag in 0..count.min(100) {
            let at = HEADER + 4 + tag * 12;
            let name: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
            let start = usize::try_from(u32_at(bytes, at + 4)?).ok()?;
            let size = usize::try_from(u32_at(bytes, at + 8)?).ok()?;
            let data = bytes.get(start..start.checked_add(size)?)?;
            if &name == b"desc" && is_srgb(data) {
                return None;
            }
            if NEEDED.contains(&&name) {
                tags.push((name, data));
            }
        }
        let (name, rights) = if modern {
            (localized(b"Colours"), localized(b"None"))
        } else {
            (description(b"Colours"), b"text\0\0\0\0None\0".to_vec())
        };
        tags.push((*b"desc", &name));
        tags.push((*b"cprt", &rights));
        Some(Profile {
            bytes: put_together(header, &tags)?,
        })
    }

    /// Whether the colour space of the profile is RGB.
    pub fn is_rgb(&self) -> bool {
        self.bytes.get(16..20) == Some(b"RGB ")
    }
}

/// Whether the name of a profile, in ASCII or UTF-16, is that of sRGB. Linear sRGB is another
/// profile.
fn is_srgb(description: &[u8]) -> bool {
    let letters: Vec<u8> = description
        .iter()
        .copied()
        .filter(|byte| *byte != 0)
        .collect();
    let names: [&[u8]; 4] = [
        b"sRGB IEC61966",
        b"sRGB2014",
        b"sRGB built-in",
        b"built-in sRGB",
    ];
    names
        .iter()
        .any(|name| letters.windows(name.len()).any(|part| part == *name))
}

/// Encodes a text in the form of version 4 (`mluc`).
fn localized(text: &[u8]) -> Vec<u8> {
    let wide: Vec<u8> = text.iter().flat_map(|letter| [0, *letter]).collect();
    [
        b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS",
        &length(wide.len())[..],
        &length(28),
        &wide,
    ]
    .concat()
}

/// Encodes a text in the form before version 4 (`desc`): in ASCII, with empty Unicode and Macintosh
/// parts.
fn description(text: &[u8]) -> Vec<u8> {
    let ascii = [b"desc\0\0\0\0", &length(text.len() + 1)[..], text, b"\0"].concat();
    [ascii, vec![0; 4 + 4 + 2 + 1 + 67]].concat()
}

fn length(number: usize) -> [u8; 4] {
    u32::try_from(number)
        .expect("our own words are short")
        .to_be_bytes()
}

fn put_together(header: &[u8], tags: &[([u8; 4], &[u8])]) -> Option<Vec<u8>> {
    let mut head = header.to_vec();
    // These are the preferred module, date, platform, device, creator and checksum.
    for told in [4..8, 40..44, 48..56, 80..84, 84..100, 100..128] {
        head[told].fill(0);
    }
    head[24..36].copy_from_slice(&[7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    let start = HEADER + 4 + tags.len() * 12;
    let mut table = Vec::new();
    let mut data: Vec<u8> = Vec::new();
    for (at, (name, bytes)) in tags.iter().enumerate() {
        // Three colours often share a curve. It is then written once.
        let shared = tags[..at].iter().position(|(_, earlier)| earlier == bytes);
        let place = match shared {
            Some(earlier) => table
                .get(earlier * 12 + 4..earlier * 12 + 8)
                .map(<[u8]>::to_vec)?,
            None => {
                data.resize(data.len().next_multiple_of(4), 0);
                let place = u32::try_from(start + data.len())
                    .ok()?
                    .to_be_bytes()
                    .to_vec();
                data.extend_from_slice(bytes);
                place
            }
        };
        table.extend_from_slice(name);
        table.extend(place);
        table.extend(u32::try_from(bytes.len()).ok()?.to_be_bytes());
    }
    data.resize(data.len().next_multiple_of(4), 0);
    let size = u32::try_from(start + data.len()).ok()?.to_be_bytes();
    head[..4].copy_from_slice(&size);
    head.extend(u32::try_from(tags.len()).ok()?.to_be_bytes());
    head.append(&mut table);
    head.append(&mut data);
    Some(head)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(
        bytes.get(at..at.checked_add(4)?)?.try_into().ok()?,
    ))
}
