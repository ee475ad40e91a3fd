//! Architecture rules that a test can enforce: which module may use which, and which module owns
//! which crate.

mod imports;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use self::imports::{ModulePath, Modules};

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

/// Returns the top-level module of a file below `src`, and the path of the file as text.
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

/// Returns the code of a file without its tests and comments.
fn code(file: &Path) -> String {
    if file.file_name().is_some_and(|name| name == "tests.rs") {
        return String::new();
    }
    let text = fs::read_to_string(file).expect("it can be read");
    // Tests in a file of their own have one line; others are the end of their file.
    let text = text.replace("#[cfg(test)]\nmod tests;", "");
    let code = text.split("\n#[cfg(test)]").next().unwrap_or(&text);
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Returns the modules of lib.rs, each with the number of its group. Blank lines separate groups.
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

/// Returns the top-level modules that some code names as `crate::module`, also in braces.
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
                    "{path} uses {other}, which is not in a group above {module}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// lib.rs is above all groups, because it declares them, and below all of them, because it
/// re-exports their items. So it has no code, and no module uses what it re-exports.
#[test]
fn lib_declares_modules_and_re_exports_the_compiler() {
    let lib = code(&source().join("lib.rs"));
    for line in lib.lines().filter(|line| !line.trim().is_empty()) {
        assert!(
            line.starts_with("pub mod ") || line.starts_with("pub use crate::compile::"),
            "lib.rs has more than modules and re-exports of compile: {line}"
        );
    }
    let mut wrong = Vec::new();
    for (module, targets) in Modules::read().dependencies() {
        for target in targets {
            if target.module.is_empty()
                && let Some(name) = target.name
                // Rust puts exported macros in the root of the crate.
                && name != "message"
                && !module.is_empty()
            {
                wrong.push(format!("{} uses crate::{name}", module.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Modules of one folder that use each other in a circle, with the reason.
const CIRCLES: &[(&str, &[&str], &str)] = &[
    (
        "cli/serve",
        &["page_store", "served_site"],
        "a stored page is made from the site that is served, which has the store",
    ),
    (
        "fields",
        &["context", "values"],
        "a context reports what its values read",
    ),
    (
        "fields",
        &["lists", "map", "text", "unknown_key"],
        "a map reads its texts and lists, which are read from maps",
    ),
    (
        "fuzzy",
        &["countries", "distinguish"],
        "names of countries are told apart by the same rules as others",
    ),
    (
        "markdown/foreign",
        &["formulas", "marks"],
        "a formula is a mark, and marks in a formula are none",
    ),
    (
        "markdown/lint",
        &["name_forms", "name_index"],
        "the forms of a name are words of the index, which is made of them",
    ),
    (
        "model",
        &[
            "actor", "article", "claim", "entity", "event", "page", "region", "source",
        ],
        "kinds of entities refer to each other by id, as they do in the content",
    ),
    (
        "number",
        &["arabic", "scan"],
        "numbers in Arabic have a grammar of their own, on the same tokens",
    ),
    (
        "render",
        &[
            "compiled",
            "context",
            "list_items",
            "media",
            "theme",
            "view",
            "words",
        ],
        "templates are compiled to functions of views, and views are made with the theme's words",
    ),
    (
        "render",
        &["claims", "evidence", "tables"],
        "the evidence of a claim links to other claims, which stand in tables",
    ),
    (
        "render",
        &[
            "feed",
            "figures",
            "head",
            "names",
            "pages",
            "prose",
            "search",
            "structured_data",
            "title",
        ],
        "a page has a head, prose with figures, and what the search index holds of it",
    ),
    (
        "render/pages",
        &["letters", "search"],
        "the search page is the index by letter of a short list",
    ),
    (
        "write",
        &["moves", "output", "staging"],
        "staged files are moved into an output folder, which knows where they are staged",
    ),
    (
        "yaml/explain",
        &["entries", "indentation"],
        "an entry may be wrong by its indentation, and the other way round",
    ),
];

/// The modules of a folder have an order: none uses another one in a circle, directly or through
/// others of the folder. A subfolder counts as one module, and re-exports count as a use of the
/// module that defines the name.
///
/// The `mod.rs` of a folder is no part of this order: it may use its children, since it is their
/// interface, and they may use its types, since it is where the types of a folder belong that
/// several of its modules share. What this rule misses is a circle through a function of a
/// `mod.rs`.
///
/// [`CIRCLES`] lists the circles that exist. A new one fails, and so does an entry that is no
/// longer a circle.
#[test]
fn the_modules_of_a_folder_have_an_order() {
    let found = circles(&Modules::read());
    let known: BTreeSet<(String, Vec<String>)> = CIRCLES
        .iter()
        .map(|(folder, members, _)| {
            let members = members.iter().map(|member| (*member).to_owned());
            ((*folder).to_owned(), members.collect())
        })
        .collect();
    let name = |(folder, members): &(String, Vec<String>)| format!("{folder}: {members:?}");
    let new: Vec<String> = found.difference(&known).map(name).collect();
    assert!(
        new.is_empty(),
        "these modules use each other in a circle:\n{}",
        new.join("\n")
    );
    let gone: Vec<String> = known.difference(&found).map(name).collect();
    assert!(
        gone.is_empty(),
        "these are no longer circles; remove them from the list:\n{}",
        gone.join("\n")
    );
}

/// Returns the circles among the modules of each folder: its path, and their names in order.
fn circles(modules: &Modules) -> BTreeSet<(String, Vec<String>)> {
    // For each folder, which of its modules uses which.
    let mut uses: BTreeMap<ModulePath, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for (module, targets) in modules.dependencies() {
        for target in targets {
            let common = module
                .iter()
                .zip(&target.module)
                .take_while(|(own, other)| own == other)
                .count();
            if let (Some(own), Some(other)) = (module.get(common), target.module.get(common)) {
                let folder = uses.entry(module[..common].to_vec()).or_default();
                folder.entry(own.clone()).or_default().insert(other.clone());
            }
        }
    }
    assert!(uses.len() > 10, "the paths of modules were read");
    let mut circles = BTreeSet::new();
    for (folder, uses) in uses {
        for start in uses.keys() {
            let after = reachable(&uses, start);
            let circle: Vec<String> = after
                .iter()
                .filter(|other| reachable(&uses, other).contains(start))
                .cloned()
                .collect();
            if circle.len() > 1 {
                circles.insert((folder.join("/"), circle));
            }
        }
    }
    circles
}

/// Returns the modules that a module uses, directly or through others.
fn reachable(uses: &BTreeMap<String, BTreeSet<String>>, start: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![start.to_owned()];
    while let Some(module) = open.pop() {
        for next in uses.get(&module).into_iter().flatten() {
            if found.insert(next.clone()) {
                open.push(next.clone());
            }
        }
    }
    found
}

/// Crates with one owner each, where they can be replaced.
const OWNERS: &[(&str, &[&str])] = &[
    ("serde_yaml", &["yaml/"]),
    ("sha2", &["render/checksums.rs"]),
    ("walkdir", &["load/"]),
    ("deunicode", &["load/", "import/sites/zola/addresses.rs"]),
    ("pulldown_cmark", &["markdown/"]),
    ("aho_corasick", &["phrases/"]),
    ("syntect", &["markdown/highlight.rs"]),
    ("tera", &["render/theme/"]),
    ("pagefind", &["render/search/"]),
    ("pagefind_stem", &["render/search/"]),
    ("tokio", &["render/search/"]),
    ("convert_case", &["render/search/"]),
    (
        "emojis",
        &[
            "render/search/",
            "import/sites/hugo/emoji.rs",
            "markdown/foreign/marks.rs",
        ],
    ),
    ("html_escape", &["render/search/"]),
    ("regex", &["render/search/"]),
    ("sha1", &["render/search/"]),
    ("unicode_segmentation", &["render/search/"]),
    ("zlib_rs", &["render/search/"]),
    (
        "include_dir",
        &["embedded.rs", "render/theme/layer.rs", "cli/"],
    ),
    ("quick_xml", &["render/feed/", "picture/strip/svg/"]),
    ("base64", &["picture/strip/svg/"]),
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
    (
        "foldhash",
        &[
            "fuzzy/",
            "incremental/",
            "markdown/",
            "relations/",
            "render/checksums.rs",
            "render/search/",
            "render/words/",
            "resolve/",
            "write/",
        ],
    ),
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
    ("icu_plurals", &["messages/", "render/words/"]),
    ("icu_decimal", &["render/words/"]),
    ("icu_collator", &["lang/"]),
    ("icu_locale_core", &["lang/", "messages/"]),
    ("annotate_snippets", &["diag/emit/human.rs"]),
    ("strsim", &["diag/wording.rs"]),
    (
        "clap",
        &["cli/", "diag/emit/mod.rs", "messages/language.rs"],
    ),
    ("gen_lsp_types", &["lsp/"]),
    ("lsp_server", &["lsp/"]),
    ("clap_complete", &["cli/shell.rs"]),
    ("clap_mangen", &["cli/shell.rs"]),
    (
        "tempfile",
        &[
            "write/staging_folder.rs",
            "cli/changed.rs",
            "cli/verify.rs",
            "import/sites/remote/mod.rs",
        ],
    ),
    ("toml", &["yaml/from_toml.rs"]),
    ("csv", &["data/table.rs", "import/table.rs"]),
    ("calamine", &["import/sheet.rs"]),
    ("biblatex", &["import/sources/bibtex.rs"]),
    ("parquet", &["data/columnar.rs"]),
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

/// The modules that read or write files, run programs, and read the clock.
const IO: &[&str] = &[
    "files/",
    "config/",
    "load/",
    "git.rs",
    "incremental/",
    "write/",
    "import/",
    "cli/",
];

/// The modules that run programs: git, curl and a browser.
const RUNS: &[&str] = &["git.rs", "http/curl.rs", "cli/serve/browser.rs"];

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

/// Loops that look like one over a hash map, with the reason why the order does not matter.
const UNORDERED_LOOPS: &[(&str, &str, &str)] = &[
    (
        "incremental/store.rs",
        "in entries ",
        "the entries are put into another map",
    ),
    (
        "incremental/store.rs",
        "entries.iter()",
        "the entries are sorted by their position in the file",
    ),
    (
        "markdown/lint/name_index.rs",
        "in counts ",
        "a slice of the same name",
    ),
    (
        "markdown/lint/name_index.rs",
        "words.iter()",
        "a list of the same name",
    ),
    (
        "render/words/mod.rs",
        "self.texts.keys()",
        "the keys are put into an ordered set",
    ),
    (
        "resolve/names.rs",
        "ids.iter()",
        "the ids are sorted, or the least is taken",
    ),
];

/// Hash maps are for lookups only: a loop over one would make the order of the output random.
#[test]
fn nothing_is_iterated_from_a_hash_map_by_name() {
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
                let is_judged = UNORDERED_LOOPS
                    .iter()
                    .any(|(file, text, _)| path == *file && loop_over == *text);
                if code.contains(&loop_over) && !is_judged {
                    wrong.push(format!("{path}: {loop_over}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
