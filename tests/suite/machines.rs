//! Output for machines: each format is valid for its reader, whatever the texts of a site; limits
//! and revisions decide which findings count.

use std::fs;
use std::path::Path;

use crate::support::{self, Site};
use assert_cmd::Command;
use assert_cmd::assert::Assert;
use boon::{Compiler, Schemas};
use serde_json::Value;

const SETTINGS: &str = "title: T\nlanguages: [en]\nbase_url: https://x.org/\n";

fn griot(folder: &Path) -> Command {
    let mut command = support::griot();
    command
        .current_dir(folder)
        .env_remove("GITHUB_STEP_SUMMARY")
        .env_remove("GITHUB_WORKSPACE");
    command
}

fn said(run: &Assert) -> String {
    String::from_utf8_lossy(&run.get_output().stderr).into_owned()
}

fn printed(run: &Assert) -> String {
    String::from_utf8_lossy(&run.get_output().stdout).into_owned()
}

/// Names that would be commands, links or markup if they were not escaped.
const HOSTILE: [&str; 8] = [
    "::error::pwned",
    "a%0A::warning file=x::pwned",
    "</details><img src=x onerror=alert(1)>",
    "[click](https://evil.example/) https://evil.example/ www.evil.example",
    "##[add-mask]secret",
    "a,line=1,title=x::b",
    "`</code>` ``x`` @octocat *b* _i_ |",
    "é\u{2028}# heading",
];

/// A site whose every name is hostile; each makes a warning, and the last article an error.
fn hostile() -> Site {
    let names: Vec<String> = HOSTILE
        .iter()
        .map(|name| serde_json::to_string(name).expect("a text serializes"))
        .collect();
    Site::new(&[
        ("content/site.yaml", SETTINGS),
        (
            "content/articles/names.md",
            &format!(
                "---\ntitle: Names\ndate: 2022-02-23\nactors:\n{}---\n",
                list(&names)
            ),
        ),
        (
            "content/articles/keys.md",
            &format!(
                "---\ntitle: Keys\ndate: 2022-02-23\n{}: x\n\"a\\nb\\n::error::pwned\": y\nevents:\n{}---\n",
                names[0],
                list(&names)
            ),
        ),
        ("content/a,b%0A::error::c.txt", "stray\n"),
    ])
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| format!("  - {name}\n")).collect()
}

/// Parses a line like GitHub's runner: the command, its properties and its text.
fn command(line: &str) -> (String, Vec<(String, String)>, String) {
    let rest = line
        .strip_prefix("::")
        .unwrap_or_else(|| panic!("no command: {line}"));
    let (head, data) = rest
        .split_once("::")
        .unwrap_or_else(|| panic!("no command: {line}"));
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let undone = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n");
    let properties = properties
        .split(',')
        .map(|pair| {
            let (key, value) = pair
                .split_once('=')
                .unwrap_or_else(|| panic!("no property: {pair}"));
            let value = undone(value)
                .replace("%3A", ":")
                .replace("%2C", ",")
                .replace("%25", "%");
            (key.to_owned(), value)
        })
        .collect();
    (
        name.to_owned(),
        properties,
        undone(data).replace("%25", "%"),
    )
}

#[test]
fn github_gets_one_command_for_each_finding_and_no_other() {
    let site = hostile();
    let run = griot(site.root())
        .args(["check", "--format", "github"])
        .assert()
        .code(1);
    let out = printed(&run);
    let count = site.compile().findings.len();
    assert_eq!(out.lines().count(), count, "{out}");
    let mut texts = String::new();
    let mut worst = "error".to_owned();
    for line in out.lines() {
        let (name, properties, text) = command(line);
        assert!(["error", "warning"].contains(&name.as_str()), "{line}");
        assert!(
            name == worst || worst == "error",
            "errors come first:\n{out}"
        );
        worst = name;
        let keys: Vec<&str> = properties.iter().map(|(key, _)| key.as_str()).collect();
        assert!(
            [
                &["file", "line", "col", "endColumn", "title"][..],
                &["file", "line", "endLine", "title"],
                &["file", "title"]
            ]
            .contains(&&keys[..]),
            "{line}"
        );
        let value = |key: &str| {
            properties
                .iter()
                .find(|(known, _)| known == key)
                .map(|(_, value)| value.as_str())
        };
        assert!(
            griot::diag::Code::from_word(value("title").unwrap_or_default()).is_some(),
            "{line}"
        );
        assert!(
            value("file").is_some_and(|file| file.starts_with("content/")),
            "{line}"
        );
        texts.push_str(&text);
    }
    // Nothing is lost either: a name is shown unchanged.
    for name in &HOSTILE[..6] {
        assert!(texts.contains(name), "{name} is not in\n{texts}");
    }
    // The other stream, which GitHub reads too, has no line that begins with a command.
    for line in said(&run).lines() {
        assert!(!line.contains("::") && !line.contains("##["), "{line}");
    }
}

#[test]
fn github_gets_the_columns_of_characters() {
    let site = Site::new(&[
        ("content/site.yaml", SETTINGS),
        ("content/actors/fama.md", "---\nname: FAMa\n---\n"),
        (
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2022-02-23\nactors: [É, Famaa, FAMa]\n---\n",
        ),
    ]);
    let run = griot(site.root())
        .args(["check", "--format", "github"])
        .assert()
        .code(1);
    let out = printed(&run);
    let first = out.lines().next().unwrap_or_default();
    assert_eq!(
        first,
        "::error file=content/articles/a.md,line=4,col=13,endColumn=18,title=misspelt-name::no actor is called `Famaa`%0Adid you mean `FAMa`? If this is another actor, create content/actors/famaa.md with `name: Famaa`"
    );
}

#[test]
fn each_kind_of_finding_is_shown_before_the_second_of_any() {
    let mut article = "---\ntitle: A\ndate: 2022-02-23\nactors: [".to_owned();
    let names: Vec<String> = (0..15)
        .map(|at| format!("Group number {}", "x".repeat(at * 5 + 1)))
        .collect();
    article.push_str(&names.join(", "));
    article.push_str("]\n---\n");
    let site = Site::new(&[
        ("content/site.yaml", SETTINGS),
        ("content/articles/a.md", &article),
        (
            "content/sources/z.md",
            "---\ntitle: Z\nurl: https://example.org/\n---\n",
        ),
    ]);
    let run = griot(site.root())
        .args(["check", "--format", "github"])
        .assert()
        .success();
    let out = printed(&run);
    assert!(out.lines().count() > 10, "{out}");
    assert!(
        out.lines()
            .take(2)
            .any(|line| line.contains("title=not-archived")),
        "{out}"
    );
}

#[test]
fn paths_are_those_of_the_repository() {
    let site = Site::new(&[
        ("sites/one/content/site.yaml", SETTINGS),
        ("sites/one/content/stray.md", "x\n"),
    ]);
    let absolute = site.root().join("sites/one").display().to_string();
    for (folder, root, workspace) in [
        ("", "sites/one", false),
        ("", absolute.as_str(), false),
        ("sites", "one", true),
        ("sites/one", ".", true),
    ] {
        for format in ["github", "sarif"] {
            let mut command = griot(&site.root().join(folder));
            if workspace {
                command.env("GITHUB_WORKSPACE", site.root());
            }
            let run = command
                .args(["check", "--format", format, "--root", root])
                .assert()
                .success();
            let out = printed(&run);
            let path = match format {
                "github" => "file=sites/one/content/stray.md,",
                _ => "\"uri\":\"sites/one/content/stray.md\"",
            };
            assert!(out.contains(path), "{folder} {root} {format}: {out}");
        }
    }
}

/// Checks as a step of a workflow does whose summary is that file; the site has errors.
fn check_in_a_step(site: &Site, summary: &Path) {
    griot(site.root())
        .env("GITHUB_STEP_SUMMARY", summary)
        .args(["check", "--format", "github"])
        .assert()
        .code(1);
}

#[test]
fn the_summary_of_a_step_has_all_in_plain_words() {
    let site = Site::new(&[
        ("content/site.yaml", SETTINGS),
        ("content/actors/fama.md", "---\nname: FAMa\n---\n"),
        (
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2022-02-23\nactors: [Famaa, FAMa]\nregions: [Mopti]\n---\n",
        ),
    ]);
    let summary = site.root().join("summary.md");
    fs::write(&summary, "before\n\n").expect("it can be written");
    check_in_a_step(&site, &summary);
    let text = fs::read_to_string(&summary).expect("it is there");
    assert!(
        text.starts_with("before\n\n### griot: 1 error, 1 warning\n"),
        "{text}"
    );
    assert!(
        text.contains(
            "- In *articles/a.md*, line 4: no actor is called `Famaa`. Did you mean `FAMa`? If this is another actor, create content/actors/famaa.md with `name: Famaa`. (`misspelt-name`)\n"
        ),
        "{text}"
    );
    let errors = text.find("#### Errors").expect("errors have a heading");
    assert!(text.find("#### Warnings").expect("warnings have a heading") > errors);
    // Without the format nothing is added, and one that cannot be written fails nothing.
    griot(site.root())
        .env("GITHUB_STEP_SUMMARY", &summary)
        .args(["check", "--format", "json"])
        .assert()
        .code(1);
    assert_eq!(fs::read_to_string(&summary).expect("it is there"), text);
    check_in_a_step(&site, site.root());
}

/// The summary as a Markdown reader understands it, with everything switched on that could make a
/// link or markup.
#[test]
fn nothing_in_the_summary_is_markup_of_a_text() {
    let site = hostile();
    let summary = site.root().join("summary.md");
    check_in_a_step(&site, &summary);
    let text = fs::read_to_string(&summary).expect("it is there");
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let mut bare = String::new();
    let mut items = 0;
    for event in Parser::new_ext(&text, Options::all()) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::List(_) | Tag::Emphasis) => {}
            Event::Start(Tag::Item) => items += 1,
            Event::Start(tag) => panic!("{tag:?} in\n{text}"),
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html} in\n{text}"),
            Event::Text(words) => {
                bare.push_str(&words);
            }
            Event::Code(_) => bare.push(' '),
            Event::End(_) => bare.push('\n'),
            Event::SoftBreak => bare.push('\n'),
            other => panic!("{other:?} in\n{text}"),
        }
    }
    assert_eq!(items, site.compile().findings.len());
    // GitHub makes links of addresses and mentions in text, but not in code.
    for link in ["://", "www.", "@"] {
        assert!(!bare.contains(link), "{link} in\n{bare}");
    }
}

fn schema(path: &Path) -> (Schemas, boon::SchemaIndex) {
    let mut schemas = Schemas::new();
    let mut compiler = Compiler::new();
    compiler.enable_format_assertions();
    let index = compiler
        .compile(&path.display().to_string(), &mut schemas)
        .unwrap_or_else(|error| panic!("{}: {error:#}", path.display()));
    (schemas, index)
}

fn sarif(site: &Site) -> Value {
    let run = griot(site.root())
        .args(["check", "--format", "sarif"])
        .assert();
    serde_json::from_str(&printed(&run)).expect("one JSON document")
}

#[test]
fn sarif_is_valid_whatever_is_found() {
    let (schemas, index) = schema(&support::project().join("tests/sarif/sarif-schema-2.1.0.json"));
    let clean = Site::new(&[
        ("content/site.yaml", SETTINGS),
        (
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2022-02-23\n---\n",
        ),
    ]);
    for site in [hostile(), clean] {
        let log = sarif(&site);
        if let Err(error) = schemas.validate(&log, index) {
            panic!("{error:#}");
        }
        let run = &log["runs"][0];
        let found = site.compile().findings;
        let results = run["results"].as_array().expect("a list");
        assert_eq!(results.len(), found.len());
        let rules = run["tool"]["driver"]["rules"].as_array().expect("a list");
        assert_eq!(rules.len(), griot::diag::Code::ALL.len());
        for rule in rules {
            for key in ["shortDescription", "fullDescription", "help"] {
                let text = rule[key]["text"].as_str().unwrap_or_default();
                assert!(text.len() > 20 && !text.starts_with('#'), "{rule}");
            }
        }
        for (result, finding) in results.iter().zip(&found) {
            let at = usize::try_from(result["ruleIndex"].as_u64().expect("a number"))
                .expect("a small one");
            assert_eq!(rules[at]["id"], result["ruleId"]);
            assert_eq!(result["ruleId"], finding.code.word());
            assert_eq!(result["level"], finding.severity.word());
            let text = result["message"]["text"].as_str().unwrap_or_default();
            // SARIF's links are `[words](target)`; with a backslash before the bracket they are
            // text.
            assert!(!text.contains("](") || text.contains("\\]("), "{text}");
            let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            let uri = uri.as_str().unwrap_or_default();
            assert!(
                uri.starts_with("content/") && !uri.contains([':', '\\', ' ']),
                "{uri}"
            );
        }
    }
}

#[test]
fn sarif_counts_characters() {
    let site = Site::new(&[
        ("content/site.yaml", SETTINGS),
        ("content/actors/fama.md", "---\nname: FAMa\n---\n"),
        (
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2022-02-23\nactors: [É𞤀, Famaa, FAMa]\n---\n",
        ),
    ]);
    let log = sarif(&site);
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    let results = log["runs"][0]["results"].as_array().expect("a list");
    let misspelt = results
        .iter()
        .find(|result| result["ruleId"] == "misspelt-name")
        .expect("it is found");
    assert_eq!(
        misspelt["locations"][0]["physicalLocation"]["region"],
        serde_json::json!({"startLine": 4, "startColumn": 14, "endLine": 4, "endColumn": 19})
    );
    let text = misspelt["message"]["text"].as_str().unwrap_or_default();
    assert!(
        text.starts_with("No actor is called `Famaa`. Did you mean `FAMa`?"),
        "{text}"
    );
}

#[test]
fn every_line_of_json_is_as_its_schema_says() {
    let printed_schema = printed(
        &griot(Path::new("."))
            .args(["explain", "--json-schema"])
            .assert()
            .success(),
    );
    let site = hostile();
    let file = site.root().join("findings.schema.json");
    fs::write(&file, &printed_schema).expect("it can be written");
    let (schemas, index) = schema(&file);
    // Related places, labels and findings without a line are in these.
    site.put("content/actors/x.md", "---\nname: The army\n---\n");
    site.put("content/actors/y.md", "---\nname: The Army\n---\n");
    site.put(
        "content/articles/z.md",
        "---\ntitle: Z\ndate: 2022-02-23\nactors: [the army]\n---\n\n19 people were killed.\n",
    );
    let run = griot(site.root())
        .args(["check", "--format", "json"])
        .assert()
        .code(1);
    let out = printed(&run);
    assert_eq!(out.lines().count(), site.compile().findings.len());
    let known = serde_json::from_str::<Value>(&printed_schema).expect("JSON")["properties"].clone();
    for line in out.lines() {
        let finding: Value = serde_json::from_str(line).expect("one object a line");
        if let Err(error) = schemas.validate(&finding, index) {
            panic!("{line}\n{error:#}");
        }
        for key in finding.as_object().expect("an object").keys() {
            assert!(
                known.get(key).is_some(),
                "the schema does not describe `{key}`"
            );
        }
    }
    assert!(
        schemas
            .validate(&serde_json::json!({"code": "x"}), index)
            .is_err()
    );
}

#[test]
fn more_warnings_than_allowed_fail_and_write_nothing() {
    let site = Site::new(&[
        ("content/site.yaml", SETTINGS),
        (
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2022-02-23\nactors: [FAMa, MINUSMA]\n---\n",
        ),
    ]);
    for command in ["check", "build"] {
        let run = griot(site.root())
            .args([command, "--max-warnings", "1"])
            .assert()
            .code(1);
        assert!(
            said(&run).contains("2 warnings, more than --max-warnings 1"),
            "{}",
            said(&run)
        );
        assert!(!site.has("index.html"));
    }
    griot(site.root())
        .args(["check", "--max-warnings", "0"])
        .assert()
        .code(1);
    griot(site.root())
        .args(["check", "--max-warnings", "-1"])
        .assert()
        .code(2);
    griot(site.root())
        .args(["build", "--max-warnings", "2"])
        .assert()
        .success();
    assert!(site.has("index.html"));
    griot(site.root())
        .args(["check", "--max-warnings", "9", "--deny", "warnings"])
        .assert()
        .code(1);
}

/// Runs git in a folder, with no settings but ours.
fn git(folder: &Path, arguments: &[&str]) {
    let outcome = std::process::Command::new("git")
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .args([
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@example.org",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(arguments)
        .output()
        .expect("git runs");
    assert!(
        outcome.status.success(),
        "git {arguments:?}: {}",
        String::from_utf8_lossy(&outcome.stderr)
    );
}

/// A site in a repository, below a folder of it, with old findings in two files.
fn in_git(below: &str) -> Site {
    let site = Site::new(&[]);
    let put = |path: &str, text: &str| site.put(&format!("{below}{path}"), text);
    put("content/site.yaml", SETTINGS);
    put("content/actors/fama.md", "---\nname: FAMa\n---\n");
    put(
        "content/articles/old.md",
        "---\ntitle: Old\ndate: 2022-02-23\nactors: [An old stub, fama]\n---\n\nSee [the other](other.md).\n",
    );
    put(
        "content/articles/other.md",
        "---\ntitle: Other\ndate: 2022-02-23\ndtae: x\n---\n",
    );
    git(site.root(), &["init", "--quiet"]);
    git(site.root(), &["add", "."]);
    git(site.root(), &["commit", "--quiet", "-m", "old"]);
    git(site.root(), &["switch", "--quiet", "-c", "work"]);
    site
}

/// Returns the findings of `--changed-since main`, one a line, and the other output.
fn since(folder: &Path, code: i32) -> (String, String) {
    let run = griot(folder)
        .args(["check", "--format", "short", "--changed-since", "main"])
        .assert()
        .code(code);
    (printed(&run), said(&run))
}

#[test]
fn only_what_a_change_causes_is_told() {
    for below in ["", "sites/ö 1/"] {
        let site = in_git(below);
        let folder = site.root().join(below);
        let put = |path: &str, text: &str| site.put(&format!("{below}{path}"), text);
        let (nothing, note) = since(&folder, 0);
        assert_eq!(nothing, "", "nothing has changed");
        assert!(
            note.contains("2 findings not shown, because `main` has the same"),
            "{note}"
        );
        // A new file that git does not know yet, with a finding of its own.
        put(
            "content/articles/new.md",
            "---\ntitle: New\ndate: 2022-02-23\nactors: [A new stub]\n---\n",
        );
        let (told, _) = since(&folder, 0);
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(
            told.starts_with("content/articles/new.md:4:10: warning[undeclared]"),
            "{told}"
        );
        git(site.root(), &["add", "."]);
        git(site.root(), &["commit", "--quiet", "-m", "new"]);
        // A file goes, and a link in another one breaks; a line moves, and an old finding with it.
        git(&folder, &["rm", "--quiet", "content/articles/other.md"]);
        git(site.root(), &["commit", "--quiet", "-m", "gone"]);
        let (told, _) = since(&folder, 1);
        let lines: Vec<&str> = told.lines().collect();
        assert!(
            lines.len() == 2
                && lines[0].starts_with("content/articles/new.md:4:10: warning[undeclared]")
                && lines[1].starts_with("content/articles/old.md:7:5: error[broken-link]"),
            "{told}"
        );
        // All findings of a changed file are reported, old ones too.
        put(
            "content/articles/old.md",
            "---\ntitle: Old\ndate: 2022-02-23\nactors: [An old stub, fama]\n---\n\nNo link.\n",
        );
        let (told, _) = since(&folder, 0);
        assert!(
            told.contains("content/articles/old.md:4:10: warning[undeclared]")
                && told.lines().count() == 2,
            "{told}"
        );
        // The other branch goes on: its changes are not ours.
        git(site.root(), &["stash", "--quiet"]);
        git(site.root(), &["switch", "--quiet", "main"]);
        put(
            "content/articles/theirs.md",
            "---\ntitle: Theirs\ndate: 2022-02-23\n---\n",
        );
        git(site.root(), &["add", "."]);
        git(site.root(), &["commit", "--quiet", "-m", "theirs"]);
        git(site.root(), &["switch", "--quiet", "work"]);
        git(site.root(), &["stash", "pop", "--quiet"]);
        let (again, _) = since(&folder, 0);
        assert_eq!(again, told);
    }
}

#[test]
fn neither_the_work_tree_nor_the_index_is_touched() {
    let site = in_git("");
    site.put(
        "content/articles/new.md",
        "---\ntitle: New\ndate: 2022-02-23\n---\n",
    );
    let status = || {
        let out = std::process::Command::new("git")
            .current_dir(site.root())
            .args(["status", "--porcelain=v2"])
            .output()
            .expect("git runs");
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    let before = status();
    since(site.root(), 0);
    let after: String = status()
        .lines()
        .filter(|line| !line.contains(".griot-cache"))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(after, before);
}

#[test]
fn a_site_that_is_new_is_all_change() {
    let site = Site::new(&[("README.md", "x\n")]);
    git(site.root(), &["init", "--quiet"]);
    git(site.root(), &["add", "."]);
    git(site.root(), &["commit", "--quiet", "-m", "empty"]);
    git(site.root(), &["switch", "--quiet", "-c", "work"]);
    site.put("content/site.yaml", SETTINGS);
    site.put(
        "content/articles/a.md",
        "---\ntitle: A\ndate: 2022-02-23\nactors: [FAMa]\n---\n",
    );
    let (told, _) = since(site.root(), 0);
    assert!(
        told.contains("warning[undeclared]") && told.lines().count() == 1,
        "{told}"
    );
}

#[test]
fn what_git_does_not_know_is_said() {
    let site = in_git("");
    let fails = |site: &Site, revision: &str, words: &str| {
        let run = griot(site.root())
            .env(
                "GIT_CEILING_DIRECTORIES",
                site.root().parent().expect("it has one"),
            )
            .args(["check", &format!("--changed-since={revision}")])
            .assert()
            .code(2);
        assert!(said(&run).contains(words), "{}", said(&run));
        assert_eq!(said(&run).lines().count(), 1, "{}", said(&run));
    };
    fails(&site, "nowhere", "unknown git revision `nowhere`");
    fails(&site, "nowhere", "fetch-depth: 0");
    fails(&site, "--output=x", "unknown git revision");
    assert!(!site.root().join("x").exists());
    let outside = Site::new(&[("content/site.yaml", SETTINGS)]);
    fails(&outside, "main", "needs a git repository");
    let run = griot(site.root())
        .env("PATH", site.root())
        .args(["check", "--changed-since", "main"])
        .assert()
        .code(2);
    assert!(
        said(&run).contains("needs the program `git`"),
        "{}",
        said(&run)
    );
}

#[test]
fn shells_and_man_get_what_they_read() {
    let here = Path::new(".");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let out = printed(&griot(here).args(["completions", shell]).assert().success());
        assert!(
            out.contains("griot") && out.contains("changed-since"),
            "{shell}: {out}"
        );
    }
    let page = printed(&griot(here).arg("man").assert().success());
    assert!(
        page.contains(".TH griot 1") && page.contains("check"),
        "{page}"
    );
    let page = printed(&griot(here).args(["man", "check"]).assert().success());
    assert!(page.contains("changed\\-since"), "{page}");
    let run = griot(here).args(["man", "chekc"]).assert().code(2);
    assert!(
        said(&run).contains("did you mean `check`?"),
        "{}",
        said(&run)
    );
}
