//! Releases: what is built, packed and published.

use super::*;

/// The files that are packed beside the binary.
const FILES: [&str; 5] = [
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "LICENSE-MIT",
    "LICENSE-APACHE",
];

#[test]
fn a_tag_that_is_not_the_version_makes_no_release() {
    let runner = Runner::new();
    runner.file("Cargo.toml", &text("Cargo.toml"));
    let compare = script(RELEASE, "Compare the tag with the version");
    let version = concat!("v", env!("CARGO_PKG_VERSION"));
    assert!(
        runner
            .run(&compare, &[("GITHUB_REF_NAME", version)])
            .status
            .success()
    );
    let other = runner.run(&compare, &[("GITHUB_REF_NAME", "v99.0.0")]);
    assert!(!other.status.success());
    assert!(
        String::from_utf8_lossy(&other.stdout)
            .contains("::error file=Cargo.toml::the tag is v99.0.0")
    );
}

#[test]
fn a_repository_that_is_not_the_one_in_cargo_toml_makes_no_release() {
    let runner = Runner::new();
    runner.file("Cargo.toml", &text("Cargo.toml"));
    let compare = script(RELEASE, "Compare the repository with the one in Cargo.toml");
    let own = env!("CARGO_PKG_REPOSITORY").strip_prefix("https://github.com/");
    for (repository, goes_well) in [
        (own.expect("it is on GitHub"), true),
        ("someone/else", false),
    ] {
        let output = runner.run(
            &compare,
            &[
                ("GITHUB_SERVER_URL", "https://github.com"),
                ("GITHUB_REPOSITORY", repository),
            ],
        );
        assert_eq!(output.status.success(), goes_well, "{repository}");
    }
}

#[test]
fn a_build_knows_its_repository_version_and_commit() {
    let workflow = parsed(RELEASE);
    let runner = Runner::new();
    let commit = "0123456789012345678901234567890123456789";
    runner.calls(
        &script(RELEASE, "Tell the build what it builds"),
        &[
            ("GITHUB_REPOSITORY", "someone/griot"),
            ("GITHUB_REF_NAME", "v0.1.0-rc.1"),
            ("GITHUB_SHA", commit),
        ],
    );
    assert_eq!(
        runner.read("env"),
        format!(
            "GRIOT_REPOSITORY=someone/griot\nGRIOT_VERSION=0.1.0-rc.1\nGRIOT_COMMIT={commit}\n"
        )
    );
    let names: Vec<&str> = steps(&workflow["jobs"]["build"])
        .iter()
        .filter_map(|step| step["name"].as_str())
        .collect();
    let at = |name| {
        names
            .iter()
            .position(|other| *other == name)
            .expect("there is that step")
    };
    assert!(
        at("Tell the build what it builds") < at("Build griot"),
        "{names:?}"
    );
    assert!(at("Build griot") < at("Pack the wheel"), "{names:?}");
}

/// What `cargo binstall` looks for is what a release has.
#[test]
fn the_archives_are_those_that_cargo_binstall_looks_for() {
    let manifest = text("Cargo.toml");
    let (_, table) = manifest
        .split_once("[package.metadata.binstall]\n")
        .expect("there is the table");
    let value = |key: &str| {
        let line = table
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{key} = \"")));
        let value = line
            .and_then(|rest| rest.strip_suffix('"'))
            .expect("the key is there");
        let known = [
            ("{ repo }", env!("CARGO_PKG_REPOSITORY")),
            ("{ name }", env!("CARGO_PKG_NAME")),
            ("{ version }", env!("CARGO_PKG_VERSION")),
            ("{ target }", "x86_64-unknown-linux-musl"),
            ("{ bin }", "griot"),
            ("{ binary-ext }", ""),
        ];
        let filled = known.iter().fold(value.to_owned(), |text, (name, value)| {
            text.replace(name, value)
        });
        assert!(!filled.contains('{'), "{filled}");
        filled
    };
    let runner = Runner::new();
    for name in FILES {
        runner.file(name, name);
    }
    runner.program("built/griot", "");
    let tag = concat!("v", env!("CARGO_PKG_VERSION"));
    runner.calls(
        &script(RELEASE, "Pack"),
        &[
            ("TARGET", "x86_64-unknown-linux-musl"),
            ("BINARY", "built/griot"),
            ("GITHUB_REF_NAME", tag),
        ],
    );
    let url = value("pkg-url");
    let (folder, archive) = url.rsplit_once('/').expect("it is an address");
    assert_eq!(
        folder,
        format!(
            concat!(env!("CARGO_PKG_REPOSITORY"), "/releases/download/{}"),
            tag
        )
    );
    assert_eq!(value("pkg-fmt"), "tgz");
    let listed = Command::new("tar")
        .arg("-tzf")
        .arg(runner.at("packed").join(archive))
        .output()
        .expect("there is tar");
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let binary = value("bin-dir");
    assert!(
        listed.lines().any(|line| line == binary),
        "{binary}: {listed}"
    );
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
    for name in FILES {
        runner.file(name, name);
    }
    for target in &targets {
        let binary = format!("target/{target}/dist/griot");
        runner.program(&binary, "");
        let environment = [
            ("TARGET", *target),
            ("BINARY", &binary),
            ("GITHUB_REF_NAME", "v0.1.0"),
        ];
        // How the script builds is its own; here it is the target that counts.
        runner.program("benches/pgo", "");
        assert_eq!(
            runner.calls(&script(RELEASE, "Build griot"), &environment),
            format!(
                "rustup <target> <add> <{target}>\n\
                 rustup <component> <add> <llvm-tools>\n\
                 pgo <{target}>"
            )
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
        // The script that packs a wheel has its own trial; here it is the name that counts.
        runner.program(
            ".github/scripts/wheel",
            &format!("touch \"$1/{target}.whl\""),
        );
        assert_eq!(
            runner.calls(&script(RELEASE, "Pack the wheel"), &environment),
            format!("wheel <packed> <dist> <{target}>")
        );
        // Handed over and taken, with what the others hand over.
        fs::create_dir_all(runner.at("packages")).expect("a folder can be made");
        for entry in fs::read_dir(runner.at("packed")).expect("there are packages") {
            let path = entry.expect("it can be read").path();
            let name = path.file_name().expect("it has a name");
            fs::copy(&path, runner.at("packages").join(name)).expect("it can be copied");
        }
        fs::remove_dir_all(runner.at("packed")).expect("the next package is made elsewhere");
    }
    // Each job that makes something hands it over under a name that the job that signs asks for,
    // and that one hands over what it signed, which is all that is published.
    for job in ["build", "parts", "pack"] {
        let uploads = steps(&workflow["jobs"][job])
            .iter()
            .filter_map(|step| step["with"]["name"].as_str());
        assert!(
            uploads.into_iter().any(|name| name.starts_with("package-")),
            "{job}"
        );
        let needs = workflow["jobs"]["attest"]["needs"]
            .as_sequence()
            .expect("it needs several");
        assert!(needs.iter().any(|name| name == job), "{job}");
    }
    let gathered = step(&workflow, "Gather the packages");
    assert_eq!(gathered["with"]["pattern"], "package-*");
    assert_eq!(gathered["with"]["merge-multiple"].as_bool(), Some(true));
    assert_eq!(
        step(&workflow, "Attest where they come from")["with"]["subject-path"],
        "packages/*"
    );
    assert_eq!(
        step(&workflow, "Hand all of it to the release")["with"]["path"],
        "packages"
    );
    assert_eq!(workflow["jobs"]["release"]["needs"], "attest");

    runner.file("packages/griot-0.1.0.cdx.json", "{}");
    runner.file("packages/griot-site-0.1.0.tgz", "");
    runner.calls(&script(RELEASE, "Write the checksums"), &[]);
    let sums = runner.read("packages/SHA256SUMS");
    for target in &targets {
        assert!(
            sums.contains(&format!("  griot-0.1.0-{target}.tar.gz\n")),
            "{sums}"
        );
        assert!(sums.contains(&format!("  {target}.whl\n")), "{sums}");
    }
    assert_eq!(sums.lines().count(), 2 * targets.len() + 2, "{sums}");
    let verify = script(RELEASE, "Verify it as whoever installs it does");
    let environment = [
        ("GH_REPO", "someone/griot"),
        ("GITHUB_REF", "refs/tags/v0.1.0"),
    ];
    let verified = runner.calls(&verify, &environment);
    assert!(verified.contains(
        "gh <attestation> <verify> <packages/SHA256SUMS> <--repo> <someone/griot> <--source-ref> <refs/tags/v0.1.0> \
         <--signer-workflow> <someone/griot/.github/workflows/release.yml>"
    ));
    assert_eq!(
        verified.lines().count(),
        sums.lines().count() + 1,
        "{verified}"
    );
    let published = runner.calls(
        &script(RELEASE, "Publish"),
        &[("GITHUB_REF_NAME", "v0.1.0")],
    );
    assert!(
        published
            .starts_with("gh <release> <create> <v0.1.0> <--verify-tag> <--generate-notes> <packages/SHA256SUMS> <"),
        "{published}"
    );
    assert_eq!(
        published.matches(".tar.gz>").count(),
        targets.len(),
        "{published}"
    );
    // What is not what was attested is not published.
    runner.file("packages/griot-site-0.1.0.tgz", "other");
    assert!(!runner.run(&verify, &environment).status.success());
    runner.file("packages/griot-site-0.1.0.tgz", "");
    runner.program("programs/gh", "exit 1");
    assert!(!runner.run(&verify, &environment).status.success());

    // What was packed is what the action installs, on each system, and nothing else is.
    for (os, arch, target) in SYSTEMS {
        assert!(targets.contains(&target), "{target}");
        let name = format!("griot-0.1.0-{target}");
        let sum = sums
            .lines()
            .find_map(|line| line.strip_suffix(&format!("  {name}.tar.gz")))
            .expect("it has a checksum");
        let package = runner.at(&format!("packages/{name}.tar.gz"));
        let copy = format!(
            "while [ $# -gt 0 ]; do if [ \"$1\" = --output ]; then cp '{}' \"$2\"; fi; shift; done; printf 200",
            package.display()
        );
        runner.program("programs/curl", &copy);
        let environment = |sum| {
            [
                ("VERSION", "0.1.0"),
                ("SHA256", sum),
                ("SOURCE", "source"),
                ("NAME", name.as_str()),
                ("REPOSITORY", "someone/griot"),
                ("RUNNER_OS", os),
                ("RUNNER_ARCH", arch),
            ]
        };
        let find = script(ACTION, "Find the release");
        let unpack = script(ACTION, "Verify and unpack the release");
        runner.file(
            "source/Cargo.toml",
            "version = \"0.2.0\"\nrepository = \"https://github.com/someone/griot\"\n",
        );
        let source = runner.at("source").display().to_string();
        let find_in = |sum| {
            let mut environment = environment(sum);
            environment[2].1 = source.as_str();
            environment
        };
        runner.file("paths", "");
        let another = "0".repeat(64);
        assert!(runner.run(&find, &find_in(&another)).status.success());
        let wrong = runner.run(&unpack, &environment(&another));
        assert!(
            !wrong.status.success(),
            "{target}: what has another checksum is not installed"
        );
        let unpacked = runner.at(&format!("temp/griot/{name}"));
        assert!(
            !unpacked.exists() && runner.read("paths").is_empty(),
            "{target}"
        );
        let called = runner.calls(&find, &find_in(sum));
        assert!(
            called.ends_with(&format!(
                "<https://github.com/someone/griot/releases/download/v0.1.0/{name}.tar.gz>"
            )),
            "{called}"
        );
        runner.calls(&unpack, &environment(sum));
        assert_eq!(runner.read("paths"), format!("{}\n", unpacked.display()));
        assert!(unpacked.join("griot").exists(), "{target}");
    }
}

#[test]
fn registries_are_asked_only_where_their_owner_said_so() {
    let workflow = parsed(RELEASE);
    for (job, condition) in [
        ("pypi", "vars.PUBLISH_PYPI == 'yes'"),
        ("npm", "vars.PUBLISH_NPM == 'yes'"),
    ] {
        let job = &workflow["jobs"][job];
        assert_eq!(job["if"], condition);
        assert_eq!(job["needs"], "release");
        assert!(job["environment"]["name"].is_string());
    }
    let runner = Runner::new();
    let name = script(RELEASE, "Publish on npm");
    let tarballs = [
        "linux-x64-",
        "linux-arm64-",
        "darwin-arm64-",
        "darwin-x64-",
        "win32-x64-",
        "",
    ];
    for system in tarballs {
        runner.file(&format!("packages/griot-site-{system}0.1.0.tgz"), "");
    }
    runner.file("packages/griot-0.1.0-x86_64-apple-darwin.tar.gz", "");
    let published = runner.calls(&name, &[]);
    assert_eq!(published.lines().count(), tarballs.len(), "{published}");
    assert_eq!(
        published.lines().last(),
        Some("npm <publish> <--access> <public> <./griot-site-0.1.0.tgz>"),
        "what needs the others comes last"
    );
}

#[test]
fn the_registry_of_images_gets_one_image_for_both_kinds_of_machine() {
    let runner = Runner::new();
    // The password comes in a pipe, and the digest is what is printed last.
    runner.program(
        "programs/docker",
        "case \"$*\" in login*) cat > password ;; *inspect*) echo sha256:ab ;; esac",
    );
    let called = runner.calls(
        &script(RELEASE, "Push the images"),
        &[
            ("GITHUB_REPOSITORY", "Someone/Griot"),
            ("GITHUB_REF_NAME", "v0.1.0"),
            ("GITHUB_ACTOR", "someone"),
            ("GH_TOKEN", "a token"),
        ],
    );
    assert!(!called.contains("a token"), "{called}");
    assert_eq!(runner.read("password"), "a token\n");
    for arch in ["amd64", "arm64"] {
        assert!(
            called.contains(&format!("docker <load> <--input> <images/{arch}.tar>\n")),
            "{called}"
        );
        assert!(
            called.contains(&format!(
                "docker <push> <ghcr.io/someone/griot:0.1.0-{arch}>\n"
            )),
            "{called}"
        );
    }
    assert!(called.contains(
        "<imagetools> <create> <--tag> <ghcr.io/someone/griot:0.1.0> <ghcr.io/someone/griot:0.1.0-amd64> \
         <ghcr.io/someone/griot:0.1.0-arm64>\n"
    ));
    assert_eq!(
        runner.read("output"),
        "image=ghcr.io/someone/griot\ndigest=sha256:ab\n"
    );
}

/// The files of the repository that git knows, and those that it does not know yet.
fn listed() -> Vec<String> {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("there is git");
    let paths = String::from_utf8(listed.stdout).expect("paths are text");
    paths.split_terminator('\0').map(str::to_owned).collect()
}

#[test]
fn packages_have_one_name_and_every_system() {
    let name = text("pyproject.toml")
        .lines()
        .find_map(|line| {
            Some(
                line.strip_prefix("name = \"")?
                    .strip_suffix('"')?
                    .to_owned(),
            )
        })
        .expect("there is a name");
    // Scripts and workflows take it from there, so that it can be changed there.
    for path in listed() {
        let names = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&path))
            .is_ok_and(|text| text.contains(&name));
        let may = path == "pyproject.toml" || path == "RELEASE.md" || path.starts_with("tests/");
        assert!(may || !names, "{path} names {name}");
    }
    let workflow = parsed(RELEASE);
    let built: BTreeSet<&str> = workflow["jobs"]["build"]["strategy"]["matrix"]["include"]
        .as_sequence()
        .expect("there are targets")
        .iter()
        .filter_map(|row| row["target"].as_str())
        .collect();
    let script = text(".github/npm/generate.mjs");
    let (_, table) = script
        .split_once("const targets = {")
        .expect("there is the table");
    let (table, _) = table.split_once("};").expect("it ends");
    let packed: BTreeSet<&str> = table
        .lines()
        .filter_map(|line| line.split('"').nth(3))
        .collect();
    assert_eq!(built, packed);
}

#[test]
fn what_is_installed_from_pypi_is_known_by_its_hash() {
    let lists: Vec<String> = listed()
        .into_iter()
        .filter(|path| path.starts_with(".github/requirements-"))
        .collect();
    assert_eq!(lists.len(), 3, "{lists:?}");
    for path in &lists {
        let joined = text(path).replace("\\\n", " ");
        for line in joined.lines().filter(|line| !line.starts_with('#')) {
            assert!(
                line.contains("==") && line.contains("--hash=sha256:"),
                "{path}: {line}"
            );
        }
        let users = listed().into_iter().filter(|user| {
            (user.starts_with(".github/scripts/") || user.starts_with(".github/workflows/"))
                && text(user).contains(&format!("--only-binary :all: --require-hashes -r {path}"))
        });
        assert_eq!(users.count(), 1, "{path}");
    }
}

#[test]
fn the_image_holds_the_binary_alone_and_runs_as_nobody() {
    let file = text("Dockerfile");
    let instructions: Vec<(&str, &str)> = file
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()))
        .filter_map(|line| line.split_once(' '))
        .collect();
    let of = |wanted: &str| -> Vec<&str> {
        let found = instructions.iter().filter(|(name, _)| *name == wanted);
        found.map(|(_, what)| *what).collect()
    };
    assert_eq!(of("FROM"), ["scratch"]);
    assert_eq!(of("COPY"), ["--chmod=755 ${BINARY} /griot"]);
    assert_eq!(of("USER"), ["65532:65532"]);
    assert_eq!(of("ENTRYPOINT"), ["[\"/griot\"]"]);
    assert!(of("RUN").is_empty() && of("ADD").is_empty());
    // What it asks for is what it is given.
    let script = text(".github/scripts/images");
    for argument in of("ARG") {
        assert!(
            script.contains(&format!("--build-arg {argument}=")),
            "{argument}"
        );
    }
}

/// An empty container has no files of time zones, and neither have small systems.
#[test]
fn time_zones_are_in_the_binary() {
    let bundled = jiff::tz::TimeZoneDatabase::bundled();
    assert!(bundled.get("Africa/Bamako").is_ok());
}
