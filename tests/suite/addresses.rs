//! One file at each address: addresses that some hosts and disks do not distinguish are an error.

use crate::support::Site;
use griot::diag::{Code, Severity};

const SETTINGS: &str = "title: T\nlanguages: [en]\nsearch: no\nundeclared: allow\n";

/// A composed accent and a combining one, as the keyboards of two systems write them.
const COMPOSED: &str = "\u{e9}t\u{e9}";
const DECOMPOSED: &str = "e\u{301}te\u{301}";

fn article(fields: &str, body: &str) -> String {
    format!("---\ntitle: A\ndate: 2022-02-23\n{fields}---\n\n{body}\n")
}

/// Returns the errors of a site with these files.
fn errors(files: &[(&str, &str)]) -> Vec<(Code, String, String)> {
    let site = Site::new(&[("content/site.yaml", SETTINGS)]);
    for (path, text) in files {
        site.put(path, text);
    }
    let compiled = site.compile();
    let errors: Vec<(Code, String, String)> = compiled
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| {
            (
                finding.code,
                finding.path.clone(),
                finding.message.english(),
            )
        })
        .collect();
    assert_eq!(errors.is_empty(), !compiled.artifacts.is_empty());
    errors
}

fn with_redirects(first: &str, second: &str) -> Vec<(Code, String, String)> {
    let redirect = |path: &str| {
        article(
            &format!("actors: [fama]\nredirect_from: [{path}]\n"),
            "Text.",
        )
    };
    errors(&[
        ("content/articles/a.md", &redirect(first)),
        ("content/articles/b.md", &redirect(second)),
        ("content/actors/fama.md", "---\nname: FAMa\n---\n"),
    ])
}

/// Returns the names in the folder of topics, sorted.
fn topics_of(site: &Site) -> Vec<String> {
    let folder = std::fs::read_dir(site.root().join("public/topics")).expect("it is there");
    let mut names: Vec<String> = folder
        .map(|entry| {
            entry
                .expect("it can be read")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn redirects_that_some_hosts_take_for_one_are_errors() {
    let (composed, decomposed) = (format!("/{COMPOSED}/"), format!("/{DECOMPOSED}/"));
    let upper = format!("/{}/", COMPOSED.to_uppercase());
    let both = format!("/{}/", DECOMPOSED.to_uppercase());
    for (first, second, words) in [
        ("/old/", "/old/", "the address `/old/` is already taken"),
        ("/old/", "/old", "the address `/old` is already taken"),
        (
            "/old/",
            "/old/index.html",
            "the address `/old/index.html` is already taken",
        ),
        (
            "/old/",
            "/Old/",
            "the address `/Old/` is already taken by `/old/`: they differ only in capital letters",
        ),
        (
            "/old.html",
            "/OLD.html",
            "they differ only in capital letters",
        ),
        (
            "/Articles/B/",
            "/old/",
            "`/Articles/B/` is already taken by `/articles/b/`: they differ only in capital letters",
        ),
        (
            "/actors/FAMA/",
            "/old/",
            "`/actors/FAMA/` is already taken by `/actors/fama/`: they differ only in capital letters",
        ),
        (
            "/index.html",
            "/old/",
            "the address `/index.html` is already taken",
        ),
        (
            &composed,
            &decomposed,
            "they differ only in how accents are encoded",
        ),
        (&composed, &upper, "they differ only in capital letters"),
        (&composed, &both, "they differ only in capital letters"),
    ] {
        let found = with_redirects(first, second);
        assert_eq!(found.len(), 1, "{first} {second}: {found:?}");
        let (code, path, message) = &found[0];
        assert_eq!(*code, Code::AddressTaken);
        assert!(path.starts_with("content/articles/"), "{path}");
        assert!(message.contains(words), "{first} {second}: {message}");
    }
    assert_eq!(with_redirects("/old/", "/older/"), []);
}

#[test]
fn a_file_cannot_be_a_folder_too() {
    for (first, second, words) in [
        (
            "/old.html",
            "/old.html/inner.html",
            "`/old.html` is a file, but `/old.html/inner.html` needs a folder of that name",
        ),
        (
            "/old.html",
            "/Old.html/deep/inner.html",
            "`/old.html` is a file, but `/Old.html/deep/inner.html` needs a folder of that name",
        ),
        (
            "/feed.xml/",
            "/old/",
            "`/feed.xml` is a file, but `/feed.xml/index.html` needs a folder of that name",
        ),
    ] {
        let found = with_redirects(first, second);
        assert_eq!(found.len(), 1, "{first} {second}: {found:?}");
        assert_eq!(found[0].0, Code::AddressTaken);
        assert_eq!(found[0].2, words);
    }
}

#[test]
fn ids_have_one_form() {
    for (path, cure) in [
        ("content/articles/Operations.md".to_owned(), "operations"),
        (format!("content/actors/{COMPOSED}.md"), "ete"),
        (format!("content/regions/{DECOMPOSED}.md"), "ete"),
        ("content/pages/About.md".to_owned(), "about"),
    ] {
        let site = Site::new(&[
            ("content/site.yaml", SETTINGS),
            ("content/articles/operations.md", &article("", "Text.")),
            (&path, &article("", "Text.")),
        ]);
        let findings = site.compile().findings;
        let finding = findings.iter().find(|finding| finding.code == Code::BadId);
        let finding = finding.unwrap_or_else(|| panic!("{path}: {findings:?}"));
        assert_eq!(finding.severity, Severity::Error);
        let help = finding.help.as_ref().map(|help| help.english());
        assert_eq!(help, Some(format!("rename it to `{cure}.md`")));
    }
}

#[test]
fn topics_that_are_written_in_several_ways_are_one() {
    let topics = format!("topics: [ETE, {COMPOSED}, Peace talks]\n");
    let others = format!("topics: [{DECOMPOSED}, peace Talks]\n");
    let site = Site::new(&[
        ("content/site.yaml", SETTINGS),
        ("content/articles/a.md", &article(&topics, "Text.")),
        ("content/articles/b.md", &article(&others, "Text.")),
    ]);
    site.build().expect("it can be written");
    assert_eq!(topics_of(&site), ["ete", "index.html", "peace-talks"]);
    for topic in ["ete", "peace-talks"] {
        let page = site.page(&format!("topics/{topic}/index.html"));
        for article in ["a", "b"] {
            assert!(
                page.contains(&format!("href=\"/articles/{article}/\"")),
                "{page}"
            );
        }
    }
}

#[test]
fn files_that_some_disks_take_for_one_are_errors() {
    let names = |first: &str, second: &str| {
        errors(&[
            (&format!("content/media/{first}"), "a,b\n"),
            (&format!("content/media/{second}"), "c,d\n"),
            (
                "content/articles/a.md",
                &article(
                    "",
                    &format!("[One](../media/{first}) and [another](../media/{second})."),
                ),
            ),
        ])
    };
    let found = names("Table.csv", "table.csv");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, Code::AddressTaken);
    assert_eq!(
        found[0].2,
        "two files have addresses that differ only in capital letters: `/media/Table.csv` and `/media/table.csv`"
    );
    let found = names(&format!("{COMPOSED}.csv"), &format!("{DECOMPOSED}.csv"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0]
            .2
            .contains("differ only in how accents are encoded"),
        "{}",
        found[0].2
    );
    assert_eq!(names("one.csv", "two.csv"), []);
    // Files beside an article are published below media/ too.
    let found = errors(&[
        ("content/media/articles/table.csv", "a,b\n"),
        ("content/articles/table.csv", "c,d\n"),
        (
            "content/articles/a.md",
            &article(
                "",
                "[One](table.csv) and [another](../media/articles/table.csv).",
            ),
        ),
    ]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        found[0].2,
        "two files have the address `/media/articles/table.csv`"
    );
}

#[test]
fn topics_have_addresses_in_every_script() {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: {ar: موقع, en: A site}\nlanguages: [ar, en]\nsearch: no\nallow: [{code: missing-translation, reason: a test}]\n",
        ),
        (
            "content/articles/a.md",
            &article(
                "topics: [عقوبات, {ar: سلاح, en: Weapons}, ߞߍߟߍ, ⵜⴰⵎⵓⵔⵜ]\n",
                "نص.",
            ),
        ),
        // The same word with another hamza, and without its name in English.
        (
            "content/articles/b.md",
            &article("topics: [سلاح, الأمن, اتفاق]\n", "نص."),
        ),
        (
            "content/articles/c.md",
            &article("topics: [الامن, إتفاق]\n", "نص."),
        ),
    ]);
    site.build().expect("it can be written");
    assert_eq!(
        topics_of(&site),
        [
            "index.html",
            "kele",
            "lmn",
            "qwbt",
            "tamurt",
            "tfq",
            "weapons"
        ]
    );
    let page = site.page("topics/weapons/index.html");
    assert!(
        page.contains("سلاح") && page.contains("/articles/a/") && page.contains("/articles/b/"),
        "{page}"
    );
}

#[test]
fn two_topics_do_not_become_one_by_their_letters() {
    let topics = |list: &str| {
        errors(&[(
            "content/articles/a.md",
            &article(&format!("topics: {list}\n"), "Text."),
        )])
    };
    let found = topics("[سلاح, صلاح]");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, Code::BadId);
    assert_eq!(
        found[0].2,
        "the topics `صلاح` and `سلاح` would have one address, `slh`"
    );
    // A name in another language distinguishes them.
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: {ar: موقع, en: A site}\nlanguages: [ar, en]\nsearch: no\n",
        ),
        (
            "content/articles/a.md",
            &article("topics: [سلاح, صلاح]\n", "نص."),
        ),
    ]);
    let findings = site.compile().findings;
    let help = findings
        .iter()
        .find(|finding| finding.code == Code::BadId)
        .and_then(|finding| finding.help.as_ref().map(|help| help.english()));
    assert_eq!(
        help.as_deref(),
        Some("give it a name in `en` too, to derive its address from: `{ar: صلاح, en: ...}`")
    );
    site.put(
        "content/articles/a.md",
        &article("topics: [سلاح, {ar: صلاح, en: Virtue}]\n", "نص."),
    );
    site.build().expect("it can be written");
    assert!(site.has("topics/slh/index.html") && site.has("topics/virtue/index.html"));
    let found = topics("[\"!!\"]");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].2, "no address can be derived from the topic `!!`");
}
