//! `griot theme show` and `griot theme new`.

use std::fs;

use crate::support::{Site, project};

fn griot(site: &Site, arguments: &[&str]) -> (String, String, bool) {
    let output = crate::support::griot()
        .args(arguments)
        .current_dir(site.root())
        .env("NO_COLOR", "1")
        .output()
        .expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        text(&output.stdout),
        text(&output.stderr),
        output.status.success(),
    )
}

fn site() -> Site {
    Site::new(&[
        (
            "content/site.yaml",
            "title: A\nlanguages: [en]\nsearch: no\ntheme: ours\n",
        ),
        (
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2022-02-23\n---\n\nText.\n",
        ),
    ])
}

#[test]
fn every_file_that_is_listed_is_printed_as_it_is() {
    let site = site();
    for theme in ["default", "plain"] {
        let (list, _, is_fine) = griot(&site, &["theme", "show", "--theme", theme]);
        assert!(is_fine && list.lines().count() > 1, "{list}");
        for path in list.lines() {
            let (shown, ..) = griot(&site, &["theme", "show", path, "--theme", theme]);
            let file = project().join("themes").join(theme).join(path);
            assert_eq!(
                shown,
                fs::read_to_string(file).expect("it is text"),
                "{path}"
            );
        }
    }
    let (by_name, ..) = griot(&site, &["theme", "show", "article.html"]);
    let (by_path, ..) = griot(&site, &["theme", "show", "templates/article.html"]);
    assert_eq!(by_name, by_path);
}

#[test]
fn a_new_theme_builds_and_is_used() {
    let site = site();
    let (made, said, is_fine) = griot(&site, &["theme", "new", "ours"]);
    assert!(is_fine, "{said}");
    assert_eq!(made.lines().count(), 3, "{made}");
    assert_eq!(site.findings(), "");
    site.build().expect("it is written");
    let page = site.page("articles/a/index.html");
    assert!(page.contains("/assets/own."), "{page}");
    let again = griot(&site, &["theme", "new", "ours"]);
    assert!(
        !again.2 && again.1.contains("nothing was written"),
        "{}",
        again.1
    );
}

#[test]
fn what_is_not_there_is_said_with_what_is_near() {
    let site = site();
    for (arguments, said) in [
        (
            &["theme", "show", "artcle.html"][..],
            "did you mean `article.html`?",
        ),
        (
            &["theme", "show", "--theme", "dark"],
            "write `default` or `plain`",
        ),
        (&["theme", "new", "Notre thème"], "`notre-theme` can be one"),
        (&["theme", "new", "plain"], "no name of a built-in theme"),
    ] {
        let (_, found, is_fine) = griot(&site, arguments);
        assert!(!is_fine && found.contains(said), "{arguments:?}: {found}");
    }
}
