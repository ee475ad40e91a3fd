//! Astro: content collections, pages in Markdown, and MDX.

mod addresses;

use std::collections::BTreeMap;

use self::addresses::Addresses;
use super::Generator;
use super::body::{Body, Edit};
use super::calls::{CAPTION_BREAK, CallArguments, markdown, placed};
use super::context::RewriteContext;
use super::markup::{one_line, picture};
use super::old_list::{NearestPage, OldList};
use super::roles::{is_article, set_day, tagged};
use super::scan::{Finder, Ranges};
use super::source::{SourceFolder, is_markdown, name, stem};
use super::text::{SourceSite, SourceText, TextRole};
use crate::import::report::{ImportReport, ProblemKind};
use crate::lang::Languages;
use crate::markdown::syntax;

/// The folder of pages, and that of collections.
const PAGES: &str = "src/pages/";
const CONTENT: &str = "src/content/";

/// Files of settings.
const SETTINGS: [&str; 4] = [
    "astro.config.mjs",
    "astro.config.ts",
    "astro.config.js",
    "astro.config.cjs",
];

/// Files that define collections.
const COLLECTIONS: [&str; 5] = [
    "src/content.config.ts",
    "src/content.config.mjs",
    "src/content.config.js",
    "src/content/config.ts",
    "src/content/config.js",
];

/// Reads the texts of a site. Folders with the tags of `languages` are taken for translations.
pub(super) fn read<'a>(
    folder: SourceFolder<'a>,
    languages: &Languages,
    report: &mut ImportReport,
) -> SourceSite<'a> {
    let settings = SETTINGS.iter().find_map(|path| folder.settings(path));
    let settings = settings.unwrap_or_default();
    let mut site = SourceSite::new(Generator::Astro, folder);
    let base = quoted_after(&settings, "base:").next().unwrap_or_default();
    let address = quoted_after(&settings, "site:").next().unwrap_or_default();
    site.add_own_address(&format!("{}/{base}", address.trim_end_matches('/')));
    site.default_lang = quoted_after(&settings, "defaultLocale:")
        .next()
        .map(str::to_owned);
    site.languages = languages.iter().map(|lang| lang.to_string()).collect();
    site.roots = ["public/", CONTENT, "src/", PAGES]
        .map(str::to_owned)
        .to_vec();
    let addresses = Addresses::new(&settings, &site.folder);
    for (collection, folder) in collections(&site.folder) {
        for path in site.markdown_below(&folder) {
            let below = &path[folder.len()..];
            // Astro does not build files and folders with such names.
            if below.split('/').any(|part| part.starts_with('_')) {
                continue;
            }
            if let Some(mut text) = SourceText::read(&site.folder, &path, report) {
                place(&mut text, Some(&collection), below, &site);
                text.address = addresses.of_entry(&text, &collection, below);
                site.texts.push(text);
            }
        }
    }
    for path in site.markdown_below(PAGES) {
        let below = &path[PAGES.len()..];
        if below.split('/').any(|part| part.starts_with(['_', '['])) {
            continue;
        }
        if let Some(mut text) = SourceText::read(&site.folder, &path, report) {
            place(&mut text, None, below, &site);
            text.address = Some(addresses.of_page(below));
            site.texts.push(text);
        }
    }
    site.lists = feeds(&site.folder);
    site.texts.sort_by(|a, b| a.path.cmp(&b.path));
    site.texts.dedup_by(|a, b| a.path == b.path);
    site
}

/// Returns the feeds: programs such as `src/pages/rss.xml.js`.
fn feeds(folder: &SourceFolder) -> Vec<OldList> {
    let files = folder.files.iter();
    let feeds = files.filter_map(|path| {
        let (feed, _) = path.strip_prefix(PAGES)?.rsplit_once('.')?;
        let is_feed = ["rss", "feed", "atom"]
            .iter()
            .any(|name| stem(feed).contains(name));
        (feed.ends_with(".xml") && is_feed).then(|| OldList {
            address: format!("/{feed}"),
            tag: None,
            nearest: NearestPage::Feed,
        })
    });
    feeds.collect()
}

/// Returns the texts in quotation marks that follow a word.
fn quoted_after<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(word).filter_map(move |(at, _)| {
        let rest = text[at + word.len()..].trim_start();
        let quote = rest.chars().next().filter(|c| "\"'`".contains(*c))?;
        rest[1..].split(quote).next()
    })
}

/// Returns the program that defines the collections; an empty text if there is none.
fn definitions(folder: &SourceFolder) -> String {
    let defined = COLLECTIONS.iter().find_map(|path| folder.settings(path));
    defined.unwrap_or_default()
}

/// Returns the folder of each collection: those in `src/content/`, and those that the settings of
/// collections name.
fn collections(folder: &SourceFolder) -> BTreeMap<String, String> {
    let mut collections = BTreeMap::new();
    for path in &folder.files {
        if let Some((collection, _)) = path
            .strip_prefix(CONTENT)
            .and_then(|below| below.split_once('/'))
            && is_markdown(path)
        {
            collections.insert(collection.to_owned(), format!("{CONTENT}{collection}/"));
        }
    }
    for base in quoted_after(&definitions(folder), "base:") {
        let base = base.trim_start_matches("./").trim_matches('/');
        let is_known = collections
            .values()
            .any(|known| known.starts_with(&format!("{base}/")));
        if !is_known && !base.contains("..") && !base.is_empty() {
            collections.insert(name(base).to_owned(), format!("{base}/"));
        }
    }
    collections
}

/// Sets the role, the folder and the name of a text.
fn place(text: &mut SourceText, collection: Option<&str>, below: &str, site: &SourceSite) {
    let (own, suffix) = tagged(stem(below), |tag| site.languages.contains(tag));
    text.name = own.to_owned();
    text.lang_tag = text
        .front
        .text("lang")
        .or_else(|| suffix.map(str::to_owned));
    let mut folder: Vec<String> = below.split('/').map(str::to_owned).collect();
    folder.pop();
    if let Some(first) = folder
        .first()
        .filter(|first| site.languages.contains(*first))
    {
        text.lang_tag.get_or_insert_with(|| first.clone());
        folder.remove(0);
    }
    if let Some(collection) = collection {
        folder.insert(0, collection.to_owned());
    }
    if text.name == "index" {
        match folder.pop() {
            // `blog/first/index.md` is a post with its files.
            Some(last) if collection.is_some() && !folder.is_empty() => text.name = last,
            Some(last) => {
                text.name = last;
                text.role = TextRole::Folder;
            }
            None => text.role = TextRole::Home,
        }
    }
    text.folder = folder;
    set_day(text);
    if text.role == TextRole::Page && is_article(text) {
        text.role = TextRole::Article;
    }
}

/// Replaces what MDX has beside Markdown.
pub(super) fn rewrite(body: &mut Body, context: &mut RewriteContext) {
    if !context.text.path.ends_with(".mdx") {
        return;
    }
    let text = body.text.clone();
    let code = Ranges::of_code(&syntax(&text));
    let (mut comments, mut tags) = (Finder::new(&text, "*/}"), Finder::new(&text, ">"));
    let mut edits = Vec::new();
    // The paths of files by the names under which they are imported.
    let mut imports: BTreeMap<&str, &str> = BTreeMap::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim_end();
        if written.starts_with("import ") && written.contains(['"', '\'']) && !code.contains(start)
        {
            let path = written.split(['"', '\'']).nth(1).unwrap_or_default();
            let name = written["import ".len()..].split_whitespace().next();
            imports.insert(name.unwrap_or_default(), path);
            context.flag(body.line(start), ProblemKind::RemovedMark, "", written);
            edits.push(body.removal(start..start + written.len()));
        } else if written.starts_with("export ") && !code.contains(start) {
            context.count(body.line(start), ProblemKind::UnknownShortcode, "export");
        }
        start += line.len();
    }
    for (start, _) in text.match_indices("{/*") {
        if let Some(end) = comments.at_or_after(start).map(|end| end + 3)
            && !code.contains(start)
        {
            let line = body.line(start);
            context.flag(line, ProblemKind::Comment, "", &text[start..end]);
            edits.push(body.removal(start..end));
        }
    }
    for (start, _) in text.match_indices('<') {
        let is_component = text[start + 1..].starts_with(|c: char| c.is_ascii_uppercase());
        if !is_component || code.contains(start) {
            continue;
        }
        let Some(end) = tags.at_or_after(start).map(|end| end + 1) else {
            continue;
        };
        let inner = text[start + 1..end - 1].trim_end_matches('/').trim();
        let (name, attributes) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        let line = body.line(start);
        let written = &text[start..end];
        match component(name, attributes, &imports).filter(|_| written.ends_with("/>")) {
            Some(new) => {
                context.flag(line, ProblemKind::KnownShortcode, name, written);
                let new = placed(&new, &text, &(start..end));
                edits.push(Edit::new(start..end, new));
            }
            None => context.count(line, ProblemKind::UnknownShortcode, &format!("<{name}>")),
        }
    }
    body.edit(edits);
}

/// Returns the Markdown of a component that many sites have.
fn component(name: &str, attributes: &str, imports: &BTreeMap<&str, &str>) -> Option<String> {
    let arguments = CallArguments::parse(attributes);
    match name {
        "Image" | "Picture" | "Img" | "Figure" => {
            let src = arguments.named(&["src"])?;
            let src = imports.get(src).copied().unwrap_or(src);
            let alt = arguments.named(&["alt"]).unwrap_or_default();
            let caption = arguments.named(&["caption", "title"]).unwrap_or_default();
            let shown = picture(alt, src, "");
            Some(match caption {
                "" => shown,
                caption => format!("{shown}{CAPTION_BREAK}{}", one_line(caption)),
            })
        }
        "YouTube" | "Youtube" | "Vimeo" | "Tweet" | "Gist" => {
            markdown(&name.to_lowercase(), &arguments)
        }
        _ => None,
    }
}
