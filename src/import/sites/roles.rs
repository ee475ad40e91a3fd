//! Which texts are articles, and what the names of files say.

use super::dates::dated_name;
use super::text::{SourceText, TextRole};
use crate::lang::Lang;

/// Folders whose texts are articles.
const ARTICLES: [&str; 10] = [
    "_posts",
    "actualites",
    "article",
    "articles",
    "blog",
    "journal",
    "news",
    "post",
    "posts",
    "stories",
];

/// Names of texts that are pages, although they may have a date.
const PAGES: [&str; 18] = [
    "404",
    "a-propos",
    "about",
    "about-me",
    "about-us",
    "archive",
    "archives",
    "colophon",
    "contact",
    "imprint",
    "impressum",
    "index",
    "legal",
    "mentions-legales",
    "now",
    "privacy",
    "search",
    "terms",
];

/// Keys that make a text a dated one.
const DATES: [&str; 5] = ["date", "pubDate", "publishDate", "published", "created"];

/// Whether a text is an article: it has a date, or is in a folder of articles.
pub(super) fn is_article(text: &SourceText) -> bool {
    let is_in_articles = text.folder.iter().any(|folder| is_article_folder(folder));
    let is_page = text.folder.is_empty() && PAGES.contains(&text.name.to_lowercase().as_str())
        || text.front.text("type").as_deref() == Some("page")
        || text.front.text("layout").as_deref() == Some("page");
    let has_date = text.day.is_some()
        || DATES.iter().any(|key| {
            let value = text.front.get(key);
            value.is_some_and(|value| !matches!(value, crate::yaml::Value::Bool(_)))
        });
    is_in_articles || has_date && !is_page
}

/// Whether a folder has articles, by its name.
pub(super) fn is_article_folder(name: &str) -> bool {
    ARTICLES.contains(&name.to_lowercase().as_str())
}

/// Splits a name at its last dot if the tag of a known language follows: `about.fr`.
pub(super) fn tagged(stem: &str, is_language: impl Fn(&str) -> bool) -> (&str, Option<&str>) {
    match stem.rsplit_once('.') {
        Some((name, tag)) if Lang::parse(&tag.to_lowercase()).is_some() && is_language(tag) => {
            (name, Some(tag))
        }
        _ => (stem, None),
    }
}

/// Sets the day that the name of a file says.
pub(super) fn set_day(text: &mut SourceText) {
    if let Some((day, _)) = dated_name(&text.name) {
        text.day = Some(day.to_owned());
    }
}

/// Gives the texts of sections their roles, when those of all others are known: the list of a
/// section of articles is griot's own.
pub(super) fn set_section_roles(texts: &mut [SourceText]) {
    let with_articles: Vec<Vec<String>> = texts
        .iter()
        .filter(|text| text.role == TextRole::Article)
        .map(|text| text.folder.clone())
        .collect();
    let with_pages: Vec<Vec<String>> = texts
        .iter()
        .filter(|text| text.role == TextRole::Page)
        .map(|text| text.folder.clone())
        .collect();
    for text in texts
        .iter_mut()
        .filter(|text| text.role == TextRole::Folder)
    {
        let mut path = text.folder.clone();
        path.push(text.name.clone());
        let has = |folders: &[Vec<String>]| folders.iter().any(|folder| folder.starts_with(&path));
        let is_named = path.iter().any(|folder| is_article_folder(folder));
        if has(&with_articles) && !has(&with_pages) || is_named {
            text.role = TextRole::ArticleSection;
        }
    }
}

/// Lists the pages of each folder that have an order, such as `weight` in Hugo, in it.
pub(super) fn set_order(texts: &mut [SourceText], key: &str) {
    let weight = |text: &SourceText| text.front.text(key)?.parse::<f64>().ok();
    let mut pages: Vec<(Vec<String>, f64, String)> = texts
        .iter()
        .filter_map(|text| {
            let mut folder = text.folder.clone();
            match text.role {
                TextRole::Page | TextRole::Folder => {}
                _ => return None,
            }
            Some((
                std::mem::take(&mut folder),
                weight(text)?,
                text.path.clone(),
            ))
        })
        .collect();
    pages.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    for text in texts
        .iter_mut()
        .filter(|text| text.role == TextRole::Folder)
    {
        let mut path = text.folder.clone();
        path.push(text.name.clone());
        let own = pages.iter().filter(|(folder, ..)| *folder == path);
        text.listed = own.map(|(.., page)| page.clone()).collect();
    }
}
