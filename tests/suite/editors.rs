//! The extension for Visual Studio Code fits what griot prints.

// The search index brings the crate `regex`.
#![cfg(all(feature = "lsp", feature = "search"))]

use std::collections::BTreeMap;
use std::fs;

use regex::Regex;
use serde_json::Value;

use crate::support::{Site, griot, project};

fn manifest() -> Value {
    let text = fs::read_to_string(project().join("editors/vscode/package.json"));
    serde_json::from_str(&text.expect("it is there")).expect("it is JSON")
}

/// A problem matcher: its pattern, and the group of each part.
struct Matcher {
    regexp: Regex,
    groups: Vec<(String, usize)>,
}

impl Matcher {
    fn of(name: &str) -> Matcher {
        let manifest = manifest();
        let all = manifest["contributes"]["problemMatchers"].as_array();
        let mut all = all.expect("there are matchers").iter();
        let matcher = all.find(|matcher| matcher["name"] == name);
        let pattern = matcher.expect(name)["pattern"]
            .as_object()
            .expect("it has a pattern");
        let groups = pattern.iter().filter_map(|(part, group)| {
            let group = usize::try_from(group.as_u64()?).expect("there are few groups");
            Some((part.clone(), group))
        });
        let regexp = pattern["regexp"].as_str().expect("it is a text");
        Matcher {
            groups: groups.collect(),
            regexp: Regex::new(regexp).expect("it is a pattern"),
        }
    }

    /// Returns the parts of a line, or `None` if it does not fit.
    fn parts<'l>(&self, line: &'l str) -> Option<BTreeMap<String, &'l str>> {
        let found = self.regexp.captures(line)?;
        let part = |(part, group): &(String, usize)| {
            let range = found.get(*group).expect("each part has a group").range();
            (part.clone(), &line[range])
        };
        Some(self.groups.iter().map(part).collect())
    }
}

#[test]
fn problem_matchers_read_every_finding() {
    let site = Site::new(&[
        ("content/site.yaml", "title: Mali\nlanguages: [en]\n"),
        (
            "content/articles/note.md",
            "---\ntitle: A note\ndate: 2022-02-31\nactors: [nobody]\n---\n\n[[nothing]]\n",
        ),
    ]);
    let output = griot()
        .args(["check", "--format", "short", "--lang", "en", "--root"])
        .arg(site.root())
        .output()
        .expect("the program runs");
    let printed = String::from_utf8(output.stdout).expect("it is text");
    let findings: Vec<&str> = printed.lines().collect();
    assert!(findings.len() > 2, "{printed}");
    for matcher in ["griot", "griot-serve"] {
        let (with_line, of_file) = (Matcher::of(matcher), Matcher::of("griot-file"));
        for finding in &findings {
            let (line, file) = (with_line.parts(finding), of_file.parts(finding));
            assert!(line.is_some() != file.is_some(), "{finding}");
            let parts = line.clone().or(file).expect("one of them fits");
            assert!(site.root().join(parts["file"]).exists(), "{finding}");
            assert!(
                ["error", "warning"].contains(&parts["severity"]),
                "{finding}"
            );
            assert!(
                griot::diag::Code::from_word(parts["code"]).is_some(),
                "{finding}"
            );
            assert!(!parts["message"].is_empty(), "{finding}");
            if let Some(parts) = line {
                let is_number = |part: &str| parts[part].parse::<u32>().is_ok();
                assert!(is_number("line") && is_number("column"), "{finding}");
            }
        }
    }
}

#[test]
fn tasks_are_commands_of_griot() {
    let script = fs::read_to_string(project().join("editors/vscode/extension.js"));
    let script = script.expect("it is there");
    let manifest = manifest();
    let commands = &manifest["contributes"]["taskDefinitions"][0]["properties"]["command"]["enum"];
    for command in commands.as_array().expect("there are commands") {
        let command = command.as_str().expect("commands are words");
        assert!(
            script.contains(&format!("arguments: [\"{command}\"")),
            "{command}"
        );
        let help = griot()
            .args([command, "--help"])
            .output()
            .expect("the program runs");
        let help = String::from_utf8_lossy(&help.stdout).into_owned();
        for option in ["--format", "--lang"] {
            assert!(help.contains(option), "{command} {option}");
        }
    }
    let languages =
        &manifest["contributes"]["configuration"]["properties"]["griot.language"]["enum"];
    assert_eq!(languages, &serde_json::json!(["", "en", "fr", "ar"]));
    assert!(script.contains("args: [\"lsp\""));
    let help = griot()
        .args(["lsp", "--help"])
        .output()
        .expect("the program runs");
    assert!(help.status.success());
}

#[test]
fn every_dependency_has_a_version_and_a_hash() {
    let manifest = manifest();
    let lock = fs::read_to_string(project().join("editors/vscode/package-lock.json"));
    let lock: Value = serde_json::from_str(&lock.expect("it is there")).expect("it is JSON");
    let packages = lock["packages"].as_object().expect("it has packages");
    for (name, version) in manifest["dependencies"].as_object().expect("it needs some") {
        let locked = &packages[&format!("node_modules/{name}")];
        assert_eq!(&locked["version"], version, "{name}");
    }
    for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
        assert!(
            package["integrity"]
                .as_str()
                .is_some_and(|hash| hash.starts_with("sha512-")),
            "{name}"
        );
    }
}
