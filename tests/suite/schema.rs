//! `griot schema`: what griot reads without a finding about its form validates, and what it refuses
//! by its form does not.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use griot::diag::{Code, Finding};
use griot::messages::MessageLanguage;
use griot::reference;
use serde_json::Value;

use crate::support;

/// The reference asks for `languages`; without them griot takes English and says nothing, as in
/// `empty-records`.
const WITHOUT_LANGUAGES: &str = "missing properties 'languages'";

/// Compiled schemas by kind, and by whether they are for translations.
struct KindSchemas {
    schemas: Schemas,
    by_kind: BTreeMap<(String, bool), SchemaIndex>,
}

fn printed(arguments: &[&str]) -> Value {
    let run = support::griot().arg("schema").args(arguments).assert();
    let output = run.success().get_output().stdout.clone();
    serde_json::from_slice(&output).expect("the schema is JSON")
}

impl KindSchemas {
    fn new(arguments: &[&str]) -> KindSchemas {
        let mut schemas = Schemas::new();
        let mut compiler = Compiler::new();
        let all = printed(arguments);
        compiler
            .add_resource("griot.json", all)
            .expect("the document is a schema");
        let mut by_kind = BTreeMap::new();
        for kind in &griot::forms::FILE_KINDS {
            for is_translation in [false, true] {
                let suffix = match (is_translation, kind.is_translated) {
                    (true, true) => "-translation",
                    _ => "",
                };
                let place = format!("griot.json#/$defs/{}{suffix}", kind.name);
                let index = compiler
                    .compile(&place, &mut schemas)
                    .unwrap_or_else(|error| panic!("{place}: {error:#}"));
                by_kind.insert((kind.name.to_owned(), is_translation), index);
            }
        }
        KindSchemas { schemas, by_kind }
    }

    fn fault(&self, kind: &str, is_translation: bool, value: &Value) -> Option<String> {
        let index = self.by_kind[&(kind.to_owned(), is_translation)];
        let outcome = self.schemas.validate(value, index);
        outcome.err().map(|error| format!("{error:#}"))
    }
}

/// The kind of a file by its path below the site, and whether it is a translation by its name.
fn kind_of(path: &str) -> Option<&'static str> {
    let below = path.strip_prefix("content/")?;
    let is_markdown = below.ends_with(".md") || below.ends_with(".markdown");
    Some(match below.split('/').next()? {
        "site.yaml" => "site",
        "style" if below.ends_with(".yaml") => "word-list",
        "articles" if is_markdown => "article",
        "events" if is_markdown => "event",
        "actors" if is_markdown => "actor",
        "regions" if is_markdown => "region",
        "sources" if is_markdown => "source",
        "pages" if below.starts_with("pages/home.") => "home",
        "pages" if is_markdown => "page",
        _ if [".jpg.yaml", ".jpeg.yaml", ".png.yaml", ".webp.yaml"]
            .iter()
            .any(|end| below.ends_with(end)) =>
        {
            "photograph"
        }
        _ => return None,
    })
}

/// The front matter of a file as JSON. `None` if it has none, or it is not a mapping of YAML.
fn front_matter(path: &Path, kind: &str) -> Option<Value> {
    let text = fs::read_to_string(path).ok()?;
    let yaml = match kind {
        "site" | "word-list" | "photograph" => text.as_str(),
        _ => {
            let rest = text.trim_start_matches('\u{feff}').strip_prefix("---\n")?;
            if rest.starts_with("---\n") {
                return Some(Value::Object(serde_json::Map::new()));
            }
            &rest[..rest.find("\n---")? + 1]
        }
    };
    let value: serde_yaml::Value = serde_yaml::from_str(yaml).ok()?;
    match serde_json::to_value(value).ok()? {
        Value::Null => Some(Value::Object(serde_json::Map::new())),
        value @ Value::Object(_) => Some(value),
        _ => None,
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let about = fs::symlink_metadata(&path).expect("it is there");
        if about.is_dir() {
            files(&path, found);
        } else if about.is_file() {
            found.push(path);
        }
    }
}

/// Whether a finding is about the form of front matter alone.
fn is_of_form(finding: &Finding) -> bool {
    matches!(
        finding.code,
        Code::UnknownKey
            | Code::WrongType
            | Code::NotInList
            | Code::BadDate
            | Code::BadNumber
            | Code::MissingField
            | Code::ClaimUnsourced
            | Code::UnsignedEstimate
            | Code::MissingCredit
            | Code::ConflictWithoutNotes
    )
}

/// Whether griot would say less of the file alone: what it says needs other files, the name of the
/// file, other values of the mapping, or a list that is not in the reference.
fn needs_more(finding: &Finding) -> bool {
    let message = finding.message.english();
    [
        " ends before it begins",
        " are not in the order `low`, `best`, `high`",
        " is not a country of ISO 3166-1",
        "the original",
        "belongs in the `_index.md` of a folder of pages",
    ]
    .iter()
    .any(|words| message.contains(words))
}

/// Whether it is not known from the code what the schema should say: addresses stand in texts too,
/// a language may be right and not of the site, and another parser may read what griot refuses.
fn is_open(finding: &Finding) -> bool {
    finding.code.is_unreadable()
        || matches!(
            finding.code,
            Code::LinkScheme
                | Code::UnknownLanguage
                | Code::YamlSyntax
                | Code::DroppedText
                | Code::ControlCharacter
                | Code::TranslationWithoutOriginal
                | Code::StrayFile
        )
}

/// The front matter without the keys that the site passes over.
fn without_ignored(value: Value, root: &Path) -> Value {
    let site = fs::read_to_string(root.join("content/site.yaml")).unwrap_or_default();
    let site: Value = serde_yaml::from_str(&site).unwrap_or_default();
    let keys = site["ignore_keys"].as_array().cloned().unwrap_or_default();
    let Value::Object(map) = value else {
        return value;
    };
    let is_known = |key: &str| !keys.iter().any(|ignored| ignored == key);
    Value::Object(map.into_iter().filter(|(key, _)| is_known(key)).collect())
}

/// Checks every file of a site: it validates if griot has no finding about its form, and only then.
fn compare(root: &Path, name: &str, schemas: &KindSchemas, faults: &mut Vec<String>) -> usize {
    let compiled = griot::compile(root, &support::options(), |_| {}).expect("it can be read");
    let mut findings: BTreeMap<String, Vec<&Finding>> = BTreeMap::new();
    for finding in &compiled.findings {
        let path = finding.path.clone();
        findings.entry(path).or_default().push(finding);
    }
    let mut all = Vec::new();
    files(&root.join("content"), &mut all);
    let paths: Vec<String> = all
        .iter()
        .map(|path| {
            path.strip_prefix(root)
                .expect("it is below")
                .display()
                .to_string()
        })
        .collect();
    let mut count = 0;
    for path in &paths {
        let Some(kind) = kind_of(path).filter(|_| !path.contains("/_index.")) else {
            continue;
        };
        let Some(value) = front_matter(&root.join(path), kind) else {
            continue;
        };
        let value = without_ignored(value, root);
        count += 1;
        // A translation has a sibling without a tag, or with another.
        let stem = |path: &str| -> String {
            let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
            format!("{folder}/{}", file.split('.').next().unwrap_or(file))
        };
        let has_original = paths.iter().any(|other| {
            other != path && stem(other) == stem(path) && kind_of(other) == Some(kind)
        });
        let found = findings.get(path.as_str()).map_or(&[][..], Vec::as_slice);
        if found.iter().any(|finding| is_open(finding)) {
            continue;
        }
        let certain = |finding: &&&Finding| is_of_form(finding) && !needs_more(finding);
        let is_wrong = found.iter().filter(certain).count() > 0;
        let as_original = schemas.fault(kind, false, &value);
        let fault = match has_original {
            true => schemas.fault(kind, true, &value),
            false => as_original,
        };
        match (is_wrong, fault) {
            (true, None) => {
                let codes: Vec<String> = found
                    .iter()
                    .filter(certain)
                    .map(|one| format!("{}: {}", one.code.word(), one.message.english()))
                    .collect();
                faults.push(format!("{name} {path}: accepted, but griot says {codes:?}"));
            }
            (false, Some(fault)) if !fault.contains(WITHOUT_LANGUAGES) => {
                faults.push(format!("{name} {path}: refused: {fault}"));
            }
            _ => {}
        }
    }
    count
}

#[test]
fn the_sample_validates() {
    let project = support::project();
    let root = project.display().to_string();
    for arguments in [&[][..], &["--site", "--root", &root][..]] {
        let schemas = KindSchemas::new(arguments);
        let mut faults = Vec::new();
        let count = compare(&project, "sample", &schemas, &mut faults);
        assert!(count > 60, "only {count} files were read");
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

#[test]
fn cases_validate_where_they_are_right() {
    let schemas = KindSchemas::new(&[]);
    let mut sites = Vec::new();
    let cases = support::project().join("tests/cases");
    let mut all = Vec::new();
    files(&cases, &mut all);
    for path in all {
        if path.file_name().is_some_and(|name| name == "expect.md") {
            sites.push(path.parent().expect("it is in a folder").to_owned());
        }
    }
    let mut faults = Vec::new();
    let mut count = 0;
    for site in sites {
        let name = site
            .strip_prefix(&cases)
            .expect("below")
            .display()
            .to_string();
        count += compare(&site, &name, &schemas, &mut faults);
    }
    assert!(count > 200, "only {count} files were read");
    assert!(faults.is_empty(), "{}\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn examples_of_the_reference_validate() {
    let schemas = KindSchemas::new(&[]);
    for section in reference::ALL {
        let Some(_) = griot::forms::FileKind::find(section.name) else {
            continue;
        };
        let minimal: Value = serde_yaml::from_str(section.minimal).unwrap_or_default();
        let minimal = match minimal {
            Value::Null => Value::Object(serde_json::Map::new()),
            value => value,
        };
        for key in section.keys {
            let example: Value =
                serde_yaml::from_str(key.example.in_language(MessageLanguage::English))
                    .expect("examples are YAML");
            let mut whole = minimal.clone();
            let map = whole.as_object_mut().expect("it is a mapping");
            map.extend(example.as_object().expect("it is a mapping").clone());
            if section.name == "home" {
                map.insert("title".to_owned(), "Home".into());
            }
            let fault = schemas.fault(section.name, false, &whole);
            assert_eq!(fault, None, "{}.{}", section.name, key.name);
        }
    }
}

#[test]
fn a_site_names_its_entities_and_no_draft() {
    let site = support::Site::new(&[
        (
            "content/site.yaml",
            "title: Mali\nlanguages: [en, fr]\nignore_keys: [layout]\n",
        ),
        (
            "content/actors/fama.md",
            "---\nname: Army\naliases: [FAMa]\n---\n",
        ),
        ("content/sources/afp.md", "---\ntitle: A dispatch\n---\n"),
        (
            "content/articles/secret.md",
            "---\ntitle: Secret\ndate: 2022-02-23\ndraft: true\nsources:\n  - {id: hidden, title: Hidden}\n---\n",
        ),
    ]);
    let root = site.root().display().to_string();
    let schemas = KindSchemas::new(&["--site", "--root", &root]);
    let fault = |kind: &str, yaml: &str| {
        let value = serde_yaml::from_str(yaml).expect("it is YAML");
        schemas.fault(kind, false, &value)
    };
    let article = |rest: &str| fault("article", &format!("title: A\ndate: 2022-02-23\n{rest}"));
    assert_eq!(article("sources: [afp]\nlayout: post\n"), None);
    assert!(
        article("sources: [hidden]\n").is_some(),
        "a draft is not named"
    );
    assert!(article("sources: [other]\n").is_some());
    // Actors need no file.
    assert_eq!(article("actors: [fama, FAMa, Somebody]\n"), None);
    assert!(
        article("summary: {de: Pult}\n").is_some(),
        "no language of the site"
    );
    assert_eq!(article("summary: {fr: Bureau}\n"), None);
    let all = printed(&["--site", "--root", &root]).to_string();
    assert!(all.contains("FAMa") && !all.contains("hidden") && !all.contains("secret"));
    site.put(
        "content/site.yaml",
        "title: Mali\nlanguages: [en, fr]\nundeclared: error\n",
    );
    let schemas = KindSchemas::new(&["--site", "--root", &root]);
    let value = serde_yaml::from_str("title: A\ndate: 2022\nactors: [Somebody]\n");
    let value = value.expect("it is YAML");
    assert!(schemas.fault("article", false, &value).is_some());
}

#[test]
fn one_kind_stands_alone_and_in_each_language() {
    let english = printed(&["event"]);
    assert_eq!(
        english["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    let mut schemas = Schemas::new();
    let mut compiler = Compiler::new();
    compiler
        .add_resource("event.json", english.clone())
        .expect("it is a schema");
    let index = compiler
        .compile("event.json", &mut schemas)
        .expect("it is whole");
    let event = serde_json::json!({"title": "A", "date": "2022-02", "regions": ["mopti"]});
    assert!(schemas.validate(&event, index).is_ok());
    let misspelt = serde_json::json!({"titel": "A", "date": "2022-02", "regions": ["mopti"]});
    assert!(schemas.validate(&misspelt, index).is_err());
    let french = printed(&["event", "--lang", "fr"]);
    assert_ne!(english["description"], french["description"]);
    assert_eq!(english["required"], french["required"]);
    assert_eq!(
        printed(&["event", "--translation"])["required"],
        Value::Null
    );
    let run = support::griot().args(["schema", "evnt"]).assert().code(2);
    let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(said.contains("did you mean `event`?"), "{said}");
}
