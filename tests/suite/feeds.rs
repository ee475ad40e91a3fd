//! Feeds in Atom and JSON, full text, and the calendar.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{self, Site, Theme};

const SETTINGS: &str = "title: {fr: Le site, en: The site}\nlanguages: [fr, en]\nbase_url: https://x.org/repo/\nhtml: allow\n";

const EVENTS: [(&str, &str); 6] = [
    ("day", "2022-02-23"),
    ("about", "2022-03-01~"),
    ("span", "2022-02-16/2022-02-22"),
    ("within", "2022-02-16..2022-02-22"),
    ("month", "2022-02"),
    ("open", "2012/.."),
];

/// A site with an article in two languages, a topic, a correction and events with all kinds of
/// dates.
fn site(settings: &str) -> Site {
    let site = Site::new(&[
        ("content/site.yaml", &format!("{SETTINGS}{settings}")),
        (
            "content/actors/army.md",
            "---\nname: {fr: L'armée, en: The army}\n---\n",
        ),
        ("content/regions/mopti.md", "---\nname: Mopti\n---\n"),
        (
            "content/sources/wire.md",
            "---\ntitle: Wire\nkind: wire\ndate: 2022-05-04\nurl: https://a.example/2\n---\n",
        ),
        (
            "content/articles/a.md",
            "---\ntitle: Premier\nsummary: Le résumé.\ndate: 2022-02-23\nupdated: 2022-02-25\nactors: [army]\ntopics: [Paix]\nauthors: [A. B.]\ncorrections:\n  - {date: 2022-03-01, text: {fr: La date, en: The date}}\n---\n\nDe [l'armée](../actors/army.md), [19 hommes](claim:day#men).\n\n<script>alert(1)</script><p onclick=\"x()\"><a href=\"java&#115;cript:x()\">un</a> <a href=\"/repo/sources/\">deux</a></p>\n",
        ),
        (
            "content/articles/a.en.md",
            "---\ntitle: One\n---\n\nText.\n",
        ),
    ]);
    for (id, date) in EVENTS {
        let claims = match id {
            "day" => {
                "claims:\n  - {id: men, measure: killed, count: 19, claimant: army, sources: [wire], grade: weak}\n"
            }
            _ => "",
        };
        site.put(
            &format!("content/events/{id}.md"),
            &format!(
                "---\ntitle: {{fr: \"Un titre, assez long pour qu'une ligne de calendrier ne suffise ; {id}\"}}\ndate: {date}\nregions: [mopti]\n{claims}---\n"
            ),
        );
    }
    site.build().expect("it can be written");
    site
}

fn json(site: &Site, path: &str) -> Value {
    serde_json::from_str(&site.page(path)).expect("the feed is JSON")
}

/// Returns the text of a member that every item must have.
fn member<'v>(item: &'v Value, name: &str) -> &'v str {
    item[name]
        .as_str()
        .unwrap_or_else(|| panic!("{name} in {item}"))
}

#[test]
fn json_feeds_say_what_atom_feeds_say() {
    let compiled = support::published_sample("/repo/", Theme::Default);
    let file = |path: &str| compiled.artifacts.iter().find(|file| file.path == path);
    let atom = compiled
        .artifacts
        .iter()
        .filter(|file| file.path.ends_with("feed.xml"));
    let mut topics = 0;
    for file_of_atom in atom {
        let path = file_of_atom.path.replace("feed.xml", "feed.json");
        topics += usize::from(path.starts_with("topics/"));
        let bytes = &file(&path)
            .unwrap_or_else(|| panic!("{path} is missing"))
            .bytes;
        let json: Value = serde_json::from_slice(bytes).expect("the feed is JSON");
        let feed = atom_syndication::Feed::read_from(file_of_atom.bytes.as_slice())
            .expect("the feed is Atom");
        assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(json["feed_url"], format!("https://x.org/repo/{path}"));
        assert_eq!(json["title"], feed.title().value);
        let items = json["items"].as_array().expect("it has items");
        assert_eq!(items.len(), feed.entries().len(), "{path}");
        for (item, entry) in items.iter().zip(feed.entries()) {
            assert_eq!(item["id"], entry.id());
            assert_eq!(item["url"], entry.links()[0].href());
            assert_eq!(item["title"], entry.title().value);
            assert_eq!(
                item["content_text"],
                entry.summary().expect("a summary").value
            );
            let updated: jiff::Timestamp = member(item, "date_modified").parse().expect("a time");
            assert_eq!(updated.as_second(), entry.updated().timestamp());
        }
        let page = file(&path.replace("feed.json", "index.html")).expect("its page is there");
        let page = String::from_utf8_lossy(&page.bytes);
        let link = format!(
            "<link rel=\"alternate\" type=\"application/feed+json\" href=\"/repo/{path}\">"
        );
        assert!(page.contains(&link), "{path} is in the head of its page");
    }
    assert!(topics > 0, "the sample has feeds of topics");
}

#[test]
fn full_text_has_absolute_addresses_and_nothing_that_runs() {
    let summary = site("");
    let item = &json(&summary, "feed.json")["items"][0];
    assert_eq!(member(item, "content_text"), "Le résumé.");
    assert!(item.get("content_html").is_none());
    let full = site("feed_text: full\n");
    let feed = json(&full, "feed.json");
    let item = &feed["items"][0];
    assert_eq!(member(item, "summary"), "Le résumé.");
    assert_eq!(item["authors"][0]["name"], "A. B.");
    assert_eq!(item["tags"][0], "Paix");
    let written = member(item, "content_html");
    // Typography puts a non-breaking space after a number.
    let html = written.replace('\u{a0}', " ");
    assert!(
        html.starts_with("<p>De <a href=\"https://x.org/repo/actors/army/\">l’armée</a>, 19 hommes <small>[<a href=\"https://x.org/repo/events/day/#men\">Faible</a>]</small>.</p>"),
        "{html}"
    );
    assert!(
        html.ends_with("<p><a>un</a> <a href=\"https://x.org/repo/sources/\">deux</a></p>"),
        "{html}"
    );
    assert!(!html.contains("alert"), "{html}");
    let atom = atom_syndication::Feed::read_from(full.page("feed.xml").as_bytes())
        .expect("the feed is Atom");
    let content = atom.entries()[0].content().expect("it has its text");
    assert_eq!(content.content_type(), Some("html"));
    assert_eq!(content.value(), Some(written));
    // Text from right to left says so, because readers of feeds do not.
    full.put(
        "content/site.yaml",
        &format!("{SETTINGS}feed_text: full\n").replace("fr, en]", "fr, en, ar]"),
    );
    full.put("content/articles/a.ar.md", "---\ntitle: واحد\n---\n\nنص.\n");
    full.build().expect("it can be written");
    let arabic = json(&full, "ar/feed.json");
    assert_eq!(
        member(&arabic["items"][0], "content_html"),
        "<div lang=\"ar\" dir=\"rtl\"><p>نص.</p></div>"
    );
    // Each language has its own text.
    let english = json(&full, "en/feed.json");
    assert_eq!(member(&english["items"][0], "content_html"), "<p>Text.</p>");
}

/// A property of a calendar: its name in capitals, its parameters and its value as written.
type Property = (String, Vec<String>, String);

/// Reads a calendar as RFC 5545 defines it, and returns the properties of the calendar and of each
/// event. Panics at everything that the standard forbids.
fn read_calendar(text: &str) -> (Vec<Property>, Vec<Vec<Property>>) {
    assert!(text.ends_with("\r\n"));
    let raw: Vec<&str> = text.trim_end_matches("\r\n").split("\r\n").collect();
    let mut lines: Vec<String> = Vec::new();
    for line in raw {
        assert!(line.len() <= 75, "a line of {} bytes: {line}", line.len());
        assert!(!line.contains(['\r', '\n']), "a lone line end: {line}");
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().expect("a line before").push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    let (mut calendar, mut events, mut open) = (Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        let (head, value) = line.split_once(':').expect("a name and a value");
        let mut parts = head.split(';').map(str::to_owned);
        let name = parts.next().expect("a name");
        assert!(
            name.bytes().all(|b| b.is_ascii_uppercase() || b == b'-'),
            "{name}"
        );
        match (name.as_str(), value) {
            ("BEGIN", "VCALENDAR") => assert!(open.is_empty()),
            ("BEGIN", "VEVENT") => {
                assert_eq!(open, ["VCALENDAR"]);
                events.push(Vec::new());
            }
            ("END", kind) => assert_eq!(open.pop().as_deref(), Some(kind)),
            _ => {
                let property = (name.clone(), parts.collect(), value.to_owned());
                match open.len() {
                    1 => calendar.push(property),
                    2 => events.last_mut().expect("an event is open").push(property),
                    _ => panic!("outside of the calendar: {line}"),
                }
            }
        }
        if name == "BEGIN" {
            open.push(value.to_owned());
        }
    }
    assert!(open.is_empty());
    (calendar, events)
}

/// Returns the value of a property that must occur once, after undoing the escapes of texts.
fn property(event: &[Property], name: &str) -> String {
    let mut found = event.iter().filter(|property| property.0 == name);
    let (_, _, value) = found.next().unwrap_or_else(|| panic!("{name} is missing"));
    assert!(found.next().is_none(), "{name} occurs twice");
    let (mut out, mut characters) = (String::new(), value.chars());
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(escaped @ ('\\' | ';' | ',')) => out.push(escaped),
                other => panic!("`\\{other:?}` in {value}"),
            },
            ',' | ';' => panic!("unescaped `{character}` in {value}"),
            character => out.push(character),
        }
    }
    out
}

#[test]
fn the_calendar_has_the_events_whose_days_are_known() {
    let site = site("");
    let (calendar, events) = read_calendar(&site.page("events/calendar.ics"));
    assert_eq!(property(&calendar, "VERSION"), "2.0");
    assert!(property(&calendar, "PRODID").contains("griot"));
    let facts: Vec<[String; 5]> = events
        .iter()
        .map(|event| {
            ["UID", "DTSTAMP", "DTSTART", "DTEND", "LOCATION"].map(|name| property(event, name))
        })
        .collect();
    let expected = [
        [
            "span@x.org/repo",
            "20220222T000000Z",
            "20220216",
            "20220223",
            "Mopti",
        ],
        // The stamp is the day of the newest source.
        [
            "day@x.org/repo",
            "20220504T000000Z",
            "20220223",
            "20220224",
            "Mopti",
        ],
        [
            "about@x.org/repo",
            "20220301T000000Z",
            "20220301",
            "20220302",
            "Mopti",
        ],
    ];
    assert_eq!(facts, expected.map(|facts| facts.map(str::to_owned)));
    let tentative = events
        .iter()
        .map(|event| event.iter().any(|property| property.0 == "STATUS"));
    assert_eq!(tentative.collect::<Vec<_>>(), [false, false, true]);
    assert_eq!(
        property(&events[1], "SUMMARY"),
        "Un titre, assez long pour qu’une ligne de calendrier ne suffise\u{202f}; day"
    );
    assert_eq!(
        property(&events[1], "URL"),
        "https://x.org/repo/events/day/"
    );
    let page = site.page("events/index.html");
    assert!(page.contains(
        "<link rel=\"alternate\" type=\"text/calendar\" href=\"/repo/events/calendar.ics\">"
    ));
    assert!(!site.page("index.html").contains("text/calendar"));
    // A text in another language than the calendar's is marked.
    let english = site.page("en/events/calendar.ics");
    let (_, events) = read_calendar(&english);
    let summary = events[0].iter().find(|property| property.0 == "SUMMARY");
    assert_eq!(summary.expect("a title").1, ["LANGUAGE=fr"]);
}

#[test]
fn every_calendar_of_the_sample_is_strict_and_has_no_id_twice() {
    let compiled = support::published_sample("/repo/", Theme::Default);
    let calendars: Vec<_> = compiled
        .artifacts
        .iter()
        .filter(|file| file.path.ends_with(".ics"))
        .collect();
    assert_eq!(calendars.len(), 3, "one for each language");
    for file in calendars {
        let text = std::str::from_utf8(&file.bytes).expect("it is UTF-8");
        let (_, events) = read_calendar(text);
        let ids: BTreeSet<String> = events.iter().map(|event| property(event, "UID")).collect();
        assert_eq!(ids.len(), events.len());
        assert!(events.len() > 50, "{}", events.len());
        for event in &events {
            assert!(property(event, "DTSTART") < property(event, "DTEND"));
            assert!(!property(event, "SUMMARY").is_empty());
        }
    }
}

#[test]
fn a_site_without_data_has_neither_json_feeds_nor_a_calendar() {
    let site = site("data: no\n");
    assert!(site.has("feed.xml") && site.has("topics/paix/feed.xml"));
    assert!(!site.has("feed.json") && !site.has("events/calendar.ics"));
    let page = site.page("events/index.html");
    assert!(!page.contains("feed+json") && !page.contains("calendar"));
}
