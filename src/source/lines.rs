//! Lines and columns of positions in a text.

/// The positions of lines, and the number of characters before every [`STRIDE`] bytes.
pub(super) struct LineIndex {
    pub(super) starts: Vec<usize>,
    characters: Vec<usize>,
}

/// The interval in bytes at which the number of characters is stored.
const STRIDE: usize = 1024;

/// Counts the characters that begin in a range of bytes.
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

    /// Counts the characters that begin before a position.
    pub(super) fn before(&self, text: &str, at: usize) -> usize {
        let piece = at / STRIDE;
        self.characters[piece] + characters(&text.as_bytes()[piece * STRIDE..at])
    }
}
