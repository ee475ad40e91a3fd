//! The documentation is up to date: its links have targets, and its lists are complete.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{self, Site};

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The pages below a folder.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("it is a folder") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            found.extend(pages(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    found
}

/// README.md and the pages of `docs/src/` and its subfolders.
fn documents() -> Vec<PathBuf> {
    let mut all = pages(&support::project().join("docs/src"));
    all.push(support::project().join("README.md"));
    all
}

/// The targets of links and pictures, without fenced code.
fn targets(text: &str) -> Vec<String> {
    let mut is_code = false;
    let prose = text.lines().filter(|line| {
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence && !line.starts_with("    ")
    });
    let mut targets = Vec::new();
    for line in prose {
        // Links in code spans are examples.
        let spans = line.split('`').step_by(2);
        let line = spans.collect::<Vec<_>>().join("`");
        for (at, _) in line.match_indices("](") {
            let rest = &line[at + 2..];
            targets.push(rest[..rest.find(')').expect("the link is closed")].to_owned());
        }
    }
    targets
}

#[test]
fn links_between_documents_resolve() {
    let mut count = 0;
    for document in documents() {
        let folder = document.parent().expect("a file is in a folder");
        for target in targets(&read(&document)) {
            // The page of releases is GitHub's, relative to the page that shows README.md.
            if target.contains("://") || target == "../../releases/latest" {
                continue;
            }
            count += 1;
            let (path, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let file = folder.join(path);
            assert!(file.exists(), "{} links to {target}", document.display());
            if !anchor.is_empty() {
                let words = anchor.replace('-', " ");
                let has_it = read(&file).lines().any(|line| {
                    line.starts_with('#')
                        && line.trim_start_matches('#').trim().to_lowercase() == words
                });
                assert!(has_it, "{} links to {target}", document.display());
            }
        }
    }
    assert!(count > 20, "only {count} links were found");
}

#[test]
fn every_picture_is_shown() {
    let shown: BTreeSet<PathBuf> = documents()
        .iter()
        .flat_map(|document| {
            let folder = document.parent().expect("a file is in a folder").to_owned();
            let targets = targets(&read(document)).into_iter();
            targets.filter_map(move |target| folder.join(target).canonicalize().ok())
        })
        .collect();
    let mut count = 0;
    for folder in ["docs/src/pictures", ".github/images"] {
        for entry in fs::read_dir(support::project().join(folder)).expect("it is a folder") {
            let path = entry.expect("it can be listed").path();
            // The other file is the record of what the pictures show.
            if path.extension().is_some_and(|extension| extension == "b3") {
                continue;
            }
            count += 1;
            let path = path.canonicalize().expect("it is there");
            assert!(shown.contains(&path), "no page shows {}", path.display());
        }
    }
    assert!(count > 10, "only {count} pictures were found");
}

#[test]
fn the_summary_lists_every_page() {
    let folder = support::project().join("docs/src");
    let listed: BTreeSet<String> = targets(&read(&folder.join("SUMMARY.md")))
        .into_iter()
        .collect();
    let all: BTreeSet<String> = pages(&folder)
        .iter()
        .map(|page| {
            let parts = page.strip_prefix(&folder).expect("it is below the folder");
            let parts: Vec<_> = parts.iter().map(|part| part.to_string_lossy()).collect();
            parts.join("/")
        })
        .filter(|name| name != "SUMMARY.md")
        .collect();
    assert_eq!(listed, all);
}

#[test]
fn every_setting_is_described() {
    let site = Site::new(&[(
        "content/site.yaml",
        "title: x\nlanguages: [en]\nqqqqqqqqqq: 1\n",
    )]);
    let found = site.findings();
    let (_, list) = found
        .split_once("the key can be ")
        .unwrap_or_else(|| panic!("{found}"));
    let list = list.split(';').next().unwrap_or_default();
    let known: BTreeSet<&str> = list
        .split('`')
        .skip(1)
        .step_by(2)
        .chain(["extra"])
        .collect();
    let page = read(&support::project().join("docs/src/settings.md"));
    let described: BTreeSet<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    assert_eq!(described, known);
}

/// Returns the output of `griot help`.
fn help(command: &[&str]) -> String {
    let shown = support::griot().arg("help").args(command).assert();
    String::from_utf8_lossy(&shown.success().get_output().stdout).into_owned()
}

#[test]
fn every_command_and_option_is_described() {
    let page = read(&support::project().join("docs/src/commands.md"));
    let all = help(&[]);
    let (_, commands) = all
        .split_once("Commands:\n")
        .unwrap_or_else(|| panic!("{all}"));
    let commands = commands.lines().take_while(|line| line.starts_with("  "));
    let commands: Vec<&str> = commands
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect();
    assert!(commands.len() >= 8, "{commands:?}");
    for command in commands {
        assert!(page.contains(&format!("griot {command}")), "{command}");
        for word in help(&[command])
            .split_whitespace()
            .filter(|word| word.starts_with("--"))
        {
            let option = word.trim_end_matches(|c: char| !c.is_ascii_lowercase());
            assert!(
                option == "--help" || page.contains(option),
                "{command} {option}"
            );
        }
    }
}

/// Help texts are one line that begins with a verb or a noun, of at most 100 columns.
#[test]
fn help_texts_are_short() {
    for command in [
        "init",
        "new",
        "build",
        "serve",
        "check",
        "explain",
        "completions",
        "man",
    ] {
        let shown = support::griot().args([command, "-h"]).assert();
        let shown = String::from_utf8_lossy(&shown.success().get_output().stdout).into_owned();
        for line in shown
            .lines()
            .filter(|line| line.trim_start().starts_with('-'))
        {
            let text = line.split("  ").last().unwrap_or_default().trim();
            let text = text.split(" [default").next().unwrap_or_default();
            assert!(text.len() <= 100, "{command}: {text}");
            for word in [
                "told",
                "mend",
                "whatever",
                "let through",
                "is taken, one of",
            ] {
                assert!(!text.contains(word), "{command}: {text}");
            }
        }
    }
}
