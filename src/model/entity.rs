//! References to entities of any kind, and the fields that several kinds have.

use serde::{Deserialize, Serialize};

use crate::diag::{Field, Location};
use crate::incremental::track::Table;
use crate::lang::{Lang, Localized};
use crate::model::{Actor, Article, Event, FreePage, Id, Region, Source};
use crate::source::FileId;
use crate::yaml::Value;

/// An entity of any kind. Each has a page, and texts can link to it.
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
    /// The index in the list of its kind, from 0.
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

    /// The table under which reads of its prose are recorded.
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

/// Fields that only a theme interprets (`extra:`), as the author wrote them. Mostly empty.
#[derive(Clone, Debug, Default, PartialEq, Hash, Serialize, Deserialize)]
pub struct Extra(Vec<(String, Value)>);

impl Extra {
    /// The entries of a mapping.
    pub fn new(entries: Vec<(String, Value)>) -> Extra {
        Extra(entries)
    }

    /// The entries in the order in which they are written.
    pub fn entries(&self) -> &[(String, Value)] {
        &self.0
    }

    /// Returns the entries with those of a translation added, or put in place of the same key.
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
/// The text itself is in the tree of documents, so that an edit of it leaves the atlas unchanged.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct BodyFile {
    /// The file.
    pub file: FileId,
}

/// A former address of a page (`redirect_from`), which now leads to the entity.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct Redirect {
    /// As written: an absolute path below the base path of the site.
    pub path: String,
    /// Where it is written, for diagnostics.
    pub field: Field,
    /// The language whose page it leads to.
    pub lang: Lang,
}

/// Another name by which texts call an actor or a region.
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
    /// Nowhere: an undeclared name, at its first use.
    Stub(Field),
}

impl Origin {
    /// The location of diagnostics about the entity.
    pub fn place(&self) -> Location {
        match self {
            Origin::Declared(file) => Location::File(*file),
            Origin::Inline(_, field) | Origin::Stub(field) => Location::Value(field.clone()),
        }
    }
}
