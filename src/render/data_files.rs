//! Writes the downloads of [`crate::data`].

use std::convert::Infallible;

use rayon::prelude::*;

use super::SiteData;
use super::memo::{PageMemo, RenderedFile};
use crate::data::{self, DataContext, Download, DownloadKind, DownloadSizes, EventRows};

/// Returns what downloads are made from.
pub fn data_context<'a>(data: &SiteData<'a>) -> DataContext<'a> {
    DataContext {
        atlas: data.atlas,
        provenances: data.provenances,
        relations: data.relations,
        plan: data.plan,
        config: data.config,
    }
}

/// Writes all downloads. Returns them with the sizes of those of the whole site, which the page
/// about the data shows.
pub fn data_files(data: &SiteData, memo: &PageMemo) -> (Vec<RenderedFile>, DownloadSizes) {
    let context = data_context(data);
    let mut sizes = DownloadSizes::new();
    let mut files = Vec::new();
    let rows = EventRows::new(data.atlas);
    let contents = [data::tables(&context), data::documents(&context)].concat();
    for downloads in [contents, data::descriptions(&context)] {
        let make = |download: &Download| {
            let Ok(file) = memo.file(&download.path, download.identity(&sizes), || {
                Ok::<_, Infallible>(download.bytes(&context, &rows, &sizes))
            });
            file
        };
        let made: Vec<RenderedFile> = downloads.par_iter().map(make).collect();
        let whole = downloads.iter().zip(&made);
        let whole = whole.filter(|(download, _)| !matches!(download.kind, DownloadKind::Events(_)));
        let whole: Vec<_> = whole
            .map(|(_, file)| (file.path.clone(), file.size))
            .collect();
        sizes.extend(whole);
        files.extend(made);
    }
    (files, sizes)
}
