//! What sections and settings of the old site give to its texts, and the lists that it made.

use super::{SITE, has, import, text};
use crate::support::Site;

/// Returns the values of an imported file, by its keys at the top.
fn front(site: &Site, path: &str) -> String {
    let text = text(site, path);
    text.split("---\n").nth(1).unwrap_or_default().to_owned()
}

#[test]
fn sections_of_hugo_give_front_matter_to_what_is_below_them() {
    let page = "---\ntitle: P\n---\n\nText.\n";
    let site = Site::new(&[
        SITE,
        (
            "old/hugo.toml",
            "[[cascade]]\nauthors = ['the site']\n[cascade.params]\nbanner = 'b.png'\n",
        ),
        (
            "old/content/docs/_index.md",
            "---\ntitle: Docs\ncascade:\n- _target: {path: '/docs/secret/**'}\n  draft: true\n- target: {kind: section}\n  description: A section\n- description: Of docs\n  tags: [docs]\n---\n\nText.\n",
        ),
        ("old/content/docs/a.md", page),
        (
            "old/content/docs/own.md",
            "---\ntitle: O\ndescription: Own\n---\n\nText.\n",
        ),
        ("old/content/docs/secret/b.md", page),
        (
            "old/content/docs/inner/_index.md",
            "---\ntitle: Inner\ncascade: {description: Of inner}\n---\n\nText.\n",
        ),
        ("old/content/docs/inner/c.md", page),
        (
            "old/content/posts/_index.md",
            "---\ntitle: Posts\ncascade: {date: 2022-02-23, build: {render: never}}\n---\n",
        ),
        ("old/content/posts/d.md", page),
        ("old/content/other/e.md", page),
    ]);
    let (_, out) = import(&site, &["hugo", "old"]);
    for (path, summary) in [
        ("pages/docs/a.md", Some("Of docs")),
        ("pages/docs/own.md", Some("Own")),
        ("pages/docs/_index.md", Some("A section")),
        ("pages/docs/inner/c.md", Some("Of inner")),
        ("pages/docs/inner/_index.md", Some("Of inner")),
        ("pages/other/e.md", None),
    ] {
        let front = front(&site, &format!("content/{path}"));
        let expected = summary.map(|summary| format!("summary: {summary}\n"));
        let found = front.lines().find(|line| line.starts_with("summary:"));
        assert_eq!(
            found.map(|line| format!("{line}\n")),
            expected,
            "{path}: {front}\n{out}"
        );
        assert!(!front.contains("\ndraft:"), "{path}: {front}");
    }
    let secret = front(&site, "content/pages/docs/secret/b.md");
    assert!(secret.contains("draft: true\n"), "{secret}");
    let post = front(&site, "content/articles/d.md");
    assert!(
        post.contains("date: 2022-02-23\n") && post.contains("- the site\n"),
        "{post}"
    );
    assert!(
        post.contains("draft: true\n") && !post.contains("banner"),
        "{post}"
    );
    assert!(out.contains("flagged [inherited-key]"), "{out}");
    assert!(out.contains("banner: ×"), "{out}");
}

#[test]
fn cascades_are_of_one_language() {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: {en: T, fr: T}\nlanguages: [en, fr]\nbase_url: https://x.org/\n",
        ),
        ("old/hugo.toml", "[languages.en]\n[languages.fr]\n"),
        (
            "old/content/docs/_index.fr.md",
            "---\ntitle: D\ncascade: {description: En français}\n---\n\nTexte.\n",
        ),
        ("old/content/docs/a.md", "---\ntitle: A\n---\n\nText.\n"),
        ("old/content/docs/a.fr.md", "---\ntitle: A\n---\n\nTexte.\n"),
    ]);
    let (_, out) = import(&site, &["hugo", "old"]);
    let french = front(&site, "content/pages/docs/a.fr.md");
    assert!(french.contains("summary: En français"), "{french}\n{out}");
    assert!(!front(&site, "content/pages/docs/a.md").contains("summary"));
}

/// Returns the lists of a report: the old address and the nearest one.
fn lists(site: &Site, generator: &str) -> Vec<(String, String)> {
    let (_, out) = import(site, &[generator, "old", "--report", "r.json"]);
    assert!(has(site, "r.json"), "{out}");
    let report: serde_json::Value =
        serde_json::from_str(&text(site, "r.json")).expect("it is JSON");
    let problems = report["problems"].as_array().expect("a list").iter();
    let lists = problems.filter(|problem| problem["kind"] == "old-list");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    lists
        .map(|list| (text(&list["id"]), text(&list["value"])))
        .collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = pairs.iter();
    pairs
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect()
}

#[test]
fn lists_and_feeds_of_the_old_site_are_named() {
    let post =
        "---\ntitle: A\ndate: 2022-02-23\ntags: [Big Market, topics]\nseries: [s]\n---\n\nText.\n";
    let site = Site::new(&[
        SITE,
        (
            "old/hugo.toml",
            "[taxonomies]\ntag = 'tags'\nseries = 'series'\n",
        ),
        ("old/content/posts/a.md", post),
        (
            "old/content/docs/_index.md",
            "---\ntitle: D\n---\n\nText.\n",
        ),
        ("old/content/docs/b.md", "---\ntitle: B\n---\n\nText.\n"),
    ]);
    assert_eq!(
        lists(&site, "hugo"),
        pairs(&[
            ("/index.xml", "/feed.xml"),
            ("/posts/", "/articles/"),
            ("/posts/index.xml", "/feed.xml"),
            ("/tags/", "/topics/"),
            ("/tags/big-market/", "/topics/big-market/"),
            ("/tags/topics/", "/topics/topics/"),
        ])
    );
    let site = Site::new(&[
        SITE,
        (
            "old/config.toml",
            "base_url = 'https://o.org'\ngenerate_feeds = true\ntaxonomies = [{name = 'tags'}]\n",
        ),
        ("old/content/blog/_index.md", "+++\ntitle = 'B'\n+++\n"),
        (
            "old/content/blog/a.md",
            "+++\ntitle = 'A'\ndate = 2022-02-23\n[taxonomies]\ntags = ['Big Market']\n+++\n\nText.\n",
        ),
    ]);
    assert_eq!(
        lists(&site, "zola"),
        pairs(&[
            ("/atom.xml", "/feed.xml"),
            ("/blog/", "/articles/"),
            ("/tags/", "/topics/"),
            ("/tags/big-market/", "/topics/big-market/"),
        ])
    );
    let post = "---\ntitle: A\n---\n\nText.\n";
    let jekyll = |settings| {
        Site::new(&[
            SITE,
            ("old/_config.yml", settings),
            ("old/_posts/2022-02-23-a.md", post),
        ])
    };
    let with_path = jekyll("plugins: [jekyll-feed]\nfeed: {path: atom.xml}\n");
    assert_eq!(
        lists(&with_path, "jekyll"),
        pairs(&[("/atom.xml", "/feed.xml")])
    );
    // The feed of griot has the same address.
    assert_eq!(
        lists(&jekyll("plugins: [jekyll-feed]\n"), "jekyll"),
        pairs(&[])
    );
    let astro = Site::new(&[
        SITE,
        ("old/src/pages/rss.xml.js", "export async function GET() {}"),
        (
            "old/src/content/blog/a.md",
            "---\ntitle: A\npubDate: 2022-02-23\n---\n\nText.\n",
        ),
    ]);
    assert_eq!(lists(&astro, "astro"), pairs(&[("/rss.xml", "/feed.xml")]));
}
