//! Control and other invisible characters, which texts must not contain.

/// Whether a character is invisible and not allowed in a text.
///
/// These characters are controls except line ends and tabs, noncharacters of Unicode (XML forbids
/// two of them), and the two directional overrides, which make a text look like another text. Marks
/// that Arabic, Persian or N'Ko need are allowed.
pub fn is_invisible(c: char) -> bool {
    let code = u32::from(c);
    let is_none = matches!(code, 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe;
    let turns = matches!(c, '\u{202d}' | '\u{202e}');
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || is_none || turns
}

/// What an invisible character is. Messages about it differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InvisibleKind {
    Control,
    /// It reverses the text after it; with its name, such as `U+202E`.
    Reversing(String),
    /// It is no character of Unicode; with its name.
    Invalid(String),
}

/// Returns what such a character is.
pub fn invisible_kind(c: char) -> InvisibleKind {
    let name = format!("U+{:04X}", u32::from(c));
    match c {
        '\u{202d}' | '\u{202e}' => InvisibleKind::Reversing(name),
        c if c.is_control() => InvisibleKind::Control,
        _ => InvisibleKind::Invalid(name),
    }
}

/// Returns the position of the first invisible character. A fast test of each piece comes first,
/// because nearly all texts have none.
pub fn first_invisible(text: &str) -> Option<usize> {
    const PIECE: usize = 64;
    // The only byte of such a character, or the first of several: U+0080 to U+009F, U+2000 to
    // U+2FFF, U+F000 and above.
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
        // Marks of direction and joiners, a byte order mark, private use characters, presentation
        // forms, emoji.
        let text = "\u{200e}\u{200f}\u{200c}\u{200d}\u{061c}\u{2067}\u{2069}\u{feff}\u{fffd}\u{e000}\u{fdf0}\u{fefc}🏴\t\r\n";
        assert_eq!(first_invisible(text), None);
    }
}
