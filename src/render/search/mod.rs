//! The search index: files that Pagefind's own script and engine read in the browser.
//!
//! Each language is an index of its own. Templates say which parts of a page count
//! (`data-pagefind-body`) and which are left out (`data-pagefind-ignore`); what only the index has
//! to know, such as names in other languages, is never published. A page is read when it is made
//! (`html.rs`, `words.rs`), and what the index keeps of it is a record (`record.rs`), kept with the
//! page for the next build; the index is put together from records (`pack.rs`). Script and engine
//! are Pagefind's (`engine.rs`), and so is the format of everything here: the tests compare it with
//! what Pagefind makes of the same pages. Addresses in the index begin below the base path, so the
//! index does not depend on where the site stands.

mod cbor;
mod digest;
mod elements;
mod engine;
mod html;
mod pack;
mod record;
mod tags;
mod words;

use std::collections::BTreeMap;

use self::html::PageReader;
pub use self::record::SearchRecord;
use super::context::PageContext;
use super::memo::{PageMemo, RenderedFile};
use crate::incremental::fingerprint::Fingerprint;
use crate::lang::{Lang, Languages};
use crate::plan::PlannedPage;
use crate::render::pages::search_facts;
use pagefind_stem::Stemmer;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use zlib_rs::{DeflateConfig, ReturnCode, compress_bound, compress_slice};

/// The folder of the index, below the base path.
pub const FOLDER: &str = "assets/pagefind/";

/// The file that names the languages and where their indexes begin.
const ENTRY: &str = "pagefind-entry.json";

/// What the index knows of a page besides its text.
#[derive(Debug, Default)]
pub struct PageFacts {
    /// Names under which it can be found and which may not stand on the page.
    pub names: Vec<String>,
    /// The title of a page that counts less by its title than others by theirs.
    pub title: Option<String>,
    /// In words.
    pub date: Option<String>,
    /// A filter and one of the page's values of it, in the page's language.
    pub filters: Vec<(&'static str, String)>,
}

/// What pages are read with.
pub struct SearchIndexer {
    reader: PageReader,
    stemmers: BTreeMap<Lang, Option<Stemmer>>,
}

/// What is known of a page that can be found.
pub struct SearchDocument<'d> {
    pub record: &'d [u8],
    /// What a search shows of it, where the page was made in this build.
    pub fragment: Option<&'d [u8]>,
}

/// The entry file, as Pagefind 1 writes it.
#[derive(Deserialize, Serialize)]
struct PagefindEntry {
    version: String,
    languages: BTreeMap<String, PagefindLanguage>,
    include_characters: Vec<String>,
}

#[derive(Deserialize, Serialize)]
struct PagefindLanguage {
    hash: String,
    /// The engine's language, where it has one of its own.
    wasm: Option<String>,
    page_count: usize,
}

impl SearchIndexer {
    pub fn new(languages: &Languages) -> SearchIndexer {
        let stemmer = |lang: Lang| (lang, words::stemmer(&tag(lang)));
        SearchIndexer {
            reader: PageReader::default(),
            stemmers: languages.iter().map(stemmer).collect(),
        }
    }

    /// Reads a page; nothing where it is none that is searched. `address` is its own below the base
    /// path.
    pub fn draft(
        &self,
        context: &PageContext,
        page: PlannedPage,
        address: &str,
        html: &str,
    ) -> Option<SearchRecord> {
        let facts = search_facts::page_facts(context, page.kind)?;
        Some(self.read(page.lang, address, html, &facts))
    }

    fn read(&self, lang: Lang, address: &str, html: &str, facts: &PageFacts) -> SearchRecord {
        let mut draft = record::draft(
            &self.reader,
            self.stemmers[&lang].as_ref(),
            address,
            html,
            facts,
        );
        draft.fragment = packed(&draft.fragment);
        draft
    }
}

/// Sends the files that a search loads; those that are as they were are left out. `replay` makes
/// the fragment of a page of a language once more, where the sink no longer has it.
pub fn index<E: Send>(
    documents: &BTreeMap<Lang, Vec<SearchDocument>>,
    memo: &PageMemo,
    render_fragment: impl Fn(Lang, usize) -> Result<Vec<u8>, E> + Sync,
) -> Result<Vec<RenderedFile>, E> {
    let mut files = Vec::new();
    let mut languages = BTreeMap::new();
    for (lang, documents) in documents {
        let records: Vec<&[u8]> = documents.iter().map(|document| document.record).collect();
        let Some(index) = pack::packed(&tag(*lang), &records) else {
            continue;
        };
        let fragments = index.fragments.par_iter().map(|(at, path, identity)| {
            let fragment = || match documents[*at].fragment {
                Some(fragment) => Ok(fragment.to_vec()),
                None => render_fragment(*lang, *at),
            };
            memo.file(&format!("{FOLDER}{path}"), *identity, fragment)
        });
        let fragments: Result<Vec<RenderedFile>, E> = fragments.collect();
        files.extend(fragments?);
        let wasm = words::stemmer(&tag(*lang)).map(|_| tag(*lang));
        let language = PagefindLanguage {
            hash: index.hash,
            wasm,
            page_count: index.fragments.len(),
        };
        languages.insert(tag(*lang), language);
        let rendered = index
            .files
            .into_par_iter()
            .with_max_len(4)
            .map(|(path, body)| {
                let identity = print(&body);
                memo.file(&format!("{FOLDER}{path}"), identity, || Ok(packed(&body)))
            });
        let rendered: Result<Vec<RenderedFile>, E> = rendered.collect();
        files.extend(rendered?);
    }
    if languages.is_empty() {
        return Ok(files);
    }
    let mut engine_files = None;
    for name in engine::names(languages.values().map(|language| language.wasm.as_deref())) {
        let file = || {
            let engine_files = engine_files.get_or_insert_with(|| engine::files(languages.keys()));
            Ok(engine_files.remove(&name).unwrap_or_default())
        };
        files.push(memo.file(&format!("{FOLDER}{name}"), 0, file)?);
    }
    let entry = PagefindEntry {
        version: pack::VERSION.to_owned(),
        languages,
        include_characters: words::JOINING.iter().map(char::to_string).collect(),
    };
    let json = serde_json::to_vec(&entry).expect("text and numbers are JSON");
    let identity = print(&json);
    files.push(memo.file(&format!("{FOLDER}{ENTRY}"), identity, || Ok(json))?);
    Ok(files)
}

/// Browsers ask in lower case.
fn tag(lang: Lang) -> String {
    lang.tag().to_lowercase()
}

fn print(bytes: &[u8]) -> u64 {
    let mut print = Fingerprint::default();
    print.bytes(bytes);
    print.finish()
}

/// A file of the index, marked as Pagefind marks it, and compressed.
fn packed(body: &[u8]) -> Vec<u8> {
    let config = DeflateConfig {
        // With a head as gzip has it.
        window_bits: 31,
        ..DeflateConfig::new(6)
    };
    let body = [b"pagefind_dcd", body].concat();
    // The head and foot of gzip are 12 bytes longer than those that the bound knows.
    let mut packed = vec![0; compress_bound(body.len()) + 12];
    let (written, outcome) = compress_slice(&mut packed, &body, config);
    assert!(outcome == ReturnCode::Ok, "there is room for all of it");
    let length = written.len();
    packed.truncate(length);
    packed
}

#[cfg(test)]
pub mod oracle;
