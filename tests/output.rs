//! What is on disk afterwards: only changed files are touched, only ours are deleted, other folders are refused.

mod support;

use std::fs;

use assert_cmd::Command;
use griot::write::{MANIFEST, WriteError};
use support::Site;

fn site() -> Site {
    Site::new(&[
        ("content/site.yaml", "title: My site\nlanguages: [en]\n"),
        (
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2022-02-23\n---\n\nText.\n",
        ),
        (
            "content/articles/b.md",
            "---\ntitle: B\ndate: 2022-02-24\n---\n\nText.\n",
        ),
    ])
}

#[test]
fn unchanged_files_are_not_touched() {
    let site = site();
    let first = site.build().expect("it can be written");
    assert_eq!((first.unchanged, first.deleted), (0, 0));
    let page = site.root().join("public/articles/a/index.html");
    let before = fs::metadata(&page)
        .and_then(|about| about.modified())
        .expect("it is there");
    let second = site.build().expect("it can be written");
    assert_eq!((second.written, second.unchanged), (0, first.written));
    assert_eq!(
        fs::metadata(&page)
            .and_then(|about| about.modified())
            .expect("it is there"),
        before
    );
    site.put(
        "content/articles/b.md",
        "---\ntitle: B\ndate: 2022-02-24\n---\n\nOther text.\n",
    );
    let third = site.build().expect("it can be written");
    assert!(third.written > 0 && third.unchanged > 0, "{third:?}");
    assert!(site.page("articles/b/index.html").contains("Other text."));
}

#[test]
fn stale_files_of_ours_go_and_others_stay() {
    let site = site();
    // The search index has files that change with every page.
    site.put("content/site.yaml", "title: My site\nlanguages: [en]\nsearch: no\n");
    site.build().expect("it can be written");
    site.put("public/CNAME", "example.org");
    site.put("public/articles/notes.txt", "somebody's own");
    fs::remove_file(site.root().join("content/articles/b.md")).expect("it is there");
    let report = site.build().expect("it can be written");
    assert_eq!(report.deleted, 1);
    assert!(!site.has("articles/b"), "the empty folder goes too");
    assert!(site.has("CNAME") && site.has("articles/notes.txt") && site.has("articles/a/index.html"));
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let site = site();
    site.put("public/thesis.doc", "three years of work");
    assert!(matches!(site.build(), Err(WriteError::Foreign(_))));
    assert_eq!(
        fs::read_dir(site.root().join("public")).expect("it is there").count(),
        1
    );
}

#[test]
fn dot_files_neither_count_nor_change() {
    let site = site();
    site.put("public/.gitignore", "*\n");
    site.put("public/.well-known/security.txt", "Contact: mailto:x@example.org");
    site.build().expect("dot files do not make a folder foreign");
    assert_eq!(site.page(".gitignore"), "*\n");
    assert!(site.has(".well-known/security.txt"));
}

#[test]
fn a_manifest_that_was_tampered_with_deletes_nothing_outside() {
    let site = site();
    site.build().expect("it can be written");
    let manifest = site.root().join("public").join(MANIFEST);
    let mut text = fs::read_to_string(&manifest).expect("it is there");
    let absolute = site.root().join("precious.txt");
    text.push_str(&format!(
        "../precious.txt\n{}\narticles/../../precious.txt\n",
        absolute.display()
    ));
    fs::write(&manifest, text).expect("it can be written");
    fs::write(&absolute, "precious").expect("it can be written");
    site.build().expect("it can be written");
    assert!(absolute.exists());
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let site = site();
    let outside = tempfile::tempdir().expect("a folder of our own");
    fs::create_dir_all(site.root().join("public")).expect("folders can be made");
    fs::write(site.root().join("public").join(MANIFEST), "griot manifest 1\n").expect("files can be written");
    std::os::unix::fs::symlink(outside.path(), site.root().join("public/articles")).expect("links can be made");
    assert!(matches!(site.build(), Err(WriteError::Link(_))));
    assert_eq!(fs::read_dir(outside.path()).expect("it is there").count(), 0);
}

#[test]
fn a_page_may_become_a_folder_and_back() {
    let site = site();
    site.put(
        "content/pages/about.md",
        "---\ntitle: About\nredirect_from: [/old.html]\n---\n\nText.\n",
    );
    site.build().expect("it can be written");
    assert!(site.has("old.html"));
    site.put(
        "content/pages/about.md",
        "---\ntitle: About\nredirect_from: [/old.html/inner.html]\n---\n\nText.\n",
    );
    site.build().expect("a file gives way to a folder");
    assert!(site.has("old.html/inner.html"));
    site.put(
        "content/pages/about.md",
        "---\ntitle: About\nredirect_from: [/old.html]\n---\n\nText.\n",
    );
    site.build().expect("a folder gives way to a file");
    assert!(site.page("old.html").contains("/about/"));
}

#[test]
fn a_file_that_no_host_takes_is_a_warning_like_others() {
    let site = site();
    site.put(
        "content/articles/b.md",
        "---\ntitle: B\ndate: 2022-02-24\n---\n\n[All figures](../media/figures.csv).\n",
    );
    fs::create_dir_all(site.root().join("content/media")).expect("folders can be made");
    let file = fs::File::create(site.root().join("content/media/figures.csv")).expect("files can be written");
    // No byte of it is written: the disk knows only its length.
    file.set_len(griot::weight::GITHUB.file + 1).expect("it can be long");
    let run = |arguments: &[&str], code: i32| {
        let run = Command::cargo_bin("griot")
            .expect("the program is built")
            .current_dir(site.root())
            .args(arguments)
            .args(["--now", "2026-01-01"])
            .assert()
            .code(code);
        String::from_utf8_lossy(&run.get_output().stderr).into_owned()
    };
    let said = run(&["build", "--deny", "warnings"], 1);
    assert!(
        said.contains(
            "warning[heavy]: the file `media/figures.csv` has 100.1 MB, and GitHub takes files of up to 100 MB"
        ),
        "{said}"
    );
    run(&["build", "--max-warnings", "0"], 1);
    assert!(!site.has("index.html"), "nothing was written");
    run(&["check", "--max-warnings", "0"], 1);
    run(&["build", "--max-warnings", "1"], 0);
    assert!(site.has("media/figures.csv"));
    site.put(
        "content/site.yaml",
        "title: My site\nlanguages: [en]\nallow: [{code: heavy, reason: Our own server takes it}]\n",
    );
    run(&["build", "--deny", "warnings"], 0);
    // At the limit nothing is said.
    site.put("content/site.yaml", "title: My site\nlanguages: [en]\n");
    file.set_len(griot::weight::GITHUB.file).expect("it can be shorter");
    run(&["build", "--deny", "warnings"], 0);
}
