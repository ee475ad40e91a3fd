//! The search index: files that Pagefind's script and engine read in the browser.
//!
//! Each language has its own index. Templates mark which parts of a page are indexed
//! (`data-pagefind-body`) and which are not (`data-pagefind-ignore`). Facts that only the index
//! needs, such as names in other languages, are not published.
//!
//! A page is read when it is rendered (`html.rs`, `words.rs`). The result is a record
//! (`record.rs`), cached with the page for later builds, and the index is built from records
//! (`pack.rs`). The script, the engine (`engine.rs`) and the file format are Pagefind's. Tests
//! compare the output with Pagefind's for the same pages. Addresses in the index are relative to
//! the base path, so that the index does not depend on it.

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

use pagefind_stem::Stemmer;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use zlib_rs::{DeflateConfig, ReturnCode, compress_bound, compress_slice};

use self::html::PageReader;
pub use self::record::SearchRecord;
use super::context::PageContext;
use super::memo::{PageMemo, RenderedFile};
use crate::incremental::fingerprint::Fingerprint;
use crate::lang::{Lang, Languages};
use crate::plan::PlannedPage;
use crate::render::pages::search_facts;

/// The folder of the index, relative to the base path.
pub const FOLDER: &str = "assets/pagefind/";

/// The file that lists the languages and their indexes.
const ENTRY: &str = "pagefind-entry.json";

/// The data of a page for the index, besides its text.
#[derive(Debug, Default)]
pub struct PageFacts {
    /// Additional names by which the page is found. They need not be on the page.
    pub names: Vec<String>,
    /// The title for the index, if the page has to rank below pages with the same title.
    pub title: Option<String>,
    /// The date, in words.
    pub date: Option<String>,
    /// Pairs of a filter and a value in the page's language.
    pub filters: Vec<(&'static str, String)>,
}

/// Reads pages for the index.
pub struct SearchIndexer {
    reader: PageReader,
    stemmers: BTreeMap<Lang, Option<Stemmer>>,
}

/// A page of the index.
pub struct SearchDocument<'d> {
    pub record: &'d [u8],
    /// The data of the page that results show, if the page was rendered in this build.
    pub fragment: Option<&'d [u8]>,
}

/// The entry file in the format of Pagefind 1.
#[derive(Deserialize, Serialize)]
struct PagefindEntry {
    version: String,
    languages: BTreeMap<String, PagefindLanguage>,
    include_characters: Vec<String>,
}

/// A language in the entry file.
#[derive(Deserialize, Serialize)]
struct PagefindLanguage {
    hash: String,
    /// The language of the engine, or `None` if there is no engine for this language.
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

    /// Reads a page. Returns `None` if it is not searchable. `address` is relative to the base
    /// path.
    pub fn read_page(
        &self,
        context: &PageContext,
        page: PlannedPage,
        address: &str,
        html: &str,
    ) -> Option<SearchRecord> {
        let context = context.of_data();
        let facts = search_facts::page_facts(&context, page.kind)?;
        Some(self.read(page.lang, address, html, &facts))
    }

    /// Reads a page and compresses its fragment.
    fn read(&self, lang: Lang, address: &str, html: &str, facts: &PageFacts) -> SearchRecord {
        let mut draft = record::read_page(
            &self.reader,
            self.stemmers[&lang].as_ref(),
            address,
            html,
            facts,
        );
        draft.fragment = compressed(&draft.fragment);
        draft
    }
}

/// Renders the files of the index, except the unchanged ones. `render_fragment` renders the
/// fragment of a page again if the sink no longer has it.
pub fn index<E: Send>(
    documents: &BTreeMap<Lang, Vec<SearchDocument>>,
    memo: &PageMemo,
    render_fragment: impl Fn(Lang, usize) -> Result<Vec<u8>, E> + Sync,
) -> Result<Vec<RenderedFile>, E> {
    let mut files = Vec::new();
    let mut languages = BTreeMap::new();
    for (lang, documents) in documents {
        let records: Vec<&[u8]> = documents.iter().map(|document| document.record).collect();
        let Some(index) = pack::build_index(&tag(*lang), &records) else {
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
                let identity = fingerprint(&body);
                memo.file(&format!("{FOLDER}{path}"), identity, || {
                    Ok(compressed(&body))
                })
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
    let identity = fingerprint(&json);
    files.push(memo.file(&format!("{FOLDER}{ENTRY}"), identity, || Ok(json))?);
    Ok(files)
}

/// Returns the language tag in lower case, as browsers request it.
fn tag(lang: Lang) -> String {
    lang.tag().to_lowercase()
}

fn fingerprint(bytes: &[u8]) -> u64 {
    let mut fingerprint = Fingerprint::default();
    fingerprint.bytes(bytes);
    fingerprint.finish()
}

/// Returns a file of the index with Pagefind's signature, compressed.
fn compressed(body: &[u8]) -> Vec<u8> {
    let config = DeflateConfig {
        // A value of 16 more than the window size selects the gzip format.
        window_bits: 31,
        ..DeflateConfig::new(6)
    };
    let body = [b"pagefind_dcd", body].concat();
    // The header and trailer of gzip have 12 bytes more than the bound includes.
    let mut packed = vec![0; compress_bound(body.len()) + 12];
    let (written, outcome) = compress_slice(&mut packed, &body, config);
    assert!(outcome == ReturnCode::Ok, "there is room for all of it");
    let length = written.len();
    packed.truncate(length);
    packed
}

#[cfg(test)]
pub mod oracle;
