//! Writes JSON into one buffer, without a tree of values.

use std::fmt::Display;
use std::io::Write as _;

/// An object that is being written.
pub struct Object<'o> {
    out: &'o mut Vec<u8>,
    is_empty: bool,
}

/// Writes an object.
pub fn object(out: &mut Vec<u8>, fill: impl FnOnce(&mut Object)) {
    out.push(b'{');
    fill(&mut Object {
        out,
        is_empty: true,
    });
    out.push(b'}');
}

/// Writes an array.
pub fn array<T>(
    out: &mut Vec<u8>,
    items: impl Iterator<Item = T>,
    mut push: impl FnMut(&mut Vec<u8>, T),
) {
    out.push(b'[');
    for (at, item) in items.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        push(out, item);
    }
    out.push(b']');
}

/// Writes an array with a line for each item, so that a change of an item changes its line alone.
pub fn lines<T>(
    out: &mut Vec<u8>,
    items: impl Iterator<Item = T>,
    mut push: impl FnMut(&mut Vec<u8>, T),
) {
    out.push(b'[');
    for (at, item) in items.enumerate() {
        out.extend_from_slice(if at > 0 { b",\n" } else { b"\n" });
        push(out, item);
    }
    out.push(b']');
}

/// Writes a string.
pub fn string(out: &mut Vec<u8>, text: &str) {
    if needs_escapes(text) {
        serde_json::to_writer(out, text).expect("a text is JSON");
        return;
    }
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// Whether a string contains a character that JSON escapes. All bytes are compared, without a
/// branch for each, so that the compiler compares many at once.
fn needs_escapes(text: &str) -> bool {
    let is_escaped = |byte: u8| (byte < b' ') | (byte == b'"') | (byte == b'\\');
    text.bytes()
        .fold(false, |found, byte| found | is_escaped(byte))
}

impl Object<'_> {
    /// Writes a key, and returns the buffer for its value.
    pub fn key(&mut self, name: &str) -> &mut Vec<u8> {
        if !std::mem::take(&mut self.is_empty) {
            self.out.push(b',');
        }
        string(self.out, name);
        self.out.push(b':');
        self.out
    }

    /// Writes a text unless it is empty.
    pub fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            string(self.key(name), text);
        }
    }

    /// Writes a text, if there is one.
    pub fn maybe(&mut self, name: &str, text: Option<&str>) {
        self.text(name, text.unwrap_or_default());
    }

    /// Writes a number, `true` or `false`.
    pub fn literal(&mut self, name: &str, value: impl Display) {
        write!(self.key(name), "{value}").expect("memory can be written");
    }

    /// Writes texts unless there are none.
    pub fn texts<T: AsRef<str>>(&mut self, name: &str, texts: impl Iterator<Item = T>) {
        let mut texts = texts.peekable();
        if texts.peek().is_some() {
            array(self.key(name), texts, |out, text| {
                string(out, text.as_ref());
            });
        }
    }

    /// Writes an object.
    pub fn object(&mut self, name: &str, fill: impl FnOnce(&mut Object)) {
        object(self.key(name), fill);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_those_of_serde() {
        for text in [
            "", "é", "a b", "a\"b", "a\\b", "\u{1f}", "a\u{7f}", "\n", "\u{2028}",
        ] {
            let mut out = Vec::new();
            string(&mut out, text);
            let expected = serde_json::to_vec(text).expect("a text is JSON");
            assert_eq!(out, expected, "{text:?}");
        }
    }

    #[test]
    fn arrays_are_arrays_with_any_number_of_items() {
        for count in 0..3 {
            let numbers = || 0..count;
            let mut out = Vec::new();
            array(&mut out, numbers(), |out, number| {
                string(out, &number.to_string());
            });
            let mut long = Vec::new();
            lines(&mut long, numbers(), |out, number| {
                string(out, &number.to_string());
            });
            let read = |bytes| serde_json::from_slice::<Vec<String>>(bytes).expect("it is JSON");
            assert_eq!(read(&out), read(&long));
            assert_eq!(read(&out).len(), count);
        }
    }
}
