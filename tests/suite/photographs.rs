//! Records of pictures are shown below them, in one order and in the language of the page, and
//! updated when they change.

use std::path::Path;

use griot::{Compiled, compile};

use crate::support::{self, Site};

/// The page of a compiled site.
fn page(compiled: &Compiled, path: &str) -> String {
    let file = compiled.artifacts.iter().find(|file| file.path == path);
    let file = file.unwrap_or_else(|| panic!("{path}: {}", support::findings(compiled)));
    String::from_utf8(file.bytes.clone()).expect("pages are text")
}

/// The captions of a page, in their order.
fn captions(page: &str) -> Vec<&str> {
    let mut captions = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find("<figcaption") {
        let end = rest[at..].find("</figcaption>").expect("it is closed");
        captions.push(&rest[at..at + end]);
        rest = &rest[at + end..];
    }
    captions
}

/// A drawing that is a picture.
const PLATE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"><path d=\"M0 0h4v3z\"/></svg>";

/// A site in French and Arabic whose article shows a plate.
fn site(record: &str, body: &str) -> Site {
    Site::new(&[
        (
            "content/site.yaml",
            "title: x\nlanguages: [fr, ar]\nbase_url: /\n",
        ),
        ("content/media/plate.svg", PLATE),
        ("content/media/plate.svg.yaml", record),
        (
            "content/articles/a.md",
            &format!("---\ntitle: A\ndate: 2022-02-23\n---\n\n{body}\n"),
        ),
        (
            "content/articles/a.ar.md",
            &format!("---\ntitle: ا\n---\n\n{body}\n"),
        ),
    ])
}

#[test]
fn the_example_shows_what_is_known_of_its_pictures() {
    let example = support::project().join("examples/photographs");
    let compiled = compile(&example, &support::options(), |_| {}).expect("it can be read");
    assert_eq!(support::findings(&compiled), "");
    let languages = [
        (
            "articles/test-cards/index.html",
            [
                "Mire 1, un pont",
                "Aucun lieu réel, ",
                "15 janvier 2026",
                "Ce qu’on ne voit pas\u{202f}: ",
                "Crédit",
            ],
            "aria-label=\"4 images\"",
        ),
        (
            "en/articles/test-cards/index.html",
            [
                "Test card 1, a bridge",
                "No real place, ",
                "15 January 2026",
                "Not shown: ",
                "Credit",
            ],
            "aria-label=\"4 pictures\"",
        ),
        (
            "ar/articles/test-cards/index.html",
            [
                "بطاقة الاختبار 1، جسر",
                "لا مكان حقيقيا، ",
                "15 يناير 2026",
                "ما لا تُظهره الصورة: ",
                "المصدر",
            ],
            "aria-label=\"4 صور\"",
        ),
    ];
    for (path, order, gallery) in languages {
        let page = page(&compiled, path);
        let captions = captions(&page);
        assert_eq!(captions.len(), 8, "{path}");
        let mut from = 0;
        for part in order
            .into_iter()
            .chain(["creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"])
        {
            let at = captions[0][from..].find(part);
            from += at
                .unwrap_or_else(|| panic!("{path}: no {part:?} after {from} in {}", captions[0]))
                + part.len();
        }
        assert!(page.contains(gallery), "{path}: {page}");
        assert_eq!(page.matches("<div class=\"gallery\"").count(), 2, "{path}");
        assert!(page.contains("/assets/pictures."), "{path}");
        // The record is the same at the top, in the text and in a gallery.
        assert_eq!(captions[0], captions[7], "{path}");
    }
    let home = page(&compiled, "index.html");
    assert!(
        !home.contains("/assets/pictures."),
        "a page without pictures needs no styles for them"
    );
}

#[test]
fn pictures_and_records_of_the_example_are_small_and_free() {
    let folder = support::project().join("examples/photographs/content");
    let mut pictures = 0;
    for below in ["media", "articles/test-cards"] {
        for entry in std::fs::read_dir(folder.join(below)).expect("it is there") {
            let path = entry.expect("it can be listed").path();
            let is_picture = !matches!(
                path.extension().and_then(|end| end.to_str()),
                Some("md" | "yaml")
            );
            if is_picture {
                pictures += 1;
                assert!(
                    path.metadata().expect("it is there").len() < 30_000,
                    "{}",
                    path.display()
                );
                let record = format!("{}.yaml", path.display());
                let record = std::fs::read_to_string(Path::new(&record)).expect(&record);
                assert!(record.contains("licence: CC0-1.0"), "{record}");
            }
        }
    }
    assert_eq!(pictures, 6);
}

#[test]
fn a_credit_in_another_language_is_marked() {
    let site = site(
        "credit: \"Photo d'Awa Keita\"\nlicence: CC-BY-SA-4.0\n",
        "![Un pont](plate.svg)",
    );
    let compiled = site.compile();
    let french = page(&compiled, "articles/a/index.html");
    assert_eq!(
        captions(&french),
        [
            "<figcaption><small>Crédit\u{202f}: Photo d’Awa Keita, <a rel=\"license\" \
          href=\"https://creativecommons.org/licenses/by-sa/4.0/\"><bdi>CC BY-SA 4.0</bdi></a></small>"
        ]
    );
    let arabic = page(&compiled, "ar/articles/a/index.html");
    assert_eq!(
        captions(&arabic),
        [
            "<figcaption><small>المصدر: <bdi lang=\"fr\" dir=\"ltr\">Photo d’Awa Keita</bdi>، <a rel=\"license\" \
          href=\"https://creativecommons.org/licenses/by-sa/4.0/\"><bdi>CC BY-SA 4.0</bdi></a></small>"
        ]
    );
}

#[test]
fn below_a_text_in_another_language_the_page_speaks() {
    let site = site(
        "shows: {fr: Un pont, ar: جسر}\ncredit: X\nlicence: Public domain\nsource_url: https://x.org/1\n",
        "![Un pont](plate.svg)",
    );
    // A region has a page in every language, with the text that there is.
    site.put(
        "content/regions/r.md",
        "---\nname: R\n---\n\n![Un pont](plate.svg)\n",
    );
    let compiled = site.compile();
    let arabic = page(&compiled, "ar/regions/r/index.html");
    assert_eq!(
        captions(&arabic),
        [
            "<figcaption lang=\"ar\" dir=\"rtl\"><span class=\"shows\">جسر</span> <small>المصدر: <a href=\"https://x.org/1\">\
          <bdi lang=\"fr\" dir=\"ltr\">X</bdi></a>، <a rel=\"license\" \
          href=\"https://creativecommons.org/publicdomain/mark/1.0/\">الملكية العامة</a></small>"
        ]
    );
}

#[test]
fn a_text_says_whose_a_picture_is_where_its_record_does_not() {
    let site = site(
        "shows: Un pont\nlicence: CC0-1.0\n",
        "![Un pont](plate.svg \"Awa Keita\")",
    );
    let compiled = site.compile();
    let french = page(&compiled, "articles/a/index.html");
    assert!(
        captions(&french)[0].contains("Crédit\u{202f}: Awa Keita, "),
        "{french}"
    );
    assert!(support::findings(&compiled).contains("missing-credit"));
}

#[test]
fn a_text_in_a_record_cannot_write_markup() {
    let hostile = "'\"><script>alert(1)</script>'";
    let keys = ["shows", "not_shown", "place", "credit", "licence"];
    let record: String = keys
        .iter()
        .map(|key| format!("{key}: {hostile}\n"))
        .collect();
    let compiled = site(&record, "![Un pont](plate.svg)").compile();
    let page = page(&compiled, "articles/a/index.html");
    assert!(!page.contains("<script>alert"), "{page}");
    assert_eq!(page.matches("&lt;script&gt;").count(), keys.len(), "{page}");
    let record = "credit: x\nlicence: x\nlicence_url: javascript:alert(1)\nsource_url: \"data:text/html,x\"\n";
    let found = site(record, "![Un pont](plate.svg)").findings();
    assert_eq!(found.matches("link-scheme").count(), 2, "{found}");
}

#[test]
fn words_that_take_a_side_are_heard_in_captions() {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: x\nlanguages: [en, fr]\nbase_url: /\n",
        ),
        ("content/media/plate.svg", PLATE),
        (
            "content/media/plate.svg.yaml",
            "shows: {en: Terrorists on a bridge, fr: Un pont}\ncredit: Terrorists Inc\nlicence: CC0-1.0\n",
        ),
    ]);
    let found = site.findings();
    assert_eq!(found.matches("loaded-word").count(), 1, "{found}");
    assert!(found.contains("plate.svg.yaml:1:13"), "{found}");
}

#[test]
fn a_record_is_made_for_a_picture_that_is_there() {
    let run = |site: &Site, arguments: &[&str]| {
        let mut command = support::griot();
        let shown = command.current_dir(site.root()).args(arguments).assert();
        let output = shown.get_output();
        let told = [&output.stdout[..], &output.stderr[..]].concat();
        String::from_utf8_lossy(&told).into_owned()
    };
    for lang in ["en", "fr", "ar"] {
        let site = Site::new(&[
            (
                "content/site.yaml",
                &format!("title: x\nlanguages: [{lang}]\nbase_url: /\n"),
            ),
            ("content/media/plate.svg", PLATE),
            ("content/articles/a/gate.svg", PLATE),
            ("content/articles/b/gate.svg", PLATE),
        ]);
        assert_eq!(
            run(&site, &["new", "photograph", "plate.svg"]),
            "content/media/plate.svg.yaml\n"
        );
        let record = std::fs::read_to_string(site.root().join("content/media/plate.svg.yaml"))
            .expect("it was made");
        assert!(
            record.contains("plate.svg")
                && !record.contains("{name}")
                && !record.contains("{dated}"),
            "{record}"
        );
        // A new record is empty.
        assert!(
            site.findings().contains("missing-credit"),
            "{}",
            site.findings()
        );
        let keys =
            |line: &&str| line.starts_with("# ") && line[2..].split(':').next().is_some_and(is_key);
        let filled: Vec<&str> = record.lines().filter(keys).map(|line| &line[2..]).collect();
        assert_eq!(filled.len(), 8, "{filled:?}");
        site.put("content/media/plate.svg.yaml", &filled.join("\n"));
        assert!(
            !site.findings().contains("plate.svg.yaml"),
            "{}",
            site.findings()
        );
        assert!(run(&site, &["new", "photograph", "plate.svg"]).contains("already exists"));
        let several = run(&site, &["new", "photograph", "gate.svg"]);
        assert!(
            several.contains("`articles/a/gate.svg` or `articles/b/gate.svg`"),
            "{several}"
        );
        let one = run(
            &site,
            &[
                "new",
                "photograph",
                "content/articles/b/gate.svg",
                "--date",
                "2022-02",
            ],
        );
        assert_eq!(one, "content/articles/b/gate.svg.yaml\n");
        let record = std::fs::read_to_string(site.root().join(one.trim())).expect("it was made");
        assert!(record.contains("\ndate: 2022-02\n"), "{record}");
        let near = run(&site, &["new", "photograph", "plte.svg"]);
        assert!(near.contains("did you mean `plate.svg`?"), "{near}");
    }
}

/// Whether a word can be a key: words of comments have other letters.
fn is_key(word: &str) -> bool {
    !word.is_empty()
        && word
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[test]
fn a_record_can_allow_its_own_warnings() {
    let allow = "allow: [{code: missing-credit, reason: Nobody knows who took it}]\n";
    let unknown = format!("shows: Un pont\nlicence: Public domain\n{allow}");
    assert_eq!(site(&unknown, "![Un pont](plate.svg)").findings(), "");
    let known = format!("credit: Awa Keita\nlicence: Public domain\n{allow}");
    let found = site(&known, "![Un pont](plate.svg)").findings();
    assert!(
        found.contains("unused-allow") && found.lines().count() == 1,
        "{found}"
    );
}
