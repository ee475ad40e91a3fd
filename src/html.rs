//! Escaping of text in HTML and XML.

/// Escapes a text for content and double-quoted attributes.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

/// Appends a text, escaped for content and double-quoted attributes.
pub fn push_escaped(out: &mut String, text: &str) {
    push_with(out, text, entity);
}

/// Appends a text with apostrophes escaped too, as the template engine escapes it.
pub fn push_escaped_for_any_quote(out: &mut String, text: &str) {
    push_with(out, text, |byte| match byte {
        b'\'' => Some("&#39;"),
        byte => entity(byte),
    });
}

/// Returns the entity of a byte that must be escaped.
fn entity(byte: u8) -> Option<&'static str> {
    Some(match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        _ => return None,
    })
}

/// Appends a text, with some bytes replaced by entities.
fn push_with(out: &mut String, text: &str, entity: impl Fn(u8) -> Option<&'static str>) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        let Some(entity) = entity(byte) else {
            continue;
        };
        out.push_str(&text[copied..at]);
        out.push_str(entity);
        copied = at + 1;
    }
    out.push_str(&text[copied..]);
}

/// Appends an attribute of a tag, with a space before it.
pub fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_escaped(out, value);
    out.push('"');
}
