//! The manual does what it says: its files are written, and its commands run, in their order.
//!
//! In a page of `docs/src/`, a fence with a path (```` ```markdown content/articles/x.md ````)
//! writes that file, and a fence ```` ```console ```` runs commands, `$ griot check`, each followed
//! by all that it prints; `? 1` in a line of its own is an exit code other than 0. Other fences
//! are only shown. Every page begins with an empty folder.
//!
//! A picture `pictures/terminal-NAME.svg` straight after such a fence shows the same in colours;
//! other pages may show it too. A fence in an HTML comment has commands alone, since what they
//! print may end the comment: only its picture is seen.
//!
//! `UPDATE_MANUAL=1 cargo test --test suite manual::` writes what the commands print, and the
//! pictures. The day is 1 June 2023.

mod terminal;

use std::collections::BTreeMap;
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
    let mut pictures = BTreeMap::new();
    for page in pages(&support::project().join("docs/src")) {
        let text = fs::read_to_string(&page).expect("it is text");
        let folder = tempfile::tempdir().expect("a folder of our own");
        let happened = carry_out(&text, folder.path());
        let seen = happened.page;
        runs += happened.runs;
        for (name, screen) in happened.screens {
            let earlier = pictures.insert(name.clone(), terminal::svg(&screen));
            assert!(earlier.is_none(), "two fences have the picture {name}");
        }
        if seen != text && update {
            fs::write(&page, &seen).expect("it can be written");
        } else if seen != text {
            wrong.push(difference(&page, &text, &seen));
        }
    }
    assert!(runs > 4, "only {runs} commands were run");
    wrong.extend(compare_pictures(&pictures, update));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Compares the pictures of terminals with those in the manual; returns what differs.
fn compare_pictures(pictures: &BTreeMap<String, String>, update: bool) -> Vec<String> {
    let folder = support::project().join("docs/src/pictures");
    let mut wrong = Vec::new();
    for (name, svg) in pictures {
        let file = folder.join(name);
        if fs::read_to_string(&file).is_ok_and(|text| text == *svg) {
            continue;
        }
        if update {
            fs::write(file, svg).expect("it can be written");
        } else {
            wrong.push(format!("{name} is not what the commands print"));
        }
    }
    for entry in fs::read_dir(folder).expect("there are pictures") {
        let name = entry.expect("it can be listed").file_name();
        let name = name.to_string_lossy().into_owned();
        if is_terminal(&name) && !pictures.contains_key(&name) {
            wrong.push(format!("{name} follows no fence of the manual"));
        }
    }
    wrong
}

/// Whether a picture is one of a terminal.
fn is_terminal(name: &str) -> bool {
    name.starts_with("terminal-") && name.ends_with(".svg")
}

/// The name of the picture of a terminal that a line shows.
fn shown_terminal(line: &str) -> Option<&str> {
    let (_, target) = line.strip_prefix("![")?.split_once("](")?;
    let name = target.split_once(')')?.0.rsplit('/').next()?;
    is_terminal(name).then_some(name)
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

/// What the commands of a page did.
#[derive(Default)]
struct Happened {
    /// The page with what they print.
    page: String,
    /// How many were run.
    runs: usize,
    /// What a terminal shows, by the name of its picture.
    screens: Vec<(String, String)>,
}

/// Writes the files of a page, and runs its commands.
fn carry_out(page: &str, folder: &Path) -> Happened {
    let mut happened = Happened::default();
    // What the last fence printed, while nothing but its picture follows.
    let mut screen = String::new();
    let mut is_hidden = false;
    let mut lines = page.split_inclusive('\n');
    while let Some(line) = lines.next() {
        happened.page.push_str(line);
        let Some(info) = line.strip_prefix("```") else {
            if let Some(name) = shown_terminal(line).filter(|_| !screen.is_empty()) {
                let screen = std::mem::take(&mut screen);
                happened.screens.push((name.to_owned(), screen));
                continue;
            }
            match line.trim_end() {
                "" => {}
                "-->" => is_hidden = false,
                line => {
                    is_hidden |= line == "<!--";
                    screen.clear();
                }
            }
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
        screen.clear();
        let words: Vec<&str> = info.split_whitespace().collect();
        match words.as_slice() {
            ["console"] => {
                for command in text.lines().filter_map(|line| line.strip_prefix("$ ")) {
                    happened.runs += 1;
                    let (printed, code) = griot(command, folder);
                    happened.page.push_str(&format!("$ {command}\n"));
                    if !is_hidden {
                        happened.page.push_str(&terminal::plain(&printed));
                        happened.page.push_str(&code);
                    }
                    screen.push_str(&format!("\x1b[90m$\x1b[0m {command}\n{printed}"));
                }
            }
            [_, path] => {
                let file = folder.join(path);
                fs::create_dir_all(file.parent().expect("it has a folder"))
                    .expect("folders can be made");
                fs::write(file, &text).expect("files can be written");
                happened.page.push_str(&text);
            }
            _ => happened.page.push_str(&text),
        }
        happened.page.push_str(end);
    }
    happened
}

/// All that a command prints, in colours, and the line with its exit code.
fn griot(command: &str, folder: &Path) -> (String, String) {
    let words = shell_words(command);
    assert_eq!(words[0], "griot", "only griot is run: {command}");
    let output = Command::new(env!("CARGO_BIN_EXE_griot"))
        .env("GRIOT_LANG", "en")
        .args(&words[1..])
        .current_dir(folder)
        .stdin(Stdio::null())
        .env_remove("GITHUB_ACTIONS")
        .env_remove("CI")
        .env_remove("NO_COLOR")
        .env("CLICOLOR_FORCE", "1")
        .env("SOURCE_DATE_EPOCH", NOW)
        .output()
        .expect("griot runs");
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    let text = without_times(&text).replace("[TIME]", "0.1 s");
    let code = output.status.code().filter(|code| *code != 0);
    (
        text,
        code.map_or_else(String::new, |code| format!("? {code}\n")),
    )
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
    let happened = carry_out(page, folder.path());
    assert_eq!(happened.runs, 1);
    let seen = happened.page;
    assert!(
        seen.contains("unknown-key") && seen.contains("\n? 1\n"),
        "{seen}"
    );
    assert!(happened.screens.is_empty());
    assert_eq!(
        shell_words("griot new actor \"A b\""),
        ["griot", "new", "actor", "A b"]
    );
}

#[test]
fn a_picture_belongs_to_the_fence_before_it() {
    let folder = tempfile::tempdir().expect("a folder of our own");
    let fence = "```console\n$ griot check\n```\n";
    let picture = "![A terminal](../pictures/terminal-check.svg)\n";
    let screens = |page: &str| carry_out(page, folder.path()).screens;
    let direct = screens(&format!("{fence}\n{picture}"));
    assert_eq!(direct.len(), 1);
    assert_eq!(direct[0].0, "terminal-check.svg");
    assert!(direct[0].1.contains("griot check\n"));
    let hidden = format!("<!--\n{fence}-->\n{picture}");
    let happened = carry_out(&hidden, folder.path());
    assert_eq!((happened.screens, happened.page), (direct, hidden));
    assert_eq!(screens(&format!("{fence}\nText.\n\n{picture}")), []);
    assert_eq!(screens(picture), []);
    let other = "![A page](../pictures/home.png)\n";
    assert_eq!(screens(&format!("{fence}\n{other}")), []);
}
