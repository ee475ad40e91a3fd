//! What is known from an earlier build never shows: after any edits, a build that knows it gives
//! the bytes and the findings of one that knows nothing. In two ways: with the cache on the disk,
//! as `griot build` has it, and in memory, as `griot serve` has it.
//!
//! Before a release: `GRIOT_EDIT_CASES=500 cargo test --release --test suite memo::`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use griot::Options;
use griot::compile::Compiler;
use griot::incremental::{Hash, Store};
use griot::render::{Artifact, Sink};
use griot::write::{OutputFolder, Staging};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support;

/// How many series of edits are tried, instead of 16.
const CASES: &str = "GRIOT_EDIT_CASES";

/// The files of a site, by path below its root.
type Files = BTreeMap<String, String>;

/// The site that edits begin with: names in prose, citations, claims, figures, titles as links,
/// translations, a theme of its own.
fn first() -> Files {
    let article = |title: &str, rest: &str, body: &str| {
        format!(
            "---\ntitle: {title}\ndate: 2022-02-23\nsummary: About {title}\n{rest}---\n\n{body}\n"
        )
    };
    let files = [
        (
            "content/site.yaml",
            "title: {en: The site, fr: Le site}\nbase_url: https://x.org/\nlanguages: [en, fr]\ntheme: mine\nundeclared: allow\n".to_owned(),
        ),
        (
            "content/articles/one.md",
            article(
                "The first",
                "events: [raid]\ntopics: [Peace]\n",
                "The army came to Mopti [@paper]. See [[The second]] and [three](three.md#end).\n\nIt says [8 dead](claim:raid#c).",
            ),
        ),
        ("content/articles/one.fr.md", "---\ntitle: Le premier\n---\n\nL'armée vint à Mopti.\n".to_owned()),
        (
            "content/articles/two.md",
            article(
                "The second",
                "actors: [group]\nregions: [mopti]\nimage: {src: plate.svg, alt: A plate}\n",
                "## A part\n\nWords about the group.",
            ),
        ),
        (
            "content/articles/three.md",
            article("The third", "regions: [mopti]\n", "## End\n\nSee [[raid]].\n\n![Where](map:mopti)\n\n![A plate](plate.svg \"The desk\")"),
        ),
        (
            "content/articles/later.md",
            "---\ntitle: Of a day to come\ndate: 2030-01-01\n---\n\nNothing yet.\n".to_owned(),
        ),
        (
            "content/actors/army.md",
            "---\nname: {en: the army, fr: l'armée}\nactor_type: State forces\n---\n\nIt is an army.\n".to_owned(),
        ),
        ("content/actors/group.md", "---\nname: the group\n---\n\nIt is a group, against the army.\n".to_owned()),
        (
            "content/regions/mopti.md",
            "---\nname: Mopti\npoint: {lat: 14.48, lon: -4.18}\n---\n\nA region.\n".to_owned(),
        ),
        (
            "content/sources/paper.md",
            "---\ntitle: A paper\npublisher: Paper\ndate: 2022-02-22\n---\n".to_owned(),
        ),
        (
            "content/events/raid.md",
            "---\ntitle: The raid\ndate: 2022-02-20\nregions: [mopti]\nside_a: [army]\nside_b: [group]\nclaims:\n  - {id: c, measure: killed, count: 8, claimant: army, sources: [paper]}\n---\n\nIt was told.\n".to_owned(),
        ),
        (
            "content/media/plate.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"><path d=\"M0 0h4v3z\"/></svg>\n".to_owned(),
        ),
        ("content/media/plate.svg.yaml", "credit: The desk\nlicence: CC0-1.0\n".to_owned()),
        ("content/pages/about.md", "---\ntitle: About\n---\n\nWho we are: see [[army]].\n".to_owned()),
        ("themes/mine/theme.yaml", "extends: default\ncontract: 3\n".to_owned()),
        ("themes/mine/i18n/en.yaml", "nav_articles: Articles\n".to_owned()),
        (
            "themes/mine/templates/404.html",
            "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title.text }}</h1><p>Not here.</p>{% endblock %}".to_owned(),
        ),
    ];
    files
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text))
        .collect()
}

/// One edit: what is done, to which file, and a number for what is written.
#[derive(Clone, Debug)]
struct Edit {
    what: What,
    file: usize,
    number: u32,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Sentence,
    Mention,
    Heading,
    Title,
    Summary,
    Field,
    Add,
    Delete,
    Rename,
    Settings,
    Words,
    Template,
    Withhold,
    Count,
    Record,
}

const WHAT: [What; 15] = [
    What::Sentence,
    What::Mention,
    What::Heading,
    What::Title,
    What::Summary,
    What::Field,
    What::Add,
    What::Delete,
    What::Rename,
    What::Settings,
    What::Words,
    What::Template,
    What::Withhold,
    What::Count,
    What::Record,
];

/// Replaces the first line that begins with `key`, or adds it to the front matter.
fn with_line(text: &str, key: &str, line: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    match lines.iter().position(|known| known.starts_with(key)) {
        Some(at) => lines[at] = line,
        None => lines.insert(1, line),
    }
    lines.join("\n") + "\n"
}

/// Applies an edit. Returns the changed paths.
fn apply(files: &mut Files, edit: &Edit) -> BTreeSet<String> {
    let number = edit.number;
    let of = |prefix: &str| -> Vec<String> {
        files
            .keys()
            .filter(|path| path.starts_with(prefix) && path.ends_with(".md"))
            .cloned()
            .collect()
    };
    let all = of("content/");
    let articles = of("content/articles/");
    let pick = |paths: &[String]| paths.get(edit.file % paths.len().max(1)).cloned();
    let (Some(any), Some(article)) = (pick(&all), pick(&articles)) else {
        return BTreeSet::new();
    };
    let append = |files: &mut Files, path: &str, text: &str| {
        files.entry(path.to_owned()).or_default().push_str(text);
        BTreeSet::from([path.to_owned()])
    };
    let line = |files: &mut Files, path: &str, key: &str, line: &str| {
        let text = with_line(&files[path], key, line);
        files.insert(path.to_owned(), text);
        BTreeSet::from([path.to_owned()])
    };
    match edit.what {
        What::Sentence => append(files, &any, &format!("\nA sentence {number}.\n")),
        What::Mention => {
            let mentions = [
                "the group",
                "Mopti [@paper]",
                "[[army]]",
                "[[The second]]",
                "[x](two.md#a-part)",
                "[[Title 1]]",
            ];
            let mention = mentions[number as usize % mentions.len()];
            append(files, &any, &format!("\nAgain {mention}.\n"))
        }
        What::Heading => append(files, &article, &format!("\n## Part {number}\n\nWords.\n")),
        What::Title => line(
            files,
            &article,
            "title:",
            &format!("title: Title {}", number % 3),
        ),
        What::Summary => line(
            files,
            &article,
            "summary:",
            &format!("summary: Summary {number}"),
        ),
        What::Field => {
            let lines = [
                "date: 2022-03-01",
                "topics: [War, Peace]",
                "actors: [army, a stub]",
                "updated: 2023-01-01",
                "review_by: 2024",
            ];
            let new = lines[number as usize % lines.len()];
            let key = new.split(' ').next().unwrap_or_default();
            line(files, &article, key, new)
        }
        What::Add => {
            let path = format!("content/articles/new-{}.md", number % 4);
            files.insert(
                path.clone(),
                format!(
                    "---\ntitle: New {number}\ndate: 2023-05-0{}\nactors: [group]\n---\n\nNews of Mopti.\n",
                    number % 9 + 1
                ),
            );
            BTreeSet::from([path])
        }
        What::Delete => {
            files.remove(&article);
            BTreeSet::from([article])
        }
        What::Rename => {
            let to = article.replace("articles/", &format!("articles/r{}-", number % 3));
            let text = files.remove(&article).unwrap_or_default();
            files.insert(to.clone(), text);
            BTreeSet::from([article, to])
        }
        What::Settings => line(
            files,
            "content/site.yaml",
            "page_size:",
            &format!("page_size: {}", number % 3 + 1),
        ),
        What::Words => line(
            files,
            "themes/mine/i18n/en.yaml",
            "nav_articles:",
            &format!("nav_articles: Texts {}", number % 3),
        ),
        What::Template => append(
            files,
            "themes/mine/templates/404.html",
            &format!("<!-- {} -->", number % 3),
        ),
        What::Withhold => line(
            files,
            &article,
            "draft:",
            if number.is_multiple_of(2) {
                "draft: true"
            } else {
                "draft: false"
            },
        ),
        What::Count => {
            let path = "content/events/raid.md".to_owned();
            let text = files[&path].replace("count: 8", &format!("count: {}", 8 + number % 2));
            files.insert(path.clone(), text);
            BTreeSet::from([path])
        }
        What::Record => {
            let path = "content/media/plate.svg.yaml".to_owned();
            if number.is_multiple_of(5) {
                files.remove(&path);
            } else {
                let credit = if number.is_multiple_of(3) {
                    "Others"
                } else {
                    "The desk"
                };
                files.insert(
                    path.clone(),
                    format!(
                        "shows: A plate {}\ncredit: {credit}\nlicence: CC0-1.0\n",
                        number % 4
                    ),
                );
            }
            BTreeSet::from([path])
        }
    }
}

/// A folder with the files of a site.
struct Copy(tempfile::TempDir);

impl Copy {
    fn of(files: &Files) -> Copy {
        let copy = Copy(tempfile::tempdir().expect("a folder of our own"));
        copy.bring(files, &files.keys().cloned().collect());
        copy
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    /// Writes the changed files.
    fn bring(&self, files: &Files, changed: &BTreeSet<String>) {
        for path in changed {
            let place = self.root().join(path);
            match files.get(path) {
                Some(text) => {
                    fs::create_dir_all(place.parent().expect("a file stands in a folder"))
                        .expect("folders can be made");
                    fs::write(place, text).expect("files can be written");
                }
                None => {
                    let _ = fs::remove_file(place);
                }
            }
        }
    }
}

/// Files in memory, as of a server: those of the last site, and new ones.
#[derive(Default)]
struct Held {
    old: BTreeMap<String, Vec<u8>>,
    new: Mutex<BTreeMap<String, Vec<u8>>>,
    /// The paths of files that are new or changed.
    made: Mutex<BTreeSet<String>>,
}

impl Sink for Held {
    fn take(&self, artifact: Artifact, _: Option<Hash>) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.insert(artifact.path.clone());
        let mut new = self.new.lock().unwrap_or_else(PoisonError::into_inner);
        new.insert(artifact.path, artifact.bytes);
    }

    fn reuse(&self, path: &str, hash: Hash, _size: u64) -> bool {
        let Some(bytes) = self.old.get(path).filter(|bytes| Hash::of(bytes) == hash) else {
            return false;
        };
        let mut new = self.new.lock().unwrap_or_else(PoisonError::into_inner);
        new.insert(path.to_owned(), bytes.clone());
        true
    }
}

/// The result of a build: its files, and its findings, one a line.
type Outcome = (BTreeMap<String, Vec<u8>>, String);

fn options() -> Options {
    support::options()
}

/// Builds without a cache.
fn cold(files: &Files) -> Outcome {
    let copy = Copy::of(files);
    let compiled = griot::compile(copy.root(), &options(), |_| {}).expect("the site can be read");
    let findings = support::findings(&compiled);
    let artifacts = compiled.artifacts.into_iter();
    (
        artifacts
            .map(|artifact| (artifact.path, artifact.bytes))
            .collect(),
        findings,
    )
}

/// Builds with a cache on disk, into an output folder.
fn on_disk(copy: &Copy) -> Option<Outcome> {
    let out = copy.root().join("public");
    let output = OutputFolder::claim(&out, |_| {}).expect("nobody else builds here");
    let store = Arc::new(Store::open(copy.root()));
    let staging = Staging::new(output, Some((copy.root(), &store)));
    let mut compiler = Compiler::new(copy.root(), Arc::clone(&store));
    let compiled = compiler
        .compile(&options(), &staging, |_| {})
        .expect("the site can be read");
    let findings = support::findings(&compiled);
    if compiled.has_errors() {
        staging.abandon();
        store.save();
        return Some((BTreeMap::new(), findings));
    }
    staging.commit(compiled.build).expect("it can be written");
    store.save();
    let mut files = BTreeMap::new();
    let mut folders: Vec<PathBuf> = vec![out.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let below = path
                .strip_prefix(&out)
                .expect("it is below")
                .to_string_lossy()
                .replace('\\', "/");
            if !below.starts_with('.') {
                files.insert(below, fs::read(&path).expect("it can be read"));
            }
        }
    }
    Some((files, findings))
}

/// What a server compiles with.
fn long_lived(copy: &Copy) -> (Compiler, Arc<Store>) {
    let store = Arc::new(Store::open(copy.root()));
    (
        Compiler::new(copy.root(), Arc::clone(&store)).long_lived(),
        store,
    )
}

/// A server's next site.
fn in_memory((compiler, store): &mut (Compiler, Arc<Store>), held: &mut Held) -> Outcome {
    let compiled = compiler
        .compile(&options(), held, |_| {})
        .expect("the site can be read");
    store.save();
    let findings = support::findings(&compiled);
    let new = std::mem::take(&mut *held.new.lock().unwrap_or_else(PoisonError::into_inner));
    if compiled.has_errors() {
        return (BTreeMap::new(), findings);
    }
    held.old = new;
    held.made = Mutex::default();
    (held.old.clone(), findings)
}

/// Compares two outcomes, and names the first file that differs.
fn same(what: &str, outcome: &Outcome, cold: &Outcome) -> Result<(), TestCaseError> {
    prop_assert_eq!(&outcome.1, &cold.1, "findings {}", what);
    let paths = |outcome: &Outcome| -> Vec<String> { outcome.0.keys().cloned().collect() };
    prop_assert_eq!(paths(outcome), paths(cold), "files {}", what);
    for (path, bytes) in &cold.0 {
        prop_assert!(outcome.0[path] == *bytes, "{} differs {}", path, what);
    }
    Ok(())
}

#[test]
fn after_any_edits_a_build_that_knows_is_like_one_that_does_not() {
    let edit = (0..WHAT.len(), 0..64_usize, 0..1000_u32).prop_map(|(what, file, number)| Edit {
        what: WHAT[what],
        file,
        number,
    });
    let cases =
        std::env::var(CASES).map_or(16, |cases| cases.parse().expect("it is a number of cases"));
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&prop::collection::vec(edit, 1..8), |edits| {
            let mut files = first();
            let disk = Copy::of(&files);
            let memory = Copy::of(&files);
            let mut compiler = long_lived(&memory);
            let mut held = Held::default();
            let begun = cold(&files);
            prop_assert!(!begun.0.is_empty(), "{}", begun.1);
            same(
                "on disk at first",
                &on_disk(&disk).expect("it is built"),
                &begun,
            )?;
            same(
                "in memory at first",
                &in_memory(&mut compiler, &mut held),
                &begun,
            )?;
            for edit in edits {
                let changed = apply(&mut files, &edit);
                disk.bring(&files, &changed);
                memory.bring(&files, &changed);
                let cold = cold(&files);
                let after = format!("after {edit:?}");
                same(
                    &format!("on disk {after}"),
                    &on_disk(&disk).expect("it is built"),
                    &cold,
                )?;
                same(
                    &format!("in memory {after}"),
                    &in_memory(&mut compiler, &mut held),
                    &cold,
                )?;
            }
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

/// A mention adds a page to a list: the sitemap, which nothing else changes, has it too.
#[test]
fn the_sitemap_has_a_page_that_a_mention_adds() {
    let mut files = first();
    let disk = Copy::of(&files);
    on_disk(&disk).expect("it is built");
    let edit = |what, file, number| Edit { what, file, number };
    for edit in [edit(What::Settings, 0, 9), edit(What::Mention, 5, 19)] {
        let changed = apply(&mut files, &edit);
        disk.bring(&files, &changed);
        let (warm, cold) = (on_disk(&disk).expect("it is built"), cold(&files));
        assert!(warm.0["sitemap.xml"] == cold.0["sitemap.xml"], "{edit:?}");
    }
}

#[test]
fn after_a_sentence_no_page_of_others_is_made() {
    let mut files = first();
    let copy = Copy::of(&files);
    let (mut compiler, store) = long_lived(&copy);
    let mut held = Held::default();
    in_memory(&mut (compiler, store), &mut held);
    (compiler, _) = long_lived(&copy);
    let path = "content/articles/two.md".to_owned();
    files
        .entry(path.clone())
        .or_default()
        .push_str("\nOne more sentence.\n");
    copy.bring(&files, &BTreeSet::from([path]));
    let compiled = compiler
        .compile(&options(), &held, |_| {})
        .expect("the site can be read");
    assert!(!compiled.has_errors());
    let made = held
        .made
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    let pages: Vec<&String> = made.iter().filter(|path| path.ends_with(".html")).collect();
    assert_eq!(pages, ["articles/two/index.html"]);
}

#[test]
fn a_title_goes_to_the_page_of_its_letter() {
    let article = |title: &str| format!("---\ntitle: {title}\ndate: 2022-02-23\n---\n\nA text.\n");
    let path = "content/articles/a.md".to_owned();
    let mut files: Files = (0..501)
        .map(|at| {
            (
                format!("content/regions/r{at}.md"),
                format!("---\nname: Region {at}\n---\n"),
            )
        })
        .collect();
    let settings = "title: The site\nbase_url: https://x.org/\nlanguages: [en]\n".to_owned();
    files.insert("content/site.yaml".to_owned(), settings);
    files.insert(path.clone(), article("Zebra"));
    let (disk, memory) = (Copy::of(&files), Copy::of(&files));
    let mut compiler = long_lived(&memory);
    let mut held = Held::default();
    in_memory(&mut compiler, &mut held);
    on_disk(&disk).expect("it is built");
    // The same letter, then one that has no page yet.
    for (title, letter) in [("Zulu", "z"), ("Xylem", "x")] {
        files.insert(path.clone(), article(title));
        let changed = BTreeSet::from([path.clone()]);
        disk.bring(&files, &changed);
        memory.bring(&files, &changed);
        let mut cold = cold(&files);
        let page = &cold.0[&format!("search/{letter}/index.html")];
        assert!(String::from_utf8_lossy(page).contains(title));
        same("on disk", &on_disk(&disk).expect("it is built"), &cold)
            .unwrap_or_else(|failure| panic!("{failure}"));
        let mut outcome = in_memory(&mut compiler, &mut held);
        // What a server makes has no search index, whose files are named for what they hold.
        cold.0.retain(|path, _| path.ends_with(".html"));
        outcome.0.retain(|path, _| path.ends_with(".html"));
        same("in memory", &outcome, &cold).unwrap_or_else(|failure| panic!("{failure}"));
    }
}

#[test]
fn a_damaged_cache_is_made_again() {
    let files = first();
    let copy = Copy::of(&files);
    let expected = cold(&files);
    on_disk(&copy).expect("it is built");
    // In many places, one after the other.
    let path = copy.root().join(".griot-cache/store");
    let good = fs::read(&path).expect("it was kept");
    for part in 0..40 {
        let mut bytes = good.clone();
        let place = bytes.len() * part / 40;
        bytes[place] ^= 0x55;
        fs::write(&path, bytes).expect("it can be written");
        let again = on_disk(&copy).expect("it is built");
        assert_eq!(again.1, expected.1, "{part}");
        assert!(again.0 == expected.0, "{part}");
    }
    // Cut off, and gone while a build has it open.
    fs::write(&path, &good[..good.len() / 2]).expect("it can be written");
    let again = on_disk(&copy).expect("it is built");
    assert_eq!(again.1, expected.1);
    assert!(again.0 == expected.0);
}

/// Runs `griot build` with its table of phases.
fn build(root: &Path, arguments: &[&str]) -> String {
    let run = support::griot()
        .args(["build", "--timings", "--now", "2026-01-01", "--root"])
        .arg(root)
        .args(arguments)
        .assert()
        .success();
    String::from_utf8_lossy(&run.get_output().stderr).into_owned()
}

/// Makes all files of a site an hour old.
fn age(copy: &Copy, files: &Files) {
    let hour = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    for path in files.keys() {
        let file = fs::File::options()
            .write(true)
            .open(copy.root().join(path))
            .expect("it is there");
        file.set_modified(hour).expect("it can be set");
    }
    // The change time of a file cannot be set.
    std::thread::sleep(std::time::Duration::from_millis(200));
}

#[test]
fn a_build_of_nothing_new_reads_nothing_and_sees_everything() {
    const READING: &str = "reading the files";
    let mut files = first();
    // Without a second language nothing is missing, so nothing is found.
    files.remove("content/articles/one.fr.md");
    for text in files.values_mut() {
        *text = text
            .replace("languages: [en, fr]", "languages: [en]")
            .replace(", fr: Le site", "")
            .replace(", fr: l'armée", "");
    }
    let path = "content/articles/two.md".to_owned();
    let copy = Copy::of(&files);
    let root = copy.root();
    let page = root.join("public/articles/two/index.html");
    // Of files of this moment the bytes are compared, since they may still change in it.
    assert!(build(root, &[]).contains(READING));
    assert!(!build(root, &[]).contains(READING));
    age(&copy, &files);
    assert!(build(root, &[]).contains(READING));
    let again = build(root, &[]);
    assert!(
        !again.contains(READING) && again.contains("unchanged") && !again.contains("written"),
        "{again}"
    );
    // With other options.
    assert!(build(root, &["--drafts"]).contains(READING));
    assert!(build(root, &[]).contains(READING));
    assert!(!build(root, &[]).contains(READING));
    // The output was touched.
    let good = fs::read(&page).expect("it is there");
    fs::write(&page, "touched").expect("it can be written");
    assert!(build(root, &[]).contains("1 written"));
    assert_eq!(fs::read(&page).expect("it is there"), good);
    assert!(!build(root, &[]).contains(READING));
    fs::remove_file(&page).expect("it is there");
    assert!(build(root, &[]).contains("1 written"));
    // A text was changed, and is as old as it was.
    files
        .entry(path.clone())
        .or_default()
        .push_str("\nOne more sentence.\n");
    copy.bring(&files, &BTreeSet::from([path]));
    age(&copy, &files);
    let again = build(root, &[]);
    assert!(
        again.contains(" written") && again.contains(READING),
        "{again}"
    );
    assert!(
        fs::read_to_string(&page)
            .expect("it is there")
            .contains("One more sentence.")
    );
}

#[test]
fn a_build_of_nothing_new_says_again_what_was_found() {
    const READING: &str = "reading the files";
    // Titles without a translation are found.
    let files = first();
    let copy = Copy::of(&files);
    age(&copy, &files);
    let found = |said: &str| -> Vec<String> {
        let lines = said.lines().take_while(|line| !line.contains("built"));
        lines
            .map(str::to_owned)
            .filter(|line| !line.contains(" ms"))
            .collect()
    };
    let (before, again) = (
        build(copy.root(), &["--all"]),
        build(copy.root(), &["--all"]),
    );
    assert!(
        before.contains("warning[") && before.contains(READING),
        "{before}"
    );
    assert!(!again.contains(READING), "{again}");
    assert_eq!(found(&again), found(&before));
    // What is no fault in one build may be one in another.
    let denied = support::griot()
        .args([
            "build",
            "--deny",
            "warnings",
            "--now",
            "2026-01-01",
            "--root",
        ])
        .arg(copy.root())
        .assert()
        .failure();
    let said = String::from_utf8_lossy(&denied.get_output().stderr).into_owned();
    assert!(said.contains("nothing was written"), "{said}");
}
