//! The manual does what it says: its files are written, and its commands run, in their order.
//!
//! In a page of `docs/src/`, a fence with a path (```` ```markdown content/articles/x.md ````)
//! writes that file, and a fence ```` ```console ```` runs commands, `$ griot check`, each followed
//! by all that it prints; `? 1` in a line of its own is an exit code other than 0. Other fences
//! are only shown. Every page begins with an empty folder.
//!
//! `UPDATE_MANUAL=1 cargo test --test suite manual::` writes what the commands print. The day is
//! 1 June 2023.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::cases::without_times;
use crate::support;

/// 1 June 2023 at noon, in seconds since 1970.
const NOW: &str = "1685620800";

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
    found.sort();
    found
}

#[test]
fn what_the_manual_shows_is_what_happens() {
    let update = std::env::var_os("UPDATE_MANUAL").is_some();
    let mut wrong = Vec::new();
    let mut runs = 0;
    for page in pages(&support::project().join("docs/src")) {
        let text = fs::read_to_string(&page).expect("it is text");
        let folder = tempfile::tempdir().expect("a folder of our own");
        let (seen, count) = carry_out(&text, folder.path());
        runs += count;
        if seen != text && update {
            fs::write(&page, &seen).expect("it can be written");
        } else if seen != text {
            wrong.push(difference(&page, &text, &seen));
        }
    }
    assert!(runs > 4, "only {runs} commands were run");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The first line in which a page differs from what happens.
fn difference(page: &Path, text: &str, seen: &str) -> String {
    let lines = text.lines().zip(seen.lines()).enumerate();
    let (number, (written, happens)) = lines
        .into_iter()
        .find(|(_, (written, happens))| written != happens)
        .unwrap_or((0, ("", "more or fewer lines")));
    format!(
        "{}:{}: the page has\n    {written}\nand the command prints\n    {happens}",
        page.display(),
        number + 1
    )
}

/// The page as its commands have it, and how many were run.
fn carry_out(page: &str, folder: &Path) -> (String, usize) {
    let mut seen = String::with_capacity(page.len());
    let mut runs = 0;
    let mut lines = page.split_inclusive('\n');
    while let Some(line) = lines.next() {
        seen.push_str(line);
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let mut text = String::new();
        let mut end = "";
        for line in lines.by_ref() {
            if line.trim_end() == "```" {
                end = line;
                break;
            }
            text.push_str(line);
        }
        let words: Vec<&str> = info.split_whitespace().collect();
        match words.as_slice() {
            ["console"] => {
                for command in text.lines().filter_map(|line| line.strip_prefix("$ ")) {
                    runs += 1;
                    seen.push_str(&format!("$ {command}\n{}", griot(command, folder)));
                }
            }
            [_, path] => {
                let file = folder.join(path);
                fs::create_dir_all(file.parent().expect("it has a folder"))
                    .expect("folders can be made");
                fs::write(file, &text).expect("files can be written");
                seen.push_str(&text);
            }
            _ => seen.push_str(&text),
        }
        seen.push_str(end);
    }
    (seen, runs)
}

/// All that a command prints, with its exit code.
fn griot(command: &str, folder: &Path) -> String {
    let words = shell_words(command);
    assert_eq!(words[0], "griot", "only griot is run: {command}");
    let output = Command::new(env!("CARGO_BIN_EXE_griot"))
        .args(&words[1..])
        .current_dir(folder)
        .stdin(Stdio::null())
        .env_remove("GITHUB_ACTIONS")
        .env_remove("CI")
        .env("NO_COLOR", "1")
        .env("SOURCE_DATE_EPOCH", NOW)
        .output()
        .expect("griot runs");
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    let mut text = without_times(&text).replace("[TIME]", "0.1 s");
    if let Some(code) = output.status.code().filter(|code| *code != 0) {
        text.push_str(&format!("? {code}\n"));
    }
    text
}

/// The words of a command; double quotes hold several together.
fn shell_words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for c in command.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            c => words.last_mut().expect("there is one").push(c),
        }
    }
    words
}

#[test]
fn a_page_that_is_wrong_is_found() {
    let folder = tempfile::tempdir().expect("a folder of our own");
    let page = "```yaml content/site.yaml\ntitle: x\nlanguages: [en]\ntitel: y\n```\n\n```console\n$ griot check\nall is well\n```\n";
    let (seen, runs) = carry_out(page, folder.path());
    assert_eq!(runs, 1);
    assert!(
        seen.contains("unknown-key") && seen.contains("\n? 1\n"),
        "{seen}"
    );
    assert_eq!(
        shell_words("griot new actor \"A b\""),
        ["griot", "new", "actor", "A b"]
    );
}
