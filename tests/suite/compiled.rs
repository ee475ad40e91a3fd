//! Built-in templates are compiled (`build/`): a page is the same from its function and from the
//! template engine.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use griot::compile;

use crate::support::{self, Site, project, sample};

#[path = "../../build/calls.rs"]
mod calls;
#[allow(
    dead_code,
    reason = "a test writes a corpus, and asks nothing else of its program"
)]
#[path = "../../examples/corpus/main.rs"]
mod corpus;
#[path = "../../build/dependencies.rs"]
mod dependencies;
#[path = "../../build/emit.rs"]
mod emit;
#[path = "../../build/phrase.rs"]
mod phrase;
#[path = "../../build/template.rs"]
mod template;
#[path = "../../build/types.rs"]
mod types;
#[path = "../../build/values.rs"]
mod values;

const TEMPLATES: &str = "themes/default/templates";

/// The built-in templates by name.
fn templates() -> BTreeMap<String, String> {
    fn gather(folder: &Path, prefix: &str, texts: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            let name = path.file_name().expect("it has a name").to_string_lossy();
            let name = format!("{prefix}{name}");
            if path.is_dir() {
                gather(&path, &format!("{name}/"), texts);
            } else {
                texts.insert(name, fs::read_to_string(&path).expect("it is text"));
            }
        }
    }
    let mut texts = BTreeMap::new();
    gather(&project().join(TEMPLATES), "", &mut texts);
    texts
}

fn made(texts: &BTreeMap<String, String>) -> emit::GeneratedCode {
    let views = fs::read_to_string(project().join("src/render/view.rs")).expect("it is there");
    emit::rust(texts, &types::Views::read(&views))
}

/// A template that is no longer compiled makes its pages slow, which no other test detects.
#[test]
fn every_built_in_template_is_compiled() {
    let texts = templates();
    let made = made(&texts);
    assert_eq!(
        made.left,
        [],
        "what the translator does not know has to be added to build/"
    );
    // All rendered templates except redirects.
    let pages = texts.keys().filter(|name| !name.starts_with("parts/"));
    for name in
        pages.filter(|name| !["base.html", "redirect.html", "origin.html"].contains(&name.as_str()))
    {
        let is_included = ["ties.html", "grades.html", "link-list.html"].contains(&name.as_str());
        let is_made = made
            .code
            .contains(&format!("CompiledTemplate {{ name: {name:?}"));
        assert_ne!(is_included, is_made, "{name}");
    }
}

#[test]
fn what_the_translator_does_not_know_stays_with_the_engine() {
    let left = |name: &str, old: &str, new: &str| {
        let mut texts = templates();
        let text = texts.get_mut(name).expect("it is there");
        assert!(text.contains(old), "{name} has {old}");
        *text = text.replace(old, new);
        let left = made(&texts).left;
        left.into_iter()
            .map(|(name, reason)| format!("{name}: {reason}"))
            .collect::<Vec<_>>()
    };
    let level = "<h{{ level }}>";
    assert_eq!(left("letter.html", "list.count", "list.count"), [""; 0]);
    assert_eq!(
        left(
            "letter.html",
            "{{ <heading",
            "{{ page.kind | upper }}{{ <heading"
        ),
        ["letter.html: the filter `upper` of Text"]
    );
    assert_eq!(
        left("letter.html", "{{ <heading", "{{ page.kid }}{{ <heading"),
        ["letter.html: the field `kid` of `PageView`"]
    );
    assert_eq!(
        left(
            "letter.html",
            "{{ <heading",
            "{% raw %}{% endraw %}{{ <heading"
        ),
        [
            "letter.html: the tag `raw`",
            "letter.html: the template `letter.html`"
        ]
    );
    assert_eq!(
        left(
            "letter.html",
            "{{ <heading",
            "{{ page.extra.a }}{{ <heading"
        ),
        ["letter.html: the field `extra` of `PageView`"]
    );
    // Unknown names are absent, as in the engine, but a base may use names of any page.
    let unknown = "{% if nothing %}{{ nothing }}{% endif %}";
    assert_eq!(
        left(
            "letter.html",
            "{{ <heading",
            &format!("{unknown}{{{{ <heading")
        ),
        [""; 0]
    );
    let base = left("base.html", "<main", "{{ date }}<main");
    assert!(
        base.contains(&"letter.html: the name `date` in a base".to_owned()),
        "{base:?}"
    );
    // A replaced part that is used everywhere affects all pages.
    assert!(left("article-item.html", level, "<h{{ level + \"\" }}>").len() >= 2);
}

/// Compares the site of the functions with that of the engine, which renders a theme with a file
/// for each template.
fn both_ways(site: &Site, least: usize) {
    let files = |site: &Site| -> BTreeMap<String, Vec<u8>> {
        let compiled = compile(site.root(), &support::options(), |_| {}).expect("it can be read");
        assert_eq!(support::findings(&compiled), "");
        let all = compiled.artifacts.into_iter();
        all.map(|artifact| (artifact.path, artifact.bytes))
            .collect()
    };
    let settings = fs::read_to_string(site.root().join("content/site.yaml")).expect("it is there");
    let functions = files(site);
    site.put("content/site.yaml", &format!("{settings}theme: mine\n"));
    site.put("themes/mine/theme.yaml", "name: mine\ncontract: 3\n");
    for (name, text) in templates() {
        site.put(&format!("themes/mine/templates/{name}"), &text);
    }
    // A comment shows that the engine rendered them all.
    let base = templates()["base.html"].replace("</body>", "<!-- mine --></body>");
    site.put("themes/mine/templates/base.html", &base);
    let engine = files(site);
    assert_eq!(
        functions.keys().collect::<Vec<_>>(),
        engine.keys().collect::<Vec<_>>(),
        "the same files"
    );
    let mut pages = 0;
    for (path, own) in &engine {
        if !path.ends_with(".html") {
            continue;
        }
        let own = String::from_utf8_lossy(own).replace("<!-- mine -->", "");
        let made = String::from_utf8_lossy(&functions[path]);
        if let Some((line, (a, b))) = made
            .lines()
            .zip(own.lines())
            .enumerate()
            .find(|(_, (a, b))| a != b)
        {
            panic!("{path}:{}\nfunction: {a}\nengine:   {b}", line + 1);
        }
        assert_eq!(made, own, "{path}");
        pages += usize::from(made.contains("</html>"));
    }
    let home = String::from_utf8_lossy(&engine["index.html"]);
    assert!(
        home.contains("<!-- mine -->"),
        "the engine makes pages of a theme"
    );
    assert!(pages > least, "{pages} pages were compared");
}

#[test]
fn the_sample_is_the_same_by_function_and_by_engine() {
    let site = sample("search: no\n");
    let settings = fs::read_to_string(site.root().join("content/site.yaml")).expect("it is there");
    site.put(
        "content/site.yaml",
        &settings.replace("previews: true", "previews: no"),
    );
    both_ways(&site, 200);
}

#[test]
fn a_corpus_is_the_same_by_function_and_by_engine() {
    let site = Site::new(&[]);
    corpus::write(90, site.root()).expect("a corpus can be written");
    both_ways(&site, 200);
}

/// Every key of the frame, with a logo in two versions and texts in another language.
#[test]
fn a_frame_is_the_same_by_function_and_by_engine() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"30\"><path d=\"M0 0h9\"/></svg>";
    let page = |title: &str| format!("---\ntitle: {title}\n---\n\nText.\n");
    let settings = "title: {fr: Le site, en: The site}\nlanguages: [fr, en]\nallow: [{code: missing-translation, reason: A test}]\n\
        css: [style/site.css]\nreferrer: same-origin\ncontent_security_policy: embeds\n\
        head: ['<meta name=\"a\" content=\"b\">', '<link rel=\"me\" href=\"https://x.org/\">']\n\
        menu: [articles, about, {link: 'https://x.org/', label: {fr: \"L'autre\"}}]\nfooter: {fr: \"Par [nous](pages/about.md).\"}\n";
    for logo in [
        "",
        "logo: logo.svg\n",
        "logo: {src: logo.svg, dark: static/dark.svg, alt: {fr: \"L'image\"}}\n",
    ] {
        let site = Site::new(&[
            ("content/site.yaml", &format!("{settings}{logo}")),
            ("content/style/site.css", "a { color: red }\n"),
            ("content/media/logo.svg", svg),
            ("content/static/dark.svg", svg),
            ("content/pages/about.md", &page("About")),
            ("content/pages/people/_index.md", &page("People")),
            ("content/pages/people/amina.md", &page("Amina")),
        ]);
        both_ways(&site, 20);
    }
}

/// A replaced part comes from the theme in every page that includes it, and all else is unchanged.
#[test]
fn what_a_theme_replaces_is_never_overlooked() {
    let article = "---\ntitle: A\ndate: 2022-02-23\n---\n\nText.\n";
    let home = |path: &str, text: &str| {
        let site = Site::new(&[
            (
                "content/site.yaml",
                "title: My site\nlanguages: [en]\ntheme: mine\n",
            ),
            ("content/articles/a.md", article),
            ("themes/mine/theme.yaml", "name: mine\ncontract: 3\n"),
            (path, text),
        ]);
        site.build().expect("it can be written");
        site.page("index.html")
    };
    let item = home(
        "themes/mine/templates/article-item.html",
        "<li>OURS {{ item.title | text }}</li>",
    );
    assert!(item.contains("<li>OURS A</li>"), "a small template: {item}");
    let list = home(
        "themes/mine/templates/parts/articles.html",
        "{% component article_list(items) %}OURS{% endcomponent article_list %}\
         {% component article_listing(list, title: string) %}{% endcomponent article_listing %}",
    );
    assert!(list.contains("OURS"), "a file of components: {list}");
    let own = home(
        "themes/mine/templates/own.html",
        "{%- component article_list(items) %}OURS{% endcomponent article_list %}",
    );
    assert!(own.contains("OURS"), "a component in another file: {own}");
    let words = home(
        "themes/mine/i18n/en.yaml",
        "latest_articles: \"OURS <&>\"\n",
    );
    assert!(words.contains("OURS &lt;&amp;&gt;"), "a word: {words}");
}

/// Figures that no template shows are not drawn: their page says that it needs no style sheet for
/// them.
#[test]
fn what_a_theme_does_not_show_is_not_drawn() {
    let drawn = |files: &[(&str, &str)]| {
        let site = Site::new(&[
            (
                "content/site.yaml",
                "title: My site\nlanguages: [en]\ntheme: mine\nundeclared: allow\n",
            ),
            (
                "content/articles/a.md",
                "---\ntitle: A\ndate: 2022-02-23\nevents:\n\
                 \x20 - {id: one, title: One, date: 2022-02-21, side_a: [army], regions: [mopti]}\n\
                 \x20 - {id: two, title: Two, date: 2021-02-22, side_a: [army], regions: [mopti]}\n\
                 \x20 - {id: three, title: Three, date: 2020-02-22, side_a: [army], regions: [mopti]}\n\
                 \x20 - {id: four, title: Four, date: 2019-02-22, side_a: [army], regions: [mopti]}\n---\n\nText.\n",
            ),
            ("themes/mine/theme.yaml", "name: mine\ncontract: 3\n"),
        ]);
        for (path, text) in files {
            site.put(&format!("themes/mine/templates/{path}"), text);
        }
        site.build().expect("it can be written");
        let actor = site.page("actors/army/index.html");
        assert!(actor.contains("drawn: "), "{actor}");
        actor.contains("drawn: true")
    };
    let said = "drawn: {{ page.drawn }}";
    assert!(!drawn(&[("actor.html", said)]));
    let beside = "drawn: {{ page.drawn }} figures {# figures #}{{ t.figures_title }}";
    assert!(!drawn(&[("actor.html", beside)]));
    let shown = "drawn: {{ page.drawn }}{% if figures %}{% endif %}";
    assert!(drawn(&[("actor.html", shown)]));
    assert!(drawn(&[
        ("part.html", "{% if figures %}{% endif %}"),
        (
            "actor.html",
            "drawn: {{ page.drawn }}{% include \"part.html\" %}"
        ),
    ]));
    assert!(drawn(&[(
        "actor.html",
        "{% extends \"__builtin/actor.html\" %}{% block footer %}drawn: {{ page.drawn }}{% endblock footer %}",
    )]));
    assert!(drawn(&[
        (
            "part.html",
            "{% component part(@figures) %}{% if figures %}{% endif %}{% endcomponent part %}",
        ),
        ("actor.html", "drawn: {{ page.drawn }}{{ <part /> }}"),
    ]));
}
