//! The site as a data set, for the page of downloads.

use super::terms::{DATASET, DOWNLOAD, ORGANIZATION};
use super::writer::{push_document, push_node};
use super::{dates, is_wanted};
use crate::model::Date;
use crate::render::context::PageContext;
use crate::render::view::PageView;

/// A file that readers can download.
pub struct DataFile {
    /// Its name, such as `events.csv`.
    pub name: String,
    /// Its address, a path of the site.
    pub url: String,
    /// Its media type, such as `text/csv`.
    pub media_type: &'static str,
}

/// Returns the JSON-LD of a page with downloads, or `None` if pages have none.
///
/// `licence` is the licence of the data as an address.
#[cfg_attr(not(test), expect(dead_code, reason = "the page of downloads uses it"))]
pub fn dataset(
    context: &PageContext,
    page: &PageView,
    licence: Option<&str>,
    files: &[DataFile],
) -> Option<String> {
    if !is_wanted(context) {
        return None;
    }
    let mut out = String::with_capacity(2048);
    push_document(&mut out, DATASET, |node| {
        node.id(&page.canonical);
        node.words("name", &page.title);
        node.text("description", &page.description);
        node.text("url", &page.canonical);
        node.text("inLanguage", context.lang.tag());
        node.maybe("license", licence);
        node.literal("isAccessibleForFree", true);
        if let Some(name) = &context.config.publisher {
            node.node("creator", ORGANIZATION, |node| node.text("name", name));
        }
        let events: Vec<Date> = (context.atlas.events.iter())
            .map(|(_, event)| event.date)
            .collect();
        node.maybe(
            "temporalCoverage",
            dates::coverage(events.iter()).as_deref(),
        );
        node.list("distribution", files, |out, file| {
            push_node(out, DOWNLOAD, |node| {
                node.text("name", &file.name);
                node.text("contentUrl", &context.plan.absolute(&file.url));
                node.text("encodingFormat", file.media_type);
            });
        });
    });
    Some(out)
}
