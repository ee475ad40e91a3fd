//! `updated: git`: the day of an article's last commit, from repositories as they are found.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{self, Site};

const SETTINGS: &str = "title: T\nlanguages: [fr, en]\nsearch: no\ntime_zone: Africa/Bamako\n";

pub fn git(folder: &Path, day: &str, arguments: &[&str]) {
    let outcome = Command::new("git")
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("GIT_AUTHOR_DATE", "2001-01-01T12:00:00Z")
        .env("GIT_COMMITTER_DATE", day)
        .args(["-c", "user.name=t", "-c", "user.email=t@example.org"])
        .args([
            "-c",
            "init.defaultBranch=main",
            "-c",
            "protocol.file.allow=always",
        ])
        .args(arguments)
        .output()
        .expect("git is there");
    assert!(outcome.status.success(), "{outcome:?}");
}

/// Commits everything at a moment.
pub fn commit(site: &Site, moment: &str) {
    git(site.root(), moment, &["add", "."]);
    git(
        site.root(),
        moment,
        &["commit", "--quiet", "--message=\u{1}1 m"],
    );
}

fn article(fields: &str, body: &str) -> String {
    format!("---\ntitle: A\n{fields}---\n\n{body}\n")
}

/// A repository with a site below `below`, in which articles were changed on several days.
fn repository(below: &str, settings: &str) -> Site {
    let site = Site::new(&[]);
    let put = |path: &str, text: &str| site.put(&format!("{below}{path}"), text);
    put("content/site.yaml", &format!("{SETTINGS}{settings}"));
    let dated = "date: 2022-02-23\n";
    put(
        "content/articles/first.md",
        &article("date: 2022-01-01\n", "One."),
    );
    put("content/articles/once.md", &article(dated, "One."));
    put("content/articles/twice.md", &article(dated, "One."));
    put("content/articles/été/ailleurs.md", &article(dated, "One."));
    put(
        "content/articles/written.md",
        &article("date: 2022-02-23\nupdated: 2022-02-25\n", "One."),
    );
    put(
        "content/articles/late.md",
        &article("date: 2024-01-01\n", "One."),
    );
    put(
        "content/articles/month.md",
        &article("date: 2022-03\n", "One."),
    );
    put("elsewhere.txt", "Not of the site.");
    git(site.root(), "2022-02-23T12:00:00Z", &["init", "--quiet"]);
    commit(&site, "2022-02-23T12:00:00Z");
    for name in ["twice", "été/ailleurs", "month"] {
        put(
            &format!("content/articles/{name}.md"),
            &article(
                if name == "month" {
                    "date: 2022-03\n"
                } else {
                    dated
                },
                "Two.",
            ),
        );
    }
    put(
        "content/articles/written.md",
        &article("date: 2022-02-23\nupdated: 2022-02-25\n", "Two."),
    );
    // A later translation changes nothing in the original.
    commit(&site, "2022-03-05T23:30:00Z");
    put("content/articles/twice.en.md", &article("", "Two."));
    put("elsewhere.txt", "Not of the site at all.");
    commit(&site, "2023-01-01T12:00:00Z");
    // A file that is not committed has no date.
    put(
        "content/articles/once.md",
        &article(dated, "Changed, and not committed."),
    );
    put(
        "content/articles/new.md",
        &article(dated, "Not committed either."),
    );
    site
}

fn compiled(root: &Path) -> griot::Compiled {
    griot::compile(root, &support::options(), |_| {}).expect("the site can be read")
}

/// Returns the days of the last update of articles, by id.
fn updated(root: &Path) -> Vec<(String, String)> {
    let compiled = compiled(root);
    assert!(
        !compiled.artifacts.is_empty(),
        "{}",
        support::findings(&compiled)
    );
    let mut days = Vec::new();
    for file in &compiled.artifacts {
        let Some(id) = file
            .path
            .strip_prefix("articles/")
            .and_then(|rest| rest.strip_suffix("/index.html"))
        else {
            continue;
        };
        let page = String::from_utf8_lossy(&file.bytes);
        // The first day is that of the article itself.
        let line = page
            .lines()
            .find(|line| line.contains("<p class=\"meta\">"));
        let line = line.unwrap_or_else(|| panic!("no line of days in {page}"));
        let day = line
            .split("datetime=\"")
            .nth(2)
            .and_then(|rest| rest.split('"').next())
            .unwrap_or("none");
        days.push((id.to_owned(), day.to_owned()));
    }
    days
}

fn histories(compiled: &griot::Compiled) -> Vec<String> {
    let findings = support::findings(compiled);
    findings
        .lines()
        .filter(|line| line.contains("[no-history]"))
        .map(str::to_owned)
        .collect()
}

fn expected(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter()
        .map(|(id, day)| ((*id).to_owned(), (*day).to_owned()))
        .collect()
}

#[test]
fn an_article_gets_the_day_of_its_last_commit() {
    let days = expected(&[
        ("ailleurs", "2022-03-05"),
        ("first", "2022-02-23"),
        ("late", "none"),
        ("month", "none"),
        ("new", "none"),
        ("once", "none"),
        ("twice", "2022-03-05"),
        ("written", "2022-02-25"),
    ]);
    // At the top of a repository, and below.
    for below in ["", "sites/d'été/"] {
        let site = repository(below, "updated: git\n");
        assert_eq!(updated(&site.root().join(below)), days, "{below}");
        assert_eq!(histories(&compiled(&site.root().join(below))), [""; 0]);
    }
}

#[test]
fn the_day_is_that_of_the_site_s_time_zone() {
    let site = repository("", "updated: git\n");
    let settings = SETTINGS.replace("Africa/Bamako", "Asia/Dubai");
    site.put("content/site.yaml", &format!("{settings}updated: git\n"));
    let days = updated(site.root());
    assert!(
        days.contains(&("twice".into(), "2022-03-06".into())),
        "{days:?}"
    );
}

#[test]
fn nothing_is_taken_from_git_unless_the_site_says_so() {
    for settings in ["", "updated: written\n"] {
        let site = repository("", settings);
        let days = updated(site.root());
        assert!(days.contains(&("twice".into(), "none".into())), "{days:?}");
        assert!(
            days.contains(&("written".into(), "2022-02-25".into())),
            "{days:?}"
        );
    }
}

#[test]
fn a_shallow_clone_gives_no_days_and_a_warning() {
    let site = repository("", "updated: git\n");
    let clones = tempfile::tempdir().expect("a folder of our own");
    let from = format!("file://{}", site.root().display());
    git(
        clones.path(),
        "2023-01-01T12:00:00Z",
        &["clone", "--quiet", "--depth=1", &from, "shallow"],
    );
    git(
        clones.path(),
        "2023-01-01T12:00:00Z",
        &["clone", "--quiet", &from, "whole"],
    );
    let shallow = clones.path().join("shallow");
    assert!(updated(&shallow).contains(&("twice".into(), "none".into())));
    let found = histories(&compiled(&shallow));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("content/site.yaml:5:10: warning[no-history]: "),
        "{found:?}"
    );
    assert!(found[0].contains("this clone is shallow"), "{found:?}");
    let finding = compiled(&shallow)
        .findings
        .into_iter()
        .find(|finding| finding.code.word() == "no-history");
    let help = finding
        .and_then(|finding| finding.help)
        .expect("it has a help")
        .english();
    assert!(help.contains("`fetch-depth: 0`"), "{help}");
    // The same site with all of its history has its days.
    assert!(updated(&clones.path().join("whole")).contains(&("twice".into(), "2022-03-05".into())));
}

#[test]
fn no_repository_is_told_and_one_without_a_commit_is_none_of_our_business() {
    let site = Site::new(&[
        ("content/site.yaml", &format!("{SETTINGS}updated: git\n")),
        (
            "content/articles/a.md",
            &article("date: 2022-02-23\n", "One."),
        ),
    ]);
    let found = histories(&compiled(site.root()));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("this folder is not in one"), "{found:?}");
    git(site.root(), "2022-02-23T12:00:00Z", &["init", "--quiet"]);
    assert_eq!(histories(&compiled(site.root())), [""; 0]);
    // A broken repository is reported with the message of git.
    fs::write(site.root().join(".git/config"), "[core\n").expect("it can be written");
    let found = histories(&compiled(site.root()));
    assert!(
        found.len() == 1 && found[0].contains("`updated: git` failed: fatal: "),
        "{found:?}"
    );
}

#[test]
fn a_system_without_git_is_told() {
    let site = repository("", "updated: git\n");
    let run = support::griot()
        .current_dir(site.root())
        .env("PATH", site.root())
        .args(["check", "--now", "2026-01-01", "--format", "short"])
        .assert()
        .success();
    let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned()
        + &String::from_utf8_lossy(&run.get_output().stdout);
    assert!(
        said.contains("`updated: git` needs the program `git`, which is not installed"),
        "{said}"
    );
}

#[test]
fn settings_of_a_user_change_no_day() {
    let site = repository("", "updated: git\n");
    let before = updated(site.root());
    for (key, value) in [
        ("core.quotepath", "true"),
        ("log.showRoot", "false"),
        ("log.showSignature", "true"),
        ("log.follow", "true"),
        ("color.ui", "always"),
        ("diff.relative", "false"),
        ("diff.renames", "copies"),
        ("log.date", "relative"),
    ] {
        git(site.root(), "2023-01-01T12:00:00Z", &["config", key, value]);
    }
    assert_eq!(updated(site.root()), before);
}
