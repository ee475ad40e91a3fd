//! A site as it was analysed, in the form in which requests need it.

use std::collections::BTreeMap;

use crate::compile::AnalyzedSite;
use crate::config;
use crate::lang::{Lang, fold};
use crate::load::ContentKind;
use crate::markdown::Prose;
use crate::model::{Atlas, Entity, Origin};
use crate::resolve::{NameMeaning, Names};
use crate::source::SourceFiles;

/// A site as it was analysed.
pub(super) struct SiteView {
    pub site: AnalyzedSite,
    /// The texts of front matters. Most bodies are dropped.
    pub sources: SourceFiles,
    /// Every id, name and alias, in the order of the entities.
    pub known_names: Vec<KnownName>,
    /// The entity of each file, and the language of the file's text.
    files: BTreeMap<String, (Entity, Lang)>,
}

/// An id, name or alias of an entity.
pub(super) struct KnownName {
    pub entity: Entity,
    pub text: String,
    /// The text without case and accents.
    pub folded: String,
    /// Whether the entity has no file, and is only named.
    pub is_stub: bool,
}

impl SiteView {
    pub fn new(site: AnalyzedSite, sources: SourceFiles) -> SiteView {
        let atlas = site.atlas();
        let known_names = atlas
            .entities()
            .flat_map(|entity| names_of(atlas, entity))
            .collect();
        let bodies = atlas.entities().flat_map(|entity| {
            let bodies = atlas.bodies(entity).iter();
            bodies.map(move |(lang, body)| (body.file, (entity, lang)))
        });
        let files = bodies
            .map(|(file, of)| (sources.path(file).to_owned(), of))
            .collect();
        SiteView {
            known_names,
            files,
            sources,
            site,
        }
    }

    pub fn atlas(&self) -> &Atlas {
        self.site.atlas()
    }

    pub fn names(&self) -> &Names {
        self.site.names()
    }

    /// Returns the entity of a name, if there is one alone.
    pub fn named(&self, kind: Option<ContentKind>, name: &str) -> Option<Entity> {
        match self.names().find(kind, name) {
            NameMeaning::One(entity) => Some(entity),
            _ => None,
        }
    }

    /// Returns the entity of a file, and the language of its text.
    pub fn entity_at(&self, path: &str) -> Option<(Entity, Lang)> {
        self.files.get(path).copied()
    }

    /// Returns all files with texts, by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, Entity, Lang)> {
        let files = self.files.iter();
        files.map(|(path, (entity, lang))| (path.as_str(), *entity, *lang))
    }

    /// Returns the text of an entity in a language, or else in the first in which there is one.
    pub fn prose(&self, entity: Entity, lang: Lang) -> Option<&Prose> {
        let lang = self.atlas().bodies(entity).get(lang)?.0;
        self.site.articles.exact(entity, lang)
    }

    /// Returns the paths of all files that may refer to entities.
    pub fn text_paths(&self) -> Vec<&str> {
        let mut paths: Vec<&str> = self.files.keys().map(String::as_str).collect();
        paths.push(config::FILE);
        paths
    }

    /// Returns the name of an entity in a language, or else in the first in which it has one.
    pub fn name(&self, entity: Entity, lang: Lang) -> &str {
        let name = self.atlas().name(entity).get(lang);
        name.map_or_else(|| self.atlas().id(entity), |(_, name)| name)
    }

    /// Returns the path of the file that declares an entity. `None` for an entity without one.
    pub fn file_of(&self, entity: Entity, lang: Lang) -> Option<&str> {
        let bodies = self.atlas().bodies(entity);
        let body = bodies.get(lang).map(|(_, body)| body.file);
        let file = body.or_else(|| match origin(self.atlas(), entity) {
            Some(Origin::Declared(file)) => Some(*file),
            _ => None,
        })?;
        Some(self.sources.path(file))
    }
}

/// Returns the kind of an entity.
pub(super) fn kind(entity: Entity) -> ContentKind {
    match entity {
        Entity::Article(_) => ContentKind::Article,
        Entity::Actor(_) => ContentKind::Actor,
        Entity::Region(_) => ContentKind::Region,
        Entity::Event(_) => ContentKind::Event,
        Entity::Source(_) => ContentKind::Source,
        Entity::Page(_) => ContentKind::Page,
    }
}

/// Returns where an entity is defined. `None` for articles and pages, which are always files.
pub(super) fn origin(atlas: &Atlas, entity: Entity) -> Option<&Origin> {
    match entity {
        Entity::Actor(id) => Some(&atlas.actors[id].origin),
        Entity::Region(id) => Some(&atlas.regions[id].origin),
        Entity::Event(id) => Some(&atlas.events[id].origin),
        Entity::Source(id) => Some(&atlas.sources[id].origin),
        Entity::Article(_) | Entity::Page(_) => None,
    }
}

/// Returns the names of an entity, shortest first, then its id. A name that several languages share
/// stands once.
fn names_of(atlas: &Atlas, entity: Entity) -> Vec<KnownName> {
    let aliases = match entity {
        Entity::Actor(id) => atlas.actors[id].aliases.as_slice(),
        Entity::Region(id) => atlas.regions[id].aliases.as_slice(),
        _ => &[],
    };
    let names = atlas.name(entity).iter().map(|(_, name)| name);
    let mut texts: Vec<&str> = names
        .chain(aliases.iter().map(|alias| &alias.name))
        .map(String::as_str)
        .collect();
    texts.sort_by_key(|text| (text.chars().count(), *text));
    texts.push(atlas.id(entity));
    texts.dedup();
    let is_stub = matches!(origin(atlas, entity), Some(Origin::Stub(_)));
    let known = texts.into_iter().map(|text| KnownName {
        entity,
        text: text.to_owned(),
        folded: fold(text),
        is_stub,
    });
    known.collect()
}
