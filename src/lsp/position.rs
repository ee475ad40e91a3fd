//! Positions of the protocol: lines and units of UTF-8 or UTF-16 from 0, for offsets in bytes.

use std::ops::Range;

use gen_lsp_types as lsp;

/// The unit in which a client counts characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    /// The unit that every client knows.
    #[default]
    Utf16,
}

impl Encoding {
    /// Returns the unit to use with a client that knows these.
    pub fn negotiated<'e>(mut known: impl Iterator<Item = &'e str>) -> Encoding {
        match known.any(|name| name == "utf-8") {
            true => Encoding::Utf8,
            false => Encoding::Utf16,
        }
    }

    /// Returns the name in the protocol.
    pub fn kind(self) -> lsp::PositionEncodingKind {
        match self {
            Encoding::Utf8 => lsp::PositionEncodingKind::UTF8,
            Encoding::Utf16 => lsp::PositionEncodingKind::UTF16,
        }
    }

    /// Returns the length of a text in this unit.
    fn length(self, text: &str) -> usize {
        match self {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16 => text.chars().map(char::len_utf16).sum(),
        }
    }
}

/// A text with the beginnings of its lines.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    encoding: Encoding,
}

impl<'t> Lines<'t> {
    pub fn new(text: &'t str, encoding: Encoding) -> Lines<'t> {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Lines {
            text,
            starts: std::iter::once(0)
                .chain(ends.map(|(at, _)| at + 1))
                .collect(),
            encoding,
        }
    }

    /// Returns the position of an offset. An offset within a character is that of the character, and
    /// one beyond the text is the end of the text.
    pub fn position(&self, offset: usize) -> lsp::Position {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let before = &self.text[self.starts[line]..offset];
        lsp::Position {
            line: clamped(line),
            character: clamped(self.encoding.length(before)),
        }
    }

    /// Returns the positions of a range.
    pub fn range(&self, range: Range<usize>) -> lsp::Range {
        lsp::Range {
            start: self.position(range.start),
            end: self.position(range.end.max(range.start)),
        }
    }

    /// Returns the offset of a position. One beyond a line is the end of the line, and one beyond the
    /// text is the end of the text.
    pub fn offset(&self, position: lsp::Position) -> usize {
        let line = position.line as usize;
        let Some(start) = self.starts.get(line).copied() else {
            return self.text.len();
        };
        let end = self.starts.get(line + 1).copied();
        let line = &self.text[start..end.unwrap_or(self.text.len())];
        let line = line.trim_end_matches(['\n', '\r']);
        let wanted = position.character as usize;
        let mut passed = 0;
        for (at, c) in line.char_indices() {
            let next = passed + self.encoding.length(c.encode_utf8(&mut [0; 4]));
            if next > wanted {
                return start + at;
            }
            passed = next;
        }
        start + line.len()
    }

    /// Returns the range of two positions. Positions in the wrong order are exchanged.
    pub fn offsets(&self, range: lsp::Range) -> Range<usize> {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        start.min(end)..start.max(end)
    }
}

fn clamped(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, character: u32) -> lsp::Position {
        lsp::Position { line, character }
    }

    #[test]
    fn offsets_and_positions_are_inverse() {
        let text = "a\u{e9}\u{1f600}b\r\n\u{62a}\n\nend";
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let lines = Lines::new(text, encoding);
            for (offset, c) in text.char_indices().filter(|(_, c)| !"\r\n".contains(*c)) {
                assert_eq!(lines.offset(lines.position(offset)), offset, "{c:?}");
            }
        }
        let lines = Lines::new(text, Encoding::Utf16);
        assert_eq!(
            lines.position(text.find('b').expect("it is there")),
            at(0, 4)
        );
        let lines = Lines::new(text, Encoding::Utf8);
        assert_eq!(
            lines.position(text.find('b').expect("it is there")),
            at(0, 7)
        );
    }

    #[test]
    fn positions_past_the_end_are_clamped() {
        let text = "ab\u{1f600}\nc";
        let lines = Lines::new(text, Encoding::Utf16);
        assert_eq!(lines.offset(at(0, 99)), 6);
        // Within a pair of surrogates.
        assert_eq!(lines.offset(at(0, 3)), 2);
        assert_eq!(lines.offset(at(1, u32::MAX)), text.len());
        assert_eq!(lines.offset(at(u32::MAX, u32::MAX)), text.len());
        assert_eq!(lines.position(usize::MAX), at(1, 1));
        assert_eq!(lines.position(3), at(0, 2));
        let reversed = lsp::Range {
            start: at(1, 0),
            end: at(0, 1),
        };
        assert_eq!(lines.offsets(reversed), 1..7);
        assert_eq!(Lines::new("", Encoding::Utf8).position(5), at(0, 0));
    }
}
