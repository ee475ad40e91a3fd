//! The table of all entities.

use serde::{Deserialize, Serialize};

use crate::incremental::fingerprint::Fingerprint;
use crate::incremental::track::{Table, TableHashes};
use crate::lang::{Lang, Localized};
use crate::model::{
    Actor, Article, BodyFile, Entity, Event, Extra, FreePage, Id, List, LocalizedText, Redirect,
    Region, Source, Tracked,
};

macro_rules! tracked {
    ($($kind:ident: $table:ident),*) => {
        $(impl Tracked for $kind {
            const TABLE: Table = Table::$table;
        })*
    };
}

tracked!(Article: Articles, Actor: Actors, Region: Regions, Event: Events, Source: Sources, FreePage: Pages);

/// All entities of a site, linked to one another.
#[derive(Debug, Serialize, Deserialize)]
pub struct Atlas {
    /// The articles.
    pub articles: List<Article>,
    /// The actors, including stubs.
    pub actors: List<Actor>,
    /// The regions, including stubs.
    pub regions: List<Region>,
    /// The events, including inline ones.
    pub events: List<Event>,
    /// The sources, including inline ones.
    pub sources: List<Source>,
    /// The free pages.
    pub pages: List<FreePage>,
}

impl Atlas {
    /// Returns every entity, kind by kind, in the order of the lists.
    pub fn entities(&self) -> impl Iterator<Item = Entity> + '_ {
        let articles = self.articles.iter().map(|(id, _)| Entity::Article(id));
        let actors = self.actors.iter().map(|(id, _)| Entity::Actor(id));
        let regions = self.regions.iter().map(|(id, _)| Entity::Region(id));
        let events = self.events.iter().map(|(id, _)| Entity::Event(id));
        let sources = self.sources.iter().map(|(id, _)| Entity::Source(id));
        let pages = self.pages.iter().map(|(id, _)| Entity::Page(id));
        articles
            .chain(actors)
            .chain(regions)
            .chain(events)
            .chain(sources)
            .chain(pages)
    }

    /// Returns the hashes of all lists, to compare with those of the previous build.
    pub fn table_hashes(&self) -> [(Table, TableHashes); 6] {
        [
            self.articles.table_hashes(),
            self.actors.table_hashes(),
            self.regions.table_hashes(),
            self.events.table_hashes(),
            self.sources.table_hashes(),
            self.pages.table_hashes(),
        ]
    }

    /// Returns the text of an entity's id. For most entities, it is the file name without language
    /// tag and extension.
    ///
    /// The read is not recorded, because ids are part of [`Atlas::outline`].
    pub fn id(&self, entity: Entity) -> &str {
        match entity {
            Entity::Article(id) => &self.articles.untracked(id).id,
            Entity::Actor(id) => &self.actors.untracked(id).id,
            Entity::Region(id) => &self.regions.untracked(id).id,
            Entity::Event(id) => &self.events.untracked(id).id,
            Entity::Source(id) => &self.sources.untracked(id).id,
            Entity::Page(id) => &self.pages.untracked(id).id,
        }
    }

    /// Hashes the ids of all entities and their languages. Links depend on them, and so does every
    /// page.
    ///
    /// Titles are left out, so that retitling one article does not invalidate every list.
    pub fn outline(&self, fingerprint: &mut Fingerprint) {
        for entity in self.entities() {
            fingerprint.value(&(entity, self.id(entity)));
            for (lang, body) in self.bodies(entity).iter() {
                fingerprint.value(&(lang, body));
            }
            if let Entity::Page(id) = entity {
                let page = self.pages.untracked(id);
                fingerprint.value(&(&page.folder, page.parent, &page.contents));
            }
        }
    }

    /// Returns the name or title of an entity.
    pub fn name(&self, entity: Entity) -> &LocalizedText {
        match entity {
            Entity::Article(id) => &self.articles[id].title,
            Entity::Actor(id) => &self.actors[id].name,
            Entity::Region(id) => &self.regions[id].name,
            Entity::Event(id) => &self.events[id].title,
            Entity::Source(id) => &self.sources[id].title,
            Entity::Page(id) => &self.pages[id].title,
        }
    }

    /// Returns the Markdown files of an entity, one for each language in which it is written.
    ///
    /// The read is not recorded, because the files are part of [`Atlas::outline`].
    pub fn bodies(&self, entity: Entity) -> &Localized<BodyFile> {
        match entity {
            Entity::Article(id) => &self.articles.untracked(id).bodies,
            Entity::Actor(id) => &self.actors.untracked(id).bodies,
            Entity::Region(id) => &self.regions.untracked(id).bodies,
            Entity::Event(id) => &self.events.untracked(id).bodies,
            Entity::Source(id) => &self.sources.untracked(id).bodies,
            Entity::Page(id) => &self.pages.untracked(id).bodies,
        }
    }

    /// Returns the folder of a free page below `content/pages/`; empty for most pages.
    ///
    /// The read is not recorded, because folders are part of [`Atlas::outline`].
    pub fn page_folder(&self, page: Id<FreePage>) -> &str {
        &self.pages.untracked(page).folder
    }

    /// Returns the pages in a folder that exist in a language: those that its file lists, then the
    /// others by id.
    pub fn pages_in(
        &self,
        folder: Id<FreePage>,
        lang: Lang,
    ) -> impl Iterator<Item = Id<FreePage>> + '_ {
        let contents = self.pages.untracked(folder).contents.iter();
        contents
            .flat_map(|folder| folder.first.iter().chain(&folder.others))
            .copied()
            .filter(move |id| self.pages.untracked(*id).exists_in(lang))
    }

    /// Returns the former addresses of an entity's page.
    pub fn redirects(&self, entity: Entity) -> &[Redirect] {
        match entity {
            Entity::Article(id) => &self.articles[id].redirects,
            Entity::Actor(id) => &self.actors[id].redirects,
            Entity::Region(id) => &self.regions[id].redirects,
            Entity::Event(id) => &self.events[id].redirects,
            Entity::Source(id) => &self.sources[id].redirects,
            Entity::Page(id) => &self.pages[id].redirects,
        }
    }

    /// Returns the theme's own fields of an entity in a language. The fields of the translation
    /// replace or complement those of the original.
    pub fn extra(&self, entity: Entity, lang: Lang) -> Extra {
        let extra = match entity {
            Entity::Article(id) => &self.articles[id].extra,
            Entity::Actor(id) => &self.actors[id].extra,
            Entity::Region(id) => &self.regions[id].extra,
            Entity::Event(id) => &self.events[id].extra,
            Entity::Source(id) => &self.sources[id].extra,
            Entity::Page(id) => &self.pages[id].extra,
        };
        let original = extra
            .iter()
            .next()
            .map(|(_, own)| own.clone())
            .unwrap_or_default();
        extra
            .exact(lang)
            .map_or(original.clone(), |own| original.with(own))
    }
}
