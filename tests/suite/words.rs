//! Words of any language: English in place of those that are missing, and files to translate.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::support::{self, Site, project};

/// The sample site in French and Polish, with a file of Polish words.
fn in_polish(words: Option<&str>) -> Site {
    let site = support::sample("");
    let settings = fs::read_to_string(site.root().join("content/site.yaml")).expect("it is there");
    let lines: Vec<&str> = settings
        .lines()
        .map(|line| match line.starts_with("languages:") {
            true => "languages: [fr, en, ar, pl]",
            false => line,
        })
        .collect();
    site.put("content/site.yaml", &(lines.join("\n") + "\n"));
    if let Some(words) = words {
        site.put("themes/default/i18n/pl.yaml", words);
    }
    site
}

fn files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let compiled = site.compile();
    let files = compiled.artifacts.into_iter();
    files.map(|file| (file.path, file.bytes)).collect()
}

/// Returns the text of a page, without tags and without names of files that depend on their
/// content.
fn text(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        let (tag, after) = part.split_once('>').unwrap_or(("", part));
        // Texts of attributes have no language, and must be there without marks.
        for name in ["content=\"", "aria-label=\"", "title=\"", "placeholder=\""] {
            let value = tag
                .split_once(name)
                .and_then(|(_, rest)| rest.split_once('"'));
            text.push_str(value.map_or("", |(value, _)| value));
        }
        text.push_str(after);
    }
    text
}

#[test]
fn pages_without_words_say_what_english_words_say() {
    let english = fs::read_to_string(project().join("themes/default/i18n/en.yaml"));
    let english = english
        .expect("it is there")
        .replacen("\"English\"", "\"Polski\"", 1);
    let (bare, full) = (files(&in_polish(None)), files(&in_polish(Some(&english))));
    let mut pages = 0;
    for (path, bytes) in &bare {
        let shown = String::from_utf8_lossy(bytes);
        // The marks around English texts, as they are and as JSON escapes them.
        for mark in [
            "\u{206C}", "\u{206D}", "\\u206c", "\\u206d", "\\u206C", "\\u206D",
        ] {
            assert!(!shown.contains(mark), "{path} has a mark");
        }
        if !path.starts_with("pl/") || !path.ends_with(".html") {
            continue;
        }
        pages += 1;
        let other = String::from_utf8_lossy(&full[path]);
        assert_eq!(text(&shown), text(&other), "{path}");
        assert!(shown.contains("lang=\"en\">Skip to content<"), "{path}");
        assert!(shown.contains("<html lang=\"pl\""), "{path}");
    }
    assert!(pages > 100, "{pages}");
    let names = |files: &BTreeMap<String, Vec<u8>>| -> BTreeSet<String> {
        let kept = files.keys().filter(|path| !path.starts_with("assets/"));
        kept.cloned().collect()
    };
    assert_eq!(names(&bare), names(&full));
    for path in ["pl/feed.xml", "pl/events/rows.json", "data/events.csv"] {
        assert_eq!(bare.get(path), full.get(path), "{path}");
    }
}

#[test]
fn pages_of_other_languages_are_as_before() {
    let with = files(&in_polish(None));
    let article = with.keys().find(|path| path.starts_with("en/articles/20"));
    let page = String::from_utf8_lossy(&with[article.expect("the sample has articles")]);
    assert!(!page.contains("Polski lang=\"en\""));
    assert!(!page.contains("lang=\"en\">Skip to content<"), "{page}");
}

#[test]
fn a_language_of_a_site_alone_is_shipped_with_it() {
    let site = Site::new(&[
        ("content/site.yaml", "title: T\nlanguages: [de]\n"),
        (
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2022-02-23\n---\n\nText.\n",
        ),
    ]);
    for (path, bytes) in files(&site) {
        let shown = String::from_utf8_lossy(&bytes);
        for foreign in [
            "Skip to content",
            "Aller au contenu",
            "Перейти к содержанию",
        ] {
            assert!(!shown.contains(foreign), "{path}: {foreign}");
        }
    }
}

#[test]
fn a_translated_text_counts_from_the_next_build_on() {
    let site = Site::new(&[
        ("content/site.yaml", "title: My site\nlanguages: [bm]\n"),
        (
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2022-02-23\n---\n",
        ),
    ]);
    let first = site.findings();
    assert!(
        first.contains("warning[missing-words]") && first.contains("846 of 847 texts"),
        "{first}"
    );
    let run = |arguments: &[&str]| {
        let output = support::griot()
            .args(arguments)
            .current_dir(site.root())
            .output()
            .expect("it runs");
        assert!(output.status.success(), "{output:?}");
    };
    run(&["words", "bm"]);
    let path = site.root().join("themes/default/i18n/bm.yaml");
    let file = fs::read_to_string(&path).expect("it was written");
    assert!(file.contains("\nhome: \"\"\n") && file.contains("language_name: \"Bamanankan\""));
    // Nothing is translated yet, so nothing has changed.
    assert_eq!(site.findings(), first);
    fs::write(&path, file.replace("\nhome: \"\"\n", "\nhome: \"So\"\n"))
        .expect("it can be written");
    assert!(site.findings().contains("845 of 847 texts"));
    site.build().expect("it can be written");
    assert!(site.page("articles/a/index.html").contains(">So</a>"));
    // A second run changes nothing, and `new words` does the same.
    let before = fs::read_to_string(&path).expect("it is there");
    run(&["words", "bm"]);
    run(&["new", "words", "bm"]);
    assert_eq!(fs::read_to_string(&path).expect("it is there"), before);
}

#[test]
fn a_file_of_words_that_cannot_be_read_is_not_changed() {
    let site = Site::new(&[("content/site.yaml", "title: T\nlanguages: [pl]\n")]);
    for (broken, found) in [
        ("home: \"Start\n", "error[yaml-syntax]"),
        ("{home: Start}\n", "cannot be extended"),
        ("home: Start\n...\n", "cannot be extended"),
        ("- home\n", "error[wrong-type]"),
        (
            "<<<<<<< HEAD\nhome: A\n=======\nhome: B\n>>>>>>> b\n",
            "error[merge-conflict]",
        ),
    ] {
        site.put("themes/default/i18n/pl.yaml", broken);
        let run = support::griot()
            .args(["words", "pl", "--lang", "en"])
            .current_dir(site.root())
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(
            !run.status.success() && said.contains(found),
            "{broken}: {said}"
        );
        let path = site.root().join("themes/default/i18n/pl.yaml");
        assert_eq!(fs::read_to_string(path).expect("it is there"), broken);
    }
}

#[test]
fn a_tag_of_no_language_is_an_error() {
    let site = Site::new(&[("content/site.yaml", "title: T\nlanguages: [zz]\n")]);
    let found = site.findings();
    assert!(
        found.contains("content/site.yaml:2:13: error[unknown-language]"),
        "{found}"
    );
}

/// The manual says which texts no native reader has seen, and so does each file.
#[test]
fn the_manual_lists_languages_and_who_has_read_them() {
    let page = project().join("docs/src/how-to/translate-theme.md");
    let page = fs::read_to_string(page).expect("it is there");
    let mut languages = 0;
    for entry in fs::read_dir(project().join("themes/default/i18n")).expect("it is a folder") {
        let path = entry.expect("it can be listed").path();
        let tag = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a tag");
        let file = fs::read_to_string(&path).expect("it is text");
        let is_reviewed = !file.contains("\n# reviewed: no.");
        let row = page
            .lines()
            .find(|line| line.contains(&format!("| `{tag}` |")))
            .unwrap_or_else(|| panic!("{tag} is not in the table"));
        assert_eq!(row.ends_with("| yes |"), is_reviewed, "{row}");
        languages += 1;
    }
    assert_eq!(languages, 10);
}
