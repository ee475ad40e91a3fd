//! mdBook: the chapters of `SUMMARY.md`, and included files.
//!
//! A chapter has the address of its file with `.html`, and `README.md` is the `index.html` of its
//! folder (the preprocessor `index` of mdBook;
//! <https://rust-lang.github.io/mdBook/format/configuration/renderers.html#outputhtmlredirect>).

mod includes;
mod summary;

pub(super) use self::includes::rewrite;

use self::summary::{Chapter, chapters};
use super::Generator;
use super::front::scalar;
use super::settings::Settings;
use super::source::{SourceFolder, folder, join, stem};
use super::text::{SourceSite, SourceText, TextRole};
use crate::import::report::{ImportReport, Problem, ProblemKind};
use crate::message;
use crate::messages::Message;

/// Reads the chapters of a book. They become pages of a folder with the name of the book, whose
/// page lists them in the order of the book.
///
/// # Errors
/// If there is no `SUMMARY.md`.
pub(super) fn read<'a>(
    files: SourceFolder<'a>,
    report: &mut ImportReport,
) -> Result<SourceSite<'a>, Message> {
    let settings = Settings::read(&files, &["book.toml"], report);
    let src = settings
        .text(&["book", "src"])
        .unwrap_or_else(|| "src".to_owned());
    let src = match src.trim_matches(['/', '.']) {
        "" => String::new(),
        src => format!("{src}/"),
    };
    let summary = format!("{src}SUMMARY.md");
    let Some(text) = files.settings(&summary) else {
        return Err(message!(
            "`{summary}` is missing, which says what the chapters are",
            summary
        ));
    };
    let mut site = SourceSite::new(Generator::Mdbook, files);
    let address = settings
        .text(&["output", "html", "site-url"])
        .unwrap_or_default();
    site.add_own_address(&address);
    site.default_lang = settings.text(&["book", "language"]);
    site.roots = vec![src.clone()];
    let title = settings
        .text(&["book", "title"])
        .filter(|title| !title.is_empty());
    let book = title.unwrap_or_else(|| "Book".to_owned());
    let mut order = Vec::new();
    for chapter in chapters(&text) {
        let Some(path) = chapter.path.as_ref().and_then(|path| join(&src, path)) else {
            let kind = ProblemKind::NoChapter;
            report.add(Problem::of_cell(
                chapter.line,
                &summary,
                "",
                kind,
                &chapter.title,
            ));
            continue;
        };
        if order.contains(&path) {
            continue;
        }
        let Some(mut text) = SourceText::read(&site.folder, &path, report) else {
            continue;
        };
        place(&mut text, &chapter, &path[src.len()..], &book);
        site.texts.push(text);
        order.push(path);
    }
    add_redirects(&mut site.texts, &settings);
    list(&mut site.texts, &order);
    add_book_page(&mut site, &book, &src);
    Ok(site)
}

/// Sets the role, the folder and the name of a chapter. `below` is its path in the book.
fn place(text: &mut SourceText, chapter: &Chapter, below: &str, book: &str) {
    text.title = Some(chapter.title.clone());
    let is_index = stem(below).eq_ignore_ascii_case("readme") || stem(below) == "index";
    let mut folders: Vec<String> = vec![book.to_owned()];
    folders.extend(
        folder(below)
            .split('/')
            .filter(|part| !part.is_empty())
            .map(str::to_owned),
    );
    let address = match is_index {
        true => format!("{}/index", folder(below)),
        false => below
            .rsplit_once('.')
            .map_or(below, |(bare, _)| bare)
            .to_owned(),
    };
    text.address = Some(format!("/{}.html", address.trim_start_matches('/')));
    if is_index {
        text.name = folders.pop().unwrap_or_else(|| book.to_owned());
        text.role = TextRole::Folder;
    }
    text.folder = folders;
}

/// Adds the addresses from which the book redirects. A target is relative to the address.
fn add_redirects(texts: &mut [SourceText], settings: &Settings) {
    for (from, to) in settings.entries(&["output", "html", "redirect"]) {
        let from = from.trim_start_matches('/');
        let Some(to) = scalar(to) else {
            continue;
        };
        let to = to.split('#').next().unwrap_or_default();
        let to = match to.strip_prefix('/') {
            Some(below) => Some(below.to_owned()),
            None => join(folder(from), to),
        };
        let address = to.map(|to| format!("/{to}"));
        let mut own = texts.iter_mut().filter(|text| text.address == address);
        if let Some(text) = own.next().filter(|_| address.is_some()) {
            text.former.push(format!("/{from}"));
        }
    }
}

/// Lists the chapters of each folder in the order of the book.
fn list(texts: &mut [SourceText], order: &[String]) {
    let folders: Vec<(String, Vec<String>)> = texts
        .iter()
        .map(|text| (text.path.clone(), text.folder.clone()))
        .collect();
    for text in texts
        .iter_mut()
        .filter(|text| text.role == TextRole::Folder)
    {
        let mut own = text.folder.clone();
        own.push(text.name.clone());
        let is_own = |path: &&String| {
            folders
                .iter()
                .any(|(other, folder)| other == *path && *folder == own)
        };
        text.listed = order.iter().filter(is_own).cloned().collect();
    }
}

/// Adds the page of the book, if it has no introduction of its own.
fn add_book_page(site: &mut SourceSite, book: &str, src: &str) {
    let is_book = |text: &SourceText| text.role == TextRole::Folder && text.folder.is_empty();
    if site.texts.iter().any(is_book) || site.texts.is_empty() {
        return;
    }
    let listed = site.texts.iter().filter(|text| text.folder == [book]);
    let listed = listed.map(|text| text.path.clone()).collect();
    let path = format!("{src}SUMMARY.md");
    let mut page = SourceText::empty(&path);
    page.title = Some(book.to_owned());
    page.role = TextRole::Folder;
    page.name = book.to_owned();
    page.listed = listed;
    site.texts.push(page);
}
