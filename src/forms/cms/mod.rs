//! Configurations of content management systems that work on git.
//!
//! A collection for each kind of content, with the fields of `fields`. The same site gives
//! the same bytes.

mod decap;
mod pages;

use crate::yaml::{self, Value};

use super::FileKind;
use super::fields::{FieldWriter, FormField};
use crate::messages::MessageLanguage;

/// A content management system.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum CmsTool {
    Sveltia,
    Decap,
    Pages,
}

/// A site whose files are edited.
pub struct CmsSite {
    pub language: MessageLanguage,
    /// The tags of the site's languages, the default first.
    pub languages: Vec<String>,
    /// Folders of `content/` in which names of files have the tag of the default language too.
    pub tagged: Vec<&'static str>,
    /// Whether `content/pages/home.md` exists.
    pub has_home: bool,
    /// The repository on GitHub, `owner/name`.
    pub repository: String,
    pub branch: String,
}

/// Kinds that have a folder, in the order of the form.
const FOLDERS: [(&str, &str); 6] = [
    ("article", "articles"),
    ("event", "events"),
    ("actor", "actors"),
    ("region", "regions"),
    ("source", "sources"),
    ("page", "pages"),
];

impl CmsTool {
    /// Returns the files of the configuration, by path below the root of the site.
    pub fn files(self, site: &CmsSite) -> Vec<(String, String)> {
        match self {
            CmsTool::Pages => {
                let config = pages::config(site);
                vec![(".pages.yml".to_owned(), with_head(&config, None))]
            }
            CmsTool::Sveltia | CmsTool::Decap => {
                let script = match self {
                    CmsTool::Sveltia => &decap::SVELTIA,
                    _ => &decap::DECAP,
                };
                let config = decap::config(site, script);
                vec![
                    (
                        "content/static/admin/config.yml".to_owned(),
                        with_head(&config, script.schema),
                    ),
                    (
                        "content/static/admin/index.html".to_owned(),
                        decap::page(script),
                    ),
                ]
            }
        }
    }
}

/// Returns a configuration as YAML, below a comment that says where it comes from.
fn with_head(config: &Value, schema: Option<&str>) -> String {
    let schema = schema.map_or_else(String::new, |address| {
        format!("# yaml-language-server: $schema={address}\n")
    });
    format!(
        "{schema}# Written by `griot cms`. To change it with the site, run the command again with --force.\n{}",
        yaml::emit(config)
    )
}

/// A collection: a folder of files of one kind.
struct Collection {
    name: &'static str,
    folder: &'static str,
    label: String,
    /// The field that names an entry.
    title: &'static str,
    fields: Vec<FormField>,
}

fn collections(writer: &FieldWriter) -> Vec<Collection> {
    let one = |(kind, folder): (&'static str, &'static str)| {
        let fields = writer.fields(FileKind::find(kind).expect("folders have kinds"));
        Collection {
            name: folder,
            folder,
            label: writer.label(kind),
            title: match kind {
                "actor" | "region" => "name",
                _ => "title",
            },
            fields,
        }
    };
    FOLDERS.into_iter().map(one).collect()
}

/// Returns the collection of a kind, and the field that names its entries.
fn target(kind: &str) -> (&'static str, &'static str) {
    let folder = FOLDERS.iter().find(|(name, _)| *name == kind);
    let folder = folder.map_or("pages", |(_, folder)| *folder);
    let title = match kind {
        "actor" | "region" => "name",
        _ => "title",
    };
    (folder, title)
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn map(entries: Vec<(&str, Value)>) -> Value {
    let entries = entries.into_iter();
    Value::Map(
        entries
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
    )
}

/// Returns the name of a field as a label: `side_a` is "Side a".
fn label(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}
