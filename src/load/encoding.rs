//! Texts that are not UTF-8: a readable approximation of them for messages.

/// Decodes a text that is not UTF-8. Returns the text, the position of the first invalid byte, and
/// the name of the encoding if it is known.
pub(super) fn decoded(bytes: &[u8]) -> (String, usize, Option<&'static str>) {
    let wide = |from: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..]
            .chunks_exact(2)
            .map(|pair| from([pair[0], pair[1]]))
            .collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xff, 0xfe, ..] => (wide(u16::from_le_bytes), 0, Some("UTF-16")),
        [0xfe, 0xff, ..] => (wide(u16::from_be_bytes), 0, Some("UTF-16")),
        _ => {
            let good =
                std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
            let start = String::from_utf8_lossy(&bytes[..good]);
            // Most such texts have a Western European encoding. A text in any other encoding is
            // decoded to at least as many bytes as it had.
            let rest: String = bytes[good..].iter().copied().map(char::from).collect();
            (format!("{start}{rest}"), good, None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_in_latin_1_is_found() {
        assert_eq!(decoded(b"S\xe9gou"), ("Ségou".to_owned(), 1, None));
        assert_eq!(decoded("é\n\u{0}".as_bytes()).1, 4);
        assert_eq!(
            decoded(b"\xff\xfea\0b\0"),
            ("ab".to_owned(), 0, Some("UTF-16"))
        );
    }
}
