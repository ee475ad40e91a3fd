//! Imports of other generators' sites: again on a newer state, and with hostile input. What each
//! generator's site becomes is in `tests/cases/import/`.

mod addresses;
mod again;
mod hugo;
mod sections;

use std::fs;

use crate::support::{Site, griot};

const SITE: (&str, &str) = (
    "content/site.yaml",
    "title: T\nlanguages: [en]\nbase_url: https://x.org/\n",
);

/// Runs an import, and returns its exit code and what it prints.
fn import(site: &Site, arguments: &[&str]) -> (Option<i32>, String) {
    let output = griot()
        .arg("import")
        .args(arguments)
        .current_dir(site.root())
        .output()
        .expect("it runs");
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(text).expect("it prints UTF-8");
    (output.status.code(), text)
}

fn text(site: &Site, path: &str) -> String {
    fs::read_to_string(site.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn has(site: &Site, path: &str) -> bool {
    site.root().join(path).exists()
}

/// Returns the old addresses of a file of the site.
fn old_addresses(site: &Site, path: &str) -> Vec<String> {
    let text = text(site, path);
    let list = text
        .split_once("redirect_from:\n")
        .map_or("", |(_, list)| list);
    let lines = list.lines().map_while(|line| line.strip_prefix("- "));
    lines.map(str::to_owned).collect()
}

/// A small site of Hugo in `old/`.
fn hugo() -> Site {
    Site::new(&[
        SITE,
        ("old/hugo.toml", "baseURL = 'https://old.org/'\n"),
        (
            "old/content/posts/a.md",
            "---\ntitle: A\ndate: 2022-02-23\ntags: [x]\n---\n\nText.\n\n![S](/s.csv) [s](/s.csv)\n",
        ),
        (
            "old/content/posts/b.md",
            "---\ntitle: B\ndate: 2022-02-24\n---\n\nText.\n",
        ),
        ("old/static/s.csv", "a,b\n"),
    ])
}

const HUGO: [&str; 2] = ["hugo", "old"];

#[test]
fn a_dry_run_writes_nothing() {
    let site = hugo();
    let (code, out) = import(&site, &["hugo", "old", "--dry-run"]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("3 files created"), "{out}");
    assert!(!has(&site, "content/articles") && !has(&site, "content/media"));
    assert!(!has(&site, "imports.lock"));
}

#[test]
fn front_matter_comes_in_three_formats() {
    let site = hugo();
    site.put(
        "old/content/posts/j.md",
        "{\n  \"title\": \"J\",\n  \"date\": \"2022-02-25T10:00:00+02:00\",\n  \"odd\": {\"a\": [1, 2.5]}\n}\n\nText.\n",
    );
    site.put(
        "old/content/posts/t.md",
        "+++\ntitle = 'T'\ndate = 2022-02-26\n[odd]\na = true\n+++\nText.\n",
    );
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(0), "{out}");
    let j = text(&site, "content/articles/j.md");
    for line in [
        "title: J",
        "date: 2022-02-25T10:00+02:00",
        "    odd:\n      a:\n      - 1\n      - 2.5",
    ] {
        assert!(j.contains(line), "{line}: {j}");
    }
    assert!(text(&site, "content/articles/t.md").contains("    odd:\n      a: true"));
    assert!(out.contains("content/posts/j.md:4: odd: ×2"), "{out}");
}

#[test]
fn values_that_griot_refuses_are_left_out() {
    let site = hugo();
    site.put(
        "old/content/posts/c.md",
        "---\ntitle: C\ndate: 31 February 2022\nauthor: {mail: a@b.org}\nsummary: \"a\\u202Eb\"\naliases: [https://a.org/?p=1, /c/?x]\n---\n\nText.\n",
    );
    let (_, out) = import(&site, &HUGO);
    assert!(out.contains("c.md:3: date: 31 February 2022"), "{out}");
    assert!(out.contains("flagged [bad-value] ×4"), "{out}");
    let findings = site.findings();
    // What is left is the missing day, which a person has to find.
    assert_eq!(findings.matches("error").count(), 1, "{findings}");
    assert!(findings.contains("missing-field"), "{findings}");
}

#[test]
fn a_video_shown_as_a_picture_becomes_a_link() {
    let site = hugo();
    let (_, out) = import(&site, &HUGO);
    let a = text(&site, "content/articles/a.md");
    assert!(a.contains("[S](../media/s.csv) [s](../media/s.csv)"), "{a}");
    site.put(
        "old/content/posts/v.md",
        "---\ntitle: V\ndate: 2022-02-23\n---\n\n![](/v.mp4) [![](https://a.org/b%20c.png)](/posts/a/)\n",
    );
    site.put("old/static/v.mp4", "x");
    let (_, more) = import(&site, &HUGO);
    let v = text(&site, "content/articles/v.md");
    assert!(
        v.contains("[v.mp4](../media/v.mp4) [b c.png](a.md)"),
        "{v}\n{out}\n{more}"
    );
}

#[cfg(unix)]
#[test]
fn nothing_outside_of_the_folder_is_read() {
    use std::os::unix::fs::symlink;
    let site = hugo();
    site.put(
        "secret.md",
        "---\ntitle: Secret\ndate: 2022-02-22\n---\n\nsecret words\n",
    );
    site.put("secret.csv", "secret words\n");
    site.put(
        "old/content/posts/c.md",
        "---\ntitle: C\ndate: 2022-02-23\n---\n\n[a](../../../secret.csv) [b](/../../secret.csv) \
         ![c](../../../secret.csv) [d](link.csv) [e](folder/secret.csv) [f](/%2e%2e/%2e%2e/secret.csv)\n",
    );
    let at = |path: &str| site.root().join(path);
    symlink(at("secret.md"), at("old/content/posts/link.md")).expect("links can be made");
    symlink(at("secret.csv"), at("old/content/posts/link.csv")).expect("links can be made");
    symlink(site.root(), at("old/content/posts/folder")).expect("links can be made");
    let pipe = std::process::Command::new("mkfifo")
        .arg(at("old/content/posts/pipe.md"))
        .status();
    assert!(pipe.expect("there is such a program").success());
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("skipped [outside] ×4"), "{out}");
    let c = text(&site, "content/articles/c.md");
    assert!(c.contains("[d](link.csv)"), "{c}");
    let media: Vec<_> = fs::read_dir(at("content/media"))
        .expect("it is there")
        .collect();
    assert_eq!(media.len(), 1, "{media:?}");
    for entry in walk(&at("content")) {
        let bytes = fs::read(&entry).expect("it can be read");
        let has_secret = String::from_utf8_lossy(&bytes).contains("secret words");
        assert!(!has_secret, "{}", entry.display());
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        match path.is_dir() {
            true => files.extend(walk(&path)),
            false => files.push(path),
        }
    }
    files
}

#[test]
fn texts_that_cannot_be_read_are_skipped() {
    let site = hugo();
    let put = |path: &str, bytes: &[u8]| {
        fs::write(site.root().join("old/content/posts").join(path), bytes).expect("it is written");
    };
    put("nul.md", b"---\ntitle: N\n---\n\0\n");
    put("open.md", b"---\ntitle: O\n");
    put("list.md", b"---\n- a\n---\n");
    put("toml.md", b"+++\na = \n+++\n");
    put(
        "latin.md",
        b"---\ntitle: Caf\xe9\ndate: 2022-02-23\n---\n\nT\xeate.\n",
    );
    put("large.md", &vec![b'a'; 11 << 20]);
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("5 texts skipped"), "{out}");
    assert!(out.contains("toml.md:2"), "{out}");
    let latin = text(&site, "content/articles/latin.md");
    assert!(
        latin.contains("title: Café") && latin.contains("Tête."),
        "{latin}"
    );
    assert!(out.contains("flagged [text-encoding] ×1"), "{out}");
}

#[test]
fn names_that_are_the_same_get_other_ids() {
    let site = Site::new(&[
        SITE,
        ("old/A/Note.md", "a\n"),
        ("old/B/Note.md", "[[A/Note]] [[Note]]\n"),
        ("old/Note.md", "c\n"),
        ("old/articles.md", "d\n"),
        ("old/Été à Mopti.md", "e\n"),
        ("old/تمبكتو.md", "f\n"),
    ]);
    let (code, out) = import(&site, &["obsidian", "old"]);
    assert_eq!(code, Some(0), "{out}");
    for path in [
        "a/note.md",
        "b/b-note.md",
        "note-page.md",
        "articles-page.md",
        "ete-a-mopti.md",
    ] {
        assert!(
            has(&site, &format!("content/pages/{path}")),
            "{path}: {out}"
        );
    }
    let b = text(&site, "content/pages/b/b-note.md");
    assert!(
        b.contains("[Note](../a/note.md) [Note](../note-page.md)"),
        "{b}"
    );
    assert_eq!(
        site.findings().matches("error").count(),
        0,
        "{}",
        site.findings()
    );
}

#[test]
fn a_report_in_json_has_files_and_lines() {
    let site = hugo();
    site.put(
        "old/content/posts/c.md",
        "---\ntitle: C\ndate: 2022-02-23\n---\n\n[x](/no/)\n",
    );
    let (code, out) = import(
        &site,
        &["hugo", "old", "--report", "r.json", "--report", "r.md"],
    );
    assert_eq!(code, Some(0), "{out}");
    let report: serde_json::Value =
        serde_json::from_str(&text(&site, "r.json")).expect("it is JSON");
    assert_eq!(report["unit"], "texts");
    assert_eq!(report["imported"], 3);
    let problems = report["problems"].as_array().expect("it is a list");
    let broken = problems
        .iter()
        .find(|problem| problem["kind"] == "broken-link");
    let broken = broken.expect("it is told");
    assert_eq!(broken["id"], "content/posts/c.md");
    assert_eq!(
        (&broken["line"], &broken["value"]),
        (&6.into(), &"/no/".into())
    );
    assert!(text(&site, "r.md").contains("| 6 | content/posts/c.md |  | /no/ |"));
}

#[test]
fn a_folder_that_is_no_site_is_refused() {
    let site = hugo();
    for (arguments, message) in [
        (["hugo", "."], "is the folder of the griot site itself"),
        (["hugo", "none"], "is not a folder"),
        (["mdbook", "old"], "SUMMARY.md"),
        (["zola", "old/static"], "has no texts of zola"),
    ] {
        let (code, out) = import(&site, &arguments);
        assert_eq!(code, Some(2), "{out}");
        assert!(out.contains(message), "{out}");
    }
}

#[test]
fn a_language_that_the_site_lacks_is_told() {
    let site = hugo();
    site.put(
        "old/hugo.toml",
        "defaultContentLanguage = 'en'\n[languages.en]\n[languages.fr]\n",
    );
    site.put(
        "old/content/posts/a.fr.md",
        "---\ntitle: A\ndate: 2022-02-23\n---\n\nTexte.\n",
    );
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(1), "{out}");
    assert!(
        out.contains("skipped [no-language] ×1") && out.contains("a.fr.md:1: fr"),
        "{out}"
    );
    site.put("content/site.yaml", "title: T\nlanguages: [en, fr]\n");
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(0), "{out}");
    assert!(text(&site, "content/articles/a.fr.md").contains("Texte."));
}

#[test]
fn a_griot_site_within_the_source_is_no_source() {
    let site = Site::new(&[
        ("new/content/site.yaml", SITE.1),
        (
            "new/content/pages/mine.md",
            "---\ntitle: Mine\n---\n\nMine.\n",
        ),
        ("Note.md", "Text.\n"),
    ]);
    let (code, out) = import(&site, &["obsidian", ".", "--root", "new"]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("1 text imported"), "{out}");
    let again = import(&site, &["obsidian", ".", "--root", "new"]);
    assert!(again.1.contains("1 file unchanged"), "{}", again.1);
}

#[test]
fn texts_of_one_mark_take_no_longer() {
    let marks = [
        "{{< a >}}",
        "{{<",
        "{{/*",
        "{% a %}",
        "{%",
        "{{",
        "{:",
        "[[",
        "[[a]]",
        "![[",
        "%%",
        "==",
        "#a ",
        "> [!a]\n",
        "<!-- more",
        "<A ",
        "{/*",
        "![",
        "![a](",
        "[a](b)",
        "{{#include",
        "{::comment}",
        "^a\n",
    ];
    let bodies: Vec<(String, String)> = marks
        .iter()
        .enumerate()
        .map(|(at, mark)| (format!("{at}.mdx"), mark.repeat(20_000)))
        .collect();
    for (generator, folder) in [
        ("hugo", "content/posts"),
        ("jekyll", "_posts"),
        ("zola", "content/posts"),
        ("astro", "src/content/blog"),
        ("obsidian", ""),
    ] {
        let site = Site::new(&[SITE]);
        for (name, body) in &bodies {
            site.put(&format!("old/{folder}/{name}"), body);
        }
        let start = std::time::Instant::now();
        let (code, out) = import(&site, &[generator, "old", "--dry-run"]);
        assert!(matches!(code, Some(0 | 1)), "{generator}: {out}");
        let seconds = start.elapsed().as_secs();
        assert!(seconds < 60, "{generator} took {seconds} s");
    }
}

#[test]
fn an_original_may_come_after_its_translation() {
    let site = hugo();
    site.put("content/site.yaml", "title: T\nlanguages: [en, fr]\n");
    site.put(
        "old/hugo.toml",
        "defaultContentLanguage = 'en'\n[languages.en]\n[languages.fr]\n",
    );
    let text_of = |title: &str| format!("---\ntitle: {title}\ndate: 2022-02-23\n---\n\nText.\n");
    site.put("old/content/posts/c.fr.md", &text_of("Un"));
    import(&site, &HUGO);
    site.put("old/content/posts/c.md", &text_of("One"));
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(0), "{out}");
    assert!(
        text(&site, "content/articles/c.md").contains("title: One"),
        "{out}"
    );
    assert!(
        text(&site, "content/articles/c.fr.md").contains("title: Un"),
        "{out}"
    );
}

#[test]
fn names_are_proposed_and_become_files_after_an_edit() {
    let site = hugo();
    site.put(
        "content/actors/wfp.md",
        "---\nname: World Food Programme\n---\n",
    );
    for (name, body) in [
        (
            "c",
            "Prices rose, says the Market Union. It met MINUSMA in Mopti.\n",
        ),
        (
            "d",
            "For Mopti, MINUSMA and the World Food Programme. Bread is dear.\n",
        ),
        (
            "e",
            "The Market Union left Mopti. MINUSMA did not. Bread was cheap.\n",
        ),
        (
            "f",
            "What the Market Union and the World Food Programme say. Bread.\n",
        ),
    ] {
        let text = format!("---\ntitle: {name}\ndate: 2022-02-23\n---\n\n{body}");
        site.put(&format!("old/content/posts/{name}.md"), &text);
    }
    let (code, list) = import(&site, &["hugo", "old", "--propose", "actors"]);
    assert_eq!(code, Some(0), "{list}");
    let names: Vec<&str> = list
        .lines()
        .filter_map(|line| line.strip_prefix("- name: "))
        .collect();
    assert_eq!(names, ["MINUSMA", "Market Union", "Mopti"], "{list}");
    assert!(!has(&site, "imports.lock"));
    // An editor deletes what is no actor, and adds what is known.
    let edited = list.replace(
        "- name: Mopti",
        "- name: WFP\n  colour: red\n- name: World food programme",
    );
    let edited = edited.replace(
        "- name: Market Union",
        "- name: Market Union\n  aliases: [MU]\n  actor_type: Organization",
    );
    site.put("names.yaml", &format!("{edited}- texts: 3\n"));
    let (code, out) = import(&site, &["actors", "names.yaml"]);
    assert_eq!(code, Some(1), "{out}");
    assert_eq!(
        text(&site, "content/actors/market-union.md"),
        "---\nname: Market Union\naliases:\n- MU\nactor_type: Organization\n---\n"
    );
    assert!(has(&site, "content/actors/minusma.md") && !has(&site, "content/actors/mopti.md"));
    assert!(out.contains("flagged [known-name] ×1"), "{out}");
    assert!(out.contains("flagged [bad-value] ×1"), "{out}");
    assert!(out.contains("skipped [no-name] ×1"), "{out}");
    let (_, again) = import(&site, &["actors", "names.yaml"]);
    assert!(
        again.contains("0 files created\n0 files updated"),
        "{again}"
    );
    // What has a file is not proposed again.
    let (_, list) = import(&site, &["hugo", "old", "--propose", "regions"]);
    let names: Vec<&str> = list
        .lines()
        .filter_map(|line| line.strip_prefix("- name: "))
        .collect();
    assert_eq!(names, ["Mopti"], "{list}");
    site.put("regions.yaml", &list);
    let (code, out) = import(&site, &["regions", "regions.yaml"]);
    assert_eq!(code, Some(0), "{out}");
    assert!(has(&site, "content/regions/mopti.md"));
}

#[test]
fn one_language_is_that_of_the_site() {
    let site = hugo();
    site.put("old/hugo.toml", "languageCode = 'de-de'\n");
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("flagged [assumed-language] ×1"), "{out}");
    assert!(has(&site, "content/articles/a.md"));
}

#[test]
fn an_address_leads_to_one_text() {
    let site = hugo();
    for name in ["c", "d"] {
        let text = format!(
            "---\ntitle: {name}\ndate: 2022-02-23\naliases: [/x/, /posts/a/]\n---\n\nText.\n"
        );
        site.put(&format!("old/content/posts/{name}.md"), &text);
    }
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("flagged [taken-address] ×3"), "{out}");
    assert!(text(&site, "content/articles/c.md").contains("- /x/"));
    assert!(!text(&site, "content/articles/d.md").contains("- /x/"));
    assert!(
        !site.findings().contains("address-taken"),
        "{}",
        site.findings()
    );
}

#[test]
fn pictures_in_html_become_markdown() {
    let site = hugo();
    site.put("old/static/p.png", "x");
    site.put(
        "old/content/posts/p.md",
        "---\ntitle: P\ndate: 2022-02-23\n---\n\n<img src=\"/p.png\" alt=\"A stall\" width=300 />\n\n\
         Words <img src='/p.png'> here.\n\n`<img src=\"no.png\">` <b>x</b>\n",
    );
    let (code, out) = import(&site, &HUGO);
    assert_eq!(code, Some(0), "{out}");
    let p = text(&site, "content/articles/p.md");
    assert!(
        p.contains("\n![A stall](../media/p.png)\n\nWords ![](../media/p.png) here.\n"),
        "{p}"
    );
    assert!(p.contains("`<img src=\"no.png\">`"), "{p}");
    assert!(
        out.contains("p.md:8: /p.png") && out.contains("flagged [raw-html] ×1"),
        "{out}"
    );
}

#[test]
fn pictures_of_private_networks_are_told_and_left_as_links() {
    let site = Site::new(&[
        SITE,
        ("old/hugo.toml", "baseURL = 'https://old.org/'\n"),
        (
            "old/content/posts/a.md",
            "---\ntitle: A\ndate: 2022-02-23\ncover: https://127.0.0.1/c.png\n---\n\n\
             ![S](https://[::1]/s.png) ![T](http://example.org/t.png) ![U][u]\n\n\
             [u]: https://10.0.0.1/u.png\n",
        ),
    ]);
    let without = import(&site, &["hugo", "old", "--dry-run", "--fetch"]).1;
    assert!(without.contains("flagged [remote-picture] ×4"), "{without}");
    let (code, out) = import(&site, &["hugo", "old", "--fetch", "--report", "r.md"]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("flagged [unfetched-picture] ×4"), "{out}");
    let report = text(&site, "r.md");
    let cover = "cover | https://127.0.0.1/c.png: the host \\`127.0.0.1\\` is in a private network";
    assert!(report.contains(cover), "{report}");
    let text = text(&site, "content/articles/a.md");
    assert!(
        text.contains("[S](https://[::1]/s.png) [T](http://example.org/t.png) [U][u]"),
        "{text}"
    );
    assert!(
        !text.contains("image:") && !has(&site, "content/media"),
        "{text}"
    );
    let named = ["hugo", "old", "--fetch-host", "example.org"];
    assert!(
        import(&site, &named).1.contains("--fetch"),
        "it needs --fetch"
    );
}
