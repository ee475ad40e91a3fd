//! `griot verify` compares a folder with what the site builds.

use std::fs;

use crate::support::{Site, griot};

/// Builds a small site.
fn built() -> Site {
    let site = site();
    build(&site);
    site
}

/// Builds into `public`.
fn build(site: &Site) {
    let run = griot()
        .args(["build", "--now", "2026-12-01"])
        .current_dir(site.root())
        .output()
        .expect("it runs");
    assert!(run.status.success());
}

fn site() -> Site {
    Site::new(&[
        (
            "content/site.yaml",
            "title: T\nlanguages: [en]\nbase_url: https://x.example/\nundeclared: allow\n",
        ),
        (
            "content/events/e.md",
            "---\ntitle: E\ndate: 2022-02-22\nregions: [Mopti]\n---\n",
        ),
    ])
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
        "different: events/e/index.html (changed after SHA256SUMS was written)",
        "extra: events/e/own.txt",
    ] {
        assert!(said.contains(line), "{line} is not in {said}");
    }
    assert_eq!(said.lines().count(), 4, "nothing else differs: {said}");
}

#[test]
fn a_folder_that_is_only_old_is_as_its_checksums_say() {
    let site = built();
    site.put(
        "content/events/e.md",
        "---\ntitle: Other\ndate: 2022-02-22\nregions: [Mopti]\n---\n",
    );
    let (code, said) = verify(&site);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("different: events/e/index.html\n"), "{said}");
    assert!(!said.contains("was written"), "{said}");
}

#[test]
fn changed_checksums_are_named() {
    let site = built();
    let path = site.root().join("public/SHA256SUMS");
    let text = fs::read_to_string(&path).expect("it is there");
    let (first, rest) = text.split_once('\n').expect("a line");
    let (_, name) = first.split_once("  ").expect("a path");
    let digits = "0".repeat(64);
    let other = format!("{digits}  {name}\n{rest}{digits}  ../gone\nnonsense\n");
    fs::write(&path, other).expect("it is written");
    let (code, said) = verify(&site);
    assert_eq!(code, Some(1), "{said}");
    for line in [
        "different: SHA256SUMS",
        &format!("not as SHA256SUMS says: {name}"),
        "missing, but in SHA256SUMS: ../gone",
        &format!(
            "SHA256SUMS: line {} is not a checksum",
            text.lines().count() + 2
        ),
    ] {
        assert!(said.contains(line), "{line} is not in {said}");
    }
    assert_eq!(said.lines().count(), 5, "{said}");
}

/// Asserts that `SHA256SUMS` has every file of `public` with its checksum, by path.
fn check_sums(site: &Site) {
    use sha2::{Digest as _, Sha256};
    let public = site.root().join("public");
    let files = walkdir::WalkDir::new(&public).into_iter();
    let mut lines: Vec<(String, String)> = Vec::new();
    for entry in files
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
    {
        let path = entry.path().strip_prefix(&public).expect("it is below");
        let path = path.to_str().expect("UTF-8").replace('\\', "/");
        if path != "SHA256SUMS" && !path.starts_with(".griot-") {
            let sum = Sha256::digest(fs::read(entry.path()).expect("it is read"));
            let digits: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
            lines.push((path, digits));
        }
    }
    lines.sort();
    let expected: String = lines
        .iter()
        .map(|(path, digits)| format!("{digits}  {path}\n"))
        .collect();
    let sums = fs::read_to_string(public.join("SHA256SUMS")).expect("it is there");
    assert_eq!(sums, expected);
}

#[test]
fn every_build_writes_the_checksums_of_all_files() {
    let site = site();
    site.put("content/static/own file.txt", "text");
    build(&site);
    check_sums(&site);
    let first = fs::read(site.root().join("public/SHA256SUMS")).expect("it is there");
    // One page changes, one is new, one goes.
    site.put(
        "content/events/f.md",
        "---\ntitle: F\ndate: 2022-02-23\nregions: [Mopti]\n---\n",
    );
    build(&site);
    check_sums(&site);
    fs::remove_file(site.root().join("content/events/f.md")).expect("it is there");
    build(&site);
    check_sums(&site);
    let again = fs::read(site.root().join("public/SHA256SUMS")).expect("it is there");
    assert!(first == again, "same files, same checksums");
    // A build that changes nothing keeps it.
    build(&site);
    check_sums(&site);
}

#[test]
fn without_data_there_are_no_checksums() {
    let site = site();
    site.put(
        "content/site.yaml",
        "title: T\nlanguages: [en]\nbase_url: https://x.example/\nundeclared: allow\ndata: no\n",
    );
    build(&site);
    assert!(!site.root().join("public/SHA256SUMS").exists());
    let (code, said) = verify(&site);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn a_static_file_at_the_path_of_the_checksums_is_reported() {
    let site = site();
    site.put("content/static/SHA256SUMS", "own");
    let findings = site.findings();
    assert!(findings.contains("address-taken"), "{findings}");
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
