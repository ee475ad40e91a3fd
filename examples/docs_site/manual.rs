//! Turns `docs/src/` into the content of a griot site, and adds `docs/site/`.
//!
//! The pages stay as GitHub shows them; what differs in a site is changed here. The heading becomes
//! the title, links lead to the files that griot knows, and the path of a fence becomes a line above
//! it. Pages below `reference/fr/` and `reference/ar/` are the French and Arabic texts of those in
//! `reference/`.
//! A link that leads nowhere is kept, so that griot reports it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Error, ErrorKind, Result};
use std::path::Path;

/// The files of a site by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Where the pages stand, below the project.
const PAGES: &str = "docs/src";

/// The table of contents.
const SUMMARY: &str = "SUMMARY.md";

/// Endings of pictures, which are copied; links to other files lead to the repository.
const PICTURES: [&str; 4] = ["png", "svg", "jpg", "webp"];

/// Returns the files of the site for the manual of a project.
pub fn site(project: &Path) -> Result<Files> {
    let mut files = Files::new();
    read_folder(&project.join("docs/site"), "", &mut files)?;
    let mut sources = Files::new();
    read_folder(&project.join(PAGES), "", &mut sources)?;
    let summary = Summary::read(text(&sources, SUMMARY)?);
    let mut writer = PageWriter {
        repository: repository(&fs::read_to_string(project.join("Cargo.toml"))?)?,
        pictures: BTreeSet::new(),
    };
    for path in sources.keys().filter(|path| path.ends_with(".md")) {
        let title = summary.titles.get(path).map_or("Contents", String::as_str);
        let page = writer.page(path, title, text(&sources, path)?);
        files.insert(format!("content/pages/{}.md", file_name(path)), page.into());
    }
    for picture in &writer.pictures {
        // A missing picture is griot's to report, with the line that shows it.
        if let Ok(bytes) = fs::read(project.join(picture)) {
            files.insert(format!("content/media/{}", media_name(picture)), bytes);
        }
    }
    let settings = files.entry("content/site.yaml".to_owned()).or_default();
    settings.extend_from_slice(summary.sections_as_yaml().as_bytes());
    Ok(files)
}

/// Reads all files below a folder; `below` is its path within the first folder.
fn read_folder(folder: &Path, below: &str, files: &mut Files) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            read_folder(&path, &format!("{below}{name}/"), files)?;
        } else {
            files.insert(format!("{below}{name}"), fs::read(&path)?);
        }
    }
    Ok(())
}

fn text<'a>(files: &'a Files, path: &str) -> Result<&'a str> {
    let bytes = files
        .get(path)
        .ok_or_else(|| Error::new(ErrorKind::NotFound, format!("no file {PAGES}/{path}")))?;
    str::from_utf8(bytes).map_err(|error| Error::new(ErrorKind::InvalidData, error))
}

/// Returns the address of the repository, as `Cargo.toml` has it.
fn repository(manifest: &str) -> Result<String> {
    manifest
        .lines()
        .find_map(|line| line.strip_prefix("repository = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .ok_or_else(|| Error::new(ErrorKind::InvalidData, "Cargo.toml has no `repository`"))
}

/// The table of contents: titles of pages, and sections in their order.
struct Summary {
    /// By path.
    titles: BTreeMap<String, String>,
    sections: Vec<Section>,
}

/// A heading of the table of contents with its pages; the first has no name.
struct Section {
    name: String,
    /// The names in French and in Arabic, if its pages are translated.
    translations: Vec<String>,
    ids: Vec<String>,
}

impl Summary {
    fn read(text: &str) -> Summary {
        let (mut titles, mut sections) = (BTreeMap::new(), Vec::<Section>::new());
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("# ") {
                // The first heading is that of the table.
                let name = if sections.is_empty() { "" } else { name };
                sections.push(Section::new(name));
            } else if let Some((title, path)) = link_of(line) {
                titles.insert(path.to_owned(), title.to_owned());
                if let Some(section) = sections.last_mut() {
                    section.ids.push(id(path));
                }
            }
        }
        // Sections with pages of an earlier one hold their French, then their Arabic texts. Not
        // every page has all languages.
        let mut merged = Vec::<Section>::new();
        for section in sections {
            let is_translated = |first: &&mut Section| {
                !section.ids.is_empty() && section.ids.iter().all(|id| first.ids.contains(id))
            };
            match merged.iter_mut().find(is_translated) {
                Some(first) => first.translations.push(section.name),
                None => merged.push(section),
            }
        }
        Summary {
            titles,
            sections: merged,
        }
    }

    /// The sections as a setting that the theme reads.
    fn sections_as_yaml(&self) -> String {
        let mut yaml = "extra:\n  sections:\n".to_owned();
        for section in &self.sections {
            yaml.push_str(&format!(
                "    - pages: [{}]\n      en: {}\n",
                section.ids.join(", "),
                quoted(&section.name)
            ));
            for (lang, name) in ["fr", "ar"].iter().zip(&section.translations) {
                yaml.push_str(&format!("      {lang}: {}\n", quoted(name)));
            }
        }
        yaml
    }
}

impl Section {
    fn new(name: &str) -> Section {
        Section {
            name: name.to_owned(),
            translations: Vec::new(),
            ids: Vec::new(),
        }
    }
}

/// The first link of a line: its text and its target.
fn link_of(line: &str) -> Option<(&str, &str)> {
    let (_, rest) = line.split_once('[')?;
    let (title, rest) = rest.split_once("](")?;
    Some((title, rest.split_once(')')?.0))
}

/// A text as a YAML string in double quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The name of a page's file without `.md`, with its language.
fn file_name(path: &str) -> String {
    match translated(path) {
        Some((lang, _)) => format!("{}.{lang}", id(path)),
        None => id(path),
    }
}

/// The language and the name of a translated page of the reference.
fn translated(path: &str) -> Option<(&'static str, &str)> {
    let below = path.strip_prefix("reference/")?;
    let mut languages = ["fr", "ar"].into_iter();
    languages.find_map(|lang| Some((lang, below.strip_prefix(lang)?.strip_prefix('/')?)))
}

/// The id of a page. griot's free pages stand in one folder, so the folder becomes a part of it.
fn id(path: &str) -> String {
    match path {
        "introduction.md" => "home".to_owned(),
        SUMMARY => "contents".to_owned(),
        _ => {
            let path = path.strip_suffix(".md").unwrap_or(path);
            match translated(path) {
                Some((_, name)) => format!("reference-{name}"),
                None => path.replace('/', "-"),
            }
        }
    }
}

/// The name of a picture in `content/media/`, from its path below the project.
fn media_name(path: &str) -> String {
    path.trim_start_matches("docs/src/")
        .trim_start_matches('.')
        .replace('/', "-")
}

/// Writes pages, and collects the pictures that they show.
struct PageWriter {
    repository: String,
    /// By path below the project.
    pictures: BTreeSet<String>,
}

impl PageWriter {
    /// The page at a path below `docs/src/`, as a file of the site.
    fn page(&mut self, path: &str, title: &str, text: &str) -> String {
        let mut page = format!("---\ntitle: {}\n---\n", quoted(title));
        let is_summary = path == SUMMARY;
        // The number of backticks that end the fence.
        let mut fence = None;
        let mut has_title = false;
        for line in text.split_inclusive('\n') {
            let ticks = line.len() - line.trim_start_matches('`').len();
            match fence {
                Some(open) => {
                    page.push_str(line);
                    if ticks >= open && line[ticks..].trim().is_empty() {
                        fence = None;
                    }
                }
                None if ticks >= 3 => {
                    fence = Some(ticks);
                    page.push_str(&fence_start(line, ticks));
                }
                // The first heading is the title; the table of contents has more of them.
                None if line.starts_with("# ") && !has_title => has_title = true,
                None if line.starts_with("# ") && is_summary => page.push_str(&format!("#{line}")),
                None if line.starts_with("    ") => page.push_str(line),
                None => page.push_str(&self.with_links(path, line)),
            }
        }
        page
    }

    /// A line with its links rewritten, except in code.
    fn with_links(&mut self, path: &str, line: &str) -> String {
        let mut parts: Vec<String> = line.split('`').map(str::to_owned).collect();
        for part in parts.iter_mut().step_by(2) {
            let mut seen = String::with_capacity(part.len());
            let mut rest = part.as_str();
            while let Some((before, after)) = rest.split_once("](") {
                let Some((target, after)) = after.split_once(')') else {
                    break;
                };
                seen.push_str(&format!("{before}]({})", self.target(path, target)));
                rest = after;
            }
            seen.push_str(rest);
            *part = seen;
        }
        parts.join("`")
    }

    /// The target of a link as the site has it.
    fn target(&mut self, path: &str, target: &str) -> String {
        if target.contains("://") || target.starts_with('#') {
            return target.to_owned();
        }
        let (file, anchor) = match target.split_once('#') {
            Some((file, anchor)) => (file, format!("#{anchor}")),
            None => (target, String::new()),
        };
        let file = joined(&format!("{PAGES}/{path}"), file);
        let ending = file.rsplit('.').next().unwrap_or_default();
        if PICTURES.contains(&ending) {
            let name = media_name(&file);
            self.pictures.insert(file);
            return format!("../media/{name}");
        }
        match file.strip_prefix("docs/src/") {
            Some(page) if page.ends_with(".md") => format!("{}.md{anchor}", file_name(page)),
            _ => format!("{}/blob/HEAD/{file}{anchor}", self.repository),
        }
    }
}

/// The first line of a fence; a path in it becomes a line above, for readers to see.
fn fence_start(line: &str, ticks: usize) -> String {
    let words: Vec<&str> = line[ticks..].split_whitespace().collect();
    match words.as_slice() {
        [language, path] => format!("`{path}`\n\n{}{language}\n", &line[..ticks]),
        _ => line.to_owned(),
    }
}

/// The path to which a link leads from a file.
fn joined(from: &str, target: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
