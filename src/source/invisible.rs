//! Control characters, which no text may have.

/// Whether a character cannot be seen and belongs in no text: controls other than line ends and
/// tabs; places of Unicode that are no characters, two of which XML forbids; and the two that turn
/// round the direction of all that follows, which makes a text read as what it does not say. Marks
/// that Arabic, Persian or N'Ko need are none of these.
pub fn is_invisible(c: char) -> bool {
    let code = u32::from(c);
    let is_none = matches!(code, 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe;
    let turns = matches!(c, '\u{202d}' | '\u{202e}');
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || is_none || turns
}

/// What such a character is, in a few words.
pub fn invisible_words(c: char) -> String {
    let code = u32::from(c);
    match c {
        '\u{202d}' | '\u{202e}' => {
            format!("an invisible character that reverses the text after it (U+{code:04X})")
        }
        c if c.is_control() => "an invisible control character".to_owned(),
        _ => format!("an invalid character (U+{code:04X})"),
    }
}

/// Where the first such character of a text stands. Nearly always there is none, so pieces of it
/// are asked first whether they may hold one.
pub fn first_invisible(text: &str) -> Option<usize> {
    const PIECE: usize = 64;
    // A control character of one byte, or the first byte of those of several: U+0080 to U+009F,
    // U+2000 to U+2FFF, U+F000 and above.
    let may_be = |byte: &u8| {
        (*byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t'))
            | (*byte == 0x7f)
            | (*byte == 0xc2)
            | (*byte == 0xe2)
            | (*byte >= 0xef)
    };
    for (number, piece) in text.as_bytes().chunks(PIECE).enumerate() {
        if !piece.iter().fold(false, |found, byte| found | may_be(byte)) {
            continue;
        }
        for (at, byte) in (number * PIECE..).zip(piece) {
            if may_be(byte) && text[at..].chars().next().is_some_and(is_invisible) {
                return Some(at);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_character_belongs_in_no_text() {
        for c in [
            '\u{1}',
            '\u{7f}',
            '\u{85}',
            '\u{fdd0}',
            '\u{fffe}',
            '\u{ffff}',
            '\u{1ffff}',
            '\u{10fffe}',
            '\u{202e}',
        ] {
            for before in ["", "l’armée « é » ", "ﷺ 𞤀 中 ", &"a".repeat(63)] {
                let text = format!("{before}{c}b");
                assert_eq!(first_invisible(&text), Some(before.len()), "{c:?}");
            }
        }
        // Marks of direction and joiners, a byte order mark, letters of the private use area,
        // presentation forms, emoji.
        let text = "\u{200e}\u{200f}\u{200c}\u{200d}\u{061c}\u{2067}\u{2069}\u{feff}\u{fffd}\u{e000}\u{fdf0}\u{fefc}🏴\t\r\n";
        assert_eq!(first_invisible(text), None);
    }
}
