//! The manual is a griot site without a finding: griot checks its links, anchors and pictures.
//!
//! `examples/docs_site` makes it of `docs/src/` and `docs/site/`.

#[path = "../../examples/docs_site/manual.rs"]
mod manual;

use std::fs;
use std::path::Path;

use griot::Compiled;

use crate::support::{self, Site};

/// The manual of a project, compiled.
fn compiled(project: &Path) -> Compiled {
    let site = Site::new(&[]);
    for (path, bytes) in manual::site(project).expect("the manual can be read") {
        let file = site.root().join(path);
        fs::create_dir_all(file.parent().expect("it stands in a folder")).expect("it can be made");
        fs::write(file, bytes).expect("files can be written");
    }
    site.compile()
}

fn page(compiled: &Compiled, path: &str) -> String {
    let artifact = compiled
        .artifacts
        .iter()
        .find(|artifact| artifact.path == path)
        .unwrap_or_else(|| panic!("no page {path}"));
    String::from_utf8_lossy(&artifact.bytes).into_owned()
}

/// A project with a manual of two pages.
fn small(tutorial: &str) -> Site {
    let project = Site::new(&[
        (
            "Cargo.toml",
            "[package]\nrepository = \"https://example.org/griot\"\n",
        ),
        (
            "docs/src/SUMMARY.md",
            "# Summary\n\n[Introduction](introduction.md)\n\n# How to\n\n* [Draw](how-to/draw.md)\n",
        ),
        ("docs/src/introduction.md", tutorial),
        ("docs/src/how-to/draw.md", "# Draw it\n\n## Fine lines\n"),
        ("docs/src/pictures/a b.png", "this is shown by no page"),
    ]);
    let mut settings = manual_settings();
    settings.push_str("search: no\n");
    project.put("docs/site/content/site.yaml", &settings);
    project
}

/// The settings of the manual, with the default theme.
fn manual_settings() -> String {
    let file = support::project().join("docs/site/content/site.yaml");
    let settings = fs::read_to_string(file).expect("the manual has settings");
    let settings = settings.replace("theme: manual\n", "");
    // A small manual has none of the words that the whole one allows.
    let allowed = settings
        .find("  - code: loaded-word")
        .unwrap_or(settings.len());
    settings[..allowed].to_owned()
}

#[test]
fn the_manual_builds_without_a_finding() {
    let compiled = compiled(&support::project());
    assert_eq!(support::findings(&compiled), "");
    let tutorial = page(&compiled, "tutorial/index.html");
    // The menu has every page of the table of contents but the home page.
    let summary = fs::read_to_string(support::project().join("docs/src/SUMMARY.md"));
    let summary = summary.expect("there is a table of contents");
    let english = summary.split("# Référence").next().unwrap_or_default();
    let expected = english.matches("](").count() - 1;
    let (menu, body) = tutorial.split_once("<main").expect("there is a main part");
    assert_eq!(menu.matches("<li><a href").count(), expected);
    assert!(menu.contains("/tutorial/\" aria-current=\"page\">"));
    // Code has colours, and the file that it is.
    assert!(body.contains("<code>content/site.yaml</code>"));
    assert!(body.contains("<span class=\"hl-"));
    let french = page(&compiled, "fr/reference-event/index.html");
    assert!(
        french.contains("<h2>Référence</h2>") && french.contains("<h2 lang=\"en\">How to</h2>")
    );
}

#[test]
fn a_link_that_leads_nowhere_is_found() {
    for (text, expected) in [
        ("[x](how-to/draw.md#fine-lines)", ""),
        ("`[x](how-to/none.md)`", ""),
        ("    [x](how-to/none.md)", ""),
        ("```text\n[x](how-to/none.md)\n```", ""),
        ("[x](how-to/none.md)", "error[broken-link]"),
        ("[x](how-to/draw.md#none)", "error[broken-anchor]"),
        ("[x](#none)", "error[broken-anchor]"),
        ("![A drawing](pictures/none.png)", "error[broken-image]"),
    ] {
        let found = support::findings(&compiled(small(&format!("# griot\n\n{text}\n")).root()));
        assert!(found.contains(expected), "{text}: {found}");
        let count = usize::from(!expected.is_empty());
        assert_eq!(found.lines().count(), count, "{text}: {found}");
    }
}

#[test]
fn pages_keep_what_they_say() {
    let text = "# griot\n\n[Draw](how-to/draw.md) or [read](../../README.md#install).\n\n\
                ```yaml content/x.yaml\na: b\n```\n";
    let project = small(text);
    let files = manual::site(project.root()).expect("the manual can be read");
    let home = String::from_utf8_lossy(&files["content/pages/home.md"]);
    assert_eq!(
        home,
        "---\ntitle: \"Introduction\"\n---\n\n[Draw](how-to-draw.md) or \
         [read](https://example.org/griot/blob/HEAD/README.md#install).\n\n\
         `content/x.yaml`\n\n```yaml\na: b\n```\n"
    );
    assert!(!files.keys().any(|path| path.starts_with("content/media/")));
    let contents = String::from_utf8_lossy(&files["content/pages/contents.md"]);
    assert!(contents.contains("\n## How to\n"), "{contents}");
}
