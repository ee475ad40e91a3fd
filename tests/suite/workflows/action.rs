//! The action that installs griot.

use super::*;

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
