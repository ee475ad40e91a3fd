//! The rules of the house that a machine can hold: who may use whom, and who owns which crate.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn source() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The module of a file below `src`, and the file's path as text.
fn module_of(file: &Path) -> (String, String) {
    let below = file
        .strip_prefix(source())
        .expect("it is below")
        .to_string_lossy()
        .replace('\\', "/");
    let module = below
        .split('/')
        .next()
        .unwrap_or(&below)
        .trim_end_matches(".rs")
        .to_owned();
    (module, below)
}

/// The code of a file without its tests and comments.
fn code(file: &Path) -> String {
    if file.file_name().is_some_and(|name| name == "tests.rs") {
        return String::new();
    }
    let text = fs::read_to_string(file).expect("it can be read");
    let code = text.split("\n#[cfg(test)]").next().unwrap_or(&text);
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The modules of lib.rs, each with the number of its group; groups stand between blank lines.
fn groups() -> BTreeMap<String, usize> {
    let text = fs::read_to_string(source().join("lib.rs")).expect("it is there");
    let mut groups = BTreeMap::new();
    let mut group = 0;
    for line in text.lines() {
        if line.trim().is_empty() {
            group += 1;
        } else if let Some(module) = line
            .strip_prefix("pub mod ")
            .and_then(|rest| rest.strip_suffix(';'))
        {
            groups.insert(module.to_owned(), group);
        }
    }
    groups
}

/// The modules that some code names as `crate::module`, in braces too.
fn used(code: &str) -> BTreeSet<String> {
    let word = |text: &str| {
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    let mut used = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(list) => {
                let list = list.split(';').next().unwrap_or(list);
                let mut depth = 0;
                let mut start = true;
                for (at, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        c if start && c.is_alphabetic() => {
                            used.insert(word(&list[at..]));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
            None => {
                used.insert(word(rest));
            }
        }
    }
    used
}

#[test]
fn a_module_uses_only_groups_above_its_own() {
    let groups = groups();
    assert!(
        groups.len() > 10,
        "the modules of lib.rs were read: {groups:?}"
    );
    let mut wrong = Vec::new();
    for file in rust_files(&source()) {
        let (module, path) = module_of(&file);
        let Some(own) = groups.get(&module) else {
            continue;
        };
        for other in used(&code(&file)) {
            if other != module && groups.get(&other).is_some_and(|group| group >= own) {
                wrong.push(format!(
                    "{path} uses {other}, which does not stand in a group above {module}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Crates that are used in one place only, so that they can be replaced there.
const OWNERS: &[(&str, &[&str])] = &[
    ("serde_yaml", &["yaml/"]),
    ("walkdir", &["load/"]),
    ("deunicode", &["load/"]),
    ("pulldown_cmark", &["markdown/"]),
    ("aho_corasick", &["phrases.rs"]),
    ("syntect", &["markdown/highlight.rs"]),
    ("tera", &["render/theme/"]),
    ("pagefind", &["render/search/"]),
    ("pagefind_stem", &["render/search/"]),
    ("tokio", &["render/search/"]),
    ("convert_case", &["render/search/"]),
    ("emojis", &["render/search/"]),
    ("html_escape", &["render/search/"]),
    ("regex", &["render/search/"]),
    ("sha1", &["render/search/"]),
    ("unicode_segmentation", &["render/search/"]),
    ("zlib_rs", &["render/search/"]),
    (
        "include_dir",
        &["embedded.rs", "render/theme/layer.rs", "cli/"],
    ),
    ("quick_xml", &["render/feed/", "picture/strip/svg.rs"]),
    ("base64", &["picture/strip/svg.rs"]),
    (
        "miniz_oxide",
        &["picture/strip/chunks.rs", "checks/size_limits.rs"],
    ),
    (
        "memchr",
        &[
            "conflict.rs",
            "media/",
            "picture/strip/jpeg.rs",
            "render/pagefind_attributes.rs",
        ],
    ),
    ("itoa", &["draw/svg.rs"]),
    ("crc32fast", &["picture/strip/chunks.rs"]),
    ("zune_jpeg", &["picture/codec.rs"]),
    ("zune_core", &["picture/codec.rs"]),
    ("jpeg_encoder", &["picture/codec.rs"]),
    ("image_webp", &["picture/codec.rs"]),
    ("webp", &["picture/codec.rs"]),
    ("png", &["picture/codec.rs", "preview/"]),
    ("rustybuzz", &["preview/text.rs"]),
    ("unicode_bidi", &["preview/text.rs"]),
    ("unicode_linebreak", &["preview/text.rs"]),
    ("tiny_skia", &["preview/"]),
    ("resize", &["picture/raster.rs"]),
    ("rgb", &["picture/raster.rs"]),
    ("icu_plurals", &["render/words/"]),
    ("icu_decimal", &["render/words/"]),
    ("icu_collator", &["lang/"]),
    ("icu_locale_core", &["lang/"]),
    ("annotate_snippets", &["diag/emit/human.rs"]),
    ("strsim", &["diag/mod.rs"]),
    ("clap", &["cli/", "diag/emit/mod.rs"]),
    ("clap_complete", &["cli/shell.rs"]),
    ("clap_mangen", &["cli/shell.rs"]),
    ("tempfile", &["write/room.rs", "cli/changed.rs"]),
    ("rustix", &["files/"]),
    ("notify", &["cli/serve/watch.rs"]),
    ("httparse", &["cli/serve/http.rs"]),
    ("mimalloc", &["main.rs"]),
    ("anstream", &["cli/"]),
];

#[test]
fn each_foreign_crate_has_one_owner() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for file in rust_files(&source()) {
        let (_, path) = module_of(&file);
        let code = code(&file);
        for (name, owners) in OWNERS {
            let mentioned = [format!("{name}::"), format!("use {name};")]
                .iter()
                .any(|use_of| {
                    code.match_indices(use_of.as_str()).any(|(at, _)| {
                        !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
                    })
                });
            if mentioned {
                seen.insert(*name);
                if !owners.iter().any(|owner| path.starts_with(owner)) {
                    wrong.push(format!(
                        "{path} uses {name}, which belongs to {}",
                        owners.join(" and ")
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let unused: Vec<&&str> = OWNERS
        .iter()
        .map(|(name, _)| name)
        .filter(|name| !seen.contains(**name))
        .collect();
    assert!(
        unused.is_empty(),
        "these crates have an owner and are not used: {unused:?}"
    );
}

/// Files and folders are touched, and programs run, at the ends only.
const IO: &[&str] = &[
    "files/",
    "config.rs",
    "load/",
    "git.rs",
    "incremental/",
    "write/",
    "cli/",
];

/// Those that run programs: git, and whatever opens a browser.
const RUNS: &[&str] = &["git.rs", "cli/serve/browser.rs"];

#[test]
fn the_middle_touches_no_file_and_no_clock() {
    let mut wrong = Vec::new();
    for file in rust_files(&source()) {
        let (_, path) = module_of(&file);
        let code = code(&file);
        for call in [
            "std::fs",
            "fs::",
            "std::env::",
            "Timestamp::now",
            "SystemTime",
            "Instant::now",
            "println!",
        ] {
            if code.contains(call) && !IO.iter().any(|end| path.starts_with(end)) {
                wrong.push(format!("{path} has {call}"));
            }
        }
        assert_eq!(
            code.contains("process::{Command") || code.contains("process::Command"),
            RUNS.contains(&path.as_str()),
            "{path}: programs are run by {RUNS:?}"
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Loops whose order does not matter: what they give is sorted, or goes into another map, or the
/// name is also that of a list.
const ORDERED: &[(&str, &str)] = &[
    ("incremental/store.rs", "in entries "),
    ("incremental/store.rs", "entries.iter()"),
    ("markdown/lint/name_index.rs", "in counts "),
    ("markdown/lint/name_index.rs", "words.iter()"),
    ("render/words/mod.rs", "self.texts.keys()"),
    ("resolve/names.rs", "ids.iter()"),
];

#[test]
fn nothing_is_iterated_from_a_hash_map_by_name() {
    // Hash maps are for looking up. A loop over one would make the order of the output a matter of
    // chance.
    let mut wrong = Vec::new();
    for file in rust_files(&source()) {
        let (_, path) = module_of(&file);
        let code = code(&file);
        for (at, _) in code.match_indices(": HashMap<") {
            let name: String = code[..at]
                .chars()
                .rev()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
            for loop_over in [
                format!("in &{name} "),
                format!("in {name} "),
                format!("{name}.iter()"),
                format!("{name}.values()"),
                format!("self.{name}.keys()"),
            ] {
                let is_known = ORDERED.contains(&(path.as_str(), loop_over.as_str()));
                if code.contains(&loop_over) && !is_known {
                    wrong.push(format!("{path}: {loop_over}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
