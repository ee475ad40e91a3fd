//! The search: an index for each language with published content only, and a page that works
//! without it.

#![cfg(feature = "search")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use crate::support::{self, Site, Theme};
use flate2::read::GzDecoder;
use griot::render::Artifact;
use griot::resolve::Drafts;
use griot::{Options, compile};
use serde_json::Value;

const FOLDER: &str = "assets/pagefind/";

/// A small site in French and English, with a draft, a future article, and a place that may not be
/// published.
fn site() -> Site {
    Site::new(&[
        (
            "content/site.yaml",
            "title: {fr: Le site, en: The site}\nlanguages: [fr, en]\nbase_url: https://x.org/\n",
        ),
        (
            "content/actors/fama.md",
            "---\nname: {fr: Forces armées maliennes, en: Malian armed forces}\naliases: [FAMa]\nactor_type: State forces\n---\n\nUne armée.\n",
        ),
        (
            "content/regions/mali.md",
            "---\nname: Mali\nlevel: country\n---\n\nUn pays.\n",
        ),
        (
            "content/regions/tombouctou.md",
            "---\nname: {fr: Tombouctou, en: Timbuktu}\nlevel: adm1\npart_of: [mali]\n---\n\nUne ville.\n",
        ),
        (
            "content/sources/communique.md",
            "---\ntitle: Communiqué n° 7\nkind: communique\noriginal: fama\n---\n",
        ),
        (
            "content/events/2022-02-operation.md",
            "---\ntitle: {fr: Opération Kélétigui, en: Operation Keletigui}\ndate: 2022-02-22\nevent_type: Battles\nsub_event_type: Armed clash\n\
             regions: [tombouctou]\nside_a: [fama]\npublish_precision: adm1\nplace: {name: Hameau secret}\nclaims:\n  - id: toll\n    measure: killed\n    count: 19\n    \
             claimant: fama\n    sources: [communique]\n    quote: {fr: nos unités ont manœuvré}\n---\n\nLe combat a duré.\n",
        ),
        (
            "content/articles/a.md",
            "---\ntitle: Ce que dit l’armée\ndate: 2022-02-23\nevents: [2022-02-operation]\n---\n\n## Le récit officiel\n\nUn mot rare, anacoluthe, est ici. Elle parle de [19 morts](claim:2022-02-operation#toll) ce jour-là.\n",
        ),
        (
            "content/articles/brouillon.md",
            "---\ntitle: Brouillon invisible\ndate: 2022-02-23\ndraft: yes\n---\n\nInvisible.\n",
        ),
        (
            "content/articles/demain.md",
            "---\ntitle: Demain invisible\ndate: 2030-01-01\n---\n\nInvisible.\n",
        ),
    ])
}

fn compiled(site: &Site, base: &str) -> Vec<Artifact> {
    let options = Options {
        base_url: Some(format!("https://x.org{base}")),
        ..support::options()
    };
    let compiled = compile(site.root(), &options, |_| {}).expect("the site can be read");
    assert!(
        !compiled.artifacts.is_empty(),
        "{}",
        support::findings(&compiled)
    );
    compiled.artifacts
}

fn bundle(artifacts: &[Artifact]) -> BTreeMap<&str, &[u8]> {
    artifacts
        .iter()
        .filter_map(|file| Some((file.path.strip_prefix(FOLDER)?, file.bytes.as_slice())))
        .collect()
}

/// A file of the index, unpacked and without its mark.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    GzDecoder::new(bytes)
        .read_to_end(&mut text)
        .expect("it is packed");
    text.strip_prefix(b"pagefind_dcd")
        .expect("it is marked")
        .to_vec()
}

/// Returns the records of the index of a language, by address.
fn fragments(artifacts: &[Artifact], lang: &str) -> BTreeMap<String, Value> {
    let start = format!("fragment/{lang}_");
    bundle(artifacts)
        .into_iter()
        .filter(|(name, _)| name.starts_with(&start))
        .map(|(_, bytes)| serde_json::from_slice(&unpacked(bytes)).expect("a fragment is JSON"))
        .map(|page: Value| (page["url"].as_str().expect("an address").to_owned(), page))
        .collect()
}

fn content(page: &Value) -> &str {
    page["content"].as_str().expect("a text")
}

#[test]
fn each_language_has_its_own_index() {
    let artifacts = compiled(&site(), "/");
    let french = fragments(&artifacts, "fr");
    let addresses: Vec<&str> = french.keys().map(String::as_str).collect();
    assert_eq!(
        addresses,
        [
            "/actors/fama/",
            "/articles/a/",
            "/events/2022-02-operation/",
            "/regions/mali/",
            "/regions/tombouctou/",
            "/sources/communique/",
        ]
    );
    let english = fragments(&artifacts, "en");
    assert!(
        english.keys().all(|address| address.starts_with("/en/")),
        "{english:?}"
    );
    assert!(
        !english.contains_key("/en/articles/a/"),
        "it is not translated"
    );
    assert!(content(&english["/en/regions/tombouctou/"]).starts_with("Timbuktu."));
    let names = &french["/regions/tombouctou/"]["meta"]["names"];
    assert_eq!(
        names, "Tombouctou · Timbuktu",
        "found by its name in another language too, and before pages that have it in their title"
    );
}

#[test]
fn headings_and_claims_are_places_of_their_own() {
    let french = fragments(&compiled(&site(), "/"), "fr");
    let places = |address: &str| -> Vec<(String, String)> {
        let anchors = french[address]["anchors"].as_array().expect("a list");
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        anchors
            .iter()
            .map(|anchor| {
                (
                    word(&anchor["id"]),
                    word(anchor.get("title").unwrap_or(&anchor["text"])),
                )
            })
            .collect()
    };
    let of_article = places("/articles/a/");
    assert!(
        of_article.contains(&("le-récit-officiel".into(), "Le récit officiel".into())),
        "{of_article:?}"
    );
    let of_event = places("/events/2022-02-operation/");
    let title = "19 tués (Forces armées maliennes)";
    assert!(
        of_event.contains(&("toll".into(), title.into())),
        "{of_event:?}"
    );
    assert!(content(&french["/events/2022-02-operation/"]).contains("nos unités ont manœuvré"));
}

#[test]
fn filters_are_in_the_language_of_the_page() {
    let french = fragments(&compiled(&site(), "/"), "fr");
    let event = &french["/events/2022-02-operation/"]["filters"];
    assert_eq!(
        event,
        &serde_json::json!({
            "actor": ["Forces armées maliennes"],
            "kind": ["Événement"],
            "region": ["Tombouctou", "Mali"],
            "year": ["2022"],
        })
    );
    assert_eq!(french["/articles/a/"]["filters"]["year"][0], "2022");
    assert_eq!(
        french["/events/2022-02-operation/"]["meta"]["date"],
        "22 février 2022"
    );
}

#[test]
fn only_the_main_text_is_indexed() {
    let french = fragments(&compiled(&site(), "/"), "fr");
    let actor = content(&french["/actors/fama/"]);
    assert!(
        !actor.contains("Kélétigui"),
        "lists of other things are not its text: {actor}"
    );
    for (address, page) in &french {
        assert!(
            !content(page).contains("Accueil"),
            "{address}: navigation is not text"
        );
    }
    // A figure is part of its sentence; the note about it is not.
    let article = content(&french["/articles/a/"]);
    assert!(
        article.contains("Elle parle de 19 morts ce jour-là."),
        "the sentence is whole: {article}"
    );
}

#[test]
fn nothing_withheld_is_in_the_index() {
    let artifacts = compiled(&site(), "/");
    let mut looked = 0;
    for (name, bytes) in bundle(&artifacts) {
        let text = if [".pf_fragment", ".pf_index", ".pf_filter", ".pf_meta"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            looked += 1;
            unpacked(bytes)
        } else {
            bytes.to_vec()
        };
        let text = String::from_utf8_lossy(&text).to_lowercase();
        for word in ["invisible", "secret", "brouillon"] {
            assert!(
                name.ends_with(".js") || !text.contains(word),
                "{name} holds `{word}`"
            );
        }
    }
    assert!(
        looked > 15,
        "the files of the index were looked at: {looked}"
    );
    let shown = Options {
        drafts: Drafts::Shown,
        ..support::options()
    };
    let site = site();
    let with_drafts = compile(site.root(), &shown, |_| {}).expect("the site can be read");
    assert!(
        fragments(&with_drafts.artifacts, "fr").contains_key("/articles/brouillon/"),
        "this test would find a draft that is there"
    );
}

#[test]
fn the_index_does_not_depend_on_the_base_path() {
    let site = site();
    let (root, below) = (compiled(&site, "/"), compiled(&site, "/repo/"));
    assert_eq!(bundle(&root), bundle(&below));
    assert_eq!(
        bundle(&root),
        bundle(&compiled(&site, "/")),
        "twice the same"
    );
}

#[test]
fn only_what_a_search_loads_is_published() {
    let artifacts = compiled(&site(), "/");
    for name in bundle(&artifacts).keys() {
        let known = [
            "pagefind.js",
            "pagefind-worker.js",
            "pagefind-entry.json",
            "wasm.fr.pagefind",
            "wasm.en.pagefind",
        ]
        .contains(name)
            || name.starts_with("fragment/")
            || name.starts_with("index/")
            || name.starts_with("filter/")
            || name.ends_with(".pf_meta");
        assert!(known, "{name}");
    }
    let sitemap = artifacts
        .iter()
        .find(|file| file.path == "sitemap.xml")
        .expect("a sitemap");
    let sitemap = String::from_utf8_lossy(&sitemap.bytes);
    assert!(
        sitemap.contains("/search/<") && !sitemap.contains("pagefind"),
        "{sitemap}"
    );
}

#[test]
fn a_first_search_is_small() {
    let compiled = support::published_sample("/repo/", Theme::Default);
    let files = bundle(&compiled.artifacts);
    let size = |begin: &str, end: &str| -> (usize, usize, usize) {
        let sizes = files
            .iter()
            .filter(|(name, _)| name.starts_with(begin) && name.ends_with(end))
            .map(|(_, bytes)| bytes.len());
        sizes.fold((0, 0, 0), |(most, all, count), bytes| {
            (most.max(bytes), all + bytes, count + 1)
        })
    };
    let (_, fragments, count) = size("fragment/fr", "");
    // What the browser asks for when one word is looked for, and ten results are shown.
    let parts = [
        ("worker", size("pagefind-worker.js", "").0),
        ("entry", size("pagefind-entry", "").0),
        ("engine", size("wasm.fr", "").0),
        ("pages", size("pagefind.fr", "").0),
        ("words", size("index/fr", "").0),
        // Ten of sixteen pages are shown first; filters are loaded when they are opened.
        ("results", fragments * 16 / count.max(1)),
    ];
    let total: usize = parts.iter().map(|(_, bytes)| bytes).sum();
    assert!(
        total < 220_000,
        "a first search loads {total} bytes: {parts:?}"
    );
}

#[test]
fn a_source_counts_less_by_its_title_and_an_actor_more_by_its_aliases() {
    let french = fragments(&compiled(&site(), "/"), "fr");
    let source = &french["/sources/communique/"]["meta"];
    assert_eq!(source["title"], "");
    let title = source["source"].as_str().unwrap_or_default();
    assert!(title.starts_with("Communiqué"), "{source}");
    let actor = &french["/actors/fama/"]["meta"];
    assert_eq!(actor["title"], "Forces armées maliennes");
    let names = actor["names"].as_str().unwrap_or_default();
    assert!(names.split(" · ").any(|name| name == "FAMa"), "{actor}");
}

/// Returns an asset of a language. Its path has a hash of its content, and the search page names it.
fn asset<'a>(artifacts: &'a [Artifact], name: &str, lang: &str) -> &'a Artifact {
    let (start, end) = (format!("assets/{name}.{lang}."), ".json");
    let found = artifacts.iter().filter(|file| {
        let hash = file.path.strip_prefix(&start);
        hash.and_then(|rest| rest.strip_suffix(end))
            .is_some_and(|hash| hash.len() == 8 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
    });
    let found: Vec<&Artifact> = found.collect();
    let [file] = found.as_slice() else {
        panic!("{} files begin with {start}", found.len());
    };
    let folder = if lang == "fr" { "" } else { "en/" };
    let page = artifacts
        .iter()
        .find(|page| page.path == format!("{folder}search/index.html"))
        .expect("there is a search page");
    let page = String::from_utf8_lossy(&page.bytes);
    assert!(page.contains(&file.path), "the page names {}", file.path);
    file
}

#[test]
fn values_of_filters_are_in_a_file_of_each_language() {
    let artifacts = compiled(&site(), "/");
    let values = |lang: &str| -> Value {
        let file = asset(&artifacts, "filters", lang);
        serde_json::from_slice(&file.bytes).expect("JSON")
    };
    let french = values("fr");
    assert_eq!(
        french["kind"],
        serde_json::json!(["Acteur", "Article", "Événement", "Région", "Source"])
    );
    assert_eq!(
        french["actor"],
        serde_json::json!(["Forces armées maliennes"])
    );
    assert_eq!(french["region"], serde_json::json!(["Mali", "Tombouctou"]));
    assert_eq!(french["year"], serde_json::json!(["2022"]));
    assert_eq!(
        values("en")["region"],
        serde_json::json!(["Mali", "Timbuktu"])
    );
}

#[test]
fn names_that_may_be_meant_are_in_a_file_of_each_language() {
    let artifacts = compiled(&site(), "/");
    let names = |lang: &str| -> Vec<String> {
        let file = asset(&artifacts, "names", lang);
        serde_json::from_slice(&file.bytes).expect("JSON")
    };
    let french = names("fr");
    for name in [
        "Tombouctou",
        "Mali",
        "Forces armées maliennes",
        "FAMa",
        "Kélétigui",
    ] {
        assert!(
            french.iter().any(|known| known == name),
            "{name}: {french:?}"
        );
    }
    assert!(names("en").iter().any(|known| known == "Timbuktu"));
    let distinct: BTreeSet<&String> = french.iter().collect();
    assert_eq!(distinct.len(), french.len(), "each once: {french:?}");
    for file in &artifacts {
        if file.path.starts_with("assets/names.") {
            let text = String::from_utf8_lossy(&file.bytes).to_lowercase();
            assert!(
                !text.contains("brouillon") && !text.contains("invisible"),
                "{text}"
            );
        }
    }
}

#[test]
fn the_page_is_an_index_without_its_script() {
    let site = site();
    site.build().expect("it can be written");
    let page = site.page("search/index.html");
    for entry in [
        "href=\"/articles/a/\"",
        "href=\"/actors/fama/\"",
        "href=\"/events/2022-02-operation/\"",
        "href=\"/sources/communique/\"",
        "href=\"#part-letter-1\"",
    ] {
        assert!(page.contains(entry), "{entry} is not in {page}");
    }
    assert!(
        page.contains("role=\"search\" hidden"),
        "what needs the script shows with it only"
    );
    assert!(
        page.contains(
            "connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'\""
        ),
        "{page}"
    );
    let other = site.page("actors/fama/index.html");
    assert!(
        other.contains("href=\"/search/\""),
        "every page leads there"
    );
    assert!(
        other.contains("connect-src 'self'; script-src 'self'\"")
            && !other.contains("/assets/search."),
        "and no other runs its script: {other}"
    );
    assert!(
        site.page("en/search/index.html")
            .contains("Operation Keletigui")
    );
}

#[test]
fn a_site_can_do_without() {
    let site = site();
    let settings = site.root().join("content/site.yaml");
    let text = std::fs::read_to_string(&settings).expect("it is there");
    site.put("content/site.yaml", &format!("{text}search: no\n"));
    let artifacts = compiled(&site, "/");
    for file in &artifacts {
        assert!(
            !file.path.contains("search") && !file.path.contains("pagefind"),
            "{}",
            file.path
        );
        assert!(
            !String::from_utf8_lossy(&file.bytes).contains("/search/"),
            "{}",
            file.path
        );
    }
}

/// Runs griot on a site as of this day, and returns its output.
fn run(site: &Site, command: &str) -> String {
    let run = support::griot()
        .args([command, "--now", "2026-01-01", "--root"])
        .arg(site.root())
        .assert()
        .success();
    String::from_utf8_lossy(&run.get_output().stderr).into_owned()
}

/// The files of an index in the output, by path.
fn published(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let out = site.root().join("public");
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(out.join(FOLDER)) {
        let entry = entry.expect("it can be read");
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(&out).expect("it is below");
            let path = path.to_string_lossy().replace('\\', "/");
            files.insert(path, std::fs::read(entry.path()).expect("it can be read"));
        }
    }
    files
}

#[test]
fn what_is_gone_of_an_index_is_made_again_and_nothing_else() {
    let site = site();
    run(&site, "build");
    let files = published(&site);
    assert!(files.len() > 20, "{:?}", files.keys());
    for end in [
        ".pf_fragment",
        ".pf_index",
        ".pf_filter",
        ".pf_meta",
        ".js",
        ".json",
        "wasm.fr.pagefind",
    ] {
        let path = files
            .keys()
            .find(|path| path.ends_with(end))
            .expect("there is one");
        std::fs::remove_file(site.root().join("public").join(path)).expect("it can be deleted");
        let said = run(&site, "build");
        assert!(said.contains("1 written"), "{path}: {said}");
        assert_eq!(published(&site), files, "{path}");
    }
    // Without a cache, every page is read again.
    std::fs::remove_dir_all(site.root().join(".griot-cache")).expect("it can be deleted");
    let said = run(&site, "build");
    assert!(!said.contains(" written"), "{said}");
    assert_eq!(published(&site), files);
}

#[test]
fn a_sentence_changes_its_page_and_the_words_in_it() {
    let site = site();
    run(&site, "build");
    let before = published(&site);
    let path = "content/articles/a.md";
    let text = std::fs::read_to_string(site.root().join(path)).expect("it is there");
    site.put(path, &format!("{text}\nEncore un mot : zeugme.\n"));
    run(&site, "build");
    let after = published(&site);
    let new: Vec<&String> = after
        .keys()
        .filter(|path| before.get(*path) != after.get(*path))
        .collect();
    let kinds: Vec<&str> = new
        .iter()
        .filter_map(|path| path.rsplit('.').next())
        .collect();
    assert_eq!(
        kinds,
        ["pf_fragment", "pf_index", "json", "pf_meta"],
        "{new:?}"
    );
    assert_eq!(after.len(), before.len(), "what was replaced is gone");
    let shown = site.compile();
    assert_eq!(bundle(&shown.artifacts).len(), after.len());
    for (name, bytes) in bundle(&shown.artifacts) {
        assert!(
            after[&format!("{FOLDER}{name}")] == bytes,
            "{name} is that of a first build"
        );
    }
}

#[test]
fn a_check_makes_no_index_and_forgets_none() {
    let site = site();
    run(&site, "check");
    run(&site, "build");
    let files = published(&site);
    site.put(
        "content/articles/b.md",
        "---\ntitle: Un autre\ndate: 2022-02-24\n---\n\nUn texte.\n",
    );
    run(&site, "check");
    assert_eq!(published(&site), files, "a check writes nothing");
    std::fs::remove_file(site.root().join("content/articles/b.md")).expect("it is there");
    let said = run(&site, "build");
    assert!(!said.contains(" written"), "{said}");
    assert_eq!(published(&site), files);
}
