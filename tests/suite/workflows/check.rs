//! `.ci/run`, and the workflow that runs it.

use super::*;

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
