//! The keys of new files are explained by the reference, and every example in their comments is
//! accepted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use griot::messages::MessageLanguage;
use griot::reference::{self, Section};

use crate::reference::site_for_examples;
use crate::support::{self, Site, griot};

/// The kinds of documents.
const KINDS: [&str; 5] = ["article", "actor", "region", "event", "source"];

const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

/// A site in which the names of the reference's examples are known.
fn site(language: MessageLanguage) -> Site {
    let others = MessageLanguage::ALL.map(MessageLanguage::tag);
    let others: Vec<&str> = (others.into_iter())
        .filter(|tag| *tag != language.tag())
        .collect();
    let site = site_for_examples();
    site.put(
        "content/site.yaml",
        &format!(
            "title: T\nlanguages: [{}, {}]\nbase_url: https://x.org/\nsearch: no\n\
             css: [style/site.css]\n",
            language.tag(),
            others.join(", ")
        ),
    );
    site.put("content/media/photo.svg", PICTURE);
    site
}

/// Returns the new file of a kind.
fn skeleton(site: &Site, kind: &str) -> String {
    let (name, path) = match kind {
        "photograph" => ("photo.svg", "content/media/photo.svg.yaml".to_owned()),
        _ => ("Thing", format!("content/{kind}s/thing.md")),
    };
    let mut arguments = vec!["new", kind, name];
    if kind != "photograph" {
        arguments.extend(["--id", "thing"]);
    }
    if matches!(kind, "article" | "event") {
        arguments.extend(["--date", "2022-02-23"]);
    }
    let run = griot()
        .args(arguments)
        .current_dir(site.root())
        .output()
        .expect("it runs");
    assert!(run.status.success(), "{kind}: {run:?}");
    let text = fs::read_to_string(site.root().join(&path)).expect("it was written");
    fs::remove_file(site.root().join(&path)).expect("it was written");
    text
}

/// Returns the key that a line begins with, if it does.
fn key_of(line: &str) -> Option<&str> {
    let (key, rest) = line.trim_start_matches("- ").split_once(':')?;
    let is_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let is_value = rest.is_empty() || rest.starts_with(' ');
    (is_value && !key.is_empty() && key.chars().all(is_key)).then_some(key)
}

/// Removes the `# ` before the top-level keys of `wanted`, and before what they hold.
fn in_force(text: &str, wanted: &BTreeSet<String>) -> String {
    let mut out = String::new();
    let mut is_inside = false;
    for line in text.lines() {
        let field = line.strip_prefix("# ");
        if let Some(key) = field.and_then(key_of) {
            is_inside = wanted.contains(key);
        } else if !line.starts_with("#   ") {
            is_inside = false;
        }
        let line = field.filter(|_| is_inside).unwrap_or(line);
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Returns the text with one more key in force for each commented key within a mapping.
fn with_inner_keys(text: &str) -> BTreeMap<String, String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut all = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let Some((indent, field)) = line.split_once("# ") else {
            continue;
        };
        let Some(key) = key_of(field).filter(|_| indent.len() > 2 && indent.trim().is_empty())
        else {
            continue;
        };
        let mut changed = lines.clone();
        let uncommented = format!("{indent}{field}");
        changed[at] = &uncommented;
        all.insert(key.to_owned(), changed.join("\n") + "\n");
    }
    all
}

/// The top-level keys that an example of a key has.
fn needed(section: &Section, name: &str) -> BTreeSet<String> {
    let key = (section.key(name)).unwrap_or_else(|| panic!("{}.{name}", section.name));
    let example: serde_yaml::Mapping =
        serde_yaml::from_str(key.example.en).expect("examples are YAML");
    let names = example.keys().filter_map(serde_yaml::Value::as_str);
    let required = section.keys.iter().filter(|key| key.is_required);
    names
        .chain(required.map(|key| key.name))
        .map(str::to_owned)
        .collect()
}

/// Returns the top-level keys of a new file: those in force, and those in comments.
fn keys(text: &str) -> [BTreeSet<&str>; 2] {
    let lines = || text.lines();
    let in_force = lines().filter_map(key_of).collect();
    let commented = lines()
        .filter_map(|line| key_of(line.strip_prefix("# ")?))
        .filter(|key| !key.is_empty())
        .collect();
    [in_force, commented]
}

#[test]
fn values_are_explained_in_the_language_of_the_site() {
    for (language, words) in [
        (
            MessageLanguage::English,
            ["Battles, Protests", "exact = the"],
        ),
        (
            MessageLanguage::French,
            ["Battles (combats)", "exact = le lieu"],
        ),
        (
            MessageLanguage::Arabic,
            ["Battles (معارك)", "killed (قتلى)"],
        ),
    ] {
        let event = skeleton(&site(language), "event");
        for word in words {
            assert!(event.contains(word), "{language:?} {word}: {event}");
        }
        // A list with many values is named, and one that stands above is referred to.
        assert!(event.contains("`griot explain event.sub_event_type`"));
        assert_eq!(event.matches("exact = ").count(), 1, "{event}");
        assert!(event.contains("`where_prec`"), "{event}");
    }
}

#[test]
fn a_new_file_has_every_key_of_its_kind() {
    for language in MessageLanguage::ALL {
        let site = site(language);
        for kind in KINDS.into_iter().chain(["photograph"]) {
            let text = skeleton(&site, kind);
            let section = reference::find(kind).expect("a kind of file");
            let front = text.split("\n---\n").next().expect("front matter");
            let [filled, commented] = keys(front);
            // Comments without their line breaks.
            let comments: Vec<&str> = front
                .lines()
                .map(|line| line.trim_start_matches("# "))
                .collect();
            let comments = comments.join(" ");
            for key in section.keys {
                let stands = filled.contains(key.name) || commented.contains(key.name);
                assert_ne!(stands, key.is_rare, "{language:?} {kind}.{}", key.name);
                let is_named = text.contains(&format!("`{}`", key.name));
                assert!(stands || is_named, "{language:?} {kind}.{}", key.name);
                let meaning = key.text.in_language(language);
                assert!(
                    key.is_rare
                        || matches!(key.name, "title" | "name")
                        || comments.contains(meaning),
                    "{language:?} {kind}.{} is not explained",
                    key.name
                );
            }
            for line in text.lines().filter(|line| line.starts_with('#')) {
                // A line of an example is as long as its value.
                let is_example = key_of(line.trim_start_matches(['#', ' '])).is_some();
                let width = line.chars().count();
                assert!(is_example || width <= 110, "{language:?} {kind}: {line}");
            }
            let lines = front.lines().count();
            assert!(
                lines <= 90,
                "{language:?} {kind}: {lines} lines are over two screens"
            );
        }
    }
}

/// One file for each key, with no other comment in force.
#[test]
fn every_example_of_a_new_file_is_accepted() {
    for language in MessageLanguage::ALL {
        let site = site(language);
        let mut files = 0;
        for kind in KINDS.into_iter().chain(["photograph"]) {
            let text = skeleton(&site, kind)
                .replace("regions: []\n", "regions: [mopti]\n")
                .replace("\ndraft: true\n", "\n");
            let section = reference::find(kind).expect("a kind of file");
            let [_, commented] = keys(&text);
            for key in commented {
                let one = in_force(&text, &needed(section, key));
                assert_ne!(one, text, "{language:?} {kind}.{key}");
                let mut all = with_inner_keys(&one);
                all.insert(String::new(), one);
                for (inner, text) in all {
                    let id = format!("{key}-{inner}").replace('_', "-");
                    let id = id.trim_matches('-');
                    let text = text.replace("Thing", &format!("Thing {id}"));
                    match kind {
                        "photograph" => {
                            site.put(&format!("content/media/{id}.svg"), PICTURE);
                            site.put(&format!("content/media/{id}.svg.yaml"), &text);
                        }
                        _ => site.put(&format!("content/{kind}s/{kind}-{id}.md"), &text),
                    }
                    files += 1;
                }
            }
        }
        assert!(files > 70, "{language:?}: {files} files");
        let findings = support::findings(&site.compile());
        // What a new file lacks because it is new, and a source that has only an address.
        let is_new = ["[missing-translation]", "[orphan]", "[not-archived]"];
        let wrong: Vec<&str> = findings
            .lines()
            .filter(|line| line.contains("error[") || line.contains("warning["))
            .filter(|line| !is_new.iter().any(|code| line.contains(code)))
            .collect();
        assert!(wrong.is_empty(), "{language:?}:\n{}", wrong.join("\n"));
    }
}
