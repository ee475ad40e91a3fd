//! The site as a data set, for the page of downloads.

use super::terms::{DATASET, DOWNLOAD, ORGANIZATION};
use super::writer::{Node, push_node};
use super::{PageHead, dates};
use crate::data::{self, Download, DownloadKind};
use crate::model::Date;
use crate::plan::{PageKind, PlannedPage};
use crate::render::context::PageContext;

/// Writes the data set with a download for each file about the whole site. Tables of an actor, a
/// region or a year are parts of these.
pub fn push_dataset(out: &mut String, context: &PageContext, head: &PageHead) {
    let data = context.data();
    let tables = data::tables(&data).into_iter();
    let whole = tables
        .filter(|file| matches!(file.kind, DownloadKind::Table(_) | DownloadKind::Parquet(_)));
    let others = data::documents(&data)
        .into_iter()
        .chain(data::descriptions(&data));
    let files: Vec<Download> = whole.chain(others).collect();
    let dates: Vec<Date> = (context.atlas.events.iter())
        .map(|(_, event)| event.date)
        .collect();
    let updated = data::last_update(context.atlas).map(|day| day.to_string());
    let page = PlannedPage {
        kind: PageKind::Data,
        lang: context.config.languages.default(),
    };
    push_node(out, DATASET, |node| {
        node.id(&context
            .plan
            .absolute(&context.plan.path(context.atlas, page)));
        node.words("name", &context.text(&context.config.title));
        node.text("description", head.description);
        node.text("url", head.canonical);
        node.text("inLanguage", context.lang.tag());
        node.maybe("license", data::licence_address(&data).as_deref());
        node.literal("isAccessibleForFree", true);
        if let Some(name) = &context.config.publisher {
            node.node("creator", ORGANIZATION, |node| {
                node.text("name", &context.typeset_name(name));
            });
        }
        node.maybe("dateModified", updated.as_deref());
        node.maybe("temporalCoverage", dates::coverage(dates.iter()).as_deref());
        distribution(node, context, &files);
    });
}

fn distribution(node: &mut Node, context: &PageContext, files: &[Download]) {
    node.list("distribution", files, |out, file| {
        let address = context.plan.absolute(&context.plan.file(&file.path));
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        push_node(out, DOWNLOAD, |node| {
            node.text("name", name);
            node.text("contentUrl", &address);
            node.text("encodingFormat", file.media_type);
        });
    });
}
