//! All supported Markdown in one article, compared with the reviewed HTML.
//!
//! `UPDATE_GOLDEN=1 cargo test --test suite markdown::` writes the expectation; read the difference
//! before it is committed.

use std::fs;

use griot::{Options, compile};

use crate::support;

#[test]
fn an_article_with_all_of_it() {
    let site = support::project().join("tests/sites/markdown");
    let compiled = compile(&site, &support::options(), |_| {}).expect("the site can be read");
    let found = support::findings(&compiled);
    assert_eq!(
        found
            .lines()
            .map(|line| line.split(": ").nth(1).unwrap_or_default())
            .collect::<Vec<_>>(),
        ["warning[raw-html]"],
        "{found}"
    );
    let page = compiled
        .artifacts
        .iter()
        .find(|file| file.path == "articles/all/index.html")
        .expect("the article has a page");
    let html = std::str::from_utf8(&page.bytes).expect("pages are UTF-8");
    let start = html
        .find("<div class=\"prose\">")
        .expect("the article has a text");
    let prose = &html[start
        ..start
            + html[start..]
                .find("</section>\n")
                .expect("the text ends with its notes")];
    let golden = site.join("expected.html");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, prose).expect("it can be written");
    }
    let expected = fs::read_to_string(&golden).expect("the expectation is there");
    assert!(
        prose == expected,
        "the HTML is not as expected; it is\n{prose}"
    );
}

#[test]
fn a_picture_is_published_without_what_it_tells_of_its_author() {
    let site = support::project().join("tests/sites/markdown");
    let options = Options {
        ..support::options()
    };
    let compiled = compile(&site, &options, |_| {}).expect("the site can be read");
    let picture = compiled
        .artifacts
        .iter()
        .find(|file| file.path == "media/dot.png")
        .expect("it is published");
    assert!(!picture.bytes.windows(6).any(|part| part == b"SECRET"));
    let before = fs::read(site.join("content/media/dot.png")).expect("it is there");
    assert!(
        before.windows(6).any(|part| part == b"SECRET"),
        "the picture in content/ still has it"
    );
}
