//! The texts of another generator's site, and what is known of the site.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Generator;
use super::body::Body;
use super::front::{self, Front};
use super::old_list::OldList;
use super::source::{SourceFolder, is_markdown, is_other_text};
use crate::import::report::{ImportReport, Problem, ProblemKind};
use crate::lang::Lang;
use crate::load::ContentKind;
use crate::markdown::syntax;
use crate::messages::Message;
use crate::yaml::Value;

/// What a text becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TextRole {
    Article,
    Page,
    /// The page of a folder: `_index.md`.
    Folder,
    Home,
    /// The text of a section of articles, for which griot has no place.
    ArticleSection,
}

/// The kind, folders and name of a text and its translations.
pub(super) type TextIdentity = (ContentKind, Vec<String>, String);

/// A text of the source.
pub(super) struct SourceText {
    /// The path of its file in the source.
    pub path: String,
    pub front: Front,
    pub body: Body,
    pub has_front: bool,
    pub role: TextRole,
    /// The folders that it is in, as they are called in the source.
    pub folder: Vec<String>,
    /// The name of which its id is made.
    pub name: String,
    /// The tag of its language, if the source has several.
    pub lang_tag: Option<String>,
    /// The day in the name of its file.
    pub day: Option<String>,
    /// The title that something else than its front matter gives.
    pub title: Option<String>,
    pub is_draft: bool,
    /// Topics from the names of folders and from the text.
    pub topics: Vec<String>,
    /// Its address in the old site, below the root.
    pub address: Option<String>,
    /// Other addresses that led to it in the old site, by settings and not by its aliases.
    pub former: Vec<String>,
    /// What its aliases from the root begin with: `/fr` in Hugo.
    pub alias_root: String,
    /// The pages that come first in a folder, by their paths in the source.
    pub listed: Vec<String>,
    pub id: String,
    /// The language in the name of its new file.
    pub lang: Option<Lang>,
    /// The language of a text that no text in the site's first language is the original of.
    pub own_lang: Option<Lang>,
    /// The path of its new file below `content/`. It is empty if there is none.
    pub target: String,
}

impl SourceText {
    /// Reads a text. A text that cannot be read is reported, and counted as skipped.
    pub fn read(
        folder: &SourceFolder,
        path: &str,
        report: &mut ImportReport,
    ) -> Option<SourceText> {
        let fail = |line, kind, message: Message, report: &mut ImportReport| {
            let value = message.english();
            report.add(Problem::of_cell(line, path, "", kind, &value));
            report.rows += 1;
            report.skipped += 1;
        };
        let decoded = match folder.text(path) {
            Ok(decoded) => decoded,
            Err(message) => {
                fail(0, ProblemKind::UnreadableText, message, report);
                return None;
            }
        };
        let split = match front::split(&decoded.text) {
            Ok(split) => split,
            Err(error) => {
                fail(
                    error.line,
                    ProblemKind::BadFrontMatter,
                    error.message,
                    report,
                );
                return None;
            }
        };
        if decoded.was_recoded {
            report.add(Problem::of_cell(0, path, "", ProblemKind::TextEncoding, ""));
        }
        Some(SourceText {
            body: Body::new(split.body, split.body_line),
            front: split.front,
            has_front: split.has_front,
            ..SourceText::empty(path)
        })
    }

    /// Returns a text without content.
    pub fn empty(path: &str) -> SourceText {
        SourceText {
            path: path.to_owned(),
            body: Body::new("", 1),
            front: Front::default(),
            has_front: false,
            role: TextRole::Page,
            folder: Vec::new(),
            name: super::source::stem(path).to_owned(),
            lang_tag: None,
            day: None,
            title: None,
            is_draft: false,
            topics: Vec::new(),
            address: None,
            former: Vec::new(),
            alias_root: String::new(),
            listed: Vec::new(),
            id: String::new(),
            lang: None,
            own_lang: None,
            target: String::new(),
        }
    }

    /// Returns the kind of its document.
    pub fn kind(&self) -> ContentKind {
        match self.role {
            TextRole::Article => ContentKind::Article,
            _ => ContentKind::Page,
        }
    }

    /// Returns what it has in common with its translations, and with no other text.
    pub fn identity(&self) -> TextIdentity {
        (self.kind(), self.folder.clone(), self.name.clone())
    }

    /// Returns the title in its front matter.
    pub fn own_title(&self) -> Option<String> {
        self.front.text("title").filter(|title| !title.is_empty())
    }
}

/// Another generator's site.
pub(super) struct SourceSite<'a> {
    pub generator: Generator,
    pub folder: SourceFolder<'a>,
    pub texts: Vec<SourceText>,
    /// The addresses of the site, without a final slash: `https://example.org/blog`.
    pub own_addresses: Vec<String>,
    /// The folders whose files are published at the root, each with a final slash; an empty text
    /// is the source itself.
    pub roots: Vec<String>,
    /// Its lists and feeds.
    pub lists: Vec<OldList>,
    /// The tag of the language of texts that do not say theirs.
    pub default_lang: Option<String>,
    /// The tags of the languages that its settings name.
    pub languages: BTreeSet<String>,
    /// Names of authors by the keys that texts use.
    pub authors: BTreeMap<String, String>,
    /// Whether names between colons, such as `:smile:`, stand for emoji.
    pub has_emoji_names: bool,
}

impl<'a> SourceSite<'a> {
    pub fn new(generator: Generator, folder: SourceFolder<'a>) -> SourceSite<'a> {
        SourceSite {
            generator,
            folder,
            texts: Vec::new(),
            own_addresses: Vec::new(),
            roots: Vec::new(),
            lists: Vec::new(),
            default_lang: None,
            languages: BTreeSet::new(),
            authors: BTreeMap::new(),
            has_emoji_names: false,
        }
    }

    /// Adds an address of the site, as its settings have it.
    pub fn add_own_address(&mut self, address: &str) {
        let address = address.trim().trim_end_matches('/');
        if address.contains("://") || address.starts_with("//") {
            self.own_addresses.push(address.to_owned());
        }
    }

    /// Reports the texts that are not Markdown below a folder, which ends with a slash.
    pub fn report_other_texts(
        &self,
        folder: &str,
        is_text: impl Fn(&str) -> bool,
        report: &mut ImportReport,
    ) {
        for path in &self.folder.files {
            if path.starts_with(folder) && is_other_text(path) && is_text(path) {
                report.add(Problem::of_cell(0, path, "", ProblemKind::OtherFormat, ""));
                report.rows += 1;
                report.skipped += 1;
            }
        }
    }

    /// Returns the Markdown files below a folder, which ends with a slash.
    pub fn markdown_below(&self, folder: &str) -> Vec<String> {
        let files = self.folder.files.iter();
        files
            .filter(|path| path.starts_with(folder) && is_markdown(path))
            .cloned()
            .collect()
    }
}

/// The texts of a site by their paths, addresses and names.
pub(super) struct TextIndex {
    pub by_path: HashMap<String, usize>,
    by_address: HashMap<String, usize>,
    /// The addresses that redirected to a text in the old site.
    redirects: HashMap<String, usize>,
    /// The texts and files by the last part of their paths, in lower case. Those of texts also
    /// stand without their extension.
    by_name: HashMap<String, Vec<String>>,
    /// The path of a text by its other names, in lower case.
    aliases: HashMap<String, String>,
    /// The texts that are no translations.
    originals: HashMap<TextIdentity, usize>,
    /// The texts in all languages by the paths of their pages, in lower case.
    by_page: HashMap<String, Vec<usize>>,
    /// The same by the last parts of the paths.
    by_page_name: HashMap<String, Vec<usize>>,
    /// The anchors of each text, by their letters and digits.
    anchors: Vec<HashMap<String, String>>,
}

impl TextIndex {
    /// Indexes the texts of a site. `removed` has the heading of each text that became its title.
    pub fn new(site: &SourceSite, removed: &[Option<String>]) -> TextIndex {
        let mut index = TextIndex {
            by_path: HashMap::new(),
            by_address: HashMap::new(),
            redirects: HashMap::new(),
            by_name: HashMap::new(),
            aliases: HashMap::new(),
            originals: HashMap::new(),
            by_page: HashMap::new(),
            by_page_name: HashMap::new(),
            anchors: Vec::new(),
        };
        index.add_aliases(site);
        for (at, text) in site.texts.iter().enumerate() {
            index.by_path.insert(text.path.clone(), at);
            let page = text.page_path().to_lowercase();
            let name = super::source::name(&page).to_owned();
            index.by_page.entry(page).or_default().push(at);
            index.by_page_name.entry(name).or_default().push(at);
            if text.lang.is_none() && !text.target.is_empty() {
                index.originals.insert(text.identity(), at);
            }
            if let Some(address) = &text.address {
                index.by_address.entry(bare(address)).or_insert(at);
            }
            for address in &text.former {
                index.redirects.entry(bare(address)).or_insert(at);
            }
            let mut anchors = HashMap::new();
            if let Some(heading) = &removed[at] {
                anchors.insert(letters(heading), String::new());
            }
            for heading in syntax(&text.body.text).headings {
                // griot marks some anchors with `h-` to keep them apart from its own.
                let written = heading.anchor.strip_prefix("h-");
                let keys = [
                    letters(written.unwrap_or(&heading.anchor)),
                    letters(&heading.text),
                ];
                for key in keys {
                    let anchor = heading.anchor.clone();
                    anchors.entry(key).or_insert(anchor);
                }
            }
            index.anchors.push(anchors);
        }
        for path in &site.folder.files {
            let name = super::source::name(path).to_lowercase();
            if is_markdown(path) {
                let stem = super::source::stem(path).to_lowercase();
                index.by_name.entry(stem).or_default().push(path.clone());
            }
            index.by_name.entry(name).or_default().push(path.clone());
        }
        index
    }

    /// Adds the other names or addresses that texts give themselves.
    fn add_aliases(&mut self, site: &SourceSite) {
        for (at, text) in site.texts.iter().enumerate() {
            for key in ["aliases", "alias", "redirect_from"] {
                let others = match text.front.get(key) {
                    Some(Value::List(items)) => items.iter().filter_map(front::scalar).collect(),
                    Some(value) => front::scalar(value).into_iter().collect::<Vec<_>>(),
                    None => Vec::new(),
                };
                for alias in others {
                    let name = alias.to_lowercase();
                    self.aliases
                        .entry(name)
                        .or_insert_with(|| text.path.clone());
                    if site.generator.has_alias_addresses() && alias.starts_with('/') {
                        let address = format!("{}{alias}", text.alias_root);
                        self.redirects.entry(bare(&address)).or_insert(at);
                    }
                }
            }
        }
    }

    /// Returns the texts in all languages of the page at a path. There is at least one.
    pub fn pages(&self, path: &str) -> Option<&[usize]> {
        self.by_page.get(&path.to_lowercase()).map(Vec::as_slice)
    }

    /// Returns the texts whose page has a name. There is at least one.
    pub fn pages_named(&self, name: &str) -> Option<&[usize]> {
        self.by_page_name
            .get(&name.to_lowercase())
            .map(Vec::as_slice)
    }

    /// Returns the original of a translation.
    pub fn original(&self, text: &SourceText) -> Option<usize> {
        text.lang?;
        self.originals.get(&text.identity()).copied()
    }

    /// Returns the path of the text that gives itself another name.
    pub fn alias(&self, name: &str) -> Option<&str> {
        let path = self.aliases.get(&name.to_lowercase())?;
        Some(path)
    }

    /// Returns the text at an address that it had before, or at its own.
    pub fn at_any_address(&self, address: &str) -> Option<usize> {
        self.at_address(address)
            .or_else(|| self.redirects.get(&bare(address)).copied())
    }

    /// Returns the text at an address below the old site's root.
    pub fn at_address(&self, address: &str) -> Option<usize> {
        self.by_address.get(&bare(address)).copied()
    }

    /// Returns the path of the file with a name, with or without its extension. Of several, the one
    /// with the fewest folders.
    pub fn named(&self, name: &str) -> Option<&str> {
        let paths = self.by_name.get(&name.to_lowercase())?;
        let path = paths
            .iter()
            .min_by_key(|path| (path.matches('/').count(), path.len()))?;
        Some(path)
    }

    /// Returns the anchor of a heading, which the source may write in another way. It is empty if
    /// the heading became the title.
    pub fn anchor(&self, text: usize, written: &str) -> Option<&str> {
        let anchor = self.anchors[text].get(&letters(written))?;
        Some(anchor)
    }
}

/// Returns the letters and digits of a text, without accents.
fn letters(text: &str) -> String {
    let latin = crate::load::transliterated(text).unwrap_or_else(|| text.to_lowercase());
    latin.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Returns an address without what does not matter to find its page.
fn bare(address: &str) -> String {
    let address = crate::address::decoded(address);
    let address = address.trim_end_matches("index.html");
    let address = address.strip_suffix(".html").unwrap_or(address);
    address.trim_matches('/').to_lowercase()
}
