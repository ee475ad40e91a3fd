//! Texts that a site has once, and does not repeat in lists, tables and figures.

use std::fmt::Write as _;

use crate::support::Site;

/// Nine articles about the same actor, topic and place, each with two events of its own; one has
/// four.
fn site() -> Site {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: My site\nlanguages: [en]\nundeclared: allow\npage_size: 8\n",
        ),
        (
            "content/regions/mopti.md",
            "---\nname: Mopti\npoint: {lat: 14.5, lon: -4.2}\n---\n",
        ),
        (
            "content/sources/communique.md",
            "---\ntitle: Communiqué\noriginal: Army\n---\n",
        ),
        (
            "content/sources/wire.md",
            "---\ntitle: Wire\nderives_from: [communique]\n---\n",
        ),
    ]);
    for number in 1..=9 {
        let mut events = String::new();
        for event in 1..=if number == 9 { 4 } else { 2 } {
            let at = format!("event-{number}-{event}");
            let claims = format!(
                "[{{id: direct, measure: killed, count: 1, claimant: Army, sources: [communique]}}, \
                          {{id: read, measure: wounded, count: 2, claimant: Army, sources: [wire]}}, \
                          {{id: mixed, measure: arrested, count: 3, claimant: Group, sources: [wire, other-{number}]}}]"
            );
            writeln!(
                events,
                "  - {{id: {at}, title: Event {number}.{event}, date: 2022-02-0{event}, regions: [Mopti], side_a: [Army], side_b: [Group],\n     \
                 place: {{name: Sévaré, lat: 14.5, lon: -4.1}}, where_prec: near, claims: {claims}}}"
            )
            .expect("memory takes it");
        }
        site.put(
            &format!("content/articles/a{number}.md"),
            &format!(
                "---\ntitle: Article {number}\ndate: 2022-02-0{number}\nsummary: What article {number} says.\ntopics: [one]\nactors: [Army]\n\
                 sources:\n  - {{id: other-{number}, title: Other {number}}}\nevents:\n{events}---\nThe Army.\n"
            ),
        );
    }
    site
}

/// Counts the occurrences of a text in a page.
fn times(page: &str, words: &str) -> usize {
    page.matches(words).count()
}

#[test]
fn summaries_stand_where_readers_choose() {
    let site = site();
    site.build().expect("it can be written");
    for path in ["articles/index.html", "topics/one/index.html", "index.html"] {
        assert!(
            site.page(path).contains("<p>What article 8 says.</p>"),
            "{path}"
        );
    }
    for path in [
        "articles/page/2/index.html",
        "topics/one/page/2/index.html",
        "actors/army/index.html",
        "actors/army/articles/index.html",
        "actors/army/articles/page/2/index.html",
    ] {
        let page = site.page(path);
        assert!(page.contains("<li><a href=\"/articles/a"), "{path}: {page}");
        assert!(!page.contains("What article"), "{path}: {page}");
    }
}

#[test]
fn a_page_that_leads_to_a_whole_list_begins_it() {
    let site = site();
    site.build().expect("it can be written");
    let actor = site.page("actors/army/index.html");
    assert_eq!(times(&actor, "<li><a href=\"/articles/a"), 6, "{actor}");
    assert!(actor.contains("See all 9 articles"), "{actor}");
    let table = actor
        .split("<table class=\"events\">")
        .nth(1)
        .expect("the events");
    let table = table.split("</table>").next().unwrap_or_default();
    assert_eq!(times(table, "<tr><td>"), 6, "{table}");
    assert!(
        actor.contains("See all 20 events") && !actor.contains("more events"),
        "{actor}"
    );
}

#[test]
fn a_source_that_is_an_origin_is_named_once() {
    let site = site();
    site.build().expect("it can be written");
    let page = site.page("articles/a1/index.html");
    let claim = |id: &str| {
        let (_, rest) = page
            .split_once(&format!("id=\"event-1-1-{id}\""))
            .expect("the claim");
        rest.split("<tr").next().unwrap_or_default().to_owned()
    };
    let direct = claim("direct");
    assert!(
        direct.contains(
            "<li>Source: <a href=\"/sources/communique/\">Communiqué</a> (speaker: <a href=\"/actors/army/\">Army</a>"
        ),
        "{direct}"
    );
    assert!(!direct.contains("Origin:"), "{direct}");
    // What is read elsewhere, or beside another text, has both.
    let read = claim("read");
    assert!(
        read.contains("<li>Origin: <a href=\"/sources/communique/\">")
            && read.contains("<li>Source: <a href=\"/sources/wire/\">Wire</a>\n<li>"),
        "{read}"
    );
    assert!(claim("mixed").contains("<li>Origin:"), "{}", claim("mixed"));
}

#[test]
fn links_within_a_page_do_not_name_it() {
    let site = site();
    site.build().expect("it can be written");
    let page = site.page("articles/a1/index.html");
    assert!(!page.contains("href=\"/articles/a1/#"), "{page}");
    assert!(page.contains("href=\"#source-other-1\""), "{page}");
    assert!(
        site.page("actors/army/index.html")
            .contains("href=\"/articles/a"),
        "other pages are named"
    );
}

#[test]
fn what_an_article_tells_in_full_has_no_table_and_few_events_no_timeline() {
    let site = site();
    site.build().expect("it can be written");
    let few = site.page("articles/a1/index.html");
    assert!(
        few.contains("aria-label=\"Where it was. 2 events; the text above holds the same facts.\""),
        "{few}"
    );
    assert!(
        !few.contains("class=\"drawn times\"") && !few.contains("Show as a table"),
        "{few}"
    );
    // What the table would have had beside the rest.
    assert!(few.contains(" · Near the place named"), "{few}");
    assert!(
        site.page("articles/a9/index.html")
            .contains("class=\"drawn times\"")
    );
    let actor = site.page("actors/army/index.html");
    assert!(
        actor.contains("the table below holds the same facts") && actor.contains("Show as a table"),
        "{actor}"
    );
}

#[test]
fn rows_of_a_list_do_not_say_what_its_heading_says() {
    let mut claims = String::new();
    for number in 1..=101 {
        writeln!(
            claims,
            "  - {{id: c{number}, measure: killed, count: {number}, claimant: Army, of: Group, sources: [paper]}}"
        )
        .expect("memory takes it");
    }
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: My site\nlanguages: [en]\nundeclared: allow\n",
        ),
        ("content/sources/paper.md", "---\ntitle: A paper\n---\n"),
        (
            "content/events/clash.md",
            &format!(
                "---\ntitle: The clash\ndate: 2022-02-01\nregions: [Mopti]\nclaims:\n{claims}---\n"
            ),
        ),
    ]);
    site.build().expect("it can be written");
    let heads = |path: &str| -> Vec<String> {
        let page = site.page(path);
        assert!(
            !page.contains("<td><a href=\"/actors/"),
            "only the event is a link: {page}"
        );
        let head = page.split("<thead><tr>").nth(1).expect("a table");
        let head = head.split("</thead>").next().unwrap_or_default();
        head.split("<th>").skip(1).map(str::to_owned).collect()
    };
    let all = [
        "Claim",
        "Event",
        "Date",
        "According to",
        "About",
        "Evidence",
    ];
    let without = |left_out: &str| -> Vec<&str> {
        all.into_iter().filter(|head| *head != left_out).collect()
    };
    assert_eq!(heads("sources/paper/claims/index.html"), all);
    assert_eq!(
        heads("actors/army/claims/index.html"),
        without("According to")
    );
    assert_eq!(
        heads("actors/group/claims-about/index.html"),
        without("About")
    );
}
