//! Pages about the site itself: corrections with their feed, coverage, and the provenance of
//! sources.

use std::collections::BTreeSet;

use crate::support::Site;
use atom_syndication::Feed;

/// Three events, three claims and five sources, which the numbers below count.
fn site() -> Site {
    Site::new(&[
        (
            "content/site.yaml",
            "title: {fr: Le site, en: The site}\nlanguages: [fr, en]\nbase_url: https://x.org/repo/\npage_size: 2\n",
        ),
        (
            "content/regions/mali.md",
            "---\nname: Mali\nlevel: country\n---\n\nUn pays.\n",
        ),
        (
            "content/regions/mopti.md",
            "---\nname: Mopti\npart_of: mali\n---\n",
        ),
        (
            "content/regions/kidal.md",
            "---\nname: Kidal\npart_of: mali\n---\n",
        ),
        (
            "content/actors/army.md",
            "---\nname: {fr: L'armée, en: The army}\nparty_to_conflict: yes\nrelations: [{type: opposed-to, actor: group, sources: [un]}]\n---\n\nUn profil.\n",
        ),
        ("content/actors/army.en.md", "---\n---\n\nA profile.\n"),
        (
            "content/actors/group.md",
            "---\nname: {fr: Le groupe, en: The group}\n---\n",
        ),
        (
            "content/sources/communique.md",
            "---\ntitle: Communiqué\nkind: communique\nscale: National\noriginal: army\nurl: https://a.example/1\narchive_url: https://b.example/1\narchived_at: 2022-03-03\naccessed: 2022-03-04\n---\n",
        ),
        (
            "content/sources/wire.md",
            "---\ntitle: Wire\nkind: wire\nurl: https://a.example/2\nderives_from: [communique]\n---\n",
        ),
        (
            "content/sources/copy.md",
            "---\ntitle: Copy\nkind: news\nderives_from: [wire]\n---\n",
        ),
        (
            "content/sources/letter.md",
            "---\ntitle: Letter\noriginal: group\n---\n",
        ),
        (
            "content/sources/un.md",
            "---\ntitle: UN report\nkind: report\nurl: https://a.example/3\n---\n",
        ),
        (
            "content/events/first.md",
            "---\ntitle: First\ndate: 2012-01-17\nregions: [mopti]\nside_a: [army]\nside_b: [group]\nclaims:\n  - {measure: arrested, count: 8, of: group, claimant: army, sources: [copy, wire], grade: weak}\n  - {measure: killed, count: 2, of: group, claimant: army, sources: [un, copy]}\n---\n",
        ),
        (
            "content/events/second.md",
            "---\ntitle: Second\ndate: 2015/2016\nregions: [mali]\n---\n",
        ),
        (
            "content/events/third.md",
            "---\ntitle: Third\ndate: 2019-03\nregions: [mali]\nside_b: [group]\nclaims:\n  - {measure: killed, count: 1, claimant: group, sources: [letter]}\n---\n",
        ),
        (
            "content/articles/a.md",
            "---\ntitle: Premier\ndate: 2022-02-23\nactors: [army]\ncorrections:\n  - {date: 2022-05-01, text: {fr: Le nom, en: The name}}\n  - {date: 2022-03-01, text: {fr: La date, en: The date}}\n---\n\nTexte.\n",
        ),
        (
            "content/articles/a.en.md",
            "---\ntitle: One\n---\n\nText.\n",
        ),
        (
            "content/articles/b.md",
            "---\ntitle: Deuxième\ndate: 2022-03-23\ntopics: [un]\nredirect_from: [/ancien/]\ncorrections:\n  - {date: 2022-04-01, text: Le lieu}\n---\n\nTexte.\n",
        ),
        (
            "content/articles/c.md",
            "---\ntitle: Brouillon\ndate: 2022-03-23\ndraft: true\ncorrections:\n  - {date: 2022-06-01, text: SECRET}\n---\n\nTexte.\n",
        ),
        (
            "content/pages/about.md",
            "---\ntitle: À propos\n---\n\nTexte.\n",
        ),
    ])
}

/// Returns the text of a page without tags, with white space collapsed.
fn words(html: &str) -> String {
    let text: String = scraper::Html::parse_document(html)
        .root_element()
        .text()
        .collect::<Vec<_>>()
        .join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn feed(site: &Site, path: &str) -> Feed {
    Feed::read_from(site.page(path).as_bytes()).expect("the feed is Atom")
}

fn ids(feed: &Feed) -> Vec<String> {
    feed.entries()
        .iter()
        .map(|entry| entry.id().to_owned())
        .collect()
}

#[test]
fn the_feed_of_corrections_is_announced_and_keeps_its_ids() {
    let site = site();
    site.build().expect("it can be written");
    for page in [
        "en/corrections/index.html",
        "en/corrections/page/2/index.html",
    ] {
        let page = site.page(page);
        assert!(
            page.contains(
                "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"/repo/en/corrections/feed.xml\">"
            ),
            "{page}"
        );
    }
    let before = feed(&site, "en/corrections/feed.xml");
    assert_eq!(before.id(), "https://x.org/repo/en/corrections/feed.xml");
    assert_eq!(before.updated().to_rfc3339(), "2022-05-01T00:00:00+00:00");
    let list = "https://x.org/repo/en/corrections/";
    let known = [
        format!("{list}#a/2022-05-01/1"),
        format!("{list}#b/2022-04-01/1"),
        format!("{list}#a/2022-03-01/1"),
    ];
    assert_eq!(ids(&before), known);
    // An older and a newer correction, a second one of the same day, and a translation of the
    // article.
    site.put(
        "content/articles/b.md",
        "---\ntitle: Deuxième\ndate: 2022-03-23\ncorrections:\n  - {date: 2022-07-01, text: Plus neuf}\n  - {date: 2022-04-01, text: Le lieu}\n  - {date: 2022-04-01, text: Un autre lieu}\n  - {date: 2022-03-24, text: Plus vieux}\n---\n\nTexte.\n",
    );
    site.put(
        "content/articles/b.en.md",
        "---\ntitle: Two\n---\n\nText.\n",
    );
    site.build().expect("it can be written");
    let after = feed(&site, "en/corrections/feed.xml");
    assert_eq!(after.entries().len(), 6);
    let place = after
        .entries()
        .iter()
        .find(|entry| entry.id() == known[1])
        .expect("the entry is still there");
    assert_eq!(
        place.summary().map(|text| text.value.as_str()),
        Some("Le lieu")
    );
    let all: BTreeSet<String> = ids(&after).into_iter().collect();
    assert_eq!(all.len(), 6, "no id stands twice: {all:?}");
    assert!(known.iter().all(|id| all.contains(id)), "{all:?}");
}

#[test]
fn a_draft_gives_nothing_away() {
    let site = site();
    site.build().expect("it can be written");
    for artifact in site.compile().artifacts {
        let text = String::from_utf8_lossy(&artifact.bytes);
        assert!(
            !text.contains("SECRET") && !text.contains("Brouillon"),
            "{}",
            artifact.path
        );
    }
}

#[test]
fn coverage_names_the_first_of_many_that_are_missing() {
    // None of them archived, and more examples than are named.
    let site = Site::new(&[("content/site.yaml", "title: My site\nlanguages: [en]\n")]);
    for number in 1..=25 {
        site.put(
            &format!("content/sources/s{number}.md"),
            &format!("---\ntitle: Source {number}\nurl: https://a.example/{number}\n---\n"),
        );
    }
    site.build().expect("it can be written");
    let text = words(&site.page("coverage/index.html"));
    assert!(
        text.contains("With an archived copy not one of 25 is archived"),
        "{text}"
    );
    assert!(
        text.contains("25 sources with an address have no archived copy."),
        "{text}"
    );
    assert!(text.contains("and 5 more"), "{text}");
}

#[test]
fn a_site_with_one_article_says_so_calmly() {
    let site = Site::new(&[
        ("content/site.yaml", "title: My site\nlanguages: [en]\n"),
        (
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2022-02-23\n---\n\nText.\n",
        ),
    ]);
    site.build().expect("it can be written");
    let coverage = words(&site.page("coverage/index.html"));
    for part in [
        "Articles 1 Events 0",
        "Period Nothing yet.",
        "Claims Nothing yet.",
        "English 1 of 1 (100%) 0 0",
        "No event is recorded. No claim is recorded. No source is given.",
    ] {
        assert!(coverage.contains(part), "{part} is missing in {coverage}");
    }
    let corrections = words(&site.page("corrections/index.html"));
    assert!(
        corrections.contains("No correction has been published yet."),
        "{corrections}"
    );
    let feed = feed(&site, "corrections/feed.xml");
    assert!(feed.entries().is_empty());
    assert_eq!(feed.updated().to_rfc3339(), "2022-02-23T00:00:00+00:00");
    let empty = Site::new(&[("content/site.yaml", "title: My site\nlanguages: [en]\n")]);
    empty.build().expect("it can be written");
    assert!(
        empty.has("coverage/index.html")
            && empty.has("corrections/index.html")
            && empty.has("feed.xml")
    );
}

#[test]
fn every_page_leads_to_both() {
    let site = site();
    site.build().expect("it can be written");
    let mut kinds = BTreeSet::new();
    for artifact in site.compile().artifacts {
        let html = String::from_utf8_lossy(&artifact.bytes);
        let kind = html
            .split("data-kind=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let Some(kind) =
            kind.filter(|kind| artifact.path.ends_with(".html") && *kind != "redirect")
        else {
            continue;
        };
        let home = if artifact.path.starts_with("en/") {
            "/repo/en/"
        } else {
            "/repo/"
        };
        let foot = html
            .split("<footer class=\"bottom\"")
            .nth(1)
            .expect("every page has a foot");
        for page in ["corrections", "coverage"] {
            let link = format!("href=\"{home}{page}/\"");
            assert!(foot.contains(&link), "{} lacks {link}", artifact.path);
        }
        kinds.insert(kind.to_owned());
    }
    assert!(kinds.len() >= 18, "all kinds were seen: {kinds:?}");
    let sitemap = site.page("sitemap.xml");
    for page in ["en/coverage/", "en/corrections/", "en/corrections/page/2/"] {
        assert!(
            sitemap.contains(&format!("<loc>https://x.org/repo/{page}</loc>")),
            "{page}"
        );
    }
}
