//! Pages become bytes.
//!
//! For every planned page the desk of its language makes a view, and the theme makes HTML of it;
//! pages are rendered in parallel and come out in the plan's order. Feeds, sitemap, redirects,
//! assets and media join them. Nothing is written here, and nothing is read: a page is a pure
//! function of its view.

mod brief;
mod caption;
mod claims;
mod compiled;
mod context;
mod evidence;
mod extra;
mod feed;
mod figures;
mod head;
mod list_items;
mod media;
mod memo;
mod minify;
#[cfg(feature = "search")]
mod names;
mod pagefind_attributes;
mod pages;
mod relative;
mod rows;
mod script;
#[cfg_attr(not(feature = "search"), path = "no_search.rs")]
mod search;
mod social_image;
mod tables;
pub mod theme;
pub mod view;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use self::compiled::CompiledView;
use self::context::PageContext;
use self::list_items::{ListItemCache, Themed};
pub use self::media::PublishedMedia;
use self::memo::{PageMemo, RenderedFile};
use self::pages::{LetterLists, html};
pub use self::search::FOLDER as INDEX;
use self::search::{SearchDocument, SearchIndexer};
use self::theme::Theme;
use crate::boundaries::Boundaries;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, Location};
use crate::incremental::fingerprint::{self, Fingerprint};
use crate::incremental::track::Fingerprints;
use crate::incremental::{Cached, Hash, Memo};
use crate::lang::{Collation, Lang};
use crate::markdown::ProseIndex;
use crate::model::Atlas;
use crate::plan::{self, PageKind, Plan, PlannedPage};
use crate::preview::{Card, Previews};
use crate::provenance::Provenances;
use crate::relations::Relations;
use crate::source::SourceFiles;

/// A file of the finished site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Below the output folder, with `/`.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// Takes the files of a site as they are made: from several threads, in no order.
pub trait Sink: Sync {
    /// Takes one, with the hash of its bytes where that is known. What goes wrong is for the sink
    /// to tell, when all are made.
    fn take(&self, artifact: Artifact, hash: Option<Hash>);

    /// Whether the file at this path is there already, with bytes of this hash and number; then it
    /// belongs to the site as it is, and is not made again. A sink that does not know says no.
    fn reuse(&self, _path: &str, _hash: Hash, _size: u64) -> bool {
        false
    }

    /// Whether it has the files of that build and no others, each as it was; then none is made.
    fn reuse_all(&self, _build: Hash) -> bool {
        false
    }

    /// Whether the search index is wanted, which takes longer than all else.
    fn wants_index(&self) -> bool {
        true
    }

    /// Drops all that was taken so far: the site is made once more from the beginning.
    fn reset(&self) {}
}

/// What all earlier phases made.
pub struct SiteData<'a> {
    pub atlas: &'a Atlas,
    pub provenances: &'a Provenances,
    pub boundaries: &'a Boundaries,
    pub articles: &'a ProseIndex,
    pub relations: &'a Relations,
    pub plan: &'a Plan,
    pub config: &'a Config,
    pub media: &'a PublishedMedia,
    pub previews: &'a Previews,
    pub sources: &'a SourceFiles,
}

/// The files below `content/` that pages show or link to.
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

/// What the previews say: one for each article and language without a picture that can be shared,
/// where the site wants them.
pub fn cards(made: &SiteData, theme: &Theme) -> BTreeMap<PlannedPage, Card> {
    if !made.config.previews {
        return BTreeMap::new();
    }
    let shared = SharedContext::new(made, theme);
    let articles = made.plan.pages.iter().filter_map(|page| match page.kind {
        PageKind::Article(id) => Some((*page, id)),
        _ => None,
    });
    articles
        .filter_map(|(page, id)| Some((page, context(made, theme, page.lang, &shared).card(id)?)))
        .collect()
}

/// Gets ready to render: tells the theme what all pages share, and takes the fingerprints of all
/// that pages read besides the atlas. `world` is that of what the theme is made from and of the
/// program; returned is that of all that counts for every page.
pub fn prepare(
    made: &SiteData,
    theme: &mut Theme,
    fingerprints: &mut Fingerprints,
    world: u64,
) -> u64 {
    let shared = SharedContext::new(made, theme);
    let (style, icon) = (theme.asset("style.css"), theme.asset("icon.svg"));
    let mut print = Fingerprint::default();
    print.number(world);
    for lang in made.config.languages.iter() {
        let context = context(made, theme, lang, &shared);
        let script = script::is_wanted(made.config, made.plan)
            .then(|| script::script_asset(&context, theme).path);
        let site = context.site(&style, &icon, script.as_deref());
        print.value(&site);
        theme.set_site(lang, &site, &made.plan.file(""));
    }
    memo::rows(made, fingerprints);
    memo::world(made, print)
}

/// Renders the site; each file goes to the sink as soon as it is made, so that no more than a few
/// are held at once. What is as it was when it was made before, and is with the sink, is left out.
/// `world` is what [`prepare`] returned.
pub fn files(
    made: &SiteData,
    theme: &Theme,
    memo: Memo,
    world: u64,
    sink: &dyn Sink,
    diagnostics: &mut Diagnostics,
) {
    let shared = SharedContext::new(made, theme).with_items(made.atlas);
    let desks: BTreeMap<Lang, PageContext> = made
        .config
        .languages
        .iter()
        .map(|lang| (lang, context(made, theme, lang, &shared)))
        .collect();
    let searchable = is_searchable(made.config, made.plan);
    let searcher = (searchable && cfg!(feature = "search") && sink.wants_index())
        .then(|| SearchIndexer::new(&made.config.languages));
    let scripted = script::is_wanted(made.config, made.plan);
    let has_lists = scripted && !made.atlas.events.is_empty();
    let press = PageMemo {
        memo,
        world,
        sink,
        last: relative::from_disk,
    };
    let put = &|mut artifact: Artifact| {
        relative::from_disk(&mut artifact);
        sink.take(artifact, None);
    };
    let mut done = Vec::with_capacity(2 * made.plan.pages.len() + 64);
    let mut found = Vec::new();
    let mut all = true;
    for (page, rendered) in
        made.plan
            .pages
            .iter()
            .zip(pages(made, &desks, searcher.as_ref(), &press))
    {
        match rendered {
            Ok((file, searched)) => {
                found.extend(searched.map(|searched| (*page, searched)));
                done.push(file);
            }
            Err(finding) => {
                all = false;
                diagnostics.push(*finding);
            }
        }
    }
    let mut others = Vec::new();
    redirects(made, theme, &desks, &mut others, diagnostics);
    if let Some(searcher) = searcher.as_ref().filter(|_| all) {
        match index(made, &desks, searcher, &found, &press) {
            Ok(files) => done.extend(files),
            Err(finding) => diagnostics.push(*finding),
        }
    }
    let default = &desks[&made.config.languages.default()];
    done.extend(feed::sitemap(default, &made.config.languages, &press));
    others.push(feed::robots(default));
    others.extend(unchanging(made, theme, searchable));
    if scripted {
        others.extend(
            desks
                .values()
                .map(|context| script::script_asset(context, theme)),
        );
    }
    #[cfg(feature = "search")]
    if searchable {
        for context in desks.values() {
            done.extend([context.names_file(&press), context.filters_file(&press)]);
        }
    }
    for context in desks.values() {
        done.extend(context.feeds(&press));
        done.extend(has_lists.then(|| context.data_rows(&press)));
    }
    let made_here = done.iter().map(|file| file.path.as_str());
    let paths: Vec<&str> = made_here
        .chain(others.iter().map(|artifact| artifact.path.as_str()))
        .collect();
    one_file_each(&paths, made.media, diagnostics);
    others.into_par_iter().for_each(put);
}

/// Whether readers can search: what is opened from a disk may load no script, so its search page is
/// the index alone.
fn is_searchable(config: &Config, plan: &Plan) -> bool {
    config.search && !plan.is_relative()
}

/// Assets, pictures and other files.
fn unchanging(made: &SiteData, theme: &Theme, searchable: bool) -> Vec<Artifact> {
    let needed = |asset: &&theme::Asset| match asset.name.as_str() {
        theme::SEARCH_SCRIPT => searchable,
        theme::SCRIPT => false,
        theme::SCRIPT_STYLE => script::is_wanted(made.config, made.plan),
        theme::LISTS_SCRIPT => {
            script::is_wanted(made.config, made.plan) && !made.atlas.events.is_empty()
        }
        theme::PICTURES_STYLE => made.media.has_pictures(),
        theme::REDIRECT_SCRIPT => !made.plan.redirects.is_empty() && !made.plan.is_relative(),
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
    files.extend(made.media.artifacts());
    files.extend(
        made.previews
            .pictures
            .iter()
            .filter_map(|(page, (bytes, _))| {
                Some(Artifact {
                    path: made.plan.preview(made.atlas, *page)?,
                    bytes: bytes.clone(),
                })
            }),
    );
    files
}

/// What the index keeps of a page, and what a search shows of it where the page was made in this
/// build.
struct Searched {
    record: Vec<u8>,
    fragment: Option<Vec<u8>>,
}

/// A page's file, and what the index takes from it.
type Rendered = Result<(RenderedFile, Option<Searched>), Box<Diagnostic>>;

/// Under what the store keeps the records of pages.
const RECORD: &str = "record";

/// Renders every page, in the plan's order.
fn pages(
    made: &SiteData,
    desks: &BTreeMap<Lang, PageContext>,
    searcher: Option<&SearchIndexer>,
    press: &PageMemo,
) -> Vec<Rendered> {
    let lists: BTreeMap<Lang, LetterLists> = desks
        .keys()
        .map(|lang| (*lang, LetterLists::default()))
        .collect();
    let store = press.memo.store;
    let render = |page: &PlannedPage| {
        let context = &desks[&page.lang];
        let address = made.plan.relative(made.atlas, *page);
        let path = output_path(&address);
        let preview = made.previews.pictures.get(page).map(|(_, words)| words);
        let own = fingerprint::of_value(&(page, preview));
        let searcher = searcher.filter(|_| page.kind.entity().is_some());
        if let Some(done) = press.reuse(&path, own) {
            match searcher.map(|_| store.get(done.beside(RECORD))) {
                None => return Ok((done, None)),
                Some(Some(record)) => {
                    let fragment = None;
                    return Ok((done, Some(Searched { record, fragment })));
                }
                // It was made when nobody asked for an index.
                Some(None) => {}
            }
        }
        let Cached {
            value,
            reads,
            print,
        } = press.memo.make(|| -> Themed<_> {
            let html = html(context, *page, &lists[&page.lang])?;
            let draft =
                searcher.and_then(|searcher| searcher.draft(context, *page, &address, &html));
            Ok((
                pagefind_attributes::without(&html)
                    .into_owned()
                    .into_bytes(),
                draft,
            ))
        });
        let (value, draft) = value?;
        let done = press.put(
            &path,
            own,
            Cached {
                value,
                reads,
                print,
            },
        );
        let searched = draft.map(|draft| {
            store.put(done.beside(RECORD), &draft.record);
            let (record, fragment) = (draft.record, Some(draft.fragment));
            Searched { record, fragment }
        });
        Ok((done, searched))
    };
    made.plan.pages.par_iter().map(render).collect()
}

/// The search index of the pages that can be found.
fn index(
    made: &SiteData,
    desks: &BTreeMap<Lang, PageContext>,
    searcher: &SearchIndexer,
    found: &[(PlannedPage, Searched)],
    press: &PageMemo,
) -> Result<Vec<RenderedFile>, Box<Diagnostic>> {
    let mut documents: BTreeMap<Lang, Vec<SearchDocument>> = BTreeMap::new();
    let mut pages: BTreeMap<Lang, Vec<PlannedPage>> = BTreeMap::new();
    for (page, searched) in found {
        documents
            .entry(page.lang)
            .or_default()
            .push(SearchDocument {
                record: &searched.record,
                fragment: searched.fragment.as_deref(),
            });
        pages.entry(page.lang).or_default().push(*page);
    }
    let again = |lang: Lang, at: usize| {
        let (context, page) = (&desks[&lang], pages[&lang][at]);
        let html = html(context, page, &LetterLists::default())?;
        let draft = searcher.draft(context, page, &made.plan.relative(made.atlas, page), &html);
        Ok(draft.map(|draft| draft.fragment).unwrap_or_default())
    };
    #[cfg(all(test, feature = "search"))]
    for (lang, pages) in &pages {
        let page = |page: &PlannedPage| {
            let facts = desks[lang].facts_of(page.kind).expect("it can be found");
            let html =
                html(&desks[lang], *page, &LetterLists::default()).expect("it was made before");
            (made.plan.relative(made.atlas, *page), html, facts)
        };
        let files = search::oracle::files(*lang, &pages.iter().map(page).collect::<Vec<_>>());
        for (path, bytes) in files {
            let path = format!("{}{path}", search::oracle::FOLDER);
            press.sink.take(Artifact { path, bytes }, None);
        }
    }
    search::index(&documents, press, again)
}

/// What the desks of all languages use.
struct SharedContext {
    orders: BTreeMap<Lang, Collation>,
    own_names: BTreeMap<Lang, String>,
    items: BTreeMap<Lang, ListItemCache>,
}

impl SharedContext {
    fn new(made: &SiteData, theme: &Theme) -> SharedContext {
        let languages = &made.config.languages;
        let name = |lang| theme.words(lang).get("language_name").to_owned();
        SharedContext {
            orders: languages
                .iter()
                .map(|lang| (lang, Collation::new(lang)))
                .collect(),
            own_names: languages.iter().map(|lang| (lang, name(lang))).collect(),
            items: languages
                .iter()
                .map(|lang| (lang, ListItemCache::default()))
                .collect(),
        }
    }

    /// With room for the items of lists, so that each is made once.
    fn with_items(mut self, atlas: &Atlas) -> SharedContext {
        self.items
            .values_mut()
            .for_each(|items| *items = ListItemCache::new(atlas));
        self
    }
}

fn context<'a>(
    made: &SiteData<'a>,
    theme: &'a Theme,
    lang: Lang,
    shared: &'a SharedContext,
) -> PageContext<'a> {
    PageContext {
        atlas: made.atlas,
        provenances: made.provenances,
        boundaries: made.boundaries,
        articles: made.articles,
        relations: made.relations,
        plan: made.plan,
        config: made.config,
        media: made.media,
        files: made.sources,
        previews: made.previews,
        theme,
        words: theme.words(lang),
        items: &shared.items[&lang],
        order: &shared.orders[&lang],
        own_names: &shared.own_names,
        lang,
    }
}

/// The file that a host serves for an address.
fn output_path(address: &str) -> String {
    if address.is_empty() || address.ends_with('/') {
        format!("{address}index.html")
    } else {
        address.to_owned()
    }
}

#[derive(Serialize)]
struct RedirectView<'a> {
    url: &'a str,
    canonical: &'a str,
    title: &'a str,
    script: Option<&'a str>,
}

impl CompiledView for RedirectView<'_> {}

fn redirects(
    made: &SiteData,
    theme: &Theme,
    desks: &BTreeMap<Lang, PageContext>,
    artifacts: &mut Vec<Artifact>,
    diagnostics: &mut Diagnostics,
) {
    // What is opened from a disk may load no script; it leads on all the same, to the top of the
    // page.
    let script =
        (!made.plan.is_relative()).then(|| made.plan.file(&theme.asset(theme::REDIRECT_SCRIPT)));
    for (from, page) in &made.plan.redirects {
        let url = made.plan.path(made.atlas, *page);
        let head = desks[&page.lang].page(page.kind);
        let view = RedirectView {
            url: &url,
            canonical: &made.plan.absolute(&url),
            title: &head.title.text,
            script: script.as_deref(),
        };
        match desks[&page.lang].themed("redirect.html", &view, theme::PAGE) {
            Ok(html) => artifacts.push(Artifact {
                path: if from.ends_with(".html") {
                    from.clone()
                } else {
                    format!("{}/index.html", from.trim_end_matches('/'))
                },
                bytes: html.into_bytes(),
            }),
            Err(finding) => diagnostics.push(*finding),
        }
    }
}

/// The plan gives every page its own address; a redirect, an asset, a picture or a file that is
/// copied may still take that of another file, or stand where another wants a folder.
fn one_file_each(paths: &[&str], media: &PublishedMedia, diagnostics: &mut Diagnostics) {
    // By path as all hosts see it: the path, and whether the file is copied.
    let mut seen: BTreeMap<String, (&str, bool)> = BTreeMap::new();
    let mut report = |copied: Option<&str>, are_both: bool, message: String| {
        let place = match copied {
            Some(path) => format!("content/{}/{path}", crate::load::STATIC),
            None => crate::config::FILE.to_owned(),
        };
        diagnostics.push(
            Diagnostic::new(Code::AddressTaken, Location::Path(place), message).help(
                match copied {
                    Some(_) if are_both => "rename this file, or the other one",
                    Some(_) => "rename this file, or delete it: griot generates one there",
                    None => "rename the file or page, or delete the redirect",
                },
            ),
        );
    };
    let all = paths.iter().map(|path| (*path, false));
    for (path, is_copied) in all.chain(media.copied().map(|path| (path, true))) {
        let Some((first, was_copied)) = seen.insert(plan::collision_key(path), (path, is_copied))
        else {
            continue;
        };
        let copied = is_copied.then_some(path);
        report(
            copied,
            is_copied && was_copied,
            match plan::difference(first, path) {
                Some(difference) => {
                    let (first, second) = (first.min(path), first.max(path));
                    format!(
                        "two files have addresses that differ only in {difference}: `/{first}` and `/{second}`"
                    )
                }
                None => format!("two files have the address `/{path}`"),
            },
        );
    }
    for (key, (path, is_copied)) in &seen {
        let mut above = key.as_str();
        while let Some((folder, _)) = above.rsplit_once('/') {
            if let Some((file, is_other)) = seen.get(folder) {
                let copied = [(path, is_copied), (file, is_other)]
                    .into_iter()
                    .find(|(_, copied)| **copied);
                let copied = copied.map(|(path, _)| *path);
                report(
                    copied,
                    *is_copied && *is_other,
                    format!("`/{file}` is a file, but `/{path}` needs a folder of that name"),
                );
            }
            above = folder;
        }
    }
}
