//! Figures in texts: the drawing, its table, and invalid requests.

use crate::support::Site;

const SQUARE: &str = r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "Mopti"},
  "geometry": {"type": "Polygon", "coordinates": [[[-5, 14], [-3, 14], [-3, 15], [-5, 15], [-5, 14]]]}}]}"#;

/// A country, a region with a boundary, one within it without, and two events with claims. `body`
/// is the article's text.
fn site(body: &str) -> Site {
    let site = Site::new(&[
        ("content/site.yaml", "title: The site\nlanguages: [en]\n"),
        ("content/geo/regions.geojson", SQUARE),
        (
            "content/regions/mali.md",
            "---\nname: Mali\nlevel: country\niso_3166: ML\n---\n",
        ),
        (
            "content/regions/mopti.md",
            "---\nname: Mopti\nlevel: adm1\npart_of: mali\ngeometry: \"geo/regions.geojson#name=Mopti\"\n---\n",
        ),
        (
            "content/regions/bandiagara.md",
            "---\nname: Bandiagara\nlevel: adm1\npart_of: mopti\npoint: {lat: 14.35, lon: -3.61}\n---\n",
        ),
        (
            "content/actors/army.md",
            "---\nname: Army\nactor_type: State forces\n---\n",
        ),
        (
            "content/actors/group.md",
            "---\nname: Group\nrelations: [{type: opposed-to, actor: army}]\n---\n",
        ),
        ("content/sources/s.md", "---\ntitle: Communiqué\n---\n"),
        (
            "content/events/clash.md",
            "---\ntitle: Clash\ndate: 2022-02-16..2022-02-22\nregions: [mopti, bandiagara]\nwhere_prec: adm1\nside_a: [army]\nside_b: [group]\nclaims: [{measure: arrested, count: 8, claimant: army, sources: [s]}]\n---\n",
        ),
        (
            "content/events/later.md",
            "---\ntitle: Later\ndate: 2023-05-01\nregions: [mali]\nplace: {name: Sévaré, lat: 14.53, lon: -4.09}\nwhere_prec: exact\nactors: [army]\nclaims: [{measure: arrested, count: {low: 2, high: 5}, claimant: group, sources: [s]}]\n---\n",
        ),
    ]);
    site.put(
        "content/articles/a.md",
        &format!("---\ntitle: A\ndate: 2022-02-23\nactors: [group]\n---\n\n{body}\n"),
    );
    site
}

fn article(body: &str) -> String {
    let site = site(body);
    site.build().expect("it can be written");
    let page = site.page("articles/a/index.html");
    let start = page.find("<figure class=\"drawing\">").expect("the figure");
    page[start..start + page[start..].find("</figure>").expect("its end")].to_owned()
}

#[test]
fn a_map_draws_what_is_known_and_says_what_is_not() {
    let figure = article("![Where it was](map:mali \"By the desk\")");
    assert!(
        figure.contains(
            "aria-label=\"Where it was. 2 events; the table below holds the same facts.\""
        )
    );
    for words in [
        "<details class=\"data notes\"><summary>1 of 2 events is known to its region only</summary>",
        "Bandiagara has no boundary here: its events count in Mopti.",
        "somewhere in this region",
        "href=\"/regions/mopti/\"",
        "href=\"/events/later/\"",
        "<figcaption>By the desk</figcaption>",
        "between 16 and 22 February 2022",
        "Located to the region",
    ] {
        assert!(figure.contains(words), "{words}: {figure}");
    }
    assert!(
        !figure.contains("style="),
        "the policy forbids inline styles"
    );
}

#[test]
fn many_places_are_few_marks_and_what_is_said_of_many_is_said_once() {
    let site = site("![Where](map:mali)");
    for number in 0..70 {
        let (lat, lon) = (
            13.0 + f64::from(number / 10) * 0.01,
            -8.0 + f64::from(number % 10) * 0.01,
        );
        site.put(
            &format!("content/events/e{number}.md"),
            &format!("---\ntitle: Event {number}\ndate: 2022-03-01\nregions: [mali]\nplace: {{name: Place {number}, lat: {lat:.2}, lon: {lon:.2}}}\nwhere_prec: exact\n---\n"),
        );
    }
    for number in 0..4 {
        site.put(
            &format!("content/regions/r{number}.md"),
            &format!(
                "---\nname: Region {number}\nlevel: adm2\npoint: {{lat: 20, lon: {number}}}\n---\n"
            ),
        );
        site.put(
            &format!("content/events/r{number}.md"),
            &format!(
                "---\ntitle: There {number}\ndate: 2022-03-02\nregions: [mali, r{number}]\nwhere_prec: adm2\n---\n"
            ),
        );
    }
    site.build().expect("it can be written");
    let page = site.page("articles/a/index.html");
    let map = &page[page.find("<svg class=\"drawn map\"").expect("a map")..];
    let map = &map[..map.find("</figure>").expect("its end")];
    // The seventy lie in one corner of the country and the other place far from them.
    let dots = map[..map.find("</svg>").expect("its end")]
        .matches("class=\"dot\"")
        .count();
    assert!((2..40).contains(&dots), "{dots}: {map}");
    assert!(map.contains("several places close together"), "{map}");
    // An event known by its district is a ring at the seat; nothing is hatched if there are so
    // many.
    assert!(
        map.matches("class=\"ring\"").count() > 1,
        "one at least, and the legend's: {map}"
    );
    assert!(
        map.contains("known to the locality or district") && !map.contains("hatch"),
        "{map}"
    );
    assert!(
        map.contains("1 event is known to its region only: it counts in the tint of the region and has no dot."),
        "{map}"
    );
}

#[test]
fn what_a_map_cannot_show_is_counted_and_folded() {
    let site = site("![Where](map:mali)");
    for number in 0..3 {
        site.put(
            &format!("content/events/n{number}.md"),
            &format!(
                "---\ntitle: Nation {number}\ndate: 2022-03-0{}\nregions: [mali]\nwhere_prec: country\n---\n",
                number + 1
            ),
        );
    }
    site.build().expect("it can be written");
    let page = site.page("articles/a/index.html");
    for words in [
        "<summary>3 of 5 events are not on the map</summary>",
        "The places of 3 events are known no more exactly than a country",
        "1 event",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn a_chart_of_many_claims_goes_by_year_and_adds_nothing_up() {
    let site = site("![Killed](chart:killed)");
    for number in 0..61 {
        let year = 2010 + number % 3;
        site.put(
            &format!("content/events/k{number}.md"),
            &format!("---\ntitle: Event {number}\ndate: {year}-03-01\nregions: [mali]\nclaims: [{{measure: killed, count: {{low: {number}, high: {}}}, claimant: army, sources: [s]}}]\n---\n", number + 2),
        );
    }
    site.build().expect("it can be written");
    let page = site.page("articles/a/index.html");
    let chart = &page[page.find("<svg class=\"drawn chart\"").expect("a chart")..];
    let chart = &chart[..chart.find("</svg>").expect("its end")];
    assert_eq!(
        chart.matches("class=\"band\"").count(),
        3,
        "a bar a year: {chart}"
    );
    // 2010 has the figures of events 0, 3, ... 60; their sum would be 630 and more.
    assert!(
        chart.contains("0 to 62") && !chart.contains("630"),
        "{chart}"
    );
    assert!(page.contains("Nothing is added up."), "{page}");
}

#[test]
fn origins_lead_from_pages_to_where_they_end() {
    let site = site("![Where the eight come from](origins:clash#arrested)");
    for (name, from) in [("wire", "s"), ("page", "wire"), ("copy", "wire")] {
        site.put(
            &format!("content/sources/{name}.md"),
            &format!("---\ntitle: The {name}\nderives_from: [{from}]\n---\n"),
        );
    }
    site.put(
        "content/events/clash.md",
        "---\ntitle: Clash\ndate: 2022-02-16\nregions: [mopti]\nclaims: [{measure: arrested, count: 8, claimant: army, sources: [page, copy]}]\n---\n",
    );
    site.build().expect("it can be written");
    let page = site.page("articles/a/index.html");
    let start = page
        .find("<svg class=\"drawn origins\"")
        .expect("the figure");
    let figure = &page[start..start + page[start..].find("</figure>").expect("its end")];
    for words in [
        "The page",
        "The copy",
        "The wire",
        "Communiqué",
        "one report, one origin",
        "repeats",
    ] {
        assert!(figure.contains(words), "{words}: {figure}");
    }
    let svg = figure.split("</svg>").next().expect("the drawing");
    assert_eq!(
        (
            svg.matches("class=\"relay\"").count(),
            svg.matches("class=\"origin\"").count()
        ),
        (1, 1)
    );
    assert!(
        figure.contains(
            "<td><a href=\"/sources/wire/\">The wire</a></td><td><a href=\"/sources/s/\">Communiqué</a></td>"
        ),
        "{figure}"
    );
}

#[test]
fn few_relations_are_listed_and_not_drawn() {
    let relations: String = (0..6)
        .map(|n| format!("{{type: opposed-to, actor: foe{n}}}, "))
        .collect();
    let page = |relations: &str| {
        let site = site("x");
        for number in 0..7 {
            site.put(
                &format!("content/actors/foe{number}.md"),
                &format!("---\nname: Foe {number}\n---\n"),
            );
        }
        site.put(
            "content/actors/band.md",
            &format!("---\nname: Band\nrelations: [{relations}]\n---\n"),
        );
        site.build().expect("it can be written");
        site.page("actors/band/index.html")
    };
    assert!(!page(&relations).contains("drawn graph"));
    assert!(page(&format!("{relations}{{type: opposed-to, actor: foe6}}")).contains("drawn graph"));
}

#[test]
fn behind_a_figure_of_many_events_is_the_list_of_what_it_is_about() {
    let site = site("![When](timeline:?actor=army)");
    for number in 0..100 {
        site.put(
            &format!("content/events/e{number}.md"),
            &format!("---\ntitle: Event {number}\ndate: 2022-03-01\nregions: [mali]\nactors: [army]\n---\n"),
        );
    }
    let figure = |page: &str| {
        let page = site.page(page);
        let start = page.find("<svg class=\"drawn times\"").expect("a timeline");
        page[start..].to_owned()
    };
    site.build().expect("it can be written");
    let link = |address: &str| {
        format!("<p class=\"meta\"><a href=\"{address}\">See all 102 events</a></p>")
    };
    for (page, list) in [
        ("actors/army/index.html", "/actors/army/events/"),
        ("regions/mali/index.html", "/regions/mali/events/"),
        ("articles/a/index.html", "/events/"),
    ] {
        assert!(
            figure(page).contains(&link(list)),
            "{page}: {}",
            figure(page)
        );
        assert!(
            site.page(&format!("{}index.html", &list[1..]))
                .contains("<title>"),
            "{list}"
        );
    }
    // With longer pages they have no list of their own, and the table is on the page itself.
    site.put(
        "content/site.yaml",
        "title: The site\nlanguages: [en]\npage_size: 200\n",
    );
    site.build().expect("it can be written");
    assert!(!figure("actors/army/index.html").contains("See all 102 events"));
    assert!(figure("actors/army/index.html").contains("<details class=\"data\">"));
}

#[test]
fn conditions_choose_events() {
    for (request, there, not) in [
        ("timeline:?from=2023", "Later", "Clash"),
        ("timeline:?to=2022-12", "Clash", "Later"),
        ("timeline:?region=mopti", "Clash", "Later"),
        ("timeline:?actor=group", "Clash", "Later"),
        ("table:?from=2023&actor=army", "Later", "Clash"),
    ] {
        let figure = article(&format!("![Events]({request})"));
        assert!(
            figure.contains(there) && !figure.contains(not),
            "{request}: {figure}"
        );
    }
}

#[test]
fn graphs_and_charts_have_their_legend_and_table() {
    let graph = article("![Whom it opposes](graph:group)");
    assert!(
        graph.contains("opposed") && graph.contains("href=\"/actors/army/\""),
        "{graph}"
    );
    let chart = article("![Arrests](chart:arrested)");
    for words in [
        "2 to 5",
        "Army",
        "Group",
        "one origin, read in the original",
        "href=\"/events/clash/#arrested-army\"",
    ] {
        assert!(chart.contains(words), "{words}: {chart}");
    }
}

#[test]
fn a_request_that_cannot_be_understood_is_told_in_place() {
    for (body, code, words) in [
        ("![x](graph:)", "bad-figure", "which actor it is about"),
        ("![x](graph:mopti)", "bad-figure", "is not an actor"),
        ("![x](origins:)", "bad-figure", "which claim it is about"),
        (
            "![x](origins:clash#arested)",
            "unknown-reference",
            "origins:clash#arrested",
        ),
        (
            "![x](origins:clsh#arrested)",
            "unknown-reference",
            "origins:clash#arrested",
        ),
        (
            "![x](origins:clash)",
            "unknown-reference",
            "none of its claims",
        ),
        ("![x](chart:kiled)", "not-in-list", "did you mean `killed`?"),
        (
            "![x](map:mopty)",
            "unknown-reference",
            "did you mean `mopti`?",
        ),
        (
            "![x](map:?regoin=mopti)",
            "bad-figure",
            "did you mean `region`?",
        ),
        ("![x](timeline:?from=2022-02-31)", "bad-date", "2022"),
        ("![](map:mopti)", "missing-alt", "no alternative text"),
        ("a ![x](map:mopti)", "bad-figure", "paragraph of its own"),
        ("[x](map:mopti)", "bad-figure", "exclamation mark"),
    ] {
        let findings = site(body).findings();
        assert!(findings.contains("articles/a.md:7:"), "{body}: {findings}");
        assert!(
            findings.contains(&format!("error[{code}]")) && findings.contains(words),
            "{body}: {findings}"
        );
    }
}

#[test]
fn a_boundary_that_is_not_there_is_told() {
    let site = site("");
    site.put(
        "content/regions/mopti.md",
        "---\nname: Mopti\nlevel: adm1\npart_of: mali\ngeometry: \"geo/regions.geojson#name=Mopty\"\n---\n",
    );
    assert!(
        site.findings()
            .contains("regions/mopti.md:5:11: error[bad-geometry]"),
        "{}",
        site.findings()
    );
    site.put("content/geo/regions.geojson", "{}");
    assert!(
        site.findings()
            .contains("geo/regions.geojson: error[bad-geometry]"),
        "{}",
        site.findings()
    );
}

#[test]
fn a_map_for_readers_of_other_letters_has_no_latin_names() {
    let site = Site::new(&[
        ("content/site.yaml", "title: الموقع\nlanguages: [ar]\n"),
        (
            "content/regions/mali.md",
            "---\nname: مالي\nlevel: country\niso_3166: ML\n---\n",
        ),
        (
            "content/events/clash.md",
            "---\ntitle: اشتباك\ndate: 2022-02-16\nregions: [mali]\nplace: {name: سيفاري, lat: 14.53, lon: -4.09}\nwhere_prec: exact\n---\n",
        ),
    ]);
    site.put(
        "content/articles/a.md",
        "---\ntitle: مقال\ndate: 2022-02-23\nsummary: ملخص\n---\n\n![أين](map:mali)\n",
    );
    site.build().expect("it can be written");
    let page = site.page("articles/a/index.html");
    let labels: Vec<&str> = page
        .split("</text>")
        .filter_map(|before| before.rsplit('>').next())
        .collect();
    for known in ["جينيه", "نهر النيجر", "موريتانيا"] {
        assert!(labels.contains(&known), "{known} in {labels:?}");
    }
    for label in &labels[..labels.len() - 1] {
        assert!(
            !label.contains(|c: char| c.is_ascii_alphabetic()),
            "{label} in {labels:?}"
        );
    }
}
