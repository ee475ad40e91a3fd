//! Pages that a case cannot show as a whole: lists in pages, places that are withheld, large trees.
//!
//! What pages say of one another stands in `tests/cases/pages/`.

use crate::support::Site;

/// A region that changed what it belongs to, two actors on two sides, an event before and after.
fn site() -> Site {
    Site::new(&[
        (
            "content/site.yaml",
            "title: {fr: Le site, en: The site}\nlanguages: [fr, en]\nbase_url: https://x.org/repo/\n",
        ),
        (
            "content/regions/mali.md",
            "---\nname: Mali\nlevel: country\n---\n",
        ),
        (
            "content/regions/mopti.md",
            "---\nname: Mopti\npart_of: mali\n---\n",
        ),
        (
            "content/regions/bandiagara.md",
            "---\nname: Bandiagara\npart_of:\n  - {region: mopti, until: 2023-03-12}\n  - {region: mali, from: 2023-03-13}\n---\n",
        ),
        (
            "content/actors/army.md",
            "---\nname: {fr: L'armée, en: The army}\naliases: {fr: [armée nationale]}\nparty_to_conflict: yes\n---\n\nUn profil.\n",
        ),
        ("content/actors/army.en.md", "---\n---\n\nA profile.\n"),
        (
            "content/actors/group.md",
            "---\nname: {fr: Le groupe, en: The group}\nrelations: [{type: opposed-to, actor: army, from: 2012}]\n---\n",
        ),
        (
            "content/sources/s.md",
            "---\ntitle: A report\npublisher: Paper\n---\n",
        ),
        (
            "content/events/before.md",
            "---\ntitle: {fr: Avant, en: Before}\ndate: 2022-02-16..2022-02-22\nregions: [bandiagara]\nside_a: [army]\nside_b: [group]\nclaims:\n  - {id: arrested, measure: arrested, count: {low: 8, high: 10}, of: group, claimant: army, sources: [s], quote: {bm: mɔgɔ}, grade: weak}\n  - {measure: arrested, count: 0, claimant: group, sources: [s], responds_to: arrested}\nestimate: {measure: killed, low: 0, best: null, high: 8, basis: {fr: Rien, en: Nothing}, by: Desk, date: 2022-03}\n---\n",
        ),
        (
            "content/events/after.md",
            "---\ntitle: {fr: Après, en: After}\ndate: 2024-01\nregions: [bandiagara]\nactors: [army, group]\n---\n",
        ),
        (
            "content/articles/a.fr.md",
            "---\ntitle: Premier\ndate: 2022-02-23\nupdated: 2022-02-24\nevents: [before]\ntopics: [{fr: Accords, en: Agreements}]\nredirect_from: [/ancien/]\n---\n\nVoir [b](b.md) et l'armée nationale [@s].\n",
        ),
        (
            "content/articles/a.en.md",
            "---\ntitle: First\nredirect_from: [/old/]\n---\n\nSee [the second](b.md).\n",
        ),
        (
            "content/articles/b.md",
            "---\ntitle: Second\ndate: 2022-03\nactors: [group]\nevents:\n  - {id: inside, title: Dedans, date: 2022, regions: [mali]}\n---\n\n[[before#arrested|huit]]\n",
        ),
    ])
}

#[test]
fn long_lists_come_in_pages() {
    let site = Site::new(&[(
        "content/site.yaml",
        "title: My site\nlanguages: [en]\nundeclared: allow\npage_size: 3\n",
    )]);
    for number in 1..=8 {
        site.put(
            &format!("content/articles/a{number}.md"),
            &format!("---\ntitle: Article {number}\ndate: 2022-02-0{number}\nactors: [Example group]\ntopics: [one]\nevents:\n  - {{title: Event {number}, date: 2022-02-0{number}, regions: [Mopti], actors: [Example group]}}\n---\n"),
        );
    }
    site.build().expect("it can be written");
    let second = site.page("articles/page/2/index.html");
    assert!(
        second.contains("Page 2 of 3")
            && second.contains("href=\"/articles/\"")
            && second.contains("href=\"/articles/page/3/\""),
        "{second}"
    );
    assert!(
        second.contains("Article 5") && !second.contains("Article 6"),
        "newest first: {second}"
    );
    for path in [
        "actors/example-group/articles/page/3",
        "actors/example-group/events/page/3",
        "regions/mopti/events/page/3",
        "events/2022/page/3",
        "topics/one/page/3",
    ] {
        assert!(site.has(&format!("{path}/index.html")), "{path}");
        assert!(
            !site.has(&format!("{}4/index.html", path.trim_end_matches('3'))),
            "{path}"
        );
    }
    let actor = site.page("actors/example-group/index.html");
    assert!(
        actor.contains("See all 8 events") && actor.contains("/actors/example-group/events/"),
        "{actor}"
    );
}

#[test]
fn a_place_is_told_no_more_exactly_than_it_may_be() {
    let event = "---\ntitle: Somewhere\ndate: 2022-02-23\nregions: [mopti]\nplace: {name: SECRET village, lat: 14.4843, lon: -4.183}\nwhere_description: SECRET road\nwhere_prec: exact\npublish_precision: country\n---\n";
    let site = Site::new(&[
        ("content/site.yaml", "title: My site\nlanguages: [en]\n"),
        (
            "content/regions/mali.md",
            "---\nname: Mali\nlevel: country\n---\n",
        ),
        (
            "content/regions/mopti.md",
            "---\nname: Mopti\nlevel: adm1\npart_of: mali\n---\n",
        ),
        ("content/events/somewhere.md", event),
    ]);
    site.build().expect("it can be written");
    for artifact in site.compile().artifacts {
        assert!(
            !String::from_utf8_lossy(&artifact.bytes).contains("SECRET"),
            "{} tells the place",
            artifact.path
        );
    }
    let page = site.page("events/somewhere/index.html");
    assert!(
        page.contains("/regions/mali/") && !page.contains("/regions/mopti/"),
        "{page}"
    );
    assert!(
        !site
            .page("regions/mopti/index.html")
            .contains("/events/somewhere/")
    );
    site.put(
        "content/regions/mopti.md",
        "---\nname: Mopti\nlevel: adm1\n---\n",
    );
    assert!(
        site.findings()
            .contains("events/somewhere.md:8:20: error[missing-place]"),
        "{}",
        site.findings()
    );
}

/// `near` allows the region, and neither the name nor the point of the place.
#[test]
fn near_a_place_is_not_the_place() {
    let site = Site::new(&[
        ("content/site.yaml", "title: My site\nlanguages: [en]\n"),
        ("content/regions/mopti.md", "---\nname: Mopti\n---\n"),
        (
            "content/events/somewhere.md",
            "---\ntitle: Somewhere\ndate: 2022-02-23\nregions: [mopti]\nplace: {name: SECRET village, lat: 14.4843, lon: -4.183}\nwhere_description: SECRET road\nwhere_prec: exact\npublish_precision: near\n---\n",
        ),
    ]);
    let compiled = site.compile();
    assert!(!compiled.artifacts.is_empty(), "{}", site.findings());
    for artifact in compiled.artifacts {
        let text = String::from_utf8_lossy(&artifact.bytes);
        for secret in ["SECRET", "14.48", "-4.18"] {
            assert!(!text.contains(secret), "{} tells {secret}", artifact.path);
        }
    }
    site.build().expect("it can be written");
    let page = site.page("events/somewhere/index.html");
    assert!(page.contains("/regions/mopti/"), "{page}");
}

#[test]
fn a_page_says_where_its_file_can_be_edited() {
    let site = site();
    site.put(
        "content/site.yaml",
        "title: {fr: Le site, en: The site}\nlanguages: [fr, en]\nedit_url: https://example.org/edit/main\n",
    );
    site.build().expect("it can be written");
    let link = |page: &str| {
        let html = site.page(page);
        html.split("href=\"https://example.org/edit/main/")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .map(str::to_owned)
    };
    assert_eq!(
        link("en/articles/a/index.html").as_deref(),
        Some("content/articles/a.en.md")
    );
    assert_eq!(
        link("articles/a/index.html").as_deref(),
        Some("content/articles/a.fr.md")
    );
    assert_eq!(
        link("en/actors/army/index.html").as_deref(),
        Some("content/actors/army.en.md")
    );
    assert_eq!(link("actors/index.html"), None);
}

#[test]
fn what_runs_from_left_to_right_does_so_within_a_page_that_does_not() {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: {ar: موقع}\nlanguages: [ar]\nbase_url: https://x.org/\n",
        ),
        (
            "content/regions/mopti.md",
            "---\nname: موبتي\npoint: {lat: 14.4843, lon: -4.183}\n---\n",
        ),
        ("content/actors/army.md", "---\nname: الجيش\n---\n"),
        ("content/sources/s.md", "---\ntitle: تقرير\n---\n"),
        (
            "content/events/e.md",
            "---\ntitle: حدث\ndate: 2022\nregions: [mopti]\nactors: [army]\nclaims:\n  - {measure: killed, count: 8, claimant: army, sources: [s], quote: {fr: huit morts}}\n---\n",
        ),
    ]);
    site.build().expect("it can be written");
    let mopti = site.page("regions/mopti/index.html");
    assert!(
        mopti.contains("\u{2066}14.4843, -4.1830\u{2069}"),
        "{mopti}"
    );
    // The quotation's marks stand at its own ends, not at those of an Arabic line.
    let event = site.page("events/e/index.html");
    assert!(
        event.contains(r#"<q lang="fr" dir="ltr">«huit morts»</q>"#),
        "{event}"
    );
}

#[test]
fn a_tree_of_many_regions_is_cut_where_the_page_ends() {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: The site\nlanguages: [en]\nbase_url: https://x.org/\nsearch: no\n",
        ),
        (
            "content/regions/mali.md",
            "---\nname: Mali\nlevel: country\n---\n",
        ),
    ]);
    let region = |id: &str, rest: &str| {
        site.put(
            &format!("content/regions/{id}.md"),
            &format!("---\nname: {id}\n{rest}---\n"),
        );
    };
    for at in 0..5 {
        region(&format!("area-{at}"), "part_of: mali\n");
        for part in 0..120 {
            region(
                &format!("part-{at}-{part}"),
                &format!("part_of: area-{at}\n"),
            );
        }
    }
    for at in 0..130 {
        region(&format!("whole-{at}"), "");
    }
    let compiled = site.compile();
    let page = |path: &str| -> String {
        let file = compiled.artifacts.iter().find(|file| file.path == path);
        let file = file.unwrap_or_else(|| panic!("{path} is not there"));
        String::from_utf8_lossy(&file.bytes).into_owned()
    };
    let first = page("regions/index.html");
    assert!(
        first.contains("href=\"/regions/area-4/\">120 regions within</a>"),
        "{first}"
    );
    assert!(
        !first.contains("href=\"/regions/part-0-0/\""),
        "the level below is left out"
    );
    assert!(first.contains("href=\"/regions/page/2/\" rel=\"next\""));
    assert!(page("regions/page/2/index.html").contains("whole-99"));
    // Regions left out of the tree are on the page of the containing region, then on pages of their
    // own.
    let area = page("regions/area-0/index.html");
    assert_eq!(area.matches("href=\"/regions/part-0-").count(), 100);
    assert!(
        area.contains("href=\"/regions/area-0/parts/\">See all 120</a>"),
        "{area}"
    );
    assert_eq!(
        page("regions/area-0/parts/page/2/index.html")
            .matches("href=\"/regions/part-0-")
            .count(),
        20
    );
}
