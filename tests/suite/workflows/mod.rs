//! The workflows and the action: least permissions, pinned dependencies, and tested scripts.
//!
//! Their scripts run here under bash as on a runner, with stubs of programs that record how they
//! are called.
#![cfg(unix)]

mod action;
mod check;
mod hosted;
mod pages;
mod release;
mod site;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_yaml::Value;
use tempfile::TempDir;

const PAGES: &str = ".github/workflows/pages.yml";
const CI: &str = ".github/workflows/ci.yml";
const RELEASE: &str = ".github/workflows/release.yml";
/// What `griot init` writes; a test compares it.
const OF_NEW_SITES: &str = "template/en/.github/workflows/pages.yml";
const ACTION: &str = "action.yml";

/// The systems that there are binaries for: what a runner calls itself, and what its binary is
/// called.
const SYSTEMS: [(&str, &str, &str); 5] = [
    ("Linux", "X64", "x86_64-unknown-linux-musl"),
    ("Linux", "ARM64", "aarch64-unknown-linux-musl"),
    ("macOS", "ARM64", "aarch64-apple-darwin"),
    ("macOS", "X64", "x86_64-apple-darwin"),
    ("Windows", "X64", "x86_64-pc-windows-msvc"),
];

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("the file is there")
}

fn parsed(path: &str) -> Value {
    serde_yaml::from_str(&text(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every workflow, with the one that new sites get.
fn workflows() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/workflows");
    let mut paths: Vec<String> = fs::read_dir(folder)
        .expect("there are workflows")
        .map(|entry| {
            let name = entry.expect("it can be read").file_name();
            format!(".github/workflows/{}", name.to_string_lossy())
        })
        .collect();
    paths.push(OF_NEW_SITES.to_owned());
    paths.sort();
    paths
}

/// The jobs of a workflow by name.
fn jobs(workflow: &Value) -> Vec<(String, &Value)> {
    let jobs = workflow["jobs"].as_mapping().expect("there are jobs");
    jobs.iter()
        .map(|(name, job)| (name.as_str().expect("a name is text").to_owned(), job))
        .collect()
}

fn steps(of: &Value) -> &[Value] {
    of["steps"].as_sequence().expect("there are steps")
}

/// Every step of a workflow or of the action.
fn all_steps(file: &Value) -> Vec<&Value> {
    if file["runs"].is_mapping() {
        return steps(&file["runs"]).iter().collect();
    }
    jobs(file)
        .into_iter()
        .flat_map(|(_, job)| steps(job))
        .collect()
}

/// The step of that name.
fn step<'a>(file: &'a Value, name: &str) -> &'a Value {
    all_steps(file)
        .into_iter()
        .find(|step| step["name"] == name)
        .unwrap_or_else(|| panic!("there is no step `{name}`"))
}

fn script(path: &str, name: &str) -> String {
    step(&parsed(path), name)["run"]
        .as_str()
        .expect("the step runs a script")
        .to_owned()
}

/// The rights of a job, as `name: what`.
fn rights(job: &Value) -> BTreeSet<String> {
    let rights = job["permissions"]
        .as_mapping()
        .expect("a job says which rights it needs");
    rights
        .iter()
        .map(|(name, what)| {
            format!(
                "{}: {}",
                name.as_str().unwrap_or("?"),
                what.as_str().unwrap_or("?")
            )
        })
        .collect()
}

#[test]
fn rights_are_given_to_jobs_one_by_one() {
    for path in workflows() {
        let workflow = parsed(&path);
        let none = workflow["permissions"]
            .as_mapping()
            .expect("the workflow gives no right");
        assert!(none.is_empty(), "{path}: rights are given job by job");
        for (name, job) in jobs(&workflow) {
            let writes: Vec<String> = rights(job)
                .into_iter()
                .filter(|right| !right.ends_with(": read"))
                .collect();
            let expected: &[&str] = match name.as_str() {
                "deploy" => &["id-token: write", "pages: write"],
                "release" => &["contents: write"],
                // Who signs, and who is believed by a registry, for what it was handed.
                "attest" => &["attestations: write", "id-token: write"],
                "pypi" | "npm" => &["id-token: write"],
                "container" => &["attestations: write", "id-token: write", "packages: write"],
                _ => &[],
            };
            assert_eq!(writes, expected, "{path}: {name}");
            // A job that may write runs no code of the repository.
            if !expected.is_empty() {
                let uses = steps(job).iter().filter_map(|step| step["uses"].as_str());
                assert_eq!(
                    uses.filter(|uses| uses.contains("checkout")).count(),
                    0,
                    "{path}: {name}"
                );
            }
            // Statements are signed by the jobs that have the right to, and by no other.
            let attests = steps(job).iter().filter_map(|step| step["uses"].as_str());
            assert_eq!(
                attests.filter(|uses| uses.contains("attest")).count() > 0,
                expected.contains(&"attestations: write"),
                "{path}: {name}"
            );
        }
    }
}

#[test]
fn every_job_ends() {
    for path in workflows() {
        for (name, job) in jobs(&parsed(&path)) {
            let minutes = job["timeout-minutes"].as_u64().unwrap_or_default();
            assert!(
                (1..=60).contains(&minutes),
                "{path}: {name} has no limit of time"
            );
        }
    }
}

#[test]
fn every_action_is_a_commit_with_its_version_beside_it() {
    let mut versions = BTreeSet::new();
    for path in workflows().iter().map(String::as_str).chain([ACTION]) {
        let text = text(path);
        let lines: Vec<&str> = text
            .lines()
            .filter(|line| line.contains("uses:") && !line.trim_start().starts_with('#'))
            // This repository's own action, as it stands in the commit that is built.
            .filter(|line| line.trim() != "uses: ./")
            .collect();
        let uses = all_steps(&parsed(path))
            .iter()
            .filter(|step| !step["uses"].is_null() && step["uses"] != "./")
            .count();
        assert_eq!(
            lines.len(),
            uses,
            "{path}: each stands in a line of its own"
        );
        for line in lines {
            let (_, reference) = line.split_once("uses: ").expect("an action follows");
            let (action, rest) = reference.split_once('@').expect("a commit follows");
            let (commit, version) = rest.split_once(" # v").expect("a version follows");
            assert!(action.starts_with("actions/"), "{path}: {line}");
            assert!(
                commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit()),
                "{path}: {line}"
            );
            assert_eq!(version.split('.').count(), 3, "{path}: {line}");
            versions.insert((action.to_owned(), commit.to_owned(), version.to_owned()));
        }
    }
    let actions: BTreeSet<&String> = versions.iter().map(|(action, ..)| action).collect();
    assert_eq!(
        actions.len(),
        versions.len(),
        "one version of each: {versions:?}"
    );
}

#[test]
fn what_is_fetched_leaves_no_credentials_behind() {
    for path in workflows() {
        for step in all_steps(&parsed(&path)) {
            if step["uses"]
                .as_str()
                .is_some_and(|uses| uses.starts_with("actions/checkout@"))
            {
                assert_eq!(
                    step["with"]["persist-credentials"].as_bool(),
                    Some(false),
                    "{path}"
                );
            }
        }
    }
}

#[test]
fn no_secret_is_named_and_pull_requests_of_strangers_get_no_rights() {
    for path in workflows().iter().map(String::as_str).chain([ACTION]) {
        let text = text(path);
        assert!(
            !text.contains("secrets"),
            "{path}: the token that GitHub gives is enough"
        );
        for trigger in ["pull_request_target", "workflow_run", "issue_comment"] {
            assert!(!text.contains(trigger), "{path}: {trigger}");
        }
    }
}

#[test]
fn scripts_take_values_from_their_environment_and_are_bash() {
    let folder = TempDir::new().expect("a folder can be made");
    let mut checked = 0;
    for path in workflows().iter().map(String::as_str).chain([ACTION]) {
        let file = parsed(path);
        let usual = file["defaults"]["run"]["shell"].as_str();
        for step in all_steps(&file) {
            let Some(script) = step["run"].as_str() else {
                continue;
            };
            assert!(!script.contains("${{"), "{path}: {script}");
            let shell = step["shell"].as_str().or(usual);
            assert_eq!(
                shell,
                Some("bash"),
                "{path}: without it, a pipe that breaks goes unnoticed: {script}"
            );
            let file = folder.path().join("script");
            fs::write(&file, script).expect("it can be written");
            let output = Command::new("bash")
                .arg("-n")
                .arg(&file)
                .output()
                .expect("there is bash");
            assert!(
                output.status.success(),
                "{path}: {}\n{script}",
                String::from_utf8_lossy(&output.stderr)
            );
            checked += 1;
        }
    }
    assert!(checked >= 20, "{checked}");
}

/// A folder to run scripts in, with programs that write down how they were called.
struct Runner {
    folder: TempDir,
}

impl Runner {
    fn new() -> Self {
        let runner = Runner {
            folder: TempDir::new().expect("a folder can be made"),
        };
        for name in [
            "griot", "cargo", "rustup", "gh", "curl", "sudo", "docker", "npm",
        ] {
            runner.program(&format!("programs/{name}"), "");
        }
        for name in ["calls", "env", "output", "summary", "paths"] {
            runner.file(name, "");
        }
        runner
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn file(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("folders can be made");
        fs::write(path, text).expect("it can be written");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).expect("it is there")
    }

    /// A program that writes down its name and arguments, each between angle brackets, and then
    /// does something.
    fn program(&self, path: &str, then: &str) {
        let record = "#!/usr/bin/env bash\nset -eu\n{ printf '%s' \"${0##*/}\"; printf ' <%s>' \"$@\"; echo; } >> \"$CALLS\"\n";
        self.file("program", &format!("{record}{then}\n"));
        fs::create_dir_all(self.at(path).parent().expect("it is in a folder"))
            .expect("folders can be made");
        // Another process writes it: a test beside this one could start a program while this one
        // still holds the file open, and what somebody may write cannot be run.
        let status = Command::new("install")
            .args(["-m", "755"])
            .args([self.at("program"), self.at(path)])
            .status()
            .expect("there is install");
        assert!(status.success(), "{path}");
    }

    /// Runs a script as a runner does.
    fn run(&self, script: &str, environment: &[(&str, &str)]) -> Output {
        self.file("script", script);
        Command::new("bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail"])
            .arg(self.at("script"))
            .current_dir(self.folder.path())
            .env_clear()
            .env(
                "PATH",
                format!("{}:/usr/bin:/bin", self.at("programs").display()),
            )
            .env("CALLS", self.at("calls"))
            .env("RUNNER_TEMP", self.at("temp"))
            .env("GITHUB_ENV", self.at("env"))
            .env("GITHUB_OUTPUT", self.at("output"))
            .env("GITHUB_STEP_SUMMARY", self.at("summary"))
            .env("GITHUB_PATH", self.at("paths"))
            .envs(environment.iter().copied())
            .output()
            .expect("there is bash")
    }

    /// Runs a script that has to go well, and gives the calls it made.
    fn calls(&self, script: &str, environment: &[(&str, &str)]) -> String {
        self.file("calls", "");
        let output = self.run(script, environment);
        assert!(
            output.status.success(),
            "{script}\n{}\n{}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        self.read("calls").trim_end().to_owned()
    }
}

fn git(folder: &Path, arguments: &[&str]) {
    let status = Command::new("git")
        .current_dir(folder)
        .args([
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@example.org",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(arguments)
        .env("GIT_COMMITTER_DATE", "2026-01-01T00:00:00Z")
        .status()
        .expect("there is git");
    assert!(status.success(), "{arguments:?}");
}
