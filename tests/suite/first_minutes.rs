//! The first minutes with griot: one file makes a linked site, and all mistakes are reported at
//! once, at their location.

use crate::support::{self, Site};

const TWO_LINES: &str = "title: My site\nlanguages: [en]\n";

#[test]
fn one_file_gives_pages_for_those_it_names() {
    let site = Site::new(&[
        ("content/site.yaml", TWO_LINES),
        (
            "content/articles/2022-02-23-operations.md",
            "---\ntitle: Operations\ndate: 2022-02-23\nactors: [FAMa]\nregions: [Mopti]\n---\n\nThe FAMa were in Mopti.\n",
        ),
    ]);
    site.build().expect("it can be written");
    let actor = site.page("actors/fama/index.html");
    assert!(
        actor.contains("<h1>FAMa</h1>") && actor.contains("/articles/2022-02-23-operations/"),
        "{actor}"
    );
    assert!(
        site.page("regions/mopti/index.html")
            .contains("<h1>Mopti</h1>")
    );
    let article = site.page("articles/2022-02-23-operations/index.html");
    assert!(
        article.contains("<a class=\"mention\" href=\"/actors/fama/\">FAMa</a>"),
        "{article}"
    );
    let warnings: Vec<String> = site
        .findings()
        .lines()
        .map(|line| line.split(": no").next().unwrap_or(line).to_owned())
        .collect();
    assert_eq!(
        warnings.len(),
        2,
        "each name without a file is told: {warnings:?}"
    );
    assert!(
        warnings
            .iter()
            .all(|line| line.contains("warning[undeclared]")),
        "{warnings:?}"
    );
}

/// A site with every common mistake; only the article is correct.
fn bad_day() -> Site {
    Site::new(&[
        ("content/site.yaml", TWO_LINES),
        ("content/actors/fama.md", "---\nname: FAMa\n---\n"),
        ("content/actors/army-a.md", "---\nname: The army\n---\n"),
        ("content/actors/army-b.md", "---\nname: The Army\n---\n"),
        ("content/regions/mopti.md", "---\nname: Mopti\n---\n"),
        (
            "content/articles/good.md",
            "---\ntitle: Good\ndate: 2022-02-23\nactors: [fama]\nregions: [mopti]\n---\n\n## Heading\n",
        ),
        (
            "content/articles/misspelt.md",
            "---\ntitle: Misspelt\ndate: 2022-02-23\nactors: [Famaa]\n---\n",
        ),
        (
            "content/articles/key.md",
            "---\ntitle: Key\ndtae: 2022-02-23\n---\n",
        ),
        (
            "content/articles/day.md",
            "---\ntitle: Day\ndate: 2022-02-30\n---\n",
        ),
        (
            "content/articles/tab.md",
            "---\ntitle: Tab\nevents:\n\t- x\n---\n",
        ),
        (
            "content/articles/type.md",
            "---\ntitle: Type\ndate: 2022-02-23\nactors: fama\n---\n",
        ),
        (
            "content/articles/source.md",
            "---\ntitle: Source\ndate: 2022-02-23\n---\n\nThey say so [@nobody].\n",
        ),
        (
            "content/articles/anchor.md",
            "---\ntitle: Anchor\ndate: 2022-02-23\n---\n\nSee [there](good.md#haeding).\n",
        ),
        (
            "content/articles/address.md",
            "---\ntitle: Address\ndate: 2022-02-23\nredirect_from: [/articles/good/]\n---\n",
        ),
        (
            "content/articles/ambiguous.md",
            "---\ntitle: Ambiguous\ndate: 2022-02-23\nactors: [the army]\n---\n",
        ),
        (
            "content/articles/a/twin.md",
            "---\ntitle: Twin\ndate: 2022-02-23\n---\n",
        ),
        (
            "content/articles/b/twin.md",
            "---\ntitle: Twin\ndate: 2022-02-23\n---\n",
        ),
    ])
}

#[test]
fn all_mistakes_are_told_at_once_with_place_and_cure() {
    let site = bad_day();
    let found = site.findings();
    let expected = [
        (
            "content/articles/b/twin.md:2:1: error[duplicate-id]",
            "rename one of them",
        ),
        (
            "content/articles/address.md:4:17: error[address-taken]",
            "already taken",
        ),
        (
            "content/articles/ambiguous.md:4:10: error[ambiguous-name]",
            "write the id: `army-a` or `army-b`",
        ),
        (
            "content/articles/anchor.md:6:5: error[broken-anchor]",
            "did you mean `#heading`?",
        ),
        (
            "content/articles/day.md:3:7: error[bad-date]",
            "2022-02 has 28 days",
        ),
        (
            "content/articles/key.md:3:1: error[unknown-key]",
            "did you mean `date`?",
        ),
        (
            "content/articles/misspelt.md:4:10: error[misspelt-name]",
            "did you mean `FAMa`?",
        ),
        (
            "content/articles/source.md:6:13: error[unknown-reference]",
            "create content/sources/nobody.md",
        ),
        (
            "content/articles/tab.md:4:1: error[yaml-syntax]",
            "indent with two spaces",
        ),
        (
            "content/articles/type.md:4:9: error[wrong-type]",
            "put it in brackets: `actors: [fama]`",
        ),
    ];
    for (place, cure) in expected {
        let line = found
            .lines()
            .find(|line| line.starts_with(place))
            .unwrap_or_else(|| panic!("{place} is missing in\n{found}"));
        assert!(line.contains(cure), "{line}\ndoes not say: {cure}");
    }
    assert_eq!(
        found.lines().count(),
        expected.len(),
        "one mistake, one finding:\n{found}"
    );
}

#[test]
fn mistakes_leave_the_published_site_as_it_was() {
    let site = bad_day();
    site.put("public/index.html", "what stood here before");
    let before = std::fs::metadata(site.root().join("public"))
        .and_then(|about| about.modified())
        .expect("it is there");
    let run = support::griot()
        .args(["build", "--root"])
        .arg(site.root())
        .assert()
        .code(1);
    let shown = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(
        shown.contains("^") && shown.contains("help: did you mean `FAMa`?"),
        "{shown}"
    );
    assert!(shown.contains("nothing was written"), "{shown}");
    assert_eq!(site.page("index.html"), "what stood here before");
    let after = std::fs::metadata(site.root().join("public"))
        .and_then(|about| about.modified())
        .expect("it is there");
    assert_eq!(before, after);
}

#[test]
fn warnings_fail_only_when_they_are_denied() {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: My site\nlanguages: [en]\nbase_url: https://x.org/\n",
        ),
        (
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2022-02-23\nactors: [FAMa]\n---\n",
        ),
    ]);
    let run = |arguments: &[&str]| {
        let mut command = support::griot();
        command
            .args(arguments)
            .arg("--root")
            .arg(site.root())
            .assert()
    };
    run(&["check"]).success();
    run(&["check", "--deny", "warnings"]).code(1);
    run(&["build", "--deny", "warnings"]).code(1);
    assert!(!site.has("index.html"), "a denied build writes nothing");
    run(&["check", "--jobs", "0"]).code(2);
    run(&["check", "--base-url", "ftp://x.org"]).code(2);
    let json = run(&["check", "--format", "json"]).success();
    let line = String::from_utf8_lossy(&json.get_output().stdout).into_owned();
    let finding: serde_json::Value = serde_json::from_str(line.trim()).expect("one object a line");
    assert_eq!(
        (
            finding["code"].as_str(),
            finding["line"].as_u64(),
            finding["column"].as_u64()
        ),
        (Some("undeclared"), Some(4), Some(10))
    );
}

#[test]
fn drafts_and_days_to_come_are_not_published() {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: My site\nlanguages: [en]\nundeclared: allow\n",
        ),
        (
            "content/articles/now.md",
            "---\ntitle: Now\ndate: 2022-02-23\n---\n\nSee [later](later.md) and [[draft]].\n",
        ),
        (
            "content/articles/later.md",
            "---\ntitle: SECRET later\ndate: 2030-01-01\nactors: [SECRET actor]\n---\n",
        ),
        (
            "content/articles/draft.md",
            "---\ntitle: SECRET draft\ndate: 2022-01-01\ndraft: true\nevents:\n  - {id: secret-event, title: SECRET, date: 2022, regions: [SECRET region]}\n---\n",
        ),
    ]);
    let compiled = site.compile();
    for artifact in &compiled.artifacts {
        let text = String::from_utf8_lossy(&artifact.bytes).to_lowercase();
        assert!(
            !text.contains("secret") && !artifact.path.contains("secret"),
            "{} tells of what is withheld",
            artifact.path
        );
    }
    let found = support::findings(&compiled);
    assert_eq!(
        found.matches("warning[withheld-link]").count(),
        2,
        "{found}"
    );
    let shown = support::griot()
        .args(["build", "--drafts", "--now", "2030-01-01", "--root"])
        .arg(site.root())
        .assert();
    shown.success();
    assert!(site.page("articles/later/index.html").contains("SECRET"));
    assert!(site.page("articles/draft/index.html").contains("SECRET"));
}

/// A fenced block of a document that begins with that line.
fn block<'r>(document: &'r str, first: &str) -> &'r str {
    let start = document.find(&format!("```\n{first}")).map(|at| at + 4);
    let start = start
        .or_else(|| document.find(&format!("\n{first}")).map(|at| at + 1))
        .unwrap_or_else(|| panic!("no block begins with {first}"));
    &document[start..start + document[start..].find("\n```").expect("the block ends") + 1]
}

#[test]
fn what_readme_and_the_page_on_claims_show_is_what_happens() {
    let read =
        |path: &str| std::fs::read_to_string(support::project().join(path)).expect("it is there");
    let (readme, claims) = (read("README.md"), read("docs/src/claims.md"));
    let article = block(&readme, "---\ntitle: What the army says");
    let site = Site::new(&[
        ("content/site.yaml", block(&readme, "title: My site")),
        ("content/articles/2022-02-23-operations.md", article),
    ]);
    assert_eq!(
        site.findings().matches("warning[undeclared]").count(),
        2,
        "{}",
        site.findings()
    );
    site.put(
        "content/actors/fama.md",
        block(&readme, "---\nname: Malian armed forces"),
    );
    site.put(
        "content/articles/2022-02-23-operations.md",
        &article.replace("[FAMa]", "[Famaa]"),
    );
    let compiled = site.compile();
    let shown = griot::diag::emit::render(
        &compiled.findings[..1],
        &compiled.sources,
        griot::diag::emit::OutputFormat::Human,
        griot::diag::emit::ColorChoice::Plain,
    );
    let indented: String = shown
        .trim_end()
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    assert!(
        readme.contains(&indented),
        "README does not show\n{indented}"
    );
    let events = block(&claims, "events:\n  - id: 2022-02-operations");
    let link = "[eight people](claim:2022-02-operations#arrested)";
    assert!(claims.contains(link));
    let with_events = article.replace("regions: [Mopti]\n", &format!("regions: [Mopti]\n{events}"));
    site.put(
        "content/articles/2022-02-23-operations.md",
        &format!("{with_events}\nIt says that it arrested {link}.\n"),
    );
    site.build().expect("it can be written");
    let page = site.page("articles/2022-02-23-operations/index.html");
    for words in [
        "between 16 and 22 February 2022",
        "<b class=\"g-weak\">Weak</b>",
        "<label class=\"fig\">eight <span>people<button",
        "origin",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}
