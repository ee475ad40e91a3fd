//! The reference of keys is complete, its examples build, and its pages are up to date.
//!
//! `UPDATE_REFERENCE=1 cargo test --test suite reference::` writes `docs/src/reference/`.

use std::collections::BTreeSet;
use std::fs;

use griot::messages::MessageLanguage;
use griot::model::terms::{
    ActorType, EventClarity, EventType, Grade, Level, Measure, Precision, RelationType, Scale,
    SourceKind, Status, SubEventType, Term, ViolenceType,
};
use griot::reference::{self, Form, Key, ListValue, Place, Section, Translations, print, values};
use serde_yaml::{Mapping, Value};

use crate::support::{self, Site};

/// Where the pages stand, below the project.
const PAGES: &str = "docs/src/reference";

fn same_values<T: Term>(list: &[ListValue]) {
    let described: Vec<&str> = list.iter().map(|value| value.value).collect();
    let known: Vec<&str> = T::ALL.iter().map(|term| term.text()).collect();
    assert_eq!(described, known, "the values of {}", T::WORDS);
}

#[test]
fn every_value_of_a_closed_list_has_a_meaning() {
    same_values::<EventType>(values::EVENT_TYPE);
    same_values::<SubEventType>(values::SUB_EVENT_TYPE);
    same_values::<ActorType>(values::ACTOR_TYPE);
    same_values::<ViolenceType>(values::VIOLENCE_TYPE);
    same_values::<EventClarity>(values::EVENT_CLARITY);
    same_values::<Precision>(values::PRECISION);
    same_values::<Measure>(values::MEASURE);
    same_values::<Grade>(values::GRADE);
    same_values::<Status>(values::STATUS);
    same_values::<SourceKind>(values::SOURCE_KIND);
    same_values::<Scale>(values::SCALE);
    same_values::<RelationType>(values::RELATION_TYPE);
    same_values::<Level>(values::LEVEL);
}

/// Every text of the reference, with where it stands.
fn texts() -> Vec<(String, Translations)> {
    let mut texts = Vec::new();
    for section in reference::ALL {
        texts.push((section.name.to_owned(), section.text));
        for key in section.keys {
            let name = format!("{}.{}", section.name, key.name);
            if let Form::Choice(values) = key.form {
                texts.extend(
                    values
                        .iter()
                        .map(|value| (format!("{name} {}", value.value), value.text)),
                );
            }
            texts.push((name, key.text));
        }
    }
    texts
}

#[test]
fn every_text_is_a_sentence_and_stands_in_all_languages() {
    for (place, text) in texts() {
        for text in [text.en, text.fr, text.ar] {
            let is_sentence = text.ends_with('.') || text.ends_with(".)") || text.ends_with(".»");
            assert!(is_sentence, "{place}: `{text}` does not end");
            assert!(!text.contains("  "), "{place}: `{text}` has two spaces");
            assert!(text.chars().count() < 220, "{place}: `{text}` is too long");
        }
        assert_ne!(text.en, text.fr, "{place} is not translated");
        let is_arabic = |c: char| ('\u{600}'..='\u{6ff}').contains(&c);
        assert!(text.ar.contains(is_arabic), "{place} is not in Arabic");
        for latin in [text.en, text.fr] {
            assert!(!latin.contains(is_arabic), "{place}: `{latin}`");
            assert_eq!(
                latin.matches('`').count() % 2,
                0,
                "{place}: a name in `{latin}` is not closed"
            );
        }
    }
}

/// Names of keys, values and files are the same in all languages.
#[test]
fn every_translation_has_the_same_names() {
    let names =
        |text: &'static str| -> BTreeSet<&str> { text.split('`').skip(1).step_by(2).collect() };
    for (place, text) in texts() {
        // A translation may add a name, where English uses it as a word.
        let (french, arabic) = (names(text.fr), names(text.ar));
        for name in names(text.en) {
            assert!(french.contains(name), "{place} in French lacks `{name}`");
            assert!(arabic.contains(name), "{place} in Arabic lacks `{name}`");
        }
    }
}

#[test]
fn names_are_used_once() {
    let mut names = BTreeSet::new();
    for section in reference::ALL {
        assert!(names.insert(section.name), "{} stands twice", section.name);
        let keys: BTreeSet<&str> = section.names.iter().copied().collect();
        assert_eq!(keys.len(), section.keys.len(), "keys of {}", section.name);
        if let Place::Keys(places) = section.place {
            for place in places {
                let (owner, key) = place.split_once('.').expect("a section and a key");
                let owner = reference::find(owner).unwrap_or_else(|| panic!("no section {owner}"));
                assert!(owner.key(key).is_some(), "no key {place}");
            }
        }
    }
}

fn mapping(yaml: &str) -> Mapping {
    if yaml.is_empty() {
        return Mapping::new();
    }
    serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{error}: {yaml}"))
}

/// A valid mapping of a section with the keys of an example in it.
fn with_example(section: &Section, example: &str) -> Mapping {
    let mut all = mapping(section.minimal);
    let example = mapping(example);
    // A claim has a number or words, not both.
    if example.contains_key("value") {
        all.remove("count");
    }
    all.extend(example);
    all
}

/// A file of the site that has this mapping at its place.
fn file(section: &Section, value: Mapping) -> (String, Mapping) {
    match section.place {
        Place::Files(_) => {
            let path = match section.name {
                "site" => "content/site.yaml",
                "home" => "content/pages/home.md",
                "common" => "content/pages/common.md",
                "photograph" => "content/media/map.png.yaml",
                "theme" => "themes/own/theme.yaml",
                "word-list" => "content/style/en.yaml",
                kind => return (format!("content/{kind}s/example.md"), value),
            };
            let mut whole = match section.name {
                "common" => mapping("title: A page"),
                "site" => mapping("search: no"),
                _ => Mapping::new(),
            };
            whole.extend(value);
            (path.to_owned(), whole)
        }
        Place::Keys(places) => {
            let (owner, key) = places[0].split_once('.').expect("a section and a key");
            let owner = reference::find(owner).expect("there is one");
            let form = &owner.key(key).expect("there is one").form;
            let value = match form {
                Form::Mapping(_) | Form::TextOrMapping(_) | Form::Count => Value::Mapping(value),
                _ => Value::Sequence(vec![Value::Mapping(value)]),
            };
            let mut whole = mapping(owner.minimal);
            whole.insert(Value::String(key.to_owned()), value);
            file(owner, whole)
        }
    }
}

/// A site in which the names of all examples are known.
pub fn site_for_examples() -> Site {
    let front = |text: &str| format!("---\n{text}---\n\nA text.\n");
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: Mali\nlanguages: [en, fr]\nsearch: no\n",
        ),
        (
            "content/geo/mali-adm1.geojson",
            r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "mopti"},
                "geometry": {"type": "Polygon", "coordinates": [[[-5, 13], [-3, 13], [-3, 15], [-5, 15], [-5, 13]]]}}]}"#,
        ),
    ]);
    site.put("content/style/site.css", "a { color: red }\n");
    for (path, text) in [
        (
            "actors/fama",
            "name: Malian Armed Forces\nactor_type: State forces\n",
        ),
        ("actors/jnim", "name: JNIM\n"),
        ("actors/minusma", "name: MINUSMA\n"),
        ("regions/mali", "name: Mali\nlevel: country\niso_3166: ML\n"),
        ("regions/mopti", "name: Mopti\nlevel: adm1\npart_of: mali\n"),
        (
            "events/clash",
            "title: Clash\ndate: 2022-03-27\nregions: [mopti]\nclaims:\n  - {id: killed, measure: killed, count: 19, claimant: fama, sources: [afp]}\n",
        ),
        (
            "events/coup",
            "title: Coup\ndate: 2020-08-18\nregions: [mali]\n",
        ),
        (
            "events/accord",
            "title: Accord\ndate: 2015-06-20\nregions: [mali]\n",
        ),
        ("articles/army", "title: The army\ndate: 2022-04-01\n"),
        ("sources/afp", "title: Story\n"),
    ] {
        site.put(&format!("content/{path}.md"), &front(text));
    }
    let media = site.root().join("content/media");
    fs::create_dir_all(&media).expect("folders can be made");
    fs::copy(
        support::project().join(".github/images/article.png"),
        media.join("map.png"),
    )
    .expect("there is a picture");
    site
}

#[test]
fn every_example_builds() {
    let site = site_for_examples();
    assert!(!site.findings().contains("error["), "{}", site.findings());
    let mut wrong = Vec::new();
    for section in reference::ALL {
        for key in section.keys {
            let examples: BTreeSet<&str> = [key.example.en, key.example.fr, key.example.ar].into();
            for example in examples {
                if let Some(found) = errors_of(&site, section, example) {
                    wrong.push(format!("{}.{}:\n{found}", section.name, key.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Builds the site with one example, and without it again. Returns the file and the findings, if
/// there is an error.
fn errors_of(site: &Site, section: &Section, example: &str) -> Option<String> {
    let (path, front) = file(section, with_example(section, example));
    let text = serde_yaml::to_string(&front).expect("it can be written");
    let text = match path.ends_with(".md") {
        true => format!("---\n{text}---\n\nA text.\n"),
        false => text,
    };
    let before = fs::read_to_string(site.root().join(&path)).ok();
    site.put(&path, &text);
    let settings = "title: Mali\nlanguages: [en, fr]\nsearch: no\n";
    if section.name == "theme" {
        site.put("content/site.yaml", &format!("{settings}theme: own\n"));
    }
    let compiled = site.compile();
    let found = support::findings(&compiled);
    match before {
        Some(before) => site.put(&path, &before),
        None => fs::remove_file(site.root().join(&path)).expect("it was written"),
    }
    compiled.has_errors().then(|| format!("{text}\n{found}"))
}

/// A text is translated, a name is not: examples differ in their values alone.
#[test]
fn an_example_has_the_same_keys_in_every_language() {
    for section in reference::ALL {
        for key in section.keys {
            let keys = |yaml: &str| -> Vec<Value> { mapping(yaml).keys().cloned().collect() };
            let Translations { en, fr, ar } = key.example;
            let name = format!("{}.{}", section.name, key.name);
            assert_eq!(keys(fr), keys(en), "{name}");
            assert_eq!(keys(ar), keys(en), "{name}");
            assert!(mapping(en).contains_key(key.name), "{name}");
        }
    }
}

#[test]
fn every_default_can_be_written() {
    let site = site_for_examples();
    let whole = |key: &Key, value: &str| {
        let keys = format!(
            "title: Mali\nlanguages: [en, fr]\nsearch: no\n{}: {value}\n",
            key.name
        );
        site.put(
            "content/site.yaml",
            &keys.replace("search: no\nsearch", "search"),
        );
        support::findings(&site.compile())
    };
    for key in reference::SETTINGS.keys {
        if let Some(default) = key.default {
            let found = whole(key, default);
            assert!(!found.contains("error["), "{}: {found}", key.name);
        }
    }
}

#[test]
fn the_pages_of_the_reference_are_up_to_date() {
    let update = std::env::var_os("UPDATE_REFERENCE").is_some();
    let folder = support::project().join(PAGES);
    let mut pages = BTreeSet::new();
    for language in MessageLanguage::ALL {
        let below = match language {
            MessageLanguage::English => "".to_owned(),
            _ => format!("{}/", language.tag()),
        };
        for section in reference::ALL {
            if !matches!(section.place, Place::Files(_)) {
                continue;
            }
            let path = folder.join(format!("{below}{}.md", section.name));
            let page = print::page(section, language);
            if update {
                fs::create_dir_all(path.parent().expect("it has a folder"))
                    .expect("folders can be made");
                fs::write(&path, &page).expect("it can be written");
            }
            let written = fs::read_to_string(&path).unwrap_or_default();
            assert!(
                written == page,
                "{} is not up to date: UPDATE_REFERENCE=1 cargo test --test suite reference::",
                path.display()
            );
            pages.insert(format!("{PAGES}/{below}{}.md", section.name));
        }
    }
    // Problems in reports of imports are explained in these two languages.
    for (language, below) in [
        (MessageLanguage::English, ""),
        (MessageLanguage::French, "fr/"),
    ] {
        let path = folder.join(format!("{below}imports.md"));
        let page = griot::import::explain::manual(language);
        if update {
            fs::write(&path, &page).expect("it can be written");
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == page,
            "{} is not up to date: UPDATE_REFERENCE=1 cargo test --test suite reference::",
            path.display()
        );
        pages.insert(format!("{PAGES}/{below}imports.md"));
    }
    let summary =
        fs::read_to_string(support::project().join("docs/src/SUMMARY.md")).expect("it is there");
    for page in pages {
        let link = page.trim_start_matches("docs/src/");
        assert!(
            summary.contains(&format!("]({link})")),
            "SUMMARY.md lists {link}"
        );
    }
}

#[test]
fn every_topic_is_explained() {
    let griot = |arguments: &[&str]| {
        let output = support::griot()
            .arg("explain")
            .args(arguments)
            .env("LC_ALL", "C")
            .output()
            .expect("it runs");
        let text = if output.status.success() {
            output.stdout
        } else {
            output.stderr
        };
        String::from_utf8(text).expect("it is text")
    };
    for topic in reference::topics().iter().step_by(7) {
        assert!(griot(&[topic]).starts_with("# `"), "{topic}");
    }
    for (arguments, said) in [
        (&["event.claims.count.low"][..], "# `count.low`"),
        (&["article.events.role"], "# `event-use.role`"),
        (&["article.events.claims.grade"], "# `claim.grade`"),
        (&["article.sources.url"], "# `source.url`"),
        (
            &["actor", "--lang", "fr"],
            "Fichiers\u{a0}: `content/actors/*.md`",
        ),
        (&["event", "--lang", "ar"], "الملفات: `content/events/*.md`"),
        (&["claim.grade", "--lang", "ar"], "| `weak` | ضعيفة:"),
        (&["event.side_c"], "did you mean `event.side_a`?"),
        (&["misspelt"], "did you mean `misspelt-name`?"),
        (&["[unknown-key]"], "# unknown-key"),
    ] {
        let found = griot(arguments);
        assert!(found.contains(said), "{arguments:?}: {found}");
    }
}
