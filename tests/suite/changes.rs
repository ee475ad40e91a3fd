//! `griot changes`: what claims, estimates and titles were at a revision, in a repository.

use serde_json::{Value, json};

use super::history::{commit, git};
use crate::support::{self, Site};

const DAYS: [&str; 2] = ["2022-02-23T12:00:00Z", "2022-03-01T12:00:00Z"];

/// Returns an event with these keys.
fn event(title: &str, keys: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2022-02-22\nregions: [mopti]\n{keys}---\n")
}

/// A repository with a site below `site/`, committed twice: its first state is tagged `v1`.
fn repository() -> Site {
    let site = Site::new(&[]);
    let put = |path: &str, text: &str| site.put(&format!("site/content/{path}"), text);
    put("site.yaml", "title: T\nlanguages: [en, fr]\nsearch: no\n");
    put("regions/mopti.md", "---\nname: Mopti\n---\n");
    put(
        "actors/army.md",
        "---\nname: {en: The army, fr: L'armée}\n---\n",
    );
    for source in ["wire", "communique", "report"] {
        put(
            &format!("sources/{source}.md"),
            &format!("---\ntitle: {source}\n---\n"),
        );
    }
    put(
        "events/operations.md",
        &event(
            "Operations",
            "claims:\n  - {id: men, measure: neutralised, count: 22, claimant: army, sources: [wire, report], grade: weak}\n  - {id: gone, measure: arrested, count: 3, claimant: army, sources: [wire]}\n  - {id: same, measure: wounded, count: 1, claimant: army, sources: [wire, report]}\n  - {id: ruse, measure: other, label: {en: what was said}, value: {en: A victory}, claimant: army, sources: [wire]}\nestimate: [{measure: killed, low: 0, high: 22, basis: Two texts, by: The desk, date: 2022-02-24}]\n",
        ),
    );
    git(site.root(), DAYS[0], &["init", "--quiet"]);
    commit(&site, DAYS[0]);
    git(site.root(), DAYS[0], &["tag", "v1"]);
    put(
        "actors/army.md",
        "---\nname: {en: The armed forces, fr: L'armée}\n---\n",
    );
    put(
        "events/operations.md",
        &event(
            "Operations",
            "claims:\n  - {id: same, measure: wounded, count: 1, claimant: army, sources: [report, wire]}\n  - {id: men, measure: neutralised, count: 19, claimant: army, sources: [communique, report], grade: fair}\n  - {id: new, measure: seized, count: 5, claimant: army, sources: [communique]}\n  - {id: ruse, measure: other, label: {en: what was said}, value: {en: A success}, claimant: army, sources: [wire]}\nestimate: [{measure: killed, low: 0, best: 10, high: 19, basis: Two texts, by: The desk, date: 2022-02-24}]\n",
        ),
    );
    put("events/another.md", &event("Another", ""));
    commit(&site, DAYS[1]);
    site
}

/// Runs `griot changes`, and returns its exit code, output and messages.
fn changes(site: &Site, arguments: &[&str]) -> (Option<i32>, String, String) {
    let outcome = support::griot()
        .current_dir(site.root().join("site"))
        .args(["changes", "--now", "2022-04-01"])
        .args(arguments)
        .output()
        .expect("griot runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        outcome.status.code(),
        text(&outcome.stdout),
        text(&outcome.stderr),
    )
}

#[test]
fn figures_grades_sources_and_titles_are_listed_as_they_were_and_are() {
    let site = repository();
    let (code, out, notes) = changes(&site, &["v1"]);
    assert_eq!(code, Some(0), "{notes}");
    let expected = "\
actors/army
  title
    name.en: The army -> The armed forces
events/operations
  claim `gone`, which is gone
    claimant: army ->
    count: 3 ->
    measure: arrested ->
    sources: wire ->
  claim `men`
    count: 22 -> 19
    grade: weak -> fair
    sources: +communique -wire
  new claim `new`
    claimant: army
    count: 5
    measure: seized
    sources: communique
  claim `ruse`
    value.en: A victory -> A success
  estimate of `killed`
    count: 0..22 -> 0..19 (best 10)
";
    assert_eq!(out, expected);
    assert!(notes.contains("6 changes since `v1`"), "{notes}");
}

#[test]
fn the_list_is_json_too() {
    let site = repository();
    let (code, out, notes) = changes(&site, &["HEAD~1", "--format", "json"]);
    assert_eq!(code, Some(0), "{notes}");
    let list: Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!(list["since"].as_str().map(str::len), Some(40));
    let all = list["changes"].as_array().expect("a list");
    assert_eq!(all.len(), 6);
    let men = all.iter().find(|change| change["claim"] == "men");
    assert_eq!(
        men,
        Some(&json!({
            "folder": "events",
            "entity": "operations",
            "claim": "men",
            "change": "changed",
            "fields": {
                "count": {"before": "22", "after": "19"},
                "grade": {"before": "weak", "after": "fair"},
                "sources": {
                    "before": ["report", "wire"],
                    "after": ["communique", "report"],
                },
            },
        }))
    );
}

#[test]
fn what_is_not_published_is_in_no_list() {
    let site = repository();
    let put = |keys: &str| {
        site.put(
            "site/content/articles/a.md",
            &format!(
                "---\ntitle: A\ndate: 2022-03-02\n{keys}events:\n  - {{id: secret, title: Secret, date: 2022-02-22, regions: [mopti], claims: [{{id: x, measure: killed, count: 4, claimant: army, sources: [wire]}}]}}\n---\n\nText.\n"
            ),
        );
    };
    put("draft: yes\n");
    let (_, out, _) = changes(&site, &["HEAD"]);
    assert_eq!(out, "");
    let (_, out, _) = changes(&site, &["HEAD", "--drafts"]);
    assert!(out.starts_with("events/secret\n  new claim `x`\n"), "{out}");
    // Uncommitted changes count.
    put("");
    let (_, out, _) = changes(&site, &["HEAD"]);
    assert!(out.starts_with("events/secret\n  new claim `x`\n"), "{out}");
}

#[test]
fn mistakes_are_explained() {
    let site = repository();
    for (arguments, wanted) in [
        (&["v2"][..], "unknown git revision `v2`"),
        (&["--", "--all"], "unknown git revision `--all`"),
        (&["HEAD", "--root", ".."], "there is no site at `HEAD`"),
    ] {
        let (code, out, notes) = changes(&site, arguments);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{notes}");
        assert!(notes.contains(wanted), "{notes}");
    }
    site.put("site/content/events/operations.md", "---\ntitle: [\n---\n");
    let (code, _, notes) = changes(&site, &["v1"]);
    assert_eq!(code, Some(0));
    assert!(notes.contains("some files have errors"), "{notes}");
    let alone = Site::new(&[("site/content/site.yaml", "title: T\nlanguages: [en]\n")]);
    let (code, _, notes) = changes(&alone, &["HEAD"]);
    assert_eq!(code, Some(2));
    assert!(
        notes.contains("griot changes needs a git repository"),
        "{notes}"
    );
}
