//! The addresses that texts had, by the rules of Jekyll, Zola, Astro, Obsidian's publishers and
//! mdBook. Those of Hugo are in `hugo.rs`.

use super::{SITE, has, import, old_addresses, text};
use crate::support::Site;

const BILINGUAL: (&str, &str) = (
    "content/site.yaml",
    "title: {en: T, fr: T}\nlanguages: [en, fr]\nbase_url: https://x.org/\n",
);

/// Imports a site, and compares the old addresses of some of its new files.
fn check(generator: &str, files: &[(&str, &str)], expected: &[(&str, &[&str])]) -> (Site, String) {
    let mut all = vec![BILINGUAL];
    all.extend(files);
    let site = Site::new(&all);
    let (_, out) = import(&site, &[generator, "old"]);
    for (path, addresses) in expected {
        assert_eq!(old_addresses(&site, path), *addresses, "{path}\n{out}");
    }
    (site, out)
}

const POST: &str = "---\ntitle: P\ncategories: Two Words\n---\n\nText.\n";

/// Imports one post of Jekyll with these settings, and returns its old address.
fn jekyll_post(settings: &str) -> String {
    let site = Site::new(&[
        SITE,
        ("old/_config.yml", settings),
        ("old/_posts/2022-03-04-Ein_Name v1.5.md", POST),
    ]);
    let (_, out) = import(&site, &["jekyll", "old"]);
    let path = "content/articles/2022-03-04-ein-name-v1-5.md";
    assert!(has(&site, path), "{out}");
    old_addresses(&site, path).concat()
}

#[test]
fn jekyll_has_styles_and_patterns() {
    for (permalink, address) in [
        ("", "/two/words/2022/03/04/Ein_Name-v1.5.html"),
        ("date", "/two/words/2022/03/04/Ein_Name-v1.5.html"),
        ("pretty", "/two/words/2022/03/04/Ein_Name-v1.5/"),
        ("ordinal", "/two/words/2022/063/Ein_Name-v1.5.html"),
        ("weekdate", "/two/words/2022/W09/Fri/Ein_Name-v1.5.html"),
        ("none", "/two/words/Ein_Name-v1.5.html"),
        ("/:year/:i_month/:i_day/:slug/", "/2022/3/4/ein-name-v1-5/"),
        (
            "/:short_year/:short_month/:long_month/:title",
            "/22/Mar/March/Ein_Name-v1.5",
        ),
        (
            "/:w_year/:week/:w_day/:long_day/:slug",
            "/2022/09/5/Friday/ein-name-v1-5",
        ),
        ("/:year_:month/:slug/", "/2022_03/ein-name-v1-5/"),
        ("/:hour:minute/:slug/", "/0000/ein-name-v1-5/"),
        ("/b/:title:output_ext", "/b/Ein_Name-v1.5.html"),
        // Jekyll does not build a site with such a pattern.
        ("/:unknown/:title/", ""),
    ] {
        let settings = match permalink {
            "" => "title: T\n".to_owned(),
            permalink => format!("permalink: {permalink}\n"),
        };
        assert_eq!(jekyll_post(&settings), address, "{permalink}");
    }
    let own = "permalink: pretty\ncollections: {posts: {permalink: '/b/:slug'}}\n";
    assert_eq!(jekyll_post(own), "/b/ein-name-v1-5");
}

#[test]
fn jekyll_reads_categories_slugs_and_times() {
    check(
        "jekyll",
        &[
            (
                "old/_config.yml",
                "timezone: Pacific/Auckland\npermalink: '/:categories/:year/:month/:day/:title/'\n",
            ),
            (
                "old/news/_posts/2022-1-5-one.md",
                "---\ntitle: O\ncategory: Big Cat\ncategories: [Alpha, news]\n---\n\nText.\n",
            ),
            ("old/_posts/20-1-5-four.md", "---\ntitle: O\n---\n\nText.\n"),
            (
                "old/_posts/2022-01-05-utc.md",
                "---\ntitle: O\ndate: 2022-12-31 12:30:00\n---\n\nText.\n",
            ),
            (
                "old/_posts/2022-01-05-text.md",
                "---\ntitle: O\ndate: 2022-12-31 23:30\n---\n\nText.\n",
            ),
            (
                "old/_posts/2022-01-05-midnight.md",
                "---\ntitle: O\ndate: 2022-12-31 00:00:00 -0800\n---\n\nText.\n",
            ),
            (
                "old/_posts/2022-01-05-two.md",
                "---\ntitle: O\nslug: The Second\ndate: 2022-12-31 23:30:00 +0000\n---\n\nText.\n",
            ),
            (
                "old/_posts/2022-01-05-three.md",
                "---\ntitle: O\npermalink: /c/:slugified_categories/:name.html\ncategories: [Ä b, c]\n---\n\nText.\n",
            ),
        ],
        &[
            (
                "content/articles/2022-1-5-one.md",
                &["/news/alpha/big cat/2022/01/05/one/"],
            ),
            ("content/articles/20-1-5-four.md", &["/2020/01/05/four/"]),
            (
                "content/articles/2022-01-05-text.md",
                &["/2022/12/31/text/"],
            ),
            // A time without a zone is in UTC.
            ("content/articles/2022-01-05-utc.md", &["/2023/01/01/utc/"]),
            (
                "content/articles/2022-01-05-midnight.md",
                &["/2022/12/31/midnight/"],
            ),
            (
                "content/articles/2022-01-05-two.md",
                &["/2023/01/01/The-Second/"],
            ),
            (
                "content/articles/2022-01-05-three.md",
                &["/c/ä-b/c/2022-01-05-three.html"],
            ),
        ],
    );
}

#[test]
fn jekyll_has_pages_and_collections() {
    let front = "---\ntitle: P\n---\n\nText.\n";
    let files = |settings| {
        [
            ("old/_config.yml", settings),
            ("old/help/Who we are.md", front),
            ("old/col/_guides/deep/2022-01-05-a_b.md", front),
            ("old/col/_posts/2022-01-05-post.md", front),
            ("old/col/_staff/jane.md", front),
        ]
    };
    let collections = "collections_dir: col\ncollections: {guides: {output: true}, staff: {}}\n";
    let (site, out) = check(
        "jekyll",
        &files(collections),
        &[
            (
                "content/pages/help/who-we-are.md",
                &["/help/Who we are.html"],
            ),
            (
                "content/pages/guides/deep/2022-01-05-a-b.md",
                &["/guides/deep/2022-01-05-a_b.html"],
            ),
            (
                "content/articles/2022-01-05-post.md",
                &["/2022/01/05/post.html"],
            ),
            ("content/pages/staff/jane.md", &[]),
        ],
    );
    assert!(out.contains("flagged [unpublished] ×1"), "{out}");
    assert!(text(&site, "content/pages/staff/jane.md").contains("draft: true"));
    let pretty = format!("{collections}permalink: pretty\n");
    check(
        "jekyll",
        &files(&pretty),
        &[
            ("content/pages/help/who-we-are.md", &["/help/Who we are/"]),
            (
                "content/pages/guides/deep/2022-01-05-a-b.md",
                &["/guides/deep/2022-01-05-a_b/"],
            ),
        ],
    );
    // A pattern of posts that ends with neither a slash nor an extension.
    let bare = format!("{collections}permalink: /:year/:title\n");
    check(
        "jekyll",
        &files(&bare),
        &[("content/pages/help/who-we-are.md", &["/help/Who we are"])],
    );
    let own = "collections: {guides: {output: true, permalink: '/g/:path/:name/:title'}}\ncollections_dir: col\n";
    check(
        "jekyll",
        &files(own),
        &[(
            "content/pages/guides/deep/2022-01-05-a-b.md",
            &["/g/deep/2022-01-05-a_b/2022-01-05-a-b/a_b"],
        )],
    );
}

#[test]
fn jekyll_gives_defaults_to_the_texts_of_a_scope() {
    let settings = "
defaults:
- {scope: {path: ''}, values: {permalink: '/all/:title/', author: nobody}}
- {scope: {path: news, type: posts}, values: {permalink: '/news/:title/'}}
- {scope: {path: news}, values: {permalink: '/untyped/:title/'}}
- {scope: {path: 'news/*/2022-01-05-c.md'}, values: {author: jane}}
- {scope: {path: new}, values: {permalink: '/wrong/:title/'}}
exclude: [news/old/]
";
    let post = "---\ntitle: P\n---\n\nText.\n";
    let (site, _) = check(
        "jekyll",
        &[
            ("old/_config.yml", settings),
            ("old/_posts/2022-01-05-a.md", post),
            ("old/news/_posts/2022-01-05-b.md", post),
            ("old/news/_posts/2022-01-05-c.md", post),
            ("old/news/old/_posts/2022-01-05-d.md", post),
            ("old/_posts/undated.md", post),
        ],
        &[
            ("content/articles/2022-01-05-a.md", &["/all/a/"]),
            ("content/articles/2022-01-05-b.md", &["/news/b/"]),
            ("content/articles/2022-01-05-c.md", &["/news/c/"]),
            ("content/articles/2022-01-05-d.md", &[]),
            ("content/articles/undated.md", &[]),
        ],
    );
    assert!(text(&site, "content/articles/2022-01-05-a.md").contains("- nobody\n"));
    assert!(text(&site, "content/articles/2022-01-05-c.md").contains("- jane\n"));
    for hidden in ["2022-01-05-d", "undated"] {
        let text = text(&site, &format!("content/articles/{hidden}.md"));
        assert!(text.contains("draft: true\n"), "{text}");
    }
}

#[test]
fn zola_makes_addresses_of_paths_slugs_and_names() {
    let page = "+++\ntitle = \"P\"\n+++\n\nText.\n";
    let files = |settings| {
        [
            ("old/config.toml", settings),
            ("old/content/My Blog/2023-01-15-Un Été.md", page),
            ("old/content/My Blog/2023-01-16_two.fr.md", page),
            (
                "old/content/My Blog/named.md",
                "+++\ntitle = \"P\"\nslug = \"The Slug\"\n+++\n\nText.\n",
            ),
            (
                "old/content/My Blog/placed.fr.md",
                "+++\ntitle = \"P\"\npath = \"Éli/Sewhere\"\n+++\n\nText.\n",
            ),
            ("old/content/My Blog/first.en.md", page),
            ("old/content/Sub Section/_index.md", page),
            ("old/content/Sub Section/page.md", page),
        ]
    };
    let settings = "base_url = 'https://o.org'\ndefault_language = 'en'\n[languages.fr]\n";
    let names = [
        "content/pages/my-blog/2023-01-15-un-ete.md",
        "content/articles/2023-01-15-un-ete.md",
    ];
    let (site, out) = check(
        "zola",
        &files(settings),
        &[
            (names[1], &["/My Blog/un-ete/"]),
            ("content/pages/my-blog/named.md", &["/My Blog/the-slug/"]),
            // The path of a page has no language before it.
            ("content/pages/my-blog/placed.fr.md", &["/Éli/Sewhere/"]),
            // The default language in a name belongs to it.
            ("content/pages/my-blog/first.md", &["/My Blog/first-en/"]),
            ("content/pages/sub-section/_index.md", &["/Sub Section/"]),
            ("content/pages/sub-section/page.md", &["/Sub Section/page/"]),
        ],
    );
    assert!(has(&site, names[1]) && !has(&site, names[0]), "{out}");
    let safe = format!("{settings}[slugify]\npaths = 'safe'\npaths_keep_dates = true\n");
    check(
        "zola",
        &files(&safe),
        &[
            (names[1], &["/My Blog/2023-01-15-Un Été/"]),
            ("content/pages/my-blog/named.md", &["/My Blog/The Slug/"]),
        ],
    );
}

#[test]
fn texts_that_zola_does_not_publish_are_drafts() {
    let page = "+++\ntitle = \"P\"\n+++\n\nText.\n";
    let (site, out) = check(
        "zola",
        &[
            ("old/config.toml", "base_url = 'https://o.org'\n"),
            (
                "old/content/secret/_index.md",
                "+++\ntitle = \"S\"\ndraft = true\n+++\n\nText.\n",
            ),
            ("old/content/secret/deep/inner.md", page),
            (
                "old/content/open/hidden.md",
                "+++\ntitle = \"H\"\nrender = false\n+++\n\nText.\n",
            ),
            (
                "old/content/open/_index.md",
                "+++\ntitle = \"O\"\nrender = false\n+++\n\nText.\n",
            ),
            ("old/content/open/page.md", page),
        ],
        &[("content/pages/open/hidden.md", &[])],
    );
    assert!(out.contains("flagged [unpublished] ×2"), "{out}");
    for (path, is_draft) in [
        ("secret/_index.md", true),
        ("secret/deep/inner.md", true),
        ("open/hidden.md", true),
        ("open/page.md", false),
        ("open/_index.md", false),
    ] {
        let text = text(&site, &format!("content/pages/{path}"));
        assert_eq!(text.contains("draft: true"), is_draft, "{path}: {text}");
    }
}

const ENTRY: &str = "---\ntitle: E\npubDate: 2022-07-08\n---\n\nText.\n";

/// The files of a site of Astro with these settings.
fn astro(settings: &'static str) -> [(&'static str, &'static str); 9] {
    [
        ("old/astro.config.mjs", settings),
        (
            "old/src/content.config.ts",
            "defineCollection({ loader: glob({ base: './src/content/blog' }) })",
        ),
        (
            "old/src/pages/[lang]/notes/[...slug].astro",
            "await getCollection('blog')",
        ),
        ("old/src/content/blog/en/My Post v1.0.md", ENTRY),
        ("old/src/content/blog/en/2022/index.md", ENTRY),
        (
            "old/src/content/blog/fr/autre.md",
            "---\ntitle: E\nslug: Mon/Article\n---\n\nTexte.\n",
        ),
        (
            "old/src/content/docs/Read Me.md",
            "---\ntitle: E\n---\n\nText.\n",
        ),
        (
            "old/src/pages/Help/About Us.md",
            "---\ntitle: E\n---\n\nText.\n",
        ),
        (
            "old/src/pages/Help/index.md",
            "---\ntitle: E\n---\n\nText.\n",
        ),
    ]
}

#[test]
fn astro_makes_ids_of_paths_and_addresses_of_routes() {
    check(
        "astro",
        &astro("export default {}"),
        &[
            (
                "content/articles/my-post-v1-0.md",
                &["/en/notes/my-post-v10/"],
            ),
            ("content/articles/2022.md", &["/en/notes/2022/"]),
            ("content/articles/autre.md", &["/fr/notes/Mon/Article/"]),
            ("content/pages/docs/read-me.md", &[]),
            // Pages are at the address that their path is.
            ("content/pages/help/about-us.md", &["/Help/About Us/"]),
        ],
    );
    for (settings, page, index) in [
        (
            "export default { trailingSlash: 'never' }",
            "/Help/About Us",
            "/Help",
        ),
        (
            "export default { build: { format: 'file' } }",
            "/Help/About Us.html",
            "/Help.html",
        ),
        (
            "export default { build: { format: 'preserve' } }",
            "/Help/About Us.html",
            "/Help/",
        ),
    ] {
        check(
            "astro",
            &astro(settings),
            &[
                ("content/pages/help/about-us.md", &[page]),
                ("content/pages/help/_index.md", &[index]),
            ],
        );
    }
}

#[test]
fn ids_that_a_function_of_astro_makes_are_not_guessed() {
    let mut files = astro("export default {}");
    files[1].1 = "glob({ base: './src/content/blog', generateId: ({ entry }) => entry })";
    check(
        "astro",
        &files,
        &[
            ("content/articles/my-post-v1-0.md", &[]),
            ("content/articles/autre.md", &["/fr/notes/Mon/Article/"]),
        ],
    );
}

#[test]
fn notes_have_the_addresses_of_what_publishes_them() {
    let note = "---\ntitle: N\n---\n\nText.\n";
    let linked = "---\ntitle: L\npermalink: about\naliases: [Old/About them, Nick]\n---\n\nText.\n";
    let (site, out) = check(
        "obsidian",
        &[
            (
                "old/.obsidian/publish.json",
                "{\"siteId\": \"x\", \"excluded\": [\"Private\"]}",
            ),
            ("old/Company/About us.md", linked),
            ("old/Company/R&D.md", note),
            ("old/Private/diary.md", note),
            (
                "old/Private/open.md",
                "---\ntitle: O\npublish: true\n---\n\nText.\n",
            ),
        ],
        &[
            (
                "content/pages/company/about-us.md",
                &["/about", "/Company/About+us", "/Old/About+them"],
            ),
            ("content/pages/company/r-d.md", &["/Company/R&D"]),
        ],
    );
    assert!(out.contains("Private/diary.md: excluded: Private"), "{out}");
    assert!(text(&site, "content/pages/private/diary.md").contains("draft: true"));
    assert!(!text(&site, "content/pages/private/open.md").contains("draft"));
    let config =
        "configuration: { ignorePatterns: [\"private\"] },\nfilters: [Plugin.ExplicitPublish()]";
    let published = "---\ntitle: L\npublish: true\naliases: [Nick]\n---\n\nText.\n";
    let (site, _) = check(
        "obsidian",
        &[
            ("old/quartz.config.ts", config),
            ("old/README.md", note),
            ("old/content/Company/R&D 100%.md", published),
            ("old/content/Company/index.md", published),
            ("old/content/private/a.md", published),
            ("old/content/b.md", note),
        ],
        &[(
            "content/pages/company/r-d-100.md",
            &["/Company/R-and-D-100-percent", "/Nick"],
        )],
    );
    assert!(!has(&site, "content/pages/readme.md"));
    for hidden in ["private/a.md", "b.md"] {
        let text = text(&site, &format!("content/pages/{hidden}"));
        assert!(text.contains("draft: true"), "{text}");
    }
    // A vault that nothing publishes has no addresses.
    check(
        "obsidian",
        &[("old/A b.md", note)],
        &[("content/pages/a-b.md", &[])],
    );
}

#[test]
fn a_book_redirects_by_its_settings() {
    check(
        "mdbook",
        &[
            (
                "old/book.toml",
                "[book]\ntitle = 'Guide'\n[output.html.redirect]\n'/a/gone.html' = '../Part/start.html'\n'/b.html' = '/Part/start.html#x'\n'/c.html' = 'https://example.org/'\n",
            ),
            (
                "old/src/SUMMARY.md",
                "# S\n\n- [Part](Part/README.md)\n    - [Start](Part/start.md)\n",
            ),
            ("old/src/Part/README.md", "# Part\n\nText.\n"),
            ("old/src/Part/start.md", "# Start\n\nText.\n"),
        ],
        &[
            ("content/pages/guide/part/_index.md", &["/Part/index.html"]),
            (
                "content/pages/guide/part/start.md",
                &["/Part/start.html", "/a/gone.html", "/b.html"],
            ),
        ],
    );
}
