//! `griot verify` compares a folder with what the site builds.

use std::fs;

use crate::support::{Site, griot};

/// Builds a small site.
fn built() -> Site {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: T\nlanguages: [en]\nbase_url: https://x.example/\nundeclared: allow\n",
        ),
        (
            "content/events/e.md",
            "---\ntitle: E\ndate: 2022-02-22\nregions: [Mopti]\n---\n",
        ),
    ]);
    let run = griot()
        .args(["build", "--now", "2026-12-01"])
        .current_dir(site.root())
        .output()
        .expect("it runs");
    assert!(run.status.success());
    site
}

/// Verifies `public`, and returns the exit code and what was said.
fn verify(site: &Site) -> (Option<i32>, String) {
    let run = griot()
        .args(["verify", "public", "--now", "2026-12-01"])
        .current_dir(site.root())
        .output()
        .expect("it runs");
    (
        run.status.code(),
        String::from_utf8(run.stderr).expect("it is text"),
    )
}

#[test]
fn a_folder_as_it_was_built_is_what_the_site_builds() {
    let site = built();
    let (code, said) = verify(&site);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("is exactly what the site builds"), "{said}");
}

#[test]
fn missing_different_and_extra_files_are_named() {
    let site = built();
    fs::remove_file(site.root().join("public/data/claims.csv")).expect("it is there");
    fs::write(site.root().join("public/events/e/index.html"), "other").expect("it is written");
    site.put("public/events/e/own.txt", "extra");
    let (code, said) = verify(&site);
    assert_eq!(code, Some(1), "{said}");
    for line in [
        "missing: data/claims.csv",
        "different: events/e/index.html",
        "extra: events/e/own.txt",
    ] {
        assert!(said.contains(line), "{line} is not in {said}");
    }
    assert_eq!(said.lines().count(), 4, "nothing else differs: {said}");
}

#[test]
fn a_site_with_errors_cannot_be_compared() {
    let site = built();
    site.put("content/events/f.md", "---\ntitle: F\n---\n");
    let (code, said) = verify(&site);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("missing-field"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_link_is_not_a_file_of_the_site() {
    let site = built();
    let page = site.root().join("public/events/e/index.html");
    let copy = site.root().join("copy.html");
    fs::rename(&page, &copy).expect("it is moved");
    std::os::unix::fs::symlink(&copy, &page).expect("a link can be made");
    let (code, said) = verify(&site);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("different: events/e/index.html"), "{said}");
}
