//! JSON-LD in pages and beside articles: it parses, has only terms of schema.org where they belong,
//! and says no more than is published. The vocabulary is in `tests/schema-org/`.

use std::collections::{BTreeMap, BTreeSet};

use griot::Compiled;
use serde_json::Value;

use crate::support::{self, Site, Theme};

const START: &str = "<script type=\"application/ld+json\">";

const VOCABULARY: &str = include_str!("../schema-org/vocabulary.tsv");

/// The types of schema.org: the types above each, and its own properties with their values.
struct Vocabulary {
    above: BTreeMap<&'static str, Vec<&'static str>>,
    values: BTreeMap<(&'static str, &'static str), Vec<&'static str>>,
}

impl Vocabulary {
    fn read() -> Vocabulary {
        let (mut above, mut values) = (BTreeMap::new(), BTreeMap::new());
        for line in VOCABULARY.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            above.insert(cells[0], cells[1].split_ascii_whitespace().collect());
            for property in cells[2].split_ascii_whitespace() {
                let (name, types) = property.split_once(':').expect("a property has values");
                values.insert((cells[0], name), types.split('|').collect());
            }
        }
        Vocabulary { above, values }
    }

    /// The types of a property's values, if a type or one above it has the property.
    fn values(&self, kind: &str, property: &str) -> Option<&[&str]> {
        let found = self.values.iter();
        let mut own = found.filter(|((of, name), _)| *of == kind && *name == property);
        own.next().map(|(_, types)| types.as_slice()).or_else(|| {
            let above = self.above.get(kind)?.iter();
            above
                .filter_map(|above| self.values(above, property))
                .next()
        })
    }

    /// Whether a type is another one or below it.
    fn is(&self, kind: &str, other: &str) -> bool {
        kind == other || self.above[kind].iter().any(|above| self.is(above, other))
    }

    /// Adds what is wrong in an object, and the terms that it uses.
    fn check(&self, object: &Value, report: &mut Report) {
        let Value::Object(members) = object else {
            report.wrong.push(format!("{object} is no object"));
            return;
        };
        let Some(kind) = members.get("@type").and_then(Value::as_str) else {
            let is_reference = members.len() == 1 && members.contains_key("@id");
            let is_text = members.contains_key("@value") && members.contains_key("@language");
            if !is_reference && !is_text {
                report.wrong.push(format!("{object} has no type"));
            }
            return;
        };
        if !self.above.contains_key(kind) {
            report.wrong.push(format!("there is no type {kind}"));
            return;
        }
        report.types.insert(kind.to_owned());
        for (property, value) in members.iter().filter(|(name, _)| !name.starts_with('@')) {
            let Some(types) = self.values(kind, property) else {
                report.wrong.push(format!("{kind} has no {property}"));
                continue;
            };
            let values = match value {
                Value::Array(values) => values.as_slice(),
                value => std::slice::from_ref(value),
            };
            for value in values {
                if value.is_object() {
                    self.check(value, report);
                }
                if let Some(inner) = value["@type"].as_str().filter(|_| value.is_object())
                    && !types.iter().any(|other| {
                        self.above.contains_key(other)
                            && self.above.contains_key(inner)
                            && self.is(inner, other)
                    })
                {
                    report.wrong.push(format!("{kind}.{property} is a {inner}"));
                }
                if value.is_null() || *value == "" {
                    report.wrong.push(format!("{kind}.{property} is empty"));
                }
            }
        }
        if let Some(id) = members.get("@id").and_then(Value::as_str)
            && !id.starts_with("https://")
        {
            report.wrong.push(format!("{id} identifies nothing"));
        }
    }
}

/// What was found in documents.
#[derive(Default)]
struct Report {
    wrong: Vec<String>,
    types: BTreeSet<String>,
}

/// The things that a document describes.
fn things(document: &str) -> Vec<Value> {
    let mut read: Value = serde_json::from_str(document).expect("it is JSON");
    assert_eq!(read["@context"], "https://schema.org");
    match read["@graph"].take() {
        Value::Array(things) => things,
        _ => vec![read],
    }
}

/// The JSON-LD of a page, if it has one.
fn script(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once(START)?;
    let (document, rest) = rest.split_once("</script>").expect("a script ends");
    assert!(!rest.contains(START), "a page has one document");
    Some(document)
}

fn text<'c>(compiled: &'c Compiled, path: &str) -> &'c str {
    let file = compiled.artifacts.iter().find(|file| file.path == path);
    let file = file.unwrap_or_else(|| panic!("{path}: {}", support::findings(compiled)));
    std::str::from_utf8(&file.bytes).expect("pages are text")
}

fn has(compiled: &Compiled, path: &str) -> bool {
    compiled.artifacts.iter().any(|file| file.path == path)
}

fn site(settings: &str, title: &str) -> Site {
    let site = Site::new(&[
        (
            "content/articles/a.md",
            &format!(
                "---\ntitle: '{title}'\ndate: 2022-02-23\nauthors: [Awa Traoré]\nevents:\n  - id: e\n    title: Operations\n    date: 2022-02-16..2022-02-22\n    regions: [mopti]\n    side_a: [fama]\n    claims:\n      - {{id: n, measure: neutralised, count: 19, of: group, claimant: fama, sources: [s], status: accepted}}\n---\nText [@s].\n"
            ),
        ),
        (
            "content/events/secret.md",
            "---\ntitle: Secret\ndate: 2022-03-01\nregions: [village]\nplace: {name: The house, lat: 14.123, lon: -4.123}\nwhere_prec: exact\npublish_precision: adm1\n---\n",
        ),
        (
            "content/events/known.md",
            "---\ntitle: Known\ndate: 2022-03-02~\nregions: [village]\nplace: {lat: 14.5, lon: -4.5}\nwhere_prec: near\n---\n",
        ),
        (
            "content/regions/mopti.md",
            "---\nname: Mopti\nlevel: adm1\n---\n",
        ),
        (
            "content/regions/village.md",
            "---\nname: Village\nlevel: place\npart_of: mopti\n---\n",
        ),
        (
            "content/actors/fama.md",
            "---\nname: Army\nactor_type: State forces\n---\n",
        ),
        ("content/actors/group.md", "---\nname: Group\n---\n"),
        (
            "content/sources/s.md",
            "---\ntitle: A communiqué\npublisher: AFP\ndate: 2022-02-23\n---\n",
        ),
    ]);
    site.put(
        "content/site.yaml",
        &format!(
            "title: My site\nlanguages: [en]\npublisher: The desk\nupdated: written\n{settings}"
        ),
    );
    site
}

const ADDRESS: &str = "base_url: https://example.org/repo/\n";

#[test]
fn pages_have_only_terms_of_schema_org() {
    let compiled = support::published_sample("/repo/", Theme::Default);
    let vocabulary = Vocabulary::read();
    let mut report = Report::default();
    let mut documents = 0;
    for file in &compiled.artifacts {
        let text = || std::str::from_utf8(&file.bytes).expect("it is text");
        let document = if file.path.ends_with(".jsonld") {
            Some(text())
        } else if file.path.ends_with(".html") {
            let is_page =
                text().contains("rel=\"canonical\"") && !text().contains("http-equiv=\"refresh\"");
            assert_eq!(script(text()).is_some(), is_page, "{}", file.path);
            script(text())
        } else {
            None
        };
        for thing in document.into_iter().flat_map(things) {
            documents += 1;
            vocabulary.check(&thing, &mut report);
        }
        let wrong = &report.wrong;
        assert!(wrong.is_empty(), "{}: {}", file.path, wrong.join("\n"));
    }
    assert!(documents > 1000, "{documents}");
    for kind in [
        "ReportageNewsArticle",
        "NewsArticle",
        "CorrectionComment",
        "Event",
        "Claim",
        "Organization",
        "Person",
        "Country",
        "AdministrativeArea",
        "GeoCoordinates",
        "BreadcrumbList",
        "Dataset",
        "DataDownload",
        "WebSite",
        "CollectionPage",
    ] {
        assert!(report.types.contains(kind), "the sample has a {kind}");
    }
    assert!(!report.types.contains("ClaimReview"));
}

#[test]
fn the_data_page_is_a_data_set_with_its_downloads() {
    let settings = format!("{ADDRESS}licence: CC BY 4.0. Maps by others\n");
    let compiled = site(&settings, "A").compile();
    let document = script(text(&compiled, "data/index.html")).expect("the page has JSON-LD");
    let set = &things(document)[0];
    assert_eq!(set["@type"], "Dataset");
    assert_eq!(set["@id"], "https://example.org/repo/data/");
    assert_eq!(set["name"], "My site");
    assert_eq!(set["creator"]["name"], "The desk");
    assert_eq!(
        set["license"],
        "https://creativecommons.org/licenses/by/4.0/"
    );
    assert_eq!(set["dateModified"], "2022-02-23");
    let files = set["distribution"].as_array().expect("it has downloads");
    let mut addresses = BTreeSet::new();
    for file in files {
        assert_eq!(file["@type"], "DataDownload");
        let address = file["contentUrl"].as_str().expect("a file has an address");
        let path = address.strip_prefix("https://example.org/repo/");
        let path = path.unwrap_or_else(|| panic!("{address}"));
        assert!(has(&compiled, path), "{path}");
        assert!(addresses.insert(path));
    }
    let tables = compiled.artifacts.iter().map(|file| file.path.as_str());
    let is_whole = |path: &&str| path.starts_with("data/") && path.ends_with(".csv");
    for path in tables.filter(|path| is_whole(path) && !path.contains("/years/")) {
        assert!(addresses.contains(path), "{path}");
    }
    assert!(addresses.contains("CITATION.cff") && addresses.contains("datapackage.json"));
}

#[test]
fn the_check_of_terms_finds_what_is_wrong() {
    let vocabulary = Vocabulary::read();
    for (wrong, reason) in [
        (
            r#"{"@type":"Country","headline":"a"}"#,
            "Country has no headline",
        ),
        (r#"{"@type":"Massacre"}"#, "there is no type Massacre"),
        (
            r#"{"@type":"NewsArticle","author":{"@type":"Place","name":"a"}}"#,
            "NewsArticle.author is a Place",
        ),
        (r#"{"@type":"Place","name":""}"#, "Place.name is empty"),
        (r#"{"@type":"Place","@id":"/a/"}"#, "/a/ identifies nothing"),
    ] {
        let mut report = Report::default();
        let object = serde_json::from_str(wrong).expect("it is JSON");
        vocabulary.check(&object, &mut report);
        assert_eq!(report.wrong, [reason]);
    }
}

#[test]
fn a_claim_keeps_the_word_of_its_claimant() {
    let compiled = site(ADDRESS, "A").compile();
    let document = text(&compiled, "articles/a/article.jsonld");
    assert!(!document.contains("killed"), "{document}");
    let article = &things(document)[0];
    assert_eq!(article["@type"], "ReportageNewsArticle");
    assert_eq!(article["author"]["@type"], "Person");
    assert_eq!(article["temporalCoverage"], "2022-02-16/2022-02-22");
    assert_eq!(
        article["citation"]["@id"],
        "https://example.org/repo/sources/s/"
    );
    let event = &article["about"][0];
    assert_eq!(
        event["startDate"],
        Value::Null,
        "it happened some day within"
    );
    let claim = &event["subjectOf"];
    assert_eq!(claim["@type"], "Claim");
    assert_eq!(claim["text"], "19 “neutralised”");
    assert_eq!(
        claim["author"]["@id"],
        "https://example.org/repo/actors/fama/"
    );
    assert_eq!(claim["claimInterpreter"]["name"], "The desk");
    assert_eq!(claim["@id"], "https://example.org/repo/articles/a/#e-n");
}

#[test]
fn places_are_as_exact_as_they_are_published() {
    let compiled = site(ADDRESS, "A").compile();
    let event = |id: &str| {
        let page = text(&compiled, &format!("events/{id}/index.html"));
        things(script(page).expect("an event has data"))[0].take()
    };
    let secret = event("secret");
    assert_eq!(secret["location"]["name"], "Mopti");
    assert!(!secret.to_string().contains("house"), "{secret}");
    assert!(!secret.to_string().contains("GeoCoordinates"), "{secret}");
    let known = event("known");
    assert_eq!(known["location"]["geo"]["latitude"], 14.5);
    assert_eq!(known["startDate"], Value::Null, "about that day");
}

#[test]
fn no_title_ends_the_script() {
    let title = "</script><script>alert(1)</script> <!-- \"x\" \\";
    let site = site(&format!("{ADDRESS}typography: no\n"), title);
    let compiled = site.compile();
    let page = text(&compiled, "articles/a/index.html");
    let things = things(script(page).expect("an article has data"));
    assert_eq!(things[0]["headline"], title);
    assert!(!page.contains("<script>alert"));
}

#[test]
fn sites_can_be_without_data() {
    for settings in [&format!("{ADDRESS}data: no\n"), ""] {
        let compiled = site(settings, "A").compile();
        assert_eq!(script(text(&compiled, "articles/a/index.html")), None);
        assert!(!text(&compiled, "articles/a/index.html").contains("ld+json"));
        assert!(!has(&compiled, "articles/a/article.jsonld"));
    }
}

#[test]
fn a_theme_can_leave_it_out() {
    let site = site(&format!("{ADDRESS}theme: own\n"), "A");
    site.put(
        "themes/own/theme.yaml",
        "name: own\nextends: default\ncontract: 3\n",
    );
    site.put(
        "themes/own/templates/base.html",
        "<!DOCTYPE html><html lang=\"{{ lang }}\"><title>{{ page.head_title }}</title>{% block main %}{% endblock main %}</html>\n",
    );
    let compiled = site.compile();
    let page = text(&compiled, "articles/a/index.html");
    assert!(!page.contains("ld+json"), "{page}");
}
