//! Releases: what is built, packed and published.

use super::*;

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
