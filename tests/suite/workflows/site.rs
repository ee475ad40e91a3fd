//! The workflow that `griot init` writes, run step by step with the griot of this build.
//!
//! `cargo test --test suite workflows::site -- --nocapture` shows what every step prints.

use std::fs;
use std::process::Command;

use super::hosted::{Hosted, Job};
use super::{git, text};

const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

/// A repository with a new site, and the action of this repository at hand.
fn new_site(arguments: &[&str]) -> Hosted {
    let hosted = Hosted::new();
    let status = Command::new(env!("CARGO_BIN_EXE_griot"))
        .env("GRIOT_LANG", "en")
        .args(["init", "--lang", "en", "--title", "My site"])
        .args(arguments)
        .current_dir(hosted.site())
        .output()
        .expect("griot runs");
    assert!(status.status.success(), "{status:?}");
    fs::write(hosted.at("action/action.yml"), text("action.yml")).expect("it can be written");
    let manifest = text("Cargo.toml").replace("github.com/OWNER/griot", "github.com/someone/griot");
    assert!(manifest.contains("\nrepository = \"https://github.com/someone/griot\"\n"));
    fs::write(hosted.at("action/Cargo.toml"), manifest).expect("it can be written");
    fs::write(hosted.at("action/Cargo.lock"), "").expect("it can be written");
    for folder in ["action/build", "action/src", "action/themes"] {
        fs::create_dir(hosted.at(folder)).expect("folders can be made");
    }
    git(&hosted.site(), &["init", "--quiet"]);
    commit(&hosted);
    hosted
}

fn commit(hosted: &Hosted) {
    git(&hosted.site(), &["add", "--all"]);
    git(
        &hosted.site(),
        &["commit", "--quiet", "--message", "A change"],
    );
}

/// GitHub has a release with the griot of this build; `gh` finds that it was built where it should
/// be.
fn released(hosted: &Hosted) {
    let name = concat!(
        "griot-",
        env!("CARGO_PKG_VERSION"),
        "-x86_64-unknown-linux-musl"
    );
    let folder = hosted.at(name);
    fs::create_dir_all(&folder).expect("folders can be made");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_griot"), folder.join("griot"))
        .expect("links can be made");
    let status = Command::new("tar")
        .args(["-czf", &format!("{name}.tar.gz"), name])
        .current_dir(hosted.at(""))
        .status();
    assert!(status.expect("there is tar").success());
    let archive = hosted.at(&format!("{name}.tar.gz"));
    hosted.program(
        "curl",
        &format!(
            "for last; do :; done\n\
             [ \"$last\" = https://github.com/someone/griot/releases/download/v{}/{name}.tar.gz ]\n\
             while [ $# -gt 0 ]; do if [ \"$1\" = --output ]; then cp '{}' \"$2\"; fi; shift; done\nprintf 200",
            env!("CARGO_PKG_VERSION"),
            archive.display()
        ),
    );
    hosted.program("gh", "echo \"gh $*\"; [ \"$GH_TOKEN\" = a-token ]");
    hosted.program("cargo", "echo 'nothing is to be compiled'; exit 1");
}

/// GitHub has no release, and compiling is quick.
fn unreleased(hosted: &Hosted) {
    hosted.program("curl", "printf 404");
    hosted.program(
        "cargo",
        &format!(
            "while [ $# -gt 1 ]; do shift; done; mkdir -p \"$1/bin\"\n\
             ln -s '{}' \"$1/bin/griot\"; echo 'cargo compiled griot'",
            env!("CARGO_BIN_EXE_griot")
        ),
    );
}

#[allow(
    clippy::print_stdout,
    reason = "what a run prints is what --nocapture is asked for"
)]
fn run(hosted: &mut Hosted, what: &str) -> Job {
    let job = hosted.run("build");
    println!("\n== {what}\n{}summary:\n{}", job.log, job.summary);
    job
}

fn action() -> String {
    format!("someone/griot@{COMMIT}")
}

#[test]
fn a_site_of_a_released_griot_is_published() {
    let mut hosted = new_site(&["--action", &action()]);
    released(&hosted);
    let job = run(&mut hosted, "a griot from a release, pushed to main");
    assert!(!job.failed, "{}", job.log);
    for line in [
        "-   Verify and unpack the release: ok",
        "-   Build griot: skipped",
        "- Warn if Pages is not switched on: skipped",
        "- Build the site: ok",
        "- Save what was made for the next run: ok",
        "- Hand the site to the deployment: ok",
        "- Keep the site of the pull request: skipped",
    ] {
        assert!(
            job.log.contains(&format!("{line}\n")),
            "{line}: {}",
            job.log
        );
    }
    assert!(
        !job.log.contains("::warning") && !job.log.contains("::error"),
        "{}",
        job.log
    );
    let home = fs::read_to_string(hosted.at("handed/github-pages/index.html"))
        .expect("there is a home page");
    assert!(
        home.contains("<link rel=\"canonical\" href=\"https://someone.github.io/site/\">"),
        "{home}"
    );
    assert!(hosted.is_wanted("deploy"));

    // The next run finds what this one saved.
    hosted.set("github.run_id", "2");
    let again = run(&mut hosted, "the same again");
    assert!(
        !again.failed && again.log.contains("restored griot-cache-1-1"),
        "{}",
        again.log
    );

    for (event, reference, deploys) in [
        ("push", "refs/heads/master", true),
        ("schedule", "refs/heads/main", true),
        ("workflow_dispatch", "refs/heads/main", true),
        ("workflow_dispatch", "refs/heads/other", false),
        ("pull_request", "refs/pull/1/merge", false),
    ] {
        hosted.set("github.event_name", event);
        hosted.set("github.ref", reference);
        assert_eq!(hosted.is_wanted("deploy"), deploys, "{event} {reference}");
    }
}

#[test]
fn a_site_of_a_griot_from_source_says_what_to_fill_in_and_then_builds_griot_once() {
    let mut hosted = new_site(&[]);
    unreleased(&hosted);
    let workflow = hosted.site().join(".github/workflows/pages.yml");
    let written = fs::read_to_string(&workflow).expect("there is a workflow");
    assert!(
        written.starts_with("# FILL IN before the first push: line "),
        "{written}"
    );
    let job = run(&mut hosted, "a griot from source, nothing filled in");
    assert!(
        job.failed
            && job
                .log
                .contains("::error title=Fill in which griot to install::"),
        "{}",
        job.log
    );
    assert!(
        !job.log.contains("curl") && !job.log.contains("cargo"),
        "{}",
        job.log
    );

    // What the comment says: the step goes, and the first # of two lines.
    let lines: Vec<&str> = written.lines().collect();
    let number = lines
        .iter()
        .position(|line| line.contains("# FILL IN which griot"))
        .expect("a comment")
        + 1;
    assert!(
        written.starts_with(&format!(
            "# FILL IN before the first push: line {number} has to say"
        )),
        "{written}"
    );
    let step = lines
        .iter()
        .position(|line| *line == "      - name: Install griot")
        .expect("a step");
    let end = lines[step..]
        .iter()
        .position(|line| line.trim() == "exit 1")
        .expect("it fails")
        + step;
    let filled: Vec<String> = [&lines[..step], &lines[end + 1..]]
        .concat()
        .iter()
        .map(|line| match line.strip_prefix("#      ") {
            Some(_) => line[1..].replace("<owner>/<repository>@<commit>", &action()),
            None => (*line).to_owned(),
        })
        .collect();
    fs::write(&workflow, filled.join("\n") + "\n").expect("it can be written");
    commit(&hosted);
    let job = run(
        &mut hosted,
        "a griot from source, filled in, without a release",
    );
    assert!(
        !job.failed && job.log.contains("cargo compiled griot"),
        "{}",
        job.log
    );
    assert!(
        job.log.contains("someone/griot has no release"),
        "{}",
        job.log
    );

    hosted.set("github.run_id", "2");
    let job = run(&mut hosted, "the same again");
    assert!(
        !job.failed && !job.log.contains("cargo compiled griot"),
        "{}",
        job.log
    );
    assert!(job.log.contains("-   Build griot: skipped"), "{}", job.log);
}

#[test]
fn a_griot_that_was_built_is_kept_although_the_content_has_errors() {
    let mut hosted = new_site(&["--action", &action()]);
    unreleased(&hosted);
    let article = hosted
        .site()
        .join("content/articles/2022-02-26-ecowas-sanctions.md");
    let right = fs::read_to_string(&article).expect("there is an article");
    fs::write(
        &article,
        right.replace("actors: [ecowas]", "actors: [ecowass]"),
    )
    .expect("it can be written");
    commit(&hosted);
    let job = run(&mut hosted, "a misspelt name");
    assert!(job.failed, "{}", job.log);
    assert!(
        job.log.contains(
            "    ::error file=content/articles/2022-02-26-ecowas-sanctions.md,line=4,col=10,endColumn=17,title=misspelt-name::"
        ),
        "{}",
        job.log
    );
    for line in [
        "- Build the site: FAILED",
        "- Save what was made for the next run: ok",
        "- Hand the site to the deployment: skipped",
    ] {
        assert!(
            job.log.contains(&format!("{line}\n")),
            "{line}: {}",
            job.log
        );
    }
    assert!(job.summary.contains("misspelt-name"), "{}", job.summary);
    assert!(!hosted.at("handed/github-pages").exists());

    fs::write(&article, right).expect("it can be written");
    commit(&hosted);
    hosted.set("github.run_id", "2");
    let job = run(&mut hosted, "the name put right");
    assert!(
        !job.failed && !job.log.contains("cargo compiled griot"),
        "{}",
        job.log
    );
}

#[test]
fn before_pages_is_switched_on_there_is_a_warning_and_nothing_is_red() {
    let mut hosted = new_site(&["--action", &action()]);
    released(&hosted);
    hosted.without_pages();
    let job = run(&mut hosted, "before Pages is switched on");
    assert!(!job.failed, "{}", job.log);
    assert!(
        job.log
            .contains("    ::warning title=The site is not published yet::Open Settings, Pages of this repository"),
        "{}",
        job.log
    );
    assert!(!hosted.is_wanted("deploy"));
}

#[test]
fn a_pull_request_has_its_site_as_one_zip_that_opens_from_a_disk() {
    let mut hosted = new_site(&["--action", &action()]);
    released(&hosted);
    hosted.set("github.event_name", "pull_request");
    hosted.set("github.ref", "refs/pull/1/merge");
    let job = run(&mut hosted, "a pull request");
    assert!(!job.failed, "{}", job.log);
    let home =
        fs::read_to_string(hosted.at("handed/site/index.html")).expect("index.html is at the top");
    assert!(
        home.contains("href=\"articles/"),
        "its links work from a disk: {home}"
    );
    assert!(
        job.summary.contains(
            "[Download the site with these changes](https://github.com/someone/site/actions/runs/1/artifacts/2)"
        ),
        "{}",
        job.summary
    );
    assert!(!hosted.is_wanted("deploy"));
}

#[test]
fn the_daily_run_lists_what_is_to_come_and_says_when_it_stops() {
    let mut hosted = new_site(&["--action", &action()]);
    released(&hosted);
    let text = "---\ntitle: Of a day to come\ndate: 2999-02-03\n---\n\nLater.\n";
    fs::write(hosted.site().join("content/articles/later.md"), text).expect("it can be written");
    commit(&hosted);
    hosted.set("github.event_name", "schedule");
    let job = run(&mut hosted, "the daily run");
    assert!(!job.failed, "{}", job.log);
    assert!(
        job.summary
            .contains("#### Not published yet\n\n- 2999-02-03: *articles/later.md*\n"),
        "{}",
        job.summary
    );
    // The commits of these tests are of New Year 2026.
    assert!(
        job.summary
            .contains("GitHub stops this daily run after 60 days without a commit: on 2026-03-02"),
        "{}",
        job.summary
    );
    assert!(
        job.log
            .contains("::warning title=The daily run stops on 2026-03-02::"),
        "{}",
        job.log
    );
}
