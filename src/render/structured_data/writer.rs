//! Writes JSON-LD into one buffer, without a tree of values.
//!
//! The output may stand within a `<script>`: `<` is escaped, so that no text can end the element.

use std::fmt::{Display, Write as _};

use super::terms::SchemaType;
use crate::render::view::TextView;

/// The start of a document whose terms are those of schema.org.
pub const CONTEXT: &str = "{\"@context\":\"https://schema.org\",";

/// An object of JSON-LD that is being written.
pub struct Node<'o> {
    out: &'o mut String,
    kind: &'static SchemaType,
}

impl Node<'_> {
    /// Writes the address that identifies what the object describes.
    pub fn id(&mut self, address: &str) {
        self.out.push_str(",\"@id\":");
        push_string(self.out, address);
    }

    /// Writes a text in the page's language, an address, or a value of a closed list.
    pub fn text(&mut self, property: &'static str, text: &str) {
        if !text.is_empty() {
            self.key(property);
            push_string(self.out, text);
        }
    }

    /// Writes a text, if there is one.
    pub fn maybe(&mut self, property: &'static str, text: Option<&str>) {
        self.text(property, text.unwrap_or_default());
    }

    /// Writes a text with its language, if that is not the page's.
    pub fn words(&mut self, property: &'static str, text: &TextView) {
        if !text.text.is_empty() {
            self.key(property);
            push_words(self.out, text);
        }
    }

    /// Writes a number, `true` or `false`.
    pub fn literal(&mut self, property: &'static str, value: impl Display) {
        self.key(property);
        write!(self.out, "{value}").expect("a text can be written to");
    }

    /// Writes an object.
    pub fn node(
        &mut self,
        property: &'static str,
        kind: &'static SchemaType,
        fill: impl FnOnce(&mut Node),
    ) {
        self.key(property);
        push_node(self.out, kind, fill);
    }

    /// Writes the address of something that is described elsewhere.
    pub fn reference(&mut self, property: &'static str, address: &str) {
        self.key(property);
        push_reference(self.out, address);
    }

    /// Writes values: none, one alone, or a list of several.
    pub fn list<T>(
        &mut self,
        property: &'static str,
        items: &[T],
        mut push: impl FnMut(&mut String, &T),
    ) {
        let Some((first, others)) = items.split_first() else {
            return;
        };
        self.key(property);
        if others.is_empty() {
            push(self.out, first);
            return;
        }
        let mut sign = '[';
        for item in items {
            self.out.push(sign);
            push(self.out, item);
            sign = ',';
        }
        self.out.push(']');
    }

    /// # Panics
    /// In debug builds, if the type does not have the property in the table of terms.
    fn key(&mut self, property: &'static str) {
        debug_assert!(
            self.kind.properties.contains(&property),
            "terms.rs has `{property}` in `{}`",
            self.kind.name
        );
        self.out.push_str(",\"");
        self.out.push_str(property);
        self.out.push_str("\":");
    }
}

/// Writes an object with its type.
pub fn push_node(out: &mut String, kind: &'static SchemaType, fill: impl FnOnce(&mut Node)) {
    out.push('{');
    push_members(out, kind, fill);
}

/// Writes a document that describes one thing.
pub fn push_document(out: &mut String, kind: &'static SchemaType, fill: impl FnOnce(&mut Node)) {
    out.push_str(CONTEXT);
    push_members(out, kind, fill);
}

/// Writes the members of an object after its `{`, and its end.
fn push_members(out: &mut String, kind: &'static SchemaType, fill: impl FnOnce(&mut Node)) {
    out.push_str("\"@type\":\"");
    out.push_str(kind.name);
    out.push('"');
    fill(&mut Node { out, kind });
    out.push('}');
}

/// Writes a reference to something that is described elsewhere.
pub fn push_reference(out: &mut String, address: &str) {
    out.push_str("{\"@id\":");
    push_string(out, address);
    out.push('}');
}

/// Writes a text with its language, if that is not the page's.
pub fn push_words(out: &mut String, text: &TextView) {
    let Some(lang) = &text.lang else {
        push_string(out, &text.text);
        return;
    };
    out.push_str("{\"@language\":");
    push_string(out, lang);
    out.push_str(",\"@value\":");
    push_string(out, &text.text);
    out.push('}');
}

/// Writes a string of JSON without `<` in it.
pub fn push_string(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    let is_escaped = |sign: &u8| *sign < b' ' || matches!(sign, b'"' | b'\\' | b'<');
    while let Some(at) = rest.as_bytes().iter().position(is_escaped) {
        let sign = rest.as_bytes()[at];
        out.push_str(&rest[..at]);
        match sign {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            _ => write!(out, "\\u{sign:04x}").expect("a text can be written to"),
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::structured_data::terms::{PLACE, THING};

    #[test]
    fn no_text_ends_the_script() {
        for text in [
            "</script><script>alert(1)</script>",
            "<!--<script>",
            "a \"b\" \\ c\u{1}\n\t\u{2028}é",
            "",
        ] {
            let mut out = String::new();
            push_string(&mut out, text);
            assert!(!out.contains('<'), "{out}");
            let read: String = serde_json::from_str(&out).expect("it is JSON");
            assert_eq!(read, text);
        }
    }

    #[test]
    fn lists_of_one_are_values_and_empty_ones_are_absent() {
        let written = |names: &[&str]| {
            let mut out = String::new();
            push_node(&mut out, THING, |node| {
                node.list("alternateName", names, |out, name| push_string(out, name));
                node.text("name", "");
            });
            out
        };
        assert_eq!(written(&[]), r#"{"@type":"Thing"}"#);
        assert_eq!(written(&["a"]), r#"{"@type":"Thing","alternateName":"a"}"#);
        assert_eq!(
            written(&["a", "b"]),
            r#"{"@type":"Thing","alternateName":["a","b"]}"#
        );
    }

    #[test]
    #[should_panic(expected = "`headline`")]
    fn properties_of_other_types_are_refused() {
        push_node(&mut String::new(), PLACE, |node| {
            node.text("headline", "a");
        });
    }
}
