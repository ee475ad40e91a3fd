//! A site of 20,000 events: no page is too large for a slow connection, no page lists without end,
//! and the last item of every list can be reached by links.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use flate2::Compression;
use flate2::write::GzEncoder;
use griot::compile_into;
use griot::incremental::Hash;
use griot::render::{Artifact, Sink};
use tempfile::TempDir;

use crate::support;

const EVENTS: usize = 20_000;
const ACTORS: usize = 1200;
const REGIONS: usize = 300;
const SOURCES: usize = 600;
const ARTICLES: usize = 130;

/// Members of one coalition.
const MEMBERS: usize = 900;

/// The most bytes of a compressed page.
const HEAVIEST: usize = 100 * 1024;

/// No page has more items of lists and rows of tables.
const MOST_ITEMS: usize = 900;

/// A sink that stores pages of lists, and measures all others.
#[derive(Default)]
struct Kept {
    pages: Mutex<BTreeMap<String, String>>,
    heavy: Mutex<Vec<String>>,
}

impl Sink for Kept {
    /// The words of all pages would take most of the time.
    fn wants_index(&self) -> bool {
        false
    }

    fn take(&self, artifact: Artifact, _: Option<Hash>) {
        let Artifact { path, bytes } = artifact;
        if !path.ends_with(".html") {
            return;
        }
        if bytes.len() > HEAVIEST {
            let size = gzipped(&bytes);
            if size > HEAVIEST {
                let mut heavy = self.heavy.lock().unwrap_or_else(PoisonError::into_inner);
                heavy.push(format!("{path}: {size}"));
            }
        }
        let html = String::from_utf8(bytes).expect("pages are text");
        let items = html.matches("<li").count() + html.matches("<tr").count();
        if items > MOST_ITEMS {
            let mut heavy = self.heavy.lock().unwrap_or_else(PoisonError::into_inner);
            heavy.push(format!("{path}: {items} items"));
        }
        // The pages of single events are like one another.
        if !path.starts_with("events/event-") {
            let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
            pages.insert(path, html);
        }
    }
}

fn gzipped(bytes: &[u8]) -> usize {
    let mut packed = GzEncoder::new(Vec::new(), Compression::new(6));
    std::io::Write::write_all(&mut packed, bytes).expect("memory takes it");
    packed.finish().expect("memory takes it").len()
}

/// A name that does not exist.
fn name(number: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "ko", "ma", "ti", "nou", "ga", "sé", "di", "fa", "ra", "ou", "mo", "pi", "ké", "so",
        "lo",
    ];
    let mut rest = number.wrapping_mul(2_654_435_761) >> 7;
    let mut word = String::new();
    for _ in 0..4 {
        word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    let first = word
        .chars()
        .next()
        .map_or(String::new(), |c| c.to_uppercase().collect());
    format!("{first}{}", word.chars().skip(1).collect::<String>())
}

fn write_site(root: &Path) {
    let put = |path: &str, text: &str| {
        fs::write(root.join("content").join(path), text).expect("files can be written");
    };
    for folder in ["actors", "regions", "sources", "articles"] {
        fs::create_dir_all(root.join("content").join(folder)).expect("folders can be made");
    }
    put(
        "site.yaml",
        "title: Large\nlanguages: [en]\nbase_url: https://x.org/\npreviews: no\n",
    );
    let types = [
        "Rebel group",
        "State forces",
        "Political militia",
        "Identity militia",
        "Civilians",
    ];
    for at in 0..ACTORS {
        let tie = if (1..=MEMBERS).contains(&at) {
            "relations: [{type: member-of, actor: actor-0}]\n"
        } else {
            ""
        };
        let kind = types[at % types.len()];
        put(
            &format!("actors/actor-{at}.md"),
            &format!(
                "---\nname: {} {at}\nactor_type: {kind}\n{tie}---\n\nA group.\n",
                name(at)
            ),
        );
    }
    put(
        "regions/mali.md",
        "---\nname: Mali\nlevel: country\niso_3166: ML\n---\n\nA country.\n",
    );
    for at in 0..REGIONS {
        // Few have a place: a map for each event would take most of the time.
        let point = match at {
            0..60 => format!(
                "point: {{lat: {}.{at:03}, lon: -{}.{at:03}}}\n",
                13 + at % 5,
                1 + at / 5 % 6
            ),
            _ => String::new(),
        };
        put(
            &format!("regions/region-{at}.md"),
            &format!(
                "---\nname: {} R{at}\nlevel: adm2\npart_of: mali\n{point}---\n",
                name(at + 5000)
            ),
        );
    }
    put(
        "sources/data.md",
        "---\ntitle: The data set\nkind: dataset\n---\n",
    );
    for at in 0..SOURCES {
        let title = name(at + 7000);
        put(
            &format!("sources/source-{at}.md"),
            &format!("---\ntitle: Despatch {title} {at}\nkind: wire\nderives_from: [data]\n---\n"),
        );
    }
    for at in 0..ARTICLES {
        put(
            &format!("articles/2023-01-01-article-{at}.md"),
            &format!(
                "---\ntitle: Report {} {at}\ndate: 2023-01-01\ntopics: [Topic {at}]\nsources: [data]\n---\n\n\
                 On [the country](../regions/mali.md).\n",
                name(at + 8000)
            ),
        );
    }
    put(
        "articles/2024-01-01-figures.md",
        "---\ntitle: Figures\ndate: 2024-01-01\n---\n\nAll.\n\n![All](map:)\n\n![All](timeline:)\n\n![Deaths](chart:killed)\n\n\
         ![Deaths](table:killed)\n\n![Members](graph:actor-0)\n",
    );
    for year in 2012..2022 {
        fs::create_dir_all(root.join(format!("content/events/{year}")))
            .expect("folders can be made");
    }
    let kinds = [
        ("Battles", "Armed clash"),
        ("Violence against civilians", "Attack"),
    ];
    let mut text = String::new();
    for at in 0..EVENTS {
        let year = 2012 + at % 10;
        let (kind, sub) = kinds[at % kinds.len()];
        let (a, b) = (at * 7 % ACTORS, (at * 11 + 3) % ACTORS);
        text.clear();
        write!(
            text,
            "---\ntitle: Attack on {} {at}\ndate: {year}-{:02}-{:02}\nevent_type: {kind}\nsub_event_type: {sub}\nsources: [data]\nregions: [region-{}]\n\
             side_a: [actor-{a}]\nside_b: [actor-{}]\nclaims:\n  - {{id: killed, measure: killed, count: {}, claimant: actor-{a}, \
             sources: [data, source-{}]}}\n---\n",
            name(at + 20_000),
            1 + at % 12,
            1 + at % 28,
            at * 13 % REGIONS,
            if a == b { (b + 1) % ACTORS } else { b },
            at % 40,
            at % SOURCES,
        )
        .expect("a text can be written to");
        put(&format!("events/{year}/event-{at}.md"), &text);
    }
}

/// The links of a page, from `<main>` on.
fn links(html: &str) -> Vec<&str> {
    let main = html.find("<main").map_or(html, |at| &html[at..]);
    let main = main
        .find("<footer class=\"bottom\"")
        .map_or(main, |end| &main[..end]);
    main.split("href=\"/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|link| link.split('#').next().unwrap_or(link))
        .collect()
}

/// Follows a list from its first page to its last, and returns all links on its pages that begin
/// so.
fn walked<'p>(pages: &'p BTreeMap<String, String>, first: &str, prefix: &str) -> BTreeSet<&'p str> {
    let mut found = BTreeSet::new();
    let mut path = first.to_owned();
    for number in 1.. {
        let html = pages
            .get(&format!("{path}index.html"))
            .unwrap_or_else(|| panic!("{path} is not there, which is page {number} of {first}"));
        found.extend(
            links(html)
                .into_iter()
                .filter(|link| link.starts_with(prefix) && *link != prefix),
        );
        let Some(end) = html.find("\" rel=\"next\"") else {
            // The first page has the number of the last one.
            if number > 1 {
                let last = format!("{first}page/{number}/");
                let html = &pages[&format!("{first}index.html")];
                assert!(
                    links(html).contains(&last.as_str()),
                    "{first} does not lead to {last}"
                );
            }
            return found;
        };
        let from = html[..end]
            .rfind("href=\"/")
            .expect("a link has an address")
            + "href=\"/".len();
        path = html[from..end].to_owned();
    }
    found
}

#[test]
fn lists_of_twenty_thousand_events_end_and_are_light() {
    let folder = TempDir::new().expect("a folder of our own");
    write_site(folder.path());
    let kept = Kept::default();
    let compiled = compile_into(folder.path(), &support::options(), &kept, |_| {})
        .expect("the site can be read");
    assert!(!compiled.has_errors(), "{}", support::findings(&compiled));
    let heavy = kept
        .heavy
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    assert!(heavy.is_empty(), "too much on a page: {heavy:#?}");
    let pages = kept
        .pages
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);

    // A page leads to a list, and the list has all.
    let lists = [
        (
            "sources/data/",
            "sources/data/events/",
            "events/event-",
            EVENTS,
        ),
        (
            "sources/data/",
            "sources/data/claims/",
            "events/event-",
            EVENTS,
        ),
        (
            "sources/data/",
            "sources/data/articles/",
            "articles/2023",
            ARTICLES,
        ),
        (
            "sources/data/",
            "sources/data/derived/",
            "sources/source-",
            SOURCES,
        ),
        (
            "regions/mali/",
            "regions/mali/events/",
            "events/event-",
            EVENTS,
        ),
        (
            "regions/mali/",
            "regions/mali/parts/",
            "regions/region-",
            REGIONS,
        ),
        (
            "regions/mali/",
            "regions/mali/backlinks/",
            "articles/2023",
            ARTICLES,
        ),
        (
            "actors/actor-0/",
            "actors/actor-0/relations/",
            "actors/actor-",
            MEMBERS,
        ),
        ("events/", "events/2015/", "events/event-", EVENTS / 10),
        ("search/", "search/a/", "events/event-", EVENTS),
        ("search/", "search/d/", "sources/source-", SOURCES),
        (
            "actors/",
            "actors/types/civilians/",
            "actors/actor-",
            ACTORS / 5,
        ),
        ("articles/", "topics/", "topics/", ARTICLES),
        ("index.html", "sources/", "sources/", SOURCES + 1),
        ("index.html", "articles/", "articles/2", ARTICLES + 1),
    ];
    for (page, list, prefix, count) in lists {
        let page = if page.ends_with('/') {
            format!("{page}index.html")
        } else {
            page.to_owned()
        };
        let is_linked = pages[&page].contains(&format!("href=\"/{list}\""));
        assert!(is_linked, "{page} does not lead to {list}");
        let mut found = walked(&pages, list, prefix);
        // Pages of the list itself, and the page that it belongs to.
        found
            .retain(|link| !link.contains("/page/") && *link != list && *link != "actors/actor-0/");
        assert_eq!(found.len(), count, "{list} has {prefix}");
    }

    // Each letter leads to its pages, and together they name every actor.
    let mut actors = BTreeSet::new();
    let letters: BTreeSet<&str> = links(&pages["actors/index.html"])
        .into_iter()
        .filter(|link| link.starts_with("actors/letters/"))
        .collect();
    for letter in letters {
        actors.extend(walked(&pages, letter, "actors/actor-"));
    }
    assert_eq!(actors.len(), ACTORS);
}
