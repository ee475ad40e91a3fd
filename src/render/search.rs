//! The search index: Pagefind, used as a library.
//!
//! Each language is an index of its own, made from the finished pages; templates say which parts of a page count
//! (`data-pagefind-body`) and which are left out (`data-pagefind-ignore`). What only the index has to know, such as names in
//! other languages, is put into a page's head on its way there and never published. Addresses in the index begin below the
//! base path, so the index does not depend on where the site stands.

use std::collections::BTreeMap;

use pagefind::api::{PagefindIndex, SyntheticFile};
use pagefind::options::PagefindServiceConfig;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use tokio::runtime::{Builder, Runtime};

use super::Artifact;
use crate::html::escaped;
use crate::lang::Lang;

/// The folder of the index, below the base path.
pub const FOLDER: &str = "assets/pagefind/";

/// The file that names the languages and where their indexes begin.
const ENTRY: &str = "pagefind-entry.json";

/// What speaks to the index in the browser.
const API: &str = "pagefind.js";

/// Which engine a language without one of its own uses.
const ANY_LANGUAGE: &str = "wasm.unknown.pagefind";

/// What Pagefind brings besides and nobody asks for: its own interface, and a worker that our script does not start.
const UNUSED: [&str; 8] = [
    "pagefind-component-ui.css",
    "pagefind-component-ui.js",
    "pagefind-highlight.js",
    "pagefind-modular-ui.css",
    "pagefind-modular-ui.js",
    "pagefind-ui.css",
    "pagefind-ui.js",
    "pagefind-worker.js",
];

/// What the desk writes into prose and would only disturb the reading of an excerpt.
const LEFT_OUT: [&str; 3] = [".cite", ".footnote-ref", ".beside"];

/// A page to be found.
pub struct Document<'a> {
    /// Below the base path, without a slash at its beginning.
    pub address: String,
    pub html: &'a str,
    pub facts: Facts,
}

/// What the index knows of a page besides its text.
#[derive(Default)]
pub struct Facts {
    /// Names under which it can be found and which may not stand on the page.
    pub names: Vec<String>,
    /// The title of a page that counts less by its title than others by theirs.
    pub title: Option<String>,
    /// In words.
    pub date: Option<String>,
    /// A filter and one of the page's values of it, in the page's language.
    pub filters: Vec<(&'static str, String)>,
}

/// An index that is being filled. Its tasks live on its own runtime.
struct Filling {
    runtime: Runtime,
    index: PagefindIndex,
}

/// The entry file, as Pagefind 1 writes it.
#[derive(Deserialize, Serialize)]
struct Entry {
    version: String,
    languages: BTreeMap<String, Language>,
    include_characters: Vec<String>,
}

#[derive(Deserialize, Serialize)]
struct Language {
    hash: String,
    /// The engine's language, where it has one of its own.
    wasm: Option<String>,
    page_count: usize,
}

/// Indexes pages by language, and gives the files that a search loads, by path.
pub fn index(documents: &BTreeMap<Lang, Vec<Document>>) -> Vec<Artifact> {
    let filled: Vec<Filling> = documents
        .par_iter()
        .map(|(lang, documents)| fill(*lang, documents))
        .collect();
    // The rest is parallel by itself. If languages were so too, a thread that waits for one could begin another, and a
    // runtime cannot stand within a runtime.
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut entry: Option<Entry> = None;
    for filling in filled {
        for file in written(filling) {
            let name = file.filename.to_string_lossy().replace('\\', "/");
            if name == ENTRY {
                let own: Entry = serde_json::from_slice(&file.contents).expect("Pagefind writes JSON");
                match &mut entry {
                    Some(entry) => entry.languages.extend(own.languages),
                    None => entry = Some(own),
                }
            } else if !UNUSED.contains(&name.as_str()) {
                files.insert(name, file.contents);
            }
        }
    }
    let Some(entry) = entry else {
        return Vec::new();
    };
    if entry.languages.values().all(|language| language.wasm.is_some()) {
        files.remove(ANY_LANGUAGE);
    }
    debug_assert!(files.contains_key(API), "the search cannot begin without it");
    let json = serde_json::to_vec(&entry).expect("text and numbers are JSON");
    files.insert(ENTRY.to_owned(), json);
    files
        .into_iter()
        .map(|(name, bytes)| Artifact {
            path: format!("{FOLDER}{name}"),
            bytes,
        })
        .collect()
}

fn fill(lang: Lang, documents: &[Document]) -> Filling {
    let config = PagefindServiceConfig::builder()
        // Browsers ask in lower case.
        .force_language(lang.tag().to_lowercase())
        .exclude_selectors(LEFT_OUT.map(str::to_owned).to_vec())
        .build();
    let mut index = PagefindIndex::new(Some(config)).expect("these options fit together");
    let runtime = Builder::new_current_thread()
        .build()
        .expect("a runtime without timers and sockets asks nothing of the system");
    runtime.block_on(async {
        for document in documents {
            index
                .add_html_file(
                    None,
                    Some(format!("/{}", document.address)),
                    with_facts(document.html, &document.facts),
                )
                .await
                .expect("a page in memory can be read");
        }
    });
    Filling { runtime, index }
}

fn written(mut filling: Filling) -> Vec<SyntheticFile> {
    filling
        .runtime
        .block_on(filling.index.get_files())
        .expect("a site has fewer pages than a u32 can count")
}

/// A page with its facts at the end of its head.
fn with_facts(html: &str, facts: &Facts) -> String {
    let Some(at) = html.find("</head>") else {
        return html.to_owned();
    };
    let mut head = String::new();
    let mut add = |kind: &str, name: &str, value: &str| {
        head.push_str(&format!(
            "<meta data-pagefind-{kind}=\"{name}[content]\" content=\"{}\">",
            escaped(value)
        ));
    };
    for (filter, value) in &facts.filters {
        add("filter", filter, value);
    }
    // Also where there are none: Pagefind would take a page's first picture for one, with an address that depends on the base path.
    add("meta", "image", "");
    if let Some(title) = &facts.title {
        // Its heading is not taken for the title, which has a weight of its own.
        add("meta", "title", "");
        add("meta", "source", title);
    }
    if let Some(date) = &facts.date {
        add("meta", "date", date);
    }
    if !facts.names.is_empty() {
        add("meta", "names", &facts.names.join(" · "));
    }
    format!("{}{head}{}", &html[..at], &html[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> BTreeMap<Lang, Vec<Document<'static>>> {
        let page = |address: &str, html: &'static str| Document {
            address: address.to_owned(),
            html,
            facts: Facts {
                names: vec!["Timbuktu".to_owned()],
                title: None,
                date: None,
                filters: vec![("kind", "Région & ville".to_owned())],
            },
        };
        let lang = |tag| Lang::parse(tag).expect("a tag");
        BTreeMap::from([
            (
                lang("fr"),
                vec![page(
                    "regions/t/",
                    "<html><head></head><body><main data-pagefind-body><h1>Tombouctou</h1></main></body></html>",
                )],
            ),
            (
                lang("bm"),
                vec![page(
                    "bm/regions/t/",
                    "<html><head></head><body><main data-pagefind-body><h1>Tumutu</h1></main></body></html>",
                )],
            ),
        ])
    }

    #[test]
    fn each_language_has_an_index_and_nothing_else_is_published() {
        let files = index(&site());
        let names: Vec<&str> = files
            .iter()
            .map(|file| file.path.strip_prefix(FOLDER).expect("one folder"))
            .collect();
        for name in &names {
            let known = [API, ENTRY, ANY_LANGUAGE, "wasm.fr.pagefind"].contains(name)
                || [".pf_meta", ".pf_fragment", ".pf_index", ".pf_filter"]
                    .iter()
                    .any(|end| name.ends_with(end));
            assert!(known, "{name}");
        }
        let entry = files.iter().find(|file| file.path.ends_with(ENTRY)).expect("an entry");
        let entry: Entry = serde_json::from_slice(&entry.bytes).expect("JSON");
        let languages: Vec<(&str, bool)> = entry
            .languages
            .iter()
            .map(|(lang, own)| (lang.as_str(), own.wasm.is_some()))
            .collect();
        assert_eq!(
            languages,
            [("bm", false), ("fr", true)],
            "Bambara has no engine of its own"
        );
        assert_eq!(index(&site()), files, "the same pages give the same bytes");
    }

    #[test]
    fn facts_stand_in_the_head_and_are_escaped() {
        let documents = site();
        let page = documents
            .values()
            .next_back()
            .expect("two languages")
            .first()
            .expect("a page");
        let html = with_facts(page.html, &page.facts);
        assert!(
            html.contains("content=\"Région &amp; ville\"></head>")
                || html.contains("content=\"Région &amp; ville\"><meta")
        );
        assert!(html.find("Timbuktu") < html.find("</head>"), "{html}");
    }
}
