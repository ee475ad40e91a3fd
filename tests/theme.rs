//! A site's own theme: one file at a time over the built-in one, and mistakes in it are told in place.

mod support;

use support::Site;

fn site(own: &[(&str, &str)]) -> Site {
    let site = Site::new(&[
        ("content/site.yaml", "title: My site\nlanguages: [en]\ntheme: mine\n"),
        (
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2022-02-23\n---\n\nText.\n",
        ),
        ("themes/mine/theme.yaml", "name: mine\ncontract: 1\n"),
    ]);
    for (path, text) in own {
        site.put(&format!("themes/mine/{path}"), text);
    }
    site
}

#[test]
fn a_template_can_extend_the_built_in_one() {
    let own = "{% extends \"__builtin/article.html\" %}{% block footer %}<footer>OURS</footer>{% endblock footer %}";
    let site = site(&[("templates/article.html", own)]);
    site.build().expect("it can be written");
    let article = site.page("articles/a/index.html");
    assert!(
        article.contains("<footer>OURS</footer>") && article.contains("<h1>A</h1>"),
        "{article}"
    );
    assert!(
        !site.page("index.html").contains("OURS"),
        "other pages keep their footer"
    );
}

#[test]
fn a_base_template_replaces_that_of_all_pages() {
    let site = site(&[(
        "templates/base.html",
        "<title>{{ page.head_title }}</title>{% block main %}{% endblock main %}",
    )]);
    site.build().expect("it can be written");
    assert!(site.page("index.html").starts_with("<title>My site</title>"));
    assert!(site.page("articles/a/index.html").contains("<p>Text.</p>"));
}

#[test]
fn single_words_and_assets_can_be_replaced() {
    let site = site(&[
        ("i18n/en.yaml", "nav_events: \"Calendar\"\n"),
        ("assets/style.css", "body { margin: 0 }\n"),
        ("assets/logo.txt", "x"),
    ]);
    site.build().expect("it can be written");
    let home = site.page("index.html");
    assert!(home.contains(">Calendar<") && home.contains(">Articles<"), "{home}");
    let style = home
        .split("stylesheet\" href=\"/")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a style sheet")
        .to_owned();
    assert_eq!(site.page(&style), "body { margin: 0 }\n");
    assert!(site.has("assets/logo.txt"));
}

#[test]
fn mistakes_in_templates_are_told_in_place() {
    let unclosed = site(&[(
        "templates/article.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ title }\n{% endblock main %}",
    )]);
    let found = unclosed.findings();
    assert!(found.starts_with("themes/mine/templates/article.html:2:"), "{found}");
    assert!(found.contains("error[template]"), "{found}");
    let unknown = site(&[(
        "templates/article.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ titel }}{% endblock main %}",
    )]);
    let found = unknown.findings();
    assert!(found.starts_with("themes/mine/templates/article.html:2:"), "{found}");
    assert!(found.contains("titel"), "{found}");
}

#[test]
fn a_theme_says_which_contract_it_is_made_for() {
    let found = site(&[("theme.yaml", "name: mine\ncontract: 99\n")]).findings();
    assert!(found.contains("themes/mine/theme.yaml:1:1: error[template]"), "{found}");
    let site = Site::new(&[("content/site.yaml", "title: My site\nlanguages: [en]\ntheme: nowhere\n")]);
    assert!(
        site.findings().contains("the theme `nowhere` has no theme.yaml"),
        "{}",
        site.findings()
    );
}

#[test]
fn a_language_without_words_is_refused_until_it_has_some() {
    let site = Site::new(&[
        ("content/site.yaml", "title: My site\nlanguages: [bm]\ntheme: mine\n"),
        ("content/articles/a.md", "---\ntitle: A\ndate: 2022-02-23\n---\n"),
        ("themes/mine/theme.yaml", "contract: 1\n"),
    ]);
    assert!(
        site.findings().contains("error[unknown-language]"),
        "{}",
        site.findings()
    );
    site.put("themes/mine/i18n/bm.yaml", "language_name: Bamanankan\nhome: So\n");
    site.build().expect("it can be written");
    assert!(site.page("articles/a/index.html").contains(">So</a>"));
}
