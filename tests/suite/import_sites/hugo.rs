//! What Hugo does with a site, and what an import makes of it: addresses, settings, texts that
//! are not published, shortcodes and references.

use super::{HUGO, SITE, hugo, import, old_addresses, text};
use crate::support::Site;

/// A site of Hugo in two languages, with these settings and texts below `old/`.
fn bilingual(files: &[(&str, &str)]) -> Site {
    let languages = "title: {en: T, fr: T}\nlanguages: [en, fr]\nbase_url: https://x.org/\n";
    let mut all = vec![("content/site.yaml", languages)];
    all.extend(files);
    Site::new(&all)
}

#[test]
fn addresses_are_made_of_titles_and_names_as_hugo_makes_them() {
    let site = Site::new(&[
        SITE,
        (
            "old/hugo.toml",
            "[permalinks]\nposts = '/:year/:month/:slug/'\nnews = '/:sections[1:]/:yearday/:contentbasename/'\n",
        ),
        (
            "old/content/posts/html.md",
            "---\ntitle: 'Raw HTML: friends & test'\ndate: 2021-06-01\n---\n\nText.\n",
        ),
        (
            "old/content/posts/dashes.md",
            "---\ntitle: Buyers and — dashes -- 100% real on 2021/04/07\ndate: 2020-07-07\n---\n\nText.\n",
        ),
        (
            "old/content/posts/2020-11-02-bridge.md",
            "---\ntitle: The bridge\n---\n\nWithout a date, Hugo takes the first day of all.\n",
        ),
        (
            "old/content/posts/untitled.md",
            "---\ndate: 2022-08-01\n---\n\nText.\n",
        ),
        (
            "old/content/news/east/Foo & Bar.md",
            "---\ntitle: Foo\ndate: 2022-02-03\n---\n\nText.\n",
        ),
        ("old/content/news/east/_index.md", "---\ntitle: East\n---\n"),
    ]);
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(0), "{out}");
    for (name, address) in [
        ("html", "/2021/06/raw-html-friends-test/"),
        (
            "dashes",
            "/2020/07/buyers-and-dashes--100-real-on-2021-04-07/",
        ),
        ("2020-11-02-bridge", "/1/01/the-bridge/"),
        ("untitled", "/2022/08/"),
        ("foo-bar", "/east/34/foo--bar/"),
    ] {
        let found = old_addresses(&site, &format!("content/articles/{name}.md"));
        assert_eq!(found, [address], "{name}: {out}");
    }
}

#[test]
fn the_name_of_a_file_gives_the_day_where_the_settings_say_so() {
    let site = Site::new(&[
        SITE,
        (
            "old/config/_default/hugo.yaml",
            "removePathAccents: true\nfrontmatter:\n  date: [':filename', ':default']\n",
        ),
        (
            "old/config/_default/permalinks.json",
            "{\"page\": {\"posts\": \"/:year/:slugorfilename/\"}}",
        ),
        (
            "old/content/posts/2020-11-02-élan.md",
            "---\ntitle: X\n---\n\nText.\n",
        ),
    ]);
    import(&site, &HUGO);
    let found = old_addresses(&site, "content/articles/2020-11-02-elan.md");
    assert_eq!(found, ["/2020/elan/"]);
}

#[test]
fn a_language_has_its_own_settings() {
    let post = |title: &str| {
        format!("---\ntitle: {title}\ndate: 2021-06-01\naliases: [/x-{title}/]\n---\n\nText.\n")
    };
    let (en, fr) = (post("One"), post("Un"));
    for (settings, values) in [
        (
            "old/hugo.toml",
            "[permalinks]\nposts = '/:year/:slug/'\n[languages.en]\nweight = 1\n[languages.fr.permalinks]\nposts = '/articles-:year/:slug/'\n",
        ),
        (
            "old/config/_default/languages.toml",
            "[en]\n[en.permalinks]\nposts = '/:year/:slug/'\n[fr.permalinks]\nposts = '/articles-:year/:slug/'\n",
        ),
        (
            "old/config/_default/permalinks.fr.toml",
            "posts = '/articles-:year/:slug/'\n",
        ),
    ] {
        let site = bilingual(&[
            (settings, values),
            (
                "old/config/production/permalinks.toml",
                "posts = '/:year/:slug/'\n",
            ),
            ("old/content/posts/a.md", &en),
            ("old/content/posts/a.fr.md", &fr),
        ]);
        let (code, out) = import(&site, &HUGO);
        assert_eq!(code, Some(0), "{settings}: {out}");
        let found = old_addresses(&site, "content/articles/a.md");
        assert_eq!(found, ["/2021/one/", "/x-One/"], "{settings}");
        let found = old_addresses(&site, "content/articles/a.fr.md");
        assert_eq!(found, ["/fr/articles-2021/un/", "/fr/x-Un/"], "{settings}");
    }
}

#[test]
fn texts_that_are_not_markdown_are_listed_by_name() {
    let site = hugo();
    for name in [
        "html-post.html",
        "b.adoc",
        "c.org",
        "d.rst",
        "bundle/index.html",
    ] {
        site.put(
            &format!("old/content/posts/{name}"),
            "---\ntitle: X\ndate: 2022-02-23\n---\n\n<p>X</p>\n",
        );
    }
    // A file of a page bundle is none of the pages.
    site.put(
        "old/content/posts/leaf/index.md",
        "---\ntitle: L\ndate: 2022-02-23\n---\n\nL.\n",
    );
    site.put("old/content/posts/leaf/part.html", "<p>X</p>\n");
    let (code, out) = import(&site, &["hugo", "old", "--report", "r.md"]);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("skipped [other-format] ×5"), "{out}");
    let report = text(&site, "r.md");
    for name in [
        "html-post.html",
        "b.adoc",
        "c.org",
        "d.rst",
        "bundle/index.html",
    ] {
        assert!(
            report.contains(&format!("content/posts/{name}")),
            "{report}"
        );
    }
    assert!(
        out.contains("8 texts in the input") && out.contains("5 texts skipped"),
        "{out}"
    );
    assert!(report.contains("part.html | content | ×1"), "{report}");
}

#[test]
fn texts_that_hugo_does_not_publish_are_drafts() {
    let site = hugo();
    let texts = [
        ("expired", "expiryDate: 2019-02-01", true),
        ("valid", "expiryDate: 2999-02-01", false),
        ("never", "build: {render: never}", true),
        ("link", "_build: {render: link}", true),
        ("unlisted", "build: {list: never}", true),
        ("headless", "headless: true", true),
    ];
    for (name, keys, _) in texts {
        site.put(
            &format!("old/content/posts/{name}/index.md"),
            &format!("---\ntitle: X\ndate: 2019-01-01\n{keys}\n---\n\nText.\n"),
        );
    }
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("flagged [unpublished] ×5"), "{out}");
    assert!(
        out.contains("expired/index.md:4: expiryDate: 2019-02-01"),
        "{out}"
    );
    for (name, _, is_draft) in texts {
        let text = text(&site, &format!("content/articles/{name}.md"));
        assert_eq!(text.contains("draft: true"), is_draft, "{name}: {text}");
    }
    // A text without a page has no old address.
    let never = old_addresses(&site, "content/articles/never.md");
    assert_eq!(never, Vec::<String>::new());
    assert_eq!(
        old_addresses(&site, "content/articles/expired.md"),
        ["/posts/expired/"]
    );
}

#[test]
fn a_picture_within_other_html_stays_as_it_is() {
    let site = hugo();
    site.put("old/static/p.png", "x");
    let kept = "<div class=\"row\">\n<p>Words.</p>\n<img src=\"/p.png\" alt=\"A\">\n</div>\n\n\
                <figure><img src=\"/p.png\"><figcaption>A</figcaption></figure>\n\n\
                Words <a href=\"https://x.org/\"><img src=\"/p.png\"></a> and";
    let post = format!(
        "---\ntitle: P\ndate: 2022-02-23\n---\n\n{kept} <b>bold</b> <img src=\"/p.png\" alt=\"B\">.\n\n\
         <img src=\"/p.png\"\n  alt=\"C > D\">\n<img src='/p.png' alt='E'>\n"
    );
    site.put("old/content/posts/p.md", &post);
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(0), "{out}");
    let p = text(&site, "content/articles/p.md");
    let rest =
        "<b>bold</b> ![B](../media/p.png).\n\n![C > D](../media/p.png)\n![E](../media/p.png)\n";
    assert!(p.ends_with(&format!("{kept} {rest}")), "{p}");
    assert!(
        out.contains("flagged [html-picture] ×3") && out.contains("p.md:8: img: /p.png"),
        "{out}"
    );
}

#[test]
fn a_translation_leaves_out_what_its_original_has() {
    let post = |title: &str, keys: &str| format!("---\ntitle: {title}\n{keys}---\n\nText.\n");
    let shared = "date: 2021-06-01\nlastmod: 2021-07-01\ntags: [Gao, prices]\n";
    let site = bilingual(&[
        ("old/hugo.toml", "[languages.en]\n[languages.fr]\n"),
        ("old/content/posts/a.md", &post("A", shared)),
        ("old/content/posts/a.fr.md", &post("Un", shared)),
        ("old/content/posts/b.md", &post("B", shared)),
        (
            "old/content/posts/b.fr.md",
            &post("Deux", "date: 2021-06-02\ntags: [Gao, prix]\n"),
        ),
        (
            "old/content/posts/c.fr.md",
            &post("Trois", "date: 2021-06-03\ntags: [prix]\n"),
        ),
        (
            "old/content/posts/d.fr.md",
            &post("Voir", "date: 2021-06-04\n").replace("Text.", "[C](c.fr.md)"),
        ),
    ]);
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(0), "{out}");
    let a = text(&site, "content/articles/a.fr.md");
    assert_eq!(
        a,
        "---\ntitle: Un\nredirect_from:\n- /fr/posts/a/\n---\n\nText.\n"
    );
    // Its own values are kept where they do no harm.
    let b = text(&site, "content/articles/b.fr.md");
    assert!(
        b.contains("extra:\n  hugo:\n    date: 2021-06-02\n    topics:\n    - Gao\n    - prix\n"),
        "{b}"
    );
    assert!(out.contains("flagged [own-key] ×2"), "{out}");
    assert!(out.contains("b.fr.md:4: topics: Gao, prix"), "{out}");
    // A text without original is one.
    let c = text(&site, "content/articles/c.md");
    assert!(
        c.contains("lang: fr\ndate: 2021-06-03\ntopics:\n- prix\n"),
        "{c}"
    );
    let d = text(&site, "content/articles/d.md");
    assert!(d.contains("[C](c.md)"), "{d}");
    let findings = site.findings();
    assert!(!findings.contains("error["), "{findings}");
}

#[test]
fn an_old_address_stays_when_the_slug_changes() {
    let site = hugo();
    let post =
        |slug: &str| format!("---\ntitle: X\ndate: 2022-02-23\nslug: {slug}\n---\n\nText.\n");
    site.put("old/content/posts/x.md", &post("one"));
    import(&site, &HUGO);
    site.put("old/content/posts/x.md", &post("two"));
    let path = "content/articles/x.md";
    import(&site, &HUGO);
    assert_eq!(old_addresses(&site, path), ["/posts/two/", "/posts/one/"]);
    // After an editor's change too.
    site.put(path, &text(&site, path).replace("Text.", "My text."));
    site.put("old/content/posts/x.md", &post("three"));
    import(&site, &HUGO);
    assert_eq!(
        old_addresses(&site, path),
        ["/posts/three/", "/posts/two/", "/posts/one/"]
    );
    assert!(text(&site, path).contains("My text."));
}

#[test]
fn a_report_has_every_place_of_what_is_counted() {
    let site = hugo();
    for name in ["c", "d"] {
        site.put(
            &format!("old/content/posts/{name}.md"),
            "---\ntitle: X\ndate: 2022-02-23\ntoc: true\n---\n\n{{< chart a >}}\n\n{{< chart b >}}\n",
        );
    }
    let (_, out) = import(&site, &["hugo", "old", "--report", "r.md"]);
    assert!(out.contains("c.md:7: chart: ×4"), "{out}");
    let report = text(&site, "r.md");
    for place in [
        "| 7 | content/posts/c.md |",
        "| 9 | content/posts/c.md |",
        "| 9 | content/posts/d.md |",
    ] {
        assert!(
            report.contains(&format!("{place} chart | ×4 |")),
            "{report}"
        );
    }
    assert!(
        report.contains("| 4 | content/posts/d.md | toc | ×2 |"),
        "{report}"
    );
    import(&site, &["hugo", "old", "--report", "r.json"]);
    let report = text(&site, "r.json");
    assert_eq!(
        report.matches("\"id\": \"content/posts/d.md\"").count(),
        3,
        "{report}"
    );
}

#[test]
fn references_lead_to_pages_as_in_hugo() {
    let site = bilingual(&[
        ("old/hugo.toml", "[languages.en]\n[languages.fr]\n"),
        (
            "old/content/posts/_index.md",
            "---\ntitle: Posts\n---\n\nAll.\n",
        ),
        (
            "old/content/posts/road/index.md",
            "---\ntitle: Road\ndate: 2022-02-23\n---\n\nText.\n",
        ),
        (
            "old/content/posts/bread.md",
            "---\ntitle: Bread\ndate: 2022-02-23\n---\n\nText.\n",
        ),
        (
            "old/content/posts/bread.fr.md",
            "---\ntitle: Pain\n---\n\nText.\n",
        ),
        (
            "old/content/posts/2022/deep.md",
            "---\ntitle: Deep\ndate: 2022-02-23\n---\n\n[a]({{< ref \"road\" >}}) [b]({{< ref \"/posts/road/\" >}})\n\
             [c]({{< relref \"../bread.md\" >}}) [d]({{< ref path=\"bread\" lang=\"fr\" >}})\n[e]({{< ref \"/posts\" >}})\n",
        ),
    ]);
    let (_, out) = import(&site, &HUGO);
    let deep = text(&site, "content/articles/deep.md");
    assert!(
        deep.ends_with("[a](road.md) [b](road.md)\n[c](bread.md) [d](bread.fr.md)\n[e]({{< ref \"/posts\" >}})\n"),
        "{deep}"
    );
    assert!(out.contains("flagged [broken-link] ×1"), "{out}");
}

#[test]
fn figures_mail_and_shown_shortcodes_keep_their_words() {
    let site = hugo();
    site.put("old/static/p.png", "x");
    site.put(
        "old/content/posts/p.md",
        "---\ntitle: P\ndate: 2022-02-23\n---\n\n\
         {{< figure src=\"/p.png\" alt=\"A\" caption=\"From the *north*\" attr=\"Photo: A. D.\" attrlink=\"https://x.org/a\" >}}\n\n\
         Write to <a@x.org> or [us](a@x.org).\n\nUse `{{</* youtube id */>}}` or {{%/* note */%}}.\n",
    );
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(0), "{out}");
    let p = text(&site, "content/articles/p.md");
    assert!(
        p.contains("![A](../media/p.png \"Photo: A. D. (https://x.org/a)\")\n\nFrom the *north*\n"),
        "{p}"
    );
    assert!(p.contains("<a@x.org> or [us](mailto:a@x.org)"), "{p}");
    assert!(
        p.contains("Use `{{< youtube id >}}` or `{{% note %}}`."),
        "{p}"
    );
    assert!(!out.contains("broken-link"), "{out}");
}

#[test]
fn names_of_emoji_become_signs_where_the_settings_say_so() {
    let post = "---\ntitle: P\ndate: 2022-02-23\n---\n\nAt 12:30:45 :smile: `:tada:` [x](https://x.org/:tada:) :none: :tada:\n";
    let kept = "At 12:30:45 :smile: `:tada:` [x](https://x.org/:tada:) :none: :tada:\n";
    let shown = "At 12:30:45 😄 `:tada:` [x](https://x.org/:tada:) :none: 🎉\n";
    for (settings, end) in [
        ("enableEmoji = true\n", shown),
        ("enableEmoji = false\n", kept),
    ] {
        let site = Site::new(&[
            SITE,
            ("old/hugo.toml", settings),
            ("old/content/posts/p.md", post),
        ]);
        let (code, out) = import(&site, &HUGO);
        assert_eq!(code, Some(0), "{out}");
        let p = text(&site, "content/articles/p.md");
        assert!(p.ends_with(end), "{p}");
    }
}

#[test]
fn nothing_is_published_before_its_day() {
    let site = bilingual(&[
        (
            "old/hugo.toml",
            "defaultContentLanguage = 'en'\n[languages.en]\n[languages.fr]\n",
        ),
        (
            "old/content/posts/a.md",
            "---\ntitle: A\ndate: 2022-01-01\npublishDate: 2931-01-02\n---\n\nText.\n",
        ),
        (
            "old/content/posts/b.md",
            "---\ntitle: B\ndate: 2022-01-01\n---\n\nText.\n",
        ),
        (
            "old/content/posts/b.fr.md",
            "---\ntitle: B\ndate: 2022-01-01\npublishDate: 2931-01-02\n---\n\nTexte.\n",
        ),
        (
            "old/content/posts/c.md",
            "---\ntitle: C\ndate: 2022-01-01\npublishDate: one day\n---\n\nText.\n",
        ),
        (
            "old/content/posts/d.md",
            "---\ntitle: D\ndate: 2022-01-01\npublishDate: 2022-01-03\n---\n\nText.\n",
        ),
        (
            "old/content/posts/e.md",
            "---\ntitle: E\ndate: 2022-01-01\ndraft: 'true'\n---\n\nText.\n",
        ),
        (
            "old/content/posts/f.md",
            "---\ntitle: F\ndate: 2022-01-01\nbuild: {list: never}\n---\n\nText.\n",
        ),
        (
            "old/content/about.md",
            "---\ntitle: About\npublishDate: 2931-01-02\n---\n\nText.\n",
        ),
    ]);
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("flagged [later-day]"), "{out}");
    assert!(out.contains("publishDate: 2931-01-02"), "{out}");
    let article = |name: &str| text(&site, &format!("content/articles/{name}.md"));
    let a = article("a");
    assert!(
        a.contains("date: 2931-01-02") && !a.contains("draft"),
        "{a}"
    );
    for name in ["b.fr", "c", "e", "f"] {
        let text = article(name);
        assert!(text.contains("draft: true"), "{name}: {text}");
    }
    for name in ["b", "d"] {
        let text = article(name);
        assert!(text.contains("date: 2022-01-01"), "{name}: {text}");
        assert!(!text.contains("draft"), "{name}: {text}");
    }
    assert!(text(&site, "content/pages/about.md").contains("draft: true"));
}

#[test]
fn references_are_resolved_wherever_they_stand() {
    let site = Site::new(&[
        SITE,
        ("old/hugo.toml", "baseURL = 'https://old.org/'\n"),
        (
            "old/content/posts/x.md",
            "---\ntitle: The x | y\ndate: 2022-01-01\n---\n\nText.\n",
        ),
        (
            "old/content/posts/a.md",
            "---\ntitle: A\ndate: 2022-01-02\n---\n\nBare {{< ref \"x\" >}}. <a href=\"{{< ref \"x\" >}}\">h</a> <{{< ref \"x\" >}}>\n\n- {{< relref \"x\" >}}\n\n| a | b |\n|---|---|\n| {{< ref \"x\" >}} | [c]({{< ref \"x\" >}} \"t\") |\n\n[one][] [two]\n\n<p>\n{{< ref \"x\" >}}\n</p>\n\n[one]: {{< ref \"x\" >}}\n[two]: {{< relref \"x\" >}} \"T\"\n",
        ),
        (
            "old/content/posts/fig.md",
            "---\ntitle: F\ndate: 2022-01-03\n---\n\n{{< figure src=\"/i.png\" alt=\"I\" caption=\"See [x](/posts/x/)\" attr=\"Ana\" attrlink=\"https://ana.org\" >}}\n\nIn words {{< figure src=\"/i.png\" alt=\"I\" caption=\"C\" >}} here.\n",
        ),
        ("old/static/i.png", "not read here"),
    ]);
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(0), "{out}");
    let a = text(&site, "content/articles/a.md");
    for expected in [
        "Bare [The x | y](x.md). <a href=\"/articles/x/\">h</a> [The x | y](x.md)",
        "- [The x | y](x.md)",
        "| [The x \\| y](x.md) | [c](x.md \"t\") |",
        "/articles/x/)\n</p>",
        "[one]: x.md\n[two]: x.md \"T\"",
    ] {
        assert!(a.contains(expected), "{expected}\n{a}");
    }
    let figure = text(&site, "content/articles/fig.md");
    let expected = "i.png \"Ana (https://ana.org)\")\n\nSee [x](x.md)";
    assert!(figure.contains(expected), "{figure}");
    assert!(figure.contains("i.png) C here."), "{figure}");
    assert!(!format!("{a}{figure}{out}").contains("griot-source"), "{a}");
}

#[test]
fn tags_of_jekyll_that_name_posts_are_resolved_too() {
    let site = Site::new(&[
        SITE,
        ("old/_config.yml", "baseurl: /b\n"),
        (
            "old/_posts/2022-01-01-x.md",
            "---\ntitle: X\n---\n\nText.\n",
        ),
        (
            "old/_posts/2022-01-02-a.md",
            "---\ntitle: A\n---\n\nBare {% post_url 2022-01-01-x %}, [b]({{ site.baseurl }}{% post_url 2022-01-01-x %}), <a href=\"{{ site.baseurl }}{% link _posts/2022-01-01-x.md %}\">h</a>.\n",
        ),
    ]);
    let (code, out) = import(&site, &["jekyll", "old"]);
    assert_eq!(code, Some(0), "{out}");
    let a = text(&site, "content/articles/2022-01-02-a.md");
    let expected = "Bare [X](2022-01-01-x.md), [b](2022-01-01-x.md), <a href=\"/articles/2022-01-01-x/\">h</a>.";
    assert!(a.contains(expected), "{a}\n{out}");
}
