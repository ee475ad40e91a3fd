//! Preview images for social networks: on request, for articles without a picture, in any script of
//! the fonts.

use std::fs;

use crate::support::{self, Site};
use griot::Compiled;

fn site(settings: &str) -> Site {
    let site = Site::new(&[
        (
            "content/articles/a.md",
            "---\ntitle: \"What the army says\"\ndate: 2022-02-23\nregions: [Mopti]\nactors: [FAMa]\n---\nText.\n",
        ),
        (
            "content/articles/b.md",
            "---\ntitle: \"漢字\"\ndate: 2022-02-24\n---\nText.\n",
        ),
        (
            "content/articles/c.md",
            "---\ntitle: C\ndate: 2022-02-25\nimage: {src: dot.png, alt: A dot}\n---\nText.\n",
        ),
    ]);
    site.put(
        "content/site.yaml",
        &format!("title: My site\nbase_url: https://example.org/repo/\nundeclared: allow\nlanguages: [en]\n{settings}"),
    );
    let dot = support::project().join("tests/sites/markdown/content/media/dot.png");
    fs::copy(dot, site.root().join("content/articles/dot.png")).expect("files can be copied");
    site
}

fn page(compiled: &Compiled, path: &str) -> String {
    let file = compiled.artifacts.iter().find(|file| file.path == path);
    String::from_utf8_lossy(
        &file
            .unwrap_or_else(|| panic!("{path}: {}", support::findings(compiled)))
            .bytes,
    )
    .into_owned()
}

fn previews(compiled: &Compiled) -> Vec<(&str, &[u8])> {
    let previews = compiled
        .artifacts
        .iter()
        .filter(|file| file.path.starts_with("previews/"));
    previews
        .map(|file| (file.path.as_str(), file.bytes.as_slice()))
        .collect()
}

#[test]
fn none_are_drawn_unless_the_site_wants_them() {
    let compiled = site("").compile();
    assert!(previews(&compiled).is_empty());
    assert!(!page(&compiled, "articles/a/index.html").contains("og:image"));
}

#[test]
fn an_article_without_a_picture_gets_one_and_its_page_tells_of_it() {
    let site = site("previews: yes\n");
    let compiled = site.compile();
    let drawn = previews(&compiled);
    let paths: Vec<&str> = drawn.iter().map(|(path, _)| *path).collect();
    assert_eq!(
        paths,
        ["previews/en/a.png"],
        "b has letters that no font has, c has a picture"
    );
    let reader = png::Decoder::new(std::io::Cursor::new(drawn[0].1))
        .read_info()
        .expect("it is a PNG");
    assert_eq!((reader.info().width, reader.info().height), (1200, 630));
    let html = page(&compiled, "articles/a/index.html");
    for tag in [
        "property=\"og:image\" content=\"https://example.org/repo/previews/en/a.png\"",
        "property=\"og:image:alt\" content=\"What the army says · 23 February 2022 · Mopti · FAMa\"",
        "name=\"twitter:card\" content=\"summary_large_image\"",
    ] {
        assert!(html.contains(tag), "{tag}\n{html}");
    }
    assert!(!page(&compiled, "articles/b/index.html").contains("og:image"));
    let own = page(&compiled, "articles/c/index.html");
    assert!(
        own.contains("content=\"https://example.org/repo/media/articles/dot.png\"")
            && own.contains("content=\"A dot\""),
        "{own}"
    );
}

#[test]
fn the_address_stays_when_the_text_changes_and_the_picture_does_not() {
    let site = site("previews: yes\n");
    let before = site.compile();
    let (path, bytes) = previews(&before)[0];
    assert_eq!(
        previews(&site.compile())[0],
        (path, bytes),
        "from the cache"
    );
    fs::remove_dir_all(site.root().join(".griot-cache")).expect("it may be deleted");
    assert_eq!(previews(&site.compile())[0], (path, bytes), "drawn again");
    site.put(
        "content/articles/a.md",
        "---\ntitle: \"What the army said\"\ndate: 2022-02-23\n---\nText.\n",
    );
    let after = site.compile();
    assert_eq!(previews(&after)[0].0, path);
    assert!(previews(&after)[0].1 != bytes);
}
