//! Files that do not depend on a page: assets, media and previews.

use super::theme::{self, Theme};
use super::{Artifact, SiteData, frame, script};

/// Returns assets, pictures, other media and previews.
pub fn static_files(data: &SiteData, theme: &Theme, searchable: bool) -> Vec<Artifact> {
    let needed = |asset: &&theme::Asset| match asset.name.as_str() {
        theme::SEARCH_SCRIPT => searchable,
        theme::SCRIPT => false,
        theme::SCRIPT_STYLE => script::is_wanted(data.config, data.plan),
        theme::LISTS_SCRIPT => {
            script::is_wanted(data.config, data.plan) && !data.atlas.events.is_empty()
        }
        theme::PICTURES_STYLE => data.media.has_pictures(),
        theme::FRAME_STYLE => data.frame.logo.is_some() || !data.frame.footer.is_empty(),
        theme::REDIRECT_SCRIPT => !data.plan.redirects.is_empty() && !data.plan.is_relative(),
        _ => true,
    };
    let mut files: Vec<Artifact> = theme
        .assets
        .iter()
        .filter(needed)
        .map(|asset| Artifact {
            path: asset.path.clone(),
            bytes: asset.bytes.clone(),
        })
        .collect();
    let own = frame::style_sheets(data.media, data.frame).into_iter();
    files.extend(own.map(|sheet| Artifact {
        path: sheet.path,
        bytes: sheet.bytes,
    }));
    files.extend(data.media.artifacts());
    files.extend(
        data.previews
            .pictures
            .iter()
            .filter_map(|(page, (bytes, _))| {
                Some(Artifact {
                    path: data.plan.preview(data.atlas, *page)?,
                    bytes: bytes.clone(),
                })
            }),
    );
    files
}
