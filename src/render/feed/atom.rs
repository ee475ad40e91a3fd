//! Feeds in Atom (RFC 4287).

use quick_xml::events::BytesText;

use super::xml::{XmlWriter, document, instant, link, page_link, text, text_in, write};
use super::{Channel, FeedEntry, FeedFormat, publisher};
use crate::render::context::PageContext;

/// Renders a feed with its metadata and its entries.
pub(super) fn write_feed(context: &PageContext, channel: &Channel) -> Vec<u8> {
    let page = context.plan.absolute(&context.url(channel.page));
    let address = format!("{page}{}", FeedFormat::Atom.file_name());
    let publisher = publisher(context);
    let mut xml = document();
    write(&mut xml, |xml| {
        xml.create_element("feed")
            .with_attributes([
                ("xmlns", "http://www.w3.org/2005/Atom"),
                ("xml:lang", context.lang.tag()),
            ])
            .write_inner_content(|xml| {
                text(xml, "id", &address)?;
                text(xml, "title", &channel.title)?;
                text(xml, "updated", &instant(channel.updated))?;
                link(xml, "self", &address, "application/atom+xml")?;
                link(xml, "alternate", &page, "text/html")?;
                xml.create_element("author")
                    .write_inner_content(|xml| text(xml, "name", &publisher))?;
                xml.create_element("generator")
                    .with_attribute(("version", env!("CARGO_PKG_VERSION")))
                    .write_text_content(BytesText::new("griot"))?;
                channel.entries.iter().try_for_each(|one| entry(xml, one))
            })?;
        Ok(())
    });
    xml.into_inner()
}

fn entry(xml: &mut XmlWriter, entry: &FeedEntry) -> std::io::Result<()> {
    xml.create_element("entry").write_inner_content(|xml| {
        text(xml, "id", &entry.id)?;
        text_in(xml, "title", &entry.title)?;
        page_link(xml, &entry.url)?;
        text(xml, "published", &instant(entry.published))?;
        text(xml, "updated", &instant(entry.updated))?;
        for author in &entry.authors {
            xml.create_element("author")
                .write_inner_content(|xml| text(xml, "name", author))?;
        }
        for (slug, name) in &entry.topics {
            let category = xml
                .create_element("category")
                .with_attribute(("term", slug.as_str()));
            match name == slug {
                true => category.write_empty()?,
                false => category
                    .with_attribute(("label", name.as_str()))
                    .write_empty()?,
            };
        }
        text_in(xml, "summary", &entry.summary)?;
        if let Some(html) = &entry.content {
            xml.create_element("content")
                .with_attribute(("type", "html"))
                .write_text_content(BytesText::new(html))?;
        }
        Ok(())
    })?;
    Ok(())
}
