//! `history: git`: what figures, grades, sources and titles were, from repositories with a past.

use std::collections::BTreeMap;
use std::path::Path;

use atom_syndication::Feed;
use serde_json::Value;

use super::history::{commit, git};
use crate::support::{self, Site};

const SETTINGS: &str = "title: T\nlanguages: [en, fr, ar]\nsearch: no\nbase_url: https://x.org/\n";

/// Returns an event with a claim of this figure, and more keys of the claim and of the event.
fn event(title: &str, count: &str, of_claim: &str, keys: &str) -> String {
    format!(
        "---\ntitle: {title}\ndate: 2022-02-22\nregions: [mopti]\nclaims:\n  - {{id: men, measure: neutralised, count: {count}, claimant: army, sources: [wire]{of_claim}}}\n{keys}---\n"
    )
}

/// A repository of a site with one event, in which 22 men were neutralised.
fn repository(settings: &str) -> Site {
    let site = Site::new(&[]);
    let put = |path: &str, text: &str| site.put(&format!("content/{path}"), text);
    put("site.yaml", &format!("{SETTINGS}{settings}"));
    put("regions/mopti.md", "---\nname: Mopti\n---\n");
    put(
        "actors/army.md",
        "---\nname: {en: the army, fr: l'armée, ar: الجيش}\n---\n",
    );
    for source in ["wire", "report"] {
        put(
            &format!("sources/{source}.md"),
            &format!("---\ntitle: The {source}\n---\n"),
        );
    }
    put("events/day.md", &event("The day", "22", "", ""));
    git(site.root(), "2022-02-01T12:00:00Z", &["init", "--quiet"]);
    commit(&site, "2022-02-01T12:00:00Z");
    site
}

/// Commits the event with these contents on a day.
fn changed(site: &Site, day: &str, text: &str) {
    site.put("content/events/day.md", text);
    commit(site, &format!("{day}T12:00:00Z"));
}

/// Returns the text of a page without tags, with white space collapsed.
fn words(html: &str) -> String {
    let html = scraper::Html::parse_document(html);
    let main = scraper::Selector::parse("main").expect("a selector");
    let main = html.select(&main).next().expect("pages have a main");
    let text: String = main.text().collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn compiled(root: &Path) -> griot::Compiled {
    griot::compile(root, &support::options(), |_| {}).expect("the site can be read")
}

/// Returns a file of a site, or `None` if the site does not have it.
fn file(compiled: &griot::Compiled, path: &str) -> Option<String> {
    let file = compiled.artifacts.iter().find(|file| file.path == path)?;
    Some(String::from_utf8_lossy(&file.bytes).into_owned())
}

/// Returns the words of a page of a site without errors.
fn page(site: &Site, path: &str) -> String {
    let compiled = compiled(site.root());
    let html = file(&compiled, path);
    words(&html.unwrap_or_else(|| panic!("no {path}: {}", support::findings(&compiled))))
}

/// Returns the words of the list of changes in English.
fn changes(site: &Site) -> String {
    page(site, "changes/index.html")
}

fn hash(site: &Site, revision: &str) -> String {
    let outcome = std::process::Command::new("git")
        .current_dir(site.root())
        .args(["rev-parse", revision])
        .output()
        .expect("git is there");
    String::from_utf8_lossy(&outcome.stdout).trim().to_owned()
}

#[test]
fn a_claim_says_what_its_figure_was() {
    let site = repository("history: git\n");
    assert!(!page(&site, "events/day/index.html").contains("until then"));
    changed(&site, "2022-02-23", &event("The day", "19", "", ""));
    for (path, wanted) in [
        (
            "events/day/index.html",
            "19 since 23 February 2022; 22 until then",
        ),
        (
            "fr/events/day/index.html",
            "19 depuis le 23 février 2022 ; 22 jusque-là",
        ),
        (
            "ar/events/day/index.html",
            "19 منذ 23 فبراير 2022؛ وقبل ذلك 22",
        ),
    ] {
        let text = page(&site, path).replace(['\u{a0}', '\u{202f}'], " ");
        assert!(text.contains(wanted), "{text}");
    }
    changed(&site, "2022-03-05", &event("The day", "17", "", ""));
    let text = page(&site, "events/day/index.html");
    let wanted = "17 since 5 March 2022; 19 from 23 February 2022 to 5 March 2022; 22 until 23 February 2022";
    assert!(text.contains(wanted), "{text}");
    // Only commits count: the line does not contradict the figure that is shown.
    site.put("content/events/day.md", &event("The day", "16", "", ""));
    let text = page(&site, "events/day/index.html");
    assert!(
        text.contains("16 “neutralised”") && !text.contains("since 5 March 2022"),
        "{text}"
    );
}

#[test]
fn figures_that_went_back_on_the_same_day_have_not_changed() {
    let site = repository("history: git\n");
    changed(&site, "2022-02-23", &event("The day", "19", "", ""));
    changed(&site, "2022-02-23", &event("The day", "22", "", ""));
    let text = page(&site, "events/day/index.html");
    assert!(!text.contains("since"), "{text}");
    // The list has every commit.
    let text = changes(&site);
    assert!(text.contains("2 changes, newest first"), "{text}");
}

#[test]
fn the_list_has_figures_grades_statuses_sources_titles_and_estimates() {
    let site = repository("history: git\nedit_url: https://github.com/name/site/edit/main/\n");
    let estimate = |high: &str| {
        format!(
            "estimate: {{measure: killed, low: 0, high: {high}, basis: Texts, by: Desk, date: 2022-02-24}}\n"
        )
    };
    changed(
        &site,
        "2022-02-23",
        &event("The day", "22", "", &estimate("22")),
    );
    changed(
        &site,
        "2022-02-24",
        &event(
            "A day in February",
            "{low: 10, high: 19}",
            ", grade: weak, status: accepted",
            &estimate("19"),
        )
        .replace("[wire]", "[report]"),
    );
    let html = file(&compiled(site.root()), "changes/index.html").expect("it is there");
    let text = words(&html);
    let last = hash(&site, "HEAD");
    let wanted = format!(
        "24 February 2022 · Commit {} A day in February Title: A day in February (before: The day) \
         Claim: “neutralised” (the army) Figure: 10 to 19 (before: 22) \
         Evidence: Weak (before: Not graded) Source check: Verified (before: Not recorded) \
         Sources added: The report Sources removed: The wire \
         The desk’s own estimate: killed Figure: 0 to 19 (before: 0 to 22) \
         23 February 2022 · Commit {} A day in February The desk’s own estimate: killed (added) Figure: 0 to 22",
        &last[..7],
        &hash(&site, "HEAD~1")[..7],
    );
    assert!(text.contains(&wanted), "{text}\n{wanted}");
    let link = format!("<a href=\"https://github.com/name/site/commit/{last}\">");
    assert!(html.contains(&link), "{html}");
    assert!(html.contains("\"/events/day/#men\""), "{html}");
}

#[test]
fn claims_that_come_and_go_are_listed() {
    let site = repository("history: git\n");
    let other = "  - {id: other, measure: seized, count: 5, claimant: army, sources: [wire]}\n";
    let more = event("The day", "22", "", other);
    changed(&site, "2022-02-23", &more);
    let text = changes(&site);
    assert!(
        text.contains("Claim: seized (the army) (added) Figure: 5"),
        "{text}"
    );
    changed(&site, "2022-02-24", &event("The day", "22", "", ""));
    let text = changes(&site);
    assert!(
        text.contains("Claim: seized (the army) (withdrawn) Figure: 5"),
        "{text}"
    );
}

#[test]
fn a_renamed_file_keeps_its_past() {
    let site = repository("history: git\n");
    changed(&site, "2022-02-23", &event("The day", "19", "", ""));
    git(
        site.root(),
        "2022-02-24T12:00:00Z",
        &["mv", "content/events/day.md", "content/events/february.md"],
    );
    commit(&site, "2022-02-24T12:00:00Z");
    let text = page(&site, "events/february/index.html");
    assert!(
        text.contains("19 since 23 February 2022; 22 until then"),
        "{text}"
    );
    // A move to another folder changes no id, so the file may be edited with it.
    site.put(
        "content/events/2022/february.md",
        &event("The day", "17", "", ""),
    );
    std::fs::remove_file(site.root().join("content/events/february.md")).expect("it is there");
    commit(&site, "2022-02-25T12:00:00Z");
    let text = page(&site, "events/february/index.html");
    assert!(
        text.contains("17 since 25 February 2022; 19 from 23 February"),
        "{text}"
    );
    let text = changes(&site);
    assert!(text.contains("2 changes, newest first"), "{text}");
}

/// Returns an article with an event in it.
fn article(keys: &str, count: &str) -> String {
    format!(
        "---\ntitle: An article {count}\ndate: 2022-02-01\n{keys}events:\n  - {{id: inline, title: Inline, date: 2022-02-22, regions: [mopti], claims: [{{id: x, measure: killed, count: {count}, claimant: army, sources: [wire]}}]}}\n---\n\nText.\n"
    )
}

#[test]
fn nothing_of_a_draft_is_shown() {
    let site = repository("history: git\n");
    let put = |day: &str, keys: &str, count: &str| {
        site.put("content/articles/a.md", &article(keys, count));
        commit(&site, &format!("{day}T12:00:00Z"));
    };
    put("2022-02-02", "draft: yes\n", "701");
    put("2022-02-03", "draft: yes\n", "702");
    put("2022-02-04", "", "40");
    let all = |site: &Site| {
        let compiled = compiled(site.root());
        // Checksums contain any number.
        let files = compiled.artifacts.iter();
        let text = files
            .filter(|file| file.path != "SHA256SUMS")
            .map(|file| String::from_utf8_lossy(&file.bytes));
        text.collect::<String>()
    };
    let text = all(&site);
    assert!(!text.contains("701") && !text.contains("702"));
    assert!(changes(&site).contains("Nothing of what was published has changed yet."));
    put("2022-02-05", "", "41");
    put("2022-02-06", "draft: yes\n", "703");
    put("2022-02-07", "", "42");
    let text = all(&site);
    assert!(!text.contains("703"));
    let list = changes(&site);
    assert!(
        list.contains("Claim: killed (the army) Figure: 42 (before: 41)"),
        "{list}"
    );
    assert!(
        list.contains("Title: An article 42 (before: An article 41)"),
        "{list}"
    );
    // What is a draft now shows nothing of the time when it was published.
    put("2022-02-08", "draft: yes\n", "42");
    let list = changes(&site);
    assert!(
        list.contains("Nothing of what was published has changed yet."),
        "{list}"
    );
    // Neither does what has a day to come, which a later version never reached.
    put("2022-02-09", "", "42");
    site.put(
        "content/articles/b.md",
        &article("", "804")
            .replace("2022-02-01\n", "2022-03-01\n")
            .replace("inline", "later"),
    );
    commit(&site, "2022-02-10T12:00:00Z");
    site.put(
        "content/articles/b.md",
        &article("", "805")
            .replace("2022-02-01\n", "2022-03-01\n")
            .replace("inline", "later"),
    );
    commit(&site, "2022-02-11T12:00:00Z");
    assert!(!all(&site).contains("804"));
    site.put(
        "content/articles/b.md",
        &article("", "806")
            .replace("2022-02-01\n", "2022-03-01\n")
            .replace("inline", "later"),
    );
    commit(&site, "2022-03-02T12:00:00Z");
    let list = changes(&site);
    assert!(list.contains("Figure: 806 (before: 805)"), "{list}");
}

#[test]
fn a_draft_translation_is_no_title() {
    let site = repository("history: git\n");
    let put = |day: &str, path: &str, text: &str| {
        site.put(path, text);
        commit(&site, &format!("{day}T12:00:00Z"));
    };
    put("2022-02-02", "content/articles/a.md", &article("", "1"));
    let french = "content/articles/a.fr.md";
    put(
        "2022-02-03",
        french,
        "---\ntitle: Ébauche\ndraft: yes\n---\n\nTexte.\n",
    );
    put("2022-02-04", french, "---\ntitle: Premier\n---\n\nTexte.\n");
    put(
        "2022-02-05",
        french,
        "---\ntitle: Deuxième\n---\n\nTexte.\n",
    );
    put(
        "2022-02-06",
        "content/articles/a.md",
        &article("", "1").replace("An article 1", "Second"),
    );
    let text = page(&site, "fr/changes/index.html");
    assert!(
        text.contains("Titre (anglais) : Second (avant : An article 1 )"),
        "{text}"
    );
    assert!(
        text.contains("Titre : Deuxième (avant : Premier)"),
        "{text}"
    );
    assert!(!text.contains("Ébauche"), "{text}");
    put(
        "2022-02-07",
        french,
        "---\ntitle: Deuxième\ndraft: yes\n---\n\nTexte.\n",
    );
    let text = page(&site, "fr/changes/index.html");
    assert!(!text.contains("Premier"), "{text}");
}

#[test]
fn sources_that_are_gone_are_counted_and_not_named() {
    let site = repository("history: git\n");
    changed(
        &site,
        "2022-02-23",
        &event("The day", "22", "", "").replace("[wire]", "[report]"),
    );
    std::fs::remove_file(site.root().join("content/sources/wire.md")).expect("it is there");
    commit(&site, "2022-02-24T12:00:00Z");
    let text = changes(&site);
    assert!(
        text.contains("Sources removed: 1 source that this site no longer has"),
        "{text}"
    );
    assert!(!text.contains("The wire"), "{text}");
}

#[test]
fn a_merge_is_the_moment_of_what_it_brings() {
    let site = repository("history: git\n");
    git(
        site.root(),
        "2022-02-02T12:00:00Z",
        &["checkout", "--quiet", "-b", "work"],
    );
    changed(&site, "2022-02-03", &event("The day", "21", "", ""));
    changed(&site, "2022-02-04", &event("The day", "19", "", ""));
    git(
        site.root(),
        "2022-02-05T12:00:00Z",
        &["checkout", "--quiet", "-"],
    );
    site.put(
        "content/sources/wire.md",
        "---\ntitle: The first wire\n---\n",
    );
    commit(&site, "2022-02-06T12:00:00Z");
    git(
        site.root(),
        "2022-02-07T12:00:00Z",
        &["merge", "--quiet", "--no-ff", "-m", "m", "work"],
    );
    let text = page(&site, "events/day/index.html");
    assert!(
        text.contains("19 since 7 February 2022; 22 until then"),
        "{text}"
    );
    let text = changes(&site);
    assert!(text.contains("2 changes, newest first"), "{text}");
    assert!(text.contains(&hash(&site, "HEAD")[..7]), "{text}");
}

#[test]
fn a_new_form_of_the_same_is_no_change_and_broken_yaml_is_skipped() {
    let site = repository("history: git\n");
    let text =
        event("\"The day\"", "22", "", "").replace(", sources: [wire]", ", sources:   [ 'wire' ]");
    changed(&site, "2022-02-02", &text);
    assert!(changes(&site).contains("Nothing of what was published has changed yet."));
    changed(&site, "2022-02-03", "---\ntitle: [\nclaims: {{{\n---\n");
    changed(&site, "2022-02-04", "\u{fffe}\u{0}");
    changed(&site, "2022-02-05", &event("The day", "nineteen", "", ""));
    changed(&site, "2022-02-06", &event("The day", "19", "", ""));
    let text = page(&site, "events/day/index.html");
    assert!(!text.contains("nineteen"), "{text}");
    let text = changes(&site);
    assert!(
        !text.contains("withdrawn") && !text.contains("added"),
        "{text}"
    );
}

#[test]
fn an_event_that_gets_a_file_of_its_own_keeps_its_past() {
    let site = repository("history: git\n");
    site.put("content/articles/a.md", &article("", "40"));
    commit(&site, "2022-02-02T12:00:00Z");
    site.put(
        "content/articles/a.md",
        "---\ntitle: An article 40\ndate: 2022-02-01\nevents: [inline]\n---\n\nText.\n",
    );
    site.put(
        "content/events/inline.md",
        "---\ntitle: Inline\ndate: 2022-02-22\nregions: [mopti]\nclaims: [{id: x, measure: killed, count: 41, claimant: army, sources: [wire]}]\n---\n",
    );
    commit(&site, "2022-02-03T12:00:00Z");
    let text = page(&site, "events/inline/index.html");
    assert!(
        text.contains("41 since 3 February 2022; 40 until then"),
        "{text}"
    );
    let text = changes(&site);
    assert!(text.contains("1 change, newest first"), "{text}");
}

#[test]
fn the_feeds_have_the_days_of_the_commits() {
    let site = repository("history: git\n");
    changed(
        &site,
        "2022-02-23",
        &event("The day", "19", ", grade: weak", ""),
    );
    let compiled = compiled(site.root());
    let html = file(&compiled, "changes/index.html").expect("it is there");
    assert!(
        html.contains("type=\"application/atom+xml\" href=\"/changes/feed.xml\""),
        "{html}"
    );
    let feed = file(&compiled, "changes/feed.xml").expect("it is there");
    let feed = Feed::read_from(feed.as_bytes()).expect("the feed is Atom");
    assert_eq!(feed.title().as_str(), "T · changes");
    let [entry] = feed.entries() else {
        panic!("{feed:?}");
    };
    assert_eq!(entry.title().as_str(), "What has changed: The day");
    assert_eq!(entry.updated().to_rfc3339(), "2022-02-23T00:00:00+00:00");
    assert_eq!(entry.links()[0].href(), "https://x.org/events/day/");
    let id = format!("https://x.org/changes/#{}/events/day", hash(&site, "HEAD"));
    assert_eq!(entry.id(), id);
    assert_eq!(
        entry.summary().map(|text| text.as_str()),
        Some(
            "Claim: “neutralised” (the army) – Figure: 19 (before: 22); Evidence: Weak (before: Not graded)"
        )
    );
    let json = file(&compiled, "fr/changes/feed.json").expect("it is there");
    let json: Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(
        json["items"][0]["title"],
        "Ce qui a changé\u{202f}: The day"
    );
    let map = file(&compiled, "sitemap.xml").expect("it is there");
    assert!(map.contains("https://x.org/fr/changes/"), "{map}");
}

#[test]
fn nothing_is_there_without_the_setting_or_the_history() {
    let site = repository("");
    changed(&site, "2022-02-23", &event("The day", "19", "", ""));
    let has_changes = |root: &Path| {
        let compiled = compiled(root);
        let findings: Vec<String> = support::findings(&compiled)
            .lines()
            .filter(|line| line.contains("[no-history]"))
            .map(str::to_owned)
            .collect();
        let text = file(&compiled, "index.html").expect("there is no error");
        let claim = file(&compiled, "events/day/index.html").expect("there is no error");
        let is_there = file(&compiled, "changes/index.html").is_some();
        assert_eq!(text.contains("changes/"), is_there);
        assert_eq!(claim.contains("until then"), is_there);
        (is_there, findings)
    };
    assert_eq!(has_changes(site.root()), (false, Vec::new()));
    site.put("content/site.yaml", &format!("{SETTINGS}history: git\n"));
    assert_eq!(has_changes(site.root()), (true, Vec::new()));
    commit(&site, "2022-02-24T12:00:00Z");
    let clones = tempfile::tempdir().expect("a folder of our own");
    let from = format!("file://{}", site.root().display());
    git(
        clones.path(),
        "2023-01-01T12:00:00Z",
        &["clone", "--quiet", "--depth=1", &from, "shallow"],
    );
    let shallow = clones.path().join("shallow");
    let (is_there, findings) = has_changes(&shallow);
    assert!(!is_there);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(
        findings[0].contains("`history: git` needs the whole history"),
        "{findings:?}"
    );
    // One finding for both settings.
    std::fs::write(
        shallow.join("content/site.yaml"),
        format!("{SETTINGS}history: git\nupdated: git\n"),
    )
    .expect("it can be written");
    assert_eq!(has_changes(&shallow).1.len(), 1);
}

#[test]
fn a_menu_leads_to_the_changes_if_the_site_has_them() {
    let site = repository("history: git\nmenu: [articles, changes]\n");
    let html = file(&compiled(site.root()), "index.html").expect("there is no error");
    assert_eq!(html.matches("href=\"/changes/\"").count(), 2, "{html}");
    site.put(
        "content/site.yaml",
        &format!("{SETTINGS}menu: [articles, changes]\n"),
    );
    let findings = support::findings(&compiled(site.root()));
    assert!(
        findings.contains("error[broken-link]: this site has no page `changes`"),
        "{findings}"
    );
}

/// Adds commits that each change the event, with the figures from 1.
fn many_commits(site: &Site, count: usize) {
    use std::io::Write as _;
    let mut child = std::process::Command::new("git")
        .current_dir(site.root())
        .args(["fast-import", "--quiet", "--force"])
        .stdin(std::process::Stdio::piped())
        .spawn()
        .expect("git is there");
    let head = hash(site, "HEAD");
    let branch = std::fs::read_to_string(site.root().join(".git/HEAD")).expect("a branch");
    let branch = branch.trim().trim_start_matches("ref: ");
    let mut input = Vec::new();
    for number in 1..=count {
        let text = event("The day", &number.to_string(), "", "");
        // A day has 100 commits.
        let seconds = 1_646_049_600 + 864 * number;
        write!(
            input,
            "commit {branch}\ncommitter t <t@x.org> {seconds} +0000\ndata 1\nm\n"
        )
        .expect("memory");
        if number == 1 {
            writeln!(input, "from {head}").expect("memory");
        }
        write!(
            input,
            "M 100644 inline content/events/day.md\ndata {}\n{text}\n",
            text.len()
        )
        .expect("memory");
    }
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(&input).expect("git reads it");
    drop(stdin);
    assert!(child.wait().expect("git ends").success());
    git(
        site.root(),
        "2023-01-01T12:00:00Z",
        &["reset", "--quiet", "--hard"],
    );
}

#[test]
fn a_very_long_history_says_what_is_left_out() {
    let site = repository("history: git\n");
    many_commits(&site, 10_000);
    let compiled = compiled(site.root());
    let findings = support::findings(&compiled);
    assert!(
        findings.contains(
            "warning[no-history]: the history is read back to 2022-02-28, which is 10000 commits"
        ),
        "{findings}"
    );
    let text = words(&file(&compiled, "changes/index.html").expect("it is there"));
    assert!(
        text.contains("Changes before 28 February 2022 are not listed."),
        "{text}"
    );
    // The oldest commit that is read is compared with the one before.
    assert!(text.contains("10,000 changes, newest first"), "{text}");
    assert!(file(&compiled, "changes/page/100/index.html").is_some());
}

/// Returns the files of a site as they are published, by path.
fn published(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let compiled = compiled(root);
    assert!(!compiled.has_errors(), "{}", support::findings(&compiled));
    let files = compiled.artifacts.into_iter();
    files.map(|file| (file.path, file.bytes)).collect()
}

#[test]
fn a_build_that_knows_an_earlier_one_is_like_one_that_does_not() {
    let site = repository("history: git\n");
    let clones = tempfile::tempdir().expect("a folder of our own");
    let from = format!("file://{}", site.root().display());
    let mut number = 0;
    let mut check = |site: &Site, what: &str| {
        number += 1;
        let name = number.to_string();
        let day = "2023-01-01T12:00:00Z";
        git(clones.path(), day, &["clone", "--quiet", &from, &name]);
        let cold = published(&clones.path().join(name));
        // The site's own cache is in its folder, and `public` has the last build.
        site.build().expect("it can be written");
        for (path, bytes) in &cold {
            let warm = std::fs::read(site.root().join("public").join(path)).ok();
            assert!(warm.as_ref() == Some(bytes), "{what}: {path}");
        }
        cold.len()
    };
    site.put(".gitignore", ".griot-cache\npublic\n");
    commit(&site, "2022-02-02T12:00:00Z");
    let first = check(&site, "first");
    changed(&site, "2022-02-23", &event("The day", "19", "", ""));
    assert_eq!(check(&site, "a figure"), first);
    changed(
        &site,
        "2022-02-24",
        &event("A day", "17", ", grade: weak", ""),
    );
    check(&site, "a title, a figure and a grade");
    site.put(
        "content/actors/army.md",
        "---\nname: {en: the armed forces, fr: l'armée}\n---\n",
    );
    commit(&site, "2022-02-25T12:00:00Z");
    check(&site, "a name");
    site.put("elsewhere.txt", "Not of the site.\n");
    commit(&site, "2022-02-26T12:00:00Z");
    check(&site, "another file");
    // An earlier commit has another history.
    git(
        site.root(),
        "2022-02-26T12:00:00Z",
        &["reset", "--quiet", "--hard", "HEAD~3"],
    );
    check(&site, "two commits back");
    site.put("content/site.yaml", &format!("{SETTINGS}history: none\n"));
    commit(&site, "2022-02-27T12:00:00Z");
    assert!(check(&site, "without") < first);
}
