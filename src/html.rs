//! Text as it stands in HTML and XML.

/// Escapes what would end a text or an attribute value.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

/// Writes a text after another, with what would end a text or an attribute value escaped.
pub fn push_escaped(out: &mut String, text: &str) {
    push_with(out, text, entity);
}

/// The same with apostrophes escaped too, as the template engine does it.
pub fn push_escaped_for_any_quote(out: &mut String, text: &str) {
    push_with(out, text, |byte| match byte {
        b'\'' => Some("&#39;"),
        byte => entity(byte),
    });
}

fn entity(byte: u8) -> Option<&'static str> {
    Some(match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        _ => return None,
    })
}

/// Writes a text with those bytes replaced that have an entity.
fn push_with(out: &mut String, text: &str, entity: impl Fn(u8) -> Option<&'static str>) {
    let mut kept = 0;
    for (at, byte) in text.bytes().enumerate() {
        let Some(entity) = entity(byte) else {
            continue;
        };
        out.push_str(&text[kept..at]);
        out.push_str(entity);
        kept = at + 1;
    }
    out.push_str(&text[kept..]);
}

/// Writes an attribute of a tag, with the space before it.
pub fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_escaped(out, value);
    out.push('"');
}
