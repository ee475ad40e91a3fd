//! The kinds of documents and their folders.

use serde::{Deserialize, Serialize};

/// The kind of the documents in a folder of `content/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ContentKind {
    Article,
    Actor,
    Region,
    Event,
    Source,
    Page,
}

impl ContentKind {
    /// Every kind.
    pub const ALL: [ContentKind; 6] = [
        ContentKind::Article,
        ContentKind::Actor,
        ContentKind::Region,
        ContentKind::Event,
        ContentKind::Source,
        ContentKind::Page,
    ];

    /// Returns the folder below `content/`, which is also the first part of an address.
    pub fn folder(self) -> &'static str {
        match self {
            ContentKind::Article => "articles",
            ContentKind::Actor => "actors",
            ContentKind::Region => "regions",
            ContentKind::Event => "events",
            ContentKind::Source => "sources",
            ContentKind::Page => "pages",
        }
    }

    /// Returns the noun of the kind.
    pub fn noun(self) -> &'static str {
        match self {
            ContentKind::Article => "article",
            ContentKind::Actor => "actor",
            ContentKind::Region => "region",
            ContentKind::Event => "event",
            ContentKind::Source => "source",
            ContentKind::Page => "page",
        }
    }
}
