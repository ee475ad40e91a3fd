//! The extension for Visual Studio Code fits what griot prints.

use std::fs;

use regex::Regex;
use serde_json::Value;

use crate::support::{Site, griot, project};

fn manifest() -> Value {
    let text = fs::read_to_string(project().join("editors/vscode/package.json"));
    serde_json::from_str(&text.expect("it is there")).expect("it is JSON")
}

/// Returns the pattern of a problem matcher, and the place of the group of each part.
fn pattern(matcher: &Value) -> (Regex, [usize; 6]) {
    let pattern = &matcher["pattern"];
    let regexp = pattern["regexp"].as_str().expect("it has a pattern");
    let parts = ["file", "line", "column", "severity", "code", "message"];
    let places = parts.map(|part| {
        let place = pattern[part].as_u64().expect("each part has a group");
        usize::try_from(place).expect("there are few groups")
    });
    (Regex::new(regexp).expect("it is a pattern"), places)
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
    let manifest = manifest();
    let matchers = manifest["contributes"]["problemMatchers"].as_array();
    let matchers = matchers.expect("there are matchers");
    assert_eq!(matchers.len(), 2);
    for matcher in matchers {
        let (regexp, [file, line, column, severity, code, message]) = pattern(matcher);
        for finding in &findings {
            let found = regexp.captures(finding).expect(finding);
            assert!(site.root().join(&found[file]).exists() || found[file].contains("content/"));
            assert!(found[line].parse::<u32>().is_ok() && found[column].parse::<u32>().is_ok());
            assert!(["error", "warning"].contains(&&found[severity]));
            assert!(
                griot::diag::Code::from_word(&found[code]).is_some(),
                "{finding}"
            );
            assert!(!found[message].is_empty());
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
