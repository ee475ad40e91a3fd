//! Figures, claims and their provenance: findings of the build, and texts for readers.

use crate::support::{Site, findings, options, project};

/// A communiqué of a party, two agencies that read it, a page that carries one of them, a hospital
/// of its own, and an event with claims that rest on them. `body` is the article's text.
fn site(body: &str) -> Site {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: {fr: Le site, en: The site}\nlanguages: [fr, en]\n",
        ),
        (
            "content/actors/army.md",
            "---\nname: {fr: L'armée, en: The army}\nparty_to_conflict: yes\n---\n",
        ),
        (
            "content/actors/group.md",
            "---\nname: {fr: Le groupe, en: The group}\n---\n",
        ),
        (
            "content/actors/hospital.md",
            "---\nname: {fr: L'hôpital, en: The hospital}\n---\n",
        ),
        ("content/regions/mopti.md", "---\nname: Mopti\n---\n"),
        (
            "content/sources/communique.md",
            "---\ntitle: Communiqué\noriginal: army\n---\n",
        ),
        (
            "content/sources/wire-a.md",
            "---\ntitle: Wire A\nderives_from: [communique]\n---\n",
        ),
        (
            "content/sources/wire-b.md",
            "---\ntitle: Wire B\nderives_from: [communique]\n---\n",
        ),
        (
            "content/sources/page.md",
            "---\ntitle: Page\nderives_from: [wire-a]\n---\n",
        ),
        (
            "content/sources/register.md",
            "---\ntitle: Register\noriginal: hospital\n---\n",
        ),
        (
            "content/sources/statement.md",
            "---\ntitle: Statement\noriginal: group\n---\n",
        ),
        (
            "content/events/clash.md",
            "---\ntitle: {fr: Le combat, en: The clash}\ndate: 2022-02-22\nregions: [mopti]\nside_a: [army]\nside_b: [group]\nclaims:\n  - {id: arrested, measure: arrested, count: 19, of: group, claimant: army, sources: [wire-a, wire-b, page], grade: weak, status: accepted}\n  - {id: denied, measure: arrested, count: 4, of: group, claimant: group, sources: [statement], responds_to: arrested}\n  - {id: wounded, measure: wounded, count: {low: 10, high: 15}, claimant: hospital, sources: [register]}\n  - {id: one, measure: killed, count: 1, of: army, claimant: army, sources: [communique]}\n  - {id: nearly, measure: displaced, count: {high: 60}, claimant: hospital, sources: [register], contradicted_by: [wounded]}\nestimate: {measure: killed, low: 0, best: null, high: 19, basis: {fr: Rien de sûr, en: Nothing sure}, by: {fr: la rédaction, en: the desk}, date: 2022-03}\n---\n",
        ),
    ]);
    site.put(
        "content/articles/a.fr.md",
        &format!("---\ntitle: Un article\ndate: 2022-02-23\nevents: [clash]\n---\n\n{body}\n"),
    );
    site.put(
        "content/articles/a.en.md",
        "---\ntitle: An article\n---\n\nWords.\n",
    );
    site
}

fn told(body: &str) -> Vec<String> {
    site(body).findings().lines().map(str::to_owned).collect()
}

#[test]
fn a_figure_is_the_claims_own_in_digits_and_words() {
    for good in [
        "[19 personnes](claim:clash#arrested)",
        "[dix-neuf personnes](claim:clash#arrested)",
        "« [19](claim:clash#arrested) »",
        "[entre 10 et 15 blessés](claim:clash#wounded), [12](claim:clash#wounded), [une dizaine](claim:clash#wounded)",
        "[un soldat](claim:clash#one)",
        "[près de 60](claim:clash#nearly)",
        "[**19** personnes](<claim:clash#arrested>)",
    ] {
        assert_eq!(told(good), Vec::<String>::new(), "{good}");
    }
}

#[test]
fn another_figure_is_an_error_where_it_stands() {
    for (bad, column, said) in [
        ("[91 personnes](claim:clash#arrested)", 2, "91"),
        (
            "Ils sont [quatre-vingt-onze](claim:clash#arrested).",
            11,
            "quatre-vingt-onze",
        ),
        (
            "Au total, [de 10 à 16 blessés](claim:clash#wounded)",
            15,
            "10 à 16",
        ),
        ("*En* [**deux** soldats](claim:clash#one)", 9, "deux"),
        ("[61](claim:clash#nearly)", 2, "61"),
        ("[١٨](claim:clash#arrested)", 2, "١٨"),
    ] {
        let findings = told(bad);
        assert_eq!(findings.len(), 1, "{bad}: {findings:?}");
        let start = format!(
            "content/articles/a.fr.md:7:{column}: error[figure-mismatch]: the text says `{said}`"
        );
        assert!(findings[0].starts_with(&start), "{}", findings[0]);
    }
    let none = told("[plusieurs](claim:clash#arrested)");
    assert!(
        none[0].contains("this text has no number, but the claim says `19`"),
        "{none:?}"
    );
}

#[test]
fn a_link_to_no_claim_says_which_there_are() {
    for (bad, help) in [
        (
            "[19](claim:clahs#arrested)",
            "did you mean `[19](claim:clash#arrested)`?",
        ),
        (
            "[19](claim:clash#arested)",
            "did you mean `[19](claim:clash#arrested)`?",
        ),
        (
            "[19](claim:clash)",
            "this names the event `clash`, but none of its claims",
        ),
        ("[19](claim:clash#zzzzzzzz)", "`[19](claim:clash#denied)`"),
        (
            "[19](claim:nothing-of-the-kind#x)",
            "there is no event `nothing-of-the-kind`",
        ),
    ] {
        let findings = told(bad);
        assert!(
            findings[0].contains("error[unknown-reference]"),
            "{findings:?}"
        );
        assert!(findings[0].contains(help), "{findings:?}");
    }
}

#[test]
fn a_claim_of_what_is_withheld_stays_text() {
    let site = site("Ils disent [19](claim:clash-b#x).");
    site.put(
        "content/articles/b.fr.md",
        "---\ntitle: Un brouillon\ndate: 2022-02-23\ndraft: true\nevents:\n  - {id: clash-b, title: B, date: 2022, regions: [mopti], claims: [{id: x, measure: killed, count: 19, claimant: army, sources: [communique]}]}\n---\n",
    );
    let findings = site.findings();
    assert!(
        findings.contains("a.fr.md:7:12: warning[withheld-link]"),
        "{findings}"
    );
    site.build().expect("it can be written");
    assert!(
        site.page("articles/a/index.html")
            .contains("Ils disent 19.")
    );
}

#[test]
fn a_warning_is_silenced_in_one_place_and_for_a_reason() {
    let site = site("");
    site.put(
        "content/sources/page.md",
        "---\ntitle: Page\nurl: https://example.org/\nderives_from: [wire-a]\n---\n",
    );
    assert!(site.findings().contains("warning[not-archived]"));
    site.put(
        "content/sources/page.md",
        "---\ntitle: Page\nurl: https://example.org/\nderives_from: [wire-a]\nallow: [{code: not-archived, reason: The host forbids it}]\n---\n",
    );
    assert_eq!(site.findings(), "");
    // Suppressions without a reason, of an error, of a misspelt code, and without a match.
    site.put(
        "content/sources/statement.md",
        "---\ntitle: Statement\noriginal: group\nallow:\n  - {code: not-archived}\n  - {code: broken-link, reason: No}\n  - {code: not-archievd, reason: No}\n---\n",
    );
    let findings = site.findings();
    for words in [
        "this entry has no `reason`",
        "`broken-link` is an error",
        "did you mean `not-archived`?",
    ] {
        assert!(findings.contains(words), "{words}: {findings}");
    }
    site.put(
        "content/sources/statement.md",
        "---\ntitle: Statement\noriginal: group\nallow: [{code: not-archived, reason: No}]\n---\n",
    );
    assert!(
        site.findings()
            .contains("statement.md:4:9: warning[unused-allow]"),
        "{}",
        site.findings()
    );
    // The whole site.
    site.put(
        "content/sources/statement.md",
        "---\ntitle: Statement\noriginal: group\n---\n",
    );
    site.put(
        "content/sources/page.md",
        "---\ntitle: Page\nurl: https://example.org/\nderives_from: [wire-a]\n---\n",
    );
    site.put(
        "content/site.yaml",
        "title: {fr: Le site, en: The site}\nlanguages: [fr, en]\nallow: [{code: not-archived, reason: No archive yet}]\n",
    );
    assert_eq!(site.findings(), "");
}

#[test]
fn a_draft_keeps_its_allowances() {
    let site = site("");
    site.put(
        "content/articles/b.fr.md",
        "---\ntitle: Un brouillon\ndate: 2022-02-23\ndraft: true\nallow: [{code: missing-translation, reason: Plus tard}]\n---\n",
    );
    assert_eq!(site.findings(), "");
}

#[test]
fn who_is_confirmed_by_whom() {
    let confirmed = |claims: &str| {
        let site = site("");
        site.put(
            "content/events/clash.md",
            &format!("---\ntitle: {{fr: Le combat, en: The clash}}\ndate: 2022-02-22\nregions: [mopti]\nside_a: [army]\nside_b: [group]\nclaims:\n{claims}---\n"),
        );
        site.findings().contains("warning[unadmitted]")
    };
    let killing = "  - {id: a, measure: killed, count: 8, of: group, claimant: army, sources: [communique], grade: confirmed}\n";
    assert!(confirmed(killing), "the claimant alone");
    let answer = |count: &str| {
        format!(
            "{killing}  - {{id: b, measure: killed, count: {count}, claimant: group, sources: [statement], responds_to: a}}\n"
        )
    };
    assert!(!confirmed(&answer("8")), "the other side agrees");
    assert!(
        confirmed(&answer("2")),
        "the other side says another figure"
    );
    assert!(
        !confirmed(
            "  - {measure: killed, count: 8, of: army, claimant: army, sources: [communique], grade: confirmed}\n"
        ),
        "own losses"
    );
    assert!(
        confirmed(
            "  - {measure: killed, count: 8, of: army, claimant: hospital, sources: [register], grade: confirmed}\n"
        ),
        "no party"
    );
}

/// The sample's founding article says 19, in two languages; saying 91 anywhere stops the build
/// there.
#[test]
fn the_sample_cannot_say_ninety_one() {
    for (file, from, to) in [
        (
            "2022-02-23-army-operations.fr.md",
            "[19 terroristes]",
            "[91 terroristes]",
        ),
        (
            "2022-02-23-army-operations.fr.md",
            "[19 terroristes]",
            "[quatre-vingt-onze terroristes]",
        ),
        (
            "2022-02-23-army-operations.en.md",
            "[19 terroristes]",
            "[91 terroristes]",
        ),
        (
            "2022-02-23-army-operations.en.md",
            "[19](claim:2022-02-fama-centre-operations",
            "[ninety-one](claim:2022-02-fama-centre-operations",
        ),
    ] {
        let folder = tempfile::tempdir().expect("a folder of our own");
        copy(&project().join("content"), &folder.path().join("content"));
        let path = folder.path().join("content/articles").join(file);
        let text = std::fs::read_to_string(&path).expect("the article");
        let at = text.find(from).unwrap_or_else(|| panic!("{file}: {from}"));
        let line = text[..at].matches('\n').count() + 1;
        let column = text[..at].chars().rev().take_while(|c| *c != '\n').count() + 2;
        std::fs::write(&path, text.replacen(from, to, 1)).expect("files can be written");
        let compiled =
            griot::compile(folder.path(), &options(), |_| {}).expect("the site can be read");
        let findings = findings(&compiled);
        assert!(
            findings.contains(&format!(
                "content/articles/{file}:{line}:{column}: error[figure-mismatch]"
            )),
            "{to}: {findings}"
        );
        assert!(compiled.artifacts.is_empty());
    }
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).expect("folders can be made");
    for entry in std::fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("its type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("files can be copied");
        }
    }
}

#[test]
fn an_answer_to_another_event_differs_from_no_claim_of_its_own() {
    let claims = "claims:\n  - {id: first, measure: killed, count: 5, of: group, claimant: army, sources: [wire]}\n";
    let answer = "  - {id: second, measure: killed, count: 9, of: others, claimant: group, sources: [wire], responds_to: a#first}\n";
    let event = |more: &str| {
        format!("---\ntitle: E\ndate: 2022-02-22\nregions: [mopti]\n{claims}{more}---\n")
    };
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: T\nlanguages: [en]\nundeclared: allow\n",
        ),
        ("content/sources/wire.md", "---\ntitle: Wire\n---\n"),
        ("content/events/a.md", &event("")),
        ("content/events/b.md", &event(answer)),
    ]);
    site.build().expect("it can be written");
    let page = site.page("events/b/index.html");
    assert!(
        page.contains("Responds to: <a href=\"/events/a/#first\">"),
        "{page}"
    );
    assert!(!page.contains("class=\"difference\""), "{page}");
    assert!(!page.contains("class=\"answer\""), "{page}");
}
