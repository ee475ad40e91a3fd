//! The script of every page: its location, its restrictions, and a site without it.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use crate::support::Site;

fn site(setting: &str) -> Site {
    Site::new(&[
        (
            "content/site.yaml",
            &format!("title: Mali\nlanguages: [en, fr]\nundeclared: allow\n{setting}"),
        ),
        (
            "content/events/attack.md",
            "---\ntitle: {en: An attack, fr: Une attaque}\ndate: 2021-03-01..2021-03-04\nevent_type: Battles\nregions: [mopti]\nside_a: [army]\nside_b: [group]\n\
             claims:\n  - {id: many, measure: killed, count: {low: 20, high: 30}, claimant: army, of: group, sources: [paper], grade: weak}\n  \
             - {id: few, measure: killed, count: 4, claimant: group, of: group, sources: [paper]}\n---\n",
        ),
        (
            "content/events/later.md",
            "---\ntitle: {en: Later}\ndate: 2022-05-01\nregions: [gao]\nside_a: [army]\n---\n",
        ),
        ("content/regions/mali.md", "---\nname: Mali\n---\n"),
        (
            "content/regions/mopti.md",
            "---\nname: Mopti\npart_of: mali\n---\n",
        ),
        ("content/sources/paper.md", "---\ntitle: A paper\n---\n"),
    ])
}

fn rows(site: &Site, path: &str) -> Value {
    serde_json::from_str(&site.page(path)).expect("rows are JSON")
}

/// The addresses of what is published for the script.
fn files(site: &Site) -> Vec<String> {
    let page = site.page("index.html");
    let (_, rest) = page
        .split_once("<script type=\"module\" src=\"/")
        .expect("a script");
    let script = rest.split('"').next().unwrap_or_default().to_owned();
    let text = site.page(&script);
    let settings = text
        .strip_prefix("const settings = ")
        .and_then(|rest| rest.split_once(";\n"));
    let settings: Value = serde_json::from_str(settings.expect("settings first").0).expect("JSON");
    ["style", "lists", "rows"]
        .map(|key| settings[key].as_str().expect("an address")[1..].to_owned())
        .into_iter()
        .chain([script])
        .collect()
}

#[test]
fn every_page_has_the_script_of_its_language_and_a_strict_policy() {
    let site = site("");
    site.build().expect("it can be written");
    for file in files(&site) {
        assert!(site.has(&file), "{file} is published");
    }
    for (page, lang) in [
        ("index.html", "en"),
        ("events/attack/index.html", "en"),
        ("fr/events/index.html", "fr"),
        ("fr/actors/army/index.html", "fr"),
    ] {
        let html = site.page(page);
        assert_eq!(html.matches("<script").count(), 1, "{page}");
        assert!(
            html.contains(&format!(
                "<script type=\"module\" src=\"/assets/site.{lang}."
            )),
            "{page}"
        );
        assert!(html.contains("content=\"default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; connect-src 'self'; script-src 'self'\""), "{html}");
    }
}

#[test]
fn a_site_can_do_without_the_script() {
    let with = site("");
    with.build().expect("it can be written");
    let without = site("scripts: no\nsearch: no\n");
    without.build().expect("it can be written");
    for file in files(&with) {
        assert!(!without.has(&file), "{file}");
    }
    let page = without.page("events/index.html");
    for sign in ["<script", "script-src", "data-list", "sift"] {
        assert!(!page.contains(sign), "{sign} in {page}");
    }
    assert!(
        with.page("events/index.html")
            .contains("data-list=\"events\"")
    );
}

#[test]
fn the_script_is_small() {
    let site = site("");
    site.build().expect("it can be written");
    let compressed = |path: &str| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::new(9));
        encoder
            .write_all(site.page(path).as_bytes())
            .expect("memory takes it");
        encoder.finish().expect("memory takes it").len()
    };
    let script = files(&site).pop().expect("the last is the script");
    assert!(
        compressed(&script) < 10 * 1024,
        "{} bytes",
        compressed(&script)
    );
}

#[test]
fn rows_say_what_pages_say() {
    let site = site("");
    site.build().expect("it can be written");
    let all = rows(&site, "events/rows.json");
    assert_eq!(
        all["actors"],
        json!([["army", "/actors/army/"], ["group", "/actors/group/"]])
    );
    assert_eq!(
        all["regions"],
        json!([
            ["gao", "/regions/gao/"],
            ["Mali", "/regions/mali/"],
            ["Mopti", "/regions/mopti/"]
        ])
    );
    assert_eq!(
        all["columns"],
        json!({
            "events": [
                "url", "title", "day", "when", "regions", "actors", "type", "grade", "figure", "unit", "measure", "most",
                "disputed", "sub", "date",
            ],
            "claims": [
                "event", "url", "figure", "measure", "unit", "claimant", "sources", "count", "grade", "of", "disputed",
                "counted", "low", "high", "best", "date",
            ],
        })
    );
    assert_eq!(
        all["events"],
        json!([
            [
                "/events/attack/",
                "An attack",
                "2021-03-01",
                "between 1 and 4 March 2021",
                [2, 1],
                [0, 1],
                0,
                0,
                "20 to 30 or 4",
                0,
                0,
                30,
                true,
                null,
                "2021-03-01..2021-03-04",
            ],
            [
                "/events/later/",
                "Later",
                "2022-05-01",
                "1 May 2022",
                [0],
                [0]
            ],
        ])
    );
    assert_eq!(
        all["claims"],
        json!([
            [
                0,
                "#many",
                "20 to 30",
                0,
                0,
                0,
                [0],
                null,
                0,
                1,
                true,
                null,
                20,
                30
            ],
            [0, "#few", "4", 0, 0, 1, [0], 4, null, 1, true],
        ])
    );
    // In another language words and addresses are its own, and a text that it lacks says its
    // language.
    let french = rows(&site, "fr/events/rows.json");
    assert_eq!(french["events"][0][1], json!("Une attaque"));
    assert_eq!(french["events"][1][1], json!(["Later", "en"]));
    assert_eq!(french["events"][0][0], json!("/fr/events/attack/"));
}

#[test]
fn the_built_in_asset_and_its_copy_are_the_same_file() {
    let site = site("");
    site.build().expect("it can be written");
    let before = files(&site);
    let own =
        std::fs::read_to_string(crate::support::project().join("themes/default/assets/site.js"))
            .expect("it can be read");
    site.put("themes/default/assets/site.js", &own);
    site.build().expect("it can be written");
    assert_eq!(
        files(&site),
        before,
        "a copy of what is built in is no file of the site's own"
    );
    site.put("themes/default/assets/site.js", "// Ours.\n");
    site.build().expect("it can be written");
    let script = files(&site).pop().expect("the script");
    assert!(
        site.page(&script).ends_with(";\n// Ours.\n"),
        "and another is published as it is"
    );
}
