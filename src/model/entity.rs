//! References to entities of any kind, and the fields that several kinds have.

use serde::{Deserialize, Serialize};

use crate::diag::{Field, Location};
use crate::incremental::track::Table;
use crate::lang::{Lang, Localized};
use crate::model::{Actor, Article, Event, FreePage, Id, Region, Source};
use crate::source::FileId;
use crate::yaml::Value;

/// An entity of any kind. Texts can link to it: to its page, or to its place on an article's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Entity {
    /// An article.
    Article(Id<Article>),
    /// An actor.
    Actor(Id<Actor>),
    /// A region.
    Region(Id<Region>),
    /// An event.
    Event(Id<Event>),
    /// A source.
    Source(Id<Source>),
    /// A free page.
    Page(Id<FreePage>),
}

impl Entity {
    /// Returns the index in the list of its kind, from 0.
    pub fn index(self) -> usize {
        match self {
            Entity::Article(id) => id.index(),
            Entity::Actor(id) => id.index(),
            Entity::Region(id) => id.index(),
            Entity::Event(id) => id.index(),
            Entity::Source(id) => id.index(),
            Entity::Page(id) => id.index(),
        }
    }

    /// Returns the folder of the pages of its kind, which is also that of its files.
    pub fn folder(self) -> &'static str {
        match self {
            Entity::Article(_) => "articles",
            Entity::Actor(_) => "actors",
            Entity::Region(_) => "regions",
            Entity::Event(_) => "events",
            Entity::Source(_) => "sources",
            Entity::Page(_) => "pages",
        }
    }

    /// Returns the table under which reads of the entity's prose are recorded.
    pub fn prose_table(self) -> Table {
        match self {
            Entity::Article(_) => Table::ArticleProse,
            Entity::Actor(_) => Table::ActorProse,
            Entity::Region(_) => Table::RegionProse,
            Entity::Event(_) => Table::EventProse,
            Entity::Source(_) => Table::SourceProse,
            Entity::Page(_) => Table::PageProse,
        }
    }
}

/// A text that readers see, in one or several languages.
pub type LocalizedText = Localized<String>;

/// Fields that only a theme interprets (`extra:`), as the author wrote them. Most entities have
/// none.
#[derive(Clone, Debug, Default, PartialEq, Hash, Serialize, Deserialize)]
pub struct Extra(Vec<(String, Value)>);

impl Extra {
    /// Returns the fields with these entries.
    pub fn new(entries: Vec<(String, Value)>) -> Extra {
        Extra(entries)
    }

    /// Returns the entries in the order in which they are written.
    pub fn entries(&self) -> &[(String, Value)] {
        &self.0
    }

    /// Returns the entries with those of a translation added. They replace entries with the same
    /// key.
    #[must_use]
    pub fn with(&self, translation: &Extra) -> Extra {
        let mut entries = self.entries().to_vec();
        for (key, value) in translation.entries() {
            match entries.iter_mut().find(|(known, _)| known == key) {
                Some((_, old)) => *old = value.clone(),
                None => entries.push((key.clone(), value.clone())),
            }
        }
        Extra::new(entries)
    }
}

/// The file of a Markdown text in one language.
///
/// The text itself is in the tree of documents, so an edit of the text does not change the atlas.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct BodyFile {
    /// The file.
    pub file: FileId,
}

/// A former address of a page (`redirect_from`), which now redirects to the entity.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct Redirect {
    /// The address as written: an absolute path below the base path of the site.
    pub path: String,
    /// Where it is written, for diagnostics.
    pub field: Field,
    /// The language of the page to which it redirects.
    pub lang: Lang,
}

/// Another name of an actor or region that texts use.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct Alias {
    /// The language of the name; `None` if it is the same in all.
    pub lang: Option<Lang>,
    /// The name.
    pub name: String,
}

/// Where an entity is defined.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// In a file of its own.
    Declared(FileId),
    /// Inline, in the front matter of an article.
    Inline(Id<Article>, Field),
    /// Nowhere: the name is not declared, and first used in this field.
    Stub(Field),
}

impl Origin {
    /// Returns the location of findings about the entity.
    pub fn place(&self) -> Location {
        match self {
            Origin::Declared(file) => Location::File(*file),
            Origin::Inline(_, field) | Origin::Stub(field) => Location::Value(field.clone()),
        }
    }
}
