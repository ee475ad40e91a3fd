//! `griot fmt`: the order of keys, on every file of the sample and of the cases.

use std::fs;
use std::path::Path;

use griot::edit::{Formatted, format};
use griot::load::{keyed_files, split};
use griot::yaml::{Value, parse_mapping};

use crate::support::{Site, project, run_in};

/// Returns every file with keys below a root, with its path.
fn keyed(root: &Path) -> Vec<(String, String)> {
    let paths = keyed_files(root).unwrap_or_default();
    let texts = paths.into_iter().filter_map(|path| {
        let text = fs::read_to_string(root.join(&path)).ok()?;
        let text = text
            .strip_prefix('\u{feff}')
            .map(str::to_owned)
            .unwrap_or(text);
        Some((path, text))
    });
    texts.collect()
}

fn front<'t>(path: &str, text: &'t str) -> &'t str {
    match path.ends_with(".yaml") {
        true => text,
        false => &text[split(text).front],
    }
}

/// Returns a value whose mappings are sorted.
fn sorted(value: Value) -> Value {
    match value {
        Value::Map(entries) => {
            let entries = entries.into_iter();
            let mut entries: Vec<(String, Value)> =
                entries.map(|(key, value)| (key, sorted(value))).collect();
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            Value::Map(entries)
        }
        Value::List(items) => Value::List(items.into_iter().map(sorted).collect()),
        value => value,
    }
}

fn lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.iter_mut().for_each(|line| {
        *line = line.strip_prefix("- ").unwrap_or(line).trim_start();
    });
    lines.sort_unstable();
    lines
}

/// Checks what formatting may change in a file. Returns whether it changed it.
fn check(path: &str, text: &str, wrong: &mut Vec<String>) -> bool {
    let Formatted::Changed(new) = format(path, text) else {
        return false;
    };
    let (old_front, new_front) = (front(path, text), front(path, &new));
    let read = |front| parse_mapping(front).map(sorted);
    if read(old_front) != read(new_front) {
        wrong.push(format!("{path}: another meaning:\n{new_front}"));
    }
    if lines(text) != lines(&new) {
        wrong.push(format!("{path}: other lines:\n{new_front}"));
    }
    if format(path, &new) != Formatted::Unchanged {
        wrong.push(format!("{path}: is formatted twice:\n{new_front}"));
    }
    true
}

#[test]
fn formatting_keeps_meaning_and_lines_and_is_idempotent() {
    let mut wrong = Vec::new();
    let mut changed = 0;
    let mut all = keyed(&project());
    crate::cases::each_site(|_, root| all.extend(keyed(root)));
    assert!(all.len() > 500, "{} files", all.len());
    for (path, text) in &all {
        changed += usize::from(check(path, text, &mut wrong));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(changed > 20, "{changed} files were not in order");
}

/// Whatever the order in which keys are written, formatting gives one result.
#[test]
fn the_order_of_keys_makes_no_difference() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, text) in keyed(&project()) {
        // A comment is between keys that move, and files with them were looked at above.
        if path.ends_with(".yaml") || text.contains("\n#") || text.contains("\n\n---") {
            continue;
        }
        let range = split(&text).front;
        let mut entries: Vec<String> = Vec::new();
        for line in text[range.clone()].split_inclusive('\n') {
            match line.starts_with([' ', '-', '\n']) {
                true => entries
                    .last_mut()
                    .expect("a key comes first")
                    .push_str(line),
                false => entries.push(line.to_owned()),
            }
        }
        let whole = |entries: &[String]| {
            format!(
                "{}{}{}",
                &text[..range.start],
                entries.concat(),
                &text[range.end..]
            )
        };
        let expected = match format(&path, &text) {
            Formatted::Changed(new) => new,
            _ => text.clone(),
        };
        for turn in [1, entries.len() / 2] {
            let mut turned = entries.clone();
            turned.rotate_left(turn % entries.len().max(1));
            turned.reverse();
            let found = match format(&path, &whole(&turned)) {
                Formatted::Changed(new) => new,
                _ => whole(&turned),
            };
            seen += 1;
            if found != expected {
                wrong.push(format!("{path}:\n{found}\nexpected\n{expected}"));
            }
        }
    }
    assert!(seen > 100, "{seen} files were turned round");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const EVENT: &str = "---\nregions: [mopti]\ndate: 2022-02-22\ntitle: A\n---\n";

#[test]
fn files_are_checked_shown_and_written() {
    let site = Site::new(&[
        ("content/site.yaml", "title: Site\n"),
        ("content/events/a.md", EVENT),
        ("content/events/b.md", "---\ntitle: A: b\n---\n"),
    ]);
    let run = |arguments: &[&str]| run_in(&site, "fmt", arguments);
    let read = || fs::read_to_string(site.root().join("content/events/a.md")).expect("it is there");
    let (code, stdout, stderr) = run(&["--check"]);
    assert_eq!((code, stdout.as_str()), (Some(1), "content/events/a.md\n"));
    assert_eq!(
        stderr,
        "content/events/b.md:2 was left alone: unexpected second `: `\n1 file is not in order\n"
    );
    let (code, stdout, _) = run(&["--diff", "content/events/a.md"]);
    assert_eq!(code, Some(1));
    assert!(stdout.contains("-regions: [mopti]\n") && stdout.contains("+regions: [mopti]\n"));
    assert_eq!(read(), EVENT);
    assert_eq!(run(&["content/events/a.md"]).0, Some(0));
    assert_eq!(
        read(),
        "---\ntitle: A\ndate: 2022-02-22\nregions: [mopti]\n---\n"
    );
    assert_eq!(run(&["content/events/a.md", "--check"]).0, Some(0));
    assert_eq!(run(&["Cargo.toml"]).0, Some(2));
}
