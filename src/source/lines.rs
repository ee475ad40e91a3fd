//! Lines and columns of positions in a text.

/// Where the lines of a text begin, and how many characters stand before every so many bytes.
pub(super) struct LineIndex {
    pub(super) starts: Vec<usize>,
    characters: Vec<usize>,
}

/// After how many bytes characters are counted again.
const STRIDE: usize = 1024;

/// How many characters begin in some bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

impl LineIndex {
    pub(super) fn new(text: &str) -> LineIndex {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let mut counted = 0;
        let mut before = vec![0];
        for piece in text.as_bytes().chunks(STRIDE) {
            counted += characters(piece);
            before.push(counted);
        }
        LineIndex {
            starts: std::iter::once(0)
                .chain(ends.map(|(at, _)| at + 1))
                .collect(),
            characters: before,
        }
    }

    /// How many characters begin before a place.
    pub(super) fn before(&self, text: &str, at: usize) -> usize {
        let piece = at / STRIDE;
        self.characters[piece] + characters(&text.as_bytes()[piece * STRIDE..at])
    }
}
