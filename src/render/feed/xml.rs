//! XML elements of feeds and sitemaps.

use jiff::civil;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::render::view::TextView;

pub type XmlWriter = Writer<Vec<u8>>;

/// Returns a writer with the XML declaration.
pub fn document() -> XmlWriter {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    write(&mut xml, |xml| {
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))
    });
    xml
}

/// Writes content; writing to memory cannot fail.
pub fn write(xml: &mut XmlWriter, content: impl FnOnce(&mut XmlWriter) -> std::io::Result<()>) {
    content(xml).expect("writing to memory cannot fail");
}

/// Writes an element with a text.
pub fn text(xml: &mut XmlWriter, name: &str, content: &str) -> std::io::Result<()> {
    xml.create_element(name)
        .write_text_content(BytesText::new(content))
        .map(|_| ())
}

/// Writes a text that may be in another language than the feed.
pub fn text_in(xml: &mut XmlWriter, name: &str, content: &TextView) -> std::io::Result<()> {
    let element = xml.create_element(name);
    match &content.lang {
        Some(lang) => element.with_attribute(("xml:lang", lang.as_str())),
        None => element,
    }
    .write_text_content(BytesText::new(&content.text))
    .map(|_| ())
}

/// Writes a link with a relation and a media type.
pub fn link(xml: &mut XmlWriter, rel: &str, href: &str, kind: &str) -> std::io::Result<()> {
    xml.create_element("link")
        .with_attributes([("rel", rel), ("type", kind), ("href", href)])
        .write_empty()
        .map(|_| ())
}

/// Writes a link to the page of an entry. Without attributes, the relation of a link is
/// `alternate`.
pub fn page_link(xml: &mut XmlWriter, href: &str) -> std::io::Result<()> {
    xml.create_element("link")
        .with_attribute(("href", href))
        .write_empty()?;
    Ok(())
}

/// Returns the start of a day in the format of RFC 3339.
pub fn instant(day: civil::Date) -> String {
    format!("{day}T00:00:00Z")
}
