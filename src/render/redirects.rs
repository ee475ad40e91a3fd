//! Pages that redirect from former addresses.

use std::collections::BTreeMap;

use serde::Serialize;

use super::compiled::CompiledView;
use super::context::PageContext;
use super::theme::{self, Theme};
use super::{Artifact, SiteData, head};
use crate::diag::Diagnostics;
use crate::lang::Lang;

/// The view of `redirect.html`.
#[derive(Serialize)]
struct RedirectView<'a> {
    url: &'a str,
    canonical: &'a str,
    title: &'a str,
    script: Option<&'a str>,
}

impl CompiledView for RedirectView<'_> {}

/// Returns a page for each redirect of the plan.
pub fn redirects(
    data: &SiteData,
    theme: &Theme,
    contexts: &BTreeMap<Lang, PageContext>,
    diagnostics: &mut Diagnostics,
) -> Vec<Artifact> {
    // Pages opened from a disk may not load scripts. They redirect without one, to the top of the
    // page.
    let script =
        (!data.plan.is_relative()).then(|| data.plan.file(&theme.asset(theme::REDIRECT_SCRIPT)));
    let mut artifacts = Vec::new();
    for (from, page) in &data.plan.redirects {
        let context = &contexts[&page.lang];
        let url = data.plan.path(data.atlas, *page);
        let view = RedirectView {
            url: &url,
            canonical: &data.plan.absolute(&url),
            title: &head::page_view(context, page.kind).title.text,
            script: script.as_deref(),
        };
        match context.render("redirect.html", &view, theme::PAGE) {
            Ok(html) => artifacts.push(Artifact {
                path: if from.ends_with(".html") {
                    from.clone()
                } else {
                    format!("{}/index.html", from.trim_end_matches('/'))
                },
                bytes: context.finished(html).into_bytes(),
            }),
            Err(finding) => diagnostics.push(*finding),
        }
    }
    artifacts
}
