//! The workflows that publish a site: what they build, and when they deploy it.

use super::*;
use crate::support;

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
        let condition = deploy["if"].as_str().expect("it has a condition");
        for part in [
            "github.event_name != 'pull_request'",
            "needs.build.outputs.pages == 'success'",
            "(github.ref == 'refs/heads/main' || github.ref == 'refs/heads/master')",
        ] {
            assert!(
                condition.split(" && ").any(|own| own == part),
                "{path}: {condition}"
            );
        }
        assert_eq!(deploy["environment"]["name"], "github-pages", "{path}");
        assert_eq!(deploy["concurrency"]["group"], "pages", "{path}");
        assert_eq!(
            deploy["concurrency"]["cancel-in-progress"].as_bool(),
            Some(false),
            "{path}"
        );
        let handed = step(&workflow, "Hand the site to the deployment");
        assert_eq!(
            handed["if"], "github.event_name != 'pull_request'",
            "{path}"
        );
        assert!(
            handed["with"]["name"].is_null(),
            "{path}: the deployment knows it by its usual name"
        );
        let kept = step(&workflow, "Keep the site of the pull request");
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
fn a_site_is_built_with_the_address_and_the_time_it_is_told() {
    for path in [PAGES, OF_NEW_SITES] {
        let runner = Runner::new();
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
            runner.calls(
                &script(path, "Build the site so that it opens from a disk"),
                &[]
            ),
            "griot <build> <--format> <github> <--relative>",
            "{path}"
        );
    }
}

#[test]
fn the_time_is_that_of_the_commit_where_something_was_changed_and_else_that_of_the_clock() {
    for path in [PAGES, OF_NEW_SITES] {
        let workflow = parsed(path);
        let (commit, clock) = (
            "Take the time from the commit",
            "Take the time from the clock",
        );
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
        assert_eq!(
            runner.read("env"),
            "SOURCE_DATE_EPOCH=1767225600\n",
            "{path}"
        );

        runner.file("env", "");
        runner.calls(&script(path, clock), &[]);
        let env = runner.read("env");
        let moment = env
            .trim_end()
            .strip_prefix("NOW=")
            .expect("a moment is told");
        assert!(
            moment.parse::<jiff::Timestamp>().is_ok(),
            "{path}: {moment}"
        );
    }
}

/// The step of the sample's workflow that builds the manual.
const MANUAL: &str = "Build the manual";

#[test]
fn the_manual_is_built_below_the_sample() {
    let runner = Runner::new();
    // What it compiles writes down how it is called.
    runner.program(
        "programs/rustc",
        "mkdir -p \"$RUNNER_TEMP\"\n\
         printf '#!/bin/sh\\necho \"docs_site <$1>\" >> \"$CALLS\"\\n' > \"$4\"\n\
         chmod 755 \"$4\"",
    );
    let build = script(PAGES, MANUAL);
    let temp = runner.at("temp").display().to_string();
    for (event, address, expected) in [
        ("pull_request", "", "<--relative>"),
        (
            "push",
            "https://example.org/griot",
            "<--base-url> <https://example.org/griot/manual/>",
        ),
        // Pages is not switched on.
        ("schedule", "", "<--base-url> </manual/>"),
    ] {
        let environment = [("GITHUB_EVENT_NAME", event), ("BASE_URL", address)];
        assert_eq!(
            runner.calls(&build, &environment),
            format!(
                "rustc <--edition> <2024> <-o> <{temp}/docs_site> <examples/docs_site/main.rs>\n\
                 docs_site <{temp}/manual>\n\
                 griot <build> <--format> <github> <--root> <{temp}/manual> <--out> <public/manual> \
                 {expected}"
            )
        );
    }
    assert!(
        support::project()
            .join("examples/docs_site/main.rs")
            .exists()
    );
}

/// The sample's workflow is that of new sites, with the griot of this repository, and the manual.
#[test]
fn the_sample_is_published_like_any_site() {
    let of_new_sites = text("src/cli/init/pages.yml");
    let (before, after) = of_new_sites
        .split_once("      #{install}\n")
        .expect("a line for the step that installs griot");
    let own = text(PAGES);
    let lines = |text: &str| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    let (own_before, rest) = own
        .split_once("      # The griot of this repository")
        .expect("it installs griot");
    let (_, own_after) = rest
        .split_once("version: source\n")
        .expect("from its source");
    let before = before.replace("timeout-minutes: 30", "timeout-minutes: 40");
    assert_eq!(lines(own_before), lines(&before));
    let (own_after, rest) = own_after
        .split_once("      # docs/src/ as a site of its own")
        .expect("it builds the manual");
    assert!(rest.contains(&format!("- name: {MANUAL}\n")));
    let (_, rest) = rest.split_once("      # ").expect("a step follows");
    assert_eq!(format!("{own_after}      # {rest}"), after);
}
