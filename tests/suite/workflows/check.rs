//! `.ci/run`, and the workflow that runs it.

use super::*;

#[test]
fn a_browser_and_its_driver_are_taken_where_they_are() {
    let run = text(".ci/run");
    let from = run.find("\nhas() {").expect("the functions begin");
    let to = run.find("\nif ! has_browser").expect("the functions end");
    let script = format!(
        "{}\nif has_browser; then echo yes; else echo no; fi",
        &run[from..to]
    );
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
        assert_eq!(
            said.trim(),
            found,
            "{path:?} {browser:?} {drivers:?}: {out:?}"
        );
    }
}

#[test]
fn the_oldest_rust_is_the_one_that_cargo_toml_promises() {
    let runner = Runner::new();
    runner.file("Cargo.toml", &text("Cargo.toml"));
    let oldest = env!("CARGO_PKG_RUST_VERSION");
    assert_eq!(
        runner.calls(&script(CI, "Compile with the oldest Rust"), &[]),
        format!(
            "rustup <toolchain> <install> <{oldest}> <--profile> <minimal> <--no-self-update>\n\
             cargo <+{oldest}> <check> <--locked>"
        )
    );
}

#[test]
fn every_system_with_a_binary_is_tested() {
    let workflow = parsed(CI);
    let tested: BTreeSet<&str> = workflow["jobs"]["test"]["strategy"]["matrix"]["runner"]
        .as_sequence()
        .expect("there are machines")
        .iter()
        .filter_map(Value::as_str)
        .filter_map(|runner| runner.split('-').next())
        .chain(["ubuntu"])
        .collect();
    let built = parsed(RELEASE);
    let built: BTreeSet<&str> = built["jobs"]["build"]["strategy"]["matrix"]["include"]
        .as_sequence()
        .expect("there are targets")
        .iter()
        .filter_map(|row| row["runner"].as_str()?.split('-').next())
        .collect();
    assert_eq!(tested, built);
}

/// A line that passes over something says why.
#[test]
fn what_cargo_deny_passes_over_has_a_reason() {
    let rules = text("deny.toml");
    let exceptions: Vec<&str> = rules
        .lines()
        .filter(|line| line.starts_with("    {"))
        .collect();
    assert!(exceptions.len() > 10, "{exceptions:?}");
    for line in exceptions {
        let reason = line.split_once("reason = \"").map(|(_, reason)| reason);
        assert!(reason.is_some_and(|reason| reason.len() > 5), "{line}");
    }
}
