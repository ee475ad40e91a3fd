//! The site as a data set, for the page of downloads.

use super::terms::{DATASET, DOWNLOAD, ORGANIZATION};
use super::writer::{push_document, push_node};
use super::{dates, is_wanted};
use crate::model::Date;
use crate::render::context::PageContext;
use crate::render::view::{PageView, TextView};

/// A file that readers can download.
pub struct DataFile {
    /// Its name, such as `events.csv`.
    pub name: String,
    /// Its address, with scheme and host.
    pub url: String,
    /// Its media type, such as `text/csv`.
    pub media_type: &'static str,
}

/// What a document says of a data set.
struct DataSet<'a> {
    address: &'a str,
    name: &'a TextView,
    description: &'a str,
    lang: &'a str,
    /// The address of the licence.
    licence: Option<&'a str>,
    creator: Option<&'a str>,
    coverage: Option<String>,
    files: &'a [DataFile],
}

/// Returns the JSON-LD of a page with downloads, or `None` if pages have none.
///
/// `licence` is the licence of the data as an address.
#[expect(
    dead_code,
    reason = "for the page of downloads, which is not there yet"
)]
pub fn dataset(
    context: &PageContext,
    page: &PageView,
    licence: Option<&str>,
    files: &[DataFile],
) -> Option<String> {
    let events: Vec<Date> = (context.atlas.events.iter())
        .map(|(_, event)| event.date)
        .collect();
    is_wanted(context).then(|| {
        document(&DataSet {
            address: &page.canonical,
            name: &page.title,
            description: &page.description,
            lang: context.lang.tag(),
            licence,
            creator: context.config.publisher.as_deref(),
            coverage: dates::coverage(events.iter()),
            files,
        })
    })
}

fn document(set: &DataSet) -> String {
    let mut out = String::with_capacity(2048);
    push_document(&mut out, DATASET, |node| {
        node.id(set.address);
        node.words("name", set.name);
        node.text("description", set.description);
        node.text("url", set.address);
        node.text("inLanguage", set.lang);
        node.maybe("license", set.licence);
        node.literal("isAccessibleForFree", true);
        if let Some(name) = set.creator {
            node.node("creator", ORGANIZATION, |node| node.text("name", name));
        }
        node.maybe("temporalCoverage", set.coverage.as_deref());
        node.list("distribution", set.files, |out, file| {
            push_node(out, DOWNLOAD, |node| {
                node.text("name", &file.name);
                node.text("contentUrl", &file.url);
                node.text("encodingFormat", file.media_type);
            });
        });
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_set_has_its_files() {
        let name = TextView {
            text: "Data".to_owned(),
            ..TextView::default()
        };
        let files = ["events", "claims"].map(|name| DataFile {
            name: format!("{name}.csv"),
            url: format!("https://example.org/data/{name}.csv"),
            media_type: "text/csv",
        });
        let written = document(&DataSet {
            address: "https://example.org/data/",
            name: &name,
            description: "All events and claims",
            lang: "en",
            licence: Some("https://creativecommons.org/licenses/by/4.0/"),
            creator: Some("The desk"),
            coverage: Some("2012/..".to_owned()),
            files: &files,
        });
        let read: serde_json::Value = serde_json::from_str(&written).expect("it is JSON");
        assert_eq!(read["@type"], "Dataset");
        assert_eq!(read["isAccessibleForFree"], true);
        assert_eq!(read["distribution"][1]["encodingFormat"], "text/csv");
        assert_eq!(
            read["distribution"][1]["contentUrl"],
            "https://example.org/data/claims.csv"
        );
    }
}
