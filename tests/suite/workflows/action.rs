//! The action that installs griot, on every system, as its users meet it.

use std::collections::BTreeMap;

use super::*;

/// Where the action stands in a runner, with what it reads of its repository.
fn runner_with_action(repository: &str) -> Runner {
    let runner = Runner::new();
    let manifest = format!(
        "[package]\nname = \"griot\"\nversion = \"0.1.0\"\nrepository = \"{repository}\"\n"
    );
    runner.file("source/Cargo.toml", &manifest);
    runner
}

const NAMED: &str = "https://github.com/someone/griot";

/// Runs the first step, and gives what it printed and what it found out; `None` where it failed.
fn find(
    runner: &Runner,
    environment: &[(&str, &str)],
) -> (String, Option<BTreeMap<String, String>>) {
    runner.file("output", "");
    let source = runner.at("source").display().to_string();
    let usual = [
        ("VERSION", ""),
        ("SHA256", ""),
        ("SOURCE", source.as_str()),
        ("RUNNER_OS", "Linux"),
        ("RUNNER_ARCH", "X64"),
    ];
    let all: Vec<(&str, &str)> = usual.iter().chain(environment).copied().collect();
    let output = runner.run(&script(ACTION, "Find the release"), &all);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let found = runner.read("output");
    let found = found
        .lines()
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    (said, output.status.success().then_some(found))
}

/// Answers every request with this status, and the file `answer`.
fn answers(runner: &Runner, status: &str) {
    runner.file("answer", "an archive");
    let answer = runner.at("answer").display().to_string();
    runner.program(
        "programs/curl",
        &format!(
            "while [ $# -gt 0 ]; do if [ \"$1\" = --output ]; then cp '{answer}' \"$2\"; fi; shift; done; printf {status}"
        ),
    );
}

#[test]
fn its_own_release_is_fetched_on_every_system() {
    let runner = runner_with_action(NAMED);
    answers(&runner, "200");
    for (os, arch, target) in SYSTEMS {
        runner.file("calls", "");
        let (said, found) = find(&runner, &[("RUNNER_OS", os), ("RUNNER_ARCH", arch)]);
        let found = found.unwrap_or_else(|| panic!("{os} {arch}: {said}"));
        assert_eq!(found["from"], "release");
        assert_eq!(found["name"], format!("griot-0.1.0-{target}"));
        assert_eq!(found["repository"], "someone/griot");
        let calls = runner.read("calls");
        let address = format!("<{NAMED}/releases/download/v0.1.0/griot-0.1.0-{target}.tar.gz>");
        assert!(calls.trim_end().ends_with(&address), "{calls}");
    }
}

#[test]
fn it_builds_only_where_there_is_no_binary() {
    for (repository, status, version, arch, from) in [
        // A commit between two releases.
        (NAMED, "404", "", "X64", "source"),
        (NAMED, "200", "source", "X64", "source"),
        (NAMED, "200", "", "RISCV", "source"),
        // A repository that nobody has named yet, whose name anybody could take.
        ("https://github.com/OWNER/griot", "200", "", "X64", "source"),
        (NAMED, "200", "", "X64", "release"),
        (NAMED, "200", "0.0.9", "X64", "release"),
    ] {
        let runner = runner_with_action(repository);
        answers(&runner, status);
        let (said, found) = find(&runner, &[("VERSION", version), ("RUNNER_ARCH", arch)]);
        let found = found.unwrap_or_else(|| panic!("{repository} {status} {version}: {said}"));
        assert_eq!(
            found["from"], from,
            "{repository} {status} {version} {arch}: {said}"
        );
        let fetches = !runner.read("calls").is_empty();
        assert_eq!(
            fetches,
            from == "release" || status == "404",
            "{repository} {version} {arch}"
        );
    }
}

#[test]
fn what_cannot_be_had_is_an_error_and_never_another_version() {
    let sum = "a".repeat(64);
    for (repository, status, version, sum, os, expected) in [
        (
            NAMED,
            "404",
            "0.0.9",
            "",
            "Linux",
            "::error::there is no release 0.0.9 of someone/griot",
        ),
        (
            NAMED,
            "500",
            "",
            "",
            "Linux",
            "::error::could not download https://github.com/someone/griot/",
        ),
        (NAMED, "200", "latest", "", "Linux", "::error::version:"),
        (
            NAMED,
            "200",
            "0.1.0/../../other",
            "",
            "Linux",
            "::error::version:",
        ),
        (NAMED, "200", "0.1.0", "abc", "Linux", "::error::sha256:"),
        (
            NAMED,
            "200",
            "0.1.0",
            &sum,
            "Plan9",
            "::error::there is no binary for Plan9 on X64",
        ),
        (
            "https://github.com/OWNER/griot",
            "200",
            "0.1.0",
            "",
            "Linux",
            "::error::Cargo.toml of this action does not name a repository yet",
        ),
    ] {
        let runner = runner_with_action(repository);
        answers(&runner, status);
        let (said, found) = find(
            &runner,
            &[("VERSION", version), ("SHA256", sum), ("RUNNER_OS", os)],
        );
        assert!(
            found.is_none() && said.starts_with(expected),
            "{version} {sum} {os}: {said}"
        );
        let left = fs::read_dir(runner.at("temp/griot")).map_or(0, Iterator::count);
        assert_eq!(left, 0, "{version}: half an archive is left");
    }
}

/// A runner with the archive of a release, and its checksum.
fn with_archive() -> (Runner, String) {
    let runner = runner_with_action(NAMED);
    runner.program("griot-0.1.0-x/griot", "");
    runner.file("temp/griot/.keep", "");
    runner.calls(
        "tar -czf temp/griot/griot-0.1.0-x.tar.gz griot-0.1.0-x",
        &[],
    );
    let output = runner.run("sha256sum < temp/griot/griot-0.1.0-x.tar.gz", &[]);
    let sum = String::from_utf8_lossy(&output.stdout)[..64].to_owned();
    (runner, sum)
}

const OF_ARCHIVE: [(&str, &str); 3] = [
    ("NAME", "griot-0.1.0-x"),
    ("VERSION", "0.1.0"),
    ("REPOSITORY", "someone/griot"),
];

#[test]
fn nothing_is_installed_that_was_not_verified() {
    let unpack = script(ACTION, "Verify and unpack the release");
    let (runner, _) = with_archive();
    let calls = runner.calls(&unpack, &[&OF_ARCHIVE[..], &[("SHA256", "")]].concat());
    assert_eq!(
        calls,
        "gh <attestation> <verify> <griot-0.1.0-x.tar.gz> <--repo> <someone/griot> \
         <--signer-workflow> <someone/griot/.github/workflows/release.yml> <--source-ref> <refs/tags/v0.1.0>"
    );
    let unpacked = runner.at("temp/griot/griot-0.1.0-x");
    assert_eq!(runner.read("paths"), format!("{}\n", unpacked.display()));
    assert!(unpacked.join("griot").is_file());

    let (runner, sum) = with_archive();
    let calls = runner.calls(
        &unpack,
        &[&OF_ARCHIVE[..], &[("SHA256", sum.as_str())]].concat(),
    );
    assert_eq!(calls, "", "a checksum is compared without asking anybody");
    assert!(runner.at("temp/griot/griot-0.1.0-x/griot").is_file());

    let wrong = "0".repeat(64);
    for (sum, gh, expected) in [
        (
            wrong.as_str(),
            "",
            "::error::griot-0.1.0-x.tar.gz has the checksum",
        ),
        (
            "",
            "exit 1",
            "::error::griot-0.1.0-x.tar.gz was not built by the release workflow of someone/griot",
        ),
    ] {
        let (runner, _) = with_archive();
        runner.program("programs/gh", gh);
        let output = runner.run(&unpack, &[&OF_ARCHIVE[..], &[("SHA256", sum)]].concat());
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            !output.status.success() && said.contains(expected),
            "{said}"
        );
        assert!(!runner.at("temp/griot/griot-0.1.0-x").exists() && runner.read("paths").is_empty());
        assert!(!runner.at("temp/griot/griot-0.1.0-x.tar.gz").exists());
    }
}

#[test]
fn a_built_griot_has_the_fingerprint_of_its_source() {
    let runner = runner_with_action(NAMED);
    let files = [
        "Cargo.lock",
        "build/main.rs",
        "src/main.rs",
        "themes/a.html",
    ];
    for file in files {
        runner.file(&format!("source/{file}"), "one");
    }
    let source = runner.at("source").display().to_string();
    let hash = || {
        runner.file("output", "");
        runner.calls(
            &script(ACTION, "Fingerprint the source"),
            &[("SOURCE", &source)],
        );
        runner.read("output")
    };
    let first = hash();
    assert!(first.len() == "hash=".len() + 41, "{first}");
    assert_eq!(first, hash());
    for file in files {
        runner.file(&format!("source/{file}"), "two");
        assert_ne!(first, hash(), "{file}");
        runner.file(&format!("source/{file}"), "one");
        assert_eq!(first, hash());
    }
    let second = first;
    // A file that moves is another source.
    fs::rename(
        runner.at("source/themes/a.html"),
        runner.at("source/themes/b.html"),
    )
    .expect("it can be moved");
    assert_ne!(second, hash());
    let temp = runner.at("temp/griot").display().to_string();
    assert_eq!(
        runner.calls(&script(ACTION, "Build griot"), &[("SOURCE", &source)]),
        format!("cargo <install> <--locked> <--path> <{source}> <--root> <{temp}>")
    );
}
