//! `griot cms`: configurations are valid and up to date, and what the forms write builds.
//!
//! `UPDATE_GOLDEN=1 cargo test --test suite cms::` writes `tests/cms/golden/`.

use std::fs;
use std::path::Path;

use boon::{Compiler, Schemas};
use griot::reference::{self, Form};
use serde_json::Value;

use crate::support::{self, Site};

const TOOLS: [&str; 3] = ["sveltia", "decap", "pages"];

/// Returns the path of a tool's configuration below the site.
fn path(tool: &str) -> &'static str {
    match tool {
        "pages" => ".pages.yml",
        _ => "content/static/admin/config.yml",
    }
}

/// A site with the settings and the names of files of another.
fn copy_of(root: &Path) -> Site {
    let site = Site::new(&[]);
    let mut open = vec![root.join("content")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("it is a folder").flatten() {
            let (path, kind) = (entry.path(), entry.file_type().expect("it has a type"));
            if kind.is_dir() {
                open.push(path);
            } else if path
                .extension()
                .is_some_and(|end| end == "md" || end == "yaml")
            {
                let below = path
                    .strip_prefix(root)
                    .expect("it is below")
                    .display()
                    .to_string();
                site.put(&below, &fs::read_to_string(&path).expect("it is text"));
            }
        }
    }
    site
}

/// A new site, as `griot init` makes it.
fn new_site() -> Site {
    let site = Site::new(&[]);
    let init = ["init", "--title", "Mali", "--lang", "en"];
    let run = support::griot().args(init).arg(site.root()).assert();
    run.success();
    site
}

fn cms(site: &Site, arguments: &[&str]) -> assert_cmd::assert::Assert {
    let mut command = support::griot();
    command
        .arg("cms")
        .args(arguments)
        .arg("--root")
        .arg(site.root());
    command.assert()
}

fn written(site: &Site, tool: &str) -> String {
    cms(site, &[tool, "--repository", "desk/mali", "--force"]).success();
    fs::read_to_string(site.root().join(path(tool))).expect("the configuration is written")
}

#[test]
fn configurations_are_as_they_were() {
    for tool in TOOLS {
        let sites = [
            ("sample", copy_of(&support::project())),
            ("new", new_site()),
        ];
        for (name, site) in sites {
            let config = written(&site, tool);
            let golden = support::project().join(format!("tests/cms/golden/{name}-{tool}.yml"));
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                fs::write(&golden, &config).expect("it can be written");
            }
            let known = fs::read_to_string(&golden).unwrap_or_default();
            assert!(config == known, "{} has changed", golden.display());
        }
    }
}

#[test]
fn sveltia_accepts_its_configuration() {
    let file = support::project().join("tests/cms/sveltia/sveltia-cms.json");
    let mut schemas = Schemas::new();
    let index = Compiler::new()
        .compile(&file.display().to_string(), &mut schemas)
        .unwrap_or_else(|error| panic!("{error:#}"));
    for site in [copy_of(&support::project()), new_site()] {
        let config: Value = serde_yaml::from_str(&written(&site, "sveltia")).expect("it is YAML");
        let outcome = schemas.validate(&config, index);
        assert!(outcome.is_ok(), "{:#}", outcome.expect_err("it failed"));
    }
}

/// All fields of a configuration, with the path of each.
fn fields(value: &Value, above: &str, found: &mut Vec<(String, Value)>) {
    for field in value["fields"].as_array().into_iter().flatten() {
        let name = field["name"].as_str().expect("a field has a name");
        let path = format!("{above}.{name}");
        fields(field, &path, found);
        found.push((path, field.clone()));
    }
}

#[test]
fn every_key_of_the_reference_has_a_field() {
    let site = copy_of(&support::project());
    for tool in TOOLS {
        let config: Value = serde_yaml::from_str(&written(&site, tool)).expect("it is YAML");
        let lists = match tool {
            "pages" => &config["content"],
            _ => &config["collections"],
        };
        for (kind, folder) in [
            ("article", "articles"),
            ("event", "events"),
            ("actor", "actors"),
            ("region", "regions"),
            ("source", "sources"),
            ("page", "pages"),
        ] {
            let mut lists = lists.as_array().expect("a list").iter();
            let collection = lists
                .find(|one| one["name"] == folder)
                .unwrap_or_else(|| panic!("{tool} has no {folder}"));
            let mut all = Vec::new();
            fields(collection, "", &mut all);
            let section = reference::find(kind).expect("it is a section");
            for key in section.keys {
                let (_, field) = all
                    .iter()
                    .find(|(path, _)| *path == format!(".{}", key.name))
                    .unwrap_or_else(|| panic!("{tool}: {folder} has no {}", key.name));
                let is_required = field["required"].as_bool().unwrap_or(false);
                assert_eq!(is_required, key.is_required, "{tool} {folder}.{}", key.name);
                if let Form::Choice(values) = key.form {
                    let options = match tool {
                        "pages" => (&field["options"]["values"], "name"),
                        _ => (&field["options"], "value"),
                    };
                    let options = options.0.as_array().map(|all| {
                        let values = all.iter().map(|one| one[options.1].as_str());
                        values.map(Option::unwrap_or_default).collect::<Vec<_>>()
                    });
                    let values = values.iter().map(|one| one.value).collect();
                    assert_eq!(options, Some(values), "{tool} {folder}.{}", key.name);
                }
                if matches!(key.form, Form::Reference(_) | Form::References(_)) {
                    let widget = field["widget"].as_str().or(field["type"].as_str());
                    let wanted = if tool == "pages" {
                        "reference"
                    } else {
                        "relation"
                    };
                    assert_eq!(widget, Some(wanted), "{tool} {folder}.{}", key.name);
                }
            }
            if kind == "event" {
                let claim = all.iter().any(|(path, _)| path == ".claims.claimant");
                assert!(claim, "{tool}: claims are nested");
            }
        }
    }
}

#[test]
fn labels_are_in_the_language_of_the_site() {
    let site = copy_of(&support::project());
    let mut command = support::griot();
    command.args(["cms", "sveltia", "--lang", "fr", "--root"]);
    command.arg(site.root()).assert().success();
    let config = fs::read_to_string(site.root().join(path("sveltia"))).expect("it is written");
    assert!(config.contains("label: Acteurs"), "{config}");
    assert!(config.contains("Qui en dit quoi"), "{config}");
}

#[test]
fn the_page_loads_one_pinned_script() {
    for tool in ["sveltia", "decap"] {
        let site = new_site();
        let run = cms(&site, &[tool]).success();
        let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
        assert!(said.contains("unpkg.com"), "{said}");
        assert!(said.contains("--repository"), "{said}");
        let page = fs::read_to_string(site.root().join("content/static/admin/index.html"))
            .expect("the page is written");
        assert_eq!(page.matches("<script").count(), 1, "{page}");
        assert_eq!(page.matches("src=").count(), 1, "{page}");
        assert!(page.contains("integrity=\"sha384-"), "{page}");
        assert!(page.contains("crossorigin=\"anonymous\""), "{page}");
        // A version and no range, so that the hash stays right.
        let version = page.split("cms@").nth(1).expect("it has a version");
        let version = version.split('/').next().expect("a path follows");
        assert_eq!(version.split('.').count(), 3, "{page}");
        site.build().expect("it can be written");
        assert!(site.has("admin/index.html") && site.has("admin/config.yml"));
    }
}

#[test]
fn files_are_replaced_only_on_request() {
    let site = new_site();
    cms(&site, &["decap"]).success();
    site.put("content/static/admin/config.yml", "mine: yes\n");
    let run = cms(&site, &["decap"]).code(2);
    let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(said.contains("config.yml"), "{said}");
    let read = || fs::read_to_string(site.root().join(path("decap"))).expect("it is there");
    assert_eq!(read(), "mine: yes\n");
    cms(&site, &["decap", "--force"]).success();
    assert!(read().contains("collections:"));
}

/// A site with the names that the files of a form refer to.
fn desk() -> Site {
    Site::new(&[
        ("content/regions/mopti.md", "---\nname: Mopti\n---\n"),
        (
            "content/actors/fama.md",
            "---\nname: Malian Armed Forces\n---\n",
        ),
        ("content/actors/jnim.md", "---\nname: JNIM\n---\n"),
        ("content/sources/afp.md", "---\ntitle: A dispatch\n---\n"),
    ])
}

/// Asserts that a site with files of a form has no finding, and that they were read.
fn builds(files: &[(&str, &str)]) {
    let site = desk();
    let has_translation = files.iter().any(|(path, _)| path.ends_with(".fr.md"));
    let languages = if has_translation { "en, fr" } else { "en" };
    let settings =
        format!("title: Mali\nlanguages: [{languages}]\nbase_url: https://example.org/\n");
    site.put("content/site.yaml", &settings);
    for (path, text) in files {
        site.put(path, text);
    }
    assert_eq!(site.findings(), "");
    site.build().expect("it can be written");
    let page = site.page("events/clash/index.html");
    assert!(
        page.contains("Clash near Moura") && page.contains("19"),
        "{page}"
    );
}

/// Sveltia writes every field, empty ones as `''`, `[]` and `null`, numbers in lines of text in
/// single quotes, keys in the order of its configuration, and a line break after the text.
#[test]
fn what_sveltia_writes_builds() {
    builds(&[
        (
            "content/events/clash.md",
            "---\ntitle: Clash near Moura\ndate: 2022-03-27/2022-03-31\nevent_type: Battles\nsub_event_type: Armed clash\ntype_of_violence: state-based\nevent_clarity: '1'\nregions:\n  - mopti\nplace:\n  name: ''\n  lat: null\n  lon: null\nwhere_prec: ''\nwhere_description: ''\nside_a:\n  - fama\nside_b: []\nactors: []\nclaims:\n  - id: killed\n    measure: killed\n    label: ''\n    count: '19'\n    value: ''\n    as_published: false\n    date: ''\n    of: jnim\n    claimant: fama\n    sources:\n      - afp\n    quote: ''\n    grade: ''\n    status: ''\n    notes: ''\n    responds_to: ''\n    contradicted_by: []\nestimate: []\nsources: []\npublish_precision: ''\ngraphic: false\nredirect_from: []\nallow: []\n---\n\n",
        ),
        (
            "content/articles/from-a-form.md",
            "---\ntitle: 'From: a form'\ndate: 2022-04-01\nupdated: ''\nsummary: ''\nauthors: []\nactors: []\nregions: []\ntopics: []\nevents:\n  - clash\nsources: []\ncorrections: []\nopen_questions: []\nestablished: []\nnot_established: []\nreview_by: ''\nimage:\n  src: ''\n  alt: ''\n  credit: ''\ndraft: false\nlang: ''\nredirect_from: []\nallow: []\n---\nThe text.\n",
        ),
        (
            "content/articles/from-a-form.fr.md",
            "---\ntitle: D’un formulaire\nsummary: ''\n---\nLe texte.\n",
        ),
    ]);
}

/// Decap writes the fields that were touched, a cleared one as `''`, days of its own format or as
/// moments, and folds long lines.
#[test]
fn what_decap_writes_builds() {
    builds(&[
        (
            "content/events/clash.md",
            "---\ntitle: Clash near Moura\ndate: 2022-03-27/2022-03-31\nregions:\n  - mopti\nplace:\n  name: Moura\n  lat: ''\n  lon: ''\nside_a:\n  - fama\nclaims:\n  - measure: killed\n    as_published: false\n    sources:\n      - afp\n    claimant: fama\n    of: jnim\n    count: \"19\"\n    grade: ''\n    id: killed\nestimate: []\ngraphic: false\n---\n\n",
        ),
        (
            "content/articles/from-a-form.md",
            "---\ntitle: \"From: a form\"\ndate: 2022-04-01T00:00:00.000Z\nupdated: ''\nsummary: What the army says of its operations in the centre of the country, and what\n  others say of them.\nevents:\n  - clash\nimage: {}\ncorrections: []\nreview_by: ''\ndraft: false\nredirect_from: null\n---\n\nThe text.\n",
        ),
    ]);
}

/// Pages CMS drops empty fields, keeps `false`, folds long lines, names files where it knows no id,
/// and adds no line break.
#[test]
fn what_pages_cms_writes_builds() {
    builds(&[
        (
            "content/events/clash.md",
            "---\ntitle: Clash near Moura\ndate: 2022-03-27/2022-03-31\nregions:\n  - Mopti\nside_a:\n  - Malian Armed Forces\nclaims:\n  - id: killed\n    measure: killed\n    count: \"19\"\n    as_published: false\n    claimant: Malian Armed Forces\n    of: JNIM\n    sources:\n      - afp.md\ngraphic: false\n---\n",
        ),
        (
            "content/articles/from-a-form.md",
            "---\ntitle: \"From: a form\"\ndate: 2022-04-01\nsummary: What the army says of its operations in the centre of the country, and\n  what others say of them.\nevents:\n  - clash.md\ndraft: false\n---\nThe text.",
        ),
    ]);
}
