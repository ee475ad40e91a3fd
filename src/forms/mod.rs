//! What front matter may hold, for other programs: JSON Schema for editors and checks, and
//! configurations of content management systems.
//!
//! All is made from [`crate::reference`], so the manual, the schema and the forms say the same. The
//! names of a site come from its atlas, which has nothing that is not published.

pub mod cms;
mod fields;
pub mod schema;

use crate::config::{Config, Undeclared};
use crate::model::Atlas;

/// A kind of file that an editor writes, and how its front matter is put together.
pub struct FileKind {
    /// The name of its section.
    pub name: &'static str,
    /// The sections whose keys it has, in their order.
    pub sections: &'static [&'static str],
    /// Whether there are files of it in several languages.
    pub is_translated: bool,
}

/// All kinds of files, in the order of the manual.
pub const FILE_KINDS: [FileKind; 11] = [
    FileKind::settings("site", &["site"]),
    FileKind::content("article", &["article", "common"]),
    FileKind::content("event", &["event", "common"]),
    FileKind::content("actor", &["actor", "common"]),
    FileKind::content("region", &["region", "common"]),
    FileKind::content("source", &["source", "common"]),
    FileKind::content("page", &["page", "common"]),
    FileKind::content("home", &["page", "home", "common"]),
    FileKind::settings("photograph", &["photograph"]),
    FileKind::settings("word-list", &["word-list"]),
    FileKind::settings("theme", &["theme"]),
];

impl FileKind {
    const fn settings(name: &'static str, sections: &'static [&'static str]) -> FileKind {
        FileKind {
            name,
            sections,
            is_translated: false,
        }
    }

    const fn content(name: &'static str, sections: &'static [&'static str]) -> FileKind {
        FileKind {
            name,
            sections,
            is_translated: true,
        }
    }

    /// Returns the kind of this name.
    pub fn find(name: &str) -> Option<&'static FileKind> {
        FILE_KINDS.iter().find(|kind| kind.name == name)
    }
}

/// The ids and names of a site, each list sorted and without repetition.
#[derive(Default)]
pub struct SiteNames {
    /// The tags of the site's languages; empty if they are not known.
    pub languages: Vec<String>,
    pub actors: Vec<String>,
    pub regions: Vec<String>,
    pub events: Vec<String>,
    pub sources: Vec<String>,
    pub articles: Vec<String>,
    pub pages: Vec<String>,
    /// Keys of other tools, which griot passes over.
    pub ignored: Vec<String>,
    /// Whether actors and regions without a file are errors.
    pub needs_files: bool,
}

impl SiteNames {
    /// Returns the names of a site. Ids come first in each list; names and aliases follow.
    pub fn of(atlas: &Atlas, config: &Config) -> SiteNames {
        let mut names = SiteNames {
            languages: config
                .languages
                .iter()
                .map(|lang| lang.to_string())
                .collect(),
            ignored: config.ignored.clone(),
            needs_files: config.undeclared == Undeclared::Error,
            ..SiteNames::default()
        };
        for (_, actor) in atlas.actors.iter() {
            names.actors.push(actor.id.clone());
        }
        for (_, region) in atlas.regions.iter() {
            names.regions.push(region.id.clone());
        }
        for (_, actor) in atlas.actors.iter() {
            let texts = actor.name.iter().map(|(_, name)| name.clone());
            names.actors.extend(texts);
            let aliases = actor.aliases.iter().map(|alias| alias.name.clone());
            names.actors.extend(aliases);
        }
        for (_, region) in atlas.regions.iter() {
            let texts = region.name.iter().map(|(_, name)| name.clone());
            names.regions.extend(texts);
            let aliases = region.aliases.iter().map(|alias| alias.name.clone());
            names.regions.extend(aliases);
        }
        for (list, ids) in [
            (
                &mut names.events,
                ids(atlas.events.iter().map(|(_, one)| &one.id)),
            ),
            (
                &mut names.sources,
                ids(atlas.sources.iter().map(|(_, one)| &one.id)),
            ),
            (
                &mut names.articles,
                ids(atlas.articles.iter().map(|(_, one)| &one.id)),
            ),
            (
                &mut names.pages,
                ids(atlas.pages.iter().map(|(_, one)| &one.id)),
            ),
        ] {
            *list = ids;
        }
        for list in [&mut names.actors, &mut names.regions] {
            without_repetition(list);
        }
        names
    }

    /// Returns the names that a reference to an entity of a kind may have, or `None` if they are
    /// not known.
    pub fn of_kind(&self, kind: &str) -> Option<&[String]> {
        let list = match kind {
            "actor" => &self.actors,
            "region" => &self.regions,
            "event" => &self.events,
            "source" => &self.sources,
            "article" => &self.articles,
            "page" => &self.pages,
            _ => return None,
        };
        Some(list)
    }
}

fn ids<'a>(all: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut ids: Vec<String> = all.cloned().collect();
    ids.sort();
    ids.dedup();
    ids
}

/// Drops all but the first of equal texts.
fn without_repetition(list: &mut Vec<String>) {
    let mut seen = std::collections::BTreeSet::new();
    list.retain(|text| seen.insert(text.clone()));
}
