//! The same input gives the same bytes, whatever the machine is set to.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files
}

fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    files_below(folder)
        .into_iter()
        .map(|path| {
            (
                path.strip_prefix(folder).expect("it is below").to_owned(),
                fs::read(&path).expect("it can be read"),
            )
        })
        .collect()
}

/// Copies the sample, its files in the order that `order` makes of their paths: a folder's own
/// order follows that of creation on many file systems.
fn copy_of_sample(order: impl Fn(&mut Vec<PathBuf>)) -> tempfile::TempDir {
    let from = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("content");
    let copy = tempfile::tempdir().expect("a folder of our own");
    let mut files = files_below(&from);
    order(&mut files);
    for file in files {
        let to = copy
            .path()
            .join("content")
            .join(file.strip_prefix(&from).expect("it is below"));
        fs::create_dir_all(to.parent().expect("a file stands in a folder"))
            .expect("folders can be made");
        fs::copy(&file, to).expect("files can be copied");
    }
    copy
}

fn build(
    root: &Path,
    arguments: &[&str],
    environment: &[(&str, &str)],
) -> BTreeMap<PathBuf, Vec<u8>> {
    crate::support::griot()
        .args(["build", "--now", "2026-01-01", "--root"])
        .arg(root)
        .args(arguments)
        .envs(environment.iter().copied())
        .assert()
        .success();
    contents(&root.join("public"))
}

#[test]
fn whatever_the_time_zone_language_jobs_and_order_of_files() {
    let sorted = copy_of_sample(|files| files.sort());
    let first = build(sorted.path(), &[], &[("TZ", "UTC"), ("LANG", "C")]);
    assert!(first.len() > 500, "the sample was built");
    // Every third file last, then backwards: no order that sorting would give.
    let shuffled = copy_of_sample(|files| {
        files.sort();
        let (third, rest): (Vec<_>, Vec<_>) =
            files.drain(..).enumerate().partition(|(at, _)| at % 3 == 0);
        files.extend(rest.into_iter().rev().chain(third).map(|(_, file)| file));
    });
    let second = build(
        shuffled.path(),
        &["--jobs", "1"],
        &[
            ("TZ", "Pacific/Kiritimati"),
            ("LANG", "ar_EG.UTF-8"),
            ("LC_ALL", "tr_TR.UTF-8"),
        ],
    );
    assert_eq!(
        first.keys().collect::<Vec<_>>(),
        second.keys().collect::<Vec<_>>()
    );
    let different: Vec<&PathBuf> = first
        .iter()
        .filter(|(path, bytes)| second[*path] != **bytes)
        .map(|(path, _)| path)
        .collect();
    assert!(different.is_empty(), "{different:?}");
}
