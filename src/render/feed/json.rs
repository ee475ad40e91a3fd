//! Feeds in JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde::Serialize;

use super::xml::instant;
use super::{Channel, FeedEntry, FeedFormat, publisher};
use crate::render::context::PageContext;

/// The contents of the file.
#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    language: &'a str,
    authors: [JsonAuthor<'a>; 1],
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonAuthor<'a> {
    name: &'a str,
}

/// An entry. It has either `content_html` or `content_text`, because one of them is required.
#[derive(Serialize)]
struct JsonItem<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<JsonAuthor<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

/// Renders a feed with its metadata and its entries.
pub(super) fn write_feed(context: &PageContext, channel: &Channel) -> Vec<u8> {
    let page = context.plan.absolute(&context.url(channel.page));
    let publisher = publisher(context);
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &channel.title,
        feed_url: format!("{page}{}", FeedFormat::Json.file_name()),
        home_page_url: page,
        language: context.lang.tag(),
        authors: [JsonAuthor { name: &publisher }],
        items: channel.entries.iter().map(item).collect(),
    };
    let mut out = serde_json::to_vec(&feed).expect("texts are JSON");
    out.push(b'\n');
    out
}

fn item(entry: &FeedEntry) -> JsonItem<'_> {
    let summary = entry.summary.text.as_str();
    let full = entry.content.as_deref();
    JsonItem {
        id: &entry.id,
        url: &entry.url,
        title: &entry.title.text,
        summary: full.and(Some(summary)),
        content_html: full,
        content_text: full.is_none().then_some(summary),
        date_published: instant(entry.published),
        date_modified: instant(entry.updated),
        authors: entry
            .authors
            .iter()
            .map(|name| JsonAuthor { name })
            .collect(),
        tags: entry.topics.iter().map(|(_, name)| name.as_str()).collect(),
        language: entry
            .summary
            .lang
            .as_deref()
            .or(entry.title.lang.as_deref()),
    }
}
