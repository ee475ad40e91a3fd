//! Unpublished content is not in the output: a word is planted in every field of a withheld
//! article, and no byte of the output may contain one. The same site with drafts and a later day
//! shows each of them, which proves that every one could be found.

#![cfg(feature = "search")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use crate::support::{self, Site};
use flate2::read::GzDecoder;

/// All planted words begin so, and nothing else does.
const PLANTED: &str = "qvorx";

/// Each planted word, and the beginning of the path of a file that has it when everything is shown.
const FOUND: &[(&str, &str)] = &[
    // A draft in the site's first language, and its translation, which does not call itself a
    // draft.
    ("qvorxid", "articles/qvorxid/index.html"),
    ("qvorxtitle", "articles/qvorxid/index.html"),
    ("qvorxtitle", "index.html"),
    ("qvorxtitle", "feed.xml"),
    ("qvorxsummary", "articles/index.html"),
    ("qvorxauthor", "articles/qvorxid/index.html"),
    ("qvorxbody", "articles/qvorxid/index.html"),
    ("qvorxbody", "assets/pagefind/fragment/"),
    ("qvorxheading", "articles/qvorxid/index.html"),
    ("qvorxnote", "articles/qvorxid/index.html"),
    ("qvorxtopic", "topics/qvorxtopic/index.html"),
    ("qvorxtopic", "topics/index.html"),
    ("qvorxalt", "articles/qvorxid/index.html"),
    ("qvorxcaption", "articles/qvorxid/index.html"),
    ("qvorxshot", "media/articles/qvorxshot.png"),
    ("qvorxhero", "media/qvorxhero.png"),
    ("qvorxheroalt", "articles/qvorxid/index.html"),
    ("qvorxcredit", "articles/qvorxid/index.html"),
    ("qvorxtable", "media/qvorxtable.csv"),
    ("qvorxcell", "media/qvorxtable.csv"),
    ("qvorxold", "qvorxold/address/index.html"),
    ("qvorxcorrection", "corrections/index.html"),
    ("qvorxquestion", "articles/qvorxid/index.html"),
    ("qvorxfigurealt", "articles/qvorxid/index.html"),
    ("qvorxentitle", "en/articles/qvorxid/index.html"),
    ("qvorxenbody", "en/articles/qvorxid/index.html"),
    ("qvorxid", "sitemap.xml"),
    // What stands inline in it.
    ("qvorxevent", "articles/qvorxid/index.html"),
    ("qvorxeventtitle", "events/2022/index.html"),
    ("qvorxeventtitle", "actors/fama/index.html"),
    ("qvorxeventtitle", "regions/mali/index.html"),
    ("qvorxeventtitle", "articles/public/index.html"),
    ("qvorxplace", "articles/qvorxid/index.html"),
    ("qvorxwhere", "articles/qvorxid/index.html"),
    ("qvorxclaimid", "articles/qvorxid/index.html"),
    ("qvorxlabel", "articles/qvorxid/index.html"),
    ("qvorxquote", "articles/qvorxid/index.html"),
    ("qvorxclaimnotes", "articles/qvorxid/index.html"),
    ("qvorxbasis", "articles/qvorxid/index.html"),
    ("qvorxsource", "articles/qvorxid/index.html"),
    ("qvorxsourcetitle", "sources/index.html"),
    ("qvorxpublisher", "sources/index.html"),
    ("qvorxurl", "articles/qvorxid/index.html"),
    // Entities named only there.
    ("qvorxclaimant", "actors/qvorxclaimant/index.html"),
    ("qvorxopponent", "actors/qvorxopponent/index.html"),
    ("qvorxlisted", "actors/qvorxlisted/index.html"),
    ("qvorxvillage", "regions/qvorxvillage/index.html"),
    ("qvorxdistrict", "regions/qvorxdistrict/index.html"),
    ("qvorxclaimant", "search/index.html"),
    // A future article.
    ("qvorxlater", "articles/qvorxlater/index.html"),
    ("qvorxlater", "previews/fr/qvorxlater.png"),
    ("qvorxlatertitle", "articles/qvorxlater/index.html"),
    ("qvorxlaterbody", "articles/qvorxlater/index.html"),
    ("qvorxuntil", "articles/qvorxuntil/index.html"),
    // A draft translation of an article that is public.
    ("qvorxdrafttitle", "en/articles/public/index.html"),
    ("qvorxdraftsummary", "en/articles/index.html"),
    ("qvorxdraftbody", "en/articles/public/index.html"),
    ("qvorxdraftcorrection", "en/corrections/index.html"),
    ("qvorxdraftquestion", "en/articles/public/index.html"),
    ("qvorxdraftalt", "en/articles/public/index.html"),
    ("qvorxdraftold", "en/qvorxdraftold/index.html"),
    ("qvorxdraftfile", "media/qvorxdraftfile.csv"),
];

const DRAFT: &str = "\
---
title: Qvorxtitle
date: 2022-03-05
updated: 2022-03-06
summary: Qvorxsummary.
authors: [Qvorxauthor]
actors: [Qvorxlisted, fama]
regions: [Qvorxvillage]
topics: [qvorxtopic]
image: {src: qvorxhero.png, alt: Qvorxheroalt, credit: Qvorxcredit}
sources:
  - id: qvorxsource
    title: Qvorxsourcetitle
    publisher: Qvorxpublisher
    kind: report
    url: https://example.org/qvorxurl
    archive_url: https://archive.example.org/qvorxurl
events:
  - id: qvorxevent
    title: Qvorxeventtitle
    date: 2022-03-01
    event_type: Battles
    sub_event_type: Armed clash
    regions: [mali, Qvorxdistrict]
    where_description: Qvorxwhere
    place: {name: Qvorxplace, lat: 14.5, lon: -4.2}
    publish_precision: exact
    side_a: [fama]
    side_b: [Qvorxopponent]
    claims:
      - id: qvorxclaimid
        measure: other
        label: Qvorxlabel
        count: 19
        claimant: Qvorxclaimant
        sources: [qvorxsource]
        quote: Qvorxquote
        status: conflict
        notes: Qvorxclaimnotes
    estimate: {measure: killed, low: 1, best: 2, high: 3, basis: Qvorxbasis, by: Desk, date: 2022-03-05}
corrections:
  - {date: 2022-03-06, text: Qvorxcorrection.}
open_questions: [Qvorxquestion?]
draft: true
redirect_from: [/qvorxold/address/]
---

Qvorxbody with [19](claim:qvorxevent#qvorxclaimid) and a note.[^1] See [the table](../media/qvorxtable.csv) [@qvorxsource].

## Qvorxheading

![Qvorxalt](qvorxshot.png \"Qvorxcaption\")

![Qvorxfigurealt](timeline:?actor=fama)

[^1]: Qvorxnote.
";

/// An article that refers to withheld content in every possible way.
const PUBLIC: &str = "\
---
title: An open article
date: 2022-02-23
actors: [fama]
regions: [mali]
events: [2022-01-open, qvorxevent]
sources: [open-source, qvorxsource]
image: {src: open.png, alt: A dot}
corrections:
  - {date: 2022-02-24, text: A word was wrong.}
open_questions: [What then?]
---

See [what comes](qvorxid.md), [in another place](qvorxid.md#qvorxheading), [[qvorxid|a longer text]], [[qvorxid]], \
[[article:qvorxlater]], [later](qvorxlater.md), [19](claim:qvorxevent#qvorxclaimid) and [an event](../articles/qvorxid.en.md#qvorxevent) \
[@qvorxsource; @open-source]. The [English text](public.en.md) is to come.

![What happened](timeline:?actor=fama)

![Where it happened](map:mali)
";

fn site() -> Site {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: The site\nlanguages: [fr, en]\nbase_url: https://x.org/repo/\npreviews: yes\n",
        ),
        ("content/articles/qvorxid.md", DRAFT),
        (
            "content/articles/qvorxid.en.md",
            "---\ntitle: Qvorxentitle\n---\n\nQvorxenbody.\n",
        ),
        (
            "content/articles/qvorxlater.md",
            "---\ntitle: Qvorxlatertitle\ndate: 2030-01-01\n---\n\nQvorxlaterbody.\n",
        ),
        (
            "content/articles/qvorxuntil.md",
            "---\ntitle: Qvorxuntil\ndate: ../2030-01-01\n---\n\nNobody knows since when.\n",
        ),
        ("content/articles/public.md", PUBLIC),
        (
            "content/articles/public.en.md",
            "---\ntitle: Qvorxdrafttitle\nsummary: Qvorxdraftsummary.\ndraft: true\nimage: {src: open.png, alt: Qvorxdraftalt}\n\
             corrections:\n  - {date: 2022-02-24, text: Qvorxdraftcorrection.}\nopen_questions: [Qvorxdraftquestion?]\n\
             redirect_from: [/en/qvorxdraftold/]\n---\n\nQvorxdraftbody and [a file](../media/qvorxdraftfile.csv).\n",
        ),
        (
            "content/actors/fama.md",
            "---\nname: FAMa\nactor_type: State forces\n---\n\nAn army. See [[qvorxid|a text]].\n",
        ),
        (
            "content/regions/mali.md",
            "---\nname: Mali\nlevel: country\niso_3166: ML\n---\n\nA country.\n",
        ),
        (
            "content/events/2022-01-open.md",
            "---\ntitle: An open event\ndate: 2022-01-09\nregions: [mali]\nside_a: [fama]\nsources: [open-source, qvorxsource]\n\
             claims:\n  - {id: toll, measure: killed, count: 3, claimant: fama, sources: [open-source], responds_to: \"qvorxevent#qvorxclaimid\"}\n---\n",
        ),
        (
            "content/sources/open-source.md",
            "---\ntitle: An open source\nkind: report\nderives_from: [qvorxsource]\n---\n",
        ),
        ("content/media/qvorxtable.csv", "a,b\nqvorxcell,1\n"),
        ("content/media/qvorxdraftfile.csv", "a,b\n1,2\n"),
    ]);
    let dot = support::project().join("tests/sites/markdown/content/media/dot.png");
    for path in [
        "media/qvorxhero.png",
        "media/open.png",
        "articles/qvorxshot.png",
    ] {
        let file = site.root().join("content").join(path);
        fs::create_dir_all(file.parent().expect("a file stands in a folder"))
            .expect("folders can be made");
        fs::copy(&dot, file).expect("files can be copied");
    }
    site
}

/// Builds, and returns the findings.
fn build(site: &Site, arguments: &[&str]) -> String {
    let run = support::griot()
        .current_dir(site.root())
        .env_remove("SOURCE_DATE_EPOCH")
        .arg("build")
        .args(arguments)
        .assert();
    let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert_eq!(run.get_output().status.code(), Some(0), "{said}");
    said
}

/// Every file below a folder, dot files too, as a reader could read it: unpacked, in small letters,
/// the path included.
fn texts(folder: &Path) -> BTreeMap<String, String> {
    fn walk(root: &Path, folder: &Path, texts: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                walk(root, &path, texts);
                continue;
            }
            let mut bytes = fs::read(&path).expect("it can be read");
            if bytes.starts_with(&[0x1f, 0x8b]) {
                let mut plain = Vec::new();
                GzDecoder::new(&bytes[..])
                    .read_to_end(&mut plain)
                    .expect("it is packed");
                bytes = plain;
            }
            let name = path
                .strip_prefix(root)
                .expect("it is below")
                .display()
                .to_string();
            let text = format!("{name}\n{}", String::from_utf8_lossy(&bytes)).to_lowercase();
            texts.insert(name, text);
        }
    }
    let mut all = BTreeMap::new();
    walk(folder, folder, &mut all);
    all
}

/// Returns the lines with a planted word.
fn leaks(texts: &BTreeMap<String, String>) -> Vec<String> {
    let mut leaks = Vec::new();
    for (path, text) in texts {
        for (at, _) in text.match_indices(PLANTED) {
            let around = |from: usize, to: usize| {
                String::from_utf8_lossy(&text.as_bytes()[from..to]).into_owned()
            };
            leaks.push(format!(
                "{path}: {:?}",
                around(at.saturating_sub(80), (at + 40).min(text.len()))
            ));
        }
    }
    leaks
}

fn holds(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(at, _)| !text[at + word.len()..].starts_with(|c: char| c.is_ascii_lowercase()))
}

#[test]
fn no_byte_tells_of_what_is_withheld() {
    let site = site();
    let said = build(&site, &["--now", "2026-01-01", "--update-permalinks"]);
    let texts = texts(&site.root().join("public"));
    assert!(texts.contains_key("articles/public/index.html"), "{said}");
    let packed = texts.keys().filter(|path| path.contains(".pf_")).count();
    assert!(
        packed > 10,
        "the files of the index were looked at: {packed}"
    );
    let leaks = leaks(&texts);
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
    let list = fs::read_to_string(site.root().join("permalinks.lock")).expect("it was written");
    assert!(list.contains("/articles/public/\n"), "{list}");
    assert!(!list.contains(PLANTED), "{list}");
    // Editors are told which links became text.
    assert!(said.matches("[withheld-link]").count() >= 12, "{said}");
    let page = &texts["articles/public/index.html"];
    for words in [
        "see what comes, in another place, a longer text, ",
        "the english text is to come",
    ] {
        assert!(page.contains(words), "{words} is not in\n{page}");
    }
}

#[test]
fn every_planted_word_is_found_once_it_is_shown_and_gone_again_after() {
    let site = site();
    let said = build(&site, &["--now", "2031-01-01", "--drafts"]);
    let shown = texts(&site.root().join("public"));
    let mut missing = Vec::new();
    for (word, begin) in FOUND {
        let there = shown
            .iter()
            .any(|(path, text)| path.starts_with(begin) && holds(text, word));
        if !there {
            missing.push(format!("{word} is not in {begin}"));
        }
    }
    assert!(missing.is_empty(), "{}\n{said}", missing.join("\n"));
    // Every word that the files plant is looked for above.
    for (path, text) in texts(&site.root().join("content")) {
        for (at, _) in text.match_indices(PLANTED) {
            let word: String = text[at..]
                .chars()
                .take_while(char::is_ascii_lowercase)
                .collect();
            assert!(
                FOUND.iter().any(|(known, _)| *known == word),
                "{path} plants `{word}`"
            );
        }
    }
    // A folder that once held drafts holds none when they are hidden again.
    build(&site, &["--now", "2026-01-01"]);
    let leaks = leaks(&texts(&site.root().join("public")));
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}

#[test]
fn a_draft_and_a_day_to_come_are_shown_each_by_its_own_option() {
    let site = site();
    build(&site, &["--now", "2026-01-01", "--drafts"]);
    assert!(site.has("articles/qvorxid/index.html") && !site.has("articles/qvorxlater"));
    build(&site, &["--now", "2030-01-01"]);
    assert!(!site.has("articles/qvorxid") && site.has("articles/qvorxlater/index.html"));
}

#[test]
fn a_draft_translation_does_not_withhold_its_original() {
    let site = site();
    let said = build(&site, &["--now", "2026-01-01"]);
    assert!(site.has("articles/public/index.html"));
    assert!(!site.has("en/articles/public"));
    // A translation in progress is not reported as missing.
    assert!(!said.contains("[missing-translation]"), "{said}");
    let page = site.page("articles/public/index.html");
    assert!(
        !page.contains("hreflang=\"en\" href=\"/repo/en/articles"),
        "{page}"
    );
}

#[test]
fn the_site_s_time_zone_says_which_day_it_is() {
    let tomorrow = |zone: &str, moment: &str| {
        let site = Site::new(&[
            (
                "content/site.yaml",
                &format!("title: T\nlanguages: [en]\ntime_zone: {zone}\n"),
            ),
            (
                "content/articles/a.md",
                "---\ntitle: A\ndate: 2026-01-02\n---\n\nText.\n",
            ),
        ]);
        build(&site, &["--now", moment]);
        site.has("articles/a/index.html")
    };
    // Noon on the first in UTC: it is the second already on Kiritimati.
    assert!(tomorrow("Pacific/Kiritimati", "2026-01-01T12:00:00Z"));
    assert!(!tomorrow("UTC", "2026-01-01T12:00:00Z"));
    // The second has begun in UTC, and it is still the first in Los Angeles.
    assert!(!tomorrow("America/Los_Angeles", "2026-01-02T03:00:00Z"));
    assert!(tomorrow("UTC", "2026-01-02T03:00:00Z"));
    // A day given as such is that day wherever the site is.
    assert!(tomorrow("America/Los_Angeles", "2026-01-02"));
}
