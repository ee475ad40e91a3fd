//! The workflows and the action: no right too many, nothing that can be moved under them, and scripts that do what they say.
//!
//! Their scripts run here under bash as on a runner, with programs beside them that only write down how they were called.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_yaml::Value;
use tempfile::TempDir;

const PAGES: &str = ".github/workflows/pages.yml";
const RELEASE: &str = ".github/workflows/release.yml";
const OF_NEW_SITES: &str = "src/cli/init/pages.yml";
const ACTION: &str = "action.yml";

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
    jobs(file).into_iter().flat_map(|(_, job)| steps(job)).collect()
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
        .map(|(name, what)| format!("{}: {}", name.as_str().unwrap_or("?"), what.as_str().unwrap_or("?")))
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
        }
    }
}

#[test]
fn every_job_ends() {
    for path in workflows() {
        for (name, job) in jobs(&parsed(&path)) {
            let minutes = job["timeout-minutes"].as_u64().unwrap_or_default();
            assert!((1..=60).contains(&minutes), "{path}: {name} has no limit of time");
        }
    }
}

#[test]
fn every_action_is_a_commit_with_its_version_beside_it() {
    let mut versions = BTreeSet::new();
    for path in workflows().iter().map(String::as_str).chain([ACTION]) {
        let text = text(path);
        let lines: Vec<&str> = text.lines().filter(|line| line.contains("uses:")).collect();
        let uses = all_steps(&parsed(path))
            .iter()
            .filter(|step| !step["uses"].is_null())
            .count();
        assert_eq!(lines.len(), uses, "{path}: each stands in a line of its own");
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
    assert_eq!(actions.len(), versions.len(), "one version of each: {versions:?}");
}

#[test]
fn what_is_fetched_leaves_no_credentials_behind() {
    for path in workflows() {
        for step in all_steps(&parsed(&path)) {
            if step["uses"]
                .as_str()
                .is_some_and(|uses| uses.starts_with("actions/checkout@"))
            {
                assert_eq!(step["with"]["persist-credentials"].as_bool(), Some(false), "{path}");
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
fn pull_requests_are_built_and_never_deployed() {
    for path in [PAGES, OF_NEW_SITES] {
        let workflow = parsed(path);
        let triggers: BTreeSet<&str> = workflow["on"]
            .as_mapping()
            .expect("it says when it runs")
            .keys()
            .filter_map(Value::as_str)
            .collect();
        assert_eq!(
            triggers,
            BTreeSet::from(["push", "pull_request", "workflow_dispatch", "schedule"]),
            "{path}"
        );
        let deploy = &workflow["jobs"]["deploy"];
        assert_eq!(
            deploy["if"], "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'",
            "{path}"
        );
        assert_eq!(deploy["environment"]["name"], "github-pages", "{path}");
        assert_eq!(deploy["concurrency"]["group"], "pages", "{path}");
        assert_eq!(
            deploy["concurrency"]["cancel-in-progress"].as_bool(),
            Some(false),
            "{path}"
        );
        let handed = step(&workflow, "Hand the site to the deployment");
        assert_eq!(handed["if"], "github.event_name != 'pull_request'", "{path}");
        assert!(
            handed["with"]["name"].is_null(),
            "{path}: the deployment knows it by its usual name"
        );
        let kept = step(&workflow, "Keep the site for whoever reads the change");
        assert_eq!(kept["if"], "github.event_name == 'pull_request'", "{path}");
        assert_eq!(kept["with"]["name"], "site", "{path}");
    }
    for path in workflows() {
        for (name, job) in jobs(&parsed(&path)) {
            let deploys = steps(job)
                .iter()
                .filter_map(|step| step["uses"].as_str())
                .any(|uses| uses.contains("deploy-pages"));
            assert_eq!(deploys, name == "deploy", "{path}: {name}");
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
            let Some(script) = step["run"].as_str() else { continue };
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
        for name in ["griot", "cargo", "rustup", "gh", "curl", "sudo"] {
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

    /// A program that writes down its name and arguments, each between angle brackets, and then does something.
    fn program(&self, path: &str, then: &str) {
        let record =
            "#!/usr/bin/env bash\nset -eu\n{ printf '%s' \"${0##*/}\"; printf ' <%s>' \"$@\"; echo; } >> \"$CALLS\"\n";
        self.file("program", &format!("{record}{then}\n"));
        fs::create_dir_all(self.at(path).parent().expect("it is in a folder")).expect("folders can be made");
        // Another process writes it: a test beside this one could start a program while this one still holds the file
        // open, and what somebody may write cannot be run.
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
            .env("PATH", format!("{}:/usr/bin:/bin", self.at("programs").display()))
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
            "{script}\n{}",
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

#[test]
fn a_site_is_built_with_the_address_and_the_time_it_is_told() {
    for path in [PAGES, OF_NEW_SITES] {
        let runner = Runner::new();
        runner.program("target/release/griot", "");
        let build = script(path, "Build the site");
        for (environment, called) in [
            (&[("BASE_URL", "")][..], "griot <build> <--format> <github>"),
            (
                &[("BASE_URL", "https://example.org/a b")],
                "griot <build> <--format> <github> <--base-url> <https://example.org/a b>",
            ),
            (
                &[("BASE_URL", "/$(touch x)"), ("NOW", "2026-01-01T04:17:00Z")],
                "griot <build> <--format> <github> <--base-url> </$(touch x)> <--now> <2026-01-01T04:17:00Z>",
            ),
        ] {
            assert_eq!(runner.calls(&build, environment), called, "{path}");
        }
        assert!(!runner.at("x").exists(), "{path}: an address is no script");
        assert_eq!(
            runner.calls(&script(path, "Build the site so that it opens from a disk"), &[]),
            "griot <build> <--format> <github> <--relative>",
            "{path}"
        );
    }
    let runner = Runner::new();
    assert_eq!(
        runner.calls(&script(PAGES, "Build griot"), &[]),
        "cargo <build> <--locked> <--release>"
    );
    assert_eq!(
        runner.calls(&script(OF_NEW_SITES, "Install griot"), &[("GRIOT_VERSION", "0.1.0")]),
        "cargo <install> <--locked> <griot> <--version> <0.1.0>"
    );
}

#[test]
fn the_time_is_that_of_the_commit_where_something_was_changed_and_else_that_of_the_clock() {
    for path in [PAGES, OF_NEW_SITES] {
        let workflow = parsed(path);
        let (commit, clock) = ("Take the time from the commit", "Take the time from the clock");
        assert_eq!(
            step(&workflow, commit)["if"],
            "github.event_name == 'push' || github.event_name == 'pull_request'",
            "{path}"
        );
        assert_eq!(
            step(&workflow, clock)["if"],
            "github.event_name != 'push' && github.event_name != 'pull_request'",
            "{path}"
        );
        let runner = Runner::new();
        let before = runner.run(&script(path, commit), &[]);
        assert!(
            !before.status.success() && runner.read("env").is_empty(),
            "{path}: there is no commit yet"
        );
        git(runner.folder.path(), &["init", "--quiet"]);
        git(
            runner.folder.path(),
            &["commit", "--quiet", "--allow-empty", "--message", "first"],
        );
        runner.calls(&script(path, commit), &[]);
        assert_eq!(runner.read("env"), "SOURCE_DATE_EPOCH=1767225600\n", "{path}");

        runner.file("env", "");
        runner.calls(&script(path, clock), &[]);
        let env = runner.read("env");
        let moment = env.trim_end().strip_prefix("NOW=").expect("a moment is told");
        assert!(moment.parse::<jiff::Timestamp>().is_ok(), "{path}: {moment}");
    }
}

#[test]
fn a_browser_and_its_driver_are_taken_where_they_are() {
    let run = text(".ci/run");
    let from = run.find("\nhas() {").expect("the functions begin");
    let to = run.find("\nif ! has_browser").expect("the functions end");
    let script = format!("{}\nif has_browser; then echo yes; else echo no; fi", &run[from..to]);
    let folder = tempfile::tempdir().expect("a folder of our own");
    let place = |names: &[&str], below: &str| {
        let below = folder.path().join(below);
        fs::create_dir_all(&below).expect("folders can be made");
        for name in names {
            fs::copy("/bin/true", below.join(name)).expect("programs can be copied");
        }
        below
    };
    let nothing = place(&[], "nothing");
    let debian = place(&["chromium", "chromedriver"], "debian");
    let half = place(&["chromium"], "half");
    let chrome = place(&["google-chrome"], "chrome");
    let driver = place(&["chromedriver"], "driver");
    let both = place(&["google-chrome", "chromedriver"], "both");
    let binary = chrome.join("google-chrome");
    for (path, browser, drivers, found) in [
        (&nothing, None, None, "no"),
        (&debian, None, None, "yes"),
        (&half, None, None, "no"),
        (&half, None, Some(&driver), "no"),
        (&both, None, None, "yes"),
        (&chrome, None, None, "no"),
        (&chrome, None, Some(&driver), "yes"),
        (&chrome, None, Some(&nothing), "no"),
        (&nothing, Some(&binary), Some(&driver), "yes"),
        (&driver, Some(&binary), None, "yes"),
        (&driver, Some(&nothing), None, "no"),
    ] {
        let mut command = Command::new("/bin/bash");
        command
            .arg("-euo")
            .arg("pipefail")
            .arg("-c")
            .arg(&script)
            .env_clear()
            .env("PATH", path);
        if let Some(browser) = browser {
            command.env("CHROME_BIN", browser);
        }
        if let Some(drivers) = drivers {
            command.env("CHROMEWEBDRIVER", drivers);
        }
        let out = command.output().expect("bash runs");
        let said = String::from_utf8_lossy(&out.stdout);
        assert_eq!(said.trim(), found, "{path:?} {browser:?} {drivers:?}: {out:?}");
    }
}

#[test]
fn a_tag_that_is_not_the_version_makes_no_release() {
    let runner = Runner::new();
    runner.file("Cargo.toml", &text("Cargo.toml"));
    let compare = script(RELEASE, "Compare the tag with the version");
    let version = concat!("v", env!("CARGO_PKG_VERSION"));
    assert!(runner.run(&compare, &[("GITHUB_REF_NAME", version)]).status.success());
    let other = runner.run(&compare, &[("GITHUB_REF_NAME", "v99.0.0")]);
    assert!(!other.status.success());
    assert!(String::from_utf8_lossy(&other.stdout).contains("::error file=Cargo.toml::the tag is v99.0.0"));
}

#[test]
fn a_release_has_every_package_and_its_checksums() {
    let workflow = parsed(RELEASE);
    let targets: Vec<&str> = workflow["jobs"]["build"]["strategy"]["matrix"]["include"]
        .as_sequence()
        .expect("there are targets")
        .iter()
        .filter_map(|row| row["target"].as_str())
        .collect();
    assert_eq!(targets.len(), 5, "{targets:?}");
    let runner = Runner::new();
    for name in ["README.md", "CHANGELOG.md", "LICENSE"] {
        runner.file(name, name);
    }
    for target in &targets {
        let binary = format!("target/{target}/release/griot");
        runner.program(&binary, "");
        let environment = [("TARGET", *target), ("BINARY", &binary), ("GITHUB_REF_NAME", "v0.1.0")];
        assert_eq!(
            runner.calls(&script(RELEASE, "Build griot"), &environment),
            format!("rustup <target> <add> <{target}>\ncargo <build> <--locked> <--release> <--target> <{target}>")
        );
        let site = runner.at("temp/site").display().to_string();
        assert_eq!(
            runner.calls(&script(RELEASE, "Make a site with it"), &environment),
            format!(
                "griot <--version>\ngriot <init> <{site}> <--lang> <en> <--title> <Site>\n\
                 griot <build> <--root> <{site}> <--deny> <warnings>"
            )
        );
        runner.calls(&script(RELEASE, "Pack"), &environment);
        // What the upload stores of the folder.
        runner.file(&format!("made/griot-{target}/.keep"), "");
        runner.calls(&format!("tar -cf made/griot-{target}/artifact.tar -C packed ."), &[]);
        fs::remove_dir_all(runner.at("packed")).expect("the next package is made elsewhere");
    }

    runner.program("programs/gh", "if [ \"$1\" = run ]; then cp -r made handed; fi");
    let called = runner.calls(&script(RELEASE, "Gather the packages"), &[("GITHUB_RUN_ID", "7")]);
    assert_eq!(called, "gh <run> <download> <7> <--pattern> <griot-*> <--dir> <handed>");
    runner.calls(&script(RELEASE, "Write the checksums"), &[]);
    let sums = runner.read("packages/SHA256SUMS");
    for target in &targets {
        assert!(sums.contains(&format!("  griot-0.1.0-{target}.tar.gz\n")), "{sums}");
    }
    assert_eq!(sums.lines().count(), targets.len(), "{sums}");
    let published = runner.calls(&script(RELEASE, "Publish"), &[("GITHUB_REF_NAME", "v0.1.0")]);
    assert!(
        published
            .starts_with("gh <release> <create> <v0.1.0> <--verify-tag> <--generate-notes> <packages/SHA256SUMS> <"),
        "{published}"
    );
    assert_eq!(published.matches(".tar.gz>").count(), targets.len(), "{published}");

    // What was packed is what the action installs, on each system, and nothing else is.
    for (os, arch, target) in [
        ("Linux", "X64", "x86_64-unknown-linux-musl"),
        ("Linux", "ARM64", "aarch64-unknown-linux-musl"),
        ("macOS", "ARM64", "aarch64-apple-darwin"),
        ("macOS", "X64", "x86_64-apple-darwin"),
        ("Windows", "X64", "x86_64-pc-windows-msvc"),
    ] {
        assert!(targets.contains(&target), "{target}");
        let name = format!("griot-0.1.0-{target}");
        let sum = sums
            .lines()
            .find_map(|line| line.strip_suffix(&format!("  {name}.tar.gz")))
            .expect("it has a checksum");
        let package = runner.at(&format!("packages/{name}.tar.gz"));
        // The name of the file to write comes before the address, which is last.
        runner.program("programs/curl", &format!("cp '{}' \"${{*: -2:1}}\"", package.display()));
        let install = script(ACTION, "Install griot from a release");
        let environment = |sum| {
            [
                ("VERSION", "0.1.0"),
                ("SHA256", sum),
                ("REPOSITORY", "someone/griot"),
                ("RUNNER_OS", os),
                ("RUNNER_ARCH", arch),
            ]
        };
        runner.file("paths", "");
        let another = "0".repeat(64);
        let wrong = runner.run(&install, &environment(&another));
        assert!(
            !wrong.status.success(),
            "{target}: what has another checksum is not installed"
        );
        let unpacked = runner.at(&format!("temp/griot/{name}"));
        assert!(!unpacked.exists() && runner.read("paths").is_empty(), "{target}");
        let called = runner.calls(&install, &environment(sum));
        assert!(
            called.ends_with(&format!(
                "<https://github.com/someone/griot/releases/download/v0.1.0/{name}.tar.gz>"
            )),
            "{called}"
        );
        assert_eq!(runner.read("paths"), format!("{}\n", unpacked.display()));
        assert!(unpacked.join("griot").exists(), "{target}");
    }
}

#[test]
fn the_action_installs_nothing_without_a_checksum_and_builds_without_a_version() {
    let runner = Runner::new();
    let install = script(ACTION, "Install griot from a release");
    let sum = "a".repeat(64);
    for (version, sum, os, said) in [
        ("0.1.0", "", "Linux", "::error::sha256:"),
        ("0.1.0", "abc", "Linux", "::error::sha256:"),
        ("", &sum, "Linux", "::error::version:"),
        ("0.1.0/../../other", &sum, "Linux", "::error::version:"),
        ("latest", &sum, "Linux", "::error::version:"),
        ("0.1.0", &sum, "Plan9", "::error::there is no binary for Plan9 on X64"),
    ] {
        let output = runner.run(
            &install,
            &[
                ("VERSION", version),
                ("SHA256", sum),
                ("RUNNER_OS", os),
                ("RUNNER_ARCH", "X64"),
            ],
        );
        assert!(!output.status.success(), "{version} {sum}");
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(shown.starts_with(said), "{version} {sum}: {shown}");
    }
    assert_eq!(runner.read("calls"), "", "nothing was fetched");
    let temp = runner.at("temp/griot").display().to_string();
    assert_eq!(
        runner.calls(&script(ACTION, "Build griot"), &[("SOURCE", "/source of it")]),
        format!("cargo <install> <--locked> <--path> </source of it> <--root> <{temp}>")
    );
    assert_eq!(runner.read("paths"), format!("{temp}/bin\n"));
}

#[test]
fn new_sites_get_the_version_that_made_them() {
    let workflow = parsed(OF_NEW_SITES);
    assert_eq!(workflow["env"]["GRIOT_VERSION"], env!("CARGO_PKG_VERSION"));
}
