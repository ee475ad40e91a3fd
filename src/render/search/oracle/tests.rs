//! Compares the index with that of Pagefind, for the sample and for generated pages.

use std::io::Read as _;

use flate2::read::GzDecoder;
use proptest::prelude::*;

use super::super::{ENTRY, FOLDER as OWN, PagefindEntry, SearchIndexer, compressed, pack, record};
use super::*;
use crate::lang::Languages;

/// Decompresses a file of an index if it is compressed.
fn decompressed(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        GzDecoder::new(bytes)
            .read_to_end(&mut text)
            .expect("it is packed");
        return text;
    }
    bytes.to_vec()
}

/// Returns the fragment of each page, by address.
fn fragments(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    let fragments = files
        .iter()
        .filter(|(path, _)| path.ends_with(".pf_fragment"));
    let texts =
        fragments.map(|(_, bytes)| String::from_utf8_lossy(&decompressed(bytes)).into_owned());
    texts
        .map(|text| (text.split(',').next().unwrap_or_default().to_owned(), text))
        .collect()
}

/// Asserts that two indexes are equal: reports the first page, then the first file that differs.
fn same(own: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    let (pages, others) = (fragments(own), fragments(other));
    for (address, text) in others {
        assert_eq!(pages.get(&address), Some(&text), "{address}");
    }
    for (path, bytes) in other {
        let twin = own
            .get(path)
            .unwrap_or_else(|| panic!("{path} is not in {:?}", own.keys()));
        let (one, two) = (decompressed(twin), decompressed(bytes));
        let text = String::from_utf8_lossy;
        assert!(one == two, "{path}:\n{}\n{}", text(&one), text(&two));
    }
    assert_eq!(
        own.keys().collect::<Vec<_>>(),
        other.keys().collect::<Vec<_>>()
    );
}

/// Returns whether a file has words, filters or fragments. The script and the engine are Pagefind's
/// in any case.
fn is_index(path: &str) -> bool {
    path.contains(".pf_")
}

/// Compares both outputs for the same pages.
fn compare(lang: &str, pages: &[(String, String, PageFacts)]) {
    let lang = Lang::parse(lang).expect("a tag");
    let searcher = SearchIndexer::new(&Languages::new(vec![lang]));
    let drafts: Vec<record::SearchRecord> = (pages.iter())
        .map(|(address, html, facts)| searcher.read(lang, address, html, facts))
        .collect();
    let records: Vec<&[u8]> = drafts.iter().map(|draft| draft.record.as_slice()).collect();
    let mut own = BTreeMap::new();
    if let Some(index) = pack::build_index(&tag(lang), &records) {
        own.extend(
            index
                .files
                .into_iter()
                .map(|(path, body)| (path, compressed(&body))),
        );
        own.extend(
            index
                .fragments
                .into_iter()
                .map(|(at, path, _)| (path, drafts[at].fragment.clone())),
        );
    }
    let mut other = files(lang, pages);
    other.retain(|path, _| is_index(path));
    same(&own, &other);
}

#[test]
fn the_index_of_the_sample_is_that_of_pagefind() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let copy = tempfile::tempdir().expect("a folder of our own");
    for entry in walkdir::WalkDir::new(root.join("content")) {
        let entry = entry.expect("it can be read");
        let to = copy
            .path()
            .join(entry.path().strip_prefix(root).expect("it is below"));
        match entry.file_type().is_dir() {
            true => std::fs::create_dir_all(to).expect("folders can be made"),
            false => drop(std::fs::copy(entry.path(), to).expect("files can be copied")),
        }
    }
    let options = crate::Options {
        base_url: None,
        now: crate::Now::Day(jiff::civil::date(2026, 7, 1)),
        drafts: crate::resolve::Drafts::Hidden,
        addresses: crate::plan::Addresses::FromRoot,
        permalinks: false,
        needs_address: false,
    };
    let compiled = crate::compile(copy.path(), &options, |_| {}).expect("the site can be read");
    let below = |folder: &str| -> BTreeMap<String, Vec<u8>> {
        let files = compiled.artifacts.iter();
        let files = files.filter_map(|file| {
            Some((
                file.path.strip_prefix(folder)?.to_owned(),
                file.bytes.clone(),
            ))
        });
        files.filter(|(path, _)| is_index(path)).collect()
    };
    let (own, other) = (below(OWN), below(FOLDER));
    assert!(
        other.len() > 300,
        "three languages were read: {} files",
        other.len()
    );
    same(&own, &other);
    let entry = |folder: &str| {
        let path = format!("{folder}{ENTRY}");
        let file = compiled
            .artifacts
            .iter()
            .rfind(|file| file.path == path)
            .expect("an entry");
        let entry: PagefindEntry = serde_json::from_slice(&file.bytes).expect("JSON");
        entry
    };
    // The oracle writes one entry for each language. Only the last one remains.
    let (own, other) = (entry(OWN), entry(FOLDER));
    assert_eq!(
        (own.version, own.include_characters),
        (other.version, other.include_characters)
    );
    for (lang, language) in other.languages {
        let twin = &own.languages[&lang];
        assert_eq!(
            (&twin.hash, twin.page_count),
            (&language.hash, language.page_count)
        );
        assert_eq!(twin.wasm, language.wasm);
    }
}

/// Words with all features that are split or normalized.
const WORDS: [&str; 71] = [
    "le",
    "camp",
    "d’Ogossagou",
    "l'armée",
    "ÉTÉ",
    "été",
    "ete",
    "œuvre",
    "Kélétigui",
    "porte-parole",
    "dix-neuf",
    "N’Djamena",
    "sysconfig.is_python_build",
    "www.example.org/a-b",
    "3.14",
    "1\u{202f}000",
    "12\u{a0}%",
    "camelCase",
    "XMLHttp",
    "«\u{a0}non\u{a0}»",
    "(MINUSMA)",
    "G5",
    "_under_score_",
    "km²",
    "½",
    "٣٤",
    "the",
    "running",
    "runs",
    "ran",
    "U.S.",
    "e.g.",
    "naïve",
    "Straße",
    "ẞ",
    "الجيش",
    "المالي",
    "والجيش",
    "كتب",
    "كِتَاب",
    "قُتِل",
    "مُقاتِلون",
    "؟",
    "،",
    "باماكو",
    "٢٠٢٢",
    "غاو",
    "تمبكتو",
    "إلى",
    "أُطلق",
    "🙂",
    "👨\u{200d}👩\u{200d}👧",
    "5\u{fe0f}\u{20e3}",
    "a\u{200b}b",
    "\u{200b}",
    "カタカナ",
    "バンド",
    "한국",
    "ṣǝlǝ",
    "Ɓ",
    "ℹ",
    "Mopti,",
    "(armée)",
    "_mot_.",
    "İstanbul.",
    "ⓐ!",
    "ªb,",
    "ŋ",
    "&amp;",
    "&lt;b&gt;",
    "x&nbsp;y",
];

/// Generates HTML with all elements closed: text, elements of all kinds, and Pagefind's attributes.
fn html() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(prop::sample::select(&WORDS[..]), 0..12);
    let text = (words, prop::sample::select(&["", " ", ".", ",\n", "?"][..]))
        .prop_map(|(words, end)| words.join(" ") + end);
    let names = &[
        "p",
        "p",
        "p",
        "div",
        "section",
        "h1",
        "h2",
        "h3",
        "h6",
        "ul",
        "li",
        "table",
        "td",
        "span",
        "b",
        "a",
        "time",
        "nav",
        "form",
        "svg",
        "figure",
        "details",
        "blockquote",
        "code",
        "script",
        "title",
        "label",
    ][..];
    let marks = &[
        "",
        "",
        "",
        "",
        "",
        " id=\"a\"",
        " id='b c'",
        " id=\"d&amp;e\" data-pagefind-title=\"A &amp; B\"",
        " data-pagefind-ignore",
        " data-pagefind-ignore=\"all\" id=all",
        " data-pagefind-weight=\"5\"",
        " data-pagefind-weight=\"0.5\"",
        " data-pagefind-weight=0",
        " data-pagefind-weight=x",
        " data-pagefind-weight=99",
        " class=\"x cite\"",
        " class=beside id=y",
        " data-pagefind-filter=\"topic\"",
        " data-pagefind-filter=\"topic:Peace, kind[class]\" class=\"q\"",
        " data-pagefind-meta=\"author\"",
        " data-pagefind-meta=\"date:1 May, image[src]\" src=\"/x.png\"",
        " data-pagefind-default-meta=\"author:Nobody\"",
        " data-pagefind-index-attrs=\"title,alt\" title=\"Un titre\" alt=\"\"",
        " data-pagefind-body",
        " title=\"1 > 0\"",
    ][..];
    let void = prop::sample::select(
        &[
            "<br>",
            "<hr>",
            "<img src=\"/a.png\" alt=\"x\" id=\"pic\">",
            "<wbr>",
            "<!-- a <b> -->",
            "<input class=x>",
            " < ",
            "a<3",
            "<meta data-pagefind-meta=\"license:CC\">",
            "<img data-pagefind-filter=\"pic[alt]\" alt=\"A\">",
            "<BR/>",
        ][..],
    );
    let leaf = prop_oneof![4 => text, 1 => void.prop_map(str::to_owned)];
    leaf.prop_recursive(5, 48, 6, move |inner| {
        let inner = prop::collection::vec(inner, 0..6);
        (
            prop::sample::select(names),
            prop::sample::select(marks),
            inner,
        )
            .prop_map(|(name, marks, inner)| {
                let inner = match name {
                    // The content of these elements is not HTML.
                    "script" | "title" => "if (a < b) {}".to_owned(),
                    "svg" => "<path d=\"M0 0\"/><text id=\"t\">12</text><svg><g/></svg>".to_owned(),
                    _ => inner.concat(),
                };
                format!("<{name}{marks}>{inner}</{name}>")
            })
    })
}

fn facts() -> impl Strategy<Value = PageFacts> {
    let word = prop::sample::select(&WORDS[..]).prop_map(str::to_owned);
    let filter = (
        prop::sample::select(&["kind", "actor", "year"][..]),
        word.clone(),
    );
    let filters = prop::collection::vec(filter, 0..4);
    (
        prop::collection::vec(word.clone(), 0..3),
        prop::option::of(word.clone()),
        prop::option::of(word),
        filters,
    )
        .prop_map(|(names, title, date, filters)| PageFacts {
            names,
            title,
            date,
            filters,
        })
}

#[test]
fn any_pages_are_indexed_as_pagefind_does() {
    let pages = prop::collection::vec(
        (prop::collection::vec(html(), 1..8), facts(), any::<bool>()),
        1..8,
    );
    let config = ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let lang = prop::sample::select(&["fr", "en", "ar", "bm"][..]);
    proptest!(config, |(lang in lang, pages in pages)| {
        let pages = pages.into_iter().zip(0..).map(|((body, facts, has_body), at)| {
            let mark = if has_body { " data-pagefind-body" } else { "" };
            let body = body.concat();
            let html = format!(
                "<!doctype html>\n<html lang=\"{lang}\"><head><title>A page {at}</title></head>\n<body><nav>Home</nav><main{mark}>{body}</main></body></html>\n"
            );
            (format!("pages/{at}/"), html, facts)
        });
        compare(lang, &pages.collect::<Vec<_>>());
    });
}

#[test]
fn broken_pages_are_read_somehow() {
    const PIECES: [&str; 28] = [
        "<",
        "</",
        "<html",
        "<svg",
        "</svg",
        "p",
        "h1",
        "title",
        "script",
        "br",
        " ",
        "=",
        "\"",
        "'",
        ">",
        "/>",
        "é",
        "<!--",
        "-->",
        "<!",
        "&amp;",
        "&",
        " data-pagefind-body",
        " data-pagefind-weight",
        " data-pagefind-meta=\"a[b]:,]\"",
        " id",
        "___PAGEFIND_ANCHOR___p:9:x",
        "___END_PAGEFIND_WEIGHT___",
    ];
    let html = prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40);
    let config = ProptestConfig {
        cases: 4000,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let lang = Lang::parse("fr").expect("a tag");
    let searcher = SearchIndexer::new(&Languages::new(vec![lang]));
    proptest!(config, |(html in html)| {
        let html = format!("<html>{}", html.concat());
        let draft = searcher.read(lang, "a/", &html, &PageFacts::default());
        pack::build_index("fr", &[&draft.record]);
    });
}

#[test]
fn many_words_are_many_files() {
    let word = |at: u32| format!("w{:x}é{}", at.wrapping_mul(2_654_435_761) % 5003, at % 7);
    let pages = (0..60_u32).map(|page| {
        let words: Vec<String> = (0..900).map(|at| word(page * 901 + at * at)).collect();
        let html = format!(
            "<html><head></head><body data-pagefind-body><h1>{page}</h1><p>{}</p></body></html>",
            words.join(" ")
        );
        (format!("{page}/"), html, PageFacts::default())
    });
    compare("fr", &pages.collect::<Vec<_>>());
}
