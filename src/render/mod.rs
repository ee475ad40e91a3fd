//! Renders a site: pages, feeds, sitemap, redirects, assets and media as files.
//!
//! For every planned page the `PageContext` of its language makes a view, and the theme renders
//! the view to HTML. Pages are rendered in parallel and returned in the plan's order. Nothing is
//! written to disk here: each file goes to a [`Sink`]. A page is a pure function of its view.

mod brief;
mod caption;
pub mod checksums;
mod citation;
mod claims;
mod compiled;
mod context;
mod counts;
mod data_files;
mod event_rows;
mod evidence;
mod extra;
mod feed;
mod figure_history;
mod figures;
mod frame;
mod head;
mod list_items;
mod markup;
mod media;
mod memo;
mod minify;
#[cfg(feature = "search")]
mod names;
mod page_files;
mod pagefind_attributes;
mod pages;
mod paging;
mod path_conflicts;
mod prose;
mod redirects;
mod relative;
mod rows;
mod script;
#[cfg_attr(not(feature = "search"), path = "no_search.rs")]
mod search;
mod social_image;
mod sources;
mod static_files;
mod structured_data;
mod summary;
mod tables;
pub mod theme;
mod title;
pub mod view;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use self::context::{PageContext, SharedContext};
pub use self::media::PublishedMedia;
use self::memo::PageMemo;
pub use self::search::FOLDER as INDEX;
use self::search::SearchIndexer;
use self::theme::Theme;
use crate::boundaries::Boundaries;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::frame::Frame;
use crate::history::SiteHistory;
use crate::incremental::fingerprint::Fingerprint;
use crate::incremental::track::Fingerprints;
use crate::incremental::{Hash, Memo};
use crate::lang::Lang;
use crate::markdown::ProseIndex;
use crate::model::Atlas;
use crate::plan::{PageKind, Plan, PlannedPage};
use crate::preview::{Card, Previews};
use crate::provenance::Provenances;
use crate::relations::Relations;
use crate::source::SourceFiles;

/// A file of the finished site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// The path relative to the output folder, with `/` as the separator.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// Receives the files of a site as they are rendered, from several threads and in no order.
pub trait Sink: Sync {
    /// Takes one file, with the hash of its bytes if it is known. The sink reports its own errors
    /// once all files are rendered.
    fn take(&self, artifact: Artifact, hash: Option<Hash>);

    /// Returns whether the sink has the file at this path, with bytes of this hash and size. If so,
    /// the file belongs to the site and is not rendered again. The default is `false`.
    fn reuse(&self, _path: &str, _hash: Hash, _size: u64) -> bool {
        false
    }

    /// Returns whether the sink has exactly the files of the build with this hash, unchanged. If so, no file is
    /// rendered.
    fn reuse_all(&self, _build: Hash) -> bool {
        false
    }

    /// Returns whether the sink needs the search index, the most expensive part of a build.
    fn wants_index(&self) -> bool {
        true
    }

    /// Returns whether the sink needs the file of checksums.
    fn wants_checksums(&self) -> bool {
        true
    }

    /// Drops all files taken so far, because the site is rendered again from the beginning.
    fn reset(&self) {}
}

/// The results of all earlier phases.
pub struct SiteData<'a> {
    pub atlas: &'a Atlas,
    pub provenances: &'a Provenances,
    pub boundaries: &'a Boundaries,
    pub articles: &'a ProseIndex,
    pub relations: &'a Relations,
    /// What was published before, if the site's history is known.
    pub history: Option<&'a SiteHistory>,
    pub plan: &'a Plan,
    pub config: &'a Config,
    pub media: &'a PublishedMedia,
    pub previews: &'a Previews,
    pub frame: &'a Frame,
    pub sources: &'a SourceFiles,
}

/// Returns the files below `content/` that pages show or link to.
pub fn used_media(atlas: &Atlas, articles: &ProseIndex) -> BTreeSet<String> {
    let pictures = atlas
        .articles
        .iter()
        .filter_map(|(_, article)| article.image.as_ref().map(|image| image.media.clone()));
    articles
        .iter()
        .flat_map(|(_, _, prose)| prose.media.iter().cloned())
        .chain(pictures)
        .collect()
}

/// Returns the texts of preview images, if the site is configured to have them. There is one
/// preview for each article and language, except for articles with an image that social networks
/// can show.
pub fn cards(data: &SiteData, theme: &Theme) -> BTreeMap<PlannedPage, Card> {
    if !data.config.previews {
        return BTreeMap::new();
    }
    let shared = SharedContext::new(data, theme);
    let articles = data.plan.pages.iter().filter_map(|page| match page.kind {
        PageKind::Article(id) => Some((*page, id)),
        _ => None,
    });
    let card = |(page, id): (PlannedPage, _)| {
        let context = shared.context(data, theme, page.lang);
        Some((page, social_image::card(&context, id)?))
    };
    articles.filter_map(card).collect()
}

/// Prepares rendering: gives the theme the data that all pages share, and adds the hashes of the
/// tables that pages read besides the atlas.
///
/// `program_hash` is a hash of the theme's files and of the program. Returns a hash of all data
/// that every page depends on.
pub fn prepare(
    data: &SiteData,
    theme: &mut Theme,
    fingerprints: &mut Fingerprints,
    program_hash: u64,
) -> u64 {
    let shared = SharedContext::new(data, theme);
    let mut fingerprint = Fingerprint::default();
    fingerprint.number(program_hash);
    for lang in data.config.languages.iter() {
        let context = shared.context(data, theme, lang);
        let script = script::is_wanted(data.config, data.plan)
            .then(|| script::script_asset(&context, theme).path);
        let site = frame::site_view(&context.of_pages(), data.frame, script.as_deref());
        fingerprint.value(&site);
        theme.set_site(lang, &site, &data.plan.file(""));
    }
    memo::add_hashes(data, fingerprints);
    memo::global_hash(data, fingerprint)
}

/// Renders the site.
///
/// Each file goes to the sink as soon as it is rendered, so that only a few are in memory at once.
/// A file is skipped if it is unchanged and the sink has it. `global_hash` is the result of
/// [`prepare`].
pub fn files(
    data: &SiteData,
    theme: &Theme,
    memo: Memo,
    global_hash: u64,
    sink: &dyn Sink,
    diagnostics: &mut Diagnostics,
) {
    let memo = PageMemo {
        memo,
        global_hash,
        sink,
        last: relative::from_disk,
    };
    let (data_files, sizes) = data_files::data_files(data, &memo);
    let shared = SharedContext::new(data, theme)
        .with_items(data.atlas)
        .with_sizes(sizes);
    let contexts: BTreeMap<Lang, PageContext> = data
        .config
        .languages
        .iter()
        .map(|lang| (lang, shared.context(data, theme, lang)))
        .collect();
    let searchable = is_searchable(data.config, data.plan);
    let indexer = (searchable && cfg!(feature = "search") && sink.wants_index())
        .then(|| SearchIndexer::new(&data.config.languages));
    let scripted = script::is_wanted(data.config, data.plan);
    let has_lists = scripted && !data.atlas.events.is_empty();
    let mut files = Vec::with_capacity(2 * data.plan.pages.len() + 64);
    files.extend(data_files);
    let mut searched = Vec::new();
    let mut is_complete = true;
    let page_contexts: BTreeMap<Lang, PageContext> = contexts
        .iter()
        .map(|(lang, context)| (*lang, context.of_pages()))
        .collect();
    for page in page_files::render_pages(data, &page_contexts, indexer.as_ref(), &memo) {
        match page {
            Ok((file, record)) => {
                searched.extend(record);
                files.push(file);
            }
            Err(finding) => {
                is_complete = false;
                diagnostics.push(*finding);
            }
        }
    }
    let mut artifacts = redirects::redirects(data, theme, &contexts, diagnostics);
    if let Some(indexer) = indexer.as_ref().filter(|_| is_complete) {
        match page_files::search_index(data, &page_contexts, indexer, &searched, &memo) {
            Ok(index) => files.extend(index),
            Err(finding) => diagnostics.push(*finding),
        }
    }
    let default = &contexts[&data.config.languages.default()];
    files.extend(feed::sitemap(default, &data.config.languages, &memo));
    artifacts.push(feed::robots(default));
    artifacts.extend(static_files::static_files(data, theme, searchable));
    if scripted {
        let scripts = contexts.values();
        artifacts.extend(scripts.map(|context| script::script_asset(context, theme)));
    }
    #[cfg(feature = "search")]
    if searchable {
        for context in contexts.values() {
            files.extend([
                names::names_file(context, &memo),
                names::filters_file(context, &memo),
            ]);
        }
    }
    for context in contexts.values() {
        files.extend(feed::feeds(context, &memo));
        files.extend(feed::calendar(context, &memo));
        files.extend(structured_data::article_files(context, &memo));
        files.extend(has_lists.then(|| rows::rows_file(context, &memo)));
    }
    let rendered = files.iter().map(|file| file.path.as_str());
    let paths: Vec<&str> = rendered
        .chain(artifacts.iter().map(|artifact| artifact.path.as_str()))
        .chain(data.config.data.then_some(checksums::FILE))
        .collect();
    path_conflicts::check(&paths, data.media, diagnostics);
    artifacts.into_par_iter().for_each(|mut artifact| {
        relative::from_disk(&mut artifact);
        sink.take(artifact, None);
    });
}

/// Returns whether readers can search. Pages opened from a disk may not load scripts, so their
/// search page has only the index from A to Z.
fn is_searchable(config: &Config, plan: &Plan) -> bool {
    config.search && !plan.is_relative()
}
