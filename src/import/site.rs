//! The names and ids that a site has before an import.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::Path;

use crate::config::{self, Config};
use crate::diag::Diagnostics;
use crate::files::FileReader;
use crate::fuzzy::{Confidence, FuzzyIndex};
use crate::lang::fold;
use crate::load::{self, ContentKind, MAX_TEXT};
use crate::message;
use crate::messages::{Message, io_error};
use crate::source::SourceFiles;
use crate::yaml::{self, Value};

/// The names, other ids and files of the entities of a site.
pub struct SiteNames {
    pub config: Config,
    /// The path of the file of each document, by its id. A file with a language in its name is also
    /// found by the id with the language after it, `coup.fr`.
    paths: HashMap<(ContentKind, String), String>,
    actors: KnownNames,
    /// The types of actors, by id.
    actor_types: HashMap<String, String>,
    regions: KnownNames,
    /// The ids of sources by folded title, publisher and date.
    sources: HashMap<String, String>,
    /// The ids of sources by address.
    source_urls: HashMap<String, String>,
    /// The ids of sources by folded title. `None` if several have it.
    source_titles: HashMap<String, Option<String>>,
    /// The ids of sources by DOI, in lower case.
    source_dois: HashMap<String, String>,
}

/// The known names of a kind.
#[derive(Default)]
struct KnownNames {
    /// The ids that have a folded name.
    ids: HashMap<String, Vec<String>>,
    /// The ids that have a number in a data set, such as `ucdp_id`.
    numbers: HashMap<(&'static str, String), String>,
    index: FuzzyIndex,
    /// What a region is part of, by id.
    part_of: BTreeMap<String, String>,
}

/// What a site has for a name.
pub enum NameMatch {
    /// The only entity with this name, by its id.
    Known(String),
    /// Several entities with this name, by their ids.
    Ambiguous(Vec<String>),
    /// None. `near` is a known name that it resembles.
    Unknown { near: Option<String> },
}

/// The keys by which data sets number actors.
const NUMBERS: [&str; 2] = ["ucdp_id", "acled_name"];

impl SiteNames {
    /// Reads settings, and the front matters of actors, regions and sources. A file that cannot be
    /// parsed has no name, and keeps its id; `griot check` reports it.
    ///
    /// # Errors
    /// If there is no site, its settings are invalid, or a file cannot be read.
    pub fn read(root: &Path) -> Result<SiteNames, Message> {
        if !root.join(config::FILE).exists() {
            return Err(message!(
                "no {file} in `{folder}`; create a site with `griot init`, or point --root at one",
                file = config::FILE,
                folder = root.display()
            ));
        }
        let mut findings = Diagnostics::default();
        let config = config::read(root, &mut SourceFiles::default(), &mut findings)
            .map_err(|error| io_error(&error))?;
        if !config.is_known {
            return Err(message!("site.yaml cannot be read; `griot check` says why"));
        }
        let mut site = SiteNames {
            paths: HashMap::new(),
            actors: KnownNames::default(),
            actor_types: HashMap::new(),
            regions: KnownNames::default(),
            sources: HashMap::new(),
            source_urls: HashMap::new(),
            source_titles: HashMap::new(),
            source_dois: HashMap::new(),
            config,
        };
        site.read_documents(root)
            .map_err(|error| io_error(&error))?;
        Ok(site)
    }

    fn read_documents(&mut self, root: &Path) -> io::Result<()> {
        let mut reader = FileReader::new(root);
        for document in load::document_paths(root, &self.config.languages)? {
            let wanted = [ContentKind::Actor, ContentKind::Region, ContentKind::Source];
            if wanted.contains(&document.kind) {
                let bytes = reader.read(&document.path, MAX_TEXT)?;
                let text = String::from_utf8_lossy(&bytes);
                let front = &text[load::split(&text).front];
                let front = yaml::parse(front).unwrap_or(Value::Null);
                self.add(document.kind, &document.id, &front);
            }
            let is_default = document
                .suffix
                .is_none_or(|lang| lang == self.config.languages.default());
            if let Some(lang) = document.suffix {
                let id = format!("{}.{lang}", document.id);
                self.paths
                    .insert((document.kind, id), document.path.clone());
            }
            let key = (document.kind, document.id);
            if is_default || !self.paths.contains_key(&key) {
                self.paths.insert(key, document.path);
            }
        }
        Ok(())
    }

    /// Adds the names in a front matter.
    pub fn add(&mut self, kind: ContentKind, id: &str, front: &Value) {
        let field = |key| yaml::entry(front, &[key]);
        if kind == ContentKind::Source {
            self.add_source(id, front);
            return;
        }
        if kind == ContentKind::Actor
            && let Some(Value::Text(actor_type)) = field("actor_type")
        {
            self.actor_types.insert(id.to_owned(), actor_type.clone());
        }
        let names = match kind {
            ContentKind::Actor => &mut self.actors,
            ContentKind::Region => &mut self.regions,
            _ => return,
        };
        for key in ["name", "aliases"] {
            for name in field(key).map(texts_of).unwrap_or_default() {
                names.add(id, name);
            }
        }
        for key in NUMBERS {
            let number = match field(key) {
                Some(Value::Int(number)) => number.to_string(),
                Some(Value::Text(number)) => number.trim().to_owned(),
                _ => continue,
            };
            names
                .numbers
                .entry((key, number))
                .or_insert_with(|| id.to_owned());
        }
        if let Some(Value::Text(region)) = field("part_of") {
            names.part_of.insert(id.to_owned(), region.clone());
        }
    }

    fn add_source(&mut self, id: &str, front: &Value) {
        let texts = |key: &str| {
            let value = yaml::entry(front, &[key]);
            value.map(texts_of).unwrap_or_default()
        };
        for title in texts("title") {
            let key = source_key(
                &texts("publisher").join(" "),
                &texts("date").join(" "),
                title,
            );
            self.sources.entry(key).or_insert_with(|| id.to_owned());
            let titled = self.source_titles.entry(fold(title));
            titled
                .and_modify(|own| {
                    if own.as_deref() != Some(id) {
                        *own = None;
                    }
                })
                .or_insert_with(|| Some(id.to_owned()));
        }
        for key in ["url", "archive_url"] {
            for url in texts(key) {
                let urls = self.source_urls.entry(url.trim().to_owned());
                urls.or_insert_with(|| id.to_owned());
            }
        }
        if let Some(Value::Text(doi)) = yaml::entry(front, &["extra", "doi"]) {
            let dois = self.source_dois.entry(doi.trim().to_lowercase());
            dois.or_insert_with(|| id.to_owned());
        }
    }

    /// Returns the path of a document's file, or `None` if there is none.
    pub fn path(&self, kind: ContentKind, id: &str) -> Option<&str> {
        let path = self.paths.get(&(kind, id.to_owned()))?;
        Some(path)
    }

    /// Records that a document has a file now.
    pub fn set_path(&mut self, kind: ContentKind, id: &str, path: String) {
        self.paths.insert((kind, id.to_owned()), path);
    }

    /// Returns the actor with a number in a data set.
    pub fn actor_numbered(&self, key: &'static str, number: &str) -> Option<&str> {
        let id = self.actors.numbers.get(&(key, number.to_owned()))?;
        Some(id)
    }

    /// Returns the type in the file of an actor.
    pub fn actor_type(&self, id: &str) -> Option<&str> {
        self.actor_types.get(id).map(String::as_str)
    }

    /// Returns the actor with a name.
    pub fn actor(&self, name: &str) -> NameMatch {
        self.actors.find(name, |_| true)
    }

    /// Returns the region with a name. If several have it, the one that is part of `within`.
    pub fn region(&self, name: &str, within: Option<&str>) -> NameMatch {
        let all = self.regions.find(name, |_| true);
        match (&all, within) {
            (NameMatch::Ambiguous(_), Some(within)) => {
                let part_of = &self.regions.part_of;
                let is_part = |id: &String| {
                    let above = part_of.get(id);
                    above.is_some_and(|above| above == within || fold(above) == fold(within))
                };
                match self.regions.find(name, is_part) {
                    NameMatch::Unknown { .. } => all,
                    found => found,
                }
            }
            _ => all,
        }
    }

    /// Returns what a region is part of.
    pub fn part_of(&self, region: &str) -> Option<&str> {
        self.regions.part_of.get(region).map(String::as_str)
    }

    /// Returns the source at an address, which may be that of its archived copy.
    pub fn source_at(&self, url: &str) -> Option<&str> {
        self.source_urls.get(url.trim()).map(String::as_str)
    }

    /// Returns the only source with a title.
    pub fn source_titled(&self, title: &str) -> Option<&str> {
        self.source_titles.get(&fold(title))?.as_deref()
    }

    /// Returns the source with a DOI.
    pub fn source_with_doi(&self, doi: &str) -> Option<&str> {
        let doi = doi.trim().to_lowercase();
        self.source_dois.get(&doi).map(String::as_str)
    }

    /// Returns the source with this title, publisher and date.
    pub fn source(&self, publisher: &str, date: &str, title: &str) -> Option<&str> {
        let id = self.sources.get(&source_key(publisher, date, title))?;
        Some(id)
    }
}

impl KnownNames {
    fn add(&mut self, id: &str, name: &str) {
        let folded = fold(name);
        self.index.add(&folded);
        let ids = self.ids.entry(folded).or_default();
        if !ids.contains(&id.to_owned()) {
            ids.push(id.to_owned());
        }
    }

    fn find(&self, name: &str, may_be: impl Fn(&String) -> bool) -> NameMatch {
        let folded = fold(name);
        let known = self.ids.get(&folded).map(Vec::as_slice).unwrap_or_default();
        let known: Vec<String> = known.iter().filter(|id| may_be(id)).cloned().collect();
        match <[String; 1]>::try_from(known) {
            Ok([id]) => NameMatch::Known(id),
            Err(ids) if ids.is_empty() => {
                let near = self.index.near(&folded);
                let near = near.into_iter().find(|(_, how)| *how == Confidence::Strong);
                NameMatch::Unknown {
                    near: near.map(|(number, _)| self.index.name(number).to_owned()),
                }
            }
            Err(ids) => NameMatch::Ambiguous(ids),
        }
    }
}

/// Returns all texts in a value: a text, or those of a list or a map by language.
fn texts_of(value: &Value) -> Vec<&str> {
    match value {
        Value::Text(text) => vec![text],
        Value::List(items) => items.iter().flat_map(texts_of).collect(),
        Value::Map(entries) => entries
            .iter()
            .flat_map(|(_, value)| texts_of(value))
            .collect(),
        _ => Vec::new(),
    }
}

fn source_key(publisher: &str, date: &str, title: &str) -> String {
    format!("{}\n{}\n{}", fold(publisher), date.trim(), fold(title))
}
