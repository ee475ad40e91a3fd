//! The contract for theme authors (`themes/README.md`) is up to date: its tables of variables are
//! generated from `src/render/view.rs`, that of components from the default theme, and blocks,
//! functions and names are compared.
//!
//! `UPDATE_THEMES=1 cargo test --test suite contract::` writes the tables.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

fn read(path: &str) -> String {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A struct of the contract.
struct View {
    name: String,
    doc: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    kind: String,
    doc: String,
}

/// The public structs of view.rs, in their order.
fn views() -> Vec<View> {
    let mut views: Vec<View> = Vec::new();
    let mut doc = String::new();
    for line in read("src/render/view.rs").lines() {
        let line = line.trim();
        if let Some(text) = line.strip_prefix("///") {
            doc = format!("{doc} {}", text.trim()).trim().to_owned();
        } else if let Some(rest) = line.strip_prefix("pub struct ") {
            let name = rest.split(['<', ' ']).next().unwrap_or(rest).to_owned();
            views.push(View {
                name,
                doc: std::mem::take(&mut doc),
                fields: Vec::new(),
            });
        } else if let (Some(view), Some((name, kind))) = (
            views.last_mut(),
            line.strip_prefix("pub ")
                .and_then(|rest| rest.split_once(": ")),
        ) && line.ends_with(',')
        {
            view.fields.push(Field {
                name: name.to_owned(),
                kind: kind.trim_end_matches(',').to_owned(),
                doc: std::mem::take(&mut doc),
            });
        } else if !line.starts_with("#[") {
            doc.clear();
        }
    }
    views
}

/// Returns the template of a view and the description of its page.
fn template(view: &View) -> Option<(&str, &str)> {
    let (name, rest) = view.doc.strip_prefix('`')?.split_once('`')?;
    name.ends_with(".html")
        .then(|| (name, rest.trim_start_matches(':').trim()))
}

/// Returns a Rust type in the terms of template authors.
fn in_words(kind: &str) -> String {
    let inside = |prefix: &str| {
        kind.strip_prefix(prefix)
            .and_then(|rest| rest.strip_suffix('>'))
    };
    if let Some(item) = inside("Option<") {
        return format!("{}, or absent", in_words(item));
    }
    if let Some(item) = inside("Vec<") {
        return format!("list of {}", in_words(item));
    }
    if let Some(item) = inside("Listing<") {
        return format!("[Listing](#listing) of {}", in_words(item));
    }
    match kind {
        "String" | "&'static str" => "text".to_owned(),
        "usize" | "u8" | "u32" | "u64" => "number".to_owned(),
        "bool" => "true/false".to_owned(),
        "T" => "what is listed".to_owned(),
        "ExtraView" => "whatever the file says".to_owned(),
        "ListItem" => "[HTML](#items-and-other-small-templates)".to_owned(),
        name => format!("[{}](#{})", shown(name), shown(name).to_lowercase()),
    }
}

/// The name of a type in the contract: a theme author need not know that it is a view.
fn shown(name: &str) -> &str {
    name.strip_suffix("View").unwrap_or(name)
}

/// A sentence without the brackets with which rustdoc links, fit for a cell.
fn cell(text: &str) -> String {
    text.replace("[`", "`")
        .replace("`]", "`")
        .replace('|', "\\|")
}

fn table(view: &View, all: &BTreeMap<&str, &View>) -> String {
    let mut table = "| variable | type | what it is |\n|---|---|---|\n".to_owned();
    for field in &view.fields {
        let own = all.get(field.kind.as_str()).or_else(|| {
            let inside = field.kind.strip_prefix("Option<")?.strip_suffix('>')?;
            all.get(inside)
        });
        // A field without a doc has that of its type.
        let doc = match own {
            Some(view) if field.doc.is_empty() => view.doc.as_str(),
            _ => field.doc.as_str(),
        };
        assert!(
            !doc.is_empty(),
            "view.rs does not say what `{}` of `{}` is",
            field.name,
            view.name
        );
        let (kind, doc) = (in_words(&field.kind), cell(doc));
        writeln!(table, "| `{}` | {kind} | {doc} |", field.name).expect("a text can be written to");
    }
    table
}

fn templates_and_types() -> (String, String) {
    let views = views();
    assert!(
        views.len() > 50,
        "the structs of view.rs were read: {}",
        views.len()
    );
    let all: BTreeMap<&str, &View> = views
        .iter()
        .map(|view| (view.name.as_str(), view))
        .collect();
    let (mut templates, mut types) = (String::new(), String::new());
    for view in &views {
        let table = table(view, &all);
        match template(view) {
            Some((name, "")) => write!(templates, "### `{name}`\n\n{table}\n"),
            Some((name, what)) => {
                write!(templates, "### `{name}`\n\n{}.\n\n{table}\n", capital(what))
            }
            None => write!(
                types,
                "### {}\n\n{}\n\n{table}\n",
                shown(&view.name),
                cell(&view.doc)
            ),
        }
        .expect("a text can be written to");
    }
    (templates, types)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Returns the components of the default theme by file, with their parameters and comments.
fn components() -> String {
    let mut table = "| component | parameters | what it shows |\n|---|---|---|\n".to_owned();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates/parts");
    let mut files: Vec<String> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| {
            let name = entry.expect("it can be read").file_name();
            name.into_string().expect("names are text")
        })
        .collect();
    files.sort();
    for file in files {
        let mut comment = String::new();
        for line in read(&format!("themes/default/templates/parts/{file}")).lines() {
            if let Some(text) = line
                .strip_prefix("{#-")
                .and_then(|rest| rest.strip_suffix("-#}"))
            {
                comment = text.trim().to_owned();
            } else if let Some(rest) = line.strip_prefix("{% component ") {
                let (name, rest) = rest.split_once('(').expect("a component has parameters");
                let parameters: Vec<String> = rest
                    .split(')')
                    .next()
                    .unwrap_or(rest)
                    .split(", ")
                    .filter(|parameter| !parameter.starts_with('@'))
                    .map(|parameter| format!("`{parameter}`"))
                    .collect();
                assert!(
                    !comment.is_empty(),
                    "parts/{file} does not say what `{name}` shows"
                );
                let (parameters, comment) =
                    (parameters.join(", "), cell(&std::mem::take(&mut comment)));
                writeln!(table, "| `{name}` | {parameters} | {comment} |")
                    .expect("a text can be written to");
            }
        }
    }
    table
}

/// Replaces a generated part of the contract, between its markers.
fn replaced(readme: &str, name: &str, made: &str) -> String {
    let (open, close) = (format!("<!-- made: {name} -->\n"), "<!-- end -->");
    let start = readme
        .find(&open)
        .unwrap_or_else(|| panic!("the contract has no mark for {name}"))
        + open.len();
    let end = start + readme[start..].find(close).expect("a mark is closed");
    format!(
        "{}\n{}\n{}",
        &readme[..start],
        made.trim_end(),
        &readme[end..]
    )
}

#[test]
fn the_tables_of_the_contract_are_those_of_the_program() {
    let written = read("themes/README.md");
    let (templates, types) = templates_and_types();
    let mut readme = replaced(&written, "templates", &templates);
    readme = replaced(&readme, "types", &types);
    readme = replaced(&readme, "components", &components());
    if readme == written {
        return;
    }
    if std::env::var_os("UPDATE_THEMES").is_some() {
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("themes/README.md");
        fs::write(file, readme).expect("the contract can be written");
        return;
    }
    let differs = readme
        .lines()
        .zip(written.lines())
        .find(|(made, written)| made != written);
    panic!(
        "the contract is not up to date, see the head of this file; the first difference is {differs:#?}"
    );
}

#[test]
fn the_contract_names_every_template_block_and_function() {
    let readme = read("themes/README.md");
    let base = read("themes/default/templates/base.html");
    for block in base
        .split("block ")
        .skip(1)
        .filter_map(|rest| rest.split([' ', '%']).next())
    {
        assert!(
            readme.contains(&format!("| `{block}` |")),
            "the contract does not name the block `{block}`"
        );
    }
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates");
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let name = entry
            .expect("it can be read")
            .file_name()
            .into_string()
            .expect("names are text");
        assert!(
            !name.ends_with(".html") || readme.contains(&format!("`{name}`")),
            "the contract does not name the template `{name}`"
        );
    }
    let registered = |file: &str, call: &str| -> Vec<String> {
        let source = read(file);
        let names = source
            .split(call)
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        names.map(str::to_owned).collect()
    };
    for function in registered("src/render/theme/engine.rs", "register_function(\"") {
        assert!(
            readme.contains(&format!("`{function}(")),
            "the contract does not name the function `{function}`"
        );
    }
    for filter in registered("src/render/theme/filters.rs", "register_filter(\"") {
        assert!(
            readme.contains(&format!("\\| {filter}`")),
            "the contract does not name the filter `{filter}`"
        );
    }
    let contract = format!("contract: {}", griot::render::view::CONTRACT);
    assert!(
        readme.contains(&contract),
        "the contract does not name its version"
    );
    for theme in griot::render::theme::BUILT_IN {
        assert!(
            readme.contains(&format!("[`{theme}`]({theme}/")),
            "the contract does not name the theme `{theme}`"
        );
        let description = read(&format!("themes/{theme}/theme.yaml"));
        assert!(
            theme == "default" || description.contains("\nextends: default\n"),
            "a built-in theme extends `default` itself, because `load` counts on that"
        );
    }
    let compose = read("src/markdown/compose/anchors.rs");
    let list = compose
        .split("RESERVED: &[&str] = &[")
        .nth(1)
        .and_then(|rest| rest.split(']').next());
    for prefix in list.expect("the reserved ids").split(", ") {
        let prefix = prefix.trim_matches(['"', ' ', '\n', ',']);
        assert!(
            prefix.is_empty() || readme.contains(&format!("`{prefix}")),
            "the contract does not name the reserved ids `{prefix}`"
        );
    }
}
