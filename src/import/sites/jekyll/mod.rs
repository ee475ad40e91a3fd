//! Jekyll: posts, drafts, pages, collections, permalinks, Liquid and kramdown.

mod defaults;
mod kramdown;
mod layout;
mod liquid;
mod permalinks;

use std::collections::BTreeMap;

pub(super) use self::liquid::rewrite;

use self::defaults::add_defaults;
use self::layout::{Layout, TextClass, dated};
use self::permalinks::Addresses;
use super::Generator;
use super::front::scalar;
use super::old_list::{NearestPage, OldList};
use super::roles::{is_article, tagged};
use super::settings::{Settings, below};
use super::source::{SourceFolder, is_markdown, stem};
use super::text::{SourceSite, SourceText, TextRole};
use crate::import::report::{ImportReport, Problem, ProblemKind};
use crate::lang::Languages;
use crate::yaml::Value;

/// The folders of Jekyll that have no texts.
const FOREIGN: [&str; 7] = [
    "_assets",
    "_data",
    "_includes",
    "_layouts",
    "_plugins",
    "_sass",
    "vendor",
];

/// Reads the texts of a site. `languages` are those of the griot site: Jekyll has none of its own,
/// so folders with their tags are taken for translations.
pub(super) fn read<'a>(
    folder: SourceFolder<'a>,
    languages: &Languages,
    report: &mut ImportReport,
) -> SourceSite<'a> {
    let settings = Settings::read(
        &folder,
        &["_config.yml", "_config.yaml", "_config.toml"],
        report,
    );
    let mut site = SourceSite::new(Generator::Jekyll, folder);
    let url = settings.text(&["url"]).unwrap_or_default();
    let base = settings.text(&["baseurl"]).unwrap_or_default();
    site.add_own_address(&format!("{}{base}", url.trim_end_matches('/')));
    site.default_lang = settings
        .text(&["lang"])
        .or_else(|| settings.text(&["locale"]));
    site.languages = languages.iter().map(|lang| lang.to_string()).collect();
    site.roots = vec![String::new()];
    site.authors = authors(&site.folder, report);
    let layout = Layout::new(&settings);
    let addresses = Addresses::new(&settings, &layout);
    let paths: Vec<String> = site
        .folder
        .files
        .iter()
        .filter(|path| is_text(path))
        .cloned()
        .collect();
    for path in paths {
        let Some(mut text) = SourceText::read(&site.folder, &path, report) else {
            continue;
        };
        // Jekyll copies a file without front matter as it is.
        if !text.has_front && !path.contains("_posts/") && !path.contains("_drafts/") {
            continue;
        }
        add_defaults(&mut text, &settings, &layout);
        place(&mut text, &site, &layout);
        if layout.class(&path) == TextClass::Unpublished {
            text.is_draft = true;
            let kind = ProblemKind::Unpublished;
            report.add(Problem::of_cell(0, &path, "", kind, ""));
        }
        text.address = addresses.of(&text).filter(|_| !path.contains("_drafts/"));
        site.texts.push(text);
    }
    if let Some(address) = feed(&site.folder, &settings) {
        site.lists.push(OldList {
            address,
            tag: None,
            nearest: NearestPage::Feed,
        });
    }
    let is_post = |path: &str| {
        path.split('/')
            .any(|part| part == "_posts" || part == "_drafts")
    };
    site.report_other_texts("", is_post, report);
    site
}

/// Returns the names of authors, by the keys that texts use.
fn authors(folder: &SourceFolder, report: &mut ImportReport) -> BTreeMap<String, String> {
    let files = ["_data/authors.yml", "_data/authors.yaml"];
    let settings = Settings::read(folder, &files, report);
    let authors = settings.entries(&[]).iter();
    authors
        .filter_map(|(key, author)| Some((key.clone(), below(author, "name").and_then(scalar)?)))
        .collect()
}

/// Returns the address of the feed: that of the plugin jekyll-feed, or of a file
/// (<https://github.com/jekyll/jekyll-feed>).
fn feed(folder: &SourceFolder, settings: &Settings) -> Option<String> {
    let plugins = [settings.get(&["plugins"]), settings.get(&["gems"])];
    let has_plugin = plugins.into_iter().flatten().any(|plugins| match plugins {
        Value::List(items) => items
            .iter()
            .any(|item| scalar(item).as_deref() == Some("jekyll-feed")),
        _ => false,
    });
    if has_plugin {
        let path = settings.text(&["feed", "path"]);
        let path = path.unwrap_or_else(|| "feed.xml".to_owned());
        return Some(format!("/{}", path.trim_start_matches('/')));
    }
    let files = ["feed.xml", "atom.xml", "rss.xml"];
    let own = files.into_iter().find(|path| folder.files.contains(*path));
    own.map(|path| format!("/{path}"))
}

/// Whether a file is a text of a site, by its path.
fn is_text(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or(path);
    is_markdown(path)
        && !FOREIGN.contains(&first)
        && !path.split('/').any(|part| part == "node_modules")
}

/// Sets the role, the folder and the name of a text.
fn place(text: &mut SourceText, site: &SourceSite, layout: &Layout) {
    let path = text.path.clone();
    let (name, suffix) = tagged(stem(&path), |tag| site.languages.contains(tag));
    text.name = name.to_owned();
    let mut folder: Vec<String> = layout.below(&path).split('/').map(str::to_owned).collect();
    folder.pop();
    text.lang_tag = text
        .front
        .text("lang")
        .or_else(|| suffix.map(str::to_owned));
    let of_language = folder.iter().position(|part| site.languages.contains(part));
    if let Some(at) = of_language {
        let tag = folder.remove(at);
        text.lang_tag.get_or_insert(tag);
    }
    let kind = folder
        .iter()
        .position(|part| part == "_posts" || part == "_drafts");
    if let Some(at) = kind {
        text.is_draft = folder[at] == "_drafts";
        text.role = TextRole::Article;
        text.day = dated(&text.name).map(|(day, _)| day);
        // Folders around the posts are their categories.
        text.topics = folder[..at].to_vec();
        text.folder = vec!["_posts".to_owned()];
        return;
    }
    if text.name == "index" {
        match folder.pop() {
            Some(last) => {
                text.name = last;
                text.role = TextRole::Folder;
            }
            None => text.role = TextRole::Home,
        }
    }
    for part in &mut folder {
        *part = part.trim_start_matches('_').to_owned();
    }
    text.folder = folder;
    if text.role == TextRole::Page && is_article(text) && path.contains('/') {
        text.role = TextRole::Article;
    }
}
