//! `griot init` and `griot new`: every file builds, nothing is overwritten, and there are no
//! prompts without a terminal.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::Site;
use assert_cmd::assert::Assert;

/// Runs griot in a folder, as of a day, with nothing to read from.
fn griot(folder: &Path, arguments: &[&str]) -> Assert {
    let mut command = crate::support::griot();
    command
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1767225600")
        .env_remove("GITHUB_STEP_SUMMARY")
        .env_remove("GITHUB_WORKSPACE")
        .args(arguments)
        .assert()
}

fn said(run: &Assert) -> String {
    String::from_utf8_lossy(&run.get_output().stderr).into_owned()
}

fn printed(run: &Assert) -> String {
    String::from_utf8_lossy(&run.get_output().stdout).into_owned()
}

/// Every file below a folder, by path.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(top: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                walk(top, &path, found);
            } else {
                let below = path.strip_prefix(top).expect("it is below");
                found.insert(
                    below.to_string_lossy().replace('\\', "/"),
                    fs::read(&path).expect("it can be read"),
                );
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

const MADE: [&str; 14] = [
    ".github/workflows/pages.yml",
    ".gitignore",
    "EDITING.md",
    "content/actors/ecowas.md",
    "content/actors/fama.md",
    "content/articles/2022-02-23-eight-arrests.md",
    "content/articles/2022-02-26-ecowas-sanctions.md",
    "content/events/2022-02-tombouctou-arrests.md",
    "content/regions/mali.md",
    "content/regions/tombouctou.md",
    "content/site.yaml",
    "content/sources/afp-2022-02-23.md",
    "content/sources/ecowas-2022-01-09-communique.md",
    "content/sources/fama-2022-02-22-communique.md",
];

#[test]
fn a_new_site_is_complete_and_without_a_warning_in_every_language() {
    for (lang, title, figure, words) in [
        (
            "en",
            "My site",
            "eight people",
            "one report, one origin, a party to the conflict",
        ),
        (
            "fr",
            "Mon site",
            "huit personnes",
            "reprise par un texte, une seule origine, partie au conflit",
        ),
        (
            "ar",
            "موقعي",
            "8 أشخاص",
            "تقرير واحد، أصل واحد، طرف في النزاع",
        ),
    ] {
        let site = Site::new(&[]);
        griot(site.root(), &["init", "--lang", lang]).success();
        let made = files(site.root());
        for path in MADE {
            assert!(
                made.contains_key(path),
                "{lang}: {path} is missing among {:?}",
                made.keys()
            );
        }
        assert_eq!(made.len(), MADE.len(), "{lang}: {:?}", made.keys());
        for (path, bytes) in &made {
            let text = String::from_utf8(bytes.clone()).expect("all files are text");
            assert!(
                text.ends_with('\n') && !text.contains("\r") && !text.contains("{title}"),
                "{lang}: {path}"
            );
        }
        for arguments in [
            &["check", "--deny", "warnings"][..],
            &["check", "--deny", "warnings", "--drafts"],
            &["build", "--deny", "warnings"],
        ] {
            let run = griot(site.root(), arguments).success();
            assert!(!said(&run).contains("warning"), "{lang}: {}", said(&run));
        }
        let home = site.page("index.html");
        assert!(
            home.contains(title) && home.contains(&format!("lang=\"{lang}\"")),
            "{lang}: {home}"
        );
        let article = site.page("articles/2022-02-23-eight-arrests/index.html");
        // The last word of a figure is in an element together with its sign.
        let is_there = article.replace("<span>", "").contains(figure);
        assert!(is_there && article.contains(words), "{lang}: {article}");
        assert!(article.contains("<svg"), "{lang}: the figure is drawn");
        for page in [
            "articles/2022-02-26-ecowas-sanctions",
            "actors/fama",
            "actors/ecowas",
            "regions/mali",
            "regions/tombouctou",
            "events/2022-02-tombouctou-arrests",
            "sources/afp-2022-02-23",
            "sources/fama-2022-02-22-communique",
            "sources/ecowas-2022-01-09-communique",
        ] {
            assert!(site.has(&format!("{page}/index.html")), "{lang}: {page}");
        }
        let second = griot(site.root(), &["build", "--deny", "warnings"]).success();
        assert!(said(&second).contains("unchanged") && !said(&second).contains("written"));
    }
}

#[test]
fn the_guide_shows_the_first_mistake_as_it_is() {
    for lang in ["en", "fr", "ar"] {
        let site = Site::new(&[]);
        griot(site.root(), &["init", "--lang", lang]).success();
        let guide = fs::read_to_string(site.root().join("EDITING.md")).expect("it is there");
        let path = site
            .root()
            .join("content/articles/2022-02-26-ecowas-sanctions.md");
        let article = fs::read_to_string(&path).expect("it is there");
        assert!(article.contains("actors: [ecowas]"));
        fs::write(
            &path,
            article.replace("actors: [ecowas]", "actors: [ecowass]"),
        )
        .expect("it can be written");
        let shown = said(&griot(site.root(), &["check", "--lang", lang]).code(1));
        let mistake = shown.split("\n\n").next().unwrap_or_default();
        assert!(
            guide.contains(&format!("```text\n{mistake}\n```")),
            "{lang}: the guide does not show\n{mistake}"
        );
        assert!(guide.lines().count() < 80, "{lang}: the guide is one page");
    }
}

#[test]
fn what_the_guide_tells_to_run_runs() {
    for lang in ["en", "fr", "ar"] {
        let site = Site::new(&[]);
        griot(site.root(), &["init", "--lang", lang]).success();
        let guide = fs::read_to_string(site.root().join("EDITING.md")).expect("it is there");
        let commands: Vec<&str> = guide
            .lines()
            .filter_map(|line| line.strip_prefix("    griot "))
            .collect();
        assert!(commands.len() >= 6, "{lang}: {commands:?}");
        for command in commands {
            // Quotation marks hold a name together, as in a shell.
            let mut arguments: Vec<&str> = command
                .split('"')
                .enumerate()
                .flat_map(|(at, part)| {
                    if at % 2 == 1 {
                        vec![part]
                    } else {
                        part.split_whitespace().collect()
                    }
                })
                .collect();
            if arguments[0] == "serve" {
                // It would not end; serve.rs tests it.
                arguments.push("--help");
            }
            griot(site.root(), &arguments).success();
        }
        assert!(site.has("index.html"));
    }
}

#[test]
fn nothing_is_overwritten_and_nothing_half_written() {
    let site = Site::new(&[
        (".gitignore", "mine\n"),
        ("content/actors/fama.md", "mine too\n"),
        ("README.md", "of no concern\n"),
    ]);
    let before = files(site.root());
    let run = griot(site.root(), &["init"]).code(2);
    assert_eq!(files(site.root()), before, "nothing changed");
    let said = said(&run);
    for words in [
        "`.gitignore` and `content/actors/fama.md`",
        "nothing was written",
    ] {
        assert!(said.contains(words), "{said}");
    }
    assert!(!said.contains("README"), "{said}");
}

#[test]
fn something_on_the_way_is_told() {
    let site = Site::new(&[("content", "a file, not a folder\n")]);
    let before = files(site.root());
    let run = griot(site.root(), &["init"]).code(2);
    assert!(said(&run).contains("`content` is in"), "{}", said(&run));
    assert_eq!(files(site.root()), before);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let site = Site::new(&[]);
    let outside = tempfile::tempdir().expect("a folder of our own");
    std::os::unix::fs::symlink(outside.path(), site.root().join("content"))
        .expect("links can be made");
    griot(site.root(), &["init"]).code(2);
    assert_eq!(
        fs::read_dir(outside.path()).expect("it is there").count(),
        0
    );
    assert!(!site.root().join(".gitignore").exists());
}

#[test]
fn a_title_is_any_text_and_a_folder_is_made() {
    let site = Site::new(&[]);
    let title = "Qui dit \"quoi\" : # & {title} \\ 'là' ?";
    let run = griot(
        site.root(),
        &["init", "a/new site", "--title", title, "--lang", "fr"],
    )
    .success();
    assert!(said(&run).contains("EDITING.md"), "{}", said(&run));
    griot(
        &site.root().join("a/new site"),
        &["build", "--deny", "warnings"],
    )
    .success();
    let home =
        fs::read_to_string(site.root().join("a/new site/public/index.html")).expect("it is there");
    assert!(
        home.contains("Qui dit «\u{202f}quoi\u{202f}»") && home.contains("{title}"),
        "{home}"
    );
    for title in ["", " ", "a\nb"] {
        griot(site.root(), &["init", "other", "--title", title]).code(2);
        assert!(!site.root().join("other").exists(), "{title:?}");
    }
    griot(site.root(), &["init", "other", "--lang", "xx"]).code(2);
}

#[test]
fn the_workflow_installs_the_griot_that_it_is_told() {
    let commit = "0123456789abcdef0123456789ABCDEF01234567";
    let site = Site::new(&[]);
    let run = griot(
        site.root(),
        &[
            "init",
            "with",
            "--action",
            &format!("some-one/griot@{commit}"),
        ],
    )
    .success();
    assert!(
        !said(&run).contains("workflows/pages.yml has to say"),
        "{}",
        said(&run)
    );
    let workflow = |folder: &str| {
        let path = site.root().join(folder).join(".github/workflows/pages.yml");
        fs::read_to_string(path).expect("there is a workflow")
    };
    let with = workflow("with");
    let step = format!(
        "      - name: Install griot\n        uses: some-one/griot@{}\n",
        commit.to_lowercase()
    );
    assert!(with.contains(&step) && !with.contains("FILL IN"), "{with}");
    assert!(
        !with.contains("{install}") && !with.contains("{line}"),
        "{with}"
    );

    let run = griot(site.root(), &["init", "a site"]).success();
    let without = workflow("a site");
    let line = without
        .lines()
        .position(|line| line.contains("# FILL IN which griot"))
        .expect("it says so")
        + 1;
    let said = said(&run);
    assert!(
        said.contains("before you publish from GitHub: a site")
            && said.contains(&format!("; line {line} explains how\n")),
        "{said}"
    );
    assert!(
        without.starts_with(&format!(
            "# FILL IN before the first push: line {line} has to say"
        )),
        "{without}"
    );
    let next = if cfg!(windows) {
        "cd \"a site\""
    } else {
        "cd 'a site'"
    };
    assert!(
        said.ends_with(&format!("Next: {next} && griot serve --open\n")),
        "{said}"
    );
    // In a site that is there already, only this is filled in, and only as long as the file is as
    // it was.
    let action = format!("some-one/griot@{commit}");
    let before = files(&site.root().join("a site"));
    let run = griot(site.root(), &["init", "a site", "--action", &action]).success();
    assert!(
        self::said(&run).contains("now installs some-one/griot@"),
        "{}",
        self::said(&run)
    );
    assert_eq!(workflow("a site"), with);
    let mut after = files(&site.root().join("a site"));
    after.insert(
        ".github/workflows/pages.yml".to_owned(),
        without.clone().into_bytes(),
    );
    assert_eq!(after, before, "nothing else changed");
    griot(site.root(), &["init", "a site", "--action", &action]).code(2);
    assert_eq!(workflow("a site"), with);
    // It is not there as something to fetch.
    let steps: Vec<&str> = without
        .lines()
        .filter(|line| line.trim_start().starts_with("uses: "))
        .collect();
    assert!(
        steps.iter().all(|step| step.contains(" actions/")),
        "{steps:?}"
    );

    for (action, expected) in [
        ("griot", "expected OWNER/REPO@COMMIT"),
        ("someone/griot@v0.1.0", "the commit is not a full one"),
        (
            "some one/griot@0123456789abcdef0123456789abcdef01234567",
            "the repository is not a valid name on GitHub",
        ),
    ] {
        let run = griot(site.root(), &["init", "other", "--action", action]).code(2);
        assert!(self::said(&run).contains(expected), "{}", self::said(&run));
        assert!(!site.root().join("other").exists());
    }
}

#[test]
fn the_version_says_where_it_was_built() {
    let site = Site::new(&[]);
    let short = concat!("griot ", env!("CARGO_PKG_VERSION"), "\n");
    for arguments in [&["--version"][..], &["-V"]] {
        assert_eq!(printed(&griot(site.root(), arguments).success()), short);
    }
    for arguments in [&["--version", "--verbose"][..], &["-Vv"], &["-vV"]] {
        let long = printed(&griot(site.root(), arguments).success());
        assert!(long.starts_with(short), "{long}");
        for line in ["repository: ", "commit: ", "system: "] {
            assert!(long.contains(&format!("\n{line}")), "{long}");
        }
    }
    griot(site.root(), &["--verbose"]).code(2);
    griot(site.root(), &["build", "--version"]).code(2);
    griot(site.root(), &[]).code(2);
}

#[test]
fn the_workflow_gives_each_job_what_it_needs_and_no_more() {
    let site = Site::new(&[]);
    griot(site.root(), &["init"]).success();
    let text =
        fs::read_to_string(site.root().join(".github/workflows/pages.yml")).expect("it is there");
    let build = text.find("\n  build:").expect("there is a job that builds");
    let deploy = text
        .find("\n  deploy:")
        .expect("there is a job that deploys");
    assert!(build < deploy);
    for right in ["pages: write", "id-token: write"] {
        assert_eq!(text.matches(right).count(), 1, "{right}");
        assert!(
            text[deploy..].contains(right),
            "{right} is for the deployment alone"
        );
    }
    assert!(text[build..deploy].contains("contents: read"));
    assert!(text[deploy..].contains("github.event_name != 'pull_request'"));
    let is_comment = |line: &&str| line.trim_start().starts_with('#');
    for line in text
        .lines()
        .filter(|line| line.contains("uses:") && !is_comment(line))
    {
        let reference = line.split('@').nth(1).unwrap_or_default();
        let commit = reference.split(' ').next().unwrap_or_default();
        assert!(
            commit.len() == 40
                && commit.bytes().all(|b| b.is_ascii_hexdigit())
                && reference.contains("# v"),
            "{line}"
        );
    }
    for line in text.lines().filter(|line| line.contains("run:")) {
        assert!(
            !line.contains("${{"),
            "a script takes values from its environment: {line}"
        );
    }
    for trigger in ["workflow_dispatch:", "schedule:", "pull_request:"] {
        assert!(text.contains(trigger), "{trigger}");
    }
}

/// A site in these languages and nothing in it.
fn empty(first: &str) -> Site {
    let others: Vec<&str> = ["en", "fr", "ar"]
        .into_iter()
        .filter(|lang| *lang != first)
        .collect();
    Site::new(&[(
        "content/site.yaml",
        &format!(
            "title: T\nlanguages: [{first}, {}]\nbase_url: https://x.org/\n",
            others.join(", ")
        ),
    )])
}

/// Returns the findings of `griot check` with drafts, without those about entities that are not
/// used yet.
fn found(site: &Site) -> String {
    let run = griot(site.root(), &["check", "--drafts", "--format", "short"]);
    let out = printed(&run);
    let lines = out.lines();
    // Nor is it a mistake that a new event waits for its regions.
    let of_the_site = [
        "[orphan]",
        "[missing-translation]",
        "has no words for",
        "this event has no `regions`",
    ];
    lines
        .filter(|line| !of_the_site.iter().any(|words| line.contains(words)))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn every_kind_has_a_skeleton_without_a_mistake_in_every_language() {
    for (lang, comment) in [
        ("en", "# Drafts are not published"),
        ("fr", "# Un brouillon n’est pas publié"),
        ("ar", "# المسودة لا تُنشر"),
        // A language without skeletons gets the English ones.
        ("bm", "# Drafts are not published"),
    ] {
        let site = empty(lang);
        for (kind, path) in [
            (
                "article",
                "content/articles/2026-01-01-l-ete-a-segou-no-2.md",
            ),
            ("actor", "content/actors/l-ete-a-segou-no-2.md"),
            ("region", "content/regions/l-ete-a-segou-no-2.md"),
            ("event", "content/events/l-ete-a-segou-no-2.md"),
            ("source", "content/sources/l-ete-a-segou-no-2.md"),
        ] {
            let name = "L'été à Ségou: \"no 2\" {dated} #";
            let run = griot(
                site.root(),
                &[
                    "new",
                    kind,
                    name,
                    "--id",
                    &path[path.rfind('/').map_or(0, |at| at + 1)..path.len() - 3],
                ],
            )
            .success();
            assert_eq!(printed(&run).trim(), path, "{lang}");
            let text = fs::read_to_string(site.root().join(path)).expect("it is there");
            assert!(
                text.contains(r#""L'été à Ségou: \"no 2\" {dated} #""#),
                "{lang}: {text}"
            );
            assert!(
                text.starts_with("---\n") && !text.contains("{name}") && !text.contains("{key}"),
                "{lang}: {text}"
            );
        }
        let found = found(&site);
        assert!(
            found.is_empty() || lang == "bm" && found.contains("missing-words"),
            "{lang}: {found}"
        );
        let article = fs::read_to_string(
            site.root()
                .join("content/articles/2026-01-01-l-ete-a-segou-no-2.md"),
        );
        assert!(article.expect("it is there").contains(comment), "{lang}");
        if lang != "bm" {
            griot(site.root(), &["build", "--drafts"]).success();
        }
    }
}

/// The commented-out fields are examples: put in force, each is one that griot knows.
#[test]
fn every_field_that_a_skeleton_explains_is_known() {
    for lang in ["en", "fr", "ar"] {
        let site = empty(lang);
        for kind in ["article", "actor", "region", "event", "source"] {
            let day: &[&str] = if kind == "article" {
                &["--date", "2022-02-23"]
            } else {
                &[]
            };
            griot(
                site.root(),
                &[&["new", kind, "Thing", "--id", "thing"], day].concat(),
            )
            .success();
            let path = site.root().join(format!("content/{kind}s/thing.md"));
            let text = fs::read_to_string(&path).expect("it is there");
            let in_force: String = text
                .lines()
                .map(|line| {
                    let field = line.strip_prefix("# ").filter(|field| {
                        let key = field.split(':').next().unwrap_or_default();
                        let is_key = !key.is_empty()
                            && key
                                .bytes()
                                .all(|b| b.is_ascii_lowercase() || b == b'_' || b.is_ascii_digit());
                        is_key && (field.contains(": ") || field.ends_with(':'))
                            || field.starts_with("  ")
                    });
                    format!("{}\n", field.unwrap_or(line))
                })
                .collect();
            assert_ne!(in_force, text, "{lang} {kind}");
            fs::write(&path, in_force).expect("it can be written");
        }
        let wrong: Vec<String> = found(&site)
            .lines()
            .filter(|line| {
                [
                    "[unknown-key]",
                    "[wrong-type]",
                    "[not-in-list]",
                    "[yaml-syntax]",
                    "[bad-date]",
                    "[missing-field]",
                ]
                .iter()
                .any(|code| line.contains(code))
            })
            .map(str::to_owned)
            .collect();
        assert!(wrong.is_empty(), "{lang}:\n{}", wrong.join("\n"));
    }
}

#[test]
fn file_names_are_made_of_names_and_days() {
    let site = empty("en");
    let made = |arguments: &[&str]| {
        printed(&griot(site.root(), arguments).success())
            .trim()
            .to_owned()
    };
    assert_eq!(
        made(&["new", "article", "Two coups"]),
        "content/articles/2026-01-01-two-coups.md"
    );
    assert_eq!(
        made(&["new", "article", "Two coups", "--date", "2022-02-25"]),
        "content/articles/2022-02-25-two-coups.md"
    );
    assert_eq!(made(&["new", "actor", "FAMa"]), "content/actors/fama.md");
    assert_eq!(
        made(&[
            "new",
            "event",
            "A ceasefire",
            "--date",
            "2022-02-16..2022-02-22"
        ]),
        "content/events/a-ceasefire.md"
    );
    let event =
        fs::read_to_string(site.root().join("content/events/a-ceasefire.md")).expect("it is there");
    assert!(
        event.contains("\ndate: 2022-02-16..2022-02-22\n"),
        "{event}"
    );
    for wrong in [
        &["new", "article", "Later", "--date", "2022-02"][..],
        &["new", "event", "Later", "--date", "10/8/1932"],
        &["new", "actor", "Later", "--date", "2022-02-22"],
        &["new", "actor", "Later", "--id", "Not an id"],
        &["new", "actor", "Later", "--lang", "de"],
        &["new", "actor", ""],
        &["new", "nothing", "Later"],
    ] {
        griot(site.root(), wrong).code(2);
    }
    assert_eq!(found(&site), "");
}

#[test]
fn a_name_in_another_script_needs_an_id() {
    let site = empty("ar");
    for name in ["تمبكتو", "ߡߊߟߌ"] {
        let run = griot(site.root(), &["new", "region", name]).code(2);
        assert!(said(&run).contains("--id"), "{}", said(&run));
    }
    griot(
        site.root(),
        &["new", "region", "تمبكتو", "--id", "tombouctou"],
    )
    .success();
    assert_eq!(found(&site), "");
}

#[test]
fn an_id_is_given_once() {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: T\nlanguages: [en, fr]\nbase_url: https://x.org/\n",
        ),
        (
            "content/actors/old/fama.md",
            "---\nname: Malian armed forces\naliases: [FAMa]\n---\n",
        ),
        ("content/actors/ecowas.fr.md", "---\nname: CEDEAO\n---\n"),
        ("content/actors/broken.md", "---\nname: [\n---\n"),
        (
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2022-02-23\nevents:\n  - {id: a-battle, title: A battle, date: 2022, regions: [Mopti]}\nsources:\n  - {id: a-text, title: A text}\n---\n",
        ),
    ]);
    let before = files(site.root());
    for (arguments, words) in [
        (&["new", "actor", "FAMa"][..], "content/actors/old/fama.md"),
        (&["new", "actor", "Fama!"], "content/actors/old/fama.md"),
        (
            &["new", "actor", "malian armed forces"],
            "`fama` is already called",
        ),
        (&["new", "actor", "ECOWAS"], "content/actors/ecowas.fr.md"),
        (&["new", "actor", "Broken"], "content/actors/broken.md"),
        (&["new", "event", "A battle"], "content/articles/a.md"),
        (&["new", "source", "A text"], "content/articles/a.md"),
        (
            &["new", "article", "Other", "--id", "a"],
            "content/articles/a.md",
        ),
    ] {
        let run = griot(site.root(), arguments).code(2);
        assert!(said(&run).contains(words), "{arguments:?}: {}", said(&run));
    }
    assert_eq!(files(site.root()), before);
    griot(site.root(), &["new", "region", "FAMa"]).success();
}

#[test]
fn a_translation_belongs_to_an_original() {
    let site = empty("en");
    let missing = griot(
        site.root(),
        &["new", "article", "Deux coups d'État", "--lang", "fr"],
    )
    .code(2);
    assert!(said(&missing).contains("--id"), "{}", said(&missing));
    griot(site.root(), &["new", "article", "Two coups"]).success();
    griot(site.root(), &["new", "actor", "FAMa"]).success();
    for (kind, id, name, path) in [
        (
            "article",
            "2026-01-01-two-coups",
            "Deux coups d'État",
            "content/articles/2026-01-01-two-coups.fr.md",
        ),
        (
            "actor",
            "fama",
            "Forces armées maliennes",
            "content/actors/fama.fr.md",
        ),
    ] {
        let arguments = ["new", kind, name, "--lang", "fr", "--id", id];
        let run = griot(site.root(), &arguments).success();
        assert_eq!(printed(&run).trim(), path);
        let again = griot(site.root(), &arguments).code(2);
        assert!(said(&again).contains(path), "{}", said(&again));
    }
    assert_eq!(found(&site), "");
}

#[test]
fn an_entity_is_made_only_where_there_is_a_site() {
    let site = Site::new(&[]);
    let run = griot(site.root(), &["new", "actor", "FAMa"]).code(2);
    assert!(said(&run).contains("griot init"), "{}", said(&run));
    assert!(files(site.root()).is_empty());
    let other = empty("en");
    let root = other.root().display().to_string();
    griot(site.root(), &["new", "actor", "FAMa", "--root", &root]).success();
    assert!(other.root().join("content/actors/fama.md").exists());
}
