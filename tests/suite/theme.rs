//! A site's own theme: one file at a time over the built-in one, and mistakes in it are told in
//! place.

use crate::support::{self, Site, Theme};

fn site(own: &[(&str, &str)]) -> Site {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: My site\nlanguages: [en]\ntheme: mine\n",
        ),
        (
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2022-02-23\n---\n\nText.\n",
        ),
        ("themes/mine/theme.yaml", "name: mine\ncontract: 3\n"),
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
    assert!(
        site.page("index.html")
            .starts_with("<title>My site</title>")
    );
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
    assert!(
        home.contains(">Calendar<") && home.contains(">Articles<"),
        "{home}"
    );
    let style = home
        .split("stylesheet\" href=\"/")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a style sheet")
        .to_owned();
    assert_eq!(site.page(&style), "body { margin: 0 }\n");
    assert!(
        !site.has("assets/logo.txt"),
        "every asset has a fingerprint"
    );
}

#[test]
fn mistakes_in_templates_are_told_in_place() {
    let unclosed = site(&[(
        "templates/article.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ title }\n{% endblock main %}",
    )]);
    let found = unclosed.findings();
    assert!(
        found.starts_with("themes/mine/templates/article.html:2:"),
        "{found}"
    );
    assert!(found.contains("error[template]"), "{found}");
    let unknown = site(&[(
        "templates/article.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ titel }}{% endblock main %}",
    )]);
    let found = unknown.findings();
    assert!(
        found.starts_with("themes/mine/templates/article.html:2:"),
        "{found}"
    );
    assert!(found.contains("titel"), "{found}");
}

#[test]
fn a_theme_says_which_contract_it_is_made_for() {
    let found = site(&[("theme.yaml", "name: mine\ncontract: 99\n")]).findings();
    assert!(
        found.contains("themes/mine/theme.yaml:2:11: error[template]"),
        "{found}"
    );
    let found = site(&[("theme.yaml", "name: mine\ncontract: 3\nextend: plain\n")]).findings();
    assert!(
        found.contains("themes/mine/theme.yaml:3:1: error[unknown-key]"),
        "{found}"
    );
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: My site\nlanguages: [en]\ntheme: mine\n",
        ),
        ("themes/mine/assets/style.css", ""),
    ]);
    let found = site.findings();
    assert!(
        found.contains("the theme `mine` has no theme.yaml"),
        "{found}"
    );
}

#[test]
fn an_unknown_theme_is_told_where_it_is_named() {
    let named = Site::new(&[(
        "content/site.yaml",
        "title: My site\nlanguages: [en]\ntheme: plan\n",
    )]);
    let found = named.findings();
    assert!(
        found.contains("content/site.yaml:3:8: error[unknown-reference]: there is no theme `plan`"),
        "{found}"
    );
    let extended = site(&[("theme.yaml", "contract: 3\nextends: nowhere\n")]);
    let found = extended.findings();
    assert!(
        found.contains(
            "themes/mine/theme.yaml:2:10: error[unknown-reference]: there is no theme `nowhere`"
        ),
        "{found}"
    );
    let outside = site(&[("theme.yaml", "contract: 3\nextends: ../../etc\n")]);
    let found = outside.findings();
    assert!(
        found.contains("themes/mine/theme.yaml:2:10: error[bad-id]"),
        "{found}"
    );
}

#[test]
fn themes_that_extend_each_other_are_told() {
    let two = site(&[("theme.yaml", "contract: 3\nextends: other\n")]);
    two.put("themes/other/theme.yaml", "contract: 3\nextends: mine\n");
    let found = two.findings();
    assert!(
        found.contains(
            "themes/other/theme.yaml:2:10: error[cycle]: `extends` of `other` is a cycle: `other` → `mine` → `other`"
        ),
        "{found}"
    );
    let itself = site(&[("theme.yaml", "contract: 3\nextends: mine\n")]);
    let found = itself.findings();
    assert!(
        found.contains("themes/mine/theme.yaml:2:10: error[cycle]"),
        "{found}"
    );
    let last = site(&[]);
    last.put("themes/default/theme.yaml", "contract: 3\nextends: plain\n");
    let found = last.findings();
    assert!(
        found.contains("themes/default/theme.yaml:2:10: error[cycle]"),
        "{found}"
    );
}

/// `mine` extends `middle` extends `plain` extends `default`, and `default` has a folder in the
/// site too.
#[test]
fn a_file_is_taken_from_the_first_theme_that_has_it() {
    let base = |word: &str, parent: &str| {
        format!(
            "{{% extends \"{parent}\" %}}{{% block footer %}}{{{{ super() }}}}<i>{word}</i>{{% endblock footer %}}"
        )
    };
    let site = site(&[
        ("theme.yaml", "contract: 3\nextends: middle\n"),
        (
            "templates/article.html",
            &base("mine", "middle/article.html"),
        ),
        ("i18n/en.yaml", "nav_events: From mine\n"),
    ]);
    for (path, text) in [
        ("middle/theme.yaml", "contract: 3\nextends: plain\n"),
        (
            "middle/templates/article.html",
            &*base("middle", "plain/article.html"),
        ),
        (
            "middle/templates/actors.html",
            &*base("middle", "plain/actors.html"),
        ),
        (
            "middle/i18n/en.yaml",
            "nav_events: From middle\nnav_actors: Actors of middle\n",
        ),
        (
            "default/templates/article.html",
            &*base("own default", "__builtin/article.html"),
        ),
        ("default/i18n/en.yaml", "nav_regions: Regions of default\n"),
        ("default/assets/style.css", "body { color: red }\n"),
    ] {
        site.put(&format!("themes/{path}"), text);
    }
    site.build().expect("it can be written");
    let article = site.page("articles/a/index.html");
    assert!(
        article.contains("<i>own default</i><i>middle</i><i>mine</i>"),
        "{article}"
    );
    assert!(article.contains("<p>Text.</p>"), "{article}");
    for word in [
        "From mine",
        "Actors of middle",
        "Regions of default",
        "Articles",
    ] {
        assert!(
            article.contains(&format!(">{word}</a>")),
            "{word}: {article}"
        );
    }
    assert!(site.page("actors/index.html").contains("<i>middle</i>"));
    assert!(!site.page("index.html").contains("<i>"));
    let style = site.page(&asset(&article, "stylesheet\" href=\"/"));
    assert!(
        style.len() > 1000 && !style.contains("color: red"),
        "the style of `plain` stands over that of `default`"
    );
}

#[test]
fn fields_are_walked_over_in_the_order_of_their_keys() {
    let site = site(&[(
        "templates/article.html",
        "{% extends \"default/article.html\" %}\n{% block main %}<i>{% for pair in {\"b\": 1, \"a\": 2, \"c\": 0} | pairs %}{{ pair[0] }}{{ pair[1] }}{% endfor %}</i>\
         <i>{{ {\"b\": 1, \"a\": 2} | keys | join(sep=\"\") }}{{ {\"b\": 1, \"a\": 2} | values | join(sep=\"\") }}</i>{% endblock main %}",
    )]);
    site.build().expect("it can be written");
    let page = site.page("articles/a/index.html");
    assert!(page.contains("<i>a2b1c0</i><i>ab21</i>"), "{page}");
}

#[test]
fn one_component_can_be_replaced() {
    let site = site(&[(
        "templates/parts/mine.html",
        "{% component heading(title, level: integer = 1) %}<h1>MINE {{ title.text }} {{ say(key=\"home\") }}</h1>{% endcomponent heading %}",
    )]);
    site.build().expect("it can be written");
    assert!(
        site.page("articles/a/index.html")
            .contains("<h1>MINE A Home</h1>")
    );
}

/// What follows `before` in a page, up to the next quotation mark.
fn asset(page: &str, before: &str) -> String {
    let rest = page
        .split(before)
        .nth(1)
        .unwrap_or_else(|| panic!("{before}: {page}"));
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[test]
fn every_asset_is_fingerprinted_and_style_sheets_follow() {
    let site = site(&[
        (
            "templates/base.html",
            "{% block main %}{% endblock main %}<script src=\"{{ asset(name=\"js/search.js\") }}\"></script><link href=\"{{ site.style }}\">",
        ),
        ("assets/js/search.js", "1"),
        (
            "assets/style.css",
            "@import 'css/more.css';\na { background: url(#x), url(data:,), url(/far.png) }",
        ),
        (
            "assets/css/more.css",
            "@font-face { src: url(\"../fonts/a.woff2?x#y\") }",
        ),
        ("assets/fonts/a.woff2", "font"),
    ]);
    site.build().expect("it can be written");
    let page = site.page("index.html");
    let script = asset(&page, "<script src=\"/");
    assert!(
        script.starts_with("assets/js/search.") && site.page(&script) == "1",
        "{script}"
    );
    let style_path = asset(&page, "href=\"/assets/style.");
    let style = site.page(&format!("assets/style.{style_path}"));
    assert!(
        style.contains("url(#x), url(data:,), url(/far.png)"),
        "{style}"
    );
    let more = style.split('\'').nth(1).expect("an import").to_owned();
    let imported = site.page(&format!("assets/{more}"));
    let font = imported
        .split('"')
        .nth(1)
        .and_then(|url| url.strip_suffix("?x#y"))
        .expect("a font");
    assert_eq!(site.page(&format!("assets/css/{font}")), "font");
    site.put("themes/mine/assets/fonts/a.woff2", "another");
    site.build().expect("it can be written");
    assert_ne!(
        site.page("index.html"),
        page,
        "another font makes another style sheet"
    );
}

#[test]
fn assets_that_are_not_there_are_told_in_place() {
    let style = site(&[
        ("assets/style.css", "a {}\nb { background: url(dots.png) }"),
        ("assets/dot.png", "x"),
    ]);
    let found = style.findings();
    assert!(
        found.contains("themes/mine/assets/style.css:2:21: error[template]"),
        "{found}"
    );
    let circle = site(&[
        ("assets/style.css", "@import 'b.css';"),
        ("assets/b.css", "@import 'style.css';"),
    ]);
    assert!(
        circle.findings().contains("which refers back to it"),
        "{}",
        circle.findings()
    );
    for call in [
        "asset(name=\"serch.js\")",
        "asset(name=\"serch\" ~ \".js\")",
    ] {
        let template = format!(
            "{{% extends \"base.html\" %}}\n{{% block main %}}{{{{ {call} }}}}{{% endblock main %}}"
        );
        let found = site(&[("templates/article.html", &template)]).findings();
        assert!(
            found.starts_with("themes/mine/templates/article.html:2:"),
            "{found}"
        );
        assert!(found.contains("no asset `serch.js`"), "{found}");
    }
}

#[test]
fn words_that_are_not_there_are_told_in_place() {
    let in_article = |inside: &str| {
        let template = format!(
            "{{% extends \"base.html\" %}}\n{{% block main %}}{inside}{{% endblock main %}}"
        );
        let found = site(&[("templates/article.html", &template)]).findings();
        assert!(
            found.starts_with("themes/mine/templates/article.html:2:"),
            "{inside}: {found}"
        );
        found
    };
    for inside in [
        "{{ t.nav_evnts }}",
        "{% if t.nav_evnts %}x{% endif %}",
        "{{ say(key=\"nav_evnts\") }}",
        "{{ say(key=\"nav_ev\" ~ \"nts\") }}",
    ] {
        assert!(in_article(inside).contains("`nav_evnts`"), "{inside}");
    }
    assert!(in_article("{{ t[\"nav_evnts\"] }}").contains("error[template]"));
    for inside in [
        "{{ t.events_count }}",
        "{{ say(key=\"events_count\") }}",
        "{{ say(key=\"events_count\", n=\"x\") }}",
    ] {
        assert!(in_article(inside).contains("`events_count`"), "{inside}");
    }
    assert!(in_article("{{ say(key=\"months\") }}").contains("list"));
    let loops = in_article("{% for key, value in page %}{{ key }}{% endfor %}");
    assert!(
        loops.contains("no order") && loops.contains("| pairs"),
        "{loops}"
    );
}

#[test]
fn the_plain_theme_says_the_same() {
    let pages = |theme| {
        let (styles, others): (Vec<_>, Vec<_>) = support::published_sample("/repo/", theme)
            .artifacts
            .iter()
            .partition(|file| file.path.ends_with(".css"));
        let without = |text: &[u8]| {
            let mut text = String::from_utf8_lossy(text).into_owned();
            for style in &styles {
                text = text.replace(&style.path, "");
            }
            text
        };
        // Checksums of style sheets, and of pages with their names, differ.
        let pages: Vec<(String, String)> = others
            .iter()
            .filter(|file| file.path != "SHA256SUMS")
            .map(|file| (file.path.clone(), without(&file.bytes)))
            .collect();
        let style = styles
            .iter()
            .find(|file| file.path.starts_with("assets/style."));
        let style = style.expect("there is a style sheet").bytes.clone();
        (
            pages,
            String::from_utf8(style).expect("a style sheet is text"),
        )
    };
    let ((default, _), (plain, style)) = (pages(Theme::Default), pages(Theme::Plain));
    for (one, other) in default.iter().zip(&plain) {
        assert!(one == other, "{}: both themes say the same", one.0);
    }
    assert_eq!(default.len(), plain.len());
    assert!(
        style.len() < 5500,
        "for the slowest lines: {} bytes",
        style.len()
    );
    // What opens menus and notes has nothing to do where both stand open.
    let style = style
        .replace(".burger,.fig button{display:none}", "")
        .replace(".burger, .fig button { display: none }", "");
    for hidden in ["display: none", "visibility", "opacity", "font-size: 0"] {
        assert!(!style.contains(hidden), "nothing is hidden: {hidden}");
    }
}
