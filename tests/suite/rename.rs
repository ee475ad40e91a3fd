//! `griot rename`: ten entities of each kind of the sample, and what refers to them in every way.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use griot::Compiled;
use griot::config;
use griot::diag::Diagnostics;
use griot::edit::{self, ChangeOutcome};
use griot::load::{ContentKind, document_paths};
use griot::source::SourceFiles;

use crate::support::{Site, findings, options, run_in, sample};

fn compile(root: &Path, permalinks: bool) -> Compiled {
    let options = griot::Options {
        permalinks,
        ..options()
    };
    griot::compile(root, &options, |_| {}).expect("the site can be read")
}

/// Returns the findings without their places, which move.
fn messages(compiled: &Compiled) -> BTreeSet<String> {
    compiled
        .findings
        .iter()
        .map(|finding| format!("{} {}", finding.code.word(), finding.message.english()))
        .collect()
}

/// Renames an entity.
fn rename(root: &Path, kind: ContentKind, old: &str, new: &str) {
    let plan = edit::plan_rename(root, kind, old, new)
        .unwrap_or_else(|error| panic!("{old}: {}", error.english()));
    for change in &plan.files {
        let outcome = edit::write(root, change).expect("it can be written");
        assert_eq!(outcome, ChangeOutcome::Written, "{}", change.path);
    }
    for file in &plan.renames {
        let outcome = edit::rename(root, &file.from, &file.to).expect("it can be moved");
        assert_eq!(outcome, ChangeOutcome::Written, "{}", file.from);
    }
}

#[test]
fn the_sample_has_no_new_finding_after_sixty_renames() {
    let site = sample("");
    let root = site.root();
    let before = compile(root, true);
    let addresses = before.addresses.as_deref().expect("they were asked for");
    site.put("permalinks.lock", addresses);
    let known = messages(&before);
    let settings = config::read(
        root,
        &mut SourceFiles::default(),
        &mut Diagnostics::default(),
    );
    let languages = settings.expect("it can be read").languages;
    for kind in ContentKind::ALL {
        let documents = document_paths(root, &languages).expect("they can be read");
        let ids: BTreeSet<String> = documents
            .into_iter()
            .filter(|document| document.kind == kind && document.id != "home")
            .map(|document| document.id)
            .collect();
        assert!(!ids.is_empty(), "{}", kind.noun());
        // Ten of them, from all over the list.
        let step = (ids.len() / 10).max(1);
        for id in ids.iter().step_by(step).take(10) {
            rename(root, kind, id, &format!("{id}-renamed"));
        }
        let after = compile(root, false);
        // A message may name an id that is another one now.
        let new: Vec<String> = messages(&after)
            .into_iter()
            .filter(|message| !known.contains(&message.replace("-renamed", "")))
            .collect();
        assert!(
            new.is_empty(),
            "after the renames of kind {}:\n{}\n{}",
            kind.noun(),
            new.join("\n"),
            findings(&after)
        );
    }
}

const SITE: &[(&str, &str)] = &[
    (
        "content/site.yaml",
        "title: Site\nlanguages: [en, fr]\nmenu: [articles, {link: actors/fama.md, label: Army}]\n\
         footer: \"By [the army](actors/fama.md).\"\n\
         allow: [{code: missing-translation, reason: Only some texts have one}]\n",
    ),
    (
        "content/actors/fama.md",
        "---\nname: Malian army\nactor_type: State forces\n---\n\nSee [itself](fama.fr.md).\n",
    ),
    (
        "content/actors/fama.fr.md",
        "---\nname: Armée malienne\nredirect_from: [/fr/old/]\n---\n\nVoir [[fama]].\n",
    ),
    (
        "content/actors/other.md",
        "---\nname: Other\nactor_type: Rebel group\nrelations:\n  - {type: opposed-to, actor: \"fama\"}\n---\n",
    ),
    (
        "content/articles/a.md",
        "---\ntitle: A\ndate: 2022-02-22\nactors: [fama, other] # both\nregions: [mopti]\n\
         events:\n  - id: clash\n    title: Clash\n    date: 2022-02-22\n    regions: [mopti]\n    \
         side_a: [Malian army]\n    side_b:\n      - 'other'\n    claims:\n      \
         - {id: dead, measure: killed, count: 3, claimant: fama, sources: [s]}\n---\n\n\
         [[fama]], [[Malian army]] and [[actor:fama|the army]] say [3 dead](claim:clash#dead) \
         [@s].\nSee [it](../actors/fama.md).\n\n![Map](map:fama?actor=fama)\n",
    ),
    ("content/regions/mopti.md", "---\nname: Mopti\n---\n"),
    (
        "content/sources/s.md",
        "---\ntitle: S\nkind: report\npublisher: P\ndate: 2022\n---\n",
    ),
];

fn run(site: &Site, arguments: &[&str]) -> (Option<i32>, String, String) {
    run_in(site, "rename", arguments)
}

fn read(site: &Site, path: &str) -> String {
    fs::read_to_string(site.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn references_in_every_form_follow_the_file() {
    let site = Site::new(SITE);
    assert_eq!(site.findings(), "");
    let (code, shown, note) = run(&site, &["actor", "fama", "malian-army", "--dry-run"]);
    assert_eq!(code, Some(0), "{note}");
    assert!(
        shown.contains("+actors: [malian-army, other] # both\n"),
        "{shown}"
    );
    assert_eq!(read(&site, "content/actors/fama.md"), SITE[1].1);
    assert_eq!(run(&site, &["actor", "fama", "malian-army"]).0, Some(0));
    assert_eq!(
        read(&site, "content/actors/malian-army.md"),
        "---\nname: Malian army\nactor_type: State forces\nredirect_from: [/actors/fama/]\n---\n\n\
         See [itself](malian-army.fr.md).\n"
    );
    assert_eq!(
        read(&site, "content/actors/malian-army.fr.md"),
        "---\nname: Armée malienne\nredirect_from: [/fr/old/, /fr/actors/fama/]\n---\n\n\
         Voir [[malian-army]].\n"
    );
    let article = SITE[4].1;
    let expected = article
        .replace("[fama, other]", "[malian-army, other]")
        .replace("claimant: fama", "claimant: malian-army")
        .replace("[[fama]]", "[[malian-army]]")
        .replace("[[actor:fama|", "[[actor:malian-army|")
        .replace("actors/fama.md", "actors/malian-army.md")
        .replace("map:fama?actor=fama", "map:malian-army?actor=malian-army");
    assert_eq!(read(&site, "content/articles/a.md"), expected);
    assert!(read(&site, "content/actors/other.md").contains("actor: \"malian-army\"}"));
    let settings = SITE[0].1.replace("actors/fama.md", "actors/malian-army.md");
    assert_eq!(read(&site, "content/site.yaml"), settings);
    assert_eq!(site.findings(), "");
    // An event in an article, and a source.
    assert_eq!(run(&site, &["event", "clash", "battle"]).0, Some(0));
    assert_eq!(run(&site, &["source", "s", "report"]).0, Some(0));
    let article = read(&site, "content/articles/a.md");
    assert!(
        article.contains("- id: battle\n") && article.contains("(claim:battle#dead) [@report]")
    );
    assert_eq!(site.findings(), "");
}

#[test]
fn a_rename_that_cannot_be_is_refused() {
    let site = Site::new(SITE);
    for (arguments, words) in [
        (
            ["actor", "fama", "other"],
            "`other` exists already: content/actors/other.md",
        ),
        (
            ["actor", "nobody", "x"],
            "there is no file of `nobody` in content/actors/",
        ),
        (["actor", "fama", "The Army"], "such as `the-army`"),
        (["event", "clash", "clash"], "exists already"),
    ] {
        let (code, _, note) = run(&site, &arguments);
        assert_eq!(code, Some(2), "{arguments:?}");
        assert!(note.contains(words), "{arguments:?}: {note}");
    }
    for (path, text) in SITE {
        assert_eq!(read(&site, path), *text);
    }
}
